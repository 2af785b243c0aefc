/* Repeated sessions: how often they agree, on what, and what that is worth on average. */
#include "negotiate.h"

#include <math.h>
#include <stdlib.h>

enum { BATCHES = 64 };

/* What is kept of a session. */
typedef struct ran {
    uint32_t outcome, round;
    ent_ending ending;
} ran;

typedef struct runs {
    negotiate *n;
    size_t size, batches;
    ran *all;
} runs;

/* ---- running ----------------------------------------------------------------------------------------------- */

/* A batch of repetitions with scratch of its own; the results depend on the repetition alone. */
static ent_status run_batch(void *context, size_t batch) {
    runs *r = context;
    const negotiate *n = r->n;
    ent_scratch *scratch = ent_scratch_new(ent_run_allocator(n->run), n->domain, n->seats, n->seats_size);
    if (!scratch) return ENT_MEMORY;
    ent_session_result result;
    for (size_t k = batch; k < r->size; k += r->batches) {
        ent_session_run(n->domain, n->seats, n->seats_size, &n->rules, n->run->seed, k, scratch, NULL, &result);
        r->all[k] = (ran){.outcome = result.outcome, .round = (uint32_t)result.round, .ending = result.ending};
    }
    ent_scratch_free(scratch);
    return ENT_OK;
}

/* ---- summary ----------------------------------------------------------------------------------------------- */

/* A mean with the ends of its 95 percent interval (normal approximation). */
typedef struct mean {
    double sum, squares;
    size_t size;
} mean;

static void add(mean *m, double value) {
    m->sum += value;
    m->squares += value * value;
    m->size++;
}

static void mean_metrics(negotiate *n, const mean *m, const char *key, const char *label, int digits) {
    if (m->size == 0) return;
    const double size = (double)m->size, centre = m->sum / size;
    const double spread = m->size > 1 ? fmax(0, (m->squares - m->sum * centre) / (size - 1)) : 0;
    const double half = 1.959963984540054 * sqrt(spread / size);
    const struct {
        const char *end, *words;
        double value;
    } rows[] = {{"mean", "mean", centre},
                {"low", "lower end of the 95% interval of the mean", centre - half},
                {"high", "upper end of the 95% interval of the mean", centre + half}};
    for (size_t k = 0; k < 3; k++) {
        const ent_info info =
            negotiate_info(negotiate_text(n, "%s, %s", label, rows[k].words), NULL, digits, &n->uses.all);
        ent_findings_metricf(n->out, ent_real(rows[k].value), &info, "%s.%s", key, rows[k].end);
    }
}

/* Wilson (1927). */
static void rate_metrics(negotiate *n, size_t hits, size_t size) {
    const double z = 1.959963984540054, m = (double)size, p = (double)hits / m;
    const double centre = (p + z * z / (2 * m)) / (1 + z * z / m);
    const double half = z / (1 + z * z / m) * sqrt(p * (1 - p) / m + z * z / (4 * m * m));
    ent_info info = negotiate_info("Sessions", NULL, 0, NULL);
    ent_findings_metric(n->out, "runs.size", ent_integer((int64_t)size), &info);
    info = negotiate_info("Share of sessions that end in agreement", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "runs.agreement.rate", ent_real(p), &info);
    info =
        negotiate_info("Share of sessions that end in agreement, lower end of its 95% interval", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "runs.agreement.low", ent_real(fmax(0, centre - half)), &info);
    info =
        negotiate_info("Share of sessions that end in agreement, upper end of its 95% interval", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "runs.agreement.high", ent_real(fmin(1, centre + half)), &info);
}

static void worth_metrics(const runs *r) {
    negotiate *n = r->n;
    for (size_t i = 0; i < n->domain->parties; i++) {
        mean worth = {0};
        const ent_view *view = &n->domain->views[i];
        for (size_t k = 0; k < r->size; k++)
            add(&worth, r->all[k].ending == ENT_AGREED ? view->utility[r->all[k].outcome] : view->reserved);
        mean_metrics(
            n, &worth, negotiate_text(n, "runs.utility.%s", negotiate_party_id(n, i)),
            negotiate_text(n, "Utility of %s over all sessions (no deal where none)", negotiate_party_name(n, i)), 3);
    }
}

static int compare_runs(const void *left, const void *right) {
    const ran *a = left, *b = right;
    if (a->ending != b->ending) return a->ending < b->ending ? -1 : 1;
    if (a->ending != ENT_AGREED || a->outcome == b->outcome) return 0;
    return a->outcome < b->outcome ? -1 : 1;
}

/* Sessions with the same end. */
typedef struct ends {
    ran first;
    size_t size;
} ends;

static int compare_ends(const void *left, const void *right) {
    const ends *a = left, *b = right;
    if (a->size != b->size) return a->size > b->size ? -1 : 1;
    return compare_runs(&a->first, &b->first);
}

/* Sorts `all` by end and writes the groups, the largest first. */
static size_t group(const runs *r, ends *groups) {
    size_t size = 0;
    qsort(r->all, r->size, sizeof *r->all, compare_runs);
    for (size_t k = 0; k < r->size; k++) {
        if (size == 0 || compare_runs(&groups[size - 1].first, &r->all[k]) != 0)
            groups[size++] = (ends){.first = r->all[k]};
        groups[size - 1].size++;
    }
    qsort(groups, size, sizeof *groups, compare_ends);
    return size;
}

static void distance_metrics(const runs *r, const ends *groups, size_t size) {
    negotiate *n = r->n;
    mean nash = {0}, frontier = {0}, round = {0};
    for (size_t k = 0; k < r->size; k++)
        if (r->all[k].ending == ENT_AGREED) add(&round, r->all[k].round);
    for (size_t g = 0; g < size && n->agreement; g++) {
        if (groups[g].first.ending != ENT_AGREED) continue;
        const double to_nash = negotiate_to_nash(n, groups[g].first.outcome);
        const double to_frontier = negotiate_to_frontier(n, groups[g].first.outcome);
        for (size_t k = 0; k < groups[g].size; k++) {
            add(&nash, to_nash);
            add(&frontier, to_frontier);
        }
    }
    mean_metrics(n, &round, "runs.round", "Round of the agreement, from 0", 1);
    mean_metrics(n, &nash, "runs.distance.nash", "Distance of agreements from the Nash solution", 3);
    mean_metrics(n, &frontier, "runs.distance.frontier", "Distance of agreements from the frontier", 3);
}

static const char *end_words(const negotiate *n, const ran *end) {
    static const char *const none[] = {
        [ENT_TIMED_OUT] = "no agreement by the deadline",
        [ENT_BROKE_DOWN] = "the talks broke down",
        [ENT_WALKED_AWAY] = "a party has nothing to gain",
    };
    return end->ending == ENT_AGREED ? ent_words_package(&n->words, negotiate_outcome(n, end->outcome))
                                     : none[end->ending];
}

static ent_status runs_table(const runs *r, const ends *groups, size_t size) {
    negotiate *n = r->n;
    const size_t parties = n->domain->parties;
    ent_value *cells = ent_arena_array(n->arena, 3 + parties, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    ent_table *table = ent_findings_table(n->out, "runs", true, "Where %zu sessions ended", r->size);
    ent_table_column(n->out, table, "end", "End", "text", "", -1);
    ent_table_column(n->out, table, "sessions", "Sessions", "integer", "", 0);
    ent_table_column(n->out, table, "share", "Share", "number", "percent", 1);
    for (size_t i = 0; i < parties; i++)
        ent_table_column(n->out, table, negotiate_party_id(n, i),
                         negotiate_text(n, "Worth to %s", negotiate_party_name(n, i)), "number", "", 3);
    const size_t shown = n->run->rows ? n->run->rows : 200;
    for (size_t g = 0; g < size && g < shown; g++) {
        const ran *end = &groups[g].first;
        cells[0] = ent_text(end_words(n, end));
        cells[1] = ent_integer((int64_t)groups[g].size);
        cells[2] = ent_real(100 * (double)groups[g].size / (double)r->size);
        for (size_t i = 0; i < parties; i++) {
            const ent_view *view = &n->domain->views[i];
            cells[3 + i] = ent_real(end->ending == ENT_AGREED ? view->utility[end->outcome] : view->reserved);
        }
        ent_table_row(n->out, table, cells);
    }
    ent_table_total(n->out, table, size);
    return ENT_OK;
}

static ent_status summarise(const runs *r) {
    negotiate *n = r->n;
    ends *groups = ent_arena_array(n->arena, r->size, sizeof *groups);
    if (!groups) return ENT_MEMORY;
    size_t agreed = 0;
    for (size_t k = 0; k < r->size; k++)
        agreed += r->all[k].ending == ENT_AGREED;
    rate_metrics(n, agreed, r->size);
    worth_metrics(r);
    const size_t size = group(r, groups);
    const ent_info info = negotiate_info("Different ends", NULL, 0, &n->uses.all);
    ent_findings_metric(n->out, "runs.ends", ent_integer((int64_t)size), &info);
    distance_metrics(r, groups, size);
    return n->run->metrics_only ? ENT_OK : runs_table(r, groups, size);
}

ent_status negotiate_runs(negotiate *n) {
    if (n->options->repeat < 2) return ENT_OK;
    runs r = {.n = n, .size = n->options->repeat};
    r.batches = r.size < BATCHES ? r.size : BATCHES;
    r.all = ent_arena_array(n->arena, r.size, sizeof *r.all);
    if (!r.all) return ENT_MEMORY;
    const ent_status status = ent_parallel(n->run, r.batches, run_batch, &r);
    return status == ENT_OK ? summarise(&r) : status;
}
