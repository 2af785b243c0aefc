/* The findings as a page: the base rate and the distribution first, then who wants what, then the models that move. */
#include "lens/forecast/report.h"

static void add_chart(forecast_report *r, ent_section *section, const char *id) {
    if (id != NULL && ent_findings_find_chart(r->out, id) != NULL)
        ent_section_block(r->out, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

static void add_table(forecast_report *r, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(r->out, id);
    if (table != NULL && table->rows_size > 0) ent_section_block(r->out, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

enum { SHORT_TABLE = 60 };

/* Every position of every turn is for a spreadsheet. */
static void add_short_table(forecast_report *r, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(r->out, id);
    if (table == NULL || table->rows_size == 0) return;
    if (table->rows_size <= SHORT_TABLE)
        ent_section_block(r->out, section, ENT_BLOCK_TABLE, NULL, "%s", id);
    else
        ent_section_block(r->out, section, ENT_BLOCK_TEXT, NULL, "%s: %zu rows, with --csv --table %s.", table->title,
                          table->rows_size, id);
}

static void add_issues(forecast_report *r) {
    ent_section *section = ent_findings_section(r->out, "models", "What is likely, issue by issue", false, false);
    ent_section_block(r->out, section, ENT_BLOCK_TEXT, NULL,
                      "Base rates come first where past agreements knew the issue, then models that start from "
                      "positions. Where they disagree the range is part of the answer.");
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        if (!r->shown[i]) continue;
        const char *id = forecast_issue_row(r, i)->id;
        add_chart(r, section, ent_arena_printf(r->arena, "%s-models", id));
        add_chart(r, section, ent_arena_printf(r->arena, "%s-distribution", id));
    }
    add_table(r, section, "forecast");
    add_table(r, section, "chances");
    add_table(r, section, "decisions");
    add_table(r, section, "not_offered");
}

void forecast_report_page(forecast_report *r) {
    if (!r->tables) return;
    add_issues(r);
    if (ent_findings_find_table(r->out, "actors") != NULL || ent_findings_find_table(r->out, "past") != NULL) {
        ent_section *section = ent_findings_section(r->out, "inputs", "What it starts from", false, false);
        add_table(r, section, "actors");
        add_table(r, section, "past");
        add_table(r, section, "base_rates");
    }
    if (ent_findings_find_table(r->out, "positions") == NULL && ent_findings_find_table(r->out, "rounds") == NULL)
        return;
    ent_section *section = ent_findings_section(r->out, "turns", "How positions move in the models", false, false);
    add_chart(r, section, "positions");
    add_short_table(r, section, "positions");
    add_short_table(r, section, "turns");
    add_short_table(r, section, "rounds");
}
