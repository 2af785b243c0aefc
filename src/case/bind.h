/* The state of one reading, and what readers of single values use. Private to src/case. */
#ifndef ENTENTE_CASE_BIND_H
#define ENTENTE_CASE_BIND_H

#include "case/names.h"
#include "case/shape.h"

/* What a case keeps beside its model. */
typedef struct ent_case_private {
    const ent_document *document;
    ent_node *tree;
    ent_names names[ENT_NAMES_KINDS];
    ent_date written_as_of; /* in the file, before an override */
} ent_case_private;

/* Provenance with the place it was given, so that a wrong owner is reported once. */
typedef struct ent_owner {
    ent_provenance provenance; /* first: a pointer to it is a pointer to the owner */
    const ent_node *node;
    bool refused;
} ent_owner;

struct ent_binder {
    const ent_run *run;
    const ent_case_options *options;
    ent_case *result;
    ent_case_private *kept;
    const ent_case *base; /* whose sources are already loaded, or NULL */
    ent_arena *arena;
    ent_owner *owner; /* of the numbers of the map being read */
    ent_owner *unowned, *definition;
    size_t slots_capacity;
    size_t errors;
    size_t project_errors; /* how many there were when the project being read began */
    bool *broken_issues;   /* whose options could not be read: their levels are not judged */
    bool oversize;         /* something has too many entries: what compares all with all is left out */
    bool trial;            /* an overlay tried out: no warnings */
    bool failed;           /* memory */
};

/* ---- messages ---- */
/* At a node's value; at its key. Never fail. `hint` may be NULL. */
void ent_bind_error(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format, ...)
    ENT_PRINTF(5, 6);
void ent_bind_key_error(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format,
                        ...) ENT_PRINTF(5, 6);
void ent_bind_warning(ent_binder *binder, const ent_node *node, const char *id, const char *hint, const char *format,
                      ...) ENT_PRINTF(5, 6);
/* "did you mean 'x'?" in the arena, NULL when nothing is close. */
const char *ent_bind_suggest(ent_binder *binder, const char *word, const char *const *candidates, size_t size);
/* The same among the ids of a kind. */
const char *ent_bind_closest(ent_binder *binder, ent_names_kind kind, const char *word);
/* Warns of a free name that is nearly one with a meaning. `is_key`: the node's key holds it. */
void ent_bind_doubt(ent_binder *binder, const ent_node *node, bool is_key, const char *word,
                    const char *const *candidates, size_t size);
/* A text for a hint, in the arena; NULL when memory fails. */
const char *ent_bind_text(ent_binder *binder, const char *format, ...) ENT_PRINTF(2, 3);

/* ---- memory: from the case's arena; NULL sets binder->failed ---- */
void *ent_bind_alloc(ent_binder *binder, size_t size);
void *ent_bind_array(ent_binder *binder, size_t count, size_t size);

/* ---- records ---- */
/* Reads a map into a record by its shape. */
bool ent_bind_record(ent_binder *binder, const ent_shape *shape, ent_node *node, void *record);
bool ent_bind_field(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
/* Expects a kind of node and says so otherwise. `what` names what should stand there: "a map of parties". */
bool ent_bind_expect(ent_binder *binder, const ent_node *node, ent_node_kind kind, const char *what);
const char *ent_node_describe(const ent_node *node); /* "a list", "the text 'abc'"... for messages: the kind only */
/* Whether a key belongs to provenance (record, reported, judged_by, because) and not to the map's content. */
bool ent_is_provenance_key(const char *key);
/* The children that are content, in order. *size tells how many. */
ent_node **ent_bind_entries(ent_binder *binder, const ent_node *map, size_t *size);

/* ---- provenance ---- */
/* Makes the map's own provenance keys the owner of what is read next; returns what to hand to leave. */
ent_owner *ent_bind_enter(ent_binder *binder, const ent_node *map);
void ent_bind_leave(ent_binder *binder, ent_owner *before);
/* An owner given from outside the file (an overlay, a claim's document). */
ent_owner *ent_bind_own(ent_binder *binder, ent_provenance provenance, const ent_node *node);

/* ---- values ---- */
/* A scalar's text; false (diagnosed) for maps, lists and nothing. */
bool ent_bind_scalar(ent_binder *binder, const ent_node *node, const char *what, const char **text);
/* A number with a slot. `field` gives flags and bounds and may be NULL. `known` may be NULL. */
bool ent_bind_number(ent_binder *binder, const ent_field *field, ent_node *node, ent_number *out, ent_date *known);
bool ent_bind_date(ent_binder *binder, const ent_node *node, ent_date *out);
bool ent_bind_year(ent_binder *binder, const ent_node *at, const char *text, bool is_key, int *out);
bool ent_bind_choice(ent_binder *binder, const ent_node *node, const char *const *choices, const char **out);
/* The index of an id; `is_key`: the node's key holds it. */
bool ent_bind_reference(ent_binder *binder, ent_names_kind kind, const ent_node *node, bool is_key, int *out);
const char *ent_names_word(ent_names_kind kind); /* "party" */
bool ent_bind_id(ent_binder *binder, const ent_node *node, bool is_key, const char **out);
/* Scalars of a list (or one scalar) as texts. */
bool ent_bind_texts(ent_binder *binder, const ent_node *node, const char *const **out, size_t *size);

/* What a level is asked to be. */
enum {
    ENT_LEVEL_INSIDE = 1, /* within a range */
    ENT_LEVEL_OPTION = 2, /* one of the options */
    ENT_LEVEL_ORDERED = 4 /* on an issue whose options have an order */
};
/* A value of an issue. */
bool ent_bind_level(ent_binder *binder, int issue, unsigned wanted, unsigned flags, ent_node *node, ent_level *out);
/* Readers for rows. */
bool ent_read_package(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
bool ent_read_whens(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
/* One relation (field->detail) into the ent_when at field->offset of the record. */
bool ent_read_condition(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
bool ent_read_party_numbers(ent_binder *binder, const ent_field *field, ent_node *node, void *record);

extern const char ent_schema_package[], ent_schema_level[], ent_schema_levels[], ent_schema_whens[],
    ent_schema_party_numbers[];

/* ---- over the whole case ---- */
void ent_load_sources(ent_binder *binder); /* their sentences, right after `sources` is read */
/* Whether a name leads to a file in the folder of the case or below: what a case may name. */
bool ent_stays_beside(const char *file);
/* Diagnoses a citation of a sentence that its document does not have. */
bool ent_check_sentence(ent_binder *binder, const ent_node *node, int source, uint32_t sentence);
void ent_check_case(ent_binder *binder); /* what no part can see alone */
/* The model of binder->kept->tree, checked whole. ENT_INPUT when anything is wrong, diagnosed. */
ent_status ent_bind_case(ent_binder *binder);

#endif
