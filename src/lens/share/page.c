/* The findings as a page: who pays what first, then who would object, then what each rule stands for. */
#include "lens/share/share.h"

#include <math.h>
#include <string.h>

/* ---- the sentence of a project ------------------------------------------------------------------------------- */

typedef struct extremes { /* what rules say of one party */
    const share_column *low, *high;
    double least, most;
} extremes;

static extremes extremes_of(const share *s, size_t player) {
    extremes found = {.least = INFINITY, .most = -INFINITY};
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        if (!share_is_share(column)) continue;
        const double value = share_value(s, column, player);
        if (value < found.least) found.low = column, found.least = value;
        if (value > found.most) found.high = column, found.most = value;
    }
    return found;
}

/* The party for whom most hangs on the rule; among equals the one that bears most. */
static size_t most_decided(const share *s) {
    size_t best = 0;
    extremes of_best = extremes_of(s, 0);
    for (size_t i = 1; i < s->problem.size; i++) {
        const extremes of = extremes_of(s, i);
        const double more = (of.most - of.least) - (of_best.most - of_best.least);
        if (more > 0 || (more == 0 && of.most > of_best.most)) best = i, of_best = of;
    }
    return best;
}

static size_t shares(const share *s) {
    size_t size = 0;
    for (size_t k = 0; k < s->columns.size; k++)
        size += share_is_share(&s->columns.at[k]);
    return size;
}

static const char *power_sentence(const share *s) {
    for (size_t k = 0; k < s->columns.size; k++) {
        const share_column *column = &s->columns.at[k];
        if (column->answer.why != NULL || column->rule->family != SHARE_FAMILY_VOTING) continue;
        size_t most = 0;
        for (size_t i = 1; i < s->problem.size; i++)
            if (column->answer.allocation.value[i] > column->answer.allocation.value[most]) most = i;
        return share_text(s, "%s: most voting power has %s (%s %.3g)", share_project_name(s), s->problem.name[most],
                          column->label, column->answer.allocation.value[most]);
    }
    return share_text(s, "%s: no rule gives shares", share_project_name(s));
}

static const char *share_sentence(const share *s) {
    if (shares(s) == 0 || s->problem.form == SHARE_VOTES) return power_sentence(s);
    const size_t i = most_decided(s);
    const extremes of = extremes_of(s, i);
    const bool of_one = s->problem.form == SHARE_KEYS && !s->problem.has_amount;
    const char *name = share_project_name(s);
    const char *what = of_one ? "all" : share_money(s, ent_mpq_value(*s->problem.total));
    const char *low = of_one ? share_percent(s, 100 * of.least) : share_amount(s, of.least);
    const char *high = of_one ? share_percent(s, 100 * of.most) : share_amount(s, of.most);
    if (strcmp(low, high) == 0)
        return share_text(s, "%s, %s in all: the part of %s is %s under %s", name, what, s->problem.name[i], low,
                          shares(s) == 1 ? of.low->label : "every rule");
    return share_text(s, "%s, %s in all: the part of %s is between %s (%s) and %s (%s), depending on the rule", name,
                      what, s->problem.name[i], low, of.low->label, high, of.high->label);
}

/* ---- sections ------------------------------------------------------------------------------------------------ */

typedef struct page_part {
    const char *id, *heading, *lead;
    const char *charts[4], *tables[10];
} page_part;

static const page_part parts[] = {
    {"shares", "who pays what", NULL, {"shares", NULL}, {"shares", "unit-shares", "percent", "paid", "in-kind", NULL}},
    {"keys", "how the keys come about", NULL, {NULL}, {"keys", "phase", "recoupment", NULL}},
    {"objections",
     "who would be better off without the others",
     NULL,
     {"triangle", "ranges", "excess", NULL},
     {"core", "balanced", "objections", "ranges", "corners", "kernel", "gains", "subsidies", NULL}},
    {"changes", "what would change it", NULL, {"draws", NULL}, {"draws", "flips", "monotone", "leave", NULL}},
    {"votes", "voting power", "How often each decides; no share of costs.", {NULL}, {"votes", NULL}},
    {"principles", "what each rule stands for", NULL, {NULL}, {"rules", "properties", "dividends", NULL}},
};

/* Tables without rows have nothing to say on a page, nor who is worst off where nobody objects: `core` has said it. */
static bool has_rows(const share *s, const char *id) {
    if (strcmp(id, "objections") == 0 && s->core.judged == s->core.inside) return false;
    const ent_table *table = ent_findings_find_table(s->out, share_id(s, id));
    return table != NULL && table->rows_size > 0;
}

static bool stands(const share *s, const page_part *part) {
    for (size_t k = 0; part->tables[k] != NULL; k++)
        if (has_rows(s, part->tables[k])) return true;
    return false;
}

static void add_part(share *s, const page_part *part) {
    ent_section *section =
        ent_findings_section(s->out, share_id(s, part->id), share_titled(s, "%s", part->heading), false, false);
    if (part->lead != NULL) ent_section_block(s->out, section, ENT_BLOCK_TEXT, NULL, "%s", part->lead);
    for (size_t k = 0; part->charts[k] != NULL; k++)
        if (ent_findings_find_chart(s->out, share_id(s, part->charts[k])) != NULL)
            ent_section_block(s->out, section, ENT_BLOCK_CHART, NULL, "%s", share_id(s, part->charts[k]));
    for (size_t k = 0; part->tables[k] != NULL; k++)
        if (has_rows(s, part->tables[k]))
            ent_section_block(s->out, section, ENT_BLOCK_TABLE, NULL, "%s", share_id(s, part->tables[k]));
}

ent_status share_page(share *s) {
    for (size_t k = 0; s->people && k < sizeof parts / sizeof parts[0]; k++)
        if (stands(s, &parts[k])) add_part(s, &parts[k]);
    s->projects++;
    if (s->projects == 1) s->sentence = share_sentence(s);
    return ENT_OK;
}

void share_headline(share *s) {
    if (s->projects > 1)
        ent_findings_headline(s->out, "%s. %zu more %s below.", s->sentence, s->projects - 1,
                              s->projects == 2 ? "project stands" : "projects stand");
    else
        ent_findings_headline(s->out, "%s.", s->sentence);
}
