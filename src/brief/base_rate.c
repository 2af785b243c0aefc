/* The base rate: how the same terms came out in past agreements, from the ledger, always with its count. */
#include "brief/parts.h"

#include <math.h>
#include <string.h>

typedef struct rate {
    const char *key, *term, *unit;
    int digits;
} rate;

static void write_rate(const brief *b, ent_section *section, const rate *row) {
    ent_arena *arena = b->scratch;
    double size = ent_findings_number(b->ledger, ent_arena_printf(arena, "%s.n", row->key), 0);
    if (size < 1) return;
    const char *parts[4] = {"median", "min", "max", "last"};
    char text[4][ENT_NUMBER_TEXT];
    for (size_t i = 0; i < 4; i++) {
        double value = ent_findings_number(b->ledger, ent_arena_printf(arena, "%s.%s", row->key, parts[i]), NAN);
        if (!isfinite(value)) return;
        ent_write_fixed(text[i], value, row->digits);
    }
    if (strcmp(text[1], text[2]) == 0) {
        ent_section_block(b->out, section, ENT_BLOCK_ITEM, row->term, "**%s** %s%s (%.0f case%s)", text[0], row->unit,
                          size > 1 ? " throughout" : "", size, size > 1 ? "s" : "");
        return;
    }
    ent_section_block(b->out, section, ENT_BLOCK_ITEM, row->term,
                      "between %s and %s %s, median **%s**, the last %s (%.0f cases)", text[1], text[2], row->unit,
                      text[0], text[3], size);
}

void brief_base_rate(const brief *b) {
    static const rate rates[] = {{"base.first_rise", "First-year rise", "percent", 1},
                                 {"base.negotiated_rise", "Level set in talks", "percent", 1},
                                 {"base.term", "Term", "years", 0},
                                 {"base.talks", "Opening to conclusion", "months", 0},
                                 {"base.force", "Conclusion to entry into force", "months", 0},
                                 {"base.rounds", "Rounds", "rounds", 0}};
    if (!b->ledger || ent_findings_number(b->ledger, "base.first_rise.n", 0) < 1) return;
    ent_section *section =
        ent_findings_section(b->out, "base-rate", "The base rate: what past renewals brought", true, true);
    if (ent_findings_find_chart(b->ledger, "rises")) {
        ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "ledger.rises");
    }
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        write_rate(b, section, &rates[i]);
    }
    ent_section_block(b->out, section, ENT_BLOCK_REST, NULL,
                      "Past agreements known on the date of the case. A base rate is where to start, not a forecast.");
}
