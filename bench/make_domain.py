#!/usr/bin/env python3
"""Makes a domain in GENIUS' format, additive preferences from a seed, for benchmarks.

    make_domain.py FOLDER [--issues 8] [--options 5] [--profiles 2] [--seed 1]

Writes FOLDER/domain.xml and FOLDER/profile1.xml, ... The default has 5^8 = 390,625 outcomes. Evaluations are whole numbers
from 0 to 100, of which each issue has one at 100; the second profile wants much of the opposite of the first, further ones
are independent; weights have four decimals and add up to 1; nobody has a reservation.
"""
import argparse
import os
import random


def weights(rng, size):
    """Positive ten-thousandths that add up to 10,000."""
    cuts = sorted(rng.sample(range(1, 10000), size - 1))
    return [b - a for a, b in zip([0] + cuts, cuts + [10000])]


def evaluations(seed, number, options, profile):
    """Whole numbers from 0 to 100, the largest 100."""
    rng = random.Random(f"{seed} {number} {profile if profile > 2 else 1}")
    values = [rng.randint(0, 100) for _ in range(options)]
    if profile == 2:
        values = [min(100, max(0, 100 - value + rng.randint(-30, 30))) for value in values]
    values[values.index(max(values))] = 100
    return values


def issue(seed, number, options, profile):
    values = evaluations(seed, number, options, profile)
    lines = [f'      <issue index="{number}" name="issue{number}" type="discrete" etype="discrete" vtype="discrete">']
    for k, value in enumerate(values, 1):
        evaluation = f' evaluation="{value}"' if profile else ""
        lines.append(f'        <item index="{k}" value="value{number}-{k}"{evaluation}/>')
    return lines + ["      </issue>"]


def write(path, seed, issues, options, profile):
    lines = [f'<utility_space number_of_issues="{issues}">',
             '    <objective index="0" name="root" type="objective" etype="objective">']
    for number in range(1, issues + 1):
        lines += issue(seed, number, options, profile)
    if profile:
        lines += [f'      <weight index="{k}" value="{w // 10000}.{w % 10000:04d}"/>'
                  for k, w in enumerate(weights(random.Random(f"{seed} {profile}"), issues), 1)]
    lines.append("    </objective>")
    if profile:
        lines += ['    <reservation value="0.0"/>', '    <discount_factor value="1.0"/>']
    text = "\n".join(lines + ["</utility_space>"])
    if not profile:
        text = "<negotiation_template>\n" + text + "\n</negotiation_template>"
    with open(path, "w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n")


def make(folder, issues=8, options=5, profiles=2, seed=1):
    """Writes the files and returns their paths, the domain's first."""
    os.makedirs(folder, exist_ok=True)
    paths = [os.path.join(folder, "domain.xml")]
    paths += [os.path.join(folder, f"profile{k}.xml") for k in range(1, profiles + 1)]
    for k, path in enumerate(paths):
        write(path, seed, issues, options, profile=k)
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    for name, default in (("issues", 8), ("options", 5), ("profiles", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    for path in make(wanted.folder, wanted.issues, wanted.options, wanted.profiles, wanted.seed):
        print(path)


if __name__ == "__main__":
    main()
