/* Years that a series of the case lacks and a document tells. */
#include "evidence/propose_parts.h"

#include <string.h>

/* Whether the words stand in the text, capitals apart, at the beginnings of words. */
static bool names(const char *text, const char *words) {
    const size_t length = strlen(words);
    for (const char *at = text; length > 0 && *at != '\0'; at++) {
        size_t i = 0;
        while (i < length && ((at[i] | 0x20) == (words[i] | 0x20)))
            i++;
        if (i == length && (at == text || at[-1] == ' ' || at[-1] == '(')) return true;
    }
    return false;
}

static bool has_year(const ent_series *series, int year) {
    for (size_t i = 0; i < series->size; i++)
        if (series->values[i].year == year) return true;
    return false;
}

/* The only date of a sentence, if it is a year alone; 0: none, or several. */
static int year_of(const propose_job *job, const ent_report_sentence *in) {
    int year = 0;
    for (size_t i = in->first; i < in->after; i++) {
        const ent_candidate *row = &job->reports->claims[i].candidate;
        if (row->kind != ENT_CANDIDATE_DATE || row->date.year == 0) continue;
        if (year != 0 || row->date.month != 0 || row->until.year != 0) return 0;
        year = row->date.year;
    }
    return year;
}

static void add_number(propose_job *job, size_t sentence, size_t claim, const ent_series *series, int year) {
    double value;
    const char *because;
    const ent_report_claim *from = &job->reports->claims[claim];
    ent_candidate figure = from->candidate;
    if (figure.kind == ENT_CANDIDATE_CHANGE && figure.unit != NULL) figure.kind = ENT_CANDIDATE_PERCENT;
    if (figure.bound != ENT_EXACTLY || figure.negated) return;
    if (!propose_amount(job, &figure, &series->unit, year, &value, &because) || because != NULL) return;
    const ent_report_document *document = &job->reports->documents[job->reports->sentences[sentence].document];
    const char *cited = propose_citation(job, sentence);
    char number[ENT_NUMBER_TEXT], known[ENT_NUMBER_TEXT];
    ent_arena *arena = job->reports->arena;
    ent_suggestion row = {
        .kind = ENT_SUGGEST_NUMBER,
        .reports = 1,
        .sentence = sentence,
        .id = ent_arena_printf(arena, "%s-%d-%.8s", series->id, year, from->id != NULL ? from->id : "")};
    row.path = ent_arena_printf(arena, "series.%s.values.%d", series->id, year);
    ent_buffer_printf(&job->buffer, "{value: %s", ent_write_double(number, value));
    if (document->date.year != 0) ent_buffer_printf(&job->buffer, ", known: %s", ent_write_date(known, document->date));
    propose_key(job, "reported", cited);
    ent_buffer_char(&job->buffer, '}');
    row.yaml = propose_take(job);
    propose_add(job, &row, claim);
}

static void read_sentence(propose_job *job, size_t sentence) {
    const ent_report_sentence *in = &job->reports->sentences[sentence];
    const ent_report_document *document = &job->reports->documents[in->document];
    const int year = document->note || !document->first_of_report ? 0 : year_of(job, in);
    if (year == 0) return;
    for (size_t s = 0; s < job->subject->series_size; s++) {
        const ent_series *series = &job->subject->series[s];
        if (series->rows_size > 0 || series->name == NULL || has_year(series, year)) continue;
        if (!names(in->quote, series->name)) continue;
        size_t only = SIZE_MAX, figures = 0;
        for (size_t c = in->first; c < in->after; c++) {
            const ent_candidate *row = &job->reports->claims[c].candidate;
            if (row->kind > ENT_CANDIDATE_CHANGE || !row->has_value || job->positions->moved[c]) continue;
            figures += only == SIZE_MAX || job->reports->claims[only].candidate.start != row->start;
            only = c;
        }
        if (figures == 1) add_number(job, sentence, only, series, year); /* of several none can be told to be it */
    }
}

void propose_numbers(propose_job *job) {
    for (size_t i = 0; i < job->reports->sentences_size && !job->failed; i++)
        read_sentence(job, i);
}
