/* GENIUS files, read in parts: the domain, then each profile. Private to src/case/import. */
#ifndef ENTENTE_CASE_IMPORT_GENIUS_H
#define ENTENTE_CASE_IMPORT_GENIUS_H

#include "case/import/decimal.h"
#include "case/import/xml.h"

enum { GENIUS_ISSUES = 2000, GENIUS_OPTIONS = 10000, GENIUS_RANGE = 999999, GENIUS_VALUES = 100000 };

/* A profile while it is read. */
typedef struct genius_profile {
    import_job *job;
    const import_domain *domain;
    import_party *party;
    const char *file;
    const xml_element *space, *objective;
    const xml_element **found; /* its element of each issue of the domain; NULL: none */
    bool *weighted;            /* whether its weight is above 0 */
    size_t evaluations;        /* items and evaluators with a value */
} genius_profile;

/* "discrete", "integer" or "real"; NULL for others. */
const char *genius_issue_type(const xml_element *issue);
/* One of two spellings of a number of an issue: an attribute, or one of a child <range>. NULL if neither is there. */
const char *genius_bound(const xml_element *issue, const char *name);
/* A whole number of an attribute; false where there is none. */
bool genius_index(const xml_element *element, const char *name, int64_t *out);
/* Notes every attribute that is neither listed nor without meaning, and every child that is not listed. Lists are
 * NULL-terminated. */
void genius_leave_rest(import_job *job, const char *file, const xml_element *element, const char *const *attributes,
                       const char *const *children);

bool genius_read_profile(import_job *job, const import_domain *domain, import_party *party,
                         const ent_import_file *file);
/* What one issue of the domain is worth to the party: values or ends; the weight is there already. */
void genius_read_values(genius_profile *profile, size_t issue);
/* Hyper-rectangles: sums of utilities over ranges of several issues. */
void genius_read_rectangles(genius_profile *profile);

#endif
