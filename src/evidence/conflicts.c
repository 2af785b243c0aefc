/* Contradictions: agreements by their dates, acts by what was denied. Figures are in conflict_figures.c. */
#include "evidence/conflict_parts.h"

#include <stdlib.h>
#include <string.h>

const char *ent_conflict_name(ent_conflict_kind kind) {
    static const char *const names[] = {"figure", "date of an agreement", "talks after the agreement",
                                        "talks only just begun", "happened or not"};
    return names[kind];
}

ent_conflict *conflict_add(conflict_job *job, const ent_conflict *conflict) {
    ent_conflicts *out = job->out;
    if (out->size >= ENT_CONFLICTS_MOST) {
        out->left_off++;
        return NULL;
    }
    if (out->size == job->room) {
        const size_t more = job->room == 0 ? 64 : 2 * job->room;
        ent_conflict *items = ent_arena_array(job->reports->arena, more, sizeof *items);
        if (items == NULL) {
            job->failed = true;
            return NULL;
        }
        if (out->size > 0) memcpy(items, out->items, out->size * sizeof *items);
        out->items = items;
        job->room = more;
    }
    out->items[out->size] = *conflict;
    return &out->items[out->size++];
}

const ent_report_document *conflict_document(const conflict_job *job, const ent_conflict_side *side) {
    return &job->reports->documents[job->reports->sentences[side->sentence].document];
}

/* ---- which side stands on more ----------------------------------------------------------------------------------- */

/* Whether the only one to say so is somebody who is not named. */
static bool unnamed_source(const conflict_job *job, const ent_conflict_side *side) {
    const ent_report_sentence *sentence = &job->reports->sentences[side->sentence];
    for (size_t i = sentence->first; i < sentence->after; i++) {
        const char *source = job->reports->claims[i].candidate.source;
        if (source == NULL) continue;
        if (strstr(source, "official") != NULL || strstr(source, "source") != NULL) return true;
    }
    return false;
}

static ent_standing standing_of(const conflict_job *job, const ent_conflict_side *side) {
    const ent_standing of = conflict_document(job, side)->standing;
    return of == ENT_STANDING_PRESS && unnamed_source(job, side) ? ENT_STANDING_UNNAMED : of;
}

/* In this order: what an analyst has judged, who publishes, how many say so, who speaks later. */
void conflict_weigh(const conflict_job *job, ent_conflict *conflict) {
    static const char *const by_standing[] = {"an unnamed or interested source", "the press", "an official source"};
    ent_arena *arena = job->reports->arena;
    const ent_conflict_side *a = &conflict->sides[0], *b = &conflict->sides[1];
    const unsigned x = job->reports->sentences[a->sentence].credibility;
    const unsigned y = job->reports->sentences[b->sentence].credibility;
    const ent_standing s = standing_of(job, a), t = standing_of(job, b);
    const int32_t p = ent_date_last_day(conflict_document(job, a)->date);
    const int32_t q = ent_date_last_day(conflict_document(job, b)->date);
    conflict->better = -1;
    conflict->because = "nothing tells them apart";
    if (x != 0 && y != 0 && x != y) {
        conflict->better = x > y;
        conflict->because =
            ent_arena_printf(arena, "credibility was judged %u against %u", x < y ? x : y, x < y ? y : x);
    } else if (s != t) {
        conflict->better = s < t;
        conflict->because =
            ent_arena_printf(arena, "%s against %s", by_standing[s < t ? t : s], by_standing[s < t ? s : t]);
    } else if (conflict->kind == ENT_CONFLICT_ONLY_BEGUN) {
        conflict->because = "both may be right"; /* who counts or speaks later proves nothing */
    } else if (a->reports != b->reports) {
        conflict->better = a->reports < b->reports;
        const size_t more = a->reports < b->reports ? b->reports : a->reports;
        const size_t less = a->reports < b->reports ? a->reports : b->reports;
        conflict->because = ent_arena_printf(arena, "%zu reports say so against %zu", more, less);
    } else if (p != q && p != INT32_MAX && q != INT32_MAX) {
        conflict->better = p < q;
        conflict->because = "the later report";
    }
}

/* ---- agreements ----------------------------------------------------------------------------------------------------
 */

static int32_t first_day(const ent_act *act) {
    return ent_date_first_day(act->from);
}

static int32_t last_day(const ent_act *act) {
    return ent_date_last_day(act->until.year != 0 ? act->until : act->from);
}

static const char *day_text(const conflict_job *job, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    return ent_arena_text(job->reports->arena, ent_write_date_long(text, date));
}

/* What the pair says against each other; false where it is no contradiction. `deal` tells of an agreement reached. */
static bool read_pair(const conflict_job *job, const ent_act *deal, const ent_act *other, ent_conflict *out) {
    const int32_t a = first_day(deal), a_end = last_day(deal), b = first_day(other), b_end = last_day(other);
    const char *x = day_text(job, deal->from), *y = day_text(job, other->from);
    ent_arena *arena = job->reports->arena;
    if (other->kind == ENT_ACT_AGREED && (deal->dated || other->dated)) {
        if (b <= a_end + ENT_CONFLICT_SLACK && a <= b_end + ENT_CONFLICT_SLACK) return false;
        out->kind = ENT_CONFLICT_DATE;
        out->what = ent_arena_printf(arena, "an agreement is said to have been reached on %s, and on %s", x, y);
        return true;
    }
    const bool talks = other->kind == ENT_ACT_OPENED || other->kind == ENT_ACT_UNDER_WAY;
    if (talks && other->dated && b > a_end) {
        out->kind = ENT_CONFLICT_AFTER;
        out->what = ent_arena_printf(arena, "an agreement is said to have been reached on %s, and talks on it %s on %s",
                                     x, other->kind == ENT_ACT_OPENED ? "opened" : "were still held", y);
        return true;
    }
    if (other->kind == ENT_ACT_OPENED && other->dated && b_end >= a - ENT_CONFLICT_ONLY && b <= a_end) {
        out->kind = ENT_CONFLICT_ONLY_BEGUN;
        out->what = ent_arena_printf(arena,
                                     "an agreement is said to have been reached on %s, and talks on it had only "
                                     "opened on %s",
                                     x, y);
        return true;
    }
    if (other->kind == ENT_ACT_NOT_AGREED && b_end >= a) {
        out->kind = ENT_CONFLICT_DENIED;
        out->what =
            ent_arena_printf(arena, "an agreement is said to have been reached on %s; as of %s there was none", x, y);
        return true;
    }
    return false;
}

/* How many reports say that an agreement was reached about then. */
static size_t reports_saying(const conflict_job *job, const ent_act *act) {
    size_t count = 0;
    const ent_reports *reports = job->reports;
    const char *last = NULL;
    for (size_t i = 0; i < job->acts->size; i++) {
        const ent_act *other = &job->acts->items[i];
        const char *report = reports->documents[reports->sentences[other->sentence].document].report;
        const bool steps = act->kind == ENT_ACT_AGREED && other->kind == ENT_ACT_SIGNED;
        if ((other->kind != act->kind && !steps) || other->from.year == 0) continue;
        if (last != NULL && strcmp(last, report) == 0) continue; /* sentences come document by document */
        const bool near = first_day(other) <= last_day(act) + ENT_CONFLICT_SLACK &&
                          first_day(act) <= last_day(other) + ENT_CONFLICT_SLACK;
        if (!near || !ent_about_same(&job->acts->about[act->sentence], &job->acts->about[other->sentence])) continue;
        last = report;
        count++;
    }
    return count;
}

static bool same_report(const conflict_job *job, size_t a, size_t b) {
    const ent_reports *reports = job->reports;
    return strcmp(reports->documents[reports->sentences[a].document].report,
                  reports->documents[reports->sentences[b].document].report) == 0;
}

/* Of a pair of reports each kind of contradiction is told once, by the first sentences. */
static bool told(const conflict_job *job, const ent_conflict *new) {
    for (size_t i = 0; i < job->out->size; i++) {
        const ent_conflict *old = &job->out->items[i];
        if (old->kind == new->kind && same_report(job, old->sides[0].sentence, new->sides[0].sentence) &&
            same_report(job, old->sides[1].sentence, new->sides[1].sentence))
            return true;
    }
    return false;
}

static void swap_sides(ent_conflict *conflict) {
    const ent_conflict_side first = conflict->sides[0];
    conflict->sides[0] = conflict->sides[1];
    conflict->sides[1] = first;
}

/* Two dates that may be of one agreement. */
static bool within_window(const ent_act *a, const ent_act *b) {
    if (a->from.year == 0 || b->from.year == 0) return false;
    return (int64_t)first_day(b) <= (int64_t)last_day(a) + ENT_CONFLICT_WINDOW &&
           (int64_t)last_day(b) >= (int64_t)first_day(a) - ENT_CONFLICT_WINDOW;
}

static void compare_acts(conflict_job *job, const ent_act *deal, const ent_act *other) {
    if (!within_window(deal, other)) return;
    const ent_about *about = &job->acts->about[deal->sentence];
    if (same_report(job, deal->sentence, other->sentence)) return;
    if (!ent_about_same(about, &job->acts->about[other->sentence])) return;
    if (job->issue != NULL && (about->issue == NULL || strcmp(about->issue, job->issue) != 0)) return;
    ent_conflict new = {
        .issue = about->issue,
        .sides = {{deal->sentence, SIZE_MAX, deal->from, 0, 0, 0}, {other->sentence, SIZE_MAX, other->from, 0, 0, 0}}};
    if (!read_pair(job, deal, other, &new)) return;
    new.sides[0].reports = reports_saying(job, deal);
    new.sides[1].reports = reports_saying(job, other);
    const int32_t first = ent_date_last_day(conflict_document(job, &new.sides[0])->date);
    if (ent_date_last_day(conflict_document(job, &new.sides[1])->date) < first) swap_sides(&new);
    if (told(job, &new)) return;
    conflict_weigh(job, &new);
    job->failed |= new.what == NULL || new.because == NULL;
    conflict_add(job, &new);
}

static ent_status find_acts(conflict_job *job) {
    const ent_acts *acts = job->acts;
    for (size_t i = 0; i < acts->size && !job->failed; i++) {
        if (acts->items[i].kind != ENT_ACT_AGREED) continue;
        if (ent_run_cancelled(job->run)) return ENT_CANCELLED;
        for (size_t j = 0; j < acts->size && !job->failed; j++) {
            const bool later_pair = acts->items[j].kind == ENT_ACT_AGREED && j < i; /* told from its other side */
            if (j != i && !later_pair) compare_acts(job, &acts->items[i], &acts->items[j]);
        }
    }
    return job->failed ? ENT_MEMORY : ENT_OK;
}

/* ---- all -----------------------------------------------------------------------------------------------------------
 */

static int by_kind(const void *left, const void *right) {
    const ent_conflict *a = left, *b = right;
    if (a->kind != b->kind) return (int)a->kind - (int)b->kind;
    int order = strcmp(a->issue != NULL ? a->issue : "", b->issue != NULL ? b->issue : "");
    const int32_t p = ent_date_first_day(a->sides[0].date), q = ent_date_first_day(b->sides[0].date);
    if (order == 0) order = p < q ? -1 : p > q;
    for (int i = 0; i < 2 && order == 0; i++)
        order = a->sides[i].sentence < b->sides[i].sentence ? -1 : a->sides[i].sentence > b->sides[i].sentence;
    for (int i = 0; i < 2 && order == 0; i++)
        order = a->sides[i].claim < b->sides[i].claim ? -1 : a->sides[i].claim > b->sides[i].claim;
    return order;
}

ent_status ent_conflicts_find(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                              const ent_run *run, const ent_case *a_case, const char *issue, ent_conflicts *out) {
    *out = (ent_conflicts){0};
    conflict_job job = {.reports = reports,
                        .acts = acts,
                        .positions = positions,
                        .run = run,
                        .subject = a_case,
                        .issue = issue,
                        .out = out};
    ent_status status = find_acts(&job);
    if (status == ENT_OK) status = conflict_figures(&job);
    if (status == ENT_OK && out->size > 0) qsort(out->items, out->size, sizeof *out->items, by_kind);
    return status == ENT_OK && (job.failed || ent_arena_failed(reports->arena)) ? ENT_MEMORY : status;
}
