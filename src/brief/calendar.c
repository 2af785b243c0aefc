/* Ratification and its calendar; next dates; what to watch. */
#include "brief/parts.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    ent_date date;
    const char *text;
    size_t order; /* in the file, for those of one day */
} entry;

typedef struct calendar {
    entry *rows;
    size_t size;
} calendar;

static void add(calendar *dates, ent_date date, ent_date as_of, const char *text) {
    bool past = as_of.year && ent_date_last_day(date) <= ent_date_first_day(as_of);
    if (!date.year || past || !text) return;
    dates->rows[dates->size] = (entry){date, text, dates->size};
    dates->size++;
}

static int by_date(const void *a, const void *b) {
    const entry *first = a, *second = b;
    int32_t x = ent_date_first_day(first->date), y = ent_date_first_day(second->date);
    if (x != y) return x < y ? -1 : 1;
    return first->order < second->order ? -1 : first->order > second->order;
}

/* An id of `dates` for people: "us-election" becomes "us election". */
static const char *plain(const char *id, ent_arena *arena) {
    static const struct {
        const char *id, *words;
    } known[] = {{"expires", "the present arrangement ends"}, {"opens", "talks open"}, {"rounds", "round of talks"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].id, id) == 0) return known[i].words;
    }
    char *text = ent_arena_text(arena, id);
    for (char *c = text; c && *c; c++) {
        if (*c == '-' || *c == '_') *c = ' ';
    }
    return text;
}

static const char *outcomes_text(const brief *b, const ent_event *event) {
    const char *text = "";
    for (size_t i = 0; text && i < event->outcomes_size; i++) {
        const ent_event_outcome *outcome = &event->outcomes[i];
        const char *name = outcome->name ? outcome->name : outcome->id;
        text = ent_arena_printf(b->scratch, "%s%s%s%s%s", text, i ? "; " : ": ", name, outcome->p.set ? ", " : "",
                                outcome->p.set ? brief_odds(outcome->p.value, b->scratch) : "");
    }
    return text;
}

static bool same_day_as_event(const ent_case *subject, ent_date date) {
    for (size_t i = 0; i < subject->events_size; i++) {
        if (memcmp(&subject->events[i].date, &date, sizeof date) == 0) return true;
    }
    return false;
}

static void collect(const brief *b, calendar *dates) {
    const ent_case *subject = b->subject;
    size_t most = subject->events_size;
    for (size_t i = 0; i < subject->dates_size; i++) {
        most += subject->dates[i].dates_size;
    }
    dates->rows = ent_arena_array(b->scratch, most, sizeof *dates->rows);
    if (!dates->rows) return;
    for (size_t i = 0; i < subject->dates_size; i++) {
        const ent_date_row *row = &subject->dates[i];
        for (size_t k = 0; k < row->dates_size; k++) {
            if (same_day_as_event(subject, row->dates[k])) continue;
            add(dates, row->dates[k], subject->as_of, plain(row->id, b->scratch));
        }
    }
    for (size_t i = 0; i < subject->events_size; i++) {
        const ent_event *event = &subject->events[i];
        const char *name = event->name ? event->name : plain(event->id, b->scratch);
        add(dates, event->date, subject->as_of, ent_arena_printf(b->scratch, "%s%s", name, outcomes_text(b, event)));
    }
    qsort(dates->rows, dates->size, sizeof dates->rows[0], by_date);
}

static int32_t days_needed(const ent_ratification *ratification) {
    double days = 0;
    for (size_t i = 0; i < ratification->steps_size; i++) {
        if (ratification->steps[i].days.set) days += ratification->steps[i].days.value;
    }
    return days < 100000 ? (int32_t)(days + 0.5) : 100000;
}

/* "majority"; "House: majority, Senate: two-thirds". */
static const char *votes_words(const brief *b, const ent_ratification *ratification) {
    const char *words = "";
    for (size_t k = 0; words && k < ratification->ratifiers_size; k++) {
        const ent_ratifier *ratifier = &ratification->ratifiers[k];
        words = ent_arena_printf(b->scratch, "%s%s%s: %s", words, k ? ", " : "", ratifier->name,
                                 strcmp(ratifier->rule, "none") == 0 ? "no vote" : ratifier->rule);
    }
    return words ? words : "";
}

static void write_steps(const brief *b, ent_section *section, const ent_ratification *ratification) {
    const ent_case *subject = b->subject;
    const char *steps = "";
    for (size_t i = 0; steps && i < ratification->steps_size; i++) {
        const ent_step *step = &ratification->steps[i];
        const char *by = step->by >= 0 ? brief_party_name(subject, step->by) : NULL;
        steps = ent_arena_printf(b->scratch, "%s%s%s%s%s%s", steps, i ? ", then " : "", step->name, by ? " (" : "",
                                 by ? by : "", by ? ")" : "");
    }
    int32_t days = days_needed(ratification);
    const char *latest = "";
    ent_date expires = ent_case_date(subject, "expires");
    if (expires.year && days) {
        latest = ent_arena_printf(b->scratch, "; to be in force when the present arrangement ends, submit by **%s**",
                                  brief_date(ent_date_from_day(ent_date_last_day(expires) + 1 - days), b->scratch));
    }
    const char *time = days ? ent_arena_printf(b->scratch, "; about %d days", (int)days) : "";
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, brief_party_name(subject, ratification->party),
                      "%s%s%s%s%s", steps ? steps : "", ratification->steps_size ? "; " : "", votes_words(b, ratification),
                      time ? time : "", latest ? latest : "");
}

static void write_ratification(const brief *b, ent_section *section) {
    for (size_t i = 0; i < b->subject->ratifications_size; i++) {
        const ent_ratification *ratification = &b->subject->ratifications[i];
        if (ratification->executive) {
            ent_section_block(b->out, section, ENT_BLOCK_ITEM, brief_party_name(b->subject, ratification->party),
                              "no consent needed");
        } else {
            write_steps(b, section, ratification);
        }
    }
}

void brief_calendar(const brief *b) {
    calendar dates = {.size = 0};
    collect(b, &dates);
    const ent_brief_part *part = &b->subject->brief;
    if (b->subject->ratifications_size) {
        ent_section *section =
            ent_findings_section(b->out, "ratification", "Who else must say yes, and by when", true, true);
        write_ratification(b, section);
    }
    if (!dates.size && !part->indicators_size) return;
    ent_section *section = ent_findings_section(b->out, "dates", "Next dates, and what to watch", true, true);
    for (size_t i = 0; i < dates.size; i++) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, brief_date(dates.rows[i].date, b->scratch), "%s",
                          dates.rows[i].text);
    }
    for (size_t i = 0; i < part->indicators_size; i++) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, "Watch", "%s", part->indicators[i]);
    }
}
