/* Which parties, issues, red lines, interactions and no-deal values of a case take part. */
#include "space/model.h"

#include "space/solve.h"

#include <math.h>

/* ---- who and what ------------------------------------------------------------------------------------------ */

static ent_status find_parties(const ent_run *run, const ent_case *source, ent_arena *arena, ent_model *model) {
    model->party = ent_arena_array(arena, source->preferences_size, sizeof *model->party);
    model->preferences = ent_arena_array(arena, source->preferences_size, sizeof *model->preferences);
    if (!model->party || !model->preferences) return ENT_MEMORY;
    for (size_t p = 0; p < source->parties_size; p++) {
        const ent_preferences *preferences = ent_case_preferences(source, (int)p);
        if (!preferences) continue;
        model->party[model->parties] = (int)p;
        model->preferences[model->parties++] = preferences;
    }
    const ent_place place = {.file = source->path};
    if (model->parties == 0) {
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0004", &place, "preferences",
                      "give the parties that bargain a weight and a value for each issue", NULL,
                      "no party has preferences, so nobody bargains");
        return ENT_INPUT;
    }
    if (model->parties > ENT_SPACE_PARTIES) {
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0005", &place, "preferences",
                      "parties without preferences are actors and do not count", NULL,
                      "%zu parties have preferences; bargaining takes at most %d", model->parties, ENT_SPACE_PARTIES);
        return ENT_LIMIT;
    }
    return ENT_OK;
}

static ent_status find_issues(const ent_run *run, const ent_case *source, bool all_tables, ent_arena *arena,
                              ent_model *model) {
    model->issue = ent_arena_array(arena, source->issues_size, sizeof *model->issue);
    model->options = ent_arena_array(arena, source->issues_size, sizeof *model->options);
    model->first = ent_arena_array(arena, source->issues_size + 1, sizeof *model->first);
    if (!model->issue || !model->options || !model->first) return ENT_MEMORY;
    for (size_t j = 0; j < source->issues_size; j++) {
        const ent_issue *issue = &source->issues[j];
        if (!issue->same_table && !all_tables) {
            model->off_table++;
            continue;
        }
        if (issue->kind == ENT_CONTINUOUS) {
            ent_place place = ent_node_place(source, issue->node);
            ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0002", &place, issue->id,
                          "add a step: options: {from: ..., to: ..., step: ...}", NULL,
                          "the issue %s has a range without a step; packages need options to choose from", issue->id);
            return ENT_INPUT;
        }
        model->issue[model->issues] = (int)j;
        model->options[model->issues] = issue->options_size;
        model->first[model->issues + 1] = model->first[model->issues] + issue->options_size;
        model->issues++;
    }
    model->total = model->first[model->issues];
    if (model->issues > 0) return ENT_OK;
    const ent_place place = {.file = source->path};
    ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0003", &place, "issues",
                  "--tables all links issues that are talked about elsewhere", NULL, "no issue is at the table");
    return ENT_INPUT;
}

static ent_status find_rows(const ent_case *source, ent_arena *arena, ent_model *model) {
    model->rows = ent_arena_array(arena, model->parties * model->issues, sizeof *model->rows);
    model->level = ent_arena_array(arena, model->total, sizeof *model->level);
    if (!model->rows || !model->level) return ENT_MEMORY;
    for (size_t i = 0; i < model->parties; i++)
        for (size_t r = 0; r < model->preferences[i]->size; r++) {
            int j = ent_model_issue(model, model->preferences[i]->rows[r].issue);
            if (j != ENT_NOWHERE) model->rows[i * model->issues + (size_t)j] = &model->preferences[i]->rows[r];
        }
    for (size_t j = 0; j < model->issues; j++)
        for (size_t o = 0; o < model->options[j]; o++) {
            ent_ratio number;
            if (ent_issue_number(&source->issues[model->issue[j]], o, &number))
                model->level[ent_model_flat(model, j, o)] = ent_ratio_value(number);
        }
    return ENT_OK;
}

int ent_model_issue(const ent_model *model, int case_issue) {
    for (size_t j = 0; j < model->issues; j++)
        if (model->issue[j] == case_issue) return (int)j;
    return ENT_NOWHERE;
}

static bool bargains(const ent_model *model, int party) {
    for (size_t i = 0; i < model->parties; i++)
        if (model->party[i] == party) return true;
    return false;
}

/* ---- red lines and interactions ----------------------------------------------------------------------------- */

static bool when_uncertain(const ent_case *source, const ent_when *when) {
    for (size_t c = 0; c < when->conditions_size; c++) {
        const ent_level *level = &when->conditions[c].level;
        if (level->number.set && level->number.slot < source->slots_size &&
            source->slots[level->number.slot].distribution != ENT_FIXED)
            return true;
    }
    return false;
}

static ent_status find_limits(const ent_case *source, ent_arena *arena, ent_model *model) {
    model->limits = ent_arena_array(arena, source->limits_size, sizeof *model->limits);
    model->excludes = ent_arena_array(arena, source->limits_size, sizeof *model->excludes);
    model->limit_uncertain = ent_arena_array(arena, source->limits_size, sizeof *model->limit_uncertain);
    if (!model->limits || !model->excludes || !model->limit_uncertain) return ENT_MEMORY;
    for (size_t l = 0; l < source->limits_size; l++) {
        const ent_limit *limit = &source->limits[l];
        int j = ent_model_issue(model, limit->when.issue);
        if (j == ENT_NOWHERE) continue;
        bool *excludes = ent_arena_array(arena, model->total, sizeof *excludes);
        if (!excludes) return ENT_MEMORY;
        for (size_t o = 0; o < model->options[j]; o++)
            excludes[ent_model_flat(model, (size_t)j, o)] =
                !ent_when_holds(&limit->when, &source->issues[limit->when.issue], o);
        model->limits[model->limits_size] = limit;
        model->limit_uncertain[model->limits_size] = when_uncertain(source, &limit->when);
        model->excludes[model->limits_size++] = excludes;
    }
    return ENT_OK;
}

/* Whether all its issues are in the model. */
static bool whole(const ent_model *model, const ent_interaction *interaction) {
    if (interaction->is_table)
        return ent_model_issue(model, interaction->issues[0]) != ENT_NOWHERE &&
               ent_model_issue(model, interaction->issues[1]) != ENT_NOWHERE;
    for (size_t w = 0; w < interaction->when_size; w++)
        if (ent_model_issue(model, interaction->when[w].issue) == ENT_NOWHERE) return false;
    return true;
}

static ent_status find_interactions(const ent_run *run, const ent_case *source, ent_arena *arena, ent_model *model) {
    model->interactions = ent_arena_array(arena, source->interactions_size, sizeof *model->interactions);
    model->tables = ent_arena_array(arena, source->interactions_size, sizeof *model->tables);
    if (!model->interactions || !model->tables) return ENT_MEMORY;
    for (size_t q = 0; q < source->interactions_size; q++) {
        const ent_interaction *interaction = &source->interactions[q];
        if (!bargains(model, interaction->party)) continue;
        if (!whole(model, interaction)) {
            model->interactions_left_out++;
        } else if (interaction->is_table) {
            model->tables[model->tables_size++] = interaction;
            model->cells_size += interaction->cells_size;
        } else {
            model->interactions[model->interactions_size++] = interaction;
        }
    }
    if (model->interactions_size <= ENT_SPACE_INTERACTIONS) return ENT_OK;
    const ent_place place = {.file = source->path};
    ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0005", &place, "interactions", NULL, NULL,
                  "%zu interactions between issues; bargaining takes at most %d", model->interactions_size,
                  ENT_SPACE_INTERACTIONS);
    return ENT_LIMIT;
}

static int compare_numbers(const ent_number *a, const ent_number *b) {
    if (a->exact && b->exact) return ent_ratio_compare(a->ratio, b->ratio);
    return (a->value > b->value) - (a->value < b->value);
}

/* Whether an amount between the steps of a range satisfies a condition. */
static bool between_holds(const ent_when *when, const ent_number *amount) {
    for (size_t c = 0; c < when->conditions_size; c++) {
        const ent_condition *condition = &when->conditions[c];
        const int order = compare_numbers(amount, &condition->level.number);
        const bool holds[] = {[ENT_AT_MOST] = order <= 0, [ENT_AT_LEAST] = order >= 0, [ENT_ABOVE] = order > 0,
                              [ENT_BELOW] = order < 0,    [ENT_AMONG] = false,         [ENT_NOT] = true};
        if (!holds[condition->relation]) return false;
    }
    return true;
}

bool ent_interaction_holds(const ent_case *source, const ent_interaction *interaction, const ent_package *package) {
    for (size_t w = 0; w < interaction->when_size; w++) {
        const ent_level *level = ent_package_level(package, interaction->when[w].issue);
        const ent_when *when = &interaction->when[w];
        if (!level) return false;
        if (level->option == ENT_NOWHERE ? !between_holds(when, &level->number)
                                         : !ent_when_holds(when, &source->issues[when->issue], (size_t)level->option))
            return false;
    }
    return true;
}

const ent_number *ent_interaction_value(const ent_interaction *table, const ent_package *package) {
    const ent_level *first = ent_package_level(package, table->issues[0]);
    const ent_level *second = ent_package_level(package, table->issues[1]);
    if (!first || !second) return NULL;
    for (size_t k = table->cells_size; k-- > 0;)
        if (table->cells[k].options[0] == first->option && table->cells[k].options[1] == second->option)
            return &table->cells[k].value;
    return NULL;
}

bool ent_model_draws_line(const ent_model *model, size_t party, const ent_limit *limit) {
    int who = limit->party; /* `of` leads to no cycle: the reader sees to that */
    while (who != ENT_NOWHERE && who != model->party[party])
        who = model->source->parties[who].of;
    return who != ENT_NOWHERE;
}

const ent_level *ent_package_level(const ent_package *package, int case_issue) {
    for (size_t c = 0; c < package->size; c++)
        if (package->choices[c].issue == case_issue && package->choices[c].level.set) return &package->choices[c].level;
    return NULL;
}

/* ---- no deal -------------------------------------------------------------------------------------------------- */

/* A worth per option says nothing about an amount between two of them. */
static ent_status check_outcome(const ent_run *run, const ent_model *model, size_t i, const ent_package *outcome) {
    for (size_t c = 0; c < outcome->size; c++) {
        const ent_choice *choice = &outcome->choices[c];
        const int j = ent_model_issue(model, choice->issue);
        const ent_preference *row = j == ENT_NOWHERE ? NULL : model->rows[i * model->issues + (size_t)j];
        if (!row || row->kind != ENT_PER_OPTION || choice->level.option != ENT_NOWHERE) continue;
        const ent_case *source = model->source;
        const ent_place place = ent_node_place(source, choice->level.node);
        ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0007", &place, NULL,
                      "name an option, or give the party best and worst instead of a value per option", NULL,
                      "%s values each option of %s by itself, so an amount between them has no value",
                      source->parties[model->party[i]].id, source->issues[choice->issue].id);
        return ENT_INPUT;
    }
    return ENT_OK;
}

static ent_status check_no_deals(const ent_run *run, const ent_model *model) {
    for (size_t i = 0; i < model->parties; i++) {
        const ent_no_deal *no_deal = ent_case_no_deal(model->source, model->party[i]);
        if (!no_deal) continue;
        ent_status status = check_outcome(run, model, i, &no_deal->value.outcome);
        for (size_t s = 0; s < no_deal->path_size && status == ENT_OK; s++)
            status = check_outcome(run, model, i, &no_deal->path[s].value.outcome);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

/* The last step of all paths: the state of affairs that stays. */
static ent_date last_step(const ent_case *source) {
    ent_date last = {0};
    for (size_t d = 0; d < source->no_deals_size; d++)
        for (size_t s = 0; s < source->no_deals[d].path_size; s++) {
            ent_date from = source->no_deals[d].path[s].from;
            if (last.year == 0 || ent_date_first_day(from) > ent_date_first_day(last)) last = from;
        }
    return last;
}

static ent_date default_date(const ent_case *source) {
    ent_date expires = ent_case_date(source, "expires");
    if (expires.year) return ent_date_from_day(ent_date_last_day(expires) + 1);
    return source->as_of.year ? source->as_of : last_step(source);
}

static void choose_step(ent_fallback *fallback, ent_date at) {
    const ent_no_deal *no_deal = fallback->no_deal;
    if (!no_deal) return;
    fallback->value = &no_deal->value;
    if (!no_deal->has_path || no_deal->path_size == 0) return;
    size_t in_force = 0;
    for (size_t s = 0; s < no_deal->path_size; s++)
        if (at.year && ent_date_first_day(no_deal->path[s].from) <= ent_date_first_day(at)) in_force = s;
    fallback->step = &no_deal->path[in_force];
    fallback->value = &fallback->step->value;
    int32_t days = at.year ? ent_date_first_day(at) - ent_date_first_day(fallback->step->from) : 0;
    fallback->days = days > 0 ? days : 0;
}

void ent_model_date(ent_model *model, ent_date at) {
    model->at = at.year ? at : default_date(model->source);
    for (size_t i = 0; i < model->parties; i++) {
        model->fallback[i] = (ent_fallback){.no_deal = ent_case_no_deal(model->source, model->party[i])};
        choose_step(&model->fallback[i], model->at);
    }
}

ent_status ent_model_floors(const ent_run *run, const ent_model *model, ent_space *space) {
    bool wanted = false;
    for (size_t i = 0; i < model->parties; i++)
        wanted = wanted || !model->fallback[i].value || model->fallback[i].value->floor_worst;
    if (!wanted || ent_space_closed_issue(space) < space->issues) return ENT_OK;
    ent_wide smallest[ENT_SPACE_PARTIES];
    ent_status status = ent_space_extremes(run, space, NULL, smallest);
    for (size_t i = 0; i < model->parties && status == ENT_OK; i++) {
        const ent_no_deal_value *value = model->fallback[i].value;
        if (value && !(value->floor_worst && space->no_deal[i] < smallest[i])) continue;
        space->no_deal[i] = smallest[i];
        space->lifted[i] = true;
    }
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

ent_status ent_model_make(const ent_run *run, const ent_case *source, const ent_model_options *options,
                          ent_arena *arena, ent_model **out) {
    ent_model *model = ent_arena_alloc(arena, sizeof *model);
    if (!model) return ENT_MEMORY;
    model->source = source;
    ent_status status = find_parties(run, source, arena, model);
    if (status == ENT_OK) status = find_issues(run, source, options && options->all_tables, arena, model);
    if (status == ENT_OK) status = find_rows(source, arena, model);
    if (status == ENT_OK) status = find_limits(source, arena, model);
    if (status == ENT_OK) status = find_interactions(run, source, arena, model);
    if (status == ENT_OK) status = check_no_deals(run, model);
    if (status != ENT_OK) return status;
    model->fallback = ent_arena_array(arena, model->parties, sizeof *model->fallback);
    if (!model->fallback) return ENT_MEMORY;
    ent_model_date(model, options ? options->at : (ent_date){0});
    *out = model;
    return ENT_OK;
}

double ent_model_bent(double risk, double value) {
    if (risk > 0) return expm1(-risk * value) / expm1(-risk);
    /* the same divided by e^-r, which has no bound for a party that seeks risk */
    return exp(-risk * (value - 1)) * expm1(risk * value) / expm1(risk);
}

ent_wide *ent_model_cell(const ent_model *model, const ent_space *space, size_t table,
                         const ent_interaction_cell *cell) {
    const bool turned = ent_model_issue(model, model->tables[table]->issues[0]) != (int)space->tables[table].first;
    return ent_space_cell(space, table, (size_t)cell->options[turned], (size_t)cell->options[!turned]);
}

static size_t model_party(const ent_model *model, int party) {
    size_t i = 0;
    while (i < model->parties && model->party[i] != party)
        i++;
    return i;
}

static void frame_interaction(const ent_model *model, size_t q, ent_space *space) {
    const ent_interaction *interaction = model->interactions[q];
    space->gainer[q] = model_party(model, interaction->party);
    for (size_t w = 0; w < interaction->when_size; w++) {
        const ent_when *when = &interaction->when[w];
        const size_t j = (size_t)ent_model_issue(model, when->issue);
        for (size_t o = 0; o < model->options[j]; o++)
            if (!ent_when_holds(when, &model->source->issues[when->issue], o))
                ent_space_fails(space, ent_model_flat(model, j, o), q);
    }
}

static bool frame_table(const ent_model *model, size_t t, ent_arena *arena, ent_space *space) {
    const ent_interaction *table = model->tables[t];
    const size_t a = (size_t)ent_model_issue(model, table->issues[0]);
    const size_t b = (size_t)ent_model_issue(model, table->issues[1]);
    return ent_space_table(arena, space, t, model_party(model, table->party), a < b ? a : b, a < b ? b : a);
}

ent_space *ent_model_frame(const ent_model *model, ent_arena *arena) {
    ent_space *space = ent_space_new(arena, model->parties, model->issues, model->options, model->interactions_size);
    if (!space || !ent_space_tables(arena, space, model->tables_size)) return NULL;
    for (size_t l = 0; l < model->limits_size; l++)
        for (size_t flat = 0; flat < model->total; flat++)
            if (model->excludes[l][flat]) space->allowed[flat] = false;
    for (size_t q = 0; q < model->interactions_size; q++)
        frame_interaction(model, q, space);
    for (size_t t = 0; t < model->tables_size; t++)
        if (!frame_table(model, t, arena, space)) return NULL;
    return space;
}
