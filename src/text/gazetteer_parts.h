/* What the files of the gazetteer share. Private to them. */
#ifndef ENTENTE_TEXT_GAZETTEER_PARTS_H
#define ENTENTE_TEXT_GAZETTEER_PARTS_H

#include "text/gazetteer.h"

enum { RANK_CASE, RANK_USER, RANK_SHIPPED };

typedef struct ent_gazetteer_name {
    const char *text;
    uint32_t length, next;                 /* next: another name that ends at the same node, index + 1; 0: none */
    uint32_t actors[ENT_NAME_MOST_ACTORS]; /* index + 1; 0: none */
    uint8_t rank;
    bool adjective, capital;
} ent_gazetteer_name;

struct ent_gazetteer {
    ent_arena *arena;
    ent_tokens tokens;     /* for reading names; its room is the arena's */
    ent_word_filter first; /* words that names begin with */
    uint64_t *keys;        /* node and hash */
    uint32_t *children;
    size_t slots;
    uint32_t *ends; /* a node's last name, index + 1; 0: none */
    size_t nodes_size, nodes_capacity;
    ent_gazetteer_name *names;
    size_t names_size, names_capacity;
    ent_gazetteer_actor *actors;
    size_t actors_size, actors_capacity;
    bool failed; /* memory */
    bool full;   /* more names than are allowed */
};

/* One that knows no names yet. */
ent_gazetteer *gazetteer_blank(ent_arena *arena);
/* Index + 1; 0 without memory (`failed`). Texts are borrowed. */
uint32_t gazetteer_actor(ent_gazetteer *self, const char *name, ent_actor_kind kind, const char *of);
/* Makes the node that all names begin at; once, first of all. False without memory. */
bool gazetteer_root(ent_gazetteer *self);
/* A name of the actors, rank and kind that `what` has; the text is borrowed. False when it has no words, too many, too
 * many spellings, no place (`full`) or without memory (`failed`). */
bool gazetteer_add(ent_gazetteer *self, const char *alias, size_t length, const ent_gazetteer_name *what);

#endif
