#!/usr/bin/env python3
"""Published airports, spanning trees and markets of the reference data, within their tolerances and as exact fractions.

    structured_reference.py DRIVER

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77).
"""
import json
import os
import sys

from games import Driver, fractions, prenucleolus, shapley

RULES = {"shapley_per_movement": "shapley", "nucleolus_per_movement": "nucleolus", "bird": "bird", "folk_ERO": "folk",
         "nucleolus": "nucleolus"}
tried = []


def problem(entry):
    """Kind and words of the driver's line, up to what a rule needs more."""
    given = entry["inputs"]
    if entry["kind"] == "airport":
        return "airport", [len(given["cost"]), given["cost"], given["movements"]], [None]
    if entry["kind"] == "mcst":
        costs = given["cost_matrix_with_source_0"]
        n = len(costs)
        links = [(a, b) for a in range(n) for b in range(a + 1, n)]
        ends = ["s" if p == 0 else p - 1 for link in links for p in link]
        return "mcst", [n - 1, len(links), ends, [costs[a][b] for a, b in links]], []
    matrix = given["matrix"]
    rows, columns = len(matrix), len(matrix[0])
    pairs = [(r, c) for r in range(rows) for c in range(columns)]
    ends = [p for r, c in pairs for p in (r, rows + c)]
    return "market", [rows + columns, len(pairs), ends, [matrix[r][c] for r, c in pairs]], [None]


def compare(entry, name, expected, values):
    tried.append(f"{entry['id']}.{name}")
    numbers, most = (expected["published"], expected["tol"]) if expected["published"] else (expected["computed"], 1e-9)
    if expected["exact"] and list(values) != fractions(expected["exact"]):
        return f"{entry['id']}.{name}: exactly {expected['exact']}"
    if len(values) != len(numbers) or any(abs(float(a) - b) > most for a, b in zip(values, numbers)):
        return f"{entry['id']}.{name}: {numbers}"
    return ""


def ask(driver, entry, name, expected):
    kind, words, more = problem(entry)
    n = words[0]
    if name in ("mst_cost", "grand_value"):
        rule, pick = ("tree" if kind == "mcst" else "solve"), lambda a: fractions(a[1:2])
    elif name == "kar_shapley":
        rule, pick = "table", lambda a: shapley(n, fractions(a[3:]))
    elif name == "shapley" and kind == "market":
        rule, pick = "table", lambda a: shapley(n, fractions(a[2:]))
    elif name == "nucleolus" and kind == "mcst":
        rule, pick = "table", lambda a: [-x for x in prenucleolus(n, [-c for c in fractions(a[3:])])]
    else:
        rule, pick = RULES[name], lambda a: fractions(a[1:])
    driver.ask(kind, rule, words, *more, check=lambda answer: compare(entry, name, expected, pick(answer)))


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    with open(os.path.join(folder, "share", "literature.json")) as file:
        entries = json.load(file)["entries"]
    driver = Driver(sys.argv[1])
    for entry in entries:
        if entry["kind"] in ("airport", "mcst", "assignment"):
            for name, expected in entry["expected"].items():
                if expected["verified"] is not False:
                    ask(driver, entry, name, expected)
    wrong = driver.run()
    print(f"{len(tried)} rules: {', '.join(tried)}")
    return 1 if wrong or len(tried) < 14 else 0


if __name__ == "__main__":
    sys.exit(main())
