/* The builders, and every renderer under failing memory. */
#include "sample.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

static void values_keep_what_they_are_given(void **state) {
    (void)state;
    assert_int_equal(ent_real(NAN).type, ENT_EMPTY);
    assert_int_equal(ent_real(-INFINITY).type, ENT_EMPTY);
    assert_int_equal(ent_text(NULL).type, ENT_EMPTY);
    assert_true(ent_real(0.5).as.real == 0.5);
    assert_int_equal(ent_bool(true).as.integer, 1);
    assert_int_equal(ent_based(ent_integer(7), ENT_REPORTED).basis, ENT_REPORTED);
    assert_int_equal(ent_based(ent_integer(7), ENT_REPORTED).as.integer, 7);
    assert_string_equal(ent_basis_name(ENT_JUDGED), "judged");
    assert_string_equal(ent_basis_name(ENT_BASIS_NONE), "");
}

static void metrics_are_found_and_replaced(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "bargain");
    char key[16] = "a.key";
    ent_findings_metric(f, key, ent_integer(1), NULL);
    memset(key, 'z', 5); /* the builders copy */
    for (int i = 0; i < 1000; i++)
        ent_findings_metricf(f, ent_real(i / 2.0), NULL, "many.%d", i);
    assert_int_equal(f->metrics_size, 1001);
    assert_true(ent_findings_number(f, "many.777", -1) == 388.5);
    ent_findings_metric(f, "many.777", ent_text("new"), &(ent_info){.label = "Label", .digits = 2});
    assert_int_equal(f->metrics_size, 1001);
    assert_string_equal(ent_findings_text(f, "many.777"), "new");
    assert_true(ent_findings_number(f, "many.777", -1) == -1);
    assert_string_equal(ent_findings_find(f, "many.777")->info.label, "Label");
    ent_findings_metric(f, "absent", ent_real(NAN), NULL);
    ent_findings_metric(f, "absent", ent_empty(), NULL);
    assert_null(ent_findings_find(f, "absent"));
    assert_null(ent_findings_text(f, "a.key"));
    assert_true(ent_findings_number(f, "a.key", -1) == 1);
    assert_int_equal(ent_findings_find(f, "a.key")->info.digits, -1);
    assert_int_equal(ent_findings_status(f), ENT_OK);
    ent_findings_free(f);
}

static void several_cases_are_a_list(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "tournament");
    ent_findings_case(f, NULL, "Two cases", NULL, NULL);
    ent_findings_among(f, "one");
    ent_findings_among(f, "two");
    ent_buffer json, page;
    ent_buffer_init(&json, NULL);
    ent_buffer_init(&page, NULL);
    assert_int_equal(ent_render_json(f, NULL, &json), ENT_OK);
    assert_non_null(strstr(json.data, "\n  \"case\": [\"one\", \"two\"],\n"));
    assert_int_equal(ent_render_html(f, &page), ENT_OK);
    assert_non_null(strstr(page.data, "from the cases <code>one</code>, <code>two</code>"));
    ent_buffer_free(&json);
    ent_buffer_free(&page);
    ent_findings_free(f);
}

static void growing_tables_are_cut_and_others_are_not(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(&(ent_run){.rows = 3, .seed = 9}, "bargain");
    ent_table *cut = ent_findings_table(f, "cut", true, "Cut %d", 1),
              *whole = ent_findings_table(f, "whole", false, "W");
    ent_table_column(f, cut, "n", NULL, "integer", NULL, 0);
    ent_table_column(f, whole, "n", "N", "integer", NULL, 0);
    for (int i = 0; i < 10; i++) {
        ent_table_row(f, cut, (ent_value[]){ent_integer(i)});
        ent_table_row(f, whole, (ent_value[]){ent_integer(i)});
    }
    assert_string_equal(cut->title, "Cut 1");
    assert_string_equal(cut->columns[0].label, "n");
    assert_int_equal(cut->rows_size, 3);
    assert_int_equal(cut->total_rows, 10);
    assert_int_equal(cut->cells[2].as.integer, 2);
    assert_int_equal(whole->rows_size, 10);
    assert_int_equal(whole->cells[9].as.integer, 9);
    ent_table_total(f, cut, 1204);
    assert_int_equal(cut->total_rows, 1204);
    assert_int_equal(f->seed, 9);
    assert_ptr_equal(ent_findings_find_table(f, "whole"), whole);
    assert_null(ent_findings_find_table(f, "none"));
    assert_true(ent_table_column_index(cut, "m") == SIZE_MAX);
    assert_int_equal(ent_findings_status(f), ENT_OK);
    ent_findings_free(f);
}

static void a_table_twice_is_a_bug_that_stays(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "bargain");
    ent_findings_table(f, "t", false, "One");
    ent_table *again = ent_findings_table(f, "t", false, "Two");
    assert_non_null(again);
    assert_int_equal(ent_findings_status(f), ENT_BUG);
    ent_table_column(f, again, "n", NULL, "integer", NULL, 0); /* swallowed */
    ent_table_row(f, again, (ent_value[]){ent_integer(1)});
    ent_findings_metric(f, "late", ent_integer(1), NULL);
    ent_chart_mark(f, ent_findings_chart(f, &(ent_chart){.id = "c"}), &(ent_mark){.axis = 'x'});
    ent_section_block(f, ent_findings_section(f, "s", "S", true, true), ENT_BLOCK_TEXT, NULL, "text");
    ent_findings_part(f, ent_findings_new(NULL, "part")); /* freed at once */
    assert_int_equal(again->rows_size, 0);
    assert_int_equal(f->metrics_size + f->charts_size + f->sections_size + f->parts_size, 0);
    assert_int_equal(ent_findings_status(f), ENT_BUG);
    ent_findings_free(f);
}

static void columns_come_before_rows(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "bargain");
    ent_table *t = ent_findings_table(f, "t", false, "T");
    ent_table_column(f, t, "a", NULL, "integer", NULL, 0);
    ent_table_row(f, t, (ent_value[]){ent_integer(1)});
    ent_table_column(f, t, "b", NULL, "integer", NULL, 0);
    assert_int_equal(ent_findings_status(f), ENT_BUG);
    assert_int_equal(t->columns_size, 1);
    ent_findings_free(f);
}

static void sweeps_keep_metrics_only(void **state) {
    (void)state;
    ent_findings *f = sample_lens(&(ent_run){.metrics_only = true});
    assert_int_equal(ent_findings_status(f), ENT_OK);
    assert_int_equal(f->metrics_size, 8);
    assert_int_equal(f->tables_size + f->charts_size + f->notes_size, 0);
    ent_findings_free(f);
}

static void charts_own_their_texts_and_marks(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "bargain");
    char id[] = "chart", label[] = "limit";
    ent_mark mark = {.style = ENT_MARK_RED_LINE, .axis = 'x', .from = 1, .to = 2, .label = label};
    ent_chart *c = ent_findings_chart(
        f, &(ent_chart){.id = id, .title = "T", .table = "t", .rest = "small", .marks = &mark, .marks_size = 1});
    id[0] = label[0] = 'X';
    ent_chart_mark(f, c, &mark);
    assert_string_equal(c->id, "chart");
    assert_string_equal(c->rest, "small");
    assert_int_equal(c->marks_size, 2);
    assert_string_equal(c->marks[0].label, "limit");
    assert_string_equal(c->marks[1].label, "Ximit");
    assert_null(c->series);
    assert_ptr_equal(ent_findings_find_chart(f, "chart"), c);
    ent_findings_free(f);
}

typedef struct odd_options {
    bool flag;
    size_t count;
    double number;
    const char *text, *choice, *unset;
    ent_date date, no_date;
    ent_text_list list;
} odd_options;

static void options_are_recorded_as_set(void **state) {
    (void)state;
    static const ent_option_row rows[] = {
        {.name = "flag", .type = ENT_OPTION_FLAG, .offset = offsetof(odd_options, flag)},
        {.name = "count", .type = ENT_OPTION_COUNT, .offset = offsetof(odd_options, count)},
        {.name = "number", .type = ENT_OPTION_NUMBER, .offset = offsetof(odd_options, number)},
        {.name = "text", .type = ENT_OPTION_TEXT, .offset = offsetof(odd_options, text)},
        {.name = "choice", .type = ENT_OPTION_CHOICE, .offset = offsetof(odd_options, choice)},
        {.name = "unset", .type = ENT_OPTION_TEXT, .offset = offsetof(odd_options, unset)},
        {.name = "date", .type = ENT_OPTION_DATE, .offset = offsetof(odd_options, date)},
        {.name = "no-date", .type = ENT_OPTION_DATE, .offset = offsetof(odd_options, no_date)},
        {.name = "list", .type = ENT_OPTION_LIST, .offset = offsetof(odd_options, list)},
    };
    const char *items[] = {"a=1", "b=2"};
    odd_options options = {.flag = true,
                           .count = 7,
                           .number = 0.25,
                           .text = "t",
                           .choice = "c",
                           .date = {2024, 3, 21},
                           .list = {items, 2}};
    ent_findings *f = ent_findings_new(NULL, "bargain");
    ent_findings_options(f, rows, sizeof rows / sizeof rows[0], &options);
    assert_int_equal(f->options_size, 9);
    assert_int_equal(f->options[0].value.type, ENT_BOOL);
    assert_int_equal(f->options[1].value.as.integer, 7);
    assert_true(f->options[2].value.as.real == 0.25);
    assert_string_equal(f->options[3].value.as.text, "t");
    assert_string_equal(f->options[4].value.as.text, "c");
    assert_int_equal(f->options[5].value.type, ENT_EMPTY);
    assert_string_equal(f->options[6].value.as.text, "2024-03-21");
    assert_int_equal(f->options[7].value.type, ENT_EMPTY);
    assert_string_equal(f->options[8].value.as.text, "a=1; b=2");
    ent_findings_free(f);
}

static void nothing_is_legal(void **state) {
    (void)state;
    ent_findings_free(NULL);
    assert_int_equal(ent_findings_status(NULL), ENT_MEMORY);
    ent_findings_metric(NULL, "a", ent_integer(1), NULL);
    assert_non_null(ent_findings_table(NULL, "t", false, "T"));
    assert_non_null(ent_findings_section(NULL, "s", "S", true, false));
    ent_findings_part(NULL, ent_findings_new(NULL, "part"));
    assert_null(ent_findings_find(NULL, "a"));
}

/* ---- memory ------------------------------------------------------------------------------------------- */

static void builders_survive_failing_memory(void **state) {
    (void)state;
    bool failed = true;
    for (size_t n = 0; failed; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        memory.only_once = n % 2 == 1;
        ent_findings *f = sample_brief(&(ent_run){.allocator = &allocator, .rows = 20});
        failed = memory.failed;
        if (f != NULL && failed) assert_int_equal(ent_findings_status(f), ENT_MEMORY);
        if (!failed) assert_int_equal(ent_findings_status(f), ENT_OK);
        ent_findings_free(f);
        assert_int_equal(memory.held, 0);
    }
}

static ent_status as_text(const ent_findings *f, ent_buffer *out) {
    return ent_render_text(f, &(ent_text_style){.width = 80, .colour = true, .boxes = true, .notes = true}, out);
}

static ent_status as_plain_text(const ent_findings *f, ent_buffer *out) {
    return ent_render_text(f, &(ent_text_style){.width = 50, .notes = true}, out);
}

static ent_status as_json(const ent_findings *f, ent_buffer *out) {
    return ent_render_json(f, NULL, out);
}

static ent_status as_csv(const ent_findings *f, ent_buffer *out) {
    return ent_render_csv(f, NULL, out);
}

static ent_status as_csv_table(const ent_findings *f, ent_buffer *out) {
    return ent_render_csv(f, "bargain.payments", out);
}

static void renderers_survive_failing_memory(void **state) {
    (void)state;
    static ent_status (*const renderers[])(const ent_findings *, ent_buffer *) = {as_text, as_plain_text, as_json,
                                                                                  as_csv, as_csv_table};
    ent_findings *f = sample_brief(&(ent_run){.rows = 4});
    assert_non_null(f);
    for (size_t r = 0; r < sizeof renderers / sizeof renderers[0]; r++) {
        bool failed = true;
        for (size_t n = 0; failed; n++) {
            fail_alloc memory;
            ent_allocator allocator = fail_alloc_at(&memory, n);
            memory.only_once = n % 2 == 1;
            ent_buffer out;
            ent_buffer_init(&out, &allocator);
            ent_status status = renderers[r](f, &out);
            failed = memory.failed;
            assert_int_equal(status, failed ? ENT_MEMORY : ENT_OK);
            ent_buffer_free(&out);
            assert_int_equal(memory.held, 0);
        }
    }
    ent_findings_free(f);
}

static void diagnostics_survive_failing_memory(void **state) {
    (void)state;
    ent_diagnostics *list = ent_diagnostics_new(ent_allocator_default(), 4);
    ent_place place = {"talks.yaml", 14, 3, 9};
    ent_diagnosef(list, ENT_ERROR, "E-CASE-0112", &place, "a.b", "less", "  weight: -2", "weight is %d", -2);
    bool failed = true;
    for (size_t n = 0; failed; n++) {
        fail_alloc memory;
        ent_allocator allocator = fail_alloc_at(&memory, n);
        ent_buffer out;
        ent_buffer_init(&out, &allocator);
        ent_render_diagnostics(list, true, &out);
        failed = memory.failed;
        assert_int_equal(out.failed, failed);
        ent_buffer_free(&out);
        assert_int_equal(memory.held, 0);
    }
    ent_diagnostics_free(list);
}

static void csv_knows_its_tables(void **state) {
    (void)state;
    ent_findings *f = sample_brief(NULL);
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_csv(f, "nothing", &out), ENT_USAGE);
    assert_int_equal(ent_render_csv(f, "bargain.nothing", &out), ENT_USAGE);
    assert_int_equal(ent_render_csv(f, "options", &out), ENT_OK);
    assert_string_equal(out.data, "way,payment,south\nRecommended,13463,0.61\nWalk away,,0.25\n");
    ent_buffer_free(&out);
    ent_findings_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_keep_what_they_are_given),
        cmocka_unit_test(metrics_are_found_and_replaced),
        cmocka_unit_test(several_cases_are_a_list),
        cmocka_unit_test(growing_tables_are_cut_and_others_are_not),
        cmocka_unit_test(a_table_twice_is_a_bug_that_stays),
        cmocka_unit_test(columns_come_before_rows),
        cmocka_unit_test(sweeps_keep_metrics_only),
        cmocka_unit_test(charts_own_their_texts_and_marks),
        cmocka_unit_test(options_are_recorded_as_set),
        cmocka_unit_test(nothing_is_legal),
        cmocka_unit_test(builders_survive_failing_memory),
        cmocka_unit_test(renderers_survive_failing_memory),
        cmocka_unit_test(diagnostics_survive_failing_memory),
        cmocka_unit_test(csv_knows_its_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
