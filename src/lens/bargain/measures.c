/* Measures of the case as a whole: how opposed the parties are, and how much they can gain together. */
#include "bargain.h"

#include "space/measures.h"
#include "space/risk.h"

#include <math.h>

static void put(bargain *b, const char *key, double value, const char *label) {
    ent_info info = bargain_info(label, NULL, 3, &b->all);
    ent_findings_metric(b->out, key, ent_real(value), &info);
}

static void opposition(bargain *b) {
    double value = 0;
    if (ent_opposition(&b->solver, &value))
        put(b, "opposition", value,
            "Opposition: distance of the nearest package from the best of all for everybody (depends on scale)");
    else if (!b->run->metrics_only)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0040", NULL,
                          "Opposition divides each utility by the party's largest, which is 0 for some party: it is "
                          "not given.");
}

/* A fixed pie gives each of n an n-th; what all can have beyond that is what there is to win together. */
static ent_status integrative(bargain *b) {
    ent_common common;
    bool found = false;
    const ent_status status = ent_common_share(b->run, b->space, b->agreement ? &b->solver : NULL, &common, &found);
    if (status != ENT_OK || common.counting < 2) return status;
    const double even = 1.0 / (double)common.counting;
    if (found)
        put(b, "integrative.share", common.share,
            "Share of the way from its worst to its best that everybody can have at once");
    put(b, "integrative.potential", fmax(0, (common.share - even) / (1 - even)),
        "Integrative potential: 0 a fixed pie, 1 everybody can have its best at once");
    return ENT_OK;
}

static void pairs(bargain *b) {
    const size_t parties = b->model->parties;
    ent_table *table = NULL;
    if (parties > 2 && !b->run->metrics_only) {
        table = ent_findings_table(b->out, "pairs", false, "Who wants what alike");
        ent_table_about(b->out, table,
                        "Correlation of two parties' utilities over all packages within the red lines: 1 they want the "
                        "same, 0 unrelated, -1 what the one gains the other loses.");
        ent_table_column(b->out, table, "first", "Party", "text", "", -1);
        ent_table_column(b->out, table, "second", "And", "text", "", -1);
        ent_table_column(b->out, table, "correlation", "Correlation", "number", "", 2);
    }
    for (size_t i = 0; i < parties; i++)
        for (size_t k = i + 1; k < parties; k++) {
            double value = 0;
            if (!ent_correlation(b->space, i, k, &value)) continue;
            const char *first = bargain_party_name(b, i), *second = bargain_party_name(b, k);
            put(b, bargain_text(b, "correlation.%s.%s", bargain_party_id(b, i), bargain_party_id(b, k)), value,
                bargain_text(b, "Correlation of the utilities of %s and %s over the feasible packages", first, second));
            const ent_value cells[] = {ent_text(first), ent_text(second), ent_real(value)};
            if (table) ent_table_row(b->out, table, cells);
        }
}

ent_status bargain_measures(bargain *b) {
    pairs(b);
    if (b->agreement) opposition(b);
    if (!ent_correlation_applies(b->space) && b->model->parties > 1 && !b->run->metrics_only)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0043", NULL,
                          ent_space_risky(b->space)
                              ? "Correlations, the integrative potential and groups of parties are left out: a party's "
                                "attitude to risk bends its whole utility."
                              : "Correlations are left out: there are tables of values, or more than 64 interactions.");
    return ent_space_risky(b->space) ? ENT_OK : integrative(b);
}

const char *bargain_measures_words(const bargain *b) {
    if (!ent_findings_find(b->out, "integrative.share")) return NULL;
    const double potential = ent_findings_number(b->out, "integrative.potential", 0);
    const char *words = bargain_text(
        b,
        "At the same time everybody can have **%.0f percent** of the way from its worst to its best package: an "
        "integrative potential of **%.2f**, where 0 is a pie of fixed size and 1 no conflict at all.",
        100 * ent_findings_number(b->out, "integrative.share", 0), potential);
    if (!ent_findings_find(b->out, "opposition")) return words;
    return bargain_text(b,
                        "%s The nearest package that can be signed lies **%.2f** from the best of all for everybody "
                        "(the measure called "
                        "opposition; it depends on the scale of utilities).",
                        words, ent_findings_number(b->out, "opposition", 0));
}
