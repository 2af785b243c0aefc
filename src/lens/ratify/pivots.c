/* Whose vote flips: along each issue, the first option at which the package passes no longer (or at last), and the bloc
 * whose change of vote does it. */
#include "ratify.h"

#include <string.h>

typedef struct flip {
    size_t option, last; /* where it flips, and the option before on the way */
    uint32_t before, after;
    bool passes;
} flip;

static bool looks(const ratify *r, size_t issue, uint32_t *outcome, size_t option, uint32_t *yes) {
    outcome[issue] = (uint32_t)option;
    *yes = ratify_yes(r, r->wide, r->voters, outcome);
    return ratify_all_pass(r, *yes);
}

/* Walks from an option by steps of +1, -1; of named options looks at all in file order (step 0). */
static bool find_flip(const ratify *r, size_t issue, uint32_t *outcome, int step, flip *out) {
    const size_t start = outcome[issue], size = r->model->options[issue];
    const bool passed = looks(r, issue, outcome, start, &out->before);
    const uint32_t first = out->before;
    bool found = false;
    size_t at = step ? start : 0;
    out->last = start;
    for (; !found; at += step == 0) {
        if (step > 0 && at + 1 >= size) break;
        if (step < 0 && at == 0) break;
        if (step == 0 && at >= size) break;
        if (step) at = step > 0 ? at + 1 : at - 1;
        if (at == start || !r->space->allowed[ent_model_flat(r->model, issue, at)]) continue;
        out->passes = looks(r, issue, outcome, at, &out->after);
        found = out->passes != passed;
        out->option = at;
        if (found) break;
        out->before = step ? out->after : first;
        out->last = step ? at : start;
    }
    outcome[issue] = (uint32_t)start;
    return found;
}

/* Of the blocs whose line changes at a flip, one without whose change its ratifier would not have flipped: the largest.
 * Where only several together flip it, the largest of these. */
static const ratify_bloc *pivot_of(const ratify *r, const flip *at) {
    const ratify_bloc *pivot = NULL;
    bool decisive = false;
    for (size_t b = 0; b < r->blocs_size; b++) {
        const ratify_bloc *bloc = &r->blocs[b];
        const uint32_t bit = (uint32_t)1 << bloc->voter;
        const bool flips = ratify_ratifier_passes(r, bloc->ratifier, at->before) !=
                           ratify_ratifier_passes(r, bloc->ratifier, at->after);
        if (!flips || !((at->before ^ at->after) & bit)) continue;
        const bool alone = ratify_ratifier_passes(r, bloc->ratifier, at->after ^ bit) !=
                           ratify_ratifier_passes(r, bloc->ratifier, at->after);
        if (pivot && (decisive > alone || (decisive == alone && pivot->seats >= bloc->seats))) continue;
        pivot = bloc;
        decisive = alone;
    }
    return pivot;
}

static void pivot_row(ratify *r, ent_table *table, size_t issue, int step, const uint32_t *outcome, const flip *at) {
    static const char *const ways[] = {"below", "other", "above"};
    const ratify_bloc *pivot = pivot_of(r, at);
    if (!pivot) return;
    const char *id = ent_words_issue(&r->words, issue)->id, *name = ent_words_issue_name(&r->words, issue);
    const char *side = r->sides[r->ratifiers[pivot->ratifier].side].name;
    ratify_put(
        r, ent_words_option(&r->words, issue, at->option),
        ratify_text(r, "%s: first option %s at which it %s", name, ways[step + 1], at->passes ? "passes" : "fails"),
        ent_words_unit(&r->words, issue), ent_words_digits(&r->words, issue), "pivot.%s.%s", id, ways[step + 1]);
    ratify_put(r, ent_text(ratify_bloc_words(r, pivot)), ratify_text(r, "%s: whose vote flips", name), NULL, -1,
               "pivot.%s.%s.bloc", id, ways[step + 1]);
    const ent_value cells[] = {ent_text(name),
                               ent_text(ent_words_option_words(&r->words, issue, outcome[issue])),
                               ent_text(ent_words_option_words(&r->words, issue, at->last)),
                               ent_text(ent_words_option_words(&r->words, issue, at->option)),
                               ent_text(at->passes ? "passes" : "fails"),
                               ent_text(side),
                               ent_text(ratify_bloc_words(r, pivot))};
    if (table) ent_table_row(r->out, table, cells);
}

static ent_table *pivot_table(ratify *r) {
    if (r->run->metrics_only) return NULL;
    ent_table *table = ent_findings_table(r->out, "pivots", false, "Whose vote flips on each issue");
    ent_table_about(r->out, table,
                    ratify_text(r,
                                "From %s, one issue moved at a time, the others as they are. Issues on which no "
                                "option changes the result are left out.",
                                ratify_reference_words(r)));
    ent_table_column(r->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(r->out, table, "from", "From", "text", "", -1);
    ent_table_column(r->out, table, "last", "Unchanged up to", "text", "", -1);
    ent_table_column(r->out, table, "to", "Changes at", "text", "", -1);
    ent_table_column(r->out, table, "then", "Then it", "text", "", -1);
    ent_table_column(r->out, table, "party", "Party", "text", "", -1);
    ent_table_column(r->out, table, "bloc", "Whose vote", "text", "", -1);
    return table;
}

ent_status ratify_pivots(ratify *r) {
    const ratify_package *reference = ratify_reference(r);
    if (!reference->outcome || r->none) return ENT_OK;
    uint32_t *outcome = ent_arena_array(r->arena, r->model->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    memcpy(outcome, reference->outcome, r->model->issues * sizeof *outcome);
    ent_table *table = pivot_table(r);
    for (size_t j = 0; j < r->model->issues; j++) {
        const bool named = ent_words_issue(&r->words, j)->kind == ENT_NAMED;
        for (int step = named ? 0 : -1; step <= (named ? 0 : 1); step += 2) {
            flip at = {0};
            if (find_flip(r, j, outcome, step, &at)) pivot_row(r, table, j, step, outcome, &at);
        }
    }
    return ENT_OK;
}
