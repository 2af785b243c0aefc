/* Names of one kind, sorted, so that references are found quickly. */
#include "case/names.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const void *a, const void *b) {
    const ent_name *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->index > y->index) - (x->index < y->index);
}

bool ent_names_make(ent_names *names, ent_arena *arena, const char *const *texts, size_t size) {
    names->rows = ent_arena_array(arena, size, sizeof *names->rows);
    names->size = 0;
    if (names->rows == NULL) return false;
    for (size_t i = 0; i < size; i++)
        names->rows[i] = (ent_name){texts[i], (int)i};
    names->size = size;
    qsort(names->rows, size, sizeof *names->rows, by_text);
    return true;
}

int ent_names_find(const ent_names *names, const char *text) {
    size_t low = 0, high = names->size;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(names->rows[middle].text, text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < names->size && strcmp(names->rows[low].text, text) == 0 ? names->rows[low].index : -1;
}

const char *ent_names_closest(const ent_names *names, const char *text, ent_arena *arena) {
    const char **texts = ent_arena_array(arena, names->size, sizeof *texts);
    if (texts == NULL) return NULL;
    for (size_t i = 0; i < names->size; i++)
        texts[i] = names->rows[i].text;
    return ent_closest(text, texts, names->size);
}
