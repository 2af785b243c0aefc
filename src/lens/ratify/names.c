/* Words, and metrics that rest on everything. */
#include "ratify.h"

#include <stdarg.h>

const char *ratify_text(const ratify *r, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_arena_vprintf(r->arena, format, arguments);
    va_end(arguments);
    return text ? text : "";
}

void ratify_put(ratify *r, ent_value value, const char *label, const char *unit, int digits, const char *key, ...) {
    va_list arguments;
    va_start(arguments, key);
    const char *text = ent_arena_vprintf(r->arena, key, arguments);
    va_end(arguments);
    const ent_info info = ent_words_info(label, unit, digits, &r->all);
    if (text) ent_findings_metric(r->out, text, value, &info);
}

const char *ratify_package_words(const ratify *r, const uint32_t *outcome) {
    return ent_words_package(&r->words, outcome);
}

const char *ratify_bloc_words(const ratify *r, const ratify_bloc *bloc) {
    return ratify_text(r, "%s (%s)", bloc->name, r->ratifiers[bloc->ratifier].name);
}

double ratify_seats(int64_t seats) {
    return (double)seats / RATIFY_SEAT;
}

const ratify_package *ratify_reference(const ratify *r) {
    return r->given.outcome ? &r->given : &r->alone;
}

const char *ratify_reference_words(const ratify *r) {
    return r->given.outcome
               ? "the package to judge"
               : ratify_text(r, "the package that negotiators alone would sign (%s)", ent_rules[r->rule].label);
}
