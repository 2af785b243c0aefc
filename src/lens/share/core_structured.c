/* Who would be better off alone where there are too many groups for a table: the one group that is worst off under each
 * rule, found by the structure of the costs. */
#include "lens/share/objections.h"

#include <string.h>

static bool applies(const share *s) {
    const share_form form = s->problem.form;
    const bool found = form == SHARE_COMPONENTS || form == SHARE_PAIRS || form == SHARE_NEEDS;
    return found && s->problem.view == SHARE_GAME && s->problem.size > 1 &&
           (!s->problem.tabled || share_by_unit(&s->problem));
}

static ent_status worst_of(const share *s, mpq_srcptr x, ent_worst *worst) {
    switch (s->problem.form) {
    case SHARE_COMPONENTS:
        return ent_components_worst(&s->problem.components, x, s->run, worst);
    case SHARE_PAIRS:
        return ent_market_worst(&s->problem.market, x, s->run, worst);
    default:
        return ent_airport_worst(&s->problem.airport, x, s->run, worst);
    }
}

/* "P1, P2 and 15 more": groups of hundreds are not spelt out. */
static const char *who(const share *s, const ent_worst *worst) {
    enum { NAMED = 3 };
    const char *names[NAMED + 1];
    size_t size = 0;
    for (size_t i = 0; i < s->problem.size; i++) {
        if (worst->count[i] == 0) continue;
        if (size < NAMED) names[size] = s->problem.name[i];
        size++;
    }
    if (size <= NAMED) return share_list(s, names, size);
    names[NAMED] = share_text(s, "%zu more", size - NAMED);
    return share_list(s, names, NAMED + 1);
}

static void findings(share *s, ent_table *table, share_column *column, const ent_worst *worst) {
    const char *project = s->problem.project->id;
    const double excess = ent_mpq_value(worst->excess);
    const bool member = ent_worst_in_core(worst);
    ent_info info =
        share_info(s, share_text(s, "%s: no group has reason to go alone (in the core)", column->label), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(member), &info, "%s.%s.in-core", project, column->id);
    info = share_info(s, share_text(s, "%s: the most that a group could gain by going alone", column->label), s->unit,
                      s->digits);
    ent_findings_metricf(s->out, ent_real(excess), &info, "%s.%s.worst", project, column->id);
    s->core.judged++;
    s->core.inside += member;
    const ent_value cells[] = {ent_text(column->label),
                               ent_text(member             ? "yes"
                                        : worst->efficient ? "no"
                                                           : "does not add up"),
                               ent_real(excess), ent_text(who(s, worst))};
    if (table != NULL) ent_table_row(s->out, table, cells);
}

/* Shares as they are paid by one user each where participants stand for several. */
static ent_status one_rule(share *s, ent_table *table, share_column *column) {
    ent_worst worst;
    mpq_t *x = share_fractions(&s->problem, s->problem.size);
    if (x == NULL) return ENT_MEMORY;
    const ent_allocation *allocation = &column->answer.allocation;
    for (size_t i = 0; i < s->problem.size; i++) {
        if (allocation->is_exact)
            mpq_set(x[i], allocation->exact[i]);
        else
            mpq_set_d(x[i], allocation->value[i]);
    }
    ent_status status = ent_worst_init(&worst, s->problem.size, s->run);
    if (status == ENT_OK) status = worst_of(s, x[0], &worst);
    if (status == ENT_OK && worst.exists) findings(s, table, column, &worst);
    ent_worst_free(&worst);
    return status;
}

static ent_table *make_table(share *s) {
    const bool cost = s->problem.cost;
    ent_table *table =
        ent_findings_table(s->out, share_id(s, "core"), false, "%s", share_titled(s, "would a group do better alone?"));
    ent_table_about(s->out, table,
                    cost ? "In the core: no group pays more than it would by itself. The group that is worst off, and "
                           "what it pays above that (negative: below)."
                         : "In the core: no group gets less than it would by itself. The group that is worst off, and "
                           "what it lacks of that (negative: it gets more).");
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "core", "In the core", "text", "", -1);
    ent_table_column(s->out, table, "excess", "By", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "group", "Worst off", "text", "", -1);
    return table;
}

ent_status share_structured_core(share *s) {
    if (!applies(s)) return ENT_OK;
    ent_table *table = s->people ? make_table(s) : NULL;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (share_is_share(&s->columns.at[k])) status = one_rule(s, table, &s->columns.at[k]);
    return status;
}
