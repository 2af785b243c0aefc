/* Scales and label placement as properties over random input; text widths; escaping. */
#include "findings/scale.h"
#include "findings/svg_place.h"
#include "findings/ternary.h"
#include "support/unit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- scales ------------------------------------------------------------------------------------------- */

static double uniform(ent_random *random, double low, double high) {
    return low + (high - low) * ent_random_uniform(random);
}

static int decimals_of(const char *text) {
    const char *point = strchr(text, '.');
    return point != NULL ? (int)strspn(point + 1, "0123456789") : 0;
}

static void check_scale(const ent_scale_wish *wish, const ent_scale *scale) {
    assert_true(scale->low < scale->high);
    assert_true(scale->ticks_size <= ENT_TICKS_MOST);
    for (size_t i = 0; i < scale->ticks_size; i++) {
        double value = scale->ticks[i].value, room = 1e-9 * (scale->high - scale->low);
        assert_true(value >= scale->low - room && value <= scale->high + room);
        if (i > 0) assert_true(value > scale->ticks[i - 1].value);
        if (i > 0) assert_string_not_equal(scale->ticks[i].text, scale->ticks[i - 1].text);
        if (wish->digits >= 0 && scale->factor == 1.0) assert_true(decimals_of(scale->ticks[i].text) <= wish->digits);
        double at = ent_scale_at(scale, value), low = fmin(scale->from, scale->to), high = fmax(scale->from, scale->to);
        assert_true(at >= low - 1e-6 && at <= high + 1e-6);
    }
    assert_true(fabs(ent_scale_at(scale, scale->low) - scale->from) < 1e-6);
    assert_true(fabs(ent_scale_at(scale, scale->high) - scale->to) < 1e-6);
}

static void test_scales(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 1);
    for (int i = 0; i < 20000; i++) {
        double size = pow(10, uniform(&random, -8, 18)), low = uniform(&random, -size, size);
        ent_scale_wish wish = {.type = ENT_AXIS_NUMBER,
                               .low = low,
                               .high = i % 11 == 0 ? low : low + uniform(&random, 0, size),
                               .from = 300,
                               .to = 10,
                               .most = 2 + (size_t)(i % 9),
                               .digits = i % 5 - 1,
                               .zero = i % 3 == 0,
                               .log = i % 7 == 0,
                               .nice = i % 2 == 0};
        if (wish.digits >= 0 && size < 1e-3) wish.digits = -1; /* a column that hides its values */
        ent_scale scale;
        ent_scale_make(&scale, &wish);
        check_scale(&wish, &scale);
        if (wish.zero && !scale.log) assert_true(scale.low <= 0 && scale.high >= 0);
    }
}

static void test_time_scales(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 2);
    for (int i = 0; i < 5000; i++) {
        bool date = i % 2 == 0;
        double low = date ? uniform(&random, -20000, 40000) : floor(uniform(&random, 1900, 2100));
        double span = date ? pow(10, uniform(&random, 0, 4.5)) : floor(uniform(&random, 0, 80));
        ent_scale_wish wish = {.type = date ? ENT_AXIS_DATE : ENT_AXIS_YEAR,
                               .low = low,
                               .high = low + span,
                               .from = 0,
                               .to = 600,
                               .most = 6,
                               .digits = 0};
        ent_scale scale;
        ent_scale_make(&scale, &wish);
        check_scale(&wish, &scale);
        for (size_t j = 0; j < scale.ticks_size && !date; j++)
            assert_true(floor(scale.ticks[j].value) == scale.ticks[j].value && strlen(scale.ticks[j].text) == 4);
    }
}

static void test_known_ticks(void **state) {
    (void)state;
    static const struct {
        ent_scale_wish wish;
        const char *ticks;
    } rows[] = {
        {{.low = 0, .high = 1, .to = 1, .most = 5, .digits = 2, .nice = true}, "0.0 0.2 0.4 0.6 0.8 1.0 "},
        {{.low = 1100, .high = 1859, .to = 1, .most = 4, .digits = 0, .nice = true},
         "1,000 1,200 1,400 1,600 1,800 2,000 "},
        {{.low = 0, .high = 3, .to = 1, .most = 8, .digits = 0}, "0 1 2 3 "},
        {{.low = -3, .high = 4, .to = 1, .most = 4, .digits = 0, .nice = true}, "\u22124 \u22122 0 2 4 "},
        {{.low = 0, .high = 4.5e9, .to = 1, .most = 5, .digits = 0}, "0 1,000 2,000 3,000 4,000 "},
        {{.type = ENT_AXIS_YEAR, .low = 2006, .high = 2027, .to = 1, .most = 5}, "2010 2015 2020 2025 "},
        {{.low = 1, .high = 1000, .to = 1, .most = 5, .digits = 0, .log = true}, "1 2 5 10 20 50 100 200 500 1,000 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256] = "";
        ent_scale scale;
        ent_scale_make(&scale, &rows[i].wish);
        for (size_t j = 0; j < scale.ticks_size; j++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", scale.ticks[j].text);
        assert_string_equal(text, rows[i].ticks);
    }
}

static void test_scale_takes_anything(void **state) {
    (void)state;
    static const double values[] = {0, -0.0, 1, -1, 1e-320, 1e308, -1e308, NAN, INFINITY, -INFINITY, 1e17};
    enum { SIZE = sizeof values / sizeof values[0] };
    for (size_t i = 0; i < SIZE * SIZE * 4; i++) {
        for (size_t digits = 0; digits < 3; digits++) {
            ent_scale_wish wish = {.type = (ent_axis_type)(i % 4),
                                   .low = values[i / 4 % SIZE],
                                   .high = values[i / 4 / SIZE],
                                   .to = 100,
                                   .most = i % 5,
                                   .digits = (int)digits - 1,
                                   .log = i % 3 == 0,
                                   .nice = i % 2 == 0};
            ent_scale scale;
            ent_scale_make(&scale, &wish);
            assert_true(scale.low < scale.high && isfinite(scale.low) && isfinite(scale.high));
            assert_true(isfinite(ent_scale_at(&scale, 0.5)) && isfinite(ent_scale_held(&scale, 1e300)));
        }
    }
}

/* ---- labels ------------------------------------------------------------------------------------------- */

static void test_labels_do_not_overlap(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 3);
    enum { MOST = 40 };
    ent_label labels[MOST];
    ent_box points[MOST];
    for (int run = 0; run < 400; run++) {
        ent_box bounds = {uniform(&random, 0, 50), uniform(&random, 0, 50), uniform(&random, 120, 900),
                          uniform(&random, 80, 500)};
        size_t size = 1 + (size_t)(run % MOST), placed = 0;
        bool crowded = run % 2 == 0; /* all in one corner */
        memset(labels, 0, sizeof labels);
        for (size_t i = 0; i < size; i++) {
            labels[i].x = bounds.x + bounds.width * ent_random_uniform(&random) * (crowded ? 0.1 : 1);
            labels[i].y = bounds.y + bounds.height * ent_random_uniform(&random) * (crowded ? 0.1 : 1);
            labels[i].gap = 8;
            labels[i].width = uniform(&random, 15, 130);
            labels[i].height = 15;
            points[i] = (ent_box){labels[i].x - 4, labels[i].y - 4, 8, 8};
        }
        ent_place_labels(labels, size, &bounds, &(ent_obstacles){points, size, NULL, 0});
        for (size_t i = 0; i < size; i++) {
            const ent_box *box = &labels[i].box;
            if (!labels[i].placed) continue;
            placed++;
            assert_true(box->x >= bounds.x && box->x + box->width <= bounds.x + bounds.width);
            assert_true(box->y >= bounds.y && box->y + box->height <= bounds.y + bounds.height);
            for (size_t j = 0; j < i; j++)
                assert_false(labels[j].placed && ent_boxes_overlap(box, &labels[j].box, 0));
        }
        assert_true(placed > 0);
        if (size <= 4 && bounds.width > 400 && bounds.height > 200) assert_int_equal(placed, size);
    }
}

static void test_free_label_stands_right(void **state) {
    (void)state;
    ent_label label = {.x = 50, .y = 50, .gap = 8, .width = 40, .height = 15};
    ent_box bounds = {0, 0, 200, 100}, dot = {60, 40, 30, 20};
    ent_place_labels(&label, 1, &bounds, NULL);
    assert_true(label.placed && !label.leader && label.box.x == 58);
    ent_place_labels(&label, 1, &bounds, &(ent_obstacles){&dot, 1, NULL, 0}); /* something stands there */
    assert_true(label.placed && !ent_boxes_overlap(&label.box, &dot, 0));
    bounds.width = 30; /* no room at all */
    ent_place_labels(&label, 1, &bounds, NULL);
    assert_false(label.placed);
}

static void test_spread(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 4);
    for (int run = 0; run < 2000; run++) {
        double centres[12];
        size_t size = (size_t)(run % 12) + 1;
        for (size_t i = 0; i < size; i++)
            centres[i] = (i > 0 ? centres[i - 1] : 0) + uniform(&random, 0, 20);
        bool fits = ent_place_spread(centres, size, 17, 0, 180);
        assert_int_equal(fits, (double)(size - 1) * 17 <= 180);
        for (size_t i = 0; i < size && fits; i++) {
            assert_true(centres[i] >= -1e-9 && centres[i] <= 180 + 1e-9);
            if (i > 0) assert_true(centres[i] - centres[i - 1] >= 17 - 1e-9);
        }
    }
}

/* ---- triangles ---------------------------------------------------------------------------------------- */

static void test_triangle(void **state) {
    (void)state;
    ent_ternary triangle;
    double place[3];
    const double wide[][3] = {{100, 0, 0}, {20, 30, 50}}, close[][3] = {{40, 30, 30}, {38, 31, 31}};
    ent_ternary_make(&triangle, wide, 2); /* from nothing to all */
    assert_true(triangle.any && triangle.size == 100 && triangle.least[0] == 0 && triangle.least[2] == 0);
    ent_ternary_place(&triangle, wide[1], place);
    assert_true(fabs(place[0] - 0.2) < 1e-12 && fabs(place[1] - 0.3) < 1e-12 && fabs(place[2] - 0.5) < 1e-12);
    ent_ternary_place(&triangle, (const double[3]){21, 31, 51}, place); /* another total: each one less */
    assert_true(fabs(place[0] - 0.2) < 1e-12 && fabs(place[2] - 0.5) < 1e-12);
    ent_ternary_make(&triangle, close, 2); /* cut out, with the points well inside */
    assert_true(triangle.any && triangle.size < 5 && triangle.least[0] < 38 && triangle.least[1] < 30);
    for (size_t k = 0; k < 2; k++) {
        ent_ternary_place(&triangle, close[k], place);
        assert_true(place[0] > 0.01 && place[1] > 0.01 && place[2] > 0.01);
        assert_true(fabs(place[0] + place[1] + place[2] - 1) < 1e-9);
    }
    const double nothing[][3] = {{NAN, 1, 2}, {1, INFINITY, 2}}, alone[][3] = {{1, 2, 4}};
    ent_ternary_make(&triangle, nothing, 2);
    assert_false(triangle.any);
    ent_ternary_make(&triangle, alone, 1);
    assert_true(triangle.any && triangle.size > 0);
}

static void test_triangle_takes_anything(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 6);
    for (int run = 0; run < 5000; run++) {
        double points[6][3], size = pow(10, uniform(&random, -200, 200));
        for (size_t k = 0; k < 6; k++)
            for (size_t i = 0; i < 3; i++)
                points[k][i] = run % 3 == 0 ? uniform(&random, 0, size) : uniform(&random, -size, size);
        ent_ternary triangle;
        ent_ternary_make(&triangle, (const double(*)[3])points, 1 + (size_t)(run % 6));
        assert_true(triangle.any && triangle.size > 0 && isfinite(triangle.size));
        for (size_t k = 0; k < 1 + (size_t)(run % 6); k++) {
            double place[3];
            ent_ternary_place(&triangle, points[k], place);
            for (size_t i = 0; i < 3; i++)
                assert_true(place[i] >= 0 && place[i] <= 1);
            assert_true(fabs(place[0] + place[1] + place[2] - 1) < 1e-6);
        }
    }
}

/* All points lie on one side of each edge, corners are points, and no corner lies between its neighbours. */
static void test_hull(void **state) {
    (void)state;
    ent_random random = ent_random_stream(7, 5);
    enum { MOST = 12 };
    for (int run = 0; run < 2000; run++) {
        double points[MOST][2], given[MOST][2], hull[2 * MOST][2];
        size_t size = 1 + (size_t)(run % MOST);
        for (size_t k = 0; k < size; k++) { /* a small grid: many are equal or on a line */
            points[k][0] = given[k][0] = (double)ent_random_below(&random, 5);
            points[k][1] = given[k][1] = run % 4 == 0 ? 2 * points[k][0] : (double)ent_random_below(&random, 5);
        }
        size_t corners = ent_hull(points, size, hull);
        assert_in_range(corners, 1, size);
        if (run % 4 == 0) assert_true(corners <= 2);
        for (size_t c = 0; c < corners; c++) {
            const double *a = hull[c], *b = hull[(c + 1) % corners];
            bool point = false;
            for (size_t k = 0; k < size; k++) {
                point = point || (given[k][0] == a[0] && given[k][1] == a[1]);
                double turn = (b[0] - a[0]) * (given[k][1] - a[1]) - (b[1] - a[1]) * (given[k][0] - a[0]);
                if (corners > 2) assert_true(turn >= -1e-9);
                if (corners == 2) assert_true(fabs(turn) < 1e-9);
                if (corners == 1) assert_true(given[k][0] == a[0] && given[k][1] == a[1]);
            }
            assert_true(point);
            const double *next = hull[(c + 2) % corners];
            if (corners > 2) assert_true((b[0] - a[0]) * (next[1] - b[1]) - (b[1] - a[1]) * (next[0] - b[0]) > 1e-9);
        }
    }
    assert_int_equal(ent_hull(NULL, 0, NULL), 0);
}

/* ---- text --------------------------------------------------------------------------------------------- */

static void test_markup(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"plain", "plain"},
        {"<a href=\"x\" title='y'>&amp;", "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;"},
        {"bell\x07 \xff\xc0\xaf z", "bell\ufffd \ufffd\ufffd\ufffd z"},
        {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"}, /* a lone surrogate */
        {"tab\tline\n", "tab\tline\n"},
        {"\u00e9 \ud55c \U0001f389", "\u00e9 \ud55c \U0001f389"},
        {"cut \xe2\x82", "cut \ufffd\ufffd"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        ent_markup_text(&out, rows[i][0]);
        assert_string_equal(out.data, rows[i][1]);
        ent_buffer_free(&out);
    }
}

static void test_numbers_of_paths(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"},      {12, "12"},     {-1.5, "-1.5"},     {3.14159, "3.14"},
                {-0.001, "0"}, {0.05, "0.05"}, {1e300, "1000000"}, {NAN, "0"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ent_buffer out;
        ent_buffer_init(&out, NULL);
        ent_markup_number(&out, rows[i].value);
        assert_string_equal(out.data, rows[i].text);
        ent_buffer_free(&out);
    }
}

static void test_wrapping(void **state) {
    (void)state;
    ent_canvas canvas = {.arena = ent_arena_new(NULL)};
    const char *lines[4];
    const char *text = "What each package is worth to either side, nought worst to one best";
    for (double width = 10; width < 600; width += 7) {
        size_t size = ent_text_wrap(&canvas, text, width, 13, false, 4, lines);
        assert_true(size >= 1 && size <= 4);
        for (size_t i = 0; i < size; i++)
            assert_true(ent_text_length(lines[i], 13, false) <= fmax(width, 13));
        assert_true(ent_text_length(ent_text_fit(&canvas, text, width, 13, true), 13, true) <= fmax(width, 15));
    }
    assert_string_equal(ent_text_fit(&canvas, text, 1000, 13, false), text);
    assert_int_equal(ent_text_wrap(&canvas, NULL, 100, 13, false, 4, lines), 0);
    assert_int_equal(ent_text_wrap(&canvas, "", 100, 13, false, 4, lines), 0);
    ent_arena_free(canvas.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scales),
        cmocka_unit_test(test_time_scales),
        cmocka_unit_test(test_known_ticks),
        cmocka_unit_test(test_scale_takes_anything),
        cmocka_unit_test(test_labels_do_not_overlap),
        cmocka_unit_test(test_free_label_stands_right),
        cmocka_unit_test(test_spread),
        cmocka_unit_test(test_triangle),
        cmocka_unit_test(test_triangle_takes_anything),
        cmocka_unit_test(test_hull),
        cmocka_unit_test(test_markup),
        cmocka_unit_test(test_numbers_of_paths),
        cmocka_unit_test(test_wrapping),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
