#!/usr/bin/env python3
"""Keys and rounding against naive definitions, in fractions.

    keys_oracle.py DRIVER COUNT

Shares between bounds: by trying who stands at which bound; with the tie to the next largest and in larger problems: by the
kinks of the sum. Divisor methods: unit by unit.
"""
import itertools
import random
import sys
from fractions import Fraction as F

from division import Driver, fractions, root

FLOOR_TOO_HIGH, CEILING_TOO_LOW, CROSSED, NO_NEXT, LIMITS_HIGH, LIMITS_LOW, NO_BASE, NO_BEFORE = range(1, 9)
HAMILTON, WEBSTER, JEFFERSON = range(3)


def clamp(x, low, high):
    return max(low, min(x, high))


def by_trying(base, low, high):
    """All ways to stand at the low bound, the high bound or between; the one that holds together."""
    for places in itertools.product((0, 1, 2), repeat=len(base)):
        free = sum(b for b, p in zip(base, places) if p == 1)
        held = sum(l if p == 0 else h for l, h, p in zip(low, high, places) if p != 1)
        if (free == 0) != all(p != 1 for p in places) or (free == 0 and held != 1):
            continue
        rates = [(1 - held) / free] if free else sorted(
            {F(0)} | {l / b for l, b in zip(low, base) if b} | {h / b for h, b in zip(high, base) if b})
        for rate in rates:
            x = [clamp(rate * b, l, h) for b, l, h in zip(base, low, high)]
            if rate >= 0 and sum(x) == 1:
                return x
    return None


def shares_at(rate, base, low, high, top):
    x = [clamp(rate * b, l, h) for b, l, h in zip(base, low, high)]
    if top is not None and len(base) > 1:
        x[top] = max(low[top], min(x[top], max(x[:top] + x[top + 1:])))
    return x


def by_kinks(base, low, high, top=None):
    kinks = {bound / b for b in base if b for bound in low + high}
    rate = root(lambda r: sum(shares_at(r, base, low, high, top)), kinks, F(1))
    if rate is None:
        return None
    x = shares_at(rate, base, low, high, top)
    return x if sum(x) == 1 else None


def solve(base, low, high, top):
    if top is None and len(base) <= 5:
        return by_trying(base, low, high)
    return by_kinks(base, low, high, top)


def beyond(base, low, high, top):
    """What the shares add up to when the rate goes on for ever."""
    most = 2 * max([F(1)] + [bound / b for b in base if b for bound in low + high])
    return sum(shares_at(most, base, low, high, top))


def key(problem):
    """(reason or None, steps)"""
    size, steps = problem["size"], []
    base = [F(0)] * size
    for k, (weight, numbers) in enumerate(problem["bases"]):
        if weight != 0:
            if sum(numbers) == 0:
                return (NO_BASE, k), steps
            base = [b + (1 if weight is None else weight) * x / sum(numbers) for b, x in zip(base, numbers)]
    if sum(base) == 0:
        return (NO_BASE, -1), steps
    base = [b / sum(base) for b in base]
    before = problem["before"]
    if before is not None:
        if sum(before) == 0:
            return (NO_BEFORE, -1), steps
        before = [b / sum(before) for b in before]
    steps += [base, before or [F(0)] * size]
    top = base.index(max(base)) if problem["next"] else None
    floor, ceiling = problem["floor"], problem["ceiling"]
    low, high = [floor or F(0)] * size, [F(1) if ceiling is None else min(F(1), ceiling)] * size
    if floor is not None and ceiling is not None and floor > ceiling:
        return (CROSSED, -1, floor, ceiling), steps
    if sum(low) > 1:
        return (FLOOR_TOO_HIGH, -1, sum(low), 1), steps
    if beyond(base, low, high, None) < 1:
        return (CEILING_TOO_LOW, -1, beyond(base, low, high, None), 1), steps
    x = solve(base, low, high, top)
    if x is None:
        alone = all(b == 0 for i, b in enumerate(base) if i != top)
        return (NO_NEXT if alone else CEILING_TOO_LOW, top, beyond(base, low, high, top), 1), steps
    steps.append(x)
    limits = [problem["rise"], problem["fall"], problem["points"]]
    if before is not None and limits != [None] * 3:
        low, high = [], []
        for b in before:
            l, h = [F(0)], [F(1)]
            if b > 0 and limits[0] is not None:
                h.append(b * (1 + limits[0]))
            if b > 0 and limits[1] is not None:
                l.append(b * (1 - limits[1]))
            if limits[2] is not None:
                l.append(b - limits[2])
                h.append(b + limits[2])
            l, h = max(l), min(h)
            low.append(clamp(floor or F(0), l, h))
            high.append(clamp(F(1) if ceiling is None else ceiling, l, h))
        if sum(low) > 1:
            return (LIMITS_HIGH, -1, sum(low), 1), steps
        y = solve(x, low, high, top)
        if y is None and top is None and sum(high) >= 1:
            rest = [low[i] if x[i] == 0 else high[i] for i in range(size)]
            y = by_kinks(high, rest, high)
        elif y is None:
            tied = solve(x, low, high, None) is not None
            return (LIMITS_LOW, top if tied else -1, beyond(x, low, high, top) if tied else
                    (beyond(x, low, high, None) if top is not None else sum(high)), 1), steps
        x = y
    steps.append(x)
    years = problem["years"] if before is not None and problem["years"] > 1 else 1
    phased = [[F(k, years) * s + F(years - k, years) * (b if years > 1 else s) for s, b in zip(x, before or x)]
              for k in range(1, years + 1)]
    rounded = [apportion(problem["method"], F(1, 10**problem["decimals"]), y)[0] if problem["rounded"] else y
               for y in phased]
    return None, steps + [sum(phased, []), sum(rounded, [])]


def nearest(x):
    return (abs(x) + F(1, 2)).__floor__() * (1 if x >= 0 else -1)


def apportion(method, unit, amounts):
    """(amounts, total changed, who is in a tie)"""
    units = [a / unit for a in amounts]
    total, size = nearest(sum(units)), len(amounts)
    if method == HAMILTON:
        given = [u.__floor__() for u in units]
        more = total - sum(given)
        rests = [u - g for u, g in zip(units, given)]
        order = sorted(range(size), key=lambda i: (-rests[i], i))
        for i in order[:more]:
            given[i] += 1
        tie = 0 < more < size and rests[order[more - 1]] == rests[order[more]]
        tied = [tie and r == rests[order[more]] for r in rests]
    else:
        given, tied = [0] * size, [False] * size

        def worth(i):
            return units[i] / (given[i] + 1 if method == JEFFERSON else 2 * given[i] + 1)
        lasts = [None] * size
        for k in range(total):
            i = max(range(size), key=lambda j: (worth(j), -j))
            last, lasts[i] = worth(i), worth(i)
            given[i] += 1
        if total and max(worth(i) for i in range(size)) == last:
            tied = [last in (lasts[i], worth(i)) for i in range(size)]
    return [g * unit for g in given], total != sum(units), tied


def number(rng, most, parts):
    return F(rng.randint(0, most * parts), parts)


def random_key(rng):
    size = rng.randint(1, 8)

    def numbers(zero=0.15):
        return [F(0) if rng.random() < zero else number(rng, rng.choice([2, 30, 1000]), 1) for _ in range(size)]
    some = lambda chance, make: make() if rng.random() < chance else None
    bases = [(some(0.5, lambda: F(rng.randint(0, 4), 4)), numbers()) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    if rng.random() < 0.2:
        bases[0][1][-1] = max(bases[0][1])
    return {
        "size": size, "bases": bases,
        "floor": some(0.5, lambda: F(rng.randint(0, 30), rng.choice([100, 20 * size]))),
        "ceiling": some(0.5, lambda: F(rng.randint(80, 300), 100 * size)),
        "next": rng.random() < 0.4,
        "before": some(0.6, lambda: numbers(0.1)),
        "rise": some(0.5, lambda: F(rng.randint(0, 60), 100)), "fall": some(0.5, lambda: F(rng.randint(0, 60), 100)),
        "points": some(0.4, lambda: F(rng.randint(0, 200), 1000)),
        "years": rng.randint(0, 4), "rounded": rng.random() < 0.5, "decimals": rng.randint(0, 3),
        "method": rng.randint(0, 2),
    }


def ask_key(driver, problem):
    reason, steps = key(problem)

    def check(answer):
        if reason is not None:
            if answer[:2] != ["nothing", str(reason[0])] or answer[2] != str(reason[1]):
                return f"expected nothing for {reason}"
            close = all(abs(float(n) - float(w)) < 1e-12 for n, w in zip(reason[2:], answer[3:]))
            return "" if close else f"expected the numbers {reason[2:]}"
        if answer[0] != "ok":
            return f"expected shares {[str(x) for x in steps[3]]}"
        parts = " ".join(answer[1:]).split("|")
        for k, name in enumerate(("base", "before", "bounded", "limited", "phased", "rounded")):
            if fractions(parts[k].split()) != steps[k]:
                return f"{name}: expected {[str(x) for x in steps[k]]}"
        return ""
    size = problem["size"]
    driver.ask(["key", size, len(problem["bases"]), [[w, b] for w, b in problem["bases"]], problem["floor"],
                problem["ceiling"], int(problem["next"]), problem["before"], problem["rise"], problem["fall"],
                problem["points"], problem["years"], int(problem["rounded"]), problem["decimals"], problem["method"]], check)


def ask_apportion(driver, rng):
    size, method = rng.randint(1, 12), rng.randint(0, 2)
    unit = rng.choice([F(1), F(1, 100), F(1, 7), F(5)])
    parts = rng.choice([1, 2, 4, 100])
    amounts = [number(rng, rng.choice([1, 6, 20]), parts) * unit for _ in range(size)]
    if method == HAMILTON and rng.random() < 0.4:
        amounts = [a * rng.choice([1, -1]) for a in amounts]
    if rng.random() < 0.5:
        amounts[-1] += nearest(sum(amounts) / unit) * unit - sum(amounts)
    if method != HAMILTON and min(amounts) < 0:
        driver.ask(["apportion", size, method, unit, amounts], lambda answer: "" if answer[:2] == ["nothing", "9"] else
                   "divisors of negative amounts")
        return
    expected, changed, tied = apportion(method, unit, amounts)

    def check(answer):
        parts = " ".join(answer).split("|")
        got = fractions(parts[0].split()[1:])
        if got != expected:
            return f"expected {[str(x) for x in expected]}"
        if parts[1].split() != [str(int(changed))] or parts[2].split() != [str(int(t)) for t in tied]:
            return f"expected total changed {changed}, tied {tied}"
        if fractions(parts[3].split()) != [g - a for g, a in zip(got, amounts)]:
            return "changes are not rounded less exact"
        return ""
    driver.ask(["apportion", size, method, unit, amounts], check)


def main():
    driver, count = Driver(sys.argv[1]), int(sys.argv[2])
    for k in range(count):
        rng = random.Random(k)
        ask_key(driver, random_key(rng))
        ask_apportion(driver, rng)
    sys.exit(1 if driver.run() else 0)


main()
