/* The nucleolus of costs in components, for more players than a table can hold. */
#ifndef ENT_GAMES_STRUCTURED_COMPONENTS_NUCLEOLUS_H
#define ENT_GAMES_STRUCTURED_COMPONENTS_NUCLEOLUS_H

#include "games/structured/components.h"
#include "games/tu/nucleolus.h"

enum {
    ENT_COMPONENTS_NUCLEOLUS_PLAYERS = 300, /* most */
    /* where the result is rounded, a coalition counts as missing if its excess is larger by 2^-this of all costs */
    ENT_COMPONENTS_ROUNDED_BITS = 30
};

typedef struct ent_components_nucleolus_report {
    bool proved;   /* in fractions, over all coalitions; else to the rounding of doubles */
    size_t listed; /* coalitions that it took, of the 2^n */
    size_t rounds; /* how often the list was solved */
} ent_components_nucleolus_report;

/* The nucleolus (Schmeidler 1969; in a concave cost game it is the prenucleolus too) by the nested linear programs of
 * ent_list_nucleolus on few coalitions, to which those of largest excess are added until, for every pair of players,
 * none is missing: n(n - 1) minimum cuts at the end. About a second for 60 players, a minute for 300; a chain
 * (ent_components_chain_nucleolus) is a matter of sorting whatever its size. ENT_LIMIT for more than
 * ENT_COMPONENTS_NUCLEOLUS_PLAYERS, or where the solver cannot cope with the numbers; else as in components.h. */
ent_status ent_components_nucleolus(const ent_components *game, const ent_run *run,
                                    ent_components_nucleolus_report *report, ent_allocation *out);

#endif
