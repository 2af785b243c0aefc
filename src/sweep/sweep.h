/* Sweeps: many independent items of one thing, each giving a plain record of a fixed size.
 *
 * A record depends on its item alone, so it does not matter on which thread, in which part (shard) or in which of
 * several interrupted runs it was made. Finished records can be kept in a checkpoint file, from which an interrupted
 * run goes on and from which several parts are merged. */
#ifndef ENT_SWEEP_SWEEP_H
#define ENT_SWEEP_SWEEP_H

#include <entente/base.h>

typedef struct ent_sweep {
    const char *what; /* a word, "tournament": for progress, and so that no other verb goes on from its files */
    const char *key;  /* all that records depend on, as text: the same text, the same records */
    const char *note; /* a line kept in checkpoints for whoever merges them; NULL: none */
    size_t items;
    size_t bytes; /* of one record */
    size_t block; /* items that a thread takes at a time and that a checkpoint keeps together; 0: 16 */
    ent_status (*item)(void *context, size_t index, void *record); /* fills a zeroed record */
    void *context;
} ent_sweep;

typedef struct ent_sweep_options {
    const char *checkpoint; /* a file to go on from and to keep what is finished in; NULL: none */
    size_t shard, shards;   /* this part (1 .. shards) of so many; 0: the whole */
    ent_text_list merge;    /* checkpoints to take all records from; none: compute */
} ent_sweep_options;

typedef struct ent_sweep_result {
    const ent_allocator *allocator;
    unsigned char *records; /* items x bytes; zero where not done */
    bool *done;             /* per item */
    size_t items, finished;
} ent_sweep_result;

/* Computes (or goes on computing, or merges) a sweep. ENT_CANCELLED: *out holds what is done. A part counts as finished
 * with its own items. Every other failure frees *out; what was finished stands in the checkpoint. A file that is
 * damaged (E-SWEEP-0001), of another computation (-0002) or build (-0003) is refused and left as it is; parts that are
 * missing
 * (-0004) or contradict each other (-0005) are not merged. */
ent_status ent_sweep_run(const ent_run *run, const ent_sweep *sweep, const ent_sweep_options *options,
                         ent_sweep_result *out);
void ent_sweep_free(ent_sweep_result *result);

/* Reads "2/3" as part 2 of 3; NULL is the whole (0, 0). U-SWEEP-0001. */
ent_status ent_sweep_read_shard(const ent_run *run, const char *text, size_t *shard, size_t *shards);
/* What a checkpoint is of and the note in it, in `arena`. E-SWEEP-0001. */
ent_status ent_sweep_read_note(const ent_run *run, const char *path, ent_arena *arena, const char **what,
                               const char **note);

extern const ent_message_row ent_sweep_messages[];
extern const size_t ent_sweep_messages_size;

#endif
