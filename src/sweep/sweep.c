/* Running a sweep: blocks on all cores, and what is finished to the checkpoint now and then. */
#include "sweep/checkpoint.h"

#include <string.h>

/* A checkpoint is written after every hundredth of the work, but not before so many blocks: the cores wait for it. */
enum { BLOCK = 16, STAGES = 100, LEAST_STAGE = 16 };

typedef struct work {
    const ent_run *outer; /* the caller's; `run` maps the progress of a stage to that of the whole */
    ent_run run;
    const ent_sweep *sweep;
    ent_sweep_result *result;
    ent_checkpoint about;
    bool *finished;      /* per block */
    size_t *pending;     /* blocks of this part that are not finished */
    size_t pending_size; /* when the run began */
    size_t blocks;       /* of this part, finished or not */
    size_t first, end;   /* of `pending`: the stage that is running */
    bool *contradicts;   /* while merging: set where two files differ */
} work;

/* ---- what is finished ------------------------------------------------------------------------------------- */

static bool mine(const work *self, size_t b) {
    return self->about.shards == 0 || b % self->about.shards == self->about.shard - 1;
}

static void mark_block(work *self, size_t b) {
    size_t items = ent_sweep_block_items(self->sweep->items, self->about.block, b);
    for (size_t i = 0; i < items; i++)
        self->result->done[b * self->about.block + i] = true;
    self->finished[b] = true;
    self->result->finished += items;
}

static void take_block(void *context, size_t b, const char *records) {
    work *self = context;
    size_t size = ent_sweep_block_items(self->sweep->items, self->about.block, b) * self->sweep->bytes;
    unsigned char *target = self->result->records + b * self->about.block * self->sweep->bytes;
    if (self->finished[b]) {
        if (memcmp(target, records, size) != 0) *self->contradicts = true;
        return;
    }
    memcpy(target, records, size);
    mark_block(self, b);
}

static ent_status refuse(const ent_run *run, const char *id, const char *path, const char *hint, const char *what) {
    ent_place place = {.file = path};
    ent_diagnosef(run != NULL ? run->diagnostics : NULL, ENT_ERROR, id, &place, NULL, hint, NULL, "%s", what);
    return ENT_INPUT;
}

/* Whether a whole file is of this sweep, and if `same_part`, of this part of it. */
static ent_status fits(const work *self, const ent_checkpoint *file, const char *path, bool same_part) {
    const ent_checkpoint *about = &self->about;
    if (strcmp(file->release, about->release) != 0 || strcmp(file->commit, about->commit) != 0)
        return refuse(self->outer, "E-SWEEP-0003", path,
                      "go on with the build that began, or begin anew with another file",
                      "this checkpoint was written by another build of Entente");
    if (strcmp(file->what, about->what) != 0 || strcmp(file->key, about->key) != 0 || file->items != about->items ||
        file->bytes != about->bytes || file->block != about->block)
        return refuse(self->outer, "E-SWEEP-0002", path,
                      "repeat the cases, options and seed that it was begun with, or name another file",
                      "this checkpoint is of another computation");
    if (same_part && (file->shard != about->shard || file->shards != about->shards))
        return refuse(self->outer, "E-SWEEP-0002", path, "give each part a file of its own",
                      "this checkpoint is of another part of the computation");
    return ENT_OK;
}

/* A file can be no larger than all blocks with their numbers, the header and the hash. */
static size_t most_bytes(const work *self) {
    size_t blocks = ent_sweep_blocks(self->sweep->items, self->about.block);
    return self->sweep->items * self->sweep->bytes + blocks * 8 + ENT_CHECKPOINT_HEADER;
}

static ent_status load(work *self, const char *path, bool same_part) {
    const ent_allocator *allocator = ent_run_allocator(self->outer);
    char *data;
    size_t size;
    ent_checkpoint file;
    bool contradicts = false;
    ent_diagnostics *diagnostics = self->outer != NULL ? self->outer->diagnostics : NULL;
    ent_status status = ent_file_read(allocator, path, most_bytes(self), &data, &size, diagnostics);
    if (status == ENT_LIMIT)
        return refuse(self->outer, "E-SWEEP-0002", path, NULL, "this is no checkpoint of this computation");
    if (status != ENT_OK) return status;
    const char *fault = ent_checkpoint_parse(data, size, &file);
    if (fault != NULL)
        status = refuse(self->outer, "E-SWEEP-0001", path,
                        "it is left as it is; name another file, or remove it to begin anew", fault);
    else
        status = fits(self, &file, path, same_part);
    self->contradicts = &contradicts;
    if (status == ENT_OK) ent_checkpoint_visit(&file, take_block, self);
    if (contradicts)
        status = refuse(self->outer, "E-SWEEP-0005", path, NULL,
                        "this file and one before it have different results for the same item");
    ent_free(allocator, data);
    return status;
}

static ent_status save(const work *self, const char *path) {
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(self->outer));
    ent_checkpoint_write(&self->about, self->sweep->note, self->finished, self->result->records, &out);
    ent_status status =
        out.failed ? ENT_MEMORY
                   : ent_file_write(path, out.data, out.size, self->outer != NULL ? self->outer->diagnostics : NULL);
    ent_buffer_free(&out);
    return status;
}

/* ---- computing -------------------------------------------------------------------------------------------- */

static ent_status run_block(void *context, size_t index) {
    work *self = context;
    size_t b = self->pending[self->first + index];
    size_t items = ent_sweep_block_items(self->sweep->items, self->about.block, b);
    for (size_t i = 0; i < items; i++) {
        size_t item = b * self->about.block + i;
        ent_status status =
            self->sweep->item(self->sweep->context, item, self->result->records + item * self->sweep->bytes);
        if (status != ENT_OK) return status;
    }
    self->finished[b] = true;
    return ENT_OK;
}

static bool is_cancelled(void *context) {
    return ent_run_cancelled(((work *)context)->outer);
}

static void tell(void *context, double fraction, const char *what) {
    const work *self = context;
    (void)what;
    size_t before = self->blocks - self->pending_size + self->first;
    double done = (double)before + fraction * (double)(self->end - self->first);
    ent_run_progress(self->outer, done / (double)self->blocks, self->sweep->what);
}

/* Counts what a stage has finished; records of a block that was not finished go. */
static void settle(work *self) {
    for (size_t i = self->first; i < self->end; i++) {
        size_t b = self->pending[i], items = ent_sweep_block_items(self->sweep->items, self->about.block, b);
        if (self->finished[b])
            mark_block(self, b);
        else
            memset(self->result->records + b * self->about.block * self->sweep->bytes, 0, items * self->sweep->bytes);
    }
}

static ent_status compute(work *self, const char *checkpoint) {
    size_t size = checkpoint != NULL ? self->pending_size / STAGES + 1 : self->pending_size;
    if (size < LEAST_STAGE) size = LEAST_STAGE;
    ent_status status = ENT_OK;
    for (self->first = 0; status == ENT_OK && self->first < self->pending_size; self->first = self->end) {
        self->end = self->pending_size - self->first < size ? self->pending_size : self->first + size;
        status = ent_parallel(&self->run, self->end - self->first, run_block, self);
        settle(self);
        if (checkpoint == NULL) continue;
        ent_status saved = save(self, checkpoint);
        if (saved != ENT_OK && (status == ENT_OK || status == ENT_CANCELLED)) status = saved;
    }
    return status;
}

static ent_status missing(const work *self) {
    size_t blocks = ent_sweep_blocks(self->sweep->items, self->about.block), first = 0;
    while (first < blocks && self->finished[first])
        first++;
    ent_diagnosef(self->outer != NULL ? self->outer->diagnostics : NULL, ENT_ERROR, "E-SWEEP-0004", NULL, NULL,
                  "finish every part (the same command line goes on where it stopped) and name all files", NULL,
                  "these files hold %zu of %zu items; the first that is missing is number %zu", self->result->finished,
                  self->sweep->items, first * self->about.block + 1);
    return ENT_INPUT;
}

static ent_status merge(work *self, const ent_text_list *files) {
    ent_status status = ENT_OK;
    for (size_t i = 0; status == ENT_OK && i < files->size; i++)
        status = load(self, files->items[i], false);
    if (status == ENT_OK && self->result->finished < self->sweep->items) status = missing(self);
    return status;
}

static ent_status go_on(work *self, const ent_sweep_options *options) {
    const char *path = options != NULL ? options->checkpoint : NULL;
    size_t all = ent_sweep_blocks(self->sweep->items, self->about.block);
    ent_status status = path != NULL && ent_file_exists(path) ? load(self, path, true) : ENT_OK;
    if (status != ENT_OK) return status;
    for (size_t b = 0; b < all; b++) {
        if (!mine(self, b)) continue;
        self->blocks++;
        if (!self->finished[b]) self->pending[self->pending_size++] = b;
    }
    if (self->pending_size == 0 && path != NULL && !ent_file_exists(path))
        return save(self, path); /* a part of nothing */
    return compute(self, path);
}

/* ---- the whole -------------------------------------------------------------------------------------------- */

static ent_checkpoint describe(const ent_sweep *sweep, const ent_sweep_options *options) {
    ent_checkpoint about = {.items = sweep->items,
                            .bytes = sweep->bytes,
                            .block = sweep->block > 0 ? sweep->block : BLOCK,
                            .shard = options != NULL ? options->shard : 0,
                            .shards = options != NULL ? options->shards : 0};
    strncpy(about.what, sweep->what, sizeof about.what - 1);
    strncpy(about.release, ent_release(), sizeof about.release - 1);
    strncpy(about.commit, ent_commit(), sizeof about.commit - 1);
    ent_sha256(sweep->key, strlen(sweep->key), about.key);
    return about;
}

ent_status ent_sweep_run(const ent_run *run, const ent_sweep *sweep, const ent_sweep_options *options,
                         ent_sweep_result *out) {
    const ent_allocator *allocator = ent_run_allocator(run);
    *out = (ent_sweep_result){.allocator = allocator, .items = sweep->items};
    work self = {.outer = run, .sweep = sweep, .result = out, .about = describe(sweep, options)};
    size_t blocks = ent_sweep_blocks(sweep->items, self.about.block);
    self.run = run != NULL ? *run : (ent_run){.threads = 1};
    self.run.cancelled = is_cancelled;
    self.run.progress = tell;
    self.run.context = &self;
    out->records = ent_alloc_array(allocator, sweep->items, sweep->bytes);
    out->done = ent_alloc_array(allocator, sweep->items, sizeof *out->done);
    self.finished = ent_alloc_array(allocator, blocks, sizeof *self.finished);
    self.pending = ent_alloc_array(allocator, blocks, sizeof *self.pending);
    ent_status status = ENT_MEMORY;
    if (out->records != NULL && out->done != NULL && self.finished != NULL && self.pending != NULL)
        status = options != NULL && options->merge.size > 0 ? merge(&self, &options->merge) : go_on(&self, options);
    ent_free(allocator, self.finished);
    ent_free(allocator, self.pending);
    if (status != ENT_OK && status != ENT_CANCELLED) ent_sweep_free(out);
    return status;
}

void ent_sweep_free(ent_sweep_result *result) {
    if (result->allocator == NULL) return;
    ent_free(result->allocator, result->records);
    ent_free(result->allocator, result->done);
    *result = (ent_sweep_result){.allocator = NULL};
}

/* ---- texts ------------------------------------------------------------------------------------------------ */

static const char *digits(const char *text, size_t *out) {
    size_t length = strspn(text, "0123456789");
    *out = 0;
    if (length == 0 || length > 6) return NULL;
    for (size_t i = 0; i < length; i++)
        *out = *out * 10 + (size_t)(text[i] - '0');
    return text + length;
}

ent_status ent_sweep_read_shard(const ent_run *run, const char *text, size_t *shard, size_t *shards) {
    *shard = *shards = 0;
    if (text == NULL) return ENT_OK;
    const char *rest = digits(text, shard);
    if (rest != NULL && *rest == '/') rest = digits(rest + 1, shards);
    if (rest != NULL && *rest == '\0' && *shard > 0 && *shard <= *shards) return ENT_OK;
    ent_diagnosef(run != NULL ? run->diagnostics : NULL, ENT_ERROR, "U-SWEEP-0001", NULL, NULL,
                  "the second of three parts is 2/3", NULL, "\"%s\" is no part of a computation", text);
    return ENT_USAGE;
}

ent_status ent_sweep_read_note(const ent_run *run, const char *path, ent_arena *arena, const char **what,
                               const char **note) {
    const ent_allocator *allocator = ent_run_allocator(run);
    char *data;
    size_t size;
    ent_checkpoint file;
    *what = *note = NULL;
    ent_status status = ent_file_read(allocator, path, SIZE_MAX / 2, &data, &size, run->diagnostics);
    if (status != ENT_OK) return status;
    const char *fault = ent_checkpoint_parse(data, size, &file);
    if (fault != NULL) {
        status = refuse(run, "E-SWEEP-0001", path, NULL, fault);
    } else {
        *what = ent_arena_text(arena, file.what);
        *note = ent_arena_copy(arena, file.note, file.note_size);
        if (*what == NULL || *note == NULL) status = ENT_MEMORY;
    }
    ent_free(allocator, data);
    return status;
}
