/* Dates that are a part of a longer stretch: the second Monday of next month, the first week of October, week 31, the
 * rest of the month. Weeks are those of ISO 8601: a week belongs to the month and year that its Thursday is in. */
#include "text/dates_parts.h"

static size_t past_word(const date_search *search, size_t index, const char *word) {
    return ent_token_is(search->tokens, index, word) ? index + 1 : index;
}

static const char *const articles[] = {"the", "this", "my", "our", "its", NULL};

/* ---- the stretch that something is part of ------------------------------------------------------------------- */

/* "of next month", "in 2015", "of October", "of the year", and "next year" without a word before it. */
static bool read_whole(const date_search *search, size_t index, date_point *out) {
    static const char *const words[] = {"of", "in", NULL};
    size_t at = dates_is_one_of(search, index, words) ? index + 1 : index;
    *out = (date_point){.start = at, .end = at};
    if (dates_read_stretch(search, at, out)) return out->part == NULL;
    const ent_lexicon_row *unit = NULL;
    if (at > index && ent_token_is(search->tokens, at, "the")) unit = dates_word(search, at + 1, DATE_UNIT);
    if (unit != NULL) {
        dates_set_stretch(search, (enum date_unit)(int)unit->value, 0, out);
        out->end = at + 2;
        return true;
    }
    *out = (date_point){.start = at, .end = at};
    return (at > index || dates_word(search, at, DATE_MONTH) != NULL) && dates_read_calendar(search, at, out) &&
           out->from.day == 0 && out->part == NULL;
}

/* ---- the n-th of it ------------------------------------------------------------------------------------------ */

typedef struct nth {
    size_t end;
    int place, count; /* place -1: the last */
    bool counted;     /* "the first ten days" */
} nth;

/* "first", "the 3rd", "last", "the last 3". */
static bool read_nth(const date_search *search, size_t index, nth *out) {
    ent_quantity number;
    size_t at = past_word(search, index, "the");
    *out = (nth){.count = 1};
    if (ent_token_is(search->tokens, at, "last") || ent_token_is(search->tokens, at, "final")) {
        out->place = -1;
        out->end = at + 1;
    } else if (dates_number(search, at, 1, 366, &number) && number.kind == ENT_QUANTITY_ORDINAL) {
        out->place = (int)number.value;
        out->end = number.end;
    } else {
        return false;
    }
    if ((out->place == 1 || out->place == -1) && dates_number(search, out->end, 2, 366, &number) &&
        number.kind == ENT_QUANTITY_CARDINAL) {
        out->count = (int)number.value;
        out->counted = true;
        out->end = number.end;
    }
    return true;
}

static int32_t monday_of(int32_t day) {
    return day - (dates_weekday(ent_date_from_day(day)) - 1);
}

/* Days of the n-th week in first .. last; those weeks count whose Thursday is in it. */
static void find_week(const nth *which, int32_t first, int32_t last, int32_t *from, int32_t *to) {
    int32_t start = monday_of(first), end = monday_of(last);
    if (start + 3 < first) start += 7;
    if (end + 3 > last) end -= 7;
    *from = which->place < 0 ? end - 7 * (which->count - 1) : start + 7 * (which->place - 1);
    *to = *from + 7 * which->count - 1;
}

static void find_days(const nth *which, int32_t first, int32_t last, int32_t *from, int32_t *to) {
    *from = which->place < 0 ? last - which->count + 1 : first + which->place - 1;
    *to = *from + which->count - 1;
}

static void find_weekday(const nth *which, int weekday, int32_t first, int32_t last, int32_t *from, int32_t *to) {
    int32_t start = monday_of(first) + weekday - 1, end = monday_of(last) + weekday - 1;
    if (start < first) start += 7;
    if (end > last) end -= 7;
    *from = *to = which->place < 0 ? end : start + 7 * (which->place - 1);
}

static void set_days(date_point *out, int32_t from, int32_t to) {
    out->from = ent_date_from_day(from);
    out->until = to > from ? ent_date_from_day(to) : (ent_date){0, 0, 0};
}

/* What is counted: a unit, a day of the week, or nothing ("the 20th of next month"): days. */
typedef struct counted {
    bool weekday, months;
    int value; /* of the weekday, or an enum date_unit */
    size_t end;
} counted;

static bool read_counted(const date_search *search, size_t index, counted *out) {
    const ent_lexicon_row *unit = dates_word(search, index, DATE_UNIT),
                          *weekday = dates_word(search, index, DATE_WEEKDAY);
    *out = (counted){.end = index + 1, .value = UNIT_DAY};
    if (weekday != NULL) {
        out->weekday = true;
        out->value = (int)weekday->value;
    } else if (unit != NULL) {
        out->value = (int)unit->value;
        out->months = out->value == UNIT_MONTH;
        return out->months || out->value == UNIT_DAY || out->value == UNIT_WEEK;
    } else {
        out->end = index;
        return ent_token_is(search->tokens, index, "of");
    }
    return true;
}

static bool place_in(const nth *which, const counted *what, const date_point *whole, date_point *out) {
    int32_t first = ent_date_first_day(whole->from), from, to;
    int32_t last = ent_date_last_day(whole->until.year != 0 ? whole->until : whole->from);
    if (what->months) {
        ent_date month = {whole->from.year, (uint8_t)(whole->from.month > 0 ? whole->from.month : 1), 0};
        if (which->place < 0 || whole->from.day > 0 || which->place > 12) return false;
        out->from = dates_shift(month, 0, which->place - 1);
        out->until = which->count > 1 ? dates_shift(out->from, 0, which->count - 1) : (ent_date){0, 0, 0};
        return true;
    }
    if (what->weekday)
        find_weekday(which, what->value, first, last, &from, &to);
    else if (what->value == UNIT_WEEK)
        find_week(which, first, last, &from, &to);
    else
        find_days(which, first, last, &from, &to);
    if (from > last || to < first) return false;
    set_days(out, from, to);
    return true;
}

/* The second Monday of next month, the 20th of this month, the first ten days of last year, the last week of July. */
static bool read_place(const date_search *search, size_t index, date_point *out) {
    nth which;
    counted what;
    date_point whole;
    if (!read_nth(search, index, &which) || !read_counted(search, which.end, &what)) return false;
    bool days = what.end == which.end;
    if (days && (which.place < 1 || which.place > 31 || which.counted)) return false;
    out->rule = "date.place";
    if (read_whole(search, what.end, &whole)) {
        bool month = whole.from.month > 0 || whole.from.year == 0;
        out->end = whole.end;
        out->lacks_year = whole.lacks_year;
        if (days && !month) return false;
        return whole.from.year == 0 || place_in(&which, &what, &whole, out);
    }
    if (!what.weekday || which.place < 1 || search->published.day == 0 || ent_token_is(search->tokens, what.end, "of"))
        return false;
    whole = (date_point){.from = {search->published.year, search->published.month, 0}};
    out->end = what.end; /* the first Sunday: of this month */
    return place_in(&which, &what, &whole, out);
}

/* ---- weeks --------------------------------------------------------------------------------------------------- */

/* "week 31", "week 3 of 2027"; "week of 16 September". */
static bool read_numbered_week(const date_search *search, size_t index, date_point *out) {
    size_t at = past_word(search, index, "the");
    if (!ent_token_is(search->tokens, at, "week")) return false;
    ent_quantity number;
    int16_t year = search->published.year;
    out->rule = "date.week";
    if (ent_token_is(search->tokens, at + 1, "of")) {
        date_point day = {.start = at + 2, .end = at + 2};
        size_t from = past_word(search, at + 2, "the");
        bool found = dates_read_numeric(search, from, &day) || dates_read_calendar(search, from, &day);
        if (!found || (day.from.year != 0 && day.from.day == 0)) return false;
        out->end = day.end;
        out->lacks_year = day.lacks_year;
        if (day.from.year == 0) return true;
        int32_t monday = monday_of(ent_date_first_day(day.from));
        set_days(out, monday, monday + 6);
        return true;
    }
    if (!dates_number(search, at + 1, 1, 53, &number) || number.kind != ENT_QUANTITY_CARDINAL || !number.digits)
        return false;
    out->end = number.end;
    if (ent_token_is(search->tokens, number.end, "of")) {
        size_t end = dates_year(search, number.end + 1, &year);
        if (end == number.end + 1) return false; /* week 3 of the trial */
        out->end = end;
    }
    if (year == 0) return true;
    ent_date whole = {year, 0, 0};
    int32_t from, to;
    find_week(&(nth){.place = (int)number.value, .count = 1}, ent_date_first_day(whole), ent_date_last_day(whole),
              &from, &to);
    set_days(out, from, to);
    return true;
}

/* ---- from now on --------------------------------------------------------------------------------------------- */

/* The rest of the month: from the day of publication to its end. Earlier and later this week likewise. */
static bool read_rest(const date_search *search, size_t index, date_point *out) {
    static const char *const words[] = {"rest", "remainder", "remaining", NULL};
    bool rest = dates_is_one_of(search, index, words), earlier = ent_token_is(search->tokens, index, "earlier");
    if (!rest && !earlier && !ent_token_is(search->tokens, index, "later")) return false;
    size_t at = rest ? past_word(search, index + 1, "of") : index + 1, of = at;
    if (rest ? dates_is_one_of(search, at, articles) : ent_token_is(search->tokens, at, "this")) at++;
    const ent_lexicon_row *unit = dates_word(search, at, DATE_UNIT);
    if (unit == NULL || unit->value == UNIT_DAY || at == of) return false;
    out->end = at + 1;
    out->rule = "date.rest";
    if (search->published.day == 0) return true;
    date_point whole = {0};
    dates_set_stretch(search, (enum date_unit)(int)unit->value, 0, &whole);
    int32_t now = ent_date_first_day(search->published);
    if (earlier)
        set_days(out, ent_date_first_day(whole.from), now);
    else
        set_days(out, now, ent_date_last_day(whole.until.year != 0 ? whole.until : whole.from));
    return true;
}

/* The week after next. */
static bool read_after_next(const date_search *search, size_t index, date_point *out) {
    size_t at = past_word(search, index, "the");
    const ent_lexicon_row *unit = dates_word(search, at, DATE_UNIT);
    if (unit == NULL || !ent_token_is(search->tokens, at + 1, "after")) return false;
    size_t next = past_word(search, at + 2, "the");
    if (!ent_token_is(search->tokens, next, "next") || dates_word(search, next + 1, DATE_UNIT) != NULL ||
        dates_word(search, next + 1, DATE_WEEKDAY) != NULL)
        return false;
    out->end = next + 1;
    out->rule = "date.relative";
    if (search->published.day != 0) dates_set_stretch(search, (enum date_unit)(int)unit->value, 2, out);
    return true;
}

/* "year to date". */
static bool read_to_date(const date_search *search, size_t index, date_point *out) {
    if (!ent_token_is(search->tokens, index, "year") || !ent_token_is(search->tokens, index + 1, "to") ||
        !ent_token_is(search->tokens, index + 2, "date"))
        return false;
    out->end = index + 3;
    out->rule = "date.rest";
    if (search->published.day == 0) return true;
    out->from = (ent_date){search->published.year, 1, 1};
    out->until = search->published;
    return true;
}

bool dates_read_within(const date_search *search, size_t index, date_point *out) {
    static bool (*const forms[])(const date_search *, size_t, date_point *) = {
        read_place, read_numbered_week, read_rest, read_after_next, read_to_date};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index, .end = index};
        if (forms[i](search, index, out)) return true;
    }
    return false;
}
