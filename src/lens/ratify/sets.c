/* The size of win-sets: of every ratifier, of every side, of their overlap, and of what negotiators would sign too. */
#include "ratify.h"

#include <stdlib.h>

/* What a count asks: the voters it needs, in the places of the tally. */
typedef struct question {
    const ratify *r;
    size_t side, ratifier; /* SIZE_MAX: all */
    bool ratify, sign;
    size_t place[ENT_VOTERS]; /* of the tally's voters */
    size_t size;
} question;

static bool answers(const void *context, uint32_t tally) {
    const question *q = context;
    uint32_t yes = 0;
    for (size_t k = 0; k < q->size; k++)
        if (tally >> k & 1) yes |= (uint32_t)1 << q->place[k];
    if (q->sign && !ratify_all_sign(q->r, yes)) return false;
    if (!q->ratify) return true;
    if (q->ratifier != SIZE_MAX) return ratify_ratifier_passes(q->r, q->ratifier, yes);
    return q->side != SIZE_MAX ? ratify_side_passes(q->r, q->side, yes) : ratify_all_pass(q->r, yes);
}

static bool asked(const question *q, size_t voter) {
    if (q->sign && voter < q->r->model->parties) return true;
    for (size_t b = 0; q->ratify && b < q->r->blocs_size; b++) {
        const ratify_bloc *bloc = &q->r->blocs[b];
        const bool counts = (q->ratifier == SIZE_MAX || q->ratifier == bloc->ratifier) &&
                            (q->side == SIZE_MAX || q->side == q->r->ratifiers[bloc->ratifier].side);
        if (counts && bloc->voter == voter) return true;
    }
    return false;
}

static ent_status count(const ratify *r, question *q, const bool *allowed, ent_count *out, const char **way) {
    ent_voter voters[ENT_VOTERS];
    for (size_t v = 0; v < r->voters_size; v++)
        if (asked(q, v)) {
            voters[q->size] = r->voters[v];
            q->place[q->size++] = v;
        }
    bool *open = ent_arena_array(r->arena, r->wide->total, sizeof *open);
    if (!open) return ENT_MEMORY;
    for (size_t flat = 0; flat < r->wide->total; flat++)
        open[flat] = allowed[flat];
    ent_space space = *r->wide;
    space.allowed = open;
    ent_win_set set;
    ent_status status =
        ent_win_set_count(r->run, &space, voters, q->size, r->options->budget, r->run->seed, r->arena, &set);
    static const char *const ways[] = {[ENT_WIN_SET_MERGED] = "exact: equal sums merged issue by issue",
                                       [ENT_WIN_SET_HALVES] = "exact: sums of two halves of the issues",
                                       [ENT_WIN_SET_SAMPLE] = "estimate from 100,000 random packages"};
    *way = ways[set.way];
    return status == ENT_OK ? ent_win_set_size(&set, answers, q, r->arena, out) : status;
}

static void put_count(ratify *r, const ent_count *size, double feasible, const char *label, const char *key) {
    if (size->exact) {
        const ent_value value =
            size->value < 9e15 ? ent_integer(strtoll(size->decimal, NULL, 10)) : ent_text(size->decimal);
        ratify_put(r, value, label, NULL, 0, "%s.size", key);
    } else {
        ratify_put(r, ent_real(size->value), label, NULL, 0, "%s.size.estimate", key);
        ratify_put(r, ent_real(size->low), "  at least (95 percent)", NULL, 0, "%s.size.low", key);
        ratify_put(r, ent_real(size->high), "  at most (95 percent)", NULL, 0, "%s.size.high", key);
    }
    if (feasible > 0)
        ratify_put(r, ent_real(size->value / feasible), ratify_text(r, "%s, share of feasible packages", label), NULL,
                   4, size->exact ? "%s.share" : "%s.share.estimate", key);
}

typedef struct set_row {
    question ask;
    const bool *allowed;
    const char *who, *what, *key;
} set_row;

static ent_status write_row(ratify *r, ent_table *table, set_row *row, double feasible) {
    ent_count size = {0};
    const char *way = "";
    row->ask.r = r;
    const ent_status status = count(r, &row->ask, row->allowed, &size, &way);
    if (status != ENT_OK) return status;
    put_count(r, &size, feasible, ratify_text(r, "%s: %s", row->who, row->what), row->key);
    const ent_value cells[] = {ent_text(row->who),   ent_text(row->what),
                               ent_real(size.value), feasible > 0 ? ent_real(100 * size.value / feasible) : ent_empty(),
                               ent_bool(size.exact), ent_text(way)};
    if (table) ent_table_row(r->out, table, cells);
    return ENT_OK;
}

static ent_status sides(ratify *r, ent_table *table, double feasible) {
    ent_status status = ENT_OK;
    for (size_t s = 0; s < r->sides_size && status == ENT_OK; s++) {
        const ratify_side *side = &r->sides[s];
        for (size_t k = side->first; k < side->first + side->size && status == ENT_OK && side->size > 1; k++) {
            const ratify_ratifier *ratifier = &r->ratifiers[k];
            set_row row = {{.side = SIZE_MAX, .ratifier = k, .ratify = true},
                           r->space->allowed,
                           ratify_text(r, "%s, %s", side->name, ratifier->name),
                           "passes it",
                           ratify_text(r, "ratifier.%s.%s", side->id, ratifier->source->id)};
            status = write_row(r, table, &row, feasible);
        }
        set_row row = {{.side = s, .ratifier = SIZE_MAX, .ratify = true},
                       r->space->allowed,
                       side->name,
                       side->size ? "win-set: all its ratifiers pass" : "win-set: no vote is needed",
                       ratify_text(r, "winset.%s", side->id)};
        if (status == ENT_OK) status = write_row(r, table, &row, feasible);
    }
    return status;
}

static void set_columns(ratify *r, ent_table *table) {
    ent_table_about(r->out, table,
                    "How many of the packages within all red lines pass. A win-set is what a side's ratifiers would "
                    "all vote for, every bloc with its line, against what they have if the agreement fails.");
    ent_table_column(r->out, table, "who", "Who", "text", "", -1);
    ent_table_column(r->out, table, "what", "What", "text", "", -1);
    ent_table_column(r->out, table, "packages", "Packages", "number", "", 0);
    ent_table_column(r->out, table, "share", "Share of feasible", "number", "percent", 1);
    ent_table_column(r->out, table, "exact", "Exact", "boolean", "", -1);
    ent_table_column(r->out, table, "way", "How", "text", "", -1);
}

ent_status ratify_sets(ratify *r) {
    ent_count outcomes, feasible;
    ent_status status = ent_count_outcomes(r->space, r->arena, &outcomes, &feasible);
    if (status != ENT_OK) return status;
    ratify_put(r, ent_real(feasible.value), "Packages within all red lines", NULL, 0, "space.feasible");
    ent_table *table = r->run->metrics_only ? NULL : ent_findings_table(r->out, "winsets", false, "What passes");
    if (table) set_columns(r, table);
    status = sides(r, table, feasible.value);
    set_row rows[] = {{{.side = SIZE_MAX, .ratifier = SIZE_MAX, .ratify = true},
                       r->space->allowed,
                       "All sides",
                       "win-sets overlap",
                       "winset.overlap"},
                      {{.side = SIZE_MAX, .ratifier = SIZE_MAX, .sign = true},
                       r->space->allowed,
                       "Negotiators",
                       "all would sign",
                       "negotiators"},
                      {{.side = SIZE_MAX, .ratifier = SIZE_MAX, .sign = true, .ratify = true},
                       r->within,
                       "Everybody",
                       r->narrowed ? "all would sign, mandates allow it, all ratifiers pass it"
                                   : "all would sign, all ratifiers pass",
                       "zone"}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows && status == ENT_OK; k++)
        status = write_row(r, table, &rows[k], feasible.value);
    return status;
}
