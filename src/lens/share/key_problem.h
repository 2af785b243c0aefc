/* A key of a project, as the kernel of keys takes it. */
#ifndef ENT_LENS_SHARE_KEY_PROBLEM_H
#define ENT_LENS_SHARE_KEY_PROBLEM_H

#include "games/division/keys.h"
#include "lens/share/problem.h"

typedef struct share_key_problem {
    ent_key_problem problem; /* in the arena of the project's problem */
    int *used;               /* by base: the year of the series; 0: none */
    const char *why;         /* what is missing; NULL where nothing is */
} share_key_problem;

ent_status share_key_read(share_problem *problem, const ent_key *key, share_key_problem *out);
/* Why the kernel gave nothing, with the party or part that it is about. In the arena. */
const char *share_key_reason(const share_problem *problem, const ent_division_why *why);

#endif
