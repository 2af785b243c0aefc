/* Dates that hang on the day of publication: today, on Monday, last month, two weeks ago, the past three years. */
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
static int weekday_of(ent_date date) {
    int32_t day = (ent_date_first_day(date) + 3) % 7; /* 1970-01-01 was a Thursday */
    return (int)(day < 0 ? day + 7 : day) + 1;
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
    int away = weekday - weekday_of(search->published);
    if (search->tense > 0) return away < 0 ? away + 7 : away;
    return away > 0 ? away - 7 : away;
}

static bool is_full_name(const date_search *search, size_t index) {
    return search->tokens->items[index].length > 5 || (search->tokens->items[index].flags & ENT_TOKEN_CAPITAL) != 0;
}

/* Monday, next Monday, Monday last week, Thursday the 21st. */
static bool read_weekday(const date_search *search, size_t index, date_point *out) {
    const ent_lexicon_row *step = dates_word(search, index, DATE_STEP);
    size_t at = step == NULL ? index : index + 1;
    size_t week = step != NULL ? past_word(search, at, "week") : at;
    const ent_lexicon_row *day = dates_word(search, week, DATE_WEEKDAY);
    if (day == NULL || (step == NULL && !is_full_name(search, week))) return false;
    out->end = week + 1;
    out->rule = "date.weekday";
    if (!is_dated(search)) return true;
    int monday = 1 - weekday_of(search->published), wanted = (int)day->value - 1;
    const ent_lexicon_row *after = dates_word(search, week + 1, DATE_STEP);
    if (step == NULL && after != NULL && ent_token_is(search->tokens, week + 2, "week")) { /* Friday next week */
        out->from = day_from_now(search, monday + wanted + 7 * (int)after->value);
        out->end = week + 3;
        return true;
    }
    ent_quantity number;
    if (step == NULL && ent_token_is(search->tokens, week + 1, "the") &&
        dates_number(search, week + 2, 1, 31, &number) && dates_word(search, number.end, DATE_MONTH) == NULL) {
        out->from = search->published;
        out->from.day = (uint8_t)number.value;
        out->end = number.end;
        return dates_exists(out->from);
    }
    int days = days_to_weekday(search, (int)day->value);
    if (step != NULL) {
        days = monday + wanted + 7 * (int)step->value;
        if (step->value < 0 && week == at && days < -7) days += 7; /* last Friday, said on a Monday: three days ago */
    }
    out->from = day_from_now(search, days);
    return true;
}

/* ---- stretches ---------------------------------------------------------------------------------------------- */

static void set_stretch(const date_search *search, enum date_unit unit, int step, date_point *out) {
    ent_date now = search->published, month = {now.year, now.month, 0};
    int monday = 1 - weekday_of(now);
    switch (unit) {
    case UNIT_DAY:
        out->from = day_from_now(search, step);
        break;
    case UNIT_WEEK:
        out->from = day_from_now(search, monday + 7 * step);
        out->until = day_from_now(search, monday + 7 * step + 6);
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

/* Last month, early this year, the coming week, the end of next month. */
static bool read_stretch(const date_search *search, size_t index, date_point *out) {
    static const char *const parts[] = {"early", "mid", "late"};
    const ent_lexicon_row *part = dates_word(search, index, DATE_PART);
    size_t at = index;
    if (part != NULL) {
        at = ent_token_is_mark(search->tokens, index + 1, '-') ? index + 2 : index + 1;
        at = past_word(search, past_word(search, past_word(search, at, "of"), "in"), "the");
    }
    const ent_lexicon_row *step = dates_word(search, at, DATE_STEP);
    if (step == NULL) return false;
    const ent_lexicon_row *unit = dates_word(search, at + 1, DATE_UNIT),
                          *season = dates_word(search, at + 1, DATE_SEASON);
    const ent_lexicon_row *month = dates_word(search, at + 1, DATE_MONTH);
    if (unit == NULL && season == NULL && month == NULL) return false;
    out->end = at + 2;
    out->part = part == NULL ? NULL : parts[(int)part->value];
    out->rule = part == NULL ? "date.relative" : "date.relative-part";
    if (!is_dated(search)) return true;
    int steps = (int)step->value;
    if (unit != NULL) {
        set_stretch(search, (enum date_unit)(int)unit->value, steps, out);
    } else if (month != NULL) {
        int year = search->published.year + steps;
        if (steps < 0 && (int)month->value < search->published.month) year++; /* last April, said in June */
        if (steps > 0 && (int)month->value > search->published.month) year--;
        out->from = (ent_date){(int16_t)year, (uint8_t)month->value, 0};
    } else {
        out->from = (ent_date){(int16_t)(search->published.year + steps), (uint8_t)season->value, 0};
        out->until = dates_shift(out->from, 0, 2);
    }
    return true;
}

/* ---- lengths of time ---------------------------------------------------------------------------------------- */

typedef struct length {
    size_t end;
    int days, months;
    bool coarse; /* in months or years: the day is not known */
    bool years;
} length;

/* "two weeks", "1 month and 21 days", "a year", "a few months" (three). */
static bool read_length(const date_search *search, size_t index, length *out) {
    *out = (length){.end = index};
    for (size_t at = index;;) {
        ent_quantity number;
        double count;
        size_t end;
        size_t few = past_word(search, at, "a");
        if (ent_token_is(search->tokens, few, "few") || ent_token_is(search->tokens, few, "several")) {
            count = 3;
            end = few + 1;
        } else if (ent_token_is(search->tokens, few, "couple")) {
            count = 2;
            end = past_word(search, few + 1, "of");
        } else if (few > at || ent_token_is(search->tokens, at, "an")) {
            count = 1;
            end = at + 1;
        } else if (dates_number(search, at, 1, 10000, &number) && number.kind == ENT_QUANTITY_CARDINAL) {
            count = number.value;
            end = number.end;
        } else {
            break;
        }
        const ent_lexicon_row *unit = dates_word(search, end, DATE_UNIT);
        if (unit == NULL || count > 10000) break;
        static const struct {
            int days, months;
        } lengths[] = {{1, 0}, {7, 0}, {7, 0}, {0, 1}, {0, 3}, {0, 12}, {0, 120}};
        out->days += (int)count * lengths[(int)unit->value].days;
        out->months += (int)count * lengths[(int)unit->value].months;
        out->coarse = lengths[(int)unit->value].months > 0;
        out->years = unit->value >= UNIT_YEAR;
        out->end = end + 1;
        at = past_word(search, out->end, "and");
    }
    return out->end > index && out->months < 12 * 2000;
}

/* Before or after the day of publication. Years keep a year's precision, months a month's, where nothing finer is said.
 */
static ent_date moved(const date_search *search, const length *by, int sign) {
    if (!is_dated(search)) return (ent_date){0, 0, 0};
    ent_date date = dates_shift(search->published, sign * by->days, sign * by->months);
    if (by->coarse && by->days == 0) {
        date.day = 0;
        if (by->years && by->months % 12 == 0) date.month = 0;
    }
    return date;
}

/* Two days ago, three years later, a week from now, in two weeks. */
static bool read_distance(const date_search *search, size_t index, date_point *out) {
    static const char *const back[] = {"ago", "earlier", NULL}, *const on[] = {"later", "hence", NULL};
    bool in = ent_token_is(search->tokens, index, "in");
    length by;
    if (!read_length(search, in ? index + 1 : index, &by)) return false;
    int sign = 0;
    size_t end = by.end;
    if (dates_is_one_of(search, end, back)) {
        sign = -1;
        end++;
    } else if (dates_is_one_of(search, end, on)) {
        sign = 1;
        end++;
    } else if (ent_token_is(search->tokens, end, "from") &&
               dates_is_one_of(search, end + 1, (const char *const[]){"now", "today", NULL})) {
        sign = 1;
        end += 2;
    } else if (in && search->tense >= 0) {
        sign = 1;
    }
    if (sign == 0 || (in && sign < 0)) return false;
    out->from = moved(search, &by, sign);
    out->end = end;
    out->rule = "date.distance";
    return true;
}

/* The past three years, the next two weeks, within ten days. */
static bool read_span(const date_search *search, size_t index, date_point *out) {
    const ent_lexicon_row *step = dates_word(search, index, DATE_STEP);
    bool within = ent_token_is(search->tokens, index, "within");
    length by;
    if ((step == NULL || step->value == 0) && !within) return false;
    size_t at = within ? past_word(search, index + 1, "the") : index + 1;
    if (within && dates_word(search, at, DATE_STEP) != NULL) at++;
    if (!read_length(search, at, &by) || ent_token_is(search->tokens, at, "a")) return false;
    int sign = within ? 1 : (int)step->value;
    out->end = by.end;
    out->rule = "date.span";
    if (!is_dated(search)) return true;
    ent_date away = dates_shift(search->published, sign * by.days, sign * by.months);
    out->from = sign < 0 ? away : search->published;
    out->until = sign < 0 ? search->published : away;
    return true;
}

bool dates_read_relative(const date_search *search, size_t index, date_point *out) {
    static bool (*const forms[])(const date_search *, size_t, date_point *) = {read_day_word, read_weekday,
                                                                               read_stretch, read_distance, read_span};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}
