/* What another party seems to want, by Bayesian learning (Hindriks and Tykhonov, Opponent modelling in automated
 * multi-issue negotiation using Bayesian learning, 2008): hypotheses about the weight of each issue and the shape of
 * its values, made likelier by every offer that is worth under them what a party conceding over time would ask for.
 *
 * As in the scalable form of the publication, weights and shapes are learned issue by issue, all others at their
 * expectation. Options are taken in file order. Offers that repeat the last one teach nothing. */
#ifndef ENT_SESSION_BAYES_H
#define ENT_SESSION_BAYES_H

#include "session/domain.h"

enum {
    ENT_BAYES_WEIGHTS = 10, /* hypotheses about a weight: 0.1, 0.2, ... 1 before they are brought to a sum of 1 */
    ENT_BAYES_SHAPES = 10   /* at most, about values: rising, falling, and peaks in between */
};

typedef struct ent_bayes_issue {
    double weight[ENT_BAYES_WEIGHTS]; /* probabilities */
    double shape[ENT_BAYES_SHAPES];
    size_t shapes;
    double expected; /* weight, unscaled */
} ent_bayes_issue;

typedef struct ent_bayes_model {
    const ent_domain *domain;
    size_t heard;
    uint32_t last;
    double sum;             /* of expected weights */
    ent_bayes_issue *issue; /* per issue */
    double *value;          /* per option of all issues: expected */
} ent_bayes_model;

size_t ent_bayes_bytes(const ent_domain *domain);
/* Readies a model in memory of that size. */
void ent_bayes_start(ent_bayes_model *model, const ent_domain *domain);
/* `time`: relative, when the offer was made. */
void ent_bayes_hear(ent_bayes_model *model, uint32_t offer, double time);
/* The other's expected utility, from 0 to 1. */
double ent_bayes_utility(const ent_bayes_model *model, uint32_t outcome);

#endif
