/* Which issues hang together by interactions and tables, and when an interaction is settled as issues are chosen in
 * file order. */
#ifndef ENT_SPACE_LINKS_H
#define ENT_SPACE_LINKS_H

#include "space/space.h"

typedef struct ent_links {
    const ent_space *space;
    uint64_t *relevant; /* words: the interactions of the parties that count */
    uint64_t *asked;    /* issues x words: relevant interactions that some option of the issue does not satisfy */
    uint64_t *settled; /* issues x words: those whose last such issue this is; at issue 0 also those that ask nothing */
    bool *counts;      /* tables: of a party that counts */
    size_t *component; /* issues: the first issue of those it hangs together with, itself included */
} ent_links;

/* `counts`: per party, NULL: all. False when memory fails. */
bool ent_links_make(const ent_space *space, const bool *counts, ent_arena *arena, ent_links *out);
/* Whether an interaction asks something of an issue. */
static inline bool ent_links_asks(const ent_links *links, size_t issue, size_t q) {
    return links->asked[issue * links->space->words + q / 64] >> q % 64 & 1;
}

#endif
