/* What the files of figures share. Private to them. */
#ifndef ENTENTE_TEXT_FIGURES_PARTS_H
#define ENTENTE_TEXT_FIGURES_PARTS_H

#include "text/currencies.h"
#include "text/figures.h"
#include "text/quantities.h"

typedef struct figure_count_words figure_count_words;

struct ent_figures {
    const ent_quantity_words *quantities;
    const ent_currencies *currencies;
    const figure_count_words *counts;
    ent_word_filter numbers, currencies_start, others; /* words that a figure may start with */
};

typedef struct figure_search {
    const ent_figures *figures;
    const ent_tokens *tokens;
    size_t sentence;
    ent_candidates *out;
} figure_search;

/* Whether the token is one of the words, NULL-terminated, in small letters. */
bool figures_word(const figure_search *search, size_t index, const char *const *words);
bool figures_spaced(const figure_search *search, size_t index);
bool figures_quantity(const figure_search *search, size_t index, ent_quantity *out);
/* What the words of magnitude in a number multiply by. */
double figures_magnitude(const figure_search *search, const ent_quantity *number);
/* Adds a figure over tokens first .. end-1, with the bound and negation that stand before it. */
ent_candidate *figures_add(const figure_search *search, ent_candidate_kind kind, size_t first, size_t end, double value,
                           const char *unit, const char *rule);

/* "or more", "or so" after a figure; the token after it, or `end`. */
size_t figures_bound_after(const figure_search *search, size_t end, ent_bound *bound);
/* The token of a range's second number, "5 to 6", "5-6", "between 5 and 6"; 0 where there is none. */
size_t figures_range(const figure_search *search, size_t first, size_t end);
void figures_set_range(ent_candidate *row, double low, double high); /* where low is below high */

const figure_count_words *figures_count_words(ent_arena *arena);
void figures_ratio_filter(ent_word_filter *filter); /* fivefold, doubled */
/* Each takes what it knows at token `index` and returns the token after it, or `index`. */
size_t figures_find_ratio(const figure_search *search, size_t index); /* fivefold, doubled */
size_t figures_find_count(const figure_search *search, size_t index); /* 28,500 troops; the 12th round */
/* Adds the change, a range where high is above value, that a figure over tokens first .. end-1 is part of: "rose 8.3
 * percent", "a 5 percent cut". */
void figures_change(const figure_search *search, size_t first, size_t end, double value, double high, const char *unit);

#endif
