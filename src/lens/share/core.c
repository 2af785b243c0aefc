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
    return s->problem.tabled && s->problem.form != SHARE_VOTES && s->problem.size > 1;
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

static ent_status find_core(share *s, share_core *core) {
    ent_core_solution solution = {0};
    ent_status status = ent_core_solve(&s->problem.game, s->run, &solution);
    if (status != ENT_OK) return status;
    core->empty = solution.empty;
    core->bounded = solution.bounded;
    core->most = solution.total;
    const char *project = s->problem.project->id, *name = share_project_name(s);
    ent_info info =
        share_info(s, share_text(s, "%s: no allocation keeps every group (the core is empty)", name), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(core->empty), &info, "%s.core.empty", project);
    if (core->bounded) {
        info = share_info(s,
                          share_text(s, "%s: %s that no group would object to", name,
                                     s->problem.game.cost ? "the most that can be collected so" : "the least total so"),
                          s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(core->most), &info, "%s.core.total", project);
    }
    ent_core_solution_free(&solution);
    return ENT_OK;
}

/* ---- one rule against all groups ----------------------------------------------------------------------------- */

static const char *worst_words(const share *s, const ent_core_membership *found) {
    if (found->size == 0) return "";
    const ent_core_excess *worst = &found->worst[0];
    const char *who = share_members(s, worst->coalition);
    const bool one = (worst->coalition & (worst->coalition - 1)) == 0, cost = s->problem.game.cost;
    if (worst->value > 0 && found->objecting > 0)
        return share_text(s, "%s %s %s than %s", who,
                          one    ? (cost ? "pays more" : "gets less")
                          : cost ? "pay more"
                                 : "get less",
                          share_amount(s, worst->value), one ? "alone" : "by themselves");
    return "";
}

static void rule_row(share *s, ent_table *table, const share_column *column, const ent_core_membership *found) {
    const ent_core_excess *worst = found->size > 0 ? &found->worst[0] : NULL;
    const bool objects = found->objecting > 0;
    const ent_value cells[] = {ent_text(column->label),
                               ent_text(found->member      ? "yes"
                                        : found->efficient ? "no"
                                                           : "does not add up"),
                               ent_integer((int64_t)found->objecting),
                               worst != NULL ? ent_text(share_members(s, worst->coalition)) : ent_empty(),
                               worst != NULL ? ent_real(worst->value) : ent_empty(),
                               ent_text(objects ? worst_words(s, found) : "nobody")};
    ent_table_row(s->out, table, cells);
}

static void objection_rows(share *s, ent_table *table, const share_column *column, const ent_allocation *paid,
                           const ent_core_membership *found) {
    for (size_t k = 0; k < found->size && k < s->options->worst; k++) {
        const ent_coalition_mask coalition = found->worst[k].coalition;
        double together = 0;
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
    const char *name = share_project_name(s);
    const bool cost = s->problem.game.cost;
    core->table = ent_findings_table(s->out, share_id(s, "core"), false, "%s: would a group do better alone?", name);
    ent_table_about(s->out, core->table,
                    cost ? "In the core: no group pays more than it would by itself. The group that is worst off, and "
                           "what it pays above that (negative: below)."
                         : "In the core: no group gets less than it would by itself. The group that is worst off, and "
                           "what it lacks of that (negative: it gets more).");
    ent_table_column(s->out, core->table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, core->table, "core", "In the core", "text", "", -1);
    ent_table_column(s->out, core->table, "objecting", "Groups that object", "integer", "", 0);
    ent_table_column(s->out, core->table, "group", "Worst off", "text", "", -1);
    ent_table_column(s->out, core->table, "excess", "By", "number", s->unit, s->digits);
    ent_table_column(s->out, core->table, "objection", "Objection", "text", "", -1);
    if (s->options->worst == 0) return;
    core->objections =
        ent_findings_table(s->out, share_id(s, "objections"), true, "%s: the groups that are worst off", name);
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
        table = ent_findings_table(s->out, share_id(s, "ranges"), false,
                                   "%s: the least and the most that each %s in the core", share_project_name(s),
                                   s->problem.game.cost ? "pays" : "gets");
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
    if (!core->known) return ENT_OK;
    ent_status status = find_core(s, core);
    if (status == ENT_OK && s->people) make_tables(s, core);
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (share_is_share(&s->columns.at[k])) status = one_rule(s, core, &s->columns.at[k]);
    return status == ENT_OK ? find_ranges(s, core) : status;
}
