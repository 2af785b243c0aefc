"""Writes a case with random additive preferences, for timing the whole command.

    make_case.py PARTIES ISSUES [OPTIONS] > case.yaml
"""
import random
import sys

parties, issues = int(sys.argv[1]), int(sys.argv[2])
options = int(sys.argv[3]) if len(sys.argv) > 3 else 10
r = random.Random(1000 * parties + issues)
print(f"entente: 1\nid: random-{parties}-{issues}\ntitle: Random preferences\nparties:")
for p in range(parties):
    print(f"  p{p}: {{name: Party {p}}}")
print("issues:")
for i in range(issues):
    print(f"  i{i}: {{options: [{', '.join(f'o{o}' for o in range(options))}]}}")
print("preferences:")
for p in range(parties):
    print(f"  p{p}:")
    for i in range(issues):
        values = ", ".join(f"o{o}: {r.randrange(0, 1001) / 1000}" for o in range(options))
        print(f"    i{i}: {{weight: {r.randrange(1, 1001)}, values: {{{values}}}}}")
