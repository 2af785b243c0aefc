/* How robust: the same analysis for many draws of the numbers that carry a range. */
#include "draws.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/compare.h"

/* ---- one draw -------------------------------------------------------------------------------------------- */

ent_status bargain_solve_drawn(const bargain *b, const double *values, const ent_run *run, const ent_rule *rules,
                               size_t rules_size, ent_arena *arena, bool *agreement, uint32_t *outcomes) {
    ent_space *space = NULL;
    ent_frontier frontier = {0};
    *agreement = false;
    ent_status status = ent_model_draw(run, b->model, values, arena, &space);
    if (status == ENT_OK) status = ent_frontier_find(run, space, NULL, &frontier);
    if (status != ENT_OK) return status;
    *agreement = frontier.size > 0;
    if (frontier.size > 0) {
        double weights[ENT_SPACE_PARTIES];
        for (size_t i = 0; i < b->model->parties; i++) {
            const ent_number *weight = &b->source->parties[b->model->party[i]].bargaining_weight;
            weights[i] = weight->set ? fmax(0, values[weight->slot]) : 1;
        }
        ent_solver solver;
        status = ent_solver_bent(run, space, &frontier, b->weighted ? weights : NULL, arena, &solver);
        for (size_t k = 0; k < rules_size && status == ENT_OK; k++) {
            size_t point = 0;
            ent_solve(&solver, rules[k], &point, 1);
            ent_frontier_outcome(&frontier, point, outcomes + k * b->model->issues);
        }
    }
    ent_frontier_free(&frontier);
    return status;
}

/* Runs on any thread: everything it writes belongs to this draw. */
static ent_status one_draw(void *context, size_t draw) {
    const bargain_sample *sample = context;
    const bargain *b = sample->b;
    const ent_run run = {.allocator = b->run->allocator};
    ent_arena *arena = ent_arena_new(ent_run_allocator(&run));
    double *values = arena ? ent_arena_array(arena, b->source->slots_size, sizeof *values) : NULL;
    ent_status status = ENT_MEMORY;
    if (values) {
        ent_case_draw(b->source, b->run->seed, draw, values);
        for (size_t k = 0; k < sample->slots_size; k++)
            sample->values[draw * sample->slots_size + k] = values[sample->slots[k]];
        status = bargain_solve_drawn(b, values, &run, sample->rules, sample->rules_size, arena, &sample->zone[draw],
                                     sample->outcomes + draw * sample->rules_size * b->model->issues);
    }
    ent_arena_free(arena);
    return status;
}

/* ---- which numbers --------------------------------------------------------------------------------------- */

typedef struct slot_list {
    const ent_case *source;
    bool *chosen;
} slot_list;

static void choose_slot(void *context, const ent_slot *slot, uint32_t index) {
    slot_list *list = context;
    if (slot->distribution != ENT_FIXED) list->chosen[index] = true;
}

/* The uncertain numbers that what is computed here rests on. */
static ent_status find_slots(bargain *b, bargain_sample *sample) {
    slot_list list = {.source = b->source};
    list.chosen = ent_arena_array(b->arena, b->source->slots_size, sizeof *list.chosen);
    sample->slots = ent_arena_array(b->arena, b->source->slots_size, sizeof *sample->slots);
    if (!list.chosen || !sample->slots) return ENT_MEMORY;
    for (size_t k = 0; k < b->all.size; k++)
        ent_case_slots_below(b->source, b->all.paths[k], choose_slot, &list);
    for (size_t s = 0; s < b->source->slots_size; s++)
        if (list.chosen[s]) sample->slots[sample->slots_size++] = (uint32_t)s;
    return ENT_OK;
}

/* ---- shares ---------------------------------------------------------------------------------------------- */

typedef struct share {
    size_t option, hits;
} share;

static int by_hits(const void *left, const void *right) {
    const share *a = left, *b = right;
    if (a->hits != b->hits) return a->hits > b->hits ? -1 : 1;
    return a->option < b->option ? -1 : a->option > b->option;
}

static void count_options(const bargain_sample *sample, size_t issue, share *shares) {
    const bargain *b = sample->b;
    for (size_t o = 0; o < b->model->options[issue]; o++)
        shares[o] = (share){.option = o};
    for (size_t d = 0; d < sample->size; d++)
        if (sample->zone[d]) shares[bargain_drawn(sample, d, b->recommended)[issue]].hits++;
    qsort(shares, b->model->options[issue], sizeof *shares, by_hits);
}

static double percent_of(const bargain_sample *sample, size_t hits) {
    return sample->agreed ? 100.0 * (double)hits / (double)sample->agreed : 0;
}

static void share_metrics(bargain *b, const bargain_sample *sample) {
    size_t same = 0;
    const uint32_t *base = b->outcomes[b->recommended];
    for (size_t d = 0; d < sample->size && base; d++)
        same += sample->zone[d] &&
                memcmp(bargain_drawn(sample, d, b->recommended), base, b->model->issues * sizeof *base) == 0;
    ent_info info = bargain_info("Draws of the uncertain numbers", NULL, 0, NULL);
    ent_findings_metric(b->out, "draws.size", ent_integer((int64_t)sample->size), &info);
    info = bargain_info("Share of draws in which something can be signed", NULL, 3, &b->all);
    ent_findings_metric(b->out, "draws.zone", ent_real((double)sample->agreed / (double)sample->size), &info);
    if (!base) return;
    info = bargain_info("Share of draws that recommend the very same package", NULL, 3, &b->all);
    ent_findings_metric(b->out, "draws.agree", ent_real((double)same / (double)sample->size), &info);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        size_t hits = 0;
        for (size_t d = 0; d < sample->size; d++)
            hits += sample->zone[d] && bargain_drawn(sample, d, b->recommended)[j] == base[j];
        info = bargain_info(
            bargain_text(b, "Share of draws that recommend the same on %s", issue->name ? issue->name : issue->id),
            NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real((double)hits / (double)sample->size), &info, "draws.agree.%s", issue->id);
    }
}

/* Long issues show their most frequent options only; the survival chart leaves them to the ranges. */
static ent_status robust_table(bargain *b, const bargain_sample *sample) {
    enum { SHOWN = 6, SHOWN_OF_LONG = 3, LONG = 12 };
    size_t most = 0;
    for (size_t j = 0; j < b->model->issues; j++)
        most = b->model->options[j] > most ? b->model->options[j] : most;
    share *shares = ent_arena_array(b->arena, most, sizeof *shares);
    if (!shares) return ENT_MEMORY;
    ent_table *table =
        ent_findings_table(b->out, "robust", false, "How often each option survives in %zu draws", sample->size);
    ent_table_about(b->out, table,
                    "Share of the draws with an agreement in which the recommended package has the "
                    "option; an issue's most frequent options.");
    ent_table *survival = ent_findings_table(b->out, "survival", false, "%s", "");
    ent_table *both[] = {table, survival};
    for (size_t k = 0; k < 2; k++) {
        ent_table_column(b->out, both[k], "issue", "Issue", "text", "", -1);
        ent_table_column(b->out, both[k], "option", "Option", "text", "", -1);
        ent_table_column(b->out, both[k], "share", "Share of draws", "number", "percent", 0);
        ent_table_column(b->out, both[k], "base", "Recommended", "boolean", "", -1);
    }
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        count_options(sample, j, shares);
        const size_t shown = b->model->options[j] > LONG ? SHOWN_OF_LONG : SHOWN;
        for (size_t k = 0; k < b->model->options[j] && k < shown && shares[k].hits > 0; k++) {
            bool base = b->agreement && b->outcomes[b->recommended][j] == shares[k].option;
            const ent_value cells[] = {ent_text(issue->name ? issue->name : issue->id),
                                       ent_text(bargain_option_words(b, j, shares[k].option)),
                                       ent_real(percent_of(sample, shares[k].hits)), ent_bool(base)};
            ent_table_row(b->out, table, cells);
            const ent_value named[] = {
                cells[0], ent_text(bargain_text(b, "%s: %s", cells[0].as.text, cells[1].as.text)), cells[2], cells[3]};
            if (b->model->options[j] <= LONG && shares[k].hits * 20 >= sample->agreed)
                ent_table_row(b->out, survival, named);
        }
    }
    return ENT_OK;
}

/* ---- ranges ---------------------------------------------------------------------------------------------- */

/* The sorted numbers that a rule gave on an issue; returns how many. */
static size_t drawn_numbers(const bargain_sample *sample, ent_rule rule, size_t issue, double *numbers) {
    const ent_model *model = sample->b->model;
    size_t size = 0;
    for (size_t d = 0; d < sample->size; d++)
        if (sample->zone[d])
            numbers[size++] = model->level[ent_model_flat(model, issue, bargain_drawn(sample, d, rule)[issue])];
    qsort(numbers, size, sizeof *numbers, ent_compare_doubles);
    return size;
}

static double quantile(const double *sorted, size_t size, double p) {
    return sorted[(size_t)(p * (double)(size - 1) + 0.5)];
}

static void range_metrics(bargain *b, const bargain_sample *sample, double *numbers) {
    static const struct {
        const char *key, *label;
        double p;
    } quantiles[] = {{"low", "5 percent of draws below", 0.05},
                     {"mid", "middle of the draws", 0.5},
                     {"high", "5 percent of draws above", 0.95}};
    for (size_t j = 0; j < b->model->issues; j++) {
        if (!bargain_numeric(b, j)) continue;
        const ent_issue *issue = bargain_issue(b, j);
        size_t size = drawn_numbers(sample, b->recommended, j, numbers);
        for (size_t k = 0; k < 3; k++) {
            ent_info info =
                bargain_info(bargain_text(b, "%s, %s", issue->name ? issue->name : issue->id, quantiles[k].label),
                             bargain_unit(b, j), bargain_digits(b, j), &b->all);
            ent_findings_metricf(b->out, ent_real(quantile(numbers, size, quantiles[k].p)), &info, "draws.%s.%s",
                                 issue->id, quantiles[k].key);
        }
    }
}

static void range_rows(bargain *b, const bargain_sample *sample, size_t issue, double *numbers, ent_table *table,
                       bool with_issue) {
    const ent_issue *described = bargain_issue(b, issue);
    for (size_t r = 0; r < sample->rules_size; r++) {
        const ent_rule rule = sample->rules[r];
        size_t size = drawn_numbers(sample, rule, issue, numbers);
        ent_value cells[6];
        size_t next = 0;
        if (with_issue) cells[next++] = ent_text(described->name ? described->name : described->id);
        cells[next++] = ent_text(ent_rules[rule].label);
        cells[next++] = ent_real(quantile(numbers, size, 0.05));
        cells[next++] = ent_real(quantile(numbers, size, 0.5));
        cells[next++] = ent_real(quantile(numbers, size, 0.95));
        cells[next++] = b->agreement ? bargain_option(b, issue, b->outcomes[rule][issue]) : ent_empty();
        ent_table_row(b->out, table, cells);
    }
}

static void range_columns(bargain *b, ent_table *table, const char *unit, int digits) {
    ent_table_column(b->out, table, "solution", "Rule", "text", "", -1);
    ent_table_column(b->out, table, "low", "5 percent below", "number", unit, digits);
    ent_table_column(b->out, table, "mid", "Middle", "number", unit, digits);
    ent_table_column(b->out, table, "high", "5 percent above", "number", unit, digits);
    ent_table_column(b->out, table, "base", "With the numbers as given", "number", unit, digits);
}

static void range_tables(bargain *b, const bargain_sample *sample, double *numbers) {
    ent_table *table = ent_findings_table(b->out, "ranges", false, "What each rule gives over the draws");
    ent_table_column(b->out, table, "issue", "Issue", "text", "", -1);
    range_columns(b, table, "", -1);
    for (size_t j = 0; j < b->model->issues; j++)
        if (bargain_numeric(b, j)) range_rows(b, sample, j, numbers, table, true);
    if (!bargain_numeric(b, b->lead)) return;
    const ent_issue *lead = bargain_issue(b, b->lead);
    const char *name = lead->name ? lead->name : lead->id;
    ent_table *lead_table = ent_findings_table(b->out, "lead_ranges", false, "%s", "");
    range_columns(b, lead_table, bargain_unit(b, b->lead), bargain_digits(b, b->lead));
    range_rows(b, sample, b->lead, numbers, lead_table, false);
    size_t size = drawn_numbers(sample, b->recommended, b->lead, numbers);
    char low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
    int digits = bargain_digits(b, b->lead);
    ent_chart chart = {.id = "ranges",
                       .kind = ENT_CHART_INTERVALS,
                       .table = "lead_ranges",
                       .label = "solution",
                       .lo = "low",
                       .hi = "high",
                       .y = "mid",
                       .x_label = bargain_text(b, "%s, %s", name, bargain_unit(b, b->lead))};
    chart.title = bargain_text(b, "In nine draws of ten %s puts %s between %s and %s", ent_rules[b->recommended].label,
                               name, ent_write_fixed(low, quantile(numbers, size, 0.05), digits),
                               ent_write_fixed(high, quantile(numbers, size, 0.95), digits));
    chart.subtitle =
        bargain_text(b, "5, 50 and 95 percent of %zu draws of the numbers that carry a range", sample->size);
    chart.text = chart.title;
    ent_findings_chart(b->out, &chart);
}

static void survival_chart(bargain *b, const bargain_sample *sample) {
    const ent_table *survival = ent_findings_find_table(b->out, "survival");
    if (!survival || survival->rows_size == 0) return;
    ent_chart chart = {.id = "survival",
                       .kind = ENT_CHART_BARS,
                       .table = "survival",
                       .label = "option",
                       .y = "share",
                       .y_label = "Share of draws, percent",
                       .from_zero = true};
    size_t firm = 0, issues = 0;
    for (size_t j = 0; j < b->model->issues; j++) {
        if (b->model->options[j] > 12) continue;
        size_t hits = 0;
        for (size_t d = 0; d < sample->size && b->agreement; d++)
            hits += sample->zone[d] && bargain_drawn(sample, d, b->recommended)[j] == b->outcomes[b->recommended][j];
        issues++;
        firm += hits * 10 >= sample->agreed * 9;
    }
    chart.title = firm == issues ? bargain_text(b, "All terms beside the lead hold in nine draws of ten")
                                 : bargain_text(b, "%zu of %zu terms hold in at least nine draws of ten", firm, issues);
    chart.subtitle = "How often each option is part of the recommended package";
    chart.text = chart.title;
    ent_findings_chart(b->out, &chart);
}

/* ---- the whole ------------------------------------------------------------------------------------------- */

/* Every rule costs a pass over the frontier of each draw. */
static void find_rules(bargain_sample *sample) {
    static const ent_rule known[] = {ENT_NASH,        ENT_WEIGHTED_NASH, ENT_KALAI_SMORODINSKY,
                                     ENT_EQUAL_GAINS, ENT_EGALITARIAN,   ENT_UTILITARIAN};
    const ent_rule recommended = sample->b->recommended;
    bool listed = false;
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        sample->place[known[k]] = sample->rules_size;
        sample->rules[sample->rules_size++] = known[k];
        listed = listed || known[k] == recommended;
    }
    if (listed) return;
    sample->place[recommended] = sample->rules_size;
    sample->rules[sample->rules_size++] = recommended;
}

static ent_status make_sample(bargain *b, bargain_sample *sample) {
    ent_status status = find_slots(b, sample);
    if (status != ENT_OK || sample->slots_size == 0) return status;
    size_t cells = 0;
    find_rules(sample);
    if (__builtin_mul_overflow(sample->size * sample->rules_size, b->model->issues, &cells)) return ENT_LIMIT;
    sample->zone = ent_arena_array(b->arena, sample->size, sizeof *sample->zone);
    sample->outcomes = ent_arena_array(b->arena, cells, sizeof *sample->outcomes);
    sample->values = ent_arena_array(b->arena, sample->size * sample->slots_size, sizeof *sample->values);
    if (!sample->zone || !sample->outcomes || !sample->values) return ENT_MEMORY;
    status = ent_parallel(b->run, sample->size, one_draw, sample);
    for (size_t d = 0; d < sample->size; d++)
        sample->agreed += sample->zone[d];
    return status;
}

static ent_status draw_and_report(bargain *b) {
    bargain_sample sample = {.b = b, .size = b->options->draws};
    if (sample.size == 0) return ENT_OK;
    ent_status status = make_sample(b, &sample);
    if (status != ENT_OK) return status;
    if (sample.slots_size == 0) {
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0005", NULL,
                          "No number here carries a range (low and high, dist, coders), so nothing was drawn and "
                          "nothing is known about how robust the findings are.");
        return ENT_OK;
    }
    share_metrics(b, &sample);
    if (sample.agreed == 0) return ENT_OK;
    double *numbers = ent_arena_array(b->arena, sample.size, sizeof *numbers);
    if (!numbers) return ENT_MEMORY;
    range_metrics(b, &sample, numbers);
    if (!b->run->metrics_only) {
        status = robust_table(b, &sample);
        range_tables(b, &sample, numbers);
        survival_chart(b, &sample);
    }
    if (status == ENT_OK) status = bargain_drivers(b, &sample);
    return status == ENT_OK ? bargain_reversals(b, &sample) : status;
}

ent_status bargain_draws(bargain *b) {
    const ent_status status = draw_and_report(b);
    if (status == ENT_LIMIT) /* draws run on many threads and tell nothing themselves */
        ent_diagnosef(b->run->diagnostics, ENT_ERROR, "E-BARGAIN-0001", NULL, NULL,
                      "narrow the ranges of the uncertain numbers, or leave the draws out with --draws 0", NULL,
                      "some draw has numbers too large to be added, or a frontier too large to be kept");
    return status;
}
