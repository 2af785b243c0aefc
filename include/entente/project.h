/* Entente: what parties share. A project says in one of several ways what it costs or is worth; keys, unions, what is
 * paid and the like stand beside it. Part of a case: <entente/case.h>. */
#ifndef ENTENTE_PROJECT_H
#define ENTENTE_PROJECT_H

#include <entente/number.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a case says --------------------------------------------------------------------------------- */

typedef struct ent_by_party {
    int party;
    ent_number value;
} ent_by_party;

typedef struct ent_party_numbers {
    ent_by_party *rows;
    size_t size;
} ent_party_numbers;

typedef struct ent_component {
    const char *id, *name;
    ent_number cost;      /* spent once, if anybody needs it */
    ent_number unit_cost; /* and for each unit that is bought */
    const int *needed_by;
    size_t needed_by_size;
    ent_party_numbers units;
} ent_component;

typedef struct ent_coalition {
    const int *members;
    size_t members_size;
    ent_number value;
    const ent_node *node;
} ent_coalition;

typedef struct ent_group { /* some of the participants */
    const int *members;
    size_t members_size;
    const ent_node *node;
} ent_group;

enum { ENT_COALITION_PLAYERS = 30 }; /* most participants whose coalitions can be listed */

enum { ENT_SUPPLY = -2 }; /* where a tree starts: "supply" in place of a party */

typedef struct ent_project_link { /* between two participants, or the supply and one */
    int from, to;                 /* parties; ENT_SUPPLY */
    ent_number value;             /* what the link costs (links), or the two are worth together (pairs) */
    const ent_node *node;
} ent_project_link;

typedef struct ent_cost_term { /* coefficient x total^power x product of quantities */
    ent_number coefficient;    /* its slot is UINT32_MAX: part of an expression, not a number of its own */
    unsigned power;            /* of the sum of all quantities */
    const unsigned *powers;    /* of each participant's quantity, in the project's order */
} ent_cost_term;

typedef struct ent_cost_point {
    ent_number at, cost;
} ent_cost_point;

/* What quantities cost: a polynomial, or straight lines between points (the last one goes on) of the total. */
typedef struct ent_cost_function {
    bool set;
    const char *expression; /* as written */
    ent_cost_term *terms;
    size_t terms_size;
    ent_cost_point *points; /* by rising quantity */
    size_t points_size;
    ent_number fixed; /* paid once anything is bought */
    const ent_node *node;
} ent_cost_function;

typedef struct ent_key_part {
    const char *by;    /* as that of a key */
    ent_number weight; /* they are divided by their sum */
    int year;
} ent_key_part;

typedef struct ent_key_limits { /* how far a share may move from the one before, as a part of it or in points */
    ent_number rise, fall, points;
} ent_key_limits;

typedef enum ent_rounding { ENT_LARGEST_REMAINDER, ENT_SAINTE_LAGUE, ENT_DHONDT } ent_rounding;

typedef struct ent_key {
    const char *id, *name;
    const char *by; /* a series, or equal, units, weights, claims, demand; NULL with parts or shares */
    ent_key_part *parts;
    size_t parts_size;
    ent_party_numbers shares; /* agreed shares, written down instead of computed */
    ent_number floor, ceiling;
    bool ceiling_next_largest;
    int year;                 /* of the series; 0: the last known */
    ent_party_numbers before; /* the shares that it follows on */
    ent_key_limits limits;
    int phase_from, phase_to; /* years in which it takes the place of `before`, in equal steps; 0: at once */
    bool rounded;
    uint32_t decimals; /* of the share as a fraction of 1: 4 are hundredths of a percent */
    ent_rounding rounding;
    const ent_node *node;
} ent_key;

/* Those who paid for the development first get back a charge on each unit that others buy. */
typedef struct ent_recoupment {
    bool set;
    ent_number cost;         /* non-recurring, to be recouped */
    ent_party_numbers paid;  /* by whom it was paid */
    ent_party_numbers units; /* bought by each, those who paid among them */
    const ent_node *node;
} ent_recoupment;

typedef enum ent_missing { ENT_MISSING_ERROR, ENT_MISSING_ZERO, ENT_MISSING_COVER } ent_missing;

/* Something shared. What it costs (or is worth) is given in one of these ways: components, coalitions, table, needs,
 * links, pairs, demand with cost_function, amount with claims, weights with quota; keys stand beside any of them. */
typedef struct ent_project {
    const char *id, *name, *kind; /* kind: cost (default) or value */
    ent_unit unit;
    const int *participants;
    size_t participants_size;
    ent_component *components;
    size_t components_size;
    ent_coalition *coalitions;
    size_t coalitions_size;
    const char *table;       /* coalitions in a file beside the case */
    ent_missing missing;     /* what a coalition that is not listed costs */
    ent_party_numbers needs; /* what would serve each alone, and all who need less (a runway) */
    ent_project_link *links;
    size_t links_size;
    ent_project_link *pairs;
    size_t pairs_size;
    ent_party_numbers demand;
    ent_cost_function cost_function;
    ent_party_numbers claims, paid, weights;
    ent_number amount, quota;
    bool above_quota;           /* a group wins with more than the quota, not with the quota itself */
    ent_party_numbers units;    /* how many users a participant stands for, or buys */
    ent_party_numbers priority; /* weights of the weighted Shapley value */
    ent_party_numbers in_kind;  /* worth of what each contributes in kind */
    ent_group *impossible;      /* groups that cannot form */
    size_t impossible_size;
    ent_group *unions; /* who bargains together; others alone */
    size_t unions_size;
    ent_group *channels; /* pairs who can talk to each other; none given: all can */
    size_t channels_size;
    ent_key *keys;
    size_t keys_size;
    ent_recoupment recoupment;
    const ent_provenance *provenance; /* of what its table holds */
    const ent_node *node;
} ent_project;

/* ---- tables of coalitions ----------------------------------------------------------------------------- */

/* What each coalition of a project's participants costs or is worth. Coalition S is a bit mask: bit i is set where
 * participants[i] is in it; the empty one comes first and has 0.
 *
 * Entries stand in units of 1/denominator. Where `whole` is set every entry is a whole number of at most 2^53 in size,
 * so the table is exact; else denominator is 1 and entries are the nearest doubles. */
typedef struct ent_coalition_table {
    unsigned players;
    bool whole;
    int64_t denominator;            /* > 0 */
    double *values;                 /* 2^players */
    uint64_t listed;                /* how many have a number of their own; `missing` says what the others have */
    const ent_allocator *allocator; /* private */
} ent_coalition_table;

/* Bytes that a table takes while it is made; SIZE_MAX beyond ENT_COALITION_PLAYERS. */
ENT_API size_t ent_coalition_table_bytes(size_t participants);
/* The table of a project with `coalitions` or a `table` (ENT_USAGE for others), which is read from beside the case.
 * `drawn` (by slot; may be NULL) stands for the uncertain numbers of the case. With `missing: cover` an unlisted
 * coalition has the best sum of listed ones that it can be split into; in a value project who is listed nowhere has 0
 * alone. So have groups under `impossible` that are not listed. Problems are diagnosed with file, line and column:
 * ENT_INPUT; ENT_LIMIT where the table is beyond the machine, before anything is allocated for it. Release with
 * ent_coalition_table_free. */
ENT_API ent_status ent_project_table(const ent_run *run, const ent_case *entente_case, const ent_project *project,
                                     const double *drawn, ent_coalition_table *out);
ENT_API void ent_coalition_table_free(ent_coalition_table *table); /* also of one that is all zero bytes */
/* Makes the table of every project whose file the reader of cases has not looked at, for what is wrong with it. */
ENT_API ent_status ent_case_check_tables(const ent_run *run, const ent_case *entente_case);

#ifdef __cplusplus
}
#endif

#endif
