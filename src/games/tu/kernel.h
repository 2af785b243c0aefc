/* The kernel (Davis and Maschler 1965): nobody can hold more over another than the other over him. */
#ifndef ENT_GAMES_TU_KERNEL_H
#define ENT_GAMES_TU_KERNEL_H

#include "games/tu/game.h"

#define ENT_KERNEL_TOLERANCE 1e-9

/* The maximum surplus of i against j is the largest excess of a coalition with i and without j: of a value game
 * v(S) - x(S), of a cost game x(S) - c(S). An allocation of v(N) is in the prekernel if the surpluses of each pair are
 * equal. It is in the kernel if it gives everybody at least v(i) (lets nobody pay more than c(i)), and where a surplus
 * against j is the larger one, j gets just v(j) (pays c(j)) and has no more to lose.
 *
 * Exact where the table is `whole` and the allocation exact, unless its fractions are so large that the table in their
 * unit does not fit 120 bits; else decided within ENT_KERNEL_TOLERANCE of the largest entry. */
typedef struct ent_kernel_check {
    bool kernel, prekernel;
    bool efficient;  /* the shares add up to v(N): else neither of the two */
    bool individual; /* everybody gets at least v(i): else not the kernel */
    bool is_exact;
    unsigned players;
    double *surplus;               /* players x players: of the row's player against the column's; 0 on the diagonal */
    ent_coalition_mask *attaining; /* as many: a coalition with that surplus, the smallest mask */
    /* The pair with the largest difference of surpluses, of the first against the second minus the second against the
     * first; the first such pair in order, 0 and 0 if there is only one player. `kernel_first`: the same among the
     * pairs in which the second could give, the ones that the kernel forbids. */
    unsigned first, second, kernel_first, kernel_second;
    double difference, kernel_difference;            /* not negative; 0 where none */
    mpq_t exact_difference, exact_kernel_difference; /* where exact */
    const ent_allocator *allocator;                  /* private */
} ent_kernel_check;

/* Checks x, of as many players as the game has. One pass over the table. On failure `out` holds nothing; else it is
 * freed with ent_kernel_check_free. */
ent_status ent_tu_kernel_check(const ent_tu_game *game, const ent_allocation *x, const ent_run *run,
                               ent_kernel_check *out);
void ent_kernel_check_free(ent_kernel_check *check); /* also of one that is all zero bytes */

#endif
