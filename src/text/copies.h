/* Copies of one report: exact shares of what two texts have in common, and an index that finds candidates among many.
 *
 * Texts are sets of shingles of five words (Broder 1997, On the resemblance and containment of documents), a set is
 * kept as the minima of 128 hash functions (MinHash), and minima in bands of four find pairs (locality-sensitive
 * hashing; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3). A pair that shares the fraction s of
 * its shingles is found with probability 1 - (1 - s^4)^32: 0.87 at 0.5, 0.99 at 0.6, more than 0.9999999 at 0.8. Who
 * finds by signatures decides by exact shares.
 */
#ifndef ENTENTE_TEXT_COPIES_H
#define ENTENTE_TEXT_COPIES_H

#include <entente/base.h>

enum { ENT_COPY_WORDS = 5, ENT_COPY_HASHES = 128, ENT_COPY_BANDS = 32, ENT_COPY_ROWS = 4 };

/* Hashes of the shingles of a text, rising, each once. The same on every machine and in every release: a store may keep
 * them. Words are runs of letters and digits in small letters; case, marks and white space do not matter. A text of
 * fewer than five words is one shingle. */
typedef struct ent_shingles {
    const ent_allocator *allocator;
    uint64_t *items;
    size_t size;
} ent_shingles;

/* ENT_MEMORY without memory; an empty text has none. */
ent_status ent_shingles_read(ent_shingles *out, const ent_allocator *allocator, const char *text, size_t size);
void ent_shingles_free(ent_shingles *shingles); /* after failure and twice: legal */

/* What two sets share: exact. */
typedef struct ent_share {
    size_t both, either; /* shingles in both, in at least one */
    double jaccard;      /* both / either; 0 of two empty sets */
    double contained;    /* both / the smaller set: 1 where one is a part of the other */
} ent_share;
ent_share ent_shingles_share(const ent_shingles *a, const ent_shingles *b);

/* The minima of 128 hash functions; of an empty set all are UINT64_MAX. Plain bytes: a store may keep them. */
typedef struct ent_signature {
    uint64_t minima[ENT_COPY_HASHES];
} ent_signature;
void ent_signature_make(ent_signature *out, const ent_shingles *shingles);
/* The share of equal minima: an unbiased estimate of the Jaccard share s, standard error sqrt(s (1 - s) / 128). */
double ent_signature_share(const ent_signature *a, const ent_signature *b);
/* One key a band: pairs with a key in common, in the same band, are candidates. For a table (band, key, document). */
void ent_signature_bands(const ent_signature *signature, uint64_t keys[ENT_COPY_BANDS]);

/* An index in memory: signatures under numbers of the caller's own. */
typedef struct ent_copy_index ent_copy_index;
ent_copy_index *ent_copy_index_new(const ent_allocator *allocator); /* NULL without memory */
void ent_copy_index_free(ent_copy_index *index);
/* Adds a document; the signature is not kept, its band keys are. Signatures of empty sets are not found by anything.
 * On ENT_MEMORY the index is as it was. */
ent_status ent_copy_index_add(ent_copy_index *index, uint64_t document, const ent_signature *signature);
/* The documents that share a band, in the order they were added, each once; *found belongs to the caller (ent_free). */
ent_status ent_copy_index_find(const ent_copy_index *index, const ent_signature *signature, uint64_t **found,
                               size_t *size);

/* ---- reports -------------------------------------------------------------------------------------------------- */

typedef struct ent_copies_options {
    double jaccard;   /* from which share two texts are copies; 0: 0.8 */
    double contained; /* from which share of the shorter one it is a part of the other; 0: 0.9 */
    size_t least;     /* shingles that the shorter must have for that; 0: 40 */
} ent_copies_options;

bool ent_is_copy(const ent_share *share, const ent_shingles *a, const ent_shingles *b,
                 const ent_copies_options *options);

typedef struct ent_copy_pair {
    size_t first, second; /* first < second */
    double estimate;      /* by signatures */
    ent_share share;      /* exact */
} ent_copy_pair;

/* Documents grouped into reports: copies, and copies of copies, are one. */
typedef struct ent_copies {
    size_t *report;       /* for each document the first document of its report */
    size_t reports;       /* how many there are */
    ent_copy_pair *pairs; /* that were copies, by first, then second */
    size_t pairs_size;
} ent_copies;

/* Groups documents 0 .. size-1 by their shingles; the result does not depend on their order but for who is first. All
 * in `arena`. `options` NULL: defaults. */
ent_status ent_copies_find(const ent_run *run, const ent_shingles *documents, size_t size,
                           const ent_copies_options *options, ent_arena *arena, ent_copies *out);

#endif
