/* A profile of GENIUS: weights, reservation value, discount; what each issue is worth is read beside. */
#include "case/import/genius.h"

#include <string.h>

/* ---- issues ------------------------------------------------------------------------------------------------ */

static size_t find_issue(const genius_profile *p, const char *name, int64_t index, bool by_index) {
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        const import_issue *issue = &p->domain->issues[i];
        if (by_index ? issue->index == index : name != NULL && strcmp(issue->name, name) == 0) return i;
    }
    return SIZE_MAX;
}

/* The issue of the domain that an element means: index and name agree, or one of them decides. */
static size_t match_issue(genius_profile *p, const xml_element *element) {
    const char *name = xml_get(element, "name");
    int64_t index = -1;
    bool indexed = genius_index(element, "index", &index);
    size_t by_index = indexed ? find_issue(p, NULL, index, true) : SIZE_MAX;
    if (by_index != SIZE_MAX && (name == NULL || strcmp(name, p->domain->issues[by_index].name) == 0)) return by_index;
    size_t by_name = find_issue(p, name, 0, false), found = by_name != SIZE_MAX ? by_name : by_index;
    const char *shown = import_short(p->job, name != NULL ? name : "an issue without a name");
    if (found == SIZE_MAX) {
        const char **names = ent_arena_array(p->job->arena, p->domain->issues_size, sizeof *names);
        for (size_t i = 0; names != NULL && i < p->domain->issues_size; i++)
            names[i] = p->domain->issues[i].name;
        const char *hint =
            names != NULL && name != NULL ? import_suggest(p->job, name, names, p->domain->issues_size) : NULL;
        import_error(p->job, "E-IMPORT-0020", p->file, element->line, hint, "the domain has no issue '%s'", shown);
    } else if (by_name == SIZE_MAX) {
        import_repair(p->job, "W-IMPORT-0105", p->file, element->line,
                      "the issue of index %lld is '%s' here and '%s' in the domain; it is taken as the same",
                      (long long)index, shown, import_short(p->job, p->domain->issues[found].name));
    } else if (indexed) {
        import_repair(p->job, "W-IMPORT-0105", p->file, element->line,
                      "'%s' has index %lld here and %lld in the domain; the name decides", shown, (long long)index,
                      (long long)p->domain->issues[found].index);
    }
    return found;
}

static void find_issues(genius_profile *p) {
    for (const xml_element *issue = xml_child(p->objective, "issue"); issue != NULL; issue = xml_next(issue)) {
        size_t at = match_issue(p, issue);
        if (at == SIZE_MAX) continue;
        if (p->found[at] != NULL)
            import_error(p->job, "E-IMPORT-0020", p->file, issue->line, "keep one of them",
                         "the issue '%s' stands here twice, first in line %zu",
                         import_short(p->job, p->domain->issues[at].name), p->found[at]->line);
        else
            p->found[at] = issue;
    }
}

/* ---- weights ----------------------------------------------------------------------------------------------- */

/* The issue whose element in this profile has this index. */
static size_t issue_of_weight(const genius_profile *p, int64_t index) {
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        int64_t own = 0;
        if (p->found[i] != NULL && genius_index(p->found[i], "index", &own) && own == index) return i;
    }
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        int64_t own = 0;
        if (p->domain->issues[i].index == index && (p->found[i] == NULL || !genius_index(p->found[i], "index", &own)))
            return i;
    }
    return SIZE_MAX;
}

static void read_weight(genius_profile *p, const xml_element *element, import_decimal *weights) {
    int64_t index = 0, root = -1;
    import_decimal value;
    const char *text = xml_get(element, "value");
    if (!genius_index(element, "index", &index)) {
        import_error(p->job, "E-IMPORT-0021", p->file, element->line, "give it the index of its issue",
                     "a weight has no index");
        return;
    }
    size_t at = issue_of_weight(p, index);
    if (at == SIZE_MAX && genius_index(p->objective, "index", &root) && root == index) {
        import_leave(p->job, p->file, element->line, "it is that of the objective itself, which has no other beside it",
                     "the weight of index %lld", (long long)index);
    } else if (at == SIZE_MAX) {
        import_error(p->job, "E-IMPORT-0021", p->file, element->line, "weights have the indexes of the issues",
                     "there is a weight for index %lld, but no issue of this index", (long long)index);
    } else if (!import_decimal_read(text, &value) || value.digits < 0) {
        import_error(p->job, "E-IMPORT-0021", p->file, element->line, "weights are numbers from 0 up, such as 0.25",
                     "'%s' is no weight", import_short(p->job, text != NULL ? text : ""));
    } else if (p->party->preferences[at].weight != NULL) {
        int order = 1;
        if (import_decimal_compare(weights[at], value, &order) && order == 0)
            import_repair(p->job, "W-IMPORT-0103", p->file, element->line,
                          "the weight of '%s' stands twice, with the same value; one is dropped",
                          import_short(p->job, p->domain->issues[at].name));
        else
            import_error(p->job, "E-IMPORT-0021", p->file, element->line, "keep one of them",
                         "'%s' has two different weights", import_short(p->job, p->domain->issues[at].name));
    } else {
        weights[at] = value;
        p->party->preferences[at].weight = import_decimal_text(value, p->job->arena);
        p->weighted[at] = value.digits > 0;
    }
}

/* Says when the weights do not sum to 1, beyond rounding. */
static void check_sum(genius_profile *p, const import_decimal *weights) {
    import_decimal sum = import_decimal_whole(0), off, most = {1, 6};
    int above = 0, below = 0;
    for (size_t i = 0; i < p->domain->issues_size; i++)
        if (!import_decimal_add(sum, weights[i], &sum)) return;
    if (!import_decimal_subtract(sum, import_decimal_whole(1), &off) || !import_decimal_compare(off, most, &above))
        return;
    most.digits = -1;
    if (!import_decimal_compare(off, most, &below) || (above <= 0 && below >= 0)) return;
    const char *text = import_decimal_text(sum, p->job->arena);
    if (text != NULL)
        import_repair(p->job, "W-IMPORT-0106", p->file, p->objective->line,
                      "the weights sum to %s, not to 1; they are divided by their sum", text);
}

/* Issues without a weight: 1 for the only issue, else 0, if others have one. */
static void fill_weights(genius_profile *p) {
    const size_t size = p->domain->issues_size;
    size_t missing = 0, positive = 0, first = SIZE_MAX;
    for (size_t i = 0; i < size; i++) {
        missing += p->party->preferences[i].weight == NULL;
        positive += p->weighted[i];
        if (p->party->preferences[i].weight == NULL && first == SIZE_MAX) first = i;
    }
    if (missing == size && size == 1) {
        import_repair(p->job, "W-IMPORT-0107", p->file, p->objective->line,
                      "the only issue has no weight; it is taken as 1");
        p->party->preferences[0].weight = "1";
        p->weighted[0] = true;
        return;
    }
    if (positive == 0) {
        import_error(p->job, "E-IMPORT-0021", p->file, p->objective->line,
                     "give <weight index=\"...\" value=\"...\"/> for each issue",
                     missing == size ? "the profile has no weights" : "all weights are 0");
        return;
    }
    for (size_t i = 0; i < size; i++)
        if (p->party->preferences[i].weight == NULL) p->party->preferences[i].weight = "0";
    if (missing > 0)
        import_repair(p->job, "W-IMPORT-0107", p->file, p->objective->line,
                      "%zu %s no weight, the first is '%s'; taken as 0", missing,
                      missing == 1 ? "issue has" : "issues have", import_short(p->job, p->domain->issues[first].name));
}

static void read_weights(genius_profile *p, bool needed) {
    import_decimal *weights = ent_arena_array(p->job->arena, p->domain->issues_size, sizeof *weights);
    if (weights == NULL) return;
    size_t errors = p->job->errors;
    for (const xml_element *weight = xml_child(p->objective, "weight"); weight != NULL; weight = xml_next(weight))
        read_weight(p, weight, weights);
    if (p->job->errors > errors || !needed) return;
    fill_weights(p);
    if (p->job->errors == errors && !p->job->raw && xml_child(p->objective, "weight") != NULL) check_sum(p, weights);
}

/* ---- without a deal, over time ----------------------------------------------------------------------------- */

/* The number of <name value="...">, or of a <value> inside it. */
static const char *value_of(genius_profile *p, const char *name, const xml_element **element) {
    *element = xml_child(p->space, name);
    if (*element == NULL) return NULL;
    const xml_element *second = xml_next(*element), *inside = xml_child(*element, "value");
    if (second != NULL)
        import_error(p->job, "E-IMPORT-0022", p->file, second->line, "keep one of them", "<%s> stands here twice",
                     name);
    const char *value = xml_get(*element, "value");
    if (value != NULL || inside == NULL) return value;
    import_repair(p->job, "W-IMPORT-0108", p->file, inside->line,
                  "the value of <%s> stands in an element of its own; it is read all the same", name);
    return inside->text;
}

static void read_reservation(genius_profile *p) {
    const xml_element *element;
    const char *text = value_of(p, "reservation", &element);
    import_decimal value = import_decimal_whole(0);
    if (element != NULL && !import_decimal_read(text, &value))
        import_error(p->job, "E-IMPORT-0022", p->file, element->line, "for instance <reservation value=\"0.5\"/>",
                     "the reservation value '%s' is not a number", import_short(p->job, text != NULL ? text : ""));
    p->party->utility = import_decimal_text(value, p->job->arena);
}

/* A factor of 0 means none in GENIUS, and 1 changes nothing. */
static void read_discount(genius_profile *p) {
    const xml_element *element;
    const char *text = value_of(p, "discount_factor", &element);
    import_decimal value = import_decimal_whole(1);
    int order = 1;
    if (element == NULL) return;
    if (!import_decimal_read(text, &value)) {
        import_error(p->job, "E-IMPORT-0022", p->file, element->line, "for instance <discount_factor value=\"0.9\"/>",
                     "the discount factor '%s' is not a number", import_short(p->job, text != NULL ? text : ""));
    } else if (value.digits < 0 || !import_decimal_compare(value, import_decimal_whole(1), &order) || order > 0) {
        import_repair(p->job, "W-IMPORT-0108", p->file, element->line,
                      "the discount factor %s is not between 0 and 1; it is left out, as in GENIUS",
                      import_short(p->job, text));
    } else if (value.digits > 0 && order < 0) {
        p->party->discount = import_decimal_text(value, p->job->arena);
    }
}

/* ---- the whole --------------------------------------------------------------------------------------------- */

static bool known_space(genius_profile *p) {
    const char *type = xml_get(p->space, "type");
    static const char *const known[] = {"", "linear", "additive", "nonlinear", "UTILITYSPACE"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (type == NULL || strcmp(type, known[i]) == 0) return true;
    import_error(p->job, "E-IMPORT-0012", p->file, p->space->line,
                 "what is read are additive utilities (evaluations and weights) and hyper-rectangles",
                 "a utility space of type '%s' is not read", import_short(p->job, type));
    return false;
}

static bool find_space(genius_profile *p, const ent_import_file *file) {
    static const char *const known[] = {"number_of_issues", "type", NULL};
    static const char *const children[] = {"objective", "reservation", "discount_factor", "utility", "utility_function",
                                           "ufun",      NULL};
    p->space = xml_read(p->job, file);
    if (p->space == NULL) return false;
    if (strcmp(p->space->name, "utility_space") != 0) {
        import_error(p->job, "E-IMPORT-0010", p->file, p->space->line,
                     "the first file is the domain, the others are profiles",
                     "a profile begins with <utility_space>, not <%s>", import_short(p->job, p->space->name));
        return false;
    }
    if (!known_space(p)) return false;
    genius_leave_rest(p->job, p->file, p->space, known, children);
    p->objective = xml_child(p->space, "objective");
    if (p->objective != NULL && xml_next(p->objective) == NULL && xml_child(p->objective, "objective") == NULL)
        return true;
    import_error(p->job, "E-IMPORT-0010", p->file, p->space->line, "put the issues into one objective",
                 p->objective == NULL ? "there is no <objective> with issues in it"
                                      : "objectives inside or beside another are not read");
    return false;
}

static bool has_rectangles(const genius_profile *p) {
    static const char *const names[] = {"utility", "utility_function", "ufun"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (xml_child(p->space, names[i]) != NULL || xml_child(p->objective, names[i]) != NULL) return true;
    return false;
}

static bool any_values(const genius_profile *p) {
    for (size_t i = 0; i < p->domain->issues_size; i++) {
        if (p->found[i] == NULL) continue;
        if (xml_child(p->found[i], "evaluator") != NULL) return true;
        for (const xml_element *item = xml_child(p->found[i], "item"); item != NULL; item = xml_next(item))
            if (xml_get(item, "evaluation") != NULL) return true;
    }
    return false;
}

static void read_issues(genius_profile *p) {
    bool additive = any_values(p), rectangles = has_rectangles(p);
    if (!additive && !rectangles) {
        import_error(p->job, "E-IMPORT-0023", p->file, p->objective->line,
                     "an item says what it is worth: <item value=\"...\" evaluation=\"3\"/>",
                     "no item of this profile has an evaluation");
        return;
    }
    read_weights(p, additive);
    for (size_t i = 0; additive && i < p->domain->issues_size; i++)
        if (p->party->preferences[i].weight != NULL) genius_read_values(p, i);
    if (rectangles) genius_read_rectangles(p);
}

bool genius_read_profile(import_job *job, const import_domain *domain, import_party *party,
                         const ent_import_file *file) {
    static const char *const known[] = {"index", "name", "type", "etype", "vtype", NULL};
    static const char *const children[] = {"issue", "weight", "utility", "utility_function", "ufun", NULL};
    genius_profile p = {.job = job, .domain = domain, .party = party, .file = file->name};
    p.found = ent_arena_array(job->arena, domain->issues_size, sizeof *p.found);
    p.weighted = ent_arena_array(job->arena, domain->issues_size, sizeof *p.weighted);
    if (p.found == NULL || p.weighted == NULL || !find_space(&p, file)) return false;
    party->because = "a profile of GENIUS";
    party->as_written = job->raw;
    genius_leave_rest(job, p.file, p.objective, known, children);
    find_issues(&p);
    read_issues(&p);
    read_reservation(&p);
    read_discount(&p);
    return !ent_arena_failed(job->arena);
}
