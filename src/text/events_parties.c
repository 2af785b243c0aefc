/* Who does an act, and to whom: mentions before and after its verbs. */
#include "text/events_parts.h"

#include <string.h>

enum { FIT_BEST = 4 };
enum { JOIN_MOST = 3, PHRASE_MOST = 6 }; /* tokens between two joined names; before a name in its phrase */

static const ent_mention *mention_at(const event_reader *reader, size_t index) {
    return &reader->sentence->mentions[index];
}

static bool has_roles(const event_reader *reader, size_t token, uint32_t roles) {
    const ent_word_info *word = reader->verbs->words[token];
    return reader->verbs->named[token] == 0 && word != NULL && (word->roles & roles) != 0;
}

static bool same_actor(const event_reader *reader, size_t a, size_t b) {
    return a != ENT_NO_MENTION && b != ENT_NO_MENTION &&
           strcmp(mention_at(reader, a)->name, mention_at(reader, b)->name) == 0;
}

/* The preposition of the phrase that a name ends, over its own words: "against two Syrian ships"; SIZE_MAX: none. */
static size_t preposition_of(const event_reader *reader, size_t mention, size_t low) {
    const ent_tokens *tokens = reader->sentence->tokens;
    static const char *const particles[] = {"down", "out", "up", "off", "over", "away", "back"};
    size_t at = mention_at(reader, mention)->first;
    for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
        if (ent_token_is(tokens, low, particles[i]) && low < at) low++; /* of the verb: "turned down" */
    for (size_t steps = 0; at > low && steps < PHRASE_MOST; steps++) {
        at--;
        if (has_roles(reader, at, ENT_ROLE_PREPOSITION)) return at;
        const bool own = tokens->items[at].kind != ENT_TOKEN_MARK || ent_token_is_mark(tokens, at, '-');
        if (!own || has_roles(reader, at, ENT_ROLE_AND | ENT_ROLE_RELATIVE | ENT_ROLE_SINCE)) return SIZE_MAX;
    }
    return SIZE_MAX;
}

size_t event_joined(const event_reader *reader, size_t mention) {
    const ent_event_sentence *in = reader->sentence;
    if (mention == ENT_NO_MENTION) return ENT_NO_MENTION;
    for (size_t next = mention + 1; next < in->mentions_size; next++) {
        const size_t from = mention_at(reader, mention)->after, until = mention_at(reader, next)->first;
        if (until <= from) { /* both of one phrase, "the two countries" */
            if (until == mention_at(reader, mention)->first && !same_actor(reader, mention, next)) return next;
            continue;
        }
        if (until - from > JOIN_MOST) return ENT_NO_MENTION;
        bool joined = false;
        for (size_t at = from; at < until; at++) {
            joined |= has_roles(reader, at, ENT_ROLE_AND) || ent_token_is_mark(in->tokens, at, ',');
            if (has_roles(reader, at, ENT_ROLE_PREPOSITION)) return ENT_NO_MENTION;
        }
        return joined && !same_actor(reader, mention, next) ? next : ENT_NO_MENTION;
    }
    return ENT_NO_MENTION;
}

/* ---- what stands after a verb --------------------------------------------------------------------------------- */

/* How well a name after a verb fits as what the act is done to; 0: not at all. */
static unsigned fit_of(const event_reader *reader, size_t mention, size_t low, enum event_class class) {
    static const char *const strong[] = {"to",  "against", "with", "from",   "on",      "upon", "of",
                                         "for", "over",    "at",   "toward", "towards", "into", "between"};
    const ent_tokens *tokens = reader->sentence->tokens;
    const size_t at = preposition_of(reader, mention, low);
    if (at == SIZE_MAX) return 3;
    if (class == EVENT_RETREAT && ent_token_is(tokens, at, "from")) return FIT_BEST; /* its troops from Syria */
    for (size_t i = 0; i < sizeof strong / sizeof *strong; i++)
        if (ent_token_is(tokens, at, strong[i])) return 2;
    if (ent_token_is(tokens, at, "by")) return class == EVENT_REJECT || class == EVENT_CONCEDE ? 2 : 0;
    const bool place = ent_token_is(tokens, at, "in") || ent_token_is(tokens, at, "near");
    const bool there = class == EVENT_ASSAULT || class == EVENT_COERCE || class == EVENT_AID ||
                       class == EVENT_SANCTION || class == EVENT_RETREAT || class == EVENT_REJECT ||
                       class == EVENT_COOPERATE || class == EVENT_MOBILIZE;
    return (place && there) || ent_token_is(tokens, at, "along") ? 1 : 0;
}

/* The best name among tokens low .. high-1, the first of equals. */
static size_t object_within(const event_reader *reader, size_t low, size_t high, size_t except,
                            enum event_class class) {
    size_t best = ENT_NO_MENTION;
    unsigned best_fit = 0;
    for (size_t i = 0; i < reader->sentence->mentions_size; i++) {
        const ent_mention *mention = mention_at(reader, i);
        if (mention->first < low || mention->after > high || i == except || same_actor(reader, i, except)) continue;
        const unsigned fit = fit_of(reader, i, low, class);
        const unsigned worth = fit == FIT_BEST ? 3 : fit > 1 ? 2 : fit;
        if (worth <= best_fit) continue;
        best_fit = worth;
        best = i;
    }
    return best;
}

/* The name after a word like "by" or "between" in low .. high-1. */
static size_t named_after(const event_reader *reader, size_t low, size_t high, const char *word) {
    for (size_t i = 0; i < reader->sentence->mentions_size; i++) {
        const ent_mention *mention = mention_at(reader, i);
        if (mention->first < low || mention->after > high) continue;
        const size_t at = preposition_of(reader, i, low);
        if (at != SIZE_MAX && ent_token_is(reader->sentence->tokens, at, word)) return i;
    }
    return ENT_NO_MENTION;
}

/* Where the words of a group end: before the next group that is a clause of its own, or this clause's end. */
static size_t end_of(const event_reader *reader, size_t index) {
    const ent_verbs *verbs = reader->verbs;
    const ent_verb_group *group = &verbs->groups[index];
    size_t end = group->until > group->after ? group->until : group->after;
    const ent_tokens *tokens = reader->sentence->tokens;
    for (size_t at = group->after; at < end; at++) {
        const bool wall = tokens->items[at].kind == ENT_TOKEN_MARK &&
                          (tokens->items[at].character == ';' || tokens->items[at].character == ':');
        if (wall || has_roles(reader, at, ENT_ROLE_RELATIVE)) return at;
    }
    return end;
}

static size_t object_of(const event_reader *reader, size_t index, size_t except, enum event_class class) {
    const ent_verb_group *group = &reader->verbs->groups[index];
    return object_within(reader, group->after, end_of(reader, index), except, class);
}

/* ---- the act -------------------------------------------------------------------------------------------------- */

static bool between_two(const event_reader *reader, const ent_verb_group *group, size_t end, event_parties *out) {
    const size_t first = named_after(reader, group->from, end, "between");
    if (first == ENT_NO_MENTION) return false;
    *out = (event_parties){first, event_joined(reader, first)};
    return true;
}

static event_parties passive_parties(const event_reader *reader, size_t index, enum event_class class) {
    const ent_verb_group *group = &reader->verbs->groups[index];
    const size_t end = end_of(reader, index);
    event_parties out = {named_after(reader, group->after, end, "by"), group->subject};
    if (out.source == ENT_NO_MENTION && between_two(reader, group, end, &out)) return out;
    if (out.target == ENT_NO_MENTION) out.target = object_within(reader, group->from, group->first, out.source, class);
    if (out.target == ENT_NO_MENTION) out.target = event_joined(reader, out.source);
    if (out.target == ENT_NO_MENTION) out.target = object_of(reader, index, out.source, class);
    if (same_actor(reader, out.source, out.target)) out.target = ENT_NO_MENTION;
    return out;
}

static bool is_mutual(enum event_class class) {
    return class == EVENT_AGREE || class == EVENT_CONSULT || class == EVENT_COOPERATE || class == EVENT_SUPPORT ||
           class == EVENT_RETREAT || class == EVENT_REJECT;
}

/* "Unless Sweden pays": who is threatened where nothing else says so. */
static size_t subject_of_condition(const event_reader *reader, size_t except) {
    for (size_t i = 0; i < reader->verbs->size; i++) {
        const ent_verb_group *group = &reader->verbs->groups[i];
        if (group->link == ENT_LINK_IF && group->subject != ENT_NO_MENTION &&
            !same_actor(reader, group->subject, except))
            return group->subject;
    }
    return ENT_NO_MENTION;
}

/* "Was prepared to", "is committed to": a participle that is no passive, as what it is about is the subject's act. */
static bool is_state(const event_reader *reader, const event_act *act) {
    const ent_verb_group *holder = &reader->verbs->groups[act->holder], *leaf = &reader->verbs->groups[act->leaf];
    if (act->leaf == act->holder ||
        (act->class != EVENT_AGREE && act->class != EVENT_THREATEN && act->class != EVENT_REJECT))
        return false;
    const event_verb_row *row;
    const ent_verb_group *child = event_child(reader, holder, &row);
    return child != NULL && leaf != holder && (row->op == OP_PLAN || row->op == OP_REFUSE || row->op == OP_AGREE) &&
           strcmp(row->lemma, "invite") != 0;
}

static event_parties active_parties(const event_reader *reader, const event_act *act) {
    const ent_verbs *verbs = reader->verbs;
    const ent_verb_group *holder = &verbs->groups[act->holder], *leaf = &verbs->groups[act->leaf];
    event_parties out = {holder->subject, ENT_NO_MENTION};
    if (act->leaf != act->holder && leaf->link == ENT_LINK_THAT && leaf->subject != holder->subject)
        out.target = leaf->subject;
    const event_verb_row *row = event_row_of_act(reader, leaf);
    const enum event_class class = row == NULL ? act->class : (enum event_class)row->class;
    for (size_t i = act->holder; i <= act->leaf && out.target == ENT_NO_MENTION; i++)
        out.target = object_of(reader, i, out.source, class);
    if (out.target == ENT_NO_MENTION && act->class == EVENT_THREATEN)
        out.target = subject_of_condition(reader, out.source);
    if (out.source == ENT_NO_MENTION && between_two(reader, holder, end_of(reader, act->holder), &out)) return out;
    if (out.target == ENT_NO_MENTION && is_mutual(act->class)) out.target = event_joined(reader, out.source);
    return out;
}

/* "Asked Seoul to sign", "Seoul was asked by Washington to sign". */
static event_parties demand_parties(const event_reader *reader, const event_act *act) {
    const ent_verb_group *holder = &reader->verbs->groups[act->holder];
    if (!holder->passive) return active_parties(reader, act);
    event_parties out = {named_after(reader, holder->after, end_of(reader, act->holder), "by"), holder->subject};
    if (out.source == ENT_NO_MENTION && act->leaf != act->holder)
        out.source = named_after(reader, holder->after, end_of(reader, act->leaf), "by");
    return out;
}

event_parties event_parties_of(const event_reader *reader, const event_act *act) {
    const ent_verb_group *holder = &reader->verbs->groups[act->holder], *leaf = &reader->verbs->groups[act->leaf];
    if (act->duty) {
        const size_t speaker =
            act->speaker == ENT_NO_GROUP ? ENT_NO_MENTION : reader->verbs->groups[act->speaker].subject;
        const event_parties inner = leaf->passive ? (event_parties){leaf->subject, leaf->subject}
                                                  : (event_parties){holder->subject, holder->subject};
        return (event_parties){same_actor(reader, speaker, inner.target) ? ENT_NO_MENTION : speaker, inner.target};
    }
    if (act->class == EVENT_REQUEST) return demand_parties(reader, act);
    return holder->passive && !is_state(reader, act) ? passive_parties(reader, act->holder, act->class)
                                                     : active_parties(reader, act);
}
