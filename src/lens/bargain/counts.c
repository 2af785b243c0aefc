/* How many packages there are: on the table, within the red lines, rational. */
#include "bargain.h"

#include <stdlib.h>

/* A whole number where it fits, else its digits. */
static ent_value count_value(const ent_count *count) {
    if (count->value < 9e18) return ent_integer(strtoll(count->decimal, NULL, 10));
    return ent_text(count->decimal);
}

static void put(bargain *b, const char *key, ent_value value, const char *label, const char *unit, int digits,
                const ent_uses *uses) {
    ent_info info = bargain_info(label, unit, digits, uses);
    ent_findings_metric(b->out, key, value, &info);
}

static const char *const methods[] = {
    [ENT_COUNT_TREE] = "exact: a tree with bounds",
    [ENT_COUNT_HALVES] = "exact: sums of two halves",
    [ENT_COUNT_SAMPLE] = "estimate from 20,000 random feasible packages, 95 percent interval (Wilson)",
};

/* The share of the feasible packages that every party likes better than no deal. */
static ent_status gaining(bargain *b, const ent_count *feasible) {
    ent_count more;
    const ent_status status = ent_count_gaining(b->run, b->space, b->options->budget, b->run->seed, b->arena, &more);
    if (status != ENT_OK) return status;
    const char *label = "Share of feasible packages that every party likes better than no deal";
    if (more.exact) {
        put(b, "rational.share", ent_real(more.share), label, NULL, 4, &b->all);
        return ENT_OK;
    }
    put(b, "rational.share.estimate", ent_real(more.share), label, NULL, 4, &b->all);
    put(b, "rational.share.low", ent_real(more.low / feasible->value), "  at least (95 percent)", NULL, 4, &b->all);
    put(b, "rational.share.high", ent_real(more.high / feasible->value), "  at most (95 percent)", NULL, 4, &b->all);
    return ENT_OK;
}

ent_status bargain_counts(bargain *b) {
    ent_count all, feasible, rational;
    ent_status status = ent_count_outcomes(b->space, b->arena, &all, &feasible);
    if (status != ENT_OK) return status;
    put(b, "space.outcomes", count_value(&all), "Packages on the table", NULL, 0, NULL);
    put(b, "space.feasible", count_value(&feasible), "Packages within all red lines", NULL, 0, NULL);
    status = ent_count_rational(b->run, b->space, b->options->budget, b->run->seed, b->arena, &rational);
    if (status != ENT_OK) return status;
    const char *label = "Packages that every party prefers to no deal, or likes as much";
    if (rational.exact) {
        put(b, "space.rational", count_value(&rational), label, NULL, 0, &b->all);
    } else {
        put(b, "space.rational.estimate", ent_real(rational.value), label, NULL, 0, &b->all);
        put(b, "space.rational.low", ent_real(rational.low), "  at least (95 percent)", NULL, 0, &b->all);
        put(b, "space.rational.high", ent_real(rational.high), "  at most (95 percent)", NULL, 0, &b->all);
    }
    if (feasible.value > 0)
        put(b, "space.share", ent_real(100 * rational.share), "Share of feasible packages that can be signed",
            "percent", 1, &b->all);
    ent_findings_method(b->out, "count", ent_text(methods[rational.method]));
    return feasible.value > 0 ? gaining(b, &feasible) : ENT_OK;
}
