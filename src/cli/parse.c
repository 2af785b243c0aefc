/* The command line after the verb. */
#include "cli/cli.h"

#include <string.h>

typedef struct parser {
    cli *self;
    const cli_option *options;
    size_t options_size;
    size_t at; /* the argument being read */
    ent_status status;
} parser;

static void note(parser *parse, ent_status status) {
    if (parse->status == ENT_OK || status == ENT_MEMORY) parse->status = status;
}

static const cli_option *find(const parser *parse, const char *name, size_t length, char letter) {
    for (size_t i = 0; i < parse->options_size; i++) {
        const cli_option *option = &parse->options[i];
        if (letter != 0 ? option->letter == letter
                        : strncmp(option->row.name, name, length) == 0 && option->row.name[length] == '\0')
            return option;
    }
    return NULL;
}

/* Lets the room below word the error, with a suggestion from all options of the verb. */
static void unknown(parser *parse, const char *name) {
    ent_option_row *rows = ent_arena_array(parse->self->arena, parse->options_size, sizeof *rows);
    if (rows == NULL) {
        note(parse, ENT_MEMORY);
        return;
    }
    for (size_t i = 0; i < parse->options_size; i++)
        rows[i] = parse->options[i].row;
    note(parse,
         ent_option_set(rows, parse->options_size, NULL, name, NULL, parse->self->arena, parse->self->diagnostics));
}

static void set(parser *parse, const cli_option *option, const char *value) {
    cli *self = parse->self;
    if (value == NULL && option->row.type != ENT_OPTION_FLAG && parse->at + 1 < self->arguments_size)
        value = self->arguments[++parse->at];
    void *target = option->common ? (void *)&self->common : self->options;
    note(parse, ent_option_set(&option->row, 1, target, option->row.name, value, self->arena, self->diagnostics));
}

static void long_option(parser *parse, const char *text) {
    const char *equals = strchr(text, '=');
    size_t length = equals != NULL ? (size_t)(equals - text) : strlen(text);
    const cli_option *option = find(parse, text, length, 0);
    if (option != NULL) {
        set(parse, option, equals != NULL ? equals + 1 : NULL);
        return;
    }
    const char *name = ent_arena_copy(parse->self->arena, text, length);
    if (name == NULL)
        note(parse, ENT_MEMORY);
    else
        unknown(parse, name);
}

/* "-q", "-o FILE", "-oFILE", "-qo FILE". */
static void letters(parser *parse, const char *text) {
    for (; *text != '\0'; text++) {
        const cli_option *option = find(parse, NULL, 0, *text);
        if (option == NULL) {
            note(parse, cli_usage(parse->self, "U-BASE-0001", NULL, "unknown option -%c", *text));
            return;
        }
        bool flag = option->row.type == ENT_OPTION_FLAG;
        set(parse, option, flag || text[1] == '\0' ? NULL : text + 1);
        if (!flag) return;
    }
}

static ent_status check_operands(cli *self) {
    const cli_verb *verb = self->verb;
    const char *form = verb->forms[0];
    if (self->operands_size < verb->least)
        return cli_usage(self, "U-CLI-0002", NULL, "%s needs %s: entente %s %s", verb->name,
                         self->operands_size == 0 ? "an operand" : "one more operand", verb->name, form);
    if (self->operands_size > verb->most)
        return cli_usage(self, "U-CLI-0002", NULL, "too many operands, beginning with \"%s\": entente %s %s",
                         self->operands[verb->most], verb->name, form);
    return ENT_OK;
}

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), end_size = strlen(end);
    return size >= end_size && strcmp(text + size - end_size, end) == 0;
}

/* Whether a file's name asks for a format that there is none of. */
static bool strange_suffix(const char *file) {
    static const char *const suffixes[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".odt", ".png",
                                           ".jpg", ".md",  ".pptx", ".xml", ".tsv",  ".tex", ".rtf"};
    for (size_t i = 0; file != NULL && i < sizeof suffixes / sizeof *suffixes; i++)
        if (ends_with(file, suffixes[i])) return true;
    return false;
}

/* The format: asked for, or by the suffix of -o, or a table by --table, a picture by --chart, else text. */
static ent_status resolve_format(cli *self) {
    static const char *const suffixes[][2] = {{".json", "json"}, {".csv", "csv"}, {".html", "html"},
                                              {".htm", "html"},  {".svg", "svg"}, {".txt", "text"}};
    cli_common *common = &self->common;
    if ((common->json && common->csv) || (common->format != NULL && (common->json || common->csv)))
        return cli_usage(self, "U-CLI-0004", "give one of them", "--format, --json and --csv exclude each other");
    const char *format = common->json ? "json" : common->csv ? "csv" : common->format;
    for (size_t i = 0; format == NULL && common->output != NULL && i < sizeof suffixes / sizeof *suffixes; i++)
        if (ends_with(common->output, suffixes[i][0])) format = suffixes[i][1];
    if (format == NULL && common->table == NULL && common->chart == NULL && strange_suffix(common->output))
        return cli_usage(self, "U-CLI-0004",
                         "end it in .json, .csv, .html, .svg or .txt, or say --format; a browser prints .html as PDF",
                         "no format is written to \"%s\"", common->output);
    if (format == NULL) format = common->table != NULL ? "csv" : common->chart != NULL ? "svg" : "text";
    if (common->table != NULL && strcmp(format, "csv") != 0)
        return cli_usage(self, "U-CLI-0004", "add --csv, or leave --table out: the other formats hold all tables",
                         "--table is for CSV, not for %s", format);
    if (common->chart != NULL && strcmp(format, "svg") != 0)
        return cli_usage(self, "U-CLI-0004", "write it to a file that ends in .svg", "--chart is for SVG, not for %s",
                         format);
    if (common->front && strcmp(format, "text") != 0)
        return cli_usage(self, "U-CLI-0004", "leave --front out", "--front is for text, not for %s", format);
    self->format = format;
    return ENT_OK;
}

ent_status cli_parse(cli *self) {
    parser parse = {.self = self, .at = 1};
    parse.options = cli_options_of(self->verb, self->arena, &parse.options_size);
    self->options = ent_arena_alloc(self->arena, self->verb->options_bytes);
    self->operands = ent_arena_array(self->arena, self->arguments_size, sizeof *self->operands);
    if (parse.options == NULL || self->options == NULL || self->operands == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < parse.options_size; i++) {
        void *target = parse.options[i].common ? (void *)&self->common : self->options;
        if (ent_options_defaults(&parse.options[i].row, 1, target) != ENT_OK) return ENT_BUG;
    }
    bool only_operands = false;
    for (; parse.at < self->arguments_size; parse.at++) {
        const char *word = self->arguments[parse.at];
        if (only_operands || word[0] != '-' || word[1] == '\0')
            self->operands[self->operands_size++] = word;
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else if (word[1] == '-')
            long_option(&parse, word + 2);
        else
            letters(&parse, word + 1);
    }
    if (parse.status == ENT_OK) note(&parse, check_operands(self));
    if (parse.status == ENT_OK) note(&parse, resolve_format(self));
    return parse.status;
}
