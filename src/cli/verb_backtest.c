/* backtest: forecasts beside what happened, over several cases. */
#include "cli/cli.h"

ent_status cli_backtest(cli *self) {
    const ent_case **cases;
    ent_findings *findings = NULL;
    ent_status status = cli_read_cases(self, &cases);
    if (status != ENT_OK) return status;
    status = ent_backtest_run(&self->run, cases, self->operands_size, self->options, &findings);
    if (status == ENT_OK) {
        cli_watch_stop(self);
        self->shown = cases;
        self->shown_size = self->operands_size;
        status = cli_show_remembered(self, findings);
        self->shown_size = 0;
    }
    ent_findings_free(findings);
    cli_free_cases(self, cases);
    return status;
}
