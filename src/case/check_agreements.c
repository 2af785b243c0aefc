/* Agreements: years that follow each other, dates in order, growth by series that are rates. */
#include "case/check.h"

#include <string.h>

static void check_years(ent_binder *binder, size_t index) {
    const ent_agreement *now = &binder->result->agreements[index];
    const ent_node *years = ent_node_child(now->node, "years");
    for (size_t i = 0; i < index && now->from != 0; i++) {
        const ent_agreement *other = &binder->result->agreements[i];
        if (other->from == 0 || now->from > other->to || now->to < other->from) continue;
        ent_bind_error(binder, years, "E-CASE-0160", "a year belongs to one agreement",
                       "the years of '%.60s' overlap those of '%.60s' (%d to %d)", now->id, other->id, other->from,
                       other->to);
        return;
    }
    if (index > 0 && now->from != 0 && now->from <= binder->result->agreements[index - 1].from)
        ent_bind_error(binder, years, "E-CASE-0160", "list agreements from the earliest to the latest",
                       "'%.60s' begins before the agreement that stands before it", now->id);
}

static void check_dates(ent_binder *binder, const ent_agreement *agreement) {
    static const char *const keys[] = {"opened", "concluded", "signed", "in_force"};
    const ent_date dates[] = {agreement->opened, agreement->concluded, agreement->signed_on, agreement->in_force};
    size_t last = 0;
    bool any = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (dates[i].year == 0) continue;
        if (any && ent_date_last_day(dates[i]) < ent_date_first_day(dates[last]))
            ent_bind_error(binder, ent_node_child(agreement->node, keys[i]), "E-CASE-0169", NULL, "'%s' is before '%s'",
                           keys[i], keys[last]);
        last = i;
        any = true;
    }
}

static void check_growth(ent_binder *binder, const ent_agreement *agreement, const ent_growth *growth,
                         const ent_node *node) {
    (void)agreement;
    for (size_t i = 0; i < 2; i++) {
        if (growth->series[i] == ENT_NOWHERE || node == NULL) continue;
        const ent_series *series = &binder->result->series[growth->series[i]];
        const ent_node *at = ent_node_child(node, "series");
        bool other_unit =
            series->unit.currency != NULL || (series->unit.name != NULL && strcmp(series->unit.name, "percent") != 0);
        if (other_unit)
            ent_bind_error(binder, at, "E-CASE-0166", "growth is a percentage a year: unit: percent",
                           "the series '%.60s' is not counted in percent", series->id);
        else if (series->rows_size > 0)
            ent_bind_error(binder, at, "E-CASE-0166", "growth needs one value a year", "the series '%.60s' is by party",
                           series->id);
    }
}

static void check_outside(ent_binder *binder, const ent_agreement *agreement, const char *part) {
    const ent_node *map = ent_node_child(agreement->node, part);
    if (map == NULL || map->kind != ENT_NODE_MAP || agreement->from == 0) return;
    for (const ent_node *child = map->first; child != NULL; child = child->next) {
        int year;
        if (ent_is_provenance_key(child->key) || strlen(child->key) != 4 || strspn(child->key, "0123456789") != 4 ||
            !ent_bind_year(binder, child, child->key, true, &year))
            continue;
        if (year < agreement->from || year > agreement->to)
            ent_bind_key_error(binder, child, "E-CASE-0168", NULL, "%d is not a year of '%.60s' (%d to %d)", year,
                               agreement->id, agreement->from, agreement->to);
    }
}

static void check_start(ent_binder *binder, size_t index) {
    const ent_agreement *agreement = &binder->result->agreements[index];
    const ent_node *first = ent_node_child(agreement->node, "first");
    if (index == 0 && agreement->first_growth.set && ent_node_child(first, "amount") == NULL &&
        agreement->schedule_size == 0)
        ent_bind_key_error(binder, ent_node_child(agreement->node, "first"), "E-CASE-0167",
                           "give its first amount, or add the agreement before it",
                           "'%.60s' grows from the year before, and no agreement covers it", agreement->id);
    if (!agreement->node->misspelt && first == NULL && ent_node_child(agreement->node, "schedule") == NULL)
        ent_bind_key_error(binder, agreement->node, "E-CASE-0167", "add first: {amount: ...} or a schedule",
                           "'%.60s' does not say what is paid", agreement->id);
}

void ent_check_agreements(ent_binder *binder) {
    const ent_case *c = binder->result;
    for (size_t i = 0; i < c->agreements_size && !binder->failed; i++) {
        const ent_agreement *agreement = &c->agreements[i];
        if (agreement->node->kind != ENT_NODE_MAP) continue;
        check_years(binder, i);
        check_dates(binder, agreement);
        check_growth(binder, agreement, &agreement->growth, ent_node_child(agreement->node, "growth"));
        check_growth(binder, agreement, &agreement->first_growth,
                     ent_node_child(ent_node_child(agreement->node, "first"), "growth"));
        check_outside(binder, agreement, "override");
        check_outside(binder, agreement, "schedule");
        check_start(binder, i);
    }
}
