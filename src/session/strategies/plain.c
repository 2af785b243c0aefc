/* The two ends of the scale: no plan at all, and no concession at all. */
#include "session/strategies/strategies.h"

static uint32_t walk(void *state, const ent_turn *turn) {
    (void)state;
    return turn->view->order[ent_random_below(turn->random, turn->view->rational)];
}

const ent_strategy ent_random_walker = {
    .id = "random-walker",
    .draws = true,
    .label = "Random walker",
    .published = "Baarslag, Hindriks and Jonker 2011",
    .about = "Offers any package worth at least no deal, each as likely as the other, and accepts what is worth at "
             "least as much as the one it would offer next (AC-next). A measure for other strategies.",
    .reads = ENT_READS_ACCEPTANCE,
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .propose = walk,
};

static uint32_t insist(void *state, const ent_turn *turn) {
    (void)state;
    return turn->view->order[0];
}

const ent_strategy ent_tough = {
    .id = "tough",
    .label = "Tough",
    .published = "Baarslag, Hindriks and Jonker 2011",
    .about = "The hardliner: offers its best package throughout and accepts nothing worth less to it (AC-next); "
             "`tough:accept=const,constant=0.8` takes 0.8.",
    .reads = ENT_READS_ACCEPTANCE,
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .propose = insist,
};
