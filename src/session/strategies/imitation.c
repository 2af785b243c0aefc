/* Behaviour-dependent tactics (Faratin, Sierra and Jennings 1998): the next level follows from what another gave up in
 * its last offers. The publication imitates values of single issues; here it is what offers are worth to oneself, which
 * is the same for one issue and makes sense for packages. */
#include "session/strategies/strategies.h"

enum { MOST_WINDOW = 64, KEPT = MOST_WINDOW + 1 };

typedef struct imitation {
    double level;                          /* of the last own offer */
    size_t heard[ENT_SPACE_PARTIES];       /* offers, by seat */
    double worth[ENT_SPACE_PARTIES][KEPT]; /* what the last ones were worth, by seat */
} imitation;

static size_t bytes(const ent_domain *domain, size_t seats) {
    (void)domain;
    (void)seats;
    return sizeof(imitation);
}

static void start(void *state, const ent_turn *turn) {
    imitation *m = state;
    *m = (imitation){.level = turn->view->most};
}

static void hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    imitation *m = state;
    m->worth[from][m->heard[from]++ % KEPT] = turn->view->utility[offer];
}

/* What the offer `back` before the last one of a seat was worth. */
static double worth_of(const imitation *m, size_t seat, size_t back) {
    return m->worth[seat][(m->heard[seat] - 1 - back) % KEPT];
}

/* A level in answer to one other seat. */
typedef double (*tactic)(const imitation *m, const ent_turn *turn, size_t seat, size_t window);

/* In proportion: an offer that is worth a tenth more brings the level down to ten elevenths. */
static double relative(const imitation *m, const ent_turn *turn, size_t seat, size_t window) {
    (void)turn;
    const double before = worth_of(m, seat, window), after = worth_of(m, seat, window - 1);
    return after > 0 ? m->level * before / after : m->level;
}

/* By the same amount, and a little more or less at random. */
static double absolute(const imitation *m, const ent_turn *turn, size_t seat, size_t window) {
    const double before = worth_of(m, seat, window), after = worth_of(m, seat, window - 1);
    const double noise = turn->settings->spread * (2 * ent_random_uniform(turn->random) - 1);
    return m->level - (after - before) + noise;
}

/* In proportion to what changed over the whole window. */
static double averaged(const imitation *m, const ent_turn *turn, size_t seat, size_t window) {
    (void)turn;
    const double before = worth_of(m, seat, window), after = worth_of(m, seat, 0);
    return after > 0 ? m->level * before / after : m->level;
}

/* Until the window is full it stays at its best; of several others the one that gives least sets the pace. */
static uint32_t imitate(imitation *m, const ent_turn *turn, tactic answer) {
    const ent_view *view = turn->view;
    const size_t window = (size_t)ent_clamp(turn->settings->window, 1, MOST_WINDOW);
    double level = view->most;
    bool any = false;
    for (size_t s = 0; s < turn->seats; s++) {
        if (s == turn->seat) continue;
        const double wanted = m->heard[s] > window ? answer(m, turn, s, window) : view->most;
        if (!any || wanted > level) level = wanted;
        any = true;
    }
    m->level = ent_clamp(level, ent_lowest(turn), view->most);
    return view->order[ent_rank_of(view, m->level, 0)];
}

static uint32_t propose_relative(void *state, const ent_turn *turn) {
    return imitate(state, turn, relative);
}
static uint32_t propose_absolute(void *state, const ent_turn *turn) {
    return imitate(state, turn, absolute);
}
static uint32_t propose_averaged(void *state, const ent_turn *turn) {
    return imitate(state, turn, averaged);
}

#define IMITATION(function, size, noise)                                                                               \
    .published = "Faratin, Sierra and Jennings 1998",                                                                  \
    .defaults = {.least = -INFINITY, .spread = (noise), .window = (size), .constant = NAN, .after = NAN},              \
    .bytes = bytes, .start = start, .propose = (function), .hear = hear

const ent_strategy ent_relative_tit_for_tat = {
    .id = "relative-tit-for-tat",
    .label = "Relative tit-for-tat",
    .about =
        "Gives what it was given `window` offers ago (1), in proportion: its level times what that offer was worth "
        "to it, divided by what the next one was. Utilities of packages stand for the publication's values of "
        "issues. Accepts by AC-next.",
    .reads = ENT_READS_LEAST | ENT_READS_WINDOW | ENT_READS_ACCEPTANCE,
    IMITATION(propose_relative, 1, 0),
};
const ent_strategy ent_absolute_tit_for_tat = {
    .id = "absolute-tit-for-tat",
    .draws = true,
    .label = "Random absolute tit-for-tat",
    .about = "Gives what it was given `window` offers ago (1), by the same amount, plus or minus up to `spread` (0.02) "
             "at random to get out of deadlocks. Utilities of packages stand for the publication's values of issues. "
             "Accepts by AC-next.",
    .reads = ENT_READS_LEAST | ENT_READS_WINDOW | ENT_READS_SPREAD | ENT_READS_ACCEPTANCE,
    IMITATION(propose_absolute, 1, 0.02),
};
const ent_strategy ent_averaged_tit_for_tat = {
    .id = "averaged-tit-for-tat",
    .label = "Averaged tit-for-tat",
    .about = "Its level times what the offer `window` (4) back was worth to it, divided by what the last one is. "
             "Utilities of packages stand for the publication's values of issues. Accepts by AC-next.",
    .reads = ENT_READS_LEAST | ENT_READS_WINDOW | ENT_READS_ACCEPTANCE,
    IMITATION(propose_averaged, 4, 0),
};
