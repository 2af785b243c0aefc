/* Who would be better off without the others: whether there is a core, which rules lie in it, and who objects to the
 * others by how much. */
#include "games/tu/core.h"
#include "lens/share/objections.h"

#include <math.h>
#include <string.h>

/* ---- helpers ------------------------------------------------------------------------------------------------- */

ent_status share_amounts(const share *s, const share_column *column, ent_allocation *out) {
    ent_status status = ent_allocation_init(out, s->problem.size);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < out->size; i++)
        share_paid(&s->problem, &column->answer, i, out->exact[i]);
    ent_allocation_from_exact(out);
    out->is_exact = column->answer.allocation.is_exact;
    return ENT_OK;
}

bool share_looks_at_groups(const share *s) {
    return s->problem.tabled && s->problem.form != SHARE_VOTES && s->problem.size > 1 && !share_by_unit(&s->problem);
}

static double entry_value(const share *s, ent_coalition_mask coalition) {
    mpq_t entry;
    mpq_init(entry);
    ent_tu_entry(&s->problem.game, coalition, entry);
    const double value = ent_mpq_value(entry);
    mpq_clear(entry);
    return value;
}

/* ---- is there a core ----------------------------------------------------------------------------------------- */

/* Why the core is empty: groups with weights in which everybody counts once, and what they come to together. */
static void balanced_table(share *s, const ent_core_solution *solution) {
    const bool cost = s->problem.game.cost;
    ent_table *table = ent_findings_table(s->out, share_id(s, "balanced"), false, "%s",
                                          share_titled(s, "why no allocation keeps every group"));
    ent_table_about(
        s->out, table,
        share_text(s,
                   "Everybody is in groups whose weights add up to 1. With these weights their own %s come to "
                   "%s, and all together %s %s (Bondareva 1963, Shapley 1967).",
                   cost ? "costs" : "worths", share_money(s, solution->total), cost ? "cost" : "are worth",
                   share_money(s, ent_mpq_value(*s->problem.total))));
    ent_table_column(s->out, table, "group", "Group", "text", "", -1);
    ent_table_column(s->out, table, "weight", "Weight", "number", "", -1);
    ent_table_column(s->out, table, "alone", "By itself", "number", s->unit, s->digits);
    for (size_t k = 0; k < solution->size; k++) {
        const ent_value cells[] = {ent_text(share_members(s, solution->coalition[k])), ent_real(solution->weight[k]),
                                   ent_real(entry_value(s, solution->coalition[k]))};
        ent_table_row(s->out, table, cells);
    }
}

static ent_status find_core(share *s, share_core *core) {
    ent_core_solution solution = {0};
    ent_status status = ent_core_solve(&s->problem.game, s->run, &solution);
    if (status != ENT_OK) return status;
    core->empty = solution.empty;
    core->bounded = solution.bounded;
    core->most = solution.total;
    const char *project = s->problem.project->id;
    ent_info info = share_info(s, share_titled(s, "no allocation keeps every group (the core is empty)"), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(core->empty), &info, "%s.core.empty", project);
    if (core->bounded) {
        info =
            share_info(s,
                       share_titled(s, "%s that no group would object to",
                                    s->problem.game.cost ? "the most that can be collected so" : "the least total so"),
                       s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(core->most), &info, "%s.core.total", project);
    }
    if (core->empty && core->bounded && s->people) balanced_table(s, &solution);
    ent_core_solution_free(&solution);
    return ENT_OK;
}

/* ---- one rule against all groups ----------------------------------------------------------------------------- */

/* "Alpha and Beta pay 14.65 more than by themselves"; of a rule in the core, who is nearest to it. */
static const char *objection(const share *s, const ent_core_membership *found) {
    if (found->size == 0) return "";
    const ent_core_excess *worst = &found->worst[0];
    const char *who = share_members(s, worst->coalition);
    const bool one = (worst->coalition & (worst->coalition - 1)) == 0, cost = s->problem.game.cost;
    if (found->objecting == 0) return share_text(s, "nobody; nearest to it: %s", who);
    return share_text(s, "%s %s %s %s than %s", who,
                      cost  ? (one ? "pays" : "pay")
                      : one ? "gets"
                            : "get",
                      share_amount(s, worst->value), cost ? "more" : "less", one ? "alone" : "by themselves");
}

static void rule_row(share *s, ent_table *table, const share_column *column, const ent_core_membership *found) {
    const ent_value cells[] = {ent_text(column->label),
                               ent_text(found->member      ? "yes"
                                        : found->efficient ? "no"
                                                           : "does not add up"),
                               ent_integer((int64_t)found->objecting),
                               found->size > 0 ? ent_real(found->worst[0].value) : ent_empty(),
                               ent_text(objection(s, found))};
    ent_table_row(s->out, table, cells);
}

static void objection_rows(share *s, ent_table *table, const share_column *column, const ent_allocation *paid,
                           const ent_core_membership *found) {
    for (size_t k = 0; k < found->size && k < s->options->worst; k++) {
        const ent_coalition_mask coalition = found->worst[k].coalition;
        double together = 0;
        if (k > 0 && k >= found->objecting) break; /* those that object, or the one that is nearest to it */
        for (ent_coalition_mask rest = coalition; rest != 0; rest &= rest - 1)
            together += paid->value[__builtin_ctz(rest)];
        const ent_value cells[] = {ent_text(column->label), ent_text(share_members(s, coalition)), ent_real(together),
                                   ent_real(entry_value(s, coalition)), ent_real(found->worst[k].value)};
        ent_table_row(s->out, table, cells);
    }
}

static void member_metrics(share *s, const share_column *column, const ent_core_membership *found) {
    const char *project = s->problem.project->id;
    ent_info info =
        share_info(s, share_text(s, "%s: no group has reason to go alone (in the core)", column->label), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(found->member), &info, "%s.%s.in-core", project, column->id);
    if (found->size == 0) return;
    info = share_info(s, share_text(s, "%s: the most that a group could gain by going alone", column->label), s->unit,
                      s->digits);
    ent_findings_metricf(s->out, ent_real(found->worst[0].value), &info, "%s.%s.worst", project, column->id);
}

static ent_status one_rule(share *s, share_core *core, share_column *column) {
    ent_allocation paid;
    ent_core_membership found = {0};
    ent_status status = share_amounts(s, column, &paid);
    if (status != ENT_OK) return status;
    const size_t most = s->options->worst > 1 ? s->options->worst : 1;
    status = ent_core_member(&s->problem.game, &paid, most, s->run, &found);
    if (status == ENT_OK) {
        core->judged++;
        core->inside += found.member;
        column->in_core = found.member;
        column->judged = true;
        column->worst = found.size > 0 ? found.worst[0].coalition : 0;
        member_metrics(s, column, &found);
        if (core->table != NULL) rule_row(s, core->table, column, &found);
        if (core->objections != NULL) objection_rows(s, core->objections, column, &paid, &found);
        ent_core_membership_free(&found);
    }
    ent_allocation_free(&paid);
    return status;
}

static void make_tables(share *s, share_core *core) {
    const bool cost = s->problem.game.cost;
    core->table =
        ent_findings_table(s->out, share_id(s, "core"), false, "%s", share_titled(s, "would a group do better alone?"));
    ent_table_about(
        s->out, core->table,
        cost ? "In the core: no group pays more than it would by itself. By: what the group that is worst off pays "
               "above that (negative: below)."
             : "In the core: no group gets less than it would by itself. By: what the group that is worst "
               "off lacks of that (negative: it gets more).");
    ent_table_column(s->out, core->table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, core->table, "core", "In the core", "text", "", -1);
    ent_table_column(s->out, core->table, "objecting", "Groups that object", "integer", "", 0);
    ent_table_column(s->out, core->table, "excess", "By", "number", s->unit, s->digits);
    ent_table_column(s->out, core->table, "objection", "Who objects", "text", "", -1);
    if (s->options->worst == 0) return;
    core->objections = ent_findings_table(s->out, share_id(s, "objections"), true, "%s",
                                          share_titled(s, "the groups that are worst off"));
    ent_table_column(s->out, core->objections, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, core->objections, "group", "Group", "text", "", -1);
    ent_table_column(s->out, core->objections, "together", cost ? "Pays" : "Gets", "number", s->unit, s->digits);
    ent_table_column(s->out, core->objections, "alone", "By itself", "number", s->unit, s->digits);
    ent_table_column(s->out, core->objections, "excess", cost ? "More than by itself" : "Less than by itself", "number",
                     s->unit, s->digits);
}

/* ---- each party's range -------------------------------------------------------------------------------------- */

static ent_value bound(double value) {
    return isfinite(value) ? ent_real(value) : ent_empty();
}

static ent_status find_ranges(share *s, const share_core *core) {
    ent_core_ranges ranges = {0};
    if (core->empty || s->problem.size > SHARE_RANGE_PLAYERS) return ENT_OK;
    ent_status status = ent_core_range(&s->problem.game, s->run, &ranges);
    if (status != ENT_OK) return status;
    ent_table *table = NULL;
    if (s->people && ranges.exists) {
        table = ent_findings_table(
            s->out, share_id(s, "ranges"), false, "%s",
            share_titled(s, "the least and the most that each %s in the core", s->problem.game.cost ? "pays" : "gets"));
        ent_table_column(s->out, table, "party", "Party", "text", "", -1);
        ent_table_column(s->out, table, "low", "Least", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "high", "Most", "number", s->unit, s->digits);
    }
    for (size_t i = 0; ranges.exists && i < ranges.size; i++) {
        const char *name = s->problem.name[i], *id = s->problem.id[i], *project = s->problem.project->id;
        ent_info info = share_info(s, share_text(s, "The least of %s in the core", name), s->unit, s->digits);
        ent_findings_metricf(s->out, bound(ranges.low[i]), &info, "%s.core.low.%s", project, id);
        info = share_info(s, share_text(s, "The most of %s in the core", name), s->unit, s->digits);
        ent_findings_metricf(s->out, bound(ranges.high[i]), &info, "%s.core.high.%s", project, id);
        const ent_value cells[] = {ent_text(name), bound(ranges.low[i]), bound(ranges.high[i])};
        if (table != NULL) ent_table_row(s->out, table, cells);
    }
    ent_core_ranges_free(&ranges);
    return ENT_OK;
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

ent_status share_objections(share *s) {
    share_core *core = &s->core;
    *core = (share_core){.known = share_looks_at_groups(s)};
    if (!core->known) return share_structured_core(s);
    ent_status status = find_core(s, core);
    if (status == ENT_OK && s->people) make_tables(s, core);
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (share_is_share(&s->columns.at[k])) status = one_rule(s, core, &s->columns.at[k]);
    return status == ENT_OK ? find_ranges(s, core) : status;
}
