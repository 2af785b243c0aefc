/* One group: auxiliaries, negation, adverbs and the verb that they end on. */
#include "text/verbs_parts.h"

#include <string.h>

enum { GROUP_MOST = 16 }; /* tokens of a group */

enum {
    AUXILIARY =
        ENT_ROLE_BE | ENT_ROLE_HAVE | ENT_ROLE_DO | ENT_ROLE_WILL | ENT_ROLE_WOULD | ENT_ROLE_MAY | ENT_ROLE_MUST,
    MODAL = ENT_ROLE_WILL | ENT_ROLE_WOULD | ENT_ROLE_MAY | ENT_ROLE_MUST,
    BESIDE = ENT_ROLE_ADVERB | ENT_ROLE_NOT, /* stands before a verb, or inside a group */
    AFTER_BE = ENT_VERB_PARTICIPLE | ENT_VERB_GERUND | ENT_VERB_ADJECTIVE,
};

/* ---- neighbours ---------------------------------------------------------------------------------------------- */

static bool is_named(const ent_verbs *verbs, size_t index) {
    return index < verbs->tokens->size && verbs->named[index] != 0;
}

static const ent_mention *mention_of(const ent_verbs *verbs, size_t index) {
    return is_named(verbs, index) ? &verbs->mentions[verbs->named[index] - 1] : NULL;
}

static char last_letter(const ent_verbs *verbs, size_t index) {
    const ent_token *token = &verbs->tokens->items[index];
    return verbs->tokens->text[token->start + token->length - 1];
}

static bool is_word(const ent_verbs *verbs, size_t index) {
    return index < verbs->tokens->size && verbs->tokens->items[index].kind == ENT_TOKEN_WORD;
}

/* "swiftly": any word in -ly that is no verb. */
static bool is_manner(const ent_verbs *verbs, size_t index) {
    if (!is_word(verbs, index) || is_named(verbs, index) || verb_forms(verbs, index) != 0) return false;
    const ent_token *token = &verbs->tokens->items[index];
    return token->length > 4 && memcmp(verbs->tokens->text + token->start + token->length - 2, "ly", 2) == 0;
}

static bool beside(const ent_verbs *verbs, size_t index) {
    return (verb_roles(verbs, index) & BESIDE) != 0 || is_manner(verbs, index);
}

/* A part of a word with hyphens: long-threatened, cease-fire. */
static bool hyphenated(const ent_verbs *verbs, size_t index) {
    const ent_token *items = verbs->tokens->items;
    const bool before = index > 0 && ent_token_is_mark(verbs->tokens, index - 1, '-') &&
                        !(items[index].flags & ENT_TOKEN_SPACED) && !(items[index - 1].flags & ENT_TOKEN_SPACED);
    return before || (ent_token_is_mark(verbs->tokens, index + 1, '-') && !(items[index + 1].flags & ENT_TOKEN_SPACED));
}

/* The token before, adverbs left out; ENT_NO_GROUP at the beginning. */
static size_t before_adverbs(const ent_verbs *verbs, size_t index) {
    while (index > 0 && beside(verbs, index - 1) && !(verb_roles(verbs, index - 1) & AUXILIARY))
        index--;
    return index == 0 ? SIZE_MAX : index - 1;
}

/* What only a noun can follow. */
static bool wants_noun(const ent_verbs *verbs, size_t index, bool past) {
    const uint32_t roles = verb_roles(verbs, index);
    if (roles & ENT_ROLE_THAT || (past && roles & ENT_ROLE_QUANTITY)) return false;
    if (is_named(verbs, index) && (past || last_letter(verbs, index) == 's')) return false; /* Palestinians blamed */
    return (roles & (ENT_ROLE_DETERMINER | ENT_ROLE_PREPOSITION)) != 0 ||
           ent_token_is_mark(verbs->tokens, index, '\'') ||
           (is_named(verbs, index) && mention_of(verbs, index)->adjective);
}

/* What can only follow a verb, or a noun's end: an object that begins, a complement. */
static bool begins_object(const ent_verbs *verbs, size_t index) {
    const uint32_t roles = verb_roles(verbs, index);
    return is_named(verbs, index) ||
           (roles & (ENT_ROLE_DETERMINER | ENT_ROLE_PRONOUN | ENT_ROLE_TO | ENT_ROLE_THAT)) != 0 ||
           ent_token_is(verbs->tokens, index, "for") || ent_token_is(verbs->tokens, index, "on");
}

/* "Critics at home | blame": the noun before the first preposition of the clause. */
static bool has_plural_head(const ent_verbs *verbs, size_t index) {
    const size_t from = verbs->size > 0 ? verbs->groups[verbs->size - 1].after : 0;
    for (size_t at = from + 1; at < index; at++) {
        if (!(verb_roles(verbs, at) & ENT_ROLE_PREPOSITION) || verbs->named[at] != 0) continue;
        return is_word(verbs, at - 1) && last_letter(verbs, at - 1) == 's' && verb_roles(verbs, at - 1) == 0;
    }
    return false;
}

/* Two names joined, or a plural, or they: what takes the plain form. */
static bool is_plural(const ent_verbs *verbs, size_t index) {
    const ent_mention *mention = mention_of(verbs, index);
    if (mention != NULL && mention->adjective && last_letter(verbs, index) == 's') return true; /* Palestinians */
    if (mention != NULL) {
        const size_t before = mention->first;
        return before >= 2 &&
               (verb_roles(verbs, before - 1) & ENT_ROLE_AND ||
                (verb_roles(verbs, before - 1) & ENT_ROLE_DETERMINER && verb_roles(verbs, before - 2) & ENT_ROLE_AND));
    }
    if (has_plural_head(verbs, index)) return true;
    if (ent_token_is(verbs->tokens, index, "they") || ent_token_is(verbs->tokens, index, "we")) return true;
    return is_word(verbs, index) && last_letter(verbs, index) == 's' && verbs->tokens->items[index].length > 3 &&
           !(verb_roles(verbs, index) & ~(uint32_t)ENT_ROLE_NO);
}

static bool is_subject_end(const ent_verbs *verbs, size_t index) {
    if (is_named(verbs, index)) return !mention_of(verbs, index)->adjective;
    if (verb_roles(verbs, index) & (ENT_ROLE_PRONOUN | ENT_ROLE_RELATIVE | ENT_ROLE_THAT | ENT_ROLE_AND)) return true;
    return is_word(verbs, index) && (verb_roles(verbs, index) & ~(uint32_t)ENT_ROLE_OFFICE) == 0;
}

/* ---- verbs without an auxiliary ------------------------------------------------------------------------------- */

static bool is_that_between(const ent_verbs *verbs, size_t from, size_t until) {
    for (size_t at = from; at < until; at++)
        if (verb_roles(verbs, at) & ENT_ROLE_THAT) return true;
    return false;
}

/* "demanded that Seoul | sign" */
static bool is_subjunctive(const ent_verbs *verbs, size_t before) {
    const ent_verb_group *last = verbs->size > 0 ? &verbs->groups[verbs->size - 1] : NULL;
    return last != NULL && last->clausal && is_that_between(verbs, last->after, before) && !is_plural(verbs, before);
}

static bool plain_base(const ent_verbs *verbs, size_t index, size_t before) {
    const bool noun = verbs->words[index]->marks != 0;
    if (before == SIZE_MAX) return false;
    const ent_verb_group *last = verbs->size > 0 ? &verbs->groups[verbs->size - 1] : NULL;
    if (is_subjunctive(verbs, before)) /* demanded that Seoul sign */
        return is_subject_end(verbs, before) && (!noun || begins_object(verbs, index + 1));
    if (verb_roles(verbs, before) & ENT_ROLE_AND) /* to meet and sign */
        return last != NULL && last->form == ENT_VERB_BASE && (!noun || begins_object(verbs, index + 1));
    if (!is_plural(verbs, before) && !(verb_roles(verbs, before) & ENT_ROLE_RELATIVE)) return false;
    return !noun || begins_object(verbs, index + 1);
}

/* A plural noun as well (talks, supplies) only after a name or a pronoun, with an object. */
static bool plain_third(const ent_verbs *verbs, size_t index, size_t before) {
    if (before == SIZE_MAX || !is_subject_end(verbs, before)) return false;
    const bool noun = verbs->words[index]->marks != 0, named = is_named(verbs, before);
    if (!noun && named) return true;
    const bool pronoun = verb_roles(verbs, before) & (ENT_ROLE_PRONOUN | ENT_ROLE_RELATIVE | ENT_ROLE_OFFICE);
    const bool to =
        verb_roles(verbs, index + 1) & ENT_ROLE_PREPOSITION; /* arms exports to, the ministry's reports on */
    return begins_object(verbs, index + 1) && (named || pronoun || (!noun && !to));
}

/* What is a noun as well (meeting, bombing, hearing) needs an object, or a comma before it. */
static bool plain_gerund(const ent_verbs *verbs, size_t index, size_t before, bool noun_wanted) {
    const bool preposition = before != SIZE_MAX && verb_roles(verbs, before) & ENT_ROLE_PREPOSITION;
    if (noun_wanted && !preposition) return false;
    if (verbs->words[index]->marks == 0) return true;
    const bool comma = before != SIZE_MAX && ent_token_is_mark(verbs->tokens, before, ',');
    return (preposition || comma) && (verb_roles(verbs, index + 1) & ENT_ROLE_DETERMINER || is_named(verbs, index + 1));
}

/* The form in which a word stands as a verb of its own; 0 where it is none. */
static uint8_t plain_form(const ent_verbs *verbs, size_t index) {
    const uint8_t forms = verb_forms(verbs, index);
    const size_t before = before_adverbs(verbs, index);
    if (hyphenated(verbs, index)) return 0;
    const bool noun_wanted = before != SIZE_MAX && wants_noun(verbs, before, (forms & ENT_VERB_PAST) != 0);
    if (forms & ENT_VERB_GERUND) return plain_gerund(verbs, index, before, noun_wanted) ? ENT_VERB_GERUND : 0;
    const ent_verb_group *last = verbs->size > 0 ? &verbs->groups[verbs->size - 1] : NULL;
    if (last != NULL && last->after == index && last->lemma != 0) return 0; /* two verbs do not stand together */
    if (noun_wanted) return 0;
    if (forms & ENT_VERB_PAST && !(forms & ENT_VERB_BASE))
        return before == SIZE_MAX && !(verb_roles(verbs, index + 1) & ENT_ROLE_PREPOSITION) ? 0 : ENT_VERB_PAST;
    if (forms & ENT_VERB_PAST) /* cut, put: plain past where a subject stands before */
        return before != SIZE_MAX && is_subject_end(verbs, before) &&
                       (verbs->words[index]->marks == 0 || begins_object(verbs, index + 1) ||
                        ent_token_is(verbs->tokens, index + 1, "off") || ent_token_is(verbs->tokens, index + 1, "back"))
                   ? ENT_VERB_PAST
                   : 0;
    if (forms & ENT_VERB_PARTICIPLE) return before == SIZE_MAX ? 0 : ENT_VERB_PARTICIPLE;
    if (forms & ENT_VERB_BASE) return plain_base(verbs, index, before) ? ENT_VERB_BASE : 0;
    if (forms & ENT_VERB_THIRD) return plain_third(verbs, index, before) ? ENT_VERB_THIRD : 0;
    return 0;
}

/* ---- a group -------------------------------------------------------------------------------------------------- */

typedef struct group_reader {
    const ent_verbs *verbs;
    const ent_verb_words *words;
    ent_verb_group *out;
    size_t at;
    uint8_t expect;    /* forms that may come; 0 before the first auxiliary */
    uint32_t last;     /* role of the last auxiliary */
    bool duty_negated; /* does not have to */
} group_reader;

static void set_mood(ent_verb_group *out, uint32_t roles) {
    if (roles & ENT_ROLE_WILL) out->mood = ENT_MOOD_FUTURE;
    if (roles & ENT_ROLE_WOULD) out->mood = ENT_MOOD_WOULD;
    if (roles & ENT_ROLE_MAY) out->mood = ENT_MOOD_POSSIBLE;
    if (roles & ENT_ROLE_MUST) out->mood = ENT_MOOD_DUTY;
    out->can |= (roles & ENT_ROLE_CAN) != 0;
}

/* Whether this form of be or have can follow what was read. */
static bool fits(const group_reader *self, uint32_t roles) {
    const ent_tokens *tokens = self->verbs->tokens;
    if (roles & MODAL) return self->expect == 0;
    if (ent_token_is(tokens, self->at, "be")) return self->expect & ENT_VERB_BASE;
    if (ent_token_is(tokens, self->at, "been")) return self->last == ENT_ROLE_HAVE;
    if (ent_token_is(tokens, self->at, "being")) return self->last == ENT_ROLE_BE;
    if (ent_token_is(tokens, self->at, "have")) return self->expect == 0 || self->expect & ENT_VERB_BASE;
    if (ent_token_is(tokens, self->at, "having")) return self->expect == 0;
    return self->expect == 0;
}

static bool take_auxiliary(group_reader *self, uint32_t roles) {
    if (!fits(self, roles)) return false;
    ent_verb_group *out = self->out;
    if (roles & ENT_ROLE_NOT) out->negated = true;
    if (roles & MODAL) {
        set_mood(out, roles);
        self->expect = ENT_VERB_BASE;
    } else if (roles & ENT_ROLE_BE) {
        self->expect = AFTER_BE;
    } else if (roles & ENT_ROLE_HAVE) {
        out->perfect = true;
        self->expect = ENT_VERB_PARTICIPLE;
    } else {
        self->expect = ENT_VERB_BASE;
    }
    if (self->last == 0 && !ent_token_is(self->verbs->tokens, self->at, "having")) out->finite = true;
    self->last = roles & AUXILIARY;
    self->last = self->last & MODAL ? MODAL : self->last & ENT_ROLE_BE ? ENT_ROLE_BE : self->last & ENT_ROLE_HAVE;
    self->at++;
    return true;
}

/* "is to sign", "has to sign", "ought to sign", "has yet to sign". */
static bool take_to(group_reader *self) {
    const ent_verbs *verbs = self->verbs;
    size_t next = self->at + 1;
    while (beside(verbs, next))
        next++;
    const bool base = verb_forms(verbs, next) & ENT_VERB_BASE || ent_token_is(verbs->tokens, next, "be") ||
                      ent_token_is(verbs->tokens, next, "have");
    if (!base || self->last == 0) return false;
    ent_verb_group *out = self->out;
    if (self->last == ENT_ROLE_BE) {
        out->mood = ENT_MOOD_FUTURE;
        if (ent_token_is(verbs->tokens, self->at - 1, "yet")) { /* is yet to sign */
            out->mood = ENT_MOOD_FACT;
            out->negated = true;
        }
    } else if (self->last == ENT_ROLE_HAVE) {
        const bool yet = ent_token_is(verbs->tokens, self->at - 1, "yet");
        out->mood = yet ? ENT_MOOD_FACT : ENT_MOOD_DUTY;
        out->perfect = false;
        out->negated |= yet;
    } else if (out->mood != ENT_MOOD_DUTY) {
        return false;
    }
    self->expect = ENT_VERB_BASE;
    self->last = MODAL;
    self->at++;
    return true;
}

/* "is going to sign". */
static bool take_going(group_reader *self) {
    const ent_verbs *verbs = self->verbs;
    if (self->last != ENT_ROLE_BE || !ent_token_is(verbs->tokens, self->at, "going") ||
        !ent_token_is(verbs->tokens, self->at + 1, "to") || !(verb_forms(verbs, self->at + 2) & ENT_VERB_BASE))
        return false;
    self->out->mood = ENT_MOOD_FUTURE;
    self->expect = ENT_VERB_BASE;
    self->last = MODAL;
    self->at += 2;
    return true;
}

static void note_adverb(ent_verb_group *out, uint32_t roles) {
    if (roles & ENT_ROLE_NOT) out->negated = true;
    if (roles & ENT_ROLE_HEARSAY) out->hearsay = true;
}

static void finish(group_reader *self, uint8_t form) {
    const ent_verbs *verbs = self->verbs;
    ent_verb_group *out = self->out;
    out->head = self->at;
    out->after = self->at + 1;
    out->lemma = verbs->words[self->at] != NULL ? verbs->words[self->at]->lemma : 0;
    out->clausal = self->words->clausal[out->lemma];
    out->form = form;
    const size_t before = before_adverbs(verbs, self->at);
    out->subjunctive = self->last == 0 && form == ENT_VERB_BASE && before != SIZE_MAX && is_subjunctive(verbs, before);
    out->passive = self->last == ENT_ROLE_BE && form == ENT_VERB_PARTICIPLE;
    if (self->last == 0 && out->link != ENT_LINK_TO)
        out->finite = form == ENT_VERB_PAST || form == ENT_VERB_THIRD || form == ENT_VERB_BASE;
    const size_t low = verbs->size > 0 ? verbs->groups[verbs->size - 1].after : 0;
    while (out->first > low && beside(verbs, out->first - 1) && !(verb_roles(verbs, out->first - 1) & AUXILIARY)) {
        out->first--;
        note_adverb(out, verb_roles(verbs, out->first));
        if (out->first > low && ent_token_is(verbs->tokens, out->first, "longer") &&
            ent_token_is(verbs->tokens, out->first - 1, "no")) {
            out->first--;
            out->negated = true;
        }
    }
}

/* One form of several that is expected. */
static uint8_t expected(const group_reader *self, uint8_t forms) {
    forms &= self->expect;
    for (uint8_t form = 1; form <= ENT_VERB_ADJECTIVE; form = (uint8_t)(form * 2))
        if (forms & form) return form;
    return 0;
}

/* An auxiliary that no verb follows is a verb itself. */
static bool finish_auxiliary(group_reader *self, size_t auxiliary, uint32_t roles) {
    if (roles & MODAL || !(roles & (ENT_ROLE_BE | ENT_ROLE_HAVE | ENT_ROLE_DO))) return false;
    ent_verb_group *out = self->out;
    const ent_verb_words *words = self->words;
    out->head = auxiliary;
    out->after = auxiliary + 1;
    out->perfect = false;
    out->lemma = roles & ENT_ROLE_BE ? words->be : roles & ENT_ROLE_HAVE ? words->have : words->do_;
    out->form = out->finite ? ENT_VERB_PAST : ENT_VERB_BASE;
    return true;
}

/* A word that no list has, where only a verb can stand: "must renounce", "threatened to scuttle". */
static bool is_unknown_verb(const group_reader *self, uint8_t forms) {
    const ent_verbs *verbs = self->verbs;
    if (forms != 0 || self->expect != ENT_VERB_BASE || verbs->words[self->at] != NULL || !is_word(verbs, self->at) ||
        is_manner(verbs, self->at) || verbs->tokens->items[self->at].flags & (ENT_TOKEN_CAPITAL | ENT_TOKEN_HANGUL))
        return false;
    if (self->out->link != ENT_LINK_TO) return true;
    const ent_verb_group *last = verbs->size > 0 ? &verbs->groups[verbs->size - 1] : NULL;
    return last != NULL && last->after == self->out->first && last_letter(verbs, self->at) != 's';
}

static bool read_on(group_reader *self) {
    const ent_verbs *verbs = self->verbs;
    size_t auxiliary = SIZE_MAX;
    uint32_t auxiliary_roles = 0;
    for (size_t steps = 0; steps < GROUP_MOST && self->at < verbs->tokens->size; steps++) {
        const uint32_t roles = verb_roles(verbs, self->at);
        if (verbs->named[self->at] != 0) break;
        if (roles & AUXILIARY && take_auxiliary(self, roles)) {
            auxiliary = self->at - 1;
            auxiliary_roles = roles;
            continue;
        }
        if (roles & ENT_ROLE_TO && take_to(self)) continue;
        if (take_going(self)) continue;
        const uint8_t forms = verb_forms(verbs, self->at);
        const uint8_t form = self->expect == 0              ? plain_form(verbs, self->at)
                             : is_unknown_verb(self, forms) ? ENT_VERB_BASE
                                                            : expected(self, forms);
        if (form != 0 && !(self->expect != 0 && hyphenated(verbs, self->at))) {
            finish(self, form);
            return true;
        }
        const bool no_longer =
            ent_token_is(verbs->tokens, self->at, "no") && ent_token_is(verbs->tokens, self->at + 1, "longer");
        if (self->expect == 0 || !(beside(verbs, self->at) || no_longer)) break;
        note_adverb(self->out, roles);
        self->out->negated |= no_longer;
        self->at++;
    }
    return auxiliary != SIZE_MAX && finish_auxiliary(self, auxiliary, auxiliary_roles);
}

/* "Did Russia attack", "Should Russia attack", "Had Russia attacked": what stands before a subject. */
static bool read_inverted(group_reader *self) {
    const ent_verbs *verbs = self->verbs;
    const uint32_t roles = verb_roles(verbs, self->at);
    const bool start = self->at == 0 || verbs->tokens->items[self->at - 1].kind == ENT_TOKEN_MARK;
    if (!start || !(roles & AUXILIARY) || !is_named(verbs, self->at + 1)) return false;
    if (!take_auxiliary(self, roles)) return false;
    const ent_mention *subject = mention_of(verbs, self->at);
    if (subject == NULL) return false;
    self->at = subject->after;
    for (; self->at < verbs->tokens->size; self->at++) {
        const uint8_t form = expected(self, verb_forms(verbs, self->at));
        if (form != 0 && !is_named(verbs, self->at)) {
            self->out->first = self->at;
            finish(self, form);
            self->out->question = true;
            return true;
        }
        if (!beside(verbs, self->at)) return false;
    }
    return false;
}

/* "due to", "in response to": a noun follows. */
static bool is_preposition_to(const ent_verbs *verbs, size_t index) {
    static const char *const heads[] = {"according", "owing", "thanks", "prior", "response", "addition", "relation"};
    if (index == 0) return false;
    if (ent_token_is(verbs->tokens, index - 1, "due"))
        return index < 2 || !(verb_roles(verbs, index - 2) & (ENT_ROLE_BE | BESIDE));
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (ent_token_is(verbs->tokens, index - 1, heads[i])) return true;
    return false;
}

bool verb_group_read(const ent_verbs *verbs, const ent_verb_words *words, size_t index, ent_verb_group *out) {
    group_reader reader = {.verbs = verbs, .words = words, .out = out, .at = index};
    *out = (ent_verb_group){.first = index, .governor = ENT_NO_GROUP, .subject = ENT_NO_MENTION};
    const uint32_t roles = verb_roles(verbs, index);
    if (roles & AUXILIARY && read_inverted(&reader)) return true;
    *out = (ent_verb_group){.first = index, .governor = ENT_NO_GROUP, .subject = ENT_NO_MENTION};
    reader = (group_reader){.verbs = verbs, .words = words, .out = out, .at = index};
    if (roles & ENT_ROLE_TO) {
        if (is_preposition_to(verbs, index)) return false;
        out->link = ENT_LINK_TO;
        reader.expect = ENT_VERB_BASE;
        reader.last = MODAL;
        reader.at++;
    }
    return read_on(&reader);
}
