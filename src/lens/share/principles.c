/* On which principle each rule stands, and how its numbers came about. */
#include "lens/share/share.h"

static void describe(share *s, ent_table *table, const share_column *column) {
    const share_answer *answer = &column->answer;
    const char *principle = column->key != NULL ? share_key_words(s, column) : column->rule->principle;
    const ent_value cells[] = {ent_text(column->label), ent_text(principle), ent_text(column->rule->publication),
                               ent_text(answer->method), ent_text(answer->certificate)};
    ent_table_row(s->out, table, cells);
}

ent_status share_principles(share *s) {
    if (!s->people) return ENT_OK;
    ent_table *table = ent_findings_table(s->out, share_id(s, "rules"), false, "What each rule stands for");
    ent_table_column(s->out, table, "rule", "Rule", "text", "", -1);
    ent_table_column(s->out, table, "principle", "Principle", "text", "", -1);
    ent_table_column(s->out, table, "publication", "Publication", "text", "", -1);
    ent_table_column(s->out, table, "method", "Computed", "text", "", -1);
    ent_table_column(s->out, table, "proof", "Proof", "text", "", -1);
    for (size_t k = 0; k < s->columns.size; k++)
        if (s->columns.at[k].answer.why == NULL) describe(s, table, &s->columns.at[k]);
    return ENT_OK;
}

/* Rules that were asked for, or are usual for this form, and give nothing: why. */
void share_left_out(share *s) {
    for (size_t k = 0; k < s->columns.size && s->people; k++) {
        const share_column *column = &s->columns.at[k];
        if (column->answer.why == NULL) continue;
        /* What is usual for other projects of this form, and needs what this one does not say, is not missed. */
        if (!column->asked && share_misses(column->rule, &s->problem) != NULL) continue;
        ent_findings_note(s->out, ENT_NOTE, "N-SHARE-0001", share_text(s, "projects.%s", s->problem.project->id),
                          "%s: %s gives no shares: %s.", share_project_name(s), column->label, column->answer.why);
    }
}
