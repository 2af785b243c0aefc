/* The numbers of one draw as integers: doubles, rounded to a binary grid. As exact.c does it with fractions. */
#include "space/model.h"
#include "space/risk.h"

#include <math.h>
#include <string.h>

enum { GRID_BITS = 59 };

typedef struct draw {
    const ent_model *model;
    const double *values;
    size_t party;
    double *terms; /* total */
    double *adds;  /* interactions */
    double no_deal;
} draw;

static double number_of(const draw *d, const ent_number *number, double missing) {
    return number->set ? d->values[number->slot] : missing;
}

static double level_of(const draw *d, const ent_issue *issue, const ent_level *level) {
    return issue->kind == ENT_SCALE ? (double)level->option : number_of(d, &level->number, 0);
}

static double farther_end(const draw *d, size_t j, double ideal) {
    double most = 0;
    for (size_t o = 0; o < d->model->options[j]; o++)
        most = fmax(most, fabs(d->model->level[ent_model_flat(d->model, j, o)] - ideal));
    return most;
}

/* The value of an option, or (ENT_NOWHERE) of the number x between options. */
static double value_of(const draw *d, const ent_preference *row, size_t j, int option, double x) {
    const ent_issue *issue = &d->model->source->issues[d->model->issue[j]];
    double value = 0;
    if (row->kind == ENT_PER_OPTION) {
        value = option == ENT_NOWHERE ? 0 : number_of(d, &row->values[option], 0);
    } else if (row->kind == ENT_LINEAR) {
        double worst = level_of(d, issue, &row->worst), best = level_of(d, issue, &row->best);
        value = best == worst ? 0 : fmin(1, fmax(0, (x - worst) / (best - worst)));
    } else {
        double ideal = level_of(d, issue, &row->ideal), distance = fabs(x - ideal);
        double tolerance = row->tolerance.set ? number_of(d, &row->tolerance, 0) : farther_end(d, j, ideal);
        value = tolerance > 0 ? fmin(1, fmax(0, 1 - distance / tolerance)) : distance == 0;
    }
    double risk = number_of(d, &row->risk, 0);
    return risk == 0 || value == 0 || value == 1 ? value : ent_model_bent(risk, value);
}

static double sum_weights(const draw *d) {
    if (d->model->preferences[d->party]->as_written) return 1;
    double sum = 0;
    for (size_t j = 0; j < d->model->issues; j++) {
        const ent_preference *row = d->model->rows[d->party * d->model->issues + j];
        if (row) sum += number_of(d, &row->weight, 1);
    }
    return sum > 0 ? sum : 1;
}

static void fill_terms(draw *d, double all) {
    const ent_model *model = d->model;
    memset(d->terms, 0, model->total * sizeof *d->terms);
    for (size_t j = 0; j < model->issues; j++) {
        const ent_preference *row = model->rows[d->party * model->issues + j];
        if (!row) continue;
        double weight = number_of(d, &row->weight, 1) / all;
        for (size_t o = 0; o < model->options[j]; o++) {
            size_t flat = ent_model_flat(model, j, o);
            d->terms[flat] = weight * value_of(d, row, j, (int)o, model->level[flat]);
        }
    }
    for (size_t q = 0; q < model->interactions_size; q++)
        d->adds[q] =
            model->interactions[q]->party == model->party[d->party] ? number_of(d, &model->interactions[q]->add, 0) : 0;
}

static double outcome_term(const draw *d, const ent_package *outcome, size_t j, double all) {
    const ent_model *model = d->model;
    const ent_preference *row = model->rows[d->party * model->issues + j];
    const ent_level *level = ent_package_level(outcome, model->issue[j]);
    if (!row) return 0;
    if (level && level->option != ENT_NOWHERE) return d->terms[ent_model_flat(model, j, (size_t)level->option)];
    if (level) {
        double x = level_of(d, &model->source->issues[model->issue[j]], level);
        return number_of(d, &row->weight, 1) / all * value_of(d, row, j, ENT_NOWHERE, x);
    }
    double least = d->terms[ent_model_flat(model, j, 0)];
    for (size_t o = 1; o < model->options[j]; o++)
        least = fmin(least, d->terms[ent_model_flat(model, j, o)]);
    return least;
}

static void fill_no_deal(draw *d, double all) {
    const ent_model *model = d->model;
    const ent_fallback *fallback = &model->fallback[d->party];
    d->no_deal = 0;
    if (!fallback->value) return;
    if (fallback->value->has_outcome) {
        for (size_t j = 0; j < model->issues; j++)
            d->no_deal += outcome_term(d, &fallback->value->outcome, j, all);
        for (size_t q = 0; q < model->interactions_size; q++)
            if (ent_interaction_holds(model->source, model->interactions[q], &fallback->value->outcome))
                d->no_deal += d->adds[q];
        for (size_t t = 0; t < model->tables_size; t++) {
            const ent_number *value = ent_interaction_value(model->tables[t], &fallback->value->outcome);
            if (value && model->tables[t]->party == model->party[d->party]) d->no_deal += number_of(d, value, 0);
        }
    } else {
        d->no_deal = number_of(d, &fallback->value->utility, 0);
    }
    d->no_deal +=
        number_of(d, &fallback->value->shift, 0) + number_of(d, &fallback->value->per_day, 0) * fallback->days;
}

/* The sum of the largest cells of the party's tables. */
static double size_of_tables(const draw *d) {
    double sum = 0;
    for (size_t t = 0; t < d->model->tables_size; t++) {
        const ent_interaction *table = d->model->tables[t];
        double most = 0;
        for (size_t k = 0; k < table->cells_size && table->party == d->model->party[d->party]; k++)
            most = fmax(most, fabs(number_of(d, &table->cells[k].value, 0)));
        sum += most;
    }
    return sum;
}

static void store_tables(const draw *d, int shift, ent_space *space) {
    for (size_t t = 0; t < d->model->tables_size; t++) {
        const ent_interaction *table = d->model->tables[t];
        for (size_t k = 0; k < table->cells_size && table->party == d->model->party[d->party]; k++)
            *ent_model_cell(d->model, space, t, &table->cells[k]) =
                (ent_wide)llrint(ldexp(number_of(d, &table->cells[k].value, 0), shift));
    }
}

/* Rounds to multiples of a power of two that leaves room for every sum in 61 bits. */
static bool store(const draw *d, ent_space *space) {
    const size_t total = d->model->total;
    double size = fabs(d->no_deal) + 1;
    for (size_t j = 0; j < d->model->issues; j++) {
        double most = 0;
        for (size_t o = 0; o < d->model->options[j]; o++)
            most = fmax(most, fabs(d->terms[ent_model_flat(d->model, j, o)]));
        size += most;
    }
    for (size_t q = 0; q < d->model->interactions_size; q++)
        size += fabs(d->adds[q]);
    size += size_of_tables(d);
    int exponent = 0;
    frexp(size, &exponent);
    const int shift = GRID_BITS - exponent;
    if (!isfinite(size) || shift < 0) return false;
    space->denominator[d->party] = (ent_wide)1 << shift;
    for (size_t flat = 0; flat < total; flat++)
        space->terms[d->party * total + flat] = (ent_wide)llrint(ldexp(d->terms[flat], shift));
    for (size_t q = 0; q < d->model->interactions_size; q++)
        if (space->gainer[q] == d->party) space->add[q] = (ent_wide)llrint(ldexp(d->adds[q], shift));
    space->no_deal[d->party] = (ent_wide)llrint(ldexp(d->no_deal, shift));
    store_tables(d, shift, space);
    return true;
}

/* ---- red lines whose number is uncertain ----------------------------------------------------------------------- */

static bool relation_holds(ent_relation relation, double x, double bound) {
    switch (relation) {
    case ENT_AT_MOST:
        return x <= bound;
    case ENT_AT_LEAST:
        return x >= bound;
    case ENT_ABOVE:
        return x > bound;
    case ENT_BELOW:
        return x < bound;
    default:
        return true;
    }
}

static void redraw_limit(const draw *d, size_t l, ent_space *space) {
    const ent_limit *limit = d->model->limits[l];
    const ent_issue *issue = &d->model->source->issues[limit->when.issue];
    const size_t j = (size_t)ent_model_issue(d->model, limit->when.issue);
    for (size_t c = 0; c < limit->when.conditions_size; c++) {
        const ent_condition *condition = &limit->when.conditions[c];
        const bool listed = condition->relation == ENT_AMONG || condition->relation == ENT_NOT;
        const ent_when one = {limit->when.issue, &limit->when.conditions[c], 1};
        const double bound = listed ? 0 : level_of(d, issue, &condition->level);
        for (size_t o = 0; o < d->model->options[j]; o++) {
            size_t flat = ent_model_flat(d->model, j, o);
            bool holds = listed ? ent_when_holds(&one, issue, o)
                                : relation_holds(condition->relation, d->model->level[flat], bound);
            if (!holds) space->allowed[flat] = false;
        }
    }
}

static void redraw_limits(const draw *d, ent_space *space) {
    const ent_model *model = d->model;
    bool any = false;
    for (size_t l = 0; l < model->limits_size; l++)
        any = any || model->limit_uncertain[l];
    if (!any) return;
    for (size_t flat = 0; flat < model->total; flat++) {
        space->allowed[flat] = true;
        for (size_t l = 0; l < model->limits_size; l++)
            if (!model->limit_uncertain[l] && model->excludes[l][flat]) space->allowed[flat] = false;
    }
    for (size_t l = 0; l < model->limits_size; l++)
        if (model->limit_uncertain[l]) redraw_limit(d, l, space);
}

ent_status ent_model_draw(const ent_run *run, const ent_model *model, const double *values, ent_arena *arena,
                          ent_space **out) {
    ent_space *space = ent_model_frame(model, arena);
    draw d = {.model = model, .values = values};
    d.terms = ent_arena_array(arena, model->total, sizeof *d.terms);
    d.adds = ent_arena_array(arena, model->interactions_size, sizeof *d.adds);
    if (!space || !d.terms || !d.adds) return ENT_MEMORY;
    space->exact = false;
    redraw_limits(&d, space);
    for (d.party = 0; d.party < model->parties; d.party++) {
        double all = sum_weights(&d);
        fill_terms(&d, all);
        fill_no_deal(&d, all);
        if (!store(&d, space)) return ENT_LIMIT;
    }
    for (size_t i = 0; i < model->parties; i++)
        space->risk[i] = number_of(&d, &model->source->parties[model->party[i]].risk, 0);
    *out = space;
    size_t party = 0;
    ent_status status = ent_model_floors(run, model, space);
    return status == ENT_OK && !ent_space_bendable(space, &party) ? ENT_LIMIT : status;
}
