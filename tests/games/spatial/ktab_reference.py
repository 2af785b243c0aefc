"""Published runs of KTAB against the spatial model: positions of every actor in every turn.

    ktab_reference.py DRIVER    (ENTENTE_REFERENCE names the folder of reference data)
"""
import csv
import glob
import os
import sys
import xml.etree.ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver

NAMES = {
    "VotingRule": ["Prop", "Binary", "PropBin", "PropCbc", "Cubic"],
    "VictoryProbModel": ["Linear", "Square", "Quartic", "Octic", "Binary"],
    "PCEModel": ["Conditional", "MarkovUniform", "MarkovIncentive"],
    "BigRAdjust": ["None", "OneThird", "Half", "TwoThirds", "Full"],
    "BigRRange": ["Min", "Mid", "Max"],
    "ThirdPartyCommit": ["SemiCommit", "FullCommit", "NoCommit"],
    "InterVecBrgn": ["S1P1", "S2P2", "S2PMax"],
    "BargnModel": ["InitOnlyInterp", "InitRcvrInterp", "PWCompInterp"],
}
ORDER = list(NAMES)
DEFAULT = ["Prop", "Linear", "Conditional", "OneThird", "Mid", "SemiCommit", "S2P2", "InitOnlyInterp"]


def read_csv(name):
    rows = [[cell.strip() for cell in row] for row in csv.reader(open(name, encoding="utf-8"))]
    actors, dimensions = int(rows[0][-3 if rows[0][-1] == "" else -2]), int(rows[0][-2 if rows[0][-1] == "" else -1])
    people = rows[2:2 + actors]
    pick = lambda row, first: [float(row[first + 2 * k]) for k in range(dimensions)]
    return DEFAULT, [(float(row[2]), pick(row, 3), pick(row, 4)) for row in people]


def read_xml(name):
    root = xml.etree.ElementTree.parse(name).getroot()
    rules = [root.find("ModelParameters/" + key).text for key in ORDER]
    numbers = lambda actor, path: [float(item.text) for item in actor.findall(path)]
    return rules, [(float(actor.find("capability").text), numbers(actor, "Position/dCoord"), numbers(actor, "Salience/dSal"))
                   for actor in root.findall("Actors/Actor")]


def read_positions(name):
    rows = list(csv.reader(open(name, encoding="utf-8")))[1:]
    return [[float(cell) for cell in row[2:]] for row in rows]  # row: actor and dimension; column: turn


def problem(rules, people, mode=1):
    options = [NAMES[key].index(rule) for key, rule in zip(ORDER, rules)]
    dimensions = len(people[0][1])
    return ["smp", mode, options, 0, len(people), dimensions, [0] * dimensions, [100] * dimensions,
            [x for actor in people for x in actor[1]], [s / 100 for actor in people for s in actor[2]],
            [actor[0] for actor in people], "positions"]


def ask_contests(driver, folder):
    """Each actor's own estimates of its chances in the first turn, to twelve digits."""
    rules, people = read_csv(os.path.join(folder, "ktab_dummyData_3Dim_input.csv"))
    rows = list(csv.reader(open(os.path.join(folder, "ktab_dummyData_3Dim_ProbVict_t0-1.csv"), encoding="utf-8")))[1:]
    chances = {(int(i), int(j)): float(p) for turn, h, i, j, p in rows if turn == "0" and h == i}
    n = len(people)
    if len(chances) != n * (n - 1):
        sys.exit(f"{len(chances)} chances instead of {n * (n - 1)}")

    def check(answer):
        got = [float(word) for word in answer[1:]]
        wrong = [key for key, p in chances.items() if abs(got[key[0] * n + key[1]] - p) > 1e-12]
        return f"{wrong[0]}: {got[wrong[0][0] * n + wrong[0][1]]} instead of {chances[wrong[0]]}" if wrong else None
    driver.ask(problem(rules, people)[:-1] + ["contests"], check)


def check_of(expected):
    def check(answer):
        if answer[0] != "ok":
            return answer[0]
        turns, rows = int(answer[1]) + 1, len(expected)
        if turns != len(expected[0]):
            return f"{turns} sets of positions instead of {len(expected[0])}"
        got = [float(word) for word in answer[3:]]
        if len(got) != turns * rows:
            return f"{len(got)} numbers instead of {turns * rows}"
        for turn in range(turns):
            for row in range(rows):
                if abs(got[turn * rows + row] - expected[row][turn]) > 1e-4:
                    return f"turn {turn}, row {row}: {got[turn * rows + row]} instead of {expected[row][turn]}"
        return None
    return check


def main(program):
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE does not name the folder of reference data")
        return 77
    driver, folder = Driver(program), os.path.join(folder, "forecast")
    wanted = ["SOE-Pol-Comp", "SOE-Policy", "dummyData-a040", "dummyData_3Dim"]
    for name in wanted:
        rules, people = read_csv(os.path.join(folder, f"ktab_{name}_input.csv"))
        driver.ask(problem(rules, people), check_of(read_positions(os.path.join(folder, f"ktab_{name}_positions.csv"))))
    ask_contests(driver, folder)
    variants = sorted(glob.glob(os.path.join(folder, "ktab_variants", "*.xml")))
    if len(variants) != 22:
        sys.exit(f"{len(variants)} variants of KTAB instead of 22")
    for name in variants:
        rules, people = read_xml(name)
        driver.ask(problem(rules, people), check_of(read_positions(name[:-4] + "_positions.csv")))
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
