/* What changed between two cases: two walks over their trees. */
#include "case/bind.h"

#include <string.h>

typedef struct comparison {
    ent_arena *arena;
    ent_change *changes;
    size_t size, capacity;
    bool failed;
} comparison;

static const char *text_of(comparison *c, const ent_node *node) {
    if (node == NULL) return NULL;
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(c->arena));
    ent_node_write(&text, node);
    const char *copy = text.failed ? NULL : ent_arena_copy(c->arena, text.data != NULL ? text.data : "", text.size);
    ent_buffer_free(&text);
    c->failed = c->failed || copy == NULL;
    return copy;
}

static void add(comparison *c, const ent_node *before, const ent_node *after) {
    if (c->size == c->capacity) {
        size_t capacity = c->capacity == 0 ? 16 : c->capacity * 2;
        ent_change *changes = ent_arena_array(c->arena, capacity, sizeof *changes);
        if (changes == NULL) {
            c->failed = true;
            return;
        }
        if (c->size > 0) memcpy(changes, c->changes, c->size * sizeof *changes);
        c->changes = changes;
        c->capacity = capacity;
    }
    const char *path = ent_case_path(NULL, after != NULL ? after : before, c->arena);
    const char *was = text_of(c, before), *is = text_of(c, after);
    c->failed = c->failed || path == NULL;
    if (!c->failed) c->changes[c->size++] = (ent_change){path, was, is};
}

/* Two ways of writing a number are the same value. */
static bool same_scalar(const ent_node *a, const ent_node *b) {
    if (strcmp(a->text, b->text) == 0) return a->plain == b->plain || !ent_node_is_null(a->plain ? a : b);
    ent_ratio x, y;
    double value;
    bool exact = false;
    return a->plain && b->plain && ent_read_number(a->text, &x, &value, &exact) && exact &&
           ent_read_number(b->text, &y, &value, &exact) && exact && ent_ratio_compare(x, y) == 0;
}

static bool has_ids(const ent_node *list) {
    for (const ent_node *item = list->first; item != NULL; item = item->next)
        if (ent_node_id(item) == NULL) return false;
    return list->first != NULL;
}

/* Children of one tree by the name under which the other tree is asked for them. */
typedef struct children {
    const ent_node **nodes;
    ent_names names;
} children;

static bool collect(comparison *c, const ent_node *parent, bool by_id, children *out) {
    const char **texts = ent_arena_array(c->arena, parent->size, sizeof *texts);
    out->nodes = ent_arena_array(c->arena, parent->size, sizeof *out->nodes);
    if (texts == NULL || out->nodes == NULL) return false;
    size_t size = 0;
    for (const ent_node *child = parent->first; child != NULL; child = child->next) {
        const char *text = by_id ? ent_node_id(child) : child->key;
        if (text == NULL) text = ent_arena_printf(c->arena, "#%zu", size + 1);
        if (text == NULL) return false;
        texts[size] = text;
        out->nodes[size++] = child;
    }
    return ent_names_make(&out->names, c->arena, texts, size);
}

static void compare(comparison *c, const ent_node *before, const ent_node *after);

/* Entries of both in the order of the second; removed ones after the entry they stood behind. */
static void compare_children(comparison *c, const ent_node *before, const ent_node *after, bool by_id) {
    children old, new;
    if (!collect(c, before, by_id, &old) || !collect(c, after, by_id, &new)) {
        c->failed = true;
        return;
    }
    const char **old_texts = ent_arena_array(c->arena, before->size, sizeof *old_texts);
    const char **new_texts = ent_arena_array(c->arena, after->size, sizeof *new_texts);
    if (old_texts == NULL || new_texts == NULL) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < old.names.size; i++)
        old_texts[old.names.rows[i].index] = old.names.rows[i].text;
    for (size_t i = 0; i < new.names.size; i++)
        new_texts[new.names.rows[i].index] = new.names.rows[i].text;
    size_t at = 0; /* removed entries up to here have been told */
    for (size_t i = 0; i < after->size && !c->failed; i++) {
        int was = ent_names_find(&old.names, new_texts[i]);
        if (was >= 0) {
            for (; at < (size_t)was; at++)
                if (ent_names_find(&new.names, old_texts[at]) < 0) add(c, old.nodes[at], NULL);
            compare(c, old.nodes[was], new.nodes[i]);
        } else {
            add(c, NULL, new.nodes[i]);
        }
    }
    for (; at < before->size && !c->failed; at++)
        if (ent_names_find(&new.names, old_texts[at]) < 0) add(c, old.nodes[at], NULL);
}

static void compare(comparison *c, const ent_node *before, const ent_node *after) {
    if (before->kind != after->kind) {
        add(c, before, after);
    } else if (before->kind == ENT_NODE_SCALAR) {
        if (!same_scalar(before, after)) add(c, before, after);
    } else if (before->kind == ENT_NODE_MAP) {
        compare_children(c, before, after, false);
    } else if (has_ids(before) && has_ids(after)) {
        compare_children(c, before, after, true);
    } else {
        const char *was = text_of(c, before), *is = text_of(c, after);
        if (!c->failed && strcmp(was, is) != 0) add(c, before, after); /* short lists are told whole */
    }
}

ent_status ent_case_compare(const ent_case *before, const ent_case *after, ent_arena *arena, ent_change **changes,
                            size_t *size) {
    comparison c = {.arena = arena};
    compare(&c, before->root, after->root);
    *changes = c.changes;
    *size = c.failed ? 0 : c.size;
    return c.failed ? ENT_MEMORY : ENT_OK;
}
