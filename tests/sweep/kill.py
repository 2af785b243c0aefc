#!/usr/bin/env python3
"""Kills a sweep again and again, at any moment, and sees that it goes on and ends as if it had not been killed."""
import os
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])


def run(*words):
    done = subprocess.run([program, *words], capture_output=True, text=True, check=False, timeout=100)
    return done.returncode, done.stdout.strip()


def processor_time(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def killed(after, *words):
    """Kills the program when it has used so much processor time; False where it ended before."""
    with subprocess.Popen([program, *words], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            if processor_time(process.pid) >= after:
                process.kill()
                process.wait()
                return process.returncode == -9
            time.sleep(0.002)
    return False


def finished(path):
    if not os.path.exists(path):
        return 0
    with open(path, "rb") as file:
        for line in file.read(4096).split(b"\n"):
            if line.startswith(b"blocks "):
                return int(line.split()[1])
    raise SystemExit("a checkpoint without blocks")


with tempfile.TemporaryDirectory() as folder:
    straight, broken = os.path.join(folder, "straight"), os.path.join(folder, "broken")
    code, wanted = run(straight)
    assert code == 0, wanted
    kills, last = 0, 0
    for round_ in range(40):
        if not killed(0.05 + 0.013 * round_, broken):
            break
        kills += 1
        now = finished(broken)  # whole, whenever it was killed
        assert now >= last, (now, last)
        last = now
    assert kills >= 3 and last > 0, (kills, last)
    code, got = run(broken)
    assert (code, got) == (0, wanted), (code, got, wanted)
    with open(straight, "rb") as one, open(broken, "rb") as other:
        assert one.read() == other.read(), "the checkpoints differ"
    parts = [os.path.join(folder, f"part{i}") for i in range(3)]
    for i, part in enumerate(parts):
        code, got = run(part, f"{i + 1}/3")
        assert code == 0, got
    code, got = run("--merge", *parts)
    assert (code, got) == (0, wanted), (code, got, wanted)
    code, got = run("--merge", *parts[:2])
    assert code == 1 and got.startswith("E-SWEEP-0004"), got
print(f"killed {kills} times")
