/* Who bargains together, who can talk to whom, and in which order they join. */
#include "lens/share/problem.h"

#include <string.h>

static size_t player_named(const share_problem *problem, const char *text, size_t length) {
    for (size_t i = 0; i < problem->size; i++)
        if (strlen(problem->id[i]) == length && strncmp(problem->id[i], text, length) == 0) return i;
    return SIZE_MAX;
}

static ent_status refuse(const share_problem *problem, const ent_run *run, const char *id, const char *option,
                         const char *text, const char *what) {
    ent_diagnosef(run == NULL ? NULL : run->diagnostics, ENT_ERROR, id, NULL, NULL, what, NULL,
                  "--%s %s does not fit %s", option, text, problem->project->id);
    return ENT_USAGE;
}

/* ---- unions -------------------------------------------------------------------------------------------------- */

static ent_status alone_at_first(share_problem *problem) {
    problem->group = ent_arena_array(problem->arena, problem->size, sizeof *problem->group);
    if (problem->group == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < problem->size; i++)
        problem->group[i] = (unsigned)i;
    problem->unions = true;
    return ENT_OK;
}

/* One union, as written: a+b. `joined` marks who is in one already. */
static ent_status read_union(share_problem *problem, const share_ask *ask, const ent_run *run, const char *text,
                             bool *joined) {
    size_t first = SIZE_MAX;
    for (const char *at = text;;) {
        const size_t length = strcspn(at, "+"), i = player_named(problem, at, length);
        if (i == SIZE_MAX && !ask->partial)
            return refuse(problem, run, "U-SHARE-0005", "union", text, "ids of participants, joined by +: a+b");
        if (i != SIZE_MAX && joined[i])
            return refuse(problem, run, "U-SHARE-0005", "union", text, "each participant is in one union at most");
        if (i != SIZE_MAX) {
            joined[i] = true;
            if (first == SIZE_MAX) first = i;
            problem->group[i] = (unsigned)first;
        }
        at += length;
        if (*at++ == '\0') return ENT_OK;
    }
}

static ent_status read_unions(share_problem *problem, const share_ask *ask, const ent_run *run) {
    const ent_project *project = problem->project;
    const bool asked = ask->unions != NULL && ask->unions->size > 0;
    if (!asked && project->unions_size == 0) return ENT_OK;
    bool *joined = ent_arena_array(problem->arena, problem->size, sizeof *joined);
    ent_status status = joined == NULL ? ENT_MEMORY : alone_at_first(problem);
    for (size_t k = 0; asked && status == ENT_OK && k < ask->unions->size; k++)
        status = read_union(problem, ask, run, ask->unions->items[k], joined);
    for (size_t k = 0; !asked && status == ENT_OK && k < project->unions_size; k++) {
        size_t first = SIZE_MAX;
        for (size_t m = 0; m < project->unions[k].members_size; m++) {
            const size_t i = share_player(problem, project->unions[k].members[m]);
            if (i == SIZE_MAX) continue;
            if (first == SIZE_MAX) first = i;
            problem->group[i] = (unsigned)first;
        }
    }
    return status;
}

/* ---- channels and order -------------------------------------------------------------------------------------- */

static ent_status read_channels(share_problem *problem) {
    const ent_project *project = problem->project;
    if (project->channels_size == 0 || problem->size > ENT_TU_PLAYERS) return ENT_OK;
    problem->channels = ent_arena_array(problem->arena, problem->size, sizeof *problem->channels);
    if (problem->channels == NULL) return ENT_MEMORY;
    for (size_t k = 0; k < project->channels_size; k++) {
        const ent_group *channel = &project->channels[k];
        for (size_t m = 0; m < channel->members_size; m++)
            for (size_t o = 0; o < channel->members_size; o++) {
                const size_t i = share_player(problem, channel->members[m]);
                const size_t j = share_player(problem, channel->members[o]);
                if (i != SIZE_MAX && j != SIZE_MAX && i != j) problem->channels[i] |= (ent_coalition_mask)1 << j;
            }
    }
    return ENT_OK;
}

static ent_status read_order(share_problem *problem, const share_ask *ask, const ent_run *run) {
    static const char right[] = "the ids of all participants, each once, separated by commas";
    if (ask->order == NULL) return ENT_OK;
    size_t *order = ent_arena_array(problem->arena, problem->size, sizeof *order), size = 0;
    bool *seen = ent_arena_array(problem->arena, problem->size, sizeof *seen);
    if (order == NULL || seen == NULL) return ENT_MEMORY;
    for (const char *at = ask->order;;) {
        const size_t length = strcspn(at, ","), i = player_named(problem, at, length);
        const bool left_out = i == SIZE_MAX && ask->partial;
        if (!left_out && (i == SIZE_MAX || seen[i]))
            return refuse(problem, run, "U-SHARE-0006", "order", ask->order, right);
        if (!left_out) {
            seen[i] = true;
            order[size++] = i;
        }
        at += length;
        if (*at++ == '\0') break;
    }
    if (size != problem->size) return refuse(problem, run, "U-SHARE-0006", "order", ask->order, right);
    problem->order = order;
    return ENT_OK;
}

ent_status share_groups_read(share_problem *problem, const share_ask *ask, const ent_run *run) {
    ent_status status = read_unions(problem, ask, run);
    if (status == ENT_OK) status = read_channels(problem);
    return status == ENT_OK ? read_order(problem, ask, run) : status;
}
