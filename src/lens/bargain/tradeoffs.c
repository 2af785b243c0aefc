/* What one step on an issue is worth: to each party in utility and in units of the lead issue (a list of prices), and
 * on every other issue (marginal rates of substitution: Keeney and Raiffa, Decisions with Multiple Objectives, 1976;
 * even swaps: Hammond, Keeney and Raiffa 1998). Taken around one package, everything else as it is there. */
#include "practice.h"

#include <math.h>
#include <string.h>

enum { CHART_ROWS = 24 };

/* What makes up for a step: the first option of another issue, going away from the base, at which the party is as well
 * off again. */
typedef struct makeup {
    bool found, exact, beyond; /* exact: just as well off; beyond: a red line excludes it */
    uint32_t enough, before;   /* that option, and the one before it, which is not enough */
    double change;             /* as a number, on a straight line between the two */
} makeup;

typedef struct prices {
    const practice *p;
    practice_move *moves;
    size_t size;
    uint32_t *trial;        /* a package to try */
    const uint32_t **order; /* per issue */
    makeup *money;          /* moves x parties: on the lead issue; not for moves of the lead itself */
    ent_wide *worth;        /* moves x parties */
} prices;

/* ---- making up for a step ---------------------------------------------------------------------------------------- */

static ent_wide balance(const prices *s, size_t party, size_t issue, uint32_t option) {
    const uint32_t kept = s->trial[issue];
    s->trial[issue] = option;
    const ent_wide utility = ent_space_utility(s->p->in->space, party, s->trial);
    s->trial[issue] = kept;
    return utility - ent_space_utility(s->p->in->space, party, s->p->base);
}

/* Walks one way from the base until the balance has turned. `trial` holds the step. */
static makeup walk(const prices *s, size_t party, size_t issue, int direction) {
    const bargain *b = s->p->in;
    const double *level = b->model->level + b->model->first[issue];
    const size_t size = b->model->options[issue];
    const uint32_t *order = s->order[issue];
    size_t at = 0;
    while (order[at] != s->p->base[issue])
        at++;
    ent_wide last = balance(s, party, issue, order[at]);
    const int sign = last < 0 ? -1 : 1;
    while (direction > 0 ? at + 1 < size : at > 0) {
        const uint32_t before = order[at];
        at = direction > 0 ? at + 1 : at - 1;
        const ent_wide now = balance(s, party, issue, order[at]);
        if (sign * now <= 0) {
            const double part = ent_wide_ratio(sign * last, sign * (last - now)); /* the lower part is above zero */
            const double here = level[s->p->base[issue]], step = level[order[at]] - level[before];
            return (makeup){.found = true,
                            .exact = now == 0,
                            .beyond = !b->space->allowed[b->space->first[issue] + order[at]],
                            .enough = order[at],
                            .before = before,
                            .change = now == 0 ? level[order[at]] - here : level[before] - here + part * step};
        }
        last = now;
    }
    return (makeup){0};
}

/* Without an order: the option that leaves the least over. */
static makeup pick(const prices *s, size_t party, size_t issue) {
    const bargain *b = s->p->in;
    makeup best = {0};
    ent_wide least = 0;
    for (size_t o = 0; o < b->model->options[issue]; o++) {
        if (o == s->p->base[issue]) continue;
        const ent_wide over = balance(s, party, issue, (uint32_t)o);
        if (over < 0 || (best.found && over >= least)) continue;
        least = over;
        best = (makeup){.found = true,
                        .exact = over == 0,
                        .beyond = !b->space->allowed[b->space->first[issue] + o],
                        .enough = (uint32_t)o,
                        .before = s->p->base[issue]};
    }
    return best;
}

static makeup make_up(const prices *s, size_t party, size_t issue) {
    if (!practice_ordered(s->p->in, issue)) return pick(s, party, issue);
    const makeup up = walk(s, party, issue, 1), down = walk(s, party, issue, -1);
    if (up.found && down.found) return fabs(down.change) < fabs(up.change) ? down : up;
    return up.found ? up : down;
}

static void price_move(prices *s, size_t m) {
    const bargain *b = s->p->in;
    const practice_move *move = &s->moves[m];
    s->trial[move->issue] = move->to;
    for (size_t i = 0; i < b->model->parties; i++) {
        const size_t at = m * b->model->parties + i;
        s->worth[at] = balance(s, i, move->issue, move->to);
        if (move->issue != b->lead && bargain_numeric(b, b->lead) && s->worth[at] != 0)
            s->money[at] = make_up(s, i, b->lead);
    }
    s->trial[move->issue] = s->p->base[move->issue];
}

static ent_status make_prices(const practice *p, prices *s) {
    const bargain *b = p->in;
    *s = (prices){.p = p};
    s->moves = practice_moves(p, &s->size);
    s->trial = ent_arena_array(b->arena, b->model->issues, sizeof *s->trial);
    s->order = ent_arena_array(b->arena, b->model->issues, sizeof *s->order);
    if (!s->moves || !s->trial || !s->order) return ENT_MEMORY;
    s->money = ent_arena_array(b->arena, s->size * b->model->parties, sizeof *s->money);
    s->worth = ent_arena_array(b->arena, s->size * b->model->parties, sizeof *s->worth);
    if (!s->money || !s->worth) return ENT_MEMORY;
    memcpy(s->trial, p->base, b->model->issues * sizeof *s->trial);
    for (size_t j = 0; j < b->model->issues; j++)
        if (!(s->order[j] = practice_order(b, j))) return ENT_MEMORY;
    for (size_t m = 0; m < s->size; m++)
        price_move(s, m);
    return ENT_OK;
}

/* ---- prices --------------------------------------------------------------------------------------------------------
 */

static double worth_of(const prices *s, size_t m, size_t party) {
    const bargain *b = s->p->in;
    return ent_wide_ratio(s->worth[m * b->model->parties + party], b->space->denominator[party]);
}

/* In units of the lead issue, with the sign of the worth; false where the lead issue cannot make up for it. */
static bool price_of(const prices *s, size_t m, size_t party, double *price) {
    const size_t at = m * s->p->in->model->parties + party;
    const practice_move *move = &s->moves[m];
    *price = 0;
    if (!bargain_numeric(s->p->in, s->p->in->lead) || move->issue == s->p->in->lead) return false;
    if (s->worth[at] == 0) return true;
    *price = s->worth[at] < 0 ? -fabs(s->money[at].change) : fabs(s->money[at].change);
    return s->money[at].found;
}

static const char *move_key(const bargain *b, const practice_move *move) {
    if (move->direction) return move->direction > 0 ? "up" : "down";
    return practice_key(b, move->issue, move->to);
}

static void price_metrics(const prices *s) {
    const bargain *b = s->p->in;
    for (size_t m = 0; m < s->size; m++) {
        const practice_move *move = &s->moves[m];
        const char *words = practice_change_words(b, move->issue, s->p->base[move->issue], move->to);
        const char *issue = bargain_issue(b, move->issue)->id, *key = move_key(b, move);
        for (size_t i = 0; i < b->model->parties; i++) {
            const char *party = bargain_party_name(b, i);
            ent_info info = bargain_info(bargain_text(b, "%s: worth to %s", words, party), NULL, 3, &b->all);
            ent_findings_metricf(b->out, ent_real(worth_of(s, m, i)), &info, "worth.%s.%s.%s", issue, key,
                                 bargain_party_id(b, i));
            double price = 0;
            if (!price_of(s, m, i, &price)) continue;
            info = bargain_info(bargain_text(b, "%s: worth to %s in %s", words, party, practice_issue_name(b, b->lead)),
                                bargain_unit(b, b->lead), bargain_digits(b, b->lead), &b->all);
            ent_findings_metricf(b->out, ent_real(price), &info, "price.%s.%s.%s", issue, key, bargain_party_id(b, i));
        }
    }
}

/* The step beside the lead issue that matters most to a party; `size` when none does. */
static size_t dearest(const prices *s, size_t party) {
    size_t best = s->size;
    for (size_t m = 0; m < s->size; m++)
        if (s->moves[m].issue != s->p->in->lead && worth_of(s, m, party) != 0 &&
            (best == s->size || fabs(worth_of(s, m, party)) > fabs(worth_of(s, best, party))))
            best = m;
    return best;
}

/* "Growth for Tern (29), Crew for Skua (20)": on what a step weighs most, for up to three parties. */
static const char *weighs_most(const prices *s) {
    const bargain *b = s->p->in;
    const char *found = "";
    char number[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < b->model->parties && i < 3; i++) {
        const size_t m = dearest(s, i);
        if (m == s->size) continue;
        double price = 0;
        const bool priced = price_of(s, m, i, &price);
        const char *size = priced ? ent_write_fixed(number, fabs(price), bargain_digits(b, b->lead))
                                  : ent_write_fixed(number, fabs(worth_of(s, m, i)), 2);
        found = bargain_text(b, "%s%s%s for %s (%s%s)", found, *found ? ", " : "",
                             practice_issue_name(b, s->moves[m].issue), bargain_party_name(b, i),
                             priced ? "" : "utility ", size);
    }
    return found;
}

static const char *chart_title(const prices *s) {
    const bargain *b = s->p->in;
    const char *unit = bargain_numeric(b, b->lead) ? bargain_unit(b, b->lead) : "";
    return bargain_text(b, "A step weighs most on: %s%s%s", weighs_most(s), *unit ? ", in " : "", unit);
}

/* "Tern gains 23". */
static const char *gain_words(const bargain *b, size_t party, double price) {
    char number[ENT_NUMBER_TEXT];
    if (price == 0) return bargain_text(b, "nothing to %s", bargain_party_name(b, party));
    return bargain_text(b, "%s %s %s", bargain_party_name(b, party), price > 0 ? "gains" : "loses",
                        ent_write_fixed(number, fabs(price), bargain_digits(b, b->lead)));
}

/* With two parties: the step that brings one most beyond what it costs the other, in units of the lead issue. */
static const char *table_title(const prices *s) {
    const bargain *b = s->p->in;
    size_t best = s->size;
    double most = 0, one = 0, other = 0;
    if (b->model->parties != 2 || !bargain_numeric(b, b->lead)) return "What a step on each issue is worth";
    for (size_t m = 0; m < s->size; m++)
        if (price_of(s, m, 0, &one) && price_of(s, m, 1, &other) && one + other > most + 1e-9) {
            most = one + other;
            best = m;
        }
    if (best == s->size)
        return bargain_text(b, "No step brings one side more %s than it costs the other",
                            practice_issue_name(b, b->lead));
    const practice_move *move = &s->moves[best];
    price_of(s, best, 0, &one);
    price_of(s, best, 1, &other);
    return bargain_text(b, "Worth trading: %s (%s, %s)",
                        practice_change_words(b, move->issue, s->p->base[move->issue], move->to), gain_words(b, 0, one),
                        gain_words(b, 1, other));
}

static const char *steps_about(const prices *s) {
    const bargain *b = s->p->in;
    const char *steps = "";
    char number[ENT_NUMBER_TEXT];
    for (size_t j = 0; j < b->model->issues; j++) {
        const double step = practice_step(b, j);
        if (step > 0)
            steps = bargain_text(b, "%s A step of %s is %s (about a tenth of its range), less at a red line or an end.",
                                 steps, practice_issue_name(b, j), ent_write_fixed(number, step, bargain_digits(b, j)));
    }
    const char *money =
        bargain_numeric(b, b->lead)
            ? bargain_text(b, " In %s: the change of it that makes up for the step; a dash where none does.",
                           practice_issue_name(b, b->lead))
            : "";
    return bargain_text(b, "One step from %s, all else as it is there; below zero: the party loses.%s%s",
                        s->p->given ? "the given package" : "the recommended package", money, steps);
}

static void price_table(const prices *s, ent_value *cells) {
    const bargain *b = s->p->in;
    const bool money = bargain_numeric(b, b->lead);
    ent_table *table = ent_findings_table(b->out, "price_list", true, "%s", table_title(s));
    ent_table_about(b->out, table, steps_about(s));
    ent_table_column(b->out, table, "step", "Step", "text", "", -1);
    for (size_t i = 0; i < b->model->parties && money; i++)
        ent_table_column(b->out, table, bargain_text(b, "price.%s", bargain_party_id(b, i)),
                         bargain_text(b, "To %s", bargain_party_name(b, i)), "number", bargain_unit(b, b->lead),
                         bargain_digits(b, b->lead));
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "worth.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Utility, %s", bargain_party_name(b, i)), "number", "", 3);
    for (size_t m = 0; m < s->size; m++) {
        const practice_move *move = &s->moves[m];
        size_t size = 0;
        cells[size++] = ent_text(practice_change_words(b, move->issue, s->p->base[move->issue], move->to));
        for (size_t i = 0; i < b->model->parties && money; i++) {
            double price = 0;
            cells[size++] = price_of(s, m, i, &price) ? ent_real(price) : ent_empty();
        }
        for (size_t i = 0; i < b->model->parties; i++)
            cells[size++] = ent_real(worth_of(s, m, i));
        ent_table_row(b->out, table, cells);
    }
}

/* ---- the chart
 * ------------------------------------------------------------------------------------------------------- */

static void price_chart(const prices *s) {
    const bargain *b = s->p->in;
    const bool money = bargain_numeric(b, b->lead);
    ent_table *table = ent_findings_table(b->out, "price_bars", true, "%s", "");
    ent_table_column(b->out, table, "step", "Step", "text", "", -1);
    ent_table_column(b->out, table, "party", "Party", "text", "", -1);
    ent_table_column(b->out, table, "worth", "Worth", "number", money ? bargain_unit(b, b->lead) : "",
                     money ? bargain_digits(b, b->lead) : 3);
    size_t shown = 0;
    for (size_t m = 0; m < s->size && shown < CHART_ROWS; m++) {
        if (s->moves[m].issue == b->lead) continue;
        bool any = false;
        for (size_t i = 0; i < b->model->parties; i++) {
            double worth = worth_of(s, m, i);
            if (worth == 0 || (money && !price_of(s, m, i, &worth))) continue;
            const practice_move *move = &s->moves[m];
            const ent_value cells[] = {
                ent_text(practice_change_words(b, move->issue, s->p->base[move->issue], move->to)),
                ent_text(bargain_party_id(b, i)), ent_real(worth)};
            ent_table_row(b->out, table, cells);
            any = true;
        }
        shown += any;
    }
    if (shown == 0) return;
    ent_chart chart = {.id = "prices",
                       .kind = ENT_CHART_BARS,
                       .table = "price_bars",
                       .label = "step",
                       .y = "worth",
                       .series = "party",
                       .title = chart_title(s),
                       .from_zero = true};
    chart.y_label = money
                        ? bargain_text(b, "Worth in %s, %s", practice_issue_name(b, b->lead), bargain_unit(b, b->lead))
                        : "Utility";
    chart.subtitle = bargain_text(b, "What a step from %s is worth to each party%s%s; to the left it loses",
                                  s->p->given ? "the given package" : "the recommended package", money ? ", in " : "",
                                  money ? practice_issue_name(b, b->lead) : "");
    chart.text = chart.title;
    ent_findings_chart(b->out, &chart);
}

/* ---- trade-offs
 * -------------------------------------------------------------------------------------------------------- */

/* "18 to 20 less", "to one", "cannot". */
static const char *makeup_words(const prices *s, size_t issue, const makeup *m) {
    const bargain *b = s->p->in;
    if (!m->found) return "cannot";
    const char *line = m->beyond ? ", beyond a red line" : "";
    if (!bargain_numeric(b, issue)) return bargain_text(b, "to %s%s", bargain_option_words(b, issue, m->enough), line);
    const double *level = b->model->level + b->model->first[issue];
    const double here = level[s->p->base[issue]], enough = level[m->enough] - here, before = level[m->before] - here;
    const char *side = enough > 0 ? "more" : "less";
    char most[ENT_NUMBER_TEXT], least[ENT_NUMBER_TEXT];
    ent_write_fixed(most, fabs(enough), bargain_digits(b, issue));
    if (m->exact) return bargain_text(b, "%s %s%s", most, side, line);
    return bargain_text(b, "%s to %s %s%s", ent_write_fixed(least, fabs(before), bargain_digits(b, issue)), most, side,
                        line);
}

static ent_value number_change(const prices *s, size_t issue, uint32_t option) {
    const bargain *b = s->p->in;
    const double *level = b->model->level + b->model->first[issue];
    return bargain_numeric(b, issue) ? ent_real(level[option] - level[s->p->base[issue]]) : ent_empty();
}

static void pair_row(const prices *s, ent_table *pairs, size_t m, size_t party, size_t issue, const makeup *up) {
    const bargain *b = s->p->in;
    const practice_move *move = &s->moves[m];
    const ent_value cells[] = {ent_text(bargain_party_id(b, party)),
                               ent_text(bargain_issue(b, move->issue)->id),
                               ent_text(move_key(b, move)),
                               bargain_option(b, move->issue, move->to),
                               ent_text(bargain_issue(b, issue)->id),
                               up->found ? bargain_option(b, issue, up->before) : ent_empty(),
                               up->found ? bargain_option(b, issue, up->enough) : ent_empty(),
                               up->found ? number_change(s, issue, up->before) : ent_empty(),
                               up->found ? number_change(s, issue, up->enough) : ent_empty(),
                               up->found ? ent_bool(up->exact) : ent_empty(),
                               up->found ? ent_bool(up->beyond) : ent_empty()};
    ent_table_row(b->out, pairs, cells);
}

static ent_table *pair_table(const bargain *b) {
    static const char *const columns[][3] = {{"party", "Party", "text"},
                                             {"issue", "Step on", "text"},
                                             {"step", "Step", "text"},
                                             {"to", "To", "text"},
                                             {"other", "Made up for on", "text"},
                                             {"before", "Not enough", "text"},
                                             {"enough", "Enough", "text"},
                                             {"before_change", "Change that is not enough", "number"},
                                             {"enough_change", "Change that is enough", "number"},
                                             {"exact", "Exactly", "boolean"},
                                             {"beyond", "Beyond a red line", "boolean"}};
    ent_table *pairs = ent_findings_table(b->out, "tradeoff_pairs", true, "%s", "");
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        ent_table_column(b->out, pairs, columns[c][0], columns[c][1], columns[c][2], "", -1);
    return pairs;
}

static void tradeoff_columns(const prices *s, ent_table *table) {
    const bargain *b = s->p->in;
    ent_table_about(
        b->out, table,
        "For each step that the party dislikes, the change of each other issue that leaves it as well off as "
        "before. Two amounts: the first is not quite enough, the second is.");
    ent_table_column(b->out, table, "party", "Party", "text", "", -1);
    ent_table_column(b->out, table, "step", "Step", "text", "", -1);
    for (size_t j = 0; j < b->model->issues; j++)
        ent_table_column(b->out, table, bargain_issue(b, j)->id, practice_issue_name(b, j), "text", bargain_unit(b, j),
                         -1);
}

static void tradeoff_row(const prices *s, ent_table *table, ent_table *pairs, size_t m, size_t party,
                         ent_value *cells) {
    const bargain *b = s->p->in;
    const practice_move *move = &s->moves[m];
    cells[0] = ent_text(bargain_party_name(b, party));
    cells[1] = ent_text(practice_change_words(b, move->issue, s->p->base[move->issue], move->to));
    s->trial[move->issue] = move->to;
    for (size_t j = 0; j < b->model->issues; j++) {
        cells[2 + j] = ent_empty();
        if (j == move->issue) continue;
        const makeup up = make_up(s, party, j);
        cells[2 + j] = ent_text(makeup_words(s, j, &up));
        pair_row(s, pairs, m, party, j, &up);
    }
    s->trial[move->issue] = s->p->base[move->issue];
    ent_table_row(b->out, table, cells);
}

static void tradeoff_tables(const prices *s, ent_value *cells) {
    const bargain *b = s->p->in;
    if (b->model->issues < 2) return;
    ent_table *table = ent_findings_table(b->out, "tradeoffs", true, "What makes up for a step that a party dislikes");
    ent_table *pairs = pair_table(b);
    tradeoff_columns(s, table);
    for (size_t i = 0; i < b->model->parties; i++)
        for (size_t m = 0; m < s->size; m++)
            if (s->worth[m * b->model->parties + i] < 0) tradeoff_row(s, table, pairs, m, i, cells);
}

ent_status practice_tradeoffs(bargain *b, const practice *p) {
    prices s;
    ent_status status = make_prices(p, &s);
    if (status != ENT_OK) return status;
    price_metrics(&s);
    if (b->run->metrics_only || s.size == 0) return ENT_OK;
    ent_value *cells = ent_arena_array(b->arena, 2 * b->model->parties + b->model->issues + 2, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    price_table(&s, cells);
    price_chart(&s);
    tradeoff_tables(&s, cells);
    return ENT_OK;
}
