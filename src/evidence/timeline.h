/* What happened and who said what, by date: from several documents, each report once. */
#ifndef ENTENTE_EVIDENCE_TIMELINE_H
#define ENTENTE_EVIDENCE_TIMELINE_H

#include "evidence/positions.h"

typedef enum ent_moment_kind {
    ENT_MOMENT_EVENT,     /* of the rules of events */
    ENT_MOMENT_STATEMENT, /* who says so */
    ENT_MOMENT_POSITION,  /* a demand or an offer with its figure */
    ENT_MOMENT_TALKS,     /* talks and agreements */
} ent_moment_kind;

const char *ent_moment_name(ent_moment_kind kind); /* "event", ...: static text */

typedef struct ent_moment {
    ent_moment_kind kind;
    ent_date date, until;
    bool dated;                         /* by the sentence; else by its document */
    const char *actor, *target, *issue; /* NULL: not known */
    const char *what;                   /* "AGREE", "said", "demand: 5 billion USD", "agreement reached" */
    ent_modality modality;              /* of events */
    bool negated;
    ent_certainty certainty;
    size_t sentence, claim; /* of the reports; claim SIZE_MAX: the sentence as a whole */
} ent_moment;

typedef struct ent_timeline {
    ent_moment *items; /* by date; undated ones last */
    size_t size;
} ent_timeline;

/* What is wanted: NULL, year 0: all. `actor`: as actor or as target. */
typedef struct ent_timeline_filter {
    const char *issue, *actor;
    ent_date from, until;
} ent_timeline_filter;

/* Of the copies of a report only the document that stands for it. All in the arena of the reports. ENT_MEMORY,
 * ENT_CANCELLED. */
ent_status ent_timeline_make(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                             const ent_run *run, const ent_timeline_filter *filter, ent_timeline *out);

/* "5 billion USD", "13 percent", "between 5 and 6 percent": a figure for people. */
const char *ent_amount_text(const ent_candidate *figure, ent_arena *arena);

#endif
