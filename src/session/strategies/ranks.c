/* From a level of aspiration to an outcome. */
#include "session/strategies/strategies.h"

/* The last rank below `size` whose utility is at least `level`, given that `from` has it: doubling steps, then halving.
 */
static size_t last_met(const double *sorted, size_t size, double level, size_t from) {
    size_t step = 1, low = from;
    while (low + step < size && sorted[low + step] >= level) {
        low += step;
        step *= 2;
    }
    size_t high = low + step < size ? low + step : size;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] >= level)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* The first rank with the utility of `rank`. */
static size_t first_equal(const double *sorted, size_t rank) {
    if (rank == 0 || sorted[rank - 1] != sorted[rank]) return rank;
    size_t low = 0, high = rank;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (sorted[middle] == sorted[rank])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

size_t ent_rank_of(const ent_view *view, double level, size_t from) {
    return first_equal(view->sorted, last_met(view->sorted, view->rational, level, from));
}
