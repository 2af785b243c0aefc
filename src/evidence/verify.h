/* Whether every number of a case that cites a document still stands in the sentence it cites. */
#ifndef ENTENTE_EVIDENCE_VERIFY_H
#define ENTENTE_EVIDENCE_VERIFY_H

#include <entente/case.h>

/* From good to bad. Only what is worse than ENT_VERIFY_WORKED_OUT fails. */
typedef enum ent_verdict {
    ENT_VERIFY_STANDS,      /* the value is there with its unit: 1,519.2 billion won for 15192 (100 million KRW) */
    ENT_VERIFY_NUMERAL,     /* the number is there as written; its unit could not be read out of the sentence */
    ENT_VERIFY_SPREAD,      /* in the sentences cited together: one has the value, not the first */
    ENT_VERIFY_WORKED_OUT,  /* not there, and the case says how it was worked out (because) */
    ENT_VERIFY_WHOLE,       /* the document is cited as a whole, without a sentence: nothing can be compared */
    ENT_VERIFY_NO_TEXT,     /* the case has no notes on the document */
    ENT_VERIFY_MOVED,       /* not in the cited sentence, but in another of the same document: `found` says which */
    ENT_VERIFY_ABSENT,      /* nowhere in the document */
    ENT_VERIFY_MISSING,     /* the document's file cannot be read */
    ENT_VERIFY_NO_SENTENCE, /* the document has no such sentence (any more) */
} ent_verdict;

const char *ent_verdict_name(ent_verdict verdict); /* "stands", ...: static text */
bool ent_verdict_fails(ent_verdict verdict);

typedef struct ent_verified {
    const char *path;     /* of the number in the case */
    const ent_node *node; /* its place */
    double value;
    const ent_unit *unit; /* NULL: a pure number, or not known */
    const char *words;    /* the unit of a claim, as the case writes it; NULL: see unit */
    int year;             /* of which year it is, where its path says so; 0: none */
    ent_verdict verdict;
    int source;        /* what is cited: the sentence that has it, or the first */
    uint32_t sentence; /* 0: the whole document */
    uint32_t found;    /* ENT_VERIFY_MOVED: the sentence that has it */
    const char *quote; /* the cited sentence; NULL where there is none */
} ent_verified;

typedef struct ent_verification {
    ent_verified *rows; /* in the order of the case */
    size_t size;
    size_t failed, documents; /* documents: that are cited */
    size_t by_verdict[ENT_VERIFY_NO_SENTENCE + 1];
} ent_verification;

/* Looks at every record, every reported figure and every claim with a figure. Where the case was read with
 * `missing_sources`, `unread`, one a source, tells which files could not be read; NULL: all could. All in `arena`.
 * ENT_MEMORY. */
ent_status ent_verify(const ent_run *run, const ent_case *a_case, const bool *unread, ent_arena *arena,
                      ent_verification *out);

/* The unit of the number at a path of the case; NULL where it has none. Borrowed from the case. */
const ent_unit *ent_unit_at(const ent_case *a_case, const char *path);

#endif
