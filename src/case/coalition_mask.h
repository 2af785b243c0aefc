/* Coalitions as bit masks over the participants of a project, and how those that are missing are told. Private to
 * src/case. */
#ifndef ENTENTE_CASE_COALITION_MASK_H
#define ENTENTE_CASE_COALITION_MASK_H

#include <entente/case.h>

enum { ENT_MISSING_NAMED = 4, ENT_MISSING_TEXT = 400 };

/* Coalitions that are not listed: how many, and the first of them by name. */
typedef struct ent_missing_list {
    const ent_case *c;
    const ent_project *project;
    uint64_t count;
    size_t named, size;
    char names[ENT_MISSING_TEXT]; /* "b, a+c" */
    char text[ENT_MISSING_TEXT + 80];
} ent_missing_list;

void ent_missing_start(ent_missing_list *list, const ent_case *c, const ent_project *project);
void ent_missing_name(ent_missing_list *list, uint32_t mask);
/* "5 of 7 coalitions are missing: b, a+c, ..."; `count` has been set. */
const char *ent_missing_text(ent_missing_list *list);
extern const char ent_missing_hint[];

/* "a+c", cut with ... where it does not fit. */
void ent_mask_text(const ent_case *c, const ent_project *project, uint32_t mask, char *text, size_t size);
bool ent_mask_among(uint32_t mask, const uint32_t *masks, size_t size);
/* How many of `impossible` are different and not among `listed`, which are sorted and stand `stride` bytes apart. */
size_t ent_mask_exempt(const uint32_t *impossible, size_t impossible_size, const uint32_t *listed, size_t stride,
                       size_t size);

#endif
