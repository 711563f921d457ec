"""A sample of segments for blind coding: drawn by a seed, kept, the same for all coders.

Respondents' segments are divided by respondent type, language, and whether the machine found
anything in them. Half of the sample comes from either side, so that what is found and what is
missed are both measured well; inside a side every stratum has its share. A segment's weight is how
many of its stratum one that was drawn stands for: figures about the whole study need it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qualcode.errors import Problem, RefusedError, RunError
from qualcode.language.words import find_words
from qualcode.model.coding import MACHINE
from qualcode.review.material import Place
from qualcode.runs.read import Record, Run

FOLDER = "samples"  # inside the folder of decisions
_COLUMNS = ("transcript", "segment", "start", "stop", "weight")
_NAME = re.compile(r"(-?[0-9]{1,18})-([0-9]{1,9})-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Drawn:
    """One segment of a sample."""

    transcript: str
    segment: int
    start: int
    stop: int
    weight: float  # segments of its stratum / drawn of it


@dataclass(frozen=True)
class Sample:
    """Segments to be coded by everybody, in the order in which they are read."""

    name: str = ""  # `SEED-SIZE-HASH`; empty: no sample
    drawn: tuple[Drawn, ...] = ()

    @property
    def queue(self) -> tuple[Place, ...]:
        """The segments: transcript and number."""
        return tuple((one.transcript, one.segment) for one in self.drawn)

    @cached_property
    def _by_transcript(self) -> Mapping[str, Sequence[Drawn]]:
        held: defaultdict[str, list[Drawn]] = defaultdict(list)
        for one in self.drawn:
            held[one.transcript].append(one)
        return dict(held)

    def belonging(self, transcript: str, start: int, stop: int) -> tuple[str, float]:
        """Return the sample and weight of what lies inside one of its segments, else none."""
        for one in self._by_transcript.get(transcript, ()):
            if one.start <= start < stop <= one.stop:
                return self.name, one.weight
        return "", 1.0


NO_SAMPLE = Sample()


def draw_sample(run: Run, size: int, seed: int) -> Sample:
    """Draw `size` segments, all there are where there are fewer.

    The same run, size and seed give the same sample with every version of Python.
    """
    strata = _stratify(run)
    sides = [
        {key: rows for key, rows in strata.items() if key[0] is tagged} for tagged in (True, False)
    ]
    sizes = [sum(map(len, side.values())) for side in sides]
    halves = _share(size, sizes, [1, 1])
    drawn: list[Drawn] = []
    for side, number in zip(sides, halves, strict=True):
        counts = [len(rows) for rows in side.values()]
        for rows, share in zip(side.values(), _share(number, counts, counts), strict=True):
            drawn += _draw(rows, share, seed)
    return Sample(
        name_sample(run, size, seed), tuple(sorted(drawn, key=lambda one: _turn(one, seed)))
    )


def name_sample(run: Run, size: int, seed: int) -> str:
    """Name a sample by all that decides which segments could be drawn."""
    listed = (f"{r['transcript']}\t{r['start']}\t{r['stop']}\n" for r in _eligible(run))
    digest = hashlib.sha256("".join(listed).encode()).hexdigest()
    return f"{seed}-{size}-{digest[:12]}"


def parse_name(name: str) -> tuple[int, int] | None:
    """Return the seed and size of a sample; None where the name is none of a sample."""
    parts = _NAME.fullmatch(name)
    return (int(parts[1]), int(parts[2])) if parts else None


def _eligible(run: Run) -> Iterator[Record]:
    return (
        row
        for row in run.tables["segments"]
        if row["role"] == "respondent" and find_words(str(row["text"]))
    )


def _stratify(run: Run) -> dict[tuple[bool, str, str], list[Record]]:
    """Divide the segments: whether anything was found there, respondent type, language."""
    coded: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in run.tables["codings"]:
        if row["coder"] == MACHINE:
            coded[str(row["transcript"])].append((int(row["start"]), int(row["stop"])))
    strata: defaultdict[tuple[bool, str, str], list[Record]] = defaultdict(list)
    for row in _eligible(run):
        start, stop = int(row["start"]), int(row["stop"])
        spans = coded.get(str(row["transcript"]), ())
        tagged = any(begin < stop and start < end for begin, end in spans)
        strata[tagged, str(row["type"]), str(row["language"])].append(row)
    return dict(sorted(strata.items()))


def _share(number: int, sizes: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Divide `number` in proportion to `wanted`, never more than `sizes`, first one for each.

    What one cannot take goes to the others; ties go to the earlier.
    """
    shares = [0] * len(sizes)
    for _ in range(min(number, sum(sizes))):
        open_ = [at for at, size in enumerate(sizes) if shares[at] < size]
        least = min(open_, key=lambda at: (shares[at] > 0, (shares[at] + 0.5) / wanted[at], at))
        shares[least] += 1
    return shares


def _draw(rows: Sequence[Record], number: int, seed: int) -> Iterator[Drawn]:
    for row in sorted(rows, key=lambda row: _lot(seed, row["transcript"], row["start"]))[:number]:
        yield Drawn(
            str(row["transcript"]),
            int(row["segment"]),
            int(row["start"]),
            int(row["stop"]),
            len(rows) / number,
        )


def _turn(one: Drawn, seed: int) -> tuple[bytes, str, int]:
    """Order by interview, interviews by lot, and as it was said inside one."""
    return _lot(seed, one.transcript), one.transcript, one.start


def _lot(seed: int, *of: object) -> bytes:
    return hashlib.sha256("\t".join(map(str, (seed, *of))).encode()).digest()


def keep_sample(run: Run, size: int, seed: int, decisions: Path) -> Sample:
    """Return the sample as it was drawn first, so that a later codebook gives no coder another.

    It is kept in `samples/` of the folder of decisions. RefusedError where it cannot be written,
    RunError where what is kept there is no sample, or nothing can be drawn.
    """
    from qualcode.runs.output import put_whole

    name = name_sample(run, size, seed)
    kept = load_sample(decisions, name)
    if kept is not None:
        return kept
    sample = draw_sample(run, size, seed)
    if not sample.drawn:
        message = "has no talk of respondents to draw from"
        raise RunError(Problem("the run", message, cure="see `qualcode read`"))
    folder = decisions / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot be made: {error.strerror or error}"
        raise RefusedError(Problem(str(folder), message, cure="choose another place")) from None
    put_whole(folder / f"{name}.csv", render_sample(sample).encode())
    return sample


def render_sample(sample: Sample) -> str:
    """Return the sample as a CSV table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in sample.drawn:
        writer.writerow((one.transcript, one.segment, one.start, one.stop, repr(one.weight)))
    return text.getvalue()


def load_sample(decisions: Path, name: str) -> Sample | None:
    """Return a sample that was kept; None where there is none of that name."""
    if parse_name(name) is None:  # it may come out of a file that somebody has sent
        return None
    path = decisions / FOLDER / f"{name}.csv"
    try:
        return Sample(name, tuple(_parse_rows(path.read_text(encoding="utf-8"))))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, csv.Error):
        cure = "put it back as it was; without it the sample cannot be weighed"
        raise RunError(Problem(str(path), "is no sample as it was drawn", cure=cure)) from None


def _parse_rows(table: str) -> Iterator[Drawn]:
    """Yield the segments of a table; ValueError where it is none that was written here."""
    header, *rows = csv.reader(io.StringIO(table, newline=""))
    if tuple(header) != _COLUMNS:
        raise ValueError(header)
    for transcript, segment, start, stop, weight in rows:
        if not float(weight) >= 1:
            raise ValueError(weight)
        yield Drawn(transcript, int(segment), int(start), int(stop), float(weight))
