/* Sweeps: the same records on any number of threads, interrupted or in parts; and files that are not what they seem. */
#include "sweep/checkpoint.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ITEMS = 333, BLOCK = 4 };

typedef struct record {
    uint64_t index, bits[2];
} record;

typedef struct count {
    atomic_size_t items;
    size_t cancel_after; /* items; SIZE_MAX: never */
    size_t fail_at;      /* item; SIZE_MAX: none */
    double last;
    bool backwards;
} count;

static ent_status item(void *context, size_t index, void *out) {
    count *self = context;
    record *made = out;
    ent_random random = ent_random_stream(5, index);
    atomic_fetch_add(&self->items, 1);
    if (index == self->fail_at) return ENT_LIMIT;
    *made = (record){index, {ent_random_bits(&random), ent_random_bits(&random)}};
    return ENT_OK;
}

static bool cancelled(void *context) {
    count *self = context;
    return atomic_load(&self->items) >= self->cancel_after;
}

static void progress(void *context, double fraction, const char *what) {
    count *self = context;
    assert_string_equal(what, "test");
    assert_true(fraction >= 0 && fraction <= 1);
    if (fraction < self->last) self->backwards = true;
    self->last = fraction;
}

static ent_sweep sweep_of(count *counted) {
    *counted = (count){.cancel_after = SIZE_MAX, .fail_at = SIZE_MAX};
    return (ent_sweep){.what = "test",
                       .key = "all of it",
                       .note = "[\"a\"]",
                       .items = ITEMS,
                       .bytes = sizeof(record),
                       .block = BLOCK,
                       .item = item,
                       .context = counted};
}

static void check_records(const ent_sweep_result *result) {
    for (size_t i = 0; i < ITEMS; i++) {
        const record *made = (const record *)(const void *)(result->records + i * sizeof(record));
        ent_random random = ent_random_stream(5, i);
        assert_true(result->done[i]);
        assert_int_equal(made->index, i);
        assert_true(made->bits[0] == ent_random_bits(&random) && made->bits[1] == ent_random_bits(&random));
    }
}

static char folder[] = "/tmp/entente-sweep-XXXXXX";
static char files[4][64];

static int set_up(void **state) {
    (void)state;
    if (mkdtemp(folder) == NULL) return 1;
    for (size_t i = 0; i < 4; i++)
        snprintf(files[i], sizeof files[i], "%s/%zu.sweep", folder, i);
    return 0;
}

static void clear(void) {
    for (size_t i = 0; i < 4; i++)
        unlink(files[i]);
}

static int tear_down(void **state) {
    (void)state;
    clear();
    return rmdir(folder);
}

static void any_number_of_threads(void **state) {
    (void)state;
    for (unsigned threads = 1; threads <= 3; threads++) {
        count counted;
        ent_sweep sweep = sweep_of(&counted);
        ent_run run = {.threads = threads, .progress = progress, .context = &counted};
        ent_sweep_result result;
        assert_int_equal(ent_sweep_run(&run, &sweep, NULL, &result), ENT_OK);
        assert_int_equal(result.finished, ITEMS);
        assert_int_equal(atomic_load(&counted.items), ITEMS);
        assert_false(counted.backwards);
        check_records(&result);
        ent_sweep_free(&result);
    }
}

/* Stopped after more and more items, each time from the same file, until it ends. */
static void interrupted(void **state) {
    (void)state;
    ent_sweep_options options = {.checkpoint = files[0]};
    size_t stops = 0, before = 0, computed = 0;
    clear();
    for (ent_status status = ENT_CANCELLED; status != ENT_OK;) {
        count counted;
        ent_sweep sweep = sweep_of(&counted);
        ent_run run = {.threads = 2, .cancelled = cancelled, .progress = progress, .context = &counted};
        ent_sweep_result result;
        counted.cancel_after = 40;
        status = ent_sweep_run(&run, &sweep, &options, &result);
        computed += atomic_load(&counted.items);
        assert_true(status == ENT_OK || status == ENT_CANCELLED);
        assert_true(result.finished >= before && (status == ENT_OK) == (result.finished == ITEMS));
        before = result.finished;
        stops += status == ENT_CANCELLED;
        if (status == ENT_OK) check_records(&result);
        for (size_t i = 0; i < ITEMS; i++)
            assert_true(result.done[i] || result.records[i * sizeof(record) + 8] == 0);
        ent_sweep_free(&result);
    }
    assert_true(stops >= 3);
    assert_true(computed < ITEMS + stops * 8 * BLOCK); /* what was finished is not computed again */
}

static void write_parts(size_t parts) {
    clear();
    for (size_t i = 0; i < parts; i++) {
        count counted;
        ent_sweep sweep = sweep_of(&counted);
        ent_run run = {.threads = 2};
        ent_sweep_options options = {.checkpoint = files[i], .shard = i + 1, .shards = parts};
        ent_sweep_result result;
        assert_int_equal(ent_sweep_run(&run, &sweep, &options, &result), ENT_OK);
        assert_int_equal(atomic_load(&counted.items), result.finished);
        assert_true(result.finished < ITEMS);
        ent_sweep_free(&result);
    }
}

static ent_status merge_files(size_t size, ent_sweep_result *result, ent_diagnostics *diagnostics) {
    count counted;
    ent_sweep sweep = sweep_of(&counted);
    ent_run run = {.threads = 2, .diagnostics = diagnostics};
    const char *const names[] = {files[0], files[1], files[2], files[3]};
    ent_sweep_options options = {.merge = {names, size}};
    return ent_sweep_run(&run, &sweep, &options, result);
}

static void parts_are_merged(void **state) {
    (void)state;
    ent_sweep_result result;
    write_parts(3);
    assert_int_equal(merge_files(3, &result, NULL), ENT_OK);
    check_records(&result);
    ent_sweep_free(&result);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
    assert_int_equal(merge_files(2, &result, diagnostics), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-SWEEP-0004");
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->message,
                        "these files hold 224 of 333 items; the first that is missing is number 9");
    ent_diagnostics_free(diagnostics);
}

static void failure_keeps_what_is_finished(void **state) {
    (void)state;
    clear();
    count counted;
    ent_sweep sweep = sweep_of(&counted);
    ent_run run = {.threads = 1};
    ent_sweep_options options = {.checkpoint = files[0]};
    ent_sweep_result result;
    counted.fail_at = 200;
    assert_int_equal(ent_sweep_run(&run, &sweep, &options, &result), ENT_LIMIT);
    assert_null(result.records);
    counted = (count){.cancel_after = SIZE_MAX, .fail_at = SIZE_MAX};
    assert_int_equal(ent_sweep_run(&run, &sweep, &options, &result), ENT_OK);
    assert_int_equal(atomic_load(&counted.items), ITEMS - 200);
    check_records(&result);
    ent_sweep_free(&result);
}

/* ---- files that are refused ------------------------------------------------------------------------------- */

typedef struct text {
    char *data;
    size_t size;
} text;

static text read_file(const char *path) {
    text file;
    assert_int_equal(ent_file_read(ent_allocator_default(), path, 1 << 20, &file.data, &file.size, NULL), ENT_OK);
    return file;
}

/* Replaces the hash at the end by the right one. */
static void sign(text *file) {
    char hex[65];
    ent_sha256(file->data, file->size - 65, hex);
    memcpy(file->data + file->size - 65, hex, 64);
}

/* Puts one text in the place of another of the same length in the header. */
static void swap_text(text *file, const char *from, const char *to) {
    assert_int_equal(strlen(from), strlen(to));
    size_t at = 0;
    while (memcmp(file->data + at, from, strlen(from)) != 0)
        assert_true(++at + strlen(from) < file->size);
    memcpy(file->data + at, to, strlen(to));
    sign(file);
}

/* A change to the file, and what is said about it. */
typedef struct bad {
    const char *name, *id, *says;
    size_t keep; /* bytes; 0: all */
    const char *from, *to;
    size_t flip; /* a byte from the end that is changed; 0: none */
    const char *add;
} bad;

static const bad bad_files[] = {
    {"empty", "E-SWEEP-0001", "not a checkpoint of Entente", 1, NULL, NULL, 0, NULL},
    {"title alone", "E-SWEEP-0001", "cut off", 16, NULL, NULL, 0, NULL},
    {"cut in the header", "E-SWEEP-0001", "cut off", 120, NULL, NULL, 0, NULL},
    {"cut in the blocks", "E-SWEEP-0001", "", 900, NULL, NULL, 0, NULL},
    {"a byte of a record changed", "E-SWEEP-0001", "damaged: its hash", 0, NULL, NULL, 400, NULL},
    {"a byte of the hash changed", "E-SWEEP-0001", "damaged: its hash", 0, NULL, NULL, 20, NULL},
    {"bytes added", "E-SWEEP-0001", "damaged: its hash", 0, NULL, NULL, 0, "more\n"},
    {"another verb", "E-SWEEP-0002", "another computation", 0, "what test", "what best", 0, NULL},
    {"another key", "E-SWEEP-0002", "another computation", 0, "key ", "key\t", 0, NULL},
    {"another release", "E-SWEEP-0003", "another build", 0, "release 0", "release 9", 0, NULL},
    {"another item", "E-SWEEP-0001", "blocks make no sense", 0, "items 333", "items 334", 0, NULL},
    {"a number that is none", "E-SWEEP-0001", "header makes no sense", 0, "items 333", "items 3x3", 0, NULL},
    {"records of nothing", "E-SWEEP-0001", "header makes no sense", 0, "bytes 24", "bytes 00", 0, NULL},
    {"no blocks", "E-SWEEP-0001", "blocks make no sense", 0, "blocks 84", "blocks 00", 0, NULL},
    {"too many blocks", "E-SWEEP-0001", "header makes no sense", 0, "blocks 84", "blocks 99", 0, NULL},
    {"a part beyond all", "E-SWEEP-0001", "header makes no sense", 0, "shard 0", "shard 7", 0, NULL},
    {"bytes in another order", "E-SWEEP-0001", "another order of bytes", 0, "\x08\x07\x06\x05\x04\x03\x02\x01",
     "\x01\x02\x03\x04\x05\x06\x07\x08", 0, NULL},
};

static void check_bad(const bad *row) {
    text file = read_file(files[0]);
    size_t size = row->keep == 1 ? 0 : row->keep > 0 ? row->keep : file.size;
    ent_buffer changed;
    ent_buffer_init(&changed, NULL);
    if (row->from != NULL && row->to[3] == '\t')
        swap_text(&file, "key ", "key "); /* the hash of the key is looked for below */
    else if (row->from != NULL)
        swap_text(&file, row->from, row->to);
    if (row->to != NULL && row->to[3] == '\t') {
        char *key = strstr(file.data, "key ");
        key[4] = key[4] == '0' ? '1' : '0';
        sign(&file);
    }
    if (row->flip > 0) file.data[file.size - row->flip] ^= 1;
    ent_buffer_add(&changed, file.data, size);
    if (row->add != NULL) ent_buffer_text(&changed, row->add);
    assert_int_equal(ent_file_write(files[1], changed.data != NULL ? changed.data : "", changed.size, NULL), ENT_OK);
    count counted;
    ent_sweep sweep = sweep_of(&counted);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
    ent_run run = {.diagnostics = diagnostics};
    ent_sweep_options options = {.checkpoint = files[1]};
    ent_sweep_result result;
    ent_status status = ent_sweep_run(&run, &sweep, &options, &result);
    const ent_diagnostic *said = ent_diagnostics_at(diagnostics, 0);
    if (status != ENT_INPUT || strcmp(said->id, row->id) != 0 || strstr(said->message, row->says) == NULL)
        fail_msg("%s: %s", row->name, said != NULL ? said->message : "nothing said");
    assert_string_equal(said->place.file, files[1]);
    assert_int_equal(atomic_load(&counted.items), 0);
    text kept = read_file(files[1]); /* left as it was */
    assert_int_equal(kept.size, changed.size);
    assert_memory_equal(kept.data, changed.data != NULL ? changed.data : "", kept.size);
    ent_free(ent_allocator_default(), kept.data);
    ent_free(ent_allocator_default(), file.data);
    ent_buffer_free(&changed);
    ent_diagnostics_free(diagnostics);
}

static void refused_files(void **state) {
    (void)state;
    clear();
    count counted;
    ent_sweep sweep = sweep_of(&counted);
    ent_sweep_options options = {.checkpoint = files[0]};
    ent_sweep_result result;
    assert_int_equal(ent_sweep_run(NULL, &sweep, &options, &result), ENT_OK);
    ent_sweep_free(&result);
    for (size_t i = 0; i < sizeof bad_files / sizeof *bad_files; i++)
        check_bad(&bad_files[i]);
}

/* Another part's file, and two files that disagree. */
static void parts_that_do_not_fit(void **state) {
    (void)state;
    write_parts(2);
    ent_diagnostics *diagnostics = ent_diagnostics_new(NULL, 5);
    count counted;
    ent_sweep sweep = sweep_of(&counted);
    ent_run run = {.diagnostics = diagnostics};
    ent_sweep_options options = {.checkpoint = files[0], .shard = 2, .shards = 2};
    ent_sweep_result result;
    assert_int_equal(ent_sweep_run(&run, &sweep, &options, &result), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-SWEEP-0002");
    text other = read_file(files[0]);
    other.data[other.size - 65 - 3] ^= 1;
    sign(&other);
    assert_int_equal(ent_file_write(files[2], other.data, other.size, NULL), ENT_OK);
    ent_free(ent_allocator_default(), other.data);
    ent_diagnostics_clear(diagnostics);
    assert_int_equal(merge_files(3, &result, diagnostics), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->id, "E-SWEEP-0005");
    assert_string_equal(ent_diagnostics_at(diagnostics, 0)->place.file, files[2]);
    ent_diagnostics_free(diagnostics);
}

static void notes(void **state) {
    (void)state;
    write_parts(2);
    ent_arena *arena = ent_arena_new(NULL);
    ent_run run = {.threads = 1};
    const char *what, *note;
    assert_int_equal(ent_sweep_read_note(&run, files[1], arena, &what, &note), ENT_OK);
    assert_string_equal(what, "test");
    assert_string_equal(note, "[\"a\"]");
    ent_arena_free(arena);
}

static void shards(void **state) {
    (void)state;
    static const char *const wrong[] = {"",     "1",     "0/2",  "3/2",  "1/0",      "a/2",
                                        "1/2x", "1/2/3", "-1/2", "1/ 2", "1234567/1"};
    ent_run run = {.threads = 1};
    size_t shard = 9, of = 9;
    assert_int_equal(ent_sweep_read_shard(&run, "2/3", &shard, &of), ENT_OK);
    assert_true(shard == 2 && of == 3);
    assert_int_equal(ent_sweep_read_shard(&run, NULL, &shard, &of), ENT_OK);
    assert_true(shard == 0 && of == 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(ent_sweep_read_shard(&run, wrong[i], &shard, &of), ENT_USAGE);
}

static void every_allocation_fails_once(void **state) {
    (void)state;
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        count counted;
        ent_sweep sweep = sweep_of(&counted);
        sweep.items = 3 * BLOCK;
        ent_run run = {.allocator = &allocator, .threads = 1};
        ent_sweep_options options = {.checkpoint = files[0]};
        ent_sweep_result result;
        clear();
        ent_status status = ent_sweep_run(&run, &sweep, &options, &result);
        if (status == ENT_OK) ent_sweep_free(&result);
        if (status == ENT_OK) status = ent_sweep_run(&run, &sweep, &options, &result); /* from the file */
        if (status == ENT_OK) ent_sweep_free(&result);
        assert_int_equal(failing.held, 0);
        assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
        if (!failing.failed) break;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads),
        cmocka_unit_test(interrupted),
        cmocka_unit_test(parts_are_merged),
        cmocka_unit_test(failure_keeps_what_is_finished),
        cmocka_unit_test(refused_files),
        cmocka_unit_test(parts_that_do_not_fit),
        cmocka_unit_test(notes),
        cmocka_unit_test(shards),
        cmocka_unit_test(every_allocation_fails_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
