/* The real trace of concessions: what the parties of a case demanded and offered, date by date, and how far each has
 * moved. Arithmetic on positions of the record; no model of behaviour, no forecast. */
#ifndef ENT_SESSION_CONCESSIONS_H
#define ENT_SESSION_CONCESSIONS_H

#include <entente/case.h>

/* A demand or offer of a party that bargains. Levels are numbers, on a scale ranks; named options have none. */
typedef struct ent_move {
    const ent_position *position;
    const char *government;      /* that took it: as written, else the one in office that day; NULL where not known */
    bool dated, levelled, again; /* again: not the first of its party and government in this round */
    int32_t day;
    double level;
    double step;     /* from the one before, toward the other side (below 0: away from it); NAN for a first one */
    double months;   /* since the one before; NAN */
    double conceded; /* all steps of this party and government so far, as a share of the opening gap; NAN */
    double gap;      /* between the demands that stand at the end of the day; NAN where fewer than two sides have one */
} ent_move;

/* All moves on one issue in one round, by date. A demand stands until its party makes another or its government leaves
 * office: what an administration asked for does not bind the next. */
typedef struct ent_concessions {
    int issue;
    ent_date start; /* the agreement concluded before; none: the first round */
    bool current;   /* the round of today */
    ent_move *moves;
    size_t size;
    double opening;  /* between the first demands of the sides that lie farthest apart; NAN where only one is known */
    ent_date closed; /* when the gap was first zero; none */
    /* Where the straight line through the gaps (least squares over the days) meets zero: only for the present round, an
     * open and shrinking gap, and three days or more on which the same governments faced each other. Else none. */
    ent_date meets;
    size_t points; /* days that line is drawn through */
} ent_concessions;

/* One entry an issue and round with positions known at as_of: by issue, then round. Everything in `arena`. */
ent_status ent_concessions_find(const ent_case *subject, ent_arena *arena, ent_concessions **out, size_t *size);

#endif
