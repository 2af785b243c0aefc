/* Issue by issue: what occurs in packages that all would sign and all ratifiers pass, beside what negotiators alone
 * could sign. */
#include "ratify.h"

#include "space/zone.h"

static const char *range(const ratify *r, size_t issue, const bool *marked) {
    const char *words = "";
    size_t first = SIZE_MAX, last = 0, size = 0;
    const size_t options = r->model->options[issue];
    const double *level = r->model->level + r->model->first[issue];
    for (size_t o = 0; o < options; o++) {
        if (!marked[r->model->first[issue] + o]) continue;
        if (first == SIZE_MAX || level[o] < level[first]) first = o;
        if (size == 0 || level[o] > level[last]) last = o;
        size++;
    }
    if (size == 0) return "none";
    if (ent_words_numeric(&r->words, issue))
        return first == last ? ent_words_option_words(&r->words, issue, first)
                             : ratify_text(r, "%s to %s", ent_words_option_words(&r->words, issue, first),
                                           ent_words_option_words(&r->words, issue, last));
    if (size == options && size > 3) return "any";
    for (size_t o = 0; o < options; o++)
        if (marked[r->model->first[issue] + o])
            words = ratify_text(r, "%s%s%s", words, *words ? ", " : "", ent_words_option_words(&r->words, issue, o));
    return words;
}

static void put_ends(ratify *r, size_t issue) {
    const char *id = ent_words_issue(&r->words, issue)->id, *name = ent_words_issue_name(&r->words, issue);
    size_t first = SIZE_MAX, last = SIZE_MAX;
    const double *level = r->model->level + r->model->first[issue];
    for (size_t o = 0; o < r->model->options[issue]; o++) {
        if (!r->zone[r->model->first[issue] + o]) continue;
        if (first == SIZE_MAX || level[o] < level[first]) first = o;
        if (last == SIZE_MAX || level[o] > level[last]) last = o;
    }
    if (first == SIZE_MAX || !ent_words_numeric(&r->words, issue)) return;
    ratify_put(r, ent_words_option(&r->words, issue, first), ratify_text(r, "%s: least that all pass", name),
               ent_words_unit(&r->words, issue), ent_words_digits(&r->words, issue), "zone.%s.low", id);
    ratify_put(r, ent_words_option(&r->words, issue, last), ratify_text(r, "%s: most that all pass", name),
               ent_words_unit(&r->words, issue), ent_words_digits(&r->words, issue), "zone.%s.high", id);
}

ent_status ratify_zone(ratify *r) {
    if (!r->zone || r->home.size == 0) return ENT_OK;
    bool *open = ent_arena_array(r->arena, r->model->total, sizeof *open);
    if (!open) return ENT_MEMORY;
    const ent_status status = ent_zone_find(r->run, r->space, &r->open, open);
    if (status != ENT_OK) return status;
    for (size_t j = 0; j < r->model->issues; j++)
        put_ends(r, j);
    if (r->run->metrics_only) return ENT_OK;
    ent_table *table =
        ent_findings_table(r->out, "zone", false, "What is left on each issue once everybody must say yes");
    ent_table_column(r->out, table, "issue", "Issue", "text", "", -1);
    ent_table_column(r->out, table, "negotiators", "Negotiators alone", "text", "", -1);
    ent_table_column(r->out, table, "everybody", "With all ratifiers", "text", "", -1);
    for (size_t j = 0; j < r->model->issues; j++) {
        const ent_value cells[] = {ent_text(ent_words_issue_name(&r->words, j)), ent_text(range(r, j, open)),
                                   ent_text(range(r, j, r->zone))};
        ent_table_row(r->out, table, cells);
    }
    return ENT_OK;
}
