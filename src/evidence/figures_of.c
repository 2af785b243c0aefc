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

/* A bare number of the sentence, as written in the case or in whole units. */
static bool has_numeral(const figure_reader *self, double value, double factor) {
    ent_quantity number;
    for (size_t i = 0; i < self->tokens.size; i++) {
        if (!ent_quantity_read(self->quantities, &self->tokens, i, &number)) continue;
        if (equal(number.value, fabs(value)) || equal(number.value, fabs(value) * factor)) return true;
        if (fabs(value) < 1 && equal(number.value, 100 * fabs(value))) return true;
        if (number.end > i + 1) i = number.end - 1;
    }
    return false;
}

bool figure_stands(figure_reader *self, const char *sentence, double value, const ent_unit *unit, const char *words,
                   figure_match *out) {
    *out = FIGURE_ABSENT;
    if (!ent_tokens_read(&self->tokens, sentence, 0, strlen(sentence))) return false;
    const unit_words in = words_of(unit, words);
    self->found.size = 0;
    ent_figures_find(self->figures, &self->tokens, NULL, 1, &self->found);
    for (size_t i = 0; i < self->found.size; i++)
        if (figure_is(&self->found.items[i], value, &in)) *out = FIGURE_WITH_UNIT;
    if (*out == FIGURE_ABSENT && has_numeral(self, value, in.factor)) *out = FIGURE_NUMERAL;
    return !self->found.failed;
}
