/* What the files of suggestions share. Private to them. */
#ifndef ENTENTE_EVIDENCE_PROPOSE_PARTS_H
#define ENTENTE_EVIDENCE_PROPOSE_PARTS_H

#include "evidence/propose.h"

typedef struct propose_job {
    const ent_reports *reports;
    const ent_acts *acts;
    const ent_found_positions *positions;
    const ent_run *run;
    const ent_case *subject;
    const ent_propose_options *options;
    ent_suggestions *out;
    size_t room;
    const char **sources, **source_yaml; /* one a document; NULL: not needed yet */
    ent_buffer buffer;
    bool failed;
} propose_job;

/* Fills in source, confidence and acceptance from the claim (SIZE_MAX: the sentence) and adds it. */
void propose_add(propose_job *job, ent_suggestion *suggestion, size_t claim);
/* The text of the buffer in the arena; the buffer is empty again. NULL without memory. */
const char *propose_take(propose_job *job);
/* ", key: value" with what YAML needs; NULL: nothing. */
void propose_key(propose_job *job, const char *key, const char *value);
/* "source#3". */
const char *propose_citation(propose_job *job, size_t sentence);

/* The party that documents call so, by name or alias; ENT_NOWHERE. */
int propose_party(const ent_case *subject, const char *name);
/* An amount in the unit of an issue: whether it can be told in it, and what it was converted by (NULL: not). */
bool propose_amount(propose_job *job, const ent_candidate *figure, const ent_unit *unit, int year, double *value,
                    const char **because);
/* An id out of words: "south-korea-2024-04". */
const char *propose_slug(propose_job *job, const char *words);

/* propose_numbers.c */
void propose_numbers(propose_job *job);
/* propose_outcome.c */
void propose_outcomes(propose_job *job);

#endif
