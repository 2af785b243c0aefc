/* The vertices of the core: from basis to basis of the polytope in which coalition S gives way by an amount eps_S, each
 * beyond measure smaller than that of a smaller mask. All of its vertices are simple, so each has one basis and as many
 * neighbours as it has edges; they tend to the vertices of the core, and every vertex of the core is met. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "games/tu/core.h"
#include "games/tu/core_program.h"

enum { MOST_PLAYERS = ENT_CORE_VERTEX_PLAYERS, MOST_ENTRIES = 1 << MOST_PLAYERS };

/* The coalitions of a basis beside all players, ascending; 0 beyond. */
typedef struct basis_key {
    uint16_t row[MOST_PLAYERS];
} basis_key;

typedef struct corner {
    core_wide at[MOST_PLAYERS]; /* times det, reduced */
    core_wide det;
} corner;

typedef struct walk {
    const core_rows *rows;
    const ent_allocator *allocator;
    size_t players, entries, most_bases;
    basis_key *keys; /* bases met, in the order in which they were */
    size_t keys_size, keys_room;
    size_t *table; /* open addressing: 1 + index in keys */
    size_t table_size;
    corner *corners;
    size_t corners_size, corners_room;
    bool stopped; /* at most_bases */
    core_basis basis;
    core_wide *at, *slack; /* of the basis at hand: the point, x(S) - b(S) of every coalition, times det */
    int64_t *far, *slope, *alpha, *other;
} walk;

/* ---- bases that have been met ------------------------------------------------------------------------- */

static size_t hash_key(const basis_key *key, size_t players) {
    uint64_t hash = UINT64_C(1469598103934665603); /* FNV-1a */
    for (size_t i = 0; i < players; i++)
        hash = (hash ^ key->row[i]) * UINT64_C(1099511628211);
    return (size_t)(hash ^ hash >> 29);
}

static size_t place_of(const walk *w, const basis_key *key) {
    size_t place = hash_key(key, w->players) & (w->table_size - 1);
    while (w->table[place] != 0 && memcmp(&w->keys[w->table[place] - 1], key, sizeof *key) != 0)
        place = (place + 1) & (w->table_size - 1);
    return place;
}

static ent_status grow(walk *w) {
    size_t room = 2 * w->keys_room, table_size = 4 * room;
    basis_key *keys = ent_realloc_array(w->allocator, w->keys, w->keys_room, room, sizeof *keys);
    if (keys == NULL) return ENT_MEMORY;
    w->keys = keys;
    size_t *table = ent_alloc_array(w->allocator, table_size, sizeof *table);
    if (table == NULL) return ENT_MEMORY;
    ent_free(w->allocator, w->table);
    w->table = table;
    w->table_size = table_size;
    w->keys_room = room;
    for (size_t i = 0; i < w->keys_size; i++)
        w->table[place_of(w, &w->keys[i])] = i + 1;
    return ENT_OK;
}

static ent_status meet(walk *w, const basis_key *key) {
    size_t place = place_of(w, key);
    if (w->table[place] != 0) return ENT_OK;
    if (w->keys_size == w->most_bases) {
        w->stopped = true;
        return ENT_OK;
    }
    if (w->keys_size == w->keys_room) {
        ent_status status = grow(w);
        if (status != ENT_OK) return status;
        place = place_of(w, key);
    }
    w->keys[w->keys_size++] = *key;
    w->table[place] = w->keys_size;
    return ENT_OK;
}

/* ---- the basis at hand -------------------------------------------------------------------------------- */

static int compare_rows(const void *a, const void *b) {
    uint16_t left = *(const uint16_t *)a, right = *(const uint16_t *)b;
    return (left > right) - (left < right);
}

/* The key of the basis at hand with one row (0: none) in place of another. */
static basis_key key_with(const walk *w, uint32_t out, uint32_t in) {
    basis_key key = {{0}};
    size_t size = 0;
    for (size_t i = 0; i < w->players; i++) {
        uint32_t row = w->basis.row[i] == out ? in : w->basis.row[i];
        if (row < CORE_SPECIAL) key.row[size++] = (uint16_t)row;
    }
    qsort(key.row, size, sizeof key.row[0], compare_rows);
    return key;
}

/* Puts a row where no row of the basis to be stands yet: the first `set` positions are taken. */
static ent_status put_row(walk *w, uint32_t row, bool *taken) {
    ent_core_basis_alpha(&w->basis, w->rows, row, w->alpha);
    for (size_t i = 0; i < w->players; i++) {
        if (taken[i] || w->alpha[i] == 0) continue;
        taken[i] = true;
        return ent_core_basis_replace(&w->basis, i, row, w->alpha);
    }
    return ENT_BUG; /* the rows of a basis are independent */
}

static ent_status rebuild(walk *w, const basis_key *key) {
    size_t n = w->players;
    bool taken[MOST_PLAYERS] = {false};
    memset(w->basis.adjugate, 0, n * n * sizeof *w->basis.adjugate);
    for (size_t i = 0; i < n; i++) {
        w->basis.row[i] = w->rows->single[i];
        w->basis.adjugate[i * n + i] = 1;
    }
    w->basis.det = w->basis.bits = 1;
    ent_status status = put_row(w, CORE_WHOLE, taken);
    for (size_t i = 0; i + 1 < n && status == ENT_OK; i++)
        status = put_row(w, key->row[i], taken);
    return status == ENT_OK ? ent_core_basis_point(&w->basis, w->rows, w->at, w->far) : status;
}

static void fill_slacks(walk *w) {
    w->slack[0] = 0;
    for (size_t id = 1; id < w->entries; id++) /* x(S) first: sums of smaller coalitions */
        w->slack[id] = w->slack[id & (id - 1)] + w->at[__builtin_ctzll(id)];
    for (size_t id = 1; id < w->entries; id++)
        if (ent_core_is_row(w->rows, (uint32_t)id))
            w->slack[id] -= ent_core_bound(w->rows, (uint32_t)id) * w->basis.det;
}

/* ---- perturbation ------------------------------------------------------------------------------------- */

/* The coefficient of eps_id in the slack of a row with these alpha, times det. */
static core_wide part_of(const core_basis *basis, uint32_t row, const int64_t *alpha, uint32_t id) {
    core_wide part = row == id ? basis->det : 0;
    for (size_t i = 0; i < basis->size; i++)
        if (basis->row[i] == id) part -= alpha[i];
    return part;
}

/* The next larger coalition among the rows of the basis and two others; CORE_SPECIAL when there is none. */
static uint32_t next_id(const core_basis *basis, uint32_t id, uint32_t first, uint32_t second) {
    uint32_t next = CORE_SPECIAL;
    for (size_t i = 0; i < basis->size; i++)
        if (basis->row[i] > id && basis->row[i] < next) next = basis->row[i];
    if (first > id && first < next) next = first;
    if (second > id && second < next) next = second;
    return next;
}

/* Which of two rows an edge meets first, their slopes below 0: S when negative. Never 0, since eps_S is in the slack of
 * S alone. */
static core_wide meets_first(walk *w, uint32_t s, uint32_t t) {
    core_wide by_s = -w->slope[t], by_t = -w->slope[s];
    core_wide difference = w->slack[s] * by_s - w->slack[t] * by_t;
    if (difference != 0) return difference;
    ent_core_basis_alpha(&w->basis, w->rows, s, w->alpha);
    ent_core_basis_alpha(&w->basis, w->rows, t, w->other);
    for (uint32_t id = next_id(&w->basis, 0, s, t); id < CORE_SPECIAL && difference == 0;
         id = next_id(&w->basis, id, s, t))
        difference = part_of(&w->basis, s, w->alpha, id) * by_s - part_of(&w->basis, t, w->other, id) * by_t;
    return difference;
}

/* ---- walking ------------------------------------------------------------------------------------------ */

static core_wide size_of(core_wide value) {
    return value < 0 ? -value : value;
}

static core_wide common_divisor(core_wide a, core_wide b) {
    a = size_of(a);
    for (b = size_of(b); b != 0;) {
        core_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static ent_status keep_corner(walk *w) {
    if (w->corners_size == w->corners_room) {
        corner *corners =
            ent_realloc_array(w->allocator, w->corners, w->corners_room, 2 * w->corners_room, sizeof *corners);
        if (corners == NULL) return ENT_MEMORY;
        w->corners = corners;
        w->corners_room *= 2;
    }
    corner *here = &w->corners[w->corners_size++];
    *here = (corner){.det = w->basis.det};
    core_wide divisor = w->basis.det;
    for (size_t i = 0; i < w->players; i++)
        divisor = common_divisor(divisor, w->at[i]);
    here->det /= divisor;
    for (size_t i = 0; i < w->players; i++)
        here->at[i] = w->at[i] / divisor;
    return ENT_OK;
}

/* Along the edge on which the row at `position` becomes loose, to the next basis. */
static ent_status follow_edge(walk *w, size_t position) {
    size_t n = w->players;
    uint32_t first = 0;
    w->slope[0] = 0;
    for (size_t id = 1; id < w->entries; id++) {
        w->slope[id] = w->slope[id & (id - 1)] + w->basis.adjugate[(size_t)__builtin_ctzll(id) * n + position];
        if (w->slope[id] >= 0 || !ent_core_is_row(w->rows, (uint32_t)id)) continue;
        if (first == 0 || meets_first(w, (uint32_t)id, first) < 0) first = (uint32_t)id;
    }
    if (first == 0) return ENT_BUG; /* bounded: every player has a least and all together a total */
    basis_key key = key_with(w, w->basis.row[position], first);
    return meet(w, &key);
}

static ent_status walk_all(walk *w, const ent_run *run) {
    ent_status status = ENT_OK;
    for (size_t k = 0; k < w->keys_size && status == ENT_OK; k++) {
        const basis_key key = w->keys[k];
        if (k % 64 == 0) status = ent_core_go_on(run);
        if (status == ENT_OK) status = rebuild(w, &key);
        if (status == ENT_OK) status = keep_corner(w);
        if (status != ENT_OK) break;
        fill_slacks(w);
        for (size_t i = 0; i < w->players && status == ENT_OK; i++)
            if (w->basis.row[i] < CORE_SPECIAL) status = follow_edge(w, i);
    }
    return status;
}

/* ---- the first basis ---------------------------------------------------------------------------------- */

/* The sign of what a row that holds with equality is short of when coalitions give way. */
static core_wide short_by_eps(const core_program *program, uint32_t row, int64_t *alpha) {
    core_wide part = 0;
    ent_core_basis_alpha(&program->basis, program->rows, row, alpha);
    for (uint32_t id = next_id(&program->basis, 0, row, row); id < CORE_SPECIAL && part == 0;
         id = next_id(&program->basis, id, row, row))
        part = part_of(&program->basis, row, alpha, id);
    return -part;
}

/* A row that is violated when coalitions give way; 0 if there is none. */
static uint32_t row_violated_by_eps(const core_program *program, int64_t *alpha) {
    const core_rows *rows = program->rows;
    const core_point point = {program->at, NULL, program->basis.det};
    bool total = false;
    for (size_t i = 0; i < rows->players; i++)
        total = total || program->equality[i];
    if (!total) return short_by_eps(program, CORE_WHOLE, alpha) > 0 ? CORE_WHOLE : CORE_BACK;
    for (uint32_t id = 1; id < ent_tu_size(rows->table); id++) {
        int64_t far = 0;
        if (!ent_core_is_row(rows, id)) continue;
        core_wide here = ent_core_violation(rows, id, &point, &far);
        if (here > 0 || (here == 0 && short_by_eps(program, id, alpha) > 0)) return id;
    }
    return 0;
}

static ent_status first_basis(walk *w, const ent_run *run, bool *empty) {
    core_program program;
    ent_status status = ent_core_program_init(&program, w->rows, NULL, run);
    if (status != ENT_OK) return status;
    status = ent_core_program_solve(&program, CORE_LEAST_OF, 0);
    *empty = program.empty;
    uint32_t row = 0;
    while (status == ENT_OK && !program.empty && (row = row_violated_by_eps(&program, w->alpha)) != 0)
        status = ent_core_program_enter(&program, row);
    if (status == ENT_OK && program.empty != *empty) status = ENT_BUG; /* giving way makes nothing empty */
    if (status == ENT_OK && !*empty) {
        status = ent_core_basis_copy(&w->basis, &program.basis);
        basis_key key = key_with(w, 0, 0);
        if (status == ENT_OK) status = meet(w, &key);
    }
    ent_core_program_free(&program);
    return status;
}

/* ---- what comes out ----------------------------------------------------------------------------------- */

static int compare_corners(const void *a, const void *b) {
    const corner *left = a, *right = b;
    for (size_t i = 0; i < MOST_PLAYERS; i++) {
        core_wide difference = left->at[i] * right->det - right->at[i] * left->det;
        if (difference != 0) return difference < 0 ? -1 : 1;
    }
    return 0;
}

/* Of a cost game x stands for minus what is paid. */
static void settle_sign(walk *w) {
    for (size_t k = 0; k < w->corners_size && w->rows->cost; k++)
        for (size_t i = 0; i < w->players; i++)
            w->corners[k].at[i] = -w->corners[k].at[i];
}

static void coordinate(const walk *w, const corner *from, size_t player, mpq_t out) {
    ent_tu_wide_set(mpq_numref(out), from->at[player]);
    ent_tu_wide_set(mpq_denref(out), from->det);
    mpq_canonicalize(out);
    mpq_mul(out, out, w->rows->unit);
}

/* Rounded entries: corners that differ by rounding and by what a coalition puts up with for it are one. */
static bool near_one_before(const walk *w, size_t kept, const corner *here) {
    const double most = ldexp(100 * ENT_CORE_TOLERANCE, w->rows->bits);
    for (size_t k = 0; k < kept; k++) {
        bool near = true;
        for (size_t i = 0; i < w->players && near; i++)
            near = fabs((double)w->corners[k].at[i] / (double)w->corners[k].det -
                        (double)here->at[i] / (double)here->det) <= most;
        if (near) return true;
    }
    return false;
}

static void drop_doubles(walk *w) {
    size_t kept = 0;
    qsort(w->corners, w->corners_size, sizeof *w->corners, compare_corners);
    for (size_t k = 0; k < w->corners_size; k++) {
        if (kept > 0 && compare_corners(&w->corners[kept - 1], &w->corners[k]) == 0) continue;
        if (!w->rows->whole && near_one_before(w, kept, &w->corners[k])) continue;
        w->corners[kept++] = w->corners[k];
    }
    w->corners_size = kept;
}

static ent_status write_corners(const walk *w, size_t most, ent_core_vertices *out) {
    size_t n = w->players, size = w->corners_size < most ? w->corners_size : most;
    out->exact = ent_alloc_array(w->allocator, size * n, sizeof *out->exact);
    out->value = ent_alloc_array(w->allocator, size * n, sizeof *out->value);
    for (size_t k = 0; out->exact != NULL && k < size * n; k++)
        mpq_init(out->exact[k]);
    if (out->exact != NULL) out->size = size;
    if (out->exact == NULL || out->value == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++) {
        for (size_t i = 0; i < n; i++) {
            coordinate(w, &w->corners[k], i, out->exact[k * n + i]);
            out->value[k * n + i] = ent_mpq_value(out->exact[k * n + i]);
        }
    }
    out->complete = !w->stopped && size == w->corners_size;
    return ENT_OK;
}

/* Rows in echelon form, to tell the rank of what is put in. */
typedef struct echelon {
    size_t width, rank, lead[MOST_PLAYERS];
    mpq_t row[MOST_PLAYERS + 1][MOST_PLAYERS]; /* row[rank]: the next, on trial */
    mpq_t least, size, times;
} echelon;

static void echelon_init(echelon *e, const walk *w) {
    e->width = w->players;
    e->rank = 0;
    for (size_t r = 0; r <= MOST_PLAYERS; r++)
        for (size_t i = 0; i < MOST_PLAYERS; i++)
            mpq_init(e->row[r][i]);
    mpq_inits(e->least, e->size, e->times, NULL);
    if (!w->rows->whole) mpq_set_d(e->least, ldexp(100 * ENT_CORE_TOLERANCE, w->rows->bits));
    mpq_mul(e->least, e->least, w->rows->unit);
}

static void echelon_free(echelon *e) {
    for (size_t r = 0; r <= MOST_PLAYERS; r++)
        for (size_t i = 0; i < MOST_PLAYERS; i++)
            mpq_clear(e->row[r][i]);
    mpq_clears(e->least, e->size, e->times, NULL);
}

/* Reduces the row on trial by those above; keeps it where more than rounding is left. */
static void echelon_try(echelon *e) {
    mpq_t *row = e->row[e->rank];
    for (size_t r = 0; r < e->rank; r++) {
        mpq_div(e->times, row[e->lead[r]], e->row[r][e->lead[r]]);
        for (size_t i = 0; i < e->width; i++) {
            mpq_mul(e->size, e->times, e->row[r][i]);
            mpq_sub(row[i], row[i], e->size);
        }
    }
    size_t largest = 0;
    for (size_t i = 1; i < e->width; i++) {
        mpq_abs(e->size, row[i]);
        mpq_abs(e->times, row[largest]);
        if (mpq_cmp(e->size, e->times) > 0) largest = i;
    }
    mpq_abs(e->size, row[largest]);
    if (mpq_cmp(e->size, e->least) > 0) e->lead[e->rank++] = largest;
}

/* The rank of the differences from the first corner. */
static int dimension_of(const walk *w) {
    echelon e;
    if (w->corners_size == 0) return -1;
    echelon_init(&e, w);
    for (size_t k = 1; k < w->corners_size && e.rank + 1 < w->players; k++) {
        for (size_t i = 0; i < w->players; i++) {
            coordinate(w, &w->corners[0], i, e.times);
            coordinate(w, &w->corners[k], i, e.row[e.rank][i]);
            mpq_sub(e.row[e.rank][i], e.row[e.rank][i], e.times);
        }
        echelon_try(&e);
    }
    int rank = (int)e.rank;
    echelon_free(&e);
    return rank;
}

/* ---- the whole ---------------------------------------------------------------------------------------- */

static ent_status walk_init(walk *w, size_t most_bases) {
    enum { FIRST_ROOM = 64 };
    size_t n = w->players;
    w->most_bases = most_bases;
    w->keys_room = w->corners_room = FIRST_ROOM;
    w->table_size = 4 * FIRST_ROOM;
    w->keys = ent_alloc_array(w->allocator, w->keys_room, sizeof *w->keys);
    w->table = ent_alloc_array(w->allocator, w->table_size, sizeof *w->table);
    w->corners = ent_alloc_array(w->allocator, w->corners_room, sizeof *w->corners);
    w->at = ent_alloc_array(w->allocator, n, sizeof *w->at);
    w->far = ent_alloc_array(w->allocator, n, sizeof *w->far);
    w->alpha = ent_alloc_array(w->allocator, n, sizeof *w->alpha);
    w->other = ent_alloc_array(w->allocator, n, sizeof *w->other);
    w->slack = ent_alloc_array(w->allocator, w->entries, sizeof *w->slack);
    w->slope = ent_alloc_array(w->allocator, w->entries, sizeof *w->slope);
    bool got = w->keys && w->table && w->corners && w->at && w->far && w->alpha && w->other && w->slack && w->slope;
    return got ? ent_core_basis_init(&w->basis, w->rows) : ENT_MEMORY;
}

static void walk_free(walk *w) {
    void *const all[] = {w->keys, w->table, w->corners, w->at, w->far, w->alpha, w->other, w->slack, w->slope};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ent_free(w->allocator, all[i]);
    ent_core_basis_free(&w->basis);
}

static bool all_have_floors(const core_rows *rows) {
    for (size_t i = 0; i < rows->players; i++)
        if (rows->single[i] >= CORE_SPECIAL) return false;
    return true;
}

/* A single player gets everything. */
static ent_status lone_player(walk *w) {
    w->at[0] = w->rows->grand;
    return keep_corner(w);
}

static ent_status find_corners(walk *w, const ent_core_vertex_options *options, const ent_run *run,
                               ent_core_vertices *out) {
    bool empty = false;
    size_t most = options->most_vertices > 0 ? options->most_vertices : ENT_CORE_VERTICES;
    ent_status status = walk_init(w, options->most_bases > 0 ? options->most_bases : ENT_CORE_BASES);
    out->bounded = w->players == 1 || all_have_floors(w->rows);
    if (status != ENT_OK || !out->bounded) return status;
    if (w->players == 1) {
        status = lone_player(w);
    } else {
        status = first_basis(w, run, &empty);
        if (status == ENT_OK && !empty) status = walk_all(w, run);
    }
    if (status != ENT_OK) return status;
    settle_sign(w);
    drop_doubles(w);
    out->is_exact = w->rows->whole;
    out->dimension = dimension_of(w);
    return write_corners(w, most, out);
}

ent_status ent_core_corners(const ent_tu_game *game, const ent_core_vertex_options *options, const ent_run *run,
                            ent_core_vertices *out) {
    static const ent_core_vertex_options plain = {0};
    if (options == NULL) options = &plain;
    *out = (ent_core_vertices){.players = game->players, .dimension = -1, .allocator = ent_run_allocator(run)};
    if (game->players > MOST_PLAYERS) return ENT_LIMIT;
    core_rows rows;
    ent_status status = ent_core_rows_of_table(&rows, game, options->slack, options->individual, run);
    if (status != ENT_OK) return status;
    walk w = {.rows = &rows, .allocator = rows.allocator, .players = game->players, .entries = ent_tu_size(game)};
    status = find_corners(&w, options, run, out);
    walk_free(&w);
    ent_core_rows_free(&rows);
    if (status != ENT_OK) ent_core_vertices_free(out);
    return status;
}

void ent_core_vertices_free(ent_core_vertices *vertices) {
    for (size_t k = 0; k < vertices->size * vertices->players; k++)
        mpq_clear(vertices->exact[k]);
    ent_free(vertices->allocator, vertices->exact);
    ent_free(vertices->allocator, vertices->value);
    *vertices = (ent_core_vertices){0};
}
