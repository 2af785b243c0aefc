#!/usr/bin/env python3
"""Figures and dates of sentences of our own: candidates_table.py CANDIDATES-PRINT TABLE LEAST

A line of the table is a sentence and what is found in it, separated by tabs: "KIND VALUE UNIT" with VALUE as [not][~|>|<]5 or
5..6 for a range, and "date FROM[..UNTIL][ PART]". A line "@2024-03-21" sets the day of publication of those below it.
"""
import subprocess
import sys

BOUNDS = {"exactly": "", "about": "~", "more": ">", "less": "<", "between": ""}


def found(program, published, sentence):
    out = subprocess.run([program, published], input=sentence.encode(), capture_output=True, check=True).stdout.decode()
    for line in out.splitlines():
        kind, value, high, bound, unit, date, until, part, _, _, _, _, _, negated = line.split("\t")
        if kind == "date":
            yield f"date {date}{'..' + until if until != '-' else ''}{' ' + part if part != '-' else ''}"
        else:
            yield (f"{kind} {'not' if negated == 'not' else ''}{BOUNDS[bound]}{value}"
                   f"{'..' + high if bound == 'between' else ''} {unit.replace(' ', '_')}")


def main():
    wrong = rows = 0
    published = "2024-03-21"
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            if line.startswith("@"):
                published = line[1:].strip()
                continue
            sentence, *expected = line.rstrip("\n").split("\t")
            rows += 1
            got = list(found(sys.argv[1], published, sentence))
            if got != expected:
                wrong += 1
                print(f"{sentence}\n  expected {expected}\n  found    {got}")
    print(f"{rows} sentences, {wrong} wrong")
    return 1 if wrong or rows < int(sys.argv[3]) else 0


if __name__ == "__main__":
    sys.exit(main())
