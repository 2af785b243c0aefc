/* The Myerson value from the coalitions that can talk, each looked at once.
 *
 * A coalition is worth the sum of its connected parts; so the game is the sum over connected C of v(C) times the game
 * that is 1 for those who have all of C and none of its b neighbours. There a member of C is the one who completes it
 * in (c - 1)! b! / (c + b)! of the orders, and a neighbour the one who spoils it in c! (b - 1)! / (c + b)!. Values are
 * added up by c and b first. */
#include "games/tu/unions.h"
#include "games/tu/whole.h"

enum { TASKS = 64 };

/* Connected coalitions that have all of `in` and nobody of `out`. */
typedef struct branch {
    ent_coalition_mask in, out, reach; /* reach: neighbours of `in`, members perhaps included */
} branch;

typedef struct network {
    const ent_tu_whole *table;
    unsigned players;
    ent_coalition_mask neighbours[ENT_TU_PLAYERS];
    branch task[TASKS + ENT_TU_PLAYERS];
    size_t tasks, cells; /* cells of a task's sums, and of those of what is split into tasks */
    ent_tu_wide *sums; /* of each task, at last of what stands before them: by c - 1, b, member or neighbour, player */
} network;

static void add(const network *work, const branch *at, ent_tu_wide *sums) {
    const unsigned n = work->players;
    const ent_coalition_mask beside = at->reach & ~at->in;
    const size_t c = (size_t)__builtin_popcount(at->in), b = (size_t)__builtin_popcount(beside);
    const int64_t value = ent_tu_whole_at(work->table, at->in);
    ent_tu_wide *members = sums + ((c - 1) * n + b) * 2 * n, *others = members + n;
    for (ent_coalition_mask rest = at->in; rest != 0; rest &= rest - 1)
        members[__builtin_ctz(rest)] += value;
    if (c + b == n)
        others[0] += value; /* all who are not members: a sum for all of them is enough */
    else
        for (ent_coalition_mask rest = beside; rest != 0; rest &= rest - 1)
            others[__builtin_ctz(rest)] += value;
}

static unsigned last_of(ent_coalition_mask players) {
    return 31 - (unsigned)__builtin_clz(players);
}

/* The branch that takes in the last of `choices`, neighbours who are neither in nor out; the branch itself leaves that
 * one out from then on. So what comes next to one another mostly stands next to one another in the table. */
static branch split(const network *work, branch *at, ent_coalition_mask choices) {
    const unsigned last = last_of(choices);
    const ent_coalition_mask one = (ent_coalition_mask)1 << last;
    const branch with = {at->in | one, at->out, at->reach | work->neighbours[last]};
    at->out |= one;
    return with;
}

static void add_all(const network *work, branch at, ent_tu_wide *sums) {
    add(work, &at, sums);
    for (ent_coalition_mask choices; (choices = at.reach & ~at.in & ~at.out) != 0;)
        add_all(work, split(work, &at, choices), sums);
}

static ent_status do_task(void *context, size_t task) {
    const network *work = context;
    add_all(work, work->task[task], work->sums + task * work->cells);
    return ENT_OK;
}

/* Splits the branch with the most players left to choose, until there are enough. */
static void make_tasks(network *work) {
    const unsigned n = work->players;
    ent_tu_wide *before = work->sums + (TASKS + ENT_TU_PLAYERS) * work->cells;
    for (unsigned i = 0; i < n; i++) {
        const ent_coalition_mask one = (ent_coalition_mask)1 << i;
        work->task[work->tasks++] =
            (branch){one, ent_tu_grand(work->table->game) & ~(one | (one - 1)), work->neighbours[i]};
    }
    while (work->tasks > 0 && work->tasks < TASKS) {
        size_t widest = 0;
        int most = -1;
        for (size_t t = 0; t < work->tasks; t++) {
            const int left = (int)n - __builtin_popcount(work->task[t].in | work->task[t].out);
            if (left <= most) continue;
            most = left;
            widest = t;
        }
        branch *at = &work->task[widest];
        add(work, at, before);
        const ent_coalition_mask choices = at->reach & ~at->in & ~at->out;
        branch left = *at;
        *at = work->task[--work->tasks];
        for (ent_coalition_mask rest = choices; rest != 0; rest &= ~((ent_coalition_mask)1 << last_of(rest)))
            work->task[work->tasks++] = split(work, &left, rest);
    }
}

/* n! (first! second! / (first + second + 1)!), which is whole. */
static void set_factor(mpz_t out, unsigned players, size_t first, size_t second) {
    mpz_t part;
    mpz_init(part);
    mpz_fac_ui(out, players);
    mpz_fac_ui(part, first + second + 1);
    mpz_divexact(out, out, part);
    mpz_fac_ui(part, first);
    mpz_mul(out, out, part);
    mpz_fac_ui(part, second);
    mpz_mul(out, out, part);
    mpz_clear(part);
}

static ent_tu_wide sum_of(const network *work, size_t cell) {
    ent_tu_wide sum = work->sums[(TASKS + ENT_TU_PLAYERS) * work->cells + cell];
    for (size_t t = 0; t < work->tasks; t++)
        sum += work->sums[t * work->cells + cell];
    return sum;
}

/* Of the coalitions with c members, and b neighbours of whom i is one. */
static ent_tu_wide neighbour_sum(const network *work, size_t c, size_t b, unsigned i) {
    const size_t n = work->players, cell = ((c - 1) * n + b) * 2 * n;
    if (c + b < n) return sum_of(work, cell + n + i);
    return sum_of(work, cell + n) - sum_of(work, cell + i);
}

static void weigh(const network *work, ent_allocation *out) {
    const unsigned n = work->players;
    mpz_t factor;
    mpz_init(factor);
    for (unsigned i = 0; i < n; i++)
        mpz_set_ui(mpq_numref(out->exact[i]), 0);
    for (size_t c = 1; c <= n; c++)
        for (size_t b = 0; c + b <= n; b++) {
            const size_t cell = ((c - 1) * n + b) * 2 * n;
            set_factor(factor, n, c - 1, b);
            for (unsigned i = 0; i < n; i++)
                ent_tu_wide_addmul(mpq_numref(out->exact[i]), sum_of(work, cell + i), factor);
            if (b == 0) continue;
            set_factor(factor, n, c, b - 1);
            for (unsigned i = 0; i < n; i++)
                ent_tu_wide_addmul(mpq_numref(out->exact[i]), -neighbour_sum(work, c, b, i), factor);
        }
    for (unsigned i = 0; i < n; i++) {
        mpz_fac_ui(mpq_denref(out->exact[i]), n);
        mpq_canonicalize(out->exact[i]);
    }
    mpz_clear(factor);
}

ent_status ent_tu_myerson(const ent_tu_game *game, const ent_coalition_mask *neighbours, const ent_run *run,
                          ent_allocation *out) {
    ent_tu_whole table;
    network work = {.table = &table, .players = game->players};
    ent_status status = ent_tu_whole_init(&table, game, 53, run);
    if (status != ENT_OK) return status;
    for (unsigned i = 0; i < game->players; i++)
        for (unsigned j = 0; j < game->players; j++)
            if (i != j && ((neighbours[i] >> j | neighbours[j] >> i) & 1))
                work.neighbours[i] |= (ent_coalition_mask)1 << j;
    work.cells = (size_t)2 * game->players * game->players * game->players;
    work.sums = ent_alloc_array(ent_run_allocator(run), (TASKS + ENT_TU_PLAYERS + 1) * work.cells, sizeof *work.sums);
    if (work.sums == NULL) return ENT_MEMORY;
    make_tasks(&work);
    status = ent_run_cancelled(run) ? ENT_CANCELLED : ent_parallel(run, work.tasks, do_task, &work);
    if (status == ENT_OK) {
        weigh(&work, out);
        ent_tu_whole_finish(&table, out);
    }
    ent_free(ent_run_allocator(run), work.sums);
    return status;
}
