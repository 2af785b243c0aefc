/* Who wants what on an issue, as known on the case's date. */
#include "forecast/parts.h"

#include <math.h>
#include <string.h>

double ent_forecast_number(const ent_forecast *forecast, const ent_number *number, double missing) {
    if (!number->set) return missing;
    return forecast->values != NULL ? forecast->values[number->slot] : number->value;
}

bool ent_forecast_level(const ent_forecast *forecast, const ent_forecast_issue *issue, const ent_level *level,
                        double *out) {
    if (!level->set) return false;
    if (issue->line == ENT_FORECAST_NUMBERS) {
        *out = ent_forecast_number(forecast, &level->number, 0);
        return level->number.set;
    }
    if (level->option == ENT_NOWHERE) return false;
    *out = level->option;
    return true;
}

/* ---- governments --------------------------------------------------------------------------------------- */

/* In office on the case's date; without a date the latest. */
static const ent_government *in_office(const ent_case *entente_case, const ent_party *party) {
    if (party->governments_size == 0) return NULL;
    if (entente_case->as_of.year == 0) return &party->governments[party->governments_size - 1];
    return ent_case_government(party, entente_case->as_of);
}

/* Whether the government now in office took the position. What bears neither a date nor a government counts; a dated
 * one without a government is that of its day; one from before the term is of another term, even of the same name. */
static bool by_present_government(const ent_case *entente_case, const ent_party *party, const ent_position *position) {
    if (party->governments_size == 0) return true;
    const ent_government *now = in_office(entente_case, party);
    if (position->government == NULL && position->date.year == 0) return true;
    if (now == NULL) return false;
    if (position->government != NULL && strcmp(position->government, now->name) != 0) return false;
    if (position->date.year == 0 || now->from.year == 0) return true;
    return ent_date_last_day(position->date) >= ent_date_first_day(now->from);
}

static bool withdrawn(const ent_position *position) {
    return position->status != NULL && strcmp(position->status, "withdrawn") == 0;
}

/* Undated ones are the earliest. */
static bool later(const ent_position *position, const ent_position *than) {
    if (than == NULL || than->date.year == 0) return true;
    if (position->date.year == 0) return false;
    return ent_date_last_day(position->date) >= ent_date_last_day(than->date);
}

/* The latest positions of a party on an issue that were known. */
typedef struct said {
    const ent_position *present, *withdrawn, *earlier; /* of this government: standing, taken back; of another one */
} said;

/* Of every party, in one pass over the log. */
static said *what_was_said(const ent_forecast *forecast, const ent_forecast_issue *issue) {
    const ent_case *c = forecast->entente_case;
    said *all = ent_arena_array(forecast->arena, c->parties_size, sizeof *all);
    for (size_t i = 0; all != NULL && i < c->positions_size; i++) {
        const ent_position *position = &c->positions[i];
        double at = 0;
        if (position->issue != issue->issue || position->party == ENT_NOWHERE) continue;
        if (!ent_date_known(position->date, c->as_of)) continue;
        if (!ent_forecast_level(forecast, issue, &position->value, &at)) continue;
        said *found = &all[position->party];
        const ent_position **kind = !by_present_government(c, &c->parties[position->party], position) ? &found->earlier
                                    : withdrawn(position) ? &found->withdrawn
                                                          : &found->present;
        if (later(position, *kind)) *kind = position;
    }
    return all;
}

/* ---- who takes part ------------------------------------------------------------------------------------ */

static bool has_preference(const ent_case *c, int party, int issue) {
    const ent_preferences *preferences = ent_case_preferences(c, party);
    for (size_t i = 0; preferences != NULL && i < preferences->size; i++)
        if (preferences->rows[i].issue == issue) return true;
    return false;
}

static bool listed(const int *list, size_t size, int wanted) {
    for (size_t i = 0; i < size; i++)
        if (list[i] == wanted) return true;
    return false;
}

static bool has_seat(const ent_case *c, int party, int issue) {
    for (size_t i = 0; i < c->forums_size; i++) {
        const ent_forum *forum = &c->forums[i];
        if (listed(forum->issues, forum->issues_size, issue) && listed(forum->members, forum->members_size, party))
            return true;
    }
    return false;
}

/* Whether the case tells by preferences or forums who takes part in the issue. */
static bool membership_told(const ent_case *c, int issue) {
    for (size_t i = 0; i < c->parties_size; i++)
        if (has_preference(c, (int)i, issue) || has_seat(c, (int)i, issue)) return true;
    return false;
}

static bool takes_part(const ent_case *c, int party, int issue, const said *has, bool told) {
    if (has->present != NULL || has->withdrawn != NULL || has->earlier != NULL) return true;
    if (told) return has_preference(c, party, issue) || has_seat(c, party, issue);
    return c->parties[party].of == ENT_NOWHERE;
}

/* ---- reading ------------------------------------------------------------------------------------------- */

static void widen(ent_forecast_issue *issue, double at) {
    if (issue->line != ENT_FORECAST_NUMBERS) return;
    issue->low = fmin(issue->low, at);
    issue->high = fmax(issue->high, at);
}

static void add_actor(const ent_forecast *forecast, ent_forecast_issue *issue, int party,
                      const ent_position *position) {
    const ent_case *c = forecast->entente_case;
    const ent_issue_decision *decision = &c->issues[issue->issue].decision;
    ent_forecast_actor *actor = &issue->actors[issue->actors_size++];
    *actor = (ent_forecast_actor){.party = party, .position = position};
    ent_forecast_level(forecast, issue, &position->value, &actor->at);
    actor->capability = ent_forecast_number(forecast, &c->parties[party].capability, 1);
    actor->salience = ent_forecast_number(forecast, &position->salience, NAN);
    actor->opted_out = decision->any_opt_out || listed(decision->opt_out, decision->opt_out_size, party);
    widen(issue, actor->at);
}

/* A draw of a normal number may fall below zero, which neither of them can be. */
static void settle_weights(ent_forecast_issue *issue) {
    double sum = 0;
    size_t given = 0;
    for (size_t i = 0; i < issue->actors_size; i++) {
        ent_forecast_actor *actor = &issue->actors[i];
        actor->capability = fmax(0, actor->capability);
        if (isnan(actor->salience)) continue;
        actor->salience = fmax(0, actor->salience);
        sum += actor->salience;
        given++;
    }
    double missing = given > 0 ? sum / (double)given : 100;
    for (size_t i = 0; i < issue->actors_size; i++)
        if (isnan(issue->actors[i].salience)) issue->actors[i].salience = missing;
}

ent_status ent_forecast_read_actors(ent_forecast *forecast, ent_forecast_issue *issue) {
    const ent_case *c = forecast->entente_case;
    issue->actors = ent_arena_array(forecast->arena, c->parties_size, sizeof *issue->actors);
    issue->silent = ent_arena_array(forecast->arena, c->parties_size, sizeof *issue->silent);
    const said *all = what_was_said(forecast, issue);
    if (issue->actors == NULL || issue->silent == NULL || all == NULL) return ENT_MEMORY;
    bool told = membership_told(c, issue->issue);
    for (size_t i = 0; i < c->parties_size; i++) {
        const ent_party *party = &c->parties[i];
        const said *found = &all[i];
        if (found->present != NULL) {
            add_actor(forecast, issue, (int)i, found->present);
        } else if (party->governments_size > 0 && takes_part(c, (int)i, issue->issue, found, told)) {
            const ent_government *now = in_office(c, party);
            issue->silent[issue->silent_size++] =
                (ent_forecast_silent){(int)i, now != NULL ? now->name : NULL, found->earlier, found->withdrawn};
        }
    }
    settle_weights(issue);
    return ENT_OK;
}

/* ---- in words ------------------------------------------------------------------------------------------ */

static const char *silent_words(const ent_forecast *forecast, const ent_forecast_silent *silent, ent_arena *arena) {
    const char *name = forecast->entente_case->parties[silent->party].name;
    char date[ENT_NUMBER_TEXT];
    if (silent->government == NULL) return ent_arena_printf(arena, "%s has no government on that date", name);
    const char *last = "no position of an earlier one is known either";
    if (silent->withdrawn != NULL) {
        last = "what it asked for is withdrawn";
    } else if (silent->earlier != NULL && silent->earlier->date.year != 0) {
        last = ent_arena_printf(arena, "the last known one is an earlier government's, of %s",
                                ent_write_date_long(date, silent->earlier->date));
    } else if (silent->earlier != NULL) {
        last = "the last known one is an earlier government's";
    }
    if (last == NULL) return NULL;
    return ent_arena_printf(arena, "%s has no position of the government in office (%s): %s", name, silent->government,
                            last);
}

const char *ent_forecast_silence_words(const ent_forecast *forecast, const ent_forecast_issue *issue,
                                       ent_arena *arena) {
    const char *words = "";
    for (size_t i = 0; i < issue->silent_size && words != NULL; i++) {
        const char *one = silent_words(forecast, &issue->silent[i], arena);
        words = one == NULL ? NULL : ent_arena_printf(arena, "%s%s%s", words, i == 0 ? "" : "; ", one);
    }
    return words;
}
