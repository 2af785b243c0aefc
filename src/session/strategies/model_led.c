/* Time-dependent concession led by an opponent model: of the packages on its level, the one that the others seem to
 * like best (the bidding of Hindriks, Jonker and Tykhonov's framework; Baarslag, Hindriks, Hendrikx, Dirkzwager and
 * Jonker 2014 separate the parts the same way). */
#include "session/models/bayes.h"
#include "session/models/frequency.h"
#include "session/strategies/strategies.h"

/* The models lie behind it, one a seat, `stride` bytes each. */
typedef struct led {
    size_t stride, rank;
    bool any; /* something was heard */
} led;

static void *model_of(led *l, size_t seat) {
    return (char *)(l + 1) + seat * l->stride;
}

typedef double (*liking)(led *l, const ent_turn *turn, uint32_t outcome);

/* The outcome from `level` up to `spread` above that is liked best; of equals the one worth most to the seat. */
static uint32_t best_liked(led *l, const ent_turn *turn, double level, liking likes) {
    const ent_view *view = turn->view;
    l->rank = ent_rank_of(view, level, l->rank);
    size_t low = l->rank, best = l->rank;
    while (low + 1 < view->rational && view->sorted[low + 1] >= level)
        low++; /* equals of the last */
    double most = -1;
    for (size_t k = low, seen = 0; seen < ENT_CANDIDATES; k--, seen++) {
        if (seen > 0 && view->sorted[k] > level + turn->settings->spread) break;
        const double liked = likes(l, turn, view->order[k]);
        if (liked >= most) best = k;
        if (liked >= most) most = liked;
        if (k == 0) break;
    }
    return view->order[best];
}

static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    (void)state;
    return turn->view->utility[offer] >= ent_aspiration(turn, turn->time);
}

/* ---- by counting ------------------------------------------------------------------------------------------- */

static size_t frequency_bytes(const ent_domain *domain, size_t seats) {
    return sizeof(led) + 16 + seats * ent_frequency_bytes(domain);
}

static void frequency_start(void *state, const ent_turn *turn) {
    led *l = state;
    *l = (led){.stride = ent_frequency_bytes(turn->domain)};
    for (size_t s = 0; s < turn->seats; s++)
        ent_frequency_start(model_of(l, s), turn->domain);
}

static void frequency_hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    (void)turn;
    ((led *)state)->any = true;
    ent_frequency_hear(model_of(state, from), offer);
}

static double frequency_likes(led *l, const ent_turn *turn, uint32_t outcome) {
    double sum = 0;
    for (size_t s = 0; s < turn->seats; s++)
        if (s != turn->seat) sum += ent_frequency_utility(model_of(l, s), outcome);
    return sum;
}

static uint32_t frequency_propose(void *state, const ent_turn *turn) {
    return best_liked(state, turn, ent_aspiration(turn, turn->time), frequency_likes);
}

/* ---- by Bayesian learning ---------------------------------------------------------------------------------- */

static size_t bayes_bytes(const ent_domain *domain, size_t seats) {
    return sizeof(led) + 16 + seats * ent_bayes_bytes(domain);
}

static void bayes_start(void *state, const ent_turn *turn) {
    led *l = state;
    *l = (led){.stride = ent_bayes_bytes(turn->domain)};
    for (size_t s = 0; s < turn->seats; s++)
        ent_bayes_start(model_of(l, s), turn->domain);
}

static void bayes_hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    ((led *)state)->any = true;
    ent_bayes_hear(model_of(state, from), offer, turn->time);
}

static double bayes_likes(led *l, const ent_turn *turn, uint32_t outcome) {
    double sum = 0;
    for (size_t s = 0; s < turn->seats && l->any; s++)
        if (s != turn->seat) sum += ent_bayes_utility(model_of(l, s), outcome);
    return sum;
}

static uint32_t bayes_propose(void *state, const ent_turn *turn) {
    return best_liked(state, turn, ent_aspiration(turn, turn->time), bayes_likes);
}

#define LED                                                                                                            \
    .reads = ENT_READS_EXPONENT | ENT_READS_LEAST | ENT_READS_SPREAD | ENT_READS_SLACK | ENT_READS_ACCEPTANCE,         \
    .defaults =                                                                                                        \
        {.exponent = 4, .least = -INFINITY, .slack = ENT_SLACK, .spread = 0.05, .constant = NAN, .after = NAN},        \
    .accept = accept

const ent_strategy ent_frequency = {
    .id = "frequency",
    .label = "Frequency model",
    .published = "van Krimpen, Looije and Hajizadeh 2013; Tunali, Aydogan and Sanchez-Anguix 2017",
    .about =
        "Concedes over time as boulware (`exponent` 4). Of the packages from its level to `spread` (0.05) above, at "
        "most 512, it offers the one that the others seem to like best by the frequency model: options asked for "
        "often are good for them, issues on which they stay put matter to them. With several others the sum of "
        "their estimated utilities counts.",
    LED,
    .bytes = frequency_bytes,
    .start = frequency_start,
    .propose = frequency_propose,
    .hear = frequency_hear,
};
const ent_strategy ent_bayesian = {
    .id = "bayesian",
    .label = "Bayesian model",
    .published = "Hindriks and Tykhonov 2008",
    .about =
        "As frequency, with the Bayesian model: hypotheses on the weight of each issue and the shape of its values "
        "(rising, falling or with a peak, options in file order) become likelier the better they fit offers of a "
        "party that gives up half of its utility evenly until the deadline.",
    LED,
    .bytes = bayes_bytes,
    .start = bayes_start,
    .propose = bayes_propose,
    .hear = bayes_hear,
};
