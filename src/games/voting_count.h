/* Counting in weighted voting: how many coalitions turn from losing to winning with a player, by their size. */
#ifndef ENT_GAMES_VOTING_COUNT_H
#define ENT_GAMES_VOTING_COUNT_H

#include <entente/base.h>
#include <gmp.h>

/* Weights are above 0, the larger before the smaller, and add up to `total`; a coalition wins with `quota`, which is
 * from 1 to total. */
typedef struct ent_voting_count {
    size_t players;
    const uint64_t *weight;
    uint64_t total, quota;
    /* Results, for each player: coalitions of others that win with the player only; and the number of orders, of
     * players!, in which the player turns those before into a winning coalition. */
    mpz_t *swings, *orders;
    mpz_t winning; /* coalitions */
} ent_voting_count;

/* Bytes that a table takes: of coalitions by weight, and by weight and size. SIZE_MAX where that does not fit. */
size_t ent_voting_table_bytes(const ent_voting_count *count, bool by_size);

/* By dynamic programming; without `by_size` only swings. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_voting_count_table(ent_voting_count *count, bool by_size, const ent_run *run);
/* By meeting in the middle, at most 40 players; swings and orders. */
ent_status ent_voting_count_middle(ent_voting_count *count, const ent_run *run);

/* The number of winning coalitions in which everybody is needed, by a table of coalitions up to the quota. */
size_t ent_voting_minimal_bytes(const ent_voting_count *count);
ent_status ent_voting_count_minimal(const ent_voting_count *count, const ent_run *run, mpz_t out);

#endif
