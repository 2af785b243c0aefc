/* What the diagnostics and notes of the lens mean, for `entente explain` and the docs. */
#include "negotiate.h"

const ent_message_row negotiate_messages[NEGOTIATE_MESSAGES] = {
    {"U-NEGOTIATE-0001", ENT_ERROR, "No such party bargains",
     "Options that name a party take the id of one that has `preferences` in the case, as in `--reservation us=0.4`."},
    {"U-NEGOTIATE-0002", ENT_ERROR, "A reservation is no number",
     "`--reservation PARTY=UTILITY` replaces what no deal is worth to the party, on the scale that strategies see: "
     "from "
     "0 (its worst package within the red lines) to 1 (its best), or as the case has it with `--as-written`."},
    {"N-NEGOTIATE-0001", ENT_NOTE, "Benchmarks, not forecasts",
     "A simulated session says where two programs with these preferences would end. Delegations do not follow "
     "published strategies, know each other and talk away from the table: what a session shows is how far the end "
     "depends on patience, order and deadlines."},
};
