/* How far few past cases settle a base rate. */
#include "base/compare.h"
#include "forecast/parts.h"
#include "sweep/statistics.h"

#include <math.h>
#include <stdlib.h>

/* P(at least `least` of n), each with chance p: the tail of the binomial distribution, summed in logarithms. */
static double at_least(size_t n, size_t least, double p) {
    if (p >= 1) return 1;
    double term = (double)n * log1p(-p), sum = least == 0 ? exp(term) : 0;
    const double odds = log(p) - log1p(-p);
    for (size_t j = 0; j < n; j++) {
        term += log((double)(n - j) / (double)(j + 1)) + odds;
        if (j + 1 >= least) sum += exp(term);
    }
    return sum;
}

/* Of n values drawn again from themselves the median is at or below the k-th smallest (from 1) where at least half of
 * the draws are: each is with chance k/n. So the bootstrap needs no draws. */
static double median_quantile(const double *sorted, size_t n, double q) {
    size_t below = 0, k = n; /* the chance grows with k, and is 1 at n */
    while (k - below > 1) {
        const size_t middle = below + (k - below) / 2;
        if (at_least(n, n - n / 2, (double)middle / (double)n) < q - ENT_PREDICTIVE_EQUAL)
            below = middle;
        else
            k = middle;
    }
    return sorted[k - 1];
}

static ent_status of_values(const ent_forecast *forecast, const ent_forecast_issue *issue, ent_predictive_range most,
                            ent_forecast_spread *out) {
    const size_t n = issue->past_size;
    double *sorted = ent_arena_array(forecast->arena, n, sizeof *sorted);
    if (sorted == NULL) return ENT_MEMORY;
    size_t inside = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[i] = issue->past[i].value;
        inside += sorted[i] >= most.low && sorted[i] <= most.high;
    }
    qsort(sorted, n, sizeof *sorted, ent_compare_doubles);
    out->low = median_quantile(sorted, n, 0.1);
    out->high = median_quantile(sorted, n, 0.9);
    out->inside = inside;
    out->next = inside > 0 ? (double)(inside - 1) / (double)(n + 1) : 0;
    return ENT_OK;
}

void ent_forecast_spread_of_share(double share, size_t cases, ent_forecast_spread *out) {
    *out = (ent_forecast_spread){0};
    const double n = (double)cases, z = ent_normal_quantile(0.9), wide = z * z / n;
    const double middle = (share + wide / 2) / (1 + wide);
    const double half = z / (1 + wide) * sqrt(share * (1 - share) / n + wide / (4 * n));
    out->low = fmax(0, middle - half);
    out->high = fmin(1, middle + half);
}

ent_status ent_forecast_spread_of(const ent_forecast *forecast, const ent_forecast_issue *issue,
                                  const ent_prediction *base, ent_predictive_range most, ent_forecast_spread *out) {
    *out = (ent_forecast_spread){0};
    if (base->kind == ENT_PREDICTION_DISTRIBUTION) return of_values(forecast, issue, most, out);
    if (base->kind == ENT_PREDICTION_CHANCES)
        ent_forecast_spread_of_share(base->chances[ent_prediction_choice(base)], base->n, out);
    return ENT_OK;
}
