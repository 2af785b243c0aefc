/* Values with unions. A player alone is treated as a player of the game between unions; the members of larger unions
 * by sums over their fellows and the other unions. */
#include "games/tu/unions.h"

#include "games/tu/sums.h"
#include "games/tu/union_sums.h"

typedef struct partition {
    unsigned size; /* unions with members, in the order of their first player */
    ent_coalition_mask mask[ENT_TU_PLAYERS];
} partition;

static ent_status find_partition(const ent_tu_game *game, const unsigned *union_of, partition *out) {
    unsigned place[ENT_TU_PLAYERS];
    *out = (partition){0};
    for (unsigned i = 0; i < game->players; i++)
        if (union_of[i] >= game->players) return ENT_INPUT;
    for (unsigned i = 0; i < game->players; i++) {
        unsigned first = i;
        for (unsigned j = i; j-- > 0;)
            if (union_of[j] == union_of[i]) first = j;
        place[i] = first == i ? out->size++ : place[first];
        out->mask[place[i]] |= (ent_coalition_mask)1 << i;
    }
    return ENT_OK;
}

static unsigned size_of(ent_coalition_mask mask) {
    return (unsigned)__builtin_popcount(mask);
}

static unsigned first_of(ent_coalition_mask mask) {
    return (unsigned)__builtin_ctz(mask);
}

/* How a rule weighs sums: `shapley` by orders, else every coalition alike. */
typedef struct weighing {
    bool orders;
    bool mean; /* of every coalition alike: the mean in place of the sum */
} weighing;

static void set_fraction(const mpz_t value, weighing how, unsigned unions, unsigned members, mpq_t out) {
    mpz_set(mpq_numref(out), value);
    mpz_set_ui(mpq_denref(out), 1);
    if (how.orders) {
        mpz_t factor;
        mpz_init(factor);
        mpz_fac_ui(mpq_denref(out), unions);
        mpz_fac_ui(factor, members);
        mpz_mul(mpq_denref(out), mpq_denref(out), factor);
        mpz_clear(factor);
    }
    mpq_canonicalize(out);
    if (!how.orders && how.mean) mpq_div_2exp(out, out, unions - 1 + members - 1);
}

/* ---- players alone ------------------------------------------------------------------------------------- */

static ent_status between_unions(const ent_tu_whole *table, const partition *unions, weighing how, const ent_run *run,
                                 ent_allocation *out) {
    bool somebody = false;
    for (unsigned k = 0; k < unions->size; k++)
        somebody |= size_of(unions->mask[k]) == 1;
    if (!somebody) return ENT_OK;
    ent_tu_joined game;
    ent_tu_sums *sums;
    ent_tu_joined_init(&game, table, unions->mask, unions->size);
    ent_tu_source source = unions->size == table->game->players ? ent_tu_whole_source(table) /* nobody joined */
                                                                : ent_tu_joined_source(&game);
    ent_status status = ent_tu_sums_find(source, unions->size, run, &sums);
    if (status != ENT_OK) return status;
    mpz_t value;
    mpz_init(value);
    for (unsigned k = 0; k < unions->size; k++) {
        if (size_of(unions->mask[k]) != 1) continue;
        if (how.orders)
            ent_tu_sums_shapley(sums, unions->size, k, value);
        else
            ent_tu_sums_banzhaf(sums, unions->size, k, value);
        set_fraction(value, how, unions->size, 1, out->exact[first_of(unions->mask[k])]);
    }
    mpz_clear(value);
    ent_free(ent_run_allocator(run), sums);
    return ENT_OK;
}

/* ---- members ------------------------------------------------------------------------------------------- */

static void split(ent_coalition_mask mask, ent_coalition_mask *members) {
    for (unsigned k = 0; mask != 0; mask &= mask - 1)
        members[k++] = mask & (0 - mask);
}

static void order_weight(unsigned size, unsigned of, mpz_t out) { /* size! (of - 1 - size)! */
    mpz_t factor;
    mpz_init(factor);
    mpz_fac_ui(out, size);
    mpz_fac_ui(factor, of - 1 - size);
    mpz_mul(out, out, factor);
    mpz_clear(factor);
}

static void member_value(const ent_tu_union *one, const ent_tu_union_sums *sums, unsigned member, weighing how,
                         mpq_t out) {
    const size_t classes = one->others_size + 1;
    mpz_t value, weight, inner;
    mpz_inits(value, weight, inner, NULL);
    for (unsigned r = 0; r <= one->others_size; r++) {
        const ent_tu_wide *total = sums->total + r * sums->row;
        const ent_tu_wide *with = sums->with + (member * classes + r) * sums->row;
        mpz_set_ui(weight, 1);
        for (unsigned t = 0; t < one->members_size; t++) {
            if (how.orders) {
                order_weight(r, one->others_size + 1, weight);
                order_weight(t, one->members_size, inner);
                mpz_mul(weight, weight, inner);
            }
            ent_tu_wide_addmul(value, with[t + 1] - (total[t] - with[t]), weight);
        }
    }
    set_fraction(value, how, one->others_size + 1, one->members_size, out);
    mpz_clears(value, weight, inner, NULL);
}

static ent_status inside_unions(const ent_tu_whole *table, const partition *unions, weighing how, const ent_run *run,
                                ent_allocation *out) {
    ent_status status = ENT_OK;
    for (unsigned k = 0; k < unions->size && status == ENT_OK; k++) {
        ent_tu_union one = {.members_size = size_of(unions->mask[k])};
        ent_tu_union_sums sums;
        if (one.members_size == 1) continue;
        split(unions->mask[k], one.members);
        for (unsigned other = 0; other < unions->size; other++)
            if (other != k) one.others[one.others_size++] = unions->mask[other];
        status = ent_tu_union_sums_find(table, &one, run, &sums);
        if (status != ENT_OK) break;
        for (unsigned i = 0; i < one.members_size; i++)
            member_value(&one, &sums, i, how, out->exact[first_of(one.members[i])]);
        ent_tu_union_sums_free(&sums, run);
    }
    return status;
}

static ent_status with_unions(const ent_tu_game *game, const unsigned *union_of, weighing how, bool normalised,
                              const ent_run *run, ent_allocation *out) {
    ent_tu_whole table;
    partition unions;
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status == ENT_OK) status = find_partition(game, union_of, &unions);
    if (status == ENT_OK) status = between_unions(&table, &unions, how, run, out);
    if (status == ENT_OK) status = inside_unions(&table, &unions, how, run, out);
    if (status != ENT_OK) return status;
    ent_tu_whole_finish(&table, out);
    if (normalised) ent_tu_whole_normalise(&table, out);
    return ENT_OK;
}

ent_status ent_tu_owen(const ent_tu_game *game, const unsigned *union_of, const ent_run *run, ent_allocation *out) {
    return with_unions(game, union_of, (weighing){.orders = true}, false, run, out);
}

ent_status ent_tu_banzhaf_owen(const ent_tu_game *game, const unsigned *union_of, ent_banzhaf_kind kind,
                               const ent_run *run, ent_allocation *out) {
    return with_unions(game, union_of, (weighing){.mean = kind != ENT_BANZHAF_RAW}, kind == ENT_BANZHAF_NORMALISED, run,
                       out);
}

/* ---- each union on its own ----------------------------------------------------------------------------- */

ent_status ent_tu_aumann_dreze(const ent_tu_game *game, const unsigned *union_of, const ent_run *run,
                               ent_allocation *out) {
    ent_tu_whole table;
    partition unions;
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status == ENT_OK) status = find_partition(game, union_of, &unions);
    for (unsigned k = 0; status == ENT_OK && k < unions.size; k++) {
        const unsigned size = size_of(unions.mask[k]);
        ent_coalition_mask members[ENT_TU_PLAYERS] = {0};
        ent_tu_joined own;
        ent_tu_sums *sums;
        split(unions.mask[k], members);
        ent_tu_joined_init(&own, &table, members, size);
        status = ent_tu_sums_find(ent_tu_joined_source(&own), size, run, &sums);
        if (status != ENT_OK) break;
        for (unsigned i = 0; i < size; i++) {
            mpq_t *share = &out->exact[first_of(members[i])];
            ent_tu_sums_shapley(sums, size, i, mpq_numref(*share));
            mpz_fac_ui(mpq_denref(*share), size);
            mpq_canonicalize(*share);
        }
        ent_free(ent_run_allocator(run), sums);
    }
    if (status == ENT_OK) ent_tu_whole_finish(&table, out);
    return status;
}
