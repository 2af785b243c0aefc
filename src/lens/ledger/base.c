/* Base rates as findings: rises, rules, terms, length of talks. Every figure with its count. */
#include "lens/ledger/report.h"

#include <stdlib.h>

enum { RISE_COLUMNS = 8, CYCLE_COLUMNS = 10, RULE_COLUMNS = 5 };

/* ---- metrics of a list ----------------------------------------------------------------------------------- */

static void add_stats(ent_ledger_report *report, const char *key, const char *label, const char *unit, int digits,
                      const ent_ledger_paths *paths, double *values, size_t size) {
    ent_ledger_stats stats = ent_ledger_stats_of(values, size);
    ent_info info = {.uses = paths->items, .uses_size = paths->size};
    info.label = ent_arena_printf(report->arena, "%s: how many past cases", label);
    ent_findings_metricf(report->findings, ent_integer((int64_t)size), &info, "%s.n", key);
    if (size == 0) return;
    const struct {
        const char *key, *words;
        double value;
    } parts[] = {{"median", "median", stats.median},
                 {"min", "smallest", stats.low},
                 {"max", "largest", stats.high},
                 {"last", "the last", stats.last}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        info.label = ent_arena_printf(report->arena, "%s: %s (n = %zu)", label, parts[i].words, size);
        info.unit = unit;
        info.digits = digits;
        ent_findings_metricf(report->findings, ent_real(parts[i].value), &info, "%s.%s", key, parts[i].key);
    }
}

/* ---- rises ---------------------------------------------------------------------------------------------- */

static const char *rise_kind(const ent_ledger_rise *rise) {
    if (!rise->negotiated) return "first year by rule";
    return rise->year->first ? "first year set in talks" : "later year set in talks";
}

static void add_rises_table(ent_ledger_report *report, const ent_ledger_rise *rises, size_t size) {
    const char *unit = report->ledger.unit_text;
    const ent_ledger_column columns[RISE_COLUMNS] = {{"label", "Agreement and year", "text", NULL, 0},
                                                     {"agreement", "Agreement", "text", NULL, 0},
                                                     {"year", "Year", "integer", NULL, 0},
                                                     {"rise", "Rise", "number", "percent", 1},
                                                     {"kind", "Set", "text", NULL, 0},
                                                     {"before", "Payment before", "number", unit, report->digits},
                                                     {"amount", "Payment", "number", unit, report->digits},
                                                     {"basis", "Basis", "text", NULL, 0}};
    ent_table *table = ent_ledger_table(report, "rises", "Levels that agreements set anew",
                                        "The first year of each agreement against the last payment before it, and "
                                        "later years that an agreement names apart from its rule.",
                                        columns, RISE_COLUMNS);
    for (size_t i = 0; i < size; i++) {
        const ent_ledger_year *year = rises[i].year;
        const char *id = ent_ledger_id(report, year->agreement);
        const ent_value cells[RISE_COLUMNS] = {ent_text(ent_arena_printf(report->arena, "%s, %d", id, year->year)),
                                               ent_text(id),
                                               ent_integer(year->year),
                                               ent_real(rises[i].percent),
                                               ent_text(rise_kind(&rises[i])),
                                               ent_real(ent_ratio_value(year->before)),
                                               ent_ledger_amount(year),
                                               ent_text(ent_basis_name(year->basis))};
        ent_table_row(report->findings, table, cells);
    }
}

static void add_rises_chart(ent_ledger_report *report, const ent_ledger_stats *stats) {
    const char *title =
        stats->size == 0 ? "Levels that agreements set anew"
        : stats->size == 1
            ? ent_arena_printf(report->arena, "The only level set in talks after another moved the payment by %s",
                               ent_ledger_percent(report, stats->median))
            : ent_arena_printf(report->arena, "Levels set in talks rose by %s in the median (n = %zu), from %s to %s",
                               ent_ledger_percent(report, stats->median), stats->size,
                               ent_ledger_percent(report, stats->low), ent_ledger_percent(report, stats->high));
    ent_chart chart = {
        .id = "rises",
        .kind = ENT_CHART_BARS,
        .title = title,
        .subtitle = "Rise on the payment before, percent: first years of agreements and years named apart",
        .text = title,
        .table = "rises",
        .y = "rise",
        .label = "label",
        .series = "kind",
        .basis = "basis",
        .y_label = "percent",
        .from_zero = true,
        .rest = "Base rates from few cases: a hint, not a law.",
    };
    ent_chart *drawn = ent_findings_chart(report->findings, &chart);
    if (stats->size == 0) return;
    ent_mark mark = {.axis = 'y', .from = stats->median, .to = stats->median};
    mark.label =
        ent_arena_printf(report->arena, "median of those set in talks: %s", ent_ledger_percent(report, stats->median));
    ent_chart_mark(report->findings, drawn, &mark);
}

/* A rise rests on the payment and on the one before it. */
static void add_rise_paths(ent_ledger_report *report, const ent_ledger_rise *rise, ent_ledger_paths *paths) {
    const ent_ledger *ledger = &report->ledger;
    ent_ledger_paths_of(report, rise->year, paths);
    ent_ledger_paths_of(report, ent_ledger_find(ledger->years, ledger->years_size, rise->year->before_year), paths);
}

static ent_status add_rises(ent_ledger_report *report) {
    size_t size = 0, first = 0, talks = 0;
    const ent_ledger_rise *rises = ent_ledger_rises(&report->ledger, &size);
    double *firsts = ent_arena_array(report->arena, size, sizeof *firsts);
    double *negotiated = ent_arena_array(report->arena, size, sizeof *negotiated);
    if (rises == NULL || firsts == NULL || negotiated == NULL) return ENT_MEMORY;
    ent_ledger_paths paths[2] = {{0}, {0}};
    for (size_t i = 0; i < size; i++) {
        if (rises[i].year->first) firsts[first++] = rises[i].percent;
        if (rises[i].negotiated) negotiated[talks++] = rises[i].percent;
        if (rises[i].year->first) add_rise_paths(report, &rises[i], &paths[0]);
        if (rises[i].negotiated) add_rise_paths(report, &rises[i], &paths[1]);
    }
    add_stats(report, "base.first_rise", "First-year rise", "percent", 1, &paths[0], firsts, first);
    add_stats(report, "base.negotiated_rise", "Rise of a level set in talks", "percent", 1, &paths[1], negotiated,
              talks);
    if (!report->tables || size == 0) return ENT_OK;
    add_rises_table(report, rises, size);
    ent_ledger_stats stats = ent_ledger_stats_of(negotiated, talks);
    add_rises_chart(report, &stats);
    return ENT_OK;
}

/* ---- cycles --------------------------------------------------------------------------------------------- */

static ent_value written_date(const ent_ledger_report *report, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    if (date.year == 0) return ent_empty();
    return ent_text(ent_arena_text(report->arena, ent_write_date(text, date)));
}

static ent_value if_known(double value) {
    return value < 0 ? ent_empty() : ent_real(value);
}

static void add_cycles_table(ent_ledger_report *report, const ent_ledger_cycle *cycles) {
    const ent_ledger_column columns[CYCLE_COLUMNS] = {{"agreement", "Agreement", "text", NULL, 0},
                                                      {"first_year", "From", "integer", NULL, 0},
                                                      {"last_year", "To", "integer", NULL, 0},
                                                      {"term", "Years", "integer", "years", 0},
                                                      {"opened", "Opened", "date", NULL, 0},
                                                      {"concluded", "Concluded", "date", NULL, 0},
                                                      {"in_force", "In force", "date", NULL, 0},
                                                      {"talks", "Talks", "number", "months", 1},
                                                      {"force", "To entry into force", "number", "months", 1},
                                                      {"rounds", "Rounds", "number", NULL, 0}};
    ent_table *table = ent_ledger_table(report, "cycles", "How past agreements came about",
                                        "Dates that the case does not give, or that were not known, are left empty; "
                                        "where no conclusion is dated the signature stands for it.",
                                        columns, CYCLE_COLUMNS);
    for (size_t i = 0; i < report->ledger.terms_size; i++) {
        const ent_ledger_cycle *cycle = &cycles[i];
        const ent_value cells[CYCLE_COLUMNS] = {ent_text(cycle->agreement->id),
                                                ent_integer(cycle->agreement->from),
                                                ent_integer(cycle->agreement->to),
                                                ent_integer(cycle->years),
                                                written_date(report, cycle->opened),
                                                written_date(report, cycle->concluded),
                                                written_date(report, cycle->in_force),
                                                if_known(cycle->talks),
                                                if_known(cycle->force),
                                                if_known(cycle->rounds)};
        ent_table_row(report->findings, table, cells);
    }
}

static ent_status add_cycles(ent_ledger_report *report) {
    size_t size = report->ledger.terms_size;
    const ent_ledger_cycle *cycles = ent_ledger_cycles(&report->ledger);
    double *values = ent_arena_array(report->arena, 4 * size, sizeof *values);
    if (cycles == NULL || values == NULL) return ENT_MEMORY;
    const struct {
        const char *key, *label, *unit;
    } lists[] = {{"base.term", "Term of an agreement", "years"},
                 {"base.talks", "Months from opening to conclusion", "months"},
                 {"base.force", "Months from conclusion to entry into force", "months"},
                 {"base.rounds", "Rounds of talks", "rounds"}};
    size_t counts[4] = {0, 0, 0, 0};
    ent_ledger_paths paths = {0}; /* terms and dates are no numbers of the case, rounds are */
    for (size_t i = 0; i < size; i++) {
        const double of_cycle[4] = {cycles[i].years, cycles[i].talks, cycles[i].force, cycles[i].rounds};
        for (size_t k = 0; k < 4; k++) {
            if (of_cycle[k] >= 0) values[k * size + counts[k]++] = of_cycle[k];
        }
        if (cycles[i].rounds < 0) continue;
        ent_ledger_paths_add(report, &paths,
                             ent_arena_printf(report->arena, "agreements.%s.rounds", cycles[i].agreement->id));
    }
    const ent_ledger_paths none = {0};
    for (size_t k = 0; k < 4; k++)
        add_stats(report, lists[k].key, lists[k].label, lists[k].unit, k == 1 || k == 2 ? 1 : 0,
                  k == 3 ? &paths : &none, values + k * size, counts[k]);
    if (report->tables) add_cycles_table(report, cycles);
    return ENT_OK;
}

/* ---- growth rules ---------------------------------------------------------------------------------------- */

static size_t times_used(const ent_ledger *ledger, const ent_growth *growth, size_t *before) {
    size_t times = 0;
    *before = SIZE_MAX;
    for (size_t i = 0; i < ledger->terms_size; i++) {
        const ent_growth *other = &ledger->terms[i].agreement->growth;
        if (!other->set || !ent_ledger_rules_equal(growth, other)) continue;
        if (times++ == 0) *before = i;
    }
    return times;
}

static const char *users_of(const ent_ledger_report *report, const ent_growth *growth, double *mean, size_t *years) {
    const ent_ledger *ledger = &report->ledger;
    const char *users = "";
    double sum = 0;
    *years = 0;
    for (size_t i = 0; i < ledger->terms_size && users != NULL; i++) {
        const ent_agreement *agreement = ledger->terms[i].agreement;
        if (!agreement->growth.set || !ent_ledger_rules_equal(growth, &agreement->growth)) continue;
        users = ent_arena_printf(report->arena, "%s%s%s", users, *users == '\0' ? "" : ", ", agreement->id);
        for (size_t k = 0; k < ledger->years_size; k++) {
            const ent_ledger_year *year = &ledger->years[k];
            if (year->status != ENT_LEDGER_RULE || year->growth != &agreement->growth) continue;
            sum += ent_ratio_value(year->index.after);
            (*years)++;
        }
    }
    *mean = *years == 0 ? 0 : sum / (double)*years;
    return users;
}

static void add_rules(ent_ledger_report *report) {
    const ent_ledger *ledger = &report->ledger;
    const ent_ledger_column columns[RULE_COLUMNS] = {{"rule", "Rule", "text", NULL, 0},
                                                     {"times", "Agreements", "integer", NULL, 0},
                                                     {"users", "Which", "text", NULL, 0},
                                                     {"years", "Years it gave", "integer", NULL, 0},
                                                     {"mean", "Mean growth", "number", "percent", 1}};
    ent_table *table = NULL;
    size_t kinds = 0;
    for (size_t i = 0; i < ledger->terms_size; i++) {
        const ent_growth *growth = &ledger->terms[i].agreement->growth;
        size_t first = SIZE_MAX, times = growth->set ? times_used(ledger, growth, &first) : 0, years = 0;
        if (times == 0 || first != i) continue;
        kinds++;
        if (!report->tables) continue;
        if (table == NULL) {
            table = ent_ledger_table(report, "rules", "Growth rules that agreements used", NULL, columns, RULE_COLUMNS);
        }
        double mean = 0;
        const char *users = users_of(report, growth, &mean, &years);
        const ent_value cells[RULE_COLUMNS] = {
            ent_text(ent_ledger_rule_words(report->entente_case, growth, report->arena)), ent_integer((int64_t)times),
            ent_text(users), ent_integer((int64_t)years), years == 0 ? ent_empty() : ent_real(mean)};
        ent_table_row(report->findings, table, cells);
    }
    ent_info info = {.label = "Different growth rules that agreements used"};
    ent_findings_metric(report->findings, "base.rules.n", ent_integer((int64_t)kinds), &info);
}

ent_status ent_ledger_report_rates(ent_ledger_report *report) {
    ent_status status = add_rises(report);
    if (status == ENT_OK) status = add_cycles(report);
    if (status != ENT_OK) return status;
    add_rules(report);
    return ENT_OK;
}
