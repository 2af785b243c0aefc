/* Any bytes as JSON lines of a store, as they are and as the text of a document, and as a search: refused or taken in;
 * what was taken in is whole and comes out as lines that come in again as known. */
#include "store/store.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct source {
    const char *data;
    size_t size, at;
} source;

static ent_status supply(void *context, char *data, size_t room, size_t *got) {
    source *self = context;
    *got = self->size - self->at < room ? self->size - self->at : room;
    if (*got > 0) memcpy(data, self->data + self->at, *got);
    self->at += *got;
    return ENT_OK;
}

static ent_status append(void *context, const char *data, size_t size) {
    ent_buffer_add(context, data, size);
    return ENT_OK;
}

static ent_status look(void *context, const ent_evidence_hit *hit) {
    *(size_t *)context += strlen(hit->snippet);
    return ENT_OK;
}

static ent_evidence *opened(const ent_run *run) {
    ent_evidence *store = NULL;
    if (ent_evidence_open(run, ":memory:", NULL, &store) != ENT_OK) abort();
    return store;
}

static void go_round(ent_evidence *store, const ent_run *run) {
    ent_buffer first, second;
    ent_evidence_imported counts;
    ent_buffer_init(&first, NULL);
    ent_buffer_init(&second, NULL);
    if (ent_evidence_check(store, run) != ENT_OK || ent_evidence_export(store, run, append, &first) != ENT_OK) abort();
    source in = {first.data, first.size, 0};
    ent_evidence *other = opened(run);
    if (ent_evidence_import(other, run, "again", supply, &in, &counts) != ENT_OK || counts.known != 0) abort();
    if (ent_evidence_export(other, run, append, &second) != ENT_OK) abort();
    if (first.size != second.size || (first.size > 0 && memcmp(first.data, second.data, first.size) != 0)) abort();
    ent_evidence_close(other);
    ent_buffer_free(&first);
    ent_buffer_free(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const ent_run run = {.diagnostics = ent_diagnostics_new(ent_allocator_default(), 20)};
    ent_evidence *store = opened(&run);
    source in = {(const char *)data, size, 0};
    ent_evidence_imported counts;
    ent_status status = ent_evidence_import(store, &run, "fuzz", supply, &in, &counts);
    if (status != ENT_OK && (status != ENT_INPUT || counts.refused == 0)) abort();
    char *text = malloc(size + 1);
    if (text == NULL) abort();
    if (size > 0) memcpy(text, data, size);
    text[size] = '\0';
    const ent_sentence whole = {0, size};
    const ent_evidence_document document = {.text = text, .size = size, .sentences = &whole, .sentences_size = 1};
    status = ent_evidence_add(store, &run, &document, NULL);
    if (status != ENT_OK && status != ENT_INPUT) abort();
    size_t seen = 0;
    status = ent_evidence_search(store, &run, &(ent_evidence_query){.words = text}, look, &seen, NULL);
    if (status != ENT_OK && status != ENT_INPUT) abort();
    go_round(store, &run);
    free(text);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
    return 0;
}
