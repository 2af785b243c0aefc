/* The lens bargain: what its files share. One file a part of the findings; bargain.c runs them in order. */
#ifndef ENT_LENS_BARGAIN_H
#define ENT_LENS_BARGAIN_H

#include "space/count.h"
#include "space/model.h"
#include "space/risk.h"
#include "space/solve.h"
#include "space/words.h"
#include "space/zone.h"
#include <entente/lens.h>

typedef struct bargain_options {
    const char *package;   /* "issue=option,..." to judge; NULL */
    size_t draws;          /* of the numbers that carry a range */
    ent_date at;           /* the day for which no deal is valued */
    const char *tables;    /* "same" or "all" */
    const char *recommend; /* a rule's name; NULL: nash, or weighted-nash where bargaining weights are given */
    size_t budget;         /* for exact counts */
    size_t grid;           /* steps of a continuous issue */
    const char *party;     /* whose side counter-offers are for; NULL: the brief's, else all in turn */
    double within;         /* utility that a counter-offer may be worth less to that side */
    bool break_even;       /* look for the weights at which the recommendation changes */
} bargain_options;

typedef ent_uses ent_uses; /* a set of case paths that a metric rests on */

typedef struct bargain {
    const ent_run *run;
    const ent_case *source;
    const ent_case *continuous; /* the case as written, where `source` has steps for its continuous issues; else NULL */
    const bargain_options *options;
    ent_findings *out;
    ent_arena *arena;
    ent_model *model;
    ent_space *space;
    ent_frontier frontier;
    ent_solver solver;
    size_t points[ENT_RULES];      /* of the frontier, by rule */
    uint32_t *outcomes[ENT_RULES]; /* the solutions; NULL where there is no agreement, or more parties
                                      than the rule is defined for */
    bool *zone;                    /* total: the option occurs in a package that can be signed */
    ent_rule recommended;
    double weights[ENT_SPACE_PARTIES];
    bool weighted;                        /* some party has a bargaining weight */
    size_t lead;                          /* issue of the model that the findings lead with */
    bool agreement;                       /* some package can be signed */
    const char *verdict;                  /* on the package to judge: who would sign, whether it is beaten */
    ent_uses all;                         /* preferences, no deal, red lines, interactions */
    ent_uses of_party[ENT_SPACE_PARTIES]; /* a party's preferences */
    ent_uses no_deal[ENT_SPACE_PARTIES];
    const struct bargain *judged; /* the lens over the space in which --package is valued; NULL without one */
    uint32_t *given;              /* that package, in this space */
} bargain;

/* ---- names.c: names, values and numbers of the case for people ------------------------------------------------- */

const char *bargain_party_id(const bargain *b, size_t party);
const char *bargain_party_name(const bargain *b, size_t party);
const ent_issue *bargain_issue(const bargain *b, size_t issue);
bool bargain_numeric(const bargain *b, size_t issue); /* options are numbers */
int bargain_digits(const bargain *b, size_t issue);   /* that its numbers need */
const char *bargain_unit(const bargain *b, size_t issue);
/* An option as a metric's or cell's value: a number for numeric issues, else its text. */
ent_value bargain_option(const bargain *b, size_t issue, size_t option);
/* The same in words: "15,650", "budget-growth". Arena text; "" when memory failed (out->status then says so). */
const char *bargain_option_words(const bargain *b, size_t issue, size_t option);
/* The path of a slot of the case. Arena text; "" when memory failed. */
const char *bargain_slot_path(const bargain *b, uint32_t slot);
/* A number of the case in words: "preferences.us.term.weight" is "Years: weight for United States"; paths of other
 * kinds stay as they are. Arena text. */
const char *bargain_number_words(const bargain *b, const char *path);
/* A whole package in words: "Payment 15,650; Growth cpi; ...". */
const char *bargain_package_words(const bargain *b, const uint32_t *outcome);
double bargain_utility(const bargain *b, size_t party, const uint32_t *outcome);
double bargain_no_deal(const bargain *b, size_t party);
double bargain_gain(const bargain *b, size_t party, const uint32_t *outcome);
ent_wide bargain_gained(const bargain *b, size_t party, const uint32_t *outcome);     /* times ent_space_scale */
const char *bargain_text(const bargain *b, const char *format, ...) ENT_PRINTF(2, 3); /* arena; never NULL */
ent_status bargain_find_uses(bargain *b);
ent_info bargain_info(const char *label, const char *unit, int digits, const ent_uses *uses);

/* ---- the parts -------------------------------------------------------------------------------------------------- */

ent_status bargain_grid(bargain *b);                  /* continuous.c: what the grid of continuous issues leaves open */
ent_status bargain_counts(bargain *b);                /* counts.c: how many packages there are */
ent_status bargain_measures(bargain *b);              /* measures.c: how opposed the parties are */
const char *bargain_measures_words(const bargain *b); /* NULL where there is nothing to say */
ent_status bargain_solutions(bargain *b);             /* solutions.c: metrics and tables of the solutions */
void bargain_issue_columns(bargain *b, ent_table *table); /* a column for each issue's option */
ent_status bargain_lottery(bargain *b);                   /* lottery.c: what lotteries between packages add */
bool bargain_lottery_matters(const bargain *b); /* they add a percent to the product of gains, or make it one */
ent_status bargain_zone(bargain *b);            /* zone.c: issue by issue; red lines */
/* Whether a red line is the party's own, or that of one which belongs to it (`of`). */
bool bargain_draws_line(const bargain *b, size_t party, const ent_limit *limit);
const char *bargain_limit_words(const bargain *b, const ent_limit *limit); /* "at most 17,500" */
ent_status bargain_walk_away(bargain *b);    /* walk_away.c: how far each can be pressed */
ent_status bargain_no_agreement(bargain *b); /* conflict.c: the proof */
ent_status bargain_character(bargain *b);    /* trades.c: what divides, and who should have what */
ent_status bargain_coalitions(bargain *b);   /* coalitions.c: three parties and more: who could do without whom */
/* Which groups of parties would do better without the others than with a package of `at` (`b`, or as judged). Metrics
 * and table under `key`. */
ent_status bargain_could_leave(bargain *b, const bargain *at, const uint32_t *outcome, const char *key,
                               const char *title);
ent_status bargain_package(bargain *b); /* package.c: one package judged */
/* distance.c: from the frontier and from each solution of `b`; the package is one of `judged`. */
ent_status bargain_distances(bargain *b, const bargain *judged, const uint32_t *outcome);
/* between.c: `judged` is `b`, or where the package names amounts between the steps of a range `b` over a case that has
 * them as the last option of their issues, closed to all but the package itself. */
ent_status bargain_between(const bargain *b, const ent_package *package, bargain *judged);
ent_status bargain_over_time(bargain *b); /* over_time.c: no deal from today on */
ent_status bargain_draws(bargain *b);     /* draws.c: how robust */
ent_status bargain_practice(bargain *b);  /* practice.c: for the negotiator */
ent_status bargain_plane(bargain *b);     /* plane.c: the picture for two parties */
void bargain_notes(bargain *b);           /* notes.c: what the reader must know */
void bargain_headline(bargain *b);
void bargain_sections(bargain *b); /* sections.c: the page */

enum { BARGAIN_MESSAGES = 46 };
extern const ent_message_row bargain_messages[BARGAIN_MESSAGES];

#endif
