/* Entente: backtests, how forecasts made of what was known then compare with what happened. */
#ifndef ENTENTE_BACKTEST_H
#define ENTENTE_BACKTEST_H

#include <entente/base.h>
#include <entente/case.h>
#include <entente/findings.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_backtest_options {
    ent_text_list models; /* ids, several parted by commas; none: all */
    size_t draws;         /* of the cases' uncertain numbers; 0: as written */
    ent_date outcome;     /* the outcome as it was known on this day; no date: the last */
} ent_backtest_options;

ENT_API extern const ent_option_row ent_backtest_rows[];
ENT_API extern const size_t ent_backtest_rows_size;

/* Scores the models of forecasting (src/forecast) on every issue of the cases whose outcome is known, each with what was
 * known on its case's date alone: absolute error, continuous ranked probability score (Gneiting and Raftery 2007,
 * Strictly proper scoring rules, prediction, and estimation), whether the 50% and 80% intervals held the outcome, log
 * and Brier score of options without an order; and in pairs against no change, the compromise mean and the base rate.
 * Errors are pooled as points, hundredths of the range of their issue. Cases coded in hindsight are listed apart and
 * count nothing. After ENT_CANCELLED and other failures *out is NULL. */
ENT_API ent_status ent_backtest_run(const ent_run *run, const ent_case *const *cases, size_t cases_size,
                                    const ent_backtest_options *options, ent_findings **out);

ENT_API extern const ent_message_row ent_backtest_messages[];
ENT_API extern const size_t ent_backtest_messages_size;

#ifdef __cplusplus
}
#endif

#endif
