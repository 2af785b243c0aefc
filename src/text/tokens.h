/* Words, numbers and marks of a sentence, as spans of bytes with what every rule asks of them. */
#ifndef ENTENTE_TEXT_TOKENS_H
#define ENTENTE_TEXT_TOKENS_H

#include <entente/base.h>

typedef enum ent_token_kind {
    ENT_TOKEN_WORD,   /* letters, with apostrophes inside: "don't"; "Tae-yul" is word, mark, word without spaces */
    ENT_TOKEN_NUMBER, /* digits, with separators between them: 28,500 and 1.5192; ".5" too */
    ENT_TOKEN_MARK,   /* one character of punctuation, or a symbol: $ % ₩ - ( */
} ent_token_kind;

enum {
    ENT_TOKEN_SPACED = 1,  /* white space, or nothing, stands before it */
    ENT_TOKEN_CAPITAL = 2, /* begins with a capital */
    ENT_TOKEN_UPPER = 4,   /* has no small letter: USFK, U */
    ENT_TOKEN_HANGUL = 8,  /* begins with Korean letters */
    ENT_TOKEN_OWNS = 16,   /* 's follows, as a token of its own */
};

typedef struct ent_token {
    size_t start;    /* byte of the whole text */
    uint32_t length; /* bytes */
    uint32_t hash;   /* of its letters in small ASCII: for ent_lexicon_find */
    uint8_t kind, flags;
    uint32_t character; /* marks: the character */
} ent_token;

/* Tokens of one sentence at a time; the room is kept from sentence to sentence. */
typedef struct ent_tokens {
    const ent_allocator *allocator;
    const char *text;
    ent_token *items;
    size_t size, capacity;
} ent_tokens;

enum { ENT_MOST_TOKENS = 5000 }; /* of one sentence: what is longer is no sentence, and is cut */

void ent_tokens_init(ent_tokens *tokens, const ent_allocator *allocator);
void ent_tokens_free(ent_tokens *tokens);
/* Reads text[start .. end). False without memory; the tokens before are lost. */
bool ent_tokens_read(ent_tokens *tokens, const char *text, size_t start, size_t end);

/* The hash that a token of these bytes has. */
uint32_t ent_word_hash(const char *text, size_t length);
/* Of a token that is a word: whether it is this one. */
bool ent_token_spells(const ent_tokens *tokens, const ent_token *token, const char *word);
/* Whether the token is this word, written in small letters; capitals of the text do not matter. */
static inline bool ent_token_is(const ent_tokens *tokens, size_t index, const char *word) {
    if (index >= tokens->size) return false;
    const ent_token *token = &tokens->items[index];
    if (token->kind != ENT_TOKEN_WORD) return false;
    const char first = tokens->text[token->start]; /* mostly another: then no call */
    return (first == word[0] || (first >= 'A' && first <= 'Z')) && ent_token_spells(tokens, token, word);
}
/* Whether it is this mark, an ASCII character. */
static inline bool ent_token_is_mark(const ent_tokens *tokens, size_t index, char mark) {
    return index < tokens->size && tokens->items[index].kind == ENT_TOKEN_MARK &&
           tokens->items[index].character == (unsigned char)mark;
}

/* After an address that starts here, "https://...", up to the next white space; `index` where none does. */
size_t ent_token_past_address(const ent_tokens *tokens, size_t index);

/* ---- words with a meaning ----------------------------------------------------------------------------------- */

/* A word in small letters, what it is to those who ask (an enum of theirs), and a number that goes with it. */
typedef struct ent_lexicon_row {
    const char *word;
    int kind;
    double value;
} ent_lexicon_row;

/* ---- filters ------------------------------------------------------------------------------------------------ */

enum { ENT_FILTER_BITS = 8192 };

/* A set of words that may say yes to a few that are not in it, and never no to one that is: most words of prose begin
 * nothing, and are passed over by one look at this. */
typedef struct ent_word_filter {
    uint64_t bits[ENT_FILTER_BITS / 64];
} ent_word_filter;

void ent_word_filter_add(ent_word_filter *filter, const char *word); /* in small letters */
void ent_word_filter_add_rows(ent_word_filter *filter, const ent_lexicon_row *rows, size_t size);

static inline void ent_word_filter_add_hash(ent_word_filter *filter, uint32_t hash) {
    hash %= ENT_FILTER_BITS;
    filter->bits[hash / 64] |= (uint64_t)1 << hash % 64;
}

static inline bool ent_word_filter_has(const ent_word_filter *filter, const ent_token *token) {
    const uint32_t hash = token->hash % ENT_FILTER_BITS;
    return token->kind == ENT_TOKEN_WORD && (filter->bits[hash / 64] >> hash % 64 & 1) != 0;
}

/* ---- words with a meaning, looked up --------------------------------------------------------------------------- */

typedef struct ent_lexicon_slot {
    const ent_lexicon_row *row;
    uint32_t hash; /* of its word: most others are told apart by it */
    int kind;
} ent_lexicon_slot;

typedef struct ent_lexicon {
    ent_word_filter filter;
    ent_lexicon_slot *slots; /* open addressing; rows of one word follow each other */
    size_t mask;
} ent_lexicon;

/* A table of rows, which must outlive it; a word may have several. NULL without memory. */
ent_lexicon *ent_lexicon_new(ent_arena *arena, const ent_lexicon_row *rows, size_t size);
/* Of a token that is a word: as below. */
const ent_lexicon_row *ent_lexicon_seek(const ent_lexicon *lexicon, const ent_tokens *tokens, const ent_token *token,
                                        const ent_lexicon_row *after);
const ent_lexicon_row *ent_lexicon_seek_kind(const ent_lexicon *lexicon, const ent_tokens *tokens,
                                             const ent_token *token, int kind);
/* The row of the token's word that is of this kind; NULL if none. */
static inline const ent_lexicon_row *ent_lexicon_of(const ent_lexicon *lexicon, const ent_tokens *tokens, size_t index,
                                                    int kind) {
    if (index >= tokens->size || !ent_word_filter_has(&lexicon->filter, &tokens->items[index])) return NULL;
    return ent_lexicon_seek_kind(lexicon, tokens, &tokens->items[index], kind);
}
/* A bit, 1 << kind, for each row of the token's word; kinds must be below 32. */
uint32_t ent_lexicon_kinds(const ent_lexicon *lexicon, const ent_tokens *tokens, size_t index);
/* The first row of the token's word; NULL if none. With `after`, the next one of the same word. */
static inline const ent_lexicon_row *ent_lexicon_find(const ent_lexicon *lexicon, const ent_tokens *tokens,
                                                      size_t index, const ent_lexicon_row *after) {
    if (index >= tokens->size || !ent_word_filter_has(&lexicon->filter, &tokens->items[index])) return NULL;
    return ent_lexicon_seek(lexicon, tokens, &tokens->items[index], after);
}

#endif
