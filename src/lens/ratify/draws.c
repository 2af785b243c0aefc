/* The odds over the uncertain numbers: in every draw preferences, no-deal values, seats and discipline are drawn, the
 * blocs' lines follow, and the odds of the votes with them. */
#include "ratify.h"

enum { PACKAGES = 3 };

typedef struct sample {
    const ratify *r;
    const ratify_package *packages[PACKAGES];
    double *odds; /* draws x packages */
    bool *signs;
} sample;

static ent_status draw_in(const sample *s, size_t draw, ent_arena *arena) {
    const ratify *r = s->r;
    double *values = ent_arena_array(arena, r->source->slots_size, sizeof *values);
    if (!values) return ENT_MEMORY;
    ent_case_draw(r->source, r->run->seed, draw, values);
    ent_space *wide = NULL;
    ent_voter voters[ENT_VOTERS];
    ent_run quiet = *r->run;
    quiet.diagnostics = NULL;
    ent_status status = ent_model_draw(&quiet, r->wide_model, values, arena, &wide);
    if (status != ENT_OK) return status;
    ratify_voters(r, wide, voters);
    for (size_t k = 0; k < PACKAGES && status == ENT_OK; k++) {
        if (!s->packages[k]->outcome) continue;
        const uint32_t yes = ratify_yes(r, wide, voters, s->packages[k]->outcome);
        s->signs[draw * PACKAGES + k] = ratify_all_sign(r, yes) && ent_space_feasible(wide, s->packages[k]->outcome);
        status = ratify_all_odds(r, yes, values, &s->odds[draw * PACKAGES + k]);
    }
    return status;
}

static ent_status one_draw(void *context, size_t draw) {
    const sample *s = context;
    ent_arena *arena = ent_arena_new(ent_run_allocator(s->r->run));
    if (!arena) return ENT_MEMORY;
    const ent_status status = draw_in(s, draw, arena);
    ent_arena_free(arena);
    return status;
}

ent_status ratify_draws(ratify *r) {
    ratify_package *const packages[PACKAGES] = {&r->alone, &r->together, &r->given};
    const size_t size = ent_case_uncertain(r->source) > 0 ? r->options->draws : 0;
    if (size == 0) return ENT_OK;
    sample s = {.r = r, .packages = {&r->alone, &r->together, &r->given}};
    s.odds = ent_arena_array(r->arena, size, PACKAGES * sizeof *s.odds);
    s.signs = ent_arena_array(r->arena, size, PACKAGES * sizeof *s.signs);
    if (!s.odds || !s.signs) return ENT_MEMORY;
    const ent_status status = ent_parallel(r->run, size, one_draw, &s);
    if (status == ENT_LIMIT)
        ent_diagnosef(r->run->diagnostics, ENT_ERROR, "E-RATIFY-0002", NULL, NULL, "narrow the ranges, or --draws 0",
                      NULL, "a draw of the uncertain numbers has utilities or seats that are too large");
    if (status != ENT_OK) return status;
    for (size_t k = 0; k < PACKAGES; k++) {
        double odds = 0, signs = 0;
        for (size_t d = 0; d < size; d++) {
            odds += s.odds[d * PACKAGES + k];
            signs += s.signs[d * PACKAGES + k];
        }
        if (!packages[k]->outcome) continue;
        packages[k]->drawn = odds / (double)size;
        packages[k]->signed_draws = signs / (double)size;
    }
    ratify_put(r, ent_integer((int64_t)size), "Draws of the uncertain numbers", NULL, 0, "draws.size");
    return ENT_OK;
}
