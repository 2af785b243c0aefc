/* The verb evidence: its sub-verbs as a table. */
#ifndef ENTENTE_CLI_EVIDENCE_H
#define ENTENTE_CLI_EVIDENCE_H

#include "cli/cli.h"
#include "evidence/acts.h"
#include "store/store.h"
#include "text/extract.h"

/* A sub-verb: `entente evidence NAME OPERANDS`. Help, completions and the check of operands follow from the row. */
typedef struct cli_evidence_row {
    const char *name, *operands; /* "FILE|-" */
    size_t least, most;          /* operands after the name */
    const char *options;         /* names of the options it takes, parted by spaces */
    ent_status (*run)(cli *self);
} cli_evidence_row;

ent_status cli_evidence_extract(cli *self);
ent_status cli_evidence_timeline(cli *self);
ent_status cli_evidence_conflicts(cli *self);
ent_status cli_evidence_accept(cli *self);
ent_status cli_evidence_reject(cli *self);
ent_status cli_evidence_irrelevant(cli *self);
ent_status cli_evidence_propose(cli *self);
ent_status cli_evidence_verify(cli *self);
ent_status cli_evidence_add(cli *self);
ent_status cli_evidence_export(cli *self);
ent_status cli_evidence_import(cli *self);
ent_status cli_evidence_search(cli *self);
ent_status cli_evidence_show(cli *self);
ent_status cli_evidence_sources(cli *self);

/* ---- verb_evidence_store.c: which store */

/* READ: it must be there and is not changed. CHANGE: it must be there. MAKE: it is made if it is not. */
typedef enum cli_evidence_purpose { CLI_EVIDENCE_READ, CLI_EVIDENCE_CHANGE, CLI_EVIDENCE_MAKE } cli_evidence_purpose;

/* The file of the store: --store, else evidence.db beside the file of the case, for built-in cases below the user's
 * data folder. `case_name` as the user gave it; NULL: no case. NULL and diagnosed (U-CLI-0011, -0003) where that does
 * not say it, or without memory. */
const char *cli_evidence_path(cli *self, const char *case_name);
/* Opens it; to be closed with ent_evidence_close. E-CLI-0006: there is none, or its folder cannot be made. */
ent_status cli_evidence_open(cli *self, const char *case_name, cli_evidence_purpose purpose, ent_evidence **out);

/* ---- evidence_reports.c: what the verbs across documents are worked out on */
typedef struct cli_reports {
    ent_case *subject;   /* NULL: no case was named */
    ent_evidence *store; /* NULL: there is none */
    ent_reports reports; /* of the store, and of the notes of the case; finished */
    ent_acts acts;
} cli_reports;

/* Reads the case `name` (NULL: that of --case, or none) and the documents of its store and notes, those dated between
 * --from and --until. With neither a store nor notes: an error. To be released after failures too. */
ent_status cli_reports_read(cli *self, const char *name, cli_reports *out);
void cli_reports_free(cli_reports *reports);
/* The findings that the verbs begin with; NULL without memory. */
ent_findings *cli_reports_findings(cli *self, const cli_reports *reports);

/* ---- evidence_parts.c: what sub-verbs share */

/* What texts are read with: the case of --case, the list of --gazetteer, the rules. */
typedef struct cli_evidence_reader {
    ent_arena *arena;
    ent_case *a_case; /* NULL: none was named */
    const ent_extractor *extractor;
} cli_evidence_reader;
ent_status cli_evidence_reader_open(cli *self, cli_evidence_reader *out);
void cli_evidence_reader_close(cli_evidence_reader *words); /* also after failure */
ent_lines cli_evidence_lines(const char *word);             /* of --lines; NULL: guess */

bool cli_evidence_grows(const cli *self);               /* for people long tables are cut; programs get all rows */
const char *cli_evidence_s(size_t count);               /* the s of a plural; "" for one */
const char *cli_evidence_id(cli *self, const char *id); /* for people its first 12 digits; NULL without memory */
/* The title; for people that of a document without one is how it begins, in quotes. */
const char *cli_evidence_title(cli *self, const char *title, const char *opening);
/* What a document is a copy of; for people with the share: "e8e5bdc44f22 (97 %)". */
const char *cli_evidence_copy(cli *self, const char *id, double share);
/* Adds a handling mark to those that a page must carry: "internal; TLP:AMBER". NULL is legal. */
void cli_evidence_mark(cli *self, const char **marks, const char *mark);

/* ---- evidence_files.c: files and folders */

typedef struct cli_evidence_file {
    const char *path; /* "-": standard input */
    size_t size;      /* bytes; 0 where that is not known */
    bool walked;      /* found in a folder rather than named */
} cli_evidence_file;
typedef struct cli_evidence_files {
    cli_evidence_file *items;
    size_t size, bytes;
    size_t failed; /* folders that could not be read, diagnosed (E-CLI-0007) */
} cli_evidence_files;
/* Folders are walked in the order of names; hidden files, links to folders and the file `store` are passed over. At
 * most 200,000 files (ENT_LIMIT). */
ent_status cli_evidence_walk(cli *self, const char *const *operands, size_t size, const char *store,
                             cli_evidence_files *out);

/* ---- evidence_pdf.c: the text of a PDF by the program pdftotext. E-CLI-0008, ENT_INPUT where there is none. */
ent_status cli_evidence_pdf(cli *self, const char *file, const char *data, size_t size, ent_buffer *text);

#endif
