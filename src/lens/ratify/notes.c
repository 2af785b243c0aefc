/* What the reader must know beside the findings, and the sentence that leads them. */
#include "ratify.h"

#include <math.h>

static void note_fallbacks(ratify *r) {
    for (size_t b = 0; b < r->blocs_size; b++) {
        const ratify_bloc *bloc = &r->blocs[b];
        if (bloc->voter < r->model->parties || r->wide_model->fallback[bloc->voter].value) continue;
        ent_findings_note(r->out, ENT_WARNING, "N-RATIFY-0002", bloc->path,
                          "The case does not say what %s has if the agreement fails, so it says yes to everything: add "
                          "`no_deal` to it or to the ratification.",
                          ratify_bloc_words(r, bloc));
    }
}

static void note_mandates(ratify *r) {
    for (size_t s = 0; s < r->sides_size; s++) {
        const ratify_side *side = &r->sides[s];
        const ent_mandate *mandate = &side->source->mandate;
        char date[ENT_NUMBER_TEXT];
        if (!side->source->has_mandate) continue;
        const char *path = ratify_text(r, "ratification.%s.mandate", side->id);
        const char *why = mandate->why ? ratify_text(r, " (%s)", mandate->why) : "";
        if (side->barred)
            ent_findings_note(
                r->out, ENT_NOTE, "N-RATIFY-0003", path,
                "The mandate of %s%s is narrowed%s%s: it limits what may be signed now, not what %s wants.", side->name,
                why, mandate->until.year ? " until " : "",
                mandate->until.year ? ent_write_date_long(date, mandate->until) : "", side->name);
        else
            ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0003", path,
                              "The narrowed mandate of %s%s has ended and is left aside.", side->name, why);
    }
}

void ratify_notes(ratify *r) {
    note_fallbacks(r);
    note_mandates(r);
    if (r->none)
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0004", "ratification",
                          "No vote is needed on any side: what negotiators sign binds.");
    if (!r->home_known)
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0006", NULL,
                          "The best packages within the win-sets are too many to be kept, or too many different "
                          "coalitions would pass: what constraints do to the bargain is left out.");
    if (!r->none)
        ent_findings_note(r->out, ENT_NOTE, "N-RATIFY-0007", NULL,
                          "Probabilities suppose that members follow their bloc's line with the probability of its "
                          "discipline, %s, and that lines follow the case's preferences. %s.",
                          r->sways ? "those of a bloc together as much as its correlation says" : "each for itself",
                          r->sways ? "What sways several blocs at once is not among them"
                                   : "Common causes (a scandal, an election) make real votes less certain than that: "
                                     "`correlation` of a bloc says how much its members break ranks together");
    ratify_left_out(r);
}

/* ---- the headline
 * ---------------------------------------------------------------------------------------------------- */

static const char *failing(const ratify *r, uint32_t yes) {
    const char *words = "";
    for (size_t k = 0; k < r->ratifiers_size; k++)
        if (!ratify_ratifier_passes(r, k, yes))
            words = ratify_text(r, "%s%s%s", words, *words ? " and " : "", r->ratifiers[k].name);
    return words;
}

static const char *chance(const ratify *r, const ratify_package *package) {
    const double p = isfinite(package->drawn) ? package->drawn : package->odds;
    return p > 0.995   ? "more than 99 in 100"
           : p < 0.005 ? "less than 1 in 100"
                       : ratify_text(r, "about %.0f in 100", 100 * p);
}

void ratify_headline(ratify *r) {
    if (r->none && !r->narrowed)
        ent_findings_headline(r->out, "No vote is needed on any side: what negotiators sign binds.");
    else if (!r->home_known && !r->alone.outcome)
        ent_findings_headline(r->out, "Negotiators alone would sign nothing.");
    else if (!r->home_known)
        ent_findings_headline(r->out, "What negotiators alone would sign %s.",
                              ratify_all_pass(r, r->alone.yes)
                                  ? "passes every vote by its lines"
                                  : ratify_text(r, "fails in %s", failing(r, r->alone.yes)));
    else if (r->home.size == 0)
        ent_findings_headline(r->out, r->alone.outcome ? "Negotiators could agree, but nothing that they would sign "
                                                         "passes everywhere at home."
                                                       : "There is nothing that negotiators would sign, so nothing to "
                                                         "ratify.");
    else if (r->none)
        ent_findings_headline(r->out, "No vote is needed; within its mandates the package is %s.",
                              ratify_package_words(r, r->together.outcome));
    else if (ratify_all_pass(r, r->alone.yes) && r->alone.within)
        ent_findings_headline(r->out,
                              "What negotiators alone would sign passes at home by the lines of all blocs; with its "
                              "uncertainty the chance is %s.",
                              chance(r, &r->alone));
    else if (!r->alone.within)
        ent_findings_headline(r->out,
                              "What negotiators would like to sign is beyond a mandate; the best that is not and that "
                              "all pass is %s (chance: %s).",
                              ratify_package_words(r, r->together.outcome), chance(r, &r->together));
    else
        ent_findings_headline(
            r->out, "What negotiators alone would sign fails in %s; the best that all pass is %s (chance: %s).",
            failing(r, r->alone.yes), ratify_package_words(r, r->together.outcome), chance(r, &r->together));
}
