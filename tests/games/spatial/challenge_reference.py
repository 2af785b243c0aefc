"""Published tables of the expected-utility challenge model (Scholz, Calbert and Smith 2011, as had by a program that
reproduces them): positions, medians, means and exponents of risk, round by round.

    challenge_reference.py DRIVER    (ENTENTE_REFERENCE names the folder of reference data)
"""
import csv
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver

ROUNDS = 10


def table(name):
    return [row for row in csv.reader(open(name, encoding="utf-8"))][1:]


def main(program):
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE does not name the folder of reference data")
        return 77
    driver = Driver(program)
    for name in ["ExampleActors", "Sultan"]:
        path = os.path.join(folder, "forecast", "eum_")
        people = table(f"{path}{name}_input.csv")
        positions = [[float(cell) for cell in row[1:]] for row in table(f"{path}scholz_{name}_positions.csv")]
        risks = [[float(cell) for cell in row[1:]] for row in table(f"{path}scholz_{name}_risk.csv")]
        expected = [row[r] for r in range(ROUNDS + 1) for row in positions]
        expected += [row[r] for r in range(ROUNDS) for row in risks]

        def check(answer, expected=expected):
            got = [float(word) for word in answer[2:]]
            if answer[0] != "ok" or len(got) != len(expected):
                return f"{answer[0]}, {len(got)} numbers instead of {len(expected)}"
            wrong = [k for k, (a, b) in enumerate(zip(got, expected)) if abs(a - b) > 1e-9]
            return f"number {wrong[0]}: {got[wrong[0]]} instead of {expected[wrong[0]]}" if wrong else None

        driver.ask(["challenge", 1, 0, 1, 1, ROUNDS, len(people), 1, "-", "-", [p[2] for p in people],
                    [p[3] for p in people], [p[1] for p in people]], check)
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
