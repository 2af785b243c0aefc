/* A project of a case as a problem for rules: players, exact inputs, what a coalition costs or is worth. */
#ifndef ENT_LENS_SHARE_PROBLEM_H
#define ENT_LENS_SHARE_PROBLEM_H

#include "games/division/cost_function.h"
#include "games/structured/airport.h"
#include "games/structured/components.h"
#include "games/structured/market.h"
#include "games/structured/mcst.h"
#include "games/tu/game.h"
#include <entente/case.h>

/* In which way the project says what is shared. */
typedef enum share_form {
    SHARE_KEYS,       /* keys alone: shares of 1 */
    SHARE_COMPONENTS, /* pieces and who needs which */
    SHARE_COALITIONS, /* a number a coalition, in the case or in a table beside it */
    SHARE_NEEDS,      /* the largest need decides (a runway) */
    SHARE_LINKS,      /* a tree of links to a supply */
    SHARE_PAIRS,      /* pairs who are worth something together */
    SHARE_DEMAND,     /* a cost of quantities */
    SHARE_CLAIMS,     /* claims on an amount */
    SHARE_VOTES,      /* weights and a quota */
    SHARE_FORMS
} share_form;

/* Exact numbers, one a player. */
typedef struct share_numbers {
    bool set;
    mpq_t *at;
    bool *given; /* whether the project says a number; else it is 0 */
} share_numbers;

typedef struct share_block { /* fractions that are cleared with the problem */
    struct share_block *next;
    mpq_t *at;
    size_t size;
} share_block;

typedef enum share_view { SHARE_GAME, SHARE_SAVINGS, SHARE_DUAL } share_view;

typedef struct share_problem {
    const ent_case *source;
    const ent_project *project;
    const double *drawn; /* by slot, in the place of uncertain numbers; NULL: as given */
    share_form form;
    share_view view;
    bool cost;  /* of the view: a coalition objects to more, not to less */
    bool exact; /* all numbers are what the case says, not rounded */
    size_t size;
    int *party;              /* index into the case's parties, by player */
    const char *const *id;   /* by player */
    const char *const *name; /* by player */
    /* What the forms and keys say; not set where the project does not. */
    share_numbers needs, units, demand, claims, weights, priority, in_kind, paid;
    mpq_t *amount, *quota;
    bool has_amount, above_quota;
    ent_components components;
    ent_airport airport;
    ent_mcst tree;
    ent_market market;
    ent_quantity_cost quantity;
    mpq_t *total;                 /* of all players; 1 for keys alone, 0 for votes */
    bool unions;                  /* somebody bargains together */
    unsigned *group;              /* the number of each player's union, by player; where there are unions */
    ent_coalition_mask *channels; /* by player: who it can talk to; NULL: all */
    const size_t *order;          /* of joining; NULL: none was given */
    mpq_t *alone;                 /* of each player, of the view; NULL where nothing is lost by being alone */
    /* The table, of the view; made once somebody needs it. */
    bool tabled;
    ent_tu_table table;
    ent_tu_game game;       /* that of the table */
    ent_coalition_mask gap; /* the first group that cannot connect itself to the supply; 0: none */
    ent_arena *arena;
    share_block *blocks;
} share_problem;

typedef struct share_ask {
    const ent_project *project;
    const double *drawn; /* NULL: as given */
    const bool *without; /* by place among the participants; NULL: all take part */
    share_view view;
    bool above_quota;
    const ent_text_list *unions; /* a+b, in the place of the project's; NULL or none: the project's */
    const char *order;           /* a,b,c; NULL: none */
    bool partial;                /* unions and orders may name participants who are left out */
    size_t players;              /* the most for which a table is made */
} share_ask;

/* Reads a project, with its table where it stands for joint costs or worth and there are at most ask->players.
 * Everything lies in the arena but the fractions and the table, which share_problem_free lets go (also after a
 * failure). U-SHARE-0005, -0006 for unions and orders that do not fit; E-SHARE-0001 .. -0003 for tables that cannot be
 * made. */
ent_status share_problem_make(const ent_case *source, const share_ask *ask, const ent_run *run, ent_arena *arena,
                              share_problem *out);
void share_problem_free(share_problem *problem);
/* So many fractions, all zero, that are cleared with the problem; NULL without memory. */
mpq_t *share_fractions(share_problem *problem, size_t size);
/* A number of the case, or what was drawn for it. */
void share_number(share_problem *problem, const ent_number *number, mpq_t out);
/* A party's place among the players; SIZE_MAX if it is none of them. */
size_t share_player(const share_problem *problem, int party);
/* By player, zero where nothing is given. */
ent_status share_numbers_read(share_problem *problem, const ent_party_numbers *from, share_numbers *out);
/* By player, from a series by party: of `year`, or of the last year known for all (0). *why says what is missing, and
 * then out->set is false. */
ent_status share_series_read(share_problem *problem, const char *id, int year, share_numbers *out, int *used,
                             const char **why);
/* Whether each participant stands for several users, and rules speak of one of them. */
bool share_by_unit(const share_problem *problem);
/* forms.c: what the form of the project says, as the kernels take it. */
ent_status share_form_read(share_problem *problem, const ent_run *run);
/* groups.c: unions, channels and the order of joining. */
ent_status share_groups_read(share_problem *problem, const share_ask *ask, const ent_run *run);
/* totals.c: what is shared, and what each would pay (get) alone. */
ent_status share_totals(share_problem *problem, const share_ask *ask, const ent_run *run);
/* What the entry of the form stands for: "components", "claims on an amount". */
const char *share_form_words(share_form form);

/* The members as a mask; false where one of them is no player. */
bool share_mask(const share_problem *problem, const int *members, size_t size, ent_coalition_mask *out);

/* ---- table.c ------------------------------------------------------------------------------------------------- */

/* Whether the form has a number for every coalition. */
bool share_has_game(const share_problem *problem);
/* The most players for which a table is made where `players` are asked for. */
size_t share_most(const share_problem *problem, size_t players);
/* The table turned into that of the dual game: v(N) - v(N without S). */
void share_to_dual(double *entries, unsigned players);
/* Makes the table, once. ENT_LIMIT beyond `most` players. */
ent_status share_table(share_problem *problem, const ent_run *run, size_t most);

#endif
