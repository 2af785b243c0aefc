/* What divides the parties, issue by issue, and which party should have its way on which issue. */
#include "bargain.h"

#include <math.h>
#include <stdlib.h>

/* ---- character ------------------------------------------------------------------------------------------- */

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

/* ---- trades ---------------------------------------------------------------------------------------------- */

typedef struct trade {
    size_t first, second;              /* parties */
    size_t x, y;                       /* the issue that goes the first's way, and the second's */
    size_t x_from, x_to, y_from, y_to; /* options */
    double gain_first, gain_second, product;
} trade;

static int by_product(const void *left, const void *right) {
    const trade *a = left, *b = right;
    if (a->product != b->product) return a->product > b->product ? -1 : 1;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->second != b->second) return a->second < b->second ? -1 : 1;
    if (a->x != b->x) return a->x < b->x ? -1 : 1;
    return a->y < b->y ? -1 : a->y > b->y;
}

static double part_of(const bargain *b, size_t party, size_t issue, size_t worst, size_t best, size_t option) {
    double whole = worth(b, party, issue, worst, best);
    return whole > 0 ? worth(b, party, issue, worst, option) / whole : 1;
}

/* Splitting the difference on one issue: the option that gives the party who gets less of its range the most. */
static size_t middle_of(const bargain *b, size_t p, size_t q, size_t issue) {
    size_t p_best = 0, p_worst = 0, q_best = 0, q_worst = 0, middle = 0;
    ends(b->space, p, issue, &p_best, &p_worst);
    ends(b->space, q, issue, &q_best, &q_worst);
    double most = -1;
    for (size_t o = 0; o < ent_space_options(b->space, issue); o++) {
        if (!b->space->allowed[b->space->first[issue] + o]) continue;
        double mine = part_of(b, p, issue, p_worst, p_best, o), other = part_of(b, q, issue, q_worst, q_best, o);
        double least = mine < other ? mine : other;
        if (least > most) {
            most = least;
            middle = o;
        }
    }
    return middle;
}

/* From the middle of both issues, x moves the first party's way and y the second's: the pair of moves with the largest
 * product of net gains. Long issues are looked at in steps. */
static bool try_trade(const bargain *b, trade *t) {
    enum { LOOKED_AT = 60 };
    const size_t x_size = ent_space_options(b->space, t->x), y_size = ent_space_options(b->space, t->y);
    t->product = 0;
    for (size_t o = 0; o < x_size; o += x_size / LOOKED_AT + 1) {
        if (!b->space->allowed[b->space->first[t->x] + o]) continue;
        double first = worth(b, t->first, t->x, t->x_from, o), second = worth(b, t->second, t->x, t->x_from, o);
        if (first <= 0 || second > 0) continue;
        for (size_t r = 0; r < y_size; r += y_size / LOOKED_AT + 1) {
            if (!b->space->allowed[b->space->first[t->y] + r]) continue;
            double mine = first + worth(b, t->first, t->y, t->y_from, r);
            double other = second + worth(b, t->second, t->y, t->y_from, r);
            if (mine <= 1e-12 || other <= 1e-12 || mine * other <= t->product) continue;
            *t = (trade){t->first, t->second, t->x, t->y, t->x_from, o, t->y_from, r, mine, other, mine * other};
        }
    }
    return t->product > 0;
}

static size_t find_trades(const bargain *b, trade *trades, size_t *middles) {
    const size_t n = b->model->parties, m = b->model->issues;
    size_t size = 0;
    for (size_t p = 0; p < n; p++)
        for (size_t q = p + 1; q < n; q++) {
            for (size_t j = 0; j < m; j++)
                middles[j] = middle_of(b, p, q, j);
            for (size_t x = 0; x < m; x++)
                for (size_t y = 0; y < m; y++) {
                    trades[size] =
                        (trade){.first = p, .second = q, .x = x, .y = y, .x_from = middles[x], .y_from = middles[y]};
                    if (x != y && try_trade(b, &trades[size])) size++;
                }
        }
    qsort(trades, size, sizeof *trades, by_product);
    return size;
}

static const char *move_words(const bargain *b, size_t issue, size_t from, size_t to) {
    const ent_issue *described = bargain_issue(b, issue);
    return bargain_text(b, "%s from %s to %s", described->name ? described->name : described->id,
                        bargain_option_words(b, issue, from), bargain_option_words(b, issue, to));
}

static ent_status trades_table(bargain *b) {
    enum { SHOWN = 10 };
    const size_t n = b->model->parties, m = b->model->issues;
    trade *trades = ent_arena_array(b->arena, n * (n - 1) / 2 * m * m + 1, sizeof *trades);
    size_t *middles = ent_arena_array(b->arena, m, sizeof *middles);
    if (!trades || !middles) return ENT_MEMORY;
    size_t size = find_trades(b, trades, middles);
    if (size == 0) return ENT_OK;
    ent_table *table = ent_findings_table(b->out, "trades", false, "Trades that leave both better off");
    ent_table_about(b->out, table,
                    "Against splitting the difference on both issues: one moves the first party's way, the other the "
                    "second's. Ranked by the product of what each gains.");
    ent_table_column(b->out, table, "first", "Party", "text", "", -1);
    ent_table_column(b->out, table, "gets", "gets", "text", "", -1);
    ent_table_column(b->out, table, "second", "Other party", "text", "", -1);
    ent_table_column(b->out, table, "gets_other", "gets", "text", "", -1);
    ent_table_column(b->out, table, "gain", "Party gains", "number", "", 3);
    ent_table_column(b->out, table, "gain_other", "Other gains", "number", "", 3);
    for (size_t k = 0; k < size && k < SHOWN; k++) {
        const trade *t = &trades[k];
        const ent_value cells[] = {ent_text(bargain_party_name(b, t->first)),
                                   ent_text(move_words(b, t->x, t->x_from, t->x_to)),
                                   ent_text(bargain_party_name(b, t->second)),
                                   ent_text(move_words(b, t->y, t->y_from, t->y_to)),
                                   ent_real(t->gain_first),
                                   ent_real(t->gain_second)};
        ent_table_row(b->out, table, cells);
    }
    return ENT_OK;
}

ent_status bargain_character(bargain *b) {
    if (b->run->metrics_only || ent_space_closed_issue(b->space) < b->space->issues) return ENT_OK;
    ent_value *cells = ent_arena_array(b->arena, b->model->parties + 3, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    character_table(b, cells);
    /* every pair of issues for every pair of parties: only where that is quickly done */
    const size_t n = b->model->parties, m = b->model->issues;
    return n * n * m * m <= 40000 ? trades_table(b) : ENT_OK;
}
