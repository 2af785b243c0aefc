#!/usr/bin/env python3
"""Published conflicts, cell by cell: conflict_reference.py CONFLICT-DRIVER"""
import glob
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver  # noqa: E402
import definitions as D  # noqa: E402

TESTED = ["nash", "gmr", "smr", "seq"]


def conflict_of(row):
    # the file's own indices of states; its players' moves are as given
    players = [{"moves": [set(m) for m in p["moves"]],
                "members": [{"level": list(values), "high": None, "band": None, "gap": 1} for values in p["payoffs"]]}
               for p in row["players"]]
    return {"states": len(row["states"]), "code": None, "players": players}


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    files = sorted(glob.glob(os.path.join(folder, "stability", "*.json")))
    if len(files) < 12:
        print(f"{len(files)} conflicts in {folder}/stability, 12 are needed")
        return 1
    driver, cells = Driver(sys.argv[1]), 0
    for path in files:
        with open(path) as file:
            row = json.load(file)
        conflict, expected = conflict_of(row), row["expected"]
        size, players = conflict["states"], len(conflict["players"])
        by_hand = os.path.basename(path) == "elmira9.json"  # only the equilibria are published
        cells += 0 if by_hand else 4 * size * players

        def check(answer, size=size, players=players, expected=expected, by_hand=by_hand, row=row):
            bits = [int(word) for word in answer][1:]
            for k, concept in enumerate(TESTED):
                for p in range(players):
                    for s in range(size):
                        got = bool(bits[p * size + s] >> k & 1)
                        if not by_hand and got != bool(expected["stability"][concept][p][s]):
                            return f"{row['name']}: {concept}, player {p}, state {s}: {got}"
                found = [s for s in range(size) if bits[players * size + s] >> k & 1]
                if by_hand and concept in ("nash", "seq") and [s + 1 for s in found] != [5, 8, 9]:
                    return f"{row['name']}: {concept} equilibria {found}"
                if not by_hand and found != sorted(expected["equilibria"][concept]):
                    return f"{row['name']}: {concept} equilibria {found}"
            return None

        driver.ask(["table", 1, *D.words(conflict)], check)
    wrong = driver.run()
    print(f"{cells} cells")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
