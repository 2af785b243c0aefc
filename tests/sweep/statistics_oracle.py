#!/usr/bin/env python3
"""Bootstrap intervals and sign-flip tests computed a second time, random numbers included, from their publications."""
import itertools
import math
import random
import statistics
import subprocess
import sys
from fractions import Fraction

NORMAL = statistics.NormalDist()
RESAMPLES, DRAWS = 1999, 9999
MASK = (1 << 64) - 1


class Philox:
    """Philox4x64-10 (Salmon, Moraes, Dror and Shaw 2011)."""

    def __init__(self, seed, stream):
        self.key, self.counter, self.left = (seed, stream), 0, []

    def bits(self):
        if not self.left:
            x, (k0, k1) = [self.counter, 0, 0, 0], self.key
            self.counter += 1
            for _ in range(10):
                a, b = 0xD2E7470EE14C6C93 * x[0], 0xCA5A826395121157 * x[2]
                x = [(b >> 64) ^ x[1] ^ k0, b & MASK, (a >> 64) ^ x[3] ^ k1, a & MASK]
                k0, k1 = (k0 + 0x9E3779B97F4A7C15) & MASK, (k1 + 0xBB67AE8584CAA73B) & MASK
            self.left = x
        return self.left.pop(0)

    def below(self, bound):
        product = self.bits() * bound
        if product & MASK < bound:
            while product & MASK < (1 << 64) % bound:
                product = self.bits() * bound
        return product >> 64


def interval(values, source):
    size, mean = len(values), math.fsum(values) / len(values)
    if len(set(values)) == 1:
        return values[0], values[0], values[0]
    means = sorted(sum(values[source.below(size)] for _ in range(size)) / size for _ in range(RESAMPLES))
    same = sum(values) / size  # a resample that is the sample counts half
    share = sum(1.0 if m < same else 0.5 if m == same else 0 for m in means) / RESAMPLES
    z = NORMAL.inv_cdf(min(max(share, 0.5 / RESAMPLES), 1 - 0.5 / RESAMPLES))
    leaves = [(math.fsum(values) - v) / (size - 1) for v in values]  # jackknife
    centre = math.fsum(leaves) / size
    a = math.fsum((centre - v) ** 3 for v in leaves) / (6 * math.fsum((centre - v) ** 2 for v in leaves) ** 1.5)

    def end(tail):
        place = NORMAL.cdf(z + (z + tail) / (1 - a * (z + tail))) * (RESAMPLES + 1)
        below = min(max(int(place), 1), RESAMPLES - 1)
        part = min(max(place - below, 0), 1)
        return means[below - 1] + part * (means[below] - means[below - 1])

    return mean, end(NORMAL.inv_cdf(0.025)), end(NORMAL.inv_cdf(0.975))


def sign_flip(values, source):
    exact = [Fraction(v) for v in values]
    limit = abs(sum(exact)) - Fraction(1, 10**12) * sum(map(abs, exact))
    other = [v for v in exact if v != 0]
    if not other:
        return 1.0, True
    if len(other) <= 16:
        signs = itertools.product((1, -1), repeat=len(other))
        extreme = sum(abs(sum(s * v for s, v in zip(each, other))) >= limit for each in signs)
        return extreme / 2 ** len(other), True
    extreme = 0
    for _ in range(DRAWS):
        total = bits = 0
        for i, v in enumerate(values):
            if i % 64 == 0:
                bits = source.bits()
            total += -v if bits >> (i % 64) & 1 else v
        extreme += abs(total) >= float(limit)
    return (1 + extreme) / (1 + DRAWS), False


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))


def check(name, values, seed, stream):
    text = "\n".join(map(repr, values))
    printed = subprocess.run([sys.argv[1], str(seed), str(stream)], input=text, capture_output=True, text=True,
                             check=True).stdout.split()
    mean, low, high, difference, p, exact = map(float, printed)
    want = interval(values, Philox(seed, stream))
    want_p, want_exact = sign_flip(values, Philox(seed, stream + 1))
    good = all(map(near, (mean, low, high), want)) and near(difference, want[0]) and near(p, want_p)
    if not good or bool(exact) != want_exact:
        sys.exit(f"{name}: {printed}, not {want}, {want_p}, {want_exact}")


source = random.Random(5)
# Darwin's differences between crossed and self-fertilised plants (Fisher 1935): 863 of 2^15 sums reach +314, as many -314.
darwin = [49.0, -67.0, 8.0, 16.0, 6.0, 23.0, 28.0, 41.0, 14.0, 29.0, 56.0, 24.0, 75.0, 60.0, -48.0]
if sign_flip(darwin, None)[0] != 2 * 863 / 2**15:
    sys.exit("the oracle itself does not give Fisher's figure")
check("darwin", darwin, 0, 0)
check("equal", [0.25] * 7, 1, 2)
check("zeros", [0.0] * 5, 1, 2)
for n in range(20):
    size = source.choice([2, 3, 5, 12, 16, 17, 40, 70])
    skew = source.choice([1, 3])
    series = [round(source.random() ** skew - 0.3, source.choice([2, 6])) for _ in range(size)]
    check(f"series {n}", series, source.randrange(1 << 64), source.randrange(1 << 63))
print("bootstrap and sign-flip agree")
