/* Plain words for what the YAML parser could not read. */
#include "case/yaml_problem.h"

#include <stdio.h>
#include <string.h>

typedef struct view { /* what the rules look at */
    const ent_yaml_fault *fault;
    const char *text;
    size_t at, line; /* where reading stopped, and the start of its line */
    char here;
    ent_place context; /* where the thing being read began */
} view;

static size_t line_start(const char *text, size_t at) {
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}

/* Whether only spaces stand before a place in its line. */
static bool begins_line(const view *v) {
    return v->line + strspn(v->text + v->line, " ") == v->at;
}

static size_t rest_of_line(const char *text, size_t at) {
    size_t size = strcspn(text + at, "\r\n");
    while (size > 1 && text[at + size - 1] == ' ')
        size--;
    return ent_utf8_length(text + at, size);
}

#define SAY(out, ...) snprintf((out)->message, sizeof(out)->message, __VA_ARGS__)
#define HINT(out, ...) ((out)->hint = (out)->hint_text, snprintf((out)->hint_text, sizeof(out)->hint_text, __VA_ARGS__))

static void bad_start(const view *v, ent_yaml_problem *out) {
    SAY(out, "a text cannot begin with '%c'", v->here);
    out->hint = "put the text in quotes";
}

static void open_quote(const view *v, ent_yaml_problem *out) {
    out->at = v->fault->context_at;
    SAY(out, "the quote that opens here is never closed");
    out->hint = "write the closing quote at the end of the text";
}

static void bad_escape(const view *v, ent_yaml_problem *out) {
    (void)v;
    SAY(out, "no such escape in double quotes");
    out->hint = "write \\\\ for a backslash, or use single quotes";
}

/* "title: Costs: who pays", or a line indented below one that has a value already. */
static void second_colon(const view *v, ent_yaml_problem *out) {
    for (size_t i = v->line; i + 1 < v->at; i++)
        if (v->text[i] == ':' && v->text[i + 1] == ' ') {
            SAY(out, "a second ': ' in one line");
            out->hint = "a text that holds ': ' stands in quotes: title: \"Costs: who pays\"";
            return;
        }
    out->at = v->line + strspn(v->text + v->line, " ");
    out->length = rest_of_line(v->text, out->at);
    SAY(out, "this line is indented as if it belonged to the one above, which has a value already");
    out->hint = "begin it in the same column as the keys beside it";
}

static void no_colon(const view *v, ent_yaml_problem *out) {
    size_t at = v->fault->context_at;
    const char *line = v->text + at;
    out->at = at;
    out->length = rest_of_line(v->text, at);
    size_t size = strcspn(line, "\r\n");
    const char *colon = memchr(line, ':', size);
    if (*line == '{' || *line == '[') {
        SAY(out, "a map or list stands here by itself");
        out->hint = "begin each entry of a list with '- ', each entry of a map with its key";
        return;
    }
    SAY(out, "this line has no ': ' after its key");
    out->hint = colon != NULL && colon > line ? "write a space after the colon" : "a line of a map is 'key: value'";
}

static void bad_indent(const view *v, ent_yaml_problem *out, const char *entry) {
    out->length = rest_of_line(v->text, v->at);
    SAY(out, "the indentation of this line fits nothing above it");
    HINT(out, "%s that began at line %zu all begin in column %zu", entry, v->context.line, v->context.column);
}

static void no_key(const view *v, ent_yaml_problem *out) {
    char before = v->at > v->line ? v->text[v->at - 1] : '\n';
    if (v->here == '}' || v->here == ']') {
        SAY(out, "this '%c' closes nothing", v->here);
        out->hint = "remove it, or open what it should close";
    } else if (begins_line(v)) {
        bad_indent(v, out, "the keys of the map");
    } else if (before == '\'' || before == '"') {
        out->length = rest_of_line(v->text, v->at);
        SAY(out, "the text goes on after its closing quote");
        out->hint = before == '\'' ? "an apostrophe inside single quotes is written twice; or use double quotes"
                                   : "a quote inside double quotes is written \\\"; or use single quotes";
    } else {
        SAY(out, "a new line should begin here");
        out->hint = "every key of a map stands on a line of its own, or the map in braces with commas";
    }
}

static void no_dash(const view *v, ent_yaml_problem *out) {
    if (begins_line(v)) {
        bad_indent(v, out, "the entries of the list");
        return;
    }
    SAY(out, "a list entry should begin here");
    out->hint = "each entry stands on a line of its own, after '- '";
}

/* Inside braces or brackets. */
static void no_comma(const view *v, ent_yaml_problem *out) {
    char open = v->text[v->fault->context_at], close = open == '[' ? ']' : '}';
    if (v->here == '\0')
        SAY(out, "the '%c' of line %zu, column %zu is never closed", open, v->context.line, v->context.column);
    else
        SAY(out, "a ',' or the '%c' that closes line %zu, column %zu is missing before this '%c'", close,
            v->context.line, v->context.column, v->here);
    if (v->here == '\0' || v->fault->context_at < v->line)
        HINT(out, "write '%c' where the '%c' of line %zu ends", close, open, v->context.line);
    else if ((v->here == '}' || v->here == ']') && v->here != close)
        HINT(out, "write '%c' before '%c'", close, v->here);
    else
        out->hint = "separate entries with commas; a text with ': ', commas or brackets in it stands in quotes";
}

static void no_value(const view *v, ent_yaml_problem *out) {
    if (v->here == '}' || v->here == ']') {
        SAY(out, "this '%c' closes nothing", v->here);
        out->hint = "remove it, or open what it should close";
        return;
    }
    SAY(out, "a value should stand here");
    out->hint = "a text that begins with a sign stands in quotes";
}

static void no_list(const view *v, ent_yaml_problem *out) {
    (void)v;
    SAY(out, "a list entry ('- ') cannot begin here");
    out->hint = "begin the list on the line below its key; a text that begins with '- ' stands in quotes";
}

static void bad_name(const view *v, ent_yaml_problem *out) {
    (void)v;
    SAY(out, "the name after & or * is missing");
    out->hint = "& and * mark anchors and aliases; put a text that begins with them in quotes";
}

static void bad_tag(const view *v, ent_yaml_problem *out) {
    (void)v;
    SAY(out, "a tag (!...) has no meaning in a case");
    out->hint = "remove it; a text that begins with ! stands in quotes";
}

static void bad_directive(const view *v, ent_yaml_problem *out) {
    (void)v;
    SAY(out, "a line cannot begin with '%%'");
    out->hint = "put the text in quotes, or remove the line";
}

static const struct {
    const char *problem, *context; /* beginnings of libyaml's words; "" is any */
    void (*explain)(const view *, ent_yaml_problem *);
} rules[] = {
    {"found unexpected end of stream", "while scanning a quoted scalar", open_quote},
    {"found unexpected document indicator", "while scanning a quoted scalar", open_quote},
    {"", "while parsing a quoted scalar", bad_escape},
    {"mapping values are not allowed", "", second_colon},
    {"could not find expected ':'", "", no_colon},
    {"did not find expected key", "", no_key},
    {"did not find expected '-' indicator", "", no_dash},
    {"did not find expected ','", "", no_comma},
    {"did not find expected node content", "", no_value},
    {"block sequence entries are not allowed", "", no_list},
    {"found character that cannot start any token", "", bad_start},
    {"", "while scanning an anchor", bad_name},
    {"", "while scanning an alias", bad_name},
    {"", "while scanning a tag", bad_tag},
    {"", "while parsing a tag", bad_tag},
    {"found undefined tag handle", "", bad_tag},
    {"", "while scanning a directive", bad_directive},
    {"", "while scanning a %", bad_directive},
    {"did not find expected <document start>", "", no_value},
};

static bool begins(const char *text, const char *with) {
    return strncmp(text, with, strlen(with)) == 0;
}

void ent_yaml_explain(const ent_yaml_fault *fault, ent_yaml_problem *out) {
    const char *text = fault->document->text;
    const char *problem = fault->problem != NULL ? fault->problem : "";
    const char *context = fault->context != NULL ? fault->context : "";
    view v = {.fault = fault, .text = text, .at = fault->at, .line = line_start(text, fault->at)};
    v.here = text[fault->at];
    ent_document_place(fault->document, fault->context_at, &v.context);
    *out = (ent_yaml_problem){.at = fault->at, .length = 1};
    if (v.here == '\t') {
        SAY(out, "a tab stands where spaces should indent");
        out->hint = "indent with spaces: YAML does not allow tabs there";
        return;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (begins(problem, rules[i].problem) && begins(context, rules[i].context)) {
            rules[i].explain(&v, out);
            return;
        }
    SAY(out, "not readable as YAML: %s%s%s", problem, context[0] != '\0' ? " " : "", context);
}
