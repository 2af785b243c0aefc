/* Cases for the tests of the reader, from a common head. */
#include "given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char given_head[] = "entente: 1\n"
                          "id: small\n"
                          "title: Small\n"
                          "parties: {a: {name: A}, b: {name: B}}\n"
                          "issues:\n"
                          "  pay: {options: {from: 0, to: 100, step: 10}}\n"
                          "  say: {scale: [low, middle, high]}\n"
                          "  how: {options: [cash, kind]}\n"
                          "  span: {options: [1, 3, 5]}\n";

given give_whole(const char *text, size_t size, const ent_case_options *options) {
    given g = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 100)};
    g.run.diagnostics = g.diagnostics;
    g.status = ent_case_parse(&g.run, "small.yaml", text, size, options, &g.c);
    return g;
}

given give(const char *text, const ent_case_options *options) {
    size_t head = sizeof given_head - 1, rest = strlen(text);
    char *whole = malloc(head + rest + 1);
    if (whole == NULL) abort();
    memcpy(whole, given_head, head);
    memcpy(whole + head, text, rest + 1);
    given g = give_whole(whole, head + rest, options);
    free(whole);
    return g;
}

void drop(given *g) {
    ent_case_free(g->c);
    ent_diagnostics_free(g->diagnostics);
}

bool said(const given *g, const char *id, size_t line, size_t column) {
    for (size_t i = 0; i < ent_diagnostics_size(g->diagnostics); i++) {
        const ent_diagnostic *d = ent_diagnostics_at(g->diagnostics, i);
        if (strcmp(d->id, id) == 0 && (line == 0 || d->place.line == line) &&
            (column == 0 || d->place.column == column))
            return true;
    }
    return false;
}

void tell(const given *g) {
    for (size_t i = 0; i < ent_diagnostics_size(g->diagnostics); i++) {
        const ent_diagnostic *d = ent_diagnostics_at(g->diagnostics, i);
        fprintf(stderr, "# %s:%zu:%zu %s %s (%s)\n", d->place.file, d->place.line, d->place.column, d->id, d->message,
                d->hint != NULL ? d->hint : "");
    }
}
