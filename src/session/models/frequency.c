/* Counting what is asked for. */
#include "session/models/frequency.h"

#include <string.h>

#define LEARNING 0.2 /* what all issues together gain by staying put, before weights are brought back to 1 */

static size_t options_of(const ent_domain *domain) {
    return domain->first[domain->issues];
}

size_t ent_frequency_bytes(const ent_domain *domain) {
    const size_t size = sizeof(ent_frequency_model) + domain->issues * (sizeof(double) + sizeof(uint32_t)) +
                        options_of(domain) * sizeof(uint32_t);
    return (size + 15) / 16 * 16;
}

void ent_frequency_start(ent_frequency_model *model, const ent_domain *domain) {
    *model = (ent_frequency_model){.domain = domain};
    model->weight = (double *)(void *)(model + 1);
    model->count = (uint32_t *)(void *)(model->weight + domain->issues);
    model->most = model->count + options_of(domain);
    memset(model->count, 0, (options_of(domain) + domain->issues) * sizeof *model->count);
    for (size_t j = 0; j < domain->issues; j++)
        model->weight[j] = 1 / (double)domain->issues;
}

static const uint32_t *choice_of(const ent_domain *domain, uint32_t outcome) {
    return domain->choice + (size_t)outcome * domain->issues;
}

static void learn_weights(ent_frequency_model *model, const uint32_t *now) {
    const ent_domain *domain = model->domain;
    const uint32_t *before = choice_of(domain, model->last);
    double sum = 0;
    for (size_t j = 0; j < domain->issues; j++) {
        if (now[j] == before[j]) model->weight[j] += LEARNING / (double)domain->issues;
        sum += model->weight[j];
    }
    for (size_t j = 0; j < domain->issues; j++)
        model->weight[j] /= sum;
}

void ent_frequency_hear(ent_frequency_model *model, uint32_t offer) {
    const ent_domain *domain = model->domain;
    const uint32_t *now = choice_of(domain, offer);
    if (model->heard > 0) learn_weights(model, now);
    for (size_t j = 0; j < domain->issues; j++) {
        const uint32_t count = ++model->count[domain->first[j] + now[j]];
        if (count > model->most[j]) model->most[j] = count;
    }
    model->heard++;
    model->last = offer;
}

double ent_frequency_utility(const ent_frequency_model *model, uint32_t outcome) {
    const ent_domain *domain = model->domain;
    const uint32_t *options = choice_of(domain, outcome);
    if (model->heard == 0) return 0;
    double utility = 0;
    for (size_t j = 0; j < domain->issues; j++)
        utility += model->weight[j] * model->count[domain->first[j] + options[j]] / model->most[j];
    return utility;
}
