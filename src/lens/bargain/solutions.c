/* The solutions: metrics, and the tables of rules, of the best packages and of the frontier. */
#include "bargain.h"

enum { BEST = 10 };

/* ---- metrics --------------------------------------------------------------------------------------------- */

static void solution_metrics(bargain *b, const char *name, const char *label, const uint32_t *outcome) {
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        ent_info info = bargain_info(bargain_text(b, "%s, %s", issue->name ? issue->name : issue->id, label),
                                     bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, outcome[j]), &info, "%s.outcome.%s", name, issue->id);
    }
    for (size_t i = 0; i < b->model->parties; i++) {
        ent_info info =
            bargain_info(bargain_text(b, "Utility of %s, %s", bargain_party_name(b, i), label), NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(bargain_utility(b, i, outcome)), &info, "%s.utility.%s", name,
                             bargain_party_id(b, i));
    }
    for (size_t i = 0; i < b->model->parties; i++) {
        ent_info info = bargain_info(bargain_text(b, "Gain of %s over no deal, %s", bargain_party_name(b, i), label),
                                     NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(bargain_gain(b, i, outcome)), &info, "%s.gain.%s", name,
                             bargain_party_id(b, i));
    }
}

static void frontier_metrics(bargain *b) {
    ent_info info = bargain_info("Packages on the frontier", NULL, 0, &b->all);
    ent_findings_metric(b->out, "pareto.size", ent_integer((int64_t)b->frontier.size), &info);
    for (size_t i = 0; i < b->model->parties; i++) {
        info = bargain_info(bargain_text(b, "No deal, %s", bargain_party_name(b, i)), NULL, 3, &b->no_deal[i]);
        ent_findings_metricf(b->out, ent_real(bargain_no_deal(b, i)), &info, "no_deal.%s", bargain_party_id(b, i));
    }
    for (size_t i = 0; i < b->model->parties && b->agreement; i++) {
        info = bargain_info(bargain_text(b, "Best that %s can hope for", bargain_party_name(b, i)), NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(ent_wide_ratio(b->solver.ideal[i], b->solver.space->denominator[i])),
                             &info, "ideal.%s", bargain_party_id(b, i));
    }
}

static void recommended_metrics(bargain *b) {
    const ent_rule_row *rule = &ent_rules[b->recommended];
    ent_info info = bargain_info("Rule of the recommendation", NULL, -1, NULL);
    ent_findings_metric(b->out, "recommended.rule", ent_text(rule->name), &info);
    info.label = "Its name";
    ent_findings_metric(b->out, "recommended.label", ent_text(rule->label), &info);
    if (!b->agreement) return;
    solution_metrics(b, "recommended", bargain_text(b, "balanced under %s", rule->label), b->outcomes[b->recommended]);
}

/* ---- tables ---------------------------------------------------------------------------------------------- */

void bargain_issue_columns(bargain *b, ent_table *table) {
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        ent_table_column(b->out, table, issue->id, issue->name ? issue->name : issue->id,
                         bargain_numeric(b, j) ? "number" : "text", bargain_unit(b, j), bargain_digits(b, j));
    }
}

static void party_columns(bargain *b, ent_table *table, const char *prefix, const char *label) {
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "%s.%s", prefix, bargain_party_id(b, i)),
                         bargain_text(b, "%s, %s", label, bargain_party_name(b, i)), "number", "", 3);
}

/* The cells of a package: its options, utilities and gains. Returns the first cell not written. */
static ent_value *package_cells(const bargain *b, const uint32_t *outcome, ent_value *cells) {
    for (size_t j = 0; j < b->model->issues; j++)
        *cells++ = bargain_option(b, j, outcome[j]);
    for (size_t i = 0; i < b->model->parties; i++)
        *cells++ = ent_real(bargain_utility(b, i, outcome));
    for (size_t i = 0; i < b->model->parties; i++)
        *cells++ = ent_real(bargain_gain(b, i, outcome));
    return cells;
}

static size_t cells_needed(const bargain *b) {
    return b->model->issues + 2 * b->model->parties + 2;
}

static void solutions_table(bargain *b, ent_value *cells) {
    ent_table *table = ent_findings_table(b->out, "solutions", false, "What is balanced, rule by rule");
    ent_table_about(b->out, table,
                    "Each rule picks one package of the frontier. Rules marked as scale dependent change when one "
                    "party's utilities are multiplied; the others do not. They are benchmarks, not forecasts.");
    ent_table_column(b->out, table, "solution", "Rule", "text", "", -1);
    bargain_issue_columns(b, table);
    party_columns(b, table, "utility", "Utility");
    party_columns(b, table, "gain", "Gain");
    ent_table_column(b->out, table, "scale_dependent", "Scale dependent", "boolean", "", -1);
    for (int rule = 0; rule < ENT_RULES; rule++) {
        if (!b->outcomes[rule]) continue;
        cells[0] = ent_text(ent_rules[rule].label);
        *package_cells(b, b->outcomes[rule], cells + 1) = ent_bool(ent_rules[rule].scale_dependent);
        ent_table_row(b->out, table, cells);
    }
}

/* What each rule says, for whoever reads the findings by program. */
static void rules_table(bargain *b) {
    ent_table *table = ent_findings_table(b->out, "rules", false, "What the rules say");
    ent_table_column(b->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(b->out, table, "label", "Name", "text", "", -1);
    ent_table_column(b->out, table, "definition", "Picks", "text", "", -1);
    ent_table_column(b->out, table, "published", "Published in", "text", "", -1);
    ent_table_column(b->out, table, "scale_dependent", "Scale dependent", "boolean", "", -1);
    for (int rule = 0; rule < ENT_RULES; rule++) {
        if (!b->outcomes[rule]) continue;
        const ent_rule_row *row = &ent_rules[rule];
        const ent_value cells[] = {ent_text(row->name), ent_text(row->label), ent_text(row->definition),
                                   ent_text(row->published), ent_bool(row->scale_dependent)};
        ent_table_row(b->out, table, cells);
    }
}

static void packages_table(bargain *b, ent_value *cells, uint32_t *outcome) {
    size_t points[BEST];
    size_t size = ent_solve(&b->solver, b->recommended, points, BEST);
    ent_table *table = ent_findings_table(b->out, "packages", false, "The %zu best packages under %s", size,
                                          ent_rules[b->recommended].label);
    ent_table_about(b->out, table,
                    "Packages of the frontier, the best first: any other is worse for somebody and "
                    "better for nobody than one of the frontier.");
    ent_table_column(b->out, table, "rank", "Rank", "integer", "", 0);
    bargain_issue_columns(b, table);
    party_columns(b, table, "utility", "Utility");
    party_columns(b, table, "gain", "Gain");
    for (size_t k = 0; k < size; k++) {
        ent_frontier_outcome(&b->frontier, points[k], outcome);
        cells[0] = ent_integer((int64_t)k + 1);
        package_cells(b, outcome, cells + 1);
        ent_table_row(b->out, table, cells);
    }
}

static void frontier_table(bargain *b, ent_value *cells, uint32_t *outcome) {
    ent_table *table = ent_findings_table(b->out, "frontier", true, "The frontier: packages that no other beats");
    ent_table_column(b->out, table, "rank", "No.", "integer", "", 0);
    bargain_issue_columns(b, table);
    party_columns(b, table, "utility", "Utility");
    party_columns(b, table, "gain", "Gain");
    size_t rows = b->run->rows ? b->run->rows : 200;
    for (size_t k = 0; k < b->frontier.size && k < rows; k++) {
        ent_frontier_outcome(&b->frontier, k, outcome);
        cells[0] = ent_integer((int64_t)k + 1);
        package_cells(b, outcome, cells + 1);
        ent_table_row(b->out, table, cells);
    }
    ent_table_total(b->out, table, b->frontier.size);
}

ent_status bargain_solutions(bargain *b) {
    frontier_metrics(b);
    recommended_metrics(b);
    if (!b->agreement) return ENT_OK;
    for (int rule = 0; rule < ENT_RULES; rule++) {
        if (!b->outcomes[rule]) continue;
        ent_info info = bargain_info("Name of the rule", NULL, -1, NULL);
        ent_findings_metricf(b->out, ent_text(ent_rules[rule].label), &info, "%s.label", ent_rules[rule].name);
        solution_metrics(b, ent_rules[rule].name, ent_rules[rule].label, b->outcomes[rule]);
    }
    if (b->run->metrics_only) return ENT_OK;
    ent_value *cells = ent_arena_array(b->arena, cells_needed(b), sizeof *cells);
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!cells || !outcome) return ENT_MEMORY;
    solutions_table(b, cells);
    rules_table(b);
    packages_table(b, cells, outcome);
    frontier_table(b, cells, outcome);
    return ENT_OK;
}
