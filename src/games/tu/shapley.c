/* Shapley and Banzhaf values from sums by size. */
#include "games/tu/shapley.h"

#include "games/tu/sums.h"

static ent_status find_sums(const ent_tu_game *game, const ent_run *run, ent_tu_whole *table, ent_tu_sums **sums) {
    ent_status status = ent_tu_whole_init(table, game, 53, run);
    if (status != ENT_OK) return status;
    return ent_tu_sums_find(ent_tu_whole_source(table), game->players, run, sums);
}

ent_status ent_tu_shapley(const ent_tu_game *game, const ent_run *run, ent_allocation *out) {
    ent_tu_whole table;
    ent_tu_sums *sums;
    ent_status status = find_sums(game, run, &table, &sums);
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

ent_status ent_tu_banzhaf(const ent_tu_game *game, ent_banzhaf_kind kind, const ent_run *run, ent_allocation *out) {
    ent_tu_whole table;
    ent_tu_sums *sums;
    ent_status status = find_sums(game, run, &table, &sums);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++) {
        ent_tu_sums_banzhaf(sums, game->players, i, mpq_numref(out->exact[i]));
        mpz_set_ui(mpq_denref(out->exact[i]), 1);
        if (kind == ENT_BANZHAF_VALUE) mpq_div_2exp(out->exact[i], out->exact[i], game->players - 1);
    }
    ent_tu_whole_finish(&table, out);
    if (kind == ENT_BANZHAF_NORMALISED) ent_tu_whole_normalise(&table, out);
    ent_free(ent_run_allocator(run), sums);
    return ENT_OK;
}
