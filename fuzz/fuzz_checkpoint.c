/* Any bytes as a sweep's checkpoint, as they are and with the hash that fits them: refused, or read and written again
 * to the same bytes. */
#include "sweep/checkpoint.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_ITEMS = 1 << 20 };

typedef struct copy {
    const ent_checkpoint *about;
    unsigned char *records;
    bool *finished;
} copy;

static void take(void *context, size_t block, const char *records) {
    copy *self = context;
    const ent_checkpoint *about = self->about;
    self->finished[block] = true;
    memcpy(self->records + block * about->block * about->bytes, records,
           ent_sweep_block_items(about->items, about->block, block) * about->bytes);
}

static void write_again(const ent_checkpoint *about, const char *data, size_t size) {
    size_t blocks = ent_sweep_blocks(about->items, about->block);
    if (about->items * about->bytes > MOST_ITEMS || blocks > MOST_ITEMS) return;
    copy all = {about, calloc(about->items + 1, about->bytes), calloc(blocks + 1, 1)};
    char *note = calloc(about->note_size + 1, 1);
    if (all.records == NULL || all.finished == NULL || note == NULL) abort();
    memcpy(note, about->note, about->note_size);
    ent_checkpoint_visit(about, take, &all);
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_checkpoint_write(about, note, all.finished, all.records, &out);
    /* Numbers may have leading zeros and notes a NUL: then the bytes differ, but not what they say. */
    ent_checkpoint again;
    if (ent_checkpoint_parse(out.data, out.size, &again) != NULL || again.blocks != about->blocks) abort();
    if (out.size == size && memcmp(out.data, data, size) != 0 && strlen(note) == about->note_size) abort();
    ent_buffer_free(&out);
    free(note);
    free(all.finished);
    free(all.records);
}

static void try(const char *data, size_t size) {
    ent_checkpoint about;
    if (ent_checkpoint_parse(data, size, &about) == NULL) write_again(&about, data, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 66);
    if (text == NULL) return 0;
    if (size > 0) memcpy(text, data, size);
    try(text, size);
    ent_sha256(text, size, text + size);
    text[size + 64] = '\n';
    try(text, size + 65);
    free(text);
    return 0;
}
