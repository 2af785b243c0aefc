/* Lists of candidate claims, and the names of their kinds. */
#include "text/candidate.h"

#include "text/confidence.h"

#include <string.h>

const char *ent_candidate_kind_name(ent_candidate_kind kind) {
    static const char *const names[] = {"money", "percent",   "count", "change",   "ordinal", "date",
                                        "actor", "statement", "event", "position", "warning"};
    return names[kind];
}

const char *ent_certainty_name(ent_certainty certainty) {
    static const char *const names[] = {"asserted", "attributed", "hedged", "forecast", "evaluative"};
    return names[certainty];
}

const char *ent_modality_name(ent_modality modality) {
    static const char *const names[] = {"", "happened", "promised", "demanded", "possible", "denied"};
    return names[modality];
}

void ent_candidates_init(ent_candidates *list, ent_arena *arena) {
    *list = (ent_candidates){.arena = arena};
}

ent_candidate *ent_candidates_add(ent_candidates *list, const ent_candidate *candidate) {
    if (list->size == list->capacity) {
        size_t more = list->capacity == 0 ? 64 : 2 * list->capacity;
        ent_candidate *items = ent_arena_array(list->arena, more, sizeof *items);
        if (items == NULL) {
            list->failed = true;
            return NULL;
        }
        if (list->size > 0) memcpy(items, list->items, list->size * sizeof *items);
        list->items = items;
        list->capacity = more;
    }
    list->items[list->size] = *candidate;
    list->items[list->size].confidence = ent_rule_confidence(candidate->rule);
    return &list->items[list->size++];
}
