#include "games/spatial/odds.h"
#include "games/spatial/distribution_private.h"
#include "games/spatial/sorted_line.h"

#include <math.h>

static void fill(const ent_sorted_line *sorted, const ent_odds_options *options, ent_predictive *out) {
    const double low = sorted->at[0], high = sorted->at[sorted->size - 1];
    const double middle = low + (high - low) / 2, half = (high - low) / 2;
    for (size_t j = 0; j + 1 < sorted->size; j++) {
        const double weight = log((sorted->upto[j] + options->spread) / (1 - sorted->upto[j] + options->spread));
        const double here = options->pull * (sorted->at[j] - middle) / half;
        const double next = options->pull * (sorted->at[j + 1] - middle) / half;
        out->from[j] = ent_logistic(weight + here);
        out->to[j] = fmax(ent_logistic(weight + next), out->from[j]);
    }
    for (size_t j = 0; j < sorted->size; j++)
        out->at[j] = sorted->at[j];
    out->from[sorted->size - 1] = out->to[sorted->size - 1] = 1;
}

ent_status ent_odds(const ent_line *line, const ent_odds_options *options, const ent_run *run, ent_predictive *out) {
    const ent_odds_options used = options == NULL ? ENT_ODDS_DEFAULT : *options;
    ent_sorted_line sorted;
    *out = (ent_predictive){0};
    if (!(used.pull >= 0 && used.spread > 0 && isfinite(used.pull) && isfinite(used.spread))) return ENT_INPUT;
    ent_status status = ent_sorted_line_init(&sorted, line, run);
    if (status == ENT_OK) status = ent_predictive_init(out, sorted.size, run);
    if (status == ENT_OK) {
        fill(&sorted, &used, out);
        if (!ent_predictive_valid(out)) status = ENT_INPUT; /* a pull or spread that leaves no probability to count */
    }
    ent_sorted_line_free(&sorted);
    return status;
}

ent_status ent_odds_choices(size_t actors, const size_t *choice, const double *weight, size_t choices, double *chance) {
    double total = 0;
    for (size_t k = 0; k < choices; k++)
        chance[k] = 0;
    for (size_t i = 0; i < actors; i++) {
        const double of = weight == NULL ? 1 : weight[i];
        if (choice[i] >= choices || !(of >= 0) || !isfinite(of)) return ENT_INPUT;
        chance[choice[i]] += of;
        total += of;
    }
    if (total <= 0 && weight != NULL) return ent_odds_choices(actors, choice, NULL, choices, chance);
    if (!(total > 0 && isfinite(total))) return ENT_INPUT;
    for (size_t k = 0; k < choices; k++)
        chance[k] /= total;
    return ENT_OK;
}
