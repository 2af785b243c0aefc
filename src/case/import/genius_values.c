/* What an issue is worth to the party of a GENIUS profile: an evaluation per item, or a function of a number. */
#include "case/import/genius.h"

#include <math.h>
#include <string.h>

static const char *name_of(genius_profile *p, size_t issue) {
    return import_short(p->job, p->domain->issues[issue].name);
}

/* ---- items ------------------------------------------------------------------------------------------------- */

typedef struct evaluations {
    import_decimal *values;
    bool *given;
    size_t missing, first_missing; /* an option */
    import_decimal largest;
} evaluations;

/* A text without blanks at its ends, in the arena. */
static const char *trimmed(genius_profile *p, const char *text) {
    while (*text == ' ')
        text++;
    size_t size = strlen(text);
    while (size > 0 && text[size - 1] == ' ')
        size--;
    return ent_arena_copy(p->job->arena, text, size);
}

static int find_option(genius_profile *p, const import_issue *issue, const xml_element *item) {
    const char *value = xml_get(item, "value");
    if (value == NULL) {
        import_error(p->job, "E-IMPORT-0020", p->file, item->line, "give it value=\"...\"",
                     "an item of '%s' has no value", import_short(p->job, issue->name));
        return -1;
    }
    int found = ent_names_find(&issue->names, value);
    if (found >= 0) return found;
    const char *bare = trimmed(p, value);
    for (size_t i = 0; bare != NULL && i < issue->options_size && found < 0; i++) {
        const char *option =
            issue->options[i][0] == ' ' || bare[0] == issue->options[i][0] ? trimmed(p, issue->options[i]) : NULL;
        if (option != NULL && strcmp(option, bare) == 0) found = (int)i;
    }
    if (found >= 0)
        import_repair(p->job, "W-IMPORT-0105", p->file, item->line,
                      "the item '%s' of '%s' differs from the domain's by blanks; it is taken as the same",
                      import_short(p->job, value), import_short(p->job, issue->name));
    else
        import_error(p->job, "E-IMPORT-0020", p->file, item->line,
                     import_suggest(p->job, value, issue->options, issue->options_size),
                     "the domain has no item '%s' in '%s'", import_short(p->job, value),
                     import_short(p->job, issue->name));
    return found;
}

static void read_item(genius_profile *p, const import_issue *issue, const xml_element *item, evaluations *e) {
    static const char *const known[] = {"index", "value", "evaluation", NULL}, *const none[] = {NULL};
    genius_leave_rest(p->job, p->file, item, known, none);
    int option = find_option(p, issue, item);
    const char *text = xml_get(item, "evaluation");
    if (option < 0 || text == NULL) return;
    import_decimal value;
    if (!import_decimal_read(text, &value)) {
        import_error(p->job, "E-IMPORT-0023", p->file, item->line, "a number, such as 3 or 0.5",
                     "the evaluation '%s' of '%s' is not a number", import_short(p->job, text),
                     import_short(p->job, issue->options[option]));
        return;
    }
    int order = 1;
    if (!e->given[option]) {
        e->values[option] = value;
        e->given[option] = true;
    } else if (import_decimal_compare(e->values[option], value, &order) && order == 0) {
        import_repair(p->job, "W-IMPORT-0103", p->file, item->line,
                      "the item '%s' stands twice in '%s', with the same evaluation; one of them is dropped",
                      import_short(p->job, issue->options[option]), import_short(p->job, issue->name));
    } else {
        import_error(p->job, "E-IMPORT-0023", p->file, item->line, "keep one of them",
                     "the item '%s' stands twice in '%s', with different evaluations",
                     import_short(p->job, issue->options[option]), import_short(p->job, issue->name));
    }
}

/* Counts what is missing, finds the largest. false where the issue cannot be read. */
static bool settle(genius_profile *p, size_t at, evaluations *e) {
    const import_issue *issue = &p->domain->issues[at];
    bool any = false;
    for (size_t i = 0; i < issue->options_size; i++) {
        int order = 1;
        if (!e->given[i]) {
            if (e->missing++ == 0) e->first_missing = i;
        } else if (!any || (import_decimal_compare(e->values[i], e->largest, &order) && order > 0)) {
            e->largest = e->values[i];
            any = true;
        }
    }
    if (!any && p->weighted[at]) {
        import_error(p->job, "E-IMPORT-0023", p->file, p->found[at]->line,
                     "give each item an evaluation, or the issue the weight 0",
                     "'%s' has a weight, but no item of it has an evaluation", name_of(p, at));
        return false;
    }
    if (e->missing > 0)
        import_repair(p->job, "W-IMPORT-0109", p->file, p->found[at]->line,
                      "%zu of %zu items of '%s' have no evaluation, the first is '%s'; taken as 0", e->missing,
                      issue->options_size, name_of(p, at), import_short(p->job, issue->options[e->first_missing]));
    if (e->missing > 0 && (!any || e->largest.digits < 0)) e->largest = import_decimal_whole(0);
    if (p->job->raw || e->largest.digits >= 0) return true;
    import_error(p->job, "E-IMPORT-0023", p->file, p->found[at]->line, "--utility raw takes evaluations as written",
                 "all evaluations of '%s' are below 0; nothing can be divided by the largest", name_of(p, at));
    return false;
}

static void read_items(genius_profile *p, size_t at) {
    const import_issue *issue = &p->domain->issues[at];
    import_preference *preference = &p->party->preferences[at];
    evaluations e = {.values = ent_arena_array(p->job->arena, issue->options_size, sizeof *e.values),
                     .given = ent_arena_array(p->job->arena, issue->options_size, sizeof *e.given)};
    preference->values = ent_arena_array(p->job->arena, issue->options_size, sizeof *preference->values);
    if (e.values == NULL || e.given == NULL || preference->values == NULL) return;
    size_t errors = p->job->errors;
    for (const xml_element *item = xml_child(p->found[at], "item"); item != NULL; item = xml_next(item))
        read_item(p, issue, item, &e);
    if (p->job->errors > errors || !settle(p, at, &e)) return;
    for (size_t i = 0; i < issue->options_size; i++) {
        preference->values[i] = p->job->raw || e.largest.digits == 0
                                    ? import_decimal_text(e.values[i], p->job->arena)
                                    : import_decimal_share(e.values[i], e.largest, p->job->arena);
        if (preference->values[i] != NULL || ent_arena_failed(p->job->arena)) continue;
        import_error(p->job, "E-IMPORT-0023", p->file, p->found[at]->line, "round them",
                     "the evaluations of '%s' have more digits than can be kept", name_of(p, at));
        return;
    }
    preference->given = true;
}

/* ---- functions of a number --------------------------------------------------------------------------------- */

/* value(x) = slope * (x - from) + offset, kept within 0 and 1 */
typedef struct line {
    import_decimal slope, offset, from;
} line;

static bool parameter(genius_profile *p, const xml_element *evaluator, const char *name, const char *other,
                      import_decimal *out) {
    const char *text = xml_get(evaluator, name);
    if (text == NULL && other != NULL) text = xml_get(evaluator, other);
    if (import_decimal_read(text, out)) return true;
    import_error(p->job, "E-IMPORT-0024", p->file, evaluator->line, NULL,
                 text == NULL ? "the evaluator has no '%s'%s" : "'%s' of the evaluator is not a number: '%s'", name,
                 text == NULL ? "" : import_short(p->job, text));
    return false;
}

/* Of integer issues: slope and offset from the lower bound; or parameter1 and parameter0 of the number itself. */
static bool read_line(genius_profile *p, const xml_element *evaluator, import_decimal from, line *out) {
    bool shifted = xml_get(evaluator, "slope") != NULL || xml_get(evaluator, "offset") != NULL;
    out->from = shifted ? from : import_decimal_whole(0);
    bool slope = parameter(p, evaluator, shifted ? "slope" : "parameter1", NULL, &out->slope);
    return parameter(p, evaluator, shifted ? "offset" : "parameter0", NULL, &out->offset) && slope;
}

static bool line_at(const line *l, import_decimal x, import_decimal *out) {
    int order = 0;
    if (!import_decimal_subtract(x, l->from, out) || !import_decimal_multiply(*out, l->slope, out) ||
        !import_decimal_add(*out, l->offset, out) || !import_decimal_compare(*out, import_decimal_whole(1), &order))
        return false;
    if (out->digits < 0) *out = import_decimal_whole(0);
    if (order > 0) *out = import_decimal_whole(1);
    return true;
}

/* The number within the range at which the line is `level`, exactly; NULL if there is none. As a fraction: continuous
 * issues may end there. */
static const char *where(genius_profile *p, const line *l, import_decimal level, import_decimal from, import_decimal to,
                         bool whole) {
    import_decimal rise, over, slope = l->slope, least, most;
    /* x = from + (level - offset) / slope lies between the ends: compared without dividing */
    if (slope.digits == 0 || !import_decimal_subtract(level, l->offset, &rise) ||
        !import_decimal_multiply(l->from, slope, &over) || !import_decimal_add(rise, over, &over))
        return NULL;
    if (slope.digits < 0) {
        slope.digits = -slope.digits;
        over.digits = -over.digits;
    }
    int below = 0, above = 0;
    if (!import_decimal_multiply(from, slope, &least) || !import_decimal_multiply(to, slope, &most) ||
        !import_decimal_compare(over, least, &below) || !import_decimal_compare(over, most, &above) || below < 0 ||
        above > 0)
        return NULL;
    const char *text = import_decimal_share(over, slope, p->job->arena);
    import_decimal number;
    if (text == NULL || !whole) return text;
    /* a whole number divides evenly */
    double guess =
        round((double)over.digits * pow(10, (double)slope.places - (double)over.places) / (double)slope.digits);
    if (!(fabs(guess) < 1e15)) return NULL;
    import_decimal candidate = import_decimal_whole((int64_t)guess);
    int order = 1;
    if (!import_decimal_multiply(candidate, slope, &number) || !import_decimal_compare(number, over, &order) || order)
        return NULL;
    return import_decimal_text(candidate, p->job->arena);
}

/* best and worst, where the line runs from 0 to 1 within the range. */
static bool as_ends(genius_profile *p, size_t at, const line *l, import_decimal from, import_decimal to) {
    import_preference *preference = &p->party->preferences[at];
    bool whole = p->domain->issues[at].kind == IMPORT_RANGE;
    preference->worst = where(p, l, import_decimal_whole(0), from, to, whole);
    preference->best = where(p, l, import_decimal_whole(1), from, to, whole);
    if (preference->worst == NULL || preference->best == NULL) return false;
    preference->kind = IMPORT_LINEAR;
    preference->given = true;
    return true;
}

static bool too_many(genius_profile *p, size_t at) {
    const import_issue *issue = &p->domain->issues[at];
    if (issue->options_size <= GENIUS_VALUES) return false;
    import_error(p->job, "E-IMPORT-0024", p->file, p->found[at]->line, NULL,
                 "'%s' would need a value for each of its %zu numbers, which is too many", name_of(p, at),
                 issue->options_size);
    return true;
}

static void too_long(genius_profile *p, size_t at) {
    import_error(p->job, "E-IMPORT-0024", p->file, p->found[at]->line, "round its numbers",
                 "the evaluator of '%s' has more digits than can be kept", name_of(p, at));
}

static void as_values(genius_profile *p, size_t at, const line *l, import_decimal from) {
    const import_issue *issue = &p->domain->issues[at];
    import_preference *preference = &p->party->preferences[at];
    if (too_many(p, at)) return;
    preference->values = ent_arena_array(p->job->arena, issue->options_size, sizeof *preference->values);
    if (preference->values == NULL) return;
    for (size_t i = 0; i < issue->options_size; i++) {
        import_decimal x, value;
        if (!import_decimal_add(from, import_decimal_whole((int64_t)i), &x) || !line_at(l, x, &value)) {
            too_long(p, at);
            return;
        }
        preference->values[i] = import_decimal_text(value, p->job->arena);
    }
    preference->given = true;
}

static void not_expressible(genius_profile *p, size_t at, const xml_element *evaluator, const char *what) {
    import_error(p->job, "E-IMPORT-0024", p->file, evaluator->line,
                 "make the issue an integer one, or change the evaluator so that it does", "%s of the real issue '%s'",
                 what, name_of(p, at));
}

typedef struct triangle {
    import_decimal low, high, top;
} triangle;

/* Rises from 0 at `low` to 1 at `top`, falls to 0 at `high`. NULL: too many digits, or no memory. */
static const char *triangle_at(genius_profile *p, const triangle *t, import_decimal x) {
    int low = 0, top = 0, high = 0;
    import_decimal part, whole;
    if (!import_decimal_compare(x, t->low, &low) || !import_decimal_compare(x, t->top, &top) ||
        !import_decimal_compare(x, t->high, &high))
        return NULL;
    if (top == 0) return "1";
    if (low <= 0 || high >= 0) return "0";
    bool good = top < 0
                    ? import_decimal_subtract(x, t->low, &part) && import_decimal_subtract(t->top, t->low, &whole)
                    : import_decimal_subtract(t->high, x, &part) && import_decimal_subtract(t->high, t->top, &whole);
    return good ? import_decimal_share(part, whole, p->job->arena) : NULL;
}

static void triangle_values(genius_profile *p, size_t at, const triangle *t, import_decimal from) {
    const import_issue *issue = &p->domain->issues[at];
    import_preference *preference = &p->party->preferences[at];
    if (too_many(p, at)) return;
    preference->values = ent_arena_array(p->job->arena, issue->options_size, sizeof *preference->values);
    for (size_t i = 0; preference->values != NULL && i < issue->options_size; i++) {
        import_decimal x;
        preference->values[i] =
            import_decimal_add(from, import_decimal_whole((int64_t)i), &x) ? triangle_at(p, t, x) : NULL;
        if (preference->values[i] != NULL || ent_arena_failed(p->job->arena)) continue;
        too_long(p, at);
        return;
    }
    preference->given = true;
}

/* On an integer issue a value for each number; on a real one, with equal sides, an ideal with a tolerance. */
static void read_triangle(genius_profile *p, size_t at, const xml_element *evaluator, import_decimal from,
                          import_decimal to) {
    import_decimal low, high, top, left, right;
    bool good = parameter(p, evaluator, "parameter0", NULL, &low);
    good = parameter(p, evaluator, "parameter1", NULL, &high) && good;
    good = parameter(p, evaluator, "parameter2", NULL, &top) && good;
    int sides = 1, least = -1, most = 1;
    if (!good) return;
    if (p->domain->issues[at].kind == IMPORT_RANGE) {
        triangle_values(p, at, &(triangle){low, high, top}, from);
        return;
    }
    if (!import_decimal_subtract(top, low, &left) || !import_decimal_subtract(high, top, &right) ||
        !import_decimal_compare(left, right, &sides) || sides != 0 || left.digits <= 0 ||
        !import_decimal_compare(top, from, &least) || least < 0 || !import_decimal_compare(top, to, &most) ||
        most > 0) {
        import_error(p->job, "E-IMPORT-0024", p->file, evaluator->line, "only such triangles are an ideal in a case",
                     "the triangle of '%s' is not equally long on both sides of a top within the range",
                     name_of(p, at));
        return;
    }
    import_preference *preference = &p->party->preferences[at];
    preference->kind = IMPORT_PEAK;
    preference->ideal = import_decimal_text(top, p->job->arena);
    preference->tolerance = import_decimal_text(left, p->job->arena);
    preference->given = true;
}

static void read_evaluator(genius_profile *p, size_t at, const xml_element *evaluator) {
    static const char *const known[] = {"ftype",      "slope",      "offset",     "parameter0",
                                        "parameter1", "parameter2", "parameter3", NULL};
    static const char *const none[] = {NULL};
    const import_issue *issue = &p->domain->issues[at];
    const char *type = xml_get(evaluator, "ftype");
    import_decimal from, to;
    line l = {0};
    genius_leave_rest(p->job, p->file, evaluator, known, none);
    if (type == NULL) type = "";
    if (!import_decimal_read(issue->from, &from) || !import_decimal_read(issue->to, &to)) return;
    bool integer = issue->kind == IMPORT_RANGE;
    if (strcmp(type, "linear") == 0) {
        if (!read_line(p, evaluator, from, &l) || as_ends(p, at, &l, from, to)) return;
        if (integer)
            as_values(p, at, &l, from);
        else
            not_expressible(p, at, evaluator, "the line does not run from 0 to 1 within the range");
    } else if (strcmp(type, "constant") == 0 && integer) {
        if (parameter(p, evaluator, "offset", "parameter0", &l.offset)) as_values(p, at, &l, from);
    } else if (strcmp(type, "triangular") == 0) {
        read_triangle(p, at, evaluator, from, to);
    } else {
        import_error(p->job, "E-IMPORT-0024", p->file, evaluator->line,
                     "linear, constant (of integer issues) and triangular are read",
                     "the evaluator '%s' of '%s' is not read", import_short(p->job, type), name_of(p, at));
    }
}

static bool same_bounds(genius_profile *p, size_t at) {
    const import_issue *issue = &p->domain->issues[at];
    const char *names[] = {"lowerbound", "upperbound"}, *wanted[] = {issue->from, issue->to};
    for (size_t i = 0; i < 2; i++) {
        const char *text = genius_bound(p->found[at], names[i]);
        import_decimal here, there;
        int order = 1;
        if (text == NULL) continue;
        if (import_decimal_read(text, &here) && import_decimal_read(wanted[i], &there) &&
            import_decimal_compare(here, there, &order) && order == 0)
            continue;
        import_error(p->job, "E-IMPORT-0020", p->file, p->found[at]->line, NULL,
                     "the %s of '%s' is %s here and %s in the domain", names[i], name_of(p, at),
                     import_short(p->job, text), wanted[i] != NULL ? wanted[i] : "missing");
        return false;
    }
    return true;
}

static void read_number(genius_profile *p, size_t at) {
    const xml_element *evaluator = xml_child(p->found[at], "evaluator");
    if (!same_bounds(p, at)) return;
    if (evaluator != NULL)
        read_evaluator(p, at, evaluator);
    else if (p->weighted[at])
        import_error(p->job, "E-IMPORT-0024", p->file, p->found[at]->line,
                     "for instance <evaluator ftype=\"linear\" "
                     "slope=\"0.1\" offset=\"0\"/>",
                     "'%s' has a weight, but no evaluator", name_of(p, at));
}

/* ---- an issue ---------------------------------------------------------------------------------------------- */

void genius_read_values(genius_profile *p, size_t at) {
    static const char *const known[] = {"index", "name", "type", "vtype", "etype", "lowerbound", "upperbound", NULL};
    static const char *const children[] = {"item", "range", "evaluator", NULL};
    const import_issue *issue = &p->domain->issues[at];
    if (p->found[at] == NULL) {
        if (p->weighted[at])
            import_error(p->job, "E-IMPORT-0023", p->file, p->objective->line, NULL,
                         "'%s' has a weight, but the profile says nothing else about it", name_of(p, at));
        return;
    }
    genius_leave_rest(p->job, p->file, p->found[at], known, children);
    if (issue->kind == IMPORT_OPTIONS && xml_child(p->found[at], "evaluator") != NULL)
        import_error(p->job, "E-IMPORT-0024", p->file, p->found[at]->line, "give its items evaluations",
                     "'%s' has items, but an evaluator of numbers", name_of(p, at));
    else if (issue->kind == IMPORT_OPTIONS)
        read_items(p, at);
    else
        read_number(p, at);
}
