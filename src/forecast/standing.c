/* Where an issue stands if nothing is agreed. */
#include "forecast/parts.h"

/* What holds without a deal on the case's date. */
static const ent_no_deal_value *in_force(const ent_no_deal *no_deal, ent_date at) {
    if (!no_deal->has_path || no_deal->path_size == 0) return &no_deal->value;
    size_t step = 0;
    for (size_t s = 0; s < no_deal->path_size; s++)
        if (at.year != 0 && ent_date_first_day(no_deal->path[s].from) <= ent_date_first_day(at)) step = s;
    return &no_deal->path[step].value;
}

static const ent_level *outcome_of(const ent_no_deal_value *value, int issue) {
    for (size_t i = 0; value->has_outcome && i < value->outcome.size; i++)
        if (value->outcome.choices[i].issue == issue) return &value->outcome.choices[i].level;
    return NULL;
}

/* What all parties whose no-deal names the issue agree on. */
static void from_no_deals(ent_forecast *forecast, ent_forecast_issue *issue) {
    const ent_case *c = forecast->entente_case;
    for (size_t i = 0; i < c->no_deals_size; i++) {
        const ent_level *level = outcome_of(in_force(&c->no_deals[i], c->as_of), issue->issue);
        double at = 0;
        if (level == NULL || !ent_forecast_level(forecast, issue, level, &at)) continue;
        if (issue->has_status_quo && at != issue->status_quo) {
            issue->has_status_quo = false;
            return;
        }
        issue->has_status_quo = true;
        issue->status_quo = at;
        issue->status_quo_path = "no_deal";
        issue->status_quo_level = level;
    }
}

ent_status ent_forecast_read_standing(ent_forecast *forecast, ent_forecast_issue *issue) {
    const ent_issue *of = &forecast->entente_case->issues[issue->issue];
    if (ent_forecast_level(forecast, issue, &of->status_quo, &issue->status_quo)) {
        issue->has_status_quo = true;
        issue->status_quo_level = &of->status_quo;
        issue->status_quo_path = ent_arena_printf(forecast->arena, "issues.%s.status_quo", of->id);
        return issue->status_quo_path == NULL ? ENT_MEMORY : ENT_OK;
    }
    from_no_deals(forecast, issue);
    return ENT_OK;
}
