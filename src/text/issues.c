/* Phrases for what is negotiated, in the trie that names of actors are in. */
#include "text/issues.h"

#include "text/gazetteer_parts.h"

#include <string.h>

typedef struct issue_row {
    const char *issue, *phrases; /* parted by |, in small letters: capitals of the text do not matter */
} issue_row;

static const issue_row rows[] = {
    {"defence cost-sharing",
     "cost-sharing|cost sharing|defense cost-sharing|defence cost-sharing|shared defense costs|shared defence costs|"
     "share of the cost|share of the costs|sharing the cost|sharing the costs|share the cost|share the costs|"
     "defense costs|defence costs|host-nation support|host nation support|special measures agreement|sma|"
     "cost of stationing|costs of stationing|upkeep of us forces|upkeep of american forces|upkeep of u.s. forces|"
     "방위비|방위비 분담|방위비 분담금|방위비분담금|방위비분담|분담금|특별협정"},
    {"troop funding", "troop funding|funding of troops|funding of us troops|funding of u.s. troops|stationed troops|"
                      "stationing costs|pay for troops|paying for troops"},
    {"defence spending", "defense spending|defence spending|military spending|defense budget|defence budget|"
                         "military budget|defense budgets|defence budgets|defense expenditure|defence expenditure|"
                         "military expenditure|spending on defense|spending on defence|국방비|국방예산|국방 예산"},
    {"burden-sharing", "burden-sharing|burden sharing|burdensharing|common funding|fair share"},
    {"troops", "troops|troop level|troop levels|troop presence|troop numbers|troop withdrawal|soldiers|service members|"
               "servicemembers|garrison|stationed forces|병력|주둔|감축|철수"},
    {"extended deterrence", "extended deterrence|nuclear umbrella|nuclear consultative group|strategic deterrence|"
                            "strategic assets|확장억제|확장 억제|핵우산"},
    {"tariffs", "tariff|tariffs|reciprocal tariff|reciprocal tariffs|import duties|import duty|duties|customs duties|"
                "관세|상호관세"},
    {"trade", "free trade|trade deal|trade agreement|trade talks|trade deficit|trade surplus|export controls|"
              "market access|무역|통상"},
    {"arms exports",
     "arms exports|arms sales|defense exports|defence exports|weapons sales|foreign military sales|방산|"
     "무기 수출|방산 수출"},
    {"missile development", "missile|missiles|missile development|missile variants|missile program|missile programme|"
                            "missile defense|missile defence|development program|development programme|미사일"},
    {"nuclear issue", "nuclear issue|nuclear weapons|nuclear program|nuclear programme|nuclear arms|denuclearization|"
                      "denuclearisation|nuclear threats|nuclear test|비핵화|북핵|핵실험"},
    {"term of agreement", "term of the agreement|duration of the agreement|multi-year deal|multiyear deal|"
                          "multi-year agreement|one-year deal|five-year deal|expiry of the agreement|유효기간"},
    {"operational control", "operational control|opcon|wartime operational control|전작권|전시작전권"},
    {"joint exercises", "joint exercise|joint exercises|joint drills|military drills|military exercises|연합훈련|"
                        "연합 훈련"},
    {"sanctions", "sanctions|embargo|제재"},
    {"election", "election|elections|presidential election|대선|선거"},
    {"investment", "investment|investments|investment package|투자"},
    {"shipbuilding", "shipbuilding|shipyards|조선업"},
    {"climate finance", "climate finance|loss and damage"},
    {"fisheries", "fisheries|fishing quota|fishing quotas|fishing rights|catch limits"},
    {"water", "water allocation|water sharing|filling of the dam|reservoir"},
    {"prisoners", "prisoners of war|prisoner exchange|prisoner swap|detainees|hostages|포로"},
    {"ceasefire", "ceasefire|cease-fire|truce|armistice|휴전|정전"},
};

static void add(ent_gazetteer *words, const char *phrase, size_t length, uint32_t issue, uint8_t rank) {
    gazetteer_add(words, phrase, length, &(ent_gazetteer_name){.rank = rank, .actors = {issue}});
}

/* The name of a case's issue is a phrase in small letters: "Defence cost-sharing" is found in the middle too. */
static void add_case_issue(ent_gazetteer *words, const ent_issue *issue) {
    uint32_t at = gazetteer_actor(words, issue->id, ENT_ACTOR_GROUP, NULL);
    const char *texts[] = {issue->id, issue->name};
    for (size_t i = 0; i < 2; i++) {
        char *phrase = texts[i] == NULL ? NULL : ent_arena_text(words->arena, texts[i]);
        if (phrase == NULL) continue;
        for (char *c = phrase; *c != '\0'; c++)
            if (*c >= 'A' && *c <= 'Z') *c = (char)(*c + ('a' - 'A'));
        add(words, phrase, strlen(phrase), at, RANK_CASE);
    }
}

const ent_issue_words *ent_issue_words_new(ent_arena *arena, const ent_case *a_case) {
    ent_gazetteer *words = gazetteer_blank(arena);
    if (words == NULL) return NULL;
    for (size_t i = 0; a_case != NULL && i < a_case->issues_size; i++)
        add_case_issue(words, &a_case->issues[i]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t issue = gazetteer_actor(words, rows[i].issue, ENT_ACTOR_GROUP, NULL);
        for (const char *at = rows[i].phrases; *at != '\0';) {
            size_t length = strcspn(at, "|");
            add(words, at, length, issue, RANK_SHIPPED);
            at += length + (at[length] == '|');
        }
    }
    ent_tokens_free(&words->tokens);
    return words->failed || ent_arena_failed(arena) ? NULL : words;
}

bool ent_issue_at(const ent_issue_words *words, const ent_tokens *tokens, size_t index, ent_issue_mention *out) {
    ent_gazetteer_match match;
    if (tokens->items[index].kind != ENT_TOKEN_WORD || !ent_gazetteer_match_at(words, tokens, index, &match))
        return false;
    *out = (ent_issue_mention){index, match.after, match.actors[0]->name};
    return true;
}

/* A figure belongs to what stands inside or nearest: before it rather than after. */
const char *ent_issue_nearest(const ent_issue_mention *issues, size_t size, size_t first, size_t end) {
    const char *before = NULL, *after = NULL;
    for (size_t i = 0; i < size; i++) {
        if (issues[i].first < end && issues[i].after > first) return issues[i].issue;
        if (issues[i].after <= first) before = issues[i].issue;
        if (issues[i].first >= end && after == NULL) after = issues[i].issue;
    }
    return before != NULL ? before : after;
}
