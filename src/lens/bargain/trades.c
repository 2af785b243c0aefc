/* What divides the parties, issue by issue, and which party should have its way on which issue. */
#include "bargain.h"

#include <math.h>
#include <stdlib.h>

/* ---- character ------------------------------------------------------------------------------------------------------
 */

/* How often two parties order two options of the issue against each other, of the pairs both have a preference on
 * (Kendall 1938). -1: there is no such pair. Long issues are looked at in steps. */
static double opposition(const bargain *b, size_t issue) {
    const ent_space *space = b->space;
    const size_t size = ent_space_options(space, issue), step = size / 400 + 1;
    size_t against = 0, along = 0;
    for (size_t p = 0; p < size; p += step)
        for (size_t q = p + step; q < size; q += step) {
            if (!space->allowed[space->first[issue] + p] || !space->allowed[space->first[issue] + q]) continue;
            for (size_t i = 0; i < space->parties; i++)
                for (size_t k = i + 1; k < space->parties; k++) {
                    ent_wide mine = ent_space_term(space, i, issue, p) - ent_space_term(space, i, issue, q);
                    ent_wide other = ent_space_term(space, k, issue, p) - ent_space_term(space, k, issue, q);
                    if (mine == 0 || other == 0) continue;
                    if ((mine > 0) == (other > 0))
                        along++;
                    else
                        against++;
                }
        }
    return against + along ? (double)against / (double)(against + along) : -1;
}

/* The largest and the smallest allowed option for a party. */
static void ends(const ent_space *space, size_t party, size_t issue, size_t *best, size_t *worst) {
    bool any = false;
    for (size_t o = 0; o < ent_space_options(space, issue); o++) {
        if (!space->allowed[space->first[issue] + o]) continue;
        ent_wide term = ent_space_term(space, party, issue, o);
        if (!any || term > ent_space_term(space, party, issue, *best)) *best = o;
        if (!any || term < ent_space_term(space, party, issue, *worst)) *worst = o;
        any = true;
    }
}

static double worth(const bargain *b, size_t party, size_t issue, size_t from, size_t to) {
    return ent_wide_ratio(ent_space_term(b->space, party, issue, to) - ent_space_term(b->space, party, issue, from),
                          b->space->denominator[party]);
}

static const char *character_of(double measure) {
    if (measure < 0) return "indifferent";
    return measure == 0 ? "common" : measure == 1 ? "opposed" : "mixed";
}

static void character_table(bargain *b, ent_value *cells) {
    ent_table *table = ent_findings_table(b->out, "character", false, "What divides the parties");
    ent_table_about(b->out, table,
                    "Opposition is the share of pairs of options that the parties order against each other: 0 a common "
                    "interest, 1 a pure conflict. Beside it how much of its utility each party has at stake.");
    ent_table_column(b->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(b->out, table, "character", "Character", "text", "", -1);
    ent_table_column(b->out, table, "opposition", "Opposition", "number", "", 2);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "stake.%s", bargain_party_id(b, i)),
                         bargain_text(b, "At stake, %s", bargain_party_name(b, i)), "number", "", 3);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        double measure = opposition(b, j);
        cells[0] = ent_text(issue->name ? issue->name : issue->id);
        cells[1] = ent_text(character_of(measure));
        cells[2] = measure < 0 ? ent_empty() : ent_real(measure);
        for (size_t i = 0; i < b->model->parties; i++) {
            size_t best = 0, worst = 0;
            ends(b->space, i, j, &best, &worst);
            cells[3 + i] = ent_real(worth(b, i, j, worst, best));
        }
        ent_table_row(b->out, table, cells);
    }
}

/* ---- trades ---------------------------------------------------------------------------------------------------------
 */

typedef struct trade {
    size_t first, second;       /* parties */
    size_t to_first, to_second; /* issues on which each has its way */
    double gain_first, gain_second, product;
} trade;

static int by_product(const void *left, const void *right) {
    const trade *a = left, *b = right;
    if (a->product != b->product) return a->product > b->product ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    if (a->to_first != b->to_first) return a->to_first < b->to_first ? -1 : 1;
    return a->to_second < b->to_second ? -1 : a->to_second > b->to_second;
}

/* Party p has its way on issue x and party q on y, against the other way round. */
static bool try_trade(const bargain *b, size_t p, size_t q, size_t x, size_t y, trade *out) {
    size_t p_x = 0, q_x = 0, p_y = 0, q_y = 0, unused = 0;
    ends(b->space, p, x, &p_x, &unused);
    ends(b->space, q, x, &q_x, &unused);
    ends(b->space, p, y, &p_y, &unused);
    ends(b->space, q, y, &q_y, &unused);
    *out = (trade){.first = p, .second = q, .to_first = x, .to_second = y};
    out->gain_first = worth(b, p, x, q_x, p_x) - worth(b, p, y, q_y, p_y);
    out->gain_second = worth(b, q, y, p_y, q_y) - worth(b, q, x, p_x, q_x);
    out->product = out->gain_first * out->gain_second;
    return out->gain_first > 1e-12 && out->gain_second > 1e-12;
}

static ent_status trades_table(bargain *b) {
    enum { SHOWN = 10 };
    const size_t n = b->model->parties, m = b->model->issues;
    trade *trades = ent_arena_array(b->arena, n * (n - 1) / 2 * m * m, sizeof *trades);
    if (!trades) return ENT_MEMORY;
    size_t size = 0;
    for (size_t p = 0; p < n; p++)
        for (size_t q = p + 1; q < n; q++)
            for (size_t x = 0; x < m; x++)
                for (size_t y = 0; y < m; y++)
                    if (x != y && try_trade(b, p, q, x, y, &trades[size])) size++;
    qsort(trades, size, sizeof *trades, by_product);
    ent_table *table = ent_findings_table(b->out, "trades", false, "Who should have its way on what");
    ent_table_about(b->out, table,
                    "One party has its way on one issue and another party on a second one, compared with the other way "
                    "round: both are better off by the amounts shown. Ranked by the product of the gains.");
    ent_table_column(b->out, table, "first", "Party", "text", "", -1);
    ent_table_column(b->out, table, "first_issue", "has its way on", "text", "", -1);
    ent_table_column(b->out, table, "second", "Other party", "text", "", -1);
    ent_table_column(b->out, table, "second_issue", "has its way on", "text", "", -1);
    ent_table_column(b->out, table, "first_gain", "Party gains", "number", "", 3);
    ent_table_column(b->out, table, "second_gain", "Other gains", "number", "", 3);
    for (size_t k = 0; k < size && k < SHOWN; k++) {
        const ent_issue *x = bargain_issue(b, trades[k].to_first), *y = bargain_issue(b, trades[k].to_second);
        const ent_value cells[] = {ent_text(bargain_party_name(b, trades[k].first)),
                                   ent_text(x->name ? x->name : x->id),
                                   ent_text(bargain_party_name(b, trades[k].second)),
                                   ent_text(y->name ? y->name : y->id),
                                   ent_real(trades[k].gain_first),
                                   ent_real(trades[k].gain_second)};
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

ent_status bargain_character(bargain *b) {
    if (b->run->metrics_only || ent_space_closed_issue(b->space) < b->space->issues) return ENT_OK;
    ent_value *cells = ent_arena_array(b->arena, b->model->parties + 3, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    character_table(b, cells);
    return b->model->issues <= 64 ? trades_table(b) : ENT_OK;
}
