/* Stacked alternating offers for n parties (Aydogan, Festen, Hindriks and Jonker 2017): who acts accepts the standing
 * offer or replaces it; an offer that all others accept in turn is agreed. */
#include "session/play.h"

typedef struct table {
    ent_play *play;
    bool any;          /* an offer stands */
    uint32_t standing; /* outcome */
    size_t proposer;   /* seat */
    size_t accepted;   /* seats that have accepted it */
} table;

typedef enum act { GOES_ON, SETTLED, OUT_OF_TIME } act;

static void tell(table *t, size_t from, size_t round, double time) {
    ent_play *play = t->play;
    ent_scratch *scratch = play->scratch;
    for (size_t s = 0; s < play->seats_size; s++) {
        if (s == from) continue;
        ent_turn *turn = &scratch->turn[s];
        if (scratch->memory[s]) ent_memory_hear(scratch->memory[s], time, turn->view->utility[t->standing]);
        if (!play->seats[s].strategy->hear) continue;
        turn->round = round;
        turn->time = time;
        play->seats[s].strategy->hear(scratch->state[s], turn, from, t->standing);
    }
}

static act take_turn(table *t, size_t seat, size_t round, double time) {
    ent_play *play = t->play;
    ent_turn *turn = &play->scratch->turn[seat];
    turn->round = round;
    turn->time = time;
    uint32_t next = 0;
    bool planned = false;
    if (t->any && ent_play_accepts(play, seat, t->standing, &next, &planned))
        return ++t->accepted == play->seats_size - 1 ? SETTLED : GOES_ON;
    if (!ent_play_passes(play)) return OUT_OF_TIME;
    if (!planned) next = play->seats[seat].strategy->propose(play->scratch->state[seat], turn);
    t->any = true;
    t->standing = next;
    t->proposer = seat;
    t->accepted = 0;
    play->out->offers++;
    ent_play_record(play, round, seat, next, time);
    tell(t, seat, round, time);
    return play->seats_size == 1 ? SETTLED : GOES_ON;
}

static void end(table *t, ent_ending ending, size_t round, double time) {
    ent_session_result *out = t->play->out;
    out->ending = ending;
    out->outcome = t->standing;
    out->proposer = t->proposer;
    out->round = round;
    out->time = time;
}

void ent_play_alternating(ent_play *play) {
    table t = {.play = play};
    const size_t last = play->rules->rounds > 0 ? play->rules->rounds : ENT_SESSION_MOST;
    const bool clock = play->rules->time > 0;
    double time = 0;
    for (size_t round = 0; round < last; round++) {
        time = ent_play_time(play, round);
        for (size_t seat = 0; seat < play->seats_size; seat++) {
            if (clock) time = ent_play_time(play, round);
            const act done = take_turn(&t, seat, round, time);
            if (done == SETTLED) return end(&t, ENT_AGREED, round, time);
            if (done == OUT_OF_TIME) return end(&t, ENT_TIMED_OUT, round, 1);
        }
        if (ent_play_breaks(play)) return end(&t, ENT_BROKE_DOWN, round, time);
    }
    end(&t, ENT_TIMED_OUT, last - 1, 1);
}
