/* The profile of one party: evaluations that are whole numbers where they are divided again, weights, what it has
 * without a deal. */
#include "case/export/genius.h"
#include "case/export/worth.h"
#include "case/import/decimal.h"

#include <string.h>

typedef struct profile {
    genius_writer *w;
    const ent_preferences *wants;
    const ent_party *party;
    ent_buffer *out;
    ent_ratio sum, worst; /* of weights; the smallest utility */
    bool exact;           /* sum and worst are known */
    bool shares;          /* weights are written as shares of their sum */
} profile;

static const ent_ratio zero = {0, 1}, one = {1, 1};

static const ent_preference *row_of(const profile *p, size_t issue) {
    for (size_t i = 0; i < p->wants->size; i++)
        if (p->wants->rows[i].issue == (int)issue) return &p->wants->rows[i];
    return NULL;
}

static void too_long(profile *p, const ent_node *node) {
    genius_refuse(p->w, "E-EXPORT-0003", node, "use fewer digits", "a number of %s is too long to be kept exactly",
                  p->party->id);
}

/* ---- evaluations ------------------------------------------------------------------------------------------- */

typedef struct evaluations {
    ent_ratio *values;
    ent_ratio least, most;
    int64_t scale; /* makes all of them whole */
} evaluations;

static int64_t common_divisor(int64_t a, int64_t b) {
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static bool common_multiple(int64_t *scale, int64_t den) {
    return !__builtin_mul_overflow(*scale / common_divisor(*scale, den), den, scale);
}

static bool find_values(const profile *p, size_t at, const ent_preference *row, evaluations *out) {
    const ent_issue *issue = &p->w->c->issues[at];
    *out = (evaluations){.values = ent_arena_array(p->w->arena, issue->options_size, sizeof *out->values), .scale = 1};
    if (out->values == NULL) return false;
    for (size_t k = 0; k < issue->options_size; k++) {
        ent_ratio *value = &out->values[k];
        if (!worth_option(issue, row, k, value)) return false;
        if (!p->w->raw && !common_multiple(&out->scale, value->den)) return false;
        if (k == 0 || ent_ratio_compare(*value, out->least) < 0) out->least = *value;
        if (k == 0 || ent_ratio_compare(*value, out->most) > 0) out->most = *value;
    }
    return true;
}

static const char *evaluation(profile *p, const evaluations *e, size_t option) {
    ent_ratio whole;
    if (p->w->raw) return genius_decimal(p->w, e->values[option]);
    if (!ent_ratio_multiply(e->values[option], (ent_ratio){e->scale, 1}, &whole)) return NULL;
    return genius_decimal(p->w, whole);
}

/* With division by the largest, only issues whose best is worth exactly 1 (or which are worth nothing) stay. */
static bool survives_division(profile *p, const ent_preference *row, const ent_issue *issue, const evaluations *e) {
    bool nothing = e->most.num == 0 && e->least.num == 0;
    if (p->w->raw || nothing || ent_ratio_compare(e->most, one) == 0) return true;
    genius_refuse(p->w, "E-EXPORT-0002", row->node, "--utility raw writes values as they are",
                  "the best option of %s is not worth 1 to %s, and GENIUS divides by it", issue->id, p->party->id);
    return false;
}

static void write_items(profile *p, size_t at, const ent_preference *row) {
    const ent_issue *issue = &p->w->c->issues[at];
    evaluations e = {0};
    if (row != NULL && !find_values(p, at, row, &e)) {
        too_long(p, row->node);
        return;
    }
    if (row != NULL && !survives_division(p, row, issue, &e)) return;
    genius_issue_head(p->w, p->out, at);
    ent_buffer_text(p->out, ">\n");
    for (size_t k = 0; k < issue->options_size; k++) {
        char text[ENT_NUMBER_TEXT];
        const char *value = row != NULL ? evaluation(p, &e, k) : "1";
        if (value == NULL) {
            genius_refuse(p->w, "E-EXPORT-0003", row->node, "round it, or export without --utility raw",
                          "a value of %s for %s is no decimal", p->party->id, issue->id);
            return;
        }
        ent_buffer_printf(p->out, "        <item index=\"%zu\"", k + 1);
        genius_attribute(p->w, p->out, "value", ent_issue_option(issue, k, text), issue->node);
        ent_buffer_printf(p->out, " evaluation=\"%s\"/>\n", value);
    }
    ent_buffer_text(p->out, "      </issue>\n");
}

/* ---- functions of real issues ------------------------------------------------------------------------------- */

static bool line_text(profile *p, const ent_issue *issue, const ent_preference *row, const char **text) {
    ent_ratio best, worst, run, slope, offset;
    if (!worth_place(issue, &row->best, &best) || !worth_place(issue, &row->worst, &worst) ||
        !ent_ratio_subtract(best, worst, &run) || !ent_ratio_divide(one, run, &slope) ||
        !ent_ratio_multiply(worst, slope, &offset) || !ent_ratio_subtract(zero, offset, &offset))
        return false;
    const char *at_zero = genius_decimal(p->w, offset), *rise = genius_decimal(p->w, slope);
    if (at_zero == NULL || rise == NULL) return false;
    *text = ent_arena_printf(p->w->arena, "ftype=\"linear\" parameter0=\"%s\" parameter1=\"%s\"", at_zero, rise);
    return *text != NULL;
}

static bool triangle_text(profile *p, const ent_issue *issue, const ent_preference *row, const char **text) {
    ent_ratio ideal, tolerance, low, high;
    if (!worth_place(issue, &row->ideal, &ideal) || !worth_tolerance(issue, row, &tolerance) ||
        !ent_ratio_subtract(ideal, tolerance, &low) || !ent_ratio_add(ideal, tolerance, &high))
        return false;
    const char *from = genius_decimal(p->w, low), *to = genius_decimal(p->w, high), *top = genius_decimal(p->w, ideal);
    if (from == NULL || to == NULL || top == NULL) return false;
    *text = ent_arena_printf(p->w->arena, "ftype=\"triangular\" parameter0=\"%s\" parameter1=\"%s\" parameter2=\"%s\"",
                             from, to, top);
    return *text != NULL;
}

static void write_function(profile *p, size_t at, const ent_preference *row) {
    const ent_issue *issue = &p->w->c->issues[at];
    const char *text = NULL;
    if (row == NULL && issue->kind == ENT_CONTINUOUS) return; /* of no weight: nothing has to be said */
    bool integer = genius_type(p->w, at)[0] == 'i';
    if (integer) text = genius_integer_line(p->w, issue, row);
    bool good = integer                   ? text != NULL
                : row->kind == ENT_LINEAR ? line_text(p, issue, row, &text)
                                          : triangle_text(p, issue, row, &text);
    if (!good) {
        genius_refuse(p->w, "E-EXPORT-0003", row != NULL ? row->node : NULL, "give the issue a step",
                      "the line of %s over %s has no decimals for its slope", p->party->id, issue->id);
        return;
    }
    const char *from = genius_decimal(p->w, issue->from.ratio), *to = genius_decimal(p->w, issue->to.ratio);
    genius_issue_head(p->w, p->out, at);
    ent_buffer_printf(p->out,
                      integer ? " lowerbound=\"%s\" upperbound=\"%s\">\n        <evaluator %s/>\n"
                              : ">\n        <range lowerbound=\"%s\" upperbound=\"%s\"/>\n        <evaluator %s/>\n",
                      from != NULL ? from : "", to != NULL ? to : "", text);
    ent_buffer_text(p->out, "      </issue>\n");
}

/* ---- weights ----------------------------------------------------------------------------------------------- */

/* The share of a weight in their sum. */
static const char *share_text(const profile *p, const ent_preference *row) {
    ent_ratio share;
    return p->exact && row->weight.exact && ent_ratio_divide(row->weight.ratio, p->sum, &share)
               ? genius_decimal(p->w, share)
               : NULL;
}

/* The weight as a decimal: its share, the digits of the case, or a fraction that is one. NULL where it is none. */
static const char *weight_text(const profile *p, const ent_preference *row) {
    import_decimal number;
    if (p->shares) return share_text(p, row);
    if (p->w->raw && !p->wants->as_written) return NULL;
    if (import_decimal_read(ent_node_text(p->w->c->slots[row->weight.slot].node), &number))
        return import_decimal_text(number, p->w->arena);
    return row->weight.exact ? genius_decimal(p->w, row->weight.ratio) : NULL;
}

/* What makes all weights whole; 0 where that does not fit. */
static int64_t weight_scale(const profile *p) {
    int64_t scale = 1;
    for (size_t i = 0; i < p->wants->size; i++)
        if (!p->wants->rows[i].weight.exact || !common_multiple(&scale, p->wants->rows[i].weight.ratio.den)) return 0;
    return scale;
}

/* Weights that sum to 1 are written where those are decimals. */
static bool all_shares(const profile *p) {
    for (size_t i = 0; i < p->wants->size; i++)
        if (p->wants->as_written || share_text(p, &p->wants->rows[i]) == NULL) return false;
    return true;
}

static bool all_decimals(const profile *p) {
    for (size_t i = 0; i < p->wants->size; i++)
        if (weight_text(p, &p->wants->rows[i]) == NULL) return false;
    return true;
}

static void write_weights(profile *p) {
    p->shares = all_shares(p);
    bool decimals = all_decimals(p);
    int64_t scale = decimals || p->w->raw ? 0 : weight_scale(p);
    if (!decimals && scale == 0) {
        genius_refuse(p->w, "E-EXPORT-0003", p->wants->node, "choose weights that sum to 1, or to 100, with few digits",
                      "the weights of %s%s are no decimals", p->party->id,
                      p->w->raw && !p->wants->as_written ? ", divided by their sum," : "");
        return;
    }
    if (!decimals)
        genius_warn(p->w, "N-EXPORT-0201", p->wants->node,
                    "the weights of %s are written as whole numbers of the same proportions: they are no decimals",
                    p->party->id);
    for (size_t i = 0; i < p->w->c->issues_size; i++) {
        const ent_preference *row = row_of(p, i);
        ent_ratio whole = zero;
        const char *text = row == NULL ? "0" : decimals ? weight_text(p, row) : NULL;
        if (text == NULL && row != NULL && ent_ratio_multiply(row->weight.ratio, (ent_ratio){scale, 1}, &whole))
            text = genius_decimal(p->w, whole);
        if (text == NULL) {
            too_long(p, row != NULL ? row->node : NULL);
            return;
        }
        ent_buffer_printf(p->out, "      <weight index=\"%zu\" value=\"%s\"/>\n", i + 1, text);
    }
}

/* Sum of weights and the smallest utility. */
static void find_sums(profile *p) {
    p->sum = zero;
    p->worst = zero;
    p->exact = true;
    for (size_t i = 0; i < p->wants->size && p->exact; i++) {
        const ent_preference *row = &p->wants->rows[i];
        const ent_issue *issue = &p->w->c->issues[row->issue];
        evaluations e = {.least = zero};
        ent_ratio part;
        p->exact = row->weight.exact && ent_ratio_add(p->sum, row->weight.ratio, &p->sum) &&
                   (issue->options_size == 0 || find_values(p, (size_t)row->issue, row, &e)) &&
                   ent_ratio_multiply(row->weight.ratio, e.least, &part) && ent_ratio_add(p->worst, part, &p->worst);
    }
    if (p->exact && !p->wants->as_written) p->exact = p->sum.num > 0 && ent_ratio_divide(p->worst, p->sum, &p->worst);
}

/* ---- without a deal ---------------------------------------------------------------------------------------- */

static bool outcome_worth(const profile *p, const ent_package *outcome, ent_ratio *out) {
    *out = zero;
    for (size_t i = 0; i < outcome->size; i++) {
        const ent_preference *row = row_of(p, (size_t)outcome->choices[i].issue);
        ent_ratio value;
        if (row == NULL) continue;
        if (!worth_level(&p->w->c->issues[row->issue], row, &outcome->choices[i].level, &value) ||
            !ent_ratio_multiply(value, row->weight.ratio, &value) || !ent_ratio_add(*out, value, out))
            return false;
    }
    return p->wants->as_written || ent_ratio_divide(*out, p->sum, out);
}

static bool no_deal_worth(profile *p, const ent_no_deal_value *value, ent_ratio *out) {
    if (value->has_outcome) {
        if (!outcome_worth(p, &value->outcome, out)) return false;
    } else {
        if (!value->utility.exact) return false;
        *out = value->utility.ratio;
    }
    return !value->shift.set || (value->shift.exact && ent_ratio_add(*out, value->shift.ratio, out));
}

static void write_reservation(profile *p) {
    const ent_no_deal *no_deal = ent_case_no_deal(p->w->c, p->wants->party);
    ent_ratio worth = zero;
    if (no_deal == NULL) {
        genius_warn(p->w, "N-EXPORT-0201", p->wants->node,
                    "the case does not say what %s has without a deal; GENIUS takes that as 0", p->party->id);
        return;
    }
    if (no_deal->has_path || no_deal->value.per_day.set) {
        genius_refuse(p->w, "E-EXPORT-0001", no_deal->node, "give one utility or outcome instead",
                      "what %s has without a deal changes over time, which GENIUS does not know", p->party->id);
        return;
    }
    bool summed = p->exact || (no_deal->value.floor_worst && !no_deal->value.has_outcome);
    if (!summed || !no_deal_worth(p, &no_deal->value, &worth)) {
        too_long(p, no_deal->node);
        return;
    }
    if (!no_deal->value.floor_worst && ent_ratio_compare(worth, p->worst) < 0) {
        genius_refuse(p->w, "E-EXPORT-0002", no_deal->node, "add floor: worst if that is meant",
                      "no deal is worse for %s than any package, which GENIUS' files cannot say", p->party->id);
        return;
    }
    const char *text = genius_decimal(p->w, worth);
    char rounded[ENT_NUMBER_TEXT];
    if (text == NULL) {
        text = ent_write_double(rounded, ent_ratio_value(worth));
        genius_warn(p->w, "W-EXPORT-0101", no_deal->node,
                    "the reservation value of %s is no decimal; it is rounded to %s", p->party->id, text);
    }
    ent_buffer_printf(p->out, "    <reservation value=\"%s\"/>\n", text);
}

static void write_discount(profile *p) {
    const ent_number *discount = &p->party->discount;
    if (!discount->set) return;
    const char *per = p->party->discount_per != NULL ? p->party->discount_per : "year";
    const char *text = discount->exact ? genius_decimal(p->w, discount->ratio) : NULL;
    if (strcmp(per, "session") != 0)
        genius_warn(p->w, "N-EXPORT-0201", p->party->node,
                    "the discount of %s is by the %s; GENIUS knows one of the whole session, and it is not written",
                    p->party->id, per);
    else if (text == NULL)
        too_long(p, p->party->node);
    else
        ent_buffer_printf(p->out, "    <discount_factor value=\"%s\"/>\n", text);
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static void check_profile(profile *p) {
    for (size_t i = 0; i < p->wants->size; i++)
        if (p->wants->rows[i].risk.set && p->wants->rows[i].risk.value != 0)
            genius_refuse(p->w, "E-EXPORT-0001", p->wants->rows[i].node, "take `risk` out of a copy of the case",
                          "GENIUS knows no attitude to risk, which %s has here", p->party->id);
    if (!p->w->raw && p->wants->as_written && (!p->exact || ent_ratio_compare(p->sum, one) != 0))
        genius_refuse(p->w, "E-EXPORT-0002", p->wants->node, "--utility raw writes weights as they are",
                      "the weights of %s are as written and do not sum to 1, and GENIUS divides by their sum",
                      p->party->id);
    if (p->party->bargaining_weight.set)
        genius_warn(p->w, "N-EXPORT-0201", p->party->node, "the bargaining weight of %s is not written", p->party->id);
}

void genius_write_profile(genius_writer *w, const ent_preferences *wants, ent_buffer *out) {
    profile p = {.w = w, .wants = wants, .party = &w->c->parties[wants->party], .out = out};
    size_t errors = w->errors;
    find_sums(&p);
    check_profile(&p);
    if (w->errors > errors) return;
    ent_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<utility_space>\n    <objective index=\"0\"");
    genius_attribute(w, out, "name", w->c->title, NULL);
    ent_buffer_text(out, " type=\"objective\" etype=\"objective\" description=\"\">\n");
    for (size_t i = 0; i < w->c->issues_size; i++) {
        const ent_preference *row = row_of(&p, i);
        if (genius_type(w, i)[0] != 'd')
            write_function(&p, i, row);
        else
            write_items(&p, i, row);
    }
    write_weights(&p);
    ent_buffer_text(out, "    </objective>\n");
    write_discount(&p);
    write_reservation(&p);
    ent_buffer_text(out, "</utility_space>\n");
}
