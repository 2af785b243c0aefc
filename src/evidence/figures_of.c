/* Whether a number stands in a sentence, whatever it is written in: 15192 (100 million KRW) is 1,519.2 billion won. */
#include "evidence/figures_of.h"

#include "case/money.h"

#include <math.h>
#include <string.h>

bool figure_reader_init(figure_reader *self, ent_arena *arena, const ent_allocator *allocator) {
    *self = (figure_reader){.figures = ent_figures_new(arena), .quantities = ent_quantity_words_new(arena)};
    ent_tokens_init(&self->tokens, allocator);
    ent_candidates_init(&self->found, arena);
    return self->figures != NULL && self->quantities != NULL;
}

void figure_reader_free(figure_reader *self) {
    ent_tokens_free(&self->tokens);
}

static bool equal(double a, double b) {
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* What a claim's unit says: "USD billion", "100 million KRW", "percent of GDP", "troops". */
typedef struct unit_words {
    char currency[4];
    double factor;
    bool percent;
} unit_words;

static unit_words read_words(const char *words) {
    static const struct {
        const char *word;
        double factor;
    } scales[] = {{"hundred", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}};
    unit_words out = {.factor = 1};
    for (const char *at = words; *at != '\0'; at += strspn(at, " ")) {
        const size_t length = strcspn(at, " ");
        if (length == 3 && strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") >= 3) memcpy(out.currency, at, 3);
        if (length == 3 && memcmp(at, "100", 3) == 0) out.factor *= 100;
        if (length == 7 && memcmp(at, "percent", 7) == 0) out.percent = true;
        for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
            if (strlen(scales[i].word) == length && memcmp(at, scales[i].word, length) == 0)
                out.factor *= scales[i].factor;
        at += length;
    }
    return out;
}

static unit_words words_of(const ent_unit *unit, const char *words) {
    if (words != NULL) return read_words(words);
    unit_words out = {.factor = 1};
    if (unit == NULL) return out;
    out.factor = ent_unit_factor(unit);
    if (unit->currency != NULL && strlen(unit->currency) == 3) memcpy(out.currency, unit->currency, 3);
    out.percent = unit->name != NULL && strncmp(unit->name, "percent", 7) == 0;
    return out;
}

/* Whether a figure with its unit is the number: money in its currency, percent, or a count. */
static bool figure_is(const ent_candidate *row, double value, const unit_words *unit) {
    const bool percents = row->unit != NULL && strncmp(row->unit, "percent", 7) == 0;
    const bool high = row->bound == ENT_BETWEEN;
    switch (row->kind) {
    case ENT_CANDIDATE_MONEY:
        return unit->currency[0] != '\0' && row->unit != NULL && strcmp(row->unit, unit->currency) == 0 &&
               (equal(row->value, value * unit->factor) || (high && equal(row->high, value * unit->factor)));
    case ENT_CANDIDATE_PERCENT:
    case ENT_CANDIDATE_CHANGE:
        if (!percents && row->kind == ENT_CANDIDATE_CHANGE)
            return unit->currency[0] == '\0' && equal(fabs(row->value), fabs(value));
        if (unit->currency[0] != '\0') return false;
        return equal(fabs(row->value), fabs(value)) || (high && equal(row->high, value)) ||
               (!unit->percent && equal(row->value, 100 * value));
    case ENT_CANDIDATE_COUNT:
        return unit->currency[0] == '\0' && !unit->percent && equal(row->value, value * unit->factor);
    default:
        return false;
    }
}

/* ---- of which year ------------------------------------------------------------------------------------------- */

static int year_at(const ent_tokens *tokens, size_t index) {
    const ent_token *token = &tokens->items[index];
    if (token->kind != ENT_TOKEN_NUMBER || token->length != 4) return 0;
    const char *text = tokens->text + token->start;
    int year = 0;
    for (int i = 0; i < 4; i++) {
        if (text[i] < '0' || text[i] > '9') return 0;
        year = 10 * year + (text[i] - '0');
    }
    return year >= 1800 && year <= 2199 ? year : 0;
}

/* Tokens between two places; a comma or semicolon parts what belongs together and counts for many. */
static size_t distance(const ent_tokens *tokens, size_t a, size_t b) {
    enum { PARTED = 1000 };
    size_t sum = 0;
    for (size_t i = a < b ? a : b; i < (a < b ? b : a); i++)
        sum += ent_token_is_mark(tokens, i, ',') || ent_token_is_mark(tokens, i, ';') ? PARTED : 1;
    return sum;
}

/* "2 December 2025" is when something happened, not what a figure is of. */
static bool of_a_day(const ent_tokens *tokens, size_t index) {
    static const char *const months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
    for (size_t i = 0; index > 0 && i < sizeof months / sizeof *months; i++)
        if (ent_token_is(tokens, index - 1, months[i])) return true;
    return false;
}

/* "7.5 percent more than in 2025": the year that a figure is compared with. */
static bool compared(const ent_tokens *tokens, size_t end, size_t index) {
    for (size_t i = end; i < index; i++)
        if (ent_token_is(tokens, i, "than")) return true;
    return false;
}

/* Whether the year nearest to tokens first .. end-1 is this one; a sentence without years leaves it open. */
static bool of_year(const ent_tokens *tokens, size_t first, size_t end, int year) {
    size_t nearest = SIZE_MAX;
    bool good = true;
    for (size_t i = 0; i < tokens->size && year != 0; i++) {
        if (i >= first && i < end) continue;
        const int other = of_a_day(tokens, i) || compared(tokens, end, i) ? 0 : year_at(tokens, i);
        const size_t far = other == 0  ? SIZE_MAX
                           : i < first ? distance(tokens, i, first)
                                       : distance(tokens, end - 1, i);
        if (far > nearest || far == SIZE_MAX) continue;
        good = other == year || (far == nearest && good);
        nearest = far;
    }
    return good;
}

static size_t token_at(const ent_tokens *tokens, size_t byte) {
    size_t i = 0;
    while (i < tokens->size && tokens->items[i].start + tokens->items[i].length <= byte)
        i++;
    return i;
}

/* ---- in the sentence ------------------------------------------------------------------------------------------ */

/* A bare number of the sentence, as written in the case or in whole units. */
static bool has_numeral(const figure_reader *self, const figure_wanted *wanted, double factor) {
    const double value = fabs(wanted->value);
    ent_quantity number;
    for (size_t i = 0; i < self->tokens.size; i++) {
        if (!ent_quantity_read(self->quantities, &self->tokens, i, &number)) continue;
        const bool is = equal(number.value, value) || equal(number.value, value * factor) ||
                        (value < 1 && equal(number.value, 100 * value));
        if (is && of_year(&self->tokens, number.first, number.end, wanted->year)) return true;
        if (number.end > i + 1) i = number.end - 1;
    }
    return false;
}

/* "about half": 50 percent, or 0.5 of a whole. */
static bool has_fraction(const ent_tokens *tokens, double value, bool percent) {
    static const struct {
        const char *word;
        double share;
    } words[] = {{"half", 0.5}, {"quarter", 0.25}};
    for (size_t i = 0; i < tokens->size; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (ent_token_is(tokens, i, words[w].word) && equal(value, percent ? 100 * words[w].share : words[w].share))
                return true;
    return false;
}

bool figure_stands(figure_reader *self, const char *sentence, const figure_wanted *wanted, figure_match *out) {
    *out = FIGURE_ABSENT;
    if (!ent_tokens_read(&self->tokens, sentence, 0, strlen(sentence))) return false;
    const unit_words in = words_of(wanted->unit, wanted->words);
    self->found.size = 0;
    ent_figures_find(self->figures, &self->tokens, NULL, 1, &self->found);
    for (size_t i = 0; i < self->found.size; i++) {
        const ent_candidate *row = &self->found.items[i];
        if (!figure_is(row, wanted->value, &in)) continue;
        const size_t first = token_at(&self->tokens, row->start), last = token_at(&self->tokens, row->end - 1);
        if (of_year(&self->tokens, first, last + 1, wanted->year)) *out = FIGURE_WITH_UNIT;
    }
    if (*out == FIGURE_ABSENT &&
        (has_numeral(self, wanted, in.factor) || has_fraction(&self->tokens, wanted->value, in.percent)))
        *out = FIGURE_NUMERAL;
    return !self->found.failed;
}
