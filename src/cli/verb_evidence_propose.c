/* evidence propose: what the documents suggest for a case. */
#include "cli/evidence.h"

ent_status cli_evidence_propose(cli *self) {
    return cli_usage(self, "U-CLI-0010", NULL, "not yet");
}
