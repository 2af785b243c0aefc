/* What the diagnostics and notes of ratification mean, for `entente explain` and the docs. */
#include "ratify.h"

const ent_message_row ratify_messages[RATIFY_MESSAGES] = {
    {"E-RATIFY-0001", ENT_ERROR, "Too many different views",
     "Win-sets are counted by who says yes, for at most 16 negotiators and blocs that see packages in different ways. "
     "Blocs that follow a party and have the same no-deal value count once: let those that think alike `follow` a "
     "party."},
    {"E-RATIFY-0002", ENT_ERROR, "A draw cannot be computed",
     "With very wide ranges a draw may have utilities that are too large to be added, or thousands of seats. Narrow "
     "the "
     "ranges, or leave the draws out with `--draws 0`."},
    {"U-RATIFY-0001", ENT_ERROR, "The package leaves an issue open",
     "A package names an option for every issue at the table, as in `--package payment=112,growth=frozen,term=5`."},
    {"U-RATIFY-0002", ENT_ERROR, "The package has an amount between the steps of a range",
     "Win-sets are sets of options. Take one of the steps, or give the range a smaller step."},
    {"N-RATIFY-0001", ENT_WARNING, "Nothing passes",
     "A finding, not an error. The note names a smallest set of red lines, no-deal values, votes and mandates that "
     "exclude each other: without any one of them some package would satisfy the others."},
    {"N-RATIFY-0002", ENT_WARNING, "A bloc has nothing to compare with",
     "A bloc says yes to what is worth at least what it has if the agreement fails. Where neither it nor its ratifier, "
     "its ratification or its state (as an outcome) says what that is, its smallest utility stands in, and it says yes "
     "to everything."},
    {"N-RATIFY-0003", ENT_NOTE, "A narrowed mandate",
     "A caretaker government, or negotiators with written orders, may not sign everything that they would like. Limits "
     "of a mandate exclude packages as red lines do, but change nobody's preferences, and end on a date."},
    {"N-RATIFY-0004", ENT_NOTE, "No vote is needed",
     "All sides have `rule: none`: an executive agreement binds without consent. The calendar of its steps still "
     "counts."},
    {"N-RATIFY-0005", ENT_NOTE, "No single issue turns a bloc",
     "The table of payments moves one issue at a time. Here several would have to move together."},
    {"N-RATIFY-0006", ENT_NOTE, "The bargain within the win-sets is left out",
     "It is the best of exact frontiers, one for every least coalition of voters that passes. With very many packages "
     "and views they do not fit memory. Win-sets are still counted, or estimated."},
    {"N-RATIFY-0007", ENT_NOTE, "How the odds come about",
     "Each member votes with its bloc's line with the probability of the bloc's discipline, whatever the others do, or "
     "correlated with those of its bloc where the case gives a `correlation` (then the votes of a bloc are "
     "beta-binomial); the votes are added up exactly. A public, or more than 5,000 members, votes in "
     "fixed "
     "shares. Preferences, no-deal values, seats and discipline with a range are drawn, and the odds averaged over the "
     "draws."},
    {"N-RATIFY-0008", ENT_NOTE, "Past votes that were not known yet",
     "A case knows the world up to `as_of`. Votes held after it do not count, so that a case told as of an earlier day "
     "has the base rate of that day."},
};
