/* What libyaml could not read, in words for those who write cases. Private to src/case. */
#ifndef ENTENTE_CASE_YAML_PROBLEM_H
#define ENTENTE_CASE_YAML_PROBLEM_H

#include "case/node.h"

/* What libyaml says: where it stopped, what it was reading and where that began. */
typedef struct ent_yaml_fault {
    const ent_document *document;
    size_t at, context_at; /* bytes */
    const char *problem, *context;
} ent_yaml_fault;

typedef struct ent_yaml_problem {
    size_t at, length; /* the place to show: a byte, and how many characters */
    char message[240];
    const char *hint; /* constant, or `hint_text`; may be NULL */
    char hint_text[200];
} ent_yaml_problem;

void ent_yaml_explain(const ent_yaml_fault *fault, ent_yaml_problem *out);

#endif
