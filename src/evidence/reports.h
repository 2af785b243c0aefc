/* What several documents say, side by side: their claims grouped by sentence, with who published them and when. The
 * ground that timelines, contradictions, positions and proposals are worked out on.
 *
 *     ent_reports reports;
 *     ent_reports_init(&reports, arena);
 *     status = ent_reports_from_store(&reports, run, store, NULL);           and, or
 *     status = ent_reports_from_notes(&reports, run, a_case, (ent_date){0});
 *     if (status == ENT_OK) status = ent_reports_finish(&reports, run);
 */
#ifndef ENTENTE_EVIDENCE_REPORTS_H
#define ENTENTE_EVIDENCE_REPORTS_H

#include "store/store.h"

#include <entente/case.h>

enum { ENT_REPORTS_MOST_CLAIMS = 2000000 }; /* more are refused: narrow the dates */

/* Why a document weighs what it weighs, where nobody has judged its claims. */
typedef enum ent_standing {
    ENT_STANDING_UNNAMED,  /* an anonymous or interested source */
    ENT_STANDING_PRESS,    /* anybody else */
    ENT_STANDING_OFFICIAL, /* a government, a parliament, an international organisation */
} ent_standing;

typedef struct ent_report_document {
    const char *id;     /* of the store; of a note the id of the case's source */
    const char *report; /* equal for copies of one report */
    const char *title, *publisher, *address, *handling;
    ent_date date;
    bool note; /* of the case itself, in its author's words */
    ent_standing standing;
    bool first_of_report;   /* it stands for its report; set by ent_reports_finish */
    const char *publishers; /* of the whole report: "Yonhap, Korea Herald"; set by ent_reports_finish */
} ent_report_document;

typedef struct ent_report_claim {
    size_t document;
    const char *id; /* of the store; NULL for notes */
    ent_candidate candidate;
    ent_claim_state state;
    unsigned credibility; /* 1 to 6; 0: not judged */
    const char *quote;    /* the sentence; the same pointer for claims of one sentence */
    size_t quote_start;   /* byte of the document's text where it begins; SIZE_MAX: not known */
} ent_report_claim;

/* A sentence with the claims that were taken from it, without those that were rejected or are irrelevant. */
typedef struct ent_report_sentence {
    size_t document, number; /* number: from 1 */
    const char *quote;
    size_t first, after;  /* claims */
    ent_date from, until; /* what it is dated: its only date, or the first; no date where it has none */
    unsigned credibility; /* the best that was judged of its claims; 0: none was */
} ent_report_sentence;

typedef struct ent_reports {
    ent_arena *arena;
    ent_report_document *documents;
    size_t documents_size, documents_room;
    ent_report_claim *claims;
    size_t claims_size, claims_room;
    ent_report_sentence *sentences; /* by ent_reports_finish, in the order of documents */
    size_t sentences_size;
    bool failed; /* memory */
} ent_reports;

/* All texts live in `arena`. */
void ent_reports_init(ent_reports *reports, ent_arena *arena);
/* Copies texts. The index of the new document; SIZE_MAX without memory. */
size_t ent_reports_document(ent_reports *reports, const ent_report_document *document);
void ent_reports_claim(ent_reports *reports, const ent_report_claim *claim);

/* Adds documents and claims of a store; of `filter` (NULL: all) the dates count. ENT_LIMIT: E-EVID-0101. */
ent_status ent_reports_from_store(ent_reports *reports, const ent_run *run, ent_evidence *store,
                                  const ent_evidence_filter *filter);
/* Adds the notes of a case, read as documents: what the case has in `sources` with a `file`. Those published after
 * `until` (no date: none) are left out. Notes with the address of a document that is there already belong to its
 * report. */
ent_status ent_reports_from_notes(ent_reports *reports, const ent_run *run, const ent_case *a_case, ent_date until);
/* Sorts documents by date and groups claims by sentence; nothing may be added after it. ENT_MEMORY, ENT_CANCELLED. */
ent_status ent_reports_finish(ent_reports *reports, const ent_run *run);

/* The day that a claim is dated, else its sentence, else its document; no date where none has one. */
ent_date ent_report_date(const ent_reports *reports, const ent_report_sentence *sentence,
                         const ent_report_claim *claim);
/* "Yonhap, 26 April 2024": how a document is cited in a line. */
const char *ent_report_cited(const ent_report_document *document, ent_arena *arena);
/* By the publisher's name. */
ent_standing ent_standing_of(const char *publisher, bool anonymous, bool interested);

extern const ent_message_row ent_reports_messages[];
extern const size_t ent_reports_messages_size;

#endif
