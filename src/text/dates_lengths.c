/* Dates at a length of time from a day, and stretches of a length: two weeks ago, three days after next Monday, the
 * past three years. */
#include "text/dates_parts.h"

static size_t past_word(const date_search *search, size_t index, const char *word) {
    return ent_token_is(search->tokens, index, word) ? index + 1 : index;
}

static bool is_dated(const date_search *search) {
    return search->published.year != 0 && search->published.day != 0;
}

enum { MOST_MONTHS = 12 * 2000, MOST_DAYS = 366 * 500, MOST_PARTS = 4 }; /* parts: "2 years 1 month and 21 days" */

typedef struct length {
    size_t end;
    int days, months;
    int sign;            /* of a step inside it: "the 5 coming years" */
    enum date_unit unit; /* the last one */
    double count;        /* of it */
} length;

/* "two", "a", "an", "a few" (three), "a couple of"; the token after it, or `index`. */
static size_t read_number(const date_search *search, size_t index, double *count) {
    ent_quantity number;
    size_t few = past_word(search, index, "a");
    if (ent_token_is(search->tokens, few, "few") || ent_token_is(search->tokens, few, "several")) {
        *count = 3;
        return few + 1;
    }
    if (ent_token_is(search->tokens, few, "couple")) {
        *count = 2;
        return past_word(search, few + 1, "of");
    }
    if (few > index || ent_token_is(search->tokens, index, "an")) {
        *count = 1;
        return index + 1;
    }
    date_search one = *search; /* "two quarters" is no fraction here */
    ent_tokens cut = *search->tokens;
    const ent_lexicon_row *next = dates_word(search, index + 1, DATE_UNIT);
    if (next != NULL && next->value == UNIT_QUARTER) {
        cut.size = index + 1;
        one.tokens = &cut;
    }
    if (!dates_number(&one, index, 1, 10000, &number) || number.kind != ENT_QUANTITY_CARDINAL) return index;
    *count = number.value;
    return number.end;
}

/* "two weeks", "1 month and 21 days", "a year", "5 upcoming years"; `stepped` tells whether a step stood before it. */
static bool read_length(const date_search *search, size_t index, bool stepped, length *out) {
    static const struct {
        int days, months;
    } lengths[] = {{1, 0}, {7, 0}, {14, 0}, {7, 0}, {0, 1}, {0, 3}, {0, 12}, {0, 120}};
    *out = (length){.end = index};
    size_t at = index;
    for (int part = 0; part < MOST_PARTS; part++) {
        double count;
        size_t end = read_number(search, at, &count);
        if (end == at) break;
        const ent_lexicon_row *step = stepped || out->sign != 0 ? NULL : dates_word(search, end, DATE_STEP);
        if (step != NULL && step->value != 0) out->sign = (int)step->value;
        const ent_lexicon_row *unit = dates_word(search, step == NULL ? end : end + 1, DATE_UNIT);
        if (unit == NULL || out->months > MOST_MONTHS || out->days > MOST_DAYS) break;
        out->unit = (enum date_unit)(int)unit->value;
        out->count = count;
        out->days += (int)count * lengths[out->unit].days;
        out->months += (int)count * lengths[out->unit].months;
        out->end = step == NULL ? end + 1 : end + 2;
        at = past_word(search, out->end, "and");
    }
    return out->end > index && out->months <= MOST_MONTHS && out->days <= MOST_DAYS;
}

static bool is_coarse(const length *by) {
    return by->months > 0 || by->days >= 7;
}

/* ---- from a day ---------------------------------------------------------------------------------------------- */

/* "from tomorrow", "after next Friday", "before May 13 1999": the day that the length is counted from. A month or year
 * takes whole months or years only. */
static bool read_anchor(const date_search *search, const length *by, date_point *out, int *sign) {
    static const char *const after[] = {"from", "after", NULL};
    bool on = dates_is_one_of(search, by->end, after);
    if (!on && !ent_token_is(search->tokens, by->end, "before")) return false;
    size_t at = past_word(search, by->end + 1, "the");
    if (ent_token_is(search->tokens, at, "now")) {
        *out = (date_point){.start = at, .end = at + 1, .from = is_dated(search) ? search->published : (ent_date){0}};
        *sign = on ? 1 : -1;
        return true;
    }
    bool fits = dates_read_day(search, at, out) && out->until.year == 0 && out->part == NULL;
    if (!fits || ent_token_is(search->tokens, out->end, "to")) return false;
    *sign = on ? 1 : -1;
    if (out->from.year == 0 || out->from.day > 0) return true;
    bool whole = by->days == 0 && (out->from.month > 0 || by->months % 12 == 0);
    if (!whole) *sign = 0;
    return whole;
}

static void set_moved(date_point *out, ent_date from, const length *by, int sign) {
    out->from = from.year == 0 ? from : dates_shift(from, sign * by->days, sign * by->months);
}

/* Two days ago, three years later, a week from now, in two weeks, two months after next Friday. */
static bool read_distance(const date_search *search, size_t index, date_point *out) {
    bool in = ent_token_is(search->tokens, index, "in"), told = true;
    length by;
    int sign = 0;
    if (!read_length(search, in ? index + 1 : index, true, &by)) return false;
    if (in && (ent_token_is(search->tokens, by.end, "of") ||
               (ent_token_is(search->tokens, index + 1, "a") && search->tense <= 0)))
        return false; /* "in a quarter of an hour", "the most it can grow in a year" */
    ent_date from = is_dated(search) ? search->published : (ent_date){0};
    date_point anchor;
    out->end = by.end;
    if (ent_token_is(search->tokens, by.end, "ago") || ent_token_is(search->tokens, by.end, "hence")) {
        sign = ent_token_is(search->tokens, by.end, "ago") ? -1 : 1;
        out->end++;
    } else if (ent_token_is(search->tokens, by.end, "earlier") || ent_token_is(search->tokens, by.end, "later")) {
        sign = ent_token_is(search->tokens, by.end, "earlier") ? -1 : 1;
        told = sign > 0 && search->tense > 0; /* than what was told before: open */
        out->end++;
    } else if (!in && read_anchor(search, &by, &anchor, &sign)) {
        from = anchor.from;
        out->end = anchor.end;
        out->lacks_year = anchor.lacks_year;
    } else if (in && search->tense >= 0) {
        sign = 1;
    }
    if (sign == 0 || (in && sign < 0)) return false;
    set_moved(out, told ? from : (ent_date){0}, &by, sign);
    out->about = is_coarse(&by);
    out->rule = "date.distance";
    return true;
}

/* ---- stretches of a length ----------------------------------------------------------------------------------- */

/* Quarters are whole ones of the calendar. */
static void set_quarters(const date_search *search, const length *by, int sign, date_point *out) {
    date_point now = {0};
    dates_set_stretch(search, UNIT_QUARTER, 0, &now);
    int months = 3 * (int)by->count;
    out->from = dates_shift(now.from, 0, sign < 0 ? -months : 3);
    out->until = dates_shift(out->from, 0, months - 1);
}

/* The past three years, the next two weeks, the 5 coming years, within ten days. What is to come starts tomorrow. */
static bool read_span(const date_search *search, size_t index, date_point *out) {
    static const char *const verb[] = {"to",    "will",   "would", "could", "can", "may",
                                       "might", "should", "must",  "not",   NULL};
    if (index > 0 && ent_token_is(search->tokens, index, "last") && dates_is_one_of(search, index - 1, verb))
        return false;
    const ent_lexicon_row *step = dates_word(search, index, DATE_STEP);
    bool within = ent_token_is(search->tokens, index, "within"), stepped = within || step != NULL;
    size_t at = within ? past_word(search, index + 1, "the") : stepped ? index + 1 : index;
    if (within && dates_word(search, at, DATE_STEP) != NULL) at++;
    length by;
    if (step != NULL && step->value == 0) { /* "this past 3 days" */
        step = dates_word(search, at, DATE_STEP);
        if (step == NULL || step->value == 0) return false;
        at++;
    }
    if (!read_length(search, at, stepped, &by) || ent_token_is(search->tokens, at, "a")) return false;
    int sign = within ? 1 : step != NULL ? (int)step->value : by.sign;
    if (sign == 0) return false;
    out->end = by.end;
    out->rule = "date.span";
    if (!is_dated(search)) return true;
    if (by.unit == UNIT_QUARTER && !within) {
        set_quarters(search, &by, sign, out);
        return true;
    }
    ent_date now = search->published, away = dates_shift(now, sign * by.days, sign * by.months);
    out->from = sign < 0 ? away : within ? now : dates_shift(now, 1, 0);
    out->until = sign < 0 ? now : away;
    return away.year != 0;
}

bool dates_read_lengths(const date_search *search, size_t index, date_point *out) {
    *out = (date_point){.start = index, .end = index};
    if (read_distance(search, index, out)) return true;
    *out = (date_point){.start = index, .end = index};
    return read_span(search, index, out);
}
