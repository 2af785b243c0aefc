/* ratification: who must say yes at home, and how long it takes. */
#include "case/bind.h"

#include <string.h>

static const char *const rules[] = {"majority", "two-thirds", "three-fifths", "qualified", "unanimity", "none", NULL};
static const char *const kinds[] = {"legislature", "chamber",       "cabinet", "public",
                                    "court",       "head of state", "other",   NULL};

/* A length of time has one of the units, and nothing else. */
static bool only_units(ent_binder *binder, const ent_node *node) {
    static const char *const words[] = {"days", "weeks", "months"};
    size_t found = 0, errors = binder->errors;
    for (const ent_node *child = node->first; child != NULL; child = child->next) {
        bool known = ent_is_provenance_key(child->key);
        for (size_t i = 0; i < 3; i++)
            if (strcmp(words[i], child->key) == 0) known = true, found++;
        const char *hint = known ? NULL : ent_bind_suggest(binder, child->key, words, 3);
        if (!known)
            ent_bind_key_error(binder, child, "E-CASE-0101", hint != NULL ? hint : "days, weeks or months",
                               "unknown key '%.60s' in a length of time", child->key);
    }
    if (found != 1 && binder->errors == errors)
        ent_bind_key_error(binder, node, "E-CASE-0103", "write {days: n}, {weeks: n} or {months: n}",
                           "a length of time is given in one unit");
    return binder->errors == errors;
}

static bool read_takes(ent_binder *binder, const ent_field *field, ent_node *node, void *record) {
    (void)field;
    static const struct {
        const char *word;
        double days;
    } units[] = {{"days", 1}, {"weeks", 7}, {"months", 30}};
    static const ent_field number = {.key = "takes", .flags = ENT_BOUND_LOW, .low = 0};
    ent_step *step = record;
    if (!ent_bind_expect(binder, node, ENT_NODE_MAP, "{days: n}, {weeks: n} or {months: n}")) return false;
    ent_owner *before = ent_bind_enter(binder, node);
    bool good = false;
    for (size_t i = 0; i < sizeof units / sizeof *units && !good; i++) {
        ent_node *child = ent_node_child(node, units[i].word);
        if (child == NULL) continue;
        good = ent_bind_number(binder, &number, child, &step->days, NULL);
        if (good && units[i].days > 1.0) {
            step->days.value *= units[i].days;
            step->days.exact =
                step->days.exact &&
                ent_ratio_multiply(step->days.ratio, (ent_ratio){(int64_t)units[i].days, 1}, &step->days.ratio);
            ent_slot *slot = &binder->result->slots[step->days.slot];
            slot->value *= units[i].days;
            slot->low *= units[i].days;
            slot->high *= units[i].days;
        }
    }
    good = only_units(binder, node) && good;
    ent_bind_leave(binder, before);
    return good;
}

static const ent_field step_fields[] = {
    {.key = "name",
     .kind = ENT_FIELD_TEXT,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_step, name),
     .doc = "What is done: signature, consent, entry into force."},
    {.key = "by",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_step, by),
     .doc = "The party that must do it: a legislature, a court."},
    {.key = "takes",
     .kind = ENT_FIELD_CUSTOM,
     .read = read_takes,
     .schema =
         "{\"type\": \"object\", \"properties\": {\"days\": {\"$ref\": \"#/$defs/number\"}, \"weeks\": {\"$ref\": "
         "\"#/$defs/number\"}, \"months\": {\"$ref\": \"#/$defs/number\"}}}",
     .form = "{days: n}, {weeks: n} or {months: n}",
     ENT_AT(ent_step, days),
     .doc = "How long it takes once the step before is done; a month counts 30 days."},
};

static void start_step(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_step *)record)->by = ENT_NOWHERE;
}

static const ent_shape shape_step = {
    .name = "ratification step",
    .doc = "A step on the way into force.",
    .bytes = sizeof(ent_step),
    ENT_ROWS(step_fields),
    .start = start_step,
};

static const ent_field bloc_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_bloc, name), .doc = "The name as it is printed."},
    {.key = "seats",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_REQUIRED | ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_bloc, seats),
     .doc = "Its votes."},
    {.key = "discipline",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_bloc, discipline),
     .doc = "The share of it that votes with its line; 1 where it is not given."},
    {.key = "correlation",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_NEVER_RECORD | ENT_BOUND_LOW | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_bloc, correlation),
     .doc = "How much its members break ranks together: 0 (where it is not given) each for itself, 1 all or none. The "
            "correlation between any two of them."},
    {.key = "follows",
     .kind = ENT_FIELD_REFERENCE,
     .names = ENT_NAMES_PARTY,
     ENT_AT(ent_bloc, follows),
     .doc = "It votes with the preferences of this party."},
    {.key = "preferences",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_preferences,
     .offset = offsetof(ent_bloc, preferences),
     .size_offset = offsetof(ent_bloc, has_preferences),
     .doc = "Instead: preferences of its own, written as for parties."},
    {.key = "no_deal",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_no_deal_value,
     .offset = offsetof(ent_bloc, no_deal),
     .size_offset = offsetof(ent_bloc, has_no_deal),
     .doc = "What it has if the agreement fails; that of those who vote with it where it is not given, else what the "
            "party that it follows has."},
};

static void start_bloc(ent_binder *binder, void *record) {
    (void)binder;
    ent_bloc *bloc = record;
    bloc->follows = ENT_NOWHERE;
    bloc->preferences.party = ENT_NOWHERE;
}

static void check_bloc(ent_binder *binder, const ent_node *node, void *record) {
    const ent_bloc *bloc = record;
    if (!node->misspelt && (ent_node_child(node, "follows") == NULL) == !bloc->has_preferences)
        ent_bind_key_error(binder, node, "E-CASE-0170", NULL,
                           "a bloc either 'follows' a party or has 'preferences' of its own");
}

static const ent_shape shape_bloc = {
    .name = "bloc",
    .doc = "Votes that are cast together.",
    .bytes = sizeof(ent_bloc),
    ENT_ROWS(bloc_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_bloc, id),
    .node_offset = offsetof(ent_bloc, node),
    .start = start_bloc,
    .check = check_bloc,
};

/* ---- past votes, mandate ---------------------------------------------------------------------------------- */

static const char *const results[] = {"approved", "refused", NULL};

static const ent_field vote_fields[] = {
    {.key = "date",
     .kind = ENT_FIELD_DATE,
     .flags = ENT_REQUIRED,
     ENT_AT(ent_past_vote, date),
     .doc = "The day of the vote. Votes after as_of do not count."},
    {.key = "result",
     .kind = ENT_FIELD_CHOICE,
     .flags = ENT_REQUIRED,
     .choices = results,
     ENT_AT(ent_past_vote, result),
     .doc = "Whether consent was given."},
    {.key = "what", .kind = ENT_FIELD_TEXT, ENT_AT(ent_past_vote, what), .doc = "On which agreement, in words."},
};

static const ent_shape shape_past_vote = {
    .name = "past vote",
    .doc = "One vote on an agreement of the same kind.",
    .bytes = sizeof(ent_past_vote),
    ENT_ROWS(vote_fields),
    .node_offset = offsetof(ent_past_vote, node),
    .provenance_offset = offsetof(ent_past_vote, provenance),
};

static const ent_field past_fields[] = {
    {.key = "approved",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_WHOLE | ENT_RANGE_FROM(0),
     ENT_AT(ent_past_votes, approved),
     .doc = "How many agreements it consented to."},
    {.key = "refused",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_WHOLE | ENT_RANGE_FROM(0),
     ENT_AT(ent_past_votes, refused),
     .doc = "How many it refused; none where it is not given."},
    {.key = "until",
     .kind = ENT_FIELD_DATE,
     ENT_AT(ent_past_votes, until),
     .doc =
         "The day of the last of these votes. Where that is after as_of none of them count, since it is not said how "
         "many were held by then."},
    {.key = "votes",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_NOT_EMPTY,
     .shape = &shape_past_vote,
     ENT_LIST_AT(ent_past_votes, votes),
     .doc = "Instead of numbers: each vote with its date, so that those after as_of are left out."},
    {.key = "what", .kind = ENT_FIELD_TEXT, ENT_AT(ent_past_votes, what), .doc = "Which votes these were, in words."},
};

static void check_past(ent_binder *binder, const ent_node *node, void *record) {
    (void)record;
    const ent_node *votes = ent_node_child(node, "votes"), *approved = ent_node_child(node, "approved");
    if (node->misspelt || (votes == NULL) != (approved == NULL)) return;
    ent_bind_key_error(binder, votes != NULL ? votes : node, "E-CASE-0175",
                       "approved: 3, refused: 0; or votes: [{date: 2019-04-05, result: approved}]",
                       "past votes are given by numbers or one by one");
}

static const ent_shape shape_past = {
    .name = "past votes",
    .doc = "Votes on agreements of the same kind: how often consent was given.",
    .bytes = sizeof(ent_past_votes),
    ENT_ROWS(past_fields),
    .node_offset = offsetof(ent_past_votes, node),
    .check = check_past,
};

static const ent_field mandate_limit_fields[] = {
    {.key = "id", .kind = ENT_FIELD_ID, ENT_AT(ent_limit, id), .doc = "Its name, so that it can be addressed."},
    {.key = "issue",
     .kind = ENT_FIELD_REFERENCE,
     .flags = ENT_REQUIRED,
     .names = ENT_NAMES_ISSUE,
     ENT_AT(ent_limit, when.issue),
     .doc = "On which issue."},
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &ent_shape_conditions, ENT_AT(ent_limit, when)},
};

static void start_mandate_limit(ent_binder *binder, void *record) {
    (void)binder;
    ent_limit *limit = record;
    limit->party = limit->when.issue = ENT_NOWHERE;
}

static void check_mandate_limit(ent_binder *binder, const ent_node *node, void *record) {
    const ent_limit *limit = record;
    if (limit->when.conditions_size == 0 && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0144", "give at_most, at_least, above, below, among or not",
                           "this limit does not say what must hold");
}

static const ent_shape shape_mandate_limit = {
    .name = "limit of a mandate",
    .doc = "What negotiators may not go beyond as long as the mandate lasts.",
    .bytes = sizeof(ent_limit),
    ENT_ROWS(mandate_limit_fields),
    .identified = true,
    .id_offset = offsetof(ent_limit, id),
    .node_offset = offsetof(ent_limit, node),
    .provenance_offset = offsetof(ent_limit, provenance),
    .start = start_mandate_limit,
    .check = check_mandate_limit,
};

static const ent_field mandate_fields[] = {
    {.key = "limits",
     .kind = ENT_FIELD_LIST,
     .flags = ENT_REQUIRED | ENT_NOT_EMPTY,
     .shape = &shape_mandate_limit,
     ENT_LIST_AT(ent_mandate, limits),
     .doc = "What it may settle: limits on issues, as for red lines, but of authority, not of preference."},
    {.key = "until",
     .kind = ENT_FIELD_DATE,
     ENT_AT(ent_mandate, until),
     .doc = "The last day on which it is narrowed so: the day before a new government is expected."},
    {.key = "why", .kind = ENT_FIELD_TEXT, ENT_AT(ent_mandate, why), .doc = "Why, in words: a caretaker government."},
};

static const ent_shape shape_mandate = {
    .name = "mandate",
    .doc = "What a party's negotiators may settle now. A caretaker government narrows authority, not preferences.",
    .bytes = sizeof(ent_mandate),
    ENT_ROWS(mandate_fields),
};

/* ---- who says yes ------------------------------------------------------------------------------------------- */

static const ent_field ratifier_fields[] = {
    {.key = "kind",
     .kind = ENT_FIELD_CHOICE,
     .choices = kinds,
     ENT_AT(ent_ratifier, kind),
     .doc = "What it is. The seats of a public are the shares of its votes; where no kind is given, members vote."},
    {.key = "rule",
     .kind = ENT_FIELD_CHOICE,
     .choices = rules,
     ENT_AT(ent_ratifier, rule),
     .doc = "How many votes of all seats it takes: majority (more than half), two-thirds, three-fifths, qualified (see "
            "share and votes), unanimity; none where no vote is needed."},
    {.key = "share",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW_OPEN | ENT_BOUND_HIGH,
     .high = 1,
     ENT_AT(ent_ratifier, share),
     .doc = "With rule: qualified, at least this share of all seats."},
    {.key = "votes",
     .kind = ENT_FIELD_NUMBER,
     .flags = ENT_BOUND_LOW_OPEN,
     ENT_AT(ent_ratifier, votes),
     .doc = "With rule: qualified, at least so many votes."},
    {.key = "no_deal",
     .kind = ENT_FIELD_RECORD,
     .shape = &ent_shape_no_deal_value,
     .offset = offsetof(ent_ratifier, no_deal),
     .size_offset = offsetof(ent_ratifier, has_no_deal),
     .doc = "What those who vote have if the agreement fails."},
    {.key = "blocs",
     .kind = ENT_FIELD_MAP,
     .shape = &shape_bloc,
     ENT_LIST_AT(ent_ratifier, blocs),
     .doc = "Who votes."},
    {.key = "past_votes",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_past,
     .offset = offsetof(ent_ratifier, past),
     .size_offset = offsetof(ent_ratifier, has_past),
     .doc = "How votes on such agreements went before."},
};

/* The rows of one vote, where they stand beside `steps`. */
static const ent_shape shape_vote = {
    .name = "vote",
    .doc = "One vote.",
    .bytes = sizeof(ent_ratifier),
    ENT_ROWS(ratifier_fields),
};

static const ent_field named_ratifier_fields[] = {
    {.key = "name", .kind = ENT_FIELD_TEXT, ENT_AT(ent_ratifier, name), .doc = "The name as it is printed."},
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &shape_vote, .offset = 0},
};

static void check_votes(ent_binder *binder, const ent_node *node, const ent_ratifier *ratifier) {
    bool votes = ratifier->rule != NULL && strcmp(ratifier->rule, "none") != 0;
    const ent_node *rule = ent_node_child(node, "rule"), *blocs = ent_node_child(node, "blocs");
    if (votes && blocs == NULL && !node->misspelt)
        ent_bind_error(binder, rule, "E-CASE-0171", "add blocs with their seats, or rule: none",
                       "a vote needs 'blocs'");
    if (ratifier->rule != NULL && !votes && blocs != NULL)
        ent_bind_key_error(binder, blocs, "E-CASE-0171", "name the rule of the vote",
                           "'blocs' have nothing to vote on where the rule is none");
    const ent_node *share = ent_node_child(node, "share"), *number = ent_node_child(node, "votes");
    bool qualified = ratifier->rule != NULL && strcmp(ratifier->rule, "qualified") == 0;
    if (qualified && (share == NULL) == (number == NULL) && !node->misspelt)
        ent_bind_error(binder, rule, "E-CASE-0174", "share: 0.55 of all seats, or votes: 150",
                       "a qualified majority is given by 'share' or by 'votes'");
    if (ratifier->rule != NULL && !qualified && (share != NULL || number != NULL))
        ent_bind_key_error(binder, share != NULL ? share : number, "E-CASE-0174", "write rule: qualified",
                           "the rule %s says how many votes it takes", ratifier->rule);
}

static void check_ratifier(ent_binder *binder, const ent_node *node, void *record) {
    ent_ratifier *ratifier = record;
    if (ratifier->name == NULL) ratifier->name = ratifier->id;
    if (ent_node_child(node, "rule") == NULL && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0102", NULL, "ratifier needs the key 'rule'");
    check_votes(binder, node, ratifier);
}

static const ent_shape shape_ratifier = {
    .name = "ratifier",
    .doc = "A body that must say yes.",
    .bytes = sizeof(ent_ratifier),
    ENT_ROWS(named_ratifier_fields),
    .key = ENT_KEY_ID,
    .key_offset = offsetof(ent_ratifier, id),
    .node_offset = offsetof(ent_ratifier, node),
    .check = check_ratifier,
};

static const ent_field ratification_fields[] = {
    {.kind = ENT_FIELD_INCLUDE, .key = "", .shape = &shape_vote, ENT_AT(ent_ratification, own)},
    {.key = "ratifiers",
     .kind = ENT_FIELD_MAP,
     .flags = ENT_NOT_EMPTY,
     .shape = &shape_ratifier,
     ENT_LIST_AT(ent_ratification, ratifiers),
     .most = 100,
     .doc = "Instead of one rule and its blocs: several that must all say yes, such as two chambers, a cabinet, a "
            "referendum, a court."},
    {.key = "steps",
     .kind = ENT_FIELD_LIST,
     .shape = &shape_step,
     ENT_LIST_AT(ent_ratification, steps),
     .doc = "The steps from conclusion to entry into force, in order."},
    {.key = "mandate",
     .kind = ENT_FIELD_RECORD,
     .shape = &shape_mandate,
     .offset = offsetof(ent_ratification, mandate),
     .size_offset = offsetof(ent_ratification, has_mandate),
     .doc = "What its negotiators may settle now, where that is less than everything."},
};

static void start_ratification(ent_binder *binder, void *record) {
    (void)binder;
    ((ent_ratification *)record)->party = ENT_NOWHERE;
}

/* The short form is one ratifier. */
static void take_own(ent_binder *binder, const ent_node *node, ent_ratification *ratification) {
    ratification->executive = strcmp(ratification->own.rule, "none") == 0;
    ratification->own.node = node;
    if (ratification->executive) return;
    ent_ratifier *one = ent_bind_alloc(binder, sizeof *one);
    if (one == NULL) return;
    *one = ratification->own;
    one->id = "vote";
    for (size_t i = 0; i < ratification->steps_size && one->name == NULL; i++)
        if (ratification->steps[i].by != ENT_NOWHERE)
            one->name = binder->result->parties[ratification->steps[i].by].name;
    if (one->name == NULL) one->name = "the vote";
    ratification->ratifiers = one;
    ratification->ratifiers_size = 1;
}

static void check_ratification(ent_binder *binder, const ent_node *node, void *record) {
    ent_ratification *ratification = record;
    const ent_node *ratifiers = ent_node_child(node, "ratifiers"), *rule = ent_node_child(node, "rule");
    for (size_t i = 0; i < ratification->mandate.limits_size; i++)
        ratification->mandate.limits[i].party = ratification->party;
    if (ratifiers == NULL && rule == NULL && !node->misspelt)
        ent_bind_key_error(binder, node, "E-CASE-0102", "give a rule and blocs, or ratifiers",
                           "ratification needs the key 'rule'");
    static const char *const single[] = {"rule", "share", "votes", "blocs", "kind"};
    for (size_t i = 0; i < sizeof single / sizeof *single && ratifiers != NULL; i++)
        if (ent_node_child(node, single[i]) != NULL)
            ent_bind_key_error(binder, ent_node_child(node, single[i]), "E-CASE-0173",
                               "move it into one of the ratifiers", "'%s' is given for each of the 'ratifiers'",
                               single[i]);
    if (ratifiers != NULL) return;
    check_votes(binder, node, &ratification->own);
    if (ratification->own.rule != NULL) take_own(binder, node, ratification);
}

const ent_shape ent_shape_ratification = {
    .name = "ratification",
    .doc = "What must happen in a party before an agreement binds it.",
    .bytes = sizeof(ent_ratification),
    ENT_ROWS(ratification_fields),
    .key = ENT_KEY_REFERENCE,
    .key_names = ENT_NAMES_PARTY,
    .key_offset = offsetof(ent_ratification, party),
    .node_offset = offsetof(ent_ratification, node),
    .start = start_ratification,
    .check = check_ratification,
};
