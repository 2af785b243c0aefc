/* A table being made from the entries of a file, or of a case. Private to src/case. */
#ifndef ENTENTE_CASE_TABLE_MAKE_H
#define ENTENTE_CASE_TABLE_MAKE_H

#include "case/table/table.h"

enum { ENT_TABLE_NAMES = 256 }; /* room for ids and names of participants, hashed */

typedef struct ent_table_name {
    const char *name;
    int player; /* ENT_NOWHERE: two have this name */
} ent_table_name;

typedef struct ent_table_maker {
    const ent_run *run;
    const ent_case *c; /* its parties are looked at */
    const ent_project *project;
    ent_arena *arena;         /* for this table only */
    const char *file;         /* as it stands in messages; NULL: the case */
    const char *missing_hint; /* NULL: what a case would say */
    void (*seen)(void *context, uint32_t mask, const char *number, size_t length); /* each entry; may be NULL */
    void *seen_context;
    ent_table_builder builder;
    size_t errors;
    ent_table_name names[ENT_TABLE_NAMES];
} ent_table_maker;

/* The first fields up to seen_context are set. Says what is too large (ENT_LIMIT). The builder is to be freed. */
ent_status ent_table_maker_start(ent_table_maker *m);
/* Reads the text of a file, CSV or JSON. */
ent_status ent_table_maker_text(ent_table_maker *m, const char *data, size_t size);
/* Fills in what is not listed, as the project says. */
ent_status ent_table_maker_finish(ent_table_maker *m);

/* As events of a reader; `context` is the maker. */
int ent_table_player(void *context, const char *name, size_t length, const ent_table_place *place);
void ent_table_take(void *context, uint32_t mask, const char *number, size_t length, const ent_table_place *place);
bool ent_table_say(void *context, const char *id, const ent_table_place *place, const char *hint, const char *message);
/* About the project as a whole: at a key of it. */
void ent_table_say_at(ent_table_maker *m, const char *key, const char *id, const char *hint, const char *message);

/* The slot of a name, or the free one where it would stand: `name` is NULL there. One slot at least stays free. */
ent_table_name *ent_table_find_name(ent_table_name names[ENT_TABLE_NAMES], const char *name, size_t length);
uint32_t ent_table_mask(const ent_project *project, const int *members, size_t size);

#endif
