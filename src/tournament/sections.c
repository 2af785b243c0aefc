/* The findings as a page: what to read first, and what belongs together. */
#include "tournament/tournament.h"

static void table_block(ent_findings *findings, ent_section *section, const char *id) {
    const ent_table *table = ent_findings_find_table(findings, id);
    if (table != NULL && table->rows_size > 0) ent_section_block(findings, section, ENT_BLOCK_TABLE, NULL, "%s", id);
}

static void chart_block(ent_findings *findings, ent_section *section, const char *id) {
    if (ent_findings_find_chart(findings, id) != NULL)
        ent_section_block(findings, section, ENT_BLOCK_CHART, NULL, "%s", id);
}

/* "boulware", or "0.62 boulware, 0.38 micro": the largest share first. */
static const char *mixture_text(const tournament *self, const double *mixture) {
    const char *text = "";
    bool used[ENT_GAME_STRATEGIES] = {false};
    for (size_t i = 0; i < self->entrants_size && text != NULL; i++) {
        char share[ENT_NUMBER_TEXT];
        size_t best = SIZE_MAX;
        for (size_t s = 0; s < self->entrants_size; s++)
            if (!used[s] && mixture[s] >= 0.0005 && (best == SIZE_MAX || mixture[s] > mixture[best])) best = s;
        if (best == SIZE_MAX) break;
        used[best] = true;
        if (i == 0 && mixture[best] > 0.9995) return self->entrants[best].text;
        text = ent_arena_printf(self->arena, "%s%s%s %s", text, i > 0 ? ", " : "",
                                ent_write_fixed(share, mixture[best], 2), self->entrants[best].text);
    }
    return text != NULL ? text : "";
}

static void game_section(const tournament *self, const empirical *game, ent_findings *findings) {
    char regret[ENT_NUMBER_TEXT];
    if (!game->known) return;
    ent_section *section = ent_findings_section(findings, "game", "If choosing a strategy were the game", false, false);
    const ent_game_equilibria *all = &game->equilibria;
    ent_section_block(findings, section, ENT_BLOCK_TEXT, NULL,
                      "With these mean utilities as payoffs %s: **%s** (regret %s).",
                      !game->supports                   ? "the dynamics come closest to an equilibrium in"
                      : all->size == 1 && all->complete ? "there is one equilibrium"
                                                        : "one equilibrium is",
                      mixture_text(self, all->mixtures[0]), ent_write_fixed(regret, all->regrets[0], 6));
    table_block(findings, section, "equilibrium");
    table_block(findings, section, "replies");
}

static void rest(const tournament *self, ent_section *section, ent_findings *findings) {
    static const char *const paths[] = {"preferences", "no_deal", "limits"};
    size_t judgements = 0;
    for (size_t c = 0; c < self->contests_size; c++) {
        size_t here = 0;
        ent_case_basis(self->contests[c].source, paths, sizeof paths / sizeof *paths, &here);
        judgements += here;
    }
    ent_section_block(findings, section, ENT_BLOCK_REST, NULL,
                      "Rests on %zu judgements in the cases. A tournament says how rules of offering fare against each "
                      "other, not how these parties will negotiate.",
                      judgements);
}

void tournament_sections(const tournament *self, const empirical *game, ent_findings *findings) {
    ent_section *ranking = ent_findings_section(findings, "ranking", "Who does best", true, false);
    chart_block(findings, ranking, "utility");
    table_block(findings, ranking, "ranking");
    table_block(findings, ranking, "agreements");
    rest(self, ranking, findings);
    ent_section *pairs = ent_findings_section(findings, "pairs", "Who gets what against whom", false, false);
    chart_block(findings, pairs, "pairs");
    table_block(findings, pairs, "significance");
    game_section(self, game, findings);
    ent_section *cases = ent_findings_section(findings, "cases", "Case by case", false, false);
    table_block(findings, cases, "domains");
    table_block(findings, cases, "cases");
    table_block(findings, cases, "seats");
    ent_section_block(findings, cases, ENT_BLOCK_TEXT, NULL,
                      "Each of the %zu sessions stands in the table **sessions** (--csv --table sessions).",
                      self->sessions);
}
