/* Events: who did, promised, demanded or refused what, to whom.
 *
 * Classes are those of PLOVER (Political Language Ontology for Verifiable Event Records; its table of 2021 leads from
 * CAMEO to them): AGREE, CONSULT, SUPPORT, COOPERATE, AID, CONCEDE, RETREAT, REQUEST, ACCUSE, REJECT, THREATEN,
 * PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT, and INVESTIGATE, which PLOVER now counts to ACCUSE. A signed treaty
 * is SUPPORT there, an agreement reached AGREE.
 *
 * Class and modality together: the class names the act of speech where there is one, the modality whether the act that
 * it is about has come to pass. "Agreed to pay" is AGREE promised, "demanded that they pay" REQUEST demanded, "refused
 * to pay" REJECT denied, "rejected the offer" REJECT happened, "did not pay" the act's own class, denied and negated.
 * Where a sentence leaves it in doubt, it is possible. */
#ifndef ENTENTE_TEXT_EVENTS_H
#define ENTENTE_TEXT_EVENTS_H

#include "text/candidate.h"
#include "text/issues.h"
#include "text/verbs.h"

typedef struct ent_event_words ent_event_words;

/* Verbs and nouns of events; made once, read by many. NULL without memory. */
const ent_event_words *ent_event_words_new(ent_arena *arena);

/* One sentence with what has been found in it. */
typedef struct ent_event_sentence {
    const ent_tokens *tokens;
    size_t sentence;
    const ent_mention *mentions; /* of this sentence, in its order */
    size_t mentions_size;
    const ent_issue_mention *issues;
    size_t issues_size;
    const ent_candidate *found; /* of this sentence: dates are looked for here */
    size_t found_size;
} ent_event_sentence;

/* Adds the events of one sentence to `out`: actor is the source, `text` the class, the span that of the clause, the
 * date the nearest in the clause, rule "event.agree.verb" and the like. `verbs` is room that is kept from sentence to
 * sentence. False without memory. */
bool ent_events_find(const ent_event_words *words, ent_verbs *verbs, const ent_event_sentence *sentence,
                     ent_candidates *out);

#endif
