/* Where the conflict may go from where it stands: what can be reached, and the shortest ways of improvements. */
#include "lens/stability/stability.h"

static uint32_t reached(const ent_conflict_paths *paths) {
    uint32_t count = 0;
    for (uint32_t state = 0; state < paths->states; state++)
        count += state != paths->from && paths->distance[state] != ENT_CONFLICT_NONE;
    return count;
}

static bool is_reached_equilibrium(const stability *s, uint32_t state, const void *with) {
    const ent_conflict_paths *paths = with;
    return paths->distance[state] != ENT_CONFLICT_NONE && stability_is_equilibrium(s, s->concept, state);
}

static void metrics(stability *s, const ent_conflict_paths *all) {
    ent_info info = stability_info(s, "States that moves can reach from the status quo", "states");
    ent_findings_metric(s->out, "reachable.moves.count", ent_integer(reached(all)), &info);
    info = stability_info(s, "States that improvements can reach from the status quo", "states");
    ent_findings_metric(s->out, "reachable.improvements.count", ent_integer(reached(s->improvements)), &info);
    info = stability_info(s, "Equilibria that improvements can reach from the status quo", NULL);
    const char *list = stability_list(s, is_reached_equilibrium, s->improvements);
    if (*list != '\0') ent_findings_metric(s->out, "reachable.equilibria", ent_text(list), &info);
}

static ent_status table(stability *s, const ent_conflict_paths *paths) {
    ent_table *table = ent_findings_table(s->out, "paths", true, "Where improvements lead from the status quo");
    ent_table_about(s->out, table,
                    "Shortest sequences in which every step is better for whoever makes it. They say what "
                    "is possible, not what is likely: nobody is assumed to look ahead.");
    ent_table_column(s->out, table, "state", "To state", "integer", "", 0);
    ent_table_column(s->out, table, "lasts", "Would last", "boolean", "", 0);
    ent_table_column(s->out, table, "steps", "Steps", "integer", "", 0);
    ent_table_column(s->out, table, "path", "Step by step", "text", "", 0);
    for (int lasts = 1; lasts >= 0; lasts--)
        for (uint32_t state = 0; state < paths->states; state++) {
            if (state == paths->from || paths->distance[state] == ENT_CONFLICT_NONE) continue;
            if (stability_is_equilibrium(s, s->concept, state) != (lasts == 1)) continue;
            const ent_conflict_step *step = ent_conflict_path_to(paths, state, s->arena);
            if (step == NULL) return ENT_MEMORY;
            ent_table_row(s->out, table,
                          (ent_value[]){ent_integer(state), ent_bool(lasts == 1), ent_integer(paths->distance[state]),
                                        ent_text(stability_steps(s, step, paths->distance[state]))});
        }
    return ENT_OK;
}

ent_status stability_paths(stability *s) {
    if (s->status_quo == ENT_CONFLICT_NONE) return ENT_OK;
    static const ent_path_options any = {ENT_CONFLICT_ALL_MOVES, true}, better = {ENT_CONFLICT_IMPROVEMENTS, true};
    ent_conflict_paths all, *improvements = ent_arena_alloc(s->arena, sizeof *improvements);
    if (improvements == NULL) return ENT_MEMORY;
    ent_status status = ent_conflict_paths_from(&s->conflict, s->status_quo, &any, s->run, s->arena, &all);
    if (status == ENT_OK)
        status = ent_conflict_paths_from(&s->conflict, s->status_quo, &better, s->run, s->arena, improvements);
    if (status != ENT_OK) return status;
    s->improvements = improvements;
    metrics(s, &all);
    return s->people && reached(improvements) > 0 ? table(s, improvements) : ENT_OK;
}
