/* The lens share: who should pay how much. One file a part of the findings; share.c runs them in order.
 *
 * A project becomes a problem (problem.h), rules of one table (rules.h) make columns of it, and each part of the
 * findings reads the columns. Amounts are fractions until they are written. */
#ifndef ENT_LENS_SHARE_H
#define ENT_LENS_SHARE_H

#include "lens/share/problem.h"
#include "lens/share/rules.h"
#include <entente/lens.h>

typedef struct share_options {
    const char *project;
    ent_text_list rule;   /* ids, several in one separated by commas */
    const char *on;       /* game, savings, dual */
    ent_text_list unions; /* a+b */
    const char *order;    /* a,b,c */
    bool above_quota, individual;
    ent_text_list leave;
    double decimals; /* negative: as needed */
    double rise;     /* percent by which the total rises, for what is said about monotonicity */
    size_t draws;
    size_t players;            /* the most for which a table is made */
    size_t worst;              /* coalitions listed a rule */
    size_t dividends, corners; /* listed; 0: none */
} share_options;

/* What is known of a project's core. */
typedef struct share_core {
    bool known, empty, bounded;
    double most;           /* what can be collected at most (must be given at least) without an objection */
    size_t judged, inside; /* rules, and those in the core */
    ent_table *table, *objections;
} share_core;

/* What a project's findings are written from. */
typedef struct share {
    const ent_run *run;
    const ent_case *source;
    const share_options *options;
    ent_findings *out;
    ent_arena *arena;
    bool people;           /* tables, charts and notes too */
    bool several;          /* more than one project is shown: ids of tables carry that of the project */
    share_problem problem; /* of the project in hand */
    share_columns columns; /* what the rules say of it */
    share_core core;
    const char *unit;        /* of its amounts, "" for none */
    int digits;              /* of its amounts, for people */
    const char *const *uses; /* case paths that it rests on */
    size_t uses_size;
    size_t projects;      /* reported so far */
    const char *sentence; /* what the headline says of them */
} share;

/* ---- words.c ------------------------------------------------------------------------------------------------- */

const char *share_text(const share *s, const char *format, ...) ENT_PRINTF(2, 3); /* arena; never NULL */
ent_info share_info(const share *s, const char *label, const char *unit, int digits);
/* "112,000 USD million": an amount with its unit, for sentences. */
const char *share_money(const share *s, double amount);
const char *share_amount(const share *s, double amount); /* without the unit */
const char *share_percent(const share *s, double percent);
const char *share_project_name(const share *s);
/* The title of a table or chart: with the name of the project where several are shown. */
const char *share_titled(const share *s, const char *format, ...) ENT_PRINTF(2, 3);
/* The id of a table, chart or section: with the project's where several are shown. */
const char *share_id(const share *s, const char *id);
/* "a", "a and b", "a, b and c" of the names of a coalition's members. */
const char *share_members(const share *s, ent_coalition_mask coalition);
const char *share_list(const share *s, const char *const *items, size_t size);
const char *share_key_words(share *s, const share_column *column); /* keys.c: what a key is proportional to */
void share_find_uses(share *s);

/* ---- the parts ----------------------------------------------------------------------------------------------- */

double share_value(const share *s, const share_column *column,
                   size_t player);                                            /* in all, over the units it stands for */
double share_part(const share *s, const share_column *column, size_t player); /* in percent of the total; NAN: none */
double share_gain(const share *s, const share_column *column, size_t player); /* over standing alone; NAN: unknown */
bool share_is_share(const share_column *column); /* it gives something, and that is no voting power */
typedef double (*share_cell)(const share *, const share_column *, size_t player); /* NAN: nothing to show */
/* A table of one number a rule and party: a row a rule, or with many parties a row a party. */
void share_matrix(share *s, const char *id, const char *title, const char *about, share_cell cell, bool voting,
                  const char *unit, int digits);
ent_status share_shares(share *s);     /* shares.c: who pays what, in money and percent; gains over standing alone */
ent_status share_objections(share *s); /* core.c: the core, and who objects to which rule */
ent_status share_least_core(share *s); /* least_core.c */
ent_status share_corners(share *s);    /* corners.c: after share_objections */
ent_status share_kernel(share *s);     /* kernel.c: who can press whom */
ent_status share_dividends(share *s);  /* dividends.c: what each group makes */
ent_status share_subsidies(share *s);  /* subsidies.c */
ent_status share_properties(share *s); /* properties.c: what holds of the game */
ent_status share_beside(share *s);     /* paid.c: what is publicly paid, and given in kind, beside the rules */
ent_status share_keys(share *s);       /* keys.c: how keys come about, recoupment */
ent_status share_charts(share *s);     /* charts.c */
ent_status share_monotone(share *s);   /* monotone.c: who would have less if the whole were more */
ent_status share_leave(share *s);      /* leave.c: what changes for the others if one leaves */
ent_status share_draws(share *s);      /* draws.c: how much hangs on judged numbers */
ent_status share_principles(share *s); /* principles.c: what each rule stands for */
void share_left_out(share *s);         /* principles.c: rules that give nothing, and why */
void share_notes(share *s);            /* principles.c: what the reader must know of a project */
ent_status share_page(share *s);       /* page.c: the sections, and the sentence of the project */
void share_headline(share *s);

enum { SHARE_MESSAGES = 19 };
extern const ent_message_row share_messages[SHARE_MESSAGES];

#endif
