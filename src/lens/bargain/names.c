/* Names, values and numbers of the case for people; which numbers a metric rests on. */
#include "bargain.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

const char *bargain_text(const bargain *b, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_arena_vprintf(b->arena, format, arguments);
    va_end(arguments);
    if (text) return text;
    if (b->out->status == ENT_OK) b->out->status = ENT_MEMORY;
    return "";
}

const char *bargain_party_id(const bargain *b, size_t party) {
    return b->source->parties[b->model->party[party]].id;
}

const char *bargain_party_name(const bargain *b, size_t party) {
    const ent_party *p = &b->source->parties[b->model->party[party]];
    return p->name ? p->name : p->id;
}

const ent_issue *bargain_issue(const bargain *b, size_t issue) {
    return &b->source->issues[b->model->issue[issue]];
}

bool bargain_numeric(const bargain *b, size_t issue) {
    ent_issue_kind kind = bargain_issue(b, issue)->kind;
    return kind == ENT_RANGE || kind == ENT_NUMBERS;
}

int bargain_digits(const bargain *b, size_t issue) {
    int digits = 0;
    for (size_t o = 0; o < b->model->options[issue]; o++) {
        double level = b->model->level[ent_model_flat(b->model, issue, o)];
        while (digits < 6 && fabs(level * pow(10, digits) - round(level * pow(10, digits))) > 1e-6)
            digits++;
    }
    return digits;
}

const char *bargain_unit(const bargain *b, size_t issue) {
    const char *unit = ent_unit_text(&bargain_issue(b, issue)->unit, b->arena);
    return unit ? unit : "";
}

ent_value bargain_option(const bargain *b, size_t issue, size_t option) {
    char text[ENT_NUMBER_TEXT];
    if (!bargain_numeric(b, issue))
        return ent_text(bargain_text(b, "%s", ent_issue_option(bargain_issue(b, issue), option, text)));
    double level = b->model->level[ent_model_flat(b->model, issue, option)];
    if (level == floor(level) && fabs(level) < 9e15) return ent_integer((int64_t)level);
    return ent_real(level);
}

const char *bargain_option_words(const bargain *b, size_t issue, size_t option) {
    char text[ENT_NUMBER_TEXT];
    if (!bargain_numeric(b, issue))
        return bargain_text(b, "%s", ent_issue_option(bargain_issue(b, issue), option, text));
    double level = b->model->level[ent_model_flat(b->model, issue, option)];
    return bargain_text(b, "%s", ent_write_fixed(text, level, bargain_digits(b, issue)));
}

const char *bargain_package_words(const bargain *b, const uint32_t *outcome) {
    const char *words = "";
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        words = bargain_text(b, "%s%s%s %s", words, j ? ", " : "", issue->name ? issue->name : issue->id,
                             bargain_option_words(b, j, outcome[j]));
        if (strlen(words) > 800 && j + 1 < b->model->issues) return bargain_text(b, "%s, and so on", words);
    }
    return words;
}

double bargain_utility(const bargain *b, size_t party, const uint32_t *outcome) {
    return ent_space_value(b->space, party, ent_space_utility(b->space, party, outcome));
}

double bargain_no_deal(const bargain *b, size_t party) {
    return ent_space_value(b->space, party, b->space->no_deal[party]);
}

double bargain_gain(const bargain *b, size_t party, const uint32_t *outcome) {
    return ent_wide_ratio(bargain_gained(b, party, outcome), ent_space_scale(b->space, party));
}

ent_wide bargain_gained(const bargain *b, size_t party, const uint32_t *outcome) {
    const ent_wide sum = ent_space_utility(b->space, party, outcome), no_deal = b->space->no_deal[party];
    const ent_wide gain = ent_space_scaled(b->space, party, sum) - ent_space_scaled(b->space, party, no_deal);
    if (sum >= no_deal) return gain > 0 ? gain : 0; /* bending keeps the order, rounding must not turn it */
    return gain < 0 ? gain : -1;
}

ent_info bargain_info(const char *label, const char *unit, int digits, const bargain_uses *uses) {
    return (ent_info){.label = label,
                      .unit = unit,
                      .digits = digits,
                      .uses = uses ? uses->paths : NULL,
                      .uses_size = uses ? uses->size : 0};
}

/* ---- what metrics rest on -------------------------------------------------------------------------------------- */

static void use(const bargain *b, bargain_uses *uses, const char *path) {
    (void)b;
    uses->paths[uses->size++] = path;
}

/* Issue by issue where some issues are left out, so that their numbers do not count. */
static void use_preferences(bargain *b, size_t i, bargain_uses *uses) {
    const char *party = bargain_party_id(b, i);
    if (b->model->off_table == 0) {
        use(b, uses, bargain_text(b, "preferences.%s", party));
        return;
    }
    for (size_t j = 0; j < b->model->issues; j++)
        if (b->model->rows[i * b->model->issues + j])
            use(b, uses, bargain_text(b, "preferences.%s.%s", party, bargain_issue(b, j)->id));
}

static void use_no_deal(bargain *b, size_t i, bargain_uses *uses) {
    const ent_fallback *fallback = &b->model->fallback[i];
    const char *party = bargain_party_id(b, i);
    if (!fallback->value) return;
    if (fallback->step && fallback->step->id)
        use(b, uses, bargain_text(b, "no_deal.%s.path.%s", party, fallback->step->id));
    else
        use(b, uses, bargain_text(b, "no_deal.%s", party));
}

static void use_risk(bargain *b, size_t party, bargain_uses *uses) {
    if (b->source->parties[b->model->party[party]].risk.set)
        use(b, uses, bargain_text(b, "parties.%s.risk", bargain_party_id(b, party)));
}

static void use_interaction(bargain *b, const ent_interaction *interaction) {
    const char *path = ent_case_path(b->source, interaction->node, b->arena);
    if (path) use(b, &b->all, path);
}

ent_status bargain_find_uses(bargain *b) {
    const size_t most = b->model->parties * (b->model->issues + 3) + b->model->limits_size +
                        b->model->interactions_size + b->model->tables_size;
    b->all.paths = ent_arena_array(b->arena, most, sizeof *b->all.paths);
    if (!b->all.paths) return ENT_MEMORY;
    for (size_t i = 0; i < b->model->parties; i++) {
        b->of_party[i].paths = ent_arena_array(b->arena, b->model->issues + 2, sizeof *b->of_party[i].paths);
        b->no_deal[i].paths = ent_arena_array(b->arena, b->model->issues + 3, sizeof *b->no_deal[i].paths);
        if (!b->of_party[i].paths || !b->no_deal[i].paths) return ENT_MEMORY;
        use_preferences(b, i, &b->of_party[i]);
        use_risk(b, i, &b->of_party[i]);
        use_risk(b, i, &b->no_deal[i]);
        use_no_deal(b, i, &b->no_deal[i]);
        if (!b->model->fallback[i].value || b->model->fallback[i].value->has_outcome)
            use_preferences(b, i, &b->no_deal[i]);
        use_preferences(b, i, &b->all);
        use_no_deal(b, i, &b->all);
        if (b->recommended == ENT_WEIGHTED_NASH && b->source->parties[b->model->party[i]].bargaining_weight.set)
            use(b, &b->all, bargain_text(b, "parties.%s.bargaining_weight", bargain_party_id(b, i)));
        use_risk(b, i, &b->all);
    }
    for (size_t l = 0; l < b->model->limits_size; l++)
        if (b->model->limits[l]->id) use(b, &b->all, bargain_text(b, "limits.%s", b->model->limits[l]->id));
    for (size_t q = 0; q < b->model->interactions_size; q++)
        use_interaction(b, b->model->interactions[q]);
    for (size_t t = 0; t < b->model->tables_size; t++)
        use_interaction(b, b->model->tables[t]);
    return b->out->status;
}

const char *bargain_slot_path(const bargain *b, uint32_t slot) {
    const char *path = ent_case_path(b->source, b->source->slots[slot].node, b->arena);
    if (path) return path;
    if (b->out->status == ENT_OK) b->out->status = ENT_MEMORY;
    return "";
}

/* ---- numbers of the case in words --------------------------------------------------------------------------- */

/* The word of a path after `at`; *at moves behind its dot. */
static const char *next_word(const bargain *b, const char **at) {
    const char *end = strchr(*at, '.');
    const size_t size = end ? (size_t)(end - *at) : strlen(*at);
    const char *word = bargain_text(b, "%.*s", (int)size, *at);
    *at += size + (end != NULL);
    return word;
}

static const char *preference_words(const bargain *b, const char *rest) {
    const int party = ent_case_party(b->source, next_word(b, &rest));
    const int issue = ent_case_issue(b->source, next_word(b, &rest));
    if (party == ENT_NOWHERE || issue == ENT_NOWHERE) return NULL;
    const ent_party *who = &b->source->parties[party];
    const ent_issue *on = &b->source->issues[issue];
    const char *name = who->name ? who->name : who->id, *term = on->name ? on->name : on->id;
    const char *key = next_word(b, &rest);
    if (strcmp(key, "weight") == 0) return bargain_text(b, "%s: weight for %s", term, name);
    if (strcmp(key, "values") == 0) return bargain_text(b, "%s: worth of %s to %s", term, rest, name);
    return bargain_text(b, "%s: %s for %s", term, key, name);
}

static const char *no_deal_words(const bargain *b, const char *rest) {
    const int party = ent_case_party(b->source, next_word(b, &rest));
    if (party == ENT_NOWHERE) return NULL;
    const ent_party *who = &b->source->parties[party];
    const char *step = next_word(b, &rest);
    if (strcmp(step, "path") == 0)
        return bargain_text(b, "No deal (%s): worth to %s", next_word(b, &rest), who->name ? who->name : who->id);
    return bargain_text(b, "No deal: worth to %s", who->name ? who->name : who->id);
}

static const char *party_number_words(const bargain *b, const char *rest) {
    const int party = ent_case_party(b->source, next_word(b, &rest));
    if (party == ENT_NOWHERE) return NULL;
    const ent_party *who = &b->source->parties[party];
    const char *name = who->name ? who->name : who->id;
    if (strcmp(rest, "risk") == 0) return bargain_text(b, "Attitude to risk of %s", name);
    return strcmp(rest, "bargaining_weight") == 0 ? bargain_text(b, "Bargaining weight of %s", name) : NULL;
}

const char *bargain_number_words(const bargain *b, const char *path) {
    static const struct {
        const char *part;
        const char *(*words)(const bargain *, const char *);
    } parts[] = {{"preferences.", preference_words}, {"no_deal.", no_deal_words}, {"parties.", party_number_words}};
    for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++) {
        const size_t size = strlen(parts[k].part);
        const char *words = strncmp(path, parts[k].part, size) == 0 ? parts[k].words(b, path + size) : NULL;
        if (words) return words;
    }
    return path;
}
