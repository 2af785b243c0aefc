"""The spatial model against a slow restatement of its definition, actor by actor, with tables of every estimate of
everyone; and what must hold of it.

    smp_oracle.py DRIVER COUNT
"""
import math
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver

KEYS = ["vote", "victory", "choice", "adjust", "range", "commit", "bargain", "views"]
MANY = [5, 5, 3, 5, 3, 3, 3, 3]


def vote(rule, w, d):
    b = max(-1.0, min(1.0, d / 1e-8))
    return w * [d, b, 0.8 * d + 0.2 * b, 0.5 * d + 0.5 * d ** 3, d ** 3][rule]


def beats(rule, a, b):
    if rule == 4:
        if a >= 1.1 * b:
            return 1 / (1 + 1e-6)
        if b >= 1.1 * a:
            return 1e-6 / (1 + 1e-6)
        return (2.1 * a / (a + b) - 1) / 0.1
    e = [1, 2, 4, 8][rule]
    return a ** e / (a ** e + b ** e)


def elect(o, u, w):
    """u[a][p]: utility of option p to actor a."""
    m, people = len(u[0]), range(len(w))
    C = [[1e-8] * m for _ in range(m)]
    for p in range(m):
        for q in range(m):
            if p == q:
                continue
            for a in people:
                hi, lo = max(p, q), min(p, q)
                v = vote(o["vote"], w[a], u[a][hi] - u[a][lo])
                v = v if p == hi else -v
                if v > 0:
                    C[p][q] += v
    P = [[0.5 if p == q else beats(o["victory"], C[p][q], C[q][p]) for q in range(m)] for p in range(m)]
    if o["choice"] == 0:
        raw = [math.prod(P[p]) for p in range(m)]
        return [x / sum(raw) for x in raw]
    if o["choice"] == 1:
        H, tolerance = [[1 / m] * m for _ in range(m)], 1e-6
    else:
        incentive = [[C[p][q] * P[p][q] + (1e-10 if p == q else 0) for q in range(m)] for p in range(m)]
        H = [[incentive[p][q] / sum(incentive[r][q] for r in range(m)) for q in range(m)] for p in range(m)]
        tolerance = 1e-8
    pi = [1 / m] * m
    while True:
        new = [sum(P[p][q] * (pi[p] * H[q][p] + pi[q] * H[p][q]) for q in range(m)) for p in range(m)]
        change = max(abs(a - b) for a, b in zip(new, pi))
        pi = [(a + b) / 2 for a, b in zip(new, pi)]
        if change <= tolerance:
            return pi


def utility(d, r):
    return (1 - d) * (1 + d * r) if d <= 1 else (1 - d) * (1 + r)


class Model:
    def __init__(self, o, ktab, x, s, c):
        self.o, self.ktab, self.x, self.s = o, ktab, [list(row) for row in x], s
        self.n, self.d = len(x), len(x[0])
        if max(c) <= 0:
            c = [1.0] * self.n
        self.c = list(c) if ktab else [v / max(c) for v in c]
        self.S = [sum(row) for row in s]

    def distance(self, i, p):
        scale = sum(v * v for v in self.s[i])
        if scale == 0:
            return 0.0
        return math.sqrt(sum((v * (a - b)) ** 2 for v, a, b in zip(self.s[i], self.x[i], p)) / scale)

    def third(self, w, a0, b0, ui, uj):
        o = self.o
        v0 = vote(o["vote"], w, ui - uj)
        m = abs(v0)
        if self.ktab:
            p1 = p2 = (a0 + max(v0, 0)) / (a0 + b0 + m)
        else:
            p1, p2 = (a0 + m) / (a0 + b0 + m), a0 / (a0 + b0 + m)
        keep = {0: (True, False), 1: (False, False), 2: (True, True)}[o["commit"]]  # keeps its own if it wins, loses
        mine = lambda kept, u: 1 if kept else u
        join_i = p1 * (2 * ui + mine(keep[0], ui)) + (1 - p1) * (2 * uj + mine(keep[1], uj))
        join_j = p2 * (2 * ui + mine(keep[1], ui)) + (1 - p2) * (2 * uj + mine(keep[0], uj))
        v = vote(o["vote"], w, join_i - join_j)
        return v if self.ktab or (v > 0) == (v0 > 0) and v0 != 0 else 0.0

    def contest(self, h, i, j):
        u = lambda a, b: utility(self.D[a][b], self.r[h][a])
        w = [S * c for S, c in zip(self.S, self.c)]
        a = b = 1e-10
        for v in (vote(self.o["vote"], w[i], u(i, i) - u(i, j)), vote(self.o["vote"], w[j], u(j, i) - u(j, j))):
            a, b = a + max(v, 0), b + max(-v, 0)
        a0, b0 = a, b
        for k in range(self.n):
            if k not in (i, j):
                v = self.third(w[k], a0, b0, u(k, i), u(k, j))
                a, b = a + max(v, 0), b + max(-v, 0)
        P = a / (a + b)
        gain = (1 - self.S[j]) * 2 + self.S[j] * (2 * P + 2 * (1 - P) * u(i, j)) - 1 - u(i, j)
        return P, gain

    def meet(self, i, j, P):
        first, second = [], []
        for k in range(self.d):
            xi, xj, si, sj = self.x[i][k], self.x[j][k], self.s[i][k], self.s[j][k]
            if self.o["bargain"] == 2:
                a, b = max(0, (1 - P) - P), max(0, P - (1 - P))
                first.append(xi + a * sj ** 2 / (a * sj ** 2 + 1e-6 + (1 - a) * si ** 2) * (xj - xi))
                second.append(xj + b * si ** 2 / (b * si ** 2 + 1e-6 + (1 - b) * sj ** 2) * (xi - xj))
                continue
            e = 2 if self.o["bargain"] == 1 else 1
            wi, wj = (si * P) ** e, (sj * (1 - P)) ** e
            for moves, value in ((first, (wi + 1e-6) * xi + wj * xj), (second, wi * xi + (wj + 1e-6) * xj)):
                moves.append(int(0.5 + 10000 * value / (wi + wj + 1e-6)) / 10000)
        return first, second

    def turn(self):
        n, o = self.n, self.o
        self.D = [[self.distance(i, self.x[j]) for j in range(n)] for i in range(n)]
        pi = elect(o, [[1 - d for d in row] for row in self.D], self.c)
        lo, hi = min(pi), max(pi)
        if hi > lo:
            R = [[(p - lo) / (hi - lo), (3 * p - hi - 2 * lo) / (2 * (hi - lo)), (2 * p - hi - lo) / (hi - lo)][o["range"]]
                 for p in pi]
        else:
            R = [0.0] * n
        f = [0, 1 / 3, 1 / 2, 2 / 3, 1][o["adjust"]]
        self.r = [[(1 - f) * R[h] + f * R[i] for i in range(n)] for h in range(n)]
        deals, records = [], []
        for i in range(n):
            best = None
            for j in range(n):
                if j != i:
                    P, gain = self.contest(i, i, j)
                    if gain > 1e-5 and (best is None or gain > best[2]):
                        best = (j, P, gain)
            records.append((pi[i], R[i], -1 if best is None else best[0], best[2] if best else 0, best[1] if best else 0))
            if best is None:
                continue
            j, own = best[0], self.meet(i, best[0], best[1])
            if o["views"] == 0:
                deals.append((i, j) + own)
                continue
            P, gain = self.contest(j, i, j)
            other = self.meet(i, j, gain if self.ktab else P)
            if o["views"] == 1:
                deals += [(i, j) + own, (i, j) + other]
            else:
                a, b = self.c[i] * self.S[i], self.c[i if self.ktab else j] * self.S[j]
                a, b = (a, b) if a + b > 0 else (1, 1)
                deals.append((i, j) + tuple([(a * p + b * q) / (a + b) for p, q in zip(own[k], other[k])] for k in (0, 1)))
        new = []
        for k in range(n):
            mine = [deal for deal in deals if k in deal[:2]]
            states = [self.x] + [[deal[2] if i == deal[0] else deal[3] if i == deal[1] else p
                                  for i, p in enumerate(self.x)] for deal in mine]
            u = [[sum(utility(self.distance(a, p), R[a]) for p in state) / n for state in states] for a in range(n)]
            chances = elect(o, u, self.c)
            take = max(range(len(chances)), key=lambda m: (chances[m], -m))
            self.close = min(self.close, min([1] + [chances[take] - p for m, p in enumerate(chances) if m != take]))
            new.append(list(self.x[k]) if take == 0 else list(mine[take - 1][2 if mine[take - 1][0] == k else 3]))
            records[k] += (k if take == 0 else mine[take - 1][1 if mine[take - 1][0] == k else 0],)
        self.x = new
        return records

    def run(self, most):
        self.close = 1.0
        history, records, first = [self.x], [], None
        for t in range(most):
            before = self.x
            records += self.turn()
            history.append(self.x)
            moved = sum(math.dist(p, q) for p, q in zip(before, self.x))
            first = moved + 1e-4 if t == 0 else first
            if t >= 1 and moved / first < 0.02:
                return history, records, True
        return history, records, False


def random_case(rng, ktab):
    n, d = rng.choice([1, 2, 2, 3, 4, 5, 6]), rng.choice([1, 1, 2, 3])
    kind = rng.random()
    x = [[round(rng.random(), 2) for _ in range(d)] for _ in range(n)]
    if kind < 0.1:
        x = [x[0]] * n
    elif kind < 0.3:
        x = [rng.choice(x) for _ in range(n)]
    s = [[round(rng.random() / d, 2) for _ in range(d)] for _ in range(n)]
    c = [round(rng.uniform(0.1, 5), 2) for _ in range(n)]
    if rng.random() < 0.3:
        s[rng.randrange(n)] = [0.0] * d
    if rng.random() < 0.3:
        c[rng.randrange(n)] = 0.0
    if rng.random() < 0.05:
        c = [0.0] * n
    return x, s, c


def line_of(o, ktab, turns, x, s, c, low, high, word):
    d = len(x[0])
    scaled = [repr(low + (high - low) * v) for row in x for v in row]
    return ["smp", int(ktab), [o[key] for key in KEYS], turns, len(x), d, [low] * d, [high] * d, scaled,
            [v for row in s for v in row], c, word]


def compare(driver, rng, ktab):
    o = {key: rng.randrange(many) if rng.random() < 0.5 else 0 for key, many in zip(KEYS, MANY)}
    x, s, c = random_case(rng, ktab)
    turns = rng.randint(1, 3)
    model = Model(o, ktab, x, s, c)
    history, records, settled = model.run(turns)
    if model.close < 1e-9:
        return  # a tie, which rounding decides
    def check(answer):
        if answer[0] != "ok" or int(answer[1]) != len(history) - 1 or int(answer[2]) != settled:
            return f"{answer[:3]} instead of {len(history) - 1} turns, settled {settled}"
        got = [float(word) for word in answer[3:]]
        wanted = [v for state in history for p in state for v in p] + [v for row in records for v in row]
        if len(got) != len(wanted):
            return f"{len(got)} numbers instead of {len(wanted)}"
        for k, (a, b) in enumerate(zip(got, wanted)):
            if abs(a - b) > 1e-6:
                return f"number {k} of {len(wanted)}: {a} instead of {b}"
        return None
    driver.ask(line_of(o, ktab, turns, x, s, c, 0, 1, "all"), check)


# ---- what must hold ----

def properties(driver, rng):
    """Answers to a case, the same with actors in another order, with capabilities in another unit, on another scale."""
    o = {key: rng.randrange(many) for key, many in zip(KEYS, MANY)}
    o["victory"] = o["victory"] % 4 if o["vote"] else o["victory"]
    x, s, c = random_case(rng, False)
    n = len(x)
    order = list(range(n))
    rng.shuffle(order)
    pick = lambda rows: [rows[i] for i in order]
    held = {}

    def keep(answer):
        held["win"] = [float(word) for word in answer[1:]]
        win = held["win"]
        return None if answer[0] == "ok" and all(0 <= p <= 1 for p in win) else f"{answer[0]} {win}"

    def same(permuted):
        def check(answer):
            got = [float(word) for word in answer[1:]]
            for a in range(n):
                for b in range(n):
                    i, j = (order[a], order[b]) if permuted else (a, b)
                    if abs(got[a * n + b] - held["win"][i * n + j]) > 1e-6:
                        return f"{got[a * n + b]} for {held['win'][i * n + j]}"
            return None
        return check

    driver.ask(line_of(o, False, 1, x, s, c, 0, 1, "contests"), keep)
    driver.ask(line_of(o, False, 1, pick(x), pick(s), pick(c), 0, 1, "contests"), same(True))
    driver.ask(line_of(o, False, 1, x, s, [v * 1024 for v in c], 0, 1, "contests"), same(False))
    driver.ask(line_of(o, False, 1, x, s, c, -7, 9, "contests"), same(False))


def allies(driver, rng):
    """Whoever stands exactly where i stands never lowers its chance against j; i is neutral to risk, as all are seen by
    two who differ in nothing."""
    o = {key: 0 for key in KEYS}
    o["commit"], o["vote"] = rng.randrange(3), rng.choice([0, 3, 4])
    weight, base = round(rng.uniform(0.05, 3), 2), {}
    for many in range(4):
        x = [[0.2], [0.8]] + [[0.2]] * many + [[0.8]] * 3  # others beside j, so that attitudes to risk are not equal
        def check(answer, many=many):
            win = float(answer[2])
            before = base.get("win", 0)
            base["win"] = win
            return f"{many} allies: {win} after {before}" if win < before - 1e-12 else None
        adjust = dict(o, adjust=0)
        driver.ask(line_of(adjust, False, 1, x, [[0.5]] * len(x), [1, 1] + [weight] * many + [0] * 3, 0, 1, "contests"), check)


def main(program, count):
    driver, rng = Driver(program), random.Random(31)
    for k in range(count):
        compare(driver, rng, k % 2 == 0)
        properties(driver, rng)
        allies(driver, rng)
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
