/* Which rules are asked of a problem, and whether they fit it. */
#include "lens/share/share.h"

#include <string.h>

/* ---- what a rule needs --------------------------------------------------------------------------------------- */

static bool tabled(const share_rule *rule, const share_problem *problem, size_t players) {
    const bool structured = problem->view == SHARE_GAME && (rule->structured & (1u << problem->form)) != 0;
    return structured || problem->size <= share_most(problem, players);
}

typedef struct need_row {
    unsigned need;
    bool (*holds)(const share_problem *);
    const char *why;
} need_row;

static bool has_total(const share_problem *p) {
    return p->form != SHARE_VOTES;
}
static bool has_cost(const share_problem *p) {
    return p->cost;
}
static bool has_claims(const share_problem *p) {
    return p->form == SHARE_CLAIMS && p->view == SHARE_GAME;
}
static bool has_links(const share_problem *p) {
    return p->form == SHARE_LINKS && p->view == SHARE_GAME;
}
static bool has_demand(const share_problem *p) {
    return p->form == SHARE_DEMAND && p->view == SHARE_GAME;
}
static bool has_units(const share_problem *p) {
    return p->units.set && p->view == SHARE_GAME;
}
static bool has_unions(const share_problem *p) {
    return p->unions;
}
static bool has_channels(const share_problem *p) {
    return p->channels != NULL;
}
static bool has_priority(const share_problem *p) {
    return p->priority.set;
}
static bool has_order(const share_problem *p) {
    return p->order != NULL;
}
static bool has_recoupment(const share_problem *p) {
    return p->project->recoupment.set && p->view == SHARE_GAME;
}
static bool has_votes(const share_problem *p) {
    return p->form == SHARE_VOTES || (share_has_game(p) && !p->cost && p->form != SHARE_CLAIMS);
}
static bool has_key(const share_problem *p) {
    return p->project->keys_size > 0 && p->view == SHARE_GAME;
}

static const need_row needs[] = {
    {SHARE_NEEDS_GAME, share_has_game, "it needs a number for every group of participants"},
    {SHARE_NEEDS_TOTAL, has_total, "votes are not divided"},
    {SHARE_NEEDS_COST, has_cost, "it divides costs, and these numbers are worth something"},
    {SHARE_NEEDS_CLAIMS, has_claims, "it needs claims on an amount"},
    {SHARE_NEEDS_LINKS, has_links, "it needs links to a supply"},
    {SHARE_NEEDS_DEMAND, has_demand, "it needs quantities and a cost function"},
    {SHARE_NEEDS_UNITS, has_units, "it needs the units of each"},
    {SHARE_NEEDS_UNIONS, has_unions, "it needs unions: who bargains together (--union a+b)"},
    {SHARE_NEEDS_CHANNELS, has_channels, "it needs channels: who can talk to whom"},
    {SHARE_NEEDS_PRIORITY, has_priority, "it needs the participants' priority"},
    {SHARE_NEEDS_ORDER, has_order, "it needs the order of joining (--order a,b,c)"},
    {SHARE_NEEDS_RECOUPMENT, has_recoupment, "it needs the project's recoupment"},
    {SHARE_NEEDS_VOTES, has_votes, "it needs weights and a quota, or a game of 0 and 1"},
    {SHARE_NEEDS_KEY, has_key, "the project has no keys"},
};

const char *share_misses(const share_rule *rule, const share_problem *problem) {
    for (size_t k = 0; k < sizeof needs / sizeof needs[0]; k++)
        if ((rule->needs & needs[k].need) != 0 && !needs[k].holds(problem)) return needs[k].why;
    return NULL;
}

const char *share_unfit(const share_rule *rule, const share_problem *problem, size_t players) {
    const char *missing = share_misses(rule, problem);
    if (missing != NULL) return missing;
    const bool structured = problem->view == SHARE_GAME && (rule->structured & (1u << problem->form)) != 0;
    if ((rule->needs & SHARE_NEEDS_GAME) != 0 && share_by_unit(problem) && !structured)
        return "it is for single users, and the participants stand for several each (units)";
    if ((rule->needs & SHARE_NEEDS_GAME) != 0 && !tabled(rule, problem, players))
        return "it looks at every group, and there are too many of them (--players)";
    return NULL;
}

/* ---- the columns --------------------------------------------------------------------------------------------- */

static void add(share_columns *columns, const share_rule *rule, const ent_key *key, bool rounded, const char *id,
                const char *label, bool asked) {
    for (size_t k = 0; k < columns->size; k++)
        if (strcmp(columns->at[k].id, id) == 0) return;
    columns->at[columns->size++] =
        (share_column){.rule = rule, .key = key, .rounded = rounded, .id = id, .label = label, .asked = asked};
}

static bool names(const char *list, const char *id) {
    const size_t size = strlen(id);
    for (const char *at = list; (at = strstr(at, id)) != NULL; at++) {
        const bool starts = at == list || at[-1] == ',', ends = at[size] == '\0' || at[size] == ',';
        if (starts && ends) return true;
    }
    return false;
}

bool share_named(const ent_text_list *named, const char *id) {
    for (size_t k = 0; k < named->size; k++)
        if (names(named->items[k], id)) return true;
    return false;
}

static bool wanted(const ent_text_list *named, const char *id, bool shown) {
    return named->size > 0 ? share_named(named, id) : shown;
}

ent_status share_columns_make(const share_problem *problem, const ent_text_list *named, ent_arena *arena,
                              share_columns *out) {
    const ent_project *project = problem->project;
    const bool asked = named->size > 0;
    out->at = ent_arena_array(arena, SHARE_RULES + 2 * project->keys_size, sizeof *out->at);
    if (out->at == NULL) return ENT_MEMORY;
    out->size = 0;
    for (size_t k = 0; k < project->keys_size && problem->view == SHARE_GAME; k++) {
        const ent_key *key = &project->keys[k];
        const char *rounded = ent_arena_printf(arena, "%s-rounded", key->id);
        const char *label = key->name != NULL ? key->name : key->id;
        const char *label_rounded = ent_arena_printf(arena, "%s, rounded", label);
        if (rounded == NULL || label_rounded == NULL) return ENT_MEMORY;
        const share_rule *rule = share_rule_find("key");
        if (wanted(named, key->id, true) || share_named(named, "key"))
            add(out, rule, key, false, key->id, label, asked);
        if (key->rounded && (wanted(named, rounded, true) || share_named(named, "key")))
            add(out, rule, key, true, rounded, label_rounded, asked);
    }
    for (size_t k = 0; k < SHARE_RULES; k++) {
        const share_rule *rule = &share_rules[k];
        if ((rule->needs & SHARE_NEEDS_KEY) != 0) continue;
        if (wanted(named, rule->id, (rule->shown & (1u << problem->form)) != 0))
            add(out, rule, NULL, false, rule->id, rule->label, asked);
    }
    return ENT_OK;
}

/* What a participant pays, for one of the users that it stands for. */
static ent_status to_one_unit(const share_problem *problem, share_answer *answer) {
    ent_allocation *allocation = &answer->allocation;
    for (size_t i = 0; i < problem->size; i++) {
        if (mpq_sgn(problem->units.at[i]) == 0) {
            answer->why = "a participant stands for no user";
            return ENT_OK;
        }
        if (!allocation->is_exact) allocation->value[i] /= ent_mpq_value(problem->units.at[i]);
        if (allocation->is_exact) mpq_div(allocation->exact[i], allocation->exact[i], problem->units.at[i]);
    }
    if (allocation->is_exact) ent_allocation_from_exact(allocation);
    answer->per_unit = true;
    return ENT_OK;
}

ent_status share_compute(const share_work *work, const share_column *column, share_answer *out) {
    share_work here = *work;
    here.rule = column->rule;
    here.key = column->key;
    here.asked = column->asked;
    here.rounded = column->rounded;
    ent_status status = ent_allocation_init(&out->allocation, work->problem->size);
    if (status != ENT_OK) return status;
    out->why = share_unfit(column->rule, work->problem, work->players);
    if (out->why != NULL) return ENT_OK;
    status = column->rule->compute(&here, out);
    if (status == ENT_OK && out->allocation.exists && share_by_unit(work->problem) && !out->per_unit)
        status = to_one_unit(work->problem, out);
    if (status == ENT_OK && !out->allocation.exists && out->why == NULL) out->why = "it gives nothing here";
    return status;
}

void share_columns_free(share_columns *columns) {
    for (size_t k = 0; k < columns->size; k++)
        ent_allocation_free(&columns->at[k].answer.allocation);
    columns->size = 0;
}

void share_paid(const share_problem *problem, const share_answer *answer, size_t player, mpq_t out) {
    if (answer->allocation.is_exact)
        mpq_set(out, answer->allocation.exact[player]);
    else
        mpq_set_d(out, answer->allocation.value[player]);
    if (answer->per_unit) mpq_mul(out, out, problem->units.at[player]);
}
