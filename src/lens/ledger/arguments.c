/* What a party can argue from a norm or a peer group, and what will be said against it. */
#include "lens/ledger/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"

enum { ARGUMENT_COLUMNS = 10, NEAR_YEARS = 2 };

typedef struct peer_group {
    size_t size;
    size_t above; /* how many stand above the party */
    double median;
    int from, to; /* years of their values */
} peer_group;

typedef struct standing {
    const ent_series *series;
    const ent_party_series *own;
    const ent_year_number *value;
    const ent_series *norm; /* NULL: none */
    double norm_value;
    peer_group peers;
} standing;

/* The latest value that is known and not later than a year (0: any); undated values stand for any year. */
static const ent_year_number *latest(const ent_ledger_view *view, const ent_year_number *values, size_t size,
                                     int until) {
    const ent_year_number *found = NULL;
    for (size_t i = 0; i < size; i++) {
        const ent_year_number *value = &values[i];
        if (!value->value.set || !ent_ledger_value_known(value, view->as_of)) continue;
        if (until != 0 && value->year > until) continue;
        if (found == NULL || value->year > found->year) found = value;
    }
    return found;
}

static bool same_unit(const ent_unit *a, const ent_unit *b) {
    if (a->name == NULL || b->name == NULL) return a->name == b->name && a->currency == b->currency;
    return strcmp(a->name, b->name) == 0;
}

static void find_norm(const ent_ledger_report *report, standing *out) {
    const ent_case *entente_case = report->entente_case;
    for (int i = ent_ledger_series_used(entente_case, "norm", 0); i != ENT_NOWHERE;
         i = ent_ledger_series_used(entente_case, "norm", (size_t)i + 1)) {
        const ent_series *norm = &entente_case->series[i];
        if (!same_unit(&norm->unit, &out->series->unit)) continue;
        const ent_year_number *value = latest(&report->ledger.view, norm->values, norm->size, out->value->year);
        if (value == NULL) continue;
        out->norm = norm;
        out->norm_value = value->value.value;
        return;
    }
}

/* The other rows of the series, each with its latest value at most two years before the party's. */
static ent_status find_peers(const ent_ledger_report *report, standing *out) {
    double *values = ent_arena_array(report->arena, out->series->rows_size, sizeof *values);
    if (values == NULL) return ENT_MEMORY;
    peer_group *peers = &out->peers;
    for (size_t i = 0; i < out->series->rows_size; i++) {
        const ent_party_series *row = &out->series->rows[i];
        if (row == out->own) continue;
        const ent_year_number *value = latest(&report->ledger.view, row->values, row->size, out->value->year);
        if (value == NULL || (value->year != 0 && out->value->year - value->year > NEAR_YEARS)) continue;
        if (peers->size == 0 || value->year < peers->from) peers->from = value->year;
        if (peers->size == 0 || value->year > peers->to) peers->to = value->year;
        if (value->value.value > out->value->value.value) peers->above++;
        values[peers->size++] = value->value.value;
    }
    if (peers->size > 0) qsort(values, peers->size, sizeof *values, ent_compare_doubles);
    peers->median = ent_ledger_quantile(values, peers->size, 0.5);
    return ENT_OK;
}

/* ---- in words ------------------------------------------------------------------------------------------- */

static const char *number(const ent_ledger_report *report, double value, const ent_unit *unit) {
    char text[ENT_NUMBER_TEXT];
    const char *name = unit->name == NULL ? ent_unit_text(unit, report->arena) : unit->name;
    if (name == NULL) return NULL;
    bool percent = strncmp(name, "percent", strlen("percent")) == 0;
    return ent_arena_printf(report->arena, percent ? "%s%%%s" : "%s %s", ent_write_double(text, value),
                            percent ? name + strlen("percent") : name);
}

static const char *in_year(const ent_ledger_report *report, int year) {
    return year == 0 ? "" : ent_arena_printf(report->arena, " in %d", year);
}

static const char *against(double own, double other) {
    return own > other ? "above" : own < other ? "below" : "at";
}

static const char *case_for(const ent_ledger_report *report, const standing *at, const char *name) {
    double own = at->value->value.value;
    const char *text = ent_arena_printf(report->arena, "%s stands at %s%s", name,
                                        number(report, own, &at->series->unit), in_year(report, at->value->year));
    if (text != NULL && at->norm != NULL) {
        text = ent_arena_printf(report->arena, "%s, %s the norm of %s", text, against(own, at->norm_value),
                                number(report, at->norm_value, &at->norm->unit));
    }
    if (text != NULL && at->peers.size > 0) {
        text = ent_arena_printf(report->arena, "%s, %s the median of %zu others (%s)", text,
                                against(own, at->peers.median), at->peers.size,
                                number(report, at->peers.median, &at->series->unit));
    }
    return text;
}

static bool about_economy(const ent_series *series) {
    const char *texts[] = {series->unit.name, series->name, series->id, series->about};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i] != NULL && (strstr(texts[i], "GDP") != NULL || strstr(texts[i], "gdp") != NULL)) return true;
    }
    return false;
}

static const char *case_against(const ent_ledger_report *report, const standing *at) {
    const char *text =
        about_economy(at->series)
            ? "A share of GDP moves with the base year of GDP, and spending on one's own defence is not a payment to "
              "the ally; what is given in kind, land and foregone rent or tax are in neither"
            : "What the measure leaves out may point the other way";
    const peer_group *others = &at->peers;
    if (others->size > 0 && others->from != others->to) {
        text =
            ent_arena_printf(report->arena, "%s; the others' values are of %d to %d", text, others->from, others->to);
    } else if (others->size > 0 && others->from != at->value->year) {
        text = ent_arena_printf(report->arena, "%s; the others' values are of %d", text, others->from);
    }
    if (text == NULL || at->series->about == NULL) return text;
    return ent_arena_printf(report->arena, "%s. %s", text, at->series->about);
}

/* ---- findings ------------------------------------------------------------------------------------------- */

static ent_table *add_table(ent_ledger_report *report) {
    const ent_ledger_column columns[ARGUMENT_COLUMNS] = {{"party", "Party", "text", NULL, 0},
                                                         {"measure", "Measure", "text", NULL, 0},
                                                         {"value", "Value", "number", NULL, -1},
                                                         {"year", "Year", "integer", NULL, 0},
                                                         {"norm", "Norm", "number", NULL, -1},
                                                         {"median", "Median of the others", "number", NULL, -1},
                                                         {"others", "Others", "integer", NULL, 0},
                                                         {"rank", "Rank from the top", "integer", NULL, 0},
                                                         {"argument", "What can be said", "text", NULL, 0},
                                                         {"counter", "What will be answered", "text", NULL, 0}};
    return ent_ledger_table(report, "arguments", "Arguments from norms and peers",
                            "A comparison is a move in the talks: each stands beside the answer to expect.", columns,
                            ARGUMENT_COLUMNS);
}

static const char *party_name(const ent_case *entente_case, const ent_party_series *row) {
    if (row->party == ENT_NOWHERE) return row->name;
    const ent_party *party = &entente_case->parties[row->party];
    return party->name != NULL ? party->name : party->id;
}

static void add_metrics(ent_ledger_report *report, const standing *at, const char *party) {
    const char *id = at->series->id;
    const char *uses[] = {ent_arena_printf(report->arena, "series.%s", id)};
    const char *name = at->series->name != NULL ? at->series->name : id;
    ent_info info = {ent_arena_printf(report->arena, "%s of %s%s", name, party_name(report->entente_case, at->own),
                                      in_year(report, at->value->year)),
                     ent_unit_text(&at->series->unit, report->arena), -1, uses, uses[0] == NULL ? 0 : 1};
    ent_findings_metricf(report->findings, ent_real(at->value->value.value), &info, "argument.%s.%s", id, party);
    if (at->norm == NULL) return;
    info.label = ent_arena_printf(report->arena, "%s, above the norm", info.label == NULL ? name : info.label);
    ent_findings_metricf(report->findings, ent_real(at->value->value.value - at->norm_value), &info,
                         "argument.%s.%s.gap", id, party);
}

static ent_status add_one(ent_ledger_report *report, const ent_series *series, const ent_party_series *own,
                          ent_table **table) {
    standing at = {.series = series, .own = own};
    const ent_case *entente_case = report->entente_case;
    at.value = latest(&report->ledger.view, own->values, own->size, 0);
    if (at.value == NULL) return ENT_OK;
    find_norm(report, &at);
    ent_status status = find_peers(report, &at);
    if (status != ENT_OK) return status;
    if (at.norm == NULL && at.peers.size == 0) return ENT_OK;
    add_metrics(report, &at, entente_case->parties[own->party].id);
    if (!report->tables) return ENT_OK;
    if (*table == NULL) *table = add_table(report);
    const char *name = party_name(entente_case, own);
    bool ranked = at.peers.size > 0;
    const ent_value cells[ARGUMENT_COLUMNS] = {ent_text(name),
                                               ent_text(series->name != NULL ? series->name : series->id),
                                               ent_real(at.value->value.value),
                                               at.value->year == 0 ? ent_empty() : ent_integer(at.value->year),
                                               at.norm != NULL ? ent_real(at.norm_value) : ent_empty(),
                                               ranked ? ent_real(at.peers.median) : ent_empty(),
                                               ranked ? ent_integer((int64_t)at.peers.size) : ent_empty(),
                                               ranked ? ent_integer((int64_t)at.peers.above + 1) : ent_empty(),
                                               ent_text(case_for(report, &at, name)),
                                               ent_text(case_against(report, &at))};
    ent_table_row(report->findings, *table, cells);
    return ENT_OK;
}

ent_status ent_ledger_report_arguments(ent_ledger_report *report) {
    const ent_case *entente_case = report->entente_case;
    ent_table *table = NULL;
    int wanted = report->options->party == NULL ? ENT_NOWHERE : ent_case_party(entente_case, report->options->party);
    for (size_t i = 0; i < entente_case->series_size; i++) {
        const ent_series *series = &entente_case->series[i];
        for (size_t k = 0; k < series->rows_size; k++) {
            int party = series->rows[k].party;
            if (party == ENT_NOWHERE || (wanted != ENT_NOWHERE && party != wanted)) continue;
            ent_status status = add_one(report, series, &series->rows[k], &table);
            if (status != ENT_OK) return status;
        }
    }
    return ENT_OK;
}
