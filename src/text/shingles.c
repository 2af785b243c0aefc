/* Sets of shingles of five words, and what two of them share. */
#include "base/compare.h"
#include "text/characters.h"
#include "text/copies.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* A bijection of 64 bits that spreads every bit (the finaliser of Steele, Lea, Flood 2014, SplitMix). */
static uint64_t mix(uint64_t x) {
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9U;
    x = (x ^ x >> 27) * 0x94d049bb133111ebU;
    return x ^ x >> 31;
}

/* Characters that are words by themselves: Chinese and Japanese text has no spaces between words. */
static bool stands_alone(int32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF);
}

typedef struct shingler {
    uint64_t *items; /* room for one a word */
    size_t words;
    uint64_t last[ENT_COPY_WORDS]; /* hashes of the last words, in a ring */
} shingler;

static uint64_t shingle_of(const shingler *s, size_t words) {
    uint64_t hash = words;
    for (size_t i = s->words - words; i < s->words; i++)
        hash = mix(hash + s->last[i % ENT_COPY_WORDS]);
    return hash;
}

static void add_word(shingler *s, uint64_t word) {
    s->last[s->words % ENT_COPY_WORDS] = mix(word);
    s->words++;
    if (s->words >= ENT_COPY_WORDS && s->items != NULL)
        s->items[s->words - ENT_COPY_WORDS] = shingle_of(s, ENT_COPY_WORDS);
}

/* Hands on each word; with no room for shingles it only counts. An apostrophe between letters is passed over. */
static void walk(shingler *s, const char *text, size_t size) {
    const uint64_t start = 0xcbf29ce484222325U, factor = 0x100000001b3U; /* FNV-1a over characters */
    uint64_t word = start;
    size_t bytes;
    for (size_t at = 0; at < size; at += bytes) {
        int32_t c = (unsigned char)text[at];
        bytes = 1;
        if (c >= 0x80) c = ent_character(text, size, at, &bytes);
        bool part = c < 0x80 ? ent_is_digit(c) || ent_is_letter(c) : ent_is_letter(c);
        bool alone = part && c >= 0x80 && stands_alone(c);
        if (c == '\'' || c == 0x2019) continue;
        if ((!part || alone) && word != start) {
            add_word(s, word);
            word = start;
        }
        if (!part) continue;
        c = c < 0x80 ? c | 0x20 : utf8proc_tolower(c); /* digits have that bit */
        word = (word ^ (uint64_t)c) * factor;
        if (!alone) continue;
        add_word(s, word);
        word = start;
    }
    if (word != start) add_word(s, word);
}

ent_status ent_shingles_read(ent_shingles *out, const ent_allocator *allocator, const char *text, size_t size) {
    *out = (ent_shingles){.allocator = allocator};
    shingler counted = {0};
    walk(&counted, text, size);
    if (counted.words == 0) return ENT_OK;
    size_t count = counted.words < ENT_COPY_WORDS ? 1 : counted.words - ENT_COPY_WORDS + 1;
    shingler s = {.items = ent_alloc_array(allocator, count, sizeof *s.items)};
    if (s.items == NULL) return ENT_MEMORY;
    walk(&s, text, size);
    if (s.words < ENT_COPY_WORDS) s.items[0] = shingle_of(&s, s.words);
    qsort(s.items, count, sizeof *s.items, ent_compare_bits);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || s.items[i] != s.items[kept - 1]) s.items[kept++] = s.items[i];
    out->items = s.items;
    out->size = kept;
    return ENT_OK;
}

void ent_shingles_free(ent_shingles *shingles) {
    if (shingles->allocator != NULL) ent_free(shingles->allocator, shingles->items);
    *shingles = (ent_shingles){0};
}

ent_share ent_shingles_share(const ent_shingles *a, const ent_shingles *b) {
    ent_share share = {0};
    size_t i = 0, j = 0;
    while (i < a->size && j < b->size) {
        uint64_t x = a->items[i], y = b->items[j];
        share.both += x == y;
        i += x <= y;
        j += y <= x;
    }
    share.either = a->size + b->size - share.both;
    size_t smaller = a->size < b->size ? a->size : b->size;
    if (share.either > 0) share.jaccard = (double)share.both / (double)share.either;
    if (smaller > 0) share.contained = (double)share.both / (double)smaller;
    return share;
}

/* ---- signatures ----------------------------------------------------------------------------------------------- */

void ent_signature_make(ent_signature *out, const ent_shingles *shingles) {
    uint64_t factors[ENT_COPY_HASHES], offsets[ENT_COPY_HASHES];
    for (size_t h = 0; h < ENT_COPY_HASHES; h++) { /* x -> a x + b modulo 2^64, a odd: a permutation */
        factors[h] = mix(2 * h + 1) | 1;
        offsets[h] = mix(2 * h + 2);
        out->minima[h] = UINT64_MAX;
    }
    for (size_t i = 0; i < shingles->size; i++) {
        uint64_t x = shingles->items[i];
        for (size_t h = 0; h < ENT_COPY_HASHES; h++) {
            uint64_t value = (x ^ x >> 32) * factors[h] + offsets[h];
            out->minima[h] = value < out->minima[h] ? value : out->minima[h];
        }
    }
}

double ent_signature_share(const ent_signature *a, const ent_signature *b) {
    size_t equal = 0;
    for (size_t h = 0; h < ENT_COPY_HASHES; h++)
        equal += a->minima[h] == b->minima[h] && a->minima[h] != UINT64_MAX;
    return (double)equal / ENT_COPY_HASHES;
}

void ent_signature_bands(const ent_signature *signature, uint64_t keys[ENT_COPY_BANDS]) {
    for (size_t band = 0; band < ENT_COPY_BANDS; band++) {
        keys[band] = band + 1;
        for (size_t row = 0; row < ENT_COPY_ROWS; row++)
            keys[band] = mix(keys[band] + signature->minima[band * ENT_COPY_ROWS + row]);
    }
}
