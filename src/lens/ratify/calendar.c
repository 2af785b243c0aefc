/* The calendar counted back from the day on which the present arrangement has ended: by when each step must be done,
 * and by when an agreement must be concluded. */
#include "ratify.h"

#include <math.h>

typedef struct length { /* in days */
    double middle, low, high;
} length;

static length length_of(const ratify *r, const ent_step *step) {
    length out = {0};
    if (!step->days.set) return out;
    out = (length){step->days.value, step->days.value, step->days.value};
    if (step->days.slot < r->source->slots_size && r->source->slots[step->days.slot].distribution != ENT_FIXED) {
        out.low = r->source->slots[step->days.slot].low;
        out.high = r->source->slots[step->days.slot].high;
    }
    return out;
}

static length rest_of(const ratify *r, const ent_ratification *of, size_t from) {
    length sum = {0};
    for (size_t k = from; k < of->steps_size; k++) {
        const length one = length_of(r, &of->steps[k]);
        sum.middle += one.middle;
        sum.low += one.low;
        sum.high += one.high;
    }
    return sum;
}

static const char *day_text(const ratify *r, int32_t force, double days) {
    char text[ENT_NUMBER_TEXT];
    const int32_t back = days < 100000 ? (int32_t)ceil(days - 1e-9) : 100000;
    return ratify_text(r, "%s", ent_write_date(text, ent_date_from_day(force - back)));
}

static bool gone(const ratify *r, int32_t force, double days) {
    return r->source->as_of.year &&
           force - (int32_t)ceil(fmin(days, 1e5) - 1e-9) < ent_date_first_day(r->source->as_of);
}

static void put_side(ratify *r, const ratify_side *side, int32_t force) {
    const char *paths[] = {ratify_text(r, "ratification.%s.steps", side->id), "dates.expires"};
    const length all = rest_of(r, side->source, 0);
    const struct {
        const char *key, *label;
        ent_value value;
    } rows[] = {
        {"days", "Days from conclusion to entry into force, %s", ent_real(all.middle)},
        {"days.low", "  at least, %s", ent_real(all.low)},
        {"days.high", "  at most, %s", ent_real(all.high)},
        {"conclude_by", "Latest day to conclude, so that no gap opens, %s", ent_text(day_text(r, force, all.middle))},
        {"conclude_by.cautious", "  if every step takes long, %s", ent_text(day_text(r, force, all.high))},
        {"past", "That day is past, %s", ent_bool(gone(r, force, all.middle))},
        {"past.cautious", "  if every step takes long, %s", ent_bool(gone(r, force, all.high))}};
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const char *split = rows[k].label;
        const ent_info info = {.label = ratify_text(r, "%.*s%s", (int)(__builtin_strlen(split) - 2), split, side->name),
                               .digits = 0,
                               .uses = paths,
                               .uses_size = 2};
        ent_findings_metricf(r->out, rows[k].value, &info, "calendar.%s.%s", side->id, rows[k].key);
    }
}

static void step_rows(ratify *r, ent_table *table, ent_table *line, const ratify_side *side, int32_t force) {
    const ent_ratification *of = side->source;
    for (size_t k = 0; k <= of->steps_size; k++) { /* the conclusion, then each step's end */
        const length left = rest_of(r, of, k);
        const length own = k > 0 ? length_of(r, &of->steps[k - 1]) : (length){0};
        const char *what = k > 0 ? of->steps[k - 1].name : "conclusion of the talks";
        const int by = k > 0 ? of->steps[k - 1].by : ENT_NOWHERE;
        const char *who = by != ENT_NOWHERE ? r->source->parties[by].name : side->name;
        const ent_value cells[] = {ent_text(side->name),
                                   ent_text(what),
                                   ent_text(who),
                                   ent_real(own.middle),
                                   ent_real(own.low),
                                   ent_real(own.high),
                                   ent_text(day_text(r, force, left.middle)),
                                   ent_text(day_text(r, force, left.high)),
                                   ent_bool(gone(r, force, left.middle))};
        const ent_value mark[] = {ent_text(day_text(r, force, left.middle)),
                                  ent_text(ratify_text(r, "%s by then", what)), ent_text(side->id)};
        ent_table_row(r->out, table, cells);
        ent_table_row(r->out, line, mark);
    }
}

static ent_table *calendar_table(ratify *r) {
    ent_table *table = ent_findings_table(r->out, "calendar", false, "By when each step must be done");
    ent_table_about(r->out, table,
                    "Counted back from the day after the present arrangement ends, so that the new one is in force "
                    "then. The cautious date supposes that every step takes as long as its range says.");
    ent_table_column(r->out, table, "party", "Party", "text", "", -1);
    ent_table_column(r->out, table, "step", "Step", "text", "", -1);
    ent_table_column(r->out, table, "by", "By whom", "text", "", -1);
    ent_table_column(r->out, table, "days", "Takes", "number", "days", 0);
    ent_table_column(r->out, table, "low", "at least", "number", "days", 0);
    ent_table_column(r->out, table, "high", "at most", "number", "days", 0);
    ent_table_column(r->out, table, "latest", "Done by", "date", "", -1);
    ent_table_column(r->out, table, "cautious", "Cautiously", "date", "", -1);
    ent_table_column(r->out, table, "past", "Past", "boolean", "", -1);
    return table;
}

static const ratify_side *slowest(const ratify *r) {
    const ratify_side *slow = NULL;
    double most = 0;
    for (size_t s = 0; s < r->sides_size; s++) {
        const double days = rest_of(r, r->sides[s].source, 0).middle;
        if (days > most) slow = &r->sides[s], most = days;
    }
    return slow;
}

static void calendar_chart(ratify *r, int32_t force) {
    const ratify_side *slow = slowest(r);
    if (!slow) return;
    char text[ENT_NUMBER_TEXT], end[ENT_NUMBER_TEXT];
    const double days = rest_of(r, slow->source, 0).middle;
    const int32_t latest = force - (int32_t)ceil(fmin(days, 1e5) - 1e-9);
    const char *title = gone(r, force, days)
                            ? ratify_text(r, "Too late for %s: no gap would have needed a conclusion by %s", slow->name,
                                          ent_write_date_long(text, ent_date_from_day(latest)))
                            : ratify_text(r, "To be in force on %s it must be concluded by %s",
                                          ent_write_date_long(end, ent_date_from_day(force)),
                                          ent_write_date_long(text, ent_date_from_day(latest)));
    ent_chart chart = {.id = "calendar",
                       .kind = ENT_CHART_TIMELINE,
                       .title = title,
                       .subtitle = "Latest day for each step, counted back from entry into force",
                       .text = title,
                       .table = "calendar_line",
                       .x = "date",
                       .label = "what",
                       .series = "party"};
    ent_chart *made = ent_findings_chart(r->out, &chart);
    const double now = ent_date_first_day(r->source->as_of);
    const ent_mark mark = {.style = ENT_MARK_NOW, .axis = 'x', .from = now, .to = now, .label = "today"};
    if (r->source->as_of.year) ent_chart_mark(r->out, made, &mark);
}

ent_status ratify_calendar(ratify *r) {
    const ent_date expires = ent_case_date(r->source, "expires");
    bool any = false;
    for (size_t s = 0; s < r->sides_size; s++)
        any = any || r->sides[s].source->steps_size > 0;
    if (!expires.year || !any) return ENT_OK;
    const int32_t force = ent_date_last_day(expires) + 1;
    ent_table *table = NULL, *line = NULL;
    if (!r->run->metrics_only) {
        table = calendar_table(r);
        line = ent_findings_table(r->out, "calendar_line", false, "%s", "");
        ent_table_column(r->out, line, "date", "Date", "date", "", -1);
        ent_table_column(r->out, line, "what", "What", "text", "", -1);
        ent_table_column(r->out, line, "party", "Party", "text", "", -1);
    }
    for (size_t s = 0; s < r->sides_size; s++) {
        if (r->sides[s].source->steps_size == 0) continue;
        put_side(r, &r->sides[s], force);
        if (table) step_rows(r, table, line, &r->sides[s], force);
    }
    if (table) calendar_chart(r, force);
    return ENT_OK;
}
