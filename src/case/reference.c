/* The reference of the format in Markdown, from the tables that the reader checks against. */
#include "case/describe.h"

#include <string.h>

static const char introduction[] =
    "# The case file\n\n"
    "<!-- Made by `entente schema case --reference` from the reader's tables. -->\n\n"
    "A case is one YAML file about one negotiation. Only `entente`, `id`, `title` and `parties` are required; a lens "
    "that lacks something says what to add. `entente check CASE` tells all mistakes at once, with their places; "
    "`entente new` writes a case to start from; editors complete and check it with the JSON Schema "
    "(`entente schema case`).\n\n"
    "Ids are short words of small letters, digits and hyphens. Options of issues are any text. Dates are written "
    "2031-03-01, 2031-03 or 2031. YAML is that of version 1.2: yes, no, on and off are words, truth values are true "
    "and false.\n\n"
    "## Numbers\n\n"
    "A number is a decimal (`0.35`, `1e6`) or a fraction (`20/30`) and is read exactly. A number that is not certain "
    "is "
    "a map:\n\n"
    "```yaml\n"
    "weight: {value: 40, low: 30, high: 55, judged_by: analyst, because: \"two rounds of talks\"}\n"
    "```\n\n";

static const char owners[] =
    "## Who answers for a number\n\n"
    "Every number is a *record* (an official figure), *reported* (a public statement, a figure of the press) or "
    "*judged*. The keys below stand in the number's own map or in any map around it, where they cover everything below "
    "until another one takes over. A map has one of record, reported and judged_by. Weights, values, limits, "
    "probabilities and what a party has without a deal are never records: no document can tell them. A number that "
    "nobody answers for counts as a judgement.\n\n";

static const char paths[] =
    "## Paths\n\n"
    "A path names a place in a case: names between dots, such as `preferences.us.contribution.weight`. Entries of "
    "lists "
    "are named by their `id`, or counted from 1. A dot inside a name is written `\\.`. `--set PATH=VALUE` and the "
    "`set` "
    "of an event put a YAML value there; a number set in this way replaces the old one with its spread and its owner, "
    "and counts as judged by whoever set it.\n";

/* A cell of a table: no line ends, no bars. */
static void cell(ent_buffer *out, const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '|') ent_buffer_char(out, '\\');
        ent_buffer_char(out, *c == '\n' ? ' ' : *c);
    }
}

static void anchor(ent_buffer *out, const ent_shape *shape) {
    ent_buffer_char(out, '[');
    ent_buffer_text(out, shape->name);
    ent_buffer_text(out, "](#");
    for (const char *c = shape->name; *c != '\0'; c++)
        ent_buffer_char(out, *c == ' ' ? '-' : *c);
    ent_buffer_char(out, ')');
}

static const char *key_word(const ent_shape *shape) {
    static const char *const words[ENT_NAMES_KINDS] = {[ENT_NAMES_PARTY] = "party", [ENT_NAMES_ISSUE] = "issue"};
    if (shape->key == ENT_KEY_REFERENCE && words[shape->key_names] != NULL) return words[shape->key_names];
    return shape->key == ENT_KEY_YEAR ? "year" : shape->key == ENT_KEY_TEXT ? "name" : "id";
}

/* "a number, at least 0", "one of full, partial". */
static void form(ent_buffer *out, const ent_field *field) {
    static const char *const plain[] = {
        [ENT_FIELD_TEXT] = "a text",
        [ENT_FIELD_ID] = "an id",
        [ENT_FIELD_BOOL] = "true or false",
        [ENT_FIELD_YEAR] = "a year",
        [ENT_FIELD_COUNT] = "a whole number",
        [ENT_FIELD_DATE] = "a date",
        [ENT_FIELD_TEXTS] = "a text or a list of texts",
        [ENT_FIELD_CUSTOM] = NULL,
    };
    static const char *const one[ENT_NAMES_KINDS] = {
        [ENT_NAMES_PARTY] = "a party",  [ENT_NAMES_ISSUE] = "an issue",   [ENT_NAMES_SOURCE] = "a source",
        [ENT_NAMES_EVENT] = "an event", [ENT_NAMES_SERIES] = "a series",  [ENT_NAMES_AGREEMENT] = "an agreement",
        [ENT_NAMES_FORUM] = "a forum",  [ENT_NAMES_OPTION] = "an option", [ENT_NAMES_STATE] = "a state"};
    static const char *const many[ENT_NAMES_KINDS] = {
        [ENT_NAMES_PARTY] = "a list of parties", [ENT_NAMES_ISSUE] = "a list of issues"};
    char number[ENT_NUMBER_TEXT];
    if (field->kind == ENT_FIELD_CUSTOM) {
        cell(out, field->form);
    } else if (field->kind == ENT_FIELD_CHOICE) {
        for (size_t i = 0; field->choices[i] != NULL; i++)
            ent_buffer_printf(out, i == 0 ? "`%s`" : ", `%s`", field->choices[i]);
    } else if (field->kind == ENT_FIELD_NUMBER) {
        ent_buffer_text(out, "a number");
        if (field->flags & ENT_BOUND_LOW_OPEN)
            ent_buffer_printf(out, ", more than %s", ent_write_double(number, field->low));
        else if (field->flags & ENT_BOUND_LOW)
            ent_buffer_printf(out, ", at least %s", ent_write_double(number, field->low));
        if (field->flags & ENT_BOUND_HIGH)
            ent_buffer_printf(out, ", at most %s", ent_write_double(number, field->high));
    } else if (field->kind == ENT_FIELD_REFERENCE || field->kind == ENT_FIELD_NAME) {
        ent_buffer_text(out, one[field->names]);
    } else if (field->kind == ENT_FIELD_REFERENCES) {
        ent_buffer_text(out, many[field->names]);
    } else if (field->kind == ENT_FIELD_RECORD) {
        anchor(out, field->shape);
    } else if (field->kind == ENT_FIELD_LIST) {
        ent_buffer_text(out, "a list of ");
        anchor(out, field->shape);
    } else if (field->kind == ENT_FIELD_MAP) {
        ent_buffer_printf(out, "%s -> ", key_word(field->shape));
        anchor(out, field->shape);
    } else {
        ent_buffer_text(out, plain[field->kind]);
    }
}

static void row(ent_buffer *out, const ent_field *field) {
    bool rest = (field->flags & ENT_REST) != 0;
    ent_buffer_text(out, "| ");
    if (rest)
        ent_buffer_printf(out, "*%s*", key_word(field->shape));
    else
        ent_buffer_printf(out, "`%s`%s", field->key, field->flags & ENT_REQUIRED ? " (required)" : "");
    ent_buffer_text(out, " | ");
    if (rest)
        anchor(out, field->shape);
    else
        form(out, field);
    ent_buffer_text(out, " | ");
    cell(out, field->doc);
    if (field->flags & ENT_NEVER_RECORD) ent_buffer_text(out, " Never a record.");
    ent_buffer_text(out, " |\n");
}

static const char table_head[] = "| key | what stands there | what it means |\n|---|---|---|\n";

static void section(ent_buffer *out, const ent_shape *shape) {
    ent_rows rows = {.size = 0};
    ent_rows_collect(shape, &rows);
    ent_buffer_printf(out, "### %s\n\n%s\n\n", shape->name, shape->doc);
    if (shape->short_form != NULL)
        ent_buffer_printf(out, shape->size > 0 ? "Short: %s.\n\n" : "Written as %s.\n\n", shape->short_form);
    if (rows.size == 0) return;
    ent_buffer_text(out, table_head);
    for (size_t i = 0; i < rows.size; i++)
        row(out, rows.items[i]);
    ent_buffer_char(out, '\n');
}

ent_status ent_case_reference(ent_buffer *out) {
    ent_shapes shapes;
    ent_shapes_collect(&shapes);
    ent_buffer_text(out, introduction);
    ent_buffer_text(out, table_head);
    for (size_t i = 0; i < ent_shape_number.size; i++) {
        const ent_field *field = &ent_shape_number.fields[i];
        ent_buffer_printf(out, "| `%s` | %s | ", field->key,
                          field->kind == ENT_FIELD_DATE       ? "a date"
                          : field->kind == ENT_FIELD_CHOICE   ? "`uniform`, `triangular`, `normal`"
                          : strcmp(field->key, "coders") == 0 ? "a map of names and numbers"
                                                              : "a number");
        cell(out, field->doc);
        ent_buffer_text(out, " |\n");
    }
    ent_buffer_char(out, '\n');
    ent_buffer_text(out, owners);
    ent_buffer_text(out, table_head);
    for (size_t i = 0; i < 4; i++)
        ent_buffer_printf(out, "| `%s` | %s | %s |\n", ent_owner_keys[i].key, ent_owner_keys[i].form,
                          ent_owner_keys[i].doc);
    ent_buffer_text(out, "\n## The parts\n\n");
    ent_buffer_text(out, table_head);
    ent_rows parts = {.size = 0};
    ent_rows_collect(&ent_shape_case, &parts);
    for (size_t i = 0; i < parts.size; i++)
        row(out, parts.items[i]);
    ent_buffer_text(out, "\n## What the parts are made of\n\n");
    for (size_t i = 1; i < shapes.size; i++)
        section(out, shapes.items[i]);
    ent_buffer_text(out, paths);
    return out->failed ? ENT_MEMORY : ENT_OK;
}
