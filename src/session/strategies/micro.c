/* MiCRO, Minimal Concession in Response to Offers (de Jonge 2022): goes down its own ranking one outcome at a time, and
 * only as long as it has not offered more different outcomes than it has heard. */
#include "session/strategies/strategies.h"

#include <string.h>

typedef struct micro {
    size_t next;                       /* rank of the next new offer: as many were made */
    size_t heard[ENT_SPACE_PARTIES];   /* different outcomes, by seat */
    size_t words;                      /* of a set of outcomes */
    uint64_t *sets[ENT_SPACE_PARTIES]; /* outcomes heard, by seat */
} micro;

static size_t words_of(const ent_domain *domain) {
    return (domain->outcomes + 63) / 64;
}

static size_t bytes(const ent_domain *domain, size_t seats) {
    return sizeof(micro) + seats * words_of(domain) * sizeof(uint64_t);
}

static void start(void *state, const ent_turn *turn) {
    micro *m = state;
    *m = (micro){.words = words_of(turn->domain)};
    for (size_t s = 0; s < turn->seats; s++)
        m->sets[s] = (uint64_t *)(void *)(m + 1) + s * m->words;
    memset(m->sets[0], 0, turn->seats * m->words * sizeof *m->sets[0]);
}

static void hear(void *state, const ent_turn *turn, size_t from, uint32_t offer) {
    micro *m = state;
    (void)turn;
    const uint64_t bit = (uint64_t)1 << (offer % 64);
    m->heard[from] += !(m->sets[from][offer / 64] & bit);
    m->sets[from][offer / 64] |= bit;
}

/* Whether it owes nobody a concession more than it has had. */
static bool ready(const micro *m, const ent_turn *turn) {
    for (size_t s = 0; s < turn->seats; s++)
        if (s != turn->seat && m->next > m->heard[s]) return false;
    return true;
}

static uint32_t propose(void *state, const ent_turn *turn) {
    micro *m = state;
    if (m->next < turn->view->rational && ready(m, turn)) return turn->view->order[m->next++];
    return turn->view->order[ent_random_below(turn->random, m->next)];
}

static bool accept(void *state, const ent_turn *turn, uint32_t offer) {
    const micro *m = state;
    const ent_view *view = turn->view;
    if (!ready(m, turn)) return view->utility[offer] >= view->sorted[m->next - 1];
    return m->next >= view->rational || view->utility[offer] >= view->sorted[m->next];
}

const ent_strategy ent_micro = {
    .id = "micro",
    .draws = true,
    .label = "MiCRO",
    .published = "de Jonge 2022",
    .about = "Offers its packages from the best downwards, a new one only while it has not offered more different "
             "packages than it has heard, else one of its earlier ones at random. Accepts what is at least as good as "
             "the next package it is ready to offer. Needs no model and no clock. With several others it waits for the "
             "one that has offered least, which the publication leaves open.",
    .reads = ENT_READS_ACCEPTANCE,
    .defaults = {.least = -INFINITY, .constant = NAN, .after = NAN},
    .bytes = bytes,
    .start = start,
    .propose = propose,
    .accept = accept,
    .hear = hear,
};
