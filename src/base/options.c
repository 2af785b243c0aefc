/* Typed option structs, filled from rows and texts. */
#include <entente/base.h>
#include <stdio.h>
#include <string.h>

/* Fields are written through memcpy: rows give offsets, not types the compiler could see. */
static void put(void *options, const ent_option_row *row, const void *value, size_t size) {
    memcpy((char *)options + row->offset, value, size);
}

static bool in_range(const ent_option_row *row, double value) {
    return (row->low == 0 && row->high == 0) || (value >= row->low && value <= row->high);
}

static bool set_flag(const ent_option_row *row, void *options, const char *text) {
    static const char *const words[] = {"false", "true", "no", "yes", "off", "on", "0", "1"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i]) != 0) continue;
        bool value = i % 2 == 1;
        put(options, row, &value, sizeof value);
        return true;
    }
    return false;
}

static bool set_count(const ent_option_row *row, void *options, const char *text) {
    size_t value = 0;
    if (*text == '\0') return false;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c < '0' || *c > '9') return false;
        size_t digit = (size_t)(*c - '0');
        if (value > (SIZE_MAX - digit) / 10) return false;
        value = value * 10 + digit;
    }
    if (!in_range(row, (double)value)) return false;
    put(options, row, &value, sizeof value);
    return true;
}

static bool set_number(const ent_option_row *row, void *options, const char *text) {
    ent_ratio ratio;
    double value;
    bool exact;
    if (!ent_read_number(text, &ratio, &value, &exact) || !in_range(row, value)) return false;
    put(options, row, &value, sizeof value);
    return true;
}

static bool set_choice(const ent_option_row *row, void *options, const char *text) {
    for (size_t i = 0; row->choices != NULL && row->choices[i] != NULL; i++) {
        if (strcmp(row->choices[i], text) != 0) continue;
        put(options, row, &row->choices[i], sizeof row->choices[i]);
        return true;
    }
    return false;
}

static bool set_date(const ent_option_row *row, void *options, const char *text) {
    ent_date value;
    if (!ent_read_date(text, &value)) return false;
    put(options, row, &value, sizeof value);
    return true;
}

/* Sets what needs no memory; false when the text is no value of the row's type. */
static bool set_plain(const ent_option_row *row, void *options, const char *text) {
    switch (row->type) {
    case ENT_OPTION_FLAG:
        return set_flag(row, options, text);
    case ENT_OPTION_COUNT:
        return set_count(row, options, text);
    case ENT_OPTION_NUMBER:
        return set_number(row, options, text);
    case ENT_OPTION_CHOICE:
        return set_choice(row, options, text);
    case ENT_OPTION_DATE:
        return set_date(row, options, text);
    case ENT_OPTION_TEXT:
        put(options, row, &text, sizeof text);
        return true;
    case ENT_OPTION_LIST:
        break;
    }
    return false;
}

static void set_nothing(const ent_option_row *row, void *options) {
    static const size_t sizes[] = {
        [ENT_OPTION_FLAG] = sizeof(bool),           [ENT_OPTION_COUNT] = sizeof(size_t),
        [ENT_OPTION_NUMBER] = sizeof(double),       [ENT_OPTION_TEXT] = sizeof(const char *),
        [ENT_OPTION_CHOICE] = sizeof(const char *), [ENT_OPTION_DATE] = sizeof(ent_date),
        [ENT_OPTION_LIST] = sizeof(ent_text_list),
    };
    static const char zeros[sizeof(ent_text_list)] = {0};
    put(options, row, zeros, sizes[row->type]);
}

ent_status ent_options_defaults(const ent_option_row *rows, size_t size, void *options) {
    for (size_t i = 0; i < size; i++) {
        set_nothing(&rows[i], options);
        if (rows[i].default_text != NULL && !set_plain(&rows[i], options, rows[i].default_text)) return ENT_BUG;
    }
    return ENT_OK;
}

static ent_status add_to_list(const ent_option_row *row, void *options, const char *text, ent_arena *arena) {
    ent_text_list list;
    memcpy(&list, (char *)options + row->offset, sizeof list);
    const char **items = ent_arena_array(arena, list.size + 1, sizeof *items);
    char *own = ent_arena_text(arena, text);
    if (items == NULL || own == NULL) return ENT_MEMORY;
    if (list.size > 0) memcpy(items, list.items, list.size * sizeof *items);
    items[list.size] = own;
    list = (ent_text_list){items, list.size + 1};
    put(options, row, &list, sizeof list);
    return ENT_OK;
}

static const ent_option_row *find_row(const ent_option_row *rows, size_t size, const char *name) {
    for (size_t i = 0; i < size; i++)
        if (strcmp(rows[i].name, name) == 0) return &rows[i];
    return NULL;
}

static ent_status unknown_option(const ent_option_row *rows, size_t size, const char *name, const ent_allocator *from,
                                 ent_diagnostics *diagnostics) {
    const char **names = ent_alloc_array(from, size, sizeof *names);
    if (names == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < size; i++)
        names[i] = rows[i].name;
    const char *closest = ent_closest(name, names, size);
    char hint[128];
    if (closest != NULL) snprintf(hint, sizeof hint, "did you mean --%s?", closest);
    ent_diagnosef(diagnostics, ENT_ERROR, "U-BASE-0001", NULL, NULL, closest != NULL ? hint : NULL, NULL,
                  "unknown option --%s", name);
    ent_free(from, names);
    return ENT_USAGE;
}

/* "a whole number from 1 to 100", "one of min, max". */
static void describe_values(const ent_option_row *row, ent_buffer *out) {
    static const char *const kinds[] = {
        [ENT_OPTION_FLAG] = "yes or no",  [ENT_OPTION_COUNT] = "a whole number",
        [ENT_OPTION_NUMBER] = "a number", [ENT_OPTION_TEXT] = "text",
        [ENT_OPTION_CHOICE] = "one of ",  [ENT_OPTION_DATE] = "a date such as 2024, 2024-03 or 2024-03-21",
        [ENT_OPTION_LIST] = "text",
    };
    ent_buffer_text(out, kinds[row->type]);
    if (row->type == ENT_OPTION_CHOICE)
        for (size_t i = 0; row->choices != NULL && row->choices[i] != NULL; i++)
            ent_buffer_printf(out, "%s%s", i > 0 ? ", " : "", row->choices[i]);
    bool number = row->type == ENT_OPTION_COUNT || row->type == ENT_OPTION_NUMBER;
    if (number && (row->low != 0 || row->high != 0)) {
        char low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
        ent_buffer_printf(out, " from %s to %s", ent_write_double(low, row->low), ent_write_double(high, row->high));
    }
}

static ent_status bad_value(const ent_option_row *row, const char *text, const ent_allocator *from,
                            ent_diagnostics *diagnostics) {
    size_t choices = 0;
    while (row->type == ENT_OPTION_CHOICE && row->choices != NULL && row->choices[choices] != NULL)
        choices++;
    const char *closest = choices > 0 ? ent_closest(text, row->choices, choices) : NULL;
    ent_buffer expected;
    ent_buffer_init(&expected, from);
    describe_values(row, &expected);
    if (closest != NULL) ent_buffer_printf(&expected, "; did you mean %s?", closest);
    ent_status status = expected.failed ? ENT_MEMORY : ENT_USAGE;
    if (status == ENT_USAGE)
        ent_diagnosef(diagnostics, ENT_ERROR, "U-BASE-0002", NULL, NULL, expected.data, NULL,
                      "bad value for --%s: \"%s\"", row->name, text);
    ent_buffer_free(&expected);
    return status;
}

ent_status ent_option_set(const ent_option_row *rows, size_t size, void *options, const char *name, const char *text,
                          ent_arena *arena, ent_diagnostics *diagnostics) {
    const ent_allocator *from = ent_arena_allocator(arena);
    const ent_option_row *row = find_row(rows, size, name);
    if (row == NULL) return unknown_option(rows, size, name, from, diagnostics);
    if (text == NULL && row->type == ENT_OPTION_FLAG) text = "true";
    if (text == NULL) {
        ent_diagnosef(diagnostics, ENT_ERROR, "U-BASE-0002", NULL, NULL, NULL, NULL, "--%s needs a value", name);
        return ENT_USAGE;
    }
    if (row->type == ENT_OPTION_LIST) return add_to_list(row, options, text, arena);
    if (row->type == ENT_OPTION_TEXT) {
        text = ent_arena_text(arena, text);
        if (text == NULL) return ENT_MEMORY;
    }
    return set_plain(row, options, text) ? ENT_OK : bad_value(row, text, from, diagnostics);
}
