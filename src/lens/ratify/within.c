/* Frontiers within win-sets: for every least coalition of voters that passes, the frontier of all whose yes it takes,
 * seen by the negotiators; of all these the points that no other beats. */
#include "ratify.h"

#include "space/members.h"
#include "space/zone.h"

#include <stdlib.h>
#include <string.h>

enum { COALITIONS = 128, POINTS = 200000 };

/* What utilities must reach: one set of floors per coalition. */
typedef struct floors {
    ent_wide at[ENT_SPACE_PARTIES];
    bool set[ENT_SPACE_PARTIES];
} floors;

typedef struct point {
    ent_wide utility[ENT_SPACE_PARTIES]; /* of the negotiators */
    uint32_t *outcome;
} point;

typedef struct search {
    const ratify *r;
    const ratify_query *query;
    const ent_voter *voters;
    ent_run run; /* without diagnostics: what is too large is a finding here */
    ent_arena *arena;
    floors *coalitions;
    size_t coalitions_size;
    point *points;
    size_t size, capacity;
    ratify_answer *out;
} search;

/* ---- coalitions
 * ------------------------------------------------------------------------------------------------------ */

static bool enough(const search *s, uint32_t yes) {
    for (size_t k = 0; k < s->r->ratifiers_size; k++)
        if ((!s->query->ratifiers || s->query->ratifiers[k]) && !ratify_ratifier_passes(s->r, k, yes)) return false;
    return true;
}

static floors floors_of(const search *s, uint32_t yes) {
    floors out = {.set = {false}};
    for (size_t v = 0; v < s->r->voters_size; v++) {
        const ent_voter *voter = &s->voters[v];
        if (!(yes >> v & 1) || (out.set[voter->party] && out.at[voter->party] >= voter->threshold)) continue;
        out.set[voter->party] = true;
        out.at[voter->party] = voter->threshold;
    }
    return out;
}

/* Whether whatever satisfies `a` satisfies `b`. */
static bool implies(const floors *a, const floors *b, size_t parties) {
    for (size_t i = 0; i < parties; i++)
        if (b->set[i] && !(a->set[i] && a->at[i] >= b->at[i])) return false;
    return true;
}

/* Keeps floors that no others make needless. False where there are too many. */
static bool keep(search *s, const floors *next) {
    const size_t parties = s->r->voters_size;
    size_t kept = 0;
    for (size_t k = 0; k < s->coalitions_size; k++)
        if (implies(next, &s->coalitions[k], parties)) return true;
    for (size_t k = 0; k < s->coalitions_size; k++)
        if (!implies(&s->coalitions[k], next, parties)) s->coalitions[kept++] = s->coalitions[k];
    s->coalitions_size = kept;
    if (kept == COALITIONS) return false;
    s->coalitions[s->coalitions_size++] = *next;
    return true;
}

static bool find_coalitions(search *s) {
    uint32_t must = 0;
    for (size_t i = 0; i < s->r->model->parties; i++)
        if (!s->query->negotiators || s->query->negotiators[i]) must |= (uint32_t)1 << i;
    for (uint32_t yes = 0; yes < (uint32_t)1 << s->r->voters_size; yes++) {
        if ((yes & must) != must || !enough(s, yes)) continue;
        bool least = true;
        for (size_t v = 0; v < s->r->voters_size && least; v++) {
            const uint32_t bit = (uint32_t)1 << v;
            least = !(yes & bit & ~must) || !enough(s, yes & ~bit);
        }
        const floors next = floors_of(s, yes);
        if (least && !keep(s, &next)) return false;
    }
    return true;
}

/* ---- points
 * ---------------------------------------------------------------------------------------------------------- */

static ent_status add_point(search *s, const ent_frontier *frontier, size_t at) {
    if (s->size == s->capacity) {
        const size_t capacity = s->capacity ? 2 * s->capacity : 256;
        point *more = ent_arena_array(s->arena, capacity, sizeof *more);
        if (!more) return ENT_MEMORY;
        if (s->size) memcpy(more, s->points, s->size * sizeof *more);
        s->points = more;
        s->capacity = capacity;
    }
    point *next = &s->points[s->size];
    next->outcome = ent_arena_array(s->arena, s->r->model->issues, sizeof *next->outcome);
    if (!next->outcome) return ENT_MEMORY;
    ent_frontier_outcome(frontier, at, next->outcome);
    for (size_t i = 0; i < s->r->model->parties; i++)
        next->utility[i] = ent_space_utility(s->r->space, i, next->outcome);
    s->size++;
    return ENT_OK;
}

static bool closed(const search *s) {
    ent_space open = *s->r->space;
    bool *allowed = ent_arena_array(s->arena, open.total, sizeof *allowed);
    if (!allowed) return true;
    memcpy(allowed, s->query->allowed, open.total * sizeof *allowed);
    open.allowed = allowed;
    return ent_space_closed_issue(&open) < open.issues;
}

/* The members of a coalition's frontier: its voters, and the negotiators whose utilities are looked at. */
static size_t members_of(const search *s, const floors *at, size_t *members) {
    size_t size = 0;
    for (size_t p = 0; p < s->r->voters_size; p++)
        if (at->set[p] || (p < s->r->model->parties && !s->query->only_exists)) members[size++] = p;
    return size;
}

static ent_status look(search *s, const floors *at, bool *zone) {
    size_t members[ENT_SPACE_PARTIES];
    const size_t size = members_of(s, at, members);
    if (size == 0) {
        s->out->exists = !closed(s);
        return ENT_OK;
    }
    ent_space *sub = ent_space_members(s->arena, s->r->wide, members, size, s->query->allowed);
    if (!sub) return ENT_MEMORY;
    for (size_t k = 0; k < size; k++)
        sub->no_deal[k] = at->set[members[k]] ? at->at[members[k]] : -ent_space_magnitude(s->r->wide, members[k]);
    const ent_frontier_options options = {.any_one = s->query->only_exists, .sharp = s->query->only_exists};
    ent_frontier frontier;
    ent_status status = ent_frontier_find(&s->run, sub, &options, &frontier);
    if (status != ENT_OK) return status;
    s->out->exists = s->out->exists || frontier.size > 0;
    if (s->size + frontier.size > POINTS && !s->query->only_exists) status = ENT_LIMIT;
    for (size_t k = 0; k < frontier.size && status == ENT_OK && !s->query->only_exists; k++)
        status = add_point(s, &frontier, k);
    if (status == ENT_OK && zone) status = ent_zone_find(&s->run, sub, &frontier, zone);
    for (size_t flat = 0; zone && flat < sub->total; flat++)
        s->out->zone[flat] = s->out->zone[flat] || zone[flat];
    ent_frontier_free(&frontier);
    return status;
}

/* ---- what no other beats
 * ---------------------------------------------------------------------------------------------- */

typedef struct ordered {
    const point *at;
    size_t parties, issues;
} ordered;

/* Falling by utilities, then in file order. */
static int by_utility(const void *left, const void *right) {
    const ordered *x = left, *y = right;
    for (size_t i = 0; i < x->parties; i++)
        if (x->at->utility[i] != y->at->utility[i]) return x->at->utility[i] > y->at->utility[i] ? -1 : 1;
    for (size_t j = 0; j < x->issues; j++)
        if (x->at->outcome[j] != y->at->outcome[j]) return x->at->outcome[j] < y->at->outcome[j] ? -1 : 1;
    return 0;
}

static bool beaten(const ordered *kept, size_t size, const point *next) {
    for (size_t k = size; k-- > 0;) {
        bool least = true;
        for (size_t i = 0; i < kept[k].parties && least; i++)
            least = kept[k].at->utility[i] >= next->utility[i];
        if (least) return true;
    }
    return false;
}

/* In falling order a point is beaten by the last one kept or, of two parties, by none. */
static size_t maxima(ordered *points, size_t size) {
    size_t kept = 0;
    for (size_t k = 0; k < size; k++) {
        const size_t from = points[k].parties <= 2 && kept > 0 ? kept - 1 : 0;
        if (!beaten(points + from, kept - from, points[k].at)) points[kept++] = points[k];
    }
    return kept;
}

/* A frontier of points with a chain of links each. */
static ent_status store(const search *s, const ordered *points, size_t size, ent_frontier *out) {
    const size_t n = s->r->model->parties, m = s->r->model->issues;
    *out = (ent_frontier){.allocator = ent_run_allocator(s->r->run), .size = size, .dimensions = n};
    out->utility = ent_alloc_array(out->allocator, size * n, sizeof *out->utility);
    out->trails = ent_alloc_array(out->allocator, m, sizeof *out->trails);
    if (!out->utility || !out->trails) return ENT_MEMORY;
    for (; out->stages < m; out->stages++) {
        ent_trail *trail = &out->trails[out->stages];
        *trail = (ent_trail){.issue = out->stages, .size = size, .capacity = size};
        trail->links = ent_alloc_array(out->allocator, size, sizeof *trail->links);
        if (!trail->links) return ENT_MEMORY;
        for (size_t k = 0; k < size; k++)
            trail->links[k] = (ent_link){(uint32_t)k, points[k].at->outcome[out->stages]};
    }
    for (size_t k = 0; k < size; k++)
        memcpy(out->utility + k * n, points[k].at->utility, n * sizeof *out->utility);
    return ENT_OK;
}

static ent_status gather(const search *s) {
    if (s->size == 0) return ENT_OK;
    ordered *points = ent_arena_array(s->arena, s->size, sizeof *points);
    if (!points) return ENT_MEMORY;
    for (size_t k = 0; k < s->size; k++)
        points[k] = (ordered){&s->points[k], s->r->model->parties, s->r->model->issues};
    qsort(points, s->size, sizeof *points, by_utility);
    const size_t size = maxima(points, s->size);
    const ent_status status = store(s, points, size, &s->out->frontier);
    if (status != ENT_OK) ent_frontier_free(&s->out->frontier);
    return status;
}

static ent_status run_search(search *s, bool zone) {
    s->coalitions = ent_arena_array(s->arena, COALITIONS + 1, sizeof *s->coalitions);
    bool *occurs = zone ? ent_arena_array(s->arena, s->r->model->total, sizeof *occurs) : NULL;
    if (!s->coalitions || (zone && !occurs)) return ENT_MEMORY;
    if (!find_coalitions(s)) return ENT_LIMIT;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->coalitions_size && status == ENT_OK; k++) {
        status = look(s, &s->coalitions[k], occurs);
        if (s->query->only_exists && s->out->exists) break;
    }
    return status == ENT_OK ? gather(s) : status;
}

ent_status ratify_within(const ratify *r, const ratify_query *query, bool zone, ratify_answer *out) {
    *out = (ratify_answer){.known = true};
    search s = {.r = r, .query = query, .run = *r->run, .out = out};
    s.voters = query->voters ? query->voters : r->voters;
    s.run.diagnostics = NULL;
    s.arena = ent_arena_new(ent_run_allocator(r->run));
    if (zone) out->zone = ent_arena_array(r->arena, r->model->total, sizeof *out->zone);
    ent_status status = s.arena && (!zone || out->zone) ? run_search(&s, zone) : ENT_MEMORY;
    if (status == ENT_LIMIT) {
        *out = (ratify_answer){.known = false};
        status = ENT_OK;
    }
    ent_arena_free(s.arena);
    return status;
}

ent_status ratify_pick(const ratify *r, const ent_frontier *frontier, uint32_t **outcome) {
    ent_solver solver;
    size_t at = 0;
    *outcome = NULL;
    if (frontier->size == 0) return ENT_OK;
    ent_status status = ent_solver_bent(r->run, r->space, frontier, r->weights, r->arena, &solver);
    if (status != ENT_OK || ent_solve(&solver, r->rule, &at, 1) == 0) return status;
    *outcome = ent_arena_array(r->arena, r->model->issues, sizeof **outcome);
    if (!*outcome) return ENT_MEMORY;
    ent_frontier_outcome(frontier, at, *outcome);
    return ENT_OK;
}
