/* The course of a session: every offer in a table, and two pictures of it. */
#include "negotiate.h"

#include <math.h>

enum { CURVE = 150, STEPS = 100 }; /* points drawn of the frontier; rounds drawn of the course */

/* Under a single text the mediator proposes. */
static const char *proposer_id(const negotiate *n, size_t seat) {
    return seat < n->seats_size ? negotiate_party_id(n, n->seats[seat].party) : "mediator";
}

static const char *proposer_name(const negotiate *n, size_t seat) {
    return seat < n->seats_size ? negotiate_party_name(n, n->seats[seat].party) : "mediator";
}

/* ---- tables ------------------------------------------------------------------------------------------------ */

static void trace_columns(negotiate *n, ent_table *table) {
    ent_table_column(n->out, table, "round", "Round", "integer", "", 0);
    ent_table_column(n->out, table, "by", "Offer of", "text", "", -1);
    for (size_t j = 0; j < n->domain->issues; j++)
        ent_table_column(n->out, table, ent_words_issue(&n->words, j)->id, ent_words_issue_name(&n->words, j),
                         ent_words_numeric(&n->words, j) ? "number" : "text", ent_words_unit(&n->words, j),
                         ent_words_digits(&n->words, j));
    for (size_t i = 0; i < n->domain->parties; i++)
        ent_table_column(n->out, table, negotiate_text(n, "utility-%s", negotiate_party_id(n, i)),
                         negotiate_text(n, "Worth to %s", negotiate_party_name(n, i)), "number", "", 3);
}

static ent_status trace_table(negotiate *n) {
    const size_t issues = n->domain->issues, parties = n->domain->parties;
    ent_value *cells = ent_arena_array(n->arena, 2 + issues + parties, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    const bool text = n->rules.protocol == ENT_SINGLE_TEXT;
    ent_table *table = ent_findings_table(n->out, "trace", true, "%s", text ? "The text as it changed" : "Offers");
    ent_table_about(n->out, table,
                    text
                        ? "The mediator's first text, and every change that all parties voted for; rounds from 0."
                        : "Every offer in the order it was made; rounds from 0. An offer that all others accept is the "
                          "agreement.");
    trace_columns(n, table);
    const size_t shown = n->run->rows ? n->run->rows : 200;
    for (size_t k = 0; k < n->trace.size && k < shown; k++) {
        const ent_offer *offer = &n->trace.offers[k];
        const uint32_t *outcome = negotiate_outcome(n, offer->outcome);
        cells[0] = ent_integer(offer->round);
        cells[1] = ent_text(proposer_name(n, offer->seat));
        for (size_t j = 0; j < issues; j++)
            cells[2 + j] = ent_words_option(&n->words, j, outcome[j]);
        for (size_t i = 0; i < parties; i++)
            cells[2 + issues + i] = ent_real(n->domain->views[i].utility[offer->outcome]);
        ent_table_row(n->out, table, cells);
    }
    ent_table_total(n->out, table, n->trace.size);
    return ENT_OK;
}

static void strategies_table(negotiate *n) {
    ent_table *table = ent_findings_table(n->out, "strategies", false, "Who negotiates how");
    ent_table_column(n->out, table, "party", "Party", "text", "", -1);
    ent_table_column(n->out, table, "strategy", "Strategy", "text", "", -1);
    ent_table_column(n->out, table, "published", "Published in", "text", "", -1);
    ent_table_column(n->out, table, "no_deal", "No deal", "number", "", 3);
    ent_table_column(n->out, table, "rational", "Packages worth that", "integer", "", 0);
    for (size_t s = 0; s < n->seats_size; s++) {
        const ent_view *view = &n->domain->views[n->seats[s].party];
        const ent_strategy *strategy = n->seats[s].strategy;
        const ent_value cells[] = {ent_text(negotiate_party_name(n, n->seats[s].party)), ent_text(strategy->label),
                                   ent_text(strategy->published), ent_real(view->reserved),
                                   ent_integer((int64_t)view->rational)};
        ent_table_row(n->out, table, cells);
    }
}

/* ---- pictures ---------------------------------------------------------------------------------------------- */

/* Whether an offer is drawn: of long sessions every few rounds, and the last offers always. */
static bool drawn(const negotiate *n, size_t k) {
    const size_t rounds = n->trace.offers[n->trace.size - 1].round + 1, every = (rounds + STEPS - 1) / STEPS;
    return n->trace.offers[k].round % every == 0 || k + n->seats_size >= n->trace.size;
}

static const char *course_title(const negotiate *n) {
    if (n->result.ending != ENT_AGREED) return "The offers do not meet";
    if (n->rules.protocol == ENT_SINGLE_TEXT) return "How the text came to be";
    return negotiate_text(n, "The offers meet in round %zu", n->result.round + 1);
}

/* One panel a party: what its own offers and those of the others are worth to it. */
static void course_chart(negotiate *n) {
    ent_table *table = ent_findings_table(n->out, "course", false, "%s", "");
    ent_table_column(n->out, table, "round", "Round", "integer", "", 0);
    ent_table_column(n->out, table, "utility", "Utility", "number", "", 3);
    ent_table_column(n->out, table, "by", "Offers of", "text", "", -1);
    ent_table_column(n->out, table, "to", "To", "text", "", -1);
    for (size_t i = 0; i < n->domain->parties; i++) {
        const char *panel = negotiate_text(n, "Worth to %s", negotiate_party_name(n, i));
        for (size_t k = 0; k < n->trace.size; k++) {
            const ent_offer *offer = &n->trace.offers[k];
            if (!drawn(n, k)) continue;
            const ent_value cells[] = {ent_integer(offer->round + 1),
                                       ent_real(n->domain->views[i].utility[offer->outcome]),
                                       ent_text(proposer_id(n, offer->seat)), ent_text(panel)};
            ent_table_row(n->out, table, cells);
        }
    }
    const ent_chart chart = {.id = "concessions",
                             .kind = ENT_CHART_MULTIPLES,
                             .multiple_of = ENT_CHART_LINES,
                             .title = course_title(n),
                             .text = course_title(n),
                             .subtitle =
                                 "What each party's offers are worth to each, from its worst package to its best",
                             .table = "course",
                             .x = "round",
                             .y = "utility",
                             .series = "by",
                             .panel = "to",
                             .x_label = "Round",
                             .y_label = "Utility"};
    ent_findings_chart(n->out, &chart);
}

static void plane_row(negotiate *n, ent_table *table, double x, double y, const char *series) {
    const ent_value cells[] = {ent_real(x), ent_real(y), ent_text(series)};
    ent_table_row(n->out, table, cells);
}

static void plane_marks(negotiate *n, ent_chart *chart) {
    for (size_t i = 0; i < 2; i++) {
        const double d = n->domain->views[i].reserved;
        const ent_mark mark = {.style = ENT_MARK_NO_DEAL,
                               .axis = i == 0 ? 'x' : 'y',
                               .from = d,
                               .to = d,
                               .label = negotiate_text(n, "No deal, %s", negotiate_party_name(n, i)),
                               .series = negotiate_party_id(n, i)};
        ent_chart_mark(n->out, chart, &mark);
    }
    if (n->agreement) {
        const ent_mark nash = {.style = ENT_MARK_SOLUTION,
                               .axis = 'p',
                               .from = negotiate_point(n, n->nash, 0),
                               .to = negotiate_point(n, n->nash, 1),
                               .label = "Nash"};
        ent_chart_mark(n->out, chart, &nash);
    }
    if (n->result.ending != ENT_AGREED) return;
    const ent_mark end = {.style = ENT_MARK_SOLUTION,
                          .axis = 'p',
                          .from = n->domain->views[0].utility[n->result.outcome],
                          .to = n->domain->views[1].utility[n->result.outcome],
                          .label = "Agreement"};
    ent_chart_mark(n->out, chart, &end);
}

static const char *plane_title(const negotiate *n) {
    if (n->result.ending != ENT_AGREED) return "The talks end without an agreement";
    if (!n->agreement) return "Where the talks end";
    const double away = negotiate_to_frontier(n, n->result.outcome);
    return away > 0 ? negotiate_text(n, "The talks end %.2f short of the frontier", away)
                    : "The talks end on the frontier: no package is better for one and worse for nobody";
}

/* Two parties: the offers among what is possible. */
static void plane_chart(negotiate *n) {
    const char *first = negotiate_party_name(n, 0), *second = negotiate_party_name(n, 1);
    ent_table *table = ent_findings_table(n->out, "offers_plane", false, "%s", "");
    ent_table_column(n->out, table, "x", negotiate_text(n, "Utility of %s", first), "number", "", 3);
    ent_table_column(n->out, table, "y", negotiate_text(n, "Utility of %s", second), "number", "", 3);
    ent_table_column(n->out, table, "series", "Offers of", "text", "", -1);
    const size_t size = n->frontier.size, shown = size < CURVE ? size : CURVE;
    for (size_t k = 0; k < shown; k++) {
        const size_t point = shown < 2 ? 0 : k * (size - 1) / (shown - 1);
        plane_row(n, table, negotiate_point(n, point, 0), negotiate_point(n, point, 1), "frontier");
    }
    for (size_t k = 0; k < n->trace.size; k++) {
        const ent_offer *offer = &n->trace.offers[k];
        if (drawn(n, k))
            plane_row(n, table, n->domain->views[0].utility[offer->outcome],
                      n->domain->views[1].utility[offer->outcome], proposer_id(n, offer->seat));
    }
    const ent_chart chart = {.id = "offers_plane",
                             .kind = ENT_CHART_SCATTER,
                             .title = plane_title(n),
                             .text = plane_title(n),
                             .subtitle =
                                 "Every offer by what it is worth to both, and the packages that no other beats",
                             .table = "offers_plane",
                             .x = "x",
                             .y = "y",
                             .series = "series",
                             .joined = "frontier",
                             .x_label = negotiate_text(n, "Utility of %s", first),
                             .y_label = negotiate_text(n, "Utility of %s", second)};
    plane_marks(n, ent_findings_chart(n->out, &chart));
}

ent_status negotiate_trace(negotiate *n) {
    if (n->run->metrics_only) return ENT_OK;
    strategies_table(n);
    if (n->trace.size == 0) return ENT_OK;
    const ent_status status = trace_table(n);
    if (status != ENT_OK) return status;
    course_chart(n);
    if (n->domain->parties == 2) plane_chart(n);
    return ENT_OK;
}
