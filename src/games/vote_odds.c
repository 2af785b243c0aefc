/* The distribution of the votes in favour. */
#include "games/vote_odds.h"

#include <math.h>

/* One more member: p[k] is the probability of k votes in favour among `members`. */
static void add_member(double *p, size_t members, double yes) {
    p[members + 1] = p[members] * yes;
    for (size_t k = members; k > 0; k--)
        p[k] = p[k] * (1 - yes) + p[k - 1] * yes;
    p[0] *= 1 - yes;
}

ent_status ent_vote_odds(const ent_allocator *allocator, const ent_vote_bloc *blocs, size_t size, size_t needed,
                         double *out) {
    size_t all = 0, sure = 0, members = 0;
    for (size_t b = 0; b < size; b++) {
        if (blocs[b].members > ENT_VOTE_MEMBERS - all) return ENT_LIMIT;
        all += blocs[b].members;
    }
    double *p = ent_alloc_array(allocator, all + 1, sizeof *p);
    if (!p) return ENT_MEMORY;
    p[0] = 1;
    for (size_t b = 0; b < size; b++) { /* those that are certain only shift the rest */
        const double yes = blocs[b].yes;
        if (yes >= 1) sure += blocs[b].members;
        for (size_t k = 0; yes > 0 && yes < 1 && k < blocs[b].members; k++)
            add_member(p, members++, yes);
    }
    double sum = 0;
    for (size_t k = members + 1; k-- > 0 && k + sure >= needed;)
        sum += p[k];
    *out = fmin(1, sum);
    ent_free(allocator, p);
    return ENT_OK;
}
