/* What would turn a no: for every bloc against the package, on every issue alone, the nearest option that it would say
 * yes to, and what that costs the negotiators (side payments: Iida 1993; Mayer 1992). */
#include "ratify.h"

#include <string.h>

typedef struct payment {
    size_t option;
    bool found;
} payment;

static size_t apart(size_t a, size_t b) {
    return a > b ? a - b : b - a;
}

/* The nearest option by steps; of two as near the first. */
static payment nearest(const ratify *r, const ratify_bloc *bloc, size_t issue, uint32_t *outcome) {
    payment best = {.found = false};
    const size_t from = outcome[issue];
    const ent_voter *voter = &r->voters[bloc->voter];
    for (size_t o = 0; o < r->model->options[issue]; o++) {
        if (!r->space->allowed[ent_model_flat(r->model, issue, o)]) continue;
        outcome[issue] = (uint32_t)o;
        const bool yes = ent_space_utility(r->wide, voter->party, outcome) >= voter->threshold;
        if (yes && (!best.found || apart(o, from) < apart(best.option, from))) best = (payment){o, true};
    }
    outcome[issue] = (uint32_t)from;
    return best;
}

static void payment_row(ratify *r, ent_table *table, const ratify_bloc *bloc, size_t issue, uint32_t *outcome,
                        size_t option) {
    const size_t from = outcome[issue], n = r->model->parties;
    ent_value *cells = ent_arena_array(r->arena, 7 + n, sizeof *cells);
    if (!cells) return;
    cells[0] = ent_text(ratify_bloc_words(r, bloc));
    cells[1] = ent_text(ent_words_issue_name(&r->words, issue));
    cells[2] = ent_text(ent_words_option_words(&r->words, issue, from));
    cells[3] = ent_text(ent_words_option_words(&r->words, issue, option));
    for (size_t i = 0; i < n; i++)
        cells[4 + i] = ent_real(-ent_words_utility(&r->words, i, outcome));
    outcome[issue] = (uint32_t)option;
    for (size_t i = 0; i < n; i++)
        cells[4 + i].as.real += ent_words_utility(&r->words, i, outcome);
    const uint32_t yes = ratify_yes(r, r->wide, r->voters, outcome);
    cells[4 + n] = ent_bool(ratify_all_sign(r, yes));
    cells[5 + n] = ent_bool(ratify_all_pass(r, yes));
    outcome[issue] = (uint32_t)from;
    ent_table_row(r->out, table, cells);
}

static ent_table *payment_table(ratify *r) {
    ent_table *table = ent_findings_table(r->out, "payments", false, "What would turn a no into a yes");
    ent_table_about(r->out, table,
                    ratify_text(r,
                                "From %s: for each bloc against it, the nearest option of one issue alone that it "
                                "would vote for, and what the negotiators gain or lose by it.",
                                ratify_reference_words(r)));
    ent_table_column(r->out, table, "bloc", "Bloc", "text", "", -1);
    ent_table_column(r->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(r->out, table, "from", "From", "text", "", -1);
    ent_table_column(r->out, table, "to", "To", "text", "", -1);
    for (size_t i = 0; i < r->model->parties; i++)
        ent_table_column(r->out, table, ratify_text(r, "change.%s", ent_words_party_id(&r->words, i)),
                         ratify_text(r, "Change for %s", ent_words_party(&r->words, i)), "number", "", 3);
    ent_table_column(r->out, table, "sign", "All would sign", "boolean", "", -1);
    ent_table_column(r->out, table, "passes", "All pass it then", "boolean", "", -1);
    return table;
}

static void look_at(ratify *r, ent_table *table, const ratify_bloc *bloc, uint32_t *outcome) {
    const ent_voter *voter = &r->voters[bloc->voter];
    const double lacks = ratify_fallback(r, bloc->voter) -
                         ent_space_value(r->wide, voter->party, ent_space_utility(r->wide, voter->party, outcome));
    const ratify_ratifier *at = &r->ratifiers[bloc->ratifier];
    const char *side = r->sides[at->side].id;
    size_t found = 0;
    ratify_put(r, ent_real(lacks), ratify_text(r, "What %s lacks to say yes", ratify_bloc_words(r, bloc)), NULL, 3,
               "payment.%s.%s.%s.lacks", side, at->source->id, bloc->source->id);
    for (size_t j = 0; j < r->model->issues; j++) {
        const payment best = nearest(r, bloc, j, outcome);
        if (!best.found) continue;
        found++;
        ratify_put(
            r, ent_words_option(&r->words, j, best.option),
            ratify_text(r, "%s that would turn %s", ent_words_issue_name(&r->words, j), ratify_bloc_words(r, bloc)),
            ent_words_unit(&r->words, j), ent_words_digits(&r->words, j), "payment.%s.%s.%s.%s", side, at->source->id,
            bloc->source->id, ent_words_issue(&r->words, j)->id);
        if (table) payment_row(r, table, bloc, j, outcome, best.option);
    }
    if (found == 0)
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0005", bloc->path,
                          "No change of one issue alone, within the red lines, would make %s vote for %s.",
                          ratify_bloc_words(r, bloc), ratify_reference_words(r));
}

ent_status ratify_payments(ratify *r) {
    const ratify_package *reference = ratify_reference(r);
    if (!reference->outcome || r->none) return ENT_OK;
    uint32_t *outcome = ent_arena_array(r->arena, r->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    memcpy(outcome, reference->outcome, r->model->issues * sizeof *outcome);
    ent_table *table = r->run->metrics_only ? NULL : payment_table(r);
    for (size_t b = 0; b < r->blocs_size; b++)
        if (!(reference->yes >> r->blocs[b].voter & 1)) look_at(r, table, &r->blocs[b], outcome);
    return ENT_OK;
}
