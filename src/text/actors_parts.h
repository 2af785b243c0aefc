/* What the files of actors share. Private to them. */
#ifndef ENTENTE_TEXT_ACTORS_PARTS_H
#define ENTENTE_TEXT_ACTORS_PARTS_H

#include "text/actors.h"
#include "text/actors_words.h"

/* Of one text: bounds keep hostile texts linear; what comes after is named, but not referred back to. */
enum { MOST_PERSONS = 256, MOST_COUNTRIES = 256, MOST_NAME_WORDS = 4, MOST_SAME = 4 };

typedef struct actor_person {
    const char *name;    /* full */
    const char *surname; /* the same where there is but one word */
    const char *of;
    bool leader, single; /* single: only a surname is known */
} actor_person;

typedef struct actor_country {
    const char *name;
    size_t times;
} actor_country;

/* Several actors that a phrase means together. */
typedef struct actor_group {
    const char *names[ENT_NAME_MOST_ACTORS];
    ent_actor_kind kind;
    size_t size;
} actor_group;

/* What a sentence looks like as a whole. */
typedef struct actor_look {
    bool headline; /* its longer words all begin with capitals */
    bool shouted;  /* all in capitals */
    bool states;   /* it speaks of states of the United States: other states, senators, a town */
} actor_look;

/* Who talks with each other, or has agreed. */
typedef struct actor_talks {
    actor_group group;
    bool several; /* the text has told it of others too */
} actor_talks;

struct ent_actor_memory {
    ent_arena *arena;
    const ent_gazetteer *gazetteer;
    const ent_actor_words *words;
    uint32_t *kinds; /* of the sentence that is read: a bit for each kind that a token may be (enum actor_word) */
    size_t room;     /* tokens that `kinds` holds */
    actor_look look; /* of that sentence */
    actor_person persons[MOST_PERSONS];
    size_t persons_size;
    actor_country countries[MOST_COUNTRIES];
    size_t countries_size;
    actor_group three;    /* the last list of exactly three countries */
    actor_group leaders;  /* the last two persons named together */
    actor_group subject;  /* of the sentence before, where it was several: for "they" */
    actor_talks talks[2]; /* talks, agreements */
    unsigned others;      /* names that meant a state of the United States: a bit each */
    bool alliance;        /* an organisation of many has been named: "the alliance" may be that */
};

typedef struct actor_search {
    ent_actor_memory *memory;
    const ent_tokens *tokens;
    size_t sentence;
    size_t first; /* mention of this sentence in `out` */
    ent_mentions *out;
} actor_search;

/* Whether the token is a word of this kind. */
static inline bool actors_is(const actor_search *search, size_t index, enum actor_word kind) {
    return index < search->tokens->size && (search->memory->kinds[index] >> kind & 1) != 0;
}
/* The number that goes with the word as one of this kind, which it must be. */
int actors_value(const actor_search *search, size_t index, enum actor_word kind);
bool actors_spaced(const actor_search *search, size_t index);
/* A mention over tokens first .. after-1. */
void actors_add(const actor_search *search, size_t first, size_t after, const ent_mention *what);

/* One mention for each actor of the match, which begins at token `first`. */
void actors_add_match(const actor_search *search, size_t first, const ent_gazetteer_match *match);
/* Looks at the sentence as a whole, before its names are asked for. */
void actors_look(const actor_search *search);
/* Whether a country's name at token `index` means a person, a state, a town or a word here. */
bool actors_means_other(const actor_search *search, size_t index, const ent_gazetteer_match *match);

/* ---- persons: each returns the token after what it took, or `index` */
size_t actors_titled(const actor_search *search, size_t index);   /* Foreign Minister Cho Tae-yul */
size_t actors_untitled(const actor_search *search, size_t index); /* Cho, Mark Rutte, Kim Min-ji */
/* ---- what refers back, offices of some government, unnamed sources, companies by apposition */
size_t actors_refer(const actor_search *search, size_t index);
size_t actors_talks(const actor_search *search, size_t index);
size_t actors_describe(const actor_search *search, size_t index);
/* Keeps what later sentences may refer to. */
void actors_remember_talks(const actor_search *search);
void actors_remember(const actor_search *search);

#endif
