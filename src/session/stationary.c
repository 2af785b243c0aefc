/* The stationary equilibrium of alternating offers without a deadline. */
#include "session/equilibrium.h"
#include "session/linear.h"

#include <math.h>

enum { NEWTON = 40 };

static const double settled = 1e-12;

/* ---- two parties: bisection over the corners ------------------------------------------------------------------- */

/* What the second party gets by refusing the first's offer, were it guaranteed `least` now: it then offers the first
 * what that gets by refusing, and keeps the rest. Rises with `least`, by less than it (the frontier is concave). */
static double by_refusing(const ent_hull *hull, const double *factor, double least, ent_stationary *out) {
    ent_hull_find_of_two(hull, 0, least, &out->best[0]);
    ent_hull_find_of_two(hull, 1, factor[0] * out->best[0].gain[0], &out->best[1]);
    return factor[1] * out->best[1].gain[1];
}

static void two_parties(const ent_hull *hull, const double *factor, ent_stationary *out) {
    double low = 0, high = factor[1];
    for (;; out->iterations++) {
        const double middle = low + (high - low) / 2;
        const double refused = by_refusing(hull, factor, middle, out);
        out->residual = fabs(refused - middle);
        if (refused == middle || middle <= low || middle >= high) return;
        if (refused > middle)
            low = middle;
        else
            high = middle;
    }
}

/* ---- more parties ------------------------------------------------------------------------------------------------ */

/* What all of the following share. */
typedef struct talks {
    const ent_run *run;
    const ent_hull *hull;
    const double *factor;
    const size_t *order;            /* NULL: that of the case */
    size_t next[ENT_SPACE_PARTIES]; /* who proposes after whom */
    double *matrix;
} talks;

/* What everyone gets, by who proposes: at[i][j]. */
typedef double proposals[ENT_SPACE_PARTIES][ENT_SPACE_PARTIES];

static void read_gains(size_t parties, const ent_stationary *offers, proposals at) {
    for (size_t i = 0; i < parties; i++)
        for (size_t j = 0; j < parties; j++)
            at[i][j] = offers->best[i].gain[j];
}

/* The best offers when refusing leads to what the next proposer offers in `at`; how far they are from `at`. Negative
 * when the hull cannot give so much. */
static double answer(const talks *t, proposals at, ent_stationary *out) {
    const size_t parties = t->hull->parties;
    double moved = 0;
    for (size_t i = 0; i < parties; i++) {
        double least[ENT_SPACE_PARTIES];
        for (size_t j = 0; j < parties; j++)
            least[j] = t->factor[j] * at[t->next[i]][j];
        if (!ent_hull_find(t->hull, i, least, &out->best[i])) return -1;
        for (size_t j = 0; j < parties; j++)
            moved = fmax(moved, fabs(out->best[i].gain[j] - at[i][j]));
    }
    return moved;
}

/* Where all would stay put if the same points carried the lotteries: gain_j(i) = slope(i)[j][i] + sum over k other than
 * i of slope(i)[j][k] x factor_k x gain_k(who is next). False when memory fails or there is no such place. */
static bool stay_put(const talks *t, const ent_stationary *offers, proposals at) {
    const size_t parties = t->hull->parties;
    double *matrix = t->matrix;
    double right[ENT_SPACE_PARTIES * ENT_SPACE_PARTIES];
    const size_t all = parties * parties;
    for (size_t k = 0; k < all * all; k++)
        matrix[k] = 0;
    for (size_t row = 0; row < all; row++) {
        const size_t i = row / parties, j = row % parties, next = t->next[i];
        matrix[row * all + row] = 1;
        right[row] = offers->best[i].slope[j][i];
        for (size_t k = 0; k < parties; k++)
            if (k != i) matrix[row * all + next * parties + k] -= offers->best[i].slope[j][k] * t->factor[k];
    }
    ent_linear_solve(all, matrix, right);
    for (size_t row = 0; row < all; row++) {
        if (!isfinite(right[row])) return false;
        at[row / parties][row % parties] = fmin(fmax(right[row], 0), 1);
    }
    return true;
}

/* One step of Newton's method from the offers in `out`, halved until the hull can give as much. How far the new offers
 * are from where they should stay; negative when it fails. */
static double step(const talks *t, ent_stationary *out) {
    const size_t parties = t->hull->parties;
    proposals from, to;
    read_gains(parties, out, from);
    if (!stay_put(t, out, to)) return -1;
    for (int halved = 0; halved < 20; halved++) {
        ent_stationary next = {.iterations = out->iterations + 1};
        next.residual = answer(t, to, &next);
        if (next.residual >= 0) {
            *out = next;
            return halved ? 1 : next.residual;
        }
        for (size_t i = 0; i < parties; i++)
            for (size_t j = 0; j < parties; j++)
                to[i][j] = (to[i][j] + from[i][j]) / 2;
    }
    return -1;
}

static bool newton(const talks *t, size_t steps, ent_stationary *out) {
    for (size_t k = 0; k < steps && !ent_run_cancelled(t->run); k++) {
        const double residual = step(t, out);
        if (residual < 0) return false;
        if (residual <= settled) return true;
    }
    return false;
}

/* One cycle of backward induction, from what the first party would offer afterwards. */
static double cycle(const talks *t, ent_stationary *out) {
    const size_t parties = t->hull->parties;
    double moved = 0;
    for (size_t place = parties; place-- > 0;) {
        const size_t party = t->order ? t->order[place] : place;
        const ent_hull_best *later = &out->best[t->next[party]];
        double least[ENT_SPACE_PARTIES];
        ent_hull_best offer;
        for (size_t j = 0; j < parties; j++)
            least[j] = t->factor[j] * later->gain[j];
        if (!ent_hull_find(t->hull, party, least, &offer)) return 1; /* only by rounding: `later` is within reach */
        for (size_t j = 0; j < parties; j++)
            moved = fmax(moved, fabs(offer.gain[j] - out->best[party].gain[j]));
        out->best[party] = offer;
        out->iterations++;
    }
    return out->residual = moved;
}

/* From impatient parties, who are quick to find, to these: what waiting costs is halved again and again, and Newton's
 * method starts from the equilibrium before. */
static bool from_impatience(const talks *t, ent_stationary *out) {
    const size_t parties = t->hull->parties;
    double cost[ENT_SPACE_PARTIES], factor[ENT_SPACE_PARTIES], most = 0;
    talks hasty = *t;
    hasty.factor = factor;
    for (size_t i = 0; i < parties; i++) {
        cost[i] = 1 - t->factor[i];
        most = fmax(most, cost[i]);
    }
    double times = 1;
    while (most > 0 && 2 * times * most < 0.75)
        times *= 2;
    for (bool begun = false; times >= 1; times /= 2) {
        for (size_t i = 0; i < parties; i++)
            factor[i] = times == 1 ? t->factor[i] : 1 - times * cost[i];
        for (size_t k = 0; !begun && k < 2; k++)
            cycle(&hasty, out);
        begun = true;
        if (!newton(&hasty, NEWTON, out)) return false;
    }
    return true;
}

static ent_status more_parties(const talks *t, ent_stationary *out) {
    ent_stationary trial = {.iterations = 0};
    if (from_impatience(t, &trial)) {
        *out = trial;
        return ENT_OK;
    }
    for (size_t rounds = 0, tries = 1; rounds < ENT_STATIONARY_ROUNDS; rounds += t->hull->parties) {
        if (ent_run_cancelled(t->run)) return ENT_CANCELLED;
        if (cycle(t, out) <= settled) return ENT_OK;
        if (rounds < tries) continue;
        tries *= 2; /* Newton's method after one cycle, and later again */
        trial = *out;
        if (newton(t, NEWTON, &trial)) {
            *out = trial;
            return ENT_OK;
        }
    }
    return ENT_OK;
}

ent_status ent_stationary_find(const ent_run *run, const ent_hull *hull, const double *factor, const size_t *order,
                               ent_stationary *out) {
    *out = (ent_stationary){.iterations = 0};
    if (hull->parties == 2) {
        two_parties(hull, factor, out);
        return ENT_OK;
    }
    talks t = {.run = run, .hull = hull, .factor = factor, .order = order};
    const size_t all = hull->parties * hull->parties;
    for (size_t place = 0; place < hull->parties; place++) {
        const size_t after = (place + 1) % hull->parties;
        t.next[order ? order[place] : place] = order ? order[after] : after;
    }
    t.matrix = ent_alloc(ent_run_allocator(run), all * all * sizeof *t.matrix);
    if (!t.matrix) return ENT_MEMORY;
    const ent_status status = more_parties(&t, out);
    ent_free(ent_run_allocator(run), t.matrix);
    return status;
}
