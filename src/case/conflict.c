/* From options and what is infeasible to states. */
#include "case/conflict.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 1 << 26 };

typedef struct masked { /* a pattern: (combination & mask) == value */
    uint64_t mask, value;
} masked;

typedef struct search {
    const masked *barred;
    size_t barred_size, options, most, steps;
    uint64_t *found; /* NULL: only count */
    size_t size;
} search;

static masked mask_of(const ent_pattern *pattern, size_t options) {
    masked made = {0, 0};
    for (size_t i = 0; i < options; i++) {
        if (pattern->values[i] < 0) continue;
        made.mask |= UINT64_C(1) << i;
        if (pattern->values[i] > 0) made.value |= UINT64_C(1) << i;
    }
    return made;
}

/* A part of a combination, the options from `left` on decided, that no completion can save. */
static bool is_barred(search *s, uint64_t part, size_t left) {
    const uint64_t open = (UINT64_C(1) << left) - 1;
    s->steps += 1 + s->barred_size / 8;
    for (size_t k = 0; k < s->barred_size; k++)
        if ((s->barred[k].mask & open) == 0 && (part & s->barred[k].mask) == s->barred[k].value) return true;
    return false;
}

/* Ascending: the last option, which weighs most, is decided first, and not taken before taken. */
static ent_status walk(search *s) {
    uint64_t part = 0;
    size_t left = s->options;
    s->size = s->steps = 0;
    for (;;) {
        if (s->steps > MOST_STEPS) return ENT_LIMIT;
        bool barred = is_barred(s, part, left);
        if (!barred && left > 0) {
            left--;
            continue;
        }
        if (!barred) {
            if (s->size == s->most) return ENT_LIMIT;
            if (s->found != NULL) s->found[s->size] = part;
            s->size++;
        }
        while (left < s->options && (part >> left & 1) != 0)
            part &= ~(UINT64_C(1) << left++);
        if (left == s->options) return ENT_OK;
        part |= UINT64_C(1) << left;
    }
}

static ent_status list_combinations(const ent_moves *moves, ent_arena *arena, size_t most, ent_conflict_states *out) {
    masked *barred = ent_arena_array(arena, moves->infeasible_size + 1, sizeof *barred);
    if (barred == NULL) return ENT_MEMORY;
    search s = {.barred = barred, .options = moves->options_size, .most = most};
    for (size_t k = 0; k < moves->infeasible_size; k++) {
        masked made = mask_of(&moves->infeasible[k], moves->options_size);
        if (made.mask != 0) barred[s.barred_size++] = made;
    }
    ent_status status = walk(&s);
    if (status != ENT_OK) return status;
    s.found = ent_arena_array(arena, s.size + 1, sizeof *s.found);
    if (s.found == NULL) return ENT_MEMORY;
    status = walk(&s);
    out->combinations = s.found;
    out->combinations_size = s.size;
    return status;
}

/* ---- states that make no difference ---- */

/* The pattern by which a combination is one with others; SIZE_MAX if none. */
static size_t merged_by(const masked *same, size_t size, uint64_t combination) {
    for (size_t k = 0; k < size; k++)
        if (same[k].mask != 0 && (combination & same[k].mask) == same[k].value) return k;
    return SIZE_MAX;
}

typedef struct merge {
    masked *same;
    uint64_t *last; /* the largest combination of each pattern */
    bool *any;
    uint32_t *state;
} merge;

static bool begin_merge(merge *m, const ent_moves *moves, ent_arena *arena, const ent_conflict_states *all) {
    m->same = ent_arena_array(arena, moves->same_size + 1, sizeof *m->same);
    m->last = ent_arena_array(arena, moves->same_size + 1, sizeof *m->last);
    m->any = ent_arena_array(arena, moves->same_size + 1, sizeof *m->any);
    m->state = ent_arena_array(arena, moves->same_size + 1, sizeof *m->state);
    if (m->same == NULL || m->last == NULL || m->any == NULL || m->state == NULL) return false;
    for (size_t k = 0; k < moves->same_size; k++)
        m->same[k] = mask_of(&moves->same[k], moves->options_size);
    for (size_t c = 0; moves->same_size > 0 && c < all->combinations_size; c++) {
        size_t k = merged_by(m->same, moves->same_size, all->combinations[c]);
        if (k != SIZE_MAX) m->last[k] = all->combinations[c];
    }
    return true;
}

static ent_status make_states(const ent_moves *moves, ent_arena *arena, ent_conflict_states *out) {
    merge m;
    const size_t most = out->combinations_size + 1;
    uint64_t *decimals = ent_arena_array(arena, most, sizeof *decimals);
    uint64_t *first = ent_arena_array(arena, most, sizeof *first);
    uint64_t *differ = ent_arena_array(arena, most, sizeof *differ);
    uint32_t *state_of = ent_arena_array(arena, most, sizeof *state_of);
    if (decimals == NULL || first == NULL || differ == NULL || state_of == NULL || !begin_merge(&m, moves, arena, out))
        return ENT_MEMORY;
    uint32_t size = 0;
    for (size_t c = 0; c < out->combinations_size; c++) { /* a state stands where its largest combination does */
        const uint64_t combination = out->combinations[c];
        size_t k = merged_by(m.same, moves->same_size, combination);
        if (k != SIZE_MAX && m.last[k] != combination) continue;
        if (k != SIZE_MAX) m.state[k] = size;
        decimals[size] = first[size] = combination;
        differ[size] = 0;
        state_of[c] = size++;
    }
    for (size_t c = out->combinations_size; c-- > 0;) {
        const uint64_t combination = out->combinations[c];
        size_t k = merged_by(m.same, moves->same_size, combination);
        if (k == SIZE_MAX) continue;
        const uint32_t state = state_of[c] = m.state[k];
        first[state] = combination;
        differ[state] |= combination ^ decimals[state];
    }
    out->size = size;
    out->decimals = decimals;
    out->first = first;
    out->differ = differ;
    out->state_of = state_of;
    return ENT_OK;
}

ent_status ent_conflict_states_make(const ent_moves *moves, ent_arena *arena, size_t most, ent_conflict_states *out) {
    *out = (ent_conflict_states){.size = moves->states_size};
    if (most > UINT32_MAX - 1) most = UINT32_MAX - 1;
    if (moves->options_size == 0) return moves->states_size > most ? ENT_LIMIT : ENT_OK;
    if (moves->options_size > 62) return ENT_LIMIT;
    ent_status status = list_combinations(moves, arena, most, out);
    return status == ENT_OK ? make_states(moves, arena, out) : status;
}

/* ---- names ---- */

bool ent_pattern_holds(const ent_pattern *pattern, size_t options, uint64_t combination) {
    for (size_t i = 0; i < options; i++)
        if (pattern->values[i] >= 0 && (uint64_t)pattern->values[i] != (combination >> i & 1)) return false;
    return true;
}

static size_t find(const ent_conflict_states *states, uint64_t combination) {
    size_t low = 0, high = states->combinations_size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (states->combinations[middle] < combination)
            low = middle + 1;
        else
            high = middle;
    }
    return low < states->combinations_size && states->combinations[low] == combination ? low : SIZE_MAX;
}

void ent_conflict_places_start(ent_conflict_places *places, const ent_moves *moves, const ent_conflict_states *states,
                               uint32_t *place) {
    *places = (ent_conflict_places){.moves = moves, .states = states, .place = place};
    for (size_t i = 0; i < states->size; i++)
        place[i] = UINT32_MAX;
}

static void put_one(ent_conflict_places *places, const ent_state_set *set, size_t state, uint32_t place) {
    if (places->place[state] != UINT32_MAX && places->place[state] != place && places->twice == NULL)
        places->twice = set;
    if (places->place[state] == UINT32_MAX) places->place[state] = place;
}

void ent_conflict_put(ent_conflict_places *places, const ent_state_set *set, uint32_t place) {
    const ent_conflict_states *states = places->states;
    if (set->state != ENT_NOWHERE) {
        if (places->place[set->state] == place && places->twice == NULL) places->twice = set;
        put_one(places, set, (size_t)set->state, place);
        return;
    }
    const masked wanted = mask_of(&set->pattern, places->moves->options_size);
    const uint64_t all = (UINT64_C(1) << places->moves->options_size) - 1;
    bool any = false;
    if (wanted.mask == all) {
        size_t c = find(states, wanted.value);
        any = c != SIZE_MAX;
        if (any) put_one(places, set, states->state_of[c], place);
    }
    if (wanted.mask != all) places->looks += states->combinations_size;
    for (size_t c = 0; wanted.mask != all && c < states->combinations_size; c++) {
        if ((states->combinations[c] & wanted.mask) != wanted.value) continue;
        uint32_t *at = &places->place[states->state_of[c]];
        any = any || *at == UINT32_MAX || *at == place;
        if (*at == UINT32_MAX) *at = place;
    }
    if (!any && places->nothing == NULL) places->nothing = set;
}

size_t ent_conflict_unplaced(const ent_conflict_places *places) {
    for (size_t i = 0; i < places->states->size; i++)
        if (places->place[i] == UINT32_MAX) return i;
    return SIZE_MAX;
}

size_t ent_conflict_state(const ent_moves *moves, const ent_conflict_states *states, const ent_state_set *set,
                          size_t *matches) {
    size_t state = SIZE_MAX;
    *matches = set->state != ENT_NOWHERE;
    if (set->state != ENT_NOWHERE) return (size_t)set->state;
    for (size_t c = 0; set->pattern.values != NULL && c < states->combinations_size; c++) {
        if (!ent_pattern_holds(&set->pattern, moves->options_size, states->combinations[c])) continue;
        if (state == states->state_of[c]) continue;
        state = states->state_of[c];
        ++*matches;
    }
    return *matches == 1 ? state : SIZE_MAX;
}

const char *ent_conflict_text(const ent_moves *moves, const ent_conflict_states *states, size_t state, char *text) {
    for (size_t i = 0; i < moves->options_size; i++)
        text[i] = states->differ[state] >> i & 1 ? '-' : states->decimals[state] >> i & 1 ? 'Y' : 'N';
    text[moves->options_size] = '\0';
    return text;
}
