/* Numbers from standard input, one a line; prints the mean, its interval and the sign-flip test, for the oracle:
 * statistics-print SEED STREAM. */
#include "sweep/statistics.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    static double values[10000], room[ENT_RESAMPLES];
    size_t size = 0;
    if (argc < 3) return 2;
    uint64_t seed = strtoull(argv[1], NULL, 10), stream = strtoull(argv[2], NULL, 10);
    while (size < 10000 && scanf("%lf", &values[size]) == 1)
        size++;
    if (size == 0) return 2;
    ent_interval interval = ent_bootstrap_mean(values, size, 0.95, ent_random_stream(seed, stream), room);
    ent_paired_test test = ent_sign_flip(values, size, ent_random_stream(seed, stream + 1));
    printf("%.17g %.17g %.17g %.17g %.17g %d\n", interval.mean, interval.low, interval.high, test.difference, test.p,
           test.exact);
    return 0;
}
