/* The graph model for conflict resolution (Kilgour, Hipel and Fang 1987; Fang, Hipel and Kilgour 1993): players who
 * move a conflict from state to state and prefer some states to others; which states would last if they were reached.
 *
 * Definitions. R_i(s): where player i can move from s alone. An improvement is a move to a state that i prefers to s.
 * R_H(s), for the opponents H of i: where legal sequences of their moves lead, in which nobody moves twice in
 * succession but may again later; R_H+(s): the same with every step an improvement for its mover. A state is stable for
 * i ...
 * - Nash: if i has no improvement from it.
 * - GMR (general metarational, Howard 1971): if for every improvement s1 there is a sanction s2 in R_H(s1) that i does
 *   not prefer to s.
 * - SMR (symmetric metarational, Howard 1971): as GMR, and i cannot escape: nothing in R_i(s2) is preferred to s.
 * - SEQ (sequential, Fraser and Hipel 1979): as GMR with s2 in R_H+(s1), so that the sanction is credible.
 * - SSEQ (symmetric sequential, Rego and Vieira 2017): as SMR with s2 in R_H+(s1).
 * - SIM (simultaneous, after Fraser and Hipel 1984): if every improvement is sanctioned by what comes out when some of
 *   the opponents, at least one, change their options by an improvement of their own from s at the same moment. Where
 *   options cannot be so combined (the state does not exist) there is no such sanction. Needs `code`.
 * - strong GMR, SMR, SEQ (Hamouda, Kilgour and Hipel 2004, 2006): as those, but sanctions (and, for SMR, all that i can
 *   escape to) must be much worse than s. What is stable but not strongly so is called weakly stable. Need `band`.
 * Indifference counts as a sanction. A state that is stable for all players is an equilibrium.
 *
 * A player may be a coalition of several members: it prefers a state only if every member does, and one member who does
 * not prefer it (to whom it is much worse) is enough for a sanction (a strong one).
 *
 * All results are exact and the same whatever the number of threads. Functions return ENT_INPUT for what
 * ent_conflict_check refuses or for what the conflict lacks, ENT_LIMIT for what would take more memory or more steps
 * than stated, ENT_MEMORY, ENT_CANCELLED. Results are in the arena that the caller hands in; scratch memory comes from
 * the run's allocator. */
#ifndef ENT_GAMES_CONFLICT_CONFLICT_H
#define ENT_GAMES_CONFLICT_CONFLICT_H

#include <entente/base.h>

enum {
    ENT_CONFLICT_STATES = 1 << 20, /* most states, */
    ENT_CONFLICT_PLAYERS = 32,     /* players, */
    ENT_CONFLICT_MEMBERS = 32      /* and members of one player */
};
#define ENT_CONFLICT_NONE UINT32_MAX /* no state, no player, no bound */

/* ---- a conflict ----------------------------------------------------------------------------------------- */

typedef struct ent_conflict_preference {
    const int32_t *level; /* of each state; larger is better, equal is indifferent */
    const int32_t *high;  /* NULL where preferences are known. Else each state's level is somewhere from level[s] to
                             high[s]: t is preferred to s if level[t] > high[s], not preferred if high[t] <= level[s],
                             and otherwise it is not known (Li, Hipel, Kilgour and Fang 2004) */
    const int32_t
        *band;   /* NULL where preferences have no strength. Else t is much better than s if
                    band[t] - band[s] >= gap: with gap 1 the bands of a ranking, with band = level a threshold */
    int32_t gap; /* at least 1 where there is a band */
} ent_conflict_preference;

typedef struct ent_conflict_player {
    const size_t *first;    /* states + 1 entries: the moves from s are target[first[s]] .. target[first[s + 1] - 1], */
    const uint32_t *target; /* ascending, without s */
    uint32_t members;       /* at least 1 */
    const ent_conflict_preference *member;
} ent_conflict_player;

typedef struct ent_conflict {
    uint32_t states, players; /* at least one of each */
    const ent_conflict_player *player;
    const uint64_t *code; /* the options taken in each state, one a bit, all different; NULL where the conflict is not
                             given by options: then there is no SIM */
} ent_conflict;

/* What is wrong with a conflict: the first fault in words (static text, NULL if there is none), and where. */
typedef struct ent_conflict_fault {
    const char *what;
    uint32_t player, member, state; /* ENT_CONFLICT_NONE where it does not apply */
} ent_conflict_fault;

/* Sizes, ascending moves within the states, ranges the right way round, bands that agree with levels (what is much
 * better is better), different codes. ENT_INPUT with the fault, ENT_LIMIT, ENT_MEMORY. `fault` may be NULL. All other
 * functions expect a conflict that passes and do not check again. */
ent_status ent_conflict_check(const ent_conflict *conflict, const ent_run *run, ent_conflict_fault *fault);

/* ---- stability ------------------------------------------------------------------------------------------ */

typedef enum ent_stability {
    ENT_STABILITY_NASH,
    ENT_STABILITY_GMR,
    ENT_STABILITY_SMR,
    ENT_STABILITY_SEQ,
    ENT_STABILITY_SSEQ,
    ENT_STABILITY_SIM,
    ENT_STABILITY_STRONG_GMR,
    ENT_STABILITY_STRONG_SMR,
    ENT_STABILITY_STRONG_SEQ,
    ENT_STABILITIES
} ent_stability;

typedef struct ent_stability_row {
    const char *id;    /* "gmr" */
    const char *label; /* "General metarational (GMR)" */
    const char *meaning, *publication;
} ent_stability_row;

extern const ent_stability_row ent_stability_rows[ENT_STABILITIES];

#define ENT_STABILITY_BIT(concept) (UINT32_C(1) << (concept))

/* How unknown preferences are read (Li, Hipel, Kilgour and Fang 2004). The player leaves a state ...
 *   a: for better and for unknown states, and is deterred only by what it surely does not prefer;
 *   b: for surely better ones, and is deterred only by what it surely does not prefer;
 *   c: for better and for unknown states, and is deterred by unknown ones too;
 *   d: for surely better ones, and is deterred by unknown ones too.
 * Opponents who sanction by improvements take unknown ones too in all four. Where all is known they are the same. */
typedef enum ent_unknown_reading { ENT_UNKNOWN_A, ENT_UNKNOWN_B, ENT_UNKNOWN_C, ENT_UNKNOWN_D } ent_unknown_reading;

/* The concepts that a conflict has all data for, as bits: SIM needs codes; the strong ones a band of every member. */
uint32_t ent_conflict_concepts(const ent_conflict *conflict);

typedef struct ent_stability_options {
    uint32_t concepts; /* bits of ENT_STABILITY_BIT; 0: all that the conflict has data for */
    ent_unknown_reading unknown;
} ent_stability_options;

typedef struct ent_stability_table {
    uint32_t states, players, concepts;
    uint32_t *stable;      /* stable[player * states + s]: bits of the concepts under which s is stable for it */
    uint32_t *equilibrium; /* equilibrium[s]: bits of the concepts under which it is stable for all */
} ent_stability_table;

/* Every cell. Time grows with (moves) x (players), not with states squared, where every player has one member; where
 * several members stand together or preferences are unknown, sanctions are searched state by state. */
ent_status ent_conflict_stability(const ent_conflict *conflict, const ent_stability_options *options,
                                  const ent_run *run, ent_arena *arena, ent_stability_table *out);

/* What becomes of the equilibria when unknown preferences turn out one way or another. */
typedef struct ent_conflict_resolutions {
    uint32_t states;
    size_t ways;   /* all orders, ties included, of the states of which it is not known which is preferred */
    size_t *lasts; /* of each state: under how many of them it is an equilibrium */
} ent_conflict_resolutions;

/* Each way is a conflict whose preferences are all known, and is worked out. Unknown preferences must come in groups:
 * states of a member with the same range of levels, apart from all others' (ENT_INPUT where ranges overlap otherwise).
 * Bands stay. ENT_LIMIT for more than `most` ways or 7 states in a group. */
ent_status ent_conflict_resolve(const ent_conflict *conflict, ent_stability concept, size_t most, const ent_run *run,
                                ent_arena *arena, ent_conflict_resolutions *out);

/* ---- why ------------------------------------------------------------------------------------------------ */

typedef struct ent_conflict_step {
    uint32_t player, from, to;
} ent_conflict_step;

/* What an improvement of the player meets. */
typedef struct ent_conflict_answer {
    uint32_t improvement; /* the state moved to */
    bool deterred;
    uint32_t sanction; /* where the opponents take it; ENT_CONFLICT_NONE if not deterred */
    uint32_t member;   /* the first member of the player who does not prefer the sanction */
    uint32_t steps;    /* of the shortest such sequence; SIM: moves made at once, each from the state itself */
    const ent_conflict_step *step; /* from the improvement to the sanction */
    uint32_t
        reached; /* not deterred: how many states the opponents can take it to (SIM: how many joint moves there are) */
} ent_conflict_answer;

typedef struct ent_conflict_witness {
    bool stable;
    uint32_t answers; /* one for each improvement, by ascending state */
    const ent_conflict_answer *answer;
    uint32_t escape; /* the first answer that is not deterred; ENT_CONFLICT_NONE if stable */
} ent_conflict_witness;

/* Why a state is stable for a player or is not: one cell, on demand. The shortest sanction, and of equally short ones
 * the first by player and state. */
ent_status ent_conflict_why(const ent_conflict *conflict, ent_stability concept, ent_unknown_reading unknown,
                            uint32_t player, uint32_t state, const ent_run *run, ent_arena *arena,
                            ent_conflict_witness *out);

/* The same cell without a reason. */
ent_status ent_conflict_is_stable(const ent_conflict *conflict, ent_stability concept, ent_unknown_reading unknown,
                                  uint32_t player, uint32_t state, const ent_run *run, bool *stable);

/* ---- coalitions ----------------------------------------------------------------------------------------- */

/* Some players (bits of `coalition`, at least one) as one: a conflict whose player 0 is the coalition, which moves by
 * legal sequences of its players and has all their members, and whose others follow in their order. SIM and all else
 * then work as for any conflict. At most `most_moves` moves of the coalition, else ENT_LIMIT. */
ent_status ent_conflict_join(const ent_conflict *conflict, uint32_t coalition, size_t most_moves, const ent_run *run,
                             ent_arena *arena, ent_conflict *out);

/* The same for answers that must be improvements (SEQ, SSEQ, strong SEQ) and that opponents may give jointly (Inohara
 * and Hipel 2008): the others are every coalition of the opponents, by ascending bits, each with its improvements only:
 * moves of the coalition to what all its members prefer. Legal sequences are then sequences of improvements by
 * coalitions, in which none moves twice in succession. For no other concepts. Also ENT_LIMIT for more than 6 players.
 */
ent_status ent_conflict_confront(const ent_conflict *conflict, uint32_t coalition, size_t most_moves,
                                 const ent_run *run, ent_arena *arena, ent_conflict *out);

typedef struct ent_conflict_coalitions_table {
    uint32_t states, concepts;
    uint32_t coalitions;       /* 2^players - 1, all of them, singles included, by ascending bits */
    const uint32_t *coalition; /* players as bits */
    uint32_t *stable;          /* stable[k * states + s]: concepts under which s is stable for coalition k */
    uint32_t *all;             /* all[s]: concepts under which it is stable for every coalition */
} ent_conflict_coalitions_table;

/* Stability against every coalition (Kilgour, Hipel, Fang and Peng 2001; Inohara and Hipel 2008): coalition Nash, GMR
 * and SMR with answers by moves of single opponents one after another; coalition SEQ, SSEQ and strong SEQ with answers
 * by improvements of any coalitions of opponents (ent_conflict_confront). SIM has no published coalition form: here
 * single opponents improve at the same moment as the coalition. ENT_LIMIT for more than 6 players or where a coalition
 * has more than `most_moves` moves. */
ent_status ent_conflict_coalitions(const ent_conflict *conflict, const ent_stability_options *options,
                                   size_t most_moves, const ent_run *run, ent_arena *arena,
                                   ent_conflict_coalitions_table *out);

/* ---- where it may go ------------------------------------------------------------------------------------ */

typedef enum ent_conflict_moves {
    ENT_CONFLICT_ALL_MOVES,
    ENT_CONFLICT_IMPROVEMENTS,         /* every step surely better for its mover */
    ENT_CONFLICT_POSSIBLE_IMPROVEMENTS /* or unknown to be so */
} ent_conflict_moves;

typedef struct ent_path_options {
    ent_conflict_moves moves;
    bool in_succession; /* whether a player may move twice running; false: legal sequences (Li, Kilgour and Hipel 2005)
                         */
} ent_path_options;

/* Shortest sequences of moves of anybody from one state. */
typedef struct ent_conflict_paths {
    uint32_t states, from;
    uint32_t *distance; /* distance[s]: fewest steps, 0 for `from`, ENT_CONFLICT_NONE where nothing leads to s */
    uint32_t players, *before_state, *before_player; /* private: the tree of (state, last mover) */
    uint32_t *last;                                  /* private: of each state, by whose move it is reached first */
} ent_conflict_paths;

ent_status ent_conflict_paths_from(const ent_conflict *conflict, uint32_t from, const ent_path_options *options,
                                   const ent_run *run, ent_arena *arena, ent_conflict_paths *out);
/* The steps to a state that is reached: distance[to] of them, in the arena. NULL when memory fails. */
const ent_conflict_step *ent_conflict_path_to(const ent_conflict_paths *paths, uint32_t to, ent_arena *arena);

/* ---- what would have to change -------------------------------------------------------------------------- */

/* A ranking is the order of one member's levels. One adjacent swap exchanges two neighbouring levels: all states of one
 * with all states of the other, so ties stay ties. Changes of ranking are defined where all preferences are known and
 * for concepts without strength; ENT_INPUT otherwise. */

typedef struct ent_change_options {
    ent_stability concept;
    uint32_t depth; /* searched by trying out all rankings so many swaps away, where no formula is known, */
    size_t budget;  /* as long as no more than so many rankings are tried */
} ent_change_options;

/* A changed ranking. */
typedef struct ent_conflict_ranking {
    uint32_t player, member, swaps;
    const int32_t *level; /* levels 0, 1, ... of all states, after the swaps */
} ent_conflict_ranking;

/* The least that makes a state stable for one player, by its own ranking (the member's that needs fewest swaps; it is
 * exact: the state is raised, which is best since a player is the more stable in a state the fewer are better). */
typedef struct ent_conflict_need {
    bool stable;                  /* already: then no swaps */
    ent_conflict_ranking ranking; /* the state stands above `passed` further levels */
    uint32_t states_passed;       /* states that were better than it and are worse now */
} ent_conflict_need;

/* How a wished state becomes an equilibrium. */
typedef struct ent_conflict_inverse {
    bool already;
    ent_conflict_need *need;             /* of each player, by itself */
    uint32_t at_least, at_most;          /* swaps in all rankings together; equal where it is exact */
    uint32_t rankings;                   /* the change of `at_most` swaps, checked by working it out again: */
    const ent_conflict_ranking *ranking; /* rankings that differ from the conflict's */
    size_t tried;                        /* rankings tried by search */
} ent_conflict_inverse;

/* After the inverse problem of Kinsara, Kilgour and Hipel (2015), with the change of preference counted in adjacent
 * swaps (Wang, Hipel, Fang and Dang 2018 have it as a least change of the preference relation). Nash, GMR, SMR:
 * players' verdicts do not depend on each other's rankings, so that the sum of the needs is exact where every unstable
 * player has one member. The others: search by depth gives `at_least`; `at_most` always stands, since a state that
 * everybody has raised far enough is a Nash equilibrium and so all the others. */
ent_status ent_conflict_invert(const ent_conflict *conflict, const ent_change_options *options, uint32_t state,
                               const ent_run *run, ent_arena *arena, ent_conflict_inverse *out);

/* How far one ranking is from flipping a verdict. */
typedef struct ent_conflict_margin {
    uint32_t player, member;
    bool never;                 /* proved: no change of this ranking alone flips it */
    uint32_t at_least, at_most; /* swaps; equal where it is exact; at_most ENT_CONFLICT_NONE where no flip is known */
    uint32_t singles, flips;    /* swaps of two neighbouring levels that there are, and how many of them flip it */
    const int32_t *level;       /* the ranking `at_most` swaps away under which it is flipped; NULL if none is known */
} ent_conflict_margin;

typedef struct ent_conflict_robustness {
    bool equilibrium; /* the verdict: is the state an equilibrium under the concept */
    uint32_t margins; /* one for each member of each player, in order */
    ent_conflict_margin *margin;
    uint32_t at_least, at_most; /* over all of them, each alone */
    uint32_t singles, flips;
    size_t tried; /* rankings tried by search */
} ent_conflict_robustness;

/* Nash, GMR, SMR: exact without a search (a player is less stable in a state the more are better: it is lowered or
 * raised level by level). SEQ, SSEQ, SIM: others' verdicts depend on the ranking too; rankings are tried by
 * breadth-first search to `depth`, within `budget` for each ranking. */
ent_status ent_conflict_robust(const ent_conflict *conflict, const ent_change_options *options, uint32_t state,
                               const ent_run *run, ent_arena *arena, ent_conflict_robustness *out);

#endif
