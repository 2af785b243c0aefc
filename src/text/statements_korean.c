/* Korean reported speech: "...라고 말했다", "...고 밝혔다", "...에 따르면". The verb stands last, the speaker before it
 * with a particle of topic or subject. */
#include "text/statements_parts.h"

#include <string.h>

static const char *const verbs[] = {
    "말했다",   "밝혔다",   "전했다",   "강조했다", "설명했다", "주장했다",   "지적했다",   "덧붙였다",   "발표했다",
    "보도했다", "언급했다", "답했다",   "반박했다", "경고했다", "말했습니다", "밝혔습니다", "전했습니다", "내다봤다",
    "우려했다", "시사했다", "평가했다", "비판했다", "촉구했다", "부인했다",   "말한다",     "밝힌"};
static const char *const described[] = {"관계자", "당국자", "소식통",     "대변인",
                                        "전문가", "외교관", "고위관계자", "참석자"};
static const char *const holders[] = {"장관", "차관", "대통령", "총리",   "대사",  "국장",
                                      "실장", "의원", "대표",   "위원장", "사령관"};
static const char *const sources[] = {"따르면", "의하면"};

static bool ends_with(const char *text, size_t size, const char *word) {
    const size_t length = strlen(word);
    return size >= length && memcmp(text + size - length, word, length) == 0;
}

static bool token_ends(const ent_tokens *tokens, size_t index, const char *word) {
    const ent_token *token = &tokens->items[index];
    return ends_with(tokens->text + token->start, token->length, word);
}

static bool token_begins(const ent_tokens *tokens, size_t index, const char *word) {
    const ent_token *token = &tokens->items[index];
    const size_t length = strlen(word);
    return token->length >= length && memcmp(tokens->text + token->start, word, length) == 0;
}

bool say_korean_speaker(const char *name) {
    for (size_t i = 0; i < sizeof described / sizeof *described; i++)
        if (ends_with(name, strlen(name), described[i])) return true;
    return false;
}

/* Whether one of these particles, and no more, follows byte `at` in the token. */
static bool particle_at(const ent_tokens *tokens, size_t index, size_t at, const char *const *particles, size_t size) {
    const ent_token *token = &tokens->items[index];
    const size_t end = token->start + token->length;
    for (size_t i = 0; i < size; i++) {
        const size_t length = strlen(particles[i]);
        if (end >= at && end - at == length && memcmp(tokens->text + at, particles[i], length) == 0) return true;
    }
    return false;
}

/* The word of a table that a token begins with: 관계자는; its bytes. */
static size_t word_at(const ent_tokens *tokens, size_t index, const char *const *words, size_t size) {
    for (size_t i = 0; i < size; i++)
        if (token_begins(tokens, index, words[i])) return strlen(words[i]);
    return 0;
}

static bool in_mention(const say_search *search, size_t index) {
    const ent_mentions *mentions = search->sentence->mentions;
    for (size_t m = search->sentence->first_mention; m < mentions->size; m++)
        if (mentions->items[m].first <= index && index < mentions->items[m].after) return true;
    return false;
}

/* The words of tokens first .. index, of the last only so many bytes. */
static bool phrase(const say_search *search, size_t first, size_t index, size_t bytes, say_who *out) {
    const ent_token *items = search->tokens->items;
    const char *name = ent_arena_copy(search->memory->arena, search->tokens->text + items[first].start,
                                      items[index].start + bytes - items[first].start);
    if (name == NULL) search->memory->failed = true;
    *out = (say_who){
        .names = {{name, NO_MENTION, true}}, .size = name != NULL, .first = first, .after = index + 1, .noun = ""};
    return name != NULL;
}

/* 정부 고위 관계자, 미국 국무부 대변인: with the words that say whose and how high, up to three. */
static bool describe(const say_search *search, size_t index, size_t bytes, say_who *out) {
    static const char *const before[] = {"고위", "정부", "외교", "군", "대통령실", "익명의", "현지", "한", "복수의"};
    size_t first = index;
    for (bool more = true; more && first > 0 && index - first < 3;) {
        more = in_mention(search, first - 1);
        for (size_t i = 0; i < sizeof before / sizeof *before && !more; i++)
            more = search->tokens->items[first - 1].length == strlen(before[i]) &&
                   token_begins(search->tokens, first - 1, before[i]);
        first -= more;
    }
    const bool good = phrase(search, first, index, bytes, out);
    out->unnamed = true;
    return good;
}

/* 조태열 외교부 장관: who holds an office, with the office and a name of two to four syllables before it. */
static bool holder(const say_search *search, size_t index, size_t bytes, say_who *out) {
    const ent_tokens *tokens = search->tokens;
    size_t first = index;
    while (first > 0 && index - first < 3 && in_mention(search, first - 1))
        first--;
    if (first > 0 && first < index) {
        const ent_token *name = &tokens->items[first - 1];
        if (name->flags & ENT_TOKEN_HANGUL && name->length >= 6 && name->length <= 12) first--;
    }
    return phrase(search, first, index, bytes, out);
}

/* Who stands before one of these particles between tokens `from` and `to`: the first one that does. */
static bool speaker_with(const say_search *search, size_t from, size_t to, const char *const *particles, size_t size,
                         say_who *out) {
    const ent_tokens *tokens = search->tokens;
    const ent_mentions *mentions = search->sentence->mentions;
    for (size_t i = from; i < to; i++) {
        if (tokens->items[i].kind != ENT_TOKEN_WORD) continue;
        const size_t start = tokens->items[i].start;
        size_t bytes = word_at(tokens, i, described, sizeof described / sizeof *described);
        if (bytes > 0 && particle_at(tokens, i, start + bytes, particles, size)) return describe(search, i, bytes, out);
        bytes = word_at(tokens, i, holders, sizeof holders / sizeof *holders);
        if (bytes > 0 && i > from && particle_at(tokens, i, start + bytes, particles, size))
            return holder(search, i, bytes, out);
        for (size_t m = search->sentence->first_mention; m < mentions->size; m++) {
            const ent_mention *mention = &mentions->items[m];
            if (mention->after != i + 1 || !particle_at(tokens, i, mention->end, particles, size)) continue;
            *out = (say_who){.names = {{mention->name, (ptrdiff_t)m, mention->kind == ENT_ACTOR_PERSON}},
                             .size = 1,
                             .first = mention->first,
                             .after = i + 1,
                             .unnamed = mention->described};
            return true;
        }
    }
    return false;
}

static const char *verb_at(const ent_tokens *tokens, size_t index) {
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (token_ends(tokens, index, verbs[i])) return verbs[i];
    return NULL;
}

/* What is said ends in -고, -라고, -다고 before the verb: that token; 0 for none. */
static size_t report_before(const ent_tokens *tokens, size_t verb) {
    for (size_t back = 1; back <= 8 && back <= verb; back++)
        if (tokens->items[verb - back].kind == ENT_TOKEN_WORD && token_ends(tokens, verb - back, "고"))
            return verb - back;
    return 0;
}

/* The speaker stands between what is said and the verb, or before it: a topic rather than a subject, which may belong
 * to what is said. */
static bool speaker_of(const say_search *search, size_t report, size_t verb, say_who *out) {
    static const char *const topic[] = {"은", "는"}, *const subject[] = {"이", "가", "도"};
    return speaker_with(search, report + 1, verb, subject, 3, out) ||
           speaker_with(search, report + 1, verb, topic, 2, out) || speaker_with(search, 0, report, topic, 2, out) ||
           speaker_with(search, 0, report, subject, 3, out);
}

static void find_verb(say_search *search, size_t index, const char *verb) {
    say_frame frame = {.text = verb, .rule = "statement.korean"};
    const size_t report = report_before(search->tokens, index);
    if (report == 0 || !speaker_of(search, report, index, &frame.who)) return;
    frame.first = index;
    frame.after = index + 1;
    frame.content_first = frame.who.after <= report ? frame.who.after : 0;
    frame.content_after = report + 1;
    say_add_frame(search, &frame);
}

/* 국방부에 따르면 */
static void find_source(say_search *search, size_t index) {
    static const char *const particles[] = {"에"};
    say_frame frame = {.text = "에 따르면", .rule = "statement.korean-source"};
    const size_t from = index > 3 ? index - 3 : 0;
    if (!speaker_with(search, from, index, particles, 1, &frame.who)) return;
    frame.first = frame.who.first;
    frame.after = index + 1;
    frame.content_first = index + 1;
    frame.content_after = search->tokens->size;
    say_add_frame(search, &frame);
}

void say_korean(say_search *search) {
    const ent_tokens *tokens = search->tokens;
    for (size_t i = 1; i < tokens->size; i++) {
        if (!(tokens->items[i].flags & ENT_TOKEN_HANGUL)) continue;
        for (size_t j = 0; j < sizeof sources / sizeof *sources; j++)
            if (token_begins(tokens, i, sources[j])) find_source(search, i);
        const char *verb = verb_at(tokens, i);
        if (verb != NULL) find_verb(search, i, verb);
    }
}
