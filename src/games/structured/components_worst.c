/* The coalition of largest excess of costs in components. */
#include "games/structured/closure.h"

static void keep(const ent_closure *closure, mpz_ptr best, ent_worst *worst) {
    if (worst->exists && mpz_cmp(closure->excess, best) <= 0) return;
    worst->exists = true;
    mpz_set(best, closure->excess);
    for (uint32_t i = 0; i < closure->game->players; i++)
        worst->count[i] = closure->member[i];
}

/* First whoever is best off leaving, if anybody is. Else all proper coalitions: with player 0 and without another one,
 * without player 0 and with another one. */
static ent_status search(ent_closure *closure, mpz_ptr best, const ent_run *run, ent_worst *worst) {
    ent_status status = ent_closure_free_choice(closure, run);
    if (status != ENT_OK) return status;
    uint32_t players = closure->game->players, members = 0;
    for (uint32_t i = 0; i < players; i++)
        members += closure->member[i];
    if (members > 0 && members < players && mpz_sgn(closure->excess) > 0) {
        keep(closure, best, worst);
        return ENT_OK;
    }
    for (uint32_t i = 1; i < players && status == ENT_OK; i++) {
        status = ent_closure_force(closure, 0, i, run);
        if (status == ENT_OK) keep(closure, best, worst);
        if (status == ENT_OK) status = ent_closure_force(closure, i, 0, run);
        if (status == ENT_OK) keep(closure, best, worst);
    }
    return status;
}

static ent_status set_efficient(const ent_components *game, mpq_srcptr x, ent_worst *worst) {
    mpq_t sum, total;
    mpq_inits(sum, total, NULL);
    for (size_t i = 0; i < game->players; i++)
        mpq_add(sum, sum, x + i);
    ent_status status = ent_components_cost(game, NULL, total);
    worst->efficient = mpq_equal(sum, total) != 0;
    mpq_clears(sum, total, NULL);
    return status;
}

ent_status ent_components_worst(const ent_components *game, mpq_srcptr x, const ent_run *run, ent_worst *worst) {
    worst->exists = false;
    ent_status status = ent_components_check(game);
    if (status != ENT_OK) return status;
    ent_closure closure;
    mpz_t best;
    mpz_init(best);
    status = ent_closure_init(&closure, game, x, run);
    if (status == ENT_OK) status = set_efficient(game, x, worst);
    if (status == ENT_OK) status = search(&closure, best, run, worst);
    if (status == ENT_OK && worst->exists) {
        mpz_set(mpq_numref(worst->excess), best);
        mpz_set(mpq_denref(worst->excess), closure.scale);
        mpq_canonicalize(worst->excess);
    }
    mpz_clear(best);
    ent_closure_free(&closure);
    return status;
}
