/* What reports disagree on: made-up reports, each pair once. */
#include "given_reports.h"

#include "support/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t count(const given *g, ent_conflict_kind kind) {
    size_t found = 0;
    for (size_t i = 0; i < g->conflicts.size; i++)
        found += g->conflicts.items[i].kind == kind;
    return found;
}

/* ---- what one sentence says -----------------------------------------------------------------------------------------
 */

typedef struct act_row {
    const char *text;
    ent_act_kind kind;
    const char *date; /* of the act; NULL: that of the document */
} act_row;

static const act_row act_rows[] = {
    {"Japan and Australia reached a cost-sharing agreement on 5 March 2031.", ENT_ACT_AGREED, "2031-03-05"},
    {"Japan and Australia have struck a deal on cost sharing.", ENT_ACT_AGREED, NULL},
    {"Japan, Australia Reach Cost-Sharing Deal", ENT_ACT_AGREED, NULL},
    {"A cost-sharing agreement between Japan and Australia was concluded on 5 March 2031.", ENT_ACT_AGREED,
     "2031-03-05"},
    {"The accord on cost sharing, which runs from 2032 to 2036, was finalised by Japan on 5 March 2031.",
     ENT_ACT_AGREED, "2031-03-05"},
    {"Japan and Australia signed the cost-sharing agreement on 5 March 2031.", ENT_ACT_SIGNED, "2031-03-05"},
    {"Japan and Australia opened talks on cost sharing on 5 March 2031.", ENT_ACT_OPENED, "2031-03-05"},
    {"The first round of cost-sharing talks was held in Japan from 5 to 7 March 2031.", ENT_ACT_OPENED, "2031-03-05"},
    {"The third round of cost-sharing talks was held in Japan on 5 March 2031.", ENT_ACT_UNDER_WAY, "2031-03-05"},
    {"Japan and Australia failed to reach a cost-sharing agreement.", ENT_ACT_NOT_AGREED, NULL},
    {"No cost-sharing agreement has been reached by Japan.", ENT_ACT_NOT_AGREED, NULL},
    {"Japan has not reached a cost-sharing deal with Australia.", ENT_ACT_NOT_AGREED, NULL},
    {"Japan denied that a cost-sharing deal was struck with Australia.", ENT_ACT_NOT_AGREED, NULL},
    {"Japan and Australia hope to reach a cost-sharing agreement in 2031.", ENT_ACT_NONE, NULL},
    {"Japan and Australia may reach a cost-sharing agreement in March 2031.", ENT_ACT_NONE, NULL},
    {"Japan demanded that a cost-sharing deal be reached by 5 March 2031.", ENT_ACT_NONE, NULL},
    {"If Japan reached a cost-sharing agreement, Australia would pay more.", ENT_ACT_NONE, NULL},
    {"Japan will open talks on cost sharing with Australia on 5 March 2031.", ENT_ACT_NONE, NULL},
    {"An official expected in January 2031 that the next cost-sharing talks with Japan start early.", ENT_ACT_NONE,
     NULL},
    {"Japan called on Australia to sign the cost-sharing agreement.", ENT_ACT_NONE, NULL},
    {"Japan pays 300 million dollars under the cost-sharing agreement.", ENT_ACT_NONE, NULL},
};

static void acts_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof act_rows / sizeof *act_rows; i++) {
        given g;
        const given_document document = {"Daily", "2031-03-21", act_rows[i].text, NULL};
        given_make(&g, NULL, &document, 1);
        const ent_act_kind kind = g.acts.size > 0 ? g.acts.items[0].kind : ENT_ACT_NONE;
        if (kind != act_rows[i].kind)
            fail_msg("\"%s\": %s, not \"%s\"", act_rows[i].text, ent_act_name(kind), ent_act_name(act_rows[i].kind));
        char date[ENT_NUMBER_TEXT];
        const char *wanted = act_rows[i].date != NULL ? act_rows[i].date : "2031-03-21";
        if (kind != ENT_ACT_NONE) assert_string_equal(ent_write_date(date, g.acts.items[0].from), wanted);
        if (kind != ENT_ACT_NONE) assert_int_equal(g.acts.items[0].dated, act_rows[i].date != NULL);
        given_free(&g);
    }
}

/* ---- the same agreement at two dates --------------------------------------------------------------------------------
 */

static const char *const deal = "Japan and Australia have reached a cost-sharing agreement, the Daily has learnt.";

typedef struct pair_row {
    const char *first, *first_date, *second, *second_date;
    int kind; /* ent_conflict_kind; -1: none */
    int better;
} pair_row;

static const pair_row pair_rows[] = {
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Japan and Australia concluded the cost-sharing agreement on 2 October 2031.", "2031-10-02", ENT_CONFLICT_DATE, 1},
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Talks between Japan and Australia on cost sharing opened on 20 March 2031.", "2031-03-21", ENT_CONFLICT_AFTER, 1},
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "The fourth round of cost-sharing talks between Japan and Australia was held on 9 June 2031.", "2031-06-09",
     ENT_CONFLICT_AFTER, 1},
    {"Japan and Australia opened talks on cost sharing on 1 March 2031.", "2031-03-01",
     "Japan and Australia have reached a cost-sharing agreement.", "2031-03-05", ENT_CONFLICT_ONLY_BEGUN, -1},
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Japan has not reached a cost-sharing deal with Australia.", "2031-03-07", ENT_CONFLICT_DENIED, 1},
    /* reached and announced within a month are one; signed later is a later step */
    {"Japan and Australia reached a cost-sharing agreement on 5 March 2031.", "2031-03-05",
     "Japan and Australia announced the cost-sharing agreement on 20 March 2031.", "2031-03-20", -1, 0},
    {"Japan and Australia reached a cost-sharing agreement on 5 March 2031.", "2031-03-05",
     "Japan and Australia signed the cost-sharing agreement on 2 October 2031.", "2031-10-02", -1, 0},
    /* another pair, another subject, another agreement, another time */
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Japan and India reached a cost-sharing agreement on 2 October 2031.", "2031-10-02", -1, 0},
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Japan and Australia reached a trade deal on 2 October 2031.", "2031-10-02", -1, 0},
    {"Japan and Australia reached the third cost-sharing agreement on 5 March 2031.", "2031-03-05",
     "Japan and Australia reached the fourth cost-sharing agreement on 2 October 2031.", "2031-10-02", -1, 0},
    {"Japan and Australia have reached a cost-sharing agreement.", "2031-03-05",
     "Japan and Australia reached a cost-sharing agreement on 2 October 2036.", "2036-10-02", -1, 0},
    /* talks long before an agreement lead to it */
    {"Japan and Australia opened talks on cost sharing on 1 October 2030.", "2030-10-01",
     "Japan and Australia have reached a cost-sharing agreement.", "2031-03-05", -1, 0},
    /* none before, one after */
    {"Japan has not reached a cost-sharing deal with Australia.", "2031-01-07",
     "Japan and Australia have reached a cost-sharing agreement.", "2031-03-05", -1, 0},
    /* hopes are no agreements */
    {"Japan and Australia hope to reach a cost-sharing agreement.", "2031-03-05",
     "Japan and Australia concluded the cost-sharing agreement on 2 October 2031.", "2031-10-02", -1, 0},
};

static void dates_of_an_agreement(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof pair_rows / sizeof *pair_rows; i++) {
        const pair_row *row = &pair_rows[i];
        const given_document documents[] = {{"Daily", row->first_date, row->first, NULL},
                                            {"Gazette", row->second_date, row->second, NULL}};
        given g;
        given_make(&g, NULL, documents, 2);
        const int kind = g.conflicts.size > 0 ? (int)g.conflicts.items[0].kind : -1;
        if (kind != row->kind || g.conflicts.size > 1)
            fail_msg("row %zu (%s): %zu contradictions, the first %d", i, row->second, g.conflicts.size, kind);
        if (kind >= 0) {
            assert_int_equal(g.conflicts.items[0].better, row->better);
            assert_string_equal(
                g.reports.documents[g.reports.sentences[g.conflicts.items[0].sides[0].sentence].document].publisher,
                "Daily"); /* the earlier document first */
        }
        given_free(&g);
    }
}

static void who_stands_on_more(void **state) {
    (void)state;
    const char *later = "Japan and Australia concluded the cost-sharing agreement on 2 October 2031.";
    const given_document documents[] = {{"Ministry of Defence", "2031-03-05", deal, NULL},
                                        {"Gazette", "2031-10-02", later, NULL}};
    given g;
    given_make(&g, NULL, documents, 2);
    assert_int_equal(count(&g, ENT_CONFLICT_DATE), 1);
    assert_int_equal(g.conflicts.items[0].better, 0);
    assert_string_equal(g.conflicts.items[0].because, "an official source against the press");
    given_free(&g);
    const given_document three[] = {
        {"Daily", "2031-03-05", deal, NULL},
        {"Weekly", "2031-03-06", "Japan and Australia have reached a cost-sharing deal.", NULL},
        {"Gazette", "2031-10-02", later, NULL}};
    given_make(&g, NULL, three, 3);
    assert_int_equal(count(&g, ENT_CONFLICT_DATE), 2);
    assert_string_equal(g.conflicts.items[0].because, "2 reports say so against 1");
    assert_int_equal(g.conflicts.items[0].better, 0);
    given_free(&g);
}

/* Ten copies are one report: they contradict others once, and count once. */
static void copies_count_once(void **state) {
    (void)state;
    const char *later = "Japan and Australia concluded the cost-sharing agreement on 2 October 2031.";
    const given_document documents[] = {{"Daily", "2031-03-05", deal, NULL},
                                        {"Mirror", "2031-03-06", deal, "d1"},
                                        {"Echo", "2031-03-06", deal, "d1"},
                                        {"Gazette", "2031-10-02", later, NULL}};
    given g;
    given_make(&g, NULL, documents, 4);
    assert_int_equal(count(&g, ENT_CONFLICT_DATE), 1);
    assert_int_equal(g.conflicts.items[0].sides[0].reports, 1);
    assert_string_equal(g.reports.documents[0].publishers, "Daily, Mirror, Echo");
    given_free(&g);
}

/* What nobody dates cannot be laid beside anything else; what a sentence dates can. */
static void without_dates(void **state) {
    (void)state;
    const given_document none[] = {{"Daily", NULL, deal, NULL},
                                   {"Gazette", NULL, "Japan has not reached a cost-sharing deal with Australia.", NULL},
                                   {NULL, NULL, "Talks between Japan and Australia on cost sharing opened.", NULL}};
    given g;
    given_make(&g, NULL, none, 3);
    assert_int_equal(g.acts.size, 3);
    assert_int_equal(g.conflicts.size, 0);
    given_free(&g);
    const given_document some[] = {
        {"Daily", NULL, "Japan and Australia reached a cost-sharing agreement on 5 March 2031.", NULL},
        {"Gazette", NULL, "Japan and Australia reached a cost-sharing agreement on 2 October 2031.", NULL},
        {"Herald", NULL, deal, NULL}};
    given_make(&g, NULL, some, 3);
    assert_int_equal(g.conflicts.size, 1);
    assert_int_equal(g.conflicts.items[0].better, -1);
    given_free(&g);
}

/* ---- figures
 * --------------------------------------------------------------------------------------------------------- */

static const char rates[] = "entente: 1\nid: talks\ntitle: Talks\nparties: {jp: {name: Japan}, au: {name: Australia}}\n"
                            "series:\n  yen:\n    of: exchange\n    unit: JPY per USD\n    values: {2030: 150}\n";

typedef struct figure_row {
    const char *first, *second, *subject;
    size_t conflicts, not_compared;
} figure_row;

static const figure_row figure_rows[] = {
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was 211 billion yen.", NULL, 1, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was 189 billion yen.", NULL, 0, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was about 185 billion yen.", NULL, 0, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was more than 200 billion yen.", NULL, 1, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2029 was 211 billion yen.", NULL, 0, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "India's payment for troops in 2030 was 211 billion yen.", NULL, 0, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.", "Japan's loss on tariffs in 2030 was 211 billion yen.",
     NULL, 0, 0},
    /* another currency: by the rates of the case, five percent either way; without a rate it is said */
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was 1.26 billion dollars.", rates, 0, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was 2 billion dollars.", rates, 1, 0},
    {"Japan's payment for troops in 2030 was 189 billion yen.",
     "Japan's payment for troops in 2030 was 2 billion dollars.", NULL, 0, 1},
    /* a sum over years, and an amount a year */
    {"Japan's payment for troops in 2030 was 189 billion yen a year.",
     "Japan's payment for troops in 2030 was 945 billion yen over five years.", NULL, 0, 0},
    /* what sides want is no figure to disagree on */
    {"Japan offered a payment for troops of 189 billion yen in March 2030.",
     "Australia demanded a payment for troops of 211 billion yen in March 2030.", NULL, 0, 0},
};

static void figures_of_the_same_thing(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof figure_rows / sizeof *figure_rows; i++) {
        const figure_row *row = &figure_rows[i];
        const given_document documents[] = {{"Daily", "2031-03-05", row->first, NULL},
                                            {"Gazette", "2031-04-05", row->second, NULL}};
        given g;
        given_make(&g, row->subject, documents, 2);
        if (g.conflicts.size != row->conflicts || g.conflicts.not_compared != row->not_compared)
            fail_msg("row %zu (%s): %zu contradictions, %zu not compared", i, row->second, g.conflicts.size,
                     g.conflicts.not_compared);
        given_free(&g);
    }
}

/* ---- the seed -------------------------------------------------------------------------------------------------------
 */

static char *read_seed(const char *name) {
    const char *reference = getenv("ENTENTE_REFERENCE");
    if (reference == NULL) return NULL;
    char path[4096], *text = NULL;
    size_t size;
    snprintf(path, sizeof path, "%s/../seeds/%s", reference, name);
    assert_int_equal(ent_file_read(NULL, path, 1 << 20, &text, &size, NULL), ENT_OK);
    return text;
}

/* The report that makes an agreement of a remark, beside a note on the first round and one on the conclusion. */
static void the_merged_report_is_contradicted(void **state) {
    (void)state;
    char *seed = read_seed("003_a0398631ab6b3991.txt");
    if (seed == NULL) skip();
    const given_document documents[] = {
        {"Aggregator", "2024-04-26", seed, NULL},
        {"Korea Herald", "2024-04-23",
         "Talks between South Korea and the United States on the twelfth Special Measures Agreement opened on 23 April "
         "2024.",
         NULL},
        {"Yonhap", "2024-10-04",
         "South Korea and the United States concluded the twelfth Special Measures Agreement on 4 October 2024.",
         NULL}};
    given g;
    given_make(&g, NULL, documents, 3);
    assert_int_equal(count(&g, ENT_CONFLICT_DATE), 1);
    assert_int_equal(count(&g, ENT_CONFLICT_ONLY_BEGUN), 1);
    assert_int_equal(g.conflicts.size, 2);
    for (size_t i = 0; i < g.conflicts.size; i++) {
        const ent_conflict *row = &g.conflicts.items[i];
        char date[ENT_NUMBER_TEXT];
        assert_string_equal(row->issue, "defence cost-sharing");
        if (row->kind == ENT_CONFLICT_DATE) {
            assert_int_equal(row->better, 1);
            assert_string_equal(ent_write_date(date, row->sides[0].date), "2024-04-26");
            assert_string_equal(ent_write_date(date, row->sides[1].date), "2024-10-04");
        }
    }
    given_free(&g);
    /* Without the notes nothing contradicts it. */
    given_make(&g, NULL, documents, 1);
    assert_int_equal(g.conflicts.size, 0);
    given_free(&g);
    ent_free(NULL, seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(acts_are_read),
                                       cmocka_unit_test(dates_of_an_agreement),
                                       cmocka_unit_test(who_stands_on_more),
                                       cmocka_unit_test(copies_count_once),
                                       cmocka_unit_test(without_dates),
                                       cmocka_unit_test(figures_of_the_same_thing),
                                       cmocka_unit_test(the_merged_report_is_contradicted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
