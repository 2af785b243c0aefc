/* Words that names of persons are known by. Private to the files of actors. */
#ifndef ENTENTE_TEXT_ACTORS_WORDS_H
#define ENTENTE_TEXT_ACTORS_WORDS_H

#include "text/tokens.h"

enum actor_word {
    ACTOR_TITLE,        /* value 1: a plural (Presidents), 2: of a leader, 3: both */
    ACTOR_BEFORE,       /* before a title: former, vice, deputy */
    ACTOR_SURNAME,      /* stands first in the names of its country: Kim, Lee, Xi */
    ACTOR_GIVEN,        /* a given name of the West: Mark */
    ACTOR_INSIDE,       /* goes on a name in small letters: van, de, bin */
    ACTOR_NO_NAME,      /* a capitalised word that ends a name: months, verbs of headlines, nouns of offices */
    ACTOR_OBJECT,       /* what an office is of: State, Defense */
    ACTOR_PAIR,         /* both / two / three ... countries, nations */
    ACTOR_LEADERS,      /* both / two ... leaders */
    ACTOR_OFFICIAL,     /* of an unnamed source: official, diplomat */
    ACTOR_SOURCE_OF,    /* before it: senior, presidential */
    ACTOR_MEMBERS,      /* NATO members, nations */
    ACTOR_FIRM,         /* a company, as an apposition names it */
    ACTOR_STATE,        /* of the United States: Ohio; Georgia and Washington are told apart otherwise */
    ACTOR_STATE_FIRST,  /* New, North, South, West, Rhode */
    ACTOR_STATE_SECOND, /* York, Carolina */
    ACTOR_STATE_NOUN,   /* after the name of a state: voters, governor */
    ACTOR_STATE_CUE,    /* elsewhere in the sentence: Sen., Atlanta */
    ACTOR_AFTER_TURKEY, /* turkey prices */
    ACTOR_AFTER_POLISH, /* polish the silver */
    ACTOR_BEFORE_US,    /* let us */
    ACTOR_REFERS,       /* what refers back begins with it: the, both, they */
    ACTOR_TALKS,        /* value 0: talks, 1: an agreement */
    ACTOR_TITLE_NAME,   /* titles that are surnames too: King, Major */
    ACTOR_MONTH_NAME,   /* months that are surnames too: May, March */
    ACTOR_OFFICE,       /* first word of an office that is some government's: foreign (ministry) */
};

/* The words and which kinds each may be. */
struct ent_actor_words {
    ent_lexicon *lexicon;
};

/* Names of persons: part of the lexicon. */
extern const ent_lexicon_row actor_name_rows[];
extern const size_t actor_name_rows_size;
/* Words beside names that mean something else. */
extern const ent_lexicon_row actor_beside_rows[];
extern const size_t actor_beside_rows_size;

#endif
