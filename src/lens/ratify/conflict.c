/* Nothing passes: which red lines, no-deal values, mandates and votes exclude each other, none of which can be left out
 * (an irreducible infeasible set, by leaving out one after the other). */
#include "ratify.h"

#include <string.h>

typedef struct parts { /* what is asked for */
    bool *negotiators, *ratifiers, *mandates, *lines;
    bool *allowed;
} parts;

static ent_status exists(const ratify *r, const parts *of, bool *out, bool *known) {
    for (size_t flat = 0; flat < r->model->total; flat++)
        of->allowed[flat] = true;
    for (size_t flat = 0; flat < r->model->total; flat++) {
        for (size_t l = 0; l < r->model->limits_size; l++)
            if (of->lines[l] && r->model->excludes[l][flat]) of->allowed[flat] = false;
        for (size_t s = 0; s < r->sides_size; s++)
            if (of->mandates[s] && r->sides[s].barred && r->sides[s].barred[flat]) of->allowed[flat] = false;
    }
    const ratify_query query = {
        .negotiators = of->negotiators, .ratifiers = of->ratifiers, .allowed = of->allowed, .only_exists = true};
    ratify_answer answer;
    const ent_status status = ratify_within(r, &query, false, &answer);
    *out = answer.exists;
    *known = *known && answer.known;
    return status;
}

static ent_status reduce(const ratify *r, const parts *of, bool *members, size_t size, bool *known) {
    for (size_t k = 0; k < size; k++) {
        bool any = false;
        if (!members[k]) continue;
        members[k] = false;
        const ent_status status = exists(r, of, &any, known);
        if (status != ENT_OK) return status;
        members[k] = any; /* without it there would be a package: it belongs to the proof */
    }
    return ENT_OK;
}

static bool *all_of(const ratify *r, size_t size) {
    bool *members = ent_arena_array(r->arena, size + 1, sizeof *members);
    for (size_t k = 0; members && k < size; k++)
        members[k] = true;
    return members;
}

typedef struct proof {
    ratify *r;
    ent_table *table;
    const char *words;
    size_t size;
} proof;

static void add(proof *p, const char *who, const char *what, const char *path) {
    const ent_value cells[] = {ent_text(who), ent_text(what), ent_text(path)};
    if (p->table) ent_table_row(p->r->out, p->table, cells);
    p->words = ratify_text(p->r, "%s%s%s: %s", p->words, p->size++ ? "; " : "", who, what);
}

static void write_proof(ratify *r, const parts *of) {
    proof p = {.r = r, .words = ""};
    if (!r->run->metrics_only) {
        p.table = ent_findings_table(r->out, "conflict", false, "What excludes each other");
        ent_table_about(r->out, p.table,
                        "No package satisfies all of these at once; without any one of them there would be one.");
        ent_table_column(r->out, p.table, "party", "Whose", "text", "", -1);
        ent_table_column(r->out, p.table, "what", "What", "text", "", -1);
        ent_table_column(r->out, p.table, "path", "Place in the case", "text", "", -1);
    }
    for (size_t l = 0; l < r->model->limits_size; l++) {
        const ent_limit *limit = r->model->limits[l];
        if (!of->lines[l]) continue;
        add(&p, r->source->parties[limit->party].name,
            ratify_text(r, "its red line on %s", r->source->issues[limit->when.issue].id),
            ratify_text(r, "limits.%s", limit->id ? limit->id : ""));
    }
    for (size_t i = 0; i < r->model->parties; i++)
        if (of->negotiators[i])
            add(&p, ent_words_party(&r->words, i),
                ratify_text(r, "no deal is worth %.3f to it", ent_words_no_deal(&r->words, i)),
                ratify_text(r, "no_deal.%s", ent_words_party_id(&r->words, i)));
    for (size_t k = 0; k < r->ratifiers_size; k++)
        if (of->ratifiers[k])
            add(&p, r->sides[r->ratifiers[k].side].name,
                strcmp(r->ratifiers[k].name, "the vote") == 0 ? "its vote"
                                                              : ratify_text(r, "the vote of %s", r->ratifiers[k].name),
                ratify_text(r, "ratification.%s", r->sides[r->ratifiers[k].side].id));
    for (size_t s = 0; s < r->sides_size; s++)
        if (of->mandates[s])
            add(&p, r->sides[s].name, "what its mandate allows",
                ratify_text(r, "ratification.%s.mandate", r->sides[s].id));
    ratify_put(r, ent_integer((int64_t)p.size), "How many things exclude each other", NULL, 0, "conflict.size");
    ent_findings_note(
        r->out, ENT_WARNING, "N-RATIFY-0001", NULL,
        "No package would be signed by all and passed by all ratifiers. These exclude each other, and none "
        "can be left out: %s.",
        p.words);
}

ent_status ratify_conflict(ratify *r) {
    if (!r->home_known || r->home.size > 0) return ENT_OK;
    parts of = {all_of(r, r->model->parties), all_of(r, r->ratifiers_size), all_of(r, r->sides_size),
                all_of(r, r->model->limits_size), ent_arena_array(r->arena, r->model->total, sizeof *of.allowed)};
    if (!of.negotiators || !of.ratifiers || !of.mandates || !of.lines || !of.allowed) return ENT_MEMORY;
    for (size_t s = 0; s < r->sides_size; s++)
        of.mandates[s] = r->sides[s].barred != NULL;
    for (size_t k = 0; k < r->ratifiers_size; k++)
        of.ratifiers[k] = r->ratifiers[k].votes;
    bool known = true;
    ent_status status = reduce(r, &of, of.lines, r->model->limits_size, &known);
    if (status == ENT_OK) status = reduce(r, &of, of.mandates, r->sides_size, &known);
    if (status == ENT_OK) status = reduce(r, &of, of.ratifiers, r->ratifiers_size, &known);
    if (status == ENT_OK) status = reduce(r, &of, of.negotiators, r->model->parties, &known);
    if (status == ENT_OK && known) write_proof(r, &of);
    return status;
}
