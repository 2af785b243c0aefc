/* Forms of verbs and plurals of nouns, made by rule; irregular verbs by list. */
#include "text/verbs_parts.h"

#include <string.h>

/* lemma, past, participle */
static const char *const irregular[][3] = {
    {"abide", "abided", "abided"},
    {"arise", "arose", "arisen"},
    {"beat", "beat", "beaten"},
    {"become", "became", "become"},
    {"begin", "began", "begun"},
    {"bind", "bound", "bound"},
    {"blow", "blew", "blown"},
    {"break", "broke", "broken"},
    {"bring", "brought", "brought"},
    {"broadcast", "broadcast", "broadcast"},
    {"build", "built", "built"},
    {"burn", "burned", "burned"},
    {"buy", "bought", "bought"},
    {"catch", "caught", "caught"},
    {"choose", "chose", "chosen"},
    {"come", "came", "come"},
    {"cost", "cost", "cost"},
    {"cut", "cut", "cut"},
    {"deal", "dealt", "dealt"},
    {"draw", "drew", "drawn"},
    {"drive", "drove", "driven"},
    {"fall", "fell", "fallen"},
    {"feed", "fed", "fed"},
    {"feel", "felt", "felt"},
    {"fight", "fought", "fought"},
    {"find", "found", "found"},
    {"flee", "fled", "fled"},
    {"fly", "flew", "flown"},
    {"forbid", "forbade", "forbidden"},
    {"forgive", "forgave", "forgiven"},
    {"get", "got", "gotten"},
    {"give", "gave", "given"},
    {"go", "went", "gone"},
    {"grow", "grew", "grown"},
    {"hang", "hung", "hung"},
    {"hear", "heard", "heard"},
    {"hit", "hit", "hit"},
    {"hold", "held", "held"},
    {"hurt", "hurt", "hurt"},
    {"keep", "kept", "kept"},
    {"know", "knew", "known"},
    {"lay", "laid", "laid"},
    {"lead", "led", "led"},
    {"leave", "left", "left"},
    {"lend", "lent", "lent"},
    {"let", "let", "let"},
    {"lose", "lost", "lost"},
    {"make", "made", "made"},
    {"mean", "meant", "meant"},
    {"meet", "met", "met"},
    {"overthrow", "overthrew", "overthrown"},
    {"pay", "paid", "paid"},
    {"put", "put", "put"},
    {"quit", "quit", "quit"},
    {"read", "read", "read"},
    {"ride", "rode", "ridden"},
    {"rise", "rose", "risen"},
    {"run", "ran", "run"},
    {"say", "said", "said"},
    {"see", "saw", "seen"},
    {"seek", "sought", "sought"},
    {"sell", "sold", "sold"},
    {"send", "sent", "sent"},
    {"set", "set", "set"},
    {"shake", "shook", "shaken"},
    {"shoot", "shot", "shot"},
    {"shut", "shut", "shut"},
    {"sit", "sat", "sat"},
    {"slay", "slew", "slain"},
    {"speak", "spoke", "spoken"},
    {"spend", "spent", "spent"},
    {"spread", "spread", "spread"},
    {"stand", "stood", "stood"},
    {"steal", "stole", "stolen"},
    {"strike", "struck", "struck"},
    {"swear", "swore", "sworn"},
    {"sweep", "swept", "swept"},
    {"take", "took", "taken"},
    {"teach", "taught", "taught"},
    {"tell", "told", "told"},
    {"think", "thought", "thought"},
    {"throw", "threw", "thrown"},
    {"undertake", "undertook", "undertaken"},
    {"uphold", "upheld", "upheld"},
    {"weep", "wept", "wept"},
    {"win", "won", "won"},
    {"withdraw", "withdrew", "withdrawn"},
    {"withhold", "withheld", "withheld"},
    {"freeze", "froze", "frozen"},
    {"tear", "tore", "torn"},
    {"wear", "wore", "worn"},
    {"wake", "woke", "woken"},
    {"bear", "bore", "borne"},
    {"bid", "bid", "bid"},
    {"bite", "bit", "bitten"},
    {"bleed", "bled", "bled"},
    {"breed", "bred", "bred"},
    {"cling", "clung", "clung"},
    {"creep", "crept", "crept"},
    {"dig", "dug", "dug"},
    {"forget", "forgot", "forgotten"},
    {"grind", "ground", "ground"},
    {"hide", "hid", "hidden"},
    {"leap", "leapt", "leapt"},
    {"light", "lit", "lit"},
    {"lie", "lay", "lain"},
    {"mistake", "mistook", "mistaken"},
    {"shed", "shed", "shed"},
    {"shrink", "shrank", "shrunk"},
    {"sink", "sank", "sunk"},
    {"ring", "rang", "rung"},
    {"sing", "sang", "sung"},
    {"slide", "slid", "slid"},
    {"spin", "spun", "spun"},
    {"split", "split", "split"},
    {"spring", "sprang", "sprung"},
    {"stick", "stuck", "stuck"},
    {"sting", "stung", "stung"},
    {"swim", "swam", "swum"},
    {"swing", "swung", "swung"},
    {"thrust", "thrust", "thrust"},
    {"understand", "understood", "understood"},
    {"upset", "upset", "upset"},
    {"oversee", "oversaw", "overseen"},
    {"overcome", "overcame", "overcome"},
    {"override", "overrode", "overridden"},
    {"foresee", "foresaw", "foreseen"},
    {"withstand", "withstood", "withstood"},
    {"rebuild", "rebuilt", "rebuilt"},
    {"repay", "repaid", "repaid"},
    {"offset", "offset", "offset"},
    {"undergo", "underwent", "undergone"},
    {"rethink", "rethought", "rethought"},
    {"underlie", "underlay", "underlain"},
    {"cast", "cast", "cast"},
    {"forecast", "forecast", "forecast"},
    {"wind", "wound", "wound"},
    {"drink", "drank", "drunk"},
    {"eat", "ate", "eaten"},
    {"sleep", "slept", "slept"},
    {"bend", "bent", "bent"},
    {"swell", "swelled", "swollen"},
    {"melt", "melted", "melted"},
    {"prove", "proved", "proven"},
    {"mow", "mowed", "mown"},
    {"awake", "awoke", "awoken"},
    {"write", "wrote", "written"},
};

/* Of more than one syllable, with the last consonant doubled: admitted. */
static const char *const doubled[] = {"abet",   "admit", "commit",   "compel", "defer",   "deter",  "expel",
                                      "kidnap", "omit",  "permit",   "rebel",  "refer",   "regret", "repel",
                                      "submit", "begin", "transfer", "forbid", "recommit"};

static bool is_vowel(char c) {
    return c != '\0' && strchr("aeiou", c) != NULL;
}

static bool ends_with(const char *word, size_t length, const char *end) {
    const size_t size = strlen(end);
    return length >= size && memcmp(word + length - size, end, size) == 0;
}

/* stop -> stopped: one syllable of consonant, vowel, consonant; longer words by list. */
static bool doubles(const char *word, size_t length) {
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++)
        if (strcmp(word, doubled[i]) == 0) return true;
    size_t vowels = 0;
    for (size_t i = 0; i < length; i++)
        vowels += is_vowel(word[i]);
    return vowels == 1 && length >= 3 && is_vowel(word[length - 2]) && !is_vowel(word[length - 1]) &&
           strchr("wxyh", word[length - 1]) == NULL;
}

/* A form without silent e, with y as i, or with its last consonant doubled, and an end. */
static void join(char *out, const char *word, size_t length, bool twice, const char *end) {
    memcpy(out, word, length);
    if (twice) out[length++] = word[strlen(word) - 1];
    memcpy(out + length, end, strlen(end) + 1);
}

static void with_s(char *out, const char *word) {
    const size_t length = strlen(word);
    const bool sibilant = ends_with(word, length, "s") || ends_with(word, length, "sh") ||
                          ends_with(word, length, "ch") || ends_with(word, length, "x") || ends_with(word, length, "z");
    if (length >= 2 && word[length - 1] == 'y' && !is_vowel(word[length - 2]))
        join(out, word, length - 1, false, "ies");
    else
        join(out, word, length, false, sibilant || strcmp(word, "go") == 0 || strcmp(word, "veto") == 0 ? "es" : "s");
}

static void with_ed(char *out, const char *word, bool twice) {
    const size_t length = strlen(word);
    if (word[length - 1] == 'e')
        join(out, word, length, false, "d");
    else if (word[length - 1] == 'y' && !is_vowel(word[length - 2]))
        join(out, word, length - 1, false, "ied");
    else
        join(out, word, length, twice, "ed");
}

static void with_ing(char *out, const char *word, bool twice) {
    const size_t length = strlen(word);
    if (ends_with(word, length, "ie"))
        join(out, word, length - 2, false, "ying");
    else if (word[length - 1] == 'e' && !ends_with(word, length, "ee") && !ends_with(word, length, "oe"))
        join(out, word, length - 1, false, "ing");
    else
        join(out, word, length, twice, "ing");
}

static void add_form(ent_verb_words *words, const char *word, uint16_t number, uint8_t form) {
    ent_word_info *entry = verb_words_entry(words, word);
    if (entry == NULL) return;
    if (entry->lemma != 0 && entry->lemma != number) return; /* the first lemma of the list has it: lay, not lie */
    entry->lemma = number;
    entry->forms |= form;
}

static void add_regular(ent_verb_words *words, const char *word, uint16_t number, bool twice) {
    char form[VERB_WORD_MOST];
    with_ed(form, word, twice);
    add_form(words, form, number, ENT_VERB_PAST | ENT_VERB_PARTICIPLE);
    with_ing(form, word, twice);
    add_form(words, form, number, ENT_VERB_GERUND);
}

static void add_spelling(ent_verb_words *words, const char *word, uint16_t number) {
    char form[VERB_WORD_MOST];
    const size_t length = strlen(word);
    const char *const *row = NULL;
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular && row == NULL; i++)
        if (strcmp(irregular[i][0], word) == 0) row = irregular[i];
    add_form(words, word, number, ENT_VERB_BASE);
    with_s(form, word);
    add_form(words, form, number, ENT_VERB_THIRD);
    if (row == NULL) {
        add_regular(words, word, number, doubles(word, length));
        if (ends_with(word, length, "el") || ends_with(word, length, "al"))
            add_regular(words, word, number, !doubles(word, length)); /* travelled and traveled */
        return;
    }
    add_form(words, row[1], number, ENT_VERB_PAST);
    add_form(words, row[2], number, ENT_VERB_PARTICIPLE);
    with_ing(form, word, doubles(word, length));
    add_form(words, form, number, ENT_VERB_GERUND);
}

void verb_words_add_lemma(ent_verb_words *words, const char *lemma, uint16_t number) {
    char word[VERB_WORD_MOST];
    const size_t length = strlen(lemma);
    if (length < 2 || length > VERB_WORD_MOST - 8) return;
    memcpy(word, lemma, length + 1);
    if (word[length - 1] == '*') {
        word[length - 1] = '\0';
        add_form(words, word, number, ENT_VERB_ADJECTIVE);
        return;
    }
    add_spelling(words, word, number);
    if (length < 5 || !ends_with(word, length, "ize")) return;
    word[length - 2] = 's';
    add_spelling(words, word, number);
}

void verb_words_add_noun(ent_verb_words *words, const char *noun, uint64_t marks) {
    char plural[VERB_WORD_MOST];
    if (strlen(noun) > VERB_WORD_MOST - 8) return;
    with_s(plural, noun);
    ent_word_info *one = verb_words_entry(words, noun);
    if (one != NULL) one->marks |= marks;
    ent_word_info *many = verb_words_entry(words, plural);
    if (many != NULL) many->marks |= marks;
}
