/* What each group makes that none of its parts makes: Harsanyi's dividends (1959). */
#include "games/tu/shapley.h"
#include "lens/share/objections.h"

#include <math.h>

enum { DIVIDEND_PLAYERS = 20 }; /* most: 8 bytes a group beside the table */

typedef struct dividends {
    double *of;          /* every group */
    double none;         /* what is no more than rounding */
    size_t size, groups; /* all there are; those that have one */
    ent_coalition_mask *listed;
    size_t most, listed_size;
} dividends;

static bool larger(const dividends *d, ent_coalition_mask one, ent_coalition_mask other) {
    const double a = fabs(d->of[one]), b = fabs(d->of[other]);
    return a != b ? a > b : one < other;
}

/* The largest by size, then the smaller mask. */
static void list(dividends *d, ent_coalition_mask one) {
    if (d->listed_size == d->most && (d->most == 0 || !larger(d, one, d->listed[d->most - 1]))) return;
    size_t at = d->listed_size < d->most ? d->listed_size++ : d->most - 1;
    for (; at > 0 && larger(d, one, d->listed[at - 1]); at--)
        d->listed[at] = d->listed[at - 1];
    d->listed[at] = one;
}

static ent_status find(const share *s, dividends *d) {
    bool exact = false;
    d->size = ent_tu_size(&s->problem.game);
    d->most = s->options->dividends < d->size ? s->options->dividends : d->size;
    d->of = ent_alloc_array(ent_run_allocator(s->run), d->size, sizeof *d->of);
    d->listed = ent_arena_array(s->arena, d->most + 1, sizeof *d->listed);
    if (d->of == NULL || d->listed == NULL) return ENT_MEMORY;
    ent_status status = ent_tu_dividends(&s->problem.game, s->run, d->of, &exact);
    if (status != ENT_OK) return status;
    /* A dividend adds up as many entries as the group has parts. */
    double largest = 0;
    for (size_t m = 0; m < d->size && !exact; m++)
        largest = fmax(largest, fabs(s->problem.game.value[m]));
    d->none = exact ? 0 : 1e-15 * largest / (double)s->problem.game.denominator * (double)d->size;
    for (size_t m = 1; m < d->size; m++)
        if (fabs(d->of[m]) > d->none) {
            d->groups++;
            list(d, (ent_coalition_mask)m);
        }
    return ENT_OK;
}

static void write(share *s, const dividends *d) {
    ent_table *table = ent_findings_table(s->out, share_id(s, "dividends"), true, "%s",
                                          share_titled(s, "what each group makes that its parts do not"));
    ent_table_about(
        s->out, table,
        share_text(
            s,
            "Dividends (Harsanyi 1959) add up to the total%s. Shared equally among the members of each group they "
            "make the Shapley value. %zu of %zu groups have one%s.",
            s->problem.game.cost ? "; of costs, a negative one is what going together saves" : "", d->groups,
            d->size - 1, d->listed_size < d->groups ? "; the largest by size are listed" : ""));
    ent_table_column(s->out, table, "group", "Group", "text", "", -1);
    ent_table_column(s->out, table, "members", "Members", "integer", "", 0);
    ent_table_column(s->out, table, "dividend", "Dividend", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "each", "Each member's part", "number", s->unit, s->digits);
    for (size_t k = 0; k < d->listed_size; k++) {
        const ent_coalition_mask group = d->listed[k];
        const int members = __builtin_popcount(group);
        const ent_value cells[] = {ent_text(share_members(s, group)), ent_integer(members), ent_real(d->of[group]),
                                   ent_real(d->of[group] / members)};
        ent_table_row(s->out, table, cells);
    }
}

ent_status share_dividends(share *s) {
    dividends d = {0};
    if (!share_looks_at_groups(s) || s->problem.size > DIVIDEND_PLAYERS || s->options->dividends == 0) return ENT_OK;
    ent_status status = find(s, &d);
    if (status == ENT_OK) {
        ent_info info =
            share_info(s, share_titled(s, "groups that make something which none of their parts makes"), NULL, 0);
        ent_findings_metricf(s->out, ent_integer((int64_t)d.groups), &info, "%s.dividends.groups",
                             s->problem.project->id);
        if (s->people) write(s, &d);
    }
    ent_free(ent_run_allocator(s->run), d.of);
    return status;
}
