/* A bounded list of diagnostics. */
#include <entente/base.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

typedef struct kept {
    ent_diagnostic diagnostic;
    size_t order; /* keeps the order of equals when sorting */
} kept;

struct ent_diagnostics {
    const ent_allocator *allocator;
    ent_arena *arena; /* the texts; NULL when memory failed after a clear */
    kept *items;
    size_t size, capacity, most;
    size_t counts[ENT_ERROR + 1];
    size_t kept[ENT_ERROR + 1]; /* of `items` */
};

ent_diagnostics *ent_diagnostics_new(const ent_allocator *allocator, size_t most) {
    if (allocator == NULL) allocator = ent_allocator_default();
    ent_diagnostics *list = ent_alloc(allocator, sizeof *list);
    if (list == NULL) return NULL;
    list->allocator = allocator;
    list->most = most;
    list->arena = ent_arena_new(allocator);
    if (list->arena == NULL) {
        ent_free(allocator, list);
        return NULL;
    }
    return list;
}

void ent_diagnostics_free(ent_diagnostics *list) {
    if (list == NULL) return;
    ent_arena_free(list->arena);
    ent_free(list->allocator, list->items);
    ent_free(list->allocator, list);
}

static bool grow(ent_diagnostics *list) {
    if (list->size < list->capacity) return true;
    size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
    kept *items = ent_realloc_array(list->allocator, list->items, list->capacity, capacity, sizeof *items);
    if (items == NULL) return false;
    list->items = items;
    list->capacity = capacity;
    return true;
}

/* Copies a text that may be NULL; false when memory fails. */
static bool copy(ent_arena *arena, const char **text) {
    if (*text == NULL) return true;
    *text = ent_arena_text(arena, *text);
    return *text != NULL;
}

/* A full list gives up its last entry of the least severity for a more severe one: errors are not lost behind
 * warnings. */
static bool make_room(ent_diagnostics *list, ent_severity severity) {
    size_t least = ENT_NOTE, at = list->size;
    while (least < (size_t)severity && list->kept[least] == 0)
        least++;
    if (least == (size_t)severity) return false;
    do
        at--;
    while ((size_t)list->items[at].diagnostic.severity != least);
    list->kept[least]--;
    memmove(list->items + at, list->items + at + 1, (list->size - at - 1) * sizeof *list->items);
    list->size--;
    return true;
}

void ent_diagnose(ent_diagnostics *list, const ent_diagnostic *diagnostic) {
    if (list == NULL) return;
    list->counts[diagnostic->severity]++;
    if (list->arena == NULL || (list->size >= list->most && !make_room(list, diagnostic->severity)) || !grow(list))
        return;
    ent_diagnostic own = *diagnostic;
    if (own.id == NULL) own.id = "";
    if (own.message == NULL) own.message = "";
    bool whole = copy(list->arena, &own.id) && copy(list->arena, &own.place.file) && copy(list->arena, &own.path) &&
                 copy(list->arena, &own.message) && copy(list->arena, &own.hint) && copy(list->arena, &own.line);
    if (!whole) return;
    list->items[list->size] = (kept){own, list->size > 0 ? list->items[list->size - 1].order + 1 : 0};
    list->size++;
    list->kept[own.severity]++;
}

void ent_diagnosef(ent_diagnostics *list, ent_severity severity, const char *id, const ent_place *place,
                   const char *path, const char *hint, const char *line, const char *format, ...) {
    if (list == NULL) return;
    ent_buffer message;
    ent_buffer_init(&message, list->allocator);
    va_list arguments;
    va_start(arguments, format);
    ent_buffer_vprintf(&message, format, arguments);
    va_end(arguments);
    ent_diagnostic diagnostic = {.severity = severity, .id = id, .path = path, .hint = hint, .line = line};
    if (place != NULL) diagnostic.place = *place;
    diagnostic.message = message.failed ? format : message.data; /* without memory the format says enough */
    ent_diagnose(list, &diagnostic);
    ent_buffer_free(&message);
}

size_t ent_diagnostics_size(const ent_diagnostics *list) {
    return list == NULL ? 0 : list->size;
}

const ent_diagnostic *ent_diagnostics_at(const ent_diagnostics *list, size_t index) {
    return list == NULL || index >= list->size ? NULL : &list->items[index].diagnostic;
}

size_t ent_diagnostics_count(const ent_diagnostics *list, ent_severity severity) {
    return list == NULL ? 0 : list->counts[severity];
}

static int compare_sizes(size_t a, size_t b) {
    return (a > b) - (a < b);
}

static int compare_places(const void *left, const void *right) {
    const kept *a = left, *b = right;
    const ent_place *p = &a->diagnostic.place, *q = &b->diagnostic.place;
    if ((p->file == NULL) != (q->file == NULL)) return p->file == NULL ? -1 : 1;
    int order = p->file == NULL ? 0 : strcmp(p->file, q->file);
    if (order == 0) order = compare_sizes(p->line, q->line);
    if (order == 0) order = compare_sizes(p->column, q->column);
    return order != 0 ? order : compare_sizes(a->order, b->order);
}

void ent_diagnostics_sort(ent_diagnostics *list) {
    if (list == NULL || list->size < 2) return;
    qsort(list->items, list->size, sizeof *list->items, compare_places);
    for (size_t i = 0; i < list->size; i++)
        list->items[i].order = i;
}

void ent_diagnostics_cut(ent_diagnostics *list, size_t most) {
    if (list == NULL || list->size <= most) return;
    size_t room[ENT_ERROR + 1], left = most, size = 0;
    for (size_t severity = ENT_ERROR + 1; severity-- > 0;) {
        room[severity] = list->kept[severity] < left ? list->kept[severity] : left;
        left -= room[severity];
    }
    memcpy(list->kept, room, sizeof list->kept);
    for (size_t i = 0; i < list->size; i++) {
        size_t *of = &room[list->items[i].diagnostic.severity];
        if (*of == 0) continue;
        --*of;
        list->items[size++] = list->items[i];
    }
    list->size = size;
}

void ent_diagnostics_clear(ent_diagnostics *list) {
    if (list == NULL) return;
    ent_arena_free(list->arena);
    list->arena = ent_arena_new(list->allocator);
    list->size = 0;
    memset(list->counts, 0, sizeof list->counts);
    memset(list->kept, 0, sizeof list->kept);
}
