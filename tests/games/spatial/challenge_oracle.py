"""The expected-utility challenge model against a slow restatement of its definition, with every switch.

    challenge_oracle.py DRIVER COUNT
"""
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver


class Model:
    def __init__(self, q, better, denominator, offers, x, s, c):
        self.q, self.better, self.denominator, self.offers = q, better, denominator, offers
        self.x, self.s, self.c, self.n = list(x), s, c, len(x)
        self.D = max(x) - min(x)
        self.close = 1.0

    def vote(self, k, a, b):
        away = lambda p: (abs(self.x[k] - p) / self.D) ** self.r[k]
        return self.c[k] * self.s[k] * (away(b) - away(a))

    def P(self, i, j):
        if self.x[i] == self.x[j]:
            return 0.0
        votes = [self.vote(k, self.x[i], self.x[j]) for k in range(self.n)]
        total = sum(map(abs, votes))
        if self.denominator == 1:
            total = sum(abs(self.vote(k, a, b)) for k in range(self.n) for a in self.x for b in self.x)
        return sum(v for v in votes if v > 0) / total if total > 0 else 0.5

    def EU(self, i, j, r):
        d, p = abs(self.x[i] - self.x[j]) / self.D, self.chance[i][j]
        u = lambda part: 2 - 4 * max(part, 0) ** r
        m = abs(self.x[i] - self.median()) / self.D
        T = 1 if self.better == 0 or m < d else 0
        value = self.s[j] * (p * u(0.5 - 0.5 * d) + (1 - p) * u(0.5 + 0.5 * d)) + (1 - self.s[j]) * u(0.5 - 0.5 * d)
        value -= self.q * u(0.5)
        return value - (1 - self.q) * (T * u(0.5 - 0.25 * (m + d)) + (1 - T) * u(0.5 + 0.25 * (m + d)))

    def median(self):
        """No other position has more votes against it."""
        w = [c * s for c, s in zip(self.c, self.s)]
        w = w if any(w) else [1] * self.n
        cost = lambda p: sum(v * abs(a - p) for v, a in zip(w, self.x))
        least = min(map(cost, self.x))
        return min(p for p in self.x if cost(p) <= least + 1e-12)

    def mean(self):
        w = [c * s for c, s in zip(self.c, self.s)]
        w = w if any(w) else [1] * self.n
        return sum(v * a for v, a in zip(w, self.x)) / sum(w)

    def tabulate(self):
        self.chance = [[self.P(i, j) for j in range(self.n)] for i in range(self.n)]

    def round(self):
        n = self.n
        self.r = [1.0] * n
        if self.D == 0:
            return
        self.tabulate()
        danger = [sum(self.EU(j, i, 1.0) for j in range(n) if j != i) for i in range(n)]
        hi, lo = max(danger), min(danger)
        R = [(2 * v - hi - lo) / (hi - lo) if hi > lo else 0 for v in danger]
        self.r = [(1 - v / 3) / (1 + v / 3) for v in R]
        self.tabulate()
        new = []
        for i in range(n):
            kinds = [[], [], []]
            for j in range(n):
                if self.x[i] == self.x[j]:
                    continue
                own, threat = self.EU(i, j, self.r[i]), self.EU(j, i, self.r[i])
                self.close = min([self.close] + [abs(v) for v in (own, threat, threat - own, threat + own)])
                if threat > own > 0:
                    kinds[0].append((abs(self.x[j] - self.x[i]), self.x[j]))
                elif threat > 0 > own and threat > -own:
                    to = self.x[i] + (self.x[j] - self.x[i]) * -own / threat
                    key = (-own * self.x[i] + threat * self.x[j]) / (threat - own) if self.offers else abs(to - self.x[i])
                    kinds[1].append((key, to))
                elif threat > 0 > own and not self.offers:
                    kinds[2].append((abs(self.x[j] - self.x[i]), self.x[j]))
            pool = next((k for k in kinds if k), []) if self.offers else kinds[0] + kinds[1] + kinds[2]
            best = min(pool, key=lambda offer: offer[0]) if pool else (0, self.x[i])
            self.close = min([self.close] + [o[0] - best[0] for o in pool if o[1] != best[1]])
            new.append(best[1])
        self.x = new


def main(program, count):
    driver, rng = Driver(program), random.Random(8)
    for _ in range(count):
        n = rng.choice([1, 2, 3, 4, 5, 7])
        x = [rng.choice([rng.randint(0, 10), round(rng.uniform(0, 10), 3)]) for _ in range(n)]
        s = [rng.choice([round(rng.random(), 2), 0, 1]) for _ in range(n)]
        c = [rng.choice([round(rng.random(), 3), 0, 2]) for _ in range(n)]
        switches = [rng.choice([1, 1, 0.5, 0, 0.8]), rng.randrange(2), rng.randrange(2), rng.randrange(2)]
        rounds = rng.randint(1, 4)
        model, wanted, risks = Model(*switches, x, s, c), [], []
        for r in range(rounds + 1):
            wanted += model.x + [model.median(), model.mean()]
            if r < rounds:
                model.round()
                risks += model.r
        if model.close < 1e-9:
            continue  # a tie, which rounding decides

        def check(answer, wanted=wanted + risks):
            got = [float(word) for word in answer[2:]]
            if answer[0] != "ok" or len(got) != len(wanted):
                return f"{answer[0]}, {len(got)} numbers instead of {len(wanted)}"
            wrong = [k for k, (a, b) in enumerate(zip(got, wanted)) if abs(a - b) > 1e-7]
            return f"number {wrong[0]}: {got[wrong[0]]} instead of {wanted[wrong[0]]}" if wrong else None
        driver.ask(["challenge", switches, rounds, n, 1, "-", "-", x, s, c], check)
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
