/* The packages looked at: what negotiators alone would sign, what everybody passes, the one to judge. Their votes. */
#include "ratify.h"

#include "games/voting.h"

#include <math.h>

/* ---- reading
 * ----------------------------------------------------------------------------------------------------------- */

static ent_status refuse(const ratify *r, const char *id, const char *hint, const char *message) {
    ent_diagnosef(r->run->diagnostics, ENT_ERROR, id, NULL, "--package", hint, NULL, "%s", message);
    return ENT_USAGE;
}

static ent_status read_given(ratify *r) {
    ent_package package = {0};
    const char *open = "";
    if (!r->options->package || !*r->options->package) return ENT_OK;
    ent_status status = ent_package_read(r->run, r->source, r->options->package, r->arena, &package);
    if (status != ENT_OK) return status;
    uint32_t *outcome = ent_arena_array(r->arena, r->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    for (size_t j = 0; j < r->model->issues; j++) {
        const ent_level *level = ent_package_level(&package, r->model->issue[j]);
        const char *id = ent_words_issue(&r->words, j)->id;
        if (!level)
            open = ratify_text(r, "%s%s%s", open, *open ? ", " : "", id);
        else if (level->option == ENT_NOWHERE)
            return refuse(r, "U-RATIFY-0002", "take one of the options",
                          ratify_text(r, "the amount for %s lies between its steps", id));
        else
            outcome[j] = (uint32_t)level->option;
    }
    if (*open)
        return refuse(r, "U-RATIFY-0001", "name an option for every issue at the table",
                      ratify_text(r, "the package says nothing about %s", open));
    r->given.outcome = outcome;
    return ENT_OK;
}

static ent_status look(const ratify *r, ratify_package *package) {
    package->drawn = package->signed_draws = NAN;
    if (!package->outcome) return ENT_OK;
    package->yes = ratify_yes(r, r->wide, r->voters, package->outcome);
    package->within = true;
    for (size_t s = 0; s < r->sides_size; s++)
        for (size_t j = 0; r->sides[s].barred && j < r->model->issues; j++)
            if (r->sides[s].barred[ent_model_flat(r->model, j, package->outcome[j])]) package->within = false;
    ratify apart = *r;
    apart.apart = true;
    const ent_status status = ratify_all_odds(&apart, package->yes, NULL, &package->apart);
    return status == ENT_OK ? ratify_all_odds(r, package->yes, NULL, &package->odds) : status;
}

/* ---- metrics
 * ------------------------------------------------------------------------------------------------------------ */

static bool crosses(const ratify *r, size_t party, const uint32_t *outcome) {
    for (size_t l = 0; l < r->model->limits_size; l++) {
        const size_t j = (size_t)ent_model_issue(r->model, r->model->limits[l]->when.issue);
        if (ent_model_draws_line(r->model, party, r->model->limits[l]) &&
            r->model->excludes[l][ent_model_flat(r->model, j, outcome[j])])
            return true;
    }
    return false;
}

static ent_status put_package(ratify *r, const ratify_package *package, const char *key, const char *what) {
    if (!package->outcome) return ENT_OK;
    for (size_t i = 0; i < r->model->parties; i++) {
        const char *id = ent_words_party_id(&r->words, i), *name = ent_words_party(&r->words, i);
        const bool accepts = (package->yes >> i & 1) && !crosses(r, i, package->outcome);
        const ent_info info =
            ent_words_info(ratify_text(r, "Utility of %s, %s", name, what), NULL, 3, &r->uses.of_party[i]);
        ent_findings_metricf(r->out, ent_real(ent_words_utility(&r->words, i, package->outcome)), &info,
                             "%s.utility.%s", key, id);
        ratify_put(r, ent_bool(accepts), ratify_text(r, "%s would sign, %s", name, what), NULL, 0, "%s.accepted.%s",
                   key, id);
    }
    for (size_t k = 0; k < r->ratifiers_size; k++) {
        const ratify_ratifier *ratifier = &r->ratifiers[k];
        double odds = 1;
        const ent_status status = ratify_odds(r, k, package->yes, NULL, &odds);
        if (status != ENT_OK) return status;
        const char *side = r->sides[ratifier->side].id;
        ratify_put(r, ent_bool(ratify_ratifier_passes(r, k, package->yes)),
                   ratify_text(r, "%s passes it by its lines, %s", ratifier->name, what), NULL, 0, "%s.passes.%s.%s",
                   key, side, ratifier->source->id);
        ratify_put(r, ent_real(ratify_seats(ratify_votes(r, k, package->yes))),
                   ratify_text(r, "Votes in favour by lines, %s, %s", ratifier->name, what), NULL, 0, "%s.votes.%s.%s",
                   key, side, ratifier->source->id);
        ratify_put(r, ent_real(odds), ratify_text(r, "Probability that %s passes it, %s", ratifier->name, what), NULL,
                   3, "%s.odds.%s.%s", key, side, ratifier->source->id);
    }
    ratify_put(r, ent_bool(ratify_all_pass(r, package->yes)), ratify_text(r, "All ratifiers pass it, %s", what), NULL,
               0, "%s.ratified", key);
    if (r->narrowed)
        ratify_put(r, ent_bool(package->within), ratify_text(r, "Within all mandates, %s", what), NULL, 0, "%s.mandate",
                   key);
    for (size_t j = 0; j < r->model->issues; j++)
        ratify_put(r, ent_words_option(&r->words, j, package->outcome[j]),
                   ratify_text(r, "%s, %s", ent_words_issue_name(&r->words, j), what), ent_words_unit(&r->words, j),
                   ent_words_digits(&r->words, j), "%s.outcome.%s", key, ent_words_issue(&r->words, j)->id);
    return ENT_OK;
}

static void put_odds(ratify *r, const ratify_package *package, const char *key, const char *what) {
    if (!package->outcome) return;
    const bool drawn = isfinite(package->drawn);
    ratify_put(r, ent_real(drawn ? package->drawn : package->odds),
               ratify_text(r, "Probability that all ratifiers pass it, %s", what), NULL, 2, "%s.probability", key);
    ratify_put(r, ent_real(package->odds), ratify_text(r, "  on the case's own numbers, %s", what), NULL, 2,
               "%s.probability.fixed", key);
    if (r->sways)
        ratify_put(r, ent_real(package->apart),
                   ratify_text(r, "  the same if members broke ranks each for itself, %s", what), NULL, 2,
                   "%s.probability.independent", key);
    if (drawn)
        ratify_put(r, ent_real(package->signed_draws),
                   ratify_text(r, "Share of draws in which all would sign, %s", what), NULL, 2, "%s.signed", key);
}

/* ---- tables
 * --------------------------------------------------------------------------------------------------------------- */

static ent_value votes_cell(const ratify *r, size_t ratifier, const ratify_package *package) {
    return package->outcome ? ent_real(ratify_seats(ratify_votes(r, ratifier, package->yes))) : ent_empty();
}

static ent_status odds_cell(const ratify *r, size_t ratifier, const ratify_package *package, ent_value *out) {
    double odds = 0;
    *out = ent_empty();
    if (!package->outcome) return ENT_OK;
    const ent_status status = ratify_odds(r, ratifier, package->yes, NULL, &odds);
    *out = ent_real(odds);
    return status;
}

static ent_status ratifier_table(ratify *r) {
    ent_table *table = ent_findings_table(r->out, "ratifiers", false, "Who must say yes, and would");
    ent_table_about(r->out, table,
                    r->sways
                        ? "Votes in favour when every bloc votes with its line; odds when each member does so with "
                          "the probability of its bloc's discipline, correlated within blocs as the case says."
                        : "Votes in favour when every bloc votes with its line; odds when each member does so with "
                          "the probability of its bloc's discipline, whatever the others do.");
    ent_table_column(r->out, table, "party", "Party", "text", "", -1);
    ent_table_column(r->out, table, "ratifier", "Who", "text", "", -1);
    ent_table_column(r->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(r->out, table, "seats", "Seats", "number", "", 0);
    ent_table_column(r->out, table, "needed", "Needed", "number", "", 0);
    ent_table_column(r->out, table, "alone", "For what negotiators alone would sign", "number", "", 0);
    ent_table_column(r->out, table, "alone_odds", "odds", "number", "", 2);
    ent_table_column(r->out, table, "together", "For the best that all pass", "number", "", 0);
    ent_table_column(r->out, table, "together_odds", "odds", "number", "", 2);
    if (r->given.outcome) {
        ent_table_column(r->out, table, "given", "For this package", "number", "", 0);
        ent_table_column(r->out, table, "given_odds", "odds", "number", "", 2);
    }
    for (size_t k = 0; k < r->ratifiers_size; k++) {
        const ratify_ratifier *ratifier = &r->ratifiers[k];
        ent_value cells[] = {ent_text(r->sides[ratifier->side].name),
                             ent_text(ratifier->name),
                             ent_text(ratifier->source->rule),
                             ent_real(ratify_seats(ratifier->seats)),
                             ent_real(ceil(ratify_seats(ratify_needed(r, k)))),
                             votes_cell(r, k, &r->alone),
                             ent_empty(),
                             votes_cell(r, k, &r->together),
                             ent_empty(),
                             votes_cell(r, k, &r->given),
                             ent_empty()};
        ent_status status = odds_cell(r, k, &r->alone, &cells[6]);
        if (status == ENT_OK) status = odds_cell(r, k, &r->together, &cells[8]);
        if (status == ENT_OK) status = odds_cell(r, k, &r->given, &cells[10]);
        if (status != ENT_OK) return status;
        ent_table_row(r->out, table, cells);
    }
    return ENT_OK;
}

static ent_value line_cell(const ratify *r, const ratify_bloc *bloc, const ratify_package *package) {
    (void)r;
    return package->outcome ? ent_bool(package->yes >> bloc->voter & 1) : ent_empty();
}

/* Shapley-Shubik power of a ratifier's blocs; `veto` likewise. */
static ent_status powers(const ratify *r, size_t ratifier, double *power, bool *veto) {
    const ratify_ratifier *at = &r->ratifiers[ratifier];
    ent_ratio *weights = ent_arena_array(r->arena, at->size + 1, sizeof *weights);
    if (!weights) return ENT_MEMORY;
    for (size_t b = 0; b < at->size; b++) {
        weights[b] = (ent_ratio){r->blocs[at->first + b].seats, 1};
        power[b] = NAN;
    }
    const ent_voting voting = {.players = at->size, .weights = weights, .quota = {ratify_needed(r, ratifier), 1}};
    ent_voting_power found = {0};
    const ent_status status = ent_voting_indices(&voting, r->run, &found);
    for (size_t b = 0; status == ENT_OK && found.shapley_shubik.exists && b < at->size; b++) {
        power[b] = found.shapley_shubik.value[b];
        veto[b] = found.veto[b];
    }
    ent_voting_power_free(&found);
    return status == ENT_MEMORY || status == ENT_CANCELLED ? status : ENT_OK;
}

static void bloc_columns(ratify *r, ent_table *table) {
    ent_table_about(
        r->out, table,
        "Power is the share of all orders of joining in which a bloc turns losing into winning (Shapley and "
        "Shubik 1954); lacks is by how much the package falls short of what the bloc has without a deal.");
    ent_table_column(r->out, table, "ratifier", "Who", "text", "", -1);
    ent_table_column(r->out, table, "bloc", "Bloc", "text", "", -1);
    ent_table_column(r->out, table, "seats", "Seats", "number", "", 0);
    ent_table_column(r->out, table, "discipline", "Discipline", "number", "", 2);
    if (r->sways) ent_table_column(r->out, table, "correlation", "Correlation", "number", "", 2);
    ent_table_column(r->out, table, "power", "Power", "number", "", 2);
    ent_table_column(r->out, table, "veto", "Veto", "boolean", "", -1);
    ent_table_column(r->out, table, "gain", "Gains from the package", "number", "", 3);
    ent_table_column(r->out, table, "alone", "Yes to what negotiators would sign", "boolean", "", -1);
    ent_table_column(r->out, table, "together", "Yes to the best that all pass", "boolean", "", -1);
    if (r->given.outcome) ent_table_column(r->out, table, "given", "Yes to this package", "boolean", "", -1);
}

static double bloc_gain(const ratify *r, const ratify_bloc *bloc, const uint32_t *outcome) {
    const ent_voter *voter = &r->voters[bloc->voter];
    return ent_space_value(r->wide, voter->party, ent_space_utility(r->wide, voter->party, outcome)) -
           ratify_fallback(r, bloc->voter);
}

static ent_status bloc_table(ratify *r) {
    ent_table *table = NULL;
    if (!r->run->metrics_only) {
        table = ent_findings_table(r->out, "blocs", false, "How blocs would vote on %s", ratify_reference_words(r));
        bloc_columns(r, table);
    }
    const ratify_package *reference = ratify_reference(r);
    for (size_t k = 0; k < r->ratifiers_size; k++) {
        const ratify_ratifier *at = &r->ratifiers[k];
        double *power = ent_arena_array(r->arena, at->size + 1, sizeof *power);
        bool *veto = ent_arena_array(r->arena, at->size + 1, sizeof *veto);
        if (!power || !veto) return ENT_MEMORY;
        const ent_status status = at->votes ? powers(r, k, power, veto) : ENT_OK;
        if (status != ENT_OK) return status;
        for (size_t b = 0; b < at->size; b++) {
            const ratify_bloc *bloc = &r->blocs[at->first + b];
            ratify_put(r, ent_real(power[b]), ratify_text(r, "Power of %s", ratify_bloc_words(r, bloc)), NULL, 2,
                       "power.%s.%s.%s", r->sides[at->side].id, at->source->id, bloc->source->id);
            const double gain = reference->outcome ? bloc_gain(r, bloc, reference->outcome) : NAN;
            ent_value cells[11];
            size_t filled = 0;
            cells[filled++] = ent_text(at->name);
            cells[filled++] = ent_text(bloc->name);
            cells[filled++] = ent_real(ratify_seats(bloc->seats));
            cells[filled++] = ent_real(bloc->discipline);
            if (r->sways) cells[filled++] = ent_real(bloc->correlation);
            cells[filled++] = ent_real(power[b]);
            cells[filled++] = ent_bool(veto[b]);
            cells[filled++] = reference->outcome ? ent_real(gain) : ent_empty();
            cells[filled++] = line_cell(r, bloc, &r->alone);
            cells[filled++] = line_cell(r, bloc, &r->together);
            cells[filled++] = line_cell(r, bloc, &r->given);
            if (table) ent_table_row(r->out, table, cells);
        }
    }
    return ENT_OK;
}

static void votes_chart(ratify *r) {
    const ratify_package *reference = ratify_reference(r);
    if (r->run->metrics_only || r->none || !reference->outcome) return;
    ent_table *table = ent_findings_table(r->out, "votes", false, "%s", "");
    ent_table_column(r->out, table, "ratifier", "Who", "text", "", -1);
    ent_table_column(r->out, table, "line", "Line", "text", "", -1);
    ent_table_column(r->out, table, "percent", "Share of seats", "number", "percent", 0);
    const char *failing = "";
    for (size_t k = 0; k < r->ratifiers_size; k++) {
        const ratify_ratifier *at = &r->ratifiers[k];
        if (!at->votes || at->seats == 0) continue;
        const double favour = 100.0 * (double)ratify_votes(r, k, reference->yes) / (double)at->seats;
        const ent_value yes[] = {ent_text(at->name), ent_text("in favour"), ent_real(favour)};
        const ent_value no[] = {ent_text(at->name), ent_text("against"), ent_real(100 - favour)};
        ent_table_row(r->out, table, yes);
        ent_table_row(r->out, table, no);
        if (!ratify_ratifier_passes(r, k, reference->yes))
            failing = ratify_text(r, "%s%s%s", failing, *failing ? " and " : "", at->name);
    }
    const char *title = *failing ? ratify_text(r, "%s would vote it down: %s", failing, ratify_reference_words(r))
                                 : ratify_text(r, "Every ratifier would pass %s", ratify_reference_words(r));
    ent_chart chart = {.id = "votes",
                       .kind = ENT_CHART_STACKED,
                       .title = title,
                       .subtitle = "Votes by lines, percent of all seats",
                       .text = title,
                       .table = "votes",
                       .label = "ratifier",
                       .y = "percent",
                       .series = "line",
                       .y_label = "percent of seats",
                       .from_zero = true};
    ent_findings_chart(r->out, &chart);
}

ent_status ratify_judge(ratify *r) {
    static const char *const keys[] = {"alone", "together", "package"};
    static const char *const whats[] = {"what negotiators alone would sign", "the best that all pass", "this package"};
    ratify_package *const packages[] = {&r->alone, &r->together, &r->given};
    ent_status status = read_given(r);
    for (size_t k = 0; k < 3 && status == ENT_OK; k++)
        status = look(r, packages[k]);
    if (status == ENT_OK) status = ratify_draws(r);
    for (size_t k = 0; k < 3 && status == ENT_OK; k++) {
        status = put_package(r, packages[k], keys[k], whats[k]);
        put_odds(r, packages[k], keys[k], whats[k]);
    }
    if (status == ENT_OK && !r->run->metrics_only) status = ratifier_table(r);
    if (status == ENT_OK) status = bloc_table(r);
    votes_chart(r);
    return status;
}
