#!/usr/bin/env python3
"""Runs the command line as tables say, and prints TAP.

  run_table.py PROGRAM DATA TABLE...

A table is a list of rows:
  name           what must hold
  args           words after the program (a list, or a text split as a shell does); or
  shell          a command for sh, in which $ENTENTE is the program
  files          name -> content, written to the folder that the row runs in, a copy of fixtures/
  env            variables
  exit           exit code (0)
  stdout         texts that stand in it        stdout_is     all of it        stdout_lacks  texts that do not
  stderr         the same                      stderr_is                      stderr_lacks
  json           path -> value in the JSON on stdout (dots between keys and indexes; null: absent)
  written        name -> texts that stand in the file afterwards (null: there is no such file)
  needs          a program without which the row is skipped
  interrupt      how often to send SIGINT (as Ctrl-C does), once the program has computed for a while
"""
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import yaml

ABSENT = object()


def listed(value):
    return [] if value is None else value if isinstance(value, list) else [value]


def at(value, path):
    """The longest key is tried first: metrics have dots in their names."""
    if path == "":
        return value
    if isinstance(value, list):
        head, _, rest = path.partition(".")
        index = int(head)
        return at(value[index], rest) if -len(value) <= index < len(value) else ABSENT
    if not isinstance(value, dict):
        return ABSENT
    parts = path.split(".")
    for size in range(len(parts), 0, -1):
        key = ".".join(parts[:size])
        if key in value:
            return at(value[key], ".".join(parts[size:]))
    return ABSENT


def check_text(row, name, text):
    faults = [f"{name} lacks {want!r}" for want in listed(row.get(name)) if str(want) not in text]
    faults += [f"{name} has {want!r}" for want in listed(row.get(name + "_lacks")) if str(want) in text]
    want = row.get(name + "_is")
    if want is not None and text != want:
        faults.append(f"{name} is not {want!r}")
    return faults


def check_json(row, text):
    if "json" not in row:
        return []
    try:
        value = json.loads(text)
    except ValueError as error:
        return [f"stdout is no JSON: {error}"]
    faults = []
    for path, want in row["json"].items():
        got = at(value, path)
        if got is ABSENT:
            got = None
        if got != want:
            faults.append(f"JSON {path} is {got!r}, not {want!r}")
    return faults


def check_written(row, folder):
    faults = []
    for name, wanted in row.get("written", {}).items():
        path = os.path.join(folder, name)
        if wanted is None:
            faults += [f"{name} is there"] if os.path.exists(path) else []
        elif not os.path.exists(path):
            faults.append(f"{name} is not there")
        else:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            faults += [f"{name} lacks {want!r}" for want in listed(wanted) if str(want) not in text]
    return faults


def at_work(pid):
    """Whether the process has used 0.15 s of processor time, beyond what reading a case takes (or has ended)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return True
    return fields[0] == "Z" or int(fields[11]) + int(fields[12]) >= 0.15 * os.sysconf("SC_CLK_TCK")


def start(command, folder, env, interrupts):
    process = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
    if interrupts:
        while not at_work(process.pid):
            time.sleep(0.001)
        for _ in range(interrupts):
            process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=300)
    return process.returncode, out.decode("utf-8"), err.decode("utf-8")


def run(row, program, data):
    known = {"interrupt", "name", "args", "shell", "files", "env", "exit", "json", "written", "needs", "stdout", "stdout_is",
             "stdout_lacks", "stderr", "stderr_is", "stderr_lacks"}
    if set(row) - known:
        return [f"the row has unknown keys: {sorted(set(row) - known)}"]
    with tempfile.TemporaryDirectory() as top:
        folder = os.path.join(top, "row")
        shutil.copytree(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures"), folder)
        for name, content in row.get("files", {}).items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(content)
        env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        env.update({"ENTENTE": program, "ENTENTE_DATA": data})
        env.update({k: str(v) for k, v in row.get("env", {}).items()})
        args = row.get("args", [])
        words = shlex.split(args) if isinstance(args, str) else [str(word) for word in args]
        command = ["sh", "-c", row["shell"]] if "shell" in row else [program] + words
        code, out, err = start(command, folder, env, row.get("interrupt", 0))
        faults = [] if code == row.get("exit", 0) else [f"exit {code}, not {row.get('exit', 0)}"]
        faults += check_text(row, "stdout", out) + check_text(row, "stderr", err)
        faults += check_json(row, out) + check_written(row, folder)
        if faults:
            faults += ["stdout: " + line for line in out.splitlines()[:40]]
            faults += ["stderr: " + line for line in err.splitlines()[:40]]
        return faults


def main():
    program, data = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    rows = []
    for table in sys.argv[3:]:
        with open(table, encoding="utf-8") as file:
            rows += yaml.safe_load(file)
    names = [row["name"] for row in rows]
    twice = sorted({name for name in names if names.count(name) > 1})
    print(f"1..{len(rows)}")
    failed = bool(twice)
    for name in twice:
        print(f"# two rows are called {name!r}")
    for number, row in enumerate(rows, 1):
        if "needs" in row and shutil.which(row["needs"]) is None:
            print(f"ok {number} - {row['name']} # SKIP {row['needs']} is not installed")
            continue
        faults = run(row, program, data)
        print(f"{'not ok' if faults else 'ok'} {number} - {row['name']}", flush=True)
        for fault in faults:
            print(f"#   {fault}")
        failed = failed or bool(faults)
    sys.exit(1 if failed else 0)


main()
