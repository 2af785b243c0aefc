/* Help, made from the rows of verbs and options. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LEFT_MOST = 26, HELP_WIDTH = 100 };

const char *cli_metavar(const ent_option_row *row, ent_arena *arena) {
    static const char *const plain[] = {
        [ENT_OPTION_FLAG] = "",   [ENT_OPTION_COUNT] = "N",   [ENT_OPTION_NUMBER] = "X",  [ENT_OPTION_TEXT] = "TEXT",
        [ENT_OPTION_CHOICE] = "", [ENT_OPTION_DATE] = "DATE", [ENT_OPTION_LIST] = "TEXT",
    };
    if (row->type == ENT_OPTION_FLAG) return "";
    if (row->metavar != NULL) return row->metavar;
    if (row->type != ENT_OPTION_CHOICE || row->choices == NULL) return plain[row->type];
    const char *text = "";
    for (size_t i = 0; row->choices[i] != NULL && text != NULL; i++)
        text = ent_arena_printf(arena, "%s%s%s", text, i > 0 ? "|" : "", row->choices[i]);
    return text != NULL ? text : "WORD";
}

const char *cli_default(const ent_option_row *row) {
    bool none = row->default_text == NULL || row->default_text[0] == '\0' || row->type == ENT_OPTION_FLAG;
    return none ? NULL : row->default_text;
}

static void heading(ent_buffer *out, const char *text, bool colour) {
    ent_buffer_printf(out, "%s%s%s\n", colour ? "\033[1m" : "", text, colour ? "\033[0m" : "");
}

/* Words from `column` on, wrapped at the width and indented. */
static void wrap(ent_buffer *out, const char *text, size_t column, size_t indent, size_t width) {
    while (*text != '\0') {
        size_t size = strcspn(text, " \n");
        if (column > indent && column + 1 + size > width) {
            ent_buffer_char(out, '\n');
            ent_buffer_repeat(out, " ", indent);
            column = indent;
        } else if (column > indent) {
            ent_buffer_char(out, ' ');
            column++;
        }
        ent_buffer_add(out, text, size);
        column += ent_utf8_length(text, size);
        text += size;
        text += strspn(text, " \n");
    }
    ent_buffer_char(out, '\n');
}

/* A left column and wrapped text beside it, below it where the left one is too wide. */
static void pair(ent_buffer *out, const char *left, const char *text, size_t indent, size_t width) {
    ent_buffer_printf(out, "  %s", left);
    size_t column = 2 + ent_text_width(left);
    if (column + 2 > indent) {
        ent_buffer_char(out, '\n');
        column = 0;
    }
    ent_buffer_repeat(out, " ", indent - column);
    wrap(out, text, indent, indent, width);
}

static const char *option_left(const cli_option *option, ent_arena *arena) {
    const char *metavar = cli_metavar(&option->row, arena);
    char letter[8] = "    ";
    if (option->letter != 0) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    return ent_arena_printf(arena, "%s--%s%s%s", letter, option->row.name, metavar[0] != '\0' ? " " : "", metavar);
}

static const char *option_text(const ent_option_row *row, ent_arena *arena) {
    const char *initial = cli_default(row);
    bool number = row->type == ENT_OPTION_COUNT || row->type == ENT_OPTION_NUMBER;
    const char *text = row->help != NULL ? row->help : "";
    bool told = strstr(text, "(default") != NULL; /* in the lens' own words */
    if (number && !told && (row->low != 0 || row->high != 0) && row->high < 1e9) {
        char low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
        text = ent_arena_printf(arena, "%s, %s to %s", text, ent_write_double(low, row->low),
                                ent_write_double(high, row->high));
    }
    if (text != NULL && initial != NULL && !told) text = ent_arena_printf(arena, "%s (default: %s)", text, initial);
    return text != NULL ? text : row->help;
}

static void options_help(cli *self, const cli_verb *verb, ent_buffer *out, const cli_terminal *terminal) {
    size_t size, indent = 0;
    const cli_option *options = cli_options_of(verb, self->arena, &size);
    bool own = true;
    for (size_t i = 0; options != NULL && i < size; i++) {
        const char *left = option_left(&options[i], self->arena);
        size_t width = left != NULL ? ent_text_width(left) : 0;
        if (width > indent && width <= LEFT_MOST) indent = width;
    }
    for (size_t i = 0; options != NULL && i < size; i++) {
        if (i == 0 && !options[i].common) heading(out, "Options", terminal->colour);
        if (own && options[i].common) {
            if (i > 0) ent_buffer_char(out, '\n');
            heading(out, i > 0 ? "Common options" : "Options", terminal->colour);
            own = false;
        }
        const char *left = option_left(&options[i], self->arena);
        if (left == NULL) return;
        pair(out, left, option_text(&options[i].row, self->arena), indent + 4, terminal->width);
    }
}

static void verb_help(cli *self, const cli_verb *verb, ent_buffer *out, const cli_terminal *terminal) {
    heading(out, "Examples", terminal->colour);
    for (const char *const *example = verb->examples; example != NULL && *example != NULL; example++)
        ent_buffer_printf(out, "  %s\n", *example);
    ent_buffer_char(out, '\n');
    heading(out, "Usage", terminal->colour);
    for (const char *const *form = verb->forms; *form != NULL; form++)
        ent_buffer_printf(out, "  entente %s%s%s [options]\n", verb->name, (*form)[0] != '\0' ? " " : "", *form);
    ent_buffer_char(out, '\n');
    wrap(out, verb->line, 0, 0, terminal->width);
    if (verb->about != NULL) {
        ent_buffer_char(out, '\n');
        wrap(out, verb->about, 0, 0, terminal->width);
    }
    ent_buffer_char(out, '\n');
    options_help(self, verb, out, terminal);
}

static void list_verbs(cli *self, ent_buffer *out, const cli_terminal *terminal, bool lenses) {
    heading(out, lenses ? "Lenses: entente LENS CASE" : "Other verbs", terminal->colour);
    for (size_t i = 0; i < self->verbs_size; i++)
        if ((self->verbs[i].lens != NULL) == lenses)
            pair(out, self->verbs[i].name, self->verbs[i].line, 16, terminal->width);
    ent_buffer_char(out, '\n');
}

static void whole_help(cli *self, ent_buffer *out, const cli_terminal *terminal) {
    heading(out, "Examples", terminal->colour);
    ent_buffer_text(out, "  entente brief rok-us-sma -o brief.html\n");
    ent_buffer_text(out, "  entente new my-talks -o my-talks.yaml && entente check my-talks.yaml\n\n");
    heading(out, "Usage", terminal->colour);
    ent_buffer_text(out, "  entente VERB [operands] [options]\n  entente help VERB\n\n");
    wrap(out,
         "Negotiations between allies: what is on the table, which packages can be signed, what they cost over the "
         "years, and which report says so. CASE is a built-in id (`entente cases`) or a path to a case file.",
         0, 0, terminal->width);
    ent_buffer_char(out, '\n');
    list_verbs(self, out, terminal, true);
    list_verbs(self, out, terminal, false);
    heading(out, "Exit codes", terminal->colour);
    ent_buffer_text(out, "  0 fine, 1 the input is wrong, 2 usage, 3 a limit or resource, 70 a fault of ours, "
                         "130 interrupted\n");
}

void cli_help(cli *self, const cli_verb *verb, ent_buffer *out) {
    cli_terminal terminal = cli_terminal_of(self, STDOUT_FILENO);
    if (terminal.width > HELP_WIDTH) terminal.width = HELP_WIDTH;
    if (verb != NULL)
        verb_help(self, verb, out, &terminal);
    else
        whole_help(self, out, &terminal);
}

ent_status cli_print_help(cli *self) {
    const cli_verb *verb = NULL;
    if (self->operands_size > 0) {
        verb = cli_verb_find(self, self->operands[0]);
        if (verb == NULL) {
            const char **names = ent_arena_array(self->arena, self->verbs_size, sizeof *names);
            if (names == NULL) return ENT_MEMORY;
            for (size_t i = 0; i < self->verbs_size; i++)
                names[i] = self->verbs[i].name;
            return cli_usage(self, "U-CLI-0001", cli_suggest(self, self->operands[0], names, self->verbs_size),
                             "unknown verb \"%s\"", self->operands[0]);
        }
    }
    cli_help(self, verb, &self->out);
    return ENT_OK;
}
