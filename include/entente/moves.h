/* Entente: the part `moves` of a case: what each party can do, which states of affairs come of it, and how parties
 * like them. Read by the lens stability. Part of a case: <entente/case.h>. */
#ifndef ENTENTE_MOVES_H
#define ENTENTE_MOVES_H

#include <entente/number.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_move_option {
    const char *id, *name;
    int party;
    bool one_way;
    const char *direction; /* both, forward (it can be taken, not given up), back (given up, not taken); never NULL */
    const ent_node *node;
} ent_move_option;

typedef struct ent_pattern { /* option -> true, false or don't care (-1), in the order of moves.options */
    const signed char *values;
} ent_pattern;

typedef struct ent_state {
    const char *id, *name;
} ent_state;

typedef struct ent_state_move {
    int party, from, to; /* states */
} ent_state_move;

/* States named together: one of moves.states, or all feasible ones that have a pattern. */
typedef struct ent_state_set {
    int state;           /* ENT_NOWHERE with options */
    ent_pattern pattern; /* values NULL with explicit states */
    const ent_node *node;
} ent_state_set;

typedef struct ent_state_sets { /* a list of them */
    ent_state_set *sets;
    size_t size;
} ent_state_sets;

typedef struct ent_place_in_ranking { /* states that are equally good */
    ent_state_sets states;
    bool strongly; /* preferred strongly to all that follow */
} ent_place_in_ranking;

typedef struct ent_ranking { /* of one party: the best first. A pattern stands for those that no place before has */
    int party;
    ent_place_in_ranking *places;
    size_t size;
    const ent_provenance *provenance;
    const ent_node *node;
} ent_ranking;

typedef struct ent_priorities {
    int party;
    const char *const *statements;
    size_t size;
    size_t strong; /* states that the first so many tell apart are strongly preferred to one another */
    const ent_provenance *provenance;
    const ent_node *node;
} ent_priorities;

typedef struct ent_option_weights { /* of one party: what each option taken is worth; not set: nothing */
    int party;
    ent_number *values; /* in the order of moves.options */
    const ent_node *node;
} ent_option_weights;

typedef struct ent_state_value {
    ent_state_set states;
    ent_number value;
} ent_state_value;

typedef struct ent_state_values { /* of one party: what each state is worth. A pattern: as in a ranking */
    int party;
    ent_state_value *rows;
    size_t size;
    const ent_node *node;
} ent_state_values;

typedef struct ent_unknown { /* of one party: groups of states of which it is not known which it prefers */
    int party;
    ent_state_sets *groups;
    size_t size;
    const ent_node *node;
} ent_unknown;

typedef struct ent_misperceived { /* of one party: states that it does not see: it moves neither to nor from them */
    int party;
    ent_state_sets states;
    const ent_node *node;
} ent_misperceived;

typedef struct ent_move_group { /* parties that act as one, or whose joint moves are looked at */
    const int *parties;
    size_t size;
    const ent_node *node;
} ent_move_group;

typedef struct ent_moves {
    bool present;
    ent_move_option *options;
    size_t options_size;
    ent_pattern *infeasible;
    size_t infeasible_size;
    ent_pattern *same; /* all states that have such a pattern are one state */
    size_t same_size;
    ent_pattern status_quo;
    bool has_status_quo;
    int status_quo_state; /* with explicit states */
    ent_state *states;
    size_t states_size;
    ent_state_move *state_moves;
    size_t state_moves_size;
    ent_ranking *rankings;
    size_t rankings_size;
    ent_priorities *priorities;
    size_t priorities_size;
    ent_option_weights *weights;
    size_t weights_size;
    ent_state_values *utilities;
    size_t utilities_size;
    ent_unknown *unknown;
    size_t unknown_size;
    ent_misperceived *misperceived;
    size_t misperceived_size;
    ent_move_group *together; /* act as one player */
    size_t together_size;
    ent_move_group *coalitions; /* whose joint moves are looked at */
    size_t coalitions_size;
    const ent_node *node;
} ent_moves;

#ifdef __cplusplus
}
#endif

#endif
