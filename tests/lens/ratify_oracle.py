"""The lens ratify through the command, against listing every outcome and every vote in exact fractions.

    ratify_oracle.py ENTENTE [CASES [FIRST_SEED]]

Random small cases as for bargain_oracle.py, with one to three ratifiers a side, one to four blocs each, every rule,
no-deal values given on every level, mandates and discipline. Shares nothing with the program but the definitions in
docs/ratify.md.
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F
from math import comb, factorial

import bargain_oracle as base

text = base.text
RULES = {"majority": lambda yes, all_, _: 2 * yes > all_, "two-thirds": lambda yes, all_, _: 3 * yes >= 2 * all_,
         "three-fifths": lambda yes, all_, _: 5 * yes >= 3 * all_, "unanimity": lambda yes, all_, _: yes == all_,
         "share": lambda yes, all_, x: yes >= x * all_, "votes": lambda yes, all_, x: yes >= x}


def make_fallback(r, issues):
    while True:
        d = base.make_no_deal(r, issues)
        if d["form"] in ("utility", "floor", "outcome"):
            return d


def make_bloc(r, case, k):
    bloc = {"id": f"b{k}", "seats": F(r.randint(1, 9)), "discipline": r.choice([None, F(1, 2), F(9, 10), F(3, 4)]),
            "correlation": r.choice([None, None, F(0), F(1, 10), F(1, 3), F(9, 10), F(1)]),
            "no_deal": make_fallback(r, case["issues"]) if r.random() < 0.4 else None, "follows": None}
    if r.random() < 0.4:
        bloc["follows"] = r.choice(case["parties"])
    else:
        bloc["rows"] = {i["id"]: base.make_preference(r, i) for i in case["issues"]}
        if not any(row["weight"] > 0 for row in bloc["rows"].values()):
            return make_bloc(r, case, k)
    return bloc


def make_side(r, case, party):
    side = {"party": party, "no_deal": None, "ratifiers": [], "mandate": None}
    if r.random() < 0.3:
        issue = r.choice(case["issues"])
        side["mandate"] = (issue, *base.make_condition(r, issue))
    if r.random() < 0.2:
        return side
    side["no_deal"] = make_fallback(r, case["issues"]) if r.random() < 0.3 else None
    for k in range(r.choice([1, 1, 2, 3])):
        rule = r.choice(list(RULES))
        blocs = [make_bloc(r, case, b) for b in range(r.randint(1, 4 if k == 0 else 2))]
        seats = sum(b["seats"] for b in blocs)
        side["ratifiers"].append({
            "id": f"r{k}", "rule": rule, "blocs": blocs,
            "public": r.random() < 0.15,  # then no bloc sways: how it does is in test_ratify.c
            "no_deal": make_fallback(r, case["issues"]) if r.random() < 0.3 else None,
            "amount": F(r.randint(1, 20), 20) if rule == "share" else F(r.randint(1, int(seats) + 1))})
        for bloc in blocs if side["ratifiers"][-1]["public"] else []:
            bloc["correlation"] = None
    return side


def make_case(seed):
    case = base.make_case(seed)
    r = random.Random(seed + 7)
    case["parties"] = case["parties"][:3]
    ids = [p["id"] for p in case["parties"]]
    for issue in case["issues"]:
        issue["table"] = True
    for p in case["parties"]:
        p["risk"], p["power"] = F(0), None
    for part in ("interactions", "tables", "limits"):
        case[part] = [x for x in case[part] if x["party"] in ids]
    for p in case["parties"]:
        mine = [x for x in case["interactions"] + case["tables"] if x["party"] == p["id"]]
        if not mine and not any(row["weight"] > 0 for row in p["rows"].values()):
            p["rows"] = {i["id"]: base.make_preference(r, i) for i in case["issues"]}
            for row in p["rows"].values():
                row["yaml"] = "{weight: 1," + row["yaml"].split(",", 1)[1]
                row["weight"] = F(1)
    case["sides"] = [make_side(r, case, p) for p in case["parties"] if r.random() < 0.8] or [
        make_side(r, case, case["parties"][0])]
    return case


def write_bloc(bloc):
    parts = [f"seats: {text(bloc['seats'])}"]
    if bloc["discipline"] is not None:
        parts.append(f"discipline: {text(bloc['discipline'])}")
    if bloc["correlation"] is not None:
        parts.append(f"correlation: {text(bloc['correlation'])}")
    if bloc["follows"]:
        parts.append(f"follows: {bloc['follows']['id']}")
    else:
        parts.append("preferences: {" + ", ".join(f"{i}: {row['yaml']}" for i, row in bloc["rows"].items()) + "}")
    if bloc["no_deal"]:
        parts.append(f"no_deal: {bloc['no_deal']['yaml']}")
    return f"{bloc['id']}: {{{', '.join(parts)}}}"


def write_ratifier(ratifier):
    rule = ratifier["rule"]
    parts = ["rule: " + (rule if rule not in ("share", "votes") else "qualified")]
    if rule in ("share", "votes"):
        parts.append(f"{rule}: {text(ratifier['amount'])}")
    if ratifier["public"]:
        parts.append("kind: public")
    if ratifier["no_deal"]:
        parts.append(f"no_deal: {ratifier['no_deal']['yaml']}")
    parts.append("blocs: {" + ", ".join(write_bloc(b) for b in ratifier["blocs"]) + "}")
    return f"{ratifier['id']}: {{{', '.join(parts)}}}"


def write_case(case):
    out = [base.write_case(case), "ratification:\n"]
    for side in case["sides"]:
        parts = []
        if side["ratifiers"]:
            parts.append("ratifiers: {" + ", ".join(write_ratifier(x) for x in side["ratifiers"]) + "}")
        else:
            parts.append("rule: none")
        if side["no_deal"]:
            parts.append(f"no_deal: {side['no_deal']['yaml']}")
        if side["mandate"]:
            issue, _, yaml = side["mandate"]
            parts.append(f"mandate: {{limits: [{{issue: {issue['id']}, {yaml}}}]}}")
        out.append(f"  {side['party']['id']}: {{{', '.join(parts)}}}\n")
    return "".join(out)


# ---- listing everything --------------------------------------------------------------------------------------------


class Votes:
    def __init__(self, case):
        self.case, self.issues = case, case["issues"]
        names = [i["id"] for i in self.issues]
        self.outcomes = [dict(zip(names, x))
                         for x in itertools.product(*(range(len(i["names"])) for i in self.issues))]
        self.feasible = [o for o in self.outcomes
                         if all(l["holds"][o[l["issue"]["id"]]] for l in case["limits"])]
        self.floors = {}

    def worth(self, view, outcome):
        return base.utility(self.case, self.issues, view, outcome)

    def floor(self, view, key):
        if key not in self.floors:
            smallest = min(self.worth(view, o) for o in self.feasible)
            self.floors[key] = base.no_deal_value(self.case, self.issues, view, smallest)
        return self.floors[key]

    def signs(self, party, outcome):
        return self.worth(party, outcome) >= self.floor(party, party["id"])

    def view(self, side, ratifier, bloc):
        given = bloc["no_deal"] or ratifier["no_deal"] or side["no_deal"]
        if bloc["follows"]:
            party = bloc["follows"]
            return party if given is None else dict(party, no_deal=given)
        if given is None:
            state = side["party"]["no_deal"]
            given = dict(state, shift=F(0)) if state["form"] == "outcome" else {"form": "none"}
        return {"id": "a bloc", "rows": bloc["rows"], "as_written": False, "risk": F(0), "no_deal": given}

    def line(self, side, ratifier, bloc, outcome):
        view = self.view(side, ratifier, bloc)
        return self.worth(view, outcome) >= self.floor(view, (side["party"]["id"], ratifier["id"], bloc["id"]))

    def favour(self, side, ratifier, outcome):
        return sum((b["seats"] for b in ratifier["blocs"] if self.line(side, ratifier, b, outcome)), F(0))

    def passes(self, side, ratifier, outcome):
        return enough(ratifier, self.favour(side, ratifier, outcome))

    def odds(self, side, ratifier, outcome, apart=False):
        yes = {True: lambda d: d, False: lambda d: 1 - d}
        blocs = [(int(b["seats"]), yes[self.line(side, ratifier, b, outcome)](b["discipline"] or F(1)),
                  F(0) if apart else b["correlation"] or F(0)) for b in ratifier["blocs"]]
        if ratifier["public"]:
            return F(enough(ratifier, sum(n * p for n, p, _ in blocs)))
        distribution = {0: F(1)}
        for n, p, rho in blocs:
            after = {}
            for k, q in distribution.items():
                for m in range(n + 1):
                    after[k + m] = after.get(k + m, F(0)) + q * votes_in_favour(n, m, p, rho)
            distribution = after
        return sum((q for k, q in distribution.items() if enough(ratifier, F(k))), F(0))


def votes_in_favour(n, k, p, rho):
    """Of n exchangeable votes with mean p and correlation rho: by Polya's urn, k yes first, in each of all orders."""
    out, yes, cast = F(comb(n, k)), 0, 0
    for vote in [True] * k + [False] * (n - k):
        more = p if cast == 0 else (p * (1 - rho) + rho * yes) / (1 - rho + rho * cast)
        out *= more if vote else 1 - more
        yes, cast = yes + vote, cast + 1
    return out


def enough(ratifier, yes):
    return RULES[ratifier["rule"]](yes, sum(b["seats"] for b in ratifier["blocs"]), ratifier["amount"])


def power(ratifier):
    """Shapley-Shubik, by all coalitions of the others."""
    blocs, n = ratifier["blocs"], len(ratifier["blocs"])
    if not enough(ratifier, sum(b["seats"] for b in blocs)):
        return [None] * n
    out = []
    for k in range(n):
        others, share = [b for j, b in enumerate(blocs) if j != k], F(0)
        for size in range(n):
            for joined in itertools.combinations(others, size):
                seats = sum((b["seats"] for b in joined), F(0))
                if not enough(ratifier, seats) and enough(ratifier, seats + blocs[k]["seats"]):
                    share += F(factorial(size) * factorial(n - 1 - size), factorial(n))
        out.append(share)
    return out


# ---- comparing -----------------------------------------------------------------------------------------------------


class Check:
    def __init__(self, seed, findings):
        self.seed, self.metrics, self.tables, self.count = seed, findings["metrics"], findings["tables"], 0

    def same(self, key, wanted):
        self.count += 1
        got = self.metrics.get(key)
        if wanted is None:
            good = got is None
        elif isinstance(got, str):
            good = got == str(wanted)
        else:
            good = got is not None and abs(F(got) - F(wanted)) < F(1, 10 ** 9)
        if not good:
            sys.exit(f"seed {self.seed}: {key} is {got}, wanted {wanted if wanted is None else float(wanted)}")

    def true(self, what, holds):
        self.count += 1
        if not holds:
            sys.exit(f"seed {self.seed}: {what}")


def inside(case, outcome, sides=None):
    return all(holds[outcome[issue["id"]]] for s in (case["sides"] if sides is None else sides) if s["mandate"]
               for issue, holds, _ in [s["mandate"]])


def check_sets(check, votes):
    case = votes.case
    for side in case["sides"]:
        for ratifier in side["ratifiers"] if len(side["ratifiers"]) > 1 else []:
            check.same(f"ratifier.{side['party']['id']}.{ratifier['id']}.size",
                       sum(votes.passes(side, ratifier, o) for o in votes.feasible))
        check.same(f"winset.{side['party']['id']}.size",
                   sum(all(votes.passes(side, x, o) for x in side["ratifiers"]) for o in votes.feasible))
    passing = [o for o in votes.feasible if all(votes.passes(s, x, o) for s in case["sides"] for x in s["ratifiers"])]
    gaining = [o for o in votes.feasible if all(votes.signs(p, o) for p in case["parties"])]
    check.same("winset.overlap.size", len(passing))
    check.same("negotiators.size", len(gaining))
    zone = [o for o in passing if o in gaining and inside(case, o)]
    check.same("zone.size", len(zone))
    for issue in case["issues"]:
        if issue["kind"] in ("range", "numbers") and zone:
            values = [issue["numbers"][o[issue["id"]]] for o in zone]
            check.same(f"zone.{issue['id']}.low", min(values))
            check.same(f"zone.{issue['id']}.high", max(values))
    return gaining, zone


def best(votes, packages):
    parties = votes.case["parties"]

    def product(o):
        out = F(1)
        for p in parties:
            out *= votes.worth(p, o) - votes.floor(p, p["id"])
        return out
    return max(map(product, packages)) if packages else None


def outcome_of(check, votes, key):
    out = {}
    for issue in votes.issues:
        got = check.metrics.get(f"{key}.outcome.{issue['id']}")
        if got is None:
            return None
        out[issue["id"]] = ([float(x) for x in issue["numbers"]].index(float(got))
                            if issue["kind"] in ("range", "numbers") else issue["names"].index(got))
    return out


def check_pick(check, votes, key, packages):
    """The package is one of them, its product of gains the largest, and no other is better for all."""
    got = outcome_of(check, votes, key)
    check.true(f"{key} exists", (got is None) == (not packages))
    if got is None:
        return
    check.true(f"{key} is one of those that count", got in packages)
    check.true(f"{key} has the largest product", best(votes, [got]) == best(votes, packages))
    mine = [votes.worth(p, got) for p in votes.case["parties"]]
    for other in packages:
        theirs = [votes.worth(p, other) for p in votes.case["parties"]]
        check.true(f"{key} is not beaten", not (all(b >= a for a, b in zip(mine, theirs)) and theirs != mine))


def utilities(votes, outcome):
    return tuple(votes.worth(p, outcome) for p in votes.case["parties"])


def picked(votes, packages):
    """What the largest product of gains is worth to each, where that is one point; no deal where there is none."""
    if not packages:
        return tuple(votes.floor(p, p["id"]) for p in votes.case["parties"])
    top = best(votes, packages)
    points = {utilities(votes, o) for o in packages if best(votes, [o]) == top}
    points = {u for u in points if not any(v != u and all(y >= x for x, y in zip(u, v)) for v in points)}
    return points.pop() if len(points) == 1 else None


def check_shifts(check, votes, gaining, zone):
    case, without = votes.case, picked(votes, gaining)
    for side in case["sides"]:
        with_votes = [o for o in gaining if all(votes.passes(side, x, o) for x in side["ratifiers"])]
        within = [o for o in gaining if inside(case, o, [side])]
        for name, packages, stands in (("ratifiers", with_votes, side["ratifiers"]), ("mandate", within, side["mandate"])):
            after = picked(votes, packages)
            for p, a, b in zip(case["parties"], after or (), without or ()):
                check.same(f"shift.{side['party']['id']}.{name}.{p['id']}", a - b if stands else None)
    for p, a, b in zip(case["parties"], picked(votes, zone) or (), without or ()):
        check.same(f"shift.all.{p['id']}", a - b)


def check_pivots(check, votes, outcome):
    """The first option on the way at which passing everywhere changes."""
    case = votes.case

    def all_pass(o):
        return all(votes.passes(s, x, o) for s in case["sides"] for x in s["ratifiers"])
    for issue in case["issues"] if any(s["ratifiers"] for s in case["sides"]) else []:
        at, size = outcome[issue["id"]], len(issue["names"])
        ways = {"other": range(size)} if issue["kind"] == "named" else {"below": range(at - 1, -1, -1),
                                                                       "above": range(at + 1, size)}
        for way, options in ways.items():
            flips = [k for k in options if all(l["holds"][k] for l in case["limits"] if l["issue"] is issue)
                     and all_pass(dict(outcome, **{issue["id"]: k})) != all_pass(outcome)]
            wanted = None if not flips else (issue["numbers"][flips[0]] if issue["kind"] in ("range", "numbers")
                                             else issue["names"][flips[0]])
            check.same(f"pivot.{issue['id']}.{way}", wanted)


def check_package(check, votes, key, outcome):
    case, all_odds, apart, sways = votes.case, F(1), F(1), False
    for p in case["parties"]:
        lines = all(l["holds"][outcome[l["issue"]["id"]]] for l in case["limits"] if l["party"] == p["id"])
        check.same(f"{key}.utility.{p['id']}", votes.worth(p, outcome))
        check.same(f"{key}.accepted.{p['id']}", int(votes.signs(p, outcome) and lines))
    for side in case["sides"]:
        for x in side["ratifiers"]:
            name = f"{side['party']['id']}.{x['id']}"
            check.same(f"{key}.passes.{name}", int(votes.passes(side, x, outcome)))
            check.same(f"{key}.votes.{name}", votes.favour(side, x, outcome))
            check.same(f"{key}.odds.{name}", votes.odds(side, x, outcome))
            all_odds *= votes.odds(side, x, outcome)
            apart *= votes.odds(side, x, outcome, True)
            sways = sways or any(b["correlation"] for b in x["blocs"])
            for bloc, share in zip(x["blocs"], power(x)):
                check.same(f"power.{name}.{bloc['id']}", share)
    check.same(f"{key}.probability", all_odds)
    check.same(f"{key}.probability.independent", apart if sways else None)
    if any(s["mandate"] for s in case["sides"]):
        check.same(f"{key}.mandate", int(inside(case, outcome)))


def check_payments(check, votes, outcome):
    for side in votes.case["sides"]:
        for x in side["ratifiers"]:
            for bloc in x["blocs"]:
                key = f"payment.{side['party']['id']}.{x['id']}.{bloc['id']}"
                view = votes.view(side, x, bloc)
                lacks = votes.floor(view, (side["party"]["id"], x["id"], bloc["id"])) - votes.worth(view, outcome)
                check.same(f"{key}.lacks", lacks if lacks > 0 else None)
                for issue in votes.issues if lacks > 0 else []:
                    turns = [k for k in range(len(issue["names"]))
                             if all(l["holds"][k] for l in votes.case["limits"] if l["issue"] is issue)
                             and votes.line(side, x, bloc, dict(outcome, **{issue["id"]: k}))]
                    if not turns:
                        check.same(f"{key}.{issue['id']}", None)
                        continue
                    near = min(turns, key=lambda k: (abs(k - outcome[issue["id"]]), k))
                    check.same(f"{key}.{issue['id']}", issue["numbers"][near] if issue["kind"] in ("range", "numbers")
                               else issue["names"][near])


def check_conflict(check, votes):
    """Without any one of the parts of the proof there is a package, with all of them there is none."""
    case, parts = votes.case, []
    for _, what, path in check.tables["conflict"]["rows"]:
        head, rest = path.split(".", 1)
        if head == "limits":
            limit = case["limits"][int(rest[1:])]
            parts.append(lambda o, l=limit: l["holds"][o[l["issue"]["id"]]])
        elif head == "no_deal":
            parts.append(lambda o, p=next(p for p in case["parties"] if p["id"] == rest): votes.signs(p, o))
        else:
            side = next(s for s in case["sides"] if s["party"]["id"] == rest.split(".")[0])
            if rest.endswith(".mandate"):
                parts.append(lambda o, s=side: inside(case, o, [s]))
            else:
                x = next(x for x in side["ratifiers"] if what == f"the vote of {x['id']}")
                parts.append(lambda o, s=side, x=x: votes.passes(s, x, o))
    check.same("conflict.size", len(parts))
    check.true("a conflict excludes all", not any(all(p(o) for p in parts) for o in votes.outcomes))
    for k in range(len(parts)):
        rest = parts[:k] + parts[k + 1:]
        check.true("a conflict is irreducible", any(all(p(o) for p in rest) for o in votes.outcomes))


def run(entente, seed, folder):
    case = make_case(seed)
    r = random.Random(seed + 11)
    votes = Votes(case)
    path = os.path.join(folder, f"case{seed}.yaml")
    with open(path, "w") as file:
        file.write(write_case(case))
    given = {i["id"]: r.randrange(len(i["names"])) for i in case["issues"]}
    package = ",".join(f"{i['id']}={i['names'][given[i['id']]]}" for i in case["issues"])
    done = subprocess.run([entente, "ratify", path, "--json", "--package", package], capture_output=True, text=True)
    blocs = sum(len(x["blocs"]) for side in case["sides"] for x in side["ratifiers"])
    if done.returncode == 3 and len(case["parties"]) + blocs > 16:
        return 0, False  # more views than it takes
    if done.returncode != 0:
        sys.exit(f"seed {seed}: exit {done.returncode}\n{done.stderr}\n{write_case(case)}")
    check = Check(seed, json.loads(done.stdout))
    if not votes.feasible:
        check.same("zone.size", 0)
        return check.count, False
    gaining, zone = check_sets(check, votes)
    check_pick(check, votes, "alone", gaining)
    check_pick(check, votes, "together", zone)
    check_package(check, votes, "package", given)
    check_payments(check, votes, given)
    check_shifts(check, votes, gaining, zone)
    check_pivots(check, votes, given)
    if not zone:
        check_conflict(check, votes)
    return check.count, not zone


def main():
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    first = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    figures = empty = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + cases):
            count, nothing = run(sys.argv[1], seed, folder)
            figures, empty = figures + count, empty + nothing
    print(f"{cases} cases, {figures} figures as listed; nothing passes in {empty} of them")
    if not 0 < empty < cases:
        sys.exit("the cases are all of one kind")


if __name__ == "__main__":
    main()
