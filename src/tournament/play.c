/* Playing: a sweep whose items are chunks of the sessions of one meeting. */
#include "tournament/tournament.h"

#include <string.h>

enum { MOST_SESSIONS = 100000000 };
enum { STREAM_BITS = 24 }; /* repetitions of a meeting have streams of their own */

static void seat_entrants(const tournament *self, const contest *where, size_t meeting, ent_seat *out) {
    size_t seats[ENT_SPACE_PARTIES];
    tournament_seats(self, where, meeting, seats);
    for (size_t k = 0; k < where->parties; k++) {
        const entrant *who = &self->entrants[seats[k]];
        out[k] = (ent_seat){.strategy = who->strategy, .settings = who->settings, .party = k, .discount = 1};
    }
}

static played keep(const ent_session_result *session) {
    return (played){.outcome = session->ending == ENT_AGREED ? session->outcome : UINT32_MAX,
                    .round = (uint32_t)session->round,
                    .offers = (uint32_t)session->offers,
                    .ending = (uint8_t)(1 + session->ending),
                    .drew = session->drew,
                    .proposer = (uint8_t)session->proposer};
}

/* A session is a function of its random numbers: where the first of a meeting has drawn none, all others are the same,
 * and only the very first is kept. */
static ent_status play_chunk(void *context, size_t index, void *record) {
    const tournament *self = context;
    size_t meeting = index / self->chunks, first = index % self->chunks * CHUNK;
    size_t end = self->options->repeat - first < CHUNK ? self->options->repeat : first + CHUNK;
    const contest *where = tournament_contest(self, meeting);
    ent_seat seats[ENT_SPACE_PARTIES];
    played *out = record;
    seat_entrants(self, where, meeting, seats);
    ent_scratch *scratch = ent_scratch_new(ent_run_allocator(self->run), where->domain, seats, where->parties);
    if (scratch == NULL) return ENT_MEMORY;
    for (size_t r = first; r < end; r++) {
        ent_session_result session;
        ent_session_run(where->domain, seats, where->parties, &self->rules, self->run->seed,
                        ((uint64_t)meeting << STREAM_BITS) + r, scratch, NULL, &session);
        if (session.drew || r == 0) out[r - first] = keep(&session);
        if (!session.drew && r == first) break;
    }
    ent_scratch_free(scratch);
    return ENT_OK;
}

const played *tournament_played(const tournament *self, size_t meeting, size_t repetition) {
    size_t width = self->options->repeat < CHUNK ? self->options->repeat : CHUNK;
    size_t item = meeting * self->chunks + repetition / CHUNK;
    return (const played *)(const void *)self->result.records + item * width + repetition % CHUNK;
}

static void count_done(tournament *self) {
    for (size_t m = 0; m < self->meetings; m++) {
        bool done = true;
        for (size_t chunk = 0; chunk < self->chunks; chunk++)
            done = done && self->result.done[m * self->chunks + chunk];
        self->done[m] = done;
        self->done_size += done;
    }
}

void tournament_rules(tournament *self) {
    const ent_tournament_options *options = self->options;
    size_t protocol = 0;
    while (protocol < ENT_PROTOCOLS - 1 && strcmp(ent_protocols[protocol].id, options->protocol) != 0)
        protocol++;
    self->rules = (ent_session_rules){
        .protocol = (ent_protocol)protocol, .rounds = options->rounds, .breakdown = options->breakdown};
}

static ent_status too_many(const tournament *self) {
    ent_diagnosef(self->run->diagnostics, ENT_ERROR, "E-TOURNAMENT-0003", NULL, NULL,
                  "repeat less often, or name fewer strategies or cases", NULL,
                  "%zu meetings with %zu sessions each are more than %d sessions", self->meetings,
                  self->options->repeat, MOST_SESSIONS);
    return ENT_LIMIT;
}

ent_status tournament_play(tournament *self) {
    const ent_tournament_options *options = self->options;
    if (self->meetings > MOST_SESSIONS / options->repeat) return too_many(self);
    size_t width = options->repeat < CHUNK ? options->repeat : CHUNK;
    self->chunks = (options->repeat + CHUNK - 1) / CHUNK;
    self->done = ent_arena_array(self->arena, self->meetings, sizeof *self->done);
    ent_sweep sweep = {.what = "tournament",
                       .key = tournament_key(self),
                       .note = options->note,
                       .bytes = width * sizeof(played),
                       .block = width > 8 ? 1 : 8,
                       .items = self->meetings * self->chunks,
                       .item = play_chunk,
                       .context = self};
    ent_sweep_options how = {.checkpoint = options->checkpoint, .merge = options->merge};
    if (self->done == NULL || sweep.key == NULL) return ENT_MEMORY;
    ent_status status = ent_sweep_read_shard(self->run, options->shard, &how.shard, &how.shards);
    if (status == ENT_OK) status = ent_sweep_run(self->run, &sweep, &how, &self->result);
    if (status == ENT_OK || status == ENT_CANCELLED) count_done(self);
    return status;
}
