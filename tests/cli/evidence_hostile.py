#!/usr/bin/env python3
"""`entente evidence add` killed at any moment, two at once, and what a hostile folder may hold: no half document, clear
errors, the store intact, memory bounded.

  evidence_hostile.py PROGRAM"""
import json
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

program = os.path.abspath(sys.argv[1])
KILLS = 40
WORDS = "alliance contribution troops budget talks minister treaty payment round draft offered deadline".split()


def run(folder, *words, code=0, given=None, env=None):
    done = subprocess.run([program, "evidence", *words], cwd=folder, input=given, capture_output=True, check=False,
                          env=env, timeout=600)
    assert done.returncode == code, (words, done.returncode, done.stdout[-500:], done.stderr[-2000:])
    return done.stdout.decode(), done.stderr.decode()


def report(number):
    """The text of a number, always the same; no two share five words in a row by design."""
    chance = random.Random(number)
    sentences = [f"Report {number} says in part {i} that the {chance.choice(WORDS)} of {chance.choice(WORDS)} costs "
                 f"${chance.randrange(1, 999)} million, number {number * 100 + i}." for i in range(chance.randrange(3, 40))]
    return f"Publisher: paper-{number % 5}\nDate: 2024-0{1 + number % 9}-11\n\n" + " ".join(sentences) + "\n"


def write_reports(folder, first, count):
    os.makedirs(folder)
    for number in range(first, first + count):
        with open(os.path.join(folder, f"{number:05}.txt"), "w", encoding="utf-8") as file:
            file.write(report(number))


def whole(path):
    """Every document has sentences to its end and claims in them, can be found, and has the hash of its text."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute(
            "SELECT d.bytes, length(CAST(d.text AS BLOB)), count(s.number), max(s.end_byte),"
            " (SELECT count(*) FROM claims c WHERE c.document = d.number),"
            " (SELECT count(*) FROM bands b WHERE b.document = d.number) FROM documents d"
            " LEFT JOIN sentences s ON s.document = d.number GROUP BY d.number").fetchall()
        for size, text, sentences, last, claims, bands in rows:
            assert size == text and sentences >= 3 and last == size and claims >= sentences and bands == 32, \
                (size, text, sentences, last, claims, bands)
        found = db.execute("SELECT count(*) FROM search WHERE search MATCH 'report'").fetchone()[0]
        assert found == len(rows), (found, len(rows))
        return len(rows)


def killed(top):
    """Killed after a random time, again and again on one store, which only grows, and in the end has everything."""
    documents, chance, before, partly = 600, random.Random(7), 0, 0
    write_reports(os.path.join(top, "reports"), 0, documents)
    path = os.path.join(top, "killed.db")
    start = time.monotonic()
    subprocess.run([program, "evidence", "add", "reports", "--store", "whole.db", "--quiet"], cwd=top, check=True,
                   stdout=subprocess.DEVNULL)
    took = time.monotonic() - start
    for _ in range(KILLS):
        # A fresh store every other time: its making is a moment to be killed in, too.
        if before == documents or chance.random() < 0.3:
            for end in ("", "-wal", "-shm"):
                if os.path.exists(path + end):
                    os.remove(path + end)
            before = 0
        writer = subprocess.Popen([program, "evidence", "add", "reports", "--store", path, "--quiet"], cwd=top,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, took))
        writer.kill()
        writer.wait()
        if not os.path.exists(path) or os.path.getsize(path) == 0:
            continue
        with sqlite3.connect(path) as db:
            made = db.execute("PRAGMA user_version").fetchone()[0] > 0
        there = whole(path) if made else 0
        assert there >= before, (there, before)
        partly += before < there < documents
        before = there
    assert partly > 0, "no writer was killed at work"
    run(top, "add", "reports", "--store", path)
    assert whole(path) == documents
    one, other = (run(top, "export", "--store", name)[0] for name in ("whole.db", path))
    assert one == other, "a store that was filled in pieces differs from one that was filled at once"
    return partly


def interrupted(top):
    """Ctrl-C ends it at once; what came in is in, and told as partial."""
    stopped = 0
    for tries in range(12):
        path = os.path.join(top, f"stopped{tries}.db")
        writer = subprocess.Popen([program, "evidence", "add", "reports", "--store", path, "--json"], cwd=top,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not os.path.exists(path) or os.path.getsize(path) == 0:
            time.sleep(0.001)
        time.sleep(0.02 * tries)
        writer.send_signal(signal.SIGINT)
        out, errors = writer.communicate(timeout=120)
        assert writer.returncode in (0, 130), (writer.returncode, errors)
        found = json.loads(out)
        if writer.returncode == 0:
            continue
        stopped += 1
        assert b"interrupted" in errors, errors
        if found["format"] == "entente-findings/1":
            assert found["partial"] is True
            assert whole(path) == found["metrics"]["added"]
    assert stopped > 0, "it was never stopped before its end"


def two_at_once(top):
    write_reports(os.path.join(top, "left"), 1000, 150)
    write_reports(os.path.join(top, "right"), 1100, 150)  # 50 of them are in both
    writers = [subprocess.Popen([program, "evidence", "add", name, "--store", "both.db", "--quiet"], cwd=top,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for name in ("left", "right")]
    for writer in writers:
        assert writer.wait(timeout=300) == 0, writer.stderr.read()
        writer.stderr.close()
    assert whole(os.path.join(top, "both.db")) == 250


def hostile(top):
    folder = os.path.join(top, "hostile")
    write_reports(folder, 2000, 5)

    def put(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    entities = b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10) for i in range(1, 12))
    put("bomb.xml", b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">' + entities +
        b']><rss version="2.0"><channel><item><title>T</title><description>&a11;</description></item></channel></rss>')
    put("bomb.html", b"<!DOCTYPE html [" + entities + b"]><html><body><p>" + b"<div>" * 100000 + b"&a11; Report one.")
    put("bytes.txt", b"Report 1 says it cost \xff\xfe\x80 $5 million. Seoul agreed on \xed\xa0\x80 $6. It ended for $7.")
    put("lines.jsonl", b'{"text": "Report 7 costs $7 million. It is $8. Or $9."}\n{"text": \n[1]\n{"title": "no text"}\n')
    put("nothing.txt", b"")
    put("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    put("scan.pdf", b"%PDF-1.4 nothing")
    put("actors.txt", b"".join(b"President %d Nam%d met. " % (i, i) for i in range(600000)))
    with open(os.path.join(folder, "huge.txt"), "wb") as file:
        file.truncate(1 << 30)
    os.symlink(".", os.path.join(folder, "loop"))
    os.symlink("nowhere", os.path.join(folder, "dangling.txt"))
    out, errors = run(top, "add", "hostile", "--store", "hostile.db", "--json", code=1)
    found = json.loads(out)
    said = {(os.path.basename(one["file"] or ""), one["id"]) for one in found["diagnostics"]}
    wanted = {("bomb.xml", "E-TEXT-0009"), ("bytes.txt", "W-TEXT-0101"), ("lines.jsonl", "E-TEXT-0006"),
              ("lines.jsonl", "E-TEXT-0007"), ("nothing.txt", "E-TEXT-0008"), ("scan.pdf", "E-CLI-0008"),
              ("huge.txt", "E-BASE-0002")}
    assert wanted <= said, (wanted - said, errors)
    assert found["metrics"]["skipped"] == 1, found["metrics"]
    there = {os.path.basename(row[1]) for row in found["tables"]["documents"]["rows"]}
    assert {f"{2000 + i:05}.txt" for i in range(5)} | {"bytes.txt", "lines.jsonl"} <= there, there
    with sqlite3.connect(os.path.join(top, "hostile.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM documents").fetchone()[0] == len(found["tables"]["documents"]["rows"])
    # What comes after a hostile folder still works.
    run(top, "search", "report", "--store", "hostile.db")
    run(top, "export", "--store", "hostile.db", "-o", "hostile.jsonl")
    run(top, "import", "hostile.jsonl", "--store", "again.db")


def by_another_program(top):
    """A PDF through a program that hangs, that writes without end, that fails, that works."""
    tools = os.path.join(top, "tools")
    os.makedirs(tools)
    env = {**os.environ, "PATH": tools + os.pathsep + os.environ["PATH"]}
    with open(os.path.join(top, "a.pdf"), "wb") as file:
        file.write(b"%PDF-1.4\nthe words of a page")
    rows = [("cat >/dev/null; yes x", "64 MB"), ("exit 3", "cannot read the PDF"), ("cat >/dev/null", "no text in it"),
            ("kill -9 $$", "cannot read the PDF")]
    for script, message in rows:
        tool(tools, script)
        _, errors = run(top, "add", "a.pdf", "--store", "pdf.db", code=1, env=env)
        assert "E-CLI-0008" in errors and message in errors, errors
    tool(tools, "sed -e 1d")
    run(top, "add", "a.pdf", "--store", "pdf.db", env=env)
    out, _ = run(top, "search", "words page", "--store", "pdf.db", "--csv", "--table", "documents")
    assert "the [words] of a [page]" in out, out


def tool(folder, script):
    path = os.path.join(folder, "pdftotext")
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/sh\n" + script + "\n")
    os.chmod(path, 0o755)


def main():
    with tempfile.TemporaryDirectory() as top:
        partly = killed(top)
        interrupted(top)
        two_at_once(top)
        by_another_program(top)
        hostile(top)
    # KB: what one document of 16 MB takes with half a million claims, and no more for a larger folder.
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open(program, "rb") as file:
        sanitized = b"__asan_init" in file.read()
    assert sanitized or largest < 1 << 20, f"{largest} KB"
    print(f"{partly} of {KILLS} writers were killed with documents half way; all whole; at most {largest >> 10} MB")


main()
