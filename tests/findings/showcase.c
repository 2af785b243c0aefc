/* Findings that fill a page as real ones do: for looking at every kind of chart and table. */
#include "showcase.h"

#include <math.h>
#include <stdio.h>

typedef struct rows {
    ent_findings *f;
    ent_table *t;
} rows;

static rows table(ent_findings *f, const char *id, const char *title) {
    return (rows){f, ent_findings_table(f, id, false, "%s", title)};
}

static void column(rows r, const char *id, const char *label, const char *type, const char *unit, int digits) {
    ent_table_column(r.f, r.t, id, label, type, unit, digits);
}

/* Adds marks from a const array: the chart copies them. */
static ent_chart *chart(ent_findings *f, ent_chart description, const ent_mark *marks, size_t size) {
    ent_chart *made = ent_findings_chart(f, &description);
    for (size_t i = 0; i < size; i++)
        ent_chart_mark(f, made, &marks[i]);
    return made;
}

/* ---- the tables behind the charts --------------------------------------------------------------------- */

static void add_payments(ent_findings *f) {
    rows r = table(f, "payments", "Payments by year");
    column(r, "year", "Year", "integer", NULL, 0);
    column(r, "amount", "Payment", "number", "SLD million", 0);
    column(r, "lo", "From", "number", "SLD million", 0);
    column(r, "hi", "To", "number", "SLD million", 0);
    column(r, "basis", "Basis", "text", NULL, -1);
    static const double amounts[] = {1100, 1142, 1188, 1236, 1268, 1320, 1502, 1560,
                                     1622, 1685, 1500, 1530, 1561, 1592, 1624};
    for (int i = 0; i < 15; i++) {
        bool past = i < 10;
        ent_basis basis = past ? ENT_RECORD : ENT_JUDGED;
        ent_value cells[] = {ent_integer(2022 + i), ent_based(ent_real(amounts[i]), basis),
                             past ? ent_empty() : ent_real(amounts[i] - 40 - 22 * (i - 9)),
                             past ? ent_empty() : ent_real(amounts[i] + 60 + 35 * (i - 9)),
                             ent_text(ent_basis_name(basis))};
        if (i == 9) cells[2] = cells[3] = ent_real(amounts[i]);
        ent_table_row(f, r.t, cells);
    }
}

static void add_frontier(ent_findings *f, int cloud) {
    rows r = table(f, "outcomes", "Outcomes");
    column(r, "south", "Worth to Southland", "number", NULL, 2);
    column(r, "north", "Worth to Northland", "number", NULL, 2);
    column(r, "set", "Set", "text", NULL, -1);
    column(r, "name", "Name", "text", NULL, -1);
    for (int i = 0; i < cloud; i++) {
        double a = fmod(i * 0.6180339887, 1.0), b = fmod(i * 0.7548776662, 1.0);
        ent_value cells[] = {ent_real(a), ent_real(b * sqrt(1 - a * a)), ent_text("all packages"), ent_empty()};
        ent_table_row(f, r.t, cells);
    }
    for (int i = 0; i <= 24; i++) {
        double a = 0.2 + 0.78 * i / 24.0;
        ent_value cells[] = {ent_real(a), ent_real(sqrt(1 - a * a)), ent_text("frontier"), ent_empty()};
        ent_table_row(f, r.t, cells);
    }
}

static void add_survival(ent_findings *f) {
    static const struct {
        const char *issue, *option;
        double share;
    } options[] = {{"Growth of payments", "inflation, capped", 86},
                   {"Growth of payments", "defence budget growth", 12},
                   {"Growth of payments", "frozen", 2},
                   {"Term", "5 years", 71},
                   {"Term", "3 years", 22},
                   {"Term", "1 year", 7}};
    rows r = table(f, "survival", "How often each option stays in the recommended package");
    column(r, "issue", "Issue", "text", NULL, -1);
    column(r, "option", "Option", "text", NULL, -1);
    column(r, "share", "Draws", "number", "%", 0);
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
        ent_table_row(
            f, r.t, (ent_value[]){ent_text(options[i].issue), ent_text(options[i].option), ent_real(options[i].share)});
}

static void add_utilities(ent_findings *f) {
    static const char *const names[] = {"Nash", "Kalai-Smorodinsky", "Equal gains", "Greatest sum"};
    static const char *const parties[] = {"south", "north", "east"};
    rows r = table(f, "utilities", "What each solution is worth to each party");
    column(r, "solution", "Solution", "text", NULL, -1);
    column(r, "party", "Party", "text", NULL, -1);
    column(r, "utility", "Utility", "number", NULL, 2);
    column(r, "lo", "Low", "number", NULL, 2);
    column(r, "hi", "High", "number", NULL, 2);
    column(r, "basis", "Basis", "text", NULL, -1);
    static const char *const bases[] = {"record", "reported", "judged"};
    for (int i = 0; i < 12; i++) {
        double u = 0.45 + 0.4 * fmod(i * 0.618, 1.0);
        ent_value cells[] = {ent_text(names[i / 3]), ent_text(parties[i % 3]), ent_real(u),
                             ent_real(u - 0.06),     ent_real(u + 0.04),       ent_text(bases[i % 3])};
        ent_table_row(f, r.t, cells);
    }
}

static void add_wants(ent_findings *f) {
    rows r = table(f, "wants", "Who wants what, and how we know");
    column(r, "issue", "Issue", "text", NULL, -1);
    column(r, "south", "Southland", "text", NULL, -1);
    column(r, "north", "Northland", "text", NULL, -1);
    ent_value table_rows[][3] = {
        {ent_text("First year"), ent_based(ent_text("900 to 1,900"), ENT_REPORTED),
         ent_based(ent_text("900 to 3,000"), ENT_JUDGED)},
        {ent_text("Growth"), ent_based(ent_text("frozen"), ENT_JUDGED),
         ent_based(ent_text("budget growth"), ENT_REPORTED)},
        {ent_text("Term"), ent_based(ent_text("5 years"), ENT_JUDGED), ent_based(ent_text("1 year"), ENT_JUDGED)},
        {ent_text("Last year paid"), ent_based(ent_text("1,685 million, 2031"), ENT_RECORD), ent_empty()}};
    for (size_t i = 0; i < 4; i++)
        ent_table_row(f, r.t, table_rows[i]);
}

static void add_ranges(ent_findings *f) {
    rows r = table(f, "ranges", "What each side could sign");
    column(r, "who", "Who", "text", NULL, -1);
    column(r, "lo", "From", "number", "SLD million, 2032", 0);
    column(r, "point", "Most likely", "number", "SLD million, 2032", 0);
    column(r, "hi", "To", "number", "SLD million, 2032", 0);
    ent_value values[][4] = {
        {ent_text("south"), ent_real(900), ent_based(ent_real(1420), ENT_REPORTED), ent_real(1900)},
        {ent_text("north"), ent_real(1350), ent_based(ent_real(1640), ENT_JUDGED), ent_real(3000)},
        {ent_text("Past agreements, scaled to today"), ent_real(1380), ent_based(ent_real(1500), ENT_RECORD),
         ent_real(1720)}};
    for (size_t i = 0; i < 3; i++)
        ent_table_row(f, r.t, values[i]);
}

static void add_parts(ent_findings *f) {
    static const char *const kinds[] = {"Labour", "Logistics", "Construction"};
    rows r = table(f, "parts", "Payments by part");
    column(r, "year", "Year", "integer", NULL, 0);
    column(r, "part", "Part", "text", NULL, -1);
    column(r, "amount", "Payment", "number", "SLD million", 0);
    rows s = table(f, "shares", "Who carries which cost");
    column(s, "component", "Component", "text", NULL, -1);
    column(s, "party", "Party", "text", NULL, -1);
    column(s, "amount", "Cost", "number", "SLD million, 2031", 0);
    static const char *const parties[] = {"south", "north", "east"};
    static const char *const components[] = {"Barracks", "Radar and early warning", "Training"};
    for (int i = 0; i < 18; i++)
        ent_table_row(f, r.t,
                      (ent_value[]){ent_integer(2026 + i / 3), ent_text(kinds[i % 3]),
                                    ent_real(300 + 60 * (i % 3) + 15 * (i / 3))});
    for (int i = 0; i < 9; i++)
        ent_table_row(
            f, s.t,
            (ent_value[]){ent_text(components[i / 3]), ent_text(parties[i % 3]), ent_real(40 + 31 * (i * 7 % 9))});
}

static void add_matrix(ent_findings *f) {
    static const char *const issues[] = {"First-year payment", "Growth rule and cap", "Term", "Labour share"};
    static const char *const columns[] = {"south", "north", "east", "conflict between them"};
    rows r = table(f, "weights", "What matters to whom");
    column(r, "issue", "Issue", "text", NULL, -1);
    column(r, "party", "Party", "text", NULL, -1);
    column(r, "weight", "Weight", "number", "share", 2);
    for (int i = 0; i < 16; i++) {
        if (i == 6) continue;
        ent_value weight = ent_real(i == 15 ? -0.2 : 0.05 + 0.5 * fmod(i * 0.618, 1.0));
        ent_table_row(f, r.t, (ent_value[]){ent_text(issues[i / 4]), ent_text(columns[i % 4]), weight});
    }
}

static void add_calendar(ent_findings *f) {
    static const char *const events[][3] = {{"2031-01-15", "Third round, in the southern capital", "south"},
                                            {"2031-02-20", "Fourth round", "north"},
                                            {"2031-03-10", "Consultations of the defence ministers", "south"},
                                            {"2031-04-10", "Election of the Assembly", "south"},
                                            {"2031-06", "Budget request to the Assembly", "south"},
                                            {"2031-10-05", "Last day to sign before the election", "north"},
                                            {"2031-11-05", "Presidential election", "north"},
                                            {"2031-12-31", "The agreement in force expires", ""},
                                            {"2032-04-01", "Furlough of local staff if there is no deal", ""}};
    rows r = table(f, "calendar", "What happens when");
    column(r, "date", "Date", "date", NULL, -1);
    column(r, "what", "What", "text", NULL, -1);
    column(r, "who", "Where", "text", NULL, -1);
    for (size_t i = 0; i < sizeof events / sizeof events[0]; i++)
        ent_table_row(f, r.t,
                      (ent_value[]){ent_text(events[i][0]), ent_text(events[i][1]),
                                    ent_text(*events[i][2] ? events[i][2] : "both")});
}

static void add_series(ent_findings *f) {
    static const char *const parties[] = {"south", "north", "east"};
    rows r = table(f, "burden", "Defence spending");
    column(r, "year", "Year", "integer", NULL, 0);
    column(r, "party", "Party", "text", NULL, -1);
    column(r, "share", "Share of GDP", "number", "%", 1);
    for (int i = 0; i < 48; i++) {
        double share =
            1.6 + (i % 3 == 1 ? 1.9 : 0.15 * (i % 3)) + 0.06 * (i / 3) * (i % 3 == 1 ? -1 : 1) + 0.15 * sin(i * 1.7);
        ent_value value = i == 22 ? ent_empty() : ent_real(share);
        ent_table_row(f, r.t, (ent_value[]){ent_integer(2016 + i / 3), ent_text(parties[i % 3]), value});
    }
}

/* ---- charts ------------------------------------------------------------------------------------------- */

static void add_scatter_chart(ent_findings *f) {
    static const ent_mark marks[] = {{ENT_MARK_NO_DEAL, 'x', 0.42, 0.42, "Southland without a deal", "south", NULL},
                                     {ENT_MARK_NO_DEAL, 'y', 0.36, 0.36, "Northland without a deal", "north", NULL},
                                     {ENT_MARK_SOLUTION, 'p', 0.7, 0.714, "Nash", NULL, NULL},
                                     {ENT_MARK_SOLUTION, 'p', 0.67, 0.742, "Kalai-Smorodinsky", NULL, NULL},
                                     {ENT_MARK_SOLUTION, 'p', 0.707, 0.707, "equal gains", NULL, NULL},
                                     {ENT_MARK_SOLUTION, 'p', 0.8, 0.6, "greatest sum", NULL, NULL}};
    chart(f,
          (ent_chart){.id = "frontier",
                      .kind = ENT_CHART_SCATTER,
                      .title = "Both sides gain from about a fifth of the packages",
                      .subtitle = "What each package is worth to either side, 0 worst to 1 best",
                      .text = "The balanced packages lie near the middle of the frontier, at about 0.7 for each side.",
                      .table = "outcomes",
                      .x = "south",
                      .y = "north",
                      .series = "set",
                      .label = "name",
                      .joined = "frontier",
                      .faint = "all packages",
                      .rest = "A benchmark, not a forecast. Rests on 6 judgements; **reverses** if Northland's no-deal "
                              "value exceeds 0.52."},
          marks, 6);
}

/* The cost allocation of the Tennessee Valley Authority (Ransmeier 1942; Straffin and Heaney 1981), with three parties
 * for its purposes; what a group pays alone bounds the core. */
static void add_ternary_charts(ent_findings *f) {
    static const struct {
        double shares[3];
        const char *name, *set;
    } points[] = {
        {{45214, 117274, 250096}, NULL, "the core"},
        {{45214, 140826, 226544}, NULL, "the core"},
        {{128725, 33763, 250096}, NULL, "the core"},
        {{160781, 140826, 110977}, NULL, "the core"},
        {{163520, 33763, 215301}, NULL, "the core"},
        {{163520, 138087, 110977}, NULL, "the core"},
        {{117829, 100756.5, 193998.5}, "Shapley value", "rules"},
        {{116234, 93540, 202810}, "nucleolus", "rules"},
        {{117476, 99157, 195951}, "separable costs, remaining benefits", "rules"},
        {{137528, 137528, 137528}, "equal shares", "rules"},
        {{21662, 140826, 250096}, NULL, "nobody pays more than alone"},
        {{163520, -1032, 250096}, NULL, "nobody pays more than alone"},
        {{163520, 140826, 108238}, NULL, "nobody pays more than alone"},
    };
    enum { SIZE = sizeof points / sizeof points[0] };
    for (int narrow = 0; narrow < 2; narrow++) {
        rows r = table(f, narrow ? "segment" : "triangle", "");
        column(r, "south", "Southland", "number", "thousand SLD", 0);
        column(r, "north", "Northland", "number", "thousand SLD", 0);
        column(r, "east", "Eastland", "number", "thousand SLD", 0);
        column(r, "rule", "Rule", "text", NULL, -1);
        column(r, "set", "Set", "text", NULL, -1);
        for (size_t i = narrow ? 4 : 0; i < (narrow ? 8 : SIZE); i++)
            ent_table_row(f, r.t,
                          (ent_value[]){ent_real(points[i].shares[0]), ent_real(points[i].shares[1]),
                                        ent_real(points[i].shares[2]), ent_text(points[i].name),
                                        ent_text(points[i].set)});
        chart(f,
              (ent_chart){.id = narrow ? "ternary-segment" : "ternary",
                          .kind = ENT_CHART_TERNARY,
                          .title = narrow ? "Only splits between two corners keep everybody"
                                          : "All four rules keep every group from going alone",
                          .subtitle = "Who pays how much of 412,584 thousand SLD",
                          .text = "The equal split lies near an edge of the core, all other rules in its middle.",
                          .table = narrow ? "segment" : "triangle",
                          .x = "south",
                          .y = "north",
                          .lo = "east",
                          .label = "rule",
                          .series = "set",
                          .joined = "the core",
                          .faint = narrow ? NULL : "nobody pays more than alone",
                          .rest = "Rests on the costs that each group would have alone."},
              NULL, 0);
    }
}

/* A conflict of two in four states: silence, and confession. */
static void add_graph_chart(ent_findings *f) {
    static const struct {
        int from, to;
        const char *name, *who;
    } points[] = {
        {0, 0, "both confess", "lasts"},
        {1, 1, "Southland silent", "passes"},
        {2, 2, "Northland silent, and a name that is longer than any room beside a circle has for it", "passes"},
        {3, 3, "both silent", "lasts"},
        {3, 3, NULL, "now"},
        {1, 0, NULL, "south"},
        {2, 0, NULL, "north"},
        {3, 2, NULL, "south"},
        {3, 1, NULL, "north"}};
    rows r = table(f, "conflict", "");
    column(r, "from", "From", "integer", NULL, 0);
    column(r, "to", "To", "integer", NULL, 0);
    column(r, "name", "What holds", "text", NULL, -1);
    column(r, "who", "Who", "text", NULL, -1);
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        ent_table_row(f, r.t,
                      (ent_value[]){ent_integer(points[i].from), ent_integer(points[i].to), ent_text(points[i].name),
                                    ent_text(points[i].who)});
    chart(f,
          (ent_chart){.id = "graph",
                      .kind = ENT_CHART_GRAPH,
                      .title = "Two of four states would last",
                      .subtitle = "Arrows are moves that make whoever makes them better off",
                      .text = "Both confess, or both are silent.",
                      .table = "conflict",
                      .x = "from",
                      .y = "to",
                      .label = "name",
                      .series = "who",
                      .joined = "lasts",
                      .faint = "passes"},
          NULL, 0);
}

static void add_line_charts(ent_findings *f) {
    static const ent_mark now[] = {
        {ENT_MARK_NOW, 'x', 2031, 2031, "expires", NULL, NULL},
        {ENT_MARK_RED_LINE, 'y', 1900, 1900, "Southland's red line: 1,900", "south", "above"}};
    chart(
        f,
        (ent_chart){.id = "payments",
                    .kind = ENT_CHART_LINES,
                    .title = "Five years cost 7.1 to 8.8 billion; the cap is worth about 300 million",
                    .subtitle = "Payment a year, SLD million, nominal",
                    .text = "Payments rose from 1,100 in 2022 to 1,685 in 2031; the recommended deal starts at 1,500.",
                    .table = "payments",
                    .x = "year",
                    .y = "amount",
                    .lo = "lo",
                    .hi = "hi",
                    .basis = "basis",
                    .rest = "Payments to 2031 are records; after that the band holds 80% of draws."},
        now, 2);
    chart(f,
          (ent_chart){.id = "burden",
                      .kind = ENT_CHART_LINES,
                      .title = "Northland's burden falls while the others' rises",
                      .subtitle = "Defence spending, % of GDP",
                      .table = "burden",
                      .x = "year",
                      .y = "share",
                      .series = "party",
                      .from_zero = true},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "burden-each",
                      .kind = ENT_CHART_MULTIPLES,
                      .multiple_of = ENT_CHART_LINES,
                      .title = "One by one: only Northland's share falls",
                      .subtitle = "Defence spending, % of GDP",
                      .table = "burden",
                      .x = "year",
                      .y = "share",
                      .series = "party",
                      .panel = "party"},
          NULL, 0);
}

static void add_bar_charts(ent_findings *f) {
    chart(f,
          (ent_chart){.id = "survival",
                      .kind = ENT_CHART_MULTIPLES,
                      .multiple_of = ENT_CHART_BARS,
                      .title = "Capped inflation survives in most draws",
                      .subtitle =
                          "How often each option stays in the balanced package, 1,000 draws of the uncertain numbers",
                      .table = "survival",
                      .label = "option",
                      .y = "share",
                      .y_label = "% of draws",
                      .panel = "issue",
                      .rest = "Term: three or five years **cannot say**; it flips inside the range judged for "
                              "Southland's horizon."},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "utilities",
                      .kind = ENT_CHART_BARS,
                      .title = "No solution is best for everyone",
                      .subtitle = "Utility, with the range over 1,000 draws",
                      .table = "utilities",
                      .label = "solution",
                      .y = "utility",
                      .lo = "lo",
                      .hi = "hi",
                      .basis = "basis",
                      .series = "party"},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "parts",
                      .kind = ENT_CHART_STACKED,
                      .title = "Construction grows, labour does not",
                      .subtitle = "SLD million, nominal",
                      .table = "parts",
                      .label = "year",
                      .y = "amount",
                      .series = "part"},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "shares",
                      .kind = ENT_CHART_STACKED,
                      .title = "Each component has another payer",
                      .subtitle = "SLD million, 2031",
                      .table = "shares",
                      .label = "component",
                      .y = "amount",
                      .series = "party"},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "yearly",
                      .kind = ENT_CHART_BARS,
                      .title = "Payments year by year",
                      .subtitle = "SLD million; hollow: not yet paid",
                      .table = "payments",
                      .label = "year",
                      .y = "amount",
                      .basis = "basis"},
          NULL, 0);
}

static void add_other_charts(ent_findings *f) {
    static const ent_mark limits[] = {{ENT_MARK_RED_LINE, 'y', 1900, 1900, "Southland's red line", "south", "above"},
                                      {ENT_MARK_NO_DEAL, 'y', 1450, 1450, "without a deal", NULL, NULL}};
    ent_mark now = {ENT_MARK_NOW, 'x', 0, 0, "as of 1 March 2031", NULL, NULL};
    now.from = now.to = (double)ent_date_first_day((ent_date){2031, 3, 1});
    chart(f,
          (ent_chart){.id = "ranges",
                      .kind = ENT_CHART_INTERVALS,
                      .title = "The ranges overlap between 1,350 and 1,900",
                      .subtitle = "First-year payment that each could sign",
                      .table = "ranges",
                      .label = "who",
                      .lo = "lo",
                      .hi = "hi",
                      .y = "point"},
          limits, 2);
    chart(f,
          (ent_chart){.id = "weights",
                      .kind = ENT_CHART_MATRIX,
                      .title = "Payment matters most to Southland, the term to Northland",
                      .subtitle = "Swing weights",
                      .table = "weights",
                      .label = "issue",
                      .x = "party",
                      .y = "weight"},
          NULL, 0);
    chart(f,
          (ent_chart){.id = "calendar",
                      .kind = ENT_CHART_TIMELINE,
                      .title = "Two elections fall before the agreement expires",
                      .subtitle = "Dates that bind, by side",
                      .table = "calendar",
                      .x = "date",
                      .label = "what",
                      .series = "who"},
          &now, 1);
}

static void describe(ent_findings *f) {
    ent_findings_case(f, "northland-southland", "Cost sharing between Northland and Southland, 2032-2036", "TLP:GREEN",
                      "2031-03-01");
    ent_findings_actor(f, "south", "Southland");
    ent_findings_actor(f, "north", "Northland");
    ent_findings_actor(f, "east", "Eastland");
}

static ent_findings *make_part(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, "bargain");
    if (f == NULL) return NULL;
    describe(f);
    ent_findings_headline(f, "Both sides gain from 1,204 of 5,832 packages; the balanced ones start at 1,500 million");
    add_payments(f);
    add_frontier(f, 700);
    add_survival(f);
    add_utilities(f);
    add_ranges(f);
    add_parts(f);
    add_matrix(f);
    add_calendar(f);
    add_series(f);
    add_line_charts(f);
    add_scatter_chart(f);
    add_ternary_charts(f);
    add_graph_chart(f);
    add_other_charts(f);
    add_bar_charts(f);
    for (int i = 0; i < 20; i++)
        ent_findings_metricf(f, ent_based(ent_real(i * 17.25), (ent_basis)(i % 4)),
                             &(ent_info){.label = "Payment of the year, by rule", .unit = "SLD million", .digits = 0},
                             "payments.%d", 2020 + i);
    ent_findings_method(f, "frontier", ent_text("exact, merged issue by issue"));
    ent_findings_method(f, "draws", ent_integer(1000));
    ent_findings_option(f, "solutions", ent_text("nash, kalai-smorodinsky"));
    ent_findings_note(f, ENT_NOTE, "N-BARGAIN-0001", "no_deal.east",
                      "Eastland has no value without a deal; its smallest utility stands in.");
    ent_findings_note(f, ENT_WARNING, NULL, NULL,
                      "The weights of Northland sum to **1.1**; they were divided by their sum.");
    return f;
}

ent_findings *showcase_brief(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, "brief");
    ent_findings *part = make_part(run);
    if (f == NULL || part == NULL) {
        ent_findings_free(f);
        ent_findings_free(part);
        return NULL;
    }
    describe(f);
    add_wants(f);
    ent_section *s = ent_findings_section(f, "decision", "", true, false);
    ent_section_block(
        f, s, ENT_BLOCK_LEAD, NULL,
        "Decide by **5 October** whether to sign before the Northland election. We recommend signing at "
        "**1,420-1,640 million** with capped inflation for five years; moderate confidence, mainly as insurance.");
    ent_section_block(
        f, s, ENT_BLOCK_TEXT, NULL,
        "Fallback: three years on the same rule. Walk away above 1,900. Alternative: wait, if the chance of "
        "a tougher government falls below one in five.");
    s = ent_findings_section(f, "zone", "Both sides gain from about a fifth of the packages", true, true);
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "frontier");
    s = ent_findings_section(f, "robust", "Capped inflation survives in most draws", true, true);
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "bargain:survival");
    s = ent_findings_section(f, "cost", "Five years cost 7.1 to 8.8 billion; the cap is worth about 300 million", true,
                             true);
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "payments");
    s = ent_findings_section(f, "wants", "Who wants what, and how we know", true, true);
    ent_section_block(f, s, ENT_BLOCK_TABLE, NULL, "wants");
    ent_section_block(f, s, ENT_BLOCK_REST, NULL, "A public line is a move, **not a red line**.");
    s = ent_findings_section(f, "missing", "What is not in this picture", false, true);
    ent_section_block(f, s, ENT_BLOCK_ITEM, NULL, "a change of government in Southland");
    ent_section_block(f, s, ENT_BLOCK_ITEM, "Surprise", "events nobody has on a calendar");
    ent_section_block(f, s, ENT_BLOCK_WARNING, NULL,
                      "This case was **coded in hindsight**: it is no test of foresight.");
    s = ent_findings_section(f, "next", "What to watch", false, true);
    ent_section_block(f, s, ENT_BLOCK_ITEM, "10 April", "election of the Assembly");
    ent_section_block(f, s, ENT_BLOCK_ITEM, "5 October", "last day to sign");
    s = ent_findings_section(f, "dates", "Two elections fall before the agreement expires", false, false);
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "calendar");
    s = ent_findings_section(f, "sources", "Sources", false, false);
    ent_section_block(f, s, ENT_BLOCK_ITEM, NULL, "The Gazette, 14 February 2031");
    ent_section_block(f, s, ENT_BLOCK_ITEM, NULL, "Southland Treasury, 10 January 2031");
    ent_findings_part(f, part);
    return f;
}

/* ---- what is hard to draw ----------------------------------------------------------------------------- */

typedef struct data_shape {
    const char *name;
    int size;
    double scale, offset;
    int digits;
} data_shape;

static const data_shape shapes[] = {
    {"empty", 0, 1, 0, 2},       {"one", 1, 1, 5, 2},      {"equal", 6, 0, 7, 0},      {"zero", 5, 0, 0, 2},
    {"negative", 8, -40, -3, 1}, {"mixed", 8, 40, -20, 1}, {"huge", 6, 3e12, 1e12, 0}, {"vast", 5, 1e250, -1e249, -1},
    {"tiny", 6, 4e-7, 1e-8, -1}, {"many", 300, 100, 0, 0}, {"whole", 7, 2, 1, 0}};

static const char *const hostile[] = {
    "</title></desc></svg><script>alert(1)</script>",
    "\" onload=\"alert(1)\" '",
    "a & b < c > d",
    "\xd8\xa7\xd9\x84\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 \xe2\x80\xae reversed",
    "\x01\x02 bell\x07 \xff\xfe bytes",
    "]]> --> <!-- {{}} &amp; \xf0\x9f\x8e\x89",
    "\xed\x95\x9c\xea\xb5\xad \xeb\xb0\xa9\xec\x9c\x84\xeb\xb9\x84 \xeb\xb6\x84\xeb\x8b\xb4 \xed\x98\x91\xec\xa0\x95",
    "a long label that goes on and on until it cannot fit beside a bar, nor on a telephone"};

static void add_shape(ent_findings *f, const data_shape *shape) {
    static const ent_chart_kind kinds[] = {
        ENT_CHART_BARS,   ENT_CHART_STACKED,  ENT_CHART_LINES,     ENT_CHART_SCATTER, ENT_CHART_INTERVALS,
        ENT_CHART_MATRIX, ENT_CHART_TIMELINE, ENT_CHART_MULTIPLES, ENT_CHART_TERNARY, ENT_CHART_GRAPH};
    char id[64];
    rows r = table(f, shape->name, shape->name);
    column(r, "x", "Steps", "number", "km", shape->digits);
    column(r, "y", "Value", "number", "kg", shape->digits);
    column(r, "lo", "Low", "number", "kg", shape->digits);
    column(r, "hi", "High", "number", "kg", shape->digits);
    column(r, "label", "Label", "text", NULL, -1);
    column(r, "series", "Series", "text", NULL, -1);
    for (int i = 0; i < shape->size; i++) {
        double y = shape->offset + shape->scale * fmod(i * 0.6180339887, 1.0);
        snprintf(id, sizeof id, "row %d", i);
        ent_value cells[] = {ent_real(shape->scale * i),
                             i == 2 && shape->size > 4 ? ent_empty() : ent_real(y),
                             ent_real(y - fabs(shape->scale) / 10),
                             i == 3 ? ent_empty() : ent_real(y + fabs(shape->scale) / 10),
                             ent_text(i < 8 && shape->size == 8 ? hostile[i] : id),
                             ent_text(i % 2 ? "south" : hostile[i / 2 % 4])};
        ent_table_row(f, r.t, cells);
    }
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        snprintf(id, sizeof id, "%s-%zu", shape->name, i);
        ent_mark marks[] = {{ENT_MARK_RED_LINE, 'y', shape->offset, shape->offset, hostile[7], "south", "below"},
                            {ENT_MARK_SOLUTION, 'p', 0, shape->offset, hostile[0], NULL, NULL}};
        chart(f,
              (ent_chart){.id = id,
                          .kind = kinds[i],
                          .multiple_of = i % 2 ? ENT_CHART_LINES : ENT_CHART_BARS,
                          .title = id,
                          .subtitle = hostile[i % 8],
                          .text = hostile[0],
                          .table = shape->name,
                          .x = kinds[i] == ENT_CHART_MATRIX ? "series" : "x",
                          .y = "y",
                          .lo = kinds[i] == ENT_CHART_STACKED ? NULL : "lo",
                          .hi = kinds[i] == ENT_CHART_STACKED ? NULL : "hi",
                          .label = "label",
                          .series = kinds[i] == ENT_CHART_MATRIX ? NULL : "series",
                          .panel = kinds[i] == ENT_CHART_MULTIPLES ? "series" : NULL,
                          .log_y = i % 3 == 2,
                          .rest = hostile[1]},
              marks, shape->digits == 2 ? 0 : 2);
    }
}

ent_findings *showcase_edges(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, hostile[2]);
    if (f == NULL) return NULL;
    ent_findings_case(f, hostile[1], hostile[0], "TLP:\"RED\"}</style><script>", "2031-02-30<");
    ent_findings_actor(f, "south", hostile[3]);
    ent_findings_headline(f, "%s", hostile[0]);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        add_shape(f, &shapes[i]);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        ent_findings_note(f, ENT_ERROR, hostile[0], hostile[1], "%s **bold** %s", hostile[i], hostile[5]);
        ent_findings_metricf(f, ent_text(hostile[i]), &(ent_info){.label = hostile[i], .unit = hostile[1], .digits = 0},
                             "key.%zu", i);
    }
    return f;
}
