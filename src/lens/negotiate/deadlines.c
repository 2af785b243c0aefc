/* The dates ahead, each taken as if it were the last day: who would get what, by who has the last word. */
#include "equilibrium.h"

#include "space/risk.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DATES = 12, MOST_ROUNDS = 10000 };

typedef struct last_day {
    ent_date date;
    const char *what; /* in words */
    const char *key;  /* of metrics */
    size_t order;
    size_t rounds;
    bool agreement;
    double no_deal[ENT_SPACE_PARTIES]; /* the day after */
    double own[ENT_SPACE_PARTIES];     /* with the last word */
    double others[ENT_SPACE_PARTIES];  /* on average over the others having it */
    ent_value lead[ENT_SPACE_PARTIES]; /* the lead term when the party has the last word */
} last_day;

/* ---- which days -----------------------------------------------------------------------------------------------------
 */

/* "US inauguration" becomes "us-inauguration". */
static const char *slug(const negotiate *n, const char *text) {
    char *key = ent_arena_text(n->arena, text);
    for (char *c = key; c && *c; c++)
        *c = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '-';
    return key ? key : "";
}

static const char *date_words(const char *id) {
    return strcmp(id, "expires") == 0 ? "The present agreement ends" : id;
}

static size_t add_day(const negotiate *n, last_day *days, size_t size, ent_date date, const char *what,
                      const char *id) {
    const bool ahead = date.year && ent_date_first_day(date) > ent_date_last_day(n->source->as_of);
    if (!ahead || size == DATES) return size;
    for (size_t k = 0; k < size; k++)
        if (ent_date_first_day(days[k].date) == ent_date_first_day(date)) return size;
    days[size] = (last_day){.date = date, .what = what, .key = slug(n, id), .order = size};
    return size + 1;
}

static int by_date(const void *left, const void *right) {
    const last_day *a = left, *b = right;
    const int32_t x = ent_date_first_day(a->date), y = ent_date_first_day(b->date);
    if (x != y) return x < y ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The end of the agreement and chance events first, as they count most; then the other dates. */
static size_t find_days(const negotiate *n, last_day *days) {
    const ent_case *source = n->source;
    size_t size = 0;
    if (!source->as_of.year) return 0;
    size = add_day(n, days, size, ent_case_date(source, "expires"), date_words("expires"), "expires");
    for (size_t k = 0; k < source->events_size; k++)
        size = add_day(n, days, size, source->events[k].date,
                       source->events[k].name ? source->events[k].name : source->events[k].id, source->events[k].id);
    for (size_t k = 0; k < source->dates_size; k++)
        for (size_t d = 0; d < source->dates[k].dates_size; d++)
            size = add_day(n, days, size, source->dates[k].dates[d], date_words(source->dates[k].id),
                           source->dates[k].dates_size > 1 ? negotiate_text(n, "%s-%zu", source->dates[k].id, d + 1)
                                                           : source->dates[k].id);
    qsort(days, size, sizeof *days, by_date);
    return size;
}

static size_t rounds_until(const negotiate *n, ent_date date) {
    const double days = (double)(ent_date_first_day(date) - ent_date_last_day(n->source->as_of));
    const double rounds = floor(days / n->options->every);
    return rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : (size_t)rounds;
}

/* ---- one day --------------------------------------------------------------------------------------------------------
 */

/* Who must propose first for the one at place `last` to propose in the last round. */
static size_t place_of_first(size_t parties, size_t last, size_t rounds) {
    return (last + parties - (rounds - 1) % parties) % parties;
}

/* `at` sees the case as the equilibrium does, but no deal as of the day after. */
static ent_status solve_day(equilibrium *at, last_day *day) {
    const size_t parties = at->parties;
    double *gain = ent_arena_array(at->n->arena, day->rounds, parties * sizeof *gain);
    ent_status status = gain ? ENT_OK : ENT_MEMORY;
    for (size_t last = 0; last < parties && status == ENT_OK; last++) {
        const ent_deadline deadline = {.rounds = day->rounds,
                                       .order = at->order,
                                       .first = place_of_first(parties, last, day->rounds),
                                       .each = at->each};
        status = ent_deadline_lotteries(at->n->run, at->hull, &deadline, gain);
        for (size_t i = 0; i < parties && status == ENT_OK; i++) {
            const double utility = equilibrium_utility(at, i, gain[i]);
            if (i == at->order[last])
                day->own[i] = utility;
            else
                day->others[i] += utility / (double)(parties - 1);
        }
        if (status == ENT_OK) day->lead[at->order[last]] = equilibrium_lead_cell(at, equilibrium_nearest(at, gain));
    }
    return status;
}

static ent_status see_day(const equilibrium *e, ent_model *model, last_day *day) {
    negotiate n = *e->n;
    equilibrium at = *e;
    at.n = &n;
    n.model = model;
    at.frontier = (ent_frontier){.size = 0};
    ent_model_date(model, ent_date_from_day(ent_date_last_day(day->date) + 1));
    ent_status status = ent_model_space(n.run, model, n.arena, &n.space);
    if (status == ENT_OK) status = equilibrium_look(&at);
    for (size_t i = 0; i < e->parties && status == ENT_OK; i++)
        day->no_deal[i] = equilibrium_scaled(e, i, ent_space_value(n.space, i, n.space->no_deal[i]));
    day->agreement = status == ENT_OK && at.frontier.size > 0;
    if (day->agreement) status = solve_day(&at, day);
    ent_frontier_free(&at.frontier);
    return status;
}

/* ---- what is shown --------------------------------------------------------------------------------------------------
 */

static void day_metrics(equilibrium *e, const last_day *day) {
    ent_info info = negotiate_info(negotiate_text(e->n, "Rounds until: %s", day->what), "rounds", 0, NULL);
    ent_findings_metricf(e->n->out, ent_integer((int64_t)day->rounds), &info, "equilibrium.deadlines.%s.rounds",
                         day->key);
    for (size_t i = 0; i < e->parties && day->agreement; i++) {
        info = negotiate_info(
            negotiate_text(e->n, "%s: worth of the last word to %s", day->what, negotiate_party_name(e->n, i)), NULL, 3,
            &e->uses);
        ent_findings_metricf(e->n->out, ent_real(day->own[i] - day->others[i]), &info,
                             "equilibrium.deadlines.%s.last_word.%s", day->key, negotiate_party_id(e->n, i));
    }
}

static ent_table *days_table(equilibrium *e) {
    ent_findings *out = e->n->out;
    ent_table *table = ent_findings_table(out, "deadlines", false, "If a date were the last day");
    ent_table_about(
        out, table,
        "Backward induction from each date ahead as if talks ended there and no deal were worth what it is the "
        "day after: what a party would get with the last word, and when another has it. Only the end of the "
        "agreement is a deadline by itself. A benchmark, not a forecast.");
    ent_table_column(out, table, "date", "Date", "date", "", -1);
    ent_table_column(out, table, "what", "What", "text", "", -1);
    ent_table_column(out, table, "key", "Key", "text", "", -1);
    ent_table_column(out, table, "rounds", "Rounds until then", "integer", "", 0);
    ent_table_column(out, table, "agreement", "Can agree", "boolean", "", -1);
    for (size_t i = 0; i < e->parties; i++) {
        const char *id = negotiate_party_id(e->n, i), *name = negotiate_party_name(e->n, i);
        ent_table_column(out, table, negotiate_text(e->n, "no_deal.%s", id),
                         negotiate_text(e->n, "No deal after it, %s", name), "number", "", 3);
        ent_table_column(out, table, negotiate_text(e->n, "own.%s", id),
                         negotiate_text(e->n, "%s, with the last word", name), "number", "", 3);
        ent_table_column(out, table, negotiate_text(e->n, "others.%s", id),
                         negotiate_text(e->n, "%s, without it", name), "number", "", 3);
        const ent_issue *lead = ent_words_issue(&e->n->words, e->lead);
        ent_table_column(out, table, negotiate_text(e->n, "lead.%s", id),
                         negotiate_text(e->n, "%s, last word with %s", lead->name ? lead->name : lead->id, name),
                         ent_words_numeric(&e->n->words, e->lead) ? "number" : "text",
                         ent_words_unit(&e->n->words, e->lead), ent_words_digits(&e->n->words, e->lead));
    }
    return table;
}

static void day_row(equilibrium *e, ent_table *table, const last_day *day, ent_value *cells) {
    char date[ENT_NUMBER_TEXT];
    ent_value *cell = cells;
    *cell++ = ent_text(negotiate_text(e->n, "%s", ent_write_date(date, day->date)));
    *cell++ = ent_text(day->what);
    *cell++ = ent_text(day->key);
    *cell++ = ent_integer((int64_t)day->rounds);
    *cell++ = ent_bool(day->agreement);
    for (size_t i = 0; i < e->parties; i++) {
        *cell++ = ent_real(day->no_deal[i]);
        *cell++ = day->agreement ? ent_real(day->own[i]) : ent_empty();
        *cell++ = day->agreement ? ent_real(day->others[i]) : ent_empty();
        *cell++ = day->agreement ? day->lead[i] : ent_empty();
    }
    ent_table_row(e->n->out, table, cells);
}

ent_status equilibrium_deadlines(equilibrium *e) {
    negotiate *n = e->n;
    last_day *days = ent_arena_array(n->arena, DATES, sizeof *days);
    ent_value *cells = ent_arena_array(n->arena, 5 + 4 * e->parties, sizeof *cells);
    ent_model model = *n->model;
    model.fallback = ent_arena_array(n->arena, model.parties, sizeof *model.fallback);
    if (!days || !cells || !model.fallback) return ENT_MEMORY;
    const size_t size = find_days(n, days);
    ent_status status = ENT_OK;
    for (size_t k = 0; k < size && status == ENT_OK; k++) {
        days[k].rounds = rounds_until(n, days[k].date);
        status = see_day(e, &model, &days[k]);
        if (status == ENT_OK) day_metrics(e, &days[k]);
    }
    if (status != ENT_OK || size == 0 || n->run->metrics_only) return status;
    ent_table *table = days_table(e);
    for (size_t k = 0; k < size; k++)
        day_row(e, table, &days[k], cells);
    return ENT_OK;
}
