#!/usr/bin/env python3
"""Writers that are killed at any moment, several at once: no half document, nothing lost that was said to be in."""
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

tool = os.path.abspath(sys.argv[1])
KILLS, WRITERS, EACH = 60, 2, 100000


def start(path, first, batch):
    return subprocess.Popen([tool, "add", path, str(first), str(EACH), *batch], stdout=subprocess.PIPE, text=True)


def whole(path, said):
    """Every document has its sentences and a claim on each, and can be found; `said` are all there."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        halves = db.execute(
            "SELECT count(*) FROM (SELECT d.bytes AS bytes, count(s.number) AS n, max(s.end_byte) AS last,"
            " (SELECT count(*) FROM claims c WHERE c.document = d.number) AS claims FROM documents d"
            " LEFT JOIN sentences s ON s.document = d.number GROUP BY d.number) WHERE n <> claims OR n = 0"
            " OR last <> bytes").fetchone()[0]
        assert halves == 0, f"{halves} half documents"
        there = {int(title.split()[1]) for (title,) in db.execute("SELECT title FROM documents")}
        found = db.execute("SELECT count(*) FROM search WHERE search MATCH 'report'").fetchone()[0]
        assert found == len(there), (found, len(there))
    assert said <= there, f"lost: {sorted(said - there)[:5]}"
    return there


def main():
    chance = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        path, said, killed_at_work = os.path.join(folder, "evidence.db"), set(), 0
        for round_ in range(KILLS // WRITERS):
            batch = [] if round_ % 2 == 0 else [str(chance.choice([3, 20]))]
            writers = [start(path, (round_ * WRITERS + i) * EACH, batch) for i in range(WRITERS)]
            # A writer is killed when it has said so many lines; what it does at that moment is up to the machine.
            for writer, lines in zip(writers, [chance.randrange(0, 25) for _ in writers]):
                for _ in range(lines):
                    said.add(int(writer.stdout.readline()))
                killed_at_work += writer.poll() is None
                writer.kill()
            for writer in writers:
                said.update(int(line) for line in writer.stdout.read().split("\n")[:-1])
                writer.wait()
                assert writer.returncode == -9, writer.returncode
                writer.stdout.close()
            if os.path.exists(path) and os.path.getsize(path) > 0 and said:
                whole(path, said)
        assert killed_at_work == KILLS, killed_at_work
        # Two that live: both get all of theirs in.
        live = [subprocess.Popen([tool, "add", path, str(10**9 + i * 1000), "150"],
                                 stdout=subprocess.DEVNULL) for i in range(2)]
        assert [writer.wait(timeout=120) for writer in live] == [0, 0]
        said |= {10**9 + i * 1000 + n for i in range(2) for n in range(150)}
        there = whole(path, said)
        done = subprocess.run([tool, "check", path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    print(f"killed {KILLS} writers at work; {len(there)} documents, all whole")


main()
