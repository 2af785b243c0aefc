"""Draws of the lens bargain must value packages as the case itself does.

    bargain_draws.py ENTENTE

Random cases of bargain_oracle.py with one number given a range so narrow that it changes no choice: every draw must then
recommend what the case recommends, tables, interactions and attitudes to risk included. Cases in which a choice hangs on
less than that are told apart by the exact scores of the oracle and left out.
"""
import json
import os
import subprocess
import sys
import tempfile
from fractions import Fraction as F

import bargain_oracle as oracle


def decided(case):
    """Whether Nash has one best vector by a clear margin, and no party is at its no-deal value by a hair."""
    table = [i for i in case["issues"] if i["table"]]
    parties, ids = case["parties"], [i["id"] for i in table]
    outcomes = [dict(zip(ids, c)) for c in oracle.itertools.product(*[range(len(i["names"])) for i in table])]
    lines = [l for l in case["limits"] if l["issue"]["table"]]
    sums = [tuple(oracle.utility(case, table, p, o) for p in parties) for o in outcomes
            if all(l["holds"][o[l["issue"]["id"]]] for l in lines)]
    if not sums:
        return False
    d = [oracle.no_deal_value(case, table, p, min(u[k] for u in sums)) for k, p in enumerate(parties)]
    hair = F(1, 10**5)
    if any(p["no_deal"]["form"] in ("none", "floor", "outcome") for p in parties) or \
            any(abs(u[k] - d[k]) < hair for u in sums for k in range(len(d))):
        return False
    scores = []
    for u in sums:
        if all(x >= y for x, y in zip(u, d)):
            product = F(1)
            for p, x, y in zip(parties, u, d):
                product *= oracle.bend(p, x) - oracle.bend(p, y)
            scores.append(product)
    scores.sort()
    return len(scores) > 1 and scores[-1] - scores[-2] > hair


def main():
    entente, done, wrong = sys.argv[1], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "case.yaml")
        for seed in range(1, 4000):
            case = oracle.make_case(seed)
            if not (case["tables"] or any(p["risk"] for p in case["parties"])) or not decided(case):
                continue
            yaml = oracle.write_case(case)
            party = next((p for p in case["parties"] if p["no_deal"]["form"] == "utility"), None)
            if party is None:
                continue
            u = float(party["no_deal"]["utility"])
            old = f"  {party['id']}: {party['no_deal']['yaml']}"
            new = f"  {party['id']}: {{utility: {{value: {u}, low: {u - 1e-9}, high: {u + 1e-9}}}}}"
            assert old in yaml
            with open(path, "w", encoding="utf-8") as f:
                f.write(yaml.replace(old, new))
            ran = subprocess.run([entente, "bargain", path, "--json", "--draws", "20", "--recommend", "nash"],
                                 capture_output=True, text=True)
            metrics = json.loads(ran.stdout)["metrics"] if ran.returncode == 0 else {}
            done += 1
            if metrics.get("draws.agree") != 1:
                wrong += 1
                print(f"seed {seed}: draws.agree {metrics.get('draws.agree')}\n{yaml}{ran.stderr}")
            if wrong == 2:
                break
    print(f"{done} cases, {wrong} wrong")
    return 1 if wrong or done < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
