/* Pieces of a game's inputs, and lines of its project. */
#include "case/import/game.h"
#include "case/import/yaml_text.h"
#include "case/table/table.h"

#include <string.h>

const json_value *game_get(const game *g, const char *key, const char *other) {
    const json_value *value = json_get(g->inputs, key);
    if (value == NULL && other != NULL) value = json_get(g->inputs, other);
    bool none = value != NULL && value->kind == JSON_OF_WORD && strcmp(value->text, "null") == 0;
    return none ? NULL : value;
}

const json_value *game_need(game *g, const char *key, const char *other) {
    const json_value *value = game_get(g, key, other);
    if (value == NULL)
        import_error(g->job, "E-IMPORT-0031", g->file, g->inputs->line, NULL, "'%s' needs the input '%s'", g->kind_word,
                     key);
    return value;
}

const json_value *game_list(game *g, const json_value *value, const char *what) {
    if (value == NULL) return NULL;
    if (value->kind == JSON_OF_LIST && value->size > 0) return value;
    import_error(g->job, "E-IMPORT-0031", g->file, value->line, NULL,
                 value->kind == JSON_OF_LIST ? "'%s' is an empty list" : "'%s' is no list", what);
    return NULL;
}

const char *game_number(game *g, const json_value *value, const char *what) {
    ent_ratio ratio;
    double number;
    bool exact;
    bool scalar = value != NULL && (value->kind == JSON_OF_NUMBER || value->kind == JSON_OF_TEXT);
    if (!scalar || !ent_table_number(value->text, strlen(value->text), &ratio, &number, &exact)) {
        import_error(g->job, "E-IMPORT-0033", g->file, value != NULL ? value->line : 0,
                     "a number, or a fraction in quotes: \"1/3\"",
                     scalar ? "'%s' in '%s' is not a number" : "%s in '%s' is not a number",
                     scalar ? import_short(g->job, value->text) : json_describe(value), what);
        return NULL;
    }
    if (number >= 0) return value->text;
    import_error(g->job, "E-IMPORT-0033", g->file, value->line, NULL, "'%s' must not be negative, is %s", what,
                 import_short(g->job, value->text));
    return NULL;
}

const char **game_numbers(game *g, const json_value *list, const char *what, size_t size) {
    if (game_list(g, list, what) == NULL) return NULL;
    if (list->size != size) {
        import_error(g->job, "E-IMPORT-0032", g->file, list->line, "one for each player",
                     "'%s' has %zu entries for %zu players", what, list->size, size);
        return NULL;
    }
    const char **numbers = ent_arena_array(g->job->arena, size, sizeof *numbers);
    size_t i = 0;
    bool good = numbers != NULL;
    for (const json_value *value = list->first; value != NULL && numbers != NULL; value = value->next, i++) {
        numbers[i] = game_number(g, value, what);
        good = good && numbers[i] != NULL;
    }
    return good ? numbers : NULL;
}

size_t game_player(game *g, const json_value *value) {
    ent_ratio ratio = {0, 1};
    double number = 0;
    bool exact = false, scalar = value->kind == JSON_OF_NUMBER || value->kind == JSON_OF_TEXT;
    for (size_t i = 0; scalar && value->kind == JSON_OF_TEXT && i < g->size; i++)
        if (strcmp(g->names[i], value->text) == 0) return i;
    if (scalar && ent_table_number(value->text, strlen(value->text), &ratio, &number, &exact) && exact &&
        ratio.den == 1 && ratio.num >= 1 && (uint64_t)ratio.num <= g->size)
        return (size_t)ratio.num - 1;
    const char *hint =
        scalar && value->kind == JSON_OF_TEXT ? import_suggest(g->job, value->text, g->names, g->size) : NULL;
    import_error(g->job, "E-IMPORT-0032", g->file, value->line,
                 hint != NULL ? hint : "players are named, or counted from 1", "there is no player %s",
                 scalar ? import_short(g->job, value->text) : json_describe(value));
    return SIZE_MAX;
}

void game_leave_rest(game *g, const json_value *map, const char *const *known) {
    for (const json_value *child = map->first; child != NULL; child = child->next) {
        bool found = false;
        for (size_t i = 0; known[i] != NULL; i++)
            found = found || strcmp(known[i], child->key) == 0;
        if (!found)
            import_leave(g->job, g->file, child->line, "a case has no place for it", "'%s' of the game",
                         import_short(g->job, child->key));
    }
}

/* ---- lines of the project ----------------------------------------------------------------------------------- */

void game_by_player(game *g, const char *key, const char *const *numbers) {
    ent_buffer_printf(&g->project, "    %s:\n", key);
    for (size_t i = 0; i < g->size; i++) {
        ent_buffer_text(&g->project, "      ");
        yaml_text(&g->project, g->ids[i]);
        ent_buffer_printf(&g->project, ": %s\n", numbers[i]);
    }
}

static bool write_group(game *g, const char *key, const json_value *group, size_t each, bool *seen) {
    if (game_list(g, group, key) == NULL) return false;
    if (each != 0 && group->size != each) {
        import_error(g->job, "E-IMPORT-0031", g->file, group->line, "such as [[1, 2], [2, 3]]",
                     "each entry of '%s' joins two players, not %zu", key, group->size);
        return false;
    }
    memset(seen, 0, g->size);
    ent_buffer_char(&g->project, '[');
    for (const json_value *member = group->first; member != NULL; member = member->next) {
        size_t player = game_player(g, member);
        if (player == SIZE_MAX) return false;
        if (seen[player]) {
            import_error(g->job, "E-IMPORT-0032", g->file, member->line, "name it once",
                         "a group of '%s' names player %s twice", key, import_short(g->job, member->text));
            return false;
        }
        seen[player] = true;
        ent_buffer_text(&g->project, member == group->first ? "" : ", ");
        yaml_text(&g->project, g->ids[player]);
    }
    ent_buffer_char(&g->project, ']');
    return true;
}

bool game_groups(game *g, const char *key, const json_value *groups, size_t each) {
    if (game_list(g, groups, key) == NULL) return false;
    bool *seen = ent_arena_array(g->job->arena, g->size, sizeof *seen);
    if (seen == NULL) return false;
    ent_buffer_printf(&g->project, "    %s: [", key);
    for (const json_value *group = groups->first; group != NULL; group = group->next) {
        ent_buffer_text(&g->project, group == groups->first ? "" : ", ");
        if (!write_group(g, key, group, each, seen)) return false;
    }
    ent_buffer_text(&g->project, "]\n");
    return true;
}
