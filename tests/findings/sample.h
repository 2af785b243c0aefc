/* Made-up findings that use every part of the structure, for the renderers' tests. */
#ifndef ENTENTE_TESTS_FINDINGS_SAMPLE_H
#define ENTENTE_TESTS_FINDINGS_SAMPLE_H

#include <entente/findings.h>

/* A lens' findings without sections: metrics, tables, charts of every kind, notes. NULL when memory fails. */
ent_findings *sample_lens(const ent_run *run);
/* A brief: sections, the lens' findings as a part. */
ent_findings *sample_brief(const ent_run *run);

#endif
