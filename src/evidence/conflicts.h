/* What documents disagree on: figures of the same thing, and whether and when something came to pass. */
#ifndef ENTENTE_EVIDENCE_CONFLICTS_H
#define ENTENTE_EVIDENCE_CONFLICTS_H

#include "evidence/positions.h"

typedef enum ent_conflict_kind {
    ENT_CONFLICT_FIGURE,     /* two figures that cannot both be right */
    ENT_CONFLICT_DATE,       /* the same agreement at two dates */
    ENT_CONFLICT_AFTER,      /* talks after the day of the agreement that they are about */
    ENT_CONFLICT_ONLY_BEGUN, /* talks that opened at most a month before the agreement: hard to believe */
    ENT_CONFLICT_DENIED,     /* one says it happened, the other that it did not */
} ent_conflict_kind;

const char *ent_conflict_name(ent_conflict_kind kind); /* "figure", "date of an agreement", ...: static text */

typedef struct ent_conflict_side {
    size_t sentence;    /* of the reports */
    size_t claim;       /* of the reports; SIZE_MAX: the sentence as a whole */
    ent_date date;      /* what it is dated; of figures the year they are of */
    double value, high; /* of figures, in `unit` of the conflict */
    size_t reports;     /* how many reports say this */
} ent_conflict_side;

typedef struct ent_conflict {
    ent_conflict_kind kind;
    const char *issue;          /* NULL: not known */
    const char *unit;           /* of figures: what both were brought to; NULL: none */
    const char *what;           /* what is wrong, in plain words */
    ent_conflict_side sides[2]; /* the earlier document first */
    int better;                 /* the side that stands on more: 0, 1; -1: cannot be said */
    const char *because;        /* why that is */
    bool converted;             /* currencies were, by the rates of the case */
} ent_conflict;

typedef struct ent_conflicts {
    ent_conflict *items; /* by kind, issue, date */
    size_t size;
    size_t not_compared; /* pairs of amounts in two currencies for which the case has no rate */
    size_t left_off;     /* beyond ENT_CONFLICTS_MOST */
} ent_conflicts;

enum { ENT_CONFLICTS_MOST = 10000, ENT_CONFLICT_WINDOW = 550, ENT_CONFLICT_SLACK = 31, ENT_CONFLICT_ONLY = 30 };

/* Two dates of an agreement differ where they are more than ENT_CONFLICT_SLACK days apart, for what is reached,
 * announced and signed within a month is one; and may be of one agreement within ENT_CONFLICT_WINDOW days, unless the
 * sentences number them differently. Figures are compared that are of the same kind, issue, actors and year, in
 * sentences with at least half of their words in common (of the shorter one), three quarters where one of them names no
 * year; "about" reaches 5 percent to both sides,
 * and so do amounts that were converted by yearly rates. What a side asks for or offers is no figure to disagree on.
 * `issue` NULL: all. All in the arena of the reports.
 * ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_conflicts_find(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                              const ent_run *run, const ent_case *a_case, const char *issue, ent_conflicts *out);

/* Yearly rate to turn amounts of one currency into the other, from the case's series of exchange rates; 0 where it has
 * none. The series is told by its unit: "KRW per USD". */
double ent_exchange_rate(const ent_case *a_case, const char *from, const char *to, int year);

#endif
