/* Words of agreements, terms and causes, and which subjects are near each other. */
#include "text/warnings_parts.h"

#include <string.h>

typedef struct warning_list {
    enum warning_word kind;
    double value;
    const char *words; /* parted by blanks */
} warning_list;

static const warning_list lists[] = {
    {WARN_DEAL, 0, "agreement agreements deal accord pact sma memorandum"},
    {WARN_REACH, 0,
     "reached concluded finalized finalised sealed struck clinched secured reaches concludes finalizes "
     "finalises seals strikes clinches"},
    {WARN_REACH, 1, "signed inked initialed initialled signs inks"},
    {WARN_REACH, 2, "reach conclude finalize finalise seal strike clinch"},
    {WARN_REACH, 3, "sign ink"},
    {WARN_AGREE, 0, "agreed agrees agree"},
    {WARN_OLD, 0, "previous existing earlier current old last former expiring prior past preceding then"},
    {WARN_UNREAL, 0,
     "to will would could can may might must should shall cannot not never no if until unless once before without yet "
     "whether when nor didn't haven't hasn't hoped hopes hope any fail fails failed wants want likely expected help "
     "helps let lets"},
    {WARN_COST, 0, "cost costs payment payments contribution contributions funding share upkeep bill"},
    {WARN_SPLIT, 0, "share pay split raise increase contribute bear cover fund"},
    {WARN_ENABLE, 0,
     "enables enable enabled enabling allows allow allowed allowing permits permit permitted ensures "
     "guarantees facilitates facilitate paves paved"},
    {WARN_CAUSE, 0, "prompted triggered sparked provoked caused prompting triggering sparking"},
    {WARN_CAUSE, 1, "led leading"},
    {WARN_CAUSE, 2, "resulted resulting"},
    {WARN_SUBJECT, 0, "announcement decision move agreement deal accord pact talks meeting visit statement"},
    {WARN_DEMAND, 0,
     "demanded demands demand demanding sought asked wanted wants offered offers proposed proposal "
     "rejected requested seeks"},
    {WARN_YEAR, 0, "year years month months"},
    {WARN_NUMBER, 0, "one two three four five six seven eight nine ten multi several single"},
    {WARN_UNTIL, 0, "through until till"},
    {WARN_COME, 0, "comes came come coming"},
};

static const struct {
    const char *issue;
    enum warning_family family;
} families[] = {
    {"defence cost-sharing", FAMILY_COST},
    {"troop funding", FAMILY_COST},
    {"burden-sharing", FAMILY_COST},
    {"defence spending", FAMILY_COST},
    {"troops", FAMILY_COST},
    {"missile development", FAMILY_ARMS},
    {"arms exports", FAMILY_ARMS},
    {"tariffs", FAMILY_TRADE},
    {"trade", FAMILY_TRADE},
    {"investment", FAMILY_TRADE},
    {"shipbuilding", FAMILY_TRADE},
    {"nuclear issue", FAMILY_NUCLEAR},
    {"sanctions", FAMILY_NUCLEAR},
    {"climate finance", FAMILY_CLIMATE},
    {"fisheries", FAMILY_FISH},
    {"water", FAMILY_WATER},
    {"prisoners", FAMILY_WAR},
    {"ceasefire", FAMILY_WAR},
};

size_t warnings_rank(const char *issue) {
    size_t i = 0;
    while (issue != NULL && i < sizeof families / sizeof *families && strcmp(families[i].issue, issue) != 0)
        i++;
    return i;
}

enum warning_family warnings_family(const char *issue) {
    const size_t rank = warnings_rank(issue);
    return issue != NULL && rank < sizeof families / sizeof *families ? families[rank].family : FAMILY_NEUTRAL;
}

const ent_lexicon_row *warnings_row(const ent_warning_words *words, const ent_tokens *tokens, size_t index,
                                    enum warning_word kind) {
    return ent_lexicon_of(words->lexicon, tokens, index, (int)kind);
}

static size_t words_in(const char *words) {
    size_t size = 1;
    for (; *words != '\0'; words++)
        size += *words == ' ';
    return size;
}

const ent_warning_words *ent_warning_words_new(ent_arena *arena) {
    enum { LISTS = sizeof lists / sizeof *lists };
    size_t most = 0, size = 0;
    for (size_t i = 0; i < LISTS; i++)
        most += words_in(lists[i].words);
    ent_warning_words *words = ent_arena_alloc(arena, sizeof *words);
    ent_lexicon_row *rows = ent_arena_array(arena, most, sizeof *rows);
    if (words == NULL || rows == NULL) return NULL;
    words->filter = (ent_word_filter){{0}};
    for (size_t i = 0; i < LISTS; i++)
        for (const char *at = lists[i].words; *at != '\0';) {
            const size_t length = strcspn(at, " ");
            const char *word = ent_arena_copy(arena, at, length);
            if (word == NULL) return NULL;
            rows[size++] = (ent_lexicon_row){word, (int)lists[i].kind, lists[i].value};
            at += length + (at[length] == ' ');
        }
    ent_word_filter_add_rows(&words->filter, rows, size);
    words->lexicon = ent_lexicon_new(arena, rows, size);
    return words->lexicon == NULL ? NULL : words;
}

const char *ent_warning_id(const char *rule) {
    static const struct {
        const char *rule, *id;
    } ids[] = {
        {"warning.agreement-without-terms", "W-TEXT-0201"}, {"warning.figure-of-another-subject", "W-TEXT-0202"},
        {"warning.unsupported-link", "W-TEXT-0203"},        {"warning.sequence-as-cause", "W-TEXT-0204"},
        {"warning.unnamed-single-source", "W-TEXT-0205"},   {"warning.merged-subjects", "W-TEXT-0206"},
    };
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (strcmp(ids[i].rule, rule) == 0) return ids[i].id;
    return NULL;
}
