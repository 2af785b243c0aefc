/* The format of GeniusWeb (Jonker, Hindriks et al., "GeniusWeb", Delft University of Technology): a domain, and a
 * linear additive utility space per party, in JSON. */
#include "case/import/geniusweb.h"

#include <string.h>

/* ---- shared ------------------------------------------------------------------------------------------------ */

const char *web_option(import_job *job, const char *file, const json_value *value, const char *issue) {
    if (value->kind == JSON_OF_TEXT || value->kind == JSON_OF_NUMBER) return value->text;
    import_error(job, "E-IMPORT-0011", file, value->line, "values are texts or numbers",
                 "%s stands among the values of '%s'", json_describe(value), import_short(job, issue));
    return NULL;
}

bool web_number(import_job *job, const char *id, const char *file, const json_value *value, const char *what,
                import_decimal *out) {
    if (value != NULL && (value->kind == JSON_OF_NUMBER || value->kind == JSON_OF_TEXT) &&
        import_decimal_read(value->text, out))
        return true;
    bool scalar = value != NULL && (value->kind == JSON_OF_TEXT || value->kind == JSON_OF_NUMBER);
    import_error(job, id, file, value != NULL ? value->line : 0, "a number, such as 0.5",
                 scalar ? "%s is '%s', which is not a number that can be kept" : "%s is %s, not a number", what,
                 scalar ? import_short(job, value->text) : json_describe(value));
    return false;
}

void web_leave_rest(import_job *job, const char *file, const json_value *map, const char *name,
                    const char *const *known) {
    for (const json_value *child = map->first; child != NULL; child = child->next) {
        bool found = false;
        for (size_t i = 0; known[i] != NULL; i++)
            found = found || strcmp(known[i], child->key) == 0;
        if (!found)
            import_leave(job, file, child->line, "a case has no place for it", "'%s' of %s",
                         import_short(job, child->key), name);
    }
}

/* ---- the domain -------------------------------------------------------------------------------------------- */

typedef struct domain_reader {
    import_job *job;
    import_domain *domain;
    const char *file;
} domain_reader;

static void read_values(domain_reader *r, const json_value *values, import_issue *issue) {
    import_job *job = r->job;
    if (values->kind != JSON_OF_LIST || values->size == 0 || values->size > WEB_OPTIONS) {
        import_error(job, "E-IMPORT-0011", r->file, values->line, "for instance {\"values\": [\"low\", \"high\"]}",
                     values->kind != JSON_OF_LIST ? "the values of '%s' are not a list"
                     : values->size == 0          ? "the issue '%s' has no values"
                                                  : "the issue '%s' has too many values",
                     import_short(job, issue->name));
        return;
    }
    issue->options = ent_arena_array(job->arena, values->size, sizeof *issue->options);
    if (issue->options == NULL) return;
    const char **all = ent_arena_array(job->arena, values->size, sizeof *all);
    if (all == NULL) return;
    size_t size = 0;
    for (const json_value *value = values->first; value != NULL; value = value->next) {
        const char *option = web_option(job, r->file, value, issue->name);
        if (option != NULL) all[size++] = option;
    }
    if (!ent_names_make(&issue->names, job->arena, all, size)) return;
    for (size_t i = 0; i < size; i++) {
        if (ent_names_find(&issue->names, all[i]) == (int)i)
            issue->options[issue->options_size++] = all[i];
        else
            import_repair(job, "W-IMPORT-0103", r->file, values->line,
                          "the value '%s' stands twice in '%s'; one of them is dropped", import_short(job, all[i]),
                          import_short(job, issue->name));
    }
    ent_names_make(&issue->names, job->arena, issue->options, issue->options_size);
}

/* How many steps fit: the whole part of span / step. */
static bool count_steps(import_decimal span, import_decimal step, int64_t *out) {
    int64_t low = 0, high = WEB_RANGE + 1;
    while (low + 1 < high) {
        int64_t middle = low + (high - low) / 2;
        import_decimal way;
        int order = 1;
        if (!import_decimal_multiply(step, import_decimal_whole(middle), &way)) {
            high = middle;
            continue;
        }
        if (!import_decimal_compare(way, span, &order)) return false;
        if (order <= 0)
            low = middle;
        else
            high = middle;
    }
    *out = low;
    return true;
}

/* [low, high, step] */
static void read_range(domain_reader *r, const json_value *range, import_issue *issue) {
    import_job *job = r->job;
    import_decimal parts[3], span, last;
    const json_value *part = range->kind == JSON_OF_LIST && range->size == 3 ? range->first : NULL;
    if (part == NULL) {
        import_error(job, "E-IMPORT-0011", r->file, range->line, "for instance {\"range\": [0, 100, 5]}",
                     "the range of '%s' is not a list of low, high and step", import_short(job, issue->name));
        return;
    }
    for (size_t i = 0; i < 3; i++, part = part->next)
        if (!web_number(job, "E-IMPORT-0011", r->file, part, "an end or step of a range", &parts[i])) return;
    int64_t steps = 0;
    if (!import_decimal_subtract(parts[1], parts[0], &span) || span.digits <= 0 || parts[2].digits <= 0 ||
        !count_steps(span, parts[2], &steps) || steps == 0 || steps >= WEB_RANGE ||
        !import_decimal_multiply(parts[2], import_decimal_whole(steps), &last) ||
        !import_decimal_add(parts[0], last, &last)) {
        import_error(job, "E-IMPORT-0011", r->file, range->line, NULL,
                     "the range of '%s' does not go up in steps, at most %d of them", import_short(job, issue->name),
                     (int)WEB_RANGE);
        return;
    }
    int order = 0;
    issue->kind = IMPORT_RANGE;
    issue->from = import_decimal_text(parts[0], job->arena);
    issue->to = import_decimal_text(last, job->arena);
    issue->step = import_decimal_text(parts[2], job->arena);
    issue->options_size = (size_t)steps + 1;
    if (issue->to != NULL && import_decimal_compare(last, parts[1], &order) && order != 0)
        import_repair(job, "W-IMPORT-0110", r->file, range->line,
                      "the steps of '%s' do not reach the end of its range; it ends at %s, the last that they reach",
                      import_short(job, issue->name), issue->to);
}

static void read_issue(domain_reader *r, const json_value *value, import_issue *issue) {
    static const char *const known[] = {"values", "range", NULL};
    *issue = (import_issue){.name = value->key, .line = value->line, .index = -1};
    const json_value *values = json_get(value, "values"), *range = json_get(value, "range");
    if (value->kind == JSON_OF_MAP) web_leave_rest(r->job, r->file, value, "an issue", known);
    if ((values == NULL) == (range == NULL))
        import_error(r->job, "E-IMPORT-0011", r->file, value->line, "for instance {\"values\": [\"low\", \"high\"]}",
                     "the issue '%s' needs either 'values' or a 'range'", import_short(r->job, issue->name));
    else if (values != NULL)
        read_values(r, values, issue);
    else
        read_range(r, range, issue);
}

static bool read_domain(import_job *job, import_domain *domain) {
    static const char *const known[] = {"name", "issuesValues", NULL};
    domain_reader r = {job, domain, job->files[0].name};
    const json_value *root = json_read(job, &job->files[0]);
    if (root == NULL) return false;
    const json_value *issues = json_get(root, "issuesValues"), *name = json_get(root, "name");
    if (issues == NULL || issues->kind != JSON_OF_MAP || issues->size == 0 || issues->size > WEB_ISSUES) {
        import_error(job, "E-IMPORT-0010", r.file, issues != NULL ? issues->line : root->line,
                     "the first file is the domain, the others are profiles",
                     issues == NULL                ? "a domain has a map 'issuesValues'"
                     : issues->kind != JSON_OF_MAP ? "'issuesValues' is not a map of issues"
                     : issues->size == 0           ? "the domain has no issues"
                                                   : "the domain has too many issues");
        return false;
    }
    web_leave_rest(job, r.file, root, "the domain", known);
    domain->title = name != NULL && name->kind == JSON_OF_TEXT ? name->text : "";
    domain->issues = ent_arena_array(job->arena, issues->size, sizeof *domain->issues);
    if (domain->issues == NULL) return false;
    domain->issues_size = issues->size;
    size_t place = 0;
    for (const json_value *issue = issues->first; issue != NULL; issue = issue->next)
        read_issue(&r, issue, &domain->issues[place++]);
    return import_domain_settle(job, domain);
}

ent_status import_geniusweb(import_job *job) {
    import_domain domain = {.utilities =
                                "Utilities: as they are written there; weights divided by their sum, which is 1 "
                                "in GeniusWeb."};
    if (!read_domain(job, &domain)) {
        for (size_t i = 1; i < job->files_size; i++)
            json_read(job, &job->files[i]);
        return ENT_INPUT;
    }
    if (!import_domain_parties(job, &domain)) return ENT_MEMORY;
    for (size_t i = 0; i < domain.parties_size; i++)
        web_read_profile(job, &domain, &domain.parties[i], &job->files[i + 1]);
    if (job->errors > 0) return ENT_INPUT;
    import_domain_write(job, &domain);
    return ENT_OK;
}
