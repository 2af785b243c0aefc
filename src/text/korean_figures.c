/* Korean figures: money (1조 389억 원), percentages (8.3%, 전년 대비 8.3% 증가), counts with their counter (28,500명),
 * ordinals (12차), multiples (5배). */
#include "text/korean.h"

#include <string.h>

#define COUNT_OF(rows) (sizeof(rows) / sizeof *(rows))

enum unit_kind { MONEY, PERCENT, COUNT, TIMES, ORDINAL };

/* What a number is of; units in the words that English texts use, so that reports of both can be compared. */
static const korean_row units[] = {
    {"달러", MONEY, 1, "USD"},       {"유로", MONEY, 1, "EUR"},       {"위안", MONEY, 1, "CNY"},
    {"원", MONEY, 1, "KRW"},         {"엔", MONEY, 1, "JPY"},         {"퍼센트", PERCENT, 1, "percent"},
    {"프로", PERCENT, 1, "percent"}, {"개국", COUNT, 1, "countries"}, {"개월", COUNT, 1, "months"},
    {"명", COUNT, 1, "people"},      {"개", COUNT, 1, "items"},       {"척", COUNT, 1, "ships"},
    {"대", COUNT, 1, "units"},       {"기", COUNT, 1, "units"},       {"발", COUNT, 1, "rounds"},
    {"건", COUNT, 1, "cases"},       {"차례", COUNT, 1, "times"},     {"회", COUNT, 1, "times"},
    {"차", ORDINAL, 1, NULL},        {"번째", ORDINAL, 1, NULL},      {"배", TIMES, 1, "times"},
    {"년", COUNT, 1, "years"},       {"주", COUNT, 1, "weeks"},       {"일", COUNT, 1, "days"},
};

static const korean_row before_rows[] = {
    {"약", ENT_ABOUT, 0, NULL},       {"대략", ENT_ABOUT, 0, NULL},       {"거의", ENT_ABOUT, 0, NULL},
    {"최소", ENT_MORE_THAN, 0, NULL}, {"적어도", ENT_MORE_THAN, 0, NULL}, {"최대", ENT_LESS_THAN, 0, NULL},
    {"무려", ENT_EXACTLY, 0, NULL},
};

static const korean_row after_rows[] = {
    {"이상", ENT_MORE_THAN, 0, NULL}, {"초과", ENT_MORE_THAN, 0, NULL}, {"넘지", ENT_LESS_THAN, 0, NULL},
    {"넘", ENT_MORE_THAN, 0, NULL},   {"이하", ENT_LESS_THAN, 0, NULL}, {"미만", ENT_LESS_THAN, 0, NULL},
    {"안팎", ENT_ABOUT, 0, NULL},     {"가량", ENT_ABOUT, 0, NULL},     {"정도", ENT_ABOUT, 0, NULL},
    {"쯤", ENT_ABOUT, 0, NULL},
};

static const korean_row directions[] = {
    {"증가", 1, 0, NULL},  {"인상", 1, 0, NULL}, {"상승", 1, 0, NULL},  {"늘", 1, 0, NULL},    {"오른", 1, 0, NULL},
    {"올랐", 1, 0, NULL},  {"올린", 1, 0, NULL}, {"감소", -1, 0, NULL}, {"인하", -1, 0, NULL}, {"삭감", -1, 0, NULL},
    {"하락", -1, 0, NULL}, {"줄", -1, 0, NULL},  {"내린", -1, 0, NULL}, {"깎", -1, 0, NULL},
};

typedef struct figure {
    korean_place end;
    const korean_row *unit;
    double low, high;
    ent_bound bound;
    bool negated;
} figure;

/* ---- what stands round a figure ------------------------------------------------------------------------------ */

static ent_bound bound_before(const ent_tokens *tokens, size_t index) {
    if (index == 0) return ENT_EXACTLY;
    for (size_t i = 0; i < COUNT_OF(before_rows); i++) {
        korean_place place = {index - 1, 0};
        if (korean_take(tokens, &place, before_rows[i].word) && place.offset == 0)
            return (ent_bound)before_rows[i].kind;
    }
    return ENT_EXACTLY;
}

/* "이상", "을 넘는", "가 아니라": in the rest of the word, or the next one. */
static void read_after(const ent_tokens *tokens, korean_place place, figure *out) {
    static const char *const particles[] = {"을", "를", "이", "가", "은", "는", "선을"};
    bool glued = place.offset > 0 ||
                 (place.token < tokens->size && !(tokens->items[place.token].flags & ENT_TOKEN_SPACED)); /* 5%를 */
    for (size_t i = 0; i < COUNT_OF(particles); i++)
        if (glued && korean_take(tokens, &place, particles[i])) break;
    korean_place word = place;
    if (place.offset > 0) word = (korean_place){place.token + 1, 0};
    const korean_row *row = korean_take_row(tokens, &place, after_rows, COUNT_OF(after_rows));
    if (row == NULL) row = korean_take_row(tokens, &word, after_rows, COUNT_OF(after_rows));
    if (row != NULL) out->bound = (ent_bound)row->kind;
    out->negated = korean_take(tokens, &word, "아니") || korean_take(tokens, &word, "아닌");
}

/* Whether one of the three words after a percentage says that something rose (1) or fell (-1). */
static int direction_after(const ent_tokens *tokens, korean_place place) {
    size_t word = korean_after(tokens, place), end = word + 3;
    korean_place here = place;
    if (place.offset == 0 && place.token < tokens->size && !(tokens->items[place.token].flags & ENT_TOKEN_SPACED)) {
        const korean_row *joined = korean_take_row(tokens, &here, directions, COUNT_OF(directions));
        if (joined != NULL) return joined->kind;
    }
    for (; word < end && word < tokens->size; word++) {
        korean_place start = {word, 0};
        if (tokens->items[word].kind == ENT_TOKEN_MARK) return 0;
        const korean_row *row = korean_take_row(tokens, &start, directions, COUNT_OF(directions));
        if (row != NULL) return row->kind;
    }
    return 0;
}

/* ---- one figure ---------------------------------------------------------------------------------------------- */

static const korean_row *read_unit(const ent_tokens *tokens, korean_place *place) {
    static const korean_row percent = {"%", PERCENT, 1, "percent"}, points = {"%p", PERCENT, 1, "percentage points"};
    korean_place at = *place;
    if (korean_mark(tokens, &at, '%')) {
        korean_place more = at;
        bool point = korean_take(tokens, &more, "포인트") || korean_take(tokens, &more, "p");
        *place = point ? more : at;
        return point ? &points : &percent;
    }
    korean_take(tokens, &at, "여"); /* 2만8500여 명 */
    if (at.offset > 0 && at.token == place->token) {
        korean_place glued = at;
        if (korean_take_row(tokens, &glued, units, COUNT_OF(units)) == NULL) at = *place;
    }
    const korean_row *row = korean_take_row(tokens, &at, units, COUNT_OF(units));
    bool percent_points = row != NULL && row->kind == PERCENT && korean_take(tokens, &at, "포인트");
    if (row == NULL || (!korean_ends(tokens, at) && row->kind != ORDINAL)) return NULL;
    *place = at;
    return percent_points ? &points : row;
}

static bool joins(const ent_tokens *tokens, korean_place *place) {
    return korean_mark(tokens, place, '~') || korean_mark(tokens, place, 0x223C) ||
           korean_mark(tokens, place, 0xFF5E) || korean_mark(tokens, place, '-') || korean_mark(tokens, place, 0x2013);
}

/* "8.3%", "1조~2조 원", "5~6%", "50~60억 달러". */
static bool read_figure(const ent_tokens *tokens, size_t index, figure *out) {
    korean_number number, second;
    *out = (figure){.end = {index, 0}, .bound = bound_before(tokens, index)};
    if (!korean_read_number(tokens, &out->end, &number)) return false;
    bool about = false;
    korean_place peek = out->end;
    about = korean_take(tokens, &peek, "여");
    out->low = number.value;
    out->unit = read_unit(tokens, &out->end);
    korean_place at = out->end;
    if (joins(tokens, &at) && korean_read_number(tokens, &at, &second)) {
        const korean_row *unit = read_unit(tokens, &at);
        if (unit != NULL && (out->unit == NULL || out->unit == unit)) {
            bool shared = number.last == 1 && second.last > 1 && out->unit == NULL;
            out->low *= shared ? second.last : 1;
            out->high = second.value;
            out->unit = unit;
            out->end = at;
        }
    }
    if (out->unit == NULL) return false;
    if (about) out->bound = ENT_ABOUT;
    read_after(tokens, out->end, out);
    if (out->high > out->low) out->bound = ENT_BETWEEN;
    return true;
}

static void add(const figure_search *search, size_t index, const figure *found, ent_candidate_kind kind, double value,
                const char *unit, const char *rule) {
    bool range = found->high > found->low && kind != ENT_CANDIDATE_CHANGE;
    ent_candidate row = {.kind = kind,
                         .sentence = search->sentence,
                         .start = search->tokens->items[index].start,
                         .end = korean_byte(search->tokens, found->end),
                         .has_value = true,
                         .negated = found->negated,
                         .value = value,
                         .high = range ? found->high : 0,
                         .bound = found->bound == ENT_BETWEEN && !range ? ENT_EXACTLY : found->bound,
                         .unit = unit,
                         .rule = rule};
    ent_candidates_add(search->out, &row);
}

/* "제12차 협정", "12차 방위비분담특별협정": what it is the 12th of, where English has a word for it. */
static const char *ordinal_of(const ent_tokens *tokens, korean_place place) {
    static const korean_row nouns[] = {{"협상", 0, 0, "round"},         {"회의", 0, 0, "meeting"},
                                       {"회담", 0, 0, "meeting"},       {"회차", 0, 0, "round"},
                                       {"방위비", 0, 0, "agreement"},   {"협정", 0, 0, "agreement"},
                                       {"특별협정", 0, 0, "agreement"}, {"핵실험", 0, 0, "test"}};
    korean_place word = {korean_after(tokens, place), 0};
    const korean_row *row = korean_take_row(tokens, place.offset > 0 ? &place : &word, nouns, COUNT_OF(nouns));
    return row == NULL ? NULL : row->name;
}

size_t ent_korean_figure(const figure_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    figure found;
    bool joined = index > 0 && tokens->items[index - 1].kind == ENT_TOKEN_MARK && !figures_spaced(search, index) &&
                  (tokens->items[index - 1].character == '-' || tokens->items[index - 1].character == '$');
    if (tokens->items[index].kind != ENT_TOKEN_NUMBER || joined || !read_figure(tokens, index, &found)) return index;
    const char *unit = found.unit->name;
    bool minus = index > 0 && ent_token_is_mark(tokens, index - 1, '-');
    switch ((enum unit_kind)found.unit->kind) {
    case MONEY:
        add(search, index, &found, ENT_CANDIDATE_MONEY, found.low, unit, "korean.money");
        break;
    case PERCENT: {
        int sign = direction_after(tokens, found.end);
        add(search, index, &found, ENT_CANDIDATE_PERCENT, minus ? -found.low : found.low, unit, "korean.percent");
        if (sign != 0) add(search, index, &found, ENT_CANDIDATE_CHANGE, sign * found.low, unit, "korean.change");
        break;
    }
    case COUNT:
        add(search, index, &found, ENT_CANDIDATE_COUNT, found.low, unit, "korean.count");
        break;
    case TIMES:
        add(search, index, &found, ENT_CANDIDATE_CHANGE, found.low, unit, "korean.times");
        break;
    case ORDINAL:
        add(search, index, &found, ENT_CANDIDATE_ORDINAL, found.low, ordinal_of(tokens, found.end), "korean.ordinal");
        break;
    }
    return korean_after(tokens, found.end);
}
