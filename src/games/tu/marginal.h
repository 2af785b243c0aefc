/* Rules that need marginal contributions, v(N) - v(N without i), and little else: the tau value, the equal split of
 * what is not separable, the Gately point, the equal surplus division.
 *
 * All of them are computed for value games. A cost game c is read as the value game -c and the result's sign turned
 * back; each of these rules gives the same on the savings game, c(i) minus what i saves. So the tau value of a cost
 * game is the cost gap method, and its Gately point the alternate cost avoided method without benefits.
 *
 * Results are exact fractions where the table is `whole`; else entries are read to 2^-53 of the largest, and conditions
 * hold where they fail by no more than ENT_MARGINAL_TOLERANCE of it. Statuses as in shapley.h. */
#ifndef ENT_GAMES_TU_MARGINAL_H
#define ENT_GAMES_TU_MARGINAL_H

#include "games/tu/game.h"

#define ENT_MARGINAL_TOLERANCE 1e-12

typedef enum ent_tau_absence { /* the first of these that holds */
                               ENT_TAU_EXISTS,
                               ENT_TAU_UPPER_TOO_SMALL, /* utopia payoffs add up to less than v(N); somebody's right is
                                                           above then, too */
                               ENT_TAU_RIGHTS_ABOVE_UPPER, /* somebody's minimal right is above the utopia payoff */
                               ENT_TAU_RIGHTS_TOO_LARGE    /* minimal rights add up to more than v(N) */
} ent_tau_absence;

/* In the units and with the sign of the case: of a cost game `upper` is what a player pays at least (the separable
 * cost), `rights` what it pays at most. */
typedef struct ent_tau_detail {
    ent_allocation upper;  /* utopia payoffs M_i = v(N) - v(N without i) */
    ent_allocation rights; /* minimal rights m_i = max over S with i of v(S) - sum of M_j over the others in S */
    ent_tau_absence absence;
    unsigned player;               /* whose right is above, else 0 */
    ent_coalition_mask *attaining; /* for each player a coalition that gives the minimal right, the smallest mask */
    mpq_t part;                    /* tau = rights + part (upper - rights); where it exists */
} ent_tau_detail;

ent_status ent_tau_detail_init(ent_tau_detail *detail, unsigned players);
void ent_tau_detail_free(ent_tau_detail *detail); /* also of one that is all zero bytes */

/* The tau value (Tijs 1981): between minimal rights and utopia payoffs, where that adds up to v(N). Exists in
 * quasi-balanced games only. Of a cost game the cost gap method (Tijs and Driessen 1986). `detail` may be NULL. */
ent_status ent_tu_tau(const ent_tu_game *game, const ent_run *run, ent_tau_detail *detail, ent_allocation *out);

/* Separable contributions or costs, v(N) - v(N without i): as they are, without the rest. */
ent_status ent_tu_separable(const ent_tu_game *game, ent_allocation *out);

/* Equal split of non-separable contributions (costs): the separable ones, and an equal part of what they leave of v(N)
 * (Moulin 1985; of costs already Ransmeier 1942). */
ent_status ent_tu_ensc(const ent_tu_game *game, ent_allocation *out);

/* Equal surplus division (Driessen and Funaki 1991): v(i), and an equal part of what they leave of v(N). */
ent_status ent_tu_equal_surplus(const ent_tu_game *game, ent_allocation *out);

typedef enum ent_gately_absence {
    ENT_GATELY_EXISTS,
    ENT_GATELY_INESSENTIAL, /* alone all together get v(N) or more: nothing to divide */
    ENT_GATELY_NO_LOSS,     /* nobody's leaving costs anything, M_i = v(i) for all: every imputation does */
    ENT_GATELY_MIXED_LOSSES /* leaving costs the others something for some and spares them something for others */
} ent_gately_absence;

/* The Gately point (1974): all have the same propensity to disrupt, (what the others lose) / (what i loses) if i goes
 * alone. v(i) + t (M_i - v(i)) with the t that makes it add up. It is a single imputation exactly where the game is
 * essential and all M_i - v(i) have one sign, not all 0 (Staudacher and Anwander 2019). Of a game in which alone all
 * get v(N) exactly, it is what they get alone. `absence` may be NULL. */
ent_status ent_tu_gately(const ent_tu_game *game, ent_gately_absence *absence, ent_allocation *out);

#endif
