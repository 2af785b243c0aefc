/* The smallest change that makes a party say yes: the fewest issues, and of these changes the one that costs the others
 * least; and the fewest issues with which all say yes. Sets of issues are tried by size, smallest first; whether a set
 * can do it is one exact frontier with the other issues held. */
#include "practice.h"

#include <string.h>

enum { TRIES = 20000 }; /* sets of issues looked at, at most, for one question */

typedef struct change {
    bool found;
    size_t size; /* issues changed */
    uint32_t *outcome;
    ent_wide utility[ENT_SPACE_PARTIES];
} change;

typedef struct search {
    const practice *p;
    int who; /* the party, or ENT_NOWHERE: all */
    ent_wide floors[ENT_SPACE_PARTIES];
    ent_wide before[ENT_SPACE_PARTIES];
    bool *open;    /* issues that change in the set at hand */
    bool *must;    /* issues that have to change: a red line is crossed there */
    bool *allowed; /* options of the set at hand */
    uint32_t *trial;
    size_t tries;
    change best;
} search;

/* ---- which lines are crossed
 * ----------------------------------------------------------------------------------------- */

/* For a party its own lines, for all every line. */
static void find_crossed(search *s) {
    const bargain *b = s->p->in;
    for (size_t l = 0; l < b->model->limits_size; l++) {
        const ent_limit *limit = b->model->limits[l];
        if (s->who != ENT_NOWHERE && !bargain_draws_line(b, (size_t)s->who, limit)) continue;
        const size_t j = (size_t)ent_model_issue(b->model, limit->when.issue);
        if (b->model->excludes[l][ent_model_flat(b->model, j, s->p->base[j])]) s->must[j] = true;
    }
}

/* ---- the better of two
 * ------------------------------------------------------------------------------------------------- */

/* The party that loses most against the package, the one in question left aside; ENT_NOWHERE where nobody loses. */
static int largest_loser(const search *s, const ent_wide *utility) {
    const ent_space *space = s->p->in->space;
    int most = ENT_NOWHERE;
    for (size_t i = 0; i < space->parties; i++) {
        if ((int)i == s->who || utility[i] >= s->before[i]) continue;
        if (most == ENT_NOWHERE || practice_compare(s->before[i] - utility[i], space->denominator[i],
                                                    s->before[most] - utility[most], space->denominator[most]) > 0)
            most = (int)i;
    }
    return most;
}

/* The smaller largest loss of another, then the larger gain of the party. */
static int compare_costs(const search *s, const ent_wide *one, const ent_wide *other) {
    const ent_space *space = s->p->in->space;
    const int a = largest_loser(s, one), c = largest_loser(s, other);
    const ent_wide left = a == ENT_NOWHERE ? 0 : s->before[a] - one[a];
    const ent_wide right = c == ENT_NOWHERE ? 0 : s->before[c] - other[c];
    const int order = practice_compare(right, c == ENT_NOWHERE ? 1 : space->denominator[c], left,
                                       a == ENT_NOWHERE ? 1 : space->denominator[a]);
    if (order != 0) return order;
    return one[s->who] < other[s->who] ? -1 : one[s->who] > other[s->who];
}

/* For all: the larger product of gains over no deal. */
static int compare_products(const search *s, const ent_wide *one, const ent_wide *other) {
    const ent_space *space = s->p->in->space;
    mpz_t left, right, gain;
    mpz_inits(left, right, gain, NULL);
    mpz_set_ui(left, 1);
    mpz_set_ui(right, 1);
    for (size_t i = 0; i < space->parties; i++) {
        ent_wide_to_mpz(gain, one[i] - space->no_deal[i]);
        mpz_mul(left, left, gain);
        ent_wide_to_mpz(gain, other[i] - space->no_deal[i]);
        mpz_mul(right, right, gain);
    }
    const int order = mpz_cmp(left, right);
    mpz_clears(left, right, gain, NULL);
    return order;
}

/* Whether the trial, with these utilities, is better than the best so far. Ties: the larger utility of the first party
 * that has not the same, so that nothing dominated is kept, then the first in file order. */
static bool better(const search *s, const ent_wide *utility) {
    int order = s->who == ENT_NOWHERE ? compare_products(s, utility, s->best.utility)
                                      : compare_costs(s, utility, s->best.utility);
    for (size_t i = 0; i < s->p->in->model->parties && order == 0; i++)
        order = utility[i] < s->best.utility[i] ? -1 : utility[i] > s->best.utility[i];
    return order > 0 || (order == 0 && practice_before(s->p->in, s->trial, s->best.outcome));
}

static void keep_better(search *s, const ent_frontier *frontier, size_t size) {
    const bargain *b = s->p->in;
    for (size_t k = 0; k < frontier->size; k++) {
        const ent_wide *utility = frontier->utility + k * frontier->dimensions;
        ent_frontier_outcome(frontier, k, s->trial);
        if (s->best.found && !better(s, utility)) continue;
        s->best.found = true;
        s->best.size = size;
        memcpy(s->best.outcome, s->trial, b->model->issues * sizeof *s->trial);
        memcpy(s->best.utility, utility, b->model->parties * sizeof *utility);
    }
}

/* ---- sets of issues
 * ------------------------------------------------------------------------------------------------------ */

/* Issues that are held keep the package's option, whatever red line of others it crosses. */
static void hold(search *s, size_t issue, bool held) {
    const bargain *b = s->p->in;
    const size_t first = b->space->first[issue], size = b->model->options[issue];
    if (held)
        memset(s->allowed + first, 0, size * sizeof *s->allowed);
    else
        memcpy(s->allowed + first, b->space->allowed + first, size * sizeof *s->allowed);
    s->allowed[first + s->p->base[issue]] = held;
}

/* The frontier with the issues of the set changed and the others held. `only`: all that is asked is whether there is
 * one, for a party whatever the others think. */
static ent_status frontier_of(search *s, bool only, ent_frontier *frontier) {
    const bargain *b = s->p->in;
    const ent_run quiet = practice_quiet(b);
    const size_t member = (size_t)(s->who == ENT_NOWHERE ? 0 : s->who);
    ent_frontier_options options = {.floors = s->floors, .allowed = s->allowed, .sharp = only};
    if (only && s->who != ENT_NOWHERE) {
        options.members = &member;
        options.members_size = 1;
    }
    return ent_frontier_find(&quiet, b->space, &options, frontier);
}

/* Whether the issues from `next` on, all free to change or stay, could make it, with those chosen changed. */
static ent_status hopeful(search *s, size_t next, bool *hope) {
    const bargain *b = s->p->in;
    for (size_t j = next; j < b->model->issues; j++) {
        hold(s, j, false);
        s->allowed[b->space->first[j] + s->p->base[j]] = !s->must[j];
    }
    ent_frontier frontier;
    ent_status status = frontier_of(s, true, &frontier);
    *hope = status == ENT_OK && frontier.size > 0;
    ent_frontier_free(&frontier);
    for (size_t j = next; j < b->model->issues; j++)
        hold(s, j, true);
    return status;
}

static ent_status try_set(search *s, size_t size) {
    ent_frontier frontier;
    ent_status status = frontier_of(s, false, &frontier);
    if (status == ENT_OK) keep_better(s, &frontier, size);
    ent_frontier_free(&frontier);
    return status;
}

/* All sets with `left` more issues from `next` on. */
static ent_status extend(search *s, size_t next, size_t left, size_t size) {
    const size_t issues = s->p->in->model->issues;
    bool hope = true;
    if (++s->tries > TRIES) return ENT_LIMIT;
    for (size_t j = next; j < issues && left == 0; j++)
        if (s->must[j]) return ENT_OK;
    if (left == 0 && s->who == ENT_NOWHERE) return try_set(s, size);
    ent_status status = hopeful(s, left == 0 ? issues : next, &hope);
    if (status != ENT_OK || !hope) return status;
    if (left == 0) return try_set(s, size);
    for (size_t j = next; j + left <= issues && status == ENT_OK; j++) {
        hold(s, j, false);
        status = extend(s, j + 1, left - 1, size);
        hold(s, j, true);
        if (s->must[j]) break; /* no set without it */
    }
    return status;
}

static ent_status start(search *s) {
    const bargain *b = s->p->in;
    s->must = ent_arena_array(b->arena, b->model->issues, sizeof *s->must);
    s->allowed = ent_arena_array(b->arena, b->space->total, sizeof *s->allowed);
    s->trial = ent_arena_array(b->arena, b->model->issues, sizeof *s->trial);
    s->best.outcome = ent_arena_array(b->arena, b->model->issues, sizeof *s->best.outcome);
    if (!s->must || !s->allowed || !s->trial || !s->best.outcome) return ENT_MEMORY;
    find_crossed(s);
    for (size_t i = 0; i < b->model->parties; i++) {
        s->before[i] = ent_space_utility(b->space, i, s->p->base);
        s->floors[i] = s->who == ENT_NOWHERE || (int)i == s->who ? b->space->no_deal[i] : practice_bottom(b->space, i);
    }
    for (size_t j = 0; j < b->model->issues; j++)
        hold(s, j, true);
    return ENT_OK;
}

static ent_status find_change(search *s) {
    ent_status status = ENT_OK;
    for (size_t size = 1; size <= s->p->in->model->issues && status == ENT_OK && !s->best.found; size++)
        status = extend(s, 0, size, size);
    return status;
}

/* ---- findings
 * --------------------------------------------------------------------------------------------------------------- */

static bool accepts(const search *s) {
    for (size_t j = 0; j < s->p->in->model->issues; j++)
        if (s->must[j]) return false;
    for (size_t i = 0; i < s->p->in->model->parties; i++)
        if ((s->who == ENT_NOWHERE || (int)i == s->who) && s->before[i] < s->p->in->space->no_deal[i]) return false;
    return true;
}

static double cost_of(const search *s) {
    const int loser = largest_loser(s, s->best.utility);
    if (loser == ENT_NOWHERE) return 0;
    return ent_wide_ratio(s->before[loser] - s->best.utility[loser], s->p->in->space->denominator[loser]);
}

static void change_metrics(const search *s) {
    const bargain *b = s->p->in;
    const char *id = s->who == ENT_NOWHERE ? "all" : bargain_party_id(b, (size_t)s->who);
    const char *name = s->who == ENT_NOWHERE ? "all parties" : bargain_party_name(b, (size_t)s->who);
    ent_info info =
        bargain_info(bargain_text(b, "Fewest issues to change so that %s would sign", name), NULL, 0, &b->all);
    ent_findings_metricf(b->out, ent_integer((int64_t)s->best.size), &info, "smallest_change.%s.issues", id);
    info = bargain_info("Largest loss of another by it", NULL, 3, &b->all);
    ent_findings_metricf(b->out, ent_real(cost_of(s)), &info, "smallest_change.%s.cost", id);
    for (size_t j = 0; j < b->model->issues; j++) {
        info = bargain_info(bargain_text(b, "%s, smallest change for %s", practice_issue_name(b, j), name),
                            bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, s->best.outcome[j]), &info, "smallest_change.%s.outcome.%s",
                             id, bargain_issue(b, j)->id);
    }
}

static const char *signers(const search *s) {
    const bargain *b = s->p->in;
    const char *names = "";
    for (size_t i = 0; i < b->model->parties; i++) {
        bool signs = s->best.utility[i] >= b->space->no_deal[i];
        for (size_t l = 0; l < b->model->limits_size && signs; l++) {
            const ent_limit *limit = b->model->limits[l];
            const size_t j = (size_t)ent_model_issue(b->model, limit->when.issue);
            if (bargain_draws_line(b, i, limit) &&
                b->model->excludes[l][ent_model_flat(b->model, j, s->best.outcome[j])])
                signs = false;
        }
        if (signs) names = bargain_text(b, "%s%s%s", names, *names ? ", " : "", bargain_party_name(b, i));
    }
    return names;
}

static void change_row(const search *s, ent_table *table, ent_value *cells) {
    const bargain *b = s->p->in;
    size_t size = 0;
    cells[size++] = ent_text(s->who == ENT_NOWHERE ? "all" : bargain_party_name(b, (size_t)s->who));
    cells[size++] = s->best.found ? ent_integer((int64_t)s->best.size) : ent_empty();
    cells[size++] = ent_text(s->best.found ? practice_changes_words(b, s->p->base, s->best.outcome)
                                           : "no package within the red lines does");
    for (size_t i = 0; i < b->model->parties; i++)
        cells[size++] =
            s->best.found
                ? ent_real(ent_wide_ratio(s->best.utility[i] - b->space->no_deal[i], b->space->denominator[i]))
                : ent_empty();
    cells[size++] = s->best.found ? ent_real(cost_of(s)) : ent_empty();
    cells[size++] = ent_text(s->best.found ? signers(s) : NULL);
    ent_table_row(b->out, table, cells);
}

static ent_table *change_table(const search *s) {
    const bargain *b = s->p->in;
    const char *who = s->who == ENT_NOWHERE ? "All parties" : bargain_party_name(b, (size_t)s->who);
    ent_table *table =
        s->best.found ? ent_findings_table(b->out, "smallest_change", false, "%s would sign with %zu %s changed (%s)",
                                           who, s->best.size, s->best.size == 1 ? "issue" : "issues",
                                           practice_changes_words(b, s->p->base, s->best.outcome))
                      : ent_findings_table(b->out, "smallest_change", false,
                                           "No change within the red lines brings %s to sign", who);
    ent_table_about(b->out, table,
                    "The fewest issues to change so that the party would sign; of such changes the one whose largest "
                    "loss for another is smallest. For all: the one with the largest product of gains.");
    ent_table_column(b->out, table, "party", "To win", "text", "", -1);
    ent_table_column(b->out, table, "issues", "Issues changed", "integer", "", 0);
    ent_table_column(b->out, table, "change", "Change", "text", "", -1);
    for (size_t i = 0; i < b->model->parties; i++)
        ent_table_column(b->out, table, bargain_text(b, "gain.%s", bargain_party_id(b, i)),
                         bargain_text(b, "Gain, %s", bargain_party_name(b, i)), "number", "", 3);
    ent_table_column(b->out, table, "cost", "Largest loss of another", "number", "", 3);
    ent_table_column(b->out, table, "signers", "Would sign then", "text", "", -1);
    return table;
}

static void note_limit(const search *s) {
    const bargain *b = s->p->in;
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0051", NULL,
                      "The smallest change for %s was not found: there are too many sets of issues to try.",
                      s->who == ENT_NOWHERE ? "all" : bargain_party_name(b, (size_t)s->who));
}

/* One question: a party that refuses, or all. */
static ent_status ask(search *s, ent_table **table, ent_value *cells) {
    const bargain *b = s->p->in;
    ent_status status = start(s);
    if (status != ENT_OK || accepts(s)) return status;
    status = find_change(s);
    if (status == ENT_LIMIT) {
        note_limit(s);
        return ENT_OK;
    }
    if (status != ENT_OK) return status;
    if (s->best.found) change_metrics(s);
    if (b->run->metrics_only) return ENT_OK;
    if (!*table) *table = change_table(s);
    change_row(s, *table, cells);
    return ENT_OK;
}

ent_status practice_smallest_change(bargain *b, const practice *p) {
    if (!p->given) return ENT_OK;
    ent_value *cells = ent_arena_array(b->arena, b->model->parties + 5, sizeof *cells);
    if (!cells) return ENT_MEMORY;
    ent_table *table = NULL;
    ent_status status = ENT_OK;
    for (size_t k = 0; k <= b->model->parties && status == ENT_OK; k++) { /* each party, and all at last */
        search s = {.p = p, .who = k < b->model->parties ? (int)k : ENT_NOWHERE};
        status = ask(&s, &table, cells);
    }
    return status;
}
