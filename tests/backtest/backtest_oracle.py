#!/usr/bin/env python3
"""Backtests of made tables against sums done here: python3 backtest_oracle.py ENTENTE

A table of 400 issues with known properties (who stands where is drawn from a fixed seed, outcomes lie around the
compromise mean) goes through `import positions` and `backtest`. Cells are missing: positions, saliences of actors who have one,
outcomes, references, rules; and some saliences stand without a position. Mean, median and compromise mean, votes, no change
and the odds model are computed here a second time from the table alone: the odds model from its definition, its CRPS by adding up
thin slices, its shortest intervals by trying every pair of quantiles on a fine grid; then the pooled scores, the paired
differences, the linear form of the mean for the intervals, exact sign flips where decisions are few.
"""
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile

PULL, SOFT = 1.7, 0.02  # of the odds model


def make(issues, seed, per_group=3, actors=9):
    rnd = random.Random(seed)
    names = [f"M{i}" for i in range(actors)]
    capability = {n: rnd.randint(3, 29) for n in names}
    rows = []
    for i in range(issues):
        wide = rnd.random() < 0.3
        low, high = (200, 1200) if wide else (0, 100)
        stances = {}
        for n in names:
            if rnd.random() < 0.2:
                continue
            salience = rnd.randint(5, 100) if rnd.random() < 0.85 else None
            stances[n] = (low + (high - low) * rnd.choice([0, 0, 25, 50, 70, 100]) // 100, salience)
        alone = {n: rnd.randint(5, 100) for n in names if n not in stances and rnd.random() < 0.3}
        middle = compromise(stances, capability) if stances else (low + high) / 2
        outcome = min(high, max(low, round(rnd.gauss(middle, 0.2 * (high - low)))))
        reference = rnd.choice([low, high, None])
        rows.append({"issue": f"issue {i}", "group": f"proposal {i // per_group}", "low": low, "high": high,
                     "reference": reference, "outcome": outcome if rnd.random() < 0.95 else None, "stances": stances,
                     "alone": alone, "rule": rnd.choice([None, "majority", "qmv", "qmv"])})
    return names, capability, rows


def write(path, names, capability, rows):
    with open(path, "w", encoding="utf-8") as file:
        head = ["issue", "proposal", "lower", "upper", "reference", "outcome", "rule"]
        print(",".join(head + [f"{n} {w}" for n in names for w in ("position", "salience")]), file=file)
        print(",".join(["capability"] + [""] * 6 + [t for n in names for t in (str(capability[n]), "")]), file=file)
        for row in rows:
            cells = [row["issue"], row["group"], row["low"], row["high"], row["reference"], row["outcome"], row["rule"]]
            for n in names:
                cells += row["stances"].get(n, (None, row["alone"].get(n)))
            print(",".join("" if c is None else str(c) for c in cells), file=file)


def weights(stances, capability):
    """A salience that is missing counts as the mean of those that the issue has, 100 if it has none."""
    given = [s for _, s in stances.values() if s is not None]
    mean = sum(given) / len(given) if given else 100
    return [(x, capability[n] * (mean if s is None else s)) for n, (x, s) in stances.items()]


def vote(row, capability):
    """By trying every outcome that could matter; None: not offered."""
    standing, votes = row["reference"], [(x, capability[n]) for n, (x, _) in row["stances"].items()]
    total = sum(v for _, v in votes)
    if row["rule"] is None or (row["rule"] == "qmv" and standing is None):
        return None
    median = weighted_median(votes)
    if standing is None:
        return median

    def enough(v):
        return 2 * v > total if row["rule"] == "majority" else 3 * v >= 2 * total

    def passes(y, better):
        return enough(sum(v for x, v in votes if better(abs(x - y), abs(x - standing))))

    step = 1e-6 * (row["high"] - row["low"])
    if not any(passes(standing + d, lambda new, old: new < old) for d in (step, -step)):
        return standing
    ends = [median, standing] + [2 * x - standing for x, _ in votes]
    return min((y for y in ends if passes(y, lambda new, old: new <= old)), key=lambda y: abs(y - median))


def compromise(stances, capability):
    pairs = weights(stances, capability)
    return sum(x * w for x, w in pairs) / sum(w for _, w in pairs)


class Odds:
    """F(x) = 1 / (1 + exp(-g)), g = ln((A + 0.02) / (1 - A + 0.02)) + 1.7 (x - m) / h, A the share at or below x."""

    def __init__(self, pairs):
        self.total = sum(w for _, w in pairs)
        self.points = sorted({x for x, _ in pairs})
        self.pairs = pairs
        self.low, self.high = self.points[0], self.points[-1]
        self.middle, self.half = (self.low + self.high) / 2, (self.high - self.low) / 2
        self.base = {}
        for x in self.points:
            share = sum(w for p, w in pairs if p <= x) / self.total
            self.base[x] = math.log((share + SOFT) / (1 - share + SOFT))

    def at(self, x):
        if x < self.low:
            return 0.0
        if x >= self.high:
            return 1.0
        start = max(p for p in self.points if p <= x)
        return self.piece(start, x)

    def piece(self, start, x):
        return 1 / (1 + math.exp(-(self.base[start] + PULL * (x - self.middle) / self.half)))

    def median(self):
        if self.half == 0:
            return self.low
        for start, end in zip(self.points, self.points[1:]):
            x = self.middle - self.half * self.base[start] / PULL
            if x < end:
                return max(start, x)
        return self.high

    def crps(self, y, slices=4000):
        total = max(0, self.low - y) + max(0, y - self.high)
        ends = sorted(set(self.points) | ({y} if self.low < y < self.high else set()))
        for a, b in zip(ends, ends[1:]):
            start = max(p for p in self.points if p <= a)
            past = 1 if a >= y else 0
            width = (b - a) / slices * 1.0
            total += sum((self.piece(start, a + (i + 0.5) * width) - past) ** 2 for i in range(slices)) * width
        return total

    def holds(self, low, high):
        """The probability of [low, high]."""
        below = self.at(low)
        if low in self.base:  # the left limit
            earlier = [p for p in self.points if p < low]
            below = self.piece(earlier[-1], low) if earlier else 0.0
        return self.at(high) - below

    def shortest(self, level, grid=400):
        """The width of the shortest interval, from below: no pair of grid points closer than this holds so much."""
        ends = sorted(set(self.points) | {self.low + (self.high - self.low) * i / grid for i in range(grid + 1)})
        best = self.high - self.low
        j = 0
        for i, a in enumerate(ends):
            j = max(j, i)
            while j < len(ends) and self.holds(a, ends[j]) < level - 1e-12:
                j += 1
            if j == len(ends):
                break
            best = min(best, ends[j] - a)
        return best


def weighted_median(pairs):
    """Where the cumulated weight passes half; the middle of two where it is exactly half."""
    pairs = sorted(pairs)
    total, sum_ = sum(w for _, w in pairs), 0
    for i, (x, w) in enumerate(pairs):
        sum_ += w
        if 2 * sum_ > total:
            return x
        if 2 * sum_ == total:
            return (x + next(p for p, _ in pairs[i:] if p > x)) / 2
    raise AssertionError


FAULTS = []


def same(what, got, want, tolerance=1e-6):
    if got is None or want is None:
        good = got is want
    else:
        good = abs(got - want) <= tolerance * max(1, abs(want))
    if not good:
        FAULTS.append(f"{what}: {got!r}, not {want!r}")


def run(program, *words):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{words}: {done.stderr}")
    return done.stdout


def table(findings, name):
    one = findings["tables"][name]
    ids = [c["id"] for c in one["columns"]]
    assert one["total_rows"] == len(one["rows"]), name
    return [dict(zip(ids, row)) for row in one["rows"]]


def point_of(model, row, capability):
    pairs = weights(row["stances"], capability)
    if model == "no-change":
        return row["reference"]
    if model == "compromise-mean":
        return compromise(row["stances"], capability)
    if model == "mean":
        return sum(x for x, _ in pairs) / len(pairs)
    if model == "median":
        return weighted_median(pairs)
    if model == "vote":
        return vote(row, capability)
    return Odds(pairs).median()


def check_predictions(found, rows, capability, models):
    """Every prediction and its scores; returns errors in points by model and issue."""
    errors = {m: {} for m in models}
    crps = {m: {} for m in models}
    held = [0, 0]
    by_key = {(r["issue"], r["model"]): r for r in found}
    for i, row in enumerate(rows):
        if row["outcome"] is None:
            continue
        y, span = row["outcome"], row["high"] - row["low"]
        for m in models:
            want, got = point_of(m, row, capability), by_key.get((f"issue-{i}", m))
            if (want is None) != (got is None):
                FAULTS.append(f"issue {i}, {m}: offered or not")
                continue
            if want is None:
                continue
            what = f"issue {i}, {m}"
            same(what, got["point"], want)
            errors[m][i] = 100 * abs(want - y) / span
            same(what + " points", got["points"], errors[m][i])
            crps[m][i] = errors[m][i]
            if m == "odds":
                one = Odds(weights(row["stances"], capability))
                crps[m][i] = 100 * one.crps(y) / span
                for k, level in enumerate((0.5, 0.8)):
                    low, high = got[f"low_{int(100 * level)}"], got[f"high_{int(100 * level)}"]
                    if one.holds(low, high) < level - 1e-9 and one.holds(low - 1e-9 * span, high + 1e-9 * span) < level:
                        FAULTS.append(f"{what}: [{low}, {high}] does not hold {level}")
                    if high - low > one.shortest(level) + 1e-6 * span:
                        FAULTS.append(f"{what}: [{low}, {high}] is not the shortest")
                    inside = low - 1e-9 * span <= y <= high + 1e-9 * span
                    held[k] += inside
                    same(f"{what} held {level}", got[f"held_{int(100 * level)}"], inside)
            same(what + " crps", got["crps"], crps[m][i], 1e-5)
    return errors, crps, held


def check_pooled(findings, rows, errors, crps, held):
    metrics = findings["metrics"]
    scored = sum(r["outcome"] is not None for r in rows)
    same("outcomes", metrics["backtest.outcomes"], scored)
    groups = {r["group"] for r in rows if r["outcome"] is not None}
    same("decisions", metrics["backtest.decisions"], len(groups))
    for m, values in errors.items():
        same(f"{m} n", metrics[f"{m}.n"], len(values))
        same(f"{m} not offered", metrics[f"{m}.not_offered"], scored - len(values))
        same(f"{m} error", metrics.get(f"{m}.error"), sum(values.values()) / len(values))
        same(f"{m} crps", metrics.get(f"{m}.crps"), sum(crps[m].values()) / len(values), 1e-5)
        low, high = metrics.get(f"{m}.error.low"), metrics.get(f"{m}.error.high")
        if low is not None and not low <= metrics[f"{m}.error"] <= high:
            FAULTS.append(f"{m}: the interval does not hold the mean")
    same("held 50", metrics["odds.held_50"], held[0])
    same("held 80", metrics["odds.held_80"], held[1])


def exact_p(sums):
    limit = abs(sum(sums)) * (1 - 1e-12)
    flips = list(itertools.product((1, -1), repeat=len(sums)))
    return sum(abs(sum(s * x for s, x in zip(f, sums))) >= limit for f in flips) / len(flips)


def check_pairs(findings, rows, errors, crps):
    for row in table(findings, "comparisons"):
        values = errors if row["measure"] == "error" else crps
        a, b = values[row["model"]], values[row["against"]]
        both = sorted(set(a) & set(b))
        what = f"{row['model']} against {row['against']} by {row['measure']}"
        differences = {i: a[i] - b[i] for i in both}
        same(what, row["difference"], sum(differences.values()) / len(both), 1e-4)
        same(what + " n", row["n"], len(both))
        nearer = sum(d < -1e-9 for d in differences.values())
        if row["measure"] == "error" and row["nearer"] != f"{nearer} of {len(both)}":
            FAULTS.append(f"{what}: nearer {row['nearer']}, not {nearer}")
        sums = {}
        for i in both:
            sums[rows[i]["group"]] = sums.get(rows[i]["group"], 0) + differences[i]
        same(what + " decisions", row["decisions"], len(sums))
        sums = [s for s in sums.values() if abs(s) > 1e-9]
        if len(sums) <= 14:
            same(what + " p", row["p"], exact_p(sums) if sums else 1)


def one(program, folder, issues, seed, per_group):
    names, capability, rows = make(issues, seed, per_group)
    source, case = os.path.join(folder, "table.csv"), os.path.join(folder, "table.yaml")
    write(source, names, capability, rows)
    run(program, "import", "positions", source, "--coded", "before", "-o", case, "-q")
    models = ["odds", "median", "compromise-mean", "mean", "vote", "no-change"]
    findings = json.loads(run(program, "backtest", case, "--json", "--rows", "100000", "--models", ",".join(models)))
    errors, crps, held = check_predictions(table(findings, "predictions"), rows, capability, models)
    check_pooled(findings, rows, errors, crps, held)
    check_pairs(findings, rows, errors, crps)
    few = findings["metrics"]["backtest.decisions"] < 20
    for row in table(findings, "intervals"):
        if (row["share_80"] is None) != few:
            FAULTS.append(f"{issues} issues: a percentage where there should be none, or none where there should be")


def main(program):
    settings = [(400, 1, 3), (12, 2, 2), (30, 3, 3), (5, 4, 5)]
    print(f"1..{len(settings)}")
    bad = 0
    for number, (issues, seed, per_group) in enumerate(settings, 1):
        FAULTS.clear()
        with tempfile.TemporaryDirectory() as folder:
            one(program, folder, issues, seed, per_group)
        print(f"{'not ok' if FAULTS else 'ok'} {number} - {issues} issues, {per_group} a decision")
        for fault in FAULTS[:20]:
            print(f"#   {fault}")
        bad += bool(FAULTS)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
