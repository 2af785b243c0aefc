/* When the same talks come back with every renewal: how patient a party must be to concede early each time, rather than
 * hold out once and face no deal from then on. */
#include "equilibrium.h"

#include <math.h>
#include <string.h>

/* The stage: both settle early on the Nash package; or one holds out and gets the best package for itself that the
 * others still accept; after that no deal, for ever (grim trigger, Friedman 1971). */
typedef struct stage {
    size_t package; /* the Nash package */
    double threshold[ENT_SPACE_PARTIES];
    double years; /* how long the package lasts; 0: not known */
} stage;

/* How many years the package lasts, where an issue says so. */
static double years_of(equilibrium *e, size_t point) {
    ent_frontier_outcome(&e->frontier, point, e->outcome);
    for (size_t j = 0; j < e->n->model->issues; j++) {
        const ent_issue *issue = ent_words_issue(&e->n->words, j);
        ent_ratio years;
        if (issue->follows && strcmp(issue->follows, "agreements.term") == 0 && ent_words_numeric(&e->n->words, j) &&
            ent_issue_number(issue, e->outcome[j], &years))
            return ent_ratio_value(years);
    }
    return 0;
}

static ent_status find_stage(equilibrium *e, stage *out) {
    ent_solver solver;
    const ent_status status = ent_solver_init(e->n->run, e->space, e->shown, NULL, &solver);
    if (status != ENT_OK) return status;
    ent_solve(&solver, ENT_NASH, &out->package, 1);
    out->years = years_of(e, out->package);
    for (size_t i = 0; i < e->parties; i++)
        out->threshold[i] =
            ent_repetition_threshold(equilibrium_point_share(e, out->package, i), e->hull->scale[i] > 0 ? 1 : 0, 0);
    return ENT_OK;
}

static void threshold_metrics(equilibrium *e, const stage *s) {
    for (size_t i = 0; i < e->parties; i++) {
        if (isnan(s->threshold[i])) continue;
        const char *name = negotiate_party_name(e->n, i), *id = negotiate_party_id(e->n, i);
        ent_info info =
            negotiate_info(negotiate_text(e->n, "Patience per renewal above which %s concedes early each time", name),
                           NULL, 3, &e->n->uses.all);
        ent_findings_metricf(e->n->out, ent_real(s->threshold[i]), &info, "equilibrium.repetition.delta.%s", id);
        if (!(s->years > 0)) continue;
        info.label = negotiate_text(e->n, "The same per year, for %s", name);
        ent_findings_metricf(e->n->out, ent_real(pow(s->threshold[i], 1 / s->years)), &info,
                             "equilibrium.repetition.yearly.%s", id);
    }
}

static ent_value number_or_none(double value) {
    return isnan(value) ? ent_empty() : ent_real(value);
}

static void threshold_row(equilibrium *e, const stage *s, ent_table *table, size_t i) {
    const ent_number *own = &e->n->source->parties[e->n->model->party[i]].discount;
    const double share = equilibrium_point_share(e, s->package, i);
    const bool known = own->set && s->years > 0;
    const double patience = known ? pow(own->value, s->years) : NAN;
    const ent_value cells[] = {ent_text(negotiate_party_name(e->n, i)),
                               ent_real(equilibrium_gain(e, i, share)),
                               ent_real(equilibrium_gain(e, i, 1)),
                               number_or_none(s->threshold[i]),
                               s->years > 0 ? number_or_none(pow(s->threshold[i], 1 / s->years)) : ent_empty(),
                               number_or_none(patience),
                               known && !isnan(s->threshold[i]) ? ent_bool(patience >= s->threshold[i]) : ent_empty()};
    ent_table_row(e->n->out, table, cells);
}

static void threshold_table(equilibrium *e, const stage *s) {
    ent_findings *out = e->n->out;
    ent_table *table =
        ent_findings_table(out, "repetition", false, "How patient one must be to concede early each time");
    ent_table_about(
        out, table,
        "The same talks at every renewal: settling early on the Nash package, against holding out once for the "
        "best package that the others still accept and no deal at every renewal after that. A benchmark: "
        "real partners forgive, and the next renewal is about other numbers.");
    ent_table_column(out, table, "party", "Party", "text", "", -1);
    ent_table_column(out, table, "early", "Gain, settling early", "number", "", 3);
    ent_table_column(out, table, "hold", "Gain, holding out once", "number", "", 3);
    ent_table_column(out, table, "delta", "Patience needed per renewal", "number", "", 3);
    ent_table_column(out, table, "yearly", "Per year", "number", "", 3);
    ent_table_column(out, table, "patience", "Patience in the case, per renewal", "number", "", 3);
    ent_table_column(out, table, "sustained", "Sustained", "boolean", "", -1);
    for (size_t i = 0; i < e->parties; i++)
        threshold_row(e, s, table, i);
}

ent_status equilibrium_repetition(equilibrium *e) {
    stage s = {.package = 0};
    const ent_status status = find_stage(e, &s);
    if (status != ENT_OK) return status;
    threshold_metrics(e, &s);
    if (!e->n->run->metrics_only) threshold_table(e, &s);
    return ENT_OK;
}
