/* No agreement: which red lines and no-deal values exclude each other, and how much would have to give. */
#include "bargain.h"

static void conflict_row(bargain *b, ent_table *table, const char *party, const char *what, const char *path) {
    const ent_value cells[] = {ent_text(party), ent_text(what), ent_text(path)};
    ent_table_row(b->out, table, cells);
}

static const char *party_words(const bargain *b, int party) {
    const ent_party *p = &b->source->parties[party];
    return p->name ? p->name : p->id;
}

static const char *issue_words(const bargain *b, int issue) {
    const ent_issue *described = &b->source->issues[issue];
    return described->name ? described->name : described->id;
}

static void conflict_table(bargain *b, const ent_conflict *conflict) {
    ent_table *table = ent_findings_table(b->out, "conflict", false, "What excludes each other");
    ent_table_about(b->out, table,
                    "No package satisfies all of these at once, and leaving out any one of them there "
                    "would be one.");
    ent_table_column(b->out, table, "party", "Party", "text", "", -1);
    ent_table_column(b->out, table, "what", "What", "text", "", -1);
    ent_table_column(b->out, table, "path", "Place in the case", "text", "", -1);
    for (size_t l = 0; l < b->model->limits_size; l++) {
        const ent_limit *limit = b->model->limits[l];
        if (!conflict->lines[l]) continue;
        conflict_row(
            b, table, party_words(b, limit->party),
            bargain_text(b, "red line: %s %s", issue_words(b, limit->when.issue), bargain_limit_words(b, limit)),
            bargain_text(b, "limits.%s", limit->id ? limit->id : ""));
    }
    for (size_t i = 0; i < b->model->parties; i++) {
        if (!conflict->parties[i]) continue;
        conflict_row(b, table, bargain_party_name(b, i),
                     bargain_text(b, "no deal is worth %.3f to it", bargain_no_deal(b, i)),
                     bargain_text(b, "no_deal.%s", bargain_party_id(b, i)));
    }
}

static void nearest(bargain *b, const ent_conflict *conflict) {
    ent_info info = bargain_info("Least fall of all no-deal values that would open a zone", NULL, 3, &b->all);
    ent_findings_metric(b->out, "conflict.shortfall", ent_real(conflict->shortfall), &info);
    for (size_t j = 0; j < b->model->issues; j++) {
        const ent_issue *issue = bargain_issue(b, j);
        info = bargain_info(bargain_text(b, "%s, nearest package", issue->name ? issue->name : issue->id),
                            bargain_unit(b, j), bargain_digits(b, j), &b->all);
        ent_findings_metricf(b->out, bargain_option(b, j, conflict->nearest[j]), &info, "conflict.nearest.%s",
                             issue->id);
    }
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0002", NULL,
                      "The package nearest to agreement is %s: it lacks %.3f of utility for whoever it fails most. "
                      "If every no-deal value fell by as much, it could be signed.",
                      bargain_package_words(b, conflict->nearest), conflict->shortfall);
}

/* The two ends between which red lines leave nothing. */
typedef struct gap {
    int issue;
    const ent_limit *most, *least; /* the lowest upper end, the highest lower end */
    double upper, lower;
} gap;

static void take_line(gap *found, const ent_limit *limit) {
    for (size_t c = 0; c < limit->when.conditions_size; c++) {
        const ent_condition *condition = &limit->when.conditions[c];
        const double value = condition->level.number.value;
        const bool from_above = condition->relation == ENT_AT_MOST || condition->relation == ENT_BELOW;
        const bool from_below = condition->relation == ENT_AT_LEAST || condition->relation == ENT_ABOVE;
        if (from_above && (!found->most || value < found->upper)) found->most = limit, found->upper = value;
        if (from_below && (!found->least || value > found->lower)) found->least = limit, found->lower = value;
    }
}

/* Red lines on one amount that exclude each other: how far apart they are is what somebody would have to concede. */
static void apart(bargain *b, const ent_conflict *conflict) {
    gap found = {.issue = ENT_NOWHERE};
    for (size_t l = 0; l < b->model->limits_size; l++) {
        if (!conflict->lines[l]) continue;
        const int issue = b->model->limits[l]->when.issue;
        if (found.issue != ENT_NOWHERE && found.issue != issue) return;
        found.issue = issue;
        take_line(&found, b->model->limits[l]);
    }
    if (conflict->parties_size > 0 || !found.most || !found.least || found.upper >= found.lower) return;
    const int j = ent_model_issue(b->model, found.issue);
    if (j == ENT_NOWHERE || !bargain_numeric(b, (size_t)j)) return;
    const char *name = issue_words(b, found.issue), *unit = bargain_unit(b, (size_t)j);
    char text[ENT_NUMBER_TEXT];
    const int digits = bargain_digits(b, (size_t)j);
    ent_info info = bargain_info(bargain_text(b, "%s: how far the red lines are apart", name), unit, digits, &b->all);
    ent_findings_metric(b->out, "conflict.apart", ent_real(found.lower - found.upper), &info);
    ent_findings_note(b->out, ENT_NOTE, "N-BARGAIN-0015", NULL,
                      "On %s the red lines are %s%s%s apart (%s %s, %s %s): one side would have to concede that much, "
                      "or both together.",
                      name, ent_write_fixed(text, found.lower - found.upper, digits), *unit ? " " : "", unit,
                      party_words(b, found.most->party), bargain_limit_words(b, found.most),
                      party_words(b, found.least->party), bargain_limit_words(b, found.least));
}

ent_status bargain_no_agreement(bargain *b) {
    ent_exclusion *lines = ent_arena_array(b->arena, b->model->limits_size, sizeof *lines);
    if (!lines) return ENT_MEMORY;
    for (size_t l = 0; l < b->model->limits_size; l++)
        lines[l].options = b->model->excludes[l];
    ent_conflict conflict;
    ent_status status = ent_conflict_find(b->run, b->space, lines, b->model->limits_size, b->arena, &conflict);
    if (status != ENT_OK) return status;
    ent_info info = bargain_info("Red lines that exclude each other", NULL, 0, &b->all);
    ent_findings_metric(b->out, "conflict.red_lines", ent_integer((int64_t)conflict.lines_size), &info);
    info = bargain_info("No-deal values among them", NULL, 0, &b->all);
    ent_findings_metric(b->out, "conflict.no_deals", ent_integer((int64_t)conflict.parties_size), &info);
    if (!b->run->metrics_only) conflict_table(b, &conflict);
    const char *words = "";
    for (size_t l = 0; l < b->model->limits_size; l++)
        if (conflict.lines[l])
            words = bargain_text(b, "%s%sthe red line of %s (%s %s)", words, *words ? ", " : "",
                                 party_words(b, b->model->limits[l]->party),
                                 issue_words(b, b->model->limits[l]->when.issue),
                                 bargain_limit_words(b, b->model->limits[l]));
    for (size_t i = 0; i < b->model->parties; i++)
        if (conflict.parties[i])
            words = bargain_text(b, "%s%swhat no deal is worth to %s (%.3f)", words, *words ? ", " : "",
                                 bargain_party_name(b, i), bargain_no_deal(b, i));
    ent_findings_note(b->out, ENT_WARNING, "N-BARGAIN-0001", NULL,
                      "No package can be signed. These exclude each other, and none of them can be left out: %s.",
                      words);
    apart(b, &conflict);
    if (conflict.nearest) nearest(b, &conflict);
    return ENT_OK;
}
