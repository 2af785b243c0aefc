#!/usr/bin/env python3
"""Kernels of the graph model against its definitions: conflict_oracle.py CONFLICT-DRIVER [CONFLICTS] [SEED]"""
import itertools
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver  # noqa: E402
import definitions as D  # noqa: E402


def bits(conflict, concepts, reading, player, state):
    return sum(1 << D.CONCEPTS.index(c) for c in concepts if D.stable(conflict, c, reading, player, state))


def expect(values):
    def check(answer):
        return None if [int(word) for word in answer] == values else f"expected {' '.join(map(str, values))}"
    return check


def ask_table(driver, conflict, reading):
    concepts, states = D.concepts_of(conflict), range(conflict["states"])
    cells = [[bits(conflict, concepts, reading, p, s) for s in states] for p in range(len(conflict["players"]))]
    whole = sum(1 << D.CONCEPTS.index(c) for c in concepts)
    equilibria = []
    for s in states:
        common = whole
        for row in cells:
            common &= row[s]
        equilibria.append(common)
    driver.ask(["table", D.READINGS.index(reading), *D.words(conflict)], expect([whole] + sum(cells, []) + equilibria))


def ask_coalitions(driver, conflict, reading):
    concepts, states = D.concepts_of(conflict), range(conflict["states"])
    rows, common = [], [sum(1 << D.CONCEPTS.index(c) for c in concepts) for _ in states]
    known = {}
    for mask in range(1, 2 ** len(conflict["players"])):
        joined = D.join(conflict, mask)
        rows.append([sum(1 << D.CONCEPTS.index(c) for c in concepts
                         if D.coalition_stable(conflict, joined, c, reading, mask, s, known)) for s in states])
        common = [a & b for a, b in zip(common, rows[-1])]
    whole = sum(1 << D.CONCEPTS.index(c) for c in concepts)
    driver.ask(["coalitions", D.READINGS.index(reading), *D.words(conflict)], expect([whole] + sum(rows, []) + common))


def legal_sequence(conflict, concept, player, start, steps):
    """Whether the steps are moves of opponents one after another, and improvements where they must be."""
    at, last = start, None
    for k, source, to in steps:
        other = conflict["players"][k]
        if k in (player, last) or source != at or to not in other["moves"][source]:
            return None
        if concept in ("seq", "sseq", "strong-seq") and to not in D.improvements(other, D.possibly, source):
            return None
        at, last = to, k
    return at


def ask_why(driver, conflict, rng):
    concept, reading = rng.choice(D.concepts_of(conflict)), rng.choice("abcd")
    player, state = rng.randrange(len(conflict["players"])), rng.randrange(conflict["states"])

    def check(answer):
        numbers = iter(map(int, answer))
        if next(numbers) != D.stable(conflict, concept, reading, player, state):
            return "the verdict is wrong"
        ways = sorted(D.leaves_for(conflict, reading, player, state))
        if next(numbers) != len(ways):
            return "not all improvements"
        for way in ways:
            improvement, deterred, sanction, member, _ = (next(numbers) for _ in range(5))
            steps = [tuple(next(numbers) for _ in range(3)) for _ in range(next(numbers))]
            known = set() if concept == "nash" else D.sanctions(conflict, concept, reading, player, state, way)
            if improvement != way or deterred != bool(known) or (deterred and sanction not in known):
                return f"improvement {way}: {improvement} {deterred} {sanction} not in {known}"
            if deterred and concept != "sim" and legal_sequence(conflict, concept, player, way, steps) != sanction:
                return f"improvement {way}: {steps} is no way to {sanction}"
            one = conflict["players"][player]["members"][member] if deterred else None
            if deterred and not D.deters({"members": [one]}, concept, reading, sanction, state):
                return f"improvement {way}: member {member} prefers {sanction}"
        return None

    driver.ask(["why", D.CONCEPTS.index(concept), D.READINGS.index(reading), player, state, *D.words(conflict)], check)


def ask_paths(driver, conflict, rng):
    kind, succession, start = rng.randrange(3), rng.randrange(2), rng.randrange(conflict["states"])

    def steps(k, s):
        player = conflict["players"][k]
        return player["moves"][s] if kind == 0 else D.improvements(player, D.surely if kind == 1 else D.possibly, s)

    everybody, distance = range(len(conflict["players"])), {start: 0}
    nodes, depth = {(start, None)}, 0
    seen = set(nodes)
    while nodes:
        depth += 1
        nodes = {(t, k) for s, last in nodes for k in everybody if succession or k != last for t in steps(k, s)} - seen
        seen |= nodes
        for t, _ in nodes:
            distance.setdefault(t, depth)

    def check(answer):
        numbers = iter(map(int, answer))
        if [next(numbers) for _ in range(conflict["states"])] != [distance.get(s, -1) for s in range(conflict["states"])]:
            return f"distances should be {distance}"
        for s in sorted(distance):
            at, last = start, None
            for _ in range(next(numbers)):
                k, source, to = (next(numbers) for _ in range(3))
                if source != at or to not in steps(k, source) or (k == last and not succession):
                    return f"no path to {s}"
                at, last = to, k
            if at != s:
                return f"the path to {s} ends at {at}"
        return None

    driver.ask(["paths", kind, succession, start, *D.words(conflict)], check)


# ---- rankings ----

def classes(level):
    return [sorted(s for s in range(len(level)) if level[s] == x) for x in sorted(set(level))]


def levels(order, states):
    result = [0] * states
    for place, group in enumerate(order):
        for s in group:
            result[s] = place
    return result


def inversions(order, first):
    places = [first.index(group) for group in order]
    return sum(a > b for i, a in enumerate(places) for b in places[i + 1:])


def with_level(conflict, player, member, level):
    players = [dict(p, members=list(p["members"])) for p in conflict["players"]]
    players[player]["members"][member] = {"level": level, "high": None, "band": None, "gap": 1}
    return dict(conflict, players=players)


def rankings(conflict):
    return [(p, m) for p, player in enumerate(conflict["players"]) for m in range(len(player["members"]))]


def all_orders(conflict, player, member):
    first = classes(conflict["players"][player]["members"][member]["level"])
    for order in itertools.permutations(first):
        yield inversions(list(order), first), levels(order, conflict["states"])


def least_flip(conflict, concept, state, player, member):
    verdict = D.equilibrium(conflict, concept, state)
    found = [d for d, level in all_orders(conflict, player, member)
             if D.equilibrium(with_level(conflict, player, member, level), concept, state) != verdict]
    return min(found, default=None)


def single_swaps(conflict, concept, state, player, member):
    """How many swaps of neighbouring levels there are, and how many flip the verdict."""
    verdict = D.equilibrium(conflict, concept, state)
    singles = [level for d, level in all_orders(conflict, player, member) if d == 1]
    return [len(singles), sum(D.equilibrium(with_level(conflict, player, member, level), concept, state) != verdict
                              for level in singles)]


def ask_bounds(driver, conflict, rng):
    """A search that is cut short says nothing wrong."""
    concept, state = rng.choice(D.CONCEPTS[:5]), rng.randrange(conflict["states"])
    depth, budget = rng.randrange(4), rng.choice((0, 1, 5, 1000))
    least = [least_flip(conflict, concept, state, p, m) for p, m in rankings(conflict)]
    more = [D.CONCEPTS.index(concept), depth, budget, state, *D.words(conflict)]

    def check_robust(answer):
        numbers = iter(map(int, answer))
        next(numbers), next(numbers), next(numbers)
        for (p, m), true in zip(rankings(conflict), least):
            never, low, high, _, _ = (next(numbers) for _ in range(5))
            if never and true is not None:
                return f"ranking {p}.{m}: never, should be {true}"
            if true is None and high != -1 or true is not None and (low > true or -1 < high < true):
                return f"ranking {p}.{m}: {low} to {high}, should be {true} ({concept}, {state})"
            if high != -1:
                level = [next(numbers) for _ in range(conflict["states"])]
                if D.equilibrium(with_level(conflict, p, m, level), concept, state) == D.equilibrium(conflict, concept, state):
                    return f"ranking {p}.{m}: the change does not flip it"
        return None

    def check_invert(answer):
        already, low, high = map(int, answer[:3])
        true = 0 if already else least_change(conflict, concept, state, high)
        return None if true is not None and low <= true <= high else f"{low} to {high}, should be {true} ({concept}, {state})"

    driver.ask(["robust", *more], check_robust)
    driver.ask(["invert", *more], check_invert)


def small_conflict(rng, most_states, most_rankings):
    while True:
        small = D.random_conflict(rng, most_states=most_states)
        if small["states"] <= most_states and len(rankings(small)) <= most_rankings:
            return small


def ask_robust(driver, conflict, rng):
    concept, state = rng.choice([c for c in D.concepts_of(conflict) if not c.startswith("strong")]), rng.randrange(conflict["states"])
    least = [least_flip(conflict, concept, state, p, m) for p, m in rankings(conflict)]

    def check(answer):
        numbers = iter(map(int, answer))
        verdict = D.equilibrium(conflict, concept, state)
        if next(numbers) != verdict:
            return "the verdict is wrong"
        low, high = next(numbers), next(numbers)
        known = min((x for x in least if x is not None), default=-1)
        if (low, high) != (known, known):
            return f"{low} to {high}, should be {known} ({concept}, {state})"
        for (p, m), true in zip(rankings(conflict), least):
            never, low, high, *singles = (next(numbers) for _ in range(5))
            if singles != single_swaps(conflict, concept, state, p, m):
                return f"ranking {p}.{m}: singles and flips {singles}, should be {single_swaps(conflict, concept, state, p, m)}"
            if never != (true is None) or high != (-1 if true is None else true) or low != high:
                return f"ranking {p}.{m}: {never} {low} {high}, should be {true} ({concept}, {state})"
            if true is not None:
                level = [next(numbers) for _ in range(conflict["states"])]
                if D.equilibrium(with_level(conflict, p, m, level), concept, state) == verdict:
                    return f"ranking {p}.{m}: the change does not flip it"
        return None

    driver.ask(["robust", D.CONCEPTS.index(concept), 40, 100000, state, *D.words(conflict)], check)


def least_change(conflict, concept, state, most):
    """Fewest swaps in all rankings together, by trying all."""
    lists = [sorted(all_orders(conflict, p, m)) for p, m in rankings(conflict)]
    best = None
    for picked in itertools.product(*lists):
        swaps = sum(d for d, _ in picked)
        if swaps > most or (best is not None and swaps >= best):
            continue
        changed = conflict
        for (p, m), (_, level) in zip(rankings(conflict), picked):
            changed = with_level(changed, p, m, level)
        if D.equilibrium(changed, concept, state):
            best = swaps
    return best


def ask_invert(driver, conflict, rng):
    concept, state = rng.choice([c for c in D.concepts_of(conflict) if not c.startswith("strong")]), rng.randrange(conflict["states"])

    def check(answer):
        numbers = iter(map(int, answer))
        already, low, high = (next(numbers) for _ in range(3))
        if already != D.equilibrium(conflict, concept, state):
            return "already is wrong"
        changed = conflict
        for p, player in enumerate(conflict["players"]):
            good, swaps = next(numbers), next(numbers)
            if good != D.stable(conflict, concept, "b", p, state):
                return f"player {p} is said to be {good}"
            if good:
                continue
            member, level = next(numbers), [next(numbers) for _ in range(conflict["states"])]
            if not D.stable(with_level(conflict, p, member, level), concept, "b", p, state):
                return f"the need of player {p} does not make it stable"
            least = min(d for m in range(len(player["members"])) for d, x in all_orders(conflict, p, m)
                        if D.stable(with_level(conflict, p, m, x), concept, "b", p, state))
            if swaps != least:
                return f"player {p} needs {least} swaps, not {swaps} ({concept}, {state})"
        for _ in range(next(numbers)):
            p, m, _ = (next(numbers) for _ in range(3))
            changed = with_level(changed, p, m, [next(numbers) for _ in range(conflict["states"])])
        if not already and not D.equilibrium(changed, concept, state):
            return "the change does not make it an equilibrium"
        true = 0 if already else least_change(conflict, concept, state, high)
        return None if (low, high) == (true, true) else f"{low} to {high}, should be {true} ({concept}, {state})"

    driver.ask(["invert", D.CONCEPTS.index(concept), 40, 200000, state, *D.words(conflict)], check)


def with_groups(conflict, rng):
    """Neighbouring levels of some members made one group of unknown preference; the groups by player and member."""
    groups = []
    for p, m in rankings(conflict):
        level = conflict["players"][p]["members"][m]["level"]
        places, low, high = sorted(set(level)), [2 * x for x in level], [2 * x for x in level]
        for at in range(len(places) - 1) if rng.random() < 0.6 else []:
            states = [s for s in range(len(level)) if places[at] <= level[s] <= places[at + 1]]
            if len(states) > 4 or any(high[s] > low[s] for s in states) or rng.random() < 0.4:
                continue
            for s in states:
                low[s], high[s] = 2 * places[at], 2 * places[at + 1] + 1
            groups.append((p, m, states))
        conflict = with_level(conflict, p, m, low)
        conflict["players"][p]["members"][m]["high"] = high
    return conflict, groups


def weak_orders(states):
    """Every way to rank the states, ties among them, as a place for each."""
    found = {tuple(sorted(set(places)).index(x) for x in places)
             for places in itertools.product(range(len(states)), repeat=len(states))}
    return [dict(zip(states, places)) for places in sorted(found)]


def ask_resolve(driver, conflict, rng):
    conflict, groups = with_groups(conflict, rng)
    concept, lists = rng.choice(D.CONCEPTS[:5]), [weak_orders(states) for _, _, states in groups]
    ways = 1
    for orders in lists:
        ways *= len(orders)
    if ways > 170:
        return
    lasts = [0] * conflict["states"]
    for picked in itertools.product(*lists):
        known = conflict
        for p, m in rankings(conflict):
            level = [10 * x for x in known["players"][p]["members"][m]["level"]]
            for (q, n, _), order in zip(groups, picked):
                for s, place in order.items() if (q, n) == (p, m) else []:
                    level[s] += place
            known = with_level(known, p, m, level)
        for s in range(conflict["states"]):
            lasts[s] += D.equilibrium(known, concept, s)
    driver.ask(["resolve", D.CONCEPTS.index(concept), 170, *D.words(conflict)], expect([ways] + lasts))


def main():
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    rng, driver = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1), Driver(sys.argv[1])
    for k in range(rounds):
        conflict = D.random_conflict(rng, unknown=k % 4 == 1, bands=k % 4 == 2)
        for reading in "abcd" if k % 4 == 1 else "b":
            ask_table(driver, conflict, reading)
        ask_why(driver, conflict, rng)
        ask_paths(driver, conflict, rng)
        ask_coalitions(driver, conflict, rng.choice("abcd"))
        small = small_conflict(rng, 4, 2) if k % 2 == 0 else small_conflict(rng, 3, 4)
        ask_robust(driver, small, rng)
        ask_invert(driver, small, rng)
        ask_bounds(driver, small_conflict(rng, 4, 2), rng)
        ask_resolve(driver, D.random_conflict(rng), rng)
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main())
