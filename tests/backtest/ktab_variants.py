#!/usr/bin/env python3
"""KTAB's own runs from its own files: python3 ktab_variants.py ENTENTE

Every scenario of ENTENTE_REFERENCE/forecast (CSV, and XML with parameters) is imported and run with the command line that
the imported case names; positions of every turn are KTAB's to 1e-4. Skipped where the reference is not there.
"""
import csv
import glob
import json
import os
import re
import subprocess
import sys
import tempfile


def positions(program, source, case):
    subprocess.run([program, "import", "ktab", source, "-o", case, "-q"], check=True)
    with open(case, encoding="utf-8") as file:
        line = re.search(r"^# .*entente forecast CASE (.*)$", file.read(), flags=re.M)
    options = line.group(1).split() if line else ["--model", "smp-ktab", "--draws", "0"]
    done = subprocess.run([program, "forecast", case, "--json", *options], capture_output=True, text=True, check=True)
    table = json.loads(done.stdout)["tables"]["positions"]
    ids = [column["id"] for column in table["columns"]]
    rows = [dict(zip(ids, row)) for row in table["rows"]]
    parties, issues = [list(dict.fromkeys(row[key] for row in rows)) for key in ("party", "issue")]
    return {(r["turn"], parties.index(r["party"]), issues.index(r["issue"])): r["position"] for r in rows}


def compare(got, expected):
    with open(expected, encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    actors = list(dict.fromkeys(row[0] for row in rows))
    want = {(turn, actors.index(row[0]), int(row[1])): float(x) for row in rows for turn, x in enumerate(row[2:])}
    if set(got) != set(want):
        return f"{len(got)} positions, not {len(want)}"
    worst = max(abs(got[key] - want[key]) for key in want)
    return f"{worst} away" if worst > 1e-4 else None


def main(program):
    reference = os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("1..0 # SKIP ENTENTE_REFERENCE is not set")
        return 0
    folder = os.path.join(reference, "forecast")
    pairs = [(p, p.replace("_input.csv", "_positions.csv")) for p in sorted(glob.glob(f"{folder}/ktab_*_input.csv"))]
    pairs += [(p, p.replace(".xml", "_positions.csv")) for p in sorted(glob.glob(f"{folder}/ktab_variants/*.xml"))]
    if len(pairs) < 20:
        raise SystemExit(f"{folder} lacks the runs of KTAB")
    print(f"1..{len(pairs)}")
    bad = 0
    with tempfile.TemporaryDirectory() as made:
        for number, (source, expected) in enumerate(pairs, 1):
            fault = compare(positions(program, source, os.path.join(made, "case.yaml")), expected)
            print(f"{'not ok' if fault else 'ok'} {number} - {os.path.basename(source)}")
            if fault:
                print(f"#   {fault}")
            bad += fault is not None
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
