/* What the parts of the nucleolus share: where coalitions come from, and the levels that were found. Private to
 * nucleolus*.c. */
#ifndef ENT_GAMES_TU_NUCLEOLUS_PARTS_H
#define ENT_GAMES_TU_NUCLEOLUS_PARTS_H

#include "games/lp.h"
#include "games/tu/nucleolus.h"
#include "games/tu/scan.h"

/* ---- coalitions (nucleolus_source.c) -------------------------------------------------------------------- */

/* A table or a list. Coalitions have numbers: their mask, their index. */
typedef struct nucleolus_source {
    const ent_tu_game *game; /* one of the two */
    const ent_coalition_list *list;
    size_t players;
    bool whole;
    double sign;  /* -1 for costs */
    double grand; /* of the table, as it stands */
    double denominator;
    double *single; /* a player's own entry; 0 where there is none */
    bool *has_single;
    double largest;  /* entry by size, or a little more */
    double span;     /* largest |v(S) - sum of single| : the unit of the programs; at least a small part of `largest` */
    uint32_t *start; /* coalitions that the first program begins with */
    size_t start_size;
    ent_scan *scan;
    const ent_allocator *allocator;
} nucleolus_source;

ent_status nucleolus_source_init(nucleolus_source *source, const ent_tu_game *game, const ent_coalition_list *list,
                                 const ent_run *run);
void nucleolus_source_free(nucleolus_source *source);
size_t nucleolus_members(const nucleolus_source *source, uint32_t coalition, uint32_t *members);
double nucleolus_value(const nucleolus_source *source, uint32_t coalition);
/* As ent_scan_worst. */
ent_status nucleolus_worst(const nucleolus_source *source, const ent_scan_options *options, const ent_run *run,
                           size_t most, ent_scan_found *found, size_t *size);
size_t nucleolus_passes(const nucleolus_source *source); /* over the table, so far */

/* ---- levels (nucleolus_program.c) ----------------------------------------------------------------------- */

typedef struct nucleolus_pick { /* something settled */
    uint32_t place;             /* a coalition, or the player who stands at the bound of a single one */
    bool bound;
} nucleolus_pick;

typedef struct nucleolus_stage { /* a level: what it settled, and how much of `basis` stood before it */
    double excess;               /* in units of the table */
    size_t first, size;          /* of picks */
    size_t basis_before;
} nucleolus_stage;

typedef struct nucleolus_levels {
    nucleolus_stage *stages;
    size_t stages_size;
    nucleolus_pick *picks; /* each at most once */
    size_t picks_size, picks_capacity;
    size_t
        corner; /* the last so many of picks belong to no stage: coalitions with the first level's excess, and players
                   (`bound`) who get just what they get in x, single a corner of the least core out */
    nucleolus_pick *basis; /* picks that raised the rank, in their order */
    size_t basis_size;
    /* stages x (players + 1): whether the dual of the stage's program may weigh what stood in the basis before (by its
     * place), and the coalition of all (last). What is left out says the same as others. */
    bool *used;
    double *x; /* the allocation in doubles, in units of the table */
    ent_nucleolus_reason reason;
    size_t programs, rows, scans;
    bool failed; /* the solver gave up, or its duals make no sense */
} nucleolus_levels;

/* Solves the programs with a tolerance. */
ent_status nucleolus_solve(const nucleolus_source *source, const ent_nucleolus_options *options, double tolerance,
                           const ent_run *run, nucleolus_levels *out);
void nucleolus_levels_free(const nucleolus_source *source, nucleolus_levels *levels);

/* ---- fractions (nucleolus_exact.c, nucleolus_proof.c) --------------------------------------------------- */

/* The allocation and the levels (stages_size numbers) from what was settled, in units of the table; *consistent false
 * where the equations contradict one another or leave something open. */
ent_status nucleolus_exact(const nucleolus_source *source, const ent_nucleolus_options *options,
                           const nucleolus_levels *levels, mpq_t *x, mpq_t *excess, bool *consistent);
/* (2) above, of one stage: whether its picks have weights above 0 whose sum lies in the span of what stood before. */
ent_status nucleolus_balanced(const nucleolus_source *source, const ent_nucleolus_options *options,
                              const nucleolus_levels *levels, size_t stage, bool *balanced);
/* (1) above, of all stages and over all coalitions, in fractions; and that bounds are kept. Whole tables only. */
ent_status nucleolus_prove(const nucleolus_source *source, const ent_nucleolus_options *options,
                           const nucleolus_levels *levels, const mpq_t *x, const mpq_t *excess, const ent_run *run,
                           bool *proved);
/* By how much an excess outside the span misses its level at most; 0 at least. */
ent_status nucleolus_residual(const nucleolus_source *source, const ent_nucleolus_options *options,
                              const nucleolus_levels *levels, const double *x, const double *excess, const ent_run *run,
                              double *residual);

/* ---- equations (equations.c) ---------------------------------------------------------------------------- */

/* Solves rows x columns equations (a row: the coefficients and the right side) exactly; rows are overwritten. False
 * where they contradict one another or leave something open. */
bool ent_equations_solve(mpq_t *rows, size_t rows_size, size_t columns, mpq_t *out);

#endif
