/* Holidays whose day can be computed and that mean one day wherever they are named: of the Christian calendar (Easter
 * by the Gregorian rule, after Meeus, Jones and Butcher), the turn of the year, the first of May, and the American
 * Thanksgiving. Days that differ by country, or by the sight of the moon, are left to the reader. */
#include "text/dates_parts.h"

enum holiday_rule { FIXED, EASTER, THANKSGIVING };

typedef struct holiday {
    const char *words[4]; /* in small letters; NULL-terminated unless full */
    enum holiday_rule rule;
    int month, day; /* EASTER, THANKSGIVING: days after it */
} holiday;

static const holiday holidays[] = {
    {{"christmas", "eve"}, FIXED, 12, 24},
    {{"christmas", "day"}, FIXED, 12, 25},
    {{"christmas"}, FIXED, 12, 25},
    {{"new", "year", "'", "eve"}, FIXED, 12, 31},
    {{"new", "year", "eve"}, FIXED, 12, 31},
    {{"new", "year", "'", "day"}, FIXED, 1, 1},
    {{"new", "year", "day"}, FIXED, 1, 1},
    {{"good", "friday"}, EASTER, 0, -2},
    {{"easter", "sunday"}, EASTER, 0, 0},
    {{"easter", "monday"}, EASTER, 0, 1},
    {{"easter"}, EASTER, 0, 0},
    {{"international", "workers", "'", "day"}, FIXED, 5, 1},
    {{"may", "day"}, FIXED, 5, 1},
    {{"thanksgiving", "day"}, THANKSGIVING, 0, 0},
    {{"thanksgiving"}, THANKSGIVING, 0, 0},
    {{"black", "friday"}, THANKSGIVING, 0, 1},
};

static ent_date easter_of(int year) {
    int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return (ent_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
}

static ent_date thanksgiving_of(int year) { /* the fourth Thursday of November */
    int first = dates_weekday((ent_date){(int16_t)year, 11, 1});
    return (ent_date){(int16_t)year, 11, (uint8_t)(1 + (11 - first) % 7 + 21)};
}

static ent_date day_in(const holiday *row, int year) {
    if (row->rule == FIXED) return (ent_date){(int16_t)year, (uint8_t)row->month, (uint8_t)row->day};
    ent_date day = row->rule == EASTER ? easter_of(year) : thanksgiving_of(year);
    return dates_shift(day, row->day, 0);
}

/* The token after the holiday's name at `index`, or `index`. */
static size_t match(const date_search *search, size_t index, const holiday *row) {
    size_t at = index;
    for (size_t i = 0; i < 4 && row->words[i] != NULL; i++) {
        bool mark = row->words[i][0] == '\'';
        if (mark && at < search->tokens->size && search->tokens->items[at].character == 0x2019) {
            at++;
            continue;
        }
        if (mark ? !ent_token_is_mark(search->tokens, at, '\'') : !ent_token_is(search->tokens, at, row->words[i]))
            return index;
        at++;
    }
    return at;
}

/* The nearest to publication, after `from` years of it; by tense where the text says last or next. */
static ent_date nearest(const date_search *search, const holiday *row, int step) {
    date_nearest found = dates_nearest(search, step != 0 ? step : search->tense);
    for (int year = -1; year <= 1 && search->published.day != 0; year++)
        dates_try(&found, day_in(row, search->published.year + year));
    return found.chosen;
}

/* Christmas, Easter Monday 2017, last Easter, New Year's Eve. */
bool dates_read_holiday(const date_search *search, size_t index, date_point *out) {
    const ent_lexicon_row *step = dates_word(search, index, DATE_STEP);
    size_t at = step == NULL ? index : index + 1;
    if (at >= search->tokens->size || dates_word(search, at, DATE_HOLIDAY) == NULL) return false;
    if (ent_token_is(search->tokens, at, "may") && !dates_is_month(search, at)) return false;
    for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
        size_t end = match(search, at, &holidays[i]);
        if (end == at) continue;
        int16_t year;
        size_t of =
            ent_token_is_mark(search->tokens, end, ',') || ent_token_is(search->tokens, end, "of") ? end + 1 : end;
        size_t after = step == NULL ? dates_year(search, of, &year) : of;
        out->start = index;
        out->lacks_year = after == of;
        out->end = after > of ? after : end;
        out->rule = "date.holiday";
        out->from =
            after > of ? day_in(&holidays[i], year) : nearest(search, &holidays[i], step ? (int)step->value : 0);
        return true;
    }
    return false;
}
