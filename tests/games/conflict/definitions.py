"""The graph model by its definitions, with sets: slow, and written without a look at the kernels.

A conflict is a dict: states, code (list or None), players: list of {moves: [set per state], members: [member]}, member:
{level, high (or None), band (or None), gap}.
"""
import itertools

CONCEPTS = ["nash", "gmr", "smr", "seq", "sseq", "sim", "strong-gmr", "strong-smr", "strong-seq"]
READINGS = "abcd"


def surely(member, to, start):
    high = member["high"] or member["level"]
    return to != start and member["level"][to] > high[start]


def possibly(member, to, start):
    high = member["high"] or member["level"]
    return to != start and high[to] > member["level"][start]


def all_prefer(player, prefers, to, start):
    return all(prefers(member, to, start) for member in player["members"])


def improvements(player, prefers, start):
    return {to for to in player["moves"][start] if all_prefer(player, prefers, to, start)}


def reach(conflict, players, start, steps_of):
    """Where legal sequences lead: nobody moves twice in succession."""
    seen, waiting = set(), [(to, k) for k in players for to in steps_of(k, start)]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        state, last = node
        waiting += [(to, k) for k in players if k != last for to in steps_of(k, state)]
    return {state for state, _ in seen}


def opponents(conflict, player):
    return [k for k in range(len(conflict["players"])) if k != player]


def deters(player, concept, reading, to, start):
    """Some member does not prefer `to` (strong concepts: finds it much worse)."""
    if concept.startswith("strong"):
        return any(m["band"][start] - m["band"][to] >= m["gap"] for m in player["members"])
    if reading in "ab":
        return any(not possibly(m, to, start) for m in player["members"])
    return any(not surely(m, to, start) for m in player["members"])


def joint_outcomes(conflict, player, state, improvement):
    """What comes out when at least one opponent improves at the same moment."""
    where = {code: s for s, code in enumerate(conflict["code"])}
    choices = [[None] + sorted(improvements(conflict["players"][k], possibly, state)) for k in opponents(conflict, player)]
    base = conflict["code"][state]
    for picked in itertools.product(*choices):
        if all(to is None for to in picked):
            continue
        changes = [base ^ conflict["code"][improvement]] + [base ^ conflict["code"][to] for to in picked if to is not None]
        total = 0
        for change in changes:
            if total & change:
                break
            total |= change
        else:
            if base ^ total in where:
                yield where[base ^ total]


def sanctions(conflict, concept, reading, player, state, improvement):
    """The states that deter from this improvement."""
    me = conflict["players"][player]
    if concept == "sim":
        return {s for s in joint_outcomes(conflict, player, state, improvement) if deters(me, concept, reading, s, state)}
    credible = concept in ("seq", "sseq", "strong-seq")

    def steps(k, s):
        other = conflict["players"][k]
        return improvements(other, possibly, s) if credible else other["moves"][s]

    found = {s for s in reach(conflict, opponents(conflict, player), improvement, steps) if deters(me, concept, reading, s, state)}
    if concept in ("smr", "sseq", "strong-smr"):
        found = {s for s in found if all(deters(me, concept, reading, t, state) for t in me["moves"][s])}
    return found


def leaves_for(conflict, reading, player, state):
    return improvements(conflict["players"][player], possibly if reading in "ac" else surely, state)


def stable(conflict, concept, reading, player, state):
    ways = leaves_for(conflict, reading, player, state)
    if concept == "nash":
        return not ways
    return all(sanctions(conflict, concept, reading, player, state, s) for s in ways)


def equilibrium(conflict, concept, state):
    return all(stable(conflict, concept, "b", k, state) for k in range(len(conflict["players"])))


def concepts_of(conflict):
    banded = all(m["band"] is not None for p in conflict["players"] for m in p["members"])
    return [c for c in CONCEPTS if (c != "sim" or conflict["code"] is not None) and (banded or not c.startswith("strong"))]


def join(conflict, coalition):
    """The players of `coalition` as the first player, the others after it."""
    inside = [k for k in range(len(conflict["players"])) if coalition >> k & 1]
    if len(inside) == 1:
        first = conflict["players"][inside[0]]
    else:
        moves = [reach(conflict, inside, s, lambda k, t: conflict["players"][k]["moves"][t]) - {s}
                 for s in range(conflict["states"])]
        first = {"moves": moves, "members": [m for k in inside for m in conflict["players"][k]["members"]]}
    rest = [p for k, p in enumerate(conflict["players"]) if k not in inside]
    return dict(conflict, players=[first] + rest)


def coalition_improvements(conflict, coalition, start):
    """Where the players of `coalition` can go together that every member of each (perhaps) prefers."""
    where = reach(conflict, coalition, start, lambda k, t: conflict["players"][k]["moves"][t]) - {start} \
        if len(coalition) > 1 else conflict["players"][coalition[0]]["moves"][start]
    return {to for to in where if all(all_prefer(conflict["players"][k], possibly, to, start) for k in coalition)}


def answers(conflict, opponents, start, known):
    """Where sequences of improvements by coalitions of the opponents lead, none twice in succession (Inohara, Hipel 2008);
    `known` keeps what has been found of this conflict."""
    if (tuple(opponents), start) in known:
        return known[tuple(opponents), start]
    classes = [c for size in range(1, len(opponents) + 1) for c in itertools.combinations(opponents, size)]

    def improvements_of(c, s):
        if (c, s, "steps") not in known:
            known[c, s, "steps"] = coalition_improvements(conflict, c, s)
        return known[c, s, "steps"]

    seen, waiting = set(), [(to, c) for c in classes for to in improvements_of(c, start)]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        state, last = node
        waiting += [(to, c) for c in classes if c != last for to in improvements_of(c, state)]
    known[tuple(opponents), start] = {state for state, _ in seen}
    return known[tuple(opponents), start]


def coalition_stable(conflict, joined, concept, reading, coalition, state, known):
    """Coalition Nash, GMR, SMR, SEQ and the like for the coalition (bits), of which `joined` makes one player."""
    if concept not in ("seq", "sseq", "strong-seq"):
        return stable(joined, concept, reading, 0, state)
    me, others = joined["players"][0], [k for k in range(len(conflict["players"])) if not coalition >> k & 1]
    for way in leaves_for(joined, reading, 0, state):
        found = {s for s in answers(conflict, others, way, known) if deters(me, concept, reading, s, state)}
        if concept == "sseq":
            found = {s for s in found if all(deters(me, concept, reading, t, state) for t in me["moves"][s])}
        if not found:
            return False
    return True


def words(conflict):
    """The conflict as the driver reads it."""
    yield from (conflict["states"], len(conflict["players"]))
    yield from [0] if conflict["code"] is None else [1] + list(conflict["code"])
    for player in conflict["players"]:
        yield len(player["members"])
        for moves in player["moves"]:
            yield len(moves)
            yield from sorted(moves)
        for member in player["members"]:
            yield from member["level"]
            yield from [0] if member["high"] is None else [1] + list(member["high"])
            yield from [0] if member["band"] is None else [member["gap"]] + list(member["band"])


def random_conflict(rng, unknown=False, bands=False, most_states=9):
    """By options (some irreversible, some in two hands, some states taken out), or any graph; ties, several members."""
    players = rng.randint(1, 4)
    if rng.random() < 0.6:
        options = [{rng.randrange(players) for _ in range(rng.choice((1, 1, 1, 2)))} for _ in range(rng.randint(1, 4))]
        ways = [rng.choice(("both", "both", "fwd", "back")) for _ in options]
        code = [s for s in range(2 ** len(options)) if rng.random() < 0.8] or [0]
        moves = [[set() for _ in code] for _ in range(players)]
        for a, x in enumerate(code):
            for b, y in enumerate(code):
                changed = [o for o in range(len(options)) if (x ^ y) >> o & 1]
                legal = all(ways[o] == "both" or (ways[o] == "fwd") == bool(y >> o & 1) for o in changed)
                for k in range(players):
                    if changed and legal and all(k in options[o] for o in changed):
                        moves[k][a].add(b)
        states = len(code)
    else:
        states, code = rng.randint(1, most_states), None
        moves = [[{t for t in range(states) if t != s and rng.random() < 0.35} for s in range(states)] for _ in range(players)]
    people = [[random_member(rng, states, unknown, bands) for _ in range(rng.choice((1, 1, 1, 2)))] for _ in range(players)]
    return {"states": states, "code": code,
            "players": [{"moves": m, "members": p} for m, p in zip(moves, people)]}


def random_member(rng, states, unknown, bands):
    level = [rng.randrange(rng.choice((2, 4, 9))) for _ in range(states)]
    high = [x + rng.choice((0, 0, 1, 2)) for x in level] if unknown else None
    band = [2 * x for x in level] if bands else None
    return {"level": level, "high": high, "band": band, "gap": rng.choice((2, 3, 4)) if bands and not unknown else 9}
