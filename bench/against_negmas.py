#!/usr/bin/env python3
"""Entente and NegMAS on the same domains, one after the other, one thread each; prints times and their ratios.

    python3 bench/against_negmas.py [--entente PROGRAM] [--sessions] [FOLDER...]

Run it with a Python that has NegMAS installed (a virtual environment of your own: pip install negmas); nothing of NegMAS
comes with Entente. A FOLDER holds domain.xml and profile1.xml, profile2.xml, ...; without one, two domains are made
(bench/make_domain.py): 576 and 390,625 outcomes. Entente's times are those of the whole command, from its start to its
end, reading the case and writing JSON included; NegMAS' are measured inside Python, without starting it.

Both must find the same numbers: the sizes of the frontiers and the utilities of Nash are compared first.
"""
import argparse
import glob
import json
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import make_domain

ROUNDS = 100
STRATEGIES = {"boulware": "BoulwareTBNegotiator", "conceder": "ConcederTBNegotiator"}


def entente(program, *arguments):
    """Seconds, peak memory in words (GNU time measures it, where it is there) and the findings of one command."""
    timer = shutil.which("time")
    with tempfile.NamedTemporaryFile("r") as note:
        before = [timer, "-f", "%M", "-o", note.name] if timer else []
        start = time.perf_counter()
        done = subprocess.run([*before, program, *arguments], stdout=subprocess.PIPE, check=False)
        seconds = time.perf_counter() - start
        memory = f"{int(note.read()) / 1024:.0f} MB" if timer else "memory not measured"
    if done.returncode != 0:
        sys.exit(f"{program} {' '.join(arguments)} ended with exit code {done.returncode}")
    return seconds, memory, json.loads(done.stdout) if done.stdout else None


def best_of(times, measure):
    """The quickest of several measurements: (seconds, ...) tuples."""
    return min((measure() for _ in range(times)), key=lambda row: row[0])


def load(paths):
    from negmas import Scenario
    return Scenario.from_genius_files(paths[0], paths[1:], ignore_discount=True)


def close(a, b):
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)


def compare_statistics(program, case, paths):
    seconds, memory, findings = best_of(5, lambda: entente(program, "bargain", case, "--json", "--draws", "0",
                                                           "--threads", "1", "--rows", "1000000"))
    scenario = load(paths)
    start = time.perf_counter()
    stats = scenario.calc_stats()
    theirs = time.perf_counter() - start
    metrics, parties = findings["metrics"], [os.path.basename(p)[:-4] for p in paths[1:]]
    ours_nash = [metrics[f"nash.utility.{party}"] for party in parties]
    their_nash = [float(u) for u in stats.nash_utils[0]]
    if not all(close(a, b) for a, b in zip(ours_nash, their_nash)):
        sys.exit(f"Nash differs: {ours_nash} and {their_nash}")
    points = len({tuple(round(float(u), 9) for u in point) for point in stats.pareto_utils})
    if metrics["pareto.size"] != points:
        sys.exit(f"frontiers differ: {metrics['pareto.size']} and {points} points")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  frontier of {points} points and all statistics: Entente {seconds:.4f} s, {memory}; NegMAS {theirs:.2f} s, "
          f"{peak:.0f} MB; {theirs / seconds:,.0f} times faster")


def their_sessions(scenario, most_seconds):
    """Sessions a second of NegMAS; the utility functions are normalised once, before."""
    from negmas import SAOMechanism
    from negmas import sao
    scenario.normalize()
    kinds = [getattr(sao, name) for name in STRATEGIES.values()]
    done, start, rounds = 0, time.perf_counter(), None
    while done == 0 or time.perf_counter() - start < most_seconds:
        session = SAOMechanism(outcome_space=scenario.outcome_space, n_steps=ROUNDS)
        for kind, ufun in zip(kinds, scenario.ufuns):
            session.add(kind(), ufun=ufun)
        state = session.run()
        rounds = state.step
        done += 1
    return done / (time.perf_counter() - start), rounds


def compare_sessions(program, case, paths, outcomes):
    """The time of many sessions less that of one: what is prepared once per domain is left out on our side."""
    parties = [os.path.basename(p)[:-4] for p in paths[1:]]
    seats = [word for party, strategy in zip(parties, STRATEGIES) for word in ("--strategy", f"{party}={strategy}")]
    common = ["negotiate", case, *seats, "--rounds", str(ROUNDS), "--json", "--threads", "1"]
    many = 200000 if outcomes < 10000 else 20000
    once = best_of(3, lambda: entente(program, *common))
    repeated = best_of(3, lambda: entente(program, *common, "--repeat", str(many)))
    ours = (many - 1) / max(1e-9, repeated[0] - once[0])
    theirs, rounds = their_sessions(load(paths), 20)
    print(f"  sessions of up to {ROUNDS} rounds (agreement in round {once[2]['metrics'].get('agreement.round')}; theirs ended after "
          f"{rounds} steps): Entente {ours:,.0f} a second ({once[0]:.3f} s to prepare the domain, {repeated[1]}); NegMAS "
          f"{theirs:,.3f} a second; {ours / theirs:,.0f} times faster")


def compare(program, folder, paths, sessions):
    with tempfile.TemporaryDirectory() as work:
        case = os.path.join(work, "case.yaml")
        importing, _, _ = entente(program, "import", "genius", "--utility", "raw", *paths, "-o", case, "--quiet")
        _, _, findings = entente(program, "bargain", case, "--json", "--draws", "0")
        outcomes = findings["metrics"]["space.outcomes"]
        print(f"{folder}: {outcomes:,} outcomes, {len(paths) - 1} profiles (imported in {importing:.3f} s)")
        compare_statistics(program, case, paths)
        if sessions and len(paths) == 3:
            compare_sessions(program, case, paths, outcomes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entente", default="build-bench/entente", help="the program (default: build-bench/entente)")
    parser.add_argument("--sessions", action="store_true", help="also sessions of two strategies (some minutes)")
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    wanted = parser.parse_args()
    try:
        import negmas
    except ImportError:
        sys.exit("NegMAS is not installed for this Python: pip install negmas in a virtual environment of your own")
    print(f"NegMAS {negmas.__version__}; {subprocess.check_output([wanted.entente, '--version'], text=True).splitlines()[0]}")
    for folder in wanted.folders:
        paths = [os.path.join(folder, "domain.xml")] + sorted(glob.glob(os.path.join(folder, "profile*.xml")))
        compare(wanted.entente, os.path.basename(os.path.normpath(folder)), paths, wanted.sessions)
    with tempfile.TemporaryDirectory() as work:
        for issues, options in ((2, 24), (8, 5)) if not wanted.folders else ():
            paths = make_domain.make(os.path.join(work, f"{issues}"), issues=issues, options=options)
            compare(wanted.entente, f"{issues} issues of {options} options", paths, wanted.sessions)


if __name__ == "__main__":
    main()
