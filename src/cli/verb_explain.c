/* explain: a number with its owner, a figure with what it rests on, a diagnostic. */
#include "cli/cli.h"
#include "evidence/collect.h"
#include "evidence/reports.h"
#include "session/session.h"
#include "store/store.h"
#include "sweep/sweep.h"
#include "text/messages.h"

#include <entente/import.h>

#include <entente/import.h>

#include <stdio.h>
#include <string.h>

/* ---- diagnostics -------------------------------------------------------------------------------------------- */

typedef struct catalogue {
    const ent_message_row *rows;
    size_t size;
} catalogue;

/* Calls `visit` for every catalogue of the rooms and the lenses. */
static size_t catalogues(catalogue *out, size_t most) {
    const catalogue rooms[] = {{ent_base_messages, ent_base_messages_size},
                               {ent_case_messages, ent_case_messages_size},
                               {ent_import_messages, ent_import_messages_size},
                               {ent_lens_messages, ent_lens_messages_size},
                               {ent_sweep_messages, ent_sweep_messages_size},
                               {ent_evidence_messages, ent_evidence_messages_size},
                               {ent_reports_messages, ent_reports_messages_size},
                               {ent_collect_messages, ent_collect_messages_size},
                               {ent_text_messages, ent_text_messages_size},
                               {ent_session_messages, ent_session_messages_size},
                               {ent_tournament_messages, ent_tournament_messages_size},
                               {ent_backtest_messages, ent_backtest_messages_size},
                               {cli_messages, cli_messages_size}};
    size_t size = 0;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms && size < most; i++)
        out[size++] = rooms[i];
    for (size_t i = 0; i < cli_lenses_size && size < most; i++)
        out[size++] = (catalogue){cli_lenses[i]->messages, cli_lenses[i]->messages_size};
    return size;
}

/* "E-CASE-0112": letters in capitals, then digits. */
static bool looks_like_id(const char *word) {
    if (strlen(word) < 8 || word[1] != '-' || strchr("EWNUewnu", word[0]) == NULL) return false;
    const char *last = strrchr(word, '-');
    return last > word + 2 && strlen(last + 1) == 4 && strspn(last + 1, "0123456789") == 4;
}

static char upper(char c) {
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* Paragraphs stand apart by an empty line; the lines of an example begin with four spaces. */
static void add_paragraphs(ent_findings *findings, ent_section *section, const char *text) {
    while (*text != '\0') {
        bool example = strncmp(text, "    ", 4) == 0;
        const char *end = strstr(text, example ? "\n" : "\n\n");
        size_t size = end != NULL ? (size_t)(end - text) : strlen(text);
        size_t margin = example ? 4 : 0;
        ent_section_block(findings, section, ENT_BLOCK_TEXT, NULL, "%.*s", (int)(size - margin), text + margin);
        text += size;
        text += strspn(text, "\n");
    }
}

static ent_status show_message(cli *self, const ent_message_row *row) {
    static const char *const severities[] = {[ENT_NOTE] = "note", [ENT_WARNING] = "warning", [ENT_ERROR] = "error"};
    ent_findings *findings = ent_findings_new(&self->run, "explain");
    if (findings == NULL) return ENT_MEMORY;
    ent_info info = {.label = "Severity"};
    ent_findings_headline(findings, "%s: %s", row->id, row->title);
    ent_findings_metric(findings, "severity", ent_text(severities[row->severity]), &info);
    ent_section *section = ent_findings_section(findings, "more", "What it means", true, false);
    if (row->more != NULL) add_paragraphs(findings, section, row->more);
    ent_status status = cli_show(self, findings);
    ent_findings_free(findings);
    return status;
}

static ent_status explain_message(cli *self, const char *word) {
    enum { MOST = 32, MOST_IDS = 1024 };
    catalogue all[MOST];
    size_t size = catalogues(all, MOST), ids_size = 0;
    char *id = ent_arena_text(self->arena, word);
    const char **ids = ent_arena_array(self->arena, MOST_IDS, sizeof *ids);
    if (id == NULL || ids == NULL) return ENT_MEMORY;
    for (char *c = id; *c != '\0'; c++)
        *c = upper(*c);
    for (size_t i = 0; i < size; i++) {
        for (size_t j = 0; j < all[i].size; j++) {
            if (strcmp(all[i].rows[j].id, id) == 0) return show_message(self, &all[i].rows[j]);
            if (ids_size < MOST_IDS) ids[ids_size++] = all[i].rows[j].id;
        }
    }
    return cli_usage(self, "U-CLI-0005", cli_suggest(self, id, ids, ids_size), "no diagnostic has the id %s", id);
}

/* ---- a path --------------------------------------------------------------------------------------------------- */

typedef struct names {
    cli *self;
    const ent_case *from;
    const char **items;
    size_t size, capacity;
} names;

static void add_name(names *all, const char *name) {
    if (all->items != NULL && name != NULL && all->size < all->capacity) all->items[all->size++] = name;
}

/* The path of a slot and all its beginnings. */
static void add_paths(void *context, const ent_slot *slot, uint32_t index) {
    names *all = context;
    (void)index;
    char *path = ent_case_path(all->from, slot->node, all->self->arena);
    if (path == NULL) return;
    add_name(all, path);
    for (size_t i = strlen(path); i-- > 0;)
        if (path[i] == '.') add_name(all, ent_arena_copy(all->self->arena, path, i));
}

static ent_status unknown_path(cli *self, const ent_case *entente_case, const char *path) {
    names all = {.self = self, .from = entente_case, .capacity = (entente_case->slots_size + 1) * 8};
    all.items = ent_arena_array(self->arena, all.capacity, sizeof *all.items);
    ent_case_slots_below(entente_case, "", add_paths, &all);
    const char *hint = all.items != NULL ? cli_suggest(self, path, all.items, all.size) : NULL;
    /* else the part of it that exists */
    for (size_t i = strlen(path); hint == NULL && i-- > 0;) {
        if (path[i] != '.') continue;
        const char *part = ent_arena_copy(self->arena, path, i);
        if (part != NULL && ent_case_at(entente_case, part) != NULL)
            hint = ent_arena_printf(self->arena, "`entente explain CASE %s` shows what is below %s", part, part);
    }
    return cli_usage(self, "U-CLI-0005", hint, "the case has nothing at %s", path);
}

static void item(ent_findings *findings, ent_section *section, const char *term, const char *text) {
    if (text != NULL && text[0] != '\0') ent_section_block(findings, section, ENT_BLOCK_ITEM, term, "%s", text);
}

/* The document behind a citation: publisher, date, title, address. */
static const char *document(const ent_source *source, ent_arena *arena) {
    char date[ENT_NUMBER_TEXT];
    ent_write_date_long(date, source->date);
    return ent_arena_printf(arena, "%s%s%s%s%s%s%s", source->publisher != NULL ? source->publisher : "",
                            source->publisher != NULL ? ", " : "", date, date[0] != '\0' ? ": " : "",
                            source->title != NULL ? source->title : source->id, source->address != NULL ? " " : "",
                            source->address != NULL ? source->address : "");
}

static void citations(cli *self, const ent_case *entente_case, const ent_provenance *provenance, ent_findings *findings,
                      ent_section *section) {
    for (size_t i = 0; i < provenance->citations_size; i++) {
        const ent_citation *citation = &provenance->citations[i];
        if (citation->source < 0) continue;
        item(findings, section, "Source", document(&entente_case->sources[citation->source], self->arena));
        item(findings, section, "Sentence", cli_citation(entente_case, citation, self->arena));
    }
}

/* "election = challenger sets it to 75". */
static void overrides(cli *self, const ent_case *entente_case, const char *path, ent_findings *findings,
                      ent_section *section) {
    size_t length = strlen(path);
    for (size_t e = 0; e < entente_case->events_size; e++) {
        const ent_event *event = &entente_case->events[e];
        for (size_t o = 0; o < event->outcomes_size; o++) {
            const ent_sets *sets = &event->outcomes[o].set;
            for (size_t s = 0; s < sets->size; s++) {
                const char *set = sets->rows[s].path;
                size_t size = strlen(set);
                bool touches = strncmp(set, path, size < length ? size : length) == 0 &&
                               (size == length || (size < length ? path[size] : set[length]) == '.');
                if (!touches) continue;
                const char *text =
                    ent_arena_printf(self->arena, "%s, if it is %s, sets %s to %s", event->id, event->outcomes[o].id,
                                     set, sets->rows[s].value != NULL ? sets->rows[s].value : "a map");
                item(findings, section, "Overridden by", text);
            }
        }
    }
}

static const char *spread(const ent_slot *slot, ent_arena *arena) {
    static const char *const shapes[] = {[ENT_FIXED] = NULL,
                                         [ENT_UNIFORM] = "uniform",
                                         [ENT_TRIANGULAR] = "triangular",
                                         [ENT_NORMAL] = "normal, nine draws in ten inside",
                                         [ENT_CODERS] = NULL};
    char low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
    if (slot->distribution == ENT_FIXED) return NULL;
    if (slot->distribution != ENT_CODERS)
        return ent_arena_printf(arena, "%s to %s (%s)", ent_write_double(low, slot->low),
                                ent_write_double(high, slot->high), shapes[slot->distribution]);
    const char *text = "";
    for (size_t i = 0; i < slot->coders_size && text != NULL; i++)
        text = ent_arena_printf(arena, "%s%s%s: %s", text, i > 0 ? ", " : "", slot->coder_names[i],
                                ent_write_double(low, slot->coders[i]));
    return text;
}

typedef struct only_slot {
    const ent_slot *slot;
    size_t size;
} only_slot;

static void keep_slot(void *context, const ent_slot *slot, uint32_t index) {
    only_slot *only = context;
    (void)index;
    only->slot = slot;
    only->size++;
}

static void describe_slot(cli *self, const ent_case *entente_case, const char *path, const ent_slot *slot,
                          ent_findings *findings, ent_section *section) {
    char text[ENT_NUMBER_TEXT];
    const char *unit = cli_unit(entente_case, path, self->arena);
    const char *owner = cli_owner(entente_case, slot->provenance, self->arena);
    ent_write_double(text, slot->value);
    ent_info info = {.label = path, .unit = unit, .digits = -1, .uses = &path, .uses_size = 1};
    ent_findings_headline(findings, "%s is %s%s%s, %s.", path, text, unit[0] != '\0' ? " " : "", unit,
                          slot->provenance->basis == ENT_UNOWNED ? "and nobody answers for it" : owner);
    ent_findings_metric(findings, "value", ent_based(ent_real(slot->value), slot->provenance->basis), &info);
    if (slot->distribution != ENT_FIXED) {
        ent_info low = {.label = "Low", .unit = unit, .digits = -1},
                 high = {.label = "High", .unit = unit, .digits = -1};
        ent_findings_metric(findings, "low", ent_real(slot->low), &low);
        ent_findings_metric(findings, "high", ent_real(slot->high), &high);
    }
    item(findings, section, "Value", ent_arena_printf(self->arena, "%s %s", text, unit));
    item(findings, section, slot->distribution == ENT_CODERS ? "Coders" : "Range", spread(slot, self->arena));
    item(findings, section, "Owner", owner);
    item(findings, section, "Because", slot->provenance->because);
    citations(self, entente_case, slot->provenance, findings, section);
}

static ent_status explain_path(cli *self, const ent_case *entente_case, const char *path, ent_findings *findings) {
    const ent_node *node = ent_case_at(entente_case, path);
    if (node == NULL && path[0] != '\0') return unknown_path(self, entente_case, path);
    only_slot only = {0};
    ent_case_slots_below(entente_case, path, keep_slot, &only);
    const char *name = path[0] != '\0' ? path : "The case";
    ent_section *section = ent_findings_section(findings, "path", name, true, false);
    const char *own = only.size == 1 ? ent_case_path(entente_case, only.slot->node, self->arena) : NULL;
    bool number = own != NULL && (strcmp(own, path) == 0 || strncmp(own, path, strlen(path)) == 0) &&
                  (strcmp(own, path) == 0 || strcmp(own + strlen(path), ".value") == 0);
    if (number) {
        describe_slot(self, entente_case, path, only.slot, findings, section);
    } else if (node != NULL && ent_node_text(node) != NULL) {
        ent_findings_headline(findings, "%s is \"%s\".", path, ent_node_text(node));
        ent_findings_metric(findings, "value", ent_text(ent_node_text(node)), NULL);
        item(findings, section, "Value", ent_node_text(node));
    } else {
        ent_findings_headline(findings, "%s holds %zu number%s.", name, only.size, only.size == 1 ? "" : "s");
    }
    if (node != NULL) item(findings, section, "Place", cli_place(entente_case, node, self->arena));
    if (path[0] != '\0') overrides(self, entente_case, path, findings, section);
    if (!number && only.size > 0) {
        cli_numbers_table(self, findings, entente_case, &path, 1, false, "numbers", "The numbers below");
        ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "numbers");
    }
    return ENT_OK;
}

/* ---- a metric ------------------------------------------------------------------------------------------------- */

static ent_status unknown_metric(cli *self, const ent_findings *from, const char *key) {
    const char **keys = ent_arena_array(self->arena, from->metrics_size, sizeof *keys);
    if (keys == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < from->metrics_size; i++)
        keys[i] = from->metrics[i].key;
    const char *hint = cli_suggest(self, key, keys, from->metrics_size);
    if (hint == NULL)
        hint = ent_arena_printf(self->arena, "`entente %s %s --csv` lists all metrics", from->lens, self->operands[0]);
    return cli_usage(self, "U-CLI-0005", hint, "%s gives no metric \"%s\" for this case", from->lens, key);
}

static const char *value_text(const ent_metric *metric, char number[ENT_NUMBER_TEXT]) {
    switch (metric->value.type) {
    case ENT_TEXT:
        return metric->value.as.text;
    case ENT_INTEGER:
    case ENT_BOOL:
        snprintf(number, ENT_NUMBER_TEXT, "%lld", (long long)metric->value.as.integer);
        return number;
    case ENT_REAL:
        return metric->info.digits >= 0 ? ent_write_fixed(number, metric->value.as.real, metric->info.digits)
                                        : ent_write_double(number, metric->value.as.real);
    case ENT_EMPTY:
        break;
    }
    return "";
}

static void describe_metric(cli *self, const ent_case *entente_case, const ent_findings *from, const ent_metric *metric,
                            ent_findings *findings) {
    char number[ENT_NUMBER_TEXT];
    const char *label = metric->info.label != NULL ? metric->info.label : metric->key;
    const char *unit = metric->info.unit != NULL ? metric->info.unit : "";
    const char *const *uses = metric->info.uses;
    size_t uses_size = metric->info.uses_size, judgements = 0;
    ent_basis basis = uses_size > 0 ? ent_case_basis(entente_case, uses, uses_size, &judgements) : ENT_BASIS_NONE;
    ent_findings_headline(findings, "%s: %s%s%s", label, value_text(metric, number), unit[0] != '\0' ? " " : "", unit);
    ent_findings_metric(findings, metric->key, metric->value, &metric->info);
    ent_section *section = ent_findings_section(findings, "metric", label, true, false);
    item(findings, section, "Metric", ent_arena_printf(self->arena, "%s of %s", metric->key, from->lens));
    item(findings, section, "Unit", unit);
    if (uses_size == 0) {
        item(findings, section, "Rests on", "no single numbers of the case");
        return;
    }
    size_t size = cli_numbers_table(self, findings, entente_case, uses, uses_size, true, "rests-on",
                                    "The numbers it rests on, judgements first");
    ent_info info = {.label = "Judgements it rests on"};
    ent_findings_metric(findings, "judgements", ent_integer((int64_t)judgements), &info);
    for (size_t i = 0; i < uses_size; i++)
        item(findings, section, i == 0 ? "Rests on" : "and", uses[i]);
    const char *weakest = ent_basis_name(basis);
    ent_section_block(findings, section, ENT_BLOCK_REST, NULL, "%zu number%s, of which %zu judged%s%s.", size,
                      size == 1 ? "" : "s", judgements, weakest[0] != '\0' ? "; as good as its weakest: " : "",
                      weakest);
    if (size > 0) ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "rests-on");
}

static ent_status explain_metric(cli *self, const ent_case *entente_case, const char *lens_name, const char *key,
                                 ent_findings *findings) {
    const ent_lens *lens = ent_lens_find(&self->run, lens_name);
    if (lens == NULL) {
        const char *lens_names[16];
        size_t size = 0;
        for (; size < cli_lenses_size && size < 16; size++)
            lens_names[size] = cli_lenses[size]->name;
        return cli_usage(self, "U-CLI-0005", cli_suggest(self, lens_name, lens_names, size), "no lens \"%s\"",
                         lens_name);
    }
    ent_findings *from = NULL;
    ent_status status = ent_lens_run(lens, entente_case, NULL, &self->run, &from);
    if (status == ENT_OK) {
        const ent_metric *metric = ent_findings_find(from, key);
        if (metric == NULL)
            status = unknown_metric(self, from, key);
        else
            describe_metric(self, entente_case, from, metric, findings);
    }
    ent_findings_free(from);
    return status;
}

/* ---- the verb ------------------------------------------------------------------------------------------------- */

ent_status cli_explain(cli *self) {
    const char *first = self->operands[0];
    if (self->operands_size == 1 && looks_like_id(first)) return explain_message(self, first);
    ent_case *entente_case;
    ent_status status = cli_read_case(self, first, true, &entente_case);
    if (status != ENT_OK) return status;
    ent_findings *findings = ent_findings_new(&self->run, "explain");
    if (findings == NULL) {
        ent_case_free(entente_case);
        return ENT_MEMORY;
    }
    ent_findings_case(findings, entente_case->id, entente_case->title, entente_case->handling, NULL);
    const char *path = self->operands_size > 1 ? self->operands[1] : "";
    if (self->operands_size == 3)
        status = explain_metric(self, entente_case, path, self->operands[2], findings);
    else
        status = explain_path(self, entente_case, path, findings);
    if (status == ENT_OK) status = cli_show(self, findings);
    ent_findings_free(findings);
    ent_case_free(entente_case);
    return status;
}
