/* What the reader must know beside the findings, and the sentence that leads them. */
#include "bargain.h"

#include <math.h>

static void note_no_deal(bargain *b) {
    for (size_t i = 0; i < b->model->parties; i++) {
        const char *id = bargain_party_id(b, i), *name = bargain_party_name(b, i);
        const ent_fallback *fallback = &b->model->fallback[i];
        if (!fallback->value) {
            ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0006", bargain_text(b, "no_deal.%s", id),
                              "The case does not say what %s has without a deal: its smallest feasible utility (%.3f) "
                              "stands in for it.",
                              name, bargain_no_deal(b, i));
            continue;
        }
        if (!fallback->value->has_outcome) continue;
        for (size_t j = 0; j < b->model->issues; j++)
            if (b->model->rows[i * b->model->issues + j] &&
                !ent_package_level(&fallback->value->outcome, b->model->issue[j]))
                ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0007", bargain_text(b, "no_deal.%s", id),
                                  "What %s has without a deal leaves %s open: the worst for it is assumed.", name,
                                  bargain_issue(b, j)->id);
    }
}

static void note_tables(bargain *b) {
    const bool all = b->model->off_table == 0;
    for (size_t j = 0; all && j < b->model->issues; j++)
        if (!bargain_issue(b, j)->same_table)
            ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0008", bargain_text(b, "issues.%s", bargain_issue(b, j)->id),
                              "%s is talked about at another table: that it could be traded here is hypothetical.",
                              bargain_issue(b, j)->id);
    if (b->model->off_table > 0)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0009", "issues",
                          "%zu %s talked about at another table and left out, with %s weight; --tables all links %s.",
                          b->model->off_table, b->model->off_table == 1 ? "issue is" : "issues are",
                          b->model->off_table == 1 ? "its" : "their", b->model->off_table == 1 ? "it" : "them");
    if (b->model->interactions_left_out > 0)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0009", "interactions",
                          "%zu interactions need an issue of another table and are left out.",
                          b->model->interactions_left_out);
}

/* Weights are swing weights: analysts add them up to 1 or 100, and a sum far from both is often a forgotten issue. */
static void warn_weights(bargain *b, size_t i) {
    const ent_preferences *preferences = b->model->preferences[i];
    if (preferences->as_written) return;
    double sum = 0;
    for (size_t r = 0; r < preferences->size; r++)
        sum += preferences->rows[r].weight.set ? preferences->rows[r].weight.value : 1;
    if (fabs(sum - 1) < 1e-9 || fabs(sum - 100) < 1e-7) return;
    ent_findings_note(b->out, ENT_WARNING, "W-BARGAIN-0001", bargain_text(b, "preferences.%s", bargain_party_id(b, i)),
                      "The weights of %s add up to %.6g, not to 1 or 100; they are divided by their sum.",
                      bargain_party_name(b, i), sum);
}

/* Whether number x lies beyond `worst`, seen from `best`. */
static bool beyond(double x, double best, double worst) {
    return best > worst ? x < worst : x > worst;
}

static double level_number(const ent_issue *issue, const ent_level *level) {
    return issue->kind == ENT_SCALE ? (double)level->option : level->number.value;
}

/* The options within all red lines that lie where a linear value is flat. */
static void warn_flat(bargain *b, size_t i, size_t j) {
    const ent_preference *row = b->model->rows[i * b->model->issues + j];
    const ent_issue *issue = bargain_issue(b, j);
    if (!row || row->kind != ENT_LINEAR) return;
    const double best = level_number(issue, &row->best), worst = level_number(issue, &row->worst);
    size_t flat = 0;
    for (size_t o = 0; o < b->model->options[j]; o++) {
        size_t at = ent_model_flat(b->model, j, o);
        flat += b->space->allowed[at] && beyond(b->model->level[at], best, worst);
    }
    const char *path = bargain_text(b, "preferences.%s.%s", bargain_party_id(b, i), issue->id);
    if (flat > 0)
        ent_findings_note(b->out, ENT_WARNING, "W-BARGAIN-0002", path,
                          "%zu options of %s within all red lines lie beyond the worst of %s: it would not mind going "
                          "from one to the next.",
                          flat, issue->id, bargain_party_name(b, i));
}

/* A red line that permits what is worse than the party's own worst. */
static void warn_line(bargain *b, size_t l) {
    const ent_limit *limit = b->model->limits[l];
    const ent_issue *issue = &b->source->issues[limit->when.issue];
    for (size_t i = 0; i < b->model->parties; i++) {
        if (b->model->party[i] != limit->party) continue;
        size_t j = (size_t)ent_model_issue(b->model, limit->when.issue);
        const ent_preference *row = b->model->rows[i * b->model->issues + j];
        if (!row || row->kind != ENT_LINEAR) return;
        const double best = level_number(issue, &row->best), worst = level_number(issue, &row->worst);
        for (size_t c = 0; c < limit->when.conditions_size; c++) {
            const ent_condition *condition = &limit->when.conditions[c];
            if (condition->relation == ENT_AMONG || condition->relation == ENT_NOT) continue;
            if (!beyond(level_number(issue, &condition->level), best, worst)) continue;
            ent_findings_note(b->out, ENT_WARNING, "W-BARGAIN-0003", bargain_text(b, "limits.%s", limit->id),
                              "The red line of %s on %s lies beyond its worst, where its value is flat: should `worst` "
                              "reach as far as the red line?",
                              bargain_party_name(b, i), issue->id);
        }
    }
}

static void note_numbers(bargain *b) {
    if (!b->space->exact)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0010", NULL,
                          "Some utilities are rounded to multiples of 2^-60, because a risk attitude or very long "
                          "decimals have no exact common denominator.");
    if (!b->solver.power_exact && b->agreement)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0011", NULL,
                          "The bargaining weights are rounded to thousandths of the largest.");
    if (!b->agreement) return;
    bool zero = false;
    for (size_t i = 0; i < b->model->parties; i++)
        zero = zero || bargain_gain(b, i, b->outcomes[ENT_NASH]) <= 0;
    if (zero)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0012", NULL,
                          "No package gives every party a gain, so the Nash product is zero throughout and its "
                          "solution is only the first package of the frontier in the order of the file.");
}

/* "Egalitarian, Utilitarian and Leximin". */
static const char *scale_dependent(const bargain *b) {
    const char *words = "", *last = NULL;
    for (int rule = 0; rule < ENT_RULES; rule++) {
        if (!ent_rules[rule].scale_dependent) continue;
        if (last) words = bargain_text(b, "%s%s%s", words, *words ? ", " : "", last);
        last = ent_rules[rule].label;
    }
    return bargain_text(b, "%s and %s", words, last);
}

void bargain_notes(bargain *b) {
    if (b->run->metrics_only) return;
    if (b->agreement)
        ent_findings_note(
            b->out, ENT_NOTE, "N-BARGAIN-0013", NULL,
            "Solutions are benchmarks, not forecasts: each says what would be balanced under a named rule "
            "if preferences are as coded. %s depend on the scale of utilities.",
            scale_dependent(b));
    if (b->agreement && b->model->parties != 2)
        ent_findings_note(
            b->out, ENT_NOTE, "N-BARGAIN-0041", NULL,
            "Equal area, Perles-Maschler and the picture of both sides are for two parties: they are left "
            "out here.");
    note_no_deal(b);
    note_tables(b);
    for (size_t i = 0; i < b->model->parties; i++) {
        warn_weights(b, i);
        for (size_t j = 0; j < b->model->issues; j++)
            warn_flat(b, i, j);
    }
    for (size_t l = 0; l < b->model->limits_size; l++)
        warn_line(b, l);
    note_numbers(b);
    if (b->agreement && (!ent_space_additive(b->space) || ent_space_risky(b->space)))
        ent_findings_note(
            b->out, ENT_NOTE, "N-BARGAIN-0016", NULL,
            "The character of issues and trades between them are read from the weighted sums alone, without "
            "interactions and attitudes to risk over the whole utility.");
}

/* ---- the headline ---------------------------------------------------------------------------------------- */

/* "14,000 to 17,500" of the lead issue. */
static const char *lead_range(const bargain *b) {
    size_t low = SIZE_MAX, high = 0;
    const double *level = b->model->level + b->model->first[b->lead];
    for (size_t o = 0; o < b->model->options[b->lead]; o++) {
        if (!b->zone[b->model->first[b->lead] + o]) continue;
        if (low == SIZE_MAX || level[o] < level[low]) low = o;
        if (low == o || level[o] > level[high]) high = o;
    }
    if (low == SIZE_MAX) return "";
    if (low == high) return bargain_option_words(b, b->lead, low);
    return bargain_text(b, "%s to %s", bargain_option_words(b, b->lead, low), bargain_option_words(b, b->lead, high));
}

void bargain_headline(bargain *b) {
    const ent_rule_row *rule = &ent_rules[b->recommended];
    if (!b->agreement) {
        const bool closed = ent_space_closed_issue(b->space) < b->space->issues;
        ent_findings_headline(b->out, "No package can be signed: %s.",
                              closed
                                  ? "the red lines exclude each other"
                                  : "within the red lines, none is worth at least as much as no deal to every party");
        return;
    }
    const ent_issue *lead = bargain_issue(b, b->lead);
    const char *name = lead->name ? lead->name : lead->id, *unit = bargain_unit(b, b->lead);
    const uint32_t *outcome = b->outcomes[b->recommended];
    const char *gains = "";
    for (size_t i = 0; i < b->model->parties; i++)
        gains = bargain_text(b, "%s%s%s +%.2f", gains, i ? ", " : "", bargain_party_name(b, i),
                             bargain_gain(b, i, outcome));
    if (bargain_numeric(b, b->lead))
        ent_findings_headline(b->out, "%s%s%s: %s can be signed, %s is balanced under %s (gains over no deal: %s).",
                              name, *unit ? ", in " : "", unit, lead_range(b),
                              bargain_option_words(b, b->lead, outcome[b->lead]), rule->label, gains);
    else
        ent_findings_headline(b->out, "%s is balanced under %s (gains over no deal: %s).",
                              bargain_package_words(b, outcome), rule->label, gains);
}
