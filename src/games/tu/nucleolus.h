/* The nucleolus (Schmeidler 1969), its kin, and the least core (Maschler, Peleg and Shapley 1979).
 *
 * The excess of a coalition under x is v(S) - x(S), of a cost game x(S) - c(S): how much it loses by staying. The
 * prenucleolus makes the largest excess as small as possible, then the next largest, and so on; it is one point. The
 * nucleolus does so among the imputations, where nobody is worse off than alone. Per capita (Grotte 1970) the excess is
 * divided by the number of members.
 *
 * Method: nested linear programs. Each makes the largest excess that is not settled yet as small as possible; what its
 * dual solution weighs is settled, and with it the whole space that these coalitions span (Potters, Reijnierse and
 * Ansing 1996; Kohlberg 1971), so that there is one program fewer than players at most. A program holds only the rows
 * that a pass over all coalitions has found violated (row generation; Hallefjord, Helming and Jornsten 1995).
 *
 * The dual costs nothing: the excess there of a coalition is x(T) - v(T) of the others T, so the anti-prenucleolus
 * (Sudhoelter 1997) is the prenucleolus of the same table read as costs.
 *
 * Proof: in the order of the levels, (1) no coalition outside the span of what was settled before has a larger excess
 * than the level's, and (2) the coalitions settled have positive weights whose sum lies in that span: the dual of the
 * level's program, Kohlberg's (1971) balancedness in the form that ranks give it. Both in fractions, over all
 * coalitions, where the table is whole. Whether a coalition lies in a span is asked modulo the prime 2^61 - 1 of a
 * random vector (span.h): each answer is wrong with a chance of 2^-61, beyond 30 players also where that prime divides
 * a minor of the coalitions at hand. That is the one thing in the proof which is not certain. */
#ifndef ENT_GAMES_TU_NUCLEOLUS_H
#define ENT_GAMES_TU_NUCLEOLUS_H

#include "games/tu/coalition_list.h"
#include "games/tu/game.h"

enum { ENT_NUCLEOLUS_EXACT_PLAYERS = 300 };

typedef struct ent_nucleolus_options {
    bool individual;        /* nobody gets less (pays more) than alone */
    bool per_capita;        /* excess a member */
    bool least_core;        /* only the first level: its value, and a corner of the set of allocations that attain it */
    bool dual;              /* of the dual game, v(N) - v(N without S): the anti-prenucleolus */
    unsigned exact_players; /* most players for the proof in fractions over all coalitions; 0: the most there is */
} ent_nucleolus_options;

typedef enum ent_nucleolus_reason {
    ENT_NUCLEOLUS_FOUND,
    ENT_NUCLEOLUS_NO_IMPUTATION, /* alone, all would get more than together */
    ENT_NUCLEOLUS_NOT_ONE        /* too few coalitions can form: more than one allocation is left */
} ent_nucleolus_reason;

typedef struct ent_nucleolus_level {
    double excess;  /* of the coalitions settled, a member where per capita; in the units of the case */
    size_t settled; /* coalitions that the dual weighs */
    size_t rank;    /* of all that is settled after it, the coalition of all included */
} ent_nucleolus_level;

typedef struct ent_nucleolus_report {
    ent_nucleolus_reason reason;
    bool proved;     /* in fractions, over all coalitions */
    double residual; /* where not proved: by how much an excess misses its level at most, in the units of the case */
    size_t programs, rows; /* linear programs; rows generated in all of them */
    size_t scans;          /* how often violated coalitions were looked for while solving */
    size_t passes;   /* over a table, measuring and proof included; other scans saw the coalitions that stand out */
    size_t attempts; /* solver tolerances tried: 1, more where the first result could not be proved */
    ent_nucleolus_level *levels;
    size_t levels_size;
    /* The first level: the value of the least core (where not `individual`); exact where `proved`. Above 0, the core is
     * empty. 0 where there are no levels: one player. */
    mpq_t least_core;
    const ent_allocator *allocator; /* private */
} ent_nucleolus_report;

/* ENT_MEMORY, ENT_CANCELLED; ENT_LIMIT where the solver cannot cope with the numbers; ENT_USAGE for `dual` with
 * `individual` or `per_capita`, entries that are not finite, an `out` of another size. `options` may be NULL: the
 * prenucleolus. The report may be freed whatever the status.
 */
ent_status ent_tu_nucleolus(const ent_tu_game *game, const ent_nucleolus_options *options, const ent_run *run,
                            ent_allocation *out, ent_nucleolus_report *report);
/* The same of a game given by the coalitions that matter, for ENT_NUCLEOLUS_EXACT_PLAYERS at most in fractions; a
 * larger one in doubles, with the residual. `individual` looks at those single players that are listed. */
ent_status ent_list_nucleolus(const ent_coalition_list *list, const ent_nucleolus_options *options, const ent_run *run,
                              ent_allocation *out, ent_nucleolus_report *report);
void ent_nucleolus_report_free(ent_nucleolus_report *report); /* also of one that is all zero bytes */

#endif
