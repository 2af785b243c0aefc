/* From a space to a domain: the feasible outcomes in file order, and each party's view of them. */
#include "session/domain.h"

#include "session/session.h"
#include "space/risk.h"

#include <math.h>
#include <string.h>

/* What is put together; the arrays are const in the domain. */
typedef struct making {
    const ent_run *run;
    const ent_space *space;
    ent_arena *arena;
    ent_domain *domain;
    uint32_t *choice;
    unsigned __int128 *height; /* outcomes: a party's utility above its smallest */
    uint32_t *scratch;         /* outcomes */
} making;

/* ---- which outcomes ---------------------------------------------------------------------------------------- */

static size_t open_options(const ent_space *space, size_t issue) {
    size_t open = 0;
    for (size_t k = space->first[issue]; k < space->first[issue + 1]; k++)
        open += space->allowed[k];
    return open;
}

/* How many outcomes no red line excludes; SIZE_MAX beyond what is listed. */
static size_t count_outcomes(const ent_space *space) {
    size_t outcomes = 1;
    for (size_t j = 0; j < space->issues; j++) {
        outcomes *= open_options(space, j);
        if (outcomes > ENT_DOMAIN_OUTCOMES) return SIZE_MAX;
    }
    return outcomes;
}

static ent_status refuse(const ent_run *run, size_t outcomes) {
    ent_diagnostics *list = run ? run->diagnostics : NULL;
    if (outcomes == 0) {
        ent_diagnosef(list, ENT_ERROR, "E-SESSION-0002", NULL, "limits",
                      "`entente bargain` names the red lines that exclude each other", NULL,
                      "the red lines leave no package to negotiate about");
        return ENT_INPUT;
    }
    ent_diagnosef(list, ENT_ERROR, "E-SESSION-0001", NULL, "issues",
                  "give issues fewer options (a larger step), leave out an issue that hardly matters, or narrow what "
                  "can be signed with `limits`; `entente bargain` takes any number",
                  NULL, "there are more than %d packages within the red lines, too many for strategies to rank",
                  (int)ENT_DOMAIN_OUTCOMES);
    return ENT_LIMIT;
}

/* Writes the outcomes in file order, issue by issue: the last one fastest. */
static void list_outcomes(const making *m) {
    const ent_space *space = m->space;
    const size_t issues = space->issues;
    for (size_t j = 0; j < issues; j++) {
        const size_t block = m->domain->stride[j], span = block * m->domain->open[j];
        size_t rank = 0;
        for (size_t k = space->first[j]; k < space->first[j + 1]; k++) {
            if (!space->allowed[k]) continue;
            const uint32_t option = (uint32_t)(k - space->first[j]);
            for (size_t at = rank * block; at < m->domain->outcomes; at += span)
                for (size_t i = at; i < at + block; i++)
                    m->choice[i * issues + j] = option;
            rank++;
        }
    }
}

/* ---- what they are worth ----------------------------------------------------------------------------------- */

/* Sorts outcomes by falling height, equals in file order: a stable radix sort of what each lacks to the top. */
static void sort_outcomes(const making *m, unsigned __int128 top, uint32_t *order) {
    enum { BITS = 11, BUCKETS = 1 << BITS };
    const size_t outcomes = m->domain->outcomes;
    uint32_t *from = order, *to = m->scratch;
    size_t start[BUCKETS];
    for (size_t i = 0; i < outcomes; i++)
        from[i] = (uint32_t)i;
    for (unsigned shift = 0; shift < 128 && top >> shift != 0; shift += BITS) {
        memset(start, 0, sizeof start);
        for (size_t i = 0; i < outcomes; i++)
            start[(size_t)((top - m->height[i]) >> shift) & (BUCKETS - 1)]++;
        for (size_t b = 0, sum = 0; b < BUCKETS; b++) {
            const size_t size = start[b];
            start[b] = sum;
            sum += size;
        }
        for (size_t i = 0; i < outcomes; i++)
            to[start[(size_t)((top - m->height[from[i]]) >> shift) & (BUCKETS - 1)]++] = from[i];
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != order) memcpy(order, from, outcomes * sizeof *order);
}

/* The scale that a party's utilities are shown on: (u - base) / unit + lift, u bent by its attitude to risk. */
typedef struct scale {
    const ent_space *space;
    size_t party;
    ent_wide base, unit;
    double lift;
} scale;

/* Normalised: from 0 to 1 over the outcomes. A party that all are equal to has 1 everywhere. */
static scale find_scale(const making *m, size_t party, ent_wide smallest, ent_wide largest) {
    scale s = {.space = m->space, .party = party, .unit = ent_space_scale(m->space, party)};
    if (!m->domain->normalised) return s;
    const ent_wide range = ent_space_scaled(m->space, party, largest) - ent_space_scaled(m->space, party, smallest);
    s.base = ent_space_scaled(m->space, party, smallest);
    if (range > 0)
        s.unit = range;
    else
        s.lift = 1;
    return s;
}

static double on_scale(const scale *s, ent_wide utility) {
    return ent_wide_ratio(ent_space_scaled(s->space, s->party, utility) - s->base, s->unit) + s->lift;
}

/* How many of the outcomes are worth at least `reserved`. */
static size_t count_rational(const ent_view *view, size_t outcomes, double reserved) {
    size_t low = 0, high = outcomes;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (view->sorted[middle] >= reserved)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void reserve(ent_view *view, size_t outcomes, double reserved) {
    view->reserved = reserved;
    view->rational = count_rational(view, outcomes, reserved);
}

static ent_status make_view(const making *m, size_t party, ent_view *view) {
    const size_t outcomes = m->domain->outcomes;
    double *utility = ent_arena_array(m->arena, outcomes, sizeof *utility);
    double *sorted = ent_arena_array(m->arena, outcomes, sizeof *sorted);
    uint32_t *order = ent_arena_array(m->arena, outcomes, sizeof *order);
    if (!utility || !sorted || !order) return ENT_MEMORY;
    ent_wide smallest = 0, largest = 0;
    for (size_t i = 0; i < outcomes; i++) {
        const ent_wide u = ent_space_utility(m->space, party, m->choice + i * m->space->issues);
        if (i == 0 || u < smallest) smallest = u;
        if (i == 0 || u > largest) largest = u;
        m->height[i] = (unsigned __int128)u;
    }
    const scale s = find_scale(m, party, smallest, largest);
    for (size_t i = 0; i < outcomes; i++) {
        const ent_wide u = (ent_wide)m->height[i];
        utility[i] = on_scale(&s, u);
        m->height[i] = (unsigned __int128)(u - smallest);
    }
    sort_outcomes(m, (unsigned __int128)(largest - smallest), order);
    for (size_t k = 0; k < outcomes; k++)
        sorted[k] = utility[order[k]];
    *view = (ent_view){.utility = utility, .order = order, .sorted = sorted};
    view->most = sorted[0];
    view->least = sorted[outcomes - 1];
    reserve(view, outcomes, on_scale(&s, m->space->no_deal[party]));
    return ENT_OK;
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static ent_status take_shape(making *m, size_t outcomes) {
    ent_domain *domain = m->domain;
    const size_t issues = m->space->issues;
    size_t *options = ent_arena_array(m->arena, 3 * issues, sizeof *options);
    if (!options) return ENT_MEMORY;
    size_t *open = options + issues, *stride = open + issues, block = outcomes;
    for (size_t j = 0; j < issues; j++) {
        options[j] = ent_space_options(m->space, j);
        open[j] = open_options(m->space, j);
        stride[j] = block /= open[j];
    }
    domain->parties = m->space->parties;
    domain->issues = issues;
    domain->outcomes = outcomes;
    domain->options = options;
    domain->open = open;
    domain->stride = stride;
    domain->first = m->space->first;
    domain->views = ent_arena_array(m->arena, m->space->parties, sizeof *domain->views);
    m->choice = ent_arena_array(m->arena, outcomes, issues * sizeof *m->choice);
    domain->choice = m->choice;
    return domain->views && m->choice ? ENT_OK : ENT_MEMORY;
}

static ent_status make_views(making *m, const double *reserved) {
    ent_domain *domain = m->domain;
    const ent_allocator *allocator = ent_arena_allocator(m->arena);
    m->height = ent_alloc_array(allocator, domain->outcomes, sizeof *m->height);
    m->scratch = ent_alloc_array(allocator, domain->outcomes, sizeof *m->scratch);
    ent_status status = m->height && m->scratch ? ENT_OK : ENT_MEMORY;
    for (size_t i = 0; i < domain->parties && status == ENT_OK; i++) {
        status = ent_run_cancelled(m->run) ? ENT_CANCELLED : make_view(m, i, &domain->views[i]);
        if (status == ENT_OK && reserved && !isnan(reserved[i]))
            reserve(&domain->views[i], domain->outcomes, reserved[i]);
    }
    ent_free(allocator, m->height);
    ent_free(allocator, m->scratch);
    return status;
}

ent_status ent_domain_make(const ent_run *run, const ent_space *space, const ent_domain_options *options,
                           ent_arena *arena, ent_domain **out) {
    static const ent_domain_options usual = {0};
    if (!options) options = &usual;
    *out = NULL;
    const size_t outcomes = count_outcomes(space);
    if (outcomes == 0 || outcomes == SIZE_MAX) return refuse(run, outcomes);
    making m = {.run = run, .space = space, .arena = arena};
    m.domain = ent_arena_alloc(arena, sizeof *m.domain);
    if (!m.domain) return ENT_MEMORY;
    m.domain->normalised = !options->as_written;
    ent_status status = take_shape(&m, outcomes);
    if (status != ENT_OK) return status;
    list_outcomes(&m);
    status = make_views(&m, options->reserved);
    if (status == ENT_OK) *out = m.domain;
    return status;
}

ent_domain *ent_domain_reserve(const ent_domain *domain, const double *reserved, ent_arena *arena) {
    ent_domain *copy = ent_arena_alloc(arena, sizeof *copy);
    ent_view *views = ent_arena_array(arena, domain->parties, sizeof *views);
    if (!copy || !views) return NULL;
    *copy = *domain;
    copy->views = views;
    for (size_t i = 0; i < domain->parties; i++) {
        views[i] = domain->views[i];
        if (!isnan(reserved[i])) reserve(&views[i], domain->outcomes, reserved[i]);
    }
    return copy;
}
