/* What the builders share: the private whole behind ent_findings, growth, text. */
#ifndef ENTENTE_FINDINGS_STORE_H
#define ENTENTE_FINDINGS_STORE_H

#include <entente/findings.h>
#include <stdarg.h>

/* An ent_findings is the first member of one of these, in its own arena. */
typedef struct ent_store {
    ent_findings findings;
    bool metrics_only;
    size_t *index; /* open addressing by key; 1 + position in metrics, 0: free */
    size_t index_size;
} ent_store;

/* Whether builders should act: the object exists and nothing has failed. */
bool ent_store_open(const ent_findings *findings);
/* The same for tables, charts, notes and sections, which a sweep does not keep. */
bool ent_store_keeps_pages(const ent_findings *findings);
void ent_store_fail(ent_findings *findings, ent_status status);

/* Room for one item more. Arrays double when their size is a power of two, so no capacity need be kept. Returns the
 * array to use from now on, NULL (and a failed object) without memory. */
void *ent_store_grow(ent_findings *findings, void *items, size_t size, size_t item_size);

/* A copy in the arena; NULL stays NULL. */
const char *ent_store_text(ent_findings *findings, const char *text);
const char *ent_store_vprintf(ent_findings *findings, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));
ent_value ent_store_value(ent_findings *findings, ent_value value);

#endif
