/* Reading a key: what it is proportional to, its bounds, limits, phase and rounding. */
#include "lens/share/key_problem.h"

#include <string.h>

/* ---- what it goes by ----------------------------------------------------------------------------------------- */

static const share_numbers *by_word(const share_problem *problem, const char *by) {
    const struct {
        const char *word;
        const share_numbers *numbers;
    } words[] = {{"units", &problem->units},
                 {"weights", &problem->weights},
                 {"claims", &problem->claims},
                 {"demand", &problem->demand}};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
        if (strcmp(words[k].word, by) == 0) return words[k].numbers;
    return NULL;
}

static ent_status equal_base(share_problem *problem, share_numbers *out) {
    out->at = share_fractions(problem, problem->size);
    if (out->at == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        mpq_set_ui(out->at[i], 1, 1);
    out->set = true;
    return ENT_OK;
}

static ent_status read_base(share_problem *problem, const char *by, int year, share_numbers *out, int *used,
                            const char **why) {
    const share_numbers *known = by_word(problem, by);
    *used = 0;
    if (strcmp(by, "equal") == 0) return equal_base(problem, out);
    if (known == NULL) return share_series_read(problem, by, year, out, used, why);
    *out = *known;
    if (!known->set) *why = ent_arena_printf(problem->arena, "the project says nothing about %s", by);
    return ENT_OK;
}

static ent_status read_bases(share_problem *problem, const ent_key *key, share_key_problem *out) {
    const size_t size = key->parts_size > 0 ? key->parts_size : 1;
    ent_key_base *bases = ent_arena_array(problem->arena, size, sizeof *bases);
    mpq_t *weights = share_fractions(problem, size);
    out->used = ent_arena_array(problem->arena, size, sizeof *out->used);
    if (bases == NULL || weights == NULL || out->used == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size && out->why == NULL; k++) {
        share_numbers base = {0};
        ent_status status = ENT_OK;
        if (key->parts_size > 0) {
            const ent_key_part *part = &key->parts[k];
            share_number(problem, &part->weight, weights[k]);
            status = read_base(problem, part->by, part->year, &base, &out->used[k], &out->why);
        } else if (key->by != NULL) {
            status = read_base(problem, key->by, key->year, &base, &out->used[k], &out->why);
        } else {
            status = share_numbers_read(problem, &key->shares, &base);
        }
        if (status != ENT_OK) return status;
        if (base.at == NULL) return out->why != NULL ? ENT_OK : ENT_MEMORY;
        bases[k] = (ent_key_base){base.at[0], key->parts_size > 0 ? (mpq_srcptr)weights[k] : NULL};
    }
    out->problem.bases = bases;
    out->problem.bases_size = size;
    return ENT_OK;
}

/* ---- the whole ----------------------------------------------------------------------------------------------- */

static mpq_srcptr bound(share_problem *problem, const ent_number *number, mpq_t *at) {
    if (!number->set) return NULL;
    share_number(problem, number, *at);
    return *at;
}

ent_status share_key_read(share_problem *problem, const ent_key *key, share_key_problem *out) {
    enum { BOUNDS = 5 };
    static const ent_apportion_method methods[] = {[ENT_LARGEST_REMAINDER] = ENT_APPORTION_LARGEST_REMAINDER,
                                                   [ENT_SAINTE_LAGUE] = ENT_APPORTION_SAINTE_LAGUE,
                                                   [ENT_DHONDT] = ENT_APPORTION_DHONDT};
    share_numbers before = {0};
    mpq_t *bounds = share_fractions(problem, BOUNDS);
    *out = (share_key_problem){.problem = {.size = problem->size}};
    if (bounds == NULL) return ENT_MEMORY;
    ent_status status = read_bases(problem, key, out);
    if (status == ENT_OK) status = share_numbers_read(problem, &key->before, &before);
    if (status != ENT_OK) return status;
    ent_key_problem *to = &out->problem;
    to->floor = bound(problem, &key->floor, &bounds[0]);
    to->ceiling = bound(problem, &key->ceiling, &bounds[1]);
    to->rise = bound(problem, &key->limits.rise, &bounds[2]);
    to->fall = bound(problem, &key->limits.fall, &bounds[3]);
    to->points = bound(problem, &key->limits.points, &bounds[4]);
    to->ceiling_next_largest = key->ceiling_next_largest;
    to->before = before.set ? (mpq_srcptr)before.at[0] : NULL;
    if (key->phase_from != 0) to->years = (unsigned)(key->phase_to - key->phase_from + 1);
    to->rounded = key->rounded;
    to->decimals = key->decimals;
    to->method = methods[key->rounding];
    return ENT_OK;
}

const char *share_key_reason(const share_problem *problem, const ent_division_why *why) {
    const char *text = ent_division_reason_text(why->reason);
    if (why->index >= problem->size || why->reason == ENT_DIVISION_NO_BASE) return text;
    const char *with = ent_arena_printf(problem->arena, "%s (%s)", text, problem->name[why->index]);
    return with != NULL ? with : text;
}
