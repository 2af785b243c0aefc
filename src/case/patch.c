/* Changes a text at one place and keeps every other byte. */
#include "case/node.h"
#include "case/yaml.h"

#include <string.h>

typedef struct patch {
    const ent_run *run;
    const char *name, *path, *value;
    const char *text; /* without byte order mark: the nodes' offsets count from here */
    size_t size, mark;
    ent_arena *arena;
    ent_node *root;
    const ent_node *old; /* what stands at the path; NULL for what is added */
    size_t from, to;     /* what is replaced */
    ent_buffer with;
} patch;

static ent_status refuse(const patch *p, const char *id, const ent_node *at, const char *hint, const char *message) {
    ent_place place = {.file = p->name};
    if (at != NULL) place = ent_node_key_place(at);
    ent_diagnosef(p->run->diagnostics, ENT_ERROR, id, &place, p->path, hint, NULL, "'%s' %s", p->path, message);
    return ENT_INPUT;
}

static size_t line_start(const patch *p, size_t at) {
    while (at > 0 && p->text[at - 1] != '\n')
        at--;
    return at;
}

/* The start of the next line; the size of the text if there is none. */
static size_t line_after(const patch *p, size_t at) {
    while (at < p->size && p->text[at] != '\n')
        at++;
    return at < p->size ? at + 1 : at;
}

static const char *line_end(const patch *p) {
    const char *first = memchr(p->text, '\n', p->size);
    return first != NULL && first > p->text && first[-1] == '\r' ? "\r\n" : "\n";
}

static bool all_space(const patch *p, size_t from, size_t to) {
    for (; from < to; from++)
        if (p->text[from] != ' ') return false;
    return true;
}

/* A plain scalar's end as libyaml tells it can lie behind spaces. */
static size_t value_end(const patch *p, const ent_node *node) {
    size_t end = node->end;
    while (end > node->start && strchr(" \r\n\t", p->text[end - 1]) != NULL)
        end--;
    return end;
}

/* Puts the new value where the old one stands. Block maps and lists are replaced in flow style. */
static void replace(patch *p, const ent_node *node) {
    p->from = node->start;
    p->to = value_end(p, node);
    if (p->to == p->from) { /* "key:" without a value */
        p->from = p->to = node->key_end;
        if (p->text[p->from] == ':') p->from = ++p->to;
        ent_buffer_char(&p->with, ' ');
    } else if (node->key_end > 0 && node->kind != ENT_NODE_SCALAR && !node->flow) {
        size_t colon = node->key_end; /* after "key:", so that no comment is left between */
        while (colon < p->size && p->text[colon] != ':')
            colon++;
        if (all_space(p, colon + 1, line_after(p, colon) > 0 ? line_after(p, colon) - 1 : 0)) {
            p->from = colon + 1;
            ent_buffer_char(&p->with, ' ');
        }
    }
    ent_buffer_text(&p->with, p->value);
}

/* A new key of a map in braces: before the closing one. */
static void add_in_flow(patch *p, const ent_node *map, const char *key) {
    p->from = p->to = map->end - 1;
    if (map->size > 0) {
        p->from = p->to = value_end(p, map->last);
        ent_buffer_text(&p->with, ", ");
    }
    ent_buffer_text(&p->with, key);
    ent_buffer_text(&p->with, ": ");
    ent_buffer_text(&p->with, p->value);
}

/* A new key of a block map: a line of its own after the last one, indented like its siblings. */
static ent_status add_in_block(patch *p, const ent_node *map, const char *key) {
    const ent_node *last = map->last;
    if (last == NULL || last->key_end == 0) return refuse(p, "E-CASE-0201", map, NULL, "cannot be added here");
    size_t start = line_start(p, map->first->key_start);
    size_t indent = map->first->key_start - start; /* counts the hyphen of a list item as well */
    size_t after = line_after(p, value_end(p, last) > last->key_end ? value_end(p, last) : last->key_end);
    p->from = p->to = after;
    if (after == p->size && p->size > 0 && p->text[p->size - 1] != '\n') ent_buffer_text(&p->with, line_end(p));
    ent_buffer_repeat(&p->with, " ", indent);
    ent_buffer_text(&p->with, key);
    ent_buffer_text(&p->with, ": ");
    ent_buffer_text(&p->with, p->value);
    ent_buffer_text(&p->with, line_end(p));
    return ENT_OK;
}

/* Takes an entry of a flow map or list away with one of its commas. */
static void remove_in_flow(patch *p, const ent_node *node) {
    size_t start = node->key_end > 0 ? node->key_start : node->start, end = value_end(p, node);
    if (end < node->key_end) end = node->key_end + 1;
    size_t next = end;
    while (next < p->size && strchr(" \r\n\t", p->text[next]) != NULL)
        next++;
    if (p->text[next] == ',') {
        end = next + 1;
        while (end < p->size && p->text[end] == ' ')
            end++;
    } else {
        while (start > 0 && strchr(" \r\n\t", p->text[start - 1]) != NULL)
            start--;
        if (start > 0 && p->text[start - 1] == ',') start--;
    }
    p->from = start;
    p->to = end;
}

/* Takes the lines of a block entry away; an entry that shares its line with others loses its own part. */
static ent_status remove_in_block(patch *p, const ent_node *node) {
    size_t start = node->key_end > 0 ? node->key_start : node->start, end = value_end(p, node);
    size_t line = line_start(p, start);
    if (end < node->key_end) end = node->key_end;
    if (node->parent->size == 1) {
        if (node->parent->parent == NULL) return refuse(p, "E-CASE-0201", node, NULL, "is all that the file holds");
        p->from = node->parent->start; /* an empty map or list stays */
        p->to = end;
        ent_buffer_text(&p->with, node->parent->kind == ENT_NODE_MAP ? "{}" : "[]");
        return ENT_OK;
    }
    if (node->key_end == 0) /* a list item: from its hyphen */
        while (start > line && p->text[start] != '-')
            start--;
    if (all_space(p, line, start)) {
        p->from = line;
        p->to = line_after(p, end);
        return ENT_OK;
    }
    if (node->next == NULL) return refuse(p, "E-CASE-0201", node, "change it in an editor", "shares its line");
    p->from = start; /* the first key after a hyphen: the next one takes its place */
    p->to = node->next->key_start;
    return ENT_OK;
}

static bool inside_alias(const ent_node *node) {
    for (; node != NULL; node = node->parent)
        if (node->alias) return true;
    return false;
}

static ent_status plan(patch *p) {
    const ent_node *parent = NULL;
    const char *rest = NULL;
    const ent_node *node = ent_path_find(p->root, p->path, &parent, &rest);
    p->old = node;
    if (node == p->root) return refuse(p, "E-CASE-0200", NULL, NULL, "names the whole case");
    if (inside_alias(node != NULL ? node : parent))
        return refuse(p, "E-CASE-0201", node, "change it where the anchor (&) stands", "is inside an alias");
    if (node != NULL && p->value != NULL) {
        replace(p, node);
        return ENT_OK;
    }
    if (node != NULL) {
        if (!node->parent->flow) return remove_in_block(p, node);
        remove_in_flow(p, node);
        return ENT_OK;
    }
    char *key = ent_path_next(p->arena, &rest);
    if (key == NULL) return ENT_MEMORY;
    if (p->value == NULL || rest != NULL || parent->kind != ENT_NODE_MAP)
        return refuse(p, "E-CASE-0200", parent, NULL, "leads nowhere");
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(p->arena));
    ent_node_write_key(&text, key);
    ent_status status = text.failed ? ENT_MEMORY : ENT_OK;
    if (status == ENT_OK && parent->flow)
        add_in_flow(p, parent, text.data);
    else if (status == ENT_OK)
        status = add_in_block(p, parent, text.data);
    ent_buffer_free(&text);
    return status;
}

/* Whether two trees are the same but for one place. With only one of the places given, the other tree lacks it. Depth
 * is bounded by the parser, so recursion is. */
static bool same_beside(const ent_node *a, const ent_node *b, const ent_node *a_place, const ent_node *b_place) {
    if (a == a_place && b == b_place) return true;
    if (a->kind != b->kind) return false;
    if (a->kind == ENT_NODE_SCALAR) return a->plain == b->plain && strcmp(a->text, b->text) == 0;
    const ent_node *x = a->first, *y = b->first;
    for (;; x = x->next, y = y->next) {
        if (x != NULL && x == a_place && b_place == NULL) x = x->next;
        if (y != NULL && y == b_place && a_place == NULL) y = y->next;
        if (x == NULL || y == NULL) return x == y;
        if (x->key != NULL && strcmp(x->key, y->key) != 0) return false;
        if (!same_beside(x, y, a_place, b_place)) return false;
    }
}

static ent_status check_rest(const patch *p, const ent_node *root, const ent_node *found) {
    if (same_beside(p->root, root, p->old, found)) return ENT_OK;
    return refuse(p, "E-CASE-0201", p->old, "where an alias (*) stands for it, write that out first",
                  "cannot be changed without changing other places too");
}

/* Whether the new text says what was meant: it is readable, and the path leads to the value (or nowhere). */
static ent_status verify(const patch *p, const char *text, size_t size) {
    ent_run quiet = *p->run;
    quiet.diagnostics = NULL;
    const ent_document *document = NULL;
    ent_node *root = NULL, *value = NULL;
    ent_status status = ent_yaml_read(&quiet, p->arena, p->name, text, size, &document, &root);
    if (status != ENT_OK)
        return status == ENT_INPUT ? refuse(p, "E-CASE-0201", NULL, NULL, "cannot be changed") : status;
    const ent_node *found = ent_path_find(root, p->path, NULL, NULL);
    if (p->value == NULL) /* of a list, the next item may now stand in its place */
        return found == NULL || found->key == NULL ? check_rest(p, root, NULL)
                                                   : refuse(p, "E-CASE-0201", NULL, NULL, "cannot be removed");
    status = ent_yaml_read(p->run, p->arena, "the value", p->value, strlen(p->value), &document, &value);
    if (status != ENT_OK) return status;
    ent_buffer wanted, is;
    ent_buffer_init(&wanted, ent_arena_allocator(p->arena));
    ent_buffer_init(&is, ent_arena_allocator(p->arena));
    ent_node_write(&wanted, value);
    if (found != NULL) ent_node_write(&is, found);
    bool same = found != NULL && !wanted.failed && !is.failed && strcmp(wanted.data, is.data) == 0;
    bool failed = wanted.failed || is.failed;
    ent_buffer_free(&wanted);
    ent_buffer_free(&is);
    if (failed) return ENT_MEMORY;
    return same ? check_rest(p, root, found)
                : refuse(p, "E-CASE-0201", NULL, "put the value in quotes or braces", "cannot take this value");
}

static ent_status apply(patch *p, const char *original, size_t original_size, char **out, size_t *out_size) {
    ent_buffer whole;
    ent_buffer_init(&whole, ent_run_allocator(p->run));
    ent_buffer_add(&whole, original, p->mark + p->from);
    ent_buffer_add(&whole, p->with.data != NULL ? p->with.data : "", p->with.size);
    ent_buffer_add(&whole, original + p->mark + p->to, original_size - p->mark - p->to);
    ent_status status = whole.failed || p->with.failed ? ENT_MEMORY : verify(p, whole.data, whole.size);
    if (status != ENT_OK) {
        ent_buffer_free(&whole);
        return status;
    }
    *out = whole.data;
    *out_size = whole.size;
    return ENT_OK;
}

ent_status ent_case_patch(const ent_run *run, const char *name, const char *text, size_t size, const char *path,
                          const char *value, char **out, size_t *out_size) {
    *out = NULL;
    *out_size = 0;
    patch p = {.run = run, .name = name, .path = path, .value = value};
    p.arena = ent_arena_new(ent_run_allocator(run));
    if (p.arena == NULL) return ENT_MEMORY;
    p.mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    ent_buffer_init(&p.with, ent_run_allocator(run));
    const ent_document *document = NULL;
    ent_status status = ent_yaml_read(run, p.arena, name, text, size, &document, &p.root);
    if (status == ENT_OK) {
        p.text = document->text;
        p.size = document->size;
        status = plan(&p);
    }
    if (status == ENT_OK) status = apply(&p, text, size, out, out_size);
    ent_buffer_free(&p.with);
    ent_arena_free(p.arena);
    return status;
}
