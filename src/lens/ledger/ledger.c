/* The lens: options, what they need of the case, and the order of the findings. */
#include "lens/ledger/report.h"

#include <string.h>

#define OPTION(field) offsetof(ent_ledger_options, field)

static const ent_option_row option_rows[] = {
    {"rule", ENT_OPTION_LIST, OPTION(rule), NULL, 0, 0, NULL, "AGREEMENT=RULE",
     "the same years under another rule: a11=flat, a11=fixed:3, a11=series:cpi,lag:2,cap:4, or next=RULE for the "
     "agreement after the last one"},
    {"from", ENT_OPTION_COUNT, OPTION(from), NULL, 0, 9999, NULL, "YEAR", "first year to show (default: all)"},
    {"horizon", ENT_OPTION_COUNT, OPTION(horizon), NULL, 0, 9999, NULL, "YEAR",
     "last year to show (default: the last that an agreement covers)"},
    {"real", ENT_OPTION_COUNT, OPTION(real), NULL, 0, 9999, NULL, "YEAR",
     "also in prices of this year, by the case's series of prices (default: the last year they are known for)"},
    {"currency", ENT_OPTION_TEXT, OPTION(currency), NULL, 0, 0, NULL, "CODE",
     "also in this currency, by the case's yearly exchange rates (default: the first there is)"},
    {"discount", ENT_OPTION_NUMBER, OPTION(discount), "3", -50, 100, NULL, "PERCENT",
     "yearly rate of present values; a convention that you choose"},
    {"base", ENT_OPTION_COUNT, OPTION(base), NULL, 0, 9999, NULL, "YEAR",
     "year of present values (default: that of the case's date)"},
    {"party", ENT_OPTION_TEXT, OPTION(party), NULL, 0, 0, NULL, "PARTY",
     "only this party's arguments from norms and peers"},
    {"first", ENT_OPTION_TEXT, OPTION(first), NULL, 0, 0, NULL, "PERCENT",
     "first-year rise of the next agreement in the outlook (default: drawn from past rises set in talks)"},
    {"term", ENT_OPTION_COUNT, OPTION(term), NULL, 0, 50, NULL, "YEARS",
     "years of the next agreement in the outlook (default: the median of past terms)"},
    {"paths", ENT_OPTION_COUNT, OPTION(paths), "1000", 0, 100000, NULL, "N",
     "simulated paths of the series for the outlook and the worth of a cap; 0: none"},
};

/* ---- what the options ask of the case --------------------------------------------------------------------- */

static ent_status refuse(const ent_ledger_report *report, const char *hint, const char *option, const char *value) {
    ent_diagnosef(report->run == NULL ? NULL : report->run->diagnostics, ENT_ERROR, "U-LEDGER-0006", NULL, NULL, hint,
                  NULL, "--%s %s does not fit this case", option, value);
    return ENT_USAGE;
}

static const char *year_text(char text[ENT_NUMBER_TEXT], size_t year) {
    return ent_write_double(text, (double)year);
}

static ent_status check_party(const ent_ledger_report *report) {
    const ent_case *entente_case = report->entente_case;
    const char *party = report->options->party;
    if (party == NULL || ent_case_party(entente_case, party) != ENT_NOWHERE) return ENT_OK;
    const char **ids = ent_arena_array(report->arena, entente_case->parties_size, sizeof *ids);
    if (ids == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < entente_case->parties_size; i++)
        ids[i] = entente_case->parties[i].id;
    const char *near = ent_closest(party, ids, entente_case->parties_size);
    return refuse(report,
                  near == NULL ? "the id of a party of the case"
                               : ent_arena_printf(report->arena, "did you mean \"%s\"?", near),
                  "party", party);
}

/* The last year whose prices are known, of the series from which real amounts come. */
static int last_known(const ent_ledger *ledger, int series) {
    const ent_series *row = &ledger->entente_case->series[series];
    int last = 0;
    for (size_t i = 0; i < row->size; i++) {
        int year = row->values[i].year;
        if (year > last && ent_ledger_observation(&ledger->view, series, year) != NULL) last = year;
    }
    return last;
}

static ent_status set_measures(ent_ledger_report *report) {
    const ent_ledger_options *options = report->options;
    char text[ENT_NUMBER_TEXT];
    if (options->horizon != 0 && options->horizon < options->from) {
        return refuse(report, "a year not before that of --from", "horizon", year_text(text, options->horizon));
    }
    const ent_ledger *ledger = &report->ledger;
    if (ledger->years_size > 0 && report->to < ledger->years[0].year) {
        return refuse(report, ent_arena_printf(report->arena, "the payments begin in %d", (int)ledger->years[0].year),
                      "horizon", year_text(text, options->horizon));
    }
    report->price = ent_ledger_series_used(report->entente_case, "price", 0);
    if (report->price == ENT_NOWHERE && options->real != 0) {
        return refuse(report, "mark the series of consumer prices with `of: price`", "real",
                      year_text(text, options->real));
    }
    if (report->price != ENT_NOWHERE) {
        report->price_year = options->real != 0 ? (int)options->real : last_known(&report->ledger, report->price);
        double factor = 1; /* from a neighbouring year: a rate of growth needs no observation of the base year itself */
        const ent_ledger_view *view = &report->ledger.view;
        bool known =
            ent_ledger_price_factor(view, report->price, report->price_year - 1, report->price_year, &factor) ||
            ent_ledger_price_factor(view, report->price, report->price_year + 1, report->price_year, &factor);
        if (!known && options->real != 0) {
            ent_findings_note(report->findings, ENT_NOTE, "N-LEDGER-0010", NULL,
                              "No amounts in prices of %d: they were not known on the case's date.",
                              report->price_year);
        }
        if (!known) report->price = ENT_NOWHERE;
    }
    report->exchange = ent_ledger_exchange(&report->ledger, options->currency, &report->currency);
    if (report->exchange == ENT_NOWHERE && options->currency != NULL) {
        return refuse(report, "it needs a series `of: exchange` with a unit such as KRW per USD", "currency",
                      options->currency);
    }
    ent_number first;
    if (options->first != NULL &&
        (!ent_read_number(options->first, &first.ratio, &first.value, &first.exact) || first.value <= -100)) {
        return refuse(report, "a percentage above -100, such as 8.3", "first", options->first);
    }
    return check_party(report);
}

/* Amounts are shown whole unless one of them is not. */
static int digits_of(const ent_ledger *ledger) {
    for (size_t i = 0; i < ledger->years_size; i++) {
        if (ent_ledger_has_amount(&ledger->years[i]) && ledger->years[i].amount.den != 1) return 2;
    }
    return 0;
}

static ent_status prepare(ent_ledger_report *report) {
    const ent_ledger_options *options = report->options;
    char text[ENT_NUMBER_TEXT];
    ent_status status = ent_ledger_build(report->run, report->entente_case, report->arena, &report->ledger);
    if (status != ENT_OK) return status;
    const ent_ledger *ledger = &report->ledger;
    report->now = report->entente_case->as_of.year;
    report->digits = digits_of(ledger);
    if (ledger->years_size > 0) {
        report->from = options->from != 0 ? (int)options->from : ledger->years[0].year;
        report->to = options->horizon != 0 ? (int)options->horizon : ledger->years[ledger->years_size - 1].year;
        report->base = options->base != 0 ? (int)options->base : report->now != 0 ? report->now : ledger->years[0].year;
    }
    report->rate = ent_arena_printf(report->arena, "%s%%", ent_write_double(text, options->discount));
    return report->rate == NULL ? ENT_MEMORY : set_measures(report);
}

/* ---- running -------------------------------------------------------------------------------------------- */

static ent_status report_all(ent_ledger_report *report) {
    ent_ledger_candidates ahead = {0};
    ent_status status = ent_ledger_report_payments(report);
    if (status == ENT_OK) status = ent_ledger_report_under(report);
    if (status == ENT_OK) status = ent_ledger_candidates_of(report, &ahead);
    if (status == ENT_OK) status = ent_ledger_report_outlook(report, &ahead);
    if (status == ENT_OK) status = ent_ledger_report_caps(report, &ahead);
    if (status == ENT_OK) status = ent_ledger_report_rates(report);
    if (status == ENT_OK) status = ent_ledger_report_burden(report);
    if (status == ENT_OK) status = ent_ledger_report_arguments(report);
    if (status == ENT_OK) ent_ledger_report_page(report);
    return status;
}

static void add_method(ent_ledger_report *report) {
    ent_findings *findings = report->findings;
    ent_findings_method(findings, "chain", ent_text("last payment x (1 + index), on the rounded payment"));
    ent_findings_method(findings, "rounding", ent_text("index first, then amount, half up (away from zero)"));
    ent_findings_method(findings, "arithmetic", ent_text("exact"));
    ent_findings_method(findings, "knowledge",
                        ent_text("agreements and observations count from their known date; an observation without one "
                                 "from the end of its year"));
    if (report->options->paths == 0) return;
    ent_findings_method(findings, "paths", ent_integer((int64_t)report->options->paths));
    ent_findings_method(findings, "simulation", ent_text("bootstrap of past observations by year (Efron 1979)"));
}

static ent_status run(const ent_case *entente_case, const void *options, const ent_run *run_with,
                      ent_findings *findings) {
    ent_ledger_report report = {.run = run_with, .entente_case = entente_case, .options = options};
    report.findings = findings;
    report.tables = run_with == NULL || !run_with->metrics_only;
    ent_ledger_memory memory;
    ent_ledger_memory_watch(&memory, ent_run_allocator(run_with));
    report.arena = ent_arena_new(&memory.allocator);
    if (report.arena == NULL) return ENT_MEMORY;
    ent_status status = prepare(&report);
    if (status == ENT_OK && report.ledger.years_size == 0) {
        ent_findings_headline(findings, "No agreement of the case was known on its date.");
        ent_findings_note(findings, ENT_NOTE, "N-LEDGER-0003", "agreements",
                          "No agreement of the case was known on its date, so there are no payments.");
    } else if (status == ENT_OK) {
        add_method(&report);
        status = report_all(&report);
    }
    ent_arena_free(report.arena);
    return status == ENT_OK && memory.failed ? ENT_MEMORY : status;
}

static const char *const examples[] = {
    "entente ledger rok-us-sma", "entente ledger rok-us-sma --as-of 2026-03-31 --from 2006",
    "entente ledger rok-us-sma --rule next=series:cpi,lag:2,cap:4 --rule next=fixed:5 --first 8.3 --term 5", NULL};

static const char *const needs[] = {"agreements", NULL};

const ent_lens ent_lens_ledger = {
    .name = "ledger",
    .question = "What do past and present agreements cost, year by year, and what would other rules?",
    .about =
        "Payments year by year under the agreements that were known at the case's date and the growth rules they "
        "contain: each from the one before, exactly, the index rounded first and the amount after. The same years in "
        "real terms, in another currency, as present values and against denominators; under other rules; what a cap "
        "saved and is worth over simulated paths of its series; base rates of first-year rises, terms and talks; a "
        "party's arguments from norms and peers with the answers to expect. What was not known is named as missing.",
    .examples = examples,
    .options = option_rows,
    .options_size = sizeof option_rows / sizeof option_rows[0],
    .options_bytes = sizeof(ent_ledger_options),
    .needs = needs,
    .brief_order = 30,
    .run = run,
    .messages = ent_ledger_messages,
    .messages_size = ENT_LEDGER_MESSAGES,
};
