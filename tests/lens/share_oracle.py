"""The lens share against the same rules written a second time, naively, in exact fractions.

    share_oracle.py ENTENTE CASES

Random small projects of every form go through the command; what it says of each party under each rule must be what is
worked out here: over all orders, all groups, all trees, all matchings. The nucleolus is not worked out a second time:
no other rule may have smaller sorted excesses.
"""
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F
from itertools import combinations, permutations

NEAR = 1e-9


# ---- games as functions of frozensets -------------------------------------------------------------------------------

def groups(players):
    for size in range(1, len(players) + 1):
        yield from (frozenset(c) for c in combinations(players, size))


def shapley(players, worth):
    shares, orders = {p: F(0) for p in players}, list(permutations(players))
    for order in orders:
        came = frozenset()
        for p in order:
            shares[p] += worth(came | {p}) - worth(came)
            came |= {p}
    return {p: x / len(orders) for p, x in shares.items()}


def owen(players, worth, unions):
    union = {p: next((u for u in unions if p in u), (p,)) for p in players}

    def together(order):
        marks = [union[p] for p in order]
        return all(marks[i] == marks[j] for i in range(len(marks)) for j in range(i, len(marks))
                   if marks[i] == marks[j]) and sum(a != b for a, b in zip(marks, marks[1:])) == len(set(marks)) - 1

    shares, orders = {p: F(0) for p in players}, [o for o in permutations(players) if together(o)]
    for order in orders:
        came = frozenset()
        for p in order:
            shares[p] += worth(came | {p}) - worth(came)
            came |= {p}
    return {p: x / len(orders) for p, x in shares.items()}


def divide(total, weights):
    whole = sum(weights.values())
    if whole == 0:
        return None if total != 0 else {p: F(0) for p in weights}
    return {p: total * w / whole for p, w in weights.items()}


def separable(players, cost):
    everybody = frozenset(players)
    return {p: cost(everybody) - cost(everybody - {p}) for p in players}


def scrb(players, cost):
    own, everybody = separable(players, cost), frozenset(players)
    rest = cost(everybody) - sum(own.values())
    left = {p: cost(frozenset([p])) - own[p] for p in players}
    if min(left.values()) < 0 < max(left.values()) or (sum(left.values()) == 0 and rest != 0):
        return None
    return {p: own[p] + x for p, x in divide(rest, left).items()}


def ensc(players, cost):
    own = separable(players, cost)
    rest = (cost(frozenset(players)) - sum(own.values())) / len(players)
    return {p: own[p] + rest for p in players}


def tau(players, cost):
    """The cost gap method: of a value game -cost, between minimal rights and utopia payoffs."""
    worth, everybody = (lambda s: -cost(s)), frozenset(players)
    upper = {p: worth(everybody) - worth(everybody - {p}) for p in players}
    rights = {p: max(worth(s) - sum(upper[q] for q in s if q != p) for s in groups(players) if p in s) for p in players}
    if any(rights[p] > upper[p] for p in players) or not sum(rights.values()) <= worth(everybody) <= sum(upper.values()):
        return None
    span = sum(upper.values()) - sum(rights.values())
    part = (worth(everybody) - sum(rights.values())) / span if span else F(0)
    return {p: -(rights[p] + part * (upper[p] - rights[p])) for p in players}


def excesses(players, cost, shares):
    return sorted((sum(shares[p] for p in s) - cost(s) for s in groups(players) if len(s) < len(players)), reverse=True)


def surplus(players, cost, shares, i, j):
    """The largest excess of a group with i and without j."""
    return max(sum(shares[p] for p in s) - cost(s) for s in groups(players) if i in s and j not in s)


def kernel(players, cost, shares):
    """Whether in the kernel, whether in the prekernel, the largest difference of two surpluses against each other."""
    apart = {(i, j): surplus(players, cost, shares, i, j) - surplus(players, cost, shares, j, i)
             for i, j in permutations(players, 2)}
    alone = {p: cost(frozenset([p])) for p in players}
    inside = all(shares[p] <= alone[p] for p in players) and all(
        gap <= 0 or shares[j] == alone[j] for (_, j), gap in apart.items())
    return inside, all(gap == 0 for gap in apart.values()), max(apart.values(), default=F(0))


def dividends(players, cost):
    found = {}
    for s in groups(players):
        found[s] = cost(s) - sum((d for t, d in found.items() if t < s), F(0))
    return found


def solve(rows):
    """The one point on all of these planes (coefficients, right side); None where there is none, or more."""
    rows, size = [list(r) + [b] for r, b in rows], len(rows[0][0])
    for k in range(size):
        at = next((r for r in range(k, len(rows)) if rows[r][k] != 0), None)
        if at is None:
            return None
        rows[k], rows[at] = rows[at], rows[k]
        rows[k] = [x / rows[k][k] for x in rows[k]]
        for r in range(len(rows)):
            if r != k and rows[r][k] != 0:
                rows[r] = [x - rows[r][k] * y for x, y in zip(rows[r], rows[k])]
    return tuple(row[-1] for row in rows[:size])


def corners(players, cost):
    """Every point where so many groups pay just what they would alone that nothing is left open, and none pays more."""
    planes = [([F(p in s) for p in players], cost(s)) for s in groups(players) if len(s) < len(players)]
    found = set()
    for chosen in combinations(planes, len(players) - 1):
        at = solve([([F(1)] * len(players), cost(frozenset(players)))] + list(chosen))
        if at is not None and all(sum(a * x for a, x in zip(row, at)) <= b for row, b in planes):
            found.add(at)
    return sorted(found)


# ---- claims, keys, quantities, trees, pairs, votes ------------------------------------------------------------------

def level(estate, claims, share):
    """share(claim, a) at the a with which it adds up to the estate; share rises linearly between breakpoints."""
    points = sorted({F(0)} | {F(c) for c in claims.values()} | {max(claims.values()) - c for c in claims.values()})
    for low, high in zip(points, points[1:]):
        a, b = (sum(share(c, x) for c in claims.values()) for x in (low, high))
        if min(a, b) <= estate <= max(a, b):
            at = low if a == b else low + (high - low) * (estate - a) / (b - a)
            return {p: share(c, at) for p, c in claims.items()}
    raise AssertionError("no level")


def cea(estate, claims):
    return level(estate, claims, min)


def cel(estate, claims):
    return level(estate, claims, lambda c, a: max(c - a, F(0)))


def talmud(estate, claims):
    half, whole = {p: c / 2 for p, c in claims.items()}, sum(claims.values())
    if estate <= whole / 2:
        return cea(estate, half)
    lost = cea(whole - estate, half)
    return {p: c - lost[p] for p, c in claims.items()}


def key(base, floor, ceiling):
    """Clamping and dividing the rest anew until nobody is outside, floors and ceilings one at a time."""
    low, high = F(0), F(10**6)
    whole = sum(base.values())
    weights = {p: b / whole for p, b in base.items()}
    points = sorted({bound / w for w in weights.values() for bound in (floor, ceiling) if w} | {low, high})

    def shares(a):
        return {p: min(max(a * w, floor), ceiling) for p, w in weights.items()}

    for a, b in zip(points, points[1:]):
        x, y = sum(shares(a).values()), sum(shares(b).values())
        if x <= 1 <= y:
            return shares(a if x == y else a + (b - a) * (1 - x) / (y - x))
    return None


def rounded(shares, decimals):
    unit = F(1, 10**decimals)
    down = {p: x // unit for p, x in shares.items()}
    order = sorted(shares, key=lambda p: (-(shares[p] / unit - down[p]), list(shares).index(p)))
    for p in order[:int(1 / unit - sum(down.values()))]:
        down[p] += 1
    return {p: k * unit for p, k in down.items()}


def serial(demand, cost):
    order = sorted(demand, key=lambda p: demand[p])
    shares, paid, before = {p: F(0) for p in demand}, F(0), F(0)
    for k, p in enumerate(order):
        now = cost(sum(demand[q] for q in order[:k]) + demand[p] * (len(order) - k))
        paid += (now - before) / (len(order) - k)
        shares[p], before = paid, now
    return shares


def tree(players, links):
    """The cheapest tree on the supply and the players: edges by cost, no circles."""
    part, total = {p: p for p in list(players) + ["supply"]}, F(0)

    def root(p):
        return p if part[p] == p else root(part[p])

    for (a, b), cost in sorted(links.items(), key=lambda link: link[1]):
        if a in part and b in part and root(a) != root(b):
            part[root(a)] = root(b)
            total += cost
    return total


def matching(players, pairs):
    if not players:
        return F(0)
    first, rest = players[0], players[1:]
    best = matching(rest, pairs)
    for q in rest:
        worth = pairs.get((first, q), pairs.get((q, first), F(0)))
        best = max(best, worth + matching([x for x in rest if x != q], pairs))
    return best


# ---- cases ------------------------------------------------------------------------------------------------------------

def number(x):
    return str(x) if x.denominator == 1 else f'"{x.numerator}/{x.denominator}"'


def by_party(numbers):
    return "{" + ", ".join(f"{p}: {number(x)}" for p, x in numbers.items()) + "}"


def write(path, players, lines):
    parties = ", ".join(f"{p}: {{name: {p.upper()}}}" for p in players)
    body = "\n".join("    " + line for line in lines)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"entente: 1\nid: made\ntitle: Made\nparties: {{{parties}}}\nprojects:\n  x:\n"
                   f"    participants: [{', '.join(players)}]\n{body}\n")


class Judge:
    def __init__(self, entente, path):
        self.entente, self.path, self.faults, self.compared = entente, path, 0, 0

    def ask(self, *options):
        out = subprocess.run([self.entente, "share", self.path, "--json", "--draws", "0", *options], capture_output=True,
                             text=True)
        if out.returncode:
            self.fault(f"exit {out.returncode}: {out.stderr}{out.stdout}"[:600])
            return None
        return {m["key"]: m["value"] for m in metrics(json.loads(out.stdout))}

    def table(self, name, *options):
        """The rows of a table, all of them."""
        out = subprocess.run([self.entente, "share", self.path, "--json", "--draws", "0", *options], capture_output=True,
                             text=True)
        if out.returncode:
            self.fault(f"exit {out.returncode}: {out.stderr}{out.stdout}"[:600])
            return []
        table = json.loads(out.stdout)["tables"].get(name)
        return [] if table is None else [dict(zip((c["id"] for c in table["columns"]), row)) for row in table["rows"]]

    def fault(self, text):
        self.faults += 1
        if self.faults <= 20:
            with open(self.path, encoding="utf-8") as file:
                print(text, file.read(), sep="\n", file=sys.stderr)

    def same(self, found, key, want):
        self.compared += 1
        got = found.get(key)
        if want is None:
            if got is not None:
                self.fault(f"{key} is {got}, expected nothing")
        elif got is None or abs(float(got) - float(want)) > NEAR * max(1, abs(float(want))):
            self.fault(f"{key} is {got}, expected {float(want)}")

    def rule(self, found, rule, shares, players):
        for p in players:
            self.same(found, f"x.{rule}.{p}", None if shares is None else shares[p])


def metrics(document):
    found = document["metrics"]
    if isinstance(found, dict):
        return [{"key": k, "value": v["value"] if isinstance(v, dict) else v} for k, v in found.items()]
    return found


# ---- one project of each form ---------------------------------------------------------------------------------------

def joint(judge, players, cost, options=()):
    """All that is asked of joint costs."""
    rules = "shapley,scrb,ensc,tau,stand-alone,equal,nucleolus,per-capita-nucleolus"
    found = judge.ask("--rule", rules, *options)
    if found is None:
        return
    everybody, total = frozenset(players), cost(frozenset(players))
    judge.same(found, "x.total", total)
    shares = {"shapley": shapley(players, cost), "scrb": scrb(players, cost), "ensc": ensc(players, cost),
              "tau": tau(players, cost), "equal": {p: total / len(players) for p in players},
              "stand-alone": divide(total, {p: cost(frozenset([p])) for p in players})}
    for rule, values in shares.items():
        judge.rule(found, rule, values, players)
        if values is None:
            continue
        worst = excesses(players, cost, values)
        if worst:
            judge.same(found, f"x.{rule}.worst", worst[0])
            judge.same(found, f"x.{rule}.in-core", worst[0] <= 0)
        for p in players:
            judge.same(found, f"x.{rule}.gain.{p}", cost(frozenset([p])) - values[p])
        inside, alike, gap = kernel(players, cost, values)
        judge.same(found, f"x.{rule}.in-kernel", inside)
        judge.same(found, f"x.{rule}.in-prekernel", alike)
        judge.same(found, f"x.{rule}.kernel-imbalance", gap)
    groups_and_corners(judge, players, cost, found)
    if any(f"x.nucleolus.{p}" not in found for p in players):
        judge.fault("no nucleolus")
        return
    best = excesses(players, cost, {p: F(found[f"x.nucleolus.{p}"]) for p in players})
    for rule, values in shares.items():
        if values is not None and best:
            first = next(((a, b) for a, b in zip(best, excesses(players, cost, values)) if abs(a - b) > 1e-7), None)
            if first is not None and first[0] > first[1]:
                judge.fault(f"the excesses of {rule} are smaller than those of the nucleolus")
    gone = players[0]
    rest = [p for p in players if p != gone]
    without = shapley(rest, cost)
    for p in rest:
        judge.same(found, f"x.shapley.without.{gone}.{p}", without[p] - shares["shapley"][p])
    del everybody


def groups_and_corners(judge, players, cost, found):
    made = {s: d for s, d in dividends(players, cost).items() if d != 0}
    judge.same(found, "x.dividends.groups", len(made))
    rows = judge.table("dividends", "--rule", "equal", "--dividends", "3")
    order = sorted(made, key=lambda s: (-abs(made[s]), sum(1 << players.index(p) for p in s)))[:3]
    if len(rows) != len(order):
        judge.fault(f"{len(rows)} dividends listed, expected {len(order)}")
    for row, s in zip(rows, order):
        judge.same(row, "members", len(s))
        judge.same(row, "dividend", made[s])
    if len(players) > 4:
        return
    points = corners(players, cost)
    judge.same(found, "x.core.empty", not points)
    judge.same(found, "x.core.corners", len(points) if points else None)
    rows = judge.table("corners", "--rule", "equal")
    if len(rows) != len(points):
        judge.fault(f"{len(rows)} corners listed, expected {len(points)}")
    for row, point in zip(rows, points):
        for p, x in zip(players, point):
            judge.same(row, p, x)


def table_case(judge, dice, players):
    single = {p: F(dice.randint(10, 60), dice.choice([1, 1, 2, 3])) for p in players}
    costs = {s: sum(single[p] for p in s) * F(dice.randint(50, 110), 100) for s in groups(players)}
    lines = ["coalitions:"] + [f"  - {{members: [{', '.join(sorted(s))}], value: {number(c)}}}" for s, c in costs.items()]
    costs[frozenset()] = F(0)
    write(judge.path, players, lines)
    joint(judge, players, costs.__getitem__)
    if len(players) < 2:
        return
    unions = [tuple(players[:2])]
    found = judge.ask("--rule", "owen,incremental", "--union", "+".join(players[:2]), "--order", ",".join(players[::-1]))
    if found:
        judge.rule(found, "owen", owen(players, costs.__getitem__, unions), players)
        came = frozenset()
        for p in players[::-1]:
            judge.same(found, f"x.incremental.{p}", costs[came | {p}] - costs[came])
            came |= {p}
    found = judge.ask("--on", "savings", "--rule", "shapley")
    if found:
        values = shapley(players, costs.__getitem__)
        judge.rule(found, "shapley", {p: costs[frozenset([p])] - values[p] for p in players}, players)


def components_case(judge, dice, players):
    pieces = []
    for _ in range(dice.randint(1, 4)):
        needed = dice.sample(players, dice.randint(1, len(players)))
        pieces.append((F(dice.randint(0, 90)), F(dice.randint(0, 3)), {p: F(dice.randint(0, 9)) for p in sorted(needed)}))

    def cost(s):
        return sum((c + u * sum(n for p, n in units.items() if p in s) for c, u, units in pieces
                    if any(p in s for p in units)), F(0))

    lines = ["components:"] + [
        f"  piece-{k}: {{cost: {number(c)}, unit_cost: {number(u)}, needed_by: [{', '.join(units)}], units: {by_party(units)}}}"
        for k, (c, u, units) in enumerate(pieces)]
    write(judge.path, players, lines)
    joint(judge, players, cost)
    tabled, plain = judge.ask(), judge.ask("--players", "1")  # the second one without looking at groups
    for name, value in (plain or {}).items():
        if name.count(".") == 2 and not name.endswith(".subsidies"):
            judge.same(tabled, name, value)


def claims_case(judge, dice, players):
    claims = {p: F(dice.randint(1, 100), dice.choice([1, 1, 2])) for p in players}
    estate = sum(claims.values()) * F(dice.randint(0, 100), 100)
    write(judge.path, players, [f"amount: {number(estate)}", f"claims: {by_party(claims)}"])
    found = judge.ask("--rule", "proportional,cea,cel,talmud,random-arrival,nucleolus,shapley")
    if found is None:
        return

    def worth(s):
        return max(F(0), estate - sum(c for p, c in claims.items() if p not in s))

    arrival = shapley(players, worth)
    for rule, shares in {"proportional": divide(estate, claims), "cea": cea(estate, claims), "cel": cel(estate, claims),
                         "talmud": talmud(estate, claims), "nucleolus": talmud(estate, claims),
                         "random-arrival": arrival, "shapley": arrival}.items():
        judge.rule(found, rule, shares, players)


def key_case(judge, dice, players):
    base = {p: F(dice.randint(1, 200)) for p in players}
    floor, ceiling = F(dice.randint(0, 99 // len(players)), 100), F(dice.randint(100 // len(players) + 1, 100), 100)
    lines = [f"claims: {by_party(base)}", "keys:",
             f"  k: {{by: claims, floor: {float(floor)}, ceiling: {float(ceiling)}, round: {{decimals: 3}}}}"]
    write(judge.path, players, lines)
    found = judge.ask()
    shares = key(base, floor, ceiling)
    if found is not None:
        judge.rule(found, "k", shares, players)
        judge.rule(found, "k-rounded", rounded(shares, 3), players)


def demand_case(judge, dice, players):
    demand, a, b, fixed = {p: F(dice.randint(1, 9)) for p in players}, dice.randint(0, 3), dice.randint(1, 5), dice.randint(0, 9)

    def cost(q):
        return a * q * q + b * q + fixed if q else F(0)

    write(judge.path, players, [f"demand: {by_party(demand)}",
                                f"cost_function: {{expression: \"{a}*q^2 + {b}*q\", fixed: {fixed}}}"])
    found = judge.ask("--rule", "serial,average,shapley")
    if found is None:
        return
    judge.rule(found, "serial", serial(demand, cost), players)
    judge.rule(found, "average", divide(cost(sum(demand.values())), demand), players)
    judge.rule(found, "shapley", shapley(players, lambda s: cost(sum(demand[p] for p in s))), players)


def needs_case(judge, dice, players):
    needs = {p: F(dice.randint(1, 50)) for p in players}
    write(judge.path, players, [f"needs: {by_party(needs)}"])
    joint(judge, players, lambda s: max((needs[p] for p in s), default=F(0)))
    users = {p: F(dice.randint(1, 2)) for p in players}
    write(judge.path, players, [f"needs: {by_party(needs)}", f"units: {by_party(users)}"])
    each = [(p, k) for p in players for k in range(int(users[p]))]
    if len(each) > 7:
        return
    values = shapley(each, lambda s: max((needs[p] for p, _ in s), default=F(0)))
    found = judge.ask("--rule", "shapley")
    if found:
        judge.rule(found, "shapley", {p: values[(p, 0)] for p in players}, players)


def links_case(judge, dice, players):
    places = ["supply"] + players
    links = {(a, b): F(dice.randint(1, 20)) for a, b in combinations(places, 2)}
    write(judge.path, players, ["links:"] + [f"  - {{between: [{a}, {b}], cost: {number(c)}}}" for (a, b), c in links.items()])
    found = judge.ask("--rule", "bird,kar,folk,nucleolus")
    if found is None:
        return

    def cost(s):
        return tree(s, links)

    judge.same(found, "x.total", cost(frozenset(players)))
    judge.rule(found, "kar", shapley(players, cost), players)
    direct = {}  # irreducible costs: the least dearest link over all ways
    for a in places:
        for b in places:
            direct[a, b] = F(0) if a == b else links.get((a, b), links.get((b, a)))
    for k in places:
        for a in places:
            for b in places:
                direct[a, b] = min(direct[a, b], max(direct[a, k], direct[k, b]))
    least = {(a, b): direct[a, b] for a, b in combinations(places, 2)}
    judge.rule(found, "folk", shapley(players, lambda s: tree(s, least)), players)
    total = sum(F(found[f"x.bird.{p}"]) for p in players)
    if abs(total - cost(frozenset(players))) > NEAR or found["x.bird.in-core"] not in (True, 1):
        judge.fault("Bird's rule does not divide the tree, or is not in the core")


def pairs_case(judge, dice, players):
    if len(players) < 2:
        return
    half = len(players) // 2
    pairs = {(a, b): F(dice.randint(0, 12)) for a in players[:half] for b in players[half:]}
    write(judge.path, players, ["kind: value", "pairs:"] + [
        f"  - {{between: [{a}, {b}], value: {number(w)}}}" for (a, b), w in pairs.items()])
    found = judge.ask("--rule", "shapley,nucleolus,tau")
    if found is None:
        return

    def worth(s):
        return matching([p for p in players if p in s], pairs)

    judge.same(found, "x.total", worth(frozenset(players)))
    judge.rule(found, "shapley", shapley(players, worth), players)
    shares = {p: F(found[f"x.nucleolus.{p}"]) for p in players}
    if any(worth(s) > sum(shares[p] for p in s) + F(1, 10**9) for s in groups(players)):
        judge.fault("the nucleolus of a market is not in its core")


def votes_case(judge, dice, players):
    weights = {p: F(dice.randint(0, 9)) for p in players}
    whole = sum(weights.values())
    if whole == 0:
        return
    quota = F(dice.randint(1, int(whole)))
    write(judge.path, players, ["kind: value", f"weights: {by_party(weights)}", f"quota: {number(quota)}"])
    found = judge.ask()
    if found is None:
        return

    def wins(s):
        return F(sum(weights[p] for p in s) >= quota)

    swings = {p: sum(wins(s) - wins(s - {p}) for s in groups(players) if p in s) for p in players}
    judge.rule(found, "shapley-shubik", shapley(players, wins), players)
    judge.rule(found, "banzhaf", divide(F(1), swings), players)
    raw = judge.ask("--rule", "banzhaf-raw")
    if raw:
        judge.rule(raw, "banzhaf-raw", swings, players)


FORMS = [table_case, components_case, claims_case, key_case, demand_case, needs_case, links_case, pairs_case, votes_case]


def main():
    entente, cases = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(entente, os.path.join(folder, "case.yaml"))
        for seed in range(cases):
            dice = random.Random(seed)
            players = ["a", "b", "c", "d", "e"][:dice.choice([2, 3, 3, 4, 4, 5])]
            FORMS[seed % len(FORMS)](judge, dice, players)
    print(f"{cases} projects, {judge.compared} figures compared, {judge.faults} wrong")
    return 1 if judge.faults or judge.compared < cases else 0


if __name__ == "__main__":
    sys.exit(main())
