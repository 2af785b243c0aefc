/* The catalogue of what can be wrong with a case. */
#include <entente/case.h>

#define E(number, title, more)                                                                                         \
    { "E-CASE-" number, ENT_ERROR, title, more }
#define W(number, title, more)                                                                                         \
    { "W-CASE-" number, ENT_WARNING, title, more }
#define U(number, title, more)                                                                                         \
    { "U-CASE-" number, ENT_ERROR, title, more }

const ent_message_row ent_case_messages[] = {
    /* ---- the text of the file ---- */
    E("0001", "the file is not UTF-8",
      "Case files are UTF-8 text. Editors and spreadsheets on Windows sometimes save in another encoding: choose UTF-8 "
      "when saving."),
    E("0002", "a control character stands in the file",
      "Control characters (U+0007 and the like, a byte order mark inside the text, a lone carriage return) have no "
      "place in a case; they come from copying out of other programs or from old line ends. Remove the character at "
      "the "
      "place shown, or save the file with the line ends of Unix or Windows."),
    E("0003", "the file is not readable as YAML",
      "Something breaks the structure of the file, most often indentation, a missing quote or a colon inside a text. "
      "The place is where reading stopped; the cause may stand a line above. Write a text that contains ': ' or ' #' "
      "in quotes:\n\n    title: \"Costs: who pays\"\n\nNothing after that place could be checked."),
    E("0004", "the file is empty", "A case begins with 'entente: 1'. `entente new` writes one to start from."),
    E("0005", "the file holds several documents",
      "A line of three hyphens begins a second YAML document. Keep one case in a file."),
    E("0006", "maps and lists are nested too deeply",
      "No case needs more than 64 levels. An alias that repeats itself, or a broken generator, can make more."),
    E("0007", "the file is too large",
      "A file may have 64 MiB and five million values, and aliases may stand for 100,000 values. Keep large tables in "
      "files beside the case."),
    E("0008", "an alias leads nowhere",
      "`*name` stands for what `&name` marks, earlier in the file and not around the alias itself. At most 1,000 "
      "anchors are allowed."),
    E("0009", "a key is given twice",
      "One map holds every key once: the second one would silently replace the first. Keep one of them."),
    E("0010", "a key is not a text",
      "Keys are words, or numbers such as years. Put a key that begins with { or [ in quotes."),
    E("0011", "the file is not a case",
      "A case is a map of parts: 'entente: 1', then id, title, parties and whatever else is known."),
    E("0012", "a tag has no meaning here", "YAML tags (!word) are not used in cases. Remove it."),
    E("0013", "the version of the format is not known", "This program reads version 1 of the format: 'entente: 1'."),
    /* ---- keys and values ---- */
    E("0101", "unknown key",
      "The format has no such key at this place. It may be misspelt, or belong one level up or down. What is allowed "
      "here stands in the hint; docs/case.md describes every key."),
    E("0102", "a key is missing", "This map cannot do without the key that is named."),
    E("0103", "something else should stand here",
      "The value is of the wrong kind: a list where a map should stand, nothing where a text should. Mind that yes, "
      "no, "
      "on and off are words: truth values are true and false."),
    E("0104", "not an id",
      "Parties, issues, sources and so on are named by short ids that never change: small letters, digits and single "
      "hyphens, such as south-korea. The printed name goes into `name`."),
    E("0105", "there is nothing of this name",
      "The id refers to a party, issue, event, series, forum or state that the case does not have. References may "
      "point "
      "forward; the spelling must be the same."),
    E("0106", "not one of the possible words", "Only the words that the hint lists can stand here."),
    E("0107", "an id is given twice", "Entries of a list are addressed by their id, so each has one of its own."),
    E("0108", "not a date", "Dates are written 2031-03-01, or 2031-03 or 2031 where the day or month is not known."),
    E("0109", "not a number",
      "Numbers are decimals (0.35, -2, 1e6) or fractions (20/30), without quotes, separators, units or percent signs. "
      "They are read exactly. Uncertain numbers are maps: {value: 40, low: 30, high: 55}."),
    E("0111", "not a whole number", "Only whole numbers can stand here."),
    E("0112", "a negative number",
      "This number cannot be below zero. A weight tells how much an issue matters; which direction a party prefers is "
      "told by best and worst:\n\n    payment: {weight: 45, best: 900, worst: 1900}"),
    E("0113", "a number is out of bounds",
      "The number is outside what is possible here; the bound stands in the message."),
    E("0114", "something is empty", "Leave out what has no content, or fill it in."),
    E("0115", "an entry is listed twice", "Name every entry of this list once."),
    E("0116", "not a year", "Years have four digits: 2031."),
    E("0117", "the notes of a source cannot be read",
      "`file` of a source is a path from the folder of the case. Notes are kept beside the case or below it, so that a "
      "case can be handed on whole; absolute paths and .. are refused."),
    E("0118", "notes are not UTF-8 text", "Notes on sources are plain or Markdown text in UTF-8."),
    E("0119", "sentences of notes are not numbered in order",
      "Notes hold one sentence a line, numbered 1, 2, 3 from the first day, so that citations stay:\n\n    1. The "
      "ministry puts the cost at 200 million.\n    2. It gives no date.\n\nAn indented line continues the sentence "
      "above it; headings (#) may stand anywhere, other text only before the first sentence."),
    /* ---- owners ---- */
    E("0120", "a citation of a source that is not there",
      "record: and reported: cite an entry of `sources` by its id, and a sentence by its number: gazette-0214#7."),
    E("0121", "a citation of a sentence that is not there",
      "The number after # is a sentence of the notes in the source's `file`, counted from 1."),
    E("0122", "a number has two owners",
      "A number is a record (an official figure), reported (somebody's public statement) or judged (by whom, and why). "
      "One of the three answers for it; `because` may add the reason to any."),
    E("0123", "a reason without an owner", "`because` explains a judgement: say whose it is with judged_by."),
    E("0124", "a record where none can be",
      "Weights, best and worst values, red lines, values without a deal and probabilities are in nobody's files: a "
      "public line is a move in the talks. They are reported (somebody said so) or judged (by whom, and why)."),
    E("0125", "an incomplete number",
      "A number with a spread is {value: 40, low: 30, high: 55}, with `dist` if it is not triangular, or {coders: "
      "{ana: "
      "40, ben: 55}}."),
    E("0126", "a value outside its own range", "low <= value <= high must hold."),
    /* ---- issues and preferences ---- */
    E("0130", "not an option of the issue",
      "Options are written exactly as in `issues`; on a range, a number that its steps reach."),
    E("0131", "outside the range of the issue", "best, worst, ideal and agreed values lie between `from` and `to`."),
    E("0132", "an order is needed",
      "best and worst, ideal, at_most and the like need options with an order: a range, numbers, or a `scale`. Named "
      "options have none: give `values` for each, or `among` and `not`."),
    E("0133", "not a range", "A range goes up from `from` to `to`."),
    E("0134", "steps do not fit",
      "The step must divide the distance from `from` to `to`, and make fewer than a million options:\n\n    options: "
      "{from: 900, to: 3000, step: 10}"),
    E("0135", "an option is given twice", "Every option stands in the list once. 1 and 1.0 are the same number."),
    E("0136", "an issue without options", "An issue has `options` (named, numbers, or a range) or an ordered `scale`."),
    E("0137", "a value per option on a continuous issue",
      "A range without a step has no options to give values to. Add a step, or use best and worst."),
    E("0138", "best and worst are the same",
      "Then the party does not care about the issue: leave it out of its preferences."),
    E("0139", "an option has no value", "`values` gives every option of the issue a value, normally from 0 to 1."),
    E("0240", "a share that no rule asks for",
      "`share` says how much of the capability must agree under `rule: qualified`. Consensus asks everybody who is "
      "bound, and a majority is more than half."),
    E("0140", "not a unit",
      "A unit is a word (percent, year, troops), a currency (KRW), or {currency: KRW, scale: 100 million, year: "
      "2026}."),
    E("0141", "values are not given in one way",
      "A preference has a weight and one of: best and worst; ideal, perhaps with tolerance; values per option."),
    E("0142", "all weights are zero",
      "Then the party has no preferences: give an issue a weight, or leave the party out."),
    E("0143", "a party needs preferences",
      "Something here is valued by a party's preferences, and it has none in `preferences`."),
    E("0144", "a limit without a condition",
      "A red line says what must hold: at_most, at_least (the value included), above, below (excluded), among, not."),
    E("0145", "no-deal is not given in one way",
      "What a party has without a deal is an outcome (a package, valued by its preferences), a utility, or a path of "
      "such steps over time."),
    E("0146", "dates are out of order", "The dates of a path, of rounds, of opening and expiry go from first to last."),
    E("0147", "too many entries",
      "What is compared with everything else of its kind is bounded: thousands of parties or issues are possible, a "
      "million are not. Positions and claims have no bound but that of the file."),
    /* ---- parties and events ---- */
    E("0148", "an interaction is not given in one way",
      "An interaction has either `when` and `add` (a gain or loss when conditions hold together) or `issues` and "
      "`values` (a table over two issues)."),
    E("0149", "not two issues", "A table of values is over two different issues: `issues: [payment, growth]`."),
    E("0150", "a party belongs to itself", "`of` leads from a legislature to its state, and never back."),
    E("0151", "governments are out of order",
      "Governments stand from the earliest to the latest, each with its first day; a last day is not before the "
      "first."),
    E("0152", "an event comes before itself", "`after` leads to earlier events only; a decision has one place."),
    E("0153", "there is no such government",
      "Positions and chances of reopening name a government that `parties` lists, or that an event would bring."),
    E("0154", "probabilities do not sum to 1",
      "The outcomes of an event are all that can happen: their probabilities sum to exactly 1 (fractions such as 1/3 "
      "are "
      "exact)."),
    E("0155", "a forum reports to itself", "`reports_to` leads upwards and never back."),
    E("0156", "a condition on something that cannot happen",
      "`given` names an earlier event and one of its outcomes, or a decision and one of its choices."),
    E("0157", "an event is dated before the one it follows", "`after` and the dates contradict each other."),
    /* ---- the ledger ---- */
    E("0160", "agreements overlap or go backwards", "Agreements stand in order, and each year belongs to one of them."),
    E("0161", "not a rule of growth",
      "Growth is a series ({series: inflation, lag: 2, cap: 4}), two that are added ({series: [a, b]}), a fixed "
      "percentage (3.5 or {fixed: 3.5}), or flat."),
    E("0162", "a cap below the floor", "The cap is the most, the floor the least that an amount can grow in a year."),
    E("0163", "an amount and a growth", "A first or overridden year has one of the two."),
    E("0164", "not years", "`years` is the first and the last year: [2027, 2031], or one year."),
    E("0165", "shares sum to more than 1", "The parts of an agreement are shares of the whole."),
    E("0166", "a series that is no rate",
      "Growth follows a series of yearly percentages (unit: percent), not by party."),
    E("0167", "an agreement does not say what is paid",
      "The chain of payments starts with an amount: the first agreement needs `first: {amount: ...}` or a `schedule`."),
    E("0168", "a year outside the agreement", "Overrides and schedules name years that the agreement covers."),
    E("0169", "dates of an agreement are out of order", "It is opened, concluded, signed and in force in this order."),
    /* ---- ratification, outcome, projects, moves ---- */
    E("0170", "a bloc does not say how it votes", "A bloc follows a party, or has preferences of its own."),
    E("0171", "a vote does not fit its rule",
      "A rule of vote needs blocs with seats; where no vote is needed: rule: none."),
    E("0173", "ratifiers, and one vote beside them",
      "Either one vote (rule, blocs) or several `ratifiers`, each with a rule and blocs of its own."),
    E("0174", "a majority is not given in one way",
      "`rule: qualified` needs `share` (of all seats) or `votes`; the other rules say themselves how many it takes."),
    E("0175", "past votes are not given in one way",
      "Either numbers (`approved`, `refused`, perhaps `until`) or `votes`, each with its date and result: of these "
      "those "
      "after as_of are left out."),
    E("0172", "a step of the outcome is empty", "It has a `package`, or `what` happened in words."),
    E("0180", "not a participant", "Only `participants` of a project can need, claim or pay."),
    E("0181", "nothing to share",
      "A project says in one way what it costs or is worth: components, coalitions, a table, needs, links, pairs, "
      "demand with a cost_function, an amount (with claims), weights with a quota. A project with nothing but keys "
      "divides a whole of 1."),
    E("0182", "a key without values by party",
      "A key shares by a series with `by: party` that has a value for each participant (of the key's `year`, where it "
      "has one), or by the words equal, units, weights, claims, demand."),
    E("0183", "costs are given in two ways",
      "Components, coalitions, a table, needs, links, pairs, a cost function, an amount and a quota each say by "
      "themselves what there is to share. Keep one; what is told in two ways is two projects, and can be compared as "
      "such."),
    E("0184", "something says nothing without its other half",
      "Demand needs a cost function and a cost function demand; a quota weights; claims an amount; limits and phasing "
      "in the shares `before`; `missing` coalitions or a table. Demand, weights, claims and units may also stand there "
      "for a key that goes by them:\n\n    claims: {a: 100, b: 200}\n    keys: {size: {by: claims}}"),
    E("0185", "a coalition is listed twice",
      "Each group of participants has one cost or value, in whatever order its members are named."),
    E("0186", "coalitions are missing",
      "Every group of participants has a cost or value, also each participant alone and all together: with n "
      "participants 2^n - 1 of them. A group that was forgotten would silently cost nothing. Where that is meant, or "
      "where a group does best by splitting into listed ones, say so:\n\n    missing: zero    # a group that is not "
      "listed has 0\n    missing: cover   # the cheapest (of values: the best) way to split it into listed "
      "ones\n\nGroups under `impossible` may be left out."),
    E("0187", "too many participants for their coalitions",
      "Each participant doubles the number of coalitions: 30 have a billion, and a table of them takes 8 bytes each. "
      "Costs that are given as components, needs, links, pairs, a cost function or votes need no table and take "
      "hundreds of participants."),
    E("0188", "not a link between two",
      "A link, a pair or a channel joins two different participants, once; a link may start at `supply`:\n\n    links: "
      "[{between: [supply, a], cost: 6}, {between: [a, b], cost: 4}]"),
    E("0189", "nobody can be supplied without a link",
      "Every participant must be reached from `supply` by some chain of links: else connecting it would cost "
      "infinitely much, whatever the others build."),
    E("0210", "a market without two sides",
      "Pairs join a seller with a buyer: each participant stands on one side only. A pair within a side has no place "
      "in an assignment market; list what such groups are worth as coalitions."),
    E("0211", "not a formula",
      "A formula is made of numbers, quantities, + - * ^ and parentheses; a number may divide: q^2, 0.5*(q1 + q2)^2, "
      "q1*q2 + q1/3. q is the sum of all quantities, q1 that of the first participant, an id that of this "
      "participant."),
    E("0212", "a formula about a quantity that is not there",
      "Quantities are q (the sum of all), q1, q2, ... (of the participants in their order) and the ids of "
      "participants. An id with hyphens is taken whole; one that could also be a difference, or begins with a digit, "
      "is put in quotes: \"2*'flood-control'\"."),
    E("0213", "a formula is too large",
      "A formula has up to 4,000 characters, powers up to 20, 2,000 terms once it is written out, 64 parentheses in "
      "each other, and numbers whose exact fractions fit 64 bits. (q1 + q2 + ...)^2 over many participants is q^2."),
    E("0214", "nothing bought costs something",
      "The cost of a quantity of 0 is 0, for a group that buys nothing pays nothing. What is paid once, as soon as "
      "anything is bought, goes into `fixed`:\n\n    cost_function: {expression: q, fixed: 10}"),
    E("0215", "points of a cost function do not rise",
      "Points stand by rising quantity, two at least; between them the cost runs straight, and beyond the last the "
      "last line goes on:\n\n    points: [{at: 0, cost: 0}, {at: 10, cost: 50}, {at: 20, cost: 80}]"),
    E("0216", "a quota that needs nobody",
      "A quota of 0 is reached by the empty group. With above_quota: true a quota of 0 means that any weight is "
      "enough."),
    E("0217", "groups that cannot be so",
      "Unions have no member in common: a participant bargains in one of them, or alone. `impossible` cannot hold the "
      "group of all, for there would be nothing to divide."),
    E("0218", "shares do not sum to 1",
      "Agreed shares divide the whole: they sum to exactly 1. The message tells their sum. Published percentages are "
      "written as decimals (22.1 percent is 0.221), thirds as fractions."),
    E("0219", "a floor or ceiling that cannot be kept",
      "With n participants a floor of more than 1/n hands out more than there is, and a ceiling of less than 1/n "
      "leaves something over; a floor above the ceiling leaves nothing in between."),
    E("0220", "phasing in ends before it begins",
      "`phase` has the first year in which shares move, and the first with the new shares in full."),
    E("0221", "a key is not given in one way",
      "A key goes `by` one thing, mixes several (`mix`), or writes agreed `shares` down."),
    E("0222", "a participant without a number",
      "Needs, demand, claims, weights and shares are complete: each participant has its number, 0 among them. One that "
      "was forgotten would silently count as 0."),
    E("0223", "nothing is bought",
      "Recoupment spreads a cost over the units that are bought: one participant at least buys some."),
    E("0224", "a table is not beside its case",
      "`table` of a project is a path from the folder of the case. Tables are kept beside the case or below it, so "
      "that a case can be handed on whole; absolute paths and .. are refused."),
    E("0225", "a table cannot be read",
      "A table of coalitions is text in UTF-8: lines with a coalition and a number (its names joined by +; columns "
      "separated by commas, semicolons or tabs; a heading such as coalition,cost if you like), or JSON:\n\n    a,10\n  "
      "  b,12.5\n    a+b,20\n\n    {\"players\": [\"a\", \"b\"], \"kind\": \"cost\", \"values\": [0, 10, 12.5, "
      "20]}\n\nIn a list, value i belongs to the players whose bits are set in i: the empty coalition, a, b, a+b. "
      "Values may also be a map: {\"a+b\": 20}."),
    E("0226", "a table names somebody else",
      "Names in a table are the ids or printed names of the project's participants."),
    E("0227", "a number of a table is none",
      "Numbers are decimals with a point (12.5, 1e6) or fractions (25/2; in JSON in quotes), without separators and "
      "units. Infinite and undefined numbers have no place in a table."),
    E("0228", "a table does not fit its project",
      "A table has the kind of its project (costs or values) and its participants; a list has a value for each of the "
      "2^n coalitions, the empty one first."),
    E("0229", "the kind does not fit",
      "Components, needs, links and cost functions tell what is to be paid: kind: cost. Pairs and votes tell what is "
      "to be gained: kind: value. Coalitions, tables and amounts can be either."),
    E("0230", "a cost below zero",
      "Costs of coalitions are not negative. What a group gains is a value: kind: value, where negative numbers mean "
      "that it loses."),
    E("0231", "nobody together has something",
      "The coalition without members costs nothing and is worth nothing. Leave it out, or give it 0."),
    E("0190", "not a statement",
      "Statements are ids of options with ! (not), & (and), | (or), -> (if, then), <-> (exactly if) and parentheses."),
    E("0191", "a statement about an option that is not there", "Statements speak of `moves.options`."),
    E("0192", "a move that leads nowhere", "A move leads from one state to another."),
    E("0193", "a ranking is not complete",
      "A ranking holds every state once, the best first; equal ones in a list of their own. With options a pattern "
      "such "
      "as Y-- stands for all its states that no place before has, and --- at the end for all that are left. \">>\" "
      "stands "
      "between states of which the first are strongly preferred to the second. The utilities of a party hold every "
      "state "
      "once, too."),
    E("0194", "options or states",
      "A conflict is given by options (states are their combinations) or by states and moves."),
    E("0195", "the status quo is infeasible", "Where things stand now cannot be a combination that cannot be."),
    E("0196", "not a state of the conflict",
      "With options a state is a map such as {arm: true, grant: false}, a letter for each option in their order, Y "
      "taken, "
      "N not, - either (YN), or the sum of 2^k over the options taken, k counted from 0 (1)."),
    E("0197", "a party's preferences are given twice",
      "A party has one order of the states: a ranking, statements, weights or utilities."),
    E("0198", "a direction that contradicts itself",
      "`one_way: true` is short for `direction: forward`: it can be taken and never given up."),
    E("0199", "not a coalition",
      "At least two parties act together, [[us, rok]], and no party is in two groups of `together`."),
    /* ---- assignments, patches ---- */
    E("0200", "a path leads nowhere",
      "A path has dots between names, as in preferences.us.contribution.weight; entries of lists are named by their id "
      "or counted from 1. An assignment changes what is there, or adds a key to a map that is there. A dot inside a "
      "name is written \\. ."),
    E("0201", "a text cannot be changed at this place",
      "The change would not leave a readable file, or would change other places too: the place is inside an alias, an "
      "alias stands for it, or it is a text over several lines. Change it in an editor."),
    /* ---- warnings ---- */
    W("0400", "numbers without an owner",
      "Nobody answers for these numbers yet. That is fine in a draft, where they count as judgements; built-in cases "
      "say of every number whether it is a record, reported or judged. Keys at a map cover everything below it:\n\n    "
      "south: {judged_by: ana, because: \"ten years of budgets\", payment: {weight: 45, ...}}"),
    W("0401", "a value that does not move",
      "What can be agreed goes beyond `worst`, and the party's value stays 0 there: everything beyond is equally bad. "
      "If "
      "that is not meant, move worst to the end, or add the red line as a limit."),
    W("0402", "a judgement without a reason", "judged_by says who; because says why, for those who must defend it."),
    W("0403", "a value outside 0 to 1",
      "Values per option are taken as written. Outside 0 to 1 the weight no longer is the worth of the whole swing."),
    W("0404", "a name that looks misspelt",
      "Names of dates, units and rows of a series are the case's own, and any would do. This one is a letter away from "
      "one that means something: dates have opens, expires and rounds; a rate is in percent; a series by party has the "
      "ids of parties. If it is meant as it stands, choose a name that is not so close."),
    W("0405", "nobody can decide",
      "All participants together do not reach the quota: no group wins, and nobody has any power. The quota or a "
      "weight is probably mistyped."),
    /* ---- the command line ---- */
    U("0001", "not a package",
      "A package is written issue=option,issue=option; a comma inside an option is written \\, ."),
    U("0002", "not an issue of the case", "The package names an issue that the case does not have."),
    U("0003", "not an option of the issue",
      "Options are written as in the case; on a range, a number its steps reach."),
};
const size_t ent_case_messages_size = sizeof ent_case_messages / sizeof *ent_case_messages;
