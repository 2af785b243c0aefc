/* A sweep that takes about a second, for killing it: sweep-slow CHECKPOINT [I/N], or sweep-slow --merge FILE...
 * Prints a hash of all records. */
#include "sweep/sweep.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ITEMS = 1500, WORK = 40000 };

typedef struct record {
    double sum;
    uint64_t index;
} record;

static ent_status item(void *context, size_t index, void *out) {
    ent_random random = ent_random_stream(*(const uint64_t *)context, index);
    record *self = out;
    for (size_t i = 0; i < WORK; i++)
        self->sum += sqrt(ent_random_uniform(&random));
    self->index = index;
    return ENT_OK;
}

int main(int argc, char **argv) {
    uint64_t seed = 7;
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 10);
    ent_run run = {.diagnostics = diagnostics, .threads = 2};
    const ent_sweep sweep = {.what = "slow",
                             .key = "seed 7",
                             .items = ITEMS,
                             .bytes = sizeof(record),
                             .block = 2,
                             .item = item,
                             .context = &seed};
    ent_sweep_options options = {.shard = 0};
    ent_sweep_result result;
    bool merges = argc > 2 && strcmp(argv[1], "--merge") == 0;
    if (argc < 2) return 2;
    if (merges) {
        options.merge = (ent_text_list){(const char *const *)(argv + 2), (size_t)argc - 2};
    } else {
        options.checkpoint = argv[1];
        if (ent_sweep_read_shard(&run, argc > 2 ? argv[2] : NULL, &options.shard, &options.shards) != ENT_OK) return 2;
    }
    ent_status status = ent_sweep_run(&run, &sweep, &options, &result);
    for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++)
        printf("%s %s\n", ent_diagnostics_at(diagnostics, i)->id, ent_diagnostics_at(diagnostics, i)->message);
    if (status == ENT_OK) {
        char hex[65];
        ent_sha256(result.records, result.items * sizeof(record), hex);
        printf("%zu %s\n", result.finished, hex);
        ent_sweep_free(&result);
    }
    ent_diagnostics_free(diagnostics);
    return ent_exit_code(status);
}
