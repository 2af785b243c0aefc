/* What strategies share: levels of aspiration and what is on them. */
#ifndef ENT_SESSION_STRATEGIES_H
#define ENT_SESSION_STRATEGIES_H

#include "session/strategy.h"

#include <math.h>

/* The usual slack of an aspiration over time. */
#define ENT_SLACK 1e-4

/* The lowest level that a seat goes to: its smallest utility, no deal, or what its settings say. Not above its best. */
static inline double ent_lowest(const ent_turn *turn) {
    const ent_view *view = turn->view;
    double lowest = view->least > view->reserved ? view->least : view->reserved;
    if (turn->settings->least > lowest) lowest = turn->settings->least;
    return lowest < view->most ? lowest : view->most;
}

static inline double ent_clamp(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/* The level of a time-dependent tactic: from the best to the lowest as 1 - t^exponent (Faratin, Sierra and Jennings
 * 1998), less the slack. */
static inline double ent_aspiration(const ent_turn *turn, double time) {
    const double lowest = ent_lowest(turn), most = turn->view->most;
    const double share = 1 - pow(time, turn->settings->exponent);
    return ent_clamp((most - lowest) * share + lowest - turn->settings->slack, lowest, most);
}

/* Rank (index into `order` and `sorted`) of the rational outcome with the smallest utility that is at least `level`; of
 * equals the first in file order. Looks on from `from`, a rank that is met; levels above the best give rank 0. */
size_t ent_rank_of(const ent_view *view, double level, size_t from);

/* Most issues and outcomes that models of other parties look at. */
enum { ENT_CANDIDATES = 512 };

extern const ent_strategy ent_boulware, ent_conceder, ent_linear, ent_time_dependent,
    ent_aspiration_tactic;                 /* time_dependent.c */
extern const ent_strategy ent_tit_for_tat; /* tit_for_tat.c */
extern const ent_strategy ent_relative_tit_for_tat, ent_absolute_tit_for_tat,
    ent_averaged_tit_for_tat;                             /* imitation.c */
extern const ent_strategy ent_nice_tit_for_tat;           /* nice_tit_for_tat.c */
extern const ent_strategy ent_micro;                      /* micro.c */
extern const ent_strategy ent_hard_headed;                /* hard_headed.c */
extern const ent_strategy ent_random_walker, ent_tough;   /* plain.c */
extern const ent_strategy ent_frequency, ent_bayesian;    /* model_led.c */
extern const ent_strategy ent_hill_climber, ent_annealer; /* voters.c */

#endif
