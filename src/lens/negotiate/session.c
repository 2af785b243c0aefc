/* One session: where it ends, and how far that is from what the parties could have. */
#include "negotiate.h"

#include <math.h>

enum { MOST_TRACE = 1 << 20 };

/* ---- measures ---------------------------------------------------------------------------------------------- */

static double distance(const negotiate *n, uint32_t outcome, size_t point) {
    double sum = 0;
    for (size_t i = 0; i < n->domain->parties; i++) {
        const double away = n->domain->views[i].utility[outcome] - negotiate_point(n, point, i);
        sum += away * away;
    }
    return sqrt(sum);
}

double negotiate_to_nash(const negotiate *n, uint32_t outcome) {
    return distance(n, outcome, n->nash);
}

double negotiate_to_frontier(const negotiate *n, uint32_t outcome) {
    double least = INFINITY;
    for (size_t k = 0; k < n->frontier.size; k++) {
        const double away = distance(n, outcome, k);
        if (away < least) least = away;
    }
    return least;
}

double negotiate_share(const negotiate *n, size_t party, uint32_t outcome) {
    const ent_view *view = &n->domain->views[party];
    double best = view->reserved;
    for (size_t k = 0; k < n->frontier.size; k++)
        best = fmax(best, negotiate_point(n, k, party));
    return best > view->reserved ? (view->utility[outcome] - view->reserved) / (best - view->reserved) : NAN;
}

/* ---- metrics ----------------------------------------------------------------------------------------------- */

static const char *const endings[] = {[ENT_AGREED] = "agreement",
                                      [ENT_TIMED_OUT] = "deadline",
                                      [ENT_BROKE_DOWN] = "breakdown",
                                      [ENT_WALKED_AWAY] = "nothing to gain"};

static void ending_metrics(negotiate *n) {
    const ent_session_result *r = &n->result;
    ent_info info = negotiate_info("The session ends in agreement", NULL, 0, &n->uses.all);
    ent_findings_metric(n->out, "agreement.reached", ent_bool(r->ending == ENT_AGREED), &info);
    info = negotiate_info("How the session ends", NULL, -1, &n->uses.all);
    ent_findings_metric(n->out, "agreement.ending", ent_text(endings[r->ending]), &info);
    info = negotiate_info("Offers made", NULL, 0, &n->uses.all);
    ent_findings_metric(n->out, "agreement.offers", ent_integer((int64_t)r->offers), &info);
}

static void outcome_metrics(negotiate *n) {
    const uint32_t *outcome = negotiate_outcome(n, n->result.outcome);
    for (size_t j = 0; j < n->domain->issues; j++) {
        const ent_info info =
            negotiate_info(negotiate_text(n, "%s, as agreed", ent_words_issue_name(&n->words, j)),
                           ent_words_unit(&n->words, j), ent_words_digits(&n->words, j), &n->uses.all);
        ent_findings_metricf(n->out, ent_words_option(&n->words, j, outcome[j]), &info, "agreement.outcome.%s",
                             ent_words_issue(&n->words, j)->id);
    }
}

static void when_metrics(negotiate *n) {
    const ent_session_result *r = &n->result;
    ent_info info = negotiate_info("Round of the agreement, from 0", NULL, 0, &n->uses.all);
    ent_findings_metric(n->out, "agreement.round", ent_integer((int64_t)r->round), &info);
    info = negotiate_info("Share of the time used until the agreement", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "agreement.time", ent_real(r->time), &info);
    info = negotiate_info("Whose offer is accepted", NULL, -1, &n->uses.all);
    if (r->proposer < n->seats_size)
        ent_findings_metric(n->out, "agreement.proposer", ent_text(negotiate_party_id(n, n->seats[r->proposer].party)),
                            &info);
}

static void worth_metrics(negotiate *n) {
    const ent_session_result *r = &n->result;
    for (size_t s = 0; s < n->seats_size; s++) {
        const size_t i = n->seats[s].party;
        const char *id = negotiate_party_id(n, i), *name = negotiate_party_name(n, i);
        ent_info info =
            negotiate_info(negotiate_text(n, "Utility of %s, as agreed", name), NULL, 3, &n->uses.of_party[i]);
        ent_findings_metricf(n->out, ent_real(r->utility[i]), &info, "agreement.utility.%s", id);
        info =
            negotiate_info(negotiate_text(n, "Share of what %s could gain over no deal", name), NULL, 3, &n->uses.all);
        const double share = n->agreement ? negotiate_share(n, i, r->outcome) : NAN;
        if (!isnan(share)) ent_findings_metricf(n->out, ent_real(share), &info, "agreement.share.%s", id);
        if (n->seats[s].discount == 1) continue;
        info = negotiate_info(negotiate_text(n, "Utility of %s, discounted to the start", name), NULL, 3, &n->uses.all);
        ent_findings_metricf(n->out, ent_real(r->discounted[i]), &info, "agreement.discounted.%s", id);
    }
}

static void distance_metrics(negotiate *n) {
    if (!n->agreement) return;
    ent_info info = negotiate_info("Distance of the agreement from the Nash solution", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "agreement.distance.nash", ent_real(negotiate_to_nash(n, n->result.outcome)), &info);
    info = negotiate_info("Distance of the agreement from the frontier", NULL, 3, &n->uses.all);
    ent_findings_metric(n->out, "agreement.distance.frontier", ent_real(negotiate_to_frontier(n, n->result.outcome)),
                        &info);
}

/* ---- running ----------------------------------------------------------------------------------------------- */

/* Room for every offer that rounds allow; a session without a deadline in rounds keeps the first ones. */
static ent_status make_trace(negotiate *n) {
    size_t most = n->rules.rounds > 0 ? n->rules.rounds + 1 : MOST_TRACE;
    if (n->run->metrics_only) most = 0;
    if (most > MOST_TRACE / n->seats_size) most = MOST_TRACE / n->seats_size;
    n->trace.capacity = most * n->seats_size;
    n->trace.offers = ent_arena_array(n->arena, n->trace.capacity, sizeof *n->trace.offers);
    return n->trace.offers ? ENT_OK : ENT_MEMORY;
}

ent_status negotiate_session(negotiate *n) {
    ent_status status = make_trace(n);
    if (status != ENT_OK) return status;
    ent_scratch *scratch = ent_scratch_new(ent_run_allocator(n->run), n->domain, n->seats, n->seats_size);
    if (!scratch) return ENT_MEMORY;
    ent_session_run(n->domain, n->seats, n->seats_size, &n->rules, n->run->seed, 0, scratch, &n->trace, &n->result);
    ent_scratch_free(scratch);
    if (n->trace.size > n->trace.capacity) n->trace.size = n->trace.capacity;
    ending_metrics(n);
    if (n->result.ending != ENT_AGREED) return ENT_OK;
    when_metrics(n);
    outcome_metrics(n);
    worth_metrics(n);
    distance_metrics(n);
    return ENT_OK;
}
