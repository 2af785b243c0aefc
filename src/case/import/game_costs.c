/* Runways, trees, quantities and markets. */
#include "case/import/game.h"
#include "case/import/yaml_text.h"
#include "case/polynomial.h"

#include <string.h>

/* ---- runways ------------------------------------------------------------------------------------------------ */

ent_status game_airport(game *g) {
    const json_value *costs = game_list(g, game_need(g, "cost", "costs"), "cost");
    const json_value *types = game_get(g, "types", NULL), *movements = game_get(g, "movements", NULL);
    if (costs == NULL || (types != NULL && game_list(g, types, "types") == NULL)) return ENT_INPUT;
    if (types != NULL && g->names == NULL) {
        g->names = ent_arena_array(g->job->arena, types->size, sizeof *g->names);
        if (g->names == NULL) return ENT_MEMORY;
        g->numbered = true;
        for (const json_value *type = types->first; type != NULL; type = type->next)
            g->names[g->size++] = type->text;
    }
    const char **needs = game_numbers(g, costs, "cost", costs->size);
    const char **units = movements != NULL ? game_numbers(g, movements, "movements", costs->size) : NULL;
    if (needs == NULL || (movements != NULL && units == NULL) || !game_settle(g, costs->size)) return ENT_INPUT;
    game_by_player(g, "needs", needs);
    if (units != NULL) game_by_player(g, "units", units);
    return ENT_OK;
}

/* ---- matrices ----------------------------------------------------------------------------------------------- */

/* Rows of a matrix as lists of numbers, `columns` each (0: as the first); NULL (said). A null is no number: NULL. */
static const char ***read_matrix(game *g, const json_value *matrix, const char *what, size_t *columns) {
    if (game_list(g, matrix, what) == NULL || game_list(g, matrix->first, what) == NULL) return NULL;
    if (*columns == 0) *columns = matrix->first->size;
    if (matrix->size > GAME_MATRIX || *columns > GAME_MATRIX) {
        import_error(g->job, "E-IMPORT-0034", g->file, matrix->line, NULL, "'%s' has more than %d rows or columns",
                     what, (int)GAME_MATRIX);
        return NULL;
    }
    const char ***rows = ent_arena_array(g->job->arena, matrix->size, sizeof *rows);
    bool good = rows != NULL;
    size_t i = 0;
    for (const json_value *row = matrix->first; row != NULL && rows != NULL; row = row->next, i++) {
        rows[i] = ent_arena_array(g->job->arena, *columns, sizeof **rows);
        if (rows[i] == NULL) return NULL;
        if (row->kind != JSON_OF_LIST || row->size != *columns) {
            import_error(g->job, "E-IMPORT-0031", g->file, row->line, "all rows have the same number of entries",
                         "row %zu of '%s' does not have %zu entries", i + 1, what, *columns);
            good = false;
            continue;
        }
        size_t k = 0;
        for (const json_value *value = row->first; value != NULL; value = value->next, k++) {
            bool none = value->kind == JSON_OF_WORD && strcmp(value->text, "null") == 0;
            rows[i][k] = none ? NULL : game_number(g, value, what);
            good = good && (none || rows[i][k] != NULL);
        }
    }
    return good ? rows : NULL;
}

static void write_between(game *g, const char *from, const char *to, const char *key, const char *number) {
    ent_buffer_text(&g->project, "      - {between: [");
    yaml_text(&g->project, from);
    ent_buffer_text(&g->project, ", ");
    yaml_text(&g->project, to);
    ent_buffer_printf(&g->project, "], %s: %s}\n", key, number);
}

static bool same_number(const char *a, const char *b) {
    ent_ratio left, right;
    double x, y;
    bool exact_left, exact_right;
    if (a == NULL || b == NULL) return a == b;
    return ent_read_number(a, &left, &x, &exact_left) && ent_read_number(b, &right, &y, &exact_right) &&
           (exact_left && exact_right ? ent_ratio_compare(left, right) == 0 : strcmp(a, b) == 0);
}

/* The first row and column are the supply. */
ent_status game_tree(game *g) {
    const char *const what = "cost_matrix_with_source_0";
    const json_value *matrix = game_need(g, what, "matrix");
    if (matrix == NULL) return ENT_INPUT;
    size_t size = matrix->size;
    const char ***rows = read_matrix(g, matrix, what, &size);
    if (rows == NULL) return ENT_INPUT;
    if (size < 2) {
        import_error(g->job, "E-IMPORT-0031", g->file, matrix->line, NULL, "'%s' has nobody beside the source", what);
        return ENT_INPUT;
    }
    if (!game_settle(g, size - 1)) return ENT_INPUT;
    size_t errors = g->job->errors;
    ent_buffer_text(&g->project, "    links:\n");
    size_t links = 0;
    for (size_t i = 0; i < size; i++)
        for (size_t k = i + 1; k < size; k++) {
            if (!same_number(rows[i][k], rows[k][i]))
                import_error(g->job, "E-IMPORT-0033", g->file, matrix->line, "a link costs the same from both ends",
                             "'%s' says %s and %s for one link (row %zu, column %zu)", what,
                             rows[i][k] != NULL ? rows[i][k] : "null", rows[k][i] != NULL ? rows[k][i] : "null", i, k);
            if (rows[i][k] == NULL) continue;
            write_between(g, i == 0 ? "supply" : g->ids[i - 1], g->ids[k - 1], "cost", rows[i][k]);
            links++;
        }
    if (links == 0 && g->job->errors == errors)
        import_error(g->job, "E-IMPORT-0031", g->file, matrix->line, NULL, "'%s' has no links", what);
    return g->job->errors == errors ? ENT_OK : ENT_INPUT;
}

/* Rows are sellers, columns buyers; sellers come first among the players. */
ent_status game_market(game *g) {
    const json_value *matrix = game_need(g, "matrix", NULL);
    size_t columns = 0;
    const char ***rows = matrix != NULL ? read_matrix(g, matrix, "matrix", &columns) : NULL;
    if (rows == NULL || !game_settle(g, matrix->size + columns)) return ENT_INPUT;
    ent_buffer_text(&g->project, "    pairs:\n");
    for (size_t i = 0; i < matrix->size; i++)
        for (size_t k = 0; k < columns; k++)
            write_between(g, g->ids[i], g->ids[matrix->size + k], "value", rows[i][k] != NULL ? rows[i][k] : "0");
    return ENT_OK;
}

/* ---- quantities --------------------------------------------------------------------------------------------- */

/* "10+q (q>0)": the text without its condition. */
static const char *without_condition(game *g, const char *text) {
    const char *at = text + strlen(text);
    static const char backwards[] = ")0>q(";
    const char *const signs = backwards;
    for (size_t i = 0; i < sizeof backwards - 1; i++) {
        while (at > text && at[-1] == ' ')
            at--;
        if (at == text || at[-1] != signs[i]) return text;
        at--;
    }
    while (at > text && at[-1] == ' ')
        at--;
    return ent_arena_copy(g->job->arena, text, (size_t)(at - text));
}

static bool is_constant(const ent_cost_term *term, size_t players) {
    bool constant = term->power == 0;
    for (size_t i = 0; i < players; i++)
        constant = constant && term->powers[i] == 0;
    return constant;
}

static void write_ratio(ent_buffer *out, ent_ratio ratio) {
    ent_buffer_printf(out, "%lld", (long long)ratio.num);
    if (ratio.den != 1) ent_buffer_printf(out, "/%lld", (long long)ratio.den);
}

static void write_term(ent_buffer *out, const ent_cost_term *term, size_t players, bool first) {
    ent_ratio c = term->coefficient.ratio;
    ent_buffer_text(out, c.num < 0 ? first ? "-" : " - " : first ? "" : " + ");
    if (c.num < 0) c.num = -c.num;
    bool one = c.num == 1 && c.den == 1;
    if (!one) write_ratio(out, c);
    const char *times = one ? "" : "*";
    if (term->power > 0) {
        ent_buffer_printf(out, term->power > 1 ? "%sq^%u" : "%sq", times, term->power);
        times = "*";
    }
    for (size_t i = 0; i < players; i++) {
        if (term->powers[i] == 0) continue;
        ent_buffer_printf(out, term->powers[i] > 1 ? "%sq%zu^%u" : "%sq%zu", times, i + 1, term->powers[i]);
        times = "*";
    }
}

/* What is paid once anything is bought stands apart; the rest is written out where it must be. */
static bool write_function(game *g, const char *text, const json_value *value) {
    ent_cost_term *terms;
    size_t size;
    ent_polynomial_problem problem;
    if (!ent_polynomial_read(text, g->ids, g->size, g->job->arena, &terms, &size, &problem)) {
        if (problem.fault == ENT_POLYNOMIAL_MEMORY)
            g->job->no_memory = true;
        else
            import_error(g->job, "E-IMPORT-0035", g->file, value->line, problem.hint[0] != '\0' ? problem.hint : NULL,
                         "%s (character %zu of the formula)", problem.message, problem.at);
        return false;
    }
    bool fixed = size > 0 && is_constant(&terms[size - 1], g->size);
    ent_ratio once = fixed ? terms[size - 1].coefficient.ratio : (ent_ratio){0, 1};
    if (once.num < 0 || (fixed && text == value->text)) {
        import_error(g->job, "E-IMPORT-0035", g->file, value->line,
                     once.num < 0 ? NULL : "where it is paid once, write \"10+q (q>0)\"",
                     once.num < 0 ? "what is paid once must not be negative" : "nothing bought costs something");
        return false;
    }
    ent_buffer *out = &g->project;
    ent_buffer_text(out, "    cost_function: {expression: ");
    if (fixed) {
        ent_buffer_char(out, '"');
        for (size_t i = 0; i + 1 < size; i++)
            write_term(out, &terms[i], g->size, i == 0);
        ent_buffer_text(out, size == 1 ? "0\", fixed: " : "\", fixed: ");
        write_ratio(out, once);
    } else {
        yaml_text(out, text);
    }
    ent_buffer_text(out, "}\n");
    return true;
}

ent_status game_quantities(game *g) {
    const json_value *demand = game_list(g, game_need(g, "demand", NULL), "demand");
    const json_value *cost = game_need(g, "cost", NULL);
    const char **numbers = demand != NULL ? game_numbers(g, demand, "demand", demand->size) : NULL;
    if (cost == NULL || numbers == NULL || !game_settle(g, demand->size)) return ENT_INPUT;
    if (cost->kind != JSON_OF_TEXT) {
        import_error(g->job, "E-IMPORT-0031", g->file, cost->line, "such as \"q^2\"", "'cost' is no formula");
        return ENT_INPUT;
    }
    const char *text = without_condition(g, cost->text);
    if (text == NULL) return ENT_MEMORY;
    game_by_player(g, "demand", numbers);
    return write_function(g, text, cost) ? ENT_OK : ENT_INPUT;
}
