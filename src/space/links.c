/* Which issues hang together by interactions and tables. */
#include "space/links.h"

static void find_asked(ent_links *links) {
    const ent_space *space = links->space;
    const size_t words = space->words;
    for (size_t j = 0; j < space->issues; j++)
        for (size_t flat = space->first[j]; flat < space->first[j + 1]; flat++)
            for (size_t w = 0; w < words; w++)
                links->asked[j * words + w] |= ~ent_space_holds(space, flat)[w] & links->relevant[w];
}

static void find_settled(ent_links *links) {
    const size_t words = links->space->words;
    for (size_t w = 0; w < words; w++) {
        uint64_t left = links->relevant[w];
        for (size_t j = links->space->issues; j-- > 0;) {
            links->settled[j * words + w] = links->asked[j * words + w] & left;
            left &= ~links->asked[j * words + w];
        }
        if (links->space->issues > 0) links->settled[w] |= left;
    }
}

static void join(ent_links *links, size_t a, size_t b) {
    const size_t from = links->component[a], to = links->component[b];
    if (from == to) return;
    for (size_t j = 0; j < links->space->issues; j++)
        if (links->component[j] == from || links->component[j] == to) links->component[j] = from < to ? from : to;
}

static void find_components(ent_links *links) {
    const ent_space *space = links->space;
    for (size_t j = 0; j < space->issues; j++)
        links->component[j] = j;
    for (size_t q = 0; q < space->interactions; q++) {
        size_t before = SIZE_MAX;
        for (size_t j = 0; j < space->issues; j++) {
            if (!ent_links_asks(links, j, q)) continue;
            if (before != SIZE_MAX) join(links, before, j);
            before = j;
        }
    }
    for (size_t t = 0; t < space->tables_size; t++)
        if (links->counts[t]) join(links, space->tables[t].first, space->tables[t].second);
}

bool ent_links_make(const ent_space *space, const bool *counts, ent_arena *arena, ent_links *out) {
    *out = (ent_links){.space = space};
    out->relevant = ent_arena_array(arena, space->words, sizeof *out->relevant);
    out->asked = ent_arena_array(arena, space->issues * space->words, sizeof *out->asked);
    out->settled = ent_arena_array(arena, space->issues * space->words, sizeof *out->settled);
    out->counts = ent_arena_array(arena, space->tables_size, sizeof *out->counts);
    out->component = ent_arena_array(arena, space->issues, sizeof *out->component);
    if (!out->relevant || !out->asked || !out->settled || !out->counts || !out->component) return false;
    for (size_t q = 0; q < space->interactions; q++)
        if (!counts || counts[space->gainer[q]]) out->relevant[q / 64] |= (uint64_t)1 << q % 64;
    for (size_t t = 0; t < space->tables_size; t++)
        out->counts[t] = !counts || counts[space->tables[t].party];
    find_asked(out);
    find_settled(out);
    find_components(out);
    return true;
}
