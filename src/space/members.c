/* A smaller space for a coalition. */
#include "space/members.h"

#include <string.h>

/* The member's number, or `size` for a party that is none. */
static size_t place_of(const size_t *members, size_t size, size_t party) {
    size_t k = 0;
    while (k < size && members[k] != party)
        k++;
    return k;
}

static void copy_interactions(const ent_space *space, const size_t *members, size_t size, ent_space *out) {
    size_t kept = 0;
    for (size_t q = 0; q < space->interactions; q++) {
        const size_t gainer = place_of(members, size, space->gainer[q]);
        if (gainer == size) continue;
        out->gainer[kept] = gainer;
        out->add[kept] = space->add[q];
        for (size_t flat = 0; flat < space->total; flat++)
            if (!(ent_space_holds(space, flat)[q / 64] >> q % 64 & 1)) ent_space_fails(out, flat, kept);
        kept++;
    }
}

static bool copy_tables(ent_arena *arena, const ent_space *space, const size_t *members, size_t size, ent_space *out) {
    size_t kept = 0;
    for (size_t t = 0; t < space->tables_size; t++)
        kept += place_of(members, size, space->tables[t].party) < size;
    if (!ent_space_tables(arena, out, kept)) return false;
    kept = 0;
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        const size_t party = place_of(members, size, table->party);
        if (party == size) continue;
        if (!ent_space_table(arena, out, kept, party, table->first, table->second)) return false;
        memcpy(out->tables[kept++].cells, table->cells,
               ent_space_options(space, table->first) * ent_space_options(space, table->second) * sizeof *table->cells);
    }
    return true;
}

ent_space *ent_space_members(ent_arena *arena, const ent_space *space, const size_t *members, size_t size,
                             const bool *allowed) {
    size_t kept = 0;
    size_t *options = ent_arena_array(arena, space->issues, sizeof *options);
    if (!options) return NULL;
    for (size_t j = 0; j < space->issues; j++)
        options[j] = ent_space_options(space, j);
    for (size_t q = 0; q < space->interactions; q++)
        kept += place_of(members, size, space->gainer[q]) < size;
    ent_space *out = ent_space_new(arena, size, space->issues, options, kept);
    if (!out) return NULL;
    for (size_t k = 0; k < size; k++) {
        const size_t i = members[k];
        memcpy(out->terms + k * space->total, space->terms + i * space->total, space->total * sizeof *out->terms);
        out->constant[k] = space->constant[i];
        out->no_deal[k] = space->no_deal[i];
        out->lifted[k] = space->lifted[i];
        out->denominator[k] = space->denominator[i];
        out->risk[k] = space->risk[i];
    }
    memcpy(out->allowed, allowed, space->total * sizeof *out->allowed);
    copy_interactions(space, members, size, out);
    if (!copy_tables(arena, space, members, size, out)) return NULL;
    out->exact = space->exact;
    return out;
}
