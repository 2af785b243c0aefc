/* Verbs of saying, "according to", nouns of saying: where each begins, who says it, and what is said. */
#include "text/statements_parts.h"

#include <string.h>

typedef struct verb_reading {
    const say_verb *verb;
    enum say_form form;
    size_t at; /* token */
    bool passive, quoted_saying;
} verb_reading;

static const char *word_text(const say_search *search, const verb_reading *reading) {
    const ent_lexicon_row *row = say_row(search, reading->at, SAY_VERB);
    return row == NULL ? reading->verb->lemma : row->word;
}

void say_add_frame(say_search *search, const say_frame *frame) {
    for (size_t i = 0; i < search->frames_size; i++) { /* the same speaker once more inside the same words */
        const say_frame *other = &search->frames[i];
        if (other->first <= frame->first && frame->after <= other->after) return;
    }
    if (search->frames_size < MOST_FRAMES) search->frames[search->frames_size++] = *frame;
}

/* ---- is it a finite verb? ------------------------------------------------------------------------------------------
 */

static bool inside_mention(const say_search *search, size_t index) {
    const ent_statement_sentence *sentence = search->sentence;
    for (size_t i = sentence->first_mention; i < sentence->mentions->size; i++) {
        const ent_mention *mention = &sentence->mentions->items[i];
        if (mention->first <= index && index < mention->after) return true;
    }
    return false;
}

/* "did not say", "to announce", "declined to comment": nothing is said. Adverbs may stand between. */
static bool says_nothing(const say_search *search, size_t index) {
    for (size_t back = 1; back <= 3 && back <= index; back++) {
        if (say_is(search, index - back, SAY_NO_FINITE)) return true;
        if (!say_is(search, index - back, SAY_ADVERB)) return false;
    }
    return false;
}

static bool read_verb(const say_search *search, size_t index, verb_reading *out) {
    const ent_lexicon_row *row = say_row(search, index, SAY_VERB);
    if (row == NULL || inside_mention(search, index)) return false;
    const unsigned code = (unsigned)row->value;
    *out = (verb_reading){.verb = &say_verbs[code / 4], .form = (enum say_form)(code % 4), .at = index};
    if (says_nothing(search, index) || ent_token_is(search->tokens, index + 1, "tank") ||
        ent_token_is(search->tokens, index + 1, "tanks")) /* a think tank */
        return false;
    for (size_t back = 1; back <= 2 && back <= index; back++) {
        if (say_is(search, index - back, SAY_BE)) out->passive = out->form == SAY_PAST;
        if (!say_is(search, index - back, SAY_ADVERB)) break;
    }
    return true;
}

/* ---- what is said
 * ---------------------------------------------------------------------------------------------------- */

static bool adverbial(const say_search *search, size_t index) {
    const ent_token *token = &search->tokens->items[index];
    return token->kind == ENT_TOKEN_NUMBER || say_is(search, index, SAY_PREP) || say_is(search, index, SAY_ADVERB);
}

/* The "that" (or "how", "why") that belongs to the verb; 0 where none does. Between them may stand whom it is told,
 * when and where, but not a noun of its own: "announced the plan that ..." says nothing. */
static size_t find_that(const say_search *search, const verb_reading *reading) {
    const ent_tokens *tokens = search->tokens;
    size_t at = reading->at + 1;
    if (ent_token_is(tokens, at, "out")) at++; /* pointed out */
    const bool loose = reading->verb->use & (SAY_OBJECT | SAY_SPEECH) || (at < tokens->size && adverbial(search, at));
    for (size_t i = at; i < tokens->size && i < at + 14; i++) {
        if (ent_token_is(tokens, i, "that")) return say_stop(tokens, i + 1) ? 0 : i; /* "confirmed that." */
        if (i == at && say_is(search, i, SAY_CONTENT)) return i;
        if (say_quote(tokens, i) || (say_stop(tokens, i) && !ent_token_is_mark(tokens, i, ','))) return 0;
        if (ent_token_is_mark(tokens, i, ',') && !ent_token_is(tokens, i + 1, "that")) return 0;
        if (!loose && i == at) return 0;
        if (i > at && say_is(search, i, SAY_VERB)) return 0;
    }
    return 0;
}

/* An opening quotation mark soon after the verb; 0 for none. */
static size_t find_quote(const say_search *search, size_t verb) {
    const ent_tokens *tokens = search->tokens;
    for (size_t i = verb + 1; i < tokens->size && i < verb + 12; i++) {
        if (say_opens(tokens, i)) return i;
        if (say_stop(tokens, i) && !ent_token_is_mark(tokens, i, ',')) return 0;
        if (i > verb + 4 && !adverbial(search, i) && !ent_token_is_mark(tokens, i, ',') &&
            !ent_token_is_mark(tokens, i, ':'))
            return 0;
    }
    return 0;
}

static size_t end_of(const say_search *search) {
    const ent_tokens *tokens = search->tokens;
    size_t end = tokens->size;
    while (end > 0 && (ent_token_is_mark(tokens, end - 1, '.') || ent_token_is_mark(tokens, end - 1, '!')))
        end--;
    return end;
}

/* A form that only a verb has. */
static bool surely_verb(const say_search *search, size_t index) {
    const ent_lexicon_row *row = say_row(search, index, SAY_VERB);
    return row != NULL && ((unsigned)row->value % 4 == SAY_PAST);
}

/* The first token of the mention that ends before token `end`; `end` where none does. */
static size_t mention_before(const say_search *search, size_t end) {
    const ent_statement_sentence *sentence = search->sentence;
    for (size_t i = sentence->first_mention; i < sentence->mentions->size; i++)
        if (sentence->mentions->items[i].after == end) return sentence->mentions->items[i].first;
    return end;
}

/* Where the noun phrase whose known part begins at `first` begins: before "the", "two senior", "a statement by". */
static size_t phrase_begin(const say_search *search, size_t first) {
    static const char *const inside[] = {"of", "for", "by", "from", "in", "at", "on", "with", "to"};
    const ent_tokens *tokens = search->tokens;
    for (size_t steps = 0; first > 0 && steps < 9; steps++) {
        const size_t name = mention_before(search, first); /* U.N. has marks of its own */
        if (name < first) {
            first = name;
            continue;
        }
        const ent_token *token = &tokens->items[first - 1];
        const bool owner = token->kind == ENT_TOKEN_MARK && token->character == '\'' && token->length > 1;
        bool preposition = false;
        for (size_t i = 0; i < sizeof inside / sizeof *inside && !preposition; i++)
            preposition = ent_token_is(tokens, first - 1, inside[i]);
        if (token->kind == ENT_TOKEN_MARK && !owner && token->character != '-') break;
        if (first > 1 && ent_token_is(tokens, first - 1, "and") &&
            (say_is(search, first - 2, SAY_SPEAKER) || mention_before(search, first - 1) < first - 1)) {
            first--;
            continue;
        }
        if (say_is(search, first - 1, SAY_LINK) || surely_verb(search, first - 1) ||
            say_is(search, first - 1, SAY_BE) || (say_is(search, first - 1, SAY_PREP) && !preposition))
            break;
        first--;
    }
    return first;
}

/* "..., Kim said." and "The deal, Kim said, is close.": what stands before is what he says. */
static bool trailing(const say_search *search, size_t subject, size_t after_verb) {
    const ent_tokens *tokens = search->tokens;
    subject = phrase_begin(search, subject);
    if (subject < 2) return false;
    const size_t before = subject - 1;
    const bool parted = ent_token_is_mark(tokens, before, ',') || say_closes(tokens, before) ||
                        ent_token_is_mark(tokens, before, '?') || ent_token_is_mark(tokens, before, '!');
    if (!parted || (subject < 4 && say_is(search, 0, SAY_PREP))) return false; /* In May, Kim said. */
    if (after_verb >= tokens->size || say_stop(tokens, after_verb) || say_quote(tokens, after_verb) ||
        tokens->items[after_verb].character == ':')
        return true;
    if (!say_is(search, after_verb, SAY_PREP) && !say_is(search, after_verb, SAY_ADVERB)) return false;
    size_t time = after_verb; /* "said Monday, ..." */
    while (time < after_verb + 4 && time < tokens->size && adverbial(search, time))
        time++;
    if (say_stop(tokens, time)) return true;
    /* "After the round, Kim said on Friday the gap was wide": what stands before is no clause */
    return say_closes(tokens, before) ||
           (!say_is(search, 0, SAY_PREP) && !say_is(search, 0, SAY_ADVERB) && after_verb + 10 > tokens->size);
}

/* Whom it is told; the token after it. */
static size_t read_target(const say_search *search, size_t index, say_frame *frame) {
    say_who who;
    const ent_tokens *tokens = search->tokens;
    for (size_t at = index; at < index + 4 && at < tokens->size; at++) {
        if (say_stop(tokens, at) || say_quote(tokens, at) || say_is(search, at, SAY_CONTENT)) break;
        if (!say_is(search, at, SAY_LISTENER) || say_is(search, at + 1, SAY_LISTENER) || inside_mention(search, at))
            continue;
        size_t from = index + (ent_token_is(tokens, index, "the") || ent_token_is(tokens, index, "a"));
        frame->target = say_text(search, from, at + 1);
        return at + 1;
    }
    if (!say_speaker_at(search, index, &who) || who.size == 0) return index;
    frame->target = who.names[0].name;
    if (say_is_medium(search, &who)) frame->through = who.names[0].name;
    return who.after;
}

/* "told Seoul to pay": a demand and no statement. */
static bool to_do(const say_search *search, size_t from) {
    for (size_t i = from; i < search->tokens->size && i < from + 8; i++) {
        if (say_stop(search->tokens, i) || say_quote(search->tokens, i) || say_is(search, i, SAY_CONTENT)) return false;
        if (ent_token_is(search->tokens, i, "to")) return true;
    }
    return false;
}

/* "announced Wednesday it would ...": a pronoun that begins a clause; 0 for none. */
static size_t find_clause(const say_search *search, size_t next) {
    for (size_t i = next; i < next + 5 && i < search->tokens->size; i++) {
        if (say_is(search, i, SAY_PRONOUN))
            return say_is(search, i + 1, SAY_BE) || say_is(search, i + 1, SAY_NO_FINITE) ||
                           (say_is(search, i + 1, SAY_ADVERB) && !say_is(search, i + 1, SAY_PREP))
                       ? i
                       : 0;
        if (!adverbial(search, i)) return 0;
    }
    return 0;
}

/* Content of an ordinary verb of saying; false where it has none. */
static bool find_content(const say_search *search, const verb_reading *reading, say_frame *frame) {
    const ent_tokens *tokens = search->tokens;
    size_t next = reading->at + 1;
    const size_t end = end_of(search);
    if (reading->verb->use & SAY_OBJECT) {
        const size_t told = read_target(search, next, frame);
        if (to_do(search, told)) return false;
        next = told;
    } else if (ent_token_is(tokens, next, "to")) {
        const size_t told = read_target(search, next + 1, frame);
        if (told == next + 1) return false; /* "said to aim at": of him it is said */
        next = told;
    }
    const size_t that = find_that(search, reading), quote = that > 0 ? 0 : find_quote(search, reading->at);
    const size_t begin = phrase_begin(search, frame->first);
    const bool comes_last = trailing(search, begin, next) || (begin > 2 && say_closes(tokens, begin - 1));
    if (comes_last && that == 0) {
        const bool goes_on = next < end && ent_token_is_mark(tokens, next, ',');
        frame->first = begin;
        frame->content_first = 0;
        frame->content_after = goes_on ? end : begin - 1;
        if (quote > 0) frame->content_after = end;
        return true;
    }
    frame->content_after = end;
    frame->content_first = that > 0 ? that : quote;
    if (that > 0 || quote > 0) return true;
    frame->content_first = find_clause(search, next);
    if (frame->content_first > 0) return true;
    if (!(reading->verb->use & SAY_BARE) || next + 2 >= end || say_stop(tokens, next)) return false;
    static const char *const empty[] = {"nothing", "little", "so", "goodbye", "yes", "in", "of"};
    const bool speech = reading->verb->use & SAY_SPEECH;
    if (!speech && !(reading->verb->use & SAY_OBJECT) && say_is(search, next, SAY_PREP)) return false; /* argued over */
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
        if (ent_token_is(tokens, next, empty[i]) && (!speech || i < 5)) return false;
    frame->content_first = next;
    return true;
}

/* An attitude that is voiced: "expressed deep concern about"; a judgement: "called the demand unfair", "describes as".
 */
static bool find_attitude(const say_search *search, const verb_reading *reading, say_frame *frame) {
    const ent_tokens *tokens = search->tokens;
    const unsigned use = reading->verb->use;
    const bool quoted = find_quote(search, reading->at) > 0;
    const bool call = strcmp(reading->verb->lemma, "call") == 0;
    frame->content_first = reading->at + 1;
    frame->content_after = end_of(search);
    if (call && (ent_token_is(tokens, reading->at + 1, "for") || ent_token_is(tokens, reading->at + 1, "on")))
        return false;
    for (size_t i = reading->at + 1; i < tokens->size && i < reading->at + 14; i++) {
        if (use & SAY_EXPRESS && say_is(search, i, SAY_ATTITUDE)) return true;
        if (use & SAY_EXPRESS && (i >= reading->at + 6 || say_is(search, i, SAY_LINK))) return false;
        if (use & SAY_AS && !call && ent_token_is(tokens, i, "as")) return true;
        if (call && (ent_certainty_judges(search->memory->words->certainty, tokens, i) || quoted)) return true;
        if (say_stop(tokens, i) && !ent_token_is_mark(tokens, i, ',')) return false;
    }
    return false;
}

/* ---- the statement
 * --------------------------------------------------------------------------------------------------- */

static const char *rule_of(const say_frame *frame, const verb_reading *reading) {
    if (frame->who.referred) return "statement.reference";
    if (reading->verb->use & SAY_AS) return "statement.called";
    if (frame->content_first == reading->at + 1 && reading->verb->use & SAY_EXPRESS) return "statement.expressed";
    return "statement.said";
}

static bool has_content(const say_search *search, const verb_reading *reading, say_frame *frame) {
    const unsigned use = reading->verb->use;
    if (use & SAY_AS) return find_attitude(search, reading, frame);
    if (use & SAY_EXPRESS && find_attitude(search, reading, frame)) return true;
    if (use & SAY_EXPRESS && strcmp(reading->verb->lemma, "signal") != 0) return false;
    if (use & SAY_OF) {
        const size_t next = reading->at + 1;
        if (ent_token_is(search->tokens, next, "of") || ent_token_is(search->tokens, next, "about") ||
            ent_token_is(search->tokens, next, "at")) {
            frame->content_first = next + 1;
            frame->content_after = end_of(search);
            return true;
        }
    }
    return find_content(search, reading, frame);
}

static void add_verb_frame(say_search *search, const verb_reading *reading, say_frame *frame) {
    frame->text = word_text(search, reading);
    frame->rule = rule_of(frame, reading);
    say_add_frame(search, frame);
}

/* "was quoted (by Yonhap) as saying", "is quoted as telling": the subject speaks, through who quotes. */
static bool quoted_as_saying(say_search *search, const verb_reading *reading) {
    const ent_tokens *tokens = search->tokens;
    say_frame frame = {.after = reading->at + 1};
    size_t at = reading->at + 1;
    if (ent_token_is(tokens, at, "by") && say_speaker_at(search, at + 1, &frame.who)) {
        frame.through = frame.who.names[0].name;
        at = frame.who.after;
    }
    for (size_t steps = 0; steps < 8 && at < tokens->size && !ent_token_is(tokens, at, "as"); steps++)
        at++;
    if (!ent_token_is(tokens, at, "as")) return false;
    size_t subject = reading->at;
    while (subject > 0 && (say_is(search, subject - 1, SAY_BE) || say_is(search, subject - 1, SAY_ADVERB)))
        subject--;
    if (!say_subject(search, subject, &frame.who)) return false;
    frame.first = frame.who.first;
    frame.after = at + 2;
    frame.content_first = frame.after < tokens->size ? frame.after : at;
    frame.content_after = end_of(search);
    frame.text = "quoted as saying";
    frame.rule = "statement.quoted-as-saying";
    say_add_frame(search, &frame);
    return true;
}

/* "Yonhap quoted Kim as saying", "Yonhap said, citing a government official, that ...": who is cited speaks, through
 * the one who cites. */
static bool citing(say_search *search, const verb_reading *reading) {
    say_frame frame = {.text = "citing", .rule = "statement.citing"};
    say_who carrier = {0};
    const bool quote = strcmp(reading->verb->lemma, "quote") == 0;
    if (reading->passive) return quote && quoted_as_saying(search, reading);
    if (!say_speaker_at(search, reading->at + 1, &frame.who)) return false;
    if (frame.who.unnamed && frame.who.noun == NULL) return false; /* "citing documents": nobody */
    const bool known = reading->form == SAY_ING ? say_main_subject(search, reading->at, &carrier)
                                                : say_subject(search, reading->at, &carrier);
    if (known && carrier.size == 1) frame.through = carrier.names[0].name;
    if (known && carrier.size == 1 && strcmp(carrier.names[0].name, frame.who.names[0].name) == 0) return false;
    if (!known && reading->form != SAY_ING) return false;
    for (size_t i = 0; i < search->frames_size; i++) { /* said by who cites: it is the other's */
        say_frame *other = &search->frames[i];
        if (!known || other->who.size != 1 || strcmp(other->who.names[0].name, carrier.names[0].name) != 0) continue;
        other->who = frame.who;
        other->through = frame.through;
        other->rule = frame.rule;
        return true;
    }
    frame.first = reading->at;
    frame.after = frame.who.after;
    const bool leads = reading->at < search->tokens->size / 2;
    frame.content_first = leads ? frame.after : 0;
    frame.content_after = leads ? end_of(search) : reading->at;
    say_add_frame(search, &frame);
    return true;
}

/* "said Kim", where what is said stands before: quoted, or parted by a comma. */
static bool inverted(say_search *search, const verb_reading *reading) {
    const ent_tokens *tokens = search->tokens;
    const size_t at = reading->at;
    if (at < 3 || reading->passive || reading->form == SAY_ING || reading->form == SAY_BASE) return false;
    const bool closed = say_closes(tokens, at - 1), comma = ent_token_is_mark(tokens, at - 1, ',');
    if (!closed && !comma) return false;
    say_frame frame = {.first = at};
    if (!say_speaker_at(search, at + 1, &frame.who)) return false;
    const size_t after = frame.who.after;
    const bool ends = after >= end_of(search) || ent_token_is_mark(tokens, after, ',') ||
                      say_is(search, after, SAY_PREP) || say_is(search, after, SAY_TAIL) || say_quote(tokens, after);
    if (!ends) return false;
    say_who before;
    if (!closed && after < end_of(search) && say_subject(search, at, &before)) return false;
    frame.after = after;
    frame.content_first = 0;
    frame.content_after = at - 1;
    add_verb_frame(search, reading, &frame);
    return true;
}

/* "It was announced by the Pentagon that ..." */
static void passive_by(say_search *search, const verb_reading *reading) {
    say_frame frame = {.first = reading->at};
    if (!ent_token_is(search->tokens, reading->at + 1, "by") || !say_speaker_at(search, reading->at + 2, &frame.who) ||
        !ent_token_is(search->tokens, frame.who.after, "that"))
        return;
    frame.after = frame.who.after;
    frame.content_first = frame.after;
    frame.content_after = end_of(search);
    add_verb_frame(search, reading, &frame);
}

static bool joined(const say_search *search, size_t index) {
    size_t at = index;
    while (at > 0 && say_is(search, at - 1, SAY_ADVERB) && !ent_token_is(search->tokens, at - 1, "both"))
        at--;
    return at > 0 && (ent_token_is(search->tokens, at - 1, "and") || ent_token_is(search->tokens, at - 1, "but"));
}

void say_verb_at(say_search *search, size_t index) {
    verb_reading reading;
    if (!read_verb(search, index, &reading)) return;
    if (reading.verb->use & SAY_CITE && citing(search, &reading)) return;
    if (reading.verb->use & SAY_CITE) return;
    if (reading.passive) {
        passive_by(search, &reading);
        return;
    }
    if (inverted(search, &reading)) return;
    say_frame frame = {.after = index + 1};
    bool known;
    if (reading.form == SAY_ING)
        known = index > 0 && ent_token_is_mark(search->tokens, index - 1, ',') &&
                say_main_subject(search, index, &frame.who);
    else
        known = say_subject(search, index, &frame.who) ||
                (joined(search, index) && reading.form != SAY_BASE && say_main_subject(search, index, &frame.who));
    if (!known || frame.who.size == 0) return;
    if (reading.form == SAY_BASE && !frame.who.plural && frame.who.size == 1) return; /* "the report" */
    frame.first = frame.who.first < index ? frame.who.first : index;
    if (reading.form == SAY_ING || joined(search, index)) frame.first = index;
    if (!has_content(search, &reading, &frame)) return;
    add_verb_frame(search, &reading, &frame);
}

/* ---- "according to"
 * -------------------------------------------------------------------------------------------------- */

void say_according_at(say_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    if (!ent_token_is(tokens, index, "according") || !ent_token_is(tokens, index + 1, "to")) return;
    say_frame frame = {.first = index, .text = "according to", .rule = "statement.according-to"};
    if (!say_speaker_at(search, index + 2, &frame.who)) return;
    frame.after = frame.who.after;
    const bool leads = index == 0 || (index < 3 && !say_stop(tokens, index - 1));
    frame.content_first = leads ? frame.after : 0;
    frame.content_after = leads ? end_of(search) : index;
    say_add_frame(search, &frame);
}

/* ---- nouns of saying
 * -------------------------------------------------------------------------------------------------- */

/* "Seoul's claim that ...", "the assertion by Kim that ..." */
void say_noun_at(say_search *search, size_t index) {
    const ent_tokens *tokens = search->tokens;
    const ent_lexicon_row *row = say_row(search, index, SAY_NOUN);
    if (row == NULL) return;
    say_frame frame = {.text = row->word, .rule = "statement.noun"};
    size_t that = index + 1, owner = index;
    const bool by = ent_token_is(tokens, index + 1, "by") || ent_token_is(tokens, index + 1, "from");
    for (size_t i = index; i > 0 && index - i < 3; i--) /* "demanded an admission by Moscow that": none was made */
        if (ent_token_is(tokens, i - 1, "an") || ent_token_is(tokens, i - 1, "a") || ent_token_is(tokens, i - 1, "any"))
            return;
    if (by && say_speaker_at(search, index + 2, &frame.who)) that = frame.who.after;
    if (!ent_token_is(tokens, that, "that")) return;
    while (owner > 0 && index - owner < 3 && tokens->items[owner - 1].kind == ENT_TOKEN_WORD)
        owner--;
    const bool owned =
        owner > 0 && (ent_token_is_mark(tokens, owner - 1, '\'') || tokens->items[owner - 1].character == 0x2019);
    if (that == index + 1 && !owned) return;
    if (that == index + 1 && !say_owner(search, owner - 1, &frame.who)) return;
    frame.first = frame.who.first < index ? frame.who.first : index;
    frame.after = that;
    frame.content_first = that;
    frame.content_after = end_of(search);
    say_add_frame(search, &frame);
}
