/* Documents for tests of the store. */
#include "given.h"

#include <stdio.h>
#include <string.h>

static void split(given *out) {
    ent_sentence_scanner scanner = ent_sentence_scan(out->text, out->document.size, ENT_LINES_GUESS);
    out->document.sentences = out->sentences;
    while (out->document.sentences_size < GIVEN_SENTENCES &&
           ent_sentence_next(&scanner, &out->sentences[out->document.sentences_size]))
        out->document.sentences_size++;
}

void given_text(given *out, const char *publisher, const char *date, const char *title, const char *text) {
    memset(out, 0, sizeof *out);
    snprintf(out->text, sizeof out->text, "%s", text);
    snprintf(out->title, sizeof out->title, "%s", title);
    snprintf(out->publisher, sizeof out->publisher, "%s", publisher);
    snprintf(out->address, sizeof out->address, "https://example.org/%s", publisher);
    out->document = (ent_evidence_document){.text = out->text,
                                            .size = strlen(out->text),
                                            .title = out->title,
                                            .publisher = out->publisher,
                                            .address = out->address,
                                            .language = "en",
                                            .claims = out->claims};
    if (date != NULL) ent_read_date(date, &out->document.date);
    split(out);
}

ent_candidate *given_money(given *out, size_t sentence, const char *issue, double value, const char *unit) {
    ent_candidate *claim = &out->claims[out->document.claims_size++];
    *claim = (ent_candidate){.kind = ENT_CANDIDATE_MONEY,
                             .sentence = sentence,
                             .start = out->sentences[sentence - 1].start,
                             .end = out->sentences[sentence - 1].end,
                             .has_value = true,
                             .value = value,
                             .unit = unit,
                             .issue = issue,
                             .rule = "money.symbol",
                             .confidence = 97};
    return claim;
}

void given_made(given *out, uint64_t number) {
    static const char *const words[] = {"alliance", "contribution", "troops",  "budget",  "talks",
                                        "minister", "treaty",       "payment", "round",   "draft",
                                        "won",      "signed",       "offered", "deadline"};
    ent_random random = ent_random_stream(11, number);
    char title[64], date[16], publisher[32], text[4096];
    size_t used = 0;
    const size_t sentences = 3 + ent_random_below(&random, 8);
    snprintf(title, sizeof title, "Report %llu", (unsigned long long)number);
    snprintf(date, sizeof date, "20%02u-%02u", (unsigned)(10 + number % 15), (unsigned)(1 + number % 12));
    snprintf(publisher, sizeof publisher, "paper-%llu", (unsigned long long)(number % 7));
    for (size_t s = 0; s < sentences; s++) {
        used += (size_t)snprintf(text + used, sizeof text - used, "The %llu", (unsigned long long)number);
        for (size_t w = 4 + ent_random_below(&random, 12); w > 0; w--)
            used += (size_t)snprintf(text + used, sizeof text - used, " %s", words[ent_random_below(&random, 14)]);
        used += (size_t)snprintf(text + used, sizeof text - used, ".%s", s + 1 < sentences ? " " : "");
    }
    given_text(out, publisher, date, title, text);
    for (size_t s = 1; s <= out->document.sentences_size; s++) {
        ent_candidate *claim = given_money(out, s, "contribution", (double)(1000 * s + number % 100), "USD");
        claim->modality = (ent_modality)(number % 6);
        if (number % 3 == 0) claim->source = "a senior official";
        if (number % 5 == 0) claim->chain = "paper > a senior official";
    }
}
