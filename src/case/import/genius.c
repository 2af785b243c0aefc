/* The format of GENIUS (Lin et al. 2014, "Genius: an integrated environment for supporting the design of generic
 * automated negotiators", Computational Intelligence 30): a domain, and a profile per party, in XML. */
#include "case/import/genius.h"

#include <string.h>

/* ---- shared ------------------------------------------------------------------------------------------------ */

const char *genius_issue_type(const xml_element *issue) {
    static const char *const attributes[] = {"type", "vtype", "etype"};
    static const char *const types[] = {"discrete", "integer", "real"};
    bool typed = false;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        const char *type = xml_get(issue, attributes[i]);
        for (size_t k = 0; type != NULL && k < sizeof types / sizeof *types; k++)
            if (strcmp(type, types[k]) == 0) return types[k];
        typed = typed || (type != NULL && strcmp(type, "issue") != 0);
    }
    return typed ? NULL : "discrete";
}

const char *genius_bound(const xml_element *issue, const char *name) {
    const xml_element *range = xml_child(issue, "range");
    const char *inside = range != NULL ? xml_get(range, name) : NULL;
    return inside != NULL ? inside : xml_get(issue, name);
}

bool genius_index(const xml_element *element, const char *name, int64_t *out) {
    import_decimal number;
    return import_decimal_read(xml_get(element, name), &number) && import_decimal_to_whole(number, out);
}

static bool listed(const char *const *list, const char *word) {
    for (; *list != NULL; list++)
        if (strcmp(*list, word) == 0) return true;
    return false;
}

/* Nothing, or a number that is zero. */
static bool says_nothing(const char *value) {
    import_decimal number;
    return value[strspn(value, " ")] == '\0' || (import_decimal_read(value, &number) && number.digits == 0);
}

void genius_leave_rest(import_job *job, const char *file, const xml_element *element, const char *const *attributes,
                       const char *const *children) {
    for (size_t i = 0; i < element->attributes_size; i++) {
        const xml_attribute *one = &element->attributes[i];
        if (!listed(attributes, one->name) && !says_nothing(one->value))
            import_leave(job, file, element->line, "a case has no place for it", "'%s' of <%s>",
                         import_short(job, one->name), import_short(job, element->name));
    }
    for (const xml_element *child = element->first; child != NULL; child = child->next)
        if (!listed(children, child->name))
            import_leave(job, file, child->line, "a case has no place for it", "<%s> in <%s>",
                         import_short(job, child->name), import_short(job, element->name));
    if (element->text[0] != '\0' && !listed(children, "#text"))
        import_leave(job, file, element->line, "a case has no place for it", "text in <%s>",
                     import_short(job, element->name));
}

/* ---- the domain -------------------------------------------------------------------------------------------- */

typedef struct domain_reader {
    import_job *job;
    import_domain *domain;
    const char *file;
} domain_reader;

static void fill_options(domain_reader *r, const xml_element *element, import_issue *issue) {
    size_t most = 0;
    for (const xml_element *item = xml_child(element, "item"); item != NULL; item = xml_next(item))
        most++;
    issue->options = ent_arena_array(r->job->arena, most > 0 ? most : 1, sizeof *issue->options);
    if (issue->options == NULL) return;
    for (const xml_element *item = xml_child(element, "item"); item != NULL; item = xml_next(item)) {
        static const char *const known[] = {"index", "value", NULL}, *const none[] = {NULL};
        const char *value = xml_get(item, "value");
        if (value == NULL)
            import_error(r->job, "E-IMPORT-0011", r->file, item->line, "give it value=\"...\"",
                         "an item of '%s' has no value", import_short(r->job, issue->name));
        else
            issue->options[issue->options_size++] = value;
        genius_leave_rest(r->job, r->file, item, known, none);
    }
}

/* Takes out options that stand there twice, and sorts the names. */
static void drop_twice(domain_reader *r, import_issue *issue) {
    if (!ent_names_make(&issue->names, r->job->arena, issue->options, issue->options_size)) return;
    size_t kept = 0;
    for (size_t i = 0; i < issue->options_size; i++) {
        if (ent_names_find(&issue->names, issue->options[i]) == (int)i)
            issue->options[kept++] = issue->options[i];
        else
            import_repair(r->job, "W-IMPORT-0103", r->file, issue->line,
                          "the item '%s' stands twice in '%s'; one of them is dropped",
                          import_short(r->job, issue->options[i]), import_short(r->job, issue->name));
    }
    bool again = kept < issue->options_size;
    issue->options_size = kept;
    if (again) ent_names_make(&issue->names, r->job->arena, issue->options, kept);
}

static void read_options(domain_reader *r, const xml_element *element, import_issue *issue) {
    fill_options(r, element, issue);
    if (issue->options == NULL) return;
    drop_twice(r, issue);
    if (issue->options_size == 0)
        import_error(r->job, "E-IMPORT-0011", r->file, element->line, "list <item value=\"...\"/>",
                     "the issue '%s' has no items", import_short(r->job, issue->name));
    if (issue->options_size > GENIUS_OPTIONS)
        import_error(r->job, "E-IMPORT-0011", r->file, element->line, NULL, "the issue '%s' has more than %d items",
                     import_short(r->job, issue->name), (int)GENIUS_OPTIONS);
}

static void read_range(domain_reader *r, const xml_element *element, import_issue *issue, bool whole) {
    import_decimal from, to, span;
    int64_t steps = 0;
    int order = 0;
    const char *low = genius_bound(element, "lowerbound"), *high = genius_bound(element, "upperbound");
    if (!import_decimal_read(low, &from) || !import_decimal_read(high, &to)) {
        import_error(r->job, "E-IMPORT-0011", r->file, element->line,
                     "give it lowerbound=\"...\" and upperbound=\"...\"",
                     "the issue '%s' has no bounds that are numbers", import_short(r->job, issue->name));
        return;
    }
    if (!import_decimal_subtract(to, from, &span) || !import_decimal_compare(from, to, &order) || order >= 0) {
        import_error(r->job, "E-IMPORT-0011", r->file, element->line, NULL, "the bounds of '%s' do not go up: %s to %s",
                     import_short(r->job, issue->name), import_short(r->job, low), import_short(r->job, high));
        return;
    }
    issue->kind = whole ? IMPORT_RANGE : IMPORT_CONTINUOUS;
    issue->from = import_decimal_text(from, r->job->arena);
    issue->to = import_decimal_text(to, r->job->arena);
    if (!whole) return;
    issue->step = "1";
    if (from.places > 0 || !import_decimal_to_whole(span, &steps) || steps > GENIUS_RANGE)
        import_error(r->job, "E-IMPORT-0011", r->file, element->line, NULL,
                     "the bounds of '%s' are not whole numbers with less than a million between them",
                     import_short(r->job, issue->name));
    else
        issue->options_size = (size_t)steps + 1;
}

static void read_issue(domain_reader *r, const xml_element *element, size_t place) {
    static const char *const known[] = {"index", "name", "type", "vtype", "etype", "lowerbound", "upperbound", NULL};
    static const char *const children[] = {"item", "range", NULL};
    import_issue *issue = &r->domain->issues[place];
    const char *name = xml_get(element, "name"), *type = genius_issue_type(element);
    *issue = (import_issue){.name = name != NULL ? name : "", .line = element->line, .index = -1};
    if (issue->name[strspn(issue->name, " ")] == '\0') {
        issue->name = ent_arena_printf(r->job->arena, "issue %zu", place + 1);
        if (issue->name == NULL) return;
        import_repair(r->job, "W-IMPORT-0104", r->file, element->line, "an issue has no name; it is called '%s'",
                      issue->name);
    }
    if (!genius_index(element, "index", &issue->index)) {
        issue->index = (int64_t)place + 1;
        import_repair(r->job, "W-IMPORT-0104", r->file, element->line,
                      "the issue '%s' has no index; it is taken as %zu, its place in the file",
                      import_short(r->job, issue->name), place + 1);
    }
    if (type == NULL)
        import_error(r->job, "E-IMPORT-0011", r->file, element->line, "types are discrete, integer and real",
                     "the issue '%s' is of a type that is not known", import_short(r->job, issue->name));
    else if (type[0] == 'd')
        read_options(r, element, issue);
    else
        read_range(r, element, issue, type[0] == 'i');
    genius_leave_rest(r->job, r->file, element, known, children);
}

static void check_indexes(domain_reader *r) {
    for (size_t i = 1; i < r->domain->issues_size; i++)
        for (size_t k = 0; k < i; k++)
            if (r->domain->issues[i].index == r->domain->issues[k].index) {
                import_error(r->job, "E-IMPORT-0011", r->file, r->domain->issues[i].line, "number the issues 1, 2, 3",
                             "'%s' has the same index as '%s'", import_short(r->job, r->domain->issues[i].name),
                             import_short(r->job, r->domain->issues[k].name));
                break;
            }
}

/* The objective of a domain or a profile; said where there is none, or more than can be read. */
static const xml_element *find_objective(import_job *job, const char *file, const xml_element *space) {
    const xml_element *objective = xml_child(space, "objective");
    if (objective == NULL) {
        import_error(job, "E-IMPORT-0010", file, space->line, NULL, "there is no <objective> with issues in it");
        return NULL;
    }
    const xml_element *second = xml_next(objective), *inner = xml_child(objective, "objective");
    if (inner == NULL && second == NULL) return objective;
    import_error(job, "E-IMPORT-0010", file, inner != NULL ? inner->line : second->line,
                 "put the issues into one objective", "objectives inside or beside another are not read");
    return NULL;
}

static const xml_element *domain_objective(import_job *job, const char *file, const xml_element *root) {
    static const char *const known[] = {"number_of_sessions", "number_of_issues", NULL};
    static const char *const of_template[] = {"agent", "utility_space", NULL}, *const of_space[] = {"objective", NULL};
    const xml_element *space = root;
    if (strcmp(root->name, "negotiation_template") == 0) {
        genius_leave_rest(job, file, root, known, of_template);
        space = xml_child(root, "utility_space");
    } else if (strcmp(root->name, "utility_space") != 0) {
        import_error(job, "E-IMPORT-0010", file, root->line, "the first file is the domain, the others are profiles",
                     "a domain begins with <negotiation_template>, not <%s>", import_short(job, root->name));
        return NULL;
    }
    if (space == NULL) {
        import_error(job, "E-IMPORT-0010", file, root->line, NULL, "there is no <utility_space> in the domain");
        return NULL;
    }
    if (space != root) genius_leave_rest(job, file, space, known, of_space);
    return find_objective(job, file, space);
}

static bool read_domain(import_job *job, import_domain *domain) {
    static const char *const known[] = {"index", "name", "type", "etype", "vtype", NULL};
    static const char *const children[] = {"issue", "weight", NULL};
    domain_reader r = {job, domain, job->files[0].name};
    const xml_element *root = xml_read(job, &job->files[0]);
    const xml_element *objective = root != NULL ? domain_objective(job, r.file, root) : NULL;
    if (objective == NULL) return false;
    size_t size = 0;
    for (const xml_element *issue = xml_child(objective, "issue"); issue != NULL; issue = xml_next(issue))
        size++;
    if (size == 0 || size > GENIUS_ISSUES) {
        import_error(job, "E-IMPORT-0010", r.file, objective->line, NULL,
                     size == 0 ? "the domain has no issues" : "the domain has too many issues");
        return false;
    }
    domain->issues = ent_arena_array(job->arena, size, sizeof *domain->issues);
    if (domain->issues == NULL) return false;
    domain->issues_size = size;
    const char *title = xml_get(objective, "name");
    domain->title = title != NULL ? title : "";
    size_t place = 0;
    for (const xml_element *issue = xml_child(objective, "issue"); issue != NULL; issue = xml_next(issue))
        read_issue(&r, issue, place++);
    genius_leave_rest(job, r.file, objective, known, children);
    check_indexes(&r);
    return import_domain_settle(job, domain);
}

/* A file that is its root element, profile or not: for the message alone. */
static void check_profile(import_job *job, const ent_import_file *file) {
    xml_read(job, file);
}

ent_status import_genius(import_job *job) {
    import_domain domain = {.utilities = job->raw ? "Utilities: evaluations and weights as they are written there."
                                                  : "Utilities: the evaluation of an option divided by the largest of "
                                                    "its issue; weights divided by their sum."};
    if (!read_domain(job, &domain)) { /* then the profiles cannot be understood, but whether they can be read */
        for (size_t i = 1; i < job->files_size; i++)
            check_profile(job, &job->files[i]);
        return ENT_INPUT;
    }
    if (!import_domain_parties(job, &domain)) return ENT_MEMORY;
    for (size_t i = 0; i < domain.parties_size; i++)
        genius_read_profile(job, &domain, &domain.parties[i], &job->files[i + 1]);
    if (job->errors > 0) return ENT_INPUT;
    import_domain_write(job, &domain);
    return ENT_OK;
}
