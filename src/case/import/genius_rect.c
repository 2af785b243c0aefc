/* Nonlinear profiles of GENIUS: a utility for every hyper-rectangle, that is for a range of each of some issues, added
 * up over those that hold the package (Ito, Hattori, Klein 2007, "Multi-issue negotiation protocol for agents:
 * exploring nonlinear utility spaces", IJCAI). Each becomes an interaction. */
#include "case/import/genius.h"

#include <string.h>

typedef struct rectangles {
    genius_profile *p;
    import_decimal most; /* what utilities are divided by */
    bool divided;
} rectangles;

static size_t issue_of(genius_profile *p, const xml_element *element) {
    int64_t index = 0, own = 0;
    bool indexed = genius_index(element, "index", &index);
    for (size_t i = 0; indexed && i < p->domain->issues_size; i++)
        if (p->found[i] != NULL && genius_index(p->found[i], "index", &own) ? own == index
                                                                            : p->domain->issues[i].index == index)
            return i;
    import_error(p->job, "E-IMPORT-0025", p->file, element->line, "it has the index of an issue",
                 "<%s> is about no issue of the domain", import_short(p->job, element->name));
    return SIZE_MAX;
}

/* An end of a range, moved to the nearest number of the issue inside it; NULL where it is no limit. */
static bool range_end(rectangles *r, const xml_element *element, const char *name, const import_issue *issue,
                      bool upper, const char **out, bool *empty) {
    import_decimal end, from, to;
    int low = 0, high = 0;
    const char *text = xml_get(element, name);
    *out = NULL;
    if (!import_decimal_read(text, &end) || !import_decimal_read(issue->from, &from) ||
        !import_decimal_read(issue->to, &to) || !import_decimal_compare(end, from, &low) ||
        !import_decimal_compare(end, to, &high)) {
        import_error(r->p->job, "E-IMPORT-0025", r->p->file, element->line, "for instance min=\"2\" max=\"5\"",
                     "'%s' of <%s> is not a number", name, import_short(r->p->job, element->name));
        return false;
    }
    *empty = *empty || (upper ? low < 0 : high > 0);
    if (upper ? high >= 0 : low <= 0) return true;
    if (issue->kind == IMPORT_RANGE && end.places > 0) { /* 2.4 as a lower end means 3, as an upper one 2 */
        bool negative = end.digits < 0;
        for (; end.places > 0; end.places--)
            end.digits /= 10;
        if (upper == negative) end.digits += negative ? -1 : 1;
    }
    *out = import_decimal_text(end, r->p->job->arena);
    return *out != NULL;
}

static bool read_condition(rectangles *r, const xml_element *element, import_interaction *one, bool *empty) {
    genius_profile *p = r->p;
    if (strcmp(element->name, "INCLUDES") != 0) {
        import_error(p->job, "E-IMPORT-0025", p->file, element->line,
                     "ranges stand in <INCLUDES index=\"1\" min=\"0\" "
                     "max=\"3\"/>",
                     "<%s> in a hyper-rectangle is not read", import_short(p->job, element->name));
        return false;
    }
    size_t at = issue_of(p, element);
    if (at == SIZE_MAX) return false;
    const import_issue *issue = &p->domain->issues[at];
    if (issue->kind == IMPORT_OPTIONS) {
        import_error(p->job, "E-IMPORT-0025", p->file, element->line, NULL,
                     "a range needs an integer or real issue, and '%s' has items", import_short(p->job, issue->name));
        return false;
    }
    for (size_t i = 0; i < one->conditions_size; i++)
        if (one->conditions[i].issue == at) {
            import_error(p->job, "E-IMPORT-0025", p->file, element->line, "keep one of them",
                         "the hyper-rectangle has two ranges of '%s'", import_short(p->job, issue->name));
            return false;
        }
    import_condition *condition = &one->conditions[one->conditions_size];
    condition->issue = at;
    if (!range_end(r, element, "min", issue, false, &condition->low, empty) ||
        !range_end(r, element, "max", issue, true, &condition->high, empty))
        return false;
    import_decimal low, high;
    int order = 0;
    if (condition->low != NULL && condition->high != NULL && import_decimal_read(condition->low, &low) &&
        import_decimal_read(condition->high, &high) && import_decimal_compare(low, high, &order) && order > 0)
        *empty = true;
    one->conditions_size += condition->low != NULL || condition->high != NULL;
    return true;
}

static const char *utility_of(rectangles *r, const xml_element *element, import_decimal weight) {
    genius_profile *p = r->p;
    import_decimal value;
    const char *text = xml_get(element, "utility");
    if (text == NULL) text = xml_get(element, "utility_function");
    if (!import_decimal_read(text, &value) || !import_decimal_multiply(value, weight, &value)) {
        import_error(p->job, "E-IMPORT-0025", p->file, element->line, "for instance utility=\"12.5\"",
                     "the hyper-rectangle has no utility that is a number");
        return NULL;
    }
    return r->divided ? import_decimal_share(value, r->most, p->job->arena) : import_decimal_text(value, p->job->arena);
}

static bool plain_type(rectangles *r, const xml_element *element, const char *name) {
    const char *type = xml_get(element, name);
    if (type == NULL || type[0] == '\0' || strcmp(type, "PlainUfun") == 0) return true;
    import_error(r->p->job, "E-IMPORT-0025", r->p->file, element->line, "only PlainUfun is, a sum of constants",
                 "a utility function of type '%s' is not read", import_short(r->p->job, type));
    return false;
}

static void read_rectangle(rectangles *r, const xml_element *element, import_decimal weight) {
    static const char *const known[] = {"utility", "utility_function", "utility_function_type", "type", NULL};
    genius_profile *p = r->p;
    import_interaction *one = ent_arena_alloc(p->job->arena, sizeof *one);
    size_t most = 0;
    for (const xml_element *child = element->first; child != NULL; child = child->next)
        most++;
    if (one == NULL) return;
    *one = (import_interaction){.conditions = ent_arena_array(p->job->arena, most + 1, sizeof *one->conditions)};
    if (one->conditions == NULL || !plain_type(r, element, "utility_function_type")) return;
    for (size_t i = 0; i < element->attributes_size; i++) {
        const char *name = element->attributes[i].name;
        bool used = false;
        for (size_t k = 0; known[k] != NULL; k++)
            used = used || strcmp(known[k], name) == 0;
        if (!used)
            import_leave(p->job, p->file, element->line, "a case has no place for it", "'%s' of <%s>",
                         import_short(p->job, name), import_short(p->job, element->name));
    }
    bool empty = false;
    for (const xml_element *child = element->first; child != NULL; child = child->next)
        if (!read_condition(r, child, one, &empty)) return;
    one->add = utility_of(r, element, weight);
    if (one->add == NULL) return;
    if (empty) {
        import_leave(p->job, p->file, element->line, "it holds no package", "a hyper-rectangle");
        return;
    }
    if (one->conditions_size == 0) { /* everywhere: a condition that always holds */
        one->conditions[0] = (import_condition){.issue = 0, .low = p->domain->issues[0].from};
        one->conditions_size = 1;
    }
    if (p->party->last_interaction != NULL)
        p->party->last_interaction->next = one;
    else
        p->party->interactions = one;
    p->party->last_interaction = one;
}

static void read_ufun(rectangles *r, const xml_element *ufun) {
    genius_profile *p = r->p;
    const char *aggregation = xml_get(ufun, "aggregation"), *text = xml_get(ufun, "weight");
    import_decimal weight = import_decimal_whole(1);
    if (!plain_type(r, ufun, "type")) return;
    if (aggregation != NULL && strcmp(aggregation, "sum") != 0) {
        import_error(p->job, "E-IMPORT-0025", p->file, ufun->line, "only sum is",
                     "hyper-rectangles put together by '%s' are not read", import_short(p->job, aggregation));
        return;
    }
    if (text != NULL && !import_decimal_read(text, &weight)) {
        import_error(p->job, "E-IMPORT-0025", p->file, ufun->line, NULL, "the weight '%s' is not a number",
                     import_short(p->job, text));
        return;
    }
    for (const xml_element *child = ufun->first; child != NULL; child = child->next) {
        if (strcmp(child->name, "hyperRectangle") == 0)
            read_rectangle(r, child, weight);
        else
            import_error(p->job, "E-IMPORT-0025", p->file, child->line, "a <ufun> holds <hyperRectangle> elements",
                         "<%s> in a utility function is not read", import_short(p->job, child->name));
    }
}

/* The largest utility, by which GENIUS divides where it is above 0. */
static void read_most(rectangles *r, const xml_element *element) {
    const char *text = xml_get(element, "maxutility");
    import_decimal most;
    if (text == NULL || r->p->job->raw || !import_decimal_read(text, &most) || most.digits <= 0) return;
    r->most = most;
    r->divided = true;
}

static void read_below(rectangles *r, const xml_element *parent) {
    static const char *const names[] = {"utility", "utility_function"};
    read_most(r, parent);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (const xml_element *group = xml_child(parent, names[i]); group != NULL; group = xml_next(group)) {
            read_most(r, group);
            for (const xml_element *ufun = xml_child(group, "ufun"); ufun != NULL; ufun = xml_next(ufun))
                read_ufun(r, ufun);
        }
    for (const xml_element *ufun = xml_child(parent, "ufun"); ufun != NULL; ufun = xml_next(ufun))
        read_ufun(r, ufun);
}

/* Interactions add to preferences, so that there have to be some: worth 0 everywhere. */
static void add_nothing(genius_profile *p) {
    const import_issue *issue = &p->domain->issues[0];
    import_preference *preference = &p->party->preferences[0];
    size_t size = issue->options_size;
    *preference = (import_preference){.given = true, .weight = "1", .kind = IMPORT_VALUES};
    preference->values = ent_arena_array(p->job->arena, size > 0 ? size : 1, sizeof *preference->values);
    for (size_t i = 0; preference->values != NULL && i < size; i++)
        preference->values[i] = "0";
    p->party->as_written = true;
}

void genius_read_rectangles(genius_profile *p) {
    rectangles r = {.p = p};
    size_t errors = p->job->errors;
    read_below(&r, p->space);
    read_below(&r, p->objective);
    if (p->job->errors > errors) return;
    if (p->party->interactions == NULL)
        import_error(p->job, "E-IMPORT-0025", p->file, p->objective->line,
                     "for instance <hyperRectangle utility=\"5\"><INCLUDES index=\"1\" min=\"0\" max=\"3\"/>...",
                     "the nonlinear utility function has no hyper-rectangles");
    for (size_t i = 0; i < p->domain->issues_size; i++)
        if (p->party->preferences[i].given) return;
    if (p->domain->issues[0].kind == IMPORT_CONTINUOUS)
        import_error(p->job, "E-IMPORT-0025", p->file, p->objective->line, "make its first issue an integer one",
                     "hyper-rectangles over real issues alone are not read");
    else
        add_nothing(p);
}
