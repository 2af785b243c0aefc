/* The lens negotiate: what its files share. One file a part of the findings; negotiate.c runs them in order. */
#ifndef ENT_LENS_NEGOTIATE_H
#define ENT_LENS_NEGOTIATE_H

#include "session/session.h"
#include "space/solve.h"
#include "space/words.h"
#include <entente/lens.h>

typedef struct negotiate_options {
    ent_text_list strategy;    /* "PARTY=STRATEGY", or "STRATEGY" for all */
    const char *protocol;      /* id of a row of ent_protocols */
    double time, pace;         /* deadline of a simulated clock, and what one offer takes */
    bool random_pace;          /* exponential with that mean */
    double breakdown;          /* chance after each round that the talks break down */
    size_t repeat;             /* sessions to run, each with random streams of its own; 0: none */
    const char *package;       /* "issue=option,..." to judge; NULL */
    size_t rounds;             /* deadline in rounds; 0: none */
    const char *order;         /* "PARTY,PARTY,...": who moves first; the others follow in file order */
    ent_text_list reservation; /* "PARTY=UTILITY" on the domain's scale, instead of the case's no-deal values */
    bool as_written;           /* utilities as the case has them, not from 0 to 1 over the packages */
    ent_date at;               /* the day for which no deal is valued */
    const char *tables;        /* "same" or "all" */
    ent_text_list discount;    /* "PARTY=FACTOR" per round */
    double every;              /* days from one round to the next, where the case's discounts are per year */
    size_t grid;               /* steps of a continuous issue */
} negotiate_options;

typedef struct negotiate {
    const ent_run *run;
    const ent_case *source;
    const ent_case *continuous; /* the case before its continuous issues were put on a grid; NULL without such */
    const negotiate_options *options;
    ent_findings *out;
    ent_arena *arena;
    ent_model *model;
    ent_space *space;
    ent_words words;                    /* names, options and packages in words */
    double reserved[ENT_SPACE_PARTIES]; /* given by --reservation; NAN: not */
    bool replaced;                      /* one was given */
    ent_domain *domain;    /* the outcomes as strategies see them; party i is the model's. NULL: no session */
    ent_frontier frontier; /* exact, of the outcomes that are rational in `domain`; may be empty */
    bool agreement;        /* some package is rational for all */
    size_t nash;           /* point of the frontier with the largest product of gains over `reserved` */
    ent_wide base[ENT_SPACE_PARTIES], unit[ENT_SPACE_PARTIES]; /* the domain's scale: (u - base) / unit + lift */
    double lift[ENT_SPACE_PARTIES];
    ent_seat seats[ENT_SPACE_PARTIES]; /* in the order they move: who moves first is seat 0 */
    size_t seats_size;
    ent_session_rules rules;
    ent_session_result result; /* of the first session */
    ent_session_trace trace;   /* its offers; under a single text the texts that stood */
    ent_all_uses uses;
} negotiate;

/* ---- names.c: shorthands for the words of the case -------------------------------------------------------------- */

const char *negotiate_party_id(const negotiate *n, size_t party);
const char *negotiate_party_name(const negotiate *n, size_t party);
const char *negotiate_text(const negotiate *n, const char *format, ...) ENT_PRINTF(2, 3); /* arena; never NULL */
ent_info negotiate_info(const char *label, const char *unit, int digits, const ent_uses *uses);
/* A point of the frontier on the domain's scale. */
double negotiate_point(const negotiate *n, size_t point, size_t party);
/* An exact utility (times the party's denominator) on the domain's scale. */
double negotiate_scaled(const negotiate *n, size_t party, ent_wide utility);
/* The options of an outcome of the domain, one an issue. */
const uint32_t *negotiate_outcome(const negotiate *n, uint32_t outcome);

/* ---- the parts -------------------------------------------------------------------------------------------------- */

bool negotiate_all_tables(const negotiate *n);
ent_status negotiate_prepare(negotiate *n);   /* prepare.c: model, space, domain, frontier */
ent_status negotiate_sit(negotiate *n);       /* seats.c: strategies, protocol, deadlines */
ent_status negotiate_discounts(negotiate *n); /* discount.c: what waiting costs each seat */
ent_status negotiate_session(negotiate *n);   /* session.c: one session and its end */
ent_status negotiate_trace(negotiate *n);     /* trace.c: its course, as tables and charts */
ent_status negotiate_runs(negotiate *n);      /* runs.c: repeated sessions */
ent_status negotiate_package(negotiate *n);   /* package.c: who would sign a package, and when */
void negotiate_notes(negotiate *n);           /* page.c: notes, headline, sections */
void negotiate_headline(negotiate *n);
void negotiate_sections(negotiate *n);

/* Distance of an outcome from the Nash point, and from the nearest point of the frontier, as a straight line on the
 * domain's scale. Only where there is a frontier. */
double negotiate_to_nash(const negotiate *n, uint32_t outcome);
double negotiate_to_frontier(const negotiate *n, uint32_t outcome);
/* What of its possible gain a party has in an outcome: (u - reserved) / (best on the frontier - reserved); NAN where it
 * has nothing to gain. */
double negotiate_share(const negotiate *n, size_t party, uint32_t outcome);
ent_status negotiate_equilibrium(negotiate *n); /* equilibrium.c: what rational parties would agree on */
ent_status negotiate_concessions(negotiate *n); /* concessions.c: the real trace of demands and offers */
void negotiate_benchmark_headline(negotiate *n);
void negotiate_benchmark_sections(negotiate *n); /* benchmarks.c: both on the page */
size_t negotiate_lead(const negotiate *n);       /* equilibrium.c: the issue that findings lead with */
/* The party of the model with this id; ENT_NOWHERE. Diagnoses one that is not there. */
int negotiate_find_party(const negotiate *n, const char *id, size_t size);
ent_status negotiate_no_party(const negotiate *n, const char *option, const char *text);

enum { NEGOTIATE_MESSAGES = 18 };
extern const ent_message_row negotiate_messages[NEGOTIATE_MESSAGES];

#endif
