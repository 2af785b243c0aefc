/* An index of signatures, and the grouping of copies. */
#include "text/copies.h"

#include <stdlib.h>
#include <string.h>

#include "base/compare.h"

/* ---- the index: a hash table of band keys, chained -------------------------------------------------------------- */

typedef struct band_entry {
    uint64_t key; /* band keys of different bands differ by how they are made */
    uint32_t document, next;
} band_entry;

struct ent_copy_index {
    const ent_allocator *allocator;
    uint64_t *documents;
    band_entry *entries; /* 32 a document */
    uint32_t *heads;     /* entry + 1; 0: none */
    size_t size, capacity, heads_size;
};

enum { MOST_DOCUMENTS = 1 << 26 }; /* documents: entries are counted in 32 bits */

ent_copy_index *ent_copy_index_new(const ent_allocator *allocator) {
    ent_copy_index *index = ent_alloc(allocator, sizeof *index);
    if (index != NULL) index->allocator = allocator;
    return index;
}

void ent_copy_index_free(ent_copy_index *index) {
    if (index == NULL) return;
    ent_free(index->allocator, index->documents);
    ent_free(index->allocator, index->entries);
    ent_free(index->allocator, index->heads);
    ent_free(index->allocator, index);
}

static void chain(uint32_t *heads, size_t heads_size, band_entry *entries, size_t entry) {
    uint32_t *head = &heads[entries[entry].key & (heads_size - 1)];
    entries[entry].next = *head;
    *head = (uint32_t)entry + 1;
}

/* Room for one more document. What was grown before something failed is only larger. */
static bool reserve(ent_copy_index *index) {
    if (index->size < index->capacity) return true;
    size_t old = index->capacity, wanted = old > 0 ? old * 2 : 16;
    if (wanted > MOST_DOCUMENTS) return false;
    size_t heads_size = wanted * ENT_COPY_BANDS * 2;
    uint64_t *documents = ent_realloc_array(index->allocator, index->documents, old, wanted, sizeof *documents);
    if (documents != NULL) index->documents = documents;
    band_entry *entries = documents == NULL ? NULL
                                            : ent_realloc_array(index->allocator, index->entries, old * ENT_COPY_BANDS,
                                                                wanted * ENT_COPY_BANDS, sizeof *entries);
    if (entries != NULL) index->entries = entries;
    uint32_t *heads = entries == NULL ? NULL : ent_alloc_array(index->allocator, heads_size, sizeof *heads);
    if (heads == NULL) return false;
    for (size_t i = 0; i < index->size * ENT_COPY_BANDS; i++)
        chain(heads, heads_size, entries, i);
    ent_free(index->allocator, index->heads);
    index->heads = heads;
    index->heads_size = heads_size;
    index->capacity = wanted;
    return true;
}

static bool is_empty(const ent_signature *signature) {
    return signature->minima[0] == UINT64_MAX && signature->minima[1] == UINT64_MAX;
}

ent_status ent_copy_index_add(ent_copy_index *index, uint64_t document, const ent_signature *signature) {
    if (is_empty(signature)) return ENT_OK;
    if (!reserve(index)) return ENT_MEMORY;
    uint64_t keys[ENT_COPY_BANDS];
    ent_signature_bands(signature, keys);
    for (size_t band = 0; band < ENT_COPY_BANDS; band++) {
        size_t entry = index->size * ENT_COPY_BANDS + band;
        index->entries[entry] = (band_entry){.key = keys[band], .document = (uint32_t)index->size};
        chain(index->heads, index->heads_size, index->entries, entry);
    }
    index->documents[index->size++] = document;
    return ENT_OK;
}

static size_t matches(const ent_copy_index *index, const uint64_t keys[ENT_COPY_BANDS], uint64_t *out) {
    size_t size = 0;
    for (size_t band = 0; band < ENT_COPY_BANDS && index->heads_size > 0; band++)
        for (uint32_t at = index->heads[keys[band] & (index->heads_size - 1)]; at != 0;
             at = index->entries[at - 1].next) {
            const band_entry *entry = &index->entries[at - 1];
            if (entry->key != keys[band]) continue;
            if (out != NULL) out[size] = entry->document;
            size++;
        }
    return size;
}

ent_status ent_copy_index_find(const ent_copy_index *index, const ent_signature *signature, uint64_t **found,
                               size_t *size) {
    *found = NULL;
    *size = 0;
    if (is_empty(signature)) return ENT_OK;
    uint64_t keys[ENT_COPY_BANDS];
    ent_signature_bands(signature, keys);
    size_t count = matches(index, keys, NULL);
    if (count == 0) return ENT_OK;
    uint64_t *places = ent_alloc_array(index->allocator, count, sizeof *places);
    if (places == NULL) return ENT_MEMORY;
    matches(index, keys, places);
    qsort(places, count, sizeof *places, ent_compare_bits);
    uint64_t before = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        if (places[i] == before) continue;
        before = places[i];
        places[(*size)++] = index->documents[before];
    }
    *found = places;
    return ENT_OK;
}

/* ---- copies --------------------------------------------------------------------------------------------------- */

bool ent_is_copy(const ent_share *share, const ent_shingles *a, const ent_shingles *b,
                 const ent_copies_options *options) {
    double jaccard = options != NULL && options->jaccard > 0 ? options->jaccard : 0.8;
    double contained = options != NULL && options->contained > 0 ? options->contained : 0.9;
    size_t least = options != NULL && options->least > 0 ? options->least : 40;
    size_t smaller = a->size < b->size ? a->size : b->size;
    if (share->both == 0) return false;
    return share->jaccard >= jaccard || (smaller >= least && share->contained >= contained);
}

typedef struct grouping {
    const ent_shingles *documents;
    const ent_copies_options *options;
    ent_signature *signatures;
    ent_copy_index *index;
    ent_copies *out;
    ent_copy_pair *pairs; /* growing, from the allocator */
    size_t pairs_size, pairs_capacity;
    const ent_allocator *allocator;
} grouping;

static size_t first_of(size_t *report, size_t document) {
    while (report[document] != document) {
        report[document] = report[report[document]];
        document = report[document];
    }
    return document;
}

static bool add_pair(grouping *g, size_t first, size_t second, const ent_share *share) {
    if (g->pairs_size == g->pairs_capacity) {
        size_t wanted = g->pairs_capacity > 0 ? 2 * g->pairs_capacity : 16;
        ent_copy_pair *pairs = ent_realloc_array(g->allocator, g->pairs, g->pairs_capacity, wanted, sizeof *pairs);
        if (pairs == NULL) return false;
        g->pairs = pairs;
        g->pairs_capacity = wanted;
    }
    g->pairs[g->pairs_size++] =
        (ent_copy_pair){first, second, ent_signature_share(&g->signatures[first], &g->signatures[second]), *share};
    size_t a = first_of(g->out->report, first), b = first_of(g->out->report, second);
    g->out->report[a > b ? a : b] = a < b ? a : b;
    return true;
}

/* Compares a document with those before it. An exact copy does not enter the index: a thousand copies of one text would
 * otherwise be compared a million times. */
static ent_status compare(grouping *g, size_t document) {
    uint64_t *found;
    size_t size;
    const ent_shingles *own = &g->documents[document];
    ent_signature_make(&g->signatures[document], own);
    ent_status status = ent_copy_index_find(g->index, &g->signatures[document], &found, &size);
    bool exact = false;
    for (size_t i = 0; i < size && status == ENT_OK && !exact; i++) {
        size_t other = (size_t)found[i];
        const ent_share share = ent_shingles_share(own, &g->documents[other]);
        exact = share.both == share.either;
        if (ent_is_copy(&share, own, &g->documents[other], g->options) && !add_pair(g, other, document, &share))
            status = ENT_MEMORY;
    }
    ent_free(g->allocator, found);
    return status == ENT_OK && !exact ? ent_copy_index_add(g->index, document, &g->signatures[document]) : status;
}

static int by_documents(const void *a, const void *b) {
    const ent_copy_pair *x = a, *y = b;
    if (x->first != y->first) return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static ent_status finish(grouping *g, size_t size, ent_arena *arena) {
    for (size_t i = 0; i < size; i++) {
        g->out->report[i] = first_of(g->out->report, i);
        g->out->reports += g->out->report[i] == i;
    }
    g->out->pairs = ent_arena_array(arena, g->pairs_size > 0 ? g->pairs_size : 1, sizeof *g->out->pairs);
    if (g->out->pairs == NULL) return ENT_MEMORY;
    g->out->pairs_size = g->pairs_size;
    if (g->pairs_size == 0) return ENT_OK;
    qsort(g->pairs, g->pairs_size, sizeof *g->pairs, by_documents);
    memcpy(g->out->pairs, g->pairs, g->pairs_size * sizeof *g->pairs);
    return ENT_OK;
}

ent_status ent_copies_find(const ent_run *run, const ent_shingles *documents, size_t size,
                           const ent_copies_options *options, ent_arena *arena, ent_copies *out) {
    *out = (ent_copies){.report = ent_arena_array(arena, size > 0 ? size : 1, sizeof *out->report)};
    grouping g = {.documents = documents, .options = options, .out = out, .allocator = ent_run_allocator(run)};
    g.signatures = ent_alloc_array(g.allocator, size, sizeof *g.signatures);
    g.index = ent_copy_index_new(g.allocator);
    ent_status status = out->report != NULL && g.signatures != NULL && g.index != NULL ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0; i < size && status == ENT_OK; i++) {
        out->report[i] = i;
        status = ent_run_cancelled(run) ? ENT_CANCELLED : compare(&g, i);
    }
    if (status == ENT_OK) status = finish(&g, size, arena);
    ent_free(g.allocator, g.pairs);
    ent_free(g.allocator, g.signatures);
    ent_copy_index_free(g.index);
    if (status != ENT_OK) *out = (ent_copies){0};
    return status;
}
