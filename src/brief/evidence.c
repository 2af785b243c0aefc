/* What the documents of the case say, and where they disagree. */
#include "brief/parts.h"
#include "evidence/conflicts.h"

#include <string.h>

enum { MOST_SHOWN = 12 };

/* ---- which documents ------------------------------------------------------------------------------------------------
 */

static bool same_publisher(const ent_report_document *a, const ent_report_document *b) {
    return a->publisher != NULL && b->publisher != NULL && strcmp(a->publisher, b->publisher) == 0;
}

static size_t publishers(const ent_reports *reports) {
    size_t count = 0;
    for (size_t i = 0; i < reports->documents_size; i++) {
        bool first = reports->documents[i].publisher != NULL;
        for (size_t j = 0; j < i && first; j++)
            first = !same_publisher(&reports->documents[i], &reports->documents[j]);
        count += first;
    }
    return count;
}

static size_t of_standing(const ent_reports *reports, ent_standing standing) {
    size_t count = 0;
    for (size_t i = 0; i < reports->documents_size; i++)
        count += reports->documents[i].standing == standing;
    return count;
}

static void write_documents(const brief *b, ent_section *section, const ent_reports *reports) {
    const ent_report_document *first = NULL, *last = NULL;
    for (size_t i = 0; i < reports->documents_size; i++) {
        const ent_report_document *row = &reports->documents[i];
        if (row->date.year == 0) continue;
        if (first == NULL || ent_date_last_day(row->date) < ent_date_last_day(first->date)) first = row;
        if (last == NULL || ent_date_last_day(row->date) >= ent_date_last_day(last->date)) last = row;
    }
    const char *span =
        first == NULL ? ""
                      : ent_arena_printf(b->scratch, ", from %s (%s) to %s (%s)", brief_date(first->date, b->scratch),
                                         first->publisher != NULL ? first->publisher : "publisher not given",
                                         brief_date(last->date, b->scratch),
                                         last->publisher != NULL ? last->publisher : "publisher not given");
    if (span == NULL) return; /* the scratch arena remembers */
    const size_t official = of_standing(reports, ENT_STANDING_OFFICIAL);
    const size_t unnamed = of_standing(reports, ENT_STANDING_UNNAMED);
    ent_section_block(
        b->out, section, ENT_BLOCK_TEXT, NULL,
        "This picture stands on %zu document%s of %zu publisher%s%s. %zu %s of a government, a parliament "
        "or an international organisation, %zu of a source that is not named or has an interest.",
        reports->documents_size, reports->documents_size == 1 ? "" : "s", publishers(reports),
        publishers(reports) == 1 ? "" : "s", span, official, official == 1 ? "is" : "are", unnamed);
}

/* ---- what they disagree on ------------------------------------------------------------------------------------------
 */

static void write_conflict(const brief *b, ent_section *section, const ent_reports *reports, const ent_conflict *row) {
    const ent_report_sentence *x = &reports->sentences[row->sides[0].sentence];
    const ent_report_sentence *y = &reports->sentences[row->sides[1].sentence];
    const char *first = ent_report_cited(&reports->documents[x->document], b->scratch);
    const char *second = ent_report_cited(&reports->documents[y->document], b->scratch);
    if (first == NULL || second == NULL) return;
    const char *better = row->better < 0    ? "Neither stands on more"
                         : row->better == 0 ? "The first stands on more"
                                            : "The second stands on more";
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, ent_conflict_name(row->kind), "%s. %s: %s %s: %s %s: %s.",
                      row->what, first, x->quote, second, y->quote, better, row->because);
}

static void write_conflicts(const brief *b, ent_section *section, const ent_reports *reports,
                            const ent_conflicts *found) {
    if (found->size == 0) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "No two of them were found to disagree on a figure, or on what happened and when. That is a "
                          "search by rules: it finds the plain cases.");
        return;
    }
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "**Documents disagree** (%zu):", found->size);
    for (size_t i = 0; i < found->size && i < MOST_SHOWN; i++)
        write_conflict(b, section, reports, &found->items[i]);
    if (found->size > MOST_SHOWN)
        ent_section_block(b->out, section, ENT_BLOCK_REST, NULL, "`entente evidence conflicts` lists all.");
}

/* ---- what was not believed ------------------------------------------------------------------------------------------
 */

static void write_rejected(const brief *b, ent_section *section) {
    const ent_case *subject = b->subject;
    bool any = false;
    for (size_t i = 0; i < subject->claims_size; i++) {
        const ent_claim *claim = &subject->claims[i];
        const bool rejected = claim->state != NULL && strcmp(claim->state, "rejected") == 0;
        if (!rejected || claim->source < 0 || claim->says == NULL) continue;
        const ent_source *source = &subject->sources[claim->source];
        if (!ent_date_known(claim->date, subject->as_of) || !ent_date_known(source->date, subject->as_of)) continue;
        if (!any) ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL, "**Reported and not believed:**");
        any = true;
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, NULL, "%s (%s, %s)", claim->says,
                          source->publisher != NULL ? source->publisher : "publisher not given",
                          source->date.year != 0 ? brief_date(source->date, b->scratch) : "undated");
    }
}

ent_status brief_evidence(const brief *b) {
    ent_reports reports;
    ent_acts acts;
    ent_found_positions positions;
    ent_conflicts found;
    bool any = false;
    for (size_t i = 0; i < b->subject->sources_size; i++)
        any |= b->subject->sources[i].sentences_size > 0;
    if (!any) return ENT_OK;
    ent_reports_init(&reports, b->scratch);
    ent_status status = ent_reports_from_notes(&reports, b->run, b->subject, b->subject->as_of);
    if (status == ENT_OK) status = ent_reports_finish(&reports, b->run);
    if (status == ENT_OK) status = ent_acts_find(&reports, b->run, b->subject, &acts);
    if (status == ENT_OK) status = ent_positions_find(&reports, &acts, b->run, &positions);
    if (status == ENT_OK) status = ent_conflicts_find(&reports, &acts, &positions, b->run, b->subject, NULL, &found);
    if (status != ENT_OK || reports.documents_size == 0) return status;
    ent_section *section = ent_findings_section(b->out, "evidence", "Evidence", false, false);
    write_documents(b, section, &reports);
    write_conflicts(b, section, &reports, &found);
    write_rejected(b, section);
    return ENT_OK;
}
