/* The spatial model, turn by turn. */
#include "games/spatial/smp.h"
#include "games/spatial/smp_private.h"

#include <math.h>
#include <string.h>

enum { TURNS = 100, LEAST_TURNS = 2 };

static const ent_smp_correction corrections[] = {
    {"A third party takes the same chance of winning whichever side it joins: under half commitment it then votes "
     "against "
     "the side it prefers, under the other two not at all, so that allies at an actor's own position lower its chance.",
     "Each side has its chance with the third party in it; who would be worse off on the side it prefers than on the "
     "other stands aside."},
    {"Where the receiver's view of a challenge counts, what it thinks the challenger gains is taken for the "
     "probability "
     "that the challenger wins.",
     "The probability is taken."},
    {"Where both views are weighed, the receiver's weight is the challenger's capability.",
     "It is the receiver's own."},
    {"Results depend on which thread files a bargain first.", "Bargains stand in the order of those who start them."},
    {"Runs with attitudes to risk seen in full end with an error.", "They run."},
    {"Where all positions are equally strong, attitudes to risk are 0/0, and the run ends with an error.",
     "All are neutral to risk."},
    {"The least strength of a coalition is an absolute number: multiplying all capabilities by a small one changes the "
     "result.",
     "Capabilities are divided by the largest."},
};

const ent_smp_correction *ent_smp_corrections(size_t *size) {
    *size = sizeof corrections / sizeof *corrections;
    return corrections;
}

/* ---- checking ------------------------------------------------------------------------------------------- */

static bool actor_valid(const ent_spatial *spatial, size_t i) {
    static const double rounding = 1e-9;
    double attention = 0;
    for (size_t k = 0; k < spatial->dimensions; k++) {
        const double low = spatial->low == NULL ? 0 : spatial->low[k];
        const double high = spatial->high == NULL ? 1 : spatial->high[k];
        const double at = spatial->position[i * spatial->dimensions + k];
        const double salience = spatial->salience[i * spatial->dimensions + k];
        if (!isfinite(low) || !isfinite(high) || !(low < high) || !(at >= low && at <= high)) return false;
        if (!(salience >= 0 && salience <= 1)) return false;
        attention += salience;
    }
    return attention <= 1 + rounding && spatial->capability[i] >= 0 && isfinite(spatial->capability[i]);
}

static ent_status check(const ent_spatial *spatial, const ent_smp_options *options) {
    if (spatial->actors == 0 || spatial->dimensions == 0) return ENT_INPUT;
    if (spatial->actors > ENT_SMP_ACTORS || spatial->dimensions > ENT_SMP_DIMENSIONS) return ENT_LIMIT;
    if (options->turns > ENT_SMP_TURNS) return ENT_LIMIT;
    for (size_t i = 0; i < spatial->actors; i++)
        if (!actor_valid(spatial, i)) return ENT_INPUT;
    return ENT_OK;
}

/* ---- a turn's memory ------------------------------------------------------------------------------------ */

static double *numbers(ent_arena *arena, size_t rows, size_t columns) {
    return ent_arena_array(arena, rows, columns * sizeof(double));
}

static bool turn_arrays(smp_turn *turn, ent_arena *arena) {
    const size_t n = turn->actors, most = 2 * n; /* bargains */
    turn->attention = numbers(arena, n, 1);
    turn->capability = numbers(arena, n, 1);
    turn->at = numbers(arena, n, turn->dimensions);
    turn->next = numbers(arena, n, turn->dimensions);
    turn->distance = numbers(arena, n, n);
    turn->distance_to = numbers(arena, n, n);
    turn->coalition = numbers(arena, smp_election_scratch(n), 1);
    turn->strength = numbers(arena, n, 1);
    turn->risk = numbers(arena, n, 1);
    turn->seen = numbers(arena, n, n);
    turn->target = ent_arena_array(arena, n, sizeof *turn->target);
    turn->gain = numbers(arena, n, 1);
    turn->win = numbers(arena, n, 1);
    turn->bargain = ent_arena_array(arena, most, sizeof *turn->bargain);
    turn->moves = numbers(arena, most, 2 * turn->dimensions);
    turn->standing = numbers(arena, n, 1);
    turn->utility = numbers(arena, most, n);
    turn->queue_start = ent_arena_array(arena, n + 1, sizeof *turn->queue_start);
    turn->queue = ent_arena_array(arena, 2 * most, sizeof *turn->queue);
    turn->scratch_start = ent_arena_array(arena, n + 1, sizeof *turn->scratch_start);
    turn->partner = ent_arena_array(arena, n, sizeof *turn->partner);
    return !ent_arena_failed(arena);
}

/* Positions from 0 to 1, and capabilities: without any, all have the same. */
static void turn_fill(smp_turn *turn, const ent_spatial *spatial) {
    double largest = 0;
    for (size_t i = 0; i < spatial->actors; i++)
        largest = fmax(largest, spatial->capability[i]);
    for (size_t i = 0; i < spatial->actors; i++) {
        const double own = largest > 0 ? spatial->capability[i] : 1;
        turn->capability[i] = turn->options->ktab || !(largest > 0) ? own : own / largest;
        for (size_t k = 0; k < spatial->dimensions; k++) {
            const size_t at = i * spatial->dimensions + k;
            const double low = spatial->low == NULL ? 0 : spatial->low[k];
            const double high = spatial->high == NULL ? 1 : spatial->high[k];
            turn->at[at] = (spatial->position[at] - low) / (high - low);
            turn->attention[i] += spatial->salience[at];
        }
        turn->attention[i] = fmin(turn->attention[i], 1);
    }
}

static ent_status turn_init(smp_turn *turn, const ent_spatial *spatial, const ent_smp_options *options,
                            const ent_run *run, ent_arena **arena) {
    *turn = (smp_turn){.options = options,
                       .run = run,
                       .actors = spatial->actors,
                       .dimensions = spatial->dimensions,
                       .salience = spatial->salience};
    *arena = NULL;
    const ent_status status = check(spatial, options);
    if (status != ENT_OK) return status;
    *arena = ent_arena_new(ent_run_allocator(run));
    if (*arena == NULL || !turn_arrays(turn, *arena)) return ENT_MEMORY;
    turn_fill(turn, spatial);
    return ENT_OK;
}

/* ---- results -------------------------------------------------------------------------------------------- */

/* Makes an array longer; `*array` stays as it is where that fails. */
static bool grow(const ent_allocator *allocator, void *array, size_t old, size_t count, size_t size) {
    void *before;
    memcpy(&before, array, sizeof before);
    void *after = before == NULL ? ent_alloc_array(allocator, count, size)
                                 : ent_realloc_array(allocator, before, old, count, size);
    if (after != NULL) memcpy(array, &after, sizeof after);
    return after != NULL;
}

/* Room for one turn more. */
static bool grow_all(ent_smp *out) {
    const ent_allocator *allocator = out->allocator;
    const size_t n = out->actors, old = out->turns * n, count = old + n, d = out->dimensions;
    return grow(allocator, &out->position, (old + n) * d, (count + n) * d, sizeof(double)) &&
           grow(allocator, &out->risk, old, count, sizeof(double)) &&
           grow(allocator, &out->strength, old, count, sizeof(double)) &&
           grow(allocator, &out->gain, old, count, sizeof(double)) &&
           grow(allocator, &out->win, old, count, sizeof(double)) &&
           grow(allocator, &out->target, old, count, sizeof(size_t)) &&
           grow(allocator, &out->partner, old, count, sizeof(size_t));
}

static void keep_turn(const smp_turn *turn, const ent_spatial *spatial, ent_smp *out) {
    const size_t n = turn->actors, d = turn->dimensions, at = out->turns * n;
    for (size_t i = 0; i < n; i++) {
        out->risk[at + i] = turn->risk[i];
        out->strength[at + i] = turn->strength[i];
        out->gain[at + i] = turn->gain[i];
        out->win[at + i] = turn->win[i];
        out->target[at + i] = turn->target[i];
        out->partner[at + i] = turn->partner[i];
        for (size_t k = 0; k < d; k++) {
            const size_t before = (at + i) * d + k, now = before + n * d;
            const double low = spatial->low == NULL ? 0 : spatial->low[k];
            const double high = spatial->high == NULL ? 1 : spatial->high[k];
            const bool moved = turn->next[i * d + k] != turn->at[i * d + k];
            out->position[now] = moved ? low + (high - low) * turn->next[i * d + k] : out->position[before];
        }
    }
    out->turns++;
}

void ent_smp_free(ent_smp *smp) {
    if (smp->allocator == NULL) return;
    void *const arrays[] = {smp->position, smp->risk, smp->strength, smp->gain, smp->win, smp->target, smp->partner};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        ent_free(smp->allocator, arrays[i]);
    *smp = (ent_smp){0};
}

/* ---- running it ----------------------------------------------------------------------------------------- */

/* How far all have moved: the sum of distances, each dimension from 0 to 1. */
static double movement(const smp_turn *turn) {
    double sum = 0;
    for (size_t i = 0; i < turn->actors; i++) {
        double square = 0;
        for (size_t k = 0; k < turn->dimensions; k++) {
            const double step = turn->next[i * turn->dimensions + k] - turn->at[i * turn->dimensions + k];
            square += step * step;
        }
        sum += sqrt(square);
    }
    return sum;
}

static ent_status one_turn(smp_turn *turn) {
    ent_status status = smp_distances(turn);
    if (status == ENT_OK) status = smp_risk(turn);
    if (status == ENT_OK) status = smp_targets(turn);
    return status == ENT_OK ? smp_bargains(turn) : status;
}

static ent_status all_turns(smp_turn *turn, const ent_spatial *spatial, ent_smp *out) {
    static const double quiet = 0.02, least = 1e-4; /* less than a fiftieth of what the first turn moved */
    const size_t most = turn->options->turns == 0 ? TURNS : turn->options->turns;
    const size_t size = turn->actors * turn->dimensions;
    double first = 0;
    if (!grow(out->allocator, &out->position, 0, size, sizeof(double))) return ENT_MEMORY;
    memcpy(out->position, spatial->position, size * sizeof(double));
    while (out->turns < most && !out->settled) {
        turn->number = out->turns;
        ent_status status = one_turn(turn);
        if (status == ENT_OK && !grow_all(out)) status = ENT_MEMORY;
        if (status != ENT_OK) return status;
        keep_turn(turn, spatial, out);
        const double moved = movement(turn);
        if (out->turns == 1) first = moved + least;
        out->settled = out->turns >= LEAST_TURNS && moved / first < quiet;
        double *before = turn->at;
        turn->at = turn->next;
        turn->next = before;
    }
    return ENT_OK;
}

ent_status ent_smp_run(const ent_spatial *spatial, const ent_smp_options *options, const ent_run *run, ent_smp *out) {
    smp_turn turn;
    ent_arena *arena;
    *out = (ent_smp){.actors = spatial->actors, .dimensions = spatial->dimensions, .allocator = ent_run_allocator(run)};
    ent_status status = turn_init(&turn, spatial, options, run, &arena);
    if (status == ENT_OK) status = all_turns(&turn, spatial, out);
    ent_arena_free(arena);
    return status;
}

typedef struct contests {
    const smp_turn *turn;
    double *win;
} contests;

static ent_status contests_of(void *context, size_t i) {
    const contests *all = context;
    const size_t n = all->turn->actors;
    for (size_t j = 0; j < n; j++)
        all->win[i * n + j] = i == j ? 0.5 : smp_contest_of(all->turn, i, i, j).win;
    return ENT_OK;
}

ent_status ent_smp_contests(const ent_spatial *spatial, const ent_smp_options *options, const ent_run *run,
                            double *win) {
    smp_turn turn;
    ent_arena *arena;
    ent_status status = turn_init(&turn, spatial, options, run, &arena);
    if (status == ENT_OK) status = smp_distances(&turn);
    if (status == ENT_OK) status = smp_risk(&turn);
    if (status == ENT_OK) status = ent_parallel(run, turn.actors, contests_of, &(contests){&turn, win});
    ent_arena_free(arena);
    return status;
}
