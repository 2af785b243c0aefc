/* A mediated single text (Klein, Faratin, Sayama and Bar-Yam 2003): the mediator changes one issue at random, all vote,
 * a change that all accept stands. */
#include "session/play.h"

/* The text with one issue, drawn from those that have a choice, changed to another of its open options. */
static uint32_t change(const ent_domain *domain, uint32_t text, size_t choices, ent_random *random) {
    size_t pick = (size_t)ent_random_below(random, choices), issue = 0;
    for (;; issue++)
        if (domain->open[issue] > 1 && pick-- == 0) break;
    const size_t open = domain->open[issue], stride = domain->stride[issue], now = text / stride % open;
    size_t other = (size_t)ent_random_below(random, open - 1);
    other += other >= now;
    return (uint32_t)(text - now * stride + other * stride);
}

static bool all_vote(ent_play *play, size_t round, double time, uint32_t text, uint32_t proposed) {
    bool carried = true;
    for (size_t s = 0; s < play->seats_size; s++) {
        ent_turn *turn = &play->scratch->turn[s];
        turn->round = round;
        turn->time = time;
        carried = play->seats[s].strategy->vote(turn, text, proposed) && carried; /* votes are secret: all are cast */
    }
    return carried;
}

static bool all_sign(const ent_play *play, uint32_t text) {
    for (size_t s = 0; s < play->seats_size; s++) {
        const ent_view *view = &play->domain->views[play->seats[s].party];
        if (view->utility[text] < view->reserved) return false;
    }
    return true;
}

/* How far the mediator came. */
typedef struct mediation {
    uint32_t text;
    size_t round, carried; /* round of the last change that stood */
    ent_ending ending;
} mediation;

static void mediate(ent_play *play, mediation *m) {
    const ent_domain *domain = play->domain;
    const size_t last = play->rules->rounds > 0 ? play->rules->rounds : ENT_SESSION_MOST;
    size_t choices = 0;
    for (size_t j = 0; j < domain->issues; j++)
        choices += domain->open[j] > 1;
    for (m->round = 0; m->round < last && choices > 0; m->round++) {
        const double time = ent_play_time(play, m->round);
        if (!ent_play_passes(play)) return;
        play->out->offers++;
        const uint32_t proposed = change(domain, m->text, choices, &play->scratch->chance);
        if (all_vote(play, m->round, time, m->text, proposed)) {
            m->text = proposed;
            m->carried = m->round;
            ent_play_record(play, m->round, play->seats_size, proposed, time);
        }
        m->ending = ent_play_breaks(play) ? ENT_BROKE_DOWN : ENT_TIMED_OUT;
        if (m->ending == ENT_BROKE_DOWN) return;
    }
    if (m->round > 0) m->round--;
}

void ent_play_single_text(ent_play *play) {
    mediation m = {.ending = ENT_TIMED_OUT};
    m.text = (uint32_t)ent_random_below(&play->scratch->chance, play->domain->outcomes);
    ent_play_record(play, 0, play->seats_size, m.text, 0);
    mediate(play, &m);
    ent_session_result *out = play->out;
    out->ending = m.ending;
    out->outcome = m.text;
    out->round = m.round;
    out->proposer = play->seats_size;
    out->time = m.ending == ENT_BROKE_DOWN ? ent_play_time(play, m.round) : 1;
    if (m.ending == ENT_TIMED_OUT && all_sign(play, m.text)) out->ending = ENT_AGREED;
}
