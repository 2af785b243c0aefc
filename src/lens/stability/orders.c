/* How each party likes the states, and who says so: what every verdict rests on. */
#include "lens/stability/stability.h"

#include <stdlib.h>

enum { MOST_SHOWN = 40 };

typedef struct ranked {
    int32_t level;
    uint32_t state;
} ranked;

static int best_first(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->level != y->level) return x->level > y->level ? -1 : 1;
    return x->state < y->state ? -1 : x->state > y->state;
}

/* What stands between two neighbours of the order. */
static const char *sign(const ent_conflict_preference *p, uint32_t above, uint32_t below) {
    if (p->high != NULL && p->level[above] <= p->high[below] && p->high[above] > p->level[below]) return " ? ";
    if (p->level[above] == p->level[below]) return " = ";
    return p->band != NULL && p->band[above] > p->band[below] ? " >> " : " > ";
}

/* "7 > 3 = 4 >> 0": states by number, the best first. */
static const char *order_of(const stability *s, const ent_conflict_preference *p) {
    ranked *rows = ent_arena_array(s->arena, s->conflict.states, sizeof *rows);
    if (rows == NULL) return "";
    for (uint32_t state = 0; state < s->conflict.states; state++)
        rows[state] = (ranked){p->level[state], state};
    qsort(rows, s->conflict.states, sizeof *rows, best_first);
    const char *words = "";
    for (uint32_t k = 0; k < s->conflict.states && k < MOST_SHOWN; k++)
        words =
            stability_text(s, "%s%s%u", words, k == 0 ? "" : sign(p, rows[k - 1].state, rows[k].state), rows[k].state);
    return s->conflict.states > MOST_SHOWN ? stability_text(s, "%s ...", words) : words;
}

typedef struct given { /* how a party's preferences are given */
    const char *form;
    const ent_provenance *owner; /* NULL: its numbers have owners of their own, or it has none */
} given;

static given given_of(const ent_moves *m, int party) {
    for (size_t i = 0; i < m->rankings_size; i++)
        if (m->rankings[i].party == party) return (given){"a ranking", m->rankings[i].provenance};
    for (size_t i = 0; i < m->priorities_size; i++)
        if (m->priorities[i].party == party) return (given){"statements by priority", m->priorities[i].provenance};
    for (size_t i = 0; i < m->weights_size; i++)
        if (m->weights[i].party == party) return (given){"weights of options", NULL};
    for (size_t i = 0; i < m->utilities_size; i++)
        if (m->utilities[i].party == party) return (given){"utilities of states", NULL};
    return (given){"nothing: indifferent", NULL};
}

static void row(stability *s, ent_table *table, int party, const ent_conflict_preference *p) {
    const given how = given_of(s->moves, party);
    const ent_provenance *owner = how.owner;
    const bool judged = owner != NULL && owner->basis == ENT_JUDGED;
    ent_table_row(s->out, table,
                  (ent_value[]){ent_text(s->source->parties[party].id), ent_text(order_of(s, p)), ent_text(how.form),
                                ent_text(owner != NULL ? ent_basis_name(owner->basis) : NULL),
                                ent_text(judged ? owner->judged_by : NULL), ent_text(judged ? owner->because : NULL)});
}

ent_status stability_orders(stability *s) {
    if (!s->people) return ENT_OK;
    ent_table *table = ent_findings_table(s->out, "preferences", false, "How each party likes the states");
    ent_table_about(s->out, table,
                    "States by number, the best first: > better, = equally good, >> much better, ? not known "
                    "which is better.");
    ent_table_column(s->out, table, "party", "Party", "text", "", 0);
    ent_table_column(s->out, table, "order", "Order", "text", "", 0);
    ent_table_column(s->out, table, "form", "Given as", "text", "", 0);
    ent_table_column(s->out, table, "basis", "Basis", "text", "", 0);
    ent_table_column(s->out, table, "by", "By", "text", "", 0);
    ent_table_column(s->out, table, "because", "Because", "text", "", 0);
    for (uint32_t k = 0; k < s->conflict.players; k++)
        for (size_t j = 0; j < s->player[k].parties_size && j < s->conflict.player[k].members; j++)
            row(s, table, s->player[k].parties[j], &s->preference[s->player[k].parties[j]]);
    return ENT_OK;
}
