/* Counts rational outcomes by sums of two halves of the issues (Horowitz and Sahni 1974, meet in the middle). */
#include "space/halves.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 1000000 };

typedef struct pair {
    int64_t a, b;
} pair;

typedef struct half {
    pair *pairs;
    size_t size;
} half;

typedef struct halves {
    const ent_allocator *allocator;
    const ent_space *space;
    size_t binding[2], binding_size; /* parties whose no-deal value can be missed */
    bool *in_first;                  /* per issue */
    uint32_t *choice;                /* per issue */
    size_t *left;                    /* options of the issues that are not placed yet */
    half first, second;
} halves;

static ent_wide least_cell(const ent_space *space, const ent_pair_table *table) {
    const size_t size = ent_space_options(space, table->first) * ent_space_options(space, table->second);
    ent_wide least = 0;
    for (size_t k = 0; k < size; k++)
        if (k == 0 || table->cells[k] < least) least = table->cells[k];
    return least;
}

/* A party whose worst feasible sum reaches its no-deal value never decides. */
static bool can_miss(const ent_space *space, size_t i) {
    ent_wide worst = space->constant[i];
    for (size_t j = 0; j < space->issues; j++) {
        bool any = false;
        ent_wide least = 0;
        for (size_t o = 0; o < ent_space_options(space, j); o++) {
            ent_wide term = ent_space_term(space, i, j, o);
            if (space->allowed[space->first[j] + o] && (!any || term < least)) {
                least = term;
                any = true;
            }
        }
        worst += least;
    }
    for (size_t q = 0; q < space->interactions; q++)
        if (space->gainer[q] == i && space->add[q] < 0) worst += space->add[q];
    for (size_t t = 0; t < space->tables_size; t++)
        if (space->tables[t].party == i) worst += least_cell(space, &space->tables[t]);
    return worst < space->no_deal[i];
}

static bool find_binding(halves *job) {
    for (size_t i = 0; i < job->space->parties; i++) {
        if (!can_miss(job->space, i)) continue;
        if (job->binding_size == 2 || ent_space_magnitude(job->space, i) >= (ent_wide)1 << 61) return false;
        job->binding[job->binding_size++] = i;
    }
    return true;
}

static size_t open_options(const ent_space *space, size_t issue) {
    size_t open = 0;
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++)
        open += space->allowed[flat];
    return open;
}

static bool touched(const ent_space *space, size_t issue) {
    for (size_t t = 0; t < space->tables_size; t++)
        if (space->tables[t].first == issue || space->tables[t].second == issue) return true;
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++)
        for (size_t q = 0; q < space->interactions; q++)
            if (~ent_space_holds(space, flat)[q / 64] >> q % 64 & 1) return true;
    return false;
}

/* The issue with the most options that is not placed yet, the first of equals; `issues` when all are. */
static size_t largest_left(const halves *job) {
    size_t largest = job->space->issues;
    for (size_t j = 0; j < job->space->issues; j++)
        if (job->left[j] > 0 && (largest == job->space->issues || job->left[j] > job->left[largest])) largest = j;
    return largest;
}

/* All issues that interactions touch go to the first half; the others, large ones first, to the smaller half. */
static bool split_issues(halves *job, size_t most, size_t *first, size_t *second) {
    const ent_space *space = job->space;
    *first = *second = 1;
    for (size_t j = 0; j < space->issues; j++)
        if (touched(space, j)) {
            job->in_first[j] = true;
            if (__builtin_mul_overflow(*first, open_options(space, j), first) || *first > most) return false;
        } else {
            job->left[j] = open_options(space, j);
        }
    for (size_t j; (j = largest_left(job)) < space->issues; job->left[j] = 0) {
        job->in_first[j] = *first <= *second;
        size_t *product = job->in_first[j] ? first : second;
        if (__builtin_mul_overflow(*product, job->left[j], product) || *product > most) return false;
    }
    return true;
}

static int64_t term_of(const halves *job, size_t which, size_t flat) {
    if (which >= job->binding_size) return 0;
    return (int64_t)job->space->terms[job->binding[which] * job->space->total + flat];
}

static void give(const halves *job, size_t party, ent_wide amount, pair *sum) {
    if (job->binding_size > 0 && party == job->binding[0]) sum->a += (int64_t)amount;
    if (job->binding_size > 1 && party == job->binding[1]) sum->b += (int64_t)amount;
}

/* Interactions and tables of the first half, whose issues are all chosen; those that ask nothing count here too. */
static void add_links(const halves *job, pair *sum) {
    const ent_space *space = job->space;
    for (size_t w = 0; w < space->words && space->interactions > 0; w++) {
        uint64_t alive = UINT64_MAX;
        for (size_t j = 0; j < space->issues; j++)
            if (job->in_first[j]) alive &= ent_space_holds(space, space->first[j] + job->choice[j])[w];
        for (; alive; alive &= alive - 1) {
            const size_t q = 64 * w + (size_t)__builtin_ctzll(alive);
            if (q < space->interactions) give(job, space->gainer[q], space->add[q], sum);
        }
    }
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        give(job, table->party, *ent_space_cell(space, t, job->choice[table->first], job->choice[table->second]), sum);
    }
}

static void list_sums(const halves *job, bool first, size_t issue, pair sum, half *out) {
    const ent_space *space = job->space;
    while (issue < space->issues && job->in_first[issue] != first)
        issue++;
    if (issue == space->issues) {
        if (first) add_links(job, &sum);
        out->pairs[out->size++] = sum;
        return;
    }
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++) {
        if (!space->allowed[flat]) continue;
        job->choice[issue] = (uint32_t)(flat - space->first[issue]);
        list_sums(job, first, issue + 1, (pair){sum.a + term_of(job, 0, flat), sum.b + term_of(job, 1, flat)}, out);
    }
}

static int by_first_falling(const void *left, const void *right) {
    const pair *x = left, *y = right;
    return x->a > y->a ? -1 : x->a < y->a;
}

static int by_first_rising(const void *left, const void *right) {
    return -by_first_falling(left, right);
}

static int compare_values(const void *left, const void *right) {
    const int64_t *x = left, *y = right;
    return *x < *y ? -1 : *x > *y;
}

/* How many of the sorted values are below `value`. */
static size_t rank_of(const int64_t *values, size_t size, int64_t value) {
    size_t low = 0, high = size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* For each sum of the first half, those of the second with a and b large enough. */
static uint64_t sweep(const halves *job, const int64_t *ranks, uint32_t *tree) {
    const ent_space *space = job->space;
    int64_t need_a = job->binding_size > 0 ? (int64_t)space->no_deal[job->binding[0]] : 0;
    int64_t need_b = job->binding_size > 1 ? (int64_t)space->no_deal[job->binding[1]] : 0;
    const size_t size = job->second.size;
    uint64_t pairs = 0, entered = 0;
    for (size_t k = 0; k < job->first.size; k++) {
        const pair *mine = &job->first.pairs[k];
        for (; entered < size && job->second.pairs[entered].a >= need_a - mine->a; entered++)
            for (size_t at = rank_of(ranks, size, job->second.pairs[entered].b) + 1; at <= size; at += at & -at)
                tree[at]++;
        uint64_t below = 0;
        for (size_t at = rank_of(ranks, size, need_b - mine->b); at > 0; at -= at & -at)
            below += tree[at];
        pairs += entered - below;
    }
    return pairs;
}

static ent_status count_pairs(halves *job, uint64_t *pairs) {
    const size_t size = job->second.size;
    int64_t *ranks = ent_alloc_array(job->allocator, size, sizeof *ranks);
    uint32_t *tree = ent_alloc_array(job->allocator, size + 1, sizeof *tree);
    if (ranks && tree) {
        for (size_t k = 0; k < size; k++)
            ranks[k] = job->second.pairs[k].b;
        qsort(ranks, size, sizeof *ranks, compare_values);
        qsort(job->first.pairs, job->first.size, sizeof *job->first.pairs, by_first_rising);
        qsort(job->second.pairs, size, sizeof *job->second.pairs, by_first_falling);
        *pairs = sweep(job, ranks, tree);
    }
    ent_status status = ranks && tree ? ENT_OK : ENT_MEMORY;
    ent_free(job->allocator, ranks);
    ent_free(job->allocator, tree);
    return status;
}

ent_status ent_halves_count(const ent_run *run, const ent_space *space, size_t budget, uint64_t *pairs, bool *counted) {
    halves job = {.allocator = ent_run_allocator(run), .space = space};
    *counted = false;
    job.in_first = ent_alloc_array(job.allocator, space->issues, sizeof *job.in_first);
    job.left = ent_alloc_array(job.allocator, space->issues, sizeof *job.left);
    job.choice = ent_alloc_array(job.allocator, space->issues, sizeof *job.choice);
    ent_status status = job.in_first && job.left && job.choice ? ENT_OK : ENT_MEMORY;
    size_t first = 0, second = 0;
    if (status == ENT_OK && find_binding(&job) && split_issues(&job, budget < MOST ? budget : MOST, &first, &second)) {
        job.first.pairs = ent_alloc_array(job.allocator, first, sizeof *job.first.pairs);
        job.second.pairs = ent_alloc_array(job.allocator, second, sizeof *job.second.pairs);
        status = job.first.pairs && job.second.pairs ? ENT_OK : ENT_MEMORY;
        if (status == ENT_OK) {
            pair start = {job.binding_size > 0 ? (int64_t)space->constant[job.binding[0]] : 0,
                          job.binding_size > 1 ? (int64_t)space->constant[job.binding[1]] : 0};
            list_sums(&job, true, 0, start, &job.first);
            list_sums(&job, false, 0, (pair){0, 0}, &job.second);
            status = count_pairs(&job, pairs);
            *counted = status == ENT_OK;
        }
    }
    ent_free(job.allocator, job.in_first);
    ent_free(job.allocator, job.left);
    ent_free(job.allocator, job.choice);
    ent_free(job.allocator, job.first.pairs);
    ent_free(job.allocator, job.second.pairs);
    return status;
}
