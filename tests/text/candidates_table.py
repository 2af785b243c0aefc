#!/usr/bin/env python3
"""Figures and dates of sentences of our own: candidates_table.py CANDIDATES-PRINT TABLE"""
import subprocess
import sys


def found(program, sentence):
    out = subprocess.run([program, "2024-03-21"], input=sentence.encode(), capture_output=True, check=True).stdout.decode()
    for line in out.splitlines():
        kind, value, _, _, unit, date, until, *_ = line.split("\t")
        yield f"date {date}{'..' + until if until != '-' else ''}" if kind == "date" else f"{kind} {value} {unit.replace(' ', '_')}"


def main():
    wrong = rows = 0
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            sentence, *expected = line.rstrip("\n").split("\t")
            rows += 1
            got = list(found(sys.argv[1], sentence))
            if got != expected:
                wrong += 1
                print(f"{sentence}\n  expected {expected}\n  found    {got}")
    print(f"{rows} sentences, {wrong} wrong")
    return 1 if wrong or rows < 40 else 0


if __name__ == "__main__":
    sys.exit(main())
