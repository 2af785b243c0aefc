/* Rules written on the command line: "fixed:3", "flat", "series:cpi+gdp,lag:2+1,plus:1,cap:4,floor:0". */
#include "lens/ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

typedef struct rule_reading {
    const ent_run *run;
    const ent_case *entente_case;
    const char *text; /* the whole rule, for messages */
    ent_growth *growth;
    ent_arena *arena;
} rule_reading;

typedef ent_status (*part_reader)(rule_reading *reading, const char *value);

static ent_status refuse(const rule_reading *reading, const char *id, const char *hint, const char *what,
                         const char *value) {
    ent_diagnosef(reading->run == NULL ? NULL : reading->run->diagnostics, ENT_ERROR, id, NULL, NULL, hint, NULL,
                  "rule \"%s\": %s \"%s\"", reading->text, what, value);
    return ENT_USAGE;
}

static ent_status read_number(const rule_reading *reading, const char *what, const char *value, ent_number *out) {
    if (value == NULL || !ent_read_number(value, &out->ratio, &out->value, &out->exact)) {
        return refuse(reading, "U-LEDGER-0004", "percent, such as 4 or 2.5", what, value == NULL ? "" : value);
    }
    out->set = true;
    out->slot = UINT32_MAX; /* not a number of the case */
    return ENT_OK;
}

static ent_status read_fixed(rule_reading *reading, const char *value) {
    reading->growth->fixed = true;
    ent_status status = read_number(reading, "no number after fixed:", value, &reading->growth->rate);
    if (status != ENT_OK || reading->growth->rate.value >= -100) return status;
    return refuse(reading, "U-LEDGER-0004", "at least -100", "a payment cannot fall by more than all of it:", value);
}

static ent_status read_flat(rule_reading *reading, const char *value) {
    if (value != NULL) return refuse(reading, "U-LEDGER-0002", "flat stands alone", "flat takes no value", value);
    reading->growth->flat = true;
    return ENT_OK;
}

static ent_status read_plus(rule_reading *reading, const char *value) {
    return read_number(reading, "no number after plus:", value, &reading->growth->plus);
}

static ent_status read_cap(rule_reading *reading, const char *value) {
    return read_number(reading, "no number after cap:", value, &reading->growth->cap);
}

static ent_status read_floor(rule_reading *reading, const char *value) {
    return read_number(reading, "no number after floor:", value, &reading->growth->floor);
}

static ent_status unknown_series(const rule_reading *reading, const char *name) {
    const ent_case *entente_case = reading->entente_case;
    const char **ids = ent_arena_array(reading->arena, entente_case->series_size, sizeof *ids);
    if (ids == NULL) return ENT_MEMORY;
    for (size_t i = 0; i < entente_case->series_size; i++)
        ids[i] = entente_case->series[i].id;
    const char *near = ent_closest(name, ids, entente_case->series_size);
    const char *hint = near == NULL ? "the series of the case are listed under `series`"
                                    : ent_arena_printf(reading->arena, "did you mean \"%s\"?", near);
    return refuse(reading, "U-LEDGER-0003", hint, "the case has no series", name);
}

/* Splits "a+b" in place; false where there are more than two or an empty one. */
static bool split_two(char *text, char *parts[2]) {
    parts[0] = text;
    parts[1] = strchr(text, '+');
    if (parts[1] != NULL) *parts[1]++ = '\0';
    return *parts[0] != '\0' && (parts[1] == NULL || (*parts[1] != '\0' && strchr(parts[1], '+') == NULL));
}

static ent_status read_series(rule_reading *reading, const char *value) {
    char *parts[2] = {NULL, NULL}, *text = ent_arena_text(reading->arena, value == NULL ? "" : value);
    if (text == NULL) return ENT_MEMORY;
    if (!split_two(text, parts)) {
        return refuse(reading, "U-LEDGER-0003", "one series, or two that are added: series:a+b", "no series in",
                      value == NULL ? "" : value);
    }
    for (int i = 0; i < 2 && parts[i] != NULL; i++) {
        reading->growth->series[i] = ent_case_series(reading->entente_case, parts[i]);
        if (reading->growth->series[i] == ENT_NOWHERE) return unknown_series(reading, parts[i]);
        if (reading->entente_case->series[reading->growth->series[i]].rows_size > 0) {
            return refuse(reading, "U-LEDGER-0003", "a rule needs one number a year",
                          "a series by party is no index:", parts[i]);
        }
    }
    return ENT_OK;
}

static ent_status read_lag(rule_reading *reading, const char *value) {
    char *parts[2] = {NULL, NULL}, *text = ent_arena_text(reading->arena, value == NULL ? "" : value);
    if (text == NULL) return ENT_MEMORY;
    bool good = split_two(text, parts);
    for (int i = 0; i < 2 && good; i++) {
        ent_number number = {0};
        const char *part = parts[i] == NULL ? parts[0] : parts[i];
        good = ent_read_number(part, &number.ratio, &number.value, &number.exact) && number.exact &&
               number.ratio.den == 1 && number.ratio.num >= -10 && number.ratio.num <= 100;
        if (good) reading->growth->lag[i] = (int)number.ratio.num;
    }
    if (good) return ENT_OK;
    return refuse(reading, "U-LEDGER-0004", "whole years, such as lag:2, or lag:2+1 for two series", "no lag in",
                  value == NULL ? "" : value);
}

static const struct part {
    const char *name;
    part_reader read;
} parts_of_rule[] = {{"fixed", read_fixed}, {"flat", read_flat}, {"series", read_series}, {"lag", read_lag},
                     {"plus", read_plus},   {"cap", read_cap},   {"floor", read_floor}};

enum { PARTS = sizeof parts_of_rule / sizeof parts_of_rule[0] };

static ent_status unknown_part(const rule_reading *reading, const char *name) {
    const char *names[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        names[i] = parts_of_rule[i].name;
    const char *near = ent_closest(name, names, PARTS);
    const char *hint = near == NULL
                           ? "a rule is flat, fixed:PERCENT or series:NAME[,lag:YEARS][,plus:POINTS][,cap:PERCENT]"
                             "[,floor:PERCENT]"
                           : ent_arena_printf(reading->arena, "did you mean \"%s\"?", near);
    return refuse(reading, "U-LEDGER-0002", hint, "no such part", name);
}

static ent_status read_part(rule_reading *reading, char *part) {
    char *value = strchr(part, ':');
    if (value != NULL) *value++ = '\0';
    for (size_t i = 0; i < PARTS; i++) {
        if (strcmp(part, parts_of_rule[i].name) == 0) return parts_of_rule[i].read(reading, value);
    }
    return unknown_part(reading, part);
}

/* That the parts make one rule. */
static ent_status check(const rule_reading *reading) {
    const ent_growth *growth = reading->growth;
    bool series = growth->series[0] != ENT_NOWHERE;
    int kinds = (int)growth->fixed + (int)growth->flat + (int)series;
    if (kinds != 1) {
        return refuse(reading, "U-LEDGER-0002", "one of flat, fixed:PERCENT, series:NAME",
                      kinds == 0 ? "says how nothing grows:" : "says it in two ways:", reading->text);
    }
    bool bounds = growth->plus.set || growth->cap.set || growth->floor.set;
    if (!series && bounds) {
        return refuse(reading, "U-LEDGER-0002", "plus, cap and floor belong to a series",
                      "there is no series to bound in", reading->text);
    }
    if (growth->cap.set && growth->floor.set && growth->cap.value < growth->floor.value) {
        return refuse(reading, "U-LEDGER-0005", "exchange them", "the cap lies below the floor in", reading->text);
    }
    return ENT_OK;
}

ent_status ent_ledger_rule_read(const ent_run *run, const ent_case *entente_case, const char *text, ent_growth *out) {
    *out = (ent_growth){.set = true, .series = {ENT_NOWHERE, ENT_NOWHERE}};
    ent_arena *arena = ent_arena_new(ent_run_allocator(run));
    if (arena == NULL) return ENT_MEMORY;
    rule_reading reading = {run, entente_case, text, out, arena};
    char *rest = ent_arena_text(arena, text);
    ent_status status = rest == NULL ? ENT_MEMORY : ENT_OK;
    while (status == ENT_OK && rest != NULL) {
        char *part = rest;
        rest = strchr(rest, ',');
        if (rest != NULL) *rest++ = '\0';
        status = read_part(&reading, part);
    }
    if (status == ENT_OK) status = check(&reading);
    ent_arena_free(arena);
    return status;
}
