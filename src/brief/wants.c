/* Who wants what, and how we know: a table of issues by parties, each cell with the mark of its owner. */
#include "brief/parts.h"

/* Best and worst option of a value per option. */
static void ends(const ent_issue *issue, const ent_preference *row, size_t *best, size_t *worst) {
    *best = *worst = 0;
    for (size_t k = 1; k < issue->options_size; k++) {
        if (row->values[k].value > row->values[*best].value) *best = k;
        if (row->values[k].value < row->values[*worst].value) *worst = k;
    }
}

static const char *wish(const brief *b, const ent_preference *row) {
    const ent_issue *issue = &b->subject->issues[row->issue];
    ent_arena *arena = b->scratch;
    char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT];
    size_t best, worst;
    switch (row->kind) {
    case ENT_LINEAR:
        return ent_arena_printf(arena, "%s; worst %s", brief_level(b->subject, row->issue, &row->best, arena),
                                brief_level(b->subject, row->issue, &row->worst, arena));
    case ENT_PEAKED:
        return ent_arena_printf(arena, "about %s", brief_level(b->subject, row->issue, &row->ideal, arena));
    case ENT_PER_OPTION:
        ends(issue, row, &best, &worst);
        return ent_arena_printf(arena, "%s; worst %s", ent_issue_option(issue, best, first),
                                ent_issue_option(issue, worst, second));
    }
    return "";
}

static const ent_preference *preference_on(const ent_preferences *preferences, int issue) {
    for (size_t i = 0; i < preferences->size; i++) {
        if (preferences->rows[i].issue == issue) return &preferences->rows[i];
    }
    return NULL;
}

static ent_basis wish_basis(const brief *b, const ent_preferences *preferences, int issue) {
    const char *path = ent_arena_printf(b->scratch, "preferences.%s.%s", b->subject->parties[preferences->party].id,
                                        b->subject->issues[issue].id);
    size_t judgements = 0;
    return path ? ent_case_basis(b->subject, &path, 1, &judgements) : ENT_BASIS_NONE;
}

static void write_row(const brief *b, ent_table *table, int issue) {
    const ent_case *subject = b->subject;
    ent_value *cells = ent_arena_array(b->scratch, subject->preferences_size + 1, sizeof *cells);
    if (!cells) return;
    const ent_issue *row = &subject->issues[issue];
    const char *unit = ent_unit_text(&row->unit, b->scratch);
    cells[0] = ent_text(ent_arena_printf(b->scratch, "%s%s%s%s", row->name, unit && *unit ? ", " : "", unit ? unit : "",
                                         row->same_table ? "" : " (another table)"));
    for (size_t i = 0; i < subject->preferences_size; i++) {
        const ent_preferences *preferences = &subject->preferences[i];
        const ent_preference *preference = preference_on(preferences, issue);
        cells[i + 1] = preference ? ent_based(ent_text(wish(b, preference)), wish_basis(b, preferences, issue))
                                  : ent_text("indifferent");
    }
    ent_table_row(b->out, table, cells);
}

void brief_wants(const brief *b) {
    const ent_case *subject = b->subject;
    if (!subject->preferences_size || !subject->issues_size) return;
    ent_table *table = ent_findings_table(b->out, "wants", false, "Who wants what, and how we know");
    ent_table_about(b->out, table,
                    "What each side is taken to want most, and least. A public line is a move in the "
                    "talks, not a red line.");
    ent_table_column(b->out, table, "issue", "Issue", "text", NULL, -1);
    for (size_t i = 0; i < subject->preferences_size; i++) {
        int party = subject->preferences[i].party;
        ent_table_column(b->out, table, subject->parties[party].id, brief_party_name(subject, party), "text", NULL, -1);
    }
    for (size_t j = 0; j < subject->issues_size; j++) {
        write_row(b, table, (int)j);
    }
    ent_section *section = ent_findings_section(b->out, "wants", "Who wants what, and how we know", true, false);
    ent_section_block(b->out, section, ENT_BLOCK_TABLE, NULL, "wants");
}
