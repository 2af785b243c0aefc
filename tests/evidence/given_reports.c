#include "given_reports.h"

#include "support/unit.h"

#include <stdio.h>
#include <string.h>

void given_add(ent_reports *reports, const ent_extractor *extractor, const given_document *document, size_t number) {
    ent_date date = {0};
    char id[16];
    if (document->date != NULL) assert_true(ent_read_date(document->date, &date));
    snprintf(id, sizeof id, "d%zu", number);
    ent_extraction found;
    const ent_extract_options options = {.published = date};
    assert_int_equal(ent_extract(extractor, document->text, strlen(document->text), &options, NULL, &found), ENT_OK);
    const ent_report_document row = {.id = id,
                                     .report = document->report,
                                     .publisher = document->publisher,
                                     .date = date,
                                     .standing = ent_standing_of(document->publisher, false, false)};
    const size_t index = ent_reports_document(reports, &row);
    for (size_t i = 0; i < found.found.size && index != SIZE_MAX; i++) {
        const ent_sentence in = found.sentences[found.found.items[i].sentence - 1];
        char quote[4096], claim_id[40];
        const size_t length = in.end - in.start < sizeof quote ? in.end - in.start : sizeof quote - 1;
        memcpy(quote, document->text + in.start, length);
        quote[length] = '\0';
        snprintf(claim_id, sizeof claim_id, "%08zx%024zx", number * 1000 + i, i);
        ent_reports_claim(reports, &(ent_report_claim){.document = index,
                                                       .id = claim_id,
                                                       .candidate = found.found.items[i],
                                                       .quote = quote,
                                                       .quote_start = in.start});
    }
    ent_extraction_free(&found);
}

void given_make(given *out, const char *case_text, const given_document *documents, size_t size) {
    *out = (given){.arena = ent_arena_new(NULL)};
    assert_non_null(out->arena);
    const ent_run run = {.threads = 1};
    if (case_text != NULL)
        assert_int_equal(ent_case_parse(&run, "talks.yaml", case_text, strlen(case_text), NULL, &out->subject), ENT_OK);
    const ent_extractor *extractor = ent_extractor_new(out->arena, out->subject, NULL);
    assert_non_null(extractor);
    ent_reports_init(&out->reports, out->arena);
    for (size_t i = 0; i < size; i++)
        given_add(&out->reports, extractor, &documents[i], i + 1);
    assert_int_equal(ent_reports_finish(&out->reports, NULL), ENT_OK);
    assert_int_equal(ent_acts_find(&out->reports, NULL, out->subject, &out->acts), ENT_OK);
    assert_int_equal(ent_positions_find(&out->reports, &out->acts, NULL, &out->positions), ENT_OK);
    assert_int_equal(
        ent_conflicts_find(&out->reports, &out->acts, &out->positions, NULL, out->subject, NULL, &out->conflicts),
        ENT_OK);
}

void given_free(given *made) {
    ent_case_free(made->subject);
    ent_arena_free(made->arena);
}
