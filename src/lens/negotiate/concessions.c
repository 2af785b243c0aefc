/* The real trace: what was demanded and offered, how far each side moved, and how fast. */
#include "session/concessions.h"
#include "case/money.h"
#include "negotiate.h"

#include <math.h>
#include <string.h>

typedef struct trace {
    negotiate *n;
    ent_concessions *all;
    size_t size, lead; /* lead: the issue that is drawn */
} trace;

/* ---- words ----------------------------------------------------------------------------------------------------------
 */

static const char *issue_name(const trace *t, const ent_concessions *c) {
    const ent_issue *issue = &t->n->source->issues[c->issue];
    return issue->name ? issue->name : issue->id;
}

static const char *party_name(const trace *t, const ent_move *move) {
    const ent_party *party = &t->n->source->parties[move->position->party];
    return party->name ? party->name : party->id;
}

static bool numeric(const trace *t, const ent_concessions *c) {
    const ent_issue_kind kind = t->n->source->issues[c->issue].kind;
    return kind == ENT_RANGE || kind == ENT_NUMBERS || kind == ENT_CONTINUOUS;
}

static const char *unit_of(const trace *t, const ent_concessions *c) {
    const ent_issue *issue = &t->n->source->issues[c->issue];
    const char *unit = ent_unit_text(&issue->unit, t->n->arena);
    return issue->kind == ENT_SCALE ? "steps" : unit ? unit : "";
}

static int digits_of(double value) {
    int digits = 0;
    while (digits < 4 && fabs(value * pow(10, digits) - round(value * pow(10, digits))) > 1e-6)
        digits++;
    return digits;
}

static const char *level_words(const trace *t, const ent_concessions *c, const ent_move *move) {
    const ent_issue *issue = &t->n->source->issues[c->issue];
    const ent_level *value = &move->position->value;
    char text[ENT_NUMBER_TEXT];
    if (numeric(t, c) && value->number.set)
        return negotiate_text(t->n, "%s", ent_write_fixed(text, value->number.value, digits_of(value->number.value)));
    return value->option == ENT_NOWHERE
               ? ""
               : negotiate_text(t->n, "%s", ent_issue_option(issue, (size_t)value->option, text));
}

/* "talks after 10 February 2019"; "first talks". */
static const char *round_words(const trace *t, const ent_concessions *c) {
    char text[ENT_NUMBER_TEXT];
    return c->start.year ? negotiate_text(t->n, "after %s", ent_write_date_long(text, c->start)) : "first";
}

/* ---- what a position is worth to its own party
 * ------------------------------------------------------------------------ */

static int model_party(const negotiate *n, int party) {
    for (size_t i = 0; i < n->model->parties; i++)
        if (n->model->party[i] == party) return (int)i;
    return ENT_NOWHERE;
}

/* Between the worst option of the issue for the party (0) and the best (1); NAN where the demand is no option. */
static double worth_alone(const negotiate *n, const ent_concessions *c, const ent_move *move) {
    const int party = model_party(n, move->position->party), issue = ent_model_issue(n->model, c->issue);
    const int option = move->position->value.option;
    if (party == ENT_NOWHERE || issue == ENT_NOWHERE || option == ENT_NOWHERE) return NAN;
    ent_wide low = 0, high = 0;
    for (size_t o = 0; o < n->model->options[issue]; o++) {
        const ent_wide term = ent_space_term(n->space, (size_t)party, (size_t)issue, o);
        if (o == 0 || term < low) low = term;
        if (o == 0 || term > high) high = term;
    }
    const ent_wide own = ent_space_term(n->space, (size_t)party, (size_t)issue, (size_t)option);
    return high > low ? ent_wide_ratio(own - low, high - low) : NAN;
}

static bool same_hand(const ent_move *a, const ent_move *b) {
    if (a->position->party != b->position->party) return false;
    return a->government && b->government ? strcmp(a->government, b->government) == 0 : a->government == b->government;
}

static bool same_round(const ent_concessions *a, const ent_concessions *b) {
    return a->start.year == b->start.year && a->start.month == b->start.month && a->start.day == b->start.day;
}

/* The option that the party's own last demand in this round names on an issue; ENT_NOWHERE. */
static int standing_option(const trace *t, const ent_concessions *c, const ent_move *move, int issue) {
    int option = ENT_NOWHERE;
    for (size_t k = 0; k < t->size; k++) {
        const ent_concessions *other = &t->all[k];
        if (other->issue != issue || !same_round(other, c)) continue;
        for (size_t m = 0; m < other->size; m++)
            if (other->moves[m].day <= move->day && same_hand(&other->moves[m], move))
                option = other->moves[m].position->value.option;
    }
    return option;
}

/* The party's utility of all that it demands at that date; NAN unless it has named an option for every issue. */
static double worth_together(const trace *t, const ent_concessions *c, const ent_move *move, uint32_t *outcome) {
    const negotiate *n = t->n;
    const int party = model_party(n, move->position->party);
    if (party == ENT_NOWHERE) return NAN;
    for (size_t j = 0; j < n->model->issues; j++) {
        const int option = standing_option(t, c, move, n->model->issue[j]);
        if (option == ENT_NOWHERE) return NAN;
        outcome[j] = (uint32_t)option;
    }
    return negotiate_scaled(n, (size_t)party, ent_space_utility(n->space, (size_t)party, outcome));
}

/* ---- the table
 * --------------------------------------------------------------------------------------------------------- */

static ent_value number(double value) {
    return isnan(value) ? ent_empty() : ent_real(value);
}

static void write_row(const trace *t, ent_table *table, const ent_concessions *c, const ent_move *move,
                      uint32_t *outcome) {
    char date[ENT_NUMBER_TEXT];
    const ent_provenance *provenance = move->position->provenance;
    const ent_value cells[] = {
        ent_text(issue_name(t, c)),
        ent_text(round_words(t, c)),
        move->dated ? ent_text(negotiate_text(t->n, "%s", ent_write_date(date, move->position->date))) : ent_empty(),
        ent_text(party_name(t, move)),
        ent_text(move->government),
        ent_based(ent_text(level_words(t, c, move)), provenance ? provenance->basis : ENT_UNOWNED),
        ent_text(unit_of(t, c)),
        ent_text(move->position->status),
        number(move->step),
        number(move->step / move->months),
        number(move->conceded * 100),
        number(move->gap),
        number(worth_alone(t->n, c, move)),
        number(worth_together(t, c, move, outcome))};
    ent_table_row(t->n->out, table, cells);
}

static ent_status concessions_table(const trace *t) {
    ent_findings *out = t->n->out;
    uint32_t *outcome = ent_arena_array(t->n->arena, t->n->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    ent_table *table = ent_findings_table(out, "concessions", true, "Who moved, how far and how fast");
    ent_table_about(
        out, table,
        "Demands and offers on record at as_of, by issue and round of talks. A step is toward the other side, "
        "from the demand before of the same government; below zero it is away from it. The gap lies between the "
        "demands that stand at the end of the day: those of a government that has left office do not.");
    static const struct {
        const char *id, *label, *type, *unit;
        int digits;
    } columns[] = {{"issue", "Issue", "text", "", -1},
                   {"round", "Talks", "text", "", -1},
                   {"date", "Date", "date", "", -1},
                   {"party", "Party", "text", "", -1},
                   {"government", "Government", "text", "", -1},
                   {"value", "Demand or offer", "text", "", -1},
                   {"unit", "Unit", "text", "", -1},
                   {"status", "Status", "text", "", -1},
                   {"step", "Step toward the other", "number", "", -1},
                   {"per_month", "Per month", "number", "", 1},
                   {"conceded", "Conceded so far, of the opening gap", "number", "percent", 1},
                   {"gap", "Gap", "number", "", -1},
                   {"worth", "Worth to itself on this issue", "number", "", 2},
                   {"utility", "Worth to itself, all demands", "number", "", 3}};
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        ent_table_column(out, table, columns[k].id, columns[k].label, columns[k].type, columns[k].unit,
                         columns[k].digits);
    for (size_t k = 0; k < t->size; k++)
        for (size_t m = 0; m < t->all[k].size; m++)
            write_row(t, table, &t->all[k], &t->all[k].moves[m], outcome);
    return ENT_OK;
}

/* ---- metrics
 * ---------------------------------------------------------------------------------------------------------- */

static const char *const positions_path[] = {"positions"};
static const ent_uses positions_uses = {.paths = NULL, .size = 0};

static ent_info info_of(const char *label, const char *unit, int digits) {
    ent_info info = negotiate_info(label, unit, digits, &positions_uses);
    info.uses = positions_path;
    info.uses_size = 1;
    return info;
}

/* The last move of every party and government that has moved at least once. */
static bool is_last(const ent_concessions *c, size_t m) {
    for (size_t k = m + 1; k < c->size; k++)
        if (same_hand(&c->moves[k], &c->moves[m]) && c->moves[k].levelled) return false;
    return c->moves[m].levelled;
}

/* Who conceded the larger share; NULL while only one side has moved twice, or both as much. */
static const ent_move *who_more(const ent_concessions *c) {
    const ent_move *best = NULL;
    bool tied = false, two = false;
    for (size_t m = 0; m < c->size; m++) {
        const ent_move *move = &c->moves[m];
        if (!is_last(c, m) || isnan(move->conceded)) continue;
        two = two || (best && best->position->party != move->position->party);
        tied = best && move->conceded == best->conceded;
        if (!best || move->conceded > best->conceded) best = move;
    }
    return two && !tied ? best : NULL;
}

static void share_metrics(const trace *t, const ent_concessions *c, const char *id) {
    for (size_t m = 0; m < c->size; m++) {
        const ent_move *move = &c->moves[m];
        if (!is_last(c, m) || isnan(move->conceded)) continue;
        const char *party = t->n->source->parties[move->position->party].id;
        const ent_info info =
            info_of(negotiate_text(t->n, "%s: conceded by %s%s%s%s, of the opening gap", issue_name(t, c),
                                   party_name(t, move), move->government ? " (" : "",
                                   move->government ? move->government : "", move->government ? ")" : ""),
                    "percent", 1);
        ent_findings_metricf(t->n->out, ent_real(move->conceded * 100), &info, "concessions.%s.share.%s%s%s", id, party,
                             move->government ? "." : "", move->government ? move->government : "");
    }
    const ent_move *more = who_more(c);
    const ent_info info = info_of(negotiate_text(t->n, "%s: who conceded more", issue_name(t, c)), NULL, -1);
    if (more)
        ent_findings_metricf(t->n->out, ent_text(t->n->source->parties[more->position->party].id), &info,
                             "concessions.%s.more", id);
}

static void gap_metrics(const trace *t, const ent_concessions *c, const char *id) {
    const char *unit = unit_of(t, c);
    if (!isnan(c->opening)) {
        const ent_info info =
            info_of(negotiate_text(t->n, "%s: gap between the first demands", issue_name(t, c)), unit, -1);
        ent_findings_metricf(t->n->out, ent_real(c->opening), &info, "concessions.%s.opening_gap", id);
    }
    if (!isnan(c->moves[c->size - 1].gap)) {
        const ent_info info =
            info_of(negotiate_text(t->n, "%s: gap between the last demands", issue_name(t, c)), unit, -1);
        ent_findings_metricf(t->n->out, ent_real(c->moves[c->size - 1].gap), &info, "concessions.%s.gap", id);
    }
}

static void date_metrics(const trace *t, const ent_concessions *c, const char *id) {
    char text[ENT_NUMBER_TEXT], words[ENT_NUMBER_TEXT];
    if (c->closed.year) {
        const ent_info info = info_of(negotiate_text(t->n, "%s: the sides met on", issue_name(t, c)), NULL, -1);
        ent_findings_metricf(t->n->out, ent_text(negotiate_text(t->n, "%s", ent_write_date(text, c->closed))), &info,
                             "concessions.%s.closed", id);
    }
    if (!c->meets.year) return;
    const ent_info info = info_of(
        negotiate_text(t->n, "%s: where a straight line closes the gap (arithmetic, no forecast)", issue_name(t, c)),
        NULL, -1);
    ent_findings_metricf(t->n->out, ent_text(negotiate_text(t->n, "%s", ent_write_date(text, c->meets))), &info,
                         "concessions.%s.closes", id);
    ent_findings_note(
        t->n->out, ENT_NOTE, "N-NEGOTIATE-0031", "positions",
        "%s: a straight line through the gaps of %zu days would meet zero on %s. That is arithmetic on what "
        "was said, no forecast: demands move in steps, and late.",
        issue_name(t, c), c->points, ent_write_date_long(words, c->meets));
}

/* The latest round with positions on an issue stands for it. */
static void metrics(const trace *t) {
    for (size_t k = 0; k < t->size; k++) {
        const ent_concessions *c = &t->all[k];
        if (k + 1 < t->size && t->all[k + 1].issue == c->issue) continue;
        const char *id = t->n->source->issues[c->issue].id;
        gap_metrics(t, c, id);
        share_metrics(t, c, id);
        date_metrics(t, c, id);
    }
}

/* ---- the chart
 * -------------------------------------------------------------------------------------------------------- */

enum { DRAWN = 3 }; /* dated demands that a picture needs */

/* The latest round on the lead issue. */
static const ent_concessions *to_draw(const trace *t) {
    const ent_concessions *drawn = NULL;
    for (size_t k = 0; k < t->size; k++)
        if (t->all[k].issue == t->n->model->issue[t->lead]) drawn = &t->all[k];
    size_t points = 0;
    for (size_t m = 0; drawn && m < drawn->size; m++)
        points += drawn->moves[m].dated && drawn->moves[m].levelled;
    return points >= DRAWN ? drawn : NULL;
}

/* Money is drawn in what the largest amount is best told in. */
static ent_money_scale money_of(const trace *t, const ent_concessions *c) {
    const ent_unit *unit = &t->n->source->issues[c->issue].unit;
    double most = 0;
    for (size_t m = 0; m < c->size; m++)
        if (c->moves[m].levelled) most = fmax(most, fabs(c->moves[m].level));
    ent_money_scale money = {.factor = 1, .name = unit_of(t, c)};
    if (!unit->currency) return money;
    money = ent_money_scale_of(most * ent_unit_factor(unit));
    money.factor /= ent_unit_factor(unit);
    money.name = negotiate_text(t->n, "%s%s", money.name, unit->currency);
    return money;
}

/* A line ends with the government that drew it: an empty value before the first demand of the next. */
static void path_row(const trace *t, ent_table *path, const ent_concessions *c, size_t m, double factor) {
    char date[ENT_NUMBER_TEXT];
    const ent_move *move = &c->moves[m];
    const ent_provenance *provenance = move->position->provenance;
    const char *party = t->n->source->parties[move->position->party].id;
    bool taken_over = false;
    for (size_t k = 0; k < m; k++)
        if (c->moves[k].position->party == move->position->party) taken_over = !same_hand(&c->moves[k], move);
    ent_value cells[] = {ent_text(negotiate_text(t->n, "%s", ent_write_date(date, move->position->date))), ent_empty(),
                         ent_text(party)};
    if (taken_over) ent_table_row(t->n->out, path, cells);
    cells[1] = ent_based(ent_real(move->level / factor), provenance ? provenance->basis : ENT_UNOWNED);
    ent_table_row(t->n->out, path, cells);
}

/* "South Korea (moon) conceded 1 percent of the opening gap, United States (trump) 92 percent". */
static const char *share_words(const trace *t, const ent_concessions *c) {
    const char *words = "";
    char text[ENT_NUMBER_TEXT];
    for (size_t m = 0; m < c->size; m++) {
        const ent_move *move = &c->moves[m];
        if (!is_last(c, m) || isnan(move->conceded)) continue;
        words = negotiate_text(t->n, "%s%s%s%s%s%s%s %s percent%s", words, *words ? ", " : "", party_name(t, move),
                               move->government ? " (" : "", move->government ? move->government : "",
                               move->government ? ")" : "", *words ? "" : " conceded",
                               ent_write_fixed(text, move->conceded * 100, 0), *words ? "" : " of the opening gap");
    }
    return words;
}

static void concessions_chart(const trace *t) {
    const ent_concessions *c = to_draw(t);
    if (!c) return;
    ent_findings *out = t->n->out;
    const ent_money_scale money = money_of(t, c);
    ent_table *path = ent_findings_table(out, "positions_path", false, "%s", "");
    ent_table_column(out, path, "date", "Date", "date", "", -1);
    ent_table_column(out, path, "value", issue_name(t, c), "number", money.name, -1);
    ent_table_column(out, path, "party", "Party", "text", "", -1);
    for (size_t m = 0; m < c->size; m++)
        if (c->moves[m].dated && c->moves[m].levelled) path_row(t, path, c, m, money.factor);
    const char *shares = share_words(t, c);
    const char *title = *shares ? negotiate_text(t->n, "%s: %s", issue_name(t, c), shares)
                                : negotiate_text(t->n, "%s: what was demanded and offered", issue_name(t, c));
    const ent_chart chart = {.id = "positions",
                             .kind = ENT_CHART_LINES,
                             .table = "positions_path",
                             .title = title,
                             .subtitle = negotiate_text(t->n, "Demands and offers, talks %s%s", round_words(t, c),
                                                        c->current ? "" : "; anchors, not positions of today"),
                             .text = title,
                             .x = "date",
                             .y = "value",
                             .series = "party",
                             .y_label = negotiate_text(t->n, "%s, %s", issue_name(t, c), money.name),
                             .from_zero = true};
    ent_findings_chart(out, &chart);
}

/* ---- the part
 * --------------------------------------------------------------------------------------------------------- */

static void write_notes(const trace *t) {
    bool current = false;
    for (size_t k = 0; k < t->size; k++)
        current = current || t->all[k].current;
    if (current) return;
    ent_findings_note(
        t->n->out, ENT_NOTE, "N-NEGOTIATE-0030", "positions",
        "No demand or offer of the present round is known at as_of. Those shown belong to earlier rounds, and "
        "to the governments that made them: anchors, not positions of today.");
}

ent_status negotiate_concessions(negotiate *n) {
    trace t = {.n = n, .lead = negotiate_lead(n)};
    ent_status status = ent_concessions_find(n->source, n->arena, &t.all, &t.size);
    if (status != ENT_OK || t.size == 0) return status;
    metrics(&t);
    write_notes(&t);
    if (n->run->metrics_only) return n->out->status;
    concessions_chart(&t);
    return concessions_table(&t);
}
