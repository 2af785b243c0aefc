/* XML as a tree of elements, by libxml2. Private to src/case. */
#ifndef ENTENTE_CASE_IMPORT_XML_H
#define ENTENTE_CASE_IMPORT_XML_H

#include "case/import/import.h"

typedef struct xml_attribute {
    const char *name, *value;
} xml_attribute;

typedef struct xml_element {
    const char *name;
    const char *text; /* of its own, "" if none; blanks at both ends taken off */
    xml_attribute *attributes;
    size_t attributes_size;
    size_t line; /* where its start tag ends, from 1 */
    struct xml_element *parent, *first, *last, *next;
} xml_element;

/* Reads a file into a tree in the job's arena; NULL where it is refused (and said) or memory fails. Bytes that are not
 * UTF-8 are read as ISO-8859-1, and a bare & as itself: both are said to be repaired. No document types, no entities,
 * nothing from elsewhere. */
const xml_element *xml_read(import_job *job, const ent_import_file *file);
/* The value of an attribute; NULL if there is none. */
const char *xml_get(const xml_element *element, const char *name);
/* The first child of this name, the next one after `child` of the same name; NULL if none. */
const xml_element *xml_child(const xml_element *element, const char *name);
const xml_element *xml_next(const xml_element *child);

#endif
