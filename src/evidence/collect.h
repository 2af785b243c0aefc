/* Documents into the store: from the bytes of a file to documents with sentences, candidate claims and copies found.
 *
 *     ent_collector *collector = ent_collector_new(run, store, extractor, &options);
 *     for each file: status = ent_collect(collector, name, data, size, NULL);   ENT_INPUT, ENT_LIMIT: go on
 *     status = ent_collect_finish(collector);
 *     ent_collector_free(collector);
 *
 * Several documents are read beside each other; one at a time is written, some of them in one transaction: killed at
 * any moment, the store has whole documents only. A copy of a document that is there (text/copies.h) is joined to its
 * report, which so counts once, with several publishers. Of a report the document that was published first stands for
 * it, where dates tell, else the one that came first. */
#ifndef ENTENTE_EVIDENCE_COLLECT_H
#define ENTENTE_EVIDENCE_COLLECT_H

#include "store/store.h"
#include "text/copies.h"
#include "text/extract.h"
#include "text/intake.h"

/* What became of a document. Texts live until the visitor returns; NULL, year 0: not known. */
typedef struct ent_collected {
    const char *file;
    size_t line; /* of the file, where it holds several documents; 0 */
    const char *id;
    const char *title, *publisher, *language, *handling;
    ent_date date;
    size_t sentences, claims, new_claims;
    bool added;               /* false: it was in the store */
    const char *copy_of;      /* id of the document of its report that it shares most with; NULL: no copy */
    const char *copy_of_name; /* that one's publisher, else its title */
    double share;             /* of the shorter text of the two, 0 to 1 */
    size_t replaced;          /* bytes that were no characters */
} ent_collected;

typedef struct ent_collect_options {
    ent_intake_options intake;           /* of all files; a file may have its own */
    ent_lines lines;                     /* of documents whose format does not say what a line's end means */
    const ent_candidate_source *sources; /* of candidates, beside the rules: called from several threads */
    size_t sources_size;
    ent_copies_options copies;                                        /* zero: the defaults */
    ent_status (*take)(void *context, const ent_collected *document); /* in the order of the files; NULL: nobody */
    void *context;
} ent_collect_options;

typedef struct ent_collector ent_collector;

/* Everything handed in must outlive it. NULL without memory. */
ent_collector *ent_collector_new(const ent_run *run, ent_evidence *store, const ent_extractor *extractor,
                                 const ent_collect_options *options);
/* Reads the documents of a file; they are in the store after ent_collect_finish at the latest. `intake` NULL: that of
 * the options. ENT_INPUT, ENT_LIMIT: the file, or some document of it, was left out (diagnosed, with the file's name);
 * go on with the next. Any other failure ends collecting; what was told to `take` is in the store. */
ent_status ent_collect(ent_collector *self, const char *file, const char *data, size_t size,
                       const ent_intake_options *intake);
/* Writes what is still waiting. ENT_INPUT, ENT_LIMIT: some document, of whatever file, was left out. */
ent_status ent_collect_finish(ent_collector *self);
/* Documents that were left out by ent_collect_finish or by a batch before it: no file was blamed for them. */
size_t ent_collector_refused(const ent_collector *self);
void ent_collector_free(ent_collector *self); /* what waits is dropped; NULL is legal */

extern const ent_message_row ent_collect_messages[];
extern const size_t ent_collect_messages_size;

#endif
