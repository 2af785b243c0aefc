/* What waiting costs each party: from --discount, else the case's factors; for the equilibrium, else 0.95 a round. */
#include "equilibrium.h"

#include <math.h>
#include <string.h>

static const double usual = 0.95, year = 365.25;

/* Reads "PARTY=D". */
static ent_status read_discount(const negotiate *n, const char *text, size_t *party, ent_patience *factor) {
    const char *equals = strchr(text, '=');
    const int found = negotiate_find_party(n, text, equals ? (size_t)(equals - text) : strlen(text));
    *factor = (ent_patience){.value = 0};
    if (found == ENT_NOWHERE) return negotiate_no_party(n, "discount", text);
    *party = (size_t)found;
    const bool number = equals && ent_read_number(equals + 1, &factor->ratio, &factor->value, &factor->exact);
    if (number && factor->value > 0 && factor->value < 1) return ENT_OK;
    ent_diagnosef(n->run->diagnostics, ENT_ERROR, "U-NEGOTIATE-0020", NULL, NULL,
                  negotiate_text(n, "for example --discount %s=0.95", negotiate_party_id(n, *party)), NULL,
                  "--discount %s: a number above 0 and below 1 must follow the party", text);
    return ENT_USAGE;
}

/* The case's factor by what it is counted by; 0 where it gives none that waiting could cost by. */
static double factor_by(const negotiate *n, size_t party, const char *by) {
    const ent_party *who = &n->source->parties[n->model->party[party]];
    const bool costs = who->discount.set && who->discount.value > 0 && who->discount.value < 1;
    return costs && strcmp(who->discount_per ? who->discount_per : "year", by) == 0 ? who->discount.value : 0;
}

/* The same for one round; 0 where there is none. What a session costs is spread over its rounds. */
static double round_factor(const negotiate *n, size_t party) {
    const double yearly = factor_by(n, party, "year"), session = factor_by(n, party, "session");
    if (yearly > 0) return pow(yearly, n->options->every / year);
    if (session > 0) return n->options->rounds > 0 ? pow(session, 1 / (double)(n->options->rounds + 1)) : 0;
    return factor_by(n, party, "round");
}

ent_status negotiate_discounts(negotiate *n) {
    for (size_t s = 0; s < n->seats_size; s++) {
        ent_seat *seat = &n->seats[s];
        const double session = factor_by(n, seat->party, "session"), round = round_factor(n, seat->party);
        seat->over_time = session > 0;
        seat->discount = session > 0 ? session : round > 0 ? round : 1;
    }
    for (size_t k = 0; k < n->options->discount.size; k++) {
        size_t party = 0;
        ent_patience factor;
        const ent_status status = read_discount(n, n->options->discount.items[k], &party, &factor);
        if (status != ENT_OK) return status;
        for (size_t s = 0; s < n->seats_size; s++) {
            if (n->seats[s].party != party) continue;
            n->seats[s].discount = factor.value;
            n->seats[s].over_time = false;
        }
    }
    return ENT_OK;
}

static void use_discounts(equilibrium *e, const bool *given, bool from_case) {
    negotiate *n = e->n;
    e->uses.size = 0;
    e->uses.paths = ent_arena_array(n->arena, n->uses.all.size + e->parties, sizeof *e->uses.paths);
    if (!e->uses.paths) return;
    for (size_t k = 0; k < n->uses.all.size; k++)
        e->uses.paths[e->uses.size++] = n->uses.all.paths[k];
    for (size_t i = 0; from_case && i < e->parties; i++)
        if (!given[i])
            e->uses.paths[e->uses.size++] = negotiate_text(n, "parties.%s.discount", negotiate_party_id(n, i));
}

static void discount_metrics(equilibrium *e) {
    for (size_t i = 0; i < e->parties; i++) {
        const ent_info info = negotiate_info(
            negotiate_text(e->n, "What a gain is worth to %s a round later", negotiate_party_name(e->n, i)), NULL, 4,
            &e->uses);
        ent_findings_metricf(e->n->out, ent_real(e->factor[i]), &info, "equilibrium.discount.%s",
                             negotiate_party_id(e->n, i));
    }
}

/* One minus the chance that talks break down after a round. */
static ent_patience going_on(double breakdown) {
    ent_patience factor = {.value = 1 - breakdown};
    char text[ENT_NUMBER_TEXT];
    ent_ratio chance = {0, 1};
    double value = 0;
    const bool exact = ent_read_number(ent_write_double(text, breakdown), &chance, &value, &factor.exact);
    factor.exact = exact && factor.exact && ent_ratio_subtract((ent_ratio){1, 1}, chance, &factor.ratio);
    return factor;
}

static const char *words(const equilibrium *e, size_t given, bool from_case) {
    const double breakdown = e->n->options->breakdown;
    const char *source = given == e->parties ? "factors per round as given"
                         : from_case
                             ? negotiate_text(e->n, "the case's factors, a round every %g days where they are per year",
                                              e->n->options->every)
                             : "a factor of 0.95 a round for all, as the case has none for everybody";
    if (given > 0 && given < e->parties) source = negotiate_text(e->n, "factors as given; else %s", source);
    return breakdown > 0
               ? negotiate_text(e->n, "%s; a chance of %g that talks break down after a round", source, breakdown)
               : source;
}

ent_status equilibrium_patience(equilibrium *e) {
    negotiate *n = e->n;
    bool given[ENT_SPACE_PARTIES] = {false}, from_case = true;
    size_t givens = 0;
    for (size_t k = 0; k < n->options->discount.size; k++) {
        size_t party = 0;
        ent_patience factor;
        const ent_status status = read_discount(n, n->options->discount.items[k], &party, &factor);
        if (status != ENT_OK) return status;
        e->each[party] = factor;
        given[party] = true;
    }
    for (size_t i = 0; i < e->parties; i++) {
        givens += given[i];
        from_case = from_case && (given[i] || round_factor(n, i) > 0);
    }
    const ent_patience on = going_on(n->options->breakdown);
    for (size_t i = 0; i < e->parties; i++) {
        if (!given[i] && from_case)
            e->each[i] = (ent_patience){.value = round_factor(n, i)};
        else if (!given[i])
            e->each[i] = (ent_patience){.value = usual, .ratio = {19, 20}, .exact = true};
        if (n->options->breakdown > 0) e->each[i] = ent_patience_times(e->each[i], on);
        e->factor[i] = e->each[i].value;
    }
    use_discounts(e, given, from_case);
    if (!e->uses.paths) return ENT_MEMORY;
    e->patience = words(e, givens, from_case);
    discount_metrics(e);
    return n->out->status;
}
