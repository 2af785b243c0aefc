/* The random arrival rule without going through the orders of arrival.
 *
 * With S those who came before i, i gets g(S) - g(S and i), where g(S) = max(0, E - sum of S): what S leaves. Over all
 * orders S has the weight s! (n-1-s)! / n!, so all that is needed is, for each i and s, the sum of g over the sets of s
 * claims without i. The rule is its own dual, so the smaller of the estate and what is missing is divided; claims that
 * do not fit into it are in no set that leaves anything.
 *
 * Counted by number and sum: K[s][w] sets of s claims add up to w units (the largest of which all fitting claims are
 * multiples). K as a polynomial is the product of (1 + y x^c) over all claims, so that without i it is K / (1 + y x^c)
 * = K (1 - y x^c + y^2 x^2c - ...): the sums of g that are needed for i are the alternating sum over j of those of K
 * itself for an estate smaller by j claims of i. Twice summed rows of K hold these. A row has 64-bit limbs side by
 * side, entry after entry; none outgrows its limbs, so adding whole rows is adding one long number. */
#include "games/division/claims_work.h"

#include <string.h>

typedef struct arrival {
    claims_work *work;
    const ent_run *run;
    mpq_t estate; /* the smaller part */
    bool dual;
    size_t players;    /* with a positive claim */
    size_t fitting;    /* whose claims are below the estate: the first in rank */
    size_t first;      /* rank of the first positive claim */
    mpz_t *weight;     /* s! (players-1-s)!, `players` of them */
    mpz_t *sum, *rest; /* of everybody: whole units and parts of a unit left; or NULL */
} arrival;

static mpz_t *integers(const ent_allocator *allocator, size_t size) {
    mpz_t *all = ent_alloc_array(allocator, size, sizeof *all);
    for (size_t i = 0; all != NULL && i < size; i++)
        mpz_init(all[i]);
    return all;
}

static void free_integers(const ent_allocator *allocator, mpz_t *all, size_t size) {
    for (size_t i = 0; all != NULL && i < size; i++)
        mpz_clear(all[i]);
    ent_free(allocator, all);
}

static mpq_srcptr claim_of(const arrival *a, size_t player) {
    return a->work->ranked[a->first + player].value;
}

/* What i gets of the estate: numerator x unit / players!; from the dual, the claim less that. */
static void award(const arrival *a, size_t player, mpq_ptr value, mpq_srcptr unit) {
    mpz_t all;
    mpz_init(all);
    mpz_fac_ui(all, a->players);
    mpq_mul(value, value, unit);
    mpz_mul(mpq_denref(value), mpq_denref(value), all);
    mpq_canonicalize(value);
    if (a->dual) mpq_sub(value, claim_of(a, player), value);
    mpq_set(&a->work->awards[a->work->ranked[a->first + player].index], value);
    mpz_clear(all);
}

/* ---- subset by subset ------------------------------------------------------------------------------------- */

/* Sums of g by number of claims: of all sets (row `fitting`), and of those that hold i (row i). Sets in the order of
 * Gray, so that one claim comes or goes each time. */
static ent_status sum_subsets(const arrival *a, mpz_t *sums, const mpz_t *claims, mpz_t left) {
    size_t width = a->players + 1, size = a->fitting, members = 0;
    uint32_t set = 0;
    for (uint32_t n = 0;;) {
        if (mpz_sgn(left) > 0) {
            mpz_add(sums[size * width + members], sums[size * width + members], left);
            for (size_t i = 0; i < size; i++)
                if ((set >> i & 1) != 0) mpz_add(sums[i * width + members], sums[i * width + members], left);
        }
        if (++n >> size != 0) return ENT_OK;
        if (n % 65536 == 0 && ent_run_cancelled(a->run)) return ENT_CANCELLED;
        unsigned bit = 0;
        while ((n >> bit & 1) == 0)
            bit++;
        set ^= UINT32_C(1) << bit;
        bool comes = (set >> bit & 1) != 0;
        members = comes ? members + 1 : members - 1;
        (comes ? mpz_sub : mpz_add)(left, left, claims[bit]);
    }
}

/* The estate and the fitting claims as whole numbers, in units of 1/(their common denominator). */
static void make_whole(const arrival *a, mpz_t *claims, mpz_t left, mpq_ptr unit) {
    mpz_set(left, mpq_denref(a->estate));
    for (size_t i = 0; i < a->fitting; i++)
        mpz_lcm(left, left, mpq_denref(claim_of(a, i)));
    mpq_set_z(unit, left);
    for (size_t i = 0; i < a->fitting; i++) {
        mpz_divexact(claims[i], mpq_numref(unit), mpq_denref(claim_of(a, i)));
        mpz_mul(claims[i], claims[i], mpq_numref(claim_of(a, i)));
    }
    mpz_divexact(left, left, mpq_denref(a->estate));
    mpz_mul(left, left, mpq_numref(a->estate));
    mpq_inv(unit, unit);
}

static ent_status by_subsets(const arrival *a) {
    const ent_allocator *allocator = a->work->allocator;
    size_t width = a->players + 1, cells = (a->fitting + 1) * width;
    mpz_t *sums = integers(allocator, cells), *claims = integers(allocator, a->fitting), left;
    mpq_t unit, value;
    mpz_init(left);
    mpq_inits(unit, value, NULL);
    ent_status status = sums == NULL || claims == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK) {
        make_whole(a, claims, left, unit);
        status = sum_subsets(a, sums, (const mpz_t *)claims, left);
    }
    const mpz_t *all = status == ENT_OK ? (const mpz_t *)&sums[a->fitting * width] : NULL;
    for (size_t i = 0; status == ENT_OK && i < a->players; i++) {
        mpq_set_ui(value, 0, 1);
        for (size_t s = 0; s < a->players; s++) {
            mpz_set(left, all[s]);
            if (i < a->fitting) {
                mpz_sub(left, left, sums[i * width + s]);
                mpz_sub(left, left, sums[i * width + s + 1]);
            }
            mpz_addmul(mpq_numref(value), left, a->weight[s]);
        }
        award(a, i, value, unit);
    }
    mpz_clear(left);
    mpq_clears(unit, value, NULL);
    free_integers(allocator, sums, cells);
    free_integers(allocator, claims, a->fitting);
    return status;
}

/* ---- by number and sum ------------------------------------------------------------------------------------ */

typedef struct counts {
    mpq_t unit, part; /* what of a unit the estate has beyond `most` units */
    size_t *claims;   /* of the fitting, in units */
    size_t most;      /* whole units in the estate: entries of a row are 0 .. most */
    size_t rows;      /* 0 .. the most claims that fit together, and one more */
    size_t limbs;     /* of an entry */
    mp_limb_t *table; /* rows x (most + 1) x limbs */
    mp_limb_t *twice; /* (most + 1) x (limbs + 1): a row summed twice */
} counts;

/* The largest unit of which all fitting claims are whole multiples; the estate in it. False where it has too many. */
static bool find_unit(const arrival *a, counts *c) {
    mpq_t in_units;
    mpq_init(in_units);
    mpq_set(c->unit, a->fitting > 0 ? claim_of(a, 0) : a->estate);
    for (size_t i = 1; i < a->fitting; i++) { /* the divisor of fractions in lowest terms */
        mpz_gcd(mpq_numref(c->unit), mpq_numref(c->unit), mpq_numref(claim_of(a, i)));
        mpz_lcm(mpq_denref(c->unit), mpq_denref(c->unit), mpq_denref(claim_of(a, i)));
    }
    mpq_div(in_units, a->estate, c->unit);
    mpz_fdiv_q(mpq_numref(c->part), mpq_numref(in_units), mpq_denref(in_units));
    bool fits = mpz_cmp_ui(mpq_numref(c->part), ENT_RANDOM_ARRIVAL_BYTES) < 0;
    if (fits) c->most = mpz_get_ui(mpq_numref(c->part));
    mpq_sub(c->part, in_units, c->part);
    mpq_clear(in_units);
    return fits;
}

/* The shape of the table; false where it would take too much memory or time. */
static bool fits(const arrival *a, counts *c) {
    c->limbs = a->fitting / GMP_NUMB_BITS + 1;
    size_t reach = 0, together = 0;
    double steps = 0, entry = (double)(c->limbs * sizeof(mp_limb_t)); /* rough, exact below the bounds */
    for (size_t i = 0; i < a->fitting; i++) {
        if (c->claims[i] <= c->most - reach) {
            reach += c->claims[i];
            together++;
        } else {
            reach = c->most;
        }
        steps += (double)together * (double)reach * (double)c->limbs;
    }
    c->rows = together + 1;
    return ((double)c->rows + 2) * ((double)c->most + 1) * entry <= (double)ENT_RANDOM_ARRIVAL_BYTES &&
           steps <= (double)ENT_RANDOM_ARRIVAL_STEPS;
}

/* K, one claim after the other in rising order; the rows of more claims first, so that none counts twice. */
static ent_status fill(const arrival *a, counts *c) {
    size_t width = (c->most + 1) * c->limbs, reach = 0; /* reach: the largest sum so far */
    c->table[0] = 1;
    for (size_t i = 0; i < a->fitting; i++) {
        if (ent_run_cancelled(a->run)) return ENT_CANCELLED;
        size_t claim = c->claims[i], entries = reach < c->most - claim ? reach + 1 : c->most - claim + 1;
        for (size_t s = i + 1 < c->rows - 1 ? i + 1 : c->rows - 1; s > 0; s--) {
            mp_limb_t *to = c->table + s * width + claim * c->limbs;
            mpn_add_n(to, to, to - width - claim * c->limbs, (mp_size_t)(entries * c->limbs));
        }
        reach = claim <= c->most - reach ? reach + claim : c->most;
    }
    return ENT_OK;
}

/* The row becomes its running sums N(w), `twice` the running sums of those before w: D(w), sum of (w - v) K(v). */
static void sum_row(const counts *c, mp_limb_t *row) {
    size_t limbs = c->limbs, wide = limbs + 1;
    memset(c->twice, 0, wide * sizeof *c->twice);
    for (size_t w = 1; w <= c->most; w++) {
        mp_limb_t *before = row + (w - 1) * limbs, *twice = c->twice + w * wide;
        twice[limbs] = twice[-1] + mpn_add_n(twice, twice - wide, before, (mp_size_t)limbs);
        mpn_add_n(row + w * limbs, row + w * limbs, before, (mp_size_t)limbs);
    }
}

/* Adds what row m gives to the players: for i and j, weight of m + j claims before i times the row for an estate
 * smaller by j claims of i, in whole units and in parts of a unit. A player with the same claim as the one before
 * waits. */
static void add_row(const arrival *a, const counts *c, const mp_limb_t *row, size_t m, const mpz_t *weight_before) {
    mpz_t view;
    bool parts = mpq_sgn(c->part) != 0;
    for (size_t i = 0; i < a->players; i++) {
        bool in = i < a->fitting;
        if (i > 0 && (in ? c->claims[i] == c->claims[i - 1] : i > a->fitting)) continue;
        for (size_t j = 0, left = c->most; m + j < c->rows && m + j < a->players; j++) {
            void (*add)(mpz_ptr, mpz_srcptr, mpz_srcptr) = j % 2 == 0 ? mpz_addmul : mpz_submul;
            mpz_srcptr twice = mpz_roinit_n(view, c->twice + left * (c->limbs + 1), (mp_size_t)c->limbs + 1);
            add(a->sum[i], twice, weight_before[m + j]);
            if (parts)
                add(a->rest[i], mpz_roinit_n(view, row + left * c->limbs, (mp_size_t)c->limbs), weight_before[m + j]);
            if (!in || left < c->claims[i]) break;
            left -= c->claims[i];
        }
    }
    /* what i leaves after having come: of all sets with one claim more (those without i are counted above) */
    if (m == 0) return;
    mpz_srcptr twice = mpz_roinit_n(view, c->twice + c->most * (c->limbs + 1), (mp_size_t)c->limbs + 1);
    mpz_submul(a->sum[a->players], twice, a->weight[m - 1]);
    mpz_submul(a->rest[a->players], mpz_roinit_n(view, row + c->most * c->limbs, (mp_size_t)c->limbs),
               a->weight[m - 1]);
}

/* i gets sum over s of weight[s] (A[s] + A[s+1] - T[s+1]), with A the sums without i and T those of all sets. */
static ent_status sum_rows(const arrival *a, const counts *c, mpz_t *weight_before) {
    for (size_t s = 0; s < a->players; s++) {
        mpz_set(weight_before[s], a->weight[s]);
        if (s > 0) mpz_add(weight_before[s], weight_before[s], a->weight[s - 1]);
    }
    for (size_t m = 0; m < c->rows; m++) {
        if (ent_run_cancelled(a->run)) return ENT_CANCELLED;
        mp_limb_t *row = c->table + m * (c->most + 1) * c->limbs;
        sum_row(c, row);
        add_row(a, c, row, m, (const mpz_t *)weight_before);
    }
    mpq_t value, part;
    mpq_inits(value, part, NULL);
    for (size_t i = 0, same = 0; i < a->players; i++) {
        bool in = i < a->fitting;
        if (i == 0 || (in ? c->claims[i] != c->claims[i - 1] : i == a->fitting)) same = i;
        mpq_set_z(value, a->sum[same]);
        mpq_set_z(part, a->rest[same]);
        mpz_add(mpq_numref(value), mpq_numref(value), a->sum[a->players]);
        mpz_add(mpq_numref(part), mpq_numref(part), a->rest[a->players]);
        mpq_mul(part, part, c->part);
        mpq_add(value, value, part);
        award(a, i, value, c->unit);
    }
    mpq_clears(value, part, NULL);
    return ENT_OK;
}

/* ENT_LIMIT, before the table is allocated, where it would be too large. */
static ent_status by_counts(arrival *a) {
    const ent_allocator *allocator = a->work->allocator;
    counts c = {.claims = ent_alloc_array(allocator, a->fitting, sizeof *c.claims)};
    mpq_inits(c.unit, c.part, NULL);
    mpz_t *weight_before = integers(allocator, a->players);
    a->sum = integers(allocator, a->players + 1);
    a->rest = integers(allocator, a->players + 1);
    ent_status status =
        c.claims == NULL || weight_before == NULL || a->sum == NULL || a->rest == NULL ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK && !find_unit(a, &c)) status = ENT_LIMIT;
    for (size_t i = 0; status == ENT_OK && i < a->fitting; i++) {
        mpq_div(a->work->a, claim_of(a, i), c.unit);
        c.claims[i] = mpz_get_ui(mpq_numref(a->work->a));
    }
    if (status == ENT_OK && !fits(a, &c)) status = ENT_LIMIT;
    if (status == ENT_OK) {
        c.table = ent_alloc_array(allocator, c.rows * (c.most + 1), c.limbs * sizeof *c.table);
        c.twice = ent_alloc_array(allocator, c.most + 1, (c.limbs + 1) * sizeof *c.twice);
        status = c.table == NULL || c.twice == NULL ? ENT_MEMORY : fill(a, &c);
    }
    if (status == ENT_OK) status = sum_rows(a, &c, weight_before);
    ent_free(allocator, c.table);
    ent_free(allocator, c.twice);
    ent_free(allocator, c.claims);
    free_integers(allocator, weight_before, a->players);
    free_integers(allocator, a->sum, a->players + 1);
    free_integers(allocator, a->rest, a->players + 1);
    mpq_clears(c.unit, c.part, NULL);
    return status;
}

static ent_status arrive(arrival *a) {
    const ent_allocator *allocator = a->work->allocator;
    a->weight = integers(allocator, a->players);
    if (a->weight == NULL) return ENT_MEMORY;
    mpz_t other;
    mpz_init(other);
    for (size_t s = 0; s < a->players; s++) {
        mpz_fac_ui(a->weight[s], s);
        mpz_fac_ui(other, a->players - 1 - s);
        mpz_mul(a->weight[s], a->weight[s], other);
    }
    mpz_clear(other);
    ent_status status = by_counts(a);
    if (status == ENT_LIMIT && a->fitting <= ENT_RANDOM_ARRIVAL_SUBSETS) status = by_subsets(a);
    free_integers(allocator, a->weight, a->players);
    return status;
}

ent_status ent_claims_random_arrival(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out) {
    claims_work work;
    ent_status status = claims_begin(problem, run, out, &work);
    if (status != ENT_OK) return status;
    arrival a = {.work = &work, .run = run};
    mpq_init(a.estate);
    mpq_sub(a.estate, work.total, work.estate);
    a.dual = mpq_cmp(a.estate, work.estate) < 0;
    if (!a.dual) mpq_set(a.estate, work.estate);
    while (a.first < work.size && mpq_sgn(work.ranked[a.first].value) == 0)
        mpq_set_ui(&work.awards[work.ranked[a.first++].index], 0, 1);
    a.players = work.size - a.first;
    while (a.fitting < a.players && mpq_cmp(claim_of(&a, a.fitting), a.estate) < 0)
        a.fitting++;
    if (mpq_sgn(a.estate) > 0) {
        status = a.players > ENT_RANDOM_ARRIVAL_CLAIMS ? ENT_LIMIT : arrive(&a);
    } else {
        for (size_t i = 0; i < work.size; i++) { /* all of the claims, or nothing of them */
            if (a.dual)
                mpq_set(&work.awards[i], &work.claims[i]);
            else
                mpq_set_ui(&work.awards[i], 0, 1);
        }
    }
    mpq_clear(a.estate);
    return claims_end(&work, status);
}
