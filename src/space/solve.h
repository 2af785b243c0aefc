/* Bargaining solutions over the points of a frontier, compared exactly. Ties: the first outcome in file order. */
#ifndef ENT_SPACE_SOLVE_H
#define ENT_SPACE_SOLVE_H

#include "space/frontier.h"

typedef enum ent_rule {
    ENT_NASH,              /* largest product of gains u - d (Nash 1950) */
    ENT_WEIGHTED_NASH,     /* largest product of gains to the power of bargaining weights (Kalai 1977) */
    ENT_KALAI_SMORODINSKY, /* largest smallest share of the ideal gain, ideal over feasible rational outcomes (1975) */
    ENT_EQUAL_GAINS,       /* smallest spread of (u - d) / (M - d), M the largest utility over feasible outcomes */
    ENT_EGALITARIAN,       /* largest smallest gain (Kalai 1977) */
    ENT_UTILITARIAN,       /* largest sum of utilities */
    ENT_RELATIVE_WELFARE,  /* largest sum of (u - d) / (M - d), M as for equal gains (Dhillon and Mertens 1999) */
    ENT_LEXIMIN,           /* largest smallest gain, then the second smallest ... (Chun and Peters 1988) */
    ENT_PROPORTIONAL,      /* largest smallest gain divided by the bargaining weight (Kalai 1977) */
    ENT_RAIFFA,            /* the sequence of n-th parts of the way to the ideal point (Raiffa 1953) */
    ENT_EQUAL_AREA,        /* two parties: smallest difference of the areas better for either (Anbarci 1993) */
    ENT_PERLES_MASCHLER,   /* two parties: nearest to the point that halves sqrt(-du1 du2) on the hull (1981) */
    ENT_RULES
} ent_rule;

typedef struct ent_rule_row {
    const char *name, *label;
    bool scale_dependent; /* changes when one party's utilities are multiplied */
    const char *definition;
    const char *published; /* as in docs/bargain.md */
    bool two_parties;      /* defined for two only */
} ent_rule_row;

extern const ent_rule_row ent_rules[ENT_RULES];
/* ENT_RULES when there is none of that name. */
ent_rule ent_rule_find(const char *name);
/* Whether the rule is defined for so many parties. */
bool ent_rule_applies(ent_rule rule, size_t parties);

/* What the rules stand on, made once for a frontier. `ideal` and `largest` are on the parties' integer scales. */
typedef struct ent_solver {
    const ent_space *space;
    const ent_frontier *frontier;        /* of all parties, rational */
    ent_wide ideal[ENT_SPACE_PARTIES];   /* over feasible rational outcomes */
    ent_wide largest[ENT_SPACE_PARTIES]; /* over feasible outcomes */
    uint32_t power[ENT_SPACE_PARTIES];   /* bargaining weights as whole numbers without a common factor */
    bool power_exact;                    /* false: rounded to thousandths of the largest */
} ent_solver;

/* `weights`: per party, NULL: all equal. The frontier must not be empty. */
ent_status ent_solver_init(const ent_run *run, const ent_space *space, const ent_frontier *frontier,
                           const double *weights, ent_solver *out);
/* Largest utility of each party over the feasible outcomes, and the smallest. Either may be NULL. */
ent_status ent_space_extremes(const ent_run *run, const ent_space *space, ent_wide *largest, ent_wide *smallest);
/* Sets powers from weights: exact where all are fractions of small whole numbers. */
bool ent_powers(const double *weights, size_t parties, uint32_t *powers);

/* The best point by a rule; with `most` > 1 the best ones in order, at most `most` and the frontier's size. Parties
 * that cannot gain at all are left out of shares (Kalai-Smorodinsky, equal gains, relative welfare, Raiffa). Returns
 * how many were written: none for a rule that is not defined for so many parties.
 *
 * Raiffa's sequence starts at no deal; each step takes every party one n-th of the way to the best that it still gets
 * in a point worth at least the present place to all, while some point is worth the next place to all. Of the points
 * then left the one is picked that goes farthest towards these best ones (as Kalai-Smorodinsky, from the last place).
 * Equal area: of all that lies between no deal and some point (free disposal), the area with more for the first party
 * than at a point against the area with more for the second. Perles and Maschler's point lies on the hull; the package
 * goes farthest from no deal towards it; it is rounded to about 1e-18, and shares nearer than 1e-15 count as equal. */
size_t ent_solve(const ent_solver *solver, ent_rule rule, size_t *points, size_t most);
/* The point of Perles and Maschler on the hull of a frontier of two parties: `along` of the way from point a to b. */
void ent_perles_maschler(const ent_frontier *frontier, size_t *a, size_t *b, long double *along);

#endif
