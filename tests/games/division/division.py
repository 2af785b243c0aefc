"""What the oracles of division share: the driver, and roots of functions that never fall."""
import os
import sys
from fractions import Fraction as F

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from driver import Driver, fractions  # noqa: E402 F401 - for those who import this


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
