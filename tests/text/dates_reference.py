#!/usr/bin/env python3
"""Days and stretches of days of reference specifications: dates_reference.py CANDIDATES-PRINT [--list]

Every result of four models that is a day or a stretch of days counts, by these rules and no others:
- left out by its type: time of day (datetime, time, ranges of them, time zones), durations, sets;
- left out because it has no days to compare: results without a value, and days that the specification marks as not
  existing (0001-01-01);
- left out as a command to an assistant: sentences that a news text cannot hold, known by their words alone (COMMANDS);
- of one-sided stretches ("before 2012", "since May") the one day that is given is compared.
A result is right if one date that is found has its first and last day, in one of the readings that are listed: the
end may be given as the last day or the day after. Found dates that touch no expected result of any type are invented.
"""
import datetime
import json
import os
import re
import subprocess
import sys

MODELS = ("DateParser", "DatePeriodParser", "DateTimeModel", "MergedParser")
KINDS = ("date", "daterange")
COMMANDS = re.compile(r"\b(cortana|set ooo|ooo|schedule|reminder|remind|lunch|book|calendar|skype|find us a time|find time)\b", re.I)
NEEDED, PRECISION = 0.85, 0.85


def found(program, text, published):
    out = subprocess.run([program, published], input=text.encode(), capture_output=True, check=True).stdout
    for line in out.decode().splitlines():
        kind, _, _, _, _, _, until, part, start, end, rule, first, last, _ = line.split("\t")
        if kind == "date":
            begins = (until + "-01-01")[:10] if rule == "date.range" and len(until) in (4, 7) else None
            yield len(text.encode()[:int(start)].decode()), len(text.encode()[:int(end)].decode()), first, last, begins


def readings(result):
    """Pairs (first, end) of days, None where one side is open; empty where there is no value."""
    resolution = result["resolution"] or {}
    if "values" in resolution:
        values = [(v.get("value") or v.get("start"), v.get("value") or v.get("end")) for v in resolution["values"] or []]
    else:
        sides = [resolution.get(key) or {} for key in ("PastResolution", "FutureResolution")]
        values = [(s.get("date") or s.get("startDate"), s.get("date") or s.get("endDate")) for s in sides]
    days = re.compile(r"\d{4}-\d\d-\d\d$")
    return [v for v in values if any(v) and all(day is None or (days.match(day) and not day.startswith("0001")) for day in v)]


def following(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(1)).isoformat()


def fits(first, last, begins, wanted):
    if first == "-":
        return False
    start, end = wanted
    if end is None:
        return start in (first, following(last))
    if start is None:
        return end in (first, last, following(last))
    return start == first and end in (last, following(last), begins)


class Score:
    def __init__(self):
        self.right = self.rows = self.missed = self.invented = self.claimed = 0


def score_row(row, got, score, listing):
    for start, end, *_ in got:
        touching = [r for r in row["results"] if start <= r["end"] and end > r["start"]]
        score.claimed += 1
        if not touching:
            score.invented += 1
            if listing:
                print(f"invented: {row['input']!r}: {row['input'][start:end]!r}")
    for result in row["results"]:
        kind = (result.get("type") or "").split(".")[-1]
        wanted = readings(result)
        if kind not in KINDS or not wanted:
            continue
        score.rows += 1
        here = [g for g in got if g[0] <= result["end"] and g[1] > result["start"]]
        good = any(fits(*days, want) for _, _, *days in here for want in wanted)
        score.right += good
        score.missed += not here
        if listing and not good:
            print(f"{row['id']} {(row['ref_date'] or '')[:10]} {row['input']!r}: {result['text']!r} wanted {wanted}, found "
                  f"{[(row['input'][s:e], f, l) for s, e, f, l, _ in here]}")


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    listing = "--list" in sys.argv
    total = Score()
    for model in MODELS:
        score = Score()
        with open(os.path.join(folder, "evidence", "figures_dates", model + ".jsonl"), encoding="utf-8") as file:
            for row in map(json.loads, file):
                if COMMANDS.search(row["input"]):
                    continue
                got = list(found(sys.argv[1], row["input"], (row["ref_date"] or "2016-11-07")[:10]))
                score_row(row, got, score, listing)
        print(f"{model}: {score.right} of {score.rows} right ({score.right / score.rows:.3f}), {score.missed} not found, "
              f"{score.invented} of {score.claimed} found where none is")
        for name, value in vars(score).items():
            setattr(total, name, getattr(total, name) + value)
    share, precision = total.right / total.rows, 1 - total.invented / total.claimed
    print(f"all: {total.right} of {total.rows} right ({share:.3f}; needed {NEEDED}), dates that are dates {precision:.3f}")
    return 0 if share >= NEEDED and precision >= PRECISION else 1


if __name__ == "__main__":
    sys.exit(main())
