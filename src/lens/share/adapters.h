/* What the rules of the table call: each asks a kernel and says in words how. Private to rules.c and rules_*.c. */
#ifndef ENT_LENS_SHARE_ADAPTERS_H
#define ENT_LENS_SHARE_ADAPTERS_H

#include "lens/share/rules.h"

typedef ent_status share_compute_rule(const share_work *work, share_answer *out);

/* rules_keys.c */
share_compute_rule share_compute_key, share_compute_equal, share_compute_units, share_compute_recoupment;
/* rules_cost.c */
share_compute_rule share_compute_scrb, share_compute_alternate, share_compute_stand_alone, share_compute_marginal,
    share_compute_average, share_compute_serial, share_compute_aumann_shapley, share_compute_incremental;
/* rules_claims.c: all of them */
share_compute_rule share_compute_claims;
/* rules_trees.c */
share_compute_rule share_compute_bird, share_compute_folk;
/* rules_games.c */
share_compute_rule share_compute_shapley, share_compute_kar, share_compute_weighted_shapley, share_compute_tau,
    share_compute_ensc, share_compute_gately;
share_compute_rule share_compute_beside; /* those that unions or channels stand beside the table of */
/* rules_nucleolus.c */
share_compute_rule share_compute_nucleolus, share_compute_prenucleolus, share_compute_anti_prenucleolus,
    share_compute_per_capita;
/* rules_votes.c */
share_compute_rule share_compute_shapley_shubik, share_compute_banzhaf, share_compute_banzhaf_raw;

/* Whether the problem is of this form, as it stands: then the kernel of the form does without a table. */
bool share_of_form(const share_work *work, share_form form);
/* The table, made if it is not there yet. */
ent_status share_work_game(const share_work *work, const ent_tu_game **out);
/* "exact, over 2^6 groups"; or that numbers were rounded. */
const char *share_over_groups(const share_work *work, const share_answer *answer);
/* "exact, step by step": of rules that need no table. */
const char *share_exactly(const share_answer *answer);
/* A text in the problem's arena; the arena remembers where it failed. */
const char *share_words(const share_work *work, const char *format, ...) ENT_PRINTF(2, 3);
/* A fraction as two 64-bit integers; false where it does not fit. */
bool share_ratio(const mpq_t number, ent_ratio *out);

#endif
