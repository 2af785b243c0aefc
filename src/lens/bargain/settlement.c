/* A settlement after the settlement: with a signed package as the new fallback, what would be better for all
 * (Raiffa, Post-settlement settlements, Negotiation Journal 1, 1985). */
#include "practice.h"

typedef struct settlement {
    const practice *p;
    ent_space above; /* the space with the package as everybody's no deal */
    ent_wide floors[ENT_SPACE_PARTIES];
    ent_frontier frontier; /* above the package */
    size_t size;           /* of its points, without the package's own utilities */
    uint32_t *outcome;
    ent_value *cells;
} settlement;

static bool is_package(const settlement *s, size_t point) {
    for (size_t i = 0; i < s->above.parties; i++)
        if (s->frontier.utility[point * s->frontier.dimensions + i] != s->floors[i]) return false;
    return true;
}

static double more_for(const settlement *s, size_t point, size_t party) {
    return ent_wide_ratio(s->frontier.utility[point * s->frontier.dimensions + party] - s->floors[party],
                          s->above.denominator[party]);
}

/* The point that is best for a party; ties: the first in file order. */
static size_t best_for(const settlement *s, size_t party) {
    size_t best = 0;
    for (size_t k = 1; k < s->frontier.size; k++) {
        const ent_wide one = s->frontier.utility[k * s->frontier.dimensions + party];
        const ent_wide other = s->frontier.utility[best * s->frontier.dimensions + party];
        if (one > other || (one == other && ent_frontier_before(&s->frontier, k, best))) best = k;
    }
    return best;
}

/* ---- metrics -------------------------------------------------------------------------------------------------------
 */

/* How many packages are better for every party: those that reach the next integer for each. */
static ent_status count_better(const settlement *s) {
    const bargain *b = s->p->in;
    ent_wide floors[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < s->above.parties; i++)
        floors[i] = s->floors[i] + 1;
    ent_space better = s->above;
    better.no_deal = floors;
    ent_count count;
    ent_status status = ent_count_rational(b->run, &better, b->options->budget, b->run->seed, b->arena, &count);
    if (status != ENT_OK) return status;
    const ent_info info = bargain_info("Packages that are better for every party than the given one", NULL, 0, &b->all);
    if (!count.exact)
        ent_findings_metric(b->out, "settlement.packages.estimate", ent_real(count.value), &info);
    else if (count.value <= 9e15)
        ent_findings_metric(b->out, "settlement.packages", ent_integer((int64_t)count.value), &info);
    else
        ent_findings_metric(b->out, "settlement.packages", ent_text(count.decimal), &info);
    return ENT_OK;
}

static void metrics(const settlement *s, size_t fair) {
    const bargain *b = s->p->in;
    for (size_t i = 0; i < b->model->parties && s->size > 0; i++) {
        const char *name = bargain_party_name(b, i), *id = bargain_party_id(b, i);
        ent_info info = bargain_info(bargain_text(b, "Gain of %s over the given package, balanced improvement", name),
                                     NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(more_for(s, fair, i)), &info, "settlement.gain.%s", id);
        info = bargain_info(bargain_text(b, "Most that %s can gain over the given package at no cost to others", name),
                            NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(more_for(s, best_for(s, i), i)), &info, "settlement.most.%s", id);
    }
}

/* ---- tables ---------------------------------------------------------------------------------------------------------
 */

/* `whole`: the terms of the package; else what it changes. */
static void columns(const settlement *s, ent_table *table, bool whole) {
    const bargain *b = s->p->in;
    ent_table_column(b->out, table, whole ? "number" : "improvement", whole ? "No." : "Improvement", "text", "", -1);
    if (whole)
        practice_columns(b, table);
    else
        practice_short_columns(s->p, table);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "more.%s", bargain_party_id(b, i)),
                         bargain_text(b, "More for %s", bargain_party_name(b, i)), "number", "", 3);
}

static void row(const settlement *s, ent_table *table, bool whole, const char *what, size_t point) {
    const bargain *b = s->p->in;
    ent_frontier_outcome(&s->frontier, point, s->outcome);
    s->cells[0] = ent_text(what);
    size_t size = 1;
    size += whole ? practice_cells(b, s->outcome, s->cells + 1) : practice_short_cells(s->p, s->outcome, s->cells + 1);
    for (size_t i = 0; i < b->model->parties; i++)
        s->cells[size++] = ent_real(more_for(s, point, i));
    ent_table_row(b->out, table, s->cells);
}

static const char *title(const settlement *s, size_t fair) {
    const bargain *b = s->p->in;
    const char *gains = "";
    for (size_t i = 0; i < b->model->parties; i++)
        gains = bargain_text(b, "%s%s%s +%.3f", gains, i ? ", " : "", bargain_party_name(b, i), more_for(s, fair, i));
    return bargain_text(b, "After signing, all could still do better: %s", gains);
}

static void tables(const settlement *s, size_t fair) {
    const bargain *b = s->p->in;
    ent_table *table = ent_findings_table(b->out, "settlement", false, "%s", title(s, fair));
    ent_table_about(b->out, table,
                    "With the given package signed, packages that are better for somebody and worse for nobody. "
                    "Balanced: it shares the possible improvement best (Kalai-Smorodinsky from the package).");
    columns(s, table, false);
    row(s, table, false, "balanced", fair);
    for (size_t i = 0; i < b->model->parties; i++)
        row(s, table, false, bargain_text(b, "best for %s", bargain_party_name(b, i)), best_for(s, i));
    ent_table *above = ent_findings_table(b->out, "settlement_frontier", true,
                                          "Above the given package: what no other improvement beats");
    columns(s, above, true);
    for (size_t k = 0; k < s->frontier.size; k++)
        row(s, above, true, bargain_text(b, "%zu", k + 1), k);
}

/* ---- the whole
 * --------------------------------------------------------------------------------------------------------- */

static ent_status report(settlement *s) {
    const bargain *b = s->p->in;
    for (size_t k = 0; k < s->frontier.size; k++)
        s->size += !is_package(s, k);
    const ent_info info =
        bargain_info("Packages that improve on the given one and are beaten by none", NULL, 0, &b->all);
    ent_findings_metric(b->out, "settlement.size", ent_integer((int64_t)s->size), &info);
    ent_status status = count_better(s);
    if (status != ENT_OK || s->size == 0) return status;
    ent_solver solver;
    size_t fair = 0;
    status = ent_solver_init(b->run, &s->above, &s->frontier, NULL, &solver);
    if (status != ENT_OK) return status;
    ent_solve(&solver, ENT_KALAI_SMORODINSKY, &fair, 1);
    metrics(s, fair);
    if (!b->run->metrics_only) tables(s, fair);
    return ENT_OK;
}

ent_status practice_settlement(bargain *b, const practice *p) {
    if (!p->given) return ENT_OK;
    settlement s = {.p = p, .above = *p->in->space};
    for (size_t i = 0; i < s.above.parties; i++)
        s.floors[i] = ent_space_utility(p->in->space, i, p->base);
    s.above.no_deal = s.floors;
    s.outcome = ent_arena_array(b->arena, b->model->issues, sizeof *s.outcome);
    s.cells = ent_arena_array(b->arena, b->model->issues + 2 * b->model->parties + 1, sizeof *s.cells);
    if (!s.outcome || !s.cells) return ENT_MEMORY;
    ent_status status = ent_frontier_find(b->run, &s.above, NULL, &s.frontier);
    if (status != ENT_OK) return status;
    status = report(&s);
    ent_frontier_free(&s.frontier);
    return status;
}
