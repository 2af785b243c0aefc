/* Who passes what: votes by lines, and the odds when members do not all follow them. */
#include "ratify.h"

#include "games/vote_odds.h"

#include <math.h>
#include <string.h>

uint32_t ratify_yes(const ratify *r, const ent_space *wide, const ent_voter *voters, const uint32_t *outcome) {
    uint32_t yes = 0;
    for (size_t v = 0; v < r->voters_size; v++)
        if (ent_space_utility(wide, voters[v].party, outcome) >= voters[v].threshold) yes |= (uint32_t)1 << v;
    return yes;
}

static bool says_yes(const ratify_bloc *bloc, uint32_t yes) {
    return yes >> bloc->voter & 1;
}

int64_t ratify_votes(const ratify *r, size_t ratifier, uint32_t yes) {
    const ratify_ratifier *at = &r->ratifiers[ratifier];
    int64_t votes = 0;
    for (size_t b = at->first; b < at->first + at->size; b++)
        if (says_yes(&r->blocs[b], yes)) votes += r->blocs[b].seats;
    return votes;
}

/* A rule of vote: at least (or, `above`, more than) num / den of all seats. */
typedef struct rule_row {
    const char *name;
    int64_t num, den;
    bool above;
} rule_row;

static const rule_row rule_rows[] = {
    {"majority", 1, 2, true}, {"two-thirds", 2, 3, false}, {"three-fifths", 3, 5, false}, {"unanimity", 1, 1, false}};

static int64_t ceiling(__int128 num, __int128 den) {
    return (int64_t)((num + den - 1) / den);
}

/* The least votes that pass, in units of which `seats` are all: of `unit` to a seat. */
static int64_t quota_of(const ent_ratifier *source, int64_t seats, int64_t unit) {
    for (size_t k = 0; k < sizeof rule_rows / sizeof *rule_rows; k++)
        if (strcmp(rule_rows[k].name, source->rule) == 0) {
            const __int128 part = (__int128)seats * rule_rows[k].num;
            return rule_rows[k].above ? (int64_t)(part / rule_rows[k].den) + 1 : ceiling(part, rule_rows[k].den);
        }
    const ent_number *given = source->share.set ? &source->share : &source->votes;
    const int64_t whole = source->share.set ? seats : unit;
    if (given->exact && given->ratio.num < INT64_MAX / 4)
        return ceiling((__int128)whole * given->ratio.num, given->ratio.den);
    return (int64_t)ceil(fmin(given->value * (double)whole, 9e18));
}

bool ratify_ratifier_passes(const ratify *r, size_t ratifier, uint32_t yes) {
    const ratify_ratifier *at = &r->ratifiers[ratifier];
    return !at->votes || ratify_votes(r, ratifier, yes) >= quota_of(at->source, at->seats, RATIFY_SEAT);
}

int64_t ratify_needed(const ratify *r, size_t ratifier) {
    const ratify_ratifier *at = &r->ratifiers[ratifier];
    return at->votes ? quota_of(at->source, at->seats, RATIFY_SEAT) : 0;
}

bool ratify_side_passes(const ratify *r, size_t side, uint32_t yes) {
    const ratify_side *of = &r->sides[side];
    for (size_t k = of->first; k < of->first + of->size; k++)
        if (!ratify_ratifier_passes(r, k, yes)) return false;
    return true;
}

bool ratify_all_pass(const ratify *r, uint32_t yes) {
    for (size_t s = 0; s < r->sides_size; s++)
        if (!ratify_side_passes(r, s, yes)) return false;
    return true;
}

bool ratify_all_sign(const ratify *r, uint32_t yes) {
    const uint32_t all = ((uint32_t)1 << r->model->parties) - 1;
    return (yes & all) == all;
}

/* ---- odds ----------------------------------------------------------------------------------------------------------
 */

static double number_of(const ent_number *number, const double *values, double missing) {
    if (!number->set) return missing;
    return values ? values[number->slot] : number->value;
}

enum { PUBLIC = 2000 /* voters who stand for a public, or for a body that is larger than can be counted */ };

static bool is_correlated(const ratify *r, const ratify_ratifier *at, const double *values) {
    for (size_t b = at->first; b < at->first + at->size && !r->apart; b++)
        if (number_of(&r->blocs[b].source->correlation, values, 0) > 0) return true;
    return false;
}

/* A public is so many that shares are as good as certain: no lot is drawn. */
static double of_public(const ratify *r, const ratify_ratifier *at, uint32_t yes, const double *values) {
    double favour = 0, all = 0;
    for (size_t b = at->first; b < at->first + at->size; b++) {
        const ratify_bloc *bloc = &r->blocs[b];
        const double seats = number_of(&bloc->source->seats, values, 0);
        const double discipline = number_of(&bloc->source->discipline, values, 1);
        favour += seats * (says_yes(bloc, yes) ? discipline : 1 - discipline);
        all += seats;
    }
    const int64_t seats = (int64_t)llround(all * RATIFY_SEAT);
    return llround(favour * RATIFY_SEAT) >= quota_of(at->source, seats, RATIFY_SEAT);
}

/* How a bloc's members vote. */
static ent_vote_bloc vote_of(const ratify *r, const ratify_bloc *bloc, uint32_t yes, const double *values,
                             size_t members) {
    const double discipline = number_of(&bloc->source->discipline, values, 1);
    return (ent_vote_bloc){.members = members,
                           .yes = says_yes(bloc, yes) ? discipline : 1 - discipline,
                           .correlation = r->apart ? 0 : number_of(&bloc->source->correlation, values, 0)};
}

/* A public whose blocs sway: shares are as good as certain but for the common cause, so PUBLIC voters stand for all,
 * those of blocs without correlation split in fixed shares. */
static ent_status of_swaying_public(const ratify *r, const ratify_ratifier *at, uint32_t yes, const double *values,
                                    double *out) {
    const ent_allocator *allocator = ent_run_allocator(r->run);
    ent_vote_bloc *blocs = ent_alloc_array(allocator, 2 * at->size, sizeof *blocs);
    if (!blocs) return ENT_MEMORY;
    double all = 0, before = 0;
    for (size_t b = at->first; b < at->first + at->size; b++)
        all += number_of(&r->blocs[b].source->seats, values, 0);
    for (size_t b = 0; b < at->size && all > 0; b++) {
        const ratify_bloc *bloc = &r->blocs[at->first + b];
        const double after = before + number_of(&bloc->source->seats, values, 0) / all;
        const size_t members = (size_t)(llround(after * PUBLIC) - llround(before * PUBLIC));
        ent_vote_bloc *split = &blocs[2 * b];
        split[0] = vote_of(r, bloc, yes, values, members);
        before = after;
        if (split[0].correlation > 0) continue;
        split[0].members = (size_t)llround((double)members * split[0].yes);
        split[1] = (ent_vote_bloc){.members = members - split[0].members, .yes = 0};
        split[0].yes = 1;
    }
    const int64_t seats = (int64_t)llround(all * RATIFY_SEAT), quota = quota_of(at->source, seats, RATIFY_SEAT);
    const int64_t needed = ceiling((__int128)quota * PUBLIC, seats > 0 ? seats : 1);
    const ent_status status = ent_vote_odds(allocator, blocs, 2 * at->size, needed > 0 ? (size_t)needed : 0, out);
    ent_free(allocator, blocs);
    return status;
}

ent_status ratify_odds(const ratify *r, size_t ratifier, uint32_t yes, const double *values, double *out) {
    const ratify_ratifier *at = &r->ratifiers[ratifier];
    *out = 1;
    if (!at->votes) return ENT_OK;
    double members = 0;
    for (size_t b = at->first; b < at->first + at->size; b++)
        members += nearbyint(number_of(&r->blocs[b].source->seats, values, 0));
    if ((at->source->kind && strcmp(at->source->kind, "public") == 0) || members > ENT_VOTE_MEMBERS || members < 1) {
        if (is_correlated(r, at, values)) return of_swaying_public(r, at, yes, values, out);
        *out = of_public(r, at, yes, values);
        return ENT_OK;
    }
    ent_vote_bloc *blocs = ent_alloc_array(ent_run_allocator(r->run), at->size, sizeof *blocs);
    if (!blocs) return ENT_MEMORY;
    for (size_t b = 0; b < at->size; b++) {
        const ratify_bloc *bloc = &r->blocs[at->first + b];
        blocs[b] = vote_of(r, bloc, yes, values, (size_t)nearbyint(number_of(&bloc->source->seats, values, 0)));
    }
    const int64_t needed = quota_of(at->source, (int64_t)members, 1);
    const ent_status status =
        ent_vote_odds(ent_run_allocator(r->run), blocs, at->size, needed > 0 ? (size_t)needed : 0, out);
    ent_free(ent_run_allocator(r->run), blocs);
    return status;
}

ent_status ratify_all_odds(const ratify *r, uint32_t yes, const double *values, double *out) {
    *out = 1;
    for (size_t k = 0; k < r->ratifiers_size; k++) {
        double one = 1;
        const ent_status status = ratify_odds(r, k, yes, values, &one);
        if (status != ENT_OK) return status;
        *out *= one;
    }
    return ENT_OK;
}
