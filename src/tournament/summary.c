/* What all meetings say about each strategy: means with intervals, ranks, comparisons in pairs, the matrix. */
#include "tournament/tournament.h"

#include <math.h>
#include <string.h>

/* Random streams of the statistics: far from those of the sessions. */
static const uint64_t bootstrap_streams = UINT64_C(1) << 62, test_streams = UINT64_C(1) << 63;

/* ---- means ------------------------------------------------------------------------------------------------ */

typedef struct mean {
    double sum;
    size_t size;
} mean;

static void add(mean *to, double value) {
    if (isnan(value)) return;
    to->sum += value;
    to->size++;
}

static double mean_of(mean of) {
    return of.size > 0 ? of.sum / (double)of.size : NAN;
}

typedef struct collector {
    const tournament *self;
    double *utilities; /* in the order of meetings */
    size_t size;
    mean utility; /* where nothing else is asked for */
    mean advantage, share, agreement, round, welfare, product, nash, pareto;
} collector;

static void collect(void *context, size_t meeting, size_t seat) {
    collector *to = context;
    const tournament *self = to->self;
    const measures *what = &self->measures[meeting];
    const unit *one = &self->units[meeting * self->most_parties + seat];
    to->utilities[to->size++] = one->utility;
    add(&to->advantage, one->advantage);
    add(&to->share, one->share);
    add(&to->agreement, what->agreed / what->sessions);
    add(&to->round, what->round);
    add(&to->welfare, what->welfare);
    add(&to->product, what->product);
    add(&to->nash, what->nash);
    add(&to->pareto, what->pareto);
}

static void count_one(void *context, size_t meeting, size_t seat) {
    (void)meeting;
    (void)seat;
    ++*(size_t *)context;
}

static size_t count_units(const tournament *self, size_t entrant_index) {
    size_t size = 0;
    tournament_visit(self, NULL, entrant_index, count_one, &size);
    return size;
}

typedef struct work {
    tournament *self;
    summary *out;
} work;

static ent_status stand(void *context, size_t index) {
    const work *all = context;
    const ent_allocator *allocator = ent_run_allocator(all->self->run);
    size_t size = count_units(all->self, index);
    standing *out = &all->out->standings[index];
    collector values = {.self = all->self, .utilities = ent_alloc_array(allocator, size, sizeof(double))};
    double *room = ent_alloc_array(allocator, ENT_RESAMPLES, sizeof *room);
    ent_status status = values.utilities != NULL && room != NULL ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) {
        tournament_visit(all->self, NULL, index, collect, &values);
        *out = (standing){.units = size,
                          .utility = {NAN, NAN, NAN},
                          .advantage = mean_of(values.advantage),
                          .share = mean_of(values.share),
                          .agreement = mean_of(values.agreement),
                          .round = mean_of(values.round),
                          .welfare = mean_of(values.welfare),
                          .product = mean_of(values.product),
                          .nash = mean_of(values.nash),
                          .pareto = mean_of(values.pareto)};
        ent_random random = ent_random_stream(all->self->run->seed, bootstrap_streams + index);
        if (size > 0) out->utility = ent_bootstrap_mean(values.utilities, size, 0.95, random, room);
    }
    ent_free(allocator, values.utilities);
    ent_free(allocator, room);
    return status;
}

/* ---- ranks ------------------------------------------------------------------------------------------------ */

/* The mean of the places that equals share: 1.5 for two at the top. NAN values have none. */
static double shared_rank(const double *values, size_t size, size_t index) {
    double above = 0, equal = 0;
    for (size_t i = 0; i < size; i++) {
        above += values[i] > values[index];
        equal += values[i] == values[index];
    }
    return isnan(values[index]) ? NAN : above + (equal + 1) / 2;
}

static void collect_utility(void *context, size_t meeting, size_t seat) {
    collector *to = context;
    add(&to->utility, to->self->units[meeting * to->self->most_parties + seat].utility);
}

/* Mean utility of every strategy in every case. */
static void split_by_case(const tournament *self, summary *out) {
    size_t n = self->entrants_size;
    for (size_t i = 0; i < self->contests_size * n; i++) {
        collector values = {.self = self};
        tournament_visit(self, &self->contests[i / n], i % n, collect_utility, &values);
        out->by_case[i] = mean_of(values.utility);
    }
}

/* Whether the first comes before the second: larger, or there at all. */
static bool larger(double first, double second) {
    return first > second || (!isnan(first) && isnan(second));
}

static void rank(const tournament *self, summary *out) {
    size_t n = self->entrants_size;
    for (size_t s = 0; s < n; s++) {
        standing *one = &out->standings[s];
        mean ranks = {0, 0};
        size_t at = s;
        for (size_t c = 0; c < self->contests_size; c++)
            add(&ranks, shared_rank(out->by_case + c * n, n, s));
        one->mean_rank = mean_of(ranks);
        one->rank = 1;
        for (size_t t = 0; t < n; t++)
            one->rank += larger(out->standings[t].utility.mean, one->utility.mean);
        for (; at > 0 && larger(one->utility.mean, out->standings[out->order[at - 1]].utility.mean); at--)
            out->order[at] = out->order[at - 1];
        out->order[at] = s;
    }
}

/* ---- the matrix ------------------------------------------------------------------------------------------- */

/* What the row gets where all others play the column, over cases and seats. */
static double against(const tournament *self, size_t row, size_t column) {
    mean utility = {0, 0};
    size_t seats[ENT_SPACE_PARTIES];
    for (size_t c = 0; c < self->contests_size; c++) {
        const contest *where = &self->contests[c];
        for (size_t k = 0; k < where->parties; k++) {
            for (size_t i = 0; i < where->parties; i++)
                seats[i] = i == k ? row : column;
            size_t meeting = tournament_meeting(self, where, seats);
            if (self->done[meeting]) add(&utility, self->units[meeting * self->most_parties + k].utility);
        }
    }
    return mean_of(utility);
}

/* ---- comparisons ------------------------------------------------------------------------------------------ */

typedef struct matcher {
    const tournament *self;
    size_t a, b;
    double *differences;
    size_t size;
} matcher;

/* The meeting in which a and b have changed places. */
static void match(void *context, size_t meeting, size_t seat) {
    matcher *to = context;
    const tournament *self = to->self;
    const contest *where = tournament_contest(self, meeting);
    size_t seats[ENT_SPACE_PARTIES];
    tournament_seats(self, where, meeting, seats);
    for (size_t k = 0; k < where->parties; k++)
        seats[k] = seats[k] == to->a ? to->b : seats[k] == to->b ? to->a : seats[k];
    size_t other = tournament_meeting(self, where, seats);
    if (!self->done[other]) return;
    to->differences[to->size++] = self->units[meeting * self->most_parties + seat].utility -
                                  self->units[other * self->most_parties + seat].utility;
}

static ent_status compare(void *context, size_t index) {
    const work *all = context;
    const ent_allocator *allocator = ent_run_allocator(all->self->run);
    comparison *pair = &all->out->comparisons[index];
    size_t size = count_units(all->self, pair->a);
    matcher matched = {all->self, pair->a, pair->b, ent_alloc_array(allocator, size, sizeof(double)), 0};
    if (matched.differences == NULL) return ENT_MEMORY;
    tournament_visit(all->self, NULL, pair->a, match, &matched);
    pair->units = matched.size;
    pair->test = (ent_paired_test){NAN, 1, false};
    ent_random random = ent_random_stream(all->self->run->seed, test_streams + index);
    if (matched.size > 0) pair->test = ent_sign_flip(matched.differences, matched.size, random);
    ent_free(allocator, matched.differences);
    return ENT_OK;
}

const comparison *tournament_comparison(const tournament *self, const summary *found, size_t one, size_t other) {
    size_t a = one < other ? one : other, b = one < other ? other : one;
    return &found->comparisons[a * self->entrants_size - a * (a + 1) / 2 + b - a - 1];
}

static ent_status correct(tournament *self, summary *out) {
    double *p = ent_arena_array(self->arena, out->comparisons_size, sizeof *p);
    size_t *order = ent_arena_array(self->arena, out->comparisons_size, sizeof *order);
    if (p == NULL || order == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < out->comparisons_size; i++)
        p[i] = out->comparisons[i].test.p;
    ent_holm(p, out->comparisons_size, order);
    for (size_t i = 0; i < out->comparisons_size; i++)
        out->comparisons[i].adjusted = p[i];
    return ENT_OK;
}

/* ---- the whole -------------------------------------------------------------------------------------------- */

static bool make_room(tournament *self, summary *out) {
    size_t n = self->entrants_size;
    out->comparisons_size = n * (n - 1) / 2;
    out->standings = ent_arena_array(self->arena, n, sizeof *out->standings);
    out->order = ent_arena_array(self->arena, n, sizeof *out->order);
    out->against = ent_arena_array(self->arena, n * n, sizeof *out->against);
    out->by_case = ent_arena_array(self->arena, self->contests_size * n, sizeof *out->by_case);
    out->comparisons = ent_arena_array(self->arena, out->comparisons_size, sizeof *out->comparisons);
    return out->standings != NULL && out->order != NULL && out->against != NULL && out->by_case != NULL &&
           out->comparisons != NULL;
}

ent_status tournament_summarise(tournament *self, summary *out) {
    size_t n = self->entrants_size;
    work all = {self, out};
    if (!make_room(self, out)) return ENT_MEMORY;
    for (size_t a = 0, i = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++, i++)
            out->comparisons[i] = (comparison){.a = a, .b = b};
    ent_status status = ent_parallel(self->run, n, stand, &all);
    if (status == ENT_OK) status = ent_parallel(self->run, out->comparisons_size, compare, &all);
    if (status != ENT_OK) return status;
    split_by_case(self, out);
    rank(self, out);
    for (size_t s = 0; s < n * n; s++)
        out->against[s] = against(self, s / n, s % n);
    return correct(self, out);
}
