/* The notes of a case as documents: a numbered line is a sentence. */
#include "evidence/reports.h"
#include "text/extract.h"

#include <string.h>

typedef struct note_text {
    ent_buffer text;
    size_t *ends; /* byte after each sentence, one a sentence */
} note_text;

static bool note_write(note_text *note, const ent_source *source, ent_arena *arena) {
    note->text.size = 0;
    note->ends = ent_arena_array(arena, source->sentences_size + 1, sizeof *note->ends);
    if (note->ends == NULL) return false;
    for (size_t i = 0; i < source->sentences_size; i++) {
        ent_buffer_text(&note->text, source->sentences[i]);
        note->ends[i] = note->text.size;
        ent_buffer_char(&note->text, '\n');
    }
    return !note->text.failed;
}

static void add_claims(ent_reports *reports, size_t document, const ent_source *source, const note_text *note,
                       const ent_extraction *found) {
    size_t line = 0;
    for (size_t i = 0; i < found->found.size && !reports->failed; i++) {
        ent_report_claim claim = {.document = document, .candidate = found->found.items[i]};
        while (line + 1 < source->sentences_size && claim.candidate.start >= note->ends[line])
            line++;
        claim.candidate.sentence = line + 1;
        claim.quote = source->sentences[line];
        claim.quote_start = line > 0 ? note->ends[line - 1] + 1 : 0;
        ent_reports_claim(reports, &claim);
    }
}

/* The report that a document with this address belongs to; NULL where none is there. */
static const char *report_at(const ent_reports *reports, const char *address) {
    for (size_t i = 0; address != NULL && i < reports->documents_size; i++) {
        const ent_report_document *row = &reports->documents[i];
        if (row->address != NULL && strcmp(row->address, address) == 0) return row->report;
    }
    return NULL;
}

static ent_status read_note(ent_reports *reports, ent_run *run, const ent_source *source,
                            const ent_extractor *extractor, note_text *note) {
    if (!note_write(note, source, reports->arena)) return ENT_MEMORY;
    const ent_extract_options options = {.published = source->date, .lines = ENT_LINES_HARD};
    ent_extraction found = {0};
    ent_status status = ent_extract(extractor, note->text.data, note->text.size, &options, run, &found);
    if (status != ENT_OK) return status;
    const ent_report_document row = {.id = source->id,
                                     .report = report_at(reports, source->address),
                                     .title = source->title,
                                     .publisher = source->publisher,
                                     .address = source->address,
                                     .handling = source->handling,
                                     .date = source->date,
                                     .note = true,
                                     .standing =
                                         ent_standing_of(source->publisher, source->anonymous, source->interested)};
    const size_t document = ent_reports_document(reports, &row);
    if (document != SIZE_MAX) add_claims(reports, document, source, note, &found);
    ent_extraction_free(&found);
    return reports->failed ? ENT_MEMORY : ENT_OK;
}

ent_status ent_reports_from_notes(ent_reports *reports, const ent_run *run, const ent_case *a_case, ent_date until) {
    ent_run own = run != NULL ? *run : (ent_run){.threads = 1};
    const ent_extractor *extractor = ent_extractor_new(reports->arena, a_case, NULL);
    if (extractor == NULL) return ENT_MEMORY;
    note_text note = {0};
    ent_buffer_init(&note.text, ent_run_allocator(run));
    ent_status status = ENT_OK;
    for (size_t i = 0; i < a_case->sources_size && status == ENT_OK; i++) {
        const ent_source *source = &a_case->sources[i];
        if (!source->loaded || source->sentences_size == 0 || !ent_date_known(source->date, until)) continue;
        status = read_note(reports, &own, source, extractor, &note);
    }
    ent_buffer_free(&note.text);
    return status;
}
