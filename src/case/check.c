/* Checks across the parts of a case: dates, owners, preferences, and the changes that its events set. */
#include "case/check.h"
#include "case/issue.h"
#include "case/overlay.h"

#include <string.h>

/* ---- dates of the talks ---- */

static void check_dates(ent_binder *binder) {
    ent_date opens = ent_case_date(binder->result, "opens"), expires = ent_case_date(binder->result, "expires");
    if (opens.year == 0 || expires.year == 0 || ent_date_first_day(opens) <= ent_date_last_day(expires)) return;
    const ent_node *node = ent_path_find(binder->kept->tree, "dates.expires", NULL, NULL);
    ent_bind_error(binder, node, "E-CASE-0146", NULL, "'expires' is before 'opens'");
}

/* ---- numbers nobody answers for ---- */

/* The part, or the entry of a part, that a number stands in: what one warning covers. */
static const ent_node *group_of(const ent_node *node) {
    const ent_node *group = node, *below = node;
    while (group->parent != NULL && group->parent->parent != NULL) {
        below = group;
        group = group->parent;
    }
    return group->kind == ENT_NODE_SCALAR || group == below ? group : below;
}

void ent_check_owners(ent_binder *binder) {
    const ent_case *c = binder->result;
    if (!binder->options->builtin || binder->trial) return;
    for (size_t i = 0; i < c->slots_size;) {
        const ent_node *group = group_of(c->slots[i].node);
        const ent_node *first = NULL;
        size_t count = 0;
        for (; i < c->slots_size && group_of(c->slots[i].node) == group; i++) {
            if (c->slots[i].provenance->basis != ENT_UNOWNED) continue;
            if (count++ == 0) first = c->slots[i].node;
        }
        if (count == 0) continue;
        ent_buffer path;
        ent_buffer_init(&path, ent_arena_allocator(binder->arena));
        ent_path_write(&path, group);
        ent_bind_warning(binder, first, "W-CASE-0400", "add judged_by: and because:, reported: or record: above them",
                         count == 1 ? "%zu number under %s has no owner" : "%zu numbers under %s have no owner", count,
                         path.data != NULL ? path.data : "the case");
        ent_buffer_free(&path);
    }
}

/* ---- values that do not move ---- */

static bool feasible(const ent_case *c, int issue, size_t option) {
    for (size_t i = 0; i < c->limits_size; i++)
        if (c->limits[i].when.issue == issue && !ent_when_holds(&c->limits[i].when, &c->issues[issue], option))
            return false;
    return true;
}

/* Whether `level` is below, at or above an option. */
static int level_against(const ent_issue *issue, const ent_level *level, size_t option) {
    ent_ratio theirs;
    if (level->option != ENT_NOWHERE) return level->option < (int)option ? -1 : level->option > (int)option;
    if (!ent_issue_number(issue, option, &theirs) || !level->number.exact) return 0;
    return ent_ratio_compare(level->number.ratio, theirs);
}

enum { MOST_LOOKS = 20 * 1000 * 1000 }; /* at options and limits; beyond, nothing is warned of */

static void check_flat(ent_binder *binder, const ent_preference *preference, size_t *looks) {
    const ent_case *c = binder->result;
    if (preference->kind != ENT_LINEAR || !preference->best.set || !preference->worst.set) return;
    const ent_issue *issue = &c->issues[preference->issue];
    if (issue->kind != ENT_RANGE && issue->kind != ENT_SCALE) return;
    double best = preference->best.option != ENT_NOWHERE ? preference->best.option : -1.0;
    double worst = preference->worst.option != ENT_NOWHERE ? preference->worst.option : -1.0;
    bool up = issue->kind == ENT_SCALE ? worst > best : preference->worst.number.value > preference->best.number.value;
    size_t far = up ? issue->options_size - 1 : 0;
    for (size_t option = far; level_against(issue, &preference->worst, option) == (up ? -1 : 1);
         option += up ? (size_t)-1 : 1) {
        *looks += c->limits_size + 1;
        if (*looks > MOST_LOOKS) return;
        if (!feasible(c, preference->issue, option)) continue;
        char text[ENT_NUMBER_TEXT];
        ent_bind_warning(binder, ent_node_child(preference->node, "worst"), "W-CASE-0401",
                         "move worst to the end of what can be agreed, or add a limit",
                         "%s can go beyond worst to %s, where its value stays 0", issue->id,
                         ent_issue_option(issue, option, text));
        return;
    }
}

void ent_check_preferences(ent_binder *binder) {
    const ent_case *c = binder->result;
    size_t looks = 0;
    for (size_t i = 0; i < c->preferences_size; i++)
        for (size_t j = 0; j < c->preferences[i].size; j++)
            check_flat(binder, &c->preferences[i].rows[j], &looks);
}

/* ---- what events would change ---- */

/* A copy without the parts that nothing else refers to, so that trying is cheap. */
static ent_node *light_copy(const ent_node *tree, ent_arena *arena) {
    static const char *const left_out[] = {"claims", "outcome", "commitments"};
    ent_node *copy = ent_arena_alloc(arena, sizeof *copy);
    if (copy == NULL) return NULL;
    *copy = (ent_node){.document = tree->document, .kind = tree->kind, .start = tree->start, .end = tree->end};
    for (const ent_node *child = tree->first; child != NULL; child = child->next) {
        bool skip = false;
        for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
            skip = skip || strcmp(left_out[i], child->key) == 0;
        ent_node *other = skip ? NULL : ent_node_copy(child, arena, NULL);
        if (skip) continue;
        if (other == NULL) return NULL;
        ent_node_append(copy, other);
    }
    return ent_node_sort(copy, arena) ? copy : NULL;
}

static void try_outcome(ent_binder *binder, const ent_sets *sets) {
    ent_arena *arena = ent_arena_new(ent_arena_allocator(binder->arena));
    ent_node *tree = arena != NULL ? light_copy(binder->kept->tree, arena) : NULL;
    ent_case *c = tree != NULL ? ent_arena_alloc(arena, sizeof *c) : NULL;
    ent_case_private *kept = c != NULL ? ent_arena_alloc(arena, sizeof *kept) : NULL;
    if (kept == NULL) {
        binder->failed = true;
        ent_arena_free(arena);
        return;
    }
    c->arena = arena;
    c->path = binder->result->path;
    kept->tree = tree;
    kept->document = binder->kept->document;
    const ent_case_options plain = {.without_sources = binder->options->without_sources};
    ent_binder trial = {.run = binder->run,
                        .options = &plain,
                        .result = c,
                        .kept = kept,
                        .base = binder->result,
                        .arena = arena,
                        .trial = true};
    ent_status status = ent_overlay_apply(binder->run, arena, tree, sets);
    if (status == ENT_OK) status = ent_bind_case(&trial);
    if (status == ENT_MEMORY)
        binder->failed = true;
    else if (status != ENT_OK)
        binder->errors++;
    ent_arena_free(arena);
}

void ent_check_sets(ent_binder *binder) {
    const ent_case *c = binder->result;
    if (binder->errors > 0 || binder->trial) /* each would repeat what is wrong already */
        return;
    for (size_t i = 0; i < c->events_size; i++)
        for (size_t j = 0; j < c->events[i].outcomes_size && !binder->failed; j++)
            if (c->events[i].outcomes[j].set.size > 0) try_outcome(binder, &c->events[i].outcomes[j].set);
}

void ent_check_case(ent_binder *binder) {
    if (binder->oversize) return;
    check_dates(binder);
    ent_check_parties(binder);
    ent_check_events(binder);
    ent_check_agreements(binder);
    if (binder->errors == 0) ent_check_preferences(binder);
    ent_check_owners(binder);
    size_t errors = binder->errors;
    ent_check_sets(binder);
    if (binder->errors == errors && !binder->failed) ent_check_governments(binder); /* events may bring some */
}
