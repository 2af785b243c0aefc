"""The lens bargain on the GENIUS/ANAC domains of the reference data, against published results of another program.

    bargain_direct.py ENTENTE

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77). Definitions: REFERENCES of the data
set (Pareto, Nash, Kalai = egalitarian, ks = equal-gains, max_welfare = utilitarian; reservation with `floor: worst`,
rational_fraction = rational.share, counted exactly).
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from fractions import Fraction as F


def read_order(path):
    """Per issue, the place of each option in the domain's own order."""
    return [{item.get("value"): k for k, item in enumerate(issue.findall("item"))}
            for issue in xml.parse(path).getroot().find(".//objective").findall("issue")]


def read_profile(path, order):
    """Issue names, option names, exact evaluations and weights."""
    objective = xml.parse(path).getroot().find(".//objective")
    weights = {w.get("index"): F(w.get("value")) for w in objective.findall("weight")}
    issues = []
    for issue, places in zip(objective.findall("issue"), order):
        items = [(i.get("value"), F(i.get("evaluation", "0"))) for i in issue.findall("item")]
        items.sort(key=lambda item: places[item[0]])
        issues.append((issue.get("name"), weights.get(issue.get("index"), F(0)), items))
    return issues


def read_integers(path):
    """Issues over whole numbers with linear evaluations: name, weight, options with their evaluations."""
    objective = xml.parse(path).getroot().find(".//objective")
    weights = {w.get("index"): F(w.get("value")) for w in objective.findall("weight")}
    issues = []
    for issue in objective.findall("issue"):
        line = issue.find("evaluator")
        low, high = int(issue.get("lowerbound")), int(issue.get("upperbound"))
        items = [(str(x), F(line.get("offset")) + F(line.get("slope")) * x) for x in range(low, high + 1)]
        issues.append((issue.get("name"), weights[issue.get("index")], items))
    return issues


def number(x):
    return f"{x.numerator}/{x.denominator}" if x.denominator > 1 else str(x.numerator)


def write_case(profiles, reserved, mode):
    out = ["entente: 1", "id: domain", "title: A domain", "parties:"]
    out += [f"  p{p}: {{}}" for p in range(len(profiles))]
    out.append("issues:")
    for k, (_, _, items) in enumerate(profiles[0]):
        out.append(f"  i{k}: {{options: [{', '.join(f'o{n}' for n in range(len(items)))}]}}")
    out.append("preferences:")
    for p, issues in enumerate(profiles):
        out.append(f"  p{p}:")
        if mode == "raw":
            out.append("    scale: as-written")
        for k, (_, weight, items) in enumerate(issues):
            most = max(e for _, e in items) if mode == "genius" else F(1)
            values = ", ".join(f"o{n}: {number(e / (most or 1))}" for n, (_, e) in enumerate(items))
            out.append(f"    i{k}: {{weight: {number(weight)}, values: {{{values}}}}}")
    out.append("no_deal:")
    out += [f"  p{p}: {{utility: {r}, floor: worst}}" for p, r in enumerate(reserved)]
    return "\n".join(out) + "\n"


def write_continuous(profiles, reserved):
    """The same issues as ranges without a step, to be put on a grid of the whole numbers; what the evaluation is worth at
    the worst end is a constant, which an interaction adds that always holds."""
    out = ["entente: 1", "id: domain", "title: A domain", "parties:"]
    out += [f"  p{p}: {{}}" for p in range(len(profiles))]
    out.append("issues:")
    for k, (_, _, items) in enumerate(profiles[0]):
        out.append(f"  i{k}: {{options: {{from: {items[0][0]}, to: {items[-1][0]}}}}}")
    out.append("preferences:")
    constants = []
    for p, issues in enumerate(profiles):
        out += [f"  p{p}:", "    scale: as-written"]
        constant = F(0)
        for k, (_, weight, items) in enumerate(issues):
            best, worst = max(items, key=lambda i: i[1]), min(items, key=lambda i: i[1])
            constant += weight * worst[1]
            if best[1] == worst[1]:
                best, worst = items[0], items[-1]
            size = number(weight * (best[1] - worst[1]))
            out.append(f"    i{k}: {{weight: {size}, best: {best[0]}, worst: {worst[0]}}}")
        constants.append(constant)
    out.append("interactions:")
    lowest = profiles[0][0][2][0][0]
    out += [f"  - {{party: p{p}, when: {{i0: {{at_least: {lowest}}}}}, add: {number(c)}}}" for p, c in enumerate(constants)]
    out.append("no_deal:")
    out += [f"  p{p}: {{utility: {r}, floor: worst}}" for p, r in enumerate(reserved)]
    return "\n".join(out) + "\n"


def option_name(profile, k, option):
    """The domain's name of an option: o3 of named ones, a number of those on a grid."""
    if isinstance(option, str):
        return profile[k][2][int(option[1:])][0]
    return str(int(option))


def close(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(b))


def worth(profile, outcome, mode):
    return sum(weight * dict(items)[value] / (max(e for _, e in items) if mode == "genius" else 1)
               for (_, weight, items), value in zip(profile, outcome.split("|")))


def compare(row, metrics, profiles):
    names = [f"p{p}" for p in range(len(profiles))]
    if metrics["pareto.size"] not in (int(row["n_pareto"]), int(row["n_pareto_rounded_1e-9"])):
        yield f"pareto.size {metrics['pareto.size']}, should be {row['n_pareto']}"
    for column, rule in (("nash", "nash"), ("kalai", "egalitarian"), ("ks", "equal-gains"), ("max_welfare", "utilitarian"),
                         ("max_relative_welfare", "max-relative-welfare")):
        if not row[column]:
            continue
        mine = [metrics[f"{rule}.utility.{p}"] for p in names]
        wanted = [[float(x) for x in point.split("|")] for point in row[column].split(";")]
        if not any(all(close(a, b) for a, b in zip(mine, point)) for point in wanted):
            yield f"{rule} {mine}, should be {wanted}"
    # counted there with rounding noise: these two are the exact counts
    exact = {("y2012-Car-A", "genius"): 0.799872, ("y2012-Supermarket-A", "genius"): 0.1966854}
    for column, key in (("opposition", "opposition"), ("rational_fraction", "rational.share")):
        wanted = float(row[column])
        if key == "rational.share":
            wanted = exact.get((row["domain"], row["mode"]), wanted)
        mine = metrics.get(key)
        near = 5e-8 if wanted == 0.1966854 else 1e-9 * abs(wanted)  # printed with seven digits
        if mine is None or abs(mine - wanted) > near:
            yield f"{key} {mine}, should be {wanted}"
    if row["nash_outcome"] and ";" not in row["nash_outcome"]:
        mine = "|".join(option_name(profiles[0], k, metrics[f"nash.outcome.i{k}"]) for k in range(len(profiles[0])))
        # exactly equal packages: the other program's choice among them is rounding noise
        if mine != row["nash_outcome"] and any(worth(p, mine, row["mode"]) != worth(p, row["nash_outcome"], row["mode"])
                                               for p in profiles):
            yield f"nash outcome {mine}, should be {row['nash_outcome']}"


def main():
    entente, reference = sys.argv[1], os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    folder = os.path.join(reference, "bargain")
    done = wrong = 0
    with open(os.path.join(folder, "expected.csv"), newline="", encoding="utf-8") as f, \
            tempfile.TemporaryDirectory() as scratch:
        for row in csv.DictReader(f):
            paths = [os.path.join(folder, "domains", row["domain"], p + ".xml") for p in row["profiles"].split("+")]
            with open(paths[0], encoding="utf-8", errors="replace") as first:
                integers = 'type="integer"' in first.read()
            case, extra, reserved = os.path.join(scratch, "case.yaml"), [], row["reserved"].split("|")
            if integers:
                profiles = [read_integers(path) for path in paths]
                written = write_continuous(profiles, reserved)
                extra = ["--grid", str(len(profiles[0][0][2]) - 1)]
            else:
                order = read_order(os.path.join(os.path.dirname(paths[0]), "domain.xml"))
                profiles = [read_profile(path, order) for path in paths]
                written = write_case(profiles, reserved, row["mode"])
            with open(case, "w", encoding="utf-8") as out:
                out.write(written)
            ran = subprocess.run([entente, "bargain", case, "--json", "--draws", "0", *extra], capture_output=True,
                                 text=True)
            problems = [ran.stdout + ran.stderr] if ran.returncode else \
                list(compare(row, json.loads(ran.stdout)["metrics"], profiles))
            done += 1
            wrong += bool(problems)
            for problem in problems:
                print(f"{row['domain']} {row['profiles']} {row['mode']}: {problem[:600]}")
    print(f"{done} rows, {wrong} wrong")
    return 1 if wrong or not done else 0


if __name__ == "__main__":
    sys.exit(main())
