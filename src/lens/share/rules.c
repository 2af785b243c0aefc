/* The table of rules. A rule is a row here and a function in one of the rules_*.c. */
#include "lens/share/adapters.h"

#include <string.h>

#define FORM(name) (1u << SHARE_##name)
enum {
    COSTS = FORM(COMPONENTS) | FORM(COALITIONS), /* forms of joint costs without more structure */
    GAMES = COSTS | FORM(NEEDS) | FORM(LINKS) | FORM(PAIRS) | FORM(DEMAND),
    DIVIDED = GAMES | FORM(CLAIMS) | FORM(KEYS),
    CLAIMS = FORM(CLAIMS),
    LINKS = FORM(LINKS),
    DEMAND = FORM(DEMAND),
    VOTES = FORM(VOTES),
    COST_GAME = SHARE_NEEDS_GAME | SHARE_NEEDS_COST,
};

const share_rule share_rules[SHARE_RULES] = {
    /* ---- keys: what practitioners reach for first ---- */
    {"key", "Key", SHARE_FAMILY_KEY,
     "In proportion to a number that is agreed on, within the floor and ceiling of the key", "", SHARE_NEEDS_KEY,
     DIVIDED | VOTES, 0, share_compute_key},
    {"equal", "Equal", SHARE_FAMILY_KEY, "Everybody bears the same", "", SHARE_NEEDS_TOTAL, DIVIDED & ~FORM(KEYS),
     DIVIDED, share_compute_equal},
    {"units", "Units", SHARE_FAMILY_KEY, "In proportion to the units that each takes (off-take)", "",
     SHARE_NEEDS_TOTAL | SHARE_NEEDS_UNITS, DIVIDED, DIVIDED, share_compute_units},
    {"recoupment", "Recoupment", SHARE_FAMILY_KEY,
     "In proportion to the units that each buys: who paid for the development first gets back a charge on each unit of "
     "the others",
     "United States, Arms Export Control Act, section 21(e)(1)(B)", SHARE_NEEDS_RECOUPMENT, DIVIDED, DIVIDED,
     share_compute_recoupment},
    /* ---- rules for joint costs ---- */
    {"scrb", "SCRB", SHARE_FAMILY_COST,
     "Each bears what it adds as the last one to join (separable cost); the rest in proportion to what each still "
     "gains "
     "over standing alone (remaining benefits)",
     "Federal Inter-Agency River Basin Committee 1950; Straffin and Heaney 1981", COST_GAME, COSTS, FORM(COMPONENTS),
     share_compute_scrb},
    {"alternate-cost-avoided", "Alternate cost avoided", SHARE_FAMILY_COST,
     "Each bears what is spent for it alone; the joint rest in proportion to the cost alone that each avoids",
     "Ransmeier 1942; Young 1985", COST_GAME, 0, FORM(COMPONENTS), share_compute_alternate},
    {"stand-alone", "Stand-alone cost", SHARE_FAMILY_COST, "In proportion to what each would pay alone",
     "Moriarity 1975; Louderback 1976", COST_GAME, COSTS, FORM(COMPONENTS) | FORM(NEEDS) | FORM(DEMAND),
     share_compute_stand_alone},
    {"marginal", "Marginal cost", SHARE_FAMILY_COST, "In proportion to what each adds as the last one to join",
     "Young 1985", COST_GAME, 0, FORM(COMPONENTS), share_compute_marginal},
    {"average", "Average cost", SHARE_FAMILY_COST, "In proportion to the quantity that each takes", "",
     SHARE_NEEDS_DEMAND, DEMAND, DEMAND, share_compute_average},
    {"serial", "Serial", SHARE_FAMILY_COST,
     "Nobody bears for more than if all others took as much as it does: what each further step costs is shared equally "
     "by "
     "those who go on",
     "Moulin and Shenker 1992", SHARE_NEEDS_DEMAND, DEMAND, DEMAND, share_compute_serial},
    {"aumann-shapley", "Aumann-Shapley", SHARE_FAMILY_COST,
     "Each pays for its units what a further unit costs on average while all quantities grow together from nothing",
     "Aumann and Shapley 1974; Billera and Heath 1982; Mirman and Tauman 1982", SHARE_NEEDS_DEMAND, DEMAND, DEMAND,
     share_compute_aumann_shapley},
    {"incremental", "Incremental", SHARE_FAMILY_COST, "Each bears what it adds when they join in the given order",
     "Young 1994", SHARE_NEEDS_GAME | SHARE_NEEDS_ORDER, GAMES, 0, share_compute_incremental},
    /* ---- claims ---- */
    {"proportional", "Proportional", SHARE_FAMILY_CLAIMS, "In proportion to the claims", "Aristotle; Thomson 2003",
     SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"cea", "Equal awards", SHARE_FAMILY_CLAIMS, "All get the same, nobody more than its claim",
     "Maimonides; Aumann and Maschler 1985", SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"cel", "Equal losses", SHARE_FAMILY_CLAIMS, "All lose the same of their claims, nobody gets less than nothing",
     "Maimonides; Aumann and Maschler 1985", SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"talmud", "Talmud", SHARE_FAMILY_CLAIMS,
     "Equal awards until each has half its claim, equal losses from there: contested parts are halved between any two",
     "Aumann and Maschler 1985", SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"random-arrival", "Random arrival", SHARE_FAMILY_CLAIMS,
     "First come, first served, averaged over all orders of arrival", "O'Neill 1982", SHARE_NEEDS_CLAIMS, CLAIMS,
     CLAIMS, share_compute_claims},
    {"piniles", "Piniles", SHARE_FAMILY_CLAIMS, "Equal awards on half the claims, twice", "Piniles 1861; Thomson 2003",
     SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"minimal-overlap", "Minimal overlap", SHARE_FAMILY_CLAIMS,
     "Each part of the amount is shared equally by those who claim it, with claims laid so that they overlap least",
     "O'Neill 1982", SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"constrained-egalitarian", "Constrained egalitarian", SHARE_FAMILY_CLAIMS,
     "As equal as can be, with the half-claims of the Talmud as bounds", "Chun, Schummer and Thomson 2001",
     SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"adjusted-proportional", "Adjusted proportional", SHARE_FAMILY_CLAIMS,
     "What the others leave to each even if paid in full, then the rest in proportion to what is still claimed",
     "Curiel, Maschler and Tijs 1987", SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    {"reverse-talmud", "Reverse Talmud", SHARE_FAMILY_CLAIMS,
     "Equal losses on half the claims first, equal awards from there", "Chun, Schummer and Thomson 2001",
     SHARE_NEEDS_CLAIMS, CLAIMS, CLAIMS, share_compute_claims},
    /* ---- trees ---- */
    {"bird", "Bird", SHARE_FAMILY_TREE, "Each pays the link of the cheapest tree that leads from it towards the supply",
     "Bird 1976", SHARE_NEEDS_LINKS, LINKS, LINKS, share_compute_bird},
    {"kar", "Kar", SHARE_FAMILY_TREE,
     "What each adds to the tree, averaged over all orders of joining, groups using their own places only", "Kar 2002",
     SHARE_NEEDS_LINKS | SHARE_NEEDS_GAME, LINKS, 0, share_compute_kar},
    {"folk", "Folk", SHARE_FAMILY_TREE,
     "What each adds, averaged over all orders, once links that the cheapest tree does not use cost no more than it "
     "needs",
     "Feltkamp, Tijs and Muto 1994; Bergantinos and Vidal-Puga 2007", SHARE_NEEDS_LINKS, LINKS, LINKS,
     share_compute_folk},
    /* ---- games ---- */
    {"shapley", "Shapley", SHARE_FAMILY_GAME, "What each adds, averaged over all orders in which they could join",
     "Shapley 1953", SHARE_NEEDS_GAME, GAMES & ~LINKS, FORM(COMPONENTS) | FORM(NEEDS), share_compute_shapley},
    {"weighted-shapley", "Weighted Shapley", SHARE_FAMILY_GAME,
     "What each adds, with what a group makes together shared by weight: of savings who weighs more gets more, so of "
     "joint "
     "costs it pays less",
     "Shapley 1953; Kalai and Samet 1987", SHARE_NEEDS_GAME | SHARE_NEEDS_PRIORITY, GAMES, FORM(COMPONENTS),
     share_compute_weighted_shapley},
    {"nucleolus", "Nucleolus", SHARE_FAMILY_GAME,
     "The group that is worst off against going alone is as well off as can be, then the next, and so on",
     "Schmeidler 1969", SHARE_NEEDS_GAME, GAMES, FORM(COMPONENTS) | FORM(NEEDS) | FORM(PAIRS), share_compute_nucleolus},
    {"prenucleolus", "Prenucleolus", SHARE_FAMILY_GAME,
     "The nucleolus without the bound that nobody is worse off than alone", "Sobolev 1975", SHARE_NEEDS_GAME, 0, 0,
     share_compute_prenucleolus},
    {"anti-prenucleolus", "Anti-prenucleolus", SHARE_FAMILY_GAME,
     "The prenucleolus of the dual game: groups compare with what they add to the others", "Sudhoelter 1996",
     SHARE_NEEDS_GAME, 0, 0, share_compute_anti_prenucleolus},
    {"per-capita-nucleolus", "Per-capita nucleolus", SHARE_FAMILY_GAME,
     "As the nucleolus, with the advantage of a group counted for each of its members",
     "Grotte 1970; Young, Okada and Hashimoto 1982", SHARE_NEEDS_GAME, COSTS, 0, share_compute_per_capita},
    {"tau", "Tau value", SHARE_FAMILY_GAME, "On the way from the least each can ask for to the most each can hope for",
     "Tijs 1981", SHARE_NEEDS_GAME, COSTS | FORM(PAIRS), FORM(COMPONENTS) | FORM(PAIRS), share_compute_tau},
    {"ensc", "ENSC", SHARE_FAMILY_GAME, "Each its separable part, the rest equally",
     "Moulin 1985; Driessen and Funaki 1991", SHARE_NEEDS_GAME, COSTS, FORM(COMPONENTS), share_compute_ensc},
    {"gately", "Gately", SHARE_FAMILY_GAME,
     "All have the same propensity to disrupt: what the others would lose without one, against what it would lose",
     "Gately 1974; Littlechild and Vaidya 1976", SHARE_NEEDS_GAME, COSTS, 0, share_compute_gately},
    {"owen", "Owen value", SHARE_FAMILY_GAME, "As the Shapley value, in orders that keep each union together",
     "Owen 1977", SHARE_NEEDS_GAME | SHARE_NEEDS_UNIONS, GAMES | VOTES, 0, share_compute_beside},
    {"banzhaf-owen", "Banzhaf-Owen", SHARE_FAMILY_VOTING, "As the Banzhaf value, among unions and then inside each",
     "Owen 1981", SHARE_NEEDS_GAME | SHARE_NEEDS_UNIONS, VOTES, 0, share_compute_beside},
    {"aumann-dreze", "Aumann-Dreze", SHARE_FAMILY_GAME,
     "Each union goes alone and shares by the Shapley value of its own game", "Aumann and Dreze 1974",
     SHARE_NEEDS_GAME | SHARE_NEEDS_UNIONS, GAMES, 0, share_compute_beside},
    {"myerson", "Myerson value", SHARE_FAMILY_GAME,
     "The Shapley value where only those who can talk to each other gain together", "Myerson 1977",
     SHARE_NEEDS_GAME | SHARE_NEEDS_CHANNELS, GAMES, 0, share_compute_beside},
    /* ---- voting ---- */
    {"shapley-shubik", "Shapley-Shubik", SHARE_FAMILY_VOTING,
     "How often each turns a losing group into a winning one, over all orders", "Shapley and Shubik 1954",
     SHARE_NEEDS_VOTES, VOTES, VOTES, share_compute_shapley_shubik},
    {"banzhaf", "Banzhaf", SHARE_FAMILY_VOTING,
     "How often each turns a losing group into a winning one, over all groups; adds up to 1",
     "Penrose 1946; Banzhaf 1965", SHARE_NEEDS_VOTES, VOTES, VOTES, share_compute_banzhaf},
    {"banzhaf-raw", "Banzhaf, raw", SHARE_FAMILY_VOTING,
     "The number of groups of the others that each turns from losing to winning", "Banzhaf 1965", SHARE_NEEDS_VOTES, 0,
     VOTES, share_compute_banzhaf_raw},
};

const share_rule *share_rule_find(const char *id) {
    for (size_t k = 0; k < SHARE_RULES; k++)
        if (strcmp(share_rules[k].id, id) == 0) return &share_rules[k];
    return NULL;
}

bool share_main(const share_rule *rule) {
    static const char *const ids[] = {"key",    "units",  "scrb",         "shapley", "nucleolus",
                                      "serial", "talmud", "proportional", "folk",    "average"};
    for (size_t k = 0; k < sizeof ids / sizeof ids[0]; k++)
        if (strcmp(ids[k], rule->id) == 0) return true;
    return false;
}
