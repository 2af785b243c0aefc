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
    {"U-NEGOTIATE-0020", ENT_ERROR, "A discount is no factor below 1",
     "`--discount PARTY=FACTOR` says what a gain is worth to the party a round later: above 0 and below 1, as in "
     "`--discount us=0.95`."},
    {"N-NEGOTIATE-0020", ENT_NOTE, "The equilibrium is a benchmark",
     "It is what parties would agree on that know each other's preferences, think all rounds through and wait only "
     "when "
     "waiting pays. The note says where their patience comes from: `--discount`, the case's `parties.<id>.discount` (a "
     "factor per year, turned into one a round by `--every DAYS`), or 0.95 a round for all."},
    {"N-NEGOTIATE-0021", ENT_NOTE, "One equilibrium among many",
     "When three or more parties must all agree, nearly every division is the outcome of some subgame-perfect "
     "equilibrium "
     "(Shaked, in Sutton 1986). The one shown is stationary: what a party offers and accepts does not depend on what "
     "happened before."},
    {"N-NEGOTIATE-0022", ENT_NOTE, "No stationary equilibrium was found",
     "With three or more parties offers can go round in circles where a proposer gives away what costs it nothing. "
     "Figures without a deadline are left out; those with one are exact all the same."},
    {"N-NEGOTIATE-0023", ENT_NOTE, "There is nothing to agree on",
     "No package within the red lines is worth at least as much as no deal to every party. `entente bargain` proves it "
     "and says what would have to give."},
    {"N-NEGOTIATE-0024", ENT_NOTE, "Nobody to bargain with",
     "The equilibrium of offers needs two parties with `preferences` or more."},
    {"N-NEGOTIATE-0025", ENT_NOTE, "The last word decides, however many rounds come before",
     "With a deadline packages are taken as they are. When a round costs a party less than the step from one package "
     "to "
     "the next, nobody gives way by that step, and every round ends on the package of the last. Finer options (a "
     "smaller "
     "step) or less patience change that; the chart shows the same with lotteries between packages."},
    {"N-NEGOTIATE-0026", ENT_NOTE, "The equilibrium keeps the case's no-deal values",
     "`--reservation` replaces what strategies take for no deal. To move it for the equilibrium too, change the case: "
     "`--set no_deal.us.utility=0.4`."},
    {"N-NEGOTIATE-0030", ENT_NOTE, "No position of the present round is known",
     "A round begins when the last agreement was concluded. Demands and offers of earlier rounds are anchors: they "
     "belong "
     "to those talks and to the governments that made them."},
    {"N-NEGOTIATE-0031", ENT_NOTE, "A straight line, no forecast",
     "Three days or more on which the same governments faced each other, and a gap that shrinks: the line of least "
     "squares "
     "through the gaps meets zero on some day. It says how fast the sides have moved, not when they will agree."},
};
