/* The ledger: what past and present agreements make the payer pay, year by year, as far as it is known on a date.
 *
 * Amounts are exact: a year's payment is the last payment times (1 + index), the index rounded first (0.1 point unless
 * the agreement says otherwise), the amount after (1 unit of the ledger), both half up (away from zero), and the chain
 * goes on from the rounded amount.
 */
#ifndef ENTENTE_LEDGER_H
#define ENTENTE_LEDGER_H

#include <entente/case.h>

/* ---- exact numbers (exact.c) ---------------------------------------------------------------------------- */

/* The exact value; where the reader kept a double only, the nearest decimal with nine (or fewer) places and *exact
 * becomes false (it is never set to true). False where it does not fit. */
bool ent_ledger_ratio(const ent_number *number, ent_ratio *out, bool *exact);
/* amount x (1 + percent / 100), rounded half up to a multiple of step (0: not rounded). False where the result does
 * not fit two 64-bit integers; what lies between may be of any size. */
bool ent_ledger_grow(ent_ratio amount, ent_ratio percent, ent_ratio step, ent_ratio *out);
/* Rounds half up (away from zero) to a multiple of step; step 0: unchanged. */
bool ent_ledger_round(ent_ratio value, ent_ratio step, ent_ratio *out);

/* ---- what a rule says (rules.c) ------------------------------------------------------------------------- */

/* Where unknown observations come from in a simulated path: those of past years, drawn with replacement (Efron 1979).
 * The draw for a year is the same whatever the rule, so that rules are compared on the same paths. */
typedef struct ent_ledger_draws {
    const int *pool; /* years in which all series of the rule are known */
    size_t pool_size;
    uint64_t seed, path;
} ent_ledger_draws;

typedef struct ent_ledger_view { /* what may be seen */
    const ent_case *entente_case;
    ent_date as_of;
    const ent_ledger_draws *draws; /* NULL: the unknown stays unknown */
} ent_ledger_view;

typedef struct ent_ledger_index { /* a growth rule in one year, percent */
    bool known;
    bool series;        /* it looked at observations */
    ent_ratio observed; /* their sum, as observed */
    ent_ratio before;   /* rounded, with the points added: before cap and floor */
    ent_ratio after;
    bool capped, floored;
    bool exact;
    bool drawn; /* an observation came from the draws */
    ent_basis basis;
    int missing_series, missing_year; /* where not known: the first observation it lacks */
} ent_ledger_index;

/* The observation of a year if it was known at the view's date: its own `known` date, else the end of its year. */
const ent_year_number *ent_ledger_observation(const ent_ledger_view *view, int series, int year);
bool ent_ledger_value_known(const ent_year_number *value, ent_date as_of);
/* When an observation that is missing may be expected, from the habit of those known; no date where it is overdue. */
ent_date ent_ledger_expected(const ent_ledger_view *view, int series, int year);
void ent_ledger_index_of(const ent_ledger_view *view, const ent_growth *growth, ent_ratio round, int year,
                         ent_ledger_index *out);
/* The uniform draw for a year of a path; year 0 for what belongs to no year. */
double ent_ledger_draw(const ent_ledger_draws *draws, int year);
/* "Consumer prices of year t-2, at most 4%". */
const char *ent_ledger_rule_words(const ent_case *entente_case, const ent_growth *growth, ent_arena *arena);
bool ent_ledger_rules_equal(const ent_growth *a, const ent_growth *b);
/* "CPI", or the id where the series has no name. */
const char *ent_ledger_series_name(const ent_case *entente_case, int series);

/* ---- the chain (chain.c) -------------------------------------------------------------------------------- */

typedef enum ent_ledger_status {
    ENT_LEDGER_NONE,    /* no agreement covers the year */
    ENT_LEDGER_MISSING, /* see reason */
    ENT_LEDGER_AMOUNT,  /* the agreement names the amount */
    ENT_LEDGER_GROWTH,  /* the agreement names the growth */
    ENT_LEDGER_RULE     /* a standing rule gives it */
} ent_ledger_status;

typedef enum ent_ledger_reason {
    ENT_LEDGER_NO_REASON,
    ENT_LEDGER_OBSERVATION, /* an observation was not known */
    ENT_LEDGER_BEFORE,      /* the payment it grows from is missing */
    ENT_LEDGER_NO_BASE,     /* there is no payment to grow from */
    ENT_LEDGER_NO_RULE,     /* the agreement says nothing about the year */
    ENT_LEDGER_UNANNOUNCED, /* its amount was not known yet */
    ENT_LEDGER_TOO_LARGE    /* the exact amount does not fit */
} ent_ledger_reason;

typedef struct ent_ledger_year {
    int year;
    int agreement; /* index into the case; ENT_NOWHERE: none, or one that is not in the case */
    ent_ledger_status status;
    ent_ledger_reason reason;
    bool first;       /* of its agreement */
    bool exceptional; /* an override */
    bool exact;
    ent_ratio amount; /* of AMOUNT, GROWTH and RULE */
    bool has_before;
    ent_ratio before; /* the payment it follows on */
    int before_year;
    ent_ledger_index index;   /* of GROWTH and RULE */
    const ent_growth *growth; /* the rule that applied, of RULE */
    const char *because;      /* of an override */
    ent_basis basis;
} ent_ledger_year;

/* An agreement with the rule that stands for its own. */
typedef struct ent_ledger_terms {
    const ent_agreement *agreement;
    int index;
    const ent_growth *instead; /* NULL: its own */
    bool keep_schedule;        /* scheduled years stay; else `instead` takes their place after the first year */
    ent_ratio scale;           /* the agreement's unit in units of the ledger */
} ent_ledger_terms;

typedef struct ent_ledger {
    const ent_case *entente_case;
    ent_arena *arena;
    ent_ledger_view view;
    ent_unit unit;
    const char *unit_text;
    ent_ledger_terms *terms; /* the agreements known, by first year */
    size_t terms_size;
    size_t unknown;         /* agreements left out because they were not known */
    size_t other_currency;  /* ... because they are in another currency */
    ent_ledger_year *years; /* from the first year to the last */
    size_t years_size;
} ent_ledger;

bool ent_ledger_has_amount(const ent_ledger_year *year);
bool ent_ledger_negotiated(const ent_ledger_year *year);
/* Whether the agreement sets the level anew in this year: its first, or one that it names apart. */
bool ent_ledger_anew(const ent_ledger_year *year);
/* One year: `before` is the last year that an agreement covered, or NULL. */
void ent_ledger_year_of(const ent_ledger_view *view, const ent_ledger_terms *terms, int year,
                        const ent_ledger_year *before, ent_ledger_year *out);
/* The agreements known and every year they cover. ENT_LIMIT: they span more than 1,000 years. */
ent_status ent_ledger_build(const ent_run *run, const ent_case *entente_case, ent_arena *arena, ent_ledger *out);
/* The years again with a rule in the place of an agreement's own (terms index); years_size rows in the arena. */
ent_ledger_year *ent_ledger_under(const ent_ledger *ledger, size_t terms, const ent_growth *instead,
                                  bool keep_schedule);
const ent_ledger_year *ent_ledger_find(const ent_ledger_year *years, size_t size, int year); /* or NULL */
size_t ent_ledger_terms_of(const ent_ledger *ledger, int agreement);                         /* SIZE_MAX if none */
/* When the agreement became known: known, concluded, signed or in force, whichever is given first in this order. */
ent_date ent_ledger_agreement_known(const ent_agreement *agreement);
/* "CPI of 2022 (5.1%), capped at 4%", "agreed", why it is missing. */
const char *ent_ledger_year_words(const ent_ledger *ledger, const ent_ledger_year *year);

/* ---- base rates (rates.c) ------------------------------------------------------------------------------- */

typedef struct ent_ledger_stats { /* of a list of numbers; all zero where it is empty */
    size_t size;
    double median, mean, low, high, last;
} ent_ledger_stats;

/* Sorts values (the last in the given order is kept as `last`). */
ent_ledger_stats ent_ledger_stats_of(double *values, size_t size);
/* The q-quantile of sorted values, linear between neighbours (Hyndman and Fan 1996, type 7). */
double ent_ledger_quantile(const double *sorted, size_t size, double q);

typedef struct ent_ledger_rise { /* a level that an agreement sets anew: its first year, or a year it names apart */
    const ent_ledger_year *year;
    bool negotiated; /* else a rule gave it */
    double percent;
} ent_ledger_rise;

/* In order of years; those without an earlier payment are left out. In the ledger's arena; NULL without memory. */
ent_ledger_rise *ent_ledger_rises(const ent_ledger *ledger, size_t *size);

typedef struct ent_ledger_cycle { /* how an agreement came about; negative where a date is not known */
    const ent_agreement *agreement;
    int years;
    double talks, force; /* months from opened to concluded, from concluded (or signed) to in force */
    double rounds;
    ent_date opened, concluded, in_force; /* as known at the view's date */
} ent_ledger_cycle;

ent_ledger_cycle *ent_ledger_cycles(const ent_ledger *ledger); /* terms_size rows; NULL without memory */

/* How a year's payment came about. */
typedef enum ent_ledger_kind {
    ENT_LEDGER_RENEWAL,   /* the agreement sets the level anew: its first year, or one that it names apart */
    ENT_LEDGER_BY_RULE,   /* a standing rule */
    ENT_LEDGER_SCHEDULED, /* an amount fixed in advance */
    ENT_LEDGER_KINDS
} ent_ledger_kind;

/* Of a year with an amount. */
ent_ledger_kind ent_ledger_kind_of(const ent_ledger_year *year);

/* How far years of each kind moved the payment, as logarithms that add up to that of last / first. */
typedef struct ent_ledger_split {
    const ent_ledger_year *first, *last;
    double moved[ENT_LEDGER_KINDS];
    size_t years[ENT_LEDGER_KINDS];
} ent_ledger_split;

/* Between the first and the last payment of a run of years; false where fewer than two stand without a gap. `until`:
 * the last year that counts. */
bool ent_ledger_split_of(const ent_ledger *ledger, int from, int until, ent_ledger_split *out);

#endif
