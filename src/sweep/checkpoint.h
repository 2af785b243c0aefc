/* The file of a sweep's finished records: a header of text lines, the blocks, a hash over all of it. */
#ifndef ENT_SWEEP_CHECKPOINT_H
#define ENT_SWEEP_CHECKPOINT_H

#include "sweep/sweep.h"

enum { ENT_CHECKPOINT_NAME = 64, ENT_CHECKPOINT_HEADER = 1 << 24 }; /* bytes of a word, of the header at most */

typedef struct ent_checkpoint {
    char what[ENT_CHECKPOINT_NAME], release[ENT_CHECKPOINT_NAME], commit[ENT_CHECKPOINT_NAME];
    char key[65];     /* SHA-256 of the sweep's key */
    const char *note; /* not NUL-terminated: in the data */
    size_t note_size;
    size_t items, bytes, block, shard, shards;
    size_t blocks;    /* that are in the file */
    const char *body; /* in the data: per block its number (8 bytes) and its records */
    size_t body_size;
} ent_checkpoint;

/* How many blocks a sweep of so many items has, and how many items block b. */
size_t ent_sweep_blocks(size_t items, size_t block);
size_t ent_sweep_block_items(size_t items, size_t block, size_t b);

/* Reads the bytes of a file. NULL when it is whole, else what is wrong with it (static text). */
const char *ent_checkpoint_parse(const char *data, size_t size, ent_checkpoint *out);
/* Calls visit(context, b, records) for every block, ascending. */
void ent_checkpoint_visit(const ent_checkpoint *checkpoint,
                          void (*visit)(void *context, size_t block, const char *records), void *context);
/* Appends a file: `about` without note and body, the blocks with finished[b] out of `records`. */
void ent_checkpoint_write(const ent_checkpoint *about, const char *note, const bool *finished,
                          const unsigned char *records, ent_buffer *out);

#endif
