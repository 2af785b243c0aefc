#!/usr/bin/env python3
"""The nucleolus of random games against nested linear programs in fractions that list every coalition.

  nucleolus_oracle.py PROGRAM [GAMES]    PROGRAM reads games and prints what the library finds (print_nucleolus.c)

Written from the definition of Maschler, Peleg and Shapley (1979): the largest excess is made as small as possible; a
coalition is settled when its excess is the same in every solution, which a program of its own decides.
"""
import random
import subprocess
import sys
from fractions import Fraction as F


def simplex(rows, right, gain):
    """max gain z with rows z = right, z >= 0, bounded; Bland's rule, two phases. None: no z is possible."""
    m, n = len(rows), len(gain)
    tableau = []
    for i in range(m):
        sign = -1 if right[i] < 0 else 1
        tableau.append([sign * F(a) for a in rows[i]] + [F(int(i == j)) for j in range(m)] + [sign * F(right[i])])
    basis = list(range(n, n + m))

    def run(goal, allowed):
        cost = [F(goal[j]) for j in range(n + m)] + [F(0)]
        for i in range(m):
            factor = cost[basis[i]]
            if factor:
                cost = [a - factor * b for a, b in zip(cost, tableau[i])]
        while True:
            enter = next((j for j in range(allowed) if cost[j] > 0), None)
            if enter is None:
                return True
            leave = min(((tableau[i][-1] / tableau[i][enter], basis[i], i) for i in range(m)
                         if tableau[i][enter] > 0), default=None)
            if leave is None:
                return False
            i = leave[2]
            pivot = tableau[i][enter]
            tableau[i] = [a / pivot for a in tableau[i]]
            for k in range(m):
                if k != i and tableau[k][enter]:
                    factor = tableau[k][enter]
                    tableau[k] = [a - factor * b for a, b in zip(tableau[k], tableau[i])]
            factor = cost[enter]
            cost = [a - factor * b for a, b in zip(cost, tableau[i])]
            basis[i] = enter

    run([0] * n + [-1] * m, n + m)
    if any(tableau[i][-1] != 0 for i in range(m) if basis[i] >= n):
        return None
    for i in range(m):  # what is left of the first phase stands at 0
        if basis[i] >= n:
            enter = next((j for j in range(n) if tableau[i][j] != 0), None)
            if enter is None:
                continue
            pivot = tableau[i][enter]
            tableau[i] = [a / pivot for a in tableau[i]]
            for k in range(m):
                if k != i and tableau[k][enter]:
                    factor = tableau[k][enter]
                    tableau[k] = [a - factor * b for a, b in zip(tableau[k], tableau[i])]
            basis[i] = enter
    assert run(list(gain) + [0] * m, n), "the program has no solution"
    return sum((F(gain[basis[i]]) * tableau[i][-1] for i in range(m) if basis[i] < n), F(0))


def largest(goal, at_least, equal):
    """max goal x with a x >= b and a x = b, x free: by the dual. None: not bounded."""
    columns = [[-c for c in a] for a, _ in at_least] + [list(a) for a, _ in equal] + [[-c for c in a] for a, _ in equal]
    gain = [b for _, b in at_least] + [-b for _, b in equal] + [b for _, b in equal]
    value = simplex([[column[i] for column in columns] for i in range(len(goal))], goal, gain)
    return None if value is None else -value


def rank(vectors):
    rows, found = [list(map(F, v)) for v in vectors], 0
    for column in range(len(rows[0])):
        pivot = next((r for r in range(found, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for r in range(found + 1, len(rows)):
            factor = rows[r][column] / rows[found][column]
            rows[r] = [a - factor * b for a, b in zip(rows[r], rows[found])]
        found += 1
    return found


def nucleolus(n, values, cost, individual, per_capita):
    """As fractions, or None where there is none. `values`: None for what cannot form."""
    grand = 2 ** n - 1
    sign = -1 if cost else 1
    v = [None if x is None else F(sign * x) for x in values]
    members = [[int(m >> i & 1) for i in range(n)] for m in range(grand + 1)]
    weight = [sum(members[m]) if per_capita else 1 for m in range(grand + 1)]
    if individual and all(v[1 << i] is not None for i in range(n)) and sum(v[1 << i] for i in range(n)) > v[grand]:
        return None
    bounds = [(members[1 << i] + [0], v[1 << i]) for i in range(n) if individual and v[1 << i] is not None]
    equal = [(members[grand] + [0], v[grand])]
    open_ = [m for m in range(1, grand) if v[m] is not None]
    while rank([a[:n] for a, _ in equal]) < n:
        rows = [(members[m] + [weight[m]], v[m]) for m in open_] + bounds
        low = largest([0] * n + [-1], rows, equal)
        if low is None or not open_:
            return None
        level = ([0] * n + [1], -low)
        settled = [m for m in open_ if largest(members[m] + [weight[m]], rows, equal + [level]) == v[m]]
        assert settled
        for m in settled:
            equal.append((members[m] + [0], v[m] - weight[m] * -low))
            open_.remove(m)
        for a, b in list(bounds):
            if largest(a, rows, equal + [level]) == b:
                equal.append((a, b))
                bounds.remove((a, b))
    x = []
    for i in range(n):
        x.append(sign * largest([int(j == i) for j in range(n)] + [0], [], equal + [([0] * n + [1], F(0))]))
    return x


KINDS = ["whole", "ties", "simple", "convex", "losses"]


def make(draw):
    n = draw.choice([1, 2, 2, 3, 3, 3, 4, 4, 4, 5])
    kind, letters = draw.choice(KINDS), ""
    size = 2 ** n
    worth = [draw.randint(1, 9) for _ in range(n)]
    values = [0] * size
    for m in range(1, size):
        inside = [worth[i] for i in range(n) if m >> i & 1]
        values[m] = {"whole": draw.randint(0, 1000), "ties": draw.randint(0, 3), "simple": int(draw.random() < 0.4),
                     "convex": sum(inside) ** 2, "losses": draw.randint(-500, 500)}[kind]
    if draw.random() < 0.6:
        values[-1] += sum(values) // 2
    for letter, chance in (("c", 0.3), ("p", 0.3), ("i", 0.4), ("l", 0.2)):
        if draw.random() < chance:
            letters += letter
    if draw.random() < 0.2:
        for m in range(1, size - 1):
            if draw.random() < 0.3:
                values[m] = None
    return n, letters or "-", values


def main():
    games = int(sys.argv[2]) if len(sys.argv) > 2 else 150
    draw = random.Random(20)
    made = [make(draw) for _ in range(games)]
    text = "".join(f"{n} {letters} {' '.join('x' if v is None else str(v) for v in values)}\n"
                   for n, letters, values in made)
    told = subprocess.run([sys.argv[1]], input=text, capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(told) == games, f"{len(told)} answers to {games} games"
    wrong = counted = 0
    for (n, letters, values), line in zip(made, told):
        want = nucleolus(n, values, "c" in letters, "i" in letters, "p" in letters)
        words = line.split()
        if want is None:
            good = words[0] == "none"
        else:
            good = words[0] == "proved" and [F(w) for w in words[1:]] == want
            counted += 1
        if not good:
            wrong += 1
            print(f"{n} {letters} {values}\n  told {line}\n  want {want and [str(x) for x in want]}")
    print(f"{games} games, {counted} with a nucleolus, {wrong} wrong")
    sys.exit(wrong > 0 or counted * 2 < games)


main()
