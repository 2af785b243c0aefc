"""Text for the terminal: test_text.py FROM_SCRIPT RENDER_SAMPLE GOLDEN_FOLDER [--update].

Goldens that were looked at, and properties over random findings: no line is longer than the width, none ends in a
space, no control character gets through, colour changes nothing but colour, nothing is left out.
"""

import re
import subprocess
import sys
from pathlib import Path

from script import CHART_KINDS, Source, call, hexed, line_width, run, value
from test_json import add_findings

SGR = re.compile(r"\x1b\[[0-9;]*m")
GOLDENS = [("brief", 60), ("brief", 80, "boxes"), ("brief", 120, "boxes"), ("lens", 80, "both")]


def sample(program, what, width, style=""):
    done = subprocess.run([program, what, "text", str(width), style], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def check_goldens(program, folder, update):
    for golden in GOLDENS:
        text = sample(program, *golden)
        path = folder / ("-".join(map(str, golden)) + ".txt")
        if update:
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{path} differs; look at it, then --update"
        check_lines(text, golden[1], golden)


def check_lines(text, width, what):
    plain = SGR.sub("", text)
    assert plain == "" or plain.endswith("\n") and not plain.endswith("\n\n"), what
    assert not plain.startswith("\n") and "\n\n\n" not in plain, what
    for line in plain.split("\n"):
        assert line_width(line) <= width, (what, line_width(line), line)
        assert not line.endswith(" "), (what, line)
        odd = [c for c in line if ord(c) < 32 or 0x7f <= ord(c) < 0xa0 or c in "\u2028\u2029"]
        assert not odd, (what, line)


def chart_script(source, kind):
    """A chart of a kind over a random table; some columns are not named, some cells are missing."""
    r = source.random
    lines = [call("new", hexed("lens"), 0, 200), call("actor", hexed("us"), hexed("United States")),
             call("actor", hexed("kr"), hexed("한국")), call("table", hexed("t"), 0, hexed("T"), "-")]
    x_type = r.choice(["number", "integer", "date", "text"])
    types = {"x": x_type, "y": "number", "lo": "number", "hi": "number", "label": "text", "series": "text",
             "panel": "text"}
    for name, kind_of in types.items():
        title = "year" if name == "x" and x_type == "integer" else name
        lines.append(call("column", hexed(title), hexed(title), hexed(kind_of), hexed(r.choice(["", "%"])), r.randint(-1, 3)))
    scale = 10.0 ** r.randint(-8, 12)
    series = [r.choice(["us", "kr", "other", source.text(4)]) for _ in range(r.randint(1, 4))]
    for i in range(r.choice([0, 1, 2, 7, 60])):
        y = r.choice([None, r.gauss(0, scale), r.random() * scale, 0.0, scale])
        around = abs(y or 0) * r.random()
        x = {"number": r.gauss(0, 1), "integer": 2000 + i, "date": f"20{r.randint(10, 30)}-0{r.randint(1, 9)}",
             "text": source.text(2)}[x_type]
        row = [x, y, None if y is None else y - around, None if y is None else y + around,
               r.choice([None, source.text(5)]), r.choice(series + [None]), r.choice(["one", "two", "us"])]
        lines.append(call("row", *(value(item, r.choice([0, 0, 1, 2, 3, 4])) for item in row)))
    named = [hexed("year" if n == "x" and x_type == "integer" else n) if r.random() < 0.9 else "-" for n in types]
    lines.append(call("chart", hexed("c"), kind, r.randrange(5), hexed(source.text()), hexed("t"), *named,
                      hexed(r.choice(series)), hexed(r.choice(series)), hexed(source.text()), hexed("y")))
    for _ in range(r.randint(0, 4)):
        lines.append(call("mark", r.randrange(5), r.choice("xyp"), repr(r.gauss(0, scale)), repr(r.gauss(0, scale)),
                          hexed(source.text(3)), hexed(r.choice(series)), hexed("above")))
    return lines


def check_random(program, runs):
    for seed in range(runs):
        source, lines = Source(seed), []
        if seed % 2:
            lines = chart_script(source, seed // 2 % 9)
        else:
            add_findings(source, lines, "new", 0)
        width = source.random.choice([10, 40, 47, 60, 80, 100, 133])
        look = source.random.choice([["boxes"], []])
        text = run(program, lines, "text", width, *look)
        check_lines(text, max(width, 40), (seed, width, look))
        coloured = run(program, lines, "text", width, "colour", *look)
        stacked = any(line.startswith("chart") and CHART_KINDS[int(line.split("\t")[2])] in ("stacked", "multiples")
                      for line in lines)
        assert stacked or SGR.sub("", coloured) == text, (seed, "colour changes more than colour")
        for part in coloured.split("\n"):
            assert part.count("\x1b[") % 2 == 0, (seed, part, "an ink that is not taken back at the line's end")


def check_nothing_is_left_out(program, runs):
    """A column of texts, and paragraphs, have all their letters, whatever the width."""
    for seed in range(runs):
        source = Source(seed)
        texts = [source.text(30, odd=False, wrong=False).replace("*", "") or "-" for _ in range(3)]
        lines = [call("new", hexed("lens"), 0, 200), call("table", hexed("t"), 0, hexed("t"), "-"),
                 call("column", hexed("c"), hexed("c"), hexed("text"), "-", -1)]
        lines += [call("row", value(text)) for text in texts]
        lines += [call("note", 0, "-", "-", hexed(text)) for text in texts]
        for width in (40, 55, 90):
            found = "".join(run(program, lines, "text", width).split())
            for text in texts:
                letters = "".join(text.split())
                assert found.count(letters) >= 2, (seed, width, letters, found)


def check_beneath(program):
    """Prose that would be squeezed stands beneath its row, under a header of its own; where there is room it does not."""
    prose = [f"sentence {row} " + "of many words " * 12 + "." for row in range(5)]
    lines = [call("new", hexed("lens"), 0, 200), call("table", hexed("t"), 0, hexed("T"), "-")]
    lines += [call("column", hexed(name), hexed(name), hexed("text"), "-", -1) for name in ("Who", "What", "Said", "When")]
    lines += [call("row", value("somebody"), value(f"number {row}"), value(text), value(f"on day {row} of the year"))
              for row, text in enumerate(prose)]
    shown = run(program, lines, "text", 60).split("\n")
    header = next(i for i, line in enumerate(shown) if line.split() == ["Who", "What", "When"])
    assert shown[header + 1] == "      Said" and set(shown[header + 2].strip()) == {"-"}, shown
    for row, text in enumerate(prose):
        at = next(i for i, line in enumerate(shown) if f"number {row}" in line)
        end = next(i for i in range(at, len(shown)) if shown[i] == "" or i == len(shown) - 1)
        assert " ".join(" ".join(shown[at + 1:end]).split()) == text.strip(), (row, shown)
    assert any(line.split() == ["Who", "What", "Said", "When"] for line in run(program, lines, "text", 240).split("\n"))


def check_cut(program):
    lines = [call("new", hexed("lens"), 0, 2), call("table", hexed("t"), 1, hexed("Packages"), "-"),
             call("column", hexed("n"), hexed("Rank"), hexed("integer"), "-", 0)]
    lines += [call("row", value(i)) for i in range(1204)]
    text = run(program, lines, "text", 60)
    assert "first 2 of 1,204 rows (--rows N for more)" in text, text


def check_numbers(program):
    """Digits, separators and years, in one row each."""
    cases = [("amount", "KRW", 0, 13463.5, "13,464"), ("year", "", 0, 2024, "2024"), ("first_year", "KRW", 0, 2024, "2,024"),
             ("u", "", -1, 0.614159, "0.614"), ("u", "", -1, 1390.25, "1,390"), ("u", "", 2, -0.001, "0.00"),
             ("u", "", -1, 1e-9, "1.00e-09"), ("u", "", -1, 12.5, "12.5"), ("n", "", -1, 1234567, "1,234,567"),
             ("n", "", 0, -1000, "-1,000"), ("b", "", 0, True, "yes"), ("e", "", 0, None, "-"), ("u", "", -1, 2.0, "2")]
    for name, unit, digits, item, expected in cases:
        lines = [call("new", hexed("lens"), 0, 200), call("table", hexed("t"), 0, hexed("T"), "-"),
                 call("column", hexed(name), hexed("c"), hexed("number"), hexed(unit), digits), call("row", value(item))]
        text = run(program, lines, "text", 60).split("\n")
        assert text[-2].strip() == expected, (name, item, text)


def check_triangle(program):
    """A point at each corner and one in the middle, with the letters where they belong."""
    lines = [call("new", hexed("lens"), 0, 200), call("actor", hexed("us"), hexed("United States")),
             call("table", hexed("t"), 0, hexed("T"), "-")]
    for name, label in (("us", "US"), ("kr", "Korea"), ("jp", "Japan")):
        lines.append(call("column", hexed(name), hexed(label), hexed("number"), "-", 0))
    lines += [call("column", hexed(name), hexed(name), hexed("text"), "-", -1) for name in ("rule", "set")]
    for row in ([30, 0, 0, "all", "rules"], [0, 30, 0, "left", "rules"], [0, 0, 30, "right", "rules"],
                [10, 10, 10, "equal", "rules"], [10, 10, 10, "again", "rules"]):
        lines.append(call("row", *(value(item) for item in row)))
    lines.append(call("chart", hexed("c"), CHART_KINDS.index("ternary"), 0, hexed("Split"), hexed("t"), hexed("us"),
                      hexed("kr"), hexed("jp"), "-", hexed("rule"), hexed("set"), "-", hexed("core"), "-", "-", "-"))
    text = run(program, lines, "text", 60)
    drawn = text.split("\n")
    top = next(i for i, line in enumerate(drawn) if line.endswith("United States") and len(line) - len(line.lstrip()) > 15)
    assert drawn[top + 1].strip() == "a", text
    bottom = next(i for i, line in enumerate(drawn) if "Korea" in line and "Japan" in line)
    base = drawn[bottom - 1].strip()
    assert base[0] == "b" and base[-1] == "c" and set(base[1:-1]) == {"."}, text
    middle = next(i for i, line in enumerate(drawn) if "d" in line and i > top)
    assert abs((middle - top - 1) - (bottom - top - 2) * 2 / 3) <= 1, text  # a third of the way up
    at, left = drawn[middle].index("d"), drawn[bottom - 1].index("b")
    assert abs(at - left - len(base) // 2) <= 1, text
    for line in ("d equal: 10 | 10 | 10", "d again: 10 | 10 | 10", "a all: 30 | 0 | 0"):
        assert any(" ".join(found.split()) == line for found in drawn), (line, text)


def check_problems(program):
    def problem(severity, name, line, column, length, message, hint=None, text=None, path=None, file="talks.yaml"):
        return call("problem", severity, hexed(name), hexed(file), line, column, length, hexed(path), hexed(message),
                    hexed(hint), hexed(text))

    lines = [problem(2, "E-CASE-0112", 14, 13, 2, "weight must not be negative, is -2", "weights are zero or more",
                     "    weight: -2 # too low"),
             problem(1, "W-CASE-0007", 3, 5, 4, "wide \x1b[31m letters", None, "방위비 분담금: 4"),
             problem(2, "E-CASE-0001", 2, 2, 1, "a tab", None, "\tkey:\t1"),
             problem(2, "E-CASE-0002", 9, 8, 1, "something is missing", None, "parties"),
             problem(0, "N-CASE-0001", 0, 0, 0, "about a path", None, None, "preferences.us", None)]
    expected = """\
talks.yaml:14:13: error[E-CASE-0112]: weight must not be negative, is -2
    14 |     weight: -2 # too low
       |             ^~
  hint: weights are zero or more
talks.yaml:3:5: warning[W-CASE-0007]: wide \ufffd[31m letters
     3 | 방위비 분담금: 4
       |        ^~~~~~~
talks.yaml:2:2: error[E-CASE-0001]: a tab
     2 |     key:    1
       |     ^
talks.yaml:9:8: error[E-CASE-0002]: something is missing
     9 | parties
       |        ^
note[N-CASE-0001]: preferences.us: about a path
3 errors, 1 warning, 1 note
"""
    found = run(program, lines, "problems")
    assert found == expected, found
    coloured = run(program, lines, "problems", "colour")
    assert coloured != found and SGR.sub("", coloured) == found
    many = [problem(2, "E-1", 1, 1, 1, "one") for _ in range(120)]
    assert run(program, many, "problems").endswith("\n120 errors (100 are shown, and 20 more are not)\n")
    long = [problem(2, "E-1", 1, 301, 500, "far right", None, "x" * 300 + "y" * 500)]
    shown = run(program, long, "problems").split("\n")
    assert all(len(line) <= 120 for line in shown), shown
    assert shown[1][shown[2].index("^")] == "y" and shown[1][shown[2].index("^") - 1] == "x", shown


def main():
    program, render, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    check_goldens(render, folder, "--update" in sys.argv)
    check_numbers(program)
    check_beneath(program)
    check_cut(program)
    check_triangle(program)
    check_problems(program)
    check_nothing_is_left_out(program, 25)
    check_random(program, 300)
    print("text for the terminal is as it should be")


if __name__ == "__main__":
    main()
