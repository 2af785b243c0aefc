/* Who gains as a deadline nears: what backward induction from each date says, as a benchmark. From the findings of
 * negotiate; without dates ahead, or where nothing can be signed, there is no section. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

enum { SHOWN = 4 };

/* A date ahead, read from the table `deadlines` of negotiate. */
typedef struct last_day {
    size_t row;
    ent_date date;
    const char *what;
    double low, high; /* the lead issue with either last word; NAN where it is no number */
} last_day;

typedef struct days {
    const ent_table *table;
    last_day days[SHOWN];
    size_t size;
} days;

/* ---- reading -------------------------------------------------------------------------------------------------------
 */

static const ent_value *cell(const days *d, size_t row, const char *column) {
    const size_t at = ent_table_column_index(d->table, column);
    return at == SIZE_MAX ? NULL : &d->table->cells[row * d->table->columns_size + at];
}

static double number(const ent_value *value) {
    if (!value) return NAN;
    return value->type == ENT_REAL ? value->as.real : value->type == ENT_INTEGER ? (double)value->as.integer : NAN;
}

static const char *text(const ent_value *value) {
    return value && value->type == ENT_TEXT ? value->as.text : "";
}

static const char *column_of(const brief *b, const char *prefix, int party) {
    const char *id = ent_arena_printf(b->scratch, "%s.%s", prefix, b->subject->parties[party].id);
    return id ? id : "";
}

static double of_party(const brief *b, const days *d, const char *prefix, int party, size_t row) {
    return number(cell(d, row, column_of(b, prefix, party)));
}

/* Only the end of the present agreement, and the chance events before it: elections, as a rule. */
static bool wanted(const brief *b, const days *d, size_t row, int32_t until) {
    const char *key = text(cell(d, row, "key"));
    ent_date date = {0};
    if (!ent_read_date(text(cell(d, row, "date")), &date)) return false;
    const ent_value *agreement = cell(d, row, "agreement");
    const bool before = ent_date_first_day(date) <= until;
    return agreement && agreement->as.integer && before &&
           (strcmp(key, "expires") == 0 || ent_case_event(b->subject, key) != ENT_NOWHERE);
}

static void read_day(const brief *b, const days *d, size_t row, last_day *day) {
    *day = (last_day){.row = row, .what = text(cell(d, row, "what")), .low = INFINITY, .high = -INFINITY};
    ent_read_date(text(cell(d, row, "date")), &day->date);
    for (size_t i = 0; i < b->subject->preferences_size; i++) {
        const double lead = of_party(b, d, "lead", b->subject->preferences[i].party, row);
        if (isnan(lead)) day->low = day->high = NAN;
        day->low = fmin(day->low, lead);
        day->high = fmax(day->high, lead);
    }
}

/* The last ones, should there be many. */
static void read_days(const brief *b, days *d) {
    d->table = ent_findings_find_table(b->negotiate, "deadlines");
    const ent_date expires = ent_case_date(b->subject, "expires");
    const int32_t until = expires.year ? ent_date_first_day(expires) : INT32_MAX;
    for (size_t row = 0; d->table && row < d->table->rows_size; row++) {
        if (!wanted(b, d, row, until)) continue;
        if (d->size == SHOWN) memmove(&d->days[0], &d->days[1], --d->size * sizeof d->days[0]);
        read_day(b, d, row, &d->days[d->size++]);
    }
}

/* ---- sentences
 * ------------------------------------------------------------------------------------------------------- */

static const char *fixed(const brief *b, double value) {
    char digits[ENT_NUMBER_TEXT];
    const char *copy = ent_arena_text(b->scratch, ent_write_fixed(digits, value, 2));
    return copy ? copy : "";
}

/* "0.65 to South Korea and 0.28 to United States". */
static const char *each_words(const brief *b, const days *d, const char *prefix, size_t row) {
    const size_t size = b->subject->preferences_size;
    const char **items = ent_arena_array(b->scratch, size, sizeof *items);
    if (!items) return "";
    for (size_t i = 0; i < size; i++) {
        const int party = b->subject->preferences[i].party;
        items[i] = ent_arena_printf(b->scratch, "%s to %s", fixed(b, of_party(b, d, prefix, party, row)),
                                    brief_party_name(b->subject, party));
        if (!items[i]) return "";
    }
    return brief_list(items, size, b->scratch);
}

/* What the lead issue would be with the last word of each. */
static const char *lead_words(const brief *b, const days *d, size_t row) {
    const size_t size = b->subject->preferences_size;
    const char **items = ent_arena_array(b->scratch, size, sizeof *items);
    if (!items || b->lead < 0) return "";
    const ent_issue *issue = &b->subject->issues[b->lead];
    for (size_t i = 0; i < size; i++) {
        const int party = b->subject->preferences[i].party;
        const ent_value *lead = cell(d, row, column_of(b, "lead", party));
        const double level = number(lead);
        const char *words = isnan(level) ? text(lead) : brief_amount(&issue->unit, level, level, b->scratch);
        items[i] = ent_arena_printf(b->scratch, "%s if the last word is with %s", words ? words : "",
                                    brief_party_name(b->subject, party));
        if (!items[i]) return "";
    }
    return brief_list(items, size, b->scratch);
}

static void write_day(const brief *b, ent_section *section, const days *d, const last_day *day) {
    const double rounds = number(cell(d, day->row, "rounds"));
    ent_section_block(b->out, section, ENT_BLOCK_ITEM,
                      ent_arena_printf(b->scratch, "%s, %s", brief_date(day->date, b->scratch), day->what),
                      "no deal is then worth %s; %s: %s (%.0f round%s away)", each_words(b, d, "no_deal", day->row),
                      b->subject->issues[b->lead].name ? b->subject->issues[b->lead].name
                                                       : b->subject->issues[b->lead].id,
                      lead_words(b, d, day->row), rounds, rounds == 1 ? "" : "s");
}

/* What a party gets at a date, whoever has the last word: the middle of the two. */
static double middle(const brief *b, const days *d, int party, size_t row) {
    return (of_party(b, d, "own", party, row) + of_party(b, d, "others", party, row)) / 2;
}

/* Names those whose middle rises, or falls, by a hundredth or more from one date to another; NULL for nobody. */
static const char *who_moves(const brief *b, const days *d, size_t from, size_t to, double sign) {
    const char **names = ent_arena_array(b->scratch, b->subject->preferences_size, sizeof *names);
    size_t size = 0;
    for (size_t i = 0; names && i < b->subject->preferences_size; i++) {
        const int party = b->subject->preferences[i].party;
        if (sign * (middle(b, d, party, to) - middle(b, d, party, from)) >= 0.01)
            names[size++] = brief_party_name(b->subject, party);
    }
    return size ? brief_list(names, size, b->scratch) : NULL;
}

static void write_drift(const brief *b, ent_section *section, const days *d) {
    const last_day *from = &d->days[0], *to = &d->days[d->size - 1];
    if (d->size < 2) return;
    const char *up = who_moves(b, d, from->row, to->row, 1), *down = who_moves(b, d, from->row, to->row, -1);
    const char *verdict = "time works for nobody and against nobody";
    if (up && down) verdict = ent_arena_printf(b->scratch, "time works for **%s** and against **%s**", up, down);
    if (up && !down) verdict = ent_arena_printf(b->scratch, "time works for **%s**", up);
    if (!up && down) verdict = ent_arena_printf(b->scratch, "time works against **%s**", down);
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "On the numbers of this case %s from %s to %s, because of what no deal is worth after each.",
                      verdict ? verdict : "", brief_date(from->date, b->scratch), brief_date(to->date, b->scratch));
}

/* ---- the picture
 * ----------------------------------------------------------------------------------------------------- */

static void write_chart(const brief *b, ent_section *section, const days *d) {
    const ent_issue *issue = &b->subject->issues[b->lead];
    for (size_t k = 0; k < d->size; k++)
        if (!isfinite(d->days[k].low) || !isfinite(d->days[k].high)) return;
    const char *name = issue->name ? issue->name : issue->id, *unit = ent_unit_text(&issue->unit, b->scratch);
    ent_table *table = ent_findings_table(b->out, "deadlines", false, "%s by who has the last word", name);
    ent_table_column(b->out, table, "date", "If talks ended on", "text", NULL, -1);
    ent_table_column(b->out, table, "low", "Lowest", "number", unit, 0);
    ent_table_column(b->out, table, "high", "Highest", "number", unit, 0);
    for (size_t k = 0; k < d->size; k++) {
        const ent_value cells[] = {
            ent_text(ent_arena_printf(b->scratch, "%s, %s", brief_date(d->days[k].date, b->scratch), d->days[k].what)),
            ent_real(d->days[k].low), ent_real(d->days[k].high)};
        ent_table_row(b->out, table, cells);
    }
    const char *title = ent_arena_printf(b->scratch, "%s: what the last word would decide, date by date", name);
    const ent_chart chart = {.id = "deadlines",
                             .kind = ENT_CHART_INTERVALS,
                             .table = "deadlines",
                             .title = title,
                             .subtitle = "From one party's last word to the other's; a benchmark, not a forecast",
                             .text = title,
                             .label = "date",
                             .lo = "low",
                             .hi = "high",
                             .y_label = ent_arena_printf(b->scratch, "%s, %s", name, unit ? unit : "")};
    ent_findings_chart(b->out, &chart);
    ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "deadlines");
}

void brief_deadlines(const brief *b) {
    days d = {.size = 0};
    if (!b->negotiate || b->lead < 0) return;
    read_days(b, &d);
    if (!d.size) return;
    ent_section *section =
        ent_findings_section(b->out, "deadlines", "Deadlines: what the last word would decide", false, false);
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "Who proposes last before talks end gets more; how much more hangs on what no deal is worth "
                      "after that. If talks ended on:");
    for (size_t k = 0; k < d.size; k++)
        write_day(b, section, &d, &d.days[k]);
    write_drift(b, section, &d);
    write_chart(b, section, &d);
    ent_section_block(
        b->out, section, ENT_BLOCK_REST, NULL,
        "A benchmark, not a forecast: backward induction for parties that know all and wait only when waiting "
        "pays. Only the end of the agreement is a deadline by itself, and what an election may change in "
        "what parties want is left out.");
}
