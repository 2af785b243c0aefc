/* What the importers share: the job, what is said about files, and the domain that is written as a case.
 * Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_IMPORT_H
#define ENTENTE_CASE_IMPORT_IMPORT_H

#include <entente/import.h>

#include "case/import/decimal.h"
#include "case/names.h"

/* ---- the job ------------------------------------------------------------------------------------------- */

typedef struct import_remark { /* for the head of the case */
    const char *text;
    struct import_remark *next;
} import_remark;

typedef struct import_remarks {
    import_remark *first, *last;
    size_t size;
} import_remarks;

/* What is not taken over, counted by kind: a note for each kind, not for each place. */
typedef struct import_left {
    const char *what, *why;
    const char *file; /* the first place */
    size_t line;
    const char *last; /* the last file */
    size_t count, files;
    struct import_left *next;
} import_left;

typedef struct ent_import_job {
    const ent_run *run;
    ent_arena *arena; /* of this import; asked once at the end whether it failed */
    const ent_import_format *format;
    const ent_import_options *options;
    const ent_import_file *files;
    size_t files_size;
    bool raw;
    import_remarks repaired, omitted;
    import_left *left;
    size_t errors;
    bool no_memory; /* of what does not come from the arena */
    ent_buffer *out;
} import_job;

/* Each says something about a line of a file (0: the whole file). An error refuses the import; a repair is a warning
 * and stands in the case; what is left out becomes a note and stands in the case. Hints may be NULL. */
void import_error(import_job *job, const char *id, const char *file, size_t line, const char *hint, const char *format,
                  ...) ENT_PRINTF(6, 7);
void import_repair(import_job *job, const char *id, const char *file, size_t line, const char *format, ...)
    ENT_PRINTF(5, 6);
void import_leave(import_job *job, const char *file, size_t line, const char *why, const char *what, ...)
    ENT_PRINTF(5, 6);
/* The lines that every case begins with, `about` among them (NULL: none). */
void import_write_head(import_job *job, const char *about, const char *id, const char *title);
/* Says all that was left out: once, before the head is written. */
void import_tell_left(import_job *job);
/* The name of a file without its folder; without its ending too. In the arena, never NULL unless memory fails. */
const char *import_base(import_job *job, const char *file);
const char *import_stem(import_job *job, const char *file);
/* The closest of some words as "did you mean 'x'?", or NULL. */
const char *import_suggest(import_job *job, const char *word, const char *const *words, size_t size);
/* A text short enough for a message, without line ends and controls. */
const char *import_short(import_job *job, const char *text);

/* The text of a file as UTF-8, without a byte order mark. Bytes that are no UTF-8 are taken for ISO-8859-1, which is
 * said to be a repair. false when memory fails. */
bool import_utf8(import_job *job, const ent_import_file *file, ent_buffer *out);

/* ---- ids ----------------------------------------------------------------------------------------------- */

typedef enum import_ids_kind { IMPORT_ISSUE_IDS, IMPORT_PARTY_IDS, IMPORT_OPTION_IDS } import_ids_kind;

/* Ids from names: "Legal Liability" becomes legal-liability. Unique, and none of the keys that stand where such ids
 * do; names without a letter or digit become issue-3, party-1. false when memory fails. */
bool import_make_ids(import_job *job, import_ids_kind kind, const char *const *names, size_t size, const char **ids);
/* One id, "" where the name has no letter or digit. */
const char *import_id(import_job *job, const char *name);

/* ---- the domain ---------------------------------------------------------------------------------------- */

typedef enum import_issue_kind { IMPORT_OPTIONS, IMPORT_RANGE, IMPORT_CONTINUOUS } import_issue_kind;

typedef struct import_issue {
    const char *name, *id;
    import_issue_kind kind;
    const char **options; /* IMPORT_OPTIONS */
    size_t options_size;  /* also of ranges */
    ent_names names;      /* of options */
    bool numeric;         /* options are different numbers, written as such */
    const char *from, *to, *step;
    int64_t index; /* by which its own format refers to it */
    bool broken;   /* something was wrong with it: profiles are not held against it */
    size_t line;
} import_issue;

typedef enum import_value_kind { IMPORT_VALUES, IMPORT_LINEAR, IMPORT_PEAK } import_value_kind;

typedef struct import_preference {
    bool given; /* the party has a weight and values for this issue */
    const char *weight;
    import_value_kind kind;
    const char **values; /* in the order of the options */
    const char *best, *worst, *ideal, *tolerance;
} import_preference;

typedef struct import_condition { /* low and high of a range */
    size_t issue;
    const char *low, *high; /* either may be NULL */
} import_condition;

typedef struct import_interaction {
    import_condition *conditions;
    size_t conditions_size;
    const char *add;
    struct import_interaction *next;
} import_interaction;

typedef struct import_party {
    const char *id, *name, *file, *because;
    bool as_written;
    import_preference *preferences; /* one per issue of the domain */
    import_interaction *interactions, *last_interaction;
    const char *discount;     /* per session; NULL: none */
    const char *utility;      /* without a deal */
    const char **outcome;     /* instead: an option per issue, NULL where the file has none */
    const char *outcome_file; /* where it stands; NULL: no outcome */
} import_party;

typedef struct import_domain {
    const char *id, *title, *utilities; /* how they are to be read, for the head */
    import_issue *issues;
    size_t issues_size;
    import_party *parties;
    size_t parties_size;
} import_domain;

/* Settles ids and which options are numbers, once issues have names and options. false when memory fails. */
bool import_domain_settle(import_job *job, import_domain *domain);
/* Ids of parties from the stems of the profiles, the second file on. false when memory fails. */
bool import_domain_parties(import_job *job, import_domain *domain);
/* The number of an option of a range with steps; false when it has too many digits. */
bool import_range_number(const import_issue *issue, size_t option, import_decimal *out);
/* Writes the case into job->out. */
void import_domain_write(import_job *job, const import_domain *domain);

/* ---- formats: one file each ----------------------------------------------------------------------------- */

ent_status import_genius(import_job *job);
ent_status import_geniusweb(import_job *job);
ent_status import_game(import_job *job);
ent_status import_wide_positions(import_job *job);
ent_status import_ktab(import_job *job);
ent_status import_gmcr(import_job *job);

#endif
