/* No slip of one letter in the sketch of every part goes unnoticed: each key, each id where it is referred to and each
 * word of a choice is misspelt in turn, and an error stands in that line, nearly always with what was meant. Names that
 * the case makes up itself (ids where they are given, options) must be missed where they are used. */
#include "case/yaml.h"
#include "support/unit.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 300, MOST_TEXT = 1 << 20 };

/* `*` stands for one name. What stands there in words, */
static const char *const free_texts[] = {
    "title",
    "summary",
    "sources.*.title",
    "sources.*.publisher",
    "sources.*.address",
    "parties.*.name",
    "parties.*.aliases.*",
    "parties.*.kind",
    "parties.*.mandate",
    "issues.*.name",
    "issues.*.unit",
    "projects.*.name",
    "moves.options.*.name",
    "ratification.*.steps.*.name",
    "commitments.*.what",
    "claims.*.says",
    "*.because",
    "*.judged_by",
    "id",
    "limits.*.id",
};
/* names that nothing in the sketch refers to (though another word looks like them), */
static const char *const free_keys[] = {
    "events.*.outcomes.*",
    "ratification.*.blocs.*",
    "projects.*",
    "projects.*.keys.*",
};
/* and names that the case makes up. */
static const char *const own_keys[] = {
    "sources.*",       "parties.*",
    "issues.*",        "forums.*",
    "events.*",        "decisions.*",
    "moves.options.*", "projects.*.components.*",
    "agreements.*",    "agreements.*.parts.*",
    "series.*",
};
static const char *const own_texts[] = {
    "*.id",
    "issues.*.options.*",
    "issues.*.scale.*",
    "parties.*.government.*.name",
    "decisions.*.choices.*",
    "events.*.outcomes.*.set.*.*.name",
};

/* A leading "*." takes any beginning. */
static bool matches(const char *pattern, const char *path) {
    if (strncmp(pattern, "*.", 2) == 0 && strchr(pattern + 2, '.') == NULL) {
        const char *last = strrchr(path, '.');
        return last != NULL && strcmp(last + 1, pattern + 2) == 0;
    }
    while (*pattern != '\0' && *path != '\0') {
        if (*pattern == '*') {
            pattern++;
            while (*path != '\0' && *path != '.')
                path += path[0] == '\\' ? 2 : 1;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    return *pattern == *path;
}

static bool listed(const char *const *patterns, size_t size, const char *path) {
    for (size_t i = 0; i < size; i++)
        if (matches(patterns[i], path)) return true;
    return false;
}
#define LISTED(patterns, path) listed(patterns, sizeof(patterns) / sizeof *(patterns), path)

typedef struct sketch {
    char name[1024];
    char *text;
    size_t size;
    ent_arena *arena;
    const ent_document *document;
    ent_node *root;
    size_t changed, noticed, suggested;
} sketch;

/* Whether a word stands somewhere else too, as a key or a value or in a path or statement. */
static bool used_elsewhere(const sketch *s, const char *word, size_t at) {
    size_t size = strlen(word);
    for (const char *c = strstr(s->text, word); c != NULL; c = strstr(c + 1, word)) {
        bool whole = (c == s->text || !(isalnum((unsigned char)c[-1]) || c[-1] == '-')) &&
                     !(isalnum((unsigned char)c[size]) || c[size] == '-');
        if (whole && (size_t)(c - s->text) != at) return true;
    }
    return false;
}

static size_t line_at(const char *text, size_t at) {
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text[i] == '\n';
    return line;
}

typedef struct verdict {
    bool refused, in_line, suggested;
} verdict;

static verdict judge(const sketch *s, const char *text, size_t size, size_t line, const char *word) {
    verdict v = {false, false, false};
    char meant[PATH];
    snprintf(meant, sizeof meant, "'%.*s'", (int)strcspn(word, "#"), word); /* of a citation the source */
    ent_diagnostics *diagnostics = ent_diagnostics_new(ent_allocator_default(), 200);
    const ent_run run = {.diagnostics = diagnostics};
    ent_case *c = NULL;
    v.refused = ent_case_parse(&run, s->name, text, size, NULL, &c) != ENT_OK;
    ent_case_free(c);
    for (size_t i = 0; i < ent_diagnostics_size(diagnostics); i++) {
        const ent_diagnostic *one = ent_diagnostics_at(diagnostics, i);
        if (one->place.line != line) continue;
        v.in_line = true;
        v.suggested = v.suggested || (one->hint != NULL && strstr(one->hint, meant) != NULL);
    }
    ent_diagnostics_free(diagnostics);
    return v;
}

/* One letter in the middle becomes another (way 0), is left out (1) or stands twice (2). */
static char *misspelt(const sketch *s, size_t start, size_t end, int way, size_t *size) {
    size_t at = start + (end - start) / 2;
    while (at > start && !isalpha((unsigned char)s->text[at]))
        at--;
    char *text = malloc(s->size + 2);
    if (text == NULL) abort();
    memcpy(text, s->text, at);
    size_t out = at;
    if (way == 0) text[out++] = s->text[at] == 'q' ? 'x' : 'q';
    if (way == 2) text[out++] = s->text[at];
    if (way == 2) text[out++] = s->text[at];
    memcpy(text + out, s->text + at + 1, s->size - at - 1);
    *size = out + s->size - at - 1;
    text[*size] = '\0';
    return text;
}

static void try_word(sketch *s, const char *path, const char *word, size_t start, size_t end, bool own) {
    bool letters = false;
    for (size_t i = start; i < end; i++)
        letters = letters || isalpha((unsigned char)s->text[i]);
    if (!letters || end - start < 2 || (own && !used_elsewhere(s, word, start))) return;
    for (int way = 0; way < 3; way++) {
        size_t size = 0;
        char *text = misspelt(s, start, end, way, &size);
        verdict v = judge(s, text, size, line_at(s->text, start), word);
        bool good = own ? v.refused : v.in_line;
        if (!good) fprintf(stderr, "# unnoticed: %s (%s), way %d\n", path, word, way);
        if (good && !own && !v.suggested) fprintf(stderr, "# no suggestion: %s (%s), way %d\n", path, word, way);
        s->changed++;
        s->noticed += good;
        s->suggested += own || v.suggested;
        free(text);
    }
}

static void visit(sketch *s, const ent_node *node) {
    char path[PATH];
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    ent_path_write(&out, node);
    snprintf(path, sizeof path, "%s", out.data != NULL ? out.data : "");
    ent_buffer_free(&out);
    if (node->key != NULL && !strchr(node->key, '.') && !LISTED(free_keys, path))
        try_word(s, path, node->key, node->key_start, node->key_end, LISTED(own_keys, path));
    bool scalar = node->kind == ENT_NODE_SCALAR && node->plain && strcspn(node->text, " ") == strlen(node->text);
    bool number = scalar && (isdigit((unsigned char)node->text[0]) || node->text[0] == '-');
    if (scalar && !number && !LISTED(free_texts, path))
        try_word(s, path, node->text, node->start, node->end, LISTED(own_texts, path));
}

static void each_slip_is_noticed(void **state) {
    (void)state;
    sketch s = {.arena = ent_arena_new(NULL)};
    const ent_run run = {.seed = 0};
    snprintf(s.name, sizeof s.name, "%s/example/case.yaml", getenv("ENTENTE_CASE_TESTS"));
    assert_int_equal(ent_file_read(ent_allocator_default(), s.name, MOST_TEXT, &s.text, &s.size, NULL), ENT_OK);
    assert_int_equal(ent_yaml_read(&run, s.arena, s.name, s.text, s.size, &s.document, &s.root), ENT_OK);
    for (const ent_node *node = ent_node_walk(s.root, s.root); node != NULL; node = ent_node_walk(s.root, node))
        visit(&s, node);
    fprintf(stderr, "# %zu slips, %zu noticed, %zu with what was meant\n", s.changed, s.noticed, s.suggested);
    assert_true(s.changed > 1000);
    assert_int_equal(s.noticed, s.changed);
    assert_true(s.suggested * 10 >= s.changed * 9);
    ent_free(ent_allocator_default(), s.text);
    ent_arena_free(s.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_slip_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
