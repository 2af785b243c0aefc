/* Places inside Korean words, and numbers. A word of Korean prose is a noun and its particles written together. */
#include "text/korean.h"

#include <string.h>

bool ent_korean_any(const ent_tokens *tokens) {
    for (size_t i = 0; i < tokens->size; i++)
        if (tokens->items[i].flags & ENT_TOKEN_HANGUL) return true;
    return false;
}

static korean_place moved(const ent_tokens *tokens, korean_place place, size_t bytes) {
    place.offset += bytes;
    if (place.offset >= tokens->items[place.token].length) return (korean_place){place.token + 1, 0};
    return place;
}

bool korean_take(const ent_tokens *tokens, korean_place *place, const char *word) {
    if (place->token >= tokens->size) return false;
    const ent_token *token = &tokens->items[place->token];
    size_t size = strlen(word);
    if (token->kind != ENT_TOKEN_WORD || token->length - place->offset < size ||
        memcmp(tokens->text + token->start + place->offset, word, size) != 0)
        return false;
    *place = moved(tokens, *place, size);
    return true;
}

const korean_row *korean_take_row(const ent_tokens *tokens, korean_place *place, const korean_row *rows, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (korean_take(tokens, place, rows[i].word)) return &rows[i];
    return NULL;
}

bool korean_mark(const ent_tokens *tokens, korean_place *place, uint32_t mark) {
    if (place->token >= tokens->size || place->offset > 0) return false;
    const ent_token *token = &tokens->items[place->token];
    if (token->kind != ENT_TOKEN_MARK || token->character != mark) return false;
    *place = (korean_place){place->token + 1, 0};
    return true;
}

bool korean_ends(const ent_tokens *tokens, korean_place place) {
    static const char *const particles[] = {
        "으로", "에서", "까지", "부터", "보다", "이라", "이며", "이고", "이다", "이었", "였", "씩", "짜리", "규모",
        "가량", "정도", "안팎", "이상", "이하", "미만", "을",   "를",   "이",   "가",   "은", "는", "에",   "로",
        "의",   "과",   "와",   "도",   "만",   "인",   "대",   "선",   "여",   "간",   "쯤", "밖", "다"};
    if (place.offset == 0) return true;
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (korean_take(tokens, &place, particles[i])) return true;
    return false;
}

size_t korean_byte(const ent_tokens *tokens, korean_place place) {
    if (place.offset > 0) return tokens->items[place.token].start + place.offset;
    const ent_token *last = &tokens->items[place.token - 1];
    return last->start + last->length;
}

size_t korean_after(const ent_tokens *tokens, korean_place place) {
    (void)tokens;
    return place.offset > 0 ? place.token + 1 : place.token;
}

/* ---- numbers ------------------------------------------------------------------------------------------------- */

typedef struct group { /* whole * 10^power */
    uint64_t whole;
    int decimals, power;
    size_t digits;
} group;

/* Digits of a token, at most 15, so that they are exact in a double. */
static bool read_digits(const ent_tokens *tokens, korean_place *place, group *out) {
    if (place->token >= tokens->size || place->offset > 0 || tokens->items[place->token].kind != ENT_TOKEN_NUMBER)
        return false;
    const ent_token *token = &tokens->items[place->token];
    bool point = false;
    *out = (group){0};
    for (size_t i = 0; i < token->length; i++) {
        char c = tokens->text[token->start + i];
        if (c == ',') continue;
        if (c == '.') {
            if (point) return false;
            point = true;
            continue;
        }
        if (++out->digits > 15) return false;
        out->whole = 10 * out->whole + (uint64_t)(c - '0');
        out->decimals += point;
    }
    *place = (korean_place){place->token + 1, 0};
    return out->digits > 0;
}

/* 천, 백, 십 and then 만, 억, 조: 5천만 is 5 * 10^3 * 10^4. */
static void read_magnitudes(const ent_tokens *tokens, korean_place *place, group *out) {
    static const korean_row small[] = {{"천", 3, 0, NULL}, {"백", 2, 0, NULL}, {"십", 1, 0, NULL}};
    static const korean_row large[] = {{"만", 4, 0, NULL}, {"억", 8, 0, NULL}, {"조", 12, 0, NULL}};
    korean_place at = *place;
    const korean_row *row = korean_take_row(tokens, &at, small, 3);
    if (row != NULL) out->power += row->kind;
    korean_place before = at;
    const korean_row *big = korean_take_row(tokens, &at, large, 3);
    if (big != NULL) out->power += big->kind;
    *place = big != NULL ? at : before;
}

static double value_of(const group *number) {
    static const double tens[] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9, 1e10,
                                  1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20};
    int power = number->power - number->decimals;
    return power < 0 ? (double)number->whole / tens[-power] : (double)number->whole * tens[power];
}

bool korean_read_number(const ent_tokens *tokens, korean_place *place, korean_number *out) {
    group part;
    korean_place at = *place;
    if (!read_digits(tokens, &at, &part)) return false;
    read_magnitudes(tokens, &at, &part);
    *out = (korean_number){.value = value_of(&part), .last = part.power};
    out->digits = part.power == 0 && part.decimals == 0 ? part.digits : 0;
    double least =
        part.power; /* 1조 389억: each group smaller than the one before, and no longer than it leaves room */
    for (;;) {
        korean_place next = at;
        group more;
        if (least < 3 || !read_digits(tokens, &next, &more) || more.decimals > 0) break;
        read_magnitudes(tokens, &next, &more);
        if (more.power >= least || (double)more.digits + more.power > least) break;
        out->value += value_of(&more);
        out->digits = 0;
        out->last = least = more.power;
        at = next;
    }
    double power = out->last;
    out->last = 1;
    for (int i = 0; i < (int)power; i++)
        out->last *= 10;
    out->joined = at.token < tokens->size && !(tokens->items[at.token].flags & ENT_TOKEN_SPACED);
    *place = at;
    return true;
}
