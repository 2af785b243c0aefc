#!/usr/bin/env python3
"""Sums up a tournament a second time from its own table of sessions, plainly, and compares every figure.

    tournament_oracle.py ENTENTE TALKS

What lies below the sessions is checked too where a case is small: each pair of utilities must belong to an outcome, and
distances to the frontier and to the Nash point are those found by listing all outcomes.
"""
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
from collections import defaultdict

ENTENTE, TALKS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
FEW = "boulware,linear,conceder,random-walker"


def fail(text):
    sys.exit(f"tournament: {text}")


def near(got, want, what, within=1e-9):
    if want is None or got is None:
        if got is not want:
            fail(f"{what}: {got}, not {want}")
    elif not abs(got - want) <= within * max(1, abs(want)):
        fail(f"{what}: {got!r}, not {want!r}")


def mean(values):
    values = [v for v in values if v is not None]
    return math.fsum(values) / len(values) if values else None


def rows_of(found, table):
    data = found["tables"][table]
    names = [column["id"] for column in data["columns"]]
    if data["total_rows"] != len(data["rows"]):
        fail(f"{table} is cut")
    return [dict(zip(names, row)) for row in data["rows"]]


def run(cases, *options):
    done = subprocess.run([ENTENTE, "tournament", *cases, "--json", "--rows", "10000000", *options], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        fail(f"{cases} {options}: exit {done.returncode}\n{done.stderr}{done.stdout[:2000]}")
    return json.loads(done.stdout)


# ---- meetings and units out of sessions ----------------------------------------------------------------------------


class Meeting:
    def __init__(self, case, seats):
        self.case, self.seats, self.sessions = case, seats, []

    def unit(self, seat, field):
        return mean([session[seat][field] for session in self.sessions])

    def agreed(self):
        return mean([session[0]["agreed"] for session in self.sessions])

    def of_agreements(self, field):
        return mean([session[0][field] for session in self.sessions if session[0]["agreed"]])

    def welfare(self):
        return mean([math.fsum(row["utility"] for row in session) for session in self.sessions])

    def product(self):
        return mean([math.prod(max(row["advantage"], 0) for row in session) for session in self.sessions])


def read_meetings(found):
    sessions, meetings = defaultdict(list), {}
    for row in rows_of(found, "sessions"):
        sessions[row["session"]].append(row)
    for rows in sessions.values():
        key = (rows[0]["case"], tuple(row["strategy"] for row in rows))
        for row in rows:
            others = [other["strategy"] for other in rows if other is not row]
            if row["against"] != " + ".join(others) or row["round"] != rows[0]["round"]:
                fail(f"session {row['session']} does not fit together")
        meetings.setdefault(key, Meeting(*key)).sessions.append(rows)
    return meetings


def counted_units(meetings, self_play):
    """Which seats count is said in the table, and is checked against the definition."""
    units = defaultdict(list)
    for meeting in meetings.values():
        for seat, strategy in enumerate(meeting.seats):
            counts = bool(meeting.sessions[0][seat]["counted"])
            others = meeting.seats[:seat] + meeting.seats[seat + 1:]
            alone = set(meeting.seats) == {strategy}
            field = len(others) > 1 and not alone and meeting.fields
            if counts != (self_play if alone else not field or len(set(others)) == 1):
                fail(f"{meeting.seats}: seat {seat} counts wrongly")
            if counts:
                units[strategy].append((meeting, seat))
    return units


# ---- checks ----------------------------------------------------------------------------------------------------------


def check_ranking(found, units):
    rows = [row | more for row, more in zip(rows_of(found, "ranking"), rows_of(found, "agreements"), strict=True)]
    by_case = {}
    for strategy, own in units.items():
        for case in {meeting.case for meeting, _ in own}:
            by_case[case, strategy] = mean([m.unit(k, "utility") for m, k in own if m.case == case])
    for row in rows_of(found, "cases"):
        near(row["utility"], by_case[row["case"], row["strategy"]], f"cases {row}")
        ahead = sum(value > by_case[row["case"], row["strategy"]] + 1e-12 for (case, _), value in by_case.items()
                    if case == row["case"])
        near(row["rank"], ahead + 1, f"cases {row}")
    means = {strategy: mean([m.unit(k, "utility") for m, k in own]) for strategy, own in units.items()}
    for row in rows:
        own = units[row["strategy"]]
        metric = found["metrics"]
        key = "tournament." + "".join(c if c.isalnum() else "-" for c in row["strategy"])
        near(row["meetings"], len(own), f"meetings of {row['strategy']}")
        near(row["utility"], means[row["strategy"]], f"utility of {row['strategy']}")
        near(metric[key + ".utility"], row["utility"], key)
        near(metric[key + ".utility.low"], row["low"], key)
        near(row["advantage"], mean([m.unit(k, "advantage") for m, k in own]), "advantage")
        near(row["agreement"], mean([m.agreed() for m, k in own]), "agreement")
        near(row["round"], mean([m.of_agreements("round") for m, k in own]), "round")
        near(row["welfare"], mean([m.welfare() for m, k in own]), "welfare")
        near(row["product"], mean([m.product() for m, k in own]), "product")
        near(row["nash_distance"], mean([m.of_agreements("nash_distance") for m, k in own]), "nash distance")
        near(row["pareto_distance"], mean([m.of_agreements("pareto_distance") for m, k in own]), "pareto distance")
        near(row["rank"], 1 + sum(value > means[row["strategy"]] + 1e-12 for value in means.values()), "rank")
        if not row["low"] - 1e-12 <= row["utility"] <= row["high"] + 1e-12:
            fail(f"the interval of {row['strategy']} does not hold its mean")
        values = [m.unit(k, "utility") for m, k in own]
        if (row["low"] == row["high"]) != (len(set(values)) == 1):
            fail(f"the interval of {row['strategy']} has no width")
        ranks = []
        for case in {case for case, _ in by_case}:
            above = sum(by_case[case, s] > by_case[case, row["strategy"]] for s in units)
            equal = sum(by_case[case, s] == by_case[case, row["strategy"]] for s in units)
            ranks.append(above + (equal + 1) / 2)
        near(row["mean_rank"], mean(ranks), "mean rank", 0.51 / len(ranks))  # sums may tie otherwise by rounding
    if [row["utility"] for row in rows] != sorted((row["utility"] for row in rows), reverse=True):
        fail("the ranking is not sorted")
    if not found["headline"].startswith(rows[0]["strategy"] + " leads with"):
        fail(found["headline"])


def check_pairs(found, meetings, units):
    sums = defaultdict(list)
    for meeting in meetings.values():
        for seat, strategy in enumerate(meeting.seats):
            others = set(meeting.seats[:seat] + meeting.seats[seat + 1:])
            if len(others) == 1:
                sums[strategy, others.pop()].append(meeting.unit(seat, "utility"))
    for row in rows_of(found, "pairs"):
        near(row["utility"], mean(sums[row["strategy"], row["against"]]), f"pairs {row}")
    for row in rows_of(found, "seats"):
        own = [(m, k) for m, k in units[row["strategy"]]
               if m.case == row["case"] and m.sessions[0][k]["party"] == row["party"]]
        near(row["utility"], mean([m.unit(k, "utility") for m, k in own]), f"seats {row}")
        near(row["meetings"], len(own), f"seats {row}")


def check_significance(found, meetings, units):
    rows, adjusted = rows_of(found, "significance"), []
    for row in rows:
        swap = {row["first"]: row["second"], row["second"]: row["first"]}
        differences = []
        for meeting, seat in units[row["first"]]:
            other = meetings[meeting.case, tuple(swap.get(s, s) for s in meeting.seats)]
            differences.append(meeting.unit(seat, "utility") - other.unit(seat, "utility"))
        near(row["difference"], mean(differences), f"difference {row}")
        near(row["meetings"], len(differences), f"significance {row}")
        other = [d for d in differences if d != 0]
        limit = abs(math.fsum(other)) - 1e-12 * math.fsum(map(abs, other))
        if len(other) <= 14:
            signs = itertools.product((1, -1), repeat=len(other))
            extreme = sum(abs(math.fsum(s * d for s, d in zip(each, other))) >= limit for each in signs)
            near(row["p"], extreme / 2 ** len(other), f"p {row}")
        elif not (2**-15 if len(other) <= 16 else 1 / 10000) <= row["p"] <= 1:
            fail(f"p {row}")
        adjusted.append([row["p"], row["adjusted"]])
    adjusted.sort()
    so_far = 0
    for i, (p, holm) in enumerate(adjusted):
        so_far = max(so_far, min(1, p * (len(adjusted) - i)))
        near(holm, so_far, "Holm")
    for row in rows:
        near(row["significant"], int(row["adjusted"] < 0.05), f"significant {row}")


def payoff(meetings, strategies, strategy, mixture):
    """Expected utility of a strategy whose opponents draw from a mixture: the mean over cases and seats."""
    cases = sorted({case for case, _ in meetings})
    total = []
    for case in cases:
        parties = len(next(seats for name, seats in meetings if name == case))
        fields = next(m for (name, _), m in meetings.items() if name == case).fields
        for seat in range(parties):
            choices = [(t,) * (parties - 1) for t in strategies] if fields else \
                list(itertools.product(strategies, repeat=parties - 1))
            value = math.fsum(
                (mixture[others[0]] if fields else math.prod(mixture[t] for t in others)) *
                meetings[case, others[:seat] + (strategy,) + others[seat:]].unit(seat, "utility")
                for others in choices if all(mixture[t] > 0 for t in others))
            total.append((value, 1 / parties / len(cases)))
    return math.fsum(value * weight for value, weight in total)


def check_game(found, meetings, strategies):
    mixtures, rows = defaultdict(dict), defaultdict(dict)
    for row in rows_of(found, "equilibrium"):
        mixtures[row["equilibrium"]][row["strategy"]] = row["share"]
        rows[row["equilibrium"]][row["strategy"]] = row
    exact = found["metrics"]["equilibrium.count"] > 0
    for number, mixture in mixtures.items():
        near(math.fsum(mixture.values()), 1, "shares")
        payoffs = {s: payoff(meetings, strategies, s, mixture) for s in strategies}
        regret = max(payoffs.values()) - math.fsum(mixture[s] * payoffs[s] for s in strategies)
        if exact and regret > 1e-8:
            fail(f"equilibrium {number} has a regret of {regret}")
        for s in strategies:
            near(rows[number][s]["payoff"], payoffs[s], "payoff")
            near(rows[number][s]["regret"], max(regret, 0), "regret", 1e-9)
    near(found["metrics"]["equilibrium.regret"], rows[1][strategies[0]]["regret"], "regret")
    pure = set()
    for row in rows_of(found, "replies"):
        t = row["against"]
        payoffs = {s: payoff(meetings, strategies, s, {u: float(u == t) for u in strategies}) for s in strategies}
        near(row["payoff"], max(payoffs.values()), "best reply")
        near(payoffs[row["reply"]], max(payoffs.values()), "best reply")
        near(row["own"], payoffs[t], "own")
        near(row["gain"], max(payoffs.values()) - payoffs[t], "gain")
        if row["gain"] < 1e-12:
            pure.add(t)
    shown = {s for mixture in mixtures.values() for s in strategies if mixture[s] == 1}
    if not pure <= shown:
        fail(f"pure equilibria {pure} are not among those shown, {shown}")


def check(cases, *options):
    found = run(cases, *options)
    meetings = read_meetings(found)
    strategies = [row["strategy"] for row in rows_of(found, "ranking")]
    sizes = {row["case"]: row for row in rows_of(found, "domains")}
    for meeting in meetings.values():
        row = sizes[meeting.case]
        meeting.fields = row["parties"] > 2 and row["meetings"] != len(strategies) ** row["parties"]
    for case, row in sizes.items():
        near(sum(name == case for name, _ in meetings), row["meetings"], f"meetings of {case}")
    units = counted_units(meetings, "--self-play" in options)
    check_ranking(found, units)
    check_pairs(found, meetings, units)
    check_significance(found, meetings, units)
    check_game(found, meetings, strategies)
    near(found["metrics"]["tournament.sessions"], sum(len(m.sessions) for m in meetings.values()), "sessions")
    return found, meetings


# ---- the small case, by listing its outcomes --------------------------------------------------------------------------


def check_distances(found):
    """talks.yaml: payment 0 to 100 by 10, three sizes of boats; no deal 0.3 and 0.2; weights 60:40 and 50:50."""
    points = [(0.6 * payment / 10 + 0.4 * boats / 2, 0.5 * (1 - payment / 10) + 0.5 * (1 - boats / 2))
              for payment in range(11) for boats in range(3)]  # both run from 0 to 1 already
    frontier = [p for p in points if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points)]
    rational = [p for p in frontier if p[0] >= 0.3 and p[1] >= 0.2]
    nash = max(rational, key=lambda p: (p[0] - 0.3) * (p[1] - 0.2))
    sessions = defaultdict(list)
    for row in rows_of(found, "sessions"):
        sessions[row["session"]].append(row)
    for rows in sessions.values():
        pair = rows[0]["utility"], rows[1]["utility"]
        if not rows[0]["agreed"]:
            near(pair[0], 0.3, "no deal")
            near(pair[1], 0.2, "no deal")
            continue
        if min(math.dist(pair, p) for p in points) > 1e-9:
            fail(f"{pair} is no outcome")
        near(rows[0]["advantage"], pair[0] - 0.3, "advantage")
        near(rows[0]["nash_distance"], math.dist(pair, nash), "distance to the Nash point")
        near(rows[0]["pareto_distance"], min(math.dist(pair, p) for p in frontier), "distance to the frontier")
    ideal = [max(p[i] for p in points if p[0] >= 0.3 and p[1] >= 0.2) - (0.3, 0.2)[i] for i in (0, 1)]
    shares = defaultdict(list)
    for row in rows_of(found, "seats"):
        share = row["advantage"] / ideal[("east", "west").index(row["party"])]
        near(row["share"], share, f"share {row}")
        shares[row["strategy"]].append(share)
    for row in rows_of(found, "ranking"):
        near(row["share"], mean(shares[row["strategy"]]), f"share {row}")
    for row in rows_of(found, "domains"):
        near(row["outcomes"], 33, "outcomes")
        near(row["frontier"], len(set(frontier)), "points of the frontier")


def check_tie(folder):
    """Two outcomes with the same product of gains: the Nash point is the first in file order."""
    path = os.path.join(folder, "tie.yaml")
    with open(path, "w", encoding="utf-8") as out:
        out.write("entente: 1\nid: tie\ntitle: A tie\nparties: {a: {name: A}, b: {name: B}}\n"
                  "issues: {x: {options: [k, l, m, n]}}\npreferences:\n"
                  "  a: {x: {weight: 1, values: {k: 0, l: 0.4, m: 0.6, n: 1}}}\n"
                  "  b: {x: {weight: 1, values: {k: 1, l: 0.6, m: 0.4, n: 0}}}\n"
                  "no_deal: {a: {utility: 0}, b: {utility: 0}}\n")
    tie = run([path], "--strategies", FEW, "--repeat", "5")
    agreed = [row for row in rows_of(tie, "sessions") if row["agreed"]]
    for row in agreed:
        own = row["utility"] if row["party"] == "a" else 1 - row["utility"]
        near(row["nash_distance"], math.dist((own, 1 - own), (0.4, 0.6)), "the first of equals")
    if len({row["nash_distance"] for row in agreed}) < 2:
        fail("a tie that shows nothing")


def crowd(parties):
    """A case of many parties, each with a wish of its own on two issues."""
    text = "entente: 1\nid: crowd\ntitle: A crowd\nparties:\n"
    text += "".join(f"  p{i}: {{name: Party {i}}}\n" for i in range(parties))
    text += "issues:\n  a: {options: {from: 0, to: 4, step: 1}}\n  b: {options: [x, y, z]}\npreferences:\n"
    for i in range(parties):
        ends = ("best: 4, worst: 0", "best: 0, worst: 4")[i % 2]
        text += f"  p{i}:\n    a: {{weight: {3 + i}, {ends}}}\n"
        text += f"    b: {{weight: {5 - i}, values: {{x: {i % 3 / 2}, y: {(i + 1) % 3 / 2}, z: {(i + 2) % 3 / 2}}}}}\n"
    return text + "no_deal:\n" + "".join(f"  p{i}: {{utility: 0.{1 + i}}}\n" for i in range(parties))


with tempfile.TemporaryDirectory() as folder:
    three, five = os.path.join(folder, "three.yaml"), os.path.join(folder, "five.yaml")
    with open(three, "w", encoding="utf-8") as file:
        file.write(crowd(3))
    with open(five, "w", encoding="utf-8") as file:
        file.write(crowd(5).replace("id: crowd", "id: crowd-of-five"))
    small, met = check([TALKS], "--strategies", FEW, "--repeat", "70")
    check_distances(small)
    if {len(m.sessions) for m in met.values()} != {1, 70}:
        fail("meetings without anything random are to be played once, others 70 times")
    for (_, seats), meeting in met.items():
        if len(meeting.sessions) != (70 if "random-walker" in seats else 1):
            fail(f"{seats} met {len(meeting.sessions)} times")
        if "random-walker" in seats and len({session[0]["utility"] for session in meeting.sessions}) < 3:
            fail(f"{seats}: repetitions repeat each other")
    check_tie(folder)
    check([TALKS], "--strategies", FEW, "--repeat", "5", "--reservation", "0.8")
    check_distances(run([TALKS], "--strategies", FEW, "--breakdown", "0.2", "--repeat", "20"))
    check([TALKS], "--strategies", "boulware,conceder", "--self-play", "--rounds", "7")
    check([TALKS, "two-islands"], "--strategies", FEW, "--repeat", "3", "--self-play", "--seed", "9")
    check([TALKS, three], "--strategies", FEW, "--repeat", "4")
    check([three], "--strategies", FEW, "--repeat", "2", "--self-play", "--breakdown", "0.01")
    many = ",".join(["boulware", "linear", "conceder", "random-walker"] + [f"time-dependent:exponent={e}" for e in (2, 3, 0.5)])
    found, _ = check([five, TALKS], "--strategies", many, "--repeat", "2", "--rounds", "30")
    if not any(note["id"] == "N-TOURNAMENT-0003" for note in found["notes"]):
        fail("the field is not mentioned")
print("every figure agrees with the sessions")
