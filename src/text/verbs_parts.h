/* What the files of verbs share. Private to them. */
#ifndef ENTENTE_TEXT_VERBS_PARTS_H
#define ENTENTE_TEXT_VERBS_PARTS_H

#include "text/verbs.h"

enum { VERB_WORD_MOST = 64 }; /* bytes of a form, with its end */

struct ent_verb_words {
    ent_arena *arena;
    ent_word_filter filter;
    ent_word_info *slots; /* open addressing; text NULL: free */
    size_t mask, used;
    uint16_t be, have, do_; /* lemmas */
    bool *clausal;          /* one a lemma */
    bool failed;
};

/* The entry of a word, made where there is none; `word` is copied. NULL without memory. */
ent_word_info *verb_words_entry(ent_verb_words *words, const char *word);
/* All forms of a lemma, in both spellings (recognize, recognise; travelled, traveled). */
void verb_words_add_lemma(ent_verb_words *words, const char *lemma, uint16_t number);
/* A noun and its plural. */
void verb_words_add_noun(ent_verb_words *words, const char *noun, uint64_t marks);
/* Small words: auxiliaries, prepositions, conjunctions, ... */
void verb_words_add_small(ent_verb_words *words);

/* ---- of a token, for the rules of groups */
static inline uint32_t verb_roles(const ent_verbs *verbs, size_t index) {
    return index < verbs->tokens->size && verbs->words[index] != NULL ? verbs->words[index]->roles : 0;
}

static inline uint8_t verb_forms(const ent_verbs *verbs, size_t index) {
    return index < verbs->tokens->size && verbs->words[index] != NULL ? verbs->words[index]->forms : 0;
}

/* Reads the group that begins at `index`, if one does; false where none. */
bool verb_group_read(const ent_verbs *verbs, const ent_verb_words *words, size_t index, ent_verb_group *out);
/* What each group hangs on, its clause and its subject. */
void verb_groups_link(ent_verbs *verbs);

#endif
