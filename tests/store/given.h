/* Documents for tests of the store: some written by hand, others made of a number. */
#ifndef ENTENTE_TESTS_STORE_GIVEN_H
#define ENTENTE_TESTS_STORE_GIVEN_H

#include "store/store.h"

/* A document with its sentences (by the splitter) and up to one figure a sentence; texts are borrowed. */
enum { GIVEN_SENTENCES = 64 };
typedef struct given {
    ent_evidence_document document;
    ent_sentence sentences[GIVEN_SENTENCES];
    ent_candidate claims[GIVEN_SENTENCES];
    char text[4096], title[64], publisher[32], address[64];
} given;

/* By hand: sentences are found, there are no claims. */
void given_text(given *out, const char *publisher, const char *date, const char *title, const char *text);
/* A claim on the sentence (from 1) and what it says: money on an issue. */
ent_candidate *given_money(given *out, size_t sentence, const char *issue, double value, const char *unit);
/* The document of a number, always the same: words, a figure in each sentence. */
void given_made(given *out, uint64_t number);

#endif
