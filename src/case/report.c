/* How the binder says what is wrong. */
#include "case/bind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_PLACED = 1000,    /* errors that are told with their path and line */
    MOST_SUGGESTIONS = 200 /* looking for what was meant is slow where thousands are wrong */
};

void *ent_bind_alloc(ent_binder *binder, size_t size) {
    void *memory = ent_arena_alloc(binder->arena, size);
    if (memory == NULL) binder->failed = true;
    return memory;
}

void *ent_bind_array(ent_binder *binder, size_t count, size_t size) {
    void *memory = ent_arena_array(binder->arena, count, size);
    if (memory == NULL) binder->failed = true;
    return memory;
}

/* What stands behind an alias is read again at each: its mistakes are told once. */
static bool told_before(const ent_binder *binder, const ent_node *node, const char *id, const ent_place *place,
                        const char *message) {
    while (node != NULL && !node->alias)
        node = node->parent;
    if (node == NULL) return false;
    for (size_t i = 0; i < ent_diagnostics_size(binder->run->diagnostics); i++) {
        const ent_diagnostic *other = ent_diagnostics_at(binder->run->diagnostics, i);
        if (other->place.line == place->line && other->place.column == place->column && strcmp(other->id, id) == 0 &&
            strcmp(other->message, message) == 0)
            return true;
    }
    return false;
}

/* What a file holds ends up in messages: cut characters and controls (a terminal would obey them) become '?'. */
static void make_printable(char *text) {
    size_t size = strlen(text);
    for (size_t i = 0; i < size;) {
        unsigned char c = (unsigned char)text[i];
        size_t length = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        bool whole = i + length <= size && ent_utf8_valid(text + i, length);
        bool control = (c < ' ' && c != '\n') || c == 0x7f || (c == 0xc2 && (unsigned char)text[i + 1] < 0xa0);
        if (whole && !control) {
            i += length;
            continue;
        }
        text[i++] = '?';
        while (i < size && ((unsigned char)text[i] & 0xc0) == 0x80)
            text[i++] = '?';
    }
}

ENT_PRINTF(7, 0)
static void report(ent_binder *binder, ent_severity severity, const ent_node *node, bool key, const char *id,
                   const char *hint, const char *format, va_list arguments) {
    if (severity == ENT_ERROR)
        binder->errors++;
    else if (binder->trial)
        return;
    if (binder->run->diagnostics == NULL) return;
    char message[512];
    vsnprintf(message, sizeof message, format, arguments);
    make_printable(message);
    if (binder->errors > MOST_PLACED || node == NULL) { /* past what anybody reads only the count matters */
        const ent_place file = {.file = binder->kept->document->file};
        ent_diagnosef(binder->run->diagnostics, severity, id, &file, NULL, NULL, NULL, "%s", message);
        return;
    }
    ent_place place = key ? ent_node_key_place(node) : ent_node_place(binder->result, node);
    if (told_before(binder, node, id, &place, message)) return;
    bool at_key = key || node->kind != ENT_NODE_SCALAR || node->end == node->start;
    size_t byte = at_key && node->key_end > node->key_start ? node->key_start : node->start;
    ent_arena *scratch = ent_arena_new(ent_arena_allocator(binder->arena));
    const char *path = scratch == NULL ? NULL : ent_case_path(binder->result, node, scratch);
    const char *line = scratch == NULL ? NULL : ent_document_line(node->document, byte, scratch);
    ent_diagnosef(binder->run->diagnostics, severity, id, &place, path != NULL && path[0] == '\0' ? NULL : path, hint,
                  line, "%s", message);
    ent_arena_free(scratch);
}

void ent_bind_error(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format,
                    ...) {
    va_list arguments;
    va_start(arguments, format);
    report(binder, ENT_ERROR, node, false, id, hint, format, arguments);
    va_end(arguments);
}

void ent_bind_key_error(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format,
                        ...) {
    va_list arguments;
    va_start(arguments, format);
    report(binder, ENT_ERROR, node, true, id, hint, format, arguments);
    va_end(arguments);
}

void ent_bind_warning(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format,
                      ...) {
    va_list arguments;
    va_start(arguments, format);
    report(binder, ENT_WARNING, node, false, id, hint, format, arguments);
    va_end(arguments);
}

static ENT_PRINTF(5, 6) void key_warning(ent_binder *binder, const ent_node *node, const char *id, const char *hint,
                                         const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    report(binder, ENT_WARNING, node, true, id, hint, format, arguments);
    va_end(arguments);
}

const char *ent_bind_text(ent_binder *binder, const char *format, ...) {
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    make_printable(text);
    char *copy = ent_arena_text(binder->arena, text);
    if (copy == NULL) binder->failed = true;
    return copy;
}

const char *ent_bind_suggest(ent_binder *binder, const char *word, const char *const *candidates, size_t size) {
    const char *close = binder->errors < MOST_SUGGESTIONS ? ent_closest(word, candidates, size) : NULL;
    return close == NULL ? NULL : ent_bind_text(binder, "did you mean '%s'?", close);
}

const char *ent_bind_closest(ent_binder *binder, ent_names_kind kind, const char *word) {
    if (binder->errors >= MOST_SUGGESTIONS) return NULL;
    const char *close = ent_names_closest(&binder->kept->names[kind], word, binder->arena);
    return close == NULL ? NULL : ent_bind_text(binder, "did you mean '%s'?", close);
}

void ent_bind_doubt(ent_binder *binder, const ent_node *node, bool is_key, const char *word,
                    const char *const *candidates, size_t size) {
    enum { SHORT = 4 }; /* short words are close to each other by chance */
    if (strlen(word) < SHORT) return;
    const char *close = ent_closest(word, candidates, size);
    if (close == NULL || strcmp(close, word) == 0) return;
    size_t length = strlen(word), other = strlen(close);
    if (length > other + 1 || other > length + 1) return;
    const char *hint = ent_bind_text(binder, "did you mean '%s'?", close);
    if (is_key)
        key_warning(binder, node, "W-CASE-0404", hint, "'%.60s' looks like '%s'", word, close);
    else
        ent_bind_warning(binder, node, "W-CASE-0404", hint, "'%.60s' looks like '%s'", word, close);
}
