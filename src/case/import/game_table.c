/* Tables of coalitions: {"players", "kind", "values"} and CSV, and lists of numbers within inputs. Few players: the
 * coalitions are written into the case. Many: it refers to the file. */
#include "case/bind.h"
#include "case/import/game.h"
#include "case/import/yaml_text.h"
#include "case/table/make.h"

#include <string.h>

/* ---- the coalitions as lines of the project ----------------------------------------------------------------- */

static void write_members(game *g, uint32_t mask) {
    ent_buffer_text(&g->project, "      - {members: [");
    for (uint32_t rest = mask; rest != 0; rest &= rest - 1) {
        ent_buffer_text(&g->project, rest == mask ? "" : ", ");
        yaml_text(&g->project, g->ids[__builtin_ctz(rest)]);
    }
    ent_buffer_text(&g->project, "], value: ");
}

static void write_entry(void *context, uint32_t mask, const char *number, size_t length) {
    game *g = context;
    write_members(g, mask);
    ent_buffer_add(&g->project, number, length);
    ent_buffer_text(&g->project, "}\n");
}

/* A case of nothing but the players, for the maker of tables. */
typedef struct frame {
    ent_case c;
    ent_project project;
    ent_table_maker maker;
} frame;

static frame *make_frame(game *g) {
    import_job *job = g->job;
    frame *f = ent_arena_alloc(job->arena, sizeof *f);
    ent_party *parties = ent_arena_array(job->arena, g->size, sizeof *parties);
    int *participants = ent_arena_array(job->arena, g->size, sizeof *participants);
    if (f == NULL || parties == NULL || participants == NULL) return NULL;
    for (size_t i = 0; i < g->size; i++) {
        parties[i] = (ent_party){.id = g->ids[i], .name = g->names[i]};
        participants[i] = (int)i;
    }
    const char *missing = job->options->missing != NULL ? job->options->missing : "error";
    f->c.parties = parties;
    f->c.parties_size = g->size;
    f->project = (ent_project){.id = "game", .kind = g->kind, .participants = participants};
    f->project.participants_size = g->size;
    f->project.missing = missing[0] == 'z'   ? ENT_MISSING_ZERO
                         : missing[0] == 'c' ? ENT_MISSING_COVER
                                             : ENT_MISSING_ERROR;
    f->maker = (ent_table_maker){.run = job->run, .c = &f->c, .project = &f->project, .arena = job->arena};
    f->maker.file = g->file;
    f->maker.missing_hint = "list them, or say what they have: --missing zero, or --missing cover (the best way to "
                            "split them into listed ones)";
    if (g->size <= GAME_WRITTEN || g->inputs != NULL) {
        f->maker.seen = write_entry;
        f->maker.seen_context = g;
    }
    return f;
}

static void write_missing(game *g) {
    const char *missing = g->job->options->missing;
    if (missing != NULL && strcmp(missing, "error") != 0) ent_buffer_printf(&g->project, "    missing: %s\n", missing);
}

/* ---- where a table stays ------------------------------------------------------------------------------------ */

static const char *without_dot(const char *path) {
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

/* The name of the file from the folder of the case; NULL where it is neither there nor below. */
static const char *name_from(game *g, const char *output) {
    const char *file = without_dot(g->file);
    output = without_dot(output);
    const char *slash = strrchr(output, '/');
    size_t folder = slash != NULL ? (size_t)(slash - output) + 1 : 0;
    if (strncmp(file, output, folder) != 0) return NULL;
    file += folder;
    return ent_stays_beside(file) ? file : NULL;
}

static bool is_same(game *g, const char *path, const char *data, size_t size) {
    char *there = NULL;
    size_t there_size = 0;
    const ent_allocator *allocator = ent_run_allocator(g->job->run);
    ent_status status = ent_file_read(allocator, path, ENT_IMPORT_TABLE_BYTES, &there, &there_size, NULL);
    bool same = status == ENT_OK && there_size == size && memcmp(there, data, size) == 0;
    ent_free(allocator, there);
    return same;
}

/* Puts a copy beside the case. */
static ent_status copy_beside(game *g, const char *output, const char *base) {
    const ent_import_file *file = &g->job->files[0];
    const char *path = ent_file_beside(g->job->arena, output, base);
    if (path == NULL) return ENT_MEMORY;
    bool there = ent_file_exists(path) || strcmp(path, output) == 0;
    if (there && is_same(g, path, file->data, file->size)) return ENT_OK;
    if (there) {
        import_error(g->job, "E-IMPORT-0037", g->file, 0, "choose another folder, or another name for the table",
                     "the table would stand beside the case as '%s', and there is another file of this name",
                     import_short(g->job, path));
        return ENT_INPUT;
    }
    ent_status status = ent_file_write(path, file->data, file->size, g->job->run->diagnostics);
    if (status != ENT_OK) return status;
    const ent_place place = {.file = g->file};
    ent_diagnosef(g->job->run->diagnostics, ENT_NOTE, "N-IMPORT-0202", &place, NULL, NULL, NULL,
                  "the table was copied beside the case, as '%.200s'", path);
    return ENT_OK;
}

static ent_status refer_to_file(game *g) {
    const char *output = g->job->options->output, *base = import_base(g->job, g->file);
    const char *name = output != NULL ? name_from(g, output) : base;
    if (base == NULL) return ENT_MEMORY;
    if (name == NULL) {
        ent_status status = copy_beside(g, output, base);
        if (status != ENT_OK) return status;
        name = base;
    }
    ent_buffer_text(&g->project, "    table: ");
    yaml_text(&g->project, name);
    ent_buffer_char(&g->project, '\n');
    return ENT_OK;
}

/* ---- who plays ---------------------------------------------------------------------------------------------- */

typedef struct crowd { /* names in the order in which they come up */
    game *g;
    ent_table_name slots[ENT_TABLE_NAMES];
    const char *names[ENT_COALITION_PLAYERS + 1];
    size_t size;
} crowd;

static int meet(void *context, const char *name, size_t length, const ent_table_place *place) {
    (void)place;
    crowd *all = context;
    ent_table_name *slot = ent_table_find_name(all->slots, name, length);
    if (slot->name != NULL) return slot->player;
    if (all->size > ENT_COALITION_PLAYERS) return ENT_NOWHERE;
    *slot = (ent_table_name){ent_arena_copy(all->g->job->arena, name, length), (int)all->size};
    if (slot->name != NULL) all->names[all->size++] = slot->name;
    return slot->player;
}

static void pass_by(void *context, uint32_t mask, const char *number, size_t length, const ent_table_place *place) {
    (void)context, (void)mask, (void)number, (void)length, (void)place;
}

/* What is wrong is said when the table is read for good. */
static bool go_on(void *context, const char *id, const ent_table_place *place, const char *hint, const char *message) {
    (void)context, (void)id, (void)place, (void)hint, (void)message;
    return true;
}

static bool take_names(game *g, crowd *all) {
    g->names = ent_arena_array(g->job->arena, all->size + 1, sizeof *g->names);
    if (g->names == NULL) return false;
    memcpy(g->names, all->names, all->size * sizeof *g->names);
    g->size = all->size;
    return true;
}

static bool json_players(game *g, const char *data, size_t size, const ent_table_json *top, crowd *all) {
    const ent_table_events events = {all, meet, pass_by, go_on};
    if (top->players != NULL) {
        g->names = top->players;
        g->size = top->players_size;
        return true;
    }
    if (!top->is_list) {
        ent_table_read_json(g->job->run, data, size, &events, g->job->arena, top, NULL, 0);
        return take_names(g, all);
    }
    size_t players = 0;
    while (players < 40 && (size_t)1 << players < top->values_size)
        players++;
    if (players == 0 || (size_t)1 << players != top->values_size) {
        import_error(g->job, "E-IMPORT-0032", g->file, top->values_place.line,
                     "one for each coalition, the empty one first", "n players have 2^n values; these are %zu",
                     top->values_size);
        return false;
    }
    return game_settle(g, players);
}

/* ---- tables of a file --------------------------------------------------------------------------------------- */

static bool choose_kind(game *g, ent_table_kind said, const ent_table_json *top) {
    const char *wanted = g->job->options->kind;
    const char *word = said == ENT_TABLE_COST ? "cost" : said == ENT_TABLE_VALUE ? "value" : NULL;
    if (top != NULL && top->kind_text != NULL && word == NULL) {
        import_error(g->job, "E-IMPORT-0030", g->file, top->kind_place.line,
                     "\"kind\": \"cost\" or \"kind\": \"value\"", "'%s' is no kind of values",
                     import_short(g->job, top->kind_text));
        return false;
    }
    if (top != NULL && word != NULL && wanted != NULL && strcmp(word, wanted) != 0) {
        import_error(g->job, "E-IMPORT-0030", g->file, top->kind_place.line, "leave --kind out",
                     "the file says that its values are of the kind %s", word);
        return false;
    }
    g->kind = wanted != NULL ? wanted : word != NULL ? word : "value";
    return true;
}

static bool find_players(game *g, const char *data, size_t size) {
    crowd *all = ent_arena_alloc(g->job->arena, sizeof *all);
    if (all == NULL) return false;
    all->g = g;
    ent_table_kind said = ENT_TABLE_UNKNOWN;
    ent_table_json top;
    bool is_json = ent_table_is_json(data, size), good;
    const ent_table_events events = {all, meet, pass_by, go_on};
    if (is_json) {
        if (ent_table_look_json(g->job->run, data, size, &events, g->job->arena, &top) != ENT_OK)
            top.has_values = false;
        good = top.has_values && json_players(g, data, size, &top, all);
        said = top.kind;
    } else {
        ent_table_read_csv(g->job->run, data, size, &events, g->job->arena, &said);
        good = take_names(g, all);
    }
    return choose_kind(g, said, is_json ? &top : NULL) && good;
}

/* The maker reads the table once more, and says what is wrong. */
static ent_status read_table(game *g, const char *data, size_t size) {
    frame *f = make_frame(g);
    if (f == NULL) return ENT_MEMORY;
    bool written = f->maker.seen != NULL;
    if (written) ent_buffer_text(&g->project, "    coalitions:\n");
    ent_status status = ent_table_maker_start(&f->maker);
    if (status == ENT_OK) status = ent_table_maker_text(&f->maker, data, size);
    if (status == ENT_OK) status = ent_table_maker_finish(&f->maker);
    ent_table_builder_free(&f->maker.builder);
    if (status == ENT_OK && !written) status = refer_to_file(g);
    write_missing(g);
    return status;
}

/* Says what keeps a table from being read at all. */
static ent_status say_unreadable(game *g, const char *data, size_t size) {
    frame *f = make_frame(g);
    if (f == NULL) return ENT_MEMORY;
    ent_table_maker_text(&f->maker, data, size);
    if (f->maker.errors == 0)
        import_error(g->job, "E-IMPORT-0030", g->file, 0, "lines such as a+b,12.5", "the table names no players");
    return ENT_INPUT;
}

ent_status game_table(game *g, const char *data, size_t size) {
    size_t errors = g->job->errors;
    bool found = find_players(g, data, size);
    if (g->job->no_memory || ent_arena_failed(g->job->arena)) return ENT_MEMORY;
    if (ent_run_cancelled(g->job->run)) return ENT_CANCELLED;
    if (g->job->errors > errors) return ENT_INPUT;
    if (!found || g->size == 0) return say_unreadable(g, data, size);
    if (g->size > ENT_COALITION_PLAYERS) {
        import_error(g->job, "E-IMPORT-0034", g->file, 0, NULL, "there are more than %d players in a table",
                     (int)ENT_COALITION_PLAYERS);
        return ENT_INPUT;
    }
    return game_settle(g, g->size) ? read_table(g, data, size) : ENT_INPUT;
}

/* ---- within inputs ------------------------------------------------------------------------------------------ */

/* Settles the players of a table that has no file of its own. */
static bool settle_written(game *g, size_t players, const json_value *at) {
    if (players > GAME_WITHOUT_FILE) {
        import_error(g->job, "E-IMPORT-0034", g->file, at->line,
                     "write {\"players\": [...], \"kind\": ..., \"values\": [...]}: that stays in its file",
                     "coalitions of more than %d players are not written into a case", (int)GAME_WITHOUT_FILE);
        return false;
    }
    return game_settle(g, players);
}

ent_status game_coalitions(game *g, const json_value *list, const char *what) {
    if (game_list(g, list, what) == NULL) return ENT_INPUT;
    size_t players = 0;
    while (players < 40 && (size_t)1 << players < list->size)
        players++;
    if (players == 0 || (size_t)1 << players != list->size) {
        import_error(g->job, "E-IMPORT-0032", g->file, list->line, "one for each coalition, the empty one first",
                     "n players have 2^n values; '%s' has %zu", what, list->size);
        return ENT_INPUT;
    }
    if (!settle_written(g, players, list)) return ENT_INPUT;
    frame *f = make_frame(g);
    if (f == NULL) return ENT_MEMORY;
    ent_buffer_text(&g->project, "    coalitions:\n");
    ent_status status = ent_table_maker_start(&f->maker);
    uint32_t mask = 0;
    for (const json_value *value = list->first; status == ENT_OK && value != NULL; value = value->next, mask++) {
        const ent_table_place place = {value->line, value->text, value->text};
        if (value->kind == JSON_OF_WORD && strcmp(value->text, "null") == 0) continue;
        if (value->kind != JSON_OF_NUMBER && value->kind != JSON_OF_TEXT)
            ent_table_say(&f->maker, "E-CASE-0227", &place, "numbers, or fractions in quotes: \"1/3\"",
                          "a number should stand here");
        else
            ent_table_take(&f->maker, mask, value->text, strlen(value->text), &place);
        if (f->maker.errors >= ENT_TABLE_ERRORS) break;
    }
    if (status == ENT_OK && f->maker.errors > 0) status = ENT_INPUT;
    if (status == ENT_OK) status = ent_table_maker_finish(&f->maker);
    ent_table_builder_free(&f->maker.builder);
    write_missing(g);
    return status;
}

/* The number of players where they have no names: the largest that is mentioned. */
static size_t largest_player(const json_value *groups) {
    double largest = 0;
    for (const json_value *group = groups->first; group != NULL; group = group->next)
        for (const json_value *member = group->first; member != NULL; member = member->next) {
            ent_ratio ratio;
            double number;
            bool exact;
            if (ent_read_number(member->text, &ratio, &number, &exact) && number > largest && number <= GAME_PLAYERS)
                largest = number;
        }
    return (size_t)largest;
}

ent_status game_winning(game *g, const json_value *list) {
    if (game_list(g, list, "minimal_winning") == NULL) return ENT_INPUT;
    if (!settle_written(g, g->size > 0 ? g->size : largest_player(list), list)) return ENT_INPUT;
    uint32_t *masks = ent_arena_array(g->job->arena, list->size, sizeof *masks);
    size_t size = 0;
    if (masks == NULL) return ENT_MEMORY;
    for (const json_value *group = list->first; group != NULL; group = group->next, size++) {
        if (game_list(g, group, "minimal_winning") == NULL) return ENT_INPUT;
        for (const json_value *member = group->first; member != NULL; member = member->next) {
            size_t player = game_player(g, member);
            if (player == SIZE_MAX) return ENT_INPUT;
            masks[size] |= (uint32_t)1 << player;
        }
    }
    g->kind = "value";
    ent_buffer_text(&g->project, "    missing: zero\n    coalitions:\n");
    for (uint32_t mask = 1; mask < (uint32_t)1 << g->size; mask++) {
        bool wins = false;
        for (size_t i = 0; i < size && !wins; i++)
            wins = (masks[i] & ~mask) == 0;
        if (wins) write_entry(g, mask, "1", 1);
    }
    return ENT_OK;
}
