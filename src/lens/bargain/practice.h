/* What the parts for the negotiator share: the package they start from, steps on an issue, comparing what others get.
 * Private to practice.c and the six parts. */
#ifndef ENT_LENS_BARGAIN_PRACTICE_H
#define ENT_LENS_BARGAIN_PRACTICE_H

#include "bargain.h"

/* The package that the parts start from, and the lens over the space that values it. */
typedef struct practice {
    const bargain *in;    /* `b` itself, or over the space widened by the amounts of --package */
    const uint32_t *base; /* the package of --package, else the recommended one */
    bool given;           /* by --package */
} practice;

/* A step away from the base: up or down on an issue that has an order, to another option on one that has none. */
typedef struct practice_move {
    size_t issue;
    uint32_t to;
    int direction; /* 1 up, -1 down, 0 to another option */
} practice_move;

enum { PRACTICE_FEW = 12 }; /* options up to which a step is the next one */

/* ---- practice.c ------------------------------------------------------------------------------------------------- */

const char *practice_issue_name(const bargain *b, size_t issue);
bool practice_ordered(const bargain *b, size_t issue); /* its options have an order */
/* Options of an issue by their numbers, or in file order where they have none. NULL when memory fails. */
const uint32_t *practice_order(const bargain *b, size_t issue);
/* The amount that is called a step: 0 where the next option is. A tenth of the range, as 1, 2 or 5 times a power of
 * ten. */
double practice_step(const bargain *b, size_t issue);
/* All steps from the base within the red lines, in the order of issues. NULL when memory fails. */
practice_move *practice_moves(const practice *p, size_t *size);
/* "Payment: 132 to 140". */
const char *practice_change_words(const bargain *b, size_t issue, size_t from, size_t to);
/* What differs between two packages: "Payment: 112 to 120; Crew: one to two"; "nothing". */
const char *practice_changes_words(const bargain *b, const uint32_t *from, const uint32_t *to);
size_t practice_changes(const bargain *b, const uint32_t *from, const uint32_t *to); /* on how many issues */
bool practice_same(const bargain *b, const uint32_t *one, const uint32_t *other);
/* An option as the last part of a key: "inflation-up-to-3"; "option-2" where the text has no such form. */
const char *practice_key(const bargain *b, size_t issue, size_t option);
/* The first package in file order, the last issue fastest. */
bool practice_before(const bargain *b, const uint32_t *one, const uint32_t *other);
/* a / over against b / under, exactly: -1, 0, 1. The lower parts are above zero. */
int practice_compare(ent_wide a, ent_wide over, ent_wide b, ent_wide under);
/* Below every utility of a party. */
ent_wide practice_bottom(const ent_space *space, size_t party);
/* The party of --party; ENT_NOWHERE where none is named. U-BARGAIN-0010 where it does not bargain. */
ent_status practice_party(const bargain *b, int *party);
/* A column for what differs from the base and one for each party's utility; cells for them. */
void practice_short_columns(const practice *p, ent_table *table);
size_t practice_short_cells(const practice *p, const uint32_t *outcome, ent_value *cells);
/* Columns for the terms of a package and for each party's utility; cells for them, behind one another. */
void practice_columns(const bargain *b, ent_table *table);
size_t practice_cells(const bargain *b, const uint32_t *outcome, ent_value *cells);
/* A run that says nothing: what grows too large is told in a note of the part. */
ent_run practice_quiet(const bargain *b);

/* ---- the parts -------------------------------------------------------------------------------------------------- */

ent_status practice_tradeoffs(bargain *b, const practice *p);      /* tradeoffs.c: what a step is worth */
ent_status practice_counter_offers(bargain *b, const practice *p); /* counter.c: as good for me, best for the others */
ent_status practice_settlement(bargain *b, const practice *p); /* settlement.c: better for all than what is signed */
ent_status practice_smallest_change(bargain *b, const practice *p); /* smallest_change.c: what makes a party say yes */
ent_status practice_break_even(bargain *b);                         /* break_even.c: from which weights on it changes */
ent_status practice_linkage(bargain *b);                            /* linkage.c: one deal or separate tables */

#endif
