/* The search for dates: words, years, ranges. What a date looks like is in dates_numeric.c, dates_calendar.c and
 * dates_relative.c. */
#include "text/dates.h"

#include "text/dates_parts.h"
#include "text/korean.h"

#include <string.h>

static const ent_lexicon_row rows[] = {
    {"january", DATE_MONTH, 1},
    {"jan", DATE_MONTH, 1},
    {"february", DATE_MONTH, 2},
    {"feb", DATE_MONTH, 2},
    {"march", DATE_MONTH, 3},
    {"mar", DATE_MONTH, 3},
    {"april", DATE_MONTH, 4},
    {"apr", DATE_MONTH, 4},
    {"may", DATE_MONTH, 5},
    {"june", DATE_MONTH, 6},
    {"jun", DATE_MONTH, 6},
    {"july", DATE_MONTH, 7},
    {"jul", DATE_MONTH, 7},
    {"august", DATE_MONTH, 8},
    {"aug", DATE_MONTH, 8},
    {"september", DATE_MONTH, 9},
    {"sept", DATE_MONTH, 9},
    {"sep", DATE_MONTH, 9},
    {"october", DATE_MONTH, 10},
    {"oct", DATE_MONTH, 10},
    {"november", DATE_MONTH, 11},
    {"nov", DATE_MONTH, 11},
    {"december", DATE_MONTH, 12},
    {"dec", DATE_MONTH, 12},
    {"monday", DATE_WEEKDAY, 1},
    {"mon", DATE_WEEKDAY, 1},
    {"tuesday", DATE_WEEKDAY, 2},
    {"tue", DATE_WEEKDAY, 2},
    {"tues", DATE_WEEKDAY, 2},
    {"wednesday", DATE_WEEKDAY, 3},
    {"wed", DATE_WEEKDAY, 3},
    {"thursday", DATE_WEEKDAY, 4},
    {"thu", DATE_WEEKDAY, 4},
    {"thur", DATE_WEEKDAY, 4},
    {"thurs", DATE_WEEKDAY, 4},
    {"friday", DATE_WEEKDAY, 5},
    {"fri", DATE_WEEKDAY, 5},
    {"saturday", DATE_WEEKDAY, 6},
    {"sat", DATE_WEEKDAY, 6},
    {"sunday", DATE_WEEKDAY, 7},
    {"sun", DATE_WEEKDAY, 7},
    {"day", DATE_UNIT, UNIT_DAY},
    {"days", DATE_UNIT, UNIT_DAY},
    {"week", DATE_UNIT, UNIT_WEEK},
    {"weeks", DATE_UNIT, UNIT_WEEK},
    {"fortnight", DATE_UNIT, UNIT_FORTNIGHT},
    {"fortnights", DATE_UNIT, UNIT_FORTNIGHT},
    {"weekend", DATE_UNIT, UNIT_WEEKEND},
    {"month", DATE_UNIT, UNIT_MONTH},
    {"months", DATE_UNIT, UNIT_MONTH},
    {"quarter", DATE_UNIT, UNIT_QUARTER},
    {"quarters", DATE_UNIT, UNIT_QUARTER},
    {"year", DATE_UNIT, UNIT_YEAR},
    {"years", DATE_UNIT, UNIT_YEAR},
    {"decade", DATE_UNIT, UNIT_DECADE},
    {"decades", DATE_UNIT, UNIT_DECADE},
    {"last", DATE_STEP, -1},
    {"past", DATE_STEP, -1},
    {"previous", DATE_STEP, -1},
    {"preceding", DATE_STEP, -1},
    {"this", DATE_STEP, 0},
    {"current", DATE_STEP, 0},
    {"next", DATE_STEP, 1},
    {"coming", DATE_STEP, 1},
    {"following", DATE_STEP, 1},
    {"upcoming", DATE_STEP, 1},
    {"early", DATE_PART, 0},
    {"mid", DATE_PART, 1},
    {"middle", DATE_PART, 4},
    {"late", DATE_PART, 2},
    {"beginning", DATE_PART, 3},
    {"start", DATE_PART, 3},
    {"end", DATE_PART, 5},
    {"earlier", DATE_PART, 0},
    {"later", DATE_PART, 2},
    {"spring", DATE_SEASON, 3},
    {"summer", DATE_SEASON, 6},
    {"autumn", DATE_SEASON, 9},
    {"fall", DATE_SEASON, 9},
    {"winter", DATE_SEASON, 12},
    {"today", DATE_DAY, 0},
    {"tonight", DATE_DAY, 0},
    {"yesterday", DATE_DAY, -1},
    {"tomorrow", DATE_DAY, 1},
    {"christmas", DATE_HOLIDAY, 0},
    {"new", DATE_HOLIDAY, 0},
    {"good", DATE_HOLIDAY, 0},
    {"easter", DATE_HOLIDAY, 0},
    {"international", DATE_HOLIDAY, 0},
    {"may", DATE_HOLIDAY, 0},
    {"thanksgiving", DATE_HOLIDAY, 0},
    {"black", DATE_HOLIDAY, 0},
    {"twenties", DATE_DECADE, 20},
    {"thirties", DATE_DECADE, 30},
    {"forties", DATE_DECADE, 40},
    {"fifties", DATE_DECADE, 50},
    {"sixties", DATE_DECADE, 60},
    {"seventies", DATE_DECADE, 70},
    {"eighties", DATE_DECADE, 80},
    {"nineties", DATE_DECADE, 90},
    {"noughties", DATE_DECADE, 0},
    {"tens", DATE_DECADE, 10},
    {"will", DATE_TENSE, 1},
    {"shall", DATE_TENSE, 1},
    {"scheduled", DATE_TENSE, 1},
    {"expected", DATE_TENSE, 1},
    {"plans", DATE_TENSE, 1},
    {"plan", DATE_TENSE, 1},
    {"due", DATE_TENSE, 1},
    {"upcoming", DATE_TENSE, 1},
    {"ll", DATE_TENSE, 1},
    {"was", DATE_TENSE, -1},
    {"were", DATE_TENSE, -1},
    {"had", DATE_TENSE, -1},
    {"said", DATE_TENSE, -1},
    {"did", DATE_TENSE, -1},
    {"held", DATE_TENSE, -1},
    {"went", DATE_TENSE, -1},
    {"reached", DATE_TENSE, -1},
    {"met", DATE_TENSE, -1},
    {"signed", DATE_TENSE, -1},
    {"in", DATE_BEFORE, 0},
    {"on", DATE_BEFORE, 0},
    {"of", DATE_BEFORE, 0},
    {"by", DATE_BEFORE, 0},
    {"since", DATE_BEFORE, 0},
    {"until", DATE_BEFORE, 0},
    {"till", DATE_BEFORE, 0},
    {"from", DATE_BEFORE, 0},
    {"to", DATE_BEFORE, 0},
    {"during", DATE_BEFORE, 0},
    {"before", DATE_BEFORE, 0},
    {"after", DATE_BEFORE, 0},
    {"through", DATE_BEFORE, 0},
    {"for", DATE_BEFORE, 0},
    {"between", DATE_BEFORE, 0},
    {"throughout", DATE_BEFORE, 0},
    {"around", DATE_BEFORE, 0},
    {"at", DATE_BEFORE, 0},
};

/* Words that a date may start with beside those above and numbers. */
static const char *const starts[] = {"the", "an",  "in",        "within",    "few",  "several",   "couple", "q",
                                     "h",   "fy",  "fiscal",    "financial", "rest", "remainder", "http",   "https",
                                     "ftp", "www", "remaining", "final",     "now",  "present"};

const ent_dates *ent_dates_new(ent_arena *arena) {
    ent_dates *self = ent_arena_alloc(arena, sizeof *self);
    if (self == NULL) return NULL;
    self->lexicon = ent_lexicon_new(arena, rows, sizeof rows / sizeof *rows);
    self->quantities = ent_quantity_words_new(arena);
    self->starts = (ent_word_filter){0};
    ent_quantity_filter(&self->starts);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].kind != DATE_BEFORE && rows[i].kind != DATE_TENSE && rows[i].kind != DATE_SEASON)
            ent_word_filter_add(&self->starts, rows[i].word);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        ent_word_filter_add(&self->starts, starts[i]);
    return self->lexicon == NULL || self->quantities == NULL ? NULL : self;
}

/* ---- words -------------------------------------------------------------------------------------------------- */

const ent_lexicon_row *dates_word(const date_search *search, size_t index, enum date_word kind) {
    return ent_lexicon_of(search->dates->lexicon, search->tokens, index, (int)kind);
}

bool dates_spaced(const date_search *search, size_t index) {
    return index >= search->tokens->size || (search->tokens->items[index].flags & ENT_TOKEN_SPACED) != 0;
}

bool dates_is_one_of(const date_search *search, size_t index, const char *const *words) {
    for (; *words != NULL; words++)
        if (ent_token_is(search->tokens, index, *words)) return true;
    return false;
}

bool dates_number(const date_search *search, size_t index, double low, double high, ent_quantity *out) {
    return ent_quantity_read(search->dates->quantities, search->tokens, index, out) && !out->magnitude &&
           out->value >= low && out->value <= high && out->value == (double)(int64_t)out->value;
}

size_t dates_year(const date_search *search, size_t index, int16_t *year) {
    ent_quantity first, second;
    if (!ent_quantity_read(search->dates->quantities, search->tokens, index, &first) ||
        first.kind != ENT_QUANTITY_CARDINAL)
        return index;
    if (first.digits) {
        if (!first.plain_year || first.value < 1800 || first.value > 2199) return index;
        bool korean = !dates_spaced(search, first.end) && search->tokens->items[first.end].flags & ENT_TOKEN_HANGUL;
        if (korean) return index; /* 2110억 */
        *year = (int16_t)first.value;
        return first.end;
    }
    bool thousand = first.magnitude && first.value >= 1000 && first.value < 2200;
    if (thousand) {
        *year = (int16_t)first.value;
        return first.end;
    }
    size_t next = first.end;
    if (first.value < 18 || first.value > 21 || !dates_number(search, next, 1, 99, &second) || second.digits)
        return index;
    *year = (int16_t)(100 * first.value + second.value);
    return second.value >= 10 ? second.end : index;
}

/* ---- days --------------------------------------------------------------------------------------------------- */

bool dates_exists(ent_date date) {
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.month < 1 || date.month > 12) return date.month == 0 && date.day == 0;
    bool leap = date.year % 4 == 0 && (date.year % 100 != 0 || date.year % 400 == 0);
    return date.day <= days[date.month - 1] + (date.month == 2 && leap);
}

ent_date dates_shift(ent_date date, int days, int months) {
    int month = date.year * 12 + (date.month > 0 ? date.month - 1 : 0) + months;
    if (month < 12 || month > 12 * 9999) return (ent_date){0, 0, 0};
    ent_date moved = {(int16_t)(month / 12), (uint8_t)(month % 12 + 1), date.day};
    if (date.month == 0) moved.month = 0;
    while (moved.day > 28 && !dates_exists(moved))
        moved.day--;
    return days == 0 ? moved : ent_date_from_day(ent_date_first_day(moved) + days);
}

/* ---- the nearest ---------------------------------------------------------------------------------------------- */

enum { OTHER_SIDE = 400 }; /* days: more than any of those tried is away from its neighbours */

date_nearest dates_nearest(const date_search *search, int sign) {
    return (date_nearest){.published = search->published, .sign = sign, .away = INT32_MAX};
}

void dates_try(date_nearest *nearest, ent_date tried) {
    if (!dates_exists(tried)) return;
    int32_t now = ent_date_first_day(nearest->published);
    int32_t first = ent_date_first_day(tried), last = ent_date_last_day(tried);
    int32_t away = now < first ? first - now : now > last ? now - last : 0;
    if ((nearest->sign > 0 && last < now) || (nearest->sign < 0 && first > now)) away += OTHER_SIDE;
    if (away >= nearest->away) return;
    nearest->away = away;
    nearest->chosen = tried;
}

ent_date dates_nearest_day(const date_search *search, int day, int sign) {
    const ent_date month = {search->published.year, search->published.month, 0};
    date_nearest nearest = dates_nearest(search, sign);
    for (int step = -2; step <= 2 && search->published.day != 0; step++) {
        ent_date tried = dates_shift(month, 0, step);
        tried.day = (uint8_t)day;
        dates_try(&nearest, tried);
    }
    return nearest.chosen;
}

ent_date dates_choose_year(const date_search *search, ent_date date) {
    date_nearest nearest = dates_nearest(search, search->tense);
    for (int step = -4; step <= 4 && search->published.year != 0; step++)
        dates_try(&nearest, (ent_date){(int16_t)(search->published.year + step), date.month, date.day});
    return nearest.chosen;
}

/* ---- ranges ------------------------------------------------------------------------------------------------- */

bool dates_read_day(const date_search *search, size_t index, date_point *out) {
    static bool (*const forms[])(const date_search *, size_t,
                                 date_point *) = {dates_read_numeric, dates_read_within,   dates_read_holiday,
                                                  dates_read_eras,    dates_read_calendar, dates_read_relative};
    for (size_t i = 0; i < sizeof forms / sizeof *forms && index < search->tokens->size; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}

static bool read_point(const date_search *search, size_t index, date_point *out) {
    return dates_read_day(search, index, out) || dates_read_lengths(search, index, out);
}

/* After "to", "through", "-" and their like; `end` where nothing joins. */
static size_t past_joiner(const date_search *search, size_t start, size_t end) {
    static const char *const words[] = {"to", "through", "until", "till", "thru", NULL};
    const ent_tokens *tokens = search->tokens;
    bool between = start > 0 && ent_token_is(tokens, start - 1, "between");
    if (start > 1 && ent_token_is(tokens, start - 1, "the")) between = ent_token_is(tokens, start - 2, "between");
    if (dates_is_one_of(search, end, words) || (between && ent_token_is(tokens, end, "and"))) return end + 1;
    bool dash = ent_token_is_mark(tokens, end, '-') || ent_token_is_mark(tokens, end, '~') ||
                (end < tokens->size && tokens->items[end].character == 0x2013);
    return dash && dates_spaced(search, end) == dates_spaced(search, end + 1) ? end + 1 : end;
}

/* The last day that a second point speaks of; "to the middle of September" ends in it. */
static ent_date last_day(const date_point *point) {
    ent_candidate row = {.date = point->from, .until = point->until, .text = point->part};
    ent_date first, last;
    if (point->part != NULL && ent_date_days(&row, &first, &last)) return last;
    return point->until.year != 0 ? point->until : point->from;
}

/* "now", which is a date only as an end of a range. */
static bool read_now(const date_search *search, size_t index, date_point *out) {
    static const char *const words[] = {"now", "present", NULL};
    size_t at = ent_token_is(search->tokens, index, "the") ? index + 1 : index;
    bool current = ent_token_is(search->tokens, at, "current") && ent_token_is(search->tokens, at + 1, "date");
    if (!current && (!dates_is_one_of(search, at, words) || search->published.day == 0)) return false;
    *out =
        (date_point){.start = index, .end = current ? at + 2 : at + 1, .from = search->published, .rule = "date.day"};
    return search->published.day != 0;
}

/* A day of the month of the first end: "April 23-25", "April the ninth till the seventeenth". */
static bool read_second_day(const date_search *search, const date_point *first, size_t index, date_point *out) {
    ent_quantity number;
    size_t at = ent_token_is(search->tokens, index, "the") ? index + 1 : index;
    if (first->from.day == 0 || first->until.year != 0 || !dates_number(search, at, first->from.day + 1, 31, &number) ||
        number.end - at > 3 || dates_word(search, number.end, DATE_MONTH) != NULL ||
        dates_word(search, number.end, DATE_UNIT) != NULL)
        return false;
    if (ent_token_is_mark(search->tokens, number.end, '/') || ent_token_is(search->tokens, number.end, "of"))
        return false;
    *out = *first;
    out->from.day = (uint8_t)number.value;
    out->end = number.end;
    int16_t year;
    size_t comma = ent_token_is_mark(search->tokens, out->end, ',') ? out->end + 1 : out->end;
    size_t after = dates_year(search, comma, &year);
    if (after > comma && first->lacks_year) {
        out->from.year = year;
        out->lacks_year = false;
        out->end = after;
    }
    return dates_exists(out->from);
}

/* The second end of a range in the terms of the first: "April 23-25", "2021-25". */
static bool read_second(const date_search *search, const date_point *first, size_t index, date_point *out) {
    date_search led = *search;
    ent_quantity number;
    led.led = index;
    *out = (date_point){.start = index, .end = index};
    if (dates_read_numeric(&led, index, out) || read_second_day(search, first, index, out)) return true;
    bool year = first->from.year > 0 && first->from.month == 0 && !first->lacks_year;
    if (year && !dates_spaced(search, index) && dates_number(search, index, first->from.year % 100 + 1, 99, &number) &&
        number.digits && !ent_token_is_mark(search->tokens, number.end, '-')) {
        *out = *first;
        out->from.year = (int16_t)(first->from.year - first->from.year % 100 + (int)number.value);
        out->end = number.end;
        return true;
    }
    if (read_now(search, index, out)) return true;
    size_t at = ent_token_is(search->tokens, index, "the") ? index + 1 : index;
    return read_point(&led, index, out) || (at > index && read_point(&led, at, out));
}

/* The month of two days before it: "April 2024", "of April", "next month". */
static bool read_month_of_days(const date_search *search, size_t index, int day, date_point *out) {
    *out = (date_point){.start = index, .end = index};
    if (dates_read_calendar(search, index, out) && out->from.day == day) return true;
    size_t at = index + 1;
    ent_quantity number;
    if (!dates_number(search, index, day, day, &number)) return false;
    at = ent_token_is(search->tokens, number.end, "of") ? number.end + 1 : number.end;
    *out = (date_point){.start = index, .end = index};
    if (!dates_read_stretch(search, at, out) || out->part != NULL || out->until.year != 0 || out->from.month == 0 ||
        out->from.day != 0)
        return false;
    out->from.day = (uint8_t)day;
    return dates_exists(out->from);
}

/* Days before their month: "23 to 25 April 2024", "between 4 and 22 this month". */
static bool read_days_before_month(const date_search *search, size_t index, date_point *out) {
    ent_quantity first, second_number;
    if (!dates_number(search, index, 1, 31, &first) || first.end - index > 3) return false;
    size_t second = past_joiner(search, index, first.end);
    if (second == first.end) return false;
    if (ent_token_is(search->tokens, second, "the")) second++;
    date_point last = {.start = second, .end = second};
    bool days = dates_number(search, second, first.value + 1, 31, &second_number);
    bool month = !days && index > 0 && ent_token_is(search->tokens, index - 1, "from") && /* from 2 to April 7 */
                 dates_read_calendar(search, second, &last) && last.from.day > first.value && last.until.year == 0;
    if (!month && (!days || !read_month_of_days(search, second, (int)second_number.value, &last))) return false;
    *out = last;
    out->start = index;
    out->until = last.from;
    out->from.day = (uint8_t)first.value;
    out->rule = "date.range";
    return true;
}

/* Years that were chosen and not read follow the end whose year was read, or the first end. */
static void agree_on_years(const date_search *search, date_point *first, date_point *last) {
    if (last->from.year == 0 || first->from.year == 0) return;
    if (first->lacks_year && !last->lacks_year) { /* April 23 to May 2, 2024 */
        first->from.year = last->from.year;
        if (ent_date_first_day(first->from) > ent_date_first_day(last->from)) first->from.year--;
    } else if (last->lacks_year) { /* from November to March */
        int16_t year = first->from.year;
        if (last->until.year != 0) last->until.year = (int16_t)(last->until.year + year - last->from.year);
        last->from.year = year;
        if (ent_date_first_day(first->from) > ent_date_last_day(last->from)) {
            last->from.year++;
            if (last->until.year != 0) last->until.year++;
        }
        if (!first->lacks_year || search->published.day == 0) return;
        ent_date before = last->from;
        before.year--; /* "will sit from August to October", said in September: the one that runs */
        if (!dates_exists(before) || ent_date_last_day(before) < ent_date_first_day(search->published) ||
            ent_date_first_day(first->from) <= ent_date_first_day(search->published) || last->until.year != 0)
            return;
        first->from.year--;
        last->from = before;
    }
}

/* The first end of a range, where it is one: "now", "10/1", a date. */
static bool read_first(const date_search *search, size_t index, date_point *out) {
    if (read_point(search, index, out)) return true;
    date_search led = *search;
    led.led = index;
    if (!read_now(search, index, out) && !dates_read_numeric(&led, index, out)) return false;
    size_t second = past_joiner(search, index, out->end);
    date_point last;
    return second > out->end && read_second(search, out, second, &last);
}

static bool read_range(const date_search *search, size_t index, date_point *out) {
    if (read_days_before_month(search, index, out)) return true;
    *out = (date_point){.start = index, .end = index};
    if (!read_first(search, index, out)) return false;
    size_t second = past_joiner(search, index, out->end);
    date_point first = *out, last;
    if (second == out->end || !read_second(search, out, second, &last)) return true;
    agree_on_years(search, &first, &last);
    ent_date until = last_day(&last);
    if (first.from.year == 0 || until.year == 0 || ent_date_first_day(first.from) > ent_date_last_day(until))
        return true;
    *out = first;
    if (first.part != NULL) {
        ent_candidate row = {.date = first.from, .until = first.until, .text = first.part};
        ent_date end;
        ent_date_days(&row, &out->from, &end);
        if (strcmp(first.part, "end") == 0) out->from = end;
    }
    out->part = NULL;
    out->until = until;
    out->end = last.end;
    out->rule = "date.range";
    return true;
}

/* ---- the search --------------------------------------------------------------------------------------------- */

/* Whether the sentence speaks of what is to come. */
static int tense_of(const date_search *search) {
    int tense = 0;
    for (size_t i = 0; i < search->tokens->size; i++) {
        const ent_token *token = &search->tokens->items[i];
        const char *text = search->tokens->text + token->start;
        const ent_lexicon_row *row = dates_word(search, i, DATE_TENSE);
        if (row != NULL && row->value > 0) return 1;
        bool past =
            token->kind == ENT_TOKEN_WORD && token->length > 3 && memcmp(text + token->length - 2, "ed", 2) == 0;
        if (past || row != NULL) tense = -1;
    }
    return tense;
}

/* Whether a date may start here: false for nearly all words of prose. What stands before many words needs one of the
 * others, or a number, after it. */
static bool may_start(const date_search *search, size_t index) {
    static const char *const leads[] = {"the", "a", "an", "in", NULL};
    const ent_tokens *tokens = search->tokens;
    const ent_token *token = &tokens->items[index], *next = index + 1 < tokens->size ? token + 1 : NULL;
    bool number = next != NULL && next->kind == ENT_TOKEN_NUMBER;
    if (token->kind == ENT_TOKEN_NUMBER) return true;
    if (token->kind == ENT_TOKEN_MARK)
        return number && (token->character == '\'' || token->character == 0x2018 || token->character == 0x2019);
    if (!ent_word_filter_has(&search->dates->starts, token)) return false;
    if (token->length > 3 || !dates_is_one_of(search, index, leads)) return true;
    return next != NULL && (number || ent_word_filter_has(&search->dates->starts, next));
}

static void add(const date_search *search, const date_point *point, size_t sentence, bool *taken, ent_candidates *out) {
    const ent_token *items = search->tokens->items, *last = &items[point->end - 1];
    ent_candidate row = {.kind = ENT_CANDIDATE_DATE,
                         .sentence = sentence,
                         .start = items[point->start].start,
                         .end = point->end_byte != 0 ? point->end_byte : last->start + last->length,
                         .date = point->from,
                         .until = point->until,
                         .bound = point->about ? ENT_ABOUT : ENT_EXACTLY,
                         .text = point->part,
                         .rule = point->rule};
    ent_candidates_add(out, &row);
    for (size_t i = point->start; i < point->end && taken != NULL; i++)
        taken[i] = true;
}

void ent_dates_find(const ent_dates *dates, const ent_tokens *tokens, ent_date published, size_t sentence, bool *taken,
                    ent_candidates *out) {
    date_search search = {.dates = dates, .tokens = tokens, .published = published};
    const bool korean = ent_korean_any(tokens);
    bool told = false; /* the tense, which most sentences are never asked for */
    for (size_t i = 0; i < tokens->size && taken != NULL; i++)
        taken[i] = false;
    for (size_t at = 0; at < tokens->size;) {
        date_point point;
        bool joined = at > 0 && !dates_spaced(&search, at) && tokens->items[at - 1].kind != ENT_TOKEN_MARK;
        if (!korean && !may_start(&search, at)) {
            at++;
            continue;
        }
        size_t address = ent_token_past_address(tokens, at);
        if (address > at) {
            at = address;
            continue;
        }
        if (!told) search.tense = korean ? ent_korean_tense(tokens) : tense_of(&search);
        told = true;
        bool found = (korean && ent_korean_date(&search, at, &point)) || (!joined && read_range(&search, at, &point));
        if (!found || point.end <= at) {
            at++;
            continue;
        }
        add(&search, &point, sentence, taken, out);
        at = point.end;
    }
}

/* ---- days of a date ------------------------------------------------------------------------------------------ */

/* The share of a stretch of days that its part is; of a week, a month and a year as is usual. */
static void take_part(const char *part, int32_t *from, int32_t *to) {
    int32_t days = *to - *from + 1, half = days / 2, third = days / 3;
    int32_t middle[2] = {*from + days / 4, *to - days / 4};
    if (days == 7) half = 3;
    if (days >= 28 && days <= 31) {
        half = third = 15;
        middle[0] = *from + 9;
        middle[1] = *from + 19;
    }
    if (days >= 365 && days <= 366) {
        half = days - 184;  /* to the end of June */
        third = days - 245; /* of April */
    }
    bool noun = strcmp(part, "beginning") == 0 || strcmp(part, "end") == 0;
    int32_t size = noun ? third : half;
    if (strcmp(part, "early") == 0 || strcmp(part, "beginning") == 0) {
        *to = *from + size - 1;
    } else if (strcmp(part, "late") == 0 || strcmp(part, "end") == 0) {
        *from = days >= 365 && noun ? *to - 121 : *from + (noun && days > 31 ? days - size : half);
    } else {
        if (strcmp(part, "middle") == 0 && days >= 365 && days <= 366) {
            middle[0] = *from + third; /* May to August */
            middle[1] = *to - 122;
        }
        *from = middle[0];
        *to = middle[1];
    }
}

bool ent_date_days(const ent_candidate *date, ent_date *first, ent_date *last) {
    if (date->date.year == 0) return false;
    int32_t from = ent_date_first_day(date->date);
    int32_t to = ent_date_last_day(date->until.year != 0 ? date->until : date->date);
    *first = ent_date_from_day(from);
    *last = ent_date_from_day(to);
    if (date->text == NULL || to <= from) return true;
    take_part(date->text, &from, &to);
    *first = ent_date_from_day(from);
    *last = ent_date_from_day(to);
    return true;
}
