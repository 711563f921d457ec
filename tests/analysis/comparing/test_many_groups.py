"""More groups than a byte can count."""

import numpy as np

from qualcode.analysis.comparing.design import Design
from qualcode.analysis.comparing.permutation import permute


def test_two_hundred_groups_of_two() -> None:
    people = tuple(f"P{number:03}" for number in range(400))
    groups = tuple(f"G{number // 2:03}" for number in range(400))
    design = Design(people, groups, ("",) * 400, tuple(sorted(set(groups))))
    values = np.array([[float(number // 2)] for number in range(400)])
    permuted = permute(values, design, draws=199)
    assert permuted.statistic[0] == 1.0
    assert permuted.p[0] == 1 / 200
