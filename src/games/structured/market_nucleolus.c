/* The nucleolus of an assignment game as a chain of cycles of least mean.
 *
 * Within the best matching u(p) is what the seller of pair p gets; its buyer gets the pair's worth less that. Who is in
 * no pair gets 0, as everywhere in the core, and is node 0. What any other pair, or single player, has above its worth
 * then is a difference between two nodes: the arc p -> q stands for
 *     u(q) - u(p) + slack(p, q),
 * and these are to be as large as can be, the least one first. The least cannot be more than the mean of the slacks on
 * any cycle, where the differences cancel; on a cycle of least mean all are equal to it. Its nodes are settled against
 * each other, become one node, and the arcs between them drop out. */
#include "games/structured/market_private.h"

enum { NONE = UINT32_MAX };

typedef struct chain {
    size_t size;      /* nodes at first */
    uint32_t *active; /* those that are left */
    size_t left;
    uint32_t *next; /* where a node's bound comes from, NONE */
    uint32_t *cycle;
    size_t cycle_size;
    uint32_t *mark, *node_of; /* of a search; the node that an original one has become part of */
    ent_mpz_list slack;       /* size x size, of arcs between nodes that are left, in units of 1/unit */
    ent_mpz_list bound;       /* per node: bound(p) <= bound(q) + slack(p, q) - mean once no cycle is below the mean */
    ent_mpq_list offset;      /* per original node: u(it) - u(node_of it), in the market's units of 1/scale */
    mpq_t unit;
    mpz_t mean, number, best;
    const ent_allocator *allocator;
} chain;

static mpz_ptr slack(const chain *work, size_t from, size_t to) {
    return work->slack.at[from * work->size + to];
}

static bool chain_init(chain *work, size_t size, const ent_run *run) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *work = (chain){.size = size, .left = size, .allocator = allocator};
    mpz_inits(work->mean, work->number, work->best, NULL);
    mpq_init(work->unit);
    mpq_set_ui(work->unit, 1, 1);
    work->active = ent_alloc_array(allocator, size, sizeof *work->active);
    work->next = ent_alloc_array(allocator, size, sizeof *work->next);
    work->cycle = ent_alloc_array(allocator, size, sizeof *work->cycle);
    work->mark = ent_alloc_array(allocator, size, sizeof *work->mark);
    work->node_of = ent_alloc_array(allocator, size, sizeof *work->node_of);
    if (work->active == NULL || work->next == NULL || work->cycle == NULL || work->mark == NULL ||
        work->node_of == NULL || size > SIZE_MAX / size)
        return false;
    for (uint32_t p = 0; p < size; p++)
        work->active[p] = work->node_of[p] = p;
    return ent_mpz_list_init(&work->slack, run, size * size) && ent_mpz_list_init(&work->bound, run, size) &&
           ent_mpq_list_init(&work->offset, run, size);
}

static void chain_free(chain *work) {
    ent_free(work->allocator, work->active);
    ent_free(work->allocator, work->next);
    ent_free(work->allocator, work->cycle);
    ent_free(work->allocator, work->mark);
    ent_free(work->allocator, work->node_of);
    ent_mpz_list_free(&work->slack);
    ent_mpz_list_free(&work->bound);
    ent_mpq_list_free(&work->offset);
    mpz_clears(work->mean, work->number, work->best, NULL);
    mpq_clear(work->unit);
}

/* ---- the slacks --------------------------------------------------------------------------------------- */

/* node[r] is that of row r's pair, or 0 where that is worth nothing; row[c] is the row matched with column c. What the
 * seller of row r and the buyer of column c have above their weight is u(node of r) - u(node of c) + worth of c's pair
 * - their weight. Between a node and node 0 there are several such, and being alone: the least counts. */
static void set_slacks(chain *work, const ent_market_square *square, const uint32_t *node, const size_t *row) {
    for (size_t r = 0; r < square->size; r++) /* alone: worth(p) - u(p) is at least 0; and u(p), with a slack of 0 */
        if (node[r] != 0) mpz_set(slack(work, node[r], 0), ent_market_weight(square, r, square->column[r]));
    for (size_t c = 0; c < square->size; c++) {
        uint32_t from = node[row[c]];
        mpz_srcptr worth = ent_market_weight(square, row[c], c);
        for (size_t r = 0; r < square->size; r++) {
            if (node[r] == from) continue;
            mpz_ptr at = slack(work, from, node[r]);
            mpz_sub(work->number, worth, ent_market_weight(square, r, c));
            bool only = from != 0 && node[r] != 0;
            if (only || mpz_cmp(work->number, at) < 0) mpz_set(at, work->number);
        }
    }
}

/* ---- a cycle of least mean ---------------------------------------------------------------------------- */

/* Takes the cycle's mean for the new one, in units in which it is whole. */
static void take_mean(chain *work) {
    size_t size = work->cycle_size;
    mpz_set_ui(work->mean, 0);
    for (size_t k = 0; k < size; k++)
        mpz_add(work->mean, work->mean, slack(work, work->cycle[k], work->cycle[k + 1 < size ? k + 1 : 0]));
    unsigned long common = mpz_gcd_ui(NULL, work->mean, size), factor = size / common;
    for (size_t a = 0; a < work->left && factor > 1; a++) {
        uint32_t p = work->active[a];
        mpz_mul_ui(work->bound.at[p], work->bound.at[p], factor);
        for (size_t b = 0; b < work->left; b++)
            mpz_mul_ui(slack(work, p, work->active[b]), slack(work, p, work->active[b]), factor);
    }
    mpz_mul_ui(mpq_numref(work->unit), mpq_numref(work->unit), factor);
    mpq_canonicalize(work->unit);
    mpz_mul_ui(work->mean, work->mean, factor);
    mpz_divexact_ui(work->mean, work->mean, size);
}

/* The best of the cycles of two nodes, to start with. */
static void start_cycle(chain *work) {
    work->cycle_size = 0;
    for (size_t a = 0; a < work->left; a++) {
        for (size_t b = a + 1; b < work->left; b++) {
            uint32_t p = work->active[a], q = work->active[b];
            mpz_add(work->number, slack(work, p, q), slack(work, q, p));
            if (work->cycle_size > 0 && mpz_cmp(work->number, work->best) >= 0) continue;
            mpz_set(work->best, work->number);
            work->cycle[0] = p;
            work->cycle[1] = q;
            work->cycle_size = 2;
        }
    }
    take_mean(work);
}

/* Lowers each bound to the least that the others allow; whether any moved. */
static bool lower_bounds(chain *work) {
    bool moved = false;
    for (size_t a = 0; a < work->left; a++) {
        uint32_t p = work->active[a], from = NONE;
        mpz_add(work->best, work->bound.at[p], work->mean);
        for (size_t b = 0; b < work->left; b++) {
            uint32_t q = work->active[b];
            if (q == p) continue;
            mpz_add(work->number, work->bound.at[q], slack(work, p, q));
            if (mpz_cmp(work->number, work->best) >= 0) continue;
            mpz_set(work->best, work->number);
            from = q;
        }
        if (from == NONE) continue;
        mpz_sub(work->bound.at[p], work->best, work->mean);
        work->next[p] = from;
        moved = true;
    }
    return moved;
}

/* Whether bounds come from each other in a circle: that is a cycle with a mean below the present one. */
static bool find_cycle(chain *work) {
    for (size_t a = 0; a < work->left; a++)
        work->mark[work->active[a]] = NONE;
    for (size_t a = 0; a < work->left; a++) {
        uint32_t start = work->active[a], p = start;
        while (p != NONE && work->mark[p] == NONE) {
            work->mark[p] = start;
            p = work->next[p];
        }
        if (p == NONE || work->mark[p] != start) continue;
        work->cycle_size = 0;
        uint32_t q = p;
        do {
            work->cycle[work->cycle_size++] = q;
            q = work->next[q];
        } while (q != p);
        return true;
    }
    return false;
}

/* From mean to lower mean until no cycle is below (Newton's method on the mean; Bellman and Ford's on the bounds). */
static ent_status least_cycle(chain *work, const ent_run *run) {
    start_cycle(work);
    for (size_t a = 0; a < work->left; a++)
        work->next[work->active[a]] = NONE;
    while (lower_bounds(work)) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        if (!find_cycle(work)) continue;
        take_mean(work);
        for (size_t a = 0; a < work->left; a++)
            work->next[work->active[a]] = NONE;
    }
    return ENT_OK;
}

/* ---- settling ----------------------------------------------------------------------------------------- */

/* Node `node`, which stands `above` another one, becomes part of that. */
static void absorb(chain *work, uint32_t node, uint32_t first, mpz_srcptr above) {
    for (size_t b = 0; b < work->left; b++) {
        uint32_t q = work->active[b];
        if (q == node || q == first) continue;
        mpz_sub(work->number, slack(work, node, q), above);
        if (mpz_cmp(work->number, slack(work, first, q)) < 0) mpz_set(slack(work, first, q), work->number);
        mpz_add(work->number, slack(work, q, node), above);
        if (mpz_cmp(work->number, slack(work, q, first)) < 0) mpz_set(slack(work, q, first), work->number);
    }
    size_t kept = 0;
    for (size_t b = 0; b < work->left; b++)
        if (work->active[b] != node) work->active[kept++] = work->active[b];
    work->left = kept;
    mpq_t offset;
    mpq_init(offset);
    mpq_set_z(offset, above);
    mpq_div(offset, offset, work->unit);
    for (size_t m = 0; m < work->size; m++) {
        if (work->node_of[m] != node) continue;
        work->node_of[m] = first;
        mpq_add(work->offset.at[m], work->offset.at[m], offset);
    }
    mpq_clear(offset);
}

/* Divides all numbers by what they have in common, so that they do not grow. */
static void shorten(chain *work) {
    mpz_ptr common = work->number;
    mpz_set_ui(common, 0);
    for (size_t a = 0; a < work->left; a++)
        for (size_t b = 0; b < work->left && mpz_cmp_ui(common, 1) != 0; b++)
            if (a != b) mpz_gcd(common, common, slack(work, work->active[a], work->active[b]));
    if (mpz_cmp_ui(common, 1) <= 0) return;
    for (size_t a = 0; a < work->left; a++) {
        uint32_t p = work->active[a];
        mpz_fdiv_q(work->bound.at[p], work->bound.at[p], common); /* where to start from: need not be exact */
        for (size_t b = 0; b < work->left; b++)
            if (a != b) mpz_divexact(slack(work, p, work->active[b]), slack(work, p, work->active[b]), common);
    }
    mpq_t divisor;
    mpq_init(divisor);
    mpq_set_z(divisor, common);
    mpq_div(work->unit, work->unit, divisor);
    mpq_clear(divisor);
}

/* On the cycle every slack is the mean: u(to) = u(at) - slack(at, to) + mean. The smallest node, so node 0 if that is
 * on it, stays. What is read on the way stands as it was: absorbing changes no slack but those of the root. */
static void settle_cycle(chain *work) {
    size_t size = work->cycle_size, first = 0;
    for (size_t k = 1; k < size; k++)
        if (work->cycle[k] < work->cycle[first]) first = k;
    uint32_t root = work->cycle[first], at = root;
    mpz_t above;
    mpz_init(above);
    for (size_t k = 1; k < size; k++) {
        uint32_t to = work->cycle[(first + k) % size];
        mpz_sub(above, above, slack(work, at, to));
        mpz_add(above, above, work->mean);
        absorb(work, to, root, above);
        at = to;
    }
    mpz_clear(above);
    shorten(work);
}

/* ---- the rule ----------------------------------------------------------------------------------------- */

static void write_shares(const chain *work, const ent_market_square *square, const uint32_t *node,
                         ent_allocation *out) {
    mpq_t scale, worth;
    mpq_inits(scale, worth, NULL);
    mpq_set_z(scale, square->scale);
    for (uint32_t i = 0; i < out->size; i++)
        mpq_set_ui(out->exact[i], 0, 1);
    for (size_t r = 0; r < square->size; r++) {
        if (node[r] == 0) continue;
        uint32_t seller = square->row_of[r], buyer = square->column_of[square->column[r]];
        mpq_set_z(worth, ent_market_weight(square, r, square->column[r]));
        mpq_sub(worth, worth, work->offset.at[node[r]]);
        mpq_div(out->exact[seller], work->offset.at[node[r]], scale);
        mpq_div(out->exact[buyer], worth, scale);
    }
    mpq_clears(scale, worth, NULL);
    ent_allocation_from_exact(out);
}

/* Numbers the pairs that are worth something. */
static size_t number_pairs(const ent_market_square *square, uint32_t *node, size_t *row) {
    uint32_t size = 1;
    for (size_t r = 0; r < square->size; r++) {
        row[square->column[r]] = r;
        node[r] = mpz_sgn(ent_market_weight(square, r, square->column[r])) > 0 ? size++ : 0;
    }
    return size;
}

ent_status ent_market_nucleolus(const ent_market *game, const ent_run *run, ent_allocation *out) {
    ent_market_square square;
    ent_status status = ent_market_square_init(&square, game, NULL, run);
    if (status == ENT_OK) status = ent_market_square_solve(&square, run);
    uint32_t *node = ent_alloc_array(square.allocator, square.size, sizeof *node);
    size_t *row = ent_alloc_array(square.allocator, square.size, sizeof *row);
    if (status == ENT_OK && (node == NULL || row == NULL)) status = ENT_MEMORY;
    if (status == ENT_OK) {
        chain work;
        if (!chain_init(&work, number_pairs(&square, node, row), run)) status = ENT_MEMORY;
        if (status == ENT_OK) set_slacks(&work, &square, node, row);
        while (status == ENT_OK && work.left > 1) {
            status = least_cycle(&work, run);
            if (status == ENT_OK) settle_cycle(&work);
        }
        if (status == ENT_OK) write_shares(&work, &square, node, out);
        chain_free(&work);
    }
    ent_free(square.allocator, node);
    ent_free(square.allocator, row);
    ent_market_square_free(&square);
    return status;
}
