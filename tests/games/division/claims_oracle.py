#!/usr/bin/env python3
"""Claims rules against their definitions and the properties that characterise them, in fractions.

    claims_oracle.py DRIVER COUNT

Written differently from the kernels: levels by the kinks of a sum, Talmud by its pairs, random arrival over the orders of
arrival, minimal overlap by laying claims unit by unit, adjusted proportional as the tau value of the game.
"""
import itertools
import math
import random
import sys
from fractions import Fraction as F

from division import Driver, fractions, root

RULES = ["proportional", "cea", "cel", "talmud", "random-arrival", "piniles", "minimal-overlap",
         "constrained-egalitarian", "adjusted-proportional", "reverse-talmud"]


def game(estate, claims, members):
    """O'Neill's game: what is left when all others are paid in full."""
    return max(F(0), estate - sum(c for i, c in enumerate(claims) if i not in members))


def cea(estate, claims):
    level = root(lambda x: sum(min(c, x) for c in claims), claims, estate)
    return [min(c, level) for c in claims]


def cel(estate, claims):
    level = root(lambda x: -sum(max(c - x, 0) for c in claims), claims, -estate)
    return [max(c - level, F(0)) for c in claims]


def halves(below, above):
    def rule(estate, claims):
        half = [c / 2 for c in claims]
        if estate <= sum(half):
            return below(estate, half)
        return [h + x for h, x in zip(half, above(estate - sum(half), half))]
    return rule


def constrained(estate, claims):
    half = [c / 2 for c in claims]
    if estate <= sum(half):
        return cea(estate, half)
    level = root(lambda x: sum(max(h, min(c, x)) for h, c in zip(half, claims)), half + claims, estate)
    return [max(h, min(c, level)) for h, c in zip(half, claims)]


def arrivals(estate, claims):
    sums = [F(0)] * len(claims)
    for order in itertools.permutations(range(len(claims))):
        left = estate
        for i in order:
            sums[i] += min(claims[i], left)
            left -= min(claims[i], left)
    return [s / math.factorial(len(claims)) for s in sums]


def tau(estate, claims):
    """Tijs 1981: between minimal rights and what each adds to all, on the line between them."""
    everybody = range(len(claims))
    most = [game(estate, claims, everybody) - game(estate, claims, set(everybody) - {i}) for i in everybody]
    least = [max(game(estate, claims, s) - sum(most[j] for j in s if j != i)
                 for size in range(1, len(claims) + 1) for s in itertools.combinations(everybody, size) if i in s)
             for i in everybody]
    missing, room = estate - sum(least), sum(most) - sum(least)
    return [l + (missing * (m - l) / room if room else 0) for l, m in zip(least, most)]


def overlap(estate, claims):
    """The form by a threshold, as integrals over the parts of the estate."""
    cut = [min(c, estate) for c in claims]
    t = root(lambda x: -(sum(max(c - x, 0) for c in cut) + x), cut, -estate)
    edges = sorted({F(0)} | {min(c, t) for c in cut})
    awards = [max(c - t, F(0)) for c in cut]
    for low, high in zip(edges, edges[1:]):
        here = [i for i, c in enumerate(cut) if min(c, t) >= high]
        for i in here:
            awards[i] += (high - low) / len(here)
    return awards


def laid(estate, claims, parts):
    """Minimal overlap from its definition: the estate in units of 1/parts, claims as any sets of them; the most claimed by
    one alone, then by two alone, ..."""
    units = range(int(estate * parts))
    best, awards = None, None
    choices = [list(itertools.combinations(units, int(min(c, estate) * parts))) for c in claims]
    for sets in itertools.product(*choices):
        counts = [sum(u in s for s in sets) for u in units]
        if 0 in counts:
            continue
        profile = [counts.count(k) for k in range(1, len(claims) + 1)]
        if best is None or profile > best:
            best = profile
            awards = [sum(F(1, counts[u]) for u in s) / parts for s in sets]
    return awards


ORACLES = {
    "proportional": lambda e, c: [e * x / sum(c) if sum(c) else F(0) for x in c],
    "cea": cea, "cel": cel,
    "talmud": halves(cea, cel), "piniles": halves(cea, cea), "reverse-talmud": halves(cel, cea),
    "random-arrival": arrivals, "minimal-overlap": overlap, "constrained-egalitarian": constrained,
    "adjusted-proportional": tau,
}


def garment(estate, a, b):
    """Two who hold a garment: each gets what the other does not claim, and half of the rest (Mishnah, Baba Metzia 2a)."""
    left, right = max(F(0), estate - b), max(F(0), estate - a)
    rest = (estate - left - right) / 2
    return [left + rest, right + rest]


def number(rng, most, parts):
    return F(rng.randint(0, most * parts), parts)


def problem(rng, size, parts):
    claims = [number(rng, rng.choice([3, 20, 100]), parts) for _ in range(size)]
    if size > 1 and rng.random() < 0.3:
        claims[0] = claims[-1]
    if rng.random() < 0.1:
        claims[rng.randrange(size)] = F(0)
    total = sum(claims)
    estate = rng.choice([F(0), total, total / 2, total * rng.randint(0, 12) / 12, total * F(rng.randint(0, 997), 997)])
    return estate, claims


class Checks:
    def __init__(self, driver):
        self.driver = driver

    def ask(self, rule, estate, claims, check):
        self.driver.ask(["claims", len(claims), rule, estate, claims],
                        lambda answer: "no allocation" if answer[0] != "ok" else check(fractions(answer[1:])))

    def equal(self, rule, estate, claims, expected):
        self.ask(rule, estate, claims, lambda got: "" if got == expected else f"expected {[str(x) for x in expected]}")

    def definitions(self, rng):
        estate, claims = problem(rng, rng.randint(1, 6), rng.choice([1, 1, 3, 20]))
        for rule in RULES:
            self.equal(rule, estate, claims, ORACLES[rule](estate, claims))
        more = estate + sum(claims) + 1
        self.equal(rng.choice(RULES), more, claims, claims)

    def properties(self, rng):
        """Asked in pairs: the first answer waits for the second."""
        estate, claims = problem(rng, rng.randint(2, 30), rng.choice([1, 4]))
        total = sum(claims)
        i, j = rng.sample(range(len(claims)), 2)
        more = min(total, estate + F(rng.randint(1, 40), 4))
        larger = claims[:i] + [claims[i] + rng.randint(1, 20)] + claims[i + 1:]
        for rule in RULES:
            first = []

            def basic(got, first=first):
                first.append(got)
                if sum(got) != estate or any(not 0 <= x <= c for x, c in zip(got, claims)):
                    return "does not add up, or is not between nothing and the claim"
                order = sorted(range(len(claims)), key=lambda k: claims[k])
                gains = [got[k] for k in order]
                losses = [claims[k] - got[k] for k in order]
                return "" if gains == sorted(gains) and losses == sorted(losses) else "order is not kept"

            self.ask(rule, estate, claims, basic)
            self.ask(rule, more, claims, lambda got, first=first:
                     "" if all(x >= y for x, y in zip(got, first[0])) else "somebody loses by a larger estate")
            self.ask(rule, estate, larger, lambda got, first=first:
                     "" if got[i] >= first[0][i] else "somebody loses by a larger claim")
            if rule in ("proportional", "talmud", "random-arrival", "adjusted-proportional"):
                self.ask(rule, total - estate, claims, lambda got, first=first:
                         "" if all(x + y == c for x, y, c in zip(got, first[0], claims)) else "is not its own dual")
            if rule == "cel":
                self.ask("cea", total - estate, claims, lambda got, first=first:
                         "" if all(x + y == c for x, y, c in zip(got, first[0], claims)) else "is not the dual of cea")
            if rule == "talmud":
                self.ask(rule, estate, claims, lambda got: "" if all(
                    [got[a], got[b]] == garment(got[a] + got[b], claims[a], claims[b])
                    for a, b in itertools.combinations(range(len(claims)), 2)) else "a pair would divide otherwise")

    def consistent(self, rng):
        """Some leave with what they have got: the others get the same as before."""
        estate, claims = problem(rng, rng.randint(3, 12), 2)
        keep = sorted(rng.sample(range(len(claims)), rng.randint(2, len(claims) - 1)))
        for rule in ("proportional", "cea", "cel", "talmud", "piniles", "constrained-egalitarian", "reverse-talmud"):
            got = ORACLES[rule](estate, claims)
            self.equal(rule, sum(got[k] for k in keep), [claims[k] for k in keep], [got[k] for k in keep])

    def composition(self, rng):
        """What is first given is a part of the end (cea, proportional); claims cut at the estate change nothing (cea, Talmud,
        random arrival, minimal overlap, adjusted proportional); minimal rights first changes nothing (their duals)."""
        estate, claims = problem(rng, rng.randint(2, 12), 2)
        part = estate * rng.randint(0, 4) / 4
        cut = [min(c, estate) for c in claims]
        rights = [game(estate, claims, {i}) for i in range(len(claims))]
        left, rest = [c - r for c, r in zip(claims, rights)], estate - sum(rights)
        for rule in ("proportional", "cea", "cel"):
            first = ORACLES[rule](part, claims)
            then = ORACLES[rule](estate - part, [c - x for c, x in zip(claims, first)])
            self.equal(rule, estate, claims, [x + y for x, y in zip(first, then)])
        if len(claims) <= 6:
            for rule in ("cea", "talmud", "random-arrival", "minimal-overlap", "adjusted-proportional"):
                self.equal(rule, estate, claims, ORACLES[rule](estate, cut))
            for rule in ("cel", "talmud", "random-arrival", "minimal-overlap", "adjusted-proportional"):
                self.equal(rule, estate, claims, [r + x for r, x in zip(rights, ORACLES[rule](rest, left))])

    def pairs(self, rng):
        estate, claims = problem(rng, 2, 3)
        for rule in ("talmud", "random-arrival", "minimal-overlap", "adjusted-proportional"):
            self.equal(rule, estate, claims, garment(estate, *claims))

    def many_arrive(self, rng):
        """Sets counted by number and sum, anew for each without it."""
        size, most = rng.randint(8, 26), rng.choice([4, 12])
        claims = [F(rng.randint(0, most)) for _ in range(size)]
        unit = F(rng.randint(1, 9), rng.randint(1, 9))
        estate = F(rng.randint(0, 3 * int(sum(claims))), 3)
        awards = []
        for i, own in enumerate(claims):
            sets = {(0, F(0)): 1}
            for k, c in enumerate(claims):
                if k != i:
                    new = dict(sets)
                    for (s, w), count in sets.items():
                        new[s + 1, w + c] = new.get((s + 1, w + c), 0) + count
                    sets = new
            awards.append(sum(F(count, math.comb(size - 1, s) * size) * min(own, max(F(0), estate - w))
                              for (s, w), count in sets.items()))
        self.equal("random-arrival", estate * unit, [c * unit for c in claims], [a * unit for a in awards])

    def subsets(self, rng):
        """Claims without a common unit of any size: subset by subset."""
        claims = [F(rng.randint(1, 10**12), rng.randint(1, 10**6)) for _ in range(rng.randint(2, 6))]
        estate = sum(claims) * F(rng.randint(1, 999), 1000)
        self.equal("random-arrival", estate, claims, arrivals(estate, claims))


def main():
    driver, count = Driver(sys.argv[1]), int(sys.argv[2])
    checks = Checks(driver)
    for k in range(count):
        rng = random.Random(k)
        checks.definitions(rng)
        checks.properties(rng)
        checks.consistent(rng)
        checks.composition(rng)
        checks.pairs(rng)
        checks.subsets(rng)
        if k % 8 == 0:
            checks.many_arrive(rng)
    # small enough to lay all claims in all ways; in halves where the threshold is no whole number
    for estate, claims, parts in [(3, [1, 2, 3], 1), (3, [2, 2, 2], 2), (4, [1, 2, 3], 1), (2, [1, 1, 1], 2),
                                  (4, [2, 2, 3], 2), (3, [1, 1, 3], 1), (5, [4, 5], 1), (5, [2, 3, 4], 1), (4, [3, 3, 3], 2)]:
        estate, claims = F(estate), [F(c) for c in claims]
        expected = laid(estate, claims, parts)
        checks.equal("minimal-overlap", estate, claims, expected)
    sys.exit(1 if driver.run() else 0)


main()
