/* Changes laid over a case before it is read: --set, and what events set. */
#include "case/overlay.h"
#include "case/names.h"
#include "case/yaml.h"

#include <string.h>

typedef struct overlay {
    const ent_run *run;
    ent_arena *arena;
    ent_node *root;
} overlay;

static ent_status nowhere(const overlay *o, const ent_set_row *row, const char *hint, const char *message,
                          const char *what) {
    ent_place place = {.file = "--set"};
    const char *line = NULL;
    if (row->node != NULL) {
        place = ent_node_key_place(row->node);
        line = ent_document_line(row->node->document, row->node->key_start, o->arena);
    }
    const char *mark = what[0] != '\0' ? "'" : "", *gap = what[0] != '\0' ? " " : "";
    if (row->node == NULL) /* the path stands before the message */
        ent_diagnosef(o->run->diagnostics, ENT_ERROR, "E-CASE-0200", &place, row->path, hint, line, "%s%s%s%s%s",
                      message, gap, mark, what, mark);
    else
        ent_diagnosef(o->run->diagnostics, ENT_ERROR, "E-CASE-0200", &place, row->path, hint, line, "'%s' %s%s%s%s%s",
                      row->path, message, gap, mark, what, mark);
    return ENT_INPUT;
}

/* The names that could follow, for a suggestion. */
static const char *suggest(const overlay *o, const ent_node *parent, const char *name) {
    const char **names = ent_arena_array(o->arena, parent->size, sizeof *names);
    size_t size = 0;
    if (names == NULL) return NULL;
    for (const ent_node *child = parent->first; child != NULL; child = child->next) {
        const char *word = child->key != NULL ? child->key : ent_node_id(child);
        if (word != NULL) names[size++] = word;
    }
    const char *close = ent_closest(name, names, size);
    return close == NULL ? NULL : ent_arena_printf(o->arena, "did you mean '%s'?", close);
}

static ent_status value_of(const overlay *o, const ent_set_row *row, ent_node **value) {
    const char *owner = "--set";
    if (row->node != NULL) { /* an event's: it keeps its place in the file */
        const ent_node *event = row->node->parent != NULL ? row->node->parent->parent : NULL;
        ent_buffer path;
        ent_buffer_init(&path, ent_arena_allocator(o->arena));
        if (event != NULL) ent_path_write(&path, event);
        owner = path.failed || path.size == 0 ? "an event" : ent_arena_copy(o->arena, path.data, path.size);
        ent_buffer_free(&path);
        *value = ent_node_copy(row->node, o->arena, NULL);
    } else {
        const ent_document *document = NULL;
        if (row->value[strspn(row->value, " ")] == '\0')
            return nowhere(o, row, "write PATH=VALUE", "is given no value", "");
        ent_status status = ent_yaml_read(o->run, o->arena, "--set", row->value, strlen(row->value), &document, value);
        if (status != ENT_OK) return status;
        owner = ent_arena_text(o->arena, owner);
    }
    if (*value == NULL || owner == NULL) return ENT_MEMORY;
    (*value)->owner = owner;
    return ENT_OK;
}

/* A key that its map does not have yet; whether it may have it, the reader says. */
static ent_status add(const overlay *o, const ent_set_row *row, ent_node *parent, const char *name, ent_node *value) {
    value->key = name;
    if (row->node == NULL) value->key_start = value->key_end = 0;
    ent_node_append(parent, value);
    return ent_node_sort(parent, o->arena) ? ENT_OK : ENT_MEMORY;
}

static ent_status apply(const overlay *o, const ent_set_row *row) {
    const ent_node *parent = NULL;
    const char *rest = NULL;
    if (row->path[0] == '\0') return nowhere(o, row, "write PATH=VALUE", "is no path in", "the case");
    ent_node *old = ent_path_find(o->root, row->path, &parent, &rest);
    ent_node *value = NULL;
    if (old == NULL) {
        const char *after = rest;
        char *name = ent_path_next(o->arena, &after);
        if (name == NULL) return ENT_MEMORY;
        const char *hint = suggest(o, parent, name);
        if (parent->kind == ENT_NODE_SCALAR)
            return nowhere(o, row, "set the number itself, for instance to {value: 3, low: 2, high: 5}",
                           "leads nowhere: a single value stands before", name);
        if (parent->kind == ENT_NODE_LIST || after != NULL)
            return nowhere(o, row, hint, "leads nowhere: there is no", name);
        ent_status status = value_of(o, row, &value);
        union {
            const ent_node *constant;
            ent_node *node;
        } map = {parent};
        return status == ENT_OK ? add(o, row, map.node, name, value) : status;
    }
    if (old->parent == NULL) return nowhere(o, row, "write PATH=VALUE", "is no path in", "the case");
    ent_status status = value_of(o, row, &value);
    if (status != ENT_OK) return status;
    ent_node *map = old->parent;
    if (row->node == NULL) {
        value->key_start = value->key_end = 0;
    }
    ent_node_replace(old, value);
    return ent_node_sort(map, o->arena) ? ENT_OK : ENT_MEMORY;
}

ent_status ent_overlay_apply(const ent_run *run, ent_arena *arena, ent_node *root, const ent_sets *sets) {
    overlay o = {run, arena, root};
    ent_status worst = ENT_OK;
    for (size_t i = 0; i < sets->size; i++) {
        ent_status status = apply(&o, &sets->rows[i]);
        if (status != ENT_OK && status != ENT_INPUT) return status;
        if (status == ENT_INPUT) worst = ENT_INPUT;
    }
    return worst;
}
