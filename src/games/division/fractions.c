/* Arrays of fractions, and the reasons why a rule gives nothing. */
#include "games/division/fractions.h"

#include <stdlib.h>

ent_status ent_fractions_init(ent_fractions *fractions, const ent_allocator *allocator, size_t size) {
    *fractions = (ent_fractions){.allocator = allocator};
    fractions->at = ent_alloc_array(allocator, size, sizeof *fractions->at);
    if (fractions->at == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < size; i++)
        mpq_init(&fractions->at[i]);
    fractions->size = size;
    return ENT_OK;
}

void ent_fractions_free(ent_fractions *fractions) {
    for (size_t i = 0; i < fractions->size; i++)
        mpq_clear(&fractions->at[i]);
    ent_free(fractions->allocator, fractions->at);
    *fractions = (ent_fractions){0};
}

void ent_fractions_sum(size_t size, mpq_srcptr values, mpq_ptr out) {
    mpq_set_ui(out, 0, 1);
    for (size_t i = 0; i < size; i++)
        mpq_add(out, out, &values[i]);
}

void ent_fractions_copy(mpq_ptr to, mpq_srcptr from, size_t size) {
    for (size_t i = 0; i < size; i++)
        mpq_set(&to[i], &from[i]);
}

int ent_fractions_sign(size_t size, mpq_srcptr values) {
    bool above = false, below = false;
    for (size_t i = 0; i < size; i++) {
        above = above || mpq_sgn(&values[i]) > 0;
        below = below || mpq_sgn(&values[i]) < 0;
    }
    return !below ? 1 : above ? 0 : -1;
}

void ent_division_because(ent_division_why *why, ent_division_reason reason, size_t index, mpq_srcptr is,
                          mpq_srcptr bound) {
    if (why == NULL) return;
    *why = (ent_division_why){.reason = reason, .index = index};
    if (is != NULL) why->is = ent_mpq_value(is);
    if (bound != NULL) why->bound = ent_mpq_value(bound);
}

const char *ent_division_reason_text(ent_division_reason reason) {
    static const char *const texts[ENT_DIVISION_REASONS] = {
        [ENT_DIVISION_NONE] = "there is an allocation",
        [ENT_DIVISION_FLOOR_TOO_HIGH] = "the floors together are more than the whole",
        [ENT_DIVISION_CEILING_TOO_LOW] = "the ceilings together are less than the whole",
        [ENT_DIVISION_CROSSED] = "the floor is above the ceiling",
        [ENT_DIVISION_NO_NEXT] = "only the largest party has a base: nobody is next to it",
        [ENT_DIVISION_LIMITS_HIGH] = "what the limits and the floor ask at least is together more than the whole",
        [ENT_DIVISION_LIMITS_LOW] = "what the limits and the ceiling allow at most is together less than the whole",
        [ENT_DIVISION_NO_BASE] = "what it should be proportional to is zero for everybody",
        [ENT_DIVISION_NO_BEFORE] = "the shares before are all zero",
        [ENT_DIVISION_MIXED_SIGNS] = "what it should be proportional to is negative for some and positive for others",
        [ENT_DIVISION_NO_UNITS] = "there are no units to spread the cost over",
    };
    return reason < ENT_DIVISION_REASONS ? texts[reason] : "";
}

static size_t first_negative(size_t size, mpq_srcptr values) {
    size_t i = 0;
    while (i < size && mpq_sgn(&values[i]) >= 0)
        i++;
    return i;
}

ent_status ent_share_out(size_t size, mpq_srcptr total, mpq_srcptr weights, ent_allocation *out,
                         ent_division_why *why) {
    mpq_t sum;
    mpq_init(sum);
    ent_fractions_sum(size, weights, sum);
    out->exists = false;
    if (ent_fractions_sign(size, weights) == 0) {
        size_t i = first_negative(size, weights);
        ent_division_because(why, ENT_DIVISION_MIXED_SIGNS, i, &weights[i], NULL);
    } else if (mpq_sgn(sum) == 0 && mpq_sgn(total) != 0) {
        ent_division_because(why, ENT_DIVISION_NO_BASE, SIZE_MAX, sum, total);
    } else {
        for (size_t i = 0; i < size; i++) {
            mpq_mul(out->exact[i], &weights[i], total);
            if (mpq_sgn(sum) != 0) mpq_div(out->exact[i], out->exact[i], sum);
        }
        ent_allocation_from_exact(out);
        ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    }
    mpq_clear(sum);
    return ENT_OK;
}

ent_status ent_permutation_check(size_t size, const size_t *order, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    bool *seen = ent_alloc_array(allocator, size, sizeof *seen);
    if (seen == NULL) return ENT_MEMORY;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < size && status == ENT_OK; k++) {
        if (order[k] >= size || seen[order[k]]) status = ENT_INPUT;
        if (status == ENT_OK) seen[order[k]] = true;
    }
    ent_free(allocator, seen);
    return status;
}

static int by_value(const void *left, const void *right) {
    const ent_ranked *a = left, *b = right;
    int order = mpq_cmp(a->value, b->value);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

void ent_rank(size_t size, mpq_srcptr values, ent_ranked *out) {
    for (size_t i = 0; i < size; i++)
        out[i] = (ent_ranked){&values[i], i};
    qsort(out, size, sizeof *out, by_value);
}
