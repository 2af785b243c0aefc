/* What is publicly paid, and given in kind, beside what each rule says. */
#include "lens/share/share.h"

#include <math.h>

/* Where keys divide a whole of 1, what is paid counts as a part of all that is paid. */
static double in_units(const share *s, const share_numbers *from, size_t player) {
    mpq_t sum;
    if (!from->given[player]) return NAN;
    mpq_init(sum);
    for (size_t i = 0; i < s->problem.size; i++)
        mpq_add(sum, sum, from->at[i]);
    const bool part = s->problem.form == SHARE_KEYS && !s->problem.has_amount;
    const double all = part ? ent_mpq_value(sum) : 1;
    mpq_clear(sum);
    return all != 0 ? ent_mpq_value(from->at[player]) / all : NAN;
}

static double above_paid(const share *s, const share_column *column, size_t player) {
    return share_value(s, column, player) - in_units(s, &s->problem.paid, player);
}

/* What is left to be paid in money once gifts in kind are counted. */
static double in_money(const share *s, const share_column *column, size_t player) {
    return share_value(s, column, player) - ent_mpq_value(s->problem.in_kind.at[player]);
}

static void metrics(share *s, const char *what, const char *label, share_cell cell) {
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        for (size_t i = 0; i < s->problem.size && share_is_share(column); i++) {
            ent_info info = share_info(s, share_text(s, "%s: %s of %s", column->label, label, s->problem.name[i]),
                                       s->unit, s->digits);
            const double value = cell(s, column, i);
            ent_findings_metricf(s->out, isnan(value) ? ent_empty() : ent_real(value), &info, "%s.%s.%s.%s",
                                 s->problem.project->id, column->id, what, s->problem.id[i]);
        }
    }
}

static void paid_metrics(share *s) {
    for (size_t i = 0; i < s->problem.size; i++) {
        if (!s->problem.paid.given[i]) continue;
        ent_info info = share_info(s, share_text(s, "What %s publicly pays", s->problem.name[i]), s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(ent_mpq_value(s->problem.paid.at[i])), &info, "%s.paid.%s",
                             s->problem.project->id, s->problem.id[i]);
    }
}

ent_status share_beside(share *s) {
    const char *name = share_project_name(s);
    if (s->problem.view != SHARE_GAME || s->problem.form == SHARE_VOTES) return ENT_OK;
    const int digits = s->problem.form == SHARE_KEYS && !s->problem.has_amount ? 4 : s->digits;
    if (s->problem.paid.set) {
        paid_metrics(s);
        metrics(s, "above-paid", "share above what is paid", above_paid);
        if (s->people)
            share_matrix(s, "paid", share_text(s, "%s: what each rule says above what is publicly paid", name),
                         "Negative: the party pays more today than under the rule.", above_paid, false, s->unit,
                         digits);
    }
    if (s->problem.in_kind.set && (s->problem.form != SHARE_KEYS || s->problem.has_amount)) {
        metrics(s, "cash", "share left to pay in money", in_money);
        if (s->people)
            share_matrix(s, "in-kind", share_text(s, "%s: what is left to pay in money", name),
                         "Shares less what each gives in kind, as valued. Negative: it gets money back.", in_money,
                         false, s->unit, digits);
    }
    return ENT_OK;
}
