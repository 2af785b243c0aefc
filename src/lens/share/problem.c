/* Reading a project: who takes part, and the exact numbers of its form. */
#include "lens/share/problem.h"

#include <string.h>

/* ---- fractions ----------------------------------------------------------------------------------------------- */

mpq_t *share_fractions(share_problem *problem, size_t size) {
    share_block *block = ent_arena_alloc(problem->arena, sizeof *block);
    mpq_t *at = ent_arena_array(problem->arena, size, sizeof *at);
    if (block == NULL || at == NULL) return NULL;
    for (size_t i = 0; i < size; i++)
        mpq_init(at[i]);
    *block = (share_block){.next = problem->blocks, .at = at, .size = size};
    problem->blocks = block;
    return at;
}

void share_problem_free(share_problem *problem) {
    for (const share_block *block = problem->blocks; block != NULL; block = block->next)
        for (size_t i = 0; i < block->size; i++)
            mpq_clear(block->at[i]);
    ent_tu_table_free(&problem->table);
    *problem = (share_problem){0};
}

void share_number(share_problem *problem, const ent_number *number, mpq_t out) {
    if (!number->set && number->value == 0) {
        mpq_set_ui(out, 0, 1);
        return;
    }
    bool drawn =
        problem->drawn != NULL && number->set && problem->source->slots[number->slot].distribution != ENT_FIXED;
    if (drawn) {
        mpq_set_d(out, problem->drawn[number->slot]);
    } else if (number->exact) {
        ent_mpq_set_ratio(out, number->ratio);
    } else {
        mpq_set_d(out, number->value);
        problem->exact = false;
    }
}

size_t share_player(const share_problem *problem, int party) {
    for (size_t i = 0; i < problem->size; i++)
        if (problem->party[i] == party) return i;
    return SIZE_MAX;
}

ent_status share_numbers_read(share_problem *problem, const ent_party_numbers *from, share_numbers *out) {
    if (from->size == 0) return ENT_OK;
    out->at = share_fractions(problem, problem->size);
    out->given = ent_arena_array(problem->arena, problem->size, sizeof *out->given);
    if (out->at == NULL || out->given == NULL) return ENT_MEMORY;
    out->set = true;
    for (size_t k = 0; k < from->size; k++) {
        const size_t i = share_player(problem, from->rows[k].party);
        if (i == SIZE_MAX) continue;
        share_number(problem, &from->rows[k].value, out->at[i]);
        out->given[i] = true;
    }
    return ENT_OK;
}

/* ---- series by party ----------------------------------------------------------------------------------------- */

static const ent_year_number *value_of(const share_problem *problem, const ent_series *series, size_t player,
                                       int year) {
    for (size_t k = 0; k < series->rows_size; k++) {
        const ent_party_series *row = &series->rows[k];
        if (row->party != problem->party[player]) continue;
        for (size_t v = 0; v < row->size; v++) {
            const ent_year_number *value = &row->values[v];
            if (value->year == year && ent_date_known(value->known, problem->source->as_of)) return value;
        }
    }
    return NULL;
}

static size_t lacking(const share_problem *problem, const ent_series *series, int year) {
    for (size_t i = 0; i < problem->size; i++)
        if (value_of(problem, series, i, year) == NULL) return i;
    return SIZE_MAX;
}

/* The last year for which every player has a value; INT32_MIN where there is none. */
static int last_year(const share_problem *problem, const ent_series *series) {
    int last = INT32_MIN;
    for (size_t k = 0; k < series->rows_size; k++)
        for (size_t v = 0; v < series->rows[k].size; v++) {
            const int year = series->rows[k].values[v].year;
            if (year > last && lacking(problem, series, year) == SIZE_MAX) last = year;
        }
    return last;
}

ent_status share_series_read(share_problem *problem, const char *id, int year, share_numbers *out, int *used,
                             const char **why) {
    const int index = ent_case_series(problem->source, id);
    *why = NULL;
    *used = 0;
    if (index == ENT_NOWHERE) {
        *why = ent_arena_printf(problem->arena, "the case has no series %s", id);
        return *why == NULL ? ENT_MEMORY : ENT_OK;
    }
    const ent_series *series = &problem->source->series[index];
    const char *name = series->name != NULL ? series->name : series->id;
    const int last = year != 0 ? year : last_year(problem, series);
    if (last == INT32_MIN) {
        *why = ent_arena_printf(problem->arena, "there is no year in which %s is known for all", name);
        return *why == NULL ? ENT_MEMORY : ENT_OK;
    }
    const size_t without = lacking(problem, series, last);
    if (without != SIZE_MAX) {
        *why = last == 0 ? ent_arena_printf(problem->arena, "%s is not known for %s", name, problem->name[without])
                         : ent_arena_printf(problem->arena, "%s of %d is not known for %s", name, last,
                                            problem->name[without]);
        return *why == NULL ? ENT_MEMORY : ENT_OK;
    }
    out->at = share_fractions(problem, problem->size);
    if (out->at == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        share_number(problem, &value_of(problem, series, i, last)->value, out->at[i]);
    out->set = true;
    *used = last;
    return ENT_OK;
}

/* ---- the form ------------------------------------------------------------------------------------------------ */

const char *share_form_words(share_form form) {
    static const char *const words[SHARE_FORMS] = {
        [SHARE_KEYS] = "keys alone",
        [SHARE_COMPONENTS] = "components and who needs which",
        [SHARE_COALITIONS] = "a number for every group",
        [SHARE_NEEDS] = "needs of which the largest decides",
        [SHARE_LINKS] = "links to a common supply",
        [SHARE_PAIRS] = "pairs who are worth something together",
        [SHARE_DEMAND] = "a cost of quantities",
        [SHARE_CLAIMS] = "claims on an amount",
        [SHARE_VOTES] = "weights and a quota",
    };
    return words[form];
}

static share_form form_of(const ent_project *project) {
    if (project->components_size > 0) return SHARE_COMPONENTS;
    if (project->coalitions_size > 0 || project->table != NULL) return SHARE_COALITIONS;
    if (project->needs.size > 0) return SHARE_NEEDS;
    if (project->links_size > 0) return SHARE_LINKS;
    if (project->pairs_size > 0) return SHARE_PAIRS;
    if (project->cost_function.set) return SHARE_DEMAND;
    if (project->claims.size > 0 && project->amount.set) return SHARE_CLAIMS;
    if (project->quota.set) return SHARE_VOTES;
    return SHARE_KEYS;
}

static ent_status read_players(share_problem *problem, const bool *without) {
    const ent_project *project = problem->project;
    const ent_case *source = problem->source;
    const size_t most = project->participants_size;
    problem->party = ent_arena_array(problem->arena, most, sizeof *problem->party);
    const char **ids = ent_arena_array(problem->arena, most, sizeof *ids);
    const char **names = ent_arena_array(problem->arena, most, sizeof *names);
    if (problem->party == NULL || ids == NULL || names == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < most; k++) {
        if (without != NULL && without[k]) continue;
        const ent_party *party = &source->parties[project->participants[k]];
        const size_t i = problem->size++;
        problem->party[i] = project->participants[k];
        ids[i] = party->id;
        names[i] = party->name != NULL ? party->name : party->id;
    }
    problem->id = ids;
    problem->name = names;
    return ENT_OK;
}

static ent_status read_numbers(share_problem *problem) {
    const ent_project *project = problem->project;
    ent_status status = share_numbers_read(problem, &project->needs, &problem->needs);
    const struct {
        const ent_party_numbers *from;
        share_numbers *to;
    } numbers[] = {{&project->units, &problem->units},       {&project->demand, &problem->demand},
                   {&project->claims, &problem->claims},     {&project->weights, &problem->weights},
                   {&project->priority, &problem->priority}, {&project->in_kind, &problem->in_kind},
                   {&project->paid, &problem->paid}};
    for (size_t k = 0; k < sizeof numbers / sizeof numbers[0] && status == ENT_OK; k++)
        status = share_numbers_read(problem, numbers[k].from, numbers[k].to);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < problem->size && problem->priority.set; i++)
        if (!problem->priority.given[i]) mpq_set_ui(problem->priority.at[i], 1, 1);
    /* Keys beside a recoupment divide what is recouped, unless another amount is said. */
    const bool recouped = problem->form == SHARE_KEYS && project->recoupment.set && !project->amount.set;
    problem->has_amount = project->amount.set || recouped;
    share_number(problem, recouped ? &project->recoupment.cost : &project->amount, *problem->amount);
    share_number(problem, &project->quota, *problem->quota);
    return ENT_OK;
}

bool share_by_unit(const share_problem *problem) {
    return problem->form == SHARE_NEEDS && problem->units.set;
}

ent_status share_problem_make(const ent_case *source, const share_ask *ask, const ent_run *run, ent_arena *arena,
                              share_problem *out) {
    static const bool worth[SHARE_FORMS] = {[SHARE_PAIRS] = true, [SHARE_CLAIMS] = true, [SHARE_VOTES] = true};
    *out = (share_problem){.source = source, .project = ask->project, .drawn = ask->drawn, .view = ask->view};
    out->arena = arena;
    out->exact = true;
    out->form = form_of(ask->project);
    out->cost = !worth[out->form] && (ask->project->kind == NULL || strcmp(ask->project->kind, "value") != 0);
    out->above_quota = ask->above_quota || ask->project->above_quota;
    mpq_t *plain = share_fractions(out, 3);
    if (plain == NULL) return ENT_MEMORY;
    out->amount = &plain[0];
    out->quota = &plain[1];
    out->total = &plain[2];
    ent_status status = read_players(out, ask->without);
    if (status == ENT_OK) status = read_numbers(out);
    if (status == ENT_OK) status = share_form_read(out, run);
    if (status == ENT_OK) status = share_groups_read(out, ask, run);
    return status == ENT_OK ? share_totals(out, ask, run) : status;
}
