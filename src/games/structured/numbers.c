/* Arrays of GMP's numbers. */
#include "games/structured/numbers.h"

bool ent_mpq_list_init(ent_mpq_list *list, const ent_run *run, size_t size) {
    *list = (ent_mpq_list){.allocator = ent_run_allocator(run)};
    list->at = ent_alloc_array(list->allocator, size, sizeof *list->at);
    if (list->at == NULL) return false;
    for (size_t i = 0; i < size; i++)
        mpq_init(list->at[i]);
    list->size = size;
    return true;
}

void ent_mpq_list_free(ent_mpq_list *list) {
    for (size_t i = 0; i < list->size; i++)
        mpq_clear(list->at[i]);
    ent_free(list->allocator, list->at);
    *list = (ent_mpq_list){0};
}

bool ent_mpz_list_init(ent_mpz_list *list, const ent_run *run, size_t size) {
    *list = (ent_mpz_list){.allocator = ent_run_allocator(run)};
    list->at = ent_alloc_array(list->allocator, size, sizeof *list->at);
    if (list->at == NULL) return false;
    for (size_t i = 0; i < size; i++)
        mpz_init(list->at[i]);
    list->size = size;
    return true;
}

void ent_mpz_list_free(ent_mpz_list *list) {
    for (size_t i = 0; i < list->size; i++)
        mpz_clear(list->at[i]);
    ent_free(list->allocator, list->at);
    *list = (ent_mpz_list){0};
}

void ent_mpq_denominator(mpq_srcptr numbers, size_t size, mpz_t common) {
    for (size_t i = 0; i < size; i++) {
        mpz_srcptr below = mpq_denref(numbers + i);
        if (!mpz_divisible_p(common, below)) mpz_lcm(common, common, below);
    }
}

void ent_mpq_scale(mpq_srcptr number, mpz_srcptr common, mpz_ptr out) {
    mpz_divexact(out, common, mpq_denref(number));
    mpz_mul(out, out, mpq_numref(number));
}

bool ent_mpq_negative(mpq_srcptr numbers, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (mpq_sgn(numbers + i) < 0) return true;
    return false;
}

bool ent_mpq_order(mpq_srcptr numbers, size_t size, const ent_run *run, size_t *order) {
    const ent_allocator *allocator = ent_run_allocator(run);
    size_t *other = ent_alloc_array(allocator, size, sizeof *other), *from = order, *to = other;
    if (other == NULL) return false;
    for (size_t i = 0; i < size; i++)
        order[i] = i;
    for (size_t width = 1; width < size; width *= 2) { /* merges, which keep the order of equals */
        for (size_t start = 0; start < size; start += 2 * width) {
            size_t middle = size - start > width ? start + width : size;
            size_t end = size - start > 2 * width ? start + 2 * width : size;
            for (size_t k = start, a = start, b = middle; k < end; k++) {
                bool first = b >= end || (a < middle && mpq_cmp(numbers + from[a], numbers + from[b]) <= 0);
                to[k] = first ? from[a++] : from[b++];
            }
        }
        size_t *swap = from;
        from = to;
        to = swap;
    }
    for (size_t i = 0; i < size && from != order; i++)
        order[i] = from[i];
    ent_free(allocator, other);
    return true;
}

void ent_mpq_set_count(mpq_ptr out, uint64_t number) {
    mpz_import(mpq_numref(out), 1, 1, sizeof number, 0, 0, &number);
    mpz_set_ui(mpq_denref(out), 1);
}

void ent_mpq_part(mpq_srcptr number, uint64_t count, mpq_ptr out) {
    mpq_t below;
    mpq_init(below);
    ent_mpq_set_count(below, count);
    mpq_div(out, number, below);
    mpq_clear(below);
}
