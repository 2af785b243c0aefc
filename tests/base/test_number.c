/* Exact numbers against GMP, doubles against the C library, dates against counting. */
#include <entente/base.h>
#include <gmp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/unit.h"

static const struct {
    const char *text;
    bool number, exact;
    int64_t num, den;
} texts[] = {
    {"1", true, true, 1, 1},
    {"-1.25", true, true, -5, 4},
    {"+3", true, true, 3, 1},
    {"20/30", true, true, 2, 3},
    {"-20/30", true, true, -2, 3},
    {"0/5", true, true, 0, 1},
    {"1e-3", true, true, 1, 1000},
    {"1.5E2", true, true, 150, 1},
    {"5.", true, true, 5, 1},
    {".5", true, true, 1, 2},
    {"007", true, true, 7, 1},
    {"-0", true, true, 0, 1},
    {"0e999999", true, true, 0, 1},
    {"100.500", true, true, 201, 2},
    {"9223372036854775807", true, true, INT64_MAX, 1},
    {"-9223372036854775807", true, true, -INT64_MAX, 1},
    {"9223372036854775808", true, false, 0, 1},
    {"1000000000000000000000000000000000000000000e-42", true, true, 1, 1},
    {"0.000000000000000001", true, true, 1, 1000000000000000000},
    {"0.0000000000000000001", true, false, 0, 1},
    {"1e19", true, false, 0, 1},
    {"34028236692093846346337460743176821146e1", true, false, 0, 1}, /* times 10: 4 beyond 128 bits */
    {"1e-30", true, false, 0, 1},
    {"1e-400", true, false, 0, 1},
    {"99999999999999999999/99999999999999999999", true, true, 1, 1},
    {"99999999999999999999/3", true, false, 0, 1},
    {"1e400", false, false, 0, 1},
    {"", false, false, 0, 1},
    {".", false, false, 0, 1},
    {"-", false, false, 0, 1},
    {"e5", false, false, 0, 1},
    {"1e", false, false, 0, 1},
    {"1_000", false, false, 0, 1},
    {"1,000", false, false, 0, 1},
    {"1 ", false, false, 0, 1},
    {" 1", false, false, 0, 1},
    {"0x10", false, false, 0, 1},
    {"nan", false, false, 0, 1},
    {"inf", false, false, 0, 1},
    {"1/0", false, false, 0, 1},
    {"1/-2", false, false, 0, 1},
    {"1.5/2", false, false, 0, 1},
    {"1/2/3", false, false, 0, 1},
    {"/2", false, false, 0, 1},
    {"1/", false, false, 0, 1},
};

static void reads_numbers(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_ratio ratio;
        double value;
        bool exact;
        bool number = ent_read_number(texts[i].text, &ratio, &value, &exact);
        if (number != texts[i].number || (number && exact != texts[i].exact) || ratio.num != texts[i].num ||
            ratio.den != texts[i].den)
            fail_msg("%s: %d %d %ld/%ld", texts[i].text, number, exact, (long)ratio.num, (long)ratio.den);
        if (number && strchr(texts[i].text, '/') == NULL && value != strtod(texts[i].text, NULL))
            fail_msg("%s is not the nearest double", texts[i].text);
    }
}

static int64_t random_whole(ent_random *random) {
    int64_t value = (int64_t)(ent_random_bits(random) >> (1 + ent_random_below(random, 62)));
    return ent_random_below(random, 2) != 0 ? value : -value;
}

static void random_ratio(ent_random *random, ent_ratio *ratio, mpq_t big) {
    int64_t num = random_whole(random), den = 0;
    while (den <= 0)
        den = random_whole(random);
    mpq_set_si(big, num, (unsigned long)den);
    mpq_canonicalize(big);
    *ratio = (ent_ratio){mpz_get_si(mpq_numref(big)), mpz_get_si(mpq_denref(big))};
}

static void same(bool fits, ent_ratio got, const mpq_t want) {
    bool should = mpz_fits_slong_p(mpq_denref(want)) && mpz_fits_slong_p(mpq_numref(want)) &&
                  mpz_get_si(mpq_numref(want)) != INT64_MIN;
    assert_int_equal(fits, should);
    if (!fits) return;
    assert_int_equal(got.num, mpz_get_si(mpq_numref(want)));
    assert_int_equal(got.den, mpz_get_si(mpq_denref(want)));
}

/* Half away from zero to a multiple of the step, in GMP. */
static void big_round(const mpq_t a, const mpq_t step, mpq_t out) {
    mpz_t whole;
    mpq_t half;
    mpz_init(whole);
    mpq_init(half);
    mpq_set_ui(half, 1, 2);
    mpq_div(out, a, step);
    int sign = mpq_sgn(out);
    mpq_abs(out, out);
    mpq_add(out, out, half);
    mpz_fdiv_q(whole, mpq_numref(out), mpq_denref(out));
    mpq_set_z(out, whole);
    if (sign < 0) mpq_neg(out, out);
    mpq_mul(out, out, step);
    mpq_clear(half);
    mpz_clear(whole);
}

static void ratios_against_gmp(void **state) {
    (void)state;
    ent_random random = ent_random_stream(1, 1);
    mpq_t a, b, c;
    mpq_inits(a, b, c, NULL);
    for (int i = 0; i < 100000; i++) {
        ent_ratio x, y, z = {0, 1};
        random_ratio(&random, &x, a);
        random_ratio(&random, &y, b);
        if (i % 5 == 0) { /* ties and halves on purpose */
            y = (ent_ratio){2, 1};
            mpq_set_si(b, 2, 1);
        }
        mpq_add(c, a, b);
        same(ent_ratio_add(x, y, &z), z, c);
        mpq_sub(c, a, b);
        same(ent_ratio_subtract(x, y, &z), z, c);
        mpq_mul(c, a, b);
        same(ent_ratio_multiply(x, y, &z), z, c);
        assert_int_equal(ent_ratio_compare(x, y), (mpq_cmp(a, b) > 0) - (mpq_cmp(a, b) < 0));
        if (y.num == 0) {
            assert_false(ent_ratio_divide(x, y, &z));
            continue;
        }
        mpq_div(c, a, b);
        same(ent_ratio_divide(x, y, &z), z, c);
        if (y.num < 0) {
            assert_false(ent_ratio_round(x, y, &z));
            continue;
        }
        big_round(a, b, c);
        bool fits = ent_ratio_round(x, y, &z); /* may refuse when the count of steps alone does not fit */
        if (fits) same(fits, z, c);
    }
    mpq_clears(a, b, c, NULL);
}

/* The value is the nearest double: no neighbour is closer, compared exactly. */
static void values_are_nearest(void **state) {
    (void)state;
    ent_random random = ent_random_stream(1, 2);
    mpq_t a, b, near, far;
    mpq_inits(a, b, near, far, NULL);
    for (int i = 0; i < 50000; i++) {
        ent_ratio x;
        random_ratio(&random, &x, a);
        double value = ent_ratio_value(x);
        mpq_set_d(b, value);
        mpq_sub(near, a, b);
        mpq_abs(near, near);
        for (int side = -1; side <= 1; side += 2) {
            mpq_set_d(b, nextafter(value, side > 0 ? INFINITY : -INFINITY));
            mpq_sub(far, a, b);
            mpq_abs(far, far);
            assert_true(mpq_cmp(near, far) <= 0);
        }
    }
    mpq_clears(a, b, near, far, NULL);
}

static void doubles_round_trip(void **state) {
    (void)state;
    ent_random random = ent_random_stream(1, 3);
    for (int i = 0; i < 200000; i++) {
        uint64_t bits = ent_random_bits(&random);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (i % 2 == 0) value = (double)random_whole(&random) / pow(10, (double)ent_random_below(&random, 10));
        if (!isfinite(value)) continue;
        char text[ENT_NUMBER_TEXT], shorter[64];
        ent_write_double(text, value);
        assert_true(strlen(text) < ENT_NUMBER_TEXT);
        assert_true(strtod(text, NULL) == value);
        /* no decimal with one significant digit less reads back as the same double */
        size_t digits = 0, zeros = 0;
        for (const char *c = text; *c != '\0' && *c != 'e'; c++) {
            if (*c < '0' || *c > '9' || (digits == 0 && *c == '0')) continue;
            digits++;
            zeros = *c == '0' ? zeros + 1 : 0;
        }
        digits -= zeros;
        if (digits < 2) continue;
        snprintf(shorter, sizeof shorter, "%.*e", (int)digits - 2, value);
        assert_true(strtod(shorter, NULL) != value);
    }
}

static void writes_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
        int digits;
        const char *fixed;
    } cases[] = {
        {0, "0", 2, "0.00"},
        {0.1, "0.1", 0, "0"},
        {-0.001, "-0.001", 2, "0.00"},
        {1390, "1390", 0, "1,390"},
        {-1234567.891, "-1234567.891", 1, "-1,234,567.9"},
        {999999.5, "999999.5", 0, "1,000,000"},
        {0.00001, "0.00001", 5, "0.00001"},
        {0.000001, "1e-6", 12, "0.000001000000"},
        {1e20, "100000000000000000000", 0, "100,000,000,000,000,000,000"},
        {1.5e21, "1.5e21", 0, "1.5e21"},
        {5e-324, "5e-324", 3, "0.000"},
        {1.7976931348623157e308, "1.7976931348623157e308", 0, "1.7976931348623157e308"},
        {123, "123", -1, "123"},
    };
    char text[ENT_NUMBER_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(ent_write_double(text, cases[i].value), cases[i].text);
        assert_string_equal(ent_write_fixed(text, cases[i].value, cases[i].digits), cases[i].fixed);
    }
    assert_string_equal(ent_write_double(text, NAN), "nan");
    assert_string_equal(ent_write_double(text, -INFINITY), "-inf");
    assert_string_equal(ent_write_fixed(text, INFINITY, 2), "inf");
    ent_write_fixed(text, -999999999999999.0, 12);
    assert_string_equal(text, "-999,999,999,999,999.000000000000");
}

/* Every day from 1900 to 2100, counted one by one. */
static void dates_by_counting(void **state) {
    (void)state;
    int32_t day = -25567; /* 1900-01-01: 70 years of 365 days and 17 leap days before 1970 */
    for (int year = 1900; year <= 2100; year++) {
        int32_t year_first = day;
        bool leap = year == 2000 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int length = month == 2 ? 28 + leap : 30 + (month + month / 8) % 2;
            int32_t month_first = day;
            for (int d = 1; d <= 31; d++) {
                char text[32], back[ENT_NUMBER_TEXT];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, d);
                ent_date date;
                assert_int_equal(ent_read_date(text, &date), d <= length);
                if (d > length) continue;
                assert_int_equal(ent_date_first_day(date), day);
                assert_int_equal(ent_date_last_day(date), day);
                ent_date same_day = ent_date_from_day(day);
                assert_string_equal(ent_write_date(back, same_day), text);
                day++;
            }
            ent_date whole = {(int16_t)year, (uint8_t)month, 0};
            assert_int_equal(ent_date_first_day(whole), month_first);
            assert_int_equal(ent_date_last_day(whole), day - 1);
        }
        ent_date whole = {(int16_t)year, 0, 0};
        assert_int_equal(ent_date_first_day(whole), year_first);
        assert_int_equal(ent_date_last_day(whole), day - 1);
    }
    assert_int_equal(ent_date_first_day((ent_date){1970, 1, 1}), 0);
}

static void dates_as_text(void **state) {
    (void)state;
    static const char *const wrong[] = {"",           "24",         "2024-3",     "2024-13",     "2024-00",
                                        "2024-02-30", "2023-02-29", "2024-03-00", "2024-03-21x", "0000",
                                        "20240321",   "2024/03/21", "-2024",      "2024-",       "2024-03-"};
    ent_date date;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (ent_read_date(wrong[i], &date) || date.year != 0) fail_msg("accepted %s", wrong[i]);
    char text[ENT_NUMBER_TEXT];
    assert_true(ent_read_date("2024-03-21", &date));
    assert_string_equal(ent_write_date_long(text, date), "21 March 2024");
    assert_true(ent_read_date("2024-03", &date));
    assert_string_equal(ent_write_date(text, date), "2024-03");
    assert_string_equal(ent_write_date_long(text, date), "March 2024");
    assert_true(ent_read_date("2024", &date));
    assert_string_equal(ent_write_date_long(text, date), "2024");
    assert_string_equal(ent_write_date(text, (ent_date){0}), "");
    assert_int_equal(ent_date_from_day(INT32_MAX).year, 0);
    assert_int_equal(ent_date_from_day(INT32_MIN).year, 0);
    assert_int_equal(ent_date_from_day(ent_date_last_day((ent_date){9999, 0, 0})).year, 9999);
    assert_int_equal(ent_date_from_day(ent_date_first_day((ent_date){1, 0, 0})).year, 1);
}

static void what_was_known(void **state) {
    (void)state;
    static const struct {
        const char *date, *as_of;
        bool known;
    } cases[] = {
        {"2024-03-21", "2024-03-21", true},
        {"2024-03-22", "2024-03-21", false},
        {"2024-03", "2024-03-21", false},
        {"2024-02", "2024-03-21", true},
        {"2024", "2024-03-21", false},
        {"2023", "2024-03-21", true},
        {"2024", "2024", true},
        {"2024-12-31", "2024", true},
        {"2025-01-01", "2024", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_date date, as_of = {0};
        assert_true(ent_read_date(cases[i].date, &date) && ent_read_date(cases[i].as_of, &as_of));
        assert_int_equal(ent_date_known(date, as_of), cases[i].known);
        assert_true(ent_date_known((ent_date){0}, as_of));
        assert_true(ent_date_known(date, (ent_date){0}));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),      cmocka_unit_test(ratios_against_gmp),
        cmocka_unit_test(values_are_nearest), cmocka_unit_test(doubles_round_trip),
        cmocka_unit_test(writes_numbers),     cmocka_unit_test(dates_by_counting),
        cmocka_unit_test(dates_as_text),      cmocka_unit_test(what_was_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
