/* UTF-8, suggestions, ids, SHA-256, files, options. */
#include <entente/base.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/fail_alloc.h"
#include "support/unit.h"

static void utf8(void **state) {
    (void)state;
    static const char *const wrong[] = {"\xff",    "a\x80", "\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                        "\xe2\x82"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(ent_utf8_valid(wrong[i], strlen(wrong[i])));
    const char *text = "Séoul \xed\x95\x9c\xea\xb5\xad \xf0\x9f\x87\xb0"; /* 6 + 2 + 1 + 1 characters */
    assert_true(ent_utf8_valid(text, strlen(text)));
    assert_true(ent_utf8_valid("a\0b", 3));
    assert_true(ent_utf8_valid("", 0));
    assert_int_equal(ent_utf8_length(text, strlen(text)), 10);
    assert_int_equal(ent_text_width("abc"), 3);
    assert_int_equal(ent_text_width("\xed\x95\x9c\xea\xb5\xad"), 4); /* two wide syllables */
    assert_int_equal(ent_text_width("e\xcc\x81"), 1);                /* a combining accent */
    assert_int_equal(ent_text_width("\xff!"), 2);
}

/* The definition of the distance, by plain recursion. */
static size_t slow_distance(const char *a, size_t i, const char *b, size_t j) {
    if (i == 0 || j == 0) return i + j;
    size_t best = slow_distance(a, i - 1, b, j - 1) + (a[i - 1] != b[j - 1]);
    size_t other = slow_distance(a, i - 1, b, j) + 1;
    if (other < best) best = other;
    other = slow_distance(a, i, b, j - 1) + 1;
    if (other < best) best = other;
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        other = slow_distance(a, i - 2, b, j - 2) + 1;
        if (other < best) best = other;
    }
    return best;
}

static void suggestions(void **state) {
    (void)state;
    const char *const verbs[] = {"bargain", "ledger", "brief", "cases", "check"};
    assert_string_equal(ent_closest("bargian", verbs, 5), "bargain");
    assert_string_equal(ent_closest("LEDGER", verbs, 5), "ledger");
    assert_string_equal(ent_closest("chek", verbs, 5), "check");
    assert_string_equal(ent_closest("brief", verbs, 5), "brief");
    assert_null(ent_closest("negotiate", verbs, 5));
    assert_null(ent_closest("", verbs, 5));
    assert_null(ent_closest("x", verbs, 5));
    assert_null(ent_closest("bargian", verbs, 0));
    ent_random random = ent_random_stream(2, 1);
    for (int i = 0; i < 3000; i++) {
        char words[5][9];
        const char *candidates[4];
        for (size_t w = 0; w < 5; w++) {
            size_t length = 2 + ent_random_below(&random, 5);
            for (size_t c = 0; c < length; c++)
                words[w][c] = (char)('a' + ent_random_below(&random, 3));
            words[w][length] = '\0';
            if (w < 4) candidates[w] = words[w];
        }
        size_t length = strlen(words[4]), limit = (length + 1) / 3 < 1 ? 1 : (length + 1) / 3;
        const char *want = NULL;
        size_t best = limit + 1;
        for (size_t w = 0; w < 4; w++) {
            size_t errors = slow_distance(words[4], length, words[w], strlen(words[w]));
            if (errors >= best || errors >= length || errors >= strlen(words[w])) continue;
            best = errors;
            want = candidates[w];
        }
        const char *got = ent_closest(words[4], candidates, 4);
        if (want == NULL)
            assert_null(got);
        else
            assert_string_equal(got, want);
    }
}

static void ids(void **state) {
    (void)state;
    static const char *const good[] = {"a", "south-korea", "1st", "rok-us-sma", "x-1"};
    static const char *const bad[] = {"", "-a", "a-", "a--b", "A", "a b", "a.b", "\xc3\xa9", "a_b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(ent_is_id(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(ent_is_id(bad[i]));
}

/* FIPS 180-4 examples and the boundaries of padding. */
static void sha256(void **state) {
    (void)state;
    char hex[65];
    ent_sha256("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    ent_sha256("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const char *two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    ent_sha256(two, strlen(two), hex);
    assert_string_equal(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    memset(million, 'a', 1000000);
    ent_sha256(million, 1000000, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    ent_sha256(million, 64, hex);
    assert_string_equal(hex, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    ent_sha256(million, 55, hex);
    assert_string_equal(hex, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    free(million);
}

static size_t files_in(const char *folder) {
    char command[256];
    snprintf(command, sizeof command, "ls -A %s | wc -l", folder);
    FILE *pipe = popen(command, "r");
    size_t count = 0;
    assert_int_equal(fscanf(pipe, "%zu", &count), 1);
    pclose(pipe);
    return count;
}

static void expect_file(const char *path, const char *want) {
    char *data;
    size_t size;
    assert_int_equal(ent_file_read(NULL, path, 1000, &data, &size, NULL), ENT_OK);
    assert_string_equal(data, want);
    assert_int_equal(size, strlen(want));
    ent_free(NULL, data);
}

static void files(void **state) {
    (void)state;
    char folder[] = "/tmp/entente-test-XXXXXX", path[64], link_path[64], missing[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.txt", folder);
    snprintf(link_path, sizeof link_path, "%s/link", folder);
    snprintf(missing, sizeof missing, "%s/none/a.txt", folder);
    ent_diagnostics *list = ent_diagnostics_new(NULL, 10);
    char *data;
    size_t size;
    assert_int_equal(ent_file_read(NULL, path, 10, &data, &size, list), ENT_IO);
    assert_string_equal(ent_diagnostics_at(list, 0)->id, "E-BASE-0001");
    assert_null(data);
    assert_int_equal(ent_file_read(NULL, folder, 10, &data, &size, list), ENT_IO);
    assert_int_equal(ent_file_write(path, "one", 3, list), ENT_OK);
    expect_file(path, "one");
    assert_int_equal(chmod(path, 0640), 0);
    assert_int_equal(symlink(path, link_path), 0);
    assert_int_equal(ent_file_write(link_path, "second", 6, list), ENT_OK);
    expect_file(path, "second");
    struct stat about;
    assert_int_equal(lstat(link_path, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0640);
    assert_int_equal(ent_file_write(missing, "x", 1, list), ENT_IO);
    assert_string_equal(ent_diagnostics_at(list, 2)->id, "E-BASE-0003");
    assert_int_equal(ent_file_write(folder, "x", 1, list), ENT_IO);
    assert_int_equal(ent_file_write("/dev/null", "x", 1, list), ENT_OK);
    assert_int_equal(ent_file_write("/dev/full", "x", 1, list), ENT_IO);
    assert_int_equal(ent_file_read(NULL, path, 5, &data, &size, list), ENT_LIMIT);
    assert_int_equal(ent_file_read(NULL, path, 6, &data, &size, list), ENT_OK);
    ent_free(NULL, data);
    assert_int_equal(ent_file_read(NULL, "/dev/zero", 100000, &data, &size, list), ENT_LIMIT);
    assert_int_equal(ent_file_write(path, "", 0, list), ENT_OK);
    expect_file(path, "");
    assert_int_equal(files_in(folder), 2); /* no temporary file stays */
    assert_true(ent_file_exists(path));
    assert_false(ent_file_exists(missing));
    ent_diagnostics_free(list);
    unlink(link_path);
    unlink(path);
    rmdir(folder);
}

static void names_beside(void **state) {
    (void)state;
    ent_arena *arena = ent_arena_new(NULL);
    assert_string_equal(ent_file_beside(arena, "a/b/case.yaml", "notes/x.md"), "a/b/notes/x.md");
    assert_string_equal(ent_file_beside(arena, "case.yaml", "notes/x.md"), "notes/x.md");
    assert_string_equal(ent_file_beside(arena, "/case.yaml", "x"), "/x");
    assert_string_equal(ent_file_beside(arena, "a/b", "/abs"), "/abs");
    ent_arena_free(arena);
}

typedef struct sample {
    bool flag;
    size_t count;
    double number;
    const char *text, *choice;
    ent_date date;
    ent_text_list list;
} sample;

static const char *const kinds[] = {"text", "json", NULL};
static const ent_option_row rows[] = {
    {"flag", ENT_OPTION_FLAG, offsetof(sample, flag), NULL, 0, 0, NULL, NULL, "a flag"},
    {"count", ENT_OPTION_COUNT, offsetof(sample, count), "7", 1, 100, NULL, "N", "a count"},
    {"number", ENT_OPTION_NUMBER, offsetof(sample, number), "1/4", 0, 1, NULL, "X", "a number"},
    {"text", ENT_OPTION_TEXT, offsetof(sample, text), "hello", 0, 0, NULL, "T", "a text"},
    {"choice", ENT_OPTION_CHOICE, offsetof(sample, choice), "json", 0, 0, kinds, NULL, "a choice"},
    {"date", ENT_OPTION_DATE, offsetof(sample, date), "2024-03", 0, 0, NULL, "DATE", "a date"},
    {"list", ENT_OPTION_LIST, offsetof(sample, list), NULL, 0, 0, NULL, "T", "a list"},
};
enum { ROWS = sizeof rows / sizeof *rows };

static void options(void **state) {
    (void)state;
    sample value;
    memset(&value, 0x55, sizeof value);
    assert_int_equal(ent_options_defaults(rows, ROWS, &value), ENT_OK);
    assert_true(!value.flag && value.count == 7 && value.number == 0.25 && value.date.month == 3);
    assert_string_equal(value.text, "hello");
    assert_ptr_equal(value.choice, kinds[1]);
    assert_int_equal(value.list.size, 0);
    static const struct {
        const char *name, *text;
        ent_status want;
        const char *id, *hint;
    } sets[] = {
        {"flag", NULL, ENT_OK, NULL, NULL},
        {"flag", "no", ENT_OK, NULL, NULL},
        {"flag", "maybe", ENT_USAGE, "U-BASE-0002", "yes or no"},
        {"count", "100", ENT_OK, NULL, NULL},
        {"count", "101", ENT_USAGE, "U-BASE-0002", "a whole number from 1 to 100"},
        {"count", "-1", ENT_USAGE, "U-BASE-0002", NULL},
        {"count", "99999999999999999999999", ENT_USAGE, "U-BASE-0002", NULL},
        {"count", "", ENT_USAGE, "U-BASE-0002", NULL},
        {"count", NULL, ENT_USAGE, "U-BASE-0002", NULL},
        {"number", "0.5", ENT_OK, NULL, NULL},
        {"number", "2", ENT_USAGE, "U-BASE-0002", "a number from 0 to 1"},
        {"number", "nan", ENT_USAGE, "U-BASE-0002", NULL},
        {"text", "", ENT_OK, NULL, NULL},
        {"choice", "text", ENT_OK, NULL, NULL},
        {"choice", "jsno", ENT_USAGE, "U-BASE-0002", "one of text, json; did you mean json?"},
        {"date", "2024-02-29", ENT_OK, NULL, NULL},
        {"date", "2023-02-29", ENT_USAGE, "U-BASE-0002", NULL},
        {"list", "a", ENT_OK, NULL, NULL},
        {"list", "b", ENT_OK, NULL, NULL},
        {"cuont", "1", ENT_USAGE, "U-BASE-0001", "did you mean --count?"},
        {"zzzzzz", "1", ENT_USAGE, "U-BASE-0001", NULL},
    };
    ent_arena *arena = ent_arena_new(NULL);
    ent_diagnostics *list = ent_diagnostics_new(NULL, 10);
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        ent_diagnostics_clear(list);
        assert_int_equal(ent_option_set(rows, ROWS, &value, sets[i].name, sets[i].text, arena, list), sets[i].want);
        assert_int_equal(ent_diagnostics_size(list), sets[i].want == ENT_OK ? 0 : 1);
        if (sets[i].id != NULL) assert_string_equal(ent_diagnostics_at(list, 0)->id, sets[i].id);
        if (sets[i].hint != NULL) assert_string_equal(ent_diagnostics_at(list, 0)->hint, sets[i].hint);
    }
    assert_true(!value.flag && value.count == 100 && value.number == 0.5 && value.date.day == 29);
    assert_int_equal(value.list.size, 2);
    assert_string_equal(value.list.items[0], "a");
    assert_string_equal(value.list.items[1], "b");
    assert_string_equal(value.text, "");
    ent_diagnostics_free(list);
    ent_arena_free(arena);
}

static void options_without_memory(void **state) {
    (void)state;
    static const char *const sets[][2] = {
        {"list", "a"}, {"text", "b"}, {"cuont", "1"}, {"choice", "jsno"}, {"list", "c"}};
    for (size_t n = 0;; n++) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        ent_arena *arena = ent_arena_new(&allocator);
        sample value;
        ent_options_defaults(rows, ROWS, &value);
        for (size_t i = 0; arena != NULL && i < 5; i++) {
            ent_status status = ent_option_set(rows, ROWS, &value, sets[i][0], sets[i][1], arena, NULL);
            assert_true(status == ENT_MEMORY || status == (i == 2 || i == 3 ? ENT_USAGE : ENT_OK));
        }
        ent_arena_free(arena);
        assert_int_equal(failing.held, 0);
        if (!failing.failed) break;
    }
}

static void statuses(void **state) {
    (void)state;
    static const int codes[] = {0, 1, 2, 3, 3, 3, 130, 70};
    static const char *const names[] = {"ok", "input", "usage", "memory", "limit", "io", "cancelled", "bug"};
    for (int i = 0; i < 8; i++) {
        assert_int_equal(ent_exit_code((ent_status)i), codes[i]);
        assert_string_equal(ent_status_name((ent_status)i), names[i]);
    }
    assert_true(strlen(ent_release()) > 0 && strlen(ent_commit()) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8),     cmocka_unit_test(suggestions),
        cmocka_unit_test(ids),      cmocka_unit_test(sha256),
        cmocka_unit_test(files),    cmocka_unit_test(names_beside),
        cmocka_unit_test(options),  cmocka_unit_test(options_without_memory),
        cmocka_unit_test(statuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
