/* Three parties and more: which of them would do better by agreeing without the others, if they could, and what each
 * party's consent costs the others. */
#include "bargain.h"

#include "space/members.h"
#include "space/risk.h"

#include <math.h>
#include <string.h>

enum { WHOLE = 10 }; /* parties of which every coalition is looked at */

typedef struct coalition {
    size_t members[ENT_SPACE_PARTIES], size;
} coalition;

/* ---- what binds a coalition ---------------------------------------------------------------------------------------
 */

static bool draws(const bargain *b, const ent_limit *limit, const coalition *who, bool inside) {
    for (size_t i = 0, k = 0; i < b->model->parties; i++) {
        const bool member = k < who->size && who->members[k] == i;
        k += member;
        if (member == inside && bargain_draws_line(b, i, limit)) return true;
    }
    return false;
}

/* Options open to the coalition: red lines that only parties outside it draw do not bind it. */
static void find_allowed(const bargain *at, size_t offered, size_t issue, const coalition *who, bool *allowed) {
    const ent_model *model = at->model;
    for (size_t o = 0; o < ent_space_options(at->space, issue); o++) {
        const size_t flat = at->space->first[issue] + o;
        bool line = false, binding = false;
        for (size_t l = 0; l < model->limits_size; l++) {
            if (!model->excludes[l][flat]) continue;
            line = true;
            binding = binding || draws(at, model->limits[l], who, true) || !draws(at, model->limits[l], who, false);
        }
        allowed[flat] = at->space->allowed[flat] || (line && !binding && o < offered);
    }
}

/* The coalition's own table. `at` is `b`, or where a package between steps is judged the wider case of it. */
static ent_space *own_table(const bargain *b, const bargain *at, const coalition *who, ent_arena *arena) {
    bool *allowed = ent_arena_array(arena, at->space->total, sizeof *allowed);
    if (!allowed) return NULL;
    for (size_t j = 0; j < at->model->issues; j++)
        find_allowed(at, b->model->options[j], j, who, allowed);
    return ent_space_members(arena, at->space, who->members, who->size, allowed);
}

/* ---- without the others
 * ---------------------------------------------------------------------------------------------- */

typedef struct better_deal {
    bool found;
    uint32_t *outcome;
    double change[ENT_SPACE_PARTIES]; /* per member */
} better_deal;

/* Whether the coalition has a package that no member likes less than `outcome` and some member likes more; of these the
 * one that shares the improvement best (Kalai-Smorodinsky, from `outcome`). */
static ent_status find_better(const bargain *b, const bargain *at, const coalition *who, const uint32_t *outcome,
                              ent_arena *arena, better_deal *out) {
    ent_space *space = own_table(b, at, who, arena);
    ent_frontier frontier;
    size_t point = 0;
    if (!space) return ENT_MEMORY;
    for (size_t k = 0; k < who->size; k++)
        space->no_deal[k] = ent_space_utility(at->space, who->members[k], outcome);
    const ent_frontier_options options = {.sharp = true};
    ent_status status = ent_frontier_find(b->run, space, &options, &frontier);
    if (status != ENT_OK) return status;
    ent_solver solver;
    if (frontier.size > 0) status = ent_solver_init(b->run, space, &frontier, NULL, &solver);
    if (frontier.size > 0 && status == ENT_OK) {
        ent_solve(&solver, ENT_KALAI_SMORODINSKY, &point, 1);
        ent_frontier_outcome(&frontier, point, out->outcome);
        for (size_t k = 0; k < who->size; k++) {
            const ent_wide change = frontier.utility[point * frontier.dimensions + k] - space->no_deal[k];
            out->change[k] = ent_wide_ratio(change, space->denominator[k]);
            out->found = out->found || change > 0;
        }
    }
    ent_frontier_free(&frontier);
    return status;
}

static const char *names(const bargain *b, const coalition *who) {
    const char *words = "";
    for (size_t k = 0; k < who->size; k++)
        words = bargain_text(b, "%s%s%s", words, k ? ", " : "", bargain_party_name(b, who->members[k]));
    return words;
}

static const char *changes(const bargain *b, const coalition *who, const better_deal *deal) {
    const char *words = "";
    for (size_t k = 0; k < who->size; k++)
        words = bargain_text(b, "%s%s%s %+.3f", words, k ? ", " : "", bargain_party_name(b, who->members[k]),
                             deal->change[k]);
    return words;
}

static ent_table *better_table(bargain *b, const char *id, const char *title) {
    ent_table *table = ent_findings_table(b->out, id, false, "%s", title);
    ent_table_about(
        b->out, table,
        "For every group of parties: whether another package is better for one of its members and worse for "
        "none, whatever the others think of it, and what each member would win. Whether a deal without the "
        "others is possible at all is not for this table to say.");
    ent_table_column(b->out, table, "coalition", "Without the others", "text", "", -1);
    ent_table_column(b->out, table, "better", "Would do better", "boolean", "", -1);
    ent_table_column(b->out, table, "changes", "By", "text", "", -1);
    ent_table_column(b->out, table, "package", "With", "text", "", -1);
    return table;
}

static ent_status better_row(bargain *b, const bargain *at, const coalition *who, const uint32_t *outcome,
                             ent_table *table, size_t *found) {
    better_deal deal = {0};
    ent_arena *arena = ent_arena_new(ent_run_allocator(b->run));
    if (!arena) return ENT_MEMORY;
    deal.outcome = ent_arena_array(arena, at->model->issues, sizeof *deal.outcome);
    const ent_status status = deal.outcome ? find_better(b, at, who, outcome, arena, &deal) : ENT_MEMORY;
    if (status == ENT_OK && table) {
        const ent_value cells[] = {ent_text(names(b, who)), ent_bool(deal.found),
                                   deal.found ? ent_text(changes(b, who, &deal)) : ent_empty(),
                                   deal.found ? ent_text(bargain_package_words(at, deal.outcome)) : ent_empty()};
        ent_table_row(b->out, table, cells);
    }
    *found += deal.found;
    ent_arena_free(arena);
    return status;
}

/* ---- which coalitions
 * ------------------------------------------------------------------------------------------------ */

/* How many coalitions of 2 to `most` members of n parties there are. */
static double coalitions_up_to(size_t parties, size_t most) {
    double all = 0, of_size = (double)parties;
    for (size_t size = 2; size <= most; size++) {
        of_size *= (double)(parties - size + 1) / (double)size;
        all += of_size;
    }
    return all;
}

/* The largest coalitions to look at: all but the whole table, fewer where that would take too long. */
static size_t largest_size(const bargain *b) {
    const size_t parties = b->model->parties;
    size_t most = parties > WHOLE ? 3 : parties - 1;
    while (most > 2 && coalitions_up_to(parties, most) * (double)b->frontier.merged > (double)b->options->budget)
        most--;
    return most;
}

/* The next coalition of the same size in order; false after the last. */
static bool next_coalition(coalition *who, size_t parties) {
    size_t k = who->size;
    while (k > 0 && who->members[k - 1] == parties - who->size + k - 1)
        k--;
    if (k == 0) return false;
    who->members[k - 1]++;
    for (; k < who->size; k++)
        who->members[k] = who->members[k - 1] + 1;
    return true;
}

static void first_coalition(coalition *who, size_t size) {
    who->size = size;
    for (size_t k = 0; k < size; k++)
        who->members[k] = k;
}

ent_status bargain_could_leave(bargain *b, const bargain *at, const uint32_t *outcome, const char *key,
                               const char *title) {
    const size_t parties = b->model->parties;
    if (parties < 3 || ent_space_risky(b->space)) return ENT_OK;
    const size_t most = largest_size(b);
    size_t looked = 0, found = 0;
    ent_table *table = b->run->metrics_only ? NULL : better_table(b, bargain_text(b, "%s_coalitions", key), title);
    for (size_t size = 2; size <= most; size++) {
        coalition who;
        first_coalition(&who, size);
        do {
            const ent_status status = better_row(b, at, &who, outcome, table, &found);
            if (status != ENT_OK) return status;
            looked++;
        } while (next_coalition(&who, parties));
    }
    ent_info info = bargain_info("Groups of parties looked at", NULL, 0, &b->all);
    ent_findings_metricf(b->out, ent_integer((int64_t)looked), &info, "%s.coalitions.size", key);
    info.label = bargain_text(b, "Groups that would do better than in the %s package without the others", key);
    ent_findings_metricf(b->out, ent_integer((int64_t)found), &info, "%s.coalitions.better", key);
    const bool told = b->agreement && strcmp(key, "recommended") != 0; /* there, or it will be */
    if (most < parties - 1 && !told && !b->run->metrics_only)
        ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0042", NULL,
                          "Only groups of up to %zu parties were looked at: all groups would take too long.", most);
    return ENT_OK;
}

/* ---- whose consent costs the others what
 * -------------------------------------------------------------------------------- */

/* What the others can have when one party need not agree. */
typedef struct left_out {
    size_t frontier;
    double gain[ENT_SPACE_PARTIES]; /* per member, in their own Nash package */
} left_out;

static ent_status leave_out(const bargain *b, const coalition *others, ent_arena *arena, left_out *out) {
    ent_space *space = own_table(b, b, others, arena);
    ent_frontier frontier;
    size_t point = 0;
    if (!space) return ENT_MEMORY;
    ent_status status = ent_frontier_find(b->run, space, NULL, &frontier);
    if (status != ENT_OK) return status;
    out->frontier = frontier.size;
    ent_solver solver;
    if (frontier.size > 0) status = ent_solver_init(b->run, space, &frontier, NULL, &solver);
    if (frontier.size > 0 && status == ENT_OK) {
        ent_solve(&solver, ENT_NASH, &point, 1);
        for (size_t k = 0; k < others->size; k++)
            out->gain[k] = ent_wide_ratio(frontier.utility[point * frontier.dimensions + k] - space->no_deal[k],
                                          space->denominator[k]);
    }
    ent_frontier_free(&frontier);
    return status;
}

/* By how much the others' gains are larger, in the geometric mean, than in the Nash package of all; NAN where some gain
 * is zero. */
static double cost_of_consent(const bargain *b, const coalition *others, const left_out *alone) {
    double sum = 0;
    for (size_t k = 0; k < others->size; k++) {
        const double with = b->agreement ? bargain_gain(b, others->members[k], b->outcomes[ENT_NASH]) : 0;
        if (with <= 0 || alone->gain[k] <= 0) return NAN;
        sum += log(alone->gain[k] / with);
    }
    return 100 * expm1(sum / (double)others->size);
}

static ent_status without_one(bargain *b, size_t party, ent_table *table) {
    coalition others = {.size = 0};
    left_out alone = {0};
    for (size_t i = 0; i < b->model->parties; i++)
        if (i != party) others.members[others.size++] = i;
    ent_arena *arena = ent_arena_new(ent_run_allocator(b->run));
    if (!arena) return ENT_MEMORY;
    const ent_status status = leave_out(b, &others, arena, &alone);
    ent_arena_free(arena);
    if (status != ENT_OK) return status;
    const char *id = bargain_party_id(b, party), *name = bargain_party_name(b, party);
    const double cost = cost_of_consent(b, &others, &alone);
    ent_info info =
        bargain_info(bargain_text(b, "Packages on the others' frontier without %s", name), NULL, 0, &b->all);
    ent_findings_metricf(b->out, ent_integer((int64_t)alone.frontier), &info, "without.%s.frontier", id);
    info = bargain_info(bargain_text(b, "What the others would gain more if %s need not agree", name), "percent", 1,
                        &b->all);
    if (!isnan(cost)) ent_findings_metricf(b->out, ent_real(cost), &info, "without.%s.raise", id);
    ent_value cells[ENT_SPACE_PARTIES + 4] = {ent_text(name), ent_bool(alone.frontier > 0),
                                              ent_integer((int64_t)alone.frontier)};
    for (size_t i = 0, k = 0; i < b->model->parties; i++)
        cells[3 + i] = i == party || alone.frontier == 0 ? ent_empty() : ent_real(alone.gain[k]), k += i != party;
    cells[3 + b->model->parties] = isnan(cost) ? ent_empty() : ent_real(cost);
    if (table) ent_table_row(b->out, table, cells);
    return ENT_OK;
}

static ent_table *without_table(bargain *b) {
    ent_table *table = ent_findings_table(b->out, "without", false, "What each party's consent costs the others");
    ent_table_about(
        b->out, table,
        "If one party need not agree and its red lines do not count: whether the others can sign, and their "
        "gains in the package with the largest product of them. The last column compares these with "
        "the Nash package of all (geometric mean).");
    ent_table_column(b->out, table, "party", "Without", "text", "", -1);
    ent_table_column(b->out, table, "zone", "Can sign", "boolean", "", -1);
    ent_table_column(b->out, table, "frontier", "On the frontier", "integer", "", 0);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "gain.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Gain, %s", bargain_party_name(b, i)), "number", "", 3);
    ent_table_column(b->out, table, "raise", "Others gain more by", "number", "percent", 1);
    return table;
}

ent_status bargain_coalitions(bargain *b) {
    if (b->model->parties < 3 || ent_space_closed_issue(b->space) < b->space->issues) return ENT_OK;
    if (ent_space_risky(b->space)) return ENT_OK; /* told with the measures */
    ent_table *table = b->run->metrics_only ? NULL : without_table(b);
    for (size_t i = 0; i < b->model->parties; i++) {
        const ent_status status = without_one(b, i, table);
        if (status != ENT_OK) return status;
    }
    if (!b->agreement) return ENT_OK;
    return bargain_could_leave(b, b, b->outcomes[b->recommended], "recommended",
                               "Who would do better without the others than in the recommended package");
}
