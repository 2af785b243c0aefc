"""The equilibrium of alternating offers through the command, against exact fractions.

    equilibrium_oracle.py ENTENTE [CASES [FIRST_SEED]]

Random small cases of 2 to 4 parties, and the case two-islands, its preferences typed in again. With a deadline: naive
recursion over every outcome. Without one, two parties: the hull of all rational outcomes in fractions, and the pair of
its edges on which the two offers support each other, by linear equations. Three and more parties: no outcome, and no
lottery of two, may be better for a proposer and good enough for the others. Shares nothing with the program but the
definitions in docs/negotiate-equilibrium.md.
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F


# ---- cases ---------------------------------------------------------------------------------------------------------


def random_case(seed):
    r = random.Random(seed)
    parties = [f"p{i}" for i in range(r.choice([2, 2, 2, 3, 4]))]
    issues = [f"i{j}" for j in range(r.randint(1, 3))]
    options = [[f"o{k}" for k in range(r.randint(2, 6))] for _ in issues]
    weights = [[F(r.randint(1, 5)) for _ in issues] for _ in parties]
    values = [[[F(r.randint(0, 8), 8) for _ in o] for o in options] for _ in parties]
    no_deal = [F(r.randint(0, 6), 10) for _ in parties]
    text = "entente: 1\nid: t\ntitle: T\nparties:\n" + "".join(f"  {p}: {{name: {p}}}\n" for p in parties)
    text += "issues:\n" + "".join(f"  {j}: {{options: [{', '.join(o)}]}}\n" for j, o in zip(issues, options))
    text += "preferences:\n"
    for p, w, v in zip(parties, weights, values):
        text += f"  {p}:\n"
        for j, o, weight, row in zip(issues, options, w, v):
            text += f"    {j}: {{weight: {weight}, values: {{{', '.join(f'{k}: {x}' for k, x in zip(o, row))}}}}}\n"
    text += "no_deal:\n" + "".join(f"  {p}: {{utility: {float(d)}}}\n" for p, d in zip(parties, no_deal))
    outcomes = []
    for choice in itertools.product(*[range(len(o)) for o in options]):
        utility = [sum(w[j] * v[j][k] for j, k in enumerate(choice)) / sum(w) for w, v in zip(weights, values)]
        outcomes.append(({i: options[j][choice[j]] for j, i in enumerate(issues)}, utility))
    return {"text": text, "parties": parties, "outcomes": outcomes, "no_deal": no_deal}


def two_islands():
    def linear(x, best, worst):
        return max(F(0), min(F(1), F(x - worst, best - worst)))

    growth, crew, terms = ["frozen", "inflation-up-to-3", "inflation"], ["none", "one", "two"], [2, 4, 6]
    outcomes = []
    for pay, g, t, c in itertools.product(range(80, 161, 2), range(3), range(3), range(3)):
        if pay > 140:
            continue
        tern = 55 * linear(pay, 160, 80) + 20 * [F(0), F(4, 5), F(1)][g] + 10 * F(t, 2) + 15 * (1 - F(c, 2))
        skua = 45 * linear(pay, 80, 140) + 15 * [F(1), F(3, 5), F(0)][g] + 10 * [F(0), F(1), F(0)][t] + 30 * F(c, 2)
        outcomes.append(({"payment": pay, "growth": growth[g], "term": terms[t], "crew": crew[c]}, [tern / 100, skua / 100]))
    return {"name": "two-islands", "parties": ["tern", "skua"], "outcomes": outcomes, "no_deal": [F(35, 100), F(30, 100)]}


# ---- with a deadline -------------------------------------------------------------------------------------------------


def backward(gains, factors, first, rounds):
    """The outcome agreed on in round 0; None where there is none."""
    n = len(factors)
    later = None
    for t in reversed(range(rounds)):
        proposer = (first + t) % n
        order = [(proposer + k) % n for k in range(n)]
        least = [F(0)] * n if later is None else [d * g for d, g in zip(factors, gains[later])]
        best = None
        for o, g in enumerate(gains):
            if any(g[i] < least[i] for i in range(n)):
                continue
            if best is None or [g[i] for i in order] > [gains[best][i] for i in order]:
                best = o
        later = best
        if best is None:
            return None
    return later


# ---- two parties without a deadline ------------------------------------------------------------------------------------


def corners(gains):
    points = sorted({tuple(g) for g in gains if min(g) >= 0}, key=lambda g: (-g[0], -g[1]))
    front = []
    for p in points:
        if not front or p[1] > front[-1][1]:
            front.append(p)
    hull = []
    for p in front:
        while len(hull) > 1 and (hull[-1][0] - hull[-2][0]) * (p[1] - hull[-2][1]) <= (p[0] - hull[-2][0]) * (
                hull[-1][1] - hull[-2][1]):
            hull.pop()
        hull.append(p)
    return hull


def offer(hull, party, least):
    """The best of the hull for a party while the other gets at least `least`."""
    other = 1 - party
    line = hull if party == 0 else hull[::-1]
    if least <= line[0][other]:
        return line[0]
    for a, b in zip(line, line[1:]):
        if least <= b[other]:
            t = (least - a[other]) / (b[other] - a[other])
            return tuple(a[i] + t * (b[i] - a[i]) for i in range(2))
    raise AssertionError("out of reach")


def rubinstein(hull, factors, first):
    """What each gains, exactly: on a stretch without corners the map from the answerer's guarantee to what it gets by
    refusing is a straight line, so two points of it give the place where it stays put."""
    other = 1 - first

    def refuse(least):
        mine = offer(hull, first, least)
        theirs = offer(hull, other, factors[first] * mine[first])
        return factors[other] * theirs[other]

    low, high = F(0), factors[other] * max(p[other] for p in hull)
    for _ in range(60):
        a, b = low, high
        ya, yb = refuse(a), refuse(b)
        if ya == a:
            return offer(hull, first, a)
        if yb == b:
            return offer(hull, first, b)
        if b > a and yb - ya != b - a:
            guess = (ya * (b - a) - a * (yb - ya)) / ((b - a) - (yb - ya))
            if low <= guess <= high and refuse(guess) == guess:
                return offer(hull, first, guess)
        middle = (low + high) / 2
        y = refuse(middle)
        low, high = (middle, high) if y > middle else (low, middle)
    return offer(hull, first, low)


# ---- comparing -------------------------------------------------------------------------------------------------------


def run(entente, case, words):
    with tempfile.TemporaryDirectory() as folder:
        name = case.get("name")
        if not name:
            name = os.path.join(folder, "t.yaml")
            with open(name, "w") as file:
                file.write(case["text"])
        done = subprocess.run([entente, "negotiate", name, "--json"] + words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr + case.get("text", "")
        return json.loads(done.stdout)


def close(a, b, what, within=1e-9):
    assert abs(float(a) - float(b)) <= within, f"{what}: {a} is not {float(b)}"


def check_rubinstein(case, metrics, found, gains, factors):
    names, no_deal = case["parties"], case["no_deal"]
    hull = corners(gains)
    offers = [rubinstein(hull, factors, first) for first in range(2)]
    for i, name in enumerate(names):
        close(metrics[f"equilibrium.rubinstein.utility.{name}"], offers[0][i] + no_deal[i], f"utility of {name}")
        close(metrics[f"equilibrium.first_mover.{name}"], offers[i][i] - offers[1 - i][i], f"first move of {name}")
    ideal = [max(p[i] for p in hull) for i in range(2)]
    package = {k.rsplit(".", 1)[1]: v for k, v in metrics.items() if k.startswith("equilibrium.rubinstein.outcome.")}

    def distance(g):
        return max(abs(g[i] - offers[0][i]) / ideal[i] if ideal[i] else 0 for i in range(2))

    own = next(g for (choice, _), g in zip(case["outcomes"], gains) if choice == package)
    frontier = [g for g in gains if min(g) >= 0]
    frontier = [g for g in frontier if not any(h != g and all(x >= y for x, y in zip(h, g)) for h in frontier)]
    close(distance(own), min(distance(g) for g in frontier), "distance of the nearest package")


def best_product(gains):
    most = max(product(g) for g in gains if min(g) >= 0)
    return most, [g for g in gains if min(g) >= 0 and product(g) == most]


def product(gain):
    result = F(1)
    for x in gain:
        result *= x
    return result


def check_repetition(case, metrics, gains):
    most, best = best_product(gains)
    if most == 0:
        return
    for i, name in enumerate(case["parties"]):
        ideal = max(g[i] for g in gains if min(g) >= 0)
        value = metrics[f"equilibrium.repetition.delta.{name}"]
        assert any(abs(value - float(1 - g[i] / ideal)) < 1e-9 for g in best), f"threshold of {name}: {value}"


def check_stationary(case, found, gains, factors):
    """The table `movers`: what each gets by who proposes first."""
    n = len(factors)
    table = found["tables"]["movers"]
    at = [c["id"] for c in table["columns"]].index(f"utility.{case['parties'][0]}")
    rows = [[row[at + i] - float(case["no_deal"][i]) for i in range(n)] for row in table["rows"] if row[0] == "none"]
    rational = [[float(x) for x in g] for g in gains if min(g) >= 0]
    for first, mine in enumerate(rows):
        least = [float(factors[i]) * rows[(first + 1) % n][i] for i in range(n)]
        others = [i for i in range(n) if i != first]
        assert all(mine[i] >= least[i] - 1e-7 for i in others), "somebody refuses"
        for a, b in itertools.combinations_with_replacement(rational, 2):
            for t in (0, 0.25, 0.5, 0.75):
                mix = [x + t * (y - x) for x, y in zip(a, b)]
                if all(mix[i] >= least[i] for i in others):
                    assert mix[first] <= mine[first] + 1e-7, "the proposer could do better"
    return len(rows) == n


def check(entente, case, seed, counts):
    r = random.Random(f"options {seed}")
    n = len(case["parties"])
    factors = [F(r.randint(1, 19), 20) for _ in range(n)]
    rounds = r.randint(1, 12)
    breakdown = r.choice([F(0), F(0), F(1, 4)])
    words = ["--as-written", "--rounds", str(rounds)]
    for name, factor in zip(case["parties"], factors):
        words += ["--discount", f"{name}={factor}"]
    if breakdown:
        words += ["--breakdown", str(float(breakdown))]
    factors = [d * (1 - breakdown) for d in factors]
    found = run(entente, case, words)
    metrics = found["metrics"]
    gains = [[u - d for u, d in zip(utility, case["no_deal"])] for _, utility in case["outcomes"]]
    outcome = backward(gains, factors, 0, rounds)
    if outcome is None:
        assert not any(k.startswith("equilibrium.deadline.") for k in metrics)
        counts["none"] += 1
        return
    for issue, option in case["outcomes"][outcome][0].items():
        assert metrics[f"equilibrium.deadline.outcome.{issue}"] == option, (issue, option)
    for i, name in enumerate(case["parties"]):
        close(metrics[f"equilibrium.deadline.utility.{name}"], case["outcomes"][outcome][1][i], f"deadline, {name}")
    assert metrics["equilibrium.deadline.last"] == case["parties"][(rounds - 1) % n]
    check_repetition(case, metrics, gains)
    if n == 2:
        check_rubinstein(case, metrics, found, gains, factors)
        counts["two"] += 1
    else:
        counts["more"] += check_stationary(case, found, gains, factors)


def main():
    entente = os.path.abspath(sys.argv[1])
    size = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    start = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    counts = {"none": 0, "two": 0, "more": 0}
    for seed in range(start, start + size):
        try:
            check(entente, two_islands() if seed % 40 == 0 else random_case(seed), seed, counts)
        except AssertionError as error:
            sys.exit(f"seed {seed}: {error}")
    print(counts)
    if size >= 100 and (counts["none"] < 5 or counts["two"] < 30 or counts["more"] < 20):
        sys.exit("the cases are too much alike")


if __name__ == "__main__":
    main()
