/* Parties, issues, options and packages of a model in words; which numbers of the case figures rest on. */
#include "space/words.h"

#include "space/risk.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

enum { PACKAGE_WORDS = 800 }; /* characters after which a package ends with "and so on" */

const char *ent_words_vtext(const ent_words *words, const char *format, va_list arguments) {
    const char *text = ent_arena_vprintf(words->arena, format, arguments);
    return text ? text : "";
}

const char *ent_words_text(const ent_words *words, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_words_vtext(words, format, arguments);
    va_end(arguments);
    return text;
}

const char *ent_words_party_id(const ent_words *words, size_t party) {
    return words->source->parties[words->model->party[party]].id;
}

const char *ent_words_party(const ent_words *words, size_t party) {
    const ent_party *p = &words->source->parties[words->model->party[party]];
    return p->name ? p->name : p->id;
}

const ent_issue *ent_words_issue(const ent_words *words, size_t issue) {
    return &words->source->issues[words->model->issue[issue]];
}

const char *ent_words_issue_name(const ent_words *words, size_t issue) {
    const ent_issue *row = ent_words_issue(words, issue);
    return row->name ? row->name : row->id;
}

bool ent_words_numeric(const ent_words *words, size_t issue) {
    ent_issue_kind kind = ent_words_issue(words, issue)->kind;
    return kind == ENT_RANGE || kind == ENT_NUMBERS;
}

int ent_words_digits(const ent_words *words, size_t issue) {
    int digits = 0;
    for (size_t o = 0; o < words->model->options[issue]; o++) {
        double level = words->model->level[ent_model_flat(words->model, issue, o)];
        while (digits < 6 && fabs(level * pow(10, digits) - round(level * pow(10, digits))) > 1e-6)
            digits++;
    }
    return digits;
}

const char *ent_words_unit(const ent_words *words, size_t issue) {
    const char *unit = ent_unit_text(&ent_words_issue(words, issue)->unit, words->arena);
    return unit ? unit : "";
}

ent_value ent_words_option(const ent_words *words, size_t issue, size_t option) {
    char text[ENT_NUMBER_TEXT];
    if (!ent_words_numeric(words, issue))
        return ent_text(ent_words_text(words, "%s", ent_issue_option(ent_words_issue(words, issue), option, text)));
    double level = words->model->level[ent_model_flat(words->model, issue, option)];
    if (level == floor(level) && fabs(level) < 9e15) return ent_integer((int64_t)level);
    return ent_real(level);
}

const char *ent_words_option_words(const ent_words *words, size_t issue, size_t option) {
    char text[ENT_NUMBER_TEXT];
    if (!ent_words_numeric(words, issue))
        return ent_words_text(words, "%s", ent_issue_option(ent_words_issue(words, issue), option, text));
    double level = words->model->level[ent_model_flat(words->model, issue, option)];
    return ent_words_text(words, "%s", ent_write_fixed(text, level, ent_words_digits(words, issue)));
}

const char *ent_words_package(const ent_words *words, const uint32_t *outcome) {
    const char *text = "";
    for (size_t j = 0; j < words->model->issues; j++) {
        text = ent_words_text(words, "%s%s%s %s", text, j ? ", " : "", ent_words_issue_name(words, j),
                              ent_words_option_words(words, j, outcome[j]));
        if (strlen(text) > PACKAGE_WORDS && j + 1 < words->model->issues)
            return ent_words_text(words, "%s, and so on", text);
    }
    return text;
}

double ent_words_utility(const ent_words *words, size_t party, const uint32_t *outcome) {
    return ent_space_value(words->space, party, ent_space_utility(words->space, party, outcome));
}

double ent_words_no_deal(const ent_words *words, size_t party) {
    return ent_space_value(words->space, party, words->space->no_deal[party]);
}

ent_wide ent_words_gained(const ent_words *words, size_t party, const uint32_t *outcome) {
    const ent_wide sum = ent_space_utility(words->space, party, outcome), no_deal = words->space->no_deal[party];
    const ent_wide gain = ent_space_scaled(words->space, party, sum) - ent_space_scaled(words->space, party, no_deal);
    if (sum >= no_deal) return gain > 0 ? gain : 0; /* bending keeps the order, rounding must not turn it */
    return gain < 0 ? gain : -1;
}

double ent_words_gain(const ent_words *words, size_t party, const uint32_t *outcome) {
    return ent_wide_ratio(ent_words_gained(words, party, outcome), ent_space_scale(words->space, party));
}

/* ---- what metrics rest on -------------------------------------------------------------------------------------- */

ent_info ent_words_info(const char *label, const char *unit, int digits, const ent_uses *uses) {
    return (ent_info){.label = label,
                      .unit = unit,
                      .digits = digits,
                      .uses = uses ? uses->paths : NULL,
                      .uses_size = uses ? uses->size : 0};
}

static void use(ent_uses *uses, const char *path) {
    uses->paths[uses->size++] = path;
}

/* Issue by issue where some issues are left out, so that their numbers do not count. */
static void use_preferences(const ent_words *words, size_t i, ent_uses *uses) {
    const char *party = ent_words_party_id(words, i);
    if (words->model->off_table == 0) {
        use(uses, ent_words_text(words, "preferences.%s", party));
        return;
    }
    for (size_t j = 0; j < words->model->issues; j++)
        if (words->model->rows[i * words->model->issues + j])
            use(uses, ent_words_text(words, "preferences.%s.%s", party, ent_words_issue(words, j)->id));
}

static void use_no_deal(const ent_words *words, size_t i, ent_uses *uses) {
    const ent_fallback *fallback = &words->model->fallback[i];
    const char *party = ent_words_party_id(words, i);
    if (!fallback->value) return;
    if (fallback->step && fallback->step->id)
        use(uses, ent_words_text(words, "no_deal.%s.path.%s", party, fallback->step->id));
    else
        use(uses, ent_words_text(words, "no_deal.%s", party));
}

static void use_risk(const ent_words *words, size_t party, ent_uses *uses) {
    if (words->source->parties[words->model->party[party]].risk.set)
        use(uses, ent_words_text(words, "parties.%s.risk", ent_words_party_id(words, party)));
}

static void use_interaction(const ent_words *words, const ent_interaction *interaction, ent_uses *uses) {
    const char *path = ent_case_path(words->source, interaction->node, words->arena);
    if (path) use(uses, path);
}

static ent_status use_of_party(const ent_words *words, size_t i, ent_all_uses *out) {
    const ent_model *model = words->model;
    ent_uses *of_party = &out->of_party[i], *no_deal = &out->no_deal[i];
    of_party->paths = ent_arena_array(words->arena, model->issues + 2, sizeof *of_party->paths);
    no_deal->paths = ent_arena_array(words->arena, model->issues + 3, sizeof *no_deal->paths);
    if (!of_party->paths || !no_deal->paths) return ENT_MEMORY;
    use_preferences(words, i, of_party);
    use_risk(words, i, of_party);
    use_risk(words, i, no_deal);
    use_no_deal(words, i, no_deal);
    if (!model->fallback[i].value || model->fallback[i].value->has_outcome) use_preferences(words, i, no_deal);
    use_preferences(words, i, &out->all);
    use_no_deal(words, i, &out->all);
    use_risk(words, i, &out->all);
    return ENT_OK;
}

ent_status ent_words_find_uses(const ent_words *words, size_t spare, ent_all_uses *out) {
    const ent_model *model = words->model;
    const size_t most = model->parties * (model->issues + 2) + model->limits_size + model->interactions_size +
                        model->tables_size + spare;
    out->all.paths = ent_arena_array(words->arena, most, sizeof *out->all.paths);
    if (!out->all.paths) return ENT_MEMORY;
    for (size_t i = 0; i < model->parties; i++)
        if (use_of_party(words, i, out) != ENT_OK) return ENT_MEMORY;
    for (size_t l = 0; l < model->limits_size; l++)
        if (model->limits[l]->id) use(&out->all, ent_words_text(words, "limits.%s", model->limits[l]->id));
    for (size_t q = 0; q < model->interactions_size; q++)
        use_interaction(words, model->interactions[q], &out->all);
    for (size_t t = 0; t < model->tables_size; t++)
        use_interaction(words, model->tables[t], &out->all);
    return ent_arena_failed(words->arena) ? ENT_MEMORY : ENT_OK;
}
