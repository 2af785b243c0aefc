/* What came of each meeting: utilities, welfare, distances; means over its sessions. */
#include "tournament/tournament.h"

#include <math.h>

double tournament_utility(const contest *where, size_t party, const played *session) {
    const ent_view *view = &where->domain->views[party];
    return session->outcome == UINT32_MAX ? view->reserved : view->utility[session->outcome];
}

double tournament_advantage(const contest *where, size_t party, double utility) {
    return utility - where->domain->views[party].reserved;
}

double tournament_distance(const contest *where, uint32_t a, uint32_t b) {
    double squares = 0;
    for (size_t i = 0; i < where->parties; i++) {
        const double *utility = where->domain->views[i].utility;
        double d = (utility[a] - utility[b]) / where->scale[i];
        squares += d * d;
    }
    return sqrt(squares);
}

double tournament_pareto(const contest *where, uint32_t outcome) {
    double least = INFINITY;
    for (size_t p = 0; p < where->points_size; p++) {
        double distance = tournament_distance(where, outcome, where->points[p]);
        if (distance < least) least = distance;
    }
    return least;
}

/* Sums over the sessions of one meeting; turned into means at the end. */
typedef struct sums {
    double utility[ENT_SPACE_PARTIES];
    double nash, pareto, round, welfare, product;
    size_t sessions, agreed;
    uint32_t last;      /* the last agreement, as many are the same */
    double last_pareto; /* and its distance to the frontier */
} sums;

static void add_session(const contest *where, const played *session, sums *sum) {
    double welfare = 0, product = 1;
    sum->sessions++;
    for (size_t i = 0; i < where->parties; i++) {
        double utility = tournament_utility(where, i, session);
        double advantage = tournament_advantage(where, i, utility);
        sum->utility[i] += utility;
        welfare += utility;
        product *= advantage > 0 ? advantage : 0;
    }
    sum->welfare += welfare;
    sum->product += product;
    if (session->outcome == UINT32_MAX) return;
    if (sum->agreed == 0 || sum->last != session->outcome) {
        sum->last = session->outcome;
        sum->last_pareto = tournament_pareto(where, session->outcome);
    }
    sum->agreed++;
    sum->round += session->round;
    sum->pareto += sum->last_pareto;
    if (where->rational) sum->nash += tournament_distance(where, session->outcome, where->nash);
}

static void settle(tournament *self, const contest *where, size_t meeting, const sums *sum) {
    double sessions = (double)sum->sessions, agreed = (double)sum->agreed;
    bool any = sum->agreed > 0;
    self->measures[meeting] = (measures){.sessions = sessions,
                                         .agreed = agreed,
                                         .round = any ? sum->round / agreed : NAN,
                                         .welfare = sum->welfare / sessions,
                                         .product = sum->product / sessions,
                                         .nash = any && where->rational ? sum->nash / agreed : NAN,
                                         .pareto = any ? sum->pareto / agreed : NAN};
    for (size_t i = 0; i < where->parties; i++) {
        unit *out = &self->units[meeting * self->most_parties + i];
        double possible = where->rational ? tournament_advantage(where, i, where->ideal[i]) : 0;
        out->utility = sum->utility[i] / sessions;
        out->advantage = tournament_advantage(where, i, out->utility);
        out->share = possible > 0 ? out->advantage / possible : NAN;
    }
}

static ent_status measure_meeting(void *context, size_t meeting) {
    tournament *self = context;
    if (!self->done[meeting]) return ENT_OK;
    const contest *where = tournament_contest(self, meeting);
    sums sum = {.sessions = 0};
    for (size_t r = 0; r < self->options->repeat; r++) {
        const played *session = tournament_played(self, meeting, r);
        if (session->ending == 0) break; /* nothing random: once is enough */
        add_session(where, session, &sum);
    }
    settle(self, where, meeting, &sum);
    return ENT_OK;
}

ent_status tournament_measure(tournament *self) {
    self->measures = ent_arena_array(self->arena, self->meetings, sizeof *self->measures);
    self->units = ent_arena_array(self->arena, self->meetings, self->most_parties * sizeof *self->units);
    if (self->measures == NULL || self->units == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(self->run, self->meetings, measure_meeting, self);
    for (size_t m = 0; m < self->meetings; m++) {
        if (!self->done[m]) continue;
        self->sessions += (size_t)self->measures[m].sessions;
        self->once += self->options->repeat == 1 ? 0 : self->measures[m].sessions == 1;
    }
    return status;
}
