/* What an issue's options are. Private to src/case. */
#ifndef ENTENTE_CASE_ISSUE_H
#define ENTENTE_CASE_ISSUE_H

#include <entente/case.h>

/* The option with this number; ENT_NOWHERE if none. */
int ent_issue_option_of(const ent_issue *issue, ent_ratio number);
/* The smallest and largest number; false for issues without numbers. */
bool ent_issue_span(const ent_issue *issue, ent_ratio *low, ent_ratio *high);
/* "its options are a, b, c" or "from 900 to 3000 in steps of 10". NULL when memory fails. */
const char *ent_issue_options_hint(const ent_issue *issue, ent_arena *arena);
/* An exact number as text: a decimal where it is one, else a fraction. */
const char *ent_ratio_text(ent_ratio number, char text[ENT_NUMBER_TEXT]);

#endif
