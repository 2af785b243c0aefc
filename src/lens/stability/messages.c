/* What the lens may say, for `entente explain`. */
#include "lens/stability/stability.h"

const ent_message_row stability_messages[STABILITY_MESSAGES] = {
    {"E-STABILITY-0001", ENT_ERROR, "Too many states",
     "n options make 2^n combinations; every verdict looks at all that can be reached. Say which combinations cannot "
     "be "
     "(`infeasible`), which make no difference (`same`), or raise --most-states."},
    {"E-STABILITY-0002", ENT_ERROR, "Too many moves",
     "A party with k options of its own moves from every state to up to 2^k - 1 others. Give it fewer options, or make "
     "more "
     "combinations infeasible."},
    {"E-STABILITY-0003", ENT_ERROR, "A ranking is not complete",
     "In large conflicts this is seen only when the states are made: every state once, the best first, with --- at the "
     "end "
     "for all that are left."},
    {"E-STABILITY-0004", ENT_ERROR, "Numbers with too many digits",
     "Weights and utilities are added and compared exactly. Only the order of the sums counts: write them with fewer "
     "digits."},
    {"E-STABILITY-0005", ENT_ERROR, "Unknown preferences that cannot be",
     "States of which it is not known which one a party prefers are neighbours in its order: all others are better "
     "than "
     "each of them, or worse than each, and no state is in two such groups."},
    {"E-STABILITY-0006", ENT_ERROR, "No state is left",
     "Every combination of options has one of the infeasible patterns, or `moves` has neither options nor states."},
    {"E-STABILITY-0007", ENT_ERROR, "The status quo is not one state",
     "Where things stand now is one of the feasible states: say of every option whether it is taken."},
    {"E-STABILITY-0008", ENT_ERROR, "Nobody takes part, or too many do",
     "Players are the parties that have options, moves or preferences in `moves`: at least one, at most 32."},
    {"E-STABILITY-0009", ENT_ERROR, "Somebody who acts together with others takes no part",
     "Parties of `together` have moves or preferences of their own."},
    {"E-STABILITY-0010", ENT_ERROR, "The conflict cannot be analysed", "What is wrong is said in the message."},
    {"E-STABILITY-0011", ENT_ERROR, "Too many players for answers by coalitions",
     "In coalition SEQ every coalition of the other players may answer, 2^n - 1 of them: up to 6 players take part. "
     "Parties that act together may be put into `together`."},
    {"U-STABILITY-0001", ENT_ERROR, "No such state",
     "States are named by their number in the table `states`, by their id, or with options by Y and N in the order of "
     "the "
     "options: --wish 5, --wish YNN."},
    {"U-STABILITY-0002", ENT_ERROR, "A concept for which the case has no data",
     "SIM needs options; strong stability needs \">>\" in the preferences."},
    {"U-STABILITY-0003", ENT_ERROR, "Not a coalition", "Ids of players joined by +: --coalitions us+rok."},
    {"N-STABILITY-0001", ENT_NOTE, "Stability is no forecast",
     "A state is stable if nobody would leave it. Which of several stable states is reached, and when, is not said; "
     "the paths "
     "show what is possible from where things stand."},
    {"N-STABILITY-0002", ENT_WARNING, "A party without preferences",
     "Give it a ranking, statements, weights or utilities under `moves`. Until then every state is equally good to "
     "it."},
    {"N-STABILITY-0003", ENT_NOTE, "It is not said where things stand",
     "Add `status_quo` to `moves`, or use --status-quo."},
    {"N-STABILITY-0004", ENT_NOTE, "Changes of preference are not looked at",
     "How many swaps of neighbouring preferences change a verdict is told for up to 512 states, where all preferences "
     "are "
     "known, and for concepts without strength."},
    {"N-STABILITY-0006", ENT_NOTE, "How a state that stands for several is valued",
     "`same` makes one state of several combinations. Statements and weights value it as the one with the smallest "
     "sum; a "
     "ranking or utilities can name the whole."},
    {"N-STABILITY-0007", ENT_NOTE, "Some preferences are not known",
     "Four readings (Li, Hipel, Kilgour and Fang 2004): in a and c a party would move to states that it may or may not "
     "prefer, "
     "in b and d only to better ones; in a and b only what it surely does not prefer deters it, in c and d what is "
     "unknown "
     "deters it, too."},
    {"N-STABILITY-0010", ENT_NOTE, "Ways in which unknown preferences may turn out are left out",
     "n states of which it is not known which is preferred stand in 3, 13, 75, ... orders, ties among them; those of "
     "several groups multiply. Raise --budget, or make the groups smaller."},
    {"N-STABILITY-0009", ENT_NOTE, "A party that likes all states equally",
     "It never moves, and whatever the others do is no better for it, so that every state is stable for it. How many "
     "swaps a verdict stands is counted with ties kept: that it might come to prefer one state is not looked at."},
    {"N-STABILITY-0008", ENT_NOTE, "Stability against every coalition is left out",
     "There are 2^n - 1 coalitions of n players, which may all leave a state and, in coalition SEQ, all answer. In "
     "large "
     "conflicts single ones are asked for with --coalitions A+B."},
};
