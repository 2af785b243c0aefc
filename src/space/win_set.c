/* Counting outcomes by who says yes to them. */
#include "space/links.h"
#include "space/win_set_pairs.h"

#include <math.h>
#include <string.h>

enum {
    SAMPLE_SIZE = 100000,
    PAIRS_A_SUM = 4, /* elements looked at for pairs, in the time of a merged sum */
    LITTLE = 1000000 /* sums */
};

/* A party whose utility some voters share: their thresholds, different and rising, and who says yes once so many of
 * them are met. */
typedef struct column {
    size_t party, size;
    int64_t thresholds[ENT_VOTERS];
    uint32_t yes[ENT_VOTERS + 1];
} column;

typedef struct counting {
    const ent_run *run;
    const ent_space *space;
    ent_arena *arena;
    size_t budget;
    column columns[ENT_VOTERS];
    size_t width;
    ent_links links;
    bool *touched;    /* issues */
    uint32_t *choice; /* issues: while those that are touched are listed */
    ent_sums block;   /* sums over the issues that are touched */
    bool fits;        /* the block does */
    size_t *rest;     /* the other issues, those that matter most first */
    size_t rest_size;
    ent_addends *addends;  /* rest_size */
    int64_t *best, *worst; /* (rest_size + 1) x width: what is still to come from there on */
    ent_win_set *out;
} counting;

/* ---- who shares a utility -------------------------------------------------------------------------------------- */

static column *column_of(counting *c, size_t party) {
    size_t k = 0;
    while (k < c->width && c->columns[k].party != party)
        k++;
    if (k == c->width) c->columns[c->width++] = (column){.party = party};
    return &c->columns[k];
}

static void add_threshold(column *of, int64_t threshold) {
    size_t at = 0;
    while (at < of->size && of->thresholds[at] < threshold)
        at++;
    if (at < of->size && of->thresholds[at] == threshold) return;
    memmove(&of->thresholds[at + 1], &of->thresholds[at], (of->size - at) * sizeof of->thresholds[0]);
    of->thresholds[at] = threshold;
    of->size++;
}

static int64_t within(ent_wide threshold) {
    const ent_wide most = (ent_wide)1 << 61;
    return (int64_t)(threshold > most ? most : threshold < -most ? -most : threshold);
}

/* False where sums need more than 61 bits. */
static bool make_columns(counting *c, const ent_voter *voters, size_t size) {
    for (size_t v = 0; v < size; v++) {
        if (ent_space_magnitude(c->space, voters[v].party) >= (ent_wide)1 << 61) return false;
        add_threshold(column_of(c, voters[v].party), within(voters[v].threshold));
    }
    for (size_t v = 0; v < size; v++) {
        column *of = column_of(c, voters[v].party);
        for (size_t met = 1; met <= of->size; met++)
            if (of->thresholds[met - 1] >= within(voters[v].threshold)) of->yes[met] |= (uint32_t)1 << v;
    }
    return true;
}

/* ---- issues that interactions touch ---------------------------------------------------------------------------- */

static ent_status find_touched(counting *c) {
    const ent_space *space = c->space;
    bool counts[ENT_SPACE_PARTIES] = {false};
    for (size_t k = 0; k < c->width; k++)
        counts[c->columns[k].party] = true;
    c->touched = ent_arena_array(c->arena, space->issues, sizeof *c->touched);
    c->choice = ent_arena_array(c->arena, space->issues, sizeof *c->choice);
    if (!c->touched || !c->choice || !ent_links_make(space, counts, c->arena, &c->links)) return ENT_MEMORY;
    for (size_t j = 0; j < space->issues; j++)
        for (size_t w = 0; w < space->words && space->interactions > 0; w++)
            c->touched[j] = c->touched[j] || c->links.asked[j * space->words + w] != 0;
    for (size_t t = 0; t < space->tables_size; t++)
        if (c->links.counts[t]) c->touched[space->tables[t].first] = c->touched[space->tables[t].second] = true;
    return ENT_OK;
}

static void give(const counting *c, size_t party, ent_wide amount, int64_t *row) {
    for (size_t k = 0; k < c->width; k++)
        if (c->columns[k].party == party) row[k] += (int64_t)amount;
}

/* Interactions and tables, with all issues that they ask of chosen. */
static void add_links(const counting *c, int64_t *row) {
    const ent_space *space = c->space;
    for (size_t w = 0; w < space->words && space->interactions > 0; w++) {
        uint64_t alive = c->links.relevant[w];
        for (size_t j = 0; j < space->issues; j++)
            if (c->touched[j]) alive &= ent_space_holds(space, space->first[j] + c->choice[j])[w];
        for (; alive; alive &= alive - 1) {
            const size_t q = 64 * w + (size_t)__builtin_ctzll(alive);
            if (q < space->interactions) give(c, space->gainer[q], space->add[q], row);
        }
    }
    for (size_t t = 0; t < space->tables_size; t++) {
        const ent_pair_table *table = &space->tables[t];
        if (c->links.counts[t])
            give(c, table->party, *ent_space_cell(space, t, c->choice[table->first], c->choice[table->second]), row);
    }
}

static ent_status list_block(counting *c, size_t issue, const int64_t *sums) {
    const ent_space *space = c->space;
    int64_t row[ENT_VOTERS];
    memcpy(row, sums, sizeof row);
    while (issue < space->issues && !c->touched[issue])
        issue++;
    if (issue == space->issues) {
        add_links(c, row);
        if (c->block.size == ENT_SUMS) c->fits = false;
        return c->fits && !ent_sums_push(&c->block, row, 1) ? ENT_MEMORY : ENT_OK;
    }
    for (size_t flat = space->first[issue]; flat < space->first[issue + 1] && c->fits; flat++) {
        if (!space->allowed[flat]) continue;
        for (size_t k = 0; k < c->width; k++)
            row[k] = sums[k] + (int64_t)space->terms[c->columns[k].party * space->total + flat];
        c->choice[issue] = (uint32_t)(flat - space->first[issue]);
        const ent_status status = list_block(c, issue + 1, row);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static ent_status make_block(counting *c) {
    int64_t start[ENT_VOTERS] = {0};
    for (size_t k = 0; k < c->width; k++)
        start[k] = (int64_t)c->space->constant[c->columns[k].party];
    c->fits = true;
    ent_sums_init(&c->block, ent_run_allocator(c->run), c->width);
    ent_status status = list_block(c, 0, start);
    if (status == ENT_OK && c->fits && !ent_sums_sort(&c->block)) status = ENT_MEMORY;
    return status;
}

/* ---- the other issues ------------------------------------------------------------------------------------------ */

/* The terms of an issue's open options, those with the same ones together. */
static ent_status make_addends(const counting *c, size_t issue, ent_addends *out) {
    const ent_space *space = c->space;
    ent_sums terms;
    ent_sums_init(&terms, ent_run_allocator(c->run), c->width);
    bool good = true;
    for (size_t flat = space->first[issue]; good && flat < space->first[issue + 1]; flat++) {
        int64_t row[ENT_VOTERS];
        for (size_t k = 0; k < c->width; k++)
            row[k] = (int64_t)space->terms[c->columns[k].party * space->total + flat];
        if (space->allowed[flat]) good = ent_sums_push(&terms, row, 1);
    }
    good = good && ent_sums_sort(&terms);
    if (good) {
        out->size = terms.size;
        out->at = ent_arena_array(c->arena, terms.size * (c->width ? c->width : 1), sizeof *out->at);
        out->counts = ent_arena_array(c->arena, terms.size, sizeof *out->counts);
        good = out->at && out->counts;
    }
    if (good) {
        memcpy(out->at, terms.at, terms.size * c->width * sizeof *out->at);
        memcpy(out->counts, terms.counts, terms.size * sizeof *out->counts);
    }
    ent_sums_free(&terms);
    return good ? ENT_OK : ENT_MEMORY;
}

static void range_of(const ent_addends *addends, size_t width, size_t k, int64_t *least, int64_t *most) {
    *least = *most = addends->at[k];
    for (size_t a = 1; a < addends->size; a++) {
        const int64_t value = addends->at[a * width + k];
        if (value < *least) *least = value;
        if (value > *most) *most = value;
    }
}

/* How much of what a party can lack an issue can bring: the largest share over the parties. */
static double importance(const counting *c, const ent_addends *addends) {
    double most = 0;
    for (size_t k = 0; k < c->width; k++) {
        int64_t low, high;
        range_of(addends, c->width, k, &low, &high);
        most =
            fmax(most, ((double)high - (double)low) / (1 + (double)ent_space_magnitude(c->space, c->columns[k].party)));
    }
    return most;
}

static ent_status make_rest(counting *c) {
    const size_t issues = c->space->issues;
    c->rest = ent_arena_array(c->arena, issues, sizeof *c->rest);
    c->addends = ent_arena_array(c->arena, issues, sizeof *c->addends);
    c->best = ent_arena_array(c->arena, (issues + 1) * (c->width ? c->width : 1), sizeof *c->best);
    c->worst = ent_arena_array(c->arena, (issues + 1) * (c->width ? c->width : 1), sizeof *c->worst);
    if (!c->rest || !c->addends || !c->best || !c->worst) return ENT_MEMORY;
    c->rest_size = 0;
    for (size_t j = 0; j < issues; j++) {
        if (c->touched[j]) continue;
        ent_addends made;
        const ent_status status = make_addends(c, j, &made);
        if (status != ENT_OK) return status;
        const double weight = importance(c, &made);
        size_t at = c->rest_size++;
        for (; at > 0 && importance(c, &c->addends[at - 1]) < weight; at--) {
            c->rest[at] = c->rest[at - 1];
            c->addends[at] = c->addends[at - 1];
        }
        c->rest[at] = j;
        c->addends[at] = made;
    }
    for (size_t at = c->rest_size; at-- > 0;)
        for (size_t k = 0; k < c->width; k++) {
            int64_t low, high;
            range_of(&c->addends[at], c->width, k, &low, &high);
            c->best[at * c->width + k] = c->best[(at + 1) * c->width + k] + high;
            c->worst[at * c->width + k] = c->worst[(at + 1) * c->width + k] + low;
        }
    return ENT_OK;
}

/* ---- what is decided from the start ----------------------------------------------------------------------------- */

/* Thresholds that every outcome meets, or none, are taken out; *always: who says yes whatever comes. */
static void settle(counting *c, uint32_t *always) {
    *always = 0;
    for (size_t k = 0; k < c->width; k++) {
        column *of = &c->columns[k];
        int64_t low = INT64_MAX, high = INT64_MIN;
        for (size_t r = 0; r < c->block.size; r++) {
            const int64_t sum = c->block.at[r * c->width + k];
            if (sum < low) low = sum;
            if (sum > high) high = sum;
        }
        size_t met = 0, open = 0;
        while (met < of->size && of->thresholds[met] <= low + c->worst[k])
            met++;
        while (met + open < of->size && of->thresholds[met + open] <= high + c->best[k])
            open++;
        *always |= of->yes[met];
        memmove(&of->thresholds[0], &of->thresholds[met], open * sizeof of->thresholds[0]);
        memmove(&of->yes[0], &of->yes[met], (open + 1) * sizeof of->yes[0]);
        of->size = open;
    }
}

/* Leaves out parties of whom nothing is open. */
static ent_status narrow(counting *c) {
    size_t kept[ENT_VOTERS], size = 0;
    for (size_t k = 0; k < c->width; k++)
        if (c->columns[k].size > 0) kept[size++] = k;
    if (size == c->width) return ENT_OK;
    ent_sums fewer;
    ent_sums_init(&fewer, c->block.allocator, size);
    bool good = true;
    for (size_t r = 0; good && r < c->block.size; r++) {
        int64_t row[ENT_VOTERS];
        for (size_t k = 0; k < size; k++)
            row[k] = c->block.at[r * c->width + kept[k]];
        good = ent_sums_push(&fewer, row, c->block.counts[r]);
    }
    good = good && ent_sums_sort(&fewer);
    ent_sums_free(&c->block);
    c->block = fewer;
    for (size_t k = 0; k < size; k++)
        c->columns[k] = c->columns[kept[k]];
    c->width = size;
    return good ? make_rest(c) : ENT_MEMORY;
}

/* ---- by halves --------------------------------------------------------------------------------------------------- */

/* Adds an issue to a list in its place. */
static ent_status extend(counting *c, size_t at, ent_sums *list, bool *fits) {
    ent_sums longer;
    c->out->sums += list->size * c->addends[at].size;
    ent_status status = ent_sums_add(list, &c->addends[at], &longer, fits);
    if (status == ENT_OK && ent_run_cancelled(c->run)) status = ENT_CANCELLED;
    ent_sums_free(list);
    if (status == ENT_OK && *fits)
        *list = longer;
    else if (*fits)
        ent_sums_free(&longer);
    return status;
}

static ent_tally total_of(const ent_sums *list) {
    ent_tally total = 0;
    for (size_t r = 0; r < list->size; r++)
        total += list->counts[r];
    return total;
}

/* From at least so many thresholds met to exactly so many, column by column; then by who says yes. */
static void store_pairs(const counting *c, const ent_sums_asked *asked, ent_tally *counts) {
    const size_t cells = ent_sums_cells(asked);
    size_t step = 1;
    for (size_t k = c->width; k-- > 0; step *= asked->size[k] + 1)
        for (size_t cell = 0; cell < cells; cell++)
            if (cell / step % (asked->size[k] + 1) < asked->size[k]) counts[cell] -= counts[cell + step];
    for (size_t cell = 0; cell < cells; cell++) {
        uint32_t yes = 0;
        size_t rest = cell;
        for (size_t k = c->width; k-- > 0; rest /= asked->size[k] + 1)
            yes |= c->columns[k].yes[rest % (asked->size[k] + 1)];
        c->out->tally[yes] += counts[cell];
    }
}

/* All sums over each half of the issues, the block in the first. */
static ent_status make_halves(counting *c, ent_sums *lists, bool *fits) {
    const int64_t zero[ENT_VOTERS] = {0};
    *fits = true;
    ent_sums_init(&lists[1], c->block.allocator, c->width);
    ent_status status = ent_sums_copy(&c->block, &lists[0]) && ent_sums_push(&lists[1], zero, 1) ? ENT_OK : ENT_MEMORY;
    for (size_t at = 0; at < c->rest_size && status == ENT_OK && *fits; at++)
        status = extend(c, at, &lists[lists[1].size < lists[0].size], fits);
    *fits = *fits && status == ENT_OK && total_of(&lists[1]) < (ent_tally)1 << 63;
    return status;
}

static void ask(const counting *c, ent_sums_asked *asked) {
    asked->width = c->width;
    for (size_t k = 0; k < c->width; k++) {
        asked->thresholds[k] = c->columns[k].thresholds;
        asked->size[k] = c->columns[k].size;
    }
}

static ent_status count_pairs(counting *c, const ent_sums *lists, const ent_sums_asked *asked, bool *counted) {
    ent_tally *counts = ent_arena_array(c->arena, ent_sums_cells(asked), sizeof *counts);
    if (!counts) return ENT_MEMORY;
    const ent_status status = ent_sums_pairs(c->run, &lists[0], &lists[1], asked, counts);
    if (status == ENT_OK) store_pairs(c, asked, counts);
    c->out->way = ENT_WIN_SET_HALVES;
    c->out->sums = lists[0].size + lists[1].size;
    *counted = status == ENT_OK;
    return status;
}

/* ---- by merging -------------------------------------------------------------------------------------------------- */

/* A sum whose thresholds are decided, whatever comes after issue `at`, becomes the one that stands for all such. */
static int64_t clamp(const column *of, int64_t sum, int64_t best, int64_t worst) {
    size_t met = 0;
    while (met < of->size && of->thresholds[met] <= sum + worst)
        met++;
    if (met < of->size && of->thresholds[met] <= sum + best) return sum;
    return met > 0 ? of->thresholds[met - 1] - worst : of->thresholds[0] - best - 1;
}

static ent_status clamp_list(const counting *c, size_t at, ent_sums *list) {
    for (size_t r = 0; r < list->size; r++)
        for (size_t k = 0; k < c->width; k++) {
            int64_t *sum = &list->at[r * c->width + k];
            *sum = clamp(&c->columns[k], *sum, c->best[at * c->width + k], c->worst[at * c->width + k]);
        }
    return ent_sums_sort(list) ? ENT_OK : ENT_MEMORY;
}

static uint32_t yes_to(const counting *c, const int64_t *sums, const int64_t *more) {
    uint32_t yes = 0;
    for (size_t k = 0; k < c->width; k++) {
        const column *of = &c->columns[k];
        size_t met = 0;
        while (met < of->size && of->thresholds[met] <= sums[k] + more[k])
            met++;
        yes |= of->yes[met];
    }
    return yes;
}

/* The last issue is not listed, only counted. */
static void tally_last(counting *c, const ent_sums *list) {
    const int64_t nothing[ENT_VOTERS] = {0};
    const ent_addends *last = c->rest_size > 0 ? &c->addends[c->rest_size - 1] : NULL;
    for (size_t r = 0; r < list->size; r++) {
        const int64_t *row = list->at + r * c->width;
        if (!last) c->out->tally[yes_to(c, row, nothing)] += list->counts[r];
        for (size_t a = 0; last && a < last->size; a++)
            c->out->tally[yes_to(c, row, last->at + a * c->width)] += list->counts[r] * last->counts[a];
    }
    c->out->sums += list->size * (last ? last->size : 1);
}

/* Looks at no more than `most` sums. */
static ent_status count_merged(counting *c, double most, bool *counted) {
    ent_sums list = c->block;
    ent_sums_init(&c->block, list.allocator, c->width); /* handed over */
    bool fits = true;
    c->out->sums = 0;
    ent_status status = clamp_list(c, 0, &list);
    for (size_t at = 0; at + 1 < c->rest_size && status == ENT_OK && fits; at++) {
        fits = (double)(c->out->sums + list.size * c->addends[at].size) <= most;
        if (fits) status = extend(c, at, &list, &fits);
        if (status == ENT_OK && fits) status = clamp_list(c, at + 1, &list);
    }
    const size_t last = c->rest_size > 0 ? c->addends[c->rest_size - 1].size : 1;
    if (status == ENT_OK && fits && (double)(c->out->sums + list.size * last) <= most) {
        tally_last(c, &list);
        c->out->way = ENT_WIN_SET_MERGED;
        *counted = true;
    }
    ent_sums_free(&list);
    return status;
}

/* ---- which of the two -------------------------------------------------------------------------------------------- */

/* A step of counting pairs takes about a quarter of the time of a merged sum. Pairs of halves are counted where that is
 * little work, or less than merging turns out to be. */
static ent_status count_exactly(counting *c, bool *counted) {
    ent_sums lists[2] = {{.allocator = c->block.allocator}, {.allocator = c->block.allocator}};
    ent_sums_asked asked;
    bool fits;
    ask(c, &asked);
    ent_status status = make_halves(c, lists, &fits);
    const double work = fits ? ent_sums_work(&asked, lists[0].size + lists[1].size) / PAIRS_A_SUM : INFINITY;
    const bool may = fits && (c->width <= 2 || work <= (double)c->budget);
    if (status == ENT_OK && !(may && (c->width <= 2 || work <= LITTLE)))
        status = count_merged(c, fmin((double)c->budget, work), counted);
    if (status == ENT_OK && !*counted && may) status = count_pairs(c, lists, &asked, counted);
    ent_sums_free(&lists[0]);
    ent_sums_free(&lists[1]);
    return status;
}

/* ---- by a sample ------------------------------------------------------------------------------------------------- */

static ent_status count_sample(const ent_run *run, const ent_space *space, const ent_voter *voters, size_t size,
                               uint64_t seed, ent_arena *arena, ent_win_set *out) {
    uint32_t *outcome = ent_arena_array(arena, space->issues, sizeof *outcome);
    if (!outcome) return ENT_MEMORY;
    ent_random random = ent_random_stream(seed, 0x77696e736574); /* its own stream */
    for (size_t k = 0; k < SAMPLE_SIZE; k++) {
        ent_space_random(space, &random, outcome);
        uint32_t yes = 0;
        for (size_t v = 0; v < size; v++)
            if (ent_space_utility(space, voters[v].party, outcome) >= voters[v].threshold) yes |= (uint32_t)1 << v;
        out->tally[yes]++;
        if (k % 4096 == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
    }
    out->way = ENT_WIN_SET_SAMPLE;
    out->sample = SAMPLE_SIZE;
    return ENT_OK;
}

/* ---- the whole --------------------------------------------------------------------------------------------------- */

static ent_status count_columns(counting *c, bool *counted) {
    uint32_t always = 0;
    ent_status status = find_touched(c);
    if (status == ENT_OK) status = make_block(c);
    if (status == ENT_OK && !c->fits) return ENT_OK;
    if (status == ENT_OK) status = make_rest(c);
    if (status != ENT_OK) return status;
    settle(c, &always);
    /* what everybody says yes to anyway is already in `yes` of no threshold met */
    for (size_t k = 0; k < c->width; k++)
        for (size_t met = 0; met <= c->columns[k].size; met++)
            c->columns[k].yes[met] |= always;
    status = narrow(c);
    if (status != ENT_OK) return status;
    if (c->width == 0) { /* nothing is open: all outcomes alike */
        c->out->tally[always] = 1;
        for (size_t at = 0; at < c->rest_size; at++) {
            ent_tally options = 0;
            for (size_t a = 0; a < c->addends[at].size; a++)
                options += c->addends[at].counts[a];
            c->out->tally[always] *= options;
        }
        c->out->tally[always] *= total_of(&c->block);
        *counted = true;
        return ENT_OK;
    }
    return count_exactly(c, counted);
}

ent_status ent_win_set_count(const ent_run *run, const ent_space *space, const ent_voter *voters, size_t size,
                             size_t budget, uint64_t seed, ent_arena *arena, ent_win_set *out) {
    *out = (ent_win_set){.voters = size, .exact = true};
    out->tally = ent_arena_array(arena, (size_t)1 << size, sizeof *out->tally);
    counting *c = ent_arena_alloc(arena, sizeof *c);
    ent_count all;
    if (!out->tally || !c) return ENT_MEMORY;
    ent_status status = ent_count_outcomes(space, arena, &all, &out->outcomes);
    if (status != ENT_OK || out->outcomes.value == 0) return status;
    *c = (counting){.run = run, .space = space, .arena = arena, .budget = budget, .out = out};
    ent_sums_init(&c->block, ent_run_allocator(run), 0);
    bool counted = false;
    if (out->outcomes.value < ldexp(1, 120) && make_columns(c, voters, size)) status = count_columns(c, &counted);
    ent_sums_free(&c->block);
    if (status != ENT_OK || counted) return status;
    out->exact = false;
    out->sums = 0;
    return count_sample(run, space, voters, size, seed, arena, out);
}

static ent_status tally_count(ent_tally tally, ent_arena *arena, ent_count *out) {
    char digits[ENT_NUMBER_TEXT + 1], *at = digits + sizeof digits;
    *--at = '\0';
    double value = (double)tally;
    do
        *--at = (char)('0' + (int)(tally % 10));
    while ((tally /= 10) > 0);
    *out = (ent_count){.exact = true, .value = value, .low = value, .high = value};
    out->decimal = ent_arena_text(arena, at);
    return out->decimal ? ENT_OK : ENT_MEMORY;
}

ent_status ent_win_set_size(const ent_win_set *set, ent_passes *passes, const void *context, ent_arena *arena,
                            ent_count *out) {
    ent_tally sum = 0;
    for (size_t yes = 0; yes < (size_t)1 << set->voters; yes++)
        if (set->tally[yes] > 0 && passes(context, (uint32_t)yes)) sum += set->tally[yes];
    if (set->exact) {
        const ent_status status = tally_count(sum, arena, out);
        out->share = set->outcomes.value > 0 ? out->value / set->outcomes.value : 0;
        return status;
    }
    *out = (ent_count){.method = ENT_COUNT_SAMPLE, .sample = set->sample};
    ent_wilson((double)sum, (double)set->sample, &out->low, &out->high);
    out->share = (double)sum / (double)set->sample;
    out->value = out->share * set->outcomes.value;
    out->low *= set->outcomes.value;
    out->high *= set->outcomes.value;
    return ENT_OK;
}
