/* From a case to a space: which parties, issues, red lines and interactions take part (the model, made once), and the
 * integers for them: exact from the case's numbers, or from the numbers of one draw. */
#ifndef ENT_SPACE_MODEL_H
#define ENT_SPACE_MODEL_H

#include "space/space.h"
#include <entente/case.h>

/* What a party has without agreement on the day asked for. */
typedef struct ent_fallback {
    const ent_no_deal_value *value; /* NULL: nothing given, the smallest feasible utility */
    const ent_no_deal_step *step;   /* in force that day; NULL without a path */
    int32_t days;                   /* since the step began */
    const ent_no_deal *no_deal;
} ent_fallback;

typedef struct ent_model {
    const ent_case *source;
    size_t parties, issues, total;
    int *party, *issue;                   /* indices into the case's lists */
    size_t *options;                      /* per issue */
    size_t *first;                        /* per issue: flat index of its first option */
    const ent_preferences **preferences;  /* per party */
    const ent_preference **rows;          /* parties x issues; NULL: the party does not care */
    double *level;                        /* total: the option as a number, or its rank; 0 for named options */
    const ent_interaction **interactions; /* those with conditions */
    size_t interactions_size;
    const ent_interaction **tables; /* those with a value for each pair of options */
    size_t tables_size;
    size_t cells_size;            /* of all tables together */
    size_t interactions_left_out; /* those of bargaining parties that need an issue of another table */
    const ent_limit **limits;     /* on issues of the model */
    bool **excludes;              /* per limit: total */
    bool *limit_uncertain;        /* its number carries a range */
    size_t limits_size;
    size_t off_table;       /* issues left out: talked about elsewhere */
    ent_date at;            /* the day for which no deal is valued */
    ent_fallback *fallback; /* per party */
} ent_model;

typedef struct ent_model_options {
    bool all_tables; /* also issues that are talked about elsewhere */
    ent_date at;     /* none: the day after `dates.expires`, else as_of, else the last step of all paths */
} ent_model_options;

/* Everything in `arena`; refers to the case. Diagnoses what bargaining cannot work with: E-SPACE-0002 a continuous
 * issue, -0003 no issue at the table, -0004 nobody with preferences, -0005 more parties or interactions than it can
 * take, -0007 a no-deal outcome between options that a party values one by one. */
ent_status ent_model_make(const ent_run *run, const ent_case *source, const ent_model_options *options,
                          ent_arena *arena, ent_model **out);
/* Values no deal on another day. */
void ent_model_date(ent_model *model, ent_date at);

/* The space of the case's own numbers: exact unless a risk attitude or very long decimals force the grid of 2^-60. */
ent_status ent_model_space(const ent_run *run, const ent_model *model, ent_arena *arena, ent_space **out);
/* The space of one draw, values[slots_size]: on a binary grid of about 2^-59. */
ent_status ent_model_draw(const ent_run *run, const ent_model *model, const double *values, ent_arena *arena,
                          ent_space **out);

/* ---- shared by exact.c and draw.c --------------------------------------------------------------------------- */

/* Fills what does not depend on numbers: red lines and the conditions of interactions. */
ent_space *ent_model_frame(const ent_model *model, ent_arena *arena);
/* (1 - e^(-rv)) / (1 - e^(-r)) for r other than 0: a value within 0 and 1 bent by a risk attitude. */
double ent_model_bent(double risk, double value);
/* The flat index of an issue's option. */
static inline size_t ent_model_flat(const ent_model *model, size_t issue, size_t option) {
    return model->first[issue] + option;
}
/* The place of an issue of the case in the model; ENT_NOWHERE if it is not in it. */
int ent_model_issue(const ent_model *model, int case_issue);
/* Lifts no-deal values to the smallest feasible utility where the case asks for it or gives none. */
ent_status ent_model_floors(const ent_run *run, const ent_model *model, ent_space *space);
/* The level that a no-deal outcome gives an issue; NULL if none. */
const ent_level *ent_package_level(const ent_package *package, int case_issue);
/* The value of a table for a package: NULL where the pair has none. */
const ent_number *ent_interaction_value(const ent_interaction *table, const ent_package *package);
/* Where a cell of a table stands in the space. */
ent_wide *ent_model_cell(const ent_model *model, const ent_space *space, size_t table,
                         const ent_interaction_cell *cell);
/* Whether a red line is a party's own (of the model), or that of one which belongs to it (`of`). */
bool ent_model_draws_line(const ent_model *model, size_t party, const ent_limit *limit);
/* Whether an interaction holds in a package: all its issues are there and satisfy it. */
bool ent_interaction_holds(const ent_case *source, const ent_interaction *interaction, const ent_package *package);

#endif
