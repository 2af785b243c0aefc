/* Continuous issues: on which grid the findings are exact, and how near it comes to what lies between. */
#include "bargain.h"

#include "space/grid.h"

#include <math.h>

static bool on_grid(const bargain *b, size_t issue) {
    return b->continuous->issues[b->model->issue[issue]].kind == ENT_CONTINUOUS;
}

/* "0.5", or "0.5 (payment), 0.25 (term)". */
static const char *steps_in_words(const bargain *b) {
    const char *words = "";
    size_t size = 0;
    for (size_t j = 0; j < b->model->issues; j++)
        size += on_grid(b, j);
    for (size_t j = 0; j < b->model->issues; j++) {
        if (!on_grid(b, j)) continue;
        char step[ENT_NUMBER_TEXT];
        const ent_issue *issue = bargain_issue(b, j);
        const ent_ratio number = issue->step.ratio;
        const char *text = issue->step.exact && number.den > 1000000
                               ? bargain_text(b, "%lld/%lld", (long long)number.num, (long long)number.den)
                               : ent_write_double(step, issue->step.value);
        words = size == 1 ? bargain_text(b, "%s", text)
                          : bargain_text(b, "%s%s%s (%s)", words, *words ? ", " : "", text, issue->id);
    }
    return words;
}

/* Three digits, rounded up: what is said must hold. */
static double rounded_up(double value) {
    if (!(value > 0)) return 0;
    const double unit = pow(10, floor(log10(value)) - 2);
    return ceil(value / unit * (1 - 1e-12)) * unit;
}

ent_status bargain_grid(bargain *b) {
    ent_wide largest[ENT_SPACE_PARTIES] = {0}, smallest[ENT_SPACE_PARTIES] = {0};
    if (!b->continuous) return ENT_OK;
    if (ent_space_risky(b->space)) {
        ent_status status = ent_space_extremes(b->run, b->space, largest, smallest);
        if (status != ENT_OK) return status;
    }
    bool near = true;
    const char *words = "";
    for (size_t i = 0; i < b->model->parties && near; i++) {
        double tolerance = 0;
        near = ent_grid_tolerance(b->continuous, b->model, i, b->arena, &tolerance);
        tolerance *= ent_space_steepest(b->space, i, smallest[i], largest[i]);
        words = bargain_text(b, "%s%s%.3g for %s", words, *words ? ", " : "", rounded_up(tolerance),
                             bargain_party_name(b, i));
        if (!near) break;
        ent_info info =
            bargain_info(bargain_text(b, "Utility that the grid of steps may miss, %s", bargain_party_name(b, i)), NULL,
                         6, &b->of_party[i]);
        ent_findings_metricf(b->out, ent_real(tolerance), &info, "grid.tolerance.%s", bargain_party_id(b, i));
    }
    const char *steps = steps_in_words(b);
    const char *said = near ? bargain_text(b,
                                           "exact on a grid of steps of %s; for every outcome in between there is one "
                                           "on the grid within %s",
                                           steps, words)
                            : bargain_text(b,
                                           "exact on a grid of steps of %s; two amounts that red lines or interactions "
                                           "name lie within one step, so an outcome in between need not be near one "
                                           "on the grid",
                                           steps);
    ent_findings_method(b->out, "continuous", ent_text(said));
    return ENT_OK;
}
