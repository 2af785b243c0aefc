/* Which outcomes there are, and which of them count. */
#include "backtest/backtest.h"

#include <math.h>
#include <string.h>

/* ---- the step that counts ----------------------------------------------------------------------------------- */

static const ent_level *level_of(const ent_outcome_step *step, int issue) {
    for (size_t i = 0; i < step->package.size; i++)
        if (step->package.choices[i].issue == issue) return &step->package.choices[i].level;
    return NULL;
}

/* Whether `date` is later than `other`, or as late and further down the file. No date: the earliest. */
static bool not_earlier(ent_date date, ent_date other) {
    return ent_date_first_day(date) >= ent_date_first_day(other);
}

/* A step counts if it is no later than the day asked for. */
static bool asked_for(const backtest *self, ent_date date) {
    return self->options->outcome.year == 0 || ent_date_known(date, self->options->outcome);
}

/* The last step with the issue, of those asked for; what was known on the case's date counts only where there is
 * nothing later. */
static bool find_outcome(const backtest *self, const ent_case *c, int issue, outcome *out) {
    bool found = false;
    for (size_t i = 0; i < c->outcome_size; i++) {
        const ent_outcome_step *step = &c->outcome[i];
        const ent_level *level = level_of(step, issue);
        if (level == NULL || !asked_for(self, step->date)) continue;
        if (found && !not_earlier(step->date, out->date)) continue;
        out->level = level;
        out->date = step->date;
        found = true;
    }
    return found;
}

/* An undated outcome of a case without a date is that of a table: later than all that it says of the actors. */
static outcome_state state_of(const ent_case *c, ent_date date) {
    if (c->brief.coded != NULL && strcmp(c->brief.coded, "hindsight") == 0) return OUTCOME_HINDSIGHT;
    if (date.year != 0 && c->as_of.year != 0 && ent_date_known(date, c->as_of)) return OUTCOME_KNOWN;
    return OUTCOME_COUNTED;
}

/* The ends of what can be agreed, in units of the issue's line. */
static void set_range(const ent_issue *issue, outcome *out) {
    double low = INFINITY, high = -INFINITY;
    switch (issue->kind) {
    case ENT_RANGE:
    case ENT_CONTINUOUS:
        low = issue->from.value;
        high = issue->to.value;
        break;
    case ENT_SCALE:
        low = 0;
        high = (double)issue->options_size - 1;
        break;
    case ENT_NUMBERS:
        for (size_t i = 0; i < issue->options_size; i++) {
            low = fmin(low, ent_ratio_value(issue->numbers[i]));
            high = fmax(high, ent_ratio_value(issue->numbers[i]));
        }
        break;
    case ENT_NAMED:
        break;
    }
    out->start = low;
    out->range = high > low ? high - low : 0;
}

/* ---- clusters ----------------------------------------------------------------------------------------------- */

/* Issues of one group belong together, also across cases (one negotiation seen from several dates); else those of one
 * case do. */
static bool same_cluster(const backtest *self, const outcome *a, const outcome *b) {
    const char *one = self->cases[a->which]->issues[a->issue].group;
    const char *other = self->cases[b->which]->issues[b->issue].group;
    if (one != NULL && other != NULL) return strcmp(one, other) == 0;
    return one == NULL && other == NULL && a->which == b->which;
}

static size_t number_clusters(backtest *self) {
    size_t next = 0;
    for (size_t i = 0; i < self->outcomes_size; i++) {
        outcome *one = &self->outcomes[i];
        one->cluster = next;
        for (size_t k = 0; k < i && one->cluster == next; k++)
            if (same_cluster(self, &self->outcomes[k], one)) one->cluster = self->outcomes[k].cluster;
        next += one->cluster == next;
    }
    return next;
}

static void count(backtest *self, size_t clusters, bool *seen) {
    memset(seen, 0, clusters * sizeof *seen);
    for (size_t i = 0; i < self->outcomes_size; i++) {
        if (self->outcomes[i].state != OUTCOME_COUNTED) continue;
        self->counted++;
        self->clusters += !seen[self->outcomes[i].cluster];
        seen[self->outcomes[i].cluster] = true;
    }
}

/* ---- the whole ---------------------------------------------------------------------------------------------- */

static ent_status none(const backtest *self) {
    const ent_place place = {.file = self->cases_size == 1 ? self->cases[0]->path : NULL};
    ent_diagnosef(self->run->diagnostics, ENT_ERROR, "E-BACKTEST-0001", &place, "outcome",
                  "add an outcome with a package: what was agreed, and when", NULL,
                  self->cases_size == 1 ? "the case does not say how any of its issues ended"
                                        : "no case says how any of its issues ended");
    return ENT_INPUT;
}

static ent_status refuse_same(const backtest *self) {
    for (size_t i = 0; i < self->cases_size; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(self->cases[i]->id, self->cases[k]->id) == 0) {
                ent_diagnosef(self->run->diagnostics, ENT_ERROR, "E-BACKTEST-0002", NULL, NULL,
                              "name each case once, or give one of them another id", NULL, "%s: two cases have this id",
                              self->cases[i]->id);
                return ENT_INPUT;
            }
    return ENT_OK;
}

ent_status backtest_collect(backtest *self) {
    size_t most = 0;
    for (size_t i = 0; i < self->cases_size; i++)
        most += self->cases[i]->issues_size;
    self->outcomes = ent_arena_array(self->arena, most, sizeof *self->outcomes);
    bool *seen = ent_arena_array(self->arena, most, sizeof *seen);
    if (self->outcomes == NULL || seen == NULL) return ENT_MEMORY;
    if (refuse_same(self) != ENT_OK) return ENT_INPUT;
    for (size_t i = 0; i < self->cases_size; i++) {
        const ent_case *c = self->cases[i];
        for (size_t k = 0; k < c->issues_size; k++) {
            outcome one = {.which = i, .issue = (int)k};
            if (!find_outcome(self, c, (int)k, &one)) continue;
            set_range(&c->issues[k], &one);
            one.state = state_of(c, one.date);
            if (c->issues[k].kind != ENT_NAMED && !(one.range > 0))
                one.state = OUTCOME_OFF_LINE; /* no way to miss it */
            self->outcomes[self->outcomes_size++] = one;
        }
    }
    count(self, number_clusters(self), seen);
    return self->outcomes_size > 0 ? ENT_OK : none(self);
}
