/* Who votes: the case once more with blocs as parties, so that their preferences and no-deal values are valued exactly
 * like everybody's; sides, ratifiers and blocs. */
#include "ratify.h"

#include <math.h>
#include <string.h>

/* ---- sides, ratifiers, blocs ---------------------------------------------------------------------------------- */

static int64_t seats_of(const ent_number *number) {
    if (number->exact && RATIFY_SEAT % number->ratio.den == 0 &&
        number->ratio.num < INT64_MAX / 1024 / (RATIFY_SEAT / number->ratio.den))
        return number->ratio.num * (RATIFY_SEAT / number->ratio.den);
    return (int64_t)llround(fmin(number->value, 1e9) * RATIFY_SEAT);
}

static void add_blocs(ratify *r, const ent_ratifier *source) {
    ratify_ratifier *ratifier = &r->ratifiers[r->ratifiers_size];
    *ratifier =
        (ratify_ratifier){.source = source, .name = source->name, .side = r->sides_size, .first = r->blocs_size};
    ratifier->votes = strcmp(source->rule, "none") != 0;
    for (size_t b = 0; ratifier->votes && b < source->blocs_size; b++) {
        const ent_bloc *bloc = &source->blocs[b];
        const char *path = ent_case_path(r->source, bloc->node, r->arena);
        r->blocs[r->blocs_size++] = (ratify_bloc){.source = bloc,
                                                  .name = bloc->name ? bloc->name : bloc->id,
                                                  .path = path ? path : "",
                                                  .ratifier = r->ratifiers_size,
                                                  .seats = seats_of(&bloc->seats),
                                                  .discipline = bloc->discipline.set ? bloc->discipline.value : 1,
                                                  .correlation = bloc->correlation.set ? bloc->correlation.value : 0};
        r->sways = r->sways || r->blocs[r->blocs_size - 1].correlation > 0;
        ratifier->seats += r->blocs[r->blocs_size - 1].seats;
        ratifier->size++;
    }
    r->ratifiers_size++;
}

/* Whether a mandate's limits still hold when the deal is signed: today, at the earliest. */
static bool holds(const ratify *r, const ent_mandate *mandate) {
    return !mandate->until.year || !r->source->as_of.year ||
           ent_date_last_day(mandate->until) >= ent_date_first_day(r->source->as_of);
}

static ent_status bar(ratify *r, ratify_side *side) {
    const ent_mandate *mandate = &side->source->mandate;
    if (!side->source->has_mandate || !holds(r, mandate)) return ENT_OK;
    side->barred = ent_arena_array(r->arena, r->model->total, sizeof *side->barred);
    if (!side->barred) return ENT_MEMORY;
    for (size_t l = 0; l < mandate->limits_size; l++) {
        const ent_when *when = &mandate->limits[l].when;
        const int j = ent_model_issue(r->model, when->issue);
        for (size_t o = 0; j != ENT_NOWHERE && o < r->model->options[j]; o++)
            if (!ent_when_holds(when, &r->source->issues[when->issue], o))
                side->barred[ent_model_flat(r->model, (size_t)j, o)] = true;
    }
    r->narrowed = true;
    return ENT_OK;
}

static ent_status find_sides(ratify *r) {
    const ent_case *source = r->source;
    size_t ratifiers = 0, blocs = 0;
    for (size_t i = 0; i < source->ratifications_size; i++) {
        ratifiers += source->ratifications[i].ratifiers_size;
        for (size_t k = 0; k < source->ratifications[i].ratifiers_size; k++)
            blocs += source->ratifications[i].ratifiers[k].blocs_size;
    }
    r->sides = ent_arena_array(r->arena, source->ratifications_size, sizeof *r->sides);
    r->ratifiers = ent_arena_array(r->arena, ratifiers + 1, sizeof *r->ratifiers);
    r->blocs = ent_arena_array(r->arena, blocs + 1, sizeof *r->blocs);
    if (!r->sides || !r->ratifiers || !r->blocs) return ENT_MEMORY;
    for (size_t i = 0; i < source->ratifications_size; i++) {
        const ent_ratification *ratification = &source->ratifications[i];
        const ent_party *party = &source->parties[ratification->party];
        ratify_side *side = &r->sides[r->sides_size];
        *side = (ratify_side){.source = ratification, .id = party->id, .negotiator = SIZE_MAX};
        side->name = party->name ? party->name : party->id;
        side->first = r->ratifiers_size;
        for (size_t p = 0; p < r->model->parties; p++)
            if (r->model->party[p] == ratification->party) side->negotiator = p;
        for (size_t k = 0; k < ratification->ratifiers_size; k++)
            add_blocs(r, &ratification->ratifiers[k]);
        side->size = r->ratifiers_size - side->first;
        const ent_status status = bar(r, side);
        if (status != ENT_OK) return status;
        r->sides_size++;
    }
    r->none = r->blocs_size == 0;
    return ENT_OK;
}

/* ---- blocs as parties ------------------------------------------------------------------------------------------- */

/* What a bloc has if the agreement fails: its own, that of those it votes with, of the whole ratification. NULL: that
 * of the party it follows, or of its state. */
static const ent_no_deal_value *fallback_of(const ratify *r, const ratify_bloc *bloc) {
    const ratify_ratifier *ratifier = &r->ratifiers[bloc->ratifier];
    const ent_ratifier *own = &r->sides[ratifier->side].source->own;
    if (bloc->source->has_no_deal) return &bloc->source->no_deal;
    if (ratifier->source->has_no_deal) return &ratifier->source->no_deal;
    return own->has_no_deal ? &own->no_deal : NULL;
}

/* The no-deal outcome of its state today is the bloc's too, valued by its own preferences; a utility, and what is added
 * to one, is not. */
static ent_status state_outcome(const ratify *r, const ratify_bloc *bloc, const ent_no_deal_value **out) {
    const size_t negotiator = r->sides[r->ratifiers[bloc->ratifier].side].negotiator;
    const ent_no_deal_value *value = negotiator == SIZE_MAX ? NULL : r->model->fallback[negotiator].value;
    if (!value || !value->has_outcome) return ENT_OK;
    ent_no_deal_value *copy = ent_arena_alloc(r->arena, sizeof *copy);
    if (!copy) return ENT_MEMORY;
    copy->has_outcome = true;
    copy->outcome = value->outcome;
    *out = copy;
    return ENT_OK;
}

typedef struct shadow {
    ent_case *made;
    const ent_no_deal_value **given; /* per added party */
    int *followed;                   /* per added party: a party, or ENT_NOWHERE */
    size_t added;
} shadow;

static size_t place_of(const ratify *r, int party) {
    for (size_t p = 0; p < r->model->parties; p++)
        if (r->model->party[p] == party) return p;
    return SIZE_MAX;
}

static void add_interactions(shadow *s, int followed, int party) {
    const size_t size = s->made->interactions_size;
    for (size_t q = 0; q < size; q++) {
        if (s->made->interactions[q].party != followed) continue;
        s->made->interactions[s->made->interactions_size] = s->made->interactions[q];
        s->made->interactions[s->made->interactions_size++].party = party;
    }
}

/* A party for a bloc that is not simply the one it follows. Its place among the voters. */
static size_t add_party(ratify *r, shadow *s, const ratify_bloc *bloc, const ent_no_deal_value *value) {
    ent_case *made = s->made;
    const int followed = bloc->source->follows;
    for (size_t k = 0; k < s->added; k++)
        if (followed != ENT_NOWHERE && s->followed[k] == followed && s->given[k] == value) return r->model->parties + k;
    const int party = (int)made->parties_size;
    ent_party *as = &made->parties[made->parties_size++];
    *as = followed != ENT_NOWHERE ? r->source->parties[followed] : (ent_party){.of = ENT_NOWHERE};
    as->id = bloc->path;
    as->name = bloc->name;
    const ent_preferences *preferences =
        followed != ENT_NOWHERE ? ent_case_preferences(r->source, followed) : &bloc->source->preferences;
    made->preferences[made->preferences_size] = *preferences;
    made->preferences[made->preferences_size++].party = party;
    if (value) made->no_deals[made->no_deals_size++] = (ent_no_deal){.party = party, .value = *value};
    if (followed != ENT_NOWHERE) add_interactions(s, followed, party);
    s->given[s->added] = value;
    s->followed[s->added] = followed;
    const size_t voter = r->model->parties + s->added++;
    if (voter < ENT_VOTERS) r->base[voter] = followed != ENT_NOWHERE ? place_of(r, followed) : voter;
    return voter;
}

static ent_status too_many(const ratify *r, size_t voters) {
    const ent_place place = {.file = r->source->path};
    ent_diagnosef(r->run->diagnostics, ENT_ERROR, "E-RATIFY-0001", &place, "ratification",
                  "let blocs that think alike follow a party, or put them together", NULL,
                  "%zu negotiators and blocs see the packages in different ways; this takes at most %d", voters,
                  ENT_VOTERS);
    return ENT_LIMIT;
}

static bool copy_lists(const ratify *r, shadow *s) {
    const ent_case *source = r->source;
    ent_case *made = s->made;
    const size_t more = r->blocs_size;
    *made = *source;
    made->parties = ent_arena_array(r->arena, source->parties_size + more, sizeof *made->parties);
    made->preferences = ent_arena_array(r->arena, source->preferences_size + more, sizeof *made->preferences);
    made->no_deals = ent_arena_array(r->arena, source->no_deals_size + more, sizeof *made->no_deals);
    made->interactions = ent_arena_array(r->arena, source->interactions_size * (1 + more), sizeof *made->interactions);
    s->given = ent_arena_array(r->arena, more, sizeof *s->given);
    s->followed = ent_arena_array(r->arena, more, sizeof *s->followed);
    if (!made->parties || !made->preferences || !made->no_deals || !made->interactions || !s->given || !s->followed)
        return false;
    memcpy(made->parties, source->parties, source->parties_size * sizeof *made->parties);
    if (source->preferences_size)
        memcpy(made->preferences, source->preferences, source->preferences_size * sizeof *made->preferences);
    if (source->no_deals_size) memcpy(made->no_deals, source->no_deals, source->no_deals_size * sizeof *made->no_deals);
    if (source->interactions_size)
        memcpy(made->interactions, source->interactions, source->interactions_size * sizeof *made->interactions);
    return true;
}

static ent_status add_voters(ratify *r) {
    shadow s = {.made = ent_arena_alloc(r->arena, sizeof *s.made)};
    r->base = ent_arena_array(r->arena, ENT_VOTERS, sizeof *r->base);
    if (!s.made || !r->base || !copy_lists(r, &s)) return ENT_MEMORY;
    for (size_t p = 0; p < r->model->parties; p++)
        r->base[p] = p;
    for (size_t b = 0; b < r->blocs_size; b++) {
        ratify_bloc *bloc = &r->blocs[b];
        const ent_no_deal_value *value = fallback_of(r, bloc);
        const bool own = bloc->source->follows == ENT_NOWHERE;
        if (!value && own && state_outcome(r, bloc, &value) != ENT_OK) return ENT_MEMORY;
        bloc->voter = !value && !own ? place_of(r, bloc->source->follows) : add_party(r, &s, bloc, value);
    }
    r->shadow = s.made;
    r->voters_size = r->model->parties + s.added;
    return r->voters_size > ENT_VOTERS ? too_many(r, r->voters_size) : ENT_OK;
}

/* ---- thresholds ----------------------------------------------------------------------------------------------------
 */

/* The least sum of the one scale that is worth at least a sum of the other: sum * to / from, rounded up. */
static ent_wide rescaled(ent_wide sum, ent_wide from, ent_wide to) {
    if (from == to) return sum;
    mpz_t value, factor;
    mpz_inits(value, factor, NULL);
    ent_wide_to_mpz(value, sum);
    ent_wide_to_mpz(factor, to);
    mpz_mul(value, value, factor);
    ent_wide_to_mpz(factor, from);
    mpz_cdiv_q(value, value, factor);
    ent_wide out = 0;
    if (!ent_wide_from_mpz(value, &out)) out = mpz_sgn(value) < 0 ? -((ent_wide)1 << 124) : (ent_wide)1 << 124;
    mpz_clears(value, factor, NULL);
    return out;
}

ent_wide ratify_raised(const ratify *r, size_t voter, int rise) {
    const ent_space *wide = r->wide;
    const ent_wide den = wide->denominator[voter];
    return rescaled(wide->no_deal[voter] * RATIFY_RISES + rise * den, den * RATIFY_RISES,
                    wide->denominator[r->base[voter]]);
}

double ratify_fallback(const ratify *r, size_t voter) {
    return ent_space_value(r->wide, voter, r->wide->no_deal[voter]);
}

void ratify_voters(const ratify *r, const ent_space *wide, ent_voter *voters) {
    for (size_t v = 0; v < r->voters_size; v++)
        voters[v] =
            (ent_voter){r->base[v], rescaled(wide->no_deal[v], wide->denominator[v], wide->denominator[r->base[v]])};
}

/* ---- the whole
 * -------------------------------------------------------------------------------------------------------- */

static void find_rule(ratify *r) {
    r->rule = ENT_NASH;
    for (size_t i = 0; i < r->model->parties; i++) {
        const ent_number *weight = &r->source->parties[r->model->party[i]].bargaining_weight;
        r->weights[i] = weight->set ? weight->value : 1;
        if (weight->set) r->rule = ENT_WEIGHTED_NASH;
    }
}

static ent_status find_uses(ratify *r) {
    const ent_status status = ent_words_find_uses(&r->words, r->sides_size + r->model->parties, &r->uses);
    if (status != ENT_OK) return status;
    r->all = r->uses.all;
    for (size_t s = 0; s < r->sides_size; s++)
        r->all.paths[r->all.size++] = ratify_text(r, "ratification.%s", r->sides[s].id);
    for (size_t i = 0; i < r->model->parties && r->rule == ENT_WEIGHTED_NASH; i++)
        if (r->source->parties[r->model->party[i]].bargaining_weight.set)
            r->all.paths[r->all.size++] =
                ratify_text(r, "parties.%s.bargaining_weight", ent_words_party_id(&r->words, i));
    return ENT_OK;
}

static ent_status find_within(ratify *r) {
    r->within = ent_arena_array(r->arena, r->space->total, sizeof *r->within);
    if (!r->within) return ENT_MEMORY;
    memcpy(r->within, r->space->allowed, r->space->total * sizeof *r->within);
    for (size_t s = 0; s < r->sides_size; s++)
        for (size_t flat = 0; r->sides[s].barred && flat < r->space->total; flat++)
            if (r->sides[s].barred[flat]) r->within[flat] = false;
    return ENT_OK;
}

ent_status ratify_prepare(ratify *r) {
    const bool all = r->options->tables && strcmp(r->options->tables, "all") == 0;
    const ent_model_options options = {.all_tables = all, .at = r->options->at};
    ent_status status = ent_model_make(r->run, r->source, &options, r->arena, &r->model);
    if (status == ENT_OK) status = ent_model_space(r->run, r->model, r->arena, &r->space);
    if (status != ENT_OK) return status;
    r->words = (ent_words){.source = r->source, .model = r->model, .space = r->space, .arena = r->arena};
    find_rule(r);
    status = find_sides(r);
    if (status == ENT_OK) status = add_voters(r);
    if (status == ENT_OK) status = find_uses(r);
    const ent_model_options same_day = {.all_tables = all, .at = r->model->at};
    if (status == ENT_OK) status = ent_model_make(r->run, r->shadow, &same_day, r->arena, &r->wide_model);
    if (status == ENT_OK) status = ent_model_space(r->run, r->wide_model, r->arena, &r->wide);
    if (status == ENT_OK) status = find_within(r);
    if (status == ENT_OK) ratify_voters(r, r->wide, r->voters);
    return status;
}
