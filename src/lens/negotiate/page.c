/* What the reader is told first, what is well to know beside it, and the order of the page. */
#include "negotiate.h"

/* ---- the headline ------------------------------------------------------------------------------------------ */

/* "South Korea as Boulware and United States as Conceder", "all as Boulware". */
static const char *players(const negotiate *n) {
    bool same = true;
    for (size_t s = 1; s < n->seats_size; s++)
        same = same && n->seats[s].strategy == n->seats[0].strategy;
    if (same) return negotiate_text(n, "%s as %s", n->seats_size == 2 ? "both" : "all", n->seats[0].strategy->label);
    const char *words = "";
    for (size_t s = 0; s < n->seats_size; s++)
        words = negotiate_text(n, "%s%s%s as %s", words,
                               s == 0                   ? ""
                               : s + 1 == n->seats_size ? " and "
                                                        : ", ",
                               negotiate_party_name(n, n->seats[s].party), n->seats[s].strategy->label);
    return words;
}

static const char *worth(const negotiate *n) {
    const char *words = "";
    for (size_t s = 0; s < n->seats_size; s++)
        words = negotiate_text(n, "%s%s%s %.2f", words, s ? ", " : "", negotiate_party_name(n, n->seats[s].party),
                               n->result.utility[n->seats[s].party]);
    return words;
}

static const char *nobody_gains(const negotiate *n) {
    for (size_t s = 0; s < n->seats_size; s++)
        if (n->domain->views[n->seats[s].party].rational == 0)
            return negotiate_text(n, "%s would not come to the table: no package is worth as much to it as no deal.",
                                  negotiate_party_name(n, n->seats[s].party));
    return "Nobody makes an offer.";
}

/* "in round 78 of 100" */
static const char *when(const negotiate *n) {
    if (n->rules.protocol == ENT_SINGLE_TEXT)
        return negotiate_text(n, "after %zu changes of the text", n->result.offers);
    if (n->rules.rounds > 0) return negotiate_text(n, "in round %zu of %zu", n->result.round + 1, n->rules.rounds);
    return negotiate_text(n, "in round %zu", n->result.round + 1);
}

void negotiate_headline(negotiate *n) {
    switch (n->result.ending) {
    case ENT_AGREED:
        ent_findings_headline(n->out, "With %s the talks would end %s with %s (worth: %s).", players(n), when(n),
                              ent_words_package(&n->words, negotiate_outcome(n, n->result.outcome)), worth(n));
        return;
    case ENT_BROKE_DOWN:
        ent_findings_headline(n->out, "With %s these talks would break down %s, before an agreement.", players(n),
                              when(n));
        return;
    case ENT_WALKED_AWAY:
        ent_findings_headline(n->out, "%s", nobody_gains(n));
        return;
    case ENT_TIMED_OUT:
    default:
        ent_findings_headline(n->out, "With %s the time would be over before an agreement, after %zu offers.",
                              players(n), n->result.offers);
    }
}

/* ---- notes ------------------------------------------------------------------------------------------------- */

static void note_no_deal(negotiate *n) {
    for (size_t i = 0; i < n->model->parties; i++)
        if (!n->model->fallback[i].value && n->domain->views[i].reserved <= n->domain->views[i].least)
            ent_findings_note(
                n->out, ENT_NOTE, "N-NEGOTIATE-0002", negotiate_text(n, "no_deal.%s", negotiate_party_id(n, i)),
                "The case does not say what %s has without a deal: its worst package within the red lines "
                "stands in for it.",
                negotiate_party_name(n, i));
}

static bool uses_chance(const negotiate *n) {
    for (size_t s = 0; s < n->seats_size; s++)
        if (n->seats[s].strategy->draws) return true;
    return n->rules.protocol == ENT_SINGLE_TEXT || n->rules.breakdown > 0 ||
           (n->rules.random_pace && n->rules.time > 0);
}

void negotiate_notes(negotiate *n) {
    if (n->run->metrics_only) return;
    ent_findings_note(n->out, ENT_NOTE, "N-NEGOTIATE-0001", NULL,
                      "Simulated strategies are benchmarks, not forecasts: they show where talks would end between "
                      "programs with these preferences that do not know each other's.");
    if (!n->agreement)
        ent_findings_note(n->out, ENT_WARNING, "N-NEGOTIATE-0003", "no_deal",
                          "No package is worth as much as no deal to every party, so no session can end in agreement; "
                          "`entente bargain` proves it.");
    if (n->options->repeat > 1 && !uses_chance(n))
        ent_findings_note(n->out, ENT_NOTE, "N-NEGOTIATE-0004", NULL,
                          "Nothing in these sessions is left to chance: all repetitions are the same.");
    note_no_deal(n);
}

/* ---- the page ---------------------------------------------------------------------------------------------- */

static void table_block(negotiate *n, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(n->out, id);
    if (table && table->rows_size > 0) ent_section_block(n->out, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

static void chart_section(negotiate *n, const char *id, const char *heading, bool half) {
    if (!ent_findings_find_chart(n->out, id)) return;
    ent_section *section = ent_findings_section(n->out, id, heading, false, half);
    ent_section_block(n->out, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

static const char *how_far(const negotiate *n) {
    if (!n->agreement) return "";
    const double nash = negotiate_to_nash(n, n->result.outcome), frontier = negotiate_to_frontier(n, n->result.outcome);
    const char *edge = frontier > 0 ? negotiate_text(n, "%.3f short of the frontier", frontier)
                                    : "on the frontier: no package is better for one and worse for nobody";
    if (nash == 0) return negotiate_text(n, " It is %s, and is the Nash solution.", edge);
    return negotiate_text(n, " It is %s, and %.3f from the Nash solution.", edge, nash);
}

/* What each strategy does, once. */
static void strategy_items(negotiate *n, ent_section *section) {
    for (size_t s = 0; s < n->seats_size; s++) {
        bool before = false;
        for (size_t k = 0; k < s; k++)
            before = before || n->seats[k].strategy == n->seats[s].strategy;
        if (!before)
            ent_section_block(n->out, section, ENT_BLOCK_ITEM, n->seats[s].strategy->label, "%s",
                              n->seats[s].strategy->about);
    }
}

static void end_section(negotiate *n) {
    ent_section *section = ent_findings_section(n->out, "end", "Where it ends", false, false);
    if (n->result.ending == ENT_AGREED)
        ent_section_block(n->out, section, ENT_BLOCK_TEXT, NULL, "The agreement is **%s**.%s",
                          ent_words_package(&n->words, negotiate_outcome(n, n->result.outcome)), how_far(n));
    else
        ent_section_block(n->out, section, ENT_BLOCK_TEXT, NULL, "There is **no agreement**: %s.",
                          n->result.ending == ENT_BROKE_DOWN    ? "the talks broke down"
                          : n->result.ending == ENT_WALKED_AWAY ? "a party has nothing to gain"
                                                                : "the deadline passed");
    table_block(n, section, "strategies");
    ent_section_block(n->out, section, ENT_BLOCK_ITEM, ent_protocols[n->rules.protocol].label, "%s",
                      ent_protocols[n->rules.protocol].about);
    strategy_items(n, section);
}

static void runs_section(negotiate *n) {
    if (!ent_findings_find_table(n->out, "runs")) return;
    ent_section *section = ent_findings_section(n->out, "runs", "Repeated", false, false);
    ent_section_block(n->out, section, ENT_BLOCK_TEXT, NULL,
                      "**%.1f percent** of %zu sessions end in agreement (95 percent interval %.1f to %.1f).",
                      100 * ent_findings_number(n->out, "runs.agreement.rate", 0), n->options->repeat,
                      100 * ent_findings_number(n->out, "runs.agreement.low", 0),
                      100 * ent_findings_number(n->out, "runs.agreement.high", 0));
    table_block(n, section, "runs");
}

void negotiate_sections(negotiate *n) {
    if (n->run->metrics_only) return;
    if (n->options->package && *n->options->package)
        table_block(n, ent_findings_section(n->out, "package", "This package", false, false), "package");
    end_section(n);
    chart_section(n, "concessions", "The course of the talks", false);
    chart_section(n, "offers_plane", "Both sides at once", true);
    runs_section(n);
    if (ent_findings_find_table(n->out, "trace"))
        table_block(n, ent_findings_section(n->out, "trace", "Offer by offer", false, false), "trace");
}
