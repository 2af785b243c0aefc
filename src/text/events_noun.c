/* Events of nouns: "talks between Norway and Sweden", "the attack on Syria", "no deal". Only where no verb of the
 * sentence makes an event, and only with a party. */
#include "text/events_parts.h"

enum { NEAR = 5 }; /* tokens between a noun and its party */

enum event_class event_class_of_noun(uint64_t marks) {
    static const struct {
        uint64_t marks;
        enum event_class class;
    } rows[] = {
        {NOUN(WITHDRAWAL), EVENT_RETREAT},
        {NOUN(DETENTION), EVENT_COERCE},
        {NOUN(LIMIT) | NOUN(BAN), EVENT_COERCE},
        {NOUN(SUPPORT) | NOUN(PRAISE), EVENT_SUPPORT},
        {NOUN(PROMISE), EVENT_AGREE},
        {NOUN(ALERT), EVENT_MOBILIZE},
        {NOUN(TRUCE), EVENT_RETREAT},
        {NOUN(ATTACK), EVENT_ASSAULT},
        {NOUN(TALKS) | NOUN(VISIT), EVENT_CONSULT},
        {NOUN(DEAL), EVENT_AGREE},
        {NOUN(DEMAND), EVENT_REQUEST},
        {NOUN(SANCTION), EVENT_SANCTION},
        {NOUN(REFUSAL), EVENT_REJECT},
        {NOUN(PROTEST), EVENT_PROTEST},
        {NOUN(BLAME), EVENT_ACCUSE},
        {NOUN(THREAT), EVENT_THREATEN},
        {NOUN(DRILL), EVENT_COOPERATE},
        {NOUN(INQUIRY), EVENT_INVESTIGATE},
        {NOUN(AID), EVENT_AID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (marks & rows[i].marks) return rows[i].class;
    return EVENT_NONE;
}

static bool has_roles(const event_reader *reader, size_t token, uint32_t roles) {
    const ent_word_info *word = reader->verbs->words[token];
    return reader->verbs->named[token] == 0 && word != NULL && (word->roles & roles) != 0;
}

/* The mention that begins at most NEAR tokens after `token`, behind one of these words (blank between). */
static size_t after_word(const event_reader *reader, size_t token, const char *const *words, size_t size) {
    const ent_event_sentence *in = reader->sentence;
    bool word = false;
    for (size_t at = token + 1; at < in->tokens->size && at <= token + NEAR; at++) {
        if (reader->verbs->named[at] != 0) return word ? reader->verbs->named[at] - 1 : ENT_NO_MENTION;
        if (in->tokens->items[at].kind == ENT_TOKEN_MARK) return ENT_NO_MENTION;
        bool here = false;
        for (size_t i = 0; i < size; i++)
            here |= ent_token_is(in->tokens, at, words[i]);
        if (here)
            word = true;
        else if (has_roles(reader, at, ENT_ROLE_PREPOSITION))
            word = false;
    }
    return ENT_NO_MENTION;
}

/* Norway's visit, a Norwegian visit. */
static size_t owner_of(const event_reader *reader, size_t token) {
    const ent_event_sentence *in = reader->sentence;
    for (size_t at = token, steps = 0; at > 0 && steps < 3; at--, steps++) {
        const uint32_t name = reader->verbs->named[at - 1];
        if (name != 0) return name - 1;
        const bool own =
            ent_token_is_mark(in->tokens, at - 1, '\'') || in->tokens->items[at - 1].kind == ENT_TOKEN_WORD;
        if (!own || has_roles(reader, at - 1, ENT_ROLE_PREPOSITION | ENT_ROLE_AND | ENT_ROLE_DETERMINER)) break;
    }
    return ENT_NO_MENTION;
}

static event_parties parties_of(const event_reader *reader, size_t token, enum event_class class) {
    static const char *const of[] = {"of", "by", "from"}, *const on[] = {"on", "against", "to", "at"};
    static const char *const between[] = {"between", "among"}, *const with[] = {"with"};
    event_parties out = {after_word(reader, token, between, 2), ENT_NO_MENTION};
    if (out.source != ENT_NO_MENTION) {
        out.target = event_joined(reader, out.source);
        return out;
    }
    out.source = owner_of(reader, token);
    if (out.source == ENT_NO_MENTION) out.source = after_word(reader, token, of, 3);
    const size_t from = out.source != ENT_NO_MENTION && reader->sentence->mentions[out.source].first > token
                            ? reader->sentence->mentions[out.source].after - 1
                            : token;
    out.target = after_word(reader, from, on, class == EVENT_ASSAULT || class == EVENT_CONSULT ? 4 : 2);
    if (out.target == ENT_NO_MENTION) out.target = after_word(reader, from, with, 1);
    return out;
}

/* Whether the sentence says of it that it is: its main verb is neither negated nor of the future, nor in doubt. */
static bool is_fact(const event_reader *reader) {
    const ent_verbs *verbs = reader->verbs;
    for (size_t i = 0; i < verbs->size; i++) {
        const ent_verb_group *group = &verbs->groups[i];
        if (group->mood != ENT_MOOD_FACT || group->negated || group->hearsay || group->question ||
            group->link == ENT_LINK_IF)
            return false;
    }
    return true;
}

/* "planned talks", "possible attack", "a threat of war". */
static bool is_doubted(const event_reader *reader, size_t token) {
    static const char *const words[] = {"planned",  "possible", "potential",   "threatened", "proposed",  "future",
                                        "upcoming", "imminent", "forthcoming", "alleged",    "attempted", "feared",
                                        "likely",   "threat",   "risk",        "danger",     "fear",      "fears",
                                        "prospect", "next",     "further",     "would",      "any",       "expected"};
    for (size_t at = token, steps = 0; at > 0 && steps < NEAR; at--, steps++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (ent_token_is(reader->sentence->tokens, at - 1, words[i])) return true;
    return false;
}

static bool is_refused(const event_reader *reader, size_t token) {
    for (size_t at = token, steps = 0; at > 0 && steps < 3; at--, steps++)
        if (has_roles(reader, at - 1, ENT_ROLE_NO)) return true;
    return false;
}

/* "South Korea, Japan: no deal yet": a heading without a verb. */
static bool find_no_deal(const event_reader *reader, size_t token) {
    const ent_event_sentence *in = reader->sentence;
    if (reader->verbs->size > 0 || in->mentions_size == 0) return false;
    event_act act = {.class = EVENT_AGREE, .modality = ENT_DENIED, .negated = true, .leaf = SIZE_MAX, .rule = "noun"};
    event_add(reader, &act, (event_parties){0, event_joined(reader, 0)}, 0, in->tokens->size);
    (void)token;
    return true;
}

void event_find_noun(const event_reader *reader) {
    const ent_event_sentence *in = reader->sentence;
    if (in->mentions_size == 0) return;
    for (size_t i = 0; i < in->tokens->size; i++) {
        const ent_word_info *word = reader->verbs->words[i];
        if (word == NULL || word->marks == 0 || reader->verbs->named[i] != 0) continue;
        const enum event_class class = event_class_of_noun(word->marks);
        if (class == EVENT_AGREE && is_refused(reader, i) && find_no_deal(reader, i)) return;
        const bool taken = class == EVENT_ASSAULT || class == EVENT_CONSULT || class == EVENT_REQUEST;
        if (!taken || is_refused(reader, i)) continue;
        const event_parties parties = parties_of(reader, i, class);
        if (parties.source == ENT_NO_MENTION || (parties.target == ENT_NO_MENTION && class != EVENT_REQUEST)) continue;
        event_act act = {.class = class, .leaf = SIZE_MAX, .rule = "noun"};
        act.modality = class == EVENT_REQUEST                      ? ENT_DEMANDED
                       : is_fact(reader) && !is_doubted(reader, i) ? ENT_HAPPENED
                                                                   : ENT_POSSIBLE;
        event_add(reader, &act, parties, 0, in->tokens->size);
        return;
    }
}
