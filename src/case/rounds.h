/* Rounds of talks: one begins when the last agreement was concluded. What was demanded before that belongs to earlier
 * rounds and is an anchor, not a position of today. Private to the library. */
#ifndef ENTENTE_CASE_ROUNDS_H
#define ENTENTE_CASE_ROUNDS_H

#include <entente/case.h>

/* When the round of a day began: the last day before it, known at as_of, on which an agreement was concluded (else
 * signed). No date for `before`: the round of today. No date returned: the first round. */
ent_date ent_round_start(const ent_case *subject, ent_date before);
/* Whether a position belongs to the round that began after `start`: it is dated later, or there is no date. */
bool ent_round_holds(const ent_position *position, ent_date start);

#endif
