/* Made-up findings that show every chart, table and section of the page, with the cases that are hard to draw. */
#ifndef ENTENTE_TESTS_FINDINGS_SHOWCASE_H
#define ENTENTE_TESTS_FINDINGS_SHOWCASE_H

#include <entente/findings.h>

/* A brief with front sections and a part with every kind of chart. NULL when memory fails. */
ent_findings *showcase_brief(const ent_run *run);
/* Charts of data that are empty, single, equal, negative, huge, tiny, missing, many; titles that attack the page. */
ent_findings *showcase_edges(const ent_run *run);

#endif
