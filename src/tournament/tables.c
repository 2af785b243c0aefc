/* Tables of the tournament: ranking, pairs, significance, cases, seats, sessions. */
#include "tournament/tournament.h"

#include <math.h>

static ent_value text_of(const tournament *self, size_t entrant_index) {
    return ent_text(self->entrants[entrant_index].text);
}

static void number_column(ent_findings *findings, ent_table *table, const char *id, const char *label, int digits) {
    ent_table_column(findings, table, id, label, "number", NULL, digits);
}

static void text_column(ent_findings *findings, ent_table *table, const char *id, const char *label) {
    ent_table_column(findings, table, id, label, "text", NULL, 0);
}

static void count_column(ent_findings *findings, ent_table *table, const char *id, const char *label) {
    ent_table_column(findings, table, id, label, "integer", NULL, 0);
}

static void ranking(const tournament *self, const summary *found, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "ranking", false, "Strategies by mean utility");
    ent_table_about(
        findings, table,
        "Means over meetings: a strategy in one seat of a case against given others. Low and high: 95% bootstrap "
        "interval of the utility. Gain: over no deal; share: of the largest gain that the case allows.");
    count_column(findings, table, "rank", "Rank");
    text_column(findings, table, "strategy", "Strategy");
    number_column(findings, table, "utility", "Utility", 3);
    number_column(findings, table, "low", "Low", 3);
    number_column(findings, table, "high", "High", 3);
    number_column(findings, table, "advantage", "Gain", 3);
    number_column(findings, table, "share", "Share", 3);
    number_column(findings, table, "agreement", "Agreed", 3);
    number_column(findings, table, "mean_rank", "Mean rank", 2);
    count_column(findings, table, "meetings", "Meetings");
    for (size_t i = 0; i < self->entrants_size; i++) {
        size_t s = found->order[i];
        const standing *one = &found->standings[s];
        ent_value cells[] = {ent_integer((int64_t)one->rank),
                             text_of(self, s),
                             ent_real(one->utility.mean),
                             ent_real(one->utility.low),
                             ent_real(one->utility.high),
                             ent_real(one->advantage),
                             ent_real(one->share),
                             ent_real(one->agreement),
                             ent_real(one->mean_rank),
                             ent_integer((int64_t)one->units)};
        ent_table_row(findings, table, cells);
    }
}

static void agreements(const tournament *self, const summary *found, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "agreements", false, "What their agreements are like");
    ent_table_about(
        findings, table,
        "Round and distances are those of agreements, on the scale on which each party's utilities run from 0 to "
        "1; sum of utilities and product of gains also count sessions without one.");
    text_column(findings, table, "strategy", "Strategy");
    number_column(findings, table, "round", "Round", 1);
    number_column(findings, table, "welfare", "Sum of utilities", 3);
    number_column(findings, table, "product", "Product of gains", 4);
    number_column(findings, table, "nash_distance", "To the Nash point", 3);
    number_column(findings, table, "pareto_distance", "To the frontier", 3);
    for (size_t i = 0; i < self->entrants_size; i++) {
        size_t s = found->order[i];
        const standing *one = &found->standings[s];
        ent_value cells[] = {text_of(self, s),       ent_real(one->round), ent_real(one->welfare),
                             ent_real(one->product), ent_real(one->nash),  ent_real(one->pareto)};
        ent_table_row(findings, table, cells);
    }
}

static void pairs(const tournament *self, const summary *found, ent_findings *findings) {
    size_t n = self->entrants_size;
    ent_table *table = ent_findings_table(findings, "pairs", false, "%s", ""); /* drawn as the chart */
    ent_table_about(findings, table,
                    "Mean utility of the strategy where all others play the second one, over cases and "
                    "seats.");
    text_column(findings, table, "strategy", "Strategy");
    text_column(findings, table, "against", "Against");
    number_column(findings, table, "utility", "Utility", 3);
    for (size_t i = 0; i < n * n; i++) {
        size_t s = found->order[i / n], t = found->order[i % n];
        ent_value cells[] = {text_of(self, s), text_of(self, t), ent_real(found->against[s * n + t])};
        ent_table_row(findings, table, cells);
    }
}

/* The one that did better first. */
static void significance_row(const tournament *self, const summary *found, size_t first, size_t second,
                             ent_findings *findings, ent_table *table) {
    const comparison *pair = tournament_comparison(self, found, first, second);
    bool known = pair->units > 0;
    ent_value cells[] = {text_of(self, first),
                         text_of(self, second),
                         ent_real(pair->a == first ? pair->test.difference : -pair->test.difference),
                         known ? ent_real(pair->test.p) : ent_empty(),
                         known ? ent_real(pair->adjusted) : ent_empty(),
                         ent_bool(known && pair->adjusted < 0.05),
                         ent_integer((int64_t)pair->units)};
    ent_table_row(findings, table, cells);
}

static void significance(const tournament *self, const summary *found, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "significance", false, "Which differences are more than chance");
    ent_table_about(
        findings, table,
        "Difference of mean utilities, first minus second. p: sign-flip test over meetings in which the two "
        "change places (two-sided); adjusted: after Holm for all pairs. Significant: adjusted below 0.05.");
    text_column(findings, table, "first", "First");
    text_column(findings, table, "second", "Second");
    number_column(findings, table, "difference", "Difference", 3);
    number_column(findings, table, "p", "p", 5);
    number_column(findings, table, "adjusted", "Adjusted p", 5);
    ent_table_column(findings, table, "significant", "Significant", "boolean", NULL, 0);
    count_column(findings, table, "meetings", "Meetings");
    for (size_t i = 0; i < self->entrants_size; i++)
        for (size_t j = i + 1; j < self->entrants_size; j++)
            significance_row(self, found, found->order[i], found->order[j], findings, table);
}

/* ---- cases and seats -------------------------------------------------------------------------------------- */

static void domains(const tournament *self, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "domains", false, "The cases");
    text_column(findings, table, "case", "Case");
    count_column(findings, table, "parties", "Parties");
    count_column(findings, table, "outcomes", "Outcomes");
    count_column(findings, table, "frontier", "On the frontier");
    count_column(findings, table, "meetings", "Meetings");
    for (size_t c = 0; c < self->contests_size; c++) {
        const contest *where = &self->contests[c];
        ent_value cells[] = {ent_text(where->source->id), ent_integer((int64_t)where->parties),
                             ent_integer((int64_t)where->domain->outcomes), ent_integer((int64_t)where->points_size),
                             ent_integer((int64_t)where->meetings)};
        ent_table_row(findings, table, cells);
    }
}

static void cases(const tournament *self, const summary *found, ent_findings *findings) {
    size_t n = self->entrants_size;
    ent_table *table = ent_findings_table(findings, "cases", false, "Strategies in each case");
    text_column(findings, table, "case", "Case");
    text_column(findings, table, "strategy", "Strategy");
    number_column(findings, table, "utility", "Utility", 3);
    count_column(findings, table, "rank", "Rank");
    for (size_t i = 0; i < self->contests_size * n; i++) {
        const double *values = found->by_case + i / n * n;
        size_t s = found->order[i % n], rank = 1;
        for (size_t t = 0; t < n; t++)
            rank += values[t] > values[s];
        ent_value cells[] = {ent_text(self->contests[i / n].source->id), text_of(self, s), ent_real(values[s]),
                             isnan(values[s]) ? ent_empty() : ent_integer((int64_t)rank)};
        ent_table_row(findings, table, cells);
    }
}

typedef struct seat_means {
    const tournament *self;
    size_t seat, size, shares;
    double utility, advantage, share;
} seat_means;

static void add_seat(void *context, size_t meeting, size_t seat) {
    seat_means *to = context;
    const unit *one = &to->self->units[meeting * to->self->most_parties + seat];
    if (seat != to->seat) return;
    to->size++;
    to->utility += one->utility;
    to->advantage += one->advantage;
    if (isnan(one->share)) return;
    to->shares++;
    to->share += one->share;
}

static void seats(const tournament *self, const summary *found, ent_findings *findings) {
    ent_table *table = ent_findings_table(findings, "seats", false, "Strategies in each seat");
    text_column(findings, table, "case", "Case");
    text_column(findings, table, "party", "Party");
    text_column(findings, table, "strategy", "Strategy");
    number_column(findings, table, "utility", "Utility", 3);
    number_column(findings, table, "advantage", "Gain", 3);
    number_column(findings, table, "share", "Share", 3);
    count_column(findings, table, "meetings", "Meetings");
    for (size_t c = 0; c < self->contests_size; c++) {
        const contest *where = &self->contests[c];
        for (size_t i = 0; i < where->parties * self->entrants_size; i++) {
            size_t s = found->order[i % self->entrants_size];
            seat_means sums = {.self = self, .seat = i / self->entrants_size};
            tournament_visit(self, where, s, add_seat, &sums);
            double size = (double)sums.size;
            ent_value cells[] = {ent_text(where->source->id),
                                 ent_text(where->source->parties[where->model->party[sums.seat]].id),
                                 text_of(self, s),
                                 ent_real(sums.utility / size),
                                 ent_real(sums.advantage / size),
                                 ent_real(sums.share / (double)sums.shares),
                                 ent_integer((int64_t)sums.size)};
            ent_table_row(findings, table, cells);
        }
    }
}

void tournament_tables(tournament *self, const summary *found, ent_findings *findings) {
    ranking(self, found, findings);
    agreements(self, found, findings);
    significance(self, found, findings);
    pairs(self, found, findings);
    domains(self, findings);
    cases(self, found, findings);
    seats(self, found, findings);
}

/* ---- the game --------------------------------------------------------------------------------------------- */

static void equilibrium_table(const tournament *self, const summary *found, const empirical *game,
                              ent_findings *findings) {
    size_t n = self->entrants_size;
    ent_table *table = ent_findings_table(findings, "equilibrium", false, "Equilibria of the game over strategies");
    ent_table_about(
        findings, table,
        "If everyone drew a strategy with these shares, nobody could expect more from another one. Payoff: "
        "what the strategy expects against that mixture. The first is nearest to where the replicator dynamics "
        "lead from equal shares.");
    count_column(findings, table, "equilibrium", "Equilibrium");
    text_column(findings, table, "strategy", "Strategy");
    number_column(findings, table, "share", "Share", 3);
    number_column(findings, table, "payoff", "Payoff", 3);
    number_column(findings, table, "regret", "Regret of the mixture", 6);
    for (size_t e = 0; e < game->equilibria.size; e++) {
        double payoffs[ENT_GAME_STRATEGIES];
        ent_game_payoffs(&game->game, game->equilibria.mixtures[e], payoffs);
        for (size_t i = 0; i < n; i++) {
            size_t s = found->order[i];
            ent_value cells[] = {ent_integer((int64_t)e + 1), text_of(self, s),
                                 ent_real(game->equilibria.mixtures[e][s]), ent_real(payoffs[s]),
                                 ent_real(game->equilibria.regrets[e])};
            ent_table_row(findings, table, cells);
        }
    }
}

static void replies_table(const tournament *self, const summary *found, const empirical *game, ent_findings *findings) {
    size_t n = self->entrants_size;
    ent_table *table = ent_findings_table(findings, "replies", false, "The best reply to each strategy");
    ent_table_about(
        findings, table,
        "Where all others play the strategy: the one that does best against it, and what it gains over playing "
        "the same. A strategy that is its own best reply is an equilibrium by itself.");
    text_column(findings, table, "against", "Against");
    text_column(findings, table, "reply", "Best reply");
    number_column(findings, table, "payoff", "Payoff", 3);
    number_column(findings, table, "own", "Playing the same", 3);
    number_column(findings, table, "gain", "Gain", 3);
    for (size_t i = 0; i < n; i++) {
        size_t t = found->order[i], best = ent_game_reply(&game->game, t);
        double mixture[ENT_GAME_STRATEGIES] = {0}, payoffs[ENT_GAME_STRATEGIES];
        mixture[t] = 1;
        ent_game_payoffs(&game->game, mixture, payoffs);
        if (payoffs[t] >= payoffs[best]) best = t;
        ent_value cells[] = {text_of(self, t), text_of(self, best), ent_real(payoffs[best]), ent_real(payoffs[t]),
                             ent_real(payoffs[best] - payoffs[t])};
        ent_table_row(findings, table, cells);
    }
}

void tournament_game_tables(tournament *self, const summary *found, const empirical *game, ent_findings *findings) {
    if (!game->known) return;
    equilibrium_table(self, found, game, findings);
    replies_table(self, found, game, findings);
}

/* ---- sessions --------------------------------------------------------------------------------------------- */

/* "micro" or, with more parties, "micro + linear": the others in their seats. */
static const char *others(const tournament *self, const contest *where, const size_t *entrants, size_t seat) {
    const char *text = "";
    for (size_t k = 0; k < where->parties && text != NULL; k++) {
        if (k == seat) continue;
        text = ent_arena_printf(self->arena, "%s%s%s", text, text[0] != '\0' ? " + " : "",
                                self->entrants[entrants[k]].text);
    }
    return text;
}

static void session_row(const tournament *self, const contest *where, size_t number, size_t meeting, size_t repetition,
                        size_t seat, ent_findings *findings, ent_table *table) {
    size_t entrants[ENT_SPACE_PARTIES];
    const played *session = tournament_played(self, meeting, repetition);
    bool agreed = session->outcome != UINT32_MAX;
    double utility = tournament_utility(where, seat, session);
    tournament_seats(self, where, meeting, entrants);
    ent_value cells[] = {
        ent_integer((int64_t)number),
        ent_text(where->source->id),
        ent_text(where->source->parties[where->model->party[seat]].id),
        text_of(self, entrants[seat]),
        ent_text(others(self, where, entrants, seat)),
        ent_integer((int64_t)repetition + 1),
        ent_bool(agreed),
        ent_integer(session->round),
        ent_real(utility),
        ent_real(tournament_advantage(where, seat, utility)),
        agreed && where->rational ? ent_real(tournament_distance(where, session->outcome, where->nash)) : ent_empty(),
        agreed ? ent_real(tournament_pareto(where, session->outcome)) : ent_empty(),
        ent_bool(tournament_counts(self, where, entrants, seat)),
    };
    ent_table_row(findings, table, cells);
}

void tournament_sessions(const tournament *self, ent_findings *findings) {
    size_t number = 0, rows = 0, total = 0;
    ent_table *table = ent_findings_table(findings, "sessions", true, "%s", ""); /* for programs */
    ent_table_about(findings, table,
                    "A row for each party of each session. Meetings in which nothing is random are played "
                    "once. Counted: whether the row enters "
                    "the strategy's means.");
    count_column(findings, table, "session", "Session");
    text_column(findings, table, "case", "Case");
    text_column(findings, table, "party", "Party");
    text_column(findings, table, "strategy", "Strategy");
    text_column(findings, table, "against", "Against");
    count_column(findings, table, "repetition", "Repetition");
    ent_table_column(findings, table, "agreed", "Agreed", "boolean", NULL, 0);
    count_column(findings, table, "round", "Round");
    number_column(findings, table, "utility", "Utility", 3);
    number_column(findings, table, "advantage", "Gain", 3);
    number_column(findings, table, "nash_distance", "To Nash", 3);
    number_column(findings, table, "pareto_distance", "To Pareto", 3);
    ent_table_column(findings, table, "counted", "Counted", "boolean", NULL, 0);
    for (size_t m = 0; m < self->meetings; m++) {
        const contest *where = tournament_contest(self, m);
        size_t sessions = self->done[m] ? (size_t)self->measures[m].sessions : 0;
        total += sessions * where->parties;
        for (size_t r = 0; r < sessions && rows < findings->rows; r++, number++)
            for (size_t k = 0; k < where->parties; k++, rows++)
                session_row(self, where, number + 1, m, r, k, findings, table);
    }
    ent_table_total(findings, table, total);
}
