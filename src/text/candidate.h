/* Candidate claims: what a text may say, with its place, before anybody has accepted it. Every rule of the room makes
 * these; each names itself, so that a reader can see why something was taken. */
#ifndef ENTENTE_TEXT_CANDIDATE_H
#define ENTENTE_TEXT_CANDIDATE_H

#include <entente/base.h>

typedef enum ent_candidate_kind {
    ENT_CANDIDATE_MONEY,
    ENT_CANDIDATE_PERCENT,
    ENT_CANDIDATE_COUNT,
    ENT_CANDIDATE_CHANGE,
    ENT_CANDIDATE_ORDINAL,
    ENT_CANDIDATE_DATE,
    ENT_CANDIDATE_ACTOR,
    ENT_CANDIDATE_STATEMENT,
    ENT_CANDIDATE_EVENT,
    ENT_CANDIDATE_POSITION,
    ENT_CANDIDATE_WARNING,
} ent_candidate_kind;

/* "money", "percent", ...: static text. */
const char *ent_candidate_kind_name(ent_candidate_kind kind);

typedef enum ent_certainty {
    ENT_ASSERTED,   /* the text says so itself */
    ENT_ATTRIBUTED, /* somebody is said to have said so */
    ENT_HEDGED,     /* may, reportedly, is likely to */
    ENT_FORECAST,   /* will, is set to */
    ENT_EVALUATIVE, /* a judgement: unfair, historic */
} ent_certainty;

const char *ent_certainty_name(ent_certainty certainty);

/* Of an event: whether it is said to have come to pass. Where a text leaves that in doubt it is ENT_POSSIBLE. */
typedef enum ent_modality {
    ENT_NO_MODALITY, /* not an event */
    ENT_HAPPENED,    /* has happened or is under way */
    ENT_PROMISED,    /* will do, plans to, agreed to, threatened to */
    ENT_DEMANDED,    /* somebody wants it done */
    ENT_POSSIBLE,    /* may, could, if, is considered */
    ENT_DENIED,      /* did not, refused to, denied having */
} ent_modality;

/* "happened", ...; "" for none: static text. */
const char *ent_modality_name(ent_modality modality);

typedef enum ent_bound { ENT_EXACTLY, ENT_ABOUT, ENT_MORE_THAN, ENT_LESS_THAN, ENT_BETWEEN } ent_bound;

typedef struct ent_candidate {
    ent_candidate_kind kind;
    size_t sentence;   /* from 1 */
    size_t start, end; /* bytes of the text */
    bool has_value, negated;
    double value, high; /* high: the upper end where bound is ENT_BETWEEN */
    ent_bound bound;
    const char *unit;     /* money: a currency code; percent: "percent", "percentage points", "percent of GDP";
                             counts: their noun; NULL where there is none */
    const char *text;     /* values in words: a name, an event class, a statement's verb; NULL */
    ent_date date, until; /* until: the last day of a range */
    const char *actor, *target, *issue;
    ent_certainty certainty;
    ent_modality modality;
    const char *source; /* who says so, where it is not the text itself: an actor's name or "a senior official"; NULL */
    const char *chain; /* through whom it reached the text, the nearest first: "Yonhap > a government official"; NULL */
    const char *rule;  /* static: "money.symbol", "date.month-day-year" */
    unsigned confidence; /* percent: how far its rule is trusted, by counting (confidence.h); filled when added */
} ent_candidate;

/* A growing list; texts live in `arena`. */
typedef struct ent_candidates {
    ent_arena *arena;
    ent_candidate *items;
    size_t size, capacity;
    bool failed; /* memory: ask once, at the end */
} ent_candidates;

/* Those from `from` on; NULL where the list has never held one. */
static inline const ent_candidate *ent_candidates_from(const ent_candidates *list, size_t from) {
    return list->items == NULL ? NULL : list->items + from;
}

void ent_candidates_init(ent_candidates *list, ent_arena *arena);
/* A copy of `candidate` at the end; NULL without memory. */
ent_candidate *ent_candidates_add(ent_candidates *list, const ent_candidate *candidate);

#endif
