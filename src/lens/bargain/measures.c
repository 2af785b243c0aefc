/* Measures of the case as a whole: how opposed the parties are. */
#include "bargain.h"

#include "space/measures.h"

static void put(bargain *b, const char *key, double value, const char *label, int digits) {
    ent_info info = bargain_info(label, NULL, digits, &b->all);
    ent_findings_metric(b->out, key, ent_real(value), &info);
}

ent_status bargain_measures(bargain *b) {
    double opposition = 0;
    if (!b->agreement) return ENT_OK;
    if (ent_opposition(&b->solver, &opposition))
        put(b, "opposition", opposition,
            "Opposition: distance of the nearest package from the best of all for everybody (depends on scale)", 3);
    else
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0040", NULL,
                          "Opposition divides each utility by the party's largest, which is 0 for some party: it is "
                          "not given.");
    return ENT_OK;
}
