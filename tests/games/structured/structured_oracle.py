#!/usr/bin/env python3
"""Components, runways, spanning trees and markets against their definitions on seeded random problems.

    structured_oracle.py DRIVER PROBLEMS

Every answer is compared as a fraction: with the table of all coalitions, written down from the definition, and the rule
computed from that table (permutations, dividends, nested linear programs).
"""
import itertools
import random
import sys
from fractions import Fraction as F

from games import (Driver, fractions, is_exactly, members, prenucleolus, shapley, table, tau_cost, total, weighted_shapley,
                   worst)


def number(rng, most=20, zero=True):
    if zero and rng.random() < 0.1:
        return F(0)
    return F(rng.randint(1, most), rng.choice([1, 1, 1, 2, 3, 10]))


def is_table(entries, first=()):
    def check(answer):
        if answer[:len(first)] != list(first):
            return f"expected {first} first"
        if answer[len(first):len(first) + 2] != ["ok", "1"] or fractions(answer[len(first) + 2:]) != entries:
            return f"expected the table {' '.join(map(str, entries))}"
        return ""
    return check


def is_worst(n, entries, x, cost=True, users=None):
    """The largest excess, attained by the coalition named. `users`: types of which several users are players."""
    types = [t for t in range(len(x)) for _ in range(users[t] if users else 1)]
    each = [x[t] for t in types]
    largest, sign = worst(n, entries, each, cost), 1 if cost else -1
    efficient = total(each, (1 << n) - 1) == entries[-1]

    def check(answer):
        if largest is None:
            return "" if answer[0] == "none" else "expected none"
        if answer[0] != "ok" or answer[1] != str(int(efficient)):
            return f"expected ok {int(efficient)}"
        left, mask = [int(k) for k in answer[4:]], 0
        for i, t in enumerate(types):
            if left[t] > 0:
                left[t] -= 1
                mask |= 1 << i
        excess = sign * (total(each, mask) - entries[mask])
        if any(left) or mask in (0, (1 << n) - 1) or F(answer[3]) != excess:
            return f"the coalition has excess {excess}"
        if answer[2] != str(int(efficient and largest <= 0)):
            return "wrong about the core"
        # where x is not efficient and all would gain most, a market names the worst pair or player instead
        fits = excess == largest or (not cost and not efficient and
                                     sign * (total(each, (1 << n) - 1) - entries[-1]) >= largest)
        return "" if fits else f"expected an excess of {largest}"
    return check


def near(rng, x, chance=0.5):
    """An allocation beside x, efficient or not."""
    x = list(x)
    for _ in range(rng.randint(0, 2)):
        i, j = rng.randrange(len(x)), rng.randrange(len(x))
        step = F(rng.randint(1, 6), rng.choice([1, 2]))
        x[i] += step
        if rng.random() < chance:
            x[j] -= step
    return x


# ---- components ---------------------------------------------------------------------------------------------

def components(driver, rng):
    n, size = rng.randint(1, 5), rng.randint(0, 6)
    chain = rng.random() < 0.3
    needed = []
    order = rng.sample(range(n), n)
    for _ in range(size):
        needed.append(sorted(order[:rng.randint(0, n)] if chain else [i for i in range(n) if rng.random() < 0.5]))
    cost = [number(rng) for _ in range(size)]
    unit_cost = [number(rng, 4) for _ in range(size)] if size and rng.random() < 0.6 else None
    units = [[number(rng, 9) for _ in who] for who in needed]

    def entry(coalition):
        c = F(0)
        for k in range(size):
            if any(i in coalition for i in needed[k]):
                c += cost[k]
            for i, u in zip(needed[k], units[k]):
                if i in coalition and unit_cost:
                    c += u * unit_cost[k]
        return c
    c = table(n, entry)
    flat = sum(units, [])
    given = [n, size, cost or [], (unit_cost if unit_cost else "-") if size else [],
             [len(who) for who in needed], needed, (flat if flat else [])]

    def ask(rule, check, more=None):
        driver.ask("components", rule, given, more, check=check)
    full = (1 << n) - 1
    direct = [sum((u * unit_cost[k] for k in range(size) for j, u in zip(needed[k], units[k]) if j == i and unit_cost), F(0))
              for i in range(n)]
    separable = [c[full] - c[full ^ 1 << i] for i in range(n)]
    weights = [F(rng.randint(1, 6), rng.choice([1, 2])) for _ in range(n)]
    value = shapley(n, c)
    dual = [c[full] - c[full ^ mask] for mask in range(1 << n)]
    assert all(c[a] + c[b] >= c[a | b] + c[a & b] for a in range(1 << n) for b in range(1 << n))
    ask("table", is_table(c))
    ask("alone", is_exactly([c[1 << i] for i in range(n)]))
    ask("separable", is_exactly(separable))
    ask("shapley", is_exactly(value))
    ask("weighted", is_exactly(weighted_shapley(n, c, weights)), weights)
    ask("proportional", is_exactly(weighted_shapley(n, dual, weights)), weights)
    ask("tau", is_exactly(tau_cost(n, c)))
    rest = (c[full] - sum(separable)) / n
    ask("ensc", is_exactly([s + rest for s in separable]))
    ask("worst", is_worst(n, c, value), value)
    x = near(rng, value)
    ask("worst", is_worst(n, c, x), x)
    nested = all(set(a) <= set(b) or set(b) <= set(a) for a in needed for b in needed)
    if not nested:
        ask("chain", is_exactly([], "nothing"))
    if rng.random() < 0.4:
        nucleolus = [-a for a in prenucleolus(n, [-a for a in c])]
        ask("nucleolus", is_exactly(nucleolus))
        if nested:
            ask("chain", is_exactly(nucleolus))
    # weights that have no small whole proportions are integrated in doubles
    heavy = [w + F(rng.randint(1, 10**6), 10**6 + 3) for w in weights]
    expected = weighted_shapley(n, c, heavy)

    def close(answer):
        if answer[0] not in ("near", "ok"):
            return "expected near"
        most = F(1, 10**12) * (1 + sum(cost, F(0)) + sum(direct))
        if any(abs(F(float(a)) - b) > most for a, b in zip((F(t) if answer[0] == "ok" else float(t) for t in answer[1:]),
                                                           expected)):
            return f"expected about {list(map(float, expected))}"
        return ""
    ask("weighted", close, heavy)


# ---- runways ------------------------------------------------------------------------------------------------

def airport(driver, rng):
    types = rng.randint(1, 4)
    need = [number(rng, 12) for _ in range(types)]
    users = [rng.choice([1, 1, 2]) for _ in range(types)]
    of = [t for t in range(types) for _ in range(users[t])]
    n = len(of)
    if n > 6:
        return
    c = table(n, lambda coalition: max(need[of[i]] for i in coalition))

    def per_type(x):
        """One user of each type, when all users of a type pay the same."""
        assert all(x[i] == x[of.index(of[i])] for i in range(n))
        return [x[of.index(t)] for t in range(types)]

    def ask(rule, check, more=None):
        driver.ask("airport", rule, types, need, users, more, check=check)
    value = per_type(shapley(n, c)) if n < 6 else None
    if value is not None:
        ask("shapley", is_exactly(value))
        ask("worst", is_worst(n, c, value, users=users), value)
        x = near(rng, value)
        ask("worst", is_worst(n, c, x, users=users), x)
        x = [F(rng.randint(-3, 3)) for _ in range(types)]
        ask("worst", is_worst(n, c, x, users=users), x)
    if n < 6 and rng.random() < 0.5:
        ask("nucleolus", is_exactly(per_type([-a for a in prenucleolus(n, [-a for a in c])])))
    ask("table", is_table(table(types, lambda coalition: max(need[i] for i in coalition))))
    top, weight = max(need), sum(a * u for a, u in zip(need, users))
    ask("proportional", is_exactly([a * top / weight if weight else F(0) for a in need]))
    for name, order in (("given", range(types)), ("rising", sorted(range(types), key=lambda i: need[i])),
                        ("falling", sorted(range(types), key=lambda i: -need[i]))):
        paid, expected = F(0), [F(0)] * types
        for i in order:
            expected[i] = max(need[i] - paid, F(0)) / users[i]
            paid = max(paid, need[i])
        ask(name, is_exactly(expected))

    def equal_benefits(answer):
        x = fractions(answer[1:])
        if answer[0] != "ok" or sum(a * u for a, u in zip(x, users)) != top or min(x) < 0:
            return "not efficient, or somebody is paid"
        benefits = {b - a for a, b in zip(x, need) if a > 0}
        if len(benefits) > 1 or any(b > min(benefits) for a, b in zip(x, need) if a == 0 and benefits):
            return "benefits differ"
        return ""
    ask("equal-benefits", equal_benefits)
    # contributions as equal as the core allows: the lexicographically largest when sorted from below
    expected, paid, left = [F(0)] * types, F(0), sorted(set(need))
    while left:
        def part(level):
            return (level - paid) / sum(u for a, u in zip(need, users) if a in left and a <= level)
        share = min(map(part, left))
        level = max(b for b in left if part(b) == share)
        for i in range(types):
            if need[i] in left and need[i] <= level:
                expected[i] = share
        paid, left = level, [b for b in left if b > level]
    ask("equal-contributions", is_exactly(expected))


# ---- trees --------------------------------------------------------------------------------------------------

def cheapest_tree(places, cost):
    """The cheapest way to join all places, by trying all sets of links; None where there is none."""
    best = None
    links = [pair for pair in itertools.combinations(sorted(places), 2) if pair in cost]
    for chosen in itertools.combinations(links, len(places) - 1):
        seen, grew = {min(places)}, True
        while grew:
            grew = False
            for a, b in chosen:
                if (a in seen) != (b in seen):
                    seen |= {a, b}
                    grew = True
        price = sum((cost[link] for link in chosen), F(0))
        if len(seen) == len(places) and (best is None or price < best):
            best = price
    return best


def mcst(driver, rng):
    n = rng.randint(1, 4)
    whole = rng.random() < 0.6
    links = [pair for pair in itertools.combinations(range(-1, n), 2) if whole or rng.random() < 0.7]
    rng.shuffle(links)
    links = [pair if rng.random() < 0.5 else pair[::-1] for pair in links]
    prices = [number(rng, rng.choice([4, 20])) for _ in links]
    if links and rng.random() < 0.2:  # a second link between the same places
        links.append(links[0][::-1])
        prices.append(number(rng))
    cost = {}
    for link, price in zip(links, prices):
        key = tuple(sorted(link))
        cost[key] = min(cost.get(key, price), price)
    place = ["s" if p < 0 else p for link in links for p in link]

    def ask(rule, check):
        driver.ask("mcst", rule, n, len(links), place, prices, check=check)
    private = table(n, lambda coalition: cheapest_tree([-1] + coalition, cost))
    full = (1 << n) - 1
    if private[full] is None:
        reached, grew = {-1}, True
        while grew:
            grew = False
            for a, b in cost:
                if (a in reached) != (b in reached):
                    reached |= {a, b}
                    grew = True
        flags = [int(i in reached) for i in range(n)]
        ask("tree", lambda answer: "" if answer[0] == "nothing" and answer[2:] == [str(f) for f in flags] else f"{flags}")
        for rule in ("bird", "folk", "irreducible"):
            ask(rule, is_exactly([], "nothing"))
        ask("table", lambda answer: "" if answer == ["ok"] else "expected no table")
        return
    ask("tree", is_exactly([private[full]] + [F(1)] * n))
    gaps = [mask for mask in range(1, full + 1) if private[mask] is None]
    entries = [private[mask] if mask not in gaps else
               min(private[big] for big in range(1, full + 1) if big & mask == mask and private[big] is not None)
               for mask in range(full + 1)]

    def whole_table(answer):
        if answer[0] != str(gaps[0] if gaps else 0) or answer[1:3] != ["ok", "1"]:
            return f"expected the first gap {gaps[:1]}"
        if [mask for mask in range(full + 1) if answer[3 + mask].endswith("*")] != gaps:
            return f"expected the gaps {gaps}"
        return "" if fractions(a.rstrip("*") for a in answer[3:]) == entries else f"expected {entries}"
    ask("table", whole_table)
    # irreducible costs: between two places the least, over all ways, of the dearest link
    least = {(a, b): F(0) if a == b else cost.get((min(a, b), max(a, b))) for a in range(-1, n) for b in range(-1, n)}
    for c in range(-1, n):
        for a in range(-1, n):
            for b in range(-1, n):
                if least[a, c] is not None and least[c, b] is not None:
                    way = max(least[a, c], least[c, b])
                    if least[a, b] is None or way < least[a, b]:
                        least[a, b] = way
    order = list(range(n)) + [-1]
    ask("irreducible", is_exactly([least[a, b] for a in order for b in order]))
    small = {pair: price for pair, price in least.items() if pair[0] < pair[1]}
    ask("folk", is_exactly(shapley(n, table(n, lambda coalition: cheapest_tree([-1] + coalition, small)))))
    # Bird: the cheapest link out of what is connected, the first listed of equals
    seen, bird = {-1}, [F(0)] * n
    while len(seen) <= n:
        out = [k for k, (a, b) in enumerate(links) if (a in seen) != (b in seen)]
        k = min(out, key=lambda k: (prices[k], k))
        new = links[k][0] if links[k][1] in seen else links[k][1]
        bird[new] = prices[k]
        seen.add(new)
    core = [total(bird, mask) <= private[mask] for mask in range(1, full + 1) if private[mask] is not None]
    assert all(core) and sum(bird) == private[full]
    ask("bird", is_exactly(bird))


# ---- markets ------------------------------------------------------------------------------------------------

def matching(coalition, worth):
    """The best matching, by trying what the first player does."""
    if not coalition:
        return F(0)
    i, rest = coalition[0], coalition[1:]
    best = matching(rest, worth)
    for j in rest:
        if worth.get((i, j), 0) > 0:
            best = max(best, worth[i, j] + matching([k for k in rest if k != j], worth))
    return best


def market(driver, rng):
    n = rng.randint(1, 6)
    sellers = rng.sample(range(n), rng.randint(0, n))
    buyers = [i for i in range(n) if i not in sellers]
    pairs = [(s, b) for s in sellers for b in buyers if rng.random() < 0.8]
    rng.shuffle(pairs)
    values = [number(rng, rng.choice([3, 12])) - (1 if rng.random() < 0.1 else 0) for _ in pairs]
    worth = {}
    for (s, b), value in zip(pairs, values):
        worth[min(s, b), max(s, b)] = max(value, F(0))
    v = table(n, lambda coalition: matching(coalition, worth))
    full = (1 << n) - 1
    ends = [p for pair in pairs for p in pair]

    def ask(rule, check, more=None):
        driver.ask("market", rule, n, len(pairs), ends, values, more, check=check)
    ask("table", is_table(v))
    high = [v[full] - v[full ^ 1 << i] for i in range(n)]
    solution = []

    def bounds(answer):
        if answer[0] != "ok" or F(answer[1]) != v[full]:
            return f"expected {v[full]}"
        partner = [int(p) for p in answer[2::4]]
        low, most = fractions(answer[3::4]), fractions(answer[4::4])
        formed = sum((worth[i, j] for i, j in enumerate(partner) if j > i), F(0))
        if formed != v[full] or any(j >= 0 and partner[j] != i for i, j in enumerate(partner)):
            return "no best matching"
        if most != high:
            return f"expected at most {high}"
        solution[:] = [low, most]
        # what is left by the partner's most; nothing without a partner
        expected = [worth[min(i, j), max(i, j)] - high[j] if j >= 0 else F(0) for i, j in enumerate(partner)]
        return "" if low == expected else f"expected at least {expected}"
    ask("solve", bounds)

    def side(names):
        def check(answer):
            expected = [solution[1][i] if i in names else solution[0][i] for i in range(n)]
            x = fractions(answer[1:])
            if sum(x) != v[full] or worst(n, v, x, False) not in (None,) and worst(n, v, x, False) > 0:
                return "not in the core"
            return "" if x == expected else f"expected {expected}"
        return check
    # sides: whoever stands first in the pairs is a seller here, as are those in no pair
    first = {s for s, _ in pairs} | {i for i in range(n) if i not in ends}
    ask("sellers", side(first))
    ask("buyers", side({b for _, b in pairs}))
    ask("tau", lambda answer: "" if fractions(answer[1:]) == [(a + b) / 2 for a, b in zip(*solution)] else "not midway")
    if n < 6 or rng.random() < 0.2:
        nucleolus = prenucleolus(n, v)
        ask("nucleolus", is_exactly(nucleolus))
        ask("worst", is_worst(n, v, nucleolus, False), nucleolus)
        x = near(rng, nucleolus)
        ask("worst", is_worst(n, v, x, False), x)


def odd_market(driver, _):
    driver.ask("market", "tau", 3, 3, [0, 1, 1, 2, 2, 0], [1, 1, 1], None, check=lambda a: "" if a == ["input"] else "odd")


def main():
    driver, problems = Driver(sys.argv[1]), int(sys.argv[2])
    odd_market(driver, None)
    for seed in range(problems):
        for kind in (components, airport, mcst, market):
            kind(driver, random.Random(f"{kind.__name__} {seed}"))
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main())
