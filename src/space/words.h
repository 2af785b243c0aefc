/* A model's parties, issues, options and packages in words and as values of findings, and the case paths that figures
 * rest on. What every lens says alike about the outcomes of a case. */
#ifndef ENT_SPACE_WORDS_H
#define ENT_SPACE_WORDS_H

#include "space/model.h"
#include <entente/findings.h>

/* What the words are about. All texts lie in `arena`; they are "" once memory has failed (ask ent_arena_failed). */
typedef struct ent_words {
    const ent_case *source;
    const ent_model *model;
    const ent_space *space;
    ent_arena *arena;
} ent_words;

const char *ent_words_text(const ent_words *words, const char *format, ...) ENT_PRINTF(2, 3); /* never NULL */
const char *ent_words_vtext(const ent_words *words, const char *format, va_list arguments) ENT_PRINTF(2, 0);
const char *ent_words_party_id(const ent_words *words, size_t party);
const char *ent_words_party(const ent_words *words, size_t party); /* its name, else its id */
const ent_issue *ent_words_issue(const ent_words *words, size_t issue);
const char *ent_words_issue_name(const ent_words *words, size_t issue); /* its name, else its id */
bool ent_words_numeric(const ent_words *words, size_t issue);           /* options are numbers */
int ent_words_digits(const ent_words *words, size_t issue);             /* that its numbers need */
const char *ent_words_unit(const ent_words *words, size_t issue);
/* An option as a metric's or cell's value: a number for numeric issues, else its text. */
ent_value ent_words_option(const ent_words *words, size_t issue, size_t option);
/* The same in words: "15,650", "budget-growth". */
const char *ent_words_option_words(const ent_words *words, size_t issue, size_t option);
/* A whole package: "Payment 15,650, Growth cpi, ..."; cut with "and so on" when long. */
const char *ent_words_package(const ent_words *words, const uint32_t *outcome);

/* Utility of an outcome and of no deal on the space's scale; the difference. */
double ent_words_utility(const ent_words *words, size_t party, const uint32_t *outcome);
double ent_words_no_deal(const ent_words *words, size_t party);
double ent_words_gain(const ent_words *words, size_t party, const uint32_t *outcome);
/* The gain on the scale of ent_space_scale: its sign tells whether the party would sign. */
ent_wide ent_words_gained(const ent_words *words, size_t party, const uint32_t *outcome);

/* ---- what figures rest on ---------------------------------------------------------------------------------- */

/* A set of case paths that a metric rests on. */
typedef struct ent_uses {
    const char **paths;
    size_t size;
} ent_uses;

typedef struct ent_all_uses {
    ent_uses all;                         /* preferences, no deal, red lines, interactions */
    ent_uses of_party[ENT_SPACE_PARTIES]; /* a party's preferences */
    ent_uses no_deal[ENT_SPACE_PARTIES];
} ent_all_uses;

/* Finds them; `all` keeps room for `spare` more. */
ent_status ent_words_find_uses(const ent_words *words, size_t spare, ent_all_uses *out);
ent_info ent_words_info(const char *label, const char *unit, int digits, const ent_uses *uses); /* uses may be NULL */

#endif
