/* How often consent was given before: the first guess about a vote, before any preference is looked at. */
#include "ratify.h"

typedef struct rate {
    double approved, all;
} rate;

static void add_past(const ent_ratifier *source, rate *out) {
    const double approved = source->past.approved.set ? source->past.approved.value : 0;
    const double refused = source->past.refused.set ? source->past.refused.value : 0;
    if (!source->has_past) return;
    out->approved += approved;
    out->all += approved + refused;
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
            add_past(r->ratifiers[k].source, &one);
            row(r, table, side, r->ratifiers[k].name,
                r->ratifiers[k].source->past.what ? r->ratifiers[k].source->past.what : "past votes", one);
            of.approved += one.approved;
            of.all += one.all;
        }
        if (side->source->own.has_past && !side->source->own.rule) {
            rate one = {0};
            add_past(&side->source->own, &one);
            row(r, table, side, "all ratifiers",
                side->source->own.past.what ? side->source->own.past.what : "past votes", one);
            if (of.all <= 0) of = one;
        }
        row(r, table, side, "agreements of the case", "came into force; refused ones are not on the list", agreements);
        put_rate(r, side, of.all > 0 ? of : agreements);
    }
    return ENT_OK;
}
