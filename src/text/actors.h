/* Who a text speaks of: mentions of countries, governments, organisations, offices, forces, companies and persons.
 *
 * Looked for in this order, the longest name first: names of the case, of a user's gazetteer, of the shipped one; then
 * a title with a capitalised name after it, which makes a person that no list knows; then what refers back: a surname,
 * "the two countries". What refers back is taken only where it can mean one thing, and is marked. */
#ifndef ENTENTE_TEXT_ACTORS_H
#define ENTENTE_TEXT_ACTORS_H

#include "text/gazetteer.h"
#include "text/tokens.h"

/* A place where an actor is named or referred to. "The two countries" are two mentions of the same bytes. */
typedef struct ent_mention {
    size_t sentence;   /* from 1 */
    size_t start, end; /* bytes of the whole text */
    size_t first;      /* tokens first .. after-1 of its sentence */
    size_t after;
    const char *name; /* canonical: "South Korea" for Seoul, ROK, 한국; a person's full name for a surname */
    ent_actor_kind kind;
    const char *of;   /* the actor it belongs to ("United States" for the Pentagon); NULL where none or not known */
    const char *rule; /* static: "actor.case", "actor.gazetteer", "actor.list", "actor.title", "actor.surname", ... */
    bool coreference; /* not named here: a surname, "both countries", "they" */
    bool adjective;   /* Korean, American: of the country rather than the country itself */
    bool described;   /* unnamed: "a senior official" */
} ent_mention;

/* A growing list, in the order of the text; texts live in `arena`. */
typedef struct ent_mentions {
    ent_arena *arena;
    ent_mention *items;
    size_t size, capacity;
    bool failed; /* memory: ask once, at the end */
} ent_mentions;

/* Those from `from` on; NULL where the list has never held one. */
static inline const ent_mention *ent_mentions_from(const ent_mentions *list, size_t from) {
    return list->items == NULL ? NULL : list->items + from;
}

void ent_mentions_init(ent_mentions *list, ent_arena *arena);
void ent_mentions_add(ent_mentions *list, const ent_mention *mention);

/* What a text has said so far: persons by surname, who was named how often, the last pair and the last three. */
typedef struct ent_actor_memory ent_actor_memory;

/* Words that titles and names are known by; made once, read by many. NULL without memory. */
typedef struct ent_actor_words ent_actor_words;
const ent_actor_words *ent_actor_words_new(ent_arena *arena);
/* For one text; its sentences must be handed in in their order. NULL without memory. */
ent_actor_memory *ent_actor_memory_new(ent_arena *arena, const ent_gazetteer *gazetteer, const ent_actor_words *words);
/* Adds the mentions of one sentence, in its order. False without memory. */
bool ent_actors_find(ent_actor_memory *memory, const ent_tokens *tokens, size_t sentence, ent_mentions *out);
/* After the last sentence: who was named by a surname before the full name (a headline) gets the full name. */
void ent_actors_finish(const ent_actor_memory *memory, ent_mentions *mentions);

#endif
