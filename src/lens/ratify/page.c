/* The findings as a page, and the picture for two parties. */
#include "ratify.h"

enum { CLOUD = 500, CURVE = 150 };

static void point_row(ratify *r, ent_table *table, double x, double y, const char *series) {
    const ent_value cells[] = {ent_real(x), ent_real(y), ent_text(series)};
    ent_table_row(r->out, table, cells);
}

static void cloud(ratify *r, ent_table *table, uint32_t *outcome) {
    ent_random random = ent_random_stream(r->run->seed, 0x726174696679); /* its own stream */
    for (size_t k = 0; k < CLOUD; k++) {
        ent_space_random(r->space, &random, outcome);
        const bool passes = ratify_all_pass(r, ratify_yes(r, r->wide, r->voters, outcome));
        point_row(r, table, ent_words_utility(&r->words, 0, outcome), ent_words_utility(&r->words, 1, outcome),
                  passes ? "passes at home" : "fails at home");
    }
}

static void curve(ratify *r, ent_table *table, const ent_frontier *frontier, const char *series) {
    const size_t shown = frontier->size < CURVE ? frontier->size : CURVE;
    for (size_t k = 0; k < shown; k++) {
        const size_t at = shown < 2 ? 0 : k * (frontier->size - 1) / (shown - 1);
        const ent_wide *utility = frontier->utility + at * frontier->dimensions;
        point_row(r, table, ent_space_value(r->space, 0, utility[0]), ent_space_value(r->space, 1, utility[1]), series);
    }
}

/* Whether two packages lie on each other in the picture. */
static bool same_point(const ratify *r, const ratify_package *a, const ratify_package *b) {
    for (size_t i = 0; i < 2; i++)
        if (!a->outcome || !b->outcome ||
            ent_space_utility(r->space, i, a->outcome) != ent_space_utility(r->space, i, b->outcome))
            return false;
    return true;
}

static void plane_marks(ratify *r, ent_chart *chart) {
    for (size_t i = 0; i < 2; i++) {
        const double d = ent_words_no_deal(&r->words, i);
        const ent_mark mark = {.style = ENT_MARK_NO_DEAL,
                               .axis = i == 0 ? 'x' : 'y',
                               .from = d,
                               .to = d,
                               .label = ratify_text(r, "No deal, %s", ent_words_party(&r->words, i)),
                               .series = ent_words_party_id(&r->words, i)};
        ent_chart_mark(r->out, chart, &mark);
    }
    const ratify_package *const packages[] = {&r->alone, &r->together, &r->given};
    static const char *const labels[] = {"negotiators alone", "passes everywhere", "this package"};
    const bool same = same_point(r, &r->alone, &r->together);
    for (size_t k = 0; k < 3; k++) {
        if (!packages[k]->outcome || (k == 1 && same)) continue;
        const ent_mark mark = {.style = ENT_MARK_SOLUTION,
                               .axis = 'p',
                               .from = ent_words_utility(&r->words, 0, packages[k]->outcome),
                               .to = ent_words_utility(&r->words, 1, packages[k]->outcome),
                               .label = k == 0 && same ? "what negotiators would sign" : labels[k]};
        ent_chart_mark(r->out, chart, &mark);
    }
}

static void plane(ratify *r) {
    uint32_t *outcome = ent_arena_array(r->arena, r->model->issues, sizeof *outcome);
    if (r->none || r->model->parties != 2 || !outcome || ent_space_closed_issue(r->space) < r->space->issues) return;
    const char *first = ent_words_party(&r->words, 0), *second = ent_words_party(&r->words, 1);
    ent_table *table = ent_findings_table(r->out, "plane", false, "%s", "");
    ent_table_column(r->out, table, "x", ratify_text(r, "Utility of %s", first), "number", "", 3);
    ent_table_column(r->out, table, "y", ratify_text(r, "Utility of %s", second), "number", "", 3);
    ent_table_column(r->out, table, "series", "What", "text", "", -1);
    cloud(r, table, outcome);
    curve(r, table, &r->home, "frontier that passes");
    const char *title = r->home.size == 0 ? "Nothing that both would sign passes at home"
                        : ratify_all_pass(r, r->alone.yes) && r->alone.within
                            ? "What negotiators would sign by themselves passes at home"
                            : "Ratification moves the bargain: what negotiators would sign fails at home";
    ent_chart chart = {.id = "plane",
                       .kind = ENT_CHART_SCATTER,
                       .title = title,
                       .subtitle =
                           "A random few of the packages within the red lines, by whether all ratifiers pass them",
                       .text = title,
                       .table = "plane",
                       .x = "x",
                       .y = "y",
                       .series = "series",
                       .joined = "frontier that passes",
                       .faint = "fails at home",
                       .x_label = ratify_text(r, "Utility of %s", first),
                       .y_label = ratify_text(r, "Utility of %s", second)};
    plane_marks(r, ent_findings_chart(r->out, &chart));
}

typedef struct page_part {
    const char *id, *heading;
    const char *charts[3], *tables[4];
} page_part;

static const page_part parts[] = {
    {"consent", "How often consent was given before", {NULL}, {"consent", NULL}},
    {"votes", "Who must say yes, and would", {"votes", NULL}, {"ratifiers", "blocs", NULL}},
    {"winsets", "What passes", {"plane", NULL}, {"conflict", "winsets", "zone", NULL}},
    {"shifts", "What constraints at home do to the bargain", {"tightening", NULL}, {"shifts", NULL}},
    {"pivots", "Whose vote flips, and what would turn it", {NULL}, {"pivots", "payments", NULL}},
    {"calendar", "By when", {"calendar", NULL}, {"calendar", NULL}},
};

static bool has_rows(const ratify *r, const char *id) {
    const ent_table *table = ent_findings_find_table(r->out, id);
    return table && table->rows_size > 0;
}

static void add_part(ratify *r, const page_part *part) {
    bool stands = false;
    for (size_t k = 0; part->tables[k]; k++)
        stands = stands || has_rows(r, part->tables[k]);
    if (!stands) return;
    ent_section *section = ent_findings_section(r->out, part->id, part->heading, false, false);
    for (size_t k = 0; part->charts[k]; k++)
        if (ent_findings_find_chart(r->out, part->charts[k]))
            ent_section_block(r->out, section, ENT_BLOCK_CHART, NULL, "%s", part->charts[k]);
    for (size_t k = 0; part->tables[k]; k++)
        if (has_rows(r, part->tables[k]))
            ent_section_block(r->out, section, ENT_BLOCK_TABLE, NULL, "%s", part->tables[k]);
}

void ratify_sections(ratify *r) {
    if (r->run->metrics_only) return;
    plane(r);
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        add_part(r, &parts[k]);
    size_t judgements = 0;
    ent_case_basis(r->source, r->all.paths, r->all.size, &judgements);
    ent_section *section = ent_findings_section(r->out, "rest", "What this rests on", false, false);
    ent_section_block(
        r->out, section, ENT_BLOCK_REST, NULL,
        "Rests on %zu judgements. What blocs want and have without a deal is a judgement about people who "
        "have not voted yet.",
        judgements);
}
