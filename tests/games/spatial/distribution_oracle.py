"""Distributions, the odds model and point forecasts against slow restatements: numerical integration of F as it is
defined, bisection, enumeration in fractions.

    distribution_oracle.py DRIVER COUNT
"""
import bisect
import math
import os
import random
import sys
from fractions import Fraction as Q

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from driver import Driver


def logit(p):
    return math.log(p / (1 - p))


def odds_cdf(line):
    """F of the odds model, straight from its definition."""
    positions, weights = line
    if not any(weights):
        weights = [1] * len(positions)
    low, high, total = min(positions), max(positions), sum(weights)

    def cdf(x, left=False):
        if x < low or (left and x == low):
            return 0.0
        if x >= high and not (left and x == high and low < high):
            return 1.0
        share = sum(w for p, w in zip(positions, weights) if (p < x if left else p <= x)) / total
        g = math.log((share + 0.02) / (1 - share + 0.02)) + 1.7 * (x - (low + high) / 2) / ((high - low) / 2)
        return 1 / (1 + math.exp(-g))
    return cdf, sorted(set(positions))


def step_cdf(line):
    positions, weights = line
    if not any(weights):
        weights = [1] * len(positions)
    total = sum(Q(w) for w in weights)

    def cdf(x, left=False):
        return float(sum(Q(w) for p, w in zip(positions, weights) if (p < x if left else p <= x)) / total)
    return cdf, sorted(set(positions))


def pieces_cdf(at, start, end):
    def cdf(x, left=False):
        j = (bisect.bisect_left(at, x) if left else bisect.bisect_right(at, x)) - 1
        if j < 0:
            return 0.0
        if start[j] == end[j]:
            return start[j]
        u0, u1 = logit(start[j]), logit(end[j])
        return 1 / (1 + math.exp(-(u0 + (u1 - u0) * (x - at[j]) / (at[j + 1] - at[j]))))
    return cdf, at


def simpson(f, low, high, steps=400):
    """f(x, left) from the right at `low`, from the left at `high`."""
    if high <= low:
        return 0.0
    width = (high - low) / steps
    total = f(low, False) + f(high, True)
    for k in range(1, steps):
        total += (4 if k % 2 else 2) * f(low + k * width, False)
    return total * width / 3


def integral(f, cuts):
    return sum(simpson(f, a, b) for a, b in zip(cuts, cuts[1:]))


def brute_quantile(cdf, points, q):
    if cdf(points[0]) >= q - 1e-12:
        return points[0]
    low, high = points[0], points[-1]
    for _ in range(60):
        middle = (low + high) / 2
        if cdf(middle) >= q:
            high = middle
        else:
            low = middle
    return high


def brute_shortest(cdf, points, p):
    """The length of the shortest interval, over a fine grid of lower ends and all breakpoints."""
    best = points[-1] - points[0]
    for a, b in zip(points, points[1:] + points[-1:]):
        for k in range(60):
            x = a + (b - a) * k / 60
            level = cdf(x, True) + p
            if level <= 1 + 1e-12:
                best = min(best, max(brute_quantile(cdf, points, min(level, 1)) - x, 0))
    for b in points:  # upper ends at breakpoints
        level = cdf(b) - p
        if level >= -1e-12:
            low, high = points[0], b
            if cdf(high, True) <= level + 1e-12:
                best = min(best, 0)
                continue
            for _ in range(60):
                middle = (low + high) / 2
                if cdf(middle, True) <= level + 1e-12:
                    low = middle
                else:
                    high = middle
            best = min(best, b - low)
    return best


def near(name, got, wanted, scale, tolerance=1e-9):
    if abs(got - wanted) > tolerance * scale:
        return f"{name}: {got} instead of {wanted}"
    return None


def check_distribution(driver, what, cdf, points, rng, smooth_grid=False):
    span = points[-1] - points[0]
    scale = span or 1.0
    xs = [rng.choice(points), points[0] + rng.random() * span, points[0] - 1.0, points[-1] + 1.0]
    qs = [rng.random(), rng.random(), 0.5, 0.1]
    ps = [0.5, 0.8, rng.uniform(0.05, 0.99)]
    outcomes = [rng.choice(points), points[0] + rng.random() * span, points[0] - 2.0, points[-1] + 3.0]
    asked = [w for x in xs for w in ("cdf", x, "below", x)] + [w for q in qs for w in ("quantile", q)]
    asked += [w for y in outcomes for w in ("crps", y)] + ["mean", "variance"] + [w for p in ps for w in ("shortest", p)]

    def check(answer):
        if answer[0] != "ok":
            return answer[0]
        got = [float(word) for word in answer[1:]]
        said = []
        loose = 1e-5 if smooth_grid else 1e-9
        for k, x in enumerate(xs):
            said.append(near(f"F({x})", got[2 * k], cdf(x), 1, loose))
            said.append(near(f"F({x}-)", got[2 * k + 1], cdf(x, True), 1, loose))
        got = got[8:]
        for k, q in enumerate(qs):
            if not smooth_grid:
                said.append(near(f"quantile {q}", got[k], brute_quantile(cdf, points, q), scale, 1e-8))
        got = got[4:]
        for k, y in enumerate(outcomes):
            cuts = sorted(set(points) | {y})
            wanted = integral(lambda x, left: (cdf(x, left) - (1 if (x > y if left else x >= y) else 0)) ** 2, cuts)
            said.append(near(f"crps of {y}", got[k], wanted, scale, max(loose, 1e-8)))
        mean = points[0] + integral(lambda x, left: 1 - cdf(x, left), points)
        second = 2 * integral(lambda x, left: (x - points[0]) * (1 - cdf(x, left)), points)
        said.append(near("mean", got[4], mean, scale, loose))
        said.append(near("variance", got[5], second - (mean - points[0]) ** 2, scale ** 2, max(loose, 1e-8)))
        for k, p in enumerate(ps):
            low, high = got[6 + 2 * k], got[7 + 2 * k]
            held = cdf(high + 1e-9 * scale) - cdf(low - 1e-9 * scale, True)
            if held < p - 1e-5:
                said.append(f"[{low}, {high}] holds {held}, not {p}")
            if not smooth_grid and high - low > brute_shortest(cdf, points, p) + 1e-8 * scale:
                said.append(f"[{low}, {high}] is not the shortest for {p}: {brute_shortest(cdf, points, p)}")
        return next((text for text in said if text), None)

    driver.ask(["distribution", what, asked, "."], check)


def random_line(rng, whole):
    n = rng.choice([1, 2, 2, 3, 4, 6, 9])
    position = [rng.randint(0, 10) if whole else round(rng.uniform(-50, 150), rng.choice([0, 2])) for _ in range(n)]
    weight = [rng.choice([0, 1, 1, 2, 0.5, 3]) if rng.random() < 0.8 else 0 for _ in range(n)]
    return position, weight


def random_pieces(rng):
    n = rng.randint(1, 7)
    at = sorted(rng.sample(range(-20, 60), n))
    levels = sorted(rng.random() for _ in range(2 * n))
    start, end = levels[::2], levels[1::2]
    for j in range(n):
        if rng.random() < 0.4:
            end[j] = start[j]
        if j == n - 1:
            start[j] = end[j] = 1.0
    return at, start, end


def distributions(driver, rng, count):
    for k in range(count):
        line = random_line(rng, k % 2 == 0)
        n = len(line[0])
        check_distribution(driver, ["odds", n, line], *odds_cdf(line), rng)
        check_distribution(driver, ["empirical", n, line], *step_cdf(line), rng)
        at, start, end = random_pieces(rng)
        check_distribution(driver, ["pieces", len(at), at, [repr(x) for x in start], [repr(x) for x in end]],
                           *pieces_cdf(at, start, end), rng)
        lines = [random_line(rng, True) for _ in range(rng.randint(1, 4))]
        parts = [rng.choice([odds_cdf, step_cdf]) for _ in lines]
        made = [part(one) for part, one in zip(parts, lines)]
        weight = [rng.choice([1, 2, 0.25]) for _ in lines]

        def mixed(x, left=False, made=made, weight=weight):
            return sum(w * one[0](x, left) for w, one in zip(weight, made)) / sum(weight)
        asked = ["mixture", len(lines), weight]
        for part, one in zip(parts, lines):
            asked += ["odds" if part is odds_cdf else "empirical", len(one[0]), one]
        check_distribution(driver, asked, mixed, sorted({p for one in lines for p in one[0]}), rng, True)


def peaked(rng):
    """A few pieces with most of the probability between their ends."""
    n = rng.randint(2, 4)
    at = sorted(rng.sample(range(0, 40), n))
    cuts = [0.01] + sorted(rng.uniform(0.05, 0.95) for _ in range(n - 2)) + [0.99]
    start, end = cuts[:n - 1] + [1.0], cuts[1:] + [1.0]
    for j in range(n - 2):
        if rng.random() < 0.4:
            end[j] = max(start[j], end[j] - rng.uniform(0, 0.2))
    return at, start, end


def intervals(driver, rng):
    """Shortest intervals only, where their ends lie within pieces, at breakpoints, or one of each."""
    if rng.random() < 0.5:
        n = rng.randint(3, 5)
        line = [rng.randint(0, 20) for _ in range(n)], [rng.choice([0.2, 1, 2, 5]) for _ in range(n)]
        (cdf, points), asked = odds_cdf(line), ["odds", n, line]
    else:
        at, start, end = peaked(rng)
        (cdf, points), asked = pieces_cdf(at, start, end), ["pieces", len(at), at, [repr(x) for x in start], [repr(x) for x in end]]
    ps = [0.3, 0.5, 0.8] + [rng.uniform(0.05, 0.95) for _ in range(4)]

    def check(answer):
        got = [float(word) for word in answer[1:]]
        for k, p in enumerate(ps):
            low, high, best = got[2 * k], got[2 * k + 1], brute_shortest(cdf, points, p)
            if cdf(high + 1e-9) - cdf(low - 1e-9, True) < p - 1e-6:
                return f"[{low}, {high}] does not hold {p}"
            if high - low > best + 1e-7:
                return f"[{low}, {high}] is not the shortest for {p}: {best}"
        return None
    driver.ask(["distribution", asked, [w for p in ps for w in ("shortest", p)], "."], check)


def published(driver):
    """The test vectors of the odds model, to the last printed digit."""
    wanted = ["0.060201", "0.258962", "0.5", "0.845090", "16.1984", "100", "58.4372"]

    def check(answer):
        for word, text in zip(answer[1:], wanted):
            digits = len(text.split(".")[1]) if "." in text else 0
            if f"{float(word):.{digits}f}" != text:
                return f"{word} instead of {text}"
        return None if len(answer) == 8 else "too few"
    driver.ask(["distribution odds 3 0 50 100 1 1 2 cdf 0 cdf 49.9 cdf 50 cdf 99.9 quantile 0.1 quantile 0.9 mean ."], check)


# ---- points ----

def golden(f, low, high):
    """The maximum of a concave function."""
    for _ in range(300):
        a, b = low + (high - low) / 3, high - (high - low) / 3
        if f(a) < f(b):
            low = a
        else:
            high = b
    return (low + high) / 2


def baselines(driver, rng):
    position, weight = random_line(rng, True)
    n, reference = len(position), rng.randint(-2, 12)
    out = [int(rng.random() < 0.25) for _ in range(n)]
    used = weight if any(weight) else [1] * n
    exact = [Q(w) for w in used]

    def middle(people):
        places = sorted({position[i] for i in people})
        w = [exact[i] for i in people]
        if not any(w):
            w = [Q(1)] * len(w)
        below = lambda x: sum((v for i, v in zip(people, w) if position[i] <= x), Q(0)) / sum(w)
        low = next(x for x in places if below(x) >= Q(1, 2))
        high = next(x for x in places if below(x) > Q(1, 2))
        mean = sum((v * position[i] for i, v in zip(people, w)), Q(0)) / sum(w)
        return float(mean), (low + high) / 2, low, high

    def check(answer):
        got = [float(answer[k]) for k in range(8)]
        mean, point, low, high = middle(range(n))
        said = [near("mean", got[0], mean, 10), near("median", got[1], point, 10), near("low", got[2], low, 10),
                near("high", got[3], high, 10)]
        people = [i for i in range(n) if used[i] > 0]
        gain = lambda i, x: abs(reference - position[i]) - abs(x - position[i])
        grid = [k / 8 for k in range(-30 * 8, 40 * 8)]
        zone = [x for x in grid if all(gain(i, x) > 0 for i in people)]
        if bool(zone) != bool(got[4]):
            said.append(f"nash exists {got[4]}, zone {zone[:3]}")
        if zone and got[4]:
            value = lambda x: sum(used[i] * math.log(gain(i, x)) if gain(i, x) > 0 else -1e9 for i in people)
            best = golden(value, min(zone) - 0.124, max(zone) + 0.124)
            said.append(near("nash", value(got[5]), value(best), 1 + abs(value(best))))
            said.append(near("nash point", got[5], best, 10, 1e-5))
        bound = [i for i in range(n) if not out[i]]
        if not bound:
            return next((s for s in said if s), None) or (None if answer[8] == "input" else answer[8])
        fits = [x for x in grid if all(gain(i, x) >= 0 for i in bound)]
        low, high = float(answer[10]), float(answer[11])
        said += [near("set low", low, min(fits), 10), near("set high", high, max(fits), 10)]
        if (len(fits) > 1) != bool(int(answer[9])):
            said.append(f"moves {answer[9]}")
        nearest = min(bound, key=lambda i: abs(position[i] - reference))
        said.append(near("common", float(answer[12]), position[nearest] if len(fits) > 1 else reference, 10))
        if len(fits) > 1 and int(answer[15]) != nearest:
            said.append(f"limiting {answer[15]} instead of {nearest}")
        if len(fits) == 1:  # nobody gains together: the pair shows it
            a, b = (position[int(answer[15])] - reference, position[int(answer[16])] - reference)
            if a * b > 0:
                said.append("limiting and against stand on the same side")
        inside = lambda x: min(max(x, min(fits)), max(fits))
        own = [weight[i] for i in bound]
        mean, point, _, _ = middle(bound) if any(weight) == any(own) else plain(bound)
        said += [near("mean within", float(answer[13]), inside(mean), 10),
                 near("median within", float(answer[14]), inside(point), 10)]
        if int(answer[17]) != len(bound):
            said.append("bound")
        return next((s for s in said if s), None)

    def plain(people):
        places = sorted(position[i] for i in people)
        m = len(places)
        return sum(places) / m, (places[(m - 1) // 2] + places[m // 2]) / 2, 0, 0

    driver.ask(["baselines", n, position, weight, reference, out], check)


def main(program, count):
    driver, rng = Driver(program), random.Random(20)
    published(driver)
    distributions(driver, rng, count)
    for _ in range(20 * count):
        baselines(driver, rng)
    for _ in range(10 * count):
        intervals(driver, rng)
    return 1 if driver.run() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
