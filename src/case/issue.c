/* Issues: their options as numbers and as texts. */
#include "case/issue.h"

#include <stdio.h>
#include <string.h>

const char *ent_ratio_text(ent_ratio number, char text[ENT_NUMBER_TEXT]) {
    int64_t den = number.den;
    while (den % 2 == 0)
        den /= 2;
    while (den % 5 == 0)
        den /= 5;
    ent_ratio again;
    double value = ent_ratio_value(number);
    bool exact = false;
    if (den == 1 && ent_read_number(ent_write_double(text, value), &again, &value, &exact) && exact &&
        ent_ratio_compare(again, number) == 0)
        return text;
    if (number.den == 1)
        snprintf(text, ENT_NUMBER_TEXT, "%lld", (long long)number.num);
    else
        snprintf(text, ENT_NUMBER_TEXT, "%lld/%lld", (long long)number.num, (long long)number.den);
    return text;
}

bool ent_issue_number(const ent_issue *issue, size_t option, ent_ratio *out) {
    if (option >= issue->options_size) return false;
    if (issue->kind == ENT_SCALE) {
        *out = (ent_ratio){(int64_t)option, 1};
        return true;
    }
    if (issue->kind == ENT_NUMBERS) {
        *out = issue->numbers[option];
        return true;
    }
    ent_ratio way;
    return issue->kind == ENT_RANGE && ent_ratio_multiply(issue->step.ratio, (ent_ratio){(int64_t)option, 1}, &way) &&
           ent_ratio_add(issue->from.ratio, way, out);
}

const char *ent_issue_option(const ent_issue *issue, size_t option, char text[ENT_NUMBER_TEXT]) {
    ent_ratio number;
    if (issue->options != NULL) return option < issue->options_size ? issue->options[option] : "";
    return ent_issue_number(issue, option, &number) ? ent_ratio_text(number, text) : "";
}

int ent_issue_option_of(const ent_issue *issue, ent_ratio number) {
    if (issue->kind == ENT_NUMBERS) {
        for (size_t i = 0; i < issue->options_size; i++)
            if (ent_ratio_compare(issue->numbers[i], number) == 0) return (int)i;
        return ENT_NOWHERE;
    }
    ent_ratio way, steps;
    if (issue->kind != ENT_RANGE || !ent_ratio_subtract(number, issue->from.ratio, &way) ||
        !ent_ratio_divide(way, issue->step.ratio, &steps))
        return ENT_NOWHERE;
    bool hit = steps.den == 1 && steps.num >= 0 && (uint64_t)steps.num < issue->options_size;
    return hit ? (int)steps.num : ENT_NOWHERE;
}

int ent_issue_find(const ent_issue *issue, const char *text) {
    if (issue->options != NULL)
        for (size_t i = 0; i < issue->options_size; i++)
            if (strcmp(issue->options[i], text) == 0) return (int)i;
    ent_ratio number;
    double value;
    bool exact;
    if (!ent_read_number(text, &number, &value, &exact) || !exact) return ENT_NOWHERE;
    return ent_issue_option_of(issue, number);
}

bool ent_issue_span(const ent_issue *issue, ent_ratio *low, ent_ratio *high) {
    if (issue->kind == ENT_RANGE || issue->kind == ENT_CONTINUOUS) {
        *low = issue->from.ratio;
        *high = issue->to.ratio;
        return true;
    }
    if (issue->kind != ENT_NUMBERS || issue->options_size == 0) return false;
    *low = *high = issue->numbers[0];
    for (size_t i = 1; i < issue->options_size; i++) {
        if (ent_ratio_compare(issue->numbers[i], *low) < 0) *low = issue->numbers[i];
        if (ent_ratio_compare(issue->numbers[i], *high) > 0) *high = issue->numbers[i];
    }
    return true;
}

const char *ent_issue_options_hint(const ent_issue *issue, ent_arena *arena) {
    char from[ENT_NUMBER_TEXT], to[ENT_NUMBER_TEXT], step[ENT_NUMBER_TEXT];
    if (issue->options == NULL) {
        ent_ratio_text(issue->from.ratio, from);
        ent_ratio_text(issue->to.ratio, to);
        if (issue->kind == ENT_CONTINUOUS) return ent_arena_printf(arena, "%s goes from %s to %s", issue->id, from, to);
        return ent_arena_printf(arena, "%s goes from %s to %s in steps of %s", issue->id, from, to,
                                ent_ratio_text(issue->step.ratio, step));
    }
    char list[300] = "";
    for (size_t i = 0; i < issue->options_size; i++) {
        if (strlen(list) + strlen(issue->options[i]) + 8 > sizeof list) {
            strcat(list, ", ...");
            break;
        }
        strcat(list, i > 0 ? ", " : "");
        strcat(list, issue->options[i]);
    }
    return ent_arena_printf(arena, "its options are %s", list);
}

static int level_compare(const ent_issue *issue, size_t option, const ent_level *level) {
    ent_ratio mine;
    if (!ent_issue_number(issue, option, &mine)) return 0;
    if (level->option != ENT_NOWHERE) {
        size_t other = (size_t)level->option;
        ent_ratio theirs;
        return ent_issue_number(issue, other, &theirs) ? ent_ratio_compare(mine, theirs) : 0;
    }
    if (level->number.exact) return ent_ratio_compare(mine, level->number.ratio);
    double value = ent_ratio_value(mine);
    return (value > level->number.value) - (value < level->number.value);
}

static bool condition_holds(const ent_condition *condition, const ent_issue *issue, size_t option) {
    if (condition->relation == ENT_AMONG || condition->relation == ENT_NOT) {
        bool found = false;
        for (size_t i = 0; i < condition->levels_size && !found; i++)
            found = condition->levels[i].option == (int)option;
        return found == (condition->relation == ENT_AMONG);
    }
    int order = level_compare(issue, option, &condition->level);
    static const bool holds[4][3] = {/* less, equal, more */
                                     [ENT_AT_MOST] = {true, true, false},
                                     [ENT_AT_LEAST] = {false, true, true},
                                     [ENT_ABOVE] = {false, false, true},
                                     [ENT_BELOW] = {true, false, false}};
    return holds[condition->relation][order + 1];
}

bool ent_when_holds(const ent_when *when, const ent_issue *issue, size_t option) {
    for (size_t i = 0; i < when->conditions_size; i++)
        if (!condition_holds(&when->conditions[i], issue, option)) return false;
    return true;
}
