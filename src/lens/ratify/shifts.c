/* What constraints at home do to the bargain: the package that the rule picks with none of them, with each alone, with
 * all, and as one side's grows tighter (Schelling, The Strategy of Conflict, 1960: a negotiator whose hands are tied at
 * home may do better; Iida 1993, Mo 1995 and Tarar 2001 say when). */
#include "ratify.h"

#include <math.h>

enum { STEPS = 6 };
static const double STEP = 1.0 / RATIFY_RISES;

typedef struct shift {
    const char *who, *what, *key;
    bool *ratifiers, *allowed;
    ent_voter *voters;
} shift;

static const ratify_side *side_of(const ratify *r, size_t s) {
    return &r->sides[s];
}

static ent_status find(const ratify *r, const shift *of, uint32_t **outcome, bool *known) {
    const ratify_query query = {.ratifiers = of->ratifiers, .allowed = of->allowed, .voters = of->voters};
    ratify_answer answer;
    ent_status status = ratify_within(r, &query, false, &answer);
    if (status != ENT_OK) return status;
    *known = answer.known;
    status = ratify_pick(r, &answer.frontier, outcome);
    ent_frontier_free(&answer.frontier);
    return status;
}

static double worth(const ratify *r, size_t party, const uint32_t *outcome) {
    return outcome ? ent_words_utility(&r->words, party, outcome) : ent_words_no_deal(&r->words, party);
}

static void shift_row(ratify *r, ent_table *table, const shift *of, const uint32_t *outcome) {
    const size_t n = r->model->parties;
    ent_value *cells = ent_arena_array(r->arena, 3 + 2 * n, sizeof *cells);
    if (!cells) return;
    cells[0] = ent_text(of->who);
    cells[1] = ent_text(of->what);
    cells[2] = ent_text(outcome ? ratify_package_words(r, outcome) : "no package");
    for (size_t i = 0; i < n; i++) {
        const double utility = worth(r, i, outcome), change = utility - worth(r, i, r->alone.outcome);
        cells[3 + 2 * i] = ent_real(utility);
        cells[4 + 2 * i] = ent_real(change);
        if (of->key)
            ratify_put(r, ent_real(change),
                       ratify_text(r, "%s: change for %s (%s)", of->who, ent_words_party(&r->words, i), of->what), NULL,
                       3, "shift.%s.%s", of->key, ent_words_party_id(&r->words, i));
    }
    if (table) ent_table_row(r->out, table, cells);
}

static ent_table *shift_table(ratify *r) {
    if (r->run->metrics_only) return NULL;
    ent_table *table = ent_findings_table(r->out, "shifts", false, "What each constraint at home does to the bargain");
    ent_table_about(r->out, table,
                    ratify_text(r,
                                "The package that %s picks, and what it is worth to the negotiators; the change is "
                                "against none of the constraints. Where there is no package they have no deal.",
                                ent_rules[r->rule].label));
    ent_table_column(r->out, table, "who", "Whose", "text", "", -1);
    ent_table_column(r->out, table, "constraint", "Constraint", "text", "", -1);
    ent_table_column(r->out, table, "package", "Package", "text", "", -1);
    for (size_t i = 0; i < r->model->parties; i++) {
        const char *id = ent_words_party_id(&r->words, i), *name = ent_words_party(&r->words, i);
        ent_table_column(r->out, table, ratify_text(r, "utility.%s", id), name, "number", "", 3);
        ent_table_column(r->out, table, ratify_text(r, "change.%s", id), "change", "number", "", 3);
    }
    return table;
}

static bool *ratifiers_of(const ratify *r, size_t s) {
    bool *chosen = ent_arena_array(r->arena, r->ratifiers_size + 1, sizeof *chosen);
    for (size_t k = 0; chosen && k < side_of(r, s)->size; k++)
        chosen[side_of(r, s)->first + k] = true;
    return chosen;
}

static bool *mandate_of(const ratify *r, size_t s) {
    bool *allowed = ent_arena_array(r->arena, r->model->total, sizeof *allowed);
    for (size_t flat = 0; allowed && flat < r->model->total; flat++)
        allowed[flat] = r->space->allowed[flat] && !side_of(r, s)->barred[flat];
    return allowed;
}

static ent_status write_shift(ratify *r, ent_table *table, const shift *of) {
    uint32_t *outcome = NULL;
    bool known = true;
    if (!of->ratifiers || !of->allowed) return ENT_MEMORY;
    const ent_status status = find(r, of, &outcome, &known);
    if (status == ENT_OK && known) shift_row(r, table, of, outcome);
    return status;
}

static ent_status each_side(ratify *r, ent_table *table) {
    ent_status status = ENT_OK;
    for (size_t s = 0; s < r->sides_size && status == ENT_OK; s++) {
        const ratify_side *side = side_of(r, s);
        shift votes = {side->name,         "its ratifiers alone", ratify_text(r, "%s.ratifiers", side->id),
                       ratifiers_of(r, s), r->space->allowed,     NULL};
        if (side->size > 0) status = write_shift(r, table, &votes);
        if (!side->barred || status != ENT_OK) continue;
        shift mandate = {side->name,
                         "its mandate alone",
                         ratify_text(r, "%s.mandate", side->id),
                         ent_arena_array(r->arena, r->ratifiers_size + 1, sizeof(bool)),
                         mandate_of(r, s),
                         NULL};
        status = write_shift(r, table, &mandate);
    }
    return status;
}

/* ---- a tighter constraint ------------------------------------------------------------------------------------------
 */

static void tighten(const ratify *r, size_t s, int rise, ent_voter *voters) {
    for (size_t v = 0; v < r->voters_size; v++)
        voters[v] = r->voters[v];
    for (size_t b = 0; b < r->blocs_size; b++) {
        const size_t v = r->blocs[b].voter;
        if (r->ratifiers[r->blocs[b].ratifier].side != s || v < r->model->parties) continue;
        voters[v].threshold = ratify_raised(r, v, rise);
    }
}

static bool can_tighten(const ratify *r, size_t s) {
    for (size_t b = 0; b < r->blocs_size; b++)
        if (r->ratifiers[r->blocs[b].ratifier].side == s && r->blocs[b].voter >= r->model->parties) return true;
    return false;
}

static ent_status tighten_side(ratify *r, ent_table *table, size_t s, double *best, double *at) {
    const ratify_side *side = side_of(r, s);
    ent_voter voters[ENT_VOTERS];
    shift of = {.ratifiers = ratifiers_of(r, s), .allowed = r->space->allowed, .voters = voters};
    if (!of.ratifiers) return ENT_MEMORY;
    *best = -INFINITY;
    for (int k = 0; k <= STEPS; k++) {
        uint32_t *outcome = NULL;
        bool known = true;
        tighten(r, s, k, voters);
        const ent_status status = find(r, &of, &outcome, &known);
        if (status != ENT_OK || !known) return status;
        const double own = worth(r, side->negotiator, outcome);
        if (outcome && own > *best + 1e-12) *best = own, *at = STEP * k;
        const ent_value cells[] = {ent_text(side->name), ent_text(side->id), ent_real(STEP * k), ent_real(own),
                                   ent_bool(outcome != NULL)};
        if (table) ent_table_row(r->out, table, cells);
        if (!outcome) break;
    }
    return ENT_OK;
}

static void tightening_chart(ratify *r, const char *title) {
    ent_chart chart = {.id = "tightening",
                       .kind = ENT_CHART_LINES,
                       .title = title,
                       .subtitle =
                           "Utility of the side's own negotiator as its blocs ask for more; the line ends where "
                           "nothing passes and no deal is left",
                       .text = title,
                       .table = "tightening",
                       .x = "rise",
                       .y = "utility",
                       .series = "series",
                       .x_label = "Rise of what its blocs have without a deal",
                       .y_label = "Utility of its negotiator"};
    ent_findings_chart(r->out, &chart);
}

/* Schelling's conjecture with the case's own numbers. */
static ent_status tightening(ratify *r) {
    if (!r->alone.outcome) return ENT_OK;
    ent_table *table = NULL;
    if (!r->run->metrics_only) {
        table = ent_findings_table(r->out, "tightening", false, "If a side's ratifiers asked for more");
        ent_table_column(r->out, table, "who", "Whose", "text", "", -1);
        ent_table_column(r->out, table, "series", "Party", "text", "", -1);
        ent_table_column(r->out, table, "rise", "Rise of their no-deal values", "number", "", 2);
        ent_table_column(r->out, table, "utility", "Its negotiator then has", "number", "", 3);
        ent_table_column(r->out, table, "agreement", "Something passes", "boolean", "", -1);
    }
    const char *title = "";
    for (size_t s = 0; s < r->sides_size; s++) {
        const ratify_side *side = side_of(r, s);
        if (side->negotiator == SIZE_MAX || !can_tighten(r, s)) continue;
        double best = -INFINITY, at = 0;
        const ent_status status = tighten_side(r, table, s, &best, &at);
        if (status != ENT_OK) return status;
        const double gain = best - worth(r, side->negotiator, r->alone.outcome);
        if (!isfinite(gain)) continue;
        ratify_put(r, ent_real(gain), ratify_text(r, "Most that tied hands at home gain %s's negotiator", side->name),
                   NULL, 3, "tied.%s.gain", side->id);
        ratify_put(r, ent_real(at), "  with no-deal values of its blocs raised by", NULL, 2, "tied.%s.rise", side->id);
        title = ratify_text(r, "%s%s%s", title, *title ? "; " : "",
                            gain > 0.0005
                                ? ratify_text(r, "Tied hands at home would help %s, by up to %.3f", side->name, gain)
                                : ratify_text(r, "Tied hands at home would not help %s", side->name));
    }
    if (table && *title) tightening_chart(r, title);
    return ENT_OK;
}

ent_status ratify_shifts(ratify *r) {
    ent_table *table = shift_table(r);
    const shift none = {"Nobody", "none", NULL, NULL, NULL, NULL},
                all = {"Everybody", "all of them", "all", NULL, NULL, NULL};
    shift_row(r, table, &none, r->alone.outcome);
    ent_status status = each_side(r, table);
    if (r->home_known) shift_row(r, table, &all, r->together.outcome);
    return status == ENT_OK ? tightening(r) : status;
}
