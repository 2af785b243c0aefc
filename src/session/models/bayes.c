/* Bayesian learning of weights and values. */
#include "session/models/bayes.h"

#include <math.h>

#define DEVIATION 0.15 /* of an offer from what the other's tactic would ask for */
#define GIVEN 0.5      /* what a party is taken to have given up at the deadline */
#define LEAST 1e-9     /* no hypothesis is ever ruled out */

static size_t options_of(const ent_domain *domain) {
    return domain->first[domain->issues];
}

size_t ent_bayes_bytes(const ent_domain *domain) {
    const size_t size =
        sizeof(ent_bayes_model) + domain->issues * sizeof(ent_bayes_issue) + options_of(domain) * sizeof(double);
    return (size + 15) / 16 * 16;
}

static const uint32_t *choice_of(const ent_domain *domain, uint32_t outcome) {
    return domain->choice + (size_t)outcome * domain->issues;
}

/* The value of an option under a shape: 0 rises, 1 falls, 2 and on have their peak at an inner option. */
static double shape_value(size_t shape, size_t shapes, size_t option, size_t options) {
    if (options < 2) return 1;
    const double x = (double)option / (double)(options - 1);
    if (shape == 0) return x;
    if (shape == 1) return 1 - x;
    const double peak = (double)(shape - 1) / (double)(shapes - 1);
    return x <= peak ? x / peak : (1 - x) / (1 - peak);
}

static double weight_value(size_t hypothesis) {
    return (double)(hypothesis + 1) / ENT_BAYES_WEIGHTS;
}

static void expect_issue(ent_bayes_model *model, size_t j) {
    const ent_domain *domain = model->domain;
    ent_bayes_issue *issue = &model->issue[j];
    issue->expected = 0;
    for (size_t h = 0; h < ENT_BAYES_WEIGHTS; h++)
        issue->expected += issue->weight[h] * weight_value(h);
    for (size_t o = 0; o < domain->options[j]; o++) {
        double value = 0;
        for (size_t h = 0; h < issue->shapes; h++)
            value += issue->shape[h] * shape_value(h, issue->shapes, o, domain->options[j]);
        model->value[domain->first[j] + o] = value;
    }
}

static void expect(ent_bayes_model *model) {
    model->sum = 0;
    for (size_t j = 0; j < model->domain->issues; j++) {
        expect_issue(model, j);
        model->sum += model->issue[j].expected;
    }
}

void ent_bayes_start(ent_bayes_model *model, const ent_domain *domain) {
    *model = (ent_bayes_model){.domain = domain};
    model->issue = (ent_bayes_issue *)(void *)(model + 1);
    model->value = (double *)(void *)(model->issue + domain->issues);
    for (size_t j = 0; j < domain->issues; j++) {
        ent_bayes_issue *issue = &model->issue[j];
        *issue =
            (ent_bayes_issue){.shapes = domain->options[j] < ENT_BAYES_SHAPES ? domain->options[j] : ENT_BAYES_SHAPES};
        for (size_t h = 0; h < ENT_BAYES_WEIGHTS; h++)
            issue->weight[h] = 1.0 / ENT_BAYES_WEIGHTS;
        for (size_t h = 0; h < issue->shapes; h++)
            issue->shape[h] = 1 / (double)issue->shapes;
    }
    expect(model);
}

static double likelihood(double utility, double wanted) {
    const double miss = (utility - wanted) / DEVIATION;
    return exp(-miss * miss / 2);
}

static void normalise(double *chances, size_t size) {
    double sum = 0;
    for (size_t h = 0; h < size; h++) {
        if (chances[h] < LEAST) chances[h] = LEAST;
        sum += chances[h];
    }
    for (size_t h = 0; h < size; h++)
        chances[h] /= sum;
}

/* Weighs the hypotheses of one issue by how near the offer then is to what is wanted. `rest`: what the other issues
 * contribute to the sum of weight times value. */
static void weigh(ent_bayes_model *model, size_t j, uint32_t option, double rest, double wanted) {
    ent_bayes_issue *issue = &model->issue[j];
    const double value = model->value[model->domain->first[j] + option], others = model->sum - issue->expected;
    double weight[ENT_BAYES_WEIGHTS];
    for (size_t h = 0; h < ENT_BAYES_WEIGHTS; h++)
        weight[h] =
            issue->weight[h] * likelihood((rest + weight_value(h) * value) / (others + weight_value(h)), wanted);
    for (size_t h = 0; h < issue->shapes; h++) {
        const double shown = shape_value(h, issue->shapes, option, model->domain->options[j]);
        issue->shape[h] *= likelihood((rest + issue->expected * shown) / model->sum, wanted);
    }
    for (size_t h = 0; h < ENT_BAYES_WEIGHTS; h++)
        issue->weight[h] = weight[h];
    normalise(issue->weight, ENT_BAYES_WEIGHTS);
    normalise(issue->shape, issue->shapes);
}

void ent_bayes_hear(ent_bayes_model *model, uint32_t offer, double time) {
    const ent_domain *domain = model->domain;
    const bool repeats = model->heard > 0 && model->last == offer;
    model->heard++;
    model->last = offer;
    if (repeats) return;
    const uint32_t *options = choice_of(domain, offer);
    double total = 0;
    for (size_t j = 0; j < domain->issues; j++)
        total += model->issue[j].expected * model->value[domain->first[j] + options[j]];
    for (size_t j = 0; j < domain->issues; j++) {
        const double own = model->issue[j].expected * model->value[domain->first[j] + options[j]];
        weigh(model, j, options[j], total - own, 1 - GIVEN * time);
    }
    expect(model);
}

double ent_bayes_utility(const ent_bayes_model *model, uint32_t outcome) {
    const ent_domain *domain = model->domain;
    const uint32_t *options = choice_of(domain, outcome);
    double utility = 0;
    for (size_t j = 0; j < domain->issues; j++)
        utility += model->issue[j].expected * model->value[domain->first[j] + options[j]];
    return utility / model->sum;
}
