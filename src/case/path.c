/* Paths: names between dots, from the root of a case to one of its nodes. */
#include "case/node.h"

#include <stdio.h>
#include <string.h>

char *ent_path_next(ent_arena *arena, const char **path) {
    const char *rest = *path;
    if (rest == NULL) return NULL;
    char *name = ent_arena_alloc(arena, strlen(rest) + 1);
    if (name == NULL) return NULL;
    size_t size = 0;
    while (*rest != '\0' && *rest != '.') {
        if (*rest == '\\' && (rest[1] == '.' || rest[1] == '\\')) rest++;
        name[size++] = *rest++;
    }
    *path = *rest == '.' ? rest + 1 : NULL;
    return name;
}

/* How many bytes of `path` spell `name` as a whole name: 0 if they don't. A dot inside the name may be escaped or
 * not. */
static size_t spells(const char *path, const char *name) {
    const char *p = path;
    for (; *name != '\0'; name++, p++) {
        if (*p == '\\' && (p[1] == '.' || p[1] == '\\')) p++;
        if (*p != *name) return 0;
    }
    return *p == '\0' || *p == '.' ? (size_t)(p - path) : 0;
}

/* The child that the start of `path` names; of several ("3" and "3.5") the one that takes most of it. */
static ent_node *named(const ent_node *map, const char *path, size_t *used) {
    char name[256];
    size_t plain = strcspn(path, ".\\");
    ent_node *best = NULL;
    *used = 0;
    if (plain < sizeof name && path[plain] == '\0') { /* the common case: the last name, nothing escaped */
        best = ent_node_child(map, path);
        *used = best != NULL ? plain : 0;
        return best;
    }
    for (ent_node *child = map->first; child != NULL; child = child->next) {
        size_t size = spells(path, child->key);
        if (size > *used) {
            best = child;
            *used = size;
        }
    }
    return best;
}

static ent_node *item(const ent_node *list, const char *path, size_t *used) {
    char name[256];
    size_t size = strcspn(path, ".");
    *used = 0;
    if (size == 0 || size >= sizeof name) return NULL;
    memcpy(name, path, size);
    name[size] = '\0';
    ent_node *found = ent_node_item(list, name);
    if (found != NULL) *used = size;
    return found;
}

ent_node *ent_path_find(const ent_node *root, const char *path, const ent_node **parent, const char **rest) {
    /* Results are handed out without const so that an overlay can change its own tree. */
    union {
        const ent_node *constant;
        ent_node *node;
    } at = {root};
    while (*path != '\0') {
        size_t used = 0;
        ent_node *next = at.node->kind == ENT_NODE_LIST  ? item(at.node, path, &used)
                         : at.node->kind == ENT_NODE_MAP ? named(at.node, path, &used)
                                                         : NULL;
        if (next == NULL) {
            if (parent != NULL) *parent = at.constant;
            if (rest != NULL) *rest = path;
            return NULL;
        }
        at.node = next;
        path += used;
        if (*path == '.') path++;
    }
    return at.node;
}

static void write_name(ent_buffer *out, const char *name) {
    for (; *name != '\0'; name++) {
        if (*name == '.' || *name == '\\') ent_buffer_char(out, '\\');
        ent_buffer_char(out, *name);
    }
}

static bool id_fits_path(const char *id) {
    return id != NULL && id[0] != '\0' && strlen(id) < 256 && strpbrk(id, ".\\#") == NULL;
}

void ent_path_write(ent_buffer *out, const ent_node *node) {
    if (node->parent == NULL) return;
    ent_path_write(out, node->parent);
    if (out->size > 0) ent_buffer_char(out, '.');
    if (node->key != NULL) {
        write_name(out, node->key);
        return;
    }
    const char *id = ent_node_id(node);
    if (id_fits_path(id) && ent_node_item_by_id(node->parent, id) == node) {
        ent_buffer_text(out, id);
        return;
    }
    char name[16];
    snprintf(name, sizeof name, "%lu", (unsigned long)node->index + 1);
    if (ent_node_item_by_id(node->parent, name) != NULL) ent_buffer_char(out, '#');
    ent_buffer_text(out, name);
}

char *ent_case_path(const ent_case *entente_case, const ent_node *node, ent_arena *arena) {
    (void)entente_case;
    ent_buffer buffer;
    ent_buffer_init(&buffer, ent_arena_allocator(arena));
    if (node != NULL) ent_path_write(&buffer, node);
    char *path = buffer.failed ? NULL : ent_arena_copy(arena, buffer.data == NULL ? "" : buffer.data, buffer.size);
    ent_buffer_free(&buffer);
    return path;
}

const ent_node *ent_case_at(const ent_case *entente_case, const char *path) {
    return ent_path_find(entente_case->root, path, NULL, NULL);
}
