/* What holds of every game of a kind, whatever its numbers, and why. */
#ifndef ENT_GAMES_STRUCTURED_PROPERTIES_H
#define ENT_GAMES_STRUCTURED_PROPERTIES_H

#include <entente/base.h>

typedef enum ent_structure {
    ENT_STRUCTURE_COMPONENTS, /* components.h */
    ENT_STRUCTURE_AIRPORT,    /* airport.h */
    ENT_STRUCTURE_MCST,       /* mcst.h, where every coalition can connect itself */
    ENT_STRUCTURE_MARKET      /* market.h */
} ent_structure;

typedef enum ent_structure_truth {
    ENT_STRUCTURE_HOLDS, /* for every game of the kind */
    ENT_STRUCTURE_VARIES /* for some and not for others: `because` gives one for which it does not hold */
} ent_structure_truth;

typedef struct ent_structure_row {
    ent_structure structure;
    const char *property; /* "monotone", "subadditive", "concave", "superadditive", "convex", "balanced" (the core is
                             not empty), "totally-balanced" (nor that of any part), "semiconvex" */
    ent_structure_truth truth;
    const char *because; /* a sentence */
    const char *source;  /* publication, or NULL where the sentence is the proof */
} ent_structure_row;

/* All rows, by structure. */
const ent_structure_row *ent_structure_rows(size_t *size);
/* The row of a property; NULL where nothing is said. */
const ent_structure_row *ent_structure_find(ent_structure structure, const char *property);

#endif
