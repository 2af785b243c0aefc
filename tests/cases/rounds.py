#!/usr/bin/env python3
"""The cost-sharing rounds say what the case rok-us-sma says, know nothing that came later, and count right.

  tests/cases/rounds.py FOLDER-OF-CASES

Reads the files with nothing of ours: records that cases share are compared as text, line by line; numbers that cite a
sentence must stand in it, as they are, as billions for hundreds of millions, or as a percentage; positions and outcomes
that the notes work out from a percentage or an exchange rate are worked out again, in fractions.
"""
import pathlib
import re
import sys
from fractions import Fraction

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from sharing import cited, expect, failures, notes  # noqa: E402

FLAGSHIP = "rok-us-sma"
ROUNDS = {"sma-06": 6, "sma-07": 7, "sma-08": 8, "sma-09": 9, "sma-10": 10, "sma-11a": 11, "sma-11b": 11, "sma-11c": 11,
          "sma-12": 12}
OTHERS = ["japan-hns-2027", "nato-spending-2025"]
SCALES = (1, 100, Fraction(1, 1000), Fraction(1, 10))

# Case, position: what the sentence it cites makes of it. Percentages on a payment, dollars at a yearly average rate.
WORKED_OUT = [("sma-06", "us-2005-01", Fraction(7469) * Fraction("1.10")),
              ("sma-08", "us-2008-08", Fraction(7415) * (Fraction("1.066") + Fraction("1.145")) / 2),
              ("sma-08", "rok-2008-08", Fraction(7415) * Fraction("1.025")),
              ("sma-11a", "us-2019-11", Fraction("1165.80") * 50),
              ("sma-11a", "rok-2019-12", Fraction(10389) * Fraction("1.09")),
              ("sma-11b", "us-2020-03", Fraction("1180.56") * 40),
              ("sma-11b", "rok-2020-03", Fraction(10389) * Fraction("1.10")),
              ("sma-11b", "us-2020-05", Fraction("1180.56") * 13),
              ("sma-11b", "rok-2020-05", Fraction(10389) * Fraction("1.13"))]
# What each round came to: negotiated amounts as published, the tenth and eleventh by their rises.
CAME_TO = {6: 6804, 7: 7255, 8: 7600, 9: 9200, 10: Fraction(9602) * Fraction("1.082"),
           11: Fraction(10389) * Fraction("1.139"), 12: 15192}


def rounded(number):
    return (2 * number + 1).numerator // (2 * (2 * number + 1).denominator)  # half up


def section(text, name):
    """Blocks of a top-level part, as text: id -> the lines below it, without comments of their own line."""
    body = re.search(rf"(?m)^{name}:.*\n((?:[ #].*\n|\n)*)", text)
    found = {}
    for line in (body.group(1) if body else "").splitlines():
        start = re.match(r"  ([\w-]+):", line)
        if start:
            current = found.setdefault(start.group(1), [])
        if line.strip() and not line.lstrip().startswith("#"):
            current.append(line)
    return found


def known(lines):
    """The day on which an agreement became known; a month or a year begins on its first."""
    date = next(re.match(r"    known: ([\d-]+)", line).group(1) for line in lines if line.startswith("    known:"))
    return (date + "-01-01")[:10]


def observations(lines):
    return {match.group(1): (match.group(2), line) for line in lines
            if (match := re.match(r"      (\d{4}): \{.*known: (\d{4}-\d\d-\d\d)", line))}


def shared(cases, name, number, case):
    flagship, text = ((cases / which / "case.yaml").read_text(encoding="utf-8") for which in (FLAGSHIP, name))
    as_of = case["as_of"]
    theirs, ours = section(flagship, "agreements"), section(text, "agreements")
    expect(list(ours) == [f"sma-{n:02d}" for n in range(1, number)], f"agreements are {list(ours)}")
    expect(list(ours) == [key for key in theirs if known(theirs[key]) <= as_of], "not the agreements known then")
    for key, lines in ours.items():
        expect(lines == theirs[key], f"{key} is not that of {FLAGSHIP}")
    theirs = section(flagship, "series")
    for key, lines in section(text, "series").items():
        want, have = observations(theirs[key]), observations(lines)
        expect([line for line in lines if not re.match(r"      \d{4}:", line)] ==
               [line for line in theirs[key] if not re.match(r"      \d{4}:", line)], f"{key} is described otherwise")
        expect(have == {year: row for year, row in want.items() if row[0] <= as_of}, f"{key} is not what was known")
    theirs = section(flagship, "sources")
    for key, lines in section(text, "sources").items():
        note = f"notes/{key}.md"
        if key not in theirs:
            continue
        expect(lines == theirs[key], f"source {key} is not that of {FLAGSHIP}")
        expect((cases / name / note).read_bytes() == (cases / FLAGSHIP / note).read_bytes(), f"{note} differs")


def dates(case):
    as_of = case["as_of"]
    for position in case.get("positions", []):
        expect(position.get("date", as_of) <= as_of, f"position {position['id']} came later")
    for claim in case.get("claims", []):
        expect(claim.get("date", as_of) <= as_of, f"claim {claim['id']} came later")
    outcome = case.get("outcome", [])
    expect(all(step["date"] > as_of for step in outcome), "the outcome was known")
    expect([step["date"] for step in outcome] == sorted(step["date"] for step in outcome), "steps are out of order")
    governments = {name: party.get("government", []) for name, party in case["parties"].items()}
    for position in case.get("positions", []):
        if "date" not in position or not governments[position["party"]]:
            continue
        office = next(one for one in governments[position["party"]] if one["name"] == position["government"])
        expect(office["from"] <= position["date"], f"{position['id']}: that government was not in office yet")


def value(entry):
    return Fraction(entry["value"] if isinstance(entry, dict) else entry)


def results(case, number):
    packages = [step["package"] for step in case["outcome"] if "package" in step]
    expect(len(packages) == 1, "not one package came out")
    expect(value(packages[0]["contribution"]) == rounded(Fraction(CAME_TO[number])), "not what the round came to")
    low, high = (Fraction(case["issues"]["contribution"]["options"][end]) for end in ("from", "to"))
    expect(low <= value(packages[0]["contribution"]) <= high, "the result lies outside the range")
    standing = case["issues"]["contribution"]["status_quo"]
    expect(abs(low - value(standing) * Fraction("0.8")) <= 100, "the range does not begin at 0.8 of the payment")


def nato(case):
    expect(len(case["parties"]) == 32, "not 32 members")
    council = case["forums"]["council"]["members"]
    expect(sorted(council) == sorted(case["parties"]), "not every member sits in the council")
    sides = {position["party"] for position in case["positions"]}
    expect(len(sides) == 19 and len(case["positions"]) == 47, "not the number of positions that the README gives")
    judged = [position["id"] for position in case["positions"] if "reported" not in position]
    expect(judged == ["slovakia-core"], f"judged positions: {judged}")
    total = value(case["outcome"][-1]["package"]["core"]) + value(case["outcome"][-1]["package"]["wider"])
    expect(total == 5, "the two targets are not 5 percent")


def japan(case):
    """Recalled budgets stand because they add up to what was published: 933.2 and 980.1 billion yen."""
    agreements = case["agreements"]
    for name, first, total in (("hns-2011", 1858, 9332), ("hns-2016", 1920, 9801)):
        years = agreements[name]["schedule"]
        expect(len(years) == 4 and first + sum(map(value, years.values())) == total, f"{name} does not add up")
    expect(abs(Fraction(10551, 5) - value(agreements["hns-2022"]["first"]["amount"])) < 1, "the average of 2022")
    expect(abs(Fraction(9465, 5) - value(agreements["hns-2016"]["first"]["amount"])) <= 0, "the average of 2016")
    office = {name: [one["name"] for one in party["government"] if "to" not in one][0]
              for name, party in case["parties"].items()}
    expect(not any(position["government"] == office[position["party"]] for position in case["positions"]),
           "a government in office has named a figure after all")
    expect("outcome" not in case and case["brief"]["coded"] == "before", "the case is over")


def rules(case, flagship):
    """What past agreements had for a growth rule: as in the flagship, and year by year where it has a schedule alone."""
    had = case["issues"].get("growth", {}).get("past", {})
    for name, rule in had.items():
        terms = flagship["agreements"][name]
        yearly = "schedule" in terms and "growth" not in terms
        expect(rule == ("set year by year" if yearly else flagship["issues"]["growth"]["past"][name]), f"rule of {name}")
    missing = set(case["agreements"]) - set(had) - {"sma-10"}  # of one year, without growth
    unknown = {name for name in missing if "set year by year" not in case["issues"].get("growth", {}).get("options", [])}
    expect("growth" not in case["issues"] or missing == unknown, f"no rule of {sorted(missing - unknown)}")


def amounts(node):
    """Without years and lags, which sentences write in words or leave to the reader."""
    if isinstance(node, dict):
        return {key: amounts(child) for key, child in node.items() if key not in ("years", "lag")}
    return [amounts(child) for child in node] if isinstance(node, list) else node


def main():
    cases = pathlib.Path(sys.argv[1])
    read = lambda name: yaml.load((cases / name / "case.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for name in list(ROUNDS) + OTHERS:
        case, before, counts = read(name), len(failures), []
        sentences = notes(cases / name, case)
        for part in ("positions", "agreements", "series", "parties"):
            cited(amounts(case.get(part, {})), [part], None, sentences, counts, SCALES)
        for issue in case["issues"].values():
            cited(issue.get("status_quo", {}), ["status_quo"], None, sentences, counts, SCALES)
        expect(counts, "no number cites a sentence")
        dates(case)
        if name in ROUNDS:
            shared(cases, name, ROUNDS[name], case)
            results(case, ROUNDS[name])
            rules(case, read(FLAGSHIP))
        for where, which, number in WORKED_OUT:
            if where == name:
                position = next(one for one in case["positions"] if one["id"] == which)
                expect(value(position["value"]) == rounded(number), f"{which} is {float(number)} by its sentence")
        {"nato-spending-2025": nato, "japan-hns-2027": japan}.get(name, lambda _: None)(case)
        for place in range(before, len(failures)):
            failures[place] = f"{name}: {failures[place]}"
        print(f"{name}: {len(counts)} numbers cite a sentence")
    for failure in failures:
        print("failed:", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
