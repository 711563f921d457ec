"""The simulation of poles that have nothing to do with each other."""

import numpy as np

from benchmarks.parts import ONCE, meetings
from benchmarks.parts.meetings import Interviews, draw_talk, weigh_run
from benchmarks.report import Goal


def test_lengths_are_what_makes_poles_meet() -> None:
    random = np.random.default_rng(1)
    drawn = [weigh_run(Interviews(30, 100, 0.2), random) for _ in range(40)]
    anyhow, alike = (np.mean([pair[side].p <= 0.05 for pair in drawn]) for side in (0, 1))
    assert anyhow > 0.4
    assert alike < 0.2
    assert all(one.expected > other.expected for other, one in drawn)


def test_neighbours_are_as_alike_as_said() -> None:
    talk = draw_talk(
        1, Interviews(1, 20_000, 0.5, longer=False, likeness=0.5), np.random.default_rng(2)
    )
    stands = talk["first"].to_numpy(dtype=float)
    assert np.corrcoef(stands[1:], stands[:-1])[0, 1] > 0.2
    assert abs(np.corrcoef(stands, talk["second"].to_numpy(dtype=float))[0, 1]) < 0.03
    assert abs(np.corrcoef(stands, talk["words"])[0, 1]) < 0.03


def test_the_part_says_what_it_has_measured(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(meetings, "RUNS", 2)
    monkeypatch.setattr(meetings, "SIMULATED", (Interviews(2, 10, 0.3, likeness=0.4),))
    row, goal = ONCE["meetings"]()
    assert "2 of 10 segments, more in long segments, neighbours alike .4" in row.what
    assert isinstance(goal, Goal)
