/* Small words by what they do in a sentence, and the table of all words. */
#include "text/verbs_parts.h"

#include <string.h>

typedef struct small_row {
    uint32_t roles;
    const char *words; /* parted by blanks */
} small_row;

static const small_row small[] = {
    {ENT_ROLE_BE, "be am is are was were been being 's 're 'm"},
    {ENT_ROLE_HAVE, "have has had having 've"},
    {ENT_ROLE_DO, "do does did"},
    {ENT_ROLE_WILL, "will shall 'll gonna"},
    {ENT_ROLE_WOULD, "would"},
    {ENT_ROLE_MAY, "may might"},
    {ENT_ROLE_MAY | ENT_ROLE_CAN, "can could"},
    {ENT_ROLE_MUST, "must should ought"},
    {ENT_ROLE_NOT, "not never hardly scarcely barely nowhere"},
    {ENT_ROLE_BE | ENT_ROLE_NOT, "isn't aren't wasn't weren't ain't"},
    {ENT_ROLE_HAVE | ENT_ROLE_NOT, "haven't hasn't hadn't"},
    {ENT_ROLE_DO | ENT_ROLE_NOT, "don't doesn't didn't"},
    {ENT_ROLE_WILL | ENT_ROLE_NOT, "won't shan't"},
    {ENT_ROLE_WOULD | ENT_ROLE_NOT, "wouldn't"},
    {ENT_ROLE_MAY | ENT_ROLE_NOT, "mightn't"},
    {ENT_ROLE_MAY | ENT_ROLE_CAN | ENT_ROLE_NOT, "can't cannot couldn't"},
    {ENT_ROLE_MUST | ENT_ROLE_NOT, "mustn't shouldn't"},
    {ENT_ROLE_TO | ENT_ROLE_PREPOSITION, "to"},
    {ENT_ROLE_THAT | ENT_ROLE_DETERMINER, "that"},
    {ENT_ROLE_RELATIVE, "who which whom whose where"},
    {ENT_ROLE_IF, "if unless whether provided"},
    {ENT_ROLE_SINCE | ENT_ROLE_PREPOSITION, "after before since until till as"},
    {ENT_ROLE_SINCE, "because while when although though whereas once how why what"},
    {ENT_ROLE_AND, "and or but nor"},
    {ENT_ROLE_DETERMINER,
     "the a an this these those its his her their our my your any some each every both all several "
     "many few more most another other such various numerous two three four five six seven eight "
     "nine ten dozens hundreds thousands"},
    {ENT_ROLE_OFFICE, "government ministry minister president premier cabinet parliament king chancellor spokesman "
                      "spokeswoman secretary leader administration congress senate"},
    {ENT_ROLE_DAY, "monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow tonight today"},
    {ENT_ROLE_QUANTITY, "many several all both some most few more thousands hundreds dozens others"},
    {ENT_ROLE_PREPOSITION, "of in on at by for from with against between among amid into onto over under about through "
                           "during toward towards upon across around near off out up down despite within along outside "
                           "inside behind beyond via per like than regarding concerning following"},
    {ENT_ROLE_PREPOSITION | ENT_ROLE_WITHOUT, "without"},
    {ENT_ROLE_PRONOUN, "he she it they we i you him them us me himself itself themselves"},
    {ENT_ROLE_ADVERB,
     "also already yet still again recently soon today now then thus just only even ever always often "
     "sometimes once twice long first far formally jointly quickly finally repeatedly instead together "
     "too so later earlier previously currently rather not-yet longer ahead back forward largely fully"},
    {ENT_ROLE_NO | ENT_ROLE_DETERMINER, "no neither none"},
    {ENT_ROLE_NO | ENT_ROLE_PRONOUN, "nobody nothing"},
    {ENT_ROLE_HEARSAY, "rumour rumours rumor rumors unconfirmed hearsay"},
    {ENT_ROLE_HEARSAY | ENT_ROLE_ADVERB,
     "allegedly reportedly supposedly perhaps possibly purportedly apparently maybe "
     "probably likely potentially presumably ostensibly seemingly"},
};

static ent_word_info *slot_of(const ent_verb_words *words, const char *word, uint32_t hash) {
    size_t at = hash & words->mask;
    while (words->slots[at].text != NULL && (words->slots[at].hash != hash || strcmp(words->slots[at].text, word) != 0))
        at = (at + 1) & words->mask;
    return &words->slots[at];
}

static bool grow(ent_verb_words *words) {
    const size_t size = words->mask + 1;
    ent_word_info *old = words->slots, *more = ent_arena_array(words->arena, 2 * size, sizeof *more);
    if (more == NULL) return false;
    words->slots = more;
    words->mask = 2 * size - 1;
    for (size_t i = 0; i < size; i++)
        if (old[i].text != NULL) *slot_of(words, old[i].text, old[i].hash) = old[i];
    return true;
}

ent_word_info *verb_words_entry(ent_verb_words *words, const char *word) {
    const uint32_t hash = ent_word_hash(word, strlen(word));
    if (2 * (words->used + 1) > words->mask && !grow(words)) {
        words->failed = true;
        return NULL;
    }
    ent_word_info *slot = slot_of(words, word, hash);
    if (slot->text != NULL) return slot;
    const char *copy = ent_arena_text(words->arena, word);
    if (copy == NULL) {
        words->failed = true;
        return NULL;
    }
    *slot = (ent_word_info){.text = copy, .hash = hash};
    words->used++;
    ent_word_filter_add(&words->filter, word);
    return slot;
}

static void add_small(ent_verb_words *words, const char *word, uint32_t roles) {
    ent_word_info *entry = verb_words_entry(words, word);
    if (entry != NULL) entry->roles |= roles;
    const char *mark = strchr(word, '\'');
    if (mark == NULL) return;
    char curved[VERB_WORD_MOST]; /* with U+2019 */
    const size_t before = (size_t)(mark - word);
    memcpy(curved, word, before);
    memcpy(curved + before, "\xE2\x80\x99", 3);
    memcpy(curved + before + 3, mark + 1, strlen(mark));
    entry = verb_words_entry(words, curved);
    if (entry != NULL) entry->roles |= roles;
}

void verb_words_add_small(ent_verb_words *words) {
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        char word[VERB_WORD_MOST];
        for (const char *at = small[i].words; *at != '\0';) {
            const size_t length = strcspn(at, " ");
            memcpy(word, at, length);
            word[length] = '\0';
            add_small(words, word, small[i].roles);
            at += length + (at[length] == ' ');
        }
    }
}

ent_verb_words *ent_verb_words_new(ent_arena *arena, const char *const *lemmas, size_t lemmas_size,
                                   const ent_noun_row *nouns, size_t nouns_size) {
    ent_verb_words *words = ent_arena_alloc(arena, sizeof *words);
    if (words == NULL || lemmas_size > UINT16_MAX - 3) return NULL;
    *words = (ent_verb_words){.arena = arena, .mask = 8191};
    words->slots = ent_arena_array(arena, words->mask + 1, sizeof *words->slots);
    if (words->slots == NULL) return NULL;
    verb_words_add_small(words);
    for (size_t i = 0; i < lemmas_size && !words->failed; i++)
        verb_words_add_lemma(words, lemmas[i], (uint16_t)(i + 1));
    for (size_t i = 0; i < nouns_size && !words->failed; i++)
        verb_words_add_noun(words, nouns[i].word, nouns[i].marks);
    words->clausal = ent_arena_array(arena, lemmas_size + 4, sizeof *words->clausal);
    words->be = (uint16_t)(lemmas_size + 1);
    words->have = (uint16_t)(lemmas_size + 2);
    words->do_ = (uint16_t)(lemmas_size + 3);
    return words->failed || words->clausal == NULL ? NULL : words;
}

void ent_verb_words_clausal(ent_verb_words *words, size_t lemma) {
    if (lemma > 0 && lemma <= words->do_) words->clausal[lemma] = true;
}

static bool same(const char *text, size_t length, const char *word) {
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + ('a' - 'A'));
        if (c != word[i]) return false; /* also at the word's end */
    }
    return word[length] == '\0';
}

const ent_word_info *ent_verb_word(const ent_verb_words *words, const ent_tokens *tokens, size_t index) {
    const ent_token *token = &tokens->items[index];
    if (!ent_word_filter_has(&words->filter, token)) return NULL;
    for (size_t at = token->hash & words->mask; words->slots[at].text != NULL; at = (at + 1) & words->mask)
        if (words->slots[at].hash == token->hash &&
            same(tokens->text + token->start, token->length, words->slots[at].text))
            return &words->slots[at];
    return NULL;
}
