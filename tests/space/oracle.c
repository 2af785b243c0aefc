/* The naive way: every outcome listed, every definition as it is written. */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

static void *need(void *pointer) {
    if (!pointer) abort();
    return pointer;
}

void oracle_outcome(const oracle *all, size_t index, uint32_t *outcome) {
    for (size_t j = all->issues; j-- > 0;) { /* the last issue fastest */
        outcome[j] = (uint32_t)(index % all->options[j]);
        index /= all->options[j];
    }
}

size_t oracle_index(const oracle *all, const uint32_t *outcome) {
    size_t index = 0;
    for (size_t j = 0; j < all->issues; j++)
        index = index * all->options[j] + outcome[j];
    return index;
}

static void value_outcome(oracle *all, const ent_space *space, size_t index) {
    uint32_t outcome[8];
    oracle_outcome(all, index, outcome);
    all->feasible[index] = all->rational[index] = true;
    for (size_t j = 0; j < all->issues; j++)
        if (!space->allowed[space->first[j] + outcome[j]]) all->feasible[index] = false;
    for (size_t i = 0; i < all->parties; i++) {
        long long sum = (long long)space->constant[i];
        for (size_t j = 0; j < all->issues; j++)
            sum += (long long)space->terms[i * space->total + space->first[j] + outcome[j]];
        for (size_t q = 0; q < space->interactions; q++) {
            bool holds = space->gainer[q] == i;
            for (size_t j = 0; j < all->issues; j++)
                holds = holds &&
                        ((space->holds[(space->first[j] + outcome[j]) * space->words + q / 64] >> (q % 64)) & 1) != 0;
            if (holds) sum += (long long)space->add[q];
        }
        for (size_t t = 0; t < space->tables_size; t++) {
            const ent_pair_table *table = &space->tables[t];
            const size_t columns = all->options[table->second];
            if (table->party == i)
                sum += (long long)table->cells[outcome[table->first] * columns + outcome[table->second]];
        }
        all->utility[index * all->parties + i] = sum;
        if (sum < (long long)space->no_deal[i]) all->rational[index] = false;
    }
    all->rational[index] = all->rational[index] && all->feasible[index];
}

static bool beaten(const oracle *all, size_t index) {
    const long long *mine = all->utility + index * all->parties;
    for (size_t k = 0; k < all->outcomes; k++) {
        if (!all->rational[k] || k == index) continue;
        const long long *other = all->utility + k * all->parties;
        bool weakly = true, equal = true;
        for (size_t i = 0; i < all->parties; i++) {
            weakly = weakly && other[i] >= mine[i];
            equal = equal && other[i] == mine[i];
        }
        if (equal ? k < index : weakly) return true;
    }
    return false;
}

void oracle_make(oracle *out, const ent_space *space) {
    *out = (oracle){.parties = space->parties, .issues = space->issues, .outcomes = 1};
    for (size_t j = 0; j < space->issues; j++) {
        out->options[j] = space->first[j + 1] - space->first[j];
        out->outcomes *= out->options[j];
    }
    out->utility = need(calloc(out->outcomes * out->parties, sizeof *out->utility));
    out->feasible = need(calloc(out->outcomes, 1));
    out->rational = need(calloc(out->outcomes, 1));
    out->frontier = need(calloc(out->outcomes, 1));
    for (size_t k = 0; k < out->outcomes; k++) {
        value_outcome(out, space, k);
        out->feasible_size += out->feasible[k];
        out->rational_size += out->rational[k];
    }
    for (size_t k = 0; k < out->outcomes; k++) {
        out->frontier[k] = out->rational[k] && !beaten(out, k);
        out->frontier_size += out->frontier[k];
    }
}

void oracle_free(oracle *out) {
    free(out->utility);
    free(out->feasible);
    free(out->rational);
    free(out->frontier);
}

static void fraction(mpq_t out, long long num, long long den) {
    mpz_set_si(mpq_numref(out), num);
    mpz_set_si(mpq_denref(out), den);
    mpq_canonicalize(out);
}

/* The largest utility of a party over the outcomes marked. */
static long long most_of(const oracle *all, const bool *marked, size_t i) {
    long long most = -1000000000;
    for (size_t k = 0; k < all->outcomes; k++)
        if (marked[k] && all->utility[k * all->parties + i] > most) most = all->utility[k * all->parties + i];
    return most;
}

static void share_range(const oracle *all, const ent_space *space, const bool *marked, size_t k, mpq_t least,
                        mpq_t most) {
    mpq_t share;
    mpq_init(share);
    mpq_set_si(least, 0, 1);
    mpq_set_si(most, 0, 1);
    bool any = false;
    for (size_t i = 0; i < all->parties; i++) {
        long long d = (long long)space->no_deal[i], best = most_of(all, marked, i);
        if (best <= d) continue;
        fraction(share, all->utility[k * all->parties + i] - d, best - d);
        if (!any || mpq_cmp(share, least) < 0) mpq_set(least, share);
        if (!any || mpq_cmp(share, most) > 0) mpq_set(most, share);
        any = true;
    }
    mpq_clear(share);
}

/* What the rule wants as large as possible. */
static void score(const oracle *all, const ent_space *space, const char *rule, const uint32_t *power, size_t k,
                  mpq_t out) {
    mpq_t term;
    mpq_init(term);
    bool nash = strcmp(rule, "nash") == 0 || strcmp(rule, "weighted-nash") == 0;
    mpq_set_si(out, nash ? 1 : 0, 1);
    if (strcmp(rule, "kalai-smorodinsky") == 0) share_range(all, space, all->rational, k, out, term);
    if (strcmp(rule, "equal-gains") == 0) {
        share_range(all, space, all->feasible, k, out, term);
        mpq_sub(out, out, term);
    }
    for (size_t i = 0; i < all->parties; i++) {
        long long u = all->utility[k * all->parties + i], den = (long long)space->denominator[i];
        if (nash) {
            fraction(term, u - (long long)space->no_deal[i], den);
            for (uint32_t p = 0; p < (strcmp(rule, "nash") == 0 ? 1 : power[i]); p++)
                mpq_mul(out, out, term);
        } else if (strcmp(rule, "egalitarian") == 0) {
            fraction(term, u - (long long)space->no_deal[i], den);
            if (i == 0 || mpq_cmp(term, out) < 0) mpq_set(out, term);
        } else if (strcmp(rule, "max-relative-welfare") == 0) {
            long long d = (long long)space->no_deal[i], best = most_of(all, all->feasible, i);
            fraction(term, best > d ? u - d : 0, best > d ? best - d : 1);
            mpq_add(out, out, term);
        } else if (strcmp(rule, "utilitarian") == 0) {
            fraction(term, u, den);
            mpq_add(out, out, term);
        }
    }
    mpq_clear(term);
}

size_t oracle_solve(const oracle *all, const ent_space *space, const char *rule, const uint32_t *power) {
    size_t best = SIZE_MAX;
    mpq_t mine, largest;
    mpq_inits(mine, largest, NULL);
    for (size_t k = 0; k < all->outcomes; k++) {
        if (!all->frontier[k]) continue;
        score(all, space, rule, power, k, mine);
        if (best == SIZE_MAX || mpq_cmp(mine, largest) > 0) {
            best = k;
            mpq_set(largest, mine);
        }
    }
    mpq_clears(mine, largest, NULL);
    return best;
}

static void random_interactions(ent_space *space, ent_random *random) {
    const uint64_t asks = space->interactions > 8 ? 4 : 2; /* of many each asks few issues, so that some still hold */
    for (size_t q = 0; q < space->interactions; q++) {
        space->gainer[q] = ent_random_below(random, space->parties);
        space->add[q] = (ent_wide)ent_random_below(random, 9) - 4;
        for (size_t j = 0; j < space->issues; j++) {
            if (ent_random_below(random, asks) != 1) continue;
            for (size_t flat = space->first[j]; flat < space->first[j + 1]; flat++)
                if (ent_random_below(random, 2) == 0)
                    space->holds[flat * space->words + q / 64] &= ~((uint64_t)1 << (q % 64));
        }
    }
}

static void random_tables(ent_arena *arena, ent_space *space, ent_random *random) {
    const size_t size = space->issues > 1 && ent_random_below(random, 3) == 0 ? 1 + ent_random_below(random, 4) : 0;
    if (!ent_space_tables(arena, space, size)) abort();
    for (size_t t = 0; t < size; t++) {
        const size_t second = 1 + ent_random_below(random, space->issues - 1), first = ent_random_below(random, second);
        if (!ent_space_table(arena, space, t, ent_random_below(random, space->parties), first, second)) abort();
        const size_t cells =
            (space->first[first + 1] - space->first[first]) * (space->first[second + 1] - space->first[second]);
        for (size_t k = 0; k < cells; k++)
            space->tables[t].cells[k] = (ent_wide)ent_random_below(random, 11) - 5;
    }
}

ent_space *random_space(ent_arena *arena, ent_random *random) {
    size_t parties = 2 + ent_random_below(random, 4), issues = 1 + ent_random_below(random, 5), options[8];
    for (size_t j = 0; j < issues; j++)
        options[j] = 1 + ent_random_below(random, issues > 3 ? 4 : 6);
    static const size_t sizes[] = {0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 11, 30, 64, 65, 150};
    size_t interactions = sizes[ent_random_below(random, sizeof sizes / sizeof sizes[0])];
    ent_space *space = need(ent_space_new(arena, parties, issues, options, interactions));
    uint64_t steps = 2 + ent_random_below(random, 12);
    bool red_lines = ent_random_below(random, 2) == 0;
    for (size_t k = 0; k < parties * space->total; k++)
        space->terms[k] = (ent_wide)ent_random_below(random, steps) - (ent_random_below(random, 20) == 0);
    for (size_t flat = 0; flat < space->total; flat++)
        space->allowed[flat] = !red_lines || ent_random_below(random, 6) != 0;
    for (size_t i = 0; i < parties; i++) {
        space->denominator[i] = (ent_wide)(1 + ent_random_below(random, 5));
        space->constant[i] = ent_random_below(random, 4) == 0 ? (ent_wide)ent_random_below(random, 5) - 2 : 0;
        space->no_deal[i] = (ent_wide)ent_random_below(random, 1 + issues * steps / 2) - 1;
    }
    random_interactions(space, random);
    random_tables(arena, space, random);
    return space;
}
