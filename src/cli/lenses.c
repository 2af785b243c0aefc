/* The table of lenses: the one place that knows them all. A new lens is a folder under src/lens and a row here. */
#include "cli/cli.h"

const ent_lens *const cli_lenses[] = {
    &ent_lens_bargain, &ent_lens_negotiate, &ent_lens_forecast,  &ent_lens_ratify,
    &ent_lens_ledger,  &ent_lens_share,     &ent_lens_stability, &ent_lens_brief,
};
const size_t cli_lenses_size = sizeof cli_lenses / sizeof *cli_lenses;
