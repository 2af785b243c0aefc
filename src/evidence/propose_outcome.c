/* Agreements that a report tells with all that belongs to one. */
#include "evidence/propose_parts.h"

#include <string.h>

/* What a report of an agreement on the case's issues says of it. */
typedef struct deal {
    size_t amount; /* claims; SIZE_MAX: it does not say */
    int issue;     /* of the amount */
    double value;
    bool term, signatory;
} deal;

static bool says_term(const ent_candidate *row) {
    return row->kind == ENT_CANDIDATE_COUNT && row->has_value && row->unit != NULL &&
           strncmp(row->unit, "year", 4) == 0;
}

/* Somebody with a name, in a sentence that tells of signing. */
static bool says_signatory(const ent_candidate *row) {
    return row->kind == ENT_CANDIDATE_ACTOR && row->text != NULL && strcmp(row->text, "person") == 0 &&
           strcmp(row->rule, "actor.unnamed") != 0;
}

static void read_amount(propose_job *job, size_t claim, deal *out) {
    const ent_case *c = job->subject;
    const ent_candidate *row = &job->reports->claims[claim].candidate;
    const int issue = row->issue != NULL ? ent_case_issue(c, row->issue) : ENT_NOWHERE;
    const char *because;
    if (issue == ENT_NOWHERE || row->kind != ENT_CANDIDATE_MONEY || out->amount != SIZE_MAX) return;
    if (job->positions->moved[claim] || row->bound != ENT_EXACTLY) return;
    if (!propose_amount(job, row, &c->issues[issue].unit, row->date.year, &out->value, &because) || because != NULL)
        return;
    out->amount = claim;
    out->issue = issue;
}

static deal read_document(propose_job *job, size_t document) {
    deal out = {.amount = SIZE_MAX, .issue = ENT_NOWHERE};
    for (size_t s = 0; s < job->reports->sentences_size; s++) {
        const ent_report_sentence *sentence = &job->reports->sentences[s];
        for (size_t i = sentence->first; i < sentence->after && sentence->document == document; i++) {
            const ent_candidate *row = &job->reports->claims[i].candidate;
            if (row->kind == ENT_CANDIDATE_WARNING && strcmp(row->rule, "warning.agreement-without-terms") == 0)
                return (deal){.amount = SIZE_MAX};
            out.term |= says_term(row);
            out.signatory |= job->acts->about[s].signed_by && says_signatory(row);
            read_amount(job, i, &out);
        }
    }
    return out;
}

static void add_outcome(propose_job *job, const ent_act *act, const deal *is) {
    ent_arena *arena = job->reports->arena;
    const char *cited = propose_citation(job, act->sentence);
    const char *amount = propose_citation(job, act->sentence);
    char number[ENT_NUMBER_TEXT], date[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < job->reports->sentences_size; i++)
        if (job->reports->sentences[i].first <= is->amount && is->amount < job->reports->sentences[i].after)
            amount = propose_citation(job, i);
    const char *id = job->reports->claims[is->amount].id;
    ent_suggestion row = {.kind = ENT_SUGGEST_OUTCOME, .path = "outcome", .reports = 1, .sentence = act->sentence};
    row.id = ent_arena_printf(arena, "outcome-%.8s", id != NULL ? id : "");
    if (cited == NULL || amount == NULL) {
        job->failed = true;
        return;
    }
    ent_buffer_printf(&job->buffer, "{date: %s, what: %s, package: {%s: %s}, reported: [\"%s\", \"%s\"]}",
                      ent_write_date(date, act->from), "Agreement reached", job->subject->issues[is->issue].id,
                      ent_write_double(number, is->value), cited, amount);
    row.yaml = propose_take(job);
    propose_add(job, &row, is->amount);
}

/* Once a document: its first sentence that says so. */
void propose_outcomes(propose_job *job) {
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < job->acts->size && !job->failed; i++) {
        const ent_act *act = &job->acts->items[i];
        const size_t document = job->reports->sentences[act->sentence].document;
        const ent_report_document *row = &job->reports->documents[document];
        if (act->kind != ENT_ACT_AGREED || row->note || !row->first_of_report || document == last) continue;
        last = document;
        const deal is = read_document(job, document);
        if (is.amount != SIZE_MAX && is.term && is.signatory)
            add_outcome(job, act, &is);
        else
            job->out->held_back++;
    }
}
