/* Figures of the same thing that cannot both be right. */
#include "evidence/conflict_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OF_A_YEAR = 4000 }; /* figures of one issue, kind and year that are compared with each other */

static const double alike_enough = 0.5, alike_undated = 0.75, slack = 0.05;

/* A figure with what it is compared by. */
typedef struct figure {
    size_t sentence, claim;
    ent_candidate_kind kind;
    const char *issue, *report;
    int year;
    bool stated; /* the sentence names the year */
    double low, top;
} figure;

/* Whether another claim of the sentence says more of the same place: a change is also a percentage. */
static bool is_part(const ent_reports *reports, const ent_report_sentence *sentence, size_t claim) {
    const ent_candidate *row = &reports->claims[claim].candidate;
    for (size_t i = sentence->first; i < sentence->after && row->kind == ENT_CANDIDATE_PERCENT; i++) {
        const ent_candidate *other = &reports->claims[i].candidate;
        if (other->kind == ENT_CANDIDATE_CHANGE && other->start <= row->start && other->end >= row->end) return true;
    }
    return false;
}

static size_t gap(const ent_candidate *a, const ent_candidate *b) {
    if (b->end <= a->start) return a->start - b->end;
    return b->start >= a->end ? b->start - a->end : 0;
}

/* The year of the nearest date; a day is when something happened, and counts only where no year stands alone. Of the
 * document where the sentence names none. */
static void date_figure(const ent_reports *reports, const ent_report_sentence *sentence, figure *out) {
    enum { OF_A_DAY = 1000000 };
    size_t nearest = SIZE_MAX;
    const ent_candidate *row = &reports->claims[out->claim].candidate;
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const ent_candidate *other = &reports->claims[i].candidate;
        if (other->kind != ENT_CANDIDATE_DATE || other->date.year == 0) continue;
        const size_t far = gap(row, other) + (other->date.day != 0 ? OF_A_DAY : 0);
        if (far >= nearest) continue;
        nearest = far;
        out->year = other->date.year;
        out->stated = true;
    }
    if (!out->stated) out->year = reports->documents[sentence->document].date.year;
}

/* "in units of 100 million won": what other figures are counted in. */
static bool is_unit(const ent_reports *reports, size_t claim) {
    static const char *const before[] = {"units of ", "in "};
    const ent_report_claim *row = &reports->claims[claim];
    const size_t start = row->candidate.start - row->quote_start;
    const double value = row->candidate.value;
    if (row->candidate.kind != ENT_CANDIDATE_MONEY || start > strlen(row->quote)) return false;
    if (value != 1e6 && value != 1e8 && value != 1e9) return false;
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        const size_t length = strlen(before[i]);
        if (start >= length && memcmp(row->quote + start - length, before[i], length) == 0) return true;
    }
    return false;
}

static void bound_figure(const ent_candidate *row, figure *out) {
    out->low = row->bound == ENT_LESS_THAN ? -INFINITY : row->value;
    out->top = row->bound == ENT_MORE_THAN ? INFINITY : row->bound == ENT_BETWEEN ? row->high : row->value;
    if (row->bound != ENT_ABOUT) return;
    out->low = row->value - slack * fabs(row->value);
    out->top = row->value + slack * fabs(row->value);
}

static bool take_figure(const conflict_job *job, size_t sentence, size_t claim, figure *out) {
    const ent_report_sentence *row = &job->reports->sentences[sentence];
    const ent_candidate *from = &job->reports->claims[claim].candidate;
    const bool figures = from->kind == ENT_CANDIDATE_MONEY || from->kind == ENT_CANDIDATE_PERCENT ||
                         from->kind == ENT_CANDIDATE_COUNT || from->kind == ENT_CANDIDATE_CHANGE;
    if (!figures || !from->has_value || from->negated || is_part(job->reports, row, claim)) return false;
    if (job->positions->moved[claim] || is_unit(job->reports, claim)) return false;
    if (from->issue == NULL && !job->acts->about[sentence].named) return false;
    *out = (figure){.sentence = sentence, .claim = claim, .kind = from->kind};
    out->issue = from->issue != NULL ? from->issue : job->acts->about[sentence].issue;
    out->report = job->reports->documents[row->document].report;
    if (out->issue == NULL || (job->issue != NULL && strcmp(job->issue, out->issue) != 0)) return false;
    date_figure(job->reports, row, out);
    bound_figure(from, out);
    return out->year != 0;
}

static int by_group(const void *left, const void *right) {
    const figure *a = left, *b = right;
    int order = strcmp(a->issue, b->issue);
    if (order == 0) order = (int)a->kind - (int)b->kind;
    if (order == 0) order = a->year - b->year;
    return order != 0 ? order : a->claim < b->claim ? -1 : a->claim > b->claim;
}

static bool same_group(const figure *a, const figure *b) {
    return strcmp(a->issue, b->issue) == 0 && a->kind == b->kind && a->year == b->year;
}

static bool same_text(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* ---- a pair ---------------------------------------------------------------------------------------------------- */

static const char *amount(const conflict_job *job, double value, const char *unit) {
    static const struct {
        double factor;
        const char *name;
    } scales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
    char text[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (fabs(value) >= scales[i].factor) {
            const double in = round(value / scales[i].factor * 1e4) / 1e4;
            return ent_arena_printf(job->reports->arena, "%s%s %s", ent_write_double(text, in), scales[i].name,
                                    unit != NULL ? unit : "");
        }
    return ent_arena_printf(job->reports->arena, "%s %s", ent_write_double(text, value), unit != NULL ? unit : "");
}

/* Of figures that are said by several reports each report counts once. */
static size_t reports_saying(const figure *from, const figure *end, const figure *one, const conflict_job *job) {
    size_t count = 0;
    const char *last = NULL;
    for (const figure *at = from; at < end; at++) {
        const bool here = at->top >= one->low && at->low <= one->top && (last == NULL || strcmp(last, at->report) != 0);
        if (!here || ent_about_alike(&job->acts->about[at->sentence], &job->acts->about[one->sentence]) < alike_enough)
            continue;
        last = at->report;
        count++;
    }
    return count;
}

/* Brings the second to the unit of the first; false where that cannot be done. */
static bool same_unit(conflict_job *job, const figure *a, figure *b, bool *converted) {
    const char *x = job->reports->claims[a->claim].candidate.unit, *y = job->reports->claims[b->claim].candidate.unit;
    *converted = false;
    if (same_text(x, y)) return true;
    if (a->kind != ENT_CANDIDATE_MONEY || x == NULL || y == NULL) return false;
    const double rate = ent_exchange_rate(job->subject, y, x, a->year);
    if (rate == 0) {
        job->out->not_compared++;
        return false;
    }
    b->low = rate * (b->low - slack * fabs(b->low));
    b->top = rate * (b->top + slack * fabs(b->top));
    *converted = true;
    return true;
}

static void compare(conflict_job *job, const figure *from, const figure *end, const figure *a, const figure *other) {
    const ent_about *about = job->acts->about;
    figure b = *other;
    bool converted;
    if (strcmp(a->report, b.report) == 0) return;
    if (about[a->sentence].yearly != about[b.sentence].yearly) return;
    const double enough = a->stated && b.stated ? alike_enough : alike_undated;
    if (ent_about_alike(&about[a->sentence], &about[b.sentence]) < enough) return;
    ent_about x = about[a->sentence], y = about[b.sentence];
    x.issue = y.issue = a->issue; /* that of the figures */
    if (!ent_about_same(&x, &y) || !same_unit(job, a, &b, &converted)) return;
    if (a->top >= b.low && b.top >= a->low) return;
    const ent_candidate *first = &job->reports->claims[a->claim].candidate;
    const ent_candidate *second = &job->reports->claims[b.claim].candidate;
    const double rate = converted ? ent_exchange_rate(job->subject, second->unit, first->unit, a->year) : 1;
    const ent_date year = {.year = (int16_t)a->year};
    ent_conflict new = {
        .kind = ENT_CONFLICT_FIGURE,
        .issue = a->issue,
        .unit = first->unit,
        .converted = converted,
        .sides = {{a->sentence, a->claim, year, first->value, first->high, reports_saying(from, end, a, job)},
                  {b.sentence, b.claim, year, rate * second->value, rate * second->high,
                   reports_saying(from, end, other, job)}}};
    new.what = ent_arena_printf(job->reports->arena, "for %d%s %s against %s", a->year,
                                a->stated && b.stated ? "" : " (the year of a report)",
                                amount(job, first->value, first->unit), amount(job, second->value, second->unit));
    job->failed |= new.what == NULL;
    conflict_weigh(job, &new);
    conflict_add(job, &new);
}

ent_status conflict_figures(conflict_job *job) {
    figure *figures = ent_arena_array(job->reports->arena, job->reports->claims_size + 1, sizeof *figures);
    size_t size = 0;
    if (figures == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < job->reports->sentences_size; i++)
        for (size_t c = job->reports->sentences[i].first; c < job->reports->sentences[i].after; c++)
            size += take_figure(job, i, c, &figures[size]);
    qsort(figures, size, sizeof *figures, by_group);
    for (size_t i = 0, end; i < size; i = end) {
        for (end = i + 1; end < size && same_group(&figures[i], &figures[end]);)
            end++;
        if (ent_run_cancelled(job->run)) return ENT_CANCELLED;
        const size_t last = end - i > MOST_OF_A_YEAR ? i + MOST_OF_A_YEAR : end;
        job->out->left_off += end - last;
        for (size_t a = i; a < last && !job->failed; a++)
            for (size_t b = a + 1; b < last && !job->failed; b++)
                compare(job, &figures[i], &figures[last], &figures[a], &figures[b]);
    }
    return job->failed ? ENT_MEMORY : ENT_OK;
}
