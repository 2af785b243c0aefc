/* The models that move: positions turn by turn, who challenges whom. */
#include "lens/forecast/report.h"

#include <string.h>

/* What stands in the tables, whichever model filled them. */
typedef struct turn_tables {
    forecast_report *r;
    const char *model; /* id */
    ent_table *positions, *turns;
} turn_tables;

static bool asked(const forecast_report *r, const char *id) {
    for (size_t m = 0; m < r->models_size; m++)
        if (strcmp(r->models[m]->id, id) == 0) return true;
    return false;
}

static void start_positions(turn_tables *t, const char *label) {
    t->positions = ent_findings_table(t->r->out, "positions", false, "Positions turn by turn: %s", label);
    ent_table_about(t->r->out, t->positions, "From turn 0, the positions as they were taken. Ranks count from 0.");
    ent_table_column(t->r->out, t->positions, "turn", "Turn", "integer", "", 0);
    ent_table_column(t->r->out, t->positions, "party", "Party", "text", "", 0);
    ent_table_column(t->r->out, t->positions, "issue", "Issue", "text", "", 0);
    ent_table_column(t->r->out, t->positions, "position", "Position", "number", "", 2);
}

static void start_turns(turn_tables *t) {
    static const char *const columns[][3] = {
        {"turn", "Turn", "integer"},         {"party", "Party", "text"},         {"about", "About", "text"},
        {"risk", "Risk", "number"},          {"strength", "Strength", "number"}, {"challenges", "Challenges", "text"},
        {"gain", "Hopes to gain", "number"}, {"win", "Chance to win", "number"}, {"follows", "Bargains with", "text"}};
    t->turns = ent_findings_table(t->r->out, "turns", false, "Who challenges whom");
    ent_table_about(t->r->out, t->turns,
                    "Each turn: how willing a party is to take risks (1 most), how probable a vote would choose its "
                    "position, whom it challenges with what hope, and with whom it has the bargain that it follows.");
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        ent_table_column(t->r->out, t->turns, columns[k][0], columns[k][1], columns[k][2], "", k >= 3 ? 3 : 0);
}

static const char *party_id(const turn_tables *t, int party) {
    return t->r->entente_case->parties[party].id;
}

static void add_position(turn_tables *t, size_t turn, int party, size_t issue, double x) {
    const ent_value cells[] = {ent_integer((int64_t)turn), ent_text(party_id(t, party)),
                               ent_text(forecast_issue_row(t->r, issue)->id), ent_real(x)};
    ent_table_row(t->r->out, t->positions, cells);
}

/* Parties and issues in the order of the file. */
static void add_smp(turn_tables *t, const ent_smp *smp, const int *parties, const size_t *issues, const char *about) {
    for (size_t turn = 0; turn <= smp->turns; turn++)
        for (size_t i = 0; i < smp->actors; i++)
            for (size_t k = 0; k < smp->dimensions; k++)
                if (t->r->shown[issues[k]])
                    add_position(t, turn, parties[i], issues[k],
                                 smp->position[(turn * smp->actors + i) * smp->dimensions + k]);
    for (size_t at = 0; at < smp->turns * smp->actors; at++) {
        size_t target = smp->target[at], partner = smp->partner[at];
        bool none = target == ENT_SMP_NOBODY;
        const ent_value cells[] = {ent_integer((int64_t)(at / smp->actors)),
                                   ent_text(party_id(t, parties[at % smp->actors])),
                                   ent_text(about),
                                   ent_real(smp->risk[at]),
                                   ent_real(smp->strength[at]),
                                   none ? ent_empty() : ent_text(party_id(t, parties[target])),
                                   none ? ent_empty() : ent_real(smp->gain[at]),
                                   none ? ent_empty() : ent_real(smp->win[at]),
                                   partner == at % smp->actors ? ent_empty() : ent_text(party_id(t, parties[partner]))};
        ent_table_row(t->r->out, t->turns, cells);
    }
}

static ent_status parties_of(const forecast_report *r, const ent_forecast_issue *issue, int **out) {
    *out = ent_arena_array(r->arena, issue->actors_size, sizeof **out);
    if (*out == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < issue->actors_size; i++)
        (*out)[i] = issue->actors[i].party;
    return ENT_OK;
}

static ent_status add_apart(turn_tables *t, bool ktab) {
    forecast_report *r = t->r;
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        if (!r->shown[i]) continue;
        ent_smp smp;
        int *parties = NULL;
        bool offered = false;
        ent_status status = ent_forecast_smp(r->run, &r->forecast, &r->forecast.issues[i], ktab, &smp, &offered);
        if (status == ENT_OK && offered) status = parties_of(r, &r->forecast.issues[i], &parties);
        if (status == ENT_OK && offered) add_smp(t, &smp, parties, &i, forecast_issue_row(r, i)->id);
        ent_smp_free(&smp);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static ent_status report_smp(forecast_report *r, const char *id) {
    bool ktab = strcmp(id, "smp-ktab") == 0;
    turn_tables t = {.r = r, .model = id};
    const ent_forecast_spatial *together = NULL;
    ent_status status = ENT_OK;
    start_positions(&t, ent_forecast_find(id)->label);
    start_turns(&t);
    if (!r->options->apart) status = ent_forecast_together(r->run, &r->forecast, ktab, &together);
    if (status != ENT_OK) return status;
    ent_findings_method(r->out, "spatial", ent_text(together != NULL ? "issues together" : "issues apart"));
    if (together == NULL) return add_apart(&t, ktab);
    add_smp(&t, &together->smp, together->parties, together->issues, "all issues");
    return ENT_OK;
}

/* ---- the challenge model -------------------------------------------------------------------------------- */

static ent_status report_challenge(forecast_report *r) {
    ent_table *table = ent_findings_table(r->out, "rounds", false, "Positions round by round: challenge model");
    static const char *const columns[][3] = {{"round", "Round", "integer"},
                                             {"issue", "Issue", "text"},
                                             {"party", "Party", "text"},
                                             {"position", "Position", "number"},
                                             {"risk", "Risk", "number"}};
    for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
        ent_table_column(r->out, table, columns[k][0], columns[k][1], columns[k][2], "", k == 3 ? 2 : k == 4 ? 3 : 0);
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        ent_challenge challenge;
        bool offered = false;
        if (!r->shown[i]) continue;
        ent_status status = ent_forecast_challenge(r->run, &r->forecast, issue, &challenge, &offered);
        for (size_t at = 0; status == ENT_OK && offered && at < (challenge.rounds + 1) * challenge.actors; at++) {
            size_t round = at / challenge.actors;
            const int party = issue->actors[at % challenge.actors].party;
            const ent_value cells[] = {ent_integer((int64_t)round), ent_text(forecast_issue_row(r, i)->id),
                                       ent_text(r->entente_case->parties[party].id), ent_real(challenge.position[at]),
                                       round < challenge.rounds ? ent_real(challenge.risk[at]) : ent_empty()};
            ent_table_row(r->out, table, cells);
        }
        ent_challenge_free(&challenge);
        if (status != ENT_OK) return status;
    }
    return ENT_OK;
}

static bool anybody(const forecast_report *r) {
    for (size_t i = 0; i < r->forecast.issues_size; i++) {
        const ent_forecast_issue *issue = &r->forecast.issues[i];
        if (r->shown[i] && issue->actors_size > 0 && issue->silent_size == 0 && issue->line != ENT_FORECAST_CHOICES)
            return true;
    }
    return false;
}

ent_status forecast_report_turns(forecast_report *r) {
    if (!r->tables || !anybody(r)) return ENT_OK;
    ent_status status = ENT_OK;
    if (asked(r, "smp"))
        status = report_smp(r, "smp");
    else if (asked(r, "smp-ktab"))
        status = report_smp(r, "smp-ktab");
    return status == ENT_OK && asked(r, "challenge") ? report_challenge(r) : status;
}
