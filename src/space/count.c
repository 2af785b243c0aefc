/* Counting outcomes: exactly by sums of two halves or by a tree with bounds, else from a sample. */
#include "space/count.h"

#include "space/halves.h"
#include "space/links.h"

#include <math.h>
#include <string.h>

enum { SAMPLE_SIZE = 20000 };

static ent_status set_exact(ent_arena *arena, const mpz_t value, ent_count *out) {
    size_t size = mpz_sizeinbase(value, 10) + 2;
    out->decimal = ent_arena_alloc(arena, size);
    if (!out->decimal) return ENT_MEMORY;
    mpz_get_str(out->decimal, 10, value);
    out->exact = true;
    out->value = out->low = out->high = mpz_get_d(value);
    return ENT_OK;
}

static size_t allowed_options(const ent_space *space, size_t issue) {
    size_t open = 0;
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++)
        open += space->allowed[flat];
    return open;
}

ent_status ent_count_outcomes(const ent_space *space, ent_arena *arena, ent_count *all, ent_count *feasible) {
    mpz_t outcomes, open;
    mpz_init_set_ui(outcomes, 1);
    mpz_init_set_ui(open, 1);
    for (size_t j = 0; j < space->issues; j++) {
        mpz_mul_ui(outcomes, outcomes, ent_space_options(space, j));
        mpz_mul_ui(open, open, allowed_options(space, j));
    }
    *all = *feasible = (ent_count){0};
    ent_status status = set_exact(arena, outcomes, all);
    if (status == ENT_OK) status = set_exact(arena, open, feasible);
    mpz_clears(outcomes, open, NULL);
    return status;
}

/* ---- the tree ---------------------------------------------------------------------------------------------- */

typedef struct tree {
    const ent_space *space;
    ent_links links;
    uint64_t *alive;        /* (issues + 1) x words: interactions that may still hold */
    uint32_t *choice;       /* issues */
    ent_wide *best, *worst; /* (issues + 1) x parties: of the issues from there on, open interactions included */
    uint64_t *hits;         /* issues + 1: how often all that follow from there are rational */
    size_t nodes, budget;
} tree;

/* Interactions and tables count as a hope or a fear until the issue where they are known. */
static void bound_interactions(const tree *job, size_t j, size_t i, ent_wide *hope, ent_wide *fear) {
    const ent_space *space = job->space;
    *hope = *fear = 0;
    for (size_t q = 0; q < space->interactions; q++)
        if (space->gainer[q] == i && (job->links.settled[j * space->words + q / 64] >> q % 64 & 1))
            *(space->add[q] > 0 ? hope : fear) += space->add[q];
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        if (table->party != i || table->second != j) continue;
        ent_wide most = table->cells[0], least = most;
        for (size_t k = 1; k < ent_space_options(space, table->first) * ent_space_options(space, j); k++) {
            if (table->cells[k] > most) most = table->cells[k];
            if (table->cells[k] < least) least = table->cells[k];
        }
        *hope += most;
        *fear += least;
    }
}

static bool tree_make(tree *out, const ent_space *space, ent_arena *arena, size_t budget) {
    const size_t n = space->parties, m = space->issues;
    *out = (tree){.space = space, .budget = budget};
    out->best = ent_arena_array(arena, (m + 1) * n, sizeof *out->best);
    out->worst = ent_arena_array(arena, (m + 1) * n, sizeof *out->worst);
    out->hits = ent_arena_array(arena, m + 1, sizeof *out->hits);
    out->alive = ent_arena_array(arena, (m + 1) * space->words, sizeof *out->alive);
    out->choice = ent_arena_array(arena, m, sizeof *out->choice);
    if (!out->best || !out->worst || !out->hits || !out->alive || !out->choice) return false;
    if (!ent_links_make(space, NULL, arena, &out->links)) return false;
    memset(out->alive, 0xff, space->words * sizeof *out->alive);
    for (size_t j = m; j-- > 0;)
        for (size_t i = 0; i < n; i++) {
            bool any = false;
            ent_wide most = 0, least = 0;
            for (size_t o = 0; o < ent_space_options(space, j); o++) {
                if (!space->allowed[space->first[j] + o]) continue;
                ent_wide term = ent_space_term(space, i, j, o);
                if (!any || term > most) most = term;
                if (!any || term < least) least = term;
                any = true;
            }
            ent_wide hope, fear;
            bound_interactions(out, j, i, &hope, &fear);
            out->best[j * n + i] = out->best[(j + 1) * n + i] + most + hope;
            out->worst[j * n + i] = out->worst[(j + 1) * n + i] + least + fear;
        }
    return true;
}

/* The sums after taking an option of an issue: its terms, and the interactions and tables that it settles. */
static void tree_take(tree *job, size_t issue, size_t flat, const ent_wide *sums, ent_wide *next) {
    const ent_space *space = job->space;
    const size_t words = space->words;
    for (size_t i = 0; i < space->parties; i++)
        next[i] = sums[i] + space->terms[i * space->total + flat];
    for (size_t w = 0; w < words && space->interactions > 0; w++) {
        uint64_t *left = &job->alive[(issue + 1) * words + w];
        *left = job->alive[issue * words + w] & ent_space_holds(space, flat)[w];
        for (uint64_t bits = *left & job->links.settled[issue * words + w]; bits; bits &= bits - 1) {
            const size_t q = 64 * w + (size_t)__builtin_ctzll(bits);
            next[space->gainer[q]] += space->add[q];
        }
    }
    job->choice[issue] = (uint32_t)(flat - space->first[issue]);
    for (size_t t = 0; t < space->tables_size; t++)
        if (space->tables[t].second == issue)
            next[space->tables[t].party] +=
                *ent_space_cell(space, t, job->choice[space->tables[t].first], job->choice[issue]);
}

/* False when the budget is spent. */
static bool tree_walk(tree *job, size_t issue, const ent_wide *sums) {
    const ent_space *space = job->space;
    const size_t n = space->parties;
    if (++job->nodes > job->budget) return false;
    bool all = true;
    for (size_t i = 0; i < n; i++) {
        if (sums[i] + job->best[issue * n + i] < space->no_deal[i]) return true;
        all = all && sums[i] + job->worst[issue * n + i] >= space->no_deal[i];
    }
    if (all) {
        job->hits[issue]++;
        return true;
    }
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++) {
        if (!space->allowed[flat]) continue;
        ent_wide next[ENT_SPACE_PARTIES];
        tree_take(job, issue, flat, sums, next);
        if (!tree_walk(job, issue + 1, next)) return false;
    }
    return true;
}

static ent_status count_tree(const ent_space *space, size_t budget, ent_arena *arena, ent_count *out) {
    tree job;
    if (!tree_make(&job, space, arena, budget)) return ENT_MEMORY;
    if (!tree_walk(&job, 0, space->constant)) return ENT_OK;
    mpz_t sum, rest, part;
    mpz_inits(sum, part, NULL);
    mpz_init_set_ui(rest, 1);
    for (size_t j = space->issues + 1; j-- > 0;) {
        if (j < space->issues) mpz_mul_ui(rest, rest, allowed_options(space, j));
        mpz_mul_ui(part, rest, job.hits[j]);
        mpz_add(sum, sum, part);
    }
    ent_status status = set_exact(arena, sum, out);
    out->method = ENT_COUNT_TREE;
    mpz_clears(sum, rest, part, NULL);
    return status;
}

/* ---- the sample -------------------------------------------------------------------------------------------- */

void ent_space_random(const ent_space *space, ent_random *random, uint32_t *outcome) {
    for (size_t j = 0; j < space->issues; j++) {
        uint64_t pick = ent_random_below(random, allowed_options(space, j));
        size_t o = 0;
        for (;; o++)
            if (space->allowed[space->first[j] + o] && pick-- == 0) break;
        outcome[j] = (uint32_t)o;
    }
}

void ent_wilson(double hits, double size, double *low, double *high) {
    const double z = 1.959963984540054;
    double share = hits / size, scale = 1 + z * z / size;
    double middle = (share + z * z / (2 * size)) / scale;
    double half = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / scale;
    *low = hits == 0 ? 0 : fmax(0, middle - half);
    *high = hits == size ? 1 : fmin(1, middle + half);
}

static ent_status count_sample(const ent_space *space, uint64_t seed, double feasible, ent_arena *arena,
                               ent_count *out) {
    uint32_t *outcome = ent_arena_array(arena, space->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    ent_random random = ent_random_stream(seed, 0x636f756e74); /* its own stream */
    size_t hits = 0;
    for (size_t k = 0; k < SAMPLE_SIZE; k++) {
        ent_space_random(space, &random, outcome);
        bool rational = true;
        for (size_t i = 0; i < space->parties && rational; i++)
            rational = ent_space_utility(space, i, outcome) >= space->no_deal[i];
        hits += rational;
    }
    *out = (ent_count){.method = ENT_COUNT_SAMPLE, .sample = SAMPLE_SIZE};
    ent_wilson((double)hits, SAMPLE_SIZE, &out->low, &out->high);
    out->share = (double)hits / SAMPLE_SIZE;
    out->value = out->share * feasible;
    out->low *= feasible;
    out->high *= feasible;
    return ENT_OK;
}

ent_status ent_count_rational(const ent_run *run, const ent_space *space, size_t budget, uint64_t seed,
                              ent_arena *arena, ent_count *out) {
    ent_count all, feasible;
    ent_status status = ent_count_outcomes(space, arena, &all, &feasible);
    *out = (ent_count){0};
    if (status != ENT_OK || feasible.value == 0) {
        if (status == ENT_OK) *out = feasible;
        return status;
    }
    uint64_t pairs = 0;
    bool counted = false;
    status = ent_halves_count(run, space, budget, &pairs, &counted);
    if (status == ENT_OK && counted) {
        mpz_t value;
        mpz_init(value);
        ent_wide_to_mpz(value, (ent_wide)pairs);
        status = set_exact(arena, value, out);
        out->method = ENT_COUNT_HALVES;
        mpz_clear(value);
    }
    if (status == ENT_OK && !counted)
        status = count_tree(space, feasible.value <= (double)budget ? 4 * budget : budget / 10, arena, out);
    if (status == ENT_OK && !out->exact) return count_sample(space, seed, feasible.value, arena, out);
    out->share = out->value / feasible.value;
    return status;
}

ent_status ent_count_gaining(const ent_run *run, const ent_space *space, size_t budget, uint64_t seed, ent_arena *arena,
                             ent_count *out) {
    ent_wide more[ENT_SPACE_PARTIES]; /* utilities are whole numbers: more than d is at least d + 1 */
    for (size_t i = 0; i < space->parties; i++)
        more[i] = space->no_deal[i] + !space->lifted[i];
    ent_space raised = *space;
    raised.no_deal = more;
    return ent_count_rational(run, &raised, budget, seed, arena, out);
}
