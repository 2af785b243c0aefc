/* From a case to what models of forecasting predict for its issues, with what was known on its date.
 *
 * First `ent_forecast_read` collects, issue by issue, who wants what (actors.c), where things stand (standing.c) and
 * what past agreements had (past.c). Then each model of the table (models.c) makes a prediction of it, or says why it
 * has none. Numbers of numeric issues are as the case writes them; options of a scale are their ranks from 0; options
 * without an order are their indices and get probabilities. Nothing of the case's `outcome` is read. */
#ifndef ENT_FORECAST_FORECAST_H
#define ENT_FORECAST_FORECAST_H

#include "games/spatial/baselines.h"
#include "games/spatial/challenge.h"
#include "games/spatial/distribution.h"
#include "games/spatial/odds.h"
#include "games/spatial/smp.h"

#include <entente/case.h>

typedef struct ent_forecast_options {
    ent_odds_options odds;
    ent_smp_options smp; /* of `smp`; of `smp-ktab` too, with `ktab` set */
    ent_challenge_options challenge;
    bool apart; /* the spatial model always takes issues one by one; else together, where the same actors have positions
                   on all issues with an order and each one's saliences over them add up to no more than 100 */
    double work; /* see ent_forecast_predict_all; in cubes of actors x turns. The default is about three seconds on
                    one core */
} ent_forecast_options;

#define ENT_FORECAST_DEFAULT                                                                                           \
    ((ent_forecast_options){                                                                                           \
        .odds = ENT_ODDS_DEFAULT, .smp = ENT_SMP_DEFAULT, .challenge = ENT_CHALLENGE_DEFAULT, .work = 1e8})

/* ---- what is known of an issue -------------------------------------------------------------------------- */

typedef enum ent_forecast_line { ENT_FORECAST_NUMBERS, ENT_FORECAST_RANKS, ENT_FORECAST_CHOICES } ent_forecast_line;

/* A party with a position that counts: of those known on the case's date, not withdrawn, and taken by the government
 * in office then (where the party has governments in the case), the latest; the last in the file of several. */
typedef struct ent_forecast_actor {
    int party;
    const ent_position *position;
    double at;         /* number, rank or option */
    double capability; /* 1 where the case gives none */
    double salience;   /* 0 to 100; where it is not given the mean of those given, 100 where none is */
    bool opted_out;
} ent_forecast_actor;

/* A party that takes part in an issue, has governments in the case, and no position of the one in office. Who takes
 * part: who has preferences on the issue, a position on it (of whatever government) or a seat in a forum that deals
 * with it; where the case says none of this about anybody, every party that belongs to no other. */
typedef struct ent_forecast_silent {
    int party;
    const char *government;        /* in office; NULL: none was */
    const ent_position *earlier;   /* the latest of an earlier government; NULL: none */
    const ent_position *withdrawn; /* the latest of its own that it took back; NULL: none */
} ent_forecast_silent;

typedef struct ent_forecast_past {
    int agreement;
    double value;   /* on the issue's line */
    double percent; /* of a first-year payment: the rise on the payment before; else NAN */
} ent_forecast_past;

typedef struct ent_forecast_issue {
    int issue; /* index in the case */
    ent_forecast_line line;
    double low, high; /* of what can be agreed; wider where somebody's position lies outside. 0 and 1 for choices */
    ent_forecast_actor *actors; /* in the order of the case's parties */
    size_t actors_size;
    ent_forecast_silent *silent; /* anybody here: nothing is forecast from positions */
    size_t silent_size;
    bool has_status_quo; /* of the issue, else the outcome that every `no_deal` with one gives it on the date */
    double status_quo;
    const char *status_quo_path;       /* in the case */
    const ent_level *status_quo_level; /* where it is written */
    ent_forecast_past *past;           /* in the order of their first years */
    size_t past_size;
    const char *past_missing; /* why there is none, in words: a clause without a full stop */
    double base;              /* the payment that rises of first years stand on, and its year; 0: not of this kind */
    int base_year;
} ent_forecast_issue;

typedef struct ent_forecast {
    const ent_case *entente_case;
    ent_forecast_options options;
    const double *values; /* of the case's slots, where drawn; NULL: as written */
    ent_arena *arena;
    ent_forecast_issue *issues; /* every issue of the case, in its order */
    size_t issues_size;
    struct ent_forecast_spatial *spatial[2]; /* runs of `smp` and `smp-ktab` over issues together, made when asked */
} ent_forecast;

/* Everything in `arena` but what ent_forecast_free frees. `options` NULL: the default. `values`: a draw of the case's
 * numbers by slot (ent_case_draw), borrowed; NULL: as written. ENT_MEMORY; ENT_LIMIT for agreements over more than
 * 1,000 years. `out` is to be freed whatever is returned. */
ent_status ent_forecast_read(const ent_run *run, const ent_case *entente_case, const ent_forecast_options *options,
                             const double *values, ent_arena *arena, ent_forecast *out);
void ent_forecast_free(ent_forecast *forecast); /* not the arena; also of one that is all zero bytes */

/* "North (trump): none of the government in office (biden)": for notes and metrics. In the arena. */
const char *ent_forecast_silence_words(const ent_forecast *forecast, const ent_forecast_issue *issue, ent_arena *arena);
/* The number of a level on the issue's line; false where it has none (a value between options without an order). */
bool ent_forecast_level(const ent_forecast *forecast, const ent_forecast_issue *issue, const ent_level *level,
                        double *out);
/* A number of the case, as written or drawn; `missing` where it is not set. */
double ent_forecast_number(const ent_forecast *forecast, const ent_number *number, double missing);

/* ---- models --------------------------------------------------------------------------------------------- */

typedef enum ent_prediction_kind {
    ENT_PREDICTION_NONE,         /* the model is not offered here: `because` */
    ENT_PREDICTION_POINT,        /* one number: `on_line` is one breakpoint */
    ENT_PREDICTION_DISTRIBUTION, /* `on_line` */
    ENT_PREDICTION_CHANCES       /* `chances` of options without an order */
} ent_prediction_kind;

typedef struct ent_prediction {
    ent_prediction_kind kind;
    const char *because; /* a clause without a full stop: "two parties have positions, and it needs three" */
    ent_predictive on_line;
    double *chances; /* per option of the issue; in the arena of the forecast */
    size_t chances_size;
    size_t n;         /* how many actors or past agreements it rests on */
    bool has_set;     /* of a rule of decision: what can be agreed under it */
    double low, high; /* that set */
    bool has_pivots;  /* of a vote: no change stays between the two, */
    double pivot_low, pivot_high;
    int pivots[2];       /* the parties of the case that stand there, the first of several */
    const char *outside; /* who may stay outside and is left there, in words; NULL: nobody */
    size_t draws;        /* of uncertain inputs that gave a prediction; 0: as written. All above is as written */
    double work;         /* of a model that moves: about how many steps it took, as written; else 0 */
} ent_prediction;

typedef struct ent_forecast_model {
    const char *id, *label, *publication;
    const char *about;   /* what it does, in a sentence for analysts */
    bool from_positions; /* not offered where a government is silent */
    bool distribution;   /* gives probabilities; else a point */
    ent_status (*predict)(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                          const struct ent_forecast_model *model, ent_prediction *out);
} ent_forecast_model;

/* The table, the recommended first: base-rate, odds, median, compromise-mean, mean, median-unweighted, nash, consensus,
 * consensus-common, vote, smp, smp-ktab, challenge, no-change. */
const ent_forecast_model *ent_forecast_models(size_t *size);
const ent_forecast_model *ent_forecast_find(const char *id); /* or NULL */

/* What a model predicts for an issue. That it has nothing to say is no error. `out` is to be freed whatever is
 * returned. ENT_MEMORY, ENT_CANCELLED, ENT_LIMIT (too many actors for a spatial model). Not to be called by two threads
 * for one forecast. */
ent_status ent_forecast_predict(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                const ent_forecast_model *model, ent_prediction *out);
void ent_prediction_free(ent_prediction *prediction); /* also of one that is all zero bytes */

/* Every model's prediction for every issue, out[issue * size + model], with the case's uncertain numbers drawn: for an
 * issue with uncertain inputs the mixture over `draws` draws, which makes a distribution of a point model too (how
 * often it gives what, and nothing else). Draw k is ent_case_draw's k-th with the run's seed, so that all models see
 * the same draws. What rests on no uncertain number, or 0 draws: as written. Past agreements count as written.
 *
 * The models that move (smp, smp-ktab, challenge) take the first ones of the draws where all would take more than
 * `options.work` steps, estimated from the runs as written, so that the number does not depend on the machine; and
 * none where they would be fewer than ENT_FORECAST_LEAST_DRAWS. All predictions are to be freed whatever is returned.
 * As ent_forecast_predict. */
ent_status ent_forecast_predict_all(const ent_run *run, ent_forecast *forecast, const ent_forecast_model *const *models,
                                    size_t size, size_t draws, ent_prediction *out);
enum {
    ENT_FORECAST_LEAST_DRAWS = 20 /* fewer say nothing of an interval */
};
/* Whether what models read of an issue carries a range: positions, saliences, capabilities, the status quo. */
bool ent_forecast_uncertain(const ent_forecast *forecast, const ent_forecast_issue *issue);

/* The point that stands for a prediction on a line: the median of a distribution. */
double ent_prediction_point(const ent_prediction *prediction);
/* The option with the largest chance; the first of several. */
size_t ent_prediction_choice(const ent_prediction *prediction);
/* Chances of the options of a scale from a distribution over ranks: an option has what lies nearer to it than to its
 * neighbours (half a rank belongs to the lower one). chance[0..size) is the caller's. */
void ent_prediction_of_ranks(const ent_predictive *on_line, size_t size, double *chance);

/* How few past cases a base rate rests on, as an interval. Of values: 80% of the medians that n cases drawn again and
 * again from the n have (bootstrap: Efron 1979, Bootstrap methods; exact for the median, so that nothing is drawn:
 * Maritz and Jarrett 1978, A note on estimating the variance of the sample median). Of options: Wilson's 80% interval
 * of the chance of the likeliest (Wilson 1927, Probable inference), since drawing n equal cases again shows no spread.
 */
typedef struct ent_forecast_spread {
    double low, high;
    size_t inside; /* of values: how many lie in the interval `most`, */
    double next;   /* and the chance that the next one does, if any order of the n + 1 is as likely as any other:
                      (inside - 1) / (n + 1) (Hill 1968, Posterior distribution of percentiles) */
} ent_forecast_spread;

/* Of an option that a share of the cases had. */
void ent_forecast_spread_of_share(double share, size_t cases, ent_forecast_spread *out);
/* Of a prediction of `base-rate`, `most` being its shortest interval of 80%. ENT_MEMORY. */
ent_status ent_forecast_spread_of(const ent_forecast *forecast, const ent_forecast_issue *issue,
                                  const ent_prediction *base, ent_predictive_range most, ent_forecast_spread *out);

/* ---- the spatial models whole ------------------------------------------------------------------------- */

/* A run of the spatial model over several issues at once. */
typedef struct ent_forecast_spatial {
    size_t *issues; /* indices into the forecast's issues, in order */
    size_t issues_size;
    int *parties; /* of the case, in its order: the actors */
    size_t parties_size;
    ent_smp smp;
} ent_forecast_spatial;

/* The run over all issues whose line has an order and that the same (at least two) actors have positions on, with
 * saliences that are shares of one attention; `out` is NULL where there is none. It belongs to the forecast. */
ent_status ent_forecast_together(const ent_run *run, ent_forecast *forecast, bool ktab,
                                 const ent_forecast_spatial **out);
/* The run over one issue; to be freed. False in *offered where there is nothing to run. */
ent_status ent_forecast_smp(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                            bool ktab, ent_smp *out, bool *offered);
ent_status ent_forecast_challenge(const ent_run *run, const ent_forecast *forecast, const ent_forecast_issue *issue,
                                  ent_challenge *out, bool *offered);

#endif
