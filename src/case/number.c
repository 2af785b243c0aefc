/* Numbers: a scalar, or a map with a value, its spread and its owner. Each gets a slot. */
#include "case/bind.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const distributions[] = {"uniform", "triangular", "normal", NULL};

static const ent_field number_fields[] = {
    {.key = "value", .kind = ENT_FIELD_TEXT, .doc = "The number: a decimal (0.35, 1e6) or a fraction (20/30)."},
    {.key = "low", .kind = ENT_FIELD_TEXT, .doc = "The least it may be. With `high` it makes the number uncertain."},
    {.key = "high", .kind = ENT_FIELD_TEXT, .doc = "The most it may be."},
    {.key = "dist",
     .kind = ENT_FIELD_CHOICE,
     .choices = distributions,
     .doc = "How it is spread between low and high: triangular with its peak at the value (the default), uniform, or "
            "normal (low to high is then its central 90 percent)."},
    {.key = "coders",
     .kind = ENT_FIELD_TEXT,
     .doc = "What each of several coders judged, by name: {ana: 40, ben: 55}. The value is their mean, their spread "
            "the uncertainty."},
    {.key = "known",
     .kind = ENT_FIELD_DATE,
     .doc = "For observations of a series: the date on which this one was known."},
};

const ent_shape ent_shape_number = {
    .name = "number",
    .doc = "A number with its spread and its owner: {value: 40, low: 30, high: 55, judged_by: analyst, because: "
           "\"...\"}. A plain number is a value that nobody answers for yet.",
    ENT_ROWS(number_fields),
};

typedef struct exact_number {
    ent_ratio ratio;
    double value;
    bool exact;
} exact_number;

static const char *number_hint(const char *text) {
    size_t sign = text[0] == '-';
    bool digit = text[sign] >= '0' && text[sign] <= '9';
    if (digit && strspn(text, "0123456789.eE+-") == strlen(text) && strpbrk(text, "eE") != NULL)
        return "numbers go up to about 1e300";
    if (digit && text[strspn(text, "0123456789_, .'")] == '\0')
        return "write it without separators, such as 1900 or 0.5";
    if (text[0] != '\0' && text[strlen(text) - 1] == '%')
        return "write a percentage as a plain number, a share as a decimal between 0 and 1";
    if (text[0] == '.' || strncmp(text, "-.", 2) == 0)
        return "infinite and undefined numbers have no place in a case; a decimal begins with a digit";
    return "a number is a decimal (0.35, 1e6) or a fraction (20/30)";
}

static bool read_exact(ent_binder *binder, const ent_node *node, exact_number *out) {
    const char *text = ent_node_text(node);
    if (text == NULL || ent_node_is_null(node)) {
        ent_bind_error(binder, node, "E-CASE-0109", NULL, "a number should stand here, not %s",
                       ent_node_describe(node));
        return false;
    }
    if (!node->plain && strchr(text, '/') == NULL) {
        ent_bind_error(binder, node, "E-CASE-0109", "remove the quotes if it is one",
                       "a number should stand here, not a text in quotes");
        return false;
    }
    if (!ent_read_number(text, &out->ratio, &out->value, &out->exact)) {
        size_t size = strlen(text);
        bool none = strchr(text, '/') != NULL && strspn(text, "-0123456789/") == size && strstr(text, "/0") != NULL;
        ent_bind_error(binder, node, "E-CASE-0109", none ? "nothing can be divided by 0" : number_hint(text),
                       "'%.60s' is not a number", text);
        return false;
    }
    return true;
}

static bool in_bounds(ent_binder *binder, const ent_field *field, const ent_node *node, const exact_number *number) {
    if (field == NULL) return true;
    const char *key = field->key != NULL ? field->key : "the number";
    const char *text = ent_node_text(node);
    char bound[ENT_NUMBER_TEXT];
    if ((field->flags & (ENT_BOUND_LOW | ENT_BOUND_LOW_OPEN)) && field->low == 0.0 && number->value < 0.0) {
        ent_bind_error(binder, node, "E-CASE-0112", NULL, "%s must not be negative, is %.40s", key, text);
        return false;
    }
    if ((field->flags & ENT_BOUND_LOW_OPEN) && number->value <= field->low) {
        ent_bind_error(binder, node, "E-CASE-0113", NULL, "%s must be more than %s, is %.40s", key,
                       ent_write_double(bound, field->low), text);
        return false;
    }
    if ((field->flags & ENT_BOUND_LOW) && number->value < field->low) {
        ent_bind_error(binder, node, "E-CASE-0113", NULL, "%s must be at least %s, is %.40s", key,
                       ent_write_double(bound, field->low), text);
        return false;
    }
    if ((field->flags & ENT_BOUND_HIGH) && number->value > field->high) {
        bool percent = field->high == 1.0 && number->value >= 2.0 && number->value <= 100.0;
        ent_bind_error(binder, node, "E-CASE-0113", percent ? "write 90 percent as 0.9" : NULL,
                       "%s must be at most %s, is %.40s", key, ent_write_double(bound, field->high), text);
        return false;
    }
    if ((field->flags & ENT_WHOLE) && !(number->exact && number->ratio.den == 1)) {
        ent_bind_error(binder, node, "E-CASE-0111", NULL, "%s must be a whole number, is %.40s", key, text);
        return false;
    }
    return true;
}

static bool add_slot(ent_binder *binder, const ent_slot *slot, uint32_t *index) {
    ent_case *c = binder->result;
    if (c->slots_size == binder->slots_capacity) {
        size_t capacity = binder->slots_capacity == 0 ? 64 : binder->slots_capacity * 2;
        ent_slot *slots = ent_bind_array(binder, capacity, sizeof *slots);
        if (slots == NULL) return false;
        if (c->slots_size > 0) memcpy(slots, c->slots, c->slots_size * sizeof *slots);
        c->slots = slots;
        binder->slots_capacity = capacity;
    }
    *index = (uint32_t)c->slots_size;
    c->slots[c->slots_size++] = *slot;
    return true;
}

static void check_owner(ent_binder *binder, const ent_field *field, const ent_node *node) {
    ent_owner *owner = binder->owner;
    if (field == NULL || !(field->flags & ENT_NEVER_RECORD) || owner->provenance.basis != ENT_RECORD || owner->refused)
        return;
    owner->refused = true;
    const ent_node *record = ent_node_child(owner->node, "record");
    ent_bind_error(binder, record != NULL ? record : node, "E-CASE-0124",
                   "use reported: where someone said it in public, judged_by: where it is an assessment",
                   "'%s' cannot be a record: no document can tell it", field->key);
}

/* The numbers of `coders` and their mean. */
static bool read_coders(ent_binder *binder, const ent_field *field, const ent_node *node, ent_slot *slot,
                        exact_number *mean) {
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "a map of coders and their numbers")) return false;
    if (node->size == 0) {
        ent_bind_error(binder, node, "E-CASE-0114", NULL, "'coders' is empty");
        return false;
    }
    double *values = ent_bind_array(binder, node->size, sizeof *values);
    const char **names = ent_bind_array(binder, node->size, sizeof *names);
    if (values == NULL || names == NULL) return false;
    ent_ratio sum = {0, 1};
    double total = 0.0;
    bool exact = true;
    size_t size = 0;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        exact_number number;
        if (!read_exact(binder, child, &number) || !in_bounds(binder, field, child, &number)) return false;
        exact = exact && number.exact && ent_ratio_add(sum, number.ratio, &sum);
        total += number.value;
        values[size] = number.value;
        names[size++] = child->key;
    }
    mean->exact = exact && ent_ratio_divide(sum, (ent_ratio){(int64_t)size, 1}, &mean->ratio);
    mean->value = mean->exact ? ent_ratio_value(mean->ratio) : total / (double)size;
    slot->coders = values;
    slot->coder_names = names;
    slot->coders_size = size;
    slot->distribution = size > 1 ? ENT_CODERS : ENT_FIXED;
    for (size_t i = 0; i < size; i++) {
        slot->low = i == 0 || values[i] < slot->low ? values[i] : slot->low;
        slot->high = i == 0 || values[i] > slot->high ? values[i] : slot->high;
    }
    return true;
}

static bool read_spread(ent_binder *binder, const ent_field *field, const ent_node *node, const exact_number *number,
                        ent_slot *slot) {
    ent_node *low = ent_node_child(node, "low"), *high = ent_node_child(node, "high");
    const ent_node *dist = ent_node_child(node, "dist");
    if ((low == NULL) != (high == NULL)) {
        if (node->misspelt) return false;
        ent_bind_error(binder, low != NULL ? low : high, "E-CASE-0125", NULL,
                       "'low' and 'high' go together: the other one is missing");
        return false;
    }
    if (low == NULL) {
        if (dist != NULL)
            ent_bind_error(binder, dist, "E-CASE-0125", NULL, "'dist' says nothing without 'low' and 'high'");
        return dist == NULL;
    }
    exact_number least, most;
    if (!read_exact(binder, low, &least) || !read_exact(binder, high, &most) ||
        !in_bounds(binder, field, low, &least) || !in_bounds(binder, field, high, &most))
        return false;
    if (least.value > number->value || number->value > most.value) {
        ent_bind_error(binder, least.value > number->value ? low : high, "E-CASE-0126", NULL,
                       "low <= value <= high must hold, but they are %.30s, %.30s, %.30s", low->text,
                       ent_node_text(ent_node_child(node, "value")), high->text);
        return false;
    }
    const char *name = "triangular";
    if (dist != NULL && !ent_bind_choice(binder, dist, distributions, &name)) return false;
    slot->low = least.value;
    slot->high = most.value;
    slot->distribution = name[0] == 'u' ? ENT_UNIFORM : name[0] == 't' ? ENT_TRIANGULAR : ENT_NORMAL;
    if (slot->low >= slot->high) slot->distribution = ENT_FIXED;
    return true;
}

static void check_keys(ent_binder *binder, const ent_node *node, bool with_known) {
    static const char *const keys[] = {"value",    "low",       "high",    "dist",   "coders",
                                       "reported", "judged_by", "because", "record", "known"};
    size_t size = sizeof keys / sizeof *keys - (with_known ? 0 : 1);
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        bool found = false;
        for (size_t i = 0; i < size && !found; i++)
            found = strcmp(keys[i], child->key) == 0;
        if (found) continue;
        const char *hint = ent_bind_suggest(binder, child->key, keys, size);
        if (hint != NULL) child->parent->misspelt = true;
        ent_bind_key_error(binder, child, "E-CASE-0101",
                           hint != NULL ? hint : "allowed here: value, low, high, dist, coders and who answers for it",
                           "unknown key '%.60s' in a number", child->key);
    }
}

static bool read_map(ent_binder *binder, const ent_field *field, const ent_node *node, exact_number *number,
                     ent_slot *slot) {
    const ent_node *value = ent_node_child(node, "value"), *coders = ent_node_child(node, "coders");
    if (value == NULL && coders == NULL && node->misspelt) return false; /* told already */
    if ((value == NULL) == (coders == NULL)) {
        ent_bind_key_error(binder, node, "E-CASE-0125", NULL, "a number needs either 'value' or 'coders'");
        return false;
    }
    if (coders != NULL) {
        for (const ent_node *child = node->first; child != NULL; child = child->next)
            if (strcmp(child->key, "low") == 0 || strcmp(child->key, "high") == 0 || strcmp(child->key, "dist") == 0)
                ent_bind_key_error(binder, child, "E-CASE-0125", "the coders' numbers are its spread",
                                   "'%s' cannot stand beside 'coders'", child->key);
        return read_coders(binder, field, coders, slot, number);
    }
    if (!read_exact(binder, value, number) || !in_bounds(binder, field, value, number)) return false;
    slot->low = slot->high = number->value;
    return read_spread(binder, field, node, number, slot);
}

bool ent_bind_number(ent_binder *binder, const ent_field *field, ent_node *node, ent_number *out, ent_date *known) {
    ent_owner *before = ent_bind_enter(binder, node);
    exact_number number = {0};
    ent_slot slot = {.node = node};
    bool good;
    if (node->kind == ENT_NODE_MAP) {
        check_keys(binder, node, known != NULL);
        const ent_node *date = ent_node_child(node, "known");
        if (date != NULL && known != NULL) ent_bind_date(binder, date, known);
        good = read_map(binder, field, node, &number, &slot);
    } else {
        good = read_exact(binder, node, &number) && in_bounds(binder, field, node, &number);
        slot.low = slot.high = number.value;
    }
    if (good) {
        check_owner(binder, field, node);
        bool definition = field != NULL && (field->flags & ENT_DEFINITION);
        ent_owner *owner = binder->owner;
        if (definition && owner->provenance.basis == ENT_UNOWNED) owner = binder->definition;
        slot.value = number.value;
        slot.provenance = &owner->provenance;
        uint32_t index = 0;
        good = add_slot(binder, &slot, &index);
        *out = (ent_number){good, number.exact, number.ratio, number.value, index};
    }
    ent_bind_leave(binder, before);
    return good;
}
