/* Importing and exporting: every allocation made to fail once, those of the libraries included; and any text as a name
 * or option, which must come back as it was. */
#include <entente/import.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FILES = 3 };
static const ent_run plain = {.threads = 1};

typedef struct given_files {
    const char *format;
    const char *names[MOST_FILES];
    size_t size;
    bool alone; /* read without a library */
} given_files;

static const given_files sets[] = {
    {"genius", {"genius/domain.xml", "genius/north.xml", "genius/south.xml"}, 3, false},
    {"genius", {"genius/plain.xml", "genius/boxes.xml", NULL}, 2, false},
    {"genius", {"genius/plain.xml", "genius/north.xml", NULL}, 2, false}, /* refused */
    {"geniusweb", {"geniusweb/harbour.json", "geniusweb/north.json", "geniusweb/south.json"}, 3, false},
    {"geniusweb", {"geniusweb/harbour.json", "geniusweb/harbour.json", NULL}, 2, false}, /* refused */
    {"game", {"game/dam.csv", NULL, NULL}, 1, true},
    {"game", {"game/claims.json", NULL, NULL}, 1, false},
    {"game", {"game/water.json", NULL, NULL}, 1, false},
    {"game", {"game/tree.json", NULL, NULL}, 1, false},
    {"game", {"genius/north.xml", NULL, NULL}, 1, true}, /* refused */
};
static size_t library_calls, library_fails_at = SIZE_MAX, library_held;
enum { SETS = sizeof sets / sizeof *sets };

static void read_files(const given_files *set, ent_import_file files[MOST_FILES], char paths[MOST_FILES][1024]) {
    for (size_t i = 0; i < set->size; i++) {
        char *text = NULL;
        snprintf(paths[i], 1024, "%s/%s", getenv("ENTENTE_FIXTURES"), set->names[i]);
        files[i].name = paths[i];
        assert_int_equal(ent_file_read(ent_allocator_default(), paths[i], 1 << 20, &text, &files[i].size, NULL),
                         ENT_OK);
        files[i].data = text;
    }
}

static void free_files(const given_files *set, ent_import_file files[MOST_FILES]) {
    for (size_t i = 0; i < set->size; i++) {
        union {
            const char *constant;
            void *data;
        } at = {files[i].data};
        ent_free(ent_allocator_default(), at.data);
    }
}

/* One import with what may fail; the status is that of the import, or of memory. */
static ent_status import_once(const given_files *set, const ent_import_file *files, const ent_allocator *allocator,
                              ent_buffer *out) {
    ent_diagnostics *said = ent_diagnostics_new(ent_allocator_default(), 100);
    const ent_run run = {.allocator = allocator, .diagnostics = said};
    ent_status status = ent_import_files(&run, ent_import_format_find(set->format), files, set->size, NULL, out);
    assert_true(status != ENT_INPUT || ent_diagnostics_count(said, ENT_ERROR) > 0);
    ent_diagnostics_free(said);
    return status;
}

static void importing_survives_each_failure(void **state) {
    (void)state;
    for (size_t s = 0; s < SETS; s++) {
        ent_import_file files[MOST_FILES];
        char paths[MOST_FILES][1024];
        read_files(&sets[s], files, paths);
        ent_buffer whole;
        ent_buffer_init(&whole, ent_allocator_default());
        const ent_status wanted = import_once(&sets[s], files, NULL, &whole);
        for (size_t n = 0;; n++) {
            fail_alloc fail;
            ent_allocator allocator = fail_alloc_at(&fail, n);
            ent_buffer out;
            ent_buffer_init(&out, ent_allocator_default());
            ent_status status = import_once(&sets[s], files, &allocator, &out);
            assert_true(status == ENT_MEMORY || status == wanted);
            assert_true(status == ENT_OK ? out.size == whole.size && memcmp(out.data, whole.data, out.size) == 0
                                         : out.size == 0);
            ent_buffer_free(&out);
            assert_int_equal(fail.held, 0);
            if (fail.failed) continue;
            assert_int_equal(status, wanted);
            break;
        }
        ent_buffer_free(&whole);
        free_files(&sets[s], files);
    }
}

/* ---- memory of the libraries: their allocators belong to the process, and so to this test ---------------------- */

static bool library_fails(void) {
    return library_calls++ >= library_fails_at;
}

static void *library_allocate(size_t size) {
    void *pointer = library_fails() ? NULL : malloc(size);
    library_held += pointer != NULL;
    return pointer;
}

static void *library_reallocate(void *pointer, size_t size) {
    if (pointer == NULL) return library_allocate(size);
    return library_fails() ? NULL : realloc(pointer, size);
}

static void library_release(void *pointer) {
    library_held -= pointer != NULL;
    free(pointer);
}

static char *library_copy(const char *text) {
    char *copy = library_allocate(strlen(text) + 1);
    return copy != NULL ? strcpy(copy, text) : NULL;
}

static void libraries_may_run_out_of_memory(void **state) {
    (void)state;
    for (size_t s = 0; s < SETS; s++) {
        ent_import_file files[MOST_FILES];
        char paths[MOST_FILES][1024];
        read_files(&sets[s], files, paths);
        ent_buffer out;
        ent_buffer_init(&out, ent_allocator_default());
        library_fails_at = SIZE_MAX;
        const ent_status wanted = import_once(&sets[s], files, NULL, &out); /* what is set up once is set up */
        size_t held = library_held, failures = 0;
        ent_buffer_free(&out);
        for (size_t n = 0;; n++) {
            ent_buffer_init(&out, ent_allocator_default());
            library_calls = 0;
            library_fails_at = n;
            ent_status status = import_once(&sets[s], files, NULL, &out);
            bool failed = library_calls > n;
            library_fails_at = SIZE_MAX;
            ent_buffer_free(&out);
            assert_int_equal(library_held, held);
            if (!failed) {
                assert_int_equal(status, wanted);
                break;
            }
            assert_true(status == ENT_MEMORY || status == wanted);
            failures += status == ENT_MEMORY;
        }
        assert_int_equal(failures == 0, sets[s].alone);
        free_files(&sets[s], files);
    }
}

/* ---- exporting ------------------------------------------------------------------------------------------------- */

static void exporting_survives_each_failure(void **state) {
    (void)state;
    ent_import_file files[MOST_FILES];
    char paths[MOST_FILES][1024];
    read_files(&sets[0], files, paths);
    ent_buffer text;
    ent_buffer_init(&text, ent_allocator_default());
    assert_int_equal(import_once(&sets[0], files, NULL, &text), ENT_OK);
    ent_case *c = NULL;
    assert_int_equal(ent_case_parse(&plain, "x", text.data, text.size, NULL, &c), ENT_OK);
    for (size_t n = 0;; n++) {
        fail_alloc fail;
        ent_allocator allocator = fail_alloc_at(&fail, n);
        const ent_run run = {.allocator = &allocator};
        ent_arena *arena = ent_arena_new(&allocator);
        ent_import_file *written = NULL;
        size_t size = 0;
        ent_status status = arena == NULL
                                ? ENT_MEMORY
                                : ent_export_files(&run, &ent_export_formats[0], c, NULL, arena, &written, &size);
        assert_int_equal(status, fail.failed ? ENT_MEMORY : ENT_OK);
        assert_int_equal(size, status == ENT_OK ? 3 : 0);
        ent_arena_free(arena);
        assert_int_equal(fail.held, 0);
        if (!fail.failed) break;
    }
    ent_case_free(c);
    ent_buffer_free(&text);
    free_files(&sets[0], files);
}

/* ---- any text --------------------------------------------------------------------------------------------------- */

static void add_character(ent_buffer *out, uint32_t c) {
    if (c < 0x80) {
        ent_buffer_char(out, (char)c);
    } else if (c < 0x800) {
        ent_buffer_char(out, (char)(0xc0 | c >> 6));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    } else if (c < 0x10000) {
        ent_buffer_char(out, (char)(0xe0 | c >> 12));
        ent_buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    } else {
        ent_buffer_char(out, (char)(0xf0 | c >> 18));
        ent_buffer_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
        ent_buffer_char(out, (char)(0x80 | (c & 0x3f)));
    }
}

/* A text of signs that mean something somewhere, of words, of numbers, or of anything; now and then a very long one. */
static char *any_text(ent_random *random, size_t number) {
    static const uint32_t signs[] = {' ',    '\t',   '\n',    '\r', ':', '#',  '-',  '?',  ',',  '[',    ']',
                                     '{',    '}',    '&',     '*',  '!', '|',  '>',  '\'', '"',  '%',    '@',
                                     '`',    '\\',   '~',     '=',  '<', '.',  0x7f, 0x85, 0xa0, 0x2028, 0x2029,
                                     0xfeff, 0xfffd, 0x1f600, 1,    8,   0x1b, 'e',  '0',  '1'};
    static const char *const words[] = {"yes",        "No",      "null",      "~",        "true",  "1e3",  "0x1f",
                                        "1_000",      "012",     ".5",        "-.inf",    "NaN",   "<<",   "=",
                                        "2031-03-01", "12:30",   "---",       "...",      "- a",   "a: b", "a #b",
                                        "record",     "because", "judged_by", "reported", "scale", "? x",  "!!str x",
                                        "1/2",        "1",       "1.0",       "\xc3\xa9"};
    ent_buffer out;
    ent_buffer_init(&out, ent_allocator_default());
    uint64_t kind = ent_random_below(random, 4);
    size_t size = ent_random_below(random, 40) == 0 ? 3000 : (size_t)ent_random_below(random, 8);
    if (kind == 0) ent_buffer_text(&out, words[ent_random_below(random, sizeof words / sizeof *words)]);
    for (size_t i = 0; kind != 0 && i < size; i++) {
        uint32_t c = kind == 1 ? signs[ent_random_below(random, sizeof signs / sizeof *signs)]
                               : (uint32_t)ent_random_below(random, kind == 2 ? 0x250 : 0x110000);
        if (c == 0 || (c >= 0xd800 && c < 0xe000)) c = 'x';
        add_character(&out, c);
    }
    if (kind != 0) ent_buffer_printf(&out, "%zu", number); /* so that no two are the same */
    char *text = out.data;
    assert_non_null(text);
    return text;
}

static void any_text_comes_back(void **state) {
    (void)state;
    enum { ROUNDS = 3000, OPTIONS = 3 };
    for (uint64_t round = 0; round < ROUNDS; round++) {
        ent_random random = ent_random_stream(7, round);
        char *name = any_text(&random, 9), *options[OPTIONS] = {any_text(&random, 1), NULL, NULL};
        for (size_t i = 1; i < OPTIONS; i++) {
            options[i] = any_text(&random, i + 1);
            for (size_t k = 0; k < i; k++)
                if (strcmp(options[i], options[k]) == 0)
                    options[i] = (free(options[i]), any_text(&random, i + 1)), k = SIZE_MAX;
        }
        json_t *values = json_array(), *utilities = json_object();
        for (size_t i = 0; i < OPTIONS; i++) {
            json_array_append_new(values, json_string(options[i]));
            json_object_set_new(utilities, options[i], json_real(0.25 * (double)(i + 1)));
        }
        json_t *domain = json_pack("{s:s, s:{s:{s:o}}}", "name", name, "issuesValues", name, "values", values);
        json_t *space = json_pack("{s:{s:{s:{s:{s:o}}}, s:{s:i}}}", "LinearAdditiveUtilitySpace", "issueUtilities",
                                  name, "discreteutils", "valueUtilities", utilities, "issueWeights", name, 1);
        char *texts[] = {json_dumps(domain, 0), json_dumps(space, 0)};
        assert_true(texts[0] != NULL && texts[1] != NULL);
        const ent_import_file files[] = {{"d.json", texts[0], strlen(texts[0])},
                                         {"p.json", texts[1], strlen(texts[1])}};
        ent_buffer out;
        ent_buffer_init(&out, ent_allocator_default());
        assert_int_equal(ent_import_files(&plain, ent_import_format_find("geniusweb"), files, 2, NULL, &out), ENT_OK);
        ent_case *c = NULL;
        assert_int_equal(ent_case_parse(&plain, "x", out.data, out.size, NULL, &c), ENT_OK);
        assert_string_equal(c->issues[0].name, name);
        assert_int_equal(c->issues[0].options_size, OPTIONS);
        for (size_t i = 0; i < OPTIONS; i++) {
            assert_string_equal(c->issues[0].options[i], options[i]);
            assert_true(c->preferences[0].rows[0].values[i].value == 0.25 * (double)(i + 1));
        }
        ent_case_free(c);
        ent_buffer_free(&out);
        json_decref(domain);
        json_decref(space);
        library_release(texts[0]);
        library_release(texts[1]);
        free(name);
        for (size_t i = 0; i < OPTIONS; i++)
            free(options[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(importing_survives_each_failure),
        cmocka_unit_test(libraries_may_run_out_of_memory),
        cmocka_unit_test(exporting_survives_each_failure),
        cmocka_unit_test(any_text_comes_back),
    };
    xmlMemSetup(library_release, library_allocate, library_reallocate, library_copy);
    json_set_alloc_funcs(library_allocate, library_release);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
