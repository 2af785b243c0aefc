/* Which shapes a case file is made of, each once, for the schema and the reference. */
#include "case/describe.h"

static bool known(const ent_shapes *shapes, const ent_shape *shape) {
    for (size_t i = 0; i < shapes->size; i++)
        if (shapes->items[i] == shape) return true;
    return false;
}

static void collect(ent_shapes *shapes, const ent_shape *shape) {
    if (known(shapes, shape) || shapes->size == ENT_SHAPES_MOST) return;
    shapes->items[shapes->size++] = shape;
    ent_rows rows = {.size = 0};
    ent_rows_collect(shape, &rows);
    for (size_t i = 0; i < rows.size; i++)
        if (rows.items[i]->shape != NULL) collect(shapes, rows.items[i]->shape);
}

void ent_shapes_collect(ent_shapes *shapes) {
    shapes->size = 0;
    collect(shapes, &ent_shape_case);
}

void ent_rows_collect(const ent_shape *shape, ent_rows *rows) {
    const size_t most = sizeof rows->items / sizeof *rows->items;
    for (size_t i = 0; i < shape->size; i++) {
        if (shape->fields[i].kind == ENT_FIELD_INCLUDE)
            ent_rows_collect(shape->fields[i].shape, rows);
        else if (rows->size < most)
            rows->items[rows->size++] = &shape->fields[i];
    }
}

#define CITATION                                                                                                       \
    "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"string\"}}]}"

const ent_owner_key ent_owner_keys[4] = {
    {"record", CITATION, "a citation, or a list of them",
     "The official document that holds these numbers: source, or source#sentence."},
    {"reported", CITATION, "a citation, or a list of them",
     "The document that reports them: somebody's public statement, or a figure of the press."},
    {"judged_by", "{\"type\": \"string\"}", "a text", "Who judged them."},
    {"because", "{\"type\": \"string\"}", "a text", "Why: the reason of the judgement, or how a figure was converted."},
};
