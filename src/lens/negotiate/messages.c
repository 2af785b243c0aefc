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
    {"U-NEGOTIATE-0003", ENT_ERROR, "The package leaves an issue open",
     "A package names an option for every issue at the table, as in `--package payment=1390,growth=frozen,term=5`."},
    {"U-NEGOTIATE-0004", ENT_ERROR, "The package has an amount between the steps",
     "Talks are about the options of the case. `entente bargain --package` values amounts between the steps of a range "
     "as they stand."},
    {"N-NEGOTIATE-0002", ENT_NOTE, "A party has no no-deal value",
     "Its worst package within the red lines stands in, so that it would in the end accept anything. Say what it has "
     "without agreement under `no_deal`, or try a value with `--reservation`."},
    {"N-NEGOTIATE-0003", ENT_WARNING, "No agreement is possible",
     "A finding, not an error: whatever the strategies, a party would sign less than it has without a deal. "
     "`entente bargain` names the red lines and no-deal values that exclude each other."},
    {"N-NEGOTIATE-0004", ENT_NOTE, "Repetitions are all the same",
     "Most strategies leave nothing to chance. Repetitions differ with a chance of breakdown, a random pace, or "
     "strategies that draw (random-walker, micro, absolute-tit-for-tat), or a mediator who draws changes of a text."},
    {"N-NEGOTIATE-0005", ENT_NOTE, "Discounts are left out",
     "The case's discount factors are per year, and the rounds of a session have no dates."},
};
