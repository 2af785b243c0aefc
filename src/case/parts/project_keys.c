/* Keys that practitioners share costs by, and recoupment. */
#include "case/parts/projects.h"

#include <string.h>

enum { MOST_DECIMALS = 9 };

/* ---- what a key goes by ---- */

static const char *const plain[] = {"equal", "units", "weights", "claims", "demand"};

static bool is_plain(const char *by) {
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i], by) == 0) return true;
    return false;
}

static void check_by(ent_binder *binder, const ent_node *node, const char *by) {
    const ent_node *at = ent_node_child(node, "by");
    int index;
    if (by == NULL || at == NULL || is_plain(by)) return;
    if (!ent_bind_reference(binder, ENT_NAMES_SERIES, at, false, &index)) return;
    if (binder->result->series[index].rows_size == 0)
        ent_bind_error(binder, at, "E-CASE-0182", "a key needs one value per party: by: party",
                       "the series '%.60s' is not by party", by);
}

static const ent_field part_fields[] = {
    {.key = "by",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_key_part, by),
     .doc = "What this part is proportional to: a series by party, or equal, units, weights, claims, demand."},
    {.key = "weight",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_DEFINITION | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_key_part, weight),
     .doc = "How much it counts. Weights are divided by their sum."},
    {.key = "year",
     .kind = ENT_FIELD_YEAR,
     ENT_AT(ent_key_part, year),
     .doc = "The year of the series; the last known one where it is not given."},
};

static void check_part(ent_binder *binder, const ent_node *node, void *record) {
    check_by(binder, node, ((const ent_key_part *)record)->by);
}

static const ent_shape shape_key_part = {
    .name = "key_part",
    .doc = "A part of a mixed key.",
    .bytes = sizeof(ent_key_part),
    ENT_ROWS(part_fields),
    .check = check_part,
};

/* ---- how far shares may move ---- */

static const ent_field limits_fields[] = {
    {.key = "rise",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW,
     ENT_AT(ent_key_limits, rise),
     .doc = "How much a share may rise, as a part of what it was: 0.1 for a tenth."},
    {.key = "fall",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_key_limits, fall),
     .doc = "How much it may fall."},
    {.key = "points",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_key_limits, points),
     .doc = "How far it may move either way, as a share of the whole: 0.02 for two percentage points."},
};

static const ent_shape shape_limits = {
    .name = "key_limits",
    .doc = "A scheme of limits: how far a share may move from the one before.",
    .bytes = sizeof(ent_key_limits),
    ENT_ROWS(limits_fields),
};

static const ent_field phase_fields[] = {
    {.key = "from",
     .kind = ENT_FIELD_YEAR,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_key, phase_from),
     .doc = "The first year in which shares move."},
    {.key = "to",
     .kind = ENT_FIELD_YEAR,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_key, phase_to),
     .doc = "The first year with the new shares in full."},
};

static const ent_shape shape_phase = {
    .name = "key_phase",
    .doc = "The years in which a key takes the place of the shares before, in equal steps.",
    .bytes = sizeof(ent_key),
    ENT_ROWS(phase_fields),
};

/* ---- rounding ---- */

static const char *const methods[] = {"largest-remainder", "sainte-lague", "dhondt", NULL};

static bool read_method(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    const char *word = NULL;
    if (!ent_bind_choice(binder, node, field->choices, &word)) return false;
    for (int i = 0; methods[i] != NULL; i++)
        if (methods[i] == word) ((ent_key *)record)->rounding = (ent_rounding)i;
    return true;
}

static const ent_field round_fields[] = {
    {.key = "decimals",
     .kind = ENT_FIELD_COUNT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_key, decimals),
     .doc = "Of the share as a fraction of 1: 4 are hundredths of a percent."},
    {.key = "method",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_method,
     .choices = methods,
     .schema = "{\"enum\": [\"largest-remainder\", \"sainte-lague\", \"dhondt\"]}",
     .form = "largest-remainder, sainte-lague or dhondt",
     .doc = "How what is left over is given out, so that rounded shares add up to 1; largest-remainder where none is "
            "given."},
};

static void check_round(ent_binder *binder, const ent_node *node, void *record) {
    if (((const ent_key *)record)->decimals > MOST_DECIMALS)
        ent_bind_error(binder, ent_node_child(node, "decimals"), "E-CASE-0113", NULL, "decimals must be at most %d",
                       (int)MOST_DECIMALS);
}

static const ent_shape shape_round = {
    .name = "key_round",
    .doc = "Rounding that adds up.",
    .bytes = sizeof(ent_key),
    ENT_ROWS(round_fields),
    .check = check_round,
};

/* ---- keys ---- */

static bool read_ceiling(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    ent_key *key = record;
    const char *text = ent_node_text(node);
    if (text != NULL && strcmp(text, "next-largest") == 0) {
        key->ceiling_next_largest = true;
        return true;
    }
    if (text != NULL && text[0] != '\0' && strpbrk(text, "0123456789") == NULL) {
        static const char *const words[] = {"next-largest"};
        const char *hint = ent_bind_suggest(binder, text, words, 1);
        ent_bind_error(binder, node, "E-CASE-0106", hint != NULL ? hint : "a share between 0 and 1, or next-largest",
                       "'%.60s' is not possible here", text);
        return false;
    }
    return ent_bind_number(binder, field, node, &key->ceiling, NULL);
}

#define SHARES(member) PARTY_NUMBERS(ent_key, member), .flags = ENT_BOUND_HIGH, .high = 1

static const ent_field key_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_key, name), .doc = "The name as it is printed."},
    {.key = "by",
     .kind = ENT_FIELD_TEXT,
     ENT_AT(ent_key, by),
     .doc = "What shares are proportional to: a series by party, or equal, units, weights, claims, demand."},
    {.key = "mix",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &shape_key_part,
     .offset = offsetof(ent_key, parts),
     .size_offset = offsetof(ent_key, parts_size),
     .doc = "Instead: several of them, each with its weight."},
    {.key = "shares",
     SHARES(shares),
     .doc = "Instead: shares that are agreed, one for each participant; they sum to 1."},
    {.key = "floor",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_key, floor),
     .doc = "The least share a participant bears."},
    {.key = "ceiling",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_ceiling,
     .flags = ENT_DEFINITION | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     .schema = "{\"anyOf\": [{\"const\": \"next-largest\"}, {\"$ref\": \"#/$defs/number\"}]}",
     .form = "a share, or next-largest",
     ENT_AT(ent_key, ceiling),
     .doc = "The largest share one bears; next-largest: no more than the next one pays."},
    {.key = "year",
     .kind = ENT_FIELD_YEAR,
     ENT_AT(ent_key, year),
     .doc = "The year of the series; the last known one where it is not given."},
    {.key = "before", SHARES(before), .doc = "The shares that it follows on; they sum to 1."},
    {.key = "limits",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_limits,
     ENT_AT(ent_key, limits),
     .doc = "How far a share may move from the one before."},
    {.key = "phase",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_phase,
     .doc = "The years in which it takes the place of the shares before, in equal steps."},
    {.key = "round",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_round,
     .size_offset = offsetof(ent_key, rounded),
     .doc = "Rounding of the shares, so that they still add up."},
};

/* ---- floors and ceilings ---- */

typedef struct bound { /* a share, n times */
    double value, times;
    int against_one;
} bound;

static bound bound_of(const ent_number *share, size_t participants) {
    ent_ratio times;
    if (share->exact && ent_ratio_multiply(share->ratio, (ent_ratio){(int64_t)participants, 1}, &times))
        return (bound){share->value, ent_ratio_value(times), ent_ratio_compare(times, (ent_ratio){1, 1})};
    double value = share->value * (double)participants;
    return (bound){share->value, value, (value > 1) - (value < 1)};
}

static void check_bounds(const ent_project_view *view, const ent_key *key) {
    size_t n = view->project->participants_size;
    char one[ENT_NUMBER_TEXT], all[ENT_NUMBER_TEXT];
    bound floor = bound_of(&key->floor, n), ceiling = bound_of(&key->ceiling, n);
    if (key->floor.set && floor.against_one > 0)
        ent_bind_error(view->binder, ent_node_child(key->node, "floor"), "E-CASE-0219",
                       ent_bind_text(view->binder, "at most 1/%zu", n),
                       "%zu participants with at least %s each come to %s, more than all there is", n,
                       ent_write_double(one, floor.value), ent_write_double(all, floor.times));
    if (key->ceiling.set && ceiling.against_one < 0)
        ent_bind_error(view->binder, ent_node_child(key->node, "ceiling"), "E-CASE-0219",
                       ent_bind_text(view->binder, "at least 1/%zu", n),
                       "%zu participants with at most %s each come to %s, less than all there is", n,
                       ent_write_double(one, ceiling.value), ent_write_double(all, ceiling.times));
    if (key->floor.set && key->ceiling.set && key->floor.value > key->ceiling.value)
        ent_bind_error(view->binder, ent_node_child(key->node, "floor"), "E-CASE-0219", NULL,
                       "the floor %s is above the ceiling %s", ent_write_double(one, key->floor.value),
                       ent_write_double(all, key->ceiling.value));
}

/* ---- shares ---- */

/* The sum of shares is exactly 1; of those with too many digits to be kept, up to rounding. */
static void check_sum(const ent_project_view *view, const ent_key *key, const ent_party_numbers *shares,
                      const char *name) {
    enum { ROUNDING = 1000000000 };
    const ent_node *node = ent_node_child(key->node, name);
    ent_ratio sum = {0, 1};
    double rough = 0;
    bool exact = true;
    if (node == NULL || node->kind != ENT_NODE_MAP || shares->size == 0) return;
    for (size_t i = 0; i < shares->size; i++) {
        const ent_number *share = &shares->rows[i].value;
        exact = exact && share->exact && ent_ratio_add(sum, share->ratio, &sum);
        rough += share->value;
    }
    double value = exact ? ent_ratio_value(sum) : rough, off = value > 1 ? value - 1 : 1 - value;
    if (exact ? ent_ratio_compare(sum, (ent_ratio){1, 1}) == 0 : off * ROUNDING < 1) return;
    char text[ENT_NUMBER_TEXT];
    ent_bind_key_error(view->binder, node, "E-CASE-0218", "fractions such as 1/3 are exact",
                       "these shares sum to %s, not to 1", ent_write_double(text, value));
}

/* Every participant has a value in the series of a key. */
static void check_series(const ent_project_view *view, const ent_node *node, const char *by, int year) {
    const ent_case *c = view->binder->result;
    int index = by == NULL || is_plain(by) ? ENT_NOWHERE : ent_case_series(c, by);
    if (index == ENT_NOWHERE || c->series[index].rows_size == 0) return;
    bool *given = ent_bind_array(view->binder, view->project->participants_size, sizeof *given);
    if (given == NULL) return;
    for (size_t i = 0; i < c->series[index].rows_size; i++) {
        const ent_party_series *row = &c->series[index].rows[i];
        int place = row->party != ENT_NOWHERE ? view->place[row->party] : ENT_NOWHERE;
        if (place == ENT_NOWHERE) continue;
        for (size_t k = 0; k < row->size; k++)
            if (year == 0 || row->values[k].year == 0 || row->values[k].year == year) given[place] = true;
    }
    for (size_t i = 0; i < view->project->participants_size; i++) {
        const char *id = c->parties[view->project->participants[i]].id;
        if (given[i]) continue;
        if (year != 0)
            ent_bind_error(view->binder, ent_node_child(node, "by"), "E-CASE-0182", "add it to the series",
                           "the series '%.60s' has no value of %d for '%.60s'", by, year, id);
        else
            ent_bind_error(view->binder, ent_node_child(node, "by"), "E-CASE-0182", "add it to the series",
                           "the series '%.60s' has no value for '%.60s'", by, id);
    }
}

/* A key by units, weights, claims or demand: the project has them, for all. */
static void check_words(const ent_project_view *view, const ent_node *node, const char *by) {
    if (by == NULL || !is_plain(by) || strcmp(by, "equal") == 0) return;
    const ent_node *map = ent_node_child(view->node, by);
    if (map == NULL)
        ent_bind_error(view->binder, ent_node_child(node, "by"), "E-CASE-0184",
                       ent_bind_text(view->binder, "for instance %s: {a: 20, b: 10}", by),
                       "a key by '%s' says nothing without '%s' of the project", by, by);
    else if (strcmp(by, "units") == 0) /* the others are complete anyway */
        ent_project_check_complete(view, map);
}

static void check_base(const ent_project_view *view, const ent_node *node, const char *by, int year) {
    check_series(view, node, by, year);
    check_words(view, node, by);
}

static void check_key(const ent_project_view *view, const ent_key *key) {
    const ent_node *mix = ent_node_child(key->node, "mix");
    check_base(view, key->node, key->by, key->year);
    for (size_t i = 0; mix != NULL && i < key->parts_size; i++) {
        const ent_node *part = mix->first;
        for (size_t k = 0; k < i && part != NULL; k++)
            part = part->next;
        if (part != NULL && part->kind == ENT_NODE_MAP) check_base(view, part, key->parts[i].by, key->parts[i].year);
    }
    check_bounds(view, key);
    ent_project_check_complete(view, ent_node_child(key->node, "shares"));
    ent_project_check_complete(view, ent_node_child(key->node, "before"));
    check_sum(view, key, &key->shares, "shares");
    check_sum(view, key, &key->before, "before");
}

void ent_project_check_keys(const ent_project_view *view) {
    for (size_t i = 0; i < view->project->keys_size; i++)
        if (view->project->keys[i].node->kind == ENT_NODE_MAP) check_key(view, &view->project->keys[i]);
}

bool ent_project_has_key_by(const ent_project *project, const char *word) {
    for (size_t i = 0; i < project->keys_size; i++) {
        const ent_key *key = &project->keys[i];
        if (key->by != NULL && strcmp(key->by, word) == 0) return true;
        for (size_t k = 0; k < key->parts_size; k++)
            if (key->parts[k].by != NULL && strcmp(key->parts[k].by, word) == 0) return true;
    }
    return false;
}

/* What a key can say by itself. */
static void check_alone(ent_binder *binder, const ent_node *node, void *record) {
    const ent_key *key = record;
    static const char *const ways[] = {"by", "mix", "shares"};
    const ent_node *first = NULL;
    check_by(binder, node, key->by);
    for (size_t i = 0; i < 3; i++) {
        const ent_node *way = ent_node_child(node, ways[i]);
        if (way != NULL && first != NULL)
            ent_bind_key_error(binder, way, "E-CASE-0221", "keep one of them, or make two keys of it",
                               "'%s' and '%s' both say what shares are", first->key, way->key);
        if (first == NULL) first = way;
    }
    if (first == NULL && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0221", "such as by: gdp", "a key needs 'by', 'mix' or 'shares'");
    const ent_node *before = ent_node_child(node, "before"), *limits = ent_node_child(node, "limits");
    const ent_node *phase = ent_node_child(node, "phase");
    if (before == NULL && (limits != NULL || phase != NULL))
        ent_bind_key_error(binder, limits != NULL ? limits : phase, "E-CASE-0184",
                           "for instance before: {a: 0.6, b: 0.4}", "'%s' says nothing without 'before'",
                           limits != NULL ? "limits" : "phase");
    if (key->phase_from > key->phase_to && key->phase_to != 0)
        ent_bind_error(binder, ent_node_child(phase, "to"), "E-CASE-0220", NULL, "%d is before %d", key->phase_to,
                       key->phase_from);
}

const ent_shape ent_shape_key = {
    .name = "key",
    .doc = "A rule of thumb that practitioners share costs by: proportional to something, a mix, or agreed shares; "
           "then floor and ceiling, limits to how far shares move, phasing in, rounding.",
    .bytes = sizeof(ent_key),
    ENT_ROWS(key_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_key, id),
    .node_offset = offsetof(ent_key, node),
    .check = check_alone,
};

/* ---- recoupment ---- */

static const ent_field recoupment_fields[] = {
    {.key = "cost",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW,
     ENT_AT(ent_recoupment, cost),
     .doc = "The cost that does not recur, to be recouped."},
    {.key = "paid", PARTY_NUMBERS(ent_recoupment, paid), .flags = ENT_REQUIRED, .doc = "Who paid it, and how much."},
    {.key = "units",
     PARTY_NUMBERS(ent_recoupment, units),
     .flags = ENT_REQUIRED,
     .doc = "How many units each buys, those who paid among them."},
};

static void check_recoupment(ent_binder *binder, const ent_node *node, void *record) {
    const ent_recoupment *recoupment = record;
    const ent_node *units = ent_node_child(node, "units");
    bool any = false;
    for (size_t i = 0; i < recoupment->units.size; i++)
        any = any || recoupment->units.rows[i].value.value > 0;
    if (!any && units != NULL && units->kind == ENT_NODE_MAP)
        ent_bind_key_error(binder, units, "E-CASE-0223", "the cost is spread over the units that are bought",
                           "nobody buys a unit");
}

const ent_shape ent_shape_recoupment = {
    .name = "recoupment",
    .doc = "A development that some paid for first: a charge on each unit, cost / all units, is paid by who buys and "
           "goes to those who paid, in proportion to what they paid.",
    .bytes = sizeof(ent_recoupment),
    ENT_ROWS(recoupment_fields),
    .node_offset = offsetof(ent_recoupment, node),
    .check = check_recoupment,
};
