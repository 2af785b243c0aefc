/* Where the nucleolus takes its coalitions from: a table, or a list of those that matter. */
#include "games/tu/nucleolus_parts.h"

#include <math.h>

/* ---- a table ---------------------------------------------------------------------------------------------- */

static size_t mask_members(uint32_t mask, uint32_t *members) {
    size_t size = 0;
    for (uint32_t i = 0; mask >> i != 0; i++)
        if (mask >> i & 1) members[size++] = i;
    return size;
}

/* Single players and all but one: what bounds the first program. */
static ent_status start_table(nucleolus_source *source) {
    const ent_tu_game *game = source->game;
    source->start = ent_alloc_array(source->allocator, 2 * source->players, sizeof *source->start);
    if (source->start == NULL) return ENT_MEMORY;
    for (unsigned i = 0; i < game->players; i++) {
        ent_coalition_mask one = (ent_coalition_mask)1 << i, others = ent_tu_grand(game) ^ one;
        source->single[i] = game->value[one];
        source->has_single[i] = ent_tu_possible(game, one);
        if (game->players > 1 && ent_tu_possible(game, one)) source->start[source->start_size++] = one;
        if (game->players > 2 && ent_tu_possible(game, others)) source->start[source->start_size++] = others;
    }
    return ENT_OK;
}

/* What stands out is first looked for where all gain the same. */
static ent_status measure_table(nucleolus_source *source, const ent_run *run) {
    const size_t n = source->players;
    double *price = ent_alloc_array(source->allocator, n, sizeof *price);
    if (price == NULL) return ENT_MEMORY;
    double gain = source->grand, size = 0;
    for (size_t i = 0; i < n; i++) {
        gain -= source->single[i];
        size += fabs(source->single[i]);
    }
    for (size_t i = 0; i < n; i++)
        price[i] = source->sign * (source->single[i] + gain / (double)n);
    ent_status status = ent_scan_measure(source->scan, source->single, price, run, &source->span);
    source->largest = size + source->span;
    ent_free(source->allocator, price);
    return status;
}

/* ---- a list ----------------------------------------------------------------------------------------------- */

static ent_status start_list(nucleolus_source *source) {
    const ent_coalition_list *list = source->list;
    source->start = ent_alloc_array(source->allocator, list->size + 1, sizeof *source->start);
    if (source->start == NULL) return ENT_MEMORY;
    if (!isfinite(list->grand)) return ENT_USAGE;
    for (size_t k = 0; k < list->size; k++) {
        if (!isfinite(list->value[k])) return ENT_USAGE;
        if (list->first[k + 1] - list->first[k] != 1) continue;
        uint32_t player = list->member[list->first[k]];
        source->single[player] = list->value[k];
        source->has_single[player] = true;
        source->start[source->start_size++] = (uint32_t)k;
    }
    source->largest = fabs(list->grand);
    for (size_t k = 0; k < list->size; k++) {
        double gain = list->value[k];
        for (size_t m = list->first[k]; m < list->first[k + 1]; m++)
            gain -= source->single[list->member[m]];
        if (fabs(list->value[k]) > source->largest) source->largest = fabs(list->value[k]);
        if (fabs(gain) > source->span) source->span = fabs(gain);
    }
    return ENT_OK;
}

static void list_worst(const nucleolus_source *source, const ent_scan_options *options, size_t most,
                       ent_scan_found *found, size_t *size) {
    const ent_coalition_list *list = source->list;
    *size = 0;
    for (size_t k = 0; k < list->size && most > 0; k++) {
        const uint32_t *members = list->member + list->first[k];
        size_t count = list->first[k + 1] - list->first[k];
        double excess = source->sign * list->value[k];
        for (size_t m = 0; m < count; m++)
            excess -= options->price[members[m]];
        if (!(excess > options->margin) || ent_span_has(options->span, members, count)) continue;
        if (options->keep != NULL && !options->keep(options->context, (uint32_t)k)) continue;
        ent_scan_keep_worst(found, size, most, (ent_scan_found){(uint32_t)k, excess});
    }
}

/* ---- either ----------------------------------------------------------------------------------------------- */

ent_status nucleolus_source_init(nucleolus_source *source, const ent_tu_game *game, const ent_coalition_list *list,
                                 const ent_run *run) {
    *source = (nucleolus_source){.game = game, .list = list, .allocator = ent_run_allocator(run)};
    source->players = game != NULL ? game->players : list->players;
    source->whole = game != NULL ? game->whole : list->whole;
    source->sign = (game != NULL ? game->cost : list->cost) ? -1 : 1;
    source->grand = game != NULL ? game->value[ent_tu_grand(game)] : list->grand;
    source->denominator = (double)(game != NULL ? game->denominator : list->denominator);
    source->single = ent_alloc_array(source->allocator, source->players, sizeof *source->single);
    source->has_single = ent_alloc_array(source->allocator, source->players, sizeof *source->has_single);
    ent_status status = source->single == NULL || source->has_single == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK) status = game != NULL ? start_table(source) : start_list(source);
    if (status == ENT_OK && game != NULL) status = ent_scan_new(game, run, &source->scan);
    if (status == ENT_OK && game != NULL) status = measure_table(source, run);
    double gain = source->grand;
    for (size_t i = 0; i < source->players && status == ENT_OK; i++)
        gain -= source->single[i];
    if (fabs(gain) > source->span) source->span = fabs(gain);
    if (!(source->span > 1e-12 * source->largest)) source->span = source->largest > 0 ? source->largest : 1;
    if (status != ENT_OK) nucleolus_source_free(source);
    return status;
}

void nucleolus_source_free(nucleolus_source *source) {
    ent_free(source->allocator, source->single);
    ent_free(source->allocator, source->has_single);
    ent_free(source->allocator, source->start);
    ent_scan_free(source->scan);
    *source = (nucleolus_source){.allocator = source->allocator};
}

size_t nucleolus_members(const nucleolus_source *source, uint32_t coalition, uint32_t *members) {
    if (source->game != NULL) return mask_members(coalition, members);
    const ent_coalition_list *list = source->list;
    size_t size = list->first[coalition + 1] - list->first[coalition];
    for (size_t m = 0; m < size; m++)
        members[m] = list->member[list->first[coalition] + m];
    return size;
}

double nucleolus_value(const nucleolus_source *source, uint32_t coalition) {
    return source->game != NULL ? source->game->value[coalition] : source->list->value[coalition];
}

size_t nucleolus_passes(const nucleolus_source *source) {
    return source->scan != NULL ? ent_scan_passes(source->scan) : 0;
}

ent_status nucleolus_worst(const nucleolus_source *source, const ent_scan_options *options, const ent_run *run,
                           size_t most, ent_scan_found *found, size_t *size) {
    if (source->game != NULL) return ent_scan_worst(source->scan, options, run, most, found, size);
    list_worst(source, options, most, found, size);
    return ent_run_cancelled(run) ? ENT_CANCELLED : ENT_OK;
}
