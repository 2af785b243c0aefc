/* Groups of verbs in a sentence, "has not yet been asked to pay": which verb, in which form, negated or not, and what
 * it hangs on. English. A light grammar of our own over tokens: no parse tree, one pass, linear.
 *
 * Every form of a verb is made from its lemma by rule, and from a list of irregular ones. A word that may be a noun
 * too (visit, strikes) is taken as a verb only where its neighbours ask for one. */
#ifndef ENTENTE_TEXT_VERBS_H
#define ENTENTE_TEXT_VERBS_H

#include "text/actors.h"
#include "text/tokens.h"

enum { /* forms of a verb; one word may be several */
       ENT_VERB_BASE = 1,
       ENT_VERB_THIRD = 2,
       ENT_VERB_PAST = 4,
       ENT_VERB_PARTICIPLE = 8,
       ENT_VERB_GERUND = 16,
       ENT_VERB_ADJECTIVE = 32, /* ready, likely: what follows "be" as a participle does, and takes "to" */
};

enum { /* what a small word does; one may do several things */
       ENT_ROLE_BE = 1 << 0,
       ENT_ROLE_HAVE = 1 << 1,
       ENT_ROLE_DO = 1 << 2,
       ENT_ROLE_WILL = 1 << 3,  /* will, shall */
       ENT_ROLE_WOULD = 1 << 4, /* would */
       ENT_ROLE_MAY = 1 << 5,   /* may, might, could, can */
       ENT_ROLE_MUST = 1 << 6,  /* must, should, ought, needs to */
       ENT_ROLE_NOT = 1 << 7,   /* not, never, hardly, and "-n't" */
       ENT_ROLE_TO = 1 << 8,
       ENT_ROLE_THAT = 1 << 9,
       ENT_ROLE_RELATIVE = 1 << 10, /* who, which, whose, where */
       ENT_ROLE_IF = 1 << 11,       /* if, unless, whether */
       ENT_ROLE_SINCE = 1 << 12,    /* after, because, while, ... : begins a clause that stands below another */
       ENT_ROLE_AND = 1 << 13,      /* and, or, but, nor */
       ENT_ROLE_DETERMINER = 1 << 14,
       ENT_ROLE_PREPOSITION = 1 << 15,
       ENT_ROLE_PRONOUN = 1 << 16, /* he, it, they: what may be a subject */
       ENT_ROLE_ADVERB = 1 << 17,  /* may stand inside a group */
       ENT_ROLE_NO = 1 << 18,      /* no, neither, none, nobody */
       ENT_ROLE_HEARSAY = 1 << 19, /* allegedly, reportedly, perhaps */
       ENT_ROLE_CAN = 1 << 20,     /* can, cannot: of MAY, what is in somebody's power */
       ENT_ROLE_WITHOUT = 1 << 21,
       ENT_ROLE_DAY = 1 << 23,      /* Monday, yesterday */
       ENT_ROLE_OFFICE = 1 << 24,   /* government, minister: ends a subject */
       ENT_ROLE_QUANTITY = 1 << 22, /* many, thousands: may stand alone as a subject */
};

typedef enum ent_mood {
    ENT_MOOD_FACT,
    ENT_MOOD_FUTURE,   /* will, is going to */
    ENT_MOOD_WOULD,    /* would */
    ENT_MOOD_DUTY,     /* must, should, has to */
    ENT_MOOD_POSSIBLE, /* may, might, could, can */
} ent_mood;

typedef enum ent_verb_link {                    /* how a group stands to what is before it */
                             ENT_LINK_MAIN,     /* a clause of its own */
                             ENT_LINK_AND,      /* goes on with the subject of the group before: "met X and signed Y" */
                             ENT_LINK_TO,       /* "agreed to sign", of its governor; without one a purpose */
                             ENT_LINK_GERUND,   /* "denied having signed", "accused of signing" */
                             ENT_LINK_THAT,     /* "said (that) it signed" */
                             ENT_LINK_RELATIVE, /* "who signed" */
                             ENT_LINK_SINCE,    /* "after it signed" */
                             ENT_LINK_IF,       /* "if it signs" */
                             ENT_LINK_BARE,     /* "troops sent by", and gerunds that nobody governs */
} ent_verb_link;

/* What is known of a word by its letters alone. */
typedef struct ent_word_info {
    const char *text;
    uint32_t hash, roles;
    uint64_t marks; /* classes of nouns, as the caller's rows say */
    uint16_t lemma; /* from 1; 0: no verb */
    uint8_t forms;
} ent_word_info;

typedef struct ent_verb_group {
    size_t first, head, after; /* tokens: first auxiliary or verb, the verb itself, after it */
    size_t from;               /* the token where its clause begins */
    size_t until;              /* the token after its clause: the next clause, or group that is not its own */
    size_t governor;           /* the group it hangs on; ENT_NO_GROUP */
    size_t subject;            /* mention; of a passive what it is done to; ENT_NO_MENTION */
    uint16_t lemma;            /* from 1, in the caller's list */
    uint8_t form;
    ent_mood mood;
    ent_verb_link link;
    bool finite, passive, perfect, negated, hearsay, can, question;
    bool subjunctive; /* "that Seoul pay": the plain form after a singular */
    bool clausal;     /* may have a clause: said (that) it signed */
} ent_verb_group;

#define ENT_NO_GROUP SIZE_MAX
#define ENT_NO_MENTION SIZE_MAX

/* A word that stands for something, singular in small letters: its plural is made by rule. */
typedef struct ent_noun_row {
    const char *word;
    uint64_t marks;
} ent_noun_row;

typedef struct ent_verb_words ent_verb_words;

/* Lemmas ("agree", or "recognize" for both spellings) are numbered from 1 in their order; those of `be`, `have` and
 * `do` are added. A lemma that ends in '*' is an adjective that takes "to" (ready*). All must outlive it. NULL without
 * memory. */
ent_verb_words *ent_verb_words_new(ent_arena *arena, const char *const *lemmas, size_t lemmas_size,
                                   const ent_noun_row *nouns, size_t nouns_size);
/* Says that this lemma may have a clause as its object: say, deny. Not while others read. */
void ent_verb_words_clausal(ent_verb_words *words, size_t lemma);
/* What is known of a token; NULL if nothing. */
const ent_word_info *ent_verb_word(const ent_verb_words *words, const ent_tokens *tokens, size_t index);

/* The groups of one sentence at a time; the room is kept from sentence to sentence. */
typedef struct ent_verbs {
    const ent_allocator *allocator;
    const ent_tokens *tokens;
    const ent_mention *mentions; /* of this sentence */
    size_t mentions_size;
    const ent_word_info **words; /* one a token */
    uint32_t *named;             /* one a token: the mention that covers it, from 1; 0 */
    ent_verb_group *groups;      /* in the order of the text */
    size_t size, capacity, words_capacity;
} ent_verbs;

void ent_verbs_init(ent_verbs *verbs, const ent_allocator *allocator);
void ent_verbs_free(ent_verbs *verbs);
/* The groups of a sentence whose mentions these are. False without memory. */
bool ent_verbs_find(ent_verbs *verbs, const ent_verb_words *words, const ent_tokens *tokens,
                    const ent_mention *mentions, size_t mentions_size);

#endif
