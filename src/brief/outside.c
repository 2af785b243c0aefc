/* What is not in this picture: the limits, where the reader looks. */
#include "brief/parts.h"

#include <string.h>

static void write_other_tables(const brief *b, ent_section *section) {
    const ent_case *subject = b->subject;
    for (size_t j = 0; j < subject->issues_size; j++) {
        if (subject->issues[j].same_table) continue;
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, subject->issues[j].name,
                          "talked about at another table and not in the packages; linking it would be hypothetical");
    }
}

static void write_governments(const brief *b, ent_section *section) {
    const ent_case *subject = b->subject;
    for (size_t i = 0; i < subject->events_size; i++) {
        const ent_event *event = &subject->events[i];
        bool later = !subject->as_of.year || ent_date_first_day(event->date) > ent_date_last_day(subject->as_of);
        if (!event->date.year || !later) continue;
        const char *date = brief_date(event->date, b->scratch);
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, event->name ? event->name : event->id,
                          "on %s; the packages stand on the preferences of today, and --set with what this event sets "
                          "shows the other case",
                          date);
    }
}

void brief_outside(const brief *b) {
    const ent_brief_part *part = &b->subject->brief;
    ent_section *section = ent_findings_section(b->out, "outside", "Not in this picture", true, true);
    if (part->coded && strcmp(part->coded, "hindsight") == 0) {
        ent_section_block(
            b->out, section, ENT_BLOCK_WARNING, NULL,
            "Coded in hindsight: whoever judged the numbers knew how the talks ended. This brief shows how "
            "the case reads, not how well it would have foretold.");
    }
    if (b->bargain) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, NULL,
                          "The solutions are benchmarks of balance under a named rule, not forecasts of what will be "
                          "signed");
    }
    write_other_tables(b, section);
    write_governments(b, section);
    for (size_t i = 0; i < part->outside_size; i++) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, NULL, "%s", part->outside[i]);
    }
}
