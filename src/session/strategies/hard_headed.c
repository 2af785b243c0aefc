/* HardHeaded, winner of the automated negotiating agents competition of 2011 (van Krimpen, Looije and Hajizadeh 2013):
 * a level that hardly falls before the end, its own ranking from the top down, then the allowed package that the other
 * seems to like best. */
#include "session/models/frequency.h"
#include "session/strategies/strategies.h"

#define FIRST_STEP 0.05 /* share of the way down that is open from the start */
#define FLOOR 0.585     /* of its range: what it never goes below unless `least` says so */

typedef struct head {
    size_t stride, next, rank; /* next new offer; last rank on the level */
    double lowest;             /* utility it has offered */
} head;

static ent_frequency_model *model_of(head *h, size_t seat) {
    return (ent_frequency_model *)(void *)((char *)(h + 1) + seat * h->stride);
}

static size_t bytes(const ent_domain *domain, size_t seats) {
    return sizeof(head) + 16 + seats * ent_frequency_bytes(domain);
}

static void start(void *state, const ent_turn *turn) {
    head *h = state;
    *h = (head){.stride = ent_frequency_bytes(turn->domain), .lowest = INFINITY};
    for (size_t s = 0; s < turn->seats; s++)
        ent_frequency_start(model_of(h, s), turn->domain);
}

static void hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    (void)turn;
    ent_frequency_hear(model_of(state, from), offer);
}

static double level(const ent_turn *turn) {
    const ent_view *view = turn->view;
    double lowest = ent_lowest(turn);
    const double floor = view->least + FLOOR * (view->most - view->least);
    if (turn->settings->least == -INFINITY && floor > lowest) lowest = floor;
    const double down = FIRST_STEP + (1 - FIRST_STEP) * pow(turn->time, turn->settings->exponent);
    return lowest + (1 - down) * (view->most - lowest);
}

/* Of the last allowed ranks, the outcome that the others seem to like best. */
static uint32_t liked_best(head *h, const ent_turn *turn) {
    const ent_view *view = turn->view;
    uint32_t best = view->order[h->rank];
    double most = -1;
    for (size_t k = h->rank, seen = 0; seen < ENT_CANDIDATES; k--, seen++) {
        double liked = 0;
        for (size_t s = 0; s < turn->seats; s++)
            if (s != turn->seat) liked += ent_frequency_utility(model_of(h, s), view->order[k]);
        if (liked >= most) best = view->order[k];
        if (liked >= most) most = liked;
        if (k == 0) break;
    }
    return best;
}

static uint32_t propose(void *state, const ent_turn *turn) {
    head *h = state;
    const ent_view *view = turn->view;
    const double now = level(turn);
    h->rank = ent_rank_of(view, now, h->rank);
    const bool fresh = h->next < view->rational && view->sorted[h->next] >= now;
    const uint32_t offer = fresh ? view->order[h->next++] : liked_best(h, turn);
    if (view->utility[offer] < h->lowest) h->lowest = view->utility[offer];
    return offer;
}

static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    const head *h = state;
    const double utility = turn->view->utility[offer];
    return utility >= h->lowest || utility >= level(turn);
}

const ent_strategy ent_hard_headed = {
    .id = "hard-headed",
    .label = "HardHeaded",
    .published = "van Krimpen, Looije and Hajizadeh 2013",
    .about =
        "Its level stays near its best and falls at the very end, as 1 - t^20 (`exponent`), to 0.585 of its range or "
        "`least`. It offers its packages from the top down as far as the level allows, then of the allowed ones "
        "(the last 512) the one that the others seem to like best by a frequency model. It accepts what is worth "
        "as much as its level or the least it has offered. Left out: what the publication does with a discount "
        "factor, and its special moves in the last seconds of a real clock.",
    .reads = ENT_READS_EXPONENT | ENT_READS_LEAST | ENT_READS_ACCEPTANCE,
    .defaults = {.exponent = 20, .least = -INFINITY, .constant = NAN, .after = NAN},
    .bytes = bytes,
    .start = start,
    .propose = propose,
    .accept = accept,
    .hear = hear,
};
