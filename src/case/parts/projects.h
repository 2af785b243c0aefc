/* What the files that read `projects` share. Private to src/case/parts. */
#ifndef ENTENTE_CASE_PARTS_PROJECTS_H
#define ENTENTE_CASE_PARTS_PROJECTS_H

#include "case/bind.h"

extern const ent_shape ent_shape_component, ent_shape_coalition, ent_shape_project_link, ent_shape_pair,
    ent_shape_cost_function, ent_shape_key, ent_shape_recoupment;

/* A row for a map of parties and numbers, none below 0. */
#define PARTY_NUMBERS(type, member)                                                                                    \
    .kind = ENT_FIELD_CUSTOM, .read = ent_read_party_numbers, .schema = ent_schema_party_numbers,                      \
    .form = "a map of parties and numbers", ENT_AT(type, member)

/* A row for a list of groups: [[a, b], [c]]. field->detail: how many members each has; 0: any. */
#define GROUPS(type, member)                                                                                           \
    .kind = ENT_FIELD_CUSTOM, .read = ent_read_groups, .schema = ent_schema_groups,                                    \
    .form = "a list of lists of parties", ENT_LIST_AT(type, member)

bool ent_read_groups(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
extern const char ent_schema_groups[];

/* A project that is read, for the checks across its keys. */
typedef struct ent_project_view {
    ent_binder *binder;
    ent_project *project;
    const ent_node *node;
    const int *place; /* of each party among the participants, ENT_NOWHERE for others */
    bool whole;       /* nothing was wrong with it so far */
} ent_project_view;

/* Whether a key, or a part of one, goes by this word. */
bool ent_project_has_key_by(const ent_project *project, const char *word);
/* Each participant has a number in the map at `key`, if it is there. */
void ent_project_check_complete(const ent_project_view *view, const ent_node *map);

void ent_project_check_costs(ent_project_view *view);
void ent_project_check_keys(const ent_project_view *view);

#endif
