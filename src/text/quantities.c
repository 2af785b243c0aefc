/* Numbers in digits and words. Digits are kept as a whole number and a power of ten until the end, so that 1.5192
 * trillion is the double next to 1519200000000 and not a product of two roundings. */
#include "text/quantities.h"

#include <string.h>

enum word_kind { UNIT, TEN, HUNDRED, MAGNITUDE, DOZEN, FRACTION, ORDINAL, HALF };

static const ent_lexicon_row rows[] = {
    {"zero", UNIT, 0},
    {"one", UNIT, 1},
    {"two", UNIT, 2},
    {"three", UNIT, 3},
    {"four", UNIT, 4},
    {"five", UNIT, 5},
    {"six", UNIT, 6},
    {"seven", UNIT, 7},
    {"eight", UNIT, 8},
    {"nine", UNIT, 9},
    {"ten", UNIT, 10},
    {"eleven", UNIT, 11},
    {"twelve", UNIT, 12},
    {"thirteen", UNIT, 13},
    {"fourteen", UNIT, 14},
    {"fifteen", UNIT, 15},
    {"sixteen", UNIT, 16},
    {"seventeen", UNIT, 17},
    {"eighteen", UNIT, 18},
    {"nineteen", UNIT, 19},
    {"twenty", TEN, 20},
    {"thirty", TEN, 30},
    {"forty", TEN, 40},
    {"fifty", TEN, 50},
    {"sixty", TEN, 60},
    {"seventy", TEN, 70},
    {"eighty", TEN, 80},
    {"ninety", TEN, 90},
    {"hundred", HUNDRED, 2},
    {"thousand", MAGNITUDE, 3},
    {"million", MAGNITUDE, 6},
    {"billion", MAGNITUDE, 9},
    {"trillion", MAGNITUDE, 12},
    {"lakh", MAGNITUDE, 5},
    {"lakhs", MAGNITUDE, 5},
    {"crore", MAGNITUDE, 7},
    {"crores", MAGNITUDE, 7},
    {"millions", MAGNITUDE, 6},
    {"billions", MAGNITUDE, 9},
    {"mn", MAGNITUDE, 6},
    {"mln", MAGNITUDE, 6},
    {"bn", MAGNITUDE, 9},
    {"bln", MAGNITUDE, 9},
    {"tn", MAGNITUDE, 12},
    {"trn", MAGNITUDE, 12},
    {"dozen", DOZEN, 12},
    {"dozens", DOZEN, 12},
    {"half", HALF, 2},
    {"halves", FRACTION, 2},
    {"third", FRACTION, 3},
    {"thirds", FRACTION, 3},
    {"quarter", FRACTION, 4},
    {"quarters", FRACTION, 4},
    {"fifths", FRACTION, 5},
    {"sixths", FRACTION, 6},
    {"sevenths", FRACTION, 7},
    {"eighths", FRACTION, 8},
    {"ninths", FRACTION, 9},
    {"tenths", FRACTION, 10},
    {"first", ORDINAL, 1},
    {"second", ORDINAL, 2},
    {"third", ORDINAL, 3},
    {"fourth", ORDINAL, 4},
    {"fifth", ORDINAL, 5},
    {"sixth", ORDINAL, 6},
    {"seventh", ORDINAL, 7},
    {"eighth", ORDINAL, 8},
    {"ninth", ORDINAL, 9},
    {"tenth", ORDINAL, 10},
    {"eleventh", ORDINAL, 11},
    {"twelfth", ORDINAL, 12},
    {"thirteenth", ORDINAL, 13},
    {"fourteenth", ORDINAL, 14},
    {"fifteenth", ORDINAL, 15},
    {"sixteenth", ORDINAL, 16},
    {"seventeenth", ORDINAL, 17},
    {"eighteenth", ORDINAL, 18},
    {"nineteenth", ORDINAL, 19},
    {"twentieth", ORDINAL, 20},
    {"thirtieth", ORDINAL, 30},
    {"fortieth", ORDINAL, 40},
    {"fiftieth", ORDINAL, 50},
    {"hundredth", ORDINAL, 100},
};

struct ent_quantity_words {
    ent_lexicon *lexicon;
    ent_word_filter filter; /* its words, and "a" */
};

const ent_quantity_words *ent_quantity_words_new(ent_arena *arena) {
    ent_quantity_words *words = ent_arena_alloc(arena, sizeof *words);
    if (words == NULL) return NULL;
    words->lexicon = ent_lexicon_new(arena, rows, sizeof rows / sizeof *rows);
    ent_quantity_filter(&words->filter);
    return words->lexicon == NULL ? NULL : words;
}

void ent_quantity_filter(ent_word_filter *filter) {
    ent_word_filter_add_rows(filter, rows, sizeof rows / sizeof *rows);
    ent_word_filter_add(filter, "a");
}

/* ---- decimals ----------------------------------------------------------------------------------------------- */

typedef struct decimal { /* whole * 10^power */
    uint64_t whole;
    int power;
} decimal;

static double decimal_value(decimal number) {
    double value = (double)number.whole; /* exact up to 2^53; powers of ten are exact up to 10^22 */
    double factor = 1;
    int power = number.power < 0 ? -number.power : number.power;
    for (int i = 0; i < power; i++)
        factor *= 10;
    return number.power < 0 ? value / factor : value * factor;
}

/* A token of digits; false where it has two points or too many digits to be a figure. */
static bool read_digits(const ent_tokens *tokens, size_t index, decimal *out) {
    const ent_token *token = &tokens->items[index];
    const char *text = tokens->text + token->start;
    bool point = false;
    *out = (decimal){0, 0};
    for (size_t i = 0; i < token->length; i++) {
        if (text[i] == ',') {
            if (point) return false;
        } else if (text[i] == '.') {
            if (point) return false;
            point = true;
        } else {
            if (out->whole > UINT64_MAX / 10 - 1) return false;
            out->whole = 10 * out->whole + (uint64_t)(text[i] - '0');
            out->power -= point;
        }
    }
    return out->power >= -18;
}

/* ---- words -------------------------------------------------------------------------------------------------- */

typedef struct reader {
    const ent_quantity_words *words;
    const ent_tokens *tokens;
} reader;

static const ent_lexicon_row *word_at(const reader *self, size_t index, int kind) {
    return ent_lexicon_of(self->words->lexicon, self->tokens, index, kind);
}

static bool is_spaced(const ent_tokens *tokens, size_t index) {
    return index < tokens->size && (tokens->items[index].flags & ENT_TOKEN_SPACED) != 0;
}

/* After a hyphen that joins two words, else `index` itself. */
static size_t past_hyphen(const ent_tokens *tokens, size_t index) {
    bool joins = ent_token_is_mark(tokens, index, '-') && !is_spaced(tokens, index) && index + 1 < tokens->size &&
                 !is_spaced(tokens, index + 1);
    return joins ? index + 1 : index;
}

static bool word_is(const reader *self, size_t index, const char *word) {
    return ent_token_is(self->tokens, index, word);
}

/* "hundred and six": and joins only what is still part of the number. */
static size_t past_and(const reader *self, size_t index) {
    if (!word_is(self, index, "and")) return index;
    bool more = word_at(self, index + 1, UNIT) != NULL || word_at(self, index + 1, TEN) != NULL;
    return more ? index + 1 : index;
}

/* Whole numbers below a thousand: "two hundred and thirty-one"; the token after it, or `index` where there is none. */
static size_t read_small(const reader *self, size_t index, uint64_t *value) {
    size_t at = index;
    *value = 0;
    const ent_lexicon_row *row = word_at(self, at, UNIT);
    if (row != NULL && word_at(self, past_hyphen(self->tokens, at + 1), HUNDRED) != NULL) {
        *value = 100 * (uint64_t)row->value;
        at = past_and(self, past_hyphen(self->tokens, at + 1) + 1);
    } else if ((word_is(self, at, "a") || word_is(self, at, "one")) && word_at(self, at + 1, HUNDRED) != NULL) {
        *value = 100;
        at = past_and(self, at + 2);
    }
    size_t next = past_hyphen(self->tokens, at);
    if ((row = word_at(self, next, TEN)) != NULL) {
        *value += (uint64_t)row->value;
        at = next + 1;
        next = past_hyphen(self->tokens, at);
        row = word_at(self, next, UNIT);
        if (row != NULL && row->value < 10 && row->value > 0) {
            *value += (uint64_t)row->value;
            at = next + 1;
        }
    } else if ((row = word_at(self, next, UNIT)) != NULL) {
        *value += (uint64_t)row->value;
        at = next + 1;
    }
    return at;
}

static uint64_t power_of_ten(int power) {
    uint64_t value = 1;
    while (power-- > 0)
        value *= 10;
    return value;
}

/* "three million two hundred thousand and five"; each magnitude smaller than the one before. */
static size_t read_words(const reader *self, size_t index, ent_quantity *out) {
    size_t at = index;
    uint64_t total = 0;
    int last = 19;
    while (last > 0) {
        uint64_t small = 0;
        size_t start = at == index ? at : past_and(self, at), after = read_small(self, start, &small);
        if (after == start) {
            bool article = at == index && (word_is(self, at, "a") || word_is(self, at, "one"));
            if (!article || word_at(self, at + 1, MAGNITUDE) == NULL) break;
            small = 1;
            after = at + 1;
        }
        size_t next = past_hyphen(self->tokens, after);
        const ent_lexicon_row *row = word_at(self, next, MAGNITUDE);
        int power = row == NULL ? 0 : (int)row->value;
        if (power >= last || (at > index && start == at && power == 0 && word_is(self, at, "a"))) break;
        total += small * power_of_ten(power);
        out->magnitude |= row != NULL;
        at = row == NULL ? after : next + 1;
        last = power;
    }
    out->value = (double)total;
    return at;
}

/* ---- parts -------------------------------------------------------------------------------------------------- */

/* The whole number in digits at a token, if it is one below `most`. */
static bool whole_at(const reader *self, size_t index, double most, double *value) {
    decimal number;
    if (index >= self->tokens->size || self->tokens->items[index].kind != ENT_TOKEN_NUMBER ||
        !read_digits(self->tokens, index, &number) || number.power != 0)
        return false;
    *value = (double)number.whole;
    return *value < most;
}

/* "1/2" at `index`, as three tokens without spaces. */
static bool slash_fraction(const reader *self, size_t index, double *value) {
    double over, under;
    if (!whole_at(self, index, 1000, &over) || !ent_token_is_mark(self->tokens, index + 1, '/') ||
        is_spaced(self->tokens, index + 1) || is_spaced(self->tokens, index + 2) ||
        !whole_at(self, index + 2, 1000, &under) || under <= over || over == 0 ||
        ent_token_is_mark(self->tokens, index + 3, '/'))
        return false;
    *value = over / under;
    return true;
}

/* Multiplies by the words of magnitude that follow: 1.5 million, 3 hundred thousand, 3 dozen, 344m. */
static size_t read_magnitudes(const reader *self, size_t at, decimal *number, ent_quantity *out) {
    for (;;) {
        size_t next = past_hyphen(self->tokens, at);
        const ent_lexicon_row *row = word_at(self, next, MAGNITUDE);
        if (row == NULL) row = word_at(self, next, HUNDRED);
        if (row == NULL || number->power + (int)row->value > 20) break;
        number->power += (int)row->value;
        out->magnitude = true;
        at = next + 1;
    }
    static const struct {
        const char *letter;
        int power;
    } letters[] = {{"k", 3}, {"m", 6}, {"b", 9}, {"t", 12}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters && !out->magnitude; i++)
        if (word_is(self, at, letters[i].letter) && !is_spaced(self->tokens, at)) {
            number->power += letters[i].power;
            out->magnitude = true;
            return at + 1;
        }
    if (!out->magnitude && word_at(self, at, DOZEN) != NULL && number->whole < UINT64_MAX / 12) {
        number->whole *= 12;
        at++;
    }
    return at;
}

static bool is_ordinal_end(const reader *self, size_t index) {
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    if (is_spaced(self->tokens, index)) return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (word_is(self, index, ends[i])) return true;
    return false;
}

static bool read_in_digits(const reader *self, size_t index, ent_quantity *out) {
    decimal number;
    double part;
    out->digits = true;
    if (slash_fraction(self, index, &out->value)) {
        out->end = index + 3;
        return true;
    }
    if (!read_digits(self->tokens, index, &number)) return false;
    out->end = index + 1;
    if (is_ordinal_end(self, index + 1) && number.power == 0) {
        out->kind = ENT_QUANTITY_ORDINAL;
        out->end++;
        out->value = (double)number.whole;
        return true;
    }
    if (number.power == 0 && is_spaced(self->tokens, index + 1) && slash_fraction(self, index + 1, &part)) {
        out->end = index + 4;
        out->value = (double)number.whole + part;
        return true;
    }
    out->end = read_magnitudes(self, index + 1, &number, out);
    const ent_token *token = &self->tokens->items[index];
    out->plain_year = out->end == index + 1 && token->length == 4 && number.power == 0 &&
                      memchr(self->tokens->text + token->start, ',', 4) == NULL;
    out->value = decimal_value(number);
    return true;
}

/* Half a million, a quarter billion, three quarters, two thirds, a half. */
static bool read_fraction(const reader *self, size_t index, ent_quantity *out) {
    size_t at = index;
    uint64_t over = 1;
    bool counted = word_is(self, at, "a") || word_is(self, at, "one");
    const ent_lexicon_row *unit = word_at(self, at, UNIT);
    if (counted) {
        at++;
    } else if (unit != NULL) {
        over = (uint64_t)unit->value;
        at++;
        counted = true;
    }
    at = at > index ? past_hyphen(self->tokens, at) : at;
    const ent_lexicon_row *row = word_at(self, at, HALF);
    if (row == NULL) row = word_at(self, at, FRACTION);
    if (row == NULL || over >= (uint64_t)row->value) return false;
    at++;
    size_t after = word_is(self, at, "a") || word_is(self, at, "of") ? at + 1 : at;
    if (after > at && word_is(self, after, "a")) after++;
    const ent_lexicon_row *magnitude = word_at(self, after, MAGNITUDE);
    out->end = magnitude == NULL ? at : after + 1;
    out->magnitude = magnitude != NULL;
    out->value = (double)over * (magnitude == NULL ? 1 : (double)power_of_ten((int)magnitude->value)) / row->value;
    return counted || magnitude != NULL || word_at(self, index, HALF) != NULL;
}

/* Fourth, twenty-first. */
static bool read_ordinal(const reader *self, size_t index, ent_quantity *out) {
    const ent_lexicon_row *ten = word_at(self, index, TEN);
    size_t at = ten == NULL ? index : past_hyphen(self->tokens, index + 1);
    const ent_lexicon_row *row = word_at(self, at, ORDINAL);
    if (row == NULL || (ten != NULL && row->value > 9)) return false;
    out->kind = ENT_QUANTITY_ORDINAL;
    out->value = row->value + (ten == NULL ? 0 : ten->value);
    out->end = at + 1;
    return true;
}

/* "and a half" after whole words: two and a half, one and a half million; of the last magnitude where one was read, as
 * in "five billion and three quarters". The token after it, or `index`. */
static size_t read_and_part(const reader *self, size_t index, ent_quantity *out) {
    ent_quantity part = {0};
    if (!word_is(self, index, "and") || !read_fraction(self, index + 1, &part)) return index;
    const ent_lexicon_row *after = part.magnitude ? word_at(self, part.end - 1, MAGNITUDE) : NULL;
    double last = 1, whole = after == NULL ? 1 : (double)power_of_ten((int)after->value);
    for (size_t i = out->first; i < index; i++) {
        const ent_lexicon_row *row = word_at(self, i, MAGNITUDE);
        if (row != NULL) last = (double)power_of_ten((int)row->value);
    }
    if (part.value >= whole || (after != NULL && out->magnitude)) return index;
    out->value = out->value * whole + part.value * last;
    out->magnitude |= after != NULL;
    return part.end;
}

/* Whether a word may begin a number: false for nearly all words of prose. "A" needs one of the others after it. */
static bool may_begin(const reader *self, size_t index) {
    const ent_tokens *tokens = self->tokens;
    const ent_word_filter *filter = &self->words->filter;
    if (!ent_word_filter_has(filter, &tokens->items[index])) return false;
    if (!word_is(self, index, "a")) return true;
    const size_t next = past_hyphen(tokens, index + 1);
    return next < tokens->size && ent_word_filter_has(filter, &tokens->items[next]);
}

bool ent_quantity_read(const ent_quantity_words *words, const ent_tokens *tokens, size_t index, ent_quantity *out) {
    reader self = {words, tokens};
    *out = (ent_quantity){.first = index, .end = index};
    if (index >= tokens->size) return false;
    switch (tokens->items[index].kind) {
    case ENT_TOKEN_NUMBER:
        return read_in_digits(&self, index, out);
    case ENT_TOKEN_WORD:
        break;
    default:
        return false;
    }
    if (!may_begin(&self, index)) return false;
    if (read_fraction(&self, index, out) || read_ordinal(&self, index, out)) return true;
    bool article = word_is(&self, index, "a") || word_is(&self, index, "one");
    size_t dozen = article ? index + 1 : index;
    if (word_at(&self, dozen, DOZEN) != NULL && (article || word_is(&self, index, "dozen"))) {
        out->value = 12;
        out->end = dozen + 1;
        return true;
    }
    out->end = read_words(&self, index, out);
    if (out->end > index && word_at(&self, out->end, DOZEN) != NULL) {
        out->value *= 12;
        out->end++;
    }
    if (out->end > index) out->end = read_and_part(&self, out->end, out);
    return out->end > index;
}

bool ent_quantity_magnitude(const ent_quantity_words *words, const ent_tokens *tokens, size_t index, double *value) {
    reader self = {words, tokens};
    const ent_lexicon_row *row = word_at(&self, index, MAGNITUDE);
    if (row == NULL) return false;
    *value = (double)power_of_ten((int)row->value);
    return true;
}
