/* The states of a conflict: feasible combinations of options, or those that are listed; which of them a name in the
 * case stands for, and what statements about options say of them. Private to the rooms above. */
#ifndef ENTENTE_CASE_CONFLICT_H
#define ENTENTE_CASE_CONFLICT_H

#include <entente/case.h>

/* Combinations are numbers: the sum of 2^k over the options taken, k counted from 0 in the order of moves.options. */
typedef struct ent_conflict_states {
    size_t size;              /* of states */
    const uint64_t *decimals; /* options: of each state, ascending; of one that stands for several the largest */
    const uint64_t *first;    /* the smallest of those it stands for, by which it is valued */
    const uint64_t *differ;   /* options that differ within the state */
    size_t combinations_size; /* feasible ones, ascending, and which state each is */
    const uint64_t *combinations;
    const uint32_t *state_of;
} ent_conflict_states;

/* All states, in the arena. ENT_LIMIT: there are more than `most`, or telling takes too long; ENT_MEMORY. */
ent_status ent_conflict_states_make(const ent_moves *moves, ent_arena *arena, size_t most, ent_conflict_states *out);

/* A place for each state, by the first of several lists of names that has it. */
typedef struct ent_conflict_places {
    const ent_moves *moves;
    const ent_conflict_states *states;
    uint32_t *place;              /* per state; UINT32_MAX: none yet */
    const ent_state_set *nothing; /* the first name that stood for no state that was left; NULL: none */
    const ent_state_set *twice;   /* the first state that was named for a second place */
    size_t looks;                 /* at combinations, by patterns, so far */
} ent_conflict_places;

/* `place` has room for every state. */
void ent_conflict_places_start(ent_conflict_places *places, const ent_moves *moves, const ent_conflict_states *states,
                               uint32_t *place);
/* Gives the states of that name a place; a pattern only those that have none yet. */
void ent_conflict_put(ent_conflict_places *places, const ent_state_set *set, uint32_t place);
/* The first state without a place; SIZE_MAX if all have one. */
size_t ent_conflict_unplaced(const ent_conflict_places *places);
/* The one state of that name; SIZE_MAX where it stands for none or several (*matches tells how many). */
size_t ent_conflict_state(const ent_moves *moves, const ent_conflict_states *states, const ent_state_set *set,
                          size_t *matches);
bool ent_pattern_holds(const ent_pattern *pattern, size_t options, uint64_t combination);
/* "YN-" of a state in the order of the options, into room for options_size + 1 characters. */
const char *ent_conflict_text(const ent_moves *moves, const ent_conflict_states *states, size_t state, char *text);

/* A statement about options as a program for a stack machine. */
typedef struct ent_statement {
    const unsigned char *code;
    size_t size;
} ent_statement;

/* `text` is a statement of the case, which has been checked. false when memory fails. */
bool ent_statement_compile(const ent_moves *moves, const char *text, ent_arena *arena, ent_statement *out);
bool ent_statement_holds(const ent_statement *statement, uint64_t combination);

#endif
