/* Break-even weights: how far each weight of each party can move, alone, before the recommended package is another one,
 * and before a term of it is (amounts on a range apart). One-way sensitivity (Clemen, Making Hard Decisions, 1996) with
 * every trial solved again, exactly.
 *
 * Trials lie on a grid of thousandths of the weight, from 0 to ten times it. Away from the weight as given the grid is
 * looked at in growing strides; the first stride with a change is halved down to one thousandth. */
#include "practice.h"

#include <math.h>
#include <string.h>

enum { GRID = 1000, TIMES = 10 };

static const int strides[2][8] = {{950, 900, 800, 650, 500, 250, 100, 0},
                                  {1050, 1100, 1250, 1500, 2000, 3000, 6000, GRID *TIMES}};

/* What a trial is compared on. */
typedef enum sameness { PACKAGE, TERMS, KINDS } sameness;

typedef struct edge {
    bool found;
    int last;          /* grid point up to which nothing changes */
    bool agreement;    /* beyond it something can still be signed, */
    uint32_t *outcome; /* namely this */
} edge;

typedef struct weight {
    size_t party, issue;
    const ent_number *number;
    edge edges[KINDS][2]; /* below, above */
} weight;

typedef struct search {
    const bargain *b;
    weight *rows;
    size_t size;
} search;

/* One weight at work, on one thread. */
typedef struct trial {
    const bargain *b;
    const ent_run *run;
    const weight *row;
    ent_preference preference; /* the row's, with the weight tried */
    ent_model model;           /* the case's, with that preference */
    uint32_t *outcome;
    bool agreement;
} trial;

/* ---- one trial --------------------------------------------------------------------------------------------------- */

static void set_weight(trial *t, int point) {
    const ent_number *given = t->row->number;
    ent_number *number = &t->preference.weight;
    *number = *given;
    number->exact = given->exact && ent_ratio_multiply(given->ratio, (ent_ratio){point, GRID}, &number->ratio);
    number->value = number->exact ? ent_ratio_value(number->ratio) : given->value * point / GRID;
}

static ent_status solve(trial *t, int point) {
    const bargain *b = t->b;
    ent_arena *arena = ent_arena_new(ent_run_allocator(t->run));
    if (!arena) return ENT_MEMORY;
    set_weight(t, point);
    ent_space *space = NULL;
    ent_frontier frontier = {0};
    ent_solver solver;
    size_t best = 0;
    ent_status status = ent_model_space(t->run, &t->model, arena, &space);
    if (status == ENT_OK) status = ent_frontier_find(t->run, space, NULL, &frontier);
    t->agreement = status == ENT_OK && frontier.size > 0;
    if (t->agreement) status = ent_solver_init(t->run, space, &frontier, b->weighted ? b->weights : NULL, &solver);
    if (t->agreement && status == ENT_OK) {
        ent_solve(&solver, b->recommended, &best, 1);
        ent_frontier_outcome(&frontier, best, t->outcome);
    }
    ent_frontier_free(&frontier);
    ent_arena_free(arena);
    return status;
}

static bool changed(const trial *t, sameness kind) {
    if (!t->agreement) return true;
    const uint32_t *base = t->b->outcomes[t->b->recommended];
    for (size_t j = 0; j < t->b->model->issues; j++)
        if (t->outcome[j] != base[j] && (kind == PACKAGE || bargain_issue(t->b, j)->kind != ENT_RANGE)) return true;
    return false;
}

/* ---- one side of one weight ----------------------------------------------------------------------------------------
 */

static void keep_edge(const trial *t, int last, edge *out) {
    out->found = true;
    out->last = last;
    out->agreement = t->agreement;
    if (t->agreement) memcpy(out->outcome, t->outcome, t->b->model->issues * sizeof *t->outcome);
}

/* `same` and `other` close in on the edge between them; t holds what `other` gives. */
static ent_status halve(trial *t, sameness kind, int same, int other, edge *out) {
    keep_edge(t, same, out);
    while (other - same > 1 || same - other > 1) {
        const int middle = same + (other - same) / 2;
        ent_status status = solve(t, middle);
        if (status != ENT_OK) return status;
        if (changed(t, kind)) {
            other = middle;
            keep_edge(t, same, out);
        } else {
            same = middle;
        }
    }
    out->last = same;
    return ENT_OK;
}

/* Where the package changes by a term of it, that is the edge of both. */
static bool share_edge(trial *t, const edge *package, edge *terms) {
    t->agreement = package->agreement;
    if (t->agreement) memcpy(t->outcome, package->outcome, t->b->model->issues * sizeof *t->outcome);
    if (!changed(t, TERMS)) return false;
    keep_edge(t, package->last, terms);
    return true;
}

/* The package changes no later than a term of it: the search for a term goes on from there. */
static ent_status find_edges(trial *t, int side, weight *row) {
    int same[KINDS] = {GRID, GRID};
    bool found[KINDS] = {false, false};
    for (size_t k = 0; k < sizeof strides[0] / sizeof strides[0][0] && !found[TERMS]; k++) {
        const int point = strides[side][k];
        for (int kind = PACKAGE; kind < KINDS; kind++) {
            if (found[kind]) continue;
            ent_status status = solve(t, point); /* halving for the package has moved it */
            if (status != ENT_OK) return status;
            if (!changed(t, (sameness)kind)) {
                same[kind] = point;
                if (kind == PACKAGE) {
                    same[TERMS] = point;
                    break;
                }
                continue;
            }
            found[kind] = true;
            status = halve(t, (sameness)kind, same[kind], point, &row->edges[kind][side]);
            if (status != ENT_OK) return status;
            if (kind == PACKAGE) found[TERMS] = share_edge(t, &row->edges[PACKAGE][side], &row->edges[TERMS][side]);
        }
    }
    return ENT_OK;
}

/* Runs on any thread: everything it writes belongs to this weight. */
static ent_status one_weight(void *context, size_t index) {
    const search *s = context;
    const bargain *b = s->b;
    weight *row = &s->rows[index];
    const ent_run run = {.allocator = b->run->allocator};
    ent_arena *arena = ent_arena_new(ent_run_allocator(&run));
    if (!arena) return ENT_MEMORY;
    const size_t cells = b->model->parties * b->model->issues, at = row->party * b->model->issues + row->issue;
    trial t = {.b = b, .run = &run, .row = row, .preference = *b->model->rows[at], .model = *b->model};
    const ent_preference **rows = ent_arena_array(arena, cells, sizeof *rows);
    t.outcome = ent_arena_array(arena, b->model->issues, sizeof *t.outcome);
    ent_status status = rows && t.outcome ? ENT_OK : ENT_MEMORY;
    if (status == ENT_OK) {
        memcpy(rows, b->model->rows, cells * sizeof *rows);
        rows[at] = &t.preference;
        t.model.rows = rows;
    }
    for (int side = 0; side < 2 && status == ENT_OK; side++)
        status = find_edges(&t, side, row);
    ent_arena_free(arena);
    return status;
}

/* ---- which weights
 * --------------------------------------------------------------------------------------------------- */

static ent_status find_weights(bargain *b, search *s) {
    s->rows = ent_arena_array(b->arena, b->model->parties * b->model->issues, sizeof *s->rows);
    if (!s->rows) return ENT_MEMORY;
    for (size_t i = 0; i < b->model->parties; i++)
        for (size_t j = 0; j < b->model->issues; j++) {
            const ent_preference *row = b->model->rows[i * b->model->issues + j];
            if (!row || !row->weight.set || !(row->weight.value > 0)) continue;
            weight *next = &s->rows[s->size++];
            *next = (weight){.party = i, .issue = j, .number = &row->weight};
            for (int k = 0; k < KINDS * 2; k++) {
                edge *e = &next->edges[k / 2][k % 2];
                e->outcome = ent_arena_array(b->arena, b->model->issues, sizeof *e->outcome);
                if (!e->outcome) return ENT_MEMORY;
            }
        }
    return ENT_OK;
}

/* ---- findings
 * ----------------------------------------------------------------------------------------------------------- */

static double at_edge(const weight *row, const edge *e) {
    return row->number->value * e->last / GRID;
}

static void weight_metrics(bargain *b, const weight *row) {
    static const char *const keys[KINDS] = {"break_even", "break_even_terms"}, *const sides[2] = {"from", "to"};
    static const char *const what[KINDS] = {"the same package is recommended", "the same terms are recommended"};
    for (int k = 0; k < KINDS * 2; k++) {
        const edge *e = &row->edges[k / 2][k % 2];
        if (!e->found) continue;
        const ent_info info =
            bargain_info(bargain_text(b, "Weight of %s for %s %s which %s", practice_issue_name(b, row->issue),
                                      bargain_party_name(b, row->party), k % 2 ? "up to" : "from", what[k / 2]),
                         NULL, -1, &b->all);
        ent_findings_metricf(b->out, ent_real(at_edge(row, e)), &info, "%s.%s.%s.%s", keys[k / 2],
                             bargain_party_id(b, row->party), bargain_issue(b, row->issue)->id, sides[k % 2]);
    }
}

/* What changes beyond an edge: of the terms, or where none does of the amounts. */
static const char *edge_words(const bargain *b, const weight *row, int side) {
    const edge *terms = &row->edges[TERMS][side], *package = &row->edges[PACKAGE][side];
    const edge *e = terms->found ? terms : package;
    if (!e->found) return "nothing changes";
    if (!e->agreement) return "nothing can be signed";
    const uint32_t *base = b->outcomes[b->recommended];
    const char *words = "";
    for (size_t j = 0; j < b->model->issues; j++)
        if (e->outcome[j] != base[j] && (!terms->found || bargain_issue(b, j)->kind != ENT_RANGE))
            words = bargain_text(b, "%s%s%s", words, *words ? "; " : "",
                                 practice_change_words(b, j, base[j], e->outcome[j]));
    return terms->found ? words : "amounts only";
}

/* How near the nearest change of a term is, as a factor of the weight; infinite where there is none. */
static double nearness(const weight *row) {
    double best = INFINITY;
    for (int side = 0; side < 2; side++) {
        const edge *e = &row->edges[TERMS][side];
        const double factor = e->last > 0 ? (double)e->last / GRID : 0.5 / GRID;
        if (e->found) best = fmin(best, factor < 1 ? 1 / factor : factor);
    }
    return best;
}

static const char *title(const bargain *b, const weight *const *order, size_t size) {
    size_t near = 0;
    while (near < size && nearness(order[near]) <= 2)
        near++;
    if (near == 0) return "No weight changes a term of the recommendation before it is doubled or halved";
    const weight *first = order[0];
    return bargain_text(
        b, "%zu of %zu weights change%s a term before they are doubled or halved; the nearest: %s for %s", near, size,
        near == 1 ? "s" : "", practice_issue_name(b, first->issue), bargain_party_name(b, first->party));
}

static ent_value edge_cell(const weight *row, sameness kind, int side) {
    const edge *e = &row->edges[kind][side];
    return e->found ? ent_real(at_edge(row, e)) : ent_empty();
}

static void columns(bargain *b, ent_table *table) {
    static const char *const labels[][3] = {{"number", "Weight", "text"},
                                            {"value", "As given", "number"},
                                            {"package_from", "Same package from", "number"},
                                            {"package_to", "to", "number"},
                                            {"terms_from", "Same terms from", "number"},
                                            {"terms_to", "to", "number"},
                                            {"below", "Below that", "text"},
                                            {"above", "Above that", "text"},
                                            {"path", "Place in the case", "text"}};
    for (size_t c = 0; c < sizeof labels / sizeof labels[0]; c++)
        ent_table_column(b->out, table, labels[c][0], labels[c][1], labels[c][2], "", -1);
}

static void write_table(bargain *b, const weight *const *order, size_t size) {
    ent_table *table = ent_findings_table(b->out, "break_even", false, "%s", title(b, order, size));
    ent_table_about(b->out, table,
                    "Each weight moved alone, from 0 to ten times, the others as given and all divided by their sum "
                    "again, to a thousandth: how far the recommended package stays the same, and how far its terms do "
                    "(amounts on a range apart). A dash: no change on that side. The nearest change of a term first.");
    columns(b, table);
    for (size_t k = 0; k < size; k++) {
        const weight *row = order[k];
        const ent_slot *slot = &b->source->slots[row->number->slot];
        const char *path = bargain_slot_path(b, row->number->slot);
        const ent_value cells[] = {ent_text(bargain_number_words(b, path)),
                                   ent_based(ent_real(row->number->value), slot->provenance->basis),
                                   edge_cell(row, PACKAGE, 0),
                                   edge_cell(row, PACKAGE, 1),
                                   edge_cell(row, TERMS, 0),
                                   edge_cell(row, TERMS, 1),
                                   ent_text(edge_words(b, row, 0)),
                                   ent_text(edge_words(b, row, 1)),
                                   ent_text(path)};
        ent_table_row(b->out, table, cells);
    }
}

/* The nearest first; ties in file order. */
static const weight **sorted(const bargain *b, const search *s) {
    const weight **order = ent_arena_array(b->arena, s->size, sizeof *order);
    for (size_t k = 0; order && k < s->size; k++) {
        size_t at = k;
        for (; at > 0 && nearness(order[at - 1]) > nearness(&s->rows[k]); at--)
            order[at] = order[at - 1];
        order[at] = &s->rows[k];
    }
    return order;
}

ent_status practice_break_even(bargain *b) {
    if (!b->agreement || b->run->metrics_only || !b->options->break_even) return ENT_OK;
    search s = {.b = b};
    ent_status status = find_weights(b, &s);
    if (status == ENT_OK && s.size > 0) status = ent_parallel(b->run, s.size, one_weight, &s);
    if (status == ENT_LIMIT) {
        ent_findings_note(
            b->out, ENT_NOTE, "N-BARGAIN-0052", NULL,
            "Break-even weights are left out: with some weight the numbers or the frontier grow too large.");
        return ENT_OK;
    }
    if (status != ENT_OK || s.size == 0) return status;
    const weight **order = sorted(b, &s);
    if (!order) return ENT_MEMORY;
    for (size_t k = 0; k < s.size; k++)
        weight_metrics(b, &s.rows[k]);
    write_table(b, order, s.size);
    return ENT_OK;
}
