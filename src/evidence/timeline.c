/* Moments of several documents in one order. */
#include "evidence/timeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *ent_moment_name(ent_moment_kind kind) {
    static const char *const names[] = {"event", "statement", "position", "talks"};
    return names[kind];
}

/* ---- figures for people --------------------------------------------------------------------------------------------
 */

static const char *number_text(double value, ent_arena *arena) {
    static const struct {
        double factor;
        const char *name;
    } scales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
    char text[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (fabs(value) >= scales[i].factor)
            return ent_arena_printf(arena, "%s%s", ent_write_double(text, round(value / scales[i].factor * 1e6) / 1e6),
                                    scales[i].name);
    return ent_arena_text(arena, ent_write_double(text, value));
}

const char *ent_amount_text(const ent_candidate *figure, ent_arena *arena) {
    static const char *const bounds[] = {"", "about ", "more than ", "less than ", ""};
    const char *unit = figure->unit != NULL ? figure->unit : "", *space = figure->unit != NULL ? " " : "";
    const char *value = number_text(figure->value, arena);
    if (value == NULL) return NULL;
    if (figure->bound != ENT_BETWEEN)
        return ent_arena_printf(arena, "%s%s%s%s", bounds[figure->bound], value, space, unit);
    const char *high = number_text(figure->high, arena);
    return high == NULL ? NULL : ent_arena_printf(arena, "%s to %s%s%s", value, high, space, unit);
}

/* ---- moments
 * --------------------------------------------------------------------------------------------------------- */

typedef struct timeline_job {
    const ent_reports *reports;
    const ent_acts *acts;
    const ent_timeline_filter *filter;
    ent_timeline *out;
    const ent_act **act_of; /* one a sentence; NULL: it tells of no talks */
    size_t room;
    bool failed;
} timeline_job;

static bool is_text(const char *a, const char *b) {
    return a != NULL && strcmp(a, b) == 0;
}

/* Whether an actor stands in the sentence: what a whole sentence says has no actor of its own. */
static bool names_actor(const timeline_job *job, const ent_moment *moment, const char *actor) {
    if (is_text(moment->actor, actor) || is_text(moment->target, actor)) return true;
    if (moment->claim != SIZE_MAX) return false;
    const ent_report_sentence *sentence = &job->reports->sentences[moment->sentence];
    for (size_t i = sentence->first; i < sentence->after; i++)
        if (is_text(job->reports->claims[i].candidate.actor, actor)) return true;
    return false;
}

static bool wanted(const timeline_job *job, const ent_moment *moment) {
    const ent_timeline_filter *filter = job->filter;
    const size_t document = job->reports->sentences[moment->sentence].document;
    if (!job->reports->documents[document].first_of_report) return false;
    if (filter->issue != NULL && !is_text(moment->issue, filter->issue)) return false;
    if (filter->actor != NULL && !names_actor(job, moment, filter->actor)) return false;
    const ent_date last = moment->until.year != 0 ? moment->until : moment->date;
    if (filter->from.year != 0 &&
        (moment->date.year == 0 || ent_date_last_day(last) < ent_date_first_day(filter->from)))
        return false;
    return filter->until.year == 0 ||
           (moment->date.year != 0 && ent_date_first_day(moment->date) <= ent_date_last_day(filter->until));
}

static void add(timeline_job *job, const ent_moment *moment) {
    ent_timeline *out = job->out;
    if (!wanted(job, moment)) return;
    if (out->size == job->room) {
        const size_t more = job->room == 0 ? 64 : 2 * job->room;
        ent_moment *items = ent_arena_array(job->reports->arena, more, sizeof *items);
        if (items == NULL) {
            job->failed = true;
            return;
        }
        if (out->size > 0) memcpy(items, out->items, out->size * sizeof *items);
        out->items = items;
        job->room = more;
    }
    out->items[out->size++] = *moment;
}

/* Events that a step of talks tells better. */
static bool of_talks(const ent_candidate *row) {
    return row->kind == ENT_CANDIDATE_EVENT && row->text != NULL &&
           (strcmp(row->text, "AGREE") == 0 || strcmp(row->text, "CONSULT") == 0);
}

static void add_claim(timeline_job *job, size_t sentence, size_t index) {
    const ent_report_claim *claim = &job->reports->claims[index];
    const ent_candidate *row = &claim->candidate;
    const ent_report_sentence *in = &job->reports->sentences[sentence];
    if (job->act_of[sentence] != NULL && of_talks(row)) return;
    ent_moment moment = {.actor = row->actor,
                         .target = row->target,
                         .issue = row->issue != NULL ? row->issue : job->acts->about[sentence].issue,
                         .what = row->text,
                         .modality = row->modality,
                         .negated = row->negated,
                         .certainty = row->certainty,
                         .sentence = sentence,
                         .claim = index};
    if (row->kind == ENT_CANDIDATE_STATEMENT)
        moment.kind = ENT_MOMENT_STATEMENT;
    else if (row->kind == ENT_CANDIDATE_POSITION)
        moment.kind = ENT_MOMENT_POSITION;
    else if (row->kind != ENT_CANDIDATE_EVENT)
        return;
    moment.date = ent_report_date(job->reports, in, claim);
    moment.until = row->date.year != 0 ? row->until : in->until;
    moment.dated = row->date.year != 0 || in->from.year != 0;
    if (moment.kind == ENT_MOMENT_POSITION && row->has_value) moment.what = ent_amount_text(row, job->reports->arena);
    add(job, &moment);
}

/* A document says the same several times, in headlines above all: once is enough, with its date where one has it. */
static bool same_act(const timeline_job *job, size_t a, size_t b) {
    const ent_act *act = &job->acts->items[a], *other = &job->acts->items[b];
    const char *issue = job->acts->about[act->sentence].issue, *about = job->acts->about[other->sentence].issue;
    if (other->kind != act->kind || (issue != NULL && about != NULL && strcmp(issue, about) != 0)) return false;
    const bool same_day = ent_date_first_day(other->from) == ent_date_first_day(act->from);
    return (other->dated && !act->dated) || (other->dated == act->dated && same_day && b < a);
}

static bool said_before(const timeline_job *job, size_t index) {
    const ent_report_sentence *sentences = job->reports->sentences;
    const ent_act *items = job->acts->items; /* document by document */
    const size_t document = sentences[items[index].sentence].document;
    for (size_t i = index; i-- > 0 && sentences[items[i].sentence].document == document;)
        if (same_act(job, index, i)) return true;
    for (size_t i = index + 1; i < job->acts->size && sentences[items[i].sentence].document == document; i++)
        if (same_act(job, index, i)) return true;
    return false;
}

static void add_act(timeline_job *job, size_t index) {
    const ent_act *act = &job->acts->items[index];
    if (said_before(job, index)) return;
    ent_moment moment = {.kind = ENT_MOMENT_TALKS,
                         .date = act->from,
                         .until = act->until,
                         .dated = act->dated,
                         .issue = job->acts->about[act->sentence].issue,
                         .what = ent_act_name(act->kind),
                         .sentence = act->sentence,
                         .claim = SIZE_MAX};
    const ent_report_sentence *in = &job->reports->sentences[act->sentence];
    for (size_t i = in->first; i < in->after && moment.actor == NULL; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (!of_talks(row)) continue;
        moment.actor = row->actor;
        moment.target = row->target;
        moment.modality = row->modality;
        moment.negated = row->negated;
    }
    add(job, &moment);
}

static void add_position(timeline_job *job, const ent_found_position *found) {
    const ent_candidate *figure = &job->reports->claims[found->claim].candidate;
    const char *amount = ent_amount_text(figure, job->reports->arena);
    const ent_moment moment = {
        .kind = ENT_MOMENT_POSITION,
        .date = found->date,
        .dated = found->dated,
        .actor = found->actor,
        .issue = found->issue,
        .what =
            amount == NULL ? NULL : ent_arena_printf(job->reports->arena, "%s: %s", ent_move_name(found->move), amount),
        .certainty = figure->certainty,
        .sentence = found->sentence,
        .claim = found->claim};
    job->failed |= moment.what == NULL;
    add(job, &moment);
}

static int by_date(const void *left, const void *right) {
    const ent_moment *a = left, *b = right;
    const int32_t p = a->date.year != 0 ? ent_date_first_day(a->date) : INT32_MAX;
    const int32_t q = b->date.year != 0 ? ent_date_first_day(b->date) : INT32_MAX;
    if (p != q) return p < q ? -1 : 1;
    if (a->sentence != b->sentence) return a->sentence < b->sentence ? -1 : 1;
    if (a->claim != b->claim) return a->claim < b->claim ? -1 : 1;
    return (int)a->kind - (int)b->kind;
}

ent_status ent_timeline_make(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                             const ent_run *run, const ent_timeline_filter *filter, ent_timeline *out) {
    static const ent_timeline_filter all = {0};
    *out = (ent_timeline){0};
    timeline_job job = {.reports = reports, .acts = acts, .filter = filter != NULL ? filter : &all, .out = out};
    job.act_of = ent_arena_array(reports->arena, reports->sentences_size + 1, sizeof *job.act_of);
    if (job.act_of == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < acts->size; i++)
        job.act_of[acts->items[i].sentence] = &acts->items[i];
    for (size_t i = 0; i < reports->sentences_size && !job.failed; i++) {
        if (i % 1024 == 0 && ent_run_cancelled(run)) return ENT_CANCELLED;
        for (size_t c = reports->sentences[i].first; c < reports->sentences[i].after; c++)
            add_claim(&job, i, c);
    }
    for (size_t i = 0; i < acts->size && !job.failed; i++)
        add_act(&job, i);
    for (size_t i = 0; i < positions->size && !job.failed; i++)
        add_position(&job, &positions->items[i]);
    if (out->size > 0) qsort(out->items, out->size, sizeof *out->items, by_date);
    return job.failed || ent_arena_failed(reports->arena) ? ENT_MEMORY : ENT_OK;
}
