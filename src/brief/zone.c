/* What can be signed: as ranges and in how many draws. */
#include "brief/parts.h"

#include <math.h>

static void write_chart(const brief *b, ent_section *section, const char *id) {
    if (!ent_findings_find_chart(b->bargain, id)) return;
    ent_section_block(b->out, section, ENT_BLOCK_CHART, NULL, "bargain.%s", id);
}

static void write_share(const brief *b, ent_section *section) {
    double feasible = ent_findings_number(b->bargain, "space.feasible", NAN);
    double rational = ent_findings_number(b->bargain, "space.rational", NAN);
    if (!isfinite(feasible) || !isfinite(rational) || feasible <= 0) return;
    char first[ENT_NUMBER_TEXT], second[ENT_NUMBER_TEXT], share[ENT_NUMBER_TEXT];
    if (rational <= 0) {
        ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                          "Each of the %s packages within all red lines leaves somebody worse off than no deal.",
                          ent_write_fixed(first, feasible, 0));
        return;
    }
    ent_section_block(b->out, section, ENT_BLOCK_TEXT, NULL,
                      "Of %s packages within all red lines, %s (%s percent) leave no party worse off than no deal.",
                      ent_write_fixed(first, feasible, 0), ent_write_fixed(second, rational, 0),
                      ent_write_fixed(share, 100 * rational / feasible, rational * 100 < feasible ? 2 : 0));
}

static void write_draws(const brief *b, ent_section *section) {
    double size = ent_findings_number(b->bargain, "draws.size", 0);
    double zone = ent_findings_number(b->bargain, "draws.zone", NAN);
    if (size < 1 || !isfinite(zone)) return;
    ent_section_block(b->out, section, ENT_BLOCK_REST, NULL,
                      "%.0f draws of the numbers that carry a range; in %.0f percent of them something can be signed.",
                      size, 100 * zone);
}

void brief_zone(const brief *b) {
    if (!b->bargain) return;
    ent_section *section = ent_findings_section(b->out, "zone", "What can be signed", true, true);
    write_chart(b, section, b->terms_size ? "frontier" : "zone");
    write_share(b, section);
    write_draws(b, section);
    if (!b->drawn) return;
    ent_section *robust =
        ent_findings_section(b->out, "robust", "How far the balanced packages can be trusted", true, true);
    write_chart(b, robust, "ranges");
}
