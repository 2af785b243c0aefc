#!/usr/bin/env python3
"""Sentences of reference texts: sentences_reference.py SENTENCES-PRINT

All five reports beside the reference data must be split exactly; of the golden rules at least 25 of 26.
"""
import csv
import json
import os
import re
import subprocess
import sys

NEEDED = 25


def split(program, text, lines="guess"):
    data = text.encode()
    out = subprocess.run([program, lines], input=data, capture_output=True, check=True).stdout.split()
    return [data[int(a):int(b)].decode() for a, b in zip(out[::2], out[1::2])]


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def golden(program, folder):
    rules = passed = others = others_passed = 0
    with open(os.path.join(folder, "evidence", "sentence_golden_pragmatic.jsonl")) as file:
        for row in map(json.loads, file):
            lines = "wrapped" if "pdf" in row["options"] else "guess"
            good = [plain(s) for s in split(program, row["text"], lines)] == [plain(s) for s in row["sentences"]]
            if row["golden_rule"]:
                rules, passed = rules + 1, passed + good
                if not good:
                    print("not as the rule has it:", row["name"])
            else:
                others, others_passed = others + 1, others_passed + good
    print(f"golden rules: {passed} of {rules}; other specifications: {others_passed} of {others}")
    return passed >= NEEDED


def reports(program, folder):
    seeds = os.path.join(os.path.dirname(os.path.abspath(folder)), "seeds")
    with open(os.path.join(seeds, "sentences.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    good = True
    for name in sorted({row["file"] for row in rows}):
        with open(os.path.join(seeds, name)) as file:
            got = split(program, file.read())
        want = [row["text"] for row in rows if row["file"] == name]
        print(f"{name}: {len(got)} sentences, {'as expected' if got == want else 'NOT as expected'}")
        good &= got == want
    return good


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    good = golden(sys.argv[1], folder)
    return 0 if reports(sys.argv[1], folder) and good else 1


if __name__ == "__main__":
    sys.exit(main())
