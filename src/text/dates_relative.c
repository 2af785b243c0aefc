/* Dates that hang on the day of publication: today, on Monday, last month, early next year. Lengths of time are in
 * dates_lengths.c. */
#include "text/dates_parts.h"

static size_t past_word(const date_search *search, size_t index, const char *word) {
    return ent_token_is(search->tokens, index, word) ? index + 1 : index;
}

static bool is_dated(const date_search *search) {
    return search->published.year != 0 && search->published.day != 0;
}

static ent_date day_from_now(const date_search *search, int days) {
    return is_dated(search) ? dates_shift(search->published, days, 0) : (ent_date){0, 0, 0};
}

/* 1 Monday ... 7 Sunday. */
int dates_weekday(ent_date date) {
    int32_t day = (ent_date_first_day(date) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(day < 0 ? day + 7 : day) + 1;
}

/* This, next, the last; "this past", "this coming" are one step. */
static const ent_lexicon_row *read_step(const date_search *search, size_t *at) {
    const ent_lexicon_row *step = dates_word(search, *at, DATE_STEP);
    if (step == NULL) return NULL;
    const ent_lexicon_row *second = step->value == 0 ? dates_word(search, *at + 1, DATE_STEP) : NULL;
    *at += second != NULL ? 2 : 1;
    return second != NULL ? second : step;
}

/* ---- days --------------------------------------------------------------------------------------------------- */

/* Today, yesterday, the day after tomorrow. */
static bool read_day_word(const date_search *search, size_t index, date_point *out) {
    size_t at = past_word(search, index, "the");
    int step = 0;
    if (ent_token_is(search->tokens, at, "day")) {
        step = ent_token_is(search->tokens, at + 1, "after")    ? 1
               : ent_token_is(search->tokens, at + 1, "before") ? -1
                                                                : 0;
        if (step == 0) return false;
        at += 2;
    } else if (at > index) {
        return false;
    }
    const ent_lexicon_row *row = dates_word(search, at, DATE_DAY);
    if (row == NULL || (step != 0 && step != (int)row->value)) return false;
    out->from = day_from_now(search, (int)row->value + step);
    out->end = at + 1;
    out->rule = "date.day";
    return true;
}

/* Days to the weekday: the last one, or the next one where the sentence speaks of what is to come. */
static int days_to_weekday(const date_search *search, int weekday) {
    int away = weekday - dates_weekday(search->published);
    if (search->tense > 0) return away < 0 ? away + 7 : away;
    return away > 0 ? away - 7 : away;
}

static bool is_full_name(const date_search *search, size_t index) {
    return search->tokens->items[index].length > 5 || (search->tokens->items[index].flags & ENT_TOKEN_CAPITAL) != 0;
}

/* Of the days near publication that are this weekday and this day of a month the one that the tense asks for. */
static ent_date weekday_and_day(const date_search *search, int weekday, int day) {
    for (int away = 0; away <= 400; away++)
        for (int sign = -1; sign <= 1; sign += 2) {
            if (search->tense * sign < 0 && away > 0) continue;
            ent_date tried = dates_shift(search->published, sign * away, 0);
            if (tried.day == day && dates_weekday(tried) == weekday) return tried;
        }
    return (ent_date){0, 0, 0};
}

/* Thursday the 21st, Tuesday 13th: what stands after a weekday, if anything. */
static bool read_weekday_and_day(const date_search *search, size_t index, int weekday, date_point *out) {
    ent_quantity number;
    size_t at = past_word(search, index, "the");
    if (!dates_number(search, at, 1, 31, &number) || number.end - at > 2 ||
        dates_word(search, number.end, DATE_MONTH) != NULL || dates_word(search, number.end, DATE_UNIT) != NULL)
        return false;
    const ent_tokens *tokens = search->tokens;
    bool ends = number.end >= tokens->size ||
                (tokens->items[number.end].kind == ENT_TOKEN_MARK &&
                 (ent_token_is_mark(tokens, number.end, '.') || ent_token_is_mark(tokens, number.end, ',') ||
                  ent_token_is_mark(tokens, number.end, '!')));
    if (number.kind != ENT_QUANTITY_ORDINAL && !ends) return false; /* "on Monday 12 people" */
    out->from = weekday_and_day(search, weekday, (int)number.value);
    out->end = number.end;
    return out->from.year != 0;
}

/* Next Monday, last Friday, this coming Sunday. */
static int days_by_step(const date_search *search, size_t word, const ent_lexicon_row *step, int weekday, bool week) {
    int monday = 1 - dates_weekday(search->published), days = monday + weekday - 1 + 7 * (int)step->value;
    bool soon = ent_token_is(search->tokens, word, "coming") || ent_token_is(search->tokens, word, "upcoming");
    if (soon && !week && days > 7) days -= 7;
    /* last Friday, said on a Monday: three days ago */
    if (step->value < 0 && !week && days < -7 && !ent_token_is(search->tokens, word, "previous")) days += 7;
    return days;
}

/* Monday, next Monday, Monday last week, Tuesday of last week, Thursday the 21st. */
static bool read_weekday(const date_search *search, size_t index, date_point *out) {
    size_t at = index;
    const ent_lexicon_row *step = read_step(search, &at);
    size_t week = step != NULL ? past_word(search, at, "week") : at;
    const ent_lexicon_row *day = dates_word(search, week, DATE_WEEKDAY);
    if (day == NULL || (step == NULL && !is_full_name(search, week))) return false;
    out->end = week + 1;
    out->rule = "date.weekday";
    if (!is_dated(search)) return true;
    size_t of = past_word(search, week + 1, "of");
    const ent_lexicon_row *after = dates_word(search, of, DATE_STEP);
    if (step == NULL && after != NULL && ent_token_is(search->tokens, of + 1, "week")) { /* Friday next week */
        int monday = 1 - dates_weekday(search->published);
        out->from = day_from_now(search, monday + (int)day->value - 1 + 7 * (int)after->value);
        out->end = of + 2;
        return true;
    }
    if (step == NULL && read_weekday_and_day(search, week + 1, (int)day->value, out)) return true;
    int days = step == NULL ? days_to_weekday(search, (int)day->value)
                            : days_by_step(search, at - 1, step, (int)day->value, week > at);
    out->from = day_from_now(search, days);
    return true;
}

/* ---- stretches ---------------------------------------------------------------------------------------------- */

void dates_set_stretch(const date_search *search, enum date_unit unit, int step, date_point *out) {
    ent_date now = search->published, month = {now.year, now.month, 0};
    int monday = 1 - dates_weekday(now);
    switch (unit) {
    case UNIT_DAY:
        out->from = day_from_now(search, step);
        break;
    case UNIT_WEEK:
        out->from = day_from_now(search, monday + 7 * step);
        out->until = day_from_now(search, monday + 7 * step + 6);
        break;
    case UNIT_FORTNIGHT:
        out->from = day_from_now(search, monday + 14 * step);
        out->until = day_from_now(search, monday + 14 * step + 13);
        break;
    case UNIT_WEEKEND:
        out->from = day_from_now(search, monday + 7 * step + 5);
        out->until = day_from_now(search, monday + 7 * step + 6);
        break;
    case UNIT_MONTH:
        out->from = dates_shift(month, 0, step);
        break;
    case UNIT_QUARTER:
        out->from = dates_shift(month, 0, 3 * step - (now.month - 1) % 3);
        out->until = dates_shift(out->from, 0, 2);
        break;
    case UNIT_YEAR:
        out->from = (ent_date){(int16_t)(now.year + step), 0, 0};
        break;
    case UNIT_DECADE:
        out->from = (ent_date){(int16_t)(now.year - now.year % 10 + 10 * step), 0, 0};
        out->until = (ent_date){(int16_t)(out->from.year + 9), 0, 0};
        break;
    }
}

/* "early", "the end of", "mid-": the token after it, or `index`. "In" follows only the words that also stand alone. */
size_t dates_read_part(const date_search *search, size_t index, const char **part) {
    static const char *const parts[] = {"early", "mid", "late", "beginning", "middle", "end"};
    const ent_lexicon_row *row = dates_word(search, index, DATE_PART);
    if (row == NULL) return index;
    bool noun = row->value >= 3, hyphen = ent_token_is_mark(search->tokens, index + 1, '-');
    size_t at = index + 1 + hyphen, of = past_word(search, at, "of");
    if (of == at && !noun) of = past_word(search, at, "in");
    if (noun && of == at && !hyphen) return index; /* "they start in May" */
    *part = parts[(int)row->value];
    return of;
}

static void set_month(const date_search *search, int month, int steps, date_point *out) {
    int year = search->published.year + steps;
    if (steps < 0 && month < search->published.month) year++; /* last April, said in June */
    if (steps > 0 && month > search->published.month) year--;
    out->from = (ent_date){(int16_t)year, (uint8_t)month, 0};
}

/* "working week": its five days. */
static size_t past_working(const date_search *search, size_t index) {
    static const char *const words[] = {"working", "work", "business", NULL};
    return dates_is_one_of(search, index, words) && ent_token_is(search->tokens, index + 1, "week") ? index + 1 : index;
}

/* Last month, early this year, the coming week, the end of next month, the end of the month, over the weekend. */
bool dates_read_stretch(const date_search *search, size_t index, date_point *out) {
    static const ent_lexicon_row here = {"the", DATE_STEP, 0};
    const char *part = NULL;
    size_t first = dates_read_part(search, index, &part), at = part != NULL ? past_word(search, first, "the") : index;
    bool the = at > first;
    const ent_lexicon_row *step = read_step(search, &at);
    static const char *const before[] = {"the", "that", "my", "our", NULL};
    bool weekend = part == NULL && index > 0 && dates_is_one_of(search, index - 1, before) &&
                   ent_token_is(search->tokens, index, "weekend");
    bool ends = part != NULL && (the || ent_token_is(search->tokens, index, "end"));
    if (step == NULL && (weekend || ends)) step = &here;
    if (step == NULL) return false;
    size_t working = past_working(search, at);
    const ent_lexicon_row *unit = dates_word(search, working, DATE_UNIT), *season = dates_word(search, at, DATE_SEASON);
    const ent_lexicon_row *month = dates_word(search, at, DATE_MONTH);
    if (month != NULL && (step == &here || !dates_is_month(search, at))) month = NULL;
    if (unit == NULL && season == NULL && month == NULL) return false;
    if (unit != NULL && unit->value == UNIT_DAY && step->value != 0) return false; /* "the last day": of something */
    out->end = unit != NULL ? working + 1 : at + 1;
    out->part = part;
    out->rule = part == NULL ? "date.relative" : "date.relative-part";
    if (!is_dated(search)) return true;
    int steps = (int)step->value;
    if (weekend && step == &here && search->tense < 0 && dates_weekday(search->published) < 6) steps = -1;
    if (unit != NULL) {
        dates_set_stretch(search, (enum date_unit)(int)unit->value, steps, out);
        if (working > at) out->until = dates_shift(out->from, 4, 0);
    } else if (month != NULL) {
        set_month(search, (int)month->value, steps, out);
    } else {
        out->from = (ent_date){(int16_t)(search->published.year + steps), (uint8_t)season->value, 0};
        out->until = dates_shift(out->from, 0, 2);
    }
    return true;
}

bool dates_read_relative(const date_search *search, size_t index, date_point *out) {
    static bool (*const forms[])(const date_search *, size_t, date_point *) = {read_day_word, read_weekday,
                                                                               dates_read_stretch};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}
