/* Conflicts of gmcr-py (JSON): options, decision makers with conditions by priority or a ranking, infeasible
 * conditions, coalitions, misperceptions. */
#include "case/conflict.h"
#include "case/import/import.h"
#include "case/import/json.h"
#include "case/import/yaml_text.h"

#include <string.h>

enum { GMCR_OPTIONS = 62, GMCR_MAKERS = 200, GMCR_STATES = 1 << 20 };

typedef struct gmcr_maker {
    const char *name;
    const json_value *preferences, *ranking, *misperceptions;
} gmcr_maker;

typedef struct gmcr {
    import_job *job;
    const char *file;
    size_t options, makers;
    const char **option_names, **option_ids, **direction; /* in the order of the file */
    size_t *owner, *order, *place; /* of options: who; which one stands k-th in the case; where the i-th stands */
    gmcr_maker *maker;
    const char **maker_names, **maker_ids;
    const json_value *infeasibles, *coalitions;
    bool by_ranking;
    ent_conflict_states states; /* with a ranking */
} gmcr;

/* ---- what is read --------------------------------------------------------------------------------------- */

static void wrong(gmcr *g, const char *id, const json_value *at, const char *hint, const char *message) {
    import_error(g->job, id, g->file, at != NULL ? at->line : 1, hint, "%s", message);
}

/* A whole number from 0 on below `size`, as a number or a text. */
static bool read_index(gmcr *g, const json_value *value, size_t size, const char *what, size_t *out) {
    const char *text = value->kind == JSON_OF_NUMBER || value->kind == JSON_OF_TEXT ? value->text : "";
    const size_t digits = strspn(text, "0123456789");
    *out = 0;
    for (size_t i = 0; i < digits && *out < size; i++)
        *out = *out * 10 + (size_t)(text[i] - '0');
    if (digits > 0 && text[digits] == '\0' && *out < size) return true;
    import_error(g->job, "E-IMPORT-0061", g->file, value->line, "they are counted from 0",
                 "'%s' is no %s of this conflict", import_short(g->job, *text != '\0' ? text : json_describe(value)),
                 what);
    return false;
}

static void read_option(gmcr *g, const json_value *value, size_t i) {
    static const char *const words[][2] = {{"both", "both"}, {"fwd", "forward"}, {"back", "back"}};
    const json_value *name = json_get(value, "name"), *direction = json_get(value, "permittedDirection");
    g->option_names[i] = name != NULL && name->kind == JSON_OF_TEXT ? name->text : "";
    g->direction[i] = direction == NULL ? "both" : NULL;
    for (size_t k = 0; direction != NULL && k < 3; k++)
        if (direction->kind == JSON_OF_TEXT && strcmp(direction->text, words[k][0]) == 0) g->direction[i] = words[k][1];
    if (g->direction[i] != NULL && name != NULL) return;
    wrong(g, "E-IMPORT-0061", value, "for instance {\"name\": \"Accept\", \"permittedDirection\": \"both\"}",
          name == NULL ? "an option without a name" : "the direction of an option is none of both, fwd and back");
}

static bool read_options(gmcr *g, const json_value *list) {
    if (list == NULL || list->kind != JSON_OF_LIST || list->size == 0 || list->size > GMCR_OPTIONS) {
        wrong(g, "E-IMPORT-0060", list, "a file that gmcr-py has saved",
              list == NULL || list->kind != JSON_OF_LIST ? "a conflict has a list 'options'"
              : list->size == 0                          ? "the conflict has no options"
                                                         : "the conflict has more than 62 options");
        return false;
    }
    g->options = list->size;
    g->option_names = ent_arena_array(g->job->arena, g->options, sizeof *g->option_names);
    g->option_ids = ent_arena_array(g->job->arena, g->options, sizeof *g->option_ids);
    g->direction = ent_arena_array(g->job->arena, g->options, sizeof *g->direction);
    g->owner = ent_arena_array(g->job->arena, g->options, sizeof *g->owner);
    g->order = ent_arena_array(g->job->arena, g->options, sizeof *g->order);
    g->place = ent_arena_array(g->job->arena, g->options, sizeof *g->place);
    if (g->option_names == NULL || g->option_ids == NULL || g->direction == NULL || g->owner == NULL ||
        g->order == NULL || g->place == NULL)
        return false;
    size_t i = 0;
    for (const json_value *value = list->first; value != NULL; value = value->next, i++) {
        g->owner[i] = SIZE_MAX;
        read_option(g, value, i);
    }
    return import_make_ids(g->job, IMPORT_OPTION_IDS, g->option_names, g->options, g->option_ids);
}

/* gmcr-py puts the options of one decision maker together, in their order: sums of 2^k are of that order. */
static void own_options(gmcr *g, const json_value *list, size_t maker, size_t *placed) {
    if (list == NULL || list->kind != JSON_OF_LIST) {
        wrong(g, "E-IMPORT-0060", list, NULL, "a decision maker has a list of 'options'");
        return;
    }
    for (const json_value *value = list->first; value != NULL; value = value->next) {
        size_t option;
        if (!read_index(g, value, g->options, "option", &option) || g->owner[option] == maker) continue;
        if (g->owner[option] != SIZE_MAX) {
            wrong(g, "E-IMPORT-0062", value, "write the conflict with states and moves by hand",
                  "two decision makers have the same option, which a case cannot say");
            continue;
        }
        g->owner[option] = maker;
        g->place[option] = *placed;
        g->order[(*placed)++] = option;
    }
}

static bool read_makers(gmcr *g, const json_value *list) {
    static const char *const known[] = {"name",           "options",           "preferences",      "payoffs",
                                        "misperceptions", "preferenceRanking", "preferenceVector", NULL};
    if (list == NULL || list->kind != JSON_OF_LIST || list->size == 0 || list->size > GMCR_MAKERS) {
        wrong(g, "E-IMPORT-0060", list, "a file that gmcr-py has saved", "a conflict has a list 'decisionMakers'");
        return false;
    }
    g->makers = list->size;
    g->maker = ent_arena_array(g->job->arena, g->makers, sizeof *g->maker);
    g->maker_names = ent_arena_array(g->job->arena, g->makers, sizeof *g->maker_names);
    g->maker_ids = ent_arena_array(g->job->arena, g->makers, sizeof *g->maker_ids);
    if (g->maker == NULL || g->maker_names == NULL || g->maker_ids == NULL) return false;
    size_t i = 0, placed = 0;
    for (const json_value *value = list->first; value != NULL; value = value->next, i++) {
        const json_value *name = json_get(value, "name"), *ranking = json_get(value, "preferenceRanking");
        g->maker_names[i] = name != NULL && name->kind == JSON_OF_TEXT ? name->text : "";
        g->maker[i] = (gmcr_maker){g->maker_names[i], json_get(value, "preferences"),
                                   ranking != NULL ? ranking : json_get(value, "preferenceVector"),
                                   json_get(value, "misperceptions")};
        own_options(g, json_get(value, "options"), i, &placed);
        for (const json_value *part = value->kind == JSON_OF_MAP ? value->first : NULL; part != NULL;
             part = part->next) {
            size_t k = 0;
            while (known[k] != NULL && strcmp(known[k], part->key) != 0)
                k++;
            if (known[k] == NULL)
                import_leave(g->job, g->file, part->line, "a case has no place for it", "'%s' of a decision maker",
                             import_short(g->job, part->key));
        }
    }
    for (size_t k = 0; k < g->options && g->job->errors == 0; k++)
        if (g->owner[k] == SIZE_MAX)
            import_error(g->job, "E-IMPORT-0062", g->file, list->line, "give it to somebody, or take it out",
                         "nobody has the option '%s'", import_short(g->job, g->option_names[k]));
    return import_make_ids(g->job, IMPORT_PARTY_IDS, g->maker_names, g->makers, g->maker_ids);
}

/* ---- conditions -------------------------------------------------------------------------------------------- */

/* [[0, "Y"], [3, "N"]] into values in the order of the case. */
static bool read_condition(gmcr *g, const json_value *list, signed char *values) {
    static const char hint[] = "a condition is a list of options with Y or N: [[0, \"Y\"], [3, \"N\"]]";
    memset(values, -1, g->options);
    if (list->kind != JSON_OF_LIST) {
        wrong(g, "E-IMPORT-0063", list, hint, "this is no condition");
        return false;
    }
    for (const json_value *pair = list->first; pair != NULL; pair = pair->next) {
        size_t option;
        const json_value *taken = pair->kind == JSON_OF_LIST && pair->size == 2 ? pair->first->next : NULL;
        if (taken == NULL || taken->kind != JSON_OF_TEXT ||
            (strcmp(taken->text, "Y") != 0 && strcmp(taken->text, "N") != 0)) {
            wrong(g, "E-IMPORT-0063", pair, hint, "this is no option with Y or N");
            return false;
        }
        if (!read_index(g, pair->first, g->options, "option", &option)) return false;
        signed char *value = &values[g->place[option]];
        const signed char wanted = taken->text[0] == 'Y';
        if (*value >= 0 && *value != wanted) {
            wrong(g, "E-IMPORT-0063", pair, NULL, "a condition wants an option taken and not taken");
            return false;
        }
        *value = wanted;
    }
    return true;
}

/* Calls for each of the conditions of which one has to hold: one, or the members of a compound. */
static bool each_condition(gmcr *g, const json_value *value,
                           void (*take)(gmcr *, const signed char *values, bool first, void *), void *with) {
    signed char values[GMCR_OPTIONS];
    const json_value *members = json_get(value, "members");
    if (value->kind == JSON_OF_MAP && (members == NULL || members->kind != JSON_OF_LIST)) {
        wrong(g, "E-IMPORT-0063", value, NULL, "a compound condition has a list 'members'");
        return false;
    }
    const json_value *at = members != NULL ? members->first : value;
    for (bool first = true; at != NULL; at = members != NULL ? at->next : NULL, first = false) {
        if (!read_condition(g, at, values)) return false;
        take(g, values, first, with);
    }
    return true;
}

static const char *const no_conditions = "this is no list of conditions";

/* ---- writing ------------------------------------------------------------------------------------------------- */

typedef struct statement {
    ent_buffer text;
    bool compound;
} statement;

static void write_statement(gmcr *g, const signed char *values, bool first, void *with) {
    statement *s = with;
    ent_buffer *out = &s->text;
    bool any = false;
    size_t size = 0;
    for (size_t k = 0; k < g->options; k++)
        size += values[k] >= 0;
    ent_buffer_text(out, first ? "" : " | ");
    if (size > 1 && s->compound) ent_buffer_char(out, '(');
    for (size_t k = 0; k < g->options; k++) {
        if (values[k] < 0) continue;
        ent_buffer_printf(out, "%s%s%s", any ? " & " : "", values[k] > 0 ? "" : "!", g->option_ids[g->order[k]]);
        any = true;
    }
    if (size > 1 && s->compound) ent_buffer_char(out, ')');
    if (size == 0) ent_buffer_printf(out, "(%s | !%s)", g->option_ids[0], g->option_ids[0]); /* it always holds */
}

static void write_pattern(gmcr *g, const signed char *values, bool first, void *with) {
    (void)first;
    ent_buffer *out = with;
    bool any = false;
    ent_buffer_text(out, "    - {");
    for (size_t k = 0; k < g->options; k++) {
        if (values[k] < 0) continue;
        ent_buffer_printf(out, "%s%s: %s", any ? ", " : "", g->option_ids[g->order[k]],
                          values[k] > 0 ? "true" : "false");
        any = true;
    }
    ent_buffer_text(out, "}\n");
}

static void write_letters(gmcr *g, const signed char *values, bool first, void *with) {
    (void)first;
    ent_buffer *out = with;
    ent_buffer_text(out, out->size > 0 && out->data[out->size - 1] != '[' ? ", " : "");
    for (size_t k = 0; k < g->options; k++)
        ent_buffer_char(out, "-NY"[values[k] + 1]);
}

static void write_options(gmcr *g, ent_buffer *out) {
    ent_buffer_text(out, "\nmoves:\n  options:\n");
    for (size_t k = 0; k < g->options; k++) {
        const size_t i = g->order[k];
        ent_buffer_printf(out, "    %s: {party: %s, name: ", g->option_ids[i], g->maker_ids[g->owner[i]]);
        yaml_text(out, g->option_names[i][0] != '\0' ? g->option_names[i] : g->option_ids[i]);
        if (strcmp(g->direction[i], "both") != 0) ent_buffer_printf(out, ", direction: %s", g->direction[i]);
        ent_buffer_text(out, "}\n");
    }
}

static void write_infeasibles(gmcr *g, ent_buffer *out) {
    const json_value *list = g->infeasibles;
    if (list == NULL || list->size == 0) return;
    if (list->kind != JSON_OF_LIST) {
        wrong(g, "E-IMPORT-0063", list, NULL, no_conditions);
        return;
    }
    ent_buffer_text(out, "  infeasible:\n");
    for (const json_value *value = list->first; value != NULL; value = value->next) {
        if (value->kind == JSON_OF_LIST && value->size == 0)
            wrong(g, "E-IMPORT-0063", value, NULL, "an infeasible condition without options leaves no state");
        else
            each_condition(g, value, write_pattern, out);
    }
}

/* Who answers for the preferences that follow. */
static void write_owner(gmcr *g, ent_buffer *out) {
    const char *base = import_base(g->job, g->file);
    const char *owner = base != NULL ? ent_arena_printf(g->job->arena, "the author of %s", base) : NULL;
    ent_buffer_text(out, "    judged_by: ");
    if (owner != NULL) yaml_text(out, owner);
    ent_buffer_text(out, "\n    because: a conflict that was imported\n");
}

static void write_priorities(gmcr *g, ent_buffer *out) {
    ent_buffer_text(out, "  priorities:\n");
    write_owner(g, out);
    for (size_t i = 0; i < g->makers; i++) {
        const json_value *list = g->maker[i].preferences;
        ent_buffer_printf(out, "    %s:%s\n", g->maker_ids[i], list == NULL || list->size == 0 ? " []" : "");
        if (list == NULL) continue;
        if (list->kind != JSON_OF_LIST) wrong(g, "E-IMPORT-0063", list, NULL, no_conditions);
        for (const json_value *value = list->kind == JSON_OF_LIST ? list->first : NULL; value != NULL;
             value = value->next) {
            const json_value *members = json_get(value, "members");
            statement s = {.compound = members != NULL && members->size > 1};
            ent_buffer_init(&s.text, ent_arena_allocator(g->job->arena));
            if (members != NULL && members->kind == JSON_OF_LIST && members->size == 0) /* it never holds */
                ent_buffer_printf(&s.text, "%s & !%s", g->option_ids[0], g->option_ids[0]);
            bool good = each_condition(g, value, write_statement, &s);
            ent_buffer_text(out, "      - ");
            if (s.text.failed) g->job->no_memory = true;
            if (good && !s.text.failed) yaml_text(out, s.text.data);
            ent_buffer_char(out, '\n');
            ent_buffer_free(&s.text);
        }
    }
}

/* ---- rankings ------------------------------------------------------------------------------------------------- */

static void add_infeasible(gmcr *g, const signed char *values, bool first, void *with) {
    (void)first;
    ent_moves *moves = with;
    signed char *copy = ent_arena_array(g->job->arena, g->options + 1, sizeof *copy);
    ent_pattern *grown = ent_arena_array(g->job->arena, moves->infeasible_size + 1, sizeof *grown);
    if (copy == NULL || grown == NULL) return;
    memcpy(copy, values, g->options);
    if (moves->infeasible_size > 0) memcpy(grown, moves->infeasible, moves->infeasible_size * sizeof *grown);
    grown[moves->infeasible_size++] = (ent_pattern){copy};
    moves->infeasible = grown;
}

/* Rankings number the feasible states from 1 by their sums. */
static bool number_states(gmcr *g) {
    ent_moves moves = {.options_size = g->options};
    const json_value *list = g->infeasibles;
    for (const json_value *value = list != NULL && list->kind == JSON_OF_LIST ? list->first : NULL; value != NULL;
         value = value->next)
        if (!each_condition(g, value, add_infeasible, &moves)) return false;
    ent_status status = ent_conflict_states_make(&moves, g->job->arena, GMCR_STATES, &g->states);
    if (status == ENT_LIMIT) wrong(g, "E-IMPORT-0064", NULL, NULL, "the conflict has too many states for a ranking");
    return status == ENT_OK;
}

static void write_state(gmcr *g, const json_value *value, bool *seen, ent_buffer *out) {
    size_t number;
    if (!read_index(g, value, g->states.size + 1, "state", &number)) return;
    if (number == 0 || seen[number - 1]) {
        wrong(g, "E-IMPORT-0064", value, "states are counted from 1",
              number == 0 ? "there is no state 0" : "a state is ranked twice");
        return;
    }
    seen[number - 1] = true;
    char text[ENT_NUMBER_TEXT];
    ent_buffer_text(out, ent_write_double(text, (double)g->states.decimals[number - 1]));
}

static void write_ranking(gmcr *g, const gmcr_maker *maker, ent_buffer *out) {
    bool *seen = ent_arena_array(g->job->arena, g->states.size + 1, sizeof *seen);
    if (seen == NULL) return;
    ent_buffer_char(out, '[');
    for (const json_value *value = maker->ranking->first; value != NULL; value = value->next) {
        if (value != maker->ranking->first) ent_buffer_text(out, ", ");
        if (value->kind != JSON_OF_LIST) {
            write_state(g, value, seen, out);
            continue;
        }
        ent_buffer_char(out, '[');
        for (const json_value *part = value->first; part != NULL; part = part->next) {
            if (part != value->first) ent_buffer_text(out, ", ");
            write_state(g, part, seen, out);
        }
        ent_buffer_char(out, ']');
    }
    ent_buffer_text(out, "]\n");
    for (size_t k = 0; k < g->states.size; k++)
        if (!seen[k]) {
            import_error(g->job, "E-IMPORT-0064", g->file, maker->ranking->line, NULL,
                         "state %zu is missing in the ranking of '%s'", k + 1, import_short(g->job, maker->name));
            return;
        }
}

static void write_rankings(gmcr *g, ent_buffer *out) {
    if (!number_states(g)) return;
    ent_buffer_text(out, "  ranking: # by sums of 2^k over the options taken\n");
    write_owner(g, out);
    for (size_t i = 0; i < g->makers; i++) {
        const gmcr_maker *maker = &g->maker[i];
        if (maker->ranking == NULL || maker->ranking->kind != JSON_OF_LIST) {
            wrong(g, "E-IMPORT-0064", maker->ranking, "save the file again with gmcr-py",
                  "the file says that rankings count, and a decision maker has none");
            continue;
        }
        if (maker->preferences != NULL && maker->preferences->size > 0)
            import_leave(g->job, g->file, maker->preferences->line, "the ranking counts",
                         "conditions by priority beside a ranking");
        ent_buffer_printf(out, "    %s: ", g->maker_ids[i]);
        write_ranking(g, maker, out);
    }
}

/* ---- coalitions, misperceptions -----------------------------------------------------------------------------------
 */

/* Whether the coalitions of several name everybody once at most; gmcr-py takes them apart where they do not. */
static bool coalitions_fit(gmcr *g, const json_value *list) {
    bool seen[GMCR_MAKERS] = {false};
    for (const json_value *value = list->first; value != NULL; value = value->next) {
        if (value->kind != JSON_OF_LIST || value->size < 2) continue;
        for (const json_value *part = value->first; part != NULL; part = part->next) {
            size_t maker;
            if (!read_index(g, part, g->makers, "decision maker", &maker)) return false;
            if (seen[maker]) {
                import_repair(g->job, "W-IMPORT-0103", g->file, part->line,
                              "'%s' stands in the coalitions twice; nobody acts together, as gmcr-py has it",
                              import_short(g->job, g->maker[maker].name));
                return false;
            }
            seen[maker] = true;
        }
    }
    return true;
}

static void write_coalitions(gmcr *g, ent_buffer *out) {
    const json_value *list = g->coalitions;
    bool any = false;
    if (list == NULL || list->kind != JSON_OF_LIST || !coalitions_fit(g, list)) return;
    for (const json_value *value = list->first; value != NULL; value = value->next) {
        if (value->kind != JSON_OF_LIST || value->size < 2) continue;
        ent_buffer_text(out, any ? ", [" : "  together: [[");
        any = true;
        for (const json_value *part = value->first; part != NULL; part = part->next) {
            size_t maker;
            if (read_index(g, part, g->makers, "decision maker", &maker))
                ent_buffer_printf(out, "%s%s", part != value->first ? ", " : "", g->maker_ids[maker]);
        }
        ent_buffer_char(out, ']');
    }
    if (any) ent_buffer_text(out, "]\n");
}

static void write_misperceptions(gmcr *g, ent_buffer *out) {
    bool any = false;
    for (size_t i = 0; i < g->makers; i++) {
        const json_value *list = g->maker[i].misperceptions;
        if (list == NULL || list->size == 0) continue;
        if (list->kind != JSON_OF_LIST) {
            wrong(g, "E-IMPORT-0063", list, NULL, no_conditions);
            continue;
        }
        ent_buffer_printf(out, "%s    %s: [", any ? "" : "  misperceived:\n", g->maker_ids[i]);
        any = true;
        for (const json_value *value = list->first; value != NULL; value = value->next)
            each_condition(g, value, write_letters, out);
        ent_buffer_text(out, "]\n");
    }
}

/* ---- the whole ----------------------------------------------------------------------------------------------------
 */

static void write_case(gmcr *g, const ent_buffer *moves) {
    import_job *job = g->job;
    const char *stem = import_stem(job, g->file);
    const char *id = stem != NULL ? import_id(job, stem) : NULL;
    if (id == NULL) return;
    import_tell_left(job);
    import_write_head(job, "The file names no status quo; `entente stability --status-quo STATE` sets one.",
                      id[0] != '\0' ? id : "imported", stem[0] != '\0' ? stem : "Imported conflict");
    ent_buffer_text(job->out, "\nparties:\n");
    for (size_t i = 0; i < g->makers; i++) {
        ent_buffer_printf(job->out, "  %s: {name: ", g->maker_ids[i]);
        yaml_text(job->out, g->maker_names[i][0] != '\0' ? g->maker_names[i] : g->maker_ids[i]);
        ent_buffer_text(job->out, "}\n");
    }
    ent_buffer_add(job->out, moves->data != NULL ? moves->data : "", moves->size);
}

static bool is_true(const json_value *root) {
    const json_value *value = json_get(root, "useManualPreferenceRanking");
    if (value == NULL) value = json_get(root, "useManualPreferenceVectors");
    return value != NULL && value->kind == JSON_OF_WORD && strcmp(value->text, "true") == 0;
}

ent_status import_gmcr(import_job *job) {
    gmcr g = {.job = job, .file = job->files[0].name};
    const json_value *root = json_read(job, &job->files[0]);
    if (root == NULL) return ENT_INPUT;
    g.infeasibles = json_get(root, "infeasibles");
    g.coalitions = json_get(root, "coalitions");
    g.by_ranking = is_true(root);
    if (!read_options(&g, json_get(root, "options")) || !read_makers(&g, json_get(root, "decisionMakers")))
        return job->errors > 0 ? ENT_INPUT : ENT_MEMORY;
    if (job->errors > 0) return ENT_INPUT;
    ent_buffer moves;
    ent_buffer_init(&moves, ent_arena_allocator(job->arena));
    write_options(&g, &moves);
    write_infeasibles(&g, &moves);
    if (job->errors == 0 && g.by_ranking) write_rankings(&g, &moves);
    if (job->errors == 0 && !g.by_ranking) write_priorities(&g, &moves);
    write_coalitions(&g, &moves);
    write_misperceptions(&g, &moves);
    if (moves.failed) job->no_memory = true;
    if (job->errors == 0 && !job->no_memory) write_case(&g, &moves);
    ent_buffer_free(&moves);
    return job->errors > 0 ? ENT_INPUT : ENT_OK;
}
