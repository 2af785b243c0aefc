/* Values with unions and with channels: sums by size over games between groups. */
#include "games/tu/unions.h"

#include "games/tu/sums.h"

/* ---- unions ----------------------------------------------------------------------------------------------- */

typedef struct unions {
    const ent_tu_game *game;
    ent_tu_whole table;
    unsigned size; /* unions with members */
    ent_coalition_mask members[ENT_TU_PLAYERS];
    const ent_run *run;
} unions;

static ent_status unions_init(unions *u, const ent_tu_game *game, const unsigned *union_of, const ent_run *run) {
    ent_coalition_mask by_number[ENT_TU_PLAYERS] = {0};
    *u = (unions){.game = game, .run = run};
    ent_status status = ent_tu_whole_init(&u->table, game, 53, run);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++) {
        if (union_of[i] >= game->players) return ENT_INPUT;
        by_number[union_of[i]] |= (ent_coalition_mask)1 << i;
    }
    for (unsigned k = 0; k < game->players; k++)
        if (by_number[k] != 0) u->members[u->size++] = by_number[k];
    return ENT_OK;
}

/* For each member S of an own coalition of union k and each set of other unions: what adds up in the value of a member
 * is a game among the members for each number of other unions; weights depend on that number only. So the sums by size
 * of the other unions' sets are gathered for every coalition of the union: entry[S][h] = sum over sets H of h other
 * unions of v(H and S). */
typedef struct within {
    const unions *u;
    unsigned members, others;
    ent_coalition_mask member[ENT_TU_PLAYERS], other[ENT_TU_PLAYERS];
    ent_tu_wide *sums; /* 2^members x (others + 1) */
} within;

static ent_status gather(void *context, size_t own) {
    const within *w = context;
    ent_coalition_mask base = 0;
    for (unsigned m = 0; m < w->members; m++)
        if (own >> m & 1) base |= w->member[m];
    ent_tu_wide *sums = w->sums + own * (w->others + 1);
    for (size_t h = 0; h < (size_t)1 << w->others; h++) {
        ent_coalition_mask mask = base;
        for (size_t rest = h; rest != 0; rest &= rest - 1)
            mask |= w->other[__builtin_ctzll(rest)];
        sums[__builtin_popcountll(h)] += ent_tu_whole_at(&w->u->table, mask);
    }
    return ENT_OK;
}

static ent_status within_init(within *w, const unions *u, unsigned number) {
    *w = (within){.u = u};
    for (unsigned i = 0; i < u->game->players; i++)
        if (u->members[number] >> i & 1) w->member[w->members++] = (ent_coalition_mask)1 << i;
    for (unsigned k = 0; k < u->size; k++)
        if (k != number) w->other[w->others++] = u->members[k];
    w->sums = ent_alloc_array(ent_run_allocator(u->run), ((size_t)1 << w->members) * (w->others + 1), sizeof *w->sums);
    if (w->sums == NULL) return ENT_MEMORY;
    return ent_parallel(u->run, (size_t)1 << w->members, gather, w);
}

/* weight[h * players + s] of a member's marginal contribution to h other unions and s fellow members; added up. */
static void add_up(const within *w, const mpq_t *weight, unsigned stride, unsigned member, mpq_t out) {
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(out, 0, 1);
    for (size_t own = 0; own < (size_t)1 << w->members; own++) {
        if (own >> member & 1) continue;
        size_t with = own | (size_t)1 << member, fellows = (size_t)__builtin_popcountll(own);
        for (unsigned h = 0; h <= w->others; h++) {
            ent_tu_wide_set(mpq_numref(part), w->sums[with * (w->others + 1) + h] - w->sums[own * (w->others + 1) + h]);
            mpz_set_ui(mpq_denref(part), 1);
            mpq_mul(part, part, weight[h * stride + fellows]);
            mpq_add(out, out, part);
        }
    }
    mpq_clear(part);
}

/* a! (b - 1 - a)! / b!: the chance that just `a` of the b - 1 others come before. */
static void order_chance(unsigned a, unsigned b, mpq_t out) {
    mpz_t factor;
    mpz_init(factor);
    mpz_fac_ui(mpq_numref(out), a);
    mpz_fac_ui(factor, b - 1 - a);
    mpz_mul(mpq_numref(out), mpq_numref(out), factor);
    mpz_fac_ui(mpq_denref(out), b);
    mpq_canonicalize(out);
    mpz_clear(factor);
}

typedef enum weighting { ORDERS, MEAN, SUM } weighting;

static void make_weights(const within *w, weighting kind, mpq_t *weight, unsigned stride) {
    mpq_t part;
    mpq_init(part);
    for (unsigned h = 0; h <= w->others; h++)
        for (unsigned s = 0; s < w->members; s++) {
            mpq_ptr out = weight[h * stride + s];
            mpq_set_ui(out, 1, 1);
            if (kind == MEAN) mpq_div_2exp(out, out, w->others + w->members - 1);
            if (kind != ORDERS) continue;
            order_chance(h, w->others + 1, out);
            order_chance(s, w->members, part);
            mpq_mul(out, out, part);
        }
    mpq_clear(part);
}

static ent_status one_union(const unions *u, unsigned number, weighting kind, ent_allocation *out) {
    within w;
    ent_status status = within_init(&w, u, number);
    unsigned stride = u->game->players;
    size_t size = (size_t)stride * stride;
    mpq_t *weight = status == ENT_OK ? ent_alloc_array(NULL, size, sizeof *weight) : NULL;
    if (status == ENT_OK && weight == NULL) status = ENT_MEMORY;
    if (status == ENT_OK) {
        for (size_t k = 0; k < size; k++)
            mpq_init(weight[k]);
        make_weights(&w, kind, weight, stride);
        for (unsigned m = 0; m < w.members; m++) {
            unsigned player = (unsigned)__builtin_ctz(w.member[m]);
            add_up(&w, (const mpq_t *)weight, stride, m, out->exact[player]);
        }
        for (size_t k = 0; k < size; k++)
            mpq_clear(weight[k]);
    }
    ent_free(NULL, weight);
    ent_free(ent_run_allocator(u->run), w.sums);
    return status;
}

static ent_status all_unions(const ent_tu_game *game, const unsigned *union_of, weighting kind, const ent_run *run,
                             ent_allocation *out) {
    unions u;
    ent_status status = unions_init(&u, game, union_of, run);
    for (unsigned k = 0; k < u.size && status == ENT_OK; k++)
        status = one_union(&u, k, kind, out);
    if (status == ENT_OK) ent_tu_whole_finish(&u.table, out);
    return status;
}

ent_status ent_tu_owen(const ent_tu_game *game, const unsigned *union_of, const ent_run *run, ent_allocation *out) {
    return all_unions(game, union_of, ORDERS, run, out);
}

ent_status ent_tu_banzhaf_owen(const ent_tu_game *game, const unsigned *union_of, ent_banzhaf_kind kind,
                               const ent_run *run, ent_allocation *out) {
    ent_status status = all_unions(game, union_of, kind == ENT_BANZHAF_RAW ? SUM : MEAN, run, out);
    if (status != ENT_OK || kind != ENT_BANZHAF_NORMALISED) return status;
    mpq_t total;
    mpq_init(total);
    ent_tu_entry(game, ent_tu_grand(game), total);
    ent_allocation_scale(out, total);
    mpq_clear(total);
    return ENT_OK;
}

ent_status ent_tu_aumann_dreze(const ent_tu_game *game, const unsigned *union_of, const ent_run *run,
                               ent_allocation *out) {
    unions u;
    ent_status status = unions_init(&u, game, union_of, run);
    for (unsigned k = 0; k < u.size && status == ENT_OK; k++) {
        ent_coalition_mask singles[ENT_TU_PLAYERS];
        unsigned size = 0;
        for (unsigned i = 0; i < game->players; i++)
            if (u.members[k] >> i & 1) singles[size++] = (ent_coalition_mask)1 << i;
        ent_tu_joined among;
        ent_tu_sums *sums;
        ent_tu_joined_init(&among, &u.table, singles, size);
        status = ent_tu_sums_find(ent_tu_joined_source(&among), size, run, &sums);
        if (status != ENT_OK) break;
        for (unsigned m = 0; m < size; m++) {
            mpq_ptr share = out->exact[__builtin_ctz(singles[m])];
            ent_tu_sums_shapley(sums, size, m, mpq_numref(share));
            mpz_fac_ui(mpq_denref(share), size);
            mpq_canonicalize(share);
        }
        ent_free(ent_run_allocator(run), sums);
    }
    if (status == ENT_OK) ent_tu_whole_finish(&u.table, out);
    return status;
}

/* ---- channels --------------------------------------------------------------------------------------------- */

typedef struct channels {
    const ent_tu_whole *table;
    ent_coalition_mask neighbours[ENT_TU_PLAYERS];
} channels;

/* The part of a coalition that its first player can reach. */
static ent_coalition_mask reach(const channels *c, ent_coalition_mask coalition) {
    ent_coalition_mask part = coalition & (0 - coalition), fresh = part;
    while (fresh != 0) {
        ent_coalition_mask next = 0;
        for (; fresh != 0; fresh &= fresh - 1)
            next |= c->neighbours[__builtin_ctz(fresh)];
        fresh = next & coalition & ~part;
        part |= fresh;
    }
    return part;
}

static void fill_parts(const void *context, size_t first, size_t size, int64_t *out) {
    const channels *c = context;
    for (size_t s = 0; s < size; s++) {
        out[s] = 0;
        for (ent_coalition_mask left = (ent_coalition_mask)(first + s), part; left != 0; left ^= part) {
            part = reach(c, left);
            out[s] += ent_tu_whole_at(c->table, part);
        }
    }
}

ent_status ent_tu_myerson(const ent_tu_game *game, const ent_coalition_mask *neighbours, const ent_run *run,
                          ent_allocation *out) {
    ent_tu_whole table;
    ent_status status = ent_tu_whole_init(&table, game, 51, run); /* up to 30 parts add up to 2^56 at most */
    if (status != ENT_OK) return status;
    channels c = {.table = &table};
    for (unsigned i = 0; i < game->players; i++)
        for (unsigned j = 0; j < game->players; j++)
            if (i != j && (neighbours[i] >> j & 1 || neighbours[j] >> i & 1))
                c.neighbours[i] |= (ent_coalition_mask)1 << j;
    ent_tu_sums *sums;
    status = ent_tu_sums_find((ent_tu_source){fill_parts, &c}, game->players, run, &sums);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++) {
        ent_tu_sums_shapley(sums, game->players, i, mpq_numref(out->exact[i]));
        mpz_fac_ui(mpq_denref(out->exact[i]), game->players);
        mpq_canonicalize(out->exact[i]);
    }
    ent_free(ent_run_allocator(run), sums);
    ent_tu_whole_finish(&table, out);
    return ENT_OK;
}
