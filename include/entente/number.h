/* Entente: the numbers of a case, each with its place, its owner and its spread; and what they are counted in. */
#ifndef ENTENTE_NUMBER_H
#define ENTENTE_NUMBER_H

#include <entente/base.h>
#include <entente/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_case ent_case;
typedef struct ent_node ent_node; /* a node of the file, with its place: private */

enum { ENT_NOWHERE = -1 }; /* an index that refers to nothing */

/* ---- numbers and their owners ------------------------------------------------------------------------- */

typedef struct ent_citation {
    int source;        /* index into sources */
    uint32_t sentence; /* from 1; 0: the document as a whole */
} ent_citation;

/* Who answers for a number. Covers every number in its map and below until overridden. */
typedef struct ent_provenance {
    ent_basis basis;
    const ent_citation *citations; /* for records and reported figures */
    size_t citations_size;
    const char *judged_by, *because;
} ent_provenance;

typedef enum ent_distribution {
    ENT_FIXED,      /* certain */
    ENT_UNIFORM,    /* low..high */
    ENT_TRIANGULAR, /* low, value, high: the default where low and high are given */
    ENT_NORMAL,     /* value; low..high its central 90 percent */
    ENT_CODERS      /* one of the coders' numbers, equally likely */
} ent_distribution;

/* Every number of a case has a slot: its value, place, owner and spread. */
typedef struct ent_slot {
    double value;
    const ent_node *node;
    const ent_provenance *provenance; /* never NULL */
    ent_distribution distribution;
    double low, high;     /* low = high = value where ENT_FIXED */
    const double *coders; /* ENT_CODERS */
    const char *const *coder_names;
    size_t coders_size;
} ent_slot;

/* A number as the model holds it. Several coders: the mean of their numbers. */
typedef struct ent_number {
    bool set;
    bool exact; /* `ratio` is the value; else only the double is */
    ent_ratio ratio;
    double value;
    uint32_t slot; /* index into slots; meaningless where not set (a default) */
} ent_number;

/* ---- units -------------------------------------------------------------------------------------------- */

typedef struct ent_unit {
    const char *name;     /* "percent", "year", "troops"; NULL for money */
    const char *currency; /* "KRW"; NULL if not money */
    const char *scale;    /* "million", "100 million"; NULL: ones */
    int year;             /* of the prices; 0: none */
    double factor;        /* what the scale multiplies by: 1e6 for "million" */
} ent_unit;

#ifdef __cplusplus
}
#endif

#endif
