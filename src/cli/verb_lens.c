/* A lens as a verb: any lens, from its row. */
#include "cli/cli.h"

ent_status cli_lens(cli *self) {
    ent_case *entente_case;
    ent_findings *findings = NULL;
    ent_status status = cli_read_case(self, self->operands[0], true, &entente_case);
    if (status != ENT_OK) return status;
    status = ent_lens_run(self->verb->lens, entente_case, self->options, &self->run, &findings);
    if (findings != NULL) { /* also when interrupted: what there is, marked partial */
        cli_watch_stop(self);
        const ent_case *const shown_cases[] = {entente_case};
        self->shown = shown_cases;
        self->shown_size = 1;
        ent_status shown = cli_show_remembered(self, findings);
        self->shown_size = 0;
        if (status == ENT_OK) status = shown;
    }
    ent_findings_free(findings);
    ent_case_free(entente_case);
    return status;
}
