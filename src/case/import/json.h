/* JSON as a tree with places, by Jansson. Private to src/case. */
#ifndef ENTENTE_CASE_IMPORT_JSON_H
#define ENTENTE_CASE_IMPORT_JSON_H

#include "case/import/import.h"

typedef enum json_kind { JSON_OF_MAP, JSON_OF_LIST, JSON_OF_TEXT, JSON_OF_NUMBER, JSON_OF_WORD } json_kind;

typedef struct json_value {
    json_kind kind;
    const char *key;  /* in a map; NULL elsewhere */
    const char *text; /* of texts; numbers and words (true, false, null) as they are written */
    size_t line;      /* where it begins, from 1 */
    size_t size;      /* of maps and lists */
    struct json_value *first, *last, *next;
} json_value;

/* Reads a file into a tree in the job's arena; NULL where it is refused (and said) or memory fails. */
const json_value *json_read(import_job *job, const ent_import_file *file);
/* The value of a key; NULL if there is none, or `map` is no map (or NULL). */
const json_value *json_get(const json_value *map, const char *key);
/* "a map", "a list", "a text", "a number", "null": for messages. */
const char *json_describe(const json_value *value);

#endif
