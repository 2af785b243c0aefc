/* The findings as a page: what to read first, and what belongs together. */
#include "bargain.h"

#include <string.h>

static void table_block(bargain *b, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(b->out, id);
    if (table && table->rows_size > 0) ent_section_block(b->out, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

static void chart_block(bargain *b, ent_section *section, const char *id) {
    if (ent_findings_find_chart(b->out, id)) ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

/* A count as a reader says it: "837", "1.2e+12", all digits where it is too large for an integer. */
static const char *count_words(const bargain *b, const char *key) {
    char text[ENT_NUMBER_TEXT];
    const ent_metric *metric = ent_findings_find(b->out, key);
    if (!metric) return NULL;
    if (metric->value.type == ENT_TEXT) return metric->value.as.text;
    double value = metric->value.type == ENT_INTEGER ? (double)metric->value.as.integer : metric->value.as.real;
    if (value >= 1e9) return bargain_text(b, "%.3g", value);
    return bargain_text(b, "%s", ent_write_fixed(text, value, 0));
}

static void write_counts(bargain *b, ent_section *section) {
    const char *rational = count_words(b, "space.rational");
    const char *estimate = rational ? "" : "about ";
    if (!rational) rational = count_words(b, "space.rational.estimate");
    const char *packages = count_words(b, "space.outcomes"), *open = count_words(b, "space.feasible");
    if (!packages || !open || !rational) return;
    char frontier[ENT_NUMBER_TEXT];
    if (!b->agreement && strcmp(open, "0") == 0) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "None of the %s packages is within all red lines.",
                          packages);
        return;
    }
    if (!b->agreement) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "Of %s packages **%s** are within all red lines, and none of these is worth at least as much "
                          "as no deal to every party.",
                          packages, open);
        return;
    }
    ent_section_block(
        b->out, section, ENT_BLOCK_TEXT, NULL,
        "Of %s packages **%s** are within all red lines. **%s%s** of these are worth at least as much as no "
        "deal to every party, and **%s** of them are beaten by no other.",
        packages, open, estimate, rational, ent_write_fixed(frontier, (double)b->frontier.size, 0));
}

/* What the conclusion stands on: how many of its numbers somebody judged. */
static void write_rest(bargain *b, ent_section *section) {
    size_t judgements = 0;
    ent_case_basis(b->source, b->all.paths, b->all.size, &judgements);
    const char *driver = ent_findings_text(b->out, "drivers.first");
    if (driver)
        ent_section_block(b->out, section, ENT_BLOCK_REST, NULL,
                          "Rests on %zu judgements; of the uncertain ones this one moves it most: %s.", judgements,
                          bargain_number_words(b, driver));
    else
        ent_section_block(b->out, section, ENT_BLOCK_REST, NULL, "Rests on %zu judgements.", judgements);
}

/* Which groups would do better alone: in words, and one by one where that is no long list. */
static void group_block(bargain *b, ent_section *section, const char *key) {
    enum { LONG = 25 };
    const ent_table *table = ent_findings_find_table(b->out, bargain_text(b, "%s_coalitions", key));
    if (!table || table->rows_size == 0) return;
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "**%.0f of %zu** groups of parties would do better than with this package if they could agree "
                      "without the others.",
                      ent_findings_number(b->out, bargain_text(b, "%s.coalitions.better", key), 0), table->rows_size);
    if (table->rows_size <= LONG) table_block(b, section, bargain_text(b, "%s_coalitions", key));
}

static void package_section(bargain *b) {
    if (!ent_findings_find_table(b->out, "package")) return;
    ent_section *section = ent_findings_section(b->out, "package", "This package", false, false);
    if (b->verdict) ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%s", b->verdict);
    table_block(b, section, "package");
    table_block(b, section, "offers");
    table_block(b, section, "distances");
    group_block(b, section, "package");
}

static void zone_sections(bargain *b) {
    ent_section *section = ent_findings_section(
        b->out, "zone", b->agreement ? "What can be signed" : "Why nothing can be signed", false, false);
    if (!b->agreement) table_block(b, section, "conflict");
    write_counts(b, section);
    table_block(b, section, "zone");
    if (ent_findings_find_chart(b->out, "frontier")) {
        ent_section *plane = ent_findings_section(b->out, "plane", "Both sides at once", false, true);
        chart_block(b, plane, "frontier");
    }
    if (ent_findings_find_chart(b->out, "zone")) {
        const ent_issue *lead = bargain_issue(b, b->lead);
        ent_section *range = ent_findings_section(b->out, "range", lead->name ? lead->name : lead->id, false, true);
        chart_block(b, range, "zone");
    }
}

static void balanced_section(bargain *b) {
    if (!b->agreement) return;
    ent_section *section = ent_findings_section(b->out, "balanced", "What is balanced", false, false);
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "Under **%s** (%s) it is: %s. Other rules weigh the parties' gains differently.",
                      ent_rules[b->recommended].label, ent_rules[b->recommended].definition,
                      bargain_package_words(b, b->outcomes[b->recommended]));
    table_block(b, section, "solutions");
    if (bargain_lottery_matters(b)) table_block(b, section, "lotteries");
    table_block(b, section, "packages");
    write_rest(b, section);
}

static void robust_sections(bargain *b) {
    const double size = ent_findings_number(b->out, "draws.size", 0);
    if (size == 0) return;
    char draws[ENT_NUMBER_TEXT];
    ent_section *section = ent_findings_section(b->out, "robust", "How robust that is", false, false);
    ent_section_block(
        b->out, section, ENT_BLOCK_TEXT, NULL,
        "The numbers that carry a range were drawn **%s** times. Something can be signed in **%.0f percent** "
        "of the draws.",
        ent_write_fixed(draws, size, 0), 100 * ent_findings_number(b->out, "draws.zone", 0));
    table_block(b, section, "robust");
    static const struct {
        const char *chart, *heading;
    } halves[] = {
        {"ranges", "Where each rule lands"}, {"survival", "Which terms survive"}, {"drivers", "What moves it"}};
    for (size_t k = 0; k < sizeof halves / sizeof halves[0]; k++)
        if (ent_findings_find_chart(b->out, halves[k].chart))
            chart_block(b, ent_findings_section(b->out, halves[k].chart, halves[k].heading, false, true),
                        halves[k].chart);
}

static void divides_section(bargain *b) {
    if (!ent_findings_find_table(b->out, "character")) return;
    ent_section *section = ent_findings_section(b->out, "divides", "What divides, and what to trade", false, false);
    const char *measures = bargain_measures_words(b);
    if (measures) ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "%s", measures);
    table_block(b, section, "character");
    table_block(b, section, "pairs");
    table_block(b, section, "trades");
}

static void negotiator_sections(bargain *b) {
    static const struct {
        const char *id, *heading, *tables[3], *chart;
    } parts[] = {{"yes", "What would make them say yes", {"smallest_change"}, NULL},
                 {"better", "What would be better for all", {"settlement"}, NULL},
                 {"negotiator", "For the negotiator: what a step is worth", {"price_list"}, "prices"},
                 {"counter", "For the negotiator: what to offer", {"counter_offers", "equal_offers"}, NULL},
                 {"linking", "For the negotiator: one deal or several", {"linkage"}, NULL},
                 {"weights", "For the negotiator: weights that would change it", {"break_even"}, NULL}};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        bool any = false;
        for (size_t t = 0; t < 3 && parts[k].tables[t]; t++)
            any = any || ent_findings_find_table(b->out, parts[k].tables[t]);
        if (!any) continue;
        ent_section *section = ent_findings_section(b->out, parts[k].id, parts[k].heading, false, false);
        if (parts[k].chart) chart_block(b, section, parts[k].chart);
        for (size_t t = 0; t < 3 && parts[k].tables[t]; t++)
            table_block(b, section, parts[k].tables[t]);
    }
}

static void coalitions_section(bargain *b) {
    if (!ent_findings_find_table(b->out, "without")) return;
    ent_section *section = ent_findings_section(b->out, "coalitions", "Who could do without whom", false, false);
    table_block(b, section, "without");
    group_block(b, section, "recommended");
}

static void lines_section(bargain *b) {
    const ent_table *lines = ent_findings_find_table(b->out, "red_lines");
    const ent_table *time = ent_findings_find_table(b->out, "no_deal_over_time");
    if (!lines && !time) return;
    ent_section *section = ent_findings_section(b->out, "no-deal", "Red lines and life without a deal", false, false);
    table_block(b, section, "red_lines");
    chart_block(b, section, "no_deal_over_time");
    table_block(b, section, "no_deal_over_time");
}

void bargain_sections(bargain *b) {
    if (b->run->metrics_only) return;
    package_section(b);
    zone_sections(b);
    balanced_section(b);
    robust_sections(b);
    divides_section(b);
    negotiator_sections(b);
    coalitions_section(b);
    lines_section(b);
}
