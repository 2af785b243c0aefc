#!/usr/bin/env python3
"""The core beside a slow oracle: vertices by trying every choice of tight coalitions, in fractions.

  test_core.py PROGRAM    PROGRAM reads games and writes what is said about their cores (core_of.c)
"""
import itertools
import random
import subprocess
import sys
from fractions import Fraction

SEED = 20261


def solve(rows, right):
    """The one solution of a square system, None if there is not just one."""
    n = len(rows)
    table = [[Fraction(v) for v in row] + [Fraction(b)] for row, b in zip(rows, right)]
    for column in range(n):
        pivot = next((r for r in range(column, n) if table[r][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [v / table[column][column] for v in table[column]]
        for r in range(n):
            if r != column and table[r][column] != 0:
                times = table[r][column]
                table[r] = [a - times * b for a, b in zip(table[r], table[column])]
    return tuple(row[-1] for row in table)


def rank(rows):
    rows = [list(row) for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column] != 0), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            times = rows[r][column] / rows[found][column]
            rows[r] = [a - times * b for a, b in zip(rows[r], rows[found])]
        found += 1
    return found


class Game:
    def __init__(self, players, kind, denominator, entries, impossible=()):
        self.n, self.kind, self.denominator = players, kind, denominator
        self.entries, self.impossible = entries, set(impossible)
        self.grand = 2 ** players - 1

    def line(self):
        numbers = " ".join(str(v) for v in self.entries[1:])
        return f"{self.n} {self.kind} {self.denominator} {numbers} | {' '.join(map(str, self.impossible))} 0"

    def entry(self, mask):
        return Fraction(self.entries[mask], self.denominator)

    def coalitions(self):
        return [mask for mask in range(1, self.grand) if mask not in self.impossible]

    def members(self, mask):
        return [1 if mask >> i & 1 else 0 for i in range(self.n)]

    def excess(self, mask, x):
        total = sum(x[i] for i in range(self.n) if mask >> i & 1)
        return total - self.entry(mask) if self.kind == "cost" else self.entry(mask) - total

    def vertices(self):
        found = set()
        for tight in itertools.combinations(self.coalitions(), self.n - 1):
            masks = (self.grand,) + tight
            x = solve([self.members(m) for m in masks], [self.entry(m) for m in masks])
            if x is not None and x not in found and all(self.excess(m, x) <= 0 for m in self.coalitions()):
                found.add(x)
        return sorted(found)


def read_answers(text):
    answers, answer = [], {"vertex": []}
    for line in text.splitlines():
        word, *rest = line.split()
        if word == "end":
            answers.append(answer)
            answer = {"vertex": []}
        elif word == "vertex":
            answer["vertex"].append(tuple(Fraction(v) for v in rest))
        else:
            answer[word] = rest
    return answers


def fail(game, what):
    sys.exit(f"{what}\nin the game: {game.line()}")


def expect(game, what, got, wanted):
    if got != wanted:
        fail(game, f"{what}: got {got}, wanted {wanted}")


def check_proof(game, answer, empty):
    """Balanced weights, checked by their definition; a point, by trying every coalition."""
    said_empty, bounded, total = answer["solution"]
    expect(game, "empty", said_empty == "1", empty)
    sign = -1 if game.kind == "cost" else 1
    if bounded == "1":
        masks = [int(v) for v in answer["weights"][::2]]
        weights = [Fraction(v) for v in answer["weights"][1::2]]
        if not all(w > 0 for w in weights) or not set(masks) <= set(game.coalitions()):
            fail(game, "weights of what cannot form, or not above 0")
        for i in range(game.n):
            expect(game, f"weights of player {i}", sum(w for m, w in zip(masks, weights) if m >> i & 1), 1)
        expect(game, "total", sum(w * game.entry(m) for m, w in zip(masks, weights)), Fraction(total))
        expect(game, "total beyond all together", sign * Fraction(total) > sign * game.entry(game.grand), empty)
    elif empty:
        fail(game, "an empty core without proof")
    point = [Fraction(v) for v in answer["point"]]
    expect(game, "size of the point", len(point), 0 if empty else game.n)
    if not empty:
        expect(game, "sum of the point", sum(point), game.entry(game.grand))
        for mask in game.coalitions():
            if game.excess(mask, point) > 0:
                fail(game, f"coalition {mask} objects to the point {point}")


def check_vertices(game, answer):
    vertices = game.vertices()
    check_proof(game, answer, not vertices)
    complete, bounded, dimension = (int(v) for v in answer["vertices"])
    expect(game, "complete and bounded", (complete, bounded), (1, 1))
    expect(game, "vertices", answer["vertex"], vertices)
    differences = [[a - b for a, b in zip(v, vertices[0])] for v in vertices[1:]]
    expect(game, "dimension", dimension, rank(differences) if vertices else -1)
    ranges = [end for i in range(game.n if vertices else 0)
              for end in (min(v[i] for v in vertices), max(v[i] for v in vertices))]
    expect(game, "ranges", [Fraction(v) for v in answer["ranges"]], ranges)


def check_membership(game, answer):
    member, efficient, objecting, *worst = answer["membership"]
    x = [game.entry(game.grand) / game.n] * game.n
    excesses = sorted((-game.excess(mask, x), mask) for mask in game.coalitions())
    count = sum(1 for e, _ in excesses if e < 0)
    expect(game, "objecting", (efficient, int(objecting), member), ("1", count, "0" if count else "1"))
    said = [(-Fraction(e), int(m)) for m, e in zip(worst[::2], worst[1::2])]
    expect(game, "worst", said, excesses[:5])


# ---- games -------------------------------------------------------------------------------------------------

def anyhow(draw, n, top):
    return [0] + [draw.randint(-2, top) for _ in range(2 ** n - 1)]


def convex(draw, n):
    """Weights above 0 on unanimity games."""
    weights = [0] + [draw.choice([0, 0, 1, 2, 5]) for _ in range(2 ** n - 1)]
    return [sum(weights[t] for t in range(2 ** n) if t & s == t) for s in range(2 ** n)]


def near_balance(draw, n):
    """A core of few allocations or none: an allocation's sums, lowered here and there."""
    x = [draw.randint(-3, 6) for _ in range(n)]
    sums = [sum(x[i] for i in range(n) if s >> i & 1) for s in range(2 ** n)]
    return [0] + [v - draw.choice([0, 0, 0, 1]) for v in sums[1:-1]] + [sums[-1] + draw.choice([0, 0, 0, 1, -1])]


def simple(draw, n):
    return [0] + [draw.randint(0, 1) for _ in range(2 ** n - 2)] + [1]


def games():
    draw = random.Random(SEED)
    for n, count in ((1, 3), (2, 20), (3, 120), (4, 60)):
        for k in range(count):
            make = [lambda: anyhow(draw, n, 4 * n), lambda: convex(draw, n), lambda: near_balance(draw, n),
                    lambda: simple(draw, n)][k % 4]
            entries = make()
            kind = draw.choice(["value", "cost"])
            if kind == "cost":
                entries = [-v for v in entries]
            yield Game(n, kind, draw.choice([1, 1, 3, 10]), entries)
    for k in range(4):  # five players: 27,405 choices each
        yield Game(5, "value", 1, [convex, near_balance][k % 2](draw, 5))


def restricted():
    """Some coalitions cannot form, never single players: the core stays bounded."""
    draw = random.Random(SEED + 1)
    for _ in range(60):
        n = draw.choice([3, 4])
        masks = [m for m in range(1, 2 ** n - 1) if m & (m - 1) and draw.random() < 0.4]
        yield Game(n, "value", 1, anyhow(draw, n, 12), masks)


def unbounded():
    """Single players cannot form: their least has no end, unless others bound it."""
    # 1 and 2 together get 4 of 10; nothing bounds either alone, 3 gets at most 6.
    return [(Game(3, "value", 1, [0, 9, 9, 4, 9, 9, 9, 10], [1, 2, 4, 5, 6]), ["-inf", "inf", "-inf", "inf", "-inf", "6"]),
            (Game(3, "cost", 1, [0, 9, 9, 4, 9, 9, 9, 10], [1, 2, 4, 5, 6]), ["-inf", "inf", "-inf", "inf", "6", "inf"]),
            # pairs alone: of 12, each pair 6, so nobody gets more than 6
            (Game(3, "value", 1, [0, 9, 9, 6, 9, 6, 6, 12], [1, 2, 4]), ["0", "6", "0", "6", "0", "6"]),
            (Game(3, "value", 1, [0, 9, 9, 6, 9, 6, 6, 8], [1, 2, 4]), []),
            (Game(2, "value", 2, [0, 7, 7, 5], [1, 2]), ["-inf", "inf", "-inf", "inf"])]


def main():
    program = sys.argv[1]
    full = list(games()) + list(restricted())
    open_ended = unbounded()
    lines = [game.line() for game in full] + [game.line() for game, _ in open_ended]
    done = subprocess.run([program], input="\n".join(lines) + "\n", text=True, capture_output=True, check=False)
    answers = read_answers(done.stdout)
    if done.returncode != 0 or len(answers) != len(lines):
        sys.exit(f"the program ended with {done.returncode} after {len(answers)} of {len(lines)} games")
    empty = 0
    for game, answer in zip(full, answers):
        check_vertices(game, answer)
        check_membership(game, answer)
        empty += not answer["vertex"]
    for (game, ranges), answer in zip(open_ended, answers[len(full):]):
        check_proof(game, answer, not ranges)
        expect(game, "ranges", answer["ranges"], ranges)
        check_membership(game, answer)
    if not 40 < empty < len(full) - 40:
        sys.exit(f"{empty} of {len(full)} cores are empty: the games no longer test both")
    print(f"{len(lines)} games, {empty} empty cores")


main()
