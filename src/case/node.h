/* The tree of a case file: what was written, where. Private to src/case.
 *
 * Nodes live in the case's arena and keep byte offsets into their document; lines and columns are worked out when
 * somebody asks, so a node stays small. Aliases are expanded into copies with a parent of their own. */
#ifndef ENTENTE_CASE_NODE_H
#define ENTENTE_CASE_NODE_H

#include <entente/case.h>

#include <string.h>

/* A text that nodes come from: the file, or the value of one assignment. */
typedef struct ent_document {
    const char *file; /* for diagnostics */
    const char *text; /* NUL-terminated, without byte order mark */
    size_t size;
    const uint32_t *lines; /* byte offset of the start of each line */
    size_t lines_size;
} ent_document;

typedef enum ent_node_kind { ENT_NODE_SCALAR, ENT_NODE_MAP, ENT_NODE_LIST } ent_node_kind;

struct ent_node {
    const ent_document *document;
    ent_node *parent, *first, *last, *next;
    ent_node *const *sorted; /* children of a map by key, of a list by id, where there are many; else NULL */
    const char *key;         /* in a map; NULL in a list and for the root */
    const char *text;        /* of a scalar, never NULL there */
    const char *owner;       /* set by an overlay: who answers for it instead of the map around it */
    uint32_t start, end, key_start, key_end; /* bytes */
    uint32_t sorted_size;
    uint32_t size, index;          /* children; place among its siblings, from 0 */
    uint32_t slot_first, slot_end; /* slots of the numbers in it */
    uint8_t kind;
    bool plain;     /* a scalar without quotes or tag */
    bool flow;      /* a map or list in {} or [] */
    bool alias;     /* stands for an anchor: its place is there */
    bool duplicate; /* of a key that its map has already: left out */
    bool misspelt;  /* a map with an unknown key that looks like another: what is missing was told with it */
};

/* Keys differ in their first letter as a rule: most comparisons end there. */
static inline bool ent_same_key(const char *a, const char *b) {
    return a[0] == b[0] && strcmp(a, b) == 0;
}

enum { ENT_NODE_MANY = 12 }; /* maps with more children get a sorted index */

/* Copies the text into the arena and finds its lines. NULL when memory fails. */
ent_document *ent_document_new(ent_arena *arena, const char *file, const char *text, size_t size);
/* Line and column (from 1, in characters) of a byte; column 0 far out in a very long line. */
void ent_document_place(const ent_document *document, size_t byte, ent_place *place);
/* The line of a byte without its end, in the arena; NULL for lines that are too long to be shown. */
char *ent_document_line(const ent_document *document, size_t byte, ent_arena *arena);

ent_node *ent_node_child(const ent_node *map, const char *key);      /* NULL if none */
ent_node *ent_node_item_by_id(const ent_node *list, const char *id); /* the first with this `id`; NULL if none */
/* The item of a list with this `id`, or at this place ("2" or "#2", from 1); NULL if none. */
ent_node *ent_node_item(const ent_node *list, const char *name);
const char *ent_node_id(const ent_node *map); /* its `id`, if it has one */
bool ent_node_is_null(const ent_node *node);  /* nothing, ~, null */
void ent_node_append(ent_node *parent, ent_node *child);
/* Puts `with` in the place (key, order) of `old`. */
void ent_node_replace(ent_node *old, ent_node *with);
/* Builds the sorted index where it pays. false when memory fails. */
bool ent_node_sort(ent_node *parent, ent_arena *arena);
/* A copy of a tree; the parent of the copy is NULL. NULL when memory fails. `nodes`: how many may still be made,
 * counted down; NULL when it runs out, with *nodes 0. */
ent_node *ent_node_copy(const ent_node *node, ent_arena *arena, size_t *nodes);
/* A copy of a whole tree that owns its texts, in the arena of the copy; nodes of document `from` then belong to `to`.
 */
ent_node *ent_tree_copy(const ent_node *tree, ent_arena *arena, const ent_document *from, const ent_document *to);
/* The next node of a walk through the tree below `root`, parents first; NULL at the end. */
const ent_node *ent_node_walk(const ent_node *root, const ent_node *node);
/* YAML in flow style on one line: "{a: 1, b: [x, y]}". */
void ent_node_write(ent_buffer *out, const ent_node *node);
void ent_node_write_key(ent_buffer *out, const char *key); /* in quotes where it needs them */
ent_place ent_node_key_place(const ent_node *node);        /* of its key; of the node itself if it has none */

/* Follows a path from `root`. On failure NULL, *parent the deepest node reached and *rest what could not be followed
 * (both may be NULL). */
ent_node *ent_path_find(const ent_node *root, const char *path, const ent_node **parent, const char **rest);
/* Writes the path of a node. */
void ent_path_write(ent_buffer *out, const ent_node *node);
/* Takes the next name off a path ("\." stands for a dot inside a name). NULL at the end or when memory fails. */
char *ent_path_next(ent_arena *arena, const char **path);

#endif
