/* The nucleolus of costs in components: nested linear programs over a list of coalitions, which grows by those that the
 * result serves worse than any on the list.
 *
 * In a concave cost game the nucleolus is the one efficient allocation at which, for every two players, those who have
 * the first and not the second can gain as much as the other way round (Maschler, Peleg and Shapley 1972: prekernel and
 * nucleolus of a convex game are the same point). The nucleolus of any list has that balance over the list; once the
 * largest excess of each pair over all coalitions, by minimum cut, is attained on the list, it has it over all. */
#include "games/structured/components_nucleolus.h"

#include <string.h>

#include "games/structured/closure.h"
#include "games/tu/coalition_list.h"

enum { ROWS = 16 }; /* players whose pairs are looked at before the list is solved again */

typedef struct growing {
    const ent_components *game;
    size_t players, words; /* 64-bit words of a coalition's bits */
    size_t size, room;
    uint64_t *bits;      /* of the coalitions on the list */
    double *value;       /* c(S) of each, in units of 1/denominator */
    ent_mpz_list excess; /* of each under the allocation at hand, in units of 1/scale */
    size_t excess_size;
    int64_t denominator;
    bool whole;
    /* of the pairs of ROWS players with all others: */
    ent_mpz_list largest; /* excess */
    uint64_t *who;
    size_t from; /* the first of the players */
    mpq_srcptr x;
    const ent_run *run;
    const ent_allocator *allocator;
} growing;

/* ---- the list ----------------------------------------------------------------------------------------- */

static bool has(const uint64_t *bits, size_t player) {
    return bits[player >> 6] >> (player & 63) & 1;
}

static bool listed(const growing *work, const uint64_t *bits) {
    for (size_t k = 0; k < work->size; k++)
        if (memcmp(work->bits + k * work->words, bits, work->words * sizeof *bits) == 0) return true;
    return false;
}

static bool is_proper(const growing *work, const uint64_t *bits) {
    size_t members = 0;
    for (size_t i = 0; i < work->players; i++)
        members += has(bits, i);
    return members > 0 && members < work->players;
}

/* Makes room for one more. */
static bool grow(growing *work) {
    if (work->size < work->room) return true;
    size_t more = work->room == 0 ? 256 : 2 * work->room;
    if (more > SIZE_MAX / work->words) return false;
    uint64_t *bits =
        ent_realloc_array(work->allocator, work->bits, work->room * work->words, more * work->words, sizeof *bits);
    if (bits == NULL) return false;
    work->bits = bits;
    double *value = ent_realloc_array(work->allocator, work->value, work->room, more, sizeof *value);
    if (value == NULL) return false;
    work->value = value;
    work->room = more;
    return true;
}

static void to_members(const growing *work, const uint64_t *bits, bool *member) {
    for (size_t i = 0; i < work->players; i++)
        member[i] = has(bits, i);
}

static ent_status cost_of(const growing *work, const uint64_t *bits, double *out) {
    bool *member = ent_alloc_array(work->allocator, work->players, sizeof *member);
    if (member == NULL) return ENT_MEMORY;
    mpq_t cost;
    mpq_init(cost);
    to_members(work, bits, member);
    ent_status status = ent_components_cost(work->game, member, cost);
    *out = ent_tu_scale_number(cost, work->denominator);
    mpq_clear(cost);
    ent_free(work->allocator, member);
    return status;
}

static ent_status list(growing *work, const uint64_t *bits) {
    if (!is_proper(work, bits) || listed(work, bits)) return ENT_OK;
    if (!grow(work)) return ENT_MEMORY;
    memcpy(work->bits + work->size * work->words, bits, work->words * sizeof *bits);
    ent_status status = cost_of(work, bits, &work->value[work->size]);
    if (status == ENT_OK) work->size++;
    return status;
}

static ent_status list_other(growing *work, uint64_t *bits) {
    for (size_t i = 0; i < work->players; i++)
        bits[i >> 6] ^= (uint64_t)1 << (i & 63);
    return list(work, bits);
}

/* To start with: each player alone, all but one; those who need a component, and those who do not. */
static ent_status start_list(growing *work) {
    uint64_t *bits = ent_alloc_array(work->allocator, work->words, sizeof *bits);
    ent_status status = bits != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0; i < work->players && status == ENT_OK; i++) {
        memset(bits, 0, work->words * sizeof *bits);
        bits[i >> 6] = (uint64_t)1 << (i & 63);
        status = list(work, bits);
        if (status == ENT_OK) status = list_other(work, bits);
    }
    for (size_t k = 0; k < work->game->size && status == ENT_OK; k++) {
        memset(bits, 0, work->words * sizeof *bits);
        for (size_t e = work->game->first[k]; e < work->game->first[k + 1]; e++)
            bits[work->game->needed[e] >> 6] |= (uint64_t)1 << (work->game->needed[e] & 63);
        status = list(work, bits);
        if (status == ENT_OK) status = list_other(work, bits);
    }
    ent_free(work->allocator, bits);
    return status;
}

/* ---- solving it --------------------------------------------------------------------------------------- */

static ent_status solve_list(const growing *work, double grand, ent_allocation *out) {
    size_t *first = ent_alloc_array(work->allocator, work->size + 1, sizeof *first);
    uint32_t *member = NULL;
    ent_status status = first != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t k = 0; k < work->size && status == ENT_OK; k++) {
        first[k + 1] = first[k];
        for (size_t i = 0; i < work->players; i++)
            first[k + 1] += has(work->bits + k * work->words, i);
    }
    if (status == ENT_OK) member = ent_alloc_array(work->allocator, first[work->size], sizeof *member);
    if (member == NULL) status = ENT_MEMORY;
    for (size_t k = 0, e = 0; k < work->size && status == ENT_OK; k++)
        for (uint32_t i = 0; i < work->players; i++)
            if (has(work->bits + k * work->words, i)) member[e++] = i;
    if (status == ENT_OK) {
        ent_coalition_list list = {.players = (uint32_t)work->players,
                                   .cost = true,
                                   .whole = work->whole,
                                   .denominator = work->denominator,
                                   .grand = grand,
                                   .size = work->size,
                                   .first = first,
                                   .member = member,
                                   .value = work->value};
        ent_nucleolus_report report = {0};
        status = ent_list_nucleolus(&list, NULL, work->run, out, &report);
        ent_nucleolus_report_free(&report);
    }
    ent_free(work->allocator, first);
    ent_free(work->allocator, member);
    return status;
}

/* ---- what is missing ---------------------------------------------------------------------------------- */

/* The largest excess with one player and without each other one, and a coalition that has it. */
static ent_status look_from(void *context, size_t row) {
    growing *work = context;
    size_t in = work->from + row;
    if (in >= work->players) return ENT_OK;
    ent_run alone = {.allocator = work->allocator}; /* threads do not ask whether to stop: the loop around them does */
    ent_closure closure;
    ent_status status = ent_closure_init(&closure, work->game, work->x, &alone);
    if (status == ENT_OK) status = ent_closure_free_choice(&closure, &alone);
    for (size_t out = 0; out < work->players && status == ENT_OK; out++) {
        if (out == in) continue;
        status = ent_closure_force(&closure, (uint32_t)in, (uint32_t)out, &alone);
        if (status != ENT_OK) break;
        size_t at = row * work->players + out;
        mpz_set(work->largest.at[at], closure.excess);
        memset(work->who + at * work->words, 0, work->words * sizeof *work->who);
        for (size_t i = 0; i < work->players; i++)
            if (closure.member[i]) work->who[at * work->words + (i >> 6)] |= (uint64_t)1 << (i & 63);
    }
    ent_closure_free(&closure);
    return status;
}

/* The excesses of the list. `slack` is what counts as no difference. */
static ent_status weigh_list(growing *work, const ent_closure *closure) {
    ent_mpz_list_free(&work->excess);
    bool *member = ent_alloc_array(work->allocator, work->players, sizeof *member);
    bool made = member != NULL && ent_mpz_list_init(&work->excess, work->run, work->size);
    for (size_t k = 0; k < work->size && made; k++) {
        to_members(work, work->bits + k * work->words, member);
        ent_closure_excess(closure, member, work->excess.at[k]);
    }
    work->excess_size = made ? work->size : 0;
    ent_free(work->allocator, member);
    return made ? ENT_OK : ENT_MEMORY;
}

/* Whether the list, as it was when it was weighed, attains the largest excess of a pair. */
static bool attained(const growing *work, size_t in, size_t out, mpz_srcptr least) {
    for (size_t k = 0; k < work->excess_size; k++) {
        const uint64_t *bits = work->bits + k * work->words;
        if (has(bits, in) && !has(bits, out) && mpz_cmp(work->excess.at[k], least) >= 0) return true;
    }
    return false;
}

/* Adds to the list what it lacks; *complete where it lacks nothing. */
static ent_status complete_list(growing *work, const ent_allocation *x, bool *complete) {
    ent_closure closure;
    mpz_t slack, least;
    mpz_inits(slack, least, NULL);
    ent_status status = ent_closure_init(&closure, work->game, work->x, work->run);
    if (status == ENT_OK) status = weigh_list(work, &closure);
    if (status == ENT_OK && !x->is_exact) mpz_tdiv_q_2exp(slack, closure.large, ENT_COMPONENTS_ROUNDED_BITS);
    size_t before = work->size;
    for (work->from = 0; work->from < work->players && status == ENT_OK; work->from += ROWS) {
        status = ent_parallel(work->run, ROWS, look_from, work);
        for (size_t at = 0; at < ROWS * work->players && status == ENT_OK; at++) {
            size_t in = work->from + at / work->players, out = at % work->players;
            if (in >= work->players || in == out) continue;
            mpz_sub(least, work->largest.at[at], slack);
            if (!attained(work, in, out, least)) status = list(work, work->who + at * work->words);
        }
        if (work->size >= before + work->players) break;
    }
    *complete = status == ENT_OK && work->size == before;
    mpz_clears(slack, least, NULL);
    ent_closure_free(&closure);
    return status;
}

/* ---- all together ------------------------------------------------------------------------------------- */

static ent_status set_scale(growing *work, double *grand) {
    ent_mpq_list units = {0};
    if (!ent_mpq_list_init(&units, work->run, work->players)) return ENT_MEMORY;
    ent_components_add_units(work->game, units.at);
    ent_tu_scale scale;
    ent_tu_scale_init(&scale);
    for (size_t k = 0; k < work->game->size; k++)
        ent_tu_scale_see(&scale, work->game->cost + k);
    for (size_t i = 0; i < work->players; i++)
        ent_tu_scale_see(&scale, units.at[i]);
    work->whole = ent_tu_scale_whole(&scale, work->game->size + work->players, &work->denominator);
    ent_tu_scale_free(&scale);
    ent_mpq_list_free(&units);
    mpq_t total;
    mpq_init(total);
    ent_status status = ent_components_cost(work->game, NULL, total);
    *grand = ent_tu_scale_number(total, work->denominator);
    mpq_clear(total);
    return status;
}

static ent_status growing_init(growing *work, double *grand) {
    size_t pairs = work->players * ROWS;
    if (work->words > SIZE_MAX / pairs || !ent_mpz_list_init(&work->largest, work->run, pairs)) return ENT_MEMORY;
    work->who = ent_alloc_array(work->allocator, pairs * work->words, sizeof *work->who);
    ent_status status = work->who != NULL ? set_scale(work, grand) : ENT_MEMORY;
    return status == ENT_OK ? start_list(work) : status;
}

static void growing_free(growing *work) {
    ent_free(work->allocator, work->bits);
    ent_free(work->allocator, work->value);
    ent_free(work->allocator, work->who);
    ent_mpz_list_free(&work->excess);
    ent_mpz_list_free(&work->largest);
}

/* What a solver found in doubles, as fractions for the cuts. */
static void read_back(const ent_allocation *out) {
    for (size_t i = 0; i < out->size && !out->is_exact; i++)
        mpq_set_d(out->exact[i], out->value[i]);
}

ent_status ent_components_nucleolus(const ent_components *game, const ent_run *run,
                                    ent_components_nucleolus_report *report, ent_allocation *out) {
    *report = (ent_components_nucleolus_report){0};
    ent_status status = ent_components_check(game);
    if (status == ENT_OK && game->players > ENT_COMPONENTS_NUCLEOLUS_PLAYERS) status = ENT_LIMIT;
    if (status != ENT_OK) return status;
    growing work = {.game = game,
                    .players = game->players,
                    .words = ((size_t)game->players + 63) / 64,
                    .run = run,
                    .allocator = ent_run_allocator(run),
                    .x = out->exact[0]};
    double grand = 0;
    bool complete = game->players == 1;
    status = complete ? ent_components_shapley(game, run, out) : growing_init(&work, &grand);
    while (status == ENT_OK && !complete) {
        status = solve_list(&work, grand, out);
        if (status == ENT_OK && !out->exists) status = ENT_BUG; /* the list holds all single players */
        if (status != ENT_OK) break;
        read_back(out);
        status = complete_list(&work, out, &complete);
        report->rounds++;
    }
    report->listed = work.size;
    report->proved = status == ENT_OK && out->is_exact;
    growing_free(&work);
    return status;
}
