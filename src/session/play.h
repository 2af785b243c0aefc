/* A session under way: what the protocols share. */
#ifndef ENT_SESSION_PLAY_H
#define ENT_SESSION_PLAY_H

#include "session/session.h"

enum {
    ENT_HEARD = 4096,            /* offers that AC-combi remembers */
    ENT_SESSION_MOST = 100000000 /* rounds after which a session without a deadline ends */
};

/* What AC-combi remembers: the last offers of others, by when and how much each was worth. */
typedef struct ent_memory {
    size_t size; /* heard in all; the last ENT_HEARD are kept */
    double time[ENT_HEARD], utility[ENT_HEARD];
} ent_memory;

struct ent_scratch {
    const ent_allocator *allocator;
    size_t seats;
    ent_turn turn[ENT_SPACE_PARTIES];
    ent_random random[ENT_SPACE_PARTIES];
    ent_random chance; /* of breakdown, pace and mediator */
    void *state[ENT_SPACE_PARTIES];
    ent_memory *memory[ENT_SPACE_PARTIES]; /* NULL: not needed */
};

typedef struct ent_play {
    const ent_domain *domain;
    const ent_seat *seats;
    size_t seats_size;
    const ent_session_rules *rules;
    ent_scratch *scratch;
    ent_session_trace *trace; /* or NULL */
    ent_session_result *out;
    double elapsed; /* on the simulated clock */
} ent_play;

/* Relative time in a round, as it stands on the clock. */
double ent_play_time(const ent_play *play, size_t round);
/* Lets one offer's time pass; false when the deadline is over before it is made. */
bool ent_play_passes(ent_play *play);
/* Whether the talks break down after a round. */
bool ent_play_breaks(ent_play *play);
void ent_play_record(ent_play *play, size_t round, size_t seat, uint32_t outcome, double time);
/* The protocols. */
void ent_play_alternating(ent_play *play);
void ent_play_single_text(ent_play *play);

/* acceptance.c */
void ent_memory_hear(ent_memory *memory, double time, double utility);
/* Whether a seat accepts an offer. `planned` is set where the seat had to say what it would propose next. */
bool ent_play_accepts(ent_play *play, size_t seat, uint32_t offer, uint32_t *next, bool *planned);

#endif
