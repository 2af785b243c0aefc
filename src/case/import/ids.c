/* Ids from names. */
#include "case/import/import.h"

#include <string.h>
#include <utf8proc.h>

enum { LONGEST_ID = 60, PIECES = 16 };

/* The letters and digits of one character, without its accents, in lower case; a hyphen for anything else, and between
 * the words of "DepartureDate". `lower`: whether the character before was a small letter. */
static void take_character(utf8proc_int32_t c, char *id, size_t *size, bool *lower) {
    utf8proc_int32_t pieces[PIECES];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(c, pieces, PIECES, UTF8PROC_COMPAT, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < PIECES && *size < LONGEST_ID; i++) {
        utf8proc_int32_t p = pieces[i];
        if (p >= 'A' && p <= 'Z') {
            if (*lower && *size < LONGEST_ID) id[(*size)++] = '-';
            p += 'a' - 'A';
            *lower = false;
        } else {
            *lower = p >= 'a' && p <= 'z';
        }
        bool good = (p >= 'a' && p <= 'z') || (p >= '0' && p <= '9');
        utf8proc_category_t category = utf8proc_category(p);
        if (good && *size < LONGEST_ID)
            id[(*size)++] = (char)p;
        else if (category != UTF8PROC_CATEGORY_MN && *size > 0 && id[*size - 1] != '-')
            id[(*size)++] = '-';
    }
}

const char *import_id(import_job *job, const char *name) {
    char id[LONGEST_ID + 1];
    size_t size = 0;
    bool lower = false;
    for (const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)name; *at != 0 && size < LONGEST_ID;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t bytes = utf8proc_iterate(at, -1, &c);
        if (bytes <= 0) break;
        take_character(c, id, &size, &lower);
        at += bytes;
    }
    while (size > 0 && id[size - 1] == '-')
        size--;
    return ent_arena_copy(job->arena, id, size);
}

/* Keys of the format that stand in the same maps. */
static bool is_taken(import_ids_kind kind, const char *id) {
    static const char *const anywhere[] = {"record", "reported", "because"};
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (strcmp(anywhere[i], id) == 0) return true;
    return strcmp(id, kind == IMPORT_ISSUE_IDS ? "scale" : "reopen") == 0;
}

bool import_make_ids(import_job *job, import_ids_kind kind, const char *const *names, size_t size, const char **ids) {
    static const char *const words[] = {
        [IMPORT_ISSUE_IDS] = "issue", [IMPORT_PARTY_IDS] = "party", [IMPORT_OPTION_IDS] = "option"};
    const char *word = words[kind];
    ent_names plain;
    for (size_t i = 0; i < size; i++) {
        ids[i] = import_id(job, names[i]);
        if (ids[i] == NULL) return false;
        if (ids[i][0] == '\0') ids[i] = ent_arena_printf(job->arena, "%s-%zu", word, i + 1);
        if (ids[i] != NULL && is_taken(kind, ids[i])) ids[i] = ent_arena_printf(job->arena, "%s-%s", word, ids[i]);
        if (ids[i] == NULL) return false;
    }
    if (!ent_names_make(&plain, job->arena, ids, size)) return false;
    const char **given = ent_arena_array(job->arena, size, sizeof *given);
    if (given == NULL) return false;
    memcpy(given, ids, size * sizeof *given);
    size_t next = 2;
    for (size_t row = 1; row < plain.size; row++) { /* equal ids are neighbours, in file order */
        if (strcmp(plain.rows[row].text, plain.rows[row - 1].text) != 0) {
            next = 2;
            continue;
        }
        const char *id = NULL;
        do {
            id = ent_arena_printf(job->arena, "%s-%zu", plain.rows[row].text, next++);
            if (id == NULL) return false;
        } while (ent_names_find(&plain, id) >= 0);
        given[plain.rows[row].index] = id;
    }
    memcpy(ids, given, size * sizeof *given);
    return true;
}
