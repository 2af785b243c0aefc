/* What the files of dates share. Private to them. */
#ifndef ENTENTE_TEXT_DATES_PARTS_H
#define ENTENTE_TEXT_DATES_PARTS_H

#include "text/dates.h"
#include "text/quantities.h"

enum date_word {
    DATE_MONTH,
    DATE_WEEKDAY,
    DATE_UNIT,
    DATE_STEP,
    DATE_PART,
    DATE_SEASON,
    DATE_DAY,
    DATE_BEFORE,
    DATE_HOLIDAY,
    DATE_DECADE,
    DATE_TENSE
};
enum date_unit { UNIT_DAY, UNIT_WEEK, UNIT_FORTNIGHT, UNIT_WEEKEND, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_DECADE };

struct ent_dates {
    ent_lexicon *lexicon;
    const ent_quantity_words *quantities;
    ent_word_filter starts; /* words that a date may start with */
};

typedef struct date_search {
    const ent_dates *dates;
    const ent_tokens *tokens;
    ent_date published; /* year 0: not known */
    int tense;          /* of the sentence: 1 what is to come, -1 what was, 0 not known */
    size_t led;         /* a token that a range has led up to, so that a date is expected there; 0: none */
} date_search;

/* A day, month, year or stretch. `until` none: the whole of what `from` names. */
typedef struct date_point {
    size_t start, end;    /* tokens */
    size_t end_byte;      /* where the date ends inside its last token; 0: with it */
    ent_date from, until; /* year 0 in both: not resolved */
    bool lacks_year;      /* the year was chosen, not read */
    bool about;           /* counted in weeks or more from a day: "two years ago" */
    const char *part;     /* early, mid, late, beginning, middle, end */
    const char *rule;
} date_point;

const ent_lexicon_row *dates_word(const date_search *search, size_t index, enum date_word kind);
bool dates_spaced(const date_search *search, size_t index);
bool dates_is_one_of(const date_search *search, size_t index, const char *const *words);
/* A whole number in digits or words, or an ordinal, at `index`. */
bool dates_number(const date_search *search, size_t index, double low, double high, ent_quantity *out);
/* A year at `index`: 1800 to 2199 in digits, "nineteen ninety-nine", "two thousand and twenty"; the token after it. */
size_t dates_year(const date_search *search, size_t index, int16_t *year);
/* Of several days or stretches the one nearest to publication, on the side that `sign` asks for (-1 before, 1 after, 0
 * any) where there is one. `chosen` has year 0 as long as none was tried. */
typedef struct date_nearest {
    ent_date published, chosen;
    int sign;
    int32_t away; /* days of the chosen one */
} date_nearest;

date_nearest dates_nearest(const date_search *search, int sign);
void dates_try(date_nearest *nearest, ent_date tried);
/* Of the days with this number; none where no day of publication is known. */
ent_date dates_nearest_day(const date_search *search, int day, int sign);
/* Of the years round the day of publication the one that the sentence's tense asks for, or the nearest. */
ent_date dates_choose_year(const date_search *search, ent_date date);
bool dates_exists(ent_date date);
ent_date dates_shift(ent_date date, int days, int months);

int dates_weekday(ent_date date); /* 1 Monday ... 7 Sunday */
/* The day, week, month ... of publication (step 0), or so many before or after it. Only where publication is known. */
void dates_set_stretch(const date_search *search, enum date_unit unit, int step, date_point *out);
/* "early", "the end of": the token after it, or `index` where there is none. */
size_t dates_read_part(const date_search *search, size_t index, const char **part);
bool dates_read_stretch(const date_search *search, size_t index, date_point *out); /* last month, early next year */
/* Whether the name of a month that a word has led up to is one: "this May", not "this may". */
bool dates_is_month(const date_search *search, size_t index);
/* Any date but one at a length of time from another: what such a length may be counted from, so that none hangs on
 * another without end. */
bool dates_read_day(const date_search *search, size_t index, date_point *out);

/* Each reads what starts at token `index`; false where nothing does. */
bool dates_read_numeric(const date_search *search, size_t index,
                        date_point *out); /* 2024-03-21, 21.3.2024, 3/21/2024 */
bool dates_read_calendar(const date_search *search, size_t index, date_point *out); /* 21 March 2024, March, 2024, Q3 */
bool dates_read_holiday(const date_search *search, size_t index, date_point *out);  /* Easter Monday 2017 */
bool dates_read_eras(const date_search *search, size_t index, date_point *out);     /* the 1990s, the 21st century */
bool dates_read_within(const date_search *search, size_t index, date_point *out); /* the second Monday of next month */
bool dates_read_relative(const date_search *search, size_t index, date_point *out); /* today, last month */
bool dates_read_lengths(const date_search *search, size_t index, date_point *out);  /* two days ago, the past decade */

#endif
