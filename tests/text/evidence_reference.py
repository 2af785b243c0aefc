#!/usr/bin/env python3
"""The five reports through the command, against the facts that people took from them: evidence_reference.py ENTENTE [--list]

Sentences: all of them, exactly. Figures that are written as a number or number word and explicit dates: all, with value and unit,
none invented. Actors, per sentence, three times:
  written   what the sentence names or refers to in words (a table of names in this file, made from the facts' own names)
  facts     all actors and targets that the facts give for the sentence, also those that no word of it mentions
  report    the actors of each report as a whole, of those that the facts list as actors
"""
import csv
import json
import os
import re
import subprocess
import sys
from collections import defaultdict

LEAST = {"written": 0.90, "facts": 0.80, "report recall": 0.85}
LISTING = "--list" in sys.argv
PUBLISHED = {"003": "2024-04-27", "001": "2024-04-24", "002": "2025-06-07", "004": "2025-04-02"}  # 000 tells it itself

# What the facts call an actor, and the words that name it. The facts have one actor under several names.
NAMES = {
    "South Korea": r"South Korea|Republic of Korea|\bROK\b|Seoul",
    "United States": r"United States|\bUS\b|U\.S\.|Washington|American",
    "North Korea": r"North Korea", "Japan": r"Japan", "China": r"China", "Russia": r"Russia", "Ukraine": r"Ukrain",
    "Australia": r"Australia", "Canada": r"Canada", "New Zealand": r"New Zealand", "USFK": r"USFK|US Forces Korea",
    "NATO": r"\bNATO\b", "NATO members": r"NATO (members|nations)", "European Union": r"\bEU\b",
    "Pentagon": r"Pentagon|U\.S\. Department of Defense", "Raytheon": r"Raytheon|\bRTX\b",
    "UN Security Council": r"UN Security Council", "Cho Tae-yul": r"\bCho\b", "Lee Jae-myung": r"\bLee\b(?! Jong)",
    "Lee Jong-sup": r"Lee Jong-sup", "Donald Trump": r"Trump", "Yoon Suk Yeol": r"Yoon", "Pete Hegseth": r"Hegseth",
    "Mark Rutte": r"Rutte", "Marco Rubio": r"Rubio", "Takeshi Iwaya": r"Iwaya",
    "senior presidential official (Seoul)": r"senior presidential official", "United States allies": r"U\.S\. allies",
    "Nimrah Khatoon": r"Nimrah Khatoon", "international community": r"international community",
    "foreign ministry (South Korea)": r"the foreign ministry",
    "Indo-Pacific nations": r"Indo-Pacific nations", "allies and Indo-Pacific partners": r"allies and Indo-Pacific partners",
}
SAME = {"US Department of Defense": "Pentagon", "some US allies": "United States allies", "Lee administration": "Lee Jae-myung"}
# What refers to actors: the facts must then have them for this sentence, or they are not counted as written in it.
REFERS = r"\b([Bb]oth|[Tt]he two|[Tt]hree|[Tt]he three) (nations|countries|allies|sides)|[Bb]ilateral|^They|[Tt]he alliance|" \
         r"[Tt]heir (long-standing )?alliance"
LEADERS = r"\b([Bb]oth|[Tt]he two|[Tt]he) leaders"
UNWRITTEN = {("003", "states")}  # counted from a list by whoever made the facts
UNITS = {"million USD": ("money", 1e6, "USD"), "percent of GDP": ("percent", 1, "percent of GDP"), "troops": ("count", 1, "troops"),
         "variants": ("count", 1, "variants"), "ordinal": ("ordinal", 1, None), "years": ("ordinal", 1, None)}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def extract(program, path, name):
    options = ["--published", PUBLISHED[name]] if name in PUBLISHED else []
    out = subprocess.run([program, "evidence", "extract", path, "--json"] + options, capture_output=True, check=True)
    tables = json.loads(out.stdout)["tables"]
    return {table: [dict(zip((c["id"] for c in tables[table]["columns"]), row)) for row in tables[table]["rows"]] for table in tables}


def gold_actors(facts):
    gold = defaultdict(set)
    for row in facts:
        for actor in (row["actor"] + ";" + row["target"]).split(";"):
            if actor.strip():
                gold[row["file"][:3], int(re.match(r"\d+", row["sentence"]).group())].add(SAME.get(actor.strip(), actor.strip()))
    return gold


def written(sentence, actor, gold):
    """Whether a word of the sentence stands for the actor: its name, or one that refers to what the facts have here."""
    if actor in NAMES and re.search(NAMES[actor], sentence):
        return True
    person = actor in ("Donald Trump", "Lee Jae-myung")
    return actor in gold and re.search(LEADERS if person else REFERS, sentence) is not None


def f1(right, extra, missed):
    return 2 * right / max(1, 2 * right + extra + missed)


def score_actors(found, sentences, facts):
    gold, counts = gold_actors(facts), {"written": [0, 0, 0], "facts": [0, 0, 0]}
    for (name, number), text in sentences.items():
        got, want = found[name, number], gold[name, number]
        here = {actor for actor in got | want | set(NAMES) if written(text, actor, want)}
        # "the talks" and the like refer too: right where the facts have the actor here, else wrong
        for what, right, extra, missed in (("written", got & (here | want), got - here - want, here - got),
                                           ("facts", got & want, got - want, want - got)):
            counts[what] = [a + len(b) for a, b in zip(counts[what], (right, extra, missed))]
            if LISTING and (extra or missed):
                print(f"{what} {name}:{number}: extra {sorted(extra)}, missed {sorted(missed)}")
    scores = {}
    for what, (right, extra, missed) in counts.items():
        scores[what] = f1(right, extra, missed)
        print(f"actors, {what}: precision {right / (right + extra):.3f}, recall {right / (right + missed):.3f}, "
              f"F1 {scores[what]:.3f} ({right} right, {extra} extra, {missed} missed; needed {LEAST[what]})")
    listed = {(row["file"][:3], SAME.get(row["actor"], row["actor"])) for row in facts if row["kind"] == "actor"}
    reports = {(name, actor) for (name, _), actors in found.items() for actor in actors}
    scores["report recall"] = len(listed & reports) / len(listed)
    print(f"actors, report: {len(listed & reports)} of {len(listed)} listed ones found (needed {LEAST['report recall']}); "
          f"missed {sorted(listed - reports)}")
    return all(scores[what] >= LEAST[what] for what in LEAST)


def gold_figures(facts):
    figures, dates = set(), set()
    for row in facts:
        name, value = row["file"][:3], row["value"].lstrip(">")
        if row["kind"] in ("figure", "forum") and re.fullmatch(r"[\d.]+", value) and (name, row["unit"]) not in UNWRITTEN:
            kind, factor, unit = UNITS[row["unit"]]
            bound = "more than" if row["value"].startswith(">") else "exactly"
            figures.add((name, int(row["sentence"]), kind, float(value) * factor, unit, bound))
        if row["kind"] in ("date", "forum") and re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]):
            dates.add((name, int(row["sentence"]), row["date"]))
        early = re.fullmatch(r"(\d{4}-\d\d) \(early\)", row["date"])
        if early:
            dates.add((name, int(row["sentence"]), early.group(1)))
    return figures, dates


def main():
    folder = os.environ.get("ENTENTE_REFERENCE")
    if not folder:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    seeds = os.path.join(os.path.dirname(os.path.abspath(folder)), "seeds")
    facts = read(os.path.join(folder, "facts", "seeds_claims.csv"))
    wanted = [(row["file"], row["sentence_no"], row["text"]) for row in read(os.path.join(seeds, "sentences.csv"))]
    sentences, actors, split, figures, dates = {}, defaultdict(set), [], set(), set()
    for file in sorted(name for name in os.listdir(seeds) if name.endswith(".txt")):
        name, path = file[:3], os.path.join(seeds, file)
        with open(path, "rb") as text:
            data = text.read()
        tables = extract(sys.argv[1], path, name)
        for row in tables["sentences"]:
            sentences[name, row["number"]] = row["text"]
            split.append((file, str(row["number"]), data[row["start"]:row["end"]].decode()))
        for row in tables["claims"]:
            if row["kind"] == "actor":
                actors[name, row["sentence"]].add(row["actor"])
            elif row["kind"] in ("money", "percent", "count", "change", "ordinal"):
                unit = row["unit"] if row["kind"] != "ordinal" else None
                figures.add((name, row["sentence"], row["kind"], row["value"], unit, row["bound"]))
            elif row["kind"] == "date" and row["date"] and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", row["date"]):
                dates.add((name, row["sentence"], row["date"]))
    right = [a for a, b in zip(split, wanted) if a == b]
    print(f"sentences: {len(right)} of {len(wanted)} exactly right, {len(split)} made")
    want_figures, want_dates = gold_figures(facts)
    for what, got, want in (("figures", figures, want_figures), ("dates", dates, want_dates)):
        print(f"{what}: {len(got & want)} of {len(want)}; missed {sorted(want - got, key=str)}, invented {sorted(got - want, key=str)}")
    good = score_actors(actors, sentences, facts)
    whole = len(want_figures) >= 6 and len(want_dates) >= 4 and split == wanted
    return 0 if good and whole and figures == want_figures and dates == want_dates else 1


if __name__ == "__main__":
    sys.exit(main())
