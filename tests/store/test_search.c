/* What searches find: words as people type them, limits, copies, ranking, snippets. */
#include "given.h"

#include "support/unit.h"

#include <stdio.h>
#include <string.h>

static const struct {
    const char *publisher, *date, *title, *text;
} documents[] = {
    {"alpha", "2024-03-21", "Talks open", "The cost-sharing talks began. Ministers met in Seoul."},
    {"beta", "2024-04-02", "A deal?", "Both agreed on cost sharing. The café stayed open."},
    {"alpha", "2023-12-01", "Costs", "Sharing of costs was discussed; nothing was agreed."},
    {"gamma", "2019-02", "분담금", "한국은 방위비분담금을 8.2% 올렸다."},
    {"delta", NULL, "Naval exercise", "The exercises ended. Nobody shared a view on troops."},
    {"beta", "2024-05-02", "Exercise", "A cost sharing exercise for troops."},
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static char ids[DOCUMENTS][ENT_EVIDENCE_DOCUMENT_ID + 1];

typedef struct found {
    bool has[DOCUMENTS];
    int order[DOCUMENTS];
    size_t size;
    double last;
    char snippet[512];
} found;

static ent_status take(void *context, const ent_evidence_hit *hit) {
    found *self = context;
    for (size_t i = 0; i < DOCUMENTS; i++) {
        if (strcmp(ids[i], hit->document.id) != 0) continue;
        assert_false(self->has[i]);
        self->has[i] = true;
        self->order[self->size] = (int)i;
        assert_string_equal(hit->document.title, documents[i].title);
        assert_null(hit->document.text);
    }
    if (self->size++ > 0)
        assert_true(hit->score <= self->last);
    else
        snprintf(self->snippet, sizeof self->snippet, "%s", hit->snippet);
    self->last = hit->score;
    return ENT_OK;
}

/* Which documents are found, as digits in rising order. */
static const char *search(ent_evidence *store, const ent_evidence_query *query, found *out,
                          char digits[DOCUMENTS + 1]) {
    size_t size = 0;
    *out = (found){.size = 0};
    if (ent_evidence_search(store, NULL, query, take, out, NULL) != ENT_OK) return "failed";
    for (size_t i = 0; i < DOCUMENTS; i++)
        if (out->has[i]) digits[size++] = (char)('0' + i);
    digits[size] = '\0';
    return digits;
}

static ent_evidence *made(void) {
    ent_evidence *store = NULL;
    assert_int_equal(ent_evidence_open(NULL, ":memory:", NULL, &store), ENT_OK);
    for (size_t i = 0; i < DOCUMENTS; i++) {
        given one;
        ent_evidence_added added;
        given_text(&one, documents[i].publisher, documents[i].date, documents[i].title, documents[i].text);
        if (i == 3) one.document.language = "ko";
        if (i == 5) one.document.report = ids[1];
        assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
        assert_true(added.added);
        strcpy(ids[i], added.id);
    }
    return store;
}

static void finds_words(void **state) {
    (void)state;
    static const struct {
        const char *words, *expected;
    } rows[] = {
        {"cost-sharing", "015"},
        {"\"cost sharing\"", "015"},
        {"cost sharing", "0125"}, /* costs, sharing of */
        {"COST Sharing", "0125"},
        {"cafe", "1"},
        {"café", "1"},
        {"CAFÉ", "1"},
        {"exercise", "45"},  /* endings: exercises */
        {"shared", "01245"}, /* sharing */
        {"shar*", "01245"},
        {"minist*", "0"},
        {"cost -troops", "012"},
        {"cost -\"sharing exercise\"", "012"},
        {"cost -troops -cafe", "02"},
        {"seoul OR cafe", "01"},
        {"cost seoul OR cafe", "01"},
        {"seoul OR cafe cost", "01"},
        {"방위비분담금", "3"}, /* with a particle behind it */
        {"분담금", "3"},       /* the title */
        {"8.2", "3"},
        {"nowhere", ""},
        {"deal?", "1"},
        {"- cost , sharing", "0125"},
        {"\"agreed on cost", "1"}, /* a quote that is not closed */
        {"AND", ""},
        {"near(cost", ""},
        {"title:costs", ""},
    };
    ent_evidence *store = made();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        found out;
        char digits[DOCUMENTS + 1];
        const char *got = search(store, &(ent_evidence_query){.words = rows[i].words}, &out, digits);
        if (strcmp(got, rows[i].expected) != 0) fail_msg("%s: %s, not %s", rows[i].words, got, rows[i].expected);
    }
    ent_evidence_close(store);
}

static void limits(void **state) {
    (void)state;
    ent_evidence *store = made();
    const struct {
        ent_evidence_query query;
        const char *expected;
    } rows[] = {
        {{.words = "cost", .publisher = "beta"}, "15"},
        {{.words = "cost", .publisher = "nobody"}, ""},
        {{.words = "한국은", .language = "ko"}, "3"},
        {{.words = "cost", .language = "ko"}, ""},
        {{.words = "cost", .from = {2024, 0, 0}}, "015"},
        {{.words = "cost", .from = {2024, 4, 2}}, "15"},
        {{.words = "cost", .until = {2024, 3, 0}}, "02"},
        {{.words = "cost", .until = {2024, 4, 2}, .from = {2024, 3, 22}}, "1"},
        {{.words = "troops", .until = {2030, 0, 0}}, "5"}, /* 4 has no date */
        {{.words = "cost", .once = true}, "012"},
        {{.words = "cost", .once = true, .publisher = "beta", .language = "en", .until = {2025, 0, 0}}, "1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        found out;
        char digits[DOCUMENTS + 1];
        const char *got = search(store, &rows[i].query, &out, digits);
        if (strcmp(got, rows[i].expected) != 0) fail_msg("row %zu: %s, not %s", i, got, rows[i].expected);
    }
    ent_evidence_close(store);
}

static void ranks_and_shows(void **state) {
    (void)state;
    ent_evidence *store = made();
    found out;
    char digits[DOCUMENTS + 1];
    assert_string_equal(search(store, &(ent_evidence_query){.words = "exercise"}, &out, digits), "45");
    assert_int_equal(out.order[0], 5); /* shorter, once in the title and once in the text, as 4 */
    search(store, &(ent_evidence_query){.words = "exercise", .most = 1}, &out, digits);
    assert_int_equal(out.size, 1);
    search(store, &(ent_evidence_query){.words = "cost-sharing seoul"}, &out, digits);
    assert_string_equal(out.snippet, "The [cost-sharing] talks began. Ministers met in [Seoul].");
    search(store, &(ent_evidence_query){.words = "seoul", .before = "<b>", .after = "</b>"}, &out, digits);
    assert_non_null(strstr(out.snippet, "<b>Seoul</b>."));
    ent_evidence_close(store);
}

static ent_status note_title(void *context, const ent_evidence_hit *hit) {
    snprintf(context, 16, "%s", hit->document.title);
    return ENT_OK;
}

/* Of more than are ranked, those that came last: the first document would be the best, being the shortest. */
static void very_many(void **state) {
    (void)state;
    ent_evidence *store = NULL;
    assert_int_equal(ent_evidence_open(NULL, ":memory:", NULL, &store), ENT_OK);
    assert_int_equal(ent_evidence_begin(store, NULL), ENT_OK);
    for (int i = 0; i <= ENT_EVIDENCE_MOST_RANKED; i++) {
        given one;
        char title[16] = "", text[64];
        snprintf(title, sizeof title, "%d", i);
        snprintf(text, sizeof text, i < 2 ? "Common %d." : "Common word in a longer text %d.", i);
        given_text(&one, i < 2 ? "first" : "later", NULL, title, text);
        assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
    }
    assert_int_equal(ent_evidence_commit(store, NULL), ENT_OK);
    char best[16] = "";
    ent_evidence_found said;
    const ent_evidence_query all = {.words = "common", .most = 1};
    assert_int_equal(ent_evidence_search(store, NULL, &all, note_title, best, &said), ENT_OK);
    assert_string_equal(best, "1"); /* 0 is one too far back */
    assert_true(said.more && said.matched == ENT_EVIDENCE_MOST_RANKED);
    const ent_evidence_query limited = {.words = "common", .most = 1, .publisher = "first"};
    assert_int_equal(ent_evidence_search(store, NULL, &limited, note_title, best, &said), ENT_OK);
    assert_string_equal(best, "0"); /* the limits come before the bound */
    assert_true(!said.more && said.matched == 2);
    const ent_evidence_query just = {.words = "common -\"common 0\"", .most = 1};
    assert_int_equal(ent_evidence_search(store, NULL, &just, note_title, best, &said), ENT_OK);
    assert_true(!said.more && said.matched == ENT_EVIDENCE_MOST_RANKED);
    ent_evidence_close(store);
}

static void refuses(void **state) {
    (void)state;
    static const char *const rows[] = {"",   "   ",  "-cost",      "OR cost", "cost OR", "cost OR OR sharing",
                                       "?!", "\xff", "cost OR -a", "-a OR b", "\"\"",    "* -"};
    ent_evidence *store = made();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
        found out = {.size = 0};
        assert_int_equal(ent_evidence_search(store, &run, &(ent_evidence_query){.words = rows[i]}, take, &out, NULL),
                         ENT_INPUT);
        assert_int_equal(ent_diagnostics_size(run.diagnostics), 1);
        assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-STORE-0008");
        ent_diagnostics_free(run.diagnostics);
    }
    ent_evidence_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds_words), cmocka_unit_test(limits),
                                       cmocka_unit_test(ranks_and_shows), cmocka_unit_test(very_many),
                                       cmocka_unit_test(refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
