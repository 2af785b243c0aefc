/* Serial cost sharing: by the totals of Moulin and Shenker where the cost is one of the total, along the path of
 * Friedman and Moulin for terms with powers of single quantities. Both add up over the parts of a cost, so each part
 * goes its way. */
#include "games/division/cost_quantities.h"

typedef struct serial {
    const ent_quantity_cost *function;
    const ent_ranked *ranked; /* quantities in rising order */
    mpq_ptr shares;
    mpq_t a, b, c;
} serial;

/* Fixed costs, terms of the total and lines: C(total of all, nobody with more than the k-th) - the same for k - 1, in
 * equal parts among those with at least the k-th. */
static void of_total(serial *s, mpq_srcptr total, mpq_ptr out) {
    const ent_quantity_cost *f = s->function;
    mpq_set_ui(out, 0, 1);
    if (mpq_sgn(total) == 0) return;
    quantity_lines(f, total, out);
    if (f->fixed != NULL) mpq_add(out, out, f->fixed);
    for (size_t k = 0; k < f->terms_size; k++) {
        if (quantity_degree(f, &f->terms[k]) != f->terms[k].power) continue;
        quantity_power(s->c, total, f->terms[k].power);
        mpq_mul(s->c, s->c, f->terms[k].coefficient);
        mpq_add(out, out, s->c);
    }
}

static void share_totals(serial *s) {
    size_t size = s->function->size;
    mpq_t below, total, cost, share; /* below: of those with less */
    mpq_inits(below, total, cost, share, NULL);
    for (size_t k = 0; k < size; k++) {
        mpq_set_ui(s->a, size - k, 1);
        mpq_mul(total, s->a, s->ranked[k].value);
        mpq_add(total, total, below);
        of_total(s, total, s->b);
        mpq_sub(cost, s->b, cost);
        mpq_div(cost, cost, s->a);
        mpq_add(share, share, cost);
        mpq_set(cost, s->b);
        mpq_add(below, below, s->ranked[k].value);
        mpq_ptr own = &s->shares[s->ranked[k].index];
        mpq_add(own, own, share);
    }
    mpq_clears(below, total, cost, share, NULL);
}

/* Integral from u to v of (done + left t)^power t^more, by the binomial theorem, added to `out` after times `factor`.
 */
static void integrate(serial *s, mpq_srcptr done, size_t left, unsigned power, unsigned more, mpq_srcptr u,
                      mpq_srcptr v, mpq_srcptr factor, mpq_ptr out) {
    mpq_t sum;
    mpq_init(sum);
    for (unsigned r = 0; r <= power; r++) {
        quantity_power(s->a, v, more + r + 1);
        quantity_power(s->b, u, more + r + 1);
        mpq_sub(s->a, s->a, s->b);
        mpq_set_ui(s->b, 1, more + r + 1);
        mpq_mul(s->a, s->a, s->b);
        quantity_power(s->b, done, power - r);
        mpq_mul(s->a, s->a, s->b);
        mpz_bin_uiui(mpq_numref(s->b), power, r);
        mpz_set_ui(mpq_denref(s->b), 1);
        mpq_mul(s->a, s->a, s->b);
        mpz_ui_pow_ui(mpq_numref(s->b), left, r);
        mpq_mul(s->a, s->a, s->b);
        mpq_add(sum, sum, s->a);
    }
    mpq_mul(sum, sum, factor);
    mpq_add(out, out, sum);
    mpq_clear(sum);
}

/* A term with powers of single quantities. Where all who want more than t have t, its marginal cost for one of them is
 * that by the total and, times the own power, that by the own quantity; both are summed up to each quantity in turn. */
static void share_term(serial *s, const ent_cost_monomial *term) {
    size_t size = s->function->size;
    unsigned more = quantity_degree(s->function, term) - term->power; /* powers of t: of those not yet served */
    mpq_t done, factor, by_total, by_own, zero, part;
    mpq_inits(done, factor, by_total, by_own, zero, part, NULL);
    mpq_set(factor, term->coefficient);
    for (size_t k = 0; k < size; k++) {
        mpq_srcptr u = k > 0 ? s->ranked[k - 1].value : zero, v = s->ranked[k].value;
        unsigned own = term->powers[s->ranked[k].index];
        if (mpq_cmp(u, v) < 0) {
            mpq_set_ui(part, term->power, 1);
            mpq_mul(part, part, factor);
            if (term->power > 0) integrate(s, done, size - k, term->power - 1, more, u, v, part, by_total);
            if (more > 0) integrate(s, done, size - k, term->power, more - 1, u, v, factor, by_own);
        }
        mpq_ptr share = &s->shares[s->ranked[k].index];
        mpq_set_ui(part, own, 1);
        mpq_mul(part, part, by_own);
        mpq_add(share, share, part);
        mpq_add(share, share, by_total);
        quantity_power(part, v, own);
        mpq_mul(factor, factor, part);
        mpq_add(done, done, v);
        more -= own;
    }
    mpq_clears(done, factor, by_total, by_own, zero, part, NULL);
}

ent_status ent_quantity_serial(const ent_quantity_cost *function, const ent_run *run, ent_allocation *out,
                               ent_division_why *why) {
    ent_status status = quantity_start(function, run, out);
    if (status != ENT_OK) return status;
    const ent_allocator *allocator = ent_run_allocator(run);
    ent_ranked *ranked = ent_alloc_array(allocator, function->size, sizeof *ranked);
    if (ranked == NULL) return ENT_MEMORY;
    ent_rank(function->size, function->demand, ranked);
    serial s = {.function = function, .ranked = ranked, .shares = out->exact[0]};
    mpq_inits(s.a, s.b, s.c, NULL);
    for (size_t i = 0; i < function->size; i++)
        mpq_set_ui(&s.shares[i], 0, 1);
    share_totals(&s);
    for (size_t k = 0; k < function->terms_size; k++)
        if (quantity_degree(function, &function->terms[k]) != function->terms[k].power)
            share_term(&s, &function->terms[k]);
    mpq_clears(s.a, s.b, s.c, NULL);
    ent_free(allocator, ranked);
    ent_allocation_from_exact(out);
    ent_division_because(why, ENT_DIVISION_NONE, SIZE_MAX, NULL, NULL);
    return ENT_OK;
}
