/* The rules: one table, and what they make of a problem. */
#ifndef ENT_LENS_SHARE_RULES_H
#define ENT_LENS_SHARE_RULES_H

#include "lens/share/problem.h"

struct share_options;

typedef enum share_family {
    SHARE_FAMILY_KEY,
    SHARE_FAMILY_COST,
    SHARE_FAMILY_CLAIMS,
    SHARE_FAMILY_TREE,
    SHARE_FAMILY_GAME,
    SHARE_FAMILY_VOTING
} share_family;

/* What a rule cannot do without. */
enum {
    SHARE_NEEDS_GAME = 1 << 0,     /* a number for every coalition */
    SHARE_NEEDS_TOTAL = 1 << 1,    /* something to be divided */
    SHARE_NEEDS_COST = 1 << 2,     /* costs, not worth */
    SHARE_NEEDS_CLAIMS = 1 << 3,   /* claims on an amount */
    SHARE_NEEDS_LINKS = 1 << 4,    /* a tree of links */
    SHARE_NEEDS_DEMAND = 1 << 5,   /* a cost of quantities */
    SHARE_NEEDS_UNITS = 1 << 6,    /* units bought or used */
    SHARE_NEEDS_UNIONS = 1 << 7,   /* who bargains together */
    SHARE_NEEDS_CHANNELS = 1 << 8, /* who can talk to whom */
    SHARE_NEEDS_PRIORITY = 1 << 9,
    SHARE_NEEDS_ORDER = 1 << 10, /* of joining */
    SHARE_NEEDS_RECOUPMENT = 1 << 11,
    SHARE_NEEDS_VOTES = 1 << 12, /* weights and a quota, or a game of 0 and 1 */
    SHARE_NEEDS_KEY = 1 << 13    /* a key of the project */
};

/* What a rule is asked of. */
typedef struct share_work {
    const ent_run *run;
    share_problem *problem;
    size_t players;   /* the most for which a table is made */
    bool individual;  /* nobody pays more than alone */
    bool shares_only; /* no proofs: for draws and the like */
    bool from_table;  /* what has changed is in the table alone: no kernel of the form */
    bool asked;       /* the rule was named */
    const struct share_rule *rule;
    const ent_key *key; /* of a key's column */
    bool rounded;
} share_work;

typedef struct share_answer {
    ent_allocation allocation; /* by player; of one unit each where `per_unit` */
    bool per_unit;
    const char *method;      /* how it was computed, in words */
    const char *certificate; /* what proves it; NULL */
    const char *why;         /* why the rule gives nothing; NULL where it gives something */
} share_answer;

typedef struct share_rule {
    const char *id, *label;
    share_family family;
    const char *principle;   /* completes "each pays ..." or stands for itself */
    const char *publication; /* "" where it is custom */
    unsigned needs;
    unsigned shown;      /* forms for which it is computed unless others are asked for: bits 1 << form */
    unsigned structured; /* forms for which it needs no table */
    ent_status (*compute)(const share_work *work, share_answer *out);
} share_rule;

enum { SHARE_RULES = 41 };
extern const share_rule share_rules[SHARE_RULES];

/* Whether a rule is one of the few that what-ifs are shown for: keys, SCRB, Shapley, nucleolus, the best known of each
 * family. */
bool share_main(const share_rule *rule);

/* One rule's answer to the problem in hand. */
typedef struct share_column {
    const share_rule *rule;
    const ent_key *key; /* of a key */
    bool rounded;
    const char *id, *label;
    share_answer answer;
    bool asked;               /* by name */
    bool judged, in_core;     /* against what groups would pay by themselves */
    ent_coalition_mask worst; /* the group that is worst off under it; 0: none */
} share_column;

typedef struct share_columns {
    share_column *at;
    size_t size;
} share_columns;

/* NULL where the project says all that the rule needs, else what is missing. */
const char *share_misses(const share_rule *rule, const share_problem *problem);
/* NULL where the rule fits the problem, else why not. */
const char *share_unfit(const share_rule *rule, const share_problem *problem, size_t players);
/* The rule with this id; NULL if none. */
const share_rule *share_rule_find(const char *id);
/* Whether lists of ids, separated by commas, name this one. */
bool share_named(const ent_text_list *named, const char *id);
/* The columns for a problem: those named, or what is shown for its form. Answers are empty. */
ent_status share_columns_make(const share_problem *problem, const ent_text_list *named, ent_arena *arena,
                              share_columns *out);
/* Fills a column's answer; `out` is initialised here and freed by share_columns_free. */
ent_status share_compute(const share_work *work, const share_column *column, share_answer *out);
void share_columns_free(share_columns *columns);
/* What a player pays in all: one unit times the units it stands for. */
void share_paid(const share_problem *problem, const share_answer *answer, size_t player, mpq_t out);

#endif
