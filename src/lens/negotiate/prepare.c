/* From the case to what sessions need: model, space, domain, and the frontier to measure their ends by. */
#include "negotiate.h"

#include "space/risk.h"

#include <math.h>
#include <string.h>

/* ---- reservations ------------------------------------------------------------------------------------------ */

int negotiate_find_party(const negotiate *n, const char *id, size_t size) {
    for (size_t i = 0; i < n->model->parties; i++) {
        const char *known = negotiate_party_id(n, i);
        if (strlen(known) == size && strncmp(known, id, size) == 0) return (int)i;
    }
    return ENT_NOWHERE;
}

ent_status negotiate_no_party(const negotiate *n, const char *option, const char *text) {
    const char *ids = "";
    for (size_t i = 0; i < n->model->parties; i++)
        ids = negotiate_text(n, "%s%s%s", ids, i ? ", " : "", negotiate_party_id(n, i));
    ent_diagnosef(n->run->diagnostics, ENT_ERROR, "U-NEGOTIATE-0001", NULL, NULL,
                  negotiate_text(n, "parties with preferences: %s", ids), NULL,
                  "--%s %s: no such party bargains in this case", option, text);
    return ENT_USAGE;
}

static ent_status read_reservation(negotiate *n, const char *text) {
    const char *equals = strchr(text, '=');
    const int party = negotiate_find_party(n, text, equals ? (size_t)(equals - text) : strlen(text));
    if (party == ENT_NOWHERE) return negotiate_no_party(n, "reservation", text);
    ent_ratio ratio;
    double value;
    bool exact;
    if (!equals || !ent_read_number(equals + 1, &ratio, &value, &exact)) {
        ent_diagnosef(n->run->diagnostics, ENT_ERROR, "U-NEGOTIATE-0002", NULL, NULL,
                      negotiate_text(n, "for example --reservation %s=0.4", negotiate_party_id(n, (size_t)party)), NULL,
                      "--reservation %s: a number must follow the party", text);
        return ENT_USAGE;
    }
    n->reserved[party] = value;
    n->replaced = true;
    return ENT_OK;
}

static ent_status read_reservations(negotiate *n) {
    for (size_t i = 0; i < ENT_SPACE_PARTIES; i++)
        n->reserved[i] = NAN;
    ent_status status = ENT_OK;
    for (size_t k = 0; k < n->options->reservation.size && status == ENT_OK; k++)
        status = read_reservation(n, n->options->reservation.items[k]);
    return status;
}

/* ---- seats ------------------------------------------------------------------------------------------------- */

static void take_seat(negotiate *n, size_t party) {
    n->seats[n->seats_size++] = (ent_seat){.party = party, .discount = 1};
}

static bool has_seat(const negotiate *n, size_t party) {
    for (size_t s = 0; s < n->seats_size; s++)
        if (n->seats[s].party == party) return true;
    return false;
}

/* Those that --order names, then the others in the order of the file. */
static ent_status take_seats(negotiate *n) {
    for (const char *at = n->options->order; at && *at;) {
        const size_t size = strcspn(at, ",");
        const int party = negotiate_find_party(n, at, size);
        if (party == ENT_NOWHERE || has_seat(n, (size_t)party))
            return negotiate_no_party(n, "order", n->options->order);
        take_seat(n, (size_t)party);
        at += size + (at[size] == ',');
    }
    for (size_t i = 0; i < n->model->parties; i++)
        if (!has_seat(n, i)) take_seat(n, i);
    return ENT_OK;
}

/* ---- frontier ---------------------------------------------------------------------------------------------- */

static ent_wide utility_at(const negotiate *n, size_t party, size_t rank) {
    return ent_space_utility(n->space, party, negotiate_outcome(n, n->domain->views[party].order[rank]));
}

/* From 0 to 1 between two utilities. */
static void set_scale(negotiate *n, size_t party, ent_wide smallest, ent_wide largest) {
    const ent_wide least = ent_space_scaled(n->space, party, smallest);
    const ent_wide most = ent_space_scaled(n->space, party, largest);
    n->base[party] = least;
    n->lift[party] = most == least ? 1 : 0;
    if (most > least) n->unit[party] = most - least;
}

static void find_scale(negotiate *n) {
    for (size_t i = 0; i < n->domain->parties; i++) {
        n->unit[i] = ent_space_scale(n->space, i);
        if (n->domain->normalised) set_scale(n, i, utility_at(n, i, n->domain->outcomes - 1), utility_at(n, i, 0));
    }
}

/* The largest product of gains on the domain's scale, where a reservation of the command line need not be a multiple of
 * the party's denominator; ties: the first point in file order. */
static size_t best_product(const negotiate *n) {
    size_t best = 0;
    double most = -1;
    for (size_t k = 0; k < n->frontier.size; k++) {
        double product = 1;
        for (size_t i = 0; i < n->domain->parties; i++)
            product *= negotiate_point(n, k, i) - n->domain->views[i].reserved;
        if (product < most || (product == most && !ent_frontier_before(&n->frontier, k, best))) continue;
        most = product;
        best = k;
    }
    return best;
}

static ent_status find_nash(negotiate *n) {
    if (n->replaced) {
        n->nash = best_product(n);
        return ENT_OK;
    }
    ent_solver *solver = ent_arena_alloc(n->arena, sizeof *solver);
    if (!solver) return ENT_MEMORY;
    ent_status status = ent_solver_bent(n->run, n->space, &n->frontier, NULL, n->arena, solver);
    if (status == ENT_OK) ent_solve(solver, ENT_NASH, &n->nash, 1);
    return status;
}

/* The frontier of what is rational for all: not below the worst outcome that is rational for each. */
static ent_status find_frontier(negotiate *n) {
    ent_wide floors[ENT_SPACE_PARTIES];
    for (size_t i = 0; i < n->domain->parties; i++) {
        const size_t rational = n->domain->views[i].rational;
        if (rational == 0) return ENT_OK;
        floors[i] = utility_at(n, i, rational - 1);
    }
    const ent_frontier_options options = {.floors = floors};
    ent_status status = ent_frontier_find(n->run, n->space, &options, &n->frontier);
    n->agreement = status == ENT_OK && n->frontier.size > 0;
    return n->agreement ? find_nash(n) : status;
}

/* ---- without sessions -------------------------------------------------------------------------------------- */

/* The scale and the frontier without a list of outcomes. */
static ent_status prepare_benchmarks(negotiate *n) {
    ent_wide least[ENT_SPACE_PARTIES], most[ENT_SPACE_PARTIES];
    ent_status status = ent_frontier_find(n->run, n->space, NULL, &n->frontier);
    n->agreement = status == ENT_OK && n->frontier.size > 0;
    for (size_t i = 0; i < n->model->parties; i++)
        n->unit[i] = ent_space_scale(n->space, i);
    if (!n->agreement || n->options->as_written) return status;
    status = ent_space_extremes(n->run, n->space, most, least);
    for (size_t i = 0; i < n->model->parties && status == ENT_OK; i++)
        set_scale(n, i, least[i], most[i]);
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

bool negotiate_all_tables(const negotiate *n) {
    return n->options->tables && strcmp(n->options->tables, "all") == 0;
}

ent_status negotiate_prepare(negotiate *n) {
    const ent_model_options options = {.all_tables = negotiate_all_tables(n), .at = n->options->at};
    ent_status status = ent_model_make(n->run, n->source, &options, n->arena, &n->model);
    if (status != ENT_OK) return status;
    n->words = (ent_words){.source = n->source, .model = n->model, .arena = n->arena};
    status = take_seats(n);
    if (status == ENT_OK) status = read_reservations(n);
    if (status == ENT_OK) status = ent_model_space(n->run, n->model, n->arena, &n->space);
    n->words.space = n->space;
    if (status == ENT_OK) status = ent_words_find_uses(&n->words, 0, &n->uses);
    if (status != ENT_OK) return status;
    if (n->options->repeat == 0) return prepare_benchmarks(n);
    const ent_domain_options shape = {.as_written = n->options->as_written, .reserved = n->reserved};
    status = ent_domain_make(n->run, n->space, &shape, n->arena, &n->domain);
    if (status != ENT_OK) return status;
    find_scale(n);
    return find_frontier(n);
}
