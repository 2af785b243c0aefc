/* Bends whole utilities by attitudes to risk. */
#include "space/risk.h"

#include <math.h>

enum { GRID_BITS = 60, MOST_BITS = 50 };

bool ent_space_risky(const ent_space *space) {
    for (size_t i = 0; i < space->parties; i++)
        if (space->risk[i] != 0) return true;
    return false;
}

/* Parties that seek risk: the same divided by e^-r, which has no bound. */
static long double bent(double risk, long double u) {
    const long double r = risk;
    if (r > 0) return expm1l(-r * u) / expm1l(-r);
    return expl(-r * (u - 1)) * expm1l(r * u) / expm1l(r);
}

/* The utility that bends to v: minus or plus infinity beyond what any utility bends to. */
static long double unbent(double risk, long double v) {
    const long double r = risk, rest = 1 + v * expm1l(-r);
    if (rest <= 0) return risk > 0 ? HUGE_VALL : -HUGE_VALL;
    return -logl(rest) / r;
}

static long double utility_of(const ent_space *space, size_t party, ent_wide sum) {
    return (long double)sum / (long double)space->denominator[party];
}

ent_wide ent_space_scaled(const ent_space *space, size_t party, ent_wide sum) {
    if (space->risk[party] == 0) return sum;
    return (ent_wide)rintl(ldexpl(bent(space->risk[party], utility_of(space, party, sum)), GRID_BITS));
}

ent_wide ent_space_scale(const ent_space *space, size_t party) {
    return space->risk[party] == 0 ? space->denominator[party] : (ent_wide)1 << GRID_BITS;
}

double ent_space_value(const ent_space *space, size_t party, ent_wide sum) {
    return ent_wide_ratio(ent_space_scaled(space, party, sum), ent_space_scale(space, party));
}

ent_wide ent_space_lowered(const ent_space *space, size_t party, double amount) {
    const ent_wide bound = 2 * ent_space_magnitude(space, party) + 2, no_deal = space->no_deal[party];
    long double wanted = utility_of(space, party, no_deal) - (long double)amount;
    if (space->risk[party] != 0) {
        const long double worth = bent(space->risk[party], utility_of(space, party, no_deal));
        const long double error = ldexpl(1, 1 - GRID_BITS) + ldexpl(fabsl(worth) + fabsl((long double)amount), -50);
        wanted = unbent(space->risk[party], worth - (long double)amount - error);
    }
    const long double margin = 1e-15L * (1 + fabsl(wanted)); /* above the error of the functions */
    const long double sum = floorl((wanted - margin) * (long double)space->denominator[party]) - 1;
    return sum > (long double)(no_deal - bound) ? (ent_wide)sum : no_deal - bound;
}

double ent_space_steepest(const ent_space *space, size_t party, ent_wide smallest, ent_wide largest) {
    const double risk = space->risk[party];
    if (risk == 0) return 1;
    const long double at = utility_of(space, party, risk > 0 ? smallest : largest);
    return (double)(-(long double)risk * expl(-(long double)risk * at) / expm1l(-(long double)risk));
}

/* Between which sums a party's utilities lie, its no-deal value included. */
static void range_of(const ent_space *space, size_t i, ent_wide *low, ent_wide *high) {
    *low = *high = space->constant[i];
    for (size_t j = 0; j < space->issues; j++) {
        ent_wide least = 0, most = 0;
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            const ent_wide term = ent_space_term(space, i, j, o);
            if (o == 0 || term < least) least = term;
            if (o == 0 || term > most) most = term;
        }
        *low += least;
        *high += most;
    }
    for (size_t q = 0; q < space->interactions; q++)
        if (space->gainer[q] == i) *(space->add[q] < 0 ? low : high) += space->add[q];
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        if (table->party != i) continue;
        const size_t size = ent_space_options(space, table->first) * ent_space_options(space, table->second);
        ent_wide least = 0, most = 0;
        for (size_t k = 0; k < size; k++) {
            if (k == 0 || table->cells[k] < least) least = table->cells[k];
            if (k == 0 || table->cells[k] > most) most = table->cells[k];
        }
        *low += least;
        *high += most;
    }
    if (space->no_deal[i] < *low) *low = space->no_deal[i];
    if (space->no_deal[i] > *high) *high = space->no_deal[i];
}

bool ent_space_bendable(const ent_space *space, size_t *party) {
    for (*party = 0; *party < space->parties; ++*party) {
        const double risk = space->risk[*party];
        ent_wide low, high;
        if (risk == 0) continue;
        range_of(space, *party, &low, &high);
        const long double size = fmaxl(fabsl(bent(risk, utility_of(space, *party, low))),
                                       fabsl(bent(risk, utility_of(space, *party, high))));
        if (!(size < ldexpl(1, MOST_BITS))) return false;
    }
    return true;
}

/* ---- bent copies ---------------------------------------------------------------------------------------------- */

static ent_space *bend_space(const ent_space *space, ent_arena *arena) {
    ent_space *copy = ent_arena_alloc(arena, sizeof *copy);
    if (!copy) return NULL;
    *copy = *space;
    copy->linear = space;
    copy->no_deal = ent_arena_array(arena, space->parties, sizeof *copy->no_deal);
    copy->denominator = ent_arena_array(arena, space->parties, sizeof *copy->denominator);
    if (!copy->no_deal || !copy->denominator) return NULL;
    for (size_t i = 0; i < space->parties; i++) {
        copy->no_deal[i] = ent_space_scaled(space, i, space->no_deal[i]);
        copy->denominator[i] = ent_space_scale(space, i);
    }
    return copy;
}

static ent_frontier *bend_frontier(const ent_space *space, const ent_frontier *frontier, ent_arena *arena) {
    ent_frontier *copy = ent_arena_alloc(arena, sizeof *copy);
    if (!copy) return NULL;
    *copy = *frontier;
    copy->utility = ent_arena_array(arena, frontier->size, frontier->dimensions * sizeof *copy->utility);
    for (size_t k = 0; copy->utility && k < frontier->size * frontier->dimensions; k++)
        copy->utility[k] = ent_space_scaled(space, k % frontier->dimensions, frontier->utility[k]);
    return copy->utility ? copy : NULL;
}

ent_status ent_solver_bent(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                           const double *weights, ent_arena *arena, ent_solver *out) {
    if (!ent_space_risky(space)) return ent_solver_init(run, space, frontier, weights, out);
    const ent_space *bent_space = bend_space(space, arena);
    const ent_frontier *bent_frontier = bend_frontier(space, frontier, arena);
    if (!bent_space || !bent_frontier) return ENT_MEMORY;
    return ent_solver_init(run, bent_space, bent_frontier, weights, out);
}
