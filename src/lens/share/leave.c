/* What changes for the others when one leaves, under each main rule: the same rules of the project without it. */
#include "lens/share/share.h"

#include <math.h>
#include <string.h>

enum { LEAVE_PLAYERS = 12 }; /* most, unless somebody is named: what each would change is asked for all the others */

typedef struct leaver {
    share *s;
    size_t player;
    ent_table *table; /* NULL: metrics only */
} leaver;

static bool compared(const share_column *column) {
    return share_is_share(column) && !column->rounded && (column->asked || share_main(column->rule));
}

static void metrics_and_row(const leaver *l, const share_column *column, const share_problem *rest,
                            const share_answer *answer) {
    share *s = l->s;
    ent_value cells[LEAVE_PLAYERS + 2] = {ent_text(s->problem.name[l->player]), ent_text(column->label)};
    mpq_t paid;
    mpq_init(paid);
    for (size_t j = 0; j < rest->size; j++) {
        const size_t i = share_player(&s->problem, rest->party[j]);
        share_paid(rest, answer, j, paid);
        const double change = ent_mpq_value(paid) - share_value(s, column, i);
        ent_info info = share_info(
            s,
            share_text(s, "%s: change for %s if %s leaves", column->label, rest->name[j], s->problem.name[l->player]),
            s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(change), &info, "%s.%s.without.%s.%s", s->problem.project->id, column->id,
                             s->problem.id[l->player], rest->id[j]);
        if (l->table != NULL) cells[i + 2] = ent_real(change);
    }
    mpq_clear(paid);
    if (l->table != NULL) ent_table_row(s->out, l->table, cells);
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

/* Without one, others may be cut off from the supply: then there is nothing to compare, and that is said. */
static bool cut_off(const share *s, const share_problem *rest, ent_status status) {
    if (status != ENT_INPUT || rest->form != SHARE_LINKS) return false;
    return ent_findings_status(s->out) == ENT_OK;
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
    ent_run quiet = *s->run;
    quiet.diagnostics = NULL;
    ent_status status = share_problem_make(s->source, &ask, &quiet, s->arena, &rest);
    if (cut_off(s, &rest, status)) {
        if (s->people)
            ent_findings_note(s->out, ENT_NOTE, "N-SHARE-0006", share_text(s, "projects.%s", s->problem.project->id),
                              "%s: without %s not all can be connected to the supply.", share_project_name(s),
                              s->problem.name[l->player]);
        status = ENT_OK;
    } else if (status == ENT_OK) {
        status = under_rules(l, &rest);
    }
    share_problem_free(&rest);
    return status;
}

static ent_table *make_table(share *s) {
    ent_table *table = ent_findings_table(s->out, share_id(s, "leave"), false, "%s",
                                          share_titled(s, "what changes for the others if one leaves"));
    ent_table_about(s->out, table,
                    s->problem.cost
                        ? "The same rules without the one who leaves: what each of the others then pays more "
                          "(negative: less). Read backwards it is what changes when it joins."
                        : "The same rules without the one who leaves: what each of the others then gets more "
                          "(negative: less). Read backwards it is what changes when it joins.");
    ent_table_column(s->out, table, "leaves", "Leaves", "text", "", -1);
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    for (size_t i = 0; i < s->problem.size; i++)
        ent_table_column(s->out, table, s->problem.id[i], s->problem.name[i], "number", s->unit, s->digits);
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

static bool any_compared(const share *s) {
    for (size_t k = 0; k < s->columns.size; k++)
        if (compared(&s->columns.at[k])) return true;
    return false;
}

ent_status share_leave(share *s) {
    ent_status status = check_named(s);
    if (status != ENT_OK || s->problem.size < 2 || s->problem.form == SHARE_VOTES || !any_compared(s)) return status;
    if (s->options->leave.size == 0 && s->problem.size > LEAVE_PLAYERS) return ENT_OK;
    leaver l = {.s = s, .table = s->people && s->problem.size <= LEAVE_PLAYERS ? make_table(s) : NULL};
    for (l.player = 0; l.player < s->problem.size && status == ENT_OK; l.player++)
        if (leaves(s, l.player)) status = one_leaves(&l);
    return status;
}
