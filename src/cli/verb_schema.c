/* schema: what editors and programs check against. */
#include "cli/cli.h"

#include <string.h>

enum { MOST_SCHEMA = 1 << 24 };

static ent_status findings_schema(cli *self) {
    const char *path = cli_data_file(self, "schema/entente-findings-1.schema.json");
    if (path == NULL) {
        cli_usage(self, "E-CLI-0004", "install again, or name the folder in ENTENTE_DATA",
                  "the schema of findings is not installed");
        return ENT_IO;
    }
    char *data;
    size_t size;
    ent_status status = ent_file_read(NULL, path, MOST_SCHEMA, &data, &size, self->diagnostics);
    if (status != ENT_OK) return status;
    ent_buffer_add(&self->out, data, size);
    ent_free(NULL, data);
    return ENT_OK;
}

ent_status cli_schema(cli *self) {
    const cli_schema_options *options = self->options;
    const char *which = self->operands_size > 0 ? self->operands[0] : "case";
    if (strcmp(which, "case") == 0)
        return options->reference ? ent_case_reference(&self->out) : ent_case_schema(&self->out);
    if (strcmp(which, "findings") != 0)
        return cli_usage(self, "U-CLI-0010", cli_suggest(self, which, self->verb->words, 2),
                         "no schema \"%s\"; there are case and findings", which);
    if (options->reference) return cli_usage(self, "U-CLI-0004", NULL, "--reference is for `entente schema case` only");
    return findings_schema(self);
}
