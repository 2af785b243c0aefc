/* Words for numbers: odds, lists, levels, owners. */
#include "findings/words.h"
#include "brief/parts.h"
#include "case/money.h"

#include <math.h>
#include <string.h>

const char *brief_odds(double p, ent_arena *arena) {
    return ent_probability_words(p, arena);
}

const char *brief_list(const char *const *items, size_t size, ent_arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < size; i++) {
        const char *joint = i == 0 ? "" : i + 1 == size ? " and " : ", ";
        text = ent_arena_printf(arena, "%s%s%s", text, joint, items[i]);
        if (!text) return "";
    }
    return text;
}

/* Digits after the point that leave three significant ones. */
static int sensible_digits(double size) {
    return size >= 100 ? 0 : size >= 10 ? 1 : 2;
}

static const char *span(double low, double high, int digits, const char *unit, ent_arena *arena) {
    char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT];
    ent_write_fixed(first, low, digits);
    ent_write_fixed(second, high, digits);
    const char *text = strcmp(first, second) == 0
                           ? ent_arena_printf(arena, "%s%s%s", first, *unit ? " " : "", unit)
                           : ent_arena_printf(arena, "%s to %s%s%s", first, second, *unit ? " " : "", unit);
    return text ? text : "";
}

const char *brief_amount(const ent_unit *unit, double low, double high, ent_arena *arena) {
    if (!unit->currency) {
        bool whole = low == floor(low) && high == floor(high);
        const char *name = unit->name ? unit->name : "";
        if (whole && strcmp(name, "year") == 0 && low >= 1000 && high < 10000) /* of the calendar */
            return low == high ? ent_arena_printf(arena, "%d", (int)low)
                               : ent_arena_printf(arena, "%d to %d", (int)low, (int)high);
        bool countable = strcmp(name, "year") == 0 || strcmp(name, "month") == 0 || strcmp(name, "day") == 0;
        const char *words = countable && !(low == 1 && high == 1) ? ent_arena_printf(arena, "%ss", name) : name;
        return span(low, high, whole ? 0 : sensible_digits(fabs(high)), words ? words : "", arena);
    }
    const double factor = ent_unit_factor(unit), size = fmax(fabs(low), fabs(high)) * factor;
    const ent_money_scale scale = ent_money_scale_of(size);
    const char *words = ent_arena_printf(arena, "%s%s", scale.name, unit->currency);
    const double by = factor / scale.factor;
    return span(low * by, high * by, sensible_digits(size / scale.factor), words ? words : "", arena);
}

const char *brief_level(const ent_case *subject, int issue, const ent_level *level, ent_arena *arena) {
    if (!level->set || issue < 0) return "";
    const ent_issue *row = &subject->issues[issue];
    char text[ENT_NUMBER_TEXT];
    bool amount = row->kind == ENT_RANGE || row->kind == ENT_CONTINUOUS || level->option < 0;
    if (amount && level->number.set) {
        double value = level->number.value;
        int digits = value == floor(value) ? 0 : 2;
        const char *unit = row->unit.name;
        if (digits == 0 && unit != NULL && strcmp(unit, "year") == 0 && value >= 1000 && value < 10000)
            return ent_arena_printf(arena, "%d", (int)value);
        return ent_arena_text(arena, ent_write_fixed(text, value, digits));
    }
    return level->option < 0 ? "" : ent_arena_text(arena, ent_issue_option(row, (size_t)level->option, text));
}

const char *brief_owner(const ent_case *subject, const ent_provenance *provenance, ent_arena *arena) {
    if (!provenance) return "";
    if (provenance->basis == ENT_JUDGED) return ent_arena_printf(arena, " (judged by %s)", provenance->judged_by);
    const char *text = "";
    for (size_t i = 0; i < provenance->citations_size; i++) {
        const ent_citation *citation = &provenance->citations[i];
        if (citation->source < 0) continue;
        const char *id = subject->sources[citation->source].id;
        text = citation->sentence ? ent_arena_printf(arena, "%s [%s#%u]", text, id, (unsigned)citation->sentence)
                                  : ent_arena_printf(arena, "%s [%s]", text, id);
        if (!text) return "";
    }
    return text;
}

const char *brief_date(ent_date date, ent_arena *arena) {
    char text[ENT_NUMBER_TEXT];
    const char *copy = ent_arena_text(arena, ent_write_date_long(text, date));
    return copy ? copy : "";
}

const char *brief_party_name(const ent_case *subject, int party) {
    if (party < 0) return "";
    const ent_party *row = &subject->parties[party];
    return row->name ? row->name : row->id;
}
