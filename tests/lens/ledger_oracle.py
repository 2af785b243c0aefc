#!/usr/bin/env python3
"""Payments of random agreements, computed again with Python's fractions from the definitions in docs/ledger.md.

Usage: ledger_oracle.py PRINTER [CASES] [SEED]. PRINTER is the program of ledger_print.c.
"""
import datetime
import random
import subprocess
import sys
import tempfile
from fractions import Fraction
from math import floor


def half_up(value, step):
    """To a multiple of step, halves away from zero."""
    if step == 0:
        return value
    whole = floor(abs(value) / step + Fraction(1, 2))
    return (whole if value >= 0 else -whole) * step


def decimal(rng, low, high, digits):
    scale = 10**digits
    return Fraction(rng.randint(int(low * scale), int(high * scale)), scale)


def written(value):
    """As YAML: a decimal, or a fraction where there is none."""
    for digits in range(6):
        if (value * 10**digits).denominator == 1:
            whole = value * 10**digits
            sign = "-" if whole < 0 else ""
            text = str(abs(int(whole))).rjust(digits + 1, "0")
            return sign + (text if digits == 0 else text[:-digits] + "." + text[-digits:])
    return f"{value.numerator}/{value.denominator}"


class Series:
    def __init__(self, rng, name):
        self.name = name
        self.values = {}
        for year in range(1995, 2012):
            if rng.random() < 0.06:
                continue
            value = decimal(rng, -3, 9, rng.choice([1, 1, 2, 2, 3]))
            if rng.random() < 0.3:  # exactly on a half of the rounding
                value = half_up(value, Fraction(1, 10)) + Fraction(1, 20)
            known = None
            if rng.random() < 0.5:
                known = datetime.date(year + rng.choice([-1, 0, 1]), rng.randint(1, 12), rng.randint(1, 28))
            self.values[year] = (value, known)

    def yaml(self):
        rows = []
        for year, (value, known) in self.values.items():
            dated = f"{{value: {written(value)}, known: {known}}}" if known else written(value)
            rows.append(f"{year}: {dated}")
        return f"  {self.name}: {{unit: percent, values: {{{', '.join(rows)}}}}}\n"

    def seen(self, year, as_of):
        if year not in self.values:
            return None
        value, known = self.values[year]
        if as_of and (known or datetime.date(year, 12, 31)) > as_of:
            return None
        return value


class Rule:
    def __init__(self, rng, series):
        self.kind = rng.choice(["flat", "fixed", "series", "series", "series", "two"])
        self.rate = decimal(rng, -5, 12, rng.choice([0, 1, 2]))
        picks = rng.sample(series, 2)
        self.parts = [(picks[i], rng.randint(0, 3)) for i in range(2 if self.kind == "two" else 1)]
        self.plus = decimal(rng, -2, 3, 2) if rng.random() < 0.3 else None
        self.cap = decimal(rng, 1, 6, rng.choice([0, 1, 2])) if rng.random() < 0.5 else None
        self.floor = decimal(rng, -2, 1, 1) if rng.random() < 0.3 else None
        if self.cap is not None and self.floor is not None and self.cap < self.floor:
            self.floor = None

    def yaml(self):
        if self.kind == "flat":
            return "flat"
        if self.kind == "fixed":
            return f"{{fixed: {written(self.rate)}}}"
        names = [part[0].name for part in self.parts]
        lags = [str(part[1]) for part in self.parts]
        text = f"series: {names[0] if len(names) == 1 else '[' + ', '.join(names) + ']'}"
        text += f", lag: {lags[0] if len(lags) == 1 else '[' + ', '.join(lags) + ']'}"
        for key in ("plus", "cap", "floor"):
            value = getattr(self, key)
            if value is not None:
                text += f", {key}: {written(value)}"
        return "{" + text + "}"

    def index(self, year, as_of, step):
        """Percent in a year; None where an observation is not known."""
        if self.kind == "flat":
            return Fraction(0)
        if self.kind == "fixed":
            return self.rate
        seen = [part.seen(year - lag, as_of) for part, lag in self.parts]
        if None in seen:
            return None
        value = half_up(sum(seen), step) + (self.plus or 0)
        if self.cap is not None:
            value = min(value, self.cap)
        if self.floor is not None:
            value = max(value, self.floor)
        return value


class Agreement:
    def __init__(self, rng, number, first_year, series):
        self.id = f"a{number}"
        self.first, self.last = first_year, first_year + rng.randint(0, 5)
        self.amount = decimal(rng, 0, 20000, rng.choice([0, 0, 0, 1])) if number == 0 or rng.random() < 0.5 else None
        self.start = Rule(rng, series) if self.amount is None else None
        self.rule = Rule(rng, series) if rng.random() < 0.95 else None
        years = range(self.first, self.last + 1)
        self.schedule = {y: decimal(rng, 0, 20000, 0) for y in years if y > self.first and rng.random() < 0.1}
        self.override = {}
        for year in years:
            if rng.random() < 0.12:
                kind = rng.choice(["amount", "growth"])
                self.override[year] = (kind, decimal(rng, 0, 9000, 0) if kind == "amount" else decimal(rng, -9, 20, 1))
        self.index_step = rng.choice([None, None, Fraction(1, 100), Fraction(1, 2), Fraction(1)])
        self.amount_step = rng.choice([None, None, Fraction(5), Fraction(1, 10), Fraction(100)])
        self.known = None
        if rng.random() < 0.6:
            self.known = datetime.date(self.first - rng.randint(0, 2), rng.randint(1, 12), rng.randint(1, 28))

    def yaml(self):
        parts = [f"years: [{self.first}, {self.last}]"]
        if self.known:
            parts.append(f"known: {self.known}")
        first = f"amount: {written(self.amount)}" if self.start is None else f"growth: {self.start.yaml()}"
        parts.append(f"first: {{{first}}}")
        if self.rule:
            parts.append(f"growth: {self.rule.yaml()}")
        if self.schedule:
            parts.append("schedule: {" + ", ".join(f"{y}: {written(v)}" for y, v in self.schedule.items()) + "}")
        if self.override:
            rows = ", ".join(f"{y}: {{{kind}: {written(v)}}}" for y, (kind, v) in self.override.items())
            parts.append(f"override: {{{rows}}}")
        rounding = []
        if self.index_step:
            rounding.append(f"index: {written(self.index_step)}")
        if self.amount_step:
            rounding.append(f"amount: {written(self.amount_step)}")
        if rounding:
            parts.append(f"round: {{{', '.join(rounding)}}}")
        return f"  {self.id}: {{{', '.join(parts)}}}\n"

    def payment(self, year, before, as_of):
        step = self.index_step or Fraction(1, 10)

        def grown(percent):
            if percent is None or before is None:
                return None
            return half_up(before * (1 + percent / 100), self.amount_step or Fraction(1))

        if year in self.override:
            kind, value = self.override[year]
            return value if kind == "amount" else grown(value)
        if year == self.first and self.amount is not None:
            return self.amount
        if year in self.schedule:
            return self.schedule[year]
        if year == self.first:
            return grown(self.start.index(year, as_of, step))
        return grown(self.rule.index(year, as_of, step)) if self.rule else None


def payments(agreements, as_of):
    """Year -> amount, None where missing, 'none' where no agreement covers it."""
    known = [a for a in agreements if not (as_of and a.known and a.known > as_of)]
    if not known:
        return {}
    result, before = {}, None
    for year in range(min(a.first for a in known), max(a.last for a in known) + 1):
        covering = [a for a in known if a.first <= year <= a.last]
        if not covering:
            result[year] = "none"
            continue
        before = covering[-1].payment(year, before, as_of)
        result[year] = before
    return result


def make(rng):
    series = [Series(rng, name) for name in ("prices", "budget", "economy")]
    agreements, year = [], rng.randint(1997, 2000)
    for number in range(rng.randint(1, 5)):
        agreement = Agreement(rng, number, year, series)
        agreements.append(agreement)
        year = agreement.last + (1 if rng.random() < 0.8 else rng.randint(2, 4))
    as_of = None
    if rng.random() < 0.8:
        as_of = datetime.date(rng.randint(1998, 2012), rng.randint(1, 12), rng.randint(1, 28))
    text = "entente: 1\nid: random\ntitle: Random\nparties: {north: {name: North}}\nseries:\n"
    text += "".join(s.yaml() for s in series) + "agreements:\n" + "".join(a.yaml() for a in agreements)
    return text, agreements, as_of


def shown(value):
    if value is None:
        return "-"
    return value if value == "none" else str(value)


def main():
    printer = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 2024)
    cases = [make(rng) for _ in range(count)]
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        for text, _, as_of in cases:
            file.write(f"{text}%%%% {as_of or ''}\n")
        file.flush()
        run = subprocess.run([printer, file.name], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"the printer failed: {run.stderr}")
    blocks = run.stdout.split("%%%%\n")[:-1]
    if len(blocks) != count:
        sys.exit(f"{len(blocks)} answers to {count} cases")
    years = amounts = 0
    for number, ((text, agreements, as_of), block) in enumerate(zip(cases, blocks)):
        got = dict(line.split(" ", 1) for line in block.splitlines())
        want = {str(year): shown(value) for year, value in payments(agreements, as_of).items()}
        if got != want:
            wrong = {year: (want.get(year), got.get(year)) for year in want if want.get(year) != got.get(year)}
            sys.exit(f"case {number}, as of {as_of}: (expected, got) by year {wrong}\n{text}")
        years += len(want)
        amounts += sum(value not in ("-", "none") for value in want.values())
    print(f"{count} cases, {years} years, {amounts} of them with an amount: all equal")
    if amounts * 3 < years:
        sys.exit("too few amounts to prove anything")


if __name__ == "__main__":
    main()
