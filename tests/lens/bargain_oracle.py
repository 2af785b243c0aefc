"""The lens bargain through the command, against listing every outcome in exact fractions.

    bargain_oracle.py ENTENTE [CASES [FIRST_SEED]]

Random small cases: 2 to 5 parties, ranges, numbers, scales and named options, linear, peaked and per-option values,
weights with ties on purpose, red lines, no-deal values of every form, interactions (few, many, tables of values),
bargaining weights, attitudes to risk over the whole utility. Shares nothing
with the program but the definitions in docs/bargain.md.
"""
import decimal
import itertools
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

RULES = ["nash", "weighted-nash", "kalai-smorodinsky", "equal-gains", "egalitarian", "utilitarian",
         "max-relative-welfare", "leximin", "kalai-proportional", "raiffa", "equal-area", "perles-maschler"]
FOR_TWO = ["equal-area", "perles-maschler"]


def text(x):
    """A fraction as the case writes it: a decimal where it is one, else a fraction."""
    if x.denominator == 1:
        return str(x.numerator)
    d = x.denominator
    while d % 2 == 0:
        d //= 2
    while d % 5 == 0:
        d //= 5
    if d == 1 and len(str(x.denominator)) < 6:
        return repr(float(x))
    return f"{x.numerator}/{x.denominator}"


# ---- a random case -------------------------------------------------------------------------------------------------


def make_issue(r, k):
    kind = r.choice(["range", "numbers", "scale", "named"])
    size = r.randint(1, 4) if kind in ("scale", "named") else r.randint(2, 5)
    issue = {"id": f"i{k}", "kind": kind, "table": r.random() < 0.9}
    if kind == "range":
        start, step = F(r.randint(-3, 5)), r.choice([F(1), F(2), F(1, 2), F(5)])
        issue["numbers"] = [start + step * n for n in range(size)]
        issue["yaml"] = f"{{from: {text(start)}, to: {text(issue['numbers'][-1])}, step: {text(step)}}}"
        issue["names"] = [text(x) for x in issue["numbers"]]
    elif kind == "numbers":
        issue["numbers"] = [F(x) for x in r.sample(range(1, 12), size)]
        issue["names"] = [text(x) for x in issue["numbers"]]
        issue["yaml"] = "[" + ", ".join(issue["names"]) + "]"
    else:
        issue["names"] = [f"o{n}" for n in range(size)]
        issue["numbers"] = [F(n) for n in range(size)] if kind == "scale" else None
        issue["yaml"] = "[" + ", ".join(issue["names"]) + "]"
    return issue


def make_preference(r, issue):
    row = {"weight": F(r.randint(0 if r.random() < 0.1 else 1, 5)) * r.choice([F(1), F(1), F(1, 2), F(10)])}
    xs, n = issue["numbers"], len(issue["names"])
    forms = ["values"]
    if xs and len(set(xs)) > 1:
        forms += ["linear", "linear", "peaked", "peaked-tolerance"]
    row["form"] = r.choice(forms)
    name = dict(zip(xs or [], issue["names"]))
    if row["form"] == "values":
        row["values"] = [F(r.randint(0, 4), 4) for _ in range(n)]
        body = "values: {" + ", ".join(f"{o}: {text(v)}" for o, v in zip(issue["names"], row["values"])) + "}"
    elif row["form"] == "linear":
        row["best"], row["worst"] = r.sample(xs, 2)
        body = f"best: {name[row['best']]}, worst: {name[row['worst']]}"
        row["values"] = [min(F(1), max(F(0), (x - row["worst"]) / (row["best"] - row["worst"]))) for x in xs]
    else:
        row["ideal"] = r.choice(xs)
        reach = max(abs(x - row["ideal"]) for x in xs)
        body = f"ideal: {name[row['ideal']]}"
        if row["form"] == "peaked-tolerance":
            reach = F(r.randint(1, 4))
            body += f", tolerance: {text(reach)}"
        row["values"] = [max(F(0), 1 - abs(x - row["ideal"]) / reach) for x in xs]
    row["yaml"] = f"{{weight: {text(row['weight'])}, {body}}}"
    return row


def make_condition(r, issue):
    """A relation, the options that satisfy it, and its YAML."""
    if issue["numbers"] and r.random() < 0.6:
        relation = r.choice(["at_most", "at_least", "above", "below"])
        k = r.randrange(len(issue["names"]))
        bound = issue["numbers"][k]
        test = {"at_most": lambda x: x <= bound, "at_least": lambda x: x >= bound, "above": lambda x: x > bound,
                "below": lambda x: x < bound}[relation]
        return [test(x) for x in issue["numbers"]], f"{relation}: {issue['names'][k]}"
    chosen = [n for n in range(len(issue["names"])) if r.random() < 0.5] or [0]
    inside = r.random() < 0.5
    holds = [(n in chosen) == inside for n in range(len(issue["names"]))]
    return holds, f"{'among' if inside else 'not'}: [{', '.join(issue['names'][n] for n in chosen)}]"


def make_no_deal(r, issues):
    form = r.choice(["none", "utility", "utility", "floor", "outcome", "path"])
    d = {"form": form, "utility": F(r.randint(0, 12), 20), "shift": F(0)}
    if form in ("utility", "floor"):
        d["yaml"] = f"{{utility: {text(d['utility'])}" + (", floor: worst}" if form == "floor" else "}")
    elif form == "outcome":
        d["outcome"] = {i["id"]: r.randrange(len(i["names"])) for i in issues if r.random() < 0.9}
        d["shift"] = F(r.randint(-4, 4), 20)
        inside = ", ".join(f"{i['id']}: {i['names'][d['outcome'][i['id']]]}" for i in issues if i["id"] in d["outcome"])
        d["yaml"] = f"{{outcome: {{{inside}}}, shift: {text(d['shift'])}}}"
    elif form == "path":
        d["yaml"] = ("{path: [{id: before, from: 2029-01-01, utility: 0.9}, {id: then, from: 2029-12-01, "
                     f"utility: {text(d['utility'])}, per_day: -0.001}}]}}")
        d["utility"] -= F(31, 1000)  # valued on 2030-01-01, the day after expiry
    return d


def make_case(seed):
    r = random.Random(seed)
    case = {"issues": [make_issue(r, k) for k in range(r.randint(1, 4))]}
    issues = case["issues"]
    issues[0]["table"] = True
    case["parties"] = []
    for p in range(r.randint(2, 5)):
        rows = {i["id"]: make_preference(r, i) for i in issues if r.random() < 0.9}
        if not any(rows[i["id"]]["weight"] > 0 for i in issues if i["table"] and i["id"] in rows):
            rows = {issues[0]["id"]: make_preference(r, issues[0])}
            rows[issues[0]["id"]]["weight"] = F(1)
            rows[issues[0]["id"]]["yaml"] = "{weight: 1," + rows[issues[0]["id"]]["yaml"].split(",", 1)[1]
        case["parties"].append({"id": f"p{p}", "rows": rows, "as_written": r.random() < 0.1,
                                "power": r.choice([None, None, F(1, 2), F(2), F(3)]),
                                "risk": r.choice([F(2), F(-3, 2), F(1, 2)]) if r.random() < 0.2 else F(0), "no_deal": make_no_deal(r, issues)})
        if case["parties"][-1]["as_written"]:  # utilities far above 1 do not bend
            case["parties"][-1]["risk"] = F(0)
    case["limits"] = []
    for k in range(r.choice([0, 0, 1, 2, 3])):
        issue = r.choice(issues)
        holds, yaml = make_condition(r, issue)
        case["limits"].append({"party": r.choice(case["parties"])["id"], "issue": issue, "holds": holds, "yaml": yaml})
    case["interactions"] = []
    for k in range(r.choice([0, 0, 0, 0, 1, 2, 12, 70])):
        touched = r.sample(issues, r.randint(1, min(2, len(issues))))
        when = [(i, *make_condition(r, i)) for i in touched]
        case["interactions"].append({"party": r.choice(case["parties"])["id"], "when": when, "add": F(r.randint(-6, 6), 20)})
    case["tables"] = []
    for k in range(r.choice([0, 0, 1, 2, 3]) if len(issues) > 1 else 0):
        a, b = r.sample(issues, 2)
        cells = {(m, n): F(r.randint(-6, 6), 20) for m in range(len(a["names"])) for n in range(len(b["names"]))
                 if r.random() < 0.6} or {(0, 0): F(1, 3)}
        case["tables"].append({"party": r.choice(case["parties"])["id"], "issues": (a, b), "cells": cells})
    for p in case["parties"]:  # whose utility comes from interactions alone needs no weights
        if r.random() < 0.1 and any(q["party"] == p["id"] for q in case["interactions"] + case["tables"]):
            p["rows"] = {}
    case["package"] = [r.randrange(len(i["names"])) for i in issues]
    return case


def write_case(case):
    out = ["entente: 1", "id: random-case", "title: Random case", "as_of: 2029-06-01", "parties:"]
    for p in case["parties"]:
        out.append(f"  {p['id']}: {{name: Party {p['id']}"
                   + (f", bargaining_weight: {text(p['power'])}" if p["power"] is not None else "")
                   + (f", risk: {text(p['risk'])}" if p["risk"] else "") + "}")
    out.append("issues:")
    for i in case["issues"]:
        key = "scale" if i["kind"] == "scale" else "options"
        out.append(f"  {i['id']}: {{{key}: {i['yaml']}" + ("" if i["table"] else ", same_table: false") + "}")
    out.append("preferences:")
    for p in case["parties"]:
        if not p["rows"]:
            out.append(f"  {p['id']}: {{}}")
            continue
        out.append(f"  {p['id']}:")
        if p["as_written"]:
            out.append("    scale: as-written")
        out += [f"    {issue}: {row['yaml']}" for issue, row in p["rows"].items()]
    given = [p for p in case["parties"] if p["no_deal"]["form"] != "none"]
    if given:
        out.append("no_deal:")
        out += [f"  {p['id']}: {p['no_deal']['yaml']}" for p in given]
    if case["limits"]:
        out.append("limits:")
        out += [f"  - {{id: l{k}, party: {l['party']}, issue: {l['issue']['id']}, {l['yaml']}}}"
                for k, l in enumerate(case["limits"])]
    if case["interactions"] + case["tables"]:
        out.append("interactions:")
        for t in case["tables"]:
            a, b = t["issues"]
            rows = []
            for m, name in enumerate(a["names"]):
                row = ", ".join(f"{b['names'][n]}: {text(v)}" for (at, n), v in t["cells"].items() if at == m)
                rows += [f"{name}: {{{row}}}"] if row else []
            out.append(f"  - {{party: {t['party']}, issues: [{a['id']}, {b['id']}], values: {{{', '.join(rows)}}}}}")
        for k, q in enumerate(case["interactions"]):
            when = ", ".join(f"{i['id']}: {{{yaml}}}" for i, _, yaml in q["when"])
            out.append(f"  - {{id: q{k}, party: {q['party']}, when: {{{when}}}, add: {text(q['add'])}}}")
    out.append("dates: {expires: 2029-12-31}")
    return "\n".join(out) + "\n"


# ---- listing everything ------------------------------------------------------------------------------------------------


def utility(case, table, party, outcome):
    rows = [(i, party["rows"][i["id"]]) for i in table if i["id"] in party["rows"]]
    total = F(1) if party["as_written"] else sum((row["weight"] for _, row in rows), F(0))
    sum_ = sum((row["weight"] * row["values"][outcome[i["id"]]] for i, row in rows), F(0)) / (total or 1)
    for q in case["interactions"]:
        inside = all(i in table for i, _, _ in q["when"])
        if q["party"] == party["id"] and inside and all(holds[outcome[i["id"]]] for i, holds, _ in q["when"]):
            sum_ += q["add"]
    for t in case["tables"]:
        a, b = t["issues"]
        if t["party"] == party["id"] and a in table and b in table:
            sum_ += t["cells"].get((outcome[a["id"]], outcome[b["id"]]), F(0))
    return sum_


def bend(party, u):
    """(1 - e^(-ru)) / (1 - e^(-r)), to fifty digits."""
    if not party["risk"]:
        return u
    with decimal.localcontext() as context:
        context.prec = 60
        r = decimal.Decimal(party["risk"].numerator) / party["risk"].denominator
        x = decimal.Decimal(u.numerator) / u.denominator
        return F((1 - (-r * x).exp()) / (1 - (-r).exp()))


def no_deal_value(case, table, party, smallest):
    d = party["no_deal"]
    if d["form"] == "none":
        return smallest
    if d["form"] == "outcome":
        rows = [(i, party["rows"][i["id"]]) for i in table if i["id"] in party["rows"]]
        total = F(1) if party["as_written"] else sum((row["weight"] for _, row in rows), F(0))
        value = d["shift"]
        for i, row in rows:
            worth = row["values"][d["outcome"][i["id"]]] if i["id"] in d["outcome"] else min(row["values"])
            value += row["weight"] * worth / (total or 1)
        for q in case["interactions"]:
            if (q["party"] == party["id"] and all(i in table for i, _, _ in q["when"])
                    and all(i["id"] in d["outcome"] and holds[d["outcome"][i["id"]]] for i, holds, _ in q["when"])):
                value += q["add"]
        for t in case["tables"]:
            a, b = t["issues"]
            if t["party"] == party["id"] and a in table and b in table and a["id"] in d["outcome"] and b["id"] in d["outcome"]:
                value += t["cells"].get((d["outcome"][a["id"]], d["outcome"][b["id"]]), F(0))
        return value
    return max(d["utility"], smallest) if d["form"] == "floor" else d["utility"]


def correlation(xs, ys):
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    vx, vy = sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)
    if not vx or not vy:
        return None
    return F(float(sum((x - mx) * (y - my) for x, y in zip(xs, ys))) / math.sqrt(vx) / math.sqrt(vy))


def towards(u, start, end):
    """How far the party that comes least far gets from start to end."""
    return min(((x - a) / (b - a) for x, a, b in zip(u, start, end) if b > a), default=F(1))


def raiffa(points, d):
    """The last place from which everybody's n-th of the way to the best left is not below some point, and that best."""
    n, place = len(d), list(d)
    while True:
        left = [u for u in points if all(x >= y for x, y in zip(u, place))]
        best = [max(u[i] for u in left) for i in range(n)]
        after = [p + (b - p) / n for p, b in zip(place, best)]
        if len(left) == 1 or not any(all(x >= y for x, y in zip(u, after)) for u in left):
            return place, best
        place = after


def better_area(points, d, at, i):
    """The area that is better for party i than `at`, of what lies between d and some point."""
    k = 1 - i
    cuts = sorted({at[i]} | {u[i] for u in points if u[i] > at[i]})
    return sum((high - low) * max(u[k] - d[k] for u in points if u[i] >= high) for low, high in zip(cuts, cuts[1:]))


def hull(points):
    """The points that no lottery over others beats, the first party's best first: by every pair and every point."""
    ends = []
    for a in points:
        lotteries = [(b, c) for b in points for c in points if b[0] > a[0] > c[0]]
        if not any(b[1] + (a[0] - b[0]) * (c[1] - b[1]) / (c[0] - b[0]) >= a[1] for b, c in lotteries):
            ends.append(a)
    return sorted(ends, reverse=True)


def perles_maschler(points):
    """Where half of the hull lies on either side, each edge measured by the root of what the one loses times what the
    other gains."""
    ends = hull(points)
    lengths = [math.sqrt((a[0] - b[0]) * (b[1] - a[1])) for a, b in zip(ends, ends[1:])]
    rest = sum(lengths) / 2
    for a, b, length in zip(ends, ends[1:], lengths):
        if rest <= length * (1 + 1e-15):
            along = F(rest / length)
            return [x + along * (y - x) for x, y in zip(a, b)]
        rest -= length
    return ends[0]


def solve(rule, frontier, d, feasible, rational, powers):
    n = range(len(d))
    ideal = [max(u[i] for _, u in rational) for i in n]
    largest = [max(u[i] for _, u in feasible) for i in n]

    def shares(u, best):
        return [(u[i] - d[i]) / (best[i] - d[i]) for i in n if best[i] > d[i]] or [F(0)]

    def product(u, exponents):
        result = F(1)
        for i in n:
            result *= (u[i] - d[i]) ** exponents[i]
        return result

    score = {
        "nash": lambda u: product(u, [1] * len(d)),
        "weighted-nash": lambda u: product(u, powers),
        "kalai-smorodinsky": lambda u: min(shares(u, ideal)),
        "equal-gains": lambda u: min(shares(u, largest)) - max(shares(u, largest)),
        "egalitarian": lambda u: min(u[i] - d[i] for i in n),
        "utilitarian": lambda u: sum(u),
        "max-relative-welfare": lambda u: sum(shares(u, largest)),
        "leximin": lambda u: sorted(u[i] - d[i] for i in n),
        "kalai-proportional": lambda u: min((u[i] - d[i]) / powers[i] for i in n),
        "raiffa": lambda u: towards(u, *raiffa_way) if all(x >= y for x, y in zip(u, raiffa_way[0])) else -1,
        "equal-area": lambda u: -abs(better_area(points, d, u, 0) - better_area(points, d, u, 1)),
        "perles-maschler": lambda u: towards(u, d, half_way),
    }[rule]
    points = [u for _, u in frontier]
    raiffa_way = raiffa(points, d) if rule == "raiffa" else None
    half_way = perles_maschler(points) if rule == "perles-maschler" else None
    near = F(1, 10**12) if half_way else 0
    best = None
    for outcome, u in frontier:
        s = score(u)
        if best is None or (s > best[0] + near if near else s > best[0]):
            best = (s, outcome, u)
    return best[1], best[2]


def coalition_figures(everything, lines, ids, d, references, nash_gains):
    """Who would do better without the others (only members' red lines bind), and what each consent costs."""
    want, n = {}, len(ids)

    def open_to(members):
        return [u for o, u in everything
                if all(l["holds"][o[l["issue"]["id"]]] for l in lines if ids.index(l["party"]) in members)]

    groups = [s for size in range(2, n) for s in itertools.combinations(range(n), size)]
    for key, at in references.items():
        better = [s for s in groups if any(all(u[i] >= at[i] for i in s) and any(u[i] > at[i] for i in s)
                                           for u in open_to(s))]
        want[f"{key}.coalitions.size"] = len(groups)
        want[f"{key}.coalitions.better"] = len(better)
    for party in range(n):
        others = [i for i in range(n) if i != party]
        able = {tuple(u[i] for i in others) for u in open_to(others) if all(u[i] >= d[i] for i in others)}
        frontier = [u for u in able if not any(v != u and all(a >= b for a, b in zip(v, u)) for v in able)]
        want[f"without.{ids[party]}.frontier"] = len(frontier)
        product = max((math.prod(u[k] - d[i] for k, i in enumerate(others)) for u in frontier), default=F(0))
        with_all = math.prod(nash_gains[i] for i in others) if nash_gains else F(0)
        raised = 100 * (float(product / with_all) ** (1 / len(others)) - 1) if with_all > 0 and product > 0 else None
        want[f"without.{ids[party]}.raise"] = raised if raised is None else F(raised)
    return want


def expect(case):
    table = [i for i in case["issues"] if i["table"]]
    ids = [i["id"] for i in table]
    parties = case["parties"]
    outcomes = [dict(zip(ids, c)) for c in itertools.product(*[range(len(i["names"])) for i in table])]
    everything = [(o, tuple(utility(case, table, p, o) for p in parties)) for o in outcomes]
    lines = [l for l in case["limits"] if l["issue"]["table"]]
    feasible = [(o, u) for o, u in everything if all(l["holds"][o[l["issue"]["id"]]] for l in lines)]
    smallest = [min((u[k] for _, u in feasible), default=F(0)) for k in range(len(parties))]
    d = [no_deal_value(case, table, p, smallest[k]) for k, p in enumerate(parties)]
    # the order of outcomes is that of the sums; everything shown and compared between parties is bent
    d = [bend(p, x) for p, x in zip(parties, d)]
    feasible = [(o, tuple(bend(p, x) for p, x in zip(parties, u))) for o, u in feasible]
    rational = [(o, u) for o, u in feasible if all(x >= y for x, y in zip(u, d))]
    seen, frontier = set(), []
    for o, u in rational:
        if u not in seen and not any(v != u and all(a >= b for a, b in zip(v, u)) for _, v in rational):
            frontier.append((o, u))
        seen.add(u)
    want = {"space.outcomes": len(everything), "space.feasible": len(feasible), "space.rational": len(rational),
            "pareto.size": len(frontier)}

    if feasible:  # better than no deal as written: a floor that was lifted excludes nothing
        written = [None if p["no_deal"]["form"] == "none" else d[k] if p["no_deal"]["form"] != "floor"
                   else bend(p, p["no_deal"]["utility"]) for k, p in enumerate(parties)]
        gaining = [u for _, u in feasible if all(w is None or x > w for x, w in zip(u, written))]
        want["rational.share"] = F(len(gaining), len(feasible))
        most = [max(u[k] for _, u in feasible) for k in range(len(parties))]
        if frontier and all(most):
            want["opposition"] = F(math.sqrt(min(sum((1 - x / m) ** 2 for x, m in zip(u, most)) for _, u in rational)))
        else:
            want["opposition"] = None
        risky = any(p["risk"] for p in parties)
        at_table = [q for q in case["interactions"] if all(i in table for i, _, _ in q["when"])]
        linked = any(all(i in table for i in t["issues"]) for t in case["tables"]) or len(at_table) > 64
        for i, p in enumerate(parties):
            for k in range(i + 1, len(parties)):
                want[f"correlation.{p['id']}.{parties[k]['id']}"] = None
                if risky or linked:
                    continue
                want[f"correlation.{p['id']}.{parties[k]['id']}"] = correlation([u[i] for _, u in feasible],
                                                                                [u[k] for _, u in feasible])
    if feasible:
        counting = [k for k in range(len(parties)) if most[k] > smallest[k]]
        enough = len(counting) > 1
        share = max(min(((u[k] - smallest[k]) / (most[k] - smallest[k]) for k in counting), default=0) for _, u in feasible)
        even = F(1, max(2, len(counting)))
        want["integrative.share"] = share if enough and not risky and (frontier or share >= even) else None
        want["integrative.potential"] = max(F(0), (share - even) / (1 - even)) if enough and not risky else None

    def shown(issue, option):
        return issue["numbers"][option] if issue["kind"] in ("range", "numbers") else issue["names"][option]

    if feasible:
        want |= {f"no_deal.{p['id']}": d[k] for k, p in enumerate(parties)}
    powers = [2 * (p["power"] if p["power"] is not None else F(1)) for p in parties]
    for rule in RULES if frontier else []:
        if rule in FOR_TWO and len(parties) != 2:
            want |= {f"{rule}.utility.{p['id']}": None for p in parties}
            continue
        o, u = solve(rule, frontier, d, feasible, rational, [int(x) for x in powers])
        want |= {f"{rule}.outcome.{i['id']}": shown(i, o[i["id"]]) for i in table}
        want |= {f"{rule}.utility.{p['id']}": u[k] for k, p in enumerate(parties)}
    for i in table if frontier else []:
        if i["kind"] in ("range", "numbers"):
            inside = [i["numbers"][o[i["id"]]] for o, _ in rational]
            want |= {f"zone.{i['id']}.from": min(inside), f"zone.{i['id']}.to": max(inside)}
    o = {i["id"]: n for i, n in zip(case["issues"], case["package"])}
    for k, p in enumerate(parties if feasible else []):
        u = bend(p, utility(case, table, p, o))
        refuses = any(l["party"] == p["id"] and not l["holds"][o[l["issue"]["id"]]] for l in lines)
        want |= {f"package.utility.{p['id']}": u, f"package.gain.{p['id']}": u - d[k],
                 f"package.accepted.{p['id']}": int(u >= d[k] and not refuses)}
    mine = tuple(bend(p, utility(case, table, p, o)) for p in parties)

    def distance(u):
        spans = [(x - y, most[k] - min(v[k] for _, v in feasible)) for k, (x, y) in enumerate(zip(u, mine))]
        return F(math.sqrt(sum((step / span) ** 2 for step, span in spans if span)))

    if frontier:
        want["package.distance.frontier"] = min(distance(u) for _, u in frontier)
        for rule in RULES:
            if rule in FOR_TWO and len(parties) != 2:
                continue
            _, u = solve(rule, frontier, d, feasible, rational, [int(x) for x in powers])
            want[f"package.distance.{rule}"] = distance(u)
    want["package.dominated"] = int(any(u != mine and all(a >= b for a, b in zip(u, mine)) for _, u in feasible))
    if len(parties) > 2:
        weighted = any(p["power"] is not None for p in parties)
        nash = {r: solve(r, frontier, d, feasible, rational, [int(x) for x in powers])[1]
                for r in ("nash", "weighted-nash")} if frontier else None
        references = {"recommended": nash["weighted-nash" if weighted else "nash"]} if frontier else {}
        gains = [x - y for x, y in zip(nash["nash"], d)] if frontier else None
        if feasible and not risky:
            want |= coalition_figures(everything, lines, [p["id"] for p in parties], d, references | {"package": mine}, gains)
    packages = {tuple(shown(i, o[i["id"]]) for i in table): u for o, u in frontier}
    return want, {"packages": packages, "d": d, "parties": [p["id"] for p in parties]} if frontier else None


# ---- comparing --------------------------------------------------------------------------------------------------------------


def run(entente, path, package):
    done = subprocess.run([entente, "bargain", path, "--json", "--draws", "0", "--package", package],
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def lottery_problems(findings, packages, d, parties):
    """The lottery is one of packages of the frontier, and no package pulls the product of gains up any more: as its
    logarithm is concave, that proves it the largest."""
    rows = [r for r in findings["tables"]["lotteries"]["rows"] if r[0] == "Nash with lotteries"]
    if abs(sum(r[1] for r in rows) - 100) > 1e-9:
        yield "the chances do not add up to 100 percent"
    ends = [packages[tuple(F(x) if isinstance(x, (int, float)) else x for x in r[2:2 + len(r) - 2 - len(parties)])]
            for r in rows]
    mean = [sum(F(r[1]) / 100 * u[i] for r, u in zip(rows, ends)) for i in range(len(parties))]
    for p, x in zip(parties, mean):
        if abs(F(findings["metrics"][f"nash-lottery.utility.{p}"]) - x) > F(1, 10**12):
            yield f"nash-lottery.utility.{p} is not what its packages give"
    counting = [i for i in range(len(parties)) if max(u[i] for u in packages.values()) > d[i]]
    if any(mean[i] <= d[i] for i in counting):
        yield "the lottery gives somebody nothing"
        return
    pull = max((sum((u[i] - d[i]) / (mean[i] - d[i]) for i in counting) for u in packages.values()), default=0)
    if pull - len(counting) > F(1, 10**9):
        yield f"a package would raise the lottery's product of gains: {float(pull - len(counting))}"


def differences(case, findings):
    want, agreement = expect(case)
    got = findings["metrics"]
    if agreement:
        yield from lottery_problems(findings, **agreement)
    for key, value in want.items():
        have = got.get(key)
        same = have == value if value is None or isinstance(value, (int, str)) else have is not None and abs(F(have) - value) < F(1, 10**12)
        if not same:
            yield f"{key}: {have}, should be {value}"
    if bool(agreement) == any(n["id"] == "N-BARGAIN-0001" for n in findings["notes"]):
        yield "agreement and its proof do not match"


def main():
    entente = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.yaml")
        for seed in range(first, first + cases):
            case = make_case(seed)
            yaml = write_case(case)
            with open(path, "w", encoding="utf-8") as f:
                f.write(yaml)
            package = ",".join(f"{i['id']}={i['names'][n]}" for i, n in zip(case["issues"], case["package"]))
            try:
                wrong = list(differences(case, run(entente, path, package)))
            except AssertionError as error:
                wrong = [str(error)]
            if wrong:
                failures += 1
                print(f"seed {seed}:\n{yaml}package {package}\n  " + "\n  ".join(wrong))
            if failures == 3:
                break
    print(f"{cases} cases, {failures} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
