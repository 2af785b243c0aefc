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

/* Numbers of a seat's strategy; each strategy's row says which it reads and what they are without. */
typedef struct ent_strategy_settings {
    double exponent;    /* concession: aspiration 1 - t^exponent */
    double least;       /* lowest aspiration, on the domain's scale; -infinity: none but no deal */
    double slack;       /* by how much an aspiration over time may be missed, on the domain's scale */
    double spread;      /* width of what is on a level, or of what is added at random, on the domain's scale */
    double window;      /* offers to look back over */
    double temperature; /* of an annealer at the start, on the domain's scale */
    double constant;    /* of AC-const */
    double after;       /* share of the time of AC-time and AC-combi */
    ent_acceptance acceptance;
} ent_strategy_settings;

/* What a seat knows when it acts. */
typedef struct ent_turn {
    const ent_domain *domain;
    size_t seat, seats; /* seats act in order 0, 1, ... */
    size_t party;       /* of the domain, behind this seat */
    const ent_view *view;
    const ent_strategy_settings *settings;
    double time;          /* relative time in [0, 1): (round + 1) / (rounds + 1), or of the simulated clock */
    size_t round, rounds; /* rounds: 0 where only time or chance ends the session */
    bool by_round;        /* `time` follows from `round` and `rounds` alone */
    ent_random *random;   /* of this seat alone */
} ent_turn;

/* Settings that a strategy reads; those of acceptance go with every one that proposes. */
enum {
    ENT_READS_EXPONENT = 1,
    ENT_READS_LEAST = 2,
    ENT_READS_SPREAD = 4,
    ENT_READS_WINDOW = 8,
    ENT_READS_TEMPERATURE = 16,
    ENT_READS_ACCEPTANCE = 32,
    ENT_READS_SLACK = 64
};

typedef struct ent_strategy {
    const char *id, *label;
    const char *published; /* author and year */
    const char *about;     /* what it does, a sentence or two, and where it departs from the publication */
    unsigned reads;
    bool draws; /* leaves something to chance */
    ent_strategy_settings defaults;
    /* Bytes of state a seat needs (NULL: none), aligned for any type. Zeroed when scratch is made, kept from one
     * session to the next. */
    size_t (*bytes)(const ent_domain *domain, size_t seats);
    /* Readies the state for a new session. May be NULL. */
    void (*start)(void *state, const ent_turn *turn);
    /* The outcome to propose, one of the rational; called at most once a turn: after a rejection, or under AC-next
     * before the answer. NULL: the strategy only votes. */
    uint32_t (*propose)(void *state, const ent_turn *turn);
    /* Whether to accept the standing offer, which is worth at least no deal. NULL: AC-next. */
    bool (*accept)(void *state, const ent_turn *turn, uint32_t offer);
    /* Hears an offer of another seat, before any answer to it. May be NULL. */
    void (*hear)(void *state, const ent_turn *turn, size_t from, uint32_t offer);
    /* Votes on a mediator's change of the text. NULL: the strategy only makes offers. */
    bool (*vote)(const ent_turn *turn, uint32_t text, uint32_t proposed);
} ent_strategy;

/* Strategies that make offers. */
extern const ent_strategy *const ent_strategies[];
extern const size_t ent_strategies_size;
/* Those that vote on a mediator's text. */
extern const ent_strategy *const ent_voters[];
extern const size_t ent_voters_size;
/* Of either kind; NULL when there is none of that id. */
const ent_strategy *ent_strategy_find(const char *id);
/* Reads "boulware", "time-dependent:exponent=3", "boulware:accept=combi,after=0.9" into a strategy and its settings.
 * Diagnoses U-SESSION-0001 (no such strategy, with the closest) and -0002 (no such setting, or a bad number). */
ent_status ent_strategy_read(const ent_run *run, const char *text, const ent_strategy **strategy,
                             ent_strategy_settings *settings);

#endif
