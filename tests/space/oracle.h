/* An independent slow way to everything that the kernels compute: list all outcomes, compare all pairs, fractions by
 * GMP. Random small spaces with ties on purpose. Shares no code with src/space beyond the struct of arrays. */
#ifndef ENTENTE_TESTS_ORACLE_H
#define ENTENTE_TESTS_ORACLE_H

#include "space/space.h"

typedef struct oracle {
    size_t parties, issues, outcomes;
    size_t options[8];
    long long *utility;                   /* outcomes x parties, in file order */
    bool *feasible, *rational, *frontier; /* frontier: the first outcome of each non-dominated vector */
    size_t feasible_size, rational_size, frontier_size;
} oracle;

/* Fills the oracle from a space; release with oracle_free. */
void oracle_make(oracle *out, const ent_space *space);
void oracle_free(oracle *out);
/* The outcome that a rule picks, by name ("nash", ...); SIZE_MAX when the frontier is empty. `power` for
 * weighted-nash. */
size_t oracle_solve(const oracle *all, const ent_space *space, const char *rule, const uint32_t *power);
size_t oracle_index(const oracle *all, const uint32_t *outcome);
void oracle_outcome(const oracle *all, size_t index, uint32_t *outcome);

/* A random small space in `arena`: 2 to 5 parties, 1 to 5 issues, small terms, red lines, no-deal values,
 * interactions. */
ent_space *random_space(ent_arena *arena, ent_random *random);

#endif
