/* What may go wrong: files of other kinds and versions, damage, two writers, cancelling, no memory. */
#include "given.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- SQLite's own memory, which fails when it is told to ------------------------------------------------------ */

static struct {
    sqlite3_mem_methods usual;
    size_t calls, fail_at;
    bool failed;
} memory = {.fail_at = SIZE_MAX};

static bool fails(void) {
    const bool now = memory.calls++ >= memory.fail_at;
    memory.failed = memory.failed || now;
    return now;
}

static void *allocate(int size) {
    return fails() ? NULL : memory.usual.xMalloc(size);
}

static void *reallocate(void *pointer, int size) {
    return fails() ? NULL : memory.usual.xRealloc(pointer, size);
}

static int set_up(void **state) {
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.usual) != SQLITE_OK) return 1;
    sqlite3_mem_methods mine = memory.usual;
    mine.xMalloc = allocate;
    mine.xRealloc = reallocate;
    if (sqlite3_config(SQLITE_CONFIG_MALLOC, &mine) != SQLITE_OK) return 1;
    return sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) != SQLITE_OK || sqlite3_initialize() != SQLITE_OK;
}

/* ---- files ---------------------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/entente-store-XXXXXX";
static char path[64];

static int make_folder(void **state) {
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    if (mkdtemp(folder) == NULL) return 1;
    snprintf(path, sizeof path, "%s/evidence.db", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < 4; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return rmdir(folder);
}

static void sql(const char *text) {
    sqlite3 *db = NULL;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, text, NULL, NULL, &error) != SQLITE_OK) fail_msg("%s", error);
    sqlite3_close(db);
}

static void opens_with(const ent_evidence_options *options, ent_status expected, const char *id) {
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    ent_evidence *store = NULL;
    ent_status status = ent_evidence_open(&run, path, options, &store);
    const char *said = ent_diagnostics_size(run.diagnostics) > 0 ? ent_diagnostics_at(run.diagnostics, 0)->id : "";
    if (status != expected || strcmp(said, id) != 0) fail_msg("%s %s", ent_status_name(status), said);
    assert_true((status == ENT_OK) == (store != NULL));
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

static void other_files(void **state) {
    (void)state;
    static const ent_evidence_options read_only = {.read_only = true};
    opens_with(&read_only, ENT_IO, "E-STORE-0001"); /* not there */
    sql("CREATE TABLE other (a)");
    opens_with(NULL, ENT_INPUT, "E-STORE-0002");
    remove_folder(NULL), make_folder(NULL);
    FILE *file = fopen(path, "w");
    for (int i = 0; i < 200; i++)
        fputs("this is a text and no database\n", file);
    fclose(file);
    opens_with(NULL, ENT_INPUT, "E-STORE-0002");
    remove_folder(NULL), make_folder(NULL);
    opens_with(NULL, ENT_OK, "");
    opens_with(&read_only, ENT_OK, "");
    sql("PRAGMA user_version = 3");
    opens_with(NULL, ENT_INPUT, "E-STORE-0003");
    char kept[64];
    strcpy(kept, path);
    snprintf(path, sizeof path, "%s/no/folder.db", folder);
    opens_with(NULL, ENT_IO, "E-STORE-0001");
    path[0] = '\0';
    opens_with(NULL, ENT_USAGE, "E-STORE-0001");
    strcpy(path, kept);
}

static ent_status count_hit(void *context, const ent_evidence_hit *hit) {
    assert_string_equal(hit->document.title, "An old one");
    ++*(size_t *)context;
    return ENT_OK;
}

static ent_status count_claim(void *context, const ent_stored_claim *claim) {
    assert_string_equal(claim->quote, "Seoul pays 1.04 trillion won");
    assert_true(claim->candidate.source == NULL && claim->candidate.modality == ENT_NO_MODALITY);
    ++*(size_t *)context;
    return ENT_OK;
}

static void older_version(void **state) {
    (void)state;
    char name[512], *text = NULL;
    size_t size = 0, hits = 0, claims = 0;
    snprintf(name, sizeof name, "%s/version1.sql", getenv("ENTENTE_STORE_TESTS"));
    assert_int_equal(ent_file_read(ent_allocator_default(), name, 1 << 20, &text, &size, NULL), ENT_OK);
    sql(text);
    ent_free(ent_allocator_default(), text);
    opens_with(&(ent_evidence_options){.read_only = true}, ENT_INPUT, "E-STORE-0003");
    for (int again = 0; again < 2; again++) { /* the second time there is nothing to do */
        ent_evidence *store = NULL;
        assert_int_equal(ent_evidence_open(NULL, path, NULL, &store), ENT_OK);
        assert_int_equal(ent_evidence_check(store, NULL), ENT_OK);
        assert_int_equal(
            ent_evidence_search(store, NULL, &(ent_evidence_query){.words = "trillions"}, count_hit, &hits, NULL),
            ENT_OK);
        assert_int_equal(ent_evidence_claims(store, NULL, NULL, count_claim, &claims), ENT_OK);
        ent_evidence_close(store);
    }
    assert_int_equal(hits, 2);
    assert_int_equal(claims, 2);
}

static void fill(size_t documents) {
    ent_evidence *store = NULL;
    assert_int_equal(ent_evidence_open(NULL, path, NULL, &store), ENT_OK);
    for (uint64_t i = 0; i < documents; i++) {
        given one;
        given_made(&one, i);
        assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
    }
    ent_evidence_close(store);
}

static void check_says(const char *id) {
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    ent_evidence *store = NULL;
    assert_int_equal(ent_evidence_open(&run, path, NULL, &store), ENT_OK);
    ent_status status = ent_evidence_check(store, &run);
    assert_int_equal(status, id != NULL ? ENT_INPUT : ENT_OK);
    if (id != NULL) assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, id);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

static void damage(void **state) {
    (void)state;
    fill(30);
    check_says(NULL);
    sql("UPDATE documents SET text = replace(text, 'T', 'X') WHERE number = 7");
    check_says("E-STORE-0005"); /* the same length, another hash */
    remove_folder(NULL), make_folder(NULL);
    fill(5);
    sql("UPDATE sentences SET end_byte = 100000 WHERE document = 2 AND number = 1");
    check_says("E-STORE-0005");
    remove_folder(NULL), make_folder(NULL);
    fill(30);
    /* A page in the middle is overwritten: whatever is asked, it is an error and no crash. */
    FILE *file = fopen(path, "r+b");
    fseek(file, 4096 * 9, SEEK_SET);
    for (int i = 0; i < 4096; i++)
        fputc(0xa5, file);
    fclose(file);
    check_says("E-STORE-0005");
}

static void read_only(void **state) {
    (void)state;
    fill(2);
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    ent_evidence *store = NULL;
    given one;
    given_made(&one, 9);
    assert_int_equal(ent_evidence_open(&run, path, &(ent_evidence_options){.read_only = true}, &store), ENT_OK);
    assert_int_equal(ent_evidence_add(store, &run, &one.document, NULL), ENT_IO);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-STORE-0007");
    assert_int_equal(ent_evidence_check(store, &run), ENT_OK);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

static void two_writers(void **state) {
    (void)state;
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    ent_evidence *one = NULL, *two = NULL;
    given a, b;
    ent_evidence_counts counts;
    given_made(&a, 1);
    given_made(&b, 2);
    assert_int_equal(ent_evidence_open(&run, path, NULL, &one), ENT_OK);
    assert_int_equal(ent_evidence_open(&run, path, &(ent_evidence_options){.wait = 1}, &two), ENT_OK);
    assert_int_equal(ent_evidence_begin(one, &run), ENT_OK);
    assert_int_equal(ent_evidence_add(one, &run, &a.document, NULL), ENT_OK);
    assert_int_equal(ent_evidence_add(two, &run, &b.document, NULL), ENT_IO);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-STORE-0004");
    assert_int_equal(ent_evidence_count(two, &run, &counts), ENT_OK); /* readers do not wait, and see what is kept */
    assert_int_equal(counts.documents, 0);
    assert_int_equal(ent_evidence_commit(one, &run), ENT_OK);
    assert_int_equal(ent_evidence_add(two, &run, &b.document, NULL), ENT_OK);
    assert_int_equal(ent_evidence_count(one, &run, &counts), ENT_OK);
    assert_int_equal(counts.documents, 2);
    ent_evidence_close(one);
    ent_evidence_close(two);
    ent_diagnostics_free(run.diagnostics);
}

/* ---- cancelling ----------------------------------------------------------------------------------------------- */

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void cancelling(void **state) {
    (void)state;
    fill(300);
    const ent_run run = {.cancelled = at_once};
    ent_evidence *store = NULL;
    size_t claims = 0;
    ent_evidence_counts counts;
    assert_int_equal(ent_evidence_open(NULL, path, NULL, &store), ENT_OK);
    assert_int_equal(ent_evidence_check(store, &run), ENT_CANCELLED);
    assert_int_equal(ent_evidence_claims(store, &run, NULL, count_claim, &claims), ENT_CANCELLED);
    given one;
    given_made(&one, 301);
    char *large = malloc(4 << 20);
    for (size_t i = 0; i < 4 << 20; i++)
        large[i] = "word and "[i % 9];
    static ent_sentence sentences[20000];
    for (size_t i = 0; i < 20000; i++)
        sentences[i] = (ent_sentence){i * 9, i * 9 + 8};
    one.document.text = large;
    one.document.size = 4 << 20;
    one.document.sentences = sentences;
    one.document.sentences_size = 20000;
    one.document.claims_size = 0;
    assert_int_equal(ent_evidence_add(store, &run, &one.document, NULL), ENT_CANCELLED);
    assert_int_equal(ent_evidence_count(store, NULL, &counts), ENT_OK);
    assert_int_equal(counts.documents, 300); /* nothing of it is in, and the store works on */
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
    free(large);
    ent_evidence_close(store);
}

/* ---- no memory ------------------------------------------------------------------------------------------------ */

static ent_status any_claim(void *context, const ent_stored_claim *claim) {
    *(size_t *)context += strlen(claim->quote) > 0;
    return ENT_OK;
}

static ent_status any_hit(void *context, const ent_evidence_hit *hit) {
    *(size_t *)context += strlen(hit->snippet) > 0;
    return ENT_OK;
}

static ent_status any_pair(void *context, const ent_stored_claim *first, const ent_stored_claim *second) {
    *(size_t *)context += first->id != second->id;
    return ENT_OK;
}

static ent_status append(void *context, const char *data, size_t size) {
    ent_buffer *out = context;
    ent_buffer_add(out, data, size);
    return out->failed ? ENT_MEMORY : ENT_OK;
}

typedef struct source {
    const char *data;
    size_t size, at;
} source;

static ent_status supply(void *context, char *data, size_t room, size_t *got) {
    source *self = context;
    *got = self->size - self->at < room ? self->size - self->at : room;
    if (*got > 0) memcpy(data, self->data + self->at, *got);
    self->at += *got;
    return ENT_OK;
}

/* Most of what a store can do; the first failure ends it. */
static ent_status everything(const ent_run *run, const ent_buffer *line) {
    ent_evidence *store = NULL;
    given one;
    size_t seen = 0;
    ent_evidence_added added;
    ent_evidence_found found;
    source lines = {line->data, line->size, 0};
    given_made(&one, 1);
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    ent_status status = arena != NULL ? ent_evidence_open(run, ":memory:", NULL, &store) : ENT_MEMORY;
    if (status == ENT_OK) status = ent_evidence_add(store, run, &one.document, &added);
    if (status == ENT_OK) status = ent_evidence_import(store, run, "lines", supply, &lines, NULL);
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(run));
    if (status == ENT_OK) status = ent_evidence_export(store, run, append, &out);
    ent_buffer_free(&out);
    ent_stored_document read;
    if (status == ENT_OK) status = ent_evidence_read(store, run, added.id, arena, &read);
    if (status == ENT_OK) status = ent_evidence_claims(store, run, NULL, any_claim, &seen);
    if (status == ENT_OK) status = ent_evidence_conflicts(store, run, NULL, any_pair, &seen);
    const ent_evidence_query query = {.words = "alliance OR talks", .publisher = one.publisher};
    if (status == ENT_OK) status = ent_evidence_search(store, run, &query, any_hit, &seen, &found);
    if (status == ENT_OK) assert_true(seen > 0);
    ent_evidence_close(store);
    ent_arena_free(arena);
    return status;
}

/* A line as another store has written it. */
static ent_buffer exported(void) {
    ent_evidence *store = NULL;
    given one;
    ent_buffer out;
    given_made(&one, 16);
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_evidence_open(NULL, ":memory:", NULL, &store), ENT_OK);
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
    assert_int_equal(ent_evidence_export(store, NULL, append, &out), ENT_OK);
    ent_evidence_close(store);
    return out;
}

static void no_memory_of_ours(void **state) {
    (void)state;
    ent_buffer line = exported();
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        const ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator};
        ent_status status = everything(&run, &line);
        assert_int_equal(failing.held, 0);
        assert_int_equal(status, failing.failed ? ENT_MEMORY : ENT_OK);
        if (!failing.failed) break;
    }
    ent_buffer_free(&line);
}

/* SQLite allocates for everything: every one of the first, then ever fewer; all the way on a long run. */
static void no_memory_of_sqlite(void **state) {
    (void)state;
    ent_buffer line = exported();
    const sqlite3_int64 before = sqlite3_memory_used();
    const bool all = getenv("ENTENTE_LONG_TESTS") != NULL;
    bool whole = false;
    for (size_t n = 0; !whole; n += all || n < 300 ? 1 : 1 + n / 150) {
        const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
        memory.calls = 0;
        memory.failed = false;
        memory.fail_at = n;
        ent_status status = everything(&run, &line);
        memory.fail_at = SIZE_MAX;
        if (status != ENT_MEMORY && status != ENT_OK)
            fail_msg("allocation %zu: %s %s", n, ent_status_name(status),
                     ent_diagnostics_size(run.diagnostics) > 0 ? ent_diagnostics_at(run.diagnostics, 0)->message : "");
        assert_true(memory.failed || status == ENT_OK);
        assert_true(sqlite3_memory_used() == before);
        ent_diagnostics_free(run.diagnostics);
        whole = !memory.failed;
    }
    ent_buffer_free(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(other_files, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(older_version, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(damage, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(read_only, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(two_writers, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(cancelling, make_folder, remove_folder),
        cmocka_unit_test(no_memory_of_ours),
        cmocka_unit_test(no_memory_of_sqlite),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
