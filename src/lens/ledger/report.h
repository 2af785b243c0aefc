/* From the ledger to findings: one file a table group. Private to the lens. */
#ifndef ENTENTE_LENS_LEDGER_REPORT_H
#define ENTENTE_LENS_LEDGER_REPORT_H

#include "lens/ledger/ledger.h"

typedef struct ent_ledger_report {
    const ent_run *run;
    const ent_case *entente_case;
    const ent_ledger_options *options;
    ent_findings *findings;
    ent_arena *arena;
    ent_ledger ledger;
    bool tables;           /* else metrics only */
    int from, to;          /* years shown */
    int now;               /* the year of as_of; 0 without one */
    int base;              /* of present values */
    const char *rate;      /* the discount rate in words: "3%" */
    int price, price_year; /* series of prices and the year of real amounts; ENT_NOWHERE, 0 */
    int exchange;          /* series of the exchange rate, or ENT_NOWHERE */
    const char *currency;  /* the other currency */
    int digits;            /* of amounts */
} ent_ledger_report;

typedef struct ent_ledger_memory {
    const ent_allocator *below;
    ent_allocator allocator;
    bool failed;
} ent_ledger_memory;

/* Wraps an allocator; `memory` must stay where it is. */
void ent_ledger_memory_watch(ent_ledger_memory *memory, const ent_allocator *below);

/* Columns are collected with their cells' types once, rows after: the tables of this lens are narrow. */
typedef struct ent_ledger_column {
    const char *id, *label, *type, *unit;
    int digits;
} ent_ledger_column;

ent_table *ent_ledger_table(ent_ledger_report *report, const char *id, const char *title, const char *about,
                            const ent_ledger_column *columns, size_t size);
bool ent_ledger_shown(const ent_ledger_report *report, int year);
const char *ent_ledger_id(const ent_ledger_report *report, int agreement); /* "" if none */
const char *ent_ledger_name(const ent_agreement *agreement);
/* The payment as a value: whole numbers stay whole. Empty where there is none. */
ent_value ent_ledger_amount(const ent_ledger_year *year);
double ent_ledger_growth(const ent_ledger_year *year, bool *known); /* percent on the payment before */
/* "1,403 billion KRW" in the scale that suits `smallest`; both in units of the ledger. */
const char *ent_ledger_money(const ent_ledger_report *report, double amount, double smallest);
/* "+5.4%" with one digit; a plain minus for falls. */
const char *ent_ledger_percent(const ent_ledger_report *report, double percent);
/* The terms of an agreement of the case and the series of a rule, for what rests on all of it. */
size_t ent_ledger_uses(const ent_ledger_report *report, const ent_agreement *agreement, const ent_growth *growth,
                       const char *uses[4]);

typedef struct ent_ledger_paths { /* a growing list without doubles, in the report's arena */
    const char **items;
    size_t size, capacity;
} ent_ledger_paths;

void ent_ledger_paths_add(ent_ledger_report *report, ent_ledger_paths *paths, const char *path); /* NULL: nothing */
/* The terms and observations that a payment's chain went through, back to an agreed amount. */
void ent_ledger_paths_of(ent_ledger_report *report, const ent_ledger_year *year, ent_ledger_paths *paths);

ent_status ent_ledger_report_payments(ent_ledger_report *report);
ent_status ent_ledger_report_under(ent_ledger_report *report);
ent_status ent_ledger_report_rates(ent_ledger_report *report);
ent_status ent_ledger_report_burden(ent_ledger_report *report);
ent_status ent_ledger_report_arguments(ent_ledger_report *report);
void ent_ledger_report_page(ent_ledger_report *report); /* last: what the others gave, in order */

/* The rules that --rule gives; agreement ENT_NOWHERE stands for "next". */
typedef struct ent_ledger_alternative {
    int agreement;
    ent_growth growth;
    const char *text;  /* as written: "fixed:3" */
    const char *words; /* "3% a year" */
} ent_ledger_alternative;

ent_status ent_ledger_alternatives(ent_ledger_report *report, ent_ledger_alternative **out, size_t *size);

/* ---- what lies ahead (ahead.c) -------------------------------------------------------------------------- */

typedef struct ent_ledger_candidate { /* a rule for years that are not known yet */
    ent_ledger_plan plan;
    ent_agreement *agreement; /* the last one, or "next", which is not in the case */
    const ent_growth *growth;
    const char *words;
    bool next;
} ent_ledger_candidate;

typedef struct ent_ledger_candidates {
    ent_ledger_candidate *rows;
    size_t size;
    size_t rises_size; /* past rises the next first year is drawn from; 0: --first gives it, or there are none */
} ent_ledger_candidates;

/* The rest of the last agreement where observations are missing, and the next agreement under the rules of the past
 * or those of --rule next=...; none where there is nothing to draw from. */
ent_status ent_ledger_candidates_of(ent_ledger_report *report, ent_ledger_candidates *out);
/* values[year][path]; *good is false (with a note) where a path has no payment. */
ent_status ent_ledger_run_plan(ent_ledger_report *report, const ent_ledger_plan *plan, double **values, bool *good);

ent_status ent_ledger_report_caps(ent_ledger_report *report, const ent_ledger_candidates *all);
ent_status ent_ledger_report_outlook(ent_ledger_report *report, const ent_ledger_candidates *all);

#endif
