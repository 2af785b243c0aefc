/* One package judged: what it is worth to each, who would sign, what beats it, what would bring the last one round. */
#include "bargain.h"

#include <math.h>
#include <string.h>

/* ---- reading --------------------------------------------------------------------------------------------- */

static ent_status package_problem(const bargain *b, const char *id, const char *hint, const char *message) {
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, id, NULL, NULL, hint, NULL, "%s", message);
    return ENT_USAGE;
}

/* Every issue at the table that the package leaves open, in one message. */
static ent_status open_issues(const bargain *b, const ent_package *package) {
    const char *open = "";
    for (size_t j = 0; j < b->model->issues; j++)
        if (!ent_package_level(package, b->model->issue[j]))
            open = bargain_text(b, "%s%s%s", open, *open ? ", " : "", bargain_issue(b, j)->id);
    if (!*open) return ENT_OK;
    return package_problem(b, "U-BARGAIN-0001", "name an option for every issue at the table",
                           bargain_text(b, "the package says nothing about %s", open));
}

/* Each issue's option in the space of `judged`: amounts between steps stand behind the others. */
static void find_options(const bargain *judged, const ent_package *package, uint32_t *outcome) {
    for (size_t j = 0; j < judged->model->issues; j++) {
        const ent_level *level = ent_package_level(package, judged->model->issue[j]);
        const size_t last = judged->model->options[j] - 1;
        outcome[j] = level->option == ENT_NOWHERE ? (uint32_t)last : (uint32_t)level->option;
    }
}

static void note_amounts(const bargain *b, const ent_package *package) {
    for (size_t c = 0; c < package->size; c++) {
        const ent_choice *choice = &package->choices[c];
        const ent_issue *issue = &b->source->issues[choice->issue];
        char text[ENT_NUMBER_TEXT];
        if (ent_model_issue(b->model, choice->issue) == ENT_NOWHERE)
            ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0003", NULL,
                              "%s is talked about at another table and does not count here; --tables all links it.",
                              issue->id);
        else if (choice->level.option == ENT_NOWHERE)
            ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0014", NULL,
                              "%s lies between the steps of %s and is valued as it stands; the packages it is compared "
                              "with keep to the steps.",
                              ent_write_fixed(text, choice->level.number.value,
                                              choice->level.number.value == floor(choice->level.number.value) ? 0 : 2),
                              issue->name ? issue->name : issue->id);
    }
}

/* The package and the space to judge it in. */
static ent_status read_package(const bargain *b, bargain *judged, uint32_t *outcome) {
    ent_package package = {0};
    ent_status status = ent_package_read(b->run, b->source, b->options->package, b->arena, &package);
    if (status == ENT_OK) status = open_issues(b, &package);
    if (status == ENT_OK) status = bargain_between(b, &package, judged);
    if (status != ENT_OK) return status;
    find_options(judged, &package, outcome);
    note_amounts(b, &package);
    return ENT_OK;
}

/* ---- who would sign -------------------------------------------------------------------------------------- */

/* The first red line of a party that the package crosses; NULL if none. */
static const ent_limit *crossed(const bargain *b, size_t party, const uint32_t *outcome) {
    for (size_t l = 0; l < b->model->limits_size; l++) {
        const ent_limit *limit = b->model->limits[l];
        if (!bargain_draws_line(b, party, limit)) continue;
        size_t j = (size_t)ent_model_issue(b->model, limit->when.issue);
        if (b->model->excludes[l][ent_model_flat(b->model, j, outcome[j])]) return limit;
    }
    return NULL;
}

static const char *reason(const bargain *b, size_t party, const uint32_t *outcome) {
    const ent_limit *limit = crossed(b, party, outcome);
    double gain = bargain_gain(b, party, outcome);
    if (limit) {
        const ent_issue *issue = &b->source->issues[limit->when.issue];
        return bargain_text(b, "crosses its red line: %s %s", issue->name ? issue->name : issue->id,
                            bargain_limit_words(b, limit));
    }
    if (gain < 0) return bargain_text(b, "%.3f below no deal", -gain);
    return gain == 0 ? "just as good as no deal" : bargain_text(b, "%.3f above no deal", gain);
}

/* "Tern would sign this package, Skua would not." */
static const char *signers(const bargain *b, const uint32_t *outcome) {
    const char *yes = "", *no = "";
    for (size_t i = 0; i < b->model->parties; i++) {
        bool accepts = bargain_gain(b, i, outcome) >= 0 && !crossed(b, i, outcome);
        const char **list = accepts ? &yes : &no;
        *list = bargain_text(b, "%s%s%s", *list, **list ? " and " : "", bargain_party_name(b, i));
    }
    if (!*no) return bargain_text(b, "%s would sign this package.", yes);
    if (!*yes)
        return bargain_text(b, "Nobody would sign this package: %s would all be worse off or cross a red line.", no);
    return bargain_text(b, "%s would sign this package, %s would not.", yes, no);
}

static void party_rows(bargain *b, const uint32_t *outcome) {
    ent_table *table = ent_findings_table(b->out, "package", false, "Who would sign this package");
    ent_table_column(b->out, table, "party", "Party", "text", "", -1);
    ent_table_column(b->out, table, "utility", "Utility", "number", "", 3);
    ent_table_column(b->out, table, "no_deal", "No deal", "number", "", 3);
    ent_table_column(b->out, table, "gain", "Gain", "number", "", 3);
    ent_table_column(b->out, table, "accepted", "Accepts", "boolean", "", -1);
    ent_table_column(b->out, table, "why", "Because", "text", "", -1);
    for (size_t i = 0; i < b->model->parties; i++) {
        const char *party = bargain_party_id(b, i), *name = bargain_party_name(b, i);
        double utility = bargain_utility(b, i, outcome), gain = bargain_gain(b, i, outcome);
        bool accepts = gain >= 0 && !crossed(b, i, outcome);
        ent_info info = bargain_info(bargain_text(b, "Utility of %s, this package", name), NULL, 3, &b->of_party[i]);
        ent_findings_metricf(b->out, ent_real(utility), &info, "package.utility.%s", party);
        info = bargain_info(bargain_text(b, "Gain of %s over no deal, this package", name), NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(gain), &info, "package.gain.%s", party);
        info = bargain_info(bargain_text(b, "%s accepts this package", name), NULL, 0, &b->all);
        ent_findings_metricf(b->out, ent_bool(accepts), &info, "package.accepted.%s", party);
        const ent_value cells[] = {ent_text(name), ent_real(utility), ent_real(bargain_no_deal(b, i)),
                                   ent_real(gain), ent_bool(accepts), ent_text(reason(b, i, outcome))};
        if (!b->run->metrics_only) ent_table_row(b->out, table, cells);
    }
}

/* ---- what beats it --------------------------------------------------------------------------------------- */

static void better_metrics(bargain *b, const uint32_t *better) {
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        ent_info info = bargain_info(
            bargain_text(b, "%s, better for somebody and worse for nobody", issue->name ? issue->name : issue->id),
            bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, better[j]), &info, "package.better.%s", issue->id);
    }
    const char *gains = "";
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return;
    for (size_t i = 0; i < b->model->parties; i++)
        gains = bargain_text(b, "%s%s%s %.3f", gains, i ? ", " : "", bargain_party_name(b, i),
                             bargain_utility(b, i, better));
    const char *words = bargain_package_words(b, better);
    b->verdict = bargain_text(b, "%s It is dominated: %s is better for somebody and worse for nobody (%s).", b->verdict,
                              words, gains);
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0004", NULL,
                      "The package is dominated: %s is better for somebody and worse for nobody (%s).", words, gains);
}

/* The frontier above the package; of its points the one that shares the possible improvement best
 * (Kalai-Smorodinsky from the package). */
static ent_status dominated(bargain *b, const uint32_t *outcome) {
    ent_wide floors[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < b->model->parties; i++)
        floors[i] = ent_space_utility(b->space, i, outcome);
    ent_space above = *b->space;
    above.no_deal = floors;
    ent_frontier frontier;
    ent_status status = ent_frontier_find(b->run, &above, NULL, &frontier);
    if (status != ENT_OK) return status;
    bool beaten = false;
    for (size_t i = 0; i < b->model->parties && frontier.size > 0; i++)
        beaten = beaten || frontier.utility[i] > floors[i];
    beaten = beaten || frontier.size > 1;
    ent_info info = bargain_info("Another package is better for somebody and worse for nobody", NULL, 0, &b->all);
    ent_findings_metric(b->out, "package.dominated", ent_bool(beaten), &info);
    if (!beaten) b->verdict = bargain_text(b, "%s No package is better for one and worse for nobody.", b->verdict);
    uint32_t *better = beaten ? ent_arena_array(b->arena, b->model->issues, sizeof *better) : NULL;
    if (better) {
        ent_solver solver;
        size_t point = 0;
        status = ent_solver_bent(b->run, &above, &frontier, NULL, b->arena, &solver);
        if (status == ENT_OK) {
            ent_solve(&solver, ENT_KALAI_SMORODINSKY, &point, 1);
            ent_frontier_outcome(&frontier, point, better);
            better_metrics(b, better);
        }
    } else if (beaten) {
        status = ENT_MEMORY;
    }
    ent_frontier_free(&frontier);
    return status;
}

/* ---- offers ---------------------------------------------------------------------------------------------- */

typedef struct offer {
    size_t option;
    ent_wide gain; /* of the party, after the change */
    double cost;   /* largest loss of another */
    bool enough, found, all_sign;
} offer;

static double loss_of_others(const bargain *b, size_t party, const uint32_t *before, const uint32_t *after,
                             bool *all_sign) {
    double most = 0;
    *all_sign = true;
    for (size_t i = 0; i < b->model->parties; i++) {
        ent_wide now = ent_space_utility(b->space, i, after);
        const ent_wide lost =
            ent_space_scaled(b->space, i, ent_space_utility(b->space, i, before)) - ent_space_scaled(b->space, i, now);
        double loss = ent_wide_ratio(lost, ent_space_scale(b->space, i));
        if (i != party && loss > most) most = loss;
        *all_sign = *all_sign && now >= b->space->no_deal[i];
    }
    return most;
}

/* The change of one issue alone that brings the party to `target` at the least cost to the others; where none does, the
 * one that brings it nearest. Red-lined options are not offered. */
static offer best_offer(const bargain *b, size_t party, size_t issue, const uint32_t *outcome, uint32_t *changed,
                        ent_wide target) {
    offer best = {0};
    const ent_wide before = bargain_gained(b, party, outcome);
    for (size_t o = 0; o < ent_space_options(b->space, issue); o++) {
        if (o == outcome[issue] || !b->space->allowed[b->space->first[issue] + o]) continue;
        changed[issue] = (uint32_t)o;
        offer next = {.option = o, .found = true};
        next.gain = bargain_gained(b, party, changed);
        next.enough = next.gain >= target;
        next.cost = loss_of_others(b, party, outcome, changed, &next.all_sign);
        if (next.gain <= before) continue;
        bool better = next.enough != best.enough ? next.enough
                      : next.enough              ? next.cost < best.cost
                                                 : next.gain > best.gain;
        if (!best.found || better) best = next;
    }
    changed[issue] = outcome[issue];
    return best;
}

/* The party that gains least, and what it would have to reach: no deal if it is below, else what the next one gains. */
static size_t least_gainer(const bargain *b, const uint32_t *outcome, ent_wide *target) {
    size_t least = 0;
    double next = 0;
    for (size_t i = 1; i < b->model->parties; i++)
        if (bargain_gain(b, i, outcome) < bargain_gain(b, least, outcome)) least = i;
    bool any = false;
    for (size_t i = 0; i < b->model->parties; i++) {
        if (i == least) continue;
        double gain = bargain_gain(b, i, outcome);
        if (!any || gain < next) next = gain;
        any = true;
    }
    bool below = bargain_gain(b, least, outcome) < 0 || !any;
    *target = below ? 0 : (ent_wide)(next * (double)ent_space_scale(b->space, least));
    return least;
}

static void offer_columns(bargain *b, ent_table *table) {
    ent_table_about(b->out, table,
                    "For each issue alone, the change that brings it there at the least cost to the "
                    "others; where none does, the one that brings it nearest.");
    ent_table_column(b->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(b->out, table, "from", "From", "text", "", -1);
    ent_table_column(b->out, table, "to", "To", "text", "", -1);
    ent_table_column(b->out, table, "gain", "Its gain then", "number", "", 3);
    ent_table_column(b->out, table, "cost", "Largest loss of another", "number", "", 3);
    ent_table_column(b->out, table, "enough", "Enough", "boolean", "", -1);
    ent_table_column(b->out, table, "all_sign", "All gain then", "boolean", "", -1);
}

static ent_status offers(bargain *b, const uint32_t *outcome) {
    uint32_t *changed = ent_arena_array(b->arena, b->model->issues, sizeof *changed);
    if (!changed) return ENT_MEMORY;
    memcpy(changed, outcome, b->model->issues * sizeof *changed);
    ent_wide target = 0;
    size_t party = least_gainer(b, outcome, &target);
    ent_info info = bargain_info("Gains least from this package", NULL, -1, &b->all);
    ent_findings_metric(b->out, "package.least", ent_text(bargain_party_id(b, party)), &info);
    if (b->run->metrics_only) return ENT_OK;
    bool below = bargain_gain(b, party, outcome) < 0;
    ent_table *table =
        ent_findings_table(b->out, "offers", false, "What would bring %s %s", bargain_party_name(b, party),
                           below ? "to its no-deal value" : "level with the others");
    offer_columns(b, table);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        offer best = best_offer(b, party, j, outcome, changed, target);
        if (!best.found) continue;
        const ent_value cells[] = {ent_text(issue->name ? issue->name : issue->id),
                                   ent_text(bargain_option_words(b, j, outcome[j])),
                                   ent_text(bargain_option_words(b, j, best.option)),
                                   ent_real(ent_wide_ratio(best.gain, ent_space_scale(b->space, party))),
                                   ent_real(best.cost),
                                   ent_bool(best.enough),
                                   ent_bool(best.all_sign)};
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

ent_status bargain_package(bargain *b) {
    if (!b->options->package || !*b->options->package) return ENT_OK;
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    bargain *judged = ent_arena_alloc(b->arena, sizeof *judged);
    if (!judged) return ENT_MEMORY;
    ent_status status = read_package(b, judged, outcome);
    if (status != ENT_OK) return status;
    judged->verdict = signers(judged, outcome);
    party_rows(judged, outcome);
    status = dominated(judged, outcome);
    if (status == ENT_OK) status = offers(judged, outcome);
    if (status == ENT_OK) status = bargain_distances(b, judged, outcome);
    if (status == ENT_OK)
        status = bargain_could_leave(b, judged, outcome, "package",
                                     "Who would do better without the others than in this package");
    b->verdict = judged->verdict;
    b->judged = judged;
    b->given = outcome;
    return status;
}
