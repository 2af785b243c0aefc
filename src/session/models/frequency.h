/* What another party seems to want, by counting: options it asks for often are good for it, issues on which it stays
 * put matter to it. The frequency model of HardHeaded (van Krimpen, Looije and Hajizadeh 2013), the classic of Tunali,
 * Aydogan and Sanchez-Anguix (2017). */
#ifndef ENT_SESSION_FREQUENCY_H
#define ENT_SESSION_FREQUENCY_H

#include "session/domain.h"

typedef struct ent_frequency_model {
    const ent_domain *domain;
    size_t heard;
    uint32_t last;
    double *weight;  /* per issue; their sum is 1 */
    uint32_t *count; /* per option of all issues: how often it was asked for */
    uint32_t *most;  /* per issue: the largest count */
} ent_frequency_model;

size_t ent_frequency_bytes(const ent_domain *domain);
/* Readies a model in memory of that size. */
void ent_frequency_start(ent_frequency_model *model, const ent_domain *domain);
void ent_frequency_hear(ent_frequency_model *model, uint32_t offer);
/* The other's utility by the model, from 0 to 1; 0 before anything was heard. */
double ent_frequency_utility(const ent_frequency_model *model, uint32_t outcome);

#endif
