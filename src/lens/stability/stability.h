/* The lens stability: which states of a conflict would last. One file a part of the findings; stability.c runs them in
 * order.
 *
 * The case's `moves` become a conflict of plain arrays (model.c, moves.c, levels.c) for the kernels of games/conflict;
 * the parts ask these and put into words what they answer. */
#ifndef ENT_LENS_STABILITY_H
#define ENT_LENS_STABILITY_H

#include "case/conflict.h"
#include "games/conflict/conflict.h"
#include <entente/lens.h>

typedef struct stability_options {
    const char *concept; /* of witnesses, robustness, wishes and the headline */
    const char *status_quo, *wish;
    ent_text_list why, coalitions;
    const char *unknown;
    size_t depth, budget, most;
} stability_options;

/* One player: a party, or parties that act together. */
typedef struct stability_player {
    const char *id, *name; /* "us+rok"; "United States and South Korea" */
    const int *parties;
    size_t parties_size;
} stability_player;

enum {
    STABILITY_NOTED = 40,  /* states looked at one by one in large conflicts */
    STABILITY_CELLS = 160, /* verdicts, */
    STABILITY_ROWS = 100   /* and states, that people are shown one by one: longer tables are for programs */
};

/* What the findings are written from. */
typedef struct stability {
    const ent_run *run;
    const ent_case *source;
    const ent_moves *moves;
    const stability_options *options;
    ent_findings *out;
    ent_arena *arena;
    bool people; /* tables, charts and notes too */
    ent_conflict_states states;
    ent_conflict conflict;
    stability_player *player;
    ent_conflict_preference *preference; /* of each party that plays by itself */
    ent_stability concept;
    ent_unknown_reading unknown;
    ent_stability_table table;
    uint32_t status_quo, wish;              /* ENT_CONFLICT_NONE: none */
    const ent_conflict_paths *improvements; /* from the status quo; NULL without one */
    uint32_t *robust; /* of each state: swaps that its equilibrium stands at least; NONE: unknown */
    const ent_conflict_resolutions *resolved; /* of unknown preferences; NULL: there are none, or too many */
    bool strength, uncertain;                 /* somebody's preferences have it */
    const char *const *uses;
    size_t uses_size;
} stability;

/* ---- words.c ------------------------------------------------------------------------------------------------ */

const char *stability_text(const stability *s, const char *format, ...) ENT_PRINTF(2, 3); /* arena; never NULL */
ent_info stability_info(const stability *s, const char *label, const char *unit);
const char *stability_name(const stability *s, uint32_t state);  /* "Insists, Abandons", "calm": what holds in it */
const char *stability_state(const stability *s, uint32_t state); /* "state 3 (Insists, Abandons)" */
const char *stability_yn(const stability *s, uint32_t state);    /* "YN-"; "" with explicit states */
/* "3, 5 and 8" of the states for which `holds` is true; cut after a few. */
const char *stability_list(const stability *s, bool (*holds)(const stability *, uint32_t state, const void *with),
                           const void *with);
const char *stability_and(const stability *s, const char *const *items, size_t size); /* "a, b and c" */
/* The steps of a sequence: "1 - United States: Blockade -> 3". */
const char *stability_steps(const stability *s, const ent_conflict_step *step, uint32_t size);
/* What a player does in a step: "Modify", "no longer Delay"; with explicit states the state moved to. */
const char *stability_deed(const stability *s, uint32_t from, uint32_t to);

/* ---- model.c, moves.c, levels.c ------------------------------------------------------------------------------ */

/* The states, players and preferences of the case as a conflict. Diagnoses what cannot be one. */
ent_status stability_model(stability *s);
/* The moves of one party, of all single parties as players of `out`. */
ent_status stability_moves_of(stability *s, int party, ent_conflict_player *out);
/* A party's preferences. */
ent_status stability_levels_of(stability *s, int party, ent_conflict_preference *out);
bool stability_has_preferences(const ent_moves *moves, int party);
ent_status stability_refuse(const stability *s, ent_status status, const char *id, const ent_node *node,
                            const char *hint, const char *message);
/* A state as it is named on the command line: its number, id or Y and N. */
ent_status stability_read_state(const stability *s, const char *option, const char *text, uint32_t *out);

/* ---- the parts ---------------------------------------------------------------------------------------------- */

bool stability_is_equilibrium(const stability *s, ent_stability concept, uint32_t state);
bool stability_is_stable(const stability *s, ent_stability concept, uint32_t player, uint32_t state);
uint32_t stability_count(const stability *s, ent_stability concept);
/* Whether a state is looked at one by one: all in small conflicts, else the status quo, equilibria and wished ones. */
bool stability_is_noted(const stability *s, uint32_t state);

ent_status stability_cells(stability *s);      /* cells.c: states, cells, equilibria */
ent_status stability_paths(stability *s);      /* paths.c: where improvements lead */
ent_status stability_witnesses(stability *s);  /* why.c: the reason of each verdict */
ent_status stability_robustness(stability *s); /* change.c: how many swaps an equilibrium stands */
ent_status stability_unknown(stability *s);    /* unknown.c: what lasts however unknown preferences turn out */
bool stability_always_lasts(const stability *s, uint32_t state, const void *with);
ent_status stability_inverse(stability *s);    /* change.c: what would make the wished state last */
ent_status stability_coalitions(stability *s); /* coalitions.c: who would leave jointly */
ent_status stability_orders(stability *s);     /* orders.c: how each party likes the states, and who says so */
ent_status stability_charts(stability *s);     /* charts.c */
ent_status stability_page(stability *s);       /* page.c: headline, notes, reopening, sections */

enum { STABILITY_MESSAGES = 23 };
extern const ent_message_row stability_messages[STABILITY_MESSAGES];

#endif
