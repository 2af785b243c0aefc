/* The lexicon of reported speech; forms of verbs are made by rule. */
#include "text/statements_words.h"

#include "text/statements.h"

#include <string.h>

const say_verb say_verbs[] = {
    {"say", "said", SAY_BARE | SAY_SPEECH},
    {"tell", "told", SAY_BARE | SAY_SPEECH | SAY_OBJECT},
    {"state", NULL, 0},
    {"announce", NULL, 0},
    {"add", NULL, 0},
    {"assert", NULL, SAY_BARE},
    {"claim", NULL, SAY_BARE},
    {"argue", NULL, SAY_BARE},
    {"maintain", NULL, 0},
    {"insist", NULL, SAY_BARE},
    {"declare", NULL, 0},
    {"note", NULL, 0},
    {"explain", NULL, 0},
    {"warn", NULL, SAY_BARE | SAY_OBJECT | SAY_OF},
    {"caution", NULL, SAY_OBJECT | SAY_OF},
    {"confirm", NULL, 0},
    {"affirm", NULL, 0},
    {"acknowledge", NULL, 0},
    {"admit", "admitted", SAY_BARE},
    {"concede", NULL, 0},
    {"contend", NULL, SAY_BARE},
    {"allege", NULL, SAY_BARE},
    {"suggest", NULL, 0},
    {"imply", NULL, 0},
    {"report", NULL, 0},
    {"disclose", NULL, 0},
    {"reveal", NULL, 0},
    {"predict", NULL, SAY_BARE},
    {"estimate", NULL, SAY_BARE},
    {"complain", NULL, SAY_OF},
    {"emphasize", NULL, 0},
    {"emphasise", NULL, 0},
    {"stress", NULL, 0},
    {"reiterate", NULL, 0},
    {"reaffirm", NULL, 0},
    {"remark", NULL, 0},
    {"comment", NULL, 0},
    {"observe", NULL, 0},
    {"reply", NULL, 0},
    {"respond", NULL, 0},
    {"counter", NULL, 0},
    {"testify", NULL, 0},
    {"tweet", NULL, 0},
    {"write", "wrote", 0},
    {"post", NULL, 0},
    {"believe", NULL, SAY_BARE},
    {"think", "thought", SAY_BARE},
    {"hope", NULL, 0},
    {"fear", NULL, 0},
    {"worry", NULL, 0},
    {"expect", NULL, 0},
    {"deny", NULL, 0},
    {"hint", NULL, SAY_OF},
    {"signal", NULL, SAY_EXPRESS},
    {"assure", NULL, SAY_OBJECT},
    {"inform", NULL, SAY_OBJECT},
    {"remind", NULL, SAY_OBJECT},
    {"promise", NULL, SAY_OBJECT},
    {"pledge", NULL, 0},
    {"vow", NULL, 0},
    {"recall", NULL, 0},
    {"mention", NULL, 0},
    {"conclude", NULL, 0},
    {"judge", NULL, 0},
    {"point", NULL, 0}, /* point out that */
    {"describe", NULL, SAY_AS},
    {"characterize", NULL, SAY_AS},
    {"characterise", NULL, SAY_AS},
    {"portray", NULL, SAY_AS},
    {"label", NULL, SAY_AS},
    {"brand", NULL, SAY_AS},
    {"dismiss", NULL, SAY_AS},
    {"denounce", NULL, SAY_AS},
    {"hail", NULL, SAY_AS},
    {"criticize", NULL, SAY_AS},
    {"criticise", NULL, SAY_AS},
    {"reject", NULL, SAY_AS},
    {"call", NULL, SAY_AS},
    {"express", NULL, SAY_EXPRESS},
    {"voice", NULL, SAY_EXPRESS},
    {"convey", NULL, SAY_EXPRESS},
    {"register", NULL, SAY_EXPRESS},
    {"air", NULL, SAY_EXPRESS},
    {"share", NULL, SAY_EXPRESS},
    {"cite", NULL, SAY_CITE},
    {"quote", NULL, SAY_CITE},
};
const size_t say_verbs_size = sizeof say_verbs / sizeof *say_verbs;

typedef struct say_list {
    int kind;
    double value;
    const char *words; /* parted by blanks */
} say_list;

static const say_list lists[] = {
    {SAY_NOUN, 0,
     "assertion claim claims argument contention announcement insistence warning warnings allegation allegations "
     "belief "
     "view suggestion remark remarks admission assessment position statement comment comments promise pledge assurance "
     "assurances complaint prediction denial hope hopes fear fears confirmation declaration"},
    {SAY_ATTITUDE, 0,
     "optimism pessimism concern concerns apprehension hope hopes confidence regret doubt doubts satisfaction "
     "frustration willingness readiness skepticism scepticism disappointment gratitude alarm fear fears outrage unease "
     "displeasure caution dissatisfaction anger surprise appreciation reservations worry worries anxiety misgivings "
     "support opposition interest desire intention belief view views conviction dismay discontent sympathy thanks"},
    {SAY_SPEAKER, SAY_ONE,
     "official source diplomat lawmaker analyst expert aide person insider observer critic adviser "
     "advisor economist historian professor researcher scholar author strategist pollster "
     "participant resident activist worker veteran lawyer attorney judge farmer villager witness survivor "
     "doctor scientist engineer executive investor trader inspector guerrilla rebel militant officer"},
    {SAY_SPEAKER, SAY_MANY,
     "officials sources diplomats lawmakers analysts experts aides people insiders observers "
     "critics advisers advisors economists historians researchers scholars authors negotiators "
     "ministers spokespeople authorities leaders unions workers residents activists supporters "
     "opponents protesters senators generals commanders allies envoys investigators "
     "prosecutors lawyers participants strategists police witnesses rebels guerrillas militants "
     "farmers villagers locals survivors doctors scientists engineers executives investors "
     "traders inspectors judges attorneys spokesmen fighters separatists refugees migrants"},
    {SAY_SPEAKER, SAY_ONE, "spokesman spokeswoman spokesperson representative"},
    {SAY_SPEAKER, SAY_ONE | SAY_BODY,
     "ministry government administration office embassy parliament court party company army navy commission council "
     "department bureau cabinet committee union command secretariat delegation group movement "
     "military coalition opposition"},
    {SAY_SPEAKER, SAY_ONE | SAY_OFFICE_HOLDER,
     "minister president secretary envoy ambassador negotiator general commander senator premier chancellor leader "
     "chairman chairwoman governor mayor chief head admiral director"},
    {SAY_SPEAKER, SAY_PRESS | SAY_MANY, "media reports newspapers outlets"},
    {SAY_SPEAKER, SAY_PRESS | SAY_ONE, "newspaper daily agency broadcaster magazine outlet radio television"},
    {SAY_PRONOUN, SAY_HE, "he she"},
    {SAY_PRONOUN, SAY_IT, "it"},
    {SAY_PRONOUN, SAY_THEY, "they"},
    {SAY_ADVERB, 0,
     "also has have had then later earlier now once again still just even further already both all monday tuesday "
     "wednesday thursday friday saturday sunday today yesterday did does do jointly himself herself themselves itself "
     "too often always"},
    {SAY_PREP, 0,
     "on in at to during after before by through via from with for of about over against under following as when while "
     "last this early late earlier later yesterday today again monday tuesday wednesday thursday friday saturday "
     "sunday "
     "and but here citing quoting adding noting speaking without referring ahead out publicly privately"},
    {SAY_BE, 0, "be is are was were been being"},
    {SAY_NO_FINITE, 0,
     "to would will could can may might must should shall cannot declined refused not never didn't doesn't don't "
     "didn’t "
     "doesn’t don’t won't wouldn't if let nor failed"},
    {SAY_MEDIUM, 0,
     "press yonhap reuters bloomberg afp ap kbs mbc sbs ytn jtbc nhk cnn bbc kyodo jiji xinhua tass interfax kcna "
     "axios "
     "politico "
     "newsis news1 times post herald ilbo journal shimbun guardian newspaper news agency broadcaster telegraph tribune "
     "economist gazette chronicle nikkei hankyoreh npr cnbc msnbc nbc cbs aljazeera spiegel monde figaro"},
    {SAY_DOCUMENT, 0,
     "announcement statement report reports document documents data figures survey poll study memo transcript briefing "
     "letter draft copy readout communique communiqué release account accounts estimate estimates record records "
     "interview "
     "article remarks comments post filing newsletter"},
    {SAY_LISTENER, 0,
     "reporters lawmakers journalists parliament parliamentarians senators congress legislators audience supporters "
     "viewers newsmen correspondents allies cabinet ministers officials students troops voters diplomats executives "
     "newspaper agency broadcaster conference committee meeting rally panel hearing summit forum"},
    {SAY_LINK, 0, "and but that because while whereas although though so or when as if where which who what"},
    {SAY_TAIL, 0, "familiar briefed close loyal involved who with at for in of from on speaking knowledgeable aware"},
    {SAY_CONTENT, 0, "that how why whether what"},
};

static bool is_vowel(char c) {
    return c != '\0' && strchr("aeiou", c) != NULL;
}

/* The four forms: warn, warns, warned, warning. */
static const char *form_of(ent_arena *arena, const say_verb *verb, enum say_form form) {
    const char *lemma = verb->lemma;
    const size_t size = strlen(lemma);
    const char last = lemma[size - 1], before = lemma[size - 2];
    const bool y = last == 'y' && !is_vowel(before), e = last == 'e';
    const bool doubled = strcmp(lemma, "admit") == 0;
    const bool hisses =
        last == 's' || last == 'x' || strcmp(lemma + size - 2, "ch") == 0 || strcmp(lemma + size - 2, "sh") == 0;
    const int stem = (int)(size - 1);
    switch (form) {
    case SAY_BASE:
        return lemma;
    case SAY_THIRD:
        if (y) return ent_arena_printf(arena, "%.*sies", stem, lemma);
        return ent_arena_printf(arena, "%s%s", lemma, hisses ? "es" : "s");
    case SAY_PAST:
        if (verb->past != NULL) return verb->past;
        if (y) return ent_arena_printf(arena, "%.*sied", stem, lemma);
        return ent_arena_printf(arena, "%s%s", lemma, e ? "d" : "ed");
    default:
        if (doubled) return ent_arena_printf(arena, "%s%cing", lemma, last);
        return ent_arena_printf(arena, "%.*sing", e ? stem : (int)size, lemma);
    }
}

/* ---- the table ------------------------------------------------------------------------------------------------ */

typedef struct say_rows {
    ent_arena *arena;
    ent_lexicon_row *items;
    size_t size;
} say_rows;

static size_t words_in(const char *words) {
    size_t size = 1;
    for (; *words != '\0'; words++)
        size += *words == ' ';
    return size;
}

static bool add_list(say_rows *rows, const say_list *list) {
    for (const char *at = list->words; *at != '\0';) {
        const size_t length = strcspn(at, " ");
        const char *word = ent_arena_copy(rows->arena, at, length);
        if (word == NULL) return false;
        rows->items[rows->size++] = (ent_lexicon_row){word, list->kind, list->value};
        at += length + (at[length] == ' ');
    }
    return true;
}

static bool add_verb(say_rows *rows, size_t place) {
    for (int form = SAY_BASE; form <= SAY_ING; form++) {
        const char *word = form_of(rows->arena, &say_verbs[place], (enum say_form)form);
        if (word == NULL) return false;
        rows->items[rows->size++] = (ent_lexicon_row){word, SAY_VERB, (double)(4 * place) + form};
    }
    return true;
}

const ent_statements *ent_statements_new(ent_arena *arena) {
    enum { LISTS = sizeof lists / sizeof *lists };
    size_t most = 4 * say_verbs_size;
    for (size_t i = 0; i < LISTS; i++)
        most += words_in(lists[i].words);
    say_words *words = ent_arena_alloc(arena, sizeof *words);
    say_rows rows = {arena, ent_arena_array(arena, most, sizeof *rows.items), 0};
    if (words == NULL || rows.items == NULL) return NULL;
    words->begins = (ent_word_filter){{0}};
    bool good = true;
    for (size_t i = 0; i < say_verbs_size && good; i++)
        good = add_verb(&rows, i);
    for (size_t i = 0; i < LISTS && good; i++)
        good = add_list(&rows, &lists[i]);
    if (!good) return NULL;
    for (size_t i = 0; i < rows.size; i++)
        if (rows.items[i].kind == SAY_VERB || rows.items[i].kind == SAY_NOUN)
            ent_word_filter_add(&words->begins, rows.items[i].word);
    ent_word_filter_add(&words->begins, "according");
    words->lexicon = ent_lexicon_new(arena, rows.items, rows.size);
    words->certainty = ent_certainty_words_new(arena);
    return words->lexicon != NULL && words->certainty != NULL ? words : NULL;
}
