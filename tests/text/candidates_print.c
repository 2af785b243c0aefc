/* Figures and dates of standard input: candidates-print [YYYY-MM-DD], the day of publication. A line each:
 * kind, value, high, bound, unit, date, until, part, start, end, rule, first and last day, "not"; "-" for what is
 * not there. */
#include "text/dates.h"
#include "text/figures.h"
#include "text/sentences.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct reader {
    const ent_dates *dates;
    const ent_figures *figures;
    ent_date published;
    ent_tokens tokens;
    ent_candidates found;
} reader;

static const char *or_dash(const char *text) {
    return text == NULL || *text == '\0' ? "-" : text;
}

static void print(const ent_candidate *row) {
    static const char *const bounds[] = {"exactly", "about", "more", "less", "between"};
    char value[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT], date[ENT_NUMBER_TEXT], until[ENT_NUMBER_TEXT];
    char first_text[ENT_NUMBER_TEXT], last_text[ENT_NUMBER_TEXT];
    ent_date first = {0}, last = {0};
    if (row->kind == ENT_CANDIDATE_DATE) ent_date_days(row, &first, &last);
    printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%zu\t%zu\t%s\t%s\t%s\t%s\n", ent_candidate_kind_name(row->kind),
           row->has_value ? ent_write_double(value, row->value) : "-", ent_write_double(high, row->high),
           bounds[row->bound], or_dash(row->unit), or_dash(ent_write_date(date, row->date)),
           or_dash(ent_write_date(until, row->until)), or_dash(row->text), row->start, row->end, row->rule,
           or_dash(ent_write_date(first_text, first)), or_dash(ent_write_date(last_text, last)),
           row->negated ? "not" : "-");
}

static bool read_text(reader *self, const ent_buffer *text) {
    ent_sentence_scanner scanner = ent_sentence_scan(text->data, text->size, ENT_LINES_GUESS);
    size_t number = 0;
    for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence);) {
        if (!ent_tokens_read(&self->tokens, text->data, sentence.start, sentence.end)) return false;
        bool *taken = ent_alloc_array(NULL, self->tokens.size, sizeof *taken);
        if (taken == NULL) return false;
        number++;
        ent_dates_find(self->dates, &self->tokens, self->published, number, taken, &self->found);
        ent_figures_find(self->figures, &self->tokens, taken, number, &self->found);
        ent_free(NULL, taken);
    }
    return !self->found.failed;
}

int main(int argc, char **argv) {
    reader self = {0};
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    static char block[65536];
    for (size_t read; (read = fread(block, 1, sizeof block, stdin)) > 0;)
        ent_buffer_add(&text, block, read);
    ent_arena *arena = ent_arena_new(NULL);
    if (text.failed || arena == NULL || (argc > 1 && !ent_read_date(argv[1], &self.published))) return 2;
    self.dates = ent_dates_new(arena);
    self.figures = ent_figures_new(arena);
    ent_tokens_init(&self.tokens, NULL);
    ent_candidates_init(&self.found, arena);
    bool good = self.dates != NULL && self.figures != NULL && read_text(&self, &text);
    for (size_t i = 0; good && i < self.found.size; i++)
        print(&self.found.items[i]);
    ent_tokens_free(&self.tokens);
    ent_arena_free(arena);
    ent_buffer_free(&text);
    return good ? 0 : 3;
}
