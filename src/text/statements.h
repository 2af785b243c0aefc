/* Who says what: reported speech as candidates of kind STATEMENT, and what it does to figures and events in it.
 *
 * A statement is taken where its content is somebody's: a clause after a verb of saying ("said that ..."), quoted
 * words, "according to", an attitude that is voiced ("expressed concern"), a noun ("Seoul's claim that"), a headline
 * ("Seoul: no deal yet"). An act of speech whose content is not told ("condemned the launch", "stressed the
 * importance") is an event, not a statement: the text itself says that it came to pass. */
#ifndef ENTENTE_TEXT_STATEMENTS_H
#define ENTENTE_TEXT_STATEMENTS_H

#include "text/actors.h"
#include "text/candidate.h"
#include "text/certainty.h"

typedef struct ent_statements ent_statements; /* words and verbs of saying */

/* Made once, read by many. NULL without memory. */
const ent_statements *ent_statements_new(ent_arena *arena);

/* What a text has said so far: the last speakers, an open quotation, the agency of the dateline. */
typedef struct ent_statement_memory ent_statement_memory;

/* For one text, whose sentences must be handed in in their order. NULL without memory. */
ent_statement_memory *ent_statement_memory_new(ent_arena *arena, const ent_statements *words);

/* One sentence as the other rules have left it. */
typedef struct ent_statement_sentence {
    const ent_tokens *tokens;
    size_t number; /* from 1 */
    const ent_mentions *mentions;
    size_t first_mention; /* of this sentence */
    size_t first_row;     /* candidate of this sentence: figures, dates, events */
} ent_statement_sentence;

/* Adds the statements of one sentence. A row has: actor, who says it; target, to whom, where that is told; text, the
 * word that tells it ("said", "according to", "headline"); source, the actor again; chain, where it came through
 * another ("Yonhap > a government official"); certainty ENT_ATTRIBUTED; the span of content and attribution. Several
 * speakers are several rows. Figures and events of the sentence get ENT_ATTRIBUTED, source and chain where the content
 * holds them (but not in ", which ...": such an aside is the writer's own; C. Potts, The Logic of Conventional
 * Implicatures, 2005), else the certainty of their clause. False without memory. */
bool ent_statements_find(ent_statement_memory *memory, const ent_statement_sentence *sentence, ent_candidates *out);
/* Of the sentence last handed in: ENT_ATTRIBUTED where all or most of it is somebody's, else as its own words say. */
ent_certainty ent_statements_certainty(const ent_statement_memory *memory);
/* After the last sentence and ent_actors_finish: names that were not whole yet. */
void ent_statements_finish(const ent_statement_memory *memory, const ent_mentions *mentions, ent_candidates *out);

/* Whether a speaker cannot be told: "a senior official", "officials (South Korea)", Korean words for officials and
 * sources. Descriptions begin with a small letter. Who holds an office ("the mayor", but not "a minister"), a body
 * ("ministry") and a spokesman whose it is said ("spokesman (Pentagon)") can be. */
bool ent_speaker_is_unnamed(const char *actor);

#endif
