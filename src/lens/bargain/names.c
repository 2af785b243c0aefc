/* Names, values and numbers of the case for people; which numbers a metric rests on. */
#include "bargain.h"

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

static ent_words words_of(const bargain *b) {
    return (ent_words){.source = b->source, .model = b->model, .space = b->space, .arena = b->arena};
}

const char *bargain_party_id(const bargain *b, size_t party) {
    const ent_words words = words_of(b);
    return ent_words_party_id(&words, party);
}

const char *bargain_party_name(const bargain *b, size_t party) {
    const ent_words words = words_of(b);
    return ent_words_party(&words, party);
}

const ent_issue *bargain_issue(const bargain *b, size_t issue) {
    const ent_words words = words_of(b);
    return ent_words_issue(&words, issue);
}

bool bargain_numeric(const bargain *b, size_t issue) {
    const ent_words words = words_of(b);
    return ent_words_numeric(&words, issue);
}

int bargain_digits(const bargain *b, size_t issue) {
    const ent_words words = words_of(b);
    return ent_words_digits(&words, issue);
}

const char *bargain_unit(const bargain *b, size_t issue) {
    const ent_words words = words_of(b);
    return ent_words_unit(&words, issue);
}

ent_value bargain_option(const bargain *b, size_t issue, size_t option) {
    const ent_words words = words_of(b);
    return ent_words_option(&words, issue, option);
}

const char *bargain_option_words(const bargain *b, size_t issue, size_t option) {
    const ent_words words = words_of(b);
    return ent_words_option_words(&words, issue, option);
}

const char *bargain_package_words(const bargain *b, const uint32_t *outcome) {
    const ent_words words = words_of(b);
    return ent_words_package(&words, outcome);
}

double bargain_utility(const bargain *b, size_t party, const uint32_t *outcome) {
    const ent_words words = words_of(b);
    return ent_words_utility(&words, party, outcome);
}

double bargain_no_deal(const bargain *b, size_t party) {
    const ent_words words = words_of(b);
    return ent_words_no_deal(&words, party);
}

double bargain_gain(const bargain *b, size_t party, const uint32_t *outcome) {
    const ent_words words = words_of(b);
    return ent_words_gain(&words, party, outcome);
}

ent_wide bargain_gained(const bargain *b, size_t party, const uint32_t *outcome) {
    const ent_words words = words_of(b);
    return ent_words_gained(&words, party, outcome);
}

ent_info bargain_info(const char *label, const char *unit, int digits, const ent_uses *uses) {
    return ent_words_info(label, unit, digits, uses);
}

ent_status bargain_find_uses(bargain *b) {
    const ent_words words = words_of(b);
    ent_all_uses *found = ent_arena_alloc(b->arena, sizeof *found);
    ent_status status = found ? ent_words_find_uses(&words, b->model->parties, found) : ENT_MEMORY;
    if (status != ENT_OK) return status;
    for (size_t i = 0; i < b->model->parties && b->recommended == ENT_WEIGHTED_NASH; i++)
        if (b->source->parties[b->model->party[i]].bargaining_weight.set)
            found->all.paths[found->all.size++] =
                bargain_text(b, "parties.%s.bargaining_weight", bargain_party_id(b, i));
    b->all = found->all;
    memcpy(b->of_party, found->of_party, sizeof b->of_party);
    memcpy(b->no_deal, found->no_deal, sizeof b->no_deal);
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
