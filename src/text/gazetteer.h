/* Names of actors and what they stand for: a trie of phrases over tokens. Built from up to three lists (the case, a
 * user's file, the shipped one); where several know a name, the first of them answers. Matching is linear in the
 * length of the text, whatever the number of names; a million actors with three names each take under a gigabyte. */
#ifndef ENTENTE_TEXT_GAZETTEER_H
#define ENTENTE_TEXT_GAZETTEER_H

#include "text/tokens.h"

#include <entente/case.h>

typedef enum ent_actor_kind {
    ENT_ACTOR_COUNTRY,
    ENT_ACTOR_ORGANISATION,
    ENT_ACTOR_OFFICE, /* ministries, seats of government: Pentagon, White House, 외교부 */
    ENT_ACTOR_FORCE,  /* USFK */
    ENT_ACTOR_PERSON,
    ENT_ACTOR_COMPANY,
    ENT_ACTOR_GROUP, /* NATO members, U.S. allies */
} ent_actor_kind;

const char *ent_actor_kind_name(ent_actor_kind kind); /* "country", "organisation", ...: static text */
bool ent_actor_kind_read(const char *text, ent_actor_kind *out);

typedef struct ent_gazetteer_actor {
    const char *name; /* canonical */
    ent_actor_kind kind;
    const char *of; /* canonical name of the actor it belongs to, or NULL */
} ent_gazetteer_actor;

enum { ENT_NAME_MOST_ACTORS = 3 };

/* What was found at a place. */
typedef struct ent_gazetteer_match {
    size_t after;                                            /* the token after the name */
    size_t end;                                              /* the byte after it: before a Korean particle */
    const ent_gazetteer_actor *actors[ENT_NAME_MOST_ACTORS]; /* several for names of several at once (한미) */
    size_t actors_size;                                      /* 0: a name of no actor, to be passed over (Korean War) */
    const char *rule;                                        /* "actor.case", "actor.gazetteer", "actor.list" */
    bool adjective;                                          /* a demonym: Korean */
    bool capital;                                            /* a government named by its capital: Seoul */
} ent_gazetteer_match;

typedef struct ent_gazetteer ent_gazetteer;

/* What bounds memory and time, whatever a user's list holds. */
enum {
    ENT_GAZETTEER_MOST_BYTES = 256 << 20,
    ENT_GAZETTEER_MOST_NAMES = 4 << 20, /* aliases too */
    ENT_GAZETTEER_MOST_NODES = 10 << 20,
    ENT_NAME_MOST_WORDS = 16,
    ENT_NAME_MOST_SPELLINGS = 64, /* of names that differ in capitals and hyphens only; the first count */
};

/* The shipped names alone, or with those of `a_case` (parties: name, aliases) before them. NULL without memory. */
ent_gazetteer *ent_gazetteer_new(ent_arena *arena, const ent_case *a_case);
/* Adds a user's list: CSV with the header name,kind,of,aliases (in any order; only name is required); aliases are
 * parted by semicolons. A name that another list has is the same actor: the case's keeps its name there, a shipped one
 * gets the name, kind and owner of the row. `file` names it in diagnostics. ENT_INPUT: E-TEXT-0021 (header), -0022
 * (row); ENT_LIMIT: -0023, bytes or names. Not while others match. */
ent_status ent_gazetteer_read(ent_gazetteer *gazetteer, const char *file, const char *data, size_t size,
                              ent_diagnostics *diagnostics);
/* The longest name from token `index` on; false where none begins. */
bool ent_gazetteer_match_at(const ent_gazetteer *gazetteer, const ent_tokens *tokens, size_t index,
                            ent_gazetteer_match *out);

#endif
