/* Cooperative games as JSON or CSV: shared by the files that read them. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_GAME_H
#define ENTENTE_CASE_IMPORT_GAME_H

#include "case/import/json.h"

enum {
    GAME_PLAYERS = 2000,   /* of any kind */
    GAME_MATRIX = 600,     /* rows of a matrix */
    GAME_WRITTEN = 12,     /* players whose coalitions are written into the case; else the table stays in its file */
    GAME_WITHOUT_FILE = 16 /* the same where there is no table that could stay */
};

typedef struct game {
    import_job *job;
    const char *file;
    const json_value *root, *inputs; /* NULL for tables */
    const char **names, **ids;       /* of players */
    size_t size;
    bool settled;          /* players have ids */
    bool numbered;         /* names are not those of players: these are p1, p2, ... */
    const char *kind;      /* "cost", "value" */
    const char *kind_word; /* of the file */
    ent_buffer project;    /* lines of the project, indented by four */
    ent_buffer series;     /* lines of `series` */
} game;

/* ---- game.c ---- */
/* Gives `size` players their ids, from the names of the file or p1, p2, ... False (said) where names do not fit. */
bool game_settle(game *g, size_t size);

/* ---- game_table.c ---- */
/* {"players", "kind", "values"} and CSV, from the text of the file. */
ent_status game_table(game *g, const char *data, size_t size);
/* A list of 2^n numbers; `what` names it. */
ent_status game_coalitions(game *g, const json_value *list, const char *what);
/* Coalitions that win; all that hold one of them win, too. */
ent_status game_winning(game *g, const json_value *list);

/* ---- game_input.c: pieces of JSON, said where they are wrong ---- */
/* The value of a key of the inputs, or of one of two names for it. */
const json_value *game_get(const game *g, const char *key, const char *other);
/* The same; said where it is missing. */
const json_value *game_need(game *g, const char *key, const char *other);
/* A list with at least one entry; NULL (said) where it is none. */
const json_value *game_list(game *g, const json_value *value, const char *what);
/* A number as a text for a case; NULL (said) where it is none, or is below 0. */
const char *game_number(game *g, const json_value *value, const char *what);
/* Numbers of a list, `size` of them; NULL (said). */
const char **game_numbers(game *g, const json_value *list, const char *what, size_t size);
/* Which player is meant by a number from 1 on or a name; SIZE_MAX (said). */
size_t game_player(game *g, const json_value *value);
/* Names what is not read of a map. */
void game_leave_rest(game *g, const json_value *map, const char *const *known);

/* ---- lines of the project ---- */
/* "    key:\n" and a line for each player. */
void game_by_player(game *g, const char *key, const char *const *numbers);
/* A list of groups of players, as `key: [[a, b], [c]]`; false (said) where one is none. */
bool game_groups(game *g, const char *key, const json_value *groups, size_t each);

/* ---- kinds: game_costs.c, game_votes.c ---- */
ent_status game_airport(game *g);
ent_status game_tree(game *g);
ent_status game_quantities(game *g);
ent_status game_market(game *g);
ent_status game_claims(game *g);
ent_status game_key(game *g);
ent_status game_voting(game *g);
ent_status game_worth(game *g); /* v, c, minimal_winning, or weights and quota */
ent_status game_unions(game *g);
ent_status game_graph(game *g);

#endif
