#!/usr/bin/env python3
"""Every problem of the reference data through `entente import game`: the case is clean, and every number of the problem is
found in it again, exactly. What the problem says is worked out here a second time, from the JSON.

    import_games.py ENTENTE

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77).
"""
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction as F

import yaml

LEAST = 30  # problems


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


def numbers(by_party, case):
    """A map of parties and numbers, in the order of participants."""
    return [F(by_party[p]) for p in case["projects"]["game"]["participants"]]


def masks(groups, project):
    place = {p: i for i, p in enumerate(project["participants"])}
    return [sum(1 << place[p] for p in g) for g in groups]


def table(project):
    values = {m: F(c["value"]) for m, c in zip(masks((c["members"] for c in project["coalitions"]), project),
                                               project["coalitions"])}
    assert len(values) == len(project["coalitions"])
    full = 1 << len(project["participants"])
    if project.get("missing") == "zero":
        return [values.get(m, F(0)) for m in range(full)]
    return [values[m] if m else F(0) for m in range(full)]


def worth(case, project, inputs):
    if "quota" in inputs:
        assert F(project["quota"]) == F(inputs["quota"])
        assert numbers(project["weights"], case) == [F(w) for w in inputs["weights"]]
    elif "minimal_winning" in inputs:
        winning = [set(g) for g in inputs["minimal_winning"]]
        n = max(max(g) for g in winning)
        members = [{i + 1 for i in range(n) if m >> i & 1} for m in range(1 << n)]
        assert table(project) == [F(any(w <= s for w in winning)) for s in members]
    else:
        assert table(project) == [F(x) for x in inputs.get("v", inputs.get("c"))]
        assert project["kind"] == ("cost" if "c" in inputs else "value")


def unions(case, project, inputs):
    worth(case, project, inputs)
    assert masks(project["unions"], project) == [sum(1 << i - 1 for i in g) for g in inputs["unions"]]


def claims(case, project, inputs):
    assert F(project["amount"]) == F(str(inputs["E"]))
    assert numbers(project["claims"], case) == [F(str(c)) for c in inputs["claims"]]


def airport(case, project, inputs):
    assert [case["parties"][p]["name"] for p in project["participants"]] == inputs["types"]
    assert numbers(project["needs"], case) == [F(c) for c in inputs["cost"]]
    assert numbers(project["units"], case) == [F(c) for c in inputs["movements"]]


def tree(case, project, inputs):
    matrix, ends = inputs["cost_matrix_with_source_0"], ["supply"] + project["participants"]
    links = {tuple(link["between"]): F(link["cost"]) for link in project["links"]}
    assert links == {(ends[i], ends[j]): F(matrix[i][j]) for i in range(len(ends)) for j in range(i + 1, len(ends))}


def market(case, project, inputs):
    matrix, players = inputs["matrix"], project["participants"]
    pairs = {tuple(pair["between"]): F(pair["value"]) for pair in project["pairs"]}
    assert pairs == {(players[i], players[len(matrix) + j]): F(x) for i, row in enumerate(matrix) for j, x in enumerate(row)}


def key(case, project, inputs):
    row = project["keys"]["key"]
    assert numbers(case["series"][row["by"]]["values"], case) == [F(b) for b in inputs["base"]]
    assert (F(row["ceiling"]), F(row["floor"])) == (F(str(inputs["cap"])), F(str(inputs["floor"])))
    assert row["round"] == {"decimals": str(inputs["decimals"]), "method": "largest-remainder"}


def evaluate(formula, quantities):
    formula = formula.replace("^", "**")
    names = {f"q{i + 1}": q for i, q in enumerate(quantities)} | {"q": sum(quantities)}
    return F(eval(formula, {"__builtins__": {}}, names))  # a formula of the tests


def quantities(case, project, inputs):
    assert numbers(project["demand"], case) == [F(d) for d in inputs["demand"]]
    written, fixed = project["cost_function"]["expression"], F(project["cost_function"].get("fixed", "0"))
    there = inputs["cost"].replace("(q>0)", "").strip()
    for trial in range(1, 60):  # more points than two polynomials of such degrees can share
        at = [F(trial * (i + 2) % 7 + trial, i + 1) for i in range(len(inputs["demand"]))]
        assert evaluate(written, at) + fixed == evaluate(there, at), (written, there, at)
    assert evaluate(written, [F(0)] * len(inputs["demand"])) == 0
    assert ("(q>0)" in inputs["cost"]) == (fixed != 0)


READERS = {"tu_value": worth, "tu_cost": worth, "voting": worth, "unions": unions, "claims": claims, "airport": airport,
           "mcst": tree, "assignment": market, "key": key, "serial": quantities, "aumann_shapley": quantities}


def one(entente, entry, written, scratch):
    path, out = os.path.join(scratch, entry["id"] + ".json"), os.path.join(scratch, entry["id"] + ".yaml")
    with open(path, "w", encoding="utf-8") as f:
        json.dump({k: written[k] for k in ("kind", "players", "inputs")}, f)
    ran = run(entente, "import", "game", path, "-o", out)
    if ran.returncode or ran.stderr:
        return f"exit {ran.returncode}: {ran.stderr}"
    checked = run(entente, "check", out)
    if checked.returncode or checked.stderr:
        return f"check: {checked.stderr}"
    with open(out, encoding="utf-8") as f:
        case = yaml.load(f, Loader=yaml.BaseLoader)
    project = case["projects"]["game"]
    names = [case["parties"][p]["name"] for p in project["participants"]]
    if entry["players"] and names != entry["players"]:
        return f"players {names}"
    if not entry["players"] and "types" not in entry["inputs"] and names != [f"p{i + 1}" for i in range(len(names))]:
        return f"players {names}"
    try:
        READERS[entry["kind"]](case, project, entry["inputs"])
    except (AssertionError, KeyError) as fault:
        return f"{entry['kind']}: {fault!r} in {project}"
    return None


def main():
    entente, reference = sys.argv[1], os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    with open(os.path.join(reference, "share", "literature.json"), encoding="utf-8") as f:
        text = f.read()
    entries, written = json.loads(text, parse_float=str)["entries"], json.loads(text)["entries"]
    with tempfile.TemporaryDirectory() as scratch:
        faults = [(e["id"], fault) for e, w in zip(entries, written) if (fault := one(entente, e, w, scratch))]
    for name, fault in faults:
        print(name, fault[:800])
    print(f"{len(entries)} problems, {len(faults)} faults")
    return 1 if faults or len(entries) < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
