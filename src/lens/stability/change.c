/* What changes of preference would change a verdict: how robust equilibria are, and what a wish would take. */
#include "lens/stability/stability.h"

enum { MOST_STATES = 512 /* for which rankings are tried */ };

/* Changes of rankings are defined where all preferences are known. */
static bool can_change(const stability *s) {
    return !s->uncertain && s->conflict.states <= MOST_STATES && s->concept < ENT_STABILITY_STRONG_GMR;
}

static ent_change_options change_options(const stability *s) {
    return (ent_change_options){s->concept, (uint32_t)s->options->depth, s->options->budget};
}

static const char *swaps_words(const stability *s, uint32_t least, uint32_t most) {
    if (least == most) return stability_text(s, "%u", least);
    return most == ENT_CONFLICT_NONE ? stability_text(s, "%u or more", least)
                                     : stability_text(s, "%u to %u", least, most);
}

static const char *member_name(const stability *s, uint32_t player, uint32_t member) {
    const stability_player *p = &s->player[player];
    const ent_party *party = &s->source->parties[p->parties[p->parties_size > member ? member : 0]];
    return party->name != NULL ? party->name : party->id;
}

/* ---- robustness ---------------------------------------------------------------------------------------------------
 */

static ent_table *robustness_table(stability *s) {
    ent_table *table = ent_findings_table(s->out, "robustness", false,
                                          "How much each of these verdicts hangs on the order of "
                                          "preferences");
    ent_table_about(s->out, table,
                    "A swap exchanges two neighbouring places in one party's order. One that takes a single "
                    "swap hangs on one judgement.");
    ent_table_column(s->out, table, "state", "State", "integer", "", 0);
    ent_table_column(s->out, table, "name", "What holds", "text", "", 0);
    ent_table_column(s->out, table, "swaps", "Swaps until it no longer lasts", "text", "", 0);
    ent_table_column(s->out, table, "whose", "In the order of", "text", "", 0);
    ent_table_column(s->out, table, "singles", "Single swaps", "integer", "", 0);
    ent_table_column(s->out, table, "flips", "Of these flip it", "integer", "", 0);
    return table;
}

static const char *whose(const stability *s, const ent_conflict_robustness *r) {
    const char *names[8];
    size_t size = 0;
    for (uint32_t k = 0; k < r->margins && size < 8; k++)
        if (!r->margin[k].never && r->margin[k].at_least == r->at_least)
            names[size++] = member_name(s, r->margin[k].player, r->margin[k].member);
    return stability_and(s, names, size);
}

static void robustness_row(stability *s, ent_table *table, uint32_t state, const ent_conflict_robustness *r) {
    const bool never = r->at_least == ENT_CONFLICT_NONE;
    ent_info info = stability_info(
        s, stability_text(s, "Swaps of neighbours until state %u no longer lasts, at least", state), "swaps");
    if (!never) ent_findings_metricf(s->out, ent_integer(r->at_least), &info, "robustness.%u.at_least", state);
    info = stability_info(s, stability_text(s, "Swaps of neighbours until state %u no longer lasts, at most", state),
                          "swaps");
    if (r->at_most != ENT_CONFLICT_NONE)
        ent_findings_metricf(s->out, ent_integer(r->at_most), &info, "robustness.%u.at_most", state);
    if (table == NULL) return;
    ent_table_row(
        s->out, table,
        (ent_value[]){ent_integer(state), ent_text(stability_name(s, state)),
                      ent_text(never ? "no change of one order does" : swaps_words(s, r->at_least, r->at_most)),
                      ent_text(never ? NULL : whose(s, r)), ent_integer(r->singles), ent_integer(r->flips)});
}

ent_status stability_robustness(stability *s) {
    s->robust = ent_arena_array(s->arena, s->conflict.states, sizeof *s->robust);
    if (s->robust == NULL) return ENT_MEMORY;
    for (uint32_t state = 0; state < s->conflict.states; state++)
        s->robust[state] = 0;
    if (!can_change(s)) return ENT_OK;
    ent_table *table = s->people ? robustness_table(s) : NULL;
    const ent_change_options options = change_options(s);
    ent_status status = ENT_OK;
    for (uint32_t state = 0; state < s->conflict.states && status == ENT_OK; state++) {
        const bool lasts = stability_is_equilibrium(s, s->concept, state);
        if ((!lasts && state != s->status_quo) || !stability_is_noted(s, state)) continue;
        ent_conflict_robustness r;
        ent_run_progress(s->run, (double)state / s->conflict.states, "robustness");
        status = ent_conflict_robust(&s->conflict, &options, state, s->run, s->arena, &r);
        if (status != ENT_OK) break;
        s->robust[state] = r.at_least;
        if (lasts) robustness_row(s, table, state, &r);
    }
    return status;
}

/* ---- a wish ---------------------------------------------------------------------------------------------------------
 */

static bool passed(const stability *s, uint32_t state, const void *with) {
    const ent_conflict_ranking *r = with;
    const int32_t *before = s->conflict.player[r->player].member[r->member].level;
    return before[state] > before[s->wish] && r->level[state] <= r->level[s->wish];
}

static bool fell(const stability *s, uint32_t state, const void *with) {
    const ent_conflict_ranking *r = with;
    const int32_t *before = s->conflict.player[r->player].member[r->member].level;
    return before[state] <= before[s->wish] && r->level[state] > r->level[s->wish];
}

static const char *change_words(const stability *s, const ent_conflict_ranking *r) {
    const char *over = stability_list(s, passed, r), *under = stability_list(s, fell, r);
    const char *name = member_name(s, r->player, r->member);
    if (*over != '\0')
        return stability_text(s, "%s would have to like state %u at least as well as %s", name, s->wish, over);
    if (*under != '\0') return stability_text(s, "%s would have to like %s better than state %u", name, under, s->wish);
    return stability_text(s, "the order of %s would have to change among the other states", name);
}

static void wish_rows(stability *s, const ent_conflict_inverse *inverse) {
    ent_table *table = ent_findings_table(s->out, "inverse", false, "What would make state %u last (%s)", s->wish,
                                          stability_name(s, s->wish));
    ent_table_about(s->out, table,
                    "The changes that take fewest swaps of neighbouring places, found for each party by itself; "
                    "the rows 'together' make it an equilibrium.");
    ent_table_column(s->out, table, "party", "Party", "text", "", 0);
    ent_table_column(s->out, table, "kind", "Change", "text", "", 0);
    ent_table_column(s->out, table, "swaps", "Swaps", "integer", "", 0);
    ent_table_column(s->out, table, "words", "What would have to change", "text", "", 0);
    for (uint32_t player = 0; player < s->conflict.players; player++) {
        const ent_conflict_need *need = &inverse->need[player];
        ent_table_row(s->out, table,
                      (ent_value[]){ent_text(s->player[player].id), ent_text("alone"),
                                    ent_integer(need->stable ? 0 : need->ranking.swaps),
                                    ent_text(need->stable ? "nothing: the state is stable for it"
                                                          : change_words(s, &need->ranking))});
    }
    for (uint32_t k = 0; k < inverse->rankings; k++)
        ent_table_row(s->out, table,
                      (ent_value[]){ent_text(s->player[inverse->ranking[k].player].id), ent_text("together"),
                                    ent_integer(inverse->ranking[k].swaps),
                                    ent_text(change_words(s, &inverse->ranking[k]))});
}

ent_status stability_inverse(stability *s) {
    if (s->wish == ENT_CONFLICT_NONE) return ENT_OK;
    if (!can_change(s)) {
        ent_findings_note(
            s->out, ENT_NOTE, "N-STABILITY-0004", "moves",
            "What would make state %u last is only told for up to %d states, where all preferences are known%s, "
            "and for concepts without strength.",
            s->wish, MOST_STATES, s->resolved != NULL ? " (the table `unknown` has in which orders it lasts)" : "");
        return ENT_OK;
    }
    const ent_change_options options = change_options(s);
    ent_conflict_inverse inverse;
    ent_status status = ent_conflict_invert(&s->conflict, &options, s->wish, s->run, s->arena, &inverse);
    if (status != ENT_OK) return status;
    ent_info info = stability_info(s, "The wished state is an equilibrium already", NULL);
    ent_findings_metric(s->out, "wish.already", ent_bool(inverse.already), &info);
    info = stability_info(s, "Swaps that make the wished state an equilibrium, at least", "swaps");
    ent_findings_metric(s->out, "wish.at_least", ent_integer(inverse.at_least), &info);
    info = stability_info(s, "Swaps that make the wished state an equilibrium, at most", "swaps");
    ent_findings_metric(s->out, "wish.at_most", ent_integer(inverse.at_most), &info);
    if (s->people) wish_rows(s, &inverse);
    return ENT_OK;
}
