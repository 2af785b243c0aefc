"""Continuous issues of the lens bargain against closed forms.

    bargain_continuous.py ENTENTE

Two parties split a pie. Without risk the Nash solution gives each its no-deal value and half of the rest (Nash 1950).
With constant absolute risk aversion r of the second, x (1 - e^(-r(1-x))) is largest where e^(r(1-x)) = 1 + r x. Several
pies at once: going from one party's best to the other's, each pie changes hands where the ratio of what it is worth to
them is best, so the frontier is a chain of segments, on each of which the product of gains is a parabola. What is found
must lie within a step, and its utilities within the tolerance that the findings state.
"""
import json
import math
import random
import subprocess
import sys
import tempfile


def bargain(entente, path, text, *extra):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    ran = subprocess.run([entente, "bargain", path, "--json", "--draws", "0", *extra], capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"exit {ran.returncode}: {ran.stdout}{ran.stderr}\n{text}")
    return json.loads(ran.stdout)


def pie(prefs_a="", prefs_b="", parties="", d=(0, 0), low=0, high=1, more=""):
    return f"""entente: 1
id: pie
title: Pie
parties: {{a: {{name: A}}, b: {{name: B{parties}}}}}
issues: {{share: {{options: {{from: {low}, to: {high}}}}}}}
preferences:
  a: {{share: {{weight: 1, best: {high}, worst: {low}{prefs_a}}}}}
  b: {{share: {{weight: 1, best: {low}, worst: {high}{prefs_b}}}}}
no_deal: {{a: {{utility: {d[0]}}}, b: {{utility: {d[1]}}}}}
{more}"""


def root(f, low, high):
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if f(middle) > 0 else (low, middle)
    return low


def chain(worth_a, worth_b, d):
    """The largest product of gains over the frontier of several pies: all to the first, then one after another over."""
    u, v, best = sum(worth_a), 0.0, -1.0
    for a, b in sorted(zip(worth_a, worth_b), key=lambda w: w[0] / w[1]):
        # on the segment (u - a t, v + b t): the vertex of the parabola, kept within it and above no deal
        t = min(1.0, max(0.0, ((u - d[0]) * b - (v - d[1]) * a) / (2 * a * b)))
        if u - a * t >= d[0] and v + b * t >= d[1]:
            best = max(best, (u - a * t - d[0]) * (v + b * t - d[1]))
        u, v = u - a, v + b
    return best


def main():
    entente, problems = sys.argv[1], []
    folder = tempfile.TemporaryDirectory()
    path = folder.name + "/case.yaml"

    def near(what, have, want, within):
        if have is None or abs(have - want) > within + 1e-12:
            problems.append(f"{what}: {have}, should be {want} within {within}")

    for low, high, n in ((0, 1, 1000), (900, 3000, 1000), (-2, 5, 300), (0, "1/3", 100)):
        size = 1 / 3 if high == "1/3" else high - low
        for d in ((0, 0), (0.2, 0.1), (0.05, 0.6)):
            m = bargain(entente, path, pie(d=d, low=low, high=high), "--grid", str(n))["metrics"]
            share = (1 + d[0] - d[1]) / 2
            near(f"pie {low}..{high} {d}", m["nash.outcome.share"], low + size * share, 2.5 * size / n)
            near(f"utility {low}..{high} {d}", m["nash.utility.a"], share, m["grid.tolerance.a"])
            near(f"utility {low}..{high} {d}", m["nash.utility.b"], 1 - share, m["grid.tolerance.b"])
    for r in (0.5, 2, 5, -1.5):
        x = root(lambda x, r=r: (math.exp(r * (1 - x)) - 1 - r * x) * (1 if r > 0 else -1), 0, 1)
        for text in (pie(prefs_b=f", risk: {r}"), pie(parties=f", risk: {r}")):
            m = bargain(entente, path, text)["metrics"]
            near(f"risk {r}", m["nash.outcome.share"], x, 0.0005)
            near(f"risk {r} utility", m["nash.utility.a"], x, m["grid.tolerance.a"])
            near(f"risk {r} utility", m["nash.utility.b"], math.expm1(-r * (1 - x)) / math.expm1(-r), m["grid.tolerance.b"])
            # half a step of 1/1000 at the steepest slope r / (1 - e^-r), at 1 - x = 0 for r > 0 and 1 for r < 0
            near(f"risk {r} tolerance", m["grid.tolerance.b"], 0.0005 * abs(r) / -math.expm1(-abs(r)), 1e-9)
    for seed in range(30):
        r = random.Random(seed)
        k = r.randint(2, 4)
        a, b = [r.randint(1, 9) for _ in range(k)], [r.randint(1, 9) for _ in range(k)]
        d = (r.randint(0, 5) / 20, r.randint(0, 5) / 20)
        rows = [f"  {p}: {{" + ", ".join(f"i{j}: {{weight: {w}, best: {x}, worst: {1 - x}}}" for j, w in enumerate(ws)) + "}"
                for p, x, ws in (("a", 1, a), ("b", 0, b))]
        text = "\n".join(["entente: 1", "id: pies", "title: Pies", "parties: {a: {name: A}, b: {name: B}}",
                          "issues: {" + ", ".join(f"i{j}: {{options: {{from: 0, to: 1}}}}" for j in range(k)) + "}",
                          "preferences:", *rows, f"no_deal: {{a: {{utility: {d[0]}}}, b: {{utility: {d[1]}}}}}", ""])
        m = bargain(entente, path, text, "--grid", "100")["metrics"]
        best = chain([w / sum(a) for w in a], [w / sum(b) for w in b], d)
        found = m["nash.gain.a"] * m["nash.gain.b"]
        # the best outcome has one on the grid within the tolerance for each, so its product is at most so much less
        slack = m["grid.tolerance.a"] + m["grid.tolerance.b"]
        if not best - slack <= found <= best + 1e-12:
            problems.append(f"pies {seed}: product {found}, at best {best}, slack {slack}")
    # red lines and packages between the steps; two red lines within one step
    m = bargain(entente, path, pie(more="limits: [{party: b, issue: share, at_most: 0.33335}]\n"),
                "--package", "share=0.33333")["metrics"]
    near("red line", m["zone.share.to"], 0.333, 0)
    near("package", m["package.utility.a"], 0.33333, 0)
    near("tolerance beside a red line", m["grid.tolerance.a"], 0.001, 0)
    crossing = bargain(entente, path, pie(more="limits: [{party: b, issue: share, at_most: 0.33335}]\n"),
                       "--package", "share=0.33336")["metrics"]
    near("crosses", crossing["package.accepted.b"], 0, 0)
    tight = bargain(entente, path, pie(more="limits: [{party: b, issue: share, at_most: 0.33335}, "
                                            "{party: a, issue: share, at_least: 0.33325}]\n"))
    if "grid.tolerance.a" in tight["metrics"] or "within one step" not in tight["method"]["continuous"]:
        problems.append("two red lines within a step: no tolerance can be stated")
    print("\n".join(problems) or "continuous issues: as the closed forms say")
    folder.cleanup()
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
