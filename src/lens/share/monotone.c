/* Whether anybody would pay less because all together cost more (get less because all together are worth more), while
 * every smaller group stays as it is: aggregate monotonicity (Megiddo 1974; Young 1985). */
#include "lens/share/objections.h"

#include <math.h>

/* By how much the entry of all together rises, in the table's units: whole where these are. */
static double step_of(const share *s) {
    const ent_tu_game *game = &s->problem.game;
    const double grand = fabs(game->value[ent_tu_grand(game)]), step = grand * s->options->rise / 100;
    if (!game->whole) return step;
    const double whole = ceil(step);
    return grand + whole <= 9007199254740992.0 ? whole : 0;
}

static bool compared(const share_column *column) {
    return share_is_share(column) && (column->rule->needs & SHARE_NEEDS_GAME) != 0;
}

/* Changes of each party from before to after; how many have less. */
static size_t losers(share *s, ent_table *table, const share_column *column, const share_answer *after) {
    size_t found = 0;
    mpq_t before, now;
    mpq_inits(before, now, NULL);
    const bool exact = column->answer.allocation.is_exact && after->allocation.is_exact;
    const double fine = exact ? 0 : 1e-7 * fabs(ent_mpq_value(*s->problem.total));
    for (size_t i = 0; i < s->problem.size; i++) {
        share_paid(&s->problem, &column->answer, i, before);
        share_paid(&s->problem, after, i, now);
        mpq_sub(now, now, before);
        const double change = ent_mpq_value(now);
        if (!(change < -fine)) continue;
        found++;
        const ent_value cells[] = {ent_text(column->label), ent_text(s->problem.name[i]),
                                   ent_real(ent_mpq_value(before)), ent_real(change)};
        if (table != NULL) ent_table_row(s->out, table, cells);
    }
    mpq_clears(before, now, NULL);
    return found;
}

static ent_status under_rule(share *s, ent_table *table, const share_column *column) {
    const share_work work = {.run = s->run,
                             .problem = &s->problem,
                             .players = s->options->players,
                             .individual = s->options->individual,
                             .shares_only = true,
                             .from_table = true};
    share_answer after = {0};
    ent_status status = share_compute(&work, column, &after);
    if (status == ENT_OK && after.why == NULL) {
        const size_t found = losers(s, table, column, &after);
        ent_info info =
            share_info(s, share_text(s, "%s: nobody has less when the total rises", column->label), NULL, 0);
        ent_findings_metricf(s->out, ent_bool(found == 0), &info, "%s.%s.aggregate-monotone", s->problem.project->id,
                             column->id);
    }
    ent_allocation_free(&after.allocation);
    return status;
}

static ent_table *make_table(share *s, double step) {
    const bool cost = s->problem.game.cost;
    ent_table *table =
        ent_findings_table(s->out, share_id(s, "monotone"), true, "%s: who %s if the whole %s more",
                           share_project_name(s), cost ? "pays less" : "gets less", cost ? "costs" : "is worth");
    ent_table_about(s->out, table,
                    share_text(s,
                               "All together %s %s more, every smaller group as before. Rules that are not listed let "
                               "nobody %s less by that.",
                               cost ? "cost" : "are worth", share_money(s, step), cost ? "pay" : "get"));
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "party", "Party", "text", "", -1);
    ent_table_column(s->out, table, "before", "Before", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "change", "Change", "number", s->unit, s->digits + 1);
    return table;
}

ent_status share_monotone(share *s) {
    if (!share_looks_at_groups(s) || share_by_unit(&s->problem)) return ENT_OK;
    const double step = step_of(s);
    if (!(step > 0)) return ENT_OK;
    double *grand = &s->problem.table.value[ent_tu_grand(&s->problem.game)];
    const double kept = *grand;
    ent_table *table = s->people ? make_table(s, step / (double)s->problem.game.denominator) : NULL;
    ent_status status = ENT_OK;
    *grand = kept + step;
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (compared(&s->columns.at[k])) status = under_rule(s, table, &s->columns.at[k]);
    *grand = kept;
    return status;
}
