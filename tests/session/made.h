/* Domains and seats for tests of sessions. */
#ifndef ENTENTE_TESTS_SESSION_MADE_H
#define ENTENTE_TESTS_SESSION_MADE_H

#include "session/session.h"

/* One issue of `options` options; the first party likes the first best, the second the last, evenly: what one has the
 * other has not. */
ent_domain *made_line(ent_arena *arena, size_t options);
/* One issue on which all parties want the same: the last option. */
ent_domain *made_peace(ent_arena *arena, size_t parties, size_t options);
/* Additive preferences of whole numbers; no-deal values near the middle. `turned`: the parties in reverse. */
ent_domain *made_random(ent_arena *arena, uint64_t seed, size_t parties, size_t issues, bool turned);
/* A domain of integer utilities, parties x outcomes of a single issue, no deal at the smallest. */
ent_domain *made_table(ent_arena *arena, size_t parties, size_t outcomes, const int *utility);
/* Reads a strategy for a seat; fails the test on an error. */
ent_seat made_seat(size_t party, const char *strategy);

/* Plays one session of two seats; `trace` may be NULL. */
ent_session_result made_session(const ent_domain *domain, const char *first, const char *second, size_t rounds,
                                ent_session_trace *trace);

#endif
