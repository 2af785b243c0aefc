/* Games of votes, claims, unions, channels and keys. */
#include "case/import/game.h"
#include "case/import/yaml_text.h"

#include <string.h>

static bool is_true(const json_value *value) {
    return value != NULL && value->kind == JSON_OF_WORD && strcmp(value->text, "true") == 0;
}

ent_status game_voting(game *g) {
    const json_value *weights = game_list(g, game_need(g, "weights", NULL), "weights");
    const char *quota = NULL, **numbers = NULL;
    const json_value *needed = game_need(g, "quota", NULL);
    if (needed != NULL) quota = game_number(g, needed, "quota");
    if (weights != NULL) numbers = game_numbers(g, weights, "weights", weights->size);
    if (quota == NULL || numbers == NULL || !game_settle(g, weights->size)) return ENT_INPUT;
    g->kind = NULL; /* votes are worth something in any case */
    game_by_player(g, "weights", numbers);
    ent_buffer_printf(&g->project, "    quota: %s\n", quota);
    if (is_true(game_get(g, "above_quota", NULL))) ent_buffer_text(&g->project, "    above_quota: true\n");
    return ENT_OK;
}

ent_status game_worth(game *g) {
    const json_value *v = game_get(g, "v", NULL), *c = game_get(g, "c", NULL);
    const json_value *winning = game_get(g, "minimal_winning", NULL), *quota = game_get(g, "quota", NULL);
    if ((v != NULL) + (c != NULL) + (winning != NULL) + (quota != NULL) != 1) {
        import_error(g->job, "E-IMPORT-0031", g->file, g->inputs->line, NULL,
                     "'%s' needs one of v, c, minimal_winning, or quota with weights", g->kind_word);
        return ENT_INPUT;
    }
    if (quota != NULL) return game_voting(g);
    if (winning != NULL) return game_winning(g, winning);
    bool literal = strncmp(g->kind_word, "tu_", 3) == 0; /* the kind is in its name */
    if (!literal) g->kind = c != NULL ? "cost" : "value";
    return game_coalitions(g, v != NULL ? v : c, v != NULL ? "v" : "c");
}

ent_status game_unions(game *g) {
    ent_status status = game_worth(g);
    if (status != ENT_OK) return status;
    const json_value *unions = game_need(g, "unions", NULL);
    return unions != NULL && game_groups(g, "unions", unions, 0) ? ENT_OK : ENT_INPUT;
}

ent_status game_graph(game *g) {
    ent_status status = game_worth(g);
    if (status != ENT_OK) return status;
    const json_value *edges = game_need(g, "edges", "graph");
    return edges != NULL && game_groups(g, "channels", edges, 2) ? ENT_OK : ENT_INPUT;
}

ent_status game_claims(game *g) {
    const json_value *estate = game_need(g, "E", "amount");
    const json_value *claims = game_list(g, game_need(g, "claims", NULL), "claims");
    const char *amount = estate != NULL ? game_number(g, estate, "E") : NULL;
    const char **numbers = claims != NULL ? game_numbers(g, claims, "claims", claims->size) : NULL;
    if (amount == NULL || numbers == NULL || !game_settle(g, claims->size)) return ENT_INPUT;
    ent_buffer_printf(&g->project, "    amount: %s\n", amount);
    game_by_player(g, "claims", numbers);
    return ENT_OK;
}

/* ---- keys --------------------------------------------------------------------------------------------------- */

/* An optional share between 0 and 1, as ", key: 0.1". */
static bool write_share(game *g, const char *key, const json_value *value) {
    if (value == NULL) return true;
    if (strcmp(key, "ceiling") == 0 && value->kind == JSON_OF_TEXT && strcmp(value->text, "next-largest") == 0) {
        ent_buffer_text(&g->project, ", ceiling: next-largest");
        return true;
    }
    const char *number = game_number(g, value, value->key);
    ent_ratio ratio;
    double share;
    bool exact;
    if (number == NULL) return false;
    if (!ent_read_number(number, &ratio, &share, &exact) || share > 1) {
        import_error(g->job, "E-IMPORT-0033", g->file, value->line, "write 90 percent as 0.9",
                     "'%s' must be at most 1, is %s", value->key, import_short(g->job, number));
        return false;
    }
    ent_buffer_printf(&g->project, ", %s: %s", key, number);
    return true;
}

static bool write_decimals(game *g, const json_value *value) {
    if (value == NULL) return true;
    if (value->kind != JSON_OF_NUMBER || strlen(value->text) != 1 || strchr("0123456789", value->text[0]) == NULL) {
        import_error(g->job, "E-IMPORT-0033", g->file, value->line, NULL, "'decimals' is a whole number from 0 to 9");
        return false;
    }
    ent_buffer_printf(&g->project, ", round: {decimals: %s, method: largest-remainder}", value->text);
    return true;
}

ent_status game_key(game *g) {
    const json_value *base = game_list(g, game_need(g, "base", NULL), "base");
    const char **numbers = base != NULL ? game_numbers(g, base, "base", base->size) : NULL;
    if (numbers == NULL || !game_settle(g, base->size)) return ENT_INPUT;
    ent_buffer_text(&g->series, "  base:\n    by: party\n    values:\n");
    for (size_t i = 0; i < g->size; i++) {
        ent_buffer_text(&g->series, "      ");
        yaml_text(&g->series, g->ids[i]);
        ent_buffer_printf(&g->series, ": %s\n", numbers[i]);
    }
    ent_buffer_text(&g->project, "    keys:\n      key: {by: base");
    bool good = write_share(g, "floor", game_get(g, "floor", NULL));
    good = write_share(g, "ceiling", game_get(g, "cap", NULL)) && good;
    good = write_decimals(g, game_get(g, "decimals", NULL)) && good;
    ent_buffer_text(&g->project, "}\n");
    return good ? ENT_OK : ENT_INPUT;
}
