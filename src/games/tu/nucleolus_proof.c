/* Whether no coalition has a larger excess than the level at which it is settled: in fractions, or by how much. */
#include "games/tu/nucleolus_parts.h"

#include <float.h>
#include <math.h>

typedef __int128 wide;

/* Allocation and levels over one denominator; in 64 bits where they fit, so that a test takes nanoseconds. */
typedef struct proof {
    const nucleolus_source *source;
    bool per_capita, narrow;
    mpz_t denominator;
    mpz_t *numbers; /* players, then the stage's excess */
    int64_t narrow_denominator, *narrow_numbers;
} proof;

static bool fits(const mpz_t number) {
    return mpz_sizeinbase(number, 2) <= 62;
}

static int64_t narrow_of(const mpz_t number) { /* of one that fits */
    uint64_t size = 0;
    mpz_export(&size, NULL, 1, sizeof size, 0, 0, number);
    return mpz_sgn(number) < 0 ? -(int64_t)size : (int64_t)size;
}

static void set_number(proof *p, size_t place, const mpq_t value) {
    mpz_divexact(p->numbers[place], p->denominator, mpq_denref(value));
    mpz_mul(p->numbers[place], p->numbers[place], mpq_numref(value));
    p->narrow = p->narrow && fits(p->numbers[place]);
    if (p->narrow) p->narrow_numbers[place] = narrow_of(p->numbers[place]);
}

/* The members of a coalition, one after the other. */
typedef struct walk {
    const uint32_t *next, *end; /* of a list */
    uint32_t mask;              /* of a table */
} walk;

static walk walk_over(const nucleolus_source *source, uint32_t coalition) {
    if (source->game != NULL) return (walk){NULL, NULL, coalition};
    const ent_coalition_list *list = source->list;
    return (walk){list->member + list->first[coalition], list->member + list->first[coalition + 1], 0};
}

static bool walk_on(walk *w, size_t *member) {
    if (w->next != w->end) {
        *member = *w->next++;
        return true;
    }
    if (w->mask == 0) return false;
    *member = (size_t)__builtin_ctz(w->mask);
    w->mask &= w->mask - 1;
    return true;
}

/* sign (v(S) d - X(S)) > w E ? */
static bool owed_more_narrow(const proof *p, uint32_t coalition) {
    wide sum = (wide)(int64_t)nucleolus_value(p->source, coalition) * p->narrow_denominator, weight = 0;
    walk over = walk_over(p->source, coalition);
    for (size_t i; walk_on(&over, &i); weight++)
        sum -= p->narrow_numbers[i];
    return (p->source->sign < 0 ? -sum : sum) > (p->per_capita ? weight : 1) * p->narrow_numbers[p->source->players];
}

static bool owed_more_wide(const proof *p, uint32_t coalition) {
    unsigned long weight = 0;
    mpz_t sum, level;
    mpz_inits(sum, level, NULL);
    mpz_set_d(sum, nucleolus_value(p->source, coalition));
    mpz_mul(sum, sum, p->denominator);
    walk over = walk_over(p->source, coalition);
    for (size_t i; walk_on(&over, &i); weight++)
        mpz_sub(sum, sum, p->numbers[i]);
    if (p->source->sign < 0) mpz_neg(sum, sum);
    mpz_mul_ui(level, p->numbers[p->source->players], p->per_capita ? weight : 1);
    bool more = mpz_cmp(sum, level) > 0;
    mpz_clears(sum, level, NULL);
    return more;
}

static bool owed_more(const void *context, ent_coalition_mask coalition) {
    const proof *p = context;
    return p->narrow ? owed_more_narrow(p, coalition) : owed_more_wide(p, coalition);
}

static ent_status proof_init(proof *p, const nucleolus_source *source, const ent_nucleolus_options *options,
                             const nucleolus_levels *levels, const mpq_t *x, const mpq_t *excess) {
    size_t n = source->players;
    *p = (proof){.source = source, .per_capita = options->per_capita, .narrow = true};
    p->numbers = ent_alloc_array(source->allocator, n + 1, sizeof *p->numbers);
    p->narrow_numbers = ent_alloc_array(source->allocator, n + 1, sizeof *p->narrow_numbers);
    if (p->numbers == NULL || p->narrow_numbers == NULL) {
        ent_free(source->allocator, p->numbers);
        ent_free(source->allocator, p->narrow_numbers);
        return ENT_MEMORY;
    }
    mpz_init_set_ui(p->denominator, 1);
    for (size_t i = 0; i <= n; i++)
        mpz_init(p->numbers[i]);
    for (size_t i = 0; i < n; i++)
        mpz_lcm(p->denominator, p->denominator, mpq_denref(x[i]));
    for (size_t s = 0; s < levels->stages_size; s++)
        mpz_lcm(p->denominator, p->denominator, mpq_denref(excess[s]));
    p->narrow = fits(p->denominator);
    if (p->narrow) p->narrow_denominator = narrow_of(p->denominator);
    for (size_t i = 0; i < n; i++)
        set_number(p, i, x[i]);
    return ENT_OK;
}

static void proof_free(proof *p) {
    for (size_t i = 0; i <= p->source->players; i++)
        mpz_clear(p->numbers[i]);
    mpz_clear(p->denominator);
    ent_free(p->source->allocator, p->numbers);
    ent_free(p->source->allocator, p->narrow_numbers);
}

/* ---- a pass for each stage -------------------------------------------------------------------------------- */

typedef struct passes {
    const nucleolus_source *source;
    const nucleolus_levels *levels;
    bool per_capita;
    const double *x, *excess;
    const ent_run *run;
    ent_span span; /* of what was settled before the stage */
    size_t added;  /* of the basis */
    double *price;
    uint32_t *members;
} passes;

static ent_status passes_init(passes *p) {
    p->price = ent_alloc_array(p->source->allocator, p->source->players, sizeof *p->price);
    p->members = ent_alloc_array(p->source->allocator, p->source->players, sizeof *p->members);
    if (p->price == NULL || p->members == NULL) return ENT_MEMORY;
    return ent_span_init(&p->span, p->source->players, p->source->allocator);
}

static void passes_free(passes *p) {
    ent_free(p->source->allocator, p->price);
    ent_free(p->source->allocator, p->members);
    ent_span_free(&p->span);
}

/* The coalition that is owed most above `slack` less than the stage's level, among those that `keep` keeps. */
static ent_status pass(passes *p, size_t stage, double slack, bool (*keep)(const void *, ent_coalition_mask),
                       const void *context, ent_scan_found *found, size_t *size) {
    for (; p->added < p->levels->stages[stage].basis_before; p->added++) {
        const nucleolus_pick *one = &p->levels->basis[p->added];
        size_t count = 1;
        if (one->bound)
            p->members[0] = one->place;
        else
            count = nucleolus_members(p->source, one->place, p->members);
        ent_span_add(&p->span, p->members, count);
    }
    double each = p->per_capita ? p->excess[stage] : 0, flat = p->per_capita ? 0 : p->excess[stage];
    for (size_t i = 0; i < p->source->players; i++)
        p->price[i] = p->source->sign * p->x[i] + each;
    ent_scan_options scan = {p->price, flat - slack, p->source->largest, &p->span, keep, context};
    ent_status status = nucleolus_worst(p->source, &scan, p->run, 1, found, size);
    if (status == ENT_OK && *size > 0) found->excess -= flat;
    return status;
}

static bool bounds_hold(const nucleolus_source *source, const mpq_t *x) {
    mpq_t own;
    bool hold = true;
    mpq_init(own);
    for (size_t i = 0; i < source->players && hold; i++) {
        mpq_set_d(own, source->single[i]);
        int order = mpq_cmp(x[i], own);
        hold = !source->has_single[i] || (source->sign > 0 ? order >= 0 : order <= 0);
    }
    mpq_clear(own);
    return hold;
}

ent_status nucleolus_prove(const nucleolus_source *source, const ent_nucleolus_options *options,
                           const nucleolus_levels *levels, const mpq_t *x, const mpq_t *excess, const ent_run *run,
                           bool *proved) {
    proof exact;
    size_t n = source->players, stages = levels->stages_size;
    *proved = !options->individual || bounds_hold(source, x);
    if (!*proved) return ENT_OK;
    double *rough = ent_alloc_array(source->allocator, n + stages, sizeof *rough);
    if (rough == NULL) return ENT_MEMORY;
    ent_status status = proof_init(&exact, source, options, levels, x, excess);
    if (status != ENT_OK) {
        ent_free(source->allocator, rough);
        return status;
    }
    double size = source->largest; /* what the doubles of a pass may be off by is a small part of this */
    for (size_t i = 0; i < n + stages; i++) {
        rough[i] = ent_mpq_value(i < n ? x[i] : excess[i - n]);
        size += fabs(rough[i]);
    }
    passes p = {source, levels, options->per_capita, rough, rough + n, run, {0}, 0, NULL, NULL};
    status = passes_init(&p);
    for (size_t s = 0; s < stages && status == ENT_OK && *proved; s++) {
        ent_scan_found found;
        size_t more = 0;
        set_number(&exact, n, excess[s]);
        status = pass(&p, s, size * (double)(n + 2) * 8 * DBL_EPSILON, owed_more, &exact, &found, &more);
        if (more > 0) *proved = false;
    }
    passes_free(&p);
    proof_free(&exact);
    ent_free(source->allocator, rough);
    return status;
}

ent_status nucleolus_residual(const nucleolus_source *source, const ent_nucleolus_options *options,
                              const nucleolus_levels *levels, const double *x, const double *excess, const ent_run *run,
                              double *residual) {
    passes p = {source, levels, options->per_capita, x, excess, run, {0}, 0, NULL, NULL};
    ent_status status = passes_init(&p);
    *residual = 0;
    for (size_t s = 0; s < levels->stages_size && status == ENT_OK; s++) {
        ent_scan_found found;
        size_t more = 0;
        status = pass(&p, s, 0, NULL, NULL, &found, &more);
        if (status == ENT_OK && more > 0 && found.excess > *residual) *residual = found.excess;
    }
    passes_free(&p);
    return status;
}
