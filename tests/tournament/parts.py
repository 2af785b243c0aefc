#!/usr/bin/env python3
"""A tournament on any number of threads, interrupted, killed, in parts and merged: always the same bytes.

    parts.py ENTENTE TALKS
"""
import os
import signal
import subprocess
import sys
import tempfile
import time

ENTENTE, TALKS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LINE = ["tournament", TALKS, "two-islands", "--strategies", "boulware,linear,conceder,random-walker", "--repeat", "12000",
        "--rounds", "60"]


def run(*words, code=0):
    done = subprocess.run([ENTENTE, *words], capture_output=True, text=True, check=False, timeout=200)
    if done.returncode != code:
        sys.exit(f"{words}: exit {done.returncode}, not {code}\n{done.stderr}")
    return done


def processor_time(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def stop(number, after, *words):
    """Sends a signal once the program has computed for a while; its output, or None where it ended before."""
    with subprocess.Popen([ENTENTE, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        while process.poll() is None and processor_time(process.pid) < after:
            time.sleep(0.002)
        sent = process.poll() is None
        if sent:
            process.send_signal(number)
        out = process.communicate(timeout=200)[0]
        return out if sent and process.returncode in (130, -9) else None


def same(got, want, what):
    if got != want:
        sys.exit(f"{what}: the findings differ")


with tempfile.TemporaryDirectory() as folder:
    def at(name):
        return os.path.join(folder, name)

    wanted = run(*LINE, "--json", "--threads", "1").stdout
    for threads in ("2", "3"):
        same(run(*LINE, "--json", "--threads", threads).stdout, wanted, f"{threads} threads")
    partial = kills = 0
    for i in range(1, 9):
        out = stop(signal.SIGINT if i % 2 else signal.SIGKILL, 0.1 + 0.04 * i, *LINE, "--json", "--checkpoint", at("one"))
        if out is None:
            break
        kills += 1
        partial += '"partial": true' in out
    if kills < 2 or partial < 1:
        sys.exit(f"{kills} stops, {partial} partial results: the tournament is too short for this test")
    same(run(*LINE, "--json", "--checkpoint", at("one")).stdout, wanted, "interrupted")
    same(run(*LINE, "--json", "--checkpoint", at("one")).stdout, wanted, "read from its checkpoint")
    names = [at(f"part {i}") for i in range(1, 4)]
    for i, name in enumerate(names, 1):
        out = run(*LINE, "--json", "--shard", f"{i}/3", "--checkpoint", name, "--threads", str(i)).stdout
        if '"partial": true' not in out:
            sys.exit("a part does not say that it is one")
    same(run("merge", *names, "--json").stdout, wanted, "merged")
    same(run("merge", *reversed(names), "--json").stdout, wanted, "merged in another order")
    run("merge", *names, "-o", at("page.html"))
    table = run("merge", *names, "--table", "ranking").stdout
    same(table, run(*LINE, "--table", "ranking", "--checkpoint", at("one")).stdout, "a merged table")
    out = run("merge", names[0], names[2], code=1)
    if "E-SWEEP-0004" not in out.stderr:
        sys.exit(out.stderr)
    out = run(*LINE[:-1], "61", "--checkpoint", at("one"), code=1)
    if "E-SWEEP-0002" not in out.stderr:
        sys.exit(out.stderr)
print("always the same bytes")
