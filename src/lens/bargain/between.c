/* A package as it was published: amounts between the steps of a range become options of a copy of the case, so that
 * they are valued, held against red lines and compared exactly as they stand. */
#include "bargain.h"

#include <string.h>

static ent_status between_problem(const bargain *b, const ent_issue *issue, double amount, const char *who) {
    char text[ENT_NUMBER_TEXT];
    const int step = (int)((amount - issue->from.value) / issue->step.value);
    const size_t below = step < 0 ? 0 : (size_t)step;
    char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT];
    const char *hint = bargain_text(b, "the nearest options are %s and %s", ent_issue_option(issue, below, first),
                                    ent_issue_option(issue, below + 1, second));
    ent_diagnosef(b->run->diagnostics, ENT_ERROR, "U-BARGAIN-0002", NULL, NULL, hint, NULL,
                  "%s values each option of %s by itself, so %s, between two of them, has no value", who, issue->id,
                  ent_write_double(text, amount));
    return ENT_USAGE;
}

/* A worth per option says nothing about what lies between. */
static ent_status check_between(const bargain *b, size_t j, double amount) {
    for (size_t i = 0; i < b->model->parties; i++) {
        const ent_preference *row = b->model->rows[i * b->model->issues + j];
        if (row && row->kind == ENT_PER_OPTION)
            return between_problem(b, bargain_issue(b, j), amount, bargain_party_name(b, i));
    }
    return ENT_OK;
}

/* The issue with its options listed and the amount behind them, so that the options keep their places. */
static ent_status with_amount(const bargain *b, ent_issue *issue, ent_ratio amount) {
    ent_ratio *numbers = ent_arena_array(b->arena, issue->options_size + 1, sizeof *numbers);
    if (!numbers) return ENT_MEMORY;
    for (size_t o = 0; o < issue->options_size; o++)
        ent_issue_number(issue, o, &numbers[o]);
    numbers[issue->options_size++] = amount;
    issue->numbers = numbers;
    issue->kind = ENT_NUMBERS;
    return ENT_OK;
}

/* The space of the widened case. Only what the case offers competes with the package. */
static ent_status make_space(bargain *judged, const bool *between) {
    const ent_model_options options = {.all_tables = true, .at = judged->options->at};
    const ent_model_options same = {.at = judged->options->at};
    const bool all = judged->options->tables && strcmp(judged->options->tables, "all") == 0;
    ent_status status =
        ent_model_make(judged->run, judged->source, all ? &options : &same, judged->arena, &judged->model);
    if (status == ENT_OK) status = ent_model_space(judged->run, judged->model, judged->arena, &judged->space);
    if (status != ENT_OK) return status;
    for (size_t j = 0; j < judged->model->issues; j++)
        if (between[j]) judged->space->allowed[judged->space->first[j + 1] - 1] = false;
    return ent_model_floors(judged->run, judged->model, judged->space);
}

ent_status bargain_between(const bargain *b, const ent_package *package, bargain *judged) {
    *judged = *b;
    bool *between = ent_arena_array(b->arena, b->model->issues, sizeof *between);
    ent_case *wider = ent_arena_alloc(b->arena, sizeof *wider);
    ent_issue *issues = ent_arena_array(b->arena, b->source->issues_size, sizeof *issues);
    if (!between || !wider || !issues) return ENT_MEMORY;
    bool any = false;
    memcpy(issues, b->source->issues, b->source->issues_size * sizeof *issues);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_level *level = ent_package_level(package, b->model->issue[j]);
        between[j] = level && level->option == ENT_NOWHERE;
        if (!between[j]) continue;
        any = true;
        ent_status status = check_between(b, j, level->number.value);
        if (status == ENT_OK) status = with_amount(b, &issues[b->model->issue[j]], level->number.ratio);
        if (status != ENT_OK) return status;
    }
    if (!any) return ENT_OK;
    *wider = *b->source;
    wider->issues = issues;
    judged->source = wider;
    return make_space(judged, between);
}
