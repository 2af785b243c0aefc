/* What the fuzz targets of documents share: whatever comes out is a text with what it promises. */
#ifndef ENTENTE_FUZZ_INTAKE_H
#define ENTENTE_FUZZ_INTAKE_H

#include "text/intake.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static inline ent_status fuzz_take(void *context, const ent_document *document) {
    size_t *count = context;
    ++*count;
    if (document->size == 0 || strlen(document->text) != document->size) abort();
    if (!ent_utf8_valid(document->text, document->size) || strlen(document->hash) != 64) abort();
    const char *const texts[] = {document->title,   document->publisher, document->author, document->address,
                                 document->kind,    document->language,  document->note,   document->handling,
                                 document->charset, document->date_rule};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i] != NULL && !ent_utf8_valid(texts[i], strlen(texts[i]))) abort();
    return ENT_OK;
}

/* A first byte chooses the character set; an error must be told, success must bring a document of a page. */
static inline void fuzz_intake(ent_intake_format format, const uint8_t *data, size_t size) {
    static const char *const charsets[] = {NULL, "euc-kr", "windows-1252", "utf-16"};
    const char *charset = NULL;
    if (size > 0 && data[0] < 4) {
        charset = charsets[data[0]];
        data++, size--;
    }
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 50);
    const ent_run run = {.diagnostics = diagnostics};
    const ent_intake_options options = {.format = format, .charset = charset};
    size_t count = 0;
    ent_status status = ent_intake(&run, "file", (const char *)data, size, &options, fuzz_take, &count);
    bool told = ent_diagnostics_count(diagnostics, ENT_ERROR) > 0;
    if (status == ENT_BUG || (status != ENT_OK && status != ENT_MEMORY) != told) abort();
    ent_diagnostics_free(diagnostics);
}

#endif
