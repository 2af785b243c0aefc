#!/usr/bin/env python3
"""Random conflicts as cases, through the command, against the definitions written down literally with sets.

  stability_oracle.py ENTENTE RUNS

States by directions and infeasible patterns, states that make no difference, statements (with the sum of powers of two),
weights, rankings and utilities, parties that act together, states that a party does not see; Nash, GMR, SMR, SEQ, paths."""
import fractions
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

DIRECTIONS = ("both", "forward", "back")


# ---- a random case ----------------------------------------------------------------------------------------------


def statement(rng, options, depth=2):
    """(text, function of the options taken)"""
    if depth == 0 or rng.random() < 0.3:
        k, negative = rng.randrange(options), rng.random() < 0.5
        return ("!" if negative else "") + f"o{k}", lambda taken: taken[k] != negative
    (a, f), (b, g) = statement(rng, options, depth - 1), statement(rng, options, depth - 1)
    sign = rng.choice(("&", "|", "->", "<->", "if"))
    truth = {"&": lambda t: f(t) and g(t), "|": lambda t: f(t) or g(t), "->": lambda t: not f(t) or g(t),
             "<->": lambda t: f(t) == g(t), "if": lambda t: f(t) or not g(t)}[sign]
    negative = rng.random() < 0.2
    return ("!" if negative else "") + f"({a} {sign} {b})", lambda taken: truth(taken) != negative


def pattern(rng, options):
    chosen = rng.sample(range(options), rng.randint(1, min(3, options)))
    return "".join(rng.choice("YN") if k in chosen else "-" for k in range(options))


def fits(text, taken):
    return all(letter == "-" or (letter == "Y") == t for letter, t in zip(text, taken))


def make(rng):
    options, parties = rng.randint(1, 5), rng.randint(1, 4)
    owner = [rng.randrange(parties) for _ in range(options)]
    direction = [rng.choice(DIRECTIONS if rng.random() < 0.4 else ("both",)) for _ in range(options)]
    barred = [pattern(rng, options) for _ in range(rng.randint(0, 2))]
    same = [pattern(rng, options)] if rng.random() < 0.25 else []
    combinations = [c for c in itertools.product((False, True), repeat=options) if not any(fits(p, c) for p in barred)]
    combinations.sort(key=lambda c: sum(t << k for k, t in enumerate(c)))
    return dict(options=options, parties=parties, owner=owner, direction=direction, barred=barred, same=same,
                combinations=combinations)


def merge(model):
    """States as lists of combinations, in the order of their largest one."""
    states = []
    for c in model["combinations"]:
        if any(fits(p, c) for p in model["same"]):
            continue
        states.append([c])
    merged = [c for c in model["combinations"] if any(fits(p, c) for p in model["same"])]
    if merged:
        states.append(merged)
    states.sort(key=lambda s: sum(t << k for k, t in enumerate(s[-1])))
    return states


def number(c):
    return sum(t << k for k, t in enumerate(c))


def prefer(rng, model, states):
    """(lines of the case by key, a value per state and party)"""
    lines, values = {}, []
    for party in range(model["parties"]):
        kind = rng.choice(("priorities", "weights", "ranking", "utilities"))
        if kind == "priorities":
            made = [statement(rng, model["options"]) for _ in range(rng.randint(0, 6))]
            value = [sum(2 ** (len(made) - 1 - j) for j, (_, holds) in enumerate(made) if holds(s[0])) for s in states]
            text = json.dumps([t for t, _ in made])
        elif kind == "weights":
            weights = [rng.choice(("1", "-2", "0.5", "1/3", "0")) for _ in range(model["options"])]
            value = [sum((fractions.Fraction(w) for w, t in zip(weights, s[0]) if t), fractions.Fraction(0)) for s in states]
            text = "{" + ", ".join(f"o{k}: {w}" for k, w in enumerate(weights)) + "}"
        else:
            value = [rng.randint(0, 5) for _ in states]
            if kind == "ranking":
                groups = [[number(s[-1]) for s, v in zip(states, value) if v == level]
                          for level in sorted(set(value), reverse=True)]
                text = str(groups)
            else:
                text = "{" + ", ".join(f"{number(s[0])}: {v}" for s, v in zip(states, value)) + "}"
        lines.setdefault(kind, []).append(f"    p{party}: {text}\n")
        values.append(value)
    return lines, values


def write(model, lines, together, hidden):
    text = "entente: 1\nid: random\ntitle: Random\nparties:\n"
    text += "".join(f"  p{i}: {{name: P{i}}}\n" for i in range(model["parties"])) + "moves:\n  options:\n"
    for k in range(model["options"]):
        text += f"    o{k}: {{party: p{model['owner'][k]}, direction: {model['direction'][k]}}}\n"
    if model["barred"]:
        text += f"  infeasible: {json.dumps(model['barred'])}\n"
    if model["same"]:
        text += f"  same: {json.dumps(model['same'])}\n"
    for key, rows in lines.items():
        text += f"  {key}:\n" + "".join(rows)
    if together:
        text += f"  together: [[{', '.join(f'p{i}' for i in together)}]]\n"
    if hidden:
        text += "  misperceived: {" + ", ".join(f"p{i}: {json.dumps(p)}" for i, p in hidden.items()) + "}\n"
    return text


# ---- the definitions -----------------------------------------------------------------------------------------------

def allowed(model, party, a, b):
    for k in range(model["options"]):
        if a[k] != b[k] and (model["owner"][k] != party or (model["direction"][k] == "forward" and a[k]) or
                             (model["direction"][k] == "back" and b[k])):
            return False
    return a != b


def single_moves(model, states, hidden):
    moves = []
    for party in range(model["parties"]):
        seen = [not any(fits(p, c) for p in hidden.get(party, []) for c in s) for s in states]
        moves.append([{j for j, t in enumerate(states) if j != i and seen[i] and seen[j] and
                       any(allowed(model, party, a, b) for a in s for b in t)} for i, s in enumerate(states)])
    return moves


def sequences(start, steps):
    """Where legal sequences lead: steps[k](s) are the moves of player k; nobody twice in succession."""
    found, waiting = set(), [(start, None)]
    seen = set(waiting)
    while waiting:
        state, last = waiting.pop()
        for k, step in enumerate(steps):
            if k == last:
                continue
            for to in step(state):
                found.add(to)
                if (to, k) not in seen:
                    seen.add((to, k))
                    waiting.append((to, k))
    return found


def judge(players, states):
    """Per concept, player and state."""
    def better(k, a, b):
        return all(v[b] > v[a] for v in players[k]["values"])

    def ui(k, s):
        return {t for t in players[k]["moves"][s] if better(k, s, t)}

    verdict = {c: [[False] * states for _ in players] for c in ("nash", "gmr", "smr", "seq")}
    for k, player in enumerate(players):
        others = [j for j in range(len(players)) if j != k]
        any_move = [lambda s, j=j: players[j]["moves"][s] for j in others]
        improving = [lambda s, j=j: ui(j, s) for j in others]
        for s in range(states):
            gains = ui(k, s)
            reach = {t: sequences(t, any_move) for t in gains}
            credible = {t: sequences(t, improving) for t in gains}
            verdict["nash"][k][s] = not gains
            verdict["gmr"][k][s] = all(any(not better(k, s, u) for u in reach[t]) for t in gains)
            verdict["smr"][k][s] = all(any(not better(k, s, u) and not any(better(k, s, w) for w in player["moves"][u])
                                           for u in reach[t]) for t in gains)
            verdict["seq"][k][s] = all(any(not better(k, s, u) for u in credible[t]) for t in gains)
    return verdict


def players_of(model, values, moves, together):
    players = []
    for party in range(model["parties"]):
        if together and party == min(together):
            steps = [lambda s, j=j: moves[j][s] for j in together]
            joint = [sequences(s, steps) - {s} for s in range(len(moves[0]))]
            players.append(dict(values=[values[j] for j in together], moves=joint))
        elif party not in together:
            players.append(dict(values=[values[party]], moves=moves[party]))
    return players


# ---- comparing ----------------------------------------------------------------------------------------------------------

def compare(command, rng, case):
    model = make(rng)
    states = merge(model)
    if not states:
        return None
    lines, values = prefer(rng, model, states)
    together = sorted(rng.sample(range(model["parties"]), 2)) if model["parties"] > 2 and rng.random() < 0.3 else []
    hidden = {rng.randrange(model["parties"]): [pattern(rng, model["options"])]} if rng.random() < 0.2 else {}
    case.write_text(write(model, lines, together, hidden))
    done = subprocess.run([command, "stability", str(case), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        return f"exit {done.returncode}\n{done.stderr}"
    findings = json.loads(done.stdout)
    players = players_of(model, values, single_moves(model, states, hidden), together)
    verdict = judge(players, len(states))
    table = findings["tables"]["cells"]
    columns = [c["id"] for c in table["columns"]]
    cells = [dict(zip(columns, row)) for row in table["rows"]]
    if len(cells) != len(players) * len(states):
        return f"{len(cells)} cells, not {len(players)} x {len(states)}"
    for i, cell in enumerate(cells):
        state, player = divmod(i, len(players))
        for concept in verdict:
            if cell[concept] != int(verdict[concept][player][state]):
                return f"{concept} of state {state} for player {player}: {cell[concept]}"
    return None


def main():
    command, runs = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        case = pathlib.Path(folder) / "case.yaml"
        for seed in range(runs):
            wrong = compare(command, random.Random(seed), case)
            if wrong:
                print(f"seed {seed}: {wrong}\n{case.read_text()}")
                return 1
    print(f"{runs} conflicts agree")
    return 0


if __name__ == "__main__":
    sys.exit(main())
