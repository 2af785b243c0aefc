/* Dates in digits: 2024-03-21, 21.3.2024, 3/21/2024, 2019/sep/01, 4/22 after "on". */
#include "text/dates_parts.h"

#include <string.h>

typedef struct numeric {
    int parts[3];
    size_t digits[3]; /* how many each was written with; 0: a month in words */
    size_t size, end;
    char mark;
} numeric;

static bool read_part(const date_search *search, size_t index, numeric *out) {
    const ent_token *token = &search->tokens->items[index];
    const ent_lexicon_row *month = dates_word(search, index, DATE_MONTH);
    int value = 0;
    if (month != NULL) {
        value = (int)month->value;
    } else {
        if (token->kind != ENT_TOKEN_NUMBER || token->length > 4) return false;
        for (size_t i = 0; i < token->length; i++) {
            char c = search->tokens->text[token->start + i];
            if (c < '0' || c > '9') return false;
            value = 10 * value + (c - '0');
        }
    }
    out->parts[out->size] = value;
    out->digits[out->size++] = month != NULL ? 0 : token->length;
    return true;
}

/* A token "13.5.2015" or "2024.03.21". */
static bool read_points(const date_search *search, size_t index, numeric *out) {
    const ent_token *token = &search->tokens->items[index];
    const char *text = search->tokens->text + token->start;
    *out = (numeric){.end = index + 1, .mark = '.'};
    if (token->kind != ENT_TOKEN_NUMBER || memchr(text, ',', token->length) != NULL) return false;
    for (size_t i = 0, value = 0, digits = 0; i <= token->length; i++) {
        if (i < token->length && text[i] != '.') {
            value = 10 * value + (size_t)(text[i] - '0');
            if (++digits > 4) return false;
            continue;
        }
        if (out->size == 3 || digits == 0) return false;
        out->parts[out->size] = (int)value;
        out->digits[out->size++] = digits;
        value = digits = 0;
    }
    return out->size == 3;
}

static bool read_marks(const date_search *search, size_t index, numeric *out) {
    const ent_tokens *tokens = search->tokens;
    *out = (numeric){.end = index};
    if (!read_part(search, index, out)) return false;
    size_t at = index + 1;
    while (out->size < 3 && at + 1 < tokens->size) {
        char mark = ent_token_is_mark(tokens, at, '-') ? '-' : ent_token_is_mark(tokens, at, '/') ? '/' : '\0';
        bool fits = mark != '\0' && (out->size == 1 || mark == out->mark) && !dates_spaced(search, at) &&
                    !dates_spaced(search, at + 1);
        out->mark = mark == '\0' ? out->mark : mark;
        if (!fits || !read_part(search, at + 1, out)) break;
        at += 2;
    }
    out->end = at;
    return out->size >= 2;
}

static int16_t full_year(int year, size_t digits) {
    if (digits > 2) return (int16_t)year;
    return (int16_t)(year + (year < 50 ? 2000 : 1900));
}

/* Three parts: the year where it has four digits, else last; of the rest what can be no month is the day; where both
 * can, day first between points and month first else. */
static bool place_three(const numeric *parts, ent_date *out) {
    const int *p = parts->parts;
    int day, month, year;
    size_t digits;
    if (parts->digits[0] > 2) {
        bool words = parts->digits[2] == 0; /* 2020/23/Sep */
        year = p[0], month = words ? p[2] : p[1], day = words ? p[1] : p[2], digits = parts->digits[0];
    } else {
        bool first = parts->digits[1] == 0 || p[1] > 12 ? parts->digits[1] == 0 : p[0] > 12 || parts->mark == '.';
        day = first ? p[0] : p[1];
        month = first ? p[1] : p[0];
        year = p[2], digits = parts->digits[2];
    }
    if (digits == 1 || digits == 3 || day < 1 || day > 31 || month < 1 || month > 12) return false;
    *out = (ent_date){full_year(year, digits), (uint8_t)month, (uint8_t)day};
    return out->year >= 1800 && out->year < 2200 && dates_exists(*out);
}

/* The word that a date in digits ends before: what follows would make another thing of it ("3/4 of", "4/22 inches"). */
static bool ends_well(const date_search *search, size_t index) {
    static const char *const words[] = {"and", "or", "to", "till", "until", "through", "at", "in", "with", "but", NULL};
    return index >= search->tokens->size || search->tokens->items[index].kind == ENT_TOKEN_MARK ||
           dates_is_one_of(search, index, words);
}

static bool is_year(int year, size_t digits) {
    return digits == 4 && year >= 1800 && year < 2200;
}

/* "11/2016", "2016 - 11", "2015/3"; between spaces only where it ends a clause, for "2016 - 11 died" is none. */
static bool read_month_and_year(const date_search *search, size_t index, date_point *out) {
    const ent_tokens *tokens = search->tokens;
    numeric parts = {.end = index};
    bool slash = ent_token_is_mark(tokens, index + 1, '/'), dash = ent_token_is_mark(tokens, index + 1, '-');
    if ((!slash && !dash) || index + 2 >= tokens->size || !read_part(search, index, &parts) ||
        !read_part(search, index + 2, &parts))
        return false;
    bool first = is_year(parts.parts[0], parts.digits[0]), second = is_year(parts.parts[1], parts.digits[1]);
    int month = parts.parts[first ? 1 : 0];
    size_t digits = parts.digits[first ? 1 : 0];
    if (first == second || digits == 0 || digits > 2 || month < 1 || month > 12) return false;
    bool joined = !dates_spaced(search, index + 1) && !dates_spaced(search, index + 2);
    bool range = joined && dash && first && digits == 2 && month > parts.parts[0] % 100; /* 2009-12: to 2012? */
    bool chain = index + 3 < tokens->size && !dates_spaced(search, index + 3) &&
                 (ent_token_is_mark(tokens, index + 3, '/') || ent_token_is_mark(tokens, index + 3, '-'));
    bool before = index > 0 && !dates_spaced(search, index) && !ent_token_is_mark(tokens, index - 1, '(');
    if (range || chain || (before && search->led != index) || (!joined && !ends_well(search, index + 3))) return false;
    out->from = (ent_date){(int16_t)parts.parts[first ? 0 : 1], (uint8_t)month, 0};
    out->end = index + 3;
    out->rule = "date.numeric";
    return true;
}

/* "2015.3" at the end of a clause: a year and a month, unless a word before it makes it a quantity. */
static bool read_pointed_month(const date_search *search, size_t index, date_point *out) {
    static const char *const quantity[] = {"to", "at", "by", "than", "of", "about", "was", "is", NULL};
    const ent_token *token = &search->tokens->items[index];
    const char *text = search->tokens->text + token->start;
    if (token->kind != ENT_TOKEN_NUMBER || (token->length != 6 && token->length != 7) || text[4] != '.') return false;
    int year = 0, month = 0;
    for (size_t i = 0; i < token->length; i++) {
        if (i == 4) continue;
        if (text[i] < '0' || text[i] > '9') return false;
        *(i < 4 ? &year : &month) = 10 * *(i < 4 ? &year : &month) + (text[i] - '0');
    }
    if (year < 1900 || year >= 2100 || month < 1 || month > 12 || !ends_well(search, index + 1) ||
        ent_token_is_mark(search->tokens, index + 1, '%') ||
        (index > 0 &&
         (dates_is_one_of(search, index - 1, quantity) || search->tokens->items[index - 1].kind == ENT_TOKEN_MARK)))
        return false;
    out->from = (ent_date){(int16_t)year, (uint8_t)month, 0};
    out->end = index + 1;
    out->rule = "date.numeric";
    return true;
}

/* "4/22": month and day, where a word or a range leads to it or it can be nothing else. */
static bool read_short(const date_search *search, size_t index, const numeric *parts, date_point *out) {
    static const char *const before[] = {"on", "from", "to", "by", "until", "since", "before", "after", "dated", NULL};
    int month = parts->parts[0], day = parts->parts[1];
    bool led = search->led == index || (index > 0 && dates_is_one_of(search, index - 1, before));
    bool weekday = index > 0 && dates_word(search, index - 1, DATE_WEEKDAY) != NULL;
    bool only = parts->mark == '/' && month <= 12 && day > 12 && ends_well(search, parts->end) &&
                (index == 0 || dates_spaced(search, index));
    if (month > 12) month = parts->parts[1], day = parts->parts[0];
    bool fits = parts->digits[0] <= 2 && parts->digits[1] <= 2 && parts->digits[1] > 0 && month >= 1 && month <= 12 &&
                day >= 1 && day <= 31;
    if (!fits || (parts->digits[0] > 0 && !led && !weekday && !only)) return false;
    out->from = dates_choose_year(search, (ent_date){0, (uint8_t)month, (uint8_t)day});
    out->lacks_year = true;
    out->end = parts->end;
    out->rule = "date.numeric-short";
    int16_t year;
    size_t comma = ent_token_is_mark(search->tokens, parts->end, ',') ? parts->end + 1 : parts->end;
    size_t after = dates_year(search, comma, &year);
    if (after > comma && comma > parts->end) { /* 5/7, 2020 */
        out->from = (ent_date){year, (uint8_t)month, (uint8_t)day};
        out->lacks_year = false;
        out->end = after;
        return dates_exists(out->from);
    }
    return true;
}

bool dates_read_numeric(const date_search *search, size_t index, date_point *out) {
    numeric parts;
    if (index >= search->tokens->size) return false;
    if (read_pointed_month(search, index, out)) return true;
    bool pointed = read_points(search, index, &parts);
    if (!pointed && !read_marks(search, index, &parts)) return read_month_and_year(search, index, out);
    if (parts.size == 3 && place_three(&parts, &out->from)) {
        out->end = parts.end;
        out->rule = "date.numeric";
        return true;
    }
    if (parts.size != 2) return false;
    if (parts.digits[0] == 4 && parts.digits[1] == 2 && parts.parts[1] >= 1 && parts.parts[1] <= 12 &&
        parts.parts[0] >= 1800 && parts.parts[0] < 2200 &&
        (parts.mark == '/' || parts.parts[1] <= parts.parts[0] % 100)) {
        out->from = (ent_date){(int16_t)parts.parts[0], (uint8_t)parts.parts[1], 0};
        out->end = parts.end;
        out->rule = "date.numeric";
        return true;
    }
    return read_month_and_year(search, index, out) || read_short(search, index, &parts, out);
}
