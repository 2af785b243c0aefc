/* The shipped names, as tables. Private to src/text. */
#ifndef ENTENTE_TEXT_GAZETTEER_LIST_H
#define ENTENTE_TEXT_GAZETTEER_LIST_H

#include "text/gazetteer.h"

/* Lists of names are parted by |. A capital letter in a name asks for one in the text. */
typedef struct ent_country_row {
    const char *name, *aliases, *demonyms, *capitals;
} ent_country_row;

typedef struct ent_list_row {
    const char *name;
    ent_actor_kind kind;
    const char *of; /* a country or organisation of the tables, or NULL */
    const char *aliases;
} ent_list_row;

/* Names of several actors at once. */
typedef struct ent_several_row {
    const char *alias;
    const char *names[ENT_NAME_MOST_ACTORS];
} ent_several_row;

extern const ent_country_row ent_list_countries[];
extern const size_t ent_list_countries_size;
extern const ent_list_row ent_list_others[];
extern const size_t ent_list_others_size;
extern const ent_several_row ent_list_several[];
extern const size_t ent_list_several_size;
/* Phrases that hold the name of an actor and mean another thing. */
extern const char *const ent_list_passed_over[];
extern const size_t ent_list_passed_over_size;

#endif
