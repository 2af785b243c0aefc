/* Reading prose, on one thread: sentences, tokens, dates and figures, each alone and all together, in megabytes a
 * second, and in copies of the same text. The text is made of sentences of news prose, some with figures and dates, in
 * a random order with random numbers.
 *
 *     bench_text [MEGABYTES]       default: 8
 */
#include "text/dates.h"
#include "text/figures.h"
#include "text/sentences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text_times.h"

/* The number stands for a random one. One in three has a figure or a date, as in reports on talks about money. */
static const char *const sentences[] = {
    "The two governments opened another round of talks on how the cost of the garrison is to be shared. ",
    "Officials on both sides said that the gap had narrowed, but they gave no figures and took no questions. ",
    "\"We will go on until there is a fair deal,\" the chief negotiator told reporters after the meeting. ",
    "Seoul offered to raise its payment by %d percent, according to a person who was briefed on the matter. ",
    "Opposition lawmakers asked why the text of the agreement had not been shown to the committee before the vote. ",
    "The alliance rests on a treaty that neither side has ever wanted to reopen, whatever is said in campaigns. ",
    "Washington keeps about %d,500 troops in the country and pays their salaries itself. ",
    "Analysts expect the ministry to publish the details once the cabinet has approved them and all have signed. ",
    "The previous accord, signed on March %d, 2021, ran for six years and tied each payment to the defence budget. ",
    "Unions that speak for the workers of the bases want wages to be settled apart from everything else. ",
    "Building costs and supplies make up the rest, and most of that money is spent on local firms. ",
    "A spokeswoman declined to say whether the envoys had discussed exercises, which are paid for elsewhere. ",
};

typedef struct job {
    const char *text;
    size_t size;
    ent_arena *words;
    const ent_dates *dates;
    const ent_figures *figures;
    bool tokens, find_dates, find_figures;
    size_t found, sentences;
} job;

static void run(void *context) {
    job *self = context;
    ent_tokens tokens;
    ent_arena *arena = ent_arena_new(NULL);
    ent_candidates list;
    bool *taken = NULL;
    size_t room = 0;
    ent_tokens_init(&tokens, NULL);
    ent_candidates_init(&list, arena);
    self->sentences = 0;
    ent_sentence_scanner scanner = ent_sentence_scan(self->text, self->size, ENT_LINES_GUESS);
    for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence);) {
        self->sentences++;
        if (!self->tokens) continue;
        if (!ent_tokens_read(&tokens, self->text, sentence.start, sentence.end)) exit(3);
        if (tokens.size > room) {
            room = tokens.capacity;
            taken = realloc(taken, room * sizeof *taken);
            if (taken == NULL) exit(3);
        }
        if (tokens.size > 0) memset(taken, 0, tokens.size * sizeof *taken);
        if (self->find_dates)
            ent_dates_find(self->dates, &tokens, (ent_date){2024, 3, 21}, self->sentences, taken, &list);
        if (self->find_figures) ent_figures_find(self->figures, &tokens, taken, self->sentences, &list);
    }
    self->found = list.size;
    if (list.failed) exit(3);
    free(taken);
    ent_tokens_free(&tokens);
    ent_arena_free(arena);
}

static void say(const char *what, const job *self, double time, double copied) {
    printf("%-28s %7.1f MB/s, %8.0f copies\n", what, (double)self->size / 1e6 / time, time / copied);
}

int main(int argc, char **argv) {
    const double megabytes = argc > 1 ? atof(argv[1]) : 8;
    if (!(megabytes >= 1 && megabytes <= 1000)) return 2;
    job self = {.size = (size_t)(megabytes * 1e6)};
    self.text = bench_make_text(sentences, sizeof sentences / sizeof *sentences, 7, self.size);
    self.words = ent_arena_new(NULL);
    if (self.words == NULL) return 3;
    self.dates = ent_dates_new(self.words);
    self.figures = ent_figures_new(self.words);
    if (self.dates == NULL || self.figures == NULL) return 3;
    const double copied = bench_copied(self.text, self.size), split = bench_best(run, &self);
    say("a copy", &self, copied, copied);
    say("sentences", &self, split, copied);
    self.tokens = true;
    const double read = bench_best(run, &self);
    say("tokens", &self, read - split, copied);
    self.find_dates = true;
    say("dates", &self, bench_best(run, &self) - read, copied);
    self.find_dates = false;
    self.find_figures = true;
    say("figures", &self, bench_best(run, &self) - read, copied);
    self.find_dates = true;
    const double all = bench_best(run, &self);
    say("all of it", &self, all, copied);
    printf("%zu sentences, %zu figures and dates\n", self.sentences, self.found);
    ent_arena_free(self.words);
    free((void *)(uintptr_t)self.text);
    return 0;
}
