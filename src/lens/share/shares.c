/* Who pays what under each rule: in money, in percent, and against standing alone. */
#include "lens/share/share.h"

#include <math.h>

enum { WIDE = 10 }; /* parties that still fit as columns */

/* ---- one number ---------------------------------------------------------------------------------------------- */

double share_value(const share *s, const share_column *column, size_t player) {
    const ent_allocation *allocation = &column->answer.allocation;
    if (!column->answer.per_unit || !allocation->is_exact)
        return column->answer.per_unit ? allocation->value[player] * ent_mpq_value(s->problem.units.at[player])
                                       : allocation->value[player];
    mpq_t paid;
    mpq_init(paid);
    share_paid(&s->problem, &column->answer, player, paid);
    const double value = ent_mpq_value(paid);
    mpq_clear(paid);
    return value;
}

/* In percent of what is shared; NAN for what is no part of it. */
double share_part(const share *s, const share_column *column, size_t player) {
    const double total = ent_mpq_value(*s->problem.total);
    if (column->rule->family == SHARE_FAMILY_VOTING || total == 0) return NAN;
    return 100 * share_value(s, column, player) / total;
}

/* What the player gains over standing alone; NAN where that is not known. */
double share_gain(const share *s, const share_column *column, size_t player) {
    if (column->rule->family == SHARE_FAMILY_VOTING || s->problem.alone == NULL) return NAN;
    mpq_t paid;
    mpq_init(paid);
    share_paid(&s->problem, &column->answer, player, paid);
    mpq_sub(paid, paid, s->problem.alone[player]);
    const double difference = ent_mpq_value(paid);
    mpq_clear(paid);
    return s->problem.cost ? -difference : difference;
}

static ent_value real_or_empty(double value) {
    return isnan(value) ? ent_empty() : ent_real(value);
}

bool share_is_share(const share_column *column) {
    return column->answer.why == NULL && column->rule->family != SHARE_FAMILY_VOTING;
}

/* ---- metrics ------------------------------------------------------------------------------------------------- */

static void column_metrics(share *s, const share_column *column) {
    const share_problem *p = &s->problem;
    const char *project = p->project->id, *unit = column->rule->family == SHARE_FAMILY_VOTING ? NULL : s->unit;
    const char *each = column->answer.per_unit ? ", one unit" : "";
    for (size_t i = 0; i < p->size; i++) {
        ent_info info = share_info(s, share_text(s, "%s: %s%s", column->label, p->name[i], each), unit,
                                   column->answer.per_unit ? -1 : s->digits);
        ent_findings_metricf(s->out, ent_real(column->answer.allocation.value[i]), &info, "%s.%s.%s", project,
                             column->id, p->id[i]);
        info = share_info(s, share_text(s, "%s: share of %s", column->label, p->name[i]), "percent", 2);
        ent_findings_metricf(s->out, real_or_empty(share_part(s, column, i)), &info, "%s.%s.share.%s", project,
                             column->id, p->id[i]);
        info = share_info(s, share_text(s, "%s: gain of %s over standing alone", column->label, p->name[i]), unit,
                          s->digits);
        ent_findings_metricf(s->out, real_or_empty(share_gain(s, column, i)), &info, "%s.%s.gain.%s", project,
                             column->id, p->id[i]);
    }
}

/* ---- the long table, for programs and charts ----------------------------------------------------------------- */

static void long_table(share *s) {
    const share_problem *p = &s->problem;
    ent_table *table = ent_findings_table(s->out, share_id(s, "allocations"), false, "%s", "");
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "label", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "party", "Party", "text", "", -1);
    ent_table_column(s->out, table, "amount", p->cost ? "Pays" : "Gets", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "percent", "Share", "number", "percent", 1);
    ent_table_column(s->out, table, "alone", "Alone", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "gain", "Gain over standing alone", "number", s->unit, s->digits);
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        if (!share_is_share(column)) continue;
        for (size_t i = 0; i < p->size; i++) {
            const ent_value cells[] = {ent_text(column->id),
                                       ent_text(column->label),
                                       ent_text(p->id[i]),
                                       ent_real(share_value(s, column, i)),
                                       real_or_empty(share_part(s, column, i)),
                                       p->alone != NULL ? ent_real(ent_mpq_value(p->alone[i])) : ent_empty(),
                                       real_or_empty(share_gain(s, column, i))};
            ent_table_row(s->out, table, cells);
        }
    }
}

/* ---- tables for people: rules and parties as rows and columns ------------------------------------------------ */

static bool shown(const share *s, const share_column *column, bool voting) {
    (void)s;
    return column->answer.why == NULL && (column->rule->family == SHARE_FAMILY_VOTING) == voting;
}

/* A row a rule. */
static void by_rule(share *s, ent_table *table, share_cell cell, bool voting, const char *unit, int digits) {
    const share_problem *p = &s->problem;
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    for (size_t i = 0; i < p->size; i++)
        ent_table_column(s->out, table, p->id[i], p->name[i], "number", unit, digits);
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        if (!shown(s, column, voting)) continue;
        ent_value cells[WIDE + 1] = {ent_text(column->label)};
        for (size_t i = 0; i < p->size; i++)
            cells[i + 1] = real_or_empty(cell(s, column, i));
        ent_table_row(s->out, table, cells);
    }
}

/* A row a party. */
static void by_party(share *s, ent_table *table, share_cell cell, bool voting, const char *unit, int digits) {
    const share_problem *p = &s->problem;
    ent_value *cells = ent_arena_array(s->arena, s->columns.size + 1, sizeof *cells);
    if (cells == NULL) return;
    ent_table_column(s->out, table, "party", "Party", "text", "", -1);
    for (size_t k = 0; k < s->columns.size; k++)
        if (shown(s, &s->columns.at[k], voting))
            ent_table_column(s->out, table, s->columns.at[k].id, s->columns.at[k].label, "number", unit, digits);
    for (size_t i = 0; i < p->size; i++) {
        size_t size = 0;
        cells[size++] = ent_text(p->name[i]);
        for (size_t k = 0; k < s->columns.size; k++)
            if (shown(s, &s->columns.at[k], voting)) cells[size++] = real_or_empty(cell(s, &s->columns.at[k], i));
        ent_table_row(s->out, table, cells);
    }
}

static bool any(const share *s, bool voting) {
    for (size_t k = 0; k < s->columns.size; k++)
        if (shown(s, &s->columns.at[k], voting)) return true;
    return false;
}

void share_matrix(share *s, const char *id, const char *title, const char *about, share_cell cell, bool voting,
                  const char *unit, int digits) {
    if (!any(s, voting)) return;
    ent_table *table = ent_findings_table(s->out, share_id(s, id), false, "%s", title);
    ent_table_about(s->out, table, about);
    (s->problem.size <= WIDE ? by_rule : by_party)(s, table, cell, voting, unit, digits);
}

static double plain_value(const share *s, const share_column *column, size_t player) {
    (void)s;
    return column->answer.allocation.value[player];
}

static bool per_unit(const share *s) {
    for (size_t k = 0; k < s->columns.size; k++)
        if (s->columns.at[k].answer.per_unit) return true;
    return false;
}

static void tables(share *s) {
    const share_problem *p = &s->problem;
    const char *name = share_project_name(s);
    const bool of_one = p->form == SHARE_KEYS && !p->has_amount;
    long_table(s);
    if (!of_one)
        share_matrix(s, "shares", share_text(s, "%s: what each %s, by rule", name, p->cost ? "pays" : "gets"),
                     share_text(s, "Of %s in all.", share_money(s, ent_mpq_value(*p->total))), share_value, false,
                     s->unit, s->digits);
    if (per_unit(s))
        share_matrix(s, "unit-shares", share_text(s, "%s: what each unit %s, by rule", name, p->cost ? "pays" : "gets"),
                     "The same amounts for one of the units that a participant stands for.", plain_value, false,
                     s->unit, 2);
    share_matrix(s, "percent", share_text(s, "%s: the same in percent", name), NULL, share_part, false, "percent", 1);
    if (p->alone != NULL && p->form != SHARE_CLAIMS)
        share_matrix(s, "gains", share_text(s, "%s: what each gains over standing alone", name),
                     "Negative: it would be better off alone.", share_gain, false, s->unit, s->digits);
    share_matrix(s, "votes", share_text(s, "%s: voting power", name),
                 "How often each decides. Voting power is no share of costs.", plain_value, true, "", 4);
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

ent_status share_shares(share *s) {
    const share_problem *p = &s->problem;
    if (p->form != SHARE_VOTES) {
        ent_info info = share_info(s, share_text(s, "%s: what is shared", share_project_name(s)), s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(ent_mpq_value(*p->total)), &info, "%s.total", p->project->id);
    }
    for (size_t k = 0; k < s->columns.size; k++)
        if (s->columns.at[k].answer.why == NULL) column_metrics(s, &s->columns.at[k]);
    if (s->people) tables(s);
    return ENT_OK;
}
