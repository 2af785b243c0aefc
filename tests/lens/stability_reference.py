#!/usr/bin/env python3
"""Reference conflicts through the command: each JSON as a case (by options with a ranking of sums, or by states and moves),
each .gmcr file through the importer; every cell of `entente stability CASE --json` is compared."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

MISPERCEIVED = {"SI_misp": {0: ["YN-"], 1: ["NN-"]}}  # in the program's own file, not in the reference
CONCEPTS = ("nash", "gmr", "smr", "seq")
PUBLISHED = {"elmira9": {"nash": [4, 7, 8], "seq": [4, 7, 8]}}  # its third ranking is recalled: equilibria alone are proof


def command(*arguments):
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"entente {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def ranking(payoffs, names):
    """Names by falling payoff, equal ones together."""
    return [[n for n, p in zip(names, payoffs) if p == value] for value in sorted(set(payoffs), reverse=True)]


def head(conflict, players):
    parties = "".join(f"  p{i}: {{name: {json.dumps(player['name'])}}}\n" for i, player in enumerate(players))
    return f"entente: 1\nid: reference\ntitle: {json.dumps(conflict['name'])}\nparties:\n{parties}moves:\n"


def by_options(conflict):
    players, owner = conflict["players"], {}
    for i, player in enumerate(players):
        owner.update({option: i for option in player["options"]})
    text = head(conflict, players) + "  options:\n"
    directions = {"both": "both", "fwd": "forward", "back": "back"}
    for k, option in enumerate(conflict["options"]):
        text += f"    o{k}: {{party: p{owner[k]}, name: {json.dumps(option['name'])}, direction: {directions[option['direction']]}}}\n"
    text += f"  infeasible: {json.dumps(conflict['infeasible'])}\n"
    hidden = MISPERCEIVED.get(conflict["name"])
    if hidden:
        text += f"  misperceived: {{{', '.join(f'p{i}: {json.dumps(states)}' for i, states in hidden.items())}}}\n"
    text += "  ranking:\n"
    sums = [state["decimal"] for state in conflict["states"]]
    for i, player in enumerate(players):
        text += f"    p{i}: {ranking(player['payoffs'][0], sums)}\n"
    return text


def by_states(conflict):
    players = conflict["players"]
    names = [f"s{state['index']}" for state in conflict["states"]]
    text = head(conflict, players) + f"  states: {{{', '.join(n + ': null' for n in names)}}}\n  moves:\n"
    for i, player in enumerate(players):
        for source, targets in enumerate(player["moves"]):
            text += "".join(f"    - {{party: p{i}, from: s{source}, to: s{target}}}\n" for target in targets)
    text += "  ranking:\n"
    for i, player in enumerate(players):
        text += f"    p{i}: [{', '.join('[' + ', '.join(group) + ']' for group in ranking(player['payoffs'][0], names))}]\n"
    return text


def rows(findings, table):
    found = findings["tables"][table]
    columns = [column["id"] for column in found["columns"]]
    assert found["total_rows"] == len(found["rows"]), "a table was cut"
    return [dict(zip(columns, row)) for row in found["rows"]]


def differences(conflict, findings, what):
    """What is not as the reference has it."""
    players, wrong = conflict["players"], []
    cells = rows(findings, "cells")
    if len(cells) != len(players) * len(conflict["states"]):
        return [f"{what}: {len(cells)} cells"]
    for state in rows(findings, "states"):
        expected = conflict["states"][state["index"]]
        if state["decimal"] is not None and (state["decimal"], state["options"]) != (expected["decimal"], expected["yn"]):
            wrong.append(f"{what}: state {state['index']} is {state['decimal']}")
    published = PUBLISHED.get(conflict["name"])
    for concept in CONCEPTS:
        for k, cell in enumerate(cells):
            state, player = divmod(k, len(players))
            assert cell["state"] == state, "cells are by state, then party"
            expected = conflict["expected"]["stability"][concept][player][state]
            if published is None and cell[concept] != int(expected):
                wrong.append(f"{what}: {concept} of state {state} for {player}: {cell[concept]}")
        expected = published.get(concept) if published else conflict["expected"]["equilibria"][concept]
        found = [row["state"] for row in rows(findings, "equilibria") if row[concept]]
        if expected is not None and found != sorted(expected):
            wrong.append(f"{what}: {concept} equilibria {found}, not {expected}")
    return wrong


def main():
    reference = os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("ENTENTE_REFERENCE is not set: skipped")
        return 77
    folder, wrong, done = pathlib.Path(reference) / "stability", [], 0
    files = sorted(folder.glob("*.json"))
    if len(files) < 12:
        sys.exit(f"{folder} has not all reference conflicts")
    with tempfile.TemporaryDirectory() as scratch:
        case = pathlib.Path(scratch) / "case.yaml"
        for file in files:
            conflict = json.loads(file.read_text())
            forms = [("states", by_states)]
            if all(state["decimal"] >= 0 for state in conflict["states"]):
                forms.append(("options", by_options))
            for form, write in forms:
                case.write_text(write(conflict))
                findings = json.loads(command("stability", str(case), "--json"))
                wrong += differences(conflict, findings, f"{file.name} by {form}")
                done += 1
            imported = folder / "gmcr" / (file.stem + ".gmcr")
            if imported.exists():
                case.write_text(command("import", "gmcr", str(imported)))
                wrong += differences(conflict, json.loads(command("stability", str(case), "--json")), imported.name)
                done += 1
    for line in wrong:
        print(line)
    print(f"{done} conflicts, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
