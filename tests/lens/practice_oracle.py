"""What the lens bargain says for the negotiator, through the command, against listing every outcome in exact fractions.

    practice_oracle.py ENTENTE [CASES [FIRST_SEED]]

Prices of steps and trade-offs, counter-offers, improvements on a signed package, smallest changes, break-even weights
and what linking adds, on the random cases of bargain_oracle.py with long ranges, forums and single parties added.
Shares nothing with the program but the definitions in docs/bargain.md.
"""
import copy
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

import bargain_oracle as oracle

STRIDES = [[950, 900, 800, 650, 500, 250, 100, 0], [1050, 1100, 1250, 1500, 2000, 3000, 6000, 10000]]
plain_issue = oracle.make_issue


# ---- cases -----------------------------------------------------------------------------------------------------------


def long_issue(r, k):
    issue = plain_issue(r, k)
    if issue["kind"] == "range" and r.random() < 0.4:
        start, step, size = issue["numbers"][0], r.choice([F(1), F(3), F(1, 2)]), r.randint(13, 40)
        issue["numbers"] = [start + step * n for n in range(size)]
        issue["names"] = [oracle.text(x) for x in issue["numbers"]]
        issue["yaml"] = f"{{from: {oracle.text(start)}, to: {issue['names'][-1]}, step: {oracle.text(step)}}}"
    return issue


def size_of(issues):
    size = 1
    for i in issues:
        size *= len(i["names"])
    return size


def make_case(seed):
    oracle.make_issue = long_issue
    r = random.Random(seed)
    while True:
        case = oracle.make_case(r.randrange(10**9))
        if size_of(case["issues"]) <= 400:
            break
    if r.random() < 0.1:
        case["parties"] = case["parties"][:1]
        for part in ("limits", "interactions", "tables"):
            case[part] = [x for x in case[part] if x["party"] == "p0"]
    ids = [i["id"] for i in case["issues"]]
    case["forums"] = [r.sample(ids, r.randint(1, len(ids))) for _ in range(r.choice([0, 0, 1, 2]))]
    case["given"] = r.random() < 0.7
    case["all"] = r.random() < 0.3
    for party in case["parties"]:
        party["risk"] = F(0)  # with an attitude to risk nothing of this is told
    case["within"] = r.choice([F(1, 100), F(0), F(1, 10)])
    case["side"] = r.choice([None, None, r.choice(case["parties"])["id"]])
    case["rule"] = r.choice([None, None, "kalai-smorodinsky", "egalitarian", "nash"])
    return case


def write_case(case):
    forums = [f"  f{k}: {{name: F{k}, members: [p0], issues: [{', '.join(f)}]}}\n" for k, f in enumerate(case["forums"])]
    return oracle.write_case(case) + ("forums:\n" + "".join(forums) if forums else "")


# ---- listing ---------------------------------------------------------------------------------------------------------


def frontier_of(pairs):
    """The pairs (outcome, utilities) that no other beats, in file order; equal utilities once."""
    first = {}
    for o, u in pairs:
        first.setdefault(u, o)
    us = list(first)
    return [(first[u], u) for u in us if not any(v != u and all(a >= b for a, b in zip(v, u)) for v in us)]


class World:
    """One case, every outcome at the table listed."""

    def __init__(self, case, table):
        self.case, self.table, self.parties = case, table, case["parties"]
        self.n = range(len(self.parties))
        self.lines = [l for l in case["limits"] if l["issue"] in table]
        self.outcomes = list(itertools.product(*[range(len(i["names"])) for i in table]))
        self.u = {o: tuple(oracle.utility(case, table, p, self.named(o)) for p in self.parties) for o in self.outcomes}
        self.allowed = [[all(l["holds"][k] for l in self.lines if l["issue"] is i) for k in range(len(i["names"]))]
                        for i in table]
        self.feasible = [(o, self.u[o]) for o in self.outcomes if all(self.allowed[j][k] for j, k in enumerate(o))]
        smallest = [min((u[k] for _, u in self.feasible), default=F(0)) for k in self.n]
        self.d = [oracle.no_deal_value(case, table, p, smallest[k]) for k, p in enumerate(self.parties)]
        self.rational = [(o, u) for o, u in self.feasible if all(x >= y for x, y in zip(u, self.d))]
        powers = [p["power"] for p in self.parties]
        self.rule = case["rule"] or ("weighted-nash" if any(p is not None for p in powers) else "nash")
        self.powers = [int(2 * (p if p is not None else F(1))) for p in powers]
        self.recommended = None
        if self.rational:
            self.recommended = oracle.solve(self.rule, frontier_of(self.rational), self.d, self.feasible, self.rational,
                                            self.powers)[0]

    def named(self, outcome):
        return {i["id"]: k for i, k in zip(self.table, outcome)}

    def shown(self, j, option):
        i = self.table[j]
        return i["numbers"][option] if i["kind"] in ("range", "numbers") else i["names"][option]


def product(numbers):
    result = F(1)
    for x in numbers:
        result *= x
    return result


# ---- steps -------------------------------------------------------------------------------------------------------------


def step_of(issue):
    if issue["kind"] not in ("range", "numbers") or len(issue["names"]) <= 12:
        return F(0)
    tenth = (max(issue["numbers"]) - min(issue["numbers"])) / 10
    power = F(1)
    while power > tenth:
        power /= 10
    while power * 10 <= tenth:
        power *= 10
    return min((power * c for c in (1, 2, 5, 10)), key=lambda s: max(s / tenth, tenth / s))


def moves_of(w, base):
    for j, i in enumerate(w.table):
        if i["numbers"] is None:
            for k in range(len(i["names"])):
                if k != base[j] and w.allowed[j][k]:
                    yield j, k, i["names"][k]
            continue
        here, step = i["numbers"][base[j]], step_of(i)
        for sign, key in ((1, "up"), (-1, "down")):
            open_ = [k for k, x in enumerate(i["numbers"]) if w.allowed[j][k] and sign * (x - here) > 0]
            if open_:
                yield j, min(open_, key=lambda k: (abs(i["numbers"][k] - here - sign * step) if step else 0,
                                                   abs(i["numbers"][k] - here))), key


def with_option(o, j, k):
    return o[:j] + (k,) + o[j + 1:]


def make_up(w, base, moved, p, j):
    """(enough, before, change): options of issue j, and the change as a number; None where nothing makes up."""
    i = w.table[j]

    def balance(k):
        return w.u[with_option(moved, j, k)][p] - w.u[base][p]

    if i["numbers"] is None:
        enough = [k for k in range(len(i["names"])) if k != base[j] and balance(k) >= 0]
        return (min(enough, key=lambda k: (balance(k), k)), base[j], None) if enough else None
    order = sorted(range(len(i["names"])), key=lambda k: i["numbers"][k])
    start, found = order.index(base[j]), []
    sign = -1 if balance(base[j]) < 0 else 1
    for way in (order[start:], order[start::-1]):
        for a, c in zip(way, way[1:]):
            if sign * balance(c) <= 0:
                x, y = i["numbers"][a], i["numbers"][c]
                at = x + (y - x) * balance(a) / (balance(a) - balance(c))
                found.append((abs(at - i["numbers"][base[j]]), c, a))
                break
    if not found:
        return None
    change, enough, before = min(found, key=lambda f: f[0])
    return enough, before, change


def expect_prices(w, base):
    want, pairs = {}, []
    numeric = [j for j, i in enumerate(w.table) if i["kind"] in ("range", "numbers")]
    lead = numeric[0] if numeric else 0
    moves = list(moves_of(w, base))
    for p, party in enumerate(w.parties):
        for j, k, key in moves:
            moved = with_option(base, j, k)
            worth = w.u[moved][p] - w.u[base][p]
            want[f"worth.{w.table[j]['id']}.{key}.{party['id']}"] = worth
            if numeric and j != lead:
                up = make_up(w, base, moved, p, lead) if worth else (0, 0, F(0))
                if up:
                    want[f"price.{w.table[j]['id']}.{key}.{party['id']}"] = up[2] if worth >= 0 else -up[2]
            for other in range(len(w.table)) if worth < 0 else []:
                if other == j:
                    continue
                up = make_up(w, base, moved, p, other)
                row = [party["id"], w.table[j]["id"], key, w.shown(j, k), w.table[other]["id"]]
                if up:
                    enough, before, _ = up
                    exact = w.u[with_option(moved, other, enough)][p] == w.u[base][p]
                    row += [w.shown(other, before), w.shown(other, enough), int(exact),
                            int(not w.allowed[other][enough])]
                pairs.append(row)
    return want, pairs


# ---- counter-offers --------------------------------------------------------------------------------------------------


def least_gain(w, me, u):
    return min((u[i] - w.d[i] for i in w.n if i != me), default=F(0))


def choose(w, me, floor, signs, allowed):
    pairs = [(o, u) for o, u in w.feasible if u[me] >= floor and allowed(o)
             and (not signs or all(u[i] >= w.d[i] for i in w.n if i != me))]
    if not pairs:
        return None
    score = ((lambda u: product(u[i] - w.d[i] for i in w.n if i != me)) if signs else (lambda u: least_gain(w, me, u)))
    best = max((score(u), u[me]) for _, u in frontier_of(pairs))
    return min(o for o, u in frontier_of(pairs) if (score(u), u[me]) == best)


def expect_offers(w, base):
    want = {}
    numeric = [j for j, i in enumerate(w.table) if i["kind"] in ("range", "numbers")]
    lead = numeric[0] if numeric else 0

    def tell(key, me, o):
        for j, i in enumerate(w.table):
            want[f"{key}.{w.parties[me]['id']}.outcome.{i['id']}"] = w.shown(j, o[j])
        for k in w.n:
            want[f"{key}.{w.parties[me]['id']}.utility.{w.parties[k]['id']}"] = w.u[o][k]

    for me in w.n:
        if w.case["side"] not in (None, w.parties[me]["id"]):
            continue
        near = max(w.u[base][me] - w.case["within"], w.d[me])
        equal = max(w.u[base][me], w.d[me])
        if w.case["given"]:
            picks = [choose(w, me, floor, True, lambda o: True) or choose(w, me, floor, False, lambda o: True)
                     for floor in (equal, near)]
            if picks[0] and picks[1]:
                tell("counter", me, picks[0])
                tell("counter_near", me, picks[1])
        first = choose(w, me, near, True, lambda o: True)
        if not first:
            continue
        others = []
        for j, i in enumerate(w.table):
            if j == lead:
                continue
            step = step_of(i)
            far = [k != first[j] and (not step or abs(i["numbers"][k] - i["numbers"][first[j]]) >= step)
                   for k in range(len(i["names"]))]
            o = choose(w, me, near, True, lambda o: far[o[j]])
            if o and o != first and o not in others:
                others.append(o)
        others.sort(key=lambda o: (-product(w.u[o][i] - w.d[i] for i in w.n if i != me), -w.u[o][me]))
        for k, o in enumerate([first] + others[:2]) if others else []:
            tell(f"equal_offer.{k + 1}", me, o)
    return want


# ---- after signing, smallest changes -----------------------------------------------------------------------------------


def expect_settlement(w, base):
    mine = w.u[base]
    above = [(o, u) for o, u in w.feasible if all(a >= b for a, b in zip(u, mine))]
    frontier = frontier_of(above)
    want = {"settlement.size": sum(u != mine for _, u in frontier),
            "settlement.packages": sum(all(a > b for a, b in zip(u, mine)) for _, u in w.feasible)}
    if want["settlement.size"]:
        _, fair = oracle.solve("kalai-smorodinsky", frontier, list(mine), w.feasible, above, w.powers)
        for i in w.n:
            want[f"settlement.gain.{w.parties[i]['id']}"] = fair[i] - mine[i]
            want[f"settlement.most.{w.parties[i]['id']}"] = max(u[i] for _, u in above) - mine[i]
    return want


def expect_smallest(w, base):
    want = {}
    for who in [*w.n, None]:
        ids = [w.parties[who]["id"]] if who is not None else None

        def signs(o):
            crossed = any(not l["holds"][o[w.table.index(l["issue"])]] for l in w.lines if not ids or l["party"] in ids)
            return not crossed and all(w.u[o][i] >= w.d[i] for i in (w.n if who is None else [who]))

        if signs(base):
            continue
        options = [o for o in w.outcomes if signs(o) and all(w.allowed[j][k] or k == base[j] for j, k in enumerate(o))]
        if not options:
            continue

        def changes(o):
            return sum(a != b for a, b in zip(o, base))

        def cost(o):
            return max([F(0)] + [w.u[base][i] - w.u[o][i] for i in w.n if i != who])

        fewest = min(changes(o) for o in options)
        options = [o for o in options if changes(o) == fewest]
        name = ids[0] if ids else "all"
        want[f"smallest_change.{name}.issues"] = fewest
        if who is None:
            most = max(product(w.u[o][i] - w.d[i] for i in w.n) for o in options)
            options = [o for o in options if product(w.u[o][i] - w.d[i] for i in w.n) == most]
        else:
            least = min(cost(o) for o in options)
            options = [o for o in options if cost(o) == least]
            most = max(w.u[o][who] for o in options)
            options = [o for o in options if w.u[o][who] == most]
        most = max(w.u[o] for o in options)
        o = min(o for o in options if w.u[o] == most)
        want[f"smallest_change.{name}.cost"] = cost(o)
        want |= {f"smallest_change.{name}.outcome.{i['id']}": w.shown(j, o[j]) for j, i in enumerate(w.table)}
    return want


# ---- linking -------------------------------------------------------------------------------------------------------------


def bundles_of(w):
    root = list(range(len(w.table)))
    linked = [[i for i, _, _ in q["when"]] for q in w.case["interactions"]] + [t["issues"] for t in w.case["tables"]]
    for issues in linked:
        if all(i in w.table for i in issues):
            joined = {root[w.table.index(i)] for i in issues}
            root = [min(joined) if x in joined else x for x in root]
    return root


def worth_of(w, party, part, options):
    """What the issues `part` are worth to a party with these options: a summand of its utility."""
    case = dict(w.case, interactions=[q for q in w.case["interactions"] if q["party"] == party["id"]
                                      and all(w.table.index(i) in part for i, _, _ in q["when"] if i in w.table)])
    rows = [(i, party["rows"][i["id"]]) for i in w.table if i["id"] in party["rows"]]
    total = F(1) if party["as_written"] else sum((row["weight"] for _, row in rows), F(0)) or F(1)
    at = dict(zip(part, options))
    sum_ = F(0)
    for j, k in at.items():
        row = party["rows"].get(w.table[j]["id"])
        sum_ += row["weight"] * row["values"][k] / total if row else 0
    for q in case["interactions"]:
        if all(i in w.table for i, _, _ in q["when"]) and all(h[at[w.table.index(i)]] for i, h, _ in q["when"]):
            sum_ += q["add"]
    for t in case["tables"]:
        if t["party"] == party["id"] and all(i in w.table and w.table.index(i) in part for i in t["issues"]):
            sum_ += t["cells"].get(tuple(at[w.table.index(i)] for i in t["issues"]), F(0))
    return sum_


def expect_linkage(w, key, label, plain):
    root = bundles_of(w)
    label = list(label)
    for j in range(len(label)):
        label = [label[root[j]] if x == label[j] else x for x in label]
    tables = sorted(set(label), key=label.index)
    roots = sorted(set(root))
    if len(tables) < 2 or (len(tables) == len(roots) and not plain):
        return {}
    parts = {g: [j for j in range(len(root)) if root[j] == g] for g in roots}
    combos = {g: list(itertools.product(*[range(len(w.table[j]["names"])) for j in parts[g]])) for g in roots}
    open_ = {g: [c for c in combos[g] if all(w.allowed[j][k] for j, k in zip(parts[g], c))] for g in roots}
    worth = {(p, g, c): worth_of(w, w.parties[p], parts[g], c) for p in w.n for g in roots for c in combos[g]}
    own, stake = {}, {}
    for p in w.n:
        outcome = w.parties[p]["no_deal"].get("outcome") if w.parties[p]["no_deal"]["form"] == "outcome" else None
        for g in roots:
            named = outcome is not None and all(w.table[j]["id"] in outcome for j in parts[g])
            values = [worth[p, g, c] for c in open_[g]]
            own[p, g] = worth[p, g, tuple(outcome[w.table[j]["id"]] for j in parts[g])] if named else min(values)
            stake[p, g] = max(values) - min(values)
    total = [F(0)] * len(w.parties)
    want = {}
    for t in tables:
        inside = [g for g in roots if label[g] == t]
        share = []
        for p in w.n:
            rest, all_ = w.d[p] - sum(own[p, g] for g in roots), sum(stake[p, g] for g in roots)
            part = sum(stake[p, g] for g in inside) / all_ if all_ else F(int(t == tables[0]))
            share.append(sum(own[p, g] for g in inside) + rest * part)
        pairs = [(c, tuple(sum(worth[p, g, x] for g, x in zip(inside, c)) for p in w.n))
                 for c in itertools.product(*[open_[g] for g in inside])]
        rational = [(c, u) for c, u in pairs if all(a >= b for a, b in zip(u, share))]
        if not rational:
            total = [a + b for a, b in zip(total, share)]
            continue
        c, u = oracle.solve(w.rule, frontier_of(rational), share, pairs, rational, w.powers)
        total = [a + b for a, b in zip(total, u)]
        for g, x in zip(inside, c):
            want |= {f"{key}.outcome.{w.table[j]['id']}": w.shown(j, k) for j, k in zip(parts[g], x)}
    for p in w.n:
        want[f"{key}.separate.{w.parties[p]['id']}"] = total[p]
        want[f"{key}.gain.{w.parties[p]['id']}"] = w.u[w.recommended][p] - total[p]
    return want


def expect_linkages(w):
    n = len(w.table)
    want = expect_linkage(w, "linkage", range(n), True)
    if w.case["forums"]:
        label = [next((n + f for f, issues in enumerate(w.case["forums"]) if i["id"] in issues), j)
                 for j, i in enumerate(w.table)]
        want |= expect_linkage(w, "linkage_forums", label, False)
    if w.case["all"]:
        want |= expect_linkage(w, "linkage_tables", [n if i["table"] else j for j, i in enumerate(w.table)], False)
    return want


# ---- break-even weights ----------------------------------------------------------------------------------------------------


def wrong_edges(w, got):
    """What is reported as an edge is one, and none of the trials nearer by has a change."""
    seen = {}

    def state(p, j, point):
        if (p, j, point) not in seen:
            case = copy.deepcopy(w.case)
            row = case["parties"][p]["rows"][w.table[j]["id"]]
            row["weight"] = row["weight"] * point / 1000
            ids = [i["id"] for i in w.table]
            now = World(case, [i for i in case["issues"] if i["id"] in ids]).recommended
            terms = now and all(a == b for a, b, i in zip(now, w.recommended, w.table) if i["kind"] != "range")
            seen[p, j, point] = {"break_even": now == w.recommended, "break_even_terms": bool(terms)}
        return seen[p, j, point]

    for p, party in enumerate(w.parties):
        for j, i in enumerate(w.table):
            weight = party["rows"][i["id"]]["weight"] if i["id"] in party["rows"] else 0
            for side, kind in itertools.product((0, 1), ("break_even", "break_even_terms")):
                key = f"{kind}.{party['id']}.{i['id']}.{('from', 'to')[side]}"
                edge = got.get(key)
                if not weight:
                    if edge is not None:
                        yield f"{key}: {edge}, though there is no weight"
                    continue
                way = 1 if side else -1
                last = None if edge is None else round(F(edge) / weight * 1000)
                for point in STRIDES[side]:
                    if (last is None or way * (last - point) >= 0) and not state(p, j, point)[kind]:
                        yield f"{key}: {edge}, but there is a change at {point}"
                if last is None:
                    continue
                if abs(F(edge) - weight * last / 1000) > F(1, 10**9):
                    yield f"{key}: {edge} is no thousandth of {weight}"
                elif not state(p, j, last)[kind] or state(p, j, last + way)[kind]:
                    yield f"{key}: {edge} is no edge"


# ---- comparing ---------------------------------------------------------------------------------------------------------------


OURS = ("worth.", "price.", "counter", "equal_offer.", "settlement.", "smallest_change.", "linkage")


def run(entente, path, case, package):
    command = [entente, "bargain", path, "--json", "--draws", "0", "--rows", "100000", "--within",
               oracle.text(case["within"])]
    command += ["--package", package] if case["given"] else []
    command += ["--tables", "all"] if case["all"] else []
    command += ["--party", case["side"]] if case["side"] else []
    command += ["--recommend", case["rule"]] if case["rule"] else []
    command += ["--break-even"] if case["edges"] else []
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise AssertionError(f"exit {done.returncode}: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def same(have, value):
    if isinstance(value, (int, str)):
        return have == value
    return have is not None and not isinstance(have, str) and abs(F(have) - value) < F(1, 10**9)


def expect(w, base):
    want, pairs = {}, []
    if base:
        want, pairs = expect_prices(w, base)
        want |= expect_offers(w, base)
    if base and w.case["given"]:
        want |= expect_settlement(w, base) | expect_smallest(w, base)
    if w.recommended:
        want |= expect_linkages(w)
    return want, pairs


def differences(w, base, findings):
    want, pairs = expect(w, base)
    got = {k: v for k, v in findings["metrics"].items() if k.startswith(OURS)}
    for key, value in want.items():
        if not same(got.pop(key, None), value):
            yield f"{key}: {findings['metrics'].get(key)}, should be {value}"
    for key in got:
        yield f"{key}: {got[key]}, should not be there"
    table = findings["tables"].get("tradeoff_pairs", {"rows": []})
    rows = [[x for k, x in enumerate(row) if k not in (7, 8) and x is not None] for row in table["rows"]]
    if len(rows) != len(pairs if len(w.table) > 1 else []):
        yield f"{len(rows)} trade-offs, should be {len(pairs)}"
    for row, pair in zip(rows, pairs):
        if len(row) != len(pair) or not all(same(x, y) for x, y in zip(row, pair)):
            yield f"trade-off {row}, should be {[str(x) for x in pair]}"
    if w.case["edges"] and w.recommended:
        yield from wrong_edges(w, findings["metrics"])


def main():
    entente = sys.argv[1]
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.yaml")
        for seed in range(first, first + cases):
            case = make_case(seed)
            table = [i for i in case["issues"] if i["table"] or case["all"]]
            case["edges"] = size_of(table) <= 40
            yaml = write_case(case)
            with open(path, "w", encoding="utf-8") as f:
                f.write(yaml)
            package = ",".join(f"{i['id']}={i['names'][n]}" for i, n in zip(case["issues"], case["package"]))
            w = World(case, table)
            base = tuple(n for i, n in zip(case["issues"], case["package"]) if i in table)
            try:
                wrong = list(differences(w, base if case["given"] else w.recommended, run(entente, path, case, package)))
            except AssertionError as error:
                wrong = [str(error)]
            if wrong:
                failures += 1
                options = {k: case[k] for k in ("given", "all", "within", "side", "rule", "edges")}
                print(f"seed {seed}: {options}\n{yaml}package {package}\n  " + "\n  ".join(wrong))
            if failures == 3:
                break
    print(f"{cases} cases, {failures} wrong")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
