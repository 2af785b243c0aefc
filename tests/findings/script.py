"""What the tests of the renderers share: scripts for from_script, random findings, the width of a line."""

import random
import subprocess
import sys
import unicodedata

CHART_KINDS = ["bars", "stacked", "lines", "scatter", "intervals", "multiples", "matrix", "timeline", "ternary", "graph"]
MARK_STYLES = ["plain", "no-deal", "red-line", "now", "solution"]
BLOCK_KINDS = ["text", "lead", "item", "table", "chart", "rest", "warning"]
SEVERITIES = ["note", "warning", "error"]
BASES = [None, "record", "reported", "judged", "unowned"]


def hexed(text):
    """A text as a field: str, bytes (perhaps no UTF-8) or None."""
    if text is None:
        return "-"
    return "x" + (text.encode() if isinstance(text, str) else text).hex()


def value(item, basis=0):
    if item is None:
        field = "e"
    elif isinstance(item, bool):
        field = f"b:{int(item)}"
    elif isinstance(item, int):
        field = f"i:{item}"
    elif isinstance(item, float):
        field = f"r:{item!r}"
    else:
        field = "t:" + hexed(item)
    return field + (f"@{basis}" if basis else "")


def call(*fields):
    return "\t".join(str(field) for field in fields)


def run(program, lines, *words):
    done = subprocess.run([program, *map(str, words)], input="\n".join(lines) + "\n", capture_output=True,
                          encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"from_script {words} failed: {done.stderr}")
    return done.stdout


def as_json(item):
    """What a value must be in JSON."""
    if isinstance(item, bool):
        return int(item)
    if isinstance(item, int):
        return item if abs(item) <= 2**53 else str(item)
    if isinstance(item, float):
        return None if item != item or item in (float("inf"), float("-inf")) else item
    return decoded(item)


def decoded(text):
    """Wrong UTF-8 as U+FFFD, one for each maximal wrong part: Python's decoder is the oracle."""
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def line_width(line):
    """Columns on a terminal, by the Unicode data of Python."""
    width = 0
    for c in line:
        if unicodedata.combining(c) or unicodedata.category(c) in ("Mn", "Me", "Cf"):
            continue
        known = unicodedata.category(c) != "Cn"
        width += 2 if known and unicodedata.east_asian_width(c) in "WF" else 1
    return width


class Source:
    """Random things to put into findings."""

    WORDS = ["payment", "growth", "of", "the", "Northland", "Southland", "a", "cap", "cost-sharing", "consumer",
             "방위비", "분담금", "협정은", "在韓米軍駐留経費", "、", "naïve", "Ελλάδα", "**bold**", "4%", "=1+1",
             "preferences.us.contribution.weight", "\u00a0", "e\u0301tat"]
    ODD = ['"', "\\", "\n", "\r\n", "\t", "\x01", "\x1b[31m", "\x7f", "\u2028", ",", "</script>", "\x0e", "\x0f", "\u0085"]
    WRONG = [b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\x80"]

    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self, most=8, odd=True, wrong=True):
        parts = [self.random.choice(self.WORDS) for _ in range(self.random.randint(0, most))]
        if odd and self.random.random() < 0.3:
            parts.insert(self.random.randint(0, len(parts)), self.random.choice(self.ODD))
        text = " ".join(parts)
        if wrong and self.random.random() < 0.1:
            data = text.encode()
            at = self.random.randint(0, len(data))
            return data[:at] + self.random.choice(self.WRONG) + data[at:]
        return text

    def maybe(self, make):
        return make() if self.random.random() < 0.6 else None

    def number(self):
        r = self.random
        return r.choice([
            lambda: r.randint(-100, 3000),
            lambda: r.choice([2**53, 2**53 + 1, -(2**53), -(2**53) - 1, 2**63 - 1, -(2**63)]),
            lambda: r.uniform(0, 1),
            lambda: r.gauss(0, 1) * 10.0 ** r.randint(-12, 15),
            lambda: r.choice([0.1, 1 / 3, 1e300, 5e-324, -0.0, float("nan"), float("inf")]),
        ])()

    def item(self):
        return self.random.choice([self.number, self.number, self.text, lambda: None,
                                   lambda: self.random.random() < 0.5])()
