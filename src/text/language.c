/* Which language a text is in: by script first, and for Latin letters by how many of its words are those that English
 * cannot do without. */
#include "text/characters.h"
#include "text/intake.h"

#include <string.h>

enum { LOOK = 16 * 1024, LEAST_WORDS = 4, SHARE = 8 /* one word in eight */ };

static const char *const function_words[] = {"the", "of",  "and",  "to",   "in",   "a",    "is",  "that", "for",
                                             "on",  "was", "with", "as",   "it",   "by",   "at",  "be",   "has",
                                             "are", "its", "from", "have", "this", "will", "not", "said", "an"};

/* Words of others that English has too ("in", "a", "on", "is") would make Dutch or Portuguese look like it. */
static const char *const foreign_words[] = {"der", "die", "und", "das", "ist", "le", "la", "les", "des", "et",
                                            "est", "el",  "los", "de",  "que", "y",  "il", "di",  "che", "het",
                                            "een", "van", "o",   "os",  "do",  "da", "e",  "en",  "du",  "och"};

static bool among(const char *const *words, size_t size, const char *word, size_t length) {
    for (size_t i = 0; i < size; i++)
        if (words[i][0] == word[0] && strlen(words[i]) == length && memcmp(words[i], word, length) == 0) return true;
    return false;
}

typedef struct counts {
    size_t latin, hangul, kana, han, cyrillic, words, english, foreign;
} counts;

static void count_word(counts *c, const char *text, size_t size) {
    char word[5]; /* none of them is longer than four letters */
    c->words++;
    if (size >= sizeof word) return;
    for (size_t i = 0; i < size; i++)
        word[i] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] | 0x20) : text[i];
    c->english += among(function_words, sizeof function_words / sizeof *function_words, word, size);
    c->foreign += among(foreign_words, sizeof foreign_words / sizeof *foreign_words, word, size);
}

const char *ent_language_guess(const char *text, size_t size) {
    counts c = {0};
    size_t bytes, word = 0;
    if (size > LOOK) size = LOOK;
    for (size_t at = 0; at <= size; at += bytes) {
        int32_t code = at < size ? (unsigned char)text[at] : 0;
        bytes = at < size;
        if (code >= 0x80) code = ent_character(text, size, at, &bytes);
        bool latin = code < 0x250 && ent_is_letter(code);
        c.latin += latin;
        if (!latin && at > word) count_word(&c, text + word, at - word);
        if (bytes == 0) break;
        if (!latin) word = at + bytes;
        if (code < 0x250) continue;
        c.hangul += ent_is_hangul(code);
        c.kana += code >= 0x3040 && code <= 0x30FF;
        c.han += code >= 0x4E00 && code <= 0x9FFF;
        c.cyrillic += code >= 0x400 && code <= 0x4FF;
    }
    /* A syllable of Korean or a character of Chinese says as much as two or three Latin letters. */
    if (3 * c.hangul > c.latin && c.hangul > c.han + c.kana && c.hangul >= LEAST_WORDS) return "ko";
    if (c.kana * 10 > c.han && 3 * (c.kana + c.han) > c.latin && c.kana >= LEAST_WORDS / 2) return "ja";
    if (3 * c.han > c.latin && c.han >= LEAST_WORDS) return "zh";
    if (c.cyrillic > c.latin && c.cyrillic >= LEAST_WORDS) return "ru";
    bool english = c.words >= LEAST_WORDS && c.english * SHARE >= c.words && c.english > 2 * c.foreign;
    return english ? "en" : "";
}
