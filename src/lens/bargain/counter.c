/* Counter-offers of equal value: among the packages within the red lines that are worth at least as much to one side
 * as the package at hand, the one that is best for the others; and several such offers at once that differ in their
 * terms (Medvec and Galinsky, Putting more on the table, 2005; Leonardelli, Gu, McRuer, Medvec and Galinsky 2019).
 * Found on the exact frontier above floors, not by listing packages. */
#include "practice.h"

#include <math.h>
#include <string.h>

enum {
    OFFERS = 3,
    MANY = 10000 /* points of the frontier from which on several offers are only looked for where one side is named */
};

/* What is best for the others: of the packages that all the others would sign the largest product of their gains, else
 * the largest smallest gain. */
typedef struct choice {
    bool found, signs; /* signs: no other is below no deal */
    uint32_t *outcome;
} choice;

typedef struct side {
    bargain *b;
    const practice *p;
    size_t me;
    bool alone;           /* counter-offers are for one side only */
    ent_wide equal, near; /* my utility: of the package, and less what may be missing */
    ent_value *cells;
} side;

/* ---- what is best for the others ------------------------------------------------------------------------------------
 */

static void product_of(const ent_space *space, size_t me, const ent_wide *utility, mpz_t out) {
    mpz_t gain;
    mpz_init(gain);
    mpz_set_ui(out, 1);
    for (size_t i = 0; i < space->parties; i++) {
        if (i == me) continue;
        ent_wide_to_mpz(gain, utility[i] - space->no_deal[i]);
        mpz_mul(out, out, gain);
    }
    mpz_clear(gain);
}

static int compare_products(const ent_space *space, size_t me, const ent_wide *one, const ent_wide *other) {
    mpz_t left, right;
    mpz_inits(left, right, NULL);
    product_of(space, me, one, left);
    product_of(space, me, other, right);
    const int order = mpz_cmp(left, right);
    mpz_clears(left, right, NULL);
    return order;
}

/* The party other than me that gains least. */
static size_t least_gainer(const ent_space *space, size_t me, const ent_wide *utility) {
    size_t least = me;
    for (size_t i = 0; i < space->parties; i++)
        if (i != me &&
            (least == me || practice_compare(utility[i] - space->no_deal[i], space->denominator[i],
                                             utility[least] - space->no_deal[least], space->denominator[least]) < 0))
            least = i;
    return least;
}

static int compare_least(const ent_space *space, size_t me, const ent_wide *one, const ent_wide *other) {
    const size_t a = least_gainer(space, me, one), c = least_gainer(space, me, other);
    return practice_compare(one[a] - space->no_deal[a], space->denominator[a], other[c] - space->no_deal[c],
                            space->denominator[c]);
}

/* The best of the points that are worth at least `floor` to me; `size` where there is none. Ties: the larger utility
 * for me, then the first in file order. */
static size_t best_point(const ent_space *space, const ent_frontier *frontier, size_t me, ent_wide floor, bool signs) {
    size_t best = frontier->size;
    for (size_t k = 0; k < frontier->size; k++) {
        const ent_wide *one = frontier->utility + k * frontier->dimensions;
        if (one[me] < floor) continue;
        int order = 1;
        if (best < frontier->size) {
            const ent_wide *other = frontier->utility + best * frontier->dimensions;
            order = signs ? compare_products(space, me, one, other) : compare_least(space, me, one, other);
            if (order == 0) order = one[me] < other[me] ? -1 : one[me] > other[me];
        }
        if (order > 0 || (order == 0 && ent_frontier_before(frontier, k, best))) best = k;
    }
    return best;
}

static ent_status take(const side *s, const ent_frontier *frontier, ent_wide floor, choice *out) {
    const size_t point = best_point(s->p->in->space, frontier, s->me, floor, out->signs);
    out->found = point < frontier->size;
    if (!out->found) return ENT_OK;
    out->outcome = ent_arena_array(s->b->arena, s->b->model->issues, sizeof *out->outcome);
    if (!out->outcome) return ENT_MEMORY;
    ent_frontier_outcome(frontier, point, out->outcome);
    return ENT_OK;
}

/* No floor is below no deal, so what all would sign lies on the frontier that is there already, unless some options are
 * left out. */
static ent_status choose(const side *s, ent_wide floor, bool signs, const bool *allowed, choice *out) {
    const ent_space *space = s->p->in->space;
    *out = (choice){.signs = signs};
    if (signs && !allowed) return take(s, &s->b->frontier, floor, out);
    ent_wide floors[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < space->parties; i++)
        floors[i] = i == s->me ? floor : signs ? space->no_deal[i] : practice_bottom(space, i);
    const ent_frontier_options options = {.floors = floors, .allowed = allowed};
    const ent_run quiet = practice_quiet(s->b);
    ent_frontier frontier;
    ent_status status = ent_frontier_find(&quiet, space, &options, &frontier);
    if (status != ENT_OK) return status;
    status = take(s, &frontier, floor, out);
    ent_frontier_free(&frontier);
    return status;
}

static ent_status best_for_others(const side *s, ent_wide floor, choice *out) {
    ent_status status = choose(s, floor, true, NULL, out);
    if (status == ENT_OK && !out->found) status = choose(s, floor, false, NULL, out);
    return status;
}

/* ---- one counter-offer
 * ------------------------------------------------------------------------------------------------ */

static void counter_metrics(const side *s, const char *key, const char *label, const choice *c) {
    const bargain *b = s->p->in;
    const char *me = bargain_party_id(b, s->me);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_info info = bargain_info(bargain_text(b, "%s, %s", practice_issue_name(b, j), label),
                                           bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, c->outcome[j]), &info, "%s.%s.outcome.%s", key, me,
                             bargain_issue(b, j)->id);
    }
    for (size_t i = 0; i < b->model->parties; i++) {
        const ent_info info =
            bargain_info(bargain_text(b, "Utility of %s, %s", bargain_party_name(b, i), label), NULL, 3, &b->all);
        ent_findings_metricf(b->out, ent_real(bargain_utility(b, i, c->outcome)), &info, "%s.%s.utility.%s", key, me,
                             bargain_party_id(b, i));
    }
}

static const char *others_words(const side *s, const choice *c) {
    if (s->p->in->model->parties == 1) return "there are no others";
    return c->signs ? "all would sign" : "not all would sign";
}

static void counter_row(const side *s, ent_table *table, const char *what, const uint32_t *outcome,
                        const char *others) {
    const bargain *b = s->p->in;
    s->cells[0] = ent_text(bargain_party_name(b, s->me));
    s->cells[1] = ent_text(what);
    const size_t size = practice_short_cells(s->p, outcome, s->cells + 2);
    s->cells[2 + size] = ent_text(others);
    ent_table_row(b->out, table, s->cells);
}

static void counter_columns(const side *s, ent_table *table) {
    const bargain *b = s->p->in;
    ent_table_column(b->out, table, "side", "Side", "text", "", -1);
    ent_table_column(b->out, table, "offer", "Offer", "text", "", -1);
    practice_short_columns(s->p, table);
    ent_table_column(b->out, table, "others", "The others", "text", "", -1);
}

/* Whether an offer is better for some other party than the package, and by how much at most. */
static double improvement(const side *s, const uint32_t *outcome, size_t *who) {
    const bargain *b = s->p->in;
    double most = 0;
    for (size_t i = 0; i < b->model->parties; i++) {
        const double more = bargain_utility(b, i, outcome) - bargain_utility(b, i, s->p->base);
        if (i == s->me || more <= most) continue;
        most = more;
        *who = i;
    }
    return most;
}

static const char *counter_title(const side *s, const choice *c) {
    const bargain *b = s->p->in;
    size_t who = s->me;
    const double more = improvement(s, c->outcome, &who);
    if (who == s->me)
        return bargain_text(b, "No other package of this value to %s is better for the others",
                            bargain_party_name(b, s->me));
    return bargain_text(b, "At no cost to %s another package is worth %.3f more to %s", bargain_party_name(b, s->me),
                        more, bargain_party_name(b, who));
}

/* What --within takes off, in a party's integers: floor(within * denominator). Exact for the number as it was written.
 */
static ent_wide allowance(double within, ent_wide denominator) {
    char text[ENT_NUMBER_TEXT];
    ent_ratio ratio = {0, 1};
    double value = 0;
    bool exact = false;
    ent_write_double(text, within);
    if (!ent_read_number(text, &ratio, &value, &exact) || !exact)
        return (ent_wide)((long double)within * (long double)denominator);
    return denominator / ratio.den * ratio.num + denominator % ratio.den * ratio.num / ratio.den;
}

static ent_status counter_offer(const side *s, ent_table **table) {
    const bargain *b = s->p->in;
    choice equal, near;
    ent_status status = best_for_others(s, s->equal, &equal);
    if (status == ENT_OK) status = best_for_others(s, s->near, &near);
    if (status != ENT_OK || !equal.found || !near.found) return status; /* the red lines leave nothing of this value */
    const char *name = bargain_party_name(b, s->me);
    counter_metrics(s, "counter", bargain_text(b, "as good for %s as the package, best for the others", name), &equal);
    counter_metrics(s, "counter_near", bargain_text(b, "nearly as good for %s, best for the others", name), &near);
    if (b->run->metrics_only) return ENT_OK;
    if (!*table) {
        *table = ent_findings_table(b->out, "counter_offers", false, "%s", counter_title(s, &equal));
        ent_table_about(b->out, *table,
                        bargain_text(b,
                                     "Of the packages within the red lines that are worth as much to the side as the "
                                     "given one (nearly: up to %.6g less) and as no deal, the best for the others: the "
                                     "largest product of their gains over no deal; where not all would sign, the "
                                     "largest smallest gain.",
                                     b->options->within));
        counter_columns(s, *table);
    }
    counter_row(s, *table, "as given", s->p->base, NULL);
    counter_row(s, *table, "as good for it", equal.outcome, others_words(s, &equal));
    if (!practice_same(b, equal.outcome, near.outcome))
        counter_row(s, *table, "nearly as good", near.outcome, others_words(s, &near));
    return ENT_OK;
}

/* ---- several at once
 * ---------------------------------------------------------------------------------------------------- */

/* Closes what is the same, or hardly different, on an issue: on long ranges what is less than a step away. */
static void close_near(const bargain *b, size_t issue, uint32_t option, bool *allowed) {
    const double *level = b->model->level + b->model->first[issue];
    const double step = practice_step(b, issue);
    memcpy(allowed, b->space->allowed, b->space->total * sizeof *allowed);
    for (size_t o = 0; o < b->model->options[issue]; o++)
        if (o == option || (step > 0 && fabs(level[o] - level[option]) < step))
            allowed[b->space->first[issue] + o] = false;
}

static void utilities_of(const bargain *b, const uint32_t *outcome, ent_wide *utility) {
    for (size_t i = 0; i < b->model->parties; i++)
        utility[i] = ent_space_utility(b->space, i, outcome);
}

/* Whether an offer goes before another: better for the others, then for me; else they stay as they are. */
static bool goes_before(const side *s, const uint32_t *one, const uint32_t *other) {
    ent_wide left[ENT_SPACE_PARTIES], right[ENT_SPACE_PARTIES];
    utilities_of(s->p->in, one, left);
    utilities_of(s->p->in, other, right);
    const int order = compare_products(s->p->in->space, s->me, left, right);
    return order > 0 || (order == 0 && left[s->me] > right[s->me]);
}

static void keep_offer(const side *s, const uint32_t **offers, size_t *size, const uint32_t *next) {
    for (size_t k = 0; k < *size; k++)
        if (practice_same(s->p->in, offers[k], next)) return;
    size_t at = *size;
    for (; at > 1 && goes_before(s, next, offers[at - 1]); at--) /* the first stays the first */
        offers[at] = offers[at - 1];
    offers[at] = next;
    *size += 1;
}

/* The best offer, and for each issue but the lead one the best that differs from it there; the best of them. */
static ent_status find_offers(const side *s, const uint32_t **offers, size_t *size) {
    const bargain *b = s->p->in;
    choice first, next;
    *size = 0;
    ent_status status = choose(s, s->near, true, NULL, &first);
    if (status != ENT_OK || !first.found) return status;
    bool *allowed = ent_arena_array(b->arena, b->space->total, sizeof *allowed);
    if (!allowed) return ENT_MEMORY;
    offers[(*size)++] = first.outcome;
    for (size_t j = 0; j < b->model->issues && status == ENT_OK; j++) {
        if (j == b->lead) continue;
        close_near(b, j, first.outcome[j], allowed);
        status = choose(s, s->near, true, allowed, &next);
        if (status == ENT_OK && next.found) keep_offer(s, offers, size, next.outcome);
    }
    return status;
}

static ent_table *offers_table(const side *s, size_t size) {
    const bargain *b = s->p->in;
    const char *value = s->p->given ? "the given package" : "the recommended package";
    ent_table *table =
        s->alone ? ent_findings_table(b->out, "equal_offers", false,
                                      "%zu offers of nearly equal value to %s, for the others to choose from", size,
                                      bargain_party_name(b, s->me))
                 : ent_findings_table(b->out, "equal_offers", false,
                                      "Offers of nearly equal value to one side, for the others to choose from");
    ent_table_about(
        b->out, table,
        bargain_text(b,
                     "To put on the table together: which one the others prefer shows what they care "
                     "about. Each is worth at most %.6g less to the side than %s; the first is the best for "
                     "the others, the next differ from it beyond %s.",
                     b->options->within, value, practice_issue_name(b, b->lead)));
    counter_columns(s, table);
    return table;
}

static ent_status equal_offers(const side *s, ent_table **table) {
    const bargain *b = s->p->in;
    const uint32_t **offers = ent_arena_array(b->arena, b->model->issues + 1, sizeof *offers);
    if (!offers) return ENT_MEMORY;
    size_t size = 0;
    ent_status status = find_offers(s, offers, &size);
    if (size > OFFERS) size = OFFERS;
    if (status != ENT_OK || size < 2) return status;
    for (size_t k = 0; k < size; k++) {
        const choice c = {.found = true, .signs = true, .outcome = (uint32_t *)(uintptr_t)offers[k]};
        counter_metrics(s, bargain_text(b, "equal_offer.%zu", k + 1),
                        bargain_text(b, "offer %zu of nearly equal value to %s", k + 1, bargain_party_name(b, s->me)),
                        &c);
    }
    if (!*table) *table = offers_table(s, size);
    for (size_t k = 0; k < size; k++)
        counter_row(s, *table, bargain_text(b, "%zu", k + 1), offers[k],
                    b->model->parties > 1 ? "all would sign" : "there are no others");
    return ENT_OK;
}

/* ---- whose side
 * ------------------------------------------------------------------------------------------------------------ */

/* --party, else whose minister reads the brief, else every party in turn. */
static ent_status find_sides(const bargain *b, size_t *first, size_t *last) {
    int party = ENT_NOWHERE;
    ent_status status = practice_party(b, &party);
    const char *reader = b->source->brief.for_party;
    for (size_t i = 0; i < b->model->parties && reader && party == ENT_NOWHERE; i++)
        if (strcmp(reader, bargain_party_id(b, i)) == 0) party = (int)i;
    *first = party == ENT_NOWHERE ? 0 : (size_t)party;
    *last = party == ENT_NOWHERE ? b->model->parties : (size_t)party + 1;
    return status;
}

/* Nobody offers what is worse for itself than no deal. */
static void set_floors(side *s) {
    const ent_space *space = s->p->in->space;
    const ent_wide utility = ent_space_utility(space, s->me, s->p->base), least = space->no_deal[s->me];
    const ent_wide near = utility - allowance(s->p->in->options->within, space->denominator[s->me]);
    s->equal = utility > least ? utility : least;
    s->near = near > least ? near : least;
}

/* Each of several offers is a frontier of its own. */
static bool too_many(const bargain *b, bool alone) {
    if (alone || b->frontier.size <= MANY) return false;
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0057", NULL,
                      "Offers of nearly equal value are left out: with this many packages on the frontier they are "
                      "looked for on one side at a time (--party).");
    return true;
}

static void note_limit(const bargain *b) {
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0050", NULL,
                      "Counter-offers are left out: the frontier of the packages of this value grows too large.");
}

ent_status practice_counter_offers(bargain *b, const practice *p) {
    if (b->run->metrics_only && !p->given) return ENT_OK;
    side s = {.b = b, .p = p};
    size_t first = 0, last = 0;
    ent_status status = find_sides(b, &first, &last);
    s.cells = ent_arena_array(b->arena, b->model->issues + b->model->parties + 3, sizeof *s.cells);
    if (!s.cells) return ENT_MEMORY;
    ent_table *counters = NULL, *offers = NULL;
    s.alone = last == first + 1;
    const bool several = !b->run->metrics_only && !too_many(b, s.alone);
    for (s.me = first; s.me < last && status == ENT_OK; s.me++) {
        set_floors(&s);
        if (p->given) status = counter_offer(&s, &counters);
        if (status == ENT_OK && several) status = equal_offers(&s, &offers);
    }
    if (status != ENT_LIMIT) return status;
    note_limit(b);
    return ENT_OK;
}
