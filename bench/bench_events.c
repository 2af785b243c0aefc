/* Events of prose, on one thread: tokens, and verb groups with their events, in megabytes a second and in copies of
 * the same text. Actors are found before the clock runs. The text is made of sentences of news prose in a random order,
 * one in two with an event.
 *
 *     bench_events [MEGABYTES]       default: 8
 */
#include "text/events.h"
#include "text/sentences.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text_times.h"

static const char *const sentences[] = {
    "The two governments opened another round of talks on how the cost of the garrison is to be shared. ",
    "Officials on both sides said that the gap had narrowed, but they gave no figures and took no questions. ",
    "\"We will go on until there is a fair deal,\" the chief negotiator told reporters after the meeting. ",
    "Seoul offered to raise its payment by nine percent, according to a person who was briefed on the matter. ",
    "Opposition lawmakers asked why the text of the agreement had not been shown to the committee before the vote. ",
    "The alliance rests on a treaty that neither side has ever wanted to reopen, whatever is said in campaigns. ",
    "Washington keeps about 28,500 troops in the country and pays their salaries itself. ",
    "Japan rejected a demand by the United States that it buy more rice, and warned that it could leave the talks. ",
    "The previous accord, signed on March 8, 2021, ran for six years and tied each payment to the defence budget. ",
    "Unions that speak for the workers of the bases want wages to be settled apart from everything else. ",
    "Building costs and supplies make up the rest, and most of that money is spent on local firms. ",
    "A spokeswoman declined to say whether the envoys had discussed exercises, which are paid for elsewhere. ",
};
enum { SENTENCES = sizeof sentences / sizeof *sentences };

/* What is read again and again: each sentence of the list with its actors. */
typedef struct reader {
    ent_arena *arena;
    const ent_event_words *words;
    ent_mentions mentions[SENTENCES];
    ent_tokens tokens;
    ent_verbs verbs;
    ent_candidates found;
    unsigned char *order; /* of the sentences in the text */
    size_t count, size;   /* sentences, and bytes of them */
    char *text;
    bool events;
} reader;

static void make_text(reader *self, size_t size) {
    ent_random random = ent_random_stream(11, 0);
    self->text = malloc(size + 256);
    self->order = malloc(size / 64 + 16);
    if (self->text == NULL || self->order == NULL) exit(3);
    while (self->size < size) {
        const size_t which = ent_random_below(&random, SENTENCES), length = strlen(sentences[which]);
        memcpy(self->text + self->size, sentences[which], length);
        self->order[self->count++] = (unsigned char)which;
        self->size += length;
    }
}

static void find_actors(reader *self) {
    const ent_gazetteer *names = ent_gazetteer_new(self->arena, NULL);
    const ent_actor_words *words = ent_actor_words_new(self->arena);
    ent_actor_memory *memory = ent_actor_memory_new(self->arena, names, words);
    if (names == NULL || words == NULL || memory == NULL) exit(3);
    for (size_t i = 0; i < SENTENCES; i++) {
        ent_mentions_init(&self->mentions[i], self->arena);
        if (!ent_tokens_read(&self->tokens, sentences[i], 0, strlen(sentences[i])) ||
            !ent_actors_find(memory, &self->tokens, i + 1, &self->mentions[i]))
            exit(3);
    }
}

static void run(void *context) {
    reader *self = context;
    size_t at = 0;
    self->found.size = 0;
    for (size_t i = 0; i < self->count; i++) {
        const size_t which = self->order[i], length = strlen(sentences[which]);
        if (!ent_tokens_read(&self->tokens, self->text, at, at + length)) exit(3);
        at += length;
        const ent_event_sentence sentence = {.tokens = &self->tokens,
                                             .sentence = i + 1,
                                             .mentions = self->mentions[which].items,
                                             .mentions_size = self->mentions[which].size};
        if (self->events && !ent_events_find(self->words, &self->verbs, &sentence, &self->found)) exit(3);
    }
}

static void say(const char *what, const reader *self, double time, double copied) {
    printf("%-28s %7.1f MB/s, %8.0f copies\n", what, (double)self->size / 1e6 / time, time / copied);
}

int main(int argc, char **argv) {
    const double megabytes = argc > 1 ? atof(argv[1]) : 8;
    if (!(megabytes >= 1 && megabytes <= 1000)) return 2;
    reader self = {.arena = ent_arena_new(NULL)};
    if (self.arena == NULL) return 3;
    self.words = ent_event_words_new(self.arena);
    if (self.words == NULL) return 3;
    ent_tokens_init(&self.tokens, NULL);
    ent_verbs_init(&self.verbs, NULL);
    ent_candidates_init(&self.found, self.arena);
    make_text(&self, (size_t)(megabytes * 1e6));
    find_actors(&self);
    const double copied = bench_copied(self.text, self.size), read = bench_best(run, &self);
    self.events = true;
    const double all = bench_best(run, &self);
    say("a copy", &self, copied, copied);
    say("tokens", &self, read, copied);
    say("events", &self, all - read, copied);
    say("tokens and events", &self, all, copied);
    printf("%zu sentences, %zu events\n", self.count, self.found.size);
    ent_verbs_free(&self.verbs);
    ent_tokens_free(&self.tokens);
    ent_arena_free(self.arena);
    free(self.text);
    free(self.order);
    return 0;
}
