/* Rules and years in words. */
#include "ledger/ledger.h"

static const char *percent(char text[ENT_NUMBER_TEXT], double value) {
    return ent_write_double(text, value);
}

static void series_words(const ent_case *entente_case, const ent_growth *growth, ent_buffer *out) {
    bool more = false;
    for (int i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        if (more) ent_buffer_text(out, " plus ");
        more = true;
        ent_buffer_text(out, ent_ledger_series_name(entente_case, growth->series[i]));
        if (growth->lag[i] == 0) {
            ent_buffer_text(out, " of the same year");
        } else {
            ent_buffer_printf(out, " of year t%+d", -growth->lag[i]);
        }
    }
}

static const char *take(ent_buffer *out, ent_arena *arena) {
    const char *text = out->failed || out->data == NULL ? NULL : ent_arena_copy(arena, out->data, out->size);
    ent_buffer_free(out);
    return text;
}

const char *ent_ledger_rule_words(const ent_case *entente_case, const ent_growth *growth, ent_arena *arena) {
    char text[ENT_NUMBER_TEXT];
    if (!growth->set) return "none";
    if (growth->flat) return "unchanged";
    if (growth->fixed) return ent_arena_printf(arena, "%s%% a year", percent(text, growth->rate.value));
    ent_buffer out;
    ent_buffer_init(&out, ent_arena_allocator(arena));
    series_words(entente_case, growth, &out);
    if (growth->plus.set && growth->plus.value != 0) {
        ent_buffer_printf(&out, growth->plus.value > 0 ? " plus %s points" : " %s points",
                          percent(text, growth->plus.value));
    }
    if (growth->cap.set) ent_buffer_printf(&out, ", at most %s%%", percent(text, growth->cap.value));
    if (growth->floor.set) ent_buffer_printf(&out, ", at least %s%%", percent(text, growth->floor.value));
    return take(&out, arena);
}

/* "CPI of 2022 (5.1%), capped at 4%". */
static const char *applied_words(const ent_ledger *ledger, const ent_ledger_year *year) {
    const ent_growth *growth = year->growth;
    char text[ENT_NUMBER_TEXT];
    if (growth->flat || growth->fixed) return ent_ledger_rule_words(ledger->entente_case, growth, ledger->arena);
    ent_buffer out;
    ent_buffer_init(&out, ent_arena_allocator(ledger->arena));
    bool more = false;
    for (int i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE) continue;
        int at = year->year - growth->lag[i];
        const ent_year_number *seen = ent_ledger_observation(&ledger->view, growth->series[i], at);
        ent_buffer_printf(&out, "%s%s of %d", more ? " plus " : "",
                          ent_ledger_series_name(ledger->entente_case, growth->series[i]), at);
        if (seen != NULL) ent_buffer_printf(&out, " (%s%%)", percent(text, seen->value.value));
        more = true;
    }
    if (growth->plus.set && growth->plus.value != 0) {
        ent_buffer_printf(&out, growth->plus.value > 0 ? " plus %s points" : " %s points",
                          percent(text, growth->plus.value));
    }
    double after = ent_ratio_value(year->index.after);
    if (year->index.capped) ent_buffer_printf(&out, ", capped at %s%%", percent(text, after));
    if (year->index.floored) ent_buffer_printf(&out, ", raised to the floor of %s%%", percent(text, after));
    return take(&out, ledger->arena);
}

static const char *missing_observation(const ent_ledger *ledger, const ent_ledger_year *year) {
    char text[ENT_NUMBER_TEXT];
    int series = year->index.missing_series;
    if (series == ENT_NOWHERE) return "a number of its rule does not fit";
    ent_date expected = ent_ledger_expected(&ledger->view, series, year->index.missing_year);
    const char *name = ent_ledger_series_name(ledger->entente_case, series);
    if (expected.year == 0) {
        return ent_arena_printf(ledger->arena, "needs %s of %d, which the case does not give", name,
                                year->index.missing_year);
    }
    return ent_arena_printf(ledger->arena, "needs %s of %d, expected by %s", name, year->index.missing_year,
                            ent_write_date_long(text, expected));
}

static const char *missing_words(const ent_ledger *ledger, const ent_ledger_year *year) {
    switch (year->reason) {
    case ENT_LEDGER_OBSERVATION:
        return missing_observation(ledger, year);
    case ENT_LEDGER_BEFORE:
        return ent_arena_printf(ledger->arena, "needs the payment of %d", year->before_year);
    case ENT_LEDGER_NO_BASE:
        return "no earlier payment to grow from";
    case ENT_LEDGER_NO_RULE:
        return "the agreement gives no amount and no rule";
    case ENT_LEDGER_UNANNOUNCED:
        return "its amount was not known yet";
    default:
        return "the amount is too large to be held exactly";
    }
}

const char *ent_ledger_year_words(const ent_ledger *ledger, const ent_ledger_year *year) {
    char text[ENT_NUMBER_TEXT];
    const char *where = year->exceptional ? "agreed for this year" : year->first ? "agreed first year" : "agreed";
    switch (year->status) {
    case ENT_LEDGER_NONE:
        return "no agreement";
    case ENT_LEDGER_MISSING:
        return missing_words(ledger, year);
    case ENT_LEDGER_AMOUNT:
    case ENT_LEDGER_GROWTH:
        if (year->status == ENT_LEDGER_GROWTH) {
            double grown = ent_ratio_value(year->index.after);
            where = grown == 0 ? ent_arena_printf(ledger->arena, "%s: unchanged", where)
                               : ent_arena_printf(ledger->arena, "%s: %s%s%%", where, grown > 0 ? "+" : "",
                                                  percent(text, grown));
        }
        if (year->because == NULL || where == NULL) return where;
        return ent_arena_printf(ledger->arena, "%s (%s)", where, year->because);
    default:
        return applied_words(ledger, year);
    }
}
