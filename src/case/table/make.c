/* A table that is made from entries of a file: names, numbers, what is not listed; and what is wrong with them. */
#include "case/table/make.h"

#include "case/bind.h"
#include "case/coalition_mask.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_MESSAGE = 400 };

/* ---- what is said ------------------------------------------------------------------------------------------ */

void ent_table_say_at(ent_table_maker *m, const char *key, const char *id, const char *hint, const char *message) {
    const ent_node *node = m->project->node != NULL ? ent_node_child(m->project->node, key) : NULL;
    if (node == NULL) node = m->project->node;
    m->errors++;
    if (node == NULL) {
        const ent_place file = {.file = m->file};
        ent_diagnosef(m->run->diagnostics, ENT_ERROR, id, &file, NULL, hint, NULL, "%s", message);
        return;
    }
    ent_place place = node->key != NULL ? ent_node_key_place(node) : ent_node_place(m->c, node);
    ent_diagnostic diagnostic = {.severity = ENT_ERROR, .id = id, .place = place, .message = message, .hint = hint};
    diagnostic.path = ent_case_path(m->c, node, m->arena);
    diagnostic.line = ent_document_line(node->document, node->key_start, m->arena);
    ent_diagnose(m->run->diagnostics, &diagnostic);
}

bool ent_table_say(void *context, const char *id, const ent_table_place *place, const char *hint, const char *message) {
    ent_table_maker *m = context;
    ent_place at = {m->file, place->line, ent_table_place_column(place), 0};
    ent_diagnosef(m->run->diagnostics, ENT_ERROR, id, &at, NULL, hint, NULL, "%s", message);
    return ++m->errors < ENT_TABLE_ERRORS;
}

/* ---- names ------------------------------------------------------------------------------------------------- */

static size_t hash(const char *name, size_t length) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)name[i]) * 16777619u;
    return h % ENT_TABLE_NAMES;
}

ent_table_name *ent_table_find_name(ent_table_name names[ENT_TABLE_NAMES], const char *name, size_t length) {
    size_t at = hash(name, length);
    while (names[at].name != NULL && (strncmp(names[at].name, name, length) != 0 || names[at].name[length] != '\0'))
        at = (at + 1) % ENT_TABLE_NAMES;
    return &names[at];
}

/* Ids, then names; a name that two have, or that is the id of another, names nobody. */
static void collect_names(ent_table_maker *m) {
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < m->project->participants_size; i++) {
            const ent_party *party = &m->c->parties[m->project->participants[i]];
            const char *name = round == 0 ? party->id : party->name;
            if (name == NULL || name[0] == '\0') continue;
            ent_table_name *slot = ent_table_find_name(m->names, name, strlen(name));
            if (slot->name != NULL) {
                bool is_id = strcmp(m->c->parties[m->project->participants[slot->player]].id, name) == 0;
                if (!is_id && slot->player != (int)i) slot->player = ENT_NOWHERE;
                continue;
            }
            *slot = (ent_table_name){name, (int)i};
        }
}

int ent_table_player(void *context, const char *name, size_t length, const ent_table_place *place) {
    ent_table_maker *m = context;
    const ent_table_name *slot = ent_table_find_name(m->names, name, length);
    if (slot->name != NULL && slot->player != ENT_NOWHERE) return slot->player;
    char message[LONGEST_MESSAGE], hint[LONGEST_MESSAGE] = "";
    const char *words[2 * ENT_COALITION_PLAYERS];
    size_t size = 0;
    for (size_t i = 0; i < ENT_TABLE_NAMES && size < sizeof words / sizeof *words; i++)
        if (m->names[i].name != NULL && m->names[i].player != ENT_NOWHERE) words[size++] = m->names[i].name;
    char *copy = ent_arena_copy(m->arena, name, length < 60 ? length : 60);
    const char *close = copy != NULL && m->errors < ENT_TABLE_ERRORS ? ent_closest(copy, words, size) : NULL;
    if (slot->name != NULL)
        snprintf(hint, sizeof hint, "two participants have this name: write their ids");
    else if (close != NULL)
        snprintf(hint, sizeof hint, "did you mean '%.80s'?", close);
    snprintf(message, sizeof message, "'%s' takes no part in %.60s", copy != NULL ? copy : "", m->project->id);
    ent_table_say(m, "E-CASE-0226", place, hint[0] != '\0' ? hint : NULL, message);
    return ENT_NOWHERE;
}

/* ---- entries of a file -------------------------------------------------------------------------------------- */

static void number_problem(ent_table_maker *m, const char *number, size_t length, const ent_table_place *place) {
    char message[LONGEST_MESSAGE];
    const char *shown = ent_arena_copy(m->arena, number, length < 40 ? length : 40);
    const char *hint = length > 0 && memchr(number, ',', length) != NULL ? "a decimal has a point: 12.5"
                                                                         : "a decimal (12.5) or a fraction (25/2)";
    snprintf(message, sizeof message, length > 0 ? "'%s' is not a number" : "a number is missing%s",
             length > 0 && shown != NULL ? shown : "");
    ent_table_say(m, "E-CASE-0227", place, hint, message);
}

void ent_table_take(void *context, uint32_t mask, const char *number, size_t length, const ent_table_place *place) {
    ent_table_maker *m = context;
    ent_ratio ratio;
    double value;
    bool exact;
    if (!ent_table_number(number, length, &ratio, &value, &exact)) {
        number_problem(m, number, length, place);
    } else if (mask == 0) {
        if (value != 0) ent_table_say(m, "E-CASE-0231", place, "leave it out", "nobody together has 0, always");
    } else if (m->builder.cost && value < 0) {
        ent_table_say(m, "E-CASE-0230", place, "what is gained is written with kind: value", "a cost is not negative");
    } else if (ent_table_put(&m->builder, mask, ratio, value, exact)) {
        if (m->seen != NULL) m->seen(m->seen_context, mask, number, length);
    } else {
        char message[LONGEST_MESSAGE], text[LONGEST_MESSAGE / 2];
        ent_mask_text(m->c, m->project, mask, text, sizeof text);
        snprintf(message, sizeof message, "%s is listed already", text);
        ent_table_say(m, "E-CASE-0185", place, "keep one of them", message);
    }
}

/* ---- files -------------------------------------------------------------------------------------------------- */

static ent_status json_players(ent_table_maker *m, const ent_table_json *top, int bits[32], size_t *size) {
    char message[LONGEST_MESSAGE];
    size_t players = m->project->participants_size;
    *size = top->players != NULL ? top->players_size : players;
    if (*size > players || *size > ENT_COALITION_PLAYERS) {
        snprintf(message, sizeof message, "the table has %zu players, %.60s %zu participants", *size, m->project->id,
                 players);
        ent_table_say(m, "E-CASE-0228", &top->players_place, "a table is about the participants of its project",
                      message);
        return ENT_INPUT;
    }
    uint32_t seen = 0;
    for (size_t i = 0; i < *size; i++) {
        const char *name = top->players != NULL ? top->players[i] : NULL;
        bits[i] = name == NULL ? (int)i : ent_table_player(m, name, strlen(name), &top->players_place);
        if (bits[i] == ENT_NOWHERE) continue;
        if (seen >> bits[i] & 1) {
            snprintf(message, sizeof message, "'%.60s' is among the players twice", name);
            ent_table_say(m, "E-CASE-0228", &top->players_place, "name it once", message);
        }
        seen |= (uint32_t)1 << bits[i];
    }
    if (top->is_list && top->values_size != (size_t)1 << *size) {
        snprintf(message, sizeof message, "%zu players have %zu coalitions with the empty one, the list has %zu values",
                 *size, (size_t)1 << *size, top->values_size);
        ent_table_say(m, "E-CASE-0228", &top->values_place, "value i is that of the players whose bits are set in i",
                      message);
    }
    return m->errors > 0 ? ENT_INPUT : ENT_OK;
}

static ent_status read_json(ent_table_maker *m, const char *data, size_t size, const ent_table_events *events) {
    ent_table_json top;
    int bits[32];
    size_t bits_size = 0;
    ent_status status = ent_table_look_json(m->run, data, size, events, m->arena, &top);
    if (status != ENT_OK) return status;
    ent_table_place start = {1, data, data};
    if (!top.has_values)
        ent_table_say(m, "E-CASE-0225", &start, "{\"players\": [...], \"values\": [...]}", "there are no values");
    if (top.kind == ENT_TABLE_UNKNOWN && top.kind_text != NULL)
        ent_table_say(m, "E-CASE-0228", &top.kind_place, "\"kind\": \"cost\" or \"kind\": \"value\"",
                      "the kind is neither cost nor value");
    if (top.kind != ENT_TABLE_UNKNOWN && (top.kind == ENT_TABLE_COST) != m->builder.cost)
        ent_table_say(m, "E-CASE-0228", &top.kind_place,
                      m->builder.cost ? "kind: value in the project" : "kind: cost in the project",
                      m->builder.cost ? "the table has values, the project costs"
                                      : "the table has costs, the project values");
    status = json_players(m, &top, bits, &bits_size);
    if (status != ENT_OK || m->errors > 0) return ENT_INPUT;
    return ent_table_read_json(m->run, data, size, events, m->arena, &top, bits, bits_size);
}

ent_status ent_table_maker_text(ent_table_maker *m, const char *data, size_t size) {
    const ent_table_events events = {m, ent_table_player, ent_table_take, ent_table_say};
    ent_table_begin(&data, &size);
    if (!ent_utf8_valid(data, size)) {
        ent_table_place start = {0, data, data};
        ent_table_say(m, "E-CASE-0225", &start, "save it as UTF-8", "the table is not UTF-8 text");
        return ENT_INPUT;
    }
    ent_table_kind kind;
    ent_status status = ent_table_is_json(data, size)
                            ? read_json(m, data, size, &events)
                            : ent_table_read_csv(m->run, data, size, &events, m->arena, &kind);
    return status == ENT_OK && m->errors > 0 ? ENT_INPUT : status;
}

/* ---- what is not listed ------------------------------------------------------------------------------------- */

static void say_stuck(ent_table_maker *m, uint32_t mask) {
    char message[LONGEST_MESSAGE], text[LONGEST_MESSAGE / 2];
    ent_mask_text(m->c, m->project, mask, text, sizeof text);
    snprintf(message, sizeof message, "%s is not listed, and cannot be split into coalitions that are", text);
    ent_table_say_at(m, m->project->table != NULL ? "table" : "coalitions", "E-CASE-0186",
                     "list every participant alone, at least", message);
}

static ent_status cover(ent_table_maker *m, uint32_t whole, bool alone) {
    uint32_t stuck;
    ent_status status = ent_table_cover(&m->builder, m->run, whole, alone, &stuck);
    if (status == ENT_LIMIT)
        ent_table_say_at(m, "missing", "E-CASE-0187", "list more of the coalitions, or all",
                         "there are too many ways to split coalitions into listed ones");
    if (status != ENT_OK || stuck == 0) return status;
    say_stuck(m, stuck);
    return ENT_INPUT;
}

/* Groups that cannot form need no number of their own: it is that of the best split. */
static ent_status check_missing(ent_table_maker *m) {
    const ent_project *project = m->project;
    uint32_t all = (uint32_t)(((uint64_t)1 << project->participants_size) - 1);
    uint32_t *exempt = ent_arena_array(m->arena, project->impossible_size, sizeof *exempt);
    size_t exempt_size = 0;
    if (exempt == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < project->impossible_size; i++) {
        uint32_t mask = ent_table_mask(project, project->impossible[i].members, project->impossible[i].members_size);
        if (!ent_table_given(&m->builder, mask) && !ent_mask_among(mask, exempt, exempt_size))
            exempt[exempt_size++] = mask;
    }
    ent_missing_list missing;
    ent_missing_start(&missing, m->c, project);
    missing.count = all - m->builder.table.listed - exempt_size;
    for (uint32_t mask = 1; missing.count > 0 && missing.named < ENT_MISSING_NAMED && mask <= all && mask != 0; mask++)
        if (!ent_table_given(&m->builder, mask) && !ent_mask_among(mask, exempt, exempt_size))
            ent_missing_name(&missing, mask);
    if (missing.count > 0) {
        ent_table_say_at(m, project->table != NULL ? "table" : "coalitions", "E-CASE-0186",
                         m->missing_hint != NULL ? m->missing_hint : ent_missing_hint, ent_missing_text(&missing));
        return ENT_INPUT;
    }
    ent_status status = ENT_OK;
    for (size_t i = 0; i < exempt_size && status == ENT_OK; i++)
        status = cover(m, exempt[i], true);
    return status;
}

ent_status ent_table_maker_finish(ent_table_maker *m) {
    uint32_t all = (uint32_t)(((uint64_t)1 << m->project->participants_size) - 1);
    if (m->builder.table.listed == 0) {
        ent_table_say_at(m, "table", "E-CASE-0225", "lines such as a+b,12.5", "no coalition is listed");
        return ENT_INPUT;
    }
    if (m->builder.table.listed == all || m->project->missing == ENT_MISSING_ZERO) return ENT_OK;
    return m->project->missing == ENT_MISSING_COVER ? cover(m, all, false) : check_missing(m);
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

size_t ent_coalition_table_bytes(size_t participants) {
    if (participants > ENT_COALITION_PLAYERS) return SIZE_MAX;
    size_t entries = (size_t)1 << participants;
    return entries * sizeof(double) + entries / 8;
}

static ent_status check_size(ent_table_maker *m) {
    size_t players = m->project->participants_size, bytes = ent_coalition_table_bytes(players);
    size_t machine = ent_machine_memory();
    if (m->project->missing == ENT_MISSING_COVER && bytes != SIZE_MAX) bytes += 2 * sizeof(double) << players;
    if (bytes < machine) return ENT_OK;
    char message[LONGEST_MESSAGE];
    if (bytes == SIZE_MAX)
        snprintf(message, sizeof message, "there are %zu participants; coalitions can be listed for at most %d",
                 players, (int)ENT_COALITION_PLAYERS);
    else
        snprintf(message, sizeof message,
                 "the coalitions of %zu participants take %.1f gigabytes; this machine has %.1f", players,
                 (double)bytes / 1e9, (double)machine / 1e9);
    ent_table_say_at(m, m->project->table != NULL ? "table" : "coalitions", "E-CASE-0187",
                     "components, needs, links, pairs and votes have no such bound", message);
    return ENT_LIMIT;
}

ent_status ent_table_maker_start(ent_table_maker *m) {
    ent_status status = check_size(m);
    if (status != ENT_OK) return status;
    collect_names(m);
    return ent_table_build(&m->builder, m->run, (unsigned)m->project->participants_size,
                           strcmp(m->project->kind, "cost") == 0);
}

uint32_t ent_table_mask(const ent_project *project, const int *members, size_t size) {
    uint32_t mask = 0;
    for (size_t k = 0; k < size; k++)
        for (size_t i = 0; i < project->participants_size; i++)
            if (project->participants[i] == members[k]) mask |= (uint32_t)1 << i;
    return mask;
}
