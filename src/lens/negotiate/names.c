/* Shorthands for the words of the case, and the scale that strategies see. */
#include "negotiate.h"

#include "space/risk.h"

#include <stdarg.h>

const char *negotiate_party_id(const negotiate *n, size_t party) {
    return ent_words_party_id(&n->words, party);
}

const char *negotiate_party_name(const negotiate *n, size_t party) {
    return ent_words_party(&n->words, party);
}

const char *negotiate_text(const negotiate *n, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *text = ent_words_vtext(&n->words, format, arguments);
    va_end(arguments);
    return text;
}

ent_info negotiate_info(const char *label, const char *unit, int digits, const ent_uses *uses) {
    return ent_words_info(label, unit, digits, uses);
}

double negotiate_scaled(const negotiate *n, size_t party, ent_wide utility) {
    return ent_wide_ratio(ent_space_scaled(n->space, party, utility) - n->base[party], n->unit[party]) + n->lift[party];
}

double negotiate_point(const negotiate *n, size_t point, size_t party) {
    return negotiate_scaled(n, party, n->frontier.utility[point * n->frontier.dimensions + party]);
}

const uint32_t *negotiate_outcome(const negotiate *n, uint32_t outcome) {
    return n->domain->choice + (size_t)outcome * n->domain->issues;
}
