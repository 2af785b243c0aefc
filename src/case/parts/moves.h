/* What the files about `moves` share: states as they are named, and the readers of preferences. Private to src/case. */
#ifndef ENTENTE_CASE_PARTS_MOVES_H
#define ENTENTE_CASE_PARTS_MOVES_H

#include "case/bind.h"

#define ENT_SCHEMA_PATTERN                                                                                             \
    "{\"anyOf\": [{\"type\": [\"string\", \"integer\"]}, {\"type\": \"object\", \"additionalProperties\": "            \
    "{\"type\": \"boolean\"}}]}"

/* ---- state_names.c ---- */
/* A map of options and truth values, Y, N and - in the order of the options, or a sum of 2^k. */
bool ent_read_pattern(ent_binder *binder, const ent_node *node, ent_pattern *pattern);
/* A pattern, or with explicit states the id of one. */
bool ent_read_state_set(ent_binder *binder, const ent_node *node, ent_state_set *set);
/* The same written as the key of a node. */
bool ent_read_state_key(ent_binder *binder, const ent_node *node, ent_state_set *set);
/* One such thing, or a list of them. */
bool ent_read_state_sets(ent_binder *binder, const ent_node *node, ent_state_sets *list);

/* ---- conflict_preferences.c ---- */
extern const ent_shape ent_shape_ranking, ent_shape_priorities;
bool ent_read_option_weights(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
bool ent_read_state_values(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
bool ent_read_misperceived(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
bool ent_read_unknown(ent_binder *binder, const ent_field *field, ent_node *node, void *record);
/* Whether each party's preferences are given once, and rank every state once. */
void ent_check_conflict(ent_binder *binder, const ent_node *node);

#endif
