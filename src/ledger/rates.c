/* Base rates: what past agreements did, as numbers with their count. */
#include "ledger/ledger.h"

#include <math.h>
#include <stdlib.h>

#include "base/compare.h"

double ent_ledger_quantile(const double *sorted, size_t size, double q) {
    if (size == 0) return 0;
    double at = q * (double)(size - 1);
    size_t below = (size_t)at;
    if (below + 1 >= size) return sorted[size - 1];
    return sorted[below] + (at - (double)below) * (sorted[below + 1] - sorted[below]);
}

ent_ledger_stats ent_ledger_stats_of(double *values, size_t size) {
    ent_ledger_stats stats = {.size = size};
    if (size == 0) return stats;
    stats.last = values[size - 1];
    qsort(values, size, sizeof *values, ent_compare_doubles);
    for (size_t i = 0; i < size; i++)
        stats.mean += values[i];
    stats.mean /= (double)size;
    stats.median = ent_ledger_quantile(values, size, 0.5);
    stats.low = values[0];
    stats.high = values[size - 1];
    return stats;
}

static double percent_rise(const ent_ledger_year *year) {
    return (ent_ratio_value(year->amount) / ent_ratio_value(year->before) - 1) * 100;
}

ent_ledger_rise *ent_ledger_rises(const ent_ledger *ledger, size_t *size) {
    ent_ledger_rise *rises = ent_arena_array(ledger->arena, ledger->years_size, sizeof *rises);
    *size = 0;
    if (rises == NULL) return NULL;
    for (size_t i = 0; i < ledger->years_size; i++) {
        const ent_ledger_year *year = &ledger->years[i];
        if (!ent_ledger_anew(year) || !year->has_before || year->before.num <= 0) continue;
        rises[(*size)++] = (ent_ledger_rise){year, ent_ledger_negotiated(year), percent_rise(year)};
    }
    return rises;
}

/* Months between two dates, by days where both have them, by months where one lacks the day; -1 if unknown. */
static double months_between(ent_date from, ent_date to) {
    if (from.year == 0 || to.year == 0 || from.month == 0 || to.month == 0) return -1;
    double months = 0;
    if (from.day == 0 || to.day == 0) {
        months = (to.year - from.year) * 12 + (to.month - from.month);
    } else {
        months = (ent_date_first_day(to) - ent_date_first_day(from)) / (365.2425 / 12);
    }
    return months < 0 ? -1 : months;
}

static ent_date if_known(ent_date date, ent_date as_of) {
    return ent_date_known(date, as_of) ? date : (ent_date){0};
}

ent_ledger_cycle *ent_ledger_cycles(const ent_ledger *ledger) {
    ent_ledger_cycle *cycles = ent_arena_array(ledger->arena, ledger->terms_size, sizeof *cycles);
    if (cycles == NULL) return NULL;
    for (size_t i = 0; i < ledger->terms_size; i++) {
        const ent_agreement *agreement = ledger->terms[i].agreement;
        ent_ledger_cycle *cycle = &cycles[i];
        ent_date as_of = ledger->view.as_of, signed_on = if_known(agreement->signed_on, as_of);
        cycle->agreement = agreement;
        cycle->years = agreement->to - agreement->from + 1;
        cycle->opened = if_known(agreement->opened, as_of);
        cycle->concluded = if_known(agreement->concluded, as_of);
        cycle->in_force = if_known(agreement->in_force, as_of);
        if (cycle->concluded.year == 0) cycle->concluded = signed_on;
        cycle->talks = months_between(cycle->opened, cycle->concluded);
        cycle->force = months_between(cycle->concluded, cycle->in_force);
        cycle->rounds = agreement->rounds.set ? agreement->rounds.value : -1;
    }
    return cycles;
}

ent_ledger_kind ent_ledger_kind_of(const ent_ledger_year *year) {
    if (ent_ledger_anew(year)) return ENT_LEDGER_RENEWAL;
    return year->status == ENT_LEDGER_RULE ? ENT_LEDGER_BY_RULE : ENT_LEDGER_SCHEDULED;
}

bool ent_ledger_split_of(const ent_ledger *ledger, int from, int until, ent_ledger_split *out) {
    *out = (ent_ledger_split){0};
    for (size_t i = 0; i < ledger->years_size; i++) {
        const ent_ledger_year *year = &ledger->years[i];
        if (year->year < from || year->year > until || year->status == ENT_LEDGER_NONE) continue;
        if (!ent_ledger_has_amount(year) || year->amount.num <= 0) {
            if (out->first != NULL) break;
            continue;
        }
        if (out->first == NULL) {
            out->first = out->last = year;
            continue;
        }
        double step = log(ent_ratio_value(year->amount) / ent_ratio_value(out->last->amount));
        ent_ledger_kind kind = ent_ledger_kind_of(year);
        out->moved[kind] += step;
        out->years[kind]++;
        out->last = year;
    }
    return out->first != NULL && out->first != out->last;
}
