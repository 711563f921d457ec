"""How often two poles are said to meet more or less often than by chance, where they do not.

Respondents are made up: each has an inclination of its own to either pole, and nothing draws the
poles together. Long segments hold more of both, and neighbouring segments may be alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.report import Goal, Line, Row, monte_carlo_error, render_share, render_share_of
from qualcode.analysis.meeting.shuffling import Chance, weigh_meetings
from qualcode.analysis.meeting.standing import class_lengths

LEVEL = 0.05
RUNS = 1_000
SEED = 2026
WORDS = (2, 61)  # of a segment, every number as often


@dataclass(frozen=True, slots=True)
class Interviews:
    """Respondents who speak for two poles."""

    respondents: int
    segments: int  # of each
    rate: float  # mentions of a pole in a segment of mean length
    longer: bool = True  # whether longer segments hold more
    likeness: float = 0.0  # correlation of neighbouring segments

    @property
    def told(self) -> str:
        """Say what is simulated."""
        more = "more in long segments" if self.longer else "as much in short segments"
        alike = f", neighbours alike .{self.likeness * 10:.0f}" if self.likeness else ""
        return f"{self.respondents} of {self.segments} segments, {more}{alike}"


SIMULATED = (
    Interviews(7, 33, 0.3),
    Interviews(7, 33, 0.3, likeness=0.5),
    Interviews(12, 60, 0.2),
    Interviews(12, 60, 0.2, likeness=0.4),
    Interviews(12, 60, 0.2, longer=False),
    Interviews(30, 100, 0.2),
)


def measure_meetings() -> Iterator[Line]:
    """Simulate how often chance is taken for more, with all segments and those of like length."""
    for number, interviews in enumerate(SIMULATED):
        start = process_time()
        random = np.random.default_rng([SEED, 6, number])
        drawn = [weigh_run(interviews, random) for _ in range(RUNS)]
        anyhow, alike = (np.mean([pair[side].p <= LEVEL for pair in drawn]) for side in (0, 1))
        told = f"all segments of a person {render_share(float(anyhow))}, "
        told += f"those of like length {render_share_of(float(alike), RUNS)}"
        yield Row(f"false meetings: {interviews.told}", process_time() - start, more=told)
        most = LEVEL + 3 * monte_carlo_error(LEVEL, RUNS)
        goal = f"≤ {render_share(most)}"
        yield Goal(
            f"false meetings: {interviews.told}",
            goal,
            render_share(float(alike)),
            bool(alike <= most),
        )


def weigh_run(interviews: Interviews, random: np.random.Generator) -> tuple[Chance, Chance]:
    """Set one made-up study against chance among all segments, and among those of like length."""
    units = pd.concat(
        [draw_talk(person, interviews, random) for person in range(interviews.respondents)]
    )
    met = int((units["first"] & units["second"]).sum())
    marks = units.assign(units=1, length=class_lengths(units))
    counts = ["units", "first", "second"]
    kinds: tuple[list[str], list[str]] = (["respondent"], ["respondent", "length"])
    anyhow, alike = (marks.groupby(kind)[counts].sum().astype("int64") for kind in kinds)
    return tuple(  # type: ignore[return-value]
        weigh_meetings(met, *(one[name].to_numpy() for name in counts)) for one in (anyhow, alike)
    )


def draw_talk(person: int, interviews: Interviews, random: np.random.Generator) -> pd.DataFrame:
    """Draw the segments of a respondent: words, and whether either pole stands there."""
    words = random.integers(*WORDS, interviews.segments)
    weights = words / np.mean(WORDS) if interviews.longer else np.ones(len(words))
    talk = pd.DataFrame({"respondent": person, "language": "", "words": words})
    for pole in ("first", "second"):
        inclined = interviews.rate * random.gamma(2, 0.5)
        talk[pole] = _draw_alike(interviews, random) < 1 - np.exp(-inclined * weights)
    return talk


def _draw_alike(interviews: Interviews, random: np.random.Generator) -> NDArray[np.float64]:
    """Draw numbers between 0 and 1, each like the one before it."""
    from scipy.signal import lfilter
    from scipy.special import ndtr

    likeness = interviews.likeness
    noise = random.normal(size=interviews.segments)
    noise[1:] *= np.sqrt(1 - likeness**2)
    drawn: NDArray[np.float64] = ndtr(lfilter([1.0], [1.0, -likeness], noise))
    return drawn
