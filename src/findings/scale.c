/* Scales of charts: round ticks for numbers, logarithms and dates. */
#include "findings/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static double held(double value, double low, double high) {
    return value < low ? low : value > high ? high : value;
}

/* ---- numbers ------------------------------------------------------------------------------------------ */

static int needed_digits(double value) {
    double size = fabs(value);
    if (size < 1e-300 || (size < 1e15 && floor(size) == size)) return 0;
    int digits = 3 - (int)floor(log10(size));
    digits = digits < 0 ? 0 : digits > 12 ? 12 : digits;
    while (digits > 0) {
        double scale = pow(10.0, digits - 1);
        double rounded = round(size * scale) / scale;
        if (fabs(rounded - size) > 0.5 * pow(10.0, floor(log10(size)) - 3)) break;
        digits--;
    }
    return digits;
}

const char *ent_show_number(char text[ENT_SCALE_TEXT], double value, int digits, bool minus) {
    char plain[ENT_NUMBER_TEXT];
    if (!isfinite(value)) {
        snprintf(text, ENT_SCALE_TEXT, "%s", "\u2013");
        return text;
    }
    int shown = digits < 0 ? needed_digits(value) : digits > 12 ? 12 : digits;
    if (fabs(value) >= 1e15 || (digits < 0 && value != 0.0 && fabs(value) < 1e-9)) {
        ent_write_double(plain, value);
    } else {
        double unit = 0.5 * pow(10.0, -shown);
        ent_write_fixed(plain, fabs(value) < unit ? 0.0 : value, shown); /* no "-0.0" */
    }
    if (plain[0] == '-' && minus) {
        snprintf(text, ENT_SCALE_TEXT, "\u2212%s", plain + 1);
    } else {
        snprintf(text, ENT_SCALE_TEXT, "%s", plain);
    }
    return text;
}

static void superscript(char name[ENT_SCALE_TEXT], int power) {
    static const char *const digits[] = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                         "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
    char plain[16];
    snprintf(plain, sizeof plain, "%d", power < 0 ? -power : power);
    snprintf(name, ENT_SCALE_TEXT, "\u00d7 10%s", power < 0 ? "\u207b" : "");
    for (const char *digit = plain; *digit; digit++) {
        size_t used = strlen(name);
        snprintf(name + used, ENT_SCALE_TEXT - used, "%s", digits[*digit - '0']);
    }
}

double ent_scale_factor(double size, char name[ENT_SCALE_TEXT]) {
    static const struct {
        double above, factor;
        const char *name;
    } rows[] = {{1e13, 1e12, "trillion"}, {1e10, 1e9, "billion"}, {1e7, 1e6, "million"}};
    name[0] = '\0';
    if (!isfinite(size) || size == 0.0) return 1.0;
    if (size >= 1e16 || size < 1e-3) {
        int power = (int)floor(log10(size) + 1e-9);
        if (power < -300) return 1.0;
        superscript(name, power);
        return pow(10.0, power);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (size < rows[i].above) continue;
        snprintf(name, ENT_SCALE_TEXT, "%s", rows[i].name);
        return rows[i].factor;
    }
    return 1.0;
}

/* ---- ticks -------------------------------------------------------------------------------------------- */

static void add_tick(ent_scale *scale, double value, const char *text) {
    if (scale->ticks_size == ENT_TICKS_MOST) return;
    ent_tick *tick = &scale->ticks[scale->ticks_size++];
    tick->value = value;
    snprintf(tick->text, sizeof tick->text, "%s", text);
}

/* The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not below raw, nor finer than the digits. */
static double nice_step(double raw, double finest) {
    static const double mantissas[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    if (raw < finest) raw = finest;
    double base = pow(10.0, floor(log10(raw) + 1e-9));
    for (size_t i = 0; i < 5; i++) {
        double step = mantissas[i] * base;
        if (step < raw * (1.0 - 1e-9)) continue;
        if (finest > 0.0 && fabs(step / finest - round(step / finest)) > 1e-6) continue;
        return step;
    }
    return 10.0 * base;
}

static int step_digits(double step) {
    for (int digits = 0; digits < 12; digits++) {
        double scaled = step * pow(10.0, digits);
        if (fabs(scaled - round(scaled)) < 1e-6 * (scaled > 1.0 ? scaled : 1.0) && round(scaled) >= 1.0) return digits;
    }
    return 12;
}

static void number_ticks(ent_scale *scale, const ent_scale_wish *wish) {
    double finest = wish->digits >= 0 ? pow(10.0, -wish->digits) : 0.0;
    double step = nice_step((scale->high - scale->low) / (double)wish->most, finest);
    if (wish->nice) {
        scale->low = floor(scale->low / step + 1e-9) * step;
        scale->high = ceil(scale->high / step - 1e-9) * step;
    }
    scale->factor = ent_scale_factor(fmax(fabs(scale->low), fabs(scale->high)), scale->suffix);
    int digits = step_digits(step / scale->factor);
    double first = ceil(scale->low / step - 1e-9);
    double last = floor(scale->high / step + 1e-9);
    for (double k = first; k <= last && scale->ticks_size < ENT_TICKS_MOST; k += 1.0) {
        char text[ENT_SCALE_TEXT];
        add_tick(scale, k * step, ent_show_number(text, k * step / scale->factor, digits, true));
    }
}

static void year_ticks(ent_scale *scale, const ent_scale_wish *wish) {
    double step = nice_step((scale->high - scale->low) / (double)wish->most, 1.0);
    for (double k = ceil(scale->low / step - 1e-9); k * step <= scale->high + 1e-9; k += 1.0) {
        char text[ENT_SCALE_TEXT];
        snprintf(text, sizeof text, "%.0f", k * step);
        add_tick(scale, k * step, text);
        if (scale->ticks_size == ENT_TICKS_MOST) break;
    }
}

static void log_ticks(ent_scale *scale, int digits) {
    static const double mantissas[] = {1.0, 2.0, 5.0};
    double low = floor(log10(scale->low) + 1e-9), high = ceil(log10(scale->high) - 1e-9);
    size_t every = high - low <= 3.0 ? 1 : 3;
    double power_step = ceil((high - low + 1.0) / 8.0);
    scale->low = pow(10.0, low);
    scale->high = pow(10.0, high > low ? high : low + 1.0);
    for (double power = low; power <= high; power += every == 1 ? 1.0 : power_step) {
        for (size_t i = 0; i < 3; i += every) {
            char text[ENT_SCALE_TEXT];
            double value = mantissas[i] * pow(10.0, power);
            if (value > scale->high * 1.0000001) return;
            if (digits >= 0 && value < 0.999 * pow(10.0, -digits)) continue;
            add_tick(scale, value, ent_show_number(text, value, -1, true));
        }
    }
}

static void month_text(char text[ENT_SCALE_TEXT], ent_date date, bool with_year) {
    static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const char *name = names[(date.month >= 1 && date.month <= 12 ? date.month : 1) - 1];
    if (with_year) {
        snprintf(text, ENT_SCALE_TEXT, "%s %d", name, (int)date.year);
    } else {
        snprintf(text, ENT_SCALE_TEXT, "%s", name);
    }
}

static void day_ticks(ent_scale *scale, const ent_scale_wish *wish) {
    static const double steps[] = {1, 2, 7, 14, 28};
    double raw = (scale->high - scale->low) / (double)wish->most, step = 28;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] < raw) continue;
        step = steps[i];
        break;
    }
    for (double day = ceil(scale->low); day <= scale->high + 1e-9; day += step) {
        char name[ENT_SCALE_TEXT], text[ENT_SCALE_TEXT];
        ent_date date = ent_date_from_day((int32_t)day);
        month_text(name, date, scale->ticks_size == 0);
        snprintf(text, sizeof text, "%u %.50s", (unsigned)date.day, name);
        add_tick(scale, day, text);
        if (scale->ticks_size == ENT_TICKS_MOST) return;
    }
}

static void date_ticks(ent_scale *scale, const ent_scale_wish *wish) {
    static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200};
    double span = scale->high - scale->low, raw = span / 30.44 / (double)wish->most;
    if (span < 70.0) {
        day_ticks(scale, wish);
        return;
    }
    int step = 1200;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] < raw * 0.75) continue;
        step = steps[i];
        break;
    }
    ent_date start = ent_date_from_day((int32_t)floor(scale->low));
    int month = (start.year * 12 + start.month - 1) / step * step;
    for (; scale->ticks_size < ENT_TICKS_MOST; month += step) {
        ent_date date = {(int16_t)(month / 12), (uint8_t)(month % 12 + 1), 1};
        double day = (double)ent_date_first_day(date);
        if (day > scale->high || month / 12 > 9000) return;
        if (day < scale->low) continue;
        char text[ENT_SCALE_TEXT];
        if (step >= 12) {
            snprintf(text, sizeof text, "%d", (int)date.year);
        } else {
            month_text(text, date, scale->ticks_size == 0 || date.month == 1);
        }
        add_tick(scale, day, text);
    }
}

/* ---- the scale ---------------------------------------------------------------------------------------- */

static void set_domain(ent_scale *scale, const ent_scale_wish *wish) {
    double low = isfinite(wish->low) ? held(wish->low, -1e300, 1e300) : 0.0;
    double high = isfinite(wish->high) ? held(wish->high, -1e300, 1e300) : low;
    if (wish->type != ENT_AXIS_NUMBER) { /* years, days and places in a list are small */
        low = held(low, -1e9, 1e9);
        high = held(high, -1e9, 1e9);
    }
    if (high < low) {
        double other = low;
        low = high;
        high = other;
    }
    if (wish->zero && low > 0.0) low = 0.0;
    if (wish->zero && high < 0.0) high = 0.0;
    if (high - low <= fmax(1e-12 * fmax(fabs(low), fabs(high)), 1e-280)) {
        /* one value: room around it, on its own scale */
        double room = wish->type == ENT_AXIS_DATE ? 30.0 : wish->type != ENT_AXIS_NUMBER ? 1.0 : fabs(low) * 0.1;
        if (wish->type == ENT_AXIS_NUMBER && wish->digits >= 0) room = fmax(room, pow(10.0, -wish->digits));
        if (room < 1e-280) room = 1.0;
        if (!(wish->zero && low == 0.0)) low -= room;
        if (!(wish->zero && high == 0.0 && low < 0.0)) high += room;
    }
    if (wish->type == ENT_AXIS_DATE) { /* the calendar's own limits */
        low = held(low, -500000.0, 2500000.0);
        high = held(high, low + 1.0, 2500001.0);
    }
    scale->low = low;
    scale->high = high;
}

void ent_scale_make(ent_scale *scale, const ent_scale_wish *given) {
    ent_scale_wish wish = *given;
    memset(scale, 0, sizeof *scale);
    if (wish.most < 1) wish.most = 1;
    if (wish.most > ENT_TICKS_MOST / 2) wish.most = ENT_TICKS_MOST / 2;
    scale->type = wish.type;
    scale->from = wish.from;
    scale->to = wish.to;
    scale->factor = 1.0;
    scale->log = wish.log && wish.type == ENT_AXIS_NUMBER && wish.low > 0.0 && wish.high > 0.0;
    if (scale->log) wish.zero = false;
    set_domain(scale, &wish);
    if (scale->log && scale->low < 1e-280) scale->log = false;
    if (scale->log) {
        log_ticks(scale, wish.digits);
    } else if (wish.type == ENT_AXIS_NUMBER) {
        number_ticks(scale, &wish);
    } else if (wish.type == ENT_AXIS_YEAR) {
        year_ticks(scale, &wish);
    } else if (wish.type == ENT_AXIS_DATE) {
        date_ticks(scale, &wish);
    }
}

double ent_scale_at(const ent_scale *scale, double value) {
    double low = scale->low, high = scale->high;
    if (scale->log) {
        if (value <= 0.0) return scale->from;
        low = log10(low);
        high = log10(high);
        value = log10(value);
    }
    double share = (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0); /* halves: the span of huge ends is finite */
    return scale->from + held(share, -1e6, 1e6) * (scale->to - scale->from);
}

double ent_scale_held(const ent_scale *scale, double value) {
    return ent_scale_at(scale, held(value, scale->low, scale->high));
}
