/* A case's own numbers as integers: exact fractions first, then one common denominator per party. */
#include "space/model.h"
#include "space/risk.h"

#include <math.h>

enum { MOST_BITS = 116, GRID_BITS = 60 };

/* One party's numbers as fractions. */
typedef struct party_sums {
    const ent_model *model;
    size_t party;
    mpq_t *terms; /* total */
    mpq_t *adds;  /* interactions; 0 for those of others */
    mpq_t *cells; /* of all tables; 0 for those of others */
    mpq_t no_deal;
    bool exact; /* every number of the case was an exact fraction and no exponential was needed */
} party_sums;

/* ---- numbers ------------------------------------------------------------------------------------------------- */

static void set_ratio(mpq_t out, ent_ratio ratio) {
    mpq_set_si(out, (long)ratio.num, (unsigned long)ratio.den);
}

static void set_number(party_sums *sums, mpq_t out, const ent_number *number, long missing) {
    if (!number->set) {
        mpq_set_si(out, missing, 1);
    } else if (number->exact) {
        set_ratio(out, number->ratio);
    } else {
        mpq_set_d(out, number->value);
        sums->exact = false;
    }
}

static void set_level(party_sums *sums, mpq_t out, const ent_issue *issue, const ent_level *level) {
    if (issue->kind == ENT_SCALE)
        mpq_set_si(out, level->option, 1);
    else
        set_number(sums, out, &level->number, 0);
}

static void set_option(mpq_t out, const ent_issue *issue, size_t option) {
    ent_ratio number = {0, 1};
    ent_issue_number(issue, option, &number);
    set_ratio(out, number);
}

/* ---- value functions ------------------------------------------------------------------------------------------- */

static void clamp(mpq_t value) {
    if (mpq_sgn(value) < 0) mpq_set_si(value, 0, 1);
    if (mpq_cmp_si(value, 1, 1) > 0) mpq_set_si(value, 1, 1);
}

/* (x - worst) / (best - worst), kept within 0 and 1. */
static void linear(party_sums *sums, const ent_preference *row, const ent_issue *issue, const mpq_t x, mpq_t out) {
    mpq_t best, worst;
    mpq_inits(best, worst, NULL);
    set_level(sums, best, issue, &row->best);
    set_level(sums, worst, issue, &row->worst);
    mpq_sub(best, best, worst);
    mpq_sub(out, x, worst);
    if (mpq_sgn(best) != 0)
        mpq_div(out, out, best);
    else
        mpq_set_si(out, 0, 1);
    clamp(out);
    mpq_clears(best, worst, NULL);
}

/* The distance from the ideal to the end of the issue that is farther. */
static void farther_end(const ent_issue *issue, const mpq_t ideal, mpq_t out) {
    mpq_t distance;
    mpq_init(distance);
    mpq_set_si(out, 0, 1);
    for (size_t o = 0; o < issue->options_size; o++) {
        set_option(distance, issue, o);
        mpq_sub(distance, distance, ideal);
        mpq_abs(distance, distance);
        if (mpq_cmp(distance, out) > 0) mpq_set(out, distance);
    }
    mpq_clear(distance);
}

/* 1 at the ideal, falling to 0 at the tolerance. */
static void peaked(party_sums *sums, const ent_preference *row, const ent_issue *issue, const mpq_t x, mpq_t out) {
    mpq_t ideal, tolerance;
    mpq_inits(ideal, tolerance, NULL);
    set_level(sums, ideal, issue, &row->ideal);
    if (row->tolerance.set)
        set_number(sums, tolerance, &row->tolerance, 0);
    else
        farther_end(issue, ideal, tolerance);
    mpq_sub(out, x, ideal);
    mpq_abs(out, out);
    if (mpq_sgn(tolerance) > 0)
        mpq_div(out, out, tolerance);
    else
        mpq_set_si(out, mpq_sgn(out) != 0, 1);
    mpq_set_si(ideal, 1, 1);
    mpq_sub(out, ideal, out);
    clamp(out);
    mpq_clears(ideal, tolerance, NULL);
}

/* (1 - e^(-rv)) / (1 - e^(-r)): constant absolute risk aversion (Pratt 1964), scaled to keep 0 and 1. */
static void bend(party_sums *sums, const ent_preference *row, mpq_t value) {
    double risk = row->risk.set ? row->risk.value : 0;
    if (risk == 0) return;
    sums->exact = false;
    if (mpq_sgn(value) == 0 || mpq_cmp_si(value, 1, 1) == 0) return;
    mpq_set_d(value, ent_model_bent(risk, mpq_get_d(value)));
}

/* The value of an option (or, with option ENT_NOWHERE, of the number x between options). */
static void value_of(party_sums *sums, const ent_preference *row, const ent_issue *issue, int option, const mpq_t x,
                     mpq_t out) {
    if (row->kind == ENT_PER_OPTION) {
        if (option == ENT_NOWHERE)
            mpq_set_si(out, 0, 1);
        else
            set_number(sums, out, &row->values[option], 0);
    } else if (row->kind == ENT_LINEAR) {
        linear(sums, row, issue, x, out);
    } else {
        peaked(sums, row, issue, x, out);
    }
    bend(sums, row, out);
}

/* ---- a party's terms ------------------------------------------------------------------------------------- */

static void sum_weights(party_sums *sums, mpq_t out) {
    const ent_model *model = sums->model;
    mpq_set_si(out, 1, 1);
    if (model->preferences[sums->party]->as_written) return;
    mpq_t weight, sum;
    mpq_inits(weight, sum, NULL);
    for (size_t j = 0; j < model->issues; j++) {
        const ent_preference *row = model->rows[sums->party * model->issues + j];
        if (!row) continue;
        set_number(sums, weight, &row->weight, 1);
        mpq_add(sum, sum, weight);
    }
    if (mpq_sgn(sum) > 0) mpq_set(out, sum);
    mpq_clears(weight, sum, NULL);
}

static void fill_terms(party_sums *sums) {
    const ent_model *model = sums->model;
    mpq_t all, weight, x;
    mpq_inits(all, weight, x, NULL);
    sum_weights(sums, all);
    for (size_t j = 0; j < model->issues; j++) {
        const ent_preference *row = model->rows[sums->party * model->issues + j];
        const ent_issue *issue = &model->source->issues[model->issue[j]];
        if (!row) continue;
        set_number(sums, weight, &row->weight, 1);
        mpq_div(weight, weight, all);
        for (size_t o = 0; o < model->options[j]; o++) {
            mpq_t *term = &sums->terms[ent_model_flat(model, j, o)];
            set_option(x, issue, o);
            value_of(sums, row, issue, (int)o, x, *term);
            mpq_mul(*term, *term, weight);
        }
    }
    for (size_t q = 0; q < model->interactions_size; q++)
        if (model->interactions[q]->party == model->party[sums->party])
            set_number(sums, sums->adds[q], &model->interactions[q]->add, 0);
    for (size_t t = 0, at = 0; t < model->tables_size; at += model->tables[t++]->cells_size)
        for (size_t k = 0; k < model->tables[t]->cells_size; k++)
            if (model->tables[t]->party == model->party[sums->party])
                set_number(sums, sums->cells[at + k], &model->tables[t]->cells[k].value, 0);
    mpq_clears(all, weight, x, NULL);
}

/* ---- no deal --------------------------------------------------------------------------------------------- */

static void smallest_term(const party_sums *sums, size_t j, mpq_t out) {
    for (size_t o = 0; o < sums->model->options[j]; o++) {
        const mpq_t *term = &sums->terms[ent_model_flat(sums->model, j, o)];
        if (o == 0 || mpq_cmp(*term, out) < 0) mpq_set(out, *term);
    }
}

/* What an issue of the no-deal outcome is worth: an option's term, a value between options, or the worst where the
 * outcome leaves the issue open. */
static void outcome_term(party_sums *sums, const ent_package *outcome, size_t j, mpq_t out) {
    const ent_model *model = sums->model;
    const ent_issue *issue = &model->source->issues[model->issue[j]];
    const ent_level *level = ent_package_level(outcome, model->issue[j]);
    if (!level) {
        smallest_term(sums, j, out);
    } else if (level->option != ENT_NOWHERE) {
        mpq_set(out, sums->terms[ent_model_flat(model, j, (size_t)level->option)]);
    } else {
        const ent_preference *row = model->rows[sums->party * model->issues + j];
        mpq_t all, x;
        mpq_inits(all, x, NULL);
        set_level(sums, x, issue, level);
        value_of(sums, row, issue, ENT_NOWHERE, x, out);
        set_number(sums, x, &row->weight, 1);
        mpq_mul(out, out, x);
        sum_weights(sums, all);
        mpq_div(out, out, all);
        mpq_clears(all, x, NULL);
    }
}

static void fill_no_deal(party_sums *sums) {
    const ent_model *model = sums->model;
    const ent_fallback *fallback = &model->fallback[sums->party];
    if (!fallback->value) return;
    mpq_t part;
    mpq_init(part);
    if (fallback->value->has_outcome) {
        for (size_t j = 0; j < model->issues; j++) {
            if (!model->rows[sums->party * model->issues + j]) continue;
            outcome_term(sums, &fallback->value->outcome, j, part);
            mpq_add(sums->no_deal, sums->no_deal, part);
        }
        for (size_t q = 0; q < model->interactions_size; q++)
            if (ent_interaction_holds(model->source, model->interactions[q], &fallback->value->outcome))
                mpq_add(sums->no_deal, sums->no_deal, sums->adds[q]);
        for (size_t t = 0; t < model->tables_size; t++) {
            const ent_number *value = ent_interaction_value(model->tables[t], &fallback->value->outcome);
            if (!value || model->tables[t]->party != model->party[sums->party]) continue;
            set_number(sums, part, value, 0);
            mpq_add(sums->no_deal, sums->no_deal, part);
        }
    } else {
        set_number(sums, sums->no_deal, &fallback->value->utility, 0);
    }
    set_number(sums, part, &fallback->value->shift, 0);
    mpq_add(sums->no_deal, sums->no_deal, part);
    mpq_t days;
    mpq_init(days);
    mpq_set_si(days, fallback->days, 1);
    set_number(sums, part, &fallback->value->per_day, 0);
    mpq_mul(part, part, days);
    mpq_add(sums->no_deal, sums->no_deal, part);
    mpq_clears(part, days, NULL);
}

/* ---- integers -------------------------------------------------------------------------------------------- */

/* All of a party's fractions in one row: terms, interactions, cells of tables, no deal. */
static size_t sums_size(const party_sums *sums) {
    return sums->model->total + sums->model->interactions_size + sums->model->cells_size + 1;
}

static mpq_t *sums_at(party_sums *sums, size_t k) {
    const size_t total = sums->model->total, adds_end = total + sums->model->interactions_size;
    if (k < total) return &sums->terms[k];
    if (k < adds_end) return &sums->adds[k - total];
    return k < adds_end + sums->model->cells_size ? &sums->cells[k - adds_end] : &sums->no_deal;
}

/* The least common denominator; false when the sums would need too many bits. */
static bool common_denominator(party_sums *sums, mpz_t out) {
    mpz_t sum, part;
    mpz_inits(sum, part, NULL);
    bool fits = true;
    mpz_set_ui(out, 1);
    for (size_t k = 0; k < sums_size(sums) && fits; k++) {
        mpz_lcm(out, out, mpq_denref(*sums_at(sums, k)));
        fits = mpz_sizeinbase(out, 2) <= MOST_BITS;
    }
    for (size_t k = 0; k < sums_size(sums) && fits; k++) { /* more than the sums can be: all terms together */
        mpz_divexact(part, out, mpq_denref(*sums_at(sums, k)));
        mpz_mul(part, part, mpq_numref(*sums_at(sums, k)));
        mpz_abs(part, part);
        mpz_add(sum, sum, part);
        fits = mpz_sizeinbase(sum, 2) <= MOST_BITS;
    }
    mpz_clears(sum, part, NULL);
    return fits;
}

/* Rounds every fraction to the grid of 1 / 2^60, or a coarser one for very large numbers. */
static void round_to_grid(party_sums *sums, mpz_t denominator) {
    mpz_t sum, whole;
    mpz_inits(sum, whole, NULL);
    for (size_t k = 0; k < sums_size(sums); k++) { /* rounded up: its size is all that counts */
        mpz_abs(whole, mpq_numref(*sums_at(sums, k)));
        mpz_cdiv_q(whole, whole, mpq_denref(*sums_at(sums, k)));
        mpz_add(sum, sum, whole);
    }
    size_t bits = mpz_sizeinbase(sum, 2);
    mpz_clears(sum, whole, NULL);
    size_t shift = bits + GRID_BITS <= MOST_BITS ? GRID_BITS : MOST_BITS > bits ? MOST_BITS - bits : 0;
    mpz_set_ui(denominator, 1);
    mpz_mul_2exp(denominator, denominator, shift);
    mpq_t half;
    mpq_init(half);
    mpq_set_si(half, 1, 2);
    for (size_t k = 0; k < sums_size(sums); k++) {
        mpq_t *value = sums_at(sums, k);
        mpq_mul_2exp(*value, *value, shift);
        mpq_add(*value, *value, half);
        mpz_fdiv_q(mpq_numref(*value), mpq_numref(*value), mpq_denref(*value));
        mpz_set_ui(mpq_denref(*value), 1);
        mpq_div_2exp(*value, *value, shift);
    }
    mpq_clear(half);
}

/* Cell number `at` of all tables to its place in the space. */
static void store_cell(const party_sums *sums, size_t at, ent_wide value, ent_space *space) {
    size_t t = 0;
    for (; at >= sums->model->tables[t]->cells_size; t++)
        at -= sums->model->tables[t]->cells_size;
    if (space->tables[t].party == sums->party)
        *ent_model_cell(sums->model, space, t, &sums->model->tables[t]->cells[at]) = value;
}

static bool store(party_sums *sums, const mpz_t denominator, ent_space *space) {
    const size_t i = sums->party, total = sums->model->total, adds_end = total + sums->model->interactions_size;
    mpz_t value;
    mpz_init(value);
    bool fits = ent_wide_from_mpz(denominator, &space->denominator[i]);
    for (size_t k = 0; k < sums_size(sums) && fits; k++) {
        mpz_divexact(value, denominator, mpq_denref(*sums_at(sums, k)));
        mpz_mul(value, value, mpq_numref(*sums_at(sums, k)));
        ent_wide whole = 0;
        fits = ent_wide_from_mpz(value, &whole);
        if (k < total)
            space->terms[i * total + k] = whole;
        else if (k + 1 == sums_size(sums))
            space->no_deal[i] = whole;
        else if (k >= adds_end)
            store_cell(sums, k - adds_end, whole, space);
        else if (space->gainer[k - total] == i)
            space->add[k - total] = whole;
    }
    mpz_clear(value);
    return fits && ent_space_magnitude(space, i) < (ent_wide)1 << 120;
}

static ent_status fill_party(const ent_run *run, const ent_model *model, size_t party, ent_arena *arena,
                             ent_space *space) {
    party_sums sums = {.model = model, .party = party, .exact = true};
    sums.terms = ent_arena_array(arena, model->total, sizeof *sums.terms);
    sums.adds = ent_arena_array(arena, model->interactions_size, sizeof *sums.adds);
    sums.cells = ent_arena_array(arena, model->cells_size, sizeof *sums.cells);
    if (!sums.terms || !sums.adds || !sums.cells) return ENT_MEMORY;
    for (size_t k = 0; k < sums_size(&sums); k++)
        mpq_init(*sums_at(&sums, k));
    fill_terms(&sums);
    fill_no_deal(&sums);
    mpz_t denominator;
    mpz_init(denominator);
    if (!sums.exact || !common_denominator(&sums, denominator)) {
        sums.exact = false;
        round_to_grid(&sums, denominator);
    }
    space->exact = space->exact && sums.exact;
    bool fits = store(&sums, denominator, space);
    mpz_clear(denominator);
    for (size_t k = 0; k < sums_size(&sums); k++)
        mpq_clear(*sums_at(&sums, k));
    if (fits) return ENT_OK;
    ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0006", NULL, "preferences", "divide the weights by their sum",
                  NULL, "the weights, values or no-deal value of %s are too large to be added exactly",
                  model->source->parties[model->party[party]].id);
    return ENT_LIMIT;
}

static ent_status bend_parties(const ent_run *run, const ent_model *model, ent_space *space) {
    for (size_t i = 0; i < model->parties; i++) {
        const ent_number *risk = &model->source->parties[model->party[i]].risk;
        space->risk[i] = risk->set ? risk->value : 0;
        space->exact = space->exact && space->risk[i] == 0;
    }
    size_t party = 0;
    if (ent_space_bendable(space, &party)) return ENT_OK;
    ent_diagnosef(run->diagnostics, ENT_ERROR, "E-SPACE-0022", NULL, "parties", "take a risk nearer 0", NULL,
                  "with risk %g the utilities of %s grow beyond all bounds", space->risk[party],
                  model->source->parties[model->party[party]].id);
    return ENT_LIMIT;
}

ent_status ent_model_space(const ent_run *run, const ent_model *model, ent_arena *arena, ent_space **out) {
    ent_space *space = ent_model_frame(model, arena);
    if (!space) return ENT_MEMORY;
    for (size_t i = 0; i < model->parties; i++) {
        ent_status status = fill_party(run, model, i, arena, space);
        if (status != ENT_OK) return status;
    }
    *out = space;
    ent_status status = ent_model_floors(run, model, space);
    return status == ENT_OK ? bend_parties(run, model, space) : status;
}
