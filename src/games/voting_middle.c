/* Meeting in the middle: all coalitions of either half of the players, by weight. For each coalition of one half the
 * losing ones that it is part of are those with the coalitions of the other half below what is missing; going through
 * one list downwards and the other upwards, these are counted by size on the way. */
#include "games/voting_count.h"

enum { HALF = 20, PLAYERS = 2 * HALF, CANCEL_EVERY = 1 << 16 };

typedef struct part { /* a coalition of one half */
    uint64_t weight;
    uint32_t members;
} part;

typedef struct half {
    size_t players, first; /* which are first .. first + players - 1 */
    part *parts;           /* 2^players, lighter first */
} half;

/* Losing coalitions by size, and those with a player. */
typedef struct losing {
    uint64_t all[PLAYERS + 2], with[PLAYERS][PLAYERS + 2];
} losing;

/* Two sorted lists into one: those without, and those with, one more player. */
static void merge(const part *before, size_t size, uint64_t weight, uint32_t member, part *out) {
    size_t with = 0, without = 0;
    while (with < size) {
        if (without < size && before[without].weight <= before[with].weight + weight)
            *out++ = before[without++];
        else {
            *out++ = (part){before[with].weight + weight, before[with].members | member};
            with++;
        }
    }
}

static ent_status list_parts(half *out, const uint64_t *weight, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    const size_t size = (size_t)1 << out->players;
    part *other = ent_alloc_array(allocator, size, sizeof *other);
    out->parts = ent_alloc_array(allocator, size, sizeof *out->parts);
    if (other == NULL || out->parts == NULL) {
        ent_free(allocator, other);
        return ENT_MEMORY;
    }
    for (size_t i = 0; i < out->players; i++) {
        part *swap = other;
        merge(out->parts, (size_t)1 << i, weight[out->first + i], (uint32_t)1 << i, swap);
        other = out->parts;
        out->parts = swap;
    }
    ent_free(allocator, other);
    return ENT_OK;
}

/* With the players of `one`; those of the other half are counted the other way round. */
static ent_status count_losing(const half *one, const half *other, uint64_t quota, const ent_run *run, losing *out) {
    const size_t size = (size_t)1 << one->players, others = (size_t)1 << other->players;
    uint64_t below[HALF + 1] = {0};
    size_t next = 0;
    for (size_t k = size; k-- > 0;) {
        const part *here = &one->parts[k];
        const unsigned members = (unsigned)__builtin_popcount(here->members);
        if (k % CANCEL_EVERY == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        if (here->weight >= quota) continue;
        for (; next < others && other->parts[next].weight < quota - here->weight; next++)
            below[__builtin_popcount(other->parts[next].members)]++;
        if (one->first == 0)
            for (size_t s = 0; s <= other->players; s++)
                out->all[members + s] += below[s];
        for (uint32_t rest = here->members; rest != 0; rest &= rest - 1) {
            uint64_t *with = out->with[one->first + (size_t)__builtin_ctz(rest)] + members;
            for (size_t s = 0; s <= other->players; s++)
                with[s] += below[s];
        }
    }
    return ENT_OK;
}

/* Of the coalitions without a player that lose, those lose with the player too that are counted with the player. */
static void finish(ent_voting_count *count, const losing *found) {
    const size_t n = count->players;
    mpz_t weight, factor;
    mpz_inits(weight, factor, NULL);
    for (size_t i = 0; i < n; i++) {
        mpz_set_ui(count->swings[i], 0);
        mpz_set_ui(count->orders[i], 0);
        for (size_t s = 0; s < n; s++) {
            const uint64_t swings = found->all[s] - found->with[i][s] - found->with[i][s + 1];
            mpz_fac_ui(weight, s);
            mpz_fac_ui(factor, n - 1 - s);
            mpz_mul(weight, weight, factor);
            mpz_add_ui(count->swings[i], count->swings[i], swings);
            mpz_addmul_ui(count->orders[i], weight, swings);
        }
    }
    uint64_t winning = (uint64_t)1 << n;
    for (size_t s = 0; s <= n; s++)
        winning -= found->all[s];
    mpz_set_ui(count->winning, winning);
    mpz_clears(weight, factor, NULL);
}

ent_status ent_voting_count_middle(ent_voting_count *count, const ent_run *run) {
    losing found = {0}; /* some 14 KB */
    half low = {.players = count->players / 2}, high = {.players = count->players - low.players, .first = low.players};
    if (count->players > PLAYERS) return ENT_LIMIT;
    ent_status status = list_parts(&low, count->weight, run);
    if (status == ENT_OK) status = list_parts(&high, count->weight, run);
    if (status == ENT_OK) status = count_losing(&low, &high, count->quota, run, &found);
    if (status == ENT_OK) status = count_losing(&high, &low, count->quota, run, &found);
    if (status == ENT_OK) finish(count, &found);
    ent_free(ent_run_allocator(run), low.parts);
    ent_free(ent_run_allocator(run), high.parts);
    return status;
}
