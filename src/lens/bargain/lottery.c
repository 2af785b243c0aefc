/* What lotteries between packages add: Nash's solution over the hull, and the point of Perles and Maschler. */
#include "bargain.h"

#include "space/lottery.h"

static double point_utility(const bargain *b, size_t point, size_t i) {
    return ent_wide_ratio(b->solver.frontier->utility[point * b->solver.frontier->dimensions + i],
                          b->solver.space->denominator[i]);
}

static void put(bargain *b, const char *key, const char *party, double value, const char *label) {
    ent_info info = bargain_info(label, NULL, 3, &b->all);
    ent_findings_metricf(b->out, ent_real(value), &info, "%s.%s", key, party);
}

static void nash_metrics(bargain *b, const ent_lottery *lottery) {
    ent_info info = bargain_info("Name of the rule", NULL, -1, NULL);
    ent_findings_metric(b->out, "nash-lottery.label", ent_text("Nash with lotteries"), &info);
    for (size_t i = 0; i < b->model->parties; i++) {
        const char *id = bargain_party_id(b, i), *name = bargain_party_name(b, i);
        put(b, "nash-lottery.utility", id, lottery->utility[i],
            bargain_text(b, "Expected utility of %s, Nash with lotteries", name));
        put(b, "nash-lottery.gain", id, lottery->utility[i] - bargain_no_deal(b, i),
            bargain_text(b, "Expected gain of %s over no deal, Nash with lotteries", name));
    }
    info = bargain_info("Packages in the lottery of Nash with lotteries", NULL, 0, &b->all);
    ent_findings_metric(b->out, "nash-lottery.packages", ent_integer((int64_t)lottery->size), &info);
    info = bargain_info("What the lottery adds to the product of gains of the best package", "percent", 2, &b->all);
    if (lottery->raise > 0)
        ent_findings_metric(b->out, "nash-lottery.raise", ent_real(100 * (lottery->raise - 1)), &info);
    ent_findings_method(b->out, "nash-lottery",
                        ent_text(lottery->exact
                                     ? "exact: an edge of the convex hull"
                                     : bargain_text(b, "product of gains within a share of %.1g of the largest",
                                                    lottery->slack > 1e-10 ? lottery->slack : 1e-10)));
}

/* "Tern +0.218, Skua +0.252". */
static const char *gains_words(const bargain *b, const ent_lottery *lottery) {
    const char *words = "";
    for (size_t i = 0; i < b->model->parties; i++)
        words = bargain_text(b, "%s%s%s %+.3f", words, i ? ", " : "", bargain_party_name(b, i),
                             lottery->utility[i] - bargain_no_deal(b, i));
    return words;
}

static const char *title(const bargain *b, const ent_lottery *lottery) {
    if (lottery->size == 1) return "No lottery between packages has a larger product of gains than the best package";
    if (lottery->raise == 0)
        return bargain_text(b, "Only a lottery between packages gives everybody a gain (expected: %s)",
                            gains_words(b, lottery));
    if (lottery->raise < 1.001) return "A lottery between packages hardly raises the product of gains";
    const double percent = 100 * (lottery->raise - 1);
    return bargain_text(b, "With a lottery the product of gains can be %.*f percent larger (expected gains: %s)",
                        percent < 10 ? 1 : 0, percent, gains_words(b, lottery));
}

static ent_status rows(bargain *b, ent_table *table, const char *rule, size_t size, const size_t *points,
                       const double *chances) {
    const size_t issues = b->model->issues, parties = b->model->parties;
    ent_value *cells = ent_arena_array(b->arena, issues + parties + 2, sizeof *cells);
    uint32_t *outcome = ent_arena_array(b->arena, issues, sizeof *outcome);
    if (!cells || !outcome) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        ent_frontier_outcome(&b->frontier, points[k], outcome);
        cells[0] = ent_text(rule);
        cells[1] = ent_real(100 * chances[k]);
        for (size_t j = 0; j < issues; j++)
            cells[2 + j] = bargain_option(b, j, outcome[j]);
        for (size_t i = 0; i < parties; i++)
            cells[2 + issues + i] = ent_real(point_utility(b, points[k], i));
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

static ent_table *lottery_table(bargain *b, const ent_lottery *lottery) {
    ent_table *table = ent_findings_table(b->out, "lotteries", false, "%s", title(b, lottery));
    ent_table_about(b->out, table,
                    "Drawing lots between packages, or taking turns where issues come again, can be more balanced than "
                    "any single package. Each rule's lottery: its packages with their chances, and their utilities.");
    ent_table_column(b->out, table, "solution", "Rule", "text", "", -1);
    ent_table_column(b->out, table, "chance", "Chance", "number", "percent", 1);
    bargain_issue_columns(b, table);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "utility.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Utility, %s", bargain_party_name(b, i)), "number", "", 3);
    return table;
}

/* The point of Perles and Maschler, which the rule of that name approaches by a package. */
static ent_status perles_maschler(bargain *b, ent_table *table) {
    size_t a, c;
    long double along;
    if (!ent_rule_applies(ENT_PERLES_MASCHLER, b->model->parties)) return ENT_OK;
    ent_perles_maschler(b->solver.frontier, &a, &c, &along);
    for (size_t i = 0; i < 2; i++)
        put(b, "perles-maschler.point", bargain_party_id(b, i),
            (double)((1 - along) * (long double)point_utility(b, a, i) + along * (long double)point_utility(b, c, i)),
            bargain_text(b, "Expected utility of %s, the point of Perles and Maschler", bargain_party_name(b, i)));
    if (!table) return ENT_OK;
    const bool first = along < 0.5L;
    const size_t points[] = {first ? a : c, first ? c : a};
    const double chance = (double)(first ? 1 - along : along);
    const double chances[] = {chance, 1 - chance};
    return rows(b, table, ent_rules[ENT_PERLES_MASCHLER].label, along > 0 && along < 1 ? 2 : 1, points, chances);
}

bool bargain_lottery_matters(const bargain *b) {
    if (ent_findings_number(b->out, "nash-lottery.packages", 0) < 2) return false;
    return !ent_findings_find(b->out, "nash-lottery.raise") ||
           ent_findings_number(b->out, "nash-lottery.raise", 0) >= 1;
}

ent_status bargain_lottery(bargain *b) {
    ent_lottery lottery;
    if (!b->agreement) return ENT_OK;
    ent_status status = ent_nash_lottery(b->run, &b->solver, &lottery);
    if (status != ENT_OK) return status;
    nash_metrics(b, &lottery);
    ent_table *table = b->run->metrics_only ? NULL : lottery_table(b, &lottery);
    if (table) status = rows(b, table, "Nash with lotteries", lottery.size, lottery.points, lottery.chances);
    return status == ENT_OK ? perles_maschler(b, table) : status;
}
