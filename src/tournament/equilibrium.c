/* The empirical game over strategies: who would play which, if choosing a strategy were the game (Wellman 2006; Jordan,
 * Kiekintveld and Wellman 2007). */
#include "tournament/tournament.h"

#include <math.h>
#include <string.h>

static size_t others_of(const contest *where) {
    return where->every ? where->parties - 1 : 1;
}

/* Adds what each strategy gets in one seat of a case against every choice of the others. False where a meeting is
 * missing. */
static bool add_seat(const tournament *self, const contest *where, size_t seat, size_t columns, double *payoff) {
    size_t n = self->entrants_size, seats[ENT_SPACE_PARTIES];
    for (size_t cell = 0; cell < n * columns; cell++) {
        size_t choices = cell % columns;
        for (size_t k = where->parties; k-- > 0;) {
            if (k == seat) continue;
            seats[k] = choices % n;
            if (where->every) choices /= n; /* else all others play the same */
        }
        seats[seat] = cell / columns;
        size_t meeting = tournament_meeting(self, where, seats);
        if (!self->done[meeting]) return false;
        payoff[cell] += self->units[meeting * self->most_parties + seat].utility;
    }
    return true;
}

static ent_status add_contest(const tournament *self, const contest *where, size_t columns, double *payoff,
                              bool *known) {
    const ent_allocator *allocator = ent_run_allocator(self->run);
    size_t cells = self->entrants_size * columns;
    double *sums = ent_alloc_array(allocator, cells, sizeof *sums);
    if (sums == NULL) return ENT_MEMORY;
    for (size_t k = 0; *known && k < where->parties; k++)
        *known = add_seat(self, where, k, columns, sums);
    for (size_t i = 0; i < cells; i++)
        payoff[i] += sums[i] / (double)where->parties;
    ent_free(allocator, sums);
    return ENT_OK;
}

/* The cases with so many opponents as one term: the mean over them. */
static ent_status make_term(tournament *self, size_t others, ent_game_term *out, bool *known) {
    size_t columns = 1, cases = 0;
    for (size_t i = 0; i < others; i++)
        columns *= self->entrants_size;
    double *payoff = ent_arena_array(self->arena, self->entrants_size, columns * sizeof *payoff);
    if (payoff == NULL) return ENT_MEMORY;
    for (size_t c = 0; c < self->contests_size; c++) {
        if (others_of(&self->contests[c]) != others) continue;
        ent_status status = add_contest(self, &self->contests[c], columns, payoff, known);
        if (status != ENT_OK) return status;
        cases++;
    }
    for (size_t i = 0; cases > 0 && i < self->entrants_size * columns; i++)
        payoff[i] /= (double)cases;
    *out = (ent_game_term){others, (double)cases / (double)self->contests_size, payoff};
    return ENT_OK;
}

static ent_status make_game(tournament *self, empirical *out) {
    ent_game_term *terms = ent_arena_array(self->arena, ENT_SPACE_PARTIES, sizeof *terms);
    if (terms == NULL) return ENT_MEMORY;
    out->known = true;
    out->game = (ent_symmetric_game){.strategies = self->entrants_size, .terms = terms};
    for (size_t others = 1; others < ENT_SPACE_PARTIES; others++) {
        bool there = false;
        for (size_t c = 0; c < self->contests_size; c++) {
            there = there || others_of(&self->contests[c]) == others;
            out->fields = out->fields || !self->contests[c].every;
        }
        if (!there) continue;
        ent_status status = make_term(self, others, &terms[out->game.terms_size++], &out->known);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static double gap(const double *a, const double *b, size_t size) {
    double sum = 0;
    for (size_t s = 0; s < size; s++)
        sum += fabs(a[s] - b[s]);
    return sum;
}

/* Puts the equilibrium first that is nearest to where the dynamics lead; the others keep their order. */
static void choose_first(ent_game_equilibria *all, const double *mixture, size_t strategies) {
    size_t best = 0;
    double kept[ENT_GAME_STRATEGIES], regret;
    for (size_t e = 1; e < all->size; e++)
        if (gap(all->mixtures[e], mixture, strategies) < gap(all->mixtures[best], mixture, strategies)) best = e;
    memcpy(kept, all->mixtures[best], sizeof kept);
    regret = all->regrets[best];
    for (size_t e = best; e > 0; e--) {
        memcpy(all->mixtures[e], all->mixtures[e - 1], sizeof kept);
        all->regrets[e] = all->regrets[e - 1];
    }
    memcpy(all->mixtures[0], kept, sizeof kept);
    all->regrets[0] = regret;
}

ent_status tournament_equilibrium(tournament *self, empirical *out) {
    double mixture[ENT_GAME_STRATEGIES];
    ent_status status = make_game(self, out);
    if (status != ENT_OK || !out->known) return status;
    for (size_t s = 0; s < self->entrants_size; s++)
        mixture[s] = 1 / (double)self->entrants_size;
    double regret = ent_game_replicate(&out->game, mixture);
    ent_game_supports(&out->game, &out->equilibria);
    out->supports = out->equilibria.size > 0;
    if (out->supports) {
        choose_first(&out->equilibria, mixture, self->entrants_size);
    } else {
        memcpy(out->equilibria.mixtures[0], mixture, self->entrants_size * sizeof *mixture);
        out->equilibria.regrets[0] = regret;
        out->equilibria.size = 1;
    }
    return ENT_OK;
}
