/* Reports for tests: texts read by the rules of the product, and set beside each other. */
#ifndef ENTENTE_TESTS_GIVEN_REPORTS_H
#define ENTENTE_TESTS_GIVEN_REPORTS_H

#include "evidence/conflicts.h"
#include "text/extract.h"

typedef struct given_document {
    const char *publisher, *date, *text;
    const char *report; /* the id of another, if it is a copy; documents are d1, d2, ... */
} given_document;

typedef struct given {
    ent_arena *arena;
    ent_case *subject; /* NULL: none */
    ent_reports reports;
    ent_acts acts;
    ent_found_positions positions;
    ent_conflicts conflicts;
} given;

/* Everything up to the contradictions. `case_text` NULL: no case. */
void given_make(given *out, const char *case_text, const given_document *documents, size_t size);
void given_free(given *made);
/* Adds the claims of a text, as the store would hold them. */
void given_add(ent_reports *reports, const ent_extractor *extractor, const given_document *document, size_t number);

#endif
