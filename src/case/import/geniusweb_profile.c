/* A linear additive utility space of GeniusWeb: weights, a utility for each value or a line over a range, and a bid
 * that is what the party has without a deal. */
#include "case/import/geniusweb.h"

#include <string.h>

typedef struct web_profile {
    import_job *job;
    const import_domain *domain;
    import_party *party;
    const char *file;
    const json_value *space;
    import_decimal *weights; /* of the issues */
    import_decimal **values; /* of options, for issues with a list of them */
} web_profile;

static const char *name_of(const web_profile *p, size_t issue) {
    return import_short(p->job, p->domain->issues[issue].name);
}

static size_t find_issue(const web_profile *p, const char *name) {
    for (size_t i = 0; i < p->domain->issues_size; i++)
        if (strcmp(p->domain->issues[i].name, name) == 0) return i;
    return SIZE_MAX;
}

/* Calls for what has the name of no issue. */
static void check_issues(web_profile *p, const json_value *map) {
    for (const json_value *child = map != NULL ? map->first : NULL; child != NULL; child = child->next) {
        if (map->kind != JSON_OF_MAP || find_issue(p, child->key) != SIZE_MAX) continue;
        const char **names = ent_arena_array(p->job->arena, p->domain->issues_size, sizeof *names);
        for (size_t i = 0; names != NULL && i < p->domain->issues_size; i++)
            names[i] = p->domain->issues[i].name;
        const char *hint = names != NULL ? import_suggest(p->job, child->key, names, p->domain->issues_size) : NULL;
        import_error(p->job, "E-IMPORT-0020", p->file, child->line, hint, "the domain has no issue '%s'",
                     import_short(p->job, child->key));
    }
}

/* ---- weights ----------------------------------------------------------------------------------------------- */

static void check_sum(web_profile *p, const json_value *map) {
    import_decimal sum = import_decimal_whole(0);
    int order = 0;
    for (size_t i = 0; i < p->domain->issues_size; i++)
        if (!import_decimal_add(sum, p->weights[i], &sum)) return;
    if (sum.digits == 0) {
        import_error(p->job, "E-IMPORT-0021", p->file, map->line, NULL, "all weights are 0");
        return;
    }
    if (!import_decimal_compare(sum, import_decimal_whole(1), &order) || order == 0) return;
    const char *text = import_decimal_text(sum, p->job->arena);
    if (text != NULL)
        import_repair(p->job, "W-IMPORT-0106", p->file, map->line,
                      "the weights sum to %s, not to 1; they are divided by their sum", text);
}

static void read_weights(web_profile *p) {
    const json_value *map = json_get(p->space, "issueWeights");
    if (map == NULL || map->kind != JSON_OF_MAP) {
        import_error(p->job, "E-IMPORT-0021", p->file, map != NULL ? map->line : p->space->line,
                     "for instance {\"price\": 0.4, \"date\": 0.6}", "the profile has no map 'issueWeights'");
        return;
    }
    check_issues(p, map);
    size_t errors = p->job->errors;
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        const json_value *weight = json_get(map, p->domain->issues[i].name);
        import_decimal *value = &p->weights[i];
        if (weight == NULL) {
            import_repair(p->job, "W-IMPORT-0107", p->file, map->line, "the issue '%s' has no weight; taken as 0",
                          name_of(p, i));
        } else if (web_number(p->job, "E-IMPORT-0021", p->file, weight, "a weight", value) && value->digits < 0) {
            import_error(p->job, "E-IMPORT-0021", p->file, weight->line, "weights are numbers from 0 up",
                         "the weight of '%s' is below 0", name_of(p, i));
        }
        p->party->preferences[i].weight = import_decimal_text(*value, p->job->arena);
    }
    if (p->job->errors == errors) check_sum(p, map);
}

/* ---- values ------------------------------------------------------------------------------------------------ */

static void note_missing(web_profile *p, size_t at, const json_value *map, size_t missing, const char *first) {
    const import_issue *issue = &p->domain->issues[at];
    if (missing == issue->options_size)
        import_error(p->job, "E-IMPORT-0023", p->file, map->line, NULL, "no value of '%s' has a utility",
                     name_of(p, at));
    else if (missing > 0)
        import_repair(p->job, "W-IMPORT-0109", p->file, map->line,
                      "%zu of %zu values of '%s' have no utility, the first is '%s'; taken as 0", missing,
                      issue->options_size, name_of(p, at), import_short(p->job, first));
}

static void read_discrete(web_profile *p, size_t at, const json_value *utils) {
    static const char *const known[] = {"valueUtilities", NULL};
    const import_issue *issue = &p->domain->issues[at];
    const json_value *map = json_get(utils, "valueUtilities");
    import_preference *preference = &p->party->preferences[at];
    if (issue->kind != IMPORT_OPTIONS || map == NULL || map->kind != JSON_OF_MAP) {
        import_error(p->job, "E-IMPORT-0023", p->file, utils->line, NULL,
                     issue->kind != IMPORT_OPTIONS ? "'%s' is a range in the domain, and has utilities of values here"
                                                   : "the utilities of '%s' are not a map 'valueUtilities'",
                     name_of(p, at));
        return;
    }
    web_leave_rest(p->job, p->file, utils, "utilities", known);
    import_decimal *values = ent_arena_array(p->job->arena, issue->options_size, sizeof *values);
    bool *given = ent_arena_array(p->job->arena, issue->options_size, sizeof *given);
    preference->values = ent_arena_array(p->job->arena, issue->options_size, sizeof *preference->values);
    if (values == NULL || given == NULL || preference->values == NULL) return;
    p->values[at] = values;
    for (const json_value *value = map->first; value != NULL; value = value->next) {
        int option = ent_names_find(&issue->names, value->key);
        if (option < 0)
            import_error(p->job, "E-IMPORT-0020", p->file, value->line,
                         import_suggest(p->job, value->key, issue->options, issue->options_size),
                         "the domain has no value '%s' in '%s'", import_short(p->job, value->key), name_of(p, at));
        else
            given[option] = web_number(p->job, "E-IMPORT-0023", p->file, value, "a utility", &values[option]);
    }
    size_t missing = 0;
    const char *first = NULL;
    for (size_t i = 0; i < issue->options_size; i++) {
        if (!given[i] && missing++ == 0) first = issue->options[i];
        preference->values[i] = import_decimal_text(values[i], p->job->arena);
    }
    note_missing(p, at, map, missing, first);
    preference->given = true;
}

/* A line through (low, at_low) and (high, at_high); 0 outside of them. */
typedef struct web_line {
    import_decimal low, at_low, high, at_high;
} web_line;

/* at_low + (x - low) (at_high - at_low) / (high - low), as a fraction; NULL: too many digits. */
static const char *line_at(web_profile *p, const web_line *l, import_decimal x) {
    import_decimal way, rise, run, base;
    int below = 0, above = 0;
    if (!import_decimal_compare(x, l->low, &below) || !import_decimal_compare(x, l->high, &above)) return NULL;
    if (below < 0 || above > 0) return "0";
    return import_decimal_subtract(x, l->low, &way) && import_decimal_subtract(l->at_high, l->at_low, &rise) &&
                   import_decimal_subtract(l->high, l->low, &run) && import_decimal_multiply(way, rise, &way) &&
                   import_decimal_multiply(l->at_low, run, &base) && import_decimal_add(base, way, &way)
               ? import_decimal_share(way, run, p->job->arena)
               : NULL;
}

/* From 0 to 1, or from 1 to 0, over the whole range. */
static bool as_ends(web_profile *p, size_t at, const web_line *l) {
    const import_issue *issue = &p->domain->issues[at];
    import_preference *preference = &p->party->preferences[at];
    import_decimal from, to, one = import_decimal_whole(1);
    int low = 1, high = 1, up = 1, down = 1;
    if (!import_decimal_read(issue->from, &from) || !import_decimal_read(issue->to, &to) ||
        !import_decimal_compare(from, l->low, &low) || !import_decimal_compare(to, l->high, &high) || low != 0 ||
        high != 0 || !import_decimal_compare(l->at_high, one, &up) || !import_decimal_compare(l->at_low, one, &down))
        return false;
    bool rises = up == 0 && l->at_low.digits == 0, falls = down == 0 && l->at_high.digits == 0;
    if (!rises && !falls) return false;
    preference->kind = IMPORT_LINEAR;
    preference->best = rises ? issue->to : issue->from;
    preference->worst = rises ? issue->from : issue->to;
    return true;
}

static void as_values(web_profile *p, size_t at, const web_line *l, size_t line) {
    const import_issue *issue = &p->domain->issues[at];
    import_preference *preference = &p->party->preferences[at];
    bool good = issue->options_size <= WEB_VALUES;
    preference->values = ent_arena_array(p->job->arena, issue->options_size, sizeof *preference->values);
    for (size_t i = 0; preference->values != NULL && good && i < issue->options_size; i++) {
        import_decimal x;
        preference->values[i] = import_range_number(issue, i, &x) ? line_at(p, l, x) : NULL;
        good = preference->values[i] != NULL;
    }
    if (!good && !ent_arena_failed(p->job->arena))
        import_error(p->job, "E-IMPORT-0024", p->file, line, "round its numbers, or take a larger step",
                     "the line of '%s' needs more values or digits than can be kept", name_of(p, at));
}

static void read_line(web_profile *p, size_t at, const json_value *utils) {
    static const char *const known[] = {"lowValue", "lowUtility", "highValue", "highUtility", NULL};
    const import_issue *issue = &p->domain->issues[at];
    web_line l;
    import_decimal *const parts[] = {&l.low, &l.at_low, &l.high, &l.at_high};
    bool good = true;
    int order = 0;
    if (issue->kind != IMPORT_RANGE) {
        import_error(p->job, "E-IMPORT-0023", p->file, utils->line, NULL,
                     "'%s' has values in the domain, and a line over a range here", name_of(p, at));
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        const json_value *part = json_get(utils, known[i]);
        if (part == NULL)
            import_error(p->job, "E-IMPORT-0024", p->file, utils->line,
                         "it has lowValue, lowUtility, highValue and highUtility", "the line of '%s' has no '%s'",
                         name_of(p, at), known[i]);
        good = part != NULL && web_number(p->job, "E-IMPORT-0024", p->file, part, known[i], parts[i]) && good;
    }
    if (!good) return;
    if (!import_decimal_compare(l.low, l.high, &order) || order >= 0) {
        import_error(p->job, "E-IMPORT-0024", p->file, utils->line, NULL,
                     "the line of '%s' does not go from a smaller number to a larger one", name_of(p, at));
        return;
    }
    web_leave_rest(p->job, p->file, utils, "utilities", known);
    p->party->preferences[at].given = true;
    if (!as_ends(p, at, &l)) as_values(p, at, &l, utils->line);
}

static void read_utilities(web_profile *p) {
    const json_value *map = json_get(p->space, "issueUtilities");
    if (map == NULL || map->kind != JSON_OF_MAP) {
        import_error(p->job, "E-IMPORT-0023", p->file, map != NULL ? map->line : p->space->line, NULL,
                     "the profile has no map 'issueUtilities'");
        return;
    }
    check_issues(p, map);
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        const json_value *issue = json_get(map, p->domain->issues[i].name);
        const json_value *discrete = json_get(issue, "discreteutils"), *number = json_get(issue, "numberutils");
        if (discrete != NULL)
            read_discrete(p, i, discrete);
        else if (number != NULL)
            read_line(p, i, number);
        else if (issue != NULL || p->weights[i].digits > 0)
            import_error(p->job, "E-IMPORT-0023", p->file, issue != NULL ? issue->line : map->line,
                         "discreteutils and numberutils are read",
                         issue != NULL ? "the utilities of '%s' are of a kind that is not read"
                                       : "'%s' has a weight, but no utilities",
                         name_of(p, i));
    }
}

/* ---- the domain inside, the bid, the whole ------------------------------------------------------------------ */

/* Whether two values of one issue are the same in both files: as texts, or as numbers. */
static bool same_range(const import_issue *issue, const json_value *range) {
    import_decimal here, there;
    int order = 1;
    return range->kind == JSON_OF_LIST && range->size == 3 && import_decimal_read(range->first->text, &here) &&
           import_decimal_read(issue->from, &there) && import_decimal_compare(here, there, &order) && order == 0 &&
           import_decimal_read(range->last->text, &here) && import_decimal_read(issue->step, &there) &&
           import_decimal_compare(here, there, &order) && order == 0;
}

static bool same_values(const import_issue *issue, const json_value *values) {
    for (const json_value *value = values->first; value != NULL; value = value->next)
        if ((value->kind != JSON_OF_TEXT && value->kind != JSON_OF_NUMBER) ||
            ent_names_find(&issue->names, value->text) < 0)
            return false;
    return values->kind == JSON_OF_LIST && values->size >= issue->options_size;
}

/* A profile repeats its domain. */
static void check_domain(web_profile *p) {
    const json_value *issues = json_get(json_get(p->space, "domain"), "issuesValues");
    if (issues == NULL) return;
    check_issues(p, issues);
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        const import_issue *issue = &p->domain->issues[i];
        const json_value *here = json_get(issues, issue->name);
        const json_value *values = json_get(here, "values"), *range = json_get(here, "range");
        bool same = issue->kind == IMPORT_RANGE ? range != NULL && same_range(issue, range)
                                                : values != NULL && same_values(issue, values);
        if (!same)
            import_error(p->job, "E-IMPORT-0020", p->file, here != NULL ? here->line : issues->line, NULL,
                         here != NULL ? "the values of '%s' are not those of the domain"
                                      : "the issue '%s' is missing here",
                         name_of(p, i));
    }
}

/* The option of a bid as it stands in the case. */
static const char *bid_option(web_profile *p, size_t at, const json_value *value) {
    const import_issue *issue = &p->domain->issues[at];
    import_decimal number, from, to;
    int low = -1, high = 1;
    if (issue->kind == IMPORT_OPTIONS) {
        if ((value->kind == JSON_OF_TEXT || value->kind == JSON_OF_NUMBER) &&
            ent_names_find(&issue->names, value->text) >= 0)
            return value->text;
    } else if (import_decimal_read(value->text, &number) && import_decimal_read(issue->from, &from) &&
               import_decimal_read(issue->to, &to) && import_decimal_compare(number, from, &low) && low >= 0 &&
               import_decimal_compare(number, to, &high) && high <= 0) {
        return import_decimal_text(number, p->job->arena);
    }
    import_error(
        p->job, "E-IMPORT-0022", p->file, value->line,
        issue->kind == IMPORT_OPTIONS ? import_suggest(p->job, value->text, issue->options, issue->options_size) : NULL,
        "the reservation bid has '%s' for '%s', which is none of its values", import_short(p->job, value->text),
        name_of(p, at));
    return NULL;
}

/* A bid that leaves issues open is worth the sum of the others: written as that utility. */
static void open_bid(web_profile *p, const json_value *bid, size_t missing) {
    import_decimal sum = import_decimal_whole(0), all = import_decimal_whole(0), part;
    bool good = true;
    for (size_t i = 0; good && i < p->domain->issues_size; i++) {
        const import_issue *issue = &p->domain->issues[i];
        good = import_decimal_add(all, p->weights[i], &all);
        if (p->party->outcome[i] == NULL) continue;
        int option = issue->kind == IMPORT_OPTIONS ? ent_names_find(&issue->names, p->party->outcome[i]) : -1;
        good = good && option >= 0 && p->values[i] != NULL &&
               import_decimal_multiply(p->weights[i], p->values[i][option], &part) &&
               import_decimal_add(sum, part, &sum);
    }
    p->party->outcome = NULL;
    p->party->utility = good && all.digits > 0 ? import_decimal_share(sum, all, p->job->arena) : NULL;
    if (p->party->utility == NULL)
        import_error(p->job, "E-IMPORT-0022", p->file, bid->line, "give it a value for every issue",
                     "the reservation bid leaves %zu issues open, and cannot be put as a utility", missing);
    else
        import_repair(p->job, "W-IMPORT-0108", p->file, bid->line,
                      "the reservation bid leaves %zu %s open, which count nothing; it is written as its utility",
                      missing, missing == 1 ? "issue" : "issues");
}

static void read_bid(web_profile *p) {
    const json_value *bid = json_get(p->space, "reservationBid"), *values = json_get(bid, "issuevalues");
    if (bid == NULL || (bid->kind == JSON_OF_WORD && strcmp(bid->text, "null") == 0)) {
        p->party->utility = "0"; /* then any deal is as good as none, or better */
        return;
    }
    if (values == NULL || values->kind != JSON_OF_MAP) {
        import_error(p->job, "E-IMPORT-0022", p->file, bid->line,
                     "for instance {\"issuevalues\": {\"price\": \"low\"}}",
                     "the reservation bid has no map 'issuevalues'");
        return;
    }
    check_issues(p, values);
    p->party->outcome = ent_arena_array(p->job->arena, p->domain->issues_size, sizeof *p->party->outcome);
    if (p->party->outcome == NULL) return;
    size_t missing = 0, errors = p->job->errors;
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        const json_value *value = json_get(values, p->domain->issues[i].name);
        if (value != NULL)
            p->party->outcome[i] = bid_option(p, i, value);
        else
            missing++;
    }
    if (missing > 0 && p->job->errors == errors) open_bid(p, bid, missing);
}

static bool find_space(web_profile *p, const ent_import_file *file) {
    static const char *const known[] = {"name", "domain", "issueUtilities", "issueWeights", "reservationBid", NULL};
    const json_value *root = json_read(p->job, file);
    if (root == NULL) return false;
    p->space = json_get(root, "LinearAdditiveUtilitySpace");
    if (p->space != NULL && p->space->kind == JSON_OF_MAP) {
        web_leave_rest(p->job, p->file, p->space, "the profile", known);
        for (const json_value *other = root->first; other != NULL; other = other->next)
            if (other != p->space)
                import_leave(p->job, p->file, other->line, "only the linear additive utility space is read", "'%s'",
                             import_short(p->job, other->key));
        return true;
    }
    bool other = root->kind == JSON_OF_MAP && root->size > 0 && json_get(root, "issuesValues") == NULL;
    import_error(p->job, other ? "E-IMPORT-0012" : "E-IMPORT-0010", p->file, root->line,
                 "a profile is {\"LinearAdditiveUtilitySpace\": ...}",
                 other ? "a profile of kind '%s' is not read" : "this is no profile%s",
                 other ? import_short(p->job, root->first->key) : "");
    return false;
}

bool web_read_profile(import_job *job, const import_domain *domain, import_party *party, const ent_import_file *file) {
    web_profile p = {.job = job, .domain = domain, .party = party, .file = file->name};
    p.weights = ent_arena_array(job->arena, domain->issues_size, sizeof *p.weights);
    p.values = ent_arena_array(job->arena, domain->issues_size, sizeof *p.values);
    if (p.weights == NULL || p.values == NULL || !find_space(&p, file)) return false;
    const json_value *name = json_get(p.space, "name");
    if (name != NULL && name->kind == JSON_OF_TEXT && name->text[0] != '\0') party->name = name->text;
    party->because = "a profile of GeniusWeb";
    check_domain(&p);
    read_weights(&p);
    read_utilities(&p);
    read_bid(&p);
    return !ent_arena_failed(job->arena);
}
