/* Which row of the tables a group meets. */
#include "text/events_parts.h"

#include <string.h>

enum { OBJECT_MOST = 12, WORD_NEAR = 4 }; /* tokens looked at after a verb */

static uint32_t roles_at(const event_reader *reader, size_t token) {
    const ent_word_info *word = reader->verbs->words[token];
    return word == NULL ? 0 : word->roles;
}

/* The token before which a group's own words end: the next group, or its clause's end. */
static size_t words_end(const event_reader *reader, const ent_verb_group *group) {
    const ent_verbs *verbs = reader->verbs;
    const size_t index = (size_t)(group - verbs->groups);
    size_t end = group->until;
    if (index + 1 < verbs->size && verbs->groups[index + 1].first < end) end = verbs->groups[index + 1].first;
    return end < group->after ? group->after : end;
}

static bool is_currency(uint32_t c) {
    return c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0x20A9;
}

static uint64_t marks_between(const event_reader *reader, size_t from, size_t until) {
    uint64_t marks = 0;
    for (size_t at = from; at < until; at++) {
        if (reader->verbs->named[at] == 0 && reader->verbs->words[at] != NULL) marks |= reader->verbs->words[at]->marks;
        const ent_token *token = &reader->sentence->tokens->items[at];
        if (token->kind == ENT_TOKEN_MARK && is_currency(token->character)) marks |= NOUN(AID);
    }
    return marks;
}

static bool is_one_of(const ent_tokens *tokens, size_t token, const char *const *words, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (ent_token_is(tokens, token, words[i])) return true;
    return false;
}

/* A strike of workers or one of weapons: the latter is on somebody, or says by what. */
static uint64_t clear_strike(const event_reader *reader, const ent_verb_group *group, uint64_t marks) {
    static const char *const by[] = {"air",    "missile",   "drone",      "military",   "mortar",
                                     "rocket", "artillery", "preemptive", "retaliatory"};
    static const char *const at_whom[] = {"on", "against"};
    const uint64_t both = NOUN(ATTACK) | NOUN(PROTEST);
    if ((marks & both) != both) return marks;
    const ent_tokens *tokens = reader->sentence->tokens;
    const size_t end = words_end(reader, group);
    bool passed = false; /* the word that may be either */
    for (size_t at = group->after; at < end; at++) {
        passed |= (marks_between(reader, at, at + 1) & both) == both;
        if (is_one_of(tokens, at, by, sizeof by / sizeof *by) ||
            (passed && is_one_of(tokens, at, at_whom, sizeof at_whom / sizeof *at_whom)))
            return marks & ~NOUN(PROTEST);
    }
    return marks & ~NOUN(ATTACK);
}

/* Before a passive verb, after any other up to a preposition: "held talks | in Brussels", "tons of food | to". */
uint64_t event_objects(const event_reader *reader, const ent_verb_group *group) {
    if (group->passive) {
        const bool below = group->link == ENT_LINK_RELATIVE || group->link == ENT_LINK_BARE;
        const size_t from = !below ? group->from : group->from > WORD_NEAR ? group->from - WORD_NEAR : 0;
        return marks_between(reader, from < group->first ? from : group->first, group->first);
    }
    const ent_tokens *tokens = reader->sentence->tokens;
    size_t end = words_end(reader, group), at = group->after;
    if (end > at + OBJECT_MOST) end = at + OBJECT_MOST;
    for (; at < end; at++) {
        if (reader->verbs->named[at] != 0) continue;
        const uint32_t stops = ENT_ROLE_PREPOSITION | ENT_ROLE_RELATIVE | ENT_ROLE_THAT | ENT_ROLE_SINCE;
        const bool first = at == group->after || ent_token_is(tokens, at, "of") || ent_token_is(tokens, at, "up") ||
                           ent_token_is(tokens, at, "out") || ent_token_is(tokens, at, "off");
        const bool determiner = (roles_at(reader, at) & ENT_ROLE_DETERMINER) != 0;
        if (roles_at(reader, at) & stops && !first && !determiner) break;
        if (tokens->items[at].kind == ENT_TOKEN_MARK && tokens->items[at].character == ',') break;
    }
    return clear_strike(reader, group, marks_between(reader, group->after, at));
}

/* Without an object: "demonstrated in Paris", not "demonstrated its will". */
static bool stands_alone(const event_reader *reader, const ent_verb_group *group) {
    const ent_tokens *tokens = reader->sentence->tokens;
    if (group->after >= tokens->size || tokens->items[group->after].kind == ENT_TOKEN_MARK) return true;
    const uint32_t roles = roles_at(reader, group->after);
    const uint32_t after = ENT_ROLE_PREPOSITION | ENT_ROLE_ADVERB | ENT_ROLE_DAY | ENT_ROLE_AND | ENT_ROLE_SINCE;
    return reader->verbs->named[group->after] == 0 && (roles & after) != 0;
}

/* "on": next, adverbs left out, or, for what can stand behind an object, near; "~for": anywhere in the clause. */
static bool has_word(const event_reader *reader, const ent_verb_group *group, const char *word) {
    static const char *const behind[] = {"down", "out", "off", "up", "away", "over", "back", "with", "short"};
    const ent_tokens *tokens = reader->sentence->tokens;
    if (*word == '!') return stands_alone(reader, group);
    size_t reach = 1, end = words_end(reader, group);
    const bool behind_object = *word == '+', anywhere = *word == '~' || behind_object;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (strcmp(behind[i], word) == 0) reach = WORD_NEAR;
    if (anywhere) {
        word++;
        reach = OBJECT_MOST;
    }
    if (end > tokens->size) end = tokens->size;
    for (size_t at = group->from; anywhere && group->passive && at < group->first; at++)
        if (ent_token_is(tokens, at, word)) return true;
    for (size_t at = group->after + behind_object, seen = 0; at < end && seen < reach; at++) {
        if (ent_token_is(tokens, at, word)) return true;
        seen += !(roles_at(reader, at) & (ENT_ROLE_ADVERB | ENT_ROLE_DAY)) || anywhere;
    }
    return false;
}

static uint8_t link_bit(ent_verb_link link) {
    switch (link) {
    case ENT_LINK_TO:
        return WITH_TO;
    case ENT_LINK_GERUND:
        return WITH_GERUND;
    case ENT_LINK_THAT:
    case ENT_LINK_IF:
        return WITH_THAT;
    default:
        return 0;
    }
}

/* "insisted that it had signed" says so; "insisted that it sign" demands. */
static bool is_told(const event_verb_row *row, const ent_verb_group *child) {
    return row->op == OP_DEMAND && child->link == ENT_LINK_THAT && child->mood == ENT_MOOD_FACT &&
           child->form != ENT_VERB_BASE && child->finite;
}

/* What the subject itself does, "began to shell", follows closely; whom one asks to do it stands between. */
static bool is_near(const event_reader *reader, const event_verb_row *row, const ent_verb_group *group,
                    const ent_verb_group *child) {
    const size_t gap = child->first - group->after;
    if (child->link == ENT_LINK_THAT || child->link == ENT_LINK_IF || row->object != 0) return true;
    switch (row->op) {
    case OP_PASS:
    case OP_TRY:
    case OP_STOP:
    case OP_FAIL:
    case OP_DECIDE:
        return gap <= 3 && marks_between(reader, group->after, child->first) == 0;
    case OP_AGREE:
    case OP_PLAN:
    case OP_REFUSE:
        return gap <= 5;
    default:
        return true;
    }
}

/* What somebody may be sent to do, as the act of who sends. */
static bool is_errand(const event_reader *reader, const ent_verb_group *child) {
    const event_verb_row *row = event_row_of_act(reader, child);
    return row != NULL && (row->class == EVENT_INVESTIGATE || row->class == EVENT_CONSULT || row->class == EVENT_AID);
}

static bool is_hard_demand(const char *lemma) {
    return strcmp(lemma, "demand") == 0 || strcmp(lemma, "require") == 0 || strcmp(lemma, "order") == 0;
}

const event_verb_row *event_row_of_operator(const event_reader *reader, const ent_verb_group *group,
                                            const ent_verb_group *child) {
    const size_t lemma = group->lemma;
    const uint8_t bit = link_bit(child->link);
    if (lemma == 0 || lemma > reader->words->lemmas_size || bit == 0) return NULL;
    const event_rows range = reader->words->operators[lemma - 1];
    for (size_t i = 0; i < range.size; i++) {
        const event_verb_row *row = &range.rows[i];
        static const event_verb_row says = {"", OP_SAY, EVENT_NONE, WITH_THAT, NULL, 0};
        if (!(row->links & bit) || (row->word != NULL && !has_word(reader, group, row->word))) continue;
        if (row->object != 0 && !(row->object & marks_between(reader, group->after, child->first))) continue;
        if (!is_near(reader, row, group, child)) continue;
        if (row->op == OP_SEND && !is_errand(reader, child)) continue;
        static const event_verb_row demands = {"", OP_DEMAND, EVENT_REQUEST, WITH_THAT, NULL, 0};
        if (row->op == OP_SAY && child->subjunctive) return &demands;
        return is_told(row, child) && !is_hard_demand(row->lemma) ? &says : row;
    }
    return NULL;
}

/* The nouns before a verb, or before the one that it hangs on: "troops began leaving". */
static uint64_t subjects_of(const event_reader *reader, const ent_verb_group *group) {
    for (size_t steps = 0; steps < reader->verbs->size; steps++) {
        if (group->finite || group->governor == ENT_NO_GROUP) break;
        group = &reader->verbs->groups[group->governor];
    }
    return group->from < group->first ? marks_between(reader, group->from, group->first) : 0;
}

/* What a verb without an act of its own comes to by its object: "launched a strike", "halted the strikes". */
static const event_verb_row *row_of_object(const event_verb_row *row, uint64_t objects) {
    static const event_verb_row rows[EVENT_CLASSES] = {
#define ROW(name) [EVENT_##name] = {"", OP_ACT, EVENT_##name, 0, NULL, 0}
        ROW(AGREE),
        ROW(CONSULT),
        ROW(SUPPORT),
        ROW(COOPERATE),
        ROW(AID),
        ROW(CONCEDE),
        ROW(RETREAT),
        ROW(REQUEST),
        ROW(ACCUSE),
        ROW(REJECT),
        ROW(PROTEST),
        ROW(MOBILIZE),
        ROW(COERCE),
        ROW(ASSAULT),
        ROW(INVESTIGATE),
        ROW(SANCTION),
        [EVENT_THREATEN] = {"", OP_VOW, EVENT_THREATEN, 0, NULL, 0},
#undef ROW
    };
    enum event_class class = event_class_of_noun(objects);
    if (row->op == OP_ENDS && class != EVENT_NONE)
        class = event_is_friendly(class) ? EVENT_SANCTION : event_is_hostile(class) ? EVENT_RETREAT : EVENT_NONE;
    return class == EVENT_NONE ? NULL : &rows[class];
}

const event_verb_row *event_row_of_act(const event_reader *reader, const ent_verb_group *group) {
    const size_t lemma = group->lemma;
    if (lemma == 0 || lemma > reader->words->lemmas_size) return NULL;
    const event_rows range = reader->words->acts[lemma - 1];
    bool known = false;
    uint64_t objects = 0;
    for (size_t i = 0; i < range.size; i++) {
        const event_verb_row *row = &range.rows[i];
        const bool subject = row->word != NULL && *row->word == '<', anywhere = row->word != NULL && *row->word == '~';
        if (row->word != NULL && !subject && !has_word(reader, group, row->word)) continue;
        if (subject || anywhere) {
            const uint64_t there =
                subject ? subjects_of(reader, group) : marks_between(reader, group->after, words_end(reader, group));
            if (row->object != 0 && !(row->object & there)) continue;
            return row->class == EVENT_NONE ? NULL : row;
        }
        if (row->object != 0 && !known) {
            objects = event_objects(reader, group);
            known = true;
        }
        if (row->object != 0 && !(row->object & objects)) continue;
        if (row->op == OP_LIGHT || row->op == OP_ENDS) {
            const event_verb_row *other = row_of_object(row, event_objects(reader, group));
            if (other == NULL) continue;
            return other;
        }
        static const event_verb_row crowd = {"", OP_ACT, EVENT_PROTEST, 0, NULL, 0};
        if (row->class == EVENT_COERCE && !group->passive && subjects_of(reader, group) & NOUN(CROWD)) return &crowd;
        static const event_verb_row blast = {"", OP_ACT, EVENT_ASSAULT, 0, NULL, 0};
        const uint64_t weapons = NOUN(BOMB) | NOUN(ATTACK) | NOUN(WEAPONS);
        if (row->class == EVENT_COERCE && !group->passive && subjects_of(reader, group) & weapons) return &blast;
        static const event_verb_row together = {"", OP_ACT, EVENT_COOPERATE, 0, NULL, 0};
        if (row->class == EVENT_ASSAULT && row->object != 0 && objects & NOUN(JOINT)) return &together;
        return row->class == EVENT_NONE ? NULL : row;
    }
    return NULL;
}

const ent_verb_group *event_child(const event_reader *reader, const ent_verb_group *group, const event_verb_row **row) {
    const ent_verbs *verbs = reader->verbs;
    const size_t index = (size_t)(group - verbs->groups);
    for (size_t i = index + 1; i < verbs->size; i++) {
        const ent_verb_group *child = &verbs->groups[i];
        if (child->governor != index) continue;
        *row = event_row_of_operator(reader, group, child);
        if (*row != NULL) return child;
    }
    *row = NULL;
    return NULL;
}
