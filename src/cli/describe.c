/* A number of a case with its owner. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

const char *cli_owner(const ent_case *entente_case, const ent_provenance *provenance, ent_arena *arena) {
    if (provenance == NULL) return "";
    if (provenance->basis == ENT_JUDGED && provenance->judged_by != NULL)
        return ent_arena_printf(arena, "judged by %s", provenance->judged_by);
    if (provenance->citations_size > 0 && provenance->citations[0].source >= 0) {
        const ent_citation *first = &provenance->citations[0];
        const char *id = entente_case->sources[first->source].id;
        return first->sentence > 0
                   ? ent_arena_printf(arena, "%s: %s#%u", ent_basis_name(provenance->basis), id, first->sentence)
                   : ent_arena_printf(arena, "%s: %s", ent_basis_name(provenance->basis), id);
    }
    return ent_basis_name(provenance->basis);
}

const char *cli_citation(const ent_case *entente_case, const ent_citation *citation, ent_arena *arena) {
    if (citation->source < 0) return NULL;
    const ent_source *source = &entente_case->sources[citation->source];
    bool has = citation->sentence > 0 && citation->sentence <= source->sentences_size;
    const char *id =
        citation->sentence > 0 ? ent_arena_printf(arena, "%s#%u", source->id, citation->sentence) : source->id;
    if (id == NULL || !has) return id;
    return ent_arena_printf(arena, "%s: %s", id, source->sentences[citation->sentence - 1]);
}

const char *cli_place(const ent_case *entente_case, const ent_node *node, ent_arena *arena) {
    ent_place place = ent_node_place(entente_case, node);
    if (place.file == NULL) return "";
    return place.line > 0 ? ent_arena_printf(arena, "%s:%zu", place.file, place.line) : place.file;
}

/* ---- units ------------------------------------------------------------------------------------------------ */

enum { MOST_SEGMENTS = 8 };

typedef struct path_parts {
    const char *at[MOST_SEGMENTS];
    size_t size;
} path_parts;

static path_parts split(const char *path, ent_arena *arena) {
    path_parts parts = {.size = 0};
    char *text = ent_arena_text(arena, path);
    while (text != NULL && parts.size < MOST_SEGMENTS) {
        parts.at[parts.size++] = text;
        text = strchr(text, '.');
        if (text != NULL) *text++ = '\0';
    }
    return parts;
}

static bool is_one_of(const char *word, const char *const *words) {
    for (; *words != NULL; words++)
        if (strcmp(word, *words) == 0) return true;
    return false;
}

static const char *issue_unit(const ent_case *entente_case, const char *id, ent_arena *arena) {
    int issue = ent_case_issue(entente_case, id);
    return issue == ENT_NOWHERE ? "" : ent_unit_text(&entente_case->issues[issue].unit, arena);
}

static const char *preference_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    static const char *const levels[] = {"best", "worst", "ideal", "tolerance", NULL};
    if (parts->size < 4 || !is_one_of(parts->at[3], levels)) return "";
    return issue_unit(entente_case, parts->at[2], arena);
}

static const char *position_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    for (size_t i = 0; parts->size > 2 && i < entente_case->positions_size; i++) {
        const ent_position *position = &entente_case->positions[i];
        if (position->id == NULL || strcmp(position->id, parts->at[1]) != 0 || position->issue < 0) continue;
        if (strcmp(parts->at[2], "value") == 0)
            return ent_unit_text(&entente_case->issues[position->issue].unit, arena);
    }
    return "";
}

static const char *limit_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    for (size_t i = 0; parts->size > 1 && i < entente_case->limits_size; i++) {
        const ent_limit *limit = &entente_case->limits[i];
        if (limit->id != NULL && strcmp(limit->id, parts->at[1]) == 0 && limit->when.issue >= 0)
            return ent_unit_text(&entente_case->issues[limit->when.issue].unit, arena);
    }
    return "";
}

static const char *agreement_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    static const char *const percents[] = {"growth", "cap", "floor", "plus", "rate", NULL};
    static const char *const amounts[] = {"amount", "schedule", NULL};
    int index = parts->size > 1 ? ent_case_agreement(entente_case, parts->at[1]) : ENT_NOWHERE;
    if (index == ENT_NOWHERE) return "";
    for (size_t i = parts->size; i-- > 2;) {
        if (strcmp(parts->at[i], "lag") == 0) return "years";
        if (is_one_of(parts->at[i], amounts)) return ent_unit_text(&entente_case->agreements[index].unit, arena);
        if (is_one_of(parts->at[i], percents)) return "percent";
    }
    return "";
}

static const char *series_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    int index = parts->size > 1 ? ent_case_series(entente_case, parts->at[1]) : ENT_NOWHERE;
    return index == ENT_NOWHERE ? "" : ent_unit_text(&entente_case->series[index].unit, arena);
}

static const char *option_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    return parts->size > 2 ? issue_unit(entente_case, parts->at[1], arena) : "";
}

/* Packages inside no_deal: ....outcome.ISSUE. */
static const char *outcome_unit(const ent_case *entente_case, const path_parts *parts, ent_arena *arena) {
    for (size_t i = 1; i + 1 < parts->size; i++)
        if (strcmp(parts->at[i], "outcome") == 0) return issue_unit(entente_case, parts->at[i + 1], arena);
    return "";
}

const char *cli_unit(const ent_case *entente_case, const char *path, ent_arena *arena) {
    static const struct {
        const char *part;
        const char *(*unit)(const ent_case *, const path_parts *, ent_arena *);
    } rows[] = {{"preferences", preference_unit}, {"positions", position_unit}, {"limits", limit_unit},
                {"agreements", agreement_unit},   {"series", series_unit},      {"issues", option_unit},
                {"no_deal", outcome_unit}};
    path_parts parts = split(path, arena);
    const char *unit = "";
    for (size_t i = 0; parts.size > 0 && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].part, parts.at[0]) == 0) unit = rows[i].unit(entente_case, &parts, arena);
    return unit != NULL ? unit : "";
}

/* ---- tables of numbers ------------------------------------------------------------------------------------ */

typedef struct number_row {
    const ent_slot *slot;
    size_t order;
} number_row;

typedef struct collection {
    ent_arena *arena;
    bool *seen; /* by slot */
    number_row *rows;
    size_t size;
} collection;

static void collect(void *context, const ent_slot *slot, uint32_t index) {
    collection *all = context;
    if (all->seen[index]) return;
    all->seen[index] = true;
    all->rows[all->size] = (number_row){slot, all->size};
    all->size++;
}

static int rank(const number_row *row) {
    static const int ranks[] = {
        [ENT_JUDGED] = 0, [ENT_UNOWNED] = 1, [ENT_REPORTED] = 2, [ENT_RECORD] = 3, [ENT_BASIS_NONE] = 4};
    return ranks[row->slot->provenance->basis];
}

static int judged_before(const void *left, const void *right) {
    const number_row *a = left, *b = right;
    int order = rank(a) - rank(b);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

/* Why a number is what it is: the judgement's reason, or the sentence it is taken from. */
static const char *reason(const ent_case *entente_case, const ent_provenance *provenance, ent_arena *arena) {
    if (provenance->because != NULL) return provenance->because;
    return provenance->citations_size > 0 ? cli_citation(entente_case, &provenance->citations[0], arena) : NULL;
}

/* Which columns a table of numbers has: on a terminal only those that say something. Reasons and places are too wide
 * for it; `entente explain CASE PATH` tells them one by one. */
typedef struct layout {
    bool spread, unit, reasons;
    int digits;
} layout;

static int decimals(double value) {
    char text[ENT_NUMBER_TEXT];
    const char *point = strchr(ent_write_double(text, value), '.');
    size_t size = point != NULL ? strlen(point + 1) : 0;
    return size > 4 ? 4 : (int)size;
}

static layout choose_layout(cli *self, const ent_case *entente_case, const collection *all) {
    bool text = strcmp(self->format, "text") == 0;
    layout chosen = {.spread = !text, .unit = !text, .reasons = !text, .digits = -1};
    for (size_t i = 0; text && i < all->size; i++) {
        const ent_slot *slot = all->rows[i].slot;
        const char *path = ent_case_path(entente_case, slot->node, self->arena);
        if (slot->distribution != ENT_FIXED) chosen.spread = true;
        if (path != NULL && cli_unit(entente_case, path, self->arena)[0] != '\0') chosen.unit = true;
        int digits = decimals(slot->value);
        if (digits > chosen.digits) chosen.digits = digits;
    }
    return chosen;
}

static ent_table *start_table(ent_findings *findings, const layout *chosen, const char *id, const char *title) {
    ent_table *table = ent_findings_table(findings, id, true, "%s", title);
    ent_table_column(findings, table, "path", "Path", "text", NULL, 0);
    ent_table_column(findings, table, "value", "Value", "number", NULL, chosen->digits);
    if (chosen->spread) {
        ent_table_column(findings, table, "low", "Low", "number", NULL, -1);
        ent_table_column(findings, table, "high", "High", "number", NULL, -1);
    }
    if (chosen->unit) ent_table_column(findings, table, "unit", "Unit", "text", NULL, 0);
    ent_table_column(findings, table, "owner", "Owner", "text", NULL, 0);
    if (!chosen->reasons) return table;
    ent_table_column(findings, table, "because", "Why", "text", NULL, 0);
    ent_table_column(findings, table, "place", "Place", "text", NULL, 0);
    return table;
}

static void number_cells(cli *self, const ent_case *entente_case, const ent_slot *slot, const layout *chosen,
                         ent_findings *findings, ent_table *table) {
    const char *path = ent_case_path(entente_case, slot->node, self->arena);
    bool spread = slot->distribution != ENT_FIXED;
    ent_value cells[8];
    size_t size = 0;
    cells[size++] = ent_text(path);
    cells[size++] = ent_based(ent_real(slot->value), slot->provenance->basis);
    if (chosen->spread) {
        cells[size++] = spread ? ent_real(slot->low) : ent_empty();
        cells[size++] = spread ? ent_real(slot->high) : ent_empty();
    }
    if (chosen->unit) cells[size++] = ent_text(path != NULL ? cli_unit(entente_case, path, self->arena) : NULL);
    cells[size++] = ent_text(cli_owner(entente_case, slot->provenance, self->arena));
    if (chosen->reasons) {
        cells[size++] = ent_text(reason(entente_case, slot->provenance, self->arena));
        cells[size++] = ent_text(cli_place(entente_case, slot->node, self->arena));
    }
    ent_table_row(findings, table, cells);
}

size_t cli_numbers_table(cli *self, ent_findings *findings, const ent_case *entente_case, const char *const *paths,
                         size_t paths_size, bool judged_first, const char *id, const char *title) {
    collection all = {.arena = self->arena};
    all.seen = ent_arena_array(self->arena, entente_case->slots_size, sizeof *all.seen);
    all.rows = ent_arena_array(self->arena, entente_case->slots_size, sizeof *all.rows);
    if (all.seen == NULL || all.rows == NULL) return 0;
    for (size_t i = 0; i < paths_size; i++)
        ent_case_slots_below(entente_case, paths[i], collect, &all);
    if (judged_first && all.size > 1) qsort(all.rows, all.size, sizeof *all.rows, judged_before);
    if (all.size == 0) return 0;
    layout chosen = choose_layout(self, entente_case, &all);
    ent_table *table = start_table(findings, &chosen, id, title);
    for (size_t i = 0; i < all.size; i++)
        number_cells(self, entente_case, all.rows[i].slot, &chosen, findings, table);
    return all.size;
}
