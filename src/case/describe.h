/* The shapes of the format, for those who write them down. Private to src/case. */
#ifndef ENTENTE_CASE_DESCRIBE_H
#define ENTENTE_CASE_DESCRIBE_H

#include "case/shape.h"

enum { ENT_SHAPES_MOST = 96 };

/* All shapes that the whole case leads to, each once, in the order of the file. */
typedef struct ent_shapes {
    const ent_shape *items[ENT_SHAPES_MOST];
    size_t size;
} ent_shapes;

void ent_shapes_collect(ent_shapes *shapes);

/* The rows of a shape with those of included ones in their place; `rest` stays last. */
typedef struct ent_rows {
    const ent_field *items[64];
    size_t size;
} ent_rows;

void ent_rows_collect(const ent_shape *shape, ent_rows *rows);

/* The keys that say who answers for numbers: name, what may stand there (JSON Schema, words), meaning. */
typedef struct ent_owner_key {
    const char *key, *schema, *form, *doc;
} ent_owner_key;

extern const ent_owner_key ent_owner_keys[4];

#endif
