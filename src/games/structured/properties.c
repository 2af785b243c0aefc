/* What holds of every game of a kind. */
#include "games/structured/properties.h"

#include <string.h>

static const ent_structure_row rows[] = {
    {ENT_STRUCTURE_COMPONENTS, "monotone", ENT_STRUCTURE_HOLDS,
     "whoever joins needs more components or none, and no component costs less than nothing", NULL},
    {ENT_STRUCTURE_COMPONENTS, "subadditive", ENT_STRUCTURE_HOLDS,
     "two groups that build together pay once for what both need", NULL},
    {ENT_STRUCTURE_COMPONENTS, "concave", ENT_STRUCTURE_HOLDS,
     "the more are in, the fewer components another one adds: the fixed part of each is paid by the first who needs "
     "it, "
     "the part by units by everyone for itself",
     NULL},
    {ENT_STRUCTURE_COMPONENTS, "totally-balanced", ENT_STRUCTURE_HOLDS,
     "a concave cost game and each part of it has a core", "Shapley 1971"},
    {ENT_STRUCTURE_COMPONENTS, "balanced", ENT_STRUCTURE_HOLDS,
     "the core of a concave cost game is not empty; the Shapley value is in it", "Shapley 1971"},
    {ENT_STRUCTURE_COMPONENTS, "semiconvex", ENT_STRUCTURE_HOLDS,
     "in a concave cost game nobody can be asked for more than standing alone costs", "Driessen and Tijs 1985"},
    {ENT_STRUCTURE_AIRPORT, "monotone", ENT_STRUCTURE_HOLDS, "the largest need does not fall when somebody joins",
     NULL},
    {ENT_STRUCTURE_AIRPORT, "subadditive", ENT_STRUCTURE_HOLDS,
     "the largest need of two groups together is one of theirs, not the sum", NULL},
    {ENT_STRUCTURE_AIRPORT, "concave", ENT_STRUCTURE_HOLDS,
     "the more are in, the less their largest need is exceeded by another one", "Littlechild and Owen 1973"},
    {ENT_STRUCTURE_AIRPORT, "totally-balanced", ENT_STRUCTURE_HOLDS,
     "a concave cost game and each part of it has a core", "Shapley 1971"},
    {ENT_STRUCTURE_AIRPORT, "balanced", ENT_STRUCTURE_HOLDS,
     "the core of a concave cost game is not empty; the Shapley value is in it", "Shapley 1971"},
    {ENT_STRUCTURE_AIRPORT, "semiconvex", ENT_STRUCTURE_HOLDS,
     "in a concave cost game nobody can be asked for more than standing alone costs", "Driessen and Tijs 1985"},
    {ENT_STRUCTURE_MCST, "monotone", ENT_STRUCTURE_VARIES,
     "somebody who joins may bring a cheaper way: supply to b costs 10, supply to a 1, a to b 1; then b alone pays 10 "
     "and "
     "both together 2",
     NULL},
    {ENT_STRUCTURE_MCST, "subadditive", ENT_STRUCTURE_HOLDS,
     "the trees of two groups that share nobody meet at the supply, and together connect both", NULL},
    {ENT_STRUCTURE_MCST, "concave", ENT_STRUCTURE_VARIES,
     "supply to a and to b costs 1, a to c and b to c 1, all else 10: c alone pays 10, with a or with b 2, with both "
     "3, and "
     "10 + 3 is more than 2 + 2",
     NULL},
    {ENT_STRUCTURE_MCST, "totally-balanced", ENT_STRUCTURE_HOLDS,
     "each part is the game of a tree again, and has the core of one", "Bird 1976; Granot and Huberman 1981"},
    {ENT_STRUCTURE_MCST, "balanced", ENT_STRUCTURE_HOLDS,
     "when everyone pays the link by which the tree reaches it, no group finds a cheaper tree of its own", "Bird 1976"},
    {ENT_STRUCTURE_MARKET, "monotone", ENT_STRUCTURE_HOLDS, "whoever joins can be left without a partner", NULL},
    {ENT_STRUCTURE_MARKET, "superadditive", ENT_STRUCTURE_HOLDS,
     "the matchings of two groups that share nobody are a matching of both", NULL},
    {ENT_STRUCTURE_MARKET, "convex", ENT_STRUCTURE_VARIES,
     "two sellers compete for one buyer: each adds the pair's worth to the buyer alone, and nothing once the other is "
     "in",
     "Solymosi and Raghavan 2001"},
    {ENT_STRUCTURE_MARKET, "totally-balanced", ENT_STRUCTURE_HOLDS, "each part is a market again",
     "Shapley and Shubik 1971"},
    {ENT_STRUCTURE_MARKET, "balanced", ENT_STRUCTURE_HOLDS,
     "prices under which the best matching is everyone's best choice give an allocation that no pair can improve upon",
     "Shapley and Shubik 1971"},
};

const ent_structure_row *ent_structure_rows(size_t *size) {
    *size = sizeof rows / sizeof rows[0];
    return rows;
}

const ent_structure_row *ent_structure_find(ent_structure structure, const char *property) {
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++)
        if (rows[k].structure == structure && strcmp(rows[k].property, property) == 0) return &rows[k];
    return NULL;
}
