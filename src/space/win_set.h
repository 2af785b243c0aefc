/* Win-sets: who of several voters would say yes to how many outcomes (Putnam, Diplomacy and domestic politics: the
 * logic of two-level games, 1988). A voter says yes to what is worth at least its threshold to it. Outcomes are counted
 * by who says yes to them, so that every rule of vote, and every overlap of win-sets, is a sum over one tally. */
#ifndef ENT_SPACE_WIN_SET_H
#define ENT_SPACE_WIN_SET_H

#include "space/count.h"

enum { ENT_VOTERS = 16 }; /* at most, of one count */

typedef struct ent_voter {
    size_t party;       /* of the space: whose utility */
    ent_wide threshold; /* on that party's scale */
} ent_voter;

typedef unsigned __int128 ent_tally;

typedef enum ent_win_set_way {
    ENT_WIN_SET_MERGED, /* sums issue by issue, equal ones merged, decided ones clamped */
    ENT_WIN_SET_HALVES, /* all sums over one half of the issues against all over the other */
    ENT_WIN_SET_SAMPLE  /* random outcomes */
} ent_win_set_way;

typedef struct ent_win_set {
    size_t voters;
    bool exact;
    ent_tally *tally;   /* 2^voters: outcomes to which exactly these voters (bits) say yes; of a sample its hits */
    ent_count outcomes; /* feasible ones */
    size_t sample;      /* 0 where exact */
    ent_win_set_way way;
    size_t sums; /* looked at, for the method */
} ent_win_set;

/* Counts the feasible outcomes of a space by their voters, at most ENT_VOTERS; several may share a party. Exact where
 * no more than two parties' thresholds can be missed and each half of the issues has at most 2^20 different sums
 * (meeting in the middle, Horowitz and Sahni 1974; pairs that reach all thresholds are counted by divide and conquer,
 * Bentley 1980); where it is more parties and that takes no more time than looking at `budget` sums, or merging equal
 * sums of all parties issue by issue looks at no more than `budget` of them and keeps no more than 2^20. Sums of 62
 * bits. Issues that interactions or tables touch are listed first. Else from a sample with `seed`. Memory: at most
 * about 100 MB for every different utility on each thread. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_win_set_count(const ent_run *run, const ent_space *space, const ent_voter *voters, size_t size,
                             size_t budget, uint64_t seed, ent_arena *arena, ent_win_set *out);

/* Whether something passes with these voters (bits) saying yes. */
typedef bool ent_passes(const void *context, uint32_t yes);

/* How many outcomes pass: exact, or an estimate with its 95 percent interval (Wilson). */
ent_status ent_win_set_size(const ent_win_set *set, ent_passes *passes, const void *context, ent_arena *arena,
                            ent_count *out);

#endif
