/* evidence export, evidence import: the store as JSON lines. */
#include "cli/evidence.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Where lines go: as they come, since a store may be larger than memory. A file takes its name when it is whole. */
typedef struct exporting {
    cli *self;
    FILE *file;
    const char *temporary; /* NULL: standard output */
} exporting;

static ent_status cannot(cli *self, const char *id, const char *file, const char *what) {
    const ent_place place = {.file = file};
    ent_diagnosef(self->diagnostics, ENT_ERROR, id, &place, NULL, NULL, NULL, "%s: %s", what, strerror(errno));
    return ENT_IO;
}

static ent_status write_lines(void *context, const char *data, size_t size) {
    exporting *out = context;
    errno = 0;
    if (fwrite(data, 1, size, out->file) == size) return ENT_OK;
    if (out->temporary == NULL && errno == EPIPE) return ENT_CANCELLED; /* the reader has what it wanted */
    return cannot(out->self, "E-CLI-0001", out->temporary, "cannot write");
}

static ent_status start_file(exporting *out, const char *path) {
    out->temporary = ent_arena_printf(out->self->arena, "%s.tmp-%ld", path, (long)getpid());
    if (out->temporary == NULL) return ENT_MEMORY;
    out->file = fopen(out->temporary, "wbx");
    return out->file != NULL ? ENT_OK : cannot(out->self, "E-CLI-0001", out->temporary, "cannot write");
}

static ent_status end_file(exporting *out, const char *path, ent_status status) {
    errno = 0;
    bool whole = fflush(out->file) == 0 && fsync(fileno(out->file)) == 0;
    if (fclose(out->file) != 0) whole = false;
    if (status == ENT_OK && (!whole || rename(out->temporary, path) != 0))
        status = cannot(out->self, "E-CLI-0001", path, "cannot write");
    if (status != ENT_OK) unlink(out->temporary);
    return status;
}

ent_status cli_evidence_export(cli *self) {
    const cli_evidence_options *options = self->options;
    const char *path = self->common.output;
    const bool to_file = path != NULL && strcmp(path, "-") != 0;
    exporting out = {.self = self, .file = stdout};
    ent_evidence *store = NULL;
    ent_status status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_READ, &store);
    const bool started = status == ENT_OK && to_file;
    if (started) status = start_file(&out, path);
    if (status == ENT_OK) {
        status = ent_evidence_export(store, &self->run, write_lines, &out);
        if (started) status = end_file(&out, path, status);
        if (!started && status == ENT_CANCELLED && !ent_run_cancelled(&self->run)) status = ENT_OK;
    }
    ent_evidence_close(store);
    return status;
}

/* ---- import --------------------------------------------------------------------------------------------------- */

static ent_status supply(void *context, char *data, size_t room, size_t *got) {
    FILE *file = context;
    *got = fread(data, 1, room, file);
    return *got < room && ferror(file) ? ENT_IO : ENT_OK;
}

static ent_status show(cli *self, const ent_evidence_imported *counts, ent_status status) {
    ent_findings *findings = ent_findings_new(&self->run, "evidence");
    if (findings == NULL) return ENT_MEMORY;
    const struct {
        const char *key, *label;
        size_t value;
    } rows[] = {{"documents", "Documents added", counts->documents},
                {"known", "Documents that were there", counts->known},
                {"claims", "Claims added", counts->claims},
                {"decisions", "Decisions added", counts->decisions},
                {"refused", "Lines left out", counts->refused}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ent_findings_metric(findings, rows[i].key, ent_integer((int64_t)rows[i].value),
                            &(ent_info){.label = rows[i].label});
    ent_findings_headline(findings, "%zu document%s added, %zu there already, %zu line%s left out.", counts->documents,
                          counts->documents == 1 ? "" : "s", counts->known, counts->refused,
                          counts->refused == 1 ? "" : "s");
    ent_status shown = cli_show(self, findings);
    ent_findings_free(findings);
    return status != ENT_OK ? status : shown;
}

ent_status cli_evidence_import(cli *self) {
    const cli_evidence_options *options = self->options;
    const char *name = self->operands[1];
    const bool input = strcmp(name, "-") == 0;
    FILE *file = input ? stdin : fopen(name, "rb");
    if (file == NULL) return cannot(self, "E-BASE-0001", name, "cannot read");
    ent_evidence *store = NULL;
    ent_evidence_imported counts;
    ent_status status = cli_evidence_open(self, options->case_name, CLI_EVIDENCE_MAKE, &store);
    if (status == ENT_OK) {
        status = ent_evidence_import(store, &self->run, input ? "standard input" : name, supply, file, &counts);
        if (ferror(file) != 0) status = cannot(self, "E-BASE-0001", name, "cannot read");
        if (status == ENT_OK || status == ENT_INPUT) status = show(self, &counts, status);
    }
    ent_evidence_close(store);
    if (!input) fclose(file);
    return status;
}
