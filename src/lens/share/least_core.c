/* The least core: by how much every group's objection must be waived at least (Maschler, Peleg and Shapley 1979). */
#include "games/tu/nucleolus.h"
#include "lens/share/objections.h"

#include <string.h>

ent_status share_least_core(share *s) {
    ent_allocation point;
    ent_nucleolus_report report;
    if (!s->core.known) return ENT_OK;
    memset(&report, 0, sizeof report);
    ent_status status = ent_allocation_init(&point, s->problem.size);
    if (status != ENT_OK) return status;
    status = ent_tu_nucleolus(&s->problem.game, NULL, s->run, &point, &report);
    if (status == ENT_OK && point.exists && report.levels_size > 0) {
        const double epsilon = report.proved ? ent_mpq_value(report.least_core) : report.levels[0].excess;
        ent_info info = share_info(
            s,
            share_text(s, "%s: the least that some group must put up with (negative: all gain)", share_project_name(s)),
            s->unit, s->digits);
        ent_findings_metricf(s->out, ent_real(epsilon), &info, "%s.least-core.epsilon", s->problem.project->id);
    }
    if (status == ENT_LIMIT) status = ENT_OK; /* the nucleolus says why */
    ent_nucleolus_report_free(&report);
    ent_allocation_free(&point);
    return status;
}
