/* Tables of coalitions from exact numbers: whole numbers over a common denominator where these fit a double, rounded
 * ones where not. */
#ifndef ENT_GAMES_TU_FILL_H
#define ENT_GAMES_TU_FILL_H

#include "games/tu/game.h"

/* ---- a common denominator ----------------------------------------------------------------------------- */

/* What is known of the numbers seen so far. */
typedef struct ent_tu_scale {
    mpz_t denominator; /* the least that makes all of them whole */
    mpq_t largest;     /* in size */
} ent_tu_scale;

void ent_tu_scale_init(ent_tu_scale *scale);
void ent_tu_scale_free(ent_tu_scale *scale);
void ent_tu_scale_see(ent_tu_scale *scale, mpq_srcptr number);
/* Whether every sum or difference of at most `terms` of the numbers is a whole number of at most 2^53 in size, in units
 * of 1/ *denominator. If not, *denominator is 1: the numbers are then rounded. */
bool ent_tu_scale_whole(const ent_tu_scale *scale, unsigned long terms, int64_t *denominator);
/* The number in these units: exactly where the numbers are whole, else the nearest double. */
double ent_tu_scale_number(mpq_srcptr number, int64_t denominator);

/* ---- tables that own their entries -------------------------------------------------------------------- */

typedef struct ent_tu_table {
    ent_tu_game game; /* its pointers are those below */
    double *value;
    uint64_t *impossible;           /* NULL until asked for */
    const ent_allocator *allocator; /* private */
} ent_tu_table;

/* All entries 0 and whole, every coalition possible. ENT_LIMIT for no player or more than ENT_TU_PLAYERS, ENT_MEMORY;
 * the table may then be freed. */
ent_status ent_tu_table_init(ent_tu_table *table, unsigned players, bool cost, const ent_run *run);
/* A bit a coalition, none set, in `impossible`. ENT_MEMORY. */
ent_status ent_tu_table_mark(ent_tu_table *table);
void ent_tu_table_free(ent_tu_table *table); /* also of one that is all zero bytes */

/* What a coalition is worth or pays, exactly, in the units of the case. Asked once or twice for every coalition but the
 * empty one, by rising mask, by one thread. */
typedef ent_status ent_tu_entry_source(void *context, ent_coalition_mask coalition, mpq_t out);

/* A table of what `entry` says: one pass for the common denominator, one for the entries. `whole` is set where all
 * entries fit. Statuses of ent_tu_table_init, ENT_CANCELLED, and what `entry` returns; the table then is empty. */
ent_status ent_tu_fill(unsigned players, bool cost, ent_tu_entry_source *entry, void *context, const ent_run *run,
                       ent_tu_table *out);

#endif
