/* Decades and centuries: the 1990s, the 70's, the nineteen seventies, the noughties, the 21st century; and days of a
 * month that nothing else is said of: "on the 27th". */
#include "text/dates_parts.h"

#include <string.h>

static void set_years(date_point *out, int first, int years, const char *rule) {
    out->from = (ent_date){(int16_t)first, 0, 0};
    out->until = (ent_date){(int16_t)(first + years - 1), 0, 0};
    out->rule = rule;
}

/* The token after the s of a plural at `index`: "1990s", "1990's", "1990 s"; `index` where there is none. */
static size_t plural_end(const date_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (ent_token_is(tokens, index, "s")) return index + 1;
    bool mark = index < tokens->size && tokens->items[index].kind == ENT_TOKEN_MARK && !dates_spaced(search, index) &&
                (tokens->items[index].character == '\'' || tokens->items[index].character == 0x2019);
    if (!mark) return index;
    if (tokens->items[index].length > 1 && ent_token_is_mark(tokens, index, '\'')) return index + 1; /* with its s */
    return ent_token_is(tokens, index + 1, "s") ? index + 2 : index;
}

/* Two digits are of the century before, unless that is more than the decade that runs: "the 20s" in 2024. */
static int century_of(const date_search *search, int decade) {
    int year = search->published.year != 0 ? search->published.year : 2000, now = year % 100;
    return year - now - (decade > now ? 100 : 0);
}

/* "1990s", "the 70s", "the '40s". */
static bool decade_in_digits(const date_search *search, size_t index, date_point *out) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    bool quote = tokens->items[at].kind == ENT_TOKEN_MARK &&
                 (tokens->items[at].character == '\'' || tokens->items[at].character == 0x2018 ||
                  tokens->items[at].character == 0x2019);
    if (quote) at++;
    if (at >= tokens->size || tokens->items[at].kind != ENT_TOKEN_NUMBER) return false;
    int16_t year;
    size_t end = dates_year(search, at, &year);
    ent_quantity number;
    bool full = end == at + 1;
    bool the = index > 0 && ent_token_is(tokens, index - 1, "the");
    if (!full) {
        if (tokens->items[at].length != 2 || (!quote && !the) || !dates_number(search, at, 10, 90, &number))
            return false;
        year = (int16_t)number.value;
        end = at + 1;
    }
    size_t after = plural_end(search, end);
    bool spaced = dates_spaced(search, end); /* "1990 s" of a text whose tokens are spaced */
    if (after == end || year % 10 != 0 ||
        (spaced && (!full || !dates_spaced(search, after)) && after < tokens->size &&
         tokens->items[after].kind == ENT_TOKEN_WORD))
        return false;
    set_years(out, full ? year : century_of(search, year) + year, 10, "date.decade");
    out->end = after;
    return true;
}

/* "the nineteen seventies", "the twenty-tens", "the noughties". */
static bool decade_in_words(const date_search *search, size_t index, date_point *out) {
    ent_quantity century;
    size_t at = index;
    bool led = dates_number(search, index, 18, 20, &century) && !century.digits && century.end == index + 1;
    if (led) at = ent_token_is_mark(search->tokens, century.end, '-') ? century.end + 1 : century.end;
    const ent_lexicon_row *row = dates_word(search, at, DATE_DECADE);
    bool the = index > 0 && ent_token_is(search->tokens, index - 1, "the");
    if (row == NULL || (!led && (!the || row->value == 10))) return false; /* "tens of thousands" */
    if (!led && row->value == 0)
        set_years(out, 2000, 10, "date.decade");
    else
        set_years(out, (led ? 100 * (int)century.value : century_of(search, (int)row->value)) + (int)row->value, 10,
                  "date.decade");
    out->end = at + 1;
    return true;
}

/* "the 21st century": as people count, from 2000. */
static bool century(const date_search *search, size_t index, date_point *out) {
    ent_quantity number;
    if (!dates_number(search, index, 2, 22, &number) || number.kind != ENT_QUANTITY_ORDINAL) return false;
    size_t at = ent_token_is_mark(search->tokens, number.end, '-') ? number.end + 1 : number.end;
    if (!ent_token_is(search->tokens, at, "century")) return false;
    set_years(out, 100 * ((int)number.value - 1), 100, "date.century");
    out->end = at + 1;
    return true;
}

/* ---- days of the month --------------------------------------------------------------------------------------- */

/* "on the 27th", "for the twenty-second", "on 29th", "on 15.": nothing that could be counted follows. */
static bool bare_day(const date_search *search, size_t index, date_point *out) {
    static const char *const heads[] = {"on", "for", "until", "till", "by", "since", NULL};
    static const char *const tails[] = {"and", "or", "but", "at", "in", "with", "when", "after", "to", "that", NULL};
    const ent_tokens *tokens = search->tokens;
    if (index == 0 || !dates_is_one_of(search, index - 1, heads)) return false;
    bool the = ent_token_is(tokens, index, "the"), on = ent_token_is(tokens, index - 1, "on");
    size_t at = the ? index + 1 : index;
    ent_quantity number;
    if ((!the && !on) || !dates_number(search, at, 1, 31, &number) || number.end - at > 3) return false;
    bool ordinal = number.kind == ENT_QUANTITY_ORDINAL, words = tokens->items[at].kind == ENT_TOKEN_WORD;
    bool ends = number.end >= tokens->size || ent_token_is_mark(tokens, number.end, '.') ||
                ent_token_is_mark(tokens, number.end, ',') || ent_token_is_mark(tokens, number.end, '-') ||
                ent_token_is_mark(tokens, number.end, '?') || ent_token_is_mark(tokens, number.end, '!');
    if (ordinal ? (!ends && !dates_is_one_of(search, number.end, tails)) : !ends || words) return false;
    if (!ordinal && (!on || number.value < 10 || ent_token_is_mark(tokens, number.end, ',')))
        return false;                                                               /* "for the 27": the members */
    if (ordinal && words && number.end == at + 1 && number.value < 4) return false; /* "on the second, ..." */
    out->from = dates_nearest_day(search, (int)number.value, search->tense);
    out->lacks_year = true;
    out->end = number.end;
    out->rule = "date.day-of-month";
    return true;
}

bool dates_read_eras(const date_search *search, size_t index, date_point *out) {
    static bool (*const forms[])(const date_search *, size_t, date_point *) = {decade_in_digits, decade_in_words,
                                                                               century, bare_day};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}
