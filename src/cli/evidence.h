/* The verb evidence: its sub-verbs as a table. */
#ifndef ENTENTE_CLI_EVIDENCE_H
#define ENTENTE_CLI_EVIDENCE_H

#include "cli/cli.h"

/* A sub-verb: `entente evidence NAME OPERANDS`. Help, completions and the check of operands follow from the row. */
typedef struct cli_evidence_row {
    const char *name, *operands; /* "FILE|-" */
    size_t least, most;          /* operands after the name */
    const char *options;         /* names of the options it takes, parted by spaces */
    ent_status (*run)(cli *self);
} cli_evidence_row;

ent_status cli_evidence_extract(cli *self);
ent_status cli_evidence_verify(cli *self);

#endif
