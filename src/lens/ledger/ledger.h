/* The lens on the ledger (src/ledger): what it measures payments by, and the paths ahead. Private to the lens. */
#ifndef ENTENTE_LENS_LEDGER_H
#define ENTENTE_LENS_LEDGER_H

#include "ledger/ledger.h"

#include <entente/lens.h>

typedef struct ent_ledger_options {
    ent_text_list rule; /* AGREEMENT=RULE */
    size_t from, horizon;
    size_t real, base;
    double discount; /* percent */
    const char *currency, *party;
    const char *first; /* first-year rise of the next agreement, percent */
    size_t term;       /* years of the next agreement */
    size_t paths;
} ent_ledger_options;

enum { ENT_LEDGER_MESSAGES = 17 };
extern const ent_message_row ent_ledger_messages[ENT_LEDGER_MESSAGES];

/* ---- rules as written on the command line (parse.c) ------------------------------------------------------- */

/* Reads "fixed:3", "flat", "series:a+b,lag:2,plus:1,cap:4,floor:0" into an arena-held rule (parse.c). */
ent_status ent_ledger_rule_read(const ent_run *run, const ent_case *entente_case, const char *text, ent_growth *out);

/* ---- measures (measures.c) ------------------------------------------------------------------------------ */

/* The first series used as `of` ("price", "exchange", ...) at or after index *from; ENT_NOWHERE if none. */
int ent_ledger_series_used(const ent_case *entente_case, const char *of, size_t from);
/* What 1 of `year` is worth in prices of `base`: from an index of levels or from yearly growth in percent. */
bool ent_ledger_price_factor(const ent_ledger_view *view, int series, int year, int base, double *out);
/* Reads the unit of an exchange series, "KRW per USD"; false for others. Names in the arena. */
bool ent_ledger_exchange_unit(const ent_series *series, ent_arena *arena, const char **paid, const char **got);
/* The exchange series from the ledger's currency to `currency` (NULL: any). ENT_NOWHERE if none. */
int ent_ledger_exchange(const ent_ledger *ledger, const char *currency, const char **name);
/* Units of the foreign currency for one unit of the ledger's (without scale); false where the year is not known. */
bool ent_ledger_rate(const ent_ledger *ledger, int series, int year, double *out);
/* A payment over a denominator in one year: percent of money, else money of the ledger's currency apiece. */
bool ent_ledger_burden(const ent_ledger *ledger, int series, const ent_ledger_year *year, double *out);
/* 1 / (1 + percent / 100)^(year - base). */
double ent_ledger_discount(double percent, int year, int base);

/* ---- paths ahead (paths.c) ------------------------------------------------------------------------------ */

/* Years to simulate: what is left of an agreement, and (or) one that is not in the case, after a payment made. */
typedef struct ent_ledger_plan {
    ent_ledger_terms terms[2];
    size_t terms_size;
    const ent_ledger_year *before; /* the last payment that is known */
    int from, to;
    const double *rises; /* percent: the first year of the last terms is drawn from these; NULL: as its terms say */
    size_t rises_size;
    const int *pools[2]; /* set by ent_ledger_plan_ready */
    size_t pool_sizes[2];
} ent_ledger_plan;

enum { ENT_LEDGER_LEAST_POOL = 5 };

/* Finds the observations to draw from; *ready is false where a rule has fewer than ENT_LEDGER_LEAST_POOL. */
ent_status ent_ledger_plan_ready(const ent_ledger *ledger, ent_ledger_plan *plan, bool *ready);
/* values[year - from][path], NaN where a path has no payment. Path = stream: independent of the threads. */
ent_status ent_ledger_simulate(const ent_run *run, const ent_ledger *ledger, const ent_ledger_plan *plan, size_t paths,
                               double *values);

#endif
