/* export: a case as the files of another program. */
#include "cli/cli.h"

#include <entente/import.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

const char *const *cli_export_words(ent_arena *arena) {
    const char **words = ent_arena_array(arena, ent_export_formats_size + 1, sizeof *words);
    for (size_t i = 0; words != NULL && i < ent_export_formats_size; i++)
        words[i] = ent_export_formats[i].name;
    return words;
}

static ent_status make_folder(cli *self, const char *folder) {
    struct stat about;
    if (mkdir(folder, 0777) == 0 || (errno == EEXIST && stat(folder, &about) == 0 && S_ISDIR(about.st_mode)))
        return ENT_OK;
    ent_place place = {.file = folder};
    ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0001", &place, NULL, NULL, NULL,
                  "no folder can be made here: %s", strerror(errno));
    return ENT_IO;
}

static ent_status write_files(cli *self, const char *folder, const ent_import_file *files, size_t size) {
    ent_status status = make_folder(self, folder);
    for (size_t i = 0; i < size && status == ENT_OK; i++) {
        const char *path = ent_arena_printf(self->arena, "%s/%s", folder, files[i].name);
        status = path == NULL ? ENT_MEMORY : ent_file_write(path, files[i].data, files[i].size, self->diagnostics);
    }
    return status;
}

ent_status cli_export(cli *self) {
    const cli_import_options *options = self->options;
    const char *word = self->operands[0], *folder = self->common.output;
    const ent_export_format *format = ent_export_format_find(word);
    if (format == NULL) {
        const char *hint = cli_suggest(self, word, self->verb->words, ent_export_formats_size);
        return cli_usage(self, "U-CLI-0010", hint != NULL ? hint : "there is: genius", "no format \"%s\" is written",
                         word);
    }
    if (folder == NULL || strcmp(folder, "-") == 0)
        return cli_usage(self, "U-CLI-0002", "for instance -o genius",
                         "%s is several files (%s): name a folder with -o", format->name, format->files);
    const ent_export_options wishes = {.utility = options->utility};
    ent_case *entente_case;
    ent_import_file *files;
    size_t size;
    ent_status status = cli_read_case(self, self->operands[1], true, &entente_case);
    if (status == ENT_OK)
        status = ent_export_files(&self->run, format, entente_case, &wishes, self->arena, &files, &size);
    if (status == ENT_OK) status = write_files(self, folder, files, size);
    ent_case_free(entente_case);
    return status;
}
