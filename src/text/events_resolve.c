/* What a chain of verbs comes to: "has been asked to begin to withdraw". Walked from its root to the act; what was
 * demanded, promised, denied or left open on the way stays so, and doubt falls to possible. */
#include "text/events_parts.h"

#include <string.h>

typedef struct chain {
    bool possible, negated, duty, future, decided, stopped, can;
    bool wished;    /* hopes to */
    bool unless;    /* the sentence says: or else */
    bool prepared;  /* is prepared to: not, prepares to */
    bool said;      /* somebody is said to say it */
    size_t speaker; /* the last group that says so */
} chain;

/* ---- moods --------------------------------------------------------------------------------------------------- */

static bool sentence_has_condition(const event_reader *reader) {
    for (size_t i = 0; i < reader->verbs->size; i++)
        if (reader->verbs->groups[i].link == ENT_LINK_IF) return true;
    return false;
}

/* A group of saying with a subject, after the act: "Israel must withdraw, France said"; ENT_NO_GROUP. */
static size_t trailing_speaker(const event_reader *reader, size_t after) {
    for (size_t i = after + 1; i < reader->verbs->size; i++) {
        const ent_verb_group *group = &reader->verbs->groups[i];
        if (group->lemma == 0 || group->lemma > reader->words->lemmas_size) continue;
        const event_rows range = reader->words->operators[group->lemma - 1];
        for (size_t j = 0; j < range.size; j++)
            if (range.rows[j].op == OP_SAY && range.rows[j].links & WITH_THAT && group->finite &&
                group->link != ENT_LINK_RELATIVE)
                return i;
    }
    return ENT_NO_GROUP;
}

/* Would: what is reported as meant for later, or what depends on something. */
static bool would_is_future(const event_reader *reader, const ent_verb_group *group, const chain *state) {
    if (group->perfect || sentence_has_condition(reader)) return false;
    const size_t index = (size_t)(group - reader->verbs->groups);
    return state->said || group->link == ENT_LINK_THAT || trailing_speaker(reader, index) != ENT_NO_GROUP;
}

static bool is_taken(const event_reader *reader, const ent_verb_group *group) {
    return group->governor != ENT_NO_GROUP &&
           event_row_of_operator(reader, &reader->verbs->groups[group->governor], group) != NULL;
}

/* "The verge of signing", "far from agreeing": no fact, as "by signing" is. */
static bool is_idea(const event_reader *reader, const ent_verb_group *group) {
    static const char *const facts[] = {"by", "after", "in", "upon", "with", "while", "since", "when", "without"};
    if (group->first == 0 || group->link == ENT_LINK_MAIN || group->finite) return false;
    const ent_word_info *word = reader->verbs->words[group->first - 1];
    if (word == NULL || !(word->roles & ENT_ROLE_PREPOSITION)) return false;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        if (ent_token_is(reader->sentence->tokens, group->first - 1, facts[i])) return false;
    return true;
}

static void add_mood(const event_reader *reader, const ent_verb_group *group, chain *state) {
    if (group->hearsay || group->question || group->link == ENT_LINK_IF) state->possible = true;
    switch (group->mood) {
    case ENT_MOOD_FUTURE:
        state->future = true;
        break;
    case ENT_MOOD_WOULD:
        if (would_is_future(reader, group, state))
            state->future = true;
        else
            state->possible = true;
        break;
    case ENT_MOOD_DUTY:
        state->duty = true;
        if (group->perfect) state->possible = true; /* should have signed */
        break;
    case ENT_MOOD_POSSIBLE:
        if (group->negated && group->can)
            state->can = !sentence_has_condition(reader), state->possible = !state->can; /* cannot: is not done */
        else
            state->possible = true;
        break;
    case ENT_MOOD_FACT:
        break;
    }
    /* an aim, "to sign", that no verb holds has not been reached */
    if (group->link == ENT_LINK_TO && !is_taken(reader, group)) state->possible = true;
    if (group->form == ENT_VERB_GERUND && is_idea(reader, group) && !is_taken(reader, group)) state->possible = true;
    state->negated ^= group->negated;
}

/* ---- the end of a chain -------------------------------------------------------------------------------------- */

static enum event_class stopped_class(enum event_class class) {
    if (class == EVENT_NONE) return EVENT_NONE;
    return event_is_friendly(class) ? EVENT_SANCTION : EVENT_RETREAT;
}

/* The modality of what has class and holds by its own words: happened, unless these words are promise or demand. */
static ent_modality plain_modality(const event_verb_row *row) {
    if (row->op == OP_VOW || row->class == EVENT_THREATEN) return ENT_PROMISED;
    if (row->op == OP_REFUSE_ACT) return ENT_DENIED;
    if (row->op == OP_WEIGH) return ENT_POSSIBLE;
    return row->class == EVENT_REQUEST ? ENT_DEMANDED : ENT_HAPPENED;
}

static void settle_future(event_act *act, const event_verb_row *row, const chain *state) {
    if (state->unless && !state->negated) { /* will withdraw unless it is paid: an ultimatum */
        act->class = EVENT_THREATEN;
        act->modality = ENT_PROMISED;
        return;
    }
    if (state->negated) {
        const bool refused = event_is_friendly(act->class) || act->class == EVENT_MOBILIZE;
        const bool reached = row->object & NOUN(DEAL) && row->op == OP_ACT; /* cannot reach a deal: no refusal */
        if (refused && !(act->class == EVENT_AGREE && reached)) act->class = EVENT_REJECT;
        act->modality = ENT_DENIED;
        return;
    }
    if (event_is_friendly(act->class)) act->class = EVENT_AGREE;
    if (event_is_hostile(act->class)) act->class = EVENT_THREATEN;
    act->modality = ENT_PROMISED;
}

/* An act that no other verb holds. */
static void settle(event_act *act, const event_verb_row *row, const chain *state) {
    act->class = state->stopped ? stopped_class((enum event_class)row->class) : (enum event_class)row->class;
    act->negated = state->negated;
    if (state->possible) {
        if (state->wished && event_is_friendly(act->class)) act->class = EVENT_AGREE;
        act->modality = ENT_POSSIBLE;
    } else if (state->duty) {
        act->class = EVENT_REQUEST;
        act->modality = ENT_DEMANDED;
        act->negated = false;
        act->duty = true;
    } else if (state->decided) {
        act->modality = state->negated ? ENT_DENIED : ENT_PROMISED;
    } else if (state->future || state->can) {
        settle_future(act, row, state);
    } else {
        act->modality = state->negated ? ENT_DENIED : plain_modality(row);
    }
    if (row->op == OP_REFUSE_ACT && state->negated) act->modality = ENT_POSSIBLE;
}

/* What is held is as its holder says: `held`, unless the holding itself is negated or in doubt. */
static void settle_held(event_act *act, ent_modality held, const chain *state) {
    const bool refused = held == ENT_DENIED;
    act->negated = state->negated;
    act->modality = state->possible ? ENT_POSSIBLE : !state->negated ? held : refused ? ENT_POSSIBLE : ENT_DENIED;
    if (state->duty && !state->possible && !state->negated && act->class != EVENT_REQUEST) {
        act->class = EVENT_REQUEST; /* must agree to */
        act->modality = ENT_DEMANDED;
        act->duty = true;
    }
}

/* ---- holders ------------------------------------------------------------------------------------------------- */

static event_act act_below(const event_reader *reader, const ent_verb_group *child) {
    return event_resolve(reader, (size_t)(child - reader->verbs->groups));
}

/* The class of the act that a verb holds, whatever its mood: what it would be if it happened. */
static enum event_class held_class(const event_reader *reader, const ent_verb_group *group, size_t *leaf) {
    for (size_t steps = 0; steps < reader->verbs->size; steps++) {
        const event_verb_row *row;
        const ent_verb_group *child = event_child(reader, group, &row);
        *leaf = (size_t)(group - reader->verbs->groups);
        if (child == NULL) {
            row = event_row_of_act(reader, group);
            return row == NULL ? EVENT_NONE : (enum event_class)row->class;
        }
        if (row->class != EVENT_NONE) return (enum event_class)row->class;
        group = child;
    }
    return EVENT_NONE;
}

static bool is_lemma(const event_reader *reader, const ent_verb_group *group, const char *lemma) {
    return group->lemma > 0 && group->lemma <= reader->words->lemmas_size &&
           strcmp(reader->words->lemmas[group->lemma - 1], lemma) == 0;
}

/* "vowed to attack" is a threat where "vowed to support" is a promise; "agreed to" stays one. */
static void hold_promise(const event_reader *reader, const ent_verb_group *group, enum event_class below,
                         const chain *state, event_act *act) {
    const bool may_threaten = !is_lemma(reader, group, "agree") && !is_lemma(reader, group, "offer");
    act->class = may_threaten && event_is_hostile(below) ? EVENT_THREATEN : EVENT_AGREE;
    settle_held(act, ENT_PROMISED, state);
}

static void hold_plan(enum event_class below, const event_verb_row *row, const chain *state, event_act *act) {
    if (below == EVENT_NONE && (row->class == EVENT_AGREE || state->prepared)) below = EVENT_COOPERATE; /* willing to */
    act->class = event_is_friendly(below) ? EVENT_AGREE : event_is_hostile(below) ? EVENT_THREATEN : below;
    if (state->negated && !state->possible)
        act->class = event_is_friendly(below) && below != EVENT_AGREE ? EVENT_REJECT : below;
    settle_held(act, ENT_PROMISED, state);
    if (below == EVENT_NONE) act->class = EVENT_NONE;
}

/* Denied having done it; what is said not to have been done is then in doubt. */
static void hold_denial(const event_reader *reader, const ent_verb_group *child, const chain *state, event_act *act) {
    const event_act inner = act_below(reader, child);
    act->class = inner.class;
    act->leaf = inner.leaf;
    act->negated = state->negated;
    const bool doubt =
        state->possible || state->negated || inner.modality == ENT_DENIED || inner.modality == ENT_POSSIBLE;
    act->modality = doubt ? ENT_POSSIBLE : ENT_DENIED;
    if (inner.holder != inner.leaf || inner.speaker != ENT_NO_GROUP)
        act->holder = inner.holder;
    else
        act->holder = inner.leaf;
}

/* The refusal of a refusal leaves the act open: "did not rule out", "refused to rule out". */
static void hold_refusal(const event_reader *reader, const ent_verb_group *child, enum event_class below,
                         const event_verb_row *row, const chain *state, event_act *act) {
    const bool rules_out = strcmp(row->lemma, "rule") == 0;
    act->class = EVENT_REJECT;
    settle_held(act, ENT_DENIED, state);
    if (rules_out && state->negated) {
        act->class = below;
        act->negated = false;
    }
    const event_verb_row *inner = event_row_of_act(reader, child);
    if (inner == NULL || inner->op != OP_REFUSE_ACT) return;
    act->class = event_class_of_noun(event_objects(reader, child));
    act->modality = ENT_POSSIBLE;
    act->negated = false;
}

/* Whether somebody else is spoken of below: "warned that China would attack". */
static bool of_another(const ent_verb_group *group, const ent_verb_group *child) {
    return child->link == ENT_LINK_THAT && child->subject != ENT_NO_MENTION && child->subject != group->subject;
}

/* "Called on others to unite against", "to denounce": it blames whom they shall turn against. */
static bool calls_against(const event_reader *reader, const ent_verb_group *child) {
    static const char *const verbs[] = {"unite", "condemn", "denounce", "isolate", "shun"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (is_lemma(reader, child, verbs[i])) return true;
    return false;
}

/* True where the row ends the walk, with `act` settled. */
static bool hold(const event_reader *reader, const ent_verb_group *group, const ent_verb_group *child,
                 const event_verb_row *row, const chain *state, event_act *act) {
    const enum event_class below = held_class(reader, child, &act->leaf);
    act->holder = (size_t)(group - reader->verbs->groups);
    switch (row->op) {
    case OP_AGREE:
        hold_promise(reader, group, below, state, act);
        return true;
    case OP_PLAN:
        hold_plan(below, row, state, act);
        return true;
    case OP_DEMAND:
        act->class = calls_against(reader, child) ? EVENT_ACCUSE : EVENT_REQUEST;
        settle_held(act, act->class == EVENT_ACCUSE ? ENT_HAPPENED : ENT_DEMANDED, state);
        return true;
    case OP_COMMAND:
        act->class = below != EVENT_NONE ? below : EVENT_MOBILIZE;
        settle_held(act, ENT_DEMANDED, state);
        return true;
    case OP_THREATEN:
        act->class = EVENT_THREATEN;
        settle_held(act, ENT_PROMISED, state);
        return true;
    case OP_REFUSE:
        hold_refusal(reader, child, below, row, state, act);
        return true;
    case OP_DENY:
        hold_denial(reader, child, state, act);
        return true;
    case OP_TAKES:
        act->leaf = act->holder;
        settle(act, row, state);
        return true;
    default:
        return false;
    }
}

/* What does not hold an act, but bears on it. */
static void pass(const event_reader *reader, const ent_verb_group *group, const event_verb_row *row, chain *state) {
    switch (row->op) {
    case OP_SAY:
        if (group->negated || state->possible || state->future) state->possible = true;
        state->negated = state->duty = state->future = state->can = false;
        state->said = true;
        state->speaker = (size_t)(group - reader->verbs->groups);
        break;
    case OP_CLAIM:
        state->possible = true;
        state->negated = false;
        break;
    case OP_WISH:
        state->wished = true;
        state->possible = true;
        break;
    case OP_TRY:
        state->possible = true;
        break;
    case OP_FAIL: /* did not fail to: open */
        if (state->negated) state->possible = true;
        state->negated = !state->negated;
        break;
    case OP_DECIDE:
        state->decided = true;
        break;
    case OP_MUST:
        state->duty = true;
        break;
    case OP_STOP:
        state->stopped = true;
        break;
    case OP_TRUE:
        if (strcmp(row->lemma, "true*") != 0 && strcmp(row->lemma, "clear*") != 0) state->negated = !state->negated;
        if (strcmp(row->lemma, "clear*") == 0 && state->negated) {
            state->negated = false;
            state->possible = true;
        }
        break;
    default:
        break;
    }
}

/* "The report that India attacked is false": said of a clause before it. */
static bool is_called_false(const event_reader *reader, size_t root) {
    const ent_verbs *verbs = reader->verbs;
    if (verbs->groups[root].link != ENT_LINK_THAT) return false;
    for (size_t i = root + 1; i < verbs->size; i++) {
        const event_verb_row *row;
        const ent_verb_group *group = &verbs->groups[i];
        if (group->lemma == 0 || group->lemma > reader->words->lemmas_size || event_child(reader, group, &row) != NULL)
            continue;
        const event_rows range = reader->words->operators[group->lemma - 1];
        if (range.size == 0) continue;
        row = range.rows;
        if (row->op == OP_TRUE && (strcmp(row->lemma, "true*") == 0) == group->negated) return true;
    }
    return false;
}

event_act event_resolve(const event_reader *reader, size_t root) {
    const ent_verbs *verbs = reader->verbs;
    const ent_verb_group *group = &verbs->groups[root];
    event_act act = {.root = root, .leaf = root, .holder = root, .speaker = ENT_NO_GROUP};
    chain state = {.speaker = ENT_NO_GROUP, .negated = is_called_false(reader, root)};
    for (size_t i = 0; i < reader->sentence->tokens->size; i++)
        state.unless |= ent_token_is(reader->sentence->tokens, i, "unless");
    /* a clause that no verb of saying takes, "evidence that it signed", is open; unless it is called false */
    if (group->link == ENT_LINK_THAT && !state.negated && !is_taken(reader, group)) state.possible = true;
    if (group->link == ENT_LINK_AND && group->governor != ENT_NO_GROUP)
        state.said = verbs->groups[group->governor].link == ENT_LINK_THAT;
    for (size_t steps = 0; steps < verbs->size; steps++) {
        const event_verb_row *row;
        const ent_verb_group *child = event_child(reader, group, &row);
        add_mood(reader, group, &state);
        state.prepared = group->passive && is_lemma(reader, group, "prepare");
        if (child == NULL) break;
        const bool asks_itself = row->op == OP_DEMAND && child->link == ENT_LINK_TO && child->first == group->after &&
                                 !group->passive && is_lemma(reader, group, "want");
        const bool warns_of = row->op == OP_THREATEN && is_lemma(reader, group, "warn") && of_another(group, child);
        if (asks_itself || warns_of) {
            state.possible = true;
        } else if (hold(reader, group, child, row, &state, &act)) {
            act.speaker = state.speaker;
            return act;
        } else {
            pass(reader, group, row, &state);
        }
        group = child;
    }
    const event_verb_row *row = event_row_of_act(reader, group);
    act.leaf = act.holder = (size_t)(group - verbs->groups);
    act.class = EVENT_NONE;
    act.speaker = state.speaker != ENT_NO_GROUP ? state.speaker : trailing_speaker(reader, act.leaf);
    static const event_verb_row any = {"", OP_ACT, EVENT_REQUEST, 0, NULL, 0};
    if (row == NULL && state.duty && act.speaker != ENT_NO_GROUP) row = &any; /* somebody says that they must */
    if (row != NULL) settle(&act, row, &state);
    return act;
}
