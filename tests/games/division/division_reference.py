#!/usr/bin/env python3
"""Published claims problems, cost functions, keys and SCRB of the reference data, within their tolerances.

    division_reference.py DRIVER

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77).
"""
import json
import os
import sys
from fractions import Fraction as F

from division import Driver, fractions

CLAIMS = {"talmud": "talmud", "nucleolus_of_bankruptcy_game": "talmud", "random_arrival": "random-arrival",
          "shapley_of_bankruptcy_game": "random-arrival", "minimal_overlap": "minimal-overlap",
          "proportional": "proportional", "cea": "cea", "cel": "cel", "piniles": "piniles"}
QUANTITIES = {"serial": "serial", "average_cost": "average", "aumann_shapley_share": "aumann-shapley"}
COSTS = {  # expressions as the data writes them -> terms (coefficient, power of the total, powers), fixed
    "q^2": lambda n: ([(1, 2, None)], None), "10+q (q>0)": lambda n: ([(1, 1, None)], 10),
    "(q1+q2)^2": lambda n: ([(1, 2, None)], None), "q1*q2+q1": lambda n: ([(1, 0, [1, 1]), (1, 0, [1, 0])], None)}
tried = 0


def compare(entry, name, expected, pick=lambda words: words[1:]):
    global tried
    tried += 1
    numbers = expected["published"] or expected["computed"]
    most = expected["tol"] if expected["published"] else 1e-9

    def check(answer):
        got = fractions(pick(answer))
        if expected["exact"] and got != fractions(expected["exact"]):
            return f"{entry['id']}.{name}: exactly {expected['exact']}"
        if len(got) != len(numbers) or any(abs(float(g) - n) > most for g, n in zip(got, numbers)):
            return f"{entry['id']}.{name}: {numbers}"
        return ""
    return check


def exact(value):
    return F(str(value))


def ask(driver, entry):
    inputs = entry["inputs"]
    for name, expected in entry["expected"].items():
        if expected["verified"] is False:
            continue
        if entry["kind"] == "claims" and name in CLAIMS:
            claims = [exact(c) for c in inputs["claims"]]
            driver.ask(["claims", len(claims), CLAIMS[name], exact(inputs["E"]), claims], compare(entry, name, expected))
        elif entry["kind"] in ("serial", "aumann_shapley") and name in QUANTITIES:
            demand = inputs["demand"]
            terms, fixed = COSTS[inputs["cost"]](len(demand))
            terms = [[c, p, int(e is not None), e or []] for c, p, e in terms]
            driver.ask(["quantities", len(demand), QUANTITIES[name], demand, len(terms), terms, 0, [], [], fixed],
                       compare(entry, name, expected))
        elif name == "scrb":
            c = [exact(x) for x in inputs["c"]]
            size, everybody = len(c).bit_length() - 1, len(c) - 1
            alone, without = [c[1 << i] for i in range(size)], [c[everybody ^ 1 << i] for i in range(size)]
            for rule in ("scrb", "alternate-cost-avoided"):
                driver.ask(["costs", size, rule, c[-1], alone, without, None, None], compare(entry, name, expected))
        elif entry["kind"] == "key":
            size, step = len(inputs["base"]), 3 if name == "share" else 5
            driver.ask(["key", size, 1, None, inputs["base"], exact(inputs["floor"]), exact(inputs["cap"]), 0, None, None,
                        None, None, 1, 1, inputs["decimals"], 0],
                       compare(entry, name, expected, lambda words, step=step: " ".join(words[1:]).split("|")[step].split()))


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("SKIP: ENTENTE_REFERENCE is not set")
        sys.exit(77)
    with open(os.path.join(folder, "share", "literature.json"), encoding="utf-8") as file:
        entries = json.load(file)["entries"]
    driver = Driver(sys.argv[1])
    for entry in entries:
        ask(driver, entry)
    if tried < 25:
        sys.exit(f"only {tried} rows of the reference were found")
    sys.exit(1 if driver.run() else 0)


main()
