/* How often consent was given before: the first guess about a vote, before any preference is looked at. */
#include "ratify.h"

#include <string.h>

typedef struct rate {
    double approved, all;
} rate;

/* What was known on as_of: votes one by one, or their numbers if the last of them was held by then. */
static void add_past(const ratify *r, const ent_ratifier *source, rate *out) {
    const ent_past_votes *past = &source->past;
    const ent_date as_of = r->source->as_of;
    if (!source->has_past) return;
    for (size_t k = 0; k < past->votes_size; k++) {
        if (!ent_date_known(past->votes[k].date, as_of)) continue;
        out->approved += strcmp(past->votes[k].result, "approved") == 0;
        out->all++;
    }
    if (past->votes_size > 0 || (past->until.year && !ent_date_known(past->until, as_of))) return;
    const double approved = past->approved.set ? past->approved.value : 0;
    out->approved += approved;
    out->all += approved + (past->refused.set ? past->refused.value : 0);
}

static void note_left_out(ratify *r, const ent_ratifier *source, const char *who) {
    const ent_past_votes *past = &source->past;
    const ent_date as_of = r->source->as_of;
    char date[ENT_NUMBER_TEXT];
    size_t later = 0;
    if (!source->has_past || !as_of.year) return;
    const char *path = ent_case_path(r->source, past->node, r->arena);
    ent_write_date_long(date, as_of);
    for (size_t k = 0; k < past->votes_size; k++)
        later += !ent_date_known(past->votes[k].date, as_of);
    if (later > 0)
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0008", path,
                          "%zu of the %zu past votes of %s %s after %s, when the case knows the world, and %s not "
                          "counted.",
                          later, past->votes_size, who, later == 1 ? "was held" : "were held", date,
                          later == 1 ? "is" : "are");
    if (past->votes_size == 0 && past->until.year && !ent_date_known(past->until, as_of))
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0008", path,
                          "The past votes of %s go on after %s, when the case knows the world; how many were held by "
                          "then is not said, so none is counted: give them one by one.",
                          who, date);
}

void ratify_left_out(ratify *r) {
    for (size_t s = 0; s < r->sides_size; s++) {
        const ratify_side *side = &r->sides[s];
        for (size_t k = side->first; k < side->first + side->size; k++)
            note_left_out(r, r->ratifiers[k].source, r->ratifiers[k].name);
        if (!side->source->own.rule) note_left_out(r, &side->source->own, side->name);
    }
}

/* Agreements of the past that bind or have bound, as known. Those that were refused are on no such list. */
static rate from_agreements(const ratify *r) {
    rate out = {0};
    const ent_date as_of = r->source->as_of;
    for (size_t k = 0; k < r->source->agreements_size; k++) {
        const ent_agreement *agreement = &r->source->agreements[k];
        const bool known = ent_date_known(agreement->known.year ? agreement->known : agreement->signed_on, as_of);
        const bool in_force = agreement->in_force.year && ent_date_known(agreement->in_force, as_of);
        const bool paid = known && (!as_of.year || agreement->from <= as_of.year);
        out.all += in_force || paid;
        out.approved += in_force || paid;
    }
    return out;
}

static void row(ratify *r, ent_table *table, const ratify_side *side, const char *who, const char *what, rate of) {
    double low, high;
    if (of.all <= 0) return;
    ent_wilson(of.approved, of.all, &low, &high);
    const ent_value cells[] = {ent_text(side->name),  ent_text(who),    ent_text(what),
                               ent_real(of.approved), ent_real(of.all), ent_real(of.approved / of.all),
                               ent_real(low),         ent_real(high)};
    if (table) ent_table_row(r->out, table, cells);
}

static void put_rate(ratify *r, const ratify_side *side, rate of) {
    double low, high;
    if (of.all <= 0) return;
    ent_wilson(of.approved, of.all, &low, &high);
    const char *path = ratify_text(r, "ratification.%s", side->id);
    const struct {
        const char *key, *label;
        double value;
        int digits;
    } rows[] = {{"n", "Past votes known", of.all, 0},
                {"share", "Share of past votes that gave consent", of.approved / of.all, 3},
                {"low", "  at least (95 percent)", low, 3},
                {"high", "  at most (95 percent)", high, 3}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const ent_info info = {.label = ratify_text(r, "%s, %s", rows[k].label, side->name),
                               .digits = rows[k].digits,
                               .uses = &path,
                               .uses_size = 1};
        ent_findings_metricf(r->out, ent_real(rows[k].value), &info, "consent.%s.%s", side->id, rows[k].key);
    }
}

static void rate_columns(ratify *r, ent_table *table) {
    ent_table_about(r->out, table,
                    "The first guess about a vote, before preferences are looked at. Interval: Wilson, 95 percent. "
                    "Agreements that a parliament was never asked about, since it would have refused, are not among "
                    "them.");
    ent_table_column(r->out, table, "party", "Party", "text", "", -1);
    ent_table_column(r->out, table, "ratifier", "Who", "text", "", -1);
    ent_table_column(r->out, table, "what", "What", "text", "", -1);
    ent_table_column(r->out, table, "approved", "Approved", "number", "", 0);
    ent_table_column(r->out, table, "all", "Of", "number", "", 0);
    ent_table_column(r->out, table, "share", "Share", "number", "", 2);
    ent_table_column(r->out, table, "low", "At least", "number", "", 2);
    ent_table_column(r->out, table, "high", "At most", "number", "", 2);
}

ent_status ratify_rates(ratify *r) {
    ent_table *table = NULL;
    if (!r->run->metrics_only) {
        table = ent_findings_table(r->out, "consent", false, "How often consent was given before");
        rate_columns(r, table);
    }
    const rate agreements = from_agreements(r);
    for (size_t s = 0; s < r->sides_size; s++) {
        const ratify_side *side = &r->sides[s];
        rate of = {0};
        if (side->source->executive) continue;
        for (size_t k = side->first; k < side->first + side->size; k++) {
            rate one = {0};
            add_past(r, r->ratifiers[k].source, &one);
            row(r, table, side, r->ratifiers[k].name,
                r->ratifiers[k].source->past.what ? r->ratifiers[k].source->past.what : "past votes", one);
            of.approved += one.approved;
            of.all += one.all;
        }
        if (side->source->own.has_past && !side->source->own.rule) {
            rate one = {0};
            add_past(r, &side->source->own, &one);
            row(r, table, side, "all ratifiers",
                side->source->own.past.what ? side->source->own.past.what : "past votes", one);
            if (of.all <= 0) of = one;
        }
        row(r, table, side, "agreements of the case", "came into force; refused ones are not on the list", agreements);
        put_rate(r, side, of.all > 0 ? of : agreements);
    }
    return ENT_OK;
}
