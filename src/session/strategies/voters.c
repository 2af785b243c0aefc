/* Voters on a mediator's text (Klein, Faratin, Sayama and Bar-Yam 2003). */
#include "session/strategies/strategies.h"

static bool climb(const ent_turn *turn, uint32_t text, uint32_t proposed) {
    return turn->view->utility[proposed] >= turn->view->utility[text];
}

/* As simulated annealing: what is worse passes with a chance that falls with the loss and over time. */
static bool anneal(const ent_turn *turn, uint32_t text, uint32_t proposed) {
    const double gain = turn->view->utility[proposed] - turn->view->utility[text];
    if (gain >= 0) return true;
    const double temperature = turn->settings->temperature * (1 - turn->time);
    return temperature > 0 && ent_random_uniform(turn->random) < exp(gain / temperature);
}

const ent_strategy ent_hill_climber = {
    .id = "hill-climber",
    .label = "Hill climber",
    .published = "Klein, Faratin, Sayama and Bar-Yam 2003",
    .about = "Votes for a change of the text that is worth at least as much to it as the text that stands.",
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .vote = climb,
};
const ent_strategy ent_annealer = {
    .id = "annealer",
    .draws = true,
    .label = "Annealer",
    .published = "Klein, Faratin, Sayama and Bar-Yam 2003",
    .about = "Votes as a hill climber, and for a change that loses it something with the chance e^(gain/T), where T "
             "falls evenly from `temperature` (0.1) to 0 over the time: it gives in early, so that all can end higher.",
    .reads = ENT_READS_TEMPERATURE,
    .defaults = {.least = -INFINITY, .temperature = 0.1, .constant = NAN, .after = NAN},
    .vote = anneal,
};
