/* The table of strategies, and reading one with its settings from text. */
#include "session/strategies/strategies.h"
#include "session/session.h"

#include <string.h>

const ent_strategy *const ent_strategies[] = {
    &ent_boulware,
    &ent_conceder,
    &ent_linear,
    &ent_time_dependent,
    &ent_aspiration_tactic,
    &ent_tit_for_tat,
    &ent_relative_tit_for_tat,
    &ent_absolute_tit_for_tat,
    &ent_averaged_tit_for_tat,
    &ent_nice_tit_for_tat,
    &ent_micro,
    &ent_hard_headed,
    &ent_frequency,
    &ent_bayesian,
    &ent_random_walker,
    &ent_tough,
};
const size_t ent_strategies_size = sizeof ent_strategies / sizeof *ent_strategies;

const ent_strategy *const ent_voters[] = {&ent_hill_climber, &ent_annealer};
const size_t ent_voters_size = sizeof ent_voters / sizeof *ent_voters;

enum { MOST_NAMES = 64 };

static const ent_strategy *find(const char *id, size_t size) {
    for (size_t k = 0; k < ent_strategies_size; k++)
        if (strlen(ent_strategies[k]->id) == size && strncmp(ent_strategies[k]->id, id, size) == 0)
            return ent_strategies[k];
    for (size_t k = 0; k < ent_voters_size; k++)
        if (strlen(ent_voters[k]->id) == size && strncmp(ent_voters[k]->id, id, size) == 0) return ent_voters[k];
    return NULL;
}

const ent_strategy *ent_strategy_find(const char *id) {
    return find(id, strlen(id));
}

/* ---- settings ---------------------------------------------------------------------------------------------- */

typedef struct setting_row {
    const char *key;
    unsigned reads;
    size_t offset;
    double low, high;
    const char *right; /* what a number must be */
} setting_row;

#define OFFSET(field) offsetof(ent_strategy_settings, field)
static const setting_row setting_rows[] = {
    {"exponent", ENT_READS_EXPONENT, OFFSET(exponent), 1e-6, 1e6, "a number above 0"},
    {"least", ENT_READS_LEAST, OFFSET(least), -1e12, 1e12, "a utility on the scale that strategies see"},
    {"slack", ENT_READS_SLACK, OFFSET(slack), 0, 1e12, "a number from 0"},
    {"spread", ENT_READS_SPREAD, OFFSET(spread), 0, 1e12, "a number from 0"},
    {"window", ENT_READS_WINDOW, OFFSET(window), 1, 64, "a number of offers from 1 to 64"},
    {"temperature", ENT_READS_TEMPERATURE, OFFSET(temperature), 0, 1e12, "a number from 0"},
    {"constant", ENT_READS_ACCEPTANCE, OFFSET(constant), -1e12, 1e12, "a utility on the scale that strategies see"},
    {"after", ENT_READS_ACCEPTANCE, OFFSET(after), 0, 1, "a share of the time from 0 to 1"},
};
enum { SETTINGS = sizeof setting_rows / sizeof *setting_rows };

static const char *const acceptances[] = {
    [ENT_ACCEPT_OWN] = "own",   [ENT_ACCEPT_NEXT] = "next",   [ENT_ACCEPT_CONST] = "const",
    [ENT_ACCEPT_TIME] = "time", [ENT_ACCEPT_COMBI] = "combi",
};
enum { ACCEPTANCES = sizeof acceptances / sizeof *acceptances };

/* AC-combi looks back from late on; the publication finds 0.99 best of those it tries. */
#define AFTER 0.99
#define CONSTANT 0.9

typedef struct reading {
    const ent_run *run;
    const char *text; /* as given */
    const ent_strategy *strategy;
    ent_strategy_settings *settings;
} reading;

static ent_status refuse(const reading *r, const char *id, const char *hint, const char *message) {
    ent_diagnosef(r->run ? r->run->diagnostics : NULL, ENT_ERROR, id, NULL, NULL, hint, NULL, "%s: %s", r->text,
                  message);
    return ENT_USAGE;
}

/* The hints are built in a buffer of the caller. */
static void join(ent_buffer *out, const char *word) {
    if (out->size > 0 && out->data[out->size - 1] != ' ') ent_buffer_text(out, ", ");
    ent_buffer_text(out, word);
}

static ent_status no_strategy(const reading *r, const char *id, size_t size) {
    const char *names[MOST_NAMES];
    size_t names_size = 0;
    ent_buffer hint, word;
    ent_buffer_init(&hint, ent_run_allocator(r->run));
    ent_buffer_init(&word, ent_run_allocator(r->run));
    ent_buffer_add(&word, id, size);
    for (size_t k = 0; k < ent_strategies_size; k++)
        names[names_size++] = ent_strategies[k]->id;
    for (size_t k = 0; k < ent_voters_size; k++)
        names[names_size++] = ent_voters[k]->id;
    const char *close = word.data ? ent_closest(word.data, names, names_size) : NULL;
    if (close)
        ent_buffer_printf(&hint, "did you mean '%s'?", close);
    else
        ent_buffer_text(&hint, "strategies are ");
    for (size_t k = 0; k < names_size && !close; k++)
        join(&hint, names[k]);
    ent_status status = refuse(r, "U-SESSION-0001", hint.data, "no such strategy");
    if (hint.failed || word.failed) status = ENT_MEMORY;
    ent_buffer_free(&hint);
    ent_buffer_free(&word);
    return status;
}

static ent_status no_setting(const reading *r) {
    ent_buffer hint;
    ent_buffer_init(&hint, ent_run_allocator(r->run));
    ent_buffer_printf(&hint, "%s reads ", r->strategy->id);
    if (r->strategy->reads & ENT_READS_ACCEPTANCE) ent_buffer_text(&hint, "accept");
    for (size_t k = 0; k < SETTINGS; k++)
        if (setting_rows[k].reads & r->strategy->reads) join(&hint, setting_rows[k].key);
    if (r->strategy->reads == 0) ent_buffer_text(&hint, "no settings");
    ent_status status =
        refuse(r, "U-SESSION-0002", hint.data, "settings are written key=value with keys that the strategy reads");
    if (hint.failed) status = ENT_MEMORY;
    ent_buffer_free(&hint);
    return status;
}

static ent_status read_acceptance(const reading *r, const char *value, size_t size) {
    for (size_t k = 0; k < ACCEPTANCES; k++) {
        if (strlen(acceptances[k]) != size || strncmp(acceptances[k], value, size) != 0) continue;
        r->settings->acceptance = (ent_acceptance)k;
        return ENT_OK;
    }
    return refuse(r, "U-SESSION-0002", "accept is own, next, const, time or combi", "no such acceptance condition");
}

static ent_status read_setting(const reading *r, const setting_row *row, const char *value, size_t size) {
    char text[ENT_NUMBER_TEXT];
    ent_ratio ratio;
    double number;
    bool exact, fits = size > 0 && size < sizeof text;
    if (fits) memcpy(text, value, size);
    text[fits ? size : 0] = '\0';
    if (!fits || !ent_read_number(text, &ratio, &number, &exact) || number < row->low || number > row->high)
        return refuse(r, "U-SESSION-0002", row->right, "a setting is no number, or out of range");
    *(double *)(void *)((char *)r->settings + row->offset) = number;
    return ENT_OK;
}

/* One "key=value" of `size` characters. */
static ent_status read_pair(const reading *r, const char *pair, size_t size) {
    const char *equals = memchr(pair, '=', size);
    if (!equals) return no_setting(r);
    const size_t key = (size_t)(equals - pair), rest = size - key - 1;
    if (key == 6 && strncmp(pair, "accept", 6) == 0 && (r->strategy->reads & ENT_READS_ACCEPTANCE))
        return read_acceptance(r, equals + 1, rest);
    for (size_t k = 0; k < SETTINGS; k++)
        if ((setting_rows[k].reads & r->strategy->reads) && strlen(setting_rows[k].key) == key &&
            strncmp(setting_rows[k].key, pair, key) == 0)
            return read_setting(r, &setting_rows[k], equals + 1, rest);
    return no_setting(r);
}

static void fill_acceptance(ent_strategy_settings *settings) {
    if (isnan(settings->after)) settings->after = AFTER;
    if (isnan(settings->constant)) settings->constant = CONSTANT;
}

ent_status ent_strategy_read(const ent_run *run, const char *text, const ent_strategy **strategy,
                             ent_strategy_settings *settings) {
    const size_t id = strcspn(text, ":");
    reading r = {.run = run, .text = text, .strategy = find(text, id), .settings = settings};
    if (!r.strategy) return no_strategy(&r, text, id);
    *strategy = r.strategy;
    *settings = r.strategy->defaults;
    ent_status status = ENT_OK;
    for (const char *at = text + id; *at && status == ENT_OK;) {
        at++;
        const size_t size = strcspn(at, ",");
        status = read_pair(&r, at, size);
        at += size;
    }
    fill_acceptance(settings);
    return status;
}
