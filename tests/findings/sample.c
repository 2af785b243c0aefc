/* Findings with one of everything, made up. */
#include "sample.h"

#include <math.h>

static void add_metrics(ent_findings *f) {
    static const char *const uses[] = {"preferences.south.payment", "no_deal.north"};
    ent_findings_metric(f, "space.outcomes", ent_integer(INT64_C(123456789012345678)),
                        &(ent_info){.label = "Packages on the table"});
    ent_findings_metric(f, "pareto.size", ent_integer(1204), &(ent_info){.label = "Packages that can be signed"});
    ent_findings_metric(f, "nash.outcome.payment", ent_based(ent_real(13463.5), ENT_REPORTED),
                        &(ent_info){.label = "First-year payment, Nash",
                                    .unit = "100 million SLD, 2026",
                                    .digits = 0,
                                    .uses = uses,
                                    .uses_size = 2});
    ent_findings_metric(f, "nash.utility.south", ent_based(ent_real(0.614159), ENT_JUDGED),
                        &(ent_info){.label = "Utility of Southland, Nash", .digits = 2});
    ent_findings_metric(
        f, "nash.survival", ent_real(87.25),
        &(ent_info){.label = "Draws in which it stays the recommended package", .unit = "%", .digits = -1});
    ent_findings_metric(f, "nash.outcome.growth", ent_text("follows the defence budget, with a cap of 4% a year"),
                        &(ent_info){.label = "Growth rule, Nash"});
    ent_findings_metric(f, "package.accepted.south", ent_bool(true), &(ent_info){.label = "Southland accepts"});
    ent_findings_metric(f, "nash.utility.north", ent_real(0.5), NULL);
}

static void add_payments(ent_findings *f) {
    ent_table *t = ent_findings_table(f, "payments", false, "Payments year by year under the agreements");
    ent_table_about(f, t,
                    "Each year's payment as agreed or computed by the agreement's own growth rule; amounts are "
                    "rounded as the agreement says.");
    ent_table_column(f, t, "year", "Year", "integer", "", 0);
    ent_table_column(f, t, "amount", "Amount", "number", "100 million SLD", 0);
    ent_table_column(f, t, "growth", "Growth", "number", "%", 1);
    ent_table_column(f, t, "agreement", "Agreement", "text", "", -1);
    ent_table_column(f, t, "rule", "Rule that gave the amount", "text", "", -1);
    ent_table_column(f, t, "party", "Paid by", "text", "", -1);
    static const double amounts[] = {9200, 9320, 9441, 9507, 9602, 10389, 10389, 11833, 12472, 13139, 14028};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++) {
        ent_value growth = i == 0 ? ent_empty() : ent_real(100 * (amounts[i] / amounts[i - 1] - 1));
        ent_value row[] = {ent_integer(2014 + (int64_t)i),
                           ent_based(ent_real(amounts[i]), i < 6   ? ENT_RECORD
                                                           : i < 9 ? ENT_REPORTED
                                                                   : ENT_JUDGED),
                           growth,
                           ent_text(i < 5 ? "ninth" : "tenth"),
                           ent_text(i % 3 == 0 ? "negotiated first year, then the consumer price index of the year "
                                                 "before last, at most four per cent"
                                               : "consumer prices"),
                           ent_text(i % 2 == 0 ? "Southland" : "Northland")};
        ent_table_row(f, t, row);
    }
}

static void add_packages(ent_findings *f) {
    ent_table *t = ent_findings_table(f, "packages", true, "The packages that both could sign, best balanced first");
    static const char *const issues[] = {"First-year payment", "Growth rule",     "Term of the agreement",
                                         "Labour cost share",  "Cash or in kind", "Spent off the islands"};
    static const char *const ids[] = {"payment", "growth", "term", "labour", "kind", "off"};
    ent_table_column(f, t, "rank", "Rank", "integer", "", 0);
    for (size_t i = 0; i < 6; i++) {
        ent_table_column(f, t, ids[i], issues[i], i == 0 ? "number" : "text", i == 0 ? "100 million SLD" : NULL, -1);
    }
    ent_table_column(f, t, "south", "Southland", "number", "utility", -1);
    ent_table_column(f, t, "north", "Northland", "number", "utility", -1);
    for (int64_t i = 0; i < 1204; i++) {
        double x = (double)i / 1204;
        ent_value row[] = {ent_integer(i + 1),
                           ent_real(13000 + 250 * (double)(i % 5)),
                           ent_text(i % 2 ? "defence budget" : "consumer prices, capped"),
                           ent_text("5 years"),
                           ent_text("at least 85%"),
                           ent_text("in kind, but for wages"),
                           ent_text("none"),
                           ent_real(0.61 - x / 3),
                           ent_real(0.58 - x / 4)};
        ent_table_row(f, t, row);
    }
}

static void add_chart_tables(ent_findings *f) {
    ent_table *t = ent_findings_table(f, "frontier", false, "Frontier");
    ent_table_column(f, t, "south", "Southland", "number", "utility", 2);
    ent_table_column(f, t, "north", "Northland", "number", "utility", 2);
    ent_table_column(f, t, "kind", "Kind", "text", NULL, -1);
    ent_table_column(f, t, "name", "Name", "text", NULL, -1);
    for (int i = 0; i < 60; i++) {
        double a = (i * 37 % 60) / 60.0, b = (i * 23 % 60) / 60.0;
        ent_value row[] = {ent_real(a * 0.9), ent_real(b * sqrt(1 - a * a) * 0.9), ent_text("all"), ent_empty()};
        ent_table_row(f, t, row);
    }
    for (int i = 0; i <= 20; i++) {
        double a = i / 20.0;
        ent_value row[] = {ent_real(a), ent_real(sqrt(1 - a * a)), ent_text("frontier"), ent_empty()};
        ent_table_row(f, t, row);
    }
    t = ent_findings_table(f, "ranges", false, "Ranges");
    ent_table_column(f, t, "issue", "Issue", "text", NULL, -1);
    ent_table_column(f, t, "lo", "From", "number", "100 million SLD", 0);
    ent_table_column(f, t, "y", "Middle", "number", "100 million SLD", 0);
    ent_table_column(f, t, "hi", "To", "number", "100 million SLD", 0);
    ent_table_column(f, t, "party", "Party", "text", NULL, -1);
    static const double ranges[][3] = {{12900, 13400, 14100}, {13200, 13900, 14600}, {12000, 12400, 15200}};
    static const char *const names[] = {"Southland would sign", "Northland would sign", "Past agreements, scaled"};
    static const char *const parties[] = {"south", "north", NULL};
    for (size_t i = 0; i < 3; i++) {
        ent_value row[] = {ent_text(names[i]), ent_real(ranges[i][0]),
                           ent_based(ent_real(ranges[i][1]), (ent_basis)(3 - i)), ent_real(ranges[i][2]),
                           ent_text(parties[i])};
        ent_table_row(f, t, row);
    }
    t = ent_findings_table(f, "calendar", false, "Calendar");
    ent_table_column(f, t, "date", "Date", "date", NULL, -1);
    ent_table_column(f, t, "what", "What", "text", NULL, -1);
    ent_table_column(f, t, "who", "Who", "text", NULL, -1);
    static const char *const events[][3] = {{"2024-04-10", "Election of the Assembly", "south"},
                                            {"2024-11-05", "Presidential election", "north"},
                                            {"2025-12-31", "The agreement in force expires", NULL}};
    for (size_t i = 0; i < 3; i++) {
        ent_table_row(f, t, (ent_value[]){ent_text(events[i][0]), ent_text(events[i][1]), ent_text(events[i][2])});
    }
}

static void add_charts(ent_findings *f) {
    static const ent_mark solutions[] = {
        {ENT_MARK_SOLUTION, 'p', 0.7, 0.714, "Nash", NULL, NULL},
        {ENT_MARK_SOLUTION, 'p', 0.72, 0.69, "Kalai-Smorodinsky", NULL, NULL},
        {ENT_MARK_NO_DEAL, 'x', 0.25, 0.25, "no deal", "south", NULL},
        {ENT_MARK_NO_DEAL, 'y', 0.3, 0.3, "no deal", "north", NULL},
    };
    static const ent_mark limits[] = {{ENT_MARK_RED_LINE, 'x', 14500, 14500, "Southland's red line", "south", "above"}};
    static const ent_mark now[] = {{ENT_MARK_NOW, 'x', 2022, 2022, "as of", NULL, NULL}};
    const ent_chart charts[] = {
        {.id = "rise",
         .kind = ENT_CHART_LINES,
         .title = "Payments rise in steps when an agreement begins",
         .subtitle = "100 million SLD a year, nominal",
         .table = "payments",
         .x = "year",
         .y = "amount",
         .x_label = "Year",
         .y_label = "100 million SLD",
         .text = "Rising line.",
         .marks = (ent_mark *)(uintptr_t)now,
         .marks_size = 1,
         .rest = "Rests on 6 records and 3 reported figures."},
        {.id = "who",
         .kind = ENT_CHART_BARS,
         .title = "Both sides have paid alternately",
         .subtitle = "100 million SLD",
         .table = "payments",
         .label = "year",
         .y = "amount",
         .series = "party",
         .text = "Bars."},
        {.id = "utilities",
         .kind = ENT_CHART_SCATTER,
         .title = "Balanced packages lie where both gain seven tenths",
         .subtitle = "Utility, 0 worst to 1 best",
         .table = "frontier",
         .x = "south",
         .y = "north",
         .series = "kind",
         .label = "name",
         .joined = "frontier",
         .faint = "all",
         .x_label = "Southland",
         .y_label = "Northland",
         .text = "Cloud with frontier.",
         .marks = (ent_mark *)(uintptr_t)solutions,
         .marks_size = 4},
        {.id = "overlap",
         .kind = ENT_CHART_INTERVALS,
         .title = "The ranges overlap between 13,200 and 14,100",
         .subtitle = "First-year payment, 100 million SLD",
         .table = "ranges",
         .label = "issue",
         .lo = "lo",
         .y = "y",
         .hi = "hi",
         .series = "party",
         .text = "Intervals.",
         .marks = (ent_mark *)(uintptr_t)limits,
         .marks_size = 1},
        {.id = "shares",
         .kind = ENT_CHART_STACKED,
         .title = "The tenth agreement has been the larger one",
         .table = "payments",
         .label = "agreement",
         .y = "amount",
         .series = "party",
         .text = "Stacked."},
        {.id = "panels",
         .kind = ENT_CHART_MULTIPLES,
         .multiple_of = ENT_CHART_LINES,
         .title = "Each side on its own",
         .table = "payments",
         .x = "year",
         .y = "amount",
         .panel = "party",
         .text = "Panels."},
        {.id = "grid",
         .kind = ENT_CHART_MATRIX,
         .title = "Who paid in which agreement",
         .table = "payments",
         .label = "agreement",
         .x = "party",
         .y = "growth",
         .text = "Matrix."},
        {.id = "dates",
         .kind = ENT_CHART_TIMELINE,
         .title = "Two elections come before the agreement ends",
         .table = "calendar",
         .x = "date",
         .label = "what",
         .series = "who",
         .text = "Timeline."},
    };
    for (size_t i = 0; i < sizeof charts / sizeof charts[0]; i++)
        ent_findings_chart(f, &charts[i]);
}

static void add_notes(ent_findings *f) {
    ent_findings_note(f, ENT_NOTE, "N-DEMO-0001", NULL, "Solutions are benchmarks, not forecasts.");
    ent_findings_note(f, ENT_WARNING, "N-DEMO-0002", "no_deal.north",
                      "Nothing says what Northland has without an agreement; its smallest utility, %.2f, stands in.",
                      0.25);
    ent_findings_note(f, ENT_ERROR, NULL, NULL, "The series of consumer prices lacks 2023.");
}

ent_findings *sample_lens(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, "bargain");
    if (f == NULL) return NULL;
    ent_findings_case(f, "islands", "The Islands Agreement: who pays for the base", "TLP:GREEN", "2024-03-21");
    ent_findings_headline(f, "1,204 packages can be signed; the balanced ones ask Southland for about %d million.",
                          1346350);
    ent_findings_actor(f, "south", "Southland");
    ent_findings_actor(f, "north", "Northland");
    ent_findings_option(f, "draws", ent_integer(1000));
    ent_findings_option(f, "package", ent_empty());
    ent_findings_method(f, "frontier", ent_text("exact, merged issue by issue"));
    add_metrics(f);
    add_payments(f);
    add_packages(f);
    add_chart_tables(f);
    add_charts(f);
    add_notes(f);
    return f;
}

ent_findings *sample_brief(const ent_run *run) {
    ent_findings *f = ent_findings_new(run, "brief");
    if (f == NULL) return NULL;
    ent_findings_case(f, "islands", "The Islands Agreement: who pays for the base", "TLP:GREEN", "2024-03-21");
    ent_findings_headline(f, "Sign before the election at about 13,500; waiting costs more than it can gain.");
    ent_findings_actor(f, "south", "Southland");
    ent_findings_actor(f, "north", "Northland");
    ent_table *t = ent_findings_table(f, "options", false, "Four ways to go");
    ent_table_column(f, t, "way", "Way", "text", NULL, -1);
    ent_table_column(f, t, "payment", "First year", "number", "100 million SLD", 0);
    ent_table_column(f, t, "south", "Southland", "number", "utility", 2);
    ent_table_row(f, t, (ent_value[]){ent_text("Recommended"), ent_real(13463), ent_real(0.61)});
    ent_table_row(f, t, (ent_value[]){ent_text("Walk away"), ent_empty(), ent_real(0.25)});
    ent_section *s = ent_findings_section(f, "decision", "The decision now", true, true);
    ent_section_block(f, s, ENT_BLOCK_LEAD, NULL, "Agree on a five-year term by **10 April 2024**.");
    ent_section_block(f, s, ENT_BLOCK_TEXT, NULL,
                      "The talks have seen %d rounds. What is on record is **little**: the first-year payment has been "
                      "named by one side only, and the growth rule by neither; the rest are press reports.",
                      8);
    ent_section_block(f, s, ENT_BLOCK_ITEM, "Payment",
                      "about 13,463, a rise of 2.5%% that lies inside all past rises "
                      "and needs no new vote of the budget committee");
    ent_section_block(f, s, ENT_BLOCK_ITEM, "Growth", "consumer prices with a cap of 4%%");
    ent_section_block(f, s, ENT_BLOCK_ITEM, NULL, "No change to what is paid in kind.");
    ent_section_block(f, s, ENT_BLOCK_TABLE, NULL, "options");
    ent_section_block(f, s, ENT_BLOCK_WARNING, NULL, "Coded in hindsight: the outcome was known to the analyst.");
    ent_section_block(f, s, ENT_BLOCK_REST, NULL,
                      "Rests on 14 judgements; reverses if Southland's weight on the "
                      "payment passes 0.61.");
    s = ent_findings_section(f, "signed", "What can be signed", false, false);
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "bargain.overlap");
    ent_findings_note(f, ENT_NOTE, "N-BRIEF-0001", NULL, "Solutions are benchmarks, not forecasts.");
    ent_findings *part = sample_lens(run);
    ent_findings_part(f, part);
    if (part != NULL) return f;
    ent_findings_free(f);
    return NULL;
}
