#!/usr/bin/env python3
"""The cases of cost sharing say what their sources say, and what their own arithmetic needs.

  tests/cases/sharing.py FOLDER-OF-CASES

Reads the files with nothing of ours: YAML as plain text, numbers as fractions. Every number that cites a sentence must
stand in that sentence, be it as a percentage or in another scale; agreed shares add up to exactly 1; the key with a
ceiling is worked out by hand; the printed allocations of the classics follow from their costs.
"""
import itertools
import pathlib
import re
import sys
from fractions import Fraction

import yaml

CASES = ["nato-common-funding", "standard-missile", "swedish-water", "talmud", "tva"]
OWNERS = ("record", "reported", "judged_by")
NOT_NUMBERS = {"date", "as_of", "sentence", "credibility", "year", "scale", "decimals", "from", "to", "step", "entente",
               "title", "name", "because", "id"}
SCALES = (1, 100, Fraction(1, 1000))  # of a number in a case over the one in its sentence
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)


def number(text):
    return Fraction(text) if isinstance(text, str) and re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def notes(folder, case):
    """source#sentence -> the numbers that stand in it."""
    found = {}
    for source, about in case["sources"].items():
        for line in (folder / about["file"]).read_text(encoding="utf-8").splitlines():
            match = re.match(r"(\d+)\. (.*)", line)
            if match:
                digits = re.findall(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", match.group(2))
                found[f"{source}#{match.group(1)}"] = {Fraction(one.replace(",", "")) for one in digits}
    return found


def cited(node, path, owner, sentences, counts, scales=SCALES):
    """Goes through the whole case; a number belongs to the nearest owner around it."""
    if isinstance(node, dict):
        mine = next((key for key in OWNERS if key in node), None)
        owner = (mine, node[mine]) if mine else owner
        for key, child in node.items():
            if key not in NOT_NUMBERS and key not in OWNERS and key not in ("low", "high"):
                cited(child, path + [key], owner, sentences, counts, scales)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            cited(child, path + [str(index + 1)], owner, sentences, counts, scales)
    elif number(node) is not None and owner and owner[0] != "judged_by":
        value, where = number(node), ".".join(path)
        places = owner[1] if isinstance(owner[1], list) else [owner[1]]
        known = set().union(*(sentences.get(place, set()) for place in places))
        counts.append(where)
        expect(any(value * scale in known for scale in scales), f"{where}: {node} is not in {places}")


def shares(case):
    for project in case["projects"].values():
        for name, key in project.get("keys", {}).items():
            for part in ("shares", "before"):
                values = [number(v["value"] if isinstance(v, dict) else v) for k, v in key.get(part, {}).items()
                          if k not in OWNERS and k != "because"]
                if values:
                    expect(sum(values) == 1, f"{name}.{part} add up to {sum(values)}")
                    expect(len(values) == len(project["participants"]), f"{name}.{part} leaves somebody out")


def value_of(entry, year=None):
    entry = entry[year] if year is not None and isinstance(entry, dict) and year in entry else entry
    return number(entry["value"] if isinstance(entry, dict) else entry)


def tied(income):
    """Shares by income, nobody more than the next largest: the largest comes down until it holds, the others divide."""
    largest = max(income, key=income.get)
    rest = {party: value for party, value in income.items() if party != largest}
    cap = max(rest.values()) / sum(income.values())
    for _ in range(200):
        others = {party: (1 - cap) * value / sum(rest.values()) for party, value in rest.items()}
        if abs(max(others.values()) - cap) < Fraction(1, 10**12):
            return {**others, largest: cap}
        cap = max(others.values()).limit_denominator(10**30)
    return None


def percent(text, label, value):
    expect(f"{float(100 * value):.2f}" == text, f"{label} is {float(100 * value):.4f} percent and not {text}")


def nato(case):
    decision, gni = case["projects"]["decision"], case["series"]["gni"]["values"]
    total = value_of(decision["amount"])
    until, after = (decision["keys"][key]["shares"] for key in ("until-2020", "from-2021"))
    gain = lambda party: float(total * (value_of(after[party]) - value_of(until[party])))
    expect(33 > gain("germany") > 32.5, "Germany does not pay 33 million more")
    expect(-120 > gain("us") > -125, "the United States do not save 120 million")
    expect(abs(float(total * value_of(until["us"])) - 470) < 2, "the share does not give what the United States pay")
    expect(abs(float(total * value_of(until["germany"])) - 313) < 2, "the share does not give what Germany pays")
    people = case["projects"]["allies"]["participants"]
    expect(len(people) == len(set(people)) == 30, "not 30 allies")
    for year, together, alone in (("2016", "16.43", "49.85"), ("2018", "16.75", "51.25")):
        income = {party: value_of(gni[party], year) for party in people}
        key = tied(income)
        expect(abs(key["us"] - max(key.values())) < Fraction(1, 10**9), "somebody pays more than the United States")
        expect(abs(key["us"] - key["germany"]) < Fraction(1, 10**9), "the two largest are not tied")
        equal_income = {**income, "us": income["germany"]}  # the same, in closed form
        for party in people:
            expect(abs(key[party] - equal_income[party] / sum(equal_income.values())) < Fraction(1, 10**9), party)
        percent(together, f"the tied share on the income of {year}", key["us"])
        percent(alone, f"the share by income alone in {year}", income["us"] / sum(income.values()))
    old, new = (case["series"][name]["values"] for name in ("shares-2018", "shares-2021"))
    expect(sum(map(number, old.values())) == Fraction("99.9989"), "the sum of the recalled shares of 2018")
    expect(sum(map(number, new.values())) == Fraction("100.0002"), "the sum of the recalled shares of 2021")
    half = Fraction(1, 20000)
    for party in set(people) - {"us", "germany", "france", "iceland", "north-macedonia"}:
        low, high = (number(new[party]) - half) / (number(old[party]) + half), \
            (number(new[party]) + half) / (number(old[party]) - half)
        expect(low < Fraction("1.07885") and high > Fraction("1.07875"), f"{party} did not rise with the others")


def missile(case):
    first, later = (case["projects"][name] for name in ("development", "later-buyer"))
    for project in (first, later):
        expect(sum(value_of(part["cost"]) for part in project["components"].values()) == 344, "the parts are not 344")
        paid = project["recoupment"]["paid"]
        expect(sum(value_of(one) for one in paid.values()) == 344, "what was paid is not 344")
        expect(value_of(project["recoupment"]["cost"]) == 344, "what is recouped is not 344")
        for party, units in project["units"].items():
            expect(value_of(units) == value_of(project["recoupment"]["units"][party]), f"missiles of {party}")
    for party, units in first["units"].items():
        expect(value_of(units) == value_of(later["units"][party]), f"missiles of {party} in the second project")
    for name, part in first["components"].items():
        expect(value_of(part["cost"]) == value_of(later["components"][name]["cost"]), f"cost of {name}")
        expect(part["needed_by"] == [p for p in later["components"][name]["needed_by"] if p != "germany"], name)


def table(case):
    (project,) = case["projects"].values()
    people, rows = project["participants"], project["coalitions"]
    costs = {frozenset(row["members"]): number(row["value"]) for row in rows}
    expect(len(rows) == len(costs) == 2 ** len(people) - 1 and set().union(*costs) == set(people), "not every group, once")
    return people, costs


def shapley(people, costs):
    total, orders = dict.fromkeys(people, Fraction(0)), list(itertools.permutations(people))
    for order in orders:
        before = Fraction(0)
        for size in range(1, len(order) + 1):
            now = costs[frozenset(order[:size])]
            total[order[size - 1]] += now - before
            before = now
    return [total[party] / len(orders) for party in people]


def separable(people, costs, by_benefit):
    everybody = frozenset(people)
    own = [costs[everybody] - costs[everybody - {party}] for party in people]
    rest = costs[everybody] - sum(own)
    weights = [costs[frozenset([party])] - mine if by_benefit else Fraction(1) for party, mine in zip(people, own)]
    return [mine + rest * weight / sum(weights) for mine, weight in zip(own, weights)]


def printed(folder, source, sentence):
    line = [line for line in (folder / "notes" / f"{source}.md").read_text().splitlines()
            if line.startswith(f"{sentence}. ")][0]
    line = line[len(sentence) + 2:]
    return [Fraction(one.replace(",", "")) for one in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", line)]


def follows(label, values, from_print, tolerance):
    expect(len(values) == len(from_print), f"{label}: {len(from_print)} printed")
    for value, said in zip(values, from_print):
        expect(abs(value - said) <= Fraction(tolerance), f"{label}: {float(value)} and not {float(said)}")


def tva(folder, case):
    people, costs = table(case)
    source = "straffin-heaney-1981"
    follows("Shapley", shapley(people, costs), printed(folder, source, "2"), "0.5")
    follows("SCRB", separable(people, costs, True), printed(folder, source, "4"), "0.5")
    follows("ENSC", separable(people, costs, False), printed(folder, source, "5"), "0.5")
    expect(sum(printed(folder, source, "3")) == costs[frozenset(people)], "the nucleolus does not add up")


def water(folder, case):
    people, costs = table(case)
    alone = [costs[frozenset([party])] for party in people]
    follows("alone", alone, printed(folder, "young-okada-hashimoto-1982", "2"), "0")
    follows("Shapley", shapley(people, costs), printed(folder, "wp-79-77", "1")[-len(people):], "0.006")
    follows("SCRB", separable(people, costs, True), printed(folder, "wp-79-77", "2"), "0.008")
    everybody = frozenset(people)
    marginal = [costs[everybody] - costs[everybody - {party}] for party in people]
    follows("marginal", marginal, printed(folder, "wp-79-77", "3"), "0.01")
    dearer = {**costs, everybody: costs[everybody] + 4}
    k = people.index("k")
    expect(separable(people, dearer, True)[k] < separable(people, costs, True)[k], "SCRB is monotonic after all")


def talmud(case):
    for name, project in case["projects"].items():
        expect(name == f"estate-{project['amount']}", f"{name} is an estate of {project['amount']}")
        expect(list(project["claims"].values()) == ["100", "200", "300"], f"claims of {name}")


def main():
    cases = pathlib.Path(sys.argv[1])
    for name in CASES:
        folder, before = cases / name, len(failures)
        case = yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        counts = []
        if name != "swedish-water":  # its sentence cites the printed table as a whole
            cited(case["projects"], ["projects"], None, notes(folder, case), counts)
        cited(case.get("series", {}), ["series"], None, notes(folder, case), counts)
        cited(case.get("positions", []), ["positions"], None, notes(folder, case), counts)
        shares(case)
        {"nato-common-funding": lambda: nato(case), "standard-missile": lambda: missile(case),
         "swedish-water": lambda: water(folder, case), "talmud": lambda: talmud(case), "tva": lambda: tva(folder, case)}[name]()
        for place in range(before, len(failures)):
            failures[place] = f"{name}: {failures[place]}"
        print(f"{name}: {len(counts)} numbers cite a sentence")
        expect(counts or name == "swedish-water", f"{name}: no number cites a sentence")
    for failure in failures:
        print("failed:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
