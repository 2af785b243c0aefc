/* The evidence store: how fast documents come in, beside parsing the same bytes as XML (libxml2) and copying them, and
 * how long searches take among them. Made texts: words after Zipf's law, so that some are in every document.
 *
 *   bench-store [DOCUMENTS [PATH]]    default 100000, a file in /tmp that is removed */
#include "store/store.h"

#include <libxml/parser.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 30000, SENTENCES = 14, WORDS_EACH = 18, ROOM = 8192, BATCH = 256, TIMES = 7 };

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void must(ent_status status) {
    if (status != ENT_OK) {
        fprintf(stderr, "%s\n", ent_status_name(status));
        exit(3);
    }
}

/* The word of a rank: letters of its number in base 20, so that no two are alike. */
static size_t write_word(char *out, size_t rank) {
    static const char consonants[] = "bcdfghklmnprstvz", vowels[] = "aeiou";
    size_t size = 0;
    for (size_t rest = rank + 1; rest > 0; rest /= 80) {
        out[size++] = consonants[rest % 80 / 5];
        out[size++] = vowels[rest % 5];
    }
    out[size++] = 'n';
    return size;
}

typedef struct made {
    char text[ROOM], title[32], publisher[16];
    ent_sentence sentences[SENTENCES];
    ent_candidate claims[SENTENCES];
    ent_evidence_document document;
} made;

static void make(made *out, uint64_t number) {
    ent_random random = ent_random_stream(2, number);
    size_t at = 0;
    for (size_t s = 0; s < SENTENCES; s++) {
        out->sentences[s].start = at;
        for (size_t w = 0; w < WORDS_EACH; w++) {
            /* Zipf: the rank is exponential in a uniform number. */
            const size_t rank = (size_t)(exp(ent_random_uniform(&random) * log(WORDS)) - 1);
            at += write_word(out->text + at, rank);
            out->text[at++] = w + 1 < WORDS_EACH ? ' ' : '.';
        }
        out->sentences[s].end = at;
        out->claims[s] = (ent_candidate){.kind = ENT_CANDIDATE_MONEY,
                                         .sentence = s + 1,
                                         .start = out->sentences[s].start,
                                         .end = at,
                                         .has_value = true,
                                         .value = (double)ent_random_below(&random, 1000000),
                                         .unit = "USD",
                                         .rule = "money.symbol",
                                         .confidence = 97};
        out->text[at++] = ' ';
    }
    out->text[at] = '\0';
    snprintf(out->title, sizeof out->title, "Report %llu", (unsigned long long)number);
    snprintf(out->publisher, sizeof out->publisher, "paper-%u", (unsigned)(number % 40));
    out->document = (ent_evidence_document){.text = out->text,
                                            .size = at,
                                            .title = out->title,
                                            .publisher = out->publisher,
                                            .date = {(int16_t)(2000 + number % 25), 5, 2},
                                            .sentences = out->sentences,
                                            .sentences_size = SENTENCES,
                                            .claims = out->claims,
                                            .claims_size = SENTENCES / 2};
}

/* MB/s of making alone, of a memory copy, of libxml2 on the same texts. */
static double beside(size_t documents, size_t *bytes, double *making) {
    static made one;
    static char copy[ROOM];
    double parsing = 0, copying = 0, start = now();
    *bytes = 0;
    for (size_t i = 0; i < documents; i++) {
        make(&one, i);
        *bytes += one.document.size;
    }
    *making = now() - start;
    const size_t some = documents < 20000 ? documents : 20000;
    size_t some_bytes = 0, sum = 0;
    for (size_t i = 0; i < some; i++) {
        char page[ROOM + 64];
        make(&one, i);
        const int size = snprintf(page, sizeof page, "<p>%s</p>", one.text);
        start = now();
        xmlDocPtr tree = xmlReadMemory(page, size, NULL, NULL, XML_PARSE_NONET);
        parsing += now() - start;
        if (tree == NULL) exit(3);
        xmlFreeDoc(tree);
        start = now();
        memcpy(copy, one.text, one.document.size);
        copying += now() - start;
        sum += (size_t)copy[i % one.document.size];
        some_bytes += one.document.size;
    }
    printf("libxml2 parses these texts at %.1f MB/s, memcpy copies them at %.0f MB/s%s\n",
           (double)some_bytes / 1e6 / parsing, (double)some_bytes / 1e6 / copying, sum == 0 ? " " : "");
    return (double)some_bytes / 1e6 / parsing;
}

static void fill(ent_evidence *store, size_t documents) {
    static made one;
    for (size_t i = 0; i < documents; i++) {
        if (i % BATCH == 0) must(ent_evidence_begin(store, NULL));
        make(&one, i);
        must(ent_evidence_add(store, NULL, &one.document, NULL));
        if (i % BATCH == BATCH - 1 || i + 1 == documents) must(ent_evidence_commit(store, NULL));
    }
}

static ent_status count(void *context, const ent_evidence_hit *hit) {
    *(size_t *)context += hit->snippet[0] != '\0';
    return ENT_OK;
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void searching(ent_evidence *store, const char *what, const ent_evidence_query *query) {
    double times[TIMES], first = 0;
    size_t hits = 0;
    ent_evidence_found found;
    for (size_t i = 0; i < TIMES; i++) {
        const double start = now();
        hits = 0;
        must(ent_evidence_search(store, NULL, query, count, &hits, &found));
        times[i] = now() - start;
        if (i == 0) first = times[0];
    }
    qsort(times, TIMES, sizeof *times, by_size);
    printf("%-42s %8.2f ms (first %.2f, worst %.2f), %zu shown of %zu%s\n", what, times[TIMES / 2] * 1e3, first * 1e3,
           times[TIMES - 1] * 1e3, hits, found.matched, found.more ? " and more" : "");
}

static const char *word(char out[16], size_t rank) {
    out[write_word(out, rank)] = '\0';
    return out;
}

static void searches(ent_evidence *store) {
    static const size_t ranks[] = {20000, 2000, 300, 50, 10, 3, 0};
    char one[16], two[16], words[64], what[64];
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++) {
        snprintf(what, sizeof what, "a word of rank %zu", ranks[i] + 1);
        searching(store, what, &(ent_evidence_query){.words = word(one, ranks[i])});
    }
    snprintf(words, sizeof words, "\"%s %s\"", word(one, 3), word(two, 5));
    searching(store, "a phrase of two common words", &(ent_evidence_query){.words = words});
    snprintf(words, sizeof words, "%s %s", word(one, 40), word(two, 300));
    searching(store, "two words", &(ent_evidence_query){.words = words});
    searching(store, "two words, one publisher", &(ent_evidence_query){.words = words, .publisher = "paper-7"});
    snprintf(words, sizeof words, "%s -%s", word(one, 100), word(two, 0));
    searching(store, "a word without another", &(ent_evidence_query){.words = words});
}

int main(int size, char **arguments) {
    const size_t documents = size > 1 ? strtoull(arguments[1], NULL, 10) : 100000;
    char path[64] = "/tmp/entente-bench-XXXXXX", other[80];
    if (size > 2)
        snprintf(path, sizeof path, "%s", arguments[2]);
    else
        close(mkstemp(path));
    size_t bytes;
    double making;
    const double parsing = beside(documents, &bytes, &making);
    ent_evidence *store = NULL;
    must(ent_evidence_open(NULL, path, NULL, &store));
    const double start = now();
    fill(store, documents);
    const double time = now() - start - making, rate = (double)bytes / 1e6 / time;
    printf(
        "%zu documents (%.0f MB): stored and indexed in %.1f s, %.1f MB/s, %.0f documents/s, %.3f of libxml2's parse\n",
        documents, (double)bytes / 1e6, time, rate, (double)documents / time, rate / parsing);
    searches(store);
    ent_evidence_close(store);
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < 3; i++) {
        snprintf(other, sizeof other, "%s%s", path, ends[i]);
        unlink(other);
    }
    return 0;
}
