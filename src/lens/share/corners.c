/* The corners of the core: the divisions that no group objects to and that are no mixture of others. */
#include "games/tu/core.h"
#include "lens/share/objections.h"

enum { CORNER_PLAYERS = 8, MOST_CORNERS = 5000, MOST_BASES = 20000 }; /* a second or so at the most */

static void write(share *s, const ent_core_vertices *found) {
    ent_table *table =
        ent_findings_table(s->out, share_id(s, "corners"), true, "%s", share_titled(s, "the corners of the core"));
    ent_table_about(
        s->out, table,
        share_text(s, "Every division that leaves no group reason to go alone is a mixture of these %zu%s.",
                   found->size,
                   found->size > s->options->corners ? "; the first in the order of the parties are listed" : ""));
    for (size_t i = 0; i < found->players; i++)
        ent_table_column(s->out, table, s->problem.id[i], s->problem.name[i], "number", s->unit, s->digits);
    for (size_t k = 0; k < found->size && k < s->options->corners; k++) {
        ent_value cells[CORNER_PLAYERS];
        for (size_t i = 0; i < found->players; i++)
            cells[i] = ent_real(found->value[k * found->players + i]);
        ent_table_row(s->out, table, cells);
    }
}

static void metrics(share *s, const ent_core_vertices *found) {
    const char *project = s->problem.project->id;
    ent_info info = share_info(s, share_titled(s, "corners of the core"), NULL, 0);
    ent_findings_metricf(s->out, ent_integer((int64_t)found->size), &info, "%s.core.corners", project);
    info = share_info(s, share_titled(s, "in how many directions the core extends (0: one division)"), NULL, 0);
    ent_findings_metricf(s->out, ent_integer(found->dimension), &info, "%s.core.dimension", project);
}

static void left_out(share *s, const char *why) {
    if (s->people)
        ent_findings_note(s->out, ENT_NOTE, "N-SHARE-0007", share_text(s, "projects.%s", s->problem.project->id),
                          "%s: the corners of the core are not listed: %s.", share_project_name(s), why);
}

ent_status share_corners(share *s) {
    const ent_core_vertex_options options = {.most_vertices = MOST_CORNERS, .most_bases = MOST_BASES};
    ent_core_vertices found = {0};
    if (!s->core.known || s->core.empty || s->options->corners == 0) return ENT_OK;
    if (s->problem.size > CORNER_PLAYERS) {
        left_out(s, share_text(s, "they are looked for with up to %d participants", CORNER_PLAYERS));
        return ENT_OK;
    }
    ent_status status = ent_core_corners(&s->problem.game, &options, s->run, &found);
    if (status == ENT_OK && found.complete) {
        metrics(s, &found);
        if (s->people) write(s, &found);
    } else if (status == ENT_OK || status == ENT_LIMIT) {
        left_out(s, status == ENT_OK && !found.bounded
                        ? "parties who cannot go alone bound the core on no side"
                        : share_text(s, "the search ended after %d steps, or its numbers grew too large", MOST_BASES));
        status = ENT_OK;
    }
    ent_core_vertices_free(&found);
    return status;
}
