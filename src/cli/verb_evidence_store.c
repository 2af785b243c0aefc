/* Which store the sub-verbs of evidence work on: --store, beside the case's file, or the user's data folder. */
#include "cli/evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { WAIT = 120 * 1000 }; /* milliseconds for another writer: one large document may take it half a minute */

/* The XDG Base Directory Specification: an absolute path in XDG_DATA_HOME, else ~/.local/share. NULL: neither. */
static const char *user_data(cli *self) {
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data != NULL && data[0] == '/') return data;
    return home != NULL && home[0] == '/' ? ent_arena_printf(self->arena, "%s/.local/share", home) : NULL;
}

const char *cli_evidence_path(cli *self, const char *case_name) {
    const cli_evidence_options *options = self->options;
    if (options->store != NULL) return options->store;
    if (case_name == NULL) {
        cli_usage(self, "U-CLI-0011", "--store FILE, or --case CASE for the store beside a case", "which store?");
        return NULL;
    }
    bool builtin = false;
    const char *file = cli_case_file(self, case_name, &builtin);
    if (file == NULL) return NULL;
    if (!builtin) return ent_file_beside(self->arena, file, "evidence.db");
    const char *data = user_data(self);
    if (data != NULL) return ent_arena_printf(self->arena, "%s/entente/%s/evidence.db", data, case_name);
    cli_usage(self, "U-CLI-0011", "--store FILE",
              "no folder for the user's data: neither XDG_DATA_HOME nor HOME is set");
    return NULL;
}

/* The folders that a path needs and that are not there; only those of the user's data folder are made. */
static ent_status make_folders(cli *self, const char *path) {
    char *folder = ent_arena_text(self->arena, path);
    if (folder == NULL) return ENT_MEMORY;
    for (char *slash = strchr(folder + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(folder, 0777) == 0 || errno == EEXIST;
        if (!made) {
            const ent_place place = {.file = folder};
            ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0006", &place, NULL, "--store FILE names another place",
                          NULL, "cannot make the folder of the store: %s", strerror(errno));
            return ENT_IO;
        }
        *slash = '/';
    }
    return ENT_OK;
}

static ent_status no_store(cli *self, const char *path, const char *case_name) {
    const cli_evidence_options *options = self->options;
    const ent_place place = {.file = path};
    const bool named = options->store != NULL;
    const char *hint = ent_arena_printf(self->arena, "entente evidence add FILES %s %s", named ? "--store" : "--case",
                                        named ? options->store : case_name);
    ent_diagnosef(self->diagnostics, ENT_ERROR, "E-CLI-0006", &place, NULL, hint, NULL, "there is no store yet");
    return ENT_IO;
}

ent_status cli_evidence_open(cli *self, const char *case_name, cli_evidence_purpose purpose, ent_evidence **out) {
    const cli_evidence_options *options = self->options;
    *out = NULL;
    const char *path = cli_evidence_path(self, case_name);
    if (path == NULL) return ent_arena_failed(self->arena) ? ENT_MEMORY : ENT_USAGE;
    if (purpose != CLI_EVIDENCE_MAKE && !ent_file_exists(path)) return no_store(self, path, case_name);
    bool builtin = false;
    if (purpose == CLI_EVIDENCE_MAKE && options->store == NULL && cli_case_file(self, case_name, &builtin) == NULL)
        return ENT_USAGE;
    ent_status status = builtin ? make_folders(self, path) : ENT_OK;
    const ent_evidence_options how = {.read_only = purpose == CLI_EVIDENCE_READ, .wait = WAIT};
    return status == ENT_OK ? ent_evidence_open(&self->run, path, &how, out) : status;
}
