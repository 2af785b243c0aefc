/* Positions of actors on issues, as tables of several programs have them, and how they become a case. Private to
 * src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_POSITIONS_H
#define ENTENTE_CASE_IMPORT_POSITIONS_H

#include "case/import/csv.h"

enum { POSITIONS_ISSUES = 5000, POSITIONS_ACTORS = 5000 }; /* what a case takes */

typedef struct import_actor {
    const char *name, *id;
    const char *alias;      /* NULL: none */
    const char *capability; /* a number as a text; NULL: not given */
    size_t capability_line; /* where it was given first */
} import_actor;

typedef struct import_stance { /* of one actor on one issue; NULL where nothing is given */
    const char *position, *salience;
} import_stance;

typedef struct import_question {
    const char *name, *id, *group, *unit;
    const char *from, *to; /* a range of numbers; NULL: options */
    const char **options;
    size_t options_size;
    bool ordered;
    const char *reference, *outcome, *date; /* NULL: not given; `date` is the outcome's */
    const char *rule;
    size_t line;
} import_question;

typedef struct import_setting { /* an option of a model that the file gives */
    const char *name, *value;
} import_setting;

typedef struct import_positions {
    const char *title, *about; /* `about`: a line for the head; NULL: none */
    const char *summary;       /* NULL: none */
    import_actor *actors;
    size_t actors_size;
    import_question *questions;
    size_t questions_size;
    import_stance *stances;         /* questions_size x actors_size */
    const import_setting *settings; /* for `brief: options: forecast:` */
    size_t settings_size;
} import_positions;

/* A number of a cell as a text for the case, in the arena; a comma is a decimal point where `comma` allows it. NULL
 * where it is none, or memory fails. */
const char *positions_number(import_job *job, const char *cell, bool comma);
/* Gives actors and questions their ids. False when memory fails. */
bool positions_settle(import_job *job, import_positions *table);
/* Writes the case into job->out. */
void positions_write(import_job *job, const import_positions *table);

#endif
