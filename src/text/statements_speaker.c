/* Who speaks: the subject before a verb of saying, the speaker after one, and whom "he" or "the official" means. */
#include "text/statements_parts.h"

#include <string.h>

/* ---- words ----------------------------------------------------------------------------------------------------- */

const ent_lexicon_row *say_row(const say_search *search, size_t index, enum say_word kind) {
    return ent_lexicon_of(search->memory->words->lexicon, search->tokens, index, (int)kind);
}

static uint32_t mark_of(const ent_tokens *tokens, size_t index) {
    if (index >= tokens->size || tokens->items[index].kind != ENT_TOKEN_MARK) return 0;
    const ent_token *token = &tokens->items[index];
    return token->character == '\'' && token->length > 1 ? 0 : token->character; /* 's is no quotation mark */
}

bool say_quote(const ent_tokens *tokens, size_t index) {
    static const uint32_t marks[] = {'"', '\'', 0x201C, 0x201D, 0x2018, 0x2019, 0xAB, 0xBB, 0x300C, 0x300D};
    const uint32_t mark = mark_of(tokens, index);
    for (size_t i = 0; mark != 0 && i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == mark) return true;
    return false;
}

static bool spaced(const ent_tokens *tokens, size_t index) {
    return index >= tokens->size || tokens->items[index].flags & ENT_TOKEN_SPACED;
}

bool say_opens(const ent_tokens *tokens, size_t index) {
    const uint32_t mark = mark_of(tokens, index);
    if (mark == 0x201C || mark == 0x2018 || mark == 0xAB || mark == 0x300C) return true;
    return (mark == '"' || mark == '\'') && spaced(tokens, index) && index + 1 < tokens->size &&
           !spaced(tokens, index + 1);
}

/* The plural's apostrophe ("members'") closes nothing: before it there is a letter, after it another word. */
bool say_closes(const ent_tokens *tokens, size_t index) {
    const uint32_t mark = mark_of(tokens, index);
    if (mark == 0x201D || mark == 0xBB || mark == 0x300D) return true;
    if (mark == '"') return !say_opens(tokens, index);
    if ((mark != '\'' && mark != 0x2019) || spaced(tokens, index) || index == 0) return false;
    for (size_t i = index; i > 0; i--)
        if (mark_of(tokens, i - 1) == (mark == '\'' ? (uint32_t)'\'' : 0x2018)) return say_opens(tokens, i - 1);
    return false;
}

bool say_stop(const ent_tokens *tokens, size_t index) {
    const uint32_t mark = mark_of(tokens, index);
    return index >= tokens->size || mark == ',' || mark == '.' || mark == ';' || mark == 0x2014 || mark == '?' ||
           mark == '!';
}

const char *say_text(const say_search *search, size_t first, size_t after) {
    const ent_token *items = search->tokens->items;
    const char *text = ent_arena_copy(search->memory->arena, search->tokens->text + items[first].start,
                                      items[after - 1].start + items[after - 1].length - items[first].start);
    if (text == NULL) search->memory->failed = true;
    return text;
}

static bool capital(const ent_tokens *tokens, size_t index) {
    return index < tokens->size && tokens->items[index].kind == ENT_TOKEN_WORD &&
           tokens->items[index].flags & ENT_TOKEN_CAPITAL;
}

static bool determiner(const ent_tokens *tokens, size_t index) {
    static const char *const words[] = {"the",  "a",     "an",      "this",    "that", "one", "two",  "three",
                                        "some", "other", "another", "several", "many", "its", "their"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ent_token_is(tokens, index, words[i])) return true;
    return false;
}

/* ---- mentions ---------------------------------------------------------------------------------------------------- */

static const ent_mention *mentions_of(const say_search *search, size_t *size) {
    *size = search->sentence->mentions->size - search->sentence->first_mention;
    return ent_mentions_from(search->sentence->mentions, search->sentence->first_mention);
}

static bool is_person(const ent_mention *mention) {
    return mention->kind == ENT_ACTOR_PERSON;
}

static void add_mention(const say_search *search, say_who *who, const ent_mention *mention) {
    for (size_t i = 0; i < who->size; i++)
        if (strcmp(who->names[i].name, mention->name) == 0) return;
    if (who->size == MOST_SPEAKERS) return;
    who->names[who->size++] =
        (say_speaker_name){mention->name, mention - search->sentence->mentions->items, is_person(mention)};
    who->unnamed = mention->described;
    who->plural = who->size > 1;
    const ent_lexicon_row *noun = mention->described ? say_row(search, mention->after - 1, SAY_SPEAKER) : NULL;
    if (noun == NULL) return;
    who->noun = noun->word;
    who->plural |= ((unsigned)noun->value & SAY_MANY) != 0;
}

/* Mentions that end before token `end`, and those that "and" or commas join to them. */
static bool mentions_before(const say_search *search, size_t end, say_who *out) {
    size_t size, first = end;
    const ent_mention *items = mentions_of(search, &size);
    *out = (say_who){.after = end};
    for (size_t i = size; i > 0; i--) {
        const ent_mention *mention = &items[i - 1];
        size_t link = first;
        if (mention->after > end || mention->first >= end) continue;
        const bool joined = out->size > 0 && mention->first < first;
        if (joined) {
            bool and = false;
            while (link > 0 && (determiner(search->tokens, link - 1) || ent_token_is(search->tokens, link - 1, "and") ||
                                ent_token_is_mark(search->tokens, link - 1, ','))) {
                link--;
                and |= ent_token_is(search->tokens, link, "and");
            }
            if (link == first || mention->after != link || mention->adjective || !(and || out->size > 1)) break;
        } else if (mention->after != end || mention->adjective) {
            if (mention->after < end) break;
            continue;
        }
        add_mention(search, out, mention);
        if (mention->first < first) first = mention->first;
    }
    out->first = first;
    return out->size > 0;
}

/* ---- described speakers --------------------------------------------------------------------------------------------
 */

/* Whose official: a mention that touches the phrase, before it ("Pentagon officials") or after ("officials in Seoul").
 */
static const char *whose(const say_search *search, size_t first, size_t after) {
    size_t size;
    const ent_mention *items = mentions_of(search, &size);
    const ent_tokens *tokens = search->tokens;
    for (size_t i = 0; i < size; i++) {
        const bool owner = ent_token_is_mark(tokens, items[i].after, '\'');
        if (items[i].after + owner == first && items[i].after <= first) return items[i].name;
    }
    if (!say_is(search, after, SAY_TAIL)) return NULL;
    size_t from = after + 1 + determiner(tokens, after + 1);
    for (size_t i = 0; i < size; i++)
        if (items[i].first == from || (items[i].first == from + 1 && capital(tokens, from))) return items[i].name;
    return NULL;
}

/* The described speaker whose noun is at `noun`: "senior official (South Korea)". */
static bool describe(const say_search *search, size_t noun, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    const ent_lexicon_row *row = say_row(search, noun, SAY_SPEAKER);
    size_t first = noun;
    if (row == NULL || capital(tokens, noun)) {
        if (row == NULL || noun > 0) return false;
    }
    while (first > 0 && noun - first < 4 && tokens->items[first - 1].kind == ENT_TOKEN_WORD &&
           !capital(tokens, first - 1) && !determiner(tokens, first - 1) && !say_is(search, first - 1, SAY_PREP) &&
           !say_is(search, first - 1, SAY_LINK) && !say_is(search, first - 1, SAY_VERB) &&
           !say_is(search, first - 1, SAY_BE) && !ent_token_is(tokens, first - 1, "of"))
        first--;
    const char *of = whose(search, first, noun + 1);
    const unsigned what = (unsigned)row->value;
    const size_t plain = first;
    if (of == NULL && what & (SAY_PRESS | SAY_BODY)) /* Ansa news agency, Umma party */
        while (first > 0 && noun - first < 4 && capital(tokens, first - 1) && !determiner(tokens, first - 1) &&
               !say_is(search, first - 1, SAY_ADVERB))
            first--;
    const char *phrase = say_text(search, first, noun + 1);
    const bool one_of_them =
        first > 0 && (ent_token_is(tokens, first - 1, "a") || ent_token_is(tokens, first - 1, "an"));
    const ent_token *head = &tokens->items[first];
    char *name = phrase == NULL ? NULL : ent_arena_text(search->memory->arena, phrase);
    if (name != NULL && first == 0 && first == plain && (head->flags & ENT_TOKEN_CAPITAL) && *name >= 'A' &&
        *name <= 'Z')
        *name = (char)(*name + ('a' - 'A')); /* only the sentence made it one */
    if (name != NULL && what & SAY_OFFICE_HOLDER && one_of_them)
        name = ent_arena_printf(search->memory->arena, "unnamed %s", name);
    if (name != NULL && of != NULL) name = ent_arena_printf(search->memory->arena, "%s (%s)", name, of);
    if (name == NULL) {
        search->memory->failed = true;
        return false;
    }
    const bool holder = what & SAY_OFFICE_HOLDER && !one_of_them;
    *out = (say_who){.names = {{name, NO_MENTION, (what & (SAY_MANY | SAY_PRESS | SAY_BODY)) == 0}},
                     .size = 1,
                     .first = first,
                     .after = noun + 1,
                     .noun = row->word,
                     .unnamed = first == plain && !holder && !(what & SAY_BODY),
                     .plural = (what & SAY_MANY) != 0};
    return true;
}

/* ---- who is referred to ---------------------------------------------------------------------------------------------
 */

/* The only person that this sentence before token `end` and the two before it name; false where there are several. */
static bool only_person(const say_search *search, size_t end, say_who *out) {
    const ent_statement_sentence *sentence = search->sentence;
    *out = (say_who){0};
    for (size_t i = sentence->mentions->size; i > 0; i--) {
        const ent_mention *mention = &sentence->mentions->items[i - 1];
        if (mention->sentence + 2 < sentence->number) break;
        if (mention->sentence == sentence->number && mention->first >= end) continue;
        if (!is_person(mention)) continue;
        if (out->size > 0 && strcmp(out->names[0].name, mention->name) != 0) return false;
        add_mention(search, out, mention);
    }
    return out->size == 1;
}

static bool last_speaker(const say_search *search, size_t reach, say_who *out) {
    const ent_statement_memory *memory = search->memory;
    if (memory->last.size == 0 || memory->last_sentence + reach < search->sentence->number) return false;
    *out = memory->last;
    return true;
}

static bool refer(const say_search *search, size_t index, int pronoun, say_who *out) {
    bool good = false;
    if (pronoun == SAY_HE) {
        good = only_person(search, index, out);
        if (!good && out->size == 0) good = last_speaker(search, 3, out) && !out->plural && out->names[0].person;
    } else if (pronoun == SAY_IT) {
        good = last_speaker(search, 2, out) && !out->plural && !out->names[0].person;
    } else {
        good = last_speaker(search, 2, out) && out->plural;
    }
    out->first = index;
    out->after = index + 1;
    out->referred = true;
    return good && out->size > 0;
}

/* "the official", "the minister" said: whoever that was a few sentences ago. */
static bool refer_noun(const say_search *search, size_t noun, say_who *out) {
    const ent_lexicon_row *row = say_row(search, noun, SAY_SPEAKER);
    if (row == NULL || noun == 0 || !ent_token_is(search->tokens, noun - 1, "the")) return false;
    const say_who *last = &search->memory->last;
    if (last->size > 0 && last->noun != NULL && strcmp(last->noun, row->word) == 0 &&
        search->memory->last_sentence + 6 >= search->sentence->number) {
        *out = *last;
    } else if (!((unsigned)row->value & SAY_OFFICE_HOLDER) || !only_person(search, noun, out) || out->unnamed) {
        return false;
    }
    out->first = noun - 1;
    out->after = noun + 1;
    out->referred = true;
    return true;
}

/* ---- the subject
 * ----------------------------------------------------------------------------------------------------- */

/* The token after the preposition's noun phrase begins: for "officials in Seoul" that ends at `end`, the place of "in";
 * `end` where no preposition stands before it. */
static size_t preposition_before(const say_search *search, size_t first) {
    static const char *const words[] = {"of", "for", "from", "in", "at", "with", "to", "on", "by", "between", "under"};
    size_t at = first;
    for (size_t steps = 0; at > 0 && steps < 9; steps++, at--) {
        const ent_token *token = &search->tokens->items[at - 1];
        if (token->kind != ENT_TOKEN_WORD && token->character != '-' && token->character != '\'') return first;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (ent_token_is(search->tokens, at - 1, words[i])) return at - 1;
        if (!determiner(search->tokens, at - 1) && !capital(search->tokens, at - 1) && steps > 2) return first;
        if (say_is(search, at - 1, SAY_LINK) || say_is(search, at - 1, SAY_VERB) || say_is(search, at - 1, SAY_BE))
            return first;
    }
    return first;
}

/* "a person familiar with the matter", "one of the negotiators": the described speaker that the clause begins with. */
static bool described_before(const say_search *search, size_t end, say_who *out) {
    if (end == 0 || say_is(search, end - 1, SAY_LINK)) return false;
    for (size_t at = end; at > 0 && end - at < 14; at--) {
        const size_t index = at - 1;
        if (say_stop(search->tokens, index) || say_quote(search->tokens, index)) return false;
        if (index + 1 < end && say_is(search, index, SAY_LINK) && !say_is(search, index, SAY_TAIL)) return false;
        if (!say_is(search, index, SAY_SPEAKER)) continue;
        if (index + 1 < end && !say_is(search, index + 1, SAY_TAIL)) return false;
        return describe(search, index, out);
    }
    return false;
}

/* Whether one capitalised word can be a name; at the beginning of a sentence it may be anything, a plural too. */
static bool one_name(const say_search *search, size_t index) {
    static const char *const none[] = {"nobody", "everyone", "everybody", "none",    "few",      "most",
                                       "others", "there",    "these",     "nothing", "somebody", "much",
                                       "i",      "we",       "you",       "history", "those",    "someone",
                                       "no",     "rumor",    "rumour",    "neither", "either"};
    const ent_token *token = &search->tokens->items[index];
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (ent_token_is(search->tokens, index, none[i])) return false;
    if (say_is(search, index, SAY_PREP) || say_is(search, index, SAY_DOCUMENT)) return false;
    return index > 0 || (token->length > 2 && search->tokens->text[token->start + token->length - 1] != 's');
}

static bool mention_ends(const say_search *search, size_t end) {
    size_t size;
    const ent_mention *items = mentions_of(search, &size);
    for (size_t i = 0; i < size; i++)
        if (items[i].after == end) return true;
    return false;
}

/* Names that no list knows: "Linda Specht said". */
static bool capitals_before(const say_search *search, size_t end, say_who *out) {
    size_t first = end, words = 0;
    const ent_tokens *tokens = search->tokens;
    while (first > 0 && words < 4 && capital(tokens, first - 1) && !say_is(search, first - 1, SAY_ADVERB) &&
           !say_is(search, first - 1, SAY_SPEAKER) && !determiner(tokens, first - 1) &&
           !say_is(search, first - 1, SAY_PRONOUN) && !say_is(search, first - 1, SAY_LINK)) {
        words++;
        first--;
        if (ent_token_is_mark(tokens, first - 1, '-') && first > 1 && capital(tokens, first - 2)) first--;
    }
    if (words == 0 || (words == 1 && !one_name(search, first))) return false;
    if (words == 1 && mention_ends(search, end)) return false;                              /* Ethiopian claims */
    if (first > 1 && ent_token_is(tokens, first - 1, "of") && capital(tokens, first - 2)) { /* Joint Chiefs of Staff */
        first -= 2;
        while (first > 0 && capital(tokens, first - 1) && !determiner(tokens, first - 1) && end - first < 8)
            first--;
    }
    const size_t preposition = preposition_before(search, first);
    if (preposition < first) { /* "the cleric in Basra warned" */
        return mentions_before(search, preposition, out) || described_before(search, end, out);
    }
    const char *name = say_text(search, first, end);
    if (name == NULL) return false;
    *out = (say_who){.names = {{name, NO_MENTION, true}}, .size = 1, .first = first, .after = end, .guessed = true};
    return true;
}

/* The noun phrase that ends just before token `end`. */
static bool phrase_before(const say_search *search, size_t end, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    if (end == 0) return false;
    const ent_lexicon_row *pronoun = say_row(search, end - 1, SAY_PRONOUN);
    if (pronoun != NULL) return refer(search, end - 1, (int)pronoun->value, out);
    if (mentions_before(search, end, out)) {
        const size_t preposition = preposition_before(search, out->first);
        if (preposition == out->first || preposition == 0) return true;
        const say_who inner = *out;
        if (say_is(search, preposition - 1, SAY_DOCUMENT)) return true; /* "a statement by the ministry said" */
        if (mentions_before(search, preposition, out)) return true;     /* "Kim of the ministry said" */
        if (described_before(search, end, out)) return true;
        *out = inner;
        return false;
    }
    if (say_is(search, end - 1, SAY_SPEAKER) && refer_noun(search, end - 1, out)) return true;
    size_t after;
    for (size_t at = end >= 4 ? end - 4 : 0; at < end; at++)
        if (say_medium_at(search, at, &after) && after == end) {
            const char *name = say_text(search, at, end);
            *out = (say_who){.names = {{name, NO_MENTION, false}}, .size = 1, .first = at, .after = end};
            return name != NULL;
        }
    if (described_before(search, end, out)) return true;
    (void)tokens;
    return capitals_before(search, end, out);
}

static size_t skip_adverbs(const say_search *search, size_t end) {
    const ent_tokens *tokens = search->tokens;
    while (end > 0) {
        const ent_token *token = &tokens->items[end - 1];
        const bool ly = token->kind == ENT_TOKEN_WORD && token->length > 3 && !(token->flags & ENT_TOKEN_CAPITAL) &&
                        memcmp(tokens->text + token->start + token->length - 2, "ly", 2) == 0 &&
                        !ent_token_is(tokens, end - 1, "ally") && !say_is(search, end - 1, SAY_SPEAKER) &&
                        !ent_token_is(tokens, end - 1, "daily");
        if (!ly && !say_is(search, end - 1, SAY_ADVERB)) {
            if (end > 1 && ent_token_is(tokens, end - 2, "on") && token->kind == ENT_TOKEN_WORD &&
                say_is(search, end - 1, SAY_ADVERB))
                end--;
            else
                break;
        }
        end--;
        if (end > 0 && ent_token_is(tokens, end - 1, "on") && capital(tokens, end)) end--; /* on Monday */
    }
    return end;
}

/* Where an aside that ends with the comma at `comma` begins: the place of its other comma; `comma` where none is. */
static size_t other_comma(const ent_tokens *tokens, size_t comma) {
    for (size_t at = comma; at > 0 && comma - at < SPEAKER_REACH; at--) {
        if (say_quote(tokens, at - 1)) return comma;
        if (ent_token_is_mark(tokens, at - 1, ',')) return at - 1;
    }
    return comma;
}

bool say_subject(const say_search *search, size_t end, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    end = skip_adverbs(search, end);
    if (end > 0 && ent_token_is_mark(tokens, end - 1, ')')) { /* Kim (PPP-Seoul) said */
        size_t open = end - 1;
        while (open > 0 && !ent_token_is_mark(tokens, open, '('))
            open--;
        if (open > 0) end = open;
    }
    *out = (say_who){0};
    if (end == 0) return false;
    if (!ent_token_is_mark(tokens, end - 1, ',')) return phrase_before(search, end, out) && out->size > 0;
    for (size_t comma = end - 1, tries = 0; tries < 3; tries++) {
        const size_t other = other_comma(tokens, comma);
        if (other == comma || other == 0) return false;
        say_who aside;
        if (phrase_before(search, other, out)) {
            const bool names = out->noun != NULL && phrase_before(search, comma, &aside) && !aside.unnamed &&
                               aside.noun == NULL && !aside.referred && aside.first <= other + 2;
            const size_t first = out->first;
            if (names) *out = aside; /* the chief secretary, Kim, said */
            out->first = first;
            return true;
        }
        comma = other;
    }
    return false;
}

bool say_adjective(const say_search *search, size_t end, say_who *out) {
    size_t size;
    const ent_mention *items = mentions_of(search, &size);
    *out = (say_who){.after = end};
    for (size_t i = 0; i < size; i++) {
        if (!items[i].adjective || items[i].after != end) continue;
        add_mention(search, out, &items[i]);
        out->first = items[i].first;
    }
    return out->size > 0;
}

bool say_owner(const say_search *search, size_t end, say_who *out) {
    return mentions_before(search, end, out) || described_before(search, end, out);
}

bool say_main_subject(const say_search *search, size_t before, say_who *out) {
    if (search->frames_size > 0) {
        const say_frame *last = &search->frames[search->frames_size - 1];
        if (last->first < before) {
            *out = last->who;
            return true;
        }
    }
    const ent_lexicon_row *pronoun = say_row(search, 0, SAY_PRONOUN);
    if (pronoun != NULL && before > 0) return refer(search, 0, (int)pronoun->value, out);
    return say_speaker_at(search, 0, out) && out->after <= before;
}

/* ---- speakers after a word
 * ---------------------------------------------------------------------------------------------- */

bool say_medium_at(const say_search *search, size_t index, size_t *after) {
    const ent_tokens *tokens = search->tokens;
    size_t at = index, last = 0;
    if (ent_token_is(tokens, index, "the")) return false;
    while (at < tokens->size && at < index + 5 && capital(tokens, at)) {
        if (say_is(search, at, SAY_MEDIUM)) last = at + 1;
        at++;
    }
    if (last == 0 || (last == index + 1 && ent_token_is(tokens, index, "news"))) return false;
    *after = last;
    return true;
}

bool say_is_medium(const say_search *search, const say_who *who) {
    if (who->size != 1) return false;
    if (who->noun != NULL) {
        const ent_lexicon_row *row = who->after > 0 ? say_row(search, who->after - 1, SAY_SPEAKER) : NULL;
        return row != NULL && (unsigned)row->value & SAY_PRESS;
    }
    for (size_t i = who->first; i < who->after; i++)
        if (say_is(search, i, SAY_MEDIUM)) return true;
    return false;
}

/* The last of the mentions that follow each other from token `at`: "South Korea's defence ministry". */
static bool mentions_from(const say_search *search, size_t at, say_who *out) {
    size_t size, after = 0;
    const ent_mention *items = mentions_of(search, &size);
    const ent_tokens *tokens = search->tokens;
    bool adjective = false;
    *out = (say_who){.first = at};
    for (size_t i = 0; i < size; i++) {
        if (items[i].first < at || items[i].after <= at) continue;
        const bool owner = after > 0 && ent_token_is_mark(tokens, after, '\'');
        const bool more = after > 0 && (items[i].first == after + owner || items[i].first < after);
        const bool and_more = after > 0 && !owner && ent_token_is(tokens, after, "and") && items[i].first == after + 1;
        if (after == 0 ? items[i].first != at : !more && !and_more) {
            if (items[i].first > at) break;
            continue;
        }
        if (more && items[i].first >= after) out->size = 0; /* the one before only says whose */
        add_mention(search, out, &items[i]);
        adjective = items[i].adjective;
        after = items[i].after;
    }
    out->after = after;
    return out->size > 0 && !adjective && !ent_token_is_mark(tokens, after, '\'');
}

/* What is no speaker, but has one: "an announcement by the Pentagon", "data from the Bank of Korea". */
static bool document_at(const say_search *search, size_t index, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    for (size_t at = index + 1; at < index + 8 && at < tokens->size && !say_stop(tokens, at); at++) {
        if (ent_token_is(tokens, at, "seen") || ent_token_is(tokens, at, "obtained") ||
            ent_token_is(tokens, at, "reviewed"))
            break; /* who has seen it did not write it */
        const bool by = ent_token_is(tokens, at, "by") || ent_token_is(tokens, at, "from") ||
                        ent_token_is(tokens, at, "of") || ent_token_is(tokens, at, "in");
        if (by && say_speaker_at(search, at + 1, out)) return true;
    }
    const char *name = say_text(search, index, index + 1);
    if (name == NULL) return false;
    *out =
        (say_who){.names = {{name, NO_MENTION, false}}, .size = 1, .first = index, .after = index + 1, .unnamed = true};
    return true;
}

/* "EU diplomat", "Pentagon budget officials": the speaker's noun behind whose he is; 0 for none. */
static size_t noun_after(const say_search *search, size_t at) {
    for (size_t i = at; i < at + 3 && i < search->tokens->size; i++) {
        const ent_token *token = &search->tokens->items[i];
        if (token->kind != ENT_TOKEN_WORD || token->flags & ENT_TOKEN_CAPITAL) return 0;
        if (say_is(search, i, SAY_SPEAKER) && !say_is(search, i + 1, SAY_SPEAKER)) return i;
        if (say_is(search, i, SAY_PREP) || say_is(search, i, SAY_BE) || say_is(search, i, SAY_LINK) ||
            say_is(search, i, SAY_VERB) || say_is(search, i, SAY_TAIL) || determiner(search->tokens, i))
            return 0;
    }
    return 0;
}

bool say_speaker_at(const say_search *search, size_t index, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    *out = (say_who){0};
    for (size_t at = index; at < index + 7 && at < tokens->size; at++) {
        size_t after;
        if (say_medium_at(search, at, &after)) {
            const char *name = say_text(search, at, after);
            *out = (say_who){.names = {{name, NO_MENTION, false}}, .size = 1, .first = index, .after = after};
            return name != NULL;
        }
        if (mentions_from(search, at, out)) {
            const size_t noun = noun_after(search, out->after);
            if (noun > 0) return describe(search, noun, out);
            out->first = index;
            return true;
        }
        if (say_is(search, at, SAY_DOCUMENT) && !say_is(search, at + 1, SAY_SPEAKER))
            return document_at(search, at, out);
        if (say_is(search, at, SAY_SPEAKER) && !say_is(search, at + 1, SAY_SPEAKER)) {
            if (at > index && refer_noun(search, at, out)) return true;
            if (!capital(tokens, at)) return describe(search, at, out);
        }
        const ent_lexicon_row *pronoun = say_row(search, at, SAY_PRONOUN);
        if (at == index && pronoun != NULL) return refer(search, at, (int)pronoun->value, out);
        const bool owner = ent_token_is_mark(tokens, at, '\'');
        if (!owner && tokens->items[at].kind != ENT_TOKEN_WORD && tokens->items[at].kind != ENT_TOKEN_NUMBER &&
            !ent_token_is_mark(tokens, at, '-'))
            return false;
        if (say_is(search, at, SAY_PREP) || say_is(search, at, SAY_BE) || say_is(search, at, SAY_LINK)) return false;
        if (capital(tokens, at) && capital(tokens, at + 1) && at == index &&
            !determiner(tokens, at)) { /* a name that no list knows */
            size_t end = at + 1;
            while (end < at + 4 && capital(tokens, end))
                end++;
            if (say_stop(tokens, end) || say_is(search, end, SAY_PREP)) return capitals_before(search, end, out);
        }
    }
    return false;
}
