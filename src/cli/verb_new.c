/* new: a case to begin with. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* "my-talks" becomes "My talks". */
static const char *title_of(const char *id, ent_arena *arena) {
    char *title = ent_arena_text(arena, id);
    for (char *c = title; c != NULL && *c != '\0'; c++)
        if (*c == '-') *c = ' ';
    if (title != NULL && title[0] >= 'a' && title[0] <= 'z') title[0] = (char)(title[0] - 'a' + 'A');
    return title;
}

/* The schema line an editor looks for, with the schema of this machine; templates may bring one of their own. */
static void write_case(cli *self, const char *text, ent_buffer *out) {
    static const char marker[] = "# yaml-language-server: $schema=";
    const char *schema = cli_data_file(self, "schema/entente-case-1.schema.json");
    char *whole = schema != NULL ? realpath(schema, NULL) : NULL;
    if (whole != NULL) {
        ent_buffer_printf(out, "%s%s\n", marker, whole);
        if (strncmp(text, marker, sizeof marker - 1) == 0) {
            const char *end = strchr(text, '\n');
            text = end != NULL ? end + 1 : "";
        }
    }
    free(whole);
    ent_buffer_text(out, text);
}

ent_status cli_new(cli *self) {
    const cli_new_options *options = self->options;
    const char *id = self->operands[0], *file = self->common.output;
    if (!ent_is_id(id))
        return cli_usage(self, "U-CLI-0009", "for instance my-talks-2026", "\"%s\" is no id of a case", id);
    bool to_file = file != NULL && strcmp(file, "-") != 0;
    if (to_file && ent_file_exists(file) && !options->force)
        return cli_usage(self, "U-CLI-0006", "choose another name, or say --force to replace it", "%s is there already",
                         file);
    const char *title = options->title != NULL ? options->title : title_of(id, self->arena);
    if (title == NULL) return ENT_MEMORY;
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    ent_status status = ent_case_template(options->kind, id, title, &text);
    if (status == ENT_OK && !text.failed) write_case(self, text.data, &self->out);
    if (text.failed) status = ENT_MEMORY;
    ent_buffer_free(&text);
    return status;
}
