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

enum { ENT_IMPORT_BYTES = 64 * 1024 * 1024 }; /* of one file */

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
} ent_import_options;

struct ent_import_job; /* private to src/case/import */

/* A format that is read. */
typedef struct ent_import_format {
    const char *name;  /* "genius" */
    const char *files; /* what it reads: "DOMAIN.xml PROFILE.xml..." */
    const char *about; /* one line */
    size_t least;      /* files */
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

ENT_API extern const ent_message_row ent_import_messages[];
ENT_API extern const size_t ent_import_messages_size;

#ifdef __cplusplus
}
#endif

#endif
