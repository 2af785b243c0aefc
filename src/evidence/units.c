/* What the number at a path of a case is counted in. */
#include "evidence/verify.h"

#include <string.h>

static const ent_unit percent = {.name = "percent", .factor = 1};

/* The n-th part of a path, from 0; its length is 0 where there is none. */
static const char *part(const char *path, size_t n, size_t *length) {
    for (;; n--) {
        *length = strcspn(path, ".");
        if (n == 0) return path;
        path += *length;
        if (*path == '\0') {
            *length = 0;
            return path;
        }
        path++;
    }
}

static bool same(const char *text, size_t length, const char *word) {
    return strlen(word) == length && memcmp(text, word, length) == 0;
}

static bool has_part(const char *path, const char *word) {
    size_t length;
    for (size_t n = 0;; n++) {
        const char *at = part(path, n, &length);
        if (length == 0) return false;
        if (same(at, length, word)) return true;
    }
}

static const ent_unit *of_series(const ent_case *c, const char *id, size_t length) {
    for (size_t i = 0; i < c->series_size; i++)
        if (same(id, length, c->series[i].id)) return &c->series[i].unit;
    return NULL;
}

static const ent_unit *of_agreement(const ent_case *c, const char *path, const char *id, size_t length) {
    static const char *const percents[] = {"growth", "cap", "floor", "plus", "rate"};
    static const char *const others[] = {"rounds", "parts", "lag", "round"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_part(path, others[i])) return NULL;
    for (size_t i = 0; i < sizeof percents / sizeof *percents; i++)
        if (has_part(path, percents[i])) return &percent;
    for (size_t i = 0; i < c->agreements_size; i++)
        if (same(id, length, c->agreements[i].id)) return &c->agreements[i].unit;
    return NULL;
}

static const ent_unit *of_project(const ent_case *c, const char *path, const char *id, size_t length) {
    static const char *const others[] = {"units", "weights", "shares", "share", "q"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (has_part(path, others[i])) return NULL;
    for (size_t i = 0; i < c->projects_size; i++)
        if (same(id, length, c->projects[i].id)) return &c->projects[i].unit;
    return NULL;
}

static const ent_unit *of_position(const ent_case *c, const char *id, size_t length) {
    for (size_t i = 0; i < c->positions_size; i++) {
        const ent_position *row = &c->positions[i];
        if (row->id != NULL && same(id, length, row->id) && row->issue >= 0) return &c->issues[row->issue].unit;
    }
    return NULL;
}

const ent_unit *ent_unit_at(const ent_case *c, const char *path) {
    size_t first, second;
    const char *kind = part(path, 0, &first), *id = part(path, 1, &second);
    if (same(kind, first, "series")) return of_series(c, id, second);
    if (same(kind, first, "agreements")) return of_agreement(c, path, id, second);
    if (same(kind, first, "projects")) return of_project(c, path, id, second);
    if (same(kind, first, "positions")) return has_part(path, "value") ? of_position(c, id, second) : NULL;
    if (has_part(path, "weight") || has_part(path, "utility") || has_part(path, "p")) return NULL;
    for (size_t i = 0; i < c->issues_size; i++)
        if (has_part(path, c->issues[i].id)) return &c->issues[i].unit;
    return NULL;
}
