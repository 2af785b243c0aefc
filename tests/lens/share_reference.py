#!/usr/bin/env python3
"""Published divisions of costs, claims and power, through the importer and the command.

  share_reference.py ENTENTE    needs ENTENTE_REFERENCE: share/literature.json

Every row whose `verified` is not false: the printed value within its tolerance, and the recomputed one (independent of
this project) within 1e-9 of its size.
"""
import json
import os
import subprocess
import sys
import tempfile

IDS = {"shapley_shubik": "shapley-shubik", "banzhaf_normalized": "banzhaf", "folk_ERO": "folk", "kar_shapley": "kar",
       "aumann_shapley_share": "aumann-shapley", "tau_cost_gap": "tau", "average_cost": "average",
       "shapley_shubik_cost": "shapley", "shapley_cost": "shapley", "share": "key", "share_rounded": "key-rounded"}
TOTALS = ("grand_value", "mst_cost")


def asked(key):
    """(rule, further options) of a row of the reference; rule None: the total."""
    options = []
    if key in TOTALS:
        return None, options
    if key == "owen_with_1_2":
        return "owen", ["--union", "p1+p2"]
    for ending in ("_of_savings", "_of_bankruptcy_game", "_per_movement"):
        if key.endswith(ending):
            if ending == "_of_savings":
                options = ["--on", "savings"]
            key = key[:-len(ending)]
    return IDS.get(key, key.replace("_", "-")), options


def run(command, *words):
    done = subprocess.run([command, *words], capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(words)}: {done.returncode}\n{done.stderr}"
    return done.stdout


def check(command, folder, entry):
    """How many rows agree, and what is wrong."""
    source, case = os.path.join(folder, "entry.json"), os.path.join(folder, "case.yaml")
    with open(source, "w", encoding="utf-8") as file:
        json.dump(entry, file)
    run(command, "import", "game", source, "-o", case, "--quiet")
    good, wrong = 0, []
    for key, row in entry["expected"].items():
        if row["verified"] is False:
            continue
        rule, options = asked(key)
        asking = ["--rule", rule.replace("-rounded", "")] if rule is not None else []
        metrics = json.loads(run(command, "share", case, "--json", "--quiet", *asking, *options))["metrics"]
        size = len(row["computed"])
        if rule is None:
            told = [metrics.get("game.total")]
        else:
            parties = [name.lower().replace(" ", "-") for name in entry["players"] or
                       [f"p{i + 1}" for i in range(size)]]
            told = [metrics.get(f"game.{rule}.{party}") for party in parties]
        for i in range(size):
            fits = told[i] is not None and abs(told[i] - row["computed"][i]) <= 1e-9 * max(1, abs(row["computed"][i]))
            if fits and row["published"] is not None:
                fits = abs(told[i] - row["published"][i]) <= row["tol"] * 1.0000001 + 1e-12
            if not fits:
                wrong.append(f"{entry['id']} {key}[{i}]: told {told[i]}, want {row['computed'][i]}")
        good += 1
    return good, wrong


def main():
    reference = os.environ.get("ENTENTE_REFERENCE")
    if reference is None:
        print("skipped: ENTENTE_REFERENCE is not set")
        sys.exit(77)
    with open(os.path.join(reference, "share", "literature.json"), encoding="utf-8") as file:
        entries = json.load(file)["entries"]
    rows, faults = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for entry in entries:
            try:
                good, wrong = check(sys.argv[1], folder, entry)
            except AssertionError as fault:
                good, wrong = 0, [f"{entry['id']}: {fault}"]
            rows += good
            faults += wrong
    print("\n".join(faults))
    print(f"{len(entries)} problems, {rows} rows, {len(faults)} wrong")
    sys.exit(len(faults) > 0 or rows < 70)


main()
