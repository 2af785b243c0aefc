#!/usr/bin/env python3
"""Entente and the Python package coopgame-py on the same games, one after the other, one thread each: the nucleolus of
the random games of Benedek, Fliege and Nguyen (2021); prints times and their ratios.

    python3 bench/against_coopgame.py [--program PROGRAM] [PLAYERS...]

Run it with a Python that has coopgame-py installed (a virtual environment of your own: pip install coopgame-py); nothing
of it comes with Entente. PROGRAM is bench-nucleolus of a release build (bench/run nucleolus makes one). Neither time has
the making of the table in it; Entente's has the exact proof in it.

Both must find the same allocation: the largest difference is compared first.
"""
import argparse
import array
import os
import subprocess
import sys
import tempfile
import time

SEED = 461125


def entente(program, kind, players, table):
    done = subprocess.run([program, "--one", str(kind), str(players), str(SEED), table], capture_output=True, text=True,
                          check=True)
    numbers = [float(line) for line in done.stdout.split()]
    return numbers[0], numbers[1:]


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.path.join(here, "../build-bench/bench/bench-nucleolus"))
    parser.add_argument("players", nargs="*", type=int, default=[15, 18, 20])
    arguments = parser.parse_args()
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    try:
        import coopgame
    except ImportError:
        sys.exit("coopgame-py is not installed in this Python: pip install coopgame-py, in a virtual environment")
    wrong = False
    for players in arguments.players:
        for kind in (1, 2, 3, 4):
            with tempfile.NamedTemporaryFile() as table:
                seconds, ours = min((entente(arguments.program, kind, players, table.name) for _ in range(3)),
                                    key=lambda pair: pair[0])
                values = array.array("d", table.read())
            game = coopgame.Game(values.tolist()[1:])
            start = time.perf_counter()
            theirs = coopgame.nucleolus(game)["allocation"]
            other = time.perf_counter() - start
            off = max(abs(a - b) for a, b in zip(ours, theirs))
            wrong = wrong or off > 1e-6
            print(f"type {kind}, {players} players: {seconds:8.4f} s, coopgame-py {other:8.4f} s, "
                  f"{other / seconds:6.1f} times; allocations differ by {off:.1e}", flush=True)
    sys.exit(wrong)


main()
