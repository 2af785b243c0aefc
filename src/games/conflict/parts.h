/* What the kernels of conflicts share: comparisons, and the search for one sanction. */
#ifndef ENT_GAMES_CONFLICT_PARTS_H
#define ENT_GAMES_CONFLICT_PARTS_H

#include "games/conflict/conflict.h"

/* Most bytes that one table may take while it is worked out, for each player worked on at once. */
#define ENT_CONFLICT_SCRATCH ((size_t)1 << 31)

/* ---- comparisons ---------------------------------------------------------------------------------------- */

static inline int32_t ent_preference_high(const ent_conflict_preference *member, uint32_t state) {
    return member->high != NULL ? member->high[state] : member->level[state];
}

static inline bool ent_member_surely(const ent_conflict_preference *member, uint32_t to, uint32_t from) {
    return to != from && member->level[to] > ent_preference_high(member, from);
}

static inline bool ent_member_possibly(const ent_conflict_preference *member, uint32_t to, uint32_t from) {
    return to != from && ent_preference_high(member, to) > member->level[from];
}

static inline bool ent_member_much_worse(const ent_conflict_preference *member, uint32_t to, uint32_t from) {
    return (int64_t)member->band[from] - member->band[to] >= member->gap;
}

/* Whether every member surely prefers `to`, or may do so. */
static inline bool ent_player_better(const ent_conflict_player *player, bool possibly, uint32_t to, uint32_t from) {
    for (uint32_t m = 0; m < player->members; m++) {
        const ent_conflict_preference *member = &player->member[m];
        if (!(possibly ? ent_member_possibly(member, to, from) : ent_member_surely(member, to, from))) return false;
    }
    return true;
}

/* ---- one cell ------------------------------------------------------------------------------------------- */

/* What a concept asks, whose verdict it is, and how unknown preferences are read. */
typedef struct ent_cell_rule {
    ent_stability concept;
    bool leaves_possibly; /* moves to states that may be better (readings a, c), */
    bool deterred_surely; /* is deterred only by what surely is not better (a, b) */
    bool credible;        /* sanctions by improvements */
    bool symmetric;       /* no escape from the sanction */
    bool strong;          /* sanctions much worse */
} ent_cell_rule;

ent_cell_rule ent_cell_rule_of(ent_stability concept, ent_unknown_reading unknown);

/* The first member to whom `to` is no better than `from` (much worse, for strong concepts); `members` if there is none:
 * then it does not deter. */
static inline uint32_t ent_cell_deterred(const ent_cell_rule *rule, const ent_conflict_player *player, uint32_t to,
                                         uint32_t from) {
    uint32_t m = 0;
    for (; m < player->members; m++) {
        const ent_conflict_preference *member = &player->member[m];
        bool deters = rule->strong            ? ent_member_much_worse(member, to, from)
                      : rule->deterred_surely ? !ent_member_possibly(member, to, from)
                                              : !ent_member_surely(member, to, from);
        if (deters) break;
    }
    return m;
}

/* Sequences of moves of some players, searched breadth first over (state, last mover). */
typedef struct ent_search {
    const ent_conflict *conflict;
    const ent_allocator *allocator;
    uint32_t *mark;   /* of each state * players + mover: the search that has been there last */
    uint32_t *queue;  /* nodes in the order in which they are reached */
    uint32_t *before; /* of each entry of the queue: which entry it comes from; ENT_CONFLICT_NONE at first */
    uint32_t *seen;   /* of each state, for counting and collecting */
    uint32_t *safe;   /* of each state, symmetric concepts: 2 * cell + whether nothing better can be reached from it */
    uint32_t size;    /* of the queue */
    uint32_t stamp, cell;
    uint64_t *keys; /* SIM: hash table of codes, */
    uint32_t *values;
    size_t slots; /* a power of two, or 0 */
} ent_search;

/* Scratch for all concepts but SIM (`walks`), for SIM (`codes`). On failure it may be freed. */
ent_status ent_search_init(ent_search *search, const ent_conflict *conflict, bool walks, bool codes,
                           const ent_run *run);
void ent_search_free(ent_search *search); /* also of one that is all zero bytes */

/* Whether the state is stable for the player. The conflict's preferences may have changed since the last call. */
bool ent_search_stable(ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state);
bool ent_search_equilibrium(ent_search *search, const ent_cell_rule *rule, uint32_t state);

/* Looks for a sanction of the move from `state` to `improvement`: its entry in the queue, or ENT_CONFLICT_NONE after
 * all that the opponents can reach has been queued. Call ent_search_next_cell before the first of a cell. */
uint32_t ent_search_sanction(ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state,
                             uint32_t improvement);
/* After a search: how many different states are in the queue. */
uint32_t ent_search_count(ent_search *search);
/* A new cell: what is known of `safe` states is forgotten. */
void ent_search_next_cell(ent_search *search);
/* The states where legal sequences of moves of these players (bits) lead: how many; they are marked with `stamp` in
 * `seen`. */
uint32_t ent_search_reach(ent_search *search, uint32_t players, uint32_t from);

/* The state with this code, or ENT_CONFLICT_NONE. */
uint32_t ent_search_state(const ent_search *search, uint64_t code);

/* ---- simultaneous moves --------------------------------------------------------------------------------- */

/* A joint move of opponents that sanctions an improvement. */
typedef struct ent_joint_move {
    uint32_t outcome;  /* ENT_CONFLICT_NONE: none sanctions, and then ... */
    uint32_t feasible; /* ... so many joint moves lead to some state */
    uint32_t movers;   /* how many opponents move */
    uint32_t mover[ENT_CONFLICT_PLAYERS], to[ENT_CONFLICT_PLAYERS];
} ent_joint_move;

void ent_joint_sanction(const ent_search *search, const ent_cell_rule *rule, uint32_t player, uint32_t state,
                        uint32_t improvement, ent_joint_move *out);
/* Whether there are few enough joint moves in every state. */
bool ent_joint_moves_bounded(const ent_conflict *conflict);

/* ---- all cells of a player ------------------------------------------------------------------------------ */

/* Adds the bits of `concepts` under which each state is stable for the player to stable[state]. */
ent_status ent_conflict_cells(const ent_conflict *conflict, uint32_t concepts, ent_unknown_reading unknown,
                              uint32_t player, const ent_run *run, uint32_t *stable);

/* By a condensation of the opponents' graph: for players of one member where ent_condense_applies; all but SIM. */
bool ent_condense_applies(const ent_conflict *conflict, ent_unknown_reading unknown, uint32_t player);
ent_status ent_condense_cells(const ent_conflict *conflict, uint32_t concepts, ent_unknown_reading unknown,
                              uint32_t player, const ent_run *run, uint32_t *stable);

/* ---- rankings ------------------------------------------------------------------------------------------- */

/* One ranking in classes of equal level, and the order in which they stand now. */
typedef struct ent_ranking {
    uint32_t player, member, classes;
    uint32_t *class_of;       /* of each state */
    uint32_t *first, *states; /* the states of class k: states[first[k]] .. states[first[k + 1] - 1] */
    uint32_t *order;          /* the class at each position, the worst first; at first 0, 1, ... */
    int32_t *level;           /* of each state: the position of its class; the changed conflict's array */
} ent_ranking;

/* A copy of the conflict whose rankings can be changed. */
typedef struct ent_rankings {
    ent_conflict conflict;
    ent_conflict_player *player;
    uint32_t size; /* one for each member of each player, in order */
    ent_ranking *ranking;
    uint32_t *first; /* of each player: its first ranking */
    ent_arena *arena;
    ent_search search;
    ent_cell_rule rule;
    uint32_t state; /* the state that is asked about */
    size_t tried;
} ent_rankings;

/* ENT_INPUT where changes of ranking are not defined. On failure it may be freed. */
ent_status ent_rankings_init(ent_rankings *work, const ent_conflict *conflict, ent_stability concept, uint32_t state,
                             const ent_run *run);
void ent_rankings_free(ent_rankings *work);
/* The class at position `from` goes to position `to`, those between make room: |from - to| swaps. */
void ent_ranking_move(ent_ranking *ranking, uint32_t from, uint32_t to);
/* The position of the state's class now. */
uint32_t ent_ranking_position(const ent_ranking *ranking, uint32_t state);
/* Fewest steps that the state is raised (lowered) in one ranking until it is stable (not stable) for its player; NONE
 * if it never is. The ranking is left as it was. */
uint32_t ent_rankings_shift(ent_rankings *work, const ent_cell_rule *rule, ent_ranking *ranking, bool raise);
bool ent_rankings_verdict(ent_rankings *work); /* whether the state is an equilibrium now; counted in `tried` */
int32_t *ent_ranking_levels(const ent_ranking *ranking, uint32_t states, ent_arena *arena); /* NULL: no memory */

typedef enum ent_depth_end { ENT_DEPTH_NONE, ENT_DEPTH_FOUND, ENT_DEPTH_BUDGET, ENT_DEPTH_CANCELLED } ent_depth_end;

/* Tries all rankings exactly `swaps` swaps away from the present ones, in rankings `from` .. `to` - 1 together, until
 * the verdict is not `verdict`: then they are left changed. At most `budget` of them. Each is tried once: permutations
 * with d inversions are the Lehmer codes of sum d. */
ent_depth_end ent_rankings_try(ent_rankings *work, uint32_t from, uint32_t to, uint32_t swaps, bool verdict,
                               size_t budget, const ent_run *run);

#endif
