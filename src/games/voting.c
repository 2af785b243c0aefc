/* Counting over weights, or over coalitions. */
#include "games/voting.h"

#include "games/tu/shapley.h"

/* ---- whole weights ---------------------------------------------------------------------------------------- */

/* Weights as whole numbers; a coalition wins with `need` of them. */
typedef struct council {
    size_t players;
    uint64_t *weight;
    uint64_t total, need;
    bool fits; /* numbers and table are small enough to be counted over */
    const ent_allocator *allocator;
} council;

static ent_status refuse(ent_voting_power *out, ent_status status, ent_voting_problem problem, size_t player) {
    out->problem = problem;
    out->player = player;
    return status;
}

static ent_status check_votes(const ent_voting *voting, ent_voting_power *out) {
    if (voting->players == 0 || voting->players > ENT_VOTING_PLAYERS)
        return refuse(out, ENT_LIMIT, ENT_VOTING_NO_PLAYERS, 0);
    for (size_t i = 0; i < voting->players; i++)
        if (voting->weights[i].num < 0) return refuse(out, ENT_INPUT, ENT_VOTING_NEGATIVE_WEIGHT, i);
    if (voting->quota.num < 0 || (voting->quota.num == 0 && !voting->above))
        return refuse(out, ENT_INPUT, ENT_VOTING_QUOTA_TOO_SMALL, 0);
    return ENT_OK;
}

static bool small(const mpz_t number) {
    return mpz_sizeinbase(number, 2) <= 40;
}

/* Least common denominator of the weights, then their common divisor. */
static void make_whole(const ent_voting *voting, council *c) {
    mpz_t lcm, divisor, number, total;
    mpq_t weight, quota;
    mpz_inits(lcm, divisor, number, total, NULL);
    mpq_inits(weight, quota, NULL);
    mpz_set_ui(lcm, 1);
    for (size_t i = 0; i < voting->players; i++) {
        ent_mpq_set_ratio(weight, voting->weights[i]);
        mpz_lcm(lcm, lcm, mpq_denref(weight));
    }
    c->fits = true;
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < voting->players; i++) {
            ent_mpq_set_ratio(weight, voting->weights[i]);
            mpz_divexact(number, lcm, mpq_denref(weight));
            mpz_mul(number, number, mpq_numref(weight));
            if (round == 0) {
                mpz_gcd(divisor, divisor, number);
                continue;
            }
            if (mpz_sgn(divisor) != 0) mpz_divexact(number, number, divisor);
            mpz_add(total, total, number);
            c->fits = c->fits && small(number);
            if (c->fits) c->weight[i] = mpz_get_ui(number);
        }
    ent_mpq_set_ratio(quota, voting->quota);
    mpq_set_z(weight, lcm);
    mpq_mul(quota, quota, weight);
    if (mpz_sgn(divisor) != 0) {
        mpq_set_z(weight, divisor);
        mpq_div(quota, quota, weight);
    }
    if (voting->above) {
        mpz_fdiv_q(number, mpq_numref(quota), mpq_denref(quota));
        mpz_add_ui(number, number, 1);
    } else {
        mpz_cdiv_q(number, mpq_numref(quota), mpq_denref(quota));
    }
    c->fits = c->fits && small(total);
    c->total = c->fits ? mpz_get_ui(total) : 0;
    c->need = mpz_cmp(number, total) > 0 ? UINT64_MAX : mpz_get_ui(number); /* UINT64_MAX: nobody can win */
    mpz_clears(lcm, divisor, number, total, NULL);
    mpq_clears(weight, quota, NULL);
}

/* ---- counting over weights -------------------------------------------------------------------------------- */

/* count[s x width + w]: coalitions of s players with weight w < need; more does not matter. */
typedef struct counts {
    size_t players, width;
    mpz_t *all, *without;
} counts;

static mpz_t *numbers(size_t size, const ent_allocator *allocator) {
    mpz_t *out = ent_alloc_array(allocator, size, sizeof *out);
    for (size_t k = 0; out != NULL && k < size; k++)
        mpz_init(out[k]);
    return out;
}

static void drop(mpz_t *numbers_of, size_t size, const ent_allocator *allocator) {
    for (size_t k = 0; numbers_of != NULL && k < size; k++)
        mpz_clear(numbers_of[k]);
    ent_free(allocator, numbers_of);
}

static ent_status count_all(const council *c, counts *t, const ent_run *run) {
    mpz_set_ui(t->all[0], 1);
    for (size_t i = 0; i < c->players; i++) {
        if (ent_run_cancelled(run)) return ENT_CANCELLED;
        for (size_t s = i + 1; s-- > 0;)
            for (size_t w = t->width; w-- > c->weight[i];)
                mpz_add(t->all[(s + 1) * t->width + w], t->all[(s + 1) * t->width + w],
                        t->all[s * t->width + w - c->weight[i]]);
    }
    return ENT_OK;
}

/* Coalitions without the player: those of all, less those that are one without the player and the player. */
static void count_without(const council *c, counts *t, size_t player) {
    uint64_t own = c->weight[player];
    for (size_t s = 0; s < c->players; s++)
        for (size_t w = 0; w < t->width; w++) {
            mpz_ptr out = t->without[s * t->width + w];
            mpz_set(out, t->all[s * t->width + w]);
            if (s > 0 && w >= own) mpz_sub(out, out, t->without[(s - 1) * t->width + w - own]);
        }
}

/* Coalitions that the player turns, by size: those of weight need - own to need - 1. */
static void swings(const council *c, const counts *t, size_t player, mpq_t orders, mpz_t raw) {
    mpz_t sum, weight, factor;
    mpz_inits(sum, weight, factor, NULL);
    mpz_set_ui(raw, 0);
    mpz_set_ui(mpq_numref(orders), 0);
    for (size_t s = 0; s < c->players; s++) {
        mpz_set_ui(sum, 0);
        size_t from = c->need > c->weight[player] ? (size_t)(c->need - c->weight[player]) : 0;
        for (size_t w = from; w < t->width; w++)
            mpz_add(sum, sum, t->without[s * t->width + w]);
        mpz_add(raw, raw, sum);
        mpz_fac_ui(weight, s);
        mpz_fac_ui(factor, c->players - 1 - s);
        mpz_mul(weight, weight, factor);
        mpz_addmul(mpq_numref(orders), weight, sum);
    }
    mpz_fac_ui(mpq_denref(orders), c->players);
    mpq_canonicalize(orders);
    mpz_clears(sum, weight, factor, NULL);
}

static ent_status count_votes(const council *c, const ent_run *run, ent_voting_power *out) {
    counts t = {.players = c->players, .width = (size_t)c->need};
    size_t size = (c->players + 1) * t.width;
    t.all = numbers(size, c->allocator);
    t.without = numbers(size, c->allocator);
    ent_status status = t.all == NULL || t.without == NULL ? ENT_MEMORY : count_all(c, &t, run);
    for (size_t i = 0; i < c->players && status == ENT_OK; i++) {
        size_t same = 0;
        while (c->weight[same] != c->weight[i])
            same++;
        if (same < i) { /* equal weights have equal power */
            mpq_set(out->shapley_shubik.exact[i], out->shapley_shubik.exact[same]);
            mpq_set(out->banzhaf_raw.exact[i], out->banzhaf_raw.exact[same]);
            continue;
        }
        if (ent_run_cancelled(run)) status = ENT_CANCELLED;
        count_without(c, &t, i);
        swings(c, &t, i, out->shapley_shubik.exact[i], mpq_numref(out->banzhaf_raw.exact[i]));
    }
    drop(t.all, size, c->allocator);
    drop(t.without, size, c->allocator);
    return status;
}

/* ---- both ------------------------------------------------------------------------------------------------- */

static ent_status room(ent_voting_power *out, size_t players) {
    *out = (ent_voting_power){.players = players};
    ent_status status = ent_allocation_init(&out->shapley_shubik, players);
    if (status == ENT_OK) status = ent_allocation_init(&out->banzhaf, players);
    if (status == ENT_OK) status = ent_allocation_init(&out->banzhaf_raw, players);
    return status;
}

static void finish(ent_voting_power *out) {
    mpq_t one;
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    for (size_t i = 0; i < out->players; i++)
        mpq_set(out->banzhaf.exact[i], out->banzhaf_raw.exact[i]);
    ent_allocation_from_exact(&out->shapley_shubik);
    ent_allocation_from_exact(&out->banzhaf_raw);
    ent_allocation_from_exact(&out->banzhaf);
    ent_allocation_scale(&out->banzhaf, one);
    mpq_clear(one);
}

static ent_status over_coalitions(const council *c, const ent_run *run, ent_voting_power *out) {
    size_t size = (size_t)1 << c->players;
    double *value = ent_alloc_array(c->allocator, size, sizeof *value);
    if (value == NULL) return ENT_MEMORY;
    for (size_t s = 0; s < size; s++) {
        uint64_t sum = 0;
        for (size_t rest = s; rest != 0; rest &= rest - 1)
            sum += c->weight[__builtin_ctzll(rest)];
        value[s] = sum >= c->need;
    }
    ent_tu_game game = {.players = (unsigned)c->players, .whole = true, .denominator = 1, .value = value};
    ent_status status = ent_tu_shapley(&game, run, &out->shapley_shubik);
    if (status == ENT_OK) status = ent_tu_banzhaf(&game, ENT_BANZHAF_RAW, run, &out->banzhaf_raw);
    out->method = ENT_VOTING_COALITIONS;
    ent_free(c->allocator, value);
    return status;
}

ent_status ent_voting_indices(const ent_voting *voting, const ent_run *run, ent_voting_power *out) {
    *out = (ent_voting_power){0};
    ent_status status = check_votes(voting, out);
    if (status != ENT_OK) return status;
    council c = {.players = voting->players, .allocator = ent_run_allocator(run)};
    status = room(out, voting->players);
    if (status != ENT_OK) return status;
    c.weight = ent_alloc_array(c.allocator, c.players, sizeof *c.weight);
    if (c.weight == NULL) return ENT_MEMORY;
    make_whole(voting, &c);
    bool table = c.fits && c.need <= ENT_VOTING_COUNTS / (c.players + 1);
    if (c.need == UINT64_MAX) {
        out->problem = ENT_VOTING_QUOTA_TOO_LARGE;
        ent_free(c.allocator, c.weight);
        return ENT_OK;
    }
    if (table)
        status = count_votes(&c, run, out);
    else if (c.fits && c.players <= ENT_VOTING_COALITIONS_MOST)
        status = over_coalitions(&c, run, out);
    else
        status = refuse(out, ENT_LIMIT, ENT_VOTING_WEIGHTS_TOO_LARGE, 0);
    if (status == ENT_OK) finish(out);
    ent_free(c.allocator, c.weight);
    return status;
}

/* The first coalition that a simple game would not have; 0 where there is none. */
static ent_coalition_mask not_simple(const ent_tu_game *game) {
    const double one = (double)game->denominator;
    for (size_t s = 0; s < ent_tu_size(game); s++) {
        if (game->value[s] != 0 && game->value[s] != one) return (ent_coalition_mask)s;
        for (unsigned i = 0; i < game->players; i++)
            if (game->value[s] > game->value[s | (size_t)1 << i]) return (ent_coalition_mask)(s | (size_t)1 << i);
    }
    return game->value[ent_tu_grand(game)] == one ? 0 : ent_tu_grand(game);
}

ent_status ent_voting_table_indices(const ent_tu_game *game, const ent_run *run, ent_voting_power *out) {
    *out = (ent_voting_power){0};
    out->coalition = not_simple(game);
    if (out->coalition != 0) return refuse(out, ENT_INPUT, ENT_VOTING_NOT_SIMPLE, 0);
    ent_status status = room(out, game->players);
    if (status == ENT_OK) status = ent_tu_shapley(game, run, &out->shapley_shubik);
    if (status == ENT_OK) status = ent_tu_banzhaf(game, ENT_BANZHAF_RAW, run, &out->banzhaf_raw);
    out->method = ENT_VOTING_COALITIONS;
    if (status == ENT_OK) finish(out);
    return status;
}

void ent_voting_power_free(ent_voting_power *power) {
    ent_allocation_free(&power->shapley_shubik);
    ent_allocation_free(&power->banzhaf);
    ent_allocation_free(&power->banzhaf_raw);
    *power = (ent_voting_power){0};
}
