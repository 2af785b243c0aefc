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

/* Scores the models of forecasting (src/forecast) on every issue of the cases whose outcome is known, each with what
 * was known on its case's date alone: absolute error, continuous ranked probability score (Gneiting and Raftery 2007,
 * Strictly proper scoring rules, prediction, and estimation), whether the 50% and 80% intervals held the outcome, log
 * and Brier score of options without an order; and in pairs against no change, the compromise mean and the base rate.
 * Errors are pooled as points, hundredths of the range of their issue. Cases coded in hindsight are listed apart and
 * count nothing. After ENT_CANCELLED and other failures *out is NULL. */
ENT_API ent_status ent_backtest_run(const ent_run *run, const ent_case *const *cases, size_t cases_size,
                                    const ent_backtest_options *options, ent_findings **out);

/* ---- freezing ------------------------------------------------------------------------------------------- */

enum { ENT_FREEZE_DRAWS = 1000000 }; /* at most */

typedef struct ent_freeze_options {
    ent_date date; /* that the file says it was made on */
    size_t draws;  /* of the case's uncertain numbers; 0: as written */
} ent_freeze_options;

/* Appends a frozen forecast as JSON ("entente-freeze/1"): the date, SHA-256 of the case's file and of those that it
 * cites, and what every model of src/forecast says of every issue now. The same case, options, seed and build give the
 * same text. The case must have been read from a file (E-BACKTEST-0003). */
ENT_API ent_status ent_freeze_write(const ent_run *run, const ent_case *entente_case, const ent_freeze_options *options,
                                    ent_buffer *out);
/* Whether what such a file says is still so: that it has the hash that was published (NULL: not asked), that the case's
 * files are those of then, and that the forecasts come out the same. Appends a line for what holds; ENT_INPUT with a
 * diagnostic for each thing that does not. Other forecasts of another build are a warning. */
ENT_API ent_status ent_freeze_verify(const ent_run *run, const char *name, const char *data, size_t size,
                                     const char *sha256, const ent_case *entente_case, ent_buffer *out);

ENT_API extern const ent_message_row ent_backtest_messages[];
ENT_API extern const size_t ent_backtest_messages_size;

#ifdef __cplusplus
}
#endif

#endif
