/* The documents of a case: notes with one numbered sentence a line. */
#include "case/bind.h"

#include <stdlib.h>
#include <string.h>

enum { NOTE_BYTES = 16 * 1024 * 1024 };

typedef struct note {
    ent_binder *binder;
    const char *file;
    const char **sentences;
    size_t size;
    bool good;
} note;

static void complain(note *n, const char *id, size_t line, const char *text, size_t length, const char *hint,
                     const char *message) {
    ent_place place = {n->file, line, 1, 0};
    char *copy = ent_arena_copy(n->binder->arena, text, length);
    if (copy == NULL) n->binder->failed = true;
    ent_diagnosef(n->binder->run->diagnostics, ENT_ERROR, id, &place, NULL, hint, copy, "%s", message);
    n->binder->errors++;
    n->good = false;
}

/* "12. text" or "12) text": the number, and where the text begins; 0 if the line has none. */
static unsigned long leading_number(const char *line, size_t length, size_t *text) {
    size_t digits = strspn(line, "0123456789");
    if (digits == 0 || digits > 7 || digits + 1 >= length || (line[digits] != '.' && line[digits] != ')') ||
        line[digits + 1] != ' ')
        return 0;
    *text = digits + 2;
    return strtoul(line, NULL, 10);
}

/* Headings, rules and comments may stand anywhere; a preamble before the first sentence. */
static bool is_furniture(const char *line, size_t length) {
    return length == 0 || line[0] == '#' || strncmp(line, "<!--", 4) == 0 || strncmp(line, "---", 3) == 0;
}

static void read_line(note *n, size_t number, const char *line, size_t length) {
    while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == ' '))
        length--;
    size_t start = 0;
    unsigned long sentence = leading_number(line, length, &start);
    if (sentence == 0) {
        bool indented = length > 0 && (line[0] == ' ' || line[0] == '\t');
        if (is_furniture(line, length) || n->size == 0) return;
        if (!indented) {
            complain(n, "E-CASE-0119", number, line, length,
                     "begin it with its number, or indent what continues a sentence", "this sentence has no number");
            return;
        }
        while (length > 0 && (*line == ' ' || *line == '\t'))
            line++, length--;
        char *rest = ent_arena_copy(n->binder->arena, line, length);
        n->sentences[n->size - 1] =
            rest == NULL ? NULL : ent_arena_printf(n->binder->arena, "%s %s", n->sentences[n->size - 1], rest);
    } else if (sentence != n->size + 1) {
        const char *hint = ent_bind_text(n->binder, "number %zu should stand here", n->size + 1);
        complain(n, "E-CASE-0119", number, line, length, hint, "sentences are numbered one after the other");
        return;
    } else {
        n->sentences[n->size++] = ent_arena_copy(n->binder->arena, line + start, length - start);
    }
    if (n->sentences[n->size - 1] == NULL) n->binder->failed = true;
}

static bool read_note(note *n, const char *text, size_t size) {
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) text += 3, size -= 3;
    if (!ent_utf8_valid(text, size) || memchr(text, '\0', size) != NULL) {
        size_t line = 1, start = 0; /* the first line that is wrong */
        for (size_t end; start < size; start = end + 1, line++) {
            const char *stop = memchr(text + start, '\n', size - start);
            end = stop != NULL ? (size_t)(stop - text) : size;
            if (!ent_utf8_valid(text + start, end - start) || memchr(text + start, '\0', end - start) != NULL) break;
        }
        const char *stop = start < size ? memchr(text + start, '\n', size - start) : NULL;
        complain(n, "E-CASE-0118", line, text + start, stop != NULL ? (size_t)(stop - text) - start : size - start,
                 "save the notes as UTF-8", "these notes are not valid UTF-8 text");
        return false;
    }
    size_t lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    n->sentences = ent_bind_array(n->binder, lines, sizeof *n->sentences);
    if (n->sentences == NULL) return false;
    size_t number = 1;
    for (size_t at = 0; at < size && n->good && !n->binder->failed; number++) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end != NULL ? (size_t)(end - text) - at : size - at;
        read_line(n, number, text + at, length);
        at += length + 1;
    }
    return n->good && !n->binder->failed;
}

/* Files stay beside the case, so that a case from elsewhere cannot show other files of this machine. */
bool ent_stays_beside(const char *file) {
    if (file[0] == '/' || file[0] == '\0') return false;
    for (const char *part = file; part != NULL; part = strchr(part, '/')) {
        part += part[0] == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) return false;
    }
    return true;
}

static bool take_from_base(const ent_binder *binder, ent_source *source) {
    const ent_case *base = binder->base;
    int index = base != NULL ? ent_case_source(base, source->id) : ENT_NOWHERE;
    if (index == ENT_NOWHERE) return false;
    const ent_source *other = &base->sources[index];
    if (!other->loaded || other->file == NULL || strcmp(other->file, source->file) != 0) return false;
    const char **sentences = ent_arena_array(binder->arena, other->sentences_size, sizeof *sentences);
    if (sentences == NULL) return false;
    for (size_t i = 0; i < other->sentences_size; i++) {
        sentences[i] = ent_arena_text(binder->arena, other->sentences[i]);
        if (sentences[i] == NULL) return false;
    }
    source->sentences = sentences;
    source->sentences_size = other->sentences_size;
    source->loaded = true;
    return true;
}

static void load(ent_binder *binder, ent_source *source) {
    const ent_node *node = ent_node_child(source->node, "file");
    if (!ent_stays_beside(source->file)) {
        ent_bind_error(binder, node, "E-CASE-0117", "name it from the folder of the case, such as notes/gazette.md",
                       "notes are kept beside the case, not at '%.80s'", source->file);
        return;
    }
    if (take_from_base(binder, source)) return;
    char *path = ent_file_beside(binder->arena, binder->result->path, source->file);
    if (path == NULL) {
        binder->failed = true;
        return;
    }
    char *text = NULL;
    size_t size = 0;
    const ent_allocator *allocator = ent_run_allocator(binder->run);
    ent_status status = ent_file_read(allocator, path, NOTE_BYTES, &text, &size, NULL);
    if (status == ENT_MEMORY) {
        binder->failed = true;
    } else if (status != ENT_OK && binder->options->missing_sources) {
        source->loaded = false;
    } else if (status != ENT_OK) {
        ent_bind_error(binder, node, "E-CASE-0117", "check the name; it counts from the folder of the case",
                       "cannot read '%.120s'", path);
    } else {
        note n = {.binder = binder, .file = path, .good = true};
        source->loaded = read_note(&n, text, size);
        source->sentences = n.sentences;
        source->sentences_size = n.size;
        ent_free(allocator, text);
    }
}

void ent_load_sources(ent_binder *binder) {
    ent_case *c = binder->result;
    if (binder->options->without_sources || c->path == NULL) return;
    for (size_t i = 0; i < c->sources_size && !binder->failed; i++)
        if (c->sources[i].file != NULL) load(binder, &c->sources[i]);
}

bool ent_check_sentence(ent_binder *binder, const ent_node *node, int index, uint32_t sentence) {
    const ent_case *c = binder->result;
    if (c->sources_size == 0 || (size_t)index >= c->sources_size) return true;
    const ent_source *source = &c->sources[index];
    if (!source->loaded || sentence <= source->sentences_size) return true;
    ent_bind_error(binder, node, "E-CASE-0121", NULL, "%s has %zu sentence%s, there is no sentence %lu", source->id,
                   source->sentences_size, source->sentences_size == 1 ? "" : "s", (unsigned long)sentence);
    return false;
}
