#!/usr/bin/env python3
"""Rules for joint costs and costs of quantities against their definitions, in fractions.

    costs_oracle.py DRIVER COUNT

Serial and Aumann-Shapley: marginal costs as polynomials of the scale or level of production, integrated; and for costs of a
total the formula of Moulin and Shenker. What Shapley and these rules must share is asked of the same problems.
"""
import itertools
import math
import random
import sys
from fractions import Fraction as F

from division import Driver, fractions

NO_BASE, MIXED_SIGNS, NO_UNITS = 7, 9, 10


def number(rng, most, parts):
    return F(rng.randint(0, most * parts), parts)


# ---- a few numbers a party ----

def in_proportion(total, weights):
    if any(w < 0 for w in weights) and any(w > 0 for w in weights):
        return MIXED_SIGNS
    if sum(weights) == 0:
        return [F(0) for _ in weights] if total == 0 else NO_BASE
    return [total * w / sum(weights) for w in weights]


def cost_rule(rule, total, alone, without, benefits, units):
    separable = [total - w for w in without]
    if rule == "equal":
        return [total / len(alone)] * len(alone)
    if rule in ("units", "stand-alone", "marginal"):
        return in_proportion(total, {"units": units, "stand-alone": alone, "marginal": separable}[rule])
    worth = alone if benefits is None or rule != "scrb" else [min(a, b) for a, b in zip(alone, benefits)]
    joint = in_proportion(total - sum(separable), [w - s for w, s in zip(worth, separable)])
    return joint if isinstance(joint, int) else [s + j for s, j in zip(separable, joint)]


def expect(expected):
    def check(answer):
        if isinstance(expected, int):
            return "" if answer[:2] == ["nothing", str(expected)] else f"expected nothing for {expected}"
        if answer[0] != "ok" or fractions(answer[1:]) != expected:
            return f"expected {[str(x) for x in expected]}"
        return ""
    return check


def ask_costs(driver, rng):
    size = rng.randint(1, 9)
    alone = [number(rng, 40, 4) for _ in range(size)]
    total = sum(alone) * rng.choice([F(1, 2), F(3, 4), F(1), F(5, 4), F(0)])
    without = [total - a * rng.choice([F(0), F(1, 3), F(1, 2), F(1)]) for a in alone]
    if rng.random() < 0.2:
        without[0] = total - alone[0] - 1
    benefits = [a * rng.choice([F(1, 2), F(2), F(1)]) for a in alone] if rng.random() < 0.4 else None
    units = [number(rng, 9, 1) for _ in range(size)]
    for rule in ("equal", "units", "scrb", "alternate-cost-avoided", "stand-alone", "marginal"):
        driver.ask(["costs", size, rule, total, alone, without, benefits, units],
                   expect(cost_rule(rule, total, alone, without, benefits, units)))


def ask_recoupment(driver, rng):
    size = rng.randint(1, 7)
    cost, units = number(rng, 500, 2), [F(rng.choice([0, 0, 5, 12, 30])) for _ in range(size)]
    paid = [number(rng, 100, 3) for _ in range(size)] if rng.random() < 0.8 else None
    if sum(units) == 0:
        driver.ask(["recoup", size, cost, paid, units], expect(NO_UNITS))
    else:
        owes = [cost / sum(units) * u for u in units]
        net = [o - p for o, p in zip(owes, paid or [F(0)] * size)]
        assert sum(owes) == cost and sum(net) == cost - sum(paid or [F(0)])
        driver.ask(["recoup", size, cost, paid, units], expect(owes + net + [cost / sum(units)]))
    weights, kind = [F(rng.randint(1, 9)) for _ in range(size)], [number(rng, 50, 2) for _ in range(size)]
    due = [w / sum(weights) * (cost + sum(kind)) - k for w, k in zip(weights, kind)]
    assert sum(due) == cost
    driver.ask(["cash", size, weights, cost, kind], expect(due))


# ---- polynomials in one variable: lists of coefficients ----

def times(p, q):
    out = [F(0)] * (len(p) + len(q) - 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            out[i + j] += a * b
    return out


def power(p, k):
    out = [F(1)]
    for _ in range(k):
        out = times(out, p)
    return out


def integral(p, low, high):
    return sum(c * (high**(k + 1) - low**(k + 1)) / (k + 1) for k, c in enumerate(p))


def marginal_along(term, path, i):
    """The marginal cost of i where the quantities are the polynomials of the path."""
    coefficient, total_power, powers = term
    total = [sum(p[k] if k < len(p) else F(0) for p in path) for k in range(2)]

    def value(a, exponents):
        out = times([coefficient], power(total, a))
        for p, e in zip(path, exponents):
            out = times(out, power(p, e))
        return out
    parts = []
    if total_power:
        parts.append(times([F(total_power)], value(total_power - 1, powers)))
    if powers[i]:
        parts.append(times([F(powers[i])], value(total_power, [e - (j == i) for j, e in enumerate(powers)])))
    size = max([len(p) for p in parts], default=0)
    return [sum(p[k] if k < len(p) else F(0) for p in parts) for k in range(size)]


class Function:
    def __init__(self, rng, size):
        self.demand = [number(rng, 6, rng.choice([1, 1, 3])) for _ in range(size)]
        self.terms = []
        for _ in range(rng.randint(0, 3)):
            single = rng.random() < 0.5
            powers = [rng.choice([0, 0, 1, 2]) if single else 0 for _ in range(size)]
            self.terms.append((number(rng, 5, 2) * rng.choice([1, 1, 1, -1]), rng.randint(0, 3), powers))
        self.at, self.cost = [], []
        if rng.random() < 0.5:
            self.at = sorted(rng.sample(range(0, 30), rng.randint(1, 4)))
            self.cost = [number(rng, 30, 2) for _ in self.at]
        self.fixed = number(rng, 10, 1) if rng.random() < 0.4 else None

    def lines(self, total):
        if not self.at:
            return F(0)
        points = list(zip(self.at, self.cost))
        if points[0][0] > 0:
            points.insert(0, (0, F(0)))
        if len(points) == 1:
            return points[0][1]
        for (a, c), (b, d) in zip(points, points[1:]):
            if total <= b or b == points[-1][0]:
                return c + (d - c) * (total - a) / (b - a)

    def start(self):
        constant = sum(c for c, p, powers in self.terms if p + sum(powers) == 0)
        return constant + (self.fixed or 0) + (self.cost[0] if self.at and self.at[0] == 0 else 0)

    def __call__(self, q):
        total = sum(q)
        if total == 0:
            return F(0)
        return self.lines(total) + (self.fixed or 0) + sum(
            c * total**p * math.prod(x**e for x, e in zip(q, powers)) for c, p, powers in self.terms)

    def of_total(self):
        return all(not any(powers) for _, _, powers in self.terms)

    def line(self):
        return [self.demand, len(self.terms), [[c, p, int(any(e)), e if any(e) else []] for c, p, e in self.terms],
                len(self.at), self.at, self.cost, self.fixed]


def moulin_shenker(cost, demand):
    order = sorted(range(len(demand)), key=lambda i: demand[i])
    shares = [F(0)] * len(demand)
    for i in order:
        levels = [sum(min(q, demand[k]) for q in demand) for k in order]  # nobody more than the k-th
        before = F(0)
        for k, level in enumerate(levels):
            if demand[order[k]] <= demand[i] and order.index(i) >= k:
                shares[i] += (cost(level) - before) / (len(demand) - k)
            before = cost(level)
    return shares


def serial(f):
    q, size = f.demand, len(f.demand)

    def of_total(t):
        return f.lines(t) + (f.fixed or 0) if t > 0 else F(0)
    shares = moulin_shenker(of_total, q)
    buyers = sum(x > 0 for x in q)
    levels = sorted({F(0)} | set(q))
    for term in f.terms:
        if term[1] + sum(term[2]) == 0:
            shares = [s + (term[0] / buyers if x > 0 else 0) for s, x in zip(shares, q)]
            continue
        for low, high in zip(levels, levels[1:]):
            path = [[x] if x <= low else [F(0), F(1)] for x in q]
            for i in range(size):
                if q[i] >= high:
                    shares[i] += integral(marginal_along(term, path, i), low, high)
    return shares


def aumann_shapley(f):
    q, total = f.demand, sum(f.demand)
    shares = [F(0)] * len(q)
    if total == 0:
        return shares
    for term in f.terms:
        for i in range(len(q)):
            shares[i] += q[i] * integral(marginal_along(term, [[F(0), x] for x in q], i), F(0), F(1))
    start = f.cost[0] if f.at and f.at[0] == 0 else F(0)
    shares = [s + (f.lines(total) - start) * x / total for s, x in zip(shares, q)]
    if f.start() == 0:
        return shares
    return in_proportion(f(q), shares)


def ask_quantities(driver, rng):
    size = rng.randint(1, 6)
    f = Function(rng, size)
    q, words = f.demand, f.line()
    if rng.random() < 0.2:
        q[0] = q[-1]
    own = serial(f)
    assert sum(own) == f(q)
    driver.ask(["quantities", size, "serial", words], expect(own))
    if f.of_total():
        cost = lambda t: f([t] + [F(0)] * (size - 1))
        assert own == moulin_shenker(cost, q)
    driver.ask(["quantities", size, "aumann-shapley", words], expect(aumann_shapley(f)))
    driver.ask(["quantities", size, "average", words], expect(in_proportion(f(q), q)))
    order = list(range(size))
    rng.shuffle(order)
    steps, bought = [F(0)] * size, [F(0)] * size
    for i in order:
        before = f(bought)
        bought[i] = q[i]
        steps[i] = f(bought) - before
    driver.ask(["quantities", size, "incremental", words, order], expect(steps))
    table = [f([x if s >> i & 1 else F(0) for i, x in enumerate(q)]) for s in range(2**size)]
    unit = math.lcm(*(c.denominator for c in table))

    def check(answer):
        if answer[:3] != ["ok", "1", str(unit)] or [F(w) for w in answer[3:]] != [c * unit for c in table]:
            return f"expected the table {[str(c) for c in table]}"
        return ""
    driver.ask(["quantities", size, "table", words], check)


def ask_expanded(driver, rng):
    """A power of the total written out in single quantities costs everybody the same."""
    size, degree = rng.randint(2, 3), rng.randint(2, 3)
    f = Function(rng, size)
    f.terms, f.at, f.cost, f.fixed = [(F(rng.randint(1, 9), 2), degree, [0] * size)], [], [], None
    g = Function(rng, size)
    g.at, g.cost, g.fixed, g.demand = [], [], None, f.demand
    g.terms = [(f.terms[0][0] * math.factorial(degree) / math.prod(map(math.factorial, e)), 0, list(e))
               for e in itertools.product(range(degree + 1), repeat=size) if sum(e) == degree]
    for rule in ("serial", "aumann-shapley"):
        first = []
        driver.ask(["quantities", size, rule, f.line()], lambda answer, first=first: first.append(answer) or "")
        driver.ask(["quantities", size, rule, g.line()], lambda answer, first=first:
                   "" if answer == first[0] else f"written as a power of the total it is {first[0]}")


def main():
    driver, count = Driver(sys.argv[1]), int(sys.argv[2])
    for k in range(count):
        rng = random.Random(k)
        ask_costs(driver, rng)
        ask_recoupment(driver, rng)
        ask_quantities(driver, rng)
        ask_expanded(driver, rng)
    sys.exit(1 if driver.run() else 0)


main()
