#!/usr/bin/env python3
"""Who counts on an issue, and point forecasts, a second time: random cases against a slow restatement in fractions.

  forecast_oracle.py ENTENTE N      N random cases

Dates, governments (also two terms of one name), withdrawn and undated positions, preferences and forums; then means,
medians, what consensus allows, what votes decide and who is left outside. Votes and those who join are worked out from
their definitions: every pair of outcomes is voted on, every group of parties is tried.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

PARTIES = ["a", "b", "c", "d", "e", "f", "g"]


def day(text):
    year, month, date = (int(x) for x in text.split("-"))
    return (year, month, date)


def make(rng):
    """A random case as plain data."""
    case = {"as_of": rng.choice([None, "2020-06-15", "2015-03-01"]), "parties": {}, "issues": {}, "positions": []}
    changing = rng.choice([0.6, 0])  # without governments nobody is silent: more to vote on
    for p in PARTIES[:rng.randint(1, 7)]:
        governments = []
        if rng.random() < changing:
            start = rng.choice(["2008-01-01", "2012-01-01"])
            governments = [("red", start, "2016-12-31"), ("blue", "2017-01-01", "2019-12-31")]
            last = rng.random()
            if last < 0.4:
                governments.append((rng.choice(["red", "green"]), "2020-01-01", None))
            elif last < 0.5:
                governments.append(("green", "2021-01-01", None))
        case["parties"][p] = {"governments": governments,
                              "capability": rng.choice([None, Fraction(rng.randint(1, 20)), Fraction(0)]),
                              "of": None}
    names = list(case["parties"])
    if len(names) > 2 and rng.random() < 0.3:
        case["parties"][names[-1]]["of"] = names[0]
    for i in ["x", "y"]:
        case["issues"][i] = {"status_quo": rng.choice([None, rng.randint(0, 100)]),
                             "rule": rng.choice([None, "consensus", "consensus", "majority", "qualified"]),
                             "share": rng.choice([None, "0.6", "0.7", "3/4", "1", "0.35"]),
                             "anybody": rng.random() < 0.3,
                             "opt_out": [p for p in names if rng.random() < 0.2],
                             "prefer": [p for p in names if rng.random() < 0.3] if rng.random() < 0.4 else [],
                             "forum": [p for p in names if rng.random() < 0.6] if rng.random() < 0.3 else []}
    for _ in range(rng.randint(0, 20)):
        case["positions"].append({
            "party": rng.choice(names), "issue": rng.choice(["x", "y"]), "value": rng.randint(-5, 105),
            "date": rng.choice([None, f"{rng.randint(2009, 2022)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"]),
            "government": rng.choice([None, None, "red", "blue", "green"]),
            "withdrawn": rng.random() < 0.2,
            "salience": rng.choice([None, Fraction(rng.randint(0, 100)), Fraction(rng.randint(1, 100))])})
    for position in case["positions"]:  # a government must be one of the party's
        known = [name for name, _, _ in case["parties"][position["party"]]["governments"]]
        if position["government"] not in known:
            position["government"] = None
    return case


def write(case):
    lines = ["entente: 1", "id: random", "title: Random"]
    if case["as_of"]:
        lines.append(f"as_of: {case['as_of']}")
    lines.append("parties:")
    for p, row in case["parties"].items():
        keys = [f"name: Party {p}"]
        if row["of"]:
            keys.append(f"of: {row['of']}")
        if row["capability"] is not None:
            keys.append(f"capability: {row['capability']}")
        if row["governments"]:
            terms = ", ".join("{name: %s, from: %s%s}" % (n, s, f", to: {e}" if e else "")
                              for n, s, e in row["governments"])
            keys.append(f"government: [{terms}]")
        lines.append(f"  {p}: {{{', '.join(keys)}}}")
    lines.append("issues:")
    for i, row in case["issues"].items():
        keys = ["options: {from: 0, to: 100}"]
        if row["status_quo"] is not None:
            keys.append(f"status_quo: {row['status_quo']}")
        if row["rule"]:
            share = f", share: {row['share']}" if row["rule"] == "qualified" and row["share"] else ""
            who = "true" if row["anybody"] else f"[{', '.join(row['opt_out'])}]"
            keys.append(f"decision: {{rule: {row['rule']}{share}, opt_out: {who}}}")
        lines.append(f"  {i}: {{{', '.join(keys)}}}")
    wants = {p: [i for i, row in case["issues"].items() if p in row["prefer"]] for p in case["parties"]}
    if any(wants.values()):
        lines.append("preferences:")
        for p, issues in wants.items():
            if issues:
                cells = ", ".join(f"{i}: {{weight: 1, best: 0, worst: 100}}" for i in issues)
                lines.append(f"  {p}: {{{cells}}}")
    forums = {i: row["forum"] for i, row in case["issues"].items() if row["forum"]}
    if forums:
        lines.append("forums:")
        lines += [f"  f{i}: {{name: F, members: [{', '.join(m)}], issues: [{i}]}}" for i, m in forums.items()]
    if case["positions"]:
        lines.append("positions:")
        for row in case["positions"]:
            keys = [f"party: {row['party']}", f"issue: {row['issue']}", f"value: {row['value']}"]
            keys += [f"{k}: {row[k]}" for k in ("date", "government", "salience") if row[k] is not None]
            if row["withdrawn"]:
                keys.append("status: withdrawn")
            lines.append(f"  - {{{', '.join(keys)}}}")
    return "\n".join(lines) + "\n"


def in_office(row, as_of):
    if not as_of:
        return row["governments"][-1]
    found = None
    for term in row["governments"]:
        if day(term[1]) <= day(as_of) and (term[2] is None or day(as_of) <= day(term[2])):
            found = term
    return found


def who_counts(case, issue):
    """({party: position}, {silent parties})"""
    as_of, counts, silent = case["as_of"], {}, set()
    row_of = case["issues"][issue]
    told = bool(row_of["prefer"] or row_of["forum"])
    for p, row in case["parties"].items():
        known = [x for x in case["positions"] if x["party"] == p and x["issue"] == issue
                 and (not as_of or not x["date"] or day(x["date"]) <= day(as_of))]
        own = list(known)
        if row["governments"]:
            now = in_office(row, as_of)
            own = []
            for x in known:
                if not x["date"] and not x["government"]:
                    own.append(x)
                elif now and x["government"] in (None, now[0]) and (not x["date"] or day(x["date"]) >= day(now[1])):
                    own.append(x)
        standing = [x for x in own if not x["withdrawn"]]
        if standing:
            last = None
            for x in standing:
                if last is None or (day(x["date"]) if x["date"] else (0,)) >= (day(last["date"]) if last["date"] else (0,)):
                    last = x
            counts[p] = last
        elif row["governments"]:
            part = bool(known) or (p in row_of["prefer"] or p in row_of["forum"] if told else row["of"] is None)
            if part:
                silent.add(p)
    return counts, silent


def weighted_median(points):
    """points: [(x, w)]; the middle of the medians where half is met exactly."""
    total = sum(w for _, w in points)
    if total == 0:
        points, total = [(x, 1) for x, _ in points], len(points)
    places = sorted({x for x, w in points if w > 0})
    for n, x in enumerate(places):
        below = sum(w for y, w in points if y <= x)
        if 2 * below > total:
            return x
        if 2 * below == total:
            return Fraction(x + places[n + 1], 2)
    raise AssertionError


def expected(case, issue):
    """{metric: value} of the point models, {} where nothing is forecast from positions."""
    counts, silent = who_counts(case, issue)
    row, out = case["issues"][issue], {}
    if row["status_quo"] is not None:
        out["no-change"] = Fraction(row["status_quo"])
    if silent or not counts:
        return out, counts, silent
    given = [x["salience"] for x in counts.values() if x["salience"] is not None]
    missing = sum(given) / len(given) if given else Fraction(100)
    points, weights, bound, votes = [], [], [], []
    for p, x in counts.items():
        capability = case["parties"][p]["capability"]
        weight = (1 if capability is None else capability) * (missing if x["salience"] is None else x["salience"])
        points.append(Fraction(x["value"]))
        weights.append(Fraction(weight))
        bound.append(p not in row["opt_out"] and not row["anybody"])
        votes.append(Fraction(1 if capability is None else capability))
    used = weights if sum(weights) else [Fraction(1)] * len(points)
    out["compromise-mean"] = sum(w * x for x, w in zip(points, used)) / sum(used)
    out["mean"] = sum(points) / len(points)
    out["median"] = Fraction(weighted_median(list(zip(points, weights))))
    out["median-unweighted"] = Fraction(weighted_median([(x, 1) for x in points]))
    standing = None if row["status_quo"] is None else Fraction(row["status_quo"])
    names = [f"Party {p}" for p in counts]
    if row["rule"] == "consensus" and standing is not None:
        found = consensus(points, weights, bound, standing) if any(bound) else joining(points, used, standing)
        for model, at in zip(("consensus", "consensus-common"), found):
            out[model] = at
            out[f"{model}.outside"] = outside(names, points, bound, at, standing)
    if row["rule"] in ("majority", "qualified"):
        mine = [k for k in range(len(points)) if bound[k] or not any(bound)]
        found = vote([points[k] for k in mine], [votes[k] for k in mine], row, standing)
        if found:
            out.update(found)
            out["vote.outside"] = outside(names, points, bound, found["vote"], standing)
    return out, counts, silent


def outside(names, points, bound, at, standing):
    left = [n for n, x, b in zip(names, points, bound)
            if not b and standing is not None and abs(x - at) > abs(x - standing)]
    return ", ".join(left) or None


def joining(points, weights, standing):
    """What the largest group agrees on that stands on the side of the mean of all and of which nobody wants to leave
    and which nobody wants to join; and the position nearest to the status quo on that side."""
    mean = sum(w * x for x, w in zip(points, weights)) / sum(weights)
    if mean == standing:
        return standing, standing
    best = None
    for group in range(1, 1 << len(points)):
        inside = [k for k in range(len(points)) if group >> k & 1]
        weight = sum(weights[k] for k in inside)
        if weight == 0:
            continue
        at = sum(weights[k] * points[k] for k in inside) / weight
        if (at > standing) != (mean > standing) or at == standing:
            continue
        wants = [k for k, x in enumerate(points) if abs(x - at) <= abs(x - standing)]
        if wants == inside and (best is None or len(inside) > best[0]):
            best = (len(inside), at)
    side = [x for x in points if (x > standing) == (mean > standing) and x != standing]
    return best[1], min(side, key=lambda x: abs(x - standing))


def vote(points, votes, row, standing):
    """By voting on pairs. What no other outcome beats, and the outcome nearest to the median that does not lose to the
    status quo. None: not offered."""
    votes = votes if sum(votes) else [Fraction(1)] * len(points)
    total = sum(votes)
    share = Fraction(row["share"]) if row["share"] else Fraction(2, 3)

    def enough(v):
        return 2 * v > total if row["rule"] == "majority" else v >= share * total

    def beats(y, x):  # for enough of them strictly better
        return enough(sum(v for p, v in zip(points, votes) if abs(p - y) < abs(p - x)))

    tiny = Fraction(1, 1000000)  # the other outcomes: just beside it, on either side, beats whatever anything beats
    stable = [x for x in sorted(set(points)) if not beats(x + tiny, x) and not beats(x - tiny, x)]
    if not stable or (row["rule"] == "qualified" and standing is None):
        return None
    median = Fraction(weighted_median(list(zip(points, votes))))
    found = {"vote.pivot.low": stable[0], "vote.pivot.high": stable[-1], "vote": median}
    if standing is not None:
        ends = [standing, median] + [2 * p - standing for p in points]
        fine = [y for y in ends if enough(sum(v for p, v in zip(points, votes) if abs(p - y) <= abs(p - standing)))]
        moved = beats(standing + tiny, standing) or beats(standing - tiny, standing)
        found["vote"] = min(fine, key=lambda y: abs(y - median)) if moved else standing
    return found


def consensus(points, weights, bound, standing):
    low = max(x - abs(standing - x) for x, b in zip(points, bound) if b)
    high = min(x + abs(standing - x) for x, b in zip(points, bound) if b)
    mine = [(x, w) for x, w, b in zip(points, weights, bound) if b]
    if sum(w for _, w in mine) == 0:
        mine = [(x, Fraction(1)) for x, _ in mine]
    mean = sum(x * w for x, w in mine) / sum(w for _, w in mine)
    nearest = min(abs(x - standing) for x, _ in mine)
    common = [x for x, _ in mine if abs(x - standing) == nearest][0] if low < high else standing
    return min(max(mean, low), high), common


def check(entente, case, path):
    with open(path, "w", encoding="utf-8") as file:
        file.write(write(case))
    done = subprocess.run([entente, "forecast", path, "--json", "--draws", "0"], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        return f"exit {done.returncode}: {done.stderr}"
    found = json.loads(done.stdout)
    actors = found["tables"].get("actors", {"rows": []})["rows"]
    for issue in case["issues"]:
        want, counts, silent = expected(case, issue)
        have = {row[1]: float(row[2]) for row in actors if row[0] == issue}
        if have != {p: float(x["value"]) for p, x in counts.items()}:
            return f"{issue}: actors {have}, expected {counts}"
        notes = " ".join(n["text"] for n in found["notes"] if n["id"] == "N-FORECAST-0001")
        for p in silent:
            if f"Party {p} has no" not in notes:
                return f"{issue}: nothing says that {p} is silent"
        for model in ("no-change", "compromise-mean", "mean", "median", "median-unweighted", "consensus",
                      "consensus-common", "vote", "vote.pivot.low", "vote.pivot.high", "consensus.outside",
                      "consensus-common.outside", "vote.outside"):
            value = found["metrics"].get(f"{issue}.{model}")
            if (value is None) != (want.get(model) is None):
                return f"{issue}.{model} is {value}, expected {want.get(model)}"
            if isinstance(value, str):
                if value != want[model]:
                    return f"{issue}.{model} is {value}, expected {want[model]}"
            elif value is not None and abs(value - float(want[model])) > 1e-9:
                return f"{issue}.{model} is {value}, expected {want[model]}"
        offered = f"{issue}.odds" in found["metrics"]
        if offered != (not silent and len(counts) >= 3):
            return f"{issue}: the odds model is {'' if offered else 'not '}offered to {len(counts)} parties"
    return None


def main():
    entente, size = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(size):
            case = make(random.Random(seed))
            path = os.path.join(scratch, f"{seed}.yaml")
            problem = check(entente, case, path)
            if problem:
                sys.exit(f"seed {seed}: {problem}\n{write(case)}")
    print(f"{size} random cases")


if __name__ == "__main__":
    main()
