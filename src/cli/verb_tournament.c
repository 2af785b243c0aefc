/* tournament: strategies against each other over several cases. */
#include "cli/cli.h"

static ent_status play(cli *self, const ent_case **cases) {
    ent_tournament_options options = *(const ent_tournament_options *)self->options;
    ent_findings *findings = NULL;
    options.merge = self->merge;
    options.note = cli_lasting_note(self);
    if (options.note == NULL) return ENT_MEMORY;
    ent_status status = ent_tournament_run(&self->run, cases, self->operands_size, &options, &findings);
    if (findings != NULL) { /* also when interrupted: what there is, marked partial */
        cli_watch_stop(self);
        self->shown = cases;
        self->shown_size = self->operands_size;
        ent_status shown = cli_show_remembered(self, findings);
        self->shown_size = 0;
        if (status == ENT_OK) status = shown;
    }
    ent_findings_free(findings);
    return status;
}

ent_status cli_tournament(cli *self) {
    const ent_tournament_options *options = self->options;
    const ent_case **cases;
    if (options->shard != NULL && options->checkpoint == NULL && !self->again)
        return cli_usage(self, "U-SWEEP-0002", "add --checkpoint FILE", "--shard needs a file for its results");
    ent_status status = cli_read_cases(self, &cases);
    if (status != ENT_OK) return status;
    status = play(self, cases);
    cli_free_cases(self, cases);
    return status;
}
