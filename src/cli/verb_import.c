/* import: files of other programs as a case. */
#include "cli/cli.h"

#include <entente/import.h>

#include <string.h>

const char *const *cli_import_words(ent_arena *arena) {
    const char **words = ent_arena_array(arena, ent_import_formats_size + 1, sizeof *words);
    for (size_t i = 0; words != NULL && i < ent_import_formats_size; i++)
        words[i] = ent_import_formats[i].name;
    return words;
}

const char *const *cli_import_forms(ent_arena *arena) {
    const char **forms = ent_arena_array(arena, ent_import_formats_size + 1, sizeof *forms);
    for (size_t i = 0; forms != NULL && i < ent_import_formats_size; i++) {
        forms[i] = ent_arena_printf(arena, "%s %s", ent_import_formats[i].name, ent_import_formats[i].files);
        if (forms[i] == NULL) return NULL;
    }
    return forms;
}

static ent_status unknown_format(cli *self, const char *word) {
    ent_buffer list;
    ent_buffer_init(&list, NULL);
    for (size_t i = 0; i < ent_import_formats_size; i++)
        ent_buffer_printf(&list, "%s%s", i > 0 ? ", " : "there are: ", ent_import_formats[i].name);
    const char *hint = cli_suggest(self, word, self->verb->words, ent_import_formats_size);
    if (hint == NULL && list.data != NULL) hint = ent_arena_text(self->arena, list.data);
    ent_buffer_free(&list);
    return cli_usage(self, "U-CLI-0010", hint, "no format \"%s\" is read", word);
}

ent_status cli_import(cli *self) {
    const cli_import_options *options = self->options;
    const ent_import_format *format = ent_import_format_find(self->operands[0]);
    if (format == NULL) return unknown_format(self, self->operands[0]);
    if (self->operands_size - 1 < format->least)
        return cli_usage(self, "U-CLI-0002", NULL, "%s needs %zu file%s at least: entente import %s %s", format->name,
                         format->least, format->least == 1 ? "" : "s", format->name, format->files);
    if (options->utility != NULL && strcmp(format->name, "genius") != 0)
        return cli_usage(self, "U-CLI-0004", "leave it out", "--utility is for genius, not for %s", format->name);
    const char *for_games = options->kind != NULL ? "kind" : options->missing != NULL ? "missing" : NULL;
    if (for_games != NULL && strcmp(format->name, "game") != 0)
        return cli_usage(self, "U-CLI-0004", "leave it out", "--%s is for game, not for %s", for_games, format->name);
    const bool tables = strcmp(format->name, "positions") == 0 || strcmp(format->name, "ktab") == 0;
    if (options->coded != NULL && !tables)
        return cli_usage(self, "U-CLI-0004", "leave it out", "--coded is for positions and ktab, not for %s",
                         format->name);
    const char *output = self->common.output;
    if (output != NULL && strcmp(output, "-") == 0) output = NULL;
    const ent_import_options wishes = {.utility = options->utility,
                                       .kind = options->kind,
                                       .missing = options->missing,
                                       .coded = options->coded,
                                       .output = output};
    return ent_import_paths(&self->run, format, self->operands + 1, self->operands_size - 1, &wishes, &self->out);
}
