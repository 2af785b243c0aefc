/* What happens without a deal, over time: step by step, what each party then has. */
#include "brief/parts.h"

#include <stdlib.h>
#include <string.h>

/* A step of one party's path; parties whose steps share day and name are told together. */
typedef struct stage {
    int party;
    const ent_no_deal_step *step;
    const ent_no_deal_value *value;
    size_t order;
} stage;

static int by_day(const void *a, const void *b) {
    const stage *first = a, *second = b;
    int32_t x = first->step ? ent_date_first_day(first->step->from) : INT32_MIN;
    int32_t y = second->step ? ent_date_first_day(second->step->from) : INT32_MIN;
    if (x != y) return x < y ? -1 : 1;
    return first->order < second->order ? -1 : first->order > second->order;
}

/* ---- words --------------------------------------------------------------------------------------------- */

/* What the lead issue would be, and how many terms more the outcome names. */
static const char *outcome_words(const brief *b, const ent_package *package) {
    for (size_t i = 0; i < package->size; i++) {
        const ent_choice *choice = &package->choices[i];
        const ent_issue *issue = &b->subject->issues[choice->issue];
        if (choice->issue != b->lead) continue;
        const char *level =
            choice->level.number.set
                ? brief_amount(&issue->unit, choice->level.number.value, choice->level.number.value, b->scratch)
                : brief_level(b->subject, choice->issue, &choice->level, b->scratch);
        return ent_arena_printf(b->scratch, "terms like those in force (%s: %s)", issue->name, level);
    }
    return ent_arena_printf(b->scratch, "an outcome of %zu terms", package->size);
}

static const char *worth(const brief *b, const ent_no_deal_value *value) {
    char text[ENT_NUMBER_TEXT], low[ENT_NUMBER_TEXT], high[ENT_NUMBER_TEXT];
    if (value->has_outcome) return outcome_words(b, &value->outcome);
    if (!value->utility.set) return "the least it could get at the table";
    const ent_slot *slot = &b->subject->slots[value->utility.slot];
    ent_write_fixed(text, value->utility.value, 2);
    if (slot->distribution == ENT_FIXED) return ent_arena_printf(b->scratch, "worth %s", text);
    return ent_arena_printf(b->scratch, "worth %s (%s to %s)", text, ent_write_fixed(low, slot->low, 2),
                            ent_write_fixed(high, slot->high, 2));
}

static const char *owner(const brief *b, const ent_no_deal_value *value) {
    if (!value->utility.set) return "";
    return brief_owner(b->subject, b->subject->slots[value->utility.slot].provenance, b->scratch);
}

/* ---- stages -------------------------------------------------------------------------------------------- */

static bool over(const ent_no_deal *no_deal, size_t step, ent_date as_of) {
    if (!as_of.year || step + 1 >= no_deal->path_size) return false;
    return ent_date_first_day(no_deal->path[step + 1].from) <= ent_date_last_day(as_of);
}

static size_t steps_of_all(const ent_case *subject) {
    size_t size = 0;
    for (size_t i = 0; i < subject->no_deals_size; i++) {
        size += 1 + subject->no_deals[i].path_size;
    }
    return size;
}

/* `stages` has room for all steps. */
static size_t collect(const brief *b, stage *stages) {
    size_t size = 0;
    for (size_t i = 0; i < b->subject->no_deals_size; i++) {
        const ent_no_deal *no_deal = &b->subject->no_deals[i];
        if (!no_deal->has_path) {
            stages[size] = (stage){no_deal->party, NULL, &no_deal->value, size};
            size++;
        }
        for (size_t k = 0; k < no_deal->path_size; k++) {
            if (over(no_deal, k, b->subject->as_of)) continue;
            stages[size] = (stage){no_deal->party, &no_deal->path[k], &no_deal->path[k].value, size};
            size++;
        }
    }
    qsort(stages, size, sizeof stages[0], by_day);
    return size;
}

static bool together(const stage *a, const stage *b) {
    if (!a->step || !b->step) return a->step == b->step;
    return ent_date_first_day(a->step->from) == ent_date_first_day(b->step->from) &&
           strcmp(a->step->id, b->step->id) == 0;
}

/* "unpaid-leave" becomes "unpaid leave". */
static const char *step_name(const brief *b, const stage *row) {
    if (!row->step) return "At any time";
    char *name = ent_arena_text(b->scratch, row->step->id);
    for (char *c = name; c && *c; c++) {
        if (*c == '-') *c = ' ';
    }
    return ent_arena_printf(b->scratch, "From %s, %s", brief_date(row->step->from, b->scratch), name ? name : "");
}

static void write_stages(const brief *b, ent_section *section, const stage *rows, size_t size) {
    const char *text = "";
    for (size_t i = 0; text && i < size; i++) {
        text = ent_arena_printf(b->scratch, "%s%s%s: %s%s", text, i ? "; " : "",
                                brief_party_name(b->subject, rows[i].party), worth(b, rows[i].value),
                                owner(b, rows[i].value));
    }
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, step_name(b, &rows[0]), "%s", text ? text : "");
}

/* Parties that bargain and of which the case does not say what they have without a deal. */
static void write_unsaid(const brief *b, ent_section *section) {
    const char **names = ent_arena_array(b->scratch, b->subject->preferences_size, sizeof *names);
    size_t size = 0;
    for (size_t i = 0; names && i < b->subject->preferences_size; i++) {
        const int party = b->subject->preferences[i].party;
        if (!ent_case_no_deal(b->subject, party)) names[size++] = brief_party_name(b->subject, party);
    }
    if (!size) return;
    ent_section_block(b->out, section, ENT_BLOCK_WARNING, NULL,
                      "The case does not say what %s would have without a deal. The worst package within the red lines "
                      "stands in, so nearly everything seems better than that.",
                      brief_list(names, size, b->scratch));
}

void brief_no_deal(const brief *b) {
    if (!b->subject->no_deals_size && !b->subject->preferences_size) return;
    ent_section *section = ent_findings_section(b->out, "no-deal", "Without a deal", true, true);
    if (b->bargain && ent_findings_find_chart(b->bargain, "no_deal_over_time")) {
        ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "bargain.no_deal_over_time");
    }
    stage *stages = ent_arena_array(b->scratch, steps_of_all(b->subject), sizeof *stages);
    const size_t size = stages ? collect(b, stages) : 0;
    for (size_t first = 0, last = 0; first < size; first = last) {
        while (last < size && together(&stages[first], &stages[last])) {
            last++;
        }
        write_stages(b, section, &stages[first], last - first);
    }
    write_unsaid(b, section);
    if (!size) return;
    ent_section_block(b->out, section, ENT_BLOCK_REST, NULL,
                      "Worth on each party's own scale: 1 the best package it could imagine, 0 the worst.");
}
