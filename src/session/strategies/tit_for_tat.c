/* Tit-for-tat in its simplest form: what another gives is what its offer is worth to oneself, and as much is given
 * back. */
#include "session/strategies/strategies.h"

enum { QUIET = 3 }; /* rounds before it answers in kind */

typedef struct tit {
    bool any[ENT_SPACE_PARTIES];
    uint32_t last[ENT_SPACE_PARTIES]; /* offer of each other seat */
} tit;

static size_t bytes(const ent_domain *domain, size_t seats) {
    (void)domain;
    (void)seats;
    return sizeof(tit);
}

static void start(void *state, const ent_turn *turn) {
    (void)turn;
    *(tit *)state = (tit){0};
}

static void hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    tit *t = state;
    (void)turn;
    t->any[from] = true;
    t->last[from] = offer;
}

/* A share of the seat's range. */
static double share(const ent_turn *turn, double utility) {
    const ent_view *view = turn->view;
    return view->most > view->least ? (utility - view->least) / (view->most - view->least) : 1;
}

/* The level as a share of the range that answers an offer: in the first round the best, then one step below it, then as
 * far down as the other has come up. */
static double answer(const ent_turn *turn, double given) {
    const ent_view *view = turn->view;
    if (turn->round == 0) return 1;
    if (turn->round < QUIET) {
        size_t rank = 1;
        while (rank + 1 < view->rational && view->sorted[rank] == view->most)
            rank++;
        return share(turn, view->sorted[rank < view->rational ? rank : 0]);
    }
    return 1 - given;
}

static uint32_t propose(void *state, const ent_turn *turn) {
    const tit *t = state;
    const ent_view *view = turn->view;
    double level = 0;
    bool any = false;
    for (size_t s = 0; s < turn->seats; s++) {
        if (s == turn->seat || !t->any[s]) continue;
        const double wanted = answer(turn, share(turn, view->utility[t->last[s]]));
        if (!any || wanted > level) level = wanted; /* the one that gives least sets the pace */
        any = true;
    }
    if (!any) return view->order[0];
    const double lowest = ent_lowest(turn);
    level = ent_clamp(view->least + level * (view->most - view->least), lowest, view->most);
    return view->order[ent_rank_of(view, level, 0)];
}

static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    (void)state;
    const double worth = share(turn, turn->view->utility[offer]);
    return worth >= answer(turn, worth) && turn->view->utility[offer] >= ent_lowest(turn);
}

const ent_strategy ent_tit_for_tat = {
    .id = "tit-for-tat",
    .label = "Tit-for-tat (naive)",
    .published = "after Axelrod 1984",
    .about =
        "Takes the talks for a division of one cake: what another's last offer is worth to it counts as what the "
        "other gave, and it goes down as far as that. It opens with its best package, makes its smallest "
        "concession in the next two rounds, and then answers in kind; it accepts what is worth at least as much as "
        "what it would keep in return, so half of its range. The form common in software; with several others the "
        "one that gives least sets the pace.",
    .reads = ENT_READS_LEAST | ENT_READS_ACCEPTANCE,
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .bytes = bytes,
    .start = start,
    .propose = propose,
    .accept = accept,
    .hear = hear,
};
