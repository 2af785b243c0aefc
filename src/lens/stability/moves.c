/* Who can move from which state to which: from options and their directions, or as listed. */
#include "lens/stability/stability.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_MOVES = 1 << 26 };

typedef struct move {
    uint32_t from, to;
} move;

typedef struct move_list {
    move *rows; /* NULL: only count */
    size_t size;
} move_list;

static int by_place(const void *a, const void *b) {
    const move *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

static void add(move_list *list, uint32_t from, uint32_t to) {
    if (from == to) return;
    if (list->rows != NULL) list->rows[list->size] = (move){from, to};
    list->size++;
}

/* ---- options ------------------------------------------------------------------------------------------------ */

typedef struct control { /* what a party can change */
    uint64_t own, forward, back;
} control;

static control control_of(const ent_moves *moves, int party) {
    control c = {0, 0, 0};
    for (size_t i = 0; i < moves->options_size; i++) {
        const uint64_t bit = UINT64_C(1) << i;
        if (moves->options[i].party != party) continue;
        c.own |= bit;
        if (strcmp(moves->options[i].direction, "forward") == 0) c.forward |= bit;
        if (strcmp(moves->options[i].direction, "back") == 0) c.back |= bit;
    }
    return c;
}

typedef struct keyed {
    uint64_t rest, combination; /* what the party cannot change */
    uint32_t state;
} keyed;

static int by_rest(const void *a, const void *b) {
    const keyed *x = a, *y = b;
    if (x->rest != y->rest) return x->rest < y->rest ? -1 : 1;
    return x->combination < y->combination ? -1 : x->combination > y->combination;
}

/* All pairs of combinations that differ in the party's own options, in the directions that these allow. */
static void pair_up(const keyed *all, size_t size, control c, move_list *list) {
    for (size_t start = 0, end; start < size; start = end) {
        for (end = start; end < size && all[end].rest == all[start].rest; end++)
            ;
        for (size_t i = start; i < end; i++)
            for (size_t j = start; j < end && list->size <= MOST_MOVES; j++) {
                const uint64_t from = all[i].combination, to = all[j].combination;
                if ((from & ~to & c.forward) == 0 && (to & ~from & c.back) == 0) add(list, all[i].state, all[j].state);
            }
    }
}

static keyed *sorted_by_rest(const stability *s, control c) {
    const ent_conflict_states *states = &s->states;
    keyed *all = ent_arena_array(s->arena, states->combinations_size + 1, sizeof *all);
    for (size_t k = 0; all != NULL && k < states->combinations_size; k++)
        all[k] = (keyed){states->combinations[k] & ~c.own, states->combinations[k], states->state_of[k]};
    if (all != NULL) qsort(all, states->combinations_size, sizeof *all, by_rest);
    return all;
}

/* ---- both forms --------------------------------------------------------------------------------------------- */

static void list_moves(const stability *s, int party, const keyed *all, control c, move_list *list) {
    list->size = 0;
    if (all != NULL) {
        pair_up(all, s->states.combinations_size, c, list);
        return;
    }
    for (size_t k = 0; k < s->moves->state_moves_size; k++)
        if (s->moves->state_moves[k].party == party)
            add(list, (uint32_t)s->moves->state_moves[k].from, (uint32_t)s->moves->state_moves[k].to);
}

/* Moves by state, without repetitions and those that have to do with states the party does not see. */
static void pack(const move_list *list, size_t states, const uint32_t *hidden, size_t *first, uint32_t *target) {
    size_t size = 0;
    for (size_t state = 0, k = 0; state < states; state++) {
        first[state] = size;
        for (; k < list->size && list->rows[k].from == state; k++) {
            const bool again = k > 0 && by_place(&list->rows[k - 1], &list->rows[k]) == 0;
            const bool unseen = hidden != NULL && (hidden[state] == 0 || hidden[list->rows[k].to] == 0);
            if (!again && !unseen) target[size++] = list->rows[k].to;
        }
    }
    first[states] = size;
}

/* 0 at each state that the party does not see; NULL where it sees all. */
static ent_status hidden_from(stability *s, int party, uint32_t **out) {
    *out = NULL;
    for (size_t k = 0; k < s->moves->misperceived_size; k++) {
        const ent_misperceived *row = &s->moves->misperceived[k];
        if (row->party != party) continue;
        uint32_t *place = ent_arena_array(s->arena, s->states.size + 1, sizeof *place);
        if (place == NULL) return ENT_MEMORY;
        ent_conflict_places places;
        ent_conflict_places_start(&places, s->moves, &s->states, place);
        for (size_t j = 0; j < row->states.size; j++)
            ent_conflict_put(&places, &row->states.sets[j], 0);
        *out = place;
    }
    return ENT_OK;
}

ent_status stability_moves_of(stability *s, int party, ent_conflict_player *out) {
    const control c = control_of(s->moves, party);
    const bool options = s->moves->options_size > 0;
    const keyed *all = options && c.own != 0 ? sorted_by_rest(s, c) : NULL;
    if (options && c.own != 0 && all == NULL) return ENT_MEMORY;
    move_list list = {NULL, 0};
    list_moves(s, party, all, c, &list);
    if (list.size > MOST_MOVES)
        return stability_refuse(
            s, ENT_LIMIT, "E-STABILITY-0002", s->moves->node,
            "give parties fewer options each, or make more combinations infeasible",
            stability_text(s, "%s has more than %d moves", s->source->parties[party].id, MOST_MOVES));
    size_t *first = ent_arena_array(s->arena, s->states.size + 1, sizeof *first);
    uint32_t *target = ent_arena_array(s->arena, list.size + 1, sizeof *target);
    uint32_t *hidden;
    ent_status status = hidden_from(s, party, &hidden);
    if (status != ENT_OK) return status;
    move *rows = ent_alloc_array(ent_run_allocator(s->run), list.size + 1, sizeof *rows);
    if (first == NULL || target == NULL || rows == NULL) {
        ent_free(ent_run_allocator(s->run), rows);
        return ENT_MEMORY;
    }
    list.rows = rows;
    list_moves(s, party, all, c, &list);
    qsort(rows, list.size, sizeof *rows, by_place);
    pack(&list, s->states.size, hidden, first, target);
    ent_free(ent_run_allocator(s->run), rows);
    out->first = first;
    out->target = target;
    return ENT_OK;
}
