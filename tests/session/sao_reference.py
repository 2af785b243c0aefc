"""The lens negotiate against sessions that another program ran, offer by offer where every offer follows from the rules.

    sao_reference.py ENTENTE

The folder is named by ENTENTE_REFERENCE; without it the test is skipped (exit 77). Rows of sao_runs.csv with
tied_offers = 0 must give the same agreement in the same round with the same utilities; where nothing is drawn at random
the traces must be the same offers.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import yaml

STRATEGIES = {"BoulwareTBNegotiator": "boulware", "ConcederTBNegotiator": "conceder", "LinearTBNegotiator": "linear",
              "MiCRONegotiator": "micro", "AspirationNegotiator": "aspiration",
              "NiceTitForTatNegotiator": "nice-tit-for-tat", "NaiveTitForTatNegotiator": "tit-for-tat"}
SILENT = {"micro", "nice-tit-for-tat", "tit-for-tat"}  # the first repeats earlier offers at random, the others are ends only
ALSO = {"43", "44", "45"}  # ties were not recorded; the ends follow all the same
LEAST_ROWS = 20


def run(entente, case, row):
    command = [entente, "negotiate", case, "--json", "--rounds", row["n_steps"], "--rows", "100000"]
    for party, column in (("profile1", "strategy_a"), ("profile2", "strategy_b")):
        command += ["--strategy", f"{party}={STRATEGIES[row[column]]}", "--reservation", f"{party}={row['reserved_both']}"]
    if row["ufun_scale"] == "raw":
        command.append("--as-written")
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(ran.stdout + ran.stderr)
    return json.loads(ran.stdout)


def read_issues(path):
    """Ids of the issues with their options as the domain writes them."""
    with open(path, encoding="utf-8") as f:
        return [(key, issue["options"]) for key, issue in yaml.load(f, Loader=yaml.BaseLoader)["issues"].items()]


def package(issues, cells):
    """The outcome as the runs write it; an issue of numbers is told as a number."""
    texts = []
    for key, options in issues:
        cell = cells(key)
        texts.append(cell if isinstance(cell, str) else next(o for o in options if float(o) == cell))
    return "|".join(texts)


def compare_end(row, metrics, issues):
    reached = row["result"] == "agreement"
    if metrics["agreement.reached"] != reached:
        yield f"reached {metrics['agreement.reached']}, should be {reached}"
        return
    if not reached:
        return
    if metrics["agreement.round"] != int(row["agreement_round_0based"]):
        yield f"round {metrics['agreement.round']}, should be {row['agreement_round_0based']}"
    mine = package(issues, lambda key: metrics[f"agreement.outcome.{key}"])
    if mine != row["agreement"]:
        yield f"agreement {mine}, should be {row['agreement']}"
    for party, column in (("profile1", "u_a"), ("profile2", "u_b")):
        if abs(metrics[f"agreement.utility.{party}"] - float(row[column])) > 1e-9 * max(1, float(row[column])):
            yield f"utility of {party} {metrics[f'agreement.utility.{party}']}, should be {row[column]}"
    if metrics["agreement.proposer"] != {"a": "profile1", "b": "profile2"}[row["proposer_of_agreement"]]:
        yield f"proposer {metrics['agreement.proposer']}, should be {row['proposer_of_agreement']}"
    if metrics["agreement.offers"] != int(row["n_offers"]):
        yield f"{metrics['agreement.offers']} offers, should be {row['n_offers']}"


def compare_trace(path, table, issues):
    columns = [c["id"] for c in table["columns"]]
    with open(path, newline="", encoding="utf-8") as f:
        wanted = [(int(r["round"]), r["proposer"], r["outcome"]) for r in csv.DictReader(f)]
    mine = []
    for cells in table["rows"]:
        cell = dict(zip(columns, cells))
        mine.append((cell["round"], {"profile1": "a", "profile2": "b"}[cell["by"]], package(issues, cell.get)))
    for a, b in zip(mine, wanted):
        if a != b:
            yield f"offer {a}, should be {b}"
            return
    if len(mine) != len(wanted):
        yield f"{len(mine)} offers in the trace, should be {len(wanted)}"


def main():
    entente, reference = sys.argv[1], os.environ.get("ENTENTE_REFERENCE")
    if not reference:
        print("skipped: ENTENTE_REFERENCE is not set")
        return 77
    folder = os.path.join(reference, "bargain")
    done = traces = wrong = 0
    with open(os.path.join(folder, "sao_runs.csv"), newline="", encoding="utf-8") as f, \
            tempfile.TemporaryDirectory() as scratch:
        for row in csv.DictReader(f):
            if row["tied_offers"] != "0" and row["run"] not in ALSO:
                continue
            files = [os.path.join(folder, "domains", row["domain"], name + ".xml")
                     for name in ("domain", "profile1", "profile2")]
            case = os.path.join(scratch, "case.yaml")
            subprocess.run([entente, "import", "genius", *files, "--utility", "raw", "-o", case, "--quiet"], check=True)
            issues = read_issues(case)
            findings = run(entente, case, row)
            problems = list(compare_end(row, findings["metrics"], issues))
            if not SILENT & {STRATEGIES[row["strategy_a"]], STRATEGIES[row["strategy_b"]]}:
                trace = os.path.join(folder, "sao_traces", f"{int(row['run']):02}.csv")
                problems += compare_trace(trace, findings["tables"]["trace"], issues)
                traces += 1
            done += 1
            wrong += bool(problems)
            for problem in problems:
                print(f"run {row['run']} {row['domain']} {row['strategy_a']} {row['strategy_b']}: {problem[:600]}")
    print(f"{done} sessions, {traces} of them offer by offer, {wrong} wrong")
    return 1 if wrong or done < LEAST_ROWS else 0


if __name__ == "__main__":
    sys.exit(main())
