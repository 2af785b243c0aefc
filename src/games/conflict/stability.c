/* The table of all cells. */
#include <string.h>

#include "games/conflict/parts.h"

enum { CHUNKS = 64, LEAST_CHUNK = 256 }; /* chunks of states share one search's scratch */

/* ---- cells by search ------------------------------------------------------------------------------------ */

typedef struct searching {
    const ent_conflict *conflict;
    uint32_t concepts, player, chunk;
    ent_unknown_reading unknown;
    const ent_run *run;
    uint32_t *stable;
} searching;

static ent_status search_chunk(void *context, size_t chunk) {
    const searching *work = context;
    uint32_t from = (uint32_t)chunk * work->chunk;
    uint32_t to = work->conflict->states - from < work->chunk ? work->conflict->states : from + work->chunk;
    uint32_t joint = ENT_STABILITY_BIT(ENT_STABILITY_SIM);
    ent_search search;
    ent_status status = ent_search_init(&search, work->conflict, (work->concepts & ~joint) != 0,
                                        (work->concepts & joint) != 0, work->run);
    for (uint32_t s = from; status == ENT_OK && s < to; s++)
        for (uint32_t c = 0; c < ENT_STABILITIES; c++) {
            if ((work->concepts & ENT_STABILITY_BIT(c)) == 0) continue;
            ent_cell_rule rule = ent_cell_rule_of((ent_stability)c, work->unknown);
            if (ent_search_stable(&search, &rule, work->player, s)) work->stable[s] |= ENT_STABILITY_BIT(c);
        }
    ent_search_free(&search);
    return status;
}

static ent_status search_cells(searching *work) {
    if (work->concepts == 0) return ENT_OK;
    uint32_t states = work->conflict->states;
    work->chunk = states / CHUNKS < LEAST_CHUNK ? LEAST_CHUNK : states / CHUNKS;
    return ent_parallel(work->run, (states + work->chunk - 1) / work->chunk, search_chunk, work);
}

ent_status ent_conflict_cells(const ent_conflict *conflict, uint32_t concepts, ent_unknown_reading unknown,
                              uint32_t player, const ent_run *run, uint32_t *stable) {
    searching work = {conflict, concepts, player, 0, unknown, run, stable};
    if (ent_condense_applies(conflict, unknown, player)) {
        ent_status status = ent_condense_cells(conflict, concepts, unknown, player, run, stable);
        if (status != ENT_OK) return status;
        work.concepts &= ENT_STABILITY_BIT(ENT_STABILITY_SIM);
    }
    return search_cells(&work);
}

/* ---- the table ------------------------------------------------------------------------------------------ */

typedef struct filling {
    const ent_conflict *conflict;
    const ent_stability_table *table;
    ent_unknown_reading unknown;
    const ent_run *run;
} filling;

static ent_status fill_player(void *context, size_t player) {
    const filling *work = context;
    return ent_conflict_cells(work->conflict, work->table->concepts, work->unknown, (uint32_t)player, work->run,
                              work->table->stable + player * work->conflict->states);
}

ent_status ent_conflict_stability(const ent_conflict *conflict, const ent_stability_options *options,
                                  const ent_run *run, ent_arena *arena, ent_stability_table *out) {
    uint32_t known = ent_conflict_concepts(conflict), states = conflict->states, players = conflict->players;
    *out = (ent_stability_table){.states = states, .players = players};
    out->concepts = options->concepts == 0 ? known : options->concepts;
    if ((out->concepts & ~known) != 0) return ENT_INPUT;
    size_t cells = (size_t)states * players;
    out->stable = ent_arena_array(arena, cells, sizeof *out->stable);
    out->equilibrium = ent_arena_array(arena, states, sizeof *out->equilibrium);
    if (out->stable == NULL || out->equilibrium == NULL) return ENT_MEMORY;
    memset(out->stable, 0, cells * sizeof *out->stable);
    filling work = {conflict, out, options->unknown, run};
    ent_status status = ent_parallel(run, players, fill_player, &work);
    for (uint32_t s = 0; status == ENT_OK && s < states; s++) {
        out->equilibrium[s] = out->concepts;
        for (uint32_t p = 0; p < players; p++)
            out->equilibrium[s] &= out->stable[(size_t)p * states + s];
    }
    return status;
}
