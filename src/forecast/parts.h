/* What reads one thing of a case each, and what models share. Private to src/forecast. */
#ifndef ENT_FORECAST_PARTS_H
#define ENT_FORECAST_PARTS_H

#include "forecast/forecast.h"

/* actors.c: who takes part and who wants what. */
ent_status ent_forecast_read_actors(ent_forecast *forecast, ent_forecast_issue *issue);
/* standing.c: where the issue stands. */
ent_status ent_forecast_read_standing(ent_forecast *forecast, ent_forecast_issue *issue);
/* past.c: what past agreements had, of every issue. */
ent_status ent_forecast_read_past(const ent_run *run, ent_forecast *forecast);

/* Positions, and weights capability x salience (or 1), of the actors of an issue as plain arrays in the arena. */
ent_status ent_forecast_line_of(const ent_forecast *forecast, const ent_forecast_issue *issue, bool weighted,
                                ent_line *out);
/* A prediction that is not offered, with the clause that says why; ENT_MEMORY where the clause could not be made. */
ent_status ent_forecast_decline(ent_prediction *out, const char *because);
ent_status ent_forecast_no_status_quo(ent_prediction *out);
ent_status ent_forecast_point(const ent_run *run, double x, size_t n, ent_prediction *out);
/* Chances of the options of an issue, all 0 to begin with. */
ent_status ent_forecast_chances(const ent_forecast *forecast, const ent_forecast_issue *issue, size_t n,
                                ent_prediction *out);

/* decisions.c: what the rule of decision makes of positions; `consensus` and `consensus-common`, `vote`. */
ent_status ent_forecast_predict_consensus(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                          const ent_forecast_model *model, ent_prediction *out);
ent_status ent_forecast_predict_vote(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                     const ent_forecast_model *model, ent_prediction *out);

/* spatial.c */
ent_status ent_forecast_predict_smp(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                    const ent_forecast_model *model, ent_prediction *out);
ent_status ent_forecast_predict_challenge(const ent_run *run, ent_forecast *forecast, const ent_forecast_issue *issue,
                                          const ent_forecast_model *model, ent_prediction *out);

#endif
