/* The tree of a case file: places of its nodes, finding and changing them, writing it out again. */
#include "case/node.h"

#include <stdlib.h>
#include <string.h>

ent_document *ent_document_new(ent_arena *arena, const char *file, const char *text, size_t size) {
    ent_document *document = ent_arena_alloc(arena, sizeof *document);
    if (document == NULL) return NULL;
    document->file = ent_arena_text(arena, file);
    document->text = ent_arena_copy(arena, text, size);
    document->size = size;
    size_t lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += text[i] == '\n';
    uint32_t *starts = ent_arena_array(arena, lines, sizeof *starts);
    if (document->file == NULL || document->text == NULL || starts == NULL) return NULL;
    size_t line = 1;
    for (size_t i = 0; i < size; i++)
        if (text[i] == '\n') starts[line++] = (uint32_t)(i + 1);
    document->lines = starts;
    document->lines_size = lines;
    return document;
}

enum { MOST_SHOWN = 2000, MOST_COUNTED = 100000 }; /* bytes of a line */

static size_t line_of(const ent_document *document, size_t byte) {
    size_t low = 0, high = document->lines_size;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (document->lines[middle] <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t line_end(const ent_document *document, size_t line) {
    size_t end = line + 1 < document->lines_size ? document->lines[line + 1] - 1u : document->size;
    if (end > document->lines[line] && document->text[end - 1] == '\r') end--;
    return end;
}

void ent_document_place(const ent_document *document, size_t byte, ent_place *place) {
    if (byte > document->size) byte = document->size;
    size_t line = line_of(document, byte);
    size_t start = document->lines[line];
    place->file = document->file;
    place->line = line + 1;
    place->column = byte - start > MOST_COUNTED ? 0 : ent_utf8_length(document->text + start, byte - start) + 1;
    place->length = 0;
}

char *ent_document_line(const ent_document *document, size_t byte, ent_arena *arena) {
    size_t line = line_of(document, byte < document->size ? byte : document->size);
    size_t start = document->lines[line];
    if (line_end(document, line) - start > MOST_SHOWN) return NULL;
    return ent_arena_copy(arena, document->text + start, line_end(document, line) - start);
}

static ent_place span_place(const ent_node *node, size_t start, size_t end) {
    ent_place place = {0};
    ent_document_place(node->document, start, &place);
    size_t last = line_end(node->document, line_of(node->document, start));
    if (end > last) end = last;
    if (end > start) place.length = ent_utf8_length(node->document->text + start, end - start);
    return place;
}

ent_place ent_node_key_place(const ent_node *node) {
    if (node->key_end > node->key_start) return span_place(node, node->key_start, node->key_end);
    if (node->kind == ENT_NODE_SCALAR) return span_place(node, node->start, node->end);
    return span_place(node, node->start, node->start + 1);
}

ent_place ent_node_place(const ent_case *entente_case, const ent_node *node) {
    (void)entente_case;
    if (node == NULL) return (ent_place){0};
    if (node->kind == ENT_NODE_SCALAR && node->end > node->start) return span_place(node, node->start, node->end);
    return ent_node_key_place(node);
}

const char *ent_node_text(const ent_node *node) {
    return node != NULL && node->kind == ENT_NODE_SCALAR ? node->text : NULL;
}

ent_node *ent_node_child(const ent_node *map, const char *key) {
    if (map == NULL || map->kind != ENT_NODE_MAP) return NULL;
    if (map->sorted == NULL) {
        for (ent_node *child = map->first; child != NULL; child = child->next)
            if (ent_same_key(child->key, key)) return child;
        return NULL;
    }
    size_t low = 0, high = map->sorted_size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(map->sorted[middle]->key, key);
        if (order == 0) return map->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *ent_node_id(const ent_node *map) {
    return ent_node_text(ent_node_child(map, "id"));
}

ent_node *ent_node_item_by_id(const ent_node *list, const char *id) {
    if (list->sorted == NULL) {
        for (ent_node *item = list->first; item != NULL; item = item->next) {
            const char *other = ent_node_id(item);
            if (other != NULL && strcmp(other, id) == 0) return item;
        }
        return NULL;
    }
    size_t low = 0, high = list->sorted_size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(ent_node_id(list->sorted[middle]), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < list->sorted_size && strcmp(ent_node_id(list->sorted[low]), id) == 0;
    return found ? list->sorted[low] : NULL;
}

ent_node *ent_node_item(const ent_node *list, const char *name) {
    if (list == NULL || list->kind != ENT_NODE_LIST) return NULL;
    ent_node *named = name[0] != '#' ? ent_node_item_by_id(list, name) : NULL;
    if (named != NULL) return named;
    const char *digits = name + (name[0] == '#');
    if (digits[0] < '1' || digits[0] > '9' || strlen(digits) > 9 || strspn(digits, "0123456789") != strlen(digits))
        return NULL;
    unsigned long index = strtoul(digits, NULL, 10) - 1;
    if (index >= list->size) return NULL;
    ent_node *item = list->first;
    while (item->index != index)
        item = item->next;
    return item;
}

bool ent_node_is_null(const ent_node *node) {
    if (node->kind != ENT_NODE_SCALAR || !node->plain) return false;
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(node->text, words[i]) == 0) return true;
    return false;
}

/* A changed map can have changed the id by which its list knows it. */
static void forget_order(ent_node *parent) {
    parent->sorted = NULL;
    if (parent->parent != NULL && parent->parent->kind == ENT_NODE_LIST) parent->parent->sorted = NULL;
}

void ent_node_append(ent_node *parent, ent_node *child) {
    child->parent = parent;
    child->next = NULL;
    child->index = parent->size++;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
    forget_order(parent);
}

static ent_node *before(const ent_node *child) {
    ent_node *other = child->parent->first;
    if (other == child) return NULL;
    while (other->next != child)
        other = other->next;
    return other;
}

void ent_node_replace(ent_node *old, ent_node *with) {
    ent_node *previous = before(old);
    with->parent = old->parent;
    with->next = old->next;
    with->index = old->index;
    with->key = old->key;
    if (previous != NULL)
        previous->next = with;
    else
        old->parent->first = with;
    if (old->parent->last == old) old->parent->last = with;
    forget_order(old->parent);
    old->parent = old->next = NULL;
}

static int by_key(const void *a, const void *b) {
    const ent_node *const *x = a, *const *y = b;
    int order = strcmp((*x)->key, (*y)->key);
    if (order != 0) return order;
    return (*x)->index < (*y)->index ? -1 : (*x)->index > (*y)->index;
}

static int by_id(const void *a, const void *b) {
    const ent_node *const *x = a, *const *y = b;
    int order = strcmp(ent_node_id(*x), ent_node_id(*y));
    if (order != 0) return order;
    return (*x)->index < (*y)->index ? -1 : (*x)->index > (*y)->index;
}

bool ent_node_sort(ent_node *parent, ent_arena *arena) {
    if (parent->kind == ENT_NODE_SCALAR || parent->size <= ENT_NODE_MANY) return true;
    bool map = parent->kind == ENT_NODE_MAP;
    ent_node **sorted = ent_arena_array(arena, parent->size, sizeof(ent_node *));
    if (sorted == NULL) return false;
    uint32_t size = 0;
    for (ent_node *child = parent->first; child != NULL; child = child->next)
        if (map || ent_node_id(child) != NULL) sorted[size++] = child;
    qsort(sorted, size, sizeof *sorted, map ? by_key : by_id);
    parent->sorted = sorted;
    parent->sorted_size = size;
    return true;
}

/* Depth is bounded by the parser, so recursion is. */
ent_node *ent_node_copy(const ent_node *node, ent_arena *arena, size_t *nodes) {
    if (nodes != NULL) {
        if (*nodes == 0) return NULL;
        --*nodes;
    }
    ent_node *copy = ent_arena_alloc(arena, sizeof *copy);
    if (copy == NULL) return NULL;
    *copy = *node;
    copy->parent = copy->first = copy->last = copy->next = NULL;
    copy->sorted = NULL;
    copy->size = copy->slot_first = copy->slot_end = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        ent_node *other = ent_node_copy(child, arena, nodes);
        if (other == NULL) return NULL;
        ent_node_append(copy, other);
    }
    return ent_node_sort(copy, arena) ? copy : NULL;
}

const ent_node *ent_node_walk(const ent_node *root, const ent_node *node) {
    if (node->first != NULL) return node->first;
    while (node != root && node->next == NULL)
        node = node->parent;
    return node == root ? NULL : node->next;
}

static bool can_be_plain(const char *text) {
    if (text[0] == '\0' || strchr(" \t-?:,[]{}#&*!|>'\"%@`~", text[0]) != NULL) {
        bool number = text[0] == '-' && text[1] >= '0' && text[1] <= '9';
        if (!number) return false;
    }
    for (const char *c = text; *c != '\0'; c++) {
        if ((unsigned char)*c < ' ' || strchr(",[]{}\"", *c) != NULL || *c == 0x7f) return false;
        if ((*c == ':' && (c[1] == ' ' || c[1] == '\0')) || (*c == '#' && c > text && c[-1] == ' ')) return false;
    }
    return text[strlen(text) - 1] != ' ';
}

/* A text that would be something else without quotes. */
static bool reads_as_other(const char *text) {
    static const char *const words[] = {"~", "null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], text) == 0) return true;
    ent_ratio ratio;
    double value;
    bool exact;
    return ent_read_number(text, &ratio, &value, &exact);
}

static void write_quoted(ent_buffer *out, const char *text) {
    ent_buffer_char(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            ent_buffer_printf(out, "\\%c", *c);
        else if (*c == '\n')
            ent_buffer_text(out, "\\n");
        else if ((unsigned char)*c < ' ')
            ent_buffer_printf(out, "\\x%02x", (unsigned)(unsigned char)*c);
        else
            ent_buffer_char(out, *c);
    }
    ent_buffer_char(out, '"');
}

void ent_node_write_key(ent_buffer *out, const char *key) {
    if (can_be_plain(key))
        ent_buffer_text(out, key);
    else
        write_quoted(out, key);
}

static void write_scalar(ent_buffer *out, const ent_node *node) {
    if (node->plain && node->text[0] == '\0')
        ent_buffer_text(out, "null");
    else if (can_be_plain(node->text) && (node->plain || !reads_as_other(node->text)))
        ent_buffer_text(out, node->text);
    else
        write_quoted(out, node->text);
}

void ent_node_write(ent_buffer *out, const ent_node *node) {
    if (node->kind == ENT_NODE_SCALAR) {
        write_scalar(out, node);
        return;
    }
    bool map = node->kind == ENT_NODE_MAP;
    ent_buffer_char(out, map ? '{' : '[');
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        if (child != node->first) ent_buffer_text(out, ", ");
        if (map) {
            ent_node_write_key(out, child->key);
            ent_buffer_text(out, ": ");
        }
        ent_node_write(out, child);
    }
    ent_buffer_char(out, map ? '}' : ']');
}

static const char *text_copy(ent_arena *arena, const char *text, bool *good) {
    if (text == NULL) return NULL;
    const char *copy = ent_arena_text(arena, text);
    *good = *good && copy != NULL;
    return copy;
}

ent_node *ent_tree_copy(const ent_node *tree, ent_arena *arena, const ent_document *from, const ent_document *to) {
    ent_node *copy = ent_node_copy(tree, arena, NULL);
    if (copy == NULL || to == NULL) return NULL;
    bool good = true;
    const ent_document *other = NULL, *other_copy = NULL;
    for (const ent_node *at = copy; at != NULL && good; at = ent_node_walk(copy, at)) {
        union {
            const ent_node *constant;
            ent_node *node;
        } mine = {at};
        mine.node->key = text_copy(arena, at->key, &good);
        mine.node->text = text_copy(arena, at->text, &good);
        mine.node->owner = text_copy(arena, at->owner, &good);
        if (at->document == from) {
            mine.node->document = to;
            continue;
        }
        if (at->document != other) { /* the value of an assignment */
            other = at->document;
            other_copy = ent_document_new(arena, other->file, other->text, other->size);
            good = good && other_copy != NULL;
        }
        mine.node->document = other_copy;
    }
    return good ? copy : NULL;
}
