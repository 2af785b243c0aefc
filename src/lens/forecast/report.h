/* From predictions to findings: one file a group of tables. Private to the lens. */
#ifndef ENTENTE_LENS_FORECAST_REPORT_H
#define ENTENTE_LENS_FORECAST_REPORT_H

#include "forecast/forecast.h"

#include <entente/lens.h>

typedef struct forecast_options {
    ent_text_list model, issue;
    size_t draws, turns, rounds;
    bool apart, stochastic;
    const char *vote, *victory, *election, *adjust, *risk, *commit, *bargain, *views; /* of the spatial model */
    double alone;                                                                     /* Q of the challenge model */
    const char *better, *denominator, *offers;
} forecast_options;

enum { FORECAST_MESSAGES = 14 };
extern const ent_message_row forecast_messages[FORECAST_MESSAGES];

typedef struct forecast_ranges { /* of a distribution */
    bool set;
    ent_predictive_range half, most; /* the shortest that hold 50 and 80 percent */
} forecast_ranges;

typedef struct forecast_report {
    const ent_run *run;
    const ent_case *entente_case;
    const forecast_options *options;
    ent_findings *out;
    ent_arena *arena;
    bool tables; /* else metrics only */
    ent_forecast forecast;
    const ent_forecast_model **models; /* asked for, in the order of the table */
    size_t models_size;
    bool *shown;                 /* per issue */
    ent_prediction *predictions; /* [issue][model] */
    forecast_ranges *ranges;     /* likewise */
    size_t lead;                 /* issue of the headline; SIZE_MAX: none */
} forecast_report;

/* ---- words.c ---- */
const ent_issue *forecast_issue_row(const forecast_report *r, size_t issue);
const char *forecast_unit(const forecast_report *r, size_t issue); /* "100 million KRW (2026)", "rank", "" */
int forecast_digits(const forecast_report *r, size_t issue);
/* "1.45 trillion KRW", "3 years", "may continue"; a rank between two options: "between a and b". */
const char *forecast_value(const forecast_report *r, size_t issue, double x);
const char *forecast_span(const forecast_report *r, size_t issue, double low, double high);
const char *forecast_option(const forecast_report *r, size_t issue, size_t option);
/* The prediction of a model that was asked for; NULL where it was not or has nothing to say. */
const ent_prediction *forecast_of(const forecast_report *r, size_t issue, const char *model);
const forecast_ranges *forecast_ranges_of(const forecast_report *r, const ent_prediction *prediction);
/* The models with the lowest and the highest point on a line, all or those from positions; how many there are. */
size_t forecast_extremes(const forecast_report *r, size_t issue, bool from_positions, size_t *lowest, size_t *highest);
void forecast_headline(forecast_report *r);

/* ---- the groups ---- */
ent_status forecast_report_models(forecast_report *r); /* table.c: metrics, tables `forecast` and `chances` */
ent_status forecast_report_inputs(forecast_report *r); /* inputs.c: `actors`, `past`, length of talks */
ent_status forecast_report_turns(forecast_report *r);  /* turns.c: `positions`, `turns`, `rounds` */
void forecast_report_decisions(forecast_report *r);    /* decisions.c: `decisions`, with its notes */
void forecast_report_charts(forecast_report *r);       /* charts.c */
void forecast_report_notes(forecast_report *r);        /* notes.c */
void forecast_report_page(forecast_report *r);         /* page.c: last */

#endif
