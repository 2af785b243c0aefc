/* Dates of the proleptic Gregorian calendar, of which month and day may be unknown. */
#include <entente/base.h>
#include <stdio.h>

static bool leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Exactly `size` digits at *text; moves on. -1 if there are others. */
static int scan(const char **text, int size) {
    int value = 0;
    for (int i = 0; i < size; i++, (*text)++) {
        if (**text < '0' || **text > '9') return -1;
        value = value * 10 + (**text - '0');
    }
    return value;
}

bool ent_read_date(const char *text, ent_date *out) {
    *out = (ent_date){0, 0, 0};
    int year = scan(&text, 4), month = 0, day = 0;
    if (year < 1) return false;
    if (*text == '-') {
        text++;
        month = scan(&text, 2);
        if (month < 1 || month > 12) return false;
        if (*text == '-') {
            text++;
            day = scan(&text, 2);
            if (day < 1 || day > month_days(year, month)) return false;
        }
    }
    if (*text != '\0') return false;
    *out = (ent_date){(int16_t)year, (uint8_t)month, (uint8_t)day};
    return true;
}

const char *ent_write_date(char text[ENT_NUMBER_TEXT], ent_date date) {
    text[0] = '\0';
    if (date.year == 0) return text;
    if (date.month == 0)
        snprintf(text, ENT_NUMBER_TEXT, "%04d", date.year);
    else if (date.day == 0)
        snprintf(text, ENT_NUMBER_TEXT, "%04d-%02d", date.year, date.month);
    else
        snprintf(text, ENT_NUMBER_TEXT, "%04d-%02d-%02d", date.year, date.month, date.day);
    return text;
}

const char *ent_write_date_long(char text[ENT_NUMBER_TEXT], ent_date date) {
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    if (date.month == 0 || date.month > 12) return ent_write_date(text, (ent_date){date.year, 0, 0});
    if (date.day == 0)
        snprintf(text, ENT_NUMBER_TEXT, "%s %d", months[date.month - 1], date.year);
    else
        snprintf(text, ENT_NUMBER_TEXT, "%d %s %d", date.day, months[date.month - 1], date.year);
    return text;
}

/* Days since 1970-01-01, counted in cycles of 400 years that begin on 1 March, so that the leap day comes last. */
static int32_t day_number(int year, int month, int day) {
    int march_year = month > 2 ? year : year - 1;
    int march_month = month > 2 ? month - 3 : month + 9;
    int cycle = (march_year >= 0 ? march_year : march_year - 399) / 400;
    int in_cycle = march_year - cycle * 400;
    int in_year = (153 * march_month + 2) / 5 + day - 1;
    return cycle * 146097 + in_cycle * 365 + in_cycle / 4 - in_cycle / 100 + in_year - 719468;
}

int32_t ent_date_first_day(ent_date date) {
    if (date.year == 0) return INT32_MIN;
    return day_number(date.year, date.month == 0 ? 1 : date.month, date.day == 0 ? 1 : date.day);
}

int32_t ent_date_last_day(ent_date date) {
    if (date.year == 0) return INT32_MAX;
    int month = date.month == 0 ? 12 : date.month;
    return day_number(date.year, month, date.day == 0 ? month_days(date.year, month) : date.day);
}

ent_date ent_date_from_day(int32_t day) {
    if (day < day_number(1, 1, 1) || day > day_number(9999, 12, 31)) return (ent_date){0, 0, 0};
    int since = day + 719468; /* days since 0000-03-01 */
    int cycle = (since >= 0 ? since : since - 146096) / 146097;
    int in_cycle = since - cycle * 146097;
    int year = (in_cycle - in_cycle / 1460 + in_cycle / 36524 - in_cycle / 146096) / 365;
    int in_year = in_cycle - (365 * year + year / 4 - year / 100);
    int march_month = (5 * in_year + 2) / 153;
    int month = march_month < 10 ? march_month + 3 : march_month - 9;
    int calendar_year = year + cycle * 400 + (month <= 2);
    return (ent_date){(int16_t)calendar_year, (uint8_t)month, (uint8_t)(in_year - (153 * march_month + 2) / 5 + 1)};
}

bool ent_date_known(ent_date date, ent_date as_of) {
    if (date.year == 0 || as_of.year == 0) return true;
    return ent_date_last_day(date) <= ent_date_last_day(as_of);
}
