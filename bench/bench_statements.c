/* Who says what, on one thread: statements with certainty, and the reading for warnings, each alone, over sentences
 * whose tokens and actors are there already; in megabytes of text a second, and in copies of the same text. A third of
 * the sentences report speech, as in news.
 *
 *     bench_statements [MEGABYTES]       default: 2
 */
#include "text/sentences.h"
#include "text/statements.h"
#include "text/warnings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text_times.h"

enum { LONGEST = 260 };

static const char *const forms[] = {
    "The two governments opened another round of talks on how the cost of the garrison is to be shared. ",
    "Officials on both sides said that the gap had narrowed, but they gave no figures and took no questions. ",
    "\"We will go on until there is a fair deal,\" the chief negotiator told reporters after the meeting. ",
    "Seoul offered to raise its payment by 8 percent, according to a person who was briefed on the matter. ",
    "Opposition lawmakers asked why the text of the agreement had not been shown to the committee before the vote. ",
    "The alliance rests on a treaty that neither side has ever wanted to reopen, whatever is said in campaigns. ",
    "Washington keeps about 28,500 troops in the country and pays their salaries itself. ",
    "The ministry is to publish the details once the cabinet has approved them and all have signed. ",
    "The previous accord, signed on March 8, 2021, ran for six years and tied each payment to the defence budget. ",
    "Unions that speak for the workers of the bases want wages to be settled apart from everything else. ",
    "The Pentagon announced that the ships would sail for Japan in May, and Tokyo welcomed the news. ",
    "Building costs and supplies make up the rest, and most of that money is spent on local firms. ",
};

typedef struct job {
    ent_arena *arena;
    char *text;
    size_t size, sentences, found;
    ent_tokens *tokens;
    size_t *first_mention;
    ent_mentions mentions;
    const ent_statements *statements;
    const ent_warning_words *warnings;
} job;

static void make_text(job *self) {
    ent_random random = ent_random_stream(17, 0);
    self->text = malloc(self->size + LONGEST);
    if (self->text == NULL) exit(3);
    for (size_t at = 0; at < self->size;) {
        const char *form = forms[ent_random_below(&random, sizeof forms / sizeof *forms)];
        memcpy(self->text + at, form, strlen(form));
        at += strlen(form);
    }
}

/* Tokens and actors of every sentence, before the clock runs. */
static void prepare(job *self) {
    const ent_gazetteer *gazetteer = ent_gazetteer_new(self->arena, NULL);
    const ent_actor_words *words = ent_actor_words_new(self->arena);
    const size_t most = self->size / 40 + 16;
    self->tokens = ent_arena_array(self->arena, most, sizeof *self->tokens);
    self->first_mention = ent_arena_array(self->arena, most, sizeof *self->first_mention);
    if (gazetteer == NULL || words == NULL || self->tokens == NULL || self->first_mention == NULL) exit(3);
    ent_actor_memory *memory = ent_actor_memory_new(self->arena, gazetteer, words);
    if (memory == NULL) exit(3);
    ent_mentions_init(&self->mentions, self->arena);
    ent_sentence_scanner scanner = ent_sentence_scan(self->text, self->size, ENT_LINES_GUESS);
    for (ent_sentence sentence; self->sentences < most && ent_sentence_next(&scanner, &sentence); self->sentences++) {
        ent_tokens *tokens = &self->tokens[self->sentences];
        ent_tokens_init(tokens, NULL);
        self->first_mention[self->sentences] = self->mentions.size;
        if (!ent_tokens_read(tokens, self->text, sentence.start, sentence.end) ||
            !ent_actors_find(memory, tokens, self->sentences + 1, &self->mentions))
            exit(3);
    }
}

static void read_statements(void *context) {
    job *self = context;
    ent_arena *arena = ent_arena_new(NULL);
    ent_statement_memory *memory = ent_statement_memory_new(arena, self->statements);
    ent_candidates found;
    ent_mentions so_far = self->mentions;
    ent_candidates_init(&found, arena);
    for (size_t i = 0; i < self->sentences; i++) {
        so_far.size = i + 1 < self->sentences ? self->first_mention[i + 1] : self->mentions.size;
        const ent_statement_sentence sentence = {&self->tokens[i], i + 1, &so_far, self->first_mention[i], found.size};
        if (!ent_statements_find(memory, &sentence, &found)) exit(3);
    }
    self->found = found.size;
    ent_arena_free(arena);
}

static void read_warnings(void *context) {
    job *self = context;
    ent_arena *arena = ent_arena_new(NULL);
    ent_warning_memory *memory = ent_warning_memory_new(arena, self->warnings);
    for (size_t i = 0; i < self->sentences; i++)
        if (!ent_warnings_read(memory, &self->tokens[i], i + 1, NULL, 0)) exit(3);
    ent_arena_free(arena);
}

int main(int argc, char **argv) {
    job self = {.arena = ent_arena_new(NULL), .size = (size_t)(argc > 1 ? atoi(argv[1]) : 2) << 20};
    if (self.arena == NULL || self.size == 0) return 2;
    self.statements = ent_statements_new(self.arena);
    self.warnings = ent_warning_words_new(self.arena);
    if (self.statements == NULL || self.warnings == NULL) return 3;
    make_text(&self);
    prepare(&self);
    const double copied = bench_copied(self.text, self.size), said = bench_best(read_statements, &self),
                 warned = bench_best(read_warnings, &self);
    const double megabytes = (double)self.size / 1e6;
    printf("%.1f MB, %zu sentences, %zu statements\n", megabytes, self.sentences, self.found);
    printf("statements %7.1f MB/s, %6.0f copies\n", megabytes / said, said / copied);
    printf("warnings   %7.1f MB/s, %6.0f copies\n", megabytes / warned, warned / copied);
    for (size_t i = 0; i < self.sentences; i++)
        ent_tokens_free(&self.tokens[i]);
    free(self.text);
    ent_arena_free(self.arena);
    return 0;
}
