/* What the diagnostics and notes of bargaining mean, for `entente explain` and the docs. */
#include "bargain.h"

const ent_message_row bargain_messages[BARGAIN_MESSAGES] = {
    {"E-SPACE-0001", ENT_ERROR, "The frontier grows too large",
     "With many parties and issues most packages are beaten by no other, so the frontier is nearly the whole space and "
     "does not fit memory. Leave out a party or an issue that hardly matters, or give issues fewer options (a larger "
     "step)."},
    {"E-SPACE-0002", ENT_ERROR, "An issue has a range without a step",
     "Packages are made of options. Give the range a step that the parties would really bargain over: "
     "`options: {from: 900, to: 3000, step: 10}`."},
    {"E-SPACE-0003", ENT_ERROR, "No issue is at the table",
     "All issues are marked `same_table: false`. Mark those that are settled here, or link the others for the sake of "
     "argument with `--tables all`."},
    {"E-SPACE-0004", ENT_ERROR, "Nobody bargains",
     "Parties bargain when they have `preferences`: a weight and a value for the issues they care about. Parties "
     "without are actors."},
    {"E-SPACE-0005", ENT_ERROR, "Too many parties or interactions",
     "Bargaining takes at most 16 parties with preferences and 10,000 interactions with conditions."},
    {"E-SPACE-0006", ENT_ERROR, "The numbers are too large",
     "Weights and values are added exactly, in up to 120 bits. Divide the weights of the party by their sum, or write "
     "them with fewer digits."},
    {"E-BARGAIN-0001", ENT_ERROR, "A draw cannot be computed",
     "Every draw of the uncertain numbers is analysed like the case itself. With very wide ranges one of them may have "
     "weights and values that are too large to be added, or a frontier that does not fit memory. Narrow the ranges, or "
     "leave the draws out with `--draws 0`."},
    {"E-SPACE-0007", ENT_ERROR, "A no-deal outcome has an amount that the party has not valued",
     "A party with `values` says what each option is worth and nothing about what lies between. Name an option in the "
     "outcome, or describe the issue by `best` and `worst` or `ideal`."},
    {"U-BARGAIN-0001", ENT_ERROR, "The package leaves an issue open",
     "A package names an option for every issue at the table, as in `--package payment=1390,growth=frozen,term=5`."},
    {"U-BARGAIN-0002", ENT_ERROR, "The package has an amount that nobody has valued",
     "Amounts between the steps of a range are valued as they stand, by `best` and `worst` or `ideal`. A party that "
     "values every option by itself says nothing about what lies between: take one of the options."},
    {"U-BARGAIN-0040", ENT_ERROR, "The rule is defined for two parties only",
     "Equal area and Perles-Maschler divide a curve in the plane. With more than two parties recommend another rule: "
     "`entente help bargain` lists them."},
    {"N-BARGAIN-0001", ENT_WARNING, "No package can be signed",
     "A finding, not an error. The note names a smallest set of red lines and no-deal values that exclude each other: "
     "without any one of them some package would satisfy the others."},
    {"N-BARGAIN-0002", ENT_NOTE, "The package nearest to agreement",
     "The package within all red lines whose largest shortfall from a party's no-deal value is smallest."},
    {"N-BARGAIN-0003", ENT_NOTE, "A part of the package does not count",
     "The issue is talked about at another table. `--tables all` links it."},
    {"N-BARGAIN-0004", ENT_NOTE, "The package is dominated",
     "Another package within all red lines is better for at least one party and worse for none. Of these the one named "
     "shares the possible improvement best (Kalai-Smorodinsky, from the package)."},
    {"N-BARGAIN-0005", ENT_NOTE, "Nothing was drawn",
     "Give numbers a range (`{value: 40, low: 30, high: 55}`) or several coders to learn how robust the findings are."},
    {"N-BARGAIN-0006", ENT_NOTE, "A party has no no-deal value",
     "Its smallest feasible utility stands in. Say what it has without agreement under `no_deal`: this number decides "
     "more than most."},
    {"N-BARGAIN-0007", ENT_NOTE, "The no-deal outcome leaves an issue open",
     "The worst option of the issue is assumed for the party. Name the issue in the outcome to say otherwise."},
    {"N-BARGAIN-0008", ENT_NOTE, "Tables are linked",
     "Issues of another table are treated as if they could be traded here, which is hypothetical."},
    {"N-BARGAIN-0009", ENT_NOTE, "Issues of another table are left out",
     "They stay as they are with and without a deal, so their weight counts on neither side."},
    {"N-BARGAIN-0010", ENT_NOTE, "Utilities are rounded",
     "A risk attitude is an exponential, which no fraction equals; and very long decimals can lack a common "
     "denominator of 116 bits. Such utilities are multiples of 2^-60. Ties closer than that may be broken by "
     "rounding."},
    {"N-BARGAIN-0011", ENT_NOTE, "Bargaining weights are rounded",
     "Powers are compared exactly, which needs whole numbers of moderate size. Fewer decimals avoid this."},
    {"N-BARGAIN-0012", ENT_NOTE, "No package gives every party a gain",
     "Some party can at best be as well off as without a deal. The Nash product is then zero everywhere; "
     "Kalai-Smorodinsky leaves out a party that cannot gain."},
    {"N-BARGAIN-0013", ENT_NOTE, "Benchmarks, not forecasts",
     "What is balanced under a rule is a yardstick. What will happen is another question, which base rates and the "
     "course of earlier talks inform."},
    {"N-BARGAIN-0014", ENT_NOTE, "An amount lies between the steps of a range",
     "The package is valued and held against red lines exactly as it stands. The packages that might beat it, and the "
     "offers that might mend it, keep to the steps of the case."},
    {"N-BARGAIN-0015", ENT_NOTE, "How far the red lines are apart",
     "Red lines on one amount leave nothing between them. The difference of the two that are farthest inside is the "
     "smallest concession that would leave an option."},
    {"N-BARGAIN-0040", ENT_NOTE, "Opposition cannot be measured",
     "Opposition compares each party's utility with its largest within the red lines, as a share. Where the largest is "
     "0 "
     "there is no such share. Utilities that run from 0 to 1, as they do unless `scale: as-written` or interactions "
     "say otherwise, avoid this."},
    {"N-BARGAIN-0041", ENT_NOTE, "Rules for two parties are left out",
     "Equal area and Perles-Maschler are defined by the plane of two parties' utilities and have no agreed form for "
     "more."},
    {"N-BARGAIN-0043", ENT_NOTE, "Some measures are left out",
     "Correlations are computed from the options of each issue, which tables of values, more than 64 interactions and "
     "attitudes to risk over the whole utility do not allow. The integrative potential and the gains of groups of "
     "parties "
     "are shares of weighted sums, and are left out with such attitudes to risk."},
    {"N-BARGAIN-0042", ENT_NOTE, "Not all groups of parties were looked at",
     "n parties form 2^n groups, each with a frontier of its own. With more than ten parties, or where the frontier of "
     "all "
     "is large, only small groups are looked at. A larger `--budget` allows more."},
    {"W-BARGAIN-0001", ENT_WARNING, "Weights do not add up to 1 or 100",
     "They are divided by their sum, which changes nothing; but an issue may have been forgotten."},
    {"W-BARGAIN-0002", ENT_WARNING, "Value is flat over feasible options",
     "Options beyond `worst` are all worth 0 to the party, so it would accept any of them for nothing. Move `worst` "
     "out, or set a red line."},
    {"W-BARGAIN-0003", ENT_WARNING, "A red line lies beyond `worst`",
     "The party refuses only what is worse than its worst: between the two its value is flat. Usually `worst` should "
     "reach as far as the red line."},
    {"E-SPACE-0020", ENT_ERROR, "Too many packages of linked issues",
     "Interactions make issues hang together: what one is worth depends on the others, so all their packages have to "
     "be "
     "compared, listed where they are few, else searched by branch and bound. This search would take too long to be "
     "exact. "
     "Give the linked issues fewer options (a larger step), let interactions link fewer issues, or close options by "
     "red "
     "lines."},
    {"E-SPACE-0021", ENT_ERROR, "A continuous range cannot be divided",
     "An issue whose range has no step is bargained over on a fine grid that divides the range exactly (`--grid N` "
     "steps). "
     "The ends of this range have too many digits for that. Shorten them, or give the range a step."},
    {"E-SPACE-0022", ENT_ERROR, "An attitude to risk is too strong",
     "`risk` bends a party's whole utility by an exponential. With a large risk and utilities far outside 0 to 1 the "
     "bent "
     "ones pass all bounds. Take a risk nearer 0 (between -5 and 5 is common), or divide the party's weights by their "
     "sum."},
    {"N-BARGAIN-0016", ENT_NOTE, "Character and trades look at the weighted sums",
     "Whether an issue is common or opposed, and what could be traded for what, is read from the parties' weights and "
     "values. "
     "Interactions, and a party's attitude to risk over its whole utility, change what an issue is worth with the rest "
     "of the "
     "package and are left aside there. The zone, the frontier and the solutions count them."},
    {"U-BARGAIN-0010", ENT_ERROR, "--party names nobody who bargains",
     "Counter-offers are made for a party with `preferences`. `--party` takes its id, as in `--party us`."},
    {"N-BARGAIN-0050", ENT_NOTE, "Counter-offers are left out",
     "They are found on the frontier of the packages that are worth as much to one side as the package at hand. With "
     "many parties and issues that frontier can be too large to keep. Name fewer issues or a larger step."},
    {"N-BARGAIN-0051", ENT_NOTE, "The smallest change was not found",
     "Sets of one issue, of two, of three and so on are tried until one makes the party say yes. Where many issues "
     "have "
     "to change there are too many sets: start from a package nearer to agreement."},
    {"N-BARGAIN-0052", ENT_NOTE, "Break-even weights are left out",
     "The case is solved again for every trial of a weight. With some weight the numbers were too large to be added "
     "exactly, or the frontier too large to be kept."},
    {"N-BARGAIN-0053", ENT_NOTE, "What linking adds is left out",
     "Separate tables are settled one by one. Issues that an interaction joins stay together at one table with all "
     "combinations of their options, of which it takes at most 20,000."},
    {"N-BARGAIN-0054", ENT_NOTE, "Utilities are no sum over the tables",
     "What a table is worth by itself is only defined where a party's utility is the sum of what its issues are worth. "
     "Leave out what bends the whole utility to compare separate tables."},
    {"N-BARGAIN-0056", ENT_NOTE, "The part for the negotiator is left out",
     "Prices of steps, counter-offers, smallest changes, break-even weights and what linking adds are measured on "
     "weighted "
     "sums. Where a party has an attitude to risk over its whole utility (`parties.<id>.risk`) they are not told."},
    {"N-BARGAIN-0055", ENT_NOTE, "Shares of no deal are rounded",
     "A party's no-deal value is spread over separate tables in proportion to what is at stake at each. With long "
     "decimals these fractions do not fit and are rounded."},
    {"N-BARGAIN-0057", ENT_NOTE, "Several offers at once are looked for on one side at a time",
     "Each of them is the best point of an exact frontier of its own. With more than 10,000 packages on the frontier "
     "that takes a while for every party: name whose offers they are, as in `--party us`."},
};
