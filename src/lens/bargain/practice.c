/* For the negotiator: the parts in order, and what they share. */
#include "practice.h"

#include "space/risk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- names ----------------------------------------------------------------------------------------------------- */

const char *practice_issue_name(const bargain *b, size_t issue) {
    const ent_issue *described = bargain_issue(b, issue);
    return described->name ? described->name : described->id;
}

const char *practice_change_words(const bargain *b, size_t issue, size_t from, size_t to) {
    return bargain_text(b, "%s: %s to %s", practice_issue_name(b, issue), bargain_option_words(b, issue, from),
                        bargain_option_words(b, issue, to));
}

const char *practice_changes_words(const bargain *b, const uint32_t *from, const uint32_t *to) {
    const char *words = "";
    for (size_t j = 0; j < b->model->issues; j++)
        if (from[j] != to[j])
            words = bargain_text(b, "%s%s%s", words, *words ? "; " : "", practice_change_words(b, j, from[j], to[j]));
    return *words ? words : "nothing";
}

size_t practice_changes(const bargain *b, const uint32_t *from, const uint32_t *to) {
    size_t changes = 0;
    for (size_t j = 0; j < b->model->issues; j++)
        changes += from[j] != to[j];
    return changes;
}

bool practice_same(const bargain *b, const uint32_t *one, const uint32_t *other) {
    return practice_changes(b, one, other) == 0;
}

/* Letters and digits; what lies between becomes a hyphen. False for texts in other scripts. */
static bool make_key(char *text) {
    char *out = text;
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at >= 0x80) return false;
        const bool upper = *at >= 'A' && *at <= 'Z';
        if (upper || (*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9'))
            *out++ = upper ? (char)(*at - 'A' + 'a') : *at;
        else if (out > text && out[-1] != '-')
            *out++ = '-';
    }
    if (out > text && out[-1] == '-') out--;
    *out = '\0';
    return out > text;
}

static char *own_key(const bargain *b, size_t issue, size_t option) {
    char number[ENT_NUMBER_TEXT];
    char *text = ent_arena_text(b->arena, ent_issue_option(bargain_issue(b, issue), option, number));
    return text && make_key(text) ? text : NULL;
}

const char *practice_key(const bargain *b, size_t issue, size_t option) {
    const char *key = own_key(b, issue, option);
    for (size_t o = 0; key && o < b->model->options[issue]; o++) {
        const char *other = o == option ? NULL : own_key(b, issue, o);
        if (other && strcmp(key, other) == 0) key = NULL;
    }
    return key ? key : bargain_text(b, "option-%zu", option + 1);
}

/* ---- comparing ------------------------------------------------------------------------------------------------- */

bool practice_before(const bargain *b, const uint32_t *one, const uint32_t *other) {
    for (size_t j = 0; j < b->model->issues; j++)
        if (one[j] != other[j]) return one[j] < other[j];
    return false;
}

int practice_compare(ent_wide a, ent_wide over, ent_wide b, ent_wide under) {
    if (over == under) return a < b ? -1 : a > b;
    mpz_t left, right, part;
    mpz_inits(left, right, part, NULL);
    ent_wide_to_mpz(left, a);
    ent_wide_to_mpz(part, under);
    mpz_mul(left, left, part);
    ent_wide_to_mpz(right, b);
    ent_wide_to_mpz(part, over);
    mpz_mul(right, right, part);
    const int order = mpz_cmp(left, right);
    mpz_clears(left, right, part, NULL);
    return order < 0 ? -1 : order > 0;
}

ent_wide practice_bottom(const ent_space *space, size_t party) {
    return -ent_space_magnitude(space, party) - 1;
}

/* ---- steps ----------------------------------------------------------------------------------------------------- */

bool practice_ordered(const bargain *b, size_t issue) {
    return bargain_issue(b, issue)->kind != ENT_NAMED;
}

const uint32_t *practice_order(const bargain *b, size_t issue) {
    const size_t size = b->model->options[issue];
    const double *level = b->model->level + b->model->first[issue];
    uint32_t *order = ent_arena_array(b->arena, size, sizeof *order);
    if (!order) return NULL;
    for (size_t o = 0; o < size; o++)
        order[o] = (uint32_t)o;
    for (size_t k = 1; k < size && practice_ordered(b, issue); k++) {
        const uint32_t option = order[k];
        size_t at = k; /* nearly sorted as a rule: ranges are, but for an amount between their steps */
        for (; at > 0 && level[order[at - 1]] > level[option]; at--)
            order[at] = order[at - 1];
        order[at] = option;
    }
    return order;
}

double practice_step(const bargain *b, size_t issue) {
    if (!bargain_numeric(b, issue) || b->model->options[issue] <= PRACTICE_FEW) return 0;
    const double *level = b->model->level + b->model->first[issue];
    double low = level[0], high = level[0];
    for (size_t o = 1; o < b->model->options[issue]; o++) {
        low = fmin(low, level[o]);
        high = fmax(high, level[o]);
    }
    const double tenth = (high - low) / 10;
    if (!(tenth > 0)) return 0;
    const double power = pow(10, floor(log10(tenth)));
    static const double readable[] = {1, 2, 5, 10};
    double best = 0;
    for (size_t k = 0; k < sizeof readable / sizeof readable[0]; k++) {
        const double step = readable[k] * power;
        if (best == 0 || fabs(log(step / tenth)) < fabs(log(best / tenth))) best = step;
    }
    return best;
}

/* The allowed option nearest to a step above (or below) the base, and beyond it; the base itself where there is none.
 */
static uint32_t step_to(const practice *p, size_t issue, const uint32_t *order, int direction) {
    const bargain *b = p->in;
    const double *level = b->model->level + b->model->first[issue];
    const double here = level[p->base[issue]], step = practice_step(b, issue);
    const double aim = here + direction * step;
    uint32_t best = p->base[issue];
    for (size_t k = 0; k < b->model->options[issue]; k++) { /* nearest to the base first */
        const uint32_t o = order[direction > 0 ? k : b->model->options[issue] - 1 - k];
        if (!(direction * (level[o] - here) > 0) || !b->space->allowed[b->space->first[issue] + o]) continue;
        if (best == p->base[issue] || (step > 0 && fabs(level[o] - aim) < fabs(level[best] - aim))) best = o;
    }
    return best;
}

static ent_status issue_moves(const practice *p, size_t issue, practice_move *moves, size_t *size) {
    const bargain *b = p->in;
    if (!practice_ordered(b, issue)) {
        for (size_t o = 0; o < b->model->options[issue]; o++)
            if (o != p->base[issue] && b->space->allowed[b->space->first[issue] + o])
                moves[(*size)++] = (practice_move){issue, (uint32_t)o, 0};
        return ENT_OK;
    }
    const uint32_t *order = practice_order(b, issue);
    if (!order) return ENT_MEMORY;
    for (int direction = 1; direction >= -1; direction -= 2) {
        const uint32_t to = step_to(p, issue, order, direction);
        if (to != p->base[issue]) moves[(*size)++] = (practice_move){issue, to, direction};
    }
    return ENT_OK;
}

practice_move *practice_moves(const practice *p, size_t *size) {
    practice_move *moves = ent_arena_array(p->in->arena, p->in->model->total + 2, sizeof *moves);
    *size = 0;
    for (size_t j = 0; moves && j < p->in->model->issues; j++)
        if (issue_moves(p, j, moves, size) != ENT_OK) return NULL;
    return moves;
}

/* ---- tables of packages ------------------------------------------------------------------------------------------ */

static void utility_columns(const bargain *b, ent_table *table) {
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "utility.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Utility, %s", bargain_party_name(b, i)), "number", "", 3);
}

void practice_columns(const bargain *b, ent_table *table) {
    for (size_t j = 0; j < b->model->issues; j++)
        ent_table_column(b->out, table, bargain_issue(b, j)->id, practice_issue_name(b, j),
                         bargain_numeric(b, j) ? "number" : "text", bargain_unit(b, j), bargain_digits(b, j));
    utility_columns(b, table);
}

size_t practice_cells(const bargain *b, const uint32_t *outcome, ent_value *cells) {
    size_t size = 0;
    for (size_t j = 0; j < b->model->issues; j++)
        cells[size++] = bargain_option(b, j, outcome[j]);
    for (size_t i = 0; i < b->model->parties; i++)
        cells[size++] = ent_real(bargain_utility(b, i, outcome));
    return size;
}

void practice_short_columns(const practice *p, ent_table *table) {
    ent_table_column(p->in->out, table, "change",
                     p->given ? "Changes the given package" : "Changes the recommended package", "text", "", -1);
    utility_columns(p->in, table);
}

size_t practice_short_cells(const practice *p, const uint32_t *outcome, ent_value *cells) {
    size_t size = 0;
    cells[size++] = ent_text(practice_changes_words(p->in, p->base, outcome));
    for (size_t i = 0; i < p->in->model->parties; i++)
        cells[size++] = ent_real(bargain_utility(p->in, i, outcome));
    return size;
}

/* ---- the whole -----------------------------------------------------------------------------------------------------
 */

ent_run practice_quiet(const bargain *b) {
    ent_run run = *b->run;
    run.diagnostics = NULL;
    return run;
}

ent_status practice_party(const bargain *b, int *party) {
    const char *named = b->options->party;
    *party = ENT_NOWHERE;
    if (!named || !*named) return ENT_OK;
    const char *ids[ENT_SPACE_PARTIES], *all = "";
    for (size_t i = 0; i < b->model->parties; i++) {
        ids[i] = bargain_party_id(b, i);
        all = bargain_text(b, "%s%s%s", all, i ? ", " : "", ids[i]);
        if (strcmp(named, ids[i]) == 0) *party = (int)i;
    }
    if (*party != ENT_NOWHERE) return ENT_OK;
    const char *close = ent_closest(named, ids, b->model->parties);
    const char *hint = close ? bargain_text(b, "did you mean '%s'?", close) : bargain_text(b, "these bargain: %s", all);
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, "U-BARGAIN-0010", NULL, NULL, hint, NULL,
                  "--party: '%s' is no party that bargains here", named);
    return ENT_USAGE;
}

ent_status bargain_practice(bargain *b) {
    practice p = {.in = b->judged ? b->judged : b, .base = b->given, .given = b->given != NULL};
    if (!p.base && b->agreement) p.base = b->outcomes[b->recommended];
    int party = ENT_NOWHERE;
    ent_status status = practice_party(b, &party); /* a wrong name is told whatever else there is */
    if (status != ENT_OK || !p.base) return status;
    if (ent_space_risky(b->space)) { /* steps and floors are measured on weighted sums */
        if (!b->run->metrics_only)
            ent_findings_note(
                b->out, ENT_NOTE, "N-BARGAIN-0056", NULL,
                "What steps, counter-offers and weights are worth is left out: a party's attitude to risk "
                "bends its whole utility.");
        return ENT_OK;
    }
    static ent_status (*const parts[])(bargain *, const practice *) = {practice_smallest_change, practice_settlement,
                                                                       practice_counter_offers, practice_tradeoffs};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0] && status == ENT_OK; k++)
        status = parts[k](b, &p);
    if (status == ENT_OK) status = practice_linkage(b);
    return status == ENT_OK ? practice_break_even(b) : status;
}
