/* Which documents of the store a new one is a copy of. */
#include "evidence/collect_parts.h"

#include <string.h>

/* A wire story may be there a thousand times: of each report a few documents are compared, and so many in all. */
enum { COMPARED_OF_REPORT = 4, COMPARED = 64 };

typedef struct rival {
    const char *id, *report, *hash, *name;
} rival;

typedef struct rivals {
    ent_arena *arena;
    const char *own;
    rival items[COMPARED];
    size_t size;
} rivals;

static ent_status take_rival(void *context, const ent_stored_document *document) {
    rivals *self = context;
    size_t of_report = 0;
    for (size_t i = 0; i < self->size; i++)
        of_report += strcmp(self->items[i].report, document->report) == 0;
    if (self->size == COMPARED || of_report == COMPARED_OF_REPORT || strcmp(document->id, self->own) == 0)
        return ENT_OK;
    const char *name = document->publisher != NULL ? document->publisher : document->title;
    const rival one = {.id = ent_arena_text(self->arena, document->id),
                       .report = ent_arena_text(self->arena, document->report),
                       .hash = ent_arena_text(self->arena, document->hash),
                       .name = name != NULL ? ent_arena_text(self->arena, name) : NULL};
    if (ent_arena_failed(self->arena)) return ENT_MEMORY;
    self->items[self->size++] = one;
    return ENT_OK;
}

/* How much of the shorter text they share, from 0 to 1; negative where they are no copies. */
static ent_status compare(ent_evidence *store, const ent_run *run, const collect_item *item, const rival *other,
                          const ent_copies_options *options, double *share) {
    *share = 1;
    if (strcmp(other->hash, item->document.hash) == 0) return ENT_OK;
    *share = -1;
    ent_arena *scratch = ent_arena_new(ent_run_allocator(run));
    ent_shingles shingles = {.allocator = NULL};
    ent_stored_document document;
    ent_status status = scratch != NULL ? ent_evidence_read(store, run, other->id, scratch, &document) : ENT_MEMORY;
    if (status == ENT_OK) status = ent_shingles_read(&shingles, ent_run_allocator(run), document.text, document.bytes);
    if (status == ENT_OK) {
        const ent_share common = ent_shingles_share(&item->shingles, &shingles);
        if (ent_is_copy(&common, &item->shingles, &shingles, options)) *share = common.contained;
        ent_shingles_free(&shingles);
    }
    ent_arena_free(scratch);
    return status;
}

/* The day of the document that stands for a report; it may have been left out of an import. */
static ent_status report_date(ent_evidence *store, const ent_run *run, const char *report, ent_date *date) {
    ent_arena *scratch = ent_arena_new(ent_run_allocator(run));
    if (scratch == NULL) return ENT_MEMORY;
    ent_run silent = run != NULL ? *run : (ent_run){.threads = 1};
    silent.diagnostics = NULL;
    ent_stored_document document;
    ent_status status = ent_evidence_read(store, &silent, report, scratch, &document);
    *date = status == ENT_OK ? document.date : (ent_date){0};
    ent_arena_free(scratch);
    return status == ENT_INPUT ? ENT_OK : status;
}

static ent_status add_link(ent_evidence *store, const ent_run *run, const rival *other, double share,
                           collect_links *out) {
    for (size_t i = 0; i < out->size; i++) {
        collect_link *link = &out->items[i];
        if (strcmp(link->report, other->report) != 0) continue;
        if (share > link->share) link->member = other->id, link->name = other->name, link->share = share;
        return ENT_OK;
    }
    if (out->size == COLLECT_MOST_LINKS) return ENT_OK;
    collect_link *link = &out->items[out->size];
    *link = (collect_link){.report = other->report, .member = other->id, .name = other->name, .share = share};
    ent_status status = report_date(store, run, other->report, &link->date);
    out->size += status == ENT_OK;
    return status;
}

ent_status collect_find_links(ent_evidence *store, const ent_run *run, const collect_item *item, const char *id,
                              const ent_copies_options *options, collect_links *out) {
    *out = (collect_links){.size = 0};
    if (item->shingles.size == 0) return ENT_OK;
    rivals found = {.arena = item->arena, .own = id};
    ent_status status = ent_evidence_similar(store, run, item->bands, ENT_COPY_BANDS, take_rival, &found);
    for (size_t i = 0; i < found.size && status == ENT_OK; i++) {
        double share;
        status = compare(store, run, item, &found.items[i], options, &share);
        if (status == ENT_OK && share >= 0) status = add_link(store, run, &found.items[i], share, out);
    }
    for (size_t i = 1; i < out->size; i++) {
        const collect_link *links = out->items;
        if (ent_date_last_day(links[i].date) < ent_date_last_day(links[out->first].date)) out->first = i;
        if (links[i].share > links[out->most].share) out->most = i;
    }
    return status;
}
