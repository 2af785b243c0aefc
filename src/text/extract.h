/* From a text to sentences and candidate claims: every rule of the room in its order. */
#ifndef ENTENTE_TEXT_EXTRACT_H
#define ENTENTE_TEXT_EXTRACT_H

#include "text/actors.h"
#include "text/candidate.h"
#include "text/issues.h"
#include "text/sentences.h"
#include "text/warnings.h"

/* A text larger than this, or with more claims than that, is refused with ENT_LIMIT: so the memory of one extraction
 * is bounded whatever it is given. */
enum { ENT_EXTRACT_MOST_BYTES = 16 << 20, ENT_EXTRACT_MOST_CLAIMS = 500000 };

/* What one text gives. Owned by `arena`; texts of the candidates too. */
typedef struct ent_extraction {
    ent_arena *arena;
    ent_date published; /* from the options, or the text's head; none where neither says */
    ent_sentence *sentences;
    ent_certainty *certainties; /* of each sentence as a whole */
    size_t sentences_size;
    const ent_deal *deals; /* agreements that the text claims, and what it gives of each */
    size_t deals_size;
    ent_mentions mentions;
    ent_candidates found; /* by sentence, then by place */
} ent_extraction;

/* Another source of candidates (a model, say): called once a text, after the rules, it may read what there is and add
 * to `found`, each with a `rule` that begins with its name. */
typedef struct ent_candidate_source {
    const char *name;
    ent_status (*propose)(void *context, const char *text, size_t size, ent_extraction *extraction);
    void *context;
} ent_candidate_source;

/* Words and names, made once and read by any number of extractions and threads. */
typedef struct ent_extractor ent_extractor;

/* `a_case` (NULL: none) and `gazetteer` (NULL: that of the case and the shipped names) must outlive it. NULL without
 * memory. */
ent_extractor *ent_extractor_new(ent_arena *arena, const ent_case *a_case, const ent_gazetteer *gazetteer);

typedef struct ent_extract_options {
    ent_date published; /* year 0: as the text's head says ("date 2024-03-21 ...") */
    ent_lines lines;
    const ent_candidate_source *sources;
    size_t sources_size;
} ent_extract_options;

/* Any bytes are a text; what is no UTF-8 is passed over. `options` NULL: none. `run` gives cancel and diagnostics, and
 * may be NULL. ENT_LIMIT: E-TEXT-0024, -0025; ENT_MEMORY; ENT_CANCELLED. On failure *out holds nothing. */
ent_status ent_extract(const ent_extractor *extractor, const char *text, size_t size,
                       const ent_extract_options *options, ent_run *run, ent_extraction *out);
void ent_extraction_free(ent_extraction *extraction); /* also of one that failed */

#endif
