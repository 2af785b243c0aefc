/* Cases to start from: pieces of text, put together by kind. They read without errors as they stand. */
#include "case/node.h"

#include <string.h>

static const char head[] =
    "as_of: 2031-03-01                # what is known counts up to this day; what is scheduled may be later\n"
    "\n";

static const char sources[] =
    "# Documents. Cite one as `gazette`, a sentence of its notes as `gazette#3`. Notes go into a file beside the\n"
    "# case, one numbered sentence a line, named here with file: notes/gazette.md\n"
    "sources:\n"
    "  gazette:\n"
    "    title: Talks to open in spring\n"
    "    publisher: The Gazette\n"
    "    date: 2031-02-14\n"
    "    address: https://example.org/talks\n"
    "\n";

static const char parties[] = "# Who acts. Parties with preferences bargain, the others are actors.\n"
                              "parties:\n"
                              "  north:\n"
                              "    name: Northland\n"
                              "    kind: state\n"
                              "  south:\n"
                              "    name: Southland\n"
                              "    kind: state\n";

static const char more_parties[] = "    government: [{name: birch, from: 2029-05-01}]\n"
                                   "  assembly:\n"
                                   "    name: Southland Assembly\n"
                                   "    kind: legislature\n"
                                   "    of: south\n";

static const char issues[] =
    "\n"
    "# What is on the table. options: a range with a step, numbers, or words; scale: words with an order.\n"
    "issues:\n"
    "  payment:\n"
    "    name: First-year payment\n"
    "    unit: {currency: SLD, scale: million, year: 2032}\n"
    "    options: {from: 900, to: 3000, step: 10}\n"
    "  growth:\n"
    "    name: Yearly growth\n"
    "    options: [frozen, inflation, budget]\n"
    "  voice:\n"
    "    name: Say in planning\n"
    "    scale: [informed, consulted, joint]\n"
    "\n";

static const char preferences[] =
    "# What each wants. weight: the worth of going from worst to best on the issue, beside the other issues.\n"
    "# Value: best and worst (linear between), or ideal, or a value per option.\n"
    "# Who answers for a number: judged_by and because, reported (a citation), or record (an official figure).\n"
    "# A number you are unsure of: {value: 25, low: 10, high: 35}.\n"
    "preferences:\n"
    "  south:\n"
    "    judged_by: analyst\n"
    "    because: \"replace this with your reasons\"\n"
    "    payment: {weight: 50, best: 900, worst: 3000}\n"
    "    growth: {weight: 25, values: {frozen: 1, inflation: 0.7, budget: 0}}\n"
    "    voice: {weight: {value: 25, low: 10, high: 35}, best: joint, worst: informed}\n"
    "  north:\n"
    "    judged_by: analyst\n"
    "    because: \"replace this with your reasons\"\n"
    "    payment: {weight: 60, best: 3000, worst: 900}\n"
    "    growth: {weight: 25, values: {frozen: 0, inflation: 0.6, budget: 1}}\n"
    "    voice: {weight: 15, best: informed, worst: joint}\n"
    "\n"
    "# What each has without an agreement: a package that its preferences value, or a utility from 0 to 1.\n"
    "no_deal:\n"
    "  south: {outcome: {payment: 1330, growth: frozen, voice: informed}, shift: -0.1, judged_by: analyst, because: "
    "\"the old terms run on, in bad air\"}\n"
    "  north: {utility: {value: 0.3, low: 0.2, high: 0.4}, judged_by: analyst, because: \"other bases cost more\"}\n"
    "\n"
    "# Red lines: at_most, at_least (included), above, below (excluded), among, not.\n"
    "limits:\n"
    "  - {id: ceiling, party: south, issue: payment, at_most: 1900, reported: gazette}\n"
    "\n"
    "# Demands and offers as they were made. They are moves, not preferences.\n"
    "positions:\n"
    "  - {id: p1, party: south, issue: payment, value: 1200, date: 2031-02-13, status: opening, reported: gazette}\n"
    "\n"
    "dates: {opens: 2031-04-20, expires: 2031-12-31}\n"
    "\n";

static const char ledger[] =
    "# Past agreements: the years they cover, the first amount, and how it grew.\n"
    "agreements:\n"
    "  a1:\n"
    "    years: [2022, 2026]\n"
    "    signed: 2021-12-01\n"
    "    known: 2021-12-01\n"
    "    unit: {currency: SLD, scale: million}\n"
    "    first: {amount: 1100}\n"
    "    growth: {series: inflation, lag: 2, cap: 4}   # the inflation of the year before last, at most 4 percent\n"
    "    record: gazette\n"
    "  a2:\n"
    "    years: [2027, 2031]\n"
    "    signed: 2026-11-30\n"
    "    known: 2026-11-30\n"
    "    unit: {currency: SLD, scale: million}\n"
    "    first: {growth: 8.2}\n"
    "    growth: 3\n"
    "    record: gazette\n"
    "\n"
    "# Observations that rules refer to; known: the day from which one was public.\n"
    "series:\n"
    "  inflation:\n"
    "    unit: percent\n"
    "    values: {2021: 3.9, 2022: {value: 5.1, known: 2023-01-05}, 2023: 2.4, 2024: 2.0}\n"
    "    record: gazette\n"
    "\n";

static const char rest[] =
    "# What may go one way or another outside the talks, and what each outcome would change.\n"
    "events:\n"
    "  election:\n"
    "    name: Election in Northland\n"
    "    date: 2031-11-04\n"
    "    of: north\n"
    "    judged_by: analyst\n"
    "    because: polls\n"
    "    outcomes:\n"
    "      incumbent: {p: 0.55}\n"
    "      challenger: {p: 0.45, set: {preferences.north.payment.weight: 75}}\n"
    "decisions:\n"
    "  sign: {party: south, before: election, choices: [now, wait]}\n"
    "\n"
    "# Who must say yes at home.\n"
    "ratification:\n"
    "  south:\n"
    "    judged_by: analyst\n"
    "    because: the last vote\n"
    "    rule: majority\n"
    "    steps: [{name: consent, by: assembly, takes: {days: 30}}]\n"
    "    blocs:\n"
    "      government: {seats: 140, follows: south}\n"
    "      opposition: {seats: 160, preferences: {payment: {weight: 70, best: 900, worst: 3000}, voice: {weight: 30, "
    "best: joint, worst: informed}}}\n"
    "  north: {rule: none}\n"
    "\n"
    "# The conflict around the talks: what each can do on its own, and how it likes what comes of it.\n"
    "moves:\n"
    "  options:\n"
    "    press: {party: north, name: Northland threatens to leave}\n"
    "    delay: {party: south, name: Southland plays for time}\n"
    "    reject: {party: assembly, name: the Assembly says no, direction: forward}\n"
    "  infeasible: [{delay: true, reject: true}]\n"
    "  status_quo: {press: false, delay: true, reject: false}\n"
    "  priorities:                    # the most important first; or ranking: a list of states, the best first\n"
    "    judged_by: analyst\n"
    "    because: \"replace this with your reasons\"\n"
    "    north: [\"!reject\", \"!delay\", \"!press\"]\n"
    "    south: [\"!press\", \"!reject\", \"delay\"]\n"
    "    assembly: [\"!press -> !reject\", \"reject\"]\n"
    "\n"
    "# What the report leads with.\n"
    "brief:\n"
    "  lead: payment\n"
    "  decision: Sign before the election in Northland, or wait for it\n"
    "  for_party: south\n"
    "  outside: [what trade measures would do]\n"
    "  indicators: [a first figure from Northland]\n";

typedef struct kind {
    const char *name;
    const char *pieces[8]; /* NULL-terminated */
} kind;

static const kind kinds[] = {
    {"minimal", {head, parties, issues, NULL}},
    {"bargain", {head, sources, parties, issues, preferences, NULL}},
    {"ledger", {head, sources, parties, "\n", ledger, NULL}},
    {"full", {head, sources, parties, more_parties, issues, preferences, ledger, rest}},
};

ent_status ent_case_template(const char *kind_name, const char *id, const char *title, ent_buffer *out) {
    const kind *found = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, kind_name) == 0) found = &kinds[i];
    if (found == NULL || !ent_is_id(id) || !ent_utf8_valid(title, strlen(title))) return ENT_USAGE;
    ent_node text = {.kind = ENT_NODE_SCALAR, .text = title};
    ent_buffer_printf(out, "entente: 1\nid: %s\ntitle: ", id);
    ent_node_write(out, &text);
    ent_buffer_text(out, "\nsummary: \"What it is about, in a sentence or two.\"\n");
    for (size_t i = 0; i < sizeof found->pieces / sizeof *found->pieces && found->pieces[i] != NULL; i++)
        ent_buffer_text(out, found->pieces[i]);
    return out->failed ? ENT_MEMORY : ENT_OK;
}
