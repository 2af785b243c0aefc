/* A case from a text, with what was said about it: shared by the tests of this room. */
#ifndef ENTENTE_TESTS_CASE_GIVEN_H
#define ENTENTE_TESTS_CASE_GIVEN_H

#include <entente/case.h>

typedef struct given {
    ent_diagnostics *diagnostics;
    ent_run run;
    ent_case *c; /* NULL if it was refused */
    ent_status status;
} given;

/* The start of every small case: two parties, four issues. Line 9 is the first free one. */
extern const char given_head[];

/* Reads head + text. */
given give(const char *text, const ent_case_options *options);
given give_whole(const char *text, size_t size, const ent_case_options *options);
void drop(given *g);
/* Whether some diagnostic has this id; at this line and column (0: anywhere). */
bool said(const given *g, const char *id, size_t line, size_t column);
/* Prints what was said, for failing tests. */
void tell(const given *g);

#endif
