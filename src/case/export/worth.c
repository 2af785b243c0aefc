/* Value functions of the case in exact fractions. */
#include "case/export/worth.h"
#include "case/issue.h"

static const ent_ratio zero = {0, 1}, one = {1, 1};

static ent_ratio clamp(ent_ratio value) {
    if (value.num < 0) return zero;
    return ent_ratio_compare(value, one) > 0 ? one : value;
}

bool worth_place(const ent_issue *issue, const ent_level *level, ent_ratio *out) {
    if (level->number.set) {
        *out = level->number.ratio;
        return level->number.exact;
    }
    return level->option != ENT_NOWHERE && ent_issue_number(issue, (size_t)level->option, out);
}

static ent_ratio distance(ent_ratio a, ent_ratio b, bool *good) {
    ent_ratio out = zero;
    *good = *good && ent_ratio_subtract(a, b, &out) && out.num != INT64_MIN;
    if (out.num < 0) out.num = -out.num;
    return out;
}

bool worth_tolerance(const ent_issue *issue, const ent_preference *row, ent_ratio *out) {
    ent_ratio ideal, low, high;
    if (row->tolerance.set) {
        *out = row->tolerance.ratio;
        return row->tolerance.exact;
    }
    if (!worth_place(issue, &row->ideal, &ideal)) return false;
    if (!ent_issue_span(issue, &low, &high)) {
        if (issue->kind != ENT_SCALE || issue->options_size == 0) return false;
        low = zero;
        high = (ent_ratio){(int64_t)issue->options_size - 1, 1};
    }
    bool good = true;
    ent_ratio down = distance(ideal, low, &good), up = distance(high, ideal, &good);
    *out = ent_ratio_compare(down, up) > 0 ? down : up;
    return good;
}

static bool peaked(const ent_issue *issue, const ent_preference *row, ent_ratio x, ent_ratio *out) {
    ent_ratio ideal, tolerance, share;
    bool good = worth_place(issue, &row->ideal, &ideal) && worth_tolerance(issue, row, &tolerance);
    if (!good) return false;
    ent_ratio away = distance(x, ideal, &good);
    if (!good) return false;
    if (tolerance.num <= 0) {
        *out = away.num == 0 ? one : zero;
        return true;
    }
    if (ent_ratio_compare(away, tolerance) >= 0) {
        *out = zero;
        return true;
    }
    return ent_ratio_divide(away, tolerance, &share) && ent_ratio_subtract(one, share, out);
}

static bool linear(const ent_issue *issue, const ent_preference *row, ent_ratio x, ent_ratio *out) {
    ent_ratio best, worst;
    if (!worth_place(issue, &row->best, &best) || !worth_place(issue, &row->worst, &worst) ||
        !ent_ratio_subtract(best, worst, &best) || !ent_ratio_subtract(x, worst, &x) || !ent_ratio_divide(x, best, out))
        return false;
    *out = clamp(*out);
    return true;
}

static bool worth_number(const ent_issue *issue, const ent_preference *row, ent_ratio x, ent_ratio *out) {
    return row->kind == ENT_LINEAR ? linear(issue, row, x, out) : peaked(issue, row, x, out);
}

bool worth_option(const ent_issue *issue, const ent_preference *row, size_t option, ent_ratio *out) {
    if (row->kind == ENT_PER_OPTION) {
        *out = row->values[option].ratio;
        return row->values[option].exact;
    }
    ent_ratio x;
    return ent_issue_number(issue, option, &x) && worth_number(issue, row, x, out);
}

bool worth_level(const ent_issue *issue, const ent_preference *row, const ent_level *level, ent_ratio *out) {
    if (level->option != ENT_NOWHERE) return worth_option(issue, row, (size_t)level->option, out);
    ent_ratio x;
    return row->kind != ENT_PER_OPTION && worth_place(issue, level, &x) && worth_number(issue, row, x, out);
}

/* ---- lines ------------------------------------------------------------------------------------------------- */

static bool line_value(ent_ratio slope, ent_ratio offset, size_t option, ent_ratio *out) {
    ent_ratio way;
    if (!ent_ratio_multiply(slope, (ent_ratio){(int64_t)option, 1}, &way) || !ent_ratio_add(way, offset, out))
        return false;
    *out = clamp(*out);
    return true;
}

static bool inside(ent_ratio value) {
    return value.num > 0 && ent_ratio_compare(value, one) < 0;
}

/* Slope and offset by two neighbours that differ: if possible such that neither is cut off at 0 or 1. */
static bool guess_line(const ent_issue *issue, const ent_preference *row, ent_ratio *slope, ent_ratio *offset) {
    ent_ratio before, value, way;
    bool found = false;
    if (!worth_option(issue, row, 0, &before)) return false;
    *slope = zero;
    *offset = before;
    for (size_t k = 1; k < issue->options_size; k++, before = value) {
        if (!worth_option(issue, row, k, &value)) return false;
        bool good = inside(before) && inside(value);
        if (ent_ratio_compare(before, value) == 0 || (found && !good)) continue;
        found = true;
        if (!ent_ratio_subtract(value, before, slope) ||
            !ent_ratio_multiply(*slope, (ent_ratio){(int64_t)k, 1}, &way) || !ent_ratio_subtract(value, way, offset))
            return false;
        if (good) return true;
    }
    return true;
}

bool worth_line(const ent_issue *issue, const ent_preference *row, ent_ratio *slope, ent_ratio *offset) {
    if (!guess_line(issue, row, slope, offset)) return false;
    for (size_t k = 0; k < issue->options_size; k++) {
        ent_ratio value, wanted;
        if (!line_value(*slope, *offset, k, &value) || !worth_option(issue, row, k, &wanted) ||
            ent_ratio_compare(value, wanted) != 0)
            return false;
    }
    return true;
}
