#include "games/spatial/sorted_line.h"

#include <math.h>
#include <stdlib.h>

typedef struct standing {
    double position, weight;
} standing;

/* By position, then weight, so that sums come in the same order whoever is listed first. */
static int by_position(const void *left, const void *right) {
    const standing *a = left, *b = right;
    if (a->position != b->position) return a->position < b->position ? -1 : 1;
    return (a->weight > b->weight) - (a->weight < b->weight);
}

bool ent_line_valid(const ent_line *line) {
    double total = 0;
    if (line->actors == 0) return false;
    for (size_t i = 0; i < line->actors; i++) {
        const double weight = line->weight == NULL ? 1 : line->weight[i];
        if (!isfinite(line->position[i]) || !(weight >= 0)) return false;
        total += weight;
    }
    return isfinite(total);
}

bool ent_line_equal(const ent_line *line) {
    for (size_t i = 0; line->weight != NULL && i < line->actors; i++)
        if (line->weight[i] > 0) return false;
    return true;
}

double ent_line_weight(const ent_line *line, bool equal, size_t actor) {
    return equal ? 1 : line->weight[actor];
}

static void merge(ent_sorted_line *sorted, const standing *standings, size_t actors) {
    double sum = 0;
    for (size_t i = 0; i < actors; i++) {
        if (i == 0 || standings[i].position != standings[i - 1].position)
            sorted->at[sorted->size++] = standings[i].position + 0.0; /* no -0 */
        sum += standings[i].weight;
        sorted->upto[sorted->size - 1] = sum;
    }
    for (size_t j = 0; j < sorted->size; j++)
        sorted->upto[j] = fmin(sorted->upto[j] / sum, 1);
    sorted->upto[sorted->size - 1] = 1;
}

ent_status ent_sorted_line_init(ent_sorted_line *sorted, const ent_line *line, const ent_run *run) {
    *sorted = (ent_sorted_line){.allocator = ent_run_allocator(run)};
    if (!ent_line_valid(line)) return ENT_INPUT;
    standing *standings = ent_alloc_array(sorted->allocator, line->actors, sizeof *standings);
    sorted->at = ent_alloc_array(sorted->allocator, line->actors, sizeof *sorted->at);
    sorted->upto = ent_alloc_array(sorted->allocator, line->actors, sizeof *sorted->upto);
    const bool enough = standings != NULL && sorted->at != NULL && sorted->upto != NULL;
    if (enough) {
        const bool equal = ent_line_equal(line);
        for (size_t i = 0; i < line->actors; i++)
            standings[i] = (standing){line->position[i], ent_line_weight(line, equal, i)};
        qsort(standings, line->actors, sizeof *standings, by_position);
        merge(sorted, standings, line->actors);
    }
    ent_free(sorted->allocator, standings);
    return enough ? ENT_OK : ENT_MEMORY;
}

void ent_sorted_line_free(ent_sorted_line *sorted) {
    if (sorted->allocator == NULL) return;
    ent_free(sorted->allocator, sorted->at);
    ent_free(sorted->allocator, sorted->upto);
    *sorted = (ent_sorted_line){0};
}
