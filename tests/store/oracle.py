#!/usr/bin/env python3
"""The store seen from outside: ids made again with hashlib, scores with the formula of BM25, views with another
program's SQLite, an export that goes round."""
import hashlib
import json
import math
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

tool = os.path.abspath(sys.argv[1])


def run(*words, given=None, code=0):
    done = subprocess.run([tool, *words], input=given, capture_output=True, check=False)
    assert done.returncode == code, (words, done.returncode, done.stderr)
    return done.stdout if code == 0 else done.stderr.decode()


def field(text):
    return b"-;" if text is None else str(len(text.encode())).encode() + b":" + text.encode() + b";"


def document_id(line):
    digest = hashlib.sha256(line["text"].encode()).hexdigest()
    assert digest == line["hash"]
    fields = [line.get("publisher"), line.get("date"), line.get("address"), digest]
    return hashlib.sha256(b"entente-document/1;" + b"".join(map(field, fields))).hexdigest()


def claim_id(document, claim):
    written = b"entente-claim/1;" + field(document) + field(claim["kind"])
    written += f"{claim['start']};{claim['end']};{1 if claim.get('negated') else 0};".encode()
    # Values of the made documents are whole: their shortest decimal has no point.
    written += field(claim["bound"]) + field(str(int(claim["value"])))
    keys = ["unit", "text", "actor", "target", "issue", "modality", "source", "chain", "certainty", "rule", "date", "until"]
    return hashlib.sha256(written + b"".join(field(claim.get(key)) for key in keys)).hexdigest()[:32]


def check_ids(lines):
    for line in lines:
        assert line["id"] == document_id(line), line["id"]
        for claim in line["claims"]:
            assert claim["id"] == claim_id(line["id"], claim), claim
    assert [line["id"] for line in lines] == sorted(line["id"] for line in lines)


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def check_scores(path, lines):
    """BM25 with k1 1.2, b 0.75 and titles four times; words that stemming leaves alone or that only occur so."""
    lengths = [len(words(line["title"])) + len(words(line["text"])) for line in lines]
    average = sum(lengths) / len(lines)
    # "alliance" occurs in no other form, so counting the whole word is counting its stem.
    for word in ("deadline", "alliance", "troops"):
        counts = [(4 * words(line["title"]).count(word) + words(line["text"]).count(word)) for line in lines]
        having = sum(count > 0 for count in counts)
        idf = max(math.log((len(lines) - having + 0.5) / (having + 0.5)), 1e-6)
        expected = {}
        for line, count, length in zip(lines, counts, lengths):
            if count > 0:
                expected[line["id"]] = idf * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length / average))
        got = [row.split() for row in run("search", path, word).decode().splitlines()]
        assert {row[0] for row in got} == set(expected), word
        for identity, score in got:
            assert math.isclose(float(score), expected[identity], rel_tol=1e-9), (word, score, expected[identity])
        scores = [float(score) for _, score in got]
        assert scores == sorted(scores, reverse=True)


def check_views(path, lines):
    with sqlite3.connect(path) as db:
        by_id = {line["id"]: line for line in lines}
        rows = db.execute("SELECT id, publisher, date, sentences, claims FROM v_documents").fetchall()
        assert {row[0] for row in rows} == set(by_id)
        for identity, publisher, date, sentences, claims in rows:
            line = by_id[identity]
            assert (publisher, date) == (line["publisher"], line["date"])
            assert (sentences, claims) == (len(line["sentences"]), len(line["claims"]))
        for identity, number, text in db.execute("SELECT document, number, text FROM v_sentences"):
            start, end = by_id[identity]["sentences"][number - 1]
            assert text == by_id[identity]["text"].encode()[start:end].decode()
        figures = [(claim["id"], line, claim) for line in lines for claim in line["claims"]]
        wanted = set()
        for i, first, a in figures:
            for j, second, b in figures:
                if i < j and first["id"] != second["id"] and first["date"][:4] == second["date"][:4] \
                        and a["value"] != b["value"]:
                    wanted.add((i, j))
        got = set(db.execute("SELECT first_claim, second_claim FROM v_conflicts").fetchall())
        assert got == wanted and wanted, (len(got), len(wanted))


def main():
    with tempfile.TemporaryDirectory() as folder:
        one, other = os.path.join(folder, "one.db"), os.path.join(folder, "other.db")
        run("add", one, "0", "40", "9")
        exported = run("export", one)
        lines = [json.loads(line) for line in exported.decode().splitlines()]
        assert len(lines) == 40
        check_ids(lines)
        check_scores(one, lines)
        check_views(one, lines)
        claim, second = lines[3]["claims"][0]["id"], lines[4]["claims"][0]["id"]
        for state, day in (("accepted", "2024-05-01"), ("rejected", "2024-05-03"), ("accepted", "2024-05-02")):
            run("decide", one, claim, state, "analyst", day)
        run("decide", one, second, "irrelevant", "analyst", "2024-05-01")
        run("set-report", one, lines[5]["id"], lines[6]["id"])
        exported = run("export", one)
        # Round and into a store that has some of it, in another order.
        run("import", other, given=exported)
        assert run("export", other) == exported
        third = os.path.join(folder, "third.db")
        run("add", third, "20", "20")
        run("import", third, given=b"".join(reversed(exported.splitlines(keepends=True))))
        assert run("export", third) == exported
        run("import", third, given=exported)
        assert run("export", third) == exported
        with sqlite3.connect(third) as db:
            # The last by day decides, in whatever order they were made.
            row = "SELECT state, decided_on, credibility FROM v_claims WHERE id = ?"
            assert db.execute(row, (claim,)).fetchone() == ("rejected", "2024-05-03", 2)
            assert db.execute(row, (second,)).fetchone() == ("irrelevant", "2024-05-01", 2)
        # A line that was edited is left out and named, the others come in.
        edited = exported.decode().splitlines()
        edited[7] = edited[7].replace("The ", "A   ", 1)
        fresh = os.path.join(folder, "fresh.db")
        said = run("import", fresh, given="\n".join(edited).encode(), code=1)
        assert "standard input:8: E-STORE-0009" in said and said.count("E-STORE") == 1, said
        assert run("export", fresh).decode().splitlines() == exported.decode().splitlines()[:7] + \
            exported.decode().splitlines()[8:]
    print("ids, scores, views and exports agree")


main()
