/* Korean dates: 2024년 4월 23일, 지난 25일, 올해 상반기, 다음 달, 2026~2030년, 3일 전, 지난 5년간. */
#include "text/korean.h"

#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof *(rows))

enum relative_kind { YEAR, MONTH, WEEK, DAY, HALF, PART, PAST, AHEAD };

static const korean_row relatives[] = {
    {"올해", YEAR, 0, NULL},    {"금년", YEAR, 0, NULL},     {"지난해", YEAR, -1, NULL}, {"작년", YEAR, -1, NULL},
    {"재작년", YEAR, -2, NULL}, {"내년", YEAR, 1, NULL},     {"내후년", YEAR, 2, NULL},  {"이번 달", MONTH, 0, NULL},
    {"이달", MONTH, 0, NULL},   {"지난달", MONTH, -1, NULL}, {"내달", MONTH, 1, NULL},   {"다음달", MONTH, 1, NULL},
    {"지난주", WEEK, -1, NULL}, {"이번주", WEEK, 0, NULL},   {"다음주", WEEK, 1, NULL},  {"오늘", DAY, 0, NULL},
    {"어제", DAY, -1, NULL},    {"그제", DAY, -2, NULL},     {"그저께", DAY, -2, NULL},  {"내일", DAY, 1, NULL},
    {"모레", DAY, 2, NULL},
};

/* Two words: "다음 달", "이번 주", "지난 해". */
static const korean_row steps[] = {
    {"이번", 0, 0, NULL}, {"지난", 0, -1, NULL}, {"다음", 0, 1, NULL}, {"오는", 0, 1, NULL}};
static const korean_row stepped[] = {
    {"해", YEAR, 0, NULL}, {"달", MONTH, 0, NULL}, {"주", WEEK, 0, NULL}, {"분기", HALF, 0, NULL}};
static const korean_row parts[] = {{"초", PART, 0, "early"},  {"중반", PART, 0, "mid"},   {"말", PART, 0, "late"},
                                   {"하순", PART, 0, "late"}, {"상순", PART, 0, "early"}, {"중순", PART, 0, "mid"}};
static const korean_row halves[] = {{"상반기", HALF, 1, NULL}, {"하반기", HALF, 7, NULL}};

typedef struct reading {
    const date_search *search;
    korean_place end;
    date_point *out;
} reading;

static ent_date published(const reading *self) {
    return self->search->published;
}

static bool next_number(const reading *self, double low, double high, const char *unit, int *value,
                        korean_place *after) {
    const ent_tokens *tokens = self->search->tokens;
    korean_number number;
    korean_place at = *after;
    if (!korean_read_number(tokens, &at, &number) || number.digits == 0 || number.value < low || number.value > high ||
        !korean_take(tokens, &at, unit))
        return false;
    *value = (int)number.value;
    *after = at;
    return true;
}

/* ---- parts of a year or month -------------------------------------------------------------------------------- */

/* "상반기", "3분기", "말", "초" after a year or month. */
static void read_part(reading *self) {
    const ent_tokens *tokens = self->search->tokens;
    korean_place at = self->end;
    int quarter = 0;
    bool year = self->out->from.month == 0 && self->out->until.year == 0;
    const korean_row *half = year ? korean_take_row(tokens, &at, halves, COUNT_OF(halves)) : NULL;
    bool quarters = year && half == NULL && next_number(self, 1, 4, "분기", &quarter, &at);
    if (half != NULL || quarters) {
        int first = half != NULL ? (int)half->value : 3 * quarter - 2;
        if (self->out->from.year != 0) {
            self->out->from.month = (uint8_t)first;
            self->out->until = dates_shift(self->out->from, 0, half != NULL ? 5 : 2);
        }
        self->end = at;
        return;
    }
    const korean_row *part = korean_take_row(tokens, &at, parts, COUNT_OF(parts));
    if (part == NULL || self->out->from.day != 0 || !korean_ends(tokens, at)) return;
    self->out->part = part->name;
    self->end = at;
}

/* "4월 23일" after a year; "23일" after a month. */
static void read_rest(reading *self) {
    int month, day;
    korean_place at = self->end;
    if (self->out->from.month == 0 && next_number(self, 1, 12, "월", &month, &at)) {
        self->out->from.month = (uint8_t)month;
        self->end = at;
    }
    at = self->end;
    ent_date with = self->out->from;
    if (with.month != 0 && next_number(self, 1, 31, "일", &day, &at)) {
        with.day = (uint8_t)day;
        if (with.year != 0 && !dates_exists(with)) return;
        self->out->from = with;
        self->end = at;
        return;
    }
    read_part(self);
}

/* ---- in digits ----------------------------------------------------------------------------------------------- */

/* "2024년", "2026~2030년". */
static bool read_year(reading *self) {
    const ent_tokens *tokens = self->search->tokens;
    korean_number first, second;
    korean_place at = self->end;
    if (!korean_read_number(tokens, &at, &first) || first.digits != 4 || first.value < 1800 || first.value > 2199)
        return false;
    korean_place range = at;
    bool joined = korean_mark(tokens, &range, '~') || korean_mark(tokens, &range, '-') ||
                  korean_mark(tokens, &range, 0x2013) || korean_mark(tokens, &range, 0x223C);
    self->out->from = (ent_date){(int16_t)first.value, 0, 0};
    self->out->rule = "korean.date";
    if (joined && korean_read_number(tokens, &range, &second) && (second.digits == 4 || second.digits == 2) &&
        korean_take(tokens, &range, "년")) {
        double last = second.digits == 2 ? first.value - (int)first.value % 100 + second.value : second.value;
        if (last <= first.value || last > 2199) return false;
        self->out->until = (ent_date){(int16_t)last, 0, 0};
        self->out->rule = "korean.range";
        self->end = range;
        return true;
    }
    if (!korean_take(tokens, &at, "년")) return false;
    self->end = at;
    read_rest(self);
    return true;
}

/* "4월 23일", "4월": the year is the one that the tense asks for, or the nearest. */
static bool read_month(reading *self) {
    int month;
    if (!next_number(self, 1, 12, "월", &month, &self->end)) return false;
    self->out->from = (ent_date){0, (uint8_t)month, 0};
    read_rest(self);
    self->out->from = dates_choose_year(self->search, self->out->from);
    self->out->lacks_year = true;
    self->out->rule = "korean.date";
    return true;
}

/* "25일", "지난 25일", "오는 25일", "25일(현지시간)"; "3일 전" is a distance; "10일간", "5일 동안" are lengths. */
static bool read_day(reading *self, int sign) {
    static const korean_row lengths[] = {{"간", 0, 0, NULL},   {"동안", 0, 0, NULL}, {"만에", 0, 0, NULL},
                                         {"이내", 0, 0, NULL}, {"안에", 0, 0, NULL}, {"째", 0, 0, NULL},
                                         {"짜리", 0, 0, NULL}};
    const ent_tokens *tokens = self->search->tokens;
    int day;
    korean_place at = self->end;
    if (!next_number(self, 1, 31, "일", &day, &at) || !korean_ends(tokens, at)) return false;
    korean_place after = at;
    if (korean_take_row(tokens, &after, lengths, COUNT_OF(lengths)) != NULL) return false;
    self->out->rule = "korean.day";
    self->out->lacks_year = true;
    bool ago = at.offset == 0 && korean_take(tokens, &after, "전"), hence = !ago && korean_take(tokens, &after, "뒤");
    if (!ago && !hence) hence = korean_take(tokens, &after, "후");
    if ((ago || hence) && korean_ends(tokens, after) && sign == 0) {
        self->out->from = published(self).day == 0 ? (ent_date){0} : dates_shift(published(self), ago ? -day : day, 0);
        self->end = after;
        return true;
    }
    self->out->from = dates_nearest_day(self->search, day, sign != 0 ? sign : self->search->tense);
    self->end = at;
    return true;
}

/* ---- relative ------------------------------------------------------------------------------------------------ */

static void set_relative(reading *self, int kind, int step) {
    static const enum date_unit units[] = {UNIT_YEAR, UNIT_MONTH, UNIT_WEEK, UNIT_DAY, UNIT_QUARTER};
    if (published(self).day != 0) dates_set_stretch(self->search, units[kind], step, self->out);
}

/* "지난 5년간", "향후 5년", "최근 3개월": a stretch up to or from publication. */
static bool read_span(reading *self) {
    static const korean_row heads[] = {
        {"지난", PAST, -1, NULL}, {"최근", PAST, -1, NULL}, {"향후", AHEAD, 1, NULL}, {"앞으로", AHEAD, 1, NULL}};
    static const korean_row lengths[] = {{"년", 12, 0, NULL}, {"개월", 1, 0, NULL}, {"주", 0, 7, NULL}};
    const ent_tokens *tokens = self->search->tokens;
    korean_place at = self->end;
    korean_number number;
    const korean_row *head = korean_take_row(tokens, &at, heads, COUNT_OF(heads));
    if (head == NULL || at.offset > 0 || !korean_read_number(tokens, &at, &number) || number.digits == 0 ||
        number.digits > 2)
        return false;
    const korean_row *length = korean_take_row(tokens, &at, lengths, COUNT_OF(lengths));
    if (length == NULL || !korean_ends(tokens, at)) return false;
    korean_take(tokens, &at, "간");
    self->end = at;
    self->out->rule = "korean.span";
    if (published(self).day == 0) return true;
    int sign = (int)head->value;
    ent_date now = published(self);
    ent_date away =
        dates_shift(now, sign * (int)(number.value * length->value), sign * (int)number.value * length->kind);
    self->out->from = sign < 0 ? away : dates_shift(now, 1, 0);
    self->out->until = sign < 0 ? now : away;
    return true;
}

/* "올해 4월", "다음 달", "이번 주", "지난 25일". */
static bool read_relative(reading *self) {
    const ent_tokens *tokens = self->search->tokens;
    korean_place at = self->end;
    self->out->rule = "korean.relative";
    const korean_row *row = korean_take_row(tokens, &at, relatives, COUNT_OF(relatives));
    if (row != NULL && korean_ends(tokens, at)) {
        self->end = at;
        set_relative(self, row->kind, (int)row->value);
        if (row->kind == YEAR || row->kind == MONTH) read_rest(self);
        return true;
    }
    at = self->end;
    const korean_row *step = korean_take_row(tokens, &at, steps, COUNT_OF(steps));
    if (step == NULL || at.offset > 0) return false;
    korean_place after = at;
    const korean_row *what = korean_take_row(tokens, &after, stepped, COUNT_OF(stepped));
    if (what != NULL && korean_ends(tokens, after)) {
        self->end = after;
        set_relative(self, what->kind, (int)step->value);
        if (what->kind == YEAR || what->kind == MONTH) read_rest(self);
        return true;
    }
    self->end = at;
    int month;
    if (step->value != 0 && next_number(self, 1, 12, "월", &month, &after)) { /* 지난 4월, 오는 10월 말 */
        date_search led = *self->search;
        led.tense = (int)step->value;
        self->end = after;
        self->out->from = (ent_date){0, (uint8_t)month, 0};
        read_rest(self);
        self->out->from = dates_choose_year(&led, self->out->from);
        return true;
    }
    return step->value != 0 && read_day(self, (int)step->value);
}

/* ---- one date ------------------------------------------------------------------------------------------------ */

static bool read_one(const date_search *search, size_t index, date_point *out, korean_place *end) {
    static bool (*const forms[])(reading *) = {read_span, read_relative, read_year, read_month};
    for (size_t i = 0; i <= sizeof forms / sizeof *forms; i++) {
        *out = (date_point){.start = index};
        reading self = {search, {index, 0}, out};
        bool found = i < sizeof forms / sizeof *forms ? forms[i](&self) : read_day(&self, 0);
        if (!found) continue;
        *end = self.end;
        return true;
    }
    return false;
}

/* "23일부터 25일까지", "4월 23~25일", "2021년부터 2025년까지". */
static void read_until(const date_search *search, date_point *out, korean_place *end) {
    const ent_tokens *tokens = search->tokens;
    korean_place at = *end, last_end;
    date_point last;
    bool from = korean_take(tokens, &at, "부터") || korean_take(tokens, &at, "에서");
    bool dash = !from && (korean_mark(tokens, &at, '~') || korean_mark(tokens, &at, 0x223C));
    if ((!from && !dash) || at.offset > 0 || out->from.year == 0) return;
    if (!read_one(search, at.token, &last, &last_end)) return;
    if (from && !korean_take(tokens, &last_end, "까지")) return;
    if (last.lacks_year && last.from.day > 0 && last.rule[7] == 'd' && last.from.month != out->from.month &&
        out->from.day > 0 && last.from.day > out->from.day)
        last.from = (ent_date){out->from.year, out->from.month, last.from.day};
    ent_date until = last.until.year != 0 ? last.until : last.from;
    if (until.year == 0 || ent_date_first_day(out->from) > ent_date_last_day(until)) return;
    out->until = until;
    out->rule = "korean.range";
    *end = last_end;
}

/* Whether the token ends with the word. */
static bool ends_with(const ent_tokens *tokens, size_t index, const char *word) {
    const ent_token *token = &tokens->items[index];
    size_t size = strlen(word);
    return token->length >= size && memcmp(tokens->text + token->start + token->length - size, word, size) == 0;
}

int ent_korean_tense(const ent_tokens *tokens) {
    static const char *const ahead[] = {"예정", "계획", "전망", "방침"};
    static const char *const behind[] = {"했다", "었다", "았다", "렸다", "됐다", "났다",
                                         "왔다", "졌다", "쳤다", "혔다", "갔다"};
    int tense = 0;
    for (size_t i = 0; i < tokens->size; i++) {
        if (!(tokens->items[i].flags & ENT_TOKEN_HANGUL)) continue;
        korean_place place = {i, 0};
        for (size_t j = 0; j < COUNT_OF(ahead); j++)
            if (korean_take(tokens, &place, ahead[j])) return 1;
        for (size_t j = 0; j < COUNT_OF(behind); j++)
            if (ends_with(tokens, i, behind[j])) tense = -1;
    }
    return tense;
}

bool ent_korean_date(const date_search *search, size_t index, date_point *out) {
    korean_place end;
    const ent_token *token = &search->tokens->items[index];
    bool number = token->kind == ENT_TOKEN_NUMBER, glued = index > 0 && !dates_spaced(search, index);
    if (!number && !(token->flags & ENT_TOKEN_HANGUL)) return false;
    if (glued && search->tokens->items[index - 1].kind != ENT_TOKEN_MARK) return false;
    if (!read_one(search, index, out, &end)) return false;
    read_until(search, out, &end);
    out->end = korean_after(search->tokens, end);
    out->end_byte = korean_byte(search->tokens, end);
    return true;
}
