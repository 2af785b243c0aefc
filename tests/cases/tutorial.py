#!/usr/bin/env python3
"""Does what docs/tutorial.md says and checks that it works.

  tests/cases/tutorial.py ENTENTE docs/tutorial.md            every command runs and ends as shown
  tests/cases/tutorial.py ENTENTE docs/tutorial.md --update   writes what they print into the page

Blocks marked yaml are added to islands.yaml; a block with a file name after the mark is that file. In console blocks a
line that begins with "$ " is run. A command whose output shows an error must fail with the same ids, others must succeed.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
CASE = "islands.yaml"


def run(command, folder, entente):
    path = str(pathlib.Path(entente).resolve().parent) + os.pathsep + os.environ["PATH"]
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"})
    return done.returncode, done.stdout + done.stderr


def ids(text):
    return set(re.findall(r"\[([EWU]-[A-Z]+-\d{4})\]", text))


def console(block, folder, entente, failures):
    """Runs the commands of a block; each is followed by what it printed up to the next one."""
    after = ""
    for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, shown = part.partition("\n")
        code, printed = run(command, folder, entente)
        if (code != 0) != ("error[" in shown):
            failures.append(f"{command}: exit {code}\n{printed}")
        elif ids(printed) != ids(shown):
            failures.append(f"{command}: {sorted(ids(printed))} and not {sorted(ids(shown))}")
        after += f"$ {command}\n" + (printed.rstrip() + "\n" if printed.strip() else "")
    return after


def follow(page, folder, entente, failures):
    commands = 0

    def block(match):
        nonlocal commands
        kind, name, text = match.groups()
        if kind == "console":
            commands += 1
            return f"```console\n{console(text, folder, entente, failures)}```"
        target = folder / (name or CASE)
        target.parent.mkdir(exist_ok=True)
        with open(target, "w" if name else "a", encoding="utf-8") as out:
            out.write(text)
        return match.group(0)

    return BLOCK.sub(block, page), commands


def main():
    entente, page_path = sys.argv[1], pathlib.Path(sys.argv[2])
    page, failures = page_path.read_text(encoding="utf-8"), []
    with tempfile.TemporaryDirectory() as folder:
        after, commands = follow(page, pathlib.Path(folder), entente, failures)
    if "--update" in sys.argv:
        page_path.write_text(after, encoding="utf-8")
        print(f"{commands} commands")
        return 0
    for failure in failures:
        print("failed:", failure)
    print(f"{commands} commands, {len(failures)} failed")
    return 1 if failures or commands == 0 else 0


sys.exit(main())
