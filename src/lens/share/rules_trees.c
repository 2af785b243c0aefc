/* Rules for trees of links to a supply. */
#include "lens/share/adapters.h"

static ent_status finish(share_answer *out, ent_status status) {
    if (status == ENT_OK && !out->allocation.exists) out->why = "no links lead from some participant to the supply";
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_bird(const share_work *work, share_answer *out) {
    return finish(out, ent_mcst_bird(&work->problem->tree, work->run, &out->allocation));
}

ent_status share_compute_folk(const share_work *work, share_answer *out) {
    return finish(out, ent_mcst_folk(&work->problem->tree, work->run, &out->allocation));
}
