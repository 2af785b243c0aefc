/* Sentences: texts with a bar where one ends, each for one rule of the splitter. */
#include "text/sentences.h"

#include "support/unit.h"

#include <string.h>

typedef struct row {
    const char *marked; /* the text, with "|" where a sentence ends */
    ent_lines lines;
} row;

static const row rows[] = {
    {"Talks opened on Monday. |They closed on Friday.", ENT_LINES_GUESS},
    {"Will Seoul pay? |It will! |So it said.", ENT_LINES_GUESS},
    {"U.S. troops stay in South Korea.", ENT_LINES_GUESS},
    {"Trade with the U.S. |This is new.", ENT_LINES_GUESS},
    {"The U.S. Senate did not vote. |It cannot.", ENT_LINES_GUESS},
    {"Gen. Paul LaCamera and Lt. Gen. Kim met.", ENT_LINES_GUESS},
    {"They met in Washington, D.C. |The next round is in Seoul.", ENT_LINES_GUESS},
    {"J. R. Smith spoke for the U.K. and the E.U. |He left.", ENT_LINES_GUESS},
    {"It rose 8.3 percent to 1.5192 trillion won. |Nobody was surprised.", ENT_LINES_GUESS},
    {"See p. 5 and No. 12 of the annex.", ENT_LINES_GUESS},
    {"He left at 6 p.m. |Reporters waited.", ENT_LINES_GUESS},
    {"He left at 6 p.m. Monday.", ENT_LINES_GUESS},
    {"At 5 a.m. Mr. Smith called.", ENT_LINES_GUESS},
    {"\"We will pay.\" |The minister left.", ENT_LINES_GUESS},
    {"\"We will pay.\" said the minister.", ENT_LINES_GUESS},
    {"He waited (they had agreed.) for a day.", ENT_LINES_GUESS},
    {"1. Pay more. |2. Stay longer.", ENT_LINES_GUESS},
    {"1) Pay more |2) Stay longer", ENT_LINES_GUESS},
    {"\u2022 Pay more |\u2022 Stay longer", ENT_LINES_GUESS},
    {"A deal was near.|Both sides said so.", ENT_LINES_GUESS},
    {"See www.Example.Com and Jane.Doe@example.org first.", ENT_LINES_GUESS},
    {"So ... no deal was made.", ENT_LINES_GUESS},
    {"No deal was made... |Talks go on.", ENT_LINES_GUESS},
    {"Words . . . It was said that none were left out.", ENT_LINES_GUESS},
    {"The text [...] was short. |It had a page.", ENT_LINES_GUESS},
    {"It was agreed.[3] |Both signed.", ENT_LINES_GUESS},
    {"Deal reached\n|Both sides signed.", ENT_LINES_GUESS},
    {"The two governments have agreed on an amount that\nis paid from January.", ENT_LINES_GUESS},
    {"The two governments have agreed on an amount that\n|is paid from January.", ENT_LINES_HARD},
    {"Both agreed on\nan amount.\n\n|It is paid.", ENT_LINES_WRAPPED},
    {"Talks, first round\n|talks, second round", ENT_LINES_GUESS},
    {"\xEC\xA7\x80\xEB\xB6\x88\xED\x96\x88\xEB\x8B\xA4. |\xED\x95\x9C\xEA\xB5\xAD\xEC\x9D\x80.", ENT_LINES_GUESS},
    {"\u652F\u6255\u3046\u3002|\u97D3\u56FD\u3082\u3002", ENT_LINES_GUESS},
    {"", ENT_LINES_GUESS},
    {" \n\t ", ENT_LINES_GUESS},
    {"...", ENT_LINES_GUESS},
    {"\xFF\xFE broken \xC3", ENT_LINES_GUESS},
};

/* Takes the bars out; ends[i] is where the i-th stood. */
static size_t unmark(const char *marked, char *text, size_t *ends) {
    size_t size = 0, found = 0;
    for (; *marked != '\0'; marked++) {
        if (*marked == '|') {
            ends[found++] = size;
        } else {
            text[size++] = *marked;
        }
    }
    text[size] = '\0';
    return found;
}

static bool is_blank(const char *text, size_t from, size_t to) {
    while (from < to && strchr(" \t\n\r", text[from]) != NULL)
        from++;
    return from == to;
}

static void test_rules(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        size_t ends[20], marks = unmark(rows[i].marked, text, ends), found = 0, last = 0, size = strlen(text);
        ent_sentence_scanner scanner = ent_sentence_scan(text, size, rows[i].lines);
        for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence); found++) {
            assert_true(is_blank(text, last, sentence.start));
            if (found > 0) assert_true(found - 1 < marks && is_blank(text, last, ends[found - 1]));
            if (found > 0 && !(last <= ends[found - 1] && ends[found - 1] <= sentence.start)) fail_msg("%s", text);
            assert_true(sentence.start < sentence.end && sentence.end <= size);
            last = sentence.end;
        }
        assert_true(is_blank(text, last, size));
        bool empty = is_blank(text, 0, size);
        if (found != (empty ? 0 : marks + 1)) fail_msg("%zu sentences in: %s", found, text);
    }
}

/* Whatever the bytes: sentences in order, nothing but white space between them, nothing beyond the end. */
static void test_random_bytes(void **state) {
    (void)state;
    static const char *const pieces[] = {".", "!", " ",    "\n",  "U.S", "A",   "b", "1",  "2)",     "\"",
                                         "'", "(", "\xE2", "...", "Co",  "[1]", "a", "\0", "\u2022", "The "};
    ent_random random = ent_random_stream(5, 1);
    for (size_t run = 0; run < 20000; run++) {
        char text[200];
        size_t size = 0;
        for (size_t pieces_left = ent_random_below(&random, 30); pieces_left > 0; pieces_left--) {
            const char *piece = pieces[ent_random_below(&random, sizeof pieces / sizeof *pieces)];
            size_t length = *piece == '\0' ? 1 : strlen(piece);
            memcpy(text + size, piece, length);
            size += length;
        }
        ent_sentence_scanner scanner = ent_sentence_scan(text, size, (ent_lines)ent_random_below(&random, 3));
        size_t last = 0;
        for (ent_sentence sentence; ent_sentence_next(&scanner, &sentence); last = sentence.end)
            assert_true(last <= sentence.start && sentence.start < sentence.end && sentence.end <= size);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rules), cmocka_unit_test(test_random_bytes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
