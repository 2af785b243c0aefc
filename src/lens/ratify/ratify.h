/* The lens ratify: what its files share. One file a part of the findings; ratify.c runs them in order. */
#ifndef ENT_LENS_RATIFY_H
#define ENT_LENS_RATIFY_H

#include "space/model.h"
#include "space/risk.h"
#include "space/solve.h"
#include "space/win_set.h"
#include "space/words.h"
#include <entente/lens.h>

typedef struct ratify_options {
    const char *package; /* "issue=option,..." to judge; NULL */
    size_t draws;        /* of the numbers that carry a range */
    ent_date at;         /* the day for which no deal is valued */
    const char *tables;  /* "same" or "all" */
    size_t budget;       /* for exact counts */
    size_t grid;         /* steps of a continuous issue */
} ratify_options;

/* Seats are whole millionths, so that shares of a public and seats of a house are added exactly. */
enum { RATIFY_SEAT = 1000000 };

typedef struct ratify_bloc {
    const ent_bloc *source;
    const char *name, *path;
    size_t ratifier;
    size_t voter; /* whose yes it says: a negotiator's, or one of its own */
    int64_t seats;
    double discipline, correlation;
} ratify_bloc;

typedef struct ratify_ratifier {
    const ent_ratifier *source;
    const char *name;         /* "National Assembly" */
    size_t side, first, size; /* its blocs */
    int64_t seats;
    bool votes; /* false: its rule is none */
} ratify_ratifier;

/* A party that must ratify, or whose mandate is narrowed. */
typedef struct ratify_side {
    const ent_ratification *source;
    const char *id, *name;
    size_t negotiator;  /* of the model; SIZE_MAX where it does not bargain */
    size_t first, size; /* its ratifiers */
    bool *barred;       /* total: beyond its mandate; NULL: it has no limits, or they no longer hold */
} ratify_side;

/* A package with what it is worth to the negotiators, and who says yes to it. */
typedef struct ratify_package {
    uint32_t *outcome; /* NULL: there is none */
    uint32_t yes;      /* voters */
    bool within;       /* all mandates */
    double odds;  /* that all ratifiers pass it, on the case's own numbers, members voting as their discipline says */
    double apart; /* the same if all broke ranks each for itself */
    double drawn; /* the odds over the draws; NAN without */
    double signed_draws; /* share of draws in which all negotiators would sign; NAN without */
} ratify_package;

typedef struct ratify {
    const ent_run *run;
    const ent_case *source;
    const ratify_options *options;
    ent_findings *out;
    ent_arena *arena;
    ent_model *model; /* who bargains */
    ent_space *space;
    ent_words words;
    ent_case *shadow; /* the case with blocs as parties: voters are the parties of its model, negotiators first */
    ent_model *wide_model;
    ent_space *wide;
    size_t *base; /* per voter: the party of `wide` whose utility it shares */
    ent_voter voters[ENT_VOTERS];
    size_t voters_size;
    ratify_side *sides;
    size_t sides_size;
    ratify_ratifier *ratifiers;
    size_t ratifiers_size;
    ratify_bloc *blocs;
    size_t blocs_size;
    double weights[ENT_SPACE_PARTIES];
    ent_rule rule;
    bool *within;            /* total: no red line and no mandate excludes the option */
    bool narrowed;           /* some mandate holds */
    ent_frontier open, home; /* what negotiators could sign by themselves, and what their ratifiers pass too */
    ent_solver open_solver;  /* of `open`; to be used where that is not empty */
    bool home_known;         /* false: too large to be found; then `home` is empty */
    bool *zone;              /* total: the option occurs in a package that all ratifiers pass; NULL: not known */
    ratify_package alone, together, given; /* what the rule picks of `open`, of `home`, and --package */
    bool none;                             /* nobody votes */
    bool sways;                            /* members of some bloc break ranks together, */
    bool apart;                            /* which is left aside */
    ent_all_uses uses;
    ent_uses all; /* preferences, no deal, red lines and ratification */
} ratify;

/* ---- names.c ---------------------------------------------------------------------------------------------------- */

const char *ratify_text(const ratify *r, const char *format, ...) ENT_PRINTF(2, 3); /* arena; never NULL */
/* Sets a metric that rests on everything; with a printf key. */
void ratify_put(ratify *r, ent_value value, const char *label, const char *unit, int digits, const char *key, ...)
    ENT_PRINTF(6, 7);
const char *ratify_package_words(const ratify *r, const uint32_t *outcome);
const char *ratify_bloc_words(const ratify *r, const ratify_bloc *bloc); /* "Opposition parties (National Assembly)" */
double ratify_seats(int64_t seats);

/* ---- prepare.c ----------------------------------------------------------------------------------------------------
 */

ent_status ratify_prepare(ratify *r);
/* The voters' thresholds in a space of the wide model: the case's own, or one of a draw. */
void ratify_voters(const ratify *r, const ent_space *wide, ent_voter *voters);
/* A voter's threshold if what it has without a deal were so many twentieths better, before any attitude to risk. */
enum { RATIFY_RISES = 20 };
ent_wide ratify_raised(const ratify *r, size_t voter, int rise);
double ratify_fallback(const ratify *r, size_t voter); /* what a voter has without a deal, as utility */

/* ---- votes.c: who passes what -------------------------------------------------------------------------------------
 */

uint32_t ratify_yes(const ratify *r, const ent_space *wide, const ent_voter *voters, const uint32_t *outcome);
int64_t ratify_votes(const ratify *r, size_t ratifier, uint32_t yes); /* in favour, every bloc with its line */
bool ratify_ratifier_passes(const ratify *r, size_t ratifier, uint32_t yes);
bool ratify_side_passes(const ratify *r, size_t side, uint32_t yes);
bool ratify_all_pass(const ratify *r, uint32_t yes);
bool ratify_all_sign(const ratify *r, uint32_t yes); /* negotiators */
/* The least votes that pass, in whole members: for ent_vote_odds. */
int64_t ratify_needed(const ratify *r, size_t ratifier);
/* The probability that a ratifier passes, members voting with their bloc's line with the probability of its
 * discipline, correlated as it says. `values`: of a draw, NULL: the case's own. */
ent_status ratify_odds(const ratify *r, size_t ratifier, uint32_t yes, const double *values, double *out);
ent_status ratify_all_odds(const ratify *r, uint32_t yes, const double *values, double *out);

/* ---- within.c: frontiers and zones within win-sets ----------------------------------------------------------------
 */

typedef struct ratify_query {
    const bool *negotiators; /* who must gain; NULL: all */
    const bool *ratifiers;   /* who must pass; NULL: all */
    const bool *allowed;     /* total */
    const ent_voter *voters; /* thresholds; NULL: the case's own */
    bool only_exists;        /* whether there is any such package */
} ratify_query;

typedef struct ratify_answer {
    bool known;            /* false: more points or combinations than are kept */
    bool exists;           /* some package */
    ent_frontier frontier; /* of the negotiators' utilities; to be freed */
    bool *zone;            /* total: which options occur; NULL where not asked for */
} ratify_answer;

/* Packages that give the negotiators at least no deal and that the ratifiers pass: the Pareto frontier of the
 * negotiators' utilities over them (exact: the union over the least coalitions of voters that pass, each a frontier
 * with floors). `zone`: also which options occur. */
ent_status ratify_within(const ratify *r, const ratify_query *query, bool zone, ratify_answer *out);
/* What the rule picks of a frontier that is not empty. */
ent_status ratify_pick(const ratify *r, const ent_frontier *frontier, uint32_t **outcome);

/* ---- the parts ----------------------------------------------------------------------------------------------------
 */

ent_status ratify_rates(ratify *r);    /* rates.c: how often consent was given before */
void ratify_left_out(ratify *r);       /* rates.c: which past votes were not known on as_of */
ent_status ratify_sets(ratify *r);     /* sets.c: the size of win-sets and their overlap */
ent_status ratify_zone(ratify *r);     /* zone.c: issue by issue */
ent_status ratify_shifts(ratify *r);   /* shifts.c: what constraints do to the bargain */
ent_status ratify_judge(ratify *r);    /* package.c: packages looked at, their votes and odds */
ent_status ratify_draws(ratify *r);    /* draws.c: odds over the uncertain numbers */
ent_status ratify_pivots(ratify *r);   /* pivots.c: whose vote flips */
ent_status ratify_payments(ratify *r); /* payments.c: what would turn a no */
ent_status ratify_calendar(ratify *r); /* calendar.c: counted back from entry into force */
ent_status ratify_conflict(ratify *r); /* conflict.c: why nothing passes */
void ratify_notes(ratify *r);          /* notes.c */
void ratify_headline(ratify *r);
void ratify_sections(ratify *r); /* page.c */
/* The package that pivots and payments look at: the one given, else what the negotiators would sign by themselves. */
const ratify_package *ratify_reference(const ratify *r);
const char *ratify_reference_words(const ratify *r); /* "the package that negotiators alone would sign (Nash)" */

enum { RATIFY_MESSAGES = 12 };
extern const ent_message_row ratify_messages[RATIFY_MESSAGES];

#endif
