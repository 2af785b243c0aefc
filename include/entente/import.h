/* Entente: negotiations that other programs have written down, as case files.
 *
 * The text is the interface: an importer turns the bytes of files into the text of a case, which anybody can read,
 * correct and cite, and which is read again by the ordinary reader before it is handed out. What was repaired and what
 * was not taken over stands at the head of that text and in the diagnostics.
 */
#ifndef ENTENTE_IMPORT_H
#define ENTENTE_IMPORT_H

#include <entente/case.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { ENT_IMPORT_BYTES = 64 * 1024 * 1024, ENT_IMPORT_TABLE_BYTES = 2000 * 1000 * 1000 }; /* of one file */

/* A file that was read: its name as it stands in diagnostics, and its bytes. */
typedef struct ent_import_file {
    const char *name;
    const char *data;
    size_t size;
} ent_import_file;

typedef struct ent_import_options {
    /* How GENIUS utilities are read. "genius" (also NULL): an evaluation divided by the largest of its issue, weights
     * divided by their sum, as that program does. "raw": evaluations and weights as they are written. */
    const char *utility;
    /* Of games. "cost" or "value": what the numbers of a table are; NULL: what the file says. */
    const char *kind;
    /* "error" (also NULL), "zero", "cover": what a coalition has that is not listed. */
    const char *missing;
    /* Of tables of positions. "before" or "hindsight": when they were coded; NULL: not known. */
    const char *coded;
    /* Where the case will be written; NULL: not known. A large table stays in its file, and the case names it from
     * there; one that is neither in the folder of the case nor below is copied beside it. */
    const char *output;
} ent_import_options;

struct ent_import_job; /* private to src/case/import */

/* A format that is read. */
typedef struct ent_import_format {
    const char *name;  /* "genius" */
    const char *files; /* what it reads: "DOMAIN.xml PROFILE.xml..." */
    const char *about; /* one line */
    size_t least;      /* files */
    size_t most;       /* bytes of one */
    ent_status (*read)(struct ent_import_job *job);
} ent_import_format;

ENT_API extern const ent_import_format ent_import_formats[];
ENT_API extern const size_t ent_import_formats_size;
/* The format of this name; NULL if there is none. */
ENT_API const ent_import_format *ent_import_format_find(const char *name);

/* Writes the case that the files hold to `out`. All problems of all files go to run->diagnostics: an error (ENT_INPUT)
 * leaves `out` as it was, warnings say what was repaired, notes what was not taken over. `options` may be NULL. */
ENT_API ent_status ent_import_files(const ent_run *run, const ent_import_format *format, const ent_import_file *files,
                                    size_t size, const ent_import_options *options, ent_buffer *out);
/* The same for files that are still to be read. */
ENT_API ent_status ent_import_paths(const ent_run *run, const ent_import_format *format, const char *const *paths,
                                    size_t size, const ent_import_options *options, ent_buffer *out);

/* ---- the other way ------------------------------------------------------------------------------------- */

typedef struct ent_export_options {
    /* "genius" (also NULL): utilities that come out the same where evaluations are divided by the largest of their
     * issue and weights by their sum. "raw": where both are taken as they are written. */
    const char *utility;
} ent_export_options;

/* A format that is written: several files. */
typedef struct ent_export_format {
    const char *name;
    const char *files; /* what it writes: "domain.xml PARTY.xml..." */
    const char *about;
    /* Texts and names live in the arena. What the format cannot say is an error, each thing named; what is left out
     * because no bargain depends on it, a note. */
    ent_status (*write)(const ent_run *run, const ent_case *entente_case, const ent_export_options *options,
                        ent_arena *arena, ent_import_file **files, size_t *size);
} ent_export_format;

ENT_API extern const ent_export_format ent_export_formats[];
ENT_API extern const size_t ent_export_formats_size;
ENT_API const ent_export_format *ent_export_format_find(const char *name); /* NULL if there is none */
/* The files that hold the case. `options` may be NULL. ENT_INPUT where the format cannot say what the case says. */
ENT_API ent_status ent_export_files(const ent_run *run, const ent_export_format *format, const ent_case *entente_case,
                                    const ent_export_options *options, ent_arena *arena, ent_import_file **files,
                                    size_t *size);

/* Of both ways. */
ENT_API extern const ent_message_row ent_import_messages[];
ENT_API extern const size_t ent_import_messages_size;

#ifdef __cplusplus
}
#endif

#endif
