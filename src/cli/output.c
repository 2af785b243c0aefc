/* The result on stdout or in a file, the rest on stderr. */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const char *cli_suggest(cli *self, const char *word, const char *const *candidates, size_t size) {
    const char *closest = ent_closest(word, candidates, size);
    return closest == NULL ? NULL : ent_arena_printf(self->arena, "did you mean %s?", closest);
}

ent_status cli_usage(cli *self, const char *id, const char *hint, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *message = ent_arena_vprintf(self->arena, format, arguments);
    va_end(arguments);
    ent_diagnostic diagnostic = {.severity = ENT_ERROR, .id = id, .message = message, .hint = hint};
    ent_diagnose(self->diagnostics, &diagnostic);
    return ENT_USAGE;
}

/* ---- findings ------------------------------------------------------------------------------------------- */

static ent_status no_such(cli *self, const ent_findings *findings, const char *kind, const char *wanted) {
    bool tables = strcmp(kind, "table") == 0;
    size_t size = tables ? findings->tables_size : findings->charts_size;
    const char **ids = ent_arena_array(self->arena, size, sizeof *ids);
    ent_buffer list;
    ent_buffer_init(&list, NULL);
    for (size_t i = 0; ids != NULL && i < size; i++) {
        ids[i] = tables ? findings->tables[i]->id : findings->charts[i]->id;
        ent_buffer_printf(&list, "%s%s", i > 0 ? ", " : "there are: ", ids[i]);
    }
    const char *hint = ids != NULL ? cli_suggest(self, wanted, ids, size) : NULL;
    if (hint == NULL && list.data != NULL) hint = ent_arena_text(self->arena, list.data);
    ent_status status = cli_usage(self, "U-CLI-0007", hint, "no %s \"%s\" in these findings", kind, wanted);
    ent_buffer_free(&list);
    return status;
}

static ent_status show_chart(cli *self, const ent_findings *findings) {
    const char *chart = self->common.chart;
    if (chart == NULL && findings->charts_size > 0) chart = findings->charts[0]->id;
    if (chart == NULL) return no_such(self, findings, "chart", "");
    ent_status status = ent_render_svg(findings, chart, 0, &self->out);
    return status == ENT_USAGE ? no_such(self, findings, "chart", chart) : status;
}

static ent_status show_text(cli *self, const ent_findings *findings) {
    const char *output = self->common.output;
    bool file = output != NULL && strcmp(output, "-") != 0;
    cli_terminal terminal = cli_terminal_of(self, STDOUT_FILENO);
    ent_text_style style = {.width = file ? 0 : terminal.width,
                            .colour = terminal.colour && !file,
                            .boxes = terminal.boxes && !file,
                            .notes = !self->common.quiet,
                            .front = self->common.front};
    return ent_render_text(findings, &style, &self->out);
}

ent_status cli_show(cli *self, const ent_findings *findings) {
    ent_status status = ent_findings_status(findings);
    if (status != ENT_OK) return status;
    if (strcmp(self->format, "json") == 0) return ent_render_json(findings, self->diagnostics, &self->out);
    if (strcmp(self->format, "html") == 0) return ent_render_html(findings, &self->out);
    if (strcmp(self->format, "svg") == 0) return show_chart(self, findings);
    if (strcmp(self->format, "text") == 0) return show_text(self, findings);
    status = ent_render_csv(findings, self->common.table, &self->out);
    return status == ENT_USAGE ? no_such(self, findings, "table", self->common.table) : status;
}

/* ---- the end -------------------------------------------------------------------------------------------- */

static void json_field(ent_buffer *out, const char *name, const char *text) {
    if (text == NULL) return;
    ent_buffer_printf(out, ", \"%s\": ", name);
    ent_json_string(out, text);
}

/* What went wrong as one JSON object, for programs that asked for JSON. */
static void error_json(cli *self, ent_status status) {
    static const char *const severities[] = {[ENT_NOTE] = "note", [ENT_WARNING] = "warning", [ENT_ERROR] = "error"};
    ent_buffer *out = &self->out;
    out->size = 0;
    ent_buffer_printf(out, "{\n  \"format\": \"entente-error/1\",\n  \"status\": \"%s\",\n  \"diagnostics\": [",
                      ent_status_name(status));
    for (size_t i = 0; i < ent_diagnostics_size(self->diagnostics); i++) {
        const ent_diagnostic *one = ent_diagnostics_at(self->diagnostics, i);
        ent_buffer_printf(out, "%s\n    {\"severity\": \"%s\"", i > 0 ? "," : "", severities[one->severity]);
        json_field(out, "id", one->id);
        json_field(out, "file", one->place.file);
        if (one->place.line > 0) ent_buffer_printf(out, ", \"line\": %zu", one->place.line);
        if (one->place.column > 0) ent_buffer_printf(out, ", \"column\": %zu", one->place.column);
        json_field(out, "path", one->path);
        json_field(out, "message", one->message);
        json_field(out, "hint", one->hint);
        ent_buffer_char(out, '}');
    }
    ent_buffer_text(out, ent_diagnostics_size(self->diagnostics) > 0 ? "\n  ]\n}\n" : "]\n}\n");
    self->refused = true;
}

enum { MOST_SHOWN = 200 }; /* more would flood a terminal; JSON has them */

static void show_diagnostics(cli *self) {
    size_t errors = ent_diagnostics_count(self->diagnostics, ENT_ERROR);
    if (ent_diagnostics_size(self->diagnostics) == 0 || (self->common.quiet && errors == 0)) return;
    ent_diagnostics_cut(self->diagnostics, MOST_SHOWN);
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    ent_render_diagnostics(self->diagnostics, cli_terminal_of(self, STDERR_FILENO).colour, &text);
    if (text.data != NULL) fwrite(text.data, 1, text.size, stderr);
    ent_buffer_free(&text);
}

/* A reader who closes the pipe (head, less) has what it wanted: no message and no failure. */
static ent_status write_stdout(cli *self) {
    errno = 0;
    bool written = self->out.size == 0 || fwrite(self->out.data, 1, self->out.size, stdout) == self->out.size;
    if (fflush(stdout) != 0) written = false;
    if (written) return ENT_OK;
    if (errno == EPIPE) return ENT_OK;
    fprintf(stderr, "entente: error[E-CLI-0001]: cannot write the result: %s\n", strerror(errno));
    return ENT_IO;
}

static ent_status write_result(cli *self) {
    const char *file = self->common.output;
    if (file == NULL || strcmp(file, "-") == 0 || self->refused) return write_stdout(self);
    if (self->out.size == 0) return ENT_OK;
    return ent_file_write(file, self->out.data, self->out.size, self->diagnostics);
}

int cli_finish(cli *self, ent_status status) {
    ent_diagnostics_sort(self->diagnostics);
    bool json = strcmp(self->format, "json") == 0;
    bool failed = status != ENT_OK && self->out.size == 0;
    if (failed && json) error_json(self, status);
    ent_status written = write_result(self);
    if (written == ENT_MEMORY || self->out.failed) {
        fputs("entente: error: not enough memory\n", stderr);
        return ent_exit_code(ENT_MEMORY);
    }
    bool told = json && (self->common.output == NULL || self->refused); /* they stand in the JSON already */
    if (!told || (written != ENT_OK && ent_diagnostics_size(self->diagnostics) > 0)) show_diagnostics(self);
    if (status == ENT_CANCELLED)
        fputs(failed ? "entente: interrupted, before there was a result\n"
                     : "entente: interrupted; what is printed is partial\n",
              stderr);
    if (status == ENT_BUG) fputs("entente: this is a fault of ours; please report it with the command line\n", stderr);
    return ent_exit_code(status != ENT_OK ? status : written);
}
