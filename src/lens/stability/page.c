/* The headline, what is well to know, and the order of the page. */
#include "lens/stability/stability.h"

/* A verdict that no single swap of neighbouring places in one party's order flips. */
static bool is_robust(const stability *s, uint32_t state) {
    return s->robust != NULL && s->robust[state] >= 2;
}

static bool is_robust_equilibrium(const stability *s, uint32_t state, const void *with) {
    (void)with;
    return stability_is_equilibrium(s, s->concept, state) && is_robust(s, state);
}

static bool is_other_robust(const stability *s, uint32_t state, const void *with) {
    return state != s->status_quo && is_robust_equilibrium(s, state, with);
}

static uint32_t robust_count(const stability *s, bool without_now) {
    uint32_t count = 0;
    for (uint32_t state = 0; state < s->conflict.states; state++)
        count += without_now ? is_other_robust(s, state, NULL) : is_robust_equilibrium(s, state, NULL);
    return count;
}

/* ---- the headline ---------------------------------------------------------------------------------------------------
 */

static const char *leaver(const stability *s) {
    for (uint32_t player = 0; player < s->conflict.players; player++)
        if (!stability_is_stable(s, s->concept, player, s->status_quo)) return s->player[player].name;
    return "nobody";
}

static const char *about_now(const stability *s) {
    const char *state = stability_state(s, s->status_quo);
    const bool lasts = stability_is_equilibrium(s, s->concept, s->status_quo), robust = is_robust(s, s->status_quo);
    if (s->robust != NULL && s->robust[s->status_quo] == 1)
        return stability_text(s, "Whether things stay where they stand, %s, hangs on a single judgement of preferences",
                              state);
    if (lasts)
        return stability_text(s, "Where things stand, %s, would last%s", state,
                              robust ? "" : ", as the preferences are written");
    return stability_text(s, "Where things stand, %s, would not last: %s can do better", state, leaver(s));
}

static const char *about_others(const stability *s, bool without_now) {
    const uint32_t count = stability_count(s, s->concept), robust = robust_count(s, without_now);
    const uint32_t others = count - (without_now && stability_is_equilibrium(s, s->concept, s->status_quo));
    if (others == 0)
        return stability_text(s, "no %sstate of %u would last", without_now ? "other " : "", s->conflict.states);
    if (robust > 0)
        return stability_text(
            s, "%s would last whatever single judgement changes",
            stability_text(s, robust == 1 ? "state %s" : "states %s",
                           stability_list(s, without_now ? is_other_robust : is_robust_equilibrium, NULL)));
    const char *how = s->uncertain || s->conflict.states > 512 ? "how robustly is not known"
                      : others == 1                            ? "that hangs on a single judgement of preferences"
                                                               : "each hangs on a single judgement of preferences";
    return stability_text(s, "%u %sstate%s of %u would last, but %s", others, without_now ? "other " : "",
                          others == 1 ? "" : "s", s->conflict.states, how);
}

static bool is_other_always(const stability *s, uint32_t state, const void *with) {
    return state != s->status_quo && stability_always_lasts(s, state, with);
}

/* Where preferences are unknown and all ways in which they may turn out have been looked at. */
static const char *about_unknown_now(const stability *s) {
    const char *state = stability_state(s, s->status_quo);
    const size_t lasts = s->resolved->lasts[s->status_quo], ways = s->resolved->ways;
    if (lasts > 0 && lasts < ways)
        return stability_text(s, "Whether things stay where they stand, %s, depends on preferences that are not known",
                              state);
    return stability_text(s, "Where things stand, %s, would %slast however unknown preferences turn out", state,
                          lasts > 0 ? "" : "not ");
}

static const char *about_unknown_others(const stability *s) {
    const char *others = s->status_quo != ENT_CONFLICT_NONE ? "other " : "";
    uint32_t always = 0, some = 0;
    for (uint32_t state = 0; state < s->conflict.states; state++) {
        if (state == s->status_quo || s->resolved->lasts[state] == 0) continue;
        always += s->resolved->lasts[state] == s->resolved->ways;
        some += s->resolved->lasts[state] < s->resolved->ways;
    }
    if (always == 0 && some == 0) return stability_text(s, "no %sstate of %u would last", others, s->conflict.states);
    if (always == 0)
        return stability_text(s, "%u %sstate%s of %u would last, depending on them", some, others, some == 1 ? "" : "s",
                              s->conflict.states);
    const char *words = stability_text(s, "%s %s would last in any case", always == 1 ? "state" : "states",
                                       stability_list(s, is_other_always, NULL));
    return some == 0 ? words : stability_text(s, "%s, %u more depending on them", words, some);
}

static bool is_indifferent(const stability *s, uint32_t player) {
    const ent_conflict_player *p = &s->conflict.player[player];
    for (uint32_t m = 0; m < p->members; m++)
        for (uint32_t state = 0; state < s->conflict.states; state++)
            if (p->member[m].level[state] != p->member[m].level[0] || p->member[m].high != NULL) return false;
    return true;
}

static uint32_t indifferent_count(const stability *s) {
    uint32_t count = 0;
    for (uint32_t player = 0; player < s->conflict.players; player++)
        count += is_indifferent(s, player);
    return count;
}

static void headline(stability *s) {
    if (s->conflict.states == 1) {
        ent_findings_headline(s->out, "There is one state only, %s: it lasts.", stability_name(s, 0));
        return;
    }
    if (indifferent_count(s) == s->conflict.players) {
        ent_findings_headline(s->out,
                              "Nobody likes any of the %u states better than another, so all of them would last.",
                              s->conflict.states);
        return;
    }
    if (s->status_quo == ENT_CONFLICT_NONE) {
        const char *words = s->resolved != NULL ? about_unknown_others(s) : about_others(s, false);
        const char *first =
            stability_text(s, "%c", words[0] >= 'a' && words[0] <= 'z' ? words[0] - 'a' + 'A' : words[0]);
        ent_findings_headline(s->out, "%s%s.", first, *words != '\0' ? words + 1 : "");
        return;
    }
    ent_findings_headline(s->out, "%s; %s.", s->resolved != NULL ? about_unknown_now(s) : about_now(s),
                          s->resolved != NULL ? about_unknown_others(s) : about_others(s, true));
}

/* ---- notes ----------------------------------------------------------------------------------------------------------
 */

static void notes(stability *s) {
    ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0001", NULL,
                      "That a state would last if it were reached does not say that it is reached, nor when: stability "
                      "is a benchmark, not a forecast.");
    for (uint32_t k = 0; k < s->conflict.players; k++)
        for (size_t j = 0; j < s->player[k].parties_size; j++) {
            const int party = s->player[k].parties[j];
            if (stability_has_preferences(s->moves, party)) continue;
            ent_findings_note(
                s->out, ENT_WARNING, "N-STABILITY-0002", "moves",
                "The case does not say how %s likes the states: it is taken to be indifferent, and so never "
                "moves of its own accord.",
                s->source->parties[party].name != NULL ? s->source->parties[party].name : s->source->parties[party].id);
        }
    for (uint32_t k = 0; k < s->conflict.players && s->conflict.states > 1; k++)
        if (is_indifferent(s, k) && stability_has_preferences(s->moves, s->player[k].parties[0]))
            ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0009", "moves",
                              "%s likes all states equally and so never moves; the swaps that verdicts stand keep ties "
                              "as they are.",
                              s->player[k].name);
    if (s->status_quo == ENT_CONFLICT_NONE)
        ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0003", "moves",
                          "The case does not say where things stand (`status_quo`), so no paths are shown.");
    if (s->moves->same_size > 0 && s->moves->priorities_size + s->moves->weights_size > 0)
        ent_findings_note(
            s->out, ENT_NOTE, "N-STABILITY-0006", "moves.same",
            "A state that stands for several combinations is valued by statements and weights as the one of "
            "them with the smallest sum.");
    if (s->uncertain)
        ent_findings_note(s->out, ENT_NOTE, "N-STABILITY-0007", "moves.unknown",
                          "Some preferences are not known. They are read in way %s: --unknown tells the others apart.",
                          s->options->unknown);
}

/* ---- whether a signed deal lasts
 * -------------------------------------------------------------------------------------- */

static void reopening(stability *s) {
    const ent_case *c = s->source;
    if (c->reopens_size == 0) return;
    ent_table *table = NULL;
    if (s->people) {
        table = ent_findings_table(s->out, "reopen", false, "Another question: would a signed deal be reopened?");
        ent_table_about(s->out, table,
                        "Chances as the case judges them (`no_deal.reopen`). They are no part of the stability "
                        "above, which asks who would move.");
        ent_table_column(s->out, table, "government", "Under this government", "text", "", 0);
        ent_table_column(s->out, table, "chance", "Chance that it reopens", "number", "percent", 0);
    }
    static const char *const uses[] = {"no_deal.reopen"};
    for (size_t k = 0; k < c->reopens_size; k++) {
        const ent_reopen *row = &c->reopens[k];
        const ent_info info = {stability_text(s, "Chance that a signed deal is reopened under %s", row->government),
                               "percent", 0, uses, 1};
        ent_findings_metricf(s->out, ent_real(100 * row->p.value), &info, "reopen.%s", row->government);
        if (table != NULL)
            ent_table_row(s->out, table, (ent_value[]){ent_text(row->government), ent_real(100 * row->p.value)});
    }
}

/* ---- the page
 * ---------------------------------------------------------------------------------------------------------- */

typedef struct page_part {
    const char *id, *heading;
    const char *charts[3], *tables[4];
} page_part;

static const page_part parts[] = {
    {"lasting", "Which states would last", {"graph", NULL}, {"equilibria", "robustness", "unknown", NULL}},
    {"paths", "Where it may go", {NULL}, {"paths", NULL}},
    {"reasons", "Why", {NULL}, {"reasons", "why", NULL}},
    {"jointly", "Who would leave jointly", {NULL}, {"coalitions", NULL}},
    {"wish", "What it would take", {NULL}, {"inverse", NULL}},
    {"reopen", "If a deal is signed", {NULL}, {"reopen", NULL}},
    {"states", "The states", {"options", NULL}, {"states", "preferences", "concepts", NULL}},
};

static bool stands(const stability *s, const char *table) {
    const ent_table *found = ent_findings_find_table(s->out, table);
    return found != NULL && found->rows_size > 0;
}

static void add_part(stability *s, const page_part *part) {
    bool any = false;
    for (size_t k = 0; part->tables[k] != NULL; k++)
        any = any || stands(s, part->tables[k]);
    for (size_t k = 0; part->charts[k] != NULL; k++)
        any = any || ent_findings_find_chart(s->out, part->charts[k]) != NULL;
    if (!any) return;
    ent_section *section = ent_findings_section(s->out, part->id, part->heading, false, false);
    for (size_t k = 0; part->charts[k] != NULL; k++)
        if (ent_findings_find_chart(s->out, part->charts[k]) != NULL)
            ent_section_block(s->out, section, ENT_BLOCK_CHART, NULL, "%s", part->charts[k]);
    for (size_t k = 0; part->tables[k] != NULL; k++) {
        if (!stands(s, part->tables[k])) continue;
        const ent_table *table = ent_findings_find_table(s->out, part->tables[k]);
        if (*table->title != '\0')
            ent_section_block(s->out, section, ENT_BLOCK_TABLE, NULL, "%s", part->tables[k]);
        else
            ent_section_block(s->out, section, ENT_BLOCK_TEXT, NULL,
                              "The table `%s` has %zu rows: --csv --table %s prints it.", table->id, table->total_rows,
                              table->id);
    }
}

ent_status stability_page(stability *s) {
    headline(s);
    reopening(s);
    if (!s->people) return ENT_OK;
    notes(s);
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
        add_part(s, &parts[k]);
    if ((size_t)s->conflict.states * s->conflict.players <= STABILITY_CELLS)
        ent_section_block(s->out, ent_findings_section(s->out, "cells", "Every verdict", false, false), ENT_BLOCK_TABLE,
                          NULL, "cells");
    return ENT_OK;
}
