/* Who a text speaks of, as sentences of our own with what a careful reader would take from them. */
#include "text/extract.h"

#include "support/unit.h"

#include <stdio.h>
#include <string.h>

/* Actors in their order, parted by "; ". A star: refers back; a tilde: described, not named. */
typedef struct row {
    const char *text, *actors;
} row;

static const row names[] = {
    {"Seoul and Washington resumed talks.", "South Korea; United States"},
    {"The U.S. and the Republic of Korea signed it.", "United States; South Korea"},
    {"American and Korean negotiators met in Honolulu.", "United States; South Korea"},
    {"NATO and the EU issued a statement with the IAEA.", "NATO; European Union; IAEA"},
    {"The Pentagon and the White House declined to comment.", "Pentagon; White House"},
    {"USFK employs thousands of Koreans.", "USFK; South Korea"},
    {"NATO members spend more than they did.", "NATO members"},
    {"The Korean War ended in an armistice.", ""},
    {"Ships crossed the South China Sea near Taiwan.", "Taiwan"},
    {"They told us that it was over.", ""},
    {"It was the US who said so.", "United States"},
    {"French National Assembly members voted.", "France; National Assembly (France)"},
    {"South Korea's National Assembly voted.", "South Korea; National Assembly"},
    {"외교부는 미국과 협의했다고 밝혔다.", "South Korean Foreign Ministry; United States"},
    {"한미 양국은 서울에서 만났다.", "South Korea; United States; South Korea"},
    {"한반도 정세를 논의했다.", ""},
};

static const row persons[] = {
    {"Foreign Minister Han Seo-jun will meet Senator Ruth Calder.", "Han Seo-jun; Ruth Calder"},
    {"Presidents Moreau and Tanaka met. Tanaka praised Moreau.", "Moreau; Tanaka; Tanaka; Moreau"},
    {"Lt. Gen. Oliver Brandt commands it. Brandt arrived in May.", "Oliver Brandt; Oliver Brandt*"},
    {"Baek Ji-ho resigned. Baek had led the talks.", "Baek Ji-ho; Baek Ji-ho*"},
    {"Defence Secretary Tom King resigned.", "Tom King"},
    {"John Major lost.", "John Major"},
    {"President Omar al-Rashid spoke.", "Omar al-Rashid"},
    {"Chancellor Anna von der Heide spoke.", "Anna von der Heide"},
    {"The Ambassador of Silly Walks left.", ""},
    {"Prime Minister Said It Was Over", ""},
    {"Kim Min-ji met Kim Dae-sung. Kim left early.", "Kim Min-ji; Kim Dae-sung"}, /* which Kim? */
    {"A senior government official in Seoul confirmed it.", "senior government official (Seoul)~; South Korea"},
    {"Japanese diplomatic sources denied it.", "Japan; diplomatic sources (Japan)~"},
};

static const row refers[] = {
    {"South Korea and Japan met. Both countries agreed.", "South Korea; Japan; South Korea*; Japan*"},
    {"South Korea, Japan and China met. Both countries agreed.", "South Korea; Japan; China"}, /* which two? */
    {"Poland, Latvia and Estonia met. The three nations agreed.",
     "Poland; Latvia; Estonia; Poland*; Latvia*; Estonia*"},
    {"Both countries agreed.", ""},
    {"President Moreau and Chancellor Weiss met. The two leaders agreed.", "Moreau; Weiss; Moreau*; Weiss*"},
    {"South Korea and the United States opened talks. The talks will go on.",
     "South Korea; United States; South Korea*; United States*"},
    {"South Korea and Japan opened talks. China and India opened talks. The talks will go on.",
     "South Korea; Japan; China; India"},
    {"Japan and the United States signed a deal. South Korea kept the 12th Special Measures Agreement. The accord "
     "stands.",
     "Japan; United States; South Korea"},
    {"South Korea and the United States opened talks. The talks with Iran failed.", "South Korea; United States; Iran"},
    {"Hezbollah fought Israel in Lebanon, sources on both sides said.", "Hezbollah; Israel; Lebanon"},
};

static const row ambiguous[] = {
    {"Jordan signed the accord with Israel.", "Jordan; Israel"},
    {"Jordan Smith said that the deal was fair.", "Jordan Smith"},
    {"Michael Jordan met reporters. Jordan smiled.", "Michael Jordan; Michael Jordan*"},
    {"The Jordan River is low.", ""},
    {"Georgia and Russia fought a war in 2008.", "Georgia; Russia"},
    {"Voters in Georgia and Arizona will decide.", ""},
    {"Georgia voters chose. Georgia counted twice.", ""},
    {"Georgia's secretary of state certified the vote.", ""},
    {"Sen. Raphael Dunn of Georgia backed the bill.", "Raphael Dunn"},
    {"Chad expelled French troops.", "Chad; France"},
    {"Chad Johnson, a lawyer, denied it.", "Chad Johnson"},
    {"Turkey blocked the bid.", "Turkey"},
    {"Turkey prices rose.", ""},
    {"They ate turkey.", ""},
    {"Polish troops arrived.", "Poland"},
    {"Polish the silver.", ""},
    {"Washington demanded more.", "United States"},
    {"Mr. Washington declined to comment.", "Washington"},
    {"George Washington never met him.", ""},
    {"Washington state lawmakers passed a bill.", ""},
    {"Seattle, Washington, is rainy.", ""},
    {"In Geneva, Washington offered more.", "United States"},
    {"Paris rejected the offer.", "France"},
    {"Paris Hilton visited London.", "Paris Hilton; United Kingdom"},
    {"Lima, Ohio, is a town.", ""},
    {"Israel Katz met them.", "Israel Katz"},
    {"Israel Foreign Minister Dov Levin met them.", "Israel; Dov Levin"},
    {"Theresa May met them. May said that she would go.", "Theresa May; Theresa May*"},
    {"The ministers may meet in May.", ""},
    {"LET US TALK", ""},
    {"US SIGNS DEAL", "United States"},
};

static void write(const ent_extraction *found, char *out, size_t room) {
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < found->mentions.size; i++) {
        const ent_mention *mention = &found->mentions.items[i];
        at += (size_t)snprintf(out + at, room - at, "%s%s%s%s", i > 0 ? "; " : "", mention->name,
                               mention->coreference ? "*" : "", mention->described ? "~" : "");
        assert_true(at < room);
    }
}

static void check(const row *rows, size_t size) {
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    size_t wrong = 0;
    assert_non_null(extractor);
    for (size_t i = 0; i < size; i++) {
        ent_extraction found;
        char actors[512];
        assert_int_equal(ent_extract(extractor, rows[i].text, strlen(rows[i].text), NULL, NULL, &found), ENT_OK);
        write(&found, actors, sizeof actors);
        if (strcmp(actors, rows[i].actors) != 0) {
            print_message("%s\n  expected %s\n  found    %s\n", rows[i].text, rows[i].actors, actors);
            wrong++;
        }
        ent_extraction_free(&found);
    }
    ent_arena_free(arena);
    assert_int_equal(wrong, 0);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_names(void **state) {
    (void)state;
    CHECK(names);
}

static void test_persons(void **state) {
    (void)state;
    CHECK(persons);
}

static void test_refers(void **state) {
    (void)state;
    CHECK(refers);
}

static void test_ambiguous(void **state) {
    (void)state;
    CHECK(ambiguous);
}

/* Places and tokens of a mention are those of its letters. */
static void test_places(void **state) {
    (void)state;
    static const char text[] = "On Monday, Foreign Minister Han Seo-jun of the Republic of Korea met him. Han left.";
    static const char *const spans[] = {"Foreign Minister Han Seo-jun", "Republic of Korea", "Han"};
    ent_arena *arena = ent_arena_new(NULL);
    const ent_extractor *extractor = ent_extractor_new(arena, NULL, NULL);
    ent_extraction found;
    assert_int_equal(ent_extract(extractor, text, strlen(text), NULL, NULL, &found), ENT_OK);
    assert_int_equal(found.mentions.size, 3);
    for (size_t i = 0; i < 3; i++) {
        const ent_mention *mention = &found.mentions.items[i];
        assert_int_equal(mention->end - mention->start, strlen(spans[i]));
        assert_memory_equal(text + mention->start, spans[i], strlen(spans[i]));
        assert_int_equal(mention->sentence, i < 2 ? 1 : 2);
        assert_true(mention->first < mention->after);
    }
    assert_string_equal(found.mentions.items[2].name, "Han Seo-jun");
    ent_extraction_free(&found);
    ent_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_persons),
                                       cmocka_unit_test(test_refers), cmocka_unit_test(test_ambiguous),
                                       cmocka_unit_test(test_places)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
