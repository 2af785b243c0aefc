/* Documents, claims and decisions: in, out, again, refused; timelines, contradictions, copies, batches. */
#include "given.h"

#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static ent_evidence *empty(void) {
    ent_evidence *store = NULL;
    assert_int_equal(ent_evidence_open(NULL, ":memory:", NULL, &store), ENT_OK);
    return store;
}

static ent_evidence_counts counts_of(ent_evidence *store) {
    ent_evidence_counts counts;
    assert_int_equal(ent_evidence_count(store, NULL, &counts), ENT_OK);
    return counts;
}

/* Visitors that keep what they are given, as a text. */
static ent_status keep_claim(void *context, const ent_stored_claim *claim) {
    char number[ENT_NUMBER_TEXT];
    const ent_candidate *c = &claim->candidate;
    ent_buffer_printf(context, "%s %s %s %s \"%s\" %s%s%s; ", ent_candidate_kind_name(c->kind),
                      c->issue != NULL ? c->issue : "-", c->has_value ? ent_write_double(number, c->value) : "-",
                      claim->publisher, claim->quote, ent_claim_state_name(claim->state),
                      claim->decided_by != NULL ? " by " : "", claim->decided_by != NULL ? claim->decided_by : "");
    return ENT_OK;
}

static ent_status keep_pair(void *context, const ent_stored_claim *first, const ent_stored_claim *second) {
    double a = first->candidate.value, b = second->candidate.value;
    ent_buffer_printf(context, "%s %g %g; ", first->candidate.issue, a < b ? a : b, a < b ? b : a);
    assert_true(strlen(first->quote) > 0 && strcmp(first->document, second->document) != 0);
    return ENT_OK;
}

static ent_status keep_id(void *context, const ent_stored_document *document) {
    ent_buffer_printf(context, "%.6s ", document->id);
    return ENT_OK;
}

static ent_status first_claim(void *context, const ent_stored_claim *claim) {
    char *id = context;
    if (id[0] == '\0') snprintf(id, ENT_EVIDENCE_CLAIM_ID + 1, "%s", claim->id);
    return ENT_OK;
}

static void in_and_out(void **state) {
    (void)state;
    ent_evidence *store = empty();
    given one;
    given_text(&one, "alpha", "2024-03-21", "Talks", "Seoul offers $1.1 billion. Café — 8.3%.");
    one.document.note = "{\"by\": \"A\"}";
    one.document.handling = "TLP:GREEN";
    ent_candidate *claim = given_money(&one, 1, "contribution", 1.1e9, "USD");
    claim->bound = ENT_BETWEEN;
    claim->high = 1.3e9;
    claim->date = (ent_date){2024, 4, 0};
    claim->actor = "seoul";
    claim->negated = true;
    claim->certainty = ENT_FORECAST;
    ent_evidence_added added;
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    assert_true(added.added && added.claims == 1 && !added.other_sentences);
    char id[ENT_EVIDENCE_DOCUMENT_ID + 1];
    assert_int_equal(ent_evidence_document_id(NULL, &one.document, id), ENT_OK);
    assert_string_equal(id, added.id);
    ent_arena *arena = ent_arena_new(NULL);
    ent_stored_document out;
    id[8] = '\0';
    assert_int_equal(ent_evidence_read(store, NULL, id, arena, &out), ENT_OK);
    assert_string_equal(out.id, added.id);
    assert_string_equal(out.report, added.id);
    assert_string_equal(out.text, one.text);
    assert_string_equal(out.title, "Talks");
    assert_string_equal(out.handling, "TLP:GREEN");
    assert_string_equal(out.note, one.document.note);
    assert_true(out.date.year == 2024 && out.date.month == 3 && out.date.day == 21);
    assert_true(out.bytes == one.document.size && out.sentences == 2 && out.claims == 1);
    ent_arena_free(arena);
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    assert_int_equal(ent_evidence_claims(store, NULL, NULL, keep_claim, &text), ENT_OK);
    assert_string_equal(text.data, "money contribution 1100000000 alpha \"Seoul offers $1.1 billion.\" candidate; ");
    ent_buffer_free(&text);
    ent_evidence_close(store);
}

static ent_status same_candidate(void *context, const ent_stored_claim *claim) {
    const ent_candidate *a = context, *b = &claim->candidate;
    assert_true(a->kind == b->kind && a->sentence == b->sentence && a->start == b->start && a->end == b->end);
    assert_true(a->has_value == b->has_value && a->value == b->value && a->high == b->high && a->bound == b->bound);
    assert_true(a->negated == b->negated && a->certainty == b->certainty && a->confidence == b->confidence);
    assert_true(memcmp(&a->date, &b->date, sizeof a->date) == 0 && memcmp(&a->until, &b->until, sizeof a->until) == 0);
    assert_string_equal(a->rule, b->rule);
    assert_true(a->text == NULL ? b->text == NULL : strcmp(a->text, b->text) == 0);
    assert_true(a->actor == NULL ? b->actor == NULL : strcmp(a->actor, b->actor) == 0);
    assert_true(a->target == NULL ? b->target == NULL : strcmp(a->target, b->target) == 0);
    assert_true(a->source == NULL ? b->source == NULL : strcmp(a->source, b->source) == 0);
    assert_true(a->chain == NULL ? b->chain == NULL : strcmp(a->chain, b->chain) == 0);
    assert_true(a->modality == b->modality);
    return ENT_LIMIT; /* what a visitor returns comes back */
}

static void claims_come_back(void **state) {
    (void)state;
    for (uint64_t seed = 0; seed < 200; seed++) {
        ent_random random = ent_random_stream(3, seed);
        given one;
        given_text(&one, "alpha", NULL, "", "One thing. Another thing was said.");
        ent_candidate *c = given_money(&one, 1 + ent_random_below(&random, 2), NULL, 0, NULL);
        c->kind = (ent_candidate_kind)ent_random_below(&random, 11);
        c->start = ent_random_below(&random, 10);
        c->has_value = ent_random_below(&random, 2) != 0;
        c->value = c->has_value ? ent_random_normal(&random, 0, 1e9) : 0;
        c->bound = c->has_value ? (ent_bound)ent_random_below(&random, 5) : ENT_EXACTLY;
        c->high = c->bound == ENT_BETWEEN ? ent_random_normal(&random, 0, 1) : 0;
        c->negated = ent_random_below(&random, 2) != 0;
        c->certainty = (ent_certainty)ent_random_below(&random, 5);
        c->actor = ent_random_below(&random, 2) != 0 ? "seoul" : NULL;
        c->target = ent_random_below(&random, 2) != 0 ? "" : NULL;
        c->text = ent_random_below(&random, 2) != 0 ? "\"한국\"\n" : NULL;
        c->until =
            (ent_date){(int16_t)(1990 + ent_random_below(&random, 40)), 2, (uint8_t)ent_random_below(&random, 29)};
        c->modality = (ent_modality)ent_random_below(&random, 6);
        c->source = ent_random_below(&random, 2) != 0 ? "a senior official" : NULL;
        c->chain = ent_random_below(&random, 2) != 0 ? "Yonhap > an official" : NULL;
        ent_evidence *store = empty();
        assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
        assert_int_equal(ent_evidence_claims(store, NULL, NULL, same_candidate, c), ENT_LIMIT);
        ent_evidence_close(store);
    }
}

static void again(void **state) {
    (void)state;
    ent_evidence *store = empty();
    given one;
    ent_evidence_added added;
    given_made(&one, 5);
    const size_t claims = one.document.claims_size;
    one.document.claims_size = 1;
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    one.document.claims_size = claims;
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    assert_true(!added.added && added.claims == claims - 1);
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    assert_true(!added.added && added.claims == 0);
    one.sentences[0].end -= 1;
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    assert_true(!added.added && added.claims == 0 && added.other_sentences);
    one.sentences[0].end += 1;
    assert_int_equal(counts_of(store).documents, 1);
    one.document.publisher = "another"; /* the same text from another publisher */
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    assert_true(added.added);
    assert_int_equal(counts_of(store).documents, 2);
    assert_int_equal(counts_of(store).claims, 2 * claims);
    ent_evidence_close(store);
}

/* One thing wrong with a document. */
static void spoil(given *one, int how) {
    static const char *const broken = "\xc3(";
    ent_candidate *claim = &one->claims[0];
    switch (how) {
    case 0:
        one->text[3] = '\0';
        break;
    case 1:
        one->text[3] = '\xff';
        break;
    case 2:
        one->document.publisher = broken;
        break;
    case 3:
        one->document.date = (ent_date){2023, 2, 29};
        break;
    case 4:
        one->sentences[1].start = one->sentences[0].end - 1;
        break;
    case 5:
        one->sentences[one->document.sentences_size - 1].end = one->document.size + 1;
        break;
    case 6:
        claim->sentence = 0;
        break;
    case 7:
        claim->sentence = one->document.sentences_size + 1;
        break;
    case 8:
        claim->end = one->document.size + 1;
        break;
    case 9:
        claim->start = claim->end + 1;
        break;
    case 10:
        claim->value = NAN;
        break;
    case 11:
        claim->value = INFINITY;
        break;
    case 12:
        claim->rule = NULL;
        break;
    case 13:
        claim->actor = broken;
        break;
    case 14:
        claim->until = (ent_date){2023, 13, 0};
        break;
    case 15:
        claim->bound = ENT_BETWEEN, claim->high = NAN;
        break;
    case 16:
        one->document.share = NAN;
        break;
    case 17:
        claim->chain = broken;
        break;
    default:
        one->document.size = ENT_EVIDENCE_MOST_TEXT + 1;
        break;
    }
}

static void refuses_documents(void **state) {
    (void)state;
    ent_evidence *store = empty();
    for (int how = 0; how <= 18; how++) {
        const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
        given one;
        given_made(&one, 1);
        spoil(&one, how);
        ent_status status = ent_evidence_add(store, &run, &one.document, NULL);
        if (status != (how == 18 ? ENT_LIMIT : ENT_INPUT)) fail_msg("%d: %s", how, ent_status_name(status));
        assert_int_equal(ent_diagnostics_size(run.diagnostics), 1);
        assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-STORE-0010");
        ent_diagnostics_free(run.diagnostics);
    }
    assert_int_equal(counts_of(store).documents, 0);
    ent_evidence_close(store);
}

static void decides(void **state) {
    (void)state;
    ent_evidence *store = empty();
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    given one;
    given_text(&one, "alpha", "2024", "", "It costs 5.");
    given_money(&one, 1, "cost", 5, "USD");
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, NULL), ENT_OK);
    char id[ENT_EVIDENCE_CLAIM_ID + 1] = "";
    assert_int_equal(ent_evidence_claims(store, NULL, NULL, first_claim, id), ENT_OK);
    const struct {
        ent_evidence_decision decision;
        ent_status status;
        const char *state;
    } rows[] = {
        {{.state = ENT_CLAIM_ACCEPTED, .by = "ann", .on = "2024-05-01"}, ENT_OK, "accepted by ann"},
        {{.state = ENT_CLAIM_REJECTED, .by = "bob", .on = "2024-05-01", .credibility = 4}, ENT_OK, "rejected by bob"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "eve", .on = "2024-04-30"}, ENT_OK, "rejected by bob"}, /* earlier */
        {{.state = ENT_CLAIM_CANDIDATE, .by = "ann", .on = "2024-05-01T10:00:00Z"}, ENT_OK, "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "", .on = "2024-05-01"}, ENT_INPUT, "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .on = "2024-05-01"}, ENT_INPUT, "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "ann", .on = "yesterday"}, ENT_INPUT, "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "ann", .on = "2024-02-30"}, ENT_INPUT, "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "ann", .on = "2024-06-01", .credibility = 7},
         ENT_INPUT,
         "candidate by ann"},
        {{.state = ENT_CLAIM_ACCEPTED, .by = "ann", .on = "2024-06-01", .superseded_by = "x"},
         ENT_INPUT,
         "candidate by ann"},
        {{.state = ENT_CLAIM_SUPERSEDED, .by = "ann", .on = "2024-06-01", .superseded_by = "x"},
         ENT_OK,
         "superseded by ann"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ent_buffer text;
        ent_buffer_init(&text, NULL);
        assert_int_equal(ent_evidence_decide(store, &run, id, &rows[i].decision), rows[i].status);
        assert_int_equal(ent_evidence_claims(store, NULL, NULL, keep_claim, &text), ENT_OK);
        if (strstr(text.data, rows[i].state) == NULL) fail_msg("row %zu: %s", i, text.data);
        ent_buffer_free(&text);
    }
    assert_int_equal(ent_evidence_decide(store, &run, "0000", &rows[0].decision), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 6)->id, "E-STORE-0011");
    assert_int_equal(counts_of(store).by_state[ENT_CLAIM_SUPERSEDED], 1);
    ent_diagnostics_free(run.diagnostics);
    ent_evidence_close(store);
}

static void add_figure(ent_evidence *store, const char *publisher, const char *date, double value, ent_bound bound,
                       double high, const char *report, char id[ENT_EVIDENCE_DOCUMENT_ID + 1]) {
    given one;
    ent_evidence_added added;
    given_text(&one, publisher, date, "", "The contribution is told here. It was promised.");
    ent_candidate *claim = given_money(&one, 1, "contribution", value, "USD");
    claim->bound = bound;
    claim->high = high;
    claim = given_money(&one, 2, "contribution", 0, NULL);
    claim->kind = ENT_CANDIDATE_EVENT;
    claim->has_value = false;
    one.document.report = report;
    assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
    if (id != NULL) strcpy(id, added.id);
}

static void contradictions_and_timeline(void **state) {
    (void)state;
    ent_evidence *store = empty();
    char first[ENT_EVIDENCE_DOCUMENT_ID + 1];
    add_figure(store, "a", "2024-03", 100, ENT_EXACTLY, 0, NULL, first);
    add_figure(store, "b", "2024-05", 104, ENT_ABOUT, 0, NULL, NULL);     /* 98.8 to 109.2: agrees with 100 */
    add_figure(store, "c", "2024-01", 150, ENT_MORE_THAN, 0, NULL, NULL); /* with none of the two */
    add_figure(store, "d", "2024-06", 90, ENT_BETWEEN, 99, NULL, NULL);   /* with b only */
    add_figure(store, "e", "2023-06", 500, ENT_EXACTLY, 0, NULL, NULL);   /* of another year */
    add_figure(store, "f", "2024-06", 100, ENT_EXACTLY, 0, first, NULL);  /* a copy of a */
    add_figure(store, "g", "2024-07", 105, ENT_LESS_THAN, 0, NULL, NULL); /* not with c */
    ent_buffer text;
    ent_buffer_init(&text, NULL);
    assert_int_equal(ent_evidence_conflicts(store, NULL, "contribution", keep_pair, &text), ENT_OK);
    /* By hand: (a, c), (f, c), (a, d), (f, d), (b, c), (c, d), (c, g). */
    const char *const pairs[] = {"contribution 100 150; ", "contribution 90 100; ", "contribution 104 150; ",
                                 "contribution 90 150; ", "contribution 105 150; "};
    const size_t times[] = {2, 2, 1, 1, 1};
    size_t length = 0;
    for (size_t i = 0; i < 5; i++) {
        size_t count = 0;
        for (const char *at = text.data; (at = strstr(at, pairs[i])) != NULL; at++)
            count++;
        if (count != times[i]) fail_msg("%s: %zu times in %s", pairs[i], count, text.data);
        length += count * strlen(pairs[i]);
    }
    assert_int_equal(length, text.size);
    text.size = 0;
    assert_int_equal(ent_evidence_conflicts(store, NULL, "other", keep_pair, &text), ENT_OK);
    assert_int_equal(text.size, 0);
    assert_int_equal(ent_evidence_timeline(store, NULL, NULL, keep_claim, &text), ENT_OK);
    assert_string_equal(text.data, "event contribution - e \"It was promised.\" candidate; "
                                   "event contribution - c \"It was promised.\" candidate; "
                                   "event contribution - a \"It was promised.\" candidate; "
                                   "event contribution - b \"It was promised.\" candidate; "
                                   "event contribution - d \"It was promised.\" candidate; "
                                   "event contribution - g \"It was promised.\" candidate; ");
    assert_int_equal(counts_of(store).reports, 6);
    ent_evidence_filter filter = ENT_EVIDENCE_ALL;
    filter.publisher = "c";
    filter.kind = ENT_CANDIDATE_MONEY;
    filter.from = (ent_date){2024, 1, 0};
    text.size = 0;
    assert_int_equal(ent_evidence_claims(store, NULL, &filter, keep_claim, &text), ENT_OK);
    assert_string_equal(text.data, "money contribution 150 c \"The contribution is told here.\" candidate; ");
    ent_buffer_free(&text);
    ent_evidence_close(store);
}

static void has_share(ent_evidence *store, const char *id, double share) {
    ent_arena *arena = ent_arena_new(NULL);
    ent_stored_document out;
    assert_int_equal(ent_evidence_read(store, NULL, id, arena, &out), ENT_OK);
    if (out.share != share) fail_msg("%g, not %g", out.share, share);
    ent_arena_free(arena);
}

static void copies(void **state) {
    (void)state;
    ent_evidence *store = empty();
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    const uint64_t keys[3][4] = {{1, 2, 3, UINT64_MAX}, {9, 2, 9, 9}, {2, 1, 8, 8}};
    char ids[3][ENT_EVIDENCE_DOCUMENT_ID + 1];
    for (size_t i = 0; i < 3; i++) {
        given one;
        ent_evidence_added added;
        given_made(&one, i);
        one.document.bands = keys[i];
        one.document.bands_size = 4;
        assert_int_equal(ent_evidence_add(store, NULL, &one.document, &added), ENT_OK);
        strcpy(ids[i], added.id);
    }
    ent_buffer text, expected;
    ent_buffer_init(&text, NULL);
    ent_buffer_init(&expected, NULL);
    ent_buffer_printf(&expected, "%.6s %.6s ", ids[0], ids[1]); /* the third has the same keys in other bands */
    assert_int_equal(ent_evidence_similar(store, NULL, keys[0], 4, keep_id, &text), ENT_OK);
    assert_string_equal(text.data, expected.data);
    /* 2 copies 1, then 1 copies 0: all are one report; then 0 is taken for a copy of 2. */
    assert_int_equal(ent_evidence_set_report(store, NULL, ids[2], ids[1], 0.75), ENT_OK);
    assert_int_equal(counts_of(store).reports, 2);
    assert_int_equal(ent_evidence_set_report(store, NULL, ids[1], ids[0], 0.5), ENT_OK);
    assert_int_equal(counts_of(store).reports, 1);
    assert_int_equal(ent_evidence_set_report(store, NULL, ids[0], ids[2], 1), ENT_OK);
    assert_int_equal(counts_of(store).reports, 1);
    has_share(store, ids[0], 0); /* the first still: 2 is a copy of it */
    has_share(store, ids[1], 0.5);
    has_share(store, ids[2], 0.75);
    assert_int_equal(ent_evidence_set_report(store, &run, ids[2], ids[1], 1.5), ENT_INPUT);
    assert_int_equal(ent_evidence_set_report(store, NULL, ids[2], NULL, 0), ENT_OK);
    has_share(store, ids[2], 0);
    assert_int_equal(counts_of(store).reports, 2);
    assert_int_equal(ent_evidence_set_report(store, &run, ids[2], "nowhere", 1), ENT_INPUT);
    assert_int_equal(ent_evidence_set_report(store, &run, "nowhere", ids[2], 1), ENT_INPUT);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-STORE-0010");
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 2)->id, "E-STORE-0011");
    ent_diagnostics_free(run.diagnostics);
    ent_buffer_free(&text);
    ent_buffer_free(&expected);
    ent_evidence_close(store);
}

static void batches(void **state) {
    (void)state;
    ent_evidence *store = empty();
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10)};
    for (int keep = 0; keep < 2; keep++) {
        assert_int_equal(ent_evidence_begin(store, &run), ENT_OK);
        for (uint64_t i = 0; i < 5; i++) {
            given one;
            given_made(&one, i);
            if (i == 2) one.claims[0].sentence = 99; /* leaves the others */
            assert_int_equal(ent_evidence_add(store, &run, &one.document, NULL), i == 2 ? ENT_INPUT : ENT_OK);
        }
        if (keep == 1) assert_int_equal(ent_evidence_commit(store, &run), ENT_OK);
        ent_evidence_undo(store);
        assert_int_equal(counts_of(store).documents, keep == 1 ? 4 : 0);
    }
    assert_int_equal(ent_evidence_commit(store, &run), ENT_IO);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 2)->id, "E-STORE-0013");
    ent_diagnostics_free(run.diagnostics);
    ent_evidence_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_and_out), cmocka_unit_test(claims_come_back),
        cmocka_unit_test(again),      cmocka_unit_test(refuses_documents),
        cmocka_unit_test(decides),    cmocka_unit_test(contradictions_and_timeline),
        cmocka_unit_test(copies),     cmocka_unit_test(batches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
