/* What the columns of a wide table of positions are. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_POSITIONS_COLUMNS_H
#define ENTENTE_CASE_IMPORT_POSITIONS_COLUMNS_H

#include "case/import/csv.h"

typedef enum wide_field {
    WIDE_ISSUE,
    WIDE_GROUP,
    WIDE_UNIT,
    WIDE_LOWER,
    WIDE_UPPER,
    WIDE_OPTIONS,
    WIDE_SCALE,
    WIDE_REFERENCE,
    WIDE_OUTCOME,
    WIDE_DATE,
    WIDE_RULE,
    WIDE_FIELDS
} wide_field;

typedef struct wide_actor {
    const char *name;
    size_t position, salience, capability; /* columns; SIZE_MAX: none */
} wide_actor;

typedef struct wide_columns {
    size_t fixed[WIDE_FIELDS]; /* columns; SIZE_MAX: none */
    wide_actor *actors;
    size_t actors_size;
} wide_columns;

/* Reads the heading; false where it is refused (said) or memory fails. */
bool wide_read_columns(import_job *job, const char *file, const csv_row *heading, wide_columns *out);
typedef enum wide_role { WIDE_IS_POSITION, WIDE_IS_SALIENCE, WIDE_IS_CAPABILITY } wide_role;
/* "France position", "pos_France", "France (salience)": the wide_role, and what is left of the heading, in the arena
 * (NULL when memory fails). -1: no role, and nothing is set. */
int wide_split(import_job *job, const char *heading, const char **rest);
/* Whether the first cell of a line says that it holds the capabilities of the actors. */
bool wide_is_capability(const char *cell);
/* Whether a cell is this word (in small letters), capitals and signs aside. */
bool wide_same(const char *cell, const char *word);

#endif
