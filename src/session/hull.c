/* The frontier with lotteries: its corners for two parties, and the linear program over it for any number. */
#include "session/equilibrium.h"

#include <math.h>

/* ---- points ------------------------------------------------------------------------------------------------------ */

static ent_wide gain_of(const ent_space *space, const ent_frontier *frontier, size_t point, size_t party) {
    return frontier->utility[point * frontier->dimensions + party] - space->no_deal[party];
}

static ent_wide ideal_gain(const ent_space *space, const ent_frontier *frontier, size_t party) {
    ent_wide most = 0;
    for (size_t k = 0; k < frontier->size; k++)
        if (gain_of(space, frontier, k, party) > most) most = gain_of(space, frontier, k, party);
    return most;
}

typedef struct corners {
    const ent_space *space;
    const ent_frontier *frontier;
    mpz_t gain[3][2], product, other;
} corners;

/* Whether the middle one of three points, the first party's gain falling, lies on or below the line of the others.
 * Exact. */
static bool below(corners *c, size_t left, size_t middle, size_t right) {
    const size_t points[3] = {left, middle, right};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < 2; i++)
            ent_wide_to_mpz(c->gain[k][i], gain_of(c->space, c->frontier, points[k], i));
    for (size_t k = 1; k < 3; k++)
        for (size_t i = 0; i < 2; i++)
            mpz_sub(c->gain[k][i], c->gain[k][i], c->gain[0][i]);
    mpz_mul(c->product, c->gain[1][0], c->gain[2][1]);
    mpz_mul(c->other, c->gain[2][0], c->gain[1][1]);
    return mpz_cmp(c->product, c->other) <= 0;
}

/* Keeps the corners of two parties' hull (Andrew 1979: the points come sorted). */
static void keep_corners(const ent_space *space, const ent_frontier *frontier, ent_hull *hull) {
    corners c = {.space = space, .frontier = frontier};
    mpz_inits(c.gain[0][0], c.gain[0][1], c.gain[1][0], c.gain[1][1], c.gain[2][0], c.gain[2][1], c.product, c.other,
              NULL);
    size_t kept = 0;
    for (size_t k = 0; k < hull->size; k++) {
        while (kept > 1 && below(&c, hull->point[kept - 2], hull->point[kept - 1], k))
            kept--;
        hull->gain[2 * kept] = hull->gain[2 * k];
        hull->gain[2 * kept + 1] = hull->gain[2 * k + 1];
        hull->point[kept++] = k;
    }
    hull->size = kept;
    mpz_clears(c.gain[0][0], c.gain[0][1], c.gain[1][0], c.gain[1][1], c.gain[2][0], c.gain[2][1], c.product, c.other,
               NULL);
}

ent_hull *ent_hull_make(const ent_space *space, const ent_frontier *frontier, ent_arena *arena) {
    const size_t parties = space->parties;
    ent_hull *hull = ent_arena_alloc(arena, sizeof *hull);
    if (!hull) return NULL;
    hull->parties = parties;
    hull->size = frontier->size;
    hull->gain = ent_arena_array(arena, frontier->size, parties * sizeof *hull->gain);
    hull->point = ent_arena_array(arena, frontier->size, sizeof *hull->point);
    if (!hull->gain || !hull->point) return NULL;
    for (size_t i = 0; i < parties; i++) {
        const ent_wide ideal = ideal_gain(space, frontier, i);
        hull->scale[i] = ent_wide_ratio(ideal, space->denominator[i]);
        for (size_t k = 0; k < hull->size && ideal > 0; k++)
            hull->gain[k * parties + i] = ent_wide_ratio(gain_of(space, frontier, k, i), ideal);
    }
    for (size_t k = 0; k < hull->size; k++)
        hull->point[k] = k;
    if (parties == 2) keep_corners(space, frontier, hull);
    return hull;
}

/* ---- two parties ------------------------------------------------------------------------------------------------ */

void ent_hull_find_of_two(const ent_hull *hull, size_t party, double least, ent_hull_best *out) {
    const size_t other = 1 - party;
    size_t low = 0, high = hull->size; /* corners from the proposer's best on; the first that gives `least` */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const size_t corner = party == 0 ? middle : hull->size - 1 - middle;
        if (hull->gain[2 * corner + other] >= least)
            high = middle;
        else
            low = middle + 1;
    }
    if (low == hull->size) low--;
    const size_t enough = party == 0 ? low : hull->size - 1 - low;
    const size_t better = low == 0 ? enough : party == 0 ? enough - 1 : enough + 1;
    const double have = hull->gain[2 * enough + other], lack = hull->gain[2 * better + other];
    const double chance = have > lack ? fmin((least - lack) / (have - lack), 1) : 1;
    *out = (ent_hull_best){.size = chance < 1 ? 2 : 1, .row = {enough, better}, .chance = {chance, 1 - chance}};
    for (size_t k = 0; k < out->size; k++)
        for (size_t i = 0; i < 2; i++)
            out->gain[i] += out->chance[k] * hull->gain[2 * out->row[k] + i];
}

/* ---- the linear program --------------------------------------------------------------------------------------------
 */

enum { PIVOTS = 5000, CAREFUL = 500 }; /* at most; from then on the first column that improves (Bland 1977) */

static const double improves = 1e-12, zero = 1e-11;

/* Rows: what each party is guaranteed (the own row is the one of chances, which add up to 1). Columns: 0 .. size-1 the
 * points, then a surplus a party, then an artificial one a row. */
typedef struct program {
    const ent_hull *hull;
    size_t party, rows;
    size_t basis[ENT_SPACE_PARTIES];                       /* column of each row */
    double value[ENT_SPACE_PARTIES];                       /* of the column in the basis */
    double inverse[ENT_SPACE_PARTIES * ENT_SPACE_PARTIES]; /* of the basis */
    double first[ENT_SPACE_PARTIES];                       /* prices of the first aim, while the second is pursued */
    size_t pivots;
} program;

typedef enum program_aim { FEASIBLE, OWN, OTHERS } program_aim;

static bool is_artificial(const program *p, size_t column) {
    return column >= p->hull->size + p->rows;
}

static double entry(const program *p, size_t column, size_t row) {
    const size_t size = p->hull->size;
    if (column < size) return row == p->party ? 1 : p->hull->gain[column * p->rows + row];
    if (column < size + p->rows) return column - size == row ? -1 : 0;
    return column - size - p->rows == row ? 1 : 0;
}

static double worth(const program *p, program_aim aim, size_t column) {
    if (aim == FEASIBLE) return is_artificial(p, column) ? -1 : 0;
    if (column >= p->hull->size) return 0;
    const double *gain = &p->hull->gain[column * p->rows];
    if (aim == OWN) return gain[p->party];
    double sum = 0;
    for (size_t j = 0; j < p->rows; j++)
        sum += j == p->party ? 0 : gain[j];
    return sum;
}

static void prices(const program *p, program_aim aim, double *price) {
    for (size_t j = 0; j < p->rows; j++) {
        price[j] = 0;
        for (size_t i = 0; i < p->rows; i++)
            price[j] += worth(p, aim, p->basis[i]) * p->inverse[i * p->rows + j];
    }
}

/* What a unit of a column adds to the aim. */
static double reduced(const program *p, program_aim aim, const double *price, size_t column) {
    double sum = worth(p, aim, column);
    for (size_t j = 0; j < p->rows; j++)
        sum -= price[j] * entry(p, column, j);
    return sum;
}

/* The column that improves most; SIZE_MAX: none. The second aim may use only what does not hurt the first. */
static size_t entering(const program *p, program_aim aim, const double *price) {
    size_t best = SIZE_MAX;
    double most = improves;
    for (size_t c = 0; c < p->hull->size + p->rows; c++) {
        if (c == p->hull->size + p->party) continue; /* the own row has no surplus */
        const double gain = reduced(p, aim, price, c);
        if (gain <= most || (aim == OTHERS && reduced(p, OWN, p->first, c) < -zero)) continue;
        best = c;
        if (p->pivots > CAREFUL) return best;
        most = gain;
    }
    return best;
}

static void pivot(program *p, size_t column, size_t row, const double *direction) {
    const size_t rows = p->rows;
    const double step = p->value[row] / direction[row];
    for (size_t j = 0; j < rows; j++)
        p->inverse[row * rows + j] /= direction[row];
    for (size_t i = 0; i < rows; i++) {
        if (i == row) continue;
        p->value[i] = fmax(p->value[i] - step * direction[i], 0);
        for (size_t j = 0; j < rows; j++)
            p->inverse[i * rows + j] -= direction[i] * p->inverse[row * rows + j];
    }
    p->value[row] = step;
    p->basis[row] = column;
}

/* The row whose column leaves; SIZE_MAX: none. An artificial one at zero leaves first. */
static size_t leaving(const program *p, const double *direction) {
    size_t best = SIZE_MAX;
    double least = INFINITY;
    for (size_t i = 0; i < p->rows; i++) {
        if (is_artificial(p, p->basis[i]) && p->value[i] <= zero && fabs(direction[i]) > zero) return i;
        if (direction[i] <= zero) continue;
        const double ratio = p->value[i] / direction[i];
        if (ratio > least || (ratio == least && p->basis[i] > p->basis[best])) continue;
        least = ratio;
        best = i;
    }
    return best;
}

static void improve(program *p, program_aim aim) {
    double price[ENT_SPACE_PARTIES], direction[ENT_SPACE_PARTIES];
    for (; p->pivots < PIVOTS; p->pivots++) {
        prices(p, aim, price);
        const size_t column = entering(p, aim, price);
        if (column == SIZE_MAX) return;
        for (size_t i = 0; i < p->rows; i++) {
            direction[i] = 0;
            for (size_t j = 0; j < p->rows; j++)
                direction[i] += p->inverse[i * p->rows + j] * entry(p, column, j);
        }
        const size_t row = leaving(p, direction);
        if (row == SIZE_MAX) return;
        pivot(p, column, row, direction);
    }
}

static void start(program *p, const ent_hull *hull, size_t party, const double *least) {
    *p = (program){.hull = hull, .party = party, .rows = hull->parties};
    for (size_t i = 0; i < p->rows; i++) {
        p->basis[i] = hull->size + p->rows + i;
        p->value[i] = i == party ? 1 : fmax(least[i], 0);
        p->inverse[i * p->rows + i] = 1;
    }
}

static void read_out(const program *p, ent_hull_best *out) {
    *out = (ent_hull_best){.size = 0};
    for (size_t j = 0; j < p->rows; j++)
        out->price[j] = j == p->party ? 0 : fmax(-p->first[j], 0);
    for (size_t i = 0; i < p->rows; i++) {
        if (p->basis[i] >= p->hull->size) continue;
        for (size_t j = 0; j < p->rows; j++)
            for (size_t k = 0; k < p->rows; k++)
                out->slope[j][k] += p->hull->gain[p->basis[i] * p->rows + j] * p->inverse[i * p->rows + k];
        if (p->value[i] <= 0) continue;
        out->row[out->size] = p->basis[i];
        out->chance[out->size++] = p->value[i];
        for (size_t j = 0; j < p->rows; j++)
            out->gain[j] += p->value[i] * p->hull->gain[p->basis[i] * p->rows + j];
    }
}

bool ent_hull_find(const ent_hull *hull, size_t party, const double *least, ent_hull_best *out) {
    program p;
    start(&p, hull, party, least);
    improve(&p, FEASIBLE);
    double missing = 0;
    for (size_t i = 0; i < p.rows; i++)
        missing += is_artificial(&p, p.basis[i]) ? p.value[i] : 0;
    if (missing > zero) return false;
    improve(&p, OWN);
    prices(&p, OWN, p.first);
    improve(&p, OTHERS);
    read_out(&p, out);
    return true;
}
