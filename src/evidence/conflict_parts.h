/* What the files of contradictions share. Private to them. */
#ifndef ENTENTE_EVIDENCE_CONFLICT_PARTS_H
#define ENTENTE_EVIDENCE_CONFLICT_PARTS_H

#include "evidence/conflicts.h"

typedef struct conflict_job {
    const ent_reports *reports;
    const ent_acts *acts;
    const ent_found_positions *positions;
    const ent_run *run;
    const ent_case *subject; /* NULL: none */
    const char *issue;       /* NULL: all */
    ent_conflicts *out;
    size_t room;
    bool failed;
} conflict_job;

/* NULL where it is one too many, or without memory. */
ent_conflict *conflict_add(conflict_job *job, const ent_conflict *conflict);
const ent_report_document *conflict_document(const conflict_job *job, const ent_conflict_side *side);
/* Which side stands on more, from what its sides have. */
void conflict_weigh(const conflict_job *job, ent_conflict *conflict);

/* conflict_figures.c */
ent_status conflict_figures(conflict_job *job);

#endif
