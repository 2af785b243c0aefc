#!/usr/bin/env python3
"""Who says what in the five reports: statements_reference.py STATEMENTS-PRINT [--list]

Prints and holds to THRESHOLDS: of the statements found, the share whose sentence and speaker the facts have as attributed
(a contested claim that an office announced is attributed too: strict leaves those out); of the attributed sentences, the
share found with their speaker; of all sentences with claims, the share whose certainty is one of those that the facts give
to the sentence, beside what "asserted" everywhere would reach. And the warnings: those that the merged report must raise, and
none of agreements, figures or merged subjects in the others.
"""
import csv
import os
import subprocess
import sys

THRESHOLDS = {"precision": 0.85, "recall": 0.8, "certainty": 0.7}
MUST = {("003", "warning.agreement-without-terms"), ("003", "warning.figure-of-another-subject")}
MAY = {("003", "warning.unsupported-link"), ("003", "warning.merged-subjects"), ("003", "warning.sequence-as-cause"),
       ("001", "warning.unnamed-single-source")}
NAMES = {"US Department of Defense": "Pentagon", "senior presidential official (Seoul)": "senior presidential official"}
LISTING = "--list" in sys.argv


def name(actor):
    return NAMES.get(actor, actor)


def facts(folder):
    """Attributed and contested speakers, and certainties, by (file, sentence)."""
    attributed, contested, certainties = {}, {}, {}
    with open(os.path.join(folder, "facts", "seeds_claims.csv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            place = (row["file"][:3], row["sentence"])
            speakers = {name(actor) for actor in row["actor"].split("; ")}
            if row["certainty"] == "attributed":
                attributed.setdefault(place, set()).update(speakers)
            if row["certainty"] == "contested":
                contested.setdefault(place, set()).update(speakers)
            if row["kind"] not in ("actor", "date", "figure", "metadata"):
                said = {"asserted", "attributed"} if row["certainty"] == "contested" else {row["certainty"]}
                certainties.setdefault(place, set()).update(said)
    return attributed, contested, certainties


def read(program, folder):
    published = {"000": "2024-03-21", "003": "2024-04-27"}
    statements, warnings, certainties = set(), set(), {}
    for file in sorted(os.listdir(folder)):
        if not file.endswith(".txt"):
            continue
        with open(os.path.join(folder, file), "rb") as text:
            out = subprocess.run([program, published.get(file[:3], "2025-06-07")], input=text.read(), capture_output=True,
                                 check=True).stdout.decode()
        for line in out.splitlines():
            kind, sentence, *cells = line.split("\t")
            place = (file[:3], sentence)
            if kind == "statement":
                statements.add((place, cells[0]))
            elif kind == "warning":
                warnings.add((file[:3], cells[0]))
                if LISTING:
                    print(*place, *cells)
            elif kind == "sentence":
                certainties[place] = cells[0]
    return statements, warnings, certainties


def among(actor, speakers):
    return any(actor == speaker or actor.startswith(speaker + " (") for speaker in speakers)


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    attributed, contested, wanted = facts(folder)
    statements, warnings, certainties = read(sys.argv[1], os.path.join(os.path.dirname(os.path.abspath(folder)), "seeds"))
    strict = sum(among(actor, attributed.get(place, ())) for place, actor in statements)
    right = sum(among(actor, attributed.get(place, set()) | contested.get(place, set())) for place, actor in statements)
    found = sum(any(place == other and among(actor, speakers) for other, actor in statements)
                for place, speakers in attributed.items())
    agree = sum(certainties[place] in said for place, said in wanted.items())
    if LISTING:
        for place, said in sorted(wanted.items()):
            if certainties[place] not in said:
                print(*place, certainties[place], "not", *sorted(said))
        print("statements that the facts do not have:",
              sorted(s for s in statements if not among(s[1], attributed.get(s[0], ()))))
    plain = sum("asserted" in said for said in wanted.values())
    scores = {"precision": right / max(1, len(statements)), "recall": found / len(attributed), "certainty": agree / len(wanted)}
    print(f"statements: {len(statements)}, {right} right, {strict} of them attributed in the strict sense; "
          f"{found} of {len(attributed)} attributed sentences found")
    print(f"certainty of sentences: {agree} of {len(wanted)}; asserted everywhere: {plain}")
    for key, score in scores.items():
        print(f"{key}: {score:.3f} (needed {THRESHOLDS[key]})")
    print(f"warnings: missing {sorted(MUST - warnings)}, unexpected {sorted(warnings - MUST - MAY)}")
    good = all(score >= THRESHOLDS[key] for key, score in scores.items())
    return 0 if good and MUST <= warnings and warnings <= MUST | MAY else 1


if __name__ == "__main__":
    sys.exit(main())
