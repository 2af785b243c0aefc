/* The plan of a merge: the order of issues, options that nothing dominates, bounds on what the rest can give. */
#include "space/plan.h"

#include <stdlib.h>
#include <string.h>

/* Falling by interactions, then by terms; equals by option: the first of equals is the one kept. */
static int compare_options(const void *left, const void *right) {
    const ent_stage_option *a = left, *b = right;
    if (a->holds != b->holds) return a->holds > b->holds ? -1 : 1;
    for (size_t c = 0; c < a->dimensions; c++)
        if (a->gain[c] != b->gain[c]) return a->gain[c] > b->gain[c] ? -1 : 1;
    return a->option < b->option ? -1 : a->option > b->option;
}

static bool at_least(const ent_wide *a, const ent_wide *b, size_t size) {
    for (size_t c = 0; c < size; c++)
        if (a[c] < b[c]) return false;
    return true;
}

/* In the sorted order only earlier options can dominate. With two dimensions the last one kept decides. */
static void drop_dominated(ent_stage *stage, size_t dimensions) {
    size_t kept = 0, group = 0;
    for (size_t o = 0; o < stage->options_size; o++) {
        const ent_stage_option row = stage->options[o];
        if (kept > 0 && stage->options[kept - 1].holds != row.holds) group = kept;
        bool dominated = false;
        size_t from = dimensions == 2 && kept > group ? kept - 1 : group;
        for (size_t k = from; k < kept && !dominated; k++)
            dominated = at_least(stage->options[k].gain, row.gain, dimensions);
        if (!dominated) stage->options[kept++] = row;
    }
    stage->options_size = kept;
}

void ent_plan_drop(ent_plan *plan, ent_stage *stage) {
    qsort(stage->options, stage->options_size, sizeof *stage->options, compare_options);
    drop_dominated(stage, plan->dimensions);
    if (stage->options_size == 0) plan->closed = true;
}

static bool fill_stage(ent_plan *plan, ent_stage *stage, uint64_t relevant) {
    const ent_space *space = plan->space;
    size_t first = space->first[stage->issue], options = ent_space_options(space, stage->issue);
    stage->options = ent_arena_array(plan->arena, options, sizeof *stage->options);
    ent_wide *gains = ent_arena_array(plan->arena, options * plan->dimensions, sizeof *gains);
    stage->rest = ent_arena_array(plan->arena, plan->dimensions, sizeof *stage->rest);
    stage->rest_weighted = ent_arena_array(plan->arena, plan->weights_size, sizeof *stage->rest_weighted);
    if (!stage->options || !gains || !stage->rest || !stage->rest_weighted) return false;
    for (size_t o = 0; o < options; o++) {
        if (!plan->allowed[first + o]) continue;
        ent_wide *gain = gains + o * plan->dimensions;
        for (size_t c = 0; c < plan->dimensions; c++)
            gain[c] = ent_space_term(space, plan->party[c], stage->issue, o);
        stage->options[stage->options_size++] =
            (ent_stage_option){.gain = gain,
                               .holds = ent_space_holds(space, first + o)[0] & relevant,
                               .dimensions = (uint32_t)plan->dimensions,
                               .option = (uint32_t)o};
    }
    ent_plan_drop(plan, stage);
    return true;
}

static bool touched(const ent_space *space, size_t issue, uint64_t relevant) {
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1]; flat++)
        if (~ent_space_holds(space, flat)[0] & relevant) return true;
    return false;
}

/* Issues that interactions touch come first, so that their sets of interactions are soon settled and merge again. */
static void order_issues(ent_plan *plan, uint64_t relevant) {
    size_t next = 0;
    for (int wanted = 1; wanted >= 0; wanted--)
        for (size_t j = 0; j < plan->space->issues; j++)
            if (touched(plan->space, j, relevant) == (wanted == 1)) plan->stages[next++].issue = j;
}

static void settle_interactions(ent_plan *plan, uint64_t relevant) {
    uint64_t left = relevant;
    for (size_t s = plan->stages_size; s-- > 0;) {
        size_t j = plan->stages[s].issue;
        uint64_t asked = 0;
        for (size_t flat = plan->space->first[j]; flat < plan->space->first[j + 1]; flat++)
            asked |= ~ent_space_holds(plan->space, flat)[0];
        plan->stages[s].settled = asked & left;
        left &= ~asked;
    }
    if (plan->stages_size > 0) plan->stages[0].settled |= left; /* those that ask nothing always hold */
}

static void fill_rest(ent_plan *plan) {
    for (size_t s = plan->stages_size; s-- > 1;) {
        const ent_stage *stage = &plan->stages[s];
        ent_stage *before = &plan->stages[s - 1];
        for (size_t c = 0; c < plan->dimensions; c++) {
            ent_wide most = stage->options[0].gain[c];
            for (size_t o = 1; o < stage->options_size; o++)
                if (stage->options[o].gain[c] > most) most = stage->options[o].gain[c];
            before->rest[c] = stage->rest[c] + most;
        }
        for (size_t w = 0; w < plan->weights_size; w++) {
            const double *weight = plan->weights + w * plan->dimensions;
            double most = 0;
            for (size_t o = 0; o < stage->options_size; o++) {
                double sum = 0;
                for (size_t c = 0; c < plan->dimensions; c++)
                    sum += weight[c] * (double)stage->options[o].gain[c];
                if (o == 0 || sum > most) most = sum;
            }
            before->rest_weighted[w] = stage->rest_weighted[w] + most;
        }
    }
}

/* Weighted sums on a coarse grid of pairs, after bringing the parties to one scale. Which ones are taken changes the
 * speed only: each is a valid bound. */
static bool choose_weights(ent_plan *plan) {
    static const double grid[] = {1.0 / 16, 1.0 / 8, 1.0 / 4, 1.0 / 2, 3.0 / 4, 1, 4.0 / 3, 2, 4, 8, 16};
    const size_t ratios = sizeof grid / sizeof grid[0];
    size_t n = plan->dimensions, pairs = n * (n - 1) / 2;
    size_t size = pairs * ratios + 1;
    plan->weights = ent_arena_array(plan->arena, size * n, sizeof *plan->weights);
    plan->weighted_floor = ent_arena_array(plan->arena, size, sizeof *plan->weighted_floor);
    if (!plan->weights || !plan->weighted_floor) return false;
    double unit[ENT_SPACE_PARTIES];
    for (size_t c = 0; c < n; c++)
        unit[c] = -1.0 / (double)plan->least[c];
    double *next = plan->weights;
    for (size_t a = 0; a < n; a++)
        for (size_t b = a + 1; b < n; b++)
            for (size_t r = 0; r < ratios; r++, next += n) {
                next[a] = unit[a];
                next[b] = unit[b] * grid[r];
            }
    for (size_t c = 0; c < n; c++)
        next[c] = unit[c];
    plan->weights_size = size;
    for (size_t w = 0; w < size; w++) {
        /* the sums are rounded: a margin far above their error keeps the bound valid */
        double sum = -1e-9 * 17 * (double)n;
        for (size_t c = 0; c < n; c++)
            sum += plan->weights[w * n + c] * (double)plan->floor[c];
        plan->weighted_floor[w] = sum;
    }
    return true;
}

static void choose_dimensions(ent_plan *plan, const ent_frontier_options *options) {
    const ent_space *space = plan->space;
    plan->dimensions = options->members ? options->members_size : space->parties;
    for (size_t c = 0; c < plan->dimensions; c++)
        plan->party[c] = options->members ? options->members[c] : c;
    if (plan->dimensions == 1) plan->party[plan->dimensions++] = plan->party[0];
    plan->bounded = !options->any;
    for (size_t c = 0; c < plan->dimensions; c++) {
        plan->constant[c] = space->constant[plan->party[c]];
        plan->floor[c] = (options->floors ? options->floors : space->no_deal)[plan->party[c]];
        const ent_wide magnitude = ent_space_magnitude(space, plan->party[c]);
        ent_wide floor = plan->floor[c] < 0 ? -plan->floor[c] : plan->floor[c];
        plan->least[c] = -magnitude - 1;
        plan->wide |= magnitude + floor >= (ent_wide)1 << 61;
    }
}

/* One stage an issue, interactions carried along as sets. */
static ent_status fill_stages(ent_plan *plan) {
    const ent_space *space = plan->space;
    uint64_t relevant = 0; /* interactions of parties that do not count are left aside */
    plan->interactions = space->interactions;
    for (size_t q = 0; q < space->interactions; q++)
        for (size_t c = 0; c < plan->dimensions; c++)
            if (space->gainer[q] == plan->party[c]) relevant |= (uint64_t)1 << q;
    plan->stages_size = space->issues;
    order_issues(plan, relevant);
    for (size_t s = 0; s < plan->stages_size; s++)
        if (!fill_stage(plan, &plan->stages[s], relevant)) return ENT_MEMORY;
    if (!plan->closed) settle_interactions(plan, relevant);
    return ENT_OK;
}

/* Whether linked issues are better searched as one: always for tables and many interactions; for fewer where that is
 * cheap and carrying sets of interactions along is not. */
static bool wants_compounds(const ent_plan *plan, const ent_links *links) {
    enum { FEW = 10, MANY = 64, CHEAP = 1 << 14 };
    const ent_space *space = plan->space;
    for (size_t t = 0; t < space->tables_size; t++)
        if (links->counts[t]) return true;
    if (space->interactions > MANY) return true;
    if (space->interactions <= FEW) return false;
    double most = 0;
    for (size_t root = 0; root < space->issues; root++) {
        double outcomes = 1;
        for (size_t j = root; j < space->issues; j++)
            if (links->component[j] == root) outcomes *= (double)ent_space_options(space, j);
        most = outcomes > most ? outcomes : most;
    }
    return most <= CHEAP;
}

ent_status ent_plan_make(const ent_run *run, const ent_space *space, const ent_frontier_options *options,
                         ent_plan *plan) {
    *plan = (ent_plan){.space = space, .allowed = options->allowed ? options->allowed : space->allowed};
    plan->arena = ent_arena_new(ent_run_allocator(run));
    if (!plan->arena) return ENT_MEMORY;
    plan->most = options->most ? options->most : (size_t)1 << 24;
    choose_dimensions(plan, options);
    if (options->sharp && plan->bounded && !choose_weights(plan)) return ENT_MEMORY;
    plan->stages = ent_arena_array(plan->arena, space->issues, sizeof *plan->stages);
    if (!plan->stages) return ENT_MEMORY;
    bool counts[ENT_SPACE_PARTIES] = {false}, compounds = false;
    ent_links links;
    if (!ent_space_additive(space)) {
        for (size_t c = 0; c < plan->dimensions; c++)
            counts[plan->party[c]] = true;
        if (!ent_links_make(space, counts, plan->arena, &links)) return ENT_MEMORY;
        compounds = wants_compounds(plan, &links);
    }
    ent_status status = compounds ? ent_plan_compounds(run, &links, options, plan) : fill_stages(plan);
    if (status == ENT_OK && !plan->closed) fill_rest(plan);
    return status;
}

void ent_plan_free(const ent_run *run, ent_plan *plan) {
    for (size_t s = 0; s < plan->stages_size; s++)
        ent_compound_free(ent_run_allocator(run), plan->stages[s].compound);
    ent_arena_free(plan->arena);
}

ent_wide ent_plan_hope(const ent_plan *plan, uint64_t mask, size_t dimension) {
    ent_wide sum = 0;
    for (size_t q = 0; q < plan->interactions; q++)
        if ((mask >> q & 1) && plan->space->gainer[q] == plan->party[dimension] && plan->space->add[q] > 0)
            sum += plan->space->add[q];
    return sum;
}

/* The first issue on which two options of a stage differ, and which of them comes before there. */
static size_t first_difference(const ent_trail *trail, uint32_t a, uint32_t b, bool *before) {
    const ent_compound *compound = trail->compound;
    *before = a < b;
    if (!compound) return trail->issue;
    const uint32_t *first = compound->outcomes + a * compound->issues_size;
    const uint32_t *second = compound->outcomes + b * compound->issues_size;
    for (size_t k = 0; k < compound->issues_size; k++)
        if (first[k] != second[k]) {
            *before = first[k] < second[k];
            return compound->issues[k];
        }
    return SIZE_MAX;
}

bool ent_trail_before(const ent_trail *trails, size_t stage, ent_link a, ent_link b) {
    size_t first = SIZE_MAX;
    bool before = false;
    for (;;) {
        if (a.option != b.option && trails[stage].issue < first) {
            bool here = false;
            const size_t issue = first_difference(&trails[stage], a.option, b.option, &here);
            if (issue < first) {
                first = issue;
                before = here;
            }
        }
        if (a.parent == b.parent || stage == 0) return before;
        stage--;
        a = trails[stage].links[a.parent];
        b = trails[stage].links[b.parent];
    }
}
