/* The equilibrium and the real trace as sections of the page. */
#include "equilibrium.h"

static void table_block(negotiate *n, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(n->out, id);
    if (table && table->rows_size > 0) ent_section_block(n->out, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

static void chart_block(negotiate *n, ent_section *section, const char *id) {
    if (ent_findings_find_chart(n->out, id)) ent_section_block(n->out, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

static void equilibrium_section(negotiate *n) {
    if (!ent_findings_find_table(n->out, "movers")) return;
    ent_section *section =
        ent_findings_section(n->out, "equilibrium", "What fully rational parties would agree on", false, false);
    ent_section_block(
        n->out, section, ENT_BLOCK_TEXT, NULL,
        "A benchmark: parties that know each other's preferences, think every round through and wait only "
        "when waiting pays.");
    table_block(n, section, "movers");
    chart_block(n, section, "patience");
    table_block(n, section, "repetition");
}

static void deadline_section(negotiate *n) {
    if (!ent_findings_find_chart(n->out, "deadline") && !ent_findings_find_table(n->out, "deadlines")) return;
    ent_section *section = ent_findings_section(n->out, "deadlines", "What a deadline does", false, false);
    chart_block(n, section, "deadline");
    table_block(n, section, "deadlines");
    table_block(n, section, "deadline");
}

static void concessions_section(negotiate *n) {
    if (!ent_findings_find_table(n->out, "concessions")) return;
    ent_section *section = ent_findings_section(n->out, "positions", "Who really moved", false, false);
    chart_block(n, section, "positions");
    table_block(n, section, "concessions");
}

/* "First-year payment 15,800 if South Korea proposes first". */
void negotiate_benchmark_headline(negotiate *n) {
    const char *key = n->model->parties == 2 ? "rubinstein" : "stationary";
    const size_t lead = negotiate_lead(n);
    const ent_issue *issue = ent_words_issue(&n->words, lead);
    const ent_metric *term = ent_findings_find(n->out, negotiate_text(n, "equilibrium.%s.outcome.%s", key, issue->id));
    if (!term) return;
    char text[ENT_NUMBER_TEXT];
    const ent_value *value = &term->value;
    const double level = value->type == ENT_INTEGER ? (double)value->as.integer : value->as.real;
    const char *words = value->type == ENT_TEXT ? value->as.text : ent_write_fixed(text, level, term->info.digits);
    ent_findings_headline(n->out,
                          "Fully rational parties would settle near %s %s without a deadline, if %s proposes first: a "
                          "benchmark, not a forecast.",
                          ent_words_issue_name(&n->words, lead), words, negotiate_party_name(n, n->seats[0].party));
}

void negotiate_benchmark_sections(negotiate *n) {
    equilibrium_section(n);
    deadline_section(n);
    concessions_section(n);
}
