/* What a round costs each party: from --discount, else the case's factors per year, else 0.95. */
#include "equilibrium.h"

#include <math.h>
#include <string.h>

static const double usual = 0.95, year = 365.25;

/* Reads "PARTY=D". */
static ent_status read_discount(equilibrium *e, const char *text, bool *given) {
    negotiate *n = e->n;
    const char *equals = strchr(text, '=');
    ent_patience factor = {.value = 0};
    const int party = negotiate_find_party(n, text, equals ? (size_t)(equals - text) : strlen(text));
    if (party == ENT_NOWHERE) return negotiate_no_party(n, "discount", text);
    const bool number = equals && ent_read_number(equals + 1, &factor.ratio, &factor.value, &factor.exact);
    if (number && factor.value > 0 && factor.value < 1) {
        e->each[party] = factor;
        given[party] = true;
        return ENT_OK;
    }
    ent_diagnosef(n->run->diagnostics, ENT_ERROR, "U-NEGOTIATE-0020", NULL, NULL,
                  negotiate_text(n, "for example --discount %s=0.95", negotiate_party_id(n, (size_t)party)), NULL,
                  "--discount %s: a number above 0 and below 1 must follow the party", text);
    return ENT_USAGE;
}

/* The case's factor per year; 0 where it gives none that a round could cost by. */
static double yearly(const equilibrium *e, size_t party) {
    const ent_number *discount = &e->n->source->parties[e->n->model->party[party]].discount;
    return discount->set && discount->value > 0 && discount->value < 1 ? discount->value : 0;
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
    const char *source =
        given == e->parties ? "factors per round as given"
        : from_case ? negotiate_text(e->n, "the case's factors per year, a round every %g days", e->n->options->every)
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
        const ent_status status = read_discount(e, n->options->discount.items[k], given);
        if (status != ENT_OK) return status;
    }
    for (size_t i = 0; i < e->parties; i++) {
        givens += given[i];
        from_case = from_case && (given[i] || yearly(e, i) > 0);
    }
    const ent_patience on = going_on(n->options->breakdown);
    for (size_t i = 0; i < e->parties; i++) {
        if (!given[i] && from_case)
            e->each[i] = (ent_patience){.value = pow(yearly(e, i), n->options->every / year)};
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
