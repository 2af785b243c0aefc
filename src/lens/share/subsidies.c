/* Who subsidises whom: who pays more than it would alone carries the others, who pays less than what it adds as the
 * last one to join is carried by them (Faulhaber 1975). */
#include "lens/share/objections.h"

#include <math.h>

typedef struct bounds { /* of one player, fractions of the problem */
    mpq_t *alone, *last;
} bounds;

static ent_status find_bounds(share *s, bounds *out) {
    share_problem *p = &s->problem;
    const ent_coalition_mask grand = ent_tu_grand(&p->game);
    out->alone = share_fractions(p, p->size);
    out->last = share_fractions(p, p->size);
    if (out->alone == NULL || out->last == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < p->size; i++) {
        ent_tu_entry(&p->game, (ent_coalition_mask)1 << i, out->alone[i]);
        ent_tu_entry(&p->game, grand & ~((ent_coalition_mask)1 << i), out->last[i]);
        mpq_sub(out->last[i], *p->total, out->last[i]);
    }
    return ENT_OK;
}

/* Amount above `from`, where positive; below it with `sign` -1. */
static double beyond(const mpq_t amount, const mpq_t from, int sign) {
    mpq_t difference;
    mpq_init(difference);
    mpq_sub(difference, amount, from);
    const double value = sign * ent_mpq_value(difference);
    mpq_clear(difference);
    return value > 0 ? value : 0;
}

static ent_status rows(share *s, ent_table *table, const share_column *column, const bounds *of, size_t *found) {
    ent_allocation paid;
    ent_status status = share_amounts(s, column, &paid);
    if (status != ENT_OK) return status;
    const double fine = 1e-9 * fabs(ent_mpq_value(*s->problem.total)) * (column->answer.allocation.is_exact ? 0 : 1);
    for (size_t i = 0; i < paid.size; i++) {
        const double above = beyond(paid.exact[i], of->alone[i], 1), below = beyond(paid.exact[i], of->last[i], -1);
        if (above <= fine && below <= fine) continue;
        *found += 1;
        if (table == NULL) continue;
        const char *what = above > fine ? "pays more than alone: carries the others"
                                        : "pays less than what it adds: the others carry it";
        const ent_value cells[] = {ent_text(column->label),
                                   ent_text(s->problem.name[i]),
                                   ent_real(paid.value[i]),
                                   ent_real(ent_mpq_value(of->alone[i])),
                                   ent_real(ent_mpq_value(of->last[i])),
                                   ent_real(above > fine ? above : below),
                                   ent_text(what)};
        ent_table_row(s->out, table, cells);
    }
    ent_allocation_free(&paid);
    return ENT_OK;
}

ent_status share_subsidies(share *s) {
    if (!share_looks_at_groups(s) || !s->problem.game.cost) return ENT_OK;
    bounds of;
    ent_table *table = NULL;
    ent_status status = find_bounds(s, &of);
    if (status != ENT_OK) return status;
    if (s->people) {
        table =
            ent_findings_table(s->out, share_id(s, "subsidies"), true, "%s: who carries whom", share_project_name(s));
        ent_table_about(
            s->out, table,
            "A party that pays more than it would alone carries the others; one that pays less than what it "
            "adds as the last one to join is carried by them. Rules that are not listed do neither.");
        ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
        ent_table_column(s->out, table, "party", "Party", "text", "", -1);
        ent_table_column(s->out, table, "pays", "Pays", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "alone", "Alone", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "adds", "Adds as the last", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "by", "By", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "what", "What that means", "text", "", -1);
    }
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++) {
        const share_column *column = &s->columns.at[k];
        size_t found = 0;
        if (!share_is_share(column)) continue;
        status = rows(s, table, column, &of, &found);
        ent_info info =
            share_info(s, share_text(s, "%s: parties who carry others or are carried", column->label), NULL, 0);
        ent_findings_metricf(s->out, ent_integer((int64_t)found), &info, "%s.%s.subsidies", s->problem.project->id,
                             column->id);
    }
    return status;
}
