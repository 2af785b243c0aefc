/* Jansson behind a small interface. It says whether the text is JSON and decodes its strings; lines and the digits of
 * numbers, which it does not keep, are found by walking through the same text a second time. */
#include "case/import/json.h"

#include <jansson.h>
#include <string.h>

enum { MOST_DEPTH = 64, MOST_VALUES = 2 * 1000 * 1000 };

typedef struct walker {
    import_job *job;
    const char *file, *at; /* in a text that Jansson has accepted */
    size_t line, values;
    bool refused;
} walker;

static void skip_blanks(walker *w) {
    for (; *w->at == ' ' || *w->at == '\t' || *w->at == '\r' || *w->at == '\n'; w->at++)
        w->line += *w->at == '\n';
}

/* Past a comma or colon, and the blanks around it. */
static void skip_sign(walker *w) {
    skip_blanks(w);
    w->at++;
    skip_blanks(w);
}

static void skip_string(walker *w) {
    for (w->at++; *w->at != '"'; w->at++)
        if (*w->at == '\\') w->at++;
    w->at++;
}

static json_value *new_value(walker *w, json_kind kind, size_t depth) {
    if (depth > MOST_DEPTH || w->values++ >= MOST_VALUES) {
        if (!w->refused)
            import_error(w->job, "E-IMPORT-0003", w->file, w->line, NULL,
                         depth > MOST_DEPTH ? "values are nested too deeply" : "the file has too many values");
        w->refused = true;
        return NULL;
    }
    json_value *value = ent_arena_alloc(w->job->arena, sizeof *value);
    if (value != NULL) *value = (json_value){.kind = kind, .line = w->line, .text = ""};
    return value;
}

static json_value *walk(walker *w, const json_t *json, size_t depth);

static bool append(json_value *parent, json_value *child) {
    if (child == NULL) return false;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    parent->size++;
    return true;
}

static json_value *walk_map(walker *w, const json_t *json, size_t depth) {
    json_value *map = new_value(w, JSON_OF_MAP, depth);
    const char *key;
    json_t *child, *mine = json_incref((json_t *)(uintptr_t)json);
    bool good = map != NULL;
    w->at++;
    skip_blanks(w);
    json_object_foreach(mine, key, child) {
        if (!good) break;
        if (*w->at == ',') skip_sign(w);
        skip_string(w);
        skip_sign(w);
        json_value *value = walk(w, child, depth + 1);
        good = append(map, value);
        if (good) value->key = ent_arena_text(w->job->arena, key);
        good = good && value->key != NULL;
        skip_blanks(w);
    }
    json_decref(mine);
    if (good) w->at++;
    return good ? map : NULL;
}

static json_value *walk_list(walker *w, const json_t *json, size_t depth) {
    json_value *list = new_value(w, JSON_OF_LIST, depth);
    bool good = list != NULL;
    w->at++;
    skip_blanks(w);
    for (size_t i = 0; good && i < json_array_size(json); i++) {
        if (*w->at == ',') skip_sign(w);
        good = append(list, walk(w, json_array_get(json, i), depth + 1));
        skip_blanks(w);
    }
    if (good) w->at++;
    return good ? list : NULL;
}

static json_value *walk(walker *w, const json_t *json, size_t depth) {
    if (json_is_object(json)) return walk_map(w, json, depth);
    if (json_is_array(json)) return walk_list(w, json, depth);
    bool string = json_is_string(json);
    json_value *value = new_value(w,
                                  string                 ? JSON_OF_TEXT
                                  : json_is_number(json) ? JSON_OF_NUMBER
                                                         : JSON_OF_WORD,
                                  depth);
    if (value == NULL) return NULL;
    if (string) {
        skip_string(w);
        value->text = ent_arena_text(w->job->arena, json_string_value(json));
    } else {
        const char *start = w->at;
        w->at += strspn(w->at, "+-.0123456789abcdefghijklmnopqrstuvwxyzE");
        value->text = ent_arena_copy(w->job->arena, start, (size_t)(w->at - start));
    }
    return value->text != NULL ? value : NULL;
}

static const json_value *parse(import_job *job, const char *file, const ent_buffer *text) {
    json_error_t error;
    json_t *json = json_loadb(text->data, text->size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    if (json == NULL) {
        if (error.text[0] == '\0' || json_error_code(&error) == json_error_out_of_memory)
            job->no_memory = true;
        else
            import_error(job, "E-IMPORT-0002", file, error.line > 0 ? (size_t)error.line : 0, NULL,
                         "the file is not JSON: %s", import_short(job, error.text));
        return NULL;
    }
    walker w = {.job = job, .file = file, .at = text->data, .line = 1};
    skip_blanks(&w);
    const json_value *root = walk(&w, json, 0);
    json_decref(json);
    return root;
}

const json_value *json_read(import_job *job, const ent_import_file *file) {
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(job->arena));
    const json_value *root = NULL;
    if (import_utf8(job, file, &text))
        root = parse(job, file->name, &text);
    else
        job->no_memory = true;
    ent_buffer_free(&text);
    return root;
}

const json_value *json_get(const json_value *map, const char *key) {
    if (map == NULL || map->kind != JSON_OF_MAP) return NULL;
    for (const json_value *child = map->first; child != NULL; child = child->next)
        if (strcmp(child->key, key) == 0) return child;
    return NULL;
}

const char *json_describe(const json_value *value) {
    static const char *const words[] = {"a map", "a list", "a text", "a number", ""};
    return value == NULL ? "nothing" : value->kind == JSON_OF_WORD ? value->text : words[value->kind];
}
