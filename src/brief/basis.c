/* What the conclusions rest on: how many judgements, which of them move the result, which reverse it. */
#include "brief/parts.h"

#include <math.h>

static void count(void *context, const ent_slot *slot, uint32_t index) {
    (void)slot;
    (void)index;
    ++*(size_t *)context;
}

static void write_count(const brief *b, ent_section *section) {
    static const char *const paths[] = {"preferences", "no_deal", "limits", "interactions"};
    enum { PATHS = sizeof paths / sizeof paths[0] };
    size_t numbers = 0, judgements = 0;
    for (size_t i = 0; i < PATHS; i++) {
        ent_case_slots_below(b->subject, paths[i], count, &numbers);
    }
    ent_case_basis(b->subject, paths, PATHS, &judgements);
    ent_info info = {.label = "Judgements that the recommendation rests on", .uses = paths, .uses_size = PATHS};
    ent_findings_metric(b->out, "judgements", ent_integer((int64_t)judgements), &info);
    const size_t uncertain = ent_case_uncertain(b->subject);
    if (!uncertain) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "What can be signed rests on **%zu judgements** among %zu numbers. None of them carries a "
                          "range, so nothing can be said on how firm the result is.",
                          judgements, numbers);
        return;
    }
    ent_section_block(
        b->out, section, ENT_BLOCK_TEXT, NULL,
        "What can be signed rests on **%zu judgements** among %zu numbers; %zu number%s of the whole case "
        "carr%s a range.",
        judgements, numbers, uncertain, uncertain == 1 ? "" : "s", uncertain == 1 ? "ies" : "y");
}

static const char *number(const brief *b, ent_value value) {
    char text[ENT_NUMBER_TEXT];
    double real = value.type == ENT_REAL ? value.as.real : (double)value.as.integer;
    if (value.type == ENT_TEXT) return value.as.text;
    double size = fabs(real);
    int digits = size >= 100 || real == floor(real) ? 0 : size >= 10 ? 1 : 2;
    return ent_arena_text(b->scratch, ent_write_fixed(text, real, digits));
}

static void write_reversals(const brief *b, ent_section *section) {
    enum { SHOWN = 6 };
    const ent_table *table = ent_findings_find_table(b->bargain, "reversals");
    if (!table) return;
    size_t path = ent_table_column_index(table, "number"), given = ent_table_column_index(table, "value");
    size_t at = ent_table_column_index(table, "at"), what = ent_table_column_index(table, "change");
    if (path == SIZE_MAX || given == SIZE_MAX || at == SIZE_MAX || what == SIZE_MAX) return;
    for (size_t r = 0; r < table->rows_size && r < SHOWN; r++) {
        const ent_value *row = &table->cells[r * table->columns_size];
        const char *passes = row[at].as.real >= row[given].as.real ? "rises above" : "falls below";
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, "Reverses",
                          "if %s (given as %s) %s **%s**, inside its judged range: %s", row[path].as.text,
                          number(b, row[given]), passes, number(b, row[at]), row[what].as.text);
    }
    if (table->total_rows > SHOWN) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "%zu further numbers would reverse a term: table "
                          "reversals of bargain.",
                          table->total_rows - SHOWN);
    }
    if (!table->total_rows) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, "Holds",
                          "no single number, moved within its judged range, changes a term of the recommendation");
    }
}

ent_status brief_basis(const brief *b) {
    if (!b->bargain) return ENT_OK;
    ent_section *section =
        ent_findings_section(b->out, "basis", "What this rests on, and what would reverse it", true, true);
    write_count(b, section);
    write_reversals(b, section);
    if (ent_findings_find_chart(b->bargain, "drivers")) {
        ent_section *drivers = ent_findings_section(b->out, "drivers", "Which judgements matter most", false, false);
        ent_section_block(b->out, drivers, ENT_BLOCK_CHART, NULL, "bargain.drivers");
    }
    return ENT_OK;
}
