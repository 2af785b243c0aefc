/* What a case file may hold, as tables: one row a key. The reader (bind.c) fills the model from them; the JSON Schema
 * and the reference of the format are written from them (schema.c). Private to src/case. */
#ifndef ENTENTE_CASE_SHAPE_H
#define ENTENTE_CASE_SHAPE_H

#include "case/node.h"

typedef struct ent_binder ent_binder;
typedef struct ent_shape ent_shape;
typedef struct ent_field ent_field;

typedef enum ent_field_kind {                       /* C type of the member at `offset` */
                              ENT_FIELD_TEXT,       /* const char * */
                              ENT_FIELD_ID,         /* const char *, kebab-case */
                              ENT_FIELD_BOOL,       /* bool */
                              ENT_FIELD_YEAR,       /* int */
                              ENT_FIELD_COUNT,      /* uint32_t */
                              ENT_FIELD_NUMBER,     /* ent_number: a scalar, or {value, low, high, ...} */
                              ENT_FIELD_DATE,       /* ent_date */
                              ENT_FIELD_CHOICE,     /* const char *, one of `choices` */
                              ENT_FIELD_TEXTS,      /* const char *const * and a size: one text or a list of them */
                              ENT_FIELD_REFERENCE,  /* int: index of a `names` */
                              ENT_FIELD_REFERENCES, /* const int * and a size */
                              ENT_FIELD_NAME,       /* const char *, checked to be one of `names` */
                              ENT_FIELD_RECORD,  /* the struct of `shape`; size_offset (if any) is a bool "was given" */
                              ENT_FIELD_LIST,    /* array of the structs of `shape` and a size */
                              ENT_FIELD_MAP,     /* the same from a map; each key goes where the shape says */
                              ENT_FIELD_INCLUDE, /* the rows of `shape`, for the struct at `offset`, stand in this map
                                                  */
                              ENT_FIELD_CUSTOM   /* `read` does it */
} ent_field_kind;

typedef enum ent_names_kind {
    ENT_NAMES_NONE,
    ENT_NAMES_PARTY,
    ENT_NAMES_ISSUE,
    ENT_NAMES_SOURCE,
    ENT_NAMES_EVENT,
    ENT_NAMES_SERIES,
    ENT_NAMES_AGREEMENT,
    ENT_NAMES_FORUM,
    ENT_NAMES_OPTION, /* moves.options */
    ENT_NAMES_STATE,  /* moves.states */
    ENT_NAMES_KINDS
} ent_names_kind;

enum {                          /* flags of a field */
       ENT_REQUIRED = 1,        /* must be given */
       ENT_NEVER_RECORD = 2,    /* a judgement or a reported figure, never an official one */
       ENT_DEFINITION = 4,      /* a number that defines the case and needs no owner (the steps of a range) */
       ENT_BOUND_LOW = 8,       /* not below `low` */
       ENT_BOUND_HIGH = 16,     /* not above `high` */
       ENT_BOUND_LOW_OPEN = 32, /* nor equal to `low` */
       ENT_NOT_EMPTY = 64,      /* a list or map with at least one entry */
       ENT_REST = 128,          /* takes every key that no other row names (a MAP without a key of its own) */
       ENT_WHOLE = 256,         /* an integer */
       ENT_WITH_KNOWN = 512     /* the number may carry the date it was known: {value: 5.1, known: 2023-01-05} */
};

struct ent_field {
    const char *key;
    ent_field_kind kind;
    unsigned flags;
    size_t offset, size_offset;
    const ent_shape *shape;
    const char *const *choices; /* NULL-terminated */
    ent_names_kind names;
    double low, high;
    uint32_t most; /* entries of a LIST or MAP; 0: as many as a file can hold */
    /* CUSTOM: reads `node` into `record` (the struct of the shape, not of the member). Diagnoses; false when wrong. */
    bool (*read)(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
    void (*after)(ent_binder *binder); /* called once it is read; may be NULL */
    int detail;                        /* for `read` */
    const char *schema;                /* CUSTOM: JSON Schema of what may stand there */
    const char *form;                  /* CUSTOM: the same for people: "an option of the issue" */
    const char *doc;                   /* what it means, for analysts */
};

typedef enum ent_key_kind {
    ENT_KEY_NONE,
    ENT_KEY_ID,        /* a new id, kebab-case: const char * */
    ENT_KEY_TEXT,      /* any text: const char * */
    ENT_KEY_REFERENCE, /* the id of a `key_names`: int */
    ENT_KEY_YEAR       /* int */
} ent_key_kind;

struct ent_shape {
    const char *name; /* "party", for messages and the schema's $defs */
    const char *doc;
    size_t bytes; /* of the struct */
    const ent_field *fields;
    size_t size;
    ent_key_kind key; /* of the map that holds such records */
    ent_names_kind key_names;
    size_t key_offset;
    bool identified; /* has an `id` of its own, unique in its list */
    size_t id_offset;
    size_t node_offset;       /* where the record keeps its node; 0: it doesn't */
    size_t provenance_offset; /* where it keeps its provenance; 0: it doesn't */
    /* Fills in defaults before the rows are read; may be NULL. */
    void (*start)(ent_binder *binder, void *record);
    /* Whether a scalar or list may stand for the whole record, and how it is read; may be NULL. */
    bool (*shorthand)(ent_binder *binder, ent_node *node, void *record);
    const char *short_schema; /* JSON Schema of what `shorthand` takes, */
    const char *short_form;   /* and for people: "a list of dates" */
    /* Checks within the record once it is read; may be NULL. */
    void (*check)(ent_binder *binder, const ent_node *node, void *record);
};

/* Parts of a row. */
#define ENT_AT(type, member) .offset = offsetof(type, member)
#define ENT_LIST_AT(type, member) .offset = offsetof(type, member), .size_offset = offsetof(type, member##_size)
#define ENT_ROWS(table) .fields = table, .size = sizeof(table) / sizeof *(table)
#define ENT_RANGE_FROM(least) ENT_BOUND_LOW, .low = (least)

/* In the schema of a map that CUSTOM reads: the keys that say who answers for its numbers. */
#define ENT_SCHEMA_OWNED                                                                                               \
    "\"properties\": {\"record\": {\"$ref\": \"#/$defs/record\"}, \"reported\": {\"$ref\": "                           \
    "\"#/$defs/reported\"}, \"judged_by\": {\"$ref\": \"#/$defs/judged_by\"}, \"because\": {\"$ref\": "                \
    "\"#/$defs/because\"}}"

/* The whole file, and the pieces that several parts share. */
extern const ent_shape ent_shape_case;
extern const ent_shape ent_shape_number; /* {value, low, high, ...}: for schema and reference; read by number.c */
extern const ent_shape ent_shape_unit, ent_shape_when, ent_shape_conditions;
extern const ent_shape ent_shape_source, ent_shape_party, ent_shape_issue;
extern const ent_shape ent_shape_preferences, ent_shape_interaction, ent_shape_position;
extern const ent_shape ent_shape_no_deal_part, ent_shape_no_deal_value, ent_shape_limit;
extern const ent_shape ent_shape_date, ent_shape_forum, ent_shape_event, ent_shape_decision;
extern const ent_shape ent_shape_ratification, ent_shape_moves, ent_shape_project;
extern const ent_shape ent_shape_agreement, ent_shape_series, ent_shape_commitment, ent_shape_claim;
extern const ent_shape ent_shape_outcome, ent_shape_brief;

#endif
