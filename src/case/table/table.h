/* Tables of coalitions: what each group of participants costs or is worth, from the case or from a file beside it.
 *
 * A file is read by events, so that importing (which has no participants yet) and reading a project share the readers:
 * names become players, coalitions masks, and numbers stay as they are written until somebody asks. Private to
 * src/case. */
#ifndef ENTENTE_CASE_TABLE_TABLE_H
#define ENTENTE_CASE_TABLE_TABLE_H

#include <entente/case.h>

enum {
    ENT_TABLE_BYTES = 2000 * 1000 * 1000, /* of a file */
    ENT_TABLE_ERRORS = 50                 /* that are told of one file; then reading stops */
};

/* ---- files ------------------------------------------------------------------------------------------------- */

typedef struct ent_table_place {
    size_t line;
    const char *start; /* of the line */
    const char *at;
} ent_table_place;

/* What a reader of files tells. Names and numbers are not NUL-terminated. */
typedef struct ent_table_events {
    void *context;
    /* The index of a player, below 32; ENT_NOWHERE where there is none of this name (said). */
    int (*player)(void *context, const char *name, size_t length, const ent_table_place *place);
    /* A coalition and its number as it is written. */
    void (*entry)(void *context, uint32_t mask, const char *number, size_t length, const ent_table_place *place);
    /* Something is wrong with the file; `hint` may be NULL. False: enough, stop. */
    bool (*problem)(void *context, const char *id, const ent_table_place *place, const char *hint, const char *message);
} ent_table_events;

typedef enum ent_table_kind { ENT_TABLE_UNKNOWN, ENT_TABLE_COST, ENT_TABLE_VALUE } ent_table_kind;

/* Skips a byte order mark. */
void ent_table_begin(const char **data, size_t *size);
bool ent_table_is_json(const char *data, size_t size); /* begins with a brace */

/* Lines of coalition and number, separated by tabs, semicolons or commas (whichever the first line has), names joined
 * by +, fields in double quotes where they need them; a first line such as coalition,cost is a heading (*kind tells
 * what it says). ENT_INPUT where anything was wrong. */
ent_status ent_table_read_csv(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                              ent_arena *arena, ent_table_kind *kind);

/* What stands at the top of {"players": [...], "kind": "cost", "values": [...] or {...}}. */
typedef struct ent_table_json {
    const char **players; /* decoded, in the arena; NULL: not given */
    size_t players_size;
    ent_table_place players_place, kind_place, values_place;
    ent_table_kind kind;
    const char *kind_text; /* in the arena; NULL: not given, or no text */
    bool is_list;          /* values by mask, else by names */
    size_t values_size;    /* of the list */
    bool has_values;
} ent_table_json;

ent_status ent_table_look_json(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                               ent_arena *arena, ent_table_json *out);
/* The values. `bits`: which player bit i of a list's index stands for. A null is a coalition that is not listed. */
ent_status ent_table_read_json(const ent_run *run, const char *data, size_t size, const ent_table_events *events,
                               ent_arena *arena, const ent_table_json *top, const int *bits, size_t bits_size);

/* A number as written in such a file: a decimal or a fraction of whole numbers. */
bool ent_table_number(const char *text, size_t length, ent_ratio *ratio, double *value, bool *exact);
/* Column of a place, in characters from 1. */
size_t ent_table_place_column(const ent_table_place *place);

/* ---- building ---------------------------------------------------------------------------------------------- */

typedef struct ent_table_builder {
    ent_coalition_table table;
    bool cost;
    uint64_t *given; /* a bit a coalition */
    double largest;  /* in size, in the table's units */
} ent_table_builder;

/* Nothing listed yet. ENT_MEMORY. */
ent_status ent_table_build(ent_table_builder *builder, const ent_run *run, unsigned players, bool cost);
void ent_table_builder_free(ent_table_builder *builder); /* also the table */
/* Lists a coalition; false if it was listed before, and then nothing changes. */
bool ent_table_put(ent_table_builder *builder, uint32_t mask, ent_ratio ratio, double value, bool exact);
bool ent_table_given(const ent_table_builder *builder, uint32_t mask);
/* Gives the coalitions within `whole` that are not listed (only `whole` itself: `alone`) the best sum of listed ones
 * that they can be split into; of a value, who is listed nowhere has 0 alone. *stuck: the first that cannot be split,
 * 0 if there is none. ENT_LIMIT where that takes too many steps. */
ent_status ent_table_cover(ent_table_builder *builder, const ent_run *run, uint32_t whole, bool alone, uint32_t *stuck);

#endif
