/* Tokens: one pass over a sentence. ASCII is told apart by ranges, everything else by its category. */
#include "text/tokens.h"

#include "text/characters.h"

#include <string.h>

void ent_tokens_init(ent_tokens *tokens, const ent_allocator *allocator) {
    *tokens = (ent_tokens){.allocator = allocator};
}

void ent_tokens_free(ent_tokens *tokens) {
    ent_free(tokens->allocator, tokens->items);
    ent_tokens_init(tokens, tokens->allocator);
}

static ent_token *add(ent_tokens *tokens) {
    if (tokens->size == tokens->capacity) {
        size_t more = tokens->capacity == 0 ? 128 : 2 * tokens->capacity;
        ent_token *items = ent_realloc_array(tokens->allocator, tokens->items, tokens->capacity, more, sizeof *items);
        if (items == NULL) return NULL;
        tokens->items = items;
        tokens->capacity = more;
    }
    ent_token *token = &tokens->items[tokens->size++];
    *token = (ent_token){0};
    return token;
}

static const uint32_t HASH_START = 2166136261u, HASH_FACTOR = 16777619u;

/* FNV-1a over the bytes, capitals of ASCII as small letters. */
uint32_t ent_word_hash(const char *text, size_t length) {
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 'A' && byte <= 'Z') byte = (unsigned char)(byte + ('a' - 'A'));
        hash = (hash ^ byte) * HASH_FACTOR;
    }
    return hash;
}

static bool is_apostrophe(int32_t c) {
    return c == '\'' || c == 0x2019;
}

static bool is_mark_on(int32_t c) { /* a mark over the letter before it */
    return c >= 0x300 && c <= 0x36F;
}

/* Bytes of 's at `at`; 0 where there is none. */
static size_t owner_mark(const char *text, size_t end, size_t at) {
    size_t bytes, more;
    int32_t c = ent_character(text, end, at, &bytes);
    if (!is_apostrophe(c) || ent_character(text, end, at + bytes, &more) != 's') return 0;
    int32_t after = ent_character(text, end, at + bytes + 1, &more);
    return more == 0 || !(ent_is_letter(after) || ent_is_digit(after)) ? bytes + 1 : 0;
}

static bool is_ascii_letter(char c) {
    return (unsigned char)((c | 0x20) - 'a') < 26;
}

static size_t read_word(const char *text, size_t end, size_t at, ent_token *token) {
    size_t from = at, bytes;
    int32_t first = ent_character(text, end, at, &bytes);
    bool hangul = ent_is_hangul(first), small = false;
    for (;;) {
        while (!hangul && at < end && is_ascii_letter(text[at])) /* nearly all of it */
            small |= (text[at++] & 0x20) != 0;
        int32_t c = ent_character(text, end, at, &bytes);
        if (bytes > 0 && is_apostrophe(c) && at > from) {
            size_t more;
            int32_t next = ent_character(text, end, at + bytes, &more);
            if (more == 0 || !ent_is_letter(next) || owner_mark(text, end, at) > 0) break;
            at += bytes; /* don't, O'Brien */
            continue;
        }
        if (bytes == 0 || !(ent_is_letter(c) || is_mark_on(c)) || (at > from && ent_is_hangul(c) != hangul)) break;
        small |= ent_is_lower(c);
        at += bytes;
    }
    token->kind = ENT_TOKEN_WORD;
    token->flags |= (uint8_t)((ent_is_upper(first) ? ENT_TOKEN_CAPITAL : 0) | (small ? 0 : ENT_TOKEN_UPPER) |
                              (hangul ? ENT_TOKEN_HANGUL : 0));
    if (owner_mark(text, end, at) > 0) token->flags |= ENT_TOKEN_OWNS;
    return at;
}

/* A word of ASCII letters and nothing else, as nearly all are: the byte after it, or `at` where it is another. */
static size_t read_plain_word(const char *text, size_t end, size_t at, ent_token *token) {
    const size_t from = at;
    uint32_t hash = HASH_START;
    unsigned small = 0;
    while (at < end && is_ascii_letter(text[at])) {
        small |= (unsigned char)text[at] & 0x20u;
        hash = (hash ^ ((unsigned char)text[at++] | 0x20u)) * HASH_FACTOR;
    }
    if (at < end && ((unsigned char)text[at] >= 0x80 || text[at] == '\'')) return from;
    token->kind = ENT_TOKEN_WORD;
    token->flags |= (uint8_t)(((text[from] & 0x20) == 0 ? ENT_TOKEN_CAPITAL : 0) | (small != 0 ? 0 : ENT_TOKEN_UPPER));
    token->hash = hash;
    return at;
}

/* A comma groups digits by threes: 28,500, not 2,5 and not 1990,1991. */
static bool groups(const char *text, size_t end, size_t comma) {
    size_t digits = 0;
    while (digits < 4 && comma + 1 + digits < end && ent_is_digit((unsigned char)text[comma + 1 + digits]))
        digits++;
    return digits == 3;
}

/* Digits, and separators between two digits. */
static size_t read_number(const char *text, size_t end, size_t at, ent_token *token) {
    token->kind = ENT_TOKEN_NUMBER;
    at++; /* a digit, or the point of ".5" */
    while (at < end) {
        char c = text[at];
        bool separates = (c == ',' && groups(text, end, at)) ||
                         (c == '.' && at + 1 < end && ent_is_digit((unsigned char)text[at + 1]));
        if (!ent_is_digit((unsigned char)c) && !separates) break;
        at++;
    }
    return at;
}

static bool starts_number(const char *text, size_t end, size_t at, int32_t c, bool spaced) {
    return ent_is_digit(c) || (c == '.' && spaced && at + 1 < end && ent_is_digit((unsigned char)text[at + 1]));
}

/* Any token but a plain word; the byte after it. */
static size_t read_other(ent_tokens *tokens, size_t end, size_t at, bool spaced) {
    ent_token *token = &tokens->items[tokens->size - 1];
    const char *text = tokens->text;
    const size_t from = at;
    size_t bytes;
    const int32_t c = ent_character(text, end, at, &bytes);
    size_t owner = tokens->size > 1 && !spaced && token[-1].flags & ENT_TOKEN_OWNS ? owner_mark(text, end, at) : 0;
    if (owner > 0) {
        token->kind = ENT_TOKEN_MARK;
        token->character = '\'';
        at += owner;
    } else if (ent_is_letter(c)) {
        at = read_word(text, end, at, token);
        token->hash = ent_word_hash(text + from, at - from);
    } else if (starts_number(text, end, at, c, spaced)) {
        at = read_number(text, end, at, token);
    } else {
        token->kind = ENT_TOKEN_MARK;
        token->character = (uint32_t)c;
        at += bytes;
    }
    return at;
}

/* After the white space at `at`. */
static size_t past_space(const char *text, size_t end, size_t at) {
    for (size_t bytes; at < end; at += bytes) {
        const unsigned char byte = (unsigned char)text[at];
        bytes = 1;
        if (byte == ' ') continue;
        if ((byte > ' ' && byte < 0x80) || !ent_is_space(ent_character(text, end, at, &bytes))) break;
    }
    return at;
}

bool ent_tokens_read(ent_tokens *tokens, const char *text, size_t start, size_t end) {
    tokens->text = text;
    tokens->size = 0;
    for (size_t at = start, after; tokens->size < ENT_MOST_TOKENS; at = after) {
        const size_t from = past_space(text, end, at);
        if (from >= end) break;
        ent_token *token = add(tokens);
        if (token == NULL) return false;
        const bool spaced = from > at || at == start;
        token->start = from;
        token->flags = spaced ? ENT_TOKEN_SPACED : 0;
        after = is_ascii_letter(text[from]) ? read_plain_word(text, end, from, token) : from;
        if (after == from) after = read_other(tokens, end, from, spaced);
        token->length = after - from > UINT32_MAX ? UINT32_MAX : (uint32_t)(after - from);
    }
    return true;
}

static bool same(const char *text, size_t length, const char *word) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (c != word[i]) return false; /* also at the word's end */
    }
    return word[length] == '\0';
}

bool ent_token_spells(const ent_tokens *tokens, const ent_token *token, const char *word) {
    return same(tokens->text + token->start, token->length, word);
}

size_t ent_token_past_address(const ent_tokens *tokens, size_t index) {
    static const char *const heads[] = {"http", "https", "ftp", "www"};
    bool head = false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads && !head; i++)
        head = ent_token_is(tokens, index, heads[i]);
    size_t at = index + 1;
    while (head && at < tokens->size && !(tokens->items[at].flags & ENT_TOKEN_SPACED))
        at++;
    return at > index + 1 ? at : index;
}

/* ---- words with a meaning ----------------------------------------------------------------------------------- */

ent_lexicon *ent_lexicon_new(ent_arena *arena, const ent_lexicon_row *rows, size_t size) {
    size_t slots = 16;
    while (slots / 3 < size && slots < SIZE_MAX / 4)
        slots *= 2;
    ent_lexicon *lexicon = ent_arena_alloc(arena, sizeof *lexicon);
    ent_lexicon_slot *places = ent_arena_array(arena, slots, sizeof *places);
    if (lexicon == NULL || places == NULL) return NULL;
    *lexicon = (ent_lexicon){.slots = places, .mask = slots - 1};
    ent_word_filter_add_rows(&lexicon->filter, rows, size);
    for (size_t i = 0; i < size; i++) {
        const uint32_t hash = ent_word_hash(rows[i].word, strlen(rows[i].word));
        size_t at = hash & lexicon->mask;
        while (places[at].row != NULL)
            at = (at + 1) & lexicon->mask;
        places[at] = (ent_lexicon_slot){&rows[i], hash, rows[i].kind};
    }
    return lexicon;
}

const ent_lexicon_row *ent_lexicon_seek(const ent_lexicon *lexicon, const ent_tokens *tokens, const ent_token *token,
                                        const ent_lexicon_row *after) {
    bool passed = after == NULL;
    for (size_t at = token->hash & lexicon->mask;; at = (at + 1) & lexicon->mask) {
        const ent_lexicon_slot *slot = &lexicon->slots[at];
        if (slot->row == NULL) return NULL;
        if (!passed)
            passed = slot->row == after;
        else if (slot->hash == token->hash && same(tokens->text + token->start, token->length, slot->row->word))
            return slot->row;
    }
}

const ent_lexicon_row *ent_lexicon_seek_kind(const ent_lexicon *lexicon, const ent_tokens *tokens,
                                             const ent_token *token, int kind) {
    for (size_t at = token->hash & lexicon->mask;; at = (at + 1) & lexicon->mask) {
        const ent_lexicon_slot *slot = &lexicon->slots[at];
        if (slot->row == NULL) return NULL;
        if (slot->hash == token->hash && slot->kind == kind && ent_token_spells(tokens, token, slot->row->word))
            return slot->row;
    }
}

uint32_t ent_lexicon_kinds(const ent_lexicon *lexicon, const ent_tokens *tokens, size_t index) {
    uint32_t kinds = 0;
    const ent_token *token = &tokens->items[index];
    if (!ent_word_filter_has(&lexicon->filter, token)) return 0;
    for (size_t at = token->hash & lexicon->mask; lexicon->slots[at].row != NULL; at = (at + 1) & lexicon->mask) {
        const ent_lexicon_slot *slot = &lexicon->slots[at];
        if (slot->hash == token->hash && ent_token_spells(tokens, token, slot->row->word)) kinds |= 1u << slot->kind;
    }
    return kinds;
}

/* ---- filters ------------------------------------------------------------------------------------------------- */

void ent_word_filter_add(ent_word_filter *filter, const char *word) {
    ent_word_filter_add_hash(filter, ent_word_hash(word, strlen(word)));
}

void ent_word_filter_add_rows(ent_word_filter *filter, const ent_lexicon_row *rows, size_t size) {
    for (size_t i = 0; i < size; i++)
        ent_word_filter_add(filter, rows[i].word);
}
