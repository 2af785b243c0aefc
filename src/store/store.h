/* The evidence store: documents, their sentences and the claims taken from them, in one SQLite file.
 *
 * The file is an ordinary SQLite 3 database in WAL mode. Its views v_documents, v_sentences, v_claims, v_timeline and
 * v_conflicts are an interface: any SQLite tool may read them (schema.c says what their columns are). The caller says
 * where the file is. A document comes in whole or not at all, whenever the program is killed; several programs may
 * read and write at once. Ids are hashes of content, so they are the same in every store.
 *
 *     ent_evidence *store;
 *     ent_status status = ent_evidence_open(run, path, NULL, &store);
 *     if (status == ENT_OK) status = ent_evidence_add(store, run, &document, &added);
 *     ent_evidence_close(store);
 *
 * A store is used by one thread at a time; threads open one each. Every function that fails has diagnosed why
 * (E-STORE-....), but for ENT_MEMORY and ENT_CANCELLED. `run` may be NULL. Texts handed to a visitor live until it
 * returns; a visitor that does not return ENT_OK ends the walk, and its status is returned. Visitors must not change
 * the store they are called from. */
#ifndef ENTENTE_STORE_STORE_H
#define ENTENTE_STORE_STORE_H

#include "text/candidate.h"
#include "text/sentences.h"

#include <entente/base.h>

typedef struct ent_evidence ent_evidence;

enum {
    ENT_EVIDENCE_VERSION = 2,           /* of the tables: PRAGMA user_version */
    ENT_EVIDENCE_MOST_TEXT = 64 << 20,  /* bytes of a document's text */
    ENT_EVIDENCE_MOST_WORDS = 64 << 10, /* bytes of every other text */
    ENT_EVIDENCE_MOST_LINE = 256 << 20, /* bytes of a line of JSON */
    ENT_EVIDENCE_MOST_CLAIMS = 500000,  /* of a document */
    ENT_EVIDENCE_MOST_RANKED = 5000,    /* documents that one search ranks */
    ENT_EVIDENCE_DOCUMENT_ID = 64,      /* hexadecimal digits */
    ENT_EVIDENCE_CLAIM_ID = 32,         /* likewise */
};

/* ---- opening -------------------------------------------------------------------------------------------------- */

typedef struct ent_evidence_options {
    bool read_only; /* the file must exist and is not changed, nor brought up to this version */
    unsigned wait;  /* milliseconds to wait for another writer; 0: 10,000 */
    unsigned cache; /* KB of pages kept in memory; 0: 65,536 */
} ent_evidence_options;

/* Opens the store at `path`, made if there is none; one of an older version is brought up to this one. ":memory:" is a
 * store that is gone when it is closed. E-STORE-0001 (cannot be opened), -0002 (another kind of file), -0003 (of a
 * newer version), -0004 (in use), -0005 (damaged). `options` NULL: defaults. On failure *out is NULL. */
ent_status ent_evidence_open(const ent_run *run, const char *path, const ent_evidence_options *options,
                             ent_evidence **out);
void ent_evidence_close(ent_evidence *store); /* NULL is legal; an open batch is undone */

/* Reads the whole store and tells the first thing that is wrong in it: E-STORE-0005. Slow. */
ent_status ent_evidence_check(ent_evidence *store, const ent_run *run);

/* ---- adding --------------------------------------------------------------------------------------------------- */

typedef enum ent_claim_state {
    ENT_CLAIM_CANDIDATE,
    ENT_CLAIM_ACCEPTED,
    ENT_CLAIM_REJECTED,
    ENT_CLAIM_IRRELEVANT,
    ENT_CLAIM_SUPERSEDED,
} ent_claim_state;
const char *ent_claim_state_name(ent_claim_state state); /* "candidate", ...: static */
bool ent_claim_state_read(const char *name, ent_claim_state *out);

/* A document as it comes in. NULL and year 0: not known. */
typedef struct ent_evidence_document {
    const char *text; /* UTF-8 without NUL */
    size_t size;
    const char *title, *publisher, *address, *language, *handling;
    ent_date date;                 /* of publication */
    const char *note;              /* whatever else is known, as JSON; not searched */
    const char *report;            /* id of the document that this is a copy of: a report counts once */
    double share;                  /* of a copy: how much of the shorter text the two have in common, 0 to 1 */
    const ent_sentence *sentences; /* rising, without overlap */
    size_t sentences_size;
    const ent_candidate *claims; /* each in a sentence of this document */
    size_t claims_size;
    const uint64_t *bands; /* keys of its signature (text/copies.h), by which copies are found; NULL: none */
    size_t bands_size;
} ent_evidence_document;

typedef struct ent_evidence_added {
    char id[ENT_EVIDENCE_DOCUMENT_ID + 1];
    bool added;           /* false: it was there */
    size_t claims;        /* claims that were not there */
    bool other_sentences; /* it was there with other sentences: nothing of it was changed, no claim added */
} ent_evidence_added;

/* The id of a document: SHA-256 over publisher, date, address and the hash of its text. The same text from two
 * publishers is two documents. ENT_MEMORY. */
ent_status ent_evidence_document_id(const ent_allocator *allocator, const ent_evidence_document *document,
                                    char id[ENT_EVIDENCE_DOCUMENT_ID + 1]);

/* Adds a document with its sentences and candidate claims in one transaction. One that is there keeps what it has and
 * what was decided; claims that it lacks are added. E-STORE-0010: the document makes no sense (no UTF-8, places
 * outside of it, a number that is none). `added` may be NULL. */
ent_status ent_evidence_add(ent_evidence *store, const ent_run *run, const ent_evidence_document *document,
                            ent_evidence_added *added);

/* Between begin and commit many documents come in as one transaction, which is several times faster; a document that
 * is refused leaves the others. No other program can write meanwhile: keep it below some seconds. Killed or undone,
 * none of the batch is in. A batch that failed with ENT_IO or ENT_LIMIT may be gone: call undo. */
ent_status ent_evidence_begin(ent_evidence *store, const ent_run *run);
ent_status ent_evidence_commit(ent_evidence *store, const ent_run *run);
void ent_evidence_undo(ent_evidence *store); /* legal without a batch */

/* Says that a document is a copy of another (`report` NULL: of none), with which it shares `share` (0 to 1) of the
 * shorter text. E-STORE-0010: a share that is none; -0011: not in the store. */
ent_status ent_evidence_set_report(ent_evidence *store, const ent_run *run, const char *document, const char *report,
                                   double share);

/* What an analyst says of a claim. */
typedef struct ent_evidence_decision {
    ent_claim_state state;
    const char *by, *on;       /* who, and when: a date or "2024-03-21T10:00:00Z"; both required */
    const char *because;       /* NULL: not said */
    const char *superseded_by; /* id of the claim that took its place; only where superseded; NULL: none */
    unsigned credibility;      /* 1 (confirmed by other sources) to 5 (improbable), 6 (cannot be judged), after NATO's
                                  grading of information; 0: leaves it as it is */
} ent_evidence_decision;

/* Every decision is kept; the last by `on`, then in the order they were made, is the claim's state. E-STORE-0010,
 * -0011. */
ent_status ent_evidence_decide(ent_evidence *store, const ent_run *run, const char *claim,
                               const ent_evidence_decision *decision);

/* ---- reading -------------------------------------------------------------------------------------------------- */

typedef struct ent_stored_document {
    const char *id, *hash; /* hash: SHA-256 of the text */
    const char *title, *publisher, *address, *language, *handling, *note;
    ent_date date;
    const char *report; /* id of the document that stands for the report: its own, or of the one it is a copy of */
    double share; /* of a copy: how much of the shorter text it shared with the document it was joined to, 0 to 1 */
    size_t bytes, sentences, claims;
    const char *text;    /* of ent_evidence_read only, else NULL */
    const char *opening; /* the first letters of a text without title; of ent_evidence_documents only, else NULL */
} ent_stored_document;

/* One document with its text, in `arena`. `id` may be cut short (at least 6 digits) where that is unambiguous.
 * E-STORE-0011. */
ent_status ent_evidence_read(ent_evidence *store, const ent_run *run, const char *id, ent_arena *arena,
                             ent_stored_document *out);
/* All documents, by date, then publisher, then id. */
ent_status ent_evidence_documents(ent_evidence *store, const ent_run *run,
                                  ent_status (*visit)(void *context, const ent_stored_document *document),
                                  void *context);
/* The sentences of a document, in order, as spans of its text. `id` whole. */
ent_status ent_evidence_sentences(ent_evidence *store, const ent_run *run, const char *id,
                                  ent_status (*visit)(void *context, size_t number, ent_sentence sentence),
                                  void *context);

typedef struct ent_stored_claim {
    const char *id, *document, *publisher, *report;
    ent_date published;
    ent_candidate candidate; /* its texts are borrowed too */
    const char *quote;       /* the sentence */
    size_t quote_start;      /* byte of the document's text where it begins */
    ent_claim_state state;
    unsigned credibility; /* 0: not judged */
    const char *decided_by, *decided_on, *because, *superseded_by;
} ent_stored_claim;

/* Which claims: NULL, year 0, -1: all. */
typedef struct ent_evidence_filter {
    const char *claim, *document, *actor, *issue, *publisher; /* actor: as actor or as target */
    int kind, state;                                          /* ent_candidate_kind, ent_claim_state */
    ent_date from, until; /* of what the claim is dated, or its document where it is not */
    size_t most;          /* 0: all */
} ent_evidence_filter;
#define ENT_EVIDENCE_ALL ((ent_evidence_filter){.kind = -1, .state = -1})

typedef ent_status (*ent_claim_visitor)(void *context, const ent_stored_claim *claim);

/* Claims by document (date, then id), then place. */
ent_status ent_evidence_claims(ent_evidence *store, const ent_run *run, const ent_evidence_filter *filter,
                               ent_claim_visitor visit, void *context);
/* Events, statements and positions that nobody rejected, by date; what copies of a report repeat stands once. */
ent_status ent_evidence_timeline(ent_evidence *store, const ent_run *run, const ent_evidence_filter *filter,
                                 ent_claim_visitor visit, void *context);
/* Pairs of figures that cannot both be right: same kind, issue, actor, unit and period, from different reports, their
 * ranges apart ("about" reaches 5% to both sides). By issue, then date. Units are compared as they were stored. */
ent_status ent_evidence_conflicts(ent_evidence *store, const ent_run *run, const char *issue,
                                  ent_status (*visit)(void *context, const ent_stored_claim *first,
                                                      const ent_stored_claim *second),
                                  void *context);

typedef struct ent_evidence_counts {
    size_t documents, reports, publishers, sentences, claims, by_state[5];
} ent_evidence_counts;
ent_status ent_evidence_count(ent_evidence *store, const ent_run *run, ent_evidence_counts *out);

/* Documents that share a band with these keys: candidates for copies, each once, in the order they were added; without
 * counts of sentences and claims. */
ent_status ent_evidence_similar(ent_evidence *store, const ent_run *run, const uint64_t *bands, size_t size,
                                ent_status (*visit)(void *context, const ent_stored_document *document), void *context);

/* ---- searching ------------------------------------------------------------------------------------------------ */

/* Words are all required; "cost sharing" in quotes is a phrase, and so is cost-sharing; shar* finds what begins so;
 * -word excludes; OR between two terms lets either do. Case, diacritics and English endings do not matter; a word in
 * Hangul also finds those that go on after it (particles). E-STORE-0008: not a query. */
typedef struct ent_evidence_query {
    const char *words;
    const char *publisher, *language; /* NULL: any */
    ent_date from, until;             /* of publication; documents without a date are left out where one is given */
    bool once;                        /* of the copies of a report only the one that stands for it */
    size_t most;                      /* 0: 20 */
    const char *before, *after;       /* around what matched in snippets; NULL: "[", "]" */
} ent_evidence_query;

typedef struct ent_evidence_hit {
    ent_stored_document document; /* without its counts of sentences and claims */
    const char *snippet;
    double score; /* BM25 (Robertson and Zaragoza 2009, The probabilistic relevance framework), larger is better; what
                     stands in titles counts four times */
} ent_evidence_hit;

typedef struct ent_evidence_found {
    size_t matched; /* documents, at most ENT_EVIDENCE_MOST_RANKED */
    bool more;      /* there are more than these: the others were not looked at */
} ent_evidence_found;

/* The best documents first, equals in the order they were added. Where more than ENT_EVIDENCE_MOST_RANKED match, only
 * those of them that were added last are ranked and shown, and `found` says so: narrow the query, or the dates. `found`
 * may be NULL. */
ent_status ent_evidence_search(ent_evidence *store, const ent_run *run, const ent_evidence_query *query,
                               ent_status (*visit)(void *context, const ent_evidence_hit *hit), void *context,
                               ent_evidence_found *found);

/* ---- JSON lines ----------------------------------------------------------------------------------------------- */

/* Every document with its sentences, claims and decisions, a line each, by id: two stores with the same content give
 * the same bytes. `write` gets whole lines; what it returns other than ENT_OK ends it. */
ent_status ent_evidence_export(ent_evidence *store, const ent_run *run,
                               ent_status (*write)(void *context, const char *data, size_t size), void *context);

typedef struct ent_evidence_imported {
    size_t documents, claims, decisions; /* that were not there */
    size_t known;                        /* documents that were */
    size_t refused;                      /* lines */
} ent_evidence_imported;

/* Reads what export has written, joining it to what there is. `read` fills at most `room` bytes, sets *got (0: the end)
 * and returns ENT_OK. A line that cannot be read, or whose ids do not fit its content, is diagnosed (E-STORE-0009)
 * with its number and left out; the others come in, and ENT_INPUT is returned at the end. `out` may be NULL. */
ent_status ent_evidence_import(ent_evidence *store, const ent_run *run, const char *file,
                               ent_status (*read)(void *context, char *data, size_t room, size_t *got), void *context,
                               ent_evidence_imported *out);

extern const ent_message_row ent_evidence_messages[];
extern const size_t ent_evidence_messages_size;

#endif
