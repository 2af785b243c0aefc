"""Games by their definitions, in fractions: slow, for a handful of players. Coalitions are bit masks."""
import itertools
import os
import sys
from fractions import Fraction as F


# ---- the program under test ---------------------------------------------------------------------------------

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import driver  # noqa: E402
from driver import fractions  # noqa: E402


class Driver(driver.Driver):
    def ask(self, *line, check):
        super().ask(line, check)


def is_exactly(expected, first="ok"):
    def check(answer):
        if answer[0] != first or fractions(answer[1:]) != list(expected):
            return f"expected {first} {' '.join(map(str, expected))}"
        return ""
    return check


# ---- coalitions ---------------------------------------------------------------------------------------------

def members(mask):
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def total(x, mask):
    return sum((x[i] for i in members(mask)), F(0))


def table(n, entry):
    return [entry(members(mask)) if mask else F(0) for mask in range(1 << n)]


def shapley(n, v):
    """The mean over all orders."""
    x, orders = [F(0)] * n, 0
    for order in itertools.permutations(range(n)):
        orders, before = orders + 1, 0
        for i in order:
            x[i] += v[before | 1 << i] - v[before]
            before |= 1 << i
    return [a / orders for a in x]


def weighted_shapley(n, v, w):
    """Dividends in proportion to weights."""
    x, dividend = [F(0)] * n, [F(0)] * (1 << n)
    for mask in range(1, 1 << n):
        inner = (mask - 1) & mask
        dividend[mask] = v[mask]
        while inner:
            dividend[mask] -= dividend[inner]
            inner = (inner - 1) & mask
        for i in members(mask):
            x[i] += dividend[mask] * w[i] / total(w, mask)
    return x


def tau_cost(n, c):
    """The cost gap method from its definition: separable costs and the least concession to each player."""
    full = (1 << n) - 1
    separable = [c[full] - c[full ^ 1 << i] for i in range(n)]
    gap = [c[mask] - total(separable, mask) for mask in range(1 << n)]
    least = [min(gap[mask] for mask in range(1 << n) if mask >> i & 1) for i in range(n)]
    if any(g < 0 for g in gap) or sum(least) < gap[full]:
        return None
    part = gap[full] / sum(least) if sum(least) else F(0)
    return [separable[i] + part * least[i] for i in range(n)]


def worst(n, c, x, cost=True):
    """The largest excess of a proper coalition; None for one player."""
    sign = 1 if cost else -1
    return max((sign * (total(x, mask) - c[mask]) for mask in range(1, (1 << n) - 1)), default=None)


# ---- the prenucleolus: nested programs in fractions ----------------------------------------------------------

def reduce(basis, row):
    """A row less what the basis (pivot -> row) makes of it."""
    row = list(row)
    for pivot, other in basis.items():
        if row[pivot]:
            factor = row[pivot]
            row = [a - factor * b for a, b in zip(row, other)]
    return row


def add(basis, row):
    """Adds a row to a reduced basis; whether it was new."""
    row = reduce(basis, row)
    pivot = next((k for k, a in enumerate(row) if a), None)
    if pivot is None:
        return False
    row = [a / row[pivot] for a in row]
    for k in list(basis):
        if basis[k][pivot]:
            factor = basis[k][pivot]
            basis[k] = [a - factor * b for a, b in zip(basis[k], row)]
    basis[pivot] = row
    return True


def simplex(rows, bounds, objective):
    """max objective z, rows z <= bounds (all >= 0), z >= 0: Bland's rule; z and the rows' duals."""
    m, n = len(rows), len(objective)
    grid = [list(row) + [F(int(i == k)) for k in range(m)] + [bounds[i]] for i, row in enumerate(rows)]
    cost = [-c for c in objective] + [F(0)] * (m + 1)
    basic = list(range(n, n + m))
    while True:
        enter = next((j for j in range(n + m) if cost[j] < 0), None)
        if enter is None:
            break
        ratios = [(grid[i][-1] / grid[i][enter], basic[i], i) for i in range(m) if grid[i][enter] > 0]
        leave = min(ratios)[2]
        pivot = grid[leave][enter]
        grid[leave] = [a / pivot for a in grid[leave]]
        for i in range(m):
            if i != leave and grid[i][enter]:
                factor = grid[i][enter]
                grid[i] = [a - factor * b for a, b in zip(grid[i], grid[leave])]
        factor = cost[enter]
        cost = [a - factor * b for a, b in zip(cost, grid[leave])]
        basic[leave] = enter
    z = [F(0)] * (n + m)
    for i, j in enumerate(basic):
        z[j] = grid[i][-1]
    return z[:n], cost[n:n + m]


def prenucleolus(n, v):
    """Of a value game. Each program goes on from the point of the one before, within what is not settled yet."""
    full = (1 << n) - 1
    vector = [[F(mask >> i & 1) for i in range(n)] for mask in range(1 << n)]
    basis, x = {}, [v[full] / n] * n
    add(basis, vector[full])
    while len(basis) < n:
        free = [k for k in range(n) if k not in basis]
        directions = []  # one for each free coordinate: what leaves all that is settled as it is
        for k in free:
            directions.append([F(int(i == k)) if i not in basis else -basis[i][k] for i in range(n)])
        open_masks = [mask for mask in range(1, full) if any(reduce(basis, vector[mask]))]
        slack = [total(x, mask) - v[mask] for mask in open_masks]
        least = min(slack)
        rows = []
        for mask in open_masks:
            moves = [-total(d, mask) for d in directions]
            rows.append(moves + [-a for a in moves] + [F(1)])
        z, dual = simplex(rows, [s - least for s in slack], [F(0)] * (2 * len(free)) + [F(1)])
        for k, d in enumerate(directions):
            step = z[k] - z[len(free) + k]
            x = [a + step * b for a, b in zip(x, d)]
        for mask, weight in zip(open_masks, dual):
            if weight:
                add(basis, vector[mask])
    return x
