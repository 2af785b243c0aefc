/* Sessions: scratch, clocks, chance and discounts; the protocols are in files of their own. */
#include "session/session.h"

#include "session/play.h"

#include <math.h>
#include <string.h>

const ent_protocol_row ent_protocols[ENT_PROTOCOLS] = {
    [ENT_ALTERNATING] = {"alternating-offers", "Alternating offers", "Aydogan, Festen, Hindriks and Jonker 2017",
                         "In each round the parties act in a fixed order. Who acts accepts the standing offer, or "
                         "rejects it with an offer of its own. An offer that all others have accepted, one after the "
                         "other, is the agreement. With two parties these are the alternating offers of Rubinstein "
                         "1982."},
    [ENT_SINGLE_TEXT] = {"single-text", "Mediated single text", "Klein, Faratin, Sayama and Bar-Yam 2003",
                         "A mediator starts from a text at random and proposes in each round to change one issue of "
                         "it. A change that all parties vote for stands. At the deadline the text is the agreement if "
                         "it is worth at least no deal to every party."},
};

/* ---- scratch ----------------------------------------------------------------------------------------------- */

static bool ready_seat(ent_scratch *scratch, const ent_domain *domain, const ent_seat *seat, size_t s) {
    const ent_strategy *strategy = seat->strategy;
    if (strategy->bytes) {
        scratch->state[s] = ent_alloc(scratch->allocator, strategy->bytes(domain, scratch->seats));
        if (!scratch->state[s]) return false;
    }
    if (seat->settings.acceptance == ENT_ACCEPT_COMBI) {
        scratch->memory[s] = ent_alloc(scratch->allocator, sizeof *scratch->memory[s]);
        if (!scratch->memory[s]) return false;
    }
    return true;
}

ent_scratch *ent_scratch_new(const ent_allocator *allocator, const ent_domain *domain, const ent_seat *seats,
                             size_t seats_size) {
    ent_scratch *scratch = ent_alloc(allocator, sizeof *scratch);
    if (!scratch) return NULL;
    scratch->allocator = allocator;
    scratch->seats = seats_size;
    for (size_t s = 0; s < seats_size; s++) {
        if (ready_seat(scratch, domain, &seats[s], s)) continue;
        ent_scratch_free(scratch);
        return NULL;
    }
    return scratch;
}

void ent_scratch_free(ent_scratch *scratch) {
    if (!scratch) return;
    for (size_t s = 0; s < scratch->seats; s++) {
        ent_free(scratch->allocator, scratch->state[s]);
        ent_free(scratch->allocator, scratch->memory[s]);
    }
    ent_free(scratch->allocator, scratch);
}

/* ---- rules ------------------------------------------------------------------------------------------------- */

ent_status ent_session_check(const ent_run *run, const ent_seat *seats, size_t seats_size,
                             const ent_session_rules *rules) {
    ent_diagnostics *list = run ? run->diagnostics : NULL;
    const bool offers = rules->protocol == ENT_ALTERNATING;
    for (size_t s = 0; s < seats_size; s++) {
        const ent_strategy *strategy = seats[s].strategy;
        if (offers ? strategy->propose != NULL : strategy->vote != NULL) continue;
        ent_diagnosef(
            list, ENT_ERROR, "U-SESSION-0003", NULL, NULL,
            offers ? "take one that makes offers, such as boulware or micro" : "take hill-climber or annealer", NULL,
            offers ? "%s votes on a mediator's text and makes no offers"
                   : "%s makes offers and does not vote on a text",
            strategy->id);
        return ENT_USAGE;
    }
    if (rules->rounds > 0 || (rules->time > 0 && rules->pace > 0) || rules->breakdown > 0) return ENT_OK;
    ent_diagnosef(list, ENT_ERROR, "U-SESSION-0004", NULL, NULL,
                  "give a number of rounds, a time with a pace, or a chance of breakdown", NULL,
                  "nothing would ever end these talks");
    return ENT_USAGE;
}

double ent_play_time(const ent_play *play, size_t round) {
    const ent_session_rules *rules = play->rules;
    if (rules->rounds == 0 && rules->time <= 0) return 1 - pow(1 - rules->breakdown, (double)(round + 1));
    const double turn = rules->rounds > 0 ? (double)(round + 1) / (double)(rules->rounds + 1) : 0;
    const double clock = rules->time > 0 ? play->elapsed / rules->time : 0;
    return turn > clock ? turn : clock;
}

bool ent_play_passes(ent_play *play) {
    const ent_session_rules *rules = play->rules;
    if (rules->pace <= 0) return true;
    const double takes =
        rules->random_pace ? -rules->pace * log(ent_random_uniform(&play->scratch->chance)) : rules->pace;
    play->elapsed += takes;
    if (rules->time <= 0 || play->elapsed <= rules->time) return true;
    play->elapsed = rules->time;
    return false;
}

bool ent_play_breaks(ent_play *play) {
    return play->rules->breakdown > 0 && ent_random_uniform(&play->scratch->chance) < play->rules->breakdown;
}

void ent_play_record(ent_play *play, size_t round, size_t seat, uint32_t outcome, double time) {
    ent_session_trace *trace = play->trace;
    if (!trace) return;
    if (trace->size < trace->capacity)
        trace->offers[trace->size] =
            (ent_offer){.round = (uint32_t)round, .seat = (uint32_t)seat, .outcome = outcome, .time = time};
    trace->size++;
}

/* ---- a session --------------------------------------------------------------------------------------------- */

/* Streams of one session: one for chance, one a seat. */
enum { STREAMS = 2 * ENT_SPACE_PARTIES };

static void sit_down(ent_play *play, uint64_t seed, uint64_t stream) {
    ent_scratch *scratch = play->scratch;
    scratch->chance = ent_random_stream(seed, stream * STREAMS);
    for (size_t s = 0; s < play->seats_size; s++) {
        const ent_seat *seat = &play->seats[s];
        scratch->random[s] = ent_random_stream(seed, stream * STREAMS + 1 + s);
        scratch->turn[s] = (ent_turn){.domain = play->domain,
                                      .seat = s,
                                      .seats = play->seats_size,
                                      .party = seat->party,
                                      .view = &play->domain->views[seat->party],
                                      .settings = &seat->settings,
                                      .rounds = play->rules->rounds,
                                      .by_round = play->rules->rounds > 0 && play->rules->time <= 0,
                                      .random = &scratch->random[s]};
        if (scratch->memory[s]) scratch->memory[s]->size = 0;
        if (seat->strategy->start) seat->strategy->start(scratch->state[s], &scratch->turn[s]);
    }
}

/* Whether everybody has something to gain here and can play by this protocol. */
static bool all_stay(const ent_play *play) {
    const bool offers = play->rules->protocol == ENT_ALTERNATING;
    for (size_t s = 0; s < play->seats_size; s++) {
        const ent_strategy *strategy = play->seats[s].strategy;
        if (play->domain->views[play->seats[s].party].rational == 0) return false;
        if (offers ? !strategy->propose : !strategy->vote) return false;
    }
    return true;
}

static void value_end(const ent_play *play) {
    ent_session_result *out = play->out;
    for (size_t i = 0; i < play->domain->parties; i++) {
        const ent_view *view = &play->domain->views[i];
        out->utility[i] = out->ending == ENT_AGREED ? view->utility[out->outcome] : view->reserved;
        out->discounted[i] = out->utility[i];
    }
    for (size_t s = 0; s < play->seats_size; s++) {
        const ent_seat *seat = &play->seats[s];
        if (seat->discount == 1) continue;
        const double passed = play->rules->discount_time || seat->over_time ? out->time : (double)out->round;
        out->discounted[seat->party] *= pow(seat->discount, passed);
    }
}

static bool has_drawn(const ent_play *play) {
    bool drew = play->scratch->chance.counter > 0;
    for (size_t s = 0; s < play->seats_size; s++)
        drew = drew || play->scratch->random[s].counter > 0;
    return drew;
}

void ent_session_run(const ent_domain *domain, const ent_seat *seats, size_t seats_size, const ent_session_rules *rules,
                     uint64_t seed, uint64_t stream, ent_scratch *scratch, ent_session_trace *trace,
                     ent_session_result *out) {
    ent_play play = {.domain = domain,
                     .seats = seats,
                     .seats_size = seats_size,
                     .rules = rules,
                     .scratch = scratch,
                     .trace = trace,
                     .out = out};
    out->ending = ENT_WALKED_AWAY;
    out->outcome = 0;
    out->round = out->proposer = out->offers = 0;
    out->time = 0;
    out->drew = false;
    if (trace) trace->size = 0;
    if (all_stay(&play)) {
        sit_down(&play, seed, stream);
        if (rules->protocol == ENT_SINGLE_TEXT)
            ent_play_single_text(&play);
        else
            ent_play_alternating(&play);
        out->drew = has_drawn(&play);
    }
    value_end(&play);
}
