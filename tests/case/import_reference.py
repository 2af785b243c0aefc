#!/usr/bin/env python3
"""Importing and exporting on the reference data: files that others refuse, GeniusWeb, and the way there and back.

    import_reference.py ENTENTE

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77). What JSON says is read here a second
time, independently. (The domains of GENIUS themselves: tests/lens/bargain_reference.py.)
"""
import glob
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction as F

import yaml

BAD = {  # folder -> files, exit, what is said (with * for the folder)
    "other-Railway": (["domain.xml", "profile1.xml", "profile2.xml"], 1, [
        "*/profile1.xml:2: error[E-IMPORT-0012]: a utility space of type 'constraint' is not read",
        "  hint: what is read are additive utilities (evaluations and weights) and hyper-rectangles",
        "*/profile2.xml:2: error[E-IMPORT-0012]: a utility space of type 'constraint' is not read",
        "  hint: what is read are additive utilities (evaluations and weights) and hyper-rectangles",
        "2 errors"]),
    "y2012-Fitness-A": (["domain.xml", "profile1.xml", "profile2.xml"], 0, [
        "*/profile1.xml:47: note[N-IMPORT-0201]: the weight of index 1 (2 places in 2 files): not taken over; it is that of "
        "the objective itself, which has no other beside it",
        "1 note"]),
    "y2013-SmartPhone-latin1": (["SmartPhone.xml", "SmartPhone_util1.xml", "SmartPhone_util2.xml"], 0, [
        "*/SmartPhone.xml:45: warning[W-IMPORT-0102]: a bare & stands here; it is read as &amp;",
        "*/SmartPhone_util1.xml:44: warning[W-IMPORT-0102]: a bare & stands here; it is read as &amp;",
        "*/SmartPhone_util2.xml:44: warning[W-IMPORT-0102]: a bare & stands here; it is read as &amp;",
        "3 warnings"]),
}


def run(*words):
    return subprocess.run(words, capture_output=True, text=True)


def load(path):
    with open(path, encoding="utf-8") as f:
        return yaml.load(f, Loader=yaml.BaseLoader)


def bad_files(entente, folder, scratch):
    for name, (files, code, said) in BAD.items():
        place = os.path.join(folder, "domains_bad", name)
        path = os.path.join(scratch, "case.yaml")
        ran = run(entente, "import", "genius", *[os.path.join(place, f) for f in files], "-o", path)
        if ran.returncode != code or ran.stderr.splitlines() != [line.replace("*", place) for line in said]:
            yield f"{name}: exit {ran.returncode}, said\n{ran.stderr}"
        if code == 0:
            checked = run(entente, "check", path)
            if checked.returncode or checked.stderr:
                yield f"{name}: {checked.stderr}"
    phone = load(path)
    if phone["issues"]["carrier"]["options"][1] != "AT & T Mobility":
        yield f"SmartPhone: {phone['issues']['carrier']['options']}"


def web(entente, folder, scratch):
    for place in sorted(glob.glob(os.path.join(folder, "domains_geniusweb", "*"))):
        files = sorted(glob.glob(os.path.join(place, "*.json")), key=lambda f: (len(f), f))
        path = os.path.join(scratch, "case.yaml")
        ran = run(entente, "import", "geniusweb", *files, "-o", path)
        if ran.returncode or ran.stderr:
            yield f"{place}: {ran.stderr}"
            continue
        case = load(path)
        with open(files[0], encoding="utf-8") as f:
            domain = json.load(f, parse_float=F, parse_int=F)
        issues = [(v["name"], v["options"]) for v in case["issues"].values()]
        if issues != [(k, v["values"]) for k, v in domain["issuesValues"].items()]:
            yield f"{place}: issues {issues}"
        ids = dict(zip(domain["issuesValues"], case["issues"]))
        for file, party in zip(files[1:], case["parties"]):
            with open(file, encoding="utf-8") as f:
                space = json.load(f, parse_float=F, parse_int=F)["LinearAdditiveUtilitySpace"]
            for name, key in ids.items():
                mine = case["preferences"][party][key]
                values = space["issueUtilities"][name]["discreteutils"]["valueUtilities"]
                if F(mine["weight"]) != space["issueWeights"][name] or \
                        {k: F(v) for k, v in mine["values"].items()} != values:
                    yield f"{place} {party} {name}: {mine}"
                if case["no_deal"][party]["outcome"][key] != space["reservationBid"]["issuevalues"][name]:
                    yield f"{place} {party} {name}: no deal"
        lens = run(entente, "bargain", path, "--json", "--draws", "0")
        if lens.returncode:
            yield f"{place}: {lens.stderr}"


def utilities(case):
    """Per party and issue name: what each option adds to its utility, exactly, and the rest of the party."""
    out = {}
    for party, wants in case["preferences"].items():
        rows = {k: v for k, v in wants.items() if k in case["issues"]}
        total = sum(F(r["weight"]) for r in rows.values()) if wants.get("scale") != "as-written" else F(1)
        for key, row in rows.items():
            issue = case["issues"][key]
            options = issue["options"]
            if isinstance(options, dict):
                options = [str(x) for x in range(int(options["from"]), int(options["to"]) + 1, int(options.get("step", 1)))]
            if "values" in row:
                values = {o: F(v) for o, v in row["values"].items()}
            else:
                best, worst = F(row["best"]), F(row["worst"])
                values = {o: min(max((F(o) - worst) / (best - worst), F(0)), F(1)) for o in options}
            out[party, issue["name"]] = [(o, F(row["weight"]) / total * values[o]) for o in options]
        out[party] = (F(case["no_deal"][party]["utility"]), case["parties"][party].get("discount"))
    return out


def metrics(entente, path):
    ran = run(entente, "bargain", path, "--json", "--draws", "0")
    return json.loads(ran.stdout)["metrics"] if ran.returncode == 0 else ran.stderr


def and_back(entente, folder, scratch, mode):
    """Imported, exported, imported: the same utilities, and the same figures of the lens. In mode raw, values have to be
    decimals, which they are there."""
    for place in sorted(glob.glob(os.path.join(folder, "domains", "*"))):
        files = [os.path.join(place, "domain.xml")] + sorted(glob.glob(os.path.join(place, "profile*.xml")))
        name, first, again = os.path.basename(place), os.path.join(scratch, "a.yaml"), os.path.join(scratch, "b.yaml")
        out = os.path.join(scratch, mode, name)
        os.makedirs(os.path.dirname(out), exist_ok=True)
        steps = [run(entente, "import", "genius", *files, "--utility", mode, "-o", first, "-q"),
                 run(entente, "export", "genius", first, "--utility", mode, "-o", out, "-q")]
        steps.append(run(entente, "import", "genius", os.path.join(out, "domain.xml"),
                         *[os.path.join(out, os.path.basename(f)) for f in files[1:]], "--utility", mode, "-o", again, "-q"))
        if any(s.returncode for s in steps):
            yield f"{name} {mode}: {[s.stderr for s in steps]}"
        elif utilities(load(first)) != utilities(load(again)):
            yield f"{name} {mode}: other utilities"
        elif metrics(entente, first) != metrics(entente, again):
            yield f"{name} {mode}: other figures"


def main():
    entente, reference = sys.argv[1], os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    folder = os.path.join(reference, "bargain")
    with tempfile.TemporaryDirectory() as scratch:
        faults = list(bad_files(entente, folder, scratch)) + list(web(entente, folder, scratch))
        for mode in ("genius", "raw"):
            faults += list(and_back(entente, folder, scratch, mode))
    for fault in faults:
        print(fault[:800])
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
