/* Cooperative games: {"players": [...], "kind": ..., "values": ...}, lines of coalitions and numbers, or a kind with
 * its inputs. What comes out is a case with one project, called game. */
#include "case/import/game.h"
#include "case/import/yaml_text.h"
#include "case/table/table.h"

#include <string.h>

/* ---- players ------------------------------------------------------------------------------------------------ */

static bool read_players(game *g) {
    const json_value *list = json_get(g->root, "players");
    if (list == NULL || (list->kind == JSON_OF_WORD && strcmp(list->text, "null") == 0)) return true;
    if (game_list(g, list, "players") == NULL) return false;
    g->names = ent_arena_array(g->job->arena, list->size, sizeof *g->names);
    if (g->names == NULL) return false;
    for (const json_value *value = list->first; value != NULL; value = value->next) {
        if (value->kind != JSON_OF_TEXT && value->kind != JSON_OF_NUMBER) {
            import_error(g->job, "E-IMPORT-0032", g->file, value->line, "players are a list of names",
                         "%s stands among the players", json_describe(value));
            return false;
        }
        g->names[g->size++] = value->text;
    }
    return true;
}

static bool different_names(game *g) {
    ent_names names;
    if (!ent_names_make(&names, g->job->arena, g->names, g->size)) return false;
    for (size_t i = 1; i < names.size; i++) {
        if (strcmp(names.rows[i].text, names.rows[i - 1].text) != 0) continue;
        import_error(g->job, "E-IMPORT-0032", g->file, 0, "each player has a name of its own",
                     "two players are called '%s'", import_short(g->job, names.rows[i].text));
        return false;
    }
    return true;
}

bool game_settle(game *g, size_t size) {
    if (g->settled && g->size == size) return true;
    if ((g->size > 0 && g->size != size) || size > GAME_PLAYERS || size == 0) {
        if (size > GAME_PLAYERS)
            import_error(g->job, "E-IMPORT-0034", g->file, 0, NULL, "there are more than %d players",
                         (int)GAME_PLAYERS);
        else
            import_error(g->job, "E-IMPORT-0032", g->file, 0, "one name for each",
                         "the inputs are about %zu players, %zu are named", size, g->size);
        return false;
    }
    ent_arena *arena = g->job->arena;
    if (g->names == NULL) {
        g->names = ent_arena_array(arena, size, sizeof *g->names);
        for (size_t i = 0; g->names != NULL && i < size; i++)
            g->names[i] = ent_arena_printf(arena, "p%zu", i + 1);
    }
    g->size = size;
    g->ids = ent_arena_array(arena, size, sizeof *g->ids);
    if (g->names == NULL || g->ids == NULL || ent_arena_failed(arena)) return false;
    for (size_t i = 0; g->numbered && i < size; i++)
        g->ids[i] = ent_arena_printf(arena, "p%zu", i + 1);
    g->settled = different_names(g) &&
                 (g->numbered || import_make_ids(g->job, IMPORT_PARTY_IDS, g->names, size, g->ids)) &&
                 !ent_arena_failed(arena);
    return g->settled;
}

/* ---- kinds -------------------------------------------------------------------------------------------------- */

static const char *const worth_keys[] = {"v", "c", "minimal_winning", "weights", "quota", "above_quota", NULL};
static const char *const airport_keys[] = {"types", "movements", "cost", "costs", NULL};
static const char *const tree_keys[] = {"cost_matrix_with_source_0", "matrix", NULL};
static const char *const quantity_keys[] = {"cost", "demand", NULL};
static const char *const market_keys[] = {"matrix", NULL};
static const char *const claims_keys[] = {"E", "amount", "claims", NULL};
static const char *const key_keys[] = {"base", "cap", "floor", "decimals", NULL};
static const char *const unions_keys[] = {"v",     "c",           "minimal_winning", "weights",
                                          "quota", "above_quota", "unions",          NULL};
static const char *const graph_keys[] = {"v",           "c",     "minimal_winning", "weights", "quota",
                                         "above_quota", "edges", "graph",           NULL};

static const struct {
    const char *word, *kind;
    ent_status (*read)(game *g);
    const char *const *keys;
} kinds[] = {{"tu_value", "value", game_worth, worth_keys},    {"tu_cost", "cost", game_worth, worth_keys},
             {"claims", NULL, game_claims, claims_keys},       {"voting", NULL, game_voting, worth_keys},
             {"airport", NULL, game_airport, airport_keys},    {"mcst", NULL, game_tree, tree_keys},
             {"serial", NULL, game_quantities, quantity_keys}, {"aumann_shapley", NULL, game_quantities, quantity_keys},
             {"unions", "value", game_unions, unions_keys},    {"graph", "value", game_graph, graph_keys},
             {"assignment", NULL, game_market, market_keys},   {"key", NULL, game_key, key_keys}};
enum { KINDS = sizeof kinds / sizeof *kinds };

static ent_status unknown_kind(game *g, const json_value *kind) {
    const char *words[KINDS];
    for (size_t i = 0; i < KINDS; i++)
        words[i] = kinds[i].word;
    if (kind == NULL || kind->kind != JSON_OF_TEXT) {
        import_error(g->job, "E-IMPORT-0030", g->file, kind != NULL ? kind->line : g->root->line,
                     "{\"players\": [...], \"kind\": \"cost\", \"values\": [...]}, or a kind with its inputs",
                     "the file has neither values nor a kind of game");
        return ENT_INPUT;
    }
    const char *hint = import_suggest(g->job, kind->text, words, KINDS);
    if (hint == NULL && (strcmp(kind->text, "cost") == 0 || strcmp(kind->text, "value") == 0))
        hint = "add \"values\": [...]";
    import_error(g->job, "E-IMPORT-0030", g->file, kind->line,
                 hint != NULL ? hint
                              : "kinds are tu_value, tu_cost, claims, voting, airport, mcst, serial, aumann_shapley, "
                                "unions, graph, assignment, key",
                 "'%s' is no kind of game that is read", import_short(g->job, kind->text));
    return ENT_INPUT;
}

static ent_status read_kind(game *g, const ent_import_file *file) {
    static const char *const known[] = {"players", "kind", "inputs", "id", "title", NULL};
    g->root = json_read(g->job, file);
    if (g->root == NULL) return ENT_INPUT;
    const json_value *kind = json_get(g->root, "kind"), *inputs = json_get(g->root, "inputs");
    size_t which = 0;
    while (which < KINDS && (kind == NULL || kind->kind != JSON_OF_TEXT || strcmp(kind->text, kinds[which].word) != 0))
        which++;
    if (which == KINDS) return unknown_kind(g, kind);
    if (inputs == NULL || inputs->kind != JSON_OF_MAP) {
        import_error(g->job, "E-IMPORT-0031", g->file, inputs != NULL ? inputs->line : g->root->line,
                     "such as \"inputs\": {\"E\": 100, \"claims\": [100, 200]}",
                     inputs != NULL ? "the inputs are no map" : "there are no inputs");
        return ENT_INPUT;
    }
    g->inputs = inputs;
    g->kind_word = kinds[which].word;
    g->kind = kinds[which].kind;
    if (!read_players(g)) return ENT_INPUT;
    game_leave_rest(g, g->root, known);
    game_leave_rest(g, inputs, kinds[which].keys);
    return kinds[which].read(g);
}

/* ---- the case ----------------------------------------------------------------------------------------------- */

static const char *text_of(const game *g, const char *key) {
    const json_value *value = json_get(g->root, key);
    return value != NULL && value->kind == JSON_OF_TEXT && value->text[0] != '\0' ? value->text : NULL;
}

static void write_owner(game *g, ent_buffer *out, const char *indent) {
    const char *base = import_base(g->job, g->file);
    const char *text = base != NULL ? ent_arena_printf(g->job->arena, "the author of %s", base) : NULL;
    if (text == NULL) return;
    ent_buffer_printf(out, "%sjudged_by: ", indent);
    yaml_text(out, text);
    ent_buffer_printf(out, "\n%sbecause: a game that was imported\n", indent);
}

static void write_parties(game *g) {
    ent_buffer *out = g->job->out;
    ent_buffer_text(out, "\nparties:\n");
    for (size_t i = 0; i < g->size; i++) {
        ent_buffer_text(out, "  ");
        yaml_text(out, g->ids[i]);
        ent_buffer_text(out, ":\n    name: ");
        yaml_text(out, g->names[i]);
        ent_buffer_char(out, '\n');
    }
}

static void write_case(game *g) {
    import_job *job = g->job;
    const char *title = text_of(g, "title"), *id = text_of(g, "id"), *stem = import_stem(job, g->file);
    id = import_id(job, id != NULL ? id : stem != NULL ? stem : "");
    if (id == NULL || stem == NULL) return;
    import_tell_left(job);
    import_write_head(job, NULL, id[0] != '\0' ? id : "imported", title != NULL ? title : stem);
    write_parties(g);
    if (g->series.size > 0) {
        ent_buffer_text(job->out, "\nseries:\n");
        ent_buffer_add(job->out, g->series.data, g->series.size);
        write_owner(g, job->out, "    ");
    }
    ent_buffer_text(job->out, "\nprojects:\n  game:\n");
    write_owner(g, job->out, "    ");
    if (g->kind != NULL) ent_buffer_printf(job->out, "    kind: %s\n", g->kind);
    ent_buffer_text(job->out, "    participants: [");
    for (size_t i = 0; i < g->size; i++) {
        ent_buffer_text(job->out, i > 0 ? ", " : "");
        yaml_text(job->out, g->ids[i]);
    }
    ent_buffer_text(job->out, "]\n");
    ent_buffer_add(job->out, g->project.data != NULL ? g->project.data : "", g->project.size);
}

static bool say_nothing(void *context, const char *id, const ent_table_place *place, const char *hint,
                        const char *message) {
    (void)context, (void)id, (void)place, (void)hint, (void)message;
    return false;
}

/* Whether the file is JSON without values: a kind with its inputs. */
static bool has_inputs(const game *g, const char *data, size_t size) {
    static const ent_table_events quiet = {.problem = say_nothing};
    ent_table_json top = {.has_values = false};
    ent_arena *scratch = ent_arena_new(ent_arena_allocator(g->job->arena));
    bool is_json = ent_table_is_json(data, size);
    if (is_json && scratch != NULL) ent_table_look_json(g->job->run, data, size, &quiet, scratch, &top);
    ent_arena_free(scratch);
    return is_json && !top.has_values;
}

ent_status import_game(import_job *job) {
    game g = {.job = job, .file = job->files[0].name};
    const ent_import_file *file = &job->files[0];
    if (job->files_size > 1) {
        import_error(job, "E-IMPORT-0030", job->files[1].name, 0, NULL, "a game is one file");
        return ENT_INPUT;
    }
    ent_buffer_init(&g.project, ent_arena_allocator(job->arena));
    ent_buffer_init(&g.series, ent_arena_allocator(job->arena));
    const char *data = file->data;
    size_t size = file->size;
    ent_table_begin(&data, &size);
    ent_status status = has_inputs(&g, data, size) ? read_kind(&g, file) : game_table(&g, data, size);
    if (status == ENT_OK && job->errors == 0) write_case(&g);
    if (g.project.failed || g.series.failed) job->no_memory = true;
    ent_buffer_free(&g.project);
    ent_buffer_free(&g.series);
    return status;
}
