/* Time-dependent tactics (Faratin, Sierra and Jennings 1998): an aspiration that falls from the best outcome to no deal
 * as 1 - t^e; accepted is what reaches it, offered is the outcome just above it.
 *
 * Levels depend on the round alone where only rounds end a session: they are computed once for a seat and kept from
 * session to session. The rank of the outcome on a level only grows within a session, so it is looked for from the last
 * one on. */
#include "session/strategies/strategies.h"

enum { KEPT = 1024 }; /* levels */

typedef struct falling {
    const ent_view *view; /* for which levels were computed */
    ent_strategy_settings settings;
    double reserved;
    size_t rounds, rank;
    double level[KEPT];
} falling;

static size_t bytes(const ent_domain *domain, size_t seats) {
    (void)domain;
    (void)seats;
    return sizeof(falling);
}

static void compute_levels(falling *f, const ent_turn *turn) {
    f->view = turn->view;
    f->settings = *turn->settings;
    f->reserved = turn->view->reserved;
    f->rounds = turn->rounds;
    for (size_t r = 0; r < turn->rounds; r++)
        f->level[r] = ent_aspiration(turn, (double)(r + 1) / (double)(turn->rounds + 1));
}

static void start(void *state, const ent_turn *turn) {
    falling *f = state;
    f->rank = 0;
    if (!turn->by_round || turn->rounds > KEPT) {
        f->rounds = 0;
        return;
    }
    if (f->view == turn->view && f->reserved == turn->view->reserved && f->rounds == turn->rounds &&
        f->settings.exponent == turn->settings->exponent && f->settings.least == turn->settings->least &&
        f->settings.slack == turn->settings->slack)
        return;
    compute_levels(f, turn);
}

static double level_now(const falling *f, const ent_turn *turn) {
    return f->rounds ? f->level[turn->round] : ent_aspiration(turn, turn->time);
}

static uint32_t propose(void *state, const ent_turn *turn) {
    falling *f = state;
    f->rank = ent_rank_of(turn->view, level_now(f, turn), f->rank);
    return turn->view->order[f->rank];
}

static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    return turn->view->utility[offer] >= level_now(state, turn);
}

#define FALLING(e, miss)                                                                                               \
    .published = "Faratin, Sierra and Jennings 1998",                                                                  \
    .reads = ENT_READS_EXPONENT | ENT_READS_LEAST | ENT_READS_SLACK | ENT_READS_ACCEPTANCE,                            \
    .defaults = {.exponent = (e), .least = -INFINITY, .slack = (miss), .constant = NAN, .after = NAN}, .bytes = bytes, \
    .start = start, .propose = propose, .accept = accept

const ent_strategy ent_boulware = {
    .id = "boulware",
    .label = "Boulware",
    .about = "Holds out and concedes late: its aspiration falls as 1 - t^4. It accepts what reaches its aspiration and "
             "offers the package just above it. Faratin, Sierra and Jennings let any exponent above 1 (theirs is the "
             "inverse) be Boulware; 4 is usual in software.",
    FALLING(4, ENT_SLACK),
};
const ent_strategy ent_conceder = {
    .id = "conceder",
    .label = "Conceder",
    .about = "Concedes early: as boulware, with the exponent 1/4.",
    FALLING(0.25, ENT_SLACK),
};
const ent_strategy ent_linear = {
    .id = "linear",
    .label = "Linear",
    .about = "Concedes evenly over time: as boulware, with the exponent 1.",
    FALLING(1, ENT_SLACK),
};
const ent_strategy ent_time_dependent = {
    .id = "time-dependent",
    .label = "Time-dependent",
    .about = "As boulware, with any exponent: above 1 concedes late, below 1 early.",
    FALLING(1, ENT_SLACK),
};
const ent_strategy ent_aspiration_tactic = {
    .id = "aspiration",
    .label = "Aspiration",
    .about =
        "As boulware, with a slack of 0.001 instead of 0.0001: it offers and accepts what misses its aspiration by no "
        "more. The form that software for automated negotiation gives this name.",
    FALLING(4, 1e-3),
};
