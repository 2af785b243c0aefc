#include "made.h"

#include "support/unit.h"

#include <math.h>

static ent_domain *make(ent_arena *arena, const ent_space *space) {
    ent_domain *domain = NULL;
    assert_non_null(space);
    assert_int_equal(ent_domain_make(NULL, space, NULL, arena, &domain), ENT_OK);
    return domain;
}

ent_domain *made_table(ent_arena *arena, size_t parties, size_t outcomes, const int *utility) {
    ent_space *space = ent_space_new(arena, parties, 1, &outcomes, 0);
    assert_non_null(space);
    for (size_t i = 0; i < parties; i++) {
        space->no_deal[i] = utility[i * outcomes];
        for (size_t o = 0; o < outcomes; o++) {
            space->terms[i * outcomes + o] = utility[i * outcomes + o];
            if (utility[i * outcomes + o] < space->no_deal[i]) space->no_deal[i] = utility[i * outcomes + o];
        }
    }
    return make(arena, space);
}

ent_domain *made_line(ent_arena *arena, size_t options) {
    int utility[2 * 64];
    for (size_t o = 0; o < options; o++) {
        utility[o] = (int)(options - 1 - o);
        utility[options + o] = (int)o;
    }
    return made_table(arena, 2, options, utility);
}

ent_domain *made_peace(ent_arena *arena, size_t parties, size_t options) {
    int utility[16 * 64];
    for (size_t i = 0; i < parties; i++)
        for (size_t o = 0; o < options; o++)
            utility[i * options + o] = (int)o;
    return made_table(arena, parties, options, utility);
}

ent_domain *made_random(ent_arena *arena, uint64_t seed, size_t parties, size_t issues, bool turned) {
    size_t options[8];
    ent_random random = ent_random_stream(seed, 77);
    for (size_t j = 0; j < issues; j++)
        options[j] = 1 + (size_t)ent_random_below(&random, 5);
    ent_space *space = ent_space_new(arena, parties, issues, options, 0);
    assert_non_null(space);
    for (size_t i = 0; i < parties; i++) {
        const size_t p = turned ? parties - 1 - i : i;
        ent_wide most = 0;
        for (size_t j = 0; j < issues; j++) {
            const ent_wide weight = (ent_wide)ent_random_below(&random, 1000) + 1;
            for (size_t o = 0; o < options[j]; o++)
                space->terms[p * space->total + space->first[j] + o] =
                    weight * (ent_wide)ent_random_below(&random, 1000);
            most += weight * 1000;
        }
        space->no_deal[p] = most / 4;
        space->denominator[p] = 1000;
    }
    return make(arena, space);
}

ent_seat made_seat(size_t party, const char *strategy) {
    ent_seat seat = {.party = party, .discount = 1};
    assert_int_equal(ent_strategy_read(NULL, strategy, &seat.strategy, &seat.settings), ENT_OK);
    return seat;
}

ent_session_result made_session(const ent_domain *domain, const char *first, const char *second, size_t rounds,
                                ent_session_trace *trace) {
    const ent_seat seats[2] = {made_seat(0, first), made_seat(1, second)};
    const ent_session_rules rules = {.rounds = rounds};
    ent_session_result out;
    ent_scratch *scratch = ent_scratch_new(NULL, domain, seats, 2);
    assert_non_null(scratch);
    ent_session_run(domain, seats, 2, &rules, 5, 0, scratch, trace, &out);
    ent_scratch_free(scratch);
    return out;
}
