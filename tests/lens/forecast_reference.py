#!/usr/bin/env python3
"""Runs of the program KTAB, had again by `entente forecast CASE --model smp-ktab --json` through a case file.

  forecast_reference.py ENTENTE      with ENTENTE_REFERENCE, else skipped

Four scenarios with KTAB's default parameters and its variants of one: every position of every turn to 1e-4, in the
order turn, party, issue.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

TOLERANCE = 1e-4
SCENARIOS = ["dummyData_3Dim", "SOE-Policy", "SOE-Pol-Comp", "dummyData-a040"]
VARIANTS = {
    "base": [],
    "adj-Half": ["--adjust", "half"], "adj-None": ["--adjust", "none"], "adj-TwoThirds": ["--adjust", "two-thirds"],
    "bm-InitRcvrInterp": ["--views", "both"], "bm-PWCompInterp": ["--views", "weighted"],
    "ivb-S1P1": ["--bargain", "s1p1"], "ivb-S2PMax": ["--bargain", "s2pmax"],
    "pce-MarkovIncentive": ["--election", "markov-incentive"], "pce-MarkovUniform": ["--election", "markov-uniform"],
    "rng-Max": ["--risk", "max"], "rng-Min": ["--risk", "min"],
    "tpc-FullCommit": ["--commit", "full"], "tpc-NoCommit": ["--commit", "none"],
    "vpm-Binary": ["--victory", "majority"], "vpm-Octic": ["--victory", "octic"],
    "vpm-Quartic": ["--victory", "quartic"], "vpm-Square": ["--victory", "square"],
    "vr-Binary": ["--vote", "binary"], "vr-Cubic": ["--vote", "cubic"], "vr-PropBin": ["--vote", "prop-binary"],
    "vr-PropCbc": ["--vote", "prop-cubic"],
}


def scenario(path):
    """[(actor, power, [(position, salience), ...])] of KTAB's table."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    dimensions = int(rows[0][3])
    actors = []
    for row in rows[2:]:
        if not row or not row[0].strip():
            continue
        at = [float(x) for x in row[3:3 + 2 * dimensions]]
        actors.append((row[0].strip(), row[2].strip(), list(zip(at[0::2], at[1::2]))))
    return actors


def write_case(path, actors):
    lines = ["entente: 1", "id: table", "title: A table", "parties:"]
    lines += [f"  p{i}: {{name: '{name}', capability: {power}}}" for i, (name, power, _) in enumerate(actors)]
    lines.append("issues:")
    lines += [f"  d{k}: {{options: {{from: 0, to: 100}}}}" for k in range(len(actors[0][2]))]
    lines.append("positions:")
    for i, (_, _, wants) in enumerate(actors):
        lines += [f"  - {{party: p{i}, issue: d{k}, value: {x}, salience: {s}}}" for k, (x, s) in enumerate(wants)]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def published(path, actors):
    """[(turn, party, issue, position)] in the order of the finding."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    names = {name: i for i, (name, _, _) in enumerate(actors)}
    at = {}
    for row in rows[1:]:
        for turn, x in enumerate(row[2:]):
            at[turn, names[row[0].strip()], int(row[1])] = float(x)
    return [(t, f"p{i}", f"d{k}", x) for (t, i, k), x in sorted(at.items())]


def compare(name, got, expected):
    if len(got) != len(expected):
        return f"{name}: {len(got)} positions instead of {len(expected)}"
    for mine, theirs in zip(got, expected):
        if tuple(mine[:3]) != theirs[:3]:
            return f"{name}: {mine[:3]} stands where {theirs[:3]} should"
        if not abs(mine[3] - theirs[3]) <= TOLERANCE:
            return f"{name}: {theirs[:3]} is {mine[3]}, KTAB has {theirs[3]}"
    return None


def run(entente, case, options):
    words = [entente, "forecast", case, "--model", "smp-ktab", "--json"] + options
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)["tables"]["positions"]["rows"]


def main():
    entente, reference = sys.argv[1], os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("ENTENTE_REFERENCE is not set: the runs of KTAB are not compared")
        return 77
    folder = os.path.join(reference, "forecast")
    problems, count = [], 0
    with tempfile.TemporaryDirectory() as scratch:
        case = os.path.join(scratch, "case.yaml")
        for name in SCENARIOS:
            actors = scenario(os.path.join(folder, f"ktab_{name}_input.csv"))
            write_case(case, actors)
            expected = published(os.path.join(folder, f"ktab_{name}_positions.csv"), actors)
            problems.append(compare(name, run(entente, case, []), expected))
            count += len(expected)
        actors = scenario(os.path.join(folder, "ktab_dummyData_3Dim_input.csv"))
        write_case(case, actors)
        for name, options in VARIANTS.items():
            path = os.path.join(folder, "ktab_variants", f"dummyData_3Dim_{name}_positions.csv")
            expected = published(path, actors)
            problems.append(compare(name, run(entente, case, options), expected))
            count += len(expected)
    problems = [p for p in problems if p]
    print("\n".join(problems) if problems else f"{count} positions of {len(SCENARIOS) + len(VARIANTS)} runs as KTAB's")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
