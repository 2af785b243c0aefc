/* When a seat says yes: conditions that can be combined with any way of making offers (Baarslag, Hindriks and Jonker,
 * Acceptance conditions in automated negotiation, 2013). */
#include "session/play.h"

void ent_memory_hear(ent_memory *memory, double time, double utility) {
    const size_t at = memory->size++ % ENT_HEARD;
    memory->time[at] = time;
    memory->utility[at] = utility;
}

/* The best offer of the last stretch as long as what remains: more than that is not to be expected. The standing offer
 * itself does not count. */
static double best_of_window(const ent_memory *memory, double now) {
    const double from = now - (1 - now);
    const size_t kept = memory->size < ENT_HEARD ? memory->size : ENT_HEARD;
    double best = -1e300;
    for (size_t k = 2; k <= kept; k++) {
        const size_t at = (memory->size - k) % ENT_HEARD;
        if (memory->time[at] < from) break;
        if (memory->utility[at] > best) best = memory->utility[at];
    }
    return best;
}

static bool accepts_next(ent_play *play, size_t seat, double utility, uint32_t *next, bool *planned) {
    const ent_turn *turn = &play->scratch->turn[seat];
    *next = play->seats[seat].strategy->propose(play->scratch->state[seat], turn);
    *planned = true;
    return utility >= turn->view->utility[*next];
}

bool ent_play_accepts(ent_play *play, size_t seat, uint32_t offer, uint32_t *next, bool *planned) {
    const ent_turn *turn = &play->scratch->turn[seat];
    const ent_strategy *strategy = play->seats[seat].strategy;
    const double utility = turn->view->utility[offer];
    if (utility < turn->view->reserved) return false;
    switch (turn->settings->acceptance) {
    case ENT_ACCEPT_CONST:
        return utility >= turn->settings->constant;
    case ENT_ACCEPT_TIME:
        return turn->time >= turn->settings->after;
    case ENT_ACCEPT_COMBI:
        if (accepts_next(play, seat, utility, next, planned)) return true;
        return turn->time >= turn->settings->after &&
               utility >= best_of_window(play->scratch->memory[seat], turn->time);
    case ENT_ACCEPT_OWN:
        if (strategy->accept) return strategy->accept(play->scratch->state[seat], turn, offer);
        return accepts_next(play, seat, utility, next, planned);
    case ENT_ACCEPT_NEXT:
    default:
        return accepts_next(play, seat, utility, next, planned);
    }
}
