/* The findings object: values, metrics, options, what the builders share. */
#include "findings/store.h"

#include <math.h>
#include <string.h>

const char *ent_basis_name(ent_basis basis) {
    static const char *const names[] = {"", "record", "reported", "judged", "unowned"};
    size_t index = (size_t)basis;
    return index < sizeof names / sizeof names[0] ? names[index] : "";
}

/* ---- values ------------------------------------------------------------------------------------------- */

ent_value ent_empty(void) {
    return (ent_value){.type = ENT_EMPTY};
}

ent_value ent_integer(int64_t value) {
    return (ent_value){.type = ENT_INTEGER, .as.integer = value};
}

ent_value ent_real(double value) {
    if (!isfinite(value)) return ent_empty();
    return (ent_value){.type = ENT_REAL, .as.real = value};
}

ent_value ent_text(const char *value) {
    if (value == NULL) return ent_empty();
    return (ent_value){.type = ENT_TEXT, .as.text = value};
}

ent_value ent_bool(bool value) {
    return (ent_value){.type = ENT_BOOL, .as.integer = value ? 1 : 0};
}

ent_value ent_based(ent_value value, ent_basis basis) {
    value.basis = basis;
    return value;
}

/* ---- the object --------------------------------------------------------------------------------------- */

enum { DEFAULT_ROWS = 200 };

ent_findings *ent_findings_new(const ent_run *run, const char *lens) {
    const ent_allocator *allocator = run != NULL ? ent_run_allocator(run) : ent_allocator_default();
    ent_arena *arena = ent_arena_new(allocator);
    if (arena == NULL) return NULL;
    ent_store *store = ent_arena_alloc(arena, sizeof *store);
    char *name = ent_arena_text(arena, lens != NULL ? lens : "");
    if (store == NULL || name == NULL) {
        ent_arena_free(arena);
        return NULL;
    }
    store->metrics_only = run != NULL && run->metrics_only;
    ent_findings *findings = &store->findings;
    findings->arena = arena;
    findings->lens = name;
    findings->seed = run != NULL ? run->seed : 0;
    findings->rows = run != NULL && run->rows != 0 ? run->rows : DEFAULT_ROWS;
    return findings;
}

void ent_findings_free(ent_findings *findings) {
    if (findings == NULL) return;
    for (size_t i = 0; i < findings->parts_size; i++)
        ent_findings_free(findings->parts[i]);
    ent_arena_free(findings->arena);
}

ent_status ent_findings_status(const ent_findings *findings) {
    return findings != NULL ? findings->status : ENT_MEMORY;
}

/* ---- shared by the builders --------------------------------------------------------------------------- */

bool ent_store_open(const ent_findings *findings) {
    return findings != NULL && findings->status == ENT_OK;
}

bool ent_store_keeps_pages(const ent_findings *findings) {
    return ent_store_open(findings) && !((const ent_store *)findings)->metrics_only;
}

void ent_store_fail(ent_findings *findings, ent_status status) {
    if (findings->status == ENT_OK) findings->status = status;
}

void *ent_store_grow(ent_findings *findings, void *items, size_t size, size_t item_size) {
    bool full = (size & (size - 1)) == 0; /* 0, 1, 2, 4, 8, ... */
    if (size > 0 && !full) return items;
    size_t capacity = size == 0 ? 1 : size * 2;
    void *grown = capacity > size ? ent_arena_array(findings->arena, capacity, item_size) : NULL;
    if (grown == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return NULL;
    }
    if (size > 0) memcpy(grown, items, size * item_size);
    return grown;
}

const char *ent_store_text(ent_findings *findings, const char *text) {
    if (text == NULL) return NULL;
    const char *copy = ent_arena_text(findings->arena, text);
    if (copy == NULL) ent_store_fail(findings, ENT_MEMORY);
    return copy;
}

const char *ent_store_vprintf(ent_findings *findings, const char *format, va_list arguments) {
    const char *text = ent_arena_vprintf(findings->arena, format, arguments);
    if (text == NULL) ent_store_fail(findings, ENT_MEMORY);
    return text;
}

ent_value ent_store_value(ent_findings *findings, ent_value value) {
    if (value.type == ENT_TEXT) value.as.text = ent_store_text(findings, value.as.text);
    if (value.type == ENT_TEXT && value.as.text == NULL) value.type = ENT_EMPTY;
    if (value.type == ENT_REAL && !isfinite(value.as.real)) value = ent_based(ent_empty(), value.basis);
    return value;
}

/* ---- headline, actors, options, method ---------------------------------------------------------------- */

void ent_findings_case(ent_findings *findings, const char *case_id, const char *title, const char *handling,
                       const char *as_of) {
    if (!ent_store_open(findings)) return;
    findings->case_id = ent_store_text(findings, case_id);
    findings->title = ent_store_text(findings, title);
    findings->handling = ent_store_text(findings, handling);
    findings->as_of = ent_store_text(findings, as_of);
}

void ent_findings_among(ent_findings *findings, const char *case_id) {
    if (!ent_store_open(findings)) return;
    const char **ids = ent_store_grow(findings, findings->case_ids, findings->case_ids_size, sizeof *ids);
    if (ids == NULL) return;
    findings->case_ids = ids;
    const char *id = ent_store_text(findings, case_id);
    if (findings->status == ENT_OK) ids[findings->case_ids_size++] = id;
}

void ent_findings_partial(ent_findings *findings) {
    if (findings != NULL) findings->partial = true;
}

void ent_findings_headline(ent_findings *findings, const char *format, ...) {
    if (!ent_store_open(findings)) return;
    va_list arguments;
    va_start(arguments, format);
    findings->headline = ent_store_vprintf(findings, format, arguments);
    va_end(arguments);
}

void ent_findings_actor(ent_findings *findings, const char *id, const char *name) {
    if (!ent_store_open(findings)) return;
    ent_actor *actors = ent_store_grow(findings, findings->actors, findings->actors_size, sizeof *actors);
    if (actors == NULL) return;
    findings->actors = actors;
    ent_actor actor = {ent_store_text(findings, id), ent_store_text(findings, name != NULL ? name : id)};
    if (findings->status == ENT_OK) actors[findings->actors_size++] = actor;
}

/* A name that exists gets the new value. */
static void add_named(ent_findings *findings, ent_metric **items, size_t *size, const char *name, ent_value value) {
    if (!ent_store_open(findings)) return;
    for (size_t i = 0; i < *size; i++) {
        if (strcmp((*items)[i].key, name) != 0) continue;
        value = ent_store_value(findings, value);
        if (findings->status == ENT_OK) (*items)[i].value = value;
        return;
    }
    ent_metric *grown = ent_store_grow(findings, *items, *size, sizeof *grown);
    if (grown == NULL) return;
    *items = grown;
    ent_metric added = {.key = ent_store_text(findings, name), .value = ent_store_value(findings, value)};
    added.info.digits = -1;
    if (findings->status == ENT_OK) grown[(*size)++] = added;
}

void ent_findings_option(ent_findings *findings, const char *name, ent_value value) {
    if (findings != NULL) add_named(findings, &findings->options, &findings->options_size, name, value);
}

void ent_findings_method(ent_findings *findings, const char *name, ent_value value) {
    if (findings != NULL) add_named(findings, &findings->method, &findings->method_size, name, value);
}

/* A list of texts as one: "a; b". */
static ent_value joined_list(ent_findings *findings, const ent_text_list *list) {
    if (list->size == 0) return ent_empty();
    ent_buffer text;
    ent_buffer_init(&text, ent_arena_allocator(findings->arena));
    for (size_t i = 0; i < list->size; i++) {
        if (i > 0) ent_buffer_text(&text, "; ");
        ent_buffer_text(&text, list->items[i]);
    }
    if (text.failed) ent_store_fail(findings, ENT_MEMORY);
    ent_value value = ent_text(text.failed ? NULL : ent_store_text(findings, text.data));
    ent_buffer_free(&text);
    return value;
}

static ent_value option_value(ent_findings *findings, const ent_option_row *row, const char *field) {
    char written[ENT_NUMBER_TEXT];
    union {
        bool flag;
        size_t count;
        double number;
        const char *text;
        ent_date date;
        ent_text_list list;
    } as;
    static const size_t sizes[] = {
        [ENT_OPTION_FLAG] = sizeof as.flag,     [ENT_OPTION_COUNT] = sizeof as.count,
        [ENT_OPTION_NUMBER] = sizeof as.number, [ENT_OPTION_TEXT] = sizeof as.text,
        [ENT_OPTION_CHOICE] = sizeof as.text,   [ENT_OPTION_DATE] = sizeof as.date,
        [ENT_OPTION_LIST] = sizeof as.list,
    };
    memcpy(&as, field, sizes[row->type]);
    switch (row->type) {
    case ENT_OPTION_FLAG:
        return ent_bool(as.flag);
    case ENT_OPTION_COUNT:
        return as.count <= INT64_MAX ? ent_integer((int64_t)as.count) : ent_real((double)as.count);
    case ENT_OPTION_NUMBER:
        return ent_real(as.number);
    case ENT_OPTION_TEXT:
    case ENT_OPTION_CHOICE:
        return ent_text(as.text);
    case ENT_OPTION_DATE:
        if (as.date.year == 0) return ent_empty();
        return ent_text(ent_store_text(findings, ent_write_date(written, as.date)));
    case ENT_OPTION_LIST:
        return joined_list(findings, &as.list);
    }
    return ent_empty();
}

void ent_findings_options(ent_findings *findings, const ent_option_row *rows, size_t size, const void *options) {
    for (size_t i = 0; i < size && ent_store_open(findings); i++) {
        ent_value value = option_value(findings, &rows[i], (const char *)options + rows[i].offset);
        ent_findings_option(findings, rows[i].name, value);
    }
}

/* ---- metrics ------------------------------------------------------------------------------------------ */

/* FNV-1a. */
static size_t key_hash(const char *key) {
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *key != '\0'; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return (size_t)(hash ^ (hash >> 32));
}

/* The slot of the index where the key is or would be. */
static size_t *find_slot(const ent_store *store, const char *key) {
    size_t mask = store->index_size - 1;
    for (size_t at = key_hash(key) & mask;; at = (at + 1) & mask) {
        size_t *slot = &store->index[at];
        if (*slot == 0 || strcmp(store->findings.metrics[*slot - 1].key, key) == 0) return slot;
    }
}

/* Keeps the index at most half full. */
static bool index_ready(ent_store *store) {
    ent_findings *findings = &store->findings;
    if (findings->metrics_size < store->index_size / 2) return true;
    size_t size = store->index_size == 0 ? 32 : store->index_size * 2;
    size_t *index = size > store->index_size ? ent_arena_array(findings->arena, size, sizeof *index) : NULL;
    if (index == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return false;
    }
    store->index = index;
    store->index_size = size;
    for (size_t i = 0; i < findings->metrics_size; i++)
        *find_slot(store, findings->metrics[i].key) = i + 1;
    return true;
}

static ent_info copy_info(ent_findings *findings, const ent_info *info) {
    ent_info copy = {.digits = -1};
    if (info == NULL) return copy;
    copy.label = ent_store_text(findings, info->label);
    copy.unit = ent_store_text(findings, info->unit);
    copy.digits = info->digits;
    if (info->uses_size == 0 || findings->status != ENT_OK) return copy;
    const char **uses = ent_arena_array(findings->arena, info->uses_size, sizeof *uses);
    if (uses == NULL) {
        ent_store_fail(findings, ENT_MEMORY);
        return copy;
    }
    for (size_t i = 0; i < info->uses_size; i++) {
        uses[i] = ent_store_text(findings, info->uses[i] != NULL ? info->uses[i] : "");
    }
    copy.uses = uses;
    copy.uses_size = info->uses_size;
    return copy;
}

void ent_findings_metric(ent_findings *findings, const char *key, ent_value value, const ent_info *info) {
    if (!ent_store_open(findings)) return;
    ent_store *store = (ent_store *)findings;
    value = ent_store_value(findings, value);
    if (value.type == ENT_EMPTY || !index_ready(store)) return;
    ent_metric metric = {.key = key, .value = value, .info = copy_info(findings, info)};
    size_t *slot = find_slot(store, key);
    if (*slot != 0) {
        metric.key = findings->metrics[*slot - 1].key;
        if (findings->status == ENT_OK) findings->metrics[*slot - 1] = metric;
        return;
    }
    metric.key = ent_store_text(findings, key);
    ent_metric *metrics = ent_store_grow(findings, findings->metrics, findings->metrics_size, sizeof *metrics);
    if (metrics == NULL || findings->status != ENT_OK) return;
    findings->metrics = metrics;
    metrics[findings->metrics_size++] = metric;
    *slot = findings->metrics_size;
}

void ent_findings_metricf(ent_findings *findings, ent_value value, const ent_info *info, const char *key, ...) {
    if (!ent_store_open(findings)) return;
    va_list arguments;
    va_start(arguments, key);
    const char *written = ent_store_vprintf(findings, key, arguments);
    va_end(arguments);
    if (written != NULL) ent_findings_metric(findings, written, value, info);
}

const ent_metric *ent_findings_find(const ent_findings *findings, const char *key) {
    const ent_store *store = (const ent_store *)findings;
    if (store == NULL || key == NULL || store->index_size == 0) return NULL;
    size_t at = *find_slot(store, key);
    return at != 0 ? &findings->metrics[at - 1] : NULL;
}

double ent_findings_number(const ent_findings *findings, const char *key, double missing) {
    const ent_metric *metric = ent_findings_find(findings, key);
    if (metric == NULL) return missing;
    if (metric->value.type == ENT_REAL) return metric->value.as.real;
    if (metric->value.type == ENT_INTEGER || metric->value.type == ENT_BOOL) return (double)metric->value.as.integer;
    return missing;
}

const char *ent_findings_text(const ent_findings *findings, const char *key) {
    const ent_metric *metric = ent_findings_find(findings, key);
    return metric != NULL && metric->value.type == ENT_TEXT ? metric->value.as.text : NULL;
}
