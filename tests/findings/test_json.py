"""JSON and CSV of random findings against what was built: test_json.py FROM_SCRIPT RENDER_SAMPLE SCHEMA [RUNS]."""

import csv
import io
import json
import subprocess
import sys

import jsonschema
from script import (BASES, BLOCK_KINDS, CHART_KINDS, MARK_STYLES, SEVERITIES, Source, as_json, call, decoded, hexed,
                    value)


def add_values(source, lines, word):
    expected = {}
    for i in range(source.random.randint(0, 3)):
        item = source.item()
        lines.append(call(word, hexed(f"{word}-{i}"), value(item)))
        expected[f"{word}-{i}"] = as_json(item)
    return expected


def add_metrics(source, lines, expected):
    metrics, info = {}, {}
    for _ in range(source.random.randint(0, 40)):
        key = f"m.{source.random.randint(0, 60)}"  # some twice: the later stands
        item, basis, digits = source.item(), source.random.randint(0, 4), source.random.randint(-1, 12)
        label, unit = source.maybe(source.text), source.maybe(source.text)
        uses = [f"a.{i}" for i in range(source.random.randint(0, 3))]
        lines.append(call("metric", hexed(key), value(item, basis), hexed(label), hexed(unit), digits,
                          *map(hexed, uses)))
        if as_json(item) is None:
            continue
        metrics[key] = as_json(item)
        info[key] = {"label": decoded(label), "unit": decoded(unit) or "", "uses": uses}
        if digits >= 0:
            info[key]["digits"] = digits
        if basis:
            info[key]["basis"] = BASES[basis]
    expected |= {"metrics": metrics, "metrics_info": info}


def add_table(source, lines, name, most):
    r = source.random
    grows, title, about = r.random() < 0.5, source.text(), source.maybe(source.text)
    lines.append(call("table", hexed(name), int(grows), hexed(title), hexed(about)))
    columns, rows, bases = [], [], []
    for i in range(r.randint(1, 6)):
        kind = r.choice(["integer", "number", "text", "boolean", "date"])
        label, unit, digits = source.text(), source.maybe(source.text), r.randint(-1, 4)
        lines.append(call("column", hexed(f"c{i}"), hexed(label), hexed(kind), hexed(unit), digits))
        columns.append({"id": f"c{i}", "label": decoded(label), "type": kind, "unit": decoded(unit) or ""})
        if digits >= 0:
            columns[-1]["digits"] = digits
    total = r.randint(0, 12)
    for _ in range(total):
        items = [source.item() for _ in columns]
        basis = [r.choice([0, 0, 0, 1, 2, 3, 4]) for _ in columns]
        lines.append(call("row", *(value(i, b) for i, b in zip(items, basis))))
        rows.append([as_json(i) for i in items])
        bases.append([BASES[b] for b in basis])
    if grows:
        rows, bases = rows[:most], bases[:most]
    table = {"title": decoded(title), "columns": columns, "rows": rows, "total_rows": total}
    if about is not None:
        table["about"] = decoded(about)
    if any(b for row in bases for b in row):
        table["basis"] = bases
    return table


def add_chart(source, lines, name, table):
    r = source.random
    kind, panels = r.randrange(9), r.randrange(4)
    names = ["x", "y", "lo", "hi", "label", "series", "panel", "joined", "faint", "subtitle", "y_label"]
    texts = {n: source.maybe(source.text) for n in names}
    title = source.text()
    lines.append(call("chart", hexed(name), kind, panels, hexed(title), hexed(table), *(hexed(texts[n]) for n in names)))
    chart = {"id": name, "kind": CHART_KINDS[kind], "title": decoded(title), "table": table, "from_zero": False,
             "log_y": False, "marks": []}
    chart |= {n: decoded(t) for n, t in texts.items() if t is not None}
    if CHART_KINDS[kind] == "multiples":
        chart["multiple_of"] = CHART_KINDS[panels]
    for _ in range(r.randint(0, 3)):
        style, axis, at, to, label = r.randrange(5), r.choice("xyp"), r.random(), r.gauss(0, 1e6), source.maybe(source.text)
        lines.append(call("mark", style, axis, repr(at), repr(to), hexed(label), "-", hexed("above")))
        chart["marks"].append({"style": MARK_STYLES[style], "axis": axis, "from": at, "to": to, "toward": "above"})
        if label is not None:
            chart["marks"][-1]["label"] = decoded(label)
    return chart


def add_notes(source, lines):
    notes = []
    for _ in range(source.random.randint(0, 3)):
        severity, name, path, text = source.random.randrange(3), source.maybe(source.text), source.maybe(source.text), source.text()
        lines.append(call("note", severity, hexed(name), hexed(path), hexed(text)))
        notes.append({"severity": SEVERITIES[severity], "id": decoded(name), "path": decoded(path), "text": decoded(text)})
    return notes


def add_sections(source, lines):
    sections = []
    for i in range(source.random.randint(0, 2)):
        heading = source.text()
        lines.append(call("section", hexed(f"s{i}"), hexed(heading), i, 1 - i))
        sections.append({"id": f"s{i}", "heading": decoded(heading), "front": bool(i), "half": not i, "blocks": []})
        for kind in source.random.sample(range(7), 3):
            term, text = source.maybe(source.text), source.text()
            lines.append(call("block", kind, hexed(term), hexed(text)))
            block = {"kind": BLOCK_KINDS[kind], "text": decoded(text)}
            sections[-1]["blocks"].append(block | ({} if term is None else {"term": decoded(term)}))
    return sections


def add_findings(source, lines, word, depth):
    """Adds the script of random findings; returns what their JSON must say."""
    r = source.random
    lens, seed, rows = source.text(), r.choice([0, 7, 2**53, 2**53 + 1, 2**64 - 1]), r.randint(1, 10)
    lines.append(call(word, hexed(lens), seed, rows))
    title, handling, headline = source.maybe(source.text), source.maybe(source.text), source.maybe(source.text)
    lines.append(call("case", "-", hexed(title), hexed(handling), "-"))
    if headline is not None:
        lines.append(call("headline", hexed(headline)))
    expected = {"format": "entente-findings/1", "lens": decoded(lens), "case": None, "title": decoded(title),
                "handling": decoded(handling), "as_of": None, "headline": decoded(headline),
                "options": add_values(source, lines, "option"), "seed": seed if seed <= 2**53 else str(seed),
                "method": add_values(source, lines, "method"), "partial": False, "diagnostics": []}
    add_metrics(source, lines, expected)
    tables = {f"t{i}": add_table(source, lines, f"t{i}", rows) for i in range(r.randint(0, 3))}
    expected["tables"] = tables
    expected["charts"] = [add_chart(source, lines, f"ch{i}", "t0") for i in range(r.randint(0, 2))]
    actors = [(source.text(), source.text()) for _ in range(r.randint(0, 2))]
    lines.extend(call("actor", hexed(i), hexed(n)) for i, n in actors)
    expected["actors"] = [{"id": decoded(i), "name": decoded(n)} for i, n in actors]
    expected["notes"] = add_notes(source, lines)
    expected["sections"] = add_sections(source, lines)
    expected["parts"] = []
    while depth < 2 and r.random() < 0.3:
        expected["parts"].append(add_findings(source, lines, "part", depth + 1))
        lines.append("end")
    return expected


def without_release(found):
    found.pop("entente")
    for part in found["parts"]:
        without_release(part)
    return found


def strict(pairs):
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key twice among {keys}"
    return dict(pairs)


def refuse(constant):
    raise ValueError(constant)


def read_strictly(text):
    return json.loads(text, object_pairs_hook=strict, parse_constant=refuse)


def check_csv(program, lines, expected):
    def read(*words):
        return list(csv.reader(io.StringIO(run_bytes(program, lines, "csv", *words), newline=""), strict=True))

    rows = read()
    assert rows[0] == ["key", "value", "label", "unit"], rows[0]
    assert [r[0] for r in rows[1:]] == list(expected["metrics"])
    for row, (key, item) in zip(rows[1:], expected["metrics"].items()):
        info = expected["metrics_info"][key]
        assert row[2:] == [info["label"] or "", info["unit"]], (row, info)
        check_cell(row[1], item)
    for name, table in expected["tables"].items():
        rows = read(name)
        assert rows[0] == [c["id"] for c in table["columns"]]
        assert len(rows) == 1 + len(table["rows"]), (rows, table)
        for found, wanted in zip(rows[1:], table["rows"]):
            for text, item in zip(found, wanted):
                check_cell(text, item)


def run_bytes(program, lines, *words):
    """Without the translation of line ends that text mode does."""
    script = ("\n".join(lines) + "\n").encode()
    done = subprocess.run([program, *words], input=script, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def check_cell(text, item):
    if item is None:
        assert text == "", text
    elif isinstance(item, float):
        assert float(text) == item, (text, item)
    else:
        assert text == str(item), (text, item)


def main():
    program, sample, schema = sys.argv[1:4]
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 150
    validator = jsonschema.Draft202012Validator(json.load(open(schema)))
    validator.check_schema(validator.schema)
    for seed in range(runs):
        lines = []
        expected = add_findings(Source(seed), lines, "new", 0)
        text = run_bytes(program, lines, "json")
        found = read_strictly(text)
        validator.validate(found)
        assert list(found)[:3] == ["format", "entente", "lens"]
        difference = [k for k in expected if found.get(k) != expected[k]]
        assert without_release(found) == expected, (seed, [(found[k], expected[k]) for k in difference])
        assert text == run_bytes(program, lines, "json"), "twice the same bytes"
        check_csv(program, lines, expected)
    for what in ("lens", "brief"):
        text = subprocess.run([sample, what, "json"], capture_output=True, check=True, encoding="utf-8").stdout
        validator.validate(read_strictly(text))
    wrong = read_strictly(text) | {"seed": -1}
    assert list(validator.iter_errors(wrong)), "the schema must refuse something"
    print(f"{runs} random findings read back as they were built")


if __name__ == "__main__":
    main()
