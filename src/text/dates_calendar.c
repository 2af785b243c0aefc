/* Dates with names of months, years alone, quarters, halves, decades and fiscal years. */
#include "text/dates_parts.h"

#include <string.h>

static size_t past_mark(const date_search *search, size_t index, char mark) {
    return ent_token_is_mark(search->tokens, index, mark) ? index + 1 : index;
}

static size_t past_word(const date_search *search, size_t index, const char *word) {
    return ent_token_is(search->tokens, index, word) ? index + 1 : index;
}

/* "Oct." keeps its point. */
static size_t past_month(const date_search *search, size_t index) {
    return past_mark(search, index + 1, '.');
}

/* A year after a month or a day: "2024", ", 2024", "of 2024"; the token after it, or `index`. */
static size_t year_after(const date_search *search, size_t index, int16_t *year) {
    size_t of = past_mark(search, index, ','), at = of;
    bool hyphen = ent_token_is_mark(search->tokens, index, '-') && !dates_spaced(search, index) &&
                  !dates_spaced(search, index + 1) && index > 0 &&
                  dates_word(search, index - 1, DATE_MONTH) != NULL; /* Dec-2018 */
    if (hyphen) at++;
    if (ent_token_is(search->tokens, of, "of") || ent_token_is(search->tokens, of, "in")) at++;
    size_t end = dates_year(search, at, year);
    return end > at ? end : index;
}

static void set_year(const date_search *search, date_point *out, size_t end) {
    int16_t year;
    size_t after = year_after(search, end, &year);
    out->end = after;
    if (after > end) {
        out->from.year = year;
        return;
    }
    static const struct {
        const char *word;
        int step;
    } steps[] = {{"this", 0}, {"next", 1}, {"last", -1}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (ent_token_is(search->tokens, end, steps[i].word) && ent_token_is(search->tokens, end + 1, "year")) {
            if (search->published.year != 0) out->from.year = (int16_t)(search->published.year + steps[i].step);
            out->end = end + 2;
            return;
        }
    out->lacks_year = true;
    out->from = dates_choose_year(search, out->from);
}

/* A day of the month: "21", "21st", "the twenty-first"; the token after it. */
static size_t read_day(const date_search *search, size_t index, uint8_t *day) {
    size_t at = past_word(search, index, "the");
    ent_quantity number;
    if (!dates_number(search, at, 1, 31, &number) || number.end - at > 3) return index;
    bool percent =
        ent_token_is_mark(search->tokens, number.end, '%') || ent_token_is(search->tokens, number.end, "percent");
    if (percent || (ent_token_is_mark(search->tokens, number.end, ':') && !dates_spaced(search, number.end)))
        return index;
    *day = (uint8_t)number.value;
    return number.end;
}

/* "March 21, 2024", "Oct-2". */
static bool month_first(const date_search *search, size_t index, date_point *out) {
    const ent_lexicon_row *month = dates_word(search, index, DATE_MONTH);
    if (month == NULL) return false;
    size_t at = past_mark(search, past_month(search, index), ',');
    if (!dates_spaced(search, at)) at = past_mark(search, past_mark(search, at, '-'), '/');
    uint8_t day = 0;
    size_t end = read_day(search, at, &day);
    if (end == at) return false;
    out->from = (ent_date){0, (uint8_t)month->value, day};
    set_year(search, out, end);
    out->rule = "date.month-day";
    return out->from.year == 0 || dates_exists(out->from);
}

/* "21 March 2024", "the 21st of March", "16. Nov. 2016". */
static bool day_first(const date_search *search, size_t index, date_point *out) {
    uint8_t day = 0;
    size_t end = read_day(search, index, &day);
    bool price = index > 0 && ent_token_is_mark(search->tokens, index - 1, '$');
    if (end == index || price) return false;
    end = past_word(search, past_mark(search, end, '.'), "day");
    end = past_word(search, end, "of");
    if (!dates_spaced(search, end)) end = past_mark(search, end, '-');
    const ent_lexicon_row *month = dates_word(search, end, DATE_MONTH);
    if (month == NULL) return false;
    out->from = (ent_date){0, (uint8_t)month->value, day};
    set_year(search, out, past_month(search, end));
    out->rule = "date.day-month";
    return out->from.year == 0 || dates_exists(out->from);
}

static bool is_capital(const date_search *search, size_t index) {
    return (search->tokens->items[index].flags & ENT_TOKEN_CAPITAL) != 0;
}

bool dates_is_month(const date_search *search, size_t index) {
    static const char *const verbs[] = {"may", "march", "mar", NULL};
    return is_capital(search, index) || !dates_is_one_of(search, index, verbs);
}

/* Whether a lone name of a month is one: never the verbs may and march, the august body, nor "dec" and the like without
 * a capital. */
static bool is_lone_month(const date_search *search, size_t index) {
    static const char *const verbs[] = {"may", "march", "mar", NULL};
    bool led =
        index > 0 &&
        (dates_word(search, index - 1, DATE_BEFORE) != NULL || dates_word(search, index - 1, DATE_STEP) != NULL ||
         dates_word(search, index - 1, DATE_PART) != NULL || ent_token_is_mark(search->tokens, index - 1, '-'));
    if (index > 0 && ent_token_is_mark(search->tokens, index - 1, '$')) return false;
    if (dates_is_one_of(search, index, verbs))
        return is_capital(search, index) &&
               (search->led == index || (led && !ent_token_is(search->tokens, index - 1, "to")));
    bool named = search->tokens->items[index].length > 3 && !ent_token_is(search->tokens, index, "august");
    return led || named || (is_capital(search, index) && index > 0);
}

/* "March 2024", "2024 March", "in March". */
static bool month_alone(const date_search *search, size_t index, date_point *out) {
    int16_t year;
    size_t before = dates_year(search, index, &year), at = before > index ? past_mark(search, before, ',') : index;
    const ent_lexicon_row *month = dates_word(search, at, DATE_MONTH);
    if (month == NULL) return false;
    out->from = (ent_date){0, (uint8_t)month->value, 0};
    out->rule = "date.month";
    if (before > index) {
        out->from.year = year;
        out->end = past_month(search, at);
        return true;
    }
    set_year(search, out, past_month(search, at));
    if (out->lacks_year) out->end = at + 1;
    return !out->lacks_year || is_lone_month(search, at);
}

/* ---- years and their parts ---------------------------------------------------------------------------------- */

static void set_months(date_point *out, int16_t year, int first, int months) {
    out->from = (ent_date){year, (uint8_t)first, 0};
    out->until = dates_shift(out->from, 0, months - 1);
}

/* The year after a quarter or half: "of 2024", "this year"; that of publication where none is named. */
static size_t year_of_part(const date_search *search, size_t index, int16_t *year) {
    size_t end = year_after(search, index, year);
    if (end > index) return end;
    *year = search->published.year;
    size_t of = past_word(search, index, "of"), step = of;
    const ent_lexicon_row *row = dates_word(search, step, DATE_STEP);
    if (row != NULL && ent_token_is(search->tokens, step + 1, "year")) {
        if (*year != 0) *year = (int16_t)(*year + (int)row->value);
        return step + 2;
    }
    return index;
}

/* Q3 2024, 2024 H2, the third quarter of 2024, the first half of this year. */
static bool part_of_year(const date_search *search, size_t index, date_point *out) {
    int16_t year = 0;
    const ent_tokens *tokens = search->tokens;
    size_t before = dates_year(search, index, &year), at = past_word(search, before, "the");
    if (before > index && !dates_spaced(search, before)) at = past_mark(search, at, '-'); /* 2019-H2 */
    int months = ent_token_is(tokens, at, "q") ? 3 : ent_token_is(tokens, at, "h") ? 6 : 0;
    ent_quantity number;
    size_t end;
    if (months > 0) {
        if (dates_spaced(search, at + 1) || !dates_number(search, at + 1, 1, 12 / months, &number)) return false;
        end = number.end;
    } else {
        if (!dates_number(search, at, 1, 4, &number) || number.kind != ENT_QUANTITY_ORDINAL) return false;
        months = ent_token_is(tokens, number.end, "quarter") ? 3 : ent_token_is(tokens, number.end, "half") ? 6 : 0;
        if (months == 0 || number.value > 12 / months) return false;
        end = number.end + 1;
    }
    if (before == index) {
        size_t hyphen = dates_spaced(search, end) ? end : past_mark(search, end, '-'); /* Q1-2019 */
        end =
            hyphen > end && dates_year(search, hyphen, &year) > hyphen ? hyphen + 1 : year_of_part(search, end, &year);
    }
    out->end = end;
    out->rule = "date.part-of-year";
    if (year != 0) set_months(out, year, 1 + months * ((int)number.value - 1), months);
    return true;
}

/* "fiscal year 2025", "FY2025", "FY 25": kept as its year; when it begins depends on the country. */
static bool fiscal_year(const date_search *search, size_t index, date_point *out) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index;
    ent_quantity number;
    if (ent_token_is(tokens, at, "fy")) {
        at++;
    } else if ((ent_token_is(tokens, at, "fiscal") || ent_token_is(tokens, at, "financial"))) {
        at = past_word(search, at + 1, "year");
    } else {
        return false;
    }
    int16_t year;
    size_t end = dates_year(search, at, &year);
    if (end == at) {
        if (!dates_number(search, at, 1, 99, &number) || !number.digits || number.end != at + 1) return false;
        year = (int16_t)(2000 + (int)number.value);
        end = number.end;
    }
    out->from = (ent_date){year, 0, 0};
    out->end = end;
    out->rule = "date.fiscal-year";
    return true;
}

/* Part of a longer chain of numbers and marks, as a number of a telephone is: "138-2010-2015", "2015-1-32", "F-2000".
 */
static bool in_chain(const date_search *search, size_t index, size_t end) {
    const ent_tokens *tokens = search->tokens;
    bool before = index > 1 && !dates_spaced(search, index) && !dates_spaced(search, index - 1) &&
                  (ent_token_is_mark(tokens, index - 1, '-') || ent_token_is_mark(tokens, index - 1, '/'));
    if (before && search->led != index) return tokens->items[index - 2].kind != ENT_TOKEN_MARK;
    bool dash = ent_token_is_mark(tokens, end, '-') || ent_token_is_mark(tokens, end, '/');
    return dash && end + 2 < tokens->size && !dates_spaced(search, end) && !dates_spaced(search, end + 1) &&
           tokens->items[end + 1].kind == ENT_TOKEN_NUMBER && !dates_spaced(search, end + 2) &&
           (ent_token_is_mark(tokens, end + 2, '-') || ent_token_is_mark(tokens, end + 2, '/'));
}

/* "2000 pieces": a plural right after a number that nothing has made a year. */
static bool counts_plural(const date_search *search, size_t index, size_t end) {
    static const char *const years[] = {"the", "its", "their", "year", NULL};
    const ent_tokens *tokens = search->tokens;
    if (end >= tokens->size || tokens->items[end].kind != ENT_TOKEN_WORD) return false;
    const ent_token *word = &tokens->items[end];
    const char *text = tokens->text + word->start;
    if (index > 0 && dates_is_one_of(search, index - 1, years)) return false;
    bool led = index > 0 && dates_word(search, index - 1, DATE_BEFORE) != NULL;
    return !led && word->length > 4 && text[word->length - 1] == 's' && text[word->length - 2] != 's' &&
           !(word->flags & (ENT_TOKEN_OWNS | ENT_TOKEN_CAPITAL));
}

/* A number of four digits is a year unless it counts something. */
static bool year_alone(const date_search *search, size_t index, date_point *out) {
    int16_t year;
    const ent_tokens *tokens = search->tokens;
    size_t end = dates_year(search, index, &year);
    if (end == index) return false;
    bool words = tokens->items[index].kind == ENT_TOKEN_WORD;
    bool led = index > 0 && dates_word(search, index - 1, DATE_BEFORE) != NULL;
    if (words && !led && !(index > 0 && ent_token_is(tokens, index - 1, "year"))) return false;
    uint32_t before =
        index > 0 && tokens->items[index - 1].kind == ENT_TOKEN_MARK ? tokens->items[index - 1].character : 0;
    bool dash = before == 0x2013 || before == 0x2014 || before == 0x2018 || before == 0x2019 || before == 0x201C;
    if (before == '$' || (before > 0x7F && !dash)) return false; /* an amount: a sign of a currency stands before it */
    static const char *const counted[] = {
        "troops",  "people",   "soldiers", "percent",   "dollars", "won",       "yen",  "euros", "million",
        "billion", "trillion", "men",      "women",     "members", "personnel", "jobs", "miles", "km",
        "tons",    "missiles", "workers",  "employees", "meters",  "feet",      NULL};
    if (dates_is_one_of(search, end, counted) || ent_token_is_mark(tokens, end, '%')) return false;
    if (in_chain(search, index, end) || counts_plural(search, index, end)) return false;
    out->from = (ent_date){year, 0, 0};
    out->end = end;
    out->rule = "date.year";
    return true;
}

static bool read_named(const date_search *search, size_t index, date_point *out) {
    if (index >= search->tokens->size) return false;
    static bool (*const forms[])(const date_search *, size_t, date_point *) = {month_first,  day_first,   month_alone,
                                                                               part_of_year, fiscal_year, year_alone};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}

bool dates_read_calendar(const date_search *search, size_t index, date_point *out) {
    if (index >= search->tokens->size) return false;
    const char *part = NULL;
    size_t at = dates_read_part(search, index, &part);
    if (part != NULL) { /* early March, mid-2026, the end of 2026 */
        if (!read_named(search, at, out)) return false;
        out->part = out->from.day == 0 ? part : NULL;
        out->start = index;
        return out->part != NULL;
    }
    if (dates_word(search, index, DATE_WEEKDAY) != NULL) { /* Monday, March 25 */
        at = past_mark(search, past_mark(search, index + 1, '.'), ',');
        if (!read_named(search, at, out) || out->from.day == 0) return false;
        out->start = index;
        return true;
    }
    return read_named(search, index, out);
}
