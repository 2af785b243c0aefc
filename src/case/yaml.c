/* libyaml's events become nodes. libyaml speaks YAML 1.1; what differs in 1.2 (its core scalars: NO is a country)
 * is left to those who read the scalars' text. */
#include "case/yaml.h"
#include "case/yaml_problem.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

enum { MOST_TOLD = 1000 }; /* duplicate keys of one map */

typedef struct frame {
    ent_node *node;
    const char *key; /* waiting for its value */
    uint32_t key_start, key_end;
} frame;

typedef struct anchor {
    const char *name;
    ent_node *node;
} anchor;

typedef struct builder {
    const ent_run *run;
    ent_arena *arena;
    const ent_document *document;
    ent_node *root;
    frame stack[ENT_YAML_DEPTH];
    size_t depth;
    anchor *anchors;
    size_t anchors_size;
    size_t nodes;          /* that may still be made */
    size_t aliased;        /* ... by aliases */
    size_t characters, at; /* the last place converted from characters to bytes */
    bool documents;        /* one was seen */
    bool ended;
    size_t errors;
} builder;

static ent_status fail_at(builder *b, const char *id, size_t byte, size_t length, const char *hint,
                          const char *message) {
    ent_place place = {0};
    ent_document_place(b->document, byte, &place);
    place.length = length;
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, id, &place, NULL, hint,
                  ent_document_line(b->document, byte, b->arena), "%s", message);
    b->errors++;
    return ENT_INPUT;
}

/* libyaml counts characters. Places come almost in order, so the way from the last one is short. */
static size_t byte_of(builder *b, size_t character) {
    const char *text = b->document->text;
    while (b->characters < character && b->at < b->document->size) {
        b->at++;
        while (((unsigned char)text[b->at] & 0xc0) == 0x80)
            b->at++;
        b->characters++;
    }
    while (b->characters > character && b->at > 0) {
        b->at--;
        while (b->at > 0 && ((unsigned char)text[b->at] & 0xc0) == 0x80)
            b->at--;
        b->characters--;
    }
    return b->at;
}

enum { NUL_CHARACTER = 0x110000 }; /* stands for U+0000, where 0 means that all is well */

/* The character here if YAML does not allow it: controls, byte order marks inside the text; else 0. */
static unsigned bad_character(const char *text, unsigned char next) {
    unsigned char c = (unsigned char)*text;
    if (c == 0) return NUL_CHARACTER;
    if (c == '\r') return next == '\n' ? 0 : '\r';
    if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f) return c;
    if (c == 0xc2 && next >= 0x80 && next < 0xa0 && next != 0x85) return next;
    if (c == 0xef && next == 0xbb && (unsigned char)text[2] == 0xbf) return 0xfeff;
    if (c == 0xef && next == 0xbf && (unsigned char)text[2] >= 0xbe) return 0xff40U + (unsigned char)text[2];
    return 0;
}

static ent_status check_text(builder *b) {
    const char *text = b->document->text;
    size_t size = b->document->size;
    if (!ent_utf8_valid(text, size)) {
        size_t low = 0, high = size; /* the longest valid start, up to a cut character */
        while (low < high) {
            size_t middle = low + (high - low + 1) / 2;
            size_t cut = middle;
            while (cut > 0 && ((unsigned char)text[cut] & 0xc0) == 0x80 && middle - cut < 4)
                cut--;
            if (ent_utf8_valid(text, cut))
                low = middle;
            else
                high = middle - 1;
        }
        while (low > 0 && ((unsigned char)text[low] & 0xc0) == 0x80)
            low--;
        bool wide = size >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0);
        return fail_at(b, "E-CASE-0001", low, 1, "save the file as UTF-8",
                       wide ? "this file is in UTF-16" : "this is not valid UTF-8");
    }
    for (size_t i = 0; i < size; i++) {
        unsigned code = bad_character(text + i, i + 1 < size ? (unsigned char)text[i + 1] : 0);
        if (code == 0) continue;
        char message[64];
        snprintf(message, sizeof message, "a control character (U+%04X) stands here", code % NUL_CHARACTER);
        return fail_at(b, "E-CASE-0002", i, 1, code == '\r' ? "end lines as Unix or Windows do" : "remove it", message);
    }
    return ENT_OK;
}

static ent_status take_nodes(builder *b, const yaml_event_t *event) {
    if (b->nodes == 0) {
        fail_at(b, "E-CASE-0007", byte_of(b, event->start_mark.index), 1, NULL, "the file has too many values");
        return ENT_LIMIT;
    }
    b->nodes--;
    return ENT_OK;
}

static bool open_above(const builder *b, const ent_node *node) {
    for (size_t i = 0; i < b->depth; i++)
        if (b->stack[i].node == node) return true;
    return false;
}

static ent_status add_anchor(builder *b, const yaml_event_t *event, const yaml_char_t *name, ent_node *node) {
    if (name == NULL) return ENT_OK;
    if (b->anchors_size == ENT_YAML_ANCHORS) {
        fail_at(b, "E-CASE-0008", byte_of(b, event->start_mark.index), 1, NULL, "the file has too many anchors");
        return ENT_LIMIT;
    }
    if (b->anchors == NULL) b->anchors = ent_arena_array(b->arena, ENT_YAML_ANCHORS, sizeof *b->anchors);
    const char *copy = ent_arena_text(b->arena, (const char *)name);
    if (b->anchors == NULL || copy == NULL) return ENT_MEMORY;
    b->anchors[b->anchors_size++] = (anchor){copy, node};
    return ENT_OK;
}

/* Hangs a node under the open map or list. */
static void attach(builder *b, ent_node *node) {
    if (b->depth == 0) {
        b->root = node;
        return;
    }
    frame *top = &b->stack[b->depth - 1];
    if (top->node->kind == ENT_NODE_MAP) {
        node->key = top->key;
        node->key_start = top->key_start;
        node->key_end = top->key_end;
        top->key = NULL;
    }
    ent_node_append(top->node, node);
}

static bool expects_key(const builder *b) {
    return b->depth > 0 && b->stack[b->depth - 1].node->kind == ENT_NODE_MAP && b->stack[b->depth - 1].key == NULL;
}

static ent_status check_tag(builder *b, const yaml_event_t *event, const yaml_char_t *tag) {
    static const char *const known[] = {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"};
    if (tag == NULL) return ENT_OK;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp((const char *)tag, known[i]) == 0) return ENT_OK;
    return fail_at(b, "E-CASE-0012", byte_of(b, event->start_mark.index), 1, "remove the tag",
                   "a tag (!...) has no meaning in a case");
}

static ent_status on_scalar(builder *b, const yaml_event_t *event) {
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    size_t start = byte_of(b, event->start_mark.index), end = byte_of(b, event->end_mark.index);
    if (memchr(value, '\0', length) != NULL)
        return fail_at(b, "E-CASE-0002", start, 1, "remove it", "a text holds the character U+0000");
    ent_status status = check_tag(b, event, event->data.scalar.tag);
    char *text = ent_arena_copy(b->arena, value, length);
    if (text == NULL) return ENT_MEMORY;
    if (status != ENT_OK) return status;
    if (expects_key(b)) {
        frame *top = &b->stack[b->depth - 1];
        top->key = text;
        top->key_start = (uint32_t)start;
        top->key_end = (uint32_t)end;
        return ENT_OK;
    }
    status = take_nodes(b, event);
    if (status != ENT_OK) return status;
    ent_node *node = ent_arena_alloc(b->arena, sizeof *node);
    if (node == NULL) return ENT_MEMORY;
    node->document = b->document;
    node->kind = ENT_NODE_SCALAR;
    node->text = text;
    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && event->data.scalar.tag == NULL;
    node->start = (uint32_t)start;
    node->end = (uint32_t)end;
    attach(b, node);
    return add_anchor(b, event, event->data.scalar.anchor, node);
}

static ent_status on_start(builder *b, const yaml_event_t *event, ent_node_kind kind) {
    size_t start = byte_of(b, event->start_mark.index);
    if (expects_key(b))
        return fail_at(b, "E-CASE-0010", start, 1, "quote the key if it begins with { or [",
                       "a key must be a text, not a map or a list");
    if (b->depth == ENT_YAML_DEPTH) {
        fail_at(b, "E-CASE-0006", start, 1, NULL, "maps and lists are nested too deeply");
        return ENT_LIMIT;
    }
    bool map = kind == ENT_NODE_MAP;
    ent_status status = check_tag(b, event, map ? event->data.mapping_start.tag : event->data.sequence_start.tag);
    if (status == ENT_OK) status = take_nodes(b, event);
    if (status != ENT_OK) return status;
    ent_node *node = ent_arena_alloc(b->arena, sizeof *node);
    if (node == NULL) return ENT_MEMORY;
    node->document = b->document;
    node->kind = (uint8_t)kind;
    node->flow = map ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                     : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    node->start = (uint32_t)start;
    node->end = (uint32_t)start;
    attach(b, node);
    b->stack[b->depth++] = (frame){.node = node};
    return add_anchor(b, event, map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor, node);
}

static void tell_duplicate(builder *b, const ent_node *first, const ent_node *second) {
    ent_place place = {0};
    ent_document_place(b->document, first->key_start, &place);
    const char *key = strlen(second->key) <= 80 ? second->key : "...";
    for (const char *c = key; *c != '\0'; c++)
        if ((unsigned char)*c < ' ') key = "..."; /* written with an escape: not for a terminal */
    char message[240];
    snprintf(message, sizeof message, "the key '%s' is given twice; the first is at line %zu, column %zu", key,
             place.line, place.column);
    fail_at(b, "E-CASE-0009", second->key_start, ent_node_key_place(second).length, "keep one of them", message);
}

/* Keeps the first of each key. */
static void drop_duplicates(ent_node *map) {
    ent_node *child = map->first;
    map->first = map->last = NULL;
    map->size = 0;
    for (ent_node *next; child != NULL; child = next) {
        next = child->next;
        if (!child->duplicate) ent_node_append(map, child);
    }
}

/* Reports keys that stand twice in a map that has just been closed. */
static ent_status check_keys(builder *b, ent_node *map) {
    size_t found = 0;
    if (map->size <= ENT_NODE_MANY) {
        for (const ent_node *child = map->first; child != NULL; child = child->next)
            for (ent_node *later = child->next; later != NULL; later = later->next)
                if (!later->duplicate && ent_same_key(child->key, later->key)) {
                    later->duplicate = true;
                    tell_duplicate(b, child, later);
                    found++;
                }
    } else {
        if (!ent_node_sort(map, b->arena)) return ENT_MEMORY;
        ent_node *const *sorted = map->sorted;
        size_t first = 0;
        for (size_t i = 1; i < map->size; i++) {
            if (strcmp(sorted[first]->key, sorted[i]->key) != 0) {
                first = i;
                continue;
            }
            sorted[i]->duplicate = true;
            if (found++ < MOST_TOLD) tell_duplicate(b, sorted[first], sorted[i]);
        }
    }
    if (found == 0) return ENT_OK;
    drop_duplicates(map);
    return ent_node_sort(map, b->arena) ? ENT_OK : ENT_MEMORY;
}

static ent_status on_end(builder *b, const yaml_event_t *event) {
    ent_node *node = b->stack[--b->depth].node;
    /* A block ends where the next token begins, beyond comments: take the end of its last child instead. */
    if (node->flow || node->last == NULL)
        node->end = (uint32_t)byte_of(b, event->end_mark.index);
    else
        node->end = node->last->end;
    if (node->kind == ENT_NODE_MAP) return check_keys(b, node);
    return ent_node_sort(node, b->arena) ? ENT_OK : ENT_MEMORY;
}

static ent_status on_alias(builder *b, const yaml_event_t *event) {
    size_t start = byte_of(b, event->start_mark.index), end = byte_of(b, event->end_mark.index);
    if (expects_key(b))
        return fail_at(b, "E-CASE-0010", start, end - start, NULL, "a key must be a text, not an alias");
    const ent_node *target = NULL;
    for (size_t i = b->anchors_size; i-- > 0 && target == NULL;)
        if (strcmp(b->anchors[i].name, (const char *)event->data.alias.anchor) == 0) target = b->anchors[i].node;
    if (target == NULL)
        return fail_at(b, "E-CASE-0008", start, end - start, NULL, "no anchor of this name stands before this alias");
    if (open_above(b, target))
        return fail_at(b, "E-CASE-0008", start, end - start, NULL, "this alias stands for a map or list around itself");
    ent_node *copy = ent_node_copy(target, b->arena, &b->aliased);
    if (copy == NULL) {
        if (b->aliased > 0) return ENT_MEMORY;
        fail_at(b, "E-CASE-0007", start, end - start, "write out what differs", "aliases stand for too many values");
        return ENT_LIMIT;
    }
    size_t depth = 0;
    for (const ent_node *n = copy; n != NULL; n = ent_node_walk(copy, n)) {
        size_t below = 1;
        for (const ent_node *up = n; up != copy; up = up->parent)
            below++;
        depth = below > depth ? below : depth;
    }
    if (b->depth + depth > ENT_YAML_DEPTH) {
        fail_at(b, "E-CASE-0006", start, end - start, NULL, "maps and lists are nested too deeply");
        return ENT_LIMIT;
    }
    copy->alias = true;
    copy->key = NULL;
    copy->key_start = copy->key_end = 0;
    attach(b, copy);
    return ENT_OK;
}

static ent_status on_event(builder *b, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (b->documents)
            return fail_at(b, "E-CASE-0005", byte_of(b, event->start_mark.index), 3, "keep one case in a file",
                           "a second document begins here");
        b->documents = true;
        return ENT_OK;
    case YAML_SCALAR_EVENT:
        return on_scalar(b, event);
    case YAML_MAPPING_START_EVENT:
        return on_start(b, event, ENT_NODE_MAP);
    case YAML_SEQUENCE_START_EVENT:
        return on_start(b, event, ENT_NODE_LIST);
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        return on_end(b, event);
    case YAML_ALIAS_EVENT:
        return on_alias(b, event);
    case YAML_STREAM_END_EVENT:
        b->ended = true;
        return ENT_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return ENT_OK;
    }
    return ENT_OK;
}

static ent_status on_parser_error(builder *b, const yaml_parser_t *parser) {
    if (parser->error == YAML_MEMORY_ERROR) return ENT_MEMORY;
    size_t at = parser->error == YAML_READER_ERROR ? parser->problem_offset : byte_of(b, parser->problem_mark.index);
    if (at > b->document->size) at = b->document->size;
    size_t context_at = parser->context != NULL ? byte_of(b, parser->context_mark.index) : at;
    const ent_yaml_fault fault = {.document = b->document,
                                  .at = at,
                                  .context_at = context_at < at ? context_at : at,
                                  .problem = parser->problem,
                                  .context = parser->context};
    ent_yaml_problem problem;
    ent_yaml_explain(&fault, &problem);
    return fail_at(b, "E-CASE-0003", problem.at, problem.length, problem.hint, problem.message);
}

static ent_status parse(builder *b) {
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) return ENT_MEMORY;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)b->document->text, b->document->size);
    ent_status status = ENT_OK;
    for (size_t events = 0; status == ENT_OK && !b->ended; events++) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            status = on_parser_error(b, &parser);
            break;
        }
        status = on_event(b, &event);
        yaml_event_delete(&event);
        if (events % 65536 == 65535 && ent_run_cancelled(b->run)) status = ENT_CANCELLED;
    }
    yaml_parser_delete(&parser);
    return status;
}

ent_status ent_yaml_read(const ent_run *run, ent_arena *arena, const char *file, const char *text, size_t size,
                         const ent_document **document, ent_node **root) {
    if (size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        size -= 3;
    }
    builder *b = ent_arena_alloc(arena, sizeof *b);
    if (b == NULL) return ENT_MEMORY;
    bool large = size > ENT_YAML_BYTES;
    *b = (builder){.run = run, .arena = arena, .nodes = ENT_YAML_NODES, .aliased = ENT_YAML_ALIASED};
    b->document = ent_document_new(arena, file, large ? "" : text, large ? 0 : size);
    if (b->document == NULL) return ENT_MEMORY;
    *document = b->document;
    if (large) {
        fail_at(b, "E-CASE-0007", 0, 1, "keep tables in files beside the case", "the file is larger than 64 MiB");
        return ENT_LIMIT;
    }
    ent_status status = check_text(b);
    if (status == ENT_OK) status = parse(b);
    if (status == ENT_OK && b->root == NULL)
        status = fail_at(b, "E-CASE-0004", 0, 1, "begin with 'entente: 1', or try 'entente new'", "the file is empty");
    *root = status == ENT_OK ? b->root : NULL; /* duplicate keys alone do not stop the reading */
    return status != ENT_OK ? status : b->errors > 0 ? ENT_INPUT : ENT_OK;
}
