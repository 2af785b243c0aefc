/* Who negotiates how: strategies, protocol and deadlines. */
#include "negotiate.h"

#include <string.h>

/* ---- strategies -------------------------------------------------------------------------------------------- */

static ent_status seat_strategy(negotiate *n, size_t seat, const char *text) {
    return ent_strategy_read(n->run, text, &n->seats[seat].strategy, &n->seats[seat].settings);
}

static ent_status seat_all(negotiate *n, const char *text) {
    ent_status status = ENT_OK;
    for (size_t s = 0; s < n->seats_size && status == ENT_OK; s++)
        status = seat_strategy(n, s, text);
    return status;
}

/* "PARTY=STRATEGY"; without a party for all. Settings of a strategy have = too, behind a colon. */
static ent_status read_strategy(negotiate *n, const char *text) {
    const size_t size = strcspn(text, "=:");
    if (text[size] != '=') return seat_all(n, text);
    const int party = negotiate_find_party(n, text, size);
    if (party == ENT_NOWHERE) return negotiate_no_party(n, "strategy", text);
    for (size_t s = 0; s < n->seats_size; s++)
        if (n->seats[s].party == (size_t)party) return seat_strategy(n, s, text + size + 1);
    return ENT_OK;
}

/* ---- rules ------------------------------------------------------------------------------------------------- */

static ent_protocol find_protocol(const char *id) {
    for (int k = 0; id && k < ENT_PROTOCOLS; k++)
        if (strcmp(ent_protocols[k].id, id) == 0) return (ent_protocol)k;
    return ENT_ALTERNATING;
}

static ent_status read_rules(negotiate *n) {
    const negotiate_options *o = n->options;
    n->rules = (ent_session_rules){.protocol = find_protocol(o->protocol),
                                   .rounds = o->rounds,
                                   .time = o->time,
                                   .pace = o->time > 0 ? o->pace : 0,
                                   .random_pace = o->random_pace,
                                   .breakdown = o->breakdown};
    return ent_session_check(n->run, n->seats, n->seats_size, &n->rules);
}

ent_status negotiate_sit(negotiate *n) {
    const bool offers = find_protocol(n->options->protocol) == ENT_ALTERNATING;
    ent_status status = seat_all(n, offers ? "boulware" : "annealer");
    for (size_t k = 0; k < n->options->strategy.size && status == ENT_OK; k++)
        status = read_strategy(n, n->options->strategy.items[k]);
    if (status == ENT_OK) status = negotiate_discounts(n);
    return status == ENT_OK ? read_rules(n) : status;
}
