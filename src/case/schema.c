/* The JSON Schema (draft 2020-12) of the case file, from the tables that the reader checks against. Values that YAML
 * reads as numbers or truth values may stand where a text is asked for, as the reader allows. */
#include "case/describe.h"

#include <string.h>

static void text(ent_buffer *out, const char *value) {
    ent_buffer_char(out, '"');
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\') ent_buffer_char(out, '\\');
        if (*c == '\n')
            ent_buffer_text(out, "\\n");
        else
            ent_buffer_char(out, *c);
    }
    ent_buffer_char(out, '"');
}

/* "no-deal step" is #/$defs/no-deal-step. */
static void def_name(ent_buffer *out, const ent_shape *shape) {
    for (const char *c = shape->name; *c != '\0'; c++)
        ent_buffer_char(out, *c == ' ' ? '-' : *c);
}

static void reference(ent_buffer *out, const ent_shape *shape) {
    ent_buffer_text(out, "\"$ref\": \"#/$defs/");
    def_name(out, shape);
    ent_buffer_char(out, '"');
}

static void choices(ent_buffer *out, const ent_field *field) {
    ent_buffer_text(out, "\"enum\": [");
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        if (i > 0) ent_buffer_text(out, ", ");
        text(out, field->choices[i]);
    }
    ent_buffer_char(out, ']');
}

static void bounds(ent_buffer *out, const ent_field *field) {
    char number[ENT_NUMBER_TEXT];
    ent_buffer_text(out, "\"$ref\": \"#/$defs/number\"");
    if (field->flags & ENT_BOUND_LOW_OPEN)
        ent_buffer_printf(out, ", \"exclusiveMinimum\": %s", ent_write_double(number, field->low));
    else if (field->flags & ENT_BOUND_LOW)
        ent_buffer_printf(out, ", \"minimum\": %s", ent_write_double(number, field->low));
    if (field->flags & ENT_BOUND_HIGH)
        ent_buffer_printf(out, ", \"maximum\": %s", ent_write_double(number, field->high));
}

static void owners(ent_buffer *out, bool first) {
    for (size_t i = 0; i < 4; i++)
        ent_buffer_printf(out, "%s\"%s\": {\"$ref\": \"#/$defs/%s\"}", first && i == 0 ? "" : ", ",
                          ent_owner_keys[i].key, ent_owner_keys[i].key);
}

static const char *key_pattern(const ent_shape *shape) {
    if (shape->key == ENT_KEY_ID) return "^([a-z0-9]+(-[a-z0-9]+)*|record|reported|judged_by|because)$";
    if (shape->key == ENT_KEY_YEAR) return "^([1-9][0-9]{3}|record|reported|judged_by|because)$";
    return NULL;
}

static void map_of(ent_buffer *out, const ent_field *field) {
    ent_buffer_text(out, "\"type\": \"object\", \"properties\": {");
    owners(out, true);
    ent_buffer_text(out, "}, ");
    const char *pattern = key_pattern(field->shape);
    if (pattern != NULL) {
        ent_buffer_text(out, "\"propertyNames\": {\"pattern\": ");
        text(out, pattern);
        ent_buffer_text(out, "}, ");
    }
    if (field->flags & ENT_NOT_EMPTY) ent_buffer_text(out, "\"minProperties\": 1, ");
    ent_buffer_text(out, "\"additionalProperties\": {");
    reference(out, field->shape);
    ent_buffer_char(out, '}');
}

static void custom(ent_buffer *out, const ent_field *field) {
    size_t size = strlen(field->schema); /* an object: its braces belong to the row */
    ent_buffer_add(out, field->schema + 1, size - 2);
}

/* What may stand at a key, without the braces. */
static void value(ent_buffer *out, const ent_field *field) {
    static const char *const plain[] = {
        [ENT_FIELD_TEXT] = "\"type\": [\"string\", \"number\", \"boolean\"]",
        [ENT_FIELD_ID] = "\"type\": [\"string\", \"integer\"], \"pattern\": \"^[a-z0-9]+(-[a-z0-9]+)*$\"",
        [ENT_FIELD_BOOL] = "\"type\": \"boolean\"",
        [ENT_FIELD_YEAR] = "\"type\": \"integer\", \"minimum\": 1000, \"maximum\": 9999",
        [ENT_FIELD_COUNT] = "\"type\": \"integer\", \"minimum\": 0",
        [ENT_FIELD_DATE] = "\"$ref\": \"#/$defs/day\"",
        [ENT_FIELD_TEXTS] = "\"anyOf\": [{\"type\": [\"string\", \"number\", \"boolean\"]}, {\"type\": \"array\", "
                            "\"items\": {\"type\": [\"string\", \"number\", \"boolean\"]}}]",
        [ENT_FIELD_REFERENCE] = "\"type\": [\"string\", \"integer\"]",
        [ENT_FIELD_NAME] = "\"type\": [\"string\", \"integer\"]",
        [ENT_FIELD_REFERENCES] =
            "\"type\": \"array\", \"uniqueItems\": true, \"items\": {\"type\": [\"string\", \"integer\"]}",
        [ENT_FIELD_CUSTOM] = NULL,
    };
    if (field->kind == ENT_FIELD_CHOICE)
        choices(out, field);
    else if (field->kind == ENT_FIELD_NUMBER)
        bounds(out, field);
    else if (field->kind == ENT_FIELD_RECORD)
        reference(out, field->shape);
    else if (field->kind == ENT_FIELD_MAP)
        map_of(out, field);
    else if (field->kind == ENT_FIELD_CUSTOM)
        custom(out, field);
    else if (field->kind == ENT_FIELD_LIST) {
        ent_buffer_text(out, field->flags & ENT_NOT_EMPTY ? "\"type\": \"array\", \"minItems\": 1, \"items\": {"
                                                          : "\"type\": \"array\", \"items\": {");
        reference(out, field->shape);
        ent_buffer_char(out, '}');
    } else {
        ent_buffer_text(out, plain[field->kind]);
    }
}

static void property(ent_buffer *out, const ent_field *field, const char *indent, bool first) {
    ent_buffer_text(out, first ? "\n" : ",\n");
    ent_buffer_text(out, indent);
    text(out, field->key);
    ent_buffer_text(out, ": {\"description\": ");
    text(out, field->doc);
    ent_buffer_text(out, ", ");
    value(out, field);
    ent_buffer_char(out, '}');
}

/* The members of a map's schema: type, properties, required, and what else may stand there. */
static void map_members(ent_buffer *out, const ent_shape *shape, const char *indent, bool owned) {
    ent_rows rows = {.size = 0};
    ent_rows_collect(shape, &rows);
    const ent_field *rest = NULL;
    bool first = true;
    ent_buffer_text(out, "\"type\": \"object\",\n");
    ent_buffer_printf(out, "%s\"properties\": {", indent);
    for (size_t i = 0; i < rows.size; i++) {
        if (rows.items[i]->flags & ENT_REST) {
            rest = rows.items[i];
            continue;
        }
        property(out, rows.items[i], indent, first);
        first = false;
    }
    if (owned) owners(out, first);
    ent_buffer_text(out, "},\n");
    first = true;
    for (size_t i = 0; i < rows.size; i++)
        if (rows.items[i]->flags & ENT_REQUIRED) {
            ent_buffer_printf(out, first ? "%s\"required\": [\"%s\"" : "%s\"%s\"", first ? indent : ", ",
                              rows.items[i]->key);
            first = false;
        }
    if (!first) ent_buffer_text(out, "],\n");
    ent_buffer_printf(out, "%s\"additionalProperties\": ", indent);
    if (rest != NULL) {
        ent_buffer_char(out, '{');
        reference(out, rest->shape);
        ent_buffer_char(out, '}');
    } else {
        ent_buffer_text(out, "false");
    }
}

static void definition(ent_buffer *out, const ent_shape *shape) {
    ent_buffer_text(out, ",\n    \"");
    def_name(out, shape);
    ent_buffer_text(out, "\": {\n      \"description\": ");
    text(out, shape->doc);
    ent_buffer_text(out, ",\n      ");
    if (shape->size == 0) {
        ent_buffer_add(out, shape->short_schema + 1, strlen(shape->short_schema) - 2);
    } else if (shape->short_schema != NULL) {
        ent_buffer_printf(out, "\"anyOf\": [%s, {", shape->short_schema);
        map_members(out, shape, "      ", true);
        ent_buffer_text(out, "}]");
    } else {
        map_members(out, shape, "      ", true);
    }
    ent_buffer_text(out, "\n    }");
}

static void owner_definitions(ent_buffer *out) {
    for (size_t i = 0; i < 4; i++) {
        const ent_owner_key *key = &ent_owner_keys[i];
        ent_buffer_printf(out, ",\n    \"%s\": {\"description\": ", key->key);
        text(out, key->doc);
        ent_buffer_text(out, ", ");
        ent_buffer_add(out, key->schema + 1, strlen(key->schema) - 2);
        ent_buffer_char(out, '}');
    }
}

static const char number_definitions[] =
    "    \"day\": {\"type\": [\"string\", \"integer\"], \"pattern\": \"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$\"},\n"
    "    \"number\": {\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"string\", \"pattern\": "
    "\"^-?[0-9]+/[0-9]+$\"}, {\"$ref\": \"#/$defs/number-with-spread\"}]},\n"
    "    \"exact-number\": {\"anyOf\": [{\"type\": \"number\"}, {\"type\": \"string\", \"pattern\": "
    "\"^-?[0-9]+/[0-9]+$\"}]},\n"
    "    \"number-with-spread\": {\n"
    "      \"description\": ";

/* Numbers are read by a reader of their own; their rows carry the words. */
static void number_definition(ent_buffer *out) {
    ent_buffer_text(out, number_definitions);
    text(out, ent_shape_number.doc);
    ent_buffer_text(out, ",\n      \"type\": \"object\",\n      \"properties\": {");
    for (size_t i = 0; i < ent_shape_number.size; i++) {
        const ent_field *field = &ent_shape_number.fields[i];
        ent_buffer_text(out, i > 0 ? ",\n      " : "\n      ");
        text(out, field->key);
        ent_buffer_text(out, ": {\"description\": ");
        text(out, field->doc);
        ent_buffer_text(out, ", ");
        if (strcmp(field->key, "coders") == 0)
            ent_buffer_text(out, "\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": {\"$ref\": "
                                 "\"#/$defs/exact-number\"}");
        else if (field->kind == ENT_FIELD_TEXT)
            ent_buffer_text(out, "\"$ref\": \"#/$defs/exact-number\"");
        else
            value(out, field);
        ent_buffer_char(out, '}');
    }
    owners(out, false);
    ent_buffer_text(out, "},\n      \"oneOf\": [{\"required\": [\"value\"]}, {\"required\": [\"coders\"]}],\n"
                         "      \"dependentRequired\": {\"low\": [\"high\"], \"high\": [\"low\"]},\n"
                         "      \"additionalProperties\": false\n    }");
}

ent_status ent_case_schema(ent_buffer *out) {
    ent_shapes shapes;
    ent_shapes_collect(&shapes);
    ent_buffer_text(out, "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
                         "  \"title\": \"Entente case, version 1\",\n  \"description\": ");
    text(out, ent_shape_case.doc);
    ent_buffer_text(out, ",\n  ");
    map_members(out, &ent_shape_case, "  ", false);
    ent_buffer_text(out, ",\n  \"$defs\": {\n");
    number_definition(out);
    owner_definitions(out);
    for (size_t i = 1; i < shapes.size; i++)
        definition(out, shapes.items[i]);
    ent_buffer_text(out, "\n  }\n}\n");
    return out->failed ? ENT_MEMORY : ENT_OK;
}
