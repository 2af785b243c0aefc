/* Random streams (Salmon, Moraes, Dror, Shaw 2011: Parallel random numbers, as easy as 1, 2, 3). The seed and the
 * number of the stream are the key; the counter numbers the blocks. */
#include <entente/base.h>
#include <math.h>
#include <Random123/philox.h>

ent_random ent_random_stream(uint64_t seed, uint64_t stream) {
    return (ent_random){.seed = seed, .stream = stream};
}

uint64_t ent_random_bits(ent_random *random) {
    if (random->left == 0) {
        philox4x64_ctr_t counter = {{random->counter++, 0, 0, 0}};
        philox4x64_key_t key = {{random->seed, random->stream}};
        philox4x64_ctr_t block = philox4x64_R(10, counter, key);
        for (unsigned i = 0; i < 4; i++)
            random->block[i] = block.v[i];
        random->left = 4;
    }
    return random->block[4 - random->left--];
}

double ent_random_uniform(ent_random *random) {
    uint64_t bits;
    do
        bits = ent_random_bits(random) >> 11;
    while (bits == 0);
    return (double)bits * 0x1p-53;
}

/* Multiplication with rejection (Lemire 2019: Fast random integer generation in an interval). */
uint64_t ent_random_below(ent_random *random, uint64_t bound) {
    typedef unsigned __int128 wide;
    wide product = (wide)ent_random_bits(random) * bound;
    if ((uint64_t)product < bound) {
        uint64_t least = (0 - bound) % bound;
        while ((uint64_t)product < least)
            product = (wide)ent_random_bits(random) * bound;
    }
    return (uint64_t)(product >> 64);
}

double ent_random_triangular(ent_random *random, double low, double mode, double high) {
    double u = ent_random_uniform(random), width = high - low;
    if (!(width > 0)) return mode;
    double value =
        u * width < mode - low ? low + sqrt(u * width * (mode - low)) : high - sqrt((1 - u) * width * (high - mode));
    return value < low ? low : value > high ? high : value;
}

/* One of the two numbers of Box and Muller 1958: a fixed count of uniforms for each, whatever is drawn. */
double ent_random_normal(ent_random *random, double mean, double deviation) {
    const double two_pi = 6.283185307179586;
    double radius = sqrt(-2 * log(ent_random_uniform(random)));
    return mean + deviation * radius * cos(two_pi * ent_random_uniform(random));
}
