/* The findings of a tournament: headline, figures, charts, notes. */
#include "tournament/tournament.h"

#include <math.h>
#include <string.h>

static const char *const uses[] = {"preferences", "no_deal", "limits"};
enum { USES = sizeof uses / sizeof *uses, FEW_UNITS = 10 };

static ent_info info_of(const char *label, int digits) {
    return (ent_info){.label = label, .digits = digits, .uses = uses, .uses_size = USES};
}

/* ---- figures ---------------------------------------------------------------------------------------------- */

typedef struct figure {
    const char *key, *label;
    size_t offset; /* of a double in a standing */
    int digits;
} figure;

static const figure figures[] = {
    {"utility", "Mean utility", offsetof(standing, utility.mean), 3},
    {"utility.low", "Mean utility, low end of the 95% interval", offsetof(standing, utility.low), 3},
    {"utility.high", "Mean utility, high end of the 95% interval", offsetof(standing, utility.high), 3},
    {"advantage", "Mean gain over no deal", offsetof(standing, advantage), 3},
    {"share", "Share of the largest gain possible", offsetof(standing, share), 3},
    {"agreement", "Share of sessions that end in agreement", offsetof(standing, agreement), 3},
    {"round", "Round of the agreement", offsetof(standing, round), 1},
    {"welfare", "Sum of all parties' utilities", offsetof(standing, welfare), 3},
    {"product", "Product of all parties' gains", offsetof(standing, product), 3},
    {"distance.nash", "Distance of agreements to the Nash point", offsetof(standing, nash), 3},
    {"distance.pareto", "Distance of agreements to the frontier", offsetof(standing, pareto), 3},
    {"rank.mean", "Mean rank over the cases", offsetof(standing, mean_rank), 2},
};

static void strategy_figures(const tournament *self, const summary *found, ent_findings *findings) {
    for (size_t i = 0; i < self->entrants_size; i++) {
        const entrant *who = &self->entrants[found->order[i]];
        const standing *one = &found->standings[found->order[i]];
        for (size_t f = 0; f < sizeof figures / sizeof *figures; f++) {
            double value;
            memcpy(&value, (const char *)one + figures[f].offset, sizeof value);
            ent_info info =
                info_of(ent_arena_printf(self->arena, "%s, %s", figures[f].label, who->text), figures[f].digits);
            ent_findings_metricf(findings, ent_real(value), &info, "tournament.%s.%s", who->id, figures[f].key);
        }
        ent_info rank = info_of(ent_arena_printf(self->arena, "Rank, %s", who->text), 0);
        if (one->units > 0)
            ent_findings_metricf(findings, ent_integer((int64_t)one->rank), &rank, "tournament.%s.rank", who->id);
    }
}

static void whole_figures(const tournament *self, const summary *found, ent_findings *findings) {
    ent_info sessions = info_of("Sessions played", 0), meetings = info_of("Meetings", 0),
             leader = info_of("Strategy with the largest mean utility", 0);
    ent_findings_metric(findings, "tournament.sessions", ent_integer((int64_t)self->sessions), &sessions);
    ent_findings_metric(findings, "tournament.meetings", ent_integer((int64_t)self->done_size), &meetings);
    if (found->standings[found->order[0]].units > 0)
        ent_findings_metric(findings, "tournament.leader", ent_text(self->entrants[found->order[0]].text), &leader);
}

static void game_figures(const tournament *self, const empirical *game, ent_findings *findings) {
    double payoffs[ENT_GAME_STRATEGIES], value = 0;
    if (!game->known) return;
    const double *mixture = game->equilibria.mixtures[0];
    ent_info count = info_of("Equilibria found", 0), regret = info_of("Regret of the first equilibrium", 6),
             payoff = info_of("Expected utility in the first equilibrium", 3);
    ent_game_payoffs(&game->game, mixture, payoffs);
    for (size_t s = 0; s < self->entrants_size; s++) {
        ent_info share =
            info_of(ent_arena_printf(self->arena, "Share in the first equilibrium, %s", self->entrants[s].text), 3);
        ent_findings_metricf(findings, ent_real(mixture[s]), &share, "equilibrium.share.%s", self->entrants[s].id);
        value += mixture[s] * payoffs[s];
    }
    ent_findings_metric(findings, "equilibrium.count", ent_integer(game->supports ? (int64_t)game->equilibria.size : 0),
                        &count);
    ent_findings_metric(findings, "equilibrium.regret", ent_real(game->equilibria.regrets[0]), &regret);
    ent_findings_metric(findings, "equilibrium.payoff", ent_real(value), &payoff);
}

/* ---- the headline ----------------------------------------------------------------------------------------- */

static bool significant(const tournament *self, const summary *found, size_t one, size_t other) {
    const comparison *pair = tournament_comparison(self, found, one, other);
    return pair->units > 0 && pair->adjusted < 0.05;
}

/* "; the lead over x and y is not significant": at most three are named. */
static const char *lead_text(const tournament *self, const summary *found) {
    const char *names = "";
    size_t close = 0, leader = found->order[0];
    for (size_t i = 1; i < self->entrants_size && names != NULL; i++) {
        size_t s = found->order[i];
        if (found->standings[s].units == 0 || significant(self, found, leader, s)) continue;
        close++;
        if (close <= 3)
            names = ent_arena_printf(self->arena, "%s%s%s", names, close > 1 ? ", " : "", self->entrants[s].text);
    }
    if (names == NULL) return "";
    if (close == 0) return "; its lead over every other is significant";
    const char *text = close > 3 ? ent_arena_printf(self->arena, "; its lead over %s and %zu more is not significant",
                                                    names, close - 3)
                                 : ent_arena_printf(self->arena, "; its lead over %s is not significant", names);
    return text != NULL ? text : "";
}

static void headline(const tournament *self, const summary *found, ent_findings *findings) {
    size_t leader = found->order[0];
    const standing *first = &found->standings[leader];
    char mean[ENT_NUMBER_TEXT], low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
    if (first->units == 0) {
        ent_findings_headline(findings, "No meeting was finished.");
        return;
    }
    ent_findings_headline(findings, "%s leads with a mean utility of %s (%s to %s) among %zu strategies in %zu %s%s.",
                          self->entrants[leader].text, ent_write_fixed(mean, first->utility.mean, 2),
                          ent_write_fixed(low, first->utility.low, 2), ent_write_fixed(high, first->utility.high, 2),
                          self->entrants_size, self->contests_size, self->contests_size == 1 ? "case" : "cases",
                          lead_text(self, found));
}

/* ---- charts ----------------------------------------------------------------------------------------------- */

static void charts(const tournament *self, const summary *found, ent_findings *findings) {
    const char *leader = self->entrants[found->order[0]].text;
    const char *title = ent_arena_printf(self->arena, "%s does best on average", leader);
    const ent_chart utility = {.id = "utility",
                               .kind = ENT_CHART_INTERVALS,
                               .title = title,
                               .subtitle = "Mean utility with 95% bootstrap interval",
                               .text =
                                   "Strategies by mean utility, each with its interval; the figures are in the table "
                                   "ranking.",
                               .table = "ranking",
                               .label = "strategy",
                               .y = "utility",
                               .lo = "low",
                               .hi = "high",
                               .y_label = "Mean utility"};
    const ent_chart matrix = {.id = "pairs",
                              .kind = ENT_CHART_MATRIX,
                              .title = "What each strategy gets against each other",
                              .subtitle = "Mean utility of the row where all others play the column",
                              .text = "A matrix of mean utilities, strategies by falling mean; the figures are in the "
                                      "table pairs.",
                              .table = "pairs",
                              .label = "strategy",
                              .x = "against",
                              .y = "utility"};
    if (title == NULL || found->standings[found->order[0]].units == 0) return;
    ent_findings_chart(findings, &utility);
    ent_findings_chart(findings, &matrix);
}

/* ---- notes and method ------------------------------------------------------------------------------------- */

static void game_notes(const empirical *game, ent_findings *findings) {
    if (!game->known) {
        ent_findings_note(findings, ENT_NOTE, "N-TOURNAMENT-0004", NULL,
                          "The game over strategies is not known: some of its meetings are not finished.");
        return;
    }
    if (!game->supports)
        ent_findings_note(findings, ENT_NOTE, "N-TOURNAMENT-0005", NULL,
                          "No exact equilibrium was found; the mixture shown is where the replicator dynamics come "
                          "closest to one.");
    if (game->supports && game->equilibria.size > 1)
        ent_findings_note(
            findings, ENT_NOTE, "N-TOURNAMENT-0006", NULL,
            "The game over strategies has %s%zu equilibria; the first is a selection: the nearest to where "
            "the replicator dynamics lead from equal shares.",
            game->equilibria.more ? "more than " : "", game->equilibria.size);
}

/* Few units: their spread is hardly known, and neither is the width of an interval. */
static void width_note(const tournament *self, const summary *found, ent_findings *findings) {
    size_t least = SIZE_MAX;
    for (size_t s = 0; s < self->entrants_size; s++)
        if (found->standings[s].units < least) least = found->standings[s].units;
    if (least < FEW_UNITS)
        ent_findings_note(findings, ENT_NOTE, "N-TOURNAMENT-0008", NULL,
                          "Some means are over %zu meetings only: their intervals are too narrow, and hardly any "
                          "difference can be significant. More strategies or cases make more.",
                          least);
}

static void notes(const tournament *self, const summary *found, const empirical *game, ent_findings *findings) {
    if (self->done_size < self->meetings)
        ent_findings_note(findings, ENT_WARNING, "N-TOURNAMENT-0001", NULL,
                          "Partial: %zu of %zu meetings are finished, and means are over those.", self->done_size,
                          self->meetings);
    if (self->once > 0)
        ent_findings_note(findings, ENT_NOTE, "N-TOURNAMENT-0002", NULL,
                          "In %zu of %zu meetings no random number was drawn: they would repeat themselves and were "
                          "played once.",
                          self->once, self->done_size);
    if (game->fields)
        ent_findings_note(
            findings, ENT_NOTE, "N-TOURNAMENT-0003", NULL,
            "Some cases have too many assignments of strategies to parties: there each strategy met, in each "
            "seat, others who all play one strategy.");
    for (size_t c = 0; c < self->contests_size; c++)
        if (!self->contests[c].rational)
            ent_findings_note(findings, ENT_NOTE, "N-TOURNAMENT-0007", NULL,
                              "%s: no outcome is worth at least no deal to all parties, so it has no Nash point and no "
                              "share of a gain.",
                              self->contests[c].source->id);
    width_note(self, found, findings);
    game_notes(game, findings);
}

static void method(const tournament *self, const empirical *game, ent_findings *findings) {
    ent_findings_method(findings, "meetings", ent_integer((int64_t)self->meetings));
    ent_findings_method(findings, "scale",
                        ent_text(self->options->as_written ? "utilities as written"
                                                           : "each party's utility from 0 to 1 over the outcomes"));
    ent_findings_method(findings, "intervals", ent_text("bootstrap over meetings, BCa (Efron 1987), 1999 resamples"));
    ent_findings_method(findings, "comparisons",
                        ent_text("sign flips of paired meetings (Fisher 1935), Holm (1979) over all pairs"));
    if (game->known)
        ent_findings_method(findings, "equilibrium",
                            ent_text(!game->supports             ? "replicator dynamics, least regret"
                                     : game->equilibria.complete ? "all supports, checked by regret"
                                                                 : "small supports, checked by regret"));
}

void tournament_report(tournament *self, const summary *found, const empirical *game, ent_findings *findings) {
    headline(self, found, findings);
    method(self, game, findings);
    whole_figures(self, found, findings);
    strategy_figures(self, found, findings);
    game_figures(self, game, findings);
    charts(self, found, findings);
    tournament_tables(self, found, findings);
    tournament_game_tables(self, found, game, findings);
    tournament_sessions(self, findings);
    notes(self, found, game, findings);
    tournament_sections(self, game, findings);
}
