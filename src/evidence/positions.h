/* What sides ask for and offer, with figures: from sentences to candidates for a case's positions. */
#ifndef ENTENTE_EVIDENCE_POSITIONS_H
#define ENTENTE_EVIDENCE_POSITIONS_H

#include "evidence/acts.h"

typedef enum ent_move { ENT_MOVE_DEMAND, ENT_MOVE_OFFER } ent_move;

const char *ent_move_name(ent_move move); /* "demand", "offer": the words of a case's `status`; static */

typedef struct ent_found_position {
    size_t sentence, claim; /* of the reports; claim: the figure */
    const char *actor;      /* who moves, as the documents name it */
    const char *issue;      /* NULL: not known */
    const char *verb;       /* static: "ask for" */
    ent_move move;
    ent_date date;  /* the sentence's, else the document's */
    bool dated;     /* by the sentence */
    size_t reports; /* how many reports say so: same actor, figure, issue within a month */
} ent_found_position;

typedef struct ent_found_positions {
    ent_found_position *items; /* by issue, actor, date; what several reports say stands once, by the first */
    size_t size;
    const bool *moved; /* one a claim of the reports: it is the figure of a move */
} ent_found_positions;

/* A figure of money, percent or years after a verb of asking or offering whose subject is an actor before it; not where
 * the verb is negated, or the figure is what somebody rejects. All in the arena of the reports. ENT_MEMORY,
 * ENT_CANCELLED. */
ent_status ent_positions_find(const ent_reports *reports, const ent_acts *acts, const ent_run *run,
                              ent_found_positions *out);

#endif
