/* What a sentence is about: the case's issues first, then a shipped list of what allies negotiate over. */
#ifndef ENTENTE_TEXT_ISSUES_H
#define ENTENTE_TEXT_ISSUES_H

#include "text/tokens.h"

#include <entente/case.h>

typedef struct ent_gazetteer ent_issue_words; /* a trie of phrases, as for names */

/* Ids and names of the case's issues (NULL: none) and the shipped list. NULL without memory. */
const ent_issue_words *ent_issue_words_new(ent_arena *arena, const ent_case *a_case);

typedef struct ent_issue_mention {
    size_t first, after; /* tokens */
    const char *issue;   /* the case's id, or a name of the shipped list: "defence cost-sharing" */
} ent_issue_mention;

/* The issue named from token `index` on; false where none is. */
bool ent_issue_at(const ent_issue_words *words, const ent_tokens *tokens, size_t index, ent_issue_mention *out);
/* Of the issues that a sentence names, in their order, the one that tokens first .. end-1 are about: named there, else
 * nearest before, else next after; NULL where the sentence names none. */
const char *ent_issue_nearest(const ent_issue_mention *issues, size_t size, size_t first, size_t end);

#endif
