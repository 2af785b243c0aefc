/* Backtests: what their files share. Private to src/backtest. */
#ifndef ENT_BACKTEST_BACKTEST_H
#define ENT_BACKTEST_BACKTEST_H

#include <entente/backtest.h>

enum {
    BACKTEST_MODELS = 32,
    BACKTEST_FEW = 20,     /* decisions below which shares are counts */
    BACKTEST_INTERVAL = 6, /* decisions from which there are intervals: resamples of fewer hardly differ */
    BACKTEST_RIVALS = 3
};

typedef struct backtest_model {
    const char *id, *label, *about, *publication;
    bool distribution;
} backtest_model;

/* ---- outcomes ---------------------------------------------------------------------------------------------- */

typedef enum outcome_state { OUTCOME_COUNTED, OUTCOME_HINDSIGHT, OUTCOME_KNOWN, OUTCOME_OFF_LINE } outcome_state;

/* An issue of a case whose outcome is known. */
typedef struct outcome {
    size_t which; /* of the cases */
    int issue;
    const ent_level *level;
    ent_date date; /* none: not dated */
    outcome_state state;
    size_t cluster; /* decisions that are taken together: issues of one group, or of one case */
    double value;   /* on the issue's line */
    double start;   /* lower end of what can be agreed */
    double range;   /* its length; 0: options without an order */
} outcome;

/* How a model did on an outcome. */
typedef enum score_kind { SCORE_NONE, SCORE_LINE, SCORE_CHOICE } score_kind;

typedef struct score {
    score_kind kind;
    const char *because; /* why there is none */
    bool distribution;
    size_t n; /* actors or agreements it rests on */
    /* on a line, in the issue's units */
    double point, error, crps;
    double low[2], high[2]; /* shortest intervals of 50 and 80%; of distributions */
    bool inside[2];
    /* options: the likeliest, whether it came, the chance given to what came */
    int choice;
    bool right;
    double chance, brier;
} score;

/* ---- pooled ------------------------------------------------------------------------------------------------ */

typedef enum measure { MEASURE_ERROR, MEASURE_CRPS, MEASURES } measure; /* in points: hundredths of the range */

typedef struct pooled {
    size_t n, clusters;
    double mean, low, high; /* low, high: NAN where there are too few clusters */
} pooled;

typedef struct standing {
    size_t line, offered; /* outcomes on a line; those it made a prediction for */
    pooled measures[MEASURES];
    double median;                   /* error */
    size_t distributions, inside[2]; /* predictions with intervals, and how many held the outcome */
    double width;                    /* mean of the 80% interval, in points */
    size_t choices, choices_offered, right, floored;
    double chance, log_score, brier; /* means */
} standing;

typedef struct comparison {
    size_t model, against;
    measure what;
    size_t n, better, worse, clusters;
    double difference, low, high, p, adjusted; /* of means: below 0 the model is nearer */
} comparison;

typedef struct backtest {
    const ent_run *run;
    const ent_backtest_options *options;
    ent_arena *arena;
    const ent_case *const *cases;
    size_t cases_size;
    backtest_model models[BACKTEST_MODELS];
    size_t models_size;
    outcome *outcomes;
    size_t outcomes_size, counted, clusters; /* clusters of what is counted */
    score *scores;                           /* outcomes x models */
    ent_arena **rooms;                       /* texts of scores */
    size_t rooms_size;
    standing *standings;
    comparison *comparisons;
    size_t comparisons_size;
} backtest;

/* The models that were asked for. U-BACKTEST-0001. */
ent_status backtest_choose(backtest *self); /* measure.c */
/* Collects outcomes: each issue's last step that was not known on the case's date. ENT_INPUT where there is none. */
ent_status backtest_collect(backtest *self); /* outcomes.c */
/* Scores every model on every outcome. */
ent_status backtest_measure(backtest *self); /* measure.c */
/* Means, intervals, comparisons. */
ent_status backtest_pool(backtest *self);                            /* pool.c */
ent_status backtest_compare(backtest *self);                         /* compare.c */
void backtest_tables(const backtest *self, ent_findings *findings);  /* tables.c */
void backtest_report(const backtest *self, ent_findings *findings);  /* report.c */
void backtest_page(const backtest *self, ent_findings *findings);    /* page.c: after the tables */
void backtest_details(const backtest *self, ent_findings *findings); /* details.c */

const score *backtest_score(const backtest *self, size_t outcome_index, size_t model);
/* A score on a line as points of the issue's range; NAN where there is none. */
double backtest_points(const backtest *self, size_t outcome_index, size_t model, measure what);
/* The log score of a choice: -ln of the chance, no less than BACKTEST_LEAST_CHANCE. */
double backtest_log_score(const score *one);
#define BACKTEST_LEAST_CHANCE 0.001
/* The model that leads the report: the first with the most predictions; models_size where none has one. */
size_t backtest_lead(const backtest *self);

#endif
