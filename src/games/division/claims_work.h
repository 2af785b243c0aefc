/* What the claims rules start from. Private to this folder. */
#ifndef ENT_GAMES_DIVISION_CLAIMS_WORK_H
#define ENT_GAMES_DIVISION_CLAIMS_WORK_H

#include "games/division/claims.h"

typedef struct claims_work {
    size_t size;
    mpq_srcptr claims;
    mpq_t estate; /* no more than all claims */
    mpq_t total;  /* of the claims */
    mpq_t beyond, a, b;
    ent_fractions part;  /* room for changed claims, size */
    ent_ranked *ranked;  /* claims in rising order */
    mpq_ptr awards;      /* out->exact */
    ent_allocation *out; /* exists once the rule has ended well */
    const ent_allocator *allocator;
} claims_work;

/* Checks the problem, ranks the claims. After any status but ENT_OK nothing is held. */
ent_status claims_begin(const ent_claims_problem *problem, const ent_run *run, ent_allocation *out, claims_work *work);
/* Frees what is held; where the status is ENT_OK the awards become the allocation. Returns the status. */
ent_status claims_end(claims_work *work, ent_status status);

#endif
