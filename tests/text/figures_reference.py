#!/usr/bin/env python3
"""Money, percentages and dates of reference specifications, and of the five reports: figures_reference.py CANDIDATES-PRINT

Prints precision and recall of values. Thresholds: money and percent 0.97 and (together) 0.90; every figure and date of the
reports, none invented. Dates are reported here and not judged: many specifications are those of an assistant's calendar.
"""
import csv
import json
import os
import subprocess
import sys


def found(program, text, published=""):
    data = text.encode()
    out = subprocess.run([program] + ([published] if published else []), input=data, capture_output=True, check=True).stdout
    for line in out.decode().splitlines():
        kind, value, high, bound, unit, date, until, *_ = line.split("\t")
        yield kind, value, high, bound, unit, date, until


def close(a, b):
    return abs(a - b) <= 1e-9 * abs(b)


def score(program, folder, model, kind, small=("Cent", "Pence")):
    right = extra = missed = 0
    with open(os.path.join(folder, "evidence", "figures_dates", model + ".jsonl")) as file:
        for row in map(json.loads, file):
            wanted = []
            for result in row["results"]:
                value, unit = result["resolution"]["value"], result["resolution"].get("unit")
                if value not in (None, "null"):
                    wanted.append(float(value.rstrip("%")) / (100 if unit in small else 1))
            for found_kind, value, high, bound, *_ in found(program, row["input"]):
                if found_kind != kind:
                    continue
                for number in [float(value)] + ([float(high)] if bound == "between" else []):
                    match = next((w for w in wanted if close(number, w)), None)
                    right, extra = right + (match is not None), extra + (match is None)
                    if match is not None:
                        wanted.remove(match)
            missed += len(wanted)
    return right, extra, missed


def dates(program, folder):
    right = rows = 0
    for model in ("DateParser", "DatePeriodParser"):
        with open(os.path.join(folder, "evidence", "figures_dates", model + ".jsonl")) as file:
            for row in map(json.loads, file):
                got = [(date + "-01-01")[:10] if len(date) == 4 else (date + "-01")[:10] for *_, date, _ in
                       found(program, row["input"], (row["ref_date"] or "")[:10])]
                for result in row["results"]:
                    values = [side.get("date") or side.get("startDate") for side in
                              ((result["resolution"] or {}).get(k) or {} for k in ("PastResolution", "FutureResolution"))]
                    if any(values) and not str(values[0]).startswith("0001"):
                        rows, right = rows + 1, right + any(date in values for date in got)
    print(f"dates: {right} of {rows} by their first day")


def reports(program, folder):
    seeds = os.path.join(os.path.dirname(os.path.abspath(folder)), "seeds")
    published = {"000": "2024-03-21", "003": "2024-04-27"}
    written = {("000", "count", "28500"), ("000", "percent", "2"), ("003", "money", "344000000"), ("003", "count", "2"),
               ("003", "ordinal", "14"), ("004", "ordinal", "4")}
    days = {("000", "2024-03-21"), ("000", "2024-03"), ("003", "2024-04-26"), ("003", "2024-04-24")}
    with open(os.path.join(folder, "facts", "seeds_claims.csv"), newline="") as file:
        gold = {row["file"][:3] + row["value"] for row in csv.DictReader(file) if row["kind"] in ("figure", "forum")}
    if not {"00028500", "003344"} <= gold:
        print("the facts about the reports are not those that this test was written for")
        return False
    figures, dated = set(), set()
    for name in sorted(os.listdir(seeds)):
        if name.endswith(".txt"):
            with open(os.path.join(seeds, name)) as file:
                for kind, value, _, _, _, date, _ in found(program, file.read(), published.get(name[:3], "2025-06-07")):
                    if kind == "date":
                        dated.add((name[:3], date))
                    else:
                        figures.add((name[:3], kind, value))
    for what, got, want in (("figures", figures, written), ("dates", dated, days)):
        print(f"reports: {len(got & want)} of {len(want)} {what}, invented: {sorted(got - want)}")
    return figures == written and dated == days


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    good, total = True, [0, 0, 0]
    for model, kind in (("CurrencyModel", "money"), ("PercentModel", "percent")):
        counts = score(sys.argv[1], folder, model, kind)
        total = [a + b for a, b in zip(total, counts)]
        right, extra, missed = counts
        print(f"{model}: precision {right / (right + extra):.3f}, recall {right / (right + missed):.3f}")
        good &= right / (right + extra) >= 0.97
    right, extra, missed = total
    good &= right / (right + missed) >= 0.90
    dates(sys.argv[1], folder)
    return 0 if reports(sys.argv[1], folder) and good else 1


if __name__ == "__main__":
    sys.exit(main())
