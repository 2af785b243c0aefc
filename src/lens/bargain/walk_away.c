/* Walk-away values: how far each party can be pressed on the lead issue before it prefers no deal, the other terms as
 * recommended. Raiffa, The Art and Science of Negotiation (1982), calls it the reservation value. */
#include "bargain.h"

/* Whether the party would still sign with this option of the lead issue: its own red lines and its no-deal value. */
static bool signs(const bargain *b, size_t party, uint32_t *outcome, size_t option) {
    const size_t flat = ent_model_flat(b->model, b->lead, option);
    for (size_t l = 0; l < b->model->limits_size; l++)
        if (bargain_draws_line(b, party, b->model->limits[l]) && b->model->excludes[l][flat]) return false;
    const uint32_t kept = outcome[b->lead];
    outcome[b->lead] = (uint32_t)option;
    bool gains = ent_space_utility(b->space, party, outcome) >= b->space->no_deal[party];
    outcome[b->lead] = kept;
    return gains;
}

/* Walks from the recommended option to one end of the range; the last option that the party signs. */
static size_t last_signed(const bargain *b, size_t party, uint32_t *outcome, bool upward) {
    const size_t size = b->model->options[b->lead];
    size_t option = outcome[b->lead];
    while (upward ? option + 1 < size : option > 0) {
        const size_t next = upward ? option + 1 : option - 1;
        if (!signs(b, party, outcome, next)) break;
        option = next;
    }
    return option;
}

static void write_side(bargain *b, size_t party, uint32_t *outcome, bool upward) {
    const size_t end = upward ? b->model->options[b->lead] - 1 : 0;
    const size_t option = last_signed(b, party, outcome, upward);
    if (option == end) return;
    const ent_issue *lead = bargain_issue(b, b->lead);
    const char *name = lead->name ? lead->name : lead->id;
    const char *side = upward ? "above" : "below";
    ent_info info = bargain_info(bargain_text(b, "%s: %s prefers no deal %s", name, bargain_party_name(b, party), side),
                                 bargain_unit(b, b->lead), bargain_digits(b, b->lead), &b->all);
    ent_findings_metricf(b->out, bargain_option(b, b->lead, option), &info, "walk_away.%s.%s",
                         bargain_party_id(b, party), side);
}

ent_status bargain_walk_away(bargain *b) {
    if (!b->agreement || bargain_issue(b, b->lead)->kind != ENT_RANGE) return ENT_OK;
    uint32_t *outcome = ent_arena_array(b->arena, b->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    for (size_t j = 0; j < b->model->issues; j++)
        outcome[j] = b->outcomes[b->recommended][j];
    for (size_t i = 0; i < b->model->parties; i++) {
        write_side(b, i, outcome, true);
        write_side(b, i, outcome, false);
    }
    return ENT_OK;
}
