/* Documents into a store: copies and their reports, orders of adding, threads, what is left out, no memory. */
#include "evidence/collect.h"

#include "support/fail_alloc.h"
#include "support/unit.h"

#include <stdio.h>
#include <string.h>

typedef struct fixture {
    ent_arena *arena;
    const ent_extractor *extractor;
} fixture;

static int set_up(void **state) {
    static fixture shared;
    shared.arena = ent_arena_new(NULL);
    shared.extractor = ent_extractor_new(shared.arena, NULL, NULL);
    *state = &shared;
    return shared.extractor == NULL;
}

static int tear_down(void **state) {
    ent_arena_free(((fixture *)*state)->arena);
    return 0;
}

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

/* Words w<first> to w<last>, each once: `last - first + 1 - 4` shingles of five words. */
static void add_words(ent_buffer *out, int first, int last) {
    for (int i = first; i <= last; i++)
        ent_buffer_printf(out, "w%d%s", i, i % 12 == 11 || i == last ? ".\n" : " ");
}

/* What was told of each document. */
typedef struct told {
    size_t size, added;
    struct {
        char file[32], publisher[32], copy_of_name[32];
        bool added, copy;
        double share;
        size_t claims;
    } rows[300];
} told;

static ent_status take(void *context, const ent_collected *document) {
    told *self = context;
    assert_true(self->size < 300);
    snprintf(self->rows[self->size].file, 32, "%s", document->file);
    snprintf(self->rows[self->size].publisher, 32, "%s", document->publisher != NULL ? document->publisher : "");
    snprintf(self->rows[self->size].copy_of_name, 32, "%s",
             document->copy_of_name != NULL ? document->copy_of_name : "");
    self->rows[self->size].added = document->added;
    self->rows[self->size].copy = document->copy_of != NULL;
    self->rows[self->size].share = document->share;
    self->rows[self->size].claims = document->claims;
    self->added += document->added;
    self->size++;
    return ENT_OK;
}

typedef struct given {
    const char *publisher, *date;
    int first, last, more; /* words; and so many that no other has */
} given;

static void write_given(ent_buffer *out, const given *document) {
    ent_buffer_printf(out, "Publisher: %s\nDate: %s\n\n", document->publisher, document->date);
    add_words(out, document->first, document->last);
    for (int i = 0; i < document->more; i++)
        ent_buffer_printf(out, "only-%s-%d ", document->publisher, i);
}

static void collect(const fixture *shared, ent_evidence *store, const given *documents, const size_t *order,
                    size_t size, told *out) {
    *out = (told){.size = 0};
    const ent_collect_options options = {.take = take, .context = out};
    ent_collector *collector = ent_collector_new(NULL, store, shared->extractor, &options);
    assert_non_null(collector);
    for (size_t i = 0; i < size; i++) {
        const given *document = &documents[order != NULL ? order[i] : i];
        ent_buffer text;
        ent_buffer_init(&text, NULL);
        write_given(&text, document);
        assert_int_equal(ent_collect(collector, document->publisher, text.data, text.size, NULL), ENT_OK);
        ent_buffer_free(&text);
    }
    assert_int_equal(ent_collect_finish(collector), ENT_OK);
    ent_collector_free(collector);
}

/* ---- reports --------------------------------------------------------------------------------------------------- */

typedef struct heads {
    char head[64], members[256];
} heads;

static ent_status by_report(void *context, const ent_stored_document *document) {
    heads *self = context;
    const bool stands = strcmp(document->id, document->report) == 0;
    if (stands) snprintf(self->head, sizeof self->head, "%s", document->publisher);
    const size_t used = strlen(self->members);
    snprintf(self->members + used, sizeof self->members - used, "%s%s ", document->publisher, stands ? "*" : "");
    return ENT_OK;
}

static void exact_copies(void **state) {
    static const given documents[] = {
        {"late", "2024-03-22", 0, 99, 0}, {"early", "2024-03-21", 0, 99, 0}, {"other", "2024-03-21", 500, 599, 0}};
    ent_evidence *store = empty();
    told rows;
    collect(*state, store, documents, NULL, 3, &rows);
    assert_int_equal(rows.size, 3);
    assert_true(rows.rows[0].added && !rows.rows[0].copy);
    assert_true(rows.rows[1].added && rows.rows[1].copy && rows.rows[1].share == 1);
    assert_string_equal(rows.rows[1].copy_of_name, "late");
    assert_false(rows.rows[2].copy);
    const ent_evidence_counts counts = counts_of(store);
    assert_true(counts.documents == 3 && counts.reports == 2 && counts.publishers == 3);
    /* The one that was published first stands for the report, though it came second. */
    heads all = {.head = ""};
    assert_int_equal(ent_evidence_documents(store, NULL, by_report, &all), ENT_OK);
    assert_string_equal(all.members, "early* other* late ");
    /* Again: all are known, nothing is copied, nothing changes. */
    collect(*state, store, documents, NULL, 3, &rows);
    assert_int_equal(rows.added, 0);
    assert_true(rows.rows[0].copy && rows.rows[0].share == 1 && !rows.rows[1].copy);
    assert_int_equal(counts_of(store).reports, 2);
    ent_evidence_close(store);
}

/* Shingles counted by hand: n words have n - 4; what runs of words share is that of the run they share. */
static void shares(void **state) {
    static const struct {
        given other;
        double share; /* of the shorter; negative: no copy */
    } rows[] = {
        /* 0..99 has 96. */
        {{"b", "2024-03-02", 10, 109, 0}, 86.0 / 96}, /* 86 of 106: a copy */
        {{"b", "2024-03-02", 20, 119, 0}, -1},        /* 76 of 116, 0.79 of the shorter */
        {{"b", "2024-03-02", 0, 64, 0}, 1},           /* 61 of 96, all of the shorter, which has more than 40 */
        {{"b", "2024-03-02", 0, 42, 0}, -1},          /* 39: all of the shorter, but too short to tell */
        {{"b", "2024-03-02", 0, 99, 15}, 1},          /* the whole of it within a longer one */
        {{"b", "2024-03-02", 40, 99, 15}, -1},        /* 56 of 96 */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const given documents[] = {{"a", "2024-03-01", 0, 99, 0}, rows[i].other};
        ent_evidence *store = empty();
        told out;
        collect(*state, store, documents, NULL, 2, &out);
        if (out.rows[1].copy != (rows[i].share >= 0)) fail_msg("row %zu: copy %d", i, out.rows[1].copy);
        if (out.rows[1].copy && out.rows[1].share != rows[i].share)
            fail_msg("row %zu: %.17g, not %.17g", i, out.rows[1].share, rows[i].share);
        assert_int_equal(counts_of(store).reports, rows[i].share >= 0 ? 1 : 2);
        ent_evidence_close(store);
    }
}

/* a and c have too little in common; b is a copy of both. Whatever the order, they are one report, for which stands the
 * one that was published first. */
static void orders(void **state) {
    static const size_t order[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    static const char *const dates[] = {"2024-03-01", "2024-03-02", "2024-03-03"};
    for (size_t first = 0; first < 3; first++) {
        const given documents[] = {{"a", dates[first == 0 ? 0 : 1], 0, 99, 0},
                                   {"b", dates[first == 1 ? 0 : 2], 10, 109, 0},
                                   {"c", dates[first == 2 ? 0 : 2], 20, 119, 0}};
        for (size_t i = 0; i < 6; i++) {
            ent_evidence *store = empty();
            told rows;
            heads all = {.head = ""};
            collect(*state, store, documents, order[i], 3, &rows);
            assert_int_equal(counts_of(store).reports, 1);
            assert_int_equal(ent_evidence_documents(store, NULL, by_report, &all), ENT_OK);
            if (strcmp(all.head, documents[first].publisher) != 0)
                fail_msg("first %zu, order %zu: %s", first, i, all.members);
            ent_evidence_close(store);
        }
    }
}

/* A wire story from many: one report, found by comparing a few. */
static void many_copies(void **state) {
    ent_evidence *store = empty();
    char names[200][8];
    given documents[200];
    told rows;
    for (int i = 0; i < 200; i++) {
        snprintf(names[i], sizeof names[i], "p%d", i);
        documents[i] = (given){names[i], "2024-03-01", 0, 299, i % 7};
    }
    collect(*state, store, documents, NULL, 200, &rows);
    const ent_evidence_counts counts = counts_of(store);
    assert_true(counts.documents == 200 && counts.reports == 1 && counts.publishers == 200);
    ent_evidence_close(store);
}

/* ---- threads --------------------------------------------------------------------------------------------------- */

static ent_status append(void *context, const char *data, size_t size) {
    ent_buffer_add(context, data, size);
    return ENT_OK;
}

static void threads(void **state) {
    const fixture *shared = *state;
    ent_buffer exports[2], lines;
    ent_buffer_init(&lines, NULL);
    for (int i = 0; i < 150; i++) /* more than a batch */
        ent_buffer_printf(&lines,
                          "{\"text\": \"Seoul paid $%d million in %d. Minister Kim Min-ho said that %d.%d percent was "
                          "enough.\", \"publisher\": \"p%d\", \"date\": \"2024-0%d-11\"}\n",
                          i, 2000 + i % 20, i % 9, i % 7, i % 11, 1 + i % 9);
    for (unsigned i = 0; i < 2; i++) {
        const ent_run run = {.threads = i == 0 ? 1 : 4};
        ent_evidence *store = empty();
        told rows = {.size = 0};
        const ent_collect_options options = {.take = take, .context = &rows};
        ent_collector *collector = ent_collector_new(&run, store, shared->extractor, &options);
        assert_int_equal(ent_collect(collector, "many.jsonl", lines.data, lines.size, NULL), ENT_OK);
        assert_int_equal(ent_collect_finish(collector), ENT_OK);
        ent_collector_free(collector);
        assert_int_equal(rows.size, 150);
        assert_true(rows.rows[7].claims >= 3);
        ent_buffer_init(&exports[i], NULL);
        assert_int_equal(ent_evidence_export(store, NULL, append, &exports[i]), ENT_OK);
        ent_evidence_close(store);
    }
    assert_int_equal(exports[0].size, exports[1].size);
    assert_memory_equal(exports[0].data, exports[1].data, exports[0].size);
    ent_buffer_free(&exports[0]);
    ent_buffer_free(&exports[1]);
    ent_buffer_free(&lines);
}

/* ---- what is left out, and what is not ------------------------------------------------------------------------- */

static void left_out(void **state) {
    const fixture *shared = *state;
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10), .threads = 1};
    ent_evidence *store = empty();
    told rows = {.size = 0};
    const ent_collect_options options = {.take = take, .context = &rows};
    ent_collector *collector = ent_collector_new(&run, store, shared->extractor, &options);
    static const char lines[] = "{\"text\": \"The first.\"}\nno json\n{\"text\": \"The third.\"}\n";
    static const char latin[] = "It cost 5\xff million.";
    const size_t large = ENT_EXTRACT_MOST_BYTES + 1;
    char *spaces = ent_alloc(NULL, large);
    assert_non_null(spaces);
    memset(spaces, 'x', large);
    assert_int_equal(ent_collect(collector, "lines.jsonl", lines, sizeof lines - 1, NULL), ENT_INPUT);
    assert_int_equal(ent_collect(collector, "large.txt", spaces, large, NULL), ENT_LIMIT);
    assert_int_equal(ent_collect(collector, "latin.txt", latin, sizeof latin - 1, NULL), ENT_OK);
    assert_int_equal(ent_collect(collector, "binary.png", "\x89PNG\0\0\0\0", 8, NULL), ENT_INPUT);
    assert_int_equal(ent_collect_finish(collector), ENT_OK);
    static const char *const said[][2] = {{"lines.jsonl", "E-TEXT-0006"},
                                          {"large.txt", "E-TEXT-0001"},
                                          {"latin.txt", "W-TEXT-0101"},
                                          {"binary.png", "E-TEXT-0002"}};
    assert_int_equal(ent_diagnostics_size(run.diagnostics), 4);
    for (size_t i = 0; i < 4; i++) {
        const ent_diagnostic *one = ent_diagnostics_at(run.diagnostics, i);
        assert_string_equal(one->place.file, said[i][0]);
        assert_string_equal(one->id, said[i][1]);
    }
    assert_int_equal(ent_diagnostics_at(run.diagnostics, 0)->place.line, 2);
    assert_int_equal(counts_of(store).documents, 3);
    ent_free(NULL, spaces);
    ent_collector_free(collector);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

/* Another source of candidates; of one text it makes nonsense, another it refuses. */
static ent_status propose(void *context, const char *text, size_t size, ent_extraction *extraction) {
    (void)context;
    if (size > 4 && memcmp(text, "Stop", 4) == 0) return ENT_LIMIT;
    const bool wrong = size > 4 && memcmp(text, "Odd.", 4) == 0;
    const ent_candidate claim = {.kind = ENT_CANDIDATE_WARNING,
                                 .sentence = 1,
                                 .start = 0,
                                 .end = wrong ? size + 1 : 3,
                                 .rule = "other.guess",
                                 .confidence = 50};
    return ent_candidates_add(&extraction->found, &claim) != NULL ? ENT_OK : ENT_MEMORY;
}

static ent_status count_rule(void *context, const ent_stored_claim *claim) {
    *(size_t *)context += strcmp(claim->candidate.rule, "other.guess") == 0;
    return ENT_OK;
}

static void other_sources(void **state) {
    const fixture *shared = *state;
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10), .threads = 1};
    static const char *const texts[] = {"Fine and good.", "Stop here.", "Odd. Very odd.", "Also fine."};
    ent_evidence *store = empty();
    told rows = {.size = 0};
    size_t proposed = 0;
    const ent_candidate_source source = {.name = "other", .propose = propose};
    const ent_collect_options options = {.sources = &source, .sources_size = 1, .take = take, .context = &rows};
    ent_collector *collector = ent_collector_new(&run, store, shared->extractor, &options);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(ent_collect(collector, texts[i], texts[i], strlen(texts[i]), NULL), ENT_OK);
    const ent_status status = ent_collect_finish(collector);
    assert_true(status == ENT_INPUT || status == ENT_LIMIT);
    assert_int_equal(rows.size, 2);
    assert_int_equal(counts_of(store).documents, 2);
    assert_int_equal(ent_evidence_claims(store, NULL, NULL, count_rule, &proposed), ENT_OK);
    assert_int_equal(proposed, 2);
    /* The file is blamed, not the store. */
    assert_int_equal(ent_diagnostics_size(run.diagnostics), 2);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->place.file, texts[1]);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "E-EVID-0001");
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 1)->place.file, texts[2]);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 1)->id, "E-STORE-0010");
    ent_collector_free(collector);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

static void other_sentences(void **state) {
    const fixture *shared = *state;
    const ent_run run = {.diagnostics = ent_diagnostics_new(NULL, 10), .threads = 1};
    static const char text[] = "One thing. Another thing.";
    const ent_sentence whole = {0, sizeof text - 1};
    const ent_evidence_document old = {
        .text = text, .size = sizeof text - 1, .language = "en", .sentences = &whole, .sentences_size = 1};
    ent_evidence *store = empty();
    assert_int_equal(ent_evidence_add(store, NULL, &old, NULL), ENT_OK);
    ent_collector *collector = ent_collector_new(&run, store, shared->extractor, NULL);
    assert_int_equal(ent_collect(collector, "again.txt", text, sizeof text - 1, NULL), ENT_OK);
    assert_int_equal(ent_collect_finish(collector), ENT_OK);
    assert_int_equal(ent_diagnostics_size(run.diagnostics), 1);
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->id, "W-EVID-0001");
    assert_string_equal(ent_diagnostics_at(run.diagnostics, 0)->place.file, "again.txt");
    assert_true(counts_of(store).documents == 1 && counts_of(store).sentences == 1);
    ent_collector_free(collector);
    ent_evidence_close(store);
    ent_diagnostics_free(run.diagnostics);
}

/* ---- no memory, stopping ---------------------------------------------------------------------------------------- */

static ent_status two_files(const fixture *shared, const ent_run *run, ent_evidence *store) {
    ent_collector *collector = ent_collector_new(run, store, shared->extractor, NULL);
    ent_status status = collector != NULL ? ENT_OK : ENT_MEMORY;
    static const given documents[] = {{"a", "2024-03-02", 0, 60, 0}, {"b", "2024-03-01", 0, 60, 3}};
    for (size_t i = 0; i < 2 && status == ENT_OK; i++) {
        ent_buffer text;
        ent_buffer_init(&text, NULL);
        write_given(&text, &documents[i]);
        status = ent_collect(collector, documents[i].publisher, text.data, text.size, NULL);
        ent_buffer_free(&text);
    }
    if (status == ENT_OK) status = ent_collect_finish(collector);
    ent_collector_free(collector);
    return status;
}

static void no_memory(void **state) {
    bool finished = false;
    for (size_t n = 0; !finished; n++) {
        fail_alloc failing;
        const ent_allocator allocator = fail_alloc_at(&failing, n);
        const ent_run run = {.allocator = &allocator, .threads = 1};
        ent_evidence *store = empty();
        const ent_status status = two_files(*state, &run, store);
        if (status != (failing.failed ? ENT_MEMORY : ENT_OK)) fail_msg("%zu: %s", n, ent_status_name(status));
        assert_int_equal(failing.held, 0);
        /* Both or none: they are one batch. */
        const ent_evidence_counts counts = counts_of(store);
        assert_true(counts.documents == (status == ENT_OK ? 2 : 0) && counts.reports == counts.documents / 2);
        finished = !failing.failed;
        ent_evidence_close(store);
    }
}

static bool at_once(void *context) {
    (void)context;
    return true;
}

static void stops(void **state) {
    const ent_run run = {.threads = 1, .cancelled = at_once};
    ent_evidence *store = empty();
    assert_int_equal(two_files(*state, &run, store), ENT_CANCELLED);
    assert_int_equal(counts_of(store).documents, 0);
    ent_evidence_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_copies),    cmocka_unit_test(shares),    cmocka_unit_test(orders),
        cmocka_unit_test(many_copies),     cmocka_unit_test(threads),   cmocka_unit_test(left_out),
        cmocka_unit_test(other_sources),   cmocka_unit_test(no_memory), cmocka_unit_test(stops),
        cmocka_unit_test(other_sentences),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
