/* As in sums.c: for coalitions of the first 9 members, a chunk of 2^8 sets of other unions is added up entry by entry,
 * then spread over the sums in 128 bits. */
#include "games/tu/union_sums.h"

#include "games/tu/sums.h"

enum { CHUNK_BITS = 8, MOST_GROUPS_BITS = 6 };

typedef struct pass {
    const ent_tu_whole *table;
    const ent_tu_union *one;
    unsigned block_bits, chunk_bits, group_bits; /* of members, of other unions; chunks in a group */
    ent_coalition_mask members[ENT_TU_BLOCK], others[1 << CHUNK_BITS];
    size_t row, size; /* sums in all, of a group */
    ent_tu_wide *groups;
} pass;

static ent_coalition_mask join(const ent_coalition_mask *groups, size_t chosen) {
    ent_coalition_mask mask = 0;
    for (size_t rest = chosen; rest != 0; rest &= rest - 1)
        mask |= groups[__builtin_ctzll(rest)];
    return mask;
}

/* The members beyond the block and the other unions beyond the chunk are fixed in a chunk. */
static void add_chunk(const pass *work, size_t more_members, size_t more_others, ent_tu_wide *total,
                      ent_tu_wide *with) {
    const size_t block = (size_t)1 << work->block_bits, classes = work->one->others_size + 1;
    const ent_coalition_mask base = join(work->one->members + work->block_bits, more_members) |
                                    join(work->one->others + work->chunk_bits, more_others);
    int64_t level[CHUNK_BITS + 1][ENT_TU_BLOCK];
    for (unsigned k = 0; k <= work->chunk_bits; k++)
        for (size_t s = 0; s < block; s++)
            level[k][s] = 0;
    for (size_t c = 0; c < (size_t)1 << work->chunk_bits; c++) {
        int64_t *restrict sums = level[__builtin_popcountll(c)];
        const ent_coalition_mask outside = base | work->others[c];
        for (size_t s = 0; s < block; s++)
            sums[s] += ent_tu_whole_at(work->table, outside | work->members[s]);
    }
    const size_t more = (size_t)__builtin_popcountll(more_members);
    for (unsigned k = 0; k <= work->chunk_bits; k++) {
        const size_t place = (k + (size_t)__builtin_popcountll(more_others)) * work->row + more;
        ent_tu_wide sums[ENT_TU_BLOCK_BITS + 1] = {0};
        ent_tu_sums_spread(level[k], work->block_bits, sums, with + place, classes * work->row);
        for (unsigned size = 0; size <= work->block_bits; size++) {
            total[place + size] += sums[size];
            for (size_t rest = more_members; rest != 0; rest &= rest - 1)
                with[(work->block_bits + (size_t)__builtin_ctzll(rest)) * classes * work->row + place + size] +=
                    sums[size];
        }
    }
}

static ent_status add_group(void *context, size_t group) {
    const pass *work = context;
    const unsigned others = work->one->others_size - work->chunk_bits;
    ent_tu_wide *total = work->groups + group * work->size;
    ent_tu_wide *with = total + (work->one->others_size + 1) * work->row;
    for (size_t c = 0; c < (size_t)1 << work->group_bits; c++) {
        const size_t chunk = (group << work->group_bits) + c;
        add_chunk(work, chunk >> others, chunk & (((size_t)1 << others) - 1), total, with);
    }
    return ENT_OK;
}

ent_status ent_tu_union_sums_find(const ent_tu_whole *table, const ent_tu_union *one, const ent_run *run,
                                  ent_tu_union_sums *out) {
    pass work = {.table = table, .one = one, .row = one->members_size + 1};
    work.block_bits = one->members_size < ENT_TU_BLOCK_BITS ? one->members_size : ENT_TU_BLOCK_BITS;
    work.chunk_bits = one->others_size < CHUNK_BITS ? one->others_size : CHUNK_BITS;
    const unsigned rest = one->members_size - work.block_bits + one->others_size - work.chunk_bits;
    const unsigned groups_bits = rest < MOST_GROUPS_BITS ? rest : MOST_GROUPS_BITS;
    work.group_bits = rest - groups_bits;
    ent_tu_join_masks(one->members, work.block_bits, work.members);
    ent_tu_join_masks(one->others, work.chunk_bits, work.others);
    work.size = (one->members_size + 1) * (one->others_size + 1) * work.row;
    work.groups = ent_alloc_array(ent_run_allocator(run), work.size << groups_bits, sizeof *work.groups);
    if (work.groups == NULL) return ENT_MEMORY;
    ent_status status = ent_parallel(run, (size_t)1 << groups_bits, add_group, &work);
    for (size_t g = 1; g < (size_t)1 << groups_bits; g++)
        for (size_t k = 0; k < work.size; k++)
            work.groups[k] += work.groups[g * work.size + k];
    *out = (ent_tu_union_sums){work.row, work.groups, work.groups + (one->others_size + 1) * work.row};
    if (status != ENT_OK) ent_tu_union_sums_free(out, run);
    return status;
}

void ent_tu_union_sums_free(ent_tu_union_sums *sums, const ent_run *run) {
    ent_free(ent_run_allocator(run), sums->total);
    *sums = (ent_tu_union_sums){0};
}
