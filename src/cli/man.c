/* Manual pages in roff, made from the rows of verbs and options. */
#include "cli/cli.h"

#include <string.h>

/* When this release was made: pages must not depend on when they are built. */
static const char release_date[] = "2026-11-22";

/* Text with what roff would take as its own escaped: backslashes, hyphens in options, dots at a line's beginning. */
static void roff(ent_buffer *out, const char *text, bool hyphens) {
    bool line_start = out->size == 0 || out->data[out->size - 1] == '\n';
    for (const char *c = text; *c != '\0'; c++) {
        if (line_start && (*c == '.' || *c == '\'')) ent_buffer_text(out, "\\&");
        if (*c == '\\')
            ent_buffer_text(out, "\\e");
        else if (*c == '-' && hyphens)
            ent_buffer_text(out, "\\-");
        else
            ent_buffer_char(out, *c);
        line_start = *c == '\n';
    }
}

enum { LINE_WIDTH = 66 };

static bool ends_sentence(const char *text, const char *space) {
    return space > text && strchr(".?!", space[-1]) != NULL && space[1] >= 'A' && space[1] <= 'Z';
}

/* Prose, a sentence a line as roff wants it, no line too long; `words` in grave accents become bold. */
static void prose(ent_buffer *out, const char *text) {
    bool bold = false;
    char one[2] = {0};
    size_t start = out->size;
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '`') {
            bold = !bold;
            ent_buffer_text(out, bold ? "\\fB" : "\\fR");
        } else if (*c == ' ' && !bold &&
                   (ends_sentence(text, c) || out->size - start + strcspn(c + 1, " ") > LINE_WIDTH)) {
            ent_buffer_char(out, '\n');
            start = out->size;
        } else {
            one[0] = *c;
            roff(out, one, bold);
        }
    }
    ent_buffer_char(out, '\n');
}

static void header(ent_buffer *out, const char *upper_name) {
    ent_buffer_text(out, ".TH ");
    for (const char *c = upper_name; *c != '\0'; c++) {
        if (*c == '-')
            ent_buffer_text(out, "\\-");
        else
            ent_buffer_char(out, *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
    }
    ent_buffer_printf(out, " 1 %s \"Entente %s\" \"User Commands\"\n", release_date, ent_release());
}

static void examples(ent_buffer *out, const char *const *lines) {
    ent_buffer_text(out, ".SH EXAMPLES\n.nf\n");
    for (; lines != NULL && *lines != NULL; lines++) {
        roff(out, *lines, true);
        ent_buffer_char(out, '\n');
    }
    ent_buffer_text(out, ".fi\n");
}

static void option_page(cli *self, const cli_option *option, ent_buffer *out) {
    const char *metavar = cli_metavar(&option->row, self->arena);
    ent_buffer_text(out, ".TP\n");
    if (option->letter != 0) ent_buffer_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    ent_buffer_text(out, "\\fB\\-\\-");
    roff(out, option->row.name, true);
    ent_buffer_text(out, "\\fR");
    if (metavar[0] != '\0') {
        ent_buffer_text(out, " \\fI");
        roff(out, metavar, true);
        ent_buffer_text(out, "\\fR");
    }
    ent_buffer_char(out, '\n');
    const char *initial = cli_default(&option->row);
    prose(out, option->row.help != NULL ? option->row.help : "");
    if (initial == NULL) return;
    ent_buffer_text(out, "(default: ");
    roff(out, initial, true);
    ent_buffer_text(out, ")\n");
}

static void verb_page(cli *self, const cli_verb *verb, ent_buffer *out) {
    const char *name = ent_arena_printf(self->arena, "entente-%s", verb->name);
    if (name == NULL) {
        out->failed = true;
        return;
    }
    header(out, name);
    ent_buffer_text(out, ".SH NAME\n");
    roff(out, name, true);
    ent_buffer_text(out, " \\- ");
    roff(out, verb->line, false);
    ent_buffer_text(out, "\n.SH SYNOPSIS\n");
    for (const char *const *form = verb->forms; *form != NULL; form++) {
        if (form != verb->forms) ent_buffer_text(out, ".br\n");
        ent_buffer_printf(out, "\\fBentente %s\\fR \\fI", verb->name);
        roff(out, *form, true);
        ent_buffer_text(out, "\\fR [\\fIoptions\\fR]\n");
    }
    ent_buffer_text(out, ".SH DESCRIPTION\n");
    prose(out, verb->about != NULL ? verb->about : verb->line);
    ent_buffer_text(out, ".SH OPTIONS\n");
    size_t size;
    const cli_option *options = cli_options_of(verb, self->arena, &size);
    for (size_t i = 0; options != NULL && i < size; i++)
        option_page(self, &options[i], out);
    examples(out, verb->examples);
    ent_buffer_text(out, ".SH SEE ALSO\n.BR entente (1)\n");
}

static void whole_page(cli *self, ent_buffer *out) {
    static const char *const lines[] = {"entente brief rok-us-sma -o brief.html",
                                        "entente new my-talks -o my-talks.yaml", "entente check my-talks.yaml", NULL};
    static const char *const codes[][2] = {{"0", "fine"},
                                           {"1", "the input is wrong"},
                                           {"2", "the command line is wrong"},
                                           {"3", "a limit or a resource (memory, disk)"},
                                           {"70", "a fault of ours"},
                                           {"130", "interrupted; what was printed is marked partial"}};
    static const char *const names[][2] = {
        {"ENTENTE_DATA", "A folder with the folders cases and schema, instead of those installed."},
        {"NO_COLOR", "If set, no colours unless \\fB\\-\\-color always\\fR."},
        {"COLUMNS", "Width of tables on a terminal, instead of the terminal's own."}};
    header(out, "entente");
    ent_buffer_text(out, ".SH NAME\nentente \\- negotiations between allies: bargaining, cost sharing, ledgers\n"
                         ".SH SYNOPSIS\n\\fBentente\\fR \\fIVERB\\fR [\\fIoperands\\fR] [\\fIoptions\\fR]\n"
                         ".SH DESCRIPTION\n");
    prose(out,
          "Reads a negotiation from one file, the case, and answers questions about it: what is on the table, which "
          "packages can be signed, what they cost over the years, and which report says so. The result goes to "
          "standard output, everything else to standard error.");
    ent_buffer_text(out, ".SH VERBS\n");
    for (size_t i = 0; i < self->verbs_size; i++) {
        ent_buffer_text(out, ".TP\n\\fB");
        roff(out, self->verbs[i].name, true);
        ent_buffer_text(out, "\\fR\n");
        prose(out, self->verbs[i].line);
    }
    examples(out, lines);
    ent_buffer_text(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        ent_buffer_printf(out, ".TP\n\\fB%s\\fR\n%s\n", codes[i][0], codes[i][1]);
    ent_buffer_text(out, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ent_buffer_printf(out, ".TP\n\\fB%s\\fR\n%s\n", names[i][0], names[i][1]);
    ent_buffer_text(out, ".SH SEE ALSO\n");
    for (size_t i = 0; i < self->verbs_size; i++)
        ent_buffer_printf(out, ".BR entente\\-%s (1)%s\n", self->verbs[i].name, i + 1 < self->verbs_size ? "," : "");
}

void cli_man(cli *self, const cli_verb *verb, ent_buffer *out) {
    if (verb != NULL)
        verb_page(self, verb, out);
    else
        whole_page(self, out);
}

ent_status cli_print_man(cli *self) {
    if (self->operands_size == 0) {
        cli_man(self, NULL, &self->out);
        return ENT_OK;
    }
    const cli_verb *verb = cli_verb_find(self, self->operands[0]);
    if (verb == NULL) return cli_usage(self, "U-CLI-0001", NULL, "unknown verb \"%s\"", self->operands[0]);
    cli_man(self, verb, &self->out);
    return ENT_OK;
}
