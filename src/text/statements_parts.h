/* What the files of statements share. Private to them. */
#ifndef ENTENTE_TEXT_STATEMENTS_PARTS_H
#define ENTENTE_TEXT_STATEMENTS_PARTS_H

#include "text/statements.h"
#include "text/statements_words.h"

/* What is longer than LONGEST_SENTENCE tokens is a table or worse, and nobody says it. */
enum { LONGEST_SENTENCE = 2000 };
enum { MOST_SPEAKERS = 3, MOST_PENDING = 16, MOST_FRAMES = 16, NO_MENTION = -1, SPEAKER_REACH = 24 };

/* Who says something: one, or several together. */
typedef struct say_speaker_name {
    const char *name;
    ptrdiff_t mention; /* its place among the mentions of the text; NO_MENTION: described here */
    bool person;       /* whom "he said" may mean later */
} say_speaker_name;

typedef struct say_who {
    say_speaker_name names[MOST_SPEAKERS];
    size_t size;                             /* 0: nobody found */
    size_t first, after;                     /* tokens of the phrase */
    const char *noun;                        /* of a speaker who is described: "official"; NULL */
    bool unnamed, plural, referred, guessed; /* referred: "he"; guessed: a name of capitals alone */
} say_who;

/* One statement as it stands in its sentence. */
typedef struct say_frame {
    say_who who;
    size_t first, after;                 /* tokens of the attribution: speaker and verb */
    size_t content_first, content_after; /* tokens of what is said */
    const char *target, *text, *rule;
    const char *through; /* the medium that carried it; NULL */
} say_frame;

/* A whole sentence in quotation marks whose speaker is not known yet. */
typedef struct say_pending {
    size_t sentence, start, end;
} say_pending;

/* A row that was made, and the mention that its actor's name comes from. */
typedef struct say_named {
    size_t row;
    ptrdiff_t mention;
} say_named;

void say_remember_name(struct ent_statement_memory *memory, size_t row, ptrdiff_t mention);

struct ent_statement_memory {
    ent_arena *arena;
    const say_words *words;
    const char *agency; /* of the dateline: SEOUL, March 21 (Yonhap) */
    say_who last;       /* the last speaker, and in which sentence */
    size_t last_sentence;
    bool open; /* a quotation goes on from the sentence before */
    say_pending pending[MOST_PENDING];
    size_t pending_size;
    ent_certainty certainty;
    say_named *named;
    size_t named_size, named_capacity;
    bool failed;
};

typedef struct say_search {
    ent_statement_memory *memory;
    const ent_statement_sentence *sentence;
    const ent_tokens *tokens;
    say_frame frames[MOST_FRAMES];
    size_t frames_size;
    ent_candidates *out;
} say_search;

/* ---- words */
const ent_lexicon_row *say_row(const say_search *search, size_t index, enum say_word kind);
static inline bool say_is(const say_search *search, size_t index, enum say_word kind) {
    return say_row(search, index, kind) != NULL;
}
bool say_quote(const ent_tokens *tokens, size_t index);  /* any quotation mark */
bool say_opens(const ent_tokens *tokens, size_t index);  /* one before what is quoted */
bool say_closes(const ent_tokens *tokens, size_t index); /* one after it */
bool say_stop(const ent_tokens *tokens, size_t index);   /* comma, full stop, semicolon, end of the sentence */
const char *say_text(const say_search *search, size_t first, size_t after); /* the words as they stand */

/* ---- speakers: each false where nobody can be told */
/* The subject that ends before token `end`: "Kim, the minister,", "officials in Seoul", "he". */
bool say_subject(const say_search *search, size_t end, say_who *out);
/* Whose: "Seoul" in "Seoul's claim", where token `end` is the 's. */
/* Whose: "Ethiopia" for the adjective that ends before token `end`. */
bool say_adjective(const say_search *search, size_t end, say_who *out);
bool say_owner(const say_search *search, size_t end, say_who *out);
/* The subject of the main clause, for a verb that is joined by "and" or follows as "..., adding". */
bool say_main_subject(const say_search *search, size_t before, say_who *out);
/* A speaker from token `index` on: "the Pentagon", "a person familiar with the matter". */
bool say_speaker_at(const say_search *search, size_t index, say_who *out);
/* The name of a newspaper or agency, tokens `index` .. *after - 1. */
bool say_medium_at(const say_search *search, size_t index, size_t *after);
bool say_is_medium(const say_search *search, const say_who *who);

/* ---- what is found: each takes what begins at token `index`, adds frames */
void say_add_frame(say_search *search, const say_frame *frame);
void say_verb_at(say_search *search, size_t index);
void say_according_at(say_search *search, size_t index);
void say_noun_at(say_search *search, size_t index);
void say_headline(say_search *search);
void say_dateline(say_search *search);
void say_korean(say_search *search);
void say_quotations(say_search *search); /* quoted sentences without a verb of their own */

bool say_korean_speaker(const char *name); /* 관계자, 소식통: described */

#endif
