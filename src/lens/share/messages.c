/* What the lens may say, for `entente explain`. */
#include "lens/share/share.h"

const ent_message_row share_messages[SHARE_MESSAGES] = {
    {"E-SHARE-0001", ENT_ERROR, "Too many participants to look at every group",
     "With n participants there are 2^n groups, 8 bytes each: 25 need 270 MB, 30 need 9 GB. Where the costs have a "
     "structure (components and who needs which, needs of which the largest decides, links to a supply, pairs) rules "
     "are "
     "computed without looking at every group; a project with a number for each group has none. --players raises the "
     "limit, to at most 30."},
    {"E-SHARE-0002", ENT_ERROR, "Somebody is cut off from the supply",
     "Without the one who left, or by the links that are given, no way leads from a participant to the supply: there "
     "is no "
     "tree, and nothing to divide. Add a link."},
    {"E-SHARE-0003", ENT_ERROR, "A participant stands for a number of users that is not whole",
     "Beside `needs`, `units` says how many users with the same need a participant stands for (a type of aircraft and "
     "its "
     "movements): whole numbers from 1 on."},
    {"E-SHARE-0004", ENT_ERROR, "A key has the id of a rule",
     "Keys and rules stand beside one another in every table, and --rule names both by their ids: a key called "
     "`shapley` "
     "or `units` could not be told from the rule, nor one called `gni-rounded` from the rounded shares of a key `gni`. "
     "Give the key another id."},
    {"W-SHARE-0001", ENT_WARNING, "What was paid for a development is not what it cost",
     "Recoupment charges each unit with its part of `cost` and gives the sum back to those in `paid`. Where `paid` "
     "adds "
     "up to another amount the charges bring in more, or less, than is to be given back, and somebody outside the "
     "table "
     "keeps or bears the difference. Correct one of the two, or add who else paid."},
    {"U-SHARE-0001", ENT_ERROR, "--project names no project of the case",
     "The id of an entry of the case's `projects`."},
    {"U-SHARE-0002", ENT_ERROR, "--rule names no rule",
     "The ids of the rules are in docs/share.md and in the table `rules` of the findings; a key of the project is "
     "named by "
     "its id, and by the id with `-rounded` for what rounding makes of it: --rule gni,scrb,shapley."},
    {"U-SHARE-0003", ENT_ERROR, "A rule that was asked for does not fit the project",
     "Claims rules need claims, tree rules links, the Owen value unions, and so on. Without --rule only rules that fit "
     "are "
     "computed."},
    {"U-SHARE-0004", ENT_ERROR, "An option speaks of one project, and the case has several",
     "Unions, the order of joining and who leaves are those of one project: name it with --project."},
    {"U-SHARE-0005", ENT_ERROR, "--union names somebody who takes no part, or is in two unions",
     "A union is written a+b+c with the ids of participants of the project; each participant is in one union at most."},
    {"U-SHARE-0006", ENT_ERROR, "--order does not name every participant once",
     "The order of joining is written a,b,c with the ids of all participants of the project."},
    {"U-SHARE-0007", ENT_ERROR, "--leave names somebody who takes no part",
     "The id of a participant of the project; the option may be given several times."},
    {"N-SHARE-0001", ENT_NOTE, "A rule gives no shares",
     "A rule may not be defined for a project: the tau value where minimal rights exceed what is there, a key whose "
     "series "
     "is not known for all, the Gately point where nobody's leaving costs the others anything. The note says why."},
    {"N-SHARE-0002", ENT_NOTE, "Rules answer different questions",
     "Each rule is fair by its own principle; none is fair by all. Which allocations leave no group reason to go alone "
     "is "
     "a fact about the numbers; which principle should hold is for the parties."},
    {"N-SHARE-0003", ENT_NOTE, "Numbers were rounded",
     "Some numbers have more digits than exact arithmetic over all groups can hold (53 bits in common units), or are "
     "given "
     "as long decimals. They were rounded to double precision, so results carry an error of about 15 digits."},
    {"N-SHARE-0004", ENT_NOTE, "Voting power is no share of costs",
     "Power indices count how often a party decides. They say nothing about who should pay, and are not compared with "
     "shares."},
    {"N-SHARE-0006", ENT_NOTE, "Without one the others are cut off",
     "Links of a tree lead through those who leave: without them some of the others cannot be connected to the supply, "
     "and "
     "there is nothing to compare."},
    {"N-SHARE-0005", ENT_NOTE, "Nothing was drawn",
     "No number of the project carries a range (low and high, dist, coders), so nothing is known about how much hangs "
     "on "
     "judgement."},
    {"N-SHARE-0007", ENT_NOTE, "The corners of the core are not listed",
     "The core of many participants has more corners than anybody reads, and finding them takes long. The table "
     "`ranges` "
     "says between which amounts each party stays; `kernel` and `objections` which rules keep every group."},
};
