/* Reads maps into records by their shapes. */
#include "case/bind.h"

#include <string.h>

enum { MOST_ROWS = 64, MOST_SLIPS = 16, LONG_LIST = 400 };

static char *member(void *record, size_t offset) {
    return (char *)record + offset;
}

const char *ent_node_describe(const ent_node *node) {
    if (node->kind == ENT_NODE_MAP) return "a map";
    if (node->kind == ENT_NODE_LIST) return "a list";
    return ent_node_is_null(node) ? "nothing" : "a single value";
}

bool ent_bind_expect(ent_binder *binder, const ent_node *node, ent_node_kind kind, const char *what) {
    if (node->kind == kind) return true;
    const char *hint = NULL;
    if (kind == ENT_NODE_LIST && node->kind == ENT_NODE_SCALAR && !ent_node_is_null(node))
        hint = strstr(node->text, " - ") != NULL ? "begin the list on the line below its key"
                                                 : "a list stands in brackets: [one, two]";
    else if (kind == ENT_NODE_LIST && node->kind == ENT_NODE_MAP)
        hint = "begin each entry with '- ', and put its name into it";
    else if (kind == ENT_NODE_MAP && node->kind == ENT_NODE_LIST)
        hint = "write each entry as 'name: ...', without '- '";
    ent_bind_error(binder, node, "E-CASE-0103", hint, "%s should stand here, not %s", what, ent_node_describe(node));
    return false;
}

/* ---- which row a key belongs to ---- */

typedef struct row { /* of a shape, those of included shapes among them */
    const ent_field *field;
    size_t base; /* offset of the struct it belongs to */
    ent_node *node;
} row;

typedef struct rows {
    row items[MOST_ROWS];
    size_t size;
    const ent_field *rest;
} rows;

static void collect_rows(const ent_shape *shape, size_t base, rows *all) {
    for (size_t i = 0; i < shape->size; i++) {
        const ent_field *field = &shape->fields[i];
        if (field->flags & ENT_REST)
            all->rest = field;
        else if (field->kind == ENT_FIELD_INCLUDE)
            collect_rows(field->shape, base + field->offset, all);
        else if (all->size < MOST_ROWS)
            all->items[all->size++] = (row){field, base, NULL};
    }
}

static row *row_of(rows *all, const char *key) {
    for (size_t i = 0; i < all->size; i++)
        if (ent_same_key(all->items[i].field->key, key)) return &all->items[i];
    return NULL;
}

/* Slips that a suggestion would not find. */
static const char *slip_hint(ent_binder *binder, const ent_node *node) {
    const char *colon = strchr(node->key, ':');
    if (strcmp(node->key, "<<") == 0)
        return "merge keys are not part of YAML 1.2: write the entries out, or use an alias for a whole value";
    if (colon != NULL && colon > node->key && colon[1] != '\0')
        return ent_bind_text(binder, "write a space after the colon: '%.*s: %.40s'", (int)(colon - node->key),
                             node->key, colon + 1);
    if (node->key[strspn(node->key, "0123456789")] == '\0' && ent_node_is_null(node))
        return "a comma inside braces begins the next key: write numbers without separators";
    return NULL;
}

/* The key that was meant, if it can be told. */
static const char *unknown_key(ent_binder *binder, const ent_shape *shape, const rows *all, const ent_node *node) {
    const char *keys[MOST_ROWS + 4];
    size_t size = 0;
    char list[LONG_LIST] = "";
    for (size_t i = 0; i < all->size; i++) {
        keys[size++] = all->items[i].field->key;
        if (strlen(list) + strlen(keys[i]) + 3 < sizeof list) {
            strcat(list, i > 0 ? ", " : "");
            strcat(list, keys[i]);
        }
    }
    static const char *const owners[] = {"record", "reported", "judged_by", "because"};
    for (size_t i = 0; i < 4; i++)
        keys[size++] = owners[i];
    const char *meant = ent_closest(node->key, keys, size);
    const char *hint = slip_hint(binder, node);
    if (hint == NULL && meant != NULL) hint = ent_bind_text(binder, "did you mean '%s'?", meant);
    if (hint == NULL) hint = ent_bind_text(binder, "allowed here: %s", list);
    ent_bind_key_error(binder, node, "E-CASE-0101", hint, "unknown key '%.60s' in %s", node->key, shape->name);
    if (meant != NULL) node->parent->misspelt = true;
    return meant;
}

static bool in_list(const char *word, const char *const *words, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (strcmp(words[i], word) == 0) return true;
    return false;
}

/* Gives each child its row; says which are unknown or missing. What is only misspelt is not missing too. */
static void match_rows(ent_binder *binder, const ent_shape *shape, ent_node *node, rows *all) {
    const char *meant[MOST_SLIPS];
    size_t meant_size = 0;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        if (ent_is_provenance_key(child->key)) continue;
        row *match = row_of(all, child->key);
        if (match != NULL) {
            match->node = child;
        } else if (all->rest == NULL) {
            const char *key = unknown_key(binder, shape, all, child);
            if (key != NULL && meant_size < MOST_SLIPS) meant[meant_size++] = key;
        }
    }
    for (size_t i = 0; i < all->size; i++)
        if (all->items[i].node == NULL && (all->items[i].field->flags & ENT_REQUIRED) &&
            !in_list(all->items[i].field->key, meant, meant_size))
            ent_bind_key_error(binder, node, "E-CASE-0102", NULL, "%s needs the key '%s'", shape->name,
                               all->items[i].field->key);
}

/* ---- several records ---- */

ent_node **ent_bind_entries(ent_binder *binder, const ent_node *map, size_t *size) {
    *size = 0;
    ent_node **entries = ent_bind_array(binder, map->size, sizeof *entries);
    if (entries == NULL) return NULL;
    for (ent_node *child = map->first; child != NULL; child = child->next)
        if (child->key == NULL || !ent_is_provenance_key(child->key)) entries[(*size)++] = child;
    return entries;
}

static bool bind_key(ent_binder *binder, const ent_shape *shape, const ent_node *node, void *record) {
    char *at = member(record, shape->key_offset);
    switch (shape->key) {
    case ENT_KEY_ID:
        memcpy(at, &node->key, sizeof node->key); /* kept even when it is not a good id: others may refer to it */
        return ent_bind_id(binder, node, true, &(const char *){NULL});
    case ENT_KEY_TEXT:
        memcpy(at, &node->key, sizeof node->key);
        return true;
    case ENT_KEY_REFERENCE:
        return ent_bind_reference(binder, shape->key_names, node, true, (int *)(void *)at);
    case ENT_KEY_YEAR:
        return ent_bind_year(binder, node, node->key, true, (int *)(void *)at);
    case ENT_KEY_NONE:
        break;
    }
    return true;
}

static void check_unique(ent_binder *binder, const ent_shape *shape, ent_node *const *entries, size_t size) {
    const char **ids = ent_bind_array(binder, size, sizeof *ids);
    ent_names names;
    if (ids == NULL) return;
    for (size_t i = 0; i < size; i++) {
        const char *id = ent_node_id(entries[i]);
        ids[i] = id != NULL ? id : "";
    }
    if (!ent_names_make(&names, binder->arena, ids, size)) {
        binder->failed = true;
        return;
    }
    for (size_t i = 0; i < size; i++) {
        int first = ids[i][0] == '\0' ? (int)i : ent_names_find(&names, ids[i]);
        if (first < 0 || (size_t)first == i) continue;
        ent_place place = ent_node_place(binder->result, ent_node_child(entries[first], "id"));
        ent_bind_error(binder, ent_node_child(entries[i], "id"), "E-CASE-0107", "every id is given once",
                       "the id '%.60s' belongs to another %s already, at line %zu", ids[i], shape->name, place.line);
    }
}

static void store_array(const ent_field *field, void *record, void *array, size_t size) {
    memcpy(member(record, field->offset), &array, sizeof array);
    memcpy(member(record, field->size_offset), &size, sizeof size);
}

/* What is compared with everything else of its kind must not be without bound. */
static void check_many(ent_binder *binder, const ent_field *field, const ent_node *node, size_t size) {
    if (field->most == 0 || size <= field->most) return;
    binder->oversize = true;
    ent_bind_key_error(binder, node, "E-CASE-0147", NULL, "'%s' has %zu entries; at most %lu are possible",
                       node->key != NULL ? node->key : field->key, size, (unsigned long)field->most);
}

static bool bind_records(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const ent_shape *shape = field->shape;
    size_t size = 0;
    ent_node **entries = ent_bind_entries(binder, node, &size);
    char *array = ent_bind_array(binder, size, shape->bytes);
    if (entries == NULL || array == NULL) return false;
    check_many(binder, field, node, size);
    if (size == 0 && (field->flags & ENT_NOT_EMPTY))
        ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' is empty", field->key);
    ent_owner *before = ent_bind_enter(binder, node);
    store_array(field, record, array, size);
    bool good = true;
    for (size_t i = 0; i < size && !binder->failed; i++) {
        void *entry = array + i * shape->bytes;
        if (shape->start != NULL) shape->start(binder, entry);
        good = bind_key(binder, shape, entries[i], entry) && good;
        good = ent_bind_record(binder, shape, entries[i], entry) && good;
    }
    if (shape->identified) check_unique(binder, shape, entries, size);
    ent_bind_leave(binder, before);
    return good && !binder->failed;
}

/* Whether a key that names nothing looks like one of the other rows; then says so. */
static bool is_slip_of_row(ent_binder *binder, const ent_shape *shape, const rows *all, const ent_node *child) {
    if (shape->key != ENT_KEY_REFERENCE) return false;
    const ent_names *names = &binder->kept->names[shape->key_names];
    if (ent_names_find(names, child->key) != ENT_NOWHERE || ent_names_closest(names, child->key, binder->arena) != NULL)
        return false;
    const char *keys[MOST_ROWS];
    for (size_t i = 0; i < all->size; i++)
        keys[i] = all->items[i].field->key;
    const char *hint = ent_bind_suggest(binder, child->key, keys, all->size);
    if (hint == NULL) return false;
    ent_bind_key_error(binder, child, "E-CASE-0101", hint, "unknown key '%.60s'", child->key);
    return true;
}

/* The rows that a field of kind MAP with ENT_REST takes: a map without the keys of the other rows. */
static bool bind_rest(ent_binder *binder, const ent_field *field, const rows *all, ent_node *node, void *record) {
    const ent_shape *shape = field->shape;
    size_t size = 0;
    char *array = ent_bind_array(binder, node->size, shape->bytes);
    if (array == NULL) return false;
    check_many(binder, field, node, node->size);
    bool good = true;
    for (ent_node *child = node->first; child != NULL && !binder->failed; child = child->next) {
        bool taken = ent_is_provenance_key(child->key);
        for (size_t i = 0; i < all->size && !taken; i++)
            taken = all->items[i].node == child;
        if (taken || is_slip_of_row(binder, field->shape, all, child)) continue;
        void *entry = array + size++ * shape->bytes;
        if (shape->start != NULL) shape->start(binder, entry);
        if (bind_key(binder, shape, child, entry))
            good = ent_bind_record(binder, shape, child, entry) && good;
        else
            size--, memset(entry, 0, shape->bytes), good = false;
    }
    store_array(field, record, array, size);
    return good;
}

/* ---- one record ---- */

bool ent_bind_record(ent_binder *binder, const ent_shape *shape, ent_node *node, void *record) {
    ent_owner *before = ent_bind_enter(binder, node);
    size_t errors = binder->errors;
    if (shape->node_offset > 0) memcpy(member(record, shape->node_offset), &node, sizeof node);
    const ent_provenance *provenance = &binder->owner->provenance;
    if (shape->provenance_offset > 0) memcpy(member(record, shape->provenance_offset), &provenance, sizeof provenance);
    if (shape->shorthand != NULL && node->kind != ENT_NODE_MAP) {
        shape->shorthand(binder, node, record);
    } else if (node->kind == ENT_NODE_MAP) {
        rows all = {.size = 0, .rest = NULL};
        collect_rows(shape, 0, &all);
        match_rows(binder, shape, node, &all);
        for (size_t i = 0; i < all.size && !binder->failed; i++)
            if (all.items[i].node != NULL)
                ent_bind_field(binder, all.items[i].field, all.items[i].node, member(record, all.items[i].base));
        if (all.rest != NULL && !binder->failed) bind_rest(binder, all.rest, &all, node, record);
        if (shape->check != NULL && !binder->failed) shape->check(binder, node, record);
    } else {
        rows all = {.size = 0, .rest = NULL};
        collect_rows(shape, 0, &all);
        const char *key = all.rest == NULL && all.size > 0 ? all.items[0].field->key : NULL;
        ent_bind_error(binder, node, "E-CASE-0103",
                       key != NULL ? ent_bind_text(binder, "for instance {%s: ...}", key) : NULL,
                       "%s should be a map, not %s", shape->name, ent_node_describe(node));
    }
    ent_bind_leave(binder, before);
    return binder->errors == errors && !binder->failed;
}

/* ---- one field ---- */

static bool bind_text(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a text", &text)) return false;
    memcpy(member(record, field->offset), &text, sizeof text);
    return true;
}

static bool bind_id(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return ent_bind_id(binder, node, false, (const char **)(void *)member(record, field->offset));
}

static bool bind_bool(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    bool *out = (bool *)(void *)member(record, field->offset);
    const char *text = ent_node_text(node);
    if (text != NULL && node->plain && (strcmp(text, "true") == 0 || strcmp(text, "True") == 0)) {
        *out = true;
        return true;
    }
    if (text != NULL && node->plain && (strcmp(text, "false") == 0 || strcmp(text, "False") == 0)) {
        *out = false;
        return true;
    }
    static const char *const words[] = {"true", "false"};
    const char *hint = text != NULL ? ent_bind_suggest(binder, text, words, 2) : NULL;
    ent_bind_error(binder, node, "E-CASE-0103", hint != NULL ? hint : "yes and no are words, not truth values",
                   "'%s' must be true or false",
                   field->key != NULL  ? field->key
                   : node->key != NULL ? node->key
                                       : "this");
    return false;
}

static bool bind_year(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a year", &text)) return false;
    return ent_bind_year(binder, node, text, false, (int *)(void *)member(record, field->offset));
}

static bool bind_count(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a whole number", &text)) return false;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || text[digits] != '\0' || digits > 9) {
        ent_bind_error(binder, node, "E-CASE-0111", NULL, "'%s' must be a whole number from 0 on", field->key);
        return false;
    }
    uint32_t value = 0;
    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (uint32_t)(text[i] - '0');
    memcpy(member(record, field->offset), &value, sizeof value);
    return true;
}

static bool bind_number(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return ent_bind_number(binder, field, node, (ent_number *)(void *)member(record, field->offset), NULL);
}

static bool bind_date(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return ent_bind_date(binder, node, (ent_date *)(void *)member(record, field->offset));
}

static bool bind_choice(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return ent_bind_choice(binder, node, field->choices, (const char **)(void *)member(record, field->offset));
}

static bool bind_texts(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (node->kind == ENT_NODE_LIST && node->size == 0 && (field->flags & ENT_NOT_EMPTY))
        ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' is empty", field->key);
    return ent_bind_texts(binder, node, (const char *const **)(void *)member(record, field->offset),
                          (size_t *)(void *)member(record, field->size_offset));
}

static bool bind_reference(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return ent_bind_reference(binder, field->names, node, false, (int *)(void *)member(record, field->offset));
}

static bool bind_references(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list of ids")) return false;
    int *items = ent_bind_array(binder, node->size, sizeof *items);
    if (items == NULL) return false;
    if (node->size == 0 && (field->flags & ENT_NOT_EMPTY))
        ent_bind_error(binder, node, "E-CASE-0114", NULL, "'%s' is empty", field->key);
    size_t size = 0;
    for (ent_node *child = node->first; child != NULL; child = child->next) {
        if (!ent_bind_reference(binder, field->names, child, false, &items[size])) continue;
        bool twice = false;
        for (size_t i = 0; i < size && !twice && !binder->oversize; i++)
            twice = items[i] == items[size];
        if (twice)
            ent_bind_error(binder, child, "E-CASE-0115", "name it once", "'%.60s' stands in this list twice",
                           ent_node_text(child));
        else
            size++;
    }
    store_array(field, record, items, size);
    return true;
}

static bool bind_name(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    int index = ENT_NOWHERE;
    if (!ent_bind_reference(binder, field->names, node, false, &index)) return false;
    memcpy(member(record, field->offset), &node->text, sizeof node->text);
    return true;
}

static bool bind_sub_record(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (field->size_offset > 0) *(bool *)(void *)member(record, field->size_offset) = true;
    void *at = member(record, field->offset);
    if (field->shape->start != NULL) field->shape->start(binder, at);
    return ent_bind_record(binder, field->shape, node, at);
}

static bool bind_list(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (!ent_bind_expect(binder, node, ENT_NODE_LIST, "a list")) return false;
    return bind_records(binder, field, node, record);
}

static bool bind_map(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map")) return false;
    return bind_records(binder, field, node, record);
}

static bool bind_custom(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    return field->read(binder, field, node, record);
}

bool ent_bind_field(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    static bool (*const readers[])(ent_binder *, const ent_field *, ent_node *, void *) = {
        [ENT_FIELD_TEXT] = bind_text,
        [ENT_FIELD_ID] = bind_id,
        [ENT_FIELD_BOOL] = bind_bool,
        [ENT_FIELD_YEAR] = bind_year,
        [ENT_FIELD_COUNT] = bind_count,
        [ENT_FIELD_NUMBER] = bind_number,
        [ENT_FIELD_DATE] = bind_date,
        [ENT_FIELD_CHOICE] = bind_choice,
        [ENT_FIELD_TEXTS] = bind_texts,
        [ENT_FIELD_REFERENCE] = bind_reference,
        [ENT_FIELD_REFERENCES] = bind_references,
        [ENT_FIELD_NAME] = bind_name,
        [ENT_FIELD_RECORD] = bind_sub_record,
        [ENT_FIELD_LIST] = bind_list,
        [ENT_FIELD_MAP] = bind_map,
        [ENT_FIELD_INCLUDE] = NULL,
        [ENT_FIELD_CUSTOM] = bind_custom,
    };
    bool good = readers[field->kind](binder, field, node, record);
    if (field->after != NULL && !binder->failed) field->after(binder);
    return good && !binder->failed;
}
