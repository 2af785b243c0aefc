/* The distribution of the votes in favour. */
#include "games/vote_odds.h"

#include <math.h>
#include <string.h>

/* One more member: p[k] is the probability of k votes in favour among `members`. */
static void add_member(double *p, size_t members, double yes) {
    p[members + 1] = p[members] * yes;
    for (size_t k = members; k > 0; k--)
        p[k] = p[k] * (1 - yes) + p[k - 1] * yes;
    p[0] *= 1 - yes;
}

/* Where the beta-binomial distribution is largest, or at an end where it is. */
static size_t top_of(size_t members, double alpha, double beta) {
    if (alpha <= 1) return 0;
    if (beta <= 1) return members;
    return (size_t)fmin((double)members, floor(((double)members + 1) * (alpha - 1) / (alpha + beta - 2)));
}

/* The beta-binomial distribution, from its top down by the ratios of neighbours, then scaled to a sum of 1. */
static void beta_binomial(const ent_vote_bloc *bloc, double *p) {
    const double n = (double)bloc->members, scale = (1 - bloc->correlation) / bloc->correlation;
    const double alpha = bloc->yes * scale, beta = (1 - bloc->yes) * scale;
    const size_t top = top_of(bloc->members, alpha, beta);
    if (bloc->members == 0 || bloc->correlation >= 1) { /* all alike */
        memset(p, 0, (bloc->members + 1) * sizeof *p);
        p[0] = 1 - bloc->yes;
        p[bloc->members] += bloc->yes;
        return;
    }
    double sum = p[top] = 1;
    for (size_t k = top; k < bloc->members; k++) {
        const double at = (double)k;
        p[k + 1] = p[k] * (n - at) / (at + 1) * (at + alpha) / (n - at - 1 + beta);
        sum += p[k + 1];
    }
    for (size_t k = top; k > 0; k--) {
        const double at = (double)k;
        p[k - 1] = p[k] * at / (n - at + 1) * (n - at + beta) / (at - 1 + alpha);
        sum += p[k - 1];
    }
    for (size_t k = 0; k <= bloc->members; k++)
        p[k] /= sum;
}

/* All before it and a bloc of its own together. */
static void add_bloc(const ent_vote_bloc *bloc, double *p, size_t members, double *own, double *sum) {
    beta_binomial(bloc, own);
    memset(sum, 0, (members + bloc->members + 1) * sizeof *sum);
    for (size_t a = 0; a <= members; a++)
        for (size_t b = 0; b <= bloc->members; b++)
            sum[a + b] += p[a] * own[b];
    memcpy(p, sum, (members + bloc->members + 1) * sizeof *p);
}

ent_status ent_vote_odds(const ent_allocator *allocator, const ent_vote_bloc *blocs, size_t size, size_t needed,
                         double *out) {
    size_t all = 0, sure = 0, members = 0;
    for (size_t b = 0; b < size; b++) {
        if (blocs[b].members > ENT_VOTE_MEMBERS - all) return ENT_LIMIT;
        all += blocs[b].members;
    }
    double *p = ent_alloc_array(allocator, all + 1, 3 * sizeof *p);
    if (!p) return ENT_MEMORY;
    p[0] = 1;
    for (size_t b = 0; b < size; b++) { /* those that are certain only shift the rest */
        const ent_vote_bloc *bloc = &blocs[b];
        if (bloc->yes >= 1) sure += bloc->members;
        if (bloc->yes <= 0 || bloc->yes >= 1) continue;
        if (bloc->correlation > 0) add_bloc(bloc, p, members, p + all + 1, p + 2 * (all + 1));
        for (size_t k = 0; bloc->correlation <= 0 && k < bloc->members; k++)
            add_member(p, members + k, bloc->yes);
        members += bloc->members;
    }
    double sum = 0;
    for (size_t k = members + 1; k-- > 0 && k + sure >= needed;)
        sum += p[k];
    *out = fmin(1, sum);
    ent_free(allocator, p);
    return ENT_OK;
}
