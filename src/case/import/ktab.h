/* Scenarios of KTAB: shared by the files that read them. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_KTAB_H
#define ENTENTE_CASE_IMPORT_KTAB_H

#include "case/import/positions.h"

enum { KTAB_DIMENSIONS = 1000, KTAB_SETTINGS = 16 };

typedef struct ktab {
    import_job *job;
    const char *file;
    import_positions table;
    import_setting settings[KTAB_SETTINGS];
} ktab;

/* Room for so many actors and dimensions, ranges from 0 to 100. False where there are too many (said), or memory fails.
 */
bool ktab_room(ktab *k, size_t actors, size_t dimensions);
/* A number from 0 up, to 100 if `percent`, as a text; NULL (said) where it is none. */
const char *ktab_number(ktab *k, const char *text, size_t line, const char *what, bool percent);
/* What else the actor is called. */
void ktab_describe(import_actor *actor, const char *description);
/* ---- ktab_xml.c ---- */
void ktab_read_xml(ktab *k);

#endif
