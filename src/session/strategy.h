/* Strategies: how a seat proposes, answers and learns. Adding one is a file and a row in strategies.c. */
#ifndef ENT_SESSION_STRATEGY_H
#define ENT_SESSION_STRATEGY_H

#include "session/domain.h"

/* When a strategy says yes, where it is not part of the strategy itself (Baarslag, Hindriks and Jonker 2013). */
typedef enum ent_acceptance {
    ENT_ACCEPT_OWN,   /* the strategy's own condition */
    ENT_ACCEPT_NEXT,  /* AC-next: the offer is worth at least what the seat would propose next */
    ENT_ACCEPT_CONST, /* AC-const: at least a constant */
    ENT_ACCEPT_TIME,  /* AC-time: any rational offer after a given share of the time */
    ENT_ACCEPT_COMBI  /* AC-combi: AC-next, or after a share of the time at least the best offer of a recent window */
} ent_acceptance;

/* Numbers of a seat's strategy; each strategy's row says which it reads and what they are without. NAN: not given. */
typedef struct ent_strategy_settings {
    double exponent; /* concession: aspiration 1 - t^exponent */
    double least;    /* lowest aspiration, on the domain's scale */
    double constant; /* of AC-const, and of `tough` */
    double after;    /* share of the time of AC-time and AC-combi */
    double window;   /* offers that relative and averaged tit-for-tat look back over */
    ent_acceptance acceptance;
} ent_strategy_settings;

/* What a seat knows when it acts. */
typedef struct ent_turn {
    const ent_domain *domain;
    size_t seat, seats; /* seats act in order 0, 1, ... */
    size_t party;       /* of the domain, behind this seat */
    const ent_view *view;
    const ent_strategy_settings *settings;
    double time;          /* relative time in (0, 1): (round + 1) / (rounds + 1), or of the simulated clock */
    size_t round, rounds; /* rounds: 0 where only time ends the session */
    ent_random *random;   /* of this seat alone */
} ent_turn;

typedef struct ent_strategy {
    const char *id, *label;
    const char *published; /* author and year */
    const char *about;     /* what it does, a sentence or two, and which settings it reads */
    ent_strategy_settings defaults;
    /* Bytes of state a seat needs (0: none), aligned for any type. */
    size_t (*bytes)(const ent_domain *domain, size_t seats);
    /* Readies the state for a new session. May be NULL. */
    void (*start)(void *state, const ent_turn *turn);
    /* The outcome to propose; called once a turn. */
    uint32_t (*propose)(void *state, const ent_turn *turn);
    /* Whether to accept the standing offer. NULL: AC-next by `propose`'s next outcome. */
    bool (*accept)(void *state, const ent_turn *turn, uint32_t offer);
    /* Hears an offer of another seat, before any answer to it. May be NULL. */
    void (*hear)(void *state, const ent_turn *turn, size_t from, uint32_t offer);
} ent_strategy;

extern const ent_strategy *const ent_strategies[];
extern const size_t ent_strategies_size;
/* NULL when there is none of that id. */
const ent_strategy *ent_strategy_find(const char *id);
/* Reads "boulware", "time-dependent:exponent=3", "boulware:accept=combi,after=0.9" into a strategy and its settings.
 * Diagnoses U-SESSION-0001 (no such strategy, with the closest) and -0002 (no such setting, or a bad number). */
ent_status ent_strategy_read(const ent_run *run, const char *text, const ent_strategy **strategy,
                             ent_strategy_settings *settings);

#endif
