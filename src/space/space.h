/* The space of outcomes as plain arrays of integers.
 *
 * A space holds one integer term for every (party, issue, option), over one denominator per party, so that sums and
 * comparisons are exact. Everything computed here works on these arrays; where they come from (a case, a draw, a
 * benchmark) is not known in this room, except to build.c and draw.c.
 */
#ifndef ENT_SPACE_SPACE_H
#define ENT_SPACE_SPACE_H

#include <entente/base.h>
#include <gmp.h>

typedef __int128 ent_wide;

enum {
    ENT_SPACE_PARTIES = 16,        /* at most */
    ENT_SPACE_INTERACTIONS = 10000 /* at most: one bit each in every option's words */
};

/* What two issues are worth together to a party. */
typedef struct ent_pair_table {
    size_t party, first, second; /* issues, first < second */
    ent_wide *cells;             /* options of the first x options of the second */
} ent_pair_table;

/* Options of all issues lie behind each other: option o of issue j is at flat index first[j] + o. A utility is
 * (constant + sum of terms + the interactions that hold + the cells of its tables) / denominator, per party. The sum of
 * the sizes of all numbers of a party is below 2^120. */
typedef struct ent_space {
    size_t parties, issues, total;
    size_t *first;         /* issues + 1 */
    ent_wide *terms;       /* parties x total, by party */
    ent_wide *constant;    /* per party */
    ent_wide *no_deal;     /* per party, on the same scale */
    bool *lifted;          /* per party: its no-deal value is the smallest feasible utility, in place of a lower one
                              or of none */
    ent_wide *denominator; /* per party, > 0 */
    bool *allowed;         /* total: no red line excludes the option */
    size_t interactions;
    size_t words;    /* of 64 interactions, at least 1 */
    uint64_t *holds; /* total x words: bit q: the option satisfies what interaction q asks of its issue (or it asks
                        nothing) */
    size_t *gainer;  /* interactions: the party */
    ent_wide *add;   /* interactions: what it gets when the interaction holds on all its issues */
    size_t tables_size;
    ent_pair_table *tables;
    double *risk;                   /* per party: attitude to risk over its whole utility (risk.h); 0: none */
    const struct ent_space *linear; /* of a copy with bent no-deal values for the solutions: what it was made from */
    bool exact;                     /* the integers are the case's numbers; false: rounded to a grid */
} ent_space;

/* A space in `arena` with all terms zero, every option allowed, no-deal values zero, denominators 1, every interaction
 * asking nothing. NULL when memory fails or a limit above is passed. */
ent_space *ent_space_new(ent_arena *arena, size_t parties, size_t issues, const size_t *options, size_t interactions);

/* Gives the space `size` tables, to be set one by one. False when memory fails. */
bool ent_space_tables(ent_arena *arena, ent_space *space, size_t size);
/* A table of zeros over two issues, first < second. False when memory fails. */
bool ent_space_table(ent_arena *arena, ent_space *space, size_t index, size_t party, size_t first, size_t second);

static inline size_t ent_space_options(const ent_space *space, size_t issue) {
    return space->first[issue + 1] - space->first[issue];
}
static inline ent_wide ent_space_term(const ent_space *space, size_t party, size_t issue, size_t option) {
    return space->terms[party * space->total + space->first[issue] + option];
}

static inline ent_wide *ent_space_cell(const ent_space *space, size_t table, size_t first, size_t second) {
    const ent_pair_table *pairs = &space->tables[table];
    return &pairs->cells[first * ent_space_options(space, pairs->second) + second];
}
static inline const uint64_t *ent_space_holds(const ent_space *space, size_t flat) {
    return space->holds + flat * space->words;
}
/* Interaction q does not hold with an option. */
static inline void ent_space_fails(ent_space *space, size_t flat, size_t q) {
    space->holds[flat * space->words + q / 64] &= ~((uint64_t)1 << q % 64);
}
/* Whether utilities are sums of terms and nothing else. */
static inline bool ent_space_additive(const ent_space *space) {
    return space->interactions == 0 && space->tables_size == 0;
}

/* The utility of an outcome (an option per issue) for a party, times the denominator. */
ent_wide ent_space_utility(const ent_space *space, size_t party, const uint32_t *outcome);
/* Whether no red line excludes an outcome. */
bool ent_space_feasible(const ent_space *space, const uint32_t *outcome);
/* The first issue that the red lines leave without an option; `issues` when there is none. */
size_t ent_space_closed_issue(const ent_space *space);
/* Upper bound of the size of a party's sums, no-deal value included; decides the width of the arithmetic. */
ent_wide ent_space_magnitude(const ent_space *space, size_t party);
/* value / denominator, to the nearest double. */
double ent_wide_ratio(ent_wide value, ent_wide denominator);

void ent_wide_to_mpz(mpz_t out, ent_wide value);
/* False when the number needs more than 126 bits. */
bool ent_wide_from_mpz(const mpz_t value, ent_wide *out);

#endif
