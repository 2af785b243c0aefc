/* The Hungarian method: rows are matched one after the other, along a shortest augmenting path under prices that keep
 * every row's and column's sum at or above the weight, equal where matched. */
#include "games/structured/matching.h"

typedef struct search {
    size_t size;
    mpz_t *weight;
    ent_mpz_list row, column; /* prices: row + column >= weight, equal where matched */
    ent_mpz_list slack;       /* of a column, the least among the rows of the tree */
    size_t *way;              /* the column before on the path to this one; size: the start */
    size_t *matched;          /* the row of a column; size: none */
    bool *used;
    mpz_t number, least;
    const ent_allocator *allocator;
} search;

static bool search_init(search *work, size_t size, mpz_t *weight, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *work = (search){.size = size, .weight = weight, .allocator = allocator};
    mpz_inits(work->number, work->least, NULL);
    work->way = ent_alloc_array(allocator, size, sizeof *work->way);
    work->matched = ent_alloc_array(allocator, size, sizeof *work->matched);
    work->used = ent_alloc_array(allocator, size, sizeof *work->used);
    return work->way != NULL && work->matched != NULL && work->used != NULL &&
           ent_mpz_list_init(&work->row, run, size) && ent_mpz_list_init(&work->column, run, size) &&
           ent_mpz_list_init(&work->slack, run, size);
}

static void search_free(search *work) {
    ent_free(work->allocator, work->way);
    ent_free(work->allocator, work->matched);
    ent_free(work->allocator, work->used);
    ent_mpz_list_free(&work->row);
    ent_mpz_list_free(&work->column);
    ent_mpz_list_free(&work->slack);
    mpz_clears(work->number, work->least, NULL);
}

/* Looks from a row, reached over column `from`, at all columns; the one of least slack, the first of equals. */
static size_t look(search *work, size_t row, size_t from) {
    size_t best = work->size;
    for (size_t c = 0; c < work->size; c++) {
        if (work->used[c]) continue;
        mpz_add(work->number, work->row.at[row], work->column.at[c]);
        mpz_sub(work->number, work->number, work->weight[row * work->size + c]);
        if (from == work->size || mpz_cmp(work->number, work->slack.at[c]) < 0) {
            mpz_set(work->slack.at[c], work->number);
            work->way[c] = from;
        }
        if (best == work->size || mpz_cmp(work->slack.at[c], work->slack.at[best]) < 0) best = c;
    }
    return best;
}

/* Lowers the prices of the rows in the tree, and raises those of its columns, until the next column can be reached. */
static void change_prices(search *work, size_t start) {
    if (mpz_sgn(work->least) == 0) return;
    mpz_sub(work->row.at[start], work->row.at[start], work->least);
    for (size_t c = 0; c < work->size; c++) {
        if (work->used[c]) {
            mpz_ptr row = work->row.at[work->matched[c]];
            mpz_sub(row, row, work->least);
            mpz_add(work->column.at[c], work->column.at[c], work->least);
        } else {
            mpz_sub(work->slack.at[c], work->slack.at[c], work->least);
        }
    }
}

static void match_row(search *work, size_t start) {
    for (size_t c = 0; c < work->size; c++)
        work->used[c] = false;
    size_t row = start, from = work->size;
    for (;;) {
        size_t next = look(work, row, from);
        mpz_set(work->least, work->slack.at[next]);
        change_prices(work, start);
        if (work->matched[next] == work->size) {
            from = next;
            break;
        }
        work->used[next] = true;
        row = work->matched[next];
        from = next;
    }
    while (from != work->size) { /* back along the path: each column takes the row of the one before */
        size_t before = work->way[from];
        work->matched[from] = before == work->size ? start : work->matched[before];
        from = before;
    }
}

ent_status ent_matching_best(size_t size, mpz_t *weight, const ent_run *run, size_t *column) {
    search work;
    ent_status status = search_init(&work, size, weight, run) ? ENT_OK : ENT_MEMORY;
    for (size_t r = 0; r < size && status == ENT_OK; r++) {
        work.matched[r] = size;
        for (size_t c = 0; c < size; c++) /* prices to start with: each row's largest weight */
            if (c == 0 || mpz_cmp(weight[r * size + c], work.row.at[r]) > 0)
                mpz_set(work.row.at[r], weight[r * size + c]);
    }
    for (size_t r = 0; r < size && status == ENT_OK; r++) {
        if (ent_run_cancelled(run))
            status = ENT_CANCELLED;
        else
            match_row(&work, r);
    }
    for (size_t c = 0; c < size && status == ENT_OK; c++)
        column[work.matched[c]] = c;
    search_free(&work);
    return status;
}
