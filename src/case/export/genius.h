/* Writing the files of GENIUS. Private to src/case/export. */
#ifndef ENTENTE_CASE_EXPORT_GENIUS_H
#define ENTENTE_CASE_EXPORT_GENIUS_H

#include "case/export/export.h"

typedef struct genius_writer {
    const ent_run *run;
    const ent_case *c;
    ent_arena *arena;
    const char **types; /* of the issues, once they are settled */
    bool raw;
    bool memory; /* failed */
    size_t errors;
} genius_writer;

/* Something about a place of the case (node NULL: about the whole). */
void genius_refuse(genius_writer *w, const char *id, const ent_node *node, const char *hint, const char *format, ...)
    ENT_PRINTF(5, 6);
void genius_warn(genius_writer *w, const char *id, const ent_node *node, const char *format, ...) ENT_PRINTF(4, 5);
/* A fraction as a decimal; NULL where it is none, or memory fails. */
const char *genius_decimal(genius_writer *w, ent_ratio number);
/* An attribute, with a blank before it. Says where XML cannot hold the text. */
void genius_attribute(genius_writer *w, ent_buffer *out, const char *name, const char *text, const ent_node *node);
/* How an issue is written: "real", "integer" or "discrete". Ranges of whole numbers are integer issues where the values
 * of all parties are lines with decimals; else their numbers are items. */
const char *genius_type(genius_writer *w, size_t issue);
/* A line over a range of whole numbers as an evaluator; NULL where it is none. */
const char *genius_integer_line(genius_writer *w, const ent_issue *issue, const ent_preference *row);
/* The start tag of an issue, without its end. */
void genius_issue_head(genius_writer *w, ent_buffer *out, size_t issue);
/* The profile of a party. */
void genius_write_profile(genius_writer *w, const ent_preferences *wants, ent_buffer *out);

#endif
