/* The groups of a sentence: found one after the other, then linked. */
#include "text/verbs_parts.h"

#include <string.h>

enum { GAP_MOST = 12 }; /* tokens between a verb and what it governs: "asked the visiting minister of Norway to sign" */

void ent_verbs_init(ent_verbs *verbs, const ent_allocator *allocator) {
    *verbs = (ent_verbs){.allocator = allocator};
}

void ent_verbs_free(ent_verbs *verbs) {
    ent_free(verbs->allocator, verbs->words);
    ent_free(verbs->allocator, verbs->named);
    ent_free(verbs->allocator, verbs->groups);
    ent_verbs_init(verbs, verbs->allocator);
}

/* ---- finding ------------------------------------------------------------------------------------------------- */

static bool make_room(ent_verbs *verbs, size_t tokens) {
    if (tokens <= verbs->words_capacity) return true;
    size_t more = verbs->words_capacity == 0 ? 128 : verbs->words_capacity;
    while (more < tokens)
        more *= 2; /* a sentence has ENT_MOST_TOKENS at most */
    ent_free(verbs->allocator, verbs->words);
    ent_free(verbs->allocator, verbs->named);
    verbs->words = ent_alloc_array(verbs->allocator, more, sizeof *verbs->words);
    verbs->named = ent_alloc_array(verbs->allocator, more, sizeof *verbs->named);
    verbs->words_capacity = verbs->words != NULL && verbs->named != NULL ? more : 0;
    return verbs->words_capacity > 0;
}

static void mark_names(ent_verbs *verbs) {
    memset(verbs->named, 0, verbs->tokens->size * sizeof *verbs->named);
    for (size_t i = verbs->mentions_size; i-- > 0;) { /* of several at one place the first stays */
        const ent_mention *mention = &verbs->mentions[i];
        for (size_t at = mention->first; at < mention->after && at < verbs->tokens->size; at++)
            verbs->named[at] = (uint32_t)i + 1;
    }
}

static bool add_group(ent_verbs *verbs, const ent_verb_group *group) {
    if (verbs->size == verbs->capacity) {
        const size_t more = verbs->capacity == 0 ? 32 : 2 * verbs->capacity;
        ent_verb_group *groups =
            ent_realloc_array(verbs->allocator, verbs->groups, verbs->capacity, more, sizeof *groups);
        if (groups == NULL) return false;
        verbs->groups = groups;
        verbs->capacity = more;
    }
    verbs->groups[verbs->size++] = *group;
    return true;
}

/* Whether a group may begin with this word. */
static bool may_begin(const ent_word_info *word) {
    const uint32_t roles = ENT_ROLE_BE | ENT_ROLE_HAVE | ENT_ROLE_DO | ENT_ROLE_WILL | ENT_ROLE_WOULD | ENT_ROLE_MAY |
                           ENT_ROLE_MUST | ENT_ROLE_TO;
    return word != NULL && (word->lemma != 0 || (word->roles & roles) != 0);
}

bool ent_verbs_find(ent_verbs *verbs, const ent_verb_words *words, const ent_tokens *tokens,
                    const ent_mention *mentions, size_t mentions_size) {
    verbs->tokens = tokens;
    verbs->mentions = mentions;
    verbs->mentions_size = mentions_size;
    verbs->size = 0;
    if (!make_room(verbs, tokens->size)) return false;
    if (tokens->size == 0) return true;
    for (size_t i = 0; i < tokens->size; i++)
        verbs->words[i] = ent_verb_word(words, tokens, i);
    mark_names(verbs);
    for (size_t i = 0; i < tokens->size;) {
        ent_verb_group group;
        if (verbs->named[i] != 0 || !may_begin(verbs->words[i]) || !verb_group_read(verbs, words, i, &group)) {
            i++;
            continue;
        }
        if (!add_group(verbs, &group)) return false;
        i = group.after;
    }
    verb_groups_link(verbs);
    return true;
}

/* ---- linking ------------------------------------------------------------------------------------------------- */

static bool is_comma(const ent_verbs *verbs, size_t index) {
    return ent_token_is_mark(verbs->tokens, index, ',');
}

/* Ends a clause whatever stands beside it. */
static bool is_wall(const ent_verbs *verbs, size_t index) {
    const ent_token *token = &verbs->tokens->items[index];
    if (token->kind != ENT_TOKEN_MARK) return false;
    return token->character == ';' || token->character == ':' || token->character == 0x2014 ||
           token->character == 0x2013 || token->character == '(' || token->character == ')';
}

/* What begins the clause of a finite group: its token, or SIZE_MAX; searched down to `low`. */
static size_t opener(const ent_verbs *verbs, size_t low, size_t first) {
    const uint32_t openers = ENT_ROLE_THAT | ENT_ROLE_RELATIVE | ENT_ROLE_IF | ENT_ROLE_SINCE | ENT_ROLE_AND;
    bool comma = false;
    for (size_t at = first; at-- > low;) {
        if (is_wall(verbs, at)) return at;
        if (is_comma(verbs, at)) {
            comma = true;
            continue;
        }
        const uint32_t roles = verb_roles(verbs, at);
        if (!(roles & openers) || verbs->named[at] != 0) continue;
        if (comma && !(roles & (ENT_ROLE_THAT | ENT_ROLE_AND))) return SIZE_MAX; /* "After the talks, Japan signed" */
        if (roles & ENT_ROLE_THAT && at + 1 < first && verb_roles(verbs, at - (at > 0)) & ENT_ROLE_PREPOSITION)
            continue;
        if (roles & ENT_ROLE_AND && at + 1 < first) { /* joins two names, or two clauses */
            if (verbs->size == 0 || at <= low || verbs->named[at + 1] == 0 || verbs->named[at - 1] == 0) {
                if (low > 0 && at > low) return at;
            }
            continue;
        }
        return at;
    }
    return SIZE_MAX;
}

static size_t last_comma(const ent_verbs *verbs, size_t low, size_t first) {
    for (size_t at = first; at-- > low;)
        if (is_comma(verbs, at)) return at;
    return SIZE_MAX;
}

static bool has_role(const ent_verbs *verbs, size_t from, size_t until, uint32_t role) {
    for (size_t at = from; at < until; at++)
        if (verbs->named[at] == 0 && verb_roles(verbs, at) & role) return true;
    return false;
}

static bool has_wall(const ent_verbs *verbs, size_t from, size_t until) {
    for (size_t at = from; at < until; at++)
        if (is_wall(verbs, at) || is_comma(verbs, at)) return true;
    return false;
}

/* Of an infinitive or a gerund: the group before it, where nothing ends between. */
static void link_nonfinite(ent_verbs *verbs, size_t index) {
    ent_verb_group *group = &verbs->groups[index];
    const uint32_t before = group->first > 0 ? verb_roles(verbs, group->first - 1) : 0;
    const bool gerund = group->link != ENT_LINK_TO;
    group->from = group->first;
    if (gerund) group->link = ENT_LINK_BARE;
    if (gerund && before & ENT_ROLE_WITHOUT) group->negated = true;
    if (gerund && before & ENT_ROLE_SINCE) {
        group->link = ENT_LINK_SINCE;
        return;
    }
    if (index == 0) return;
    const ent_verb_group *last = &verbs->groups[index - 1];
    if (before & ENT_ROLE_AND && (last->link == ENT_LINK_TO || last->link == ENT_LINK_GERUND)) {
        group->link = ENT_LINK_AND;
        group->governor = index - 1;
        return;
    }
    if (group->first - last->after > GAP_MOST || has_wall(verbs, last->after, group->first)) return;
    if (gerund && group->first > last->after && !(before & ENT_ROLE_PREPOSITION)) return; /* troops fighting there */
    if (gerund && before & ENT_ROLE_WITHOUT) return;
    group->link = gerund ? ENT_LINK_GERUND : ENT_LINK_TO;
    group->governor = index - 1;
}

static ent_verb_link link_of_opener(const ent_verbs *verbs, size_t at, size_t first) {
    const uint32_t roles = verb_roles(verbs, at);
    if (roles & ENT_ROLE_RELATIVE) return ENT_LINK_RELATIVE;
    if (roles & ENT_ROLE_IF) return ENT_LINK_IF;
    if (roles & ENT_ROLE_THAT) return at + 1 == first ? ENT_LINK_RELATIVE : ENT_LINK_THAT;
    if (roles & ENT_ROLE_SINCE) return ENT_LINK_SINCE;
    if (roles & ENT_ROLE_AND) return at + 1 == first ? ENT_LINK_AND : ENT_LINK_MAIN;
    return ENT_LINK_MAIN;
}

/* Whether a group, or what it hangs on, is in a relative clause or the like: "which had denied plans to attack". */
static bool is_below(const ent_verbs *verbs, size_t index) {
    while (verbs->groups[index].governor != ENT_NO_GROUP && verbs->groups[index].governor < index &&
           verbs->groups[index].link != ENT_LINK_RELATIVE)
        index = verbs->groups[index].governor;
    return verbs->groups[index].link == ENT_LINK_RELATIVE || verbs->groups[index].link == ENT_LINK_BARE;
}

/* The last clause before a group that is not below another; its number, or ENT_NO_GROUP. */
static size_t clause_before(const ent_verbs *verbs, size_t index) {
    for (size_t i = index; i-- > 0;) {
        const ent_verb_group *group = &verbs->groups[i];
        if (group->finite && group->link != ENT_LINK_RELATIVE && group->link != ENT_LINK_BARE) return i;
        if (group->link == ENT_LINK_TO && index == i + 1) return i;
    }
    return index > 0 ? index - 1 : ENT_NO_GROUP;
}

/* A plain past that follows a verb which has no clause: "opened the border to people ordered out". */
static bool is_loose_participle(const ent_verbs *verbs, const ent_verb_group *group, const ent_verb_group *last) {
    return !last->clausal && group->first == group->head && group->form == ENT_VERB_PAST &&
           (verb_forms(verbs, group->head) & ENT_VERB_PARTICIPLE) != 0;
}

/* Without a word that opens it: "said it signed", "met X, signed Y", "rebels who fled surrendered". */
static void link_unopened(ent_verbs *verbs, size_t index, size_t low) {
    ent_verb_group *group = &verbs->groups[index];
    const size_t comma = last_comma(verbs, low, group->first);
    group->from = comma != SIZE_MAX ? comma + 1 : low;
    group->link = ENT_LINK_MAIN;
    if (index == 0) return;
    const ent_verb_group *last = &verbs->groups[index - 1];
    const bool below = is_below(verbs, index - 1);
    if (comma == SIZE_MAX && !below && is_loose_participle(verbs, group, last)) {
        group->link = ENT_LINK_BARE;
        group->form = ENT_VERB_PARTICIPLE;
        group->finite = false;
        group->passive = true;
    } else if (comma == SIZE_MAX && group->first > low && last->finite && !below) {
        group->link = ENT_LINK_THAT;
        group->governor = index - 1;
    } else if (comma != SIZE_MAX && comma + 1 == group->first && !below) {
        group->link = ENT_LINK_AND;
        group->governor = clause_before(verbs, index);
    }
}

static void link_finite(ent_verbs *verbs, size_t index) {
    ent_verb_group *group = &verbs->groups[index];
    const size_t low = index == 0 ? 0 : verbs->groups[index - 1].after;
    const size_t at = opener(verbs, low, group->first);
    if (at == SIZE_MAX) {
        link_unopened(verbs, index, low);
        return;
    }
    group->from = at + 1;
    group->link = link_of_opener(verbs, at, group->first);
    const bool hangs = group->link == ENT_LINK_AND || group->link == ENT_LINK_THAT ||
                       (group->link == ENT_LINK_IF && ent_token_is(verbs->tokens, at, "whether"));
    if (hangs && index > 0) group->governor = group->link == ENT_LINK_AND ? clause_before(verbs, index) : index - 1;
    if (group->link == ENT_LINK_AND && index == 0) group->link = ENT_LINK_MAIN;
}

/* A past form that is none: "troops sent by Norway". */
static void mend_participles(ent_verbs *verbs) {
    for (size_t i = 0; i < verbs->size; i++) {
        ent_verb_group *group = &verbs->groups[i];
        if (group->first != group->head || group->form != ENT_VERB_PAST ||
            !(verb_forms(verbs, group->head) & ENT_VERB_PARTICIPLE))
            continue;
        const bool joined = i > 0 && verbs->groups[i - 1].passive && group->first > 0 &&
                            verb_roles(verbs, group->first - 1) & ENT_ROLE_AND; /* was bombed and destroyed by */
        if (joined) continue;
        const bool by = ent_token_is(verbs->tokens, group->after, "by");
        const bool next = i + 1 < verbs->size && verbs->groups[i + 1].finite &&
                          !has_wall(verbs, group->after, verbs->groups[i + 1].first) &&
                          !has_role(verbs, group->after, verbs->groups[i + 1].first,
                                    ENT_ROLE_AND | ENT_ROLE_THAT | ENT_ROLE_RELATIVE | ENT_ROLE_SINCE | ENT_ROLE_IF);
        if (!by && group->clausal) continue; /* said on Friday they would */
        if (!by && !(next && verb_roles(verbs, group->after) & ENT_ROLE_PREPOSITION)) continue;
        group->form = ENT_VERB_PARTICIPLE;
        group->finite = false;
        group->passive = true;
    }
}

/* ---- subjects ------------------------------------------------------------------------------------------------ */

/* A name that is not in a phrase of place or time before the subject, "In Tokyo, ...". */
static bool may_be_subject(const ent_verbs *verbs, const ent_mention *mention, size_t from) {
    size_t at = mention->first;
    while (at > from && verbs->named[at - 1] == 0 &&
           (verb_roles(verbs, at - 1) & ENT_ROLE_DETERMINER || verbs->words[at - 1] == NULL) &&
           verbs->tokens->items[at - 1].kind == ENT_TOKEN_WORD && mention->first - at < 3)
        at--;
    if (at == from || verbs->named[at - 1] != 0) return true;
    const uint32_t roles = verb_roles(verbs, at - 1);
    if (!(roles & ENT_ROLE_PREPOSITION)) return true;
    return ent_token_is(verbs->tokens, at - 1, "of") || ent_token_is(verbs->tokens, at - 1, "between") ||
           ent_token_is(verbs->tokens, at - 1, "from") || ent_token_is(verbs->tokens, at - 1, "for");
}

static size_t subject_within(const ent_verbs *verbs, size_t from, size_t until) {
    for (size_t i = 0; i < verbs->mentions_size; i++) {
        const ent_mention *mention = &verbs->mentions[i];
        if (mention->first >= from && mention->after <= until && may_be_subject(verbs, mention, from)) return i;
    }
    return ENT_NO_MENTION;
}

static size_t last_mention_before(const ent_verbs *verbs, size_t token) {
    for (size_t i = verbs->mentions_size; i-- > 0;)
        if (verbs->mentions[i].after <= token) return i;
    return ENT_NO_MENTION;
}

static void find_subject(ent_verbs *verbs, size_t index) {
    ent_verb_group *group = &verbs->groups[index];
    const ent_verb_group *last = index > 0 ? &verbs->groups[index - 1] : NULL;
    const size_t end = group->question ? group->head : group->first;
    if (group->link == ENT_LINK_AND && group->governor != ENT_NO_GROUP) last = &verbs->groups[group->governor];
    if (group->link == ENT_LINK_RELATIVE || (group->link == ENT_LINK_BARE && group->passive)) {
        group->subject = last_mention_before(verbs, group->from);
        return;
    }
    group->subject = subject_within(verbs, group->from, end);
    if (group->subject != ENT_NO_MENTION || last == NULL) return;
    const bool pronoun = has_role(verbs, group->from, group->first, ENT_ROLE_PRONOUN);
    const bool nothing = group->from >= group->first || !group->finite;
    const bool below = is_below(verbs, index - 1);
    if (pronoun || nothing || below) group->subject = last->subject;
}

/* "No agreement was reached", "neither side signed", "reached no agreement". */
static void find_negation(ent_verbs *verbs, size_t index) {
    ent_verb_group *group = &verbs->groups[index];
    if (group->link != ENT_LINK_AND && has_role(verbs, group->from, group->first, ENT_ROLE_NO) &&
        !(group->first > 0 && ent_token_is(verbs->tokens, group->first, "no")))
        group->negated = true;
    const size_t before =
        index > 0 && verbs->groups[index - 1].after < group->first ? verbs->groups[index - 1].after : 0;
    if (has_role(verbs, index == 0 ? 0 : before, group->first, ENT_ROLE_HEARSAY)) group->hearsay = true;
    const bool no = ent_token_is(verbs->tokens, group->after, "no") &&
                    !ent_token_is(verbs->tokens, group->after + 1, "later") &&
                    !ent_token_is(verbs->tokens, group->after + 1, "longer");
    if (no || ent_token_is(verbs->tokens, group->after, "neither")) group->negated = true;
}

/* "Will meet and sign", "did not meet or sign", "was bombed and destroyed": what the first verb's auxiliaries say. */
static void inherit(ent_verbs *verbs, size_t index) {
    ent_verb_group *group = &verbs->groups[index];
    if (group->link != ENT_LINK_AND || group->governor == ENT_NO_GROUP || group->governor >= index) return;
    const ent_verb_group *first = &verbs->groups[group->governor];
    const bool own = verb_roles(verbs, group->first) & (ENT_ROLE_BE | ENT_ROLE_HAVE | ENT_ROLE_DO | ENT_ROLE_WILL |
                                                        ENT_ROLE_WOULD | ENT_ROLE_MAY | ENT_ROLE_MUST);
    if (own) return;
    const size_t joint = group->first > 0 ? group->first - 1 : 0;
    const bool or = ent_token_is(verbs->tokens, joint, "or") || ent_token_is(verbs->tokens, joint, "nor");
    const bool plain = group->form == ENT_VERB_BASE;
    if (plain) group->mood = first->mood;
    if (plain) group->can = first->can;
    if (plain || or) group->negated |= first->negated;
    group->hearsay |= first->hearsay && plain;
    const bool participle = verb_forms(verbs, group->head) & ENT_VERB_PARTICIPLE;
    if (first->passive && participle && verbs->named[group->after < verbs->tokens->size ? group->after : joint] == 0 &&
        !(verb_roles(verbs, group->after) & (ENT_ROLE_DETERMINER | ENT_ROLE_PRONOUN)))
        group->passive = true;
}

void verb_groups_link(ent_verbs *verbs) {
    mend_participles(verbs);
    for (size_t i = 0; i < verbs->size; i++) {
        ent_verb_group *group = &verbs->groups[i];
        if (group->question) {
            group->link = ENT_LINK_IF;
            group->from = group->first;
            while (group->from > 0 && !is_comma(verbs, group->from - 1) && !is_wall(verbs, group->from - 1))
                group->from--;
        } else if (group->finite) {
            link_finite(verbs, i);
        } else {
            link_nonfinite(verbs, i);
        }
        if (group->link == ENT_LINK_BARE && group->passive) group->from = group->first;
        find_subject(verbs, i);
        find_negation(verbs, i);
        inherit(verbs, i);
    }
    for (size_t i = 0; i < verbs->size; i++) {
        ent_verb_group *group = &verbs->groups[i];
        group->until = verbs->tokens->size;
        if (i + 1 < verbs->size) {
            const ent_verb_group *next = group + 1;
            /* a clause that no word opens begins nowhere in particular: its subject may be this one's object */
            const bool open = next->link != ENT_LINK_MAIN && next->from == group->after;
            group->until = open ? next->first : next->from;
        }
        if (group->until < group->after) group->until = group->after;
    }
}
