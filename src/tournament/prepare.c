/* Cases as contests: what is negotiated, its frontier and its Nash point, once for all sessions. */
#include "tournament/tournament.h"

#include "space/frontier.h"
#include "space/grid.h"
#include <math.h>
#include <string.h>

static ent_status refuse_case(const tournament *self, const ent_case *source, const char *id, const char *what) {
    ent_place place = {.file = source->path};
    ent_diagnosef(self->run->diagnostics, ENT_ERROR, id, &place, NULL, NULL, NULL, "%s: %s", source->id, what);
    return ENT_INPUT;
}

/* ---- the frontier ----------------------------------------------------------------------------------------- */

/* The number of an outcome in the list of a domain, which is in file order: the last issue fastest. */
static uint32_t find_outcome(const ent_domain *domain, const uint32_t *options) {
    size_t low = 0, high = domain->outcomes;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2, j = 0;
        const uint32_t *here = domain->choice + middle * domain->issues;
        while (j < domain->issues && here[j] == options[j])
            j++;
        if (j < domain->issues && here[j] > options[j])
            high = middle;
        else
            low = middle;
    }
    return (uint32_t)low;
}

static ent_status list_frontier(const tournament *self, const ent_space *space, contest *where) {
    ent_frontier frontier;
    const ent_frontier_options options = {.any = true};
    ent_status status = ent_frontier_find(self->run, space, &options, &frontier);
    if (status != ENT_OK) return status;
    uint32_t *outcome = ent_arena_array(self->arena, space->issues, sizeof *outcome);
    where->points = ent_arena_array(self->arena, frontier.size, sizeof *where->points);
    where->points_size = frontier.size;
    for (size_t i = 0; i < frontier.size && outcome != NULL && where->points != NULL; i++) {
        ent_frontier_outcome(&frontier, i, outcome);
        where->points[i] = find_outcome(where->domain, outcome);
    }
    ent_frontier_free(&frontier);
    return outcome != NULL && where->points != NULL ? ENT_OK : ENT_MEMORY;
}

static bool acceptable(const contest *where, uint32_t outcome) {
    for (size_t i = 0; i < where->parties; i++)
        if (where->domain->views[i].utility[outcome] < where->domain->views[i].reserved) return false;
    return true;
}

static double product_of_gains(const contest *where, uint32_t outcome) {
    double product = 1;
    for (size_t i = 0; i < where->parties; i++)
        product *= (where->domain->views[i].utility[outcome] - where->domain->views[i].reserved) / where->scale[i];
    return product;
}

/* The Nash point and the most that each party can have: both lie on the frontier, as whatever beats an acceptable
 * outcome is acceptable. Products that differ by rounding alone are equal: then the first outcome in file order. */
static void mark_points(contest *where) {
    double best = -1;
    for (size_t p = 0; p < where->points_size; p++) {
        uint32_t outcome = where->points[p];
        if (!acceptable(where, outcome)) continue;
        double product = product_of_gains(where, outcome), rounding = 1e-12 * fabs(best);
        for (size_t i = 0; i < where->parties; i++) {
            double utility = where->domain->views[i].utility[outcome];
            if (!where->rational || utility > where->ideal[i]) where->ideal[i] = utility;
        }
        if (product > best + rounding || (product >= best - rounding && outcome < where->nash)) {
            where->nash = outcome;
            best = product > best ? product : best;
        }
        where->rational = true;
    }
}

/* ---- cases ------------------------------------------------------------------------------------------------ */

static ent_status make_domain(tournament *self, const ent_space *space, contest *where) {
    double reserved[ENT_SPACE_PARTIES], value = NAN;
    ent_ratio ratio;
    bool exact;
    const char *text = self->options->reservation;
    if (text != NULL && !ent_read_number(text, &ratio, &value, &exact)) {
        ent_diagnosef(self->run->diagnostics, ENT_ERROR, "U-TOURNAMENT-0002", NULL, NULL,
                      "for instance --reservation 0.3", NULL, "\"%s\" is no number for --reservation", text);
        return ENT_USAGE;
    }
    for (size_t i = 0; i < space->parties; i++)
        reserved[i] = value;
    const ent_domain_options options = {.as_written = self->options->as_written, .reserved = reserved};
    ent_domain *domain = NULL;
    ent_status status = ent_domain_make(self->run, space, &options, self->arena, &domain);
    where->domain = domain;
    return status;
}

static ent_status make_contest(tournament *self, const ent_case *source, contest *where) {
    ent_model *model = NULL;
    ent_space *space = NULL;
    where->source = source;
    ent_status status = ent_case_gridded(self->run, source, self->options->grid, false, &where->gridded);
    if (where->gridded != NULL) where->source = source = where->gridded;
    if (status == ENT_OK) status = ent_model_make(self->run, source, NULL, self->arena, &model);
    if (status == ENT_OK) status = ent_model_space(self->run, model, self->arena, &space);
    if (status != ENT_OK) return status;
    if (model->parties < 2) return refuse_case(self, source, "E-TOURNAMENT-0001", "only one party has preferences");
    where->model = model;
    where->parties = model->parties;
    status = make_domain(self, space, where);
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < where->parties; i++) {
        double scale = where->domain->views[i].most - where->domain->views[i].least;
        where->scale[i] = scale > 0 ? scale : 1;
    }
    status = list_frontier(self, space, where);
    if (status == ENT_OK) mark_points(where);
    return status;
}

ent_status tournament_prepare(tournament *self, const ent_case *const *cases, size_t size) {
    ent_status status = ENT_OK;
    self->contests = ent_arena_array(self->arena, size, sizeof *self->contests);
    if (self->contests == NULL) return ENT_MEMORY;
    for (size_t c = 0; status == ENT_OK && c < size; c++) {
        for (size_t b = 0; b < c; b++)
            if (strcmp(cases[b]->id, cases[c]->id) == 0)
                return refuse_case(self, cases[c], "E-TOURNAMENT-0002", "two cases have this id");
        status = make_contest(self, cases[c], &self->contests[c]);
        self->contests_size++;
    }
    return status;
}

/* ---- the key ---------------------------------------------------------------------------------------------- */

static void hash_line(ent_buffer *out, const char *name, const void *data, size_t size) {
    char hex[65];
    ent_sha256(data, size, hex);
    ent_buffer_printf(out, "%s %s\n", name, hex);
}

static void describe_domain(const ent_domain *domain, ent_buffer *out) {
    ent_buffer_printf(out, "case %zu %zu %zu\n", domain->parties, domain->issues, domain->outcomes);
    hash_line(out, "choice", domain->choice, domain->outcomes * domain->issues * sizeof *domain->choice);
    for (size_t i = 0; i < domain->parties; i++) {
        const ent_view *view = &domain->views[i];
        ent_buffer_printf(out, "reserved %a\n", view->reserved);
        hash_line(out, "utility", view->utility, domain->outcomes * sizeof *view->utility);
        hash_line(out, "order", view->order, domain->outcomes * sizeof *view->order);
    }
}

const char *tournament_key(const tournament *self) {
    const ent_tournament_options *options = self->options;
    ent_buffer out;
    ent_buffer_init(&out, ent_run_allocator(self->run));
    ent_buffer_printf(&out, "seed %llu\nprotocol %d\nrounds %zu\nrepeat %zu\nbreakdown %a\n",
                      (unsigned long long)self->run->seed, (int)self->rules.protocol, options->rounds, options->repeat,
                      options->breakdown);
    for (size_t i = 0; i < self->entrants_size; i++)
        ent_buffer_printf(&out, "strategy %s\n", self->entrants[i].text);
    for (size_t c = 0; c < self->contests_size; c++)
        describe_domain(self->contests[c].domain, &out);
    const char *text = out.failed ? NULL : ent_arena_copy(self->arena, out.data, out.size);
    ent_buffer_free(&out);
    return text;
}
