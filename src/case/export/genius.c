/* A case as a domain and profiles of GENIUS. */
#include "case/export/genius.h"
#include "case/export/worth.h"
#include "case/import/decimal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

enum { MOST_ITEMS = 10000 };

/* ---- what is said ------------------------------------------------------------------------------------------ */

static void say(genius_writer *w, ent_severity severity, const char *id, const ent_node *node, const char *hint,
                const char *message) {
    ent_diagnostic one = {.severity = severity, .id = id, .message = message, .hint = hint};
    one.place = node != NULL ? ent_node_place(w->c, node) : (ent_place){.file = w->c->path};
    if (node != NULL) one.path = ent_case_path(w->c, node, w->arena);
    if (message != NULL) ent_diagnose(w->run->diagnostics, &one);
}

void genius_refuse(genius_writer *w, const char *id, const ent_node *node, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(w, ENT_ERROR, id, node, hint, ent_arena_vprintf(w->arena, format, arguments));
    va_end(arguments);
    w->errors++;
}

void genius_warn(genius_writer *w, const char *id, const ent_node *node, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    say(w, id[0] == 'W' ? ENT_WARNING : ENT_NOTE, id, node, NULL, ent_arena_vprintf(w->arena, format, arguments));
    va_end(arguments);
}

/* ---- texts ------------------------------------------------------------------------------------------------- */

const char *genius_decimal(genius_writer *w, ent_ratio number) {
    const char *text =
        import_decimal_quotient(import_decimal_whole(number.num), import_decimal_whole(number.den), w->arena);
    return text != NULL && strchr(text, '/') == NULL ? text : NULL;
}

static bool fits_xml(utf8proc_int32_t c) {
    return c >= 0x20 ? c != 0xfffe && c != 0xffff : c == '\t' || c == '\n' || c == '\r';
}

void genius_attribute(genius_writer *w, ent_buffer *out, const char *name, const char *text, const ent_node *node) {
    ent_buffer_printf(out, " %s=\"", name);
    for (const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text; *at != 0;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate(at, -1, &c);
        if (size <= 0 || !fits_xml(c)) {
            genius_refuse(w, "E-EXPORT-0004", node, "rename it", "'%.60s' holds a character that XML cannot", text);
            break;
        }
        if (c < 0x20 || c == 0x7f || strchr("&<>\"", (int)c < 0x80 ? (int)c : 'x') != NULL)
            ent_buffer_printf(out, "&#%d;", (int)c);
        else
            ent_buffer_add(out, (const char *)at, (size_t)size);
        at += size;
    }
    ent_buffer_char(out, '"');
}

static const ent_preference *row_of(const ent_preferences *wants, size_t issue) {
    for (size_t k = 0; k < wants->size; k++)
        if (wants->rows[k].issue == (int)issue) return &wants->rows[k];
    return NULL;
}

const char *genius_integer_line(genius_writer *w, const ent_issue *issue, const ent_preference *row) {
    ent_ratio slope, offset;
    if (row == NULL) return "ftype=\"linear\" slope=\"0\" offset=\"0\"";
    if (!worth_line(issue, row, &slope, &offset)) return NULL;
    const char *rise = genius_decimal(w, slope), *start = genius_decimal(w, offset);
    return rise != NULL && start != NULL
               ? ent_arena_printf(w->arena, "ftype=\"linear\" slope=\"%s\" offset=\"%s\"", rise, start)
               : NULL;
}

static bool is_integer(genius_writer *w, size_t at) {
    const ent_issue *issue = &w->c->issues[at];
    if (issue->kind != ENT_RANGE || issue->from.ratio.den != 1 || issue->step.ratio.num != 1 ||
        issue->step.ratio.den != 1)
        return false;
    for (size_t i = 0; i < w->c->preferences_size; i++)
        if (genius_integer_line(w, issue, row_of(&w->c->preferences[i], at)) == NULL) return false;
    return true;
}

const char *genius_type(genius_writer *w, size_t at) {
    if (w->types[at] == NULL)
        w->types[at] = w->c->issues[at].kind == ENT_CONTINUOUS ? "real" : is_integer(w, at) ? "integer" : "discrete";
    return w->types[at];
}

void genius_issue_head(genius_writer *w, ent_buffer *out, size_t issue) {
    const ent_issue *one = &w->c->issues[issue];
    const char *type = genius_type(w, issue);
    ent_buffer_printf(out, "      <issue index=\"%zu\"", issue + 1);
    genius_attribute(w, out, "name", one->name, one->node);
    ent_buffer_printf(out, " type=\"%s\" vtype=\"%s\" etype=\"%s\"", type, type, type);
}

/* ---- the domain -------------------------------------------------------------------------------------------- */

static void write_options(genius_writer *w, ent_buffer *out, size_t at) {
    const ent_issue *issue = &w->c->issues[at];
    genius_issue_head(w, out, at);
    ent_buffer_text(out, ">\n");
    for (size_t k = 0; k < issue->options_size && k < MOST_ITEMS; k++) {
        char text[ENT_NUMBER_TEXT];
        ent_buffer_printf(out, "        <item index=\"%zu\"", k + 1);
        genius_attribute(w, out, "value", ent_issue_option(issue, k, text), issue->node);
        ent_buffer_text(out, "/>\n");
    }
    ent_buffer_text(out, "      </issue>\n");
    if (issue->options_size > MOST_ITEMS)
        genius_refuse(w, "E-EXPORT-0001", issue->node, "take a larger step", "%s has more than %d options", issue->id,
                      (int)MOST_ITEMS);
    if (issue->kind == ENT_SCALE)
        genius_warn(w, "N-EXPORT-0201", issue->node,
                    "%s: items have no order in GENIUS; that of the scale is not "
                    "written",
                    issue->id);
}

static void write_range(genius_writer *w, ent_buffer *out, size_t at) {
    const ent_issue *issue = &w->c->issues[at];
    const char *from = genius_decimal(w, issue->from.ratio), *to = genius_decimal(w, issue->to.ratio);
    genius_issue_head(w, out, at);
    if (from == NULL || to == NULL)
        genius_refuse(w, "E-EXPORT-0003", issue->node, NULL, "the ends of %s are no decimals", issue->id);
    bool integer = genius_type(w, at)[0] == 'i';
    ent_buffer_printf(out,
                      integer ? " lowerbound=\"%s\" upperbound=\"%s\"/>\n"
                              : ">\n        <range lowerbound=\"%s\" upperbound=\"%s\"/>\n      </issue>\n",
                      from != NULL ? from : "", to != NULL ? to : "");
}

static void write_domain(genius_writer *w, ent_buffer *out) {
    ent_buffer_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<negotiation_template>\n");
    ent_buffer_printf(out, "  <utility_space number_of_issues=\"%zu\">\n    <objective index=\"0\"", w->c->issues_size);
    genius_attribute(w, out, "name", w->c->title, NULL);
    ent_buffer_text(out, " type=\"objective\" etype=\"objective\" description=\"\">\n");
    for (size_t i = 0; i < w->c->issues_size; i++) {
        if (genius_type(w, i)[0] != 'd')
            write_range(w, out, i);
        else
            write_options(w, out, i);
    }
    ent_buffer_text(out, "    </objective>\n  </utility_space>\n</negotiation_template>\n");
}

/* ---- what has no place there ------------------------------------------------------------------------------- */

static void check_case(genius_writer *w) {
    const ent_case *c = w->c;
    for (size_t i = 0; i < c->limits_size; i++)
        genius_refuse(w, "E-EXPORT-0001", c->limits[i].node, "take it out of a copy of the case",
                      "GENIUS knows no red lines: '%s'", c->limits[i].id != NULL ? c->limits[i].id : "limit");
    for (size_t i = 0; i < c->interactions_size; i++)
        genius_refuse(w, "E-EXPORT-0001", c->interactions[i].node, "take it out of a copy of the case",
                      "GENIUS knows no interactions between items: '%s'",
                      c->interactions[i].id != NULL ? c->interactions[i].id : "interaction");
    for (size_t i = 0; i < c->issues_size; i++)
        if (!c->issues[i].same_table)
            genius_refuse(w, "E-EXPORT-0001", c->issues[i].node, "take it out of a copy of the case, or set same_table",
                          "%s is talked about at another table, which GENIUS does not know", c->issues[i].id);
    if (c->issues_size == 0 || c->preferences_size == 0)
        genius_refuse(w, "E-EXPORT-0001", NULL, NULL, "the case has no %s, so that there is nothing to write",
                      c->issues_size == 0 ? "issues" : "preferences");
}

static void note_rest(genius_writer *w) {
    const ent_case *c = w->c;
    const struct {
        const char *name;
        size_t size;
    } parts[] = {{"sources", c->sources_size},
                 {"positions", c->positions_size},
                 {"dates", c->dates_size},
                 {"events", c->events_size},
                 {"forums", c->forums_size},
                 {"decisions", c->decisions_size},
                 {"ratification", c->ratifications_size},
                 {"projects", c->projects_size},
                 {"agreements", c->agreements_size},
                 {"series", c->series_size},
                 {"commitments", c->commitments_size},
                 {"claims", c->claims_size}};
    const char *names = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts && names != NULL; i++)
        if (parts[i].size > 0)
            names = ent_arena_printf(w->arena, "%s%s%s", names, names[0] != '\0' ? ", " : "", parts[i].name);
    if (names != NULL && names[0] != '\0')
        genius_warn(w, "N-EXPORT-0201", NULL, "not written, as GENIUS has no place for it: %s", names);
    if (ent_case_uncertain(c) > 0)
        genius_warn(w, "N-EXPORT-0201", NULL, "the ranges of uncertain numbers are not written, only their values");
    for (size_t i = 0; i < c->parties_size; i++)
        if (ent_case_preferences(c, (int)i) == NULL)
            genius_warn(w, "N-EXPORT-0201", c->parties[i].node, "%s has no preferences, and gets no profile",
                        c->parties[i].id);
}

/* ---- the files --------------------------------------------------------------------------------------------- */

static void keep(genius_writer *w, const char *name, ent_buffer *text, ent_import_file *out) {
    char *data = text->failed ? NULL : ent_arena_copy(w->arena, text->data, text->size);
    if (data == NULL || name == NULL) w->memory = true;
    *out = (ent_import_file){name, data, text->size};
    ent_buffer_free(text);
}

ent_status export_genius(const ent_run *run, const ent_case *c, const ent_export_options *options, ent_arena *arena,
                         ent_import_file **files, size_t *size) {
    genius_writer w = {.run = run, .c = c, .arena = arena};
    w.raw = options->utility != NULL && strcmp(options->utility, "raw") == 0;
    check_case(&w);
    if (w.errors > 0) return ent_arena_failed(arena) ? ENT_MEMORY : ENT_INPUT;
    w.types = ent_arena_array(arena, c->issues_size, sizeof *w.types);
    if (w.types == NULL) return ENT_MEMORY;
    ent_import_file *list = ent_arena_array(arena, c->preferences_size + 1, sizeof *list);
    if (list == NULL) return ENT_MEMORY;
    ent_buffer text;
    ent_buffer_init(&text, ent_run_allocator(run));
    write_domain(&w, &text);
    keep(&w, "domain.xml", &text, &list[0]);
    for (size_t i = 0; i < c->preferences_size; i++) {
        const char *id = c->parties[c->preferences[i].party].id;
        const char *name = ent_arena_printf(arena, "%s%s.xml", strcmp(id, "domain") == 0 ? "party-" : "", id);
        ent_buffer_init(&text, ent_run_allocator(run));
        genius_write_profile(&w, &c->preferences[i], &text);
        keep(&w, name, &text, &list[i + 1]);
    }
    note_rest(&w);
    if (w.memory || ent_arena_failed(arena)) return ENT_MEMORY;
    if (w.errors > 0) return ENT_INPUT;
    *files = list;
    *size = c->preferences_size + 1;
    return ENT_OK;
}
