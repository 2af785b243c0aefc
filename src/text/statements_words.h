/* Words that reported speech is known by. Private to the files of statements. */
#ifndef ENTENTE_TEXT_STATEMENTS_WORDS_H
#define ENTENTE_TEXT_STATEMENTS_WORDS_H

#include "text/tokens.h"

enum say_word {
    SAY_VERB,      /* value: 4 * its place in say_verbs + its form */
    SAY_NOUN,      /* assertion, claim: before "that" */
    SAY_ATTITUDE,  /* optimism, concern: after "expressed" */
    SAY_SPEAKER,   /* official, spokeswoman; value: of say_speaker */
    SAY_PRONOUN,   /* value: of say_pronoun */
    SAY_ADVERB,    /* between speaker and verb: also, has, Monday */
    SAY_PREP,      /* prepositions, and what else may follow a verb that ends an attribution: on, in, late */
    SAY_BE,        /* before it a participle is passive */
    SAY_NO_FINITE, /* to, would, declined: before a verb, which then says nothing */
    SAY_MEDIUM,    /* part of the name of a newspaper or agency */
    SAY_DOCUMENT,  /* announcement, report: what says it, where a speaker stands behind it */
    SAY_LISTENER,  /* reporters, lawmakers */
    SAY_LINK,      /* and, but, that: begins a clause, so no subject reaches back over it */
    SAY_TAIL,      /* familiar, briefed: begins what follows the noun for a speaker */
    SAY_CONTENT,   /* that, how, why: begins what is said */
};

enum say_form { SAY_BASE, SAY_THIRD, SAY_PAST, SAY_ING };

enum say_speaker { SAY_ONE = 1, SAY_MANY = 2, SAY_OFFICE_HOLDER = 4, SAY_BODY = 8, SAY_PRESS = 16 };
/* SAY_OFFICE_HOLDER: the minister, a named person once more; SAY_BODY: the ministry, which has no name of its own */

enum say_pronoun { SAY_HE, SAY_IT, SAY_THEY };

enum say_use {
    SAY_BARE = 1,    /* a clause follows without "that" */
    SAY_OBJECT = 2,  /* whom it is said to follows: told, assured */
    SAY_AS = 4,      /* describe as; call 'unfair' */
    SAY_EXPRESS = 8, /* an attitude follows */
    SAY_CITE = 16,   /* whom it cites follows */
    SAY_OF = 32,     /* "warned of", "complained about" */
    SAY_SPEECH = 64, /* says so by itself: "said", "told"; the others need "that", quotes, or the end of a clause */
};

typedef struct say_verb {
    const char *lemma, *past; /* past: where it is not lemma + (e)d */
    unsigned use;
} say_verb;

extern const say_verb say_verbs[];
extern const size_t say_verbs_size;

typedef struct ent_statements {
    const ent_lexicon *lexicon;
    ent_word_filter begins; /* words at which a statement may be found */
    const struct ent_certainty_words *certainty;
} say_words;

#endif
