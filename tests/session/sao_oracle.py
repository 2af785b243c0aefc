"""Sessions of alternating offers on random cases, against a slow player in exact fractions that lists all packages.

    sao_oracle.py ENTENTE CASES

Two to four parties with time-dependent strategies (whole exponents, so that levels are fractions), tough or naive
tit-for-tat (two parties), red lines, no-deal values, any order of moves. The end must be the same package in the same
round after as many offers.
"""
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

SLACK = F(1, 10000)
EXPONENTS = {"boulware": 4, "linear": 1, "time-dependent:exponent=2": 2, "time-dependent:exponent=3": 3}


class Party:
    """Utilities from 0 to 1 over the packages, and what no deal is worth on that scale."""

    def __init__(self, values, no_deal):
        least, most = min(values.values()), max(values.values())
        span = most - least
        self.u = {p: (v - least) / span if span else F(1) for p, v in values.items()}
        self.reserved = (no_deal - least) / span if span else 1 + (no_deal - least)
        self.lowest = min(max(min(self.u.values()), self.reserved), max(self.u.values()))
        self.most = max(self.u.values())

    def at(self, level):
        """The rational package with the smallest utility from the level up, the first in file order."""
        met = [p for p in self.u if self.u[p] >= level and self.u[p] >= self.reserved]
        return min(met, key=lambda p: self.u[p])


class Timed:
    def __init__(self, party, exponent):
        self.party, self.exponent = party, exponent

    def level(self, t):
        p = self.party
        return min(max((p.most - p.lowest) * (1 - t ** self.exponent) + p.lowest - SLACK, p.lowest), p.most)

    def propose(self, t, _round, _heard):
        return self.party.at(self.level(t))

    def accepts(self, t, _round, offer):
        return self.party.u[offer] >= self.level(t)


class Tough(Timed):
    def level(self, t):
        return self.party.most


class TitForTat:
    def __init__(self, party):
        self.party = party

    def answer(self, round_, given):
        ranked = sorted((self.party.u[p] for p in self.party.u if self.party.u[p] >= self.party.reserved), reverse=True)
        lower = [u for u in ranked if u < ranked[0]]
        if round_ == 0:
            return F(1)
        if round_ < 3:
            return lower[0] if lower else ranked[0]
        return 1 - given

    def propose(self, _t, round_, heard):
        if heard is None:
            return self.party.at(self.party.most)
        level = self.answer(round_, self.party.u[heard])
        return self.party.at(min(max(level, self.party.lowest), self.party.most))

    def accepts(self, _t, round_, offer):
        u = self.party.u[offer]
        return u >= self.answer(round_, u) and u >= self.party.lowest


def play(seats, rounds):
    """(how it ends, round, package, offers)"""
    if any(not any(u >= s.party.reserved for u in s.party.u.values()) for s in seats):
        return "nothing to gain", None, None, 0
    standing, accepted, offers = None, 0, 0
    for r in range(rounds):
        t = F(r + 1, rounds + 1)
        for seat in seats:
            if standing is not None and seat.party.u[standing] >= seat.party.reserved and seat.accepts(t, r, standing):
                accepted += 1
                if accepted == len(seats) - 1:
                    return "agreement", r, standing, offers
                continue
            standing, accepted, offers = seat.propose(t, r, standing), 0, offers + 1
    return "deadline", None, None, offers


def make(rng):
    parties = rng.choice([2, 2, 2, 3, 4])
    issues = [rng.randint(2, 5) for _ in range(rng.randint(1, 3))]
    weights = [[rng.randint(1, 9) for _ in issues] for _ in range(parties)]
    values = [[[F(rng.randint(0, 20), 20) for _ in range(n)] for n in issues] for _ in range(parties)]
    no_deal = [F(rng.randint(0, 12), 20) for _ in range(parties)]
    closed = {(j, 0) for j in range(len(issues)) if rng.random() < 0.2}
    packages = [p for p in itertools.product(*(range(n) for n in issues))
                if not any((j, o) in closed for j, o in enumerate(p))]
    lines = ["entente: 1", "id: drawn", "title: Drawn", "parties:"] + [f"  p{i}: {{}}" for i in range(parties)]
    lines.append("issues:")
    lines += [f"  i{j}: {{options: [{', '.join(f'o{k}' for k in range(n))}]}}" for j, n in enumerate(issues)]
    lines.append("preferences:")
    for i in range(parties):
        lines.append(f"  p{i}:")
        for j, row in enumerate(values[i]):
            text = ", ".join(f"o{k}: {v.numerator}/{v.denominator}" for k, v in enumerate(row))
            lines.append(f"    i{j}: {{weight: {weights[i][j]}, values: {{{text}}}}}")
    lines.append("no_deal:")
    lines += [f"  p{i}: {{utility: {d.numerator}/{d.denominator}}}" for i, d in enumerate(no_deal)]
    if closed:
        lines.append("limits:")
        lines += [f"  - {{id: l{j}, party: p0, issue: i{j}, not: [o0]}}" for j, _ in sorted(closed)]
    people = [Party({p: sum(F(w) * values[i][j][o] for j, (w, o) in enumerate(zip(weights[i], p))) / sum(weights[i])
                     for p in packages}, no_deal[i]) for i in range(parties)]
    return "\n".join(lines) + "\n", people


def main():
    entente, cases = sys.argv[1], int(sys.argv[2])
    rng = random.Random(20)
    wrong, ends = 0, {}
    with tempfile.TemporaryDirectory() as scratch:
        for k in range(cases):
            text, people = make(rng)
            path = os.path.join(scratch, "case.yaml")
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
            rounds = rng.choice([1, 7, 20, 60])
            order = list(range(len(people)))
            rng.shuffle(order)
            command = [entente, "negotiate", path, "--json", "--rounds", str(rounds), "--order",
                       ",".join(f"p{i}" for i in order)]
            seats = []
            for i in order:
                name = rng.choice(list(EXPONENTS) * 2 + ["tough"] + (["tit-for-tat"] if len(people) == 2 else []))
                command += ["--strategy", f"p{i}={name}"]
                seats.append(Timed(people[i], EXPONENTS[name]) if name in EXPONENTS
                             else TitForTat(people[i]) if name == "tit-for-tat" else Tough(people[i], 1))
            ran = subprocess.run(command, capture_output=True, text=True)
            if ran.returncode:
                raise SystemExit(f"{' '.join(command)}\n{text}\n{ran.stdout}{ran.stderr}")
            m = json.loads(ran.stdout)["metrics"]
            mine = (m["agreement.ending"], m.get("agreement.round"),
                    tuple(int(m[f"agreement.outcome.i{j}"][1:]) for j in range(len(next(iter(people[0].u)))))
                    if m["agreement.reached"] else None, m["agreement.offers"])
            wanted = play(seats, rounds)
            ends[wanted[0]] = ends.get(wanted[0], 0) + 1
            if mine != wanted:
                wrong += 1
                print(f"case {k}: {' '.join(command[2:])}\n  {mine}, should be {wanted}\n{text}")
    print(f"{cases} sessions ({ends}), {wrong} wrong")
    return 1 if wrong or len(ends) < 3 else 0


if __name__ == "__main__":
    sys.exit(main())
