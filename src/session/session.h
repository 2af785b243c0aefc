/* Sessions: one negotiation between strategies under a protocol, from its first offer to agreement or failure.
 *
 * A session is a function of domain, seats, rules and its random stream alone: it replays from its seed on any thread.
 * Nothing is allocated while it runs. */
#ifndef ENT_SESSION_SESSION_H
#define ENT_SESSION_SESSION_H

#include "session/strategy.h"

typedef enum ent_protocol {
    ENT_ALTERNATING, /* stacked alternating offers, n parties (Aydogan, Festen, Hindriks and Jonker 2017) */
    ENT_SINGLE_TEXT, /* a mediator's text, voted on and improved (Klein, Faratin, Sayama and Bar-Yam 2003) */
    ENT_PROTOCOLS
} ent_protocol;

typedef struct ent_protocol_row {
    const char *id, *label, *published, *about;
} ent_protocol_row;
extern const ent_protocol_row ent_protocols[ENT_PROTOCOLS];

typedef struct ent_seat {
    const ent_strategy *strategy;
    ent_strategy_settings settings;
    size_t party;    /* of the domain */
    double discount; /* factor per round on what the end is worth; 1: none */
    bool over_time;  /* the factor is for the whole of relative time (0..1) instead */
} ent_seat;

typedef struct ent_session_rules {
    ent_protocol protocol;
    size_t rounds;      /* deadline in rounds; 0: none */
    double time;        /* deadline of the simulated clock; 0: none */
    double pace;        /* time that one offer takes */
    bool random_pace;   /* the time of an offer is exponential with mean `pace` */
    double breakdown;   /* chance after each round that the talks break down */
    bool discount_time; /* as if `over_time` were set for every seat */
} ent_session_rules;

/* Whether these seats can play by these rules: U-SESSION-0003 (a strategy of the other protocol), -0004 (nothing ends
 * the session). */
ent_status ent_session_check(const ent_run *run, const ent_seat *seats, size_t seats_size,
                             const ent_session_rules *rules);

/* One offer of a trace. Of the single text: every text that all have accepted, with `seat` the number of seats. */
typedef struct ent_offer {
    uint32_t round, seat, outcome;
    double time;
} ent_offer;

typedef enum ent_ending {
    ENT_AGREED,
    ENT_TIMED_OUT,
    ENT_BROKE_DOWN, /* by chance */
    ENT_WALKED_AWAY /* a seat to which no outcome is worth as much as no deal */
} ent_ending;

typedef struct ent_session_result {
    ent_ending ending;
    uint32_t outcome; /* agreed on */
    size_t round;     /* 0-based: of the last act */
    size_t proposer;  /* seat whose offer was accepted */
    size_t offers;
    bool drew;                            /* a random number was drawn; if not, every stream gives this session */
    double time;                          /* relative, at the end */
    double utility[ENT_SPACE_PARTIES];    /* per party of the domain: of the agreement, or `reserved`; not discounted */
    double discounted[ENT_SPACE_PARTIES]; /* the same, each discounted to the start */
} ent_session_result;

typedef struct ent_session_trace {
    ent_offer *offers;
    size_t size, capacity; /* further offers are counted (size) but not kept beyond capacity */
} ent_session_trace;

/* Scratch for sessions of these seats; reused for one after another, one per thread. NULL when memory fails. */
typedef struct ent_scratch ent_scratch;
ent_scratch *ent_scratch_new(const ent_allocator *allocator, const ent_domain *domain, const ent_seat *seats,
                             size_t seats_size);
void ent_scratch_free(ent_scratch *scratch);

/* Runs one session with stream `stream` of `seed`. `trace` may be NULL. */
void ent_session_run(const ent_domain *domain, const ent_seat *seats, size_t seats_size, const ent_session_rules *rules,
                     uint64_t seed, uint64_t stream, ent_scratch *scratch, ent_session_trace *trace,
                     ent_session_result *out);

extern const ent_message_row ent_session_messages[];
extern const size_t ent_session_messages_size;

#endif
