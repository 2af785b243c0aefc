/* Suggestions of positions and claims. */
#include "evidence/propose_parts.h"

#include "case/import/yaml_text.h"
#include "evidence/conflicts.h"
#include "evidence/timeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *ent_suggestion_name(ent_suggestion_kind kind) {
    static const char *const names[] = {"position", "number", "outcome", "claim"};
    return names[kind];
}

/* ---- pieces
 * ---------------------------------------------------------------------------------------------------------- */

const char *propose_take(propose_job *job) {
    const char *text = job->buffer.failed || job->buffer.data == NULL
                           ? NULL
                           : ent_arena_copy(job->reports->arena, job->buffer.data, job->buffer.size);
    job->failed |= text == NULL;
    job->buffer.size = 0;
    return text;
}

void propose_key(propose_job *job, const char *key, const char *value) {
    if (value == NULL) return;
    ent_buffer_printf(&job->buffer, "%s%s: ", job->buffer.size > 1 ? ", " : "", key);
    yaml_text(&job->buffer, value);
}

static void number_key(propose_job *job, const char *key, double value) {
    char text[ENT_NUMBER_TEXT];
    ent_buffer_printf(&job->buffer, ", %s: %s", key, ent_write_double(text, value));
}

static void date_key(propose_job *job, const char *key, ent_date date) {
    char text[ENT_NUMBER_TEXT];
    if (date.year != 0) ent_buffer_printf(&job->buffer, ", %s: %s", key, ent_write_date(text, date));
}

const char *propose_slug(propose_job *job, const char *words) {
    bool gap = false;
    for (const char *at = words; *at != '\0' && job->buffer.size < 40; at++) {
        const char c = *at >= 'A' && *at <= 'Z' ? (char)(*at + ('a' - 'A')) : *at;
        const bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (good && gap && job->buffer.size > 0) ent_buffer_char(&job->buffer, '-');
        if (good) ent_buffer_char(&job->buffer, c);
        gap = !good;
    }
    if (job->buffer.size == 0) ent_buffer_char(&job->buffer, 'x'); /* names without a Latin letter */
    return propose_take(job);
}

int propose_party(const ent_case *subject, const char *name) {
    for (size_t i = 0; name != NULL && i < subject->parties_size; i++) {
        const ent_party *party = &subject->parties[i];
        if (party->name != NULL && strcmp(party->name, name) == 0) return (int)i;
        for (size_t a = 0; a < party->aliases_size; a++)
            if (strcmp(party->aliases[a], name) == 0) return (int)i;
        for (size_t g = 0; g < party->governments_size; g++) { /* a president for the country */
            const char *government = party->governments[g].name, *last = strrchr(name, ' ');
            const char *own = last != NULL ? last + 1 : name;
            if (government == NULL || strlen(own) != strlen(government)) continue;
            size_t same = 0;
            while (own[same] != '\0' && (own[same] | 0x20) == (government[same] | 0x20))
                same++;
            if (own[same] == '\0') return (int)i;
        }
    }
    return ENT_NOWHERE;
}

/* ---- sources
 * --------------------------------------------------------------------------------------------------------- */

enum { DIGITS = 8 };

/* "yonhap-2024-04-26-1a2b3c4d": the end says which text it is. */
static const char *source_id(propose_job *job, const ent_report_document *document) {
    char date[ENT_NUMBER_TEXT];
    const char *publisher = propose_slug(job, document->publisher != NULL ? document->publisher : "document");
    if (publisher == NULL) return NULL;
    return ent_arena_printf(job->reports->arena, "%s%s%s-%.*s", publisher, document->date.year != 0 ? "-" : "",
                            ent_write_date(date, document->date), DIGITS, document->id);
}

static bool name_source(propose_job *job, size_t index) {
    if (job->sources[index] != NULL) return true;
    const ent_report_document *document = &job->reports->documents[index];
    const char *id = source_id(job, document);
    if (id == NULL) return false;
    ent_buffer_char(&job->buffer, '{');
    propose_key(job, "title", document->title != NULL ? document->title : "Without a title");
    propose_key(job, "publisher", document->publisher);
    date_key(job, "date", document->date);
    propose_key(job, "address", document->address);
    const bool mark = document->handling != NULL && strncmp(document->handling, "TLP:", 4) == 0;
    if (mark) propose_key(job, "handling", document->handling);
    if (document->standing == ENT_STANDING_UNNAMED) ent_buffer_text(&job->buffer, ", anonymous: true");
    ent_buffer_char(&job->buffer, '}');
    job->source_yaml[index] = propose_take(job);
    job->sources[index] = id;
    return job->source_yaml[index] != NULL;
}

const char *propose_citation(propose_job *job, size_t sentence) {
    const ent_report_sentence *row = &job->reports->sentences[sentence];
    if (!name_source(job, row->document)) return NULL;
    return ent_arena_printf(job->reports->arena, "%s#%zu", job->sources[row->document], row->number);
}

void propose_add(propose_job *job, ent_suggestion *suggestion, size_t claim) {
    ent_suggestions *out = job->out;
    const size_t document = job->reports->sentences[suggestion->sentence].document;
    if (!name_source(job, document) || suggestion->id == NULL || suggestion->path == NULL || suggestion->yaml == NULL) {
        job->failed = true;
        return;
    }
    suggestion->source = job->sources[document];
    suggestion->source_yaml = job->source_yaml[document];
    if (claim != SIZE_MAX) {
        suggestion->confidence = job->reports->claims[claim].candidate.confidence;
        suggestion->accepted = job->reports->claims[claim].state == ENT_CLAIM_ACCEPTED;
    }
    if (out->size == job->room) {
        const size_t more = job->room == 0 ? 32 : 2 * job->room;
        ent_suggestion *items = ent_arena_array(job->reports->arena, more, sizeof *items);
        if (items == NULL) {
            job->failed = true;
            return;
        }
        if (out->size > 0) memcpy(items, out->items, out->size * sizeof *items);
        out->items = items;
        job->room = more;
    }
    out->items[out->size++] = *suggestion;
}

/* The first digits of a claim's id, or of its place where it has none. */
static const char *tail(propose_job *job, size_t claim) {
    const char *id = job->reports->claims[claim].id;
    return id != NULL ? ent_arena_printf(job->reports->arena, "%.*s", DIGITS, id)
                      : ent_arena_printf(job->reports->arena, "%zu", claim);
}

/* ---- positions
 * ------------------------------------------------------------------------------------------------------- */

bool propose_amount(propose_job *job, const ent_candidate *figure, const ent_unit *unit, int year, double *value,
                    const char **because) {
    *because = NULL;
    if (unit->currency == NULL) {
        const bool percent = unit->name != NULL && strncmp(unit->name, "percent", 7) == 0;
        const bool same = figure->unit != NULL && unit->name != NULL && strcmp(figure->unit, unit->name) == 0;
        *value = figure->value;
        if (figure->kind == ENT_CANDIDATE_PERCENT) return percent && same;
        return figure->kind == ENT_CANDIDATE_COUNT && figure->unit != NULL && unit->name != NULL &&
               (same || (strncmp(figure->unit, unit->name, strlen(unit->name)) == 0)); /* "years" in "year" */
    }
    if (figure->kind != ENT_CANDIDATE_MONEY || figure->unit == NULL || unit->factor <= 0) return false;
    const bool same = strcmp(figure->unit, unit->currency) == 0;
    const double rate = same ? 1 : ent_exchange_rate(job->subject, figure->unit, unit->currency, year);
    if (rate == 0) return false;
    *value = figure->value * rate / unit->factor;
    if (same) return true;
    char text[ENT_NUMBER_TEXT];
    *value = round(*value);
    *because = ent_arena_printf(job->reports->arena, "%s at the rate of %d (%s), rounded",
                                ent_amount_text(figure, job->reports->arena), year, ent_write_double(text, rate));
    job->failed |= *because == NULL;
    return true;
}

/* The case's issue of this name; else the only one on the table that such an amount can be told in. */
static int issue_for(propose_job *job, const ent_found_position *found, int year, double *value, const char **because) {
    const ent_case *c = job->subject;
    const ent_candidate *figure = &job->reports->claims[found->claim].candidate;
    const int named = found->issue != NULL ? ent_case_issue(c, found->issue) : ENT_NOWHERE;
    if (named != ENT_NOWHERE)
        return propose_amount(job, figure, &c->issues[named].unit, year, value, because) ? named : ENT_NOWHERE;
    int only = ENT_NOWHERE;
    for (size_t i = 0; i < c->issues_size; i++) {
        double in;
        const char *why;
        if (!c->issues[i].same_table || !propose_amount(job, figure, &c->issues[i].unit, year, &in, &why)) continue;
        if (only != ENT_NOWHERE) return ENT_NOWHERE;
        only = (int)i;
        *value = in;
        *because = why;
    }
    return only;
}

/* A value that the issue knows; ranges know all numbers. */
static bool fits(const ent_issue *issue, double value) {
    char text[ENT_NUMBER_TEXT];
    return issue->kind == ENT_RANGE || issue->kind == ENT_CONTINUOUS ||
           ent_issue_find(issue, ent_write_double(text, value)) != ENT_NOWHERE;
}

/* Whether the case has this move already: party, issue and value, within a month. */
static bool has_position(const ent_case *c, int party, int issue, double value, ent_date date) {
    enum { MONTH = 31 };
    for (size_t i = 0; i < c->positions_size; i++) {
        const ent_position *row = &c->positions[i];
        const int32_t p = ent_date_last_day(row->date), q = ent_date_last_day(date);
        if (row->party == party && row->issue == issue && row->value.number.set &&
            fabs(row->value.number.value - value) <= 1e-9 * fabs(value) &&
            (row->date.year == 0 || (p > q ? p - q : q - p) <= MONTH))
            return true;
    }
    return false;
}

static void add_position(propose_job *job, const ent_found_position *found) {
    const ent_case *c = job->subject;
    const ent_report_sentence *sentence = &job->reports->sentences[found->sentence];
    if (job->reports->documents[sentence->document].note) return;
    double value = 0;
    const char *because = NULL;
    const int party = propose_party(c, found->actor);
    const int issue = party != ENT_NOWHERE ? issue_for(job, found, found->date.year, &value, &because) : ENT_NOWHERE;
    if (issue == ENT_NOWHERE || !fits(&c->issues[issue], value)) return;
    if (has_position(c, party, issue, value, found->date)) return;
    const char *end = tail(job, found->claim), *cited = propose_citation(job, found->sentence);
    char date[ENT_NUMBER_TEXT], number[ENT_NUMBER_TEXT];
    ent_suggestion row = {.kind = ENT_SUGGEST_POSITION,
                          .path = "positions",
                          .reports = found->reports,
                          .sentence = found->sentence,
                          .id = ent_arena_printf(job->reports->arena, "%s-%s-%s", c->parties[party].id,
                                                 ent_write_date(date, found->date), end != NULL ? end : "")};
    ent_buffer_char(&job->buffer, '{');
    propose_key(job, "id", row.id);
    propose_key(job, "party", c->parties[party].id);
    propose_key(job, "issue", c->issues[issue].id);
    ent_buffer_printf(&job->buffer, ", value: %s", ent_write_double(number, value));
    date_key(job, "date", found->date);
    const ent_government *government = ent_case_government(&c->parties[party], found->date);
    propose_key(job, "government", government != NULL ? government->name : NULL);
    propose_key(job, "status", ent_move_name(found->move));
    propose_key(job, "reported", cited);
    propose_key(job, "because", because);
    ent_buffer_char(&job->buffer, '}');
    row.yaml = propose_take(job);
    propose_add(job, &row, found->claim);
}

/* ---- claims
 * ---------------------------------------------------------------------------------------------------------- */

static bool is_claim(const ent_candidate *row) {
    switch (row->kind) {
    case ENT_CANDIDATE_MONEY:
    case ENT_CANDIDATE_PERCENT:
    case ENT_CANDIDATE_COUNT:
    case ENT_CANDIDATE_CHANGE:
        return row->has_value && !row->negated;
    case ENT_CANDIDATE_STATEMENT:
    case ENT_CANDIDATE_EVENT:
        return true;
    default:
        return false;
    }
}

/* What a claim says, as far as rules can: figures and classes; the analyst writes it in words. */
static const char *says(propose_job *job, const ent_candidate *row) {
    ent_arena *arena = job->reports->arena;
    const char *who = row->actor != NULL ? row->actor : "somebody", *whom = row->target;
    if (row->has_value) return ent_amount_text(row, arena);
    const char *what = row->text != NULL ? row->text : ent_candidate_kind_name(row->kind);
    const char *modality = row->modality != ENT_NO_MODALITY ? ent_modality_name(row->modality) : NULL;
    return ent_arena_printf(arena, "%s: %s%s%s%s%s", who, what, whom != NULL ? ", " : "", whom != NULL ? whom : "",
                            modality != NULL ? ", " : "", modality != NULL ? modality : "");
}

/* "USD billion": the unit of a claim and what its value is divided by. */
static const char *claim_unit(propose_job *job, const ent_candidate *row, double *factor) {
    static const struct {
        double factor;
        const char *name;
    } scales[] = {{1e12, "trillion"}, {1e9, "billion"}, {1e6, "million"}};
    *factor = 1;
    if (row->kind != ENT_CANDIDATE_MONEY || row->unit == NULL) return row->unit;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
        if (fabs(row->value) >= scales[i].factor) {
            *factor = scales[i].factor;
            return ent_arena_printf(job->reports->arena, "%s %s", row->unit, scales[i].name);
        }
    return row->unit;
}

/* A reader of the case should not take as said what an incomplete report of an agreement says. */
static const char *certainty_of(propose_job *job, size_t sentence, const ent_candidate *row) {
    for (size_t i = 0; i < job->acts->size; i++)
        if (job->acts->items[i].sentence == sentence && job->acts->items[i].kind == ENT_ACT_AGREED &&
            row->kind == ENT_CANDIDATE_EVENT)
            return "contested";
    return ent_certainty_name(row->certainty);
}

static void write_claim(propose_job *job, size_t sentence, size_t index, int party, int issue, const char *id) {
    const ent_case *c = job->subject;
    const ent_report_claim *claim = &job->reports->claims[index];
    const ent_candidate *row = &claim->candidate;
    const ent_report_sentence *in = &job->reports->sentences[sentence];
    double factor;
    const char *unit = claim_unit(job, row, &factor);
    ent_buffer_char(&job->buffer, '{');
    propose_key(job, "id", id);
    propose_key(job, "source", job->sources[in->document]);
    ent_buffer_printf(&job->buffer, ", sentence: %zu", in->number);
    propose_key(job, "party", party != ENT_NOWHERE ? c->parties[party].id : NULL);
    propose_key(job, "issue", issue != ENT_NOWHERE ? c->issues[issue].id : NULL);
    propose_key(job, "says", says(job, row));
    if (row->has_value) number_key(job, "value", row->value / factor);
    if (row->has_value) propose_key(job, "unit", unit);
    date_key(job, "date", ent_report_date(job->reports, in, claim));
    propose_key(job, "certainty", certainty_of(job, sentence, row));
    if (claim->credibility != 0) number_key(job, "credibility", claim->credibility);
    propose_key(job, "state",
                job->options->by != NULL || claim->state == ENT_CLAIM_ACCEPTED ? "accepted" : "candidate");
    propose_key(job, "decided_by", job->options->by);
    ent_buffer_char(&job->buffer, '}');
}

static bool part_of_change(const propose_job *job, const ent_report_sentence *in, const ent_candidate *row) {
    for (size_t i = in->first; i < in->after && row->kind == ENT_CANDIDATE_PERCENT; i++) {
        const ent_candidate *other = &job->reports->claims[i].candidate;
        if (other->kind == ENT_CANDIDATE_CHANGE && other->start <= row->start && other->end >= row->end) return true;
    }
    return false;
}

/* What concerns the case: one of its issues is named, or one of its parties acts. */
static void add_claim(propose_job *job, size_t sentence, size_t index) {
    const ent_case *c = job->subject;
    const ent_report_sentence *in = &job->reports->sentences[sentence];
    const ent_candidate *row = &job->reports->claims[index].candidate;
    if (!is_claim(row) || part_of_change(job, in, row)) return;
    const char *about = row->issue != NULL ? row->issue : job->acts->about[sentence].issue;
    const int issue = about != NULL ? ent_case_issue(c, about) : ENT_NOWHERE;
    int party = propose_party(c, row->actor);
    for (size_t i = in->first; i < in->after && party == ENT_NOWHERE && row->has_value; i++) {
        const ent_candidate *other = &job->reports->claims[i].candidate;
        if (other->kind == ENT_CANDIDATE_ACTOR && other->end <= row->start) party = propose_party(c, other->actor);
    }
    if (issue == ENT_NOWHERE && party == ENT_NOWHERE) return;
    const char *end = tail(job, index), *cited = propose_citation(job, sentence);
    if (end == NULL || cited == NULL) {
        job->failed = true;
        return;
    }
    ent_suggestion item = {.kind = ENT_SUGGEST_CLAIM,
                           .path = "claims",
                           .reports = 1,
                           .sentence = sentence,
                           .id = ent_arena_printf(job->reports->arena, "claim-%s", end)};
    if (item.id == NULL) {
        job->failed = true;
        return;
    }
    for (size_t i = 0; i < c->claims_size; i++)
        if (strcmp(c->claims[i].id, item.id) == 0) return; /* it was taken over */
    write_claim(job, sentence, index, party, issue, item.id);
    item.yaml = propose_take(job);
    propose_add(job, &item, index);
}

static void add_claims(propose_job *job) {
    for (size_t i = 0; i < job->reports->sentences_size && !job->failed; i++) {
        const ent_report_sentence *in = &job->reports->sentences[i];
        const ent_report_document *document = &job->reports->documents[in->document];
        if (document->note || !document->first_of_report) continue;
        for (size_t c = in->first; c < in->after && !job->failed; c++)
            add_claim(job, i, c);
    }
}

ent_status ent_suggestions_make(const ent_reports *reports, const ent_acts *acts, const ent_found_positions *positions,
                                const ent_run *run, const ent_case *a_case, const ent_propose_options *options,
                                ent_suggestions *out) {
    static const ent_propose_options none = {0};
    *out = (ent_suggestions){0};
    propose_job job = {.reports = reports,
                       .acts = acts,
                       .positions = positions,
                       .run = run,
                       .subject = a_case,
                       .options = options != NULL ? options : &none,
                       .out = out};
    job.sources = ent_arena_array(reports->arena, reports->documents_size + 1, sizeof *job.sources);
    job.source_yaml = ent_arena_array(reports->arena, reports->documents_size + 1, sizeof *job.source_yaml);
    if (job.sources == NULL || job.source_yaml == NULL) return ENT_MEMORY;
    ent_buffer_init(&job.buffer, ent_run_allocator(run));
    for (size_t i = 0; i < positions->size && !job.failed; i++)
        add_position(&job, &positions->items[i]);
    if (!job.failed) propose_numbers(&job);
    if (!job.failed) propose_outcomes(&job);
    if (!job.failed) add_claims(&job);
    ent_buffer_free(&job.buffer);
    if (ent_run_cancelled(run)) return ENT_CANCELLED;
    return job.failed || ent_arena_failed(reports->arena) ? ENT_MEMORY : ENT_OK;
}
