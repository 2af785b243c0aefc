/* Nice tit-for-tat (Baarslag, Hindriks and Jonker, A tit for tat negotiation strategy for real-time bilateral
 * negotiations, 2013): answers concessions in kind while it aims at the Nash point of its own utility and a Bayesian
 * model of the other's, and goes there as time runs out. */
#include "session/models/bayes.h"
#include "session/strategies/strategies.h"

#define HURRY 0.91 /* from when on it comes the rest of the way for time alone, */
#define THERE 0.96 /* all of it by then */
#define LATE 0.98  /* from when on it accepts the best it has been offered */
#define BAND 0.03  /* around the target, of its range, from which the other's favourite is taken */

typedef struct nice {
    size_t stride;
    size_t heard[ENT_SPACE_PARTIES];
    double first[ENT_SPACE_PARTIES], best[ENT_SPACE_PARTIES]; /* what offers were worth: the least, the most */
    double nash[ENT_SPACE_PARTIES];                           /* own utility at the estimated Nash point */
    uint32_t best_offer[ENT_SPACE_PARTIES];
} nice;

static ent_bayes_model *model_of(nice *n, size_t seat) {
    return (ent_bayes_model *)(void *)((char *)(n + 1) + seat * n->stride);
}

static size_t bytes(const ent_domain *domain, size_t seats) {
    return sizeof(nice) + 16 + seats * ent_bayes_bytes(domain);
}

static void start(void *state, const ent_turn *turn) {
    nice *n = state;
    *n = (nice){.stride = ent_bayes_bytes(turn->domain)};
    for (size_t s = 0; s < turn->seats; s++)
        ent_bayes_start(model_of(n, s), turn->domain);
}

/* Its own utility where its gain times the other's estimated utility is largest, over its rational outcomes; over 512
 * of them spread evenly over its ranking where there are more. */
static double nash_point(nice *n, const ent_turn *turn, size_t seat) {
    const ent_view *view = turn->view;
    const ent_bayes_model *model = model_of(n, seat);
    const size_t size = view->rational < ENT_CANDIDATES ? view->rational : ENT_CANDIDATES;
    double most = -1, own = view->most;
    for (size_t k = 0; k < size; k++) {
        const size_t rank = size < 2 ? 0 : k * (view->rational - 1) / (size - 1);
        const double product = (view->sorted[rank] - view->reserved) * ent_bayes_utility(model, view->order[rank]);
        if (product <= most) continue;
        most = product;
        own = view->sorted[rank];
    }
    return own;
}

static void hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    nice *n = state;
    const double worth = turn->view->utility[offer];
    const bool repeats = n->heard[from] > 0 && model_of(n, from)->last == offer;
    ent_bayes_hear(model_of(n, from), offer, turn->time);
    if (n->heard[from]++ == 0) {
        n->first[from] = n->best[from] = worth;
        n->best_offer[from] = offer;
    }
    if (worth < n->first[from]) n->first[from] = worth;
    if (worth > n->best[from]) {
        n->best[from] = worth;
        n->best_offer[from] = offer;
    }
    if (!repeats) n->nash[from] = nash_point(n, turn, from);
}

/* The target in answer to one other: as far down to the Nash point as the other has come up to it, and near the end the
 * rest of the way. */
static double target_for(const nice *n, const ent_turn *turn, size_t seat) {
    const double most = turn->view->most, nash = n->nash[seat];
    const double way = nash - n->first[seat], come = n->best[seat] - n->first[seat];
    const double share = way > 0 ? ent_clamp(come / way, 0, 1) : 1;
    const double target = most - share * (most - nash);
    return target - ent_clamp((turn->time - HURRY) / (THERE - HURRY), 0, 1) * (target - nash);
}

/* Towards several others: the highest target, the answer to who has come least. */
static double target(const nice *n, const ent_turn *turn, size_t *whom) {
    double level = -INFINITY;
    *whom = turn->seat;
    for (size_t s = 0; s < turn->seats; s++) {
        if (s == turn->seat) continue;
        const double wanted = n->heard[s] > 0 ? target_for(n, turn, s) : turn->view->most;
        if (wanted <= level) continue;
        level = wanted;
        *whom = s;
    }
    return ent_clamp(level, ent_lowest(turn), turn->view->most);
}

static uint32_t propose(void *state, const ent_turn *turn) {
    nice *n = state;
    const ent_view *view = turn->view;
    size_t whom;
    const double level = target(n, turn, &whom), band = BAND * (view->most - view->least);
    const size_t rank = ent_rank_of(view, level, 0);
    if (whom == turn->seat || n->heard[whom] == 0) return view->order[rank];
    if (n->best[whom] >= level) return n->best_offer[whom]; /* it was offered as much already */
    uint32_t best = view->order[rank];
    double most = -1;
    for (size_t k = rank, seen = 0; seen < ENT_CANDIDATES && view->sorted[k] <= level + band; k--, seen++) {
        const double liked = ent_bayes_utility(model_of(n, whom), view->order[k]);
        if (liked >= most) best = view->order[k];
        if (liked >= most) most = liked;
        if (k == 0) break;
    }
    return best;
}

/* AC-next by its target; in the last moments also the best that the other has offered. */
static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    const nice *n = state;
    const double worth = turn->view->utility[offer];
    size_t whom;
    if (worth >= target(n, turn, &whom)) return true;
    if (turn->time < LATE) return false;
    for (size_t s = 0; s < turn->seats; s++)
        if (s != turn->seat && n->heard[s] > 0 && n->best[s] > worth) return false;
    return true;
}

const ent_strategy ent_nice_tit_for_tat = {
    .id = "nice-tit-for-tat",
    .label = "Nice tit-for-tat",
    .published = "Baarslag, Hindriks and Jonker 2013",
    .about =
        "Estimates the other's utilities by Bayesian learning and, with them, the Nash point. Its target comes down "
        "from its best to that point by the share of the way that the other's offers have come up to it, and from "
        "0.91 to 0.96 of the time the rest of the way. Around the target it offers what the other seems to like best, "
        "or "
        "the other's own best offer if that is worth as much. It accepts what reaches its target, and from 0.98 of "
        "the time on the best it has been offered. Left out: the adaptation to discount factors. With several "
        "others it answers the one that has come least.",
    .reads = ENT_READS_LEAST | ENT_READS_ACCEPTANCE,
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .bytes = bytes,
    .start = start,
    .propose = propose,
    .accept = accept,
    .hear = hear,
};
