/* freeze: forecasts with a date, to be proved later. */
#include "cli/cli.h"

#include <string.h>
#include <time.h>

enum { MOST_FROZEN = 1 << 28 };

static ent_date today(void) {
    time_t now = time(NULL);
    return now == (time_t)-1 ? (ent_date){0} : ent_date_from_day((int32_t)(now / 86400)); /* UTC */
}

/* What is to be published. */
static void tell_hash(cli *self) {
    char hex[65];
    const char *file = self->common.output;
    ent_sha256(self->out.data, self->out.size, hex);
    if (file == NULL || strcmp(file, "-") == 0) file = "this text";
    ent_diagnosef(self->diagnostics, ENT_NOTE, "N-BACKTEST-0009", NULL, NULL,
                  "publish this line where it gets a date that nobody can change", NULL, "SHA-256 of %s: %s", file,
                  hex);
}

static ent_status write_frozen(cli *self, const ent_case *subject) {
    const cli_freeze_options *given = self->options;
    ent_freeze_options options = {.date = given->date, .draws = given->draws};
    if (options.date.year == 0) options.date = today();
    if (options.date.year == 0) return cli_usage(self, "U-CLI-0004", NULL, "there is no clock here; say --date DATE");
    ent_status status = ent_freeze_write(&self->run, subject, &options, &self->out);
    if (status == ENT_OK)
        tell_hash(self);
    else
        self->out.size = 0; /* half a freeze is none */
    return status;
}

static ent_status verify(cli *self, const ent_case *subject) {
    const cli_freeze_options *options = self->options;
    char *data;
    size_t size;
    ent_status status = ent_file_read(NULL, options->verify, MOST_FROZEN, &data, &size, self->diagnostics);
    if (status != ENT_OK) return status;
    status = ent_freeze_verify(&self->run, options->verify, data, size, options->sha256, subject, &self->out);
    ent_free(NULL, data);
    return status;
}

ent_status cli_freeze(cli *self) {
    const cli_freeze_options *options = self->options;
    ent_case *subject;
    if (options->verify != NULL && options->date.year != 0)
        return cli_usage(self, "U-CLI-0004", "leave one of them out", "--date is for freezing, --verify reads it");
    if (options->verify == NULL && options->sha256 != NULL)
        return cli_usage(self, "U-CLI-0004", "add --verify FILE", "--sha256 goes with --verify");
    ent_status status = cli_read_case(self, self->operands[0], false, &subject);
    if (status != ENT_OK) return status;
    status = options->verify != NULL ? verify(self, subject) : write_frozen(self, subject);
    ent_case_free(subject);
    return status;
}
