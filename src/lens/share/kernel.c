/* Who could press whom: whether any party, with the best group that leaves another out, has more to threaten with than
 * the other has against it (the kernel, Davis and Maschler 1965). */
#include "games/tu/kernel.h"
#include "lens/share/objections.h"

enum { KERNEL_PLAYERS = 20 }; /* most: a pass over all groups for each rule */

/* "Power over Navigation, through Power and Flood control" */
static const char *pressing(const share *s, const ent_kernel_check *found) {
    if (found->prekernel || !found->efficient || found->players < 2) return "";
    const ent_coalition_mask with = found->attaining[found->first * found->players + found->second];
    const char *of = s->problem.name[found->first], *over = s->problem.name[found->second];
    if ((with & (with - 1)) == 0) return share_text(s, "%s over %s, alone", of, over);
    return share_text(s, "%s over %s, through %s", of, over, share_members(s, with));
}

static const char *words(const ent_kernel_check *found, bool in) {
    return in ? "yes" : found->efficient ? "no" : "does not add up";
}

static void metrics(share *s, const share_column *column, const ent_kernel_check *found) {
    const char *project = s->problem.project->id;
    ent_info info =
        share_info(s, share_text(s, "%s: nobody can press another harder (in the kernel)", column->label), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(found->kernel), &info, "%s.%s.in-kernel", project, column->id);
    info = share_info(s, share_text(s, "%s: all press one another alike (in the prekernel)", column->label), NULL, 0);
    ent_findings_metricf(s->out, ent_bool(found->prekernel), &info, "%s.%s.in-prekernel", project, column->id);
    if (!found->efficient) return;
    info = share_info(s, share_text(s, "%s: by how much one can press another harder at most", column->label), s->unit,
                      s->digits);
    ent_findings_metricf(s->out, ent_real(found->prekernel ? 0 : found->difference), &info, "%s.%s.kernel-imbalance",
                         project, column->id);
}

static ent_status one_rule(share *s, ent_table *table, const share_column *column) {
    ent_allocation paid;
    ent_kernel_check found = {0};
    ent_status status = share_amounts(s, column, &paid);
    if (status != ENT_OK) return status;
    status = ent_tu_kernel_check(&s->problem.game, &paid, s->run, &found);
    if (status == ENT_OK) {
        metrics(s, column, &found);
        const ent_value cells[] = {ent_text(column->label), ent_text(words(&found, found.kernel)),
                                   ent_text(words(&found, found.prekernel)),
                                   found.efficient ? ent_real(found.prekernel ? 0 : found.difference) : ent_empty(),
                                   ent_text(pressing(s, &found))};
        if (table != NULL) ent_table_row(s->out, table, cells);
    }
    ent_kernel_check_free(&found);
    ent_allocation_free(&paid);
    return status;
}

ent_status share_kernel(share *s) {
    if (!share_looks_at_groups(s) || s->problem.size > KERNEL_PLAYERS) return ENT_OK;
    ent_table *table = NULL;
    if (s->people) {
        table = ent_findings_table(s->out, share_id(s, "kernel"), false, "%s", share_titled(s, "who can press whom"));
        ent_table_about(s->out, table,
                        share_text(s,
                                   "A party presses another with the group that leaves the other out and %s "
                                   "most by itself. In the prekernel every two press each other alike; in the kernel "
                                   "one may be pressed harder only where it has no more to lose than by going alone.",
                                   s->problem.game.cost ? "saves" : "gains"));
        ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
        ent_table_column(s->out, table, "kernel", "In the kernel", "text", "", -1);
        ent_table_column(s->out, table, "prekernel", "In the prekernel", "text", "", -1);
        ent_table_column(s->out, table, "by", "Harder by at most", "number", s->unit, s->digits);
        ent_table_column(s->out, table, "who", "Who presses whom harder", "text", "", -1);
    }
    ent_status status = ENT_OK;
    for (size_t k = 0; k < s->columns.size && status == ENT_OK; k++)
        if (share_is_share(&s->columns.at[k])) status = one_rule(s, table, &s->columns.at[k]);
    return status;
}
