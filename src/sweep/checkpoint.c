/* Reading and writing the file of a sweep. The reader trusts nothing: every number is checked before it is used. */
#include "sweep/checkpoint.h"

#include <string.h>

static const char title[] = "entente-sweep/1\n";
/* Written as this machine keeps numbers: records are not carried to one that keeps them otherwise. */
static const uint64_t order_mark = UINT64_C(0x0102030405060708);
enum { HASH = 64, TRAILER = HASH + 1, NUMBER = 8 };

size_t ent_sweep_blocks(size_t items, size_t block) {
    return items / block + (items % block != 0);
}

size_t ent_sweep_block_items(size_t items, size_t block, size_t b) {
    size_t left = items - b * block;
    return left < block ? left : block;
}

/* ---- reading ---------------------------------------------------------------------------------------------- */

typedef struct reader {
    const char *at, *end;
} reader;

/* The value of the line "name value"; false when the next line is another. */
static bool line(reader *in, const char *name, const char **value, size_t *size) {
    size_t length = strlen(name), left = (size_t)(in->end - in->at);
    if (left < length + 1 || memcmp(in->at, name, length) != 0 || in->at[length] != ' ') return false;
    const char *start = in->at + length + 1;
    const char *stop = memchr(start, '\n', (size_t)(in->end - start));
    if (stop == NULL || stop - in->at > ENT_CHECKPOINT_HEADER) return false;
    *value = start;
    *size = (size_t)(stop - start);
    in->at = stop + 1;
    return true;
}

static bool word(reader *in, const char *name, char *out, size_t room) {
    const char *value;
    size_t size;
    if (!line(in, name, &value, &size) || size == 0 || size >= room || memchr(value, '\0', size) != NULL) return false;
    memcpy(out, value, size);
    out[size] = '\0';
    return true;
}

static bool number(reader *in, const char *name, size_t *out) {
    const char *value;
    size_t size;
    if (!line(in, name, &value, &size) || size == 0 || size > 18) return false;
    *out = 0;
    for (size_t i = 0; i < size; i++) {
        if (value[i] < '0' || value[i] > '9') return false;
        *out = *out * 10 + (size_t)(value[i] - '0');
    }
    return true;
}

static bool read_header(reader *in, ent_checkpoint *out) {
    return word(in, "what", out->what, sizeof out->what) && word(in, "release", out->release, sizeof out->release) &&
           word(in, "commit", out->commit, sizeof out->commit) && word(in, "key", out->key, sizeof out->key) &&
           line(in, "note", &out->note, &out->note_size) && number(in, "items", &out->items) &&
           number(in, "bytes", &out->bytes) && number(in, "block", &out->block) && number(in, "shard", &out->shard) &&
           number(in, "shards", &out->shards) && number(in, "blocks", &out->blocks);
}

/* Sizes that can be multiplied without overflow, and a part that there is. */
static bool plausible(const ent_checkpoint *about) {
    const size_t most = SIZE_MAX / 2;
    if (about->bytes == 0 || about->block == 0 || about->items > most / about->bytes) return false;
    if (about->block > most / about->bytes) return false;
    return about->shard <= about->shards && (about->shard > 0 || about->shards == 0) &&
           about->blocks <= ent_sweep_blocks(about->items, about->block);
}

static size_t number_at(const char *data) {
    uint64_t value;
    memcpy(&value, data, sizeof value);
    return value > SIZE_MAX ? SIZE_MAX : (size_t)value;
}

/* Whether the body is `blocks` blocks of this part, ascending, with nothing behind them. */
static bool whole_body(const ent_checkpoint *about) {
    size_t at = 0, all = ent_sweep_blocks(about->items, about->block), next = 0;
    for (size_t i = 0; i < about->blocks; i++) {
        if (about->body_size - at < NUMBER) return false;
        size_t b = number_at(about->body + at);
        at += NUMBER;
        if (b < next || b >= all || (about->shards > 0 && b % about->shards != about->shard - 1)) return false;
        size_t bytes = ent_sweep_block_items(about->items, about->block, b) * about->bytes;
        if (about->body_size - at < bytes) return false;
        at += bytes;
        next = b + 1;
    }
    return at == about->body_size;
}

const char *ent_checkpoint_parse(const char *data, size_t size, ent_checkpoint *out) {
    *out = (ent_checkpoint){.items = 0};
    if (size < sizeof title - 1 || memcmp(data, title, sizeof title - 1) != 0) return "not a checkpoint of Entente";
    if (size < sizeof title - 1 + TRAILER || data[size - 1] != '\n') return "cut off";
    char hex[HASH + 1];
    ent_sha256(data, size - TRAILER, hex);
    if (memcmp(hex, data + size - TRAILER, HASH) != 0) return "damaged: its hash does not fit its content";
    reader in = {.at = data + sizeof title - 1, .end = data + size - TRAILER};
    if (!read_header(&in, out) || !plausible(out)) return "damaged: its header makes no sense";
    if (in.end - in.at < NUMBER) return "cut off";
    if (number_at(in.at) != order_mark) return "from a machine that keeps numbers in another order of bytes";
    out->body = in.at + NUMBER;
    out->body_size = (size_t)(in.end - out->body);
    return whole_body(out) ? NULL : "damaged: its blocks make no sense";
}

void ent_checkpoint_visit(const ent_checkpoint *checkpoint,
                          void (*visit)(void *context, size_t block, const char *records), void *context) {
    const char *at = checkpoint->body;
    for (size_t i = 0; i < checkpoint->blocks; i++) {
        size_t b = number_at(at);
        visit(context, b, at + NUMBER);
        at += NUMBER + ent_sweep_block_items(checkpoint->items, checkpoint->block, b) * checkpoint->bytes;
    }
}

/* ---- writing ---------------------------------------------------------------------------------------------- */

static void add_number(ent_buffer *out, uint64_t value) {
    char bytes[sizeof value];
    memcpy(bytes, &value, sizeof value);
    ent_buffer_add(out, bytes, sizeof bytes);
}

void ent_checkpoint_write(const ent_checkpoint *about, const char *note, const bool *finished,
                          const unsigned char *records, ent_buffer *out) {
    size_t all = ent_sweep_blocks(about->items, about->block), count = 0;
    for (size_t b = 0; b < all; b++)
        count += finished[b];
    ent_buffer_text(out, title);
    ent_buffer_printf(out, "what %s\nrelease %s\ncommit %s\nkey %s\nnote %s\n", about->what, about->release,
                      about->commit, about->key, note != NULL ? note : "");
    ent_buffer_printf(out, "items %zu\nbytes %zu\nblock %zu\nshard %zu\nshards %zu\nblocks %zu\n", about->items,
                      about->bytes, about->block, about->shard, about->shards, count);
    add_number(out, order_mark);
    for (size_t b = 0; b < all; b++) {
        if (!finished[b]) continue;
        add_number(out, b);
        ent_buffer_add(out, (const char *)records + b * about->block * about->bytes,
                       ent_sweep_block_items(about->items, about->block, b) * about->bytes);
    }
    if (out->failed) return;
    char hex[HASH + 1];
    ent_sha256(out->data, out->size, hex);
    ent_buffer_printf(out, "%s\n", hex);
}
