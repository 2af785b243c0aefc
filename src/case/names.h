/* Ids of one kind and their indexes, for lookups that stay fast with many. Private to src/case. */
#ifndef ENTENTE_CASE_NAMES_H
#define ENTENTE_CASE_NAMES_H

#include <entente/base.h>

typedef struct ent_name {
    const char *text;
    int index;
} ent_name;

typedef struct ent_names {
    ent_name *rows; /* sorted by text, then index */
    size_t size;
} ent_names;

/* Sorts `size` texts (borrowed) into a table; an index is a text's place. false when memory fails. */
bool ent_names_make(ent_names *names, ent_arena *arena, const char *const *texts, size_t size);
int ent_names_find(const ent_names *names, const char *text); /* -1 if none */
/* The name that was probably meant; NULL if none is close. */
const char *ent_names_closest(const ent_names *names, const char *text, ent_arena *arena);

#endif
