/* Units: a word, or money with its currency, scale and year of prices. */
#include "case/bind.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *word;
    double factor;
} scales[] = {{"hundred", 1e2},         {"thousand", 1e3}, {"ten thousand", 1e4}, {"million", 1e6},
              {"hundred million", 1e8}, {"billion", 1e9},  {"trillion", 1e12}};

static const ent_field unit_fields[] = {
    {.key = "name",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_unit, name),
     .doc = "What is counted, where it is not money: percent, year, troops."},
    {.key = "currency",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_unit, currency),
     .doc = "The currency by its three letters: USD, KRW."},
    {.key = "scale",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_unit, scale),
     .doc = "What one unit stands for: thousand, million, 100 million, billion, trillion."},
    {.key = "year", .kind = ENT_FIELD_YEAR, ENT_AT(ent_unit, year), .doc = "The year of the prices."},
};

static bool currency_code(const char *text) {
    return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* "million", "100 million". */
static bool scale_factor(const char *text, double *factor) {
    double times = 1.0;
    size_t digits = strspn(text, "0123456789");
    if (digits > 0) {
        ent_ratio ratio;
        bool exact;
        char number[16];
        if (digits > 9) return false;
        memcpy(number, text, digits);
        number[digits] = '\0';
        if (!ent_read_number(number, &ratio, &times, &exact) || times < 1.0) return false;
        text += digits;
        if (*text == '\0') {
            *factor = times;
            return true;
        }
        if (*text++ != ' ') return false;
    }
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (strcmp(scales[i].word, text) == 0) {
            *factor = times * scales[i].factor;
            return true;
        }
    return false;
}

static void start_unit(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_unit *)record)->factor = 1.0;
}

/* Rates are told by their unit. */
static void doubt_name(ent_binder *binder, const ent_node *node, const char *name) {
    static const char *const words[] = {"percent"};
    ent_bind_doubt(binder, node, false, name, words, 1);
}

static bool shorthand_unit(ent_binder *binder, ent_node *node, void *record) {
    ent_unit *unit = record;
    const char *text = NULL;
    if (!ent_bind_scalar(binder, node, "a unit", &text)) return false;
    if (currency_code(text))
        unit->currency = text;
    else
        unit->name = text;
    if (unit->name != NULL) doubt_name(binder, node, text);
    return true;
}

static void check_unit(ent_binder *binder, const ent_node *node, void *record) {
    ent_unit *unit = record;
    if ((unit->name == NULL) == (unit->currency == NULL))
        ent_bind_key_error(binder, node, "E-CASE-0140", NULL, "a unit has either a 'name' or a 'currency'");
    if (unit->name != NULL && ent_node_child(node, "name") != NULL)
        doubt_name(binder, ent_node_child(node, "name"), unit->name);
    if (unit->currency != NULL && !currency_code(unit->currency))
        ent_bind_error(binder, ent_node_child(node, "currency"), "E-CASE-0140", "such as USD, EUR, KRW",
                       "a currency is written as three capital letters");
    if (unit->scale == NULL || scale_factor(unit->scale, &unit->factor)) return;
    const char *words[sizeof scales / sizeof *scales];
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        words[i] = scales[i].word;
    const char *hint = ent_bind_suggest(binder, unit->scale, words, sizeof words / sizeof *words);
    ent_bind_error(binder, ent_node_child(node, "scale"), "E-CASE-0140",
                   hint != NULL ? hint : "such as thousand, million, 100 million, billion", "'%.40s' is not a scale",
                   unit->scale);
}

const ent_shape ent_shape_unit = {
    .name = "unit",
    .doc = "What a number is counted in: a word (percent, year, troops), or money with its currency.",
    .bytes = sizeof(ent_unit),
    ENT_ROWS(unit_fields),
    .start = start_unit,
    .shorthand = shorthand_unit,
    .short_schema = "{\"type\": \"string\"}",
    .short_form = "a word or a currency: percent, troops, KRW",
    .check = check_unit,
};

const char *ent_unit_text(const ent_unit *unit, ent_arena *arena) {
    const char *what = unit->currency != NULL ? unit->currency : unit->name;
    if (what == NULL) return "";
    const char *scale = unit->scale != NULL ? unit->scale : "", *gap = unit->scale != NULL ? " " : "";
    const char *text = unit->year != 0 ? ent_arena_printf(arena, "%s%s%s (%d)", scale, gap, what, unit->year)
                                       : ent_arena_printf(arena, "%s%s%s", scale, gap, what);
    return text != NULL ? text : "";
}
