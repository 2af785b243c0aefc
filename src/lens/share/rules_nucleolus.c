/* The nucleolus and its kin, each with what proves it. */
#include "games/tu/nucleolus.h"
#include "lens/share/adapters.h"

#include <math.h>
#include <string.h>

static const char *reason_words(ent_nucleolus_reason reason) {
    static const char *const words[] = {
        [ENT_NUCLEOLUS_FOUND] = NULL,
        [ENT_NUCLEOLUS_NO_IMPUTATION] = "alone all would have more than together: nobody can be kept from going alone",
        [ENT_NUCLEOLUS_NOT_ONE] = "too few groups can form to single one allocation out"};
    return words[reason];
}

static const char *proof_words(const share_work *work, const ent_nucleolus_report *report) {
    if (report->proved)
        return share_words(work, "Kohlberg's criterion in fractions over all groups: %zu levels, balanced at each",
                           report->levels_size);
    char text[ENT_NUMBER_TEXT];
    return share_words(work, "Kohlberg's criterion to within %s: %zu levels", ent_write_double(text, report->residual),
                       report->levels_size);
}

static ent_status ask(const share_work *work, const ent_tu_game *game, ent_nucleolus_options options,
                      share_answer *out) {
    ent_nucleolus_report report;
    memset(&report, 0, sizeof report);
    ent_status status = ent_tu_nucleolus(game, &options, work->run, &out->allocation, &report);
    if (status == ENT_LIMIT) {
        out->why = "the numbers are too unlike one another for the linear programs";
        status = ENT_OK;
    } else if (status == ENT_OK && !out->allocation.exists) {
        out->why = reason_words(report.reason);
    } else if (status == ENT_OK) {
        out->method = share_words(work, "%s, %zu linear programs over %zu of 2^%zu groups",
                                  out->allocation.is_exact ? "exact" : "in doubles", report.programs, report.rows,
                                  work->problem->size);
        out->certificate = proof_words(work, &report);
    }
    ent_nucleolus_report_free(&report);
    return status;
}

static ent_status structured(share_answer *out, ent_status status) {
    out->method = share_exactly(out);
    return status;
}

ent_status share_compute_nucleolus(const share_work *work, share_answer *out) {
    const share_problem *problem = work->problem;
    const ent_tu_game *game;
    if (share_of_form(work, SHARE_NEEDS)) {
        out->per_unit = share_by_unit(problem);
        out->certificate = "Littlechild's recursion for runways, in fractions";
        return structured(out, ent_airport_nucleolus(&problem->airport, work->run, &out->allocation));
    }
    if (share_of_form(work, SHARE_PAIRS)) {
        out->certificate = "cycles of least mean within the best matching, in fractions";
        return structured(out, ent_market_nucleolus(&problem->market, work->run, &out->allocation));
    }
    ent_status status = share_work_game(work, &game);
    if (status != ENT_OK) return status;
    return ask(work, game, (ent_nucleolus_options){.individual = !game->cost || work->individual}, out);
}

ent_status share_compute_prenucleolus(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    ent_status status = share_work_game(work, &game);
    return status == ENT_OK ? ask(work, game, (ent_nucleolus_options){0}, out) : status;
}

ent_status share_compute_per_capita(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    ent_status status = share_work_game(work, &game);
    if (status != ENT_OK) return status;
    return ask(work, game, (ent_nucleolus_options){.individual = !game->cost || work->individual, .per_capita = true},
               out);
}

/* The table turned over for the call: the dual of the dual is the game again. */
ent_status share_compute_anti_prenucleolus(const share_work *work, share_answer *out) {
    const ent_tu_game *game;
    ent_status status = share_work_game(work, &game);
    if (status != ENT_OK) return status;
    if (game->impossible != NULL) {
        out->why = "it is for games in which every group can form";
        return ENT_OK;
    }
    double *entries = work->problem->table.value;
    share_to_dual(entries, game->players);
    status = ask(work, game, (ent_nucleolus_options){0}, out);
    share_to_dual(entries, game->players);
    return status;
}
