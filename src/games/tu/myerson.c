/* The Myerson value: a pass over a table that is made on the way, of coalitions split into those who can talk. */
#include "games/tu/sums.h"
#include "games/tu/unions.h"

typedef struct network {
    const ent_tu_whole *table;
    ent_coalition_mask neighbours[ENT_TU_PLAYERS];
} network;

/* The connected part of a coalition that its first player is in. */
static ent_coalition_mask part_of(const network *work, ent_coalition_mask coalition) {
    ent_coalition_mask part = coalition & (0 - coalition), fresh = part;
    while (fresh != 0) {
        ent_coalition_mask reached = 0;
        for (; fresh != 0; fresh &= fresh - 1)
            reached |= work->neighbours[__builtin_ctz(fresh)];
        fresh = reached & coalition & ~part;
        part |= fresh;
    }
    return part;
}

static void fill_parts(const void *context, size_t first, size_t size, int64_t *out) {
    const network *work = context;
    for (size_t s = 0; s < size; s++) {
        ent_coalition_mask rest = (ent_coalition_mask)(first + s);
        for (out[s] = 0; rest != 0;) {
            ent_coalition_mask part = part_of(work, rest);
            out[s] += ent_tu_whole_at(work->table, part);
            rest &= ~part;
        }
    }
}

/* Of entries of at most 2^51, up to 30 parts add up to less than 2^56. */
ent_status ent_tu_myerson(const ent_tu_game *game, const ent_coalition_mask *neighbours, const ent_run *run,
                          ent_allocation *out) {
    ent_tu_whole table;
    ent_tu_sums *sums;
    network work = {.table = &table};
    ent_status status = ent_tu_whole_init(&table, game, 51, run);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++)
        for (unsigned j = 0; j < game->players; j++)
            if ((neighbours[i] >> j | neighbours[j] >> i) & 1) work.neighbours[i] |= (ent_coalition_mask)1 << j;
    status = ent_tu_sums_find((ent_tu_source){fill_parts, &work}, game->players, run, &sums);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++) {
        ent_tu_sums_shapley(sums, game->players, i, mpq_numref(out->exact[i]));
        mpz_fac_ui(mpq_denref(out->exact[i]), game->players);
        mpq_canonicalize(out->exact[i]);
    }
    ent_tu_whole_finish(&table, out);
    ent_free(ent_run_allocator(run), sums);
    return ENT_OK;
}
