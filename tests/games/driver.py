"""Kernels behind a driver program: lines out, answers in, in one go."""
import os
import subprocess
import sys
from fractions import Fraction as F


class Driver:
    def __init__(self, program):
        self.program, self.lines, self.checks = program, [], []

    def ask(self, line, check):
        """`check` gets the words of the answer once all have been asked."""
        self.lines.append(" ".join(words(line)))
        self.checks.append(check)

    def run(self):
        """How many answers were wrong; the first of them are shown."""
        done = subprocess.run([self.program], input="\n".join(self.lines) + "\n", capture_output=True, text=True)
        answers = done.stdout.splitlines()
        if done.returncode != 0 or len(answers) != len(self.lines):
            sys.exit(f"{os.path.basename(self.program)}: exit {done.returncode}, {len(answers)} of {len(self.lines)} answers: {done.stderr}")
        wrong = 0
        for line, answer, check in zip(self.lines, answers, self.checks):
            try:
                said = check(answer.split())
            except (ValueError, IndexError, ZeroDivisionError) as error:
                said = repr(error)
            if said:
                wrong += 1
                if wrong <= 10:
                    print(f"{line}\n  answers {answer}\n  {said}", file=sys.stderr)
        print(f"{len(self.lines)} problems, {wrong} wrong")
        return wrong


def words(line):
    for item in line:
        if item is None:
            yield "-"
        elif isinstance(item, (list, tuple)):
            yield from words(item)
        else:
            yield str(item)


def fractions(answer):
    return [F(word) for word in answer]
