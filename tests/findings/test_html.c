/* The page and single charts: the same bytes every time, no memory lost wherever an allocation fails, thinning. */
#include "showcase.h"
#include "support/fail_alloc.h"
#include "support/unit.h"

#include <math.h>
#include <string.h>

static void test_deterministic(void **state) {
    (void)state;
    ent_findings *findings = showcase_brief(NULL), *again = showcase_brief(NULL);
    ent_buffer a, b;
    ent_buffer_init(&a, NULL);
    ent_buffer_init(&b, NULL);
    assert_int_equal(ent_render_html(findings, &a), ENT_OK);
    assert_int_equal(ent_render_html(again, &b), ENT_OK);
    assert_string_equal(a.data, b.data);
    ent_buffer_free(&a);
    ent_buffer_free(&b);
    ent_findings_free(findings);
    ent_findings_free(again);
}

/* Every allocation of a small page, then a sample of those of the whole showcase. */
static void fail_each(const ent_findings *findings, size_t most) {
    fail_alloc count;
    ent_allocator counting = fail_alloc_at(&count, SIZE_MAX);
    ent_buffer out;
    ent_buffer_init(&out, &counting);
    assert_int_equal(ent_render_html(findings, &out), ENT_OK);
    ent_buffer_free(&out);
    assert_int_equal(count.held, 0);
    size_t step = count.calls / most + 1;
    for (size_t n = 0; n < count.calls; n += step) {
        fail_alloc failing;
        ent_allocator allocator = fail_alloc_at(&failing, n);
        failing.only_once = n % 2 == 0;
        ent_buffer_init(&out, &allocator);
        assert_int_equal(ent_render_html(findings, &out), ENT_MEMORY);
        ent_buffer_free(&out);
        assert_int_equal(failing.held, 0);
    }
}

static void test_failing_memory(void **state) {
    (void)state;
    ent_findings *brief = showcase_brief(NULL), *edges = showcase_edges(NULL);
    fail_each(brief, 400);
    fail_each(edges, 100);
    ent_findings_free(brief);
    ent_findings_free(edges);
}

static void test_svg_of_each_chart(void **state) {
    (void)state;
    ent_findings *edges = showcase_edges(NULL);
    static const unsigned widths[] = {0, 1, 240, 360, 900, 100000};
    for (size_t i = 0; i < edges->charts_size; i++) {
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        unsigned width = widths[i % (sizeof widths / sizeof widths[0])];
        assert_int_equal(ent_render_svg(edges, edges->charts[i]->id, width, &out), ENT_OK);
        assert_non_null(strstr(out.data, "<svg xmlns=\"http://www.w3.org/2000/svg\""));
        assert_null(strstr(out.data, "nan"));
        assert_null(strstr(out.data, "\"inf"));
        ent_buffer_free(&out);
    }
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_svg(edges, "no such chart", 640, &out), ENT_USAGE);
    assert_int_equal(ent_render_svg(edges, NULL, 640, &out), ENT_USAGE);
    ent_buffer_free(&out);
    ent_findings_free(edges);
}

static void test_large_clouds_are_thinned(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, "bargain");
    ent_table *t = ent_findings_table(f, "cloud", false, "Cloud");
    ent_table_column(f, t, "x", "X", "number", NULL, 3);
    ent_table_column(f, t, "y", "Y", "number", NULL, 3);
    for (int i = 0; i < 100000; i++)
        ent_table_row(f, t,
                      (ent_value[]){ent_real(fmod(i * 0.6180339887, 1.0)), ent_real(fmod(i * 0.7548776662, 1.0))});
    ent_table_row(f, t, (ent_value[]){ent_real(1.5), ent_real(2)}); /* the extreme must stay */
    ent_chart chart = {.id = "cloud", .kind = ENT_CHART_SCATTER, .title = "Many", .table = "cloud", .x = "x", .y = "y"};
    ent_findings_chart(f, &chart);
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_findings_status(f), ENT_OK);
    assert_int_equal(ent_render_svg(f, "cloud", 640, &out), ENT_OK);
    size_t dots = 0;
    for (const char *at = strstr(out.data, "h0"); at != NULL; at = strstr(at + 2, "h0"))
        dots++;
    assert_in_range(dots, 1000, 20000);
    assert_non_null(strstr(out.data, "100001 points"));
    ent_buffer_free(&out);
    ent_findings_free(f);
}

static void test_empty_findings(void **state) {
    (void)state;
    ent_findings *f = ent_findings_new(NULL, NULL);
    ent_findings_chart(f, &(ent_chart){.id = "lost", .table = "nowhere", .x = "x"});
    ent_section *s = ent_findings_section(f, "s", NULL, false, true);
    ent_section_block(f, s, ENT_BLOCK_TABLE, NULL, "nowhere");
    ent_section_block(f, s, ENT_BLOCK_CHART, NULL, "lost");
    ent_section_block(f, s, ENT_BLOCK_TEXT, NULL, "unpaired ** stars stand");
    ent_buffer out;
    ent_buffer_init(&out, NULL);
    assert_int_equal(ent_render_html(f, &out), ENT_OK);
    assert_non_null(strstr(out.data, "<p>unpaired ** stars stand</p>"));
    assert_int_equal(ent_render_svg(f, "lost", 640, &out), ENT_USAGE);
    ent_buffer_free(&out);
    ent_findings_free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_deterministic),     cmocka_unit_test(test_failing_memory),
        cmocka_unit_test(test_svg_of_each_chart), cmocka_unit_test(test_large_clouds_are_thinned),
        cmocka_unit_test(test_empty_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
