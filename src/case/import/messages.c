/* The catalogue of what importing has to say. */
#include <entente/import.h>

#define E(number, title, more)                                                                                         \
    { "E-IMPORT-" number, ENT_ERROR, title, more }
#define W(number, title, more)                                                                                         \
    { "W-IMPORT-" number, ENT_WARNING, title, more }

const ent_message_row ent_import_messages[] = {
    E("0001", "the imported case is not valid",
      "What an importer writes is read again as a case, and this one was refused. That is a fault of ours: please "
      "report "
      "it with the files."),
    E("0002", "the file cannot be read as what it should be",
      "The file is not well-formed XML or JSON: something is not closed, a quote is missing, or it is a file of "
      "another "
      "kind. The line is where reading stopped; the cause may stand above it."),
    E("0003", "the file goes beyond what is read",
      "Document types and their entities are not read, so that a file cannot draw in others. Elements and values may "
      "be "
      "nested 64 deep, and a file may have two million of them."),
    E("0004", "files are missing",
      "A domain and at least one profile are needed, the domain first; `entente help import` shows them by format."),
    E("0010", "not a domain or profile",
      "A domain of GENIUS begins with <negotiation_template>, a profile with <utility_space>; each has one <objective> "
      "with the issues. In GeniusWeb, a domain is {\"name\": ..., \"issuesValues\": ...} and a profile "
      "{\"LinearAdditiveUtilitySpace\": ...}. The first file is the domain, the others are profiles, one for each "
      "party."),
    E("0011", "an issue of the domain is not complete",
      "A discrete issue lists items with values; integer and real issues have a lower and an upper bound; every issue "
      "of "
      "a domain has an index of its own."),
    E("0012", "a kind of utility that is not read",
      "Read are additive utilities (a weight for each issue, an evaluation for each item) and sums over "
      "hyper-rectangles. Rules and constraints of other programs have to be put in these terms first, or into the case "
      "by hand as interactions and limits."),
    E("0020", "the profile does not fit the domain",
      "Issues and items of a profile are those of the domain, with the same names and bounds. Take the domain that "
      "belongs to the profile, or correct the spelling."),
    E("0021", "weights do not fit",
      "Each issue has one weight, a number from 0 up, that names the issue by its index; at least one is above 0."),
    E("0022", "a value without a deal or a discount that is no number",
      "For instance <reservation value=\"0.5\"/> and <discount_factor value=\"0.9\"/>, once each."),
    E("0023", "evaluations do not fit",
      "Every item has one evaluation, a number. The largest of an issue is above 0 where evaluations are divided by "
      "it; "
      "--utility raw takes them as written."),
    E("0024", "an evaluator that cannot be put into a case",
      "Linear evaluators of integer issues become best and worst, or a value for each number. On a real issue a line "
      "has to run from 0 to 1 within the range, and a triangle to be equally long on both sides: then it is best and "
      "worst, or an ideal with a tolerance."),
    E("0025", "a hyper-rectangle that cannot be read",
      "A hyper-rectangle has a utility and ranges of integer or real issues:\n\n    <hyperRectangle utility=\"12\">\n  "
      "   "
      " <INCLUDES index=\"1\" min=\"2\" max=\"5\"/>\n    </hyperRectangle>"),
    E("0030", "not a game",
      "A game is a table of coalitions (lines such as a+b,12.5, or {\"players\": [...], \"kind\": \"cost\" or "
      "\"value\", \"values\": [...]}), or JSON with a kind and its inputs: {\"kind\": \"claims\", \"inputs\": {\"E\": "
      "100, \"claims\": [100, 200]}}. docs/import.md has the kinds."),
    E("0031", "an input of a game is missing or of the wrong form",
      "Each kind of game has its inputs; docs/import.md lists them."),
    E("0032", "players do not fit",
      "Players have names of their own, each once; lists and tables are about all of them. Where players are not named "
      "they are p1, p2, ... In groups they are named, or counted from 1."),
    E("0033", "a number of a game is none, or cannot be",
      "Numbers are decimals, or fractions in quotes (\"20/30\"); costs, claims, weights and quantities are not "
      "negative, shares at most 1."),
    E("0034", "too many players",
      "A table is read for up to 30 players. Up to 12 of them it is written into the case; beyond, it stays in its "
      "file, which therefore has to be CSV or {\"players\", \"kind\", \"values\"}. Costs by links, needs, quantities, "
      "pairs, claims and votes take up to 2,000 players."),
    E("0035", "the cost of quantities is not a formula that is read",
      "Read are polynomials: numbers, + - * ^ and parentheses over q (the sum of all quantities) and q1, q2, ... What "
      "is paid once, as soon as anything is bought, is written 10+q (q>0)."),
    E("0036", "the game cannot be",
      "The file was read, but what it says cannot be shared: a player that no link reaches, a floor that hands out "
      "more than there is, a quota of 0. The message tells which; docs/case.md has the rules."),
    E("0037", "a table cannot stand beside its case",
      "A case names only files in its folder or below, so that it can be handed on whole. A large table from elsewhere "
      "is copied beside the case, unless another file of this name stands there."),
    E("0040", "the table cannot be read",
      "A table is text: lines of columns separated by commas, semicolons or tabs. A text with a separator stands in "
      "double quotes, and a quote inside it is doubled. Save a spreadsheet as CSV (UTF-8)."),
    E("0041", "the columns of a table of positions do not fit",
      "The first line names the columns: issue; for each actor 'NAME position' and 'NAME salience'; and, where they "
      "are known, group, unit, lower, upper, options, scale, reference, outcome, date, rule. Each stands once. A line "
      "whose issue is 'capability' holds that of the actors, under their positions. docs/import.md has an example."),
    E("0042", "a cell of a table of positions cannot be",
      "Positions, reference and outcome are numbers within lower and upper (0 to 100 where these are not given), or "
      "options of the issue; saliences are numbers from 0 up. A cell stays empty where something is not known."),
    E("0043", "an actor has two capabilities",
      "A case has one capability for each party. What differs by issue is how much an actor cares: its salience."),
    E("0044", "not a file of KTAB",
      "The first line of its CSV has the scenario's name, its description, the number of actors and the number of "
      "dimensions; the second the names of the columns; then comes a line for each actor with its name, description, "
      "capability and, for each dimension, position and salience. Its XML begins with <Scenario>. Positions and "
      "saliences run from 0 to 100."),
    E("0060", "not a conflict of gmcr-py",
      "A conflict of gmcr-py is JSON with lists 'options' and 'decisionMakers', and 'infeasibles'."),
    E("0061", "an option or number that is not there",
      "Options, decision makers and states are referred to by number, options and decision makers from 0 on, states "
      "from 1 "
      "on. The direction of an option is both, fwd or back."),
    E("0062", "an option that does not belong to one decision maker",
      "In a case each option is that of one party. Conflicts in which two share one are written with states and "
      "moves."),
    E("0063", "not a condition",
      "A condition is a list of options with Y or N, [[0, \"Y\"], [3, \"N\"]]; a compound one is {\"compound\": true, "
      "\"members\": [...]} and holds if one of its members does."),
    E("0064", "a ranking that does not fit the states",
      "A ranking holds the number of every feasible state once, the best first; equal ones in a list of their own."),
    W("0101", "read as ISO-8859-1",
      "Bytes outside UTF-8 in a file that names no other encoding: such files were mostly written on systems whose "
      "encoding was Latin-1. Look at names with accents."),
    W("0102", "a bare ampersand",
      "In XML, & begins the name of a character and stands for itself only as &amp;. Where no such name follows it can "
      "mean nothing else."),
    W("0103", "something stands twice",
      "The same item, weight or name stands twice and says the same. One is dropped. Where two say different things, "
      "the "
      "file is refused."),
    W("0104", "an issue without name or index", "The place in the file stands in for it."),
    W("0105", "names that differ",
      "A profile and its domain call an issue or item differently, but it is clear which is meant: by the index, by "
      "the "
      "name, or up to blanks."),
    W("0106", "weights do not sum to 1",
      "They are divided by their sum, which leaves their proportions. Differences up to a millionth are taken for "
      "rounding and not mentioned."),
    W("0107", "an issue without a weight",
      "It counts nothing where other issues have weights; the only issue of a domain counts 1."),
    W("0108", "a reservation value or discount in an unusual form",
      "A value may stand in an element of its own. A discount factor outside 0 to 1 is left out, as GENIUS does."),
    W("0109", "an item without an evaluation", "It is worth 0, where other items of the issue have evaluations."),
    W("0110", "steps that do not reach the end of a range",
      "The range ends at the last number that its steps reach: no value beyond it can be agreed."),
    {"E-EXPORT-0001", ENT_ERROR, "the format cannot say what the case says",
     "GENIUS knows parties with weights, evaluations and a reservation value. Red lines, interactions, attitudes to "
     "risk, "
     "paths over time and issues of other tables have no place there: take them out of a copy of the case, or with "
     "--set, "
     "if the question does not depend on them."},
    {"E-EXPORT-0002", ENT_ERROR, "the utilities would not come out the same",
     "GENIUS divides evaluations by the largest of their issue, and weights by their sum. Where a party's best option "
     "of "
     "an issue is worth less than 1, or weights are taken as written, that changes utilities: --utility raw writes "
     "them "
     "for programs that take evaluations and weights as they are."},
    {"E-EXPORT-0003", ENT_ERROR, "a number that has no decimal of its own",
     "A third is no decimal, and very long fractions do not fit. Round the number in the case, or choose the other "
     "--utility."},
    {"E-EXPORT-0004", ENT_ERROR, "a text that XML cannot hold",
     "Control characters have no place in XML. Rename the option or issue."},
    {"W-EXPORT-0101", ENT_WARNING, "a number was rounded",
     "A reservation value that is no decimal is written with 17 digits: it may come back a trifle larger or smaller."},
    {"N-EXPORT-0201", ENT_NOTE, "not written",
     "The case says more than the format has room for; bargaining does not depend on it."},
    {"N-IMPORT-0202", ENT_NOTE, "a table was copied",
     "A case names only files in its folder or below. The table of a game came from elsewhere, so there is now a copy "
     "of it beside the case."},
    {"N-IMPORT-0201", ENT_NOTE, "not taken over",
     "The file says something that a case has no place for. It stands at the head of the case, so that nothing is lost "
     "without a word."},
};
const size_t ent_import_messages_size = sizeof ent_import_messages / sizeof *ent_import_messages;
