/* Extraction as a whole, on one thread: from the text of reports to candidate claims, in megabytes a second, beside
 * libxml2's parser over the same text as a page and a copy of it in memory. The text is made of sentences of news
 * prose, cut into reports of some kilobytes as they come.
 *
 *     bench_extract [MEGABYTES]       default: 8
 */
#include "text/extract.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text_times.h"

enum { REPORT = 6000 };

/* The number stands for a random one. Half of the sentences name somebody, one in three has a figure or a date. */
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
    "Foreign Minister Kim Ha-neul is to meet U.S. Secretary of State John Miller in Tokyo next week. ",
    "Kim said that South Korea and the United States had agreed on most of the text, and Japan welcomed it. ",
    "Building costs and supplies make up the rest, and most of that money is spent on local firms. ",
    "The Pentagon said it would spend $%d million on two variants of the missile for NATO members and Australia. ",
    "A spokeswoman declined to say whether the envoys had discussed exercises, which are paid for elsewhere. ",
};

typedef struct job {
    const char *text;
    char *page;
    size_t size, claims, sentences;
    const ent_extractor *extractor;
} job;

static void extract(void *context) {
    job *self = context;
    const ent_extract_options options = {.published = {2024, 3, 21}};
    self->claims = self->sentences = 0;
    for (size_t at = 0; at < self->size; at += REPORT) {
        const size_t size = self->size - at < REPORT ? self->size - at : REPORT;
        ent_extraction found;
        if (ent_extract(self->extractor, self->text + at, size, &options, NULL, &found) != ENT_OK) exit(3);
        self->claims += found.found.size;
        self->sentences += found.sentences_size;
        ent_extraction_free(&found);
    }
}

static void parse(void *context) {
    job *self = context;
    for (size_t at = 0; at < self->size; at += REPORT) {
        const size_t size = self->size - at < REPORT ? self->size - at : REPORT;
        size_t length = (size_t)sprintf(self->page, "<html><body><p>");
        for (size_t i = 0; i < size; i++) {
            self->page[length++] = self->text[at + i];
            if (self->text[at + i] == '\n') length += (size_t)sprintf(self->page + length, "</p><p>");
        }
        htmlDocPtr page = htmlReadMemory(self->page, (int)length, NULL, "UTF-8",
                                         HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
        if (page == NULL) exit(3);
        xmlFreeDoc(page);
    }
}

int main(int argc, char **argv) {
    const double megabytes = argc > 1 ? atof(argv[1]) : 8;
    if (!(megabytes >= 1 && megabytes <= 1000)) return 2;
    job self = {.size = (size_t)(megabytes * 1e6)};
    ent_arena *arena = ent_arena_new(NULL);
    self.text = bench_make_text(sentences, sizeof sentences / sizeof *sentences, 5, self.size);
    self.page = malloc(8 * REPORT);
    self.extractor = arena == NULL ? NULL : ent_extractor_new(arena, NULL, NULL);
    if (self.page == NULL || self.extractor == NULL) return 3;
    const double copied = bench_copied(self.text, self.size), parsed = bench_best(parse, &self),
                 all = bench_best(extract, &self);
    const double mb = (double)self.size / 1e6;
    printf("extraction         %8.1f MB/s, %zu sentences, %zu claims\n", mb / all, self.sentences, self.claims);
    printf("libxml2's parser   %8.1f MB/s; ratio of times %.2f\n", mb / parsed, all / parsed);
    printf("a copy in memory   %8.0f MB/s; ratio of times %.0f\n", mb / copied, all / copied);
    ent_arena_free(arena);
    free(self.page);
    free((void *)(uintptr_t)self.text);
    return 0;
}
