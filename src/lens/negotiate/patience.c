/* What patience is worth, and the first and the last word. */
#include "equilibrium.h"

#include <math.h>

static const double levels[] = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999};
enum { LEVELS = sizeof levels / sizeof levels[0], LARGE = 4000 };

/* ---- who moves first, who moves last --------------------------------------------------------------------------------
 */

/* What proposing first is worth against the average of the others doing so. */
static void first_mover_metrics(equilibrium *e) {
    for (size_t i = 0; i < e->parties; i++) {
        double others = 0;
        for (size_t k = 0; k < e->parties; k++)
            if (k != i) others += e->found.best[k].gain[i] / (double)(e->parties - 1);
        const double worth = equilibrium_utility(e, i, e->found.best[i].gain[i]) - equilibrium_utility(e, i, others);
        const ent_info info = negotiate_info(
            negotiate_text(e->n, "Worth of proposing first to %s, no deadline", negotiate_party_name(e->n, i)), NULL, 4,
            &e->uses);
        ent_findings_metricf(e->n->out, ent_real(worth), &info, "equilibrium.first_mover.%s",
                             negotiate_party_id(e->n, i));
    }
}

/* The same for the last word, with the deadline as it is. */
static void last_mover_metrics(equilibrium *e) {
    for (size_t i = 0; i < e->parties; i++) {
        double own = 0, others = 0;
        for (size_t place = 0; place < e->parties; place++) {
            const ent_deadline deadline = equilibrium_deadline(e, place);
            const double utility = equilibrium_point_utility(e, e->rounds_points[place][0], i);
            if (ent_deadline_proposer(&deadline, e->parties, e->rounds - 1) == i)
                own = utility;
            else
                others += utility / (double)(e->parties - 1);
        }
        const ent_info info = negotiate_info(
            negotiate_text(e->n, "Worth of the last word to %s, %zu rounds", negotiate_party_name(e->n, i), e->rounds),
            NULL, 4, &e->uses);
        ent_findings_metricf(e->n->out, ent_real(own - others), &info, "equilibrium.last_mover.%s",
                             negotiate_party_id(e->n, i));
    }
}

static void mover_row(equilibrium *e, ent_table *table, ent_value *cells, size_t place, bool deadline) {
    const ent_deadline talks = equilibrium_deadline(e, place);
    const double *gain = e->found.best[e->order[place]].gain;
    const size_t point = deadline ? e->rounds_points[place][0] : equilibrium_nearest(e, gain);
    ent_value *cell = cells;
    *cell++ = ent_text(deadline ? negotiate_text(e->n, "%zu rounds", e->rounds) : "none");
    *cell++ = ent_text(negotiate_party_name(e->n, e->order[place]));
    *cell++ = deadline ? ent_text(negotiate_party_name(e->n, ent_deadline_proposer(&talks, e->parties, e->rounds - 1)))
                       : ent_empty();
    for (size_t i = 0; i < e->parties; i++)
        *cell++ = ent_real(deadline ? equilibrium_point_utility(e, point, i) : equilibrium_utility(e, i, gain[i]));
    *cell = equilibrium_lead_cell(e, point);
    ent_table_row(e->n->out, table, cells);
}

static void movers_table(equilibrium *e, ent_value *cells) {
    ent_findings *out = e->n->out;
    ent_table *table = ent_findings_table(out, "movers", false, "Who proposes first, and who has the last word");
    ent_table_about(
        out, table,
        "Without a deadline utilities are those of the equilibrium, with lotteries between packages, and the "
        "term is that of the nearest package. With a deadline packages are taken as they are.");
    ent_table_column(out, table, "deadline", "Deadline", "text", "", -1);
    ent_table_column(out, table, "first", "Proposes first", "text", "", -1);
    ent_table_column(out, table, "last", "Proposes last", "text", "", -1);
    equilibrium_party_columns(e, table);
    equilibrium_lead_column(e, table, "");
    for (size_t place = 0; e->stationary && place < e->parties; place++)
        mover_row(e, table, cells, place, false);
    for (size_t place = 0; e->rounds && place < e->parties; place++)
        mover_row(e, table, cells, place, true);
}

/* ---- patience
 * -------------------------------------------------------------------------------------------------------- */

/* One row: who has another patience than it has, NULL for all; and the factor. */
static ent_status patience_row(equilibrium *e, ent_table *table, ent_value *cells, size_t who, double level,
                               ent_table *path) {
    double factor[ENT_SPACE_PARTIES];
    ent_stationary found;
    for (size_t i = 0; i < e->parties; i++)
        factor[i] = who == e->parties || who == i ? level : e->factor[i];
    const ent_status status = ent_stationary_find(e->n->run, e->hull, factor, e->order, &found);
    if (status != ENT_OK || found.residual > 1e-6) return status;
    const double *gain = found.best[e->order[0]].gain;
    ent_value *cell = cells;
    *cell++ = ent_text(who == e->parties ? "all" : negotiate_party_name(e->n, who));
    *cell++ = ent_real(level);
    for (size_t i = 0; i < e->parties; i++)
        *cell++ = ent_real(equilibrium_utility(e, i, gain[i]));
    *cell = equilibrium_lead_cell(e, equilibrium_nearest(e, gain));
    ent_table_row(e->n->out, table, cells);
    if (who == e->parties) return ENT_OK;
    const ent_value row[] = {ent_real(level), ent_text(negotiate_party_id(e->n, who)),
                             ent_real(equilibrium_utility(e, who, gain[who]))};
    ent_table_row(e->n->out, path, row);
    return ENT_OK;
}

static void patience_chart(equilibrium *e) {
    const ent_chart chart = {.id = "patience",
                             .kind = ENT_CHART_LINES,
                             .table = "patience_path",
                             .title = "Who can wait gets more",
                             .subtitle = "Own utility in the equilibrium by own patience, that of the others as it is",
                             .text = "Utility of each party by its own factor per round.",
                             .x = "discount",
                             .y = "utility",
                             .series = "party",
                             .x_label = "What a gain is worth to the party a round later",
                             .y_label = "Own utility"};
    ent_findings_chart(e->n->out, &chart);
}

static ent_status patience_table(equilibrium *e, ent_value *cells) {
    ent_findings *out = e->n->out;
    ent_status status = ENT_OK;
    ent_table *table = ent_findings_table(out, "patience", false, "What patience is worth, without a deadline");
    ent_table_about(
        out, table,
        "The equilibrium when all parties, or one of them and the others as they are, have another factor per "
        "round; a chance p that talks break down after a round is a factor 1 - p for all.");
    ent_table_column(out, table, "who", "Whose patience", "text", "", -1);
    ent_table_column(out, table, "discount", "Factor per round", "number", "", 3);
    equilibrium_party_columns(e, table);
    equilibrium_lead_column(e, table, ", nearest package");
    ent_table *path = ent_findings_table(out, "patience_path", false, "%s", "");
    ent_table_column(out, path, "discount", "Factor per round", "number", "", 3);
    ent_table_column(out, path, "party", "Party", "text", "", -1);
    ent_table_column(out, path, "utility", "Own utility", "number", "", 3);
    const bool alone = e->parties == 2 || e->hull->size * e->parties <= LARGE;
    for (size_t k = 0; k <= (alone ? e->parties : 0) && status == ENT_OK; k++)
        for (size_t l = 0; l < LEVELS && status == ENT_OK; l++)
            status = patience_row(e, table, cells, (e->parties + k) % (e->parties + 1), levels[l], path);
    if (status == ENT_OK && alone) patience_chart(e);
    return status;
}

ent_status equilibrium_comparisons(equilibrium *e) {
    if (e->stationary) first_mover_metrics(e);
    if (e->rounds) last_mover_metrics(e);
    if (e->n->run->metrics_only) return ENT_OK;
    ent_value *cells = ent_arena_array(e->n->arena, e->parties + 4, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    movers_table(e, cells);
    return e->stationary ? patience_table(e, cells) : ENT_OK;
}
