/* How a party likes the states, as levels: from a ranking, from statements, from weights or utilities. */
#include "lens/stability/stability.h"

#include <stdlib.h>
#include <string.h>

/* ---- which there are ----------------------------------------------------------------------------------------- */

#define FIND(list, party)                                                                                              \
    for (size_t i = 0; i < moves->list##_size; i++)                                                                    \
        if (moves->list[i].party == (party)) return &moves->list[i];                                                   \
    return NULL

static const ent_ranking *ranking_of(const ent_moves *moves, int party) {
    FIND(rankings, party);
}

static const ent_priorities *priorities_of(const ent_moves *moves, int party) {
    FIND(priorities, party);
}

static const ent_option_weights *weights_of(const ent_moves *moves, int party) {
    FIND(weights, party);
}

static const ent_state_values *utilities_of(const ent_moves *moves, int party) {
    FIND(utilities, party);
}

static const ent_unknown *unknown_of(const ent_moves *moves, int party) {
    FIND(unknown, party);
}

bool stability_has_preferences(const ent_moves *moves, int party) {
    return ranking_of(moves, party) != NULL || priorities_of(moves, party) != NULL ||
           weights_of(moves, party) != NULL || utilities_of(moves, party) != NULL;
}

/* ---- scores --------------------------------------------------------------------------------------------------- */

/* What states are sorted by: words of statements that hold, the first statement in the highest bit of the first word
 * (a state's value is the sum of 2^(k-j) over the statements j of k that it satisfies; comparing the bits compares
 * these sums for any number of statements), or a number. */
typedef struct score {
    const uint64_t *bits;
    size_t words;
    ent_ratio number;
    uint32_t state;
} score;

static int by_score(const void *a, const void *b) {
    const score *x = a, *y = b;
    for (size_t k = 0; k < x->words; k++)
        if (x->bits[k] != y->bits[k]) return x->bits[k] < y->bits[k] ? -1 : 1;
    return x->words == 0 ? ent_ratio_compare(x->number, y->number) : 0;
}

static int by_score_then_state(const void *a, const void *b) {
    const score *x = a, *y = b;
    const int order = by_score(a, b);
    return order != 0 ? order : x->state < y->state ? -1 : x->state > y->state;
}

/* Whether two states differ in the first `size` statements. */
static bool differ_early(const score *a, const score *b, size_t size) {
    for (size_t k = 0; k * 64 < size; k++) {
        const size_t rest = size - k * 64;
        const uint64_t mask = rest >= 64 ? UINT64_MAX : ~(UINT64_MAX >> rest);
        if ((a->bits[k] & mask) != (b->bits[k] & mask)) return true;
    }
    return false;
}

static void levels_from(score *scores, size_t size, size_t strong, int32_t *level, int32_t *band) {
    qsort(scores, size, sizeof *scores, by_score_then_state);
    int32_t at = 0, much = 0;
    for (size_t k = 0; k < size; k++) {
        if (k > 0 && by_score(&scores[k - 1], &scores[k]) != 0) at++;
        if (k > 0 && strong > 0 && differ_early(&scores[k - 1], &scores[k], strong)) much++;
        level[scores[k].state] = at;
        band[scores[k].state] = much;
    }
}

/* ---- statements ------------------------------------------------------------------------------------------------ */

static ent_status from_priorities(stability *s, const ent_priorities *row, int32_t *level, int32_t *band) {
    const size_t words = (row->size + 63) / 64;
    ent_statement *statement = ent_arena_array(s->arena, row->size + 1, sizeof *statement);
    score *scores = ent_arena_array(s->arena, s->states.size + 1, sizeof *scores);
    uint64_t *bits = words > 0 && s->states.size > SIZE_MAX / words
                         ? NULL
                         : ent_arena_array(s->arena, s->states.size * words + 1, sizeof *bits);
    if (statement == NULL || scores == NULL || bits == NULL) return ENT_MEMORY;
    for (size_t j = 0; j < row->size; j++)
        if (!ent_statement_compile(s->moves, row->statements[j], s->arena, &statement[j])) return ENT_MEMORY;
    for (uint32_t state = 0; state < s->states.size; state++) {
        uint64_t *own = bits + state * words;
        for (size_t j = 0; j < row->size; j++)
            if (ent_statement_holds(&statement[j], s->states.first[state])) own[j / 64] |= UINT64_C(1) << (63 - j % 64);
        scores[state] = (score){.bits = own, .words = words, .number = {0, 1}, .state = state};
    }
    levels_from(scores, s->states.size, row->strong, level, band);
    return ENT_OK;
}

/* ---- rankings --------------------------------------------------------------------------------------------------- */

/* The reader has looked at this for conflicts of moderate size. */
static ent_status check_places(const stability *s, const ent_conflict_places *places, const ent_node *node) {
    const size_t missing = ent_conflict_unplaced(places);
    const bool odd = places->nothing != NULL || places->twice != NULL;
    if (missing == SIZE_MAX && !odd) return ENT_OK;
    return stability_refuse(
        s, ENT_INPUT, "E-STABILITY-0003", node, "every state once, --- at the end for all that are left",
        missing != SIZE_MAX ? stability_text(s, "%s is missing", stability_state(s, (uint32_t)missing))
                            : "a state stands twice, or a pattern for no state that is left");
}

static ent_status from_ranking(stability *s, const ent_ranking *row, int32_t *level, int32_t *band) {
    uint32_t *place = ent_arena_array(s->arena, s->states.size + 1, sizeof *place);
    int32_t *marks = ent_arena_array(s->arena, row->size + 1, sizeof *marks);
    if (place == NULL || marks == NULL) return ENT_MEMORY;
    ent_conflict_places places;
    ent_conflict_places_start(&places, s->moves, &s->states, place);
    for (size_t k = 0; k < row->size; k++) {
        marks[k + 1] = marks[k] + row->places[k].strongly;
        for (size_t j = 0; j < row->places[k].states.size; j++)
            ent_conflict_put(&places, &row->places[k].states.sets[j], (uint32_t)k);
    }
    ent_status status = check_places(s, &places, row->node);
    for (size_t state = 0; status == ENT_OK && state < s->states.size; state++) {
        level[state] = (int32_t)(row->size - place[state]);
        band[state] = marks[row->size] - marks[place[state]];
    }
    return status;
}

/* ---- numbers ---------------------------------------------------------------------------------------------------- */

static ent_status too_long(const stability *s, const ent_node *node) {
    return stability_refuse(s, ENT_INPUT, "E-STABILITY-0004", node,
                            "write them with fewer digits: only their order counts",
                            "these numbers have too many digits to be added and compared exactly");
}

static ent_status from_weights(stability *s, const ent_option_weights *row, int32_t *level, int32_t *band) {
    score *scores = ent_arena_array(s->arena, s->states.size + 1, sizeof *scores);
    if (scores == NULL) return ENT_MEMORY;
    for (uint32_t state = 0; state < s->states.size; state++) {
        scores[state] = (score){.number = {0, 1}, .state = state};
        for (size_t i = 0; i < s->moves->options_size; i++) {
            const ent_number *weight = &row->values[i];
            if (!weight->set || (s->states.first[state] >> i & 1) == 0) continue;
            if (!weight->exact || !ent_ratio_add(scores[state].number, weight->ratio, &scores[state].number))
                return too_long(s, row->node);
        }
    }
    levels_from(scores, s->states.size, 0, level, band);
    return ENT_OK;
}

static ent_status from_utilities(stability *s, const ent_state_values *row, int32_t *level, int32_t *band) {
    score *scores = ent_arena_array(s->arena, s->states.size + 1, sizeof *scores);
    uint32_t *place = ent_arena_array(s->arena, s->states.size + 1, sizeof *place);
    if (scores == NULL || place == NULL) return ENT_MEMORY;
    ent_conflict_places places;
    ent_conflict_places_start(&places, s->moves, &s->states, place);
    for (size_t k = 0; k < row->size; k++) {
        if (!row->rows[k].value.exact) return too_long(s, row->node);
        ent_conflict_put(&places, &row->rows[k].states, (uint32_t)k);
    }
    ent_status status = check_places(s, &places, row->node);
    if (status != ENT_OK) return status;
    for (uint32_t state = 0; state < s->states.size; state++)
        scores[state] = (score){.number = row->rows[place[state]].value.ratio, .state = state};
    levels_from(scores, s->states.size, 0, level, band);
    return ENT_OK;
}

/* ---- what is not known --------------------------------------------------------------------------------------------
 */

/* A group of states becomes one stretch of levels, so that nothing is known between them; the order with all other
 * states must stay known, so none may stand between. */
static ent_status blur(stability *s, const ent_unknown *row, const ent_state_sets *group, const int32_t *level,
                       int32_t *low, int32_t *high) {
    uint32_t *place = ent_arena_array(s->arena, s->states.size + 1, sizeof *place);
    if (place == NULL) return ENT_MEMORY;
    ent_conflict_places places;
    ent_conflict_places_start(&places, s->moves, &s->states, place);
    for (size_t k = 0; k < group->size; k++)
        ent_conflict_put(&places, &group->sets[k], 0);
    int32_t least = INT32_MAX, most = INT32_MIN;
    for (size_t state = 0; state < s->states.size; state++) {
        if (place[state] == UINT32_MAX) continue;
        if (level[state] < least) least = level[state];
        if (level[state] > most) most = level[state];
    }
    for (uint32_t state = 0; state < s->states.size; state++) {
        const bool inside = place[state] != UINT32_MAX, blurred = high[state] != low[state];
        if (inside && !blurred) low[state] = 2 * least, high[state] = 2 * most + 1;
        if (inside ? !blurred : level[state] < least || level[state] > most) continue;
        return stability_refuse(
            s, ENT_INPUT, "E-STABILITY-0005", row->node,
            "join the groups, or let the states be neighbours in the order",
            stability_text(s,
                           inside ? "%s is in two groups of unknown preference"
                                  : "%s stands between states of which it is not known which is preferred",
                           stability_state(s, state)));
    }
    return ENT_OK;
}

static ent_status add_unknown(stability *s, const ent_unknown *row, const int32_t *level,
                              ent_conflict_preference *out) {
    int32_t *low = ent_arena_array(s->arena, s->states.size + 1, sizeof *low);
    int32_t *high = ent_arena_array(s->arena, s->states.size + 1, sizeof *high);
    if (low == NULL || high == NULL) return ENT_MEMORY;
    for (size_t state = 0; state < s->states.size; state++)
        low[state] = high[state] = 2 * level[state];
    ent_status status = ENT_OK;
    for (size_t k = 0; k < row->size && status == ENT_OK; k++)
        status = blur(s, row, &row->groups[k], level, low, high);
    out->level = low;
    out->high = high;
    s->uncertain = s->uncertain || row->size > 0;
    return status;
}

/* ---- the whole -----------------------------------------------------------------------------------------------------
 */

ent_status stability_levels_of(stability *s, int party, ent_conflict_preference *out) {
    const ent_moves *moves = s->moves;
    int32_t *level = ent_arena_array(s->arena, s->states.size + 1, sizeof *level);
    int32_t *band = ent_arena_array(s->arena, s->states.size + 1, sizeof *band);
    if (level == NULL || band == NULL) return ENT_MEMORY;
    const ent_ranking *ranking = ranking_of(moves, party);
    const ent_priorities *priorities = priorities_of(moves, party);
    const ent_option_weights *weights = weights_of(moves, party);
    const ent_state_values *utilities = utilities_of(moves, party);
    ent_status status = ranking != NULL      ? from_ranking(s, ranking, level, band)
                        : priorities != NULL ? from_priorities(s, priorities, level, band)
                        : weights != NULL    ? from_weights(s, weights, level, band)
                        : utilities != NULL  ? from_utilities(s, utilities, level, band)
                                             : ENT_OK;
    for (size_t k = 0; ranking != NULL && k < ranking->size; k++)
        s->strength = s->strength || ranking->places[k].strongly;
    s->strength = s->strength || (priorities != NULL && priorities->strong > 0);
    *out = (ent_conflict_preference){.level = level, .band = band, .gap = 1};
    const ent_unknown *unknown = unknown_of(moves, party);
    return status == ENT_OK && unknown != NULL ? add_unknown(s, unknown, level, out) : status;
}
