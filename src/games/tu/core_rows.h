/* Inside the core's programs: a table or a list of coalitions as rows of x(S) >= b(S) in whole numbers, whichever kind
 * the game is (of a cost game x is minus what players pay), and looking for rows that a point violates. */
#ifndef ENT_GAMES_TU_CORE_ROWS_H
#define ENT_GAMES_TU_CORE_ROWS_H

#include "games/tu/coalition_list.h"
#include "games/tu/game.h"
#include "games/tu/whole.h"

typedef __int128 core_wide;

/* Names of rows: the mask or index of a coalition, or one of these. */
enum { CORE_SPECIAL = 0x40000000 };
#define CORE_FLOOR UINT32_C(0x80000000) /* + i: x_i >= minus infinity, where player i alone has no say */
#define CORE_WHOLE UINT32_C(0xC0000000) /* x(N) >= v(N) */
#define CORE_BACK UINT32_C(0xC0000001)  /* -x(N) >= -v(N) */

enum { CORE_BATCH = 32 }; /* violated rows that one search gives, at most */

typedef struct core_rows {
    const ent_tu_game *table; /* this or */
    const ent_coalition_list *list;
    uint32_t players;
    bool cost, whole, individual;
    double factor;      /* entries times this are whole numbers, and b is that, less slack ... */
    core_wide slack;    /* ... for every coalition but all players */
    core_wide grand;    /* b of all players */
    int bits;           /* no b has more */
    mpq_t unit;         /* what 1 is in the units of the case */
    uint32_t *everyone; /* 0 .. players - 1 */
    uint32_t *single;   /* row that holds player i alone, CORE_FLOOR + i where there is none */
    const ent_allocator *allocator;
} core_rows;

typedef struct core_row {
    const uint32_t *member;
    size_t size;
    bool minus; /* entries are -1, not 1 */
} core_row;

/* A point with n coordinates (at[i] + infinity * far[i]) / det. */
typedef struct core_point {
    const core_wide *at;
    const int64_t *far; /* NULL: all 0 */
    int64_t det;
} core_point;

/* `slack` may be NULL. ENT_LIMIT where numbers would not fit. */
ent_status ent_core_rows_of_table(core_rows *rows, const ent_tu_game *table, mpq_srcptr slack, bool individual,
                                  const ent_run *run);
ent_status ent_core_rows_of_list(core_rows *rows, const ent_coalition_list *list, const ent_run *run);
void ent_core_rows_free(core_rows *rows);

/* Members of a row; `scratch` has room for ENT_TU_PLAYERS. */
core_row ent_core_row(const core_rows *rows, uint32_t id, uint32_t *scratch);
core_wide ent_core_bound(const core_rows *rows, uint32_t id); /* b; of a floor 0 */
/* b - x(S), times det: above 0 where the row is violated. *far: the same for the infinite part, which goes first. */
core_wide ent_core_violation(const core_rows *rows, uint32_t id, const core_point *point, int64_t *far);
/* Whether the coalition with this mask or index is a row: possible, and not all players. */
bool ent_core_is_row(const core_rows *rows, uint32_t id);

/* Looks through all coalitions for violated ones; gives at most CORE_BATCH, the most violated of as many stretches of
 * the table, the worst first. None is given exactly where none is violated. */
ent_status ent_core_search(const core_rows *rows, const core_point *point, const ent_run *run, uint32_t *found,
                           size_t *found_size);

/* The run for a loop over so many entries: on one thread where others would take longer to wake up. */
ent_run ent_core_run(const ent_run *run, size_t entries);
/* ENT_CANCELLED when the run is to stop; asks only where a loop of the run may. */
ent_status ent_core_go_on(const ent_run *run);
/* The bits of a number's size: 0 for 0. */
int ent_core_bits(core_wide value);
/* The largest size of an entry of a table. */
ent_status ent_core_largest(const ent_tu_game *game, const ent_run *run, double *largest);

#endif
