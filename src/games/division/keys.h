/* Keys: shares that follow a base (income, population, use), bounded, held near the shares before, phased in, rounded.
 *
 * The steps, in this order, each of which leaves its numbers in the trace.
 *
 * Base: base / sum of bases; of a mix of bases, the weighted mean of such shares. Agreed shares are a base as well.
 *
 * Bounded: share_i = clamp(lambda b_i, floor, ceiling) with the one lambda that makes the sum 1. Each share rises with
 * lambda and never falls, and so does the sum, continuously; so a solution exists where the floors add up to at most 1
 * and what the ceilings let through to at least 1, and two lambdas with the same sum give the same shares: they are
 * unique. Found exactly from the sorted breakpoints floor / b_i and ceiling / b_i; it is where clamping and dividing
 * the rest anew, as practitioners do, ends, if a bound that no longer holds anybody is let go again. A base of zero
 * gets the floor: a floor is for those whose base is (nearly) nothing, and who shall pay nothing is no participant.
 *
 * "No more than the next largest" holds the party with the largest base (the first of them) to the largest share among
 * the others: share_1 = min(clamp(lambda b_1), max of share_j, j > 1). Still each share is continuous and rises with
 * lambda, so again there is one solution, and one only: that of the largest base lowered to the next largest. With two
 * or more at the top it changes nothing. (A ceiling for all that equals the second largest share would have many fixed
 * points, equal shares among them; this one is the highest.)
 *
 * Limited: against the shares before, nobody rises by more than rise x before, falls by more than fall x before, moves
 * by more than `points`. Within these bounds again clamp(lambda s_i, low_i, high_i), with s the bounded shares, which
 * are kept where they satisfy all limits. Floor, ceiling and the tie to the next largest go on to hold; where the
 * limits of a party exclude one of them, its limits hold, and it goes as far towards it as it may. Where all with a
 * share are as high as they may be, those without one make up the rest in proportion to the most they may pay (not with
 * the tie to the next largest). Rise and fall, being parts of a share, say nothing of who had none before; points do.
 *
 * Phased: in year k of m, before + k/m (limited - before).
 *
 * Rounded: each year, by apportion.h. Rounding may lift a share past a bound by less than a unit.
 *
 * `before` is divided by its sum, as bases are: the shares before of those who now take part. */
#ifndef ENT_GAMES_DIVISION_KEYS_H
#define ENT_GAMES_DIVISION_KEYS_H

#include "games/division/apportion.h"

typedef struct ent_key_base {
    mpq_srcptr base;   /* >= 0, one a party */
    mpq_srcptr weight; /* >= 0; NULL: 1 */
} ent_key_base;

typedef struct ent_key_problem {
    size_t size;
    const ent_key_base *bases; /* one, or the parts of a mix; agreed shares are a base too */
    size_t bases_size;
    mpq_srcptr floor, ceiling; /* parts of the whole; NULL: none */
    bool ceiling_next_largest;
    mpq_srcptr before;             /* shares that it follows on; NULL: none, and then neither limits nor phase */
    mpq_srcptr rise, fall, points; /* NULL: no such limit */
    unsigned years;                /* of phasing in; 0 or 1: at once */
    bool rounded;
    unsigned decimals; /* of the share as a part of 1 */
    ent_apportion_method method;
} ent_key_problem;

/* What holds a share where it is after a step. */
typedef enum ent_key_hold {
    ENT_KEY_FREE, /* in proportion */
    ENT_KEY_FLOOR,
    ENT_KEY_CEILING,
    ENT_KEY_NEXT_LARGEST,
    ENT_KEY_RISE, /* the most that it may rise, as a part */
    ENT_KEY_FALL,
    ENT_KEY_POINTS_UP,
    ENT_KEY_POINTS_DOWN
} ent_key_hold;

/* Where each number comes from. A step that was not asked for repeats the one before. */
typedef struct ent_key_trace {
    size_t size;
    size_t years;         /* rows of `phased` and `rounded`; at least 1 */
    bool exists;          /* false: `why` tells, and only the steps before that one mean something */
    ent_fractions base;   /* step 1, size */
    ent_fractions before; /* normalised, size; zeros where none were given */
    ent_fractions bounded, limited;
    ent_fractions phased;  /* years x size, a year's shares side by side */
    ent_fractions rounded; /* years x size */
    ent_key_hold *bounded_by, *limited_by;
    bool *tied; /* years x size: in a tie that the order has decided when rounding */
    ent_division_why why;
    const ent_allocator *allocator;
} ent_key_trace;

enum { ENT_KEY_DECIMALS = 30 };
/* Computes all steps. ENT_LIMIT: rounding to more than ENT_KEY_DECIMALS. ENT_INPUT: something negative, no base, or a
 * method that is none. `trace` need not be initialised and is to be freed after any status. */
ent_status ent_key_compute(const ent_key_problem *problem, const ent_run *run, ent_key_trace *trace);
void ent_key_trace_free(ent_key_trace *trace); /* also of one that is all zero bytes */
/* The shares of a year (0 the first; years - 1: when phased in) times a total (NULL: 1), before or after rounding. */
ent_status ent_key_allocation(const ent_key_trace *trace, size_t year, bool rounded, mpq_srcptr total,
                              ent_allocation *out);

/* share_i = clamp(lambda base_i, low_i, high_i), sum 1, exactly; lambda >= 0. Unique where it exists, see above. Bases
 * and bounds >= 0, low_i <= high_i. `index` of the reason is SIZE_MAX, `is` what all low or reachable high bounds add
 * up to. */
ent_status ent_key_clamp(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, const ent_run *run, mpq_ptr out,
                         ent_division_why *why);

#endif
