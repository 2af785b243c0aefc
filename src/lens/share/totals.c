/* What is shared, and what each would pay or get alone: from the table where there is one, else from the form. */
#include "lens/share/problem.h"

#include <string.h>

/* Forms whose table everything else is read from. */
static bool joint(share_form form) {
    return form != SHARE_KEYS && form != SHARE_CLAIMS && form != SHARE_VOTES;
}

static ent_status from_table(share_problem *problem) {
    problem->alone = share_fractions(problem, problem->size);
    if (problem->alone == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        ent_tu_entry(&problem->game, (ent_coalition_mask)1 << i, problem->alone[i]);
    ent_tu_entry(&problem->game, ent_tu_grand(&problem->game), *problem->total);
    return ENT_OK;
}

static void pieces(share_problem *problem) {
    mpq_t part;
    mpq_init(part);
    for (size_t k = 0; k < problem->pieces_size; k++) {
        const share_piece *piece = &problem->pieces[k];
        bool anybody = false;
        for (size_t i = 0; i < problem->size; i++) {
            if (!piece->needed[i]) continue;
            anybody = true;
            if (piece->units.set)
                mpq_mul(part, *piece->unit_cost, piece->units.at[i]);
            else
                mpq_set_ui(part, 0, 1);
            mpq_add(*problem->total, *problem->total, part);
            mpq_add(problem->alone[i], problem->alone[i], part);
            mpq_add(problem->alone[i], problem->alone[i], *piece->cost);
        }
        if (anybody) mpq_add(*problem->total, *problem->total, *piece->cost);
    }
    mpq_clear(part);
}

static void needs(share_problem *problem) {
    for (size_t i = 0; i < problem->size; i++) {
        mpq_set(problem->alone[i], problem->needs.at[i]);
        if (mpq_cmp(*problem->total, problem->needs.at[i]) < 0) mpq_set(*problem->total, problem->needs.at[i]);
    }
}

static ent_status too_many(const share_problem *problem, const ent_run *run, size_t most) {
    ent_place place = ent_node_place(problem->source, problem->project->node);
    ent_diagnosef(run == NULL ? NULL : run->diagnostics, ENT_ERROR, "E-SHARE-0001", &place,
                  ent_arena_printf(problem->arena, "projects.%s", problem->project->id),
                  "give it as components, needs or links, for which all groups need not be looked at; or raise --players",
                  NULL, "%s has %zu participants and a number for each of 2^%zu groups: more than %zu participants are "
                  "not looked at (--players)",
                  problem->project->id, problem->size, problem->size, most);
    return ENT_LIMIT;
}

static ent_status from_form(share_problem *problem, const share_ask *ask, const ent_run *run) {
    if (problem->form == SHARE_COMPONENTS || problem->form == SHARE_NEEDS) {
        problem->alone = share_fractions(problem, problem->size);
        if (problem->alone == NULL) return ENT_MEMORY;
        (problem->form == SHARE_COMPONENTS ? pieces : needs)(problem);
        return ENT_OK;
    }
    return joint(problem->form) ? too_many(problem, run, ask->players) : ENT_OK;
}

ent_status share_totals(share_problem *problem, const share_ask *ask, const ent_run *run) {
    const bool few = problem->size <= ask->players && problem->size <= ENT_TU_PLAYERS;
    if (share_has_game(problem) && few && (joint(problem->form) || problem->view != SHARE_GAME)) {
        ent_status status = share_table(problem, run, ask->players);
        return status == ENT_OK ? from_table(problem) : status;
    }
    if (problem->form == SHARE_VOTES || !problem->has_amount) mpq_set_ui(*problem->total, 1, 1);
    if (joint(problem->form)) mpq_set_ui(*problem->total, 0, 1);
    if (problem->form == SHARE_CLAIMS || (problem->form == SHARE_KEYS && problem->has_amount))
        mpq_set(*problem->total, *problem->amount);
    return from_form(problem, ask, run);
}
