#!/usr/bin/env python3
"""Who says what, in sentences of our own: statements_table.py STATEMENTS-PRINT TABLE LEAST

A line of the table is a text (sentences follow each other; " | " begins a new line) and what is found in it, parted by tabs:

    said: ACTOR [-> TARGET] [via CHAIN] [(in SENTENCE)]     a statement; (in 1) may be left out
    is: CERTAINTY [...]                                       of each sentence, where all are given
    figure: KIND VALUE CERTAINTY [by SOURCE]                  a figure
    warns: RULE [(in SENTENCE)]                               a warning, without "warning."
    deal: LACKS                                               an agreement that is claimed; "nothing" where it is complete
    -                                                         no statement; "warns: -", no warning

Statements must be just those that are given; the others are looked at where they are given, and must be all then.
"""
import subprocess
import sys


def found(program, text):
    out = subprocess.run([program, "2024-03-21"], input=text.encode(), capture_output=True, check=True).stdout.decode()
    rows = {"said": [], "is": [], "figure": [], "warns": [], "deal": []}
    for line in out.splitlines():
        kind, *cells = line.split("\t")
        place = f" (in {cells[0]})" if cells[0] != "1" else ""
        if kind == "statement":
            target = f" -> {cells[2]}" if cells[2] != "-" else ""
            chain = f" via {cells[4]}" if cells[4] != "-" else ""
            rows["said"].append(f"{cells[1]}{target}{chain}{place}")
        elif kind == "warning":
            rows["warns"].append(cells[1].removeprefix("warning.") + place)
        elif kind == "figure":
            rows["figure"].append(f"{cells[1]} {cells[2]} {cells[3]}{' by ' + cells[4] if cells[4] != '-' else ''}")
        elif kind == "deal":
            rows["deal"].append(cells[2] if cells[2] != "-" else "nothing")
        else:
            rows["is"].append(cells[1])
    rows["is"] = [" ".join(rows["is"])]
    return rows


def main():
    wrong = rows = sentences = 0
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            text, *expected = line.rstrip("\n").split("\t")
            rows += 1
            got = found(sys.argv[1], text.replace(" | ", "\n\n"))
            sentences += len(got["is"][0].split())
            want = {}
            for cell in expected:
                if cell != "-":
                    key, value = cell.split(": ", 1)
                    want.setdefault(key, []).extend([value] if value != "-" else [])
            for key in got:
                if key in want or key == "said":
                    if sorted(got[key]) != sorted(want.get(key, [])):
                        wrong += 1
                        print(f"{text}\n  {key}: expected {want.get(key, [])}\n  {key}: found    {got[key]}")
    print(f"{rows} texts of {sentences} sentences, {wrong} wrong")
    return 1 if wrong or sentences < int(sys.argv[3]) else 0


if __name__ == "__main__":
    sys.exit(main())
