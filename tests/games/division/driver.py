"""The kernels of division behind division-driver: lines out, answers in, in one go."""
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
            sys.exit(f"division-driver: exit {done.returncode}, {len(answers)} of {len(self.lines)} answers: {done.stderr}")
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


def root(function, kinks, target):
    """The least x >= 0 with function(x) = target, for a function that never falls and is straight between kinks."""
    points = sorted({F(0)} | {F(k) for k in kinks if k >= 0})
    points.append(points[-1] + 1)
    low = points[0]
    if function(low) >= target:
        return low
    for high in points[1:]:
        if function(high) >= target:
            return low + (high - low) * (target - function(low)) / (function(high) - function(low))
        low = high
    slope = function(low + 1) - function(low)
    return low + (target - function(low)) / slope if slope > 0 else None
