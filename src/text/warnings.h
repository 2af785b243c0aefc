/* Signs that a report is thin, or merged out of several: what a careful reader would stop at. By counting what the
 * report has, never by knowing what was true.
 *
 *   warning.agreement-without-terms    an agreement on a cost is said to be reached; at least two of amount, term and
 *                                      signatory stand nowhere in the report
 *   warning.figure-of-another-subject  a sum tied to a subject that is not near the report's main one
 *   warning.unsupported-link           an agreement is said to bring about something of another subject
 *   warning.sequence-as-cause          what only follows is presented as a connection: "on the heels of"
 *   warning.unnamed-single-source      all that is attributed has one source, who is not named
 *   warning.merged-subjects            whole stretches are about another subject than the main one
 */
#ifndef ENTENTE_TEXT_WARNINGS_H
#define ENTENTE_TEXT_WARNINGS_H

#include "text/actors.h"
#include "text/candidate.h"
#include "text/issues.h"

typedef struct ent_warning_words ent_warning_words;

/* Made once, read by many. NULL without memory. */
const ent_warning_words *ent_warning_words_new(ent_arena *arena);

/* What a report has said so far of agreements and subjects. */
typedef struct ent_warning_memory ent_warning_memory;

ent_warning_memory *ent_warning_memory_new(ent_arena *arena, const ent_warning_words *words);
/* One sentence with the issues that it names, in their order. Sentences must come in their order. False without
 * memory. */
bool ent_warnings_read(ent_warning_memory *memory, const ent_tokens *tokens, size_t sentence,
                       const ent_issue_mention *issues, size_t issues_size);
/* After the last sentence: adds candidates of kind WARNING (text: what is wrong, in plain words; issue, sentence, span
 * where it shows) to `found`, of which the rows of the whole text are there. False without memory. */
bool ent_warnings_find(ent_warning_memory *memory, const ent_mentions *mentions, ent_candidates *found);

/* The id under which `entente explain` tells more of a rule: "W-TEXT-0201" and so on; NULL for none of these. Static.
 */
const char *ent_warning_id(const char *rule);

/* ---- agreements that a report claims ------------------------------------------------------------------------- */

enum { ENT_DEAL_AMOUNT = 1, ENT_DEAL_TERM = 2, ENT_DEAL_SIGNATORY = 4 };

/* An agreement that the report says is reached, signed or concluded; one a group of subjects that are near each other.
 */
typedef struct ent_deal {
    size_t sentence, start, end; /* where it is claimed first */
    const char *issue;           /* NULL: not said on what */
    unsigned has;                /* of the three above, what the report gives of it anywhere */
    bool shared_cost;            /* on a cost that is shared, or the term of such an agreement */
} ent_deal;

/* After ent_warnings_find: the deals of the report, owned by the memory's arena. */
const ent_deal *ent_warnings_deals(const ent_warning_memory *memory, size_t *size);
/* Whether amount, term and signatory are all there: only such a claim may be proposed as an outcome. `lacks` (NULL: not
 * wanted) gets what is missing, as a sum of the above. */
bool ent_deal_is_complete(const ent_deal *deal, unsigned *lacks);
/* "amount, term and signatory", "" for none: static text. */
const char *ent_deal_parts(unsigned parts);

#endif
