/* Demands and offers of earlier rounds: the trace of concessions on the lead issue, and all of them in a table. They
 * are anchors, not positions of today. */
#include "brief/parts.h"
#include "case/money.h"
#include "case/rounds.h"

#include <math.h>

static bool earlier(const brief *b, const ent_position *position, ent_date start) {
    return ent_date_known(position->date, b->subject->as_of) && !ent_round_holds(position, start);
}

/* ---- the trace of negotiate ---------------------------------------------------------------------------- */

/* It draws the latest round in which something was said on the lead issue. */
bool brief_concessions(const brief *b, ent_section *section, ent_date start, bool current) {
    bool now = false;
    for (size_t i = 0; i < b->subject->positions_size; i++) {
        const ent_position *position = &b->subject->positions[i];
        now = now || (position->issue == b->lead && ent_case_preferences(b->subject, position->party) &&
                      ent_date_known(position->date, b->subject->as_of) && ent_round_holds(position, start));
    }
    if (now != current || !b->negotiate || !ent_findings_find_chart(b->negotiate, "positions")) return false;
    const ent_chart *chart = ent_findings_find_chart(b->negotiate, "positions");
    const ent_table *from = ent_findings_find_table(b->negotiate, chart->table);
    ent_table *to = ent_findings_table(b->out, from->id, false, "%s", "");
    for (size_t c = 0; c < from->columns_size; c++) {
        const ent_column *column = &from->columns[c];
        ent_table_column(b->out, to, column->id, column->label, column->type, column->unit, column->digits);
    }
    for (size_t row = 0; row < from->rows_size; row++)
        ent_table_row(b->out, to, &from->cells[row * from->columns_size]);
    ent_findings_chart(b->out, chart);
    ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "positions");
    return true;
}

/* ---- the trace ------------------------------------------------------------------------------------------- */

static bool in_trace(const brief *b, const ent_position *position, ent_date start) {
    return position->issue == b->lead && position->value.number.set && position->date.year &&
           earlier(b, position, start);
}

/* The largest amount of the trace decides on the scale of all. */
static double largest(const brief *b, ent_date start) {
    double most = 0;
    for (size_t i = 0; i < b->subject->positions_size; i++) {
        const ent_position *position = &b->subject->positions[i];
        if (in_trace(b, position, start)) most = fmax(most, fabs(position->value.number.value));
    }
    return most;
}

static size_t write_trace(const brief *b, ent_table *table, ent_date start, const char **unit) {
    const ent_unit *of = &b->subject->issues[b->lead].unit;
    const double factor = ent_unit_factor(of);
    const ent_money_scale scale = ent_money_scale_of(largest(b, start) * factor);
    const double by = of->currency ? factor / scale.factor : 1;
    size_t size = 0;
    for (size_t i = 0; i < b->subject->positions_size; i++) {
        const ent_position *position = &b->subject->positions[i];
        if (!in_trace(b, position, start)) continue;
        char date[ENT_NUMBER_TEXT];
        const ent_value cells[3] = {ent_text(ent_write_date(date, position->date)),
                                    ent_real(position->value.number.value * by),
                                    ent_text(b->subject->parties[position->party].id)};
        ent_table_row(b->out, table, cells);
        size++;
    }
    *unit =
        of->currency ? ent_arena_printf(b->scratch, "%s%s", scale.name, of->currency) : ent_unit_text(of, b->scratch);
    return size;
}

/* For cases that negotiate does not draw: those without preferences. */
static bool trace_chart(const brief *b, ent_date start) {
    if (b->lead < 0) return false;
    const ent_issue *issue = &b->subject->issues[b->lead];
    if (issue->kind != ENT_RANGE && issue->kind != ENT_CONTINUOUS) return false;
    ent_table *table = ent_findings_table(b->out, "trace", false, "Demands and offers on the lead issue");
    ent_table_column(b->out, table, "date", "Date", "date", NULL, -1);
    ent_table_column(b->out, table, "value", issue->name, "number", NULL, 2);
    ent_table_column(b->out, table, "party", "Party", "text", NULL, -1);
    const char *unit = "";
    if (write_trace(b, table, start, &unit) < 3) return false;
    const char *title = ent_arena_printf(b->scratch, "%s: how demands and offers of earlier rounds moved", issue->name);
    ent_chart chart = {.id = "trace",
                       .kind = ENT_CHART_LINES,
                       .table = "trace",
                       .title = title,
                       .subtitle = "Demands and offers before the last agreement; anchors, not positions of today",
                       .text = title,
                       .x = "date",
                       .y = "value",
                       .series = "party",
                       .y_label = ent_arena_printf(b->scratch, "%s, %s", issue->name, unit ? unit : ""),
                       .from_zero = true};
    ent_findings_chart(b->out, &chart);
    return true;
}

/* ---- the table ------------------------------------------------------------------------------------------- */

static void write_row(const brief *b, ent_table *table, const ent_position *position) {
    char date[ENT_NUMBER_TEXT];
    const ent_basis basis = position->provenance ? position->provenance->basis : ENT_UNOWNED;
    const char *owner = brief_owner(b->subject, position->provenance, b->scratch);
    const ent_value cells[7] = {ent_text(position->date.year ? ent_write_date(date, position->date) : NULL),
                                ent_text(brief_party_name(b->subject, position->party)),
                                ent_text(b->subject->issues[position->issue].name),
                                ent_based(ent_text(brief_position_words(b, position)), basis),
                                ent_text(position->status),
                                ent_text(position->government),
                                ent_text(*owner == ' ' ? owner + 1 : owner)};
    ent_table_row(b->out, table, cells);
}

void brief_anchors(const brief *b, ent_date start) {
    size_t size = 0;
    for (size_t i = 0; i < b->subject->positions_size; i++) {
        size += earlier(b, &b->subject->positions[i], start);
    }
    if (!size) return;
    ent_table *table = ent_findings_table(b->out, "anchors", false, "Demands and offers before the last agreement");
    ent_table_column(b->out, table, "date", "Date", "date", NULL, -1);
    ent_table_column(b->out, table, "party", "Party", "text", NULL, -1);
    ent_table_column(b->out, table, "issue", "Issue", "text", NULL, -1);
    ent_table_column(b->out, table, "value", "Value", "text", NULL, -1);
    ent_table_column(b->out, table, "status", "Status", "text", NULL, -1);
    ent_table_column(b->out, table, "government", "Government", "text", NULL, -1);
    ent_table_column(b->out, table, "source", "Source", "text", NULL, -1);
    for (size_t i = 0; i < b->subject->positions_size; i++) {
        if (earlier(b, &b->subject->positions[i], start)) write_row(b, table, &b->subject->positions[i]);
    }
    ent_section *section = ent_findings_section(b->out, "earlier", "Demands of earlier rounds", false, false);
    if (!brief_concessions(b, section, start, false) && trace_chart(b, start))
        ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "trace");
    ent_section_block(b->out, section, ENT_BLOCK_TABLE, NULL, "anchors");
}
