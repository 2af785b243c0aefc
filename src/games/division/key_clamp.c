/* Shares in proportion to a base between bounds: one lambda for all, found from the sorted breakpoints. */
#include "games/division/key_clamp.h"

/* Where a share begins to rise (low / base), or stops (high / base). */
typedef struct clamping {
    size_t size;
    mpq_srcptr base, low, high;
    mpq_t sum, slope, lambda, a;
} clamping;

/* The sums of all low bounds, and of those that can be reached: a share without a base stays at its low bound. */
static void reach(const clamping *c, mpq_ptr least, mpq_ptr most) {
    mpq_set_ui(least, 0, 1);
    mpq_set_ui(most, 0, 1);
    for (size_t i = 0; i < c->size; i++) {
        mpq_add(least, least, &c->low[i]);
        mpq_add(most, most, mpq_sgn(&c->base[i]) > 0 ? &c->high[i] : &c->low[i]);
    }
}

/* From lambda = 0, where the sum is that of the low bounds, to where it is 1. */
static void find_lambda(clamping *c, const ent_ranked *breaks, size_t breaks_size) {
    mpq_set_ui(c->lambda, 0, 1);
    mpq_set_ui(c->slope, 0, 1);
    mpq_set_ui(c->a, 1, 1);
    mpq_sub(c->sum, c->a, c->sum); /* what is missing to 1 */
    for (size_t k = 0; k < breaks_size && mpq_sgn(c->sum) > 0; k++) {
        mpq_sub(c->a, breaks[k].value, c->lambda);
        mpq_mul(c->a, c->a, c->slope);
        if (mpq_cmp(c->a, c->sum) >= 0) break;
        mpq_sub(c->sum, c->sum, c->a);
        mpq_set(c->lambda, breaks[k].value);
        size_t i = breaks[k].index / 2;
        if (breaks[k].index % 2 == 0)
            mpq_add(c->slope, c->slope, &c->base[i]);
        else
            mpq_sub(c->slope, c->slope, &c->base[i]);
    }
    if (mpq_sgn(c->sum) <= 0) return;
    mpq_div(c->a, c->sum, c->slope);
    mpq_add(c->lambda, c->lambda, c->a);
}

static ent_status clamp(clamping *c, const ent_allocator *allocator, mpq_ptr out) {
    ent_fractions breaks = {0};
    ent_status status = ent_fractions_init(&breaks, allocator, 2 * c->size);
    ent_ranked *ranked = ent_alloc_array(allocator, 2 * c->size, sizeof *ranked);
    if (status == ENT_OK && ranked == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) {
        size_t kept = 0;
        for (size_t i = 0; i < c->size; i++) {
            if (mpq_sgn(&c->base[i]) == 0) continue;
            mpq_div(&breaks.at[2 * i], &c->low[i], &c->base[i]);
            mpq_div(&breaks.at[2 * i + 1], &c->high[i], &c->base[i]);
        }
        ent_rank(2 * c->size, breaks.at, ranked);
        for (size_t k = 0; k < 2 * c->size; k++)
            if (mpq_sgn(&c->base[ranked[k].index / 2]) > 0) ranked[kept++] = ranked[k];
        find_lambda(c, ranked, kept);
        for (size_t i = 0; i < c->size; i++) {
            mpq_mul(&out[i], c->lambda, &c->base[i]);
            if (mpq_cmp(&out[i], &c->low[i]) < 0) mpq_set(&out[i], &c->low[i]);
            if (mpq_cmp(&out[i], &c->high[i]) > 0) mpq_set(&out[i], &c->high[i]);
        }
    }
    ent_free(allocator, ranked);
    ent_fractions_free(&breaks);
    return status;
}

ent_status ent_key_clamp(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, const ent_run *run, mpq_ptr out,
                         ent_division_why *why) {
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    if (size > SIZE_MAX / 2) return ENT_MEMORY;
    clamping c = {.size = size, .base = base, .low = low, .high = high};
    ent_division_why kept;
    if (why == NULL) why = &kept;
    mpq_inits(c.sum, c.slope, c.lambda, c.a, NULL);
    mpq_t most;
    mpq_init(most);
    reach(&c, c.sum, most);
    mpq_set_ui(c.a, 1, 1);
    ent_status status = ENT_OK;
    if (mpq_cmp(c.sum, c.a) > 0) {
        ent_division_because(why, ENT_DIVISION_FLOOR_TOO_HIGH, SIZE_MAX, c.sum, c.a);
    } else if (mpq_cmp(most, c.a) < 0) {
        ent_division_because(why, ENT_DIVISION_CEILING_TOO_LOW, SIZE_MAX, most, c.a);
    } else {
        ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
        status = clamp(&c, ent_run_allocator(run), out);
    }
    mpq_clear(most);
    mpq_clears(c.sum, c.slope, c.lambda, c.a, NULL);
    return status;
}

/* ---- no more than the next largest ------------------------------------------------------------------------ */

static mpq_srcptr largest_other(size_t size, mpq_srcptr shares, size_t top) {
    mpq_srcptr largest = NULL;
    for (size_t i = 0; i < size; i++)
        if (i != top && (largest == NULL || mpq_cmp(&shares[i], largest) > 0)) largest = &shares[i];
    return largest;
}

/* What the shares add up to at most, the top held to the largest other: noted where it is less than 1. */
static bool tied_reaches(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, size_t top,
                         ent_division_why *why) {
    mpq_t sum, one;
    mpq_inits(sum, one, NULL);
    mpq_set_ui(one, 1, 1);
    mpq_srcptr largest = NULL;
    bool based = false;
    for (size_t i = 0; i < size; i++) {
        if (i == top) continue;
        mpq_srcptr most = mpq_sgn(&base[i]) > 0 ? &high[i] : &low[i];
        based = based || mpq_sgn(&base[i]) > 0;
        mpq_add(sum, sum, most);
        if (largest == NULL || mpq_cmp(most, largest) > 0) largest = most;
    }
    mpq_srcptr own = mpq_sgn(&base[top]) > 0 ? &high[top] : &low[top];
    if (mpq_cmp(own, largest) > 0) own = mpq_cmp(largest, &low[top]) > 0 ? largest : &low[top];
    mpq_add(sum, sum, own);
    bool reaches = mpq_cmp(sum, one) >= 0;
    if (!reaches) ent_division_because(why, based ? ENT_DIVISION_CEILING_TOO_LOW : ENT_DIVISION_NO_NEXT, top, sum, one);
    mpq_clears(sum, one, NULL);
    return reaches;
}

/* Where the largest other is j, the top has j's share, or its own low bound if that is higher: as if it had j's base
 * and bounds. Right where then nobody but the top has more than j. Those with the largest shares without the tie come
 * first. */
static ent_status clamp_like_other(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, size_t top,
                                   const ent_run *run, mpq_ptr out, ent_division_why *why) {
    const ent_allocator *allocator = ent_run_allocator(run);
    if (size > SIZE_MAX / 3) return ENT_MEMORY;
    ent_fractions work = {0}, shares = {0};
    ent_ranked *ranked = ent_alloc_array(allocator, size, sizeof *ranked);
    ent_status status = ranked == NULL ? ENT_MEMORY : ent_fractions_init(&work, allocator, 3 * size);
    if (status == ENT_OK) status = ent_fractions_init(&shares, allocator, size);
    bool found = false;
    if (status == ENT_OK) {
        mpq_ptr own_base = work.at, own_low = own_base + size, own_high = own_low + size;
        ent_fractions_copy(own_base, base, size);
        ent_fractions_copy(own_low, low, size);
        ent_fractions_copy(own_high, high, size);
        ent_fractions_copy(shares.at, out, size);
        ent_rank(size, shares.at, ranked);
        for (size_t k = size; k-- > 0 && status == ENT_OK && !found;) {
            size_t j = ranked[k].index;
            if (j == top) continue;
            mpq_set(&own_base[top], &base[j]);
            mpq_set(&own_low[top], mpq_cmp(&low[j], &low[top]) > 0 ? &low[j] : &low[top]);
            mpq_set(&own_high[top], mpq_cmp(&high[j], &low[top]) > 0 ? &high[j] : &low[top]);
            status = ent_key_clamp(size, own_base, own_low, own_high, run, out, why);
            found = status == ENT_OK && why->reason == ENT_DIVISION_NONE &&
                    mpq_equal(largest_other(size, out, top), &out[j]);
        }
    }
    if (status == ENT_OK && !found) status = ENT_BUG; /* there is one: see tied_reaches */
    ent_free(allocator, ranked);
    ent_fractions_free(&work);
    ent_fractions_free(&shares);
    return status;
}

ent_status key_clamp_tied(size_t size, mpq_srcptr base, mpq_srcptr low, mpq_srcptr high, size_t top, const ent_run *run,
                          mpq_ptr out, ent_division_why *why, bool *tied) {
    *tied = false;
    ent_status status = ent_key_clamp(size, base, low, high, run, out, why);
    if (status != ENT_OK || why->reason != ENT_DIVISION_NONE || size < 2) return status;
    if (mpq_equal(&out[top], &low[top]) || mpq_cmp(&out[top], largest_other(size, out, top)) <= 0) return ENT_OK;
    if (!tied_reaches(size, base, low, high, top, why)) return ENT_OK;
    *tied = true;
    return clamp_like_other(size, base, low, high, top, run, out, why);
}
