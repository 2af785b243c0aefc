/* GeniusWeb files, read in parts. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_GENIUSWEB_H
#define ENTENTE_CASE_IMPORT_GENIUSWEB_H

#include "case/import/json.h"

enum { WEB_ISSUES = 2000, WEB_OPTIONS = 10000, WEB_RANGE = 999999, WEB_VALUES = 100000 };

/* The text of an option: of a text as it is, of a number as it is written; NULL (and said) for others. */
const char *web_option(import_job *job, const char *file, const json_value *value, const char *issue);
/* A number, also in quotes; said where it is none. */
bool web_number(import_job *job, const char *id, const char *file, const json_value *value, const char *what,
                import_decimal *out);
/* Notes the keys of a map that are not listed. */
void web_leave_rest(import_job *job, const char *file, const json_value *map, const char *name,
                    const char *const *known);
bool web_read_profile(import_job *job, const import_domain *domain, import_party *party, const ent_import_file *file);

#endif
