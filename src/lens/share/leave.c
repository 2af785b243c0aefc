/* What changes for the others when one leaves, under each main rule: the same rules of the project without it. */
#include "lens/share/share.h"

#include <math.h>
#include <string.h>

enum { LEAVE_PLAYERS = 12 }; /* most, unless somebody is named */

/* Rules whose answer without one is compared: those of the project as a whole that give shares. */
typedef struct leaver {
    share *s;
    size_t player;
    ent_table *table;
} leaver;

static bool compared(const share_column *column) {
    return share_is_share(column) && column->rule->family != SHARE_FAMILY_VOTING;
}

static void metrics_and_row(const leaver *l, const share_column *column, const share_problem *rest,
                            const share_answer *answer) {
    share *s = l->s;
    mpq_t paid;
    mpq_init(paid);
    for (size_t j = 0; j < rest->size; j++) {
        const size_t i = share_player(&s->problem, rest->party[j]);
        share_paid(rest, answer, j, paid);
        const double now = ent_mpq_value(paid), before = share_value(s, column, i);
        ent_info info = share_info(
            s,
            share_text(s, "%s: change for %s if %s leaves", column->label, rest->name[j], s->problem.name[l->player]),
            s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(now - before), &info, "%s.%s.without.%s.%s", s->problem.project->id,
                             column->id, s->problem.id[l->player], rest->id[j]);
        const ent_value cells[] = {ent_text(s->problem.name[l->player]),
                                   ent_text(column->label),
                                   ent_text(rest->name[j]),
                                   ent_real(before),
                                   ent_real(now),
                                   ent_real(now - before)};
        if (l->table != NULL) ent_table_row(s->out, l->table, cells);
    }
    mpq_clear(paid);
}

static ent_status under_rules(const leaver *l, share_problem *rest) {
    share *s = l->s;
    const share_work work = {.run = s->run,
                             .problem = rest,
                             .players = s->options->players,
                             .individual = s->options->individual,
                             .shares_only = true};
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++) {
        const share_column *column = &s->columns.at[k];
        share_answer answer = {0};
        if (!compared(column)) continue;
        status = share_compute(&work, column, &answer);
        if (status == ENT_OK && answer.why == NULL) metrics_and_row(l, column, rest, &answer);
        ent_allocation_free(&answer.allocation);
    }
    return status;
}

static ent_status one_leaves(const leaver *l) {
    share *s = l->s;
    share_problem rest;
    bool *without = ent_arena_array(s->arena, s->problem.project->participants_size, sizeof *without);
    if (without == NULL) return ENT_MEMORY;
    without[l->player] = true; /* players are the participants in their order */
    const share_ask ask = {.project = s->problem.project,
                           .without = without,
                           .view = s->problem.view,
                           .above_quota = s->problem.above_quota,
                           .unions = &s->options->unions,
                           .order = s->options->order,
                           .players = s->options->players,
                           .partial = true};
    ent_status status = share_problem_make(s->source, &ask, s->run, s->arena, &rest);
    if (status == ENT_OK) status = under_rules(l, &rest);
    share_problem_free(&rest);
    return status;
}

static ent_table *make_table(share *s) {
    ent_table *table = ent_findings_table(s->out, share_id(s, "leave"), true,
                                          "%s: what changes for the others if one leaves", share_project_name(s));
    ent_table_about(s->out, table,
                    "The same rules without the one who leaves. Read backwards it is what changes when it "
                    "joins.");
    ent_table_column(s->out, table, "leaves", "Leaves", "text", "", -1);
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "party", "Party", "text", "", -1);
    ent_table_column(s->out, table, "before", "With it", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "after", "Without it", "number", s->unit, s->digits);
    ent_table_column(s->out, table, "change", "Change", "number", s->unit, s->digits);
    return table;
}

static ent_status check_named(const share *s) {
    for (size_t k = 0; k < s->options->leave.size; k++) {
        const char *word = s->options->leave.items[k];
        size_t i = 0;
        while (i < s->problem.size && strcmp(s->problem.id[i], word) != 0)
            i++;
        if (i < s->problem.size) continue;
        const char *near = ent_closest(word, s->problem.id, s->problem.size);
        ent_diagnosef(s->run->diagnostics, ENT_ERROR, "U-SHARE-0007", NULL, NULL,
                      near != NULL ? share_text(s, "did you mean %s?", near) : "the id of a participant", NULL,
                      "--leave: \"%s\" takes no part in %s", word, s->problem.project->id);
        return ENT_USAGE;
    }
    return ENT_OK;
}

static bool leaves(const share *s, size_t player) {
    if (s->options->leave.size == 0) return s->problem.size <= LEAVE_PLAYERS;
    for (size_t k = 0; k < s->options->leave.size; k++)
        if (strcmp(s->options->leave.items[k], s->problem.id[player]) == 0) return true;
    return false;
}

ent_status share_leave(share *s) {
    ent_status status = check_named(s);
    if (status != ENT_OK || s->problem.size < 2 || s->problem.form == SHARE_VOTES) return status;
    leaver l = {.s = s, .table = s->people ? make_table(s) : NULL};
    for (l.player = 0; l.player < s->problem.size && status == ENT_OK; l.player++)
        if (leaves(s, l.player)) status = one_leaves(&l);
    return status;
}
